//! Looking into the log.

use super::{Failure, Outcome};
use crate::domain::canonical::CanonicalFlaw;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::period::china_day;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
pub use crate::storage::event_log::Event;
use crate::storage::event_log::{self, CLOCKS_DIFFER};
use chrono::NaiveDate;
use uuid::Uuid;

/// What is looked for in the log: by whom, from when until when, about what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogSearch {
    /// Who did it.
    pub by: Option<String>,
    /// The first day.
    pub since: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// A text in the action or the content.
    pub about: Option<String>,
}

impl LogSearch {
    fn without_words(&self) -> LogSearch {
        LogSearch { about: None, ..self.clone() }
    }

    fn finds(&self, event: &Event) -> bool {
        let day = china_day(event.occurred_at);
        self.by.as_ref().is_none_or(|by| event.actor == *by)
            && self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day <= until)
            && self.about.as_ref().is_none_or(|about| event.content.contains(about) || event.action.contains(about))
    }
}

/// What the log says, oldest first.
///
/// # Errors
/// Where it cannot be read.
pub fn log(db: &mut Db, cooperative: &Cooperative, search: &LogSearch) -> Outcome<Vec<Event>> {
    let mut tx = db.begin_read()?;
    let mut events = event_log::all(&mut tx, cooperative.id)?;
    events.retain(|event| search.finds(event));
    Ok(events)
}

/// Events that are read at once on the way to those that are looked for.
const STEP: u32 = 500;

/// A page of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    /// What was found, the latest first.
    pub events: Vec<Event>,
    /// Before which event the next page begins; none where the log has been read to its beginning.
    pub next: Option<i64>,
}

/// What was found before an event, the latest first, so many at most; `says` tells what an event says in words, which are searched too. Nothing is read
/// behind the page.
///
/// # Errors
/// Where it cannot be read.
pub fn page(
    db: &mut Db,
    cooperative: &Cooperative,
    search: &LogSearch,
    (before, most): (Option<i64>, usize),
    says: impl Fn(&Event) -> String,
) -> Outcome<LogPage> {
    let mut tx = db.begin_read()?;
    let mut page = LogPage::default();
    let mut before = before.unwrap_or(i64::MAX);
    loop {
        let events = event_log::before(&mut tx, cooperative.id, before, STEP)?;
        let is_beginning = events.len() < STEP as usize;
        for event in events {
            if page.events.len() == most {
                page.next = page.events.last().map(|event| event.event_no);
                return Ok(page);
            }
            before = event.event_no;
            // An event may say that it was a little before the one that it follows.
            if search.since.is_some_and(|since| china_day(event.occurred_at + CLOCKS_DIFFER) < since) {
                return Ok(page);
            }
            let is_said = || search.about.as_ref().is_some_and(|about| says(&event).contains(about));
            if search.finds(&event) || search.without_words().finds(&event) && is_said() {
                page.events.push(event);
            }
        }
        if is_beginning {
            return Ok(page);
        }
    }
}

/// What the log keeps under some actions, each as `parse` reads it.
pub(crate) fn deeds<T>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    actions: &[&str],
    parse: impl Fn(&Event) -> Result<Option<T>, CanonicalFlaw>,
) -> Outcome<Vec<T>> {
    deeds_after(tx, cooperative_id, (actions, 0), parse)
}

/// The same of what came after an event.
pub(crate) fn deeds_after<T>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (actions, event_no): (&[&str], i64),
    parse: impl Fn(&Event) -> Result<Option<T>, CanonicalFlaw>,
) -> Outcome<Vec<T>> {
    let mut deeds = Vec::new();
    for event in event_log::of_actions_after(tx, cooperative_id, actions, event_no)? {
        deeds.extend(parse(&event).map_err(DistributionRefusal::from).map_err(Failure::refused)?);
    }
    Ok(deeds)
}
