//! Closing periods (结账), and with the year its income and expense (结转损益).

use super::books;
use super::open::{begin, log};
use super::query::{balances, summed};
use super::reconciliation::unreconciled;
use super::voucher::{enter_all, refused};
use crate::application::{Context, Failure, Outcome};
use crate::domain::fact::Fact;
use crate::domain::ledger::book::{Book, find};
use crate::domain::ledger::closing_voucher::closing_voucher;
use crate::domain::ledger::deed::LedgerDeed;
use crate::domain::ledger::period_close::{CloseGate, carried_forward, check_year_before, obstacles};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::VoucherKind;
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::Problem;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use chrono::NaiveDate;
use compact_str::CompactString;

/// What closing came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseReport {
    /// 账套.
    pub book: CompactString,
    /// 会计期间.
    pub period: AccountingPeriod,
    /// Its debits, which are its credits.
    pub turnover: Money,
    /// Bank accounts whose table does not reach the end of it, and how far it reaches.
    pub unreconciled: Vec<(CompactString, Option<NaiveDate>)>,
}

/// Closes a period for good.
///
/// # Errors
/// Everything that stands against it (`domain/ledger/period_close.rs`).
pub fn close(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, period): (&str, AccountingPeriod),
    context: &mut Context<'_>,
) -> Outcome<CloseReport> {
    let mut tx = begin(db, cooperative, context)?;
    let held = books(&mut tx, cooperative.id)?;
    let book = find(&held, book).map_err(refused)?;
    let balances = balances(&mut tx, cooperative, book, (AccountingPeriod::opening(period.year()), period))?;
    let mut unposted = drafts(&mut tx, cooperative, book, period)?;
    // What a book begins with is closed with its first month.
    let opening = AccountingPeriod::opening(book.first_year);
    let closes_opening = period == opening.next();
    if closes_opening {
        unposted.extend(drafts(&mut tx, cooperative, book, opening)?);
    }
    let unposted = unposted.into_iter().map(|(_, name)| name).collect();
    let gate = CloseGate { book, period, unposted, balances: &balances };
    let obstacles = summed(obstacles(&gate))?;
    if !obstacles.is_empty() {
        return Err(Failure::Refused(obstacles.into_iter().map(Problem::new).collect()));
    }
    let mut turnover = keep(&mut tx, cooperative, book, period)?;
    if closes_opening {
        keep(&mut tx, cooperative, book, opening)?;
    }
    if period.number() == AccountingPeriod::DISTRIBUTION {
        let next = AccountingPeriod::opening(period.next().year());
        ledgers::add_closed(&mut tx, cooperative.id, (&book.code, next), &summed(carried_forward(&balances))?)?;
    }
    let total = summed(turnover.total())?.debit;
    let hash = std::mem::take(&mut turnover).hash();
    log(&mut tx, cooperative, context, &LedgerDeed::Close(book.code.clone(), period, hash))?;
    let unreconciled = unreconciled(&mut tx, cooperative, (book, period.last_day()))?;
    let report = CloseReport { book: book.code.clone(), period, turnover: total, unreconciled };
    tx.commit()?;
    Ok(report)
}

/// Keeps what a period came to.
fn keep(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    book: &Book,
    period: AccountingPeriod,
) -> Outcome<crate::domain::ledger::balance::Turnovers> {
    let turnover = ledgers::turnovers(tx, cooperative.id, (&book.code, TurnoverSource::Summaries), (period, period))?;
    ledgers::add_closed(tx, cooperative.id, (&book.code, period), &turnover)?;
    Ok(turnover)
}

/// Drafts of a period: what each is for, and as people name it.
fn drafts(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    book: &Book,
    period: AccountingPeriod,
) -> Outcome<Vec<(VoucherKind, CompactString)>> {
    let mut found = Vec::new();
    ledgers::each_draft(tx, cooperative.id, (&book.code, period), |entry| {
        let Fact::Voucher(voucher) = &entry.fact else { return Ok::<(), Failure>(()) };
        found.push((voucher.head().kind, voucher.draft_name(entry.entry_no)));
        Ok(())
    })?;
    Ok(found)
}

/// Drafts the voucher that closes income and expense (结转损益): each to nothing, their sum to the year's income, and that to what is
/// undistributed; in the distribution period what was appropriated, too. None where there is nothing to close.
///
/// # Errors
/// Where the period or the year before is not closed as it should be, a closing voucher waits, or the chart names no account for it.
pub fn close_income(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, period): (&str, AccountingPeriod),
    context: &mut Context<'_>,
) -> Outcome<Option<i64>> {
    let mut tx = begin(db, cooperative, context)?;
    let held = books(&mut tx, cooperative.id)?;
    let book = find(&held, book).map_err(refused)?;
    check_year_before(book, period).map_err(refused)?;
    let balances = balances(&mut tx, cooperative, book, (AccountingPeriod::opening(period.year()), period))?;
    let waiting =
        drafts(&mut tx, cooperative, book, period)?.into_iter().find(|(kind, _)| *kind == VoucherKind::Closing);
    if let Some((_, voucher)) = waiting {
        return Err(refused(LedgerRefusal::ClosingWaits { book: book.code.clone(), period, voucher }));
    }
    let voucher = closing_voucher(book, &balances, period).map_err(refused)?;
    let Some(voucher) = voucher else { return Ok(None) };
    let entries = enter_all(&mut tx, cooperative, vec![voucher], context)?;
    tx.commit()?;
    Ok(entries.first().copied())
}
