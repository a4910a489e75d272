//! Questions (质询) of the three-way supervision about a voucher, a contract, a line of a run or a payment, and their answers.

use super::{family, subject};
use crate::application::governance::supervision;
use crate::application::overview::Overview;
use crate::domain::access::permission::Action;
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "boards/questions.html")]
struct QuestionsPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    about: String,
    may_ask: bool,
    may_answer: bool,
    open: Vec<QuestionLine>,
    answered: Vec<QuestionLine>,
}

#[derive(Template)]
#[template(path = "boards/answering.html")]
struct AnsweringPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    open: Vec<QuestionLine>,
    answered: Vec<QuestionLine>,
}

/// A question in a list.
#[derive(Clone, Debug)]
pub struct QuestionLine {
    /// 编号.
    pub record_no: u32,
    /// When it was asked.
    pub on: NaiveDate,
    /// By whom.
    pub by: String,
    /// About what.
    pub about: String,
    /// Its page; empty where it has none.
    pub address: String,
    /// The question.
    pub text: String,
    /// When and how it was answered.
    pub answer: Option<(NaiveDate, String)>,
}

impl QuestionLine {
    /// A question in a list.
    pub fn new(record: &SupervisionRecord, overview: &Overview) -> QuestionLine {
        QuestionLine {
            record_no: record.record_no,
            on: record.opened_on,
            by: record.by.name.clone(),
            about: record.about.clone(),
            address: subject::address(overview, &record.about),
            text: record.text.clone(),
            answer: record.answer.clone(),
        }
    }
}

/// Open questions, the oldest first; answered ones, the latest first.
fn questions(visit: &Visit<'_>) -> (Vec<QuestionLine>, Vec<QuestionLine>) {
    let all = visit.overview.records().iter().filter(|record| record.kind == SupervisionKind::Question);
    let (open, mut answered): (Vec<_>, Vec<_>) =
        all.map(|record| QuestionLine::new(record, &visit.overview)).partition(|question| question.answer.is_none());
    answered.reverse();
    (open, answered)
}

/// The page; `?about=` says what the form is about.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let about = visit.asked.query.get("about").to_owned();
    show(visit, Form::default(), about)
}

fn show(visit: &Visit<'_>, form: Form, about: String) -> Answered {
    let (open, answered) = questions(visit);
    page(&QuestionsPage {
        t: visit.t(),
        frame: visit.frame(),
        family: family(visit),
        form,
        about,
        may_ask: visit.is_for(Who::May(Action::AskQuestion)),
        may_answer: visit.is_for(Who::May(Action::AnswerQuestion)),
        open,
        answered,
    })
}

/// Asks, as whoever is signed in.
pub fn ask(visit: &mut Visit<'_>) -> Answered {
    let (t, given) = (visit.t(), visit.asked.form.clone());
    let by = visit.actor.person().cloned().unwrap_or_default();
    let about = match subject::checked(visit, given.get("about")) {
        Ok(about) => about,
        Err(trouble) => {
            let status = trouble.status_of_form();
            let form = Form::of(&given).refuse(trouble, t, |_| "about")?;
            return Ok(show(visit, form, given.get("about").to_owned())?.with_status(status));
        }
    };
    let said = (about.as_str(), given.get("text"), "");
    let asked = visit.act(|db, cooperative, context| {
        supervision::open(db, cooperative, (SupervisionKind::Question, &by), said, context)
    });
    match asked {
        Ok(record) => Ok(Answer::go_to(&format!("/boards/questions#question-{}", record.record_no))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let form = Form::of(&given).refuse(trouble, t, |_| "text")?;
            Ok(show(visit, form, given.get("about").to_owned())?.with_status(status))
        }
    }
}

/// Where whoever keeps the books answers.
pub fn answering(visit: &mut Visit<'_>) -> Answered {
    show_answering(visit, Form::default())
}

fn show_answering(visit: &Visit<'_>, form: Form) -> Answered {
    let (open, answered) = questions(visit);
    page(&AnsweringPage { t: visit.t(), frame: visit.frame(), family: family(visit), form, open, answered })
}

/// Answers a question.
pub fn answer(visit: &mut Visit<'_>) -> Answered {
    let (t, given) = (visit.t(), visit.asked.form.clone());
    let record_no = given.get("record").parse().unwrap_or_default();
    let answered = visit.act(|db, cooperative, context| {
        supervision::answer(db, cooperative, (record_no, given.get("answer")), context)
    });
    match answered {
        Ok(record) => Ok(Answer::go_to(&format!("/desk/questions#question-{}", record.record_no))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let form = Form::of(&given).refuse(trouble, t, |_| "answer")?;
            Ok(show_answering(visit, form)?.with_status(status))
        }
    }
}

/// Whether a form that was refused was about a record.
fn is_about_record(form: &Form, record_no: &u32) -> bool {
    form.value("record") == record_no.to_string()
}
