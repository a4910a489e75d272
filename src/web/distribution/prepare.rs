//! Preparing a draft, and putting it before the bodies: what stands against it is said all at once, and what was typed stays.

use super::{address, find, run as run_page};
use crate::application::distribution::query::{RunView, Standing};
use crate::application::distribution::{DistributionRequest, distribute};
use crate::application::governance::{ProposalRequest, propose};
use crate::domain::distribution::run::RunKind;
use crate::domain::period::AccountingYear;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::asked::Pairs;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use chrono::NaiveDate;

/// That what was given is wrong.
const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[derive(Template)]
#[template(path = "distribution/prepare.html")]
struct PreparePage {
    t: Language,
    frame: Frame,
    form: Form,
    year: String,
    kind: String,
    /// Runs that a later run can follow: number, name, whether it counts.
    runs: Vec<(String, String)>,
    /// The year's runs that are not effective, by kind: a new one of the same kind replaces them.
    replaces: Vec<(&'static str, Vec<String>)>,
    /// Of those, what is before the bodies: the run, and the motion that becomes void if it is replaced.
    before_bodies: Vec<(String, u32)>,
}

fn show(visit: &Visit<'_>, form: Form, year: &str) -> Answered {
    let t = visit.t();
    let kind = match form.value("kind") {
        "" => RunKind::Annual.code(),
        given => given,
    };
    let counting = visit.overview.runs().iter().filter(|view| view.run.superseded_by.is_none());
    let is_draft = |standing: Standing| !matches!(standing, Standing::Effective(..));
    let drafts = counting.clone().filter(|view| is_draft(view.standing) && view.run.run.year.to_string() == year);
    page(&PreparePage {
        t,
        frame: visit.frame(),
        year: year.to_owned(),
        kind: kind.to_owned(),
        runs: counting.map(|view| (view.run.run.to_string(), run_name::name(view, t))).collect(),
        before_bodies: drafts.clone().filter_map(before_bodies).collect(),
        replaces: [RunKind::Annual, RunKind::Arrears, RunKind::Correction]
            .into_iter()
            .map(|kind| {
                let of_kind = drafts.clone().filter(|view| view.run.kind == kind);
                (t.say(kind.zh(), kind.code()), of_kind.map(|view| view.run.run.to_string()).collect::<Vec<_>>())
            })
            .filter(|(_, runs)| !runs.is_empty())
            .collect(),
        form,
    })
}

fn before_bodies(view: &RunView) -> Option<(String, u32)> {
    match view.standing {
        Standing::UnderProcedure(motion_no) => Some((view.run.run.to_string(), motion_no)),
        _ => None,
    }
}

/// The form.
pub fn form(visit: &mut Visit<'_>) -> Answered {
    let given = visit.asked.query.clone();
    let last = visit.overview.runs().iter().map(|view| view.run.run.year.number()).max();
    let usual = last.unwrap_or(AccountingYear::from(visit.today()).number() - 1).to_string();
    let year = if given.get("year").is_empty() { usual } else { given.get("year").to_owned() };
    show(visit, Form::of(&given), &year)
}

/// What was typed as a request, or what is wrong with it, field by field.
fn request_of(given: &Pairs, t: Language) -> Result<DistributionRequest, Form> {
    let mut form = Form::of(given);
    let year = run_name::parse_year(given.get("year"));
    if year.is_none() {
        form = form.say(
            "year",
            t.say("年度不对", "That is no year"),
            t.say("请填四位数字，如 2008。", "Type four digits, such as 2008."),
        );
    }
    let kind = RunKind::lookup(given.get("kind"));
    if kind.is_none() {
        form = form.say("kind", t.say("没有选类别", "No kind is chosen"), t.say("请选一种。", "Choose one."));
    }
    let follows = match given.get("follows") {
        "" => None,
        text => text.rsplit(['#', '-']).next().and_then(|number| number.parse::<u32>().ok()),
    };
    let wants_followed = kind.is_some_and(|kind| kind != RunKind::Annual);
    if follows.is_none() && (wants_followed || !given.get("follows").is_empty()) {
        form = form.say(
            "follows",
            t.say("没有写明针对哪一次分配", "It is not said which run it follows"),
            t.say("补发和更正都要写明，如 2008#1。", "Arrears and corrections say it, such as 2008#1."),
        );
    }
    let cut_off = match given.get("cut_off") {
        "" => None,
        text => text.parse::<NaiveDate>().ok(),
    };
    if cut_off.is_none() && !given.get("cut_off").is_empty() {
        form = form.say(
            "cut_off",
            t.say("日期不对", "That is no day"),
            t.say("请写成 2008-12-31。", "Write it as 2008-12-31."),
        );
    }
    let voids = given.get("voids").parse::<u32>().ok();
    match (year, kind) {
        (Some(year), Some(kind))
            if !["year", "kind", "follows", "cut_off"].iter().any(|field| form.is_wrong(field)) =>
        {
            let follows = follows.filter(|_| kind != RunKind::Annual);
            Ok(DistributionRequest { year, kind, follows, cut_off, voids })
        }
        _ => Err(form),
    }
}

/// Prepares the draft.
pub fn prepare(visit: &mut Visit<'_>) -> Answered {
    let (given, t) = (visit.asked.form.clone(), visit.t());
    let request = match request_of(&given, t) {
        Ok(request) => request,
        Err(form) => return Ok(show(visit, form, given.get("year"))?.with_status(WRONG)),
    };
    match visit.act(|db, cooperative, context| distribute(db, cooperative, request, context, &mut |_, _, _| {})) {
        Ok(run) => Ok(Answer::go_to(&format!("/desk/distributions/{}", run_name::slug(run)))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let field = |code: &str| match code {
                "followed_run_unknown" => "follows",
                "run_under_procedure" | "nothing_voided" => "voids",
                _ => "",
            };
            let form = Form::of(&given).refuse(trouble, t, field)?;
            Ok(show(visit, form, given.get("year"))?.with_status(status))
        }
    }
}

/// Puts a run before the bodies, or the payment of its levy from a day on.
pub fn put_forward(visit: &mut Visit<'_>) -> Answered {
    let (given, t, view) = (visit.asked.form.clone(), visit.t(), find(visit)?);
    let request = match (given.get("what"), given.get("due").parse::<NaiveDate>()) {
        ("levy", Ok(due)) => ProposalRequest::Levy(view.run.run, due),
        ("levy", Err(_)) => {
            let form = Form::of(&given).say(
                "due",
                t.say("付款日期不对", "That is no day to pay on"),
                t.say(
                    "请写成 2009-01-20：从这一天起可以付款。",
                    "Write it as 2009-01-20: from then on it may be paid.",
                ),
            );
            return Ok(page(&run_page::page_of(visit, &view, form)?)?.with_status(WRONG));
        }
        _ => ProposalRequest::Run(view.run.run),
    };
    match visit.act(|db, cooperative, context| propose(db, cooperative, &request, context)) {
        Ok(_) => Ok(Answer::go_to(&format!("{}#motions", address(&view)))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let form = Form::of(&given).refuse(trouble, t, |_| "")?;
            Ok(page(&run_page::page_of(visit, &view, form)?)?.with_status(status))
        }
    }
}
