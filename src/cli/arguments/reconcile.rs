//! What can be typed about reconciling bank accounts.

use super::ledger::{parse_amount, parse_entry};
use super::parse_date;
use crate::domain::money::Money;
use chrono::NaiveDate;
use clap::{Args, Subcommand};

/// `ledger reconcile`.
#[derive(Debug, Args)]
pub struct ReconcileArguments {
    /// What to do
    #[command(subcommand)]
    pub action: ReconcileAction,
}

/// A bank account.
#[derive(Debug, Args)]
pub struct BankPlace {
    /// The book, by code or name
    #[arg(long, value_name = "BOOK")]
    pub book: String,
    /// The bank account, by its code; the book's only one where none is given
    #[arg(long = "account", value_name = "CODE")]
    pub bank_account: Option<String>,
}

/// The table of a day.
#[derive(Debug, Args)]
pub struct TableOfDay {
    /// Which account
    #[command(flatten)]
    pub place: BankPlace,
    /// The day, such as 2008-12-31
    #[arg(long = "on", value_name = "DATE", value_parser = parse_date)]
    pub on_day: NaiveDate,
    /// The statement's balance of that day, where its lines have none
    #[arg(long, value_name = "YUAN", value_parser = parse_amount, allow_negative_numbers = true)]
    pub bank_balance: Option<Money>,
}

/// `ledger reconcile …`.
#[derive(Debug, Subcommand)]
pub enum ReconcileAction {
    /// List the bank accounts of all books: how far their statements and tables reach, and what is open
    List,
    /// Match what is open and certain: by the bank's number, by amount and day
    Match {
        /// Which account
        #[command(flatten)]
        place: BankPlace,
        /// By how many days the bank and the book may differ
        #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u32).range(0..=60))]
        within: u32,
    },
    /// Match lines that you name: they must come to the same on both sides
    Pair {
        /// Which account
        #[command(flatten)]
        place: BankPlace,
        /// A line of the bank's statement, by its number; may be given several times
        #[arg(long = "bank", value_name = "NUMBER", value_parser = parse_entry)]
        bank: Vec<i64>,
        /// A voucher such as "2008-03 记-1", or a line of it: "2008-03 记-1/2"; may be given several times
        #[arg(long = "line", value_name = "VOUCHER", conflicts_with = "opening")]
        lines: Vec<String>,
        /// The bank's lines settle what was open before the book began
        #[arg(long)]
        opening: bool,
    },
    /// List the matches of an account
    Matches {
        /// Which account
        #[command(flatten)]
        place: BankPlace,
    },
    /// Withdraw a match: its lines are open again
    Withdraw {
        /// The match's number
        #[arg(value_name = "NUMBER")]
        number: u32,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Print the bank reconciliation statement of a day
    Show(TableOfDay),
    /// Confirm the table of a day: it stands as it is
    Confirm {
        /// Which table
        #[command(flatten)]
        table: TableOfDay,
        /// What was open when the book began: the bank's balance then, less the book's; asked for once, where it is not nothing
        #[arg(long, value_name = "YUAN", value_parser = parse_amount, allow_negative_numbers = true)]
        opening_difference: Option<Money>,
    },
    /// Retract the last confirmed table of an account, so that what it rests on can be mended
    Retract {
        /// Which account
        #[command(flatten)]
        place: BankPlace,
        /// The day of the table
        #[arg(long = "on", value_name = "DATE", value_parser = parse_date)]
        on_day: NaiveDate,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}
