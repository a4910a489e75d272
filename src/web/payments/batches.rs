//! Batches with the bank's answers, and one to print.

use crate::application::payment;
use crate::domain::money::Money;
use crate::rendering::payment_text::{answers, batch_table, batches_table};
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, GridCell, file_addresses, table_file};
use crate::web::paging::{Pages, Paging};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

/// Lines of a batch on one page.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "payments/batches.html")]
struct BatchesPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    grid: Grid,
    files: [String; 2],
}

/// All batches.
pub fn batches(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let found = visit.read(payment::batches)?;
    let table = batches_table(&found, t);
    if let Some(file) = table_file(visit, t.say("代发批次", "batches"), &table)? {
        return Ok(file);
    }
    let to = |cells: &[GridCell]| format!("/desk/payments/batches/{}", cells.first().map_or("", |cell| &cell.text));
    page(&BatchesPage {
        t,
        frame: visit.frame(),
        tab: "batches",
        grid: Grid::from(&table).leading(0, to).leading(3, to).stacking(),
        files: file_addresses(visit),
    })
}

#[derive(Template)]
#[template(path = "payments/batch.html")]
struct BatchPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    batch_no: u32,
    made: String,
    sent: Option<(String, String)>,
    cancelled: Option<String>,
    answers: String,
    lines: usize,
    total: Money,
    /// What is looked for.
    text: String,
    /// Lines that it is found in.
    found: usize,
    grid: Grid,
    pages: Pages,
    files: [String; 2],
}

/// One batch: its lines page by page, accounts masked, the total in capitals, what the bank said.
pub fn batch(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let batch_no = visit.asked.parameters.get("batch").parse::<u32>().map_err(|_| Trouble::NotFound)?;
    let (standing, _) = visit.read(|db, cooperative| payment::batch(db, cooperative, batch_no))?;
    let table = batch_table(&standing, t);
    if let Some(file) = table_file(visit, &format!("{} {batch_no}", t.say("代发批次", "batch")), &table)? {
        return Ok(file);
    }
    let (text, paging) = (visit.asked.query.get("q").to_owned(), Paging::of(visit, LINES));
    let grid = Grid::from(&table).finding(&text).stacking();
    let found = grid.rows.len();
    page(&BatchPage {
        t,
        frame: visit.frame(),
        tab: "batches",
        batch_no,
        made: format!("{} {}", standing.batch.day, standing.made_by),
        answers: answers(&standing, t),
        sent: standing.sent.map(|(day, reference)| (day.to_string(), reference)),
        cancelled: standing.cancelled,
        lines: standing.batch.lines.len(),
        total: standing.batch.total().unwrap_or_default(),
        text,
        found,
        grid: grid.page(paging.range()),
        pages: paging.pages(visit, found),
        files: file_addresses(visit),
    })
}
