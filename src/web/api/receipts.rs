//! Rents: due, received, in arrears (应收、已收、欠租).

use super::MONEY;
use super::given::Given;
use super::operation::{Gave, Operation, Parameter, query};
use super::shape::Shape::{self, Day, Decimal, List, Money, Named, Object, Optional, Text, Whole, Year};
use crate::application::contract;
use crate::application::ledger::query::summed;
use crate::json::contract as values;
use crate::web::visit::Visit;

const RENT: Shape = Named(
    "ContractYear",
    &Object(&[
        ("contract_no", Text),
        ("batch", Text),
        ("kind", Text),
        ("lessee", Text),
        ("objects", Whole),
        ("size", Decimal),
        ("unit", Text),
        ("due", Money),
        ("collected", Money),
        ("arrears", Money),
    ]),
);
const RENTS: Shape = Object(&[("year", Whole), ("contracts", List(&RENT))]);
const OF_YEAR: &[Parameter] = &[query("year", Year), query("on", Optional(&Day))];

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/receipts/due", MONEY, "listRentDue", due)
        .says("一年各合同的应收和已收", "What is due and was collected of a year, contract by contract")
        .takes(OF_YEAR)
        .gives(RENTS),
    Operation::get("/api/v1/receipts/arrears", MONEY, "listArrears", arrears)
        .says("一年的欠租", "What is in arrears of a year")
        .takes(OF_YEAR)
        .gives(RENTS),
];

fn due(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    rents(visit, given, false)
}

fn arrears(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    rents(visit, given, true)
}

fn rents(visit: &mut Visit<'_>, given: &Given<'_>, only_arrears: bool) -> Gave {
    let (year, on) = (given.year("year")?, given.maybe_day("on"));
    let mut listed = Vec::new();
    for of_year in visit.read(|db, cooperative| contract::years(db, cooperative, year, on))? {
        let arrears = summed(of_year.account.arrears())?;
        if !only_arrears || !arrears.is_zero() {
            listed.push((of_year, arrears));
        }
    }
    Ok(values::rents(year, &listed))
}
