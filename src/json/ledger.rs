//! Books (账套) for programs: charts, balances, ledgers, statements, closing.

use crate::application::Outcome;
use crate::application::ledger::journal::{AccountLedger, GeneralLedger};
use crate::application::ledger::query::summed;
use crate::application::ledger::{Booked, CloseReport, ConsolidatedBooks, Statements};
use crate::domain::ledger::account::{Account, Dimension};
use crate::domain::ledger::balance::{TrialBalance, Turnover};
use crate::domain::ledger::book::Book;
use crate::domain::period::AccountingPeriod;
use crate::domain::statement::tie_out::TieOut;
use crate::rendering::json::problem;
use crate::rendering::{consolidation_text, ledger_text, statement_text};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// From which period until which.
pub type Range = (AccountingPeriod, AccountingPeriod);

/// Books, without their charts.
pub fn books<'b>(books: impl IntoIterator<Item = &'b Book>) -> Value {
    json!({ "books": books.into_iter().map(book).collect::<Vec<_>>() })
}

fn book(book: &Book) -> Value {
    let distributions = book.closed_distributions.iter().map(|year| AccountingPeriod::distribution(*year).to_string());
    json!({
        "code": book.code.as_str(), "name": book.name.as_str(), "kind": book.kind.code(),
        "first_year": book.first_year.number(), "accounts": book.chart.accounts().count(),
        "closed_to": book.closed_to.map(|period| period.to_string()),
        "closed_distributions": distributions.collect::<Vec<_>>(),
    })
}

/// Accounts of a chart (科目).
pub fn accounts<'a>(accounts: impl IntoIterator<Item = &'a Account>) -> Value {
    let values = accounts.into_iter().map(|account| {
        json!({
            "code": account.code.as_str(), "name": account.name.as_str(), "name_en": account.name_en.as_str(),
            "class": account.class.zh(), "side": account.side.en(), "dimension": account.dimension.map(Dimension::en),
            "basis": account.basis.as_str(), "row": account.row,
        })
    });
    json!({ "accounts": values.collect::<Vec<_>>() })
}

/// The trial balance (科目余额表).
pub fn trial_balance(book: &Book, (first, last): Range, trial: &TrialBalance) -> Value {
    let rows = trial.rows.iter().map(|(code, movement)| {
        json!({
            "account": code.as_str(), "name": book.chart.full_name(code),
            "is_parent": book.chart.is_parent(code),
            "opening": movement.opening.to_string(), "debit": movement.turnover.debit.to_string(),
            "credit": movement.turnover.credit.to_string(),
            "closing": movement.closing().map(|closing| closing.to_string()).unwrap_or_default(),
        })
    });
    let total = &trial.total;
    json!({
        "book": book.code.as_str(), "from": first.to_string(), "to": last.to_string(),
        "balanced": total.is_balanced(), "rows": rows.collect::<Vec<_>>(),
        "total": {
            "opening": sides(total.opening), "turnover": sides(total.turnover), "closing": sides(total.closing),
        },
    })
}

fn sides(sum: Turnover) -> Value {
    json!({ "debit": sum.debit.to_string(), "credit": sum.credit.to_string() })
}

/// The lines of an account, with the balance after each: a journal (日记账) or a detail ledger (明细账).
///
/// # Errors
/// Where a sum grows too large.
pub fn account_ledger(found: &AccountLedger) -> Outcome<Value> {
    let AccountLedger { book, account, range: (first, last), journal } = found;
    let mut value = summed(ledger_text::running_value(journal))?;
    value["book"] = json!(book.code.as_str());
    value["account"] = json!(account.code.as_str());
    value["name"] = json!(book.chart.full_name(&account.code));
    value["from"] = json!(first.to_string());
    value["to"] = json!(last.to_string());
    Ok(value)
}

/// The general ledger (总账).
///
/// # Errors
/// Where a sum grows too large.
pub fn general_ledger(found: &GeneralLedger) -> Outcome<Value> {
    let GeneralLedger { book, range: (first, last), accounts } = found;
    Ok(json!({
        "book": book.code.as_str(), "from": first.to_string(), "to": last.to_string(),
        "accounts": summed(ledger_text::general_value(book, accounts))?,
    }))
}

/// The statements of a book, and whether their figures agree.
pub fn statements(found: &Statements, last: AccountingPeriod) -> Value {
    let statements = found.statements.iter().map(|statement| {
        json!({
            "name": statement.layout.name, "layout": statement.own_file, "lines": statement_text::value(&statement.lines),
        })
    });
    json!({
        "book": found.book.code.as_str(), "to": last.to_string(),
        "statements": statements.collect::<Vec<_>>(), "tie_outs": statement_text::tie_out_value(&found.tie_outs),
    })
}

/// All books as one (合并报表).
///
/// # Errors
/// Where a sum grows too large.
pub fn consolidation(last: AccountingPeriod, found: &ConsolidatedBooks) -> Outcome<Value> {
    let mut value = summed(consolidation_text::value((&found.books[..], &found.consolidation)))?;
    value["to"] = json!(last.to_string());
    value["tie_outs"] = statement_text::tie_out_value(&found.consolidation.tie_outs);
    Ok(value)
}

/// What was drafted by rule, and what was not.
pub fn booked(booked: &Booked) -> Value {
    let entered = booked.entered.iter().map(
        |(entry_no, rule, amount)| json!({ "entry_no": entry_no, "rule": rule.as_str(), "amount": amount.to_string() }),
    );
    let without: BTreeMap<&str, usize> =
        booked.without_book.iter().map(|(kind, count)| (kind.code(), *count)).collect();
    let late = booked.late.iter().map(|late| {
        json!({
            "entry_no": late.entry_no, "date": late.date.to_string(), "own_period": late.own.to_string(),
            "period": late.period.to_string(),
        })
    });
    json!({
        "entered": entered.collect::<Vec<_>>(), "known": booked.known, "without_book": without,
        "late": late.collect::<Vec<_>>(), "differing": booked.differing.iter().map(problem).collect::<Vec<_>>(),
    })
}

/// A period that was closed (结账); with a year, whether its statements agree.
pub fn closed(closed: &CloseReport, tie_outs: &[TieOut]) -> Value {
    json!({
        "book": closed.book.as_str(), "period": closed.period.to_string(), "turnover": closed.turnover.to_string(),
        "tie_outs": statement_text::tie_out_value(tie_outs),
        "unreconciled": closed.unreconciled.iter().map(|(account, reached)| json!({
            "account": account.as_str(), "confirmed_to": reached.map(|day| day.to_string()),
        })).collect::<Vec<_>>(),
    })
}
