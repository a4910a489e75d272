//! Objections (异议): raised during a notice, answered by the board.

use super::given::Given;
use super::motions::{MOTION, MOTION_NO, act};
use super::operation::{Gave, Operation, body, path};
use super::shape::Shape::{Named, Number, Object, Optional, Whole, Words};
use crate::application::governance;
use crate::domain::access::permission::Action;
use crate::web::route_table::Who;
use crate::web::visit::Visit;
use serde_json::json;

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::post("/api/v1/motions/{motion_no}/objections", Who::May(Action::Object), "object", object)
        .says(
            "公示期内提出异议；股东为自己提，窗口人员代人提",
            "Object during a notice: shareholders for themselves, the window clerk for others",
        )
        .takes(&[
            MOTION_NO,
            body("member_no", Words(1, 40)),
            body("line", Optional(&Words(0, 80))),
            body("text", Words(1, 4_000)),
        ])
        // Others' objections are theirs.
        .gives(Named("Objected", &Object(&[("motion", Whole), ("objection_no", Whole)]))),
    Operation::post(
        "/api/v1/motions/{motion_no}/objections/{objection_no}/answer",
        Who::May(Action::AnswerObjection),
        "answerObjection",
        answer,
    )
    .says("董事会答复异议；一次", "Answer an objection for the board, once")
    .takes(&[MOTION_NO, path("objection_no", Number(1, 1_000_000)), body("text", Words(1, 4_000))])
    .gives(MOTION),
];

fn object(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let motion_no = given.number("motion_no")?;
    let said = (given.text("member_no"), given.text("line"), given.text("text"));
    let motion = visit.act(|db, cooperative, context| governance::object(db, cooperative, motion_no, said, context))?;
    let objection_no = motion.objections.last().map(|(objection, _)| objection.objection_no);
    Ok(json!({ "motion": motion.motion_no, "objection_no": objection_no }))
}

fn answer(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (numbers, text) = ((given.number("motion_no")?, given.number("objection_no")?), given.text("text"));
    act(visit, |db, cooperative, context| governance::answer(db, cooperative, numbers, text, context))
}
