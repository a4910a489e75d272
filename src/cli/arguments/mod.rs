//! What can be typed. The English help stands here beside each argument; `chinese` has the Chinese one.

mod governance;
mod ledger;
mod ledger_report;
mod paper;
mod parsing;
mod payment;
mod reconcile;
mod rules;

pub use governance::{
    BodyArguments, CharterArguments, ElectionAction, ElectionArguments, HoldAction, HoldArguments, KinshipAction,
    KinshipArguments, MotionAction, MotionArguments, ObjectionAction, ObjectionArguments, SupervisionAction,
    SupervisionArguments, UserAction, UserArguments, VoteArguments,
};

pub use paper::{FontArguments, PaperArguments};
pub use payment::{PaymentAction, PaymentArguments};
pub use reconcile::{BankPlace, ReconcileAction, TableOfDay};

pub use ledger::{
    AddVoucher, BookArguments, LedgerAction, LedgerArguments, OneVoucher, VoucherAction, VoucherArguments,
    WaitingVouchers,
};
pub use ledger_report::LedgerReport;
pub use rules::RulesAction;

use super::{chinese, language_of};
use crate::domain::governance::seal::Hash;
use crate::domain::period::AccountingYear;
use crate::domain::sheet::SheetKind;
use crate::rendering::speech::Language;
use crate::spreadsheet::format::TextEncoding;
use chrono::NaiveDate;
use clap::{Args, CommandFactory, Parser, Subcommand};
use parsing::{
    parse_choice, parse_date, parse_encoding, parse_hash, parse_heading_row, parse_kind, parse_language, parse_proxy,
    parse_run, parse_sheet_kind, parse_template_file, parse_year,
};
use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Accounting for a community's shareholding cooperative: same share, same rights
#[derive(Debug, Parser)]
#[command(name = "tonggu", version, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// Where the data is: a folder, a file, or a postgres:// address; ./tonggu-data where none is given
    #[arg(long, global = true, value_name = "PATH|URL", env = "TONGGU_DATA", hide_env = true)]
    pub data: Option<String>,
    /// The cooperative's code, where the data holds several
    #[arg(long, global = true, value_name = "CODE", env = "TONGGU_COOPERATIVE", hide_env = true)]
    pub cooperative: Option<String>,
    /// The language to speak: zh or en
    #[arg(long, global = true, value_name = "zh|en", env = "TONGGU_LANGUAGE", hide_env = true, value_parser = parse_language)]
    pub language: Option<Language>,
    /// Who acts, once the cooperative has users; the password is asked for, or taken from TONGGU_PASSWORD
    #[arg(long = "as", global = true, value_name = "USER", env = "TONGGU_USER", hide_env = true)]
    pub acting_as: Option<String>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Set up a cooperative
    Init(InitArguments),
    /// Import workbooks: check everything, show what would change, store all or nothing
    Import(ImportArguments),
    /// Look at the share register
    Register(RegisterArguments),
    /// Look at contracts, rent due, arrears and the margin of what is let out
    Contract(ContractArguments),
    /// Prepare a draft run of a year's two-tier distribution from what is held
    Distribute(DistributeArguments),
    /// Look at runs: list, show, explain, equal rights
    Distribution(DistributionArguments),
    /// Print a member's statement of a year
    Statement(StatementArguments),
    /// Put runs and other matters before the bodies, and see how far they have come
    Motion(MotionArguments),
    /// Vote on a motion, signed in as oneself
    Vote(VoteArguments),
    /// Object to what is published, and answer
    Objection(ObjectionArguments),
    /// Hold a payment or a run, and lift the hold by an inspection
    Hold(HoldArguments),
    /// Declare kinship, which keeps relatives from supervising each other
    Kinship(KinshipArguments),
    /// Keep what those who watch have seen, asked and been answered
    Supervision(SupervisionArguments),
    /// Elect a body's seats, from the announcement to the appointment
    Election(ElectionArguments),
    /// See the charter of a day: its terms, how each body decides, the procedures, and where it asks for less than the law
    Charter(CharterArguments),
    /// See who holds which seat
    Body(BodyArguments),
    /// Manage users
    User(UserArguments),
    /// Keep the books: open them, see balances, close periods, export
    Ledger(LedgerArguments),
    /// Enter, review, sign, post, reverse and look at vouchers
    Voucher(VoucherArguments),
    /// Pay what runs leave to be paid: what is payable, batches for the bank, what waits and why
    Payment(PaymentArguments),
    /// Hold everything against its hashes and compute every run again
    Verify(VerifyArguments),
    /// Print the log of everything that was done
    Log(LogArguments),
    /// Write all data as CSV, with every kept file and what explains each column
    Export(ExportArguments),
    /// Write a blank template for a kind of sheet
    Template(TemplateArguments),
    /// Serve the site of a cooperative: notice board, statements, work of accountants and bodies
    Serve(ServeArguments),
    /// Load the sample community, distribute its year 2008, and show it
    Demo(DemoArguments),
}

impl Arguments {
    /// Where the data is. The demonstration keeps out of the way of real data.
    pub fn data(&self) -> &str {
        match (&self.data, &self.command) {
            (Some(data), _) => data,
            (None, Command::Demo(_)) => "./tonggu-demo",
            (None, _) => "./tonggu-data",
        }
    }
}

impl Command {
    /// Whether a program reads the answer.
    pub fn wants_json(&self) -> bool {
        match self {
            Command::Init(arguments) => arguments.json,
            Command::Import(arguments) => arguments.json,
            Command::Register(arguments) => arguments.json,
            Command::Contract(arguments) => arguments.json,
            Command::Distribute(arguments) => arguments.json,
            Command::Distribution(arguments) => arguments.json,
            Command::Statement(arguments) => arguments.json,
            Command::Motion(arguments) => arguments.json,
            Command::Vote(arguments) => arguments.json,
            Command::Objection(arguments) => arguments.json,
            Command::Hold(arguments) => arguments.json,
            Command::Kinship(arguments) => arguments.json,
            Command::Supervision(arguments) => arguments.json,
            Command::Election(arguments) => arguments.json,
            Command::Charter(arguments) => arguments.json,
            Command::Body(arguments) => arguments.json,
            Command::User(arguments) => arguments.json,
            Command::Ledger(arguments) => arguments.json,
            Command::Voucher(arguments) => arguments.json,
            Command::Payment(arguments) => arguments.json,
            Command::Verify(arguments) => arguments.json,
            Command::Log(arguments) => arguments.json,
            Command::Export(arguments) => arguments.json,
            Command::Template(_) | Command::Serve(_) | Command::Demo(_) => false,
        }
    }
}

/// `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The folder to write: a new or an empty one
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// A short code without blanks, by which the cooperative is chosen
    #[arg(long, value_name = "CODE")]
    pub code: String,
    /// The cooperative's full name
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `import`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct ImportArguments {
    /// Undo or list batches instead
    #[command(subcommand)]
    pub action: Option<ImportAction>,
    /// Workbooks: xlsx, xls, ods or csv, in any order
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Only check and show; store nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The date that ledgers of holdings without a date column mean
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub as_of: Option<NaiveDate>,
    /// Say which column a heading means (忽略 passes over it); the choice is remembered
    #[arg(long = "map", value_name = "HEADING=COLUMN", value_parser = parse_choice)]
    pub choices: Vec<(String, String)>,
    /// Say what kind of sheet it is, of all sheets or of one by its name
    #[arg(long = "kind", value_name = "[SHEET=]KIND", value_parser = parse_sheet_kind)]
    pub kinds: Vec<(String, SheetKind)>,
    /// Say which row holds the headings (of several the lowest), of all sheets or of one by its name
    #[arg(long = "heading-row", value_name = "[SHEET=]ROW", value_parser = parse_heading_row)]
    pub heading_rows: Vec<(String, u32)>,
    /// Say how text tables are encoded: UTF-8, GB18030, UTF-16LE, UTF-16BE or Big5
    #[arg(long, value_name = "ENCODING", value_parser = parse_encoding)]
    pub encoding: Option<TextEncoding>,
    /// The account of bank statements that say it nowhere, such as 10201
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// Its book, by code or name; the cooperative's where none is given
    #[arg(long, value_name = "BOOK", requires = "account")]
    pub book: Option<String>,
    /// The effective motion that this carries out, where the charter leaves such a matter to a body
    #[arg(long = "motion", value_name = "MOTION")]
    pub motion_no: Option<u32>,
    /// Write copies of the workbooks with the cells marked into this folder
    #[arg(long, value_name = "DIR")]
    pub marked_copy: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `import …`.
#[derive(Debug, Subcommand)]
pub enum ImportAction {
    /// Undo a batch whole, as long as nothing rests on it
    Undo {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: i64,
    },
    /// List all batches
    List,
}

/// `register`.
#[derive(Debug, Args)]
pub struct RegisterArguments {
    /// What to look at
    #[command(subcommand)]
    pub action: RegisterAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `register …`.
#[derive(Debug, Subcommand)]
pub enum RegisterAction {
    /// What everybody holds at the end of a day
    Holdings {
        /// The day; today where none is given
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        on: Option<NaiveDate>,
    },
    /// Every movement of shares
    Movements,
    /// A share certificate
    Certificate {
        /// The certificate's number
        #[arg(value_name = "NO")]
        certificate_no: String,
        /// On paper
        #[command(flatten)]
        paper: PaperArguments,
    },
    /// Quantified assets beside what the register gave to persons
    Quantification,
}

/// `contract`.
#[derive(Debug, Args)]
pub struct ContractArguments {
    /// What to look at
    #[command(subcommand)]
    pub action: ContractAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `contract …`.
#[derive(Debug, Subcommand)]
pub enum ContractAction {
    /// The ledger of contracts
    List,
    /// Rent due and collected of a year
    Due(YearArguments),
    /// Rent due that has not come in
    Arrears(YearArguments),
    /// What the company lets out: rent due and collected beside what contributors are owed
    Margin(YearArguments),
}

/// A year, and a day within sight of it.
#[derive(Debug, Args)]
pub struct YearArguments {
    /// The year
    #[arg(long, value_name = "YEAR", value_parser = parse_year)]
    pub year: AccountingYear,
    /// Count receipts up to this day only
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Option<NaiveDate>,
}

/// `distribute`.
#[derive(Debug, Args)]
pub struct DistributeArguments {
    /// The year
    #[arg(long, value_name = "YEAR", value_parser = parse_year)]
    pub year: AccountingYear,
    /// Pay tier one again for rent that came in after run N of the year
    #[arg(long, value_name = "N", conflicts_with = "correct")]
    pub arrears: Option<u32>,
    /// Compute both tiers again and pay or recover the differences to run N of the year
    #[arg(long, value_name = "N")]
    pub correct: Option<u32>,
    /// Count receipts up to this day, instead of the plan's
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub cut_off: Option<NaiveDate>,
    /// Take the place of what is before the bodies: motion N, its votes and its notice become void
    #[arg(long, value_name = "N")]
    pub void_motion: Option<u32>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `distribution`.
#[derive(Debug, Args)]
pub struct DistributionArguments {
    /// What to look at
    #[command(subcommand)]
    pub action: DistributionAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `distribution …`.
#[derive(Debug, Subcommand)]
pub enum DistributionAction {
    /// List all runs
    List,
    /// Show a run with its control totals and seal
    Show {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
        /// Write the list of members as CSV
        #[arg(long, value_name = "FILE", conflicts_with = "pdf")]
        csv: Option<PathBuf>,
        /// Write the whole run as a workbook
        #[arg(long, value_name = "FILE", conflicts_with = "pdf")]
        xlsx: Option<PathBuf>,
        /// The list of members on paper
        #[command(flatten)]
        paper: PaperArguments,
    },
    /// Write the statements of all members as PDF: in one file, or a file each
    Statements {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
        /// All in one file
        #[command(flatten)]
        paper: PaperArguments,
        /// Write a file each into this folder: a new or an empty one
        #[arg(long, value_name = "FOLDER", required_unless_present = "pdf", conflicts_with = "pdf")]
        pdf_folder: Option<PathBuf>,
    },
    /// Explain a member's dividend step by step
    Explain {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
        /// The member's number
        #[arg(value_name = "MEMBER")]
        member_no: String,
    },
    /// Write evidence that is checked without the data: a member's statement with its proof, or the whole run for the bodies
    Evidence {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
        /// The member whose statement it is; the whole run where none is given
        #[arg(long, value_name = "MEMBER")]
        member: Option<String>,
        /// The file to write
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write the notice of a run, names masked, as a page and as CSV
    Notice {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
        /// Write it as a page that stands alone
        #[arg(long, value_name = "FILE", required_unless_present = "csv")]
        html: Option<PathBuf>,
        /// Write it as CSV
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
        /// Where and how to object
        #[arg(long = "where", value_name = "TEXT")]
        where_to_object: Option<String>,
    },
    /// Compute a run with other terms or another amount to distribute; nothing is stored
    WhatIf {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
        /// An item of the charter or the plan with its value, as the sheets name it: 公积公益金提取比例=12; may be given several times
        #[arg(value_name = "ITEM=VALUE", required = true, value_parser = parse_choice)]
        assumed: Vec<(String, String)>,
    },
    /// Compare a run with an earlier year's: who is new, who is gone, the largest changes and why
    Compare {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
        /// The run to compare with; the last one of an earlier year where none is given
        #[arg(long = "with", value_name = "YEAR[#N]", value_parser = parse_run)]
        compare_with: Option<(AccountingYear, Option<u32>)>,
        /// How many changes to print
        #[arg(long, value_name = "COUNT", default_value_t = 20)]
        most: usize,
    },
    /// The batches side by side, before and after tier two
    EqualRights {
        /// The year, or one run of it: 2008 or 2008#2
        #[arg(value_name = "YEAR[#N]", value_parser = parse_run)]
        run: (AccountingYear, Option<u32>),
    },
}

/// `statement`.
#[derive(Debug, Args)]
pub struct StatementArguments {
    /// The member's number
    #[arg(value_name = "MEMBER")]
    pub member_no: String,
    /// The year
    #[arg(long, value_name = "YEAR", value_parser = parse_year)]
    pub year: AccountingYear,
    /// On paper
    #[command(flatten)]
    pub paper: PaperArguments,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Check a file of evidence instead, without any data
    #[command(subcommand)]
    pub file: Option<VerifyFile>,
    /// The hash that the log's last entry had at an earlier time: it must still be there
    #[arg(long, value_name = "HASH", value_parser = parse_hash)]
    pub head: Option<Hash>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `verify …`.
#[derive(Debug, Subcommand)]
pub enum VerifyFile {
    /// Check that a statement is among those that were sealed
    Statement {
        /// The file that distribution evidence wrote
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The seal as it was published, or at least its first twelve digits
        #[arg(long, value_name = "SEAL")]
        seal: Option<String>,
    },
    /// Compute a whole run again, and hold it against its seal
    Seal {
        /// The file that distribution evidence wrote
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The seal as it was published, or at least its first twelve digits
        #[arg(long, value_name = "SEAL")]
        seal: Option<String>,
    },
}

/// `log`.
#[derive(Debug, Args)]
pub struct LogArguments {
    /// Only what this user did
    #[arg(long, value_name = "USER")]
    pub by: Option<String>,
    /// Only from this day on
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub since: Option<NaiveDate>,
    /// Only until this day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub until: Option<NaiveDate>,
    /// Only where this text stands in it
    #[arg(long, value_name = "TEXT")]
    pub about: Option<String>,
    /// Write it as CSV, with hashes and whole contents
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `template`.
#[derive(Debug, Args)]
pub struct TemplateArguments {
    /// The kind of sheet, in English or Chinese: members, 股权台账 …
    #[arg(value_name = "KIND", value_parser = parse_kind)]
    pub kind: SheetKind,
    /// The file to write, ending in xlsx or csv
    #[arg(value_name = "FILE", value_parser = parse_template_file)]
    pub file: PathBuf,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// The address and port to listen at
    #[arg(long, value_name = "ADDRESS:PORT", default_value = DEFAULT_ADDRESS)]
    pub listen: SocketAddr,
    /// The certificate, with those that vouch for it (PEM); with it the site speaks TLS alone
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// The certificate's key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// A reverse proxy that hands requests on from its own address; it alone is believed when it says from whom (X-Forwarded-For, Forwarded). May be repeated
    #[arg(long = "behind-proxy", value_name = "ADDRESS", value_parser = parse_proxy)]
    pub proxies: Vec<IpAddr>,
    /// How many requests a second one address may send; twice as many at once
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    pub requests_per_second: u32,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// Go on as a running site, with a sign-in for everybody who has a part in the story
    #[arg(long)]
    pub serve: bool,
    /// The address and port to listen at
    #[arg(long, value_name = "ADDRESS:PORT", default_value = DEFAULT_ADDRESS, requires = "serve")]
    pub listen: SocketAddr,
}

/// Where a site listens, if nothing else is said: for this machine alone.
const DEFAULT_ADDRESS: &str = "127.0.0.1:8080";

/// The language to speak before anything is understood: the option, the environment, else Chinese.
pub fn language(words: &[OsString]) -> Language {
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let after = words.iter().position(|word| word == "--language").and_then(|at| words.get(at + 1).cloned());
    let joined = words.iter().find_map(|word| word.strip_prefix("--language=").map(str::to_owned));
    let named = after.or(joined).or_else(|| std::env::var("TONGGU_LANGUAGE").ok());
    named.and_then(|name| language_of(&name)).unwrap_or_default()
}

/// The whole command line, its help in a language.
pub fn command(language: Language) -> clap::Command {
    match language {
        Language::English => Arguments::command(),
        Language::Chinese => chinese::translate(Arguments::command(), ""),
    }
}
