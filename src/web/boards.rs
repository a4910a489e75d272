//! Where members of bodies begin: what waits for their vote, with its deadline, and how far everything else has come.

use crate::application::waiting::for_seats;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use crate::web::waiting_list::{Line, lines, motion_title};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "boards/home.html")]
struct BoardsPage {
    t: Language,
    frame: Frame,
    waiting: Vec<Line>,
    motions: Vec<MotionLine>,
}

/// A motion, as far as it has come.
struct MotionLine {
    motion_no: u32,
    title: String,
    kind: &'static str,
    proposed_on: NaiveDate,
    state: String,
}

/// The page.
pub fn boards(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let person = visit.actor.person().cloned().unwrap_or_default();
    let waiting = lines(visit, for_seats(&visit.overview, &person, visit.today()));
    let motions = visit.overview.motions().iter().rev().map(|motion| MotionLine {
        motion_no: motion.motion_no,
        title: motion_title(&visit.overview, motion.motion_no, t),
        kind: motion_text::kind(motion, t),
        proposed_on: motion.proposed_on,
        state: motion_text::state(motion, t),
    });
    page(&BoardsPage { t, frame: visit.frame(), waiting, motions: motions.collect() })
}
