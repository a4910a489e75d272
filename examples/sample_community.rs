//! Writes the sample community: `cargo run --example sample_community -- [PEOPLE] FILE.xlsx | FOLDER`. A folder gets one CSV a sheet, with
//! `--workbooks` one workbook a sheet.

#![expect(clippy::expect_used, clippy::panic, reason = "a tool for whoever keeps the samples")]

#[path = "../import-samples/generator/books.rs"]
mod books;
#[path = "../import-samples/generator/community.rs"]
mod community;
#[path = "../import-samples/generator/csv_sheets.rs"]
mod csv_sheets;

use community::{Field, Size, TakeSheets};
use csv_sheets::CsvSheets;
use rust_xlsxwriter::{DocProperties, Format, Workbook};
use std::path::{Path, PathBuf};

/// The seed of the committed workbook.
const SEED: u64 = 2008;

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let one_workbook_a_sheet = words.first().is_some_and(|word| word == "--workbooks");
    words.drain(..usize::from(one_workbook_a_sheet));
    let (people, target) = match words.as_slice() {
        [target] => (4_185, target),
        [people, target] => (people.parse().expect("a number of people"), target),
        _ => panic!("[PEOPLE] FILE.xlsx | FOLDER"),
    };
    let target = Path::new(target);
    if target.extension().is_some_and(|suffix| suffix == "xlsx") {
        let mut sheets = XlsxSheets::default();
        community::write(Size::of(people), SEED, &mut sheets);
        sheets.save(target);
    } else if one_workbook_a_sheet {
        std::fs::create_dir_all(target).expect("a folder");
        let mut sheets = Workbooks { folder: target.to_owned(), open: None };
        community::write(Size::of(people), SEED, &mut sheets);
        books::write(&mut sheets);
        sheets.finish();
    } else {
        let mut sheets = CsvSheets::new(target);
        community::write(Size::of(people), SEED, &mut sheets);
        sheets.finish();
    }
}

/// One sheet a sheet, as an accountant would lay it out.
#[derive(Default)]
struct XlsxSheets {
    workbook: Workbook,
    row: u32,
}

impl XlsxSheets {
    fn save(mut self, path: &Path) {
        // The day of the file is part of its bytes: the same seed gives the same file.
        let created =
            chrono::NaiveDate::from_ymd_opt(2009, 1, 5).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("a date");
        self.workbook.set_properties(&DocProperties::new().set_creation_datetime(&created.and_utc()));
        self.workbook.save(path).expect("room on the disk");
    }
}

impl TakeSheets for XlsxSheets {
    fn sheet(&mut self, name: &str, headings: &[&str]) {
        let bold = Format::new().set_bold();
        let sheet = self.workbook.add_worksheet().set_name(name).expect("a name");
        for (column, heading) in headings.iter().enumerate() {
            sheet.write_with_format(0, column as u16, *heading, &bold).expect("a cell");
            sheet.set_column_width(column as u16, 14).expect("a width");
        }
        sheet.set_freeze_panes(1, 0).expect("a pane");
        self.row = 0;
    }

    fn row(&mut self, cells: &[Field<'_>]) {
        self.row += 1;
        let row = self.row;
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let last = self.workbook.worksheets().len() - 1;
        let sheet = self.workbook.worksheet_from_index(last).expect("a sheet has begun");
        for (column, cell) in cells.iter().enumerate() {
            let column = column as u16;
            match cell {
                Field::Text(text) => sheet.write(row, column, *text).map(|_| ()),
                Field::Number(number) => sheet.write(row, column, number.parse::<f64>().expect("a number")).map(|_| ()),
                Field::Date(day) => sheet.write_with_format(row, column, day, &date).map(|_| ()),
                Field::Blank => Ok(()),
            }
            .expect("a cell");
        }
    }
}

/// One workbook a sheet.
struct Workbooks {
    folder: PathBuf,
    open: Option<(String, XlsxSheets)>,
}

impl Workbooks {
    fn finish(&mut self) {
        if let Some((name, sheets)) = self.open.take() {
            sheets.save(&self.folder.join(format!("{name}.xlsx")));
        }
    }
}

impl TakeSheets for Workbooks {
    fn sheet(&mut self, name: &str, headings: &[&str]) {
        self.finish();
        let mut sheets = XlsxSheets::default();
        sheets.sheet(name, headings);
        self.open = Some((name.to_owned(), sheets));
    }

    fn row(&mut self, cells: &[Field<'_>]) {
        self.open.as_mut().expect("a sheet has begun").1.row(cells);
    }
}
