//! Payments (付款) for programs.

use crate::application::payment::Payables;
use crate::domain::payment::payable::BatchStanding;
use crate::domain::payment::sub_ledger_tie::Tie;
use crate::rendering::payment_text;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Claims with where their money is, and what the book says of them.
pub fn payables(found: &Payables, tie: Option<&Tie>, day: NaiveDate) -> Value {
    let values = found.payables.iter().map(|payable| payment_text::payable_value(payable, day));
    json!({ "payables": values.collect::<Vec<_>>(), "tie": tie.map(payment_text::tie_value) })
}

/// All batches, without their lines.
pub fn batches(found: &[BatchStanding]) -> Value {
    let values = found.iter().map(|standing| payment_text::batch_value(standing, false));
    json!({ "batches": values.collect::<Vec<_>>() })
}
