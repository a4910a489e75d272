//! What can be typed about posting rules.

use super::parse_date;
use chrono::NaiveDate;
use clap::Subcommand;
use std::path::PathBuf;

/// `ledger rules …`.
#[derive(Debug, Subcommand)]
pub enum RulesAction {
    /// List the rules in force, and the changes that wait
    List {
        /// In force on this day; today where none is given
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        on: Option<NaiveDate>,
        /// Every change that was ever proposed: by whom, who decided, from when it is in force
        #[arg(long, conflicts_with_all = ["on", "csv"])]
        history: bool,
        /// Write the rules in force as a table, to be changed and proposed
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Show a rule in every version, or in one
    Show {
        /// The rule, such as rent_received
        #[arg(value_name = "RULE")]
        rule: String,
        /// The version, such as v1
        #[arg(value_name = "VERSION")]
        version: Option<String>,
    },
    /// Propose the rules of a table: whole, each in its next version
    Propose {
        /// The table (csv, xlsx), laid out as ledger rules list --csv writes it
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// From which day on they shall be in force; the day of their approval where none is given
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        from: Option<NaiveDate>,
    },
    /// Approve a change: never one's own
    Approve {
        /// The change
        #[arg(value_name = "N")]
        change_no: u32,
    },
    /// Reject a change
    Reject {
        /// The change
        #[arg(value_name = "N")]
        change_no: u32,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}
