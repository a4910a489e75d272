//! Holds (暂缓): placed by who watches, lifted by an inspection.

use super::given::Given;
use super::motions::{MOTION, MOTION_NO, act};
use super::operation::{Gave, Operation, body};
use super::shape::Shape::{Flag, List, Number, Object, Optional, Run, Words};
use super::{MONEY, NEXT};
use crate::application::governance::{self, HoldRequest, HoldRequestTarget};
use crate::domain::access::permission::Action;
use crate::domain::distribution::run::RunNumber;
use crate::json::governance as values;
use crate::web::route_table::Who;
use crate::web::visit::Visit;

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/holds", MONEY, "listHolds", list)
        .says("现在暂缓着什么", "What is held now")
        .paged("motions", &["motion"])
        .gives(Object(&[("motions", List(&MOTION)), NEXT])),
    Operation::post("/api/v1/holds", Who::May(Action::PlaceHold), "placeHold", place)
        .says(
            "提出暂缓一个议题的付款（motion）或一次分配（run）",
            "Hold the payment of a motion (motion), or a run (run)",
        )
        .takes(&[
            body("motion", Optional(&Number(1, 1_000_000))),
            body("run", Optional(&Run)),
            body("proposer", Optional(&Words(1, 80))),
            body("cosigners", Optional(&List(&Words(1, 80)))),
            body("reason", Words(1, 1_000)),
            body("condition", Words(1, 1_000)),
        ])
        .gives(MOTION),
    Operation::post("/api/v1/holds/{motion_no}/inspections", Who::May(Action::Inspect), "inspect", inspect)
        .says("记录查验；satisfied 则解除暂缓", "Record an inspection; satisfied lifts the hold")
        .takes(&[MOTION_NO, body("text", Words(1, 4_000)), body("satisfied", Optional(&Flag))])
        .gives(MOTION),
];

fn list(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    let held: Vec<_> = visit.overview.motions().iter().filter(|motion| motion.holds().is_some()).cloned().collect();
    Ok(values::motions(&held))
}

fn place(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let target = match given.maybe("run", super::shape::run) {
        Some((year, number)) => HoldRequestTarget::Run(RunNumber { year, number: number.unwrap_or(1) }),
        None => HoldRequestTarget::Motion(given.number("motion")?),
    };
    let request = HoldRequest {
        target,
        proposer: given.maybe_text("proposer").map(str::to_owned),
        cosigners: given.texts("cosigners"),
        reason: given.text("reason").to_owned(),
        condition: given.text("condition").to_owned(),
    };
    act(visit, |db, cooperative, context| governance::place_hold(db, cooperative, &request, context))
}

fn inspect(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (motion_no, seen) = (given.number("motion_no")?, (given.text("text"), given.flag("satisfied")));
    act(visit, |db, cooperative, context| governance::inspect(db, cooperative, motion_no, seen, context))
}
