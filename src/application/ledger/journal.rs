//! Journals (日记账), detail ledgers (明细账) and the general ledger (总账) of a book, over periods of one year.

use super::query::{balances, book, check_range, previous, summed, turnovers, view_of, views};
use super::voucher::refused;
use crate::application::Outcome;
use crate::domain::ledger::account::{Account, Purpose};
use crate::domain::ledger::balance::Balances;
use crate::domain::ledger::book::Book;
use crate::domain::ledger::journal::{self, Carried, GeneralAccount, Journal};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::period::AccountingPeriod;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::voucher_page;

/// The lines of an account and of what is under it, with their totals.
#[derive(Clone, Debug)]
pub struct AccountLedger {
    /// The book.
    pub book: Book,
    /// The account.
    pub account: Account,
    /// The periods.
    pub range: (AccountingPeriod, AccountingPeriod),
    /// Lines and totals.
    pub journal: Journal,
}

/// The accounts of a book, month by month.
#[derive(Clone, Debug)]
pub struct GeneralLedger {
    /// The book.
    pub book: Book,
    /// The periods.
    pub range: (AccountingPeriod, AccountingPeriod),
    /// Its accounts.
    pub accounts: Vec<GeneralAccount>,
}

/// The journal (日记账) of an account of cash or of a bank, with totals for every day.
///
/// # Errors
/// Where there is no such book or account, the account is another, or the periods are none of one year.
pub fn journal(
    db: &mut Db,
    cooperative: &Cooperative,
    (given, code): (&str, &str),
    range: (AccountingPeriod, AccountingPeriod),
) -> Outcome<AccountLedger> {
    let place = place(db, cooperative, (given, code), LedgerKind::Journal)?;
    account_ledger(db, cooperative, place, range, true)
}

/// The detail ledger (明细账) of an account, with totals for every month.
///
/// # Errors
/// Where there is no such book or account, or the periods are none of one year.
pub fn detail_ledger(
    db: &mut Db,
    cooperative: &Cooperative,
    (given, code): (&str, &str),
    range: (AccountingPeriod, AccountingPeriod),
) -> Outcome<AccountLedger> {
    let place = place(db, cooperative, (given, code), LedgerKind::Detail)?;
    account_ledger(db, cooperative, place, range, false)
}

/// Which ledger of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LedgerKind {
    /// 日记账: of cash or of a bank, with totals for every day.
    Journal,
    /// 明细账: of any account, with totals for every month.
    Detail,
}

/// The book and the account that somebody names; of a journal one of cash or of a bank.
fn place(
    db: &mut Db,
    cooperative: &Cooperative,
    (given, code): (&str, &str),
    kind: LedgerKind,
) -> Outcome<(Book, Account)> {
    let book = book(db, cooperative, given)?;
    let account = account(&book, code).map_err(refused)?.clone();
    let is_cash = |account: &&Account| account.purpose.is_some_and(Purpose::is_cash);
    if kind == LedgerKind::Journal && !is_cash(&&account) {
        let cash = book.chart.accounts().filter(is_cash).map(|account| account.code.clone()).collect();
        let Account { code, name, .. } = account;
        return Err(refused(LedgerRefusal::AccountNotCash { code, name, cash }));
    }
    Ok((book, account))
}

/// A page of the lines of an account.
#[derive(Clone, Debug)]
pub struct LedgerPage {
    /// Its lines, with the totals that end on it.
    pub ledger: AccountLedger,
    /// The voucher of each line, in the order of the lines.
    pub entries: Vec<i64>,
    /// How many lines there are in all.
    pub count: usize,
}

/// A page of a journal or a detail ledger: so many lines after so many. Nothing else of the book is read.
///
/// # Errors
/// As [`journal`] and [`detail_ledger`].
pub fn ledger_page(
    db: &mut Db,
    cooperative: &Cooperative,
    (kind, (given, code), range): (LedgerKind, (&str, &str), (AccountingPeriod, AccountingPeriod)),
    (skip, most): (usize, usize),
) -> Outcome<LedgerPage> {
    let (book, account) = place(db, cooperative, (given, code), kind)?;
    check_range(&book, range).map_err(refused)?;
    let mut tx = db.begin_read()?;
    let periods = (in_year(range.0), range.1);
    let (named, id) = ((book.code.as_str(), account.code.as_str()), cooperative.id);
    let count = voucher_page::account_line_count(&mut tx, id, named, periods)?;
    // One line more says which totals end with the page.
    let wanted = (skip as i64, most.saturating_add(1) as i64);
    let places = voucher_page::account_lines(&mut tx, id, (named, periods), wanted)?;
    let mut lines = Vec::with_capacity(places.len());
    let mut entries = Vec::with_capacity(places.len());
    for of_voucher in places.chunk_by(|(one, _), (other, _)| one == other) {
        let Some(view) = of_voucher.first().map(|(entry_no, _)| view_of(&mut tx, cooperative, (&book, *entry_no)))
        else {
            continue;
        };
        let view = view?;
        let Some(number) = view.number else { continue };
        let numbered = (1..).zip(journal::whole_lines(&view.voucher, number));
        let meant = numbered.filter(|(line_no, _)| of_voucher.iter().any(|(_, of)| of == line_no));
        for (_, line) in meant {
            lines.push(line);
            entries.push(view.entry_no);
        }
    }
    let after = lines.get(most).map(|line| (line.period, line.date));
    lines.truncate(most);
    entries.truncate(most);
    let mut begun = summed(begun(&mut tx, cooperative, &book, range)?.account(&account.code))?;
    let mut carried = Carried::default();
    if let Some(first) = lines.first().filter(|_| skip > 0) {
        let of = (skip as i64, (first.period, first.date));
        let [day, month, all] = voucher_page::sums_of_first(&mut tx, id, (named, periods), of)?;
        carried = Carried { day, month };
        begun.turnover = summed(begun.turnover.plus(all))?;
    }
    let journal = summed(Journal::page(begun, carried, (lines, after), kind == LedgerKind::Journal))?;
    Ok(LedgerPage { ledger: AccountLedger { book, account, range, journal }, entries, count: count as usize })
}

/// The general ledger (总账) of a book: of one account, or of every account that is under no other.
///
/// # Errors
/// Where there is no such book or account, or the periods are none of one year.
pub fn general_ledger(
    db: &mut Db,
    cooperative: &Cooperative,
    (given, chosen): (&str, Option<&str>),
    range: (AccountingPeriod, AccountingPeriod),
) -> Outcome<GeneralLedger> {
    let book = book(db, cooperative, given)?;
    if let Some(code) = chosen {
        account(&book, code).map_err(refused)?;
    }
    check_range(&book, range).map_err(refused)?;
    let mut tx = db.begin_read()?;
    let begun = begun(&mut tx, cooperative, &book, range)?;
    let mut periods = Vec::new();
    let mut period = in_year(range.0);
    while period <= range.1 {
        periods.push((period, turnovers(&mut tx, cooperative, &book, (period, period))?));
        period = period.next();
    }
    let accounts = summed(journal::general_ledger(&book.chart, chosen, &begun, &periods))?;
    Ok(GeneralLedger { book, range, accounts })
}

/// An account by its code, whether it can be posted to or is the sum of others.
fn account<'b>(book: &'b Book, code: &str) -> Result<&'b Account, LedgerRefusal> {
    book.chart.lookup(code).map_or_else(|| book.chart.postable(&book.code, code), Ok)
}

/// The first period that has lines of its own: what a year begins with is no turnover of it.
fn in_year(first: AccountingPeriod) -> AccountingPeriod {
    first.max(AccountingPeriod::opening(first.year()).next())
}

/// The year before the first of some periods: what accounts began with, what came since.
fn begun(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    book: &Book,
    (first, _): (AccountingPeriod, AccountingPeriod),
) -> Outcome<Balances> {
    let january = AccountingPeriod::opening(first.year()).next();
    let before = previous(in_year(first)).unwrap_or(AccountingPeriod::opening(first.year()));
    balances(tx, cooperative, book, (january, before))
}

fn account_ledger(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, account): (Book, Account),
    range: (AccountingPeriod, AccountingPeriod),
    has_days: bool,
) -> Outcome<AccountLedger> {
    check_range(&book, range).map_err(refused)?;
    let mut tx = db.begin_read()?;
    let begun = summed(begun(&mut tx, cooperative, &book, range)?.account(&account.code))?;
    let mut lines = Vec::new();
    for view in views(&mut tx, cooperative)? {
        let head = view.voucher.head();
        let Some(number) = view.number.filter(|_| head.book == book.code) else { continue };
        if (in_year(range.0)..=range.1).contains(&head.period) {
            lines.extend(journal::account_lines(&view.voucher, number, &account.code));
        }
    }
    let journal = summed(Journal::try_new(begun, lines, has_days))?;
    Ok(AccountLedger { book, account, range, journal })
}
