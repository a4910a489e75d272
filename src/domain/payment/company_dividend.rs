//! The company's dividends (公司分红) in the cooperative's book: what was declared, and what of it came in as money.

use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingYear;
use std::collections::BTreeMap;

/// What was declared, and what came in of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyDividends {
    /// The book's first year.
    pub first_year: AccountingYear,
    /// What the book begins with: of the dividends of years before it.
    pub before: Money,
    /// By year, as its last run that counts says.
    pub declared: BTreeMap<AccountingYear, Money>,
    /// What came in and is posted.
    pub received: Money,
    /// Of it, what names no year.
    pub unnamed: Money,
    /// What was booked as the dividend of a year, posted or not.
    pub named: BTreeMap<AccountingYear, Money>,
}

impl CompanyDividends {
    /// Whether everything declared through a year has come in: what came in is for the oldest year first.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn are_received_through(&self, year: AccountingYear) -> Result<bool, Overflow> {
        let declared = self.declared.range(..=year).map(|(_, amount)| *amount);
        Ok(self.received >= Money::sum(declared.chain([self.before]))?)
    }

    /// What was declared for a year, and what of it has come in; of a year before the book, what the book begins with.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn of_year(&self, year: AccountingYear) -> Result<(Money, Money), Overflow> {
        let is_before = |year: &AccountingYear| *year < self.first_year && !self.declared.contains_key(year);
        let named_before = self.named.iter().filter(|(year, _)| is_before(year)).map(|(_, amount)| *amount);
        let mut parts = vec![(None, self.before, Money::sum(named_before)?)];
        parts.extend(self.declared.iter().map(|(year, amount)| (Some(*year), *amount, self.named(*year))));
        let meant = if is_before(&year) { None } else { Some(year) };
        let mut unnamed = self.unnamed;
        for (of, declared, named) in parts {
            let open = declared.minus(named)?.max(Money::ZERO);
            let taken = open.min(unnamed).max(Money::ZERO);
            unnamed = unnamed.minus(taken)?;
            if of == meant {
                return Ok((declared, named.plus(taken)?));
            }
        }
        Ok((Money::ZERO, self.named(year)))
    }

    fn named(&self, year: AccountingYear) -> Money {
        self.named.get(&year).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(number: i32) -> AccountingYear {
        AccountingYear::try_new(number).unwrap()
    }

    #[test]
    fn what_names_no_year_is_for_the_oldest_first() {
        let fen = Money::from_fen;
        let dividends = CompanyDividends {
            first_year: year(2008),
            before: fen(50),
            declared: BTreeMap::from([(year(2008), fen(100)), (year(2009), fen(200))]),
            received: fen(130),
            unnamed: fen(70),
            named: BTreeMap::from([(year(2009), fen(60))]),
        };
        assert_eq!(dividends.of_year(year(2006)), Ok((fen(50), fen(50))));
        assert_eq!(dividends.of_year(year(2008)), Ok((fen(100), fen(20))));
        assert_eq!(dividends.of_year(year(2009)), Ok((fen(200), fen(60))));
        assert_eq!(dividends.of_year(year(2010)), Ok((fen(0), fen(0))), "nothing was declared");
        assert_eq!(dividends.are_received_through(year(2008)), Ok(false));
        let all = CompanyDividends { received: fen(150), ..dividends };
        assert_eq!(all.are_received_through(year(2008)), Ok(true));
        assert_eq!(all.are_received_through(year(2009)), Ok(false));
    }
}
