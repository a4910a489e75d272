//! Charts of accounts: those that the program carries, and those of a file.

use super::table_of;
use crate::application::{Failure, Outcome};
use crate::domain::canonical::one_line;
use crate::domain::ledger::account::{Account, AccountClass, Dimension, Purpose, Side};
use crate::domain::ledger::chart::Chart;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::spreadsheet::plain_table::{HeadingsMissing, PlainTable};
use crate::spreadsheet::value::identifier;
use std::path::Path;

/// What the program carries: an accountant may write another and open a book with that.
const SHIPPED: [(&str, &str); 3] = [
    ("collective-2023", include_str!("../../../reports/charts/collective-2023.csv")),
    ("small-enterprise", include_str!("../../../reports/charts/small-enterprise.csv")),
    ("welfare-fund", include_str!("../../../reports/charts/welfare-fund.csv")),
];

/// The chart of a name, or of a file with the same headings: CSV in any encoding, or a workbook.
///
/// # Errors
/// Where there is neither, the file is no table, or a row is no account.
pub(super) fn chart(given: &str) -> Outcome<Chart> {
    let shipped = SHIPPED.iter().find(|(name, _)| *name == given).map(|(_, text)| (*text).to_owned());
    let text = match shipped {
        Some(text) => text,
        None if !Path::new(given).is_file() => {
            let known = SHIPPED.iter().map(|(name, _)| (*name).into()).collect();
            return Err(Failure::refused(LedgerRefusal::ChartUnknown { given: given.to_owned(), known }));
        }
        None => table_of(Path::new(given))?,
    };
    parse(&text).map_err(Failure::refused)
}

/// The columns of a chart, each by its heading, then others that mean it. The last five may be left out.
const COLUMNS: [&[&str]; 9] = [
    &["科目编码", "科目代码", "编码"],
    &["科目名称", "会计科目", "名称"],
    &["类别", "科目类别"],
    &["方向", "余额方向"],
    &["英文名称"],
    &["辅助核算"],
    &["用途"],
    &["依据"],
    &["归入行次"],
];
/// How many of them must stand.
const REQUIRED: usize = 4;

/// Reads a chart, its headings in the first rows, an account a row.
fn parse(text: &str) -> Result<Chart, LedgerRefusal> {
    let table = PlainTable::read(text, &COLUMNS, REQUIRED)
        .map_err(|HeadingsMissing { headings, missing }| LedgerRefusal::ChartHeadingMissing { headings, missing })?;
    let mut chart = Chart::default();
    for (row, cells) in table.rows {
        let field = |column: usize| cells[column].as_str();
        let unfit = |column: usize| LedgerRefusal::ChartRowUnfit {
            row,
            column: COLUMNS[column][0],
            given: field(column).to_owned(),
        };
        fn optional<T>(text: &str, lookup: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
            if text.is_empty() { Some(None) } else { lookup(text).map(Some) }
        }
        chart.add(Account {
            code: identifier(field(0)),
            name: one_line(field(1)).into(),
            class: AccountClass::lookup(field(2)).ok_or_else(|| unfit(2))?,
            side: Side::lookup(field(3)).ok_or_else(|| unfit(3))?,
            name_en: one_line(field(4)).into(),
            dimension: optional(field(5), Dimension::lookup).ok_or_else(|| unfit(5))?,
            purpose: optional(field(6), Purpose::lookup).ok_or_else(|| unfit(6))?,
            basis: one_line(field(7)).into(),
            row: optional(field(8), |text| text.parse().ok()).ok_or_else(|| unfit(8))?,
        })?;
    }
    match chart.is_empty() {
        false => Ok(chart),
        true => Err(LedgerRefusal::ChartRowUnfit { row: 2, column: COLUMNS[0][0], given: String::new() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chart_that_is_carried_can_be_read_and_its_parents_come_first() {
        for (name, _) in SHIPPED {
            let chart = chart(name).unwrap();
            for account in chart.accounts() {
                if let Some(parent) = chart.parent(&account.code) {
                    assert_eq!((parent.class, parent.side), (account.class, account.side), "{}", account.code);
                }
            }
            assert!(
                chart.accounts().any(|account| account.purpose.is_some_and(Purpose::is_cash)),
                "{name} has a bank account"
            );
        }
        let collective = chart("collective-2023").unwrap();
        assert!(collective.is_parent("113") && !collective.is_parent("11301"));
        assert_eq!(collective.full_name("3220101"), "收益分配-各项分配-提取公积公益金");
        assert!(matches!(collective.postable("hzs", "113"), Err(LedgerRefusal::AccountIsParent { .. })));
        let unknown = collective.postable("hzs", "1130");
        assert!(matches!(unknown, Err(LedgerRefusal::AccountUnknown { nearest, .. }) if !nearest.is_empty()));
    }

    #[test]
    fn a_row_that_is_no_account_is_named() {
        let parse = |rows: &str| parse(&format!("科目编码,科目名称,英文名称,类别,方向,辅助核算,用途,依据\n{rows}"));
        assert!(parse("102,银行存款,,资产,借,,银行,\n").is_ok());
        assert!(matches!(parse("102,银行存款,,资金,借,,,\n"), Err(LedgerRefusal::ChartRowUnfit { row: 2, .. })));
        assert!(matches!(parse("1a,银行存款,,资产,借,,,\n"), Err(LedgerRefusal::AccountCodeUnfit { .. })));
        assert!(matches!(parse("1,甲,,资产,借,,,\n1,乙,,资产,借,,,\n"), Err(LedgerRefusal::AccountExists { .. })));
        assert!(matches!(
            parse("1,甲,,资产,借,,,\n101,乙,,收入,贷,,,\n"),
            Err(LedgerRefusal::AccountUnlikeParent { .. })
        ));
        assert!(matches!(parse(""), Err(LedgerRefusal::ChartRowUnfit { .. })));
    }

    #[test]
    fn columns_are_known_by_their_headings_below_a_title() {
        let chart =
            parse("村集体科目表,,,\n余额方向,科目类别,科目名称,科目代码\n\"\"\n借,资产,银行存款,102\n").unwrap();
        assert_eq!(chart.lookup("102").map(|account| account.name.as_str()), Some("银行存款"));
        let lacking = parse("科目编码,科目名称,方向\n102,银行存款,借\n").unwrap_err();
        let headings = ["科目编码", "科目名称", "方向"].map(Into::into).to_vec();
        assert_eq!(lacking, LedgerRefusal::ChartHeadingMissing { headings, missing: vec!["类别".into()] });
        let unfit = parse("科目编码,科目名称,类别,方向\n\"\"\n102,银行存款,资金,借\n");
        assert!(matches!(unfit, Err(LedgerRefusal::ChartRowUnfit { row: 3, .. })), "the row is the file's");
    }
}
