//! Payments (付款): what is payable, batches for the bank, why money waits.

use super::given::Given;
use super::operation::{Gave, Operation, Parameter, body, path, query};
use super::shape::Shape::{
    self, ByName, Code, Day, Flag, List, Maybe, Money, Named, Number, Object, Optional, Text, Whole, Words, Year,
};
use super::{MONEY, NEXT};
use crate::application::payment::{self, BatchRequest, MarkRequest};
use crate::domain::access::permission::Action;
use crate::domain::payment::claim::Tier;
use crate::domain::payment::payable::Payable;
use crate::domain::payment::unpaid_mark::UnpaidState;
use crate::domain::period::AccountingYear;
use crate::json::payment as values;
use crate::rendering::{levy_text, payment_text};
use crate::web::route_table::Who;
use crate::web::run_name::parse_year;
use crate::web::visit::Visit;
use serde_json::json;
use strum::IntoEnumIterator;

const PAYABLE: Shape = Named(
    "Payable",
    &Object(&[
        ("run", Text),
        ("tier", Whole),
        ("member_no", Text),
        ("name", Text),
        ("household_no", Text),
        ("amount", Money),
        ("state", Text),
        ("state_in_words", Text),
        ("due_since", Day),
        ("age_days", Whole),
        ("transfers", List(&Object(&[("line", Text), ("state", Text)]))),
    ]),
);
const TIE: Shape = Named(
    "SubLedgerTie",
    &Object(&[
        ("book", Text),
        ("accounts", List(&Text)),
        ("total", ByName(&Money)),
        ("differing", ByName(&ByName(&Money))),
        ("not_booked", List(&Text)),
    ]),
);
const SENT: Shape = Object(&[("on", Day), ("reference", Text)]);
const HANDED_OVER: Shape = Object(&[("on", Day), ("receiver", Text), ("relation", Text), ("slip", Text)]);
const BATCH: Shape = Named(
    "PaymentBatch",
    &Object(&[
        ("batch_no", Whole),
        ("made_on", Day),
        ("made_by", Text),
        ("channel", Text),
        ("lines", Whole),
        ("total", Money),
        ("sent", Maybe(&SENT)),
        ("handed_over", Maybe(&HANDED_OVER)),
        ("cancelled", Maybe(&Text)),
        ("transfers", Optional(&List(&TRANSFER))),
    ]),
);
const TRANSFER: Shape = Object(&[
    ("line", Text),
    ("payee", Text),
    ("bank", Text),
    ("account", Text),
    ("amount", Money),
    ("members", List(&Text)),
    ("state", Text),
]);
const MENTION: Shape = Object(&[
    ("entry_no", Whole),
    ("voucher", Text),
    ("date", Day),
    ("posted", Flag),
    ("amount", Money),
    ("about", Text),
]);
const LEVY_MOTION: Shape = Object(&[("motion_no", Whole), ("passed", Maybe(&Day)), ("paid", Maybe(&SENT))]);
const LEVY_OF_RUN: Shape = Object(&[
    ("run", Text),
    ("amount", Money),
    ("motion", Maybe(&LEVY_MOTION)),
    ("effective", Maybe(&Day)),
    ("paid", Maybe(&MENTION)),
    ("received", Maybe(&MENTION)),
]);
const SPENT: Shape =
    Object(&[("account", Text), ("name_zh", Text), ("name_en", Text), ("amount", Money), ("vouchers", List(&MENTION))]);
const FUND: Shape = Object(&[
    ("book", Text),
    ("spent_in", Year),
    ("opening", Money),
    ("received", Money),
    ("paid", Money),
    ("total", Money),
    ("left", Money),
    ("kinds", List(&SPENT)),
]);
const LEVY: Shape = Named("Levy", &Object(&[("year", Year), ("levies", List(&LEVY_OF_RUN)), ("fund", Maybe(&FUND))]));
const PAYER: Who = Who::May(Action::Pay);
const BOOKKEEPER: Who = Who::May(Action::KeepBooks);
const BATCH_NO: Parameter = path("batch_no", Number(1, 1_000_000));

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/payments", Who::SignedIn, "listPayables", payables)
        .says(
            "应付成员款和每一笔走到哪里；股东用 member_no 查自己一户的",
            "What is payable to members, and where each amount is; shareholders ask for their household with member_no",
        )
        .takes(&[
            query("year", Optional(&Year)),
            query("member_no", Optional(&Words(1, 40))),
            query("household_no", Optional(&Words(1, 40))),
            query("unpaid", Optional(&Flag)),
        ])
        .paged("payables", &["run", "tier", "member_no"])
        .gives(Object(&[("payables", List(&PAYABLE)), ("tie", Maybe(&TIE)), NEXT])),
    Operation::get("/api/v1/payments/batches", MONEY, "listPaymentBatches", batches)
        .says("代发批次", "Batches for the bank")
        .paged("batches", &["batch_no"])
        .gives(Object(&[("batches", List(&BATCH)), NEXT])),
    Operation::post("/api/v1/payments/batches", BOOKKEEPER, "makePaymentBatch", make)
        .says(
            "把现在可付的编成代发批次；已在批次里的不会再编",
            "Make a batch of everything that is payable now; what lies in a batch already is not taken again",
        )
        .takes(&[
            body("year", Optional(&Number(1_900, 2_199))),
            body("tier", Optional(&Number(1, 2))),
            body("members", Optional(&List(&Words(1, 40)))),
            body("by_household", Optional(&Flag)),
        ])
        .gives(BATCH),
    Operation::get("/api/v1/payments/batches/{batch_no}", MONEY, "showPaymentBatch", show)
        .says(
            "一个代发批次和银行对每一笔的答复；账号遮盖",
            "A batch, and what the bank said of its lines; accounts are masked",
        )
        .takes(&[BATCH_NO])
        .gives(BATCH),
    Operation::post("/api/v1/payments/batches/{batch_no}/sent", PAYER, "recordBatchSent", sent)
        .says("登记批次已交银行；一次", "Record that a batch is with the bank, once")
        .takes(&[BATCH_NO, body("reference", Words(1, 80))])
        .gives(BATCH),
    Operation::post("/api/v1/payments/batches/{batch_no}/cancellation", BOOKKEEPER, "cancelBatch", cancel)
        .says("作废没有交银行的批次", "Cancel a batch that the bank does not have")
        .takes(&[BATCH_NO, body("reason", Words(1, 400))])
        .gives(BATCH),
    Operation::post("/api/v1/payments/marks", Who::May(Action::Import), "markUnpaid", mark)
        .says("登记一个成员的款为什么待付，或不再待付", "Mark why a member's money waits, or that it waits no more")
        .takes(&[
            body("member_no", Words(1, 40)),
            body("state", Code(states)),
            body("since", Optional(&Day)),
            body("reason", Words(1, 400)),
        ])
        .gives(Object(&[("member_no", Text), ("state", Code(states)), ("since", Day)])),
    Operation::get("/api/v1/payments/levies/{year}", MONEY, "showLevy", levy)
        .says(
            "一年的公益建设资金：提取、表决、拨付、收到和使用",
            "The public-welfare levy of a year: set aside, approved, paid, received, spent",
        )
        .takes(&[path("year", Year)])
        .gives(LEVY),
];

fn levy(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let year = given.year("year")?;
    Ok(levy_text::value(&visit.read(|db, cooperative| payment::levy_report(db, cooperative, year))?))
}

fn states() -> Vec<&'static str> {
    UnpaidState::iter().map(UnpaidState::en).collect()
}

fn payables(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (day, year) = (visit.today(), given.maybe("year", parse_year));
    let (member, household) = (given.maybe_text("member_no"), given.maybe_text("household_no"));
    visit.check_reading(member)?;
    let sees_all = visit.overview.permit(&visit.actor, Action::SeeMoney, day).is_ok();
    let (mut found, mut tie) = visit.read(|db, cooperative| payment::payables(db, cooperative, day))?;
    // The book's side is everybody's.
    tie = tie.filter(|_| sees_all);
    let is_of = |found: &payment::Payables, member_no: &str| {
        member.is_none_or(|member| member == member_no)
            && household.is_none_or(|household| found.is_of_household(member_no, household))
    };
    if let Some(tie) = &mut tie {
        tie.members.retain(|member_no, _| is_of(&found, member_no));
    }
    let is_meant = |one: &Payable| {
        year.is_none_or(|year| one.claim.key.run.year == year)
            && member.is_none_or(|member| member == one.claim.key.member_no)
            && household.is_none_or(|household| household == one.household_no)
            && (!given.flag("unpaid") || one.is_unpaid())
    };
    found.payables.retain(is_meant);
    if let (true, Some(member_no)) = (found.payables.is_empty(), member) {
        payment::check_member(&found, member_no)?;
    }
    Ok(values::payables(&found, tie.as_ref(), day))
}

fn batches(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::batches(&visit.read(payment::batches)?))
}

fn show_batch(visit: &mut Visit<'_>, batch_no: u32) -> Gave {
    let (standing, _) = visit.read(|db, cooperative| payment::batch(db, cooperative, batch_no))?;
    Ok(payment_text::batch_value(&standing, true))
}

fn show(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    show_batch(visit, given.number("batch_no")?)
}

fn make(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let request = BatchRequest {
        year: given.maybe_number("year").and_then(AccountingYear::try_new),
        tier: given.maybe_number("tier").and_then(Tier::lookup),
        members: given.texts("members"),
        by_household: given.flag("by_household"),
    };
    let batch = visit.act(|db, cooperative, context| payment::make_batch(db, cooperative, &request, context))?;
    show_batch(visit, batch.batch_no)
}

fn sent(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (batch_no, reference) = (given.number("batch_no")?, given.text("reference"));
    visit.act(|db, cooperative, context| payment::record_sent(db, cooperative, (batch_no, reference), context))?;
    show_batch(visit, batch_no)
}

fn cancel(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (batch_no, reason) = (given.number("batch_no")?, given.text("reason"));
    visit.act(|db, cooperative, context| payment::cancel_batch(db, cooperative, (batch_no, reason), context))?;
    show_batch(visit, batch_no)
}

fn mark(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let state = given.parsed("state", UnpaidState::lookup)?;
    let since = given.maybe_day("since").unwrap_or(visit.today());
    let (member_no, reason) = (given.text("member_no").to_owned(), given.text("reason").to_owned());
    let request = MarkRequest { member_no, state, since, reason };
    visit.act(|db, cooperative, context| payment::mark_unpaid(db, cooperative, &request, context))?;
    Ok(json!({ "member_no": request.member_no, "state": state.en(), "since": since.to_string() }))
}
