//! What can be typed about books and vouchers.

use super::ledger_report::LedgerReport;
use super::reconcile::ReconcileArguments;
use super::rules::RulesAction;
use super::{PaperArguments, parse_date, parse_run, parse_year};
use crate::domain::ledger::account::{Dimension, Dimensions, Side};
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::voucher::{Line, VoucherWord};
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::domain::quantity::{NumberFlaw, parse_scaled};
use crate::domain::refusal::Problem;
use crate::rendering::plain_text_ledger::PlainTextFormat;
use crate::rendering::speech::{Language, sentence};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use compact_str::CompactString;
use std::path::PathBuf;
use strum::IntoEnumIterator;

/// `ledger`.
#[derive(Debug, Args)]
pub struct LedgerArguments {
    /// What to do
    #[command(subcommand)]
    pub action: LedgerAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// A book, and periods of one year.
#[derive(Debug, Args)]
pub struct BookPeriods {
    /// The book, by code or name
    #[arg(long, value_name = "BOOK")]
    pub book: String,
    /// The first period, such as 2008-01; the year's beginning where none is given
    #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
    pub from: Option<AccountingPeriod>,
    /// The last period, such as 2008-12; 13 is the year-end distribution period
    #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
    pub to: AccountingPeriod,
    /// On paper
    #[command(flatten)]
    pub paper: PaperArguments,
}

impl BookPeriods {
    /// From … to.
    pub fn range(&self) -> (AccountingPeriod, AccountingPeriod) {
        let january = AccountingPeriod::opening(self.to.year()).next();
        (self.from.unwrap_or_else(|| january.min(self.to)), self.to)
    }
}

/// `ledger …`.
#[derive(Debug, Subcommand)]
pub enum LedgerAction {
    /// Open a book with a chart of accounts
    Open {
        /// A short code, as sheets name the book
        #[arg(long, value_name = "CODE")]
        code: String,
        /// Its full name
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Whose it is: cooperative, company, property_manager, welfare_fund (or in Chinese)
        #[arg(long, value_name = "KIND", value_parser = parse_book_kind)]
        kind: BookKind,
        /// The year that it begins with
        #[arg(long, value_name = "YEAR", value_parser = parse_year)]
        year: AccountingYear,
        /// A chart that the program carries (collective-2023, small-enterprise, welfare-fund), or a file (csv, xlsx); the usual one where none is given
        #[arg(long, value_name = "CHART|FILE")]
        chart: Option<String>,
    },
    /// List the books
    List,
    /// Print the chart of accounts of a book
    Accounts {
        /// The book, by code or name
        #[arg(long, value_name = "BOOK")]
        book: String,
    },
    /// Add a sub-account: class and side are its parent's
    AddAccount {
        /// The book, by code or name
        #[arg(long, value_name = "BOOK")]
        book: String,
        /// Its code, which begins with its parent's
        #[arg(long, value_name = "CODE")]
        code: String,
        /// Its name
        #[arg(long, value_name = "NAME")]
        name: String,
        /// What each of its lines must name: member, household, batch, contract, parcel, shop, project, counterparty (or in Chinese)
        #[arg(long, value_name = "DIMENSION", value_parser = parse_dimension)]
        dimension: Option<Dimension>,
        /// The row of the balance sheet, or of the income statement, that takes it in: 14 for other current assets, 28, 40, 45, or a detail row
        #[arg(long, value_name = "ROW")]
        row: Option<u32>,
    },
    /// What the books say
    #[command(flatten)]
    Report(LedgerReport),
    /// Posting rules: which event goes to which accounts, and where that is laid down; changes are proposed, and approved by somebody else
    #[command(subcommand)]
    Rules(RulesAction),
    /// Draft the vouchers of what happened: receipts, a run, a batch, a paid motion, a dividend, contributions; what is booked already stays
    Book(BookArguments),
    /// Draft the voucher that closes income and expense
    CloseIncome {
        /// The book, by code or name
        #[arg(long, value_name = "BOOK")]
        book: String,
        /// The period, such as 2008-12
        #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
        period: AccountingPeriod,
    },
    /// Close a period for good
    Close {
        /// The book, by code or name
        #[arg(long, value_name = "BOOK")]
        book: String,
        /// The period, such as 2008-12; 13 is the year-end distribution period
        #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
        period: AccountingPeriod,
    },
    /// Reconcile bank accounts: match the bank's statement with the book, and confirm the table of a day
    Reconcile(ReconcileArguments),
    /// Write the archive of a year that is closed for good: vouchers, ledgers, statements, attachments, and a manifest with their hashes
    Archive {
        /// The year
        #[arg(long, value_name = "YEAR", value_parser = parse_year)]
        year: AccountingYear,
        /// The folder to write: a new or an empty one
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Tell which file of an archive was changed, is missing or was added; needs no data
    ArchiveCheck {
        /// The folder that ledger archive or export wrote
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Write the books as plain-text accounting that hledger and beancount read
    Export {
        /// hledger or beancount
        #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
        format: PlainTextFormat,
        /// One book, by code or name; all of them where none is given
        #[arg(long, value_name = "BOOK")]
        book: Option<String>,
        /// The file to write; standard output where none is given
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

/// `ledger book`: one event, or the events of a month.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("event").required(true).args(["receipts", "run", "batch", "motion", "dividend", "contributions"]))]
pub struct BookArguments {
    /// The receipts of a month, such as 2008-03
    #[arg(long, value_name = "PERIOD", value_parser = parse_month)]
    pub receipts: Option<AccountingPeriod>,
    /// A run, such as 2008#1
    #[arg(long, value_name = "RUN", value_parser = parse_run)]
    pub run: Option<(AccountingYear, Option<u32>)>,
    /// A payment batch, as the bank answered it
    #[arg(long, value_name = "BATCH")]
    pub batch: Option<u32>,
    /// The payment of a motion that is paid
    #[arg(long, value_name = "MOTION")]
    pub motion: Option<u32>,
    /// The dividend of a year that the company paid over
    #[arg(long, value_name = "YEAR", value_parser = parse_year, requires_all = ["amount", "date", "source"])]
    pub dividend: Option<AccountingYear>,
    /// How much dividend, in yuan
    #[arg(long, value_name = "YUAN", value_parser = parse_amount, requires = "dividend")]
    pub amount: Option<Money>,
    /// When the dividend came in
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "dividend")]
    pub date: Option<NaiveDate>,
    /// The bank's number
    #[arg(long, value_name = "TEXT", requires = "dividend")]
    pub source: Option<String>,
    /// Cash that members brought in, and assets that were quantified, in a month, such as 2008-03
    #[arg(long, value_name = "PERIOD", value_parser = parse_month)]
    pub contributions: Option<AccountingPeriod>,
    /// Where an account of the rules has several sub-accounts, the one that takes it: 102=10201; may be given several times
    #[arg(long = "account", value_name = "ACCOUNT=SUB-ACCOUNT", value_parser = parse_chosen)]
    pub accounts: Vec<(CompactString, CompactString)>,
}

/// `voucher`.
#[derive(Debug, Args)]
pub struct VoucherArguments {
    /// What to do
    #[command(subcommand)]
    pub action: VoucherAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// Vouchers that wait: one, or all of a book and period.
#[derive(Debug, Args)]
pub struct WaitingVouchers {
    /// The voucher, as #12; all of the book and period where none is given
    #[arg(value_name = "VOUCHER", value_parser = parse_entry, required_unless_present = "period")]
    pub voucher: Option<i64>,
    /// The book, by code or name
    #[arg(long, value_name = "BOOK", requires = "period")]
    pub book: Option<String>,
    /// The period, such as 2008-03
    #[arg(long, value_name = "PERIOD", value_parser = parse_period, requires = "book", conflicts_with = "voucher")]
    pub period: Option<AccountingPeriod>,
}

/// A voucher, as people name it.
#[derive(Debug, Args)]
pub struct OneVoucher {
    /// The voucher: #12, or "2008-03 记-1"
    #[arg(value_name = "VOUCHER")]
    pub voucher: String,
    /// The book, by code or name, where several have a voucher of that number
    #[arg(long, value_name = "BOOK")]
    pub book: Option<String>,
}

/// `voucher …`.
#[derive(Debug, Subcommand)]
pub enum VoucherAction {
    /// Enter a voucher as a draft
    Add(AddVoucher),
    /// List vouchers
    List {
        /// The book, by code or name
        #[arg(long, value_name = "BOOK")]
        book: String,
        /// One period, such as 2008-03
        #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
        period: Option<AccountingPeriod>,
    },
    /// Show a voucher
    Show {
        /// Which
        #[command(flatten)]
        voucher: OneVoucher,
        /// On paper
        #[command(flatten)]
        paper: PaperArguments,
    },
    /// Review vouchers: never one's own
    Review(WaitingVouchers),
    /// The cashier signs vouchers that touch cash or a bank account
    Sign(WaitingVouchers),
    /// Post the reviewed vouchers of a period: numbers are given, and nothing of them changes any more
    Post {
        /// The book, by code or name
        #[arg(long, value_name = "BOOK")]
        book: String,
        /// The period, such as 2008-03
        #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
        period: AccountingPeriod,
    },
    /// Keep a file with a draft, as its source document
    Attach {
        /// Which
        #[command(flatten)]
        voucher: OneVoucher,
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Discard a draft
    Discard {
        /// Which
        #[command(flatten)]
        voucher: OneVoucher,
    },
    /// Reverse a posted voucher by a red copy, which is a draft of its own
    Reverse {
        /// Which
        #[command(flatten)]
        voucher: OneVoucher,
        /// The day of the red copy
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        date: NaiveDate,
        /// Why
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        reason: String,
    },
}

/// `voucher add`.
#[derive(Debug, Args)]
pub struct AddVoucher {
    /// The book, by code or name
    #[arg(long, value_name = "BOOK")]
    pub book: String,
    /// The day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub date: NaiveDate,
    /// The year-end distribution period, such as 2008-13; else the day's month
    #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
    pub period: Option<AccountingPeriod>,
    /// What it is about
    #[arg(long, value_name = "TEXT")]
    pub summary: String,
    /// A debit: ACCOUNT=AMOUNT, or ACCOUNT=AMOUNT@成员:M001; may be given several times
    #[arg(long = "debit", value_name = "ACCOUNT=AMOUNT[@ABOUT]", value_parser = parse_line)]
    pub debits: Vec<TypedLine>,
    /// A credit, likewise
    #[arg(long = "credit", value_name = "ACCOUNT=AMOUNT[@ABOUT]", value_parser = parse_line)]
    pub credits: Vec<TypedLine>,
    /// The word of its number: 记, 收, 付, 转, 现收, 现付, 银收, 银付; 记 where none is given
    #[arg(long, value_name = "WORD", value_parser = parse_word)]
    pub word: Option<VoucherWord>,
    /// The number of the source document: nothing is booked twice from one
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub source: String,
    /// Sheets of paper behind it
    #[arg(long, value_name = "N", default_value = "0", value_parser = parse_count)]
    pub attachments: u32,
    /// A file behind it, kept with its hash; may be given several times
    #[arg(long = "file", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The posted voucher that it corrects: #12, or "2008-03 记-1"
    #[arg(long, value_name = "VOUCHER")]
    pub corrects: Option<String>,
}

/// A line as it is typed.
#[derive(Clone, Debug)]
pub struct TypedLine {
    /// 科目编码.
    pub account: CompactString,
    /// Yuan.
    pub amount: Money,
    /// 辅助核算.
    pub dimensions: Dimensions,
}

impl AddVoucher {
    /// Its lines, debits first.
    pub fn lines(&self) -> Vec<Line> {
        let line = |side: Side| {
            move |typed: &TypedLine| Line {
                summary: self.summary.as_str().into(),
                account: typed.account.clone(),
                side,
                amount: typed.amount,
                dimensions: typed.dimensions.clone(),
            }
        };
        self.debits.iter().map(line(Side::Debit)).chain(self.credits.iter().map(line(Side::Credit))).collect()
    }
}

pub(super) fn parse_period(text: &str) -> Result<AccountingPeriod, String> {
    AccountingPeriod::parse(text).ok_or_else(|| "期间应如 2008-03 · a period such as 2008-03".to_owned())
}

/// A period in which things happen: year-end distribution periods and openings have no days of their own.
fn parse_month(text: &str) -> Result<AccountingPeriod, String> {
    let month = AccountingPeriod::parse(text).filter(|period| (1..=12).contains(&period.number()));
    month.ok_or_else(|| "月份应如 2008-03 · a month such as 2008-03".to_owned())
}

pub(super) fn parse_entry(text: &str) -> Result<i64, String> {
    let number = text.trim_start_matches('#').parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "凭证应如 #12 · a voucher such as #12".to_owned())
}

fn parse_count(text: &str) -> Result<u32, String> {
    let count = text.parse().ok().filter(|count| *count <= 10_000);
    count.ok_or_else(|| "应为 0 到 10000 的张数 · a number of sheets from 0 to 10000".to_owned())
}

fn parse_chosen(text: &str) -> Result<(CompactString, CompactString), String> {
    let (account, chosen) =
        text.split_once(['=', '＝']).ok_or_else(|| "应如 102=10201 · such as 102=10201".to_owned())?;
    Ok((account.trim().into(), chosen.trim().into()))
}

pub(super) fn parse_amount(text: &str) -> Result<Money, String> {
    let fen = parse_scaled(&text.replace(',', ""), 2);
    fen.map(Money::from_fen).map_err(|_| "金额应如 1200.50 · an amount such as 1200.50".to_owned())
}

fn parse_line(text: &str) -> Result<TypedLine, String> {
    let unfit = || "应为 科目=金额 或 科目=金额@成员:M001 · ACCOUNT=AMOUNT[@ABOUT]".to_owned();
    let (account, rest) = text.split_once(['=', '＝']).ok_or_else(unfit)?;
    let (amount, about) = rest.split_once('@').unwrap_or((rest, ""));
    let fen = parse_scaled(&amount.trim().replace(',', ""), 2).map_err(|flaw| match flaw {
        NumberFlaw::TooManyDecimals => {
            format!("金额 {amount} 应最多两位小数 · the amount {amount} has more than two decimals")
        }
        _ => unfit(),
    })?;
    let dimensions = Dimensions::read(about).map_err(|refusal| {
        let problem = Problem::new(refusal);
        let said = [Language::Chinese, Language::English].map(|language| sentence(&problem, language));
        said.map(|sentence| sentence.trim_end_matches(['。', '.']).to_owned()).join(" · ")
    })?;
    Ok(TypedLine { account: account.trim().into(), amount: Money::from_fen(fen), dimensions })
}

fn parse_book_kind(text: &str) -> Result<BookKind, String> {
    let known = |name: fn(BookKind) -> &'static str, mark| BookKind::iter().map(name).collect::<Vec<_>>().join(mark);
    let expected = || format!("应为{}之一 · one of {}", known(BookKind::zh, "、"), known(BookKind::code, ", "));
    BookKind::lookup(text).ok_or_else(expected)
}

fn parse_dimension(text: &str) -> Result<Dimension, String> {
    let known = |name: fn(Dimension) -> &'static str, mark| Dimension::iter().map(name).collect::<Vec<_>>().join(mark);
    let expected = || format!("应为{}之一 · one of {}", known(Dimension::zh, "、"), known(Dimension::en, ", "));
    Dimension::lookup(text).ok_or_else(expected)
}

fn parse_word(text: &str) -> Result<VoucherWord, String> {
    let known: Vec<VoucherWord> = VoucherWord::iter().filter(|word| *word != VoucherWord::Opening).collect();
    let named = || known.iter().map(|word| word.zh()).collect::<Vec<_>>().join("、");
    VoucherWord::lookup(text)
        .filter(|word| known.contains(word))
        .ok_or_else(|| format!("凭证字应为{}之一 · one of {}", named(), named()))
}

fn parse_format(text: &str) -> Result<PlainTextFormat, String> {
    PlainTextFormat::lookup(text).ok_or_else(|| "应为 hledger 或 beancount · hledger or beancount".to_owned())
}
