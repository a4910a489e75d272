//! Bank accounts and their reconciliation (银行存款余额调节表) on a day.

use super::{Chosen, Drawn, Paper, Part, show};
use crate::application::ledger::query::summed;
use crate::application::ledger::{BankView, BankWhere, bank_accounts, reconcile};
use crate::domain::ledger::reconciliation::Reconciliation;
use crate::rendering::amount::yuan;
use crate::rendering::reconciliation_text;
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::web::address::with;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};
use chrono::NaiveDate;

/// All bank accounts, and the table of one on a day.
pub fn reconciliation(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "reconciliation",
        name: t.say("银行存款余额调节表", "Bank reconciliation"),
        purpose: t.say(
            "账面余额加减未达账项，应等于银行对账单余额加减未达账项。任何一天的表都可以再出一次。",
            "The book's balance and the bank's, each with what the other has not yet, must come to the same. The table of any day can be drawn up again.",
        ),
        fields: &["book", "account", "on"],
    };
    show(visit, &paper, |visit, chosen| {
        let all = visit.read(bank_accounts)?;
        let mut parts = vec![account_list(&all, t)?];
        let (mut about, mut account) = (String::new(), chosen.account.clone());
        if let Some((view, table)) = table_of(visit, chosen, &all)? {
            about = format!("{} {}", view.book.name, table.on);
            account = view.account.code.to_string();
            let name = t.say(&view.account.name, view.account.english_name());
            let part = Part::new(
                format!("{} {name} {}", view.account.code, table.on),
                summed(reconciliation_text::table(&table, t))?,
            );
            parts.push(part.noting(notes(&view, &table, t)?));
        }
        Ok(Drawn { about, account, parts, ..Drawn::default() })
    })
}

fn account_list(all: &[(BankView, Reconciliation)], t: Language) -> Result<Part, Trouble> {
    let mut table = Table::new([
        (t.say("账套", "book"), Align::Left),
        (t.say("科目", "account"), Align::Left),
        (t.say("对账单至", "statement to"), Align::Left),
        (t.say("已确认至", "confirmed to"), Align::Left),
        (t.say("银行未达", "open at the bank"), Align::Right),
        (t.say("账面未达", "open in the book"), Align::Right),
        (t.say("差额", "difference"), Align::Right),
    ]);
    for (view, found) in all {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        table.row([
            view.book.code.to_string(),
            view.account.code.to_string(),
            day(view.statement_to()),
            day(view.last_confirmed().map(|confirmed| confirmed.on)),
            found.bank_open.len().to_string(),
            found.book_open.len().to_string(),
            summed(found.difference())?.map(yuan).unwrap_or_default(),
        ]);
    }
    let mut part = Part::new(t.say("银行账户", "Bank accounts"), table);
    part.grid = part.grid.leading(1, |cells| {
        let cell = |position: usize| cells.get(position).map_or("", |cell| cell.text.as_str());
        with("/desk/books/reconciliation", &[("book", cell(0)), ("account", cell(1))])
    });
    Ok(part)
}

/// The table that was asked for; else that of the book's first account on its last day.
fn table_of(
    visit: &mut Visit<'_>,
    chosen: &Chosen,
    all: &[(BankView, Reconciliation)],
) -> Result<Option<(BankView, Reconciliation)>, Trouble> {
    let code = chosen.code(visit);
    let is_meant =
        |view: &BankView| view.book.code == code && (chosen.account.is_empty() || view.account.code == chosen.account);
    let known = all.iter().find(|(view, _)| is_meant(view));
    match (chosen.on, known) {
        (Some(on), _) => {
            let account = Some(chosen.account.as_str()).filter(|account| !account.is_empty());
            let account = account.or(known.map(|(view, _)| view.account.code.as_str()));
            let place = BankWhere { book: &code, account };
            visit.read(|db, cooperative| reconcile(db, cooperative, place, (on, None))).map(Some)
        }
        (None, None) if !chosen.account.is_empty() => {
            let place = BankWhere { book: &code, account: Some(&chosen.account) };
            let today = visit.today();
            visit.read(|db, cooperative| reconcile(db, cooperative, place, (today, None))).map(Some)
        }
        (None, known) => Ok(known.cloned()),
    }
}

/// Whether both sides agree, and what is not known.
fn notes(view: &BankView, table: &Reconciliation, t: Language) -> Result<Vec<String>, Trouble> {
    let mut notes = vec![match summed(table.difference())? {
        Some(difference) if difference.is_zero() => {
            t.say("✓ 两边调节后相等。", "✓ Both sides agree once what is open is taken into account.").to_owned()
        }
        Some(difference) => format!("✗ {} {}", t.say("调节后仍差", "they still differ by"), yuan(difference)),
        None => t.say("对账单没有余额。", "The statement has no balance.").to_owned(),
    }];
    match view.statement_to() {
        None => notes.push(
            t.say("还没有导入这个账户的银行对账单。", "No statement of this account has been imported yet.").to_owned(),
        ),
        Some(to) if to < table.on => {
            notes.push(format!("{} {to}", t.say("对账单止于", "The statement ends on")));
        }
        Some(_) => {}
    }
    for gap in &table.gaps {
        notes.push(match t {
            Language::Chinese => format!(
                "! 对账单 {} 的余额 {} 接不上前一笔，应为 {}：可能漏行或重行。",
                gap.date,
                yuan(gap.found),
                yuan(gap.expected)
            ),
            Language::English => format!(
                "! The balance {} on {} does not follow ({} expected): a line is missing, or one too many.",
                yuan(gap.found),
                gap.date,
                yuan(gap.expected)
            ),
        });
    }
    if view.last_confirmed().is_some_and(|confirmed| confirmed.on >= table.on) {
        notes.push(t.say("这一天的表已经确认。", "The table of this day is confirmed.").to_owned());
    }
    Ok(notes)
}
