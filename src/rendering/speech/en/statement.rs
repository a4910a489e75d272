//! What can be wrong with statements and their layouts.

use super::super::Words;
use crate::domain::statement::layout::FlawKind;
use crate::domain::statement::refusal::StatementRefusal;

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
