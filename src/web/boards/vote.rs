//! A vote (表决): a second look before it counts, and the vote itself, which carries the seal that the voter saw.

use super::motion::{self, VoteCard, vote_card};
use super::{family, motion_of};
use crate::application::boards::check_vote;
use crate::application::governance::vote_on_seen;
use crate::domain::governance::act::Choice;
use crate::domain::governance::seal::Hash;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "boards/vote.html")]
struct VotePage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    motion_no: u32,
    question: String,
    card: Option<VoteCard>,
    seal: String,
    choice: &'static str,
    choice_code: &'static str,
    reason: String,
}

/// What was chosen and what was seen, where both can be read.
fn given(visit: &Visit<'_>) -> Result<(Choice, Option<Hash>), &'static str> {
    let form = &visit.asked.form;
    let choice = Choice::lookup(form.get("choice")).ok_or("choice")?;
    Ok((choice, form.get("seal").parse().ok()))
}

/// The second look: nothing counts yet.
pub fn look(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let motion = motion_of(visit)?.clone();
    let Ok((choice, seen)) = given(visit) else { return not_chosen(visit) };
    if let Err(failure) = check_vote(&visit.overview, &visit.actor, (&motion, seen), visit.today()) {
        return motion::refused(visit, "vote", failure.into());
    }
    let run = visit.overview.runs().iter().find(|view| view.run.run.to_string() == motion.proposal.subject);
    page(&VotePage {
        t,
        frame: visit.frame(),
        family: family(visit),
        motion_no: motion.motion_no,
        question: motion_text::question(&motion, run.map(|view| &view.summary), t),
        card: vote_card(visit, &motion),
        seal: motion.proposal.content.to_string(),
        choice: motion_text::choice_name(choice, t),
        choice_code: choice.code(),
        reason: visit.asked.form.get("reason").to_owned(),
    })
}

fn not_chosen(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let form = Form::of(&visit.asked.form).say(
        "vote",
        t.say("还没有选择怎样表决", "Nothing was chosen"),
        t.say("请选赞成、反对、弃权或回避。", "Choose for, against, abstain or recuse."),
    );
    Ok(motion::again(visit, form)?.with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The vote. Without the seal that was seen it does not count.
pub fn cast(visit: &mut Visit<'_>) -> Answered {
    let motion_no = motion_of(visit)?.motion_no;
    let Ok((choice, Some(seen))) = given(visit) else { return not_chosen(visit) };
    let reason = visit.asked.form.get("reason").to_owned();
    let cast = visit
        .act(|db, cooperative, context| vote_on_seen(db, cooperative, (motion_no, seen), (choice, &reason), context));
    match cast {
        Ok(_) => Ok(Answer::go_to(&format!("/boards/motions/{motion_no}#vote"))),
        Err(failure) => motion::refused(visit, "vote", Trouble::from(failure)),
    }
}
