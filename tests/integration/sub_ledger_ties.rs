//! What the book owes members beside what is unpaid: it agrees at every step, what is not booked yet is named, and so is whoever differs.

use crate::books::{pair, period};
use crate::payments::{answers, book, book_the_run, company_pays, dividend, make, send, settle, with_run};
use crate::support::{
    day, example_cooperative, import_sheets, on_each_database, open_a_book, request, run, with_context,
};
use tonggu::application::ledger::{EntryRequest, enter, reverse};
use tonggu::application::payment::{BatchRequest, payables};
use tonggu::application::verify::{Flaw, Tied, VerifyReport, verify};
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::ledger::account::{Dimension, Dimensions};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::domain::ledger::voucher::{VoucherKind, VoucherWord};
use tonggu::domain::money::Money;
use tonggu::domain::payment::sub_ledger_tie::{SubLedgerTie, Tie};
use tonggu::domain::period::AccountingYear;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

fn tie(db: &mut Db, cooperative: &Cooperative) -> Tie {
    payables(db, cooperative, day("2009-02-28")).unwrap().1.unwrap()
}

fn total(db: &mut Db, cooperative: &Cooperative) -> SubLedgerTie {
    let tie = tie(db, cooperative);
    assert_eq!(tie.differing().count(), 0, "{:?}", tie.members);
    tie.total().unwrap()
}

fn verified(db: &mut Db, cooperative: &Cooperative) -> VerifyReport {
    verify(db, cooperative, None, &mut |_, _, _| {}).unwrap()
}

/// A voucher by hand that lessens or adds to what a member is owed of dividends.
fn by_hand(db: &mut Db, cooperative: &Cooperative, (date, debit, credit): (&str, &str, &str), fen: i64) -> i64 {
    let mut lines = pair(debit, credit, fen);
    for line in lines.iter_mut().filter(|line| line.account.starts_with("113")) {
        line.dimensions = Dimensions::one(Dimension::Member, "M003");
    }
    let opening = date == "2008-01-01";
    let mut request = EntryRequest { attachment_count: 1, ..EntryRequest::ordinary("hzs", day(date), lines) };
    if opening {
        (request.period, request.word, request.kind) =
            (Some(period("2008-00")), VoucherWord::Opening, VoucherKind::Opening);
    }
    with_context(|context| enter(db, cooperative, &request, context)).unwrap()
}

#[test]
fn the_book_owes_each_member_what_is_unpaid_and_what_is_not_booked_is_named() {
    with_run(|db, cooperative, run| {
        let before = total(db, cooperative);
        assert_eq!((before.owed, before.runs_unposted), (Money::ZERO, before.unpaid), "nothing is booked");
        book_the_run(db, cooperative, run);
        let booked = total(db, cooperative);
        assert_eq!((booked.owed, booked.runs_unposted), (before.unpaid, Money::ZERO));
        let declared = dividend(db, cooperative, run);
        company_pays(db, cooperative, declared, "回单 1");
        let batch_no = make(db, cooperative, BatchRequest::default()).unwrap();
        send(db, cooperative, batch_no).unwrap();
        let paid = answers(db, cooperative, batch_no, |_| ("成功", ""));
        assert!(!import_sheets(db, cooperative, &[("回盘", &paid)]).has_errors());
        let answered = total(db, cooperative);
        assert!(answered.payments_unposted > Money::ZERO && answered.owed == booked.owed);
        let not_booked = verified(db, cooperative).not_booked;
        assert_eq!(not_booked.len(), 1);
        assert!(not_booked[0].1.starts_with("代发1 2009-02-02 付款"), "{not_booked:?}");
        let chosen = ChosenAccounts::new();
        with_context(|context| tonggu::application::ledger::book_batch(db, cooperative, (batch_no, &chosen), context))
            .unwrap();
        let drafted = total(db, cooperative);
        assert_eq!(drafted.payments_unposted, answered.payments_unposted, "a draft is not in the balance");
        assert_eq!(tie(db, cooperative).not_booked, [], "but it is booked");
        book(db, cooperative, batch_no);
        let posted = total(db, cooperative);
        assert_eq!((posted.payments_unposted, posted.owed), (Money::ZERO, posted.unpaid));
        assert_eq!(verified(db, cooperative).tied, Tied::Members(6));
    });
}

#[test]
fn whoever_the_book_owes_something_else_is_named_with_both_figures() {
    with_run(|db, cooperative, run| {
        book_the_run(db, cooperative, run);
        let owed = tie(db, cooperative).members["M003"].owed;
        let entry_no = by_hand(db, cooperative, ("2009-02-03", "11301", "102"), 1_000);
        assert_eq!(verified(db, cooperative).findings, [], "a draft changes nothing yet");
        settle(db, cooperative, "2009-02");
        let found = verified(db, cooperative).findings;
        let less = owed.minus(Money::from_fen(1_000)).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].row.as_str(), found[0].flaw),
            ("hzs M003", Flaw::OwedDiffers { owed: less, expected: owed })
        );
        let tie = tie(db, cooperative);
        let named: Vec<&str> = tie.differing().map(|(member_no, _)| member_no.as_str()).collect();
        assert_eq!(named, ["M003"]);
        with_context(|context| reverse(db, cooperative, entry_no, (day("2009-02-04"), "记错"), context)).unwrap();
        settle(db, cooperative, "2009-02");
    });
}

#[test]
fn what_was_owed_before_is_paid_by_hand_and_stands_apart() {
    with_run(|db, cooperative, run| {
        by_hand(db, cooperative, ("2008-01-01", "102", "11301"), 5_000);
        settle(db, cooperative, "2008-00");
        book_the_run(db, cooperative, run);
        let began = total(db, cooperative);
        assert_eq!(began.before_runs, Money::from_fen(5_000));
        by_hand(db, cooperative, ("2009-02-03", "11301", "102"), 2_000);
        settle(db, cooperative, "2009-02");
        assert_eq!(total(db, cooperative).before_runs, Money::from_fen(3_000), "an old debt is paid as it always was");
    });
}

#[test]
fn a_correction_that_wants_money_back_agrees_with_the_book() {
    on_each_database(|db| {
        let cooperative = &example_cooperative(db);
        let first = run(db, cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let correction = correct_the_shop(db, cooperative, first.year);
        open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
        open_a_book(db, cooperative, "gs", BookKind::Company);
        let recovery = Money::from_fen(720_000);
        assert_eq!(tie(db, cooperative).members["M006"].recovery, recovery);
        for run in [first, correction] {
            book_the_run(db, cooperative, run);
            assert_eq!(verified(db, cooperative).findings, []);
        }
        let booked = tie(db, cooperative).members["M006"];
        assert_eq!(booked.owed, booked.unpaid.minus(recovery).unwrap(), "the book has both in one balance");
        assert_eq!(total(db, cooperative).runs_unposted, Money::ZERO);
    });
}

/// The shop of M006 was measured wrongly, and its contract paid 7,200 yuan too much: a correction wants them back.
pub fn correct_the_shop(db: &mut Db, cooperative: &Cooperative, year: AccountingYear) -> RunNumber {
    let shop = "成员编号,姓名,商铺编号,建筑面积(㎡),评估价值(元),合同编号,入股日期,退出日期\nM006,周晓燕,A-12,56.5,432500,SP-2008-01,2008-01-01,\n";
    assert!(!import_sheets(db, cooperative, &[("商铺入股台账", shop)]).has_errors());
    run(db, cooperative, request(year.number(), RunKind::Correction, Some(1), None)).unwrap()
}

#[test]
fn a_cooperative_without_books_is_told_so() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        assert_eq!(payables(db, &cooperative, day("2009-02-28")).unwrap().1, None);
        assert_eq!(verified(db, &cooperative).tied, Tied::NoBook);
    });
}
