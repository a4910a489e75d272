//! Bringing workbooks in (导入): where they are dropped, what waits, and what was imported before.

use super::draft::{Draft, Options, State};
use crate::application::import::{self, ImportReport};
use crate::domain::period::china_time;
use crate::domain::refusal::Severity;
use crate::domain::sheet::SheetKind;
use crate::rendering::data_table::{DataCell, DataTable};
use crate::rendering::speech::{Language, counted, words};
use crate::rendering::table::Align;
use crate::rendering::template::template_bytes;
use crate::rendering::workbook::table_workbook;
use crate::spreadsheet::template::template as columns_of;
use crate::storage::cooperative::Cooperative;
use crate::web::answer::Answer;
use crate::web::asked::{Pairs, Upload};
use crate::web::defence::LARGEST_UPLOAD;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::time::Duration;
use strum::IntoEnumIterator;

/// For how long an answer waits for work to be done.
pub(super) const A_MOMENT: Duration = Duration::from_millis(900);

#[derive(Template)]
#[template(path = "desk/imports.html")]
struct ImportsPage {
    t: Language,
    frame: Frame,
    form: Form,
    megabytes: usize,
    waiting: Vec<(String, String, String)>,
    batches: DataTable,
    choices: DataTable,
    kinds: Vec<SheetKind>,
}

/// What was imported, newest first, and the place to drop more.
pub fn history(visit: &mut Visit<'_>) -> Answered {
    if visit.asked.query.get("format") == "xlsx" {
        let table = batches(visit)?;
        let bytes = table_workbook(&table).map_err(Trouble::fault)?;
        return Ok(Answer::workbook(&format!("{}.xlsx", table.name), bytes));
    }
    show(visit, Form::default())
}

/// The page, with what stands against an upload.
pub(super) fn show(visit: &mut Visit<'_>, form: Form) -> Answered {
    let t = visit.t();
    let user = visit.actor.name().to_owned();
    let waiting = visit.site.drafts.of(&user, visit.now);
    let waiting = waiting.iter().rev().map(|draft| {
        let names: Vec<&str> = draft.files.iter().map(|file| file.name.as_str()).collect();
        (draft.id.clone(), names.join("、"), how_far(&draft.state(), draft.created_at, t))
    });
    let waiting = waiting.collect();
    let (batches, choices) = (batches(visit)?, choices(visit)?);
    page(&ImportsPage {
        t,
        frame: visit.frame(),
        form,
        megabytes: LARGEST_UPLOAD >> 20,
        waiting,
        batches,
        choices,
        kinds: SheetKind::iter().collect(),
    })
}

/// How far files have come that wait.
fn how_far(state: &State, since: DateTime<Utc>, t: Language) -> String {
    let state = match state {
        State::Working { stores: true, .. } => t.say("正在存入", "being stored").to_owned(),
        State::Working { .. } => t.say("正在检查", "being checked").to_owned(),
        State::Checked(report) if report.has_errors() => match t {
            Language::Chinese => format!("{} 个错误", errors(report)),
            Language::English => counted(errors(report) as u64, "error"),
        },
        State::Checked(_) => t.say("检查通过，等您存入", "checked, to be stored").to_owned(),
        State::Stored(batch_no) => format!("{} {batch_no}", t.say("已存入，批次", "stored as batch")),
        State::Refused(_) | State::Failed(_) | State::Lost => t.say("没有办成", "not done").to_owned(),
    };
    format!("{state} · {}", china_time(since).format("%m-%d %H:%M"))
}

/// How many errors a report holds.
pub(super) fn errors(report: &ImportReport) -> usize {
    report.problems.iter().filter(|problem| problem.severity() == Severity::Error).count()
}

fn batches(visit: &mut Visit<'_>) -> Result<DataTable, Trouble> {
    let t = visit.t();
    let mut listed = visit.read(import::list)?;
    // What was typed is a batch too, and no import.
    listed.retain(|(batch, files, _)| !files.is_empty() || batch.undoes_batch_no.is_some());
    let columns = [
        ("批次", "Batch", Align::Right),
        ("时间", "When", Align::Left),
        ("操作人", "Who", Align::Left),
        ("内容", "What", Align::Left),
        ("新增", "New", Align::Right),
        ("变更", "Changed", Align::Right),
        ("登记", "Entries", Align::Right),
        ("现状", "State", Align::Left),
    ];
    let mut shown = super::listing::table(t, ("导入历史", "imports"), columns);
    let undone_by = |batch_no: i64| listed.iter().find(|(other, ..)| other.undoes_batch_no == Some(batch_no));
    for (batch, files, sheets) in listed.iter().rev() {
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let what = match batch.undoes_batch_no {
            Some(undone) => format!("{} {undone}", t.say("撤销第", "undoes batch")),
            None => names.join("、"),
        };
        let state = undone_by(batch.batch_no)
            .map(|(by, ..)| format!("{} {}", t.say("已撤销，见第", "undone by batch"), by.batch_no));
        let sum = |at: usize| DataCell::quantity(sheets.iter().map(|sheet| sheet.counts[at]).sum::<i64>());
        shown.row([
            DataCell::text(batch.batch_no.to_string()).leading_to(format!("/desk/imports/{}", batch.batch_no)),
            DataCell::text(china_time(batch.occurred_at).format("%Y-%m-%d %H:%M").to_string()),
            DataCell::text(batch.actor.as_str()),
            DataCell::text(what),
            sum(1),
            sum(2),
            DataCell::quantity(batch.last_entry_no - batch.first_entry_no + 1),
            DataCell::text(state.unwrap_or_default()),
        ]);
    }
    Ok(shown)
}

/// What people said about headings.
fn choices(visit: &mut Visit<'_>) -> Result<DataTable, Trouble> {
    let t = visit.t();
    let held = visit.read(|db, cooperative: &Cooperative| import::heading_choices(db, cooperative))?;
    let columns = [
        ("表头", "Heading", Align::Left),
        ("认作", "Means", Align::Left),
        ("谁定的", "Said by", Align::Left),
        ("时间", "When", Align::Left),
    ];
    let mut shown = super::listing::table(t, ("记住的表头", "headings"), columns);
    for choice in held {
        shown.row([
            DataCell::text(choice.heading),
            DataCell::text(choice.column),
            DataCell::text(choice.actor),
            DataCell::text(china_time(choice.occurred_at).format("%Y-%m-%d").to_string()),
        ]);
    }
    Ok(shown)
}

/// Files come in: they wait, and are checked. Where none of them can be opened, it is said at the field.
pub fn upload(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let asked = visit.asked;
    let given = &asked.form;
    let files: Vec<&Upload> =
        asked.uploads.iter().filter(|upload| upload.field == "files" && !upload.file_name.is_empty()).collect();
    if files.is_empty() {
        let form = Form::of(given).say(
            "files",
            t.say("没有选择文件", "No file was chosen"),
            t.say(
                "请选择一个或几个工作簿：xlsx、xls、ods 或 csv。",
                "Choose one or several workbooks: xlsx, xls, ods or csv.",
            ),
        );
        return Ok(show(visit, form)?.with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let options = match read_options(given, t) {
        Ok(options) => options,
        Err(form) => return Ok(show(visit, form)?.with_status(StatusCode::UNPROCESSABLE_ENTITY)),
    };
    let draft = match Draft::begin(visit, &files, options) {
        Ok(draft) => draft,
        Err(trouble) => {
            let status = trouble.status_of_form();
            let form = Form::of(given).refuse(trouble, t, |_| "files")?;
            return Ok(show(visit, form)?.with_status(status));
        }
    };
    if let State::Checked(report) = draft.wait(A_MOMENT)
        && report.files.is_empty()
    {
        visit.site.drafts.remove(&draft.id, visit.now);
        let form = report.problems.iter().fold(Form::of(given), |form, problem| {
            let said = words(&problem.refusal, t);
            let file = problem.place.as_ref().map(|place| place.file.to_string()).unwrap_or_default();
            form.say("files", &format!("{file}：{}", said.what), &said.mend)
        });
        return Ok(show(visit, form)?.with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    Ok(Answer::go_to(&format!("/desk/imports/drafts/{}", draft.id)))
}

/// The options beside the files, choices of headings aside; or the form again, with everything that is wrong with it.
pub(super) fn read_options(given: &Pairs, t: Language) -> Result<Options, Form> {
    let mut form = Form::of(given);
    let (as_of, motion_no) = (given.get("as_of").parse().ok(), given.get("motion").parse().ok());
    if as_of.is_none() && !given.get("as_of").is_empty() {
        form = form.say(
            "as_of",
            t.say("这不是一个日期", "This is no day"),
            t.say("请写成 2008-12-31，或者留空。", "Write it as 2008-12-31, or leave it empty."),
        );
    }
    if motion_no.is_none() && !given.get("motion").is_empty() {
        form = form.say(
            "motion",
            t.say("这不是议题的编号", "This is no number of a motion"),
            t.say("请填数字，或者留空。", "Type a number, or leave it empty."),
        );
    }
    match form.is_wrong("as_of") || form.is_wrong("motion") {
        true => Err(form),
        false => Ok(Options { as_of, motion_no, ..Options::default() }),
    }
}

/// A blank template.
pub fn template(visit: &mut Visit<'_>) -> Answered {
    let kind = SheetKind::lookup(visit.asked.parameters.get("kind")).ok_or(Trouble::NotFound)?;
    let columns: Vec<(&str, bool)> = columns_of(kind).iter().map(|column| (column.heading, column.required)).collect();
    let bytes = template_bytes(kind, &columns).map_err(Trouble::fault)?;
    Ok(Answer::workbook(&format!("{}.xlsx", kind.zh()), bytes))
}

/// What is said where files do not wait any more.
pub(super) fn gone(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let form = Form::default().say(
        "files",
        t.say(
            "这些文件已经不在了：存入或放弃以后不再保留，放置一天也会清除",
            "These files are gone: they are not kept once stored or thrown away, nor longer than a day",
        ),
        t.say("请重新上传。", "Upload them again."),
    );
    Ok(show(visit, form)?.with_status(StatusCode::NOT_FOUND))
}

/// Somebody's draft that the address names.
pub(super) fn draft_asked(visit: &Visit<'_>) -> Option<Arc<Draft>> {
    super::draft::Drafts::find(visit, visit.asked.parameters.get("draft"))
}
