//! Vouchers (记账凭证): entered, reviewed, signed, posted, reversed.

use super::given::{Given, amount};
use super::ledger::sides;
use super::operation::{Gave, Operation, Parameter, body, path, query};
use super::shape::Shape::{
    self, Amount, Code, Day, File, Flag, Hash, List, Maybe, Moment, Money, Named, Number, Object, Optional, Period,
    Text, Whole, Words,
};
use super::{MONEY, NEXT};
use crate::application::Failure;
use crate::application::ledger::{self, EntryRequest, Which, query as books};
use crate::domain::access::permission::Action;
use crate::domain::ledger::account::{Dimensions, Side};
use crate::domain::ledger::voucher::{Line, VoucherKind, VoucherWord};
use crate::domain::period::AccountingPeriod;
use crate::json::voucher as values;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use serde_json::{Value, json};
use strum::IntoEnumIterator;

const LINE: Shape =
    Object(&[("summary", Text), ("account", Text), ("side", Code(sides)), ("amount", Money), ("about", Text)]);
/// A line as it is asked; without a summary it has the voucher's.
const TYPED: Shape = Named(
    "TypedLine",
    &Object(&[
        ("account", Words(1, 40)),
        ("side", Code(sides)),
        ("amount", Amount),
        ("summary", Optional(&Words(1, 200))),
        ("about", Optional(&Words(0, 200))),
    ]),
);
/// The fields of a voucher, with more after them.
macro_rules! voucher {
    ($($more:expr),* $(,)?) => {
        Object(&[
            ("entry_no", Whole),
            ("name", Text),
            ("book", Text),
            ("date", Day),
            ("period", Period),
            ("kind", Code(kinds)),
            ("source", Text),
            ("linked", Maybe(&Whole)),
            ("attachments", Whole),
            ("files", List(&Hash)),
            ("reviewed", Flag),
            ("signed", Flag),
            ("posted", Flag),
            ("wants_signature", Flag),
            ("wanted_number", Maybe(&Text)),
            ("lines", List(&LINE)),
            $($more),*
        ])
    };
}
const VOUCHER: Shape = Named("Voucher", &voucher!());
const ACT: Shape = Object(&[("user", Text), ("at", Moment)]);
const SHOWN: Shape = Named(
    "VoucherWithHistory",
    &voucher!(
        ("account_names", List(&Text)),
        ("prepared_by", List(&Text)),
        ("reviewed_by", Maybe(&ACT)),
        ("signed_by", Maybe(&ACT)),
        ("posted_by", Maybe(&ACT)),
        ("rule", Text),
        ("sheet", Maybe(&Object(&[("batch", Whole), ("file", Text), ("sheet", Text), ("row", Whole)])),),
    ),
);
const ENTERED: Shape = Named("Entered", &Object(&[("entry_no", Whole)]));
const MARKED: Shape = Named("Marked", &Object(&[("count", Whole), ("left", List(&Text))]));
const ENTRY: Parameter = path("entry_no", Number(1, i64::MAX));
const WAITING: &[Parameter] = &[
    body("entry_no", Optional(&Number(1, i64::MAX))),
    body("book", Optional(&Words(1, 80))),
    body("period", Optional(&Period)),
];
const BOOKKEEPER: Who = Who::May(Action::KeepBooks);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/vouchers", MONEY, "listVouchers", list)
        .says("一个账套的凭证，也许只要一个期间的", "The vouchers of a book, or of one period of it")
        .takes(&[query("book", Words(1, 80)), query("period", Optional(&Period))])
        .paged("vouchers", &["entry_no"])
        .gives(Object(&[("vouchers", List(&VOUCHER)), NEXT])),
    Operation::post("/api/v1/vouchers", BOOKKEEPER, "enterVoucher", enter)
        .says(
            "录入凭证，等待复核；写了原始凭证号（source）的，同一号不会记两次",
            "Enter a voucher, which waits for its review; where it names a source document (source), none is booked twice from it",
        )
        .takes(&[
            body("book", Words(1, 80)),
            body("date", Day),
            body("period", Optional(&Period)),
            body("summary", Words(1, 200)),
            body("lines", List(&TYPED)),
            body("word", Optional(&Code(words))),
            body("source", Optional(&Words(0, 80))),
            body("attachments", Optional(&Number(0, 10_000))),
            body("corrects", Optional(&Number(1, i64::MAX))),
        ])
        .gives(ENTERED),
    Operation::get("/api/v1/vouchers/{entry_no}", MONEY, "showVoucher", show)
        .says("一张凭证，谁制单、复核、签字、记账，从哪里来", "A voucher, who did what with it, and where it came from")
        .takes(&[ENTRY])
        .gives(SHOWN),
    Operation::post("/api/v1/vouchers/review", Who::May(Action::ReviewVoucher), "reviewVouchers", review)
        .says(
            "复核一张（entry_no），或一个账套一个期间的（book 和 period）；自己制单的由别人复核",
            "Review one (entry_no), or those of a book and period; never one's own",
        )
        .takes(WAITING)
        .gives(MARKED),
    Operation::post("/api/v1/vouchers/signature", Who::May(Action::SignVoucher), "signVouchers", sign)
        .says("出纳签字：一张，或一个账套一个期间的", "The cashier signs one, or those of a book and period")
        .takes(WAITING)
        .gives(MARKED),
    Operation::post("/api/v1/vouchers/posting", BOOKKEEPER, "postVouchers", post)
        .says("一个账套一个期间复核过的凭证记账", "Post the reviewed vouchers of a book and period")
        .takes(&[body("book", Words(1, 80)), body("period", Period)])
        .gives(Object(&[("count", Whole), ("waiting", Whole)])),
    Operation::post("/api/v1/vouchers/{entry_no}/files", BOOKKEEPER, "attachFile", attach)
        .says("给未记账的凭证附上文件；凭证因此有新的编号", "Keep a file with a draft, which gets a new number by it")
        .takes(&[ENTRY, body("file", File)])
        .gives(ENTERED),
    Operation::post("/api/v1/vouchers/{entry_no}/discard", BOOKKEEPER, "discardVoucher", discard)
        .says("作废未记账的凭证", "Discard a draft")
        .takes(&[ENTRY])
        .gives(Object(&[("count", Whole)])),
    Operation::post("/api/v1/vouchers/{entry_no}/reversal", BOOKKEEPER, "reverseVoucher", reverse)
        .says("红字冲销已记账的凭证；一次", "Reverse a posted voucher by a red copy, once")
        .takes(&[ENTRY, body("date", Day), body("reason", Optional(&Words(0, 200)))])
        .gives(ENTERED),
];

fn kinds() -> Vec<&'static str> {
    VoucherKind::iter().map(VoucherKind::code).collect()
}

fn words() -> Vec<&'static str> {
    VoucherWord::iter().filter(|word| *word != VoucherWord::Opening).map(VoucherWord::zh).collect()
}

fn list(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let asked = (given.text("book"), given.maybe("period", AccountingPeriod::parse));
    Ok(values::vouchers(&visit.read(|db, cooperative| books::vouchers(db, cooperative, asked))?))
}

fn show(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let name = format!("#{}", given.number::<i64>("entry_no")?);
    let (view, book, history) = visit.read(|db, cooperative| {
        let view = books::voucher(db, cooperative, &name, None)?;
        let book = books::book(db, cooperative, &view.voucher.head().book)?;
        let history = ledger::history(db, cooperative, &view)?;
        Ok((view, book, history))
    })?;
    Ok(values::shown(&view, &book, &history))
}

/// A line as it was typed: its shape was checked.
fn typed(line: &Value, summary: &str) -> Result<Line, Trouble> {
    let text = |name: &str| line[name].as_str();
    let missing = |name: &str| Trouble::refused(Text.missing(name));
    Ok(Line {
        summary: text("summary").unwrap_or(summary).into(),
        account: text("account").unwrap_or_default().trim().into(),
        side: text("side").and_then(Side::lookup).ok_or_else(|| missing("side"))?,
        amount: text("amount").and_then(amount).ok_or_else(|| missing("amount"))?,
        dimensions: Dimensions::read(text("about").unwrap_or_default()).map_err(Failure::refused)?,
    })
}

fn enter(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let lines: Result<Vec<Line>, Trouble> =
        given.list("lines").iter().map(|line| typed(line, given.text("summary"))).collect();
    let corrects = given.maybe_number("corrects");
    let request = EntryRequest {
        period: given.maybe("period", AccountingPeriod::parse),
        word: given.maybe("word", VoucherWord::lookup).unwrap_or_default(),
        kind: if corrects.is_some() { VoucherKind::Correction } else { VoucherKind::Ordinary },
        source: given.text("source").to_owned(),
        corrects,
        attachment_count: given.maybe_number("attachments").unwrap_or_default(),
        ..EntryRequest::ordinary(given.text("book"), given.day("date")?, lines?)
    };
    let entry_no = visit.act(|db, cooperative, context| ledger::enter(db, cooperative, &request, context))?;
    Ok(json!({ "entry_no": entry_no }))
}

/// One voucher, or all of a book and period.
fn which(given: &Given<'_>) -> Result<Which, Trouble> {
    match given.maybe_number("entry_no") {
        Some(entry_no) => Ok(Which::Entry(entry_no)),
        None => Ok(Which::Period(given.parsed("book", |text| Some(text.to_owned()))?, given.period("period")?)),
    }
}

fn review(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let which = which(given)?;
    Ok(values::marked(&visit.act(|db, cooperative, context| ledger::review(db, cooperative, &which, context))?))
}

fn sign(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let which = which(given)?;
    Ok(values::marked(&visit.act(|db, cooperative, context| ledger::sign(db, cooperative, &which, context))?))
}

fn post(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let asked = (given.text("book"), given.period("period")?);
    let report = visit.act(|db, cooperative, context| ledger::post(db, cooperative, asked, context))?;
    Ok(json!({ "count": report.posted.len(), "waiting": report.waiting }))
}

fn attach(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let entry_no = given.number("entry_no")?;
    let (_folder, files) = given.files("file")?;
    let (file, _) = files.first().ok_or_else(|| Trouble::refused(File.missing("file")))?;
    let kept = visit.act(|db, cooperative, context| ledger::attach(db, cooperative, (entry_no, file), context))?;
    Ok(json!({ "entry_no": kept }))
}

fn discard(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let entry_no = given.number("entry_no")?;
    visit.act(|db, cooperative, context| ledger::discard(db, cooperative, entry_no, context))?;
    Ok(json!({ "count": 1 }))
}

fn reverse(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (entry_no, red) = (given.number("entry_no")?, (given.day("date")?, given.text("reason")));
    let entry_no = visit.act(|db, cooperative, context| ledger::reverse(db, cooperative, entry_no, red, context))?;
    Ok(json!({ "entry_no": entry_no }))
}
