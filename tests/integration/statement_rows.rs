//! Rows of a company's statements that are filled by analysis: an accountant says of a sub-account which row takes it in.

use crate::books::{pair, period};
use crate::support::{day, on_each_database, open_a_book, printed, refused_codes, tonggu, with_context, year};
use tonggu::application::ledger::{
    EntryRequest, OpenRequest, SubAccount, Which, add_account, enter, open_book, post, review, sign, statements,
};
use tonggu::domain::ledger::account::{Dimension, Dimensions};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::period::AccountingPeriod;

fn sub(code: &str, row: u32) -> SubAccount {
    SubAccount { code: code.to_owned(), name: "自设".to_owned(), dimension: None, row: Some(row) }
}

#[test]
fn what_is_prepaid_for_longer_stands_among_other_assets_and_a_tax_is_a_detail() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        open_a_book(db, cooperative, "gs", BookKind::Company);
        let mut add = |code: &str, row| {
            with_context(|context| add_account(db, cooperative, ("gs", &sub(code, row)), context)).map(|_| ())
        };
        for (code, row) in [("112301", 5), ("112301", 15), ("540301", 3), ("540301", 14), ("560201", 40)] {
            assert_eq!(refused_codes(add(code, row)), ["statement_row_unfit"], "{code} {row}");
        }
        for (code, row) in [("112302", 28), ("540306", 6)] {
            add(code, row).unwrap();
        }
        let prepaid = || Dimensions::one(Dimension::Counterparty, "供电公司");
        let mut lines = pair("112302", "1002", 6_000);
        lines[0].dimensions = prepaid();
        lines.extend(pair("540306", "1002", 300));
        let request = EntryRequest { attachment_count: 1, ..EntryRequest::ordinary("gs", day("2008-03-05"), lines) };
        with_context(|context| enter(db, cooperative, &request, context)).unwrap();
        let (march, which) = (period("2008-03"), Which::Period("gs".to_owned(), period("2008-03")));
        with_context(|context| review(db, cooperative, &which, context)).unwrap();
        with_context(|context| sign(db, cooperative, &which, context)).unwrap();
        with_context(|context| post(db, cooperative, ("gs", march), context)).unwrap();
        let found = statements(db, cooperative, ("gs", AccountingPeriod::december(year(2008))), None).unwrap();
        let row = |statement: usize, number| {
            let lines = &found.statements[statement].lines;
            let line = lines.iter().find(|line| line.row_no == Some(number)).unwrap();
            line.closing.map(|amount| amount.fen())
        };
        assert_eq!((row(0, 5), row(0, 28)), (Some(0), Some(6_000)));
        assert_eq!((row(1, 3), row(1, 6), row(1, 7)), (Some(300), Some(300), Some(0)));
        assert_eq!((row(2, 1), row(2, 13)), (Some(-300), Some(-300)), "the statement of distribution goes on from it");
        assert!(found.tie_outs.iter().all(tonggu::domain::statement::tie_out::TieOut::holds), "{:?}", found.tie_outs);
    });
}

#[test]
fn a_chart_of_one_s_own_says_it_too() {
    on_each_database(|db| {
        let cooperative = &crate::support::found(db);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("科目.csv");
        let mut open = |row: &str| {
            let accounts = "科目编码,科目名称,类别,方向,用途,归入行次\n1002,银行存款,资产,借,银行,\n222101,待抵扣税金,负债,贷,,ROW\n\
                3104,利润分配,净资产,贷,未分配收益,\n";
            std::fs::write(&file, accounts.replace("ROW", row)).unwrap();
            let request = OpenRequest {
                code: "gs".to_owned(),
                name: "公司".to_owned(),
                kind: BookKind::Company,
                chart: Some(file.display().to_string()),
                first_year: year(2008),
            };
            with_context(|context| open_book(db, cooperative, &request, context))
        };
        assert_eq!(refused_codes(open("36")), ["statement_row_unfit"]);
        assert_eq!(refused_codes(open("十四")), ["chart_row_unfit"]);
        let book = open("14").unwrap();
        assert_eq!(book.chart.statement_row("222101"), Some(14));
        let held = tonggu::application::ledger::query::book(db, cooperative, "gs").unwrap();
        assert_eq!(held.chart, book.chart, "as the log keeps it");
    });
}

#[test]
fn the_row_is_said_on_the_command_line_and_shown_with_the_account() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    let done = |words: &[&str]| {
        let output = tonggu(&data, words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        printed(&output)
    };
    done(&["init", "--code", "demo", "--name", "测试合作社"]);
    done(&["ledger", "open", "--code", "gs", "--name", "公司账", "--kind", "公司", "--year", "2008"]);
    let of_book = ["ledger", "add-account", "--book", "gs", "--name", "超过一年的预付"];
    done(&[&of_book[..], &["--code", "112302", "--row", "28"]].concat());
    let accounts = done(&["ledger", "accounts", "--book", "gs"]);
    assert!(accounts.lines().any(|line| line.contains("112302") && line.contains(" 28 ")), "{accounts}");
    let refused = tonggu(&data, &[&of_book[..], &["--code", "112303", "--row", "29"]].concat());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("行次 14、28、40、45 之一"));
    let statement = done(&["ledger", "statement", "--book", "gs", "--to", "2008-03"]);
    assert!(statement.contains("利润分配表") && statement.contains("利润表净利润＝利润分配表净利润"), "{statement}");
}
