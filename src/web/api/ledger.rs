//! Books (账套): opened, charts, balances, ledgers, statements, closing.

use super::given::Given;
use super::operation::{Gave, Operation, Parameter, body, path, query};
use super::shape::Shape::{
    self, ByName, Code, Day, File, Flag, List, Maybe, Money, Named, Number, Object, Optional, Period, Text, Whole,
    Words,
};
use super::{MONEY, NEXT};
use crate::application::ledger::journal::{detail_ledger, general_ledger, journal};
use crate::application::ledger::{self, OpenRequest, SubAccount, query as books};
use crate::domain::access::permission::Action;
use crate::domain::ledger::account::{AccountClass, Dimension, Side};
use crate::domain::ledger::book::BookKind;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::json::ledger as values;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use serde_json::json;
use std::collections::BTreeSet;
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
    Operation::post("/api/v1/ledger/books", BOOKKEEPER, "openBook", open)
        .says(
            "建账：科目表用自带的一种（chart），或自己的文件（file）；都不写就用这类账套通常的",
            "Open a book with a chart that comes with the program (chart) or one of a file (file); the usual one of its kind where neither is given",
        )
        .takes(&[
            body("code", Words(1, 40)),
            body("name", Words(1, 200)),
            body("kind", Code(kinds)),
            body("first_year", Number(1_900, 2_199)),
            body("chart", Optional(&Code(charts))),
            body("file", Optional(&File)),
        ])
        .gives(Object(&[("books", List(&BOOK))])),
    Operation::get("/api/v1/ledger/books/{book}/accounts", MONEY, "listAccounts", accounts)
        .says("科目表", "The chart of a book")
        .takes(&[BOOK_CODE])
        .paged("accounts", &["code"])
        .gives(Object(&[("accounts", List(&ACCOUNT)), NEXT])),
    Operation::post("/api/v1/ledger/books/{book}/accounts", BOOKKEEPER, "addAccount", add_account)
        .says(
            "增设明细科目：类别和方向随上级科目",
            "Add a sub-account: class and side are those of the account above it",
        )
        .takes(&[
            BOOK_CODE,
            body("code", Words(1, 40)),
            body("name", Words(1, 200)),
            body("dimension", Optional(&Code(dimensions))),
            body("row", Optional(&Number(1, 10_000))),
        ])
        .gives(Object(&[("accounts", List(&ACCOUNT))])),
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
];

/// 类别 of books.
pub fn kinds() -> Vec<&'static str> {
    BookKind::iter().map(BookKind::code).collect()
}

/// The charts that come with the program.
fn charts() -> Vec<&'static str> {
    BookKind::iter().map(BookKind::usual_chart).collect::<BTreeSet<_>>().into_iter().collect()
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

fn open(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (_folder, files) = given.files("file")?;
    let file = files.first().map(|(path, _)| path.display().to_string());
    let request = OpenRequest {
        code: given.text("code").to_owned(),
        name: given.text("name").to_owned(),
        kind: given.parsed("kind", BookKind::lookup)?,
        chart: file.or_else(|| given.maybe_text("chart").map(str::to_owned)),
        first_year: given.number("first_year").map(AccountingYear::try_new)?.ok_or(Trouble::Unreadable)?,
    };
    let book = visit.act(|db, cooperative, context| ledger::open_book(db, cooperative, &request, context))?;
    Ok(values::books([&book]))
}

fn add_account(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let sub = SubAccount {
        code: given.text("code").to_owned(),
        name: given.text("name").to_owned(),
        dimension: given.maybe("dimension", Dimension::lookup),
        row: given.maybe_number("row"),
    };
    let asked = (given.text("book"), &sub);
    let added = visit.act(|db, cooperative, context| ledger::add_account(db, cooperative, asked, context))?;
    Ok(values::accounts([&added]))
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
