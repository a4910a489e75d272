//! xls and ods: small enough by their nature, or by the limits, to be held in memory.

use super::xlsx::{date_cell, iso_cell, merge};
use super::{Content, Limits, SheetInfo, Workbook, decimal, text_cell};
use crate::domain::sheet::{Cell, SheetRefusal};
use calamine::{Data, Ods, OdsError, Range, Reader, Xls, XlsError};
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

pub(super) fn open_xls(path: &Path, limits: &Limits) -> Result<Workbook, SheetRefusal> {
    let bytes = std::fs::read(path)?;
    // A protected xlsx is an OLE container with a stream of this name, written in two-byte characters.
    let marker: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(&bytes, &marker).is_some() {
        return Err(SheetRefusal::PasswordProtected);
    }
    let document: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(&bytes, &document).is_some() {
        return Err(SheetRefusal::NotAWorkbook);
    }
    count_cells(&bytes, limits.cells)?;
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
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
        tables.push(rows(&range, &formulas, is_1904)?);
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
        tables.push(rows(&range, &formulas, false)?);
        sheets.push(SheetInfo { name, merges: Vec::new() });
    }
    Ok(Workbook { sheets, is_1904: false, knows_merges: false, encoding: None, content: Content::Tables(tables) })
}

/// Records of the old format that hold one cell, then those that hold a range of a row's cells.
const ONE_CELL: [u16; 8] = [0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E];
const CELLS_OF_A_ROW: [u16; 2] = [0x00BD, 0x00BE];
/// Columns of the old format.
const MOST_XLS_COLUMNS: u16 = 256;

/// Refuses a workbook whose sheets, from their first to their last cell, are larger than can be held: one stray cell is enough for that.
fn count_cells(bytes: &[u8], limit: u64) -> Result<(), SheetRefusal> {
    let damaged = |error: std::io::Error| SheetRefusal::FileDamaged { reason: error.to_string() };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let stream = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let mut records = Vec::new();
    let Some(stream) = stream else { return Err(SheetRefusal::NotAWorkbook) };
    file.open_stream(stream).and_then(|mut stream| stream.read_to_end(&mut records)).map_err(damaged)?;
    let mut rest = records.as_slice();
    let (mut total, mut bounds) = (0_u64, None::<[u64; 4]>);
    while let [kind_low, kind_high, length_low, length_high, tail @ ..] = rest {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let length = usize::from(u16::from_le_bytes([*length_low, *length_high]));
        let Some((content, next)) = tail.split_at_checked(length) else { break };
        rest = next;
        let is_cell = ONE_CELL.contains(&kind) || CELLS_OF_A_ROW.contains(&kind);
        if let (true, [row_low, row_high, column_low, column_high, ..]) = (is_cell, content) {
            let (row, first) =
                (u16::from_le_bytes([*row_low, *row_high]), u16::from_le_bytes([*column_low, *column_high]));
            let last = match content {
                [.., low, high] if CELLS_OF_A_ROW.contains(&kind) => u16::from_le_bytes([*low, *high]),
                _ => first,
            };
            if last.max(first) >= MOST_XLS_COLUMNS {
                return Err(SheetRefusal::SheetTooWide { limit: u32::from(MOST_XLS_COLUMNS) });
            }
            let (row, first, last) = (u64::from(row), u64::from(first), u64::from(last.max(first)));
            let [top, bottom, left, right] = bounds.unwrap_or([row, row, first, last]);
            bounds = Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
        }
        // The end of a sheet.
        if kind == 0x000A {
            total += bounds.take().map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1));
        }
        if total > limit {
            return Err(SheetRefusal::TooManyCells { limit });
        }
    }
    Ok(())
}

/// The rows that hold anything. A formula without a value stands for itself, also outside of the range of values.
fn rows(range: &Range<Data>, formulas: &Range<String>, is_1904: bool) -> Result<Vec<(u32, Vec<Cell>)>, SheetRefusal> {
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
        let (row, column) = (first_row + row as u32, first_column + column as u32);
        let cell = match value {
            Data::String(text) => text_cell(text, row, column as usize)?,
            value => cell(value, is_1904),
        };
        put(row, column, cell);
    }
    let (formula_row, formula_column) = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let (row, column) = (formula_row + row as u32, formula_column + column as u32);
        let without_value = range.get_value((row, column)).is_none_or(|value| *value == Data::Empty);
        if without_value && !formula.is_empty() {
            put(row, column, Cell::Formula(formula.trim_start_matches("of:").trim_start_matches('=').into()));
        }
    }
    Ok(rows.into_iter().collect())
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
