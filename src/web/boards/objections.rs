//! Objections (异议) to everything that is or was published, with their answers.

use super::family;
use crate::application::boards;
use crate::domain::governance::act::Objection;
use crate::domain::governance::motion::Motion;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::frame::{Frame, Way};
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "boards/objections.html")]
struct ObjectionsPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    open: Vec<ObjectionLine>,
    answered: Vec<ObjectionLine>,
}

/// An objection in a list.
struct ObjectionLine {
    motion_no: u32,
    title: String,
    objection: Objection,
    answer: Option<String>,
    may_answer: bool,
    until: String,
}

/// The page: those that wait for an answer first.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let (today, overview) = (visit.today(), Arc::clone(&visit.overview));
    let lines = |motion: &Motion| {
        let may_answer = boards::possible(&overview, &visit.actor, motion, today).answer;
        let line = |(objection, answer): &(Objection, Option<String>)| ObjectionLine {
            motion_no: motion.motion_no,
            title: motion_text::title(motion, visit.t()),
            until: motion.notice().map(|(_, last)| last.to_string()).unwrap_or_default(),
            objection: objection.clone(),
            answer: answer.clone(),
            may_answer,
        };
        motion.objections.iter().map(line).collect::<Vec<_>>()
    };
    let all = overview.motions().iter().rev().flat_map(lines);
    let (open, answered) = all.partition(|objection| objection.answer.is_none());
    page(&ObjectionsPage { t: visit.t(), frame: visit.frame(), family: family(visit), open, answered })
}
