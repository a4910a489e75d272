//! Where members of bodies and those who work for them begin: what waits for them.

use super::family;
use super::holds::HoldLine;
use super::motions::MotionLine;
use super::questions::QuestionLine;
use crate::application::boards;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::supervision::SupervisionRecord;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::frame::{Frame, Way};
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

/// Past votes that are shown.
const VOTED: usize = 10;

#[derive(Template)]
#[template(path = "boards/inbox.html")]
struct InboxPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    to_vote: Vec<MotionLine>,
    to_move: Vec<MotionLine>,
    to_review: Vec<(MotionLine, String)>,
    to_answer: Vec<QuestionLine>,
    to_endorse: Vec<SupervisionRecord>,
    published: Vec<MotionLine>,
    holds: Vec<HoldLine>,
    asked: Vec<QuestionLine>,
    /// Motion, how they voted and as whom, why.
    voted: Vec<(MotionLine, &'static str, &'static str, String)>,
}

/// The page.
pub fn inbox(visit: &mut Visit<'_>) -> Answered {
    let (t, overview) = (visit.t(), Arc::clone(&visit.overview));
    let found = boards::inbox(&overview, &visit.actor, visit.today());
    let lines = |motions: &[&Motion]| motions.iter().map(|motion| MotionLine::new(motion, t)).collect();
    let questions =
        |records: &[&SupervisionRecord]| records.iter().map(|record| QuestionLine::new(record, &overview)).collect();
    let voted = found.voted.iter().take(VOTED).map(|(motion, vote)| {
        let (choice, body) = (motion_text::choice_name(vote.choice, t), motion_text::body_name(vote.body, t));
        (MotionLine::new(motion, t), choice, body, vote.reason.clone())
    });
    let to_review = found.to_review.iter().map(|motion| (MotionLine::new(motion, t), boards::agenda_of(motion)));
    page(&InboxPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        to_vote: lines(&found.to_vote),
        to_move: lines(&found.to_move),
        to_review: to_review.collect(),
        to_answer: questions(&found.to_answer),
        to_endorse: found.to_endorse.iter().map(|record| (*record).clone()).collect(),
        published: lines(&found.published),
        holds: found.holds.iter().filter_map(|motion| HoldLine::new(motion, &overview, t)).collect(),
        asked: questions(&found.asked),
        voted: voted.collect(),
    })
}
