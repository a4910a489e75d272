//! Tables that pages show and workbooks hold: both say the same.

use super::amount;
use super::table::Align;
use crate::domain::money::Money;
use chrono::NaiveDate;

/// Characters that stay on one line.
const SHORT: usize = 12;

/// Columns that fit on a telephone, and rows that are not too many to stand there one under the other as lists.
const NARROW: usize = 4;
const FEW: usize = 24;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataValue {
    /// Words, numbers of things, or nothing.
    Text(String),
    /// An amount.
    Money(Money),
    /// A decimal as it is written: shares, areas, prices, counts.
    Quantity(String),
    /// A day.
    Day(NaiveDate),
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataCell {
    /// What stands in it.
    pub value: DataValue,
    /// Where a page leads from it.
    pub link: Option<String>,
}

impl DataCell {
    /// Words.
    pub fn text(text: impl Into<String>) -> DataCell {
        DataCell { value: DataValue::Text(text.into()), link: None }
    }

    /// Nothing.
    pub fn blank() -> DataCell {
        DataCell::text("")
    }

    /// An amount.
    pub const fn money(amount: Money) -> DataCell {
        DataCell { value: DataValue::Money(amount), link: None }
    }

    /// A decimal.
    pub fn quantity(written: impl ToString) -> DataCell {
        DataCell { value: DataValue::Quantity(written.to_string()), link: None }
    }

    /// A day, or nothing.
    pub fn day(day: impl Into<Option<NaiveDate>>) -> DataCell {
        let value = day.into().map_or(DataValue::Text(String::new()), DataValue::Day);
        DataCell { value, link: None }
    }

    /// The same, and it leads to a page.
    pub fn leading_to(mut self, address: impl Into<String>) -> DataCell {
        self.link = Some(address.into());
        self
    }

    /// As people read it.
    pub fn shown(&self) -> String {
        match &self.value {
            DataValue::Text(text) => text.clone(),
            DataValue::Money(amount) => amount::yuan(*amount),
            DataValue::Quantity(written) => amount::quantity(written),
            DataValue::Day(day) => day.to_string(),
        }
    }

    /// Whether it stays on one line: days, numbers that lead somewhere, and few words.
    pub fn is_short(&self) -> bool {
        match &self.value {
            DataValue::Text(text) => self.link.is_some() || text.chars().count() <= SHORT,
            _ => true,
        }
    }

    /// Whether it is an amount below zero.
    pub fn is_negative(&self) -> bool {
        matches!(self.value, DataValue::Money(amount) if amount.is_negative())
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataTable {
    /// What it is called where it is taken along.
    pub name: String,
    /// Headings, each with how its column is set.
    pub columns: Vec<(String, Align)>,
    /// The rows.
    pub rows: Vec<Vec<DataCell>>,
    /// What stands under them.
    pub total: Option<Vec<DataCell>>,
}

impl DataTable {
    /// A table without rows.
    pub fn new(name: impl Into<String>, columns: impl IntoIterator<Item = (impl Into<String>, Align)>) -> DataTable {
        let columns = columns.into_iter().map(|(heading, align)| (heading.into(), align)).collect();
        DataTable { name: name.into(), columns, rows: Vec::new(), total: None }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = DataCell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Whether it is read as a list of its rows where there is no room for its columns.
    pub fn stacks(&self) -> bool {
        self.columns.len() > NARROW && self.rows.len() <= FEW
    }

    /// The cells of a row, each with whether it is set to the right.
    pub fn aligned<'t>(&'t self, row: &'t [DataCell]) -> impl Iterator<Item = (&'t DataCell, bool)> {
        row.iter().zip(self.columns.iter().map(|(_, align)| align.is_right()))
    }
}
