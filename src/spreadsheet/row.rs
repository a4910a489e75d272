//! Reading one row: every column by what it should hold, every flaw noted with its cell, nothing stopping at the first.

use super::column::Column;
use super::layout::Layout;
use super::unit::{Measure, Unit, Weight};
use super::value;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::person::{IdNumber, IdNumberFlaw};
use crate::domain::quantity::{AreaUnit, parse_scaled};
use crate::domain::refusal::{CellAddress, Refusal};
use crate::domain::sheet::{Cell, CellFlaw, CellRefusal};
use chrono::NaiveDate;
use compact_str::CompactString;

/// The largest quantity or price that a cell may hold: 10^9.
pub const LARGEST_E4: i64 = 10_000_000_000_000;

/// What all rows of a sheet share.
pub struct SheetContext<'s> {
    /// Where the columns are.
    pub layout: &'s Layout,
    /// Whether date numbers count from 1904.
    pub is_1904: bool,
    /// The date that `--as-of` gives.
    pub as_of: Option<NaiveDate>,
    /// The day on which the sheet is received: nobody is born after it.
    pub today: NaiveDate,
}

/// One row under the reader's eye.
pub struct RowReader<'r> {
    /// What all rows share.
    pub sheet: &'r SheetContext<'r>,
    /// The row, from 0.
    pub row: u32,
    cells: &'r [Cell],
    problems: &'r mut Vec<(CellAddress, Refusal)>,
    /// The numbers that were read: column and scaled value, for the totals.
    numbers: &'r mut Vec<(u16, u32, i64)>,
}

const EMPTY: Cell = Cell::Empty;

impl<'r> RowReader<'r> {
    /// Begins with a row.
    pub fn new(
        sheet: &'r SheetContext<'r>,
        (row, cells): (u32, &'r [Cell]),
        problems: &'r mut Vec<(CellAddress, Refusal)>,
        numbers: &'r mut Vec<(u16, u32, i64)>,
    ) -> RowReader<'r> {
        RowReader { sheet, row, cells, problems, numbers }
    }

    /// Whether the sheet has the column.
    pub fn has(&self, column: Column) -> bool {
        self.sheet.layout.has(column)
    }

    /// The cell of a column; empty where the sheet has none.
    pub fn cell(&self, column: Column) -> &'r Cell {
        let position = self.sheet.layout.position(column);
        position.and_then(|position| self.cells.get(position)).unwrap_or(&EMPTY)
    }

    /// The cell at a position.
    pub fn cell_at(&self, position: u16) -> &'r Cell {
        self.cells.get(usize::from(position)).unwrap_or(&EMPTY)
    }

    /// Notes what is wrong with a column's cell.
    pub fn refuse(&mut self, column: Column, flaw: CellFlaw) {
        let given = self.cell(column).shown();
        self.refuse_as(column, flaw, given);
    }

    /// Notes a problem that is about the row as a whole, at a column's cell.
    pub fn refuse_row(&mut self, column: Column, refusal: impl Into<Refusal>) {
        self.refuse_at(self.address(column), refusal.into());
    }

    /// Notes a problem at a cell of another row.
    pub fn refuse_at(&mut self, address: CellAddress, refusal: Refusal) {
        self.problems.push((address, refusal));
    }

    /// The cell of a column in this row.
    pub fn address(&self, column: Column) -> CellAddress {
        CellAddress { row: self.row, column: self.column_number(column) }
    }

    /// A whole number that is not below zero, where one stands.
    pub fn count(&mut self, column: Column) -> Option<u32> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let count = value::number(&text)
            .and_then(|(plain, _)| parse_scaled(&plain, 0).ok())
            .and_then(|count| u32::try_from(count).ok());
        if count.is_none() {
            self.refuse(column, CellFlaw::NotANumber);
        }
        count
    }

    fn refuse_as(&mut self, column: Column, flaw: CellFlaw, given: CompactString) {
        self.refuse_row(column, CellRefusal { column: column.heading().into(), given, flaw });
    }

    fn column_number(&self, column: Column) -> u32 {
        self.sheet.layout.position(column).unwrap_or_default() as u32
    }

    /// Whether a column's cell holds nothing, or a word or stroke for nothing.
    pub fn is_blank(&self, column: Column) -> bool {
        let cell = self.cell(column);
        cell.is_blank() || matches!(cell, Cell::Text(text) if value::means_nothing(text))
    }

    /// The cell as it is, where it holds something that can be used.
    fn usable(&mut self, column: Column) -> Option<&'r Cell> {
        let cell = self.cell(column);
        if self.is_blank(column) {
            return None;
        }
        match value::unusable(cell) {
            Some(flaw) => {
                self.refuse(column, flaw);
                None
            }
            None => Some(cell),
        }
    }

    /// Text, cleaned; empty where there is none.
    pub fn text(&mut self, column: Column) -> CompactString {
        match self.usable(column) {
            Some(Cell::Text(text)) => {
                if value::looks_like_formula(text) {
                    self.refuse(column, CellFlaw::TextLikeFormula);
                }
                CompactString::new(value::clean(text))
            }
            Some(cell) => cell.shown(),
            None => CompactString::default(),
        }
    }

    /// Text that must stand.
    pub fn required_text(&mut self, column: Column) -> Option<CompactString> {
        self.required(column, |row| Some(row.text(column)).filter(|text| !text.is_empty()))
    }

    /// A person's name; empty where there is none.
    pub fn person_name(&mut self, column: Column) -> CompactString {
        let text = self.text(column);
        value::person_name(&text)
    }

    /// A number that names something; empty where there is none. One whose digits are lost is refused.
    pub fn identifier(&mut self, column: Column) -> CompactString {
        match self.usable(column) {
            Some(cell) if value::digits_are_lost(cell) => {
                self.refuse(column, CellFlaw::DigitsLostInNumberCell);
                CompactString::default()
            }
            Some(_) => value::identifier(&self.text(column)),
            None => CompactString::default(),
        }
    }

    /// A number that must stand.
    pub fn required_identifier(&mut self, column: Column) -> Option<CompactString> {
        self.required(column, |row| Some(row.identifier(column)).filter(|text| !text.is_empty()))
    }

    /// Runs `read`; where the cell is blank, that is noted.
    fn required<T>(&mut self, column: Column, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.is_blank(column) {
            self.refuse(column, CellFlaw::ValueMissing);
            return None;
        }
        read(self)
    }

    /// A date, where one stands.
    pub fn date(&mut self, column: Column) -> Option<NaiveDate> {
        let cell = self.usable(column)?;
        let date = value::date(cell, self.sheet.is_1904);
        if date.is_none() {
            self.refuse(column, CellFlaw::NotADate);
        }
        date
    }

    /// A date that must stand.
    pub fn required_date(&mut self, column: Column) -> Option<NaiveDate> {
        self.required(column, |row| row.date(column))
    }

    /// A year that must stand.
    pub fn required_year(&mut self, column: Column) -> Option<AccountingYear> {
        self.required(column, |row| {
            let year = value::year(row.usable(column)?);
            if year.is_none() {
                row.refuse(column, CellFlaw::NotAYear);
            }
            year
        })
    }

    /// An identification number, where one stands and is right.
    pub fn id_number(&mut self, column: Column) -> Option<IdNumber> {
        let text = self.identifier(column);
        if text.is_empty() {
            return None;
        }
        match IdNumber::try_new(&text, self.sheet.today) {
            Ok(id_number) => Some(id_number),
            Err(flaw) => {
                let flaw = match flaw {
                    IdNumberFlaw::Shape => CellFlaw::IdNumberShape,
                    IdNumberFlaw::BirthDate => CellFlaw::IdNumberBirthDate,
                    IdNumberFlaw::CheckCharacter { expected } => CellFlaw::IdNumberCheckCharacter { expected },
                };
                self.refuse(column, flaw);
                None
            }
        }
    }

    /// One of several words that must stand.
    pub fn required_choice<T>(
        &mut self,
        column: Column,
        lookup: impl Fn(&str) -> Option<T>,
        choices: &[&str],
    ) -> Option<T> {
        self.required(column, |row| row.choice(column, lookup, choices))
    }

    /// One of several words, where one stands.
    pub fn choice<T>(&mut self, column: Column, lookup: impl Fn(&str) -> Option<T>, choices: &[&str]) -> Option<T> {
        let text = value::identifier(&self.text(column));
        if text.is_empty() {
            return None;
        }
        let found = lookup(&text);
        if found.is_none() {
            let choices = choices.iter().map(|choice| CompactString::new(choice)).collect();
            self.refuse(column, CellFlaw::NotAChoice { choices });
        }
        found
    }

    /// A number in what the column measures, with its unit. `decimals` are those of the column's own unit: 2 of yuan, 4 of everything else.
    fn scaled(
        &mut self,
        column: Column,
        (measure, decimals): (Measure, u32),
        limit: i64,
        may_be_negative: bool,
    ) -> Option<(i64, Unit)> {
        let cell = self.usable(column)?;
        let parsed = match cell {
            Cell::Number(text) | Cell::Text(text) => value::number(text),
            _ => None,
        };
        let Some((plain, behind)) = parsed else {
            self.refuse(column, CellFlaw::NotANumber);
            return None;
        };
        let unit = self.unit(column, measure, &behind)?;
        let limit_shown = || (limit / 10_i64.pow(decimals)).to_string();
        // 12.5 万元 has as many decimals as 125000 元 and four more.
        let scaled = match parse_scaled(&plain, decimals + unit.yuan_decimals.unwrap_or_default()) {
            Ok(scaled) => scaled,
            Err(flaw) => {
                self.refuse(column, CellFlaw::of_number(flaw, decimals, &limit_shown()));
                return None;
            }
        };
        if scaled < 0 && !may_be_negative {
            self.refuse(column, CellFlaw::NegativeNumber);
            return None;
        }
        if scaled.abs() > limit {
            self.refuse(column, CellFlaw::NumberTooLarge { limit: limit_shown().into() });
            return None;
        }
        self.numbers.push((self.column_number(column) as u16, decimals, scaled));
        Some((scaled, unit))
    }

    /// The unit of a number: its own, and what the heading adds. One that does not fit is refused.
    fn unit(&mut self, column: Column, measure: Measure, behind: &str) -> Option<Unit> {
        let heading = Unit::of_heading(self.sheet.layout.unit(column));
        let unit = match (Unit::parse(behind), heading) {
            (Some(own), Ok(heading)) => Ok(own.or(heading)),
            (None, _) => Err(CompactString::new(behind)),
            (Some(_), Err(unknown)) => Err(unknown),
        };
        let given = match unit {
            Ok(unit) if measure.fits(unit) => return Some(unit),
            Ok(_) if behind.is_empty() => self.sheet.layout.unit(column).unwrap_or_default().into(),
            Ok(_) => CompactString::new(behind),
            Err(given) => given,
        };
        self.refuse(column, CellFlaw::UnitDiffers { given, expected: measure.shown().into() });
        None
    }

    /// Money in yuan, or in 万元 and the like where cell or heading says so.
    pub fn money(&mut self, column: Column, may_be_negative: bool) -> Option<Money> {
        let (fen, _) = self.scaled(column, (Measure::Money, 2), Money::LARGEST.fen(), may_be_negative)?;
        Some(Money::from_fen(fen))
    }

    /// Money that must stand.
    pub fn required_money(&mut self, column: Column, may_be_negative: bool) -> Option<Money> {
        self.required(column, |row| row.money(column, may_be_negative))
    }

    /// A quantity with four decimals that must stand.
    pub fn required_e4(&mut self, column: Column, measure: Measure) -> Option<i64> {
        self.required(column, |row| row.e4(column, measure))
    }

    /// A quantity with four decimals, where one stands.
    pub fn e4(&mut self, column: Column, measure: Measure) -> Option<i64> {
        self.e4_in_unit(column, measure).map(|(scaled, _)| scaled)
    }

    /// A quantity with four decimals that must stand, in kilograms or per kilogram, and the unit it was written in.
    pub fn required_e4_in_unit(&mut self, column: Column, measure: Measure) -> Option<(i64, Unit)> {
        self.required(column, |row| row.e4_in_unit(column, measure))
    }

    fn e4_in_unit(&mut self, column: Column, measure: Measure) -> Option<(i64, Unit)> {
        let (scaled, unit) = self.scaled(column, (measure, 4), LARGEST_E4, false)?;
        let by_kilogram = match (unit.weight, measure) {
            // 元/斤: twice as much for a kilogram. 斤 of grain: half as many kilograms.
            (Some(Weight::Jin), Measure::GrainPrice) => scaled.checked_mul(2),
            (Some(Weight::Jin), _) => (scaled % 2 == 0).then_some(scaled / 2),
            _ => Some(scaled),
        };
        if by_kilogram.is_none() {
            self.refuse(column, CellFlaw::TooManyDecimals { decimals: 4 });
        }
        Some((by_kilogram?, unit))
    }

    /// The unit that stands behind a cell's number, for whoever knows only later which it should be.
    pub fn area_unit(&self, column: Column) -> Option<AreaUnit> {
        let own = value::number(&self.cell(column).shown()).and_then(|(_, behind)| Unit::parse(&behind));
        let heading = Unit::of_heading(self.sheet.layout.unit(column)).unwrap_or_default();
        own.unwrap_or_default().or(heading).area
    }

    /// A number of shares at a position of a wide sheet.
    pub fn shares_at(&mut self, position: u16, class: &str) -> Option<i64> {
        let cell = self.cell_at(position);
        if cell.is_blank() || matches!(cell, Cell::Text(text) if value::means_nothing(text)) {
            return None;
        }
        let address = CellAddress { row: self.row, column: u32::from(position) };
        let flaw = match (value::unusable(cell), cell) {
            (Some(flaw), _) => flaw,
            (None, Cell::Number(text) | Cell::Text(text)) => match value::number(text) {
                Some((plain, unit)) if unit.is_empty() || unit == "股" => match parse_scaled(&plain, 4) {
                    Ok(shares) if shares < 0 => CellFlaw::NegativeNumber,
                    Ok(shares) if shares > LARGEST_E4 => CellFlaw::NumberTooLarge { limit: "1000000000".into() },
                    Ok(shares) => {
                        self.numbers.push((position, 4, shares));
                        return Some(shares);
                    }
                    Err(flaw) => CellFlaw::of_number(flaw, 4, "1000000000"),
                },
                Some((_, given)) => CellFlaw::UnitDiffers { given, expected: "股".into() },
                None => CellFlaw::NotANumber,
            },
            (None, _) => CellFlaw::NotANumber,
        };
        self.problems.push((address, CellRefusal { column: class.into(), given: cell.shown(), flaw }.into()));
        None
    }
}
