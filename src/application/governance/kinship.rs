//! Kinship: declared once, and looked at whenever somebody is given a seat or a post.

use super::member_named;
use super::motion::one_line;
use crate::application::access::authorize;
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::governance::kinship::{DECLARED, Kinship};
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use uuid::Uuid;

/// Everything that was declared.
pub(crate) fn declared(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<Kinship>> {
    let mut found = Vec::new();
    for event in event_log::all(tx, cooperative_id)? {
        let kinship = Kinship::parse(&event.content).map_err(DistributionRefusal::from);
        found.extend(kinship.map_err(Failure::refused)?);
    }
    Ok(found)
}

/// Everything that was declared, in its order.
///
/// # Errors
/// Where the log cannot be read.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<Kinship>> {
    declared(&mut db.begin_read()?, cooperative.id)
}

/// Declares that two persons, members by number or others by name, are close relatives.
///
/// # Errors
/// Where there is no such member.
pub fn declare(
    db: &mut Db,
    cooperative: &Cooperative,
    kinship: &Kinship,
    context: &mut Context<'_>,
) -> Outcome<Kinship> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::RecordMeeting)?;
    let one = member_named(&mut tx, cooperative.id, &kinship.one)?;
    let other = member_named(&mut tx, cooperative.id, &kinship.other)?;
    let kinship = Kinship { one, other, relation: one_line(&kinship.relation) };
    let content = kinship.write();
    event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), (DECLARED, &content))?;
    tx.commit()?;
    Ok(kinship)
}
