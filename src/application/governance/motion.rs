//! The verbs of a motion under way: vote, close, publish, object, answer, record, pay.

use super::{Governance, keep_file, member_named};
use crate::application::access::{Actor, authorize, check_own};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::governance::act::{Act, Choice};
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::Stage;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::governance::voting_rule::Counts;
use crate::domain::person::Named;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::distribution as runs;
use crate::storage::event_log;
use chrono::NaiveDate;
use std::path::Path;

pub(super) fn append(
    mut tx: Tx<'_>,
    cooperative: &Cooperative,
    governance: Governance,
    act: Act,
    context: &Context<'_>,
) -> Outcome<Motion> {
    let (action, content, motion_no) = (act.action(), act.write(), act.motion_no);
    event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), (action, &content))?;
    tx.commit()?;
    let mut motions = governance.motions;
    Motion::apply_to(&mut motions, act);
    let found = motions.into_iter().find(|motion| motion.motion_no == motion_no);
    found.ok_or_else(|| Failure::refused(GovernanceRefusal::MotionUnknown { motion_no, last: 0 }))
}

/// Does something with a motion: permission, the motion as it stands, its content unchanged, its decision, the act.
pub(super) fn act(
    db: &mut Db,
    cooperative: &Cooperative,
    (motion_no, action): (u32, Action),
    context: &mut Context<'_>,
    decide: impl FnOnce(&mut Tx<'_>, &Motion, &Governance, NaiveDate) -> Outcome<Act>,
) -> Outcome<Motion> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, action)?;
    let governance = Governance::load(&mut tx, cooperative.id)?;
    let last = governance.motions.len() as u32;
    let motion = governance.motions.iter().find(|motion| motion.motion_no == motion_no);
    let motion = motion.ok_or_else(|| Failure::refused(GovernanceRefusal::MotionUnknown { motion_no, last }))?;
    check_content(&mut tx, cooperative, motion)?;
    let act = decide(&mut tx, motion, &governance, context.today())?;
    append(tx, cooperative, governance, act, context)
}

/// What is voted on must be what was put forward.
fn check_content(tx: &mut Tx<'_>, cooperative: &Cooperative, motion: &Motion) -> Outcome<()> {
    let all = if motion.proposal.subject.is_empty() { Vec::new() } else { runs::all(tx, cooperative.id)? };
    let run = all.iter().find(|run| run.run.to_string() == motion.proposal.subject);
    let held = run.map(|run| (run.seal.hash(), run.superseded_by.map(|by| by.to_string())));
    motion.check_content(held).map_err(refused)
}

pub(super) fn refused(refusal: GovernanceRefusal) -> Failure {
    Failure::refused(refusal)
}

/// The person who is signed in votes.
///
/// # Errors
/// As [`Motion::vote`].
pub fn vote(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    vote: (Choice, &str),
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    cast(db, cooperative, (motion_no, None), vote, context)
}

/// The person who is signed in votes on exactly what they have seen.
///
/// # Errors
/// As [`vote`], and where the motion is about something else by now.
pub fn vote_on_seen(
    db: &mut Db,
    cooperative: &Cooperative,
    (motion_no, seen): (u32, Hash),
    vote: (Choice, &str),
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    cast(db, cooperative, (motion_no, Some(seen)), vote, context)
}

fn cast(
    db: &mut Db,
    cooperative: &Cooperative,
    (motion_no, seen): (u32, Option<Hash>),
    (choice, reason): (Choice, &str),
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let Actor::User(signed_in) = context.actor.clone() else {
        return Err(Failure::refused(GovernanceRefusal::NobodySignedIn));
    };
    act(db, cooperative, (motion_no, Action::Vote), context, |_, motion, governance, day| {
        seen.map_or(Ok(()), |seen| motion.check_seen(seen)).map_err(refused)?;
        let voter = (signed_in.user.as_str(), &signed_in.person);
        motion.vote(voter, (choice, &one_line(reason)), governance.rules(), day).map_err(refused)
    })
}

/// The chair says until when votes are taken.
///
/// # Errors
/// As [`Motion::set_deadline`].
pub fn set_deadline(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    deadline: NaiveDate,
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let person = context.actor.person().cloned();
    act(db, cooperative, (motion_no, Action::CloseVote), context, |_, motion, governance, day| {
        motion.set_deadline(deadline, person.as_ref(), governance.rules(), day).map_err(refused)
    })
}

/// Ends the stage at hand: a vote by its chair or deadline, a notice once its days have passed and every objection is answered.
///
/// # Errors
/// As [`Motion::close_vote`] and [`Motion::end_notice`].
pub fn close(db: &mut Db, cooperative: &Cooperative, motion_no: u32, context: &mut Context<'_>) -> Outcome<Motion> {
    let person = context.actor.person().cloned();
    let stage = super::query::motion(db, cooperative, motion_no)?.stage();
    let action = if stage == Some(Stage::Notice) { Action::Publish } else { Action::CloseVote };
    act(db, cooperative, (motion_no, action), context, |_, motion, governance, day| {
        motion.not_held(&governance.motions).map_err(refused)?;
        let closed = match motion.stage() {
            Some(Stage::Notice) => motion.end_notice(day),
            _ => motion.close_vote(person.as_ref(), governance.rules(), day),
        };
        closed.map_err(refused)
    })
}

/// Records a meeting that was held on paper, with its scanned minutes.
///
/// # Errors
/// As [`Motion::record_meeting`], and where the minutes cannot be read.
pub fn record_meeting(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    (counts, minutes): (Counts, &Path),
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let actor = context.actor.clone();
    act(db, cooperative, (motion_no, Action::RecordVote), context, |tx, motion, governance, day| {
        motion.not_held(&governance.motions).map_err(refused)?;
        let by = actor.person().map(|person| (actor.name(), person));
        let minutes = keep_file(tx, cooperative, minutes)?;
        motion.record_meeting(by, (counts, minutes), governance.rules(), day).map_err(refused)
    })
}

/// Records a hearing or a filing.
///
/// # Errors
/// As [`Motion::record`], and where the minutes cannot be read.
pub fn record(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    (text, minutes): (&str, Option<&Path>),
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    act(db, cooperative, (motion_no, Action::RecordMeeting), context, |tx, motion, _, day| {
        let minutes = minutes.map(|path| keep_file(tx, cooperative, path)).transpose()?;
        motion.record(&one_line(text), minutes, day).map_err(refused)
    })
}

/// Puts a motion up for the days that the charter says.
///
/// # Errors
/// As [`Motion::publish`].
pub fn publish(db: &mut Db, cooperative: &Cooperative, motion_no: u32, context: &mut Context<'_>) -> Outcome<Motion> {
    act(db, cooperative, (motion_no, Action::Publish), context, |_, motion, _, day| {
        motion.publish(day).map_err(refused)
    })
}

/// A member objects, to a line or to the whole.
///
/// # Errors
/// As [`Motion::object`], and where there is no such member.
pub fn object(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    (member_no, line, text): (&str, &str, &str),
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let actor = context.actor.clone();
    act(db, cooperative, (motion_no, Action::Object), context, |tx, motion, _, day| {
        let given = Named { member_no: member_no.to_owned(), name: String::new() };
        check_own(tx, cooperative, &actor, &given)?;
        let by = member_named(tx, cooperative.id, &given)?;
        motion.object(by, &one_line(line), &one_line(text), day).map_err(refused)
    })
}

/// The board answers an objection.
///
/// # Errors
/// As [`Motion::answer`].
pub fn answer(
    db: &mut Db,
    cooperative: &Cooperative,
    (motion_no, objection_no): (u32, u32),
    text: &str,
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    act(db, cooperative, (motion_no, Action::AnswerObjection), context, |_, motion, _, day| {
        motion.answer(objection_no, &one_line(text), day).map_err(refused)
    })
}

/// What was decided is paid.
///
/// # Errors
/// As [`Motion::pay`].
pub fn pay(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    reference: &str,
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    act(db, cooperative, (motion_no, Action::Pay), context, |_, motion, governance, day| {
        motion.pay(&one_line(reference), &governance.motions, day).map_err(refused)
    })
}
