//! Journals, detail ledgers and the general ledger: their last balances are the trial balance's, wherever in the year they begin.

use crate::books::{pair, period, request, settle, with_book};
use crate::support::{codes, import_sheets, refused_codes, with_context};
use tonggu::application::ledger::journal::{AccountLedger, GeneralLedger, detail_ledger, general_ledger, journal};
use tonggu::application::ledger::{close, enter, query};
use tonggu::domain::ledger::journal::{JournalRow, Span, SpanTotal};
use tonggu::domain::period::AccountingPeriod;
use tonggu::rendering::ledger_text::{self, Beside};
use tonggu::rendering::speech::Language;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

type Range = (AccountingPeriod, AccountingPeriod);

fn range(first: &str, last: &str) -> Range {
    (period(first), period(last))
}

/// A year that begins with 1,000.00 at the bank: rent comes in in January, costs go out in January and March, and in April everything that is left.
fn keep_a_year(db: &mut Db, cooperative: &Cooperative) {
    let opening =
        "账套,科目编码,科目名称,借方,贷方,往来对象\nhzs,102,银行存款,1000,,\nhzs,30101,资本-量化资本,,1000,\n";
    let report = import_sheets(db, cooperative, &[("期初余额", opening)]);
    assert!(!report.has_errors(), "{:?}", codes(&report));
    settle(db, cooperative, "2008-00");
    let vouchers = [
        ("2008-01-05", "102", "11302", 8_000),
        ("2008-01-05", "513", "102", 3_000),
        ("2008-01-20", "102", "50102", 2_500),
        ("2008-03-08", "513", "102", 7_000),
        ("2008-04-30", "513", "102", 100_500),
    ];
    for (date, debit, credit, fen) in vouchers {
        with_context(|context| enter(db, cooperative, &request(date, pair(debit, credit, fen)), context)).unwrap();
    }
    ["2008-01", "2008-03", "2008-04"].iter().for_each(|month| settle(db, cooperative, month));
    // What is closed is read as closing kept it: January and February, while the rest is open.
    for month in ["2008-01", "2008-02"] {
        with_context(|context| close(db, cooperative, ("hzs", period(month)), context)).unwrap();
    }
}

fn totals(found: &AccountLedger) -> Vec<SpanTotal> {
    let total = |row: &JournalRow| match row {
        JournalRow::Total(total) => Some(*total),
        JournalRow::Line(..) => None,
    };
    found.journal.rows.iter().filter_map(total).collect()
}

fn table(found: &AccountLedger, beside: Beside) -> String {
    let (book, journal) = (&found.book, &found.journal);
    ledger_text::running_table((book, journal), Some(found.range.0), beside, Language::Chinese).unwrap().render()
}

#[test]
fn the_cashier_reads_the_balance_of_every_day_in_the_bank_s_journal() {
    with_book(|db, cooperative| {
        keep_a_year(db, cooperative);
        let found = journal(db, cooperative, ("hzs", "102"), range("2008-01", "2008-04")).unwrap();
        let expected = "\
日期        凭证          摘要      对方科目                借方      贷方  方向      余额
──────────  ────────────  ────────  ────────────────  ──────────  ────────  ────  ────────
                          年初余额                                          借    1,000.00
2008-01-05  2008-01 记-1  记账      11302 代收流转费       80.00            借    1,080.00
2008-01-05  2008-01 记-2  记账      513 管理费用                     30.00  借    1,050.00
2008-01-05                本日合计                         80.00     30.00  借    1,050.00
2008-01-20  2008-01 记-3  记账      50102 租赁收入         25.00            借    1,075.00
2008-01-20                本日合计                         25.00            借    1,075.00
2008-01                   本月合计                        105.00     30.00  借    1,075.00
2008-01                   本年累计                        105.00     30.00  借    1,075.00
2008-03-08  2008-03 记-1  记账      513 管理费用                     70.00  借    1,005.00
2008-03-08                本日合计                                   70.00  借    1,005.00
2008-03                   本月合计                                   70.00  借    1,005.00
2008-03                   本年累计                        105.00    100.00  借    1,005.00
2008-04-30  2008-04 记-1  记账      513 管理费用                  1,005.00  平        0.00
2008-04-30                本日合计                                1,005.00  平        0.00
2008-04                   本月合计                                1,005.00  平        0.00
2008-04                   本年累计                        105.00  1,105.00  平        0.00
";
        assert_eq!(squeezed(&table(&found, Beside::CounterAccounts)), squeezed(expected));
    });
}

/// Lines with single blanks: how wide a column is, is the table's own affair.
fn squeezed(text: &str) -> Vec<String> {
    let words =
        |line: &str| line.split_whitespace().filter(|word| !word.starts_with('─')).collect::<Vec<_>>().join(" ");
    text.lines().map(words).collect()
}

#[test]
fn an_account_that_is_no_money_has_no_journal() {
    with_book(|db, cooperative| {
        let mut asked = |account: &str| journal(db, cooperative, ("hzs", account), range("2008-01", "2008-12"));
        assert_eq!(refused_codes(asked("513")), ["account_not_cash"]);
        assert_eq!(refused_codes(asked("1022")), ["account_unknown"]);
        assert!(asked("101").is_ok());
        let backwards = journal(db, cooperative, ("hzs", "102"), range("2008-03", "2008-02"));
        assert_eq!(refused_codes(backwards), ["range_unfit"]);
        let unknown = general_ledger(db, cooperative, ("hzs", Some("599")), range("2008-01", "2008-12"));
        assert_eq!(refused_codes(unknown), ["account_unknown"]);
    });
}

#[test]
fn wherever_it_begins_the_year_so_far_is_the_year_s_and_the_last_balance_the_trial_balance_s() {
    with_book(|db, cooperative| {
        keep_a_year(db, cooperative);
        let whole = journal(db, cooperative, ("hzs", "102"), range("2008-01", "2008-04")).unwrap();
        for first in ["2008-00", "2008-02", "2008-03", "2008-04"] {
            let part = journal(db, cooperative, ("hzs", "102"), range(first, "2008-04")).unwrap();
            let (all, own) = (totals(&whole), totals(&part));
            assert_eq!(own, all[all.len() - own.len()..], "from {first}");
        }
        for (first, last) in [("2008-01", "2008-02"), ("2008-02", "2008-03"), ("2008-01", "2008-13")] {
            let GeneralLedger { accounts, .. } =
                general_ledger(db, cooperative, ("hzs", None), range(first, last)).unwrap();
            let (_, trial) = query::trial_balance(db, cooperative, ("hzs", period(first), period(last))).unwrap();
            let top = trial.rows.iter().filter(|(code, _)| code.len() == 3);
            let expected: Vec<_> = top.map(|(code, row)| (code.clone(), row.opening, row.closing().unwrap())).collect();
            let found: Vec<_> = accounts
                .iter()
                .map(|one| (one.account.clone(), one.begun.closing().unwrap(), one.closing().unwrap()))
                .collect();
            assert_eq!(found, expected, "{first} to {last}");
            for (code, row) in &trial.rows {
                let detail = detail_ledger(db, cooperative, ("hzs", code), range(first, last)).unwrap();
                assert_eq!(detail.journal.closing(), row.closing(), "{code}");
                let months = totals(&detail).into_iter().filter(|total| total.span == Span::Month);
                let debit: i64 = months.map(|total| total.turnover.debit.fen()).sum();
                assert_eq!(debit, row.turnover.debit.fen(), "the months of {code} are its turnover");
            }
        }
    });
}

#[test]
fn the_general_ledger_has_a_month_s_total_and_the_year_so_far_for_every_account() {
    with_book(|db, cooperative| {
        keep_a_year(db, cooperative);
        let found = general_ledger(db, cooperative, ("hzs", None), range("2008-02", "2008-12")).unwrap();
        let table = ledger_text::general_table((&found.book, &found.accounts), found.range.0, Language::Chinese);
        let table = table.unwrap().render();
        let expected = [
            "科目 期间 摘要 借方 贷方 方向 余额",
            "",
            "102 银行存款 期初余额 借 1,075.00",
            "2008-03 本月合计 70.00 借 1,005.00",
            "2008-03 本年累计 105.00 100.00 借 1,005.00",
            "2008-04 本月合计 1,005.00 平 0.00",
            "2008-04 本年累计 105.00 1,105.00 平 0.00",
            "113 内部往来 期初余额 贷 80.00",
            "301 资本 期初余额 贷 1,000.00",
            "501 经营收入 期初余额 贷 25.00",
            "513 管理费用 期初余额 借 30.00",
            "2008-03 本月合计 70.00 借 100.00",
            "2008-03 本年累计 100.00 借 100.00",
            "2008-04 本月合计 1,005.00 借 1,105.00",
            "2008-04 本年累计 1,105.00 借 1,105.00",
        ];
        assert_eq!(squeezed(&table), expected);
        let value = ledger_text::general_value(&found.book, &found.accounts).unwrap();
        assert_eq!((&value[0]["totals"][3]["debit"], &value[0]["closing"]), (&"105.00".into(), &"0.00".into()));
    });
}
