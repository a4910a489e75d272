//! The first table of a file as it stands, for data that is no sheet of an import: charts of accounts, layouts of statements.

use super::format::{Limits, Workbook};
use crate::domain::sheet::{Cell, SheetRefusal};
use std::ops::ControlFlow;
use std::path::Path;

/// Such files have hundreds of rows: whatever is larger is something else.
const LIMITS: Limits = Limits { file_bytes: 16 << 20, unpacked_bytes: 256 << 20, cells: 1_000_000 };

/// The first sheet that holds anything as comma-separated text, every row on the line of its number: whatever the file's format and encoding.
///
/// # Errors
/// Where the file is missing, broken, no table, or holds none.
pub fn comma_separated(path: &Path) -> Result<String, SheetRefusal> {
    let mut workbook = Workbook::open(path, &LIMITS)?;
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
