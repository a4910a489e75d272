//! Books (账套): charts, balances, ledgers, statements, closing, posting rules.

use super::given::Given;
use super::operation::{Gave, Operation, Parameter, path, query};
use super::shape::Shape::{
    self, ByName, Code, Day, Flag, List, Maybe, Moment, Money, Named, Object, Optional, Period, Text, Whole, Words,
};
use super::{MONEY, NEXT};
use crate::application::ledger::journal::{detail_ledger, general_ledger, journal};
use crate::application::ledger::{self, query as books};
use crate::domain::access::permission::Action;
use crate::domain::ledger::account::{AccountClass, Dimension, Side};
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::rule_change::RuleChange;
use crate::domain::ledger::rules_in_force::RuleVersion;
use crate::domain::period::AccountingPeriod;
use crate::json::{ledger as values, posting_rule};
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use serde_json::json;
use strum::IntoEnumIterator;

const BOOK: Shape = Named(
    "Book",
    &Object(&[
        ("code", Text),
        ("name", Text),
        ("kind", Code(kinds)),
        ("first_year", Whole),
        ("accounts", Whole),
        ("closed_to", Maybe(&Period)),
        ("closed_distributions", List(&Period)),
    ]),
);
const ACCOUNT: Shape = Named(
    "Account",
    &Object(&[
        ("code", Text),
        ("name", Text),
        ("name_en", Text),
        ("class", Code(classes)),
        ("side", Code(sides)),
        ("dimension", Maybe(&Code(dimensions))),
        ("basis", Text),
        ("row", Maybe(&Whole)),
    ]),
);
const SIDES: Shape = Object(&[("debit", Money), ("credit", Money)]);
const BALANCE: Shape = Object(&[
    ("account", Text),
    ("name", Text),
    ("is_parent", Flag),
    ("opening", Money),
    ("debit", Money),
    ("credit", Money),
    ("closing", Money),
]);
const SPAN: Shape = Object(&[
    ("span", Code(spans)),
    ("period", Period),
    ("date", Maybe(&Day)),
    ("debit", Money),
    ("credit", Money),
    ("balance", Money),
]);
const LINE: Shape = Object(&[
    ("voucher", Text),
    ("date", Day),
    ("summary", Text),
    ("account", Text),
    ("side", Code(sides)),
    ("amount", Money),
    ("about", Text),
    ("counter_accounts", List(&Text)),
    ("balance", Money),
]);
const ACCOUNT_LEDGER: Shape = Named(
    "AccountLedger",
    &Object(&[
        ("opening", Money),
        ("lines", List(&LINE)),
        ("totals", List(&SPAN)),
        ("closing", Money),
        ("book", Text),
        ("account", Text),
        ("name", Text),
        ("from", Period),
        ("to", Period),
    ]),
);
const GENERAL: Shape =
    Object(&[("account", Text), ("name", Text), ("opening", Money), ("totals", List(&SPAN)), ("closing", Money)]);
/// Whether two figures agree.
const TIE_OUT: Shape = Named(
    "TieOut",
    &Object(&[
        ("name", Text),
        ("left", Maybe(&Money)),
        ("right", Maybe(&Money)),
        ("row", Maybe(&Whole)),
        ("holds", Maybe(&Flag)),
    ]),
);
const ROW: Shape = Object(&[
    ("row", Maybe(&Whole)),
    ("caption", Text),
    ("caption_en", Text),
    ("closing", Maybe(&Money)),
    ("opening", Maybe(&Money)),
]);
const GROUP_LINE: Shape = Object(&[
    ("class", Maybe(&Text)),
    ("figure", Maybe(&Text)),
    ("caption", Text),
    ("caption_en", Text),
    ("books", ByName(&Money)),
    ("sum", Money),
    ("eliminated", Money),
    ("consolidated", Money),
]);
const ELIMINATION: Shape = Object(&[
    ("caption", Text),
    ("caption_en", Text),
    ("reads", Text),
    ("sides", List(&Object(&[("kind", Text), ("accounts", List(&Text)), ("amount", Maybe(&Money))]))),
    ("unmatched", Maybe(&Money)),
]);
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
const CHANGE: Shape = Object(&[
    ("change", Whole),
    ("proposed", ACT),
    ("outcome", Text),
    ("decided", Maybe(&ACT)),
    ("from", Maybe(&Day)),
    ("since", Maybe(&Day)),
    ("reason", Maybe(&Text)),
    ("rules", List(&Object(&[("rule", Text), ("name", Text), ("version", Whole), ("legs", List(&LEG))]))),
]);
/// Which book.
pub const BOOK_CODE: Parameter = path("book", Words(1, 80));
const PERIODS: &[Parameter] = &[BOOK_CODE, query("from", Period), query("to", Optional(&Period))];
const ACCOUNTS: &[Parameter] =
    &[BOOK_CODE, query("account", Words(1, 40)), query("from", Period), query("to", Optional(&Period))];
const BOOKKEEPER: Who = Who::May(Action::KeepBooks);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/ledger/books", MONEY, "listBooks", list)
        .says("账套", "Books")
        .gives(Object(&[("books", List(&BOOK))])),
    Operation::get("/api/v1/ledger/books/{book}/accounts", MONEY, "listAccounts", accounts)
        .says("科目表", "The chart of a book")
        .takes(&[BOOK_CODE])
        .paged("accounts", &["code"])
        .gives(Object(&[("accounts", List(&ACCOUNT)), NEXT])),
    Operation::get("/api/v1/ledger/books/{book}/trial-balance", MONEY, "showTrialBalance", trial)
        .says("科目余额表", "The trial balance")
        .takes(PERIODS)
        .gives(Object(&[
            ("book", Text),
            ("from", Period),
            ("to", Period),
            ("balanced", Flag),
            ("rows", List(&BALANCE)),
            ("total", Object(&[("opening", SIDES), ("turnover", SIDES), ("closing", SIDES)])),
        ])),
    Operation::get("/api/v1/ledger/books/{book}/journal", MONEY, "showJournal", of_cash)
        .says("现金或银行日记账", "The journal of cash or of a bank account")
        .takes(ACCOUNTS)
        .gives(ACCOUNT_LEDGER),
    Operation::get("/api/v1/ledger/books/{book}/detail", MONEY, "showDetailLedger", detail)
        .says("明细账", "The detail ledger of an account")
        .takes(ACCOUNTS)
        .gives(ACCOUNT_LEDGER),
    Operation::get("/api/v1/ledger/books/{book}/general", MONEY, "showGeneralLedger", general)
        .says("总账", "The general ledger")
        .takes(&[
            BOOK_CODE,
            query("from", Period),
            query("to", Optional(&Period)),
            query("account", Optional(&Words(1, 40))),
        ])
        .paged("accounts", &["account"])
        .gives(Object(&[("book", Text), ("from", Period), ("to", Period), ("accounts", List(&GENERAL)), NEXT])),
    Operation::get("/api/v1/ledger/books/{book}/statements", MONEY, "showStatements", statements)
        .says("会计报表和勾稽", "The statements of a book, and whether their figures agree")
        .takes(&[BOOK_CODE, query("to", Period)])
        .gives(Object(&[
            ("book", Text),
            ("to", Period),
            ("statements", List(&Object(&[("name", Text), ("layout", Maybe(&Text)), ("lines", List(&ROW))]))),
            ("tie_outs", List(&TIE_OUT)),
        ])),
    Operation::get("/api/v1/ledger/consolidation", MONEY, "showConsolidation", consolidation)
        .says("合并报表", "All books as one")
        .takes(&[query("to", Period)])
        .gives(Object(&[
            ("books", List(&Object(&[("code", Text), ("kind", Code(kinds))]))),
            ("missing", List(&Text)),
            ("lines", List(&GROUP_LINE)),
            ("eliminations", List(&ELIMINATION)),
            ("unplaced", List(&Object(&[("book", Text), ("account", Text), ("balance", Money)]))),
            ("to", Period),
            ("tie_outs", List(&TIE_OUT)),
        ])),
    Operation::post(
        "/api/v1/ledger/books/{book}/periods/{period}/close-income",
        BOOKKEEPER,
        "closeIncome",
        close_income,
    )
    .says(
        "结转损益：录入一张凭证；没有要结转的则没有",
        "Close income and expense by a voucher; none where there is nothing to close",
    )
    .takes(&[BOOK_CODE, path("period", Period)])
    .gives(Object(&[("entry_no", Maybe(&Whole))])),
    Operation::post("/api/v1/ledger/books/{book}/periods/{period}/close", BOOKKEEPER, "closePeriod", close)
        .says("结账；结了的不能再结", "Close a period, once")
        .takes(&[BOOK_CODE, path("period", Period)])
        .gives(Object(&[
            ("book", Text),
            ("period", Period),
            ("turnover", Money),
            ("tie_outs", List(&TIE_OUT)),
            ("unreconciled", List(&Object(&[("account", Text), ("confirmed_to", Maybe(&Day))]))),
        ])),
    Operation::get("/api/v1/ledger/rules", MONEY, "listRules", rules)
        .says("某日有效的记账规则和待批准的变更", "The posting rules of a day, and the changes that wait")
        .takes(&[query("on", Optional(&Day))])
        .gives(Object(&[("rules", List(&RULE)), ("waiting", List(&CHANGE))])),
    Operation::get("/api/v1/ledger/rules/changes", MONEY, "listRuleChanges", changes)
        .says("会计政策变更", "Every change of posting rules")
        .paged("changes", &["change"])
        .gives(Object(&[("changes", List(&CHANGE)), NEXT])),
];

fn kinds() -> Vec<&'static str> {
    BookKind::iter().map(BookKind::code).collect()
}

fn classes() -> Vec<&'static str> {
    AccountClass::iter().map(AccountClass::zh).collect()
}

/// 借, 贷.
pub fn sides() -> Vec<&'static str> {
    [Side::Debit, Side::Credit].map(Side::en).to_vec()
}

fn dimensions() -> Vec<&'static str> {
    Dimension::iter().map(Dimension::en).collect()
}

fn spans() -> Vec<&'static str> {
    vec!["day", "month", "year_to_date"]
}

fn list(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::books(visit.read(books::all_books)?.values()))
}

fn accounts(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let book = visit.read(|db, cooperative| books::book(db, cooperative, given.text("book")))?;
    Ok(values::accounts(book.chart.accounts()))
}

/// From which period until which: one alone where only the first is given.
fn range(given: &Given<'_>) -> Result<(AccountingPeriod, AccountingPeriod), Trouble> {
    let first = given.period("from")?;
    Ok((first, given.maybe("to", AccountingPeriod::parse).unwrap_or(first)))
}

fn trial(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (first, last) = range(given)?;
    let asked = (given.text("book"), first, last);
    let (book, trial) = visit.read(|db, cooperative| books::trial_balance(db, cooperative, asked))?;
    Ok(values::trial_balance(&book, (first, last), &trial))
}

fn of_cash(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (account, range) = ((given.text("book"), given.text("account")), range(given)?);
    Ok(values::account_ledger(&visit.read(|db, cooperative| journal(db, cooperative, account, range))?)?)
}

fn detail(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (account, range) = ((given.text("book"), given.text("account")), range(given)?);
    Ok(values::account_ledger(&visit.read(|db, cooperative| detail_ledger(db, cooperative, account, range))?)?)
}

fn general(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (account, range) = ((given.text("book"), given.maybe_text("account")), range(given)?);
    Ok(values::general_ledger(&visit.read(|db, cooperative| general_ledger(db, cooperative, account, range))?)?)
}

fn statements(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let last = given.period("to")?;
    let asked = (given.text("book"), last);
    let found = visit.read(|db, cooperative| ledger::statements(db, cooperative, asked, None))?;
    Ok(values::statements(&found, last))
}

fn consolidation(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let last = given.period("to")?;
    let found = visit.read(|db, cooperative| ledger::consolidate(db, cooperative, last, None))?;
    Ok(values::consolidation(last, &found)?)
}

fn close_income(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let asked = (given.text("book"), given.period("period")?);
    let entry_no = visit.act(|db, cooperative, context| ledger::close_income(db, cooperative, asked, context))?;
    Ok(json!({ "entry_no": entry_no }))
}

fn close(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let asked = (given.text("book"), given.period("period")?);
    let (closed, tie_outs) = visit.act(|db, cooperative, context| {
        let closed = ledger::close(db, cooperative, asked, context)?;
        let is_of_year = asked.1 >= AccountingPeriod::december(asked.1.year());
        let tie_outs = if is_of_year { ledger::statements(db, cooperative, asked, None)?.tie_outs } else { Vec::new() };
        Ok((closed, tie_outs))
    })?;
    Ok(values::closed(&closed, &tie_outs))
}

fn rules(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let on = given.maybe_day("on").unwrap_or(visit.today());
    let (rules, changes) = visit.read(ledger::all_posting_rules)?;
    let in_force: Vec<&RuleVersion> = rules.in_force(on).collect();
    let waiting: Vec<&RuleChange> = changes.iter().filter(|change| change.decision.is_none()).collect();
    Ok(posting_rule::rules(&in_force, &waiting))
}

fn changes(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(posting_rule::changes(&visit.read(ledger::all_posting_rules)?.1))
}
