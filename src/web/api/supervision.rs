//! Those who watch (监督): records opened, endorsed, answered.

use super::given::Given;
use super::operation::{Gave, Operation, body, path};
use super::shape::Shape::{self, Code, Day, List, Maybe, Named, Number, Object, Optional, Text, Whole, Words};
use super::{MONEY, NEXT};
use crate::application::governance::supervision;
use crate::domain::access::permission::Action;
use crate::domain::governance::supervision::SupervisionKind;
use crate::domain::person::Named as Person;
use crate::json::governance as values;
use crate::web::route_table::Who;
use crate::web::visit::Visit;
use strum::IntoEnumIterator;

/// A member by number, or somebody by name.
pub const PERSON: Shape = Named("Person", &Object(&[("member_no", Text), ("name", Text)]));
const RECORD: Shape = Named(
    "SupervisionRecord",
    &Object(&[
        ("record", Whole),
        ("kind", Code(kinds)),
        ("opened_on", Day),
        ("member_no", Text),
        ("name", Text),
        ("about", Text),
        ("text", Text),
        ("route", Text),
        ("endorsed", List(&Text)),
        ("published_on", Maybe(&Day)),
        ("answered_on", Maybe(&Day)),
        ("answer", Maybe(&Text)),
    ]),
);
const RECORDS: Shape = Object(&[("records", List(&RECORD))]);
const RECORD_NO: super::operation::Parameter = path("record_no", Number(1, 1_000_000));

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/supervision", MONEY, "listSupervision", list)
        .says("监督记录", "Records of supervision")
        .paged("records", &["record"])
        .gives(Object(&[("records", List(&RECORD)), NEXT])),
    Operation::post("/api/v1/supervision", Who::SignedIn, "openSupervision", open)
        .says("提出监督记录", "Open a record of supervision")
        .takes(&[
            body("kind", Code(kinds)),
            body("member_no", Optional(&Words(1, 40))),
            body("name", Optional(&Words(1, 80))),
            body("about", Optional(&Words(0, 200))),
            body("text", Words(1, 4_000)),
            body("route", Optional(&Words(0, 80))),
        ])
        .gives(RECORDS),
    Operation::post(
        "/api/v1/supervision/{record_no}/endorsements",
        Who::May(Action::Inspect),
        "endorseReport",
        endorse,
    )
    .says("联署监督报告；每席一次", "Stand with a report; each seat once")
    .takes(&[RECORD_NO])
    .gives(RECORDS),
    Operation::post(
        "/api/v1/supervision/{record_no}/answer",
        Who::May(Action::AnswerObjection),
        "answerSupervision",
        answer,
    )
    .says("答复监督记录；答复一次", "Answer a record, once")
    .takes(&[RECORD_NO, body("text", Words(1, 4_000))])
    .gives(RECORDS),
];

fn kinds() -> Vec<&'static str> {
    SupervisionKind::iter().map(SupervisionKind::code).collect()
}

fn list(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::supervision(&visit.read(supervision::list)?))
}

fn open(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let kind = given.parsed("kind", SupervisionKind::lookup)?;
    let own = visit.actor.person().cloned().unwrap_or_default();
    let by = match (given.text("member_no"), given.text("name")) {
        ("", "") => own,
        (member_no, name) => Person { member_no: member_no.to_owned(), name: name.to_owned() },
    };
    let said = (given.text("about"), given.text("text"), given.text("route"));
    let record =
        visit.act(|db, cooperative, context| supervision::open(db, cooperative, (kind, &by), said, context))?;
    Ok(values::supervision(&[record]))
}

fn endorse(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let record_no = given.number("record_no")?;
    let record = visit.act(|db, cooperative, context| supervision::endorse(db, cooperative, record_no, context))?;
    Ok(values::supervision(&[record]))
}

fn answer(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let answered = (given.number("record_no")?, given.text("text"));
    let record = visit.act(|db, cooperative, context| supervision::answer(db, cooperative, answered, context))?;
    Ok(values::supervision(&[record]))
}
