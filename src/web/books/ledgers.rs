//! The general ledger, and the lines of one account: detail ledgers and journals, a page at a time.

use super::{Chosen, Drawn, Paper, Part, choose, headed, show};
use crate::application::ledger::journal::{LedgerKind, LedgerPage, general_ledger, ledger_page};
use crate::application::ledger::query::summed;
use crate::domain::ledger::account::{Account, Purpose};
use crate::domain::period::AccountingPeriod;
use crate::rendering::amount::quantity;
use crate::rendering::ledger_text::{self, Beside};
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::table_file::TableFormat;
use crate::web::address::with;
use crate::web::form::Form;
use crate::web::grid::{file_answer, format_of};
use crate::web::paging::Paging;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};

/// Lines on one page.
const LINES: usize = 200;
/// Lines that are read at once for a file.
const CHUNK: usize = 1_000;

/// Every account, month by month.
pub fn general(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "general",
        name: t.say("总账", "General ledger"),
        purpose: t.say(
            "每个一级科目按月的合计和余额。点科目看明细账。",
            "Every account by month: totals and balance. An account opens to its detail ledger.",
        ),
        fields: &["book", "from", "to"],
    };
    show(visit, &paper, |visit, chosen| {
        let (code, range) = (chosen.code(visit), chosen.range);
        let found = visit.read(|db, cooperative| general_ledger(db, cooperative, (&code, None), range))?;
        let table = summed(ledger_text::general_table((&found.book, &found.accounts), range.0, t))?;
        let (from, to) = (range.0.to_string(), range.1.to_string());
        let mut part = Part::new("", table);
        part.grid = part.grid.leading(0, |cells| {
            let account = cells.first().map_or("", |cell| &cell.text).split(' ').next().unwrap_or_default();
            let address = [("book", code.as_str()), ("account", account), ("from", &from), ("to", &to)];
            if account.is_empty() { String::new() } else { with("/desk/books/detail", &address) }
        });
        Ok(Drawn { about: headed(t, &found.book.name, range), parts: vec![part], ..Drawn::default() })
    })
}

/// The lines of an account with what each is about.
pub fn detail(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "detail",
        name: t.say("明细账", "Detail ledger"),
        purpose: t.say(
            "一个科目（含下级科目）的每一笔，带辅助核算、本月合计和本年累计。点凭证号看凭证。",
            "Every line of an account and of what is under it, with what it is about, totals by month and the year so far. A voucher's number opens it.",
        ),
        fields: &["book", "account", "from", "to"],
    };
    account_ledger(visit, &paper, LedgerKind::Detail)
}

/// The journal of cash or of a bank, with a balance for every day.
pub fn journal(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "journal",
        name: t.say("日记账", "Journal"),
        purpose: t.say(
            "现金和银行存款逐日逐笔登记，每天有合计和余额。",
            "Cash and bank, day by day and line by line, with a total and a balance for every day.",
        ),
        fields: &["book", "account", "from", "to"],
    };
    account_ledger(visit, &paper, LedgerKind::Journal)
}

/// The account that was chosen; else the first that such a ledger is kept of.
fn account_of(chosen: &Chosen, kind: LedgerKind) -> String {
    let is_meant = |account: &&Account| match kind {
        LedgerKind::Journal => account.purpose == Some(Purpose::Bank),
        LedgerKind::Detail => true,
    };
    let first = chosen.book.iter().flat_map(|book| book.chart.accounts()).find(is_meant);
    match chosen.account.as_str() {
        "" => first.map(|account| account.code.to_string()).unwrap_or_default(),
        given => given.to_owned(),
    }
}

fn account_ledger(visit: &mut Visit<'_>, paper: &Paper, kind: LedgerKind) -> Answered {
    if let Some(format) = format_of(visit) {
        let (chosen, form) = choose(visit, Form::of(&visit.asked.query))?;
        if !form.has_flaws() {
            return whole(visit, (paper.name, &chosen, kind), format);
        }
    }
    show(visit, paper, |visit, chosen| {
        let (t, range) = (visit.t(), chosen.range);
        let paging = Paging::of(visit, LINES);
        let page = read(visit, (chosen, kind), paging.range())?;
        let ledger = &page.ledger;
        let table = table_of(&page, (range, paging.range().0), kind, t)?;
        let name = t.say(&ledger.account.name, ledger.account.english_name());
        let mut part = Part::new(format!("{} {name}", ledger.account.code), table);
        let mut entries = page.entries.iter();
        part.grid = part.grid.leading(1, |cells| match cells.get(1).is_some_and(|cell| !cell.text.is_empty()) {
            true => entries.next().map(|entry_no| format!("/desk/books/vouchers/{entry_no}")).unwrap_or_default(),
            false => String::new(),
        });
        let (page_no, of) = (paging.page_no, paging.of_rows(page.count));
        let said = match t {
            Language::Chinese => format!("共 {} 笔，第 {page_no} 页，共 {of} 页", quantity(page.count)),
            Language::English => format!("{} lines, page {page_no} of {of}", quantity(page.count)),
        };
        Ok(Drawn {
            about: headed(t, &ledger.book.name, range),
            account: ledger.account.code.to_string(),
            pages: paging.pages(visit, page.count),
            parts: vec![part.noting([said])],
            ..Drawn::default()
        })
    })
}

fn read(
    visit: &mut Visit<'_>,
    (chosen, kind): (&Chosen, LedgerKind),
    page: (usize, usize),
) -> Result<LedgerPage, Trouble> {
    let (code, account) = (chosen.code(visit), account_of(chosen, kind));
    visit.read(|db, cooperative| ledger_page(db, cooperative, (kind, (&code, &account), chosen.range), page))
}

fn table_of(
    page: &LedgerPage,
    (range, skip): ((AccountingPeriod, AccountingPeriod), usize),
    kind: LedgerKind,
    t: Language,
) -> Result<Table, Trouble> {
    let beside = match kind {
        LedgerKind::Journal => Beside::CounterAccounts,
        LedgerKind::Detail => Beside::Dimensions,
    };
    let first = (skip == 0).then_some(range.0);
    Ok(summed(ledger_text::running_table((&page.ledger.book, &page.ledger.journal), first, beside, t))?)
}

/// All lines as a file, read and written some at a time.
fn whole(visit: &mut Visit<'_>, (name, chosen, kind): (&str, &Chosen, LedgerKind), format: TableFormat) -> Answered {
    let t = visit.t();
    let mut page = read(visit, (chosen, kind), (0, CHUNK))?;
    let mut table = table_of(&page, (chosen.range, 0), kind, t)?;
    let headings: Vec<(String, Align)> = table.headings().to_vec();
    let about = headed(t, &page.ledger.book.name, chosen.range);
    let title = format!("{about} {name} {}", page.ledger.account.code);
    file_answer(format, &title, headings, |file| {
        let mut read_so_far = 0;
        loop {
            // What is brought forward from chunk to chunk is no row of the file.
            let rows = table.rows().iter().skip(usize::from(read_so_far > 0));
            rows.clone().try_for_each(|row| file.row(row)).map_err(Trouble::fault)?;
            read_so_far += page.entries.len();
            if read_so_far >= page.count || page.entries.is_empty() {
                return Ok(());
            }
            page = read(visit, (chosen, kind), (read_so_far, CHUNK))?;
            table = table_of(&page, (chosen.range, read_so_far), kind, t)?;
        }
    })
}
