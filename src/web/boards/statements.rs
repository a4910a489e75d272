//! The statements of the run that a motion is about: exactly the list that was sealed, member by member, with every step of the working.

use super::{family, motion_of};
use crate::application::distribution::drill_down::{StatementFilter, statements};
use crate::application::distribution::query::{self, RunView, StatementView};
use crate::domain::governance::proof::VerificationCode;
use crate::domain::statement::member_statement::MemberStatement;
use crate::rendering::amount::quantity;
use crate::rendering::explanation;
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::{Frame, Way};
use crate::web::member_number::{half_width, statement_of};
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

/// Lines on a page.
const LINES: usize = 100;

#[derive(Template)]
#[template(path = "boards/statements.html")]
struct StatementsPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    motion_no: u32,
    name: String,
    seal: String,
    lines: Vec<StatementLine>,
    number: String,
    is_first: bool,
    next: Option<String>,
}

struct StatementLine {
    statement: MemberStatement,
    shares: String,
    code: String,
}

#[derive(Template)]
#[template(path = "boards/statement.html")]
struct StatementPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    motion_no: u32,
    name: String,
    view: StatementView,
    code: String,
    steps: Vec<String>,
}

/// The run that the motion of the address is about.
fn run_of(visit: &Visit<'_>) -> Result<(u32, RunView), Trouble> {
    let motion = motion_of(visit)?;
    let subject = &motion.proposal.subject;
    let view = visit.overview.runs().iter().find(|view| view.run.run.to_string() == *subject);
    Ok((motion.motion_no, view.cloned().ok_or(Trouble::NotFound)?))
}

/// The list.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let (motion_no, view) = run_of(visit)?;
    visit.check_reading(None)?;
    let number = half_width(visit.asked.query.get("number"));
    let after = visit.asked.query.get("after").to_owned();
    let run = view.run.run;
    let mut next = None;
    let found = match number.is_empty() {
        true => {
            let (all, page) = (StatementFilter::default(), (after.as_str(), LINES));
            let (found, has_more) = visit.read(|db, cooperative| statements(db, cooperative, (run, &all), page))?;
            next = found.last().filter(|_| has_more).map(|(last, _)| last.member_no.clone());
            found
        }
        false => {
            let found = statement_of(visit, &view, &number)?;
            found.into_iter().map(|one| (one.statement, one.code)).collect()
        }
    };
    let line = |(statement, code): (MemberStatement, VerificationCode)| StatementLine {
        shares: quantity(statement.shares),
        code: code.to_string(),
        statement,
    };
    page(&StatementsPage {
        t: visit.t(),
        frame: visit.frame(),
        family: family(visit),
        motion_no,
        name: run_name::name(&view, visit.t()),
        seal: view.run.seal.hash().to_string(),
        lines: found.into_iter().map(line).collect(),
        number,
        is_first: after.is_empty(),
        next,
    })
}

/// One statement, step by step.
pub fn one(visit: &mut Visit<'_>) -> Answered {
    let (motion_no, view) = run_of(visit)?;
    let member_no = visit.asked.parameters.get("member").to_owned();
    visit.check_reading(Some(&member_no))?;
    let found = visit.read(|db, cooperative| query::statement_of(db, cooperative, &view, &member_no))?;
    let found = found.ok_or(Trouble::NotFound)?;
    page(&StatementPage {
        t: visit.t(),
        frame: visit.frame(),
        family: family(visit),
        motion_no,
        name: run_name::name(&view, visit.t()),
        steps: explanation::explain(&view.summary, &found.statement, visit.t()),
        code: found.code.to_string(),
        view: found,
    })
}
