//! Bank accounts: statements come in, lines are matched, what is open explains the difference, and the table of a day is confirmed.

use crate::books::{pair, request, settle, with_book};
use crate::support::{codes, day, import_sheets, refused_codes, with_context};
use tonggu::application::Outcome;
use tonggu::application::import::{list, undo};
use tonggu::application::ledger::{
    BankWhere, ConfirmRequest, MatchRequest, SubAccount, add_account, bank_accounts, confirm, enter,
    match_automatically, match_by_hand, reconcile, retract, reverse, withdraw_match,
};
use tonggu::domain::ledger::reconciliation::{BalanceGap, MatchGround};
use tonggu::domain::ledger::reconciliation_refusal::ReconciliationRefusal;
use tonggu::domain::money::Money;
use tonggu::domain::refusal::Refusal;
use tonggu::rendering::reconciliation_text;
use tonggu::rendering::speech::Language;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

const BANK: BankWhere<'static> = BankWhere { book: "hzs", account: None };
fn confirmed(db: &mut Db, cooperative: &Cooperative, asked: ConfirmRequest) -> Outcome<()> {
    with_context(|context| confirm(db, cooperative, (BANK, asked), context)).map(|_| ())
}

fn of(on: &str) -> ConfirmRequest {
    ConfirmRequest { on: day(on), bank_balance: None, opening_difference: None }
}

const HEADINGS: &str = "日期,摘要,支出,收入,余额,流水号,对方户名\n";

fn statement(db: &mut Db, cooperative: &Cooperative, rows: &str) -> Vec<(&'static str, String)> {
    codes(&import_sheets(db, cooperative, &[("银行对账单", &format!("{HEADINGS}{rows}"))]))
}

/// January of a book that begins with 1,000.00 at the bank: rent comes in twice, two things are paid, one of them only reaches the bank in February.
fn keep_january(db: &mut Db, cooperative: &Cooperative) {
    let opening =
        "账套,科目编码,科目名称,借方,贷方,往来对象\nhzs,102,银行存款,1000,,\nhzs,30101,资本-量化资本,,1000,\n";
    assert!(!import_sheets(db, cooperative, &[("期初余额", opening)]).has_errors());
    settle(db, cooperative, "2008-00");
    for (date, debit, credit, fen, source) in [
        ("2008-01-05", "102", "11302", 8_000, "收款 R17"),
        ("2008-01-05", "102", "11302", 8_000, "收款 R18"),
        ("2008-01-12", "513", "102", 3_000, ""),
        ("2008-01-30", "513", "102", 7_000, ""),
    ] {
        let mut typed = request(date, pair(debit, credit, fen));
        typed.source = source.to_owned();
        with_context(|context| enter(db, cooperative, &typed, context)).unwrap();
    }
    settle(db, cooperative, "2008-01");
}

/// The bank's January: what it has of the book's, the other way round, and interest that nobody has booked.
const JANUARY: &str = "2008-01-06,转入,,80.00,1080.00,R18,青禾农业\n2008-01-07,转入,,80.00,1160.00,R17,青禾农业\n\
                       2008-01-14,转出,30.00,,1130.00,B5,办公用品店\n2008-01-21,利息,,1.25,1131.25,B6,\n";

#[test]
fn january_is_matched_and_what_is_open_explains_the_difference() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        assert_eq!(statement(db, cooperative, JANUARY), vec![]);
        let (view, numbers) = with_context(|context| match_automatically(db, cooperative, (BANK, 7), context)).unwrap();
        let grounds: Vec<MatchGround> = view.matches().map(|(_, one)| one.ground).collect();
        assert_eq!(numbers, [1, 2, 3]);
        assert_eq!(grounds, [MatchGround::Serial, MatchGround::Serial, MatchGround::AmountAndDate]);
        // The same amount twice: the bank's number tells them apart, not the day.
        let voucher = |bank: usize| {
            let entry_no = view.lines.bank[bank].entry_no;
            let (_, one) = view.matches().find(|(_, one)| one.bank == [entry_no]).unwrap();
            view.lines.book.iter().find(|line| one.book == [line.key]).unwrap().voucher.to_string()
        };
        assert_eq!([voucher(0), voucher(1)], ["2008-01 记-2", "2008-01 记-1"]);
        let (_, table) = reconcile(db, cooperative, BANK, (day("2008-01-31"), None)).unwrap();
        let entry_no = table.bank_open[0].entry_no;
        let shown = reconciliation_text::table(&table, Language::Chinese).unwrap().render();
        let expected = format!(
            "\
项目                    日期        编号          摘要      金额
──────────────────────  ──────────  ────────────  ────  ────────
单位账面余额                                            1,060.00
加：银行已收、单位未收  2008-01-21  #{entry_no:<11}  利息      1.25
调节后余额                                              1,061.25

银行对账单余额                                          1,131.25
减：单位已付、银行未付  2008-01-30  2008-01 记-4  记账     70.00
调节后余额                                              1,061.25
"
        );
        assert_eq!(shown, expected);
        assert_eq!(table.difference().unwrap(), Some(Money::ZERO));
        // Matching again finds nothing new.
        let (_, again) = with_context(|context| match_automatically(db, cooperative, (BANK, 7), context)).unwrap();
        assert_eq!(again, Vec::<u32>::new());
    });
}

#[test]
fn a_confirmed_table_stands_while_february_goes_on() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        statement(db, cooperative, JANUARY);
        with_context(|context| match_automatically(db, cooperative, (BANK, 7), context)).unwrap();
        // The statement ends on the 21st: until the 31st the bank did nothing, says the accountant.
        assert_eq!(refused_codes(confirmed(db, cooperative, of("2008-01-31"))), ["day_not_reached"]);
        let january = ConfirmRequest { bank_balance: Some(Money::from_fen(113_125)), ..of("2008-01-31") };
        confirmed(db, cooperative, january).unwrap();
        assert_eq!(refused_codes(confirmed(db, cooperative, january)), ["confirmed_already"]);
        // February: what was open is settled, the interest is booked.
        assert_eq!(statement(db, cooperative, "2008-02-02,转出,70.00,,1061.25,B7,管护队\n"), vec![]);
        let interest = request("2008-02-03", pair("102", "50102", 125));
        with_context(|context| enter(db, cooperative, &interest, context)).unwrap();
        settle(db, cooperative, "2008-02");
        with_context(|context| match_automatically(db, cooperative, (BANK, 14), context)).unwrap();
        let (view, table) = reconcile(db, cooperative, BANK, (day("2008-02-29"), None)).unwrap();
        assert!(table.open_items().is_empty());
        assert_eq!(
            (table.book_balance, table.bank_balance),
            (Money::from_fen(106_125), Some(Money::from_fen(106_125)))
        );
        let kept = view.last_confirmed().unwrap();
        assert_eq!((kept.on, kept.open.len(), kept.adjusted), (day("2008-01-31"), 2, Money::from_fen(106_125)));
        // Drawn up again today, January still shows what was open on that day.
        let (_, january) = reconcile(db, cooperative, BANK, (day("2008-01-31"), None)).unwrap();
        assert_eq!(january.open_items().len(), 2);
        let accounts = bank_accounts(db, cooperative).unwrap();
        assert_eq!(accounts.len(), 1);
        assert!(accounts[0].1.open_items().is_empty());
    });
}

#[test]
fn what_a_person_matches_must_be_the_same_money() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        let no_statement = MatchRequest { bank: vec![1], ..MatchRequest::default() };
        let none = with_context(|context| match_by_hand(db, cooperative, (BANK, &no_statement), context));
        assert_eq!(refused_codes(none), ["bank_statement_missing"]);
        statement(db, cooperative, "2008-01-09,转入合计,,160.00,1160.00,R20,青禾农业\n");
        let (view, _) = reconcile(db, cooperative, BANK, (day("2008-01-31"), None)).unwrap();
        let bank = view.lines.bank[0].entry_no;
        let mut pair = |bank: &[i64], book: &[&str]| {
            let book = book.iter().map(|line| (*line).to_owned()).collect();
            let named = MatchRequest { bank: bank.to_vec(), book, is_opening: false };
            with_context(|context| match_by_hand(db, cooperative, (BANK, &named), context))
        };
        for (bank, book, code) in [
            (&[][..], &[][..], "match_empty"),
            (&[999][..], &["2008-01 记-1"][..], "bank_line_unknown"),
            (&[bank][..], &["2008-01 记-9"][..], "book_line_unknown"),
            (&[bank][..], &["2008-01 记-1"][..], "match_uneven"),
        ] {
            assert_eq!(refused_codes(pair(bank, book)), [code]);
        }
        // One transfer for two rents.
        let (_, numbers) = pair(&[bank], &["2008-01 记-1", "2008-01 记-2"]).unwrap();
        assert_eq!(numbers, [1]);
        assert_eq!(refused_codes(pair(&[bank], &["2008-01 记-3"])), ["line_matched_already"]);
        let mut withdraw =
            |number, reason| with_context(|context| withdraw_match(db, cooperative, (number, reason), context));
        assert_eq!(refused_codes(withdraw(9, "配错")), ["match_unknown"]);
        assert_eq!(refused_codes(withdraw(1, " ")), ["withdrawal_reason_missing"]);
        withdraw(1, "配错").unwrap();
        assert_eq!(refused_codes(withdraw(1, "配错")), ["match_unknown"]);
    });
}

#[test]
fn a_reversed_voucher_waits_for_no_bank() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        statement(db, cooperative, JANUARY);
        let rent = request("2008-01-25", pair("102", "11302", 5_000));
        let entry_no = with_context(|context| enter(db, cooperative, &rent, context)).unwrap();
        settle(db, cooperative, "2008-01");
        with_context(|context| reverse(db, cooperative, entry_no, (day("2008-01-26"), "记错户"), context)).unwrap();
        settle(db, cooperative, "2008-01");
        with_context(|context| match_automatically(db, cooperative, (BANK, 7), context)).unwrap();
        let (view, table) = reconcile(db, cooperative, BANK, (day("2008-01-31"), None)).unwrap();
        assert!(view.matches().any(|(_, one)| one.ground == MatchGround::Reversal && one.book.len() == 2));
        assert_eq!((table.book_open.len(), table.difference().unwrap()), (1, Some(Money::ZERO)));
    });
}

#[test]
fn a_statement_with_a_missing_line_is_told_when_it_comes_in_and_confirms_nothing() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        let torn = "2008-01-06,转入,,80.00,1080.00,R18,青禾农业\n2008-01-14,转出,30.00,,1130.00,B5,办公用品店\n";
        assert_eq!(statement(db, cooperative, torn), [("bank_balance_gap", "E3".to_owned())]);
        for (on, bank_balance, code) in [
            ("2008-01-14", None, "statement_has_gaps"),
            ("2008-01-14", Some(Money::from_fen(1)), "bank_balance_differs"),
            ("2008-01-15", None, "day_not_reached"),
            ("2999-01-01", Some(Money::from_fen(1)), "day_not_reached"),
        ] {
            let asked = ConfirmRequest { bank_balance, ..of(on) };
            assert_eq!(refused_codes(confirmed(db, cooperative, asked)), [code], "{on}");
        }
        // The missing line comes in later, and closes the gap.
        assert_eq!(statement(db, cooperative, "2008-01-07,转入,,80.00,1160.00,R17,青禾农业\n"), vec![]);
        confirmed(db, cooperative, of("2008-01-14")).unwrap();
    });
}

#[test]
fn a_statement_without_balances_wants_the_one_on_its_foot() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        statement(
            db,
            cooperative,
            "2008-01-06,转入,,80.00,,R18,\n2008-01-07,转入,,80.00,,R17,\n2008-01-14,转出,30.00,,,B5,\n",
        );
        assert_eq!(refused_codes(confirmed(db, cooperative, of("2008-01-14"))), ["bank_balance_missing"]);
        let foot = |fen| Some(Money::from_fen(fen));
        // Any foot would fit if nobody asked what was open before the book began.
        let wrong = ConfirmRequest { bank_balance: foot(9_999_900), ..of("2008-01-31") };
        assert_eq!(refused_codes(confirmed(db, cooperative, wrong)), ["opening_unexplained"]);
        confirmed(db, cooperative, ConfirmRequest { bank_balance: foot(113_000), ..of("2008-01-31") }).unwrap();
        // In February a line is left out: the foot does not follow from January's.
        statement(db, cooperative, "2008-02-02,转出,70.00,,,B7,\n");
        let torn = ConfirmRequest { bank_balance: foot(104_000), ..of("2008-02-29") };
        assert_eq!(refused_codes(confirmed(db, cooperative, torn)), ["statement_incomplete"]);
    });
}

#[test]
fn an_import_that_a_match_or_a_table_rests_on_is_not_undone() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        statement(db, cooperative, JANUARY);
        let batch_no = list(db, cooperative).unwrap().last().unwrap().0.batch_no;
        with_context(|context| match_automatically(db, cooperative, (BANK, 7), context)).unwrap();
        let taken = with_context(|context| undo(db, cooperative, batch_no, context));
        assert_eq!(refused_codes(taken), ["bank_line_matched"]);
        // A line that is matched is not said anew, either.
        let changed = "2008-01-06,转入,,80.00,1081.00,R18,青禾农业\n";
        assert_eq!(statement(db, cooperative, changed), [("bank_line_matched", "F2".to_owned())]);
        for number in 1..=3 {
            with_context(|context| withdraw_match(db, cooperative, (number, "重来"), context)).unwrap();
        }
        confirmed(db, cooperative, of("2008-01-10")).unwrap();
        let rests = with_context(|context| undo(db, cooperative, batch_no, context));
        assert_eq!(refused_codes(rests), ["bank_line_confirmed"]);
        // A line that turns up later for a day that is confirmed is told at once, and mended by retracting the table.
        let late = "2008-01-08,漏了的,1.00,,1159.00,B9,\n";
        assert_eq!(statement(db, cooperative, late), [("bank_line_late", "A2".to_owned())]);
        let mut taken_back =
            |on: &str, reason| with_context(|context| retract(db, cooperative, (BANK, day(on), reason), context));
        assert_eq!(refused_codes(taken_back("2008-01-09", "漏行")), ["table_unknown"]);
        assert_eq!(refused_codes(taken_back("2008-01-10", " ")), ["withdrawal_reason_missing"]);
        taken_back("2008-01-10", "漏行").unwrap();
        with_context(|context| undo(db, cooperative, batch_no, context)).unwrap();
        assert_eq!(reconcile(db, cooperative, BANK, (day("2008-01-31"), None)).unwrap().0.lines.bank.len(), 0);
    });
}

#[test]
fn what_was_open_before_the_book_began_is_settled() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        // The bank still held a cheque of 50.00 that was written before the book began.
        statement(db, cooperative, "2008-01-03,支票,50.00,,1000.00,B1,\n");
        let (view, table) = reconcile(db, cooperative, BANK, (day("2008-01-04"), None)).unwrap();
        assert_eq!((table.opening_difference, table.bank_open.len()), (Money::from_fen(5_000), 1));
        let asked = of("2008-01-03");
        assert_eq!(refused_codes(confirmed(db, cooperative, asked)), ["opening_unexplained"]);
        confirmed(db, cooperative, ConfirmRequest { opening_difference: Some(Money::from_fen(5_000)), ..asked })
            .unwrap();
        let request = MatchRequest { bank: vec![view.lines.bank[0].entry_no], is_opening: true, ..Default::default() };
        with_context(|context| match_by_hand(db, cooperative, (BANK, &request), context)).unwrap();
        let (_, table) = reconcile(db, cooperative, BANK, (day("2008-01-04"), None)).unwrap();
        assert!(table.opening_difference.is_zero() && table.bank_open.is_empty());
        assert_eq!(table.difference().unwrap(), Some(Money::ZERO));
    });
}

#[test]
fn what_settles_more_than_was_open_before_is_a_payment_of_the_year() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        statement(db, cooperative, JANUARY);
        let (view, _) = reconcile(db, cooperative, BANK, (day("2008-01-21"), None)).unwrap();
        let request = MatchRequest { bank: vec![view.lines.bank[2].entry_no], is_opening: true, ..Default::default() };
        let hidden = with_context(|context| match_by_hand(db, cooperative, (BANK, &request), context));
        assert_eq!(refused_codes(hidden), ["opening_exceeded"]);
    });
}

#[test]
fn a_statement_from_february_alone_confirms_no_january() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        statement(db, cooperative, "2008-02-02,转出,70.00,,1061.25,B7,管护队\n");
        assert_eq!(refused_codes(confirmed(db, cooperative, of("2008-02-02"))), ["opening_unexplained"]);
    });
}

#[test]
fn banks_begin_their_numbers_anew_and_a_charge_has_the_number_of_its_payment() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        let twice =
            "2008-01-06,转出,30.00,,970.00,1,\n2008-01-06,手续费,0.50,,969.50,1,\n2008-02-06,转出,30.00,,939.50,1,\n";
        assert_eq!(statement(db, cooperative, twice), vec![]);
        assert_eq!(statement(db, cooperative, twice), vec![]);
        assert_eq!(reconcile(db, cooperative, BANK, (day("2008-02-29"), None)).unwrap().0.lines.bank.len(), 3);
    });
}

#[test]
fn a_statement_whose_sides_are_turned_is_told_apart_from_one_with_missing_lines() {
    with_book(|db, cooperative| {
        keep_january(db, cooperative);
        let turned = "2008-01-06,转入,80.00,,1080.00,R18,\n2008-01-07,转入,80.00,,1160.00,R17,\n2008-01-14,转出,,30.00,1130.00,B5,\n";
        assert_eq!(statement(db, cooperative, turned), [("statement_sides_turned", "C2".to_owned())]);
    });
}

#[test]
fn an_account_with_a_statement_gets_no_sub_accounts() {
    with_book(|db, cooperative| {
        statement(db, cooperative, JANUARY);
        let sub = SubAccount { code: "10201".into(), name: "基本户".into(), dimension: None, row: None };
        let refused = with_context(|context| add_account(db, cooperative, ("hzs", &sub), context));
        assert_eq!(refused_codes(refused), ["account_has_lines"]);
        let other = BankWhere { account: Some("101"), ..BANK };
        assert_eq!(
            refused_codes(reconcile(db, cooperative, other, (day("2008-01-31"), None))),
            ["bank_account_unnamed"]
        );
    });
}

/// One of each thing that can stand against reconciling, for the suite of refusals.
pub fn refusals() -> Vec<Refusal> {
    let (on, account) = (day("2008-01-31"), || "102".into());
    let yuan = Money::from_fen;
    let gap = BalanceGap { entry_no: 7, date: day("2008-01-14"), expected: yuan(105_000), found: yuan(113_000) };
    [
        ReconciliationRefusal::BankBalanceGap { found: gap.found, expected: gap.expected, date: gap.date },
        ReconciliationRefusal::StatementSidesTurned,
        ReconciliationRefusal::BankLineLate { date: gap.date, on },
        ReconciliationRefusal::BankAccountUnnamed {
            book: "hzs".into(),
            given: "101".into(),
            accounts: vec![account()],
        },
        ReconciliationRefusal::BankAccountUnnamed { book: "gs".into(), given: "".into(), accounts: Vec::new() },
        ReconciliationRefusal::OpeningUnexplained { given: None, found: yuan(5_000) },
        ReconciliationRefusal::OpeningUnexplained { given: Some(yuan(4_000)), found: yuan(5_000) },
        ReconciliationRefusal::OpeningMoved { on, before: yuan(5_000), now: yuan(4_000) },
        ReconciliationRefusal::OpeningExceeded { given: yuan(-3_000), remaining: yuan(0) },
        ReconciliationRefusal::TableUnknown { on, known: vec![gap.date] },
        ReconciliationRefusal::TableUnknown { on, known: Vec::new() },
        ReconciliationRefusal::TableNotLast { on, last: day("2008-02-29") },
        ReconciliationRefusal::BankStatementMissing { book: "hzs".into(), account: account() },
        ReconciliationRefusal::BankLineUnknown { entry_no: 99, account: account() },
        ReconciliationRefusal::BookLineUnknown { given: "2008-01 记-9".into(), account: account() },
        ReconciliationRefusal::BookLineUnclear {
            given: "2008-01 记-1".into(),
            lines: vec!["2008-01 记-1/1".into(), "2008-01 记-1/3".into()],
        },
        ReconciliationRefusal::LineMatchedAlready { given: "#7".into(), match_no: 3 },
        ReconciliationRefusal::MatchUneven { bank: yuan(16_000), book: yuan(8_000) },
        ReconciliationRefusal::MatchEmpty,
        ReconciliationRefusal::MatchUnknown { match_no: 9, last: 3 },
        ReconciliationRefusal::MatchUnknown { match_no: 9, last: 0 },
        ReconciliationRefusal::WithdrawalReasonMissing,
        ReconciliationRefusal::BankBalanceMissing { account: account(), on },
        ReconciliationRefusal::BankBalanceDiffers { on, given: yuan(100), found: yuan(113_000) },
        ReconciliationRefusal::StatementHasGaps { gaps: vec![gap, BalanceGap { date: day("2008-01-20"), ..gap }] },
        ReconciliationRefusal::StatementIncomplete { since: on, expected: yuan(106_000), found: yuan(104_000) },
        ReconciliationRefusal::ConfirmedAlready { on },
        ReconciliationRefusal::DayNotReached { on: day("2999-01-01"), reached: on },
        ReconciliationRefusal::BankLineMatched { entry_no: 7, match_no: 3 },
        ReconciliationRefusal::BankLineConfirmed { entry_no: 7, on },
    ]
    .map(Refusal::from)
    .to_vec()
}
