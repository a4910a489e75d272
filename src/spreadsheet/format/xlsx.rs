//! xlsx, cell by cell: a million rows are never in memory together.

use super::{Content, MAX_COLUMNS, SheetInfo, TakeRow, Workbook, decimal, guarded, serial_date, text_cell};
use crate::domain::refusal::CellAddress;
use crate::domain::sheet::{Cell, Merge, SheetRefusal};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::fs::File;
use std::io::BufReader;

pub(super) fn open(file: File, has_merges: bool) -> Result<Workbook, SheetRefusal> {
    let mut workbook = Xlsx::new(BufReader::with_capacity(1 << 16, file)).map_err(refusal)?;
    let is_worksheet = |sheet: &&calamine::Sheet| sheet.typ == calamine::SheetType::WorkSheet;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(is_worksheet).map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        let merges = match has_merges {
            true => workbook.merge_cells_by_sheet_name(&name).map_err(refusal)?.iter().map(merge).collect(),
            false => Vec::new(),
        };
        sheets.push(SheetInfo { name, merges });
    }
    let is_1904 = workbook.has_1904_epoch();
    Ok(Workbook { sheets, is_1904, knows_merges: true, encoding: None, content: Content::Xlsx(Box::new(workbook)) })
}

/// A merged range in the terms of this program.
pub(super) fn merge(range: &calamine::Dimensions) -> Merge {
    Merge { first_row: range.start.0, first_column: range.start.1, last_row: range.end.0, last_column: range.end.1 }
}

pub(super) fn each_row(
    workbook: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    take: &mut TakeRow<'_>,
) -> Result<(), SheetRefusal> {
    let is_1904 = workbook.has_1904_epoch();
    let mut reader = guarded(|| workbook.worksheet_cells_reader(sheet).map_err(refusal))?;
    let mut cells: Vec<Cell> = Vec::new();
    let mut current = None;
    while let Some(record) = guarded(|| reader.next_cell_with_formula_metadata().map_err(refusal))? {
        let (row, column) = (record.pos.0, record.pos.1 as usize);
        if let Some(done) = current.filter(|current| *current != row) {
            if row < done {
                return Err(out_of_order(row, column));
            }
            if take(done, &mut cells).is_break() {
                return Ok(());
            }
            cells.clear();
        }
        current = Some(row);
        if column >= MAX_COLUMNS {
            return Err(SheetRefusal::SheetTooWide { limit: MAX_COLUMNS as u32 });
        }
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        } else if cells[column] != Cell::Empty {
            return Err(out_of_order(row, column));
        }
        cells[column] = match (record.value, record.formula) {
            (DataRef::Empty, Some(formula)) => Cell::Formula(formula_text(&formula)),
            (DataRef::String(text), _) => text_cell(&text, row, column)?,
            (DataRef::SharedString(text), _) => text_cell(text, row, column)?,
            (value, _) => cell(value, is_1904),
        };
    }
    if let Some(last) = current {
        // Nothing comes after the last row, so it does not matter whether more was asked for.
        let _ = take(last, &mut cells);
    }
    Ok(())
}

/// No program writes cells twice or upwards: one of the two would be lost.
fn out_of_order(row: u32, column: usize) -> SheetRefusal {
    let cell = CellAddress { row, column: column as u32 };
    SheetRefusal::FileDamaged { reason: format!("{cell} comes twice or out of order") }
}

fn formula_text(formula: &calamine::XlsxFormulaMetadata) -> compact_str::CompactString {
    match formula {
        calamine::XlsxFormulaMetadata::Normal { formula } | calamine::XlsxFormulaMetadata::Shared { formula, .. } => {
            formula.as_str().into()
        }
        _ => "…".into(),
    }
}

fn cell(value: DataRef<'_>, is_1904: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(compact_str::format_compact!("{number}")),
        DataRef::Float(number) => Cell::Number(decimal(number)),
        DataRef::String(text) => Cell::Text(text.into()),
        DataRef::SharedString(text) => Cell::Text(text.into()),
        DataRef::Bool(yes) => Cell::Bool(yes),
        DataRef::DateTime(moment) => date_cell(&moment, is_1904),
        DataRef::DateTimeIso(text) => iso_cell(&text),
        DataRef::DurationIso(text) => Cell::Text(text.into()),
        DataRef::Error(error) => Cell::Error(error.to_string().into()),
    }
}

/// A cell that is formatted as a date or time. A bare number with a date's format that is no day stays a number.
pub(super) fn date_cell(moment: &calamine::ExcelDateTime, is_1904: bool) -> Cell {
    match serial_date(moment.as_f64(), is_1904).filter(|_| moment.is_datetime()) {
        Some(date) => Cell::Date(date),
        None => Cell::Number(decimal(moment.as_f64())),
    }
}

/// A date in ISO 8601, whose time of day is left out.
pub(super) fn iso_cell(text: &str) -> Cell {
    match text.get(..10).and_then(crate::domain::canonical::iso_date) {
        Some(date) => Cell::Date(date),
        None => Cell::Text(text.into()),
    }
}

fn refusal(error: XlsxError) -> SheetRefusal {
    match error {
        XlsxError::Password => SheetRefusal::PasswordProtected,
        other => SheetRefusal::FileDamaged { reason: other.to_string() },
    }
}
