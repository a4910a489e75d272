//! Posting rules (记账规则): those in force, and how they are changed.

use super::given::Given;
use super::ledger::{kinds, sides};
use super::operation::{Gave, Operation, Parameter, body, path, query};
use super::shape::Shape::{
    self, Code, Day, File, List, Maybe, Moment, Named, Number, Object, Optional, Text, Whole, Words,
};
use super::{MONEY, NEXT};
use crate::application::ledger::{all_posting_rules, approve_rules, propose_rules, reject_rules};
use crate::domain::access::permission::Action;
use crate::domain::ledger::rule_change::RuleChange;
use crate::domain::ledger::rules_in_force::RuleVersion;
use crate::json::posting_rule as values;
use crate::web::route_table::Who;
use crate::web::visit::Visit;

const LEG: Shape = Object(&[("leg", Text), ("side", Code(sides)), ("account", Text), ("basis", Text)]);
const RULE: Shape = Object(&[
    ("rule", Text),
    ("name", Text),
    ("version", Whole),
    ("book", Code(kinds)),
    ("period", Text),
    ("change", Maybe(&Whole)),
    ("since", Maybe(&Day)),
    ("legs", List(&LEG)),
]);
const ACT: Shape = Object(&[("by", Text), ("at", Moment)]);
const CHANGE: Shape = Named(
    "RuleChange",
    &Object(&[
        ("change", Whole),
        ("proposed", ACT),
        ("outcome", Text),
        ("decided", Maybe(&ACT)),
        ("from", Maybe(&Day)),
        ("since", Maybe(&Day)),
        ("reason", Maybe(&Text)),
        ("rules", List(&Object(&[("rule", Text), ("name", Text), ("version", Whole), ("legs", List(&LEG))]))),
    ]),
);
const CHANGE_NO: Parameter = path("change_no", Number(1, 1_000_000));
const APPROVER: Who = Who::May(Action::ApproveRules);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/ledger/rules", MONEY, "listRules", rules)
        .says("某日有效的记账规则和待批准的变更", "The posting rules of a day, and the changes that wait")
        .takes(&[query("on", Optional(&Day))])
        .gives(Object(&[("rules", List(&RULE)), ("waiting", List(&CHANGE))])),
    Operation::get("/api/v1/ledger/rules/changes", MONEY, "listRuleChanges", changes)
        .says("会计政策变更", "Every change of posting rules")
        .paged("changes", &["change"])
        .gives(Object(&[("changes", List(&CHANGE)), NEXT])),
    Operation::post("/api/v1/ledger/rules/changes", Who::May(Action::KeepBooks), "proposeRules", propose)
        .says(
            "提出一张表里的记账规则，等另一个人批准；from 是从哪天起，不写为批准当天",
            "Propose the posting rules of a table, which somebody else approves; from which day on, the day of approval where left out",
        )
        .takes(&[body("file", File), body("since", Optional(&Day))])
        .gives(CHANGE),
    Operation::post("/api/v1/ledger/rules/changes/{change_no}/approval", APPROVER, "approveRules", approve)
        .says("批准规则变更；不能批准自己提出的", "Approve a change of posting rules, never one's own")
        .takes(&[CHANGE_NO])
        .gives(CHANGE),
    Operation::post("/api/v1/ledger/rules/changes/{change_no}/rejection", APPROVER, "rejectRules", reject)
        .says("驳回规则变更", "Reject a change of posting rules")
        .takes(&[CHANGE_NO, body("reason", Words(1, 1_000))])
        .gives(CHANGE),
];

fn rules(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let on = given.maybe_day("on").unwrap_or(visit.today());
    let (rules, changes) = visit.read(all_posting_rules)?;
    let in_force: Vec<&RuleVersion> = rules.in_force(on).collect();
    let waiting: Vec<&RuleChange> = changes.iter().filter(|change| change.decision.is_none()).collect();
    Ok(values::rules(&in_force, &waiting))
}

fn changes(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::changes(&visit.read(all_posting_rules)?.1))
}

fn propose(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (_folder, file) = given.file("file")?;
    let asked = (file.as_path(), given.maybe_day("since"));
    Ok(values::change(&visit.act(|db, cooperative, context| propose_rules(db, cooperative, asked, context))?))
}

fn approve(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let change_no = given.number("change_no")?;
    Ok(values::change(&visit.act(|db, cooperative, context| approve_rules(db, cooperative, change_no, context))?))
}

fn reject(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let rejected = (given.number("change_no")?, given.text("reason"));
    Ok(values::change(&visit.act(|db, cooperative, context| reject_rules(db, cooperative, rejected, context))?))
}
