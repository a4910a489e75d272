//! Copies of what came in, with the cells marked that something is wrong with.

use super::ImportReport;
use crate::domain::refusal::Problem;
use crate::rendering::workbook::{Mark, MarkedCopy};
use crate::spreadsheet::format::{Limits, Workbook};
use rust_xlsxwriter::XlsxError;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Writes a marked copy of every file that has problems into a folder, which is made where it is not there. Tells where each is.
///
/// # Errors
/// Where a copy cannot be written.
pub fn marked_copies(
    report: &ImportReport,
    folder: &Path,
    limits: &Limits,
    sentence: impl Fn(&Problem) -> String,
) -> Result<Vec<PathBuf>, XlsxError> {
    std::fs::create_dir_all(folder)?;
    let mut written = Vec::new();
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
        let Ok(mut workbook) = Workbook::open(&file.path, limits) else { continue };
        if marks.is_empty() {
            continue;
        }
        let stem = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let path = free_path(folder, &stem, &written);
        copy(&mut workbook, marks)?.save(&path)?;
        written.push(path);
    }
    Ok(written)
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
        copy.add_sheet(&sheet.name, &sheet.merges, |write| {
            let mut failure = None;
            let read = workbook.each_row(position, &mut |row, cells| match write(row, cells) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            });
            // A file that breaks off is copied as far as it goes; that it does is in the list of problems.
            drop(read);
            failure.map_or(Ok(()), Err)
        })?;
    }
    Ok(copy)
}
