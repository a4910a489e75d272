//! Papers (打印): what is handed out, posted up and filed, as PDF.

use super::address::changed;
use super::answer::Answer;
use super::frame::Frame;
use super::run_name;
use super::trouble::Trouble;
use super::visit::{Answered, Visit, page};
use crate::application::distribution::paper::run_on_paper;
use crate::application::distribution::query::{self, RunView};
use crate::application::{ledger, payment, register};
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::Problem;
use crate::rendering::pdf::member_statement::{self, RunOnPaper};
use crate::rendering::pdf::{certificate, distribution_list, payment_batch, statutory_statement};
use crate::rendering::speech::{Language, Words, words};
use askama::Template;

/// A shareholder's statements of a year, or those of a member of their household.
pub fn own_statement(visit: &mut Visit<'_>) -> Answered {
    let year = run_name::parse_year(visit.asked.parameters.get("year")).ok_or(Trouble::NotFound)?;
    let member_no = super::my::whose(visit)?;
    let mut found = super::my::statements(visit, &member_no)?;
    found.retain(|view| view.run.run.run.year == year);
    found.reverse();
    if found.is_empty() {
        return Err(Trouble::NotFound);
    }
    let runs: Vec<RunOnPaper<'_>> = found.iter().map(|one| on_paper(visit, &one.run)).collect();
    let statements: Vec<_> = runs.iter().zip(&found).map(|(run, one)| (run, &one.statement, one.code)).collect();
    let written = member_statement::write_member(Vec::new(), &visit.site.fonts, &statements, visit.t());
    pdf(visit, &format!("statement-{year}-{member_no}"), written)
}

/// All statements of a run in one file; of one member with `?member=`.
pub fn statements(visit: &mut Visit<'_>) -> Answered {
    let run = run_name::parse(visit.asked.parameters.get("run")).ok_or(Trouble::NotFound)?;
    let named = (run.year, Some(run.number));
    let mut found = visit.read(|db, cooperative| query::run_for_notice(db, cooperative, named))?;
    let member_no = visit.asked.query.get("member");
    if !member_no.is_empty() {
        found.statements.retain(|(statement, _)| statement.member_no == member_no);
        if found.statements.is_empty() {
            return Err(Trouble::NotFound);
        }
    }
    let own = on_paper(visit, &found.view);
    let written = member_statement::write_run(Vec::new(), &visit.site.fonts, &own, &found.statements, visit.t());
    pdf(visit, &format!("statements-{}", run_name::slug(run)), written)
}

/// The list of a run's members.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let run = run_name::parse(visit.asked.parameters.get("run")).ok_or(Trouble::NotFound)?;
    let (view, statements) =
        visit.read(|db, cooperative| query::run_with_statements(db, cooperative, run.year, Some(run.number)))?;
    let own = on_paper(visit, &view);
    let written = distribution_list::write(Vec::new(), &visit.site.fonts, &own, &statements, visit.t());
    pdf(visit, &format!("list-{}", run_name::slug(run)), written)
}

/// A share certificate.
pub fn share_certificate(visit: &mut Visit<'_>) -> Answered {
    let number = visit.asked.parameters.get("certificate").to_owned();
    let (found, members) = visit.read(|db, cooperative| register::certificate_of(db, cooperative, &number))?;
    let (fonts, name) = (&visit.site.fonts, &visit.site.cooperative.name);
    pdf(visit, "certificate", certificate::write(Vec::new(), fonts, name, (&found, &members), visit.t()))
}

/// The statutory statements of a book up to a period.
pub fn statutory_statements(visit: &mut Visit<'_>) -> Answered {
    let last = AccountingPeriod::parse(visit.asked.parameters.get("period")).ok_or(Trouble::NotFound)?;
    let book = visit.asked.parameters.get("book").to_owned();
    let found = visit.read(|db, cooperative| ledger::statements(db, cooperative, (&book, last), None))?;
    let t = visit.t();
    let statements: Vec<_> = found.statements.iter().map(|statement| statement.on_paper(t)).collect();
    let (name, figures) = ((found.book.name.as_str(), last), (&statements[..], &found.tie_outs[..]));
    pdf(
        visit,
        &format!("statements-{last}"),
        statutory_statement::write(Vec::new(), &visit.site.fonts, name, figures, t),
    )
}

/// A payment batch with its lines.
pub fn batch(visit: &mut Visit<'_>) -> Answered {
    let batch_no: u32 = visit.asked.parameters.get("batch").parse().map_err(|_| Trouble::NotFound)?;
    let (standing, _) = visit.read(|db, cooperative| payment::batch(db, cooperative, batch_no))?;
    let (fonts, name) = (&visit.site.fonts, visit.site.cooperative.name.as_str());
    pdf(visit, &format!("batch-{batch_no}"), payment_batch::write(Vec::new(), fonts, (name, &standing), visit.t()))
}

fn on_paper<'r>(visit: &Visit<'_>, view: &'r RunView) -> RunOnPaper<'r> {
    let motion = view.standing.motion_no().and_then(|number| visit.overview.motion(number));
    run_on_paper(view, motion, visit.t())
}

#[derive(Template)]
#[template(path = "papers/missing.html")]
struct MissingPage {
    t: Language,
    frame: Frame,
    /// What no font has, document by document.
    missing: Vec<Words>,
    /// Where the document is had as it is.
    anyway: String,
}

/// A finished document. What no font has stands in it as a box with its number: that is said first, on a page that names the characters.
fn pdf(visit: &Visit<'_>, name: &str, written: std::io::Result<(Vec<u8>, Vec<Problem>)>) -> Answered {
    let (bytes, missing) = written.map_err(Trouble::fault)?;
    if !missing.is_empty() && visit.asked.query.get("anyway") != "yes" {
        let t = visit.t();
        let missing = missing.iter().map(|problem| words(&problem.refusal, t)).collect();
        let anyway = changed(&visit.asked.here, &[("anyway", "yes")]);
        return page(&MissingPage { t, frame: visit.frame(), missing, anyway });
    }
    let is_safe = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let name: String = name.chars().map(|character| if is_safe(character) { character } else { '_' }).collect();
    let answer = Answer::file("application/pdf", &format!("{name}.pdf"), bytes);
    Ok(answer.with_header("x-missing-characters", &missing.len().to_string()))
}
