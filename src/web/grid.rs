//! Tables on pages: cells that lead to what they sum, and the same table as a file.

use super::address::changed;
use super::answer::Answer;
use super::trouble::Trouble;
use super::visit::Visit;
use crate::rendering::table::{Align, Table};
use crate::rendering::table_file::{TableFile, TableFormat};

/// A table of a page.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Its headings, and whether numbers stand under each.
    pub headings: Vec<(String, bool)>,
    /// Its rows.
    pub rows: Vec<GridRow>,
    /// Whether it is read as a list of its rows where there is no room for its columns.
    pub stacks: bool,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct GridRow {
    /// Its cells.
    pub cells: Vec<GridCell>,
    /// Whether it sums those above it.
    pub is_total: bool,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct GridCell {
    /// What stands in it.
    pub text: String,
    /// How it is set.
    pub class: &'static str,
    /// What it opens to; empty where to nothing.
    pub address: String,
}

impl GridCell {
    fn new(text: &str, is_number: bool) -> GridCell {
        let class = match (is_number, text.starts_with('-')) {
            (false, _) => "",
            (true, false) => "n",
            // 红字: the minus sign says it too.
            (true, true) => "n red",
        };
        GridCell { text: text.to_owned(), class, address: String::new() }
    }
}

impl From<&Table> for Grid {
    fn from(table: &Table) -> Grid {
        let headings: Vec<(String, bool)> =
            table.headings().iter().map(|(heading, align)| (heading.clone(), *align == Align::Right)).collect();
        let last = table.rows().len();
        let row = |(position, cells): (usize, &Vec<String>)| GridRow {
            cells: cells.iter().zip(&headings).map(|(cell, (_, is_number))| GridCell::new(cell, *is_number)).collect(),
            is_total: table.has_total() && position + 1 == last,
        };
        let rows = table.rows().iter().enumerate().map(row).collect();
        Grid { headings, rows, stacks: false }
    }
}

impl Grid {
    /// The same with a column that leads somewhere: where to by the row's cells; empty is nowhere.
    pub fn leading(mut self, column: usize, mut address: impl FnMut(&[GridCell]) -> String) -> Grid {
        for row in self.rows.iter_mut().filter(|row| !row.is_total) {
            let leads = address(&row.cells);
            if let Some(cell) = row.cells.get_mut(column) {
                cell.address = leads;
            }
        }
        self
    }

    /// The same, read as a list of its rows where there is no room for its columns: rows that stand for themselves rather than to be compared.
    pub const fn stacking(mut self) -> Grid {
        self.stacks = true;
        self
    }

    /// The rows in which a text stands; all where it is empty.
    pub fn finding(mut self, text: &str) -> Grid {
        self.rows.retain(|row| row.cells.iter().any(|cell| cell.text.contains(text)));
        self
    }

    /// So many of its rows after so many: one page of them.
    pub fn page(mut self, (before, most): (usize, usize)) -> Grid {
        self.rows = self.rows.into_iter().skip(before).take(most).collect();
        self
    }

    /// The same with a column of differences: what is less is not red-letter.
    pub fn differing(mut self, column: usize) -> Grid {
        for cell in self.rows.iter_mut().filter_map(|row| row.cells.get_mut(column)) {
            cell.class = "n";
        }
        self
    }
}

/// Which file of a page is asked for, with `?format=`.
pub fn format_of(visit: &Visit<'_>) -> Option<TableFormat> {
    TableFormat::lookup(visit.asked.query.get("format"))
}

/// The addresses of a page's table as files: XLSX, CSV.
pub fn file_addresses(visit: &Visit<'_>) -> [String; 2] {
    [TableFormat::Xlsx, TableFormat::Csv]
        .map(|format| changed(&visit.asked.here, &[("format", format.suffix()), ("page", ""), ("after", "")]))
}

/// A file that is written row by row, as an answer.
pub fn file_answer(
    format: TableFormat,
    title: &str,
    headings: Vec<(String, Align)>,
    fill: impl FnOnce(&mut TableFile) -> Result<(), Trouble>,
) -> Result<Answer, Trouble> {
    let mut file = TableFile::new(format, title, headings).map_err(Trouble::fault)?;
    fill(&mut file)?;
    let bytes = file.finish().map_err(Trouble::fault)?;
    Ok(Answer::file(format.media_type(), &format!("{title}.{}", format.suffix()), bytes))
}

/// A table as the file that is asked for, where one is.
pub fn table_file(visit: &Visit<'_>, title: &str, table: &Table) -> Result<Option<Answer>, Trouble> {
    let Some(format) = format_of(visit) else { return Ok(None) };
    let headings = table.headings().to_vec();
    let fill = |file: &mut TableFile| {
        table.rows().iter().try_for_each(|row| file.row(row.iter().map(|cell| cell.trim()))).map_err(Trouble::fault)
    };
    file_answer(format, title, headings, fill).map(Some)
}
