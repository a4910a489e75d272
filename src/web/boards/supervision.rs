//! Records of supervision (监督记录): agendas reviewed, reports, complaints, losses referred, questions; listed, shown, opened, stood behind, answered.

use super::family;
use crate::application::governance::supervision;
use crate::application::{Context, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::rendering::act_text::supervision_kind;
use crate::rendering::speech::Language;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::web::answer::Answer;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use strum::IntoEnumIterator;

/// What who inspects opens here: complaints are a member's, questions have a page of their own.
const OPENED_HERE: [SupervisionKind; 3] =
    [SupervisionKind::AgendaReview, SupervisionKind::Report, SupervisionKind::LossReferral];

#[derive(Template)]
#[template(path = "boards/supervision.html")]
struct SupervisionPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    kinds: Vec<super::motions::Choice>,
    kinds_to_open: Vec<super::motions::Choice>,
    about: String,
    may_open: bool,
    records: Vec<RecordLine>,
}

#[derive(Template)]
#[template(path = "boards/record.html")]
struct RecordPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    line: RecordLine,
    may_endorse: bool,
    may_answer: bool,
}

/// A record in a list.
struct RecordLine {
    record: SupervisionRecord,
    kind: &'static str,
    behind: String,
    state: String,
}

impl RecordLine {
    fn new(record: &SupervisionRecord, t: Language) -> RecordLine {
        let behind: Vec<&str> = record.endorsed.iter().map(|one| one.name.as_str()).collect();
        let state = match (record.kind, record.published_on, &record.answer, t) {
            (SupervisionKind::Report, Some(on), _, Language::Chinese) => format!("{on} 公布"),
            (SupervisionKind::Report, Some(on), _, Language::English) => format!("published on {on}"),
            (SupervisionKind::Report, None, ..) => {
                t.say("过半数席位联署后公布", "published once more than half of the seats are behind it").to_owned()
            }
            (_, _, Some((on, _)), Language::Chinese) => format!("{on} 办结"),
            (_, _, Some((on, _)), Language::English) => format!("ended on {on}"),
            (_, _, None, _) => t.say("还没有结果", "no end yet").to_owned(),
        };
        RecordLine {
            kind: supervision_kind(record.kind, t),
            behind: behind.join(t.say("、", ", ")),
            state,
            record: record.clone(),
        }
    }
}

/// The list; `?kind=` and `?about=` say what the form is about.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let about = visit.asked.query.get("about").to_owned();
    show(visit, Form::default(), about)
}

fn show(visit: &Visit<'_>, form: Form, about: String) -> Answered {
    let t = visit.t();
    let kind = visit.asked.query.get("kind");
    let wanted = SupervisionKind::lookup(kind);
    let records = visit.overview.records().iter().rev();
    let records = records.filter(|record| wanted.is_none_or(|kind| record.kind == kind));
    let chosen = SupervisionKind::lookup(form.value("kind")).or(wanted);
    let choice = |kind: SupervisionKind, chosen| (kind.code(), supervision_kind(kind, t), Some(kind) == chosen);
    page(&SupervisionPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        kinds: SupervisionKind::iter().map(|kind| choice(kind, wanted)).collect(),
        kinds_to_open: OPENED_HERE.map(|kind| choice(kind, chosen)).into(),
        form,
        about,
        may_open: visit.is_for(Who::May(Action::Inspect)),
        records: records.map(|record| RecordLine::new(record, t)).collect(),
    })
}

/// Opens a record.
pub fn open(visit: &mut Visit<'_>) -> Answered {
    let (t, given) = (visit.t(), visit.asked.form.clone());
    let by = visit.actor.person().cloned().unwrap_or_default();
    let kind = SupervisionKind::lookup(given.get("kind")).filter(|kind| OPENED_HERE.contains(kind));
    let kind = kind.unwrap_or(SupervisionKind::Report);
    let said = (given.get("about"), given.get("text"), "");
    let opened = visit.act(|db, cooperative, context| supervision::open(db, cooperative, (kind, &by), said, context));
    match opened {
        Ok(record) => Ok(Answer::go_to(&format!("/boards/supervision/{}", record.record_no))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let form = Form::of(&given).refuse(trouble, t, |_| "text")?;
            Ok(show(visit, form, given.get("about").to_owned())?.with_status(status))
        }
    }
}

fn record_of<'v>(visit: &'v Visit<'_>) -> Result<&'v SupervisionRecord, Trouble> {
    let record_no: u32 = visit.asked.parameters.get("record").parse().map_err(|_| Trouble::NotFound)?;
    let last = visit.overview.records().len() as u32;
    let found = visit.overview.records().iter().find(|record| record.record_no == record_no);
    found.ok_or_else(|| Trouble::refused(GovernanceRefusal::RecordUnknown { record_no, last }))
}

/// One record.
pub fn one(visit: &mut Visit<'_>) -> Answered {
    show_one(visit, Form::default())
}

fn show_one(visit: &Visit<'_>, form: Form) -> Answered {
    let record = record_of(visit)?;
    let is_question = record.kind == SupervisionKind::Question;
    let action = if is_question { Action::AnswerQuestion } else { Action::AnswerObjection };
    let is_report = record.kind == SupervisionKind::Report;
    page(&RecordPage {
        t: visit.t(),
        frame: visit.frame(),
        family: family(visit),
        form,
        line: RecordLine::new(record, visit.t()),
        may_endorse: is_report && visit.is_for(Who::May(Action::Inspect)),
        may_answer: record.answer.is_none() && !is_question && visit.is_for(Who::May(action)),
    })
}

fn act(
    visit: &mut Visit<'_>,
    field: &'static str,
    act: impl FnOnce(&mut Db, &Cooperative, u32, &mut Context<'_>) -> Outcome<SupervisionRecord>,
) -> Answered {
    let record_no = record_of(visit)?.record_no;
    match visit.act(|db, cooperative, context| act(db, cooperative, record_no, context)) {
        Ok(_) => Ok(Answer::go_to(&format!("/boards/supervision/{record_no}"))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let form = Form::of(&visit.asked.form).refuse(trouble, visit.t(), |_| field)?;
            Ok(show_one(visit, form)?.with_status(status))
        }
    }
}

/// Stands behind a report.
pub fn endorse(visit: &mut Visit<'_>) -> Answered {
    act(visit, "endorse", supervision::endorse)
}

/// Answers a record, which ends with that.
pub fn answer(visit: &mut Visit<'_>) -> Answered {
    let text = visit.asked.form.get("answer").to_owned();
    act(visit, "answer", |db, cooperative, record_no, context| {
        supervision::answer(db, cooperative, (record_no, &text), context)
    })
}
