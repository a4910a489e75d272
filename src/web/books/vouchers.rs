//! Vouchers: a page of them, and one as it is printed and bound.

use super::{Drawn, Paper, Part, choose, headed, show};
use crate::application::ledger::query::{VoucherView, voucher_of, voucher_page};
use crate::application::ledger::{Act, SheetRow, VoucherHistory, history};
use crate::domain::access::permission::Action;
use crate::domain::ledger::account::Side;
use crate::domain::ledger::book::Book;
use crate::domain::ledger::voucher::Line;
use crate::domain::money::Money;
use crate::domain::period::china_day;
use crate::rendering::amount::{quantity, yuan};
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::web::address::with;
use crate::web::boards::questions::QuestionLine;
use crate::web::boards::subject;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::grid::{file_answer, format_of};
use crate::web::paging::Paging;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

/// Vouchers on one page.
const VOUCHERS: usize = 100;
/// Vouchers that are read at once for a file.
const CHUNK: usize = 1_000;

fn headings(t: Language) -> [(&'static str, Align); 7] {
    [
        (t.say("凭证", "voucher"), Align::Left),
        (t.say("编号", "entry"), Align::Left),
        (t.say("日期", "date"), Align::Left),
        (t.say("摘要", "summary"), Align::Left),
        (t.say("金额", "amount"), Align::Right),
        (t.say("附件", "attached"), Align::Right),
        (t.say("状态", "state"), Align::Left),
    ]
}

fn cells(view: &VoucherView, t: Language) -> [String; 7] {
    let head = view.voucher.head();
    // A draft has no number yet: in brackets the one that its sheet asks for.
    let wanted = view.voucher.wanted_number().map(|number| format!("（{} {number}）", head.period));
    let standing = view.standing();
    [
        if view.number.is_some() { view.name() } else { wanted.unwrap_or_default() },
        format!("#{}", view.entry_no),
        head.date.to_string(),
        view.voucher.lines().first().map(|line| line.summary.to_string()).unwrap_or_default(),
        yuan(view.voucher.total().unwrap_or_default()),
        head.attachment_count.to_string(),
        t.say(standing.zh(), standing.en()).to_owned(),
    ]
}

/// Vouchers of a book over some periods.
pub fn vouchers(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "vouchers",
        name: t.say("凭证", "Vouchers"),
        purpose: t.say(
            "所选期间的凭证，先是已记账的，按字号排列，没有记账的在每期的末尾。点编号看全文和签字。",
            "Vouchers of the periods: those that are posted by word and number, those that are not at the end of each period. A number opens one with its signatures.",
        ),
        fields: &["book", "from", "to"],
    };
    if let Some(format) = format_of(visit) {
        let (chosen, form) = choose(visit, Form::of(&visit.asked.query))?;
        if !form.has_flaws() {
            let (code, range) = (chosen.code(visit), chosen.range);
            let title = format!("{} {}", headed(t, &code, range), paper.name);
            let owned = headings(t).map(|(heading, align)| (heading.to_owned(), align)).to_vec();
            return file_answer(format, &title, owned, |file| {
                let mut written = 0;
                loop {
                    let wanted = (written, CHUNK);
                    let found = visit.read(|db, cooperative| voucher_page(db, cooperative, (&code, range), wanted))?;
                    found.views.iter().try_for_each(|view| file.row(cells(view, t))).map_err(Trouble::fault)?;
                    written += found.views.len();
                    if found.views.is_empty() || written >= found.count {
                        return Ok(());
                    }
                }
            });
        }
    }
    show(visit, &paper, |visit, chosen| {
        let (code, range) = (chosen.code(visit), chosen.range);
        let paging = Paging::of(visit, VOUCHERS);
        let found = visit.read(|db, cooperative| voucher_page(db, cooperative, (&code, range), paging.range()))?;
        let mut table = Table::new(headings(t));
        found.views.iter().for_each(|view| table.row(cells(view, t)));
        let mut part = Part::new("", table);
        for column in [0, 1] {
            part.grid = part.grid.leading(column, |cells| {
                let entry_no = cells.get(1).map_or("", |cell| cell.text.trim_start_matches('#'));
                format!("/desk/books/vouchers/{entry_no}")
            });
        }
        let (page_no, of) = (paging.page_no, paging.of_rows(found.count));
        let said = match t {
            Language::Chinese => format!("共 {} 张，第 {page_no} 页，共 {of} 页", quantity(found.count)),
            Language::English => format!("{} vouchers, page {page_no} of {of}", quantity(found.count)),
        };
        Ok(Drawn {
            about: headed(t, &found.book.name, range),
            pages: paging.pages(visit, found.count),
            parts: vec![part.noting([said])],
            ..Drawn::default()
        })
    })
}

#[derive(Template)]
#[template(path = "books/voucher.html")]
struct VoucherPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    kept: String,
    book: Book,
    view: VoucherView,
    /// The word and number, else what its sheet asks for, else nothing.
    number: String,
    standing: &'static str,
    kind: &'static str,
    lines: Vec<VoucherRow>,
    total: Money,
    prepared: String,
    reviewed: String,
    signed: String,
    posted: String,
    came_from: String,
    /// How a question names it, and those that do.
    about: String,
    questions: Vec<QuestionLine>,
    may_ask: bool,
}

struct VoucherRow {
    summary: String,
    code: String,
    account: String,
    about: String,
    /// Debit, credit.
    sides: [Option<Money>; 2],
}

/// One voucher, as it is printed: lines, total in capitals, everybody who signed.
pub fn voucher(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let entry_no = visit.asked.parameters.get("entry").parse::<i64>().map_err(|_| Trouble::NotFound)?;
    let (book, view) = visit.read(|db, cooperative| voucher_of(db, cooperative, entry_no))?;
    let history = visit.read(|db, cooperative| history(db, cooperative, &view))?;
    let head = view.voucher.head();
    let row = |line: &Line| {
        let (zh, en) = (book.chart.full_name(&line.account), book.chart.full_english_name(&line.account));
        VoucherRow {
            summary: line.summary.to_string(),
            code: line.account.to_string(),
            account: t.say(&zh, &en).to_owned(),
            about: line.dimensions.as_str().replace('|', " "),
            sides: [Side::Debit, Side::Credit].map(|side| Some(line.amount).filter(|_| line.side == side)),
        }
    };
    let period = head.period.to_string();
    let (standing, signature) =
        (view.standing(), if view.wants_signature { "" } else { t.say("不需要", "not needed") });
    let overview = Arc::clone(&visit.overview);
    let questions = overview.records().iter().filter(|record| subject::is_about_voucher(&record.about, entry_no));
    let questions = questions.map(|record| QuestionLine::new(record, &overview));
    let prepared = history.entered_at.map(|at| (history.prepared_by.join(t.say("、", ", ")), at));
    page(&VoucherPage {
        t,
        frame: visit.frame(),
        tab: "vouchers",
        kept: with("", &[("book", &book.code), ("from", &period), ("to", &period)]),
        number: view.number.or(view.voucher.wanted_number()).map(|number| number.to_string()).unwrap_or_default(),
        standing: t.say(standing.zh(), standing.en()),
        kind: t.say(head.kind.zh(), head.kind.code()),
        lines: view.voucher.lines().iter().map(row).collect(),
        total: view.voucher.total().unwrap_or_default(),
        prepared: act(&prepared, ""),
        reviewed: act(&history.reviewed, ""),
        signed: act(&history.signed, signature),
        posted: act(&history.posted, ""),
        came_from: came_from(&view, &history, t),
        about: subject::of_voucher(&view),
        questions: questions.collect(),
        may_ask: visit.is_for(Who::May(Action::AskQuestion)),
        book,
        view,
    })
}

fn act(act: &Option<Act>, otherwise: &str) -> String {
    match act {
        Some((user, at)) => format!("{user} {}", china_day(*at)),
        None => otherwise.to_owned(),
    }
}

/// The sheet, the rule or the hand that it came from, and its source document.
fn came_from(view: &VoucherView, history: &VoucherHistory, t: Language) -> String {
    let head = view.voucher.head();
    let from = match (&history.sheet, head.rule.is_empty(), t) {
        (Some(SheetRow { batch_no, file, sheet, row }), _, Language::Chinese) => {
            format!("第 {batch_no} 批 {file}「{sheet}」第 {row} 行起")
        }
        (Some(SheetRow { batch_no, file, sheet, row }), _, Language::English) => {
            format!("batch {batch_no}, {file} [{sheet}] from row {row}")
        }
        (None, false, _) => format!("{} {}", t.say("按记账规则", "by the rule"), head.rule),
        (None, true, _) => t.say("录入", "typed").to_owned(),
    };
    match head.source.as_str() {
        "" => from,
        source => format!("{from} · {} {source}", t.say("原始凭证号", "source document")),
    }
}
