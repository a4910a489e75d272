//! What can be wrong with statements and their layouts.

use super::super::Words;
use crate::domain::statement::layout::FlawKind;
use crate::domain::statement::refusal::{ConsolidationNeed, StatementRefusal};

pub(super) fn statement(refusal: &StatementRefusal) -> Words {
    match refusal {
        StatementRefusal::LayoutFolderMissing { folder } => Words::new(
            format!("the folder of layouts {folder} cannot be read"),
            "a folder that can be read",
            "Correct the folder behind --layouts; without --layouts the statement has the layouts that the program carries.",
        ),
        StatementRefusal::LayoutUnfit { file, row, flaw } => {
            let (what, expected) = said(flaw);
            Words::new(
                format!("the layout {file}, row {row}: {what}"),
                expected,
                "Correct the row in that file, then print the statement again.",
            )
        }
        StatementRefusal::ConsolidationUnfit { file, row, column, given, need } => Words::new(
            format!("row {row} of the layout {file} has \"{given}\" under {column}"),
            consolidation_need(*need),
            format!("Put that row of {file} right and print the statement again."),
        ),
    }
}

/// What is wrong with a row of a layout, and what was expected.
fn said(flaw: &FlawKind) -> (String, &'static str) {
    match flaw {
        FlawKind::HeadingMissing(column) => {
            (format!("there is no heading {column}"), "the headings 行次, 项目, 公式 (英文 and 依据 may be left out)")
        }
        FlawKind::NameMissing => {
            ("the statement has no name".to_owned(), "its name in the first row, without number and formula")
        }
        FlawKind::NoRows => ("the statement has no rows".to_owned(), "rows below its name"),
        FlawKind::CaptionMissing => ("项目 is empty".to_owned(), "a caption"),
        FlawKind::NumberUnfit(given) => {
            (format!("行次 {given} is no number"), "a number such as 12; headings have none")
        }
        FlawKind::NumberTaken(row_no) => (format!("行次 {row_no} is taken"), "a number that is free"),
        FlawKind::TermUnfit(given) => (
            format!("\"{given}\" is no term of a formula"),
            "科目, 借, 贷, 发生 or 年初 with an account's code, or 行 with a row's number, joined by + and -",
        ),
        FlawKind::RowUnknown(row_no) => {
            (format!("its formula reads row {row_no}, which is not there"), "a row that is there")
        }
        FlawKind::Circular => (
            "its formula reads itself, if only through other rows".to_owned(),
            "a formula over other rows and accounts",
        ),
        FlawKind::AccountUnknown(code) => (
            format!("its formula reads account {code}, which the book's chart does not have"),
            "an account of the chart, as tonggu ledger accounts lists them",
        ),
    }
}

/// What a cell of the consolidation's layout should hold.
const fn consolidation_need(need: ConsolidationNeed) -> &'static str {
    match need {
        ConsolidationNeed::Readable => "comma-separated values",
        ConsolidationNeed::Caption => "the caption of a row, and one row at least",
        ConsolidationNeed::Class => "one of 资产, 负债, 净资产, 未分配, 收入, 费用, 分配, 抵销, and one row at least",
        ConsolidationNeed::Accounts => {
            "account codes with blanks between, such as 101 102 or 借113; of an elimination also 14101@公司"
        }
        ConsolidationNeed::ListedOnce => "an account that is listed nowhere else",
        ConsolidationNeed::BothSides => "both 借 and 贷 of the account, each in a row",
        ConsolidationNeed::TwoBooks => "accounts of exactly two books",
        ConsolidationNeed::PlacedAccount => "an account that feeds a row",
        ConsolidationNeed::OneNature => "balances against balances, or turnover against turnover",
        ConsolidationNeed::OneUndistributed => "exactly one row of 未分配 with an account of such a book",
    }
}
