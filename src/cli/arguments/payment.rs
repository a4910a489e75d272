//! What can be typed about payments.

use super::{parse_date, parse_year};
use crate::domain::payment::claim::Tier;
use crate::domain::payment::unpaid_mark::UnpaidState;
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
    /// List the batches
    Batches,
    /// Show a batch with what the bank said of its lines
    Show {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: u32,
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
    /// Cancel a batch that the bank does not have
    Cancel {
        /// The batch's number
        #[arg(value_name = "BATCH")]
        batch_no: u32,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
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
