//! What can be typed about payments.

use super::{PaperArguments, parse_date, parse_year};
use crate::domain::payment::claim::Tier;
use crate::domain::payment::unpaid_mark::UnpaidState;
use crate::domain::payment::write_off::Destination;
use crate::domain::period::AccountingYear;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use strum::IntoEnumIterator;

/// `payment`.
#[derive(Debug, Args)]
pub struct PaymentArguments {
    /// What to do
    #[command(subcommand)]
    pub action: PaymentAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `payment …`.
#[derive(Debug, Subcommand)]
pub enum PaymentAction {
    /// List what is payable, and where each member's money is
    List {
        /// One year
        #[arg(long, value_name = "YEAR", value_parser = parse_year)]
        year: Option<AccountingYear>,
        /// One member
        #[arg(long, value_name = "MEMBER")]
        member: Option<String>,
        /// One household
        #[arg(long, value_name = "HOUSEHOLD")]
        household: Option<String>,
        /// Only what has not been paid, and why
        #[arg(long)]
        unpaid: bool,
    },
    /// Make a batch for the bank of everything that is payable now
    Batch {
        /// One year
        #[arg(long, value_name = "YEAR", value_parser = parse_year)]
        year: Option<AccountingYear>,
        /// One tier: 1 by contract, 2 by share
        #[arg(long, value_name = "1|2", value_parser = parse_tier)]
        tier: Option<Tier>,
        /// One member; may be given several times
        #[arg(long = "member", value_name = "MEMBER")]
        members: Vec<String>,
        /// Pay each household to the account of its head
        #[arg(long)]
        by_household: bool,
    },
    /// Make a payment in cash of everything that is payable to one member
    Cash {
        /// The member's number
        #[arg(value_name = "MEMBER")]
        member_no: String,
        /// One year
        #[arg(long, value_name = "YEAR", value_parser = parse_year)]
        year: Option<AccountingYear>,
        /// One tier: 1 by contract, 2 by share
        #[arg(long, value_name = "1|2", value_parser = parse_tier)]
        tier: Option<Tier>,
    },
    /// Record that the cash of a batch was handed over, with the slip that was signed
    HandOver {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: u32,
        /// Who received it
        #[arg(long, value_name = "NAME")]
        receiver: String,
        /// How they are related to the member, where it is somebody else
        #[arg(long, value_name = "TEXT", default_value = "")]
        relation: String,
        /// The signed slip, scanned; the file is kept
        #[arg(long, value_name = "FILE")]
        slip: PathBuf,
    },
    /// List the batches
    Batches,
    /// Show a batch with what the bank said of its lines
    Show {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: u32,
        /// On paper
        #[command(flatten)]
        paper: PaperArguments,
    },
    /// Write the file of a batch for the bank; that does not pay it yet
    File {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: u32,
        /// The file to write, ending in csv or xlsx
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The columns that the bank asks for: 明细id, 序号, 户名, 账号, 开户银行, 金额, 用途, 附言, 证件号码, 成员编号, each perhaps with a heading: 账号=收款人账号
        #[arg(long, value_name = "FIELD[=HEADING],…")]
        columns: Option<String>,
    },
    /// Record that a batch is with the bank; the bank's answers come in with import
    Sent {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: u32,
        /// The bank's number
        #[arg(long, value_name = "TEXT")]
        reference: String,
    },
    /// Cancel a batch that the bank does not have and nobody received
    Cancel {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: u32,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Put before the bodies that what is left of members is written off
    WriteOff {
        /// The members' numbers
        #[arg(value_name = "MEMBER", required = true)]
        members: Vec<String>,
        /// Claims of one year
        #[arg(long, value_name = "YEAR", value_parser = parse_year)]
        year: Option<AccountingYear>,
        /// What corrections want back, in place of claims
        #[arg(long, conflicts_with = "year")]
        recovery: bool,
        /// Where it goes: 公积公益金 (reserve), 其他收入 (other_income)
        #[arg(long, value_name = "WHERE", value_parser = parse_destination, default_value = "公积公益金")]
        to: Destination,
        /// Why; it is the title of the motion
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// What shows that the members cannot be found; the file is kept
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Write off what an effective motion gave up
    CarryOut {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
    },
    /// Tell what became of the public-welfare levy of a year, from the run to what the fund spent it on
    Levy {
        /// The year
        #[arg(long, value_name = "YEAR", value_parser = parse_year)]
        year: AccountingYear,
    },
    /// Mark why a member's money waits, or that it waits no more
    Mark {
        /// The member's number
        #[arg(value_name = "MEMBER")]
        member_no: String,
        /// deceased, heirs pending, account unknown, disputed, cleared (or in Chinese)
        #[arg(long, value_name = "STATE", value_parser = parse_state)]
        state: UnpaidState,
        /// From which day on; today where none is given
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        since: Option<NaiveDate>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

fn parse_destination(text: &str) -> Result<Destination, String> {
    let known = || Destination::iter().map(|one| format!("{} ({})", one.zh(), one.code())).collect::<Vec<_>>();
    Destination::lookup(text).ok_or_else(|| known().join(", "))
}

fn parse_tier(text: &str) -> Result<Tier, String> {
    let number = text.parse().ok().and_then(Tier::lookup);
    number.ok_or_else(|| "1 或 2 · 1 or 2".to_owned())
}

fn parse_state(text: &str) -> Result<UnpaidState, String> {
    let names =
        |name: fn(UnpaidState) -> &'static str, mark| UnpaidState::iter().map(name).collect::<Vec<_>>().join(mark);
    let expected = || format!("应为{}之一 · one of {}", names(UnpaidState::zh, "、"), names(UnpaidState::en, ", "));
    UnpaidState::lookup(text).ok_or_else(expected)
}
