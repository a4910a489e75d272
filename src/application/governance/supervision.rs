//! Records of supervision: opened by whoever watches or complains, answered by whoever is asked.

use super::{Governance, member_named};
use crate::application::access::{authorize, check_own};
use crate::application::log::deeds;
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::governance::body::Body;
use crate::domain::governance::procedure::seat_count;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::supervision::{
    self, SupervisionAct, SupervisionDeed, SupervisionKind, SupervisionRecord,
};
use crate::domain::person::Named;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use strum::VariantNames;
use uuid::Uuid;

/// All records within a transaction under way, in their order.
pub(crate) fn all(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<SupervisionRecord>> {
    let acts = deeds(tx, cooperative_id, SupervisionDeed::VARIANTS, |event| SupervisionAct::parse(&event.content))?;
    Ok(SupervisionRecord::fold(acts))
}

/// All records, in their order.
///
/// # Errors
/// Where the log cannot be read.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<SupervisionRecord>> {
    all(&mut db.begin_read()?, cooperative.id)
}

/// Opens a record: a complaint by or for a member, a question by any of the three who watch, everything else by who inspects.
///
/// # Errors
/// Where it says nothing, is sent where it cannot go, or who acts may not, or says it for somebody else away from the counter.
pub fn open(
    db: &mut Db,
    cooperative: &Cooperative,
    (kind, by): (SupervisionKind, &Named),
    (about, text, route): (&str, &str, &str),
    context: &mut Context<'_>,
) -> Outcome<SupervisionRecord> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    let action = match kind {
        SupervisionKind::Complaint => Action::Object,
        SupervisionKind::Question => Action::AskQuestion,
        SupervisionKind::AgendaReview | SupervisionKind::Report | SupervisionKind::LossReferral => Action::Inspect,
    };
    authorize(&mut tx, cooperative.id, context, action)?;
    check_own(&mut tx, cooperative, context.actor, by)?;
    let by = member_named(&mut tx, cooperative.id, by)?;
    let record_no = all(&mut tx, cooperative.id)?.len() as u32 + 1;
    let said = (&*one_line(about), &*one_line(text), route);
    let act = supervision::open(record_no, (kind, by), said, context.today()).map_err(Failure::refused)?;
    append(tx, cooperative, &act, context)
}

/// Whoever is signed in stands behind a report: with more than half of the seats of their body it is published.
///
/// # Errors
/// As [`SupervisionRecord::endorse`], and where nobody is signed in, or not somebody of the body of who wrote it.
pub fn endorse(
    db: &mut Db,
    cooperative: &Cooperative,
    record_no: u32,
    context: &mut Context<'_>,
) -> Outcome<SupervisionRecord> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::Inspect)?;
    let person = context.actor.person().ok_or_else(|| Failure::refused(GovernanceRefusal::NobodySignedIn))?;
    let records = all(&mut tx, cooperative.id)?;
    let record = find(&records, record_no)?;
    let governance = Governance::load(&mut tx, cooperative.id)?;
    let day = context.today();
    let watches = [Body::SupervisoryCommittee, Body::BoardOfSupervisors];
    let holds = |who: &Named, body: Body| governance.rules().held(body, day).any(|seat| seat.is_of(who));
    let body = watches.into_iter().find(|body| holds(&record.by, *body)).unwrap_or(Body::SupervisoryCommittee);
    if !holds(person, body) {
        let name = person.name.clone();
        return Err(Failure::refused(GovernanceRefusal::SeatNotHeld { name, body, day }));
    }
    let held = governance.rules().held(body, day).count() as u64;
    let seats = seat_count(&governance.terms, body, day, held);
    let act = record.endorse(person, seats, day).map_err(Failure::refused)?;
    append(tx, cooperative, &act, context)
}

/// Answers a record, which ends with that: a question by who keeps the books too.
///
/// # Errors
/// Where there is no such record, or it has ended.
pub fn answer(
    db: &mut Db,
    cooperative: &Cooperative,
    (record_no, text): (u32, &str),
    context: &mut Context<'_>,
) -> Outcome<SupervisionRecord> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    let records = all(&mut tx, cooperative.id)?;
    let record = find(&records, record_no)?;
    let is_question = record.kind == SupervisionKind::Question;
    let action = if is_question { Action::AnswerQuestion } else { Action::AnswerObjection };
    authorize(&mut tx, cooperative.id, context, action)?;
    let act = record.answer(&one_line(text), context.today()).map_err(Failure::refused)?;
    append(tx, cooperative, &act, context)
}

fn find(records: &[SupervisionRecord], record_no: u32) -> Outcome<&SupervisionRecord> {
    let last = records.len() as u32;
    let found = records.iter().find(|record| record.record_no == record_no);
    found.ok_or_else(|| Failure::refused(GovernanceRefusal::RecordUnknown { record_no, last }))
}

fn append(
    mut tx: Tx<'_>,
    cooperative: &Cooperative,
    act: &SupervisionAct,
    context: &Context<'_>,
) -> Outcome<SupervisionRecord> {
    let content = act.write();
    event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), (act.action(), &content))?;
    let record = find(&all(&mut tx, cooperative.id)?, act.record_no)?.clone();
    tx.commit()?;
    Ok(record)
}
