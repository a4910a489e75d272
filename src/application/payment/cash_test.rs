//! The cash test (待公司付款): tier two is not paid out of profit that the company has not paid over, all or nothing. Until the books know, it waits.

use crate::application::Outcome;
use crate::application::distribution::query::RunView;
use crate::application::ledger::{books, posting_rules, refused, summed};
use crate::domain::ledger::balance::Turnover;
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::posting_rule::DividendAccrued;
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Whether the company has paid over the dividends of all years up to one: what the cooperative's book received of them, posted, is what it was to
/// receive. What is received is for the oldest year first.
pub(super) fn company_has_paid(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (runs, year): (&[(RunView, NaiveDate)], AccountingYear),
) -> Outcome<bool> {
    let mut dividends: BTreeMap<AccountingYear, Money> = BTreeMap::new();
    for (view, _) in runs.iter().filter(|(view, _)| view.run.run.year <= year) {
        // Of a year's runs the last one says what its dividend is.
        if let Some(company) = view.summary.company {
            dividends.insert(view.run.run.year, company.dividend);
        }
    }
    let held = books(tx, cooperative.id)?;
    let Some(book) = held.values().find(|book| book.kind == BookKind::Cooperative) else {
        return Ok(dividends.values().all(|dividend| dividend.is_zero()));
    };
    let accounts = posting_rules(tx, cooperative.id)?.accounts_of::<DividendAccrued>("receivable").map_err(refused)?;
    let is_receivable = |code: &str| accounts.iter().any(|account| code.starts_with(account.as_str()));
    let opening = AccountingPeriod::opening(book.first_year);
    let kept = ledgers::periods(tx, cooperative.id, TurnoverSource::Summaries)?;
    let last = kept.into_iter().filter(|(of, _)| *of == book.code).map(|(_, period)| period).max();
    let mut of_account = |range| {
        let found = ledgers::turnovers(tx, cooperative.id, (&book.code, TurnoverSource::Summaries), range)?;
        let own = found.0.into_iter().filter(|((code, _), _)| is_receivable(code));
        summed(own.map(|(_, turnover)| turnover).try_fold(Turnover::default(), Turnover::plus))
    };
    // What the book begins with is of dividends before it.
    let before = summed(of_account((opening, opening))?.balance())?;
    let received = of_account((opening.next(), last.unwrap_or(opening).max(opening.next())))?.credit;
    let declared = dividends.range(book.first_year..).map(|(_, dividend)| *dividend);
    let expected = summed(Money::sum(declared.chain([before])))?;
    Ok(received >= expected)
}
