//! The log (日志), and verifying everything by it (核验).

use super::given::Given;
use super::operation::{Gave, Operation, query};
use super::shape::Shape::{self, Day, Flag, Hash, List, Maybe, Moment, Named, Object, Optional, Text, Whole, Words};
use super::{MONEY, NEXT};
use crate::application::log::{LogSearch, log};
use crate::application::verify::verify;
use crate::json::{log as values, verification};
use crate::web::visit::Visit;

const EVENT: Shape = Named(
    "Event",
    &Object(&[
        ("event_no", Whole),
        ("occurred_at", Moment),
        ("actor", Text),
        ("action", Text),
        ("content", Text),
        ("previous_hash", Hash),
        ("hash", Hash),
    ]),
);
const FINDING: Shape =
    Object(&[("table", Text), ("row", Text), ("flaw", Text), ("message_zh", Text), ("message_en", Text)]);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/log", MONEY, "listEvents", events)
        .says("日志，从最早的起", "What the log says, the oldest first")
        .takes(&[
            query("by", Optional(&Words(1, 40))),
            query("since", Optional(&Day)),
            query("until", Optional(&Day)),
            query("about", Optional(&Words(1, 80))),
        ])
        .paged("events", &["event_no"])
        .gives(Object(&[("events", List(&EVENT)), NEXT])),
    Operation::get("/api/v1/log/verification", MONEY, "verify", verified)
        .says(
            "核验全部数据：每条日志、每项登记、每次分配重算；数据多时要几秒",
            "Verify all data: every log entry, every fact, every run computed again; it takes seconds where there is much",
        )
        .takes(&[query("head", Optional(&Hash))])
        .gives(Object(&[
            ("sound", Flag),
            ("head", Maybe(&Hash)),
            ("events", Whole),
            ("batches", Whole),
            ("entries", Whole),
            ("files", Whole),
            ("runs", Whole),
            ("statements", Whole),
            ("findings", List(&FINDING)),
            ("members_tied", Maybe(&Whole)),
            ("payments_not_booked", List(&Text)),
        ])),
];

fn events(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let text = |name| given.maybe_text(name).map(str::to_owned);
    let (since, until) = (given.maybe_day("since"), given.maybe_day("until"));
    let search = LogSearch { by: text("by"), since, until, about: text("about") };
    Ok(values::events(&visit.read(|db, cooperative| log(db, cooperative, &search))?))
}

fn verified(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let head = given.maybe("head", |text| text.parse().ok());
    let report = visit.read(|db, cooperative| verify(db, cooperative, head, &mut |_, _, _| {}))?;
    Ok(verification::report(&report))
}
