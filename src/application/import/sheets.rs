//! Opening the files of an import, recognising their sheets, and reading them in the order in which they depend on each other.

use super::ImportRequest;
use super::entering::Entering;
use super::report::{ImportReport, ReadFile};
use crate::application::{Failure, Outcome, Progress, Stage};
use crate::domain::governance::seal::Hash;
use crate::domain::refusal::{CellAddress, Place, Problem, Refusal};
use crate::domain::sheet::{SheetKind, SheetRefusal};
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::{BrokenRow, Draft};
use crate::spreadsheet::format::Workbook;
use crate::spreadsheet::layout::{Guidance, Layout, Recognition};
use crate::spreadsheet::reading::{Days, RowsDone, TakeRows, look_at, read_rows};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A sheet to be read.
#[derive(Debug)]
pub struct Task {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The sheet.
    pub sheet: Arc<str>,
    /// Where everything stands.
    pub layout: Layout,
    /// The sheet number of its first kind.
    pub first_sheet_no: i64,
    /// What was done beside reading.
    pub done: RowsDone,
    workbook: usize,
    position: usize,
}

impl Task {
    /// The cell of a column in a row.
    pub fn place(&self, row: u32, column: Column) -> Place {
        self.place_at(row, self.layout.position(column).unwrap_or_default() as u32)
    }

    /// The cell at a row and column.
    pub fn place_at(&self, row: u32, column: u32) -> Place {
        Place { file: self.file.clone(), sheet: self.sheet.clone(), cell: Some(CellAddress { row, column }) }
    }
}

/// Open workbooks and the sheets to be read from them.
pub(super) struct Opened {
    workbooks: Vec<Workbook>,
    pub tasks: Vec<Task>,
}

impl Opened {
    /// Opens every file and looks at every sheet; what cannot be received is said in the report.
    pub fn open(request: &ImportRequest, guidance: &Guidance, report: &mut ImportReport) -> Opened {
        let mut opened = Opened { workbooks: Vec::new(), tasks: Vec::new() };
        for (path, name) in &request.files {
            let name: Arc<str> = name.as_str().into();
            report.order.push((name.clone(), Arc::default()));
            match open_file(path, &name, request) {
                Ok((workbook, file)) => {
                    let same = |other: &&ReadFile| other.content_hash == file.content_hash;
                    if let Some(first) = report.files.iter().find(same) {
                        report.repeated_files.push((name, first.name.clone()));
                        continue;
                    }
                    report.files.push(file);
                    opened.workbooks.push(workbook);
                    opened.recognise(&name, (request, guidance), report);
                }
                Err(refusal) => {
                    let place = Place { file: name, cell: refusal.cell(), ..Place::default() };
                    report.problems.push(Problem::at(place, refusal));
                }
            }
        }
        // A register of members goes before a ledger of shares that names them too.
        let order = |task: &Task| (task.layout.kinds.iter().map(|kind| rank(*kind)).min(), task.layout.kinds.len());
        opened.tasks.sort_by_key(order);
        let mut next_sheet_no = 1;
        for task in &mut opened.tasks {
            task.first_sheet_no = next_sheet_no;
            next_sheet_no += task.layout.kinds.len() as i64;
        }
        opened
    }

    fn recognise(
        &mut self,
        file: &Arc<str>,
        (request, guidance): (&ImportRequest, &Guidance),
        report: &mut ImportReport,
    ) {
        let workbook = self.workbooks.len() - 1;
        let mut holds_a_table = false;
        for position in 0..self.workbooks[workbook].sheets.len() {
            let sheet: Arc<str> = self.workbooks[workbook].sheets[position].name.as_str().into();
            let place = |cell: Option<(u32, u32)>| Place {
                file: file.clone(),
                sheet: sheet.clone(),
                cell: cell.map(|(row, column)| CellAddress { row, column }),
            };
            report.order.push((file.clone(), sheet.clone()));
            let looked_at = look_at(&mut self.workbooks[workbook], position, guidance, request.said_of(file, &sheet));
            holds_a_table |= !matches!(looked_at, Ok(Recognition::PassedOver));
            match looked_at {
                Ok(Recognition::Recognised(layout, warnings)) => {
                    for (column, refusal) in warnings {
                        report.problems.push(Problem::at(place(Some((layout.heading_row, column))), refusal));
                    }
                    let (file, sheet) = (file.clone(), sheet.clone());
                    let done = RowsDone::default();
                    self.tasks.push(Task { file, sheet, layout: *layout, first_sheet_no: 0, done, workbook, position });
                }
                Ok(Recognition::PassedOver) => report.passed_over.push((file.clone(), sheet.clone())),
                Ok(Recognition::Refused(cell, refusal)) => report.problems.push(Problem::at(place(cell), refusal)),
                Err(refusal) => {
                    let cell = refusal.cell().map(|cell| (cell.row, cell.column));
                    report.problems.push(Problem::at(place(cell), refusal));
                }
            }
        }
        if !holds_a_table {
            let is_text = self.workbooks[workbook].encoding.is_some();
            let refusal = match request.encoding_of(file).filter(|_| is_text) {
                Some(said) => SheetRefusal::EncodingUnfit { given: said.name().to_owned() },
                None if is_text => SheetRefusal::NotAWorkbook,
                None => SheetRefusal::NothingToRead,
            };
            report.problems.push(Problem::at(Place { file: file.clone(), ..Place::default() }, refusal));
        }
    }
}

fn open_file(path: &Path, name: &Arc<str>, request: &ImportRequest) -> Result<(Workbook, ReadFile), SheetRefusal> {
    let said_encoding = request.encoding_of(name);
    let workbook = Workbook::open(path, &request.limits, said_encoding)?;
    let mut content = std::fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let (mut buffer, mut size) = (vec![0; 1 << 16], 0);
    loop {
        let length = content.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        hasher.update(&buffer[..length]);
        size += length as u64;
    }
    let content_hash = Hash::from_bytes(&hasher.finalize()).unwrap_or(Hash::NONE);
    let (name, path, encoding) = (name.clone(), path.to_owned(), workbook.encoding);
    Ok((workbook, ReadFile { name, path, size, content_hash, encoding, said_encoding }))
}

/// The order in which kinds depend on each other: what others name comes first.
const fn rank(kind: SheetKind) -> u8 {
    match kind {
        SheetKind::Charter => 0,
        SheetKind::Members => 1,
        SheetKind::Contracts => 2,
        SheetKind::RentSteps | SheetKind::GrainPrices => 3,
        SheetKind::AssetQuantification => 4,
        SheetKind::Holdings => 5,
        SheetKind::ShareMovements => 6,
        SheetKind::LandContributions | SheetKind::ShopContributions | SheetKind::CashContributions => 7,
        SheetKind::LeaseOutContents => 8,
        SheetKind::Receipts | SheetKind::Plan | SheetKind::Bodies => 9,
        SheetKind::OpeningBalances | SheetKind::Vouchers => 10,
        SheetKind::UnpaidMarks | SheetKind::BankAnswers | SheetKind::BankStatement => 11,
    }
}

/// Reads all sheets; every row is handed to `entering` as it comes.
pub(super) fn read_all(
    opened: &mut Opened,
    days: Days,
    entering: &mut Entering<'_, '_>,
    progress: &mut Progress<'_>,
) -> Outcome<()> {
    for position in 0..opened.tasks.len() {
        entering.begin(position, &opened.tasks)?;
        let task = &opened.tasks[position];
        let workbook = &mut opened.workbooks[task.workbook];
        let mut rows = Rows { entering, task, position, rows: 0, progress, failure: None };
        let done = read_rows(workbook, task.position, &task.layout, days, &mut rows);
        if let Some(failure) = rows.failure {
            return Err(failure);
        }
        match done {
            Ok(done) => opened.tasks[position].done = done,
            Err(refusal) => {
                let place = Place { file: task.file.clone(), sheet: task.sheet.clone(), cell: refusal.cell() };
                entering.say(Problem::at(place, refusal));
            }
        }
        entering.end(position, &opened.tasks)?;
    }
    Ok(())
}

/// Hands rows on, and keeps the first fault until the reading ends.
struct Rows<'r, 't, 'd, 'p> {
    entering: &'r mut Entering<'t, 'd>,
    task: &'r Task,
    position: usize,
    rows: u64,
    progress: &'r mut Progress<'p>,
    failure: Option<Failure>,
}

impl TakeRows for Rows<'_, '_, '_, '_> {
    fn take(&mut self, kind: usize, draft: Draft) {
        self.rows += 1;
        if self.rows.is_multiple_of(1_000) {
            (self.progress)(Stage::Reading, self.rows, None);
        }
        if self.failure.is_none() {
            self.failure = self.entering.take((self.position, self.task), kind, draft).err();
        }
    }

    fn take_broken(&mut self, kind: usize, broken: BrokenRow) {
        self.entering.take_broken((self.position, self.task), kind, &broken);
    }

    fn refuse(&mut self, address: CellAddress, refusal: Refusal) {
        let place = self.task.place_at(address.row, address.column);
        self.entering.say(Problem::at(place, refusal));
    }
}
