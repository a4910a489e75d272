//! Bank accounts (银行对账): what is open, matches, the table of a day.

use super::MONEY;
use super::given::Given;
use super::operation::{Gave, Operation, Parameter, body, path, query};
use super::shape::Shape::{
    self, Amount, Code, Day, Flag, List, Maybe, Money, Named, Number, Object, Optional, Text, Whole, Words,
};
use crate::application::ledger::{
    self, BankWhere, ConfirmRequest, MatchRequest, bank_accounts, match_automatically, match_by_hand, withdraw_match,
};
use crate::domain::access::permission::Action;
use crate::json::reconciliation as values;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use serde_json::{Value, json};

const ACCOUNT: Shape = Object(&[
    ("book", Text),
    ("account", Text),
    ("statement_to", Maybe(&Day)),
    ("confirmed_to", Maybe(&Day)),
    ("bank_open", Whole),
    ("book_open", Whole),
    ("difference", Maybe(&Money)),
]);
const MATCHES: Shape = Named(
    "BankMatches",
    &Object(&[(
        "matches",
        List(&Object(&[("match", Whole), ("ground", Text), ("bank", List(&Whole)), ("book", List(&Text))])),
    )]),
);
const OPEN: Shape = Object(&[
    ("side", Code(parties)),
    ("number", Text),
    ("date", Day),
    ("summary", Text),
    ("serial_or_voucher", Text),
    ("amount", Money),
]);
const CONFIRMED: Shape =
    Object(&[("by", Text), ("book_balance", Money), ("bank_balance", Money), ("adjusted", Money), ("stands", Flag)]);
const TABLE: Shape = Named(
    "Reconciliation",
    &Object(&[
        ("on", Day),
        ("book_balance", Money),
        ("bank_balance", Maybe(&Money)),
        ("first_difference", Money),
        ("opening_difference", Money),
        ("adjusted_book_balance", Money),
        ("adjusted_bank_balance", Maybe(&Money)),
        ("difference", Maybe(&Money)),
        ("open", List(&OPEN)),
        ("gaps", List(&Object(&[("date", Day), ("expected", Money), ("found", Money)]))),
        ("book", Text),
        ("account", Text),
        ("statement_to", Maybe(&Day)),
        ("confirmed", Maybe(&CONFIRMED)),
        ("unposted", List(&Text)),
    ]),
);
const BOOKKEEPER: Who = Who::May(Action::KeepBooks);
const BOOK: Parameter = body("book", Words(1, 80));
const ACCOUNT_CODE: Parameter = body("account", Optional(&Words(1, 40)));

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/reconciliation/accounts", MONEY, "listBankAccounts", accounts)
        .says(
            "银行账户：对账单到哪天、确认到哪天、未达几笔",
            "Bank accounts: how far they are reconciled, and what is open",
        )
        .gives(Object(&[("accounts", List(&ACCOUNT))])),
    Operation::get("/api/v1/reconciliation/table", MONEY, "showReconciliation", show)
        .says("某日的银行存款余额调节表", "The bank reconciliation statement of a day")
        .takes(&[
            query("book", Words(1, 80)),
            query("account", Optional(&Words(1, 40))),
            query("on", Day),
            query("bank_balance", Optional(&Amount)),
        ])
        .gives(TABLE),
    Operation::get("/api/v1/reconciliation/matches", MONEY, "listMatches", matches)
        .says("勾对", "The matches of an account")
        .takes(&[query("book", Words(1, 80)), query("account", Optional(&Words(1, 40)))])
        .gives(MATCHES),
    Operation::post("/api/v1/reconciliation/automatic-matches", BOOKKEEPER, "matchAutomatically", automatically)
        .says("勾对未达中确定的；再来一次没有变化", "Match what is open and certain; once more changes nothing")
        .takes(&[BOOK, ACCOUNT_CODE, body("within_days", Optional(&Number(0, 60)))])
        .gives(MATCHES),
    Operation::post("/api/v1/reconciliation/matches", BOOKKEEPER, "matchByHand", by_hand)
        .says("人工勾对；已勾对的行不能再勾对", "Match lines by hand; a line is matched once")
        .takes(&[
            BOOK,
            ACCOUNT_CODE,
            body("bank", List(&Number(1, i64::MAX))),
            body("lines", Optional(&List(&Words(1, 80)))),
            body("opening", Optional(&Flag)),
        ])
        .gives(MATCHES),
    Operation::post("/api/v1/reconciliation/matches/{match_no}/withdrawal", BOOKKEEPER, "withdrawMatch", withdraw)
        .says("撤销勾对", "Withdraw a match: its lines are open again")
        .takes(&[path("match_no", Number(1, 100_000_000)), body("reason", Words(1, 400))])
        .gives(Object(&[("withdrawn", Whole)])),
    Operation::post("/api/v1/reconciliation/confirmations", BOOKKEEPER, "confirmReconciliation", confirm)
        .says("确认某日的调节表，原样保存", "Confirm the table of a day: it stands as it is")
        .takes(&[
            BOOK,
            ACCOUNT_CODE,
            body("on", Day),
            body("bank_balance", Optional(&Amount)),
            body("opening_difference", Optional(&Amount)),
        ])
        .gives(TABLE),
    Operation::post("/api/v1/reconciliation/retractions", BOOKKEEPER, "retractReconciliation", retract)
        .says(
            "撤回最后确认的调节表，以便更正",
            "Retract the last confirmed table, so that what it rests on can be mended",
        )
        .takes(&[BOOK, ACCOUNT_CODE, body("on", Day), body("reason", Words(1, 400))])
        .gives(Object(&[("retracted", Day)])),
];

fn parties() -> Vec<&'static str> {
    vec!["bank", "book"]
}

fn place<'g>(given: &'g Given<'_>) -> BankWhere<'g> {
    BankWhere { book: given.text("book"), account: given.maybe_text("account") }
}

fn accounts(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::accounts(&visit.read(bank_accounts)?)?)
}

fn show(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let day = (given.day("on")?, given.maybe_amount("bank_balance"));
    let (view, table) = visit.read(|db, cooperative| ledger::reconcile(db, cooperative, place(given), day))?;
    Ok(values::table(&view, &table)?)
}

fn matches(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let today = (visit.today(), None);
    let (view, _) = visit.read(|db, cooperative| ledger::reconcile(db, cooperative, place(given), today))?;
    Ok(values::matches(&view, None))
}

fn automatically(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let asked = (place(given), given.maybe_number("within_days").unwrap_or(7));
    let (view, numbers) = visit.act(|db, cooperative, context| match_automatically(db, cooperative, asked, context))?;
    Ok(values::matches(&view, Some(&numbers)))
}

fn by_hand(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let request = MatchRequest {
        bank: given.list("bank").iter().filter_map(Value::as_i64).collect(),
        book: given.texts("lines"),
        is_opening: given.flag("opening"),
    };
    let named = (place(given), &request);
    let (view, numbers) = visit.act(|db, cooperative, context| match_by_hand(db, cooperative, named, context))?;
    Ok(values::matches(&view, Some(&numbers)))
}

fn withdraw(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let number: u32 = given.number("match_no")?;
    let asked = (number, given.text("reason"));
    visit.act(|db, cooperative, context| withdraw_match(db, cooperative, asked, context))?;
    Ok::<Value, Trouble>(json!({ "withdrawn": number }))
}

fn confirm(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (on, bank_balance) = (given.day("on")?, given.maybe_amount("bank_balance"));
    let opening_difference = given.maybe_amount("opening_difference");
    let asked = (place(given), ConfirmRequest { on, bank_balance, opening_difference });
    visit.act(|db, cooperative, context| ledger::confirm(db, cooperative, asked, context))?;
    let (view, table) =
        visit.read(|db, cooperative| ledger::reconcile(db, cooperative, asked.0, (on, bank_balance)))?;
    Ok(values::table(&view, &table)?)
}

fn retract(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (on, reason) = (given.day("on")?, given.text("reason"));
    let asked = (place(given), on, reason);
    visit.act(|db, cooperative, context| ledger::retract(db, cooperative, asked, context))?;
    Ok::<Value, Trouble>(json!({ "retracted": on.to_string() }))
}
