//! What figures of tier one sum: contracts of a batch, lines of a batch or a contract with their operands, receipts.

use super::{TablePage, address, find};
use crate::application::distribution::drill_down::{
    LineFigure, LineFilter, MemberLine, basis, each_statement, lines as summed_lines,
};
use crate::application::distribution::query::RunView;
use crate::application::ledger::query::{summed, total};
use crate::domain::money::{Money, Overflow};
use crate::domain::statement::run_summary::ContractSummary;
use crate::rendering::amount::yuan;
use crate::rendering::explanation::line_formula;
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::{run_text, term::term};
use crate::web::address::with;
use crate::web::desk::segment;
use crate::web::grid::{Grid, file_answer, format_of, table_file};
use crate::web::paging::Paging;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};

/// Lines on one page.
const LINES: usize = 100;
/// Columns of the contracts of a run before which nothing was paid.
const CONTRACT_FIGURES: usize = 8;

/// Which batch or contract an address asks for.
fn filter(visit: &Visit<'_>) -> LineFilter {
    let asked = &visit.asked.query;
    LineFilter { batch: asked.get("batch").to_owned(), contract_no: asked.get("contract").to_owned() }
}

/// The address of the lines of a batch or a contract, opened from a figure.
pub(super) fn lines_of(view: &RunView, (name, value): (&str, &str), figure: LineFigure) -> String {
    with(&format!("{}/lines", address(view)), &[(name, value), ("of", figure.code())])
}

/// What is meant, as a title says it.
fn meant(filter: &LineFilter) -> String {
    [filter.batch.as_str(), &filter.contract_no]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The contracts of a batch, or all.
pub fn contracts(visit: &mut Visit<'_>) -> Answered {
    let (t, view, filter) = (visit.t(), find(visit)?, filter(visit));
    let mut summary = view.summary.clone();
    summary.contracts.retain(|contract| filter.batch.is_empty() || contract.batch == filter.batch);
    let title = format!("{} {} {}", view.run.run, t.say("合同", "contracts"), meant(&filter));
    let table = run_text::contracts(&summary, t);
    if let Some(file) = table_file(visit, title.trim(), &table)? {
        return Ok(file);
    }
    let has_given = table.headings().len() > CONTRACT_FIGURES;
    let mut grid = Grid::from(&table);
    for (column, opened) in [(0, Some(LineFigure::Payable)), (3, Some(LineFigure::Due)), (4, None)].into_iter().chain(
        [(5, Some(LineFigure::Payable)), (6, Some(LineFigure::Fee))].map(|(column, opened)| {
            // What was paid before stands before them, and is of other runs' lines.
            (column + usize::from(has_given), opened)
        }),
    ) {
        grid = grid.leading(column, |cells| {
            let contract = ("contract", cells.first().map_or("", |cell| cell.text.as_str()));
            match opened {
                Some(figure) => lines_of(&view, contract, figure),
                None => with(&format!("{}/receipts", address(&view)), &[contract]),
            }
        });
    }
    let empty = t.say("没有这样的合同。", "There is no such contract.");
    page(&TablePage::new(visit, &view, &title, (grid, empty)))
}

fn line_headings(t: Language) -> Vec<(String, Align)> {
    let words = [("成员", "member"), ("姓名", "name"), ("合同", "contract"), ("标的", "object"), ("计算", "working")];
    let words = words.map(|(zh, en)| (t.say(zh, en).to_owned(), Align::Left));
    let figures = LineFigure::ALL.map(|figure| (t.say(figure.zh(), figure.en()).to_owned(), Align::Right));
    words.into_iter().chain(figures).collect()
}

fn line_cells(view: &RunView, one: &MemberLine, t: Language) -> Result<Vec<String>, Overflow> {
    let line = &one.line;
    let words = [
        one.member_no.clone(),
        one.name.clone(),
        line.contract_no.clone(),
        format!("{} {}", term(&line.object, t), line.object_no),
        line_formula(line, view.run.run.year.days(), t),
    ];
    let figures = LineFigure::ALL.into_iter().map(|figure| Ok(yuan(figure.of_line(line)?)));
    words.into_iter().map(Ok).chain(figures).collect()
}

/// The lines that a figure of a batch or a contract sums, each with its operands.
pub fn lines(visit: &mut Visit<'_>) -> Answered {
    let (t, view, filter) = (visit.t(), find(visit)?, filter(visit));
    let opened = match visit.asked.query.get("of") {
        "" => LineFigure::Payable,
        code => LineFigure::lookup(code).ok_or(Trouble::NotFound)?,
    };
    let run = view.run.run;
    let title = format!("{run} {} {}", t.say("一次分配明细", "lines of tier one"), meant(&filter));
    let title = title.trim().to_owned();
    if let Some(format) = format_of(visit) {
        return file_answer(format, &title, line_headings(t), |file| {
            let mut written = Ok(());
            visit.read(|db, cooperative| {
                each_statement(db, cooperative, (run, ""), |statement, _| {
                    for line in statement.lines.into_iter().filter(|line| filter.finds(line)) {
                        let one =
                            MemberLine { member_no: statement.member_no.clone(), name: statement.name.clone(), line };
                        written = file.row(summed(line_cells(&view, &one, t))?);
                        if written.is_err() {
                            return Ok(false);
                        }
                    }
                    Ok(true)
                })
            })?;
            written.map_err(Trouble::fault)
        });
    }
    let paging = Paging::of(visit, LINES);
    let found = visit.read(|db, cooperative| summed_lines(db, cooperative, (run, &filter), paging.range()))?;
    let mut table = Table::new(line_headings(t));
    for one in &found.lines {
        table.row(summed(line_cells(&view, one, t))?);
    }
    let count = match t {
        Language::Chinese => format!("合计 {} 行", found.count),
        Language::English => format!("{} lines in all", found.count),
    };
    let sums = found.sums.map(yuan);
    let words = [count, String::new(), String::new(), String::new(), String::new()];
    table.total(words.into_iter().chain(sums));
    let here = address(&view);
    let grid = Grid::from(&table)
        .leading(0, |cells| format!("{here}/members/{}", segment(cells.first().map_or("", |cell| &cell.text))))
        .leading(2, |cells| lines_of(&view, ("contract", cells.get(2).map_or("", |cell| &cell.text)), opened));
    let empty = t.say("没有这样的明细。", "There is no such line.");
    page(&TablePage {
        notes: vec![agrees(opened, found.sum(opened), expected(&view, &filter, opened)?, t)],
        pages: paging.pages(visit, found.count),
        ..TablePage::new(visit, &view, &title, (grid, empty))
    })
}

/// What a run's summary has of the contracts that are meant.
fn expected(view: &RunView, filter: &LineFilter, figure: LineFigure) -> Result<Money, Trouble> {
    if figure == LineFigure::Net && *filter == LineFilter::default() {
        return Ok(view.summary.totals.tier_one);
    }
    let meant = view.summary.contracts.iter().filter(|one| is_meant(filter, &one.batch, &one.contract_no));
    let amounts = meant.map(|one: &ContractSummary| figure.of_contract(one)).collect::<Result<Vec<_>, _>>();
    Ok(total(summed(amounts)?)?)
}

fn is_meant(filter: &LineFilter, batch: &str, contract_no: &str) -> bool {
    let is = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
    is(&filter.batch, batch) && is(&filter.contract_no, contract_no)
}

/// Which figure was opened, and whether the lines come to it.
fn agrees(opened: LineFigure, sum: Money, figure: Money, t: Language) -> String {
    compared(t.say(opened.zh(), opened.en()), (&yuan(sum), &yuan(figure)), t.say("元", "yuan"), t)
}

/// What was opened, what stands there and what the rows come to: equal, or not.
pub(super) fn compared(name: &str, (sum, figure): (&str, &str), unit: &str, t: Language) -> String {
    match (sum == figure, t) {
        (true, Language::Chinese) => format!("✓ 打开的是“{name}” {figure} {unit}，明细的{name}合计也是 {sum} {unit}"),
        (true, Language::English) => {
            format!("✓ Opened: {name}, {figure} {unit}; the {name} of the rows comes to the same")
        }
        (false, Language::Chinese) => {
            format!("✗ 打开的是“{name}” {figure} {unit}，明细的{name}合计是 {sum} {unit}，两者不等")
        }
        (false, Language::English) => {
            format!("✗ Opened: {name}, {figure} {unit}; the {name} of the rows comes to {sum} {unit}, which differs")
        }
    }
}

/// The receipts that the collected sum of a batch or a contract sums, as they were pinned.
pub fn receipts(visit: &mut Visit<'_>) -> Answered {
    let (t, view, filter) = (visit.t(), find(visit)?, filter(visit));
    let title = format!("{} {} {}", view.run.run, t.say("收款", "receipts"), meant(&filter));
    let received = visit.read(|db, cooperative| {
        basis(db, cooperative, view.run.run, |inputs| {
            let contracts = inputs.contracts.iter();
            let meant = contracts.filter(|one| is_meant(&filter, one.batch, one.contract_no));
            let of_contract = meant.flat_map(|contract| {
                let receipts = contract.receipts.iter();
                receipts.map(|(date, amount, serial_no)| {
                    ([contract.contract_no, contract.batch, serial_no].map(str::to_owned), *date, *amount)
                })
            });
            of_contract.collect::<Vec<_>>()
        })
    })?;
    let mut table = Table::new([
        (t.say("日期", "date"), Align::Left),
        (t.say("合同", "contract"), Align::Left),
        (t.say("批次", "batch"), Align::Left),
        (t.say("流水号", "serial number"), Align::Left),
        (t.say("金额", "amount"), Align::Right),
    ]);
    for ([contract_no, batch, serial_no], date, amount) in &received {
        table.row([date.to_string(), contract_no.clone(), batch.clone(), serial_no.clone(), yuan(*amount)]);
    }
    let sum = total(received.iter().map(|(.., amount)| *amount))?;
    table.total([t.say("合计", "total"), "", "", "", &yuan(sum)]);
    if let Some(file) = table_file(visit, title.trim(), &table)? {
        return Ok(file);
    }
    let until = format!("{} {}", t.say("收款截止日", "Received up to"), view.summary.header.cut_off);
    let empty = t.say("没有收款。", "Nothing was received.");
    let meant = view.summary.contracts.iter().filter(|one| is_meant(&filter, &one.batch, &one.contract_no));
    let figures = (&*yuan(sum), &*yuan(total(meant.map(|one| one.collected))?));
    let agreed = compared(t.say("已收", "collected"), figures, t.say("元", "yuan"), t);
    page(&TablePage { notes: vec![agreed, until], ..TablePage::new(visit, &view, &title, (Grid::from(&table), empty)) })
}
