//! One batch (批次): what it holds, its files as they came and marked, and its undoing.

use super::kind_name;
use crate::application::import::{self, BatchView};
use crate::domain::period::china_time;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::{CooperativeRefusal, Problem};
use crate::domain::sheet::SheetKind;
use crate::rendering::speech::{Language, Words, place_in_words, words};
use crate::web::answer::Answer;
use crate::web::frame::Frame;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

/// Warnings that the page shows; the marked copy has them all.
const MOST_WARNINGS: usize = 500;

#[derive(Template)]
#[template(path = "desk/batch.html")]
struct BatchPage {
    t: Language,
    frame: Frame,
    view: BatchView,
    when: String,
    warnings: usize,
    was_stored_now: bool,
}

#[derive(Template)]
#[template(path = "desk/undo.html")]
struct UndoPage {
    t: Language,
    frame: Frame,
    view: BatchView,
    /// What stands against it.
    against: Vec<Words>,
    /// What rests on it: where it stands, and what would be wrong with it.
    dependents: Vec<(i64, String, Words)>,
}

fn batch_asked(visit: &Visit<'_>) -> Result<i64, Trouble> {
    visit.asked.parameters.get("batch").parse().map_err(|_| Trouble::NotFound)
}

/// A kind of sheet by its code, as people call it.
fn kind_of(code: &str, t: Language) -> String {
    SheetKind::lookup(code).map_or_else(|| code.to_owned(), |kind| kind_name(kind, t))
}

/// The page.
pub fn show(visit: &mut Visit<'_>) -> Answered {
    let batch_no = batch_asked(visit)?;
    let mut view = visit.read(|db, cooperative| import::batch(db, cooperative, batch_no))?;
    let warnings = view.warnings.len();
    view.warnings.truncate(MOST_WARNINGS);
    page(&BatchPage {
        t: visit.t(),
        frame: visit.frame(),
        when: china_time(view.batch.occurred_at).format("%Y-%m-%d %H:%M").to_string(),
        warnings,
        was_stored_now: visit.asked.query.get("stored") == "now",
        view,
    })
}

/// A file as it came, or marked.
pub fn file(visit: &mut Visit<'_>) -> Answered {
    let (batch_no, t) = (batch_asked(visit)?, visit.t());
    let file_no = visit.asked.parameters.get("file").parse().map_err(|_| Trouble::NotFound)?;
    let is_marked = visit.asked.query.get("marked") == "yes";
    let found = visit.read(|db, cooperative| match is_marked {
        true => import::marked_file(db, cooperative, (batch_no, file_no), t),
        false => import::original_file(db, cooperative, (batch_no, file_no)),
    })?;
    let (name, bytes) = found.ok_or(Trouble::NotFound)?;
    Ok(match is_marked {
        true => Answer::workbook(&marked_name(&name, t), bytes),
        false => Answer::file("application/octet-stream", &name, bytes),
    })
}

/// What the marked copy of a file is called.
pub(super) fn marked_name(name: &str, t: Language) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}-{}.xlsx", t.say("标注", "marked"))
}

/// The second look before a batch is undone: all that stands against it, or the button.
pub fn ask_undo(visit: &mut Visit<'_>) -> Answered {
    let (batch_no, today) = (batch_asked(visit)?, visit.today());
    let view = visit.read(|db, cooperative| import::batch(db, cooperative, batch_no))?;
    let against = match visit.read(|db, cooperative| import::check_undo(db, cooperative, batch_no, today)) {
        Ok(()) => Vec::new(),
        Err(Trouble::Refused(problems)) => problems,
        Err(trouble) => return Err(trouble),
    };
    ask(visit, view, &against)
}

fn ask(visit: &Visit<'_>, view: BatchView, against: &[Problem]) -> Answered {
    let t = visit.t();
    let is_listed =
        |problem: &&Problem| matches!(&problem.refusal, Refusal::Cooperative(CooperativeRefusal::BatchNeeded { .. }));
    // What rests on it row by row stands in a table of its own.
    let others = against.iter().filter(|problem| !is_listed(problem));
    let against_it = others.map(|problem| words(&problem.refusal, t)).collect();
    page(&UndoPage { t, frame: visit.frame(), view, against: against_it, dependents: resting(against, t) })
}

/// Undoes a batch; where something stands against it, all of that is named and nothing is undone.
pub fn undo(visit: &mut Visit<'_>) -> Answered {
    let batch_no = batch_asked(visit)?;
    if visit.asked.form.get("sure") != "yes" {
        return ask_undo(visit);
    }
    let failure = match visit.act(|db, cooperative, context| import::undo(db, cooperative, batch_no, context)) {
        Ok(undone) => return Ok(Answer::go_to(&format!("/desk/imports/{}", undone.batch_no))),
        Err(failure) => failure,
    };
    let trouble = Trouble::from(failure);
    let status = trouble.status_of_form();
    let Trouble::Refused(problems) = trouble else { return Err(trouble) };
    let view = visit.read(|db, cooperative| import::batch(db, cooperative, batch_no))?;
    Ok(ask(visit, view, &problems)?.with_status(status))
}

/// What would be left hanging.
fn resting(problems: &[Problem], t: Language) -> Vec<(i64, String, Words)> {
    let of = |problem: &Problem| match &problem.refusal {
        Refusal::Cooperative(CooperativeRefusal::BatchNeeded { dependents, .. }) => dependents.clone(),
        _ => Vec::new(),
    };
    let dependents = problems.iter().flat_map(of);
    let said = dependents.map(|one| (one.batch_no, place_in_words(&one.place, t), words(&one.refusal, t)));
    said.collect()
}
