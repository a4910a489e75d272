//! Opening the data and choosing a cooperative in it.

use super::{Context, Failure, Outcome};
use crate::domain::canonical::CanonicalText;
use crate::domain::refusal::CooperativeRefusal;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Place};
use crate::storage::error::StorageError;
use crate::storage::{event_log, migration};
use uuid::{Builder, Uuid};

/// Opens data that is there.
///
/// # Errors
/// Where nothing is there, it cannot be reached, or a newer program wrote it.
pub fn open(data: &str) -> Outcome<Db> {
    let place = Place::new(data);
    if !place.exists() {
        return Err(Failure::refused(CooperativeRefusal::NoData { place: data.to_owned() }));
    }
    open_or_create(data)
}

/// Opens data, making it where there is none.
///
/// # Errors
/// As [`open`], save that it need not be there.
pub fn open_or_create(data: &str) -> Outcome<Db> {
    let shown = without_password(data);
    let unreachable = |error: StorageError| match error {
        StorageError::NewerData { unknown } => Failure::refused(CooperativeRefusal::DataNewer { unknown }),
        error @ StorageError::ChangedMigration { .. } => Failure::Fault(error),
        error => {
            let reason = reasons(&error);
            Failure::refused(CooperativeRefusal::DataUnreachable { place: shown.clone(), reason })
        }
    };
    let mut db = Db::open(&Place::new(data)).map_err(unreachable)?;
    migration::migrate(&mut db).map_err(unreachable)?;
    Ok(db)
}

/// An error with everything that caused it.
fn reasons(error: &dyn std::error::Error) -> String {
    let mut reasons = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        reasons.push_str(": ");
        reasons.push_str(&deeper.to_string());
        cause = deeper.source();
    }
    reasons
}

/// An address as it may be shown: without its password.
fn without_password(data: &str) -> String {
    let Some((scheme, rest)) = data.split_once("://") else { return data.to_owned() };
    match rest.split_once('@') {
        Some((user, host)) => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}@{host}")
        }
        None => data.to_owned(),
    }
}

/// Adds a cooperative (合作社).
///
/// # Errors
/// Where the code is taken, or code or name is no single line of text.
pub fn init(db: &mut Db, context: &mut Context<'_>, code: &str, name: &str) -> Outcome<Cooperative> {
    let is_line = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
    let is_code = is_line(code) && !code.contains(char::is_whitespace) && code.chars().count() <= 40;
    for (given, fits) in [(code, is_code), (name, is_line(name))] {
        if !fits {
            return Err(Failure::refused(CooperativeRefusal::CooperativeCodeUnfit { given: given.to_owned() }));
        }
    }
    let mut tx = db.begin_write()?;
    if cooperative::lookup(&mut tx, code)?.is_some() {
        return Err(Failure::refused(CooperativeRefusal::CooperativeExists { code: code.to_owned() }));
    }
    let cooperative = Cooperative { id: new_id(context), code: code.to_owned(), name: name.trim().to_owned() };
    cooperative::add(&mut tx, &cooperative)?;
    let mut content = CanonicalText::default();
    content.record("cooperative").text(code).text(&cooperative.name).end();
    let event = ("cooperative-founded", content.as_str());
    event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), event)?;
    tx.commit()?;
    Ok(cooperative)
}

/// A time-ordered id from the moment and chance that were handed in.
fn new_id(context: &mut Context<'_>) -> Uuid {
    let mut chance = [0; 10];
    (context.random)(&mut chance);
    Builder::from_unix_timestamp_millis(context.now.timestamp_millis().unsigned_abs(), &chance).into_uuid()
}

/// The cooperative with this code; without one, the only cooperative there is.
///
/// # Errors
/// Where there is no such one, none at all, or several and no code.
pub fn choose(db: &mut Db, code: Option<&str>) -> Outcome<Cooperative> {
    let mut tx = db.begin_read()?;
    let all = cooperative::all(&mut tx)?;
    let known = all.iter().map(|cooperative| cooperative.code.clone()).collect();
    let mut fitting = all.into_iter().filter(|cooperative| code.is_none_or(|code| cooperative.code == code));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        _ => Err(Failure::refused(CooperativeRefusal::CooperativeUnknown { code: code.map(str::to_owned), known })),
    }
}
