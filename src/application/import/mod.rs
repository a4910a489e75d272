//! Importing workbooks (导入): read, check everything at once, show what would change, then store all or nothing.

mod bank_check;
mod binding;
mod by_hand;
mod check;
mod decided;
mod entering;
mod history;
mod known;
mod marked_copy;
mod natural_key;
mod payment_check;
mod person;
mod reference;
mod rent_check;
mod report;
mod seat_check;
mod sheets;
mod undo;
mod voucher_check;

pub(crate) use binding::{SURROUNDINGS, bind_entry, surroundings};
pub(crate) use by_hand::{ByHand, enter_by_hand};
pub use history::{BatchView, ListedBatch, batch, heading_choices, list, marked_file, original_file};
pub(crate) use known::Known;
pub use marked_copy::{marked_copies, marked_copy};
pub(crate) use voucher_check::{LedgerKnown, settle};

use binding::batch_record;
pub use report::{ChangedRow, FieldChange, ImportReport, ImportTotals, NumberedMember, ReadSheet, SheetLayout};
pub use undo::{UndoReport, check_undo, undo};

use super::{Context, Outcome, Progress, Stage};
use crate::application::access::{accounts, authorize};
use crate::application::governance::Governance;
use crate::domain::access::permission::Action;
use crate::domain::canonical::CanonicalText;
use crate::domain::governance::motion::Motion;
use crate::domain::refusal::{Problem, Severity};
use crate::domain::sheet::SheetRefusal;
use crate::spreadsheet::format::{Limits, TextEncoding};
use crate::spreadsheet::heading::{Choice, clean_heading};
use crate::spreadsheet::layout::{Guidance, SheetSaid};
use crate::spreadsheet::reading::Days;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::import_batch::{self, Batch};
use crate::storage::{event_log, import_batch as batches};
use chrono::NaiveDate;
use compact_str::CompactString;
use decided::Deciding;
use entering::Entering;
use sheets::Opened;
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be imported, and how.
#[derive(Clone, Debug, Default)]
pub struct ImportRequest {
    /// The files, each with the name that it is spoken of by.
    pub files: Vec<(PathBuf, String)>,
    /// Only to be shown: nothing is stored.
    pub dry_run: bool,
    /// The date that sheets without a date column mean.
    pub as_of: Option<NaiveDate>,
    /// Headings and the columns that a person says they mean, `亩数` and `面积(亩)`.
    pub choices: Vec<(String, String)>,
    /// What a person says of sheets that are not taken for what they are.
    pub sheets: Vec<SheetChoice>,
    /// The preview that somebody looked at: where it comes out otherwise now, nothing is stored.
    pub shown: Option<Arc<ImportReport>>,
    /// 账套 and 科目编码 of bank statements whose rows name none; empty where nothing is said.
    pub bank_account: (CompactString, CompactString),
    /// How much is read.
    pub limits: Limits,
    /// The motion that decided on what the file says.
    pub motion_no: Option<u32>,
    /// Whether the sheet says whom an election gave a seat. It is entered by who records meetings.
    pub by_election: bool,
}

/// What a person says of a sheet, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetChoice {
    /// Its file, as it is spoken of; empty where all files are meant.
    pub file: String,
    /// Its name; empty where all sheets are meant.
    pub sheet: String,
    /// Its kind, and where its headings stand.
    pub said: SheetSaid,
    /// Of a text table: how it is encoded.
    pub encoding: Option<TextEncoding>,
}

impl ImportRequest {
    fn choices_of(&self, file: &str) -> impl Iterator<Item = &SheetChoice> {
        self.sheets.iter().rev().filter(move |choice| choice.file.is_empty() || choice.file == file)
    }

    /// What is said of a sheet; what was said last counts.
    fn said_of(&self, file: &str, sheet: &str) -> SheetSaid {
        let own = || self.choices_of(file).filter(|choice| choice.sheet.is_empty() || choice.sheet == sheet);
        SheetSaid {
            kind: own().find_map(|choice| choice.said.kind),
            heading_row: own().find_map(|choice| choice.said.heading_row),
        }
    }

    fn encoding_of(&self, file: &str) -> Option<TextEncoding> {
        self.choices_of(file).find_map(|choice| choice.encoding)
    }
}

/// Speaks a problem in Chinese and English, with the value found and what was expected: warnings are kept as they were said.
pub type Speak<'s> = dyn Fn(&Problem) -> Spoken + 's;

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The value found.
    pub given: String,
    /// What was expected.
    pub expected: String,
    /// The whole sentence in Chinese.
    pub zh: String,
    /// The whole sentence in English.
    pub en: String,
}

/// Imports workbooks: the report says what came of it. Where it holds an error, nothing was stored.
///
/// # Errors
/// Faults only; everything that is wrong with the input is in the report.
pub fn import(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &ImportRequest,
    context: &mut Context<'_>,
    (speak, progress): (&Speak<'_>, &mut Progress<'_>),
) -> Outcome<ImportReport> {
    // What is only shown keeps nobody from writing.
    let mut tx = if request.dry_run { db.begin_read()? } else { db.begin_write()? };
    if !request.dry_run {
        cooperative::lock(&mut tx, cooperative.id)?;
        let permission = if request.by_election { Action::RecordMeeting } else { Action::Import };
        authorize(&mut tx, cooperative.id, context, permission)?;
    }
    let today = context.today();
    let mut report = ImportReport { dry_run: request.dry_run, ..ImportReport::default() };
    let governance = Governance::load(&mut tx, cooperative.id)?;
    let guidance = guidance(&mut tx, cooperative, request, &mut report)?;
    progress(Stage::Opening, 0, Some(request.files.len() as u64));
    let mut opened = Opened::open(request, &guidance, &mut report);
    let mut entering = Entering::new(&mut tx, (cooperative.id, today), &opened.tasks)?;
    entering.bank_account.clone_from(&request.bank_account);
    entering.stores = !request.dry_run && !report.has_errors();
    sheets::read_all(&mut opened, Days { as_of: request.as_of, today }, &mut entering, progress)?;
    progress(Stage::Checking, 0, None);
    entering.finish(&opened.tasks, &mut report)?;
    // What bodies decided counts from their decision on.
    let decision = governance.motions.iter().find(|motion| Some(motion.motion_no) == request.motion_no);
    if let Some(day) = decision.and_then(Motion::effective_since) {
        report.problems.extend(entering.backdated(day, &opened.tasks));
    }
    let outcome = entering.outcome();
    report.finish(opened.tasks, outcome.counts);
    let changes_nothing = outcome.last_entry_no < outcome.first_entry_no;
    let has_users = !accounts(&mut tx, cooperative.id)?.is_empty();
    let deciding = Deciding { governance: &governance, has_users, day: today };
    let decided = deciding.decided(&report, (request, outcome.batch_no));
    let decided = decided.unwrap_or_else(|refusal| {
        report.problems.push(Problem::new(refusal));
        None
    });
    report.would_be = Some((outcome.batch_no, outcome.digest));
    if let Some(shown) = request.shown.as_deref().filter(|shown| !report.is_as_shown(shown)) {
        let seen = shown.would_be.map_or(outcome.batch_no, |(batch_no, _)| batch_no);
        let all = import_batch::all(&mut tx, cooperative.id)?.into_iter();
        report.since = Some(all.filter(|batch| batch.batch_no >= seen).collect());
        return Ok(report);
    }
    if report.has_errors() || request.dry_run || changes_nothing {
        return Ok(report);
    }
    progress(Stage::Storing, 0, None);
    let batch = Batch {
        batch_no: outcome.batch_no,
        occurred_at: context.now,
        actor: context.actor.name().to_owned(),
        undoes_batch_no: None,
        first_entry_no: outcome.first_entry_no,
        last_entry_no: outcome.last_entry_no,
        digest: outcome.digest,
    };
    import_batch::add(&mut tx, cooperative.id, &batch)?;
    keep_files(&mut tx, cooperative, &batch, &report)?;
    keep_words(&mut tx, cooperative, &batch, (&report, speak))?;
    let remembered = remember_choices(&mut tx, cooperative, request, context)?;
    log(&mut tx, cooperative, &batch, (&report, &remembered))?;
    if let Some(act) = decided {
        event_log::append(&mut tx, cooperative.id, batch.occurred_at, &batch.actor, (act.action(), &act.write()))?;
    }
    tx.commit()?;
    report.batch_no = Some(batch.batch_no);
    Ok(report)
}

/// What people have said about headings: remembered choices first, this import's over them.
fn guidance(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    request: &ImportRequest,
    report: &mut ImportReport,
) -> Outcome<Guidance> {
    let mut guidance = Guidance { choices: Vec::new(), has_as_of: request.as_of.is_some() };
    for held in batches::heading_choices(tx, cooperative.id)? {
        if let Some(choice) = Choice::lookup(&held.column) {
            guidance.choices.push((held.heading.into(), choice));
        }
    }
    for (heading, column) in &request.choices {
        let cleaned = clean_heading(heading);
        match Choice::lookup(column) {
            Some(choice) if !cleaned.is_empty() => guidance.choices.push((cleaned, choice)),
            _ => {
                let given = format!("{heading}={column}");
                report.problems.push(Problem::new(SheetRefusal::HeadingChoiceUnfit { given }));
            }
        }
    }
    Ok(guidance)
}

/// Keeps the original files with their hashes.
fn keep_files(tx: &mut Tx<'_>, cooperative: &Cooperative, batch: &Batch, report: &ImportReport) -> Outcome<()> {
    let mut files = Vec::new();
    for (position, file) in report.files.iter().enumerate() {
        let content = std::fs::File::open(&file.path).map_err(crate::storage::error::StorageError::from)?;
        batches::keep_content(tx, cooperative.id, &file.content_hash, content)?;
        files.push(batches::File {
            file_no: position as i64 + 1,
            name: file.name.to_string(),
            size: file.size as i64,
            content_hash: file.content_hash,
        });
    }
    Ok(batches::add_files(tx, cooperative.id, batch.batch_no, &files)?)
}

/// Keeps what was read from each sheet, and the warnings as they were said.
fn keep_words(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    batch: &Batch,
    (report, speak): (&ImportReport, &Speak<'_>),
) -> Outcome<()> {
    let file_no =
        |name: &str| report.files.iter().position(|file| *file.name == *name).map_or(0, |position| position as i64 + 1);
    let sheets = report.sheets.iter().map(|sheet| batches::Sheet {
        sheet_no: sheet.sheet_no,
        file_no: file_no(&sheet.file),
        sheet: sheet.sheet.to_string(),
        kind: sheet.kind.code().to_owned(),
        counts: [sheet.rows, sheet.new, sheet.changed, sheet.unchanged].map(|count| count as i64),
    });
    batches::add_sheets(tx, cooperative.id, batch.batch_no, &sheets.collect::<Vec<_>>())?;
    let warnings = report.problems.iter().filter(|problem| problem.severity() == Severity::Warning).map(|problem| {
        let spoken = speak(problem);
        let place = problem.place.clone().unwrap_or_default();
        batches::Warning {
            code: problem.refusal.code().to_owned(),
            file: place.file.to_string(),
            sheet: place.sheet.to_string(),
            cell: place.cell.map(|cell| cell.to_string()).unwrap_or_default(),
            given: spoken.given,
            expected: spoken.expected,
            messages: [spoken.zh, spoken.en],
        }
    });
    Ok(batches::add_warnings(tx, cooperative.id, batch.batch_no, &warnings.collect::<Vec<_>>())?)
}

fn remember_choices(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    request: &ImportRequest,
    context: &Context<'_>,
) -> Outcome<Vec<(String, String)>> {
    let held = batches::heading_choices(tx, cooperative.id)?;
    let mut remembered = Vec::new();
    for (heading, column) in &request.choices {
        let choice = (clean_heading(heading).into_string(), clean_heading(column).into_string());
        let last = held.iter().rev().find(|known| known.heading == choice.0);
        if last.is_none_or(|known| known.column != choice.1) {
            batches::add_heading_choice(
                tx,
                cooperative.id,
                (&choice.0, &choice.1),
                (context.actor.name(), context.now),
            )?;
            remembered.push(choice);
        }
    }
    Ok(remembered)
}

fn log(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    batch: &Batch,
    (report, remembered): (&ImportReport, &[(String, String)]),
) -> Outcome<()> {
    let mut content = CanonicalText::default();
    batch_record(&mut content, batch, surroundings(tx, cooperative.id, batch.batch_no)?);
    for file in &report.files {
        content.record("file").text(&file.name).number(file.size as i64).text(&file.content_hash.to_string()).end();
    }
    for (heading, column) in remembered {
        content.record("choice").text(heading).text(column).end();
    }
    event_log::append(tx, cooperative.id, batch.occurred_at, &batch.actor, ("imported", content.as_str()))?;
    Ok(())
}
