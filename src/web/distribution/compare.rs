//! This year beside the last: who is new, who is gone, whose sum changed most and why, and what needs a second look.

use super::{RunHead, address, find, named};
use crate::application::distribution::comparison::{ComparedRuns, compare as compare_runs};
use crate::application::ledger::query::summed;
use crate::domain::statement::comparison::{Comparison, MemberChange};
use crate::rendering::comparison_text;
use crate::rendering::speech::Language;
use crate::rendering::table::Table;
use crate::web::desk::segment;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, GridCell, file_addresses, table_file};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use crate::web::{filters, run_name};
use askama::Template;
use axum::http::StatusCode;

/// Changes that are shown of each kind; all of them are in the file.
const SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "distribution/compare.html")]
struct ComparePage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    head: RunHead,
    form: Form,
    /// The other runs: number and name.
    others: Vec<(String, String)>,
    with: String,
    found: Option<Found>,
    files: [String; 2],
}

struct Found {
    before: String,
    steps: Grid,
    /// Heading, how many in all, what it means, those that are shown.
    parts: Vec<(&'static str, usize, &'static str, Grid)>,
    same: usize,
}

/// Everybody who is new or gone or gets another sum.
fn all_changes(compared: &ComparedRuns, t: Language) -> Result<Table, Trouble> {
    let Comparison { new, gone, changed, .. } = &compared.comparison;
    let all: Vec<MemberChange> = [new, gone, changed].into_iter().flatten().cloned().collect();
    Ok(summed(comparison_text::change_table(&all, t))?)
}

fn found_in(compared: &ComparedRuns, here: &str, t: Language) -> Result<Found, Trouble> {
    let comparison = &compared.comparison;
    let numbers = [&compared.before, &compared.after].map(|view| view.run.run.to_string());
    let headings = [numbers[0].as_str(), numbers[1].as_str()];
    let summaries = (&compared.before.summary, &compared.after.summary);
    let outliers: Vec<MemberChange> = comparison.outliers().cloned().collect();
    let to_member =
        |cells: &[GridCell]| format!("{here}/members/{}", segment(cells.first().map_or("", |cell| &cell.text)));
    let part = |heading, changes: &[MemberChange], meaning| {
        let shown = summed(comparison_text::change_table(&changes[..changes.len().min(SHOWN)], t))?;
        Ok::<_, Trouble>((heading, changes.len(), meaning, Grid::from(&shown).leading(0, to_member).differing(4)))
    };
    Ok(Found {
        steps: Grid::from(&summed(comparison_text::step_table(summaries, headings, t))?).differing(3),
        parts: vec![
            part(t.say("变动最大", "Changed most"), &comparison.changed, "")?,
            part(
                t.say("需要再看一眼", "Worth a second look"),
                &outliers,
                t.say("金额翻了一倍以上，或者少了一半以上。", "The sum at least doubled, or fell by half or more."),
            )?,
            part(t.say("新增", "New"), &comparison.new, "")?,
            part(t.say("退出", "Gone"), &comparison.gone, "")?,
        ],
        same: comparison.same,
        before: run_name::name(&compared.before, t),
    })
}

/// The page, or every change as a file.
pub fn compare(visit: &mut Visit<'_>) -> Answered {
    let (t, view, run) = (visit.t(), find(visit)?, named(visit)?);
    let given = visit.asked.query.clone();
    let with = run_name::parse(&given.get("with").replace('#', "-")).map(|run| (run.year, Some(run.number)));
    let mut form = Form::of(&given);
    let mut found = None;
    let mut status = StatusCode::OK;
    let compared = match (with, given.get("with")) {
        (None, typed) if !typed.is_empty() => {
            form = form.say(
                "with",
                t.say("没有这样的分配", "There is no such run"),
                t.say("请从列表里选一次，如 2008-1。", "Choose one of the list, such as 2008-1."),
            );
            status = StatusCode::UNPROCESSABLE_ENTITY;
            None
        }
        _ => Some(visit.read(|db, cooperative| compare_runs(db, cooperative, run, with))),
    };
    match compared {
        None => {}
        Some(Ok(compared)) => {
            let title = format!("{} {} {}", compared.after.run.run, t.say("与", "beside"), compared.before.run.run);
            if let Some(file) = table_file(visit, &title, &all_changes(&compared, t)?)? {
                return Ok(file);
            }
            found = Some(found_in(&compared, &address(&view), t)?);
        }
        // Nothing was asked for, and there is nothing before it: nobody did anything wrong.
        Some(Err(Trouble::Refused(_))) if given.get("with").is_empty() => {}
        Some(Err(trouble)) => {
            status = trouble.status_of_form();
            form = form.refuse(trouble, t, |_| "with")?;
        }
    }
    let others = visit.overview.runs().iter().rev().filter(|other| other.run.run != view.run.run);
    let answer = page(&ComparePage {
        t,
        frame: visit.frame(),
        tab: "compare",
        head: RunHead::new(visit, &view),
        form,
        others: others.map(|other| (run_name::slug(other.run.run), run_name::name(other, t))).collect(),
        with: given.get("with").to_owned(),
        found,
        files: file_addresses(visit),
    })?;
    Ok(answer.with_status(status))
}
