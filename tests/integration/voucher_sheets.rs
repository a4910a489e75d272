//! Sheets of vouchers as clerks write them: what is understood, and what is said of the rest.

use crate::books::with_book;
use crate::support::{codes, import_sheets, speak};
use tonggu::application::import::ImportReport;
use tonggu::application::ledger::query::{self, VoucherView};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

const HEADINGS: &str = "账套,日期,凭证字号,摘要,科目编码,借方,贷方,往来对象,附件张数\n";

fn import(db: &mut Db, cooperative: &Cooperative, rows: &str) -> ImportReport {
    import_sheets(db, cooperative, &[("凭证", &format!("{HEADINGS}{rows}"))])
}

fn drafts(db: &mut Db, cooperative: &Cooperative) -> Vec<VoucherView> {
    query::vouchers(db, cooperative, ("hzs", None)).unwrap()
}

/// What the report says in Chinese.
fn said(report: &ImportReport) -> String {
    report.problems.iter().map(|problem| speak(problem).zh).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_sheet_of_vouchers_that_lacks_a_column_is_no_bank_statement() {
    with_book(|db, cooperative| {
        for (sheet, missing) in [
            ("账套,日期,凭证字号,摘要,科目名称,借方,贷方\nhzs,2008-03-05,记-1,收租金,银行存款,80,\n", "科目编码"),
            ("日期,凭证字号,摘要,科目编码,借方,贷方\n2008-03-05,记-1,收租金,102,80,\n", "账套"),
        ] {
            let report = import_sheets(db, cooperative, &[("一月", sheet)]);
            assert_eq!(codes(&report)[0].0, "sheet_not_recognised");
            assert!(said(&report).contains(&format!("应为凭证，还缺“{missing}”列")), "{}", said(&report));
        }
        let bank = "日期,摘要,凭证号,借方,贷方,余额\n2008-03-05,收租金,0012,80,,80\n";
        let report = import_sheets(db, cooperative, &[("对账单", bank)]);
        assert!(!said(&report).contains("还缺"), "a bank numbers its lines too: {}", said(&report));
    });
}

#[test]
fn the_sheets_of_one_voucher_are_one_and_a_summary_stands_for_the_rows_below_it() {
    with_book(|db, cooperative| {
        let rows = "hzs,2008-03-05,记-1-1/2,付办公费,513,30,,,2\nhzs,2008-03-05,记-1-1/2,,514,20,,,2\n\
                    hzs,2008-03-05,記字第1-2/2號,,102,,50,,2\nhzs,2008-03-06,2,付水电费,513,5,,,1\nhzs,2008-03-06,2,,102,,5,,1\n\
                    制单：周会计,,记账：周会计,,出纳：孙,,审核：钱,,主管：李\n";
        let report = import(db, cooperative, &rows.replace("記字第1-2/2號", "記-1-2/2"));
        assert!(!report.has_errors(), "{}", said(&report));
        let found = drafts(db, cooperative);
        let whole: Vec<(String, usize, String)> = found
            .iter()
            .map(|view| {
                let lines = view.voucher.lines();
                (view.voucher.draft_name(0).to_string(), lines.len(), lines[lines.len() - 1].summary.to_string())
            })
            .collect();
        let expected = [("记-1（#0）", 3, "付办公费"), ("记-2（#0）", 2, "付水电费")];
        assert_eq!(whole, expected.map(|(name, lines, summary)| (name.to_owned(), lines, summary.to_owned())));
        // A summary does not reach into the next voucher.
        let bare = "hzs,2008-04-05,记-1,付办公费,513,30,,,1\nhzs,2008-04-05,记-1,,102,,30,,1\n\
                    hzs,2008-04-06,记-2,,513,5,,,1\nhzs,2008-04-06,记-2,付水电费,102,,5,,1\n";
        assert_eq!(codes(&import(db, cooperative, bare)), [("value_missing", "D4".to_owned())]);
    });
}

#[test]
fn a_word_may_stand_in_a_column_of_its_own() {
    with_book(|db, cooperative| {
        let sheet = "账套,日期,凭证字,凭证号,摘要,科目编码,借方,贷方,附件张数\n\
                     hzs,2008-03-05,收,1,收租金,102,80,,1\nhzs,2008-03-05,收,1,收租金,50102,,80,1\n\
                     hzs,2008-03-05,付,1,付办公费,513,30,,1\nhzs,2008-03-05,付,1,付办公费,102,,30,1\n";
        let report = import_sheets(db, cooperative, &[("凭证", sheet)]);
        assert!(!report.has_errors(), "{}", said(&report));
        let names: Vec<String> =
            drafts(db, cooperative).iter().map(|view| view.voucher.draft_name(0).to_string()).collect();
        assert_eq!(names, ["收-1（#0）", "付-1（#0）"]);
    });
}

#[test]
fn what_a_clerk_gets_wrong_is_said_as_it_is() {
    with_book(|db, cooperative| {
        let two_days = "hzs,2008-03-05,记-1,付办公费,513,30,,,1\nhzs,2008-03-06,记-1,付办公费,102,,30,,1\n";
        let report = import(db, cooperative, two_days);
        assert_eq!(codes(&report), [("voucher_on_two_days", "B3".to_owned())]);
        assert!(said(&report).contains("凭证 记-1 前面的行是 2008-03-05，这一行是 2008-03-06"), "{}", said(&report));
        let pair = |number: &str, about: &str| {
            format!("hzs,2008-03-05,{number},付款,11301,30,,{about},1\nhzs,2008-03-05,{number},付款,102,,30,,1\n")
        };
        for (rows, code, cell) in [
            (pair("记--1", "M001"), "voucher_number_unfit", "C2"),
            (pair("记-1", "成员:M001|成员:M002"), "dimension_repeated", "H2"),
            (pair("记-1", "部门:办公室"), "dimension_unfit", "H2"),
        ] {
            assert_eq!(codes(&import(db, cooperative, &rows))[0], (code, cell.to_owned()));
        }
        let numbers_of_two_months = "hzs,2008-03-05,记-1,付办公费,513,30,,,1\nhzs,2008-03-05,记-1,付办公费,102,,30,,1\n\
                                     hzs,2008-04-05,记-1,付办公费,513,30,,,1\nhzs,2008-04-05,记-1,付办公费,102,,30,,1\n";
        assert!(!import(db, cooperative, numbers_of_two_months).has_errors());
    });
}

#[test]
fn a_changed_voucher_says_which_line_changed() {
    with_book(|db, cooperative| {
        let rows = "hzs,2008-03-05,记-1,付办公费,513,30,,,1\nhzs,2008-03-05,记-1,付办公费,102,,30,,1\n";
        assert!(!import(db, cooperative, rows).has_errors());
        let report = import(db, cooperative, &rows.replace(",30,", ",31,").replace("31,,,1", "31,,,2"));
        assert!(!report.has_errors(), "{}", said(&report));
        let fields: Vec<(&str, &str, &str)> =
            report.changes[0].fields.iter().map(|field| (field.field, &*field.old, &*field.new)).collect();
        let expected = [
            ("附件张数", "1", "2"),
            ("分录", "借 513 30.00 付办公费", "借 513 31.00 付办公费"),
            ("分录", "贷 102 30.00 付办公费", "贷 102 31.00 付办公费"),
        ];
        assert_eq!(fields, expected);
    });
}

#[test]
fn an_opening_balance_of_income_is_a_warning() {
    with_book(|db, cooperative| {
        let sheet = "账套,科目编码,借方,贷方\nhzs,102,1000,\nhzs,50102,,1000\n";
        let report = import_sheets(db, cooperative, &[("期初余额", sheet)]);
        assert!(!report.has_errors());
        assert_eq!(codes(&report), [("opening_of_income", "B3".to_owned())]);
    });
}
