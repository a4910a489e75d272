//! Looking at motions and bodies.

use super::{Governance, motions, seats};
use crate::application::log::deeds;
use crate::application::{Failure, Outcome};
use crate::domain::governance::act::{Act, Deed};
use crate::domain::governance::body::{Body, Seat};
use crate::domain::governance::charter::{CharterTerm, in_force};
use crate::domain::governance::law::{ReservedMatter, reserved};
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::{MotionKind, Procedure, procedure, seat_count};
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::governance::voting_rule::{VotingRule, WeakerThanLaw, voting_rule, weaker_than_law};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::import_batch::each_part;
use chrono::{DateTime, NaiveDate, Utc};
use strum::{IntoEnumIterator, VariantNames};

/// All motions, in their order.
///
/// # Errors
/// Where the log cannot be read.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<Motion>> {
    motions(&mut db.begin_read()?, cooperative.id)
}

/// A motion.
///
/// # Errors
/// Where there is none with that number.
pub fn motion(db: &mut Db, cooperative: &Cooperative, motion_no: u32) -> Outcome<Motion> {
    let mut all = list(db, cooperative)?;
    match all.iter().position(|motion| motion.motion_no == motion_no) {
        Some(position) => Ok(all.swap_remove(position)),
        None => Err(Failure::refused(GovernanceRefusal::MotionUnknown { motion_no, last: all.len() as u32 })),
    }
}

/// An act of a motion, as the log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAct {
    /// The number of its event.
    pub event_no: i64,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// Who, as the log names them.
    pub actor: String,
    /// What was done.
    pub act: Act,
}

/// Everything that was done with a motion, the first act first.
///
/// # Errors
/// Where the log cannot be read.
pub fn record(db: &mut Db, cooperative: &Cooperative, motion_no: u32) -> Outcome<Vec<RecordedAct>> {
    record_in(&mut db.begin_read()?, cooperative, motion_no)
}

fn record_in(tx: &mut Tx<'_>, cooperative: &Cooperative, motion_no: u32) -> Outcome<Vec<RecordedAct>> {
    deeds(tx, cooperative.id, Deed::VARIANTS, |event| {
        let act = Act::parse(&event.action, &event.content)?.filter(|act| act.motion_no == motion_no);
        Ok(act.map(|act| RecordedAct {
            event_no: event.event_no,
            occurred_at: event.occurred_at,
            actor: event.actor.clone(),
            act,
        }))
    })
}

/// A file that an act of a motion names, such as scanned minutes; none where none of them names it.
///
/// # Errors
/// Where it cannot be read.
pub fn file(db: &mut Db, cooperative: &Cooperative, (motion_no, hash): (u32, Hash)) -> Outcome<Option<Vec<u8>>> {
    let mut tx = db.begin_read()?;
    let record = record_in(&mut tx, cooperative, motion_no)?;
    if !record.iter().any(|recorded| recorded.act.file() == Some(hash)) {
        return Ok(None);
    }
    let mut content = Vec::new();
    each_part(&mut tx, cooperative.id, &hash, |part| {
        content.extend_from_slice(part);
        Ok::<(), Failure>(())
    })?;
    Ok(Some(content))
}

/// The seats that are held on a day, body by body.
///
/// # Errors
/// Where they cannot be read.
pub fn bodies(db: &mut Db, cooperative: &Cooperative, day: NaiveDate) -> Outcome<Vec<Seat>> {
    let mut held = seats(&mut db.begin_read()?, cooperative.id)?;
    held.retain(|seat| seat.is_held_on(day));
    held.sort_by(|one, other| {
        let key = |seat: &Seat| (seat.body, !seat.is_chair(), seat.member_no.clone(), seat.name.clone());
        key(one).cmp(&key(other))
    });
    Ok(held)
}

/// What the charter says on a day, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharterView {
    /// Its terms in force.
    pub terms: Vec<CharterTerm>,
    /// How each body decides, where charter or law says.
    pub bodies: Vec<BodyRule>,
    /// The stages of each kind of motion; none where the charter would have to say.
    pub procedures: Vec<(MotionKind, Option<Procedure>)>,
    /// Where it asks for less than the law of the day.
    pub weaker: Vec<WeakerThanLaw>,
    /// What the law of the day reserves to a meeting, and its procedure does not.
    pub unreserved: Vec<(MotionKind, &'static ReservedMatter)>,
}

/// How a body decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyRule {
    /// The body.
    pub body: Body,
    /// Its seats.
    pub seats: u64,
    /// The rule of the day.
    pub rule: VotingRule,
}

/// Everything that the charter ever said, by item and day.
///
/// # Errors
/// Where it cannot be read.
pub fn charter_terms(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<CharterTerm>> {
    let mut terms = Governance::load(&mut db.begin_read()?, cooperative.id)?.terms;
    terms.sort_by_key(|term| (term.item, term.effective_date));
    Ok(terms)
}

/// The charter on a day.
///
/// # Errors
/// Where it cannot be read.
pub fn charter(db: &mut Db, cooperative: &Cooperative, day: NaiveDate) -> Outcome<CharterView> {
    let governance = Governance::load(&mut db.begin_read()?, cooperative.id)?;
    let terms = &governance.terms;
    let mut view = CharterView {
        terms: in_force(terms, day).into_iter().cloned().collect(),
        bodies: Vec::new(),
        procedures: MotionKind::iter().map(|kind| (kind, procedure(terms, kind, day))).collect(),
        weaker: Vec::new(),
        unreserved: Vec::new(),
    };
    for (kind, procedure) in &view.procedures {
        let matter =
            reserved(*kind, day).filter(|matter| !procedure.as_ref().is_some_and(|one| matter.is_observed(one)));
        view.unreserved.extend(matter.map(|matter| (*kind, matter)));
    }
    // Who decides a hold depends on whose money it is.
    view.procedures.retain(|(kind, _)| *kind != MotionKind::Hold);
    for body in Body::iter() {
        let held = governance.rules().held(body, day).count() as u64;
        if let Ok(rule) = voting_rule(terms, body, day) {
            view.bodies.push(BodyRule { body, seats: seat_count(terms, body, day, held), rule });
            view.weaker.extend(weaker_than_law(&rule, body, day));
        }
    }
    Ok(view)
}
