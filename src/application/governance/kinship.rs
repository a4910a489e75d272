//! Kinship: declared once, and looked at whenever somebody is given a seat or a post.

use super::{member_named, seats};
use crate::application::access::{authorize, posts};
use crate::application::log::deeds;
use crate::application::member::household_no;
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::{Role, excludes_relatives};
use crate::domain::canonical::one_line;
use crate::domain::governance::kinship::{DECLARED, Kinship, relation};
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::person::Named;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use chrono::NaiveDate;
use uuid::Uuid;

/// Everything that was declared.
pub(crate) fn declared(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<Kinship>> {
    deeds(tx, cooperative_id, &[DECLARED], |event| Kinship::parse(&event.content))
}

/// Everything that was declared, in its order.
///
/// # Errors
/// Where the log cannot be read.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<Kinship>> {
    declared(&mut db.begin_read()?, cooperative.id)
}

/// Declares that two persons, members by number or others by name, are close relatives. Tells what they hold already that relatives may
/// not: that is for the bodies to mend, and no reason to keep the declaration out.
///
/// # Errors
/// Where there is no such member, it is one person twice, or the relation is not said.
pub fn declare(
    db: &mut Db,
    cooperative: &Cooperative,
    kinship: &Kinship,
    context: &mut Context<'_>,
) -> Outcome<(Kinship, Vec<AccessRefusal>)> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::RecordMeeting)?;
    let one = member_named(&mut tx, cooperative.id, &kinship.one)?;
    let other = member_named(&mut tx, cooperative.id, &kinship.other)?;
    if one.is_same(&other.member_no, &other.name) {
        return Err(Failure::refused(GovernanceRefusal::KinshipWithSelf { name: one.name }));
    }
    let kinship = Kinship { one, other, relation: one_line(&kinship.relation) };
    if kinship.relation.is_empty() {
        return Err(Failure::refused(GovernanceRefusal::TextMissing));
    }
    let content = kinship.write();
    event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), (DECLARED, &content))?;
    let holders = holders(&mut tx, cooperative.id, context.today())?;
    let mut conflicts = Vec::new();
    for (_, role) in holders.iter().filter(|(holder, _)| holder.is_same(&kinship.one.member_no, &kinship.one.name)) {
        let found = relatives_against(&mut tx, cooperative.id, (&kinship.one, *role), &holders)?;
        conflicts.extend(found);
    }
    tx.commit()?;
    Ok((kinship, conflicts))
}

/// Who holds which seat or post on a day, or will later.
fn holders(tx: &mut Tx<'_>, cooperative_id: Uuid, day: NaiveDate) -> Outcome<Vec<(Named, Role)>> {
    let seats = seats(tx, cooperative_id)?;
    let held = seats.iter().filter(|seat| seat.last_day.is_none_or(|last| day <= last));
    let mut holders: Vec<(Named, Role)> = held.map(|seat| (seat.holder(), Role::Seat(seat.body))).collect();
    holders.extend(posts(tx, cooperative_id)?.into_iter().map(|(person, post)| (person, Role::Post(post))));
    Ok(holders)
}

/// What stands against somebody having a seat or post: each close relative, declared or of the household, whose own excludes it.
fn relatives_against(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (person, role): (&Named, Role),
    holders: &[(Named, Role)],
) -> Outcome<Vec<AccessRefusal>> {
    let opposite: Vec<&(Named, Role)> = holders.iter().filter(|(_, other)| excludes_relatives(role, *other)).collect();
    if opposite.is_empty() {
        return Ok(Vec::new());
    }
    let declared = declared(tx, cooperative_id)?;
    let own_household = household_no(tx, cooperative_id, &person.member_no)?;
    let mut found = Vec::new();
    for (relative, other) in opposite {
        if person.is_same(&relative.member_no, &relative.name) {
            continue;
        }
        let household = household_no(tx, cooperative_id, &relative.member_no)?;
        let relation = relation(&declared, [(person, own_household.as_deref()), (relative, household.as_deref())]);
        let (name, relative, other) = (person.name.clone(), relative.name.clone(), *other);
        let refusal = |relation| AccessRefusal::RelativeExcluded { name, role, relative, relation, other };
        found.extend(relation.map(refusal));
    }
    Ok(found)
}

/// Nobody is given a seat or post that a close relative's excludes.
///
/// # Errors
/// The first that does.
pub(crate) fn check_relatives(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (person, role): (&Named, Role),
    day: NaiveDate,
) -> Outcome<()> {
    let holders = holders(tx, cooperative_id, day)?;
    match relatives_against(tx, cooperative_id, (person, role), &holders)?.into_iter().next() {
        Some(refusal) => Err(Failure::refused(refusal)),
        None => Ok(()),
    }
}
