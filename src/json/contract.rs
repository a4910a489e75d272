//! Contracts (合同) for programs: the ledger, rent due, margins.

use crate::application::contract::{ContractView, ContractYear};
use crate::domain::contract::lease_out::Margin;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingYear;
use serde_json::{Value, json};

/// All contracts.
pub fn contracts(contracts: &[ContractView]) -> Value {
    let values = contracts.iter().map(|view| {
        let contract = &view.contract;
        json!({
            "contract_no": contract.contract_no.as_str(), "batch": contract.batch_name(), "kind": contract.kind.zh(),
            "lessor": contract.lessor.as_str(), "lessee": contract.lessee.as_str(),
            "signed_date": contract.signed_date.map(|date| date.to_string()),
            "start_date": contract.start_date.to_string(), "end_date": contract.end_date.to_string(),
            "unit": contract.unit.zh(), "fee_allowed": contract.fee_allowed,
            "contributions": view.contributions, "size": view.area.to_string(),
            "steps": view.steps.iter().map(step).collect::<Vec<_>>(),
        })
    });
    json!({ "contracts": values.collect::<Vec<_>>() })
}

fn step(step: &RentStep) -> Value {
    let (standard, grain) = match &step.standard {
        RentStandard::Money(yuan) => (yuan.to_string(), None),
        RentStandard::InKind { kilograms, grain } => (kilograms.to_string(), Some(grain.to_string())),
    };
    json!({
        "start_date": step.start_date.to_string(), "method": step.standard.method_zh(), "standard": standard, "grain": grain,
    })
}

/// What is due and was collected in a year, with what is left of it.
pub fn rents(year: AccountingYear, listed: &[(ContractYear, Money)]) -> Value {
    let values = listed.iter().map(|(of_year, arrears)| {
        json!({
            "contract_no": of_year.contract.contract_no.as_str(), "batch": of_year.contract.batch_name(),
            "kind": of_year.contract.kind.zh(), "lessee": of_year.contract.lessee.as_str(), "objects": of_year.objects,
            "size": of_year.area.to_string(), "unit": of_year.contract.unit.zh(), "due": of_year.account.due.to_string(),
            "collected": of_year.account.collected.to_string(), "arrears": arrears.to_string(),
        })
    });
    json!({ "year": year.number(), "contracts": values.collect::<Vec<_>>() })
}

/// What contracts that let out came to in a year, beside what contributors are owed for the same objects.
///
/// # Errors
/// Where an amount grows too large.
pub fn margins(year: AccountingYear, margins: &[Margin]) -> Result<Value, Overflow> {
    let value = |margin: &Margin| {
        Ok(json!({
            "contract_no": margin.contract_no.as_str(), "objects": margin.objects, "due": margin.due.to_string(),
            "collected": margin.collected.to_string(), "contributors": margin.contributors.to_string(),
            "margin_collected": margin.collected_margin()?.to_string(), "margin_due": margin.due_margin()?.to_string(),
        }))
    };
    let values = margins.iter().map(value).collect::<Result<Vec<_>, Overflow>>()?;
    Ok(json!({ "year": year.number(), "margins": values }))
}
