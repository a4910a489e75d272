//! Booking what happened elsewhere: receipts that change, runs that are set right or prepared anew, months that are closed already.

use crate::books::{pair, period, request, settle, with_book};
use crate::support::{
    codes, day, import_sheets, on_each_database, open_a_book, refused_codes, run, sample, with_context, year,
};
use std::collections::BTreeMap;
use tonggu::application::import::undo;
use tonggu::application::ledger::{
    Booked, EntryRequest, SubAccount, Which, add_account, book_receipts, book_run, close, discard, enter, post, query,
    review, sign,
};
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::booked_otherwise::BookedMend;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::domain::ledger::refusal::LedgerRefusal;
use tonggu::domain::ledger::voucher::VoucherKind;
use tonggu::domain::money::Money;
use tonggu::domain::period::AccountingPeriod;
use tonggu::domain::refusal::Refusal;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

type Codes = Vec<&'static str>;

fn booked(db: &mut Db, cooperative: &Cooperative, month: &str, chosen: &ChosenAccounts) -> Result<Booked, Codes> {
    let month = period(month);
    let done = with_context(|context| book_receipts(db, cooperative, (month, chosen), context));
    done.map_err(|failure| refused_codes::<()>(Err(failure)))
}

fn book(db: &mut Db, cooperative: &Cooperative, run: RunNumber) -> Result<Booked, Codes> {
    let done = with_context(|context| book_run(db, cooperative, (run, &ChosenAccounts::new()), context));
    done.map_err(|failure| refused_codes::<()>(Err(failure)))
}

/// What is said of events that were booked otherwise, and how each is put right.
fn named(booked: &Booked) -> Vec<(&'static str, BookedMend)> {
    let said = booked.differing.iter().map(|problem| match &problem.refusal {
        Refusal::Ledger(LedgerRefusal::BookedOtherwise(found)) => (problem.refusal.code(), found.mend),
        other => panic!("{other:?}"),
    });
    said.collect()
}

/// What a rule booked in all, in fen.
fn by_rule(booked: &Booked) -> BTreeMap<&str, i64> {
    let named = |(_, rule, amount): &(i64, compact_str::CompactString, Money)| {
        (rule.split(' ').next().unwrap().to_owned(), amount.fen())
    };
    let found: Vec<(String, i64)> = booked.entered.iter().map(named).collect();
    found.into_iter().map(|(rule, fen)| (&*rule.leak(), fen)).collect()
}

#[test]
fn a_receipt_is_booked_once_and_a_changed_one_is_named() {
    with_book(|db, cooperative| {
        let none = ChosenAccounts::new();
        let first = booked(db, cooperative, "2008-01", &none).unwrap();
        assert_eq!((first.entered.len(), first.known), (1, 0));
        let receipts = std::fs::read_to_string(sample("worked-example/收款台账.csv")).unwrap();
        let changed = receipts.replace("4480", "4400");
        assert!(!import_sheets(db, cooperative, &[("收款台账", &changed)]).has_errors());
        let differing = booked(db, cooperative, "2008-01", &none).unwrap();
        assert_eq!((differing.entered.len(), named(&differing)), (0, vec![("booked_otherwise", BookedMend::Discard)]));
        with_context(|context| discard(db, cooperative, first.entered[0].0, context)).unwrap();
        let again = booked(db, cooperative, "2008-01", &none).unwrap();
        assert_eq!(by_rule(&again), BTreeMap::from([("rent_received", 440_000)]));
        // A receipt without a number of its own keeps its name when its sheet is taken back and imported again.
        let bare =
            "日期,合同编号,所属年度,金额,付款方\n2008-02-03,TD-2003-01,2008,5,甲\n2008-02-03,TD-2003-01,2008,6,甲\n";
        let batch = import_sheets(db, cooperative, &[("收款台账", bare)]).batch_no.unwrap();
        let drafts = booked(db, cooperative, "2008-02", &none).unwrap().entered;
        assert_eq!(drafts.len(), 2);
        let sources = |db: &mut Db, drafts: &[(i64, compact_str::CompactString, Money)]| -> Vec<String> {
            let source = |(entry_no, ..): &(i64, compact_str::CompactString, Money)| {
                let view = query::voucher(db, cooperative, &entry_no.to_string(), None).unwrap();
                view.voucher.head().source.to_string()
            };
            drafts.iter().map(source).collect()
        };
        let named = sources(db, &drafts);
        assert_eq!(named, ["收款 TD-2003-01 2008-02-03 第1笔", "收款 TD-2003-01 2008-02-03 第2笔"]);
        let taken_back = |db: &mut Db| with_context(|context| undo(db, cooperative, batch, context)).map(|_| ());
        assert_eq!(refused_codes(taken_back(db)), ["batch_needed"], "vouchers rest on them");
        for (entry_no, ..) in &drafts {
            with_context(|context| discard(db, cooperative, *entry_no, context)).unwrap();
        }
        taken_back(db).unwrap();
        assert!(!import_sheets(db, cooperative, &[("收款台账", bare)]).has_errors());
        let again = booked(db, cooperative, "2008-02", &none).unwrap().entered;
        assert_eq!(sources(db, &again), named);
    });
}

#[test]
fn what_comes_in_late_is_booked_in_the_open_month() {
    with_book(|db, cooperative| {
        for month in ["2008-01", "2008-02"] {
            with_context(|context| close(db, cooperative, ("hzs", period(month)), context)).unwrap();
        }
        let late = booked(db, cooperative, "2008-01", &ChosenAccounts::new()).unwrap();
        let view = query::voucher(db, cooperative, &late.entered[0].0.to_string(), None).unwrap();
        let head = view.voucher.head();
        assert_eq!((head.period, head.date.to_string()), (period("2008-03"), "2008-03-01".to_owned()));
        assert_eq!(view.voucher.lines()[0].summary, "收代收流转费（补记 2008-01-08，2008年度）");
        let [told] = late.late.as_slice() else { panic!("{late:?}") };
        assert_eq!((told.entry_no, told.date, told.own), (late.entered[0].0, day("2008-01-08"), period("2008-01")));
        assert_eq!((told.period, told.is_before_book), (period("2008-03"), false));
        let again = booked(db, cooperative, "2008-01", &ChosenAccounts::new()).unwrap();
        assert_eq!((again.entered.len(), again.known, again.late.len()), (0, 1, 0));
    });
}

/// Two receipts of January, one of them as it is said to be now.
fn receipts_of_january(fen: &str) -> String {
    format!("日期,合同编号,所属年度,金额,付款方,流水号\n2008-01-20,TD-2003-01,2008,{fen},甲,R8\n")
}

#[test]
fn what_changed_of_a_closed_year_is_settled_by_its_correction() {
    with_book(|db, cooperative| {
        let say = |db: &mut Db, fen| {
            assert!(!import_sheets(db, cooperative, &[("收款台账", &receipts_of_january(fen))]).has_errors());
        };
        let again = |db: &mut Db| booked(db, cooperative, "2008-01", &ChosenAccounts::new()).unwrap();
        say(db, "3000");
        assert_eq!(again(db).entered.len(), 2);
        settle(db, cooperative, "2008-01");
        say(db, "3100");
        assert_eq!(named(&again(db)), [("booked_otherwise", BookedMend::Reverse)], "its year is open");
        for month in 1..=12 {
            let month = AccountingPeriod::try_new(year(2008), month).unwrap();
            with_context(|context| close(db, cooperative, ("hzs", month), context)).unwrap();
        }
        let more = "日期,合同编号,所属年度,金额,付款方,流水号\n2008-01-25,TD-2003-01,2008,50,甲,R9\n";
        assert!(!import_sheets(db, cooperative, &[("收款台账", more)]).has_errors());
        let found = again(db);
        assert_eq!((found.entered.len(), found.late.len()), (1, 1), "what is new is booked: {found:?}");
        assert_eq!(named(&found), [("booked_otherwise", BookedMend::Correct)], "what differs is named beside it");
        assert_eq!(found.late[0].period, period("2009-01"));
        let posted = query::vouchers(db, cooperative, ("hzs", Some(period("2008-01")))).unwrap();
        let original = posted.iter().find(|view| view.voucher.head().source == "收款 R8").unwrap().entry_no;
        let correct = |db: &mut Db, fen| {
            let corrected = EntryRequest {
                kind: VoucherKind::Correction,
                corrects: Some(original),
                ..request("2009-01-05", pair("102", "11302", fen))
            };
            with_context(|context| enter(db, cooperative, &corrected, context)).unwrap();
        };
        correct(db, 10_000);
        assert_eq!(named(&again(db)).len(), 1, "a draft corrects nothing");
        settle(db, cooperative, "2009-01");
        let settled = again(db);
        assert_eq!((named(&settled), settled.entered.len(), settled.known), (vec![], 0, 3));
        say(db, "3200");
        assert_eq!(named(&again(db)).len(), 1, "and changed once more it is named again");
        correct(db, 10_000);
        settle(db, cooperative, "2009-01");
        assert_eq!(named(&again(db)), []);
    });
}

#[test]
fn cash_below_zero_and_days_to_come_are_said_and_stop_nothing() {
    with_book(|db, cooperative| {
        let mut enter_and_post = |vouchers: &[(&str, &str, &str, i64)]| {
            for (date, debit, credit, fen) in vouchers {
                let request = request(date, pair(debit, credit, *fen));
                with_context(|context| enter(db, cooperative, &request, context)).unwrap();
            }
            let month = period(&vouchers[0].0[..7]);
            let which = Which::Period("hzs".to_owned(), month);
            with_context(|context| review(db, cooperative, &which, context)).unwrap();
            let _ = with_context(|context| sign(db, cooperative, &which, context));
            let report = with_context(|context| post(db, cooperative, ("hzs", month), context)).unwrap();
            assert_eq!(report.posted.len(), vouchers.len());
            report.warnings.into_iter().map(|problem| problem.refusal).collect::<Vec<_>>()
        };
        let below = |code: &str, date: &str, fen| {
            let (name, balance) = (if code == "101" { "库存现金" } else { "银行存款" }, Money::from_fen(fen));
            let (code, name, date) = (code.into(), name.to_owned(), day(date));
            Refusal::from(LedgerRefusal::AccountOverdrawn { code, name, date, balance })
        };
        let march = [
            ("2008-03-04", "102", "30101", 800),
            ("2008-03-05", "513", "101", 500),
            ("2008-03-06", "101", "102", 900),
            ("2008-03-09", "102", "30101", 100),
        ];
        let expected = [below("101", "2008-03-05", -500), below("102", "2008-03-06", -100)];
        assert_eq!(enter_and_post(&march), expected, "each account on its first day below zero");
        assert_eq!(enter_and_post(&[("2008-04-01", "101", "30101", 50)]), [], "there was money when the month began");
        assert_eq!(enter_and_post(&[("2008-05-02", "513", "101", 450)]), [], "all of it is spent");
        let (date, today) = (day("2008-12-02"), day("2008-12-01"));
        let ahead = Refusal::from(LedgerRefusal::DatedAhead { date, today });
        assert_eq!(enter_and_post(&[("2008-12-02", "101", "30101", 1)]), [ahead]);
    });
}

#[test]
fn a_rule_books_to_the_only_sub_account_or_to_the_one_that_is_chosen() {
    with_book(|db, cooperative| {
        let mut add = |code: &str, name: &str| {
            let sub = SubAccount { code: code.to_owned(), name: name.to_owned(), dimension: None, row: None };
            with_context(|context| add_account(db, cooperative, ("hzs", &sub), context)).unwrap();
            booked(db, cooperative, "2008-01", &ChosenAccounts::new())
        };
        assert_eq!(add("10201", "工行").unwrap().entered.len(), 1, "there is only this one");
        assert_eq!(add("10202", "农行"), Err(vec!["account_is_parent"]));
        assert_eq!(booked(db, cooperative, "2008-04", &ChosenAccounts::new()), Err(vec!["account_is_parent"]));
        let chosen = ChosenAccounts::from([("102".into(), "10202".into())]);
        let entry = booked(db, cooperative, "2008-04", &chosen).unwrap().entered[0].0;
        let view = query::voucher(db, cooperative, &entry.to_string(), None).unwrap();
        assert_eq!(view.voucher.lines()[0].account, "10202");
        let elsewhere = ChosenAccounts::from([("102".into(), "102".into())]);
        assert_eq!(booked(db, cooperative, "2008-07", &elsewhere), Err(vec!["account_is_parent"]));
    });
}

#[test]
fn a_correction_is_booked_as_what_it_changes() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        let first = run(db, cooperative, crate::support::request(2008, RunKind::Annual, None, None)).unwrap();
        open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
        let annual = book(db, cooperative, first).unwrap();
        assert_eq!(
            annual.without_book,
            BTreeMap::from([(BookKind::Company, 2), (BookKind::WelfareFund, 1)]),
            "the company and the fund keep no book yet"
        );
        open_a_book(db, cooperative, "gs", BookKind::Company);
        assert_eq!(book(db, cooperative, first).unwrap().entered.len(), 2);
        // The year's figures are not the books' here: the correction is computed before any month is closed.
        let correct = |db: &mut Db, follows: RunNumber| {
            let request = crate::support::request(2008, RunKind::Correction, Some(follows.number), None);
            run(db, cooperative, request)
        };
        assert_eq!(refused_codes(correct(db, first)), ["year_not_closed"]);
    });
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        let annual = run(db, cooperative, crate::support::request(2008, RunKind::Annual, None, None)).unwrap();
        let correct = |db: &mut Db, follows: RunNumber| {
            let request = crate::support::request(2008, RunKind::Correction, Some(follows.number), None);
            run(db, cooperative, request).unwrap()
        };
        // The company's profit changes, and with it everything below.
        let plan = std::fs::read_to_string(sample("worked-example/分配方案.csv")).unwrap();
        let more = plan.replace("86543.21", "87543.21");
        assert_ne!(plan, more);
        assert!(!import_sheets(db, cooperative, &[("分配方案", &more)]).has_errors());
        let other = correct(db, annual);
        open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
        open_a_book(db, cooperative, "gs", BookKind::Company);
        let (first, second) = (book(db, cooperative, annual).unwrap(), book(db, cooperative, other).unwrap());
        let (first, second) = (by_rule(&first), by_rule(&second));
        assert_eq!((first["company_reserve"], second["company_reserve"]), (745_432, 10_000));
        assert_eq!((first["dividend_declared"], second["dividend_declared"]), (6_708_889, 90_000));
        assert_eq!((second["dividend_accrued"], second["reserve_appropriated"]), (90_000, 9_000));
        assert_eq!(book(db, cooperative, other).unwrap().entered.len(), 0, "booked once");
    });
}

#[test]
fn a_run_is_booked_in_the_cooperative_s_book_and_starts_from_every_book_that_is_kept() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        let annual = || crate::support::request(2008, RunKind::Annual, None, None);
        let draft = run(db, cooperative, annual()).unwrap();
        open_a_book(db, cooperative, "gs", BookKind::Company);
        assert_eq!(book(db, cooperative, draft), Err(vec!["book_of_kind_missing"]));
        assert_eq!(refused_codes(run(db, cooperative, annual())), ["year_not_closed"]);
    });
}

#[test]
fn a_draft_gives_way_once_its_vouchers_are_gone() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        let annual = || crate::support::request(2008, RunKind::Annual, None, None);
        let draft = run(db, cooperative, annual()).unwrap();
        let open = tonggu::application::ledger::OpenRequest {
            code: "hzs".to_owned(),
            name: "合作社".to_owned(),
            kind: BookKind::Cooperative,
            chart: None,
            first_year: year(2009),
        };
        with_context(|context| tonggu::application::ledger::open_book(db, cooperative, &open, context)).unwrap();
        let vouchers = book(db, cooperative, draft).unwrap().entered;
        assert_eq!(refused_codes(run(db, cooperative, annual())), ["run_booked"]);
        // What an earlier year's run gives is booked in the book's first month, and no income of the new year.
        for (entry_no, ..) in &vouchers {
            let view = query::voucher(db, cooperative, &entry_no.to_string(), None).unwrap();
            assert_eq!(view.voucher.head().period, period("2009-01"));
            let is_income = view.voucher.lines().iter().any(|line| line.account.starts_with('5'));
            let is_fee = view.voucher.head().rule.starts_with("management_fee");
            assert_eq!(is_income, is_fee, "only the fee is taken in with the month: {:?}", view.voucher);
            with_context(|context| discard(db, cooperative, *entry_no, context)).unwrap();
        }
        let again = run(db, cooperative, annual()).unwrap();
        assert_eq!(book(db, cooperative, draft), Err(vec!["run_superseded"]));
        assert_eq!(book(db, cooperative, again).unwrap().entered.len(), vouchers.len());
    });
}

#[test]
fn what_an_earlier_year_left_is_known_with_what_was_corrected_of_it() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
        let opening = "账套,科目编码,借方,贷方\nhzs,102,10000,\nhzs,32202,2500,\nhzs,30101,,12500\n";
        assert!(!import_sheets(db, cooperative, &[("期初余额", opening)]).has_errors());
        for (debit, credit, fen) in [("513", "102", 128_880), ("32202", "102", 50_000)] {
            let request = request("2008-06-06", pair(debit, credit, fen));
            with_context(|context| enter(db, cooperative, &request, context)).unwrap();
        }
        for month in 0..=12 {
            let month = AccountingPeriod::try_new(year(2008), month).unwrap();
            settle_if_any(db, cooperative, month);
            if month.number() == 12 {
                let close = tonggu::application::ledger::close_income;
                with_context(|context| close(db, cooperative, ("hzs", month), context)).unwrap().unwrap();
                settle(db, cooperative, "2008-12");
            }
            if month.number() > 0 {
                with_context(|context| close(db, cooperative, ("hzs", month), context)).unwrap();
            }
        }
        // The plan says 3,000 of losses: 2,500 brought forward and 500 corrected since.
        let report = run(db, cooperative, crate::support::request(2008, RunKind::Annual, None, None));
        assert!(report.is_ok(), "{:?}", refused_codes(report));
        let more = codes(&import_sheets(db, cooperative, &[("期初余额", opening)]));
        assert_eq!(more, vec![]);
    });
}

fn settle_if_any(db: &mut Db, cooperative: &Cooperative, month: AccountingPeriod) {
    let which = Which::Period("hzs".to_owned(), month);
    if with_context(|context| review(db, cooperative, &which, context)).is_ok() {
        let _ = with_context(|context| sign(db, cooperative, &which, context));
        with_context(|context| post(db, cooperative, ("hzs", month), context)).unwrap();
    }
}
