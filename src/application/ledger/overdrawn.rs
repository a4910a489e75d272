//! Cash and bank accounts that fall below zero (现金、银行透支): said when vouchers are posted. Nothing is stopped by it, since what covers it may follow.

use super::query::{balances, summed};
use crate::application::{Failure, Outcome};
use crate::domain::fact::Fact;
use crate::domain::ledger::account::{Account, Purpose};
use crate::domain::ledger::book::Book;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::{Line, Voucher};
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::ledger as ledgers;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The accounts of cash and banks that vouchers touch and that end a day of their period below zero, each on the first such day.
pub(super) fn overdrawn(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, period): (&Book, AccountingPeriod),
    vouchers: &[&Voucher],
) -> Outcome<Vec<LedgerRefusal>> {
    let is_cash = |account: &&Account| account.purpose.is_some_and(Purpose::is_cash);
    let is_touched = |account: &&Account| {
        vouchers.iter().flat_map(|voucher| voucher.lines()).any(|line| line.account == account.code)
    };
    let mut found = Vec::new();
    for account in book.chart.accounts().filter(is_cash).filter(is_touched) {
        let begun = balances(tx, cooperative, book, (period, period))?;
        let mut balance = summed(begun.account(&account.code))?.opening;
        for (date, change) in changes(tx, cooperative, (book, account), period)? {
            balance = summed(balance.plus(change))?;
            if balance.is_negative() {
                let (code, name) = (account.code.clone(), account.name.to_string());
                found.push(LedgerRefusal::AccountOverdrawn { code, name, date, balance });
                break;
            }
        }
    }
    Ok(found)
}

/// What each day of a period changed of an account: debits above zero.
fn changes(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, account): (&Book, &Account),
    period: AccountingPeriod,
) -> Outcome<BTreeMap<NaiveDate, Money>> {
    let mut days: BTreeMap<NaiveDate, Money> = BTreeMap::new();
    ledgers::each_touching(tx, cooperative.id, (&book.code, &account.code, true), |entry| {
        let Fact::Voucher(voucher) = entry.fact else { return Ok::<(), Failure>(()) };
        let head = voucher.head();
        if head.period == period {
            let lines = voucher.lines().iter().filter(|line| line.account == account.code);
            let change = summed(Money::sum(lines.map(Line::signed)))?;
            let day = days.entry(head.date).or_default();
            *day = summed(day.plus(change))?;
        }
        Ok(())
    })?;
    Ok(days)
}
