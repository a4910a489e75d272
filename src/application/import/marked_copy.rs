//! Copies of what came in, with the cells marked that something is wrong with.

use super::ImportReport;
use crate::domain::refusal::{Place, Problem};
use crate::domain::sheet::{PROBLEM_LIST, SheetRefusal};
use crate::rendering::marked_copy::{Mark, MarkedCopy};
use crate::spreadsheet::format::{Limits, TextEncoding, Workbook};
use rust_xlsxwriter::XlsxError;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Writes a marked copy of every file that has problems into a folder, which is made where it is not there. Tells where each is, and adds
/// to the report's problems what could not be written. `sentence` says a problem without its place.
pub fn marked_copies(
    report: &mut ImportReport,
    folder: &Path,
    limits: &Limits,
    sentence: impl Fn(&Problem) -> String,
) -> Vec<PathBuf> {
    let (mut written, mut failures) = (Vec::new(), Vec::new());
    for file in &report.files {
        let own = report
            .problems
            .iter()
            .filter(|problem| problem.place.as_ref().is_some_and(|place| place.file == file.name));
        let marks: Vec<Mark> = own
            .map(|problem| {
                let place = problem.place.clone().unwrap_or_default();
                let (sheet, cell) = (place.sheet.to_string(), place.cell);
                Mark { sheet, cell, severity: problem.severity(), message: sentence(problem) }
            })
            .collect();
        if marks.is_empty() {
            continue;
        }
        let stem = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let path = free_path(folder, &stem, &written);
        match write_copy((&file.path, file.said_encoding), marks, limits, (folder, &path)) {
            Ok(()) => written.push(path),
            Err(refusal) => {
                let place = Place { file: file.name.clone(), ..Place::default() };
                failures.push(Problem::at(place, refusal));
            }
        }
    }
    report.problems.append(&mut failures);
    written
}

/// A marked copy of a file, as the bytes of a workbook; a text table is read in the encoding that somebody says, where one is said.
///
/// # Errors
/// Where the file cannot be opened, or the copy not be written.
pub fn marked_copy(
    (source, encoding): (&Path, Option<TextEncoding>),
    marks: Vec<Mark>,
    limits: &Limits,
) -> Result<Vec<u8>, SheetRefusal> {
    let not_written = |error: XlsxError| SheetRefusal::CopyNotWritten { reason: error.to_string() };
    let mut workbook = Workbook::open(source, limits, encoding)?;
    copy(&mut workbook, marks).and_then(MarkedCopy::into_bytes).map_err(not_written)
}

fn write_copy(
    (source, encoding): (&Path, Option<TextEncoding>),
    marks: Vec<Mark>,
    limits: &Limits,
    (folder, path): (&Path, &Path),
) -> Result<(), SheetRefusal> {
    let not_written = |error: &dyn std::fmt::Display| SheetRefusal::CopyNotWritten { reason: error.to_string() };
    std::fs::create_dir_all(folder).map_err(|error| not_written(&error))?;
    let mut workbook = Workbook::open(source, limits, encoding)?;
    let copy = copy(&mut workbook, marks).map_err(|error| not_written(&error))?;
    copy.save(path).map_err(|error| not_written(&error))
}

/// Files of the same name from two folders do not overwrite each other's copies.
fn free_path(folder: &Path, stem: &str, taken: &[PathBuf]) -> PathBuf {
    let numbered = |number: usize| match number {
        1 => folder.join(format!("{stem}-标注.xlsx")),
        number => folder.join(format!("{stem}-标注-{number}.xlsx")),
    };
    (1..).map(numbered).find(|path| !taken.contains(path)).unwrap_or_else(|| numbered(1))
}

fn copy(workbook: &mut Workbook, marks: Vec<Mark>) -> Result<MarkedCopy, XlsxError> {
    let mut copy = MarkedCopy::new(marks);
    for position in 0..workbook.sheets.len() {
        let sheet = workbook.sheets[position].clone();
        // A copy of a marked copy has one list of problems: the new one.
        if sheet.name == PROBLEM_LIST {
            continue;
        }
        copy.add_sheet(&sheet.name, &sheet.merges, |write| {
            let mut failure = None;
            // A sheet that breaks off is copied as far as it goes; that it does is in the list of problems.
            let _ = workbook.each_row(position, &mut |row, cells| match write(row, cells) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            });
            failure.map_or(Ok(()), Err)
        })?;
    }
    Ok(copy)
}
