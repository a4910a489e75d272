//! The cash test (待公司付款): tier two is not paid out of profit that the company has not paid over, all or nothing. Until the books know, it waits.

use crate::application::distribution::query::RunView;
use crate::application::ledger::{books, dividend_year, posting_rules, refused, source_of, summed};
use crate::application::{Failure, Outcome};
use crate::domain::distribution::run::RunNumber;
use crate::domain::fact::Fact;
use crate::domain::ledger::account::{AccountClass, Purpose};
use crate::domain::ledger::balance::Turnover;
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::ledger::posting_rule::{BusinessEvent, DividendAccrued, DividendReceived};
use crate::domain::ledger::settled_in_money::settled_in_money;
use crate::domain::ledger::voucher::{Voucher, VoucherKind};
use crate::domain::money::{Money, Overflow};
use crate::domain::payment::company_dividend::CompanyDividends;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use crate::storage::voucher_source::{cancelled, made_by_rule};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// Whether the company has paid over the dividends of all years up to one: what the cooperative's book received of them in money, posted, is what it was
/// to receive. Without a book nothing is known to have come in.
pub(super) fn company_has_paid(
    dividends: Option<&CompanyDividends>,
    (runs, year): (&[(RunView, NaiveDate)], AccountingYear),
) -> Outcome<bool> {
    match dividends {
        Some(dividends) => summed(dividends.are_received_through(year)),
        None => Ok(declared(runs).range(..=year).all(|(_, (_, dividend))| dividend.is_zero())),
    }
}

/// What the runs that count say of the company's dividends, and what the cooperative's book says of them; none where there is no such book. A voucher
/// from the source `apart` is left out.
pub(crate) fn company_dividends(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (runs, apart): (&[(RunView, NaiveDate)], &str),
) -> Outcome<Option<CompanyDividends>> {
    let held = books(tx, cooperative.id)?;
    let Some(book) = held.values().find(|book| book.kind == BookKind::Cooperative) else { return Ok(None) };
    let rules = posting_rules(tx, cooperative.id)?;
    let receivable = rules.accounts_of::<DividendAccrued>("receivable").map_err(refused)?;
    let accrued = made_by_rule(tx, cooperative.id, &book.code, DividendAccrued::RULE)?;
    let accrued: BTreeSet<CompactString> = accrued.into_iter().map(|voucher| voucher.source).collect();
    // The dividend of a year before the book stands in what the book begins with, unless its run is booked here.
    let is_of_book =
        |year: AccountingYear, run| year >= book.first_year || accrued.contains(&source_of(run, DividendAccrued::RULE));
    let declared = declared(runs).into_iter().filter(|(year, (run, _))| is_of_book(*year, *run));
    let mut dividends = CompanyDividends {
        first_year: book.first_year,
        before: opening(tx, cooperative, (book, &receivable))?,
        declared: declared.map(|(year, (_, dividend))| (year, dividend)).collect(),
        received: Money::ZERO,
        unnamed: Money::ZERO,
        named: BTreeMap::new(),
    };
    let gone: BTreeSet<i64> = cancelled(tx, cooperative.id)?.into_iter().collect();
    for is_posted in [true, false] {
        for (entry_no, voucher) in touching(tx, cooperative, (book, &receivable), is_posted)? {
            // A red copy and what it cancelled come to nothing.
            let is_gone = |entry_no: i64| is_posted && gone.contains(&entry_no);
            let head = voucher.head();
            let is_red = head.kind == VoucherKind::Reversal;
            if is_gone(entry_no) || head.linked.filter(|_| is_red).is_some_and(is_gone) {
                continue;
            }
            let amount = summed(came_in(book, &receivable, &voucher))?;
            let year = Some(&head.source).filter(|_| is_by_rule(&voucher)).and_then(|source| dividend_year(source));
            if is_posted {
                dividends.received = summed(dividends.received.plus(amount))?;
            }
            match year {
                Some(year) if head.source != apart => {
                    let named = dividends.named.entry(year).or_default();
                    *named = summed(named.plus(amount))?;
                }
                None if is_posted => dividends.unnamed = summed(dividends.unnamed.plus(amount))?,
                _ => {}
            }
        }
    }
    Ok(Some(dividends))
}

/// Of each year, the last run says what its dividend is.
fn declared(runs: &[(RunView, NaiveDate)]) -> BTreeMap<AccountingYear, (RunNumber, Money)> {
    let of_run = |(view, _): &(RunView, NaiveDate)| {
        view.summary.company.map(|company| (view.run.run.year, (view.run.run, company.dividend)))
    };
    runs.iter().filter_map(of_run).collect()
}

fn is_receivable(accounts: &BTreeSet<CompactString>, code: &str) -> bool {
    accounts.iter().any(|account| code.starts_with(account.as_str()))
}

/// What a book begins with of the receivable.
fn opening(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, accounts): (&Book, &BTreeSet<CompactString>),
) -> Outcome<Money> {
    let opening = AccountingPeriod::opening(book.first_year);
    let range = (opening, opening);
    let found = ledgers::turnovers(tx, cooperative.id, (&book.code, TurnoverSource::Summaries), range)?;
    let own = found.0.into_iter().filter(|((code, _), _)| is_receivable(accounts, code));
    let turnover = own.map(|(_, turnover)| turnover).try_fold(Turnover::default(), Turnover::plus);
    summed(summed(turnover)?.balance())
}

/// The vouchers of a book that have a line of the receivable, those that it begins with apart.
fn touching(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, accounts): (&Book, &BTreeSet<CompactString>),
    is_posted: bool,
) -> Outcome<BTreeMap<i64, Voucher>> {
    let mut found = BTreeMap::new();
    for account in accounts {
        ledgers::each_touching(tx, cooperative.id, (&book.code, account, is_posted), |entry| {
            if let Fact::Voucher(voucher) = entry.fact
                && voucher.head().period.number() > 0
            {
                found.insert(entry.entry_no, *voucher);
            }
            Ok::<(), Failure>(())
        })?;
    }
    Ok(found)
}

fn is_by_rule(voucher: &Voucher) -> bool {
    voucher.head().rule.split(' ').next() == Some(DividendReceived::RULE)
}

/// What came in by a voucher: against cash or a bank account. The rule of dividends says of its vouchers that the money came, so that any asset will do
/// which the rule names.
fn came_in(book: &Book, accounts: &BTreeSet<CompactString>, voucher: &Voucher) -> Result<Money, Overflow> {
    let is_own = |code: &str| is_receivable(accounts, code);
    let is_money =
        |code: &str| book.chart.lookup(code).and_then(|account| account.purpose).is_some_and(Purpose::is_cash);
    match is_by_rule(voucher) {
        true => settled_in_money(voucher, is_own, |code| !is_own(code) && book.class(code) == AccountClass::Asset),
        false => settled_in_money(voucher, is_own, is_money),
    }
}
