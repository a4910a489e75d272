//! What can be asked of the books: balances, ledgers and statements.

use super::PaperArguments;
use super::ledger::{BookPeriods, parse_period};
use crate::domain::period::AccountingPeriod;
use clap::Subcommand;
use std::path::PathBuf;

/// `ledger …` that prints what the books say.
#[derive(Debug, Subcommand)]
pub enum LedgerReport {
    /// Print the trial balance
    TrialBalance(BookPeriods),
    /// Print the journal of cash or of a bank account: its lines, and the totals and balance of every day
    Journal {
        /// Which book, and when
        #[command(flatten)]
        periods: BookPeriods,
        /// The account of cash or of a bank, by its code; with everything under it
        #[arg(long, value_name = "CODE")]
        account: String,
    },
    /// Print the general ledger: accounts month by month
    General {
        /// Which book, and when
        #[command(flatten)]
        periods: BookPeriods,
        /// One account, by its code; every account that is under no other where none is given
        #[arg(long, value_name = "CODE")]
        account: Option<String>,
    },
    /// Print the lines of an account, with the balance after each and the totals of every month
    Detail {
        /// Which book, and when
        #[command(flatten)]
        periods: BookPeriods,
        /// The account, by its code; with everything under it
        #[arg(long, value_name = "CODE")]
        account: String,
    },
    /// Print the statements of a book, and whether their figures agree
    Statement {
        /// The book, by code or name
        #[arg(long, value_name = "BOOK")]
        book: String,
        /// The last period, such as 2008-12; 13 is the year-end distribution period
        #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
        to: AccountingPeriod,
        /// A folder of layouts in place of those that the program carries
        #[arg(long, value_name = "FOLDER")]
        layouts: Option<PathBuf>,
        /// On paper
        #[command(flatten)]
        paper: PaperArguments,
    },
    /// Print all books as one: what is taken out between them, what is left, and whether the figures agree
    Consolidate {
        /// The last period, such as 2008-12; 13 is the year-end distribution period
        #[arg(long, value_name = "PERIOD", value_parser = parse_period)]
        to: AccountingPeriod,
        /// A folder with a consolidation.csv in place of what the program carries
        #[arg(long, value_name = "FOLDER")]
        layouts: Option<PathBuf>,
    },
}
