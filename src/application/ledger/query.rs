//! Asking the books: what there is, what balances are, and the vouchers behind them.

use super::books;
use super::voucher::{load, refused, touches_cash};
use crate::application::{Failure, Outcome};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::balance::{Balances, TrialBalance, Turnovers};
use crate::domain::ledger::book::{Book, Books, find};
use crate::domain::ledger::deed::VoucherMark;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::{Voucher, VoucherNumber};
use crate::domain::ledger::voucher_standing::VoucherStanding;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use crate::storage::voucher_page;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// All books.
///
/// # Errors
/// Where the log cannot be read.
pub fn all_books(db: &mut Db, cooperative: &Cooperative) -> Outcome<Books> {
    books(&mut db.begin_read()?, cooperative.id)
}

/// A book by code or name.
///
/// # Errors
/// Where there is none.
pub fn book(db: &mut Db, cooperative: &Cooperative, given: &str) -> Outcome<Book> {
    find(&all_books(db, cooperative)?, given).cloned().map_err(refused)
}

/// Sums leave the range of money only where somebody went around the program.
pub(crate) fn summed<T>(sum: Result<T, Overflow>) -> Outcome<T> {
    sum.map_err(|Overflow| refused(LedgerRefusal::VoucherTooLarge))
}

/// The sum of many amounts.
///
/// # Errors
/// Where it leaves the range of money.
pub fn total(amounts: impl IntoIterator<Item = Money>) -> Outcome<Money> {
    summed(Money::sum(amounts))
}

/// The balances of a book over periods of one year.
///
/// What is closed is read as closing kept it, what is open from the summaries of posting: neither grows with the number of lines.
pub(crate) fn balances(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    book: &Book,
    (first, last): (AccountingPeriod, AccountingPeriod),
) -> Outcome<Balances> {
    let base = base_year(book, first.year());
    let begins = AccountingPeriod::opening(base);
    let before = match previous(first) {
        Some(previous) if previous >= begins => turnovers(tx, cooperative, book, (begins, previous))?,
        _ => Turnovers::default(),
    };
    summed(Balances::new(&before, &turnovers(tx, cooperative, book, (first, last))?))
}

/// Lets a range of periods pass.
///
/// # Errors
/// Where it is not one of one year, from the earlier to the later, or the book begins later.
pub(super) fn check_range(
    book: &Book,
    (first, last): (AccountingPeriod, AccountingPeriod),
) -> Result<(), LedgerRefusal> {
    if first.year() != last.year() || first > last {
        return Err(LedgerRefusal::RangeUnfit { first, last });
    }
    match last.year() < book.first_year {
        true => {
            let book_code = book.code.clone();
            Err(LedgerRefusal::PeriodBeforeBook { book: book_code, period: last, first_year: book.first_year })
        }
        false => Ok(()),
    }
}

/// The latest year whose beginning is kept: the book's first, or one after a year that is closed for good.
fn base_year(book: &Book, year: AccountingYear) -> AccountingYear {
    let ended = book.closed_distributions.iter().map(|closed| AccountingPeriod::distribution(*closed).next().year());
    ended.filter(|begun| *begun <= year).max().unwrap_or(book.first_year)
}

/// The period before; the distribution period before a year's beginning, since that is only kept once it is closed.
pub(crate) fn previous(period: AccountingPeriod) -> Option<AccountingPeriod> {
    let year = period.year();
    match period.number() {
        0 => AccountingYear::try_new(year.number() - 1).map(AccountingPeriod::distribution),
        number => AccountingPeriod::try_new(year, number - 1),
    }
}

/// The turnover from a period to a period: of each, closed or open.
pub(super) fn turnovers(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    book: &Book,
    (first, last): (AccountingPeriod, AccountingPeriod),
) -> Outcome<Turnovers> {
    let mut found = ledgers::turnovers(tx, cooperative.id, (&book.code, TurnoverSource::Closed), (first, last))?;
    let mut period = first;
    while period <= last {
        if !book.is_closed(period) {
            let range = (period, period);
            let open = ledgers::turnovers(tx, cooperative.id, (&book.code, TurnoverSource::Summaries), range)?;
            for ((account, dimensions), turnover) in &open.0 {
                summed(found.add(account, dimensions, *turnover))?;
            }
        }
        period = period.next();
    }
    Ok(found)
}

/// The trial balance (科目余额表) of a book over periods of one year.
///
/// # Errors
/// Where there is no such book, or the periods are none of one year.
pub fn trial_balance(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, first, last): (&str, AccountingPeriod, AccountingPeriod),
) -> Outcome<(Book, TrialBalance)> {
    let book = self::book(db, cooperative, book)?;
    check_range(&book, (first, last)).map_err(refused)?;
    let mut tx = db.begin_read()?;
    let balances = balances(&mut tx, cooperative, &book, (first, last))?;
    let trial = summed(balances.trial_balance(&book))?;
    Ok((book, trial))
}

/// The balances of a book, for whoever looks below the accounts.
///
/// # Errors
/// Where there is no such book, or the periods are none of one year.
pub fn book_balances(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, first, last): (&str, AccountingPeriod, AccountingPeriod),
) -> Outcome<(Book, Balances)> {
    let book = self::book(db, cooperative, book)?;
    check_range(&book, (first, last)).map_err(refused)?;
    let balances = balances(&mut db.begin_read()?, cooperative, &book, (first, last))?;
    Ok((book, balances))
}

/// A voucher, with what became of it.
#[derive(Clone, Debug)]
pub struct VoucherView {
    /// Its entry.
    pub entry_no: i64,
    /// What it says.
    pub voucher: Voucher,
    /// The number that it was given at posting.
    pub number: Option<VoucherNumber>,
    /// Whether it is reviewed.
    pub is_reviewed: bool,
    /// Whether the cashier has signed.
    pub is_signed: bool,
    /// Whether it touches cash, and the cashier has not signed.
    pub wants_signature: bool,
}

impl VoucherView {
    /// How far it has come.
    pub const fn standing(&self) -> VoucherStanding {
        match (self.number.is_some(), self.is_reviewed, self.wants_signature) {
            (true, ..) => VoucherStanding::Posted,
            (false, true, true) => VoucherStanding::ReviewedUnsigned,
            (false, true, false) => VoucherStanding::Reviewed,
            (false, false, true) => VoucherStanding::DraftUnsigned,
            (false, false, false) => VoucherStanding::Draft,
        }
    }

    /// `2008-03 记-1` once it is posted, before that `#12`.
    pub fn name(&self) -> String {
        match self.number {
            Some(number) => format!("{} {number}", self.voucher.head().period),
            None => format!("#{}", self.entry_no),
        }
    }
}

/// Vouchers of a book that count, in the order of periods, words and numbers; drafts last.
///
/// # Errors
/// Where there is no such book.
pub fn vouchers(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, period): (&str, Option<AccountingPeriod>),
) -> Outcome<Vec<VoucherView>> {
    let code = self::book(db, cooperative, book)?.code;
    let mut tx = db.begin_read()?;
    let mut found = views(&mut tx, cooperative)?;
    found.retain(|view| {
        let head = view.voucher.head();
        head.book == code && period.is_none_or(|period| head.period == period)
    });
    found.sort_by_key(|view| (view.voucher.head().period, view.number.is_none(), view.number, view.entry_no));
    Ok(found)
}

/// A page of vouchers of a book: so many after so many.
#[derive(Clone, Debug)]
pub struct VoucherPage {
    /// The book.
    pub book: Book,
    /// Those that are shown, in the order of periods, words and numbers; drafts at the end of their period.
    pub views: Vec<VoucherView>,
    /// How many there are in all.
    pub count: usize,
}

/// Vouchers of a book that count, from a period to a period: so many after so many. Nothing else of the book is read.
///
/// # Errors
/// Where there is no such book, or the periods are none of one year.
pub fn voucher_page(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, range): (&str, (AccountingPeriod, AccountingPeriod)),
    (skip, most): (usize, usize),
) -> Outcome<VoucherPage> {
    let book = self::book(db, cooperative, book)?;
    check_range(&book, range).map_err(refused)?;
    let mut tx = db.begin_read()?;
    let of_book = (book.code.as_str(), range);
    let count = voucher_page::voucher_count(&mut tx, cooperative.id, of_book)? as usize;
    let found = voucher_page::vouchers(&mut tx, cooperative.id, of_book, (skip as i64, most as i64))?;
    let views = found.into_iter().map(|entry_no| view_of(&mut tx, cooperative, (&book, entry_no)));
    let views = views.collect::<Outcome<Vec<VoucherView>>>()?;
    Ok(VoucherPage { book, views, count })
}

/// A voucher by its entry, with its book.
///
/// # Errors
/// Where there is none that counts.
pub fn voucher_of(db: &mut Db, cooperative: &Cooperative, entry_no: i64) -> Outcome<(Book, VoucherView)> {
    let mut tx = db.begin_read()?;
    let code = load(&mut tx, cooperative, entry_no)?.head().book.clone();
    let book = find(&books(&mut tx, cooperative.id)?, &code).cloned().map_err(refused)?;
    let view = view_of(&mut tx, cooperative, (&book, entry_no))?;
    Ok((book, view))
}

/// One voucher of a book with what became of it.
pub(super) fn view_of(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, entry_no): (&Book, i64),
) -> Outcome<VoucherView> {
    let state = voucher_page::state_of(tx, cooperative.id, entry_no)?;
    let voucher = load(tx, cooperative, entry_no)?;
    let has = |mark: VoucherMark| state.marks.iter().any(|(known, _)| *known == mark);
    let (is_reviewed, is_signed) = (has(VoucherMark::Reviewed), has(VoucherMark::Signed));
    let number = state.posted.map(|posted| posted.number);
    let wants_signature = !is_signed && number.is_none() && touches_cash(book, &voucher);
    Ok(VoucherView { entry_no, voucher, number, is_reviewed, is_signed, wants_signature })
}

pub(crate) fn views(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<VoucherView>> {
    let posted = ledgers::posted(tx, cooperative.id)?.into_iter();
    let numbers: FxHashMap<i64, VoucherNumber> = posted.map(|posted| (posted.entry_no, posted.number)).collect();
    let mut marks: FxHashMap<i64, [bool; 2]> = FxHashMap::default();
    for (entry_no, mark, _) in ledgers::marks(tx, cooperative.id)? {
        marks.entry(entry_no).or_default()[usize::from(mark == VoucherMark::Signed)] = true;
    }
    let books = books(tx, cooperative.id)?;
    let mut found = Vec::new();
    entry::each_live(tx, cooperative.id, FactKind::Voucher, |entry| {
        let Fact::Voucher(voucher) = entry.fact else { return Ok::<(), Failure>(()) };
        let [is_reviewed, is_signed] = marks.get(&entry.entry_no).copied().unwrap_or_default();
        let number = numbers.get(&entry.entry_no).copied();
        let wants_signature = !is_signed
            && number.is_none()
            && books.get(&voucher.head().book).is_some_and(|book| touches_cash(book, &voucher));
        let entry_no = entry.entry_no;
        found.push(VoucherView { entry_no, voucher: *voucher, number, is_reviewed, is_signed, wants_signature });
        Ok(())
    })?;
    Ok(found)
}

/// A voucher by `12`, `#12`, or `2008-03 记-1`: of a book, or of the only one that has it. A draft is known by the number that its sheet asks for.
///
/// # Errors
/// Where there is none, or several books have one.
pub fn voucher(db: &mut Db, cooperative: &Cooperative, given: &str, book: Option<&str>) -> Outcome<VoucherView> {
    let code = book.map(|book| self::book(db, cooperative, book)).transpose()?.map(|book| book.code);
    let entry_no = given.trim().trim_start_matches('#').parse::<i64>().ok();
    let named = given
        .trim()
        .split_once(' ')
        .and_then(|(period, number)| Some((AccountingPeriod::parse(period)?, VoucherNumber::parse(number)?)));
    let mut found = views(&mut db.begin_read()?, cooperative)?;
    found.retain(|view| {
        let head = view.voucher.head();
        let is_meant = match (entry_no, named) {
            (Some(entry_no), _) => view.entry_no == entry_no,
            (None, named) => {
                named.is_some()
                    && named == view.number.or(view.voucher.wanted_number()).map(|number| (head.period, number))
            }
        };
        is_meant && code.as_ref().is_none_or(|code| head.book == *code)
    });
    // One that is posted has its number, a draft only asks for it.
    found.sort_by_key(|view| view.number.is_none());
    let books: BTreeSet<CompactString> = found.iter().map(|view| view.voucher.head().book.clone()).collect();
    if books.len() > 1 {
        let (given, books) = (given.into(), books.into_iter().collect());
        return Err(refused(LedgerRefusal::VoucherInSeveralBooks { given, books }));
    }
    found.into_iter().next().ok_or_else(|| refused(LedgerRefusal::VoucherUnknown { given: given.into() }))
}
