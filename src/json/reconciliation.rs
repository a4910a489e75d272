//! Bank accounts (银行对账) for programs.

use crate::application::Outcome;
use crate::application::ledger::BankView;
use crate::application::ledger::query::summed;
use crate::domain::ledger::bank_deed::ConfirmedTable;
use crate::domain::ledger::reconciliation::{BankMatch, Reconciliation};
use crate::rendering::reconciliation_text;
use serde_json::{Value, json};

/// The bank accounts of all books: how far their statements and tables reach, and what is open.
///
/// # Errors
/// Where a sum grows too large.
pub fn accounts(accounts: &[(BankView, Reconciliation)]) -> Outcome<Value> {
    let value = |(view, found): &(BankView, Reconciliation)| {
        Ok(json!({
            "book": view.book.code.as_str(), "account": view.account.code.as_str(),
            "statement_to": view.statement_to().map(|day| day.to_string()),
            "confirmed_to": view.last_confirmed().map(|table| table.on.to_string()),
            "bank_open": found.bank_open.len(), "book_open": found.book_open.len(),
            "difference": summed(found.difference())?.map(|difference| difference.to_string()),
        }))
    };
    Ok(json!({ "accounts": accounts.iter().map(value).collect::<Outcome<Vec<_>>>()? }))
}

/// All matches of an account, or those of some numbers.
pub fn matches(view: &BankView, numbers: Option<&[u32]>) -> Value {
    let value = |(match_no, one): (u32, &BankMatch)| {
        let book = view.lines.book.iter().filter(|line| one.book.contains(&line.key));
        json!({
            "match": match_no, "ground": one.ground.code(), "bank": one.bank,
            "book": book.map(|line| line.voucher.as_str()).collect::<Vec<_>>(),
        })
    };
    let meant = view.matches().filter(|(number, _)| numbers.is_none_or(|numbers| numbers.contains(number)));
    json!({ "matches": meant.map(value).collect::<Vec<_>>() })
}

/// The table of a day (银行存款余额调节表).
///
/// # Errors
/// Where a sum grows too large.
pub fn table(view: &BankView, table: &Reconciliation) -> Outcome<Value> {
    let mut value = summed(reconciliation_text::value(table))?;
    let as_now = ConfirmedTable::of(table, summed(table.adjusted_book())?);
    value["book"] = json!(view.book.code.as_str());
    value["account"] = json!(view.account.code.as_str());
    value["statement_to"] = json!(view.statement_to().map(|day| day.to_string()));
    value["confirmed"] = json!(view.confirmed_on(table.on).map(|(by, held)| json!({
        "by": by, "book_balance": held.book_balance.to_string(), "bank_balance": held.bank_balance.to_string(),
        "adjusted": held.adjusted.to_string(), "stands": Some(held) == as_now.as_ref(),
    })));
    value["unposted"] = json!(view.unposted_on(table.on));
    Ok(value)
}
