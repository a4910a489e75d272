//! The charter (章程), seats and kinship.

use super::MONEY;
use super::given::Given;
use super::operation::{Gave, Operation, Parameter, query};
use super::shape::Shape::{self, Day, List, Maybe, Named, Object, Optional, Text, Whole};
use super::supervision::PERSON;
use crate::application::governance::{kinship, query as bodies};
use crate::json::governance as values;
use crate::web::route_table::Who;
use crate::web::visit::Visit;

const TERM: Shape = Object(&[("item", Text), ("value", Text), ("effective_date", Maybe(&Day))]);
const BODY: Shape = Object(&[
    ("body", Text),
    ("seats", Whole),
    ("quorum", Text),
    ("majority", Text),
    ("basis", Text),
    ("quorum_article", Text),
    ("majority_article", Text),
]);
const PROCEDURE: Shape = Object(&[("kind", Text), ("stages", Maybe(&Text))]);
const WEAKER: Shape = Object(&[("item", Text), ("charter", Text), ("law", Text), ("article", Text)]);
const RESERVED: Shape = Object(&[("kind", Text), ("bodies", List(&Text)), ("article", Text)]);
const SEAT: Shape = Named(
    "Seat",
    &Object(&[
        ("body", Text),
        ("member_no", Text),
        ("name", Text),
        ("office", Text),
        ("first_day", Day),
        ("last_day", Maybe(&Day)),
    ]),
);
const KINSHIP: Shape = Object(&[("one", PERSON), ("other", PERSON), ("relation", Text)]);
const ON: &[Parameter] = &[query("on", Optional(&Day))];

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/charter", Who::SignedIn, "showCharter", charter)
        .says("某日有效的章程条款、表决规则和程序", "The charter of a day, how each body decides, and the procedures")
        .takes(ON)
        .gives(Object(&[
            ("on", Day),
            ("reserved_by_law", List(&RESERVED)),
            ("terms", List(&TERM)),
            ("bodies", List(&BODY)),
            ("procedures", List(&PROCEDURE)),
            ("weaker_than_law", List(&WEAKER)),
        ])),
    Operation::get("/api/v1/charter/seats", MONEY, "listSeats", seats)
        .says("某日各机构的席位", "Who holds which seat on a day")
        .takes(ON)
        .gives(Object(&[("on", Day), ("seats", List(&SEAT))])),
    Operation::get("/api/v1/charter/kinship", MONEY, "listKinship", declared)
        .says("申报的亲属关系", "Kinship that was declared")
        .gives(Object(&[("kinship", List(&KINSHIP)), ("conflicts", List(&super::imports::PROBLEM))])),
];

fn charter(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let on = given.maybe_day("on").unwrap_or(visit.today());
    let view = visit.read(|db, cooperative| bodies::charter(db, cooperative, on))?;
    Ok(values::charter(&view, on))
}

fn seats(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let on = given.maybe_day("on").unwrap_or(visit.today());
    let seats = visit.read(|db, cooperative| bodies::bodies(db, cooperative, on))?;
    Ok(values::seats(&seats, on))
}

fn declared(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::kinship(&visit.read(kinship::list)?, &[]))
}
