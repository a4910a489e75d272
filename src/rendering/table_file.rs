//! A table as a file to download: a workbook or CSV. It is written row by row, and of a workbook one row is in memory, however long it is.

use super::table::Align;
use super::typed_cell::{CellFormats, TypedCell, decimal};
use super::workbook::{escaped, number};
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, Worksheet, XlsxError};
use std::io::{Error, Result};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// A workbook.
    Xlsx,
    /// Comma-separated text, UTF-8 with a byte-order mark, as Chinese Excel opens it rightly.
    Csv,
}

impl TableFormat {
    /// The format with this suffix.
    pub fn lookup(suffix: &str) -> Option<TableFormat> {
        [TableFormat::Xlsx, TableFormat::Csv].into_iter().find(|format| format.suffix() == suffix)
    }

    /// How the name of such a file ends.
    pub const fn suffix(self) -> &'static str {
        match self {
            TableFormat::Xlsx => "xlsx",
            TableFormat::Csv => "csv",
        }
    }

    /// What such a file is, as browsers are told.
    pub const fn media_type(self) -> &'static str {
        match self {
            TableFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            TableFormat::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// Rows of a sheet of a workbook, its headings among them; what is longer goes on in another sheet.
const ROWS_A_SHEET: u32 = 1_000_000;

/// A file under way.
pub enum TableFile {
    /// A workbook.
    Xlsx(Box<TableSheets>),
    /// Comma-separated text.
    Csv(Box<csv::Writer<Vec<u8>>>),
}

/// The sheets of a workbook under way.
pub struct TableSheets {
    workbook: Workbook,
    title: String,
    headings: Vec<(String, Align)>,
    sheets: usize,
    /// The next row.
    row: u32,
    formats: CellFormats,
}

impl TableFile {
    /// A file with these headings.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn new(
        format: TableFormat,
        title: &str,
        headings: impl IntoIterator<Item = (impl Into<String>, Align)>,
    ) -> Result<TableFile> {
        let headings: Vec<(String, Align)> =
            headings.into_iter().map(|(heading, align)| (heading.into(), align)).collect();
        match format {
            TableFormat::Csv => {
                let marked = "\u{feff}".as_bytes().to_vec();
                let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(marked);
                writer.write_record(headings.iter().map(|(heading, _)| heading))?;
                Ok(TableFile::Csv(Box::new(writer)))
            }
            TableFormat::Xlsx => {
                let mut sheets = TableSheets {
                    workbook: Workbook::new(),
                    title: sheet_name(title),
                    headings,
                    sheets: 0,
                    row: 0,
                    formats: CellFormats::default(),
                };
                sheets.begin_sheet().map_err(Error::other)?;
                Ok(TableFile::Xlsx(Box::new(sheets)))
            }
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<()> {
        match self {
            TableFile::Csv(writer) => {
                let cells = cells.into_iter().map(|cell| match decimal(cell.as_ref()) {
                    Some(number) => number,
                    None => escaped(cell.as_ref()),
                });
                Ok(writer.write_record(cells)?)
            }
            TableFile::Xlsx(sheets) => sheets.add_row(cells).map_err(Error::other),
        }
    }

    /// The whole file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(self) -> Result<Vec<u8>> {
        match self {
            TableFile::Csv(writer) => writer.into_inner().map_err(|error| Error::other(error.to_string())),
            TableFile::Xlsx(mut sheets) => sheets.workbook.save_to_buffer().map_err(Error::other),
        }
    }
}

impl TableSheets {
    fn begin_sheet(&mut self) -> std::result::Result<(), XlsxError> {
        self.sheets += 1;
        let name = if self.sheets == 1 { self.title.clone() } else { format!("{} {}", self.title, self.sheets) };
        let heading = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00EC_E7DB))
            .set_border_bottom(FormatBorder::Thin);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, (name, align)) in (0..).zip(&self.headings) {
            sheet.set_column_width(column, if *align == Align::Right { 16 } else { 20 })?;
            sheet.write_with_format(0, column, name.as_str(), &heading)?;
        }
        self.row = 1;
        Ok(())
    }

    fn add_row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> std::result::Result<(), XlsxError> {
        if self.row == ROWS_A_SHEET {
            self.begin_sheet()?;
        }
        let sheet: &mut Worksheet = self.workbook.worksheet_from_index(self.sheets - 1)?;
        for ((column, (_, align)), cell) in (0..).zip(&self.headings).zip(cells) {
            let cell = cell.as_ref();
            let typed = TypedCell::read(cell, *align);
            let format = self.formats.of(&typed);
            match typed {
                TypedCell::Text("") => {}
                TypedCell::Text(text) => {
                    sheet.write_string(self.row, column, text)?;
                }
                TypedCell::Day(day) => {
                    sheet.write_with_format(self.row, column, &day, format)?;
                }
                TypedCell::Number { written, .. } => {
                    sheet.write_number_with_format(self.row, column, number(&written), format)?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }
}

/// A title as spreadsheets take it for the name of a sheet: none of their signs, and room for a number.
fn sheet_name(title: &str) -> String {
    let plain: String = title.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(25).collect();
    if plain.trim().is_empty() { "1".to_owned() } else { plain.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADINGS: [(&str, Align); 3] = [("成员", Align::Left), ("摘要", Align::Left), ("金额", Align::Right)];

    #[test]
    fn a_table_as_text_has_plain_numbers_and_no_formulas() {
        let mut file = TableFile::new(TableFormat::Csv, "名单", HEADINGS).unwrap();
        file.row(["M001", "=1+1", "12,158.37"]).unwrap();
        file.row(["M002", "退,回", "-5.00"]).unwrap();
        let text = String::from_utf8(file.finish().unwrap()).unwrap();
        assert_eq!(text, "\u{feff}成员,摘要,金额\r\nM001,'=1+1,12158.37\r\nM002,\"退,回\",-5.00\r\n");
    }

    #[test]
    fn a_workbook_is_named_as_spreadsheets_take_it() {
        assert_eq!(sheet_name("科目余额表 2008/01: [合作社]"), "科目余额表 200801 合作社");
        assert_eq!(sheet_name("[]"), "1");
        let mut file = TableFile::new(TableFormat::Xlsx, "名单", HEADINGS).unwrap();
        file.row(["M001", "=1+1", "12,158.37"]).unwrap();
        let bytes = file.finish().unwrap();
        assert!(bytes.starts_with(b"PK"));
    }
}
