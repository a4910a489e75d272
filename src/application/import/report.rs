//! What came of an import.

use super::sheets::Task;
use crate::domain::governance::seal::Hash;
use crate::domain::money::Money;
use crate::domain::quantity::{Area, AreaUnit, Shares};
use crate::domain::refusal::{Problem, Severity};
use crate::domain::sheet::SheetKind;
use crate::spreadsheet::format::TextEncoding;
use crate::spreadsheet::layout::Layout;
use crate::storage::import_batch::Batch;
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A file that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// As it was named.
    pub name: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
    /// In bytes.
    pub size: u64,
    /// SHA-256.
    pub content_hash: Hash,
    /// How a text table is encoded.
    pub encoding: Option<&'static str>,
    /// How somebody says that it is.
    pub said_encoding: Option<TextEncoding>,
}

/// One kind of sheet that was read, and what became of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSheet {
    /// Its number in the batch.
    pub sheet_no: i64,
    /// The file.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The kind.
    pub kind: SheetKind,
    /// Facts that its rows say.
    pub rows: u64,
    /// Of them not held yet.
    pub new: u64,
    /// Of them held with other content.
    pub changed: u64,
    /// Of them held already.
    pub unchanged: u64,
    /// Rows (from 1) whose household was filled down.
    pub filled_rows: Vec<u32>,
    /// Rows (from 1) of totals, repeated headings and footnotes that were checked and dropped.
    pub dropped_rows: Vec<u32>,
}

/// Where everything stands in a sheet that was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLayout {
    /// The file.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// What stands over each column, and what it means.
    pub layout: Layout,
}

/// A row that differs from what is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRow {
    /// The file.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, from 1.
    pub row: u32,
    /// What it is about.
    pub subject: String,
    /// What differs.
    pub fields: Vec<FieldChange>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The field.
    pub field: &'static str,
    /// What is held.
    pub old: String,
    /// What the row says.
    pub new: String,
}

impl FieldChange {
    /// Whether something is held and the row says nothing.
    pub const fn is_emptied(&self) -> bool {
        self.new.is_empty() && !self.old.is_empty()
    }
}

/// Sums over the rows that were read, for the eye that knows what they should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportTotals {
    /// Members.
    pub people: u64,
    /// Shares acquired, by class.
    pub shares: BTreeMap<CompactString, Shares>,
    /// Area contributed, by contract.
    pub areas: BTreeMap<(CompactString, AreaUnit), Area>,
    /// Receipts.
    pub receipts: Money,
    /// Cash contributed.
    pub cash: Money,
}

/// A member who got a number from this import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedMember {
    /// The number.
    pub member_no: CompactString,
    /// Whose.
    pub name: CompactString,
    /// The file.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// The row, from 1.
    pub row: u32,
}

/// The whole report.
#[derive(Debug, Default)]
pub struct ImportReport {
    /// The batch that was stored; none where nothing was.
    pub batch_no: Option<i64>,
    /// Whether it was only to be shown.
    pub dry_run: bool,
    /// The files that could be opened.
    pub files: Vec<ReadFile>,
    /// What was read.
    pub sheets: Vec<ReadSheet>,
    /// How each of them is laid out.
    pub layouts: Vec<SheetLayout>,
    /// Sheets without anything to receive: empty ones, and pages of notes.
    pub passed_over: Vec<(Arc<str>, Arc<str>)>,
    /// Files with the same content as an earlier one, and that one.
    pub repeated_files: Vec<(Arc<str>, Arc<str>)>,
    /// Rows that differ from what is held; the first thousand.
    pub changes: Vec<ChangedRow>,
    /// Members who got a number; the first thousand.
    pub numbered: Vec<NumberedMember>,
    /// Sums.
    pub totals: ImportTotals,
    /// Everything that is wrong or should be known, in the order of files, sheets and cells.
    pub problems: Vec<Problem>,
    /// Where it comes out otherwise than the preview that somebody looked at: the batches that were stored since. Nothing was stored.
    pub since: Option<Vec<Batch>>,
    /// The number that the batch would have, and the digest of what it would enter.
    pub(super) would_be: Option<(i64, Hash)>,
    /// File and sheet, in the order in which they stand.
    pub(super) order: Vec<(Arc<str>, Arc<str>)>,
}

/// How many changed rows and new numbers a report holds.
pub(super) const MOST_SHOWN: usize = 1_000;

impl ImportReport {
    /// Whether anything stops the batch.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity() == Severity::Error)
    }

    /// Values that the changed rows leave empty and that are held, as far as the rows are listed.
    pub fn emptied(&self) -> usize {
        self.changes.iter().flat_map(|change| &change.fields).filter(|field| field.is_emptied()).count()
    }

    /// Whether it says what a preview said: the same entries, changes, numbers and problems. What is not listed to the last row is only the same while nothing was stored
    /// in between.
    pub(super) fn is_as_shown(&self, shown: &ImportReport) -> bool {
        let number = |report: &ImportReport| report.would_be.map(|(batch_no, _)| batch_no);
        let digest = |report: &ImportReport| report.would_be.map(|(_, digest)| digest);
        let is_listed = |report: &ImportReport| report.changes.len().max(report.numbered.len()) < MOST_SHOWN;
        digest(self) == digest(shown)
            && self.sheets == shown.sheets
            && self.problems == shown.problems
            && self.changes == shown.changes
            && self.numbered == shown.numbered
            && (number(self) == number(shown) || is_listed(self))
    }

    /// Brings the counts in and the problems into order.
    pub(super) fn finish(&mut self, tasks: Vec<Task>, counts: Vec<[u64; 4]>) {
        let mut counts = counts.into_iter();
        for task in tasks {
            for (position, kind) in task.layout.kinds.iter().enumerate() {
                let [rows, new, changed, unchanged] = counts.next().unwrap_or_default();
                self.sheets.push(ReadSheet {
                    sheet_no: task.first_sheet_no + position as i64,
                    file: task.file.clone(),
                    sheet: task.sheet.clone(),
                    kind: *kind,
                    rows,
                    new,
                    changed,
                    unchanged,
                    filled_rows: if position == 0 { task.done.filled_rows.clone() } else { Vec::new() },
                    dropped_rows: if position == 0 { task.done.dropped_rows.clone() } else { Vec::new() },
                });
            }
            self.layouts.push(SheetLayout { file: task.file, sheet: task.sheet, layout: task.layout });
        }
        let order = std::mem::take(&mut self.order);
        let order: BTreeMap<(Arc<str>, Arc<str>), usize> =
            order.into_iter().enumerate().map(|(position, sheet)| (sheet, position)).collect();
        self.problems.sort_by_cached_key(|problem| {
            let place = problem.place.clone().unwrap_or_default();
            (order.get(&(place.file, place.sheet)).copied(), place.cell, problem.severity())
        });
        self.sheets.sort_by_cached_key(|sheet| {
            (order.get(&(sheet.file.clone(), sheet.sheet.clone())).copied(), sheet.sheet_no)
        });
    }
}
