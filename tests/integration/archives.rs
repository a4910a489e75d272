//! The yearly archive of the books: whole, the same each time, tied to the log, and every change of it named.

use crate::exports::{contents, copy, rows};
use crate::rule_changes::sheet;
use crate::support::{
    day, import_sheets, open_a_book, postgres, printed, refused_codes, request, run, tonggu, with_context, year,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tonggu::application::Failure;
use tonggu::application::ledger::{
    EntryRequest, PackageFlaw, Which, approve_rules, archive, check_archive, close, close_income, enter, post,
    propose_rules, query, review, sign,
};
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::governance::seal::Hash;
use tonggu::domain::ledger::account::{Dimensions, Side};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::voucher::{Line, VoucherKind, VoucherWord};
use tonggu::domain::money::Money;
use tonggu::domain::period::AccountingPeriod;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place};
use tonggu::storage::migration::migrate;

const BOOK: &str = "wy";
const RECEIPT: &str = "二月办公用品收据";

/// A property manager's year: what it begins with, fees that come in, paper that is bought, and whatever a clerk writes.
struct Year {
    /// Is gone with it.
    folder: tempfile::TempDir,
    file: PathBuf,
    db: Db,
    cooperative: Cooperative,
}

fn line(account: &str, side: Side, fen: i64, summary: &str) -> Line {
    let (summary, account, amount) = (summary.into(), account.into(), Money::from_fen(fen));
    Line { summary, account, side, amount, dimensions: Dimensions::default() }
}

fn voucher(date: &str, kept: &[PathBuf], lines: [Line; 2]) -> EntryRequest {
    let attachment_count = u32::from(kept.is_empty());
    EntryRequest { files: kept.to_vec(), attachment_count, ..EntryRequest::ordinary(BOOK, day(date), lines.to_vec()) }
}

impl Year {
    /// Closed to its last month, and not yet for good.
    fn to_december() -> Year {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("year.db");
        let mut db = Db::open(&Place::new(file.to_str().unwrap())).unwrap();
        migrate(&mut db).unwrap();
        let cooperative = crate::support::example_cooperative(&mut db);
        run(&mut db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        open_a_book(&mut db, &cooperative, BOOK, BookKind::PropertyManager);
        let scan = folder.path().join("收据.tif");
        std::fs::write(&scan, RECEIPT).unwrap();
        let mut kept = Year { folder, file, db, cooperative };
        kept.set_rule(2, "5051", "2008-01-01");
        let opening = AccountingPeriod::opening(year(2008));
        kept.enter(&EntryRequest {
            period: Some(opening),
            word: VoucherWord::Opening,
            kind: VoucherKind::Opening,
            ..voucher(
                "2008-01-01",
                &[],
                [line("1002", Side::Debit, 500_000, "年初"), line("3001", Side::Credit, 500_000, "年初")],
            )
        });
        kept.enter(&voucher(
            "2008-01-31",
            &[],
            [line("1002", Side::Debit, 120_000, "=收物业费"), line("5001", Side::Credit, 120_000, "收物业费,一月")],
        ));
        kept.enter(&voucher(
            "2008-02-05",
            &[scan],
            [line("5602", Side::Debit, 20_000, "买纸 \"A4\""), line("1002", Side::Credit, 20_000, "买纸")],
        ));
        kept.post(opening);
        for month in (1..=12).map(|number| AccountingPeriod::try_new(year(2008), number).unwrap()) {
            kept.post(month);
            if month == AccountingPeriod::december(year(2008)) {
                with_context(|context| close_income(&mut kept.db, &kept.cooperative, (BOOK, month), context)).unwrap();
                kept.post(month);
            }
            kept.close(month);
        }
        kept
    }

    /// Closed for good.
    fn closed() -> Year {
        let mut kept = Year::to_december();
        let distribution = AccountingPeriod::distribution(year(2008));
        with_context(|context| close_income(&mut kept.db, &kept.cooperative, (BOOK, distribution), context)).unwrap();
        kept.post(distribution);
        kept.close(distribution);
        kept
    }

    /// A version of the rule by which property fees are received.
    fn set_rule(&mut self, version: u32, account: &str, from: &str) {
        let of_rule = format!("property_fee_received,收物业费,{version},物业公司,当月");
        let table = sheet(&format!("{of_rule},bank,借,1002,决议\n{of_rule},revenue,贷,{account},决议\n"));
        let (db, cooperative, from) = (&mut self.db, &self.cooperative, Some(day(from)));
        let change = with_context(|context| propose_rules(db, cooperative, (&table.path, from), context)).unwrap();
        with_context(|context| approve_rules(db, cooperative, change.change_no, context)).unwrap();
    }

    fn enter(&mut self, request: &EntryRequest) {
        with_context(|context| enter(&mut self.db, &self.cooperative, request, context)).unwrap();
    }

    /// Reviews, signs and posts what waits in a period, where anything does.
    fn post(&mut self, period: AccountingPeriod) {
        let waiting = query::vouchers(&mut self.db, &self.cooperative, (BOOK, Some(period))).unwrap();
        if waiting.iter().all(|view| view.number.is_some()) {
            return;
        }
        let which = Which::Period(BOOK.to_owned(), period);
        with_context(|context| review(&mut self.db, &self.cooperative, &which, context)).unwrap();
        // Where nothing touches cash there is nothing to sign.
        let _ = with_context(|context| sign(&mut self.db, &self.cooperative, &which, context));
        with_context(|context| post(&mut self.db, &self.cooperative, (BOOK, period), context)).unwrap();
    }

    fn close(&mut self, period: AccountingPeriod) {
        with_context(|context| close(&mut self.db, &self.cooperative, (BOOK, period), context)).unwrap();
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn archived(&mut self, name: &str) -> BTreeMap<String, Vec<u8>> {
        let place = self.place(name);
        archive(&mut self.db, &self.cooperative, year(2008), &place).unwrap();
        contents(&place)
    }
}

#[test]
fn an_archive_is_the_same_each_time_and_from_either_database() {
    let mut kept = Year::closed();
    let one = kept.archived("one");
    assert_eq!(one, kept.archived("again"));
    // What comes later does not change it, but for the log's head that it is tied to.
    let later = [(
        "凭证",
        "账套,日期,凭证字号,摘要,科目编码,借方,贷方,附件张数\nwy,2009-01-05,记-1,收费,1002,80,,1\nwy,2009-01-05,记-1,收费,5001,,80,1\n",
    )];
    assert!(!import_sheets(&mut kept.db, &kept.cooperative, &later).has_errors());
    kept.post(AccountingPeriod::parse("2009-01").unwrap());
    let (mut before, mut after) = (one.clone(), kept.archived("later"));
    assert_ne!(before.remove("manifest.csv"), after.remove("manifest.csv"));
    assert_eq!(before, after);
    let Some(address) = postgres::fresh_database() else { return };
    let mut server = Db::open(&Place::new(&address)).unwrap();
    migrate(&mut server).unwrap();
    copy(&kept.file, &mut server);
    archive(&mut server, &kept.cooperative, year(2008), &kept.place("server")).unwrap();
    assert_eq!(contents(&kept.place("server")), contents(&kept.place("later")));
}

#[test]
fn an_archive_says_who_did_what_and_every_balance_follows_from_its_lines() {
    let mut kept = Year::closed();
    let found = kept.archived("year");
    let table = |name: &str| rows(&found[&format!("1-wy/{name}.csv")]);
    let vouchers = table("vouchers");
    let names: Vec<(&str, &str)> = vouchers.iter().map(|row| (&row[0], &row[1])).collect();
    assert_eq!(names[..3], [("2008-00", "期初-1"), ("2008-01", "记-1"), ("2008-02", "记-1")]);
    let moment = "2008-12-01 08:30:00";
    let signed: Vec<&str> = vouchers[1].iter().skip(9).collect();
    assert_eq!(signed, ["local", moment, "local", moment, "local", moment, "local", moment]);
    // Every voucher's lines are there and balance; what a spreadsheet would compute stays text.
    let lines = table("voucher-lines");
    let fen = |cell: &str| if cell.is_empty() { 0 } else { cell.replace('.', "").parse::<i64>().unwrap() };
    for (period, number) in &names {
        let own = lines.iter().filter(|row| &row[0] == *period && &row[1] == *number);
        assert_eq!(own.map(|row| fen(&row[6]) - fen(&row[7])).sum::<i64>(), 0, "{period} {number}");
    }
    assert!(lines.iter().any(|row| &row[3] == "'=收物业费") && lines.iter().any(|row| &row[3] == "买纸 \"A4\""));
    // The detail ledger of an account ends with the balance that the trial balance and the general ledger have.
    let last = |name: &str, at: usize| {
        let balances =
            table(name).into_iter().map(|row| (row[0].to_owned(), [row[at - 1].to_owned(), row[at].to_owned()]));
        balances.collect::<BTreeMap<String, [String; 2]>>()
    };
    let (trial, detail, general) = (last("trial-balance", 7), last("detail-ledger", 10), last("general-ledger", 7));
    assert_eq!(trial["1002"], ["借", "6000.00"]);
    for (code, balance) in &detail {
        assert_eq!(*balance, trial[code], "{code}");
    }
    for (code, balance) in &general {
        assert_eq!(*balance, trial[code], "{code}");
    }
    let sheet = String::from_utf8(found["1-wy/balance-sheet.txt"].clone()).unwrap();
    assert!(sheet.contains("货币资金") && sheet.contains("6,000.00"), "{sheet}");
    // The receipt is there, and tied to its voucher.
    let hash = Hash::of(RECEIPT.as_bytes()).to_string();
    assert_eq!(found[&format!("attachments/{hash}")], RECEIPT.as_bytes());
    let index: Vec<Vec<String>> =
        rows(&found["attachments.csv"]).iter().map(|row| row.iter().map(str::to_owned).collect()).collect();
    assert_eq!(
        index,
        [["wy".to_owned(), "2008-02".to_owned(), "记-1".to_owned(), format!("attachments/{hash}"), hash]]
    );
}

#[test]
fn an_archive_keeps_the_rules_that_were_in_force_and_who_set_them() {
    let mut kept = Year::closed();
    kept.set_rule(3, "5001", "2009-01-01");
    let versions = |found: &BTreeMap<String, Vec<u8>>| {
        let rules = rows(&found["posting-rules.csv"]);
        let own = rules.iter().filter(|row| &row[0] == "property_fee_received" && &row[5] == "revenue");
        own.map(|row| [2, 7, 9, 11, 13].map(|at| row[at].to_owned())).collect::<Vec<_>>()
    };
    let found = kept.archived("year");
    let expected = [["1", "5001", "", "", ""], ["2", "5051", "2008-01-01", "local", "local"]];
    assert_eq!(versions(&found), expected.map(|row| row.map(str::to_owned)), "the third begins with 2009");
    let (db, cooperative) = (&mut kept.db, &kept.cooperative);
    let table = sheet(
        "property_fee_received,收物业费,4,物业公司,当月,bank,借,1001,决议\nproperty_fee_received,收物业费,4,物业公司,当月,revenue,贷,5001,决议\n",
    );
    let refused =
        with_context(|context| propose_rules(db, cooperative, (&table.path, Some(day("2008-12-01"))), context));
    assert_eq!(refused_codes(refused), ["period_closed"], "what is archived is not booked otherwise");
}

#[test]
fn a_manifest_says_for_how_long_and_ties_the_archive_to_the_log() {
    let mut kept = Year::closed();
    let found = kept.archived("year");
    let manifest = rows(&found["manifest.csv"]);
    let term = |name: &str| manifest.iter().find(|row| &row[0] == name).map(|row| row[8].to_owned());
    for (name, expected) in [
        ("1-wy/vouchers.csv", "30年"),
        ("1-wy/general-ledger.csv", "30年"),
        ("1-wy/balance-sheet.csv", "永久"),
        ("attachments.csv", "30年"),
    ] {
        assert_eq!(term(name).as_deref(), Some(expected), "{name}");
    }
    assert!(manifest[..manifest.len() - 1].iter().all(|row| !row[4].is_empty() && !row[8].is_empty()));
    // The log's head of that time is still in the log, after more was done.
    let head = manifest[0][10].to_owned();
    open_a_book(&mut kept.db, &kept.cooperative, "hzs", BookKind::Cooperative);
    let data = kept.file.to_str().unwrap();
    assert!(tonggu(data, &["verify", "--head", &head]).status.success());
    assert!(!tonggu(data, &["verify", "--head", &Hash::of(b"another").to_string()]).status.success());
    let evidence = kept.place("year").join("distribution/2008-1.evidence.txt");
    let seal = rows(&found["distribution.csv"])[0][10].to_owned();
    assert!(tonggu(data, &["verify", "seal", evidence.to_str().unwrap(), "--seal", &seal]).status.success());
}

#[test]
fn whatever_is_changed_lost_or_added_is_named() {
    let mut kept = Year::closed();
    let found = kept.archived("year");
    let place = kept.place("year");
    let sound = check_archive(&place).unwrap();
    assert_eq!((sound.flaws.as_slice(), sound.files), (&[][..], found.len() - 1));
    for (name, content) in &found {
        let path = place.join(name);
        for at in [0, content.len() / 2, content.len() - 1] {
            let mut changed = content.clone();
            changed[at] ^= 1;
            std::fs::write(&path, &changed).unwrap();
            match check_archive(&place) {
                Ok(checked) => {
                    assert!(checked.flaws.contains(&PackageFlaw::Changed(name.clone())), "{name} at {at}: {checked:?}");
                    assert!(name == "manifest.csv" || checked.flaws.len() == 1, "{name} alone: {checked:?}");
                }
                refused => {
                    assert_eq!((name.as_str(), refused_codes(refused)), ("manifest.csv", vec!["manifest_missing"]));
                }
            }
        }
        std::fs::remove_file(&path).unwrap();
        match check_archive(&place) {
            Ok(checked) => assert_eq!(checked.flaws, [PackageFlaw::Missing(name.clone())]),
            refused => assert_eq!((name.as_str(), refused_codes(refused)), ("manifest.csv", vec!["manifest_missing"])),
        }
        std::fs::write(&path, content).unwrap();
    }
    std::fs::write(place.join("1-wy/补.csv"), "补").unwrap();
    assert_eq!(check_archive(&place).unwrap().flaws, [PackageFlaw::Extra("1-wy/补.csv".to_owned())]);
    // As the accountant is told, without any data.
    let nowhere = kept.place("nowhere");
    let said = tonggu(nowhere.to_str().unwrap(), &["ledger", "archive-check", place.to_str().unwrap()]);
    assert_eq!(said.status.code(), Some(1));
    assert!(printed(&said).contains("✗ 1-wy/补.csv：清单里没有"), "{}", printed(&said));
    std::fs::remove_file(place.join("1-wy/补.csv")).unwrap();
    let said =
        tonggu(nowhere.to_str().unwrap(), &["--language", "en", "ledger", "archive-check", place.to_str().unwrap()]);
    assert!(said.status.success() && printed(&said).contains("and there is no other"), "{said:?}");
}

#[test]
fn a_year_is_archived_once_every_book_is_closed_for_good() {
    let mut kept = Year::to_december();
    let place = kept.place("year");
    let mut archive_of = |number| archive(&mut kept.db, &kept.cooperative, year(number), &place);
    let Err(Failure::Refused(problems)) = archive_of(2008) else { panic!("its distribution period is open") };
    let spoken = tonggu::rendering::speech::sentence(&problems[0], tonggu::rendering::speech::Language::Chinese);
    assert!(spoken.contains("2008-13 开着"), "{spoken}");
    assert_eq!(refused_codes(archive_of(2009)), ["year_not_finished"]);
    assert_eq!(refused_codes(archive_of(2007)), ["year_without_books"]);
    assert!(!Path::new(&place).exists(), "nothing is written of what is refused");
    let mut kept = Year::closed();
    let place = kept.place("year");
    kept.archived("year");
    let again = archive(&mut kept.db, &kept.cooperative, year(2008), &place);
    assert_eq!(refused_codes(again), ["folder_in_use"]);
    open_a_book(&mut kept.db, &kept.cooperative, "hzs", BookKind::Cooperative);
    let other = kept.place("other");
    let refused = archive(&mut kept.db, &kept.cooperative, year(2008), &other);
    assert_eq!(refused_codes(refused), ["year_not_finished"], "another book of the year is open");
}
