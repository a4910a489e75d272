//! Objecting while something is up, and reading the answers.

use crate::application::distribution::query::RunView;
use crate::application::governance::object as raise;
use crate::application::overview::Overview;
use crate::domain::governance::act::Objection;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "my/objections.html")]
struct ObjectionsPage {
    t: Language,
    frame: Frame,
    form: Form,
    open: Vec<Open>,
    own: Vec<Own>,
    was_raised: bool,
}

/// A motion that one may object to now.
struct Open {
    motion_no: u32,
    title: String,
    last_day: NaiveDate,
}

/// An objection of one's own, with its answer.
struct Own {
    title: String,
    objection: Objection,
    answer: Option<String>,
}

/// The page.
pub fn objections(visit: &mut Visit<'_>) -> Answered {
    show(visit, Form::default())
}

fn show(visit: &Visit<'_>, form: Form) -> Answered {
    let overview = &visit.overview;
    let title = |motion: &Motion| motion_title(overview, motion, visit.t());
    let open = overview.open_to_objections(visit.today()).filter_map(|motion| {
        let (_, last_day) = motion.notice()?;
        Some(Open { motion_no: motion.motion_no, title: title(motion), last_day })
    });
    let mut own = Vec::new();
    for motion in overview.motions().iter().rev() {
        for (objection, answer) in motion.objections.iter().rev() {
            if visit.actor.person().is_some_and(|person| person.is_same(&objection.by.member_no, &objection.by.name)) {
                let (objection, answer) = (objection.clone(), answer.clone());
                own.push(Own { title: title(motion), objection, answer });
            }
        }
    }
    let was_raised = visit.asked.query.get("raised") == "yes";
    page(&ObjectionsPage { t: visit.t(), frame: visit.frame(), form, open: open.collect(), own, was_raised })
}

/// Raises one.
pub fn object(visit: &mut Visit<'_>) -> Answered {
    let given = visit.asked.form.clone();
    let motion_no = given.get("motion").parse().map_err(|_| Trouble::Unreadable)?;
    let member_no = visit.member_no();
    let said = (member_no.as_str(), given.get("line"), given.get("text"));
    match visit.act(|db, cooperative, context| raise(db, cooperative, motion_no, said, context)) {
        Ok(_) => Ok(Answer::go_to("/my/objections?raised=yes")),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let field = |code: &str| match code {
                "text_missing" => "text",
                "object_line_too_long" => "line",
                _ => "",
            };
            Ok(show(visit, Form::of(&given).refuse(trouble, visit.t(), field)?)?.with_status(status))
        }
    }
}

/// What a motion is called: a run by its year, anything else by its title.
fn motion_title(overview: &Overview, motion: &Motion, t: Language) -> String {
    let is_of = |view: &&RunView| {
        motion.proposal.kind == MotionKind::Distribution && view.run.run.to_string() == motion.proposal.subject
    };
    let run = overview.runs().iter().find(is_of);
    run.map_or_else(|| motion_text::title(motion, t), |view| run_name::name(view, t))
}
