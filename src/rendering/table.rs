//! Tables: headings and rows of cells. As text they line up, Chinese characters counting double; pages and files show the same cells.

use unicode_width::UnicodeWidthStr;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

impl Align {
    /// Whether it is set to the right.
    pub const fn is_right(self) -> bool {
        matches!(self, Align::Right)
    }
}

/// A table under way.
#[derive(Clone, Debug, Default)]
pub struct Table {
    headings: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
    /// The last row is a total, set apart by a line.
    has_total: bool,
}

impl Table {
    /// A table with these headings.
    pub fn new(headings: impl IntoIterator<Item = (impl Into<String>, Align)>) -> Table {
        let headings = headings.into_iter().map(|(heading, align)| (heading.into(), align)).collect();
        Table { headings, rows: Vec::new(), has_total: false }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Adds the total, under a line.
    pub fn total(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.row(cells);
        self.has_total = true;
    }

    /// Its headings, and how their columns are set.
    pub fn headings(&self) -> &[(String, Align)] {
        &self.headings
    }

    /// Its rows, a total among them.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Whether its last row is a total.
    pub const fn has_total(&self) -> bool {
        self.has_total
    }

    /// Whether a column holds numbers.
    pub fn is_numeric(&self, column: &usize) -> bool {
        self.headings.get(*column).is_some_and(|(_, align)| *align == Align::Right)
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as lines of text.
    pub fn render(&self) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
            cells.chain([self.headings[column].0.width()]).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.headings.len()).map(width).collect();
        let line = |cells: Vec<&str>| {
            let mut line = String::new();
            for (column, cell) in cells.iter().enumerate() {
                let padding = " ".repeat(widths[column].saturating_sub(cell.width()));
                let (before, after) = match self.headings[column].1 {
                    Align::Right => (padding.as_str(), ""),
                    Align::Left => ("", padding.as_str()),
                };
                line.push_str(before);
                line.push_str(cell);
                line.push_str(after);
                line.push_str("  ");
            }
            format!("{}\n", line.trim_end())
        };
        let rule = format!("{}\n", widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join("  "));
        let mut rendered = line(self.headings.iter().map(|(heading, _)| heading.as_str()).collect());
        rendered.push_str(&rule);
        for (position, row) in self.rows.iter().enumerate() {
            if self.has_total && position + 1 == self.rows.len() {
                rendered.push_str(&rule);
            }
            rendered.push_str(&line(row.iter().map(String::as_str).collect()));
        }
        rendered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_numbers_line_up() {
        let mut table = Table::new([("姓名", Align::Left), ("金额", Align::Right)]);
        table.row(["陈国强", "12,158.37"]);
        table.row(["李芳", "9.91"]);
        table.total(["合计", "12,168.28"]);
        let expected = "姓名         金额\n──────  ─────────\n陈国强  12,158.37\n李芳         9.91\n──────  ─────────\n合计    12,168.28\n";
        assert_eq!(table.render(), expected);
    }
}
