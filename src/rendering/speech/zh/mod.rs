//! 中文.

mod distribution;
mod governance;
mod ledger;
mod payment;
mod reconciliation;
mod register;
mod request;
mod sheet;
mod statement;
mod system;

use super::{Words, list};
use crate::domain::refusal::Refusal;
use compact_str::CompactString;

pub(super) fn words(refusal: &Refusal) -> Words {
    match refusal {
        Refusal::Sheet(refusal) => sheet::sheet(refusal),
        Refusal::Cell(refusal) => sheet::cell(refusal),
        Refusal::Register(refusal) => register::register(refusal),
        Refusal::Contribution(refusal) => register::contribution(refusal),
        Refusal::Contract(refusal) => register::contract(refusal),
        Refusal::Distribution(refusal) => distribution::distribution(refusal),
        Refusal::Governance(refusal) => governance::governance(refusal),
        Refusal::Access(refusal) => governance::access(refusal),
        Refusal::Ledger(refusal) => ledger::ledger(refusal),
        Refusal::Reconciliation(refusal) => reconciliation::reconciliation(refusal),
        Refusal::Payment(refusal) => payment::payment(refusal),
        Refusal::Statement(refusal) => statement::statement(refusal),
        Refusal::Cooperative(refusal) => distribution::cooperative(refusal),
        Refusal::Request(refusal) => request::request(refusal),
    }
}

fn perhaps(nearest: &[CompactString]) -> String {
    match nearest.is_empty() {
        true => String::new(),
        false => format!("是否想填“{}”？", list(nearest)),
    }
}
