//! The books and the year's distribution: a run is booked, starts from the closed books, and the statements tie.

use crate::books::{pair, period, request, settle, with_book};
use crate::support::{codes, import_sheets, on_each_database, open_a_book, refused_codes, with_context, year};
use std::path::Path;
use tonggu::application::Failure;
use tonggu::application::ledger::{
    OpenRequest, Which, book_receipts, book_run, close, close_income, enter, open_book, post, query, review, sign,
    statements,
};
use tonggu::application::verify::verify;
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::domain::money::Money;
use tonggu::domain::period::AccountingPeriod;
use tonggu::rendering::speech::{Language, sentence};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// The worked example's year in two books: what came in, what the run gave, and what is left where.
#[test]
fn a_run_is_booked_once_and_every_fen_of_it_stands_in_an_account() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        let run =
            crate::support::run(db, cooperative, crate::support::request(2008, RunKind::Annual, None, None)).unwrap();
        open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
        open_a_book(db, cooperative, "公司", BookKind::Company);
        let month = |text: &str| period(text);
        let mut receipts = 0;
        for number in 1..=12 {
            let month = month(&format!("2008-{number:02}"));
            receipts +=
                with_context(|context| book_receipts(db, cooperative, (month, &ChosenAccounts::new()), context))
                    .unwrap()
                    .entered
                    .len();
            let again =
                with_context(|context| book_receipts(db, cooperative, (month, &ChosenAccounts::new()), context))
                    .unwrap();
            assert_eq!(again.entered, vec![], "booked once");
        }
        assert!(receipts > 0);
        let booked = with_context(|context| book_run(db, cooperative, (run, &ChosenAccounts::new()), context)).unwrap();
        assert!(booked.entered.len() >= 7, "{booked:?}");
        let again = with_context(|context| book_run(db, cooperative, (run, &ChosenAccounts::new()), context)).unwrap();
        assert_eq!((again.entered.len(), again.known), (0, booked.entered.len()));
        for book in ["hzs", "公司"] {
            let drafts = query::vouchers(db, cooperative, (book, None)).unwrap();
            let periods: std::collections::BTreeSet<_> = drafts.iter().map(|view| view.voucher.head().period).collect();
            for period in periods {
                let which = Which::Period(book.to_owned(), period);
                with_context(|context| review(db, cooperative, &which, context)).unwrap();
                let _ = with_context(|context| sign(db, cooperative, &which, context));
                with_context(|context| post(db, cooperative, (book, period), context)).unwrap();
            }
        }
        let view = tonggu::application::distribution::query::run(db, cooperative, run.year, Some(run.number)).unwrap();
        let (fall, company) = (view.summary.waterfall.unwrap(), view.summary.company.unwrap());
        let closing = |db: &mut Db, book: &str, account: &str| {
            let range = (AccountingPeriod::opening(year(2008)), AccountingPeriod::distribution(year(2008)));
            let (_, balances) = query::book_balances(db, cooperative, (book, range.0, range.1)).unwrap();
            balances.account(account).unwrap().closing().unwrap().fen()
        };
        assert_eq!(closing(db, "hzs", "31101"), -fall.reserve.fen());
        assert_eq!(closing(db, "hzs", "21101"), -fall.levy.fen());
        assert_eq!(closing(db, "hzs", "11201"), company.dividend.fen());
        assert_eq!(closing(db, "公司", "223201"), -company.dividend.fen());
        let tier_two = view.summary.totals.tier_two.fen() - view.summary.totals.tax.fen();
        assert_eq!(closing(db, "hzs", "11301"), -tier_two);
        // Tier one never touches income or expense: what was collected is owed, or left on its contract.
        let left = view.summary.contracts.iter().map(|contract| contract.left.fen()).sum::<i64>();
        assert_eq!(closing(db, "hzs", "11302") + left, 0, "what is left stays on its contract");
        with_context(|context| close_income(db, cooperative, ("hzs", month("2008-13")), context)).unwrap().unwrap();
        let which = Which::Period("hzs".to_owned(), month("2008-13"));
        with_context(|context| review(db, cooperative, &which, context)).unwrap();
        with_context(|context| post(db, cooperative, ("hzs", month("2008-13")), context)).unwrap();
        assert_eq!(closing(db, "hzs", "32201"), 0, "what was appropriated is closed");
        let reserve_and_others =
            fall.reserve.fen() + fall.levy.fen() + fall.other.fen() + view.summary.totals.tier_two.fen();
        let fees = view.summary.contracts.iter().map(|contract| contract.fee.fen()).sum::<i64>();
        // The year's income is the dividend and the fees.
        assert_eq!(closing(db, "hzs", "322"), reserve_and_others - company.dividend.fen() - fees);
    });
}

/// Every month of a year is settled and closed, income and expense with the last.
fn close_year(db: &mut Db, cooperative: &Cooperative, book: &str) {
    let settle = |db: &mut Db, period: AccountingPeriod| {
        let which = Which::Period(book.to_owned(), period);
        let _ = with_context(|context| review(db, cooperative, &which, context));
        let _ = with_context(|context| sign(db, cooperative, &which, context));
        let _ = with_context(|context| post(db, cooperative, (book, period), context));
    };
    settle(db, AccountingPeriod::opening(year(2008)));
    for month in 1..=12 {
        let month = period(&format!("2008-{month:02}"));
        settle(db, month);
        if month.number() == 12 {
            with_context(|context| close_income(db, cooperative, (book, month), context)).unwrap();
            settle(db, month);
        }
        with_context(|context| close(db, cooperative, (book, month), context)).unwrap();
    }
}

#[test]
fn a_distribution_starts_from_the_books_and_refuses_a_figure_that_is_not_theirs() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        let annual = || crate::support::request(2008, RunKind::Annual, None, None);
        let draft = crate::support::run(db, cooperative, annual()).unwrap();
        let checked = |db: &mut Db, number| {
            let view =
                tonggu::application::distribution::query::run(db, cooperative, year(2008), Some(number)).unwrap();
            !view.summary.books.is_empty()
        };
        assert!(!checked(db, draft.number), "未经账簿核对");
        open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
        open_a_book(db, cooperative, "gs", BookKind::Company);
        let open = crate::support::run(db, cooperative, annual());
        assert_eq!(refused_codes(open), ["year_not_closed"]);
        let opening = "账套,科目编码,借方,贷方\ngs,1002,488000,\ngs,310404,12000,\ngs,3001,,500000\nhzs,102,10000,\nhzs,32202,3000,\nhzs,30101,,13000\n";
        let vouchers = "账套,日期,凭证字号,摘要,科目编码,借方,贷方,附件张数\n\
            gs,2008-06-30,记-1,收租金,1002,90000,,1\ngs,2008-06-30,记-1,收租金,5001,,90000,1\n\
            gs,2008-07-30,记-1,付维修,5602,3456.79,,1\ngs,2008-07-30,记-1,付维修,1002,,3456.79,1\n\
            hzs,2008-06-30,记-1,付办公费,513,1288.81,,1\nhzs,2008-06-30,记-1,付办公费,102,,1288.81,1\n";
        let report = import_sheets(db, cooperative, &[("期初余额", opening), ("凭证", vouchers)]);
        assert!(!report.has_errors(), "{:?}", codes(&report));
        close_year(db, cooperative, "hzs");
        close_year(db, cooperative, "gs");
        // The plan says -1288.80.
        let refused = crate::support::run(db, cooperative, annual());
        assert_eq!(refused_codes(refused), ["figure_unlike_books"]);
        let plan = std::fs::read_to_string(crate::support::sample("worked-example/分配方案.csv")).unwrap();
        let right = plan.replace("-1288.8\n", "-1288.81\n");
        assert_ne!(plan, right);
        assert!(!import_sheets(db, cooperative, &[("分配方案", &right)]).has_errors());
        let run = crate::support::run(db, cooperative, annual()).unwrap();
        assert!(checked(db, run.number), "已与账簿核对");
        assert_eq!(verify(db, cooperative, None, &mut |_, _, _| {}).unwrap().findings, vec![]);
    });
}

#[test]
fn a_layout_of_one_s_own_is_used_and_a_broken_one_is_named() {
    with_book(|db, cooperative| {
        with_context(|context| enter(db, cooperative, &request("2008-02-03", pair("102", "50102", 700)), context))
            .unwrap();
        settle(db, cooperative, "2008-02");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("collective-income-distribution.csv");
        let mut ask = |rows: &str| {
            std::fs::write(&file, format!("行次,项目,英文,公式,依据\n,收益表,Income,,自设\n{rows}")).unwrap();
            statements(db, cooperative, ("hzs", period("2008-02")), Some(folder.path()))
        };
        let own = ask("1,租金,Rent,发生 50102,自设\n2,合计,Total,行 1,自设\n").unwrap();
        let income = &own.statements[1];
        assert_eq!(income.lines.last().unwrap().closing, Some(Money::from_fen(700)));
        assert_eq!(income.own_file, Some(file.clone()));
        assert_eq!(own.statements[0].own_file, None, "the folder has no balance sheet");
        assert_eq!(refused_codes(ask("1,甲,A,行 2,自设\n2,乙,B,行 1,自设\n").map(|_| ())), ["layout_unfit"]);
        assert_eq!(refused_codes(ask("1,甲,A,余额 102,自设\n").map(|_| ())), ["layout_unfit"]);
        let strange = ask("1,甲,A,科目 102 + 发生 5019,自设\n2,乙,B,借 9,自设\n").map(|_| ());
        let Err(Failure::Refused(problems)) = strange else { panic!("{strange:?}") };
        let said: Vec<String> = problems.iter().map(|problem| sentence(problem, Language::Chinese)).collect();
        assert_eq!(said.len(), 2);
        assert!(said[0].contains("collective-income-distribution.csv 第 3 行") && said[0].contains("5019"), "{said:?}");
    });
}

#[test]
fn a_layout_is_read_in_any_encoding_and_never_passed_over() {
    with_book(|db, cooperative| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("collective-balance-sheet.csv");
        let mut ask = |folder: &Path| statements(db, cooperative, ("hzs", period("2008-02")), Some(folder));
        let own = "依据,公式,项目,行次\n,,资产负债表,\n自设,科目 102,存款,1\n";
        std::fs::write(&file, encoding_rs::GB18030.encode(own).0).unwrap();
        let read = ask(folder.path()).unwrap();
        assert_eq!(read.statements[0].layout.rows()[0].caption, "存款", "columns are known by their headings");
        std::fs::write(&file, b"\x89PNG\r\n\x1a\n\0\0\0\x0d").unwrap();
        assert_eq!(refused_codes(ask(folder.path()).map(|_| ())), ["not_a_workbook"]);
        assert_eq!(refused_codes(ask(&folder.path().join("没有")).map(|_| ())), ["layout_folder_missing"]);
        assert_eq!(refused_codes(ask(&file).map(|_| ())), ["layout_folder_missing"]);
    });
}

#[test]
fn a_chart_is_read_from_what_accountants_save() {
    let (mut db, cooperative) = crate::support::memory_cooperative();
    let folder = tempfile::tempdir().unwrap();
    let rows = [
        ["科目名称", "科目编码", "类别", "方向", "用途"],
        ["银行存款", "102", "资产", "借", "银行"],
        ["本年收益", "321", "净资产", "贷", "本年收益"],
        ["未分配收益", "32202", "净资产", "贷", "未分配收益"],
    ];
    let text = rows.map(|row| row.join(",") + "\r\n").concat();
    std::fs::write(folder.path().join("wps.csv"), encoding_rs::GB18030.encode(&text).0).unwrap();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            match cell.parse::<u32>() {
                Ok(number) => sheet.write(row as u32, column as u16, number).unwrap(),
                Err(_) => sheet.write(row as u32, column as u16, *cell).unwrap(),
            };
        }
    }
    workbook.save(folder.path().join("excel.xlsx")).unwrap();
    let mut open = |code: &str, file: &str| {
        let chart = Some(folder.path().join(file).display().to_string());
        let (code, name) = (code.to_owned(), format!("账套{code}"));
        let request = OpenRequest { code, name, kind: BookKind::PropertyManager, chart, first_year: year(2008) };
        with_context(|context| open_book(&mut db, &cooperative, &request, context))
    };
    let [wps, excel] = [open("a", "wps.csv").unwrap(), open("b", "excel.xlsx").unwrap()];
    assert_eq!(wps.chart, excel.chart);
    assert_eq!(wps.chart.accounts().count(), 3);
    std::fs::write(folder.path().join("照片.csv"), b"\x89PNG\r\n\x1a\n\0\0\0\x0d").unwrap();
    assert_eq!(refused_codes(open("c", "照片.csv")), ["not_a_workbook"]);
    assert_eq!(refused_codes(open("c", "没有.csv")), ["chart_unknown"]);
}
