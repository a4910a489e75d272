//! Floor 2: one file a verb. Each loads, decides in the domain, and stores, in one transaction.

pub mod access;
pub mod boards;
pub mod contract;
pub mod cooperative;
pub mod desk;
pub mod distribution;
pub mod export;
pub mod governance;
pub mod import;
pub mod ledger;
pub mod log;
pub mod member;
pub mod overview;
pub mod payment;
pub mod register;
pub mod system;
pub mod verify;

use crate::domain::period::china_day;
use crate::domain::refusal::{CooperativeRefusal, Problem, Refusal};
use crate::storage::error::StorageError;
use access::Actor;
use chrono::{DateTime, NaiveDate, Utc};
use std::path::Path;
use std::sync::Arc;

/// The clock, as it is handed in to whoever goes on running.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The source of chance: fills bytes with it.
pub type Chance = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What every act is done with: who, when, and where chance comes from.
pub struct Context<'c> {
    /// Who acts.
    pub actor: &'c Actor,
    /// The moment, to the millisecond.
    pub now: DateTime<Utc>,
    /// Fills bytes with chance.
    pub random: &'c mut dyn FnMut(&mut [u8]),
}

impl Context<'_> {
    /// The day that it is where the cooperatives are.
    pub fn today(&self) -> NaiveDate {
        china_day(self.now)
    }
}

/// Why an act came to nothing.
#[derive(Debug)]
pub enum Failure {
    /// The input or the rules stand against it.
    Refused(Vec<Problem>),
    /// The program or its storage failed.
    Fault(StorageError),
}

/// What acts return.
pub type Outcome<T> = Result<T, Failure>;

/// What a file is called, and not where it lies: what was uploaded lies where nobody who uploads needs to know of.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Failure {
    /// One refusal that is not in a file.
    pub fn refused(refusal: impl Into<Refusal>) -> Failure {
        Failure::Refused(vec![Problem::new(refusal)])
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Failure {
        match error {
            StorageError::ClockBehind { now, last } => Failure::refused(CooperativeRefusal::ClockBehind { now, last }),
            error => Failure::Fault(error),
        }
    }
}

/// Says how far long work has come: what is being done, how much of it, and of how much where that is known.
pub type Progress<'p> = dyn FnMut(Stage, u64, Option<u64>) + 'p;

/// What long work is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Opening files and finding headings.
    Opening,
    /// Reading and checking rows.
    Reading,
    /// Checking the whole.
    Checking,
    /// Writing to the database.
    Storing,
    /// Gathering what a run rests on.
    Pinning,
    /// Computing a run.
    Computing,
    /// Verifying.
    Verifying,
}
