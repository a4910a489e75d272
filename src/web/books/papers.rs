//! The books themselves, their statements, trial balances, and all of them as one.

use super::{Chosen, Drawn, Paper, Part, headed, show};
use crate::application::ledger::query::{summed, trial_balance as balance};
use crate::application::ledger::{consolidate, statements as statements_of};
use crate::domain::ledger::book::Book;
use crate::domain::period::AccountingPeriod;
use crate::rendering::table::{Align, Table};
use crate::rendering::{consolidation_text, ledger_text, statement_text};
use crate::web::address::with;
use crate::web::desk::segment;
use crate::web::grid::GridCell;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};

/// All books.
pub fn books(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "books",
        name: t.say("账套", "Books"),
        purpose: t.say(
            "合作社、公司、物业公司和公益建设资金各有一套账。打开一套，看报表、余额、明细和凭证，都可以打印。",
            "The cooperative, the company, its property manager and the welfare fund keep a book each. Open one for statements, balances, ledgers and vouchers, all of them ready to print.",
        ),
        fields: &[],
    };
    show(visit, &paper, |visit, chosen| Ok(Drawn { parts: vec![book_list(visit, chosen)], ..Drawn::default() }))
}

fn book_list(visit: &Visit<'_>, chosen: &Chosen) -> Part {
    let t = visit.t();
    let mut table = Table::new([
        (t.say("账套", "book"), Align::Left),
        (t.say("名称", "name"), Align::Left),
        (t.say("类别", "kind"), Align::Left),
        (t.say("启用年度", "from"), Align::Left),
        (t.say("科目", "accounts"), Align::Right),
        (t.say("已结账到", "closed to"), Align::Left),
    ]);
    for book in chosen.books.values() {
        let closed: Vec<String> = closed(book).map(|period| period.to_string()).collect();
        table.row([
            book.code.to_string(),
            book.name.to_string(),
            t.say(book.kind.zh(), book.kind.en()).to_owned(),
            book.first_year.to_string(),
            book.chart.accounts().count().to_string(),
            closed.join(t.say("、", ", ")),
        ]);
    }
    let mut part = Part::new("", table);
    let to = |page: &'static str| {
        move |cells: &[GridCell]| {
            with(&format!("/desk/books/{page}"), &[("book", cells.first().map_or("", |cell| &cell.text))])
        }
    };
    part.grid = part.grid.leading(0, to("statements")).leading(1, to("trial-balance"));
    part
}

/// The last month and the last distribution period that are closed.
fn closed(book: &Book) -> impl Iterator<Item = AccountingPeriod> {
    let distribution = book.closed_distributions.iter().max().map(|year| AccountingPeriod::distribution(*year));
    book.closed_to.into_iter().chain(distribution)
}

/// Balance sheet, income, distribution, and whether their figures agree.
pub fn statements(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "statements",
        name: t.say("会计报表", "Statements"),
        purpose: t.say(
            "从年初到所选期间末的资产负债表、收益（利润）及分配表，末尾是勾稽关系：左右必须相符。",
            "Balance sheet, income and distribution from the year's beginning to the end of the period, and below them the tie-outs: left and right must be equal.",
        ),
        fields: &["book", "to"],
    };
    show(visit, &paper, |visit, chosen| {
        let (code, last) = (chosen.code(visit), chosen.range.1);
        let found = visit.read(|db, cooperative| statements_of(db, cooperative, (&code, last), None))?;
        let mut parts = Vec::new();
        for statement in &found.statements {
            let layout = &statement.layout;
            let unchecked = layout.awaits_check().then(|| {
                t.say(
                    "项目和行次尚未与官方格式核对。",
                    "Captions and rows are not yet compared with the official form.",
                )
                .to_owned()
            });
            let part = Part::new(t.say(&layout.name, &layout.name_en), statement_text::table(&statement.lines, t));
            parts.push(part.noting(unchecked));
        }
        parts.push(Part::new(t.say("勾稽关系", "Tie-outs"), statement_text::tie_out_table(&found.tie_outs, t)));
        let pdf = format!("/papers/books/{}/{last}", segment(&code));
        Ok(Drawn { about: headed(t, &found.book.name, (last, last)), parts, pdf, ..Drawn::default() })
    })
}

/// The trial balance; an account opens to its lines.
pub fn trial_balance(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "trial-balance",
        name: t.say("科目余额表", "Trial balance"),
        purpose: t.say(
            "每个科目的期初、本期发生和期末；借贷合计三次相等。点科目编码看明细账。",
            "Every account's opening, turnover and closing; debits equal credits three times. A code opens to the detail ledger.",
        ),
        fields: &["book", "from", "to"],
    };
    show(visit, &paper, |visit, chosen| {
        let (code, (first, last)) = (chosen.code(visit), chosen.range);
        let (book, trial) = visit.read(|db, cooperative| balance(db, cooperative, (&code, first, last)))?;
        let mut part = Part::new("", ledger_text::trial_balance_table(&book, &trial, t));
        let (from, to) = (first.to_string(), last.to_string());
        part.grid = part.grid.leading(0, |cells| {
            let account = cells.first().map_or("", |cell| &cell.text);
            with("/desk/books/detail", &[("book", &code), ("account", account), ("from", &from), ("to", &to)])
        });
        let balanced = match trial.total.is_balanced() {
            true => t.say("✓ 借贷相等", "✓ Debits equal credits"),
            false => t.say("✗ 借贷不相等", "✗ Debits differ from credits"),
        };
        let parts = vec![part.noting([balanced.to_owned()])];
        Ok(Drawn { about: headed(t, &book.name, (first, last)), parts, ..Drawn::default() })
    })
}

/// All books as one, with what was taken out.
pub fn consolidation(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "consolidation",
        name: t.say("合并报表", "Consolidation"),
        purpose: t.say(
            "各账套并排，抵销内部往来以后是合并数；抵销的每一项都列在下面，没有抵平的单独成行。",
            "The books side by side; what stands between them is eliminated. Each elimination is listed below, and what does not cancel stands in a row of its own.",
        ),
        fields: &["to"],
    };
    show(visit, &paper, |visit, chosen| {
        let last = chosen.range.1;
        let found = visit.read(|db, cooperative| consolidate(db, cooperative, last, None))?;
        let shown = (&found.books[..], &found.consolidation);
        let (missing, unplaced) = (consolidation_text::missing(shown.1, t), consolidation_text::unplaced(shown.1, t));
        let missing = (!missing.is_empty()).then(|| format!("{}{missing}", t.say("没有账套：", "No book of: ")));
        let unplaced =
            (!unplaced.is_empty()).then(|| format!("{}{unplaced}", t.say("没有列入任何一行：", "In no row: ")));
        let table = summed(consolidation_text::table(shown, t))?;
        let eliminations = summed(consolidation_text::elimination_table(shown.1, t))?;
        let parts = vec![
            Part::new("", table).noting(missing.into_iter().chain(unplaced)),
            Part::new(t.say("抵销", "Eliminations"), eliminations),
            Part::new(t.say("勾稽关系", "Tie-outs"), statement_text::tie_out_table(&shown.1.tie_outs, t)),
        ];
        let name = visit.site.cooperative.name.clone();
        Ok::<_, Trouble>(Drawn { about: headed(t, &name, (last, last)), parts, ..Drawn::default() })
    })
}
