//! What waits (待办): for whoever works here, for whoever has a seat, for whoever manages users.

use super::distribution::query::Standing;
use super::overview::Overview;
use crate::domain::access::account::Account;
use crate::domain::access::role::Post;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::body::Body;
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::Stage;
use crate::domain::payment::payable::LineState;
use crate::domain::person::Named;
use chrono::{DateTime, NaiveDate, Utc};

/// Something that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A draft run has not been put before the bodies.
    Draft(RunNumber),
    /// A motion waits for a vote of whoever asks, in a body, until a day.
    Vote(u32, Body, Option<NaiveDate>),
    /// Objections of a motion have no answer yet: how many, and the last day of the notice.
    Answers(u32, usize, Option<NaiveDate>),
    /// A motion has passed its vote and is to be put up.
    Publish(u32),
    /// A notice is over, since a day, and every objection answered: it can be ended.
    EndNotice(u32, NaiveDate),
    /// A run is held by a motion.
    Held(RunNumber, u32),
    /// Transfers of which the bank has not said anything yet.
    Unanswered(usize),
    /// Claims whose money came back or failed, and lies in no transfer now.
    CameBack(usize),
    /// A user has a code and no password yet.
    NoPassword(String),
    /// A user rests after too many failures, until a moment.
    Rests(String, DateTime<Utc>),
    /// An administrator has no second factor.
    NoSecondFactor(String),
}

/// The last day of the notice at hand, and how many objections have no answer.
fn notice(motion: &Motion) -> (Option<NaiveDate>, usize) {
    let last_day = motion.notice().map(|(_, last)| last).filter(|_| motion.stage() == Some(Stage::Notice));
    (last_day, motion.objections.iter().filter(|(_, answer)| answer.is_none()).count())
}

/// For whoever works here.
pub fn at_the_desk(overview: &Overview, day: NaiveDate) -> Vec<Waiting> {
    let mut found = Vec::new();
    for view in overview.runs().iter().filter(|view| view.run.superseded_by.is_none()) {
        if view.standing == Standing::Draft {
            found.push(Waiting::Draft(view.run.run));
        }
        found.extend(view.held_by.map(|motion_no| Waiting::Held(view.run.run, motion_no)));
    }
    for motion in overview.motions().iter().filter(|motion| motion.stage() == Some(Stage::Notice)) {
        found.push(match notice(motion) {
            (None, _) => Waiting::Publish(motion.motion_no),
            (Some(last), 0) if last < day => Waiting::EndNotice(motion.motion_no, last),
            (_, 0) => continue,
            (last, unanswered) => Waiting::Answers(motion.motion_no, unanswered, last),
        });
    }
    let (mut unanswered, mut came_back) = (0, 0);
    for transfers in overview.claims().transfers.values() {
        match transfers.last() {
            Some((_, LineState::Waiting)) => unanswered += 1,
            Some((_, LineState::Failed(..) | LineState::Returned(..))) => came_back += 1,
            _ => {}
        }
    }
    found.extend((unanswered > 0).then_some(Waiting::Unanswered(unanswered)));
    found.extend((came_back > 0).then_some(Waiting::CameBack(came_back)));
    found
}

/// For a person with seats: what waits for their vote, and, where they direct, for their answer.
pub fn for_seats(overview: &Overview, person: &Named, day: NaiveDate) -> Vec<Waiting> {
    let bodies: Vec<Body> = overview.seats(day).filter(|seat| seat.is_of(person)).map(|seat| seat.body).collect();
    let mut found = Vec::new();
    for motion in overview.motions() {
        match (&motion.state, motion.stage()) {
            (MotionState::UnderProcedure(open), Some(Stage::Vote(body))) if bodies.contains(&body) => {
                let has_voted = open.votes.iter().any(|vote| person.is_same(&vote.voter.member_no, &vote.voter.name));
                if !has_voted && !motion.proposal.preparers.iter().any(|one| one.person == *person) {
                    found.push(Waiting::Vote(motion.motion_no, body, open.deadline));
                }
            }
            (_, Some(Stage::Notice)) if bodies.contains(&Body::BoardOfDirectors) => {
                let (last, unanswered) = notice(motion);
                if unanswered > 0 {
                    found.push(Waiting::Answers(motion.motion_no, unanswered, last));
                }
            }
            _ => {}
        }
    }
    found
}

/// For whoever manages users.
pub fn about_users(overview: &Overview, now: DateTime<Utc>) -> Vec<Waiting> {
    let mut found = Vec::new();
    let open = overview.accounts().iter().filter(|(_, account)| !account.is_closed);
    for (user, account) in open {
        found.extend(account.rests_until(now).map(|until| Waiting::Rests(user.clone(), until)));
        found.extend(account.is_one_time.then(|| Waiting::NoPassword(user.clone())));
        if manages_users(account) && !account.has_second_factor {
            found.push(Waiting::NoSecondFactor(user.clone()));
        }
    }
    found
}

fn manages_users(account: &Account) -> bool {
    account.posts.contains(&Post::Administrator)
}
