//! What waits to be imported, looked at (导入预览): what would change, every problem in its cell, then one button to store it all and one to throw it away.

use super::batch::marked_name;
use super::draft::{Draft, LIMITS, State};
use super::draft_choice::read_sheet_choice;
use super::draft_sheet::{Asked, Filter, SheetView, Tab, said_of_files, tabs};
use super::imports::{A_MOMENT, draft_asked, errors, gone, read_options};
use crate::application::Stage;
use crate::application::governance::query;
use crate::application::import::{self, ChangedRow, ImportReport, NumberedMember};
use crate::domain::governance::charter::CharterItem;
use crate::domain::period::china_time;
use crate::domain::refusal::{Problem, Refusal};
use crate::domain::register::share_class::ShareClass;
use crate::domain::sheet::{SheetKind, SheetRefusal};
use crate::rendering::amount::{grouped, quantity, value_of, yuan};
use crate::rendering::marked_copy::Mark;
use crate::rendering::speech::{Language, Words, counted, sentence_alone, words};
use crate::rendering::term::term;
use crate::web::answer::Answer;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Rows that differ, and new numbers, that the page shows.
const MOST_CHANGES: usize = 200;
/// After how many seconds a page of progress looks again.
const LOOK_AGAIN: &str = "1";

#[derive(Template)]
#[template(path = "desk/draft.html")]
struct DraftPage {
    t: Language,
    frame: Frame,
    form: Form,
    address: String,
    report: Arc<ImportReport>,
    totals: Vec<(String, String)>,
    notes: Vec<String>,
    of_files: Vec<(String, String, Words)>,
    tabs: Vec<Tab>,
    /// The number of the sheet that is shown, from 1.
    sheet: usize,
    view: Option<SheetView>,
    filter: Filter,
    all_columns: bool,
    /// Errors and warnings in all.
    count: (usize, usize),
    /// New and changed facts.
    changes: (u64, u64),
    /// Held values that the sheets leave empty.
    emptied: usize,
    /// Whether a sheet needs the day of acquisition, and whether one needs a motion.
    needs: (bool, bool),
    /// Where the register has changed since the preview was looked at: what was stored since.
    since: Option<Vec<String>>,
    /// Whether anything was said of sheets.
    has_said: bool,
}

impl DraftPage {
    /// The rows that differ, as many as the page shows.
    fn changed_rows(&self) -> &[ChangedRow] {
        &self.report.changes[..self.report.changes.len().min(MOST_CHANGES)]
    }

    /// So many errors, or warnings.
    fn counted(&self, count: &usize, zh: &str, en: &str) -> String {
        match self.t {
            Language::Chinese => format!("{count} {zh}"),
            Language::English => counted(*count as u64, en),
        }
    }

    /// A value of a field, as people read it.
    fn value(&self, field: &str, held: &str) -> String {
        value_of(field, held)
    }

    /// The members who get a number, as many as the page shows.
    fn numbered(&self) -> &[NumberedMember] {
        &self.report.numbered[..self.report.numbered.len().min(MOST_CHANGES)]
    }
}

#[derive(Template)]
#[template(path = "desk/draft_progress.html")]
struct ProgressPage {
    t: Language,
    frame: Frame,
    form: Form,
    address: String,
    names: Vec<String>,
    title: &'static str,
    stage: &'static str,
    done: String,
    of: Option<u64>,
    share: Option<u64>,
}

#[derive(Template)]
#[template(path = "desk/draft_stopped.html")]
struct StoppedPage {
    t: Language,
    frame: Frame,
    address: String,
    said: Vec<Words>,
    incident: String,
}

fn address(draft: &Draft) -> String {
    format!("/desk/imports/drafts/{}", draft.id)
}

/// The page: how far the work is, or what came of it.
pub fn show(visit: &mut Visit<'_>) -> Answered {
    show_with(visit, None)
}

fn show_with(visit: &mut Visit<'_>, form: Option<Form>) -> Answered {
    let Some(draft) = draft_asked(visit) else { return gone(visit) };
    let (t, now) = (visit.t(), visit.now);
    match draft.wait(A_MOMENT) {
        State::Working { stores, stage, done, of } => {
            let page = progress(visit, &draft, (stores, stage, done, of), Form::default())?;
            Ok(page.with_header("refresh", LOOK_AGAIN))
        }
        State::Checked(report) => {
            // Until somebody types something else, the form says what was checked by.
            let form = form.unwrap_or_else(|| Form::of(&draft.options().as_typed()));
            checked(visit, &draft, report, form)
        }
        State::Stored(batch_no) => {
            visit.site.drafts.remove(&draft.id, now);
            Ok(Answer::go_to(&format!("/desk/imports/{batch_no}?stored=now")))
        }
        State::Lost => {
            visit.site.drafts.remove(&draft.id, now);
            gone(visit)
        }
        State::Refused(problems) => {
            let said = problems.iter().map(|problem| words(&problem.refusal, t)).collect();
            let answer = stopped(visit, &draft, (said, String::new()))?;
            Ok(answer.with_status(Trouble::Refused(problems).status_of_form()))
        }
        State::Failed(incident) => {
            Ok(stopped(visit, &draft, (Vec::new(), incident))?.with_status(StatusCode::INTERNAL_SERVER_ERROR))
        }
    }
}

fn stopped(visit: &Visit<'_>, draft: &Draft, (said, incident): (Vec<Words>, String)) -> Answered {
    let (t, frame) = (visit.t(), visit.frame());
    page(&StoppedPage { t, frame, address: address(draft), said, incident })
}

fn progress(
    visit: &Visit<'_>,
    draft: &Draft,
    (stores, stage, done, of): (bool, Stage, u64, Option<u64>),
    form: Form,
) -> Answered {
    let t = visit.t();
    let stage = match stage {
        Stage::Opening => t.say("打开文件", "opening the files"),
        Stage::Reading => t.say("读取并检查各行", "reading and checking rows"),
        Stage::Checking => t.say("核对全部内容", "checking the whole"),
        _ => t.say("存入", "storing"),
    };
    page(&ProgressPage {
        t,
        frame: visit.frame(),
        form,
        address: address(draft),
        names: draft.files.iter().map(|file| file.name.clone()).collect(),
        title: if stores { t.say("正在存入", "Storing") } else { t.say("正在检查", "Checking") },
        stage,
        done: grouped(&done.to_string()),
        of,
        share: of.filter(|of| *of > 0).map(|of| done * 100 / of),
    })
}

fn checked(visit: &mut Visit<'_>, draft: &Arc<Draft>, report: Arc<ImportReport>, form: Form) -> Answered {
    let t = visit.t();
    let query = &visit.asked.query;
    let mut tabs = tabs(&report, t);
    let first = tabs.iter().position(|tab| tab.errors > 0).or_else(|| tabs.iter().position(|tab| tab.warnings > 0));
    let asked_for = query.get("sheet").parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let here = asked_for.filter(|at| *at < tabs.len()).or(first).unwrap_or_default();
    if let Some(tab) = tabs.get_mut(here) {
        tab.is_here = true;
    }
    let usual = |tab: &Tab| if tab.errors + tab.warnings > 0 { Filter::Problems } else { Filter::All };
    let filter = Filter::parse(query.get("show")).or_else(|| tabs.get(here).map(usual)).unwrap_or(Filter::All);
    let from = query.get("from").parse::<u32>().map_or(0, |row| row.saturating_sub(1));
    let all_columns = query.get("columns") == "all";
    let classes = classes(visit)?;
    let view = tabs
        .get(here)
        .map(|tab| SheetView::read(Asked { report: &report, draft, tab, filter, from, classes: &classes, t }));
    let count = errors(&report);
    let sum = |of: fn(&import::ReadSheet) -> u64| report.sheets.iter().map(of).sum();
    page(&DraftPage {
        t,
        frame: visit.frame(),
        form,
        address: address(draft),
        totals: totals(&report, t),
        notes: notes(&report, t),
        of_files: said_of_files(&report, t),
        view: view.transpose()?,
        tabs,
        sheet: here + 1,
        filter,
        all_columns,
        count: (count, report.problems.len() - count),
        changes: (sum(|sheet| sheet.new), sum(|sheet| sheet.changed)),
        emptied: report.emptied(),
        needs: needs(&report),
        since: report.since.as_ref().map(|since| {
            let said = since.iter().map(|batch| {
                let numbers = (batch.batch_no, batch.undoes_batch_no);
                stored_since(numbers, (&batch.actor, batch.occurred_at), t)
            });
            said.collect()
        }),
        has_said: !draft.options().sheets.is_empty(),
        report,
    })
}

/// Whether a sheet is a ledger of holdings, which may leave out its day, and whether one is of what bodies decide on.
fn needs(report: &ImportReport) -> (bool, bool) {
    let has = |kind| report.sheets.iter().any(|sheet| sheet.kind == kind);
    let lacks_day =
        |problem: &Problem| matches!(&problem.refusal, Refusal::Sheet(SheetRefusal::HoldingDateMissing { .. }));
    let is_of_bodies = |problem: &Problem| matches!(&problem.refusal, Refusal::Governance(_));
    (
        has(SheetKind::Holdings) || report.problems.iter().any(lacks_day),
        has(SheetKind::Charter) || has(SheetKind::Bodies) || report.problems.iter().any(is_of_bodies),
    )
}

/// A batch that was stored while a preview was looked at, and the one that it undoes.
fn stored_since((number, undone): (i64, Option<i64>), (actor, when): (&str, DateTime<Utc>), t: Language) -> String {
    let when = china_time(when).format("%m-%d %H:%M");
    match (t, undone) {
        (Language::Chinese, None) => format!("第 {number} 批存入（{actor}，{when}）"),
        (Language::Chinese, Some(undone)) => format!("第 {undone} 批撤销（{actor}，{when}）"),
        (Language::English, None) => format!("batch {number} was stored ({actor}, {when})"),
        (Language::English, Some(undone)) => format!("batch {undone} was undone ({actor}, {when})"),
    }
}

/// The classes of shares that the charter knows, else the usual ones.
fn classes(visit: &mut Visit<'_>) -> Result<Vec<ShareClass>, Trouble> {
    let today = visit.today();
    let terms = visit.read(|db, cooperative| query::charter(db, cooperative, today))?.terms;
    let listed = terms.iter().find(|term| term.item == CharterItem::ShareClasses);
    Ok(listed.map_or_else(ShareClass::defaults, |term| ShareClass::parse_list(&term.value)))
}

/// People, shares by class, area by batch, money: for the eye that knows what they should be.
fn totals(report: &ImportReport, t: Language) -> Vec<(String, String)> {
    let totals = &report.totals;
    let mut shown = Vec::new();
    if totals.people > 0 {
        shown.push((
            t.say("成员", "Members").to_owned(),
            format!("{} {}", grouped(&totals.people.to_string()), t.say("人", "")),
        ));
    }
    for (class, shares) in &totals.shares {
        shown.push((term(class.as_str(), t).to_owned(), format!("{} {}", quantity(shares), t.say("股", "shares"))));
    }
    for ((batch, unit), area) in &totals.areas {
        shown.push((batch.to_string(), format!("{} {}", quantity(area), term(unit.zh(), t))));
    }
    for (zh, en, amount) in [("收款", "Receipts", totals.receipts), ("资金入股", "Cash brought in", totals.cash)]
    {
        if !amount.is_zero() {
            shown.push((t.say(zh, en).to_owned(), format!("{} {}", yuan(amount), t.say("元", "yuan"))));
        }
    }
    shown
}

/// Rows that were filled or dropped, sheets that were passed over, files that came twice.
fn notes(report: &ImportReport, t: Language) -> Vec<String> {
    let is_zh = t == Language::Chinese;
    let rows = |rows: &[u32]| {
        let shown: Vec<String> = rows.iter().take(20).map(ToString::to_string).collect();
        format!("{}{}", shown.join(t.say("、", ", ")), if rows.len() > 20 { t.say("……", " …") } else { "" })
    };
    let mut notes = Vec::new();
    for sheet in &report.sheets {
        let (name, filled, dropped) = (&sheet.sheet, rows(&sheet.filled_rows), rows(&sheet.dropped_rows));
        if !filled.is_empty() {
            notes.push(if is_zh {
                format!("「{name}」第 {filled} 行的户信息沿用上一行。")
            } else {
                format!("[{name}] household taken from the row above: row {filled}.")
            });
        }
        if !dropped.is_empty() {
            notes.push(if is_zh {
                format!("「{name}」第 {dropped} 行是合计、重复的表头或落款，没有读入。")
            } else {
                format!("[{name}] not read, as totals, repeated headings or footnotes: row {dropped}.")
            });
        }
    }
    for (_, sheet) in &report.passed_over {
        notes.push(if is_zh {
            format!("「{sheet}」没有表格，略过。")
        } else {
            format!("[{sheet}] holds no table and was passed over.")
        });
    }
    for (file, first) in &report.repeated_files {
        notes.push(if is_zh {
            format!("{file} 与 {first} 内容相同，只读入一次。")
        } else {
            format!("{file} is the same as {first} and was read once.")
        });
    }
    notes
}

/// Checks again, as what was typed and chosen beside the files says.
pub fn check_again(visit: &mut Visit<'_>) -> Answered {
    let Some(draft) = draft_asked(visit) else { return gone(visit) };
    let t = visit.t();
    let asked = visit.asked;
    let given = &asked.form;
    let mut options = match read_options(given, t) {
        Ok(options) => options,
        Err(form) => return Ok(show_with(visit, Some(form))?.with_status(StatusCode::UNPROCESSABLE_ENTITY)),
    };
    let held = draft.options();
    (options.choices, options.sheets) = (held.choices, held.sheets);
    if let Err(form) = read_sheet_choice(&mut options, given, t) {
        return Ok(show_with(visit, Some(form))?.with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    // A heading may have the sign in it, a column's name has not.
    for (heading, column) in given.all("choice").filter_map(|choice| choice.rsplit_once('=')) {
        options.choices.retain(|(known, _)| known != heading);
        if !column.is_empty() {
            options.choices.push((heading.to_owned(), column.to_owned()));
        }
    }
    draft.check_again(visit, options)?;
    let sheet = given.get("sheet").parse::<usize>().unwrap_or(1);
    Ok(Answer::go_to(&format!("{}?sheet={sheet}", address(&draft))))
}

/// Stores exactly the bytes that were shown, where that comes out as it was shown; else the preview is shown again.
pub fn commit(visit: &mut Visit<'_>) -> Answered {
    let Some(draft) = draft_asked(visit) else { return gone(visit) };
    if let State::Checked(report) = draft.state()
        && !report.has_errors()
    {
        draft.store(visit, report)?;
    }
    if let State::Stored(batch_no) = draft.wait(A_MOMENT) {
        visit.site.drafts.remove(&draft.id, visit.now);
        return Ok(Answer::go_to(&format!("/desk/imports/{batch_no}?stored=now")));
    }
    Ok(Answer::go_to(&address(&draft)))
}

/// Throws what waits away; what is being stored is not.
pub fn discard(visit: &mut Visit<'_>) -> Answered {
    let Some(draft) = draft_asked(visit) else { return gone(visit) };
    let Err(refusal) = draft.give_up() else {
        visit.site.drafts.remove(&draft.id, visit.now);
        return Ok(Answer::go_to("/desk/imports"));
    };
    let State::Working { stores, stage, done, of } = draft.state() else {
        return Ok(Answer::go_to(&address(&draft)));
    };
    let form = Form::default().refuse(Trouble::refused(refusal), visit.t(), |_| "")?;
    Ok(progress(visit, &draft, (stores, stage, done, of), form)?.with_status(StatusCode::CONFLICT))
}

/// A file that waits, with the cells marked.
pub fn marked(visit: &mut Visit<'_>) -> Answered {
    let Some(draft) = draft_asked(visit) else { return gone(visit) };
    let t = visit.t();
    let number = visit.asked.parameters.get("file").parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let file = number.and_then(|at| draft.files.get(at)).ok_or(Trouble::NotFound)?;
    let State::Checked(report) = draft.state() else { return Err(Trouble::NotFound) };
    let is_own = |problem: &&Problem| problem.place.as_ref().is_some_and(|place| *place.file == *file.name);
    let mark = |problem: &Problem| {
        let place = problem.place.clone().unwrap_or_default();
        let (sheet, message) = (place.sheet.to_string(), sentence_alone(problem, t));
        Mark { sheet, cell: place.cell, severity: problem.severity(), message }
    };
    let marks = report.problems.iter().filter(is_own).map(mark).collect();
    let encoding = draft.options().encoding_of(&file.name);
    let bytes = import::marked_copy((&file.path, encoding), marks, &LIMITS).map_err(Trouble::refused)?;
    Ok(Answer::workbook(&marked_name(&file.name, t), bytes))
}
