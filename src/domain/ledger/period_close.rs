//! Closing periods (结账): month by month, and what has to be true first (会计软件基本功能和服务规范 art. 24; 会计基础工作规范 art. 63).

use super::account::Account;
use super::balance::{Balances, Turnovers};
use super::book::Book;
use super::refusal::LedgerRefusal;
use crate::domain::money::Overflow;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use compact_str::CompactString;

/// What is looked at before a period closes.
pub struct CloseGate<'g> {
    /// The book.
    pub book: &'g Book,
    /// The period that is to be closed.
    pub period: AccountingPeriod,
    /// Vouchers of it that are not posted, as people name them.
    pub unposted: Vec<CompactString>,
    /// The book's balances at its end.
    pub balances: &'g Balances,
}

/// Everything that stands against closing a period; nothing where it may be closed.
///
/// A month closes after the month before it, the distribution period after its year's last month, and either after the year before has ended; every voucher of it is posted; with the
/// year's last month and with the distribution period income and expense have been closed to the year's income, and that to what is undistributed.
pub fn obstacles(gate: &CloseGate<'_>) -> Result<Vec<LedgerRefusal>, Overflow> {
    let (book, period) = (gate.book, gate.period);
    let code = || book.code.clone();
    if book.is_closed(period) {
        return Ok(vec![LedgerRefusal::PeriodClosedAlready { book: code(), period, open: book.open_period() }]);
    }
    let mut found = Vec::new();
    let is_distribution = period.number() == AccountingPeriod::DISTRIBUTION;
    let follows = match is_distribution {
        true => book.is_closed(AccountingPeriod::december(period.year())),
        false => book.open_period() == period,
    };
    if !follows {
        found.push(LedgerRefusal::PeriodNotNext { book: code(), period, next: book.open_period() });
    }
    if is_distribution || period.number() == 12 {
        found.extend(check_year_before(book, period).err());
    }
    if !gate.unposted.is_empty() {
        found.push(LedgerRefusal::VouchersNotPosted { book: code(), period, vouchers: gate.unposted.clone() });
    }
    if is_distribution || period.number() == 12 {
        found.extend(not_closed(gate)?);
    }
    Ok(found)
}

/// A year ends after the year before has ended: only then is what that one left known.
///
/// # Errors
/// Where the distribution period of the year before is open.
pub fn check_year_before(book: &Book, period: AccountingPeriod) -> Result<(), LedgerRefusal> {
    let before = AccountingYear::try_new(period.year().number() - 1).map(AccountingPeriod::distribution);
    match before.filter(|before| before.year() >= book.first_year && !book.is_closed(*before)) {
        Some(next) => Err(LedgerRefusal::PeriodNotNext { book: book.code.clone(), period, next }),
        None => Ok(()),
    }
}

/// Accounts of income, expense and, at last, appropriation that still have a balance.
fn not_closed(gate: &CloseGate<'_>) -> Result<Vec<LedgerRefusal>, Overflow> {
    let mut open = Vec::new();
    let is_distribution = gate.period.number() == AccountingPeriod::DISTRIBUTION;
    let book = gate.book;
    let is_of_the_year = |account: &&Account| {
        account.class.is_income_or_expense() || (is_distribution && book.is_appropriation(&account.code))
    };
    let is_leaf = |account: &&Account| !book.chart.is_parent(&account.code);
    for account in book.chart.accounts().filter(is_leaf).filter(is_of_the_year) {
        if !gate.balances.account(&account.code)?.closing()?.is_zero() {
            open.push(account.code.clone());
        }
    }
    let refusal =
        LedgerRefusal::IncomeNotClosed { book: gate.book.code.clone(), period: gate.period, accounts: open.clone() };
    Ok(if open.is_empty() { Vec::new() } else { vec![refusal] })
}

/// What a year leaves to the next (结转下年): every balance, debits above zero; income and expense have none left.
pub fn carried_forward(balances: &Balances) -> Result<Turnovers, Overflow> {
    let mut carried = Turnovers::default();
    for (key, movement) in &balances.0 {
        let balance = movement.closing()?;
        let held = carried.0.entry(key.clone()).or_default();
        match balance.is_negative() {
            true => held.credit = held.credit.minus(balance)?,
            false => held.debit = balance,
        }
    }
    carried.0.retain(|_, turnover| turnover.debit != turnover.credit);
    Ok(carried)
}
