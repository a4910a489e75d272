//! The figures that a distribution starts from (分配的起点), as the closed year's books have them.

use super::books;
use super::query::{balances, summed};
use super::voucher::refused;
use crate::application::Outcome;
use crate::domain::distribution::inputs::BookFigure;
use crate::domain::distribution::plan::PlanItem;
use crate::domain::ledger::account::Purpose;
use crate::domain::ledger::balance::{Balances, Turnover};
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::ledger::{self as ledgers, TurnoverSource};

/// What the books say of a year's plan: of every book that is kept, once the year's months are closed. Nothing where none is kept.
pub(crate) fn figures(tx: &mut Tx<'_>, cooperative: &Cooperative, year: AccountingYear) -> Outcome<Vec<BookFigure>> {
    let mut found = Vec::new();
    for book in books(tx, cooperative.id)?.values().filter(|book| book.first_year <= year) {
        let items = match book.kind {
            BookKind::Cooperative => Items {
                income: PlanItem::OtherNetIncome,
                loss: PlanItem::UncoveredLoss,
                undistributed: PlanItem::Undistributed,
            },
            BookKind::Company => Items {
                income: PlanItem::CompanyProfit,
                loss: PlanItem::CompanyUncoveredLoss,
                undistributed: PlanItem::CompanyUndistributed,
            },
            BookKind::PropertyManager | BookKind::WelfareFund => continue,
        };
        let december = AccountingPeriod::december(year);
        if !book.is_closed(december) {
            let (book, open) = (book.code.clone(), book.open_period());
            return Err(refused(LedgerRefusal::YearNotClosed { book, year, open }));
        }
        found.extend(of_book(tx, cooperative, (book, december), items)?);
    }
    Ok(found)
}

/// How the plan names the figures of a book.
struct Items {
    income: PlanItem,
    loss: PlanItem,
    undistributed: PlanItem,
}

fn of_book(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, december): (&Book, AccountingPeriod),
    items: Items,
) -> Outcome<Vec<BookFigure>> {
    let first = AccountingPeriod::opening(december.year());
    // What a book begins with lies in the year's opening period: that is before the year, not in it.
    let held = balances(tx, cooperative, book, (first.next(), december))?;
    let range = (first.next(), december);
    let closing = ledgers::turnovers(tx, cooperative.id, (&book.code, TurnoverSource::ClosingVouchers), range)?;
    let mut income = Money::ZERO;
    for ((account, dimensions), movement) in &held.0 {
        if book.class(account).is_income_or_expense() {
            let closed = closing.0.get(&(account.clone(), dimensions.clone())).copied().unwrap_or_default();
            let turnover = summed(summed(movement.turnover.balance())?.minus(summed(closed.balance())?))?;
            income = summed(income.minus(turnover))?;
        }
    }
    // What the year before left, with what was corrected of it since; the year's own income is not in it yet.
    let distribution = book.distribution_account().unwrap_or_default();
    let own =
        closing.0.iter().filter(|((account, _), _)| !distribution.is_empty() && account.starts_with(distribution));
    let own = own.map(|(_, turnover)| *turnover).try_fold(Turnover::default(), Turnover::plus);
    let left = summed(credit(&held, book.distribution_account())?.plus(summed(summed(own)?.balance())?))?;
    let loss = Money::from_fen(-left.fen()).or_zero();
    let mut figures = vec![(items.income, income), (items.loss, loss), (items.undistributed, left.or_zero())];
    if book.kind == BookKind::Company {
        let of = |purpose| credit(&held, book.account_for(purpose).map(|account| account.code.as_str()));
        figures.push((PlanItem::CompanyCapital, of(Purpose::Capital)?));
        figures.push((PlanItem::CompanyReserveBalance, of(Purpose::StatutoryReserve)?));
    }
    let named = figures.into_iter().map(|(item, amount)| BookFigure { item, amount, book: book.code.to_string() });
    Ok(named.collect())
}

/// What an account has at the end of the year, credits above zero.
fn credit(held: &Balances, account: Option<&str>) -> Outcome<Money> {
    let Some(account) = account else { return Ok(Money::ZERO) };
    let balance = summed(summed(held.account(account))?.closing())?;
    summed(Money::ZERO.minus(balance))
}
