//! What is done with a motion besides voting: a deadline, its end, a meeting on paper, the notice, a hearing, an answer, an inspection, the payment.

use super::{day_of, kept_upload, motion, motion_of};
use crate::application::{Context, Outcome, governance};
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::Stage;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::voting_rule::Counts;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::web::answer::Answer;
use crate::web::form::Form;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};
use axum::http::StatusCode;

/// Does something with the motion of the address; what stands against it is said beside `field`.
pub(super) fn act(
    visit: &mut Visit<'_>,
    field: &'static str,
    act: impl FnOnce(&mut Db, &Cooperative, u32, &mut Context<'_>) -> Outcome<Motion>,
) -> Answered {
    let motion_no = motion_of(visit)?.motion_no;
    match visit.act(|db, cooperative, context| act(db, cooperative, motion_no, context)) {
        Ok(_) => Ok(Answer::go_to(&format!("/boards/motions/{motion_no}#{field}"))),
        Err(failure) => motion::refused(visit, field, failure.into()),
    }
}

/// The page again: what was typed cannot be read.
pub(super) fn unread(visit: &mut Visit<'_>, field: &'static str, what: &str, mend: &str) -> Answered {
    let form = Form::of(&visit.asked.form).say(field, what, mend);
    Ok(motion::again(visit, form)?.with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// The chair says until when votes are taken.
pub fn deadline(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let Some(day) = day_of(visit.asked.form.get("deadline")) else {
        let mend = t.say("请写成 2009-01-20 这样。", "Write it as 2009-01-20.");
        return unread(visit, "deadline", t.say("截止日不是日期", "The deadline is no day"), mend);
    };
    act(visit, "deadline", |db, cooperative, motion_no, context| {
        governance::set_deadline(db, cooperative, motion_no, day, context)
    })
}

/// The notice ends: its days have passed, and every objection is answered.
pub fn end_notice(visit: &mut Visit<'_>) -> Answered {
    let motion = motion_of(visit)?;
    if let Some(stage) = motion.stage().filter(|stage| *stage != Stage::Notice) {
        let motion_no = motion.motion_no;
        return motion::refused(visit, "notice", Trouble::refused(GovernanceRefusal::OtherStage { motion_no, stage }));
    }
    act(visit, "notice", governance::close)
}

/// A meeting that was held on paper: its counts, and its scanned minutes.
pub fn meeting(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let counted = |name: &str| match visit.asked.form.get(name) {
        "" => Some(0),
        text => text.parse::<u64>().ok(),
    };
    let counts = [counted("for"), counted("against"), counted("abstained"), counted("recused")];
    let [Some(for_votes), Some(against), Some(abstained), Some(recused)] = counts else {
        let mend = t.say("请填席数，如 5；没有的留空。", "Give numbers of seats, such as 5; leave empty what is none.");
        return unread(visit, "meeting", t.say("票数不是数", "A count is no number"), mend);
    };
    let Some(minutes) = kept_upload(visit, "minutes")? else {
        let file = t.say("会议记录", "The minutes").to_owned();
        return motion::refused(visit, "meeting", Trouble::refused(GovernanceRefusal::FileEmpty { file }));
    };
    let counts = Counts { seats: 0, for_votes, against, abstained, recused };
    act(visit, "meeting", |db, cooperative, motion_no, context| {
        governance::record_meeting(db, cooperative, motion_no, (counts, minutes.path()), context)
    })
}

/// What a hearing came to, or with whom it was filed.
pub fn record(visit: &mut Visit<'_>) -> Answered {
    let text = visit.asked.form.get("text").to_owned();
    let minutes = kept_upload(visit, "minutes")?;
    act(visit, "record", |db, cooperative, motion_no, context| {
        let minutes = minutes.as_ref().map(|file| file.path());
        governance::record(db, cooperative, motion_no, (&text, minutes), context)
    })
}

/// Puts the motion up.
pub fn publish(visit: &mut Visit<'_>) -> Answered {
    act(visit, "notice", governance::publish)
}

/// The board answers an objection.
pub fn answer(visit: &mut Visit<'_>) -> Answered {
    let text = visit.asked.form.get("answer").to_owned();
    let objection_no = visit.asked.form.get("objection").parse().unwrap_or_default();
    act(visit, "objections", |db, cooperative, motion_no, context| {
        governance::answer(db, cooperative, (motion_no, objection_no), &text, context)
    })
}

/// What was seen of a hold's condition.
pub fn inspect(visit: &mut Visit<'_>) -> Answered {
    let text = visit.asked.form.get("seen").to_owned();
    let satisfies = visit.asked.form.get("satisfies") == "yes";
    act(visit, "inspect", |db, cooperative, motion_no, context| {
        governance::inspect(db, cooperative, motion_no, (&text, satisfies), context)
    })
}

/// What was decided is paid.
pub fn pay(visit: &mut Visit<'_>) -> Answered {
    let reference = visit.asked.form.get("reference").to_owned();
    act(visit, "pay", |db, cooperative, motion_no, context| {
        governance::pay(db, cooperative, motion_no, &reference, context)
    })
}
