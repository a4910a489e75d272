//! Charts of accounts: those that the program carries, and those of a file.

use crate::application::{Failure, Outcome};
use crate::domain::canonical::one_line;
use crate::domain::ledger::account::{Account, AccountClass, Dimension, Purpose, Side};
use crate::domain::ledger::chart::Chart;
use crate::domain::ledger::refusal::LedgerRefusal;

/// What the program carries: an accountant may write another and open a book with that.
const SHIPPED: [(&str, &str); 3] = [
    ("collective-2023", include_str!("../../../reports/charts/collective-2023.csv")),
    ("small-enterprise", include_str!("../../../reports/charts/small-enterprise.csv")),
    ("welfare-fund", include_str!("../../../reports/charts/welfare-fund.csv")),
];

/// The chart of a name, or of a CSV file with the same headings.
///
/// # Errors
/// Where there is neither, or a row is no account.
pub(super) fn chart(given: &str) -> Outcome<Chart> {
    let shipped = SHIPPED.iter().find(|(name, _)| *name == given).map(|(_, text)| (*text).to_owned());
    let text = match shipped {
        Some(text) => text,
        None => std::fs::read_to_string(given).map_err(|_| {
            let known = SHIPPED.iter().map(|(name, _)| (*name).into()).collect();
            Failure::refused(LedgerRefusal::ChartUnknown { given: given.to_owned(), known })
        })?,
    };
    parse(&text).map_err(Failure::refused)
}

/// Reads 科目编码, 科目名称, 英文名称, 类别, 方向, 辅助核算, 用途, 依据; a first row of headings.
fn parse(text: &str) -> Result<Chart, LedgerRefusal> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut chart = Chart::default();
    for (position, record) in reader.records().enumerate() {
        let row = position as u64 + 2;
        let unfit = |column, given: &str| LedgerRefusal::ChartRowUnfit { row, column, given: given.to_owned() };
        let record = record.map_err(|error| unfit("科目编码", &error.to_string()))?;
        let field = |at: usize| record.get(at).unwrap_or_default().trim();
        fn optional<T>(text: &str, lookup: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
            if text.is_empty() { Some(None) } else { lookup(text).map(Some) }
        }
        chart.add(Account {
            code: field(0).into(),
            name: one_line(field(1)).into(),
            name_en: one_line(field(2)).into(),
            class: AccountClass::lookup(field(3)).ok_or_else(|| unfit("类别", field(3)))?,
            side: Side::lookup(field(4)).ok_or_else(|| unfit("方向", field(4)))?,
            dimension: optional(field(5), Dimension::lookup).ok_or_else(|| unfit("辅助核算", field(5)))?,
            purpose: optional(field(6), Purpose::lookup).ok_or_else(|| unfit("用途", field(6)))?,
            basis: one_line(field(7)).into(),
        })?;
    }
    match chart.is_empty() {
        false => Ok(chart),
        true => Err(LedgerRefusal::ChartRowUnfit { row: 2, column: "科目编码", given: String::new() }),
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
}
