//! Tables on paper: headings on every page, amounts that line up, long text broken within its cell, and totals page by page.

use super::canvas::{Anchor, INK, PAPER, RED, STRONG, Style, THIN};
use super::document::Document;
use crate::domain::money::Money;
use crate::rendering::amount::yuan;
use crate::rendering::table::{Align, Table};
use std::io::Write;

/// Between two columns.
const GAP: f32 = 10.0;
/// From line to line within a cell, of its size.
const LEADING: f32 = 1.3;
/// Above and below the text of a row, of its size; and where many rows should go on one page.
const PADDING: f32 = 0.22;
const TIGHT: f32 = 0.12;
/// Smaller cannot be read.
const SMALLEST: f32 = 5.5;

/// Amounts that are summed on every page: 本页小计, 承前页, 合计.
pub(super) struct PageTotals<'t> {
    /// The columns of the table that they stand in.
    pub columns: &'t [usize],
    /// Of each row, one a column.
    pub amounts: &'t [Vec<Money>],
}

/// How a table is set.
pub(super) struct TableSetting<'t> {
    /// The size of its text.
    pub size: f32,
    /// Above and below the text of a row, of its size.
    pub padding: f32,
    /// Whether an amount below zero is red (红字).
    pub has_red_letters: bool,
    /// What is summed on every page.
    pub page_totals: Option<PageTotals<'t>>,
    /// How many rows there are at least: forms have blank ones, above the total.
    pub least_rows: usize,
    /// How many columns, from the left, say whom a row is about.
    pub subject_columns: usize,
}

impl TableSetting<'_> {
    pub(super) const fn plain(size: f32) -> Self {
        TableSetting {
            size,
            padding: PADDING,
            has_red_letters: false,
            page_totals: None,
            least_rows: 0,
            subject_columns: 0,
        }
    }

    /// As large as so many rows, each of one line, can be where there is so much room: between what is easy and what is hard to read.
    pub(super) fn filling(room: f32, rows: usize) -> Self {
        let size = |padding: f32| room / (rows as f32 * (LEADING + 2.0 * padding));
        match size(PADDING) {
            fit if fit >= 7.0 => Self::plain(fit.min(9.5)),
            _ => TableSetting { padding: TIGHT, ..Self::plain(size(TIGHT).clamp(6.3, 7.5)) },
        }
    }
}

/// A table under way.
struct TableSetter<'a, 't, 'd, 'f, W: Write> {
    document: &'a mut Document<'d, 'f, W>,
    table: &'t Table,
    setting: &'t TableSetting<'t>,
    size: f32,
    /// Where each column begins, and how wide it is.
    columns: Vec<(f32, f32)>,
}

/// Sets a table at the height at hand.
pub(super) fn set<W: Write>(document: &mut Document<'_, '_, W>, table: &Table, setting: &TableSetting<'_>) {
    let (size, columns) = columns(document, table, setting);
    let mut setter = TableSetter { document, table, setting, size, columns };
    setter.headings();
    setter.rows();
}

/// The size of the text, and where the columns are.
fn columns<W: Write>(
    document: &Document<'_, '_, W>,
    table: &Table,
    setting: &TableSetting<'_>,
) -> (f32, Vec<(f32, f32)>) {
    let count = table.headings().len();
    let space = document.width() - GAP * count as f32;
    let natural = |size: f32| {
        let style = Style::new(size, INK);
        let mut widths: Vec<f32> =
            table.headings().iter().map(|(heading, _)| document.text_width(style, heading)).collect();
        for row in table.rows() {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = width.max(document.text_width(style, cell));
            }
        }
        if let Some(totals) = &setting.page_totals {
            let sum = Money::sum(totals.amounts.iter().flatten().copied()).unwrap_or_default();
            let widest = document.text_width(style, &yuan(sum));
            totals.columns.iter().for_each(|column| widths[*column] = widths[*column].max(widest));
        }
        widths
    };
    let is_number = |column: usize| table.headings()[column].1 == Align::Right;
    // Numbers are never broken: where they take more than three quarters of the paper, everything gets smaller.
    let mut size = setting.size;
    let mut widths = natural(size);
    let of_numbers =
        |widths: &[f32]| (0..count).filter(|column| is_number(*column)).map(|column| widths[column]).sum::<f32>();
    let has_text = (0..count).any(|column| !is_number(column));
    let most = if has_text { space * 0.75 } else { space };
    if of_numbers(&widths) > most {
        size = (size * most / of_numbers(&widths)).max(SMALLEST);
        widths = natural(size);
    }
    let sum: f32 = widths.iter().sum();
    if sum > space {
        narrow(&mut widths, &is_number, space);
    } else {
        let more = (space - sum) / sum.max(1.0);
        widths.iter_mut().for_each(|width| *width += *width * more);
    }
    let mut x = document.left() + GAP / 2.0;
    let place = |width: f32| {
        let begun = x;
        x += width + GAP;
        (begun, width)
    };
    (size, widths.into_iter().map(place).collect())
}

/// Takes from the widest columns of text what there is too much of.
fn narrow(widths: &mut [f32], is_number: &dyn Fn(usize) -> bool, space: f32) {
    let numbers: f32 = (0..widths.len()).filter(|column| is_number(*column)).map(|column| widths[column]).sum();
    let mut of_text: Vec<f32> =
        (0..widths.len()).filter(|column| !is_number(*column)).map(|column| widths[column]).collect();
    of_text.sort_by(f32::total_cmp);
    let mut left = (space - numbers).max(0.0);
    let mut most = 0.0;
    for (position, width) in of_text.iter().enumerate() {
        let share = left / (of_text.len() - position) as f32;
        most = share;
        if *width > share {
            break;
        }
        left -= width;
    }
    for (column, width) in widths.iter_mut().enumerate() {
        if !is_number(column) {
            *width = width.min(most);
        }
    }
}

impl<W: Write> TableSetter<'_, '_, '_, '_, W> {
    fn row_height(&self, lines: usize) -> f32 {
        self.size * (lines as f32 * LEADING + 2.0 * self.setting.padding)
    }

    /// The place of a cell's text by its column.
    fn place(&self, column: usize) -> (f32, Anchor) {
        let (x, width) = self.columns[column];
        match self.table.headings()[column].1 {
            Align::Left => (x, Anchor::Left),
            Align::Right => (x + width, Anchor::Right),
        }
    }

    fn cells<'c>(&self, cells: impl Iterator<Item = &'c str>) -> Vec<Vec<&'c str>> {
        let broken = |(column, cell): (usize, &'c str)| {
            let (_, width) = self.columns.get(column).copied().unwrap_or_default();
            let is_number = self.table.headings().get(column).is_some_and(|(_, align)| *align == Align::Right);
            if is_number { vec![cell] } else { self.document.broken(cell, self.size, width + 0.5) }
        };
        cells.enumerate().map(broken).collect()
    }

    /// Sets one row of cells, whose lines are known, and goes below it.
    fn row(&mut self, cells: &[Vec<&str>], is_bold: bool) {
        let height = self.row_height(cells.iter().map(Vec::len).max().unwrap_or(1));
        let top = self.document.y();
        for (column, lines) in cells.iter().enumerate() {
            let (x, anchor) = self.place(column);
            for (number, line) in lines.iter().enumerate() {
                let is_red = self.setting.has_red_letters && anchor == Anchor::Right && line.starts_with('-');
                let colour = if is_red { RED } else { INK };
                self.document.move_to(top + self.size * (self.setting.padding + number as f32 * LEADING - 0.1));
                self.document.text(x, anchor, Style { size: self.size, colour, is_bold }, line);
            }
        }
        self.document.move_to(top + height);
    }

    fn headings(&mut self) {
        let table = self.table;
        let cells = self.cells(table.headings().iter().map(|(heading, _)| heading.as_str()));
        let height = self.row_height(cells.iter().map(Vec::len).max().unwrap_or(1));
        self.document.need(height * 3.0);
        let (at, size) = ((self.document.left(), self.document.y()), (self.document.width(), height));
        self.document.canvas().area(at, size, PAPER);
        self.document.rule(STRONG);
        self.row(&cells, false);
        self.document.rule(THIN);
    }

    fn rows(&mut self) {
        let table = self.table;
        let sums = self.setting.page_totals.as_ref();
        let columns = sums.map_or(0, |totals| totals.columns.len());
        let (mut page, mut carried) = (vec![Money::ZERO; columns], vec![Money::ZERO; columns]);
        let below = if sums.is_some() { self.row_height(1) } else { 0.0 };
        let last = table.rows().len().saturating_sub(1);
        let mut is_continued = false;
        for (position, row) in table.rows().iter().enumerate() {
            self.name_subject(row);
            let cells = self.cells(row.iter().map(String::as_str));
            let is_total = table.has_total() && position == last;
            let height = self.row_height(cells.iter().map(Vec::len).max().unwrap_or(1));
            // The last row takes its total along.
            let more = if position + 1 == last && table.has_total() { self.row_height(1) } else { 0.0 };
            if self.document.room() < height + more + below {
                self.sums(self.document.language().say("本页小计", "this page"), &page);
                is_continued = true;
                self.document.end_page();
                self.headings();
                add(&mut carried, &page);
                page.fill(Money::ZERO);
                self.sums(self.document.language().say("承前页", "brought forward"), &carried);
            }
            if is_total && is_continued {
                self.sums(self.document.language().say("本页小计", "this page"), &page);
            }
            if is_total {
                self.blank_rows(table.rows().len());
                self.document.rule(STRONG);
            }
            self.row(&cells, is_total);
            self.document.rule(if is_total { STRONG } else { THIN });
            if let Some(amounts) = sums.and_then(|totals| totals.amounts.get(position)) {
                add(&mut page, amounts);
            }
        }
    }

    /// What a form has at least, as far as the page goes.
    fn blank_rows(&mut self, rows: usize) {
        let height = self.row_height(1);
        for _ in rows..self.setting.least_rows {
            if self.document.room() > height * 2.0 {
                self.document.skip(height);
                self.document.rule(THIN);
            }
        }
    }

    fn name_subject(&mut self, row: &[String]) {
        if self.setting.subject_columns > 0 {
            let named: Vec<&str> = row.iter().take(self.setting.subject_columns).map(String::as_str).collect();
            self.document.file.typesetter.subject = named.join(" ");
        }
    }

    /// A row of sums.
    fn sums(&mut self, caption: &str, sums: &[Money]) {
        let Some(totals) = &self.setting.page_totals else { return };
        let mut cells = vec![String::new(); self.table.headings().len()];
        cells[0] = caption.to_owned();
        totals.columns.iter().zip(sums).for_each(|(column, sum)| cells[*column] = yuan(*sum));
        let (at, size) = ((self.document.left(), self.document.y()), (self.document.width(), self.row_height(1)));
        self.document.canvas().area(at, size, PAPER);
        let cells: Vec<Vec<&str>> = cells.iter().map(|cell| vec![cell.as_str()]).collect();
        self.row(&cells, false);
        self.document.rule(THIN);
    }
}

/// Adds amounts to sums, column by column.
fn add(sums: &mut [Money], amounts: &[Money]) {
    sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum = sum.plus(*amount).unwrap_or(*sum));
}
