//! Reconciling bank accounts: lines are matched, by themselves or by hand, and the table of a day is drawn up and confirmed.

use super::books;
use super::open::begin;
use super::query::{VoucherView, book, summed, views};
use crate::application::{Context, Failure, Outcome, log};
use crate::domain::canonical::one_line;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::account::{Account, Purpose};
use crate::domain::ledger::bank_deed::{BankAccount, BankDeed, BankWork, ConfirmedTable};
use crate::domain::ledger::bank_matching::propose;
use crate::domain::ledger::book::Book;
use crate::domain::ledger::reconciliation::{
    BankAccountLines, BankLine, BankMatch, BookLine, BookLineKey, MatchGround, Reconciliation,
};
use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal;
use crate::domain::ledger::voucher::{Line, VoucherKind};
use crate::domain::money::Money;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::{entry, event_log};
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Which account of which book, as somebody names them; the book's only bank account where none is named.
#[derive(Clone, Copy, Debug)]
pub struct BankWhere<'w> {
    /// 账套, by code or name.
    pub book: &'w str,
    /// 科目编码.
    pub account: Option<&'w str>,
}

/// A bank account with everything that is known of it.
#[derive(Clone, Debug)]
pub struct BankView {
    /// The book.
    pub book: Book,
    /// The account.
    pub account: Account,
    /// The bank's lines and the book's.
    pub lines: BankAccountLines,
    /// Vouchers that touch the account and are not posted: their day, and as people name them.
    pub unposted: Vec<(NaiveDate, CompactString)>,
    /// What has been matched and confirmed, of all accounts.
    pub work: BankWork,
}

impl BankView {
    fn key(&self) -> BankAccount {
        (self.book.code.clone(), self.account.code.clone())
    }

    /// The last day of the statement.
    pub fn statement_to(&self) -> Option<NaiveDate> {
        self.lines.bank.iter().map(|line| line.entry.date).max()
    }

    /// The table of the last day that was confirmed.
    pub fn last_confirmed(&self) -> Option<&ConfirmedTable> {
        self.work.last_confirmed(&self.key())
    }

    /// The table of a day as it was confirmed, and by whom.
    pub fn confirmed_on(&self, on: NaiveDate) -> Option<(&str, &ConfirmedTable)> {
        self.work.confirmed_of(&self.key()).into_iter().find(|(_, table)| table.on == on)
    }

    /// Vouchers that are not posted and would stand in the table of a day.
    pub fn unposted_on(&self, on: NaiveDate) -> Vec<&str> {
        self.unposted.iter().filter(|(day, _)| *day <= on).map(|(_, name)| name.as_str()).collect()
    }

    /// Matches of the account that stand, by number.
    pub fn matches(&self) -> impl Iterator<Item = (u32, &BankMatch)> {
        let own = self.key();
        let of_account = self.work.matches.iter().filter(move |(_, (of, _))| *of == own);
        of_account.map(|(match_no, (_, one))| (*match_no, one))
    }
}

/// Lines that somebody says are the same money.
#[derive(Clone, Debug, Default)]
pub struct MatchRequest {
    /// Entries of the bank's statement.
    pub bank: Vec<i64>,
    /// Lines of the book: `2008-03 记-1`, or `2008-03 记-1/2` where the voucher has several.
    pub book: Vec<String>,
    /// Whether the bank's lines settle what was open before the book began.
    pub is_opening: bool,
}

fn refused(refusal: ReconciliationRefusal) -> Failure {
    Failure::refused(refusal)
}

/// What has been done to reconcile.
pub(crate) fn work(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<BankWork> {
    let deeds = log::deeds(tx, cooperative_id, &BankDeed::ACTIONS, |event| {
        Ok(BankDeed::parse(&event.content)?.map(|deed| (event.actor.clone(), deed)))
    })?;
    let mut work = BankWork::default();
    deeds.into_iter().for_each(|(actor, deed)| work.take(&actor, deed));
    Ok(work)
}

/// Matches that do not hold: a line is gone or is none of the account, or the sides do not come to the same.
///
/// # Errors
/// Where the books cannot be read.
pub(crate) fn broken_matches(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<u32>> {
    let (held, all) = (books(tx, cooperative.id)?, work(tx, cooperative.id)?);
    let accounts: BTreeSet<&BankAccount> = all.matches.values().map(|(account, _)| account).collect();
    let mut views: BTreeMap<&BankAccount, BankView> = BTreeMap::new();
    for account in accounts {
        let book = held.get(&account.0);
        let found = book.and_then(|book| Some((book.clone(), book.chart.lookup(&account.1)?.clone())));
        if let Some(place) = found {
            views.insert(account, view(tx, cooperative, place)?);
        }
    }
    let holds = |account: &BankAccount, one: &BankMatch| {
        let Some(BankView { lines, .. }) = views.get(account) else { return false };
        let bank: Vec<Money> =
            lines.bank.iter().filter(|line| one.bank.contains(&line.entry_no)).map(|line| line.entry.amount).collect();
        let book: Vec<Money> =
            lines.book.iter().filter(|line| one.book.contains(&line.key)).map(|line| line.amount).collect();
        let is_whole = bank.len() == one.bank.len() && book.len() == one.book.len();
        is_whole && (one.ground == MatchGround::Opening || Money::sum(bank) == Money::sum(book))
    };
    let broken = all.matches.iter().filter(|(_, (account, one))| !holds(account, one));
    Ok(broken.map(|(match_no, _)| *match_no).collect())
}

/// Every bank account of every book, with its table of the last day that its statement or its book reaches.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn bank_accounts(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<(BankView, Reconciliation)>> {
    let mut tx = db.begin_read()?;
    let mut found = Vec::new();
    for book in books(&mut tx, cooperative.id)?.into_values() {
        let accounts: Vec<Account> = bank_accounts_of(&book).into_iter().cloned().collect();
        for account in accounts {
            let view = view(&mut tx, cooperative, (book.clone(), account))?;
            let last = view.statement_to().max(view.lines.book.last().map(|line| line.date));
            let table = table(&view, last.unwrap_or_default(), None)?;
            found.push((view, table));
        }
    }
    Ok(found)
}

/// The bank accounts of a book that are posted to.
fn bank_accounts_of(book: &Book) -> Vec<&Account> {
    let is_bank = |one: &&Account| one.purpose == Some(Purpose::Bank) && !book.chart.is_parent(&one.code);
    book.chart.accounts().filter(is_bank).collect()
}

/// Bank accounts of a book whose table was not confirmed up to a day, or is not what the book says any more; and up to which day it was.
pub(super) fn unreconciled(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, day): (&Book, NaiveDate),
) -> Outcome<Vec<(CompactString, Option<NaiveDate>)>> {
    let work = work(tx, cooperative.id)?;
    let mut found = Vec::new();
    for account in bank_accounts_of(book) {
        let confirmed = work.last_confirmed(&(book.code.clone(), account.code.clone()));
        let stands = match confirmed.filter(|table| table.on >= day) {
            None => false,
            // What was posted since with an earlier day is not in it.
            Some(table) => {
                let view = view(tx, cooperative, (book.clone(), account.clone()))?;
                let now = summed(Reconciliation::on(&view.lines, &[], table.on, None))?;
                now.book_balance == table.book_balance
            }
        };
        if !stands {
            found.push((account.code.clone(), confirmed.map(|table| table.on)));
        }
    }
    Ok(found)
}

/// The bank account that is meant.
fn account_of(book: &Book, given: Option<&str>) -> Result<Account, ReconciliationRefusal> {
    let accounts = bank_accounts_of(book);
    let found = match (given, accounts.as_slice()) {
        (None, [only]) => Some(*only),
        (None, _) => None,
        (Some(code), _) => accounts.iter().find(|account| account.code == code).copied(),
    };
    let unclear = || ReconciliationRefusal::BankAccountUnnamed {
        book: book.code.clone(),
        given: given.unwrap_or_default().into(),
        accounts: accounts.iter().map(|account| account.code.clone()).collect(),
    };
    found.cloned().ok_or_else(unclear)
}

/// A bank account with its lines.
fn view(tx: &mut Tx<'_>, cooperative: &Cooperative, (book, account): (Book, Account)) -> Outcome<BankView> {
    let mut lines = BankAccountLines::default();
    entry::each_live(tx, cooperative.id, FactKind::BankEntry, |entry| {
        if let Fact::BankEntry(line) = entry.fact
            && (line.book == book.code && line.account == account.code)
        {
            lines.bank.push(BankLine { entry_no: entry.entry_no, entry: *line });
        }
        Ok::<(), Failure>(())
    })?;
    let mut unposted = Vec::new();
    for view in views(tx, cooperative)?.iter().filter(|view| view.voucher.head().book == book.code) {
        let head = view.voucher.head();
        if view.number.is_none() {
            if lines_of(view, &account.code).next().is_some() {
                unposted.push((head.date, view.name().into()));
            }
            continue;
        }
        for (line_no, line) in lines_of(view, &account.code) {
            match head.period.number() {
                0 => lines.opening = summed(lines.opening.plus(line.signed()))?,
                _ => lines.book.push(book_line(view, line_no, line)),
            }
        }
    }
    lines.book.sort_by_key(|line| (line.date, line.key));
    Ok(BankView { book, account, lines, unposted, work: work(tx, cooperative.id)? })
}

/// The lines that a voucher has of an account, numbered from 1 within the voucher.
fn lines_of<'v>(view: &'v VoucherView, account: &'v str) -> impl Iterator<Item = (u32, &'v Line)> {
    (1..).zip(view.voucher.lines()).filter(move |(_, line)| line.account == account)
}

fn book_line(view: &VoucherView, line_no: u32, line: &Line) -> BookLine {
    let head = view.voucher.head();
    let name = view.name();
    BookLine {
        key: BookLineKey { entry_no: view.entry_no, line_no },
        voucher: match lines_of(view, &line.account).nth(1) {
            Some(_) => format_compact!("{name}/{line_no}"),
            None => name.into(),
        },
        date: head.date,
        summary: line.summary.clone(),
        amount: line.signed(),
        source: head.source.clone(),
        reverses: head.linked.filter(|_| head.kind == VoucherKind::Reversal),
    }
}

/// Draws up the table of a day (银行存款余额调节表). `given`: the statement's balance, where its lines have none.
///
/// # Errors
/// Where there is no such account, or the given balance is not the statement's.
pub fn reconcile(
    db: &mut Db,
    cooperative: &Cooperative,
    place: BankWhere<'_>,
    (on, given): (NaiveDate, Option<Money>),
) -> Outcome<(BankView, Reconciliation)> {
    let book = book(db, cooperative, place.book)?;
    let account = account_of(&book, place.account).map_err(Failure::refused)?;
    let view = view(&mut db.begin_read()?, cooperative, (book, account))?;
    let table = table(&view, on, given)?;
    Ok((view, table))
}

fn table(view: &BankView, on: NaiveDate, given: Option<Money>) -> Outcome<Reconciliation> {
    let table = summed(Reconciliation::on(&view.lines, &view.work.matches_of(&view.key()), on, given))?;
    match (given, table.bank_balance) {
        (Some(given), Some(found)) if given != found => {
            Err(refused(ReconciliationRefusal::BankBalanceDiffers { on, given, found }))
        }
        _ => Ok(table),
    }
}

/// Matches what is open and certain, and says what it matched. `within`: by how many days the bank and the book may differ.
///
/// # Errors
/// Where there is no such account, or nothing came in of its statement.
pub fn match_automatically(
    db: &mut Db,
    cooperative: &Cooperative,
    (place, within): (BankWhere<'_>, u32),
    context: &mut Context<'_>,
) -> Outcome<(BankView, Vec<u32>)> {
    let (mut tx, mut view) = begin_with(db, cooperative, place, context)?;
    let is_open = |line: &&BankLine| view.work.match_of_bank(line.entry_no).is_none();
    let bank: Vec<&BankLine> = view.lines.bank.iter().filter(is_open).collect();
    let is_open = |line: &&BookLine| view.work.match_of_book(line.key).is_none();
    let book: Vec<&BookLine> = view.lines.book.iter().filter(is_open).collect();
    let found = summed(propose(&bank, &book, within))?;
    let numbers = keep(&mut tx, cooperative, &mut view, (found, context))?;
    tx.commit()?;
    Ok((view, numbers))
}

/// Matches lines that somebody names.
///
/// # Errors
/// Where a line is none of the account or is matched, or the sides do not come to the same.
pub fn match_by_hand(
    db: &mut Db,
    cooperative: &Cooperative,
    (place, request): (BankWhere<'_>, &MatchRequest),
    context: &mut Context<'_>,
) -> Outcome<(BankView, Vec<u32>)> {
    let (mut tx, mut view) = begin_with(db, cooperative, place, context)?;
    let found = named(&view, request).map_err(refused)?;
    let numbers = keep(&mut tx, cooperative, &mut view, (vec![found], context))?;
    tx.commit()?;
    Ok((view, numbers))
}

fn begin_with<'d>(
    db: &'d mut Db,
    cooperative: &Cooperative,
    place: BankWhere<'_>,
    context: &Context<'_>,
) -> Outcome<(Tx<'d>, BankView)> {
    let book = book(db, cooperative, place.book)?;
    let account = account_of(&book, place.account).map_err(Failure::refused)?;
    let mut tx = begin(db, cooperative, context)?;
    let view = view(&mut tx, cooperative, (book, account))?;
    if view.lines.bank.is_empty() {
        let (book, account) = view.key();
        return Err(refused(ReconciliationRefusal::BankStatementMissing { book, account }));
    }
    Ok((tx, view))
}

/// Lines by their names, once each, that come to the same on both sides.
fn named(view: &BankView, request: &MatchRequest) -> Result<BankMatch, ReconciliationRefusal> {
    let ground = if request.is_opening { MatchGround::Opening } else { MatchGround::ByHand };
    let mut found = BankMatch { ground, ..BankMatch::default() };
    let (mut bank, mut book) = (Money::ZERO, Money::ZERO);
    let too_large = |sum: Result<Money, _>| sum.unwrap_or(Money::ZERO);
    for entry_no in &request.bank {
        let account = view.account.code.clone();
        let line = view.lines.bank.iter().find(|line| line.entry_no == *entry_no);
        let line = line.ok_or(ReconciliationRefusal::BankLineUnknown { entry_no: *entry_no, account })?;
        if let Some(match_no) = view.work.match_of_bank(*entry_no) {
            let given = format_compact!("#{entry_no}");
            return Err(ReconciliationRefusal::LineMatchedAlready { given, match_no });
        }
        if !found.bank.contains(entry_no) {
            found.bank.push(*entry_no);
            bank = too_large(bank.plus(line.entry.amount));
        }
    }
    for given in &request.book {
        let line = line_named(view, given)?;
        if let Some(match_no) = view.work.match_of_book(line.key) {
            return Err(ReconciliationRefusal::LineMatchedAlready { given: line.voucher.clone(), match_no });
        }
        if !found.book.contains(&line.key) {
            found.book.push(line.key);
            book = too_large(book.plus(line.amount));
        }
    }
    match (found.bank.is_empty() && found.book.is_empty(), request.is_opening && found.book.is_empty()) {
        (true, _) => Err(ReconciliationRefusal::MatchEmpty),
        (_, true) => settles_opening(view, bank).map(|()| found),
        _ if bank == book => Ok(found),
        _ => Err(ReconciliationRefusal::MatchUneven { bank, book }),
    }
}

/// What settles an opening difference goes the other way, and not beyond it.
fn settles_opening(view: &BankView, given: Money) -> Result<(), ReconciliationRefusal> {
    let last = view.statement_to().unwrap_or_default();
    let table = Reconciliation::on(&view.lines, &view.work.matches_of(&view.key()), last, None);
    let remaining = table.map(|table| table.opening_difference).unwrap_or_default();
    let is_opposite = given.is_negative() != remaining.is_negative();
    match is_opposite && given.fen().unsigned_abs() <= remaining.fen().unsigned_abs() {
        true => Ok(()),
        false => Err(ReconciliationRefusal::OpeningExceeded { given, remaining }),
    }
}

fn line_named<'v>(view: &'v BankView, given: &str) -> Result<&'v BookLine, ReconciliationRefusal> {
    let given = given.trim();
    let own = |line: &&BookLine| line.voucher == given;
    if let Some(line) = view.lines.book.iter().find(own) {
        return Ok(line);
    }
    let prefix = format!("{given}/");
    let lines: Vec<CompactString> = view
        .lines
        .book
        .iter()
        .filter(|line| line.voucher.starts_with(&prefix))
        .map(|line| line.voucher.clone())
        .collect();
    let given: CompactString = given.into();
    match lines.is_empty() {
        true => Err(ReconciliationRefusal::BookLineUnknown { given, account: view.account.code.clone() }),
        false => Err(ReconciliationRefusal::BookLineUnclear { given, lines }),
    }
}

/// Keeps matches under the next numbers.
fn keep(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    view: &mut BankView,
    (matches, context): (Vec<BankMatch>, &mut Context<'_>),
) -> Outcome<Vec<u32>> {
    let first = view.work.last_match_no + 1;
    let numbers: Vec<u32> = (first..).take(matches.len()).collect();
    if !matches.is_empty() {
        let deed = BankDeed::Match(view.key(), first, matches);
        record(tx, cooperative, context, &deed)?;
        view.work.take(context.actor.name(), deed);
    }
    Ok(numbers)
}

/// Withdraws a match: its lines are open again.
///
/// # Errors
/// Where there is none with that number, or no reason is given.
pub fn withdraw_match(
    db: &mut Db,
    cooperative: &Cooperative,
    (match_no, reason): (u32, &str),
    context: &mut Context<'_>,
) -> Outcome<()> {
    let mut tx = begin(db, cooperative, context)?;
    let work = work(&mut tx, cooperative.id)?;
    if !work.matches.contains_key(&match_no) {
        return Err(refused(ReconciliationRefusal::MatchUnknown { match_no, last: work.last_match_no }));
    }
    let reason = reason_of(reason)?;
    record(&mut tx, cooperative, context, &BankDeed::Unmatch { match_no, reason })?;
    tx.commit()?;
    Ok(())
}

/// A table that somebody confirms.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmRequest {
    /// The day.
    pub on: NaiveDate,
    /// The statement's balance, where its lines have none or end before the day.
    pub bank_balance: Option<Money>,
    /// What was open when the book began (启用前未达), as the accountant knows it; asked for once, where it is not nothing.
    pub opening_difference: Option<Money>,
}

/// Confirms the table of a day: it stands as it is, whatever is matched later.
///
/// # Errors
/// Where the statement does not reach the day, has no balance, has gaps, or does not follow from the last confirmed table; where nobody says why bank and
/// book differed when the book began; or the same was confirmed.
pub fn confirm(
    db: &mut Db,
    cooperative: &Cooperative,
    (place, request): (BankWhere<'_>, ConfirmRequest),
    context: &mut Context<'_>,
) -> Outcome<(BankView, Reconciliation)> {
    let (today, ConfirmRequest { on, bank_balance, .. }) = (context.today(), request);
    let (mut tx, view) = begin_with(db, cooperative, place, context)?;
    let reached = if bank_balance.is_some() { today } else { view.statement_to().map_or(today, |to| to.min(today)) };
    if on > reached {
        return Err(refused(ReconciliationRefusal::DayNotReached { on, reached }));
    }
    let table = table(&view, on, bank_balance)?;
    let adjusted = summed(table.adjusted_book())?;
    let Some(confirmed) = ConfirmedTable::of(&table, adjusted) else {
        let account = view.account.code.clone();
        return Err(refused(ReconciliationRefusal::BankBalanceMissing { account, on }));
    };
    if !table.gaps.is_empty() {
        return Err(refused(ReconciliationRefusal::StatementHasGaps { gaps: table.gaps }));
    }
    let held = view.work.confirmed_of(&view.key());
    if held.iter().any(|(_, held)| **held == confirmed) {
        return Err(refused(ReconciliationRefusal::ConfirmedAlready { on }));
    }
    follows(&view, &confirmed, request.opening_difference)?;
    record(&mut tx, cooperative, context, &BankDeed::Confirm(view.key(), confirmed))?;
    tx.commit()?;
    Ok((view, table))
}

/// Whether a table follows from the one before it; the first says what was open when the book began.
fn follows(view: &BankView, table: &ConfirmedTable, stated: Option<Money>) -> Outcome<()> {
    let (held, found) = (view.work.confirmed_of(&view.key()), table.first_difference);
    let Some((_, earlier)) = held.iter().rev().find(|(_, held)| held.on < table.on) else {
        let is_explained = stated.unwrap_or_default() == found;
        let unexplained = || refused(ReconciliationRefusal::OpeningUnexplained { given: stated, found });
        return if is_explained { Ok(()) } else { Err(unexplained()) };
    };
    let since = view.lines.bank.iter().filter(|line| line.entry.date > earlier.on && line.entry.date <= table.on);
    let lines = summed(Money::sum(since.map(|line| line.entry.amount)))?;
    let expected = summed(earlier.bank_balance.plus(lines))?;
    if expected != table.bank_balance {
        let (since, found) = (earlier.on, table.bank_balance);
        return Err(refused(ReconciliationRefusal::StatementIncomplete { since, expected, found }));
    }
    match earlier.first_difference == found {
        true => Ok(()),
        false => {
            let (on, before) = (earlier.on, earlier.first_difference);
            Err(refused(ReconciliationRefusal::OpeningMoved { on, before, now: found }))
        }
    }
}

/// Retracts the last confirmed table of an account: what it rests on can be mended. It stays in the log.
///
/// # Errors
/// Where there is no such table, later ones rest on it, or no reason is given.
pub fn retract(
    db: &mut Db,
    cooperative: &Cooperative,
    (place, on, reason): (BankWhere<'_>, NaiveDate, &str),
    context: &mut Context<'_>,
) -> Outcome<()> {
    let (mut tx, view) = begin_with(db, cooperative, place, context)?;
    let known: Vec<NaiveDate> = view.work.confirmed_of(&view.key()).iter().map(|(_, table)| table.on).collect();
    let last = known.last().copied();
    if !known.contains(&on) {
        return Err(refused(ReconciliationRefusal::TableUnknown { on, known }));
    }
    if let Some(last) = last.filter(|last| *last > on) {
        return Err(refused(ReconciliationRefusal::TableNotLast { on, last }));
    }
    let reason = reason_of(reason)?;
    record(&mut tx, cooperative, context, &BankDeed::Retract { account: view.key(), on, reason })?;
    tx.commit()?;
    Ok(())
}

fn reason_of(given: &str) -> Outcome<String> {
    let reason = one_line(given);
    if reason.is_empty() { Err(refused(ReconciliationRefusal::WithdrawalReasonMissing)) } else { Ok(reason) }
}

fn record(tx: &mut Tx<'_>, cooperative: &Cooperative, context: &Context<'_>, deed: &BankDeed) -> Outcome<()> {
    let content = deed.write();
    event_log::append(tx, cooperative.id, context.now, context.actor.name(), (deed.action(), content.as_str()))?;
    Ok(())
}

/// Lets an import be undone whose lines of a statement are neither matched nor part of a confirmed table.
///
/// # Errors
/// The first line that is.
pub(crate) fn check_bank_entries_free(tx: &mut Tx<'_>, cooperative: &Cooperative, own: &[i64]) -> Outcome<()> {
    let work = work(tx, cooperative.id)?;
    let own: FxHashSet<i64> = own.iter().copied().collect();
    let mut stands = None;
    entry::each_live(tx, cooperative.id, FactKind::BankEntry, |entry| {
        let Fact::BankEntry(line) = &entry.fact else { return Ok::<(), Failure>(()) };
        if stands.is_none() && own.contains(&entry.entry_no) {
            stands = work.check_free(entry.entry_no, line).err();
        }
        Ok(())
    })?;
    stands.map_or(Ok(()), |refusal| Err(Failure::refused(refusal)))
}
