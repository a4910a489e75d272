//! What the log says of batches, runs and the cooperative, to be held against the tables.

use crate::domain::canonical::{CanonicalFlaw, Fields, records};
use crate::storage::event_log::Event;
use crate::storage::import_batch::HeadingChoice;
use chrono::{DateTime, Utc};
use rustc_hash::FxHashMap;

/// What the log says of batches and runs.
#[derive(Default)]
pub(super) struct Logged {
    pub batches: FxHashMap<i64, LoggedBatch>,
    pub runs: FxHashMap<String, LoggedRun>,
    /// Which run replaced a run.
    pub superseded: FxHashMap<String, String>,
    /// What headings mean, in the order in which it was said.
    pub choices: Vec<HeadingChoice>,
    /// Code and name.
    pub cooperative: Option<(String, String)>,
}

/// What an event says of a batch.
#[derive(PartialEq, Eq)]
pub(super) struct LoggedBatch {
    pub first_entry_no: i64,
    pub last_entry_no: i64,
    pub digest: String,
    pub surroundings: [String; 4],
    pub undoes: String,
    pub occurred_at: DateTime<Utc>,
    pub actor: String,
}

/// What an event says of a run.
#[derive(PartialEq, Eq)]
pub(super) struct LoggedRun {
    pub kind: String,
    pub seal: String,
    pub occurred_at: DateTime<Utc>,
    pub actor: String,
}

impl Logged {
    pub fn read(log: &[Event]) -> Logged {
        let mut logged = Logged::default();
        for event in log {
            let mut run = None;
            for (name, fields) in records(&event.content) {
                // What cannot be read is found where it is missed.
                let _ = logged.take(event, (name, fields), &mut run);
            }
        }
        logged
    }

    fn take(
        &mut self,
        event: &Event,
        (name, mut fields): (&str, Fields<'_>),
        run: &mut Option<String>,
    ) -> Result<(), CanonicalFlaw> {
        let (occurred_at, actor) = (event.occurred_at, event.actor.clone());
        match (event.action.as_str(), name) {
            ("cooperative-founded", "cooperative") => {
                self.cooperative = Some((fields.text()?.to_owned(), fields.text()?.to_owned()));
            }
            ("imported" | "import-undone" | "vouchers-entered" | "vouchers-discarded" | "unpaid-marked", "batch") => {
                let batch_no = fields.number()?;
                let batch = LoggedBatch {
                    first_entry_no: fields.number()?,
                    last_entry_no: fields.number()?,
                    digest: fields.text()?.to_owned(),
                    surroundings: [fields.text()?, fields.text()?, fields.text()?, fields.text()?].map(str::to_owned),
                    undoes: fields.text()?.to_owned(),
                    occurred_at,
                    actor,
                };
                self.batches.insert(batch_no, batch);
            }
            ("imported", "choice") => {
                let choice_no = self.choices.len() as i64 + 1;
                let (heading, column) = (fields.text()?.to_owned(), fields.text()?.to_owned());
                self.choices.push(HeadingChoice { choice_no, heading, column, actor, occurred_at });
            }
            ("distribution-prepared", "run") => {
                let number = fields.text()?.to_owned();
                let (kind, seal) = (fields.text()?.to_owned(), fields.text()?.to_owned());
                self.runs.insert(number.clone(), LoggedRun { kind, seal, occurred_at, actor });
                *run = Some(number);
            }
            ("distribution-prepared", "superseded") => {
                let by = run.clone().unwrap_or_default();
                self.superseded.insert(fields.text()?.to_owned(), by);
            }
            _ => {}
        }
        Ok(())
    }
}
