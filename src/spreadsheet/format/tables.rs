//! xls and ods: small enough by their nature, or by the limits, to be held in memory.

use super::xlsx::{date_cell, iso_cell, merge};
use super::{Content, SheetInfo, Workbook, decimal};
use crate::domain::sheet::{Cell, SheetRefusal};
use calamine::{Data, Ods, OdsError, Range, Reader, Xls, XlsError};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

pub(super) fn open_xls(path: &Path) -> Result<Workbook, SheetRefusal> {
    let bytes = std::fs::read(path).map_err(|error| SheetRefusal::FileMissing { reason: error.to_string() })?;
    // A protected xlsx is an OLE container with a stream of this name, written in two-byte characters.
    let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(&bytes, &marker).is_some() {
        return Err(SheetRefusal::PasswordProtected);
    }
    let document: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(&bytes, &document).is_some() {
        return Err(SheetRefusal::NotAWorkbook);
    }
    let mut workbook = Xls::new(std::io::Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => SheetRefusal::PasswordProtected,
        other => SheetRefusal::FileDamaged { reason: other.to_string() },
    })?;
    let is_1904 = workbook.has_1904_epoch();
    let mut sheets = Vec::new();
    let mut tables = Vec::new();
    for name in workbook.sheet_names() {
        let damaged = |error: XlsError| SheetRefusal::FileDamaged { reason: error.to_string() };
        let range = workbook.worksheet_range(&name).map_err(damaged)?;
        let formulas = workbook.worksheet_formula(&name).map_err(damaged)?;
        let merges = workbook.merge_cells_by_sheet_name(&name).map_err(damaged)?.iter().map(merge).collect();
        tables.push(rows(&range, &formulas, is_1904));
        sheets.push(SheetInfo { name, merges });
    }
    Ok(Workbook { sheets, is_1904, knows_merges: true, encoding: None, content: Content::Tables(tables) })
}

pub(super) fn open_ods(file: File) -> Result<Workbook, SheetRefusal> {
    let refusal = |error: OdsError| match error {
        OdsError::Password => SheetRefusal::PasswordProtected,
        OdsError::InvalidMime(_) => SheetRefusal::NotAWorkbook,
        other => SheetRefusal::FileDamaged { reason: other.to_string() },
    };
    let mut workbook = Ods::new(BufReader::new(file)).map_err(refusal)?;
    let mut sheets = Vec::new();
    let mut tables = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(refusal)?;
        let formulas = workbook.worksheet_formula(&name).map_err(refusal)?;
        tables.push(rows(&range, &formulas, false));
        sheets.push(SheetInfo { name, merges: Vec::new() });
    }
    Ok(Workbook { sheets, is_1904: false, knows_merges: false, encoding: None, content: Content::Tables(tables) })
}

/// The rows that hold anything. A formula without a value stands for itself, also outside of the range of values.
fn rows(range: &Range<Data>, formulas: &Range<String>, is_1904: bool) -> Vec<(u32, Vec<Cell>)> {
    let mut rows: std::collections::BTreeMap<u32, Vec<Cell>> = std::collections::BTreeMap::new();
    let mut put = |row: u32, column: u32, cell: Cell| {
        let cells = rows.entry(row).or_default();
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
    };
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        put(first_row + row as u32, first_column + column as u32, cell(value, is_1904));
    }
    let (formula_row, formula_column) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let (row, column) = (formula_row + row as u32, formula_column + column as u32);
        let without_value = range.get_value((row, column)).is_none_or(|value| *value == Data::Empty);
        if without_value && !formula.is_empty() {
            put(row, column, Cell::Formula(formula.trim_start_matches("of:").trim_start_matches('=').into()));
        }
    }
    rows.into_iter().collect()
}

fn cell(value: &Data, is_1904: bool) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(compact_str::format_compact!("{number}")),
        Data::Float(number) => Cell::Number(decimal(*number)),
        Data::String(text) | Data::DurationIso(text) => Cell::Text(text.as_str().into()),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::DateTime(moment) => date_cell(moment, is_1904),
        Data::DateTimeIso(text) => iso_cell(text),
        Data::Error(error) => Cell::Error(error.to_string().into()),
    }
}
