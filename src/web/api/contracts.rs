//! The ledger of contracts (合同台账).

use super::given::Given;
use super::operation::{Gave, Operation, query};
use super::shape::Shape::{self, Day, Decimal, Flag, List, Maybe, Money, Named, Object, Text, Whole, Year};
use super::{MONEY, NEXT};
use crate::application::contract;
use crate::application::ledger::query::summed;
use crate::json::contract as values;
use crate::web::visit::Visit;

const STEP: Shape = Object(&[("start_date", Day), ("method", Text), ("standard", Decimal), ("grain", Maybe(&Text))]);
const CONTRACT: Shape = Named(
    "Contract",
    &Object(&[
        ("contract_no", Text),
        ("batch", Text),
        ("kind", Text),
        ("lessor", Text),
        ("lessee", Text),
        ("signed_date", Maybe(&Day)),
        ("start_date", Day),
        ("end_date", Day),
        ("unit", Text),
        ("fee_allowed", Flag),
        ("contributions", Whole),
        ("size", Decimal),
        ("steps", List(&STEP)),
    ]),
);
const MARGIN: Shape = Object(&[
    ("contract_no", Text),
    ("objects", Whole),
    ("due", Money),
    ("collected", Money),
    ("contributors", Money),
    ("margin_collected", Money),
    ("margin_due", Money),
]);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/contracts", MONEY, "listContracts", contracts)
        .says("合同台账", "The ledger of contracts")
        .paged("contracts", &["contract_no"])
        .gives(Object(&[("contracts", List(&CONTRACT)), NEXT])),
    Operation::get("/api/v1/contracts/margins", MONEY, "listMargins", margins)
        .says("公司转租的差额", "What the company keeps of what it lets out")
        .takes(&[query("year", Year)])
        .gives(Object(&[("year", Whole), ("margins", List(&MARGIN))])),
];

fn contracts(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::contracts(&visit.read(contract::list)?))
}

fn margins(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let year = given.year("year")?;
    let margins = visit.read(|db, cooperative| contract::margins(db, cooperative, year))?;
    Ok(summed(values::margins(year, &margins))?)
}
