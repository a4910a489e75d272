//! Books (账套): one a body that keeps accounts, each with a chart of its own.

use super::account::{Account, AccountClass, Purpose};
use super::chart::Chart;
use super::refusal::LedgerRefusal;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use compact_str::CompactString;
use std::collections::BTreeMap;
use strum::IntoEnumIterator;

/// Whose book it is (账套类别): it tells which events post to it, and how it is consolidated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum BookKind {
    /// 合作社.
    Cooperative,
    /// 公司.
    Company,
    /// 物业公司.
    PropertyManager,
    /// 公益建设资金: of the residents' committee.
    WelfareFund,
}

impl BookKind {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            BookKind::Cooperative => "合作社",
            BookKind::Company => "公司",
            BookKind::PropertyManager => "物业公司",
            BookKind::WelfareFund => "公益建设资金",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            BookKind::Cooperative => "cooperative",
            BookKind::Company => "company",
            BookKind::PropertyManager => "property manager",
            BookKind::WelfareFund => "welfare fund",
        }
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            BookKind::Cooperative => "cooperative",
            BookKind::Company => "company",
            BookKind::PropertyManager => "property_manager",
            BookKind::WelfareFund => "welfare_fund",
        }
    }

    /// The kind with this name.
    pub fn lookup(text: &str) -> Option<BookKind> {
        BookKind::iter().find(|kind| [kind.zh(), kind.code(), kind.en()].contains(&text))
    }

    /// The chart that such a book usually has.
    pub const fn usual_chart(self) -> &'static str {
        match self {
            BookKind::Cooperative => "collective-2023",
            BookKind::Company | BookKind::PropertyManager => "small-enterprise",
            BookKind::WelfareFund => "welfare-fund",
        }
    }
}

/// A book (账套), as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// As it is named in sheets and commands.
    pub code: CompactString,
    /// Its full name.
    pub name: CompactString,
    /// Whose it is.
    pub kind: BookKind,
    /// The year that it begins with.
    pub first_year: AccountingYear,
    /// 会计科目表.
    pub chart: Chart,
    /// The last closed period; none while none is.
    pub closed_to: Option<AccountingPeriod>,
    /// Distribution periods that are closed. They close after months of the next year.
    pub closed_distributions: Vec<AccountingYear>,
}

impl Book {
    /// Whether a period is closed.
    pub fn is_closed(&self, period: AccountingPeriod) -> bool {
        match period.number() {
            AccountingPeriod::DISTRIBUTION => self.closed_distributions.contains(&period.year()),
            _ => self.closed_to.is_some_and(|last| period <= last),
        }
    }

    /// Lets a voucher into a period.
    ///
    /// # Errors
    /// Where the book begins later, or the period is closed. What a book begins with is entered in its first year alone.
    pub fn check_open(&self, period: AccountingPeriod) -> Result<(), LedgerRefusal> {
        let book = || self.code.clone();
        if period.year() < self.first_year || (period.number() == 0 && period.year() != self.first_year) {
            return Err(LedgerRefusal::PeriodBeforeBook { book: book(), period, first_year: self.first_year });
        }
        if self.is_closed(period) {
            return Err(LedgerRefusal::PeriodClosed { book: book(), period, open: self.open_period() });
        }
        Ok(())
    }

    /// The first month that is open.
    pub fn open_period(&self) -> AccountingPeriod {
        match self.closed_to {
            Some(last) if last.number() == 12 => AccountingPeriod::distribution(last.year()).next(),
            Some(last) => last.next(),
            None => AccountingPeriod::opening(self.first_year).next(),
        }
    }

    /// The account that serves for something, with everything under it.
    pub fn account_for(&self, purpose: Purpose) -> Option<&Account> {
        self.chart.accounts().find(|account| account.purpose == Some(purpose))
    }

    /// The account that serves for something and can be posted to: it, or the first under it.
    pub fn postable_for(&self, purpose: Purpose) -> Option<&Account> {
        let of_purpose = self.chart.accounts().filter(|account| account.purpose == Some(purpose));
        of_purpose.into_iter().find(|account| !self.chart.is_parent(&account.code))
    }

    /// The account that what is undistributed and the appropriations are under (收益分配).
    pub fn distribution_account(&self) -> Option<&str> {
        let undistributed = self.account_for(Purpose::Undistributed)?;
        Some(self.chart.parent(&undistributed.code).unwrap_or(undistributed).code.as_str())
    }

    /// Whether an account is one of what was appropriated of the year's income (各项分配): they stand beside what is undistributed, and are closed to
    /// it with the distribution period.
    pub fn is_appropriation(&self, code: &str) -> bool {
        let undistributed = self.account_for(Purpose::Undistributed).map(|account| account.code.as_str());
        let is_under = |above: Option<&str>| above.is_some_and(|above| code.starts_with(above));
        is_under(self.distribution_account()) && !is_under(undistributed)
    }

    /// The class of an account; of one that was never there an asset's, since nothing can be posted to it.
    pub fn class(&self, code: &str) -> AccountClass {
        self.chart.lookup(code).map_or(AccountClass::Asset, |account| account.class)
    }
}

/// All books of a cooperative, by code.
pub type Books = BTreeMap<CompactString, Book>;

/// The book of a code or name.
///
/// # Errors
/// Where there is none.
pub fn find<'b>(books: &'b Books, given: &str) -> Result<&'b Book, LedgerRefusal> {
    let by_name = || books.values().find(|book| book.name == given);
    let by_kind = || {
        let mut of_kind = books.values().filter(|book| book.kind.zh() == given);
        of_kind.next().filter(|_| of_kind.next().is_none())
    };
    let found = books.get(given).or_else(by_name).or_else(by_kind);
    found.ok_or_else(|| LedgerRefusal::BookUnknown { book: given.into(), known: books.keys().cloned().collect() })
}
