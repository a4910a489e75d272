//! Closing periods (结账), and with the year its income and expense (结转损益).

use super::books;
use super::open::{begin, log};
use super::query::{balances, summed};
use super::voucher::{enter_all, refused};
use crate::application::{Context, Failure, Outcome};
use crate::domain::fact::Fact;
use crate::domain::ledger::account::{Dimensions, Purpose, Side};
use crate::domain::ledger::balance::Balances;
use crate::domain::ledger::book::{Book, find};
use crate::domain::ledger::deed::LedgerDeed;
use crate::domain::ledger::period_close::{CloseGate, carried_forward, obstacles};
use crate::domain::ledger::voucher::{Line, Voucher, VoucherHead, VoucherKind};
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::Problem;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use compact_str::{CompactString, format_compact};

/// What closing came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseReport {
    /// 账套.
    pub book: CompactString,
    /// 会计期间.
    pub period: AccountingPeriod,
    /// Its debits, which are its credits.
    pub turnover: Money,
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
    let report = CloseReport { book: book.code.clone(), period, turnover: total };
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

/// Drafts of a period, as people name them.
fn drafts(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    book: &Book,
    period: AccountingPeriod,
) -> Outcome<Vec<CompactString>> {
    let mut found = Vec::new();
    ledgers::each_draft(tx, cooperative.id, (&book.code, period), |entry| {
        let Fact::Voucher(voucher) = &entry.fact else { return Ok::<(), Failure>(()) };
        found.push(match voucher.wanted_number() {
            Some(number) => format_compact!("{number}（#{}）", entry.entry_no),
            None => format_compact!("#{}", entry.entry_no),
        });
        Ok(())
    })?;
    Ok(found)
}

/// Drafts the voucher that closes income and expense (结转损益): each to nothing, their sum to the year's income, and that to what is
/// undistributed; in the distribution period what was appropriated, too. None where there is nothing to close.
///
/// # Errors
/// Where the period is closed, or the chart names no account for it.
pub fn close_income(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, period): (&str, AccountingPeriod),
    context: &mut Context<'_>,
) -> Outcome<Option<i64>> {
    let mut tx = begin(db, cooperative, context)?;
    let held = books(&mut tx, cooperative.id)?;
    let book = find(&held, book).map_err(refused)?;
    let balances = balances(&mut tx, cooperative, book, (AccountingPeriod::opening(period.year()), period))?;
    let Some(voucher) = closing_voucher(book, &balances, period)? else { return Ok(None) };
    let entries = enter_all(&mut tx, cooperative, vec![voucher], context)?;
    tx.commit()?;
    Ok(entries.first().copied())
}

fn closing_voucher(book: &Book, balances: &Balances, period: AccountingPeriod) -> Outcome<Option<Voucher>> {
    let line = |account: &str, dimensions: &Dimensions, amount: Money| {
        let (side, amount) = match amount.is_negative() {
            true => (Side::Debit, Money::from_fen(-amount.fen())),
            false => (Side::Credit, amount),
        };
        Line { summary: "结转损益".into(), account: account.into(), side, amount, dimensions: dimensions.clone() }
    };
    let (mut lines, mut sum, mut appropriated) = (Vec::new(), Money::ZERO, Money::ZERO);
    let is_distribution = period.number() == AccountingPeriod::DISTRIBUTION;
    let appropriations: Vec<&str> = book.appropriations().map(|account| account.code.as_str()).collect();
    for ((account, dimensions), movement) in &balances.0 {
        let balance = summed(movement.closing())?;
        let is_appropriation = is_distribution && appropriations.contains(&account.as_str());
        let total = match (book.class(account).is_income_or_expense(), is_appropriation) {
            (true, _) => &mut sum,
            (_, true) => &mut appropriated,
            _ => continue,
        };
        if !balance.is_zero() {
            lines.push(line(account, dimensions, balance));
            *total = summed(total.plus(balance))?;
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let none = Dimensions::default();
    let negative = |amount: Money| Money::from_fen(-amount.fen());
    // A small chart has no account for the year's income: then it goes to what is undistributed at once.
    let income = book.account_for(Purpose::YearIncome);
    let undistributed = book.account_for(Purpose::Undistributed);
    let targets: Vec<&str> =
        [income, undistributed].into_iter().flatten().map(|account| account.code.as_str()).collect();
    if !sum.is_zero() {
        for (position, target) in targets.iter().enumerate() {
            if position > 0 {
                lines.push(line(targets[position - 1], &none, sum));
            }
            lines.push(line(target, &none, negative(sum)));
        }
    }
    if let Some(undistributed) = undistributed.filter(|_| !appropriated.is_zero()) {
        lines.push(line(&undistributed.code, &none, negative(appropriated)));
    }
    let head =
        VoucherHead { period, kind: VoucherKind::Closing, ..VoucherHead::ordinary(&book.code, period.last_day()) };
    Voucher::try_new(head, lines).map(Some).map_err(refused)
}
