//! Runs (分配): prepared, listed, shown, compared, tried with other terms.

use super::given::Given;
use super::operation::{Gave, Operation, body, path, query};
use super::shape::Shape::{
    self, ByName, Code, Day, Decimal, Flag, Hash, List, Maybe, Moment, Money, Named, Number, Object, Optional, Run,
    Text, Whole, Words, Year,
};
use super::{MONEY, NEXT};
use crate::application::distribution::comparison::{compare, what_if};
use crate::application::distribution::{self, DistributionRequest, query as runs};
use crate::application::ledger::query::summed;
use crate::domain::access::permission::Action;
use crate::domain::distribution::assumption::Assumptions;
use crate::domain::distribution::run::RunKind;
use crate::domain::period::AccountingYear;
use crate::domain::refusal::Problem;
use crate::json::distribution as values;
use crate::rendering::json as of_domain;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;

const LISTED: Shape = Named(
    "ListedRun",
    &Object(&[
        ("run", Text),
        ("kind", Code(kinds)),
        ("follows", Maybe(&Whole)),
        ("superseded_by", Maybe(&Text)),
        ("state", Code(states)),
        ("motion", Maybe(&Whole)),
        ("held_by", Maybe(&Whole)),
        ("prepared_at", Moment),
        ("prepared_by", Text),
        ("statements", Whole),
        ("net", Money),
        ("seal", Hash),
    ]),
);
const RENT: Shape = Object(&[
    ("method", Text),
    ("standard", Decimal),
    ("grain", Maybe(&Text)),
    ("grain_price", Maybe(&Decimal)),
    ("days", Whole),
]);
const LINE: Shape = Named(
    "StatementLine",
    &Object(&[
        ("member_no", Text),
        ("contract_no", Text),
        ("batch", Text),
        ("object", Text),
        ("object_no", Text),
        ("entry_date", Day),
        ("size", Decimal),
        ("unit", Text),
        ("days", Whole),
        ("rents", List(&RENT)),
        ("due", Money),
        ("paid_before", Maybe(&Money)),
        ("payable", Money),
        ("fee", Money),
    ]),
);
const HELD: Shape = Object(&[("class", Text), ("shares", Decimal), ("takes_part", Flag)]);
/// The fields of a statement, with more after them.
macro_rules! statement {
    (@explained $($more:expr),* $(,)?) => {
        statement!(
            ("year", Whole),
            ("run", Text),
            ("kind", Code(kinds)),
            ("seal", Hash),
            ("verification_code", Text),
            ("explanation_zh", List(&Text)),
            ("explanation_en", List(&Text)),
            $($more),*
        )
    };
    ($($more:expr),* $(,)?) => {
        Object(&[
            ("member_no", Text),
            ("name", Text),
            ("household_no", Text),
            ("group", Text),
            ("shares", Decimal),
            ("holdings", List(&HELD)),
            ("lines", List(&LINE)),
            ("tier_one", Money),
            ("per_share", Maybe(&Decimal)),
            ("tier_two", Money),
            ("tier_two_before", Maybe(&Money)),
            ("tax", Money),
            ("recovery", Money),
            ("recovered", Money),
            ("net", Money),
            $($more),*
        ])
    };
}
const STATEMENT: Shape = Named("Statement", &statement!());
const LATER: Shape = Named("LaterStatement", &statement!(@explained));
/// A member's statements of a year.
pub const EXPLAINED: Shape = Named("ExplainedStatement", &statement!(@explained ("later_runs", List(&LATER))));
const COMPANY: Shape = Named(
    "CompanyAppropriation",
    &Object(&[
        ("profit", Money),
        ("statutory_reserve", Money),
        ("discretionary_reserve", Money),
        ("largest_dividend", Money),
        ("dividend", Money),
        ("carried_forward", Money),
    ]),
);
const COOPERATIVE: Shape = Named(
    "CooperativeAppropriation",
    &Object(&[
        ("net_income", Money),
        ("brought_forward", Money),
        ("distributable_before_reserve", Money),
        ("reserve", Money),
        ("levy", Money),
        ("other", Money),
        ("available_to_members", Money),
        ("tier_two", Money),
        ("tier_two_note", Maybe(&Text)),
        ("rule", Text),
        ("eligible_shares", Decimal),
        ("per_share", Maybe(&Decimal)),
        ("paid", Money),
        ("residue", Money),
        ("undistributed", Money),
        ("extra_fen", List(&Whole)),
        ("cash", Text),
    ]),
);
const TOTALS: Shape = Named(
    "RunTotals",
    &Object(&[
        ("statements", Whole),
        ("tier_one", Money),
        ("tier_two", Money),
        ("tax", Money),
        ("recovery", Money),
        ("recovered", Money),
        ("net", Money),
    ]),
);
const FIGURES: Shape =
    Object(&[("company", Maybe(&COMPANY)), ("cooperative", Maybe(&COOPERATIVE)), ("totals", TOTALS)]);
const BATCH: Shape = Object(&[
    ("batch", Text),
    ("unit", Text),
    ("size", Decimal),
    ("unit_rents", List(&Text)),
    ("tier_one_net", Money),
    ("tier_one_net_per_unit", Decimal),
    ("per_share_before", Maybe(&Decimal)),
    ("per_share_after", Maybe(&Decimal)),
]);
const EQUAL_RIGHTS: Shape = Named(
    "EqualRights",
    &Object(&[("batches", List(&BATCH)), ("per_share", Maybe(&Decimal)), ("spread", Maybe(&Decimal))]),
);
const CONTRACT: Shape = Object(&[
    ("batch", Text),
    ("unit", Text),
    ("size", Decimal),
    ("due", Money),
    ("collected", Money),
    ("paid_before", Money),
    ("payable", Money),
    ("fee", Money),
    ("left_on_contract", Money),
]);
const RUN: Shape = Named(
    "Run",
    &Object(&[
        ("year", Whole),
        ("run", Text),
        ("kind", Code(kinds)),
        ("follows", Maybe(&Text)),
        ("superseded_by", Maybe(&Text)),
        ("supersedes", List(&Text)),
        ("record_date", Day),
        ("cut_off", Day),
        ("cooperative_code", Text),
        ("cooperative_name", Text),
        ("tier_one", Object(&[("contracts", ByName(&CONTRACT)), ("lines", List(&LINE))])),
        ("company", Maybe(&COMPANY)),
        ("cooperative", Maybe(&COOPERATIVE)),
        ("statements", List(&STATEMENT)),
        ("share_classes", List(&HELD)),
        ("totals", TOTALS),
        ("equal_rights", EQUAL_RIGHTS),
        (
            "control_totals",
            List(&Object(&[("number", Whole), ("subject", Text), ("left", Text), ("right", Text), ("holds", Flag)])),
        ),
        ("rests_on", List(&Object(&[("run", Text), ("seal", Hash)]))),
        ("seal", Object(&[("seal", Hash), ("inputs_hash", Hash), ("worksheet_hash", Hash), ("statements_root", Hash)])),
    ]),
);
const CHANGE: Shape = Named(
    "MemberChange",
    &Object(&[
        ("member_no", Text),
        ("name", Text),
        ("before", Maybe(&Money)),
        ("after", Maybe(&Money)),
        ("difference", Money),
        ("reasons", List(&Text)),
    ]),
);
/// A run is asked whole, as it was sealed: its statements are in no pages.
const WHICH: super::operation::Parameter = path("run", Run);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/distributions", MONEY, "listRuns", list)
        .says("历次分配，从最早的起", "All runs, the oldest first")
        .paged("runs", &["run"])
        .gives(Object(&[("runs", List(&LISTED)), NEXT])),
    Operation::post("/api/v1/distributions", Who::May(Action::Distribute), "distribute", distribute)
        .says(
            "编制一年的分配；再编一次就取代前一份草案",
            "Prepare the run of a year; another one takes the place of the draft before",
        )
        .takes(&[
            body("year", Number(1_900, 2_200)),
            body("kind", Optional(&Code(kinds))),
            body("follows", Optional(&Number(1, 9_999))),
            body("cut_off", Optional(&Day)),
            body("voids_motion", Optional(&Number(1, 1_000_000))),
        ])
        .gives(RUN),
    Operation::get("/api/v1/distributions/{run}", MONEY, "showRun", show)
        .says("一次分配的全部内容", "A run with all that it says")
        .takes(&[WHICH])
        .gives(RUN),
    Operation::get("/api/v1/distributions/{run}/equal-rights", MONEY, "showEqualRights", equal_rights)
        .says("各批次并列，按股分配之前和之后", "The batches side by side, before and after tier two")
        .takes(&[WHICH])
        .gives(EQUAL_RIGHTS),
    Operation::get("/api/v1/distributions/{run}/comparison", MONEY, "compareRuns", comparison)
        .says("与以前年度的分配比较", "A run beside one of an earlier year")
        .takes(&[WHICH, query("with", Optional(&Run)), query("most", Optional(&Number(0, 1_000)))])
        .gives(Object(&[
            ("before", Text),
            ("after", Text),
            ("same", Whole),
            ("changed", Whole),
            ("new", List(&CHANGE)),
            ("gone", List(&CHANGE)),
            ("largest_changes", List(&CHANGE)),
        ])),
    Operation::ask("/api/v1/distributions/{run}/what-if", MONEY, "tryRun", tried)
        .says("用别的条款或金额试算；什么也不存入", "Compute a run with other terms or amounts; nothing is stored")
        .takes(&[WHICH, body("assumed", ByName(&Words(0, 80)))])
        .gives(Object(&[("run", Maybe(&Text)), ("assumed", ByName(&Text)), ("now", FIGURES), ("then", FIGURES)])),
];

fn kinds() -> Vec<&'static str> {
    [RunKind::Annual, RunKind::Arrears, RunKind::Correction].map(RunKind::code).to_vec()
}

fn states() -> Vec<&'static str> {
    vec!["superseded", "draft", "under_procedure", "rejected", "effective"]
}

fn list(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::runs(visit.overview.runs()))
}

fn distribute(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let kinds = [RunKind::Annual, RunKind::Arrears, RunKind::Correction];
    let kind = given.maybe("kind", |code| kinds.into_iter().find(|kind| kind.code() == code));
    let year =
        given.number("year").map(AccountingYear::try_new)?.ok_or_else(|| Trouble::refused(Year.missing("year")))?;
    let kind = kind.unwrap_or(RunKind::Annual);
    // What comes later says which run it follows.
    let follows = if kind == RunKind::Annual { None } else { Some(given.number("follows")?) };
    let (cut_off, voids) = (given.maybe_day("cut_off"), given.maybe_number("voids_motion"));
    let request = DistributionRequest { year, kind, follows, cut_off, voids };
    let run = visit.act(|db, cooperative, context| {
        distribution::distribute(db, cooperative, request, context, &mut |_, _, _| {})
    })?;
    whole(visit, (run.year, Some(run.number)))
}

fn whole(visit: &mut Visit<'_>, (year, number): (AccountingYear, Option<u32>)) -> Gave {
    let found = visit.read(|db, cooperative| runs::run_with_statements(db, cooperative, year, number))?;
    Ok(values::run(&found))
}

fn show(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    whole(visit, given.run("run")?)
}

fn equal_rights(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (year, number) = given.run("run")?;
    let view = visit.read(|db, cooperative| runs::run(db, cooperative, year, number))?;
    Ok(of_domain::equal_rights(&view.summary))
}

fn comparison(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (run, other) = (given.run("run")?, given.maybe("with", super::shape::run));
    let found = visit.read(|db, cooperative| compare(db, cooperative, run, other))?;
    Ok(summed(values::comparison(&found, given.maybe_number("most").unwrap_or(20)))?)
}

fn tried(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let run = given.run("run")?;
    let mut assumptions = Assumptions::default();
    let refused = given.pairs("assumed").filter_map(|(item, value)| assumptions.assume(item, value).err());
    let problems: Vec<Problem> = refused.map(Problem::new).collect();
    if !problems.is_empty() {
        return Err(Trouble::Refused(problems));
    }
    let found = visit.act(|db, cooperative, context| what_if(db, cooperative, (run, &assumptions), context))?;
    Ok(values::what_if(&(assumptions, found)))
}
