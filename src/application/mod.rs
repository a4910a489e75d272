//! Floor 2: one file a verb. Each loads, decides in the domain, and stores, in one transaction.

pub mod contract;
pub mod cooperative;
pub mod distribution;
pub mod import;
pub mod register;
pub mod verify;

use crate::domain::refusal::{Problem, Refusal};
use crate::storage::error::StorageError;
use chrono::{DateTime, Utc};

/// What every act is done with: who, when, and where chance comes from.
pub struct Context<'c> {
    /// Who acts; `local` while the cooperative has no users.
    pub actor: &'c str,
    /// The moment, to the millisecond.
    pub now: DateTime<Utc>,
    /// Fills bytes with chance.
    pub random: &'c mut dyn FnMut(&mut [u8]),
}

/// The actor of a cooperative that has no users yet.
pub const LOCAL_ACTOR: &str = "local";

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

impl Failure {
    /// One refusal that is not in a file.
    pub fn refused(refusal: impl Into<Refusal>) -> Failure {
        Failure::Refused(vec![Problem::new(refusal)])
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Failure {
        Failure::Fault(error)
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
