//! The sample community as CSV: one file a sheet.

#![expect(clippy::expect_used, reason = "the disk of whoever makes samples has room")]

use super::community::{Field, TakeSheets};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes every sheet into a file of its name.
pub struct CsvSheets {
    folder: PathBuf,
    file: Option<BufWriter<std::fs::File>>,
    /// The files, in the order of the sheets.
    written: Vec<PathBuf>,
}

impl CsvSheets {
    /// Begins in a folder, which is made where it is not there.
    pub fn new(folder: &Path) -> CsvSheets {
        std::fs::create_dir_all(folder).expect("a folder");
        CsvSheets { folder: folder.to_owned(), file: None, written: Vec::new() }
    }

    fn line<'c>(&mut self, cells: impl Iterator<Item = std::borrow::Cow<'c, str>>) {
        let file = self.file.as_mut().expect("a sheet has begun");
        let cells: Vec<_> = cells.collect();
        writeln!(file, "{}", cells.join(",")).expect("room on the disk");
    }

    fn end_sheet(&mut self) {
        if let Some(mut file) = self.file.take() {
            file.flush().expect("room on the disk");
        }
    }

    /// Ends the last sheet, and tells the files.
    pub fn finish(mut self) -> Vec<PathBuf> {
        self.end_sheet();
        self.written
    }
}

impl TakeSheets for CsvSheets {
    fn sheet(&mut self, name: &str, headings: &[&str]) {
        self.end_sheet();
        let path = self.folder.join(format!("{name}.csv"));
        self.file = Some(BufWriter::new(std::fs::File::create(&path).expect("a file")));
        self.written.push(path);
        self.line(headings.iter().map(|heading| (*heading).into()));
    }

    fn row(&mut self, cells: &[Field<'_>]) {
        self.line(cells.iter().map(|cell| match cell {
            Field::Text(text) | Field::Number(text) => (*text).into(),
            Field::Date(date) => date.to_string().into(),
            Field::Blank => "".into(),
        }));
    }
}
