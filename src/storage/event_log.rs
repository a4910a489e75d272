//! The event log (日志): append-only, each entry carrying the hash of the one before.
//!
//! hash = SHA-256(previous hash ‖ canonical text of the record `event`: number, moment, actor, action, then the content as it is).

use super::db::{Row, Tx, Value};
use super::error::{StorageError, Stored};
use crate::domain::canonical::CanonicalText;
use crate::domain::governance::seal::Hash;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use uuid::Uuid;

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// 1, 2, 3 …
    pub event_no: i64,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// About what: canonical text.
    pub content: String,
    /// The hash of the entry before.
    pub previous_hash: Hash,
    /// The hash of this one.
    pub hash: Hash,
}

impl Event {
    /// The hash that this entry must have.
    pub fn computed_hash(&self) -> Hash {
        let mut text = CanonicalText::default();
        let moment = self.occurred_at.to_rfc3339_opts(SecondsFormat::Millis, true);
        text.record("event").number(self.event_no).text(&moment).text(&self.actor).text(&self.action).end();
        Hash::of_parts([self.previous_hash.bytes().as_slice(), text.as_str().as_bytes(), self.content.as_bytes()])
    }
}

/// By how much the clocks of two machines may differ. A deadline that has passed does not come back with a clock that was turned.
pub const CLOCKS_DIFFER: Duration = Duration::minutes(10);

/// Appends an entry behind the last one. A moment before the last entry's is refused.
pub fn append(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    occurred_at: DateTime<Utc>,
    actor: &str,
    (action, content): (&str, &str),
) -> Stored<Event> {
    let last = "select event_no, hash, occurred_at from event where cooperative_id = $1 order by event_no desc limit 1";
    let read = |row: &Row<'_>| Ok((row.int(0)?, hash(row, 1, "hash")?, row.time(2)?));
    let last = tx.first(last, &[Value::Id(cooperative_id)], read)?;
    if let Some((_, _, last)) = last.filter(|(_, _, last)| occurred_at + CLOCKS_DIFFER < *last) {
        return Err(StorageError::ClockBehind { now: occurred_at, last });
    }
    let (last_no, previous_hash) = last.map_or((0, Hash::NONE), |(event_no, hash, _)| (event_no, hash));
    let mut event = Event {
        event_no: last_no + 1,
        occurred_at,
        actor: actor.to_owned(),
        action: action.to_owned(),
        content: content.to_owned(),
        previous_hash,
        hash: Hash::NONE,
    };
    event.hash = event.computed_hash();
    let arguments = [
        Value::Id(cooperative_id),
        Value::Int(event.event_no),
        Value::Time(occurred_at),
        Value::text(actor),
        Value::text(action),
        Value::text(content),
        Value::Bytes(event.previous_hash.bytes()),
        Value::Bytes(event.hash.bytes()),
    ];
    let sql = "insert into event (cooperative_id, event_no, occurred_at, actor, action, content, previous_hash, hash) \
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.execute(sql, &arguments)?;
    Ok(event)
}

/// The whole log, oldest first.
pub fn all(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<Event>> {
    tx.all_named(("event", &select("order by event_no")), &[Value::Id(cooperative_id)], read)
}

/// What the log keeps under some actions, oldest first: nothing else of it is read.
pub fn of_actions(tx: &mut Tx<'_>, cooperative_id: Uuid, actions: &[&str]) -> Stored<Vec<Event>> {
    of_actions_after(tx, cooperative_id, actions, 0)
}

/// The same of what came after an event.
pub fn of_actions_after(tx: &mut Tx<'_>, cooperative_id: Uuid, actions: &[&str], event_no: i64) -> Stored<Vec<Event>> {
    let marks: Vec<String> = (3..actions.len() + 3).map(|number| format!("${number}")).collect();
    let mut arguments = vec![Value::Id(cooperative_id), Value::Int(event_no)];
    arguments.extend(actions.iter().map(|action| Value::text(action)));
    // The numbers come from the index alone: asked for the events at once, SQLite would go through the log past every long act.
    let condition = format!(
        "and event_no in (select event_no from event where cooperative_id = $1 and action in ({}) and event_no > $2) \
         order by event_no",
        marks.join(", ")
    );
    tx.all_named(("event", &select(&condition)), &arguments, read)
}

/// An event by its number.
pub fn of_number(tx: &mut Tx<'_>, cooperative_id: Uuid, event_no: i64) -> Stored<Option<Event>> {
    tx.first(&select("and event_no = $2"), &[Value::Id(cooperative_id), Value::Int(event_no)], read)
}

/// So many events before one, the latest first: a page of the log, read from its end.
pub fn before(tx: &mut Tx<'_>, cooperative_id: Uuid, event_no: i64, most: u32) -> Stored<Vec<Event>> {
    let arguments = [Value::Id(cooperative_id), Value::Int(event_no), Value::Int(i64::from(most))];
    tx.all_named(("event", &select("and event_no < $2 order by event_no desc limit $3")), &arguments, read)
}

/// The number and the moment of the last event: while it is the same, nothing has been done.
pub fn head(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Option<(i64, DateTime<Utc>)>> {
    let sql = "select event_no, occurred_at from event where cooperative_id = $1 order by event_no desc limit 1";
    tx.first(sql, &[Value::Id(cooperative_id)], |row| Ok((row.int(0)?, row.time(1)?)))
}

/// What kinds of acts came after an event.
pub fn actions_after(tx: &mut Tx<'_>, cooperative_id: Uuid, event_no: i64) -> Stored<Vec<String>> {
    let sql = "select distinct action from event where cooperative_id = $1 and event_no > $2 order by action";
    tx.all(sql, &[Value::Id(cooperative_id), Value::Int(event_no)], |row| Ok(row.text(0)?.to_owned()))
}

fn select(condition: &str) -> String {
    format!(
        "select event_no, occurred_at, actor, action, content, previous_hash, hash from event \
         where cooperative_id = $1 {condition}"
    )
}

fn read(row: &Row<'_>) -> Stored<Event> {
    Ok(Event {
        event_no: row.int(0)?,
        occurred_at: row.time(1)?,
        actor: row.text(2)?.to_owned(),
        action: row.text(3)?.to_owned(),
        content: row.text(4)?.to_owned(),
        previous_hash: hash(row, 5, "previous_hash")?,
        hash: hash(row, 6, "hash")?,
    })
}

fn hash(row: &Row<'_>, column: usize, name: &'static str) -> Stored<Hash> {
    let bytes = row.bytes(column)?;
    let broken = || StorageError::BrokenValue { table: "event", column: name, value: format!("{bytes:02x?}") };
    Hash::from_bytes(bytes).ok_or_else(broken)
}
