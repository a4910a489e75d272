//! Cash at the counter: old people take it from the window, themselves or by somebody they sent, against a slip that they sign; once, and out of the cash account.

use crate::payments::{book, book_the_run, make, owed, payable_now, send, settle, states, unpaid, with_run};
use crate::support::hall::{Hall, actor, in_hall};
use crate::support::{codes, import_sheets, refused_codes, with_context};
use std::path::PathBuf;
use tonggu::application::ledger::query;
use tonggu::application::payment::{
    BatchRequest, CashRequest, HandOverRequest, batch, cancel_batch, hand_over, make_cash,
};
use tonggu::domain::access::role::Post;
use tonggu::domain::ledger::account::Side;
use tonggu::domain::money::Money;
use tonggu::domain::payment::batch::LineKey;
use tonggu::domain::payment::claim::Tier;
use tonggu::domain::payment::payable::{Obstacle, PayableState};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// A slip, scanned.
pub fn slip() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("领款单.pdf");
    std::fs::write(&path, "%PDF-1.4 领款单，签字").unwrap();
    (folder, path)
}

fn cash(db: &mut Db, cooperative: &Cooperative, member_no: &str) -> Result<u32, Vec<&'static str>> {
    let request = CashRequest { member_no: member_no.to_owned(), ..CashRequest::default() };
    let made = with_context(|context| make_cash(db, cooperative, &request, context));
    made.map(|batch| batch.batch_no).map_err(|failure| refused_codes::<()>(Err(failure)))
}

fn hand(
    db: &mut Db,
    cooperative: &Cooperative,
    batch_no: u32,
    (receiver, relation): (&str, &str),
) -> Result<(), Vec<&'static str>> {
    let (_folder, slip) = slip();
    let request = HandOverRequest { receiver: receiver.to_owned(), relation: relation.to_owned(), slip };
    let done = with_context(|context| hand_over(db, cooperative, (batch_no, &request), context));
    done.map_err(|failure| refused_codes::<()>(Err(failure)))
}

fn cancel(db: &mut Db, cooperative: &Cooperative, batch_no: u32) -> Result<(), Vec<&'static str>> {
    let done = with_context(|context| cancel_batch(db, cooperative, (batch_no, "改日领取"), context));
    done.map_err(|failure| refused_codes::<()>(Err(failure)))
}

#[test]
fn a_daughter_takes_the_cash_of_who_has_no_account_once_and_the_book_pays_it_out_of_cash() {
    with_run(|db, cooperative, run| {
        book_the_run(db, cooperative, run);
        assert_eq!(states(db, cooperative)["M006 1"], PayableState::Waiting(Obstacle::AccountMissing));
        assert_eq!(cash(db, cooperative, "M009"), Err(vec!["member_unknown"]));
        let batch_no = cash(db, cooperative, "M006").unwrap();
        let line = LineKey { batch_no, line_no: 1 };
        assert_eq!(states(db, cooperative)["M006 1"], PayableState::UnderWay(line));
        assert_eq!(cash(db, cooperative, "M006"), Err(vec!["nothing_payable"]), "it lies in one payment at a time");
        let made = batch(db, cooperative, batch_no).unwrap().0.batch;
        assert!(made.lines[0].claims.iter().all(|claim| claim.key.tier == Tier::One), "tier two waits for the company");
        assert_eq!(send(db, cooperative, batch_no), Err(vec!["other_channel"]), "cash goes to no bank");
        let answer = format!("明细id,金额,支付状态,支付日期\n{line},{},成功,2009-02-02\n", made.lines[0].amount);
        assert_eq!(codes(&import_sheets(db, cooperative, &[("回盘", &answer)])), [("other_channel", "A2".to_owned())]);
        assert_eq!(hand(db, cooperative, batch_no, ("王芳", "")), Err(vec!["relation_missing"]));
        assert_eq!(hand(db, cooperative, batch_no, (" ", "女儿")), Err(vec!["payment_text_missing"]));
        hand(db, cooperative, batch_no, ("王芳", "女儿")).unwrap();
        assert_eq!(hand(db, cooperative, batch_no, ("王芳", "女儿")), Err(vec!["cash_handed_over"]));
        assert_eq!(cancel(db, cooperative, batch_no), Err(vec!["cash_handed_over"]));
        let standing = batch(db, cooperative, batch_no).unwrap().0;
        let handed = standing.handed_over.unwrap();
        assert_eq!((handed.receiver.as_str(), handed.relation.as_str()), ("王芳", "女儿"));
        assert!(matches!(states(db, cooperative)["M006 1"], PayableState::Paid(paid, _) if paid == line));
        assert_eq!(book(db, cooperative, batch_no).entered.len(), 1);
        settle(db, cooperative, "2008-12");
        let vouchers = query::vouchers(db, cooperative, ("hzs", None)).unwrap();
        let voucher = vouchers.iter().find(|view| view.voucher.head().source == "现金发放1 2008-12-01").unwrap();
        let out: Vec<(&str, Money)> = voucher
            .voucher
            .lines()
            .iter()
            .filter(|line| line.side == Side::Credit)
            .map(|line| (line.account.as_str(), line.amount))
            .collect();
        assert_eq!(out, [("101", made.lines[0].amount)]);
        assert_eq!(owed(db, cooperative, "2009-02"), unpaid(db, cooperative));
        assert_eq!(book(db, cooperative, batch_no).entered, vec![], "asking again adds nothing");
    });
}

#[test]
fn cash_that_nobody_fetched_is_cancelled_and_paid_by_the_bank() {
    with_run(|db, cooperative, _| {
        let batch_no = cash(db, cooperative, "M003").unwrap();
        let all = make(db, cooperative, BatchRequest::default()).unwrap();
        let lines = batch(db, cooperative, all).unwrap().0.batch.lines;
        assert!(lines.iter().flat_map(|line| &line.claims).all(|claim| claim.key.member_no != "M003"));
        assert_eq!(hand(db, cooperative, all, ("王建华", "")), Err(vec!["other_channel"]));
        cancel(db, cooperative, batch_no).unwrap();
        assert_eq!(hand(db, cooperative, batch_no, ("王建华", "")), Err(vec!["batch_cancelled"]));
        let again = make(db, cooperative, BatchRequest::default()).unwrap();
        let lines = batch(db, cooperative, again).unwrap().0.batch.lines;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].claims[0].key.member_no, "M003");
        assert!(payable_now(db, cooperative).iter().all(|one| one.transfers.len() <= 2));
    });
}

#[test]
fn the_cashier_hands_nothing_over_that_is_held_and_nobody_their_own_payment() {
    in_hall(|hall| {
        let admin = actor("admin", "", "系统管理");
        hall.add_by(&admin, "kong", "", "孔秀兰", &[Post::Cashier]);
        let run = crate::payments::effective_run(hall);
        let request = CashRequest { member_no: "M003".to_owned(), ..CashRequest::default() };
        let made = hall
            .as_actor(&Hall::person("zhou"), |db, cooperative, context| make_cash(db, cooperative, &request, context));
        let batch_no = made.unwrap().batch_no;
        let (_folder, slip) = slip();
        let own = HandOverRequest { receiver: "王建华".to_owned(), relation: String::new(), slip };
        let hand = |hall: &mut Hall<'_>, user| {
            hall.as_actor(&user, |db, cooperative, context| hand_over(db, cooperative, (batch_no, &own), context))
        };
        let cashier = || actor("kong", "", "孔秀兰");
        assert_eq!(refused_codes(hand(hall, Hall::person("zhou"))), ["not_permitted"]);
        let hold = crate::payments::hold_the_run(hall, run);
        assert_eq!(refused_codes(hand(hall, cashier())), ["batch_held"]);
        let missing = HandOverRequest { slip: PathBuf::from("没有这个文件.pdf"), ..own.clone() };
        let inspected = hall.as_actor(&Hall::person("zhao"), |db, cooperative, context| {
            tonggu::application::governance::inspect(db, cooperative, hold, ("已核对", true), context)
        });
        inspected.unwrap();
        let unread = hall
            .as_actor(&cashier(), |db, cooperative, context| hand_over(db, cooperative, (batch_no, &missing), context));
        assert_eq!(refused_codes(unread), ["file_unreadable"]);
        hand(hall, cashier()).unwrap();
    });
}
