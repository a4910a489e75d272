//! What figures of tier one sum: contracts of a batch, lines of a batch or a contract with their operands, receipts.

use super::{TablePage, address, find};
use crate::application::distribution::drill_down::{
    LineFilter, MemberLine, basis, each_statement, lines as summed_lines,
};
use crate::application::distribution::query::RunView;
use crate::application::ledger::query::total;
use crate::domain::money::Money;
use crate::rendering::amount::yuan;
use crate::rendering::explanation::line_formula;
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::{run_text, term::term};
use crate::web::address::with;
use crate::web::grid::{Grid, file_answer, format_of, table_file};
use crate::web::paging::Paging;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};

/// Lines on one page.
const LINES: usize = 100;

/// Which batch or contract an address asks for.
fn filter(visit: &Visit<'_>) -> LineFilter {
    let asked = &visit.asked.query;
    LineFilter { batch: asked.get("batch").to_owned(), contract_no: asked.get("contract").to_owned() }
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
    let here = address(&view);
    let to = |page: &str, contract_no: &str| with(&format!("{here}/{page}"), &[("contract", contract_no)]);
    let mut grid = Grid::from(&table);
    for (column, page) in [(0, "lines"), (3, "lines"), (4, "receipts"), (5, "lines")] {
        grid = grid.leading(column, |cells| to(page, cells.first().map_or("", |cell| &cell.text)));
    }
    let empty = t.say("没有这样的合同。", "There is no such contract.");
    page(&TablePage::new(visit, &view, &title, (grid, empty)))
}

fn line_headings(t: Language) -> Vec<(String, Align)> {
    let named = [
        (t.say("成员", "member"), Align::Left),
        (t.say("姓名", "name"), Align::Left),
        (t.say("合同", "contract"), Align::Left),
        (t.say("标的", "object"), Align::Left),
        (t.say("计算", "working"), Align::Left),
        (t.say("应得", "due"), Align::Right),
        (t.say("本次应付", "payable"), Align::Right),
        (t.say("管理费", "fee"), Align::Right),
    ];
    named.map(|(name, align)| (name.to_owned(), align)).to_vec()
}

fn line_cells(view: &RunView, one: &MemberLine, t: Language) -> [String; 8] {
    let line = &one.line;
    [
        one.member_no.clone(),
        one.name.clone(),
        line.contract_no.clone(),
        format!("{} {}", term(&line.object, t), line.object_no),
        line_formula(line, view.run.run.year.days(), t),
        yuan(line.due),
        yuan(line.payable),
        yuan(line.fee),
    ]
}

/// The lines that a figure of a batch or a contract sums, each with its operands.
pub fn lines(visit: &mut Visit<'_>) -> Answered {
    let (t, view, filter) = (visit.t(), find(visit)?, filter(visit));
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
                        written = file.row(line_cells(&view, &one, t));
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
    found.lines.iter().for_each(|one| table.row(line_cells(&view, one, t)));
    let count = match t {
        Language::Chinese => format!("合计 {} 行", found.count),
        Language::English => format!("{} lines in all", found.count),
    };
    let sums = [found.due, found.payable, found.fee].map(yuan);
    let words = [count, String::new(), String::new(), String::new(), String::new()];
    table.total(words.into_iter().chain(sums));
    let here = address(&view);
    let grid = Grid::from(&table)
        .leading(0, |cells| format!("{here}/members/{}", cells.first().map_or("", |cell| &cell.text)))
        .leading(2, |cells| {
            with(&format!("{here}/lines"), &[("contract", cells.get(2).map_or("", |cell| &cell.text))])
        });
    let empty = t.say("没有这样的明细。", "There is no such line.");
    page(&TablePage {
        notes: agrees(&view, &filter, found.payable, t)?,
        pages: paging.pages(visit, found.count),
        ..TablePage::new(visit, &view, &title, (grid, empty))
    })
}

/// Whether the lines come to the figure that was opened: 本次应付 of the contracts that are meant.
fn agrees(view: &RunView, filter: &LineFilter, payable: Money, t: Language) -> Result<Vec<String>, Trouble> {
    let is_meant = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
    let contracts = view.summary.contracts.iter();
    let meant =
        contracts.filter(|one| is_meant(&filter.batch, &one.batch) && is_meant(&filter.contract_no, &one.contract_no));
    let expected = total(meant.map(|one| one.payable))?;
    let (sum, figure) = (yuan(payable), yuan(expected));
    let said = match (payable == expected, t) {
        (true, Language::Chinese) => format!("✓ 明细合计 {sum} 元，等于打开的数字"),
        (true, Language::English) => format!("✓ The lines come to {sum} yuan: the figure that was opened"),
        (false, Language::Chinese) => format!("✗ 明细合计 {sum} 元，打开的数字是 {figure} 元"),
        (false, Language::English) => format!("✗ The lines come to {sum} yuan, the figure that was opened is {figure}"),
    };
    Ok(vec![said])
}

/// The receipts that the collected sum of a batch or a contract sums, as they were pinned.
pub fn receipts(visit: &mut Visit<'_>) -> Answered {
    let (t, view, filter) = (visit.t(), find(visit)?, filter(visit));
    let title = format!("{} {} {}", view.run.run, t.say("收款", "receipts"), meant(&filter));
    let is_meant = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
    let received = visit.read(|db, cooperative| {
        basis(db, cooperative, view.run.run, |inputs| {
            let contracts = inputs.contracts.iter();
            let meant = contracts
                .filter(|one| is_meant(&filter.batch, one.batch) && is_meant(&filter.contract_no, one.contract_no));
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
    page(&TablePage { notes: vec![until], ..TablePage::new(visit, &view, &title, (Grid::from(&table), empty)) })
}
