//! The levy of a year (公益建设资金): set aside, approved, paid, received, and what the residents' committee's fund spent it on.

use crate::application::payment::levy_report;
use crate::domain::distribution::run::RunNumber;
use crate::domain::ledger::book::BookKind;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::statement::levy_report::{LevyReport, VoucherMention};
use crate::rendering::levy_text::{LevyStep, spending_table, step_table, steps};
use crate::rendering::speech::Language;
use crate::rendering::table::Table;
use crate::web::address::changed;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, GridCell, file_addresses, table_file};
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "payments/levy.html")]
struct LevyPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    year: AccountingYear,
    /// The years that can be chosen, the latest first.
    years: Vec<AccountingYear>,
    set_aside: Money,
    received: Money,
    spent: Option<(AccountingYear, Money)>,
    steps: (Grid, [String; 2]),
    spending: Option<(Grid, [String; 2])>,
    /// Whether everybody can read of the year.
    is_public: bool,
}

/// The page of a year; where none is named, of the latest that has a run.
pub fn levy(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let mut years: BTreeSet<AccountingYear> = visit.overview.runs().iter().map(|view| view.run.run.year).collect();
    let year = match visit.asked.query.get("year") {
        "" => years.last().copied().unwrap_or_else(|| AccountingYear::from(visit.today())),
        given => run_name::parse_year(given).ok_or(Trouble::NotFound)?,
    };
    years.insert(year);
    let report = visit.read(|db, cooperative| levy_report(db, cooperative, year))?;
    let step_table = step_table(&report.runs, t);
    let spending_table = report.fund.as_ref().map(|fund| spending_table(fund, t));
    let is_of_spending = visit.asked.query.get("part") == "1";
    let table = if is_of_spending { spending_table.as_ref() } else { Some(&step_table) };
    let title = format!("{} {year}", t.say("公益建设资金", "levy"));
    if let Some(file) = table.map(|table| table_file(visit, &title, table)).transpose()?.flatten() {
        return Ok(file);
    }
    let files = |part: &str| file_addresses(visit).map(|address| changed(&address, &[("part", part)]));
    let received = report.runs.iter().filter(|one| one.received.is_some()).map(|one| one.amount);
    let books = visit.overview.books();
    let mut closed = books.values().filter(|book| book.kind == BookKind::Cooperative);
    page(&LevyPage {
        t,
        frame: visit.frame(),
        tab: "levy",
        year,
        years: years.into_iter().rev().collect(),
        set_aside: Money::sum(report.runs.iter().map(|one| one.amount)).unwrap_or_default(),
        received: Money::sum(received).unwrap_or_default(),
        spent: report.fund.as_ref().map(|fund| (fund.spent_in, fund.total)),
        steps: (step_grid(&report, &step_table, t), files("")),
        spending: spending_table.map(|table| (spending_grid(&report, &table), files("1"))),
        is_public: closed.any(|book| book.closed_distributions.contains(&year)),
    })
}

/// A run opens to its worksheet, what was decided and paid to its motion, a voucher to itself.
fn step_grid(report: &LevyReport, table: &Table, t: Language) -> Grid {
    let all: Vec<(RunNumber, LevyStep<'_>)> =
        report.runs.iter().flat_map(|levy| steps(levy, t).map(|step| (levy.run, step))).collect();
    let runs = all.iter().map(|(run, _)| format!("/desk/distributions/{}", run_name::slug(*run)));
    let motions = all.iter().map(|(_, step)| step.motion_no.map(|number| format!("/boards/motions/{number}")));
    let vouchers = all.iter().map(|(_, step)| step.voucher.map(address));
    Grid::from(table)
        .stacking()
        .leading(0, one_by_one(runs))
        .leading(2, one_by_one(motions.map(Option::unwrap_or_default)))
        .leading(3, one_by_one(vouchers.map(Option::unwrap_or_default)))
}

/// Every voucher opens to itself.
fn spending_grid(report: &LevyReport, table: &Table) -> Grid {
    let vouchers = report.fund.iter().flat_map(|fund| &fund.kinds).flat_map(|kind| &kind.vouchers);
    Grid::from(table).stacking().leading(4, one_by_one(vouchers.map(address)))
}

/// Where the rows lead, in their order.
fn one_by_one(mut addresses: impl Iterator<Item = String>) -> impl FnMut(&[GridCell]) -> String {
    move |_| addresses.next().unwrap_or_default()
}

fn address(voucher: &VoucherMention) -> String {
    format!("/desk/books/vouchers/{}", voucher.entry_no)
}
