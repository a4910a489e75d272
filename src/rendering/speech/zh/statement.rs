//! 报表和报表格式的问题。

use super::super::Words;
use crate::domain::statement::layout::FlawKind;
use crate::domain::statement::refusal::{ConsolidationNeed, StatementRefusal};

pub(super) fn statement(refusal: &StatementRefusal) -> Words {
    match refusal {
        StatementRefusal::LayoutFolderMissing { folder } => Words::new(
            format!("读不到报表格式的文件夹“{folder}”"),
            "能读的文件夹",
            "请更正 --layouts 后面的文件夹；不写 --layouts 时用程序自带的格式。",
        ),
        StatementRefusal::LayoutUnfit { file, row, flaw } => {
            let (what, expected) = said(flaw);
            Words::new(
                format!("报表格式 {file} 第 {row} 行：{what}"),
                expected,
                "请在这个文件里更正这一行，存盘后再打印报表。",
            )
        }
        StatementRefusal::ConsolidationUnfit { file, row, column, given, need } => Words::new(
            format!("报表格式 {file} 第 {row} 行的“{column}”写作“{given}”"),
            consolidation_need(*need),
            format!("请在 {file} 里更正这一行，再打印报表。"),
        ),
    }
}

/// What is wrong with a row of a layout, and what was expected.
fn said(flaw: &FlawKind) -> (String, &'static str) {
    match flaw {
        FlawKind::HeadingMissing(column) => {
            (format!("表头没有“{column}”一列"), "表头 行次、项目、公式（英文、依据可以不写）")
        }
        FlawKind::NameMissing => ("没有报表名称".to_owned(), "表头下第一行为报表名称，不填行次和公式"),
        FlawKind::NoRows => ("报表没有任何行".to_owned(), "报表名称下面一行以上的项目"),
        FlawKind::CaptionMissing => ("没有填项目".to_owned(), "项目名称"),
        FlawKind::NumberUnfit(given) => (format!("行次“{given}”不是数字"), "数字，如 12；标题行不填"),
        FlawKind::NumberTaken(row_no) => (format!("行次 {row_no} 前面已经用过"), "没有用过的行次"),
        FlawKind::TermUnfit(given) => {
            (format!("公式中的“{given}”看不懂"), "科目、借、贷、发生、年初加科目编码，或行加行次，用加减号连起来")
        }
        FlawKind::RowUnknown(row_no) => (format!("公式用到的行次 {row_no} 没有这一行"), "报表里有的行次"),
        FlawKind::Circular => ("公式绕一圈又用到自己".to_owned(), "只用其他行和科目的公式"),
        FlawKind::AccountUnknown(code) => {
            (format!("公式用到的科目 {code} 不在账套的科目表里"), "科目表中的科目，tonggu ledger accounts 列出全部")
        }
    }
}

/// What a cell of the consolidation's layout should hold.
const fn consolidation_need(need: ConsolidationNeed) -> &'static str {
    match need {
        ConsolidationNeed::Readable => "逗号分隔的一行",
        ConsolidationNeed::Caption => "不空的项目名称，至少一行",
        ConsolidationNeed::Class => "资产、负债、净资产、未分配、收入、费用、分配、抵销之一，至少一行",
        ConsolidationNeed::Accounts => "空格隔开的科目编码，如“101 102”“借113”；抵销可写“14101@公司”",
        ConsolidationNeed::ListedOnce => "只在一处列出的科目",
        ConsolidationNeed::BothSides => "“借”和“贷”各列入一行",
        ConsolidationNeed::TwoBooks => "正好两个账套的科目",
        ConsolidationNeed::PlacedAccount => "已列入某一行的科目",
        ConsolidationNeed::OneNature => "余额对余额、发生额对发生额的科目",
        ConsolidationNeed::OneUndistributed => "这类账套正好有一行“未分配”的科目",
    }
}
