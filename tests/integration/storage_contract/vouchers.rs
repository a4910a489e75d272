//! What storage keeps of vouchers: drafts, marks, numbers, sums.

use super::{facts, founded, id};
use crate::support::on_each_database;
use std::collections::BTreeMap;
use tonggu::domain::fact::{Fact, FactKind};
use tonggu::domain::governance::seal::Hash;
use tonggu::domain::ledger::account::{Dimension, Dimensions};
use tonggu::domain::ledger::balance::{Turnover, Turnovers};
use tonggu::domain::ledger::deed::VoucherMark;
use tonggu::domain::ledger::voucher::{VoucherNumber, VoucherWord};
use tonggu::domain::money::Money;
use tonggu::domain::period::AccountingPeriod;
use tonggu::storage::entry::{self, Entry};
use tonggu::storage::error::StorageError;
use tonggu::storage::ledger::{self, ActSource, Posted, TurnoverSource};
use tonggu::storage::voucher_page::{self, VoucherState};
use tonggu::storage::voucher_source::{self, RestsOn};

/// One voucher, posted under a number in a month, as it is read a page at a time.
fn pages_of_it(tx: &mut tonggu::storage::db::Tx<'_>, (january, number): (AccountingPeriod, VoucherNumber)) {
    let (periods, account) = ((january, january), ("hzs", "102"));
    assert_eq!(voucher_page::voucher_count(tx, id(), ("hzs", periods)).unwrap(), 1);
    assert_eq!(voucher_page::vouchers(tx, id(), ("hzs", periods), (0, 9)).unwrap(), [1]);
    assert_eq!(voucher_page::vouchers(tx, id(), ("hzs", periods), (1, 9)).unwrap(), [0_i64; 0]);
    assert_eq!(voucher_page::account_line_count(tx, id(), account, periods).unwrap(), 1);
    let line = voucher_page::account_lines(tx, id(), (account, periods), (0, 9)).unwrap();
    assert_eq!(line, [(1, 1)]);
    let day = january.first_day();
    let sums = voucher_page::sums_of_first(tx, id(), (account, periods), (9, (january, day))).unwrap();
    assert_eq!(sums[1], sums[2], "all of it lies in January");
    let none = voucher_page::sums_of_first(tx, id(), (account, periods), (0, (january, day))).unwrap();
    assert_eq!(none, [Turnover::default(); 3]);
    let state = voucher_page::state_of(tx, id(), 1).unwrap();
    assert_eq!(state.marks, [(VoucherMark::Reviewed, 7), (VoucherMark::Signed, 8)]);
    assert_eq!(state.posted.map(|posted| posted.number), Some(number));
    assert_eq!(voucher_page::state_of(tx, id(), 2).unwrap(), VoucherState::default());
}

#[test]
fn what_became_of_vouchers_is_read_as_it_was_written() {
    let voucher = facts().into_iter().find(|fact| matches!(fact, Fact::Voucher(_))).unwrap();
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let one = Entry { entry_no: 1, sheet_no: 1, row_no: 1, fingerprint: [0; 16], fact: voucher.clone() };
        entry::append(&mut tx, id(), FactKind::Voucher, std::slice::from_ref(&one)).unwrap();
        let january = AccountingPeriod::parse("2008-01").unwrap();
        let drafts = |tx: &mut tonggu::storage::db::Tx<'_>| {
            let mut found = Vec::new();
            ledger::each_draft(tx, id(), ("hzs", january), |entry| {
                found.push(entry);
                Ok::<(), StorageError>(())
            })
            .unwrap();
            found
        };
        let touching = |tx: &mut tonggu::storage::db::Tx<'_>, account, is_posted| {
            let mut found = Vec::new();
            ledger::each_touching(tx, id(), ("hzs", account, is_posted), |entry| {
                found.push(entry);
                Ok::<(), StorageError>(())
            })
            .unwrap();
            found
        };
        assert_eq!(drafts(&mut tx), std::slice::from_ref(&one));
        assert_eq!(touching(&mut tx, "10", false), [one]);
        assert_eq!((touching(&mut tx, "102", true), touching(&mut tx, "999", false)), (vec![], vec![]));
        assert_eq!(voucher_source::cancelled(&mut tx, id()).unwrap(), [0_i64; 0]);
        assert_eq!(ledger::line_count(&mut tx, id(), ("hzs", "102")).unwrap(), 1);
        assert_eq!(ledger::line_count(&mut tx, id(), ("hzs", "101")).unwrap(), 0);
        for rest in [RestsOn::Source("JS-1"), RestsOn::File(Hash::of(b"x")), RestsOn::Voucher(1)] {
            assert_eq!(voucher_source::resting_on(&mut tx, id(), "hzs", rest).unwrap(), [0_i64; 0]);
        }
        assert_eq!(voucher_source::made_by_rule(&mut tx, id(), "hzs", "payment").unwrap(), []);
        ledger::add_marks(&mut tx, id(), (VoucherMark::Reviewed, 7), &[1]).unwrap();
        ledger::add_marks(&mut tx, id(), (VoucherMark::Signed, 8), &[1]).unwrap();
        let marks = ledger::marks(&mut tx, id()).unwrap();
        assert_eq!(marks, [(1, VoucherMark::Reviewed, 7), (1, VoucherMark::Signed, 8)]);
        let number = VoucherNumber { word: VoucherWord::General, number: 1 };
        let posted = Posted { book: "hzs".into(), period: january, number, entry_no: 1, event_no: 9 };
        ledger::add_posted(&mut tx, id(), std::slice::from_ref(&posted)).unwrap();
        assert_eq!(ledger::posted(&mut tx, id()).unwrap(), [posted]);
        assert_eq!(ledger::last_numbers(&mut tx, id(), ("hzs", january)).unwrap(), [number]);
        pages_of_it(&mut tx, (january, number));
        let signed = ledger::marked(&mut tx, id(), ("hzs", january), VoucherMark::Signed);
        assert_eq!(signed.unwrap(), [1]);
        assert_eq!(drafts(&mut tx), []);
        let mut turnovers = Turnovers::default();
        let fen = |debit, credit| Turnover { debit: Money::from_fen(debit), credit: Money::from_fen(credit) };
        turnovers.add("102", &Dimensions::default(), fen(-8_000, 0)).unwrap();
        turnovers.add("11302", &Dimensions::one(Dimension::Contract, "TD-2003-01"), fen(0, -8_000)).unwrap();
        ledger::add_summary(&mut tx, id(), ("hzs", january, 9), &turnovers).unwrap();
        let kept = ledger::by_act(&mut tx, id(), ActSource::Summaries).unwrap();
        assert_eq!(kept, BTreeMap::from([(("hzs".into(), january, 9), turnovers.clone())]));
        ledger::add_closed(&mut tx, id(), ("hzs", january), &turnovers).unwrap();
        for source in [TurnoverSource::Closed, TurnoverSource::Summaries, TurnoverSource::Postings] {
            let read = ledger::turnovers(&mut tx, id(), ("hzs", source), (january, january)).unwrap();
            assert_eq!(read, turnovers, "{source:?}");
            assert_eq!(ledger::periods(&mut tx, id(), source).unwrap(), [("hzs".into(), january)]);
        }
        tx.commit().unwrap();
        for table in ["voucher_mark", "posted_voucher", "account_summary", "closed_turnover", "posting"] {
            let mut tx = db.begin_write().unwrap();
            assert!(tx.execute(&format!("delete from {table}"), &[]).is_err(), "{table}");
        }
    });
}
