//! Blank sheets to fill in, with a page that says how.

use crate::domain::distribution::plan::PlanItem;
use crate::domain::governance::charter::{CharterItem, TermValue};
use crate::domain::sheet::SheetKind;
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, XlsxError};
use std::path::Path;
use strum::IntoEnumIterator;

/// Writes a blank template: headings, required ones marked, and a page of notes. A name ending in csv gets the headings alone.
///
/// # Errors
/// Where it cannot be written.
pub fn write_template(path: &Path, kind: SheetKind, columns: &[(&str, bool)]) -> Result<(), XlsxError> {
    if path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("csv")) {
        let headings: Vec<&str> = columns.iter().map(|(heading, _)| *heading).collect();
        std::fs::write(path, format!("\u{feff}{}\r\n", headings.join(",")))?;
        return Ok(());
    }
    workbook(kind, columns)?.save(path)
}

/// A blank template as the bytes of a workbook.
///
/// # Errors
/// Where it cannot be written.
pub fn template_bytes(kind: SheetKind, columns: &[(&str, bool)]) -> Result<Vec<u8>, XlsxError> {
    workbook(kind, columns)?.save_to_buffer()
}

fn workbook(kind: SheetKind, columns: &[(&str, bool)]) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let required =
        Format::new().set_bold().set_background_color(Color::RGB(0x00F3_D9A4)).set_border_bottom(FormatBorder::Thin);
    let optional =
        Format::new().set_bold().set_background_color(Color::RGB(0x00EC_E7DB)).set_border_bottom(FormatBorder::Thin);
    // Long numbers must be typed as text: as numbers they lose their last digits.
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet().set_name(kind.zh())?;
    for (column, (heading, is_required)) in columns.iter().enumerate() {
        let column = column as u16;
        let wide = heading.chars().count() as u16 * 2 + 6;
        if ["编号", "身份证", "账号", "手机", "证号", "流水号", "收据号"].iter().any(|part| heading.contains(part))
        {
            sheet.set_column_format(column, &text)?;
        }
        sheet.set_column_width(column, wide.max(12))?;
        sheet.write_with_format(0, column, *heading, if *is_required { &required } else { &optional })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let page = workbook.add_worksheet().set_name("填写说明")?;
    page.set_column_width(0, 100)?;
    for (row, note) in notes(kind).iter().enumerate() {
        page.write(row as u32, 0, note.as_str())?;
    }
    Ok(workbook)
}

/// What a clerk needs to know to fill a sheet in.
fn notes(kind: SheetKind) -> Vec<String> {
    let mut notes = vec![
        format!("{}：橙色的列必须填写，其余可以留空。", kind.zh()),
        "身份证号、银行账号等长号码请用文本格式填写，用数字格式末几位会失真。".to_owned(),
        "日期可写作 2008-12-31、2008/12/31、2008年12月31日。".to_owned(),
    ];
    let more: &[&str] = match kind {
        SheetKind::Members => &[
            "没有成员编号时按身份证号查找，新成员由系统编号。",
            "没有户号时可加“户主姓名”或“户主身份证号”列；与户主关系中每户只能有一个户主。",
        ],
        SheetKind::AssetQuantification => &["每项资产一行；同一股种各行的总股数相加，应等于量化到人的股数。"],
        SheetKind::Holdings => &[
            "每行是一次取得，不是余额。取得方式：量化、土地入股、商铺入股、资金入股、转让、继承、赠与。",
            "也可以每个股种一列（人口股、农龄股……），日期用一列或在导入时用 --as-of 指定。",
        ],
        SheetKind::ShareMovements => &[
            "变动类型：量化、入股、内部转让、继承、赠与、退股、冻结、解冻、更正。",
            "退股、冻结、减少的更正只填转出；增加的更正只填转入。",
        ],
        SheetKind::Contracts => &[
            "合同类型：土地流转、商铺租赁、土地转租、商铺打包转租、其他。计量单位：亩、㎡。",
            "只有承租方是工商企业时，可收管理费才填“是”。",
        ],
        SheetKind::LeaseOutContents => &["转租合同包含哪些地块、商铺；只填原合同编号表示该合同下的全部。"],
        SheetKind::RentSteps => &[
            "计租方式：货币（元/亩·年或元/㎡·年）、实物（公斤/亩·年，要填品种）。",
            "从起始日期起执行，直到同一合同的下一个标准。",
        ],
        SheetKind::GrainPrices => &["单价按公斤；按斤填写请写作“0.94元/斤”。"],
        SheetKind::LandContributions | SheetKind::ShopContributions => {
            &["入股日期、退出日期都含当天；同一地块或商铺同一天只能入股一次。"]
        }
        SheetKind::CashContributions => &["有收据号的以收据号区分。"],
        SheetKind::Receipts => &["退款请在备注写“退款”，或填负数并填写流水号。"],
        SheetKind::Bodies => &[
            "机构：董事会、监事会、居民委员会、监督委员会、居民代表大会、协商议事会、党总支等。不是成员的人只填姓名。",
        ],
        SheetKind::OpeningBalances => &[
            "先用 ledger open 建账。只填有余额的明细科目，借方合计等于贷方合计；往来对象如 成员:M001、合同:TD-2003-01。",
        ],
        SheetKind::Vouchers => &[
            "凭证字号如 记-1，每个账套每月每种凭证字从 1 起不断号；同一凭证的行放在一起，借贷相等。",
            "红字用负数。摘要以“结转”开头的是结账凭证，以“更正”“冲销”开头的是更正凭证，可以没有附件。",
        ],
        _ => &[],
    };
    notes.extend(more.iter().map(|note| (*note).to_owned()));
    match kind {
        SheetKind::Charter => notes.extend(CharterItem::all().map(charter_note)),
        SheetKind::Plan => {
            notes.push(format!("{}：必填", PlanItem::YEAR));
            notes.extend(PlanItem::iter().map(|item| {
                let need = if item.is_mandatory() { "必填" } else { "可不填" };
                format!("{}：{need}", item.zh())
            }));
        }
        _ => {}
    }
    notes
}

fn charter_note(item: CharterItem) -> String {
    let value = match item.value() {
        TermValue::Percent => "百分数，10% 填 10".to_owned(),
        TermValue::Money => "元".to_owned(),
        TermValue::Precision => "元，如 0.01".to_owned(),
        TermValue::Shares => "股".to_owned(),
        TermValue::Days => "天".to_owned(),
        TermValue::Choice(words) => words.join(" | "),
        TermValue::Classes => "股种，中间用、隔开".to_owned(),
        TermValue::Fraction => "分数或百分数，如 1/2".to_owned(),
        TermValue::Count => "整数".to_owned(),
        TermValue::Procedure => "环节，依次用→隔开，如 董事会表决→监事会表决→公示".to_owned(),
    };
    format!("{}：{value}", item.zh())
}
