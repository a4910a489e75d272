//! The end of a vote (结束表决): a second look at the count and at what follows, since it ends the vote for good.

use super::motion::{self, VoteCard, vote_card};
use super::{act, family, motion_of};
use crate::application::{boards, governance};
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::Stage;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::frame::{Frame, Way};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "boards/close.html")]
struct ClosePage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    motion_no: u32,
    question: String,
    card: VoteCard,
    /// Who has not voted.
    waiting: Vec<String>,
    /// How many have.
    cast: usize,
    outcome: &'static str,
    follows: String,
}

/// The second look: nothing is closed yet.
pub fn look(visit: &mut Visit<'_>) -> Answered {
    let (t, today, overview) = (visit.t(), visit.today(), Arc::clone(&visit.overview));
    let motion = motion_of(visit)?.clone();
    let card = vote_card(visit, &motion).filter(|_| boards::possible(&overview, &visit.actor, &motion, today).close);
    // What cannot be closed is refused as the closing would be.
    let Some(card) = card else { return close(visit) };
    let run = overview.runs().iter().find(|view| view.run.run.to_string() == motion.proposal.subject);
    let waiting = card.view.holders.iter().filter(|(_, vote)| vote.is_none()).map(|(seat, _)| seat.name.to_string());
    page(&ClosePage {
        t,
        frame: visit.frame(),
        family: family(visit),
        motion_no: motion.motion_no,
        question: motion_text::question(&motion, run.map(|view| &view.summary), t),
        waiting: waiting.collect(),
        cast: votes_cast(&motion),
        outcome: if card.passes { t.say("通过", "it passes") } else { t.say("不通过", "it does not pass") },
        follows: follows(&motion, card.passes, t),
        card,
    })
}

/// What comes of the motion once the vote is closed as it stands.
fn follows(motion: &Motion, passes: bool, t: Language) -> String {
    let next = motion.proposal.procedure.stages.get(motion.ended.len() + 1);
    match (passes, next, t) {
        (true, Some(next), Language::Chinese) => format!("接下来是{}。", motion_text::stage_name(*next, t)),
        (true, Some(next), Language::English) => format!("Next comes {}.", motion_text::stage_name(*next, t)),
        (true, None, _) => t.say("这是最后一个环节，议题就此生效。", "It is the last stage: the motion is effective.").to_owned(),
        (false, ..) => t
            .say(
                "赞成或到会不够数，议题就此了结，不能再表决；要再办，须重新提出。",
                "Too few are there or agree: the motion ends here and is not voted on again; who still wants it puts it forward anew.",
            )
            .to_owned(),
    }
}

const fn votes_cast(motion: &Motion) -> usize {
    match &motion.state {
        MotionState::UnderProcedure(open) => open.votes.len(),
        _ => 0,
    }
}

/// The chair closes the vote; a notice is ended elsewhere. Who looked at a count closes that count and no other.
pub fn close(visit: &mut Visit<'_>) -> Answered {
    let motion = motion_of(visit)?;
    if motion.stage() == Some(Stage::Notice) {
        let (motion_no, stage) = (motion.motion_no, Stage::Notice);
        return motion::refused(visit, "close", Trouble::refused(GovernanceRefusal::OtherStage { motion_no, stage }));
    }
    let seen = visit.asked.form.get("cast");
    if !seen.is_empty() && seen != votes_cast(motion).to_string() {
        let t = visit.t();
        let mend = t.say("请再看一遍票数，再结束。", "Look at the count again before you close it.");
        return act::unread(visit, "close", t.say("刚才又有人投了票", "Somebody has voted since you looked"), mend);
    }
    act::act(visit, "close", governance::close)
}
