//! What waits for whom in the bodies (待办), and what somebody could do with a motion now: read from the overview alone. The verbs decide again by themselves.

use super::access::Actor;
use super::overview::Overview;
use super::{Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::act::{Choice, Vote};
use crate::domain::governance::body::{Body, Seat};
use crate::domain::governance::motion::{Evidence, Motion, MotionState};
use crate::domain::governance::procedure::{MotionKind, Stage, seat_count};
use crate::domain::governance::proposal::Payer;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::domain::governance::voting_rule::{Counts, RuleMissing, VotingRule, voting_rule};
use crate::domain::person::Named;
use chrono::NaiveDate;

/// Whether what was put before the bodies is still what is held.
///
/// # Errors
/// Where it was replaced, as every act on the motion will be refused.
pub fn check_content(overview: &Overview, motion: &Motion) -> Outcome<()> {
    let is_it = |run: RunNumber| run.to_string() == motion.proposal.subject;
    let view = overview.runs().iter().find(|view| is_it(view.run.run));
    let held = view.map(|view| (view.run.seal.hash(), view.run.superseded_by.map(|by| by.to_string())));
    motion.check_content(held).map_err(Failure::refused)
}

/// Whether somebody could vote on a motion now, as they see it.
///
/// # Errors
/// As the vote itself would be refused.
pub fn check_vote(
    overview: &Overview,
    actor: &Actor,
    (motion, seen): (&Motion, Option<Hash>),
    day: NaiveDate,
) -> Outcome<()> {
    overview.permit(actor, Action::Vote, day)?;
    check_content(overview, motion)?;
    let Actor::User(signed_in) = actor else { return Err(Failure::refused(GovernanceRefusal::NobodySignedIn)) };
    seen.map_or(Ok(()), |seen| motion.check_seen(seen)).map_err(Failure::refused)?;
    let voter = (signed_in.user.as_str(), &signed_in.person);
    motion.vote(voter, (Choice::Abstain, ""), overview.rules(), day).map_err(Failure::refused)?;
    Ok(())
}

/// What somebody could do with a motion now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Possible {
    /// Vote.
    pub vote: bool,
    /// Say until when votes are taken.
    pub deadline: bool,
    /// Close the vote.
    pub close: bool,
    /// Record a meeting on paper.
    pub meeting: bool,
    /// Put it up.
    pub publish: bool,
    /// End the notice.
    pub end_notice: bool,
    /// Record a hearing or a filing.
    pub record: bool,
    /// Answer objections.
    pub answer: bool,
    /// Inspect what is held.
    pub inspect: bool,
    /// Enter that it is paid.
    pub pay: bool,
}

/// What somebody could do with a motion now.
pub fn possible(overview: &Overview, actor: &Actor, motion: &Motion, day: NaiveDate) -> Possible {
    let (rules, all) = (overview.rules(), overview.motions());
    let may = |action| overview.permit(actor, action, day).is_ok();
    let is_sound = check_content(overview, motion).is_ok();
    let by = actor.person().map(|person| (actor.name(), person));
    let is_open = is_sound && motion.not_held(all).is_ok();
    let nothing = (Counts::default(), Hash::NONE);
    Possible {
        vote: check_vote(overview, actor, (motion, None), day).is_ok(),
        deadline: is_sound && may(Action::CloseVote) && motion.set_deadline(day, actor.person(), rules, day).is_ok(),
        close: is_open && may(Action::CloseVote) && motion.close_vote(actor.person(), rules, day).is_ok(),
        meeting: is_open && may(Action::RecordVote) && motion.record_meeting(by, nothing, rules, day).is_ok(),
        publish: is_sound && may(Action::Publish) && motion.publish(day).is_ok(),
        end_notice: is_open && may(Action::Publish) && motion.end_notice(day).is_ok(),
        record: is_sound && may(Action::RecordMeeting) && motion.record("-", None, day).is_ok(),
        answer: is_sound && may(Action::AnswerObjection) && motion.stage().is_some(),
        inspect: may(Action::Inspect) && motion.holds().is_some(),
        pay: is_sound && may(Action::Pay) && motion.pay("-", all, day).is_ok(),
    }
}

/// How a body stands to a vote: its rule, its seats, and who of them has voted how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteView {
    /// Who votes.
    pub body: Body,
    /// 席位: vacancies included.
    pub seats: u64,
    /// The rule of the day, or what neither charter nor law says.
    pub rule: Result<VotingRule, RuleMissing>,
    /// Who holds a seat, and their vote.
    pub holders: Vec<(Seat, Option<Vote>)>,
    /// The counts so far.
    pub counts: Counts,
}

/// The vote of a body on a motion, as it stands on a day; `votes` are those that were cast.
pub fn vote_view(overview: &Overview, body: Body, votes: &[Vote], day: NaiveDate) -> VoteView {
    let rules = overview.rules();
    let of = |seat: &Seat| votes.iter().find(|vote| vote.body == body && seat.is_of(&vote.voter)).cloned();
    let mut holders: Vec<(Seat, Option<Vote>)> = rules.held(body, day).map(|seat| (seat.clone(), of(seat))).collect();
    holders.sort_by_key(|(seat, _)| (!seat.is_chair(), seat.member_no.clone(), seat.name.clone()));
    let count = |choice| {
        let has = |(_, vote): &&(Seat, Option<Vote>)| vote.as_ref().is_some_and(|vote| vote.choice == choice);
        holders.iter().filter(has).count() as u64
    };
    let seats = seat_count(rules.terms, body, day, holders.len() as u64);
    let counts = Counts {
        seats,
        for_votes: count(Choice::For),
        against: count(Choice::Against),
        abstained: count(Choice::Abstain),
        recused: count(Choice::Recuse),
    };
    VoteView { body, seats, rule: voting_rule(rules.terms, body, day), holders, counts }
}

/// What waits for somebody, and what they have done.
#[derive(Clone, Debug, Default)]
pub struct Inbox<'o> {
    /// Motions that wait for their vote.
    pub to_vote: Vec<&'o Motion>,
    /// Motions whose vote or notice they could close, that they could put up or record, or whose objections they could answer.
    pub to_move: Vec<&'o Motion>,
    /// Motions that they voted on, with their vote, the latest first.
    pub voted: Vec<(&'o Motion, &'o Vote)>,
    /// Motions that are up for everybody to see.
    pub published: Vec<&'o Motion>,
    /// Holds in force.
    pub holds: Vec<&'o Motion>,
    /// Questions without an answer that they could answer.
    pub to_answer: Vec<&'o SupervisionRecord>,
    /// Their own questions, the latest first.
    pub asked: Vec<&'o SupervisionRecord>,
    /// Reports that they could stand behind.
    pub to_endorse: Vec<&'o SupervisionRecord>,
    /// Agendas that are up and that nobody has reviewed.
    pub to_review: Vec<&'o Motion>,
}

/// What waits for somebody on a day.
pub fn inbox<'o>(overview: &'o Overview, actor: &Actor, day: NaiveDate) -> Inbox<'o> {
    let Some(person) = actor.person() else { return Inbox::default() };
    let may = |action| overview.permit(actor, action, day).is_ok();
    let mut inbox = Inbox::default();
    for motion in overview.motions() {
        let possible = possible(overview, actor, motion, day);
        if possible.vote {
            inbox.to_vote.push(motion);
        } else if possible.close
            || possible.publish
            || possible.end_notice
            || possible.record
            || possible.pay
            || possible.answer && motion.objections.iter().any(|(_, answer)| answer.is_none())
        {
            inbox.to_move.push(motion);
        }
        inbox.voted.extend(votes_of(motion, person).map(|vote| (motion, vote)));
    }
    inbox.voted.reverse();
    inbox.published = overview.motions().iter().filter(|motion| is_up(motion)).collect();
    inbox.holds = holds(overview);
    let records = overview.records().iter();
    let is_question = |record: &&SupervisionRecord| record.kind == SupervisionKind::Question;
    if may(Action::AnswerQuestion) {
        inbox.to_answer = records.clone().filter(is_question).filter(|record| record.answer.is_none()).collect();
    }
    let is_own = |record: &&SupervisionRecord| record.by.is_same(&person.member_no, &person.name);
    inbox.asked = records.clone().rev().filter(is_question).filter(is_own).collect();
    if may(Action::Inspect) {
        inbox.to_endorse = records.filter(|record| awaits_endorsement(record, person)).collect();
        inbox.to_review = overview.motions().iter().filter(|motion| awaits_review(overview, motion)).collect();
    }
    inbox
}

/// The votes of a person on a motion, in all its stages.
pub fn votes_of<'m>(motion: &'m Motion, person: &Named) -> impl Iterator<Item = &'m Vote> {
    let ended = motion.ended.iter().flat_map(|ended| match &ended.evidence {
        Evidence::Voted(_, votes) => votes.as_slice(),
        _ => &[],
    });
    let open = if let MotionState::UnderProcedure(open) = &motion.state { open.votes.as_slice() } else { &[] };
    ended.chain(open).filter(move |vote| vote.voter.is_same(&person.member_no, &person.name))
}

fn is_up(motion: &Motion) -> bool {
    motion.stage() == Some(Stage::Notice) && motion.notice().is_some()
}

fn awaits_endorsement(record: &SupervisionRecord, person: &Named) -> bool {
    let is_behind = |other: &Named| other.is_same(&person.member_no, &person.name);
    record.kind == SupervisionKind::Report
        && record.published_on.is_none()
        && !record.endorsed.iter().chain([&record.by]).any(is_behind)
}

/// The agenda of a meeting is reviewed before it meets: attendance, procedure, count (`community.md`).
fn awaits_review(overview: &Overview, motion: &Motion) -> bool {
    let meets = motion.proposal.procedure.stages.iter().any(|stage| {
        let (Stage::Vote(body) | Stage::Hearing(body)) = stage else { return false };
        body.is_assembly()
    });
    let about = agenda_of(motion);
    let is_reviewed =
        |record: &SupervisionRecord| record.kind == SupervisionKind::AgendaReview && record.about == about;
    motion.proposal.kind != MotionKind::Hold
        && meets
        && motion.stage().is_some()
        && !overview.records().iter().any(is_reviewed)
}

/// What the review of a motion's agenda is about, as the record says it.
pub fn agenda_of(motion: &Motion) -> String {
    format!("议题 {}", motion.motion_no)
}

/// Holds in force.
pub fn holds(overview: &Overview) -> Vec<&Motion> {
    overview.motions().iter().filter(|motion| motion.holds().is_some()).collect()
}

/// What the residents' committee has paid of the public-welfare fund, the latest first; with it what it was given by the levy.
pub fn fund_payments(overview: &Overview) -> (Vec<&Motion>, Vec<&Motion>) {
    let paid = overview.motions().iter().rev().filter(|motion| motion.paid.is_some());
    let pays =
        |motion: &&Motion, payer| motion.proposal.matter.payment.as_ref().is_some_and(|payment| payment.payer == payer);
    let spent = paid.clone().filter(|motion| pays(motion, Payer::ResidentsCommittee));
    let given = paid.filter(|motion| motion.proposal.kind == MotionKind::Levy);
    (spent.collect(), given.collect())
}

/// What a holder of seats could hold: unpaid payments and runs whose money their body watches over, and who of the body could sign with them.
#[derive(Clone, Debug, Default)]
pub struct Holdable<'o> {
    /// Motions with a payment that is not made.
    pub motions: Vec<&'o Motion>,
    /// Runs that were not replaced.
    pub runs: Vec<RunNumber>,
    /// Who could sign.
    pub signers: Vec<&'o Seat>,
}

/// What somebody could wish to be held.
pub fn holdable<'o>(overview: &'o Overview, person: &Named, day: NaiveDate) -> Holdable<'o> {
    let sits_in = |body: Body| overview.seats(day).any(|seat| seat.body == body && seat.is_of(person));
    let watches = |payer: Payer| sits_in(watcher(payer));
    let is_unpaid = |motion: &&Motion| {
        let payment = motion.proposal.matter.payment.as_ref();
        let is_alive = !matches!(motion.state, MotionState::Rejected(..) | MotionState::Void { .. });
        is_alive && motion.paid.is_none() && payment.is_some_and(|payment| watches(payment.payer))
    };
    let own = |seat: &&Seat| sits_in(seat.body) && !seat.is_of(person);
    let is_watching = |seat: &&Seat| [Payer::Cooperative, Payer::ResidentsCommittee].map(watcher).contains(&seat.body);
    let runs = overview.runs().iter().filter(|view| view.run.superseded_by.is_none());
    Holdable {
        motions: overview.motions().iter().filter(is_unpaid).collect(),
        runs: if watches(Payer::Cooperative) { runs.map(|view| view.run.run).collect() } else { Vec::new() },
        signers: overview.seats(day).filter(is_watching).filter(own).collect(),
    }
}

/// Who watches over whose money.
fn watcher(payer: Payer) -> Body {
    crate::domain::governance::proposal::HoldTerms::procedure(payer).0
}
