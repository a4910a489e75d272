//! Every claim with its state and age, what is unpaid by reason, and whether the book owes the same.

use crate::application::payment;
use crate::domain::payment::payable::Payable;
use crate::rendering::payment_text::{payable_table, state_code, state_name, state_table, tie_notes, tie_table};
use crate::rendering::speech::Language;
use crate::rendering::table::Table;
use crate::web::address::with;
use crate::web::desk::segment;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, file_addresses, table_file};
use crate::web::paging::{Pages, Paging};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

/// Claims on one page.
const CLAIMS: usize = 100;
/// Every state that a claim can be in, by name.
const STATES: [&str; 7] = ["ready", "held", "company_unpaid", "marked", "account_missing", "under_way", "paid"];

#[derive(Template)]
#[template(path = "payments/payables.html")]
struct PayablesPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    text: String,
    state: String,
    /// The states that can be chosen, code and name.
    states: Vec<(&'static str, &'static str)>,
    totals: Grid,
    count: usize,
    grid: Grid,
    files: [String; 2],
    pages: Pages,
}

/// The page.
pub fn payables(visit: &mut Visit<'_>) -> Answered {
    let (t, day) = (visit.t(), visit.today());
    visit.check_reading(None)?;
    let (found, _) = visit.read(|db, cooperative| payment::payables(db, cooperative, day))?;
    let (text, state) = (visit.asked.query.get("q").to_owned(), visit.asked.query.get("state").to_owned());
    let number = text.to_uppercase();
    let is_meant = |one: &&Payable| {
        let is_in = match state.as_str() {
            "" => true,
            "unpaid" => one.is_unpaid(),
            state => state_code(&one.state) == state,
        };
        let is_named = text.is_empty()
            || one.claim.key.member_no.starts_with(&number)
            || one.name.contains(&text)
            || one.household_no.as_str() == text;
        is_in && is_named
    };
    let all: Vec<&Payable> = found.payables.iter().collect();
    let meant: Vec<&Payable> = all.iter().copied().filter(is_meant).collect();
    if visit.asked.query.get("format").is_empty() {
        let paging = Paging::of(visit, CLAIMS);
        let (skip, most) = paging.range();
        let shown: Vec<&Payable> = meant.iter().copied().skip(skip).take(most).collect();
        return page(&PayablesPage {
            t,
            frame: visit.frame(),
            tab: "payables",
            states: STATES.map(|code| (code, state_name(code, t))).to_vec(),
            totals: by_state(&all, t),
            count: meant.len(),
            grid: leading(&payable_table(&shown, day, t)),
            files: file_addresses(visit),
            pages: paging.pages(visit, meant.len()),
            text,
            state,
        });
    }
    let title = format!("{} {day}", t.say("应付款", "payables"));
    table_file(visit, &title, &payable_table(&meant, day, t))?.ok_or(Trouble::NotFound)
}

/// How many are in which state; each opens to them.
fn by_state(all: &[&Payable], t: Language) -> Grid {
    Grid::from(&state_table(all, t)).leading(0, |cells| {
        let name = cells.first().map_or("", |cell| &cell.text);
        let code = STATES.into_iter().find(|code| state_name(code, t) == name).unwrap_or_default();
        with("/desk/payments", &[("state", code)])
    })
}

/// A claim opens to the statement that it is of.
fn leading(table: &Table) -> Grid {
    Grid::from(table).stacking().leading(0, |cells| {
        let cell = |position: usize| cells.get(position).map_or("", |cell| cell.text.as_str());
        format!("/desk/distributions/{}/members/{}", cell(2).replace('#', "-"), segment(cell(0)))
    })
}

#[derive(Template)]
#[template(path = "payments/tie.html")]
struct TiePage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    grid: Grid,
    notes: Vec<String>,
    has_book: bool,
    files: [String; 2],
}

/// What the book owes members, held against what is unpaid.
pub fn tie(visit: &mut Visit<'_>) -> Answered {
    let (t, day) = (visit.t(), visit.today());
    let (_, tie) = visit.read(|db, cooperative| payment::payables(db, cooperative, day))?;
    let table = tie.as_ref().map(|tie| tie_table(tie, t)).unwrap_or_default();
    if let Some(file) = table_file(visit, &format!("{} {day}", t.say("应付款与账面核对", "tie")), &table)? {
        return Ok(file);
    }
    page(&TiePage {
        t,
        frame: visit.frame(),
        tab: "tie",
        grid: Grid::from(&table),
        notes: tie.as_ref().map(|tie| tie_notes(tie, t)).unwrap_or_default(),
        has_book: tie.is_some(),
        files: file_addresses(visit),
    })
}
