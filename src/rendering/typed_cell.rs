//! Cells of text as spreadsheets keep them: days as days, numbers as numbers, with what stands beside a number (㎡, 借) in its format.

use super::speech::Language;
use super::table::Align;
use crate::domain::ledger::account::Side;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_xlsxwriter::Format;
use std::collections::HashMap;

/// What a cell of a table holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedCell<'c> {
    /// Words, or nothing.
    Text(&'c str),
    /// A day.
    Day(NaiveDate),
    /// A number.
    Number {
        /// As it is kept: credits are below zero.
        written: String,
        /// What stands before it: 借 or 贷.
        side: &'c str,
        /// What stands behind it: its unit.
        unit: &'c str,
    },
}

impl<'c> TypedCell<'c> {
    /// Reads a cell as a table shows it; numbers stand in columns that are set to the right.
    pub fn read(cell: &'c str, align: Align) -> TypedCell<'c> {
        match day(cell) {
            Some(day) => TypedCell::Day(day),
            None if align.is_right() => amount(cell).unwrap_or(TypedCell::Text(cell)),
            None => TypedCell::Text(cell),
        }
    }
}

/// 2008-12-31 and nothing else.
fn day(cell: &str) -> Option<NaiveDate> {
    if cell.len() == 10 { NaiveDate::parse_from_str(cell, "%Y-%m-%d").ok() } else { None }
}

/// 1,234.50; 11,668.3 ㎡; 借 1,234.50.
fn amount(cell: &str) -> Option<TypedCell<'_>> {
    if let Some(written) = decimal(cell) {
        return Some(TypedCell::Number { written, side: "", unit: "" });
    }
    let (first, last) = cell.split_once(' ')?;
    if let Some(written) = decimal(first) {
        return (!last.contains(' ')).then_some(TypedCell::Number { written, side: "", unit: last });
    }
    let is = |side: Side| [Language::Chinese, Language::English].iter().any(|t| t.say(side.zh(), side.en()) == first);
    let written = decimal(last)?;
    match (is(Side::Debit), is(Side::Credit)) {
        (true, _) => Some(TypedCell::Number { written, side: first, unit: "" }),
        (_, true) => Some(TypedCell::Number { written: format!("-{written}"), side: first, unit: "" }),
        _ => None,
    }
}

/// A number without its thousands separators.
pub(super) fn decimal(cell: &str) -> Option<String> {
    let plain = cell.strip_prefix('+').unwrap_or(cell).replace(',', "");
    plain.parse::<Decimal>().is_ok().then_some(plain)
}

/// How numbers of so many decimals look: none of them ends with a bare point.
pub(super) fn number_format(decimals: usize) -> String {
    match decimals {
        0 => "#,##0".to_owned(),
        2 => "#,##0.00".to_owned(),
        decimals => format!("#,##0.{}", "0".repeat(decimals)),
    }
}

/// How many decimals a number is written with.
pub(super) fn decimals(written: &str) -> usize {
    written.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// The formats of a workbook under way: one of each kind.
#[derive(Default)]
pub struct CellFormats {
    known: HashMap<String, Format>,
}

impl CellFormats {
    /// That of a cell.
    pub fn of(&mut self, cell: &TypedCell<'_>) -> &Format {
        let code = match cell {
            TypedCell::Text(_) => "General".to_owned(),
            TypedCell::Day(_) => "yyyy-mm-dd".to_owned(),
            TypedCell::Number { written, side, unit } => {
                let number = number_format(decimals(written));
                match (*side, *unit) {
                    ("", "") => format!("{number};[Red]-{number}"),
                    ("", unit) => format!("{number}\" {unit}\""),
                    // 贷 says it: no sign beside it.
                    (side, _) => format!("\"{side} \"{number};\"{side} \"{number}"),
                }
            }
        };
        self.known.entry(code).or_insert_with_key(|code| Format::new().set_num_format(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_shows_is_kept_as_what_it_is() {
        let number = |written: &str, side, unit| TypedCell::Number { written: written.to_owned(), side, unit };
        for (cell, expected) in [
            ("2008-12-31", TypedCell::Day(NaiveDate::from_ymd_opt(2008, 12, 31).unwrap())),
            ("1,234.50", number("1234.50", "", "")),
            ("+5", number("5", "", "")),
            ("11,668.3 ㎡", number("11668.3", "", "㎡")),
            ("借 10,000,000.00", number("10000000.00", "借", "")),
            ("贷 0.05", number("-0.05", "贷", "")),
            ("平 0.00", TypedCell::Text("平 0.00")),
            ("2008-02-31", TypedCell::Text("2008-02-31")),
            ("800.00→850.00", TypedCell::Text("800.00→850.00")),
            ("", TypedCell::Text("")),
        ] {
            assert_eq!(TypedCell::read(cell, Align::Right), expected, "{cell}");
        }
        assert_eq!(TypedCell::read("0012", Align::Left), TypedCell::Text("0012"), "a number of somebody is no number");
        assert_eq!(number_format(0), "#,##0");
    }
}
