//! HTML saved with the ending xls, as many portals export: its tables, one sheet each.

use super::{Content, Limits, SheetInfo, Workbook};
use crate::domain::sheet::{Cell, Merge, SheetRefusal};
use scraper::{ElementRef, Html, Selector};
use std::path::Path;

/// Held in memory as a tree, so kept small.
const MOST_BYTES: u64 = 32 << 20;

pub(super) fn looks_like_html(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    ["<html", "<!doctype html", "<table", "<head", "<meta", "<body", "<style"].iter().any(|tag| text.starts_with(tag))
        || (text.starts_with("<?xml") && text.contains("<html"))
}

pub(super) fn open(path: &Path, limits: &Limits) -> Result<Workbook, SheetRefusal> {
    let bytes = std::fs::read(path).map_err(|error| SheetRefusal::FileMissing { reason: error.to_string() })?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(SheetRefusal::FileTooLarge { size: bytes.len() as u64, limit: MOST_BYTES.min(limits.file_bytes) });
    }
    let encoding = super::text_table::encoding_of(&bytes);
    let (text, encoding, _) = encoding.decode(&bytes);
    let document = Html::parse_document(&text);
    let (Ok(table_selector), Ok(row_selector)) = (Selector::parse("table"), Selector::parse("tr")) else {
        return Err(SheetRefusal::NotAWorkbook);
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sheets = Vec::new();
    let mut tables = Vec::new();
    for table in document.select(&table_selector) {
        let mut merges = Vec::new();
        let rows: Vec<(u32, Vec<Cell>)> = table_rows(table, &row_selector, &mut merges);
        let name = if sheets.is_empty() { stem.clone() } else { format!("{stem}-{}", sheets.len() + 1) };
        sheets.push(SheetInfo { name, merges });
        tables.push(rows);
    }
    match sheets.is_empty() {
        true => Err(SheetRefusal::NotAWorkbook),
        false => Ok(Workbook {
            sheets,
            is_1904: false,
            knows_merges: true,
            encoding: Some(encoding.name()),
            content: Content::Tables(tables),
        }),
    }
}

/// The rows of a table; cells that an earlier row or cell covers are left for the merges to fill.
fn table_rows(table: ElementRef<'_>, row_selector: &Selector, merges: &mut Vec<Merge>) -> Vec<(u32, Vec<Cell>)> {
    let mut rows = Vec::new();
    for (row, element) in table.select(row_selector).enumerate() {
        let row = row as u32;
        let mut cells = Vec::new();
        for cell in element.child_elements().filter(|child| ["td", "th"].contains(&child.value().name())) {
            let covered = |column: u32, merges: &[Merge]| {
                merges
                    .iter()
                    .any(|merge| merge.last_row >= row && (merge.first_column..=merge.last_column).contains(&column))
            };
            while covered(cells.len() as u32, merges) {
                cells.push(Cell::Empty);
            }
            let span =
                |name| cell.value().attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1).clamp(1, 1_000);
            let (first_column, rows, columns): (u32, u32, u32) = (cells.len() as u32, span("rowspan"), span("colspan"));
            if rows > 1 || columns > 1 {
                let (last_row, last_column) = (row + rows - 1, first_column + columns - 1);
                merges.push(Merge { first_row: row, first_column, last_row, last_column });
            }
            let text: String = cell.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
            cells.push(if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) });
            cells.resize((first_column + columns) as usize, Cell::Empty);
        }
        rows.push((row, cells));
    }
    rows
}
