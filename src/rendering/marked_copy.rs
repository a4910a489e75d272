//! A copy of a workbook that came in, with the cells marked that something is wrong with, and a list of it all behind the last sheet.

use super::speech::Language;
use crate::domain::refusal::{CellAddress, Severity};
use crate::domain::sheet::{Cell, Merge, PROBLEM_LIST};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Note, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// A problem to be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The sheet.
    pub sheet: String,
    /// The cell, where it is one cell's.
    pub cell: Option<CellAddress>,
    /// How bad.
    pub severity: Severity,
    /// The sentence, without the place.
    pub message: String,
}

/// Rows and columns that a sheet of a workbook can have; what a text table has beyond them is not copied.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;
/// Cells in merged ranges that a copy follows; a hostile sheet merges everything.
const MOST_MERGED_CELLS: usize = 1_000_000;
/// Rows by whose contents the columns are made wide enough, and how wide they may become.
const MEASURED_ROWS: u32 = 2_000;
const WIDEST: usize = 40;

/// A copy under way.
pub struct MarkedCopy {
    workbook: Workbook,
    marks: Vec<Mark>,
    names: BTreeSet<String>,
    /// Sheets that are longer or wider than a workbook can be.
    cut: Vec<String>,
}

impl MarkedCopy {
    /// Begins a copy.
    pub fn new(marks: Vec<Mark>) -> MarkedCopy {
        MarkedCopy { workbook: Workbook::new(), marks, names: BTreeSet::new(), cut: Vec::new() }
    }

    /// Copies a sheet: `each_row` hands over every row in order, merged ranges filled.
    ///
    /// # Errors
    /// Where a cell cannot be written.
    pub fn add_sheet<F>(&mut self, name: &str, merges: &[Merge], each_row: F) -> Result<(), XlsxError>
    where
        F: FnOnce(&mut dyn FnMut(u32, &[Cell]) -> Result<(), XlsxError>) -> Result<(), XlsxError>,
    {
        let sheet_name = self.free_name(name);
        let homes = homes(merges);
        let home = |cell: CellAddress| homes.get(&cell).copied().unwrap_or(cell);
        let mut marks: BTreeMap<CellAddress, Vec<&Mark>> = BTreeMap::new();
        for mark in self.marks.iter().filter(|mark| mark.sheet == name) {
            if let Some(cell) = mark.cell.map(home).filter(fits) {
                marks.entry(cell).or_default().push(mark);
            }
        }
        let severity =
            |cell: &CellAddress| marks.get(cell).and_then(|marks| marks.iter().map(|mark| mark.severity).min());
        // Row by row to disk where it can be: merged ranges cannot.
        let sheet = match merges.is_empty() {
            true => self.workbook.add_worksheet_with_constant_memory()?,
            false => self.workbook.add_worksheet(),
        };
        sheet.set_name(sheet_name)?;
        sheet.set_default_note_author("tonggu");
        for merge in merges {
            let home = CellAddress { row: merge.first_row, column: merge.first_column };
            let end = CellAddress { row: merge.last_row, column: merge.last_column };
            if home != end && fits(&home) && fits(&end) {
                let format = style(severity(&home));
                let (first, last) = ((home.row, home.column as u16), (end.row, end.column as u16));
                // Ranges that overlap are the file's fault; the cells are copied all the same.
                let _ = sheet.merge_range(first.0, first.1, last.0, last.1, "", &format);
            }
        }
        let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
        let mut is_cut = false;
        each_row(&mut |row, cells| {
            let row_marks = marks.range(CellAddress { row, column: 0 }..=CellAddress { row, column: u32::MAX });
            let marked_width = row_marks.map(|(cell, _)| cell.column as usize + 1).max().unwrap_or(0);
            for column in 0..marked_width.max(cells.len()) {
                let at = CellAddress { row, column: column as u32 };
                if !fits(&at) {
                    is_cut = true;
                } else if home(at) == at {
                    let cell = cells.get(column).unwrap_or(&Cell::Empty);
                    if row < MEASURED_ROWS && !homes.contains_key(&at) {
                        let width = widths.entry(column as u16).or_default();
                        *width = (*width).max(cell.shown().width());
                    }
                    write_cell(sheet, (row, column as u16), cell, severity(&at))?;
                }
            }
            Ok(())
        })?;
        for (column, width) in widths {
            sheet.set_column_width(column, width.clamp(6, WIDEST) as f64 + 2.0)?;
        }
        for (cell, marks) in &marks {
            let message = marks.iter().map(|mark| mark.message.as_str()).collect::<Vec<_>>().join("\n");
            let note = Note::new(message).set_width(360).set_height(120);
            sheet.insert_note(cell.row, cell.column as u16, &note)?;
        }
        if is_cut {
            self.cut.push(name.to_owned());
        }
        Ok(())
    }

    /// A sheet's name without what xlsx forbids, different from those before it.
    fn free_name(&mut self, name: &str) -> String {
        let clean: String = name.chars().filter(|character| !"[]:*?/\\".contains(*character)).take(28).collect();
        let clean = clean.trim_matches(['\'', ' ']);
        let base = if clean.is_empty() { "Sheet" } else { clean };
        let numbered = |number: usize| if number == 1 { base.to_owned() } else { format!("{base}-{number}") };
        let is_free = |candidate: &String| candidate != PROBLEM_LIST && !self.names.contains(&candidate.to_lowercase());
        let free = (1..).map(numbered).find(is_free).unwrap_or_default();
        self.names.insert(free.to_lowercase());
        free
    }

    /// Adds the list of problems and saves the copy.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn save(mut self, path: &Path) -> Result<(), XlsxError> {
        self.add_list()?;
        self.workbook.save(path)
    }

    /// Adds the list of problems; the bytes of the copy.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        self.add_list()?;
        self.workbook.save_to_buffer()
    }

    fn add_list(&mut self) -> Result<(), XlsxError> {
        let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let top = Format::new().set_align(FormatAlign::Top);
        let list = self.workbook.add_worksheet().set_name(PROBLEM_LIST)?;
        // A list that is printed stays in one piece across.
        list.set_landscape().set_print_fit_to_pages(1, 0);
        for (column, (name, width)) in [("轻重", 8), ("表", 18), ("单元格", 10), ("说明", 100)].into_iter().enumerate()
        {
            list.write_with_format(0, column as u16, name, &heading)?;
            list.set_column_width(column as u16, width)?;
        }
        let mut row = 1;
        for mark in &self.marks {
            let severity = super::speech::severity(mark.severity, Language::Chinese);
            list.write_with_format(row, 0, severity, &style(Some(mark.severity)))?;
            list.write_with_format(row, 1, &mark.sheet, &top)?;
            list.write_with_format(row, 2, mark.cell.map(|cell| cell.to_string()).unwrap_or_default(), &top)?;
            list.write_with_format(row, 3, &mark.message, &wrapped)?;
            row += 1;
        }
        for sheet in &self.cut {
            list.write_with_format(row, 1, sheet, &top)?;
            list.write_with_format(row, 3, "行或列太多，超出工作簿所能容纳的部分没有抄入副本。", &wrapped)?;
            row += 1;
        }
        list.set_freeze_panes(1, 0)?;
        Ok(())
    }
}

const fn fits(cell: &CellAddress) -> bool {
    cell.row < MOST_ROWS && cell.column < MOST_COLUMNS
}

/// Red for what stops the batch, yellow for what should be known.
fn style(severity: Option<Severity>) -> Format {
    let colour = match severity {
        Some(Severity::Error) => 0x00F6_B8AE,
        Some(Severity::Warning) => 0x00FB_E7A1,
        None => return Format::new(),
    };
    Format::new().set_background_color(Color::RGB(colour)).set_border(FormatBorder::Thin).set_align(FormatAlign::Top)
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    severity: Option<Severity>,
) -> Result<(), XlsxError> {
    let format = style(severity);
    match cell {
        Cell::Empty if severity.is_none() => return Ok(()),
        Cell::Empty => sheet.write_blank(row, column, &format)?,
        Cell::Number(written) if written.len() <= 15 => {
            sheet.write_number_with_format(row, column, super::workbook::number(written), &format)?
        }
        Cell::Date(day) => sheet.write_with_format(row, column, day, &format.set_num_format("yyyy-mm-dd"))?,
        Cell::Bool(yes) => sheet.write_boolean_with_format(row, column, *yes, &format)?,
        // Without its result, as it came: a spreadsheet program works it out when the copy is opened.
        Cell::Formula(formula) => {
            sheet.write_formula_with_format(row, column, Formula::new(formula.as_str()).set_result(""), &format)?
        }
        other => sheet.write_string_with_format(row, column, other.shown().as_str(), &format)?,
    };
    Ok(())
}

/// Of every cell in a merged range, the first cell of the range: it alone is seen.
fn homes(merges: &[Merge]) -> BTreeMap<CellAddress, CellAddress> {
    let cells = merges.iter().flat_map(|merge| {
        let home = CellAddress { row: merge.first_row, column: merge.first_column };
        let rows = merge.first_row..=merge.last_row;
        rows.flat_map(move |row| {
            (merge.first_column..=merge.last_column).map(move |column| (CellAddress { row, column }, home))
        })
    });
    cells.take(MOST_MERGED_CELLS).collect()
}
