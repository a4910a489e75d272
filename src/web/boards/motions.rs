//! All motions, filtered by kind, state and body.

use super::family;
use crate::domain::access::permission::Action;
use crate::domain::governance::body::Body;
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::{MotionKind, Stage};
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::frame::{Frame, Way};
use crate::web::route_table::Who;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use strum::IntoEnumIterator;

#[derive(Template)]
#[template(path = "boards/motions.html")]
struct MotionsPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    /// What is filtered by: the field, what it is called, what can be chosen.
    choosers: Vec<(&'static str, &'static str, Vec<Choice>)>,
    motions: Vec<MotionLine>,
    is_filtered: bool,
    may_propose: bool,
}

/// Something to choose: value, name, whether it is chosen.
pub type Choice = (&'static str, &'static str, bool);

/// A motion in a list.
pub struct MotionLine {
    /// 议题编号.
    pub motion_no: u32,
    /// 题目.
    pub title: String,
    /// 类别.
    pub kind: &'static str,
    /// When it was put forward.
    pub proposed_on: String,
    /// How far it has come.
    pub state: String,
    /// Until when something must be done; empty where nothing says.
    pub until: String,
    /// Whose turn it is; empty where it is nobody's.
    pub turn: String,
    /// Objections without an answer.
    pub open_objections: usize,
}

impl MotionLine {
    /// A motion in a list.
    pub fn new(motion: &Motion, t: Language) -> MotionLine {
        let until = match &motion.state {
            MotionState::UnderProcedure(open) => open.deadline.or(open.notice.map(|(_, last)| last)),
            _ => None,
        };
        let turn = motion.stage().map(|stage| match stage {
            Stage::Vote(body) | Stage::Hearing(body) => motion_text::body_name(body, t).to_owned(),
            stage => motion_text::stage_name(stage, t),
        });
        MotionLine {
            motion_no: motion.motion_no,
            title: motion_text::title(motion, t),
            kind: motion_text::kind(motion, t),
            proposed_on: motion.proposed_on.to_string(),
            state: motion_text::state(motion, t),
            until: until.map(|day| day.to_string()).unwrap_or_default(),
            turn: turn.unwrap_or_default(),
            open_objections: motion.objections.iter().filter(|(_, answer)| answer.is_none()).count(),
        }
    }
}

/// Where motions stand, for choosing: value, Chinese, English.
const STATES: [(&str, &str, &str); 4] = [
    ("open", "办理中", "under procedure"),
    ("effective", "生效", "effective"),
    ("rejected", "未通过", "not passed"),
    ("void", "作废", "void"),
];

const fn state_code(motion: &Motion) -> &'static str {
    match motion.state {
        MotionState::UnderProcedure(_) => "open",
        MotionState::Effective(_) => "effective",
        MotionState::Rejected(..) => "rejected",
        MotionState::Void { .. } => "void",
    }
}

/// The page.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let query = &visit.asked.query;
    let (kind, state, body) = (query.get("kind"), query.get("state"), query.get("body"));
    let goes_through = |motion: &Motion| {
        let is_it = |stage: &Stage| matches!(stage, Stage::Vote(one) | Stage::Hearing(one) if one.zh() == body);
        motion.proposal.procedure.stages.iter().any(is_it)
    };
    let is_wanted = |motion: &&Motion| {
        (kind.is_empty() || motion.proposal.kind.code() == kind)
            && (state.is_empty() || state_code(motion) == state)
            && (body.is_empty() || goes_through(motion))
    };
    let motions = visit.overview.motions().iter().rev().filter(is_wanted);
    let kinds = MotionKind::iter().map(|one| (one.code(), motion_text::kind_name(one, t), one.code() == kind));
    let states = STATES.iter().map(|(code, zh, en)| (*code, t.say(zh, en), *code == state));
    let bodies = Body::iter().map(|one| (one.zh(), motion_text::body_name(one, t), one.zh() == body));
    page(&MotionsPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        choosers: vec![
            ("kind", t.say("类别", "Kind"), kinds.collect()),
            ("state", t.say("状态", "State"), states.collect()),
            ("body", t.say("机构", "Body"), bodies.collect()),
        ],
        motions: motions.map(|motion| MotionLine::new(motion, t)).collect(),
        is_filtered: ![kind, state, body].iter().all(|given| given.is_empty()),
        may_propose: visit.is_for(Who::May(Action::Propose)),
    })
}
