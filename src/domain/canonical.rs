//! Canonical text: the one way in which pinned inputs, worksheets, statements and register entries are written for hashing.
//!
//! UTF-8; one record a line, ended by a line feed; fields with one tab between, the first naming the record; decimals with all the
//! decimals their unit has; dates as `2008-12-31`; nothing for what is absent. An outsider can write and check it with any language.

use super::money::Money;
use super::quantity::{NumberFlaw, parse_scaled};
use chrono::{Datelike, NaiveDate};

/// Text that a person typed, as one line: it can stand in a field.
pub fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Canonical text under way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CanonicalText {
    text: String,
}

impl CanonicalText {
    /// Nothing yet, with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> CanonicalText {
        CanonicalText { text: String::with_capacity(bytes) }
    }

    /// Begins a record; end it with [`CanonicalText::end`].
    pub fn record(&mut self, name: &str) -> &mut CanonicalText {
        self.text.push_str(name);
        self
    }

    /// A field of text. Tabs and line ends cannot stand in a field: the import turns them into blanks.
    pub fn text(&mut self, field: &str) -> &mut CanonicalText {
        assert!(!field.bytes().any(|byte| byte == b'\t' || byte == b'\n'), "a field is one line without tabs");
        self.text.push('\t');
        self.text.push_str(field);
        self
    }

    /// A whole number.
    pub fn number(&mut self, number: i64) -> &mut CanonicalText {
        self.scaled(number, 0)
    }

    /// Yuan with two decimals.
    pub fn money(&mut self, amount: Money) -> &mut CanonicalText {
        self.scaled(amount.fen(), 2)
    }

    /// A quantity with four decimals, given in ten-thousandths.
    pub fn e4(&mut self, quantity_e4: i64) -> &mut CanonicalText {
        self.scaled(quantity_e4, 4)
    }

    /// A date.
    pub fn date(&mut self, date: NaiveDate) -> &mut CanonicalText {
        self.text.push('\t');
        let digits = |number: u32| char::from(b'0' + (number % 10) as u8);
        let year = date.year().unsigned_abs();
        self.text.extend([digits(year / 1000), digits(year / 100), digits(year / 10), digits(year), '-']);
        self.text.extend([digits(date.month() / 10), digits(date.month()), '-']);
        self.text.extend([digits(date.day() / 10), digits(date.day())]);
        self
    }

    /// A date, or nothing.
    pub fn optional_date(&mut self, date: Option<NaiveDate>) -> &mut CanonicalText {
        match date {
            Some(date) => self.date(date),
            None => self.text(""),
        }
    }

    /// Ends the record.
    pub fn end(&mut self) {
        self.text.push('\n');
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The finished text.
    pub fn into_string(self) -> String {
        self.text
    }

    /// Starts anew, keeping the room.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    // Digits by hand: a large run writes tens of millions of them, and the formatting machinery would be most of its time.
    fn scaled(&mut self, value: i64, decimals: usize) -> &mut CanonicalText {
        let mut digits = [b'0'; 24];
        let (mut at, mut rest, mut written) = (digits.len(), value.unsigned_abs(), 0);
        while rest > 0 || written <= decimals {
            if decimals > 0 && written == decimals {
                at -= 1;
                digits[at] = b'.';
            }
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            written += 1;
        }
        self.text.push('\t');
        if value < 0 {
            self.text.push('-');
        }
        self.text.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
        self
    }
}

/// Canonical text that cannot be read: not what was written here, or changed since.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("canonical text is broken at record {record}: {flaw}")]
pub struct CanonicalFlaw {
    /// The record, from 1.
    pub record: usize,
    /// What is wrong.
    pub flaw: String,
}

/// The fields of one record, the name left out.
#[derive(Clone)]
pub struct Fields<'t> {
    record: usize,
    rest: Option<&'t str>,
}

impl<'t> Fields<'t> {
    /// The next field.
    pub fn text(&mut self) -> Result<&'t str, CanonicalFlaw> {
        let rest = self.rest.ok_or_else(|| self.flaw("a field is missing"))?;
        match rest.split_once('\t') {
            Some((field, rest)) => {
                self.rest = Some(rest);
                Ok(field)
            }
            None => {
                self.rest = None;
                Ok(rest)
            }
        }
    }

    /// Everything that is left, tabs included.
    pub fn rest(&self) -> Option<&'t str> {
        self.rest
    }

    /// A whole number of the given decimals.
    fn scaled(&mut self, decimals: u32) -> Result<i64, CanonicalFlaw> {
        let field = self.text()?;
        parse_scaled(field, decimals).map_err(|flaw: NumberFlaw| self.flaw(&format!("{field}: {flaw}")))
    }

    /// A whole number.
    pub fn number(&mut self) -> Result<i64, CanonicalFlaw> {
        self.scaled(0)
    }

    /// Yuan.
    pub fn money(&mut self) -> Result<Money, CanonicalFlaw> {
        self.scaled(2).map(Money::from_fen)
    }

    /// A quantity, in ten-thousandths.
    pub fn e4(&mut self) -> Result<i64, CanonicalFlaw> {
        self.scaled(4)
    }

    /// A date.
    pub fn date(&mut self) -> Result<NaiveDate, CanonicalFlaw> {
        let field = self.text()?;
        iso_date(field).ok_or_else(|| self.flaw(&format!("{field}: not a date")))
    }

    /// A date, or nothing.
    pub fn optional_date(&mut self) -> Result<Option<NaiveDate>, CanonicalFlaw> {
        match self.rest {
            Some(rest) if rest.is_empty() || rest.starts_with('\t') => self.text().map(|_| None),
            _ => self.date().map(Some),
        }
    }

    /// A value that `read` knows.
    pub fn known<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Result<T, CanonicalFlaw> {
        let field = self.text()?;
        read(field).ok_or_else(|| self.flaw(&format!("{field}: not known")))
    }

    /// Says what is wrong with this record.
    pub fn flaw(&self, flaw: &str) -> CanonicalFlaw {
        CanonicalFlaw { record: self.record, flaw: flaw.to_owned() }
    }
}

/// The records of a canonical text: name and fields.
pub fn records(text: &str) -> impl Iterator<Item = (&str, Fields<'_>)> {
    text.lines().enumerate().map(|(position, line)| {
        let (name, rest) = match line.split_once('\t') {
            Some((name, rest)) => (name, Some(rest)),
            None => (line, None),
        };
        (name, Fields { record: position + 1, rest })
    })
}

/// Reads `2008-12-31`.
pub fn iso_date(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .try_fold(0_u32, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
    };
    let dashes = bytes[4] == b'-' && bytes[7] == b'-';
    dashes.then(|| NaiveDate::from_ymd_opt(number(0..4)? as i32, number(5..7)?, number(8..10)?)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_record_is_read_back_as_it_was_written() {
        let mut text = CanonicalText::default();
        let date = iso_date("2008-12-31").unwrap();
        text.record("line")
            .text("TD-2003-01")
            .e4(33_333)
            .date(date)
            .optional_date(None)
            .money(Money::from_fen(-5))
            .number(366)
            .end();
        assert_eq!(text.as_str(), "line\tTD-2003-01\t3.3333\t2008-12-31\t\t-0.05\t366\n");
        let (name, mut fields) = records(text.as_str()).next().unwrap();
        assert_eq!((name, fields.text(), fields.e4(), fields.date()), ("line", Ok("TD-2003-01"), Ok(33_333), Ok(date)));
        assert_eq!(
            (fields.optional_date(), fields.money(), fields.number()),
            (Ok(None), Ok(Money::from_fen(-5)), Ok(366))
        );
        assert!(fields.text().is_err());
    }

    #[test]
    fn days_that_do_not_exist_are_no_dates() {
        assert_eq!(iso_date("2009-02-29"), None);
        assert_eq!(iso_date("2009-2-28"), None);
    }

    proptest! {
        #[test]
        fn decimals_are_written_as_display_writes_them(fen in any::<i32>(), e4 in any::<i32>(), number in any::<i32>()) {
            let mut text = CanonicalText::default();
            let money = Money::from_fen(i64::from(fen));
            let shares = crate::domain::quantity::Shares::from_e4(i64::from(e4));
            text.record("x").money(money).e4(shares.e4()).number(i64::from(number)).end();
            prop_assert_eq!(text.as_str(), format!("x\t{money}\t{shares}\t{number}\n"));
        }
    }
}
