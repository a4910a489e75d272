//! Workbooks and text tables for accountants: the distribution in full, and any table that a page shows.

use super::data_table::{DataCell, DataTable, DataValue};
use super::run_text;
use super::speech::Language;
use super::typed_cell::{decimals, number_format};
use crate::domain::money::Money;
use crate::domain::quantity::shortest;
use crate::domain::statement::member_statement::MemberStatement;
use crate::domain::statement::run_summary::RunSummary;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::io::Write;
use std::path::Path;

/// A cell that a spreadsheet would take for a formula, made plain text again: CSV has no cell types to say it with.
pub(super) fn escaped(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t']) && text.parse::<rust_decimal::Decimal>().is_err() {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// A table as CSV that Chinese Excel opens rightly: UTF-8 with a byte-order mark.
///
/// # Errors
/// Where it cannot be written.
pub fn write_csv<Row: IntoIterator<Item = impl AsRef<str>>>(
    target: impl Write,
    headings: &[&str],
    rows: impl IntoIterator<Item = Row>,
) -> Result<(), csv::Error> {
    let mut target = target;
    target.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(target);
    writer.write_record(headings)?;
    for row in rows {
        writer.write_record(row.into_iter().map(|cell| escaped(cell.as_ref())))?;
    }
    writer.flush()?;
    Ok(())
}

/// The list of a run's members as CSV.
///
/// # Errors
/// Where it cannot be written.
pub fn write_list_csv(
    target: impl Write,
    summary: &RunSummary,
    statements: &[MemberStatement],
) -> Result<(), csv::Error> {
    let row = |statement: &MemberStatement| {
        let texts = [&statement.member_no, &statement.name, &statement.household_no, &statement.group];
        texts.map(Clone::clone).into_iter().chain(list_numbers(statement)).collect::<Vec<String>>()
    };
    let totals = &summary.totals;
    let sums = [totals.tier_one, totals.tier_two, totals.tax, totals.recovered, totals.net].map(|sum| sum.to_string());
    let listed = statements.iter().filter(|statement| summary.lists(statement));
    let total = ["合计", "", "", "", ""].map(str::to_owned).into_iter().chain(sums).collect();
    write_csv(target, &run_text::list_headings(Language::Chinese), listed.map(row).chain([total]))
}

fn list_numbers(statement: &MemberStatement) -> [String; 6] {
    [
        shortest(&statement.shares.to_string()).to_owned(),
        statement.tier_one.to_string(),
        statement.tier_two.to_string(),
        statement.tax.to_string(),
        statement.recovered.to_string(),
        statement.net.to_string(),
    ]
}

/// How the cells of a workbook look.
struct Formats {
    heading: Format,
    money: Format,
    quantity: Format,
    total: Format,
}

impl Formats {
    fn new() -> Formats {
        let heading = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00EC_E7DB))
            .set_border_bottom(FormatBorder::Thin);
        Formats {
            heading: heading.set_align(FormatAlign::VerticalCenter),
            money: Format::new().set_num_format("#,##0.00"),
            quantity: Format::new().set_num_format("#,##0.####"),
            total: Format::new().set_num_format("#,##0.00").set_bold().set_border_top(FormatBorder::Thin),
        }
    }
}

/// A decimal as the number that a spreadsheet keeps: the float nearest to it, which shows the same decimal again.
pub(super) fn number(written: &str) -> f64 {
    written.parse().unwrap_or_default()
}

/// A whole run as a workbook in a file.
///
/// # Errors
/// Where it cannot be written.
pub fn write_run(path: &Path, summary: &RunSummary, statements: &[MemberStatement]) -> Result<(), XlsxError> {
    run_workbook(summary, statements)?.save(path)
}

/// The same, to be sent.
///
/// # Errors
/// Where it cannot be written.
pub fn run_bytes(summary: &RunSummary, statements: &[MemberStatement]) -> Result<Vec<u8>, XlsxError> {
    run_workbook(summary, statements)?.save_to_buffer()
}

/// Year, contracts, lines, members, equal rights, control totals.
fn run_workbook(summary: &RunSummary, statements: &[MemberStatement]) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    year_sheet(workbook.add_worksheet().set_name("年度总表")?, summary, &formats)?;
    contract_sheet(workbook.add_worksheet().set_name("一次分配合同")?, summary, &formats)?;
    line_sheet(workbook.add_worksheet().set_name("一次分配明细")?, statements, &formats)?;
    member_sheet(workbook.add_worksheet().set_name("成员分配表")?, summary, statements, &formats)?;
    batch_sheet(workbook.add_worksheet().set_name("同股同权")?, summary, &formats)?;
    control_sheet(workbook.add_worksheet().set_name("控制总数")?, summary, &formats)?;
    Ok(workbook)
}

fn headings(sheet: &mut Worksheet, headings: &[&str], widths: &[u16], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (column, heading) in headings.iter().enumerate() {
        sheet.write_with_format(0, column as u16, *heading, &formats.heading)?;
    }
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width(column as u16, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_money(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    amounts: &[Money],
    format: &Format,
) -> Result<(), XlsxError> {
    for (offset, amount) in amounts.iter().enumerate() {
        sheet.write_number_with_format(row, column + offset as u16, number(&amount.to_string()), format)?;
    }
    Ok(())
}

fn year_sheet(sheet: &mut Worksheet, summary: &RunSummary, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 90)?;
    let text = format!(
        "{}\n\n{}\n{}",
        run_text::title(summary, Language::Chinese),
        run_text::waterfall(summary, Language::Chinese),
        run_text::year_line(summary, Language::Chinese)
    );
    let mut row = 0;
    if let (Some(company), Some(fall), Some(tier)) = (&summary.company, &summary.waterfall, &summary.tier_two) {
        headings(sheet, &["项目", "金额（元）"], &[40, 20], formats)?;
        let items = [
            ("公司税后利润", company.profit),
            ("法定公积金", company.statutory_reserve),
            ("任意公积金", company.discretionary_reserve),
            ("公司分回利润", company.dividend),
            ("合作社净收益", fall.net_income),
            ("上期结转", fall.brought_forward),
            ("提取公积金前可分配收益", fall.distributable_before_reserve),
            ("公积公益金", fall.reserve),
            ("公益建设资金", fall.levy),
            ("其他分配", fall.other),
            ("可供成员分配", fall.available_to_members),
            ("二次分配金额", fall.pool),
            ("成员分得", tier.paid),
            ("尾差（结转）", tier.residue),
            ("未分配（结转）", fall.undistributed),
        ];
        for (item, amount) in items {
            row += 1;
            sheet.write(row, 0, item)?;
            write_money(sheet, row, 1, &[amount], &formats.money)?;
        }
        return Ok(());
    }
    for line in text.lines() {
        sheet.write(row, 0, line)?;
        row += 1;
    }
    Ok(())
}

fn contract_sheet(sheet: &mut Worksheet, summary: &RunSummary, formats: &Formats) -> Result<(), XlsxError> {
    let names = ["合同编号", "批次", "计量单位", "面积", "应得", "已收", "此前已付", "本次应付", "管理费", "留存合同"];
    headings(sheet, &names, &[16, 14, 8, 12, 14, 14, 14, 14, 12, 14], formats)?;
    for (position, contract) in summary.contracts.iter().enumerate() {
        let row = position as u32 + 1;
        sheet.write(row, 0, &contract.contract_no)?.write(row, 1, &contract.batch)?.write(row, 2, &contract.unit)?;
        sheet.write_number_with_format(row, 3, number(&contract.area.to_string()), &formats.quantity)?;
        let amounts = [contract.due, contract.collected, contract.given, contract.payable, contract.fee, contract.left];
        write_money(sheet, row, 4, &amounts, &formats.money)?;
    }
    Ok(())
}

fn line_sheet(sheet: &mut Worksheet, statements: &[MemberStatement], formats: &Formats) -> Result<(), XlsxError> {
    let names =
        ["成员编号", "姓名", "合同编号", "批次", "标的", "编号", "面积", "单位", "天数", "应得", "本次应付", "管理费"];
    headings(sheet, &names, &[12, 10, 16, 14, 6, 12, 10, 6, 6, 14, 14, 12], formats)?;
    let mut row = 0;
    for statement in statements {
        for line in &statement.lines {
            row += 1;
            let texts =
                [&statement.member_no, &statement.name, &line.contract_no, &line.batch, &line.object, &line.object_no];
            for (column, text) in texts.iter().enumerate() {
                sheet.write(row, column as u16, text.as_str())?;
            }
            sheet.write_number_with_format(row, 6, number(&line.area.to_string()), &formats.quantity)?;
            sheet.write(row, 7, &line.unit)?.write(row, 8, line.days as u32)?;
            write_money(sheet, row, 9, &[line.due, line.payable, line.fee], &formats.money)?;
        }
    }
    Ok(())
}

fn member_sheet(
    sheet: &mut Worksheet,
    summary: &RunSummary,
    statements: &[MemberStatement],
    formats: &Formats,
) -> Result<(), XlsxError> {
    headings(sheet, &run_text::list_headings(Language::Chinese), &[12, 10, 10, 10, 14, 14, 14, 12, 12, 16], formats)?;
    let mut row = 0;
    for statement in statements.iter().filter(|statement| summary.lists(statement)) {
        row += 1;
        let texts = [&statement.member_no, &statement.name, &statement.household_no, &statement.group];
        for (column, text) in texts.iter().enumerate() {
            sheet.write(row, column as u16, text.as_str())?;
        }
        sheet.write_number_with_format(row, 4, number(&statement.shares.to_string()), &formats.quantity)?;
        let amounts = [statement.tier_one, statement.tier_two, statement.tax, statement.recovered, statement.net];
        write_money(sheet, row, 5, &amounts, &formats.money)?;
    }
    let totals = &summary.totals;
    sheet.write_with_format(row + 1, 0, "合计", &formats.total)?;
    let sums = [totals.tier_one, totals.tier_two, totals.tax, totals.recovered, totals.net];
    write_money(sheet, row + 1, 5, &sums, &formats.total)?;
    let left_out = statements.len() - row as usize;
    if left_out > 0 {
        sheet.write(row + 2, 0, format!("另有 {left_out} 人本次为 0.00 元，不在此列"))?;
    }
    Ok(())
}

fn batch_sheet(sheet: &mut Worksheet, summary: &RunSummary, formats: &Formats) -> Result<(), XlsxError> {
    let names = ["批次", "面积", "单位", "年租金标准", "一次分配", "每亩/每㎡", "二次分配前每股", "二次分配后每股"];
    headings(sheet, &names, &[16, 12, 6, 18, 16, 14, 16, 16], formats)?;
    for (position, batch) in summary.batches.iter().enumerate() {
        let row = position as u32 + 1;
        sheet.write(row, 0, &batch.batch)?.write(row, 2, &batch.unit)?;
        write_decimal(sheet, (row, 3), &batch.unit_rents)?;
        sheet.write_number_with_format(row, 1, number(&batch.area.to_string()), &formats.quantity)?;
        write_money(sheet, row, 4, &[batch.tier_one_net, batch.net_per_unit], &formats.money)?;
        for (column, rate) in [(6, batch.per_share_before), (7, batch.per_share_after)] {
            if let Some(rate) = rate {
                write_decimal(sheet, (row, column), &rate.to_string())?;
            }
        }
    }
    Ok(())
}

fn control_sheet(sheet: &mut Worksheet, summary: &RunSummary, formats: &Formats) -> Result<(), XlsxError> {
    headings(sheet, &["控制总数", "内容", "左", "右", "平", "左 = 右"], &[10, 20, 18, 18, 6, 48], formats)?;
    for (position, total) in summary.control_totals.iter().enumerate() {
        let row = position as u32 + 1;
        sheet.write(row, 0, u32::from(total.number))?.write(row, 1, total.subject.as_str())?;
        for (column, written) in [(2, &total.left), (3, &total.right)] {
            write_decimal(sheet, (row, column), written)?;
        }
        sheet.write(row, 4, if total.holds() { "✓" } else { "✗" })?;
        sheet.write(row, 5, run_text::compared(total, Language::Chinese))?;
    }
    Ok(())
}

/// A number with as many decimals as it has, two at least where it has any; what is none stays text.
fn write_decimal(sheet: &mut Worksheet, (row, column): (u32, u16), written: &str) -> Result<(), XlsxError> {
    let short = shortest(written);
    match written.parse::<rust_decimal::Decimal>() {
        Ok(_) => {
            let decimals = if written.contains('.') { decimals(short).max(2) } else { 0 };
            let format = Format::new().set_num_format(number_format(decimals));
            sheet.write_number_with_format(row, column, number(short), &format)?;
        }
        Err(_) => {
            sheet.write(row, column, written)?;
        }
    }
    Ok(())
}

/// A table as a workbook of one sheet: text stays text, amounts and quantities are numbers.
///
/// # Errors
/// Where it cannot be written.
pub fn table_workbook(table: &DataTable) -> Result<Vec<u8>, XlsxError> {
    let (mut workbook, formats) = (Workbook::new(), Formats::new());
    let sheet = workbook.add_worksheet().set_name(sheet_name(&table.name))?;
    let names: Vec<&str> = table.columns.iter().map(|(heading, _)| heading.as_str()).collect();
    headings(sheet, &names, &[], &formats)?;
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (position, row) in table.rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            write_data(sheet, (position as u32 + 1, column as u16), cell, (&formats, &date))?;
        }
    }
    let below = table.rows.len() as u32 + 1;
    for (column, cell) in table.total.iter().flatten().enumerate() {
        match &cell.value {
            DataValue::Money(amount) => write_money(sheet, below, column as u16, &[*amount], &formats.total)?,
            _ => write_data(sheet, (below, column as u16), cell, (&formats, &date))?,
        }
    }
    sheet.autofit();
    workbook.save_to_buffer()
}

fn write_data(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &DataCell,
    (formats, date): (&Formats, &Format),
) -> Result<(), XlsxError> {
    match &cell.value {
        DataValue::Text(text) if text.is_empty() => {}
        DataValue::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        DataValue::Money(amount) => write_money(sheet, row, column, &[*amount], &formats.money)?,
        DataValue::Quantity(written) => {
            let short = shortest(written);
            let format = Format::new().set_num_format(number_format(decimals(short)));
            sheet.write_number_with_format(row, column, number(short), &format)?;
        }
        DataValue::Day(day) => {
            sheet.write_with_format(row, column, day, date)?;
        }
    }
    Ok(())
}

/// A name that a sheet can have.
fn sheet_name(name: &str) -> String {
    name.chars().filter(|character| !"[]:*?/\\'".contains(*character)).take(28).collect()
}
