//! What vouchers and opening balances are held against: books, their charts, open periods, the register, and numbers that run on.

use super::known::{Known, Origin};
use crate::application::Outcome;
use crate::application::ledger::books;
use crate::domain::ledger::account::{Account, Dimension, Dimensions, Purpose};
use crate::domain::ledger::book::{Book, BookKind, Books, find};
use crate::domain::ledger::booked_otherwise::BookedMend;
use crate::domain::ledger::closing_voucher::closes_income;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::{Line, Voucher, VoucherKind, VoucherNumber, VoucherWord};
use crate::domain::period::AccountingPeriod;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::LineSource;
use crate::storage::db::Tx;
use crate::storage::ledger as ledgers;
use crate::storage::voucher_source::cancelled;
use compact_str::{CompactString, format_compact};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Numbers of one book, period and word.
type Series = (CompactString, AccountingPeriod, VoucherWord);

/// What is known of the books while an import is checked.
#[derive(Default)]
pub struct LedgerKnown {
    books: Books,
    /// Vouchers that were posted, with their names.
    posted: FxHashMap<i64, CompactString>,
    reviewed: FxHashSet<i64>,
    /// Vouchers that a posted reversal cancelled.
    cancelled: FxHashSet<i64>,
    /// The last number that was given.
    last_numbers: BTreeMap<Series, u32>,
    /// Numbers that sheets ask for, and where.
    wanted: BTreeMap<Series, BTreeMap<u32, Origin>>,
}

/// A problem of a voucher, with the row and column that show it.
pub(crate) type AtLine = (u32, Column, LedgerRefusal);

impl LedgerKnown {
    /// Reads the books, and what became of their vouchers.
    pub fn load(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<LedgerKnown> {
        let mut known = LedgerKnown { books: books(tx, cooperative_id)?, ..LedgerKnown::default() };
        for posted in ledgers::posted(tx, cooperative_id)? {
            let name = format_compact!("{} {}", posted.period, posted.number);
            known.posted.insert(posted.entry_no, name);
            let last = known.last_numbers.entry((posted.book, posted.period, posted.number.word)).or_default();
            *last = posted.number.number.max(*last);
        }
        known.reviewed = ledgers::marks(tx, cooperative_id)?.into_iter().map(|(entry_no, ..)| entry_no).collect();
        known.cancelled = cancelled(tx, cooperative_id)?.into_iter().collect();
        Ok(known)
    }

    /// Whether a posted reversal cancelled a voucher.
    pub fn is_cancelled(&self, entry_no: i64) -> bool {
        self.cancelled.contains(&entry_no)
    }

    /// How a voucher that says something else than its source is put right.
    pub fn mend(&self, entry_no: i64, voucher: &Voucher) -> BookedMend {
        let (head, is_posted) = (voucher.head(), self.posted.contains_key(&entry_no));
        self.books.get(&head.book).map_or(BookedMend::Discard, |book| BookedMend::of(book, head.period, is_posted))
    }

    /// Whether a sheet may say anew what a book begins with: what it said was cancelled.
    pub fn is_cancelled_opening(&self, entry_no: i64, voucher: &Voucher) -> bool {
        voucher.head().kind == VoucherKind::Opening && self.is_cancelled(entry_no)
    }

    /// Whether a voucher that is held may be replaced by what a sheet says now.
    pub fn replaceable(&self, entry_no: i64) -> Result<(), LedgerRefusal> {
        if let Some(voucher) = self.posted.get(&entry_no) {
            return Err(LedgerRefusal::VoucherPosted { voucher: voucher.clone() });
        }
        match self.reviewed.contains(&entry_no) {
            true => Err(LedgerRefusal::VoucherReviewed { voucher: format_compact!("#{entry_no}") }),
            false => Ok(()),
        }
    }

    /// The bank account that a statement is of: of the cooperative's book where the sheet names none, and its only one where it names no account.
    ///
    /// # Errors
    /// Where there is none, or several could be meant.
    pub fn bank_account(
        &self,
        book: &str,
        account: &str,
    ) -> Result<(CompactString, CompactString), (Column, LedgerRefusal)> {
        let in_book = |refusal| (Column::Book, refusal);
        let book = match book.is_empty() {
            true => {
                let kind = BookKind::Cooperative;
                let own = self.books.values().find(|book| book.kind == kind);
                own.ok_or(in_book(LedgerRefusal::BookOfKindMissing { kind }))?
            }
            false => find(&self.books, book).map_err(in_book)?,
        };
        let is_bank = |one: &&Account| one.purpose == Some(Purpose::Bank) && !book.chart.is_parent(&one.code);
        let accounts: Vec<CompactString> = book.chart.accounts().filter(is_bank).map(|one| one.code.clone()).collect();
        let found = match (account.is_empty(), accounts.as_slice()) {
            (true, [only]) => only.clone(),
            (false, _) if accounts.iter().any(|code| code == account) => account.into(),
            _ => {
                let (book, given) = (book.code.clone(), account.into());
                return Err((Column::AccountCode, LedgerRefusal::BankAccountUnclear { book, given, accounts }));
            }
        };
        Ok((book.code.clone(), found))
    }

    /// Lets a voucher that is new or changed into its period.
    pub fn check_open(&self, voucher: &Voucher) -> Result<(), LedgerRefusal> {
        find(&self.books, &voucher.head().book)?.check_open(voucher.head().period)
    }

    /// Takes a voucher that counts, held or new.
    pub fn put(&mut self, voucher: &Voucher, origin: Origin) {
        let head = voucher.head();
        let is_given = matches!(origin, Origin::Held(entry_no) if self.posted.contains_key(&entry_no));
        if let Some(number) = head.number.filter(|_| !is_given) {
            let series = (head.book.clone(), head.period, head.word);
            self.wanted.entry(series).or_default().insert(number, origin);
        }
    }

    /// Numbers that do not run on from the last one that was given.
    pub fn gaps(&self) -> Vec<(Origin, LedgerRefusal)> {
        let mut found = Vec::new();
        for (series, wanted) in &self.wanted {
            let mut next = self.last_numbers.get(series).copied().unwrap_or_default() + 1;
            let (book, period, word) = series;
            for (number, origin) in wanted {
                if *number != next && matches!(origin, Origin::Row { .. }) {
                    let named = |number| VoucherNumber { word: *word, number };
                    let (given, expected) = (named(*number), named(next));
                    let (book, period) = (book.clone(), *period);
                    found.push((*origin, LedgerRefusal::VoucherNumberGap { book, period, given, expected }));
                }
                next = number + 1;
            }
        }
        found
    }
}

/// The voucher as its book has it: the book by its code, the period of opening balances, and what lines are about.
///
/// # Errors
/// Everything about it that does not fit, each at its row.
pub(crate) fn settle(known: &Known, voucher: Voucher, rows: &[LineSource]) -> Result<Voucher, Vec<AtLine>> {
    let (mut head, mut lines) = voucher.into_parts();
    let first = rows.first().map_or(0, |row| row.row);
    let book = find(&known.ledger.books, &head.book).map_err(|refusal| vec![(first, Column::Book, refusal)])?;
    head.book = book.code.clone();
    if head.kind == VoucherKind::Opening {
        head.period = AccountingPeriod::opening(book.first_year);
        head.date = head.period.last_day();
    }
    if head.kind == VoucherKind::Ordinary && closes_income(book, &lines) {
        head.kind = VoucherKind::Closing;
    }
    let mut found: Vec<AtLine> = Vec::new();
    for (line, source) in lines.iter_mut().zip(rows) {
        match book.chart.postable(&book.code, &line.account) {
            Ok(account) => {
                if let Err(refusal) = check_title(book, account, &source.title) {
                    found.push((source.row, Column::AccountTitle, refusal));
                }
                match dimensions(known, account, line) {
                    Ok(dimensions) => line.dimensions = dimensions,
                    Err(refusal) => found.push((source.row, Column::Counterparty, refusal)),
                }
            }
            Err(refusal) => found.push((source.row, Column::AccountCode, refusal)),
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    Voucher::try_new(head, lines).map_err(|refusal| vec![(first, Column::Debit, refusal)])
}

/// Rows of opening balances that name income or expense: said, and not refused.
pub(crate) fn openings_of_income(known: &Known, voucher: &Voucher, rows: &[LineSource]) -> Vec<AtLine> {
    let head = voucher.head();
    let Ok(book) = find(&known.ledger.books, &head.book) else { return Vec::new() };
    let lines = voucher.lines().iter().zip(rows).filter(|_| head.kind == VoucherKind::Opening);
    let accounts = lines.filter_map(|(line, source)| Some((source.row, book.chart.lookup(&line.account)?)));
    let of_income = accounts.filter(|(_, account)| account.class.is_income_or_expense());
    let warning = of_income.map(|(row, account)| {
        let (code, name) = (account.code.clone(), account.name.clone());
        (row, Column::AccountCode, LedgerRefusal::OpeningOfIncome { code, name })
    });
    warning.collect()
}

/// The name beside a code is the account's own, or its whole name with those above it.
fn check_title(book: &Book, account: &Account, title: &str) -> Result<(), LedgerRefusal> {
    let held = book.chart.full_name(&account.code);
    let same = |one: &str, other: &str| {
        let plain = |text: &str| text.replace(['-', '—', '_', '/', '\\', '·', ' '], "");
        plain(one) == plain(other)
    };
    match title.is_empty() || same(title, &held) || same(title, &account.name) {
        true => Ok(()),
        false => {
            let (code, given) = (account.code.clone(), title.into());
            Err(LedgerRefusal::AccountNameDiffers { code, given, held })
        }
    }
}

/// What a line is about: a name without its dimension is of the one that the account asks for; members and contracts are those of the register.
fn dimensions(known: &Known, account: &Account, line: &Line) -> Result<Dimensions, LedgerRefusal> {
    let mut about = line.dimensions.clone();
    if let Some(dimension) = account.dimension {
        let named = about.get(dimension).or_else(|| about.get(Dimension::Counterparty));
        let Some(value) = named else {
            let (code, name) = (account.code.clone(), account.name.clone());
            return Err(LedgerRefusal::DimensionMissing { code, name, dimension });
        };
        if about.get(dimension).is_none() {
            about = Dimensions::one(dimension, value);
        }
    }
    match unknown(known, &about) {
        Some(refusal) => Err(refusal),
        None => Ok(about),
    }
}

/// A member, contract or household that is not in the register.
fn unknown(known: &Known, about: &Dimensions) -> Option<LedgerRefusal> {
    let is_unknown = |(dimension, value): &(Dimension, &str)| match dimension {
        Dimension::Member => known.members.index.lookup(value).is_none(),
        Dimension::Contract => !known.contracts.contains_key(*value),
        Dimension::Household => !known.members.households.iter().any(|household| household == value),
        _ => false,
    };
    let (dimension, value) = about.iter().find(is_unknown)?;
    Some(LedgerRefusal::DimensionUnknown { dimension, given: value.into() })
}

/// What a voucher names and the register does not have.
pub(super) fn dimension_missing(known: &Known, voucher: &Voucher) -> Option<LedgerRefusal> {
    voucher.lines().iter().find_map(|line| unknown(known, &line.dimensions))
}
