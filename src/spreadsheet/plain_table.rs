//! The first table of a file as it stands, for data that is no sheet of an import: charts of accounts, layouts of statements.

use super::format::{Limits, Workbook};
use super::heading::clean_heading;
use crate::domain::sheet::{Cell, SheetRefusal};
use compact_str::CompactString;
use std::ops::ControlFlow;
use std::path::Path;

/// Such files have hundreds of rows: whatever is larger is something else.
const LIMITS: Limits = Limits { file_bytes: 16 << 20, unpacked_bytes: 256 << 20, cells: 1_000_000 };

/// The first sheet that holds anything as comma-separated text, every row on the line of its number: whatever the file's format and encoding.
///
/// # Errors
/// Where the file is missing, broken, no table, or holds none.
pub fn comma_separated(path: &Path) -> Result<String, SheetRefusal> {
    let mut workbook = Workbook::open(path, &LIMITS, None)?;
    for sheet in 0..workbook.sheets.len() {
        let (mut text, mut lines) = (String::new(), 0);
        workbook.each_row(sheet, &mut |row, cells| {
            if cells.iter().any(|cell| !cell.is_blank()) {
                // A line that is wholly empty would be passed over, and not counted.
                (lines..row).for_each(|_| text.push_str("\"\"\n"));
                lines = row + 1;
                let fields: Vec<String> = cells.iter().map(quoted).collect();
                text.push_str(&fields.join(","));
                text.push('\n');
            }
            ControlFlow::Continue(())
        })?;
        if !text.is_empty() {
            return Ok(text);
        }
    }
    Err(SheetRefusal::NothingToRead)
}

/// The rows below the headings of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainTable<const N: usize> {
    /// Where each column stands, from 0; none where it is left out.
    pub places: [Option<usize>; N],
    /// Each row's line in the file, from 1, and its cells by column, blanks around them off; rows without anything are passed over.
    pub rows: Vec<(u64, [String; N])>,
}

/// Headings that lack what must stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingsMissing {
    /// Those of the row that has most of them.
    pub headings: Vec<CompactString>,
    /// Those that it lacks.
    pub missing: Vec<CompactString>,
}

/// Rows that are searched for the headings: a title may stand above them.
const HEADING_ROWS: usize = 10;

impl<const N: usize> PlainTable<N> {
    /// Reads comma-separated text, its headings in the first rows. `columns` are each a heading, then others that mean it; the first `required` of them
    /// must stand.
    ///
    /// # Errors
    /// Where one of those is missing.
    pub fn read(text: &str, columns: &[&[&str]; N], required: usize) -> Result<PlainTable<N>, HeadingsMissing> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
        let places = |record: &csv::StringRecord| {
            let is = |heading: &str, names: &[&str]| names.contains(&clean_heading(heading).as_str());
            columns.map(|names| record.iter().position(|heading| is(heading, names)))
        };
        let is_complete = |places: &[Option<usize>; N]| places.iter().take(required).all(Option::is_some);
        let found = records.iter().take(HEADING_ROWS).map(places).enumerate().find(|(_, places)| is_complete(places));
        let Some((headings, places)) = found else {
            let count = |record: &&csv::StringRecord| places(record).iter().flatten().count();
            let closest = records.iter().take(HEADING_ROWS).rev().max_by_key(count).cloned().unwrap_or_default();
            let lacking = columns.iter().zip(places(&closest)).take(required).filter(|(_, place)| place.is_none());
            let headings = closest.iter().map(clean_heading).filter(|heading| !heading.is_empty()).collect();
            return Err(HeadingsMissing { headings, missing: lacking.map(|(names, _)| names[0].into()).collect() });
        };
        let is_row = |record: &&csv::StringRecord| !record.iter().all(|cell| cell.trim().is_empty());
        let row = |record: &csv::StringRecord| {
            let cell = |place: Option<usize>| place.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned();
            (record.position().map_or(1, csv::Position::line), places.map(cell))
        };
        Ok(PlainTable { places, rows: records.iter().skip(headings + 1).filter(is_row).map(row).collect() })
    }
}

/// A cell between quotation marks, on one line: blanks before a caption are kept.
fn quoted(cell: &Cell) -> String {
    let shown = cell.shown().replace(['\r', '\n'], " ");
    format!("\"{}\"", shown.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_program_is_read_row_for_row() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("科目.csv");
        let written = "科目编码;科目名称\r\n\r\n102;　银行\"存款\"\r\n";
        std::fs::write(&path, encoding_rs::GB18030.encode(written).0).unwrap();
        assert!(std::str::from_utf8(&std::fs::read(&path).unwrap()).is_err());
        let text = comma_separated(&path).unwrap();
        assert_eq!(text, "\"科目编码\",\"科目名称\"\n\"\"\n\"102\",\"　银行\"\"存款\"\"\"\n");
        std::fs::write(&path, "").unwrap();
        assert_eq!(comma_separated(&path), Err(SheetRefusal::FileWithoutContent));
        std::fs::write(&path, "\n , \n").unwrap();
        assert_eq!(comma_separated(&path), Err(SheetRefusal::NothingToRead));
        assert!(matches!(comma_separated(folder.path()), Err(SheetRefusal::FileMissing { .. })));
    }
}
