//! Payments (付款) for programs.

use crate::application::Outcome;
use crate::application::payment::{Payables, Tie};
use crate::domain::payment::payable::BatchStanding;
use crate::rendering::payment_text::{self, Tied};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Claims with where their money is, and what the book says of them.
///
/// # Errors
/// Where a sum grows too large.
pub fn payables(found: &Payables, tie: Option<&Tie>, day: NaiveDate) -> Outcome<Value> {
    let values = found.payables.iter().map(|payable| payment_text::payable_value(payable, day));
    let tie = tie.map(tied).transpose()?.as_ref().map(payment_text::tie_value);
    Ok(json!({ "payables": values.collect::<Vec<_>>(), "tie": tie }))
}

/// What is shown of a tie.
///
/// # Errors
/// Where a sum grows too large.
pub fn tied(tie: &Tie) -> Outcome<Tied<'_>> {
    Ok(Tied {
        book: &tie.book,
        accounts: tie.accounts.join(" "),
        total: tie.total()?,
        differing: tie.differing().map(|(member_no, row)| (member_no.as_str(), *row)).collect(),
        not_booked: tie.not_booked.iter().map(|(_, source)| source.as_str()).collect(),
    })
}

/// All batches, without their lines.
pub fn batches(found: &[BatchStanding]) -> Value {
    let values = found.iter().map(|standing| payment_text::batch_value(standing, false));
    json!({ "batches": values.collect::<Vec<_>>() })
}
