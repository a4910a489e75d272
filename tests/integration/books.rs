//! The books: vouchers from the sheet to the closed year, what is refused on the way, and outside programs that come to the same balances.

use crate::support::hall::{Hall, actor, in_hall};
use crate::support::{
    codes, day, import_sheets, on_each_database, open_a_book, refused_codes, root, with_context, year,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::process::Command;
use tonggu::application::Outcome;
use tonggu::application::ledger::journal;
use tonggu::application::ledger::query::{self, VoucherView};
use tonggu::application::ledger::{
    EntryRequest, Marked, SubAccount, Which, add_account, close, close_income, discard, enter, post, reverse, review,
    sign,
};
use tonggu::application::verify::verify;
use tonggu::domain::access::role::Post;
use tonggu::domain::ledger::account::{Dimension, Dimensions, Side};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::voucher::{Line, VoucherKind};
use tonggu::domain::money::Money;
use tonggu::domain::period::AccountingPeriod;
use tonggu::rendering::plain_text_ledger::{self, PlainTextFormat, PostedVoucher};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

const HEADINGS: &str = "账套,日期,凭证字号,摘要,科目编码,科目名称,借方,贷方,往来对象,附件张数\n";

pub fn period(text: &str) -> AccountingPeriod {
    AccountingPeriod::parse(text).unwrap()
}

fn line(account: &str, side: Side, fen: i64) -> Line {
    let dimensions = match account {
        "11301" => Dimensions::one(Dimension::Member, "M001"),
        "11302" => Dimensions::one(Dimension::Contract, "TD-2003-01"),
        _ => Dimensions::default(),
    };
    Line { summary: "记账".into(), account: account.into(), side, amount: Money::from_fen(fen), dimensions }
}

pub fn request(date: &str, lines: Vec<Line>) -> EntryRequest {
    EntryRequest { attachment_count: 1, ..EntryRequest::ordinary("hzs", day(date), lines) }
}

pub fn pair(debit: &str, credit: &str, fen: i64) -> Vec<Line> {
    vec![line(debit, Side::Debit, fen), line(credit, Side::Credit, fen)]
}

/// Everything that waits in a month is reviewed, signed and posted.
pub fn settle(db: &mut Db, cooperative: &Cooperative, month: &str) {
    let which = Which::Period("hzs".to_owned(), period(month));
    let _ = with_context(|context| review(db, cooperative, &which, context));
    let _ = with_context(|context| sign(db, cooperative, &which, context));
    with_context(|context| post(db, cooperative, ("hzs", period(month)), context)).unwrap();
}

pub fn with_book(story: impl Fn(&mut Db, &Cooperative)) {
    on_each_database(|db| {
        let cooperative = crate::support::example_cooperative(db);
        open_a_book(db, &cooperative, "hzs", BookKind::Cooperative);
        story(db, &cooperative);
        let report = verify(db, &cooperative, None, &mut |_, _, _| {}).unwrap();
        assert_eq!(report.findings, vec![]);
    });
}

fn vouchers(rows: &str) -> String {
    format!("{HEADINGS}{rows}")
}

#[test]
fn what_a_sheet_gets_wrong_is_named_in_its_cell_and_nothing_is_stored() {
    with_book(|db, cooperative| {
        let mut refused = |rows: &str| codes(&import_sheets(db, cooperative, &[("凭证", &vouchers(rows))]));
        let rent = |number: &str, account: &str, credit: &str, about: &str, sheets: &str| {
            format!(
                "hzs,2008-03-05,{number},收租金,102,银行存款,80.5,,,{sheets}\nhzs,2008-03-05,{number},收租金,{account},,,{credit},{about},{sheets}\n"
            )
        };
        for (rows, code, cell) in [
            (rent("记-1", "501", "80.5", "", "1"), "account_is_parent", "E3"),
            (rent("记-1", "50199", "80.5", "", "1"), "account_unknown", "E3"),
            (rent("记-1", "50102", "80.49", "", "1"), "voucher_unbalanced", "G2"),
            (rent("记-1", "50102", "80.5", "", ""), "attachment_missing", "J2"),
            (rent("记-2", "50102", "80.5", "", "1"), "voucher_number_gap", "C2"),
            (rent("第二", "50102", "80.5", "", "1"), "voucher_number_unfit", "C2"),
            (rent("记-1", "11301", "80.5", "", "1"), "dimension_missing", "I3"),
            (rent("记-1", "11301", "80.5", "M999", "1"), "dimension_unknown", "I3"),
            (rent("记-1", "50102", "80.5", "", "1").replace("银行存款", "库存现金"), "account_name_differs", "F2"),
            (rent("记-1", "50102", "80.5", "", "1").replace("2008-", "2007-"), "period_before_book", "B2"),
            (rent("记-1", "50102", "80.5", "", "1").replace("hzs", "gs"), "book_unknown", "A2"),
        ] {
            let found = refused(&rows);
            assert!(found.contains(&(code, cell.to_owned())), "{code} {cell}: {found:?}");
        }
        let scattered = [rent("记-1", "50102", "80.5", "", "1"), rent("记-2", "50102", "80.5", "", "1")].concat();
        let lines: Vec<&str> = scattered.lines().collect();
        let mixed = format!("{}\n{}\n{}\n{}\n", lines[0], lines[2], lines[1], lines[3]);
        assert!(refused(&mixed).iter().any(|(code, _)| *code == "voucher_too_short"));
        let twice = [
            rent("记-1", "50102", "80.5", "", "1"),
            rent("记-2", "50102", "80.5", "", "1"),
            rent("记-1", "50102", "9", "", "1").replace("80.5", "9"),
        ];
        assert!(refused(&twice.concat()).contains(&("voucher_scattered", "C6".to_owned())));
        assert_eq!(query::vouchers(db, cooperative, ("hzs", None)).unwrap().len(), 0, "nothing was stored");
    });
}

#[test]
fn a_voucher_goes_from_the_sheet_to_the_ledger_and_never_changes_after() {
    with_book(|db, cooperative| {
        let opening =
            "账套,科目编码,科目名称,借方,贷方,往来对象\nhzs,102,银行存款,1000,,\nhzs,30101,资本-量化资本,,1000,\n";
        let rows = vouchers(
            "hzs,2008-01-05,记-1,收流转费,102,,80,,,1\n,,,,,,,,,\n,,,收流转费,11302,,,80,TD-2003-01,\n\
             hzs,2008-01-06,记-2,付办公费,513,,30,,,2\nhzs,2008-01-06,记-2,付办公费,102,,,30,,2\n",
        );
        let sheets = [("期初余额", opening), ("凭证", rows.as_str())];
        let report = import_sheets(db, cooperative, &sheets);
        assert!(!report.has_errors(), "{:?}", codes(&report));
        assert_eq!(import_sheets(db, cooperative, &sheets).batch_no, None, "the same again changes nothing");
        let waiting = with_context(|context| post(db, cooperative, ("hzs", period("2008-01")), context));
        assert_eq!(refused_codes(waiting), ["not_reviewed"]);
        let which = Which::Period("hzs".to_owned(), period("2008-01"));
        assert_eq!(with_context(|context| review(db, cooperative, &which, context)).unwrap().count, 2);
        let unsigned = with_context(|context| post(db, cooperative, ("hzs", period("2008-01")), context));
        assert_eq!(refused_codes(unsigned), ["cashier_has_not_signed"]);
        // A reviewed draft is not changed by a sheet.
        let changed = rows.replace(",30,", ",31,");
        assert_eq!(codes(&import_sheets(db, cooperative, &[("凭证", &changed)]))[0].0, "voucher_reviewed");
        settle(db, cooperative, "2008-01");
        settle(db, cooperative, "2008-00");
        assert_eq!(codes(&import_sheets(db, cooperative, &[("凭证", &changed)]))[0].0, "voucher_posted");
        let views = query::vouchers(db, cooperative, ("hzs", Some(period("2008-01")))).unwrap();
        assert_eq!(views.iter().map(VoucherView::name).collect::<Vec<_>>(), ["2008-01 记-1", "2008-01 记-2"]);
        let gone = with_context(|context| discard(db, cooperative, views[0].entry_no, context));
        assert_eq!(refused_codes(gone), ["voucher_posted"]);
        let (_, trial) = query::trial_balance(db, cooperative, ("hzs", period("2008-01"), period("2008-01"))).unwrap();
        assert!(trial.total.is_balanced());
        let bank = trial.rows["102"];
        assert_eq!((bank.opening.fen(), bank.closing().unwrap().fen()), (100_000, 105_000));
        assert_eq!(trial.rows["113"].closing().unwrap().fen(), -8_000, "a parent is the sum of what is under it");
        let detail =
            journal::detail_ledger(db, cooperative, ("hzs", "102"), (period("2008-01"), period("2008-01"))).unwrap();
        let balances = detail.journal.rows.iter().map(|row| row.balance().fen());
        assert_eq!(
            balances.collect::<Vec<_>>(),
            [108_000, 105_000, 105_000, 105_000],
            "two lines, month and year so far"
        );
        // An account that has lines gets no sub-accounts.
        let sub = SubAccount { code: "51301".to_owned(), name: "办公费".to_owned(), dimension: None, row: None };
        let added = with_context(|context| add_account(db, cooperative, ("hzs", &sub), context));
        assert_eq!(refused_codes(added), ["account_has_lines"]);
        let sub = SubAccount { code: "51401".to_owned(), name: "道路".to_owned(), dimension: None, row: None };
        with_context(|context| add_account(db, cooperative, ("hzs", &sub), context)).unwrap();
        let old =
            with_context(|context| enter(db, cooperative, &request("2008-01-09", pair("514", "102", 1)), context));
        assert_eq!(refused_codes(old), ["account_is_parent"]);
    });
}

#[test]
fn what_was_posted_is_reversed_once_and_an_earlier_year_corrected() {
    with_book(|db, cooperative| {
        let entry =
            with_context(|context| enter(db, cooperative, &request("2008-03-05", pair("513", "102", 900)), context));
        let entry = entry.unwrap();
        let early = with_context(|context| reverse(db, cooperative, entry, (day("2008-03-06"), ""), context));
        assert_eq!(refused_codes(early), ["voucher_not_posted"]);
        settle(db, cooperative, "2008-03");
        let other_year = with_context(|context| reverse(db, cooperative, entry, (day("2009-01-06"), ""), context));
        assert_eq!(refused_codes(other_year), ["prior_year_not_reversed"]);
        let red =
            with_context(|context| reverse(db, cooperative, entry, (day("2008-04-02"), "重复"), context)).unwrap();
        let again = with_context(|context| reverse(db, cooperative, entry, (day("2008-04-02"), ""), context));
        assert_eq!(refused_codes(again), ["reversed_already"]);
        settle(db, cooperative, "2008-04");
        let view = query::voucher(db, cooperative, &red.to_string(), None).unwrap();
        assert_eq!((view.voucher.head().linked, view.name()), (Some(entry), "2008-04 记-1".to_owned()));
        let (_, trial) = query::trial_balance(db, cooperative, ("hzs", period("2008-01"), period("2008-04"))).unwrap();
        assert_eq!(trial.rows.get("513"), None, "red takes away on its own side: nothing is left");
        let correct = |db: &mut Db, lines| {
            let kind = VoucherKind::Correction;
            let request = EntryRequest { kind, corrects: Some(entry), ..request("2009-01-10", lines) };
            with_context(|context| enter(db, cooperative, &request, context))
        };
        assert_eq!(refused_codes(correct(db, pair("513", "102", 5))), ["prior_year_touches_income"]);
        correct(db, pair("32202", "102", 5)).unwrap();
    });
}

#[test]
fn a_year_closes_month_by_month_and_is_carried_into_the_next() {
    with_book(|db, cooperative| {
        let close_month =
            |db: &mut Db, month: &str| with_context(|context| close(db, cooperative, ("hzs", period(month)), context));
        with_context(|context| enter(db, cooperative, &request("2008-01-05", pair("102", "50102", 5_000)), context))
            .unwrap();
        with_context(|context| enter(db, cooperative, &request("2008-12-20", pair("513", "102", 1_200)), context))
            .unwrap();
        assert_eq!(refused_codes(close_month(db, "2008-02")), ["period_not_next"]);
        assert_eq!(refused_codes(close_month(db, "2008-01")), ["vouchers_not_posted"]);
        settle(db, cooperative, "2008-01");
        close_month(db, "2008-01").unwrap();
        let late =
            with_context(|context| enter(db, cooperative, &request("2008-01-31", pair("513", "102", 1)), context));
        assert_eq!(refused_codes(late), ["period_closed"]);
        assert_eq!(refused_codes(close_month(db, "2008-01")), ["period_closed_already"]);
        (2..12).for_each(|month| drop(close_month(db, &format!("2008-{month:02}")).unwrap()));
        settle(db, cooperative, "2008-12");
        assert_eq!(refused_codes(close_month(db, "2008-12")), ["income_not_closed"]);
        with_context(|context| close_income(db, cooperative, ("hzs", period("2008-12")), context)).unwrap().unwrap();
        settle(db, cooperative, "2008-12");
        let nothing = with_context(|context| close_income(db, cooperative, ("hzs", period("2008-12")), context));
        assert_eq!(nothing.unwrap(), None);
        close_month(db, "2008-12").unwrap();
        // What is decided of the year's income is posted after it, while the next year is under way.
        with_context(|context| enter(db, cooperative, &request("2009-01-08", pair("102", "50102", 700)), context))
            .unwrap();
        settle(db, cooperative, "2009-01");
        close_month(db, "2009-01").unwrap();
        let dividend =
            EntryRequest { period: Some(period("2008-13")), ..request("2009-02-10", pair("32202", "11301", 3_000)) };
        with_context(|context| enter(db, cooperative, &dividend, context)).unwrap();
        settle(db, cooperative, "2008-13");
        let balance = |db: &mut Db, last: &str, account: &str| {
            let first = AccountingPeriod::opening(period(last).year()).next();
            let (_, trial) = query::trial_balance(db, cooperative, ("hzs", first, period(last))).unwrap();
            assert!(trial.total.is_balanced());
            trial.rows.get(account).map(|row| (row.opening.fen(), row.closing().unwrap().fen()))
        };
        let before = [balance(db, "2009-01", "32202"), balance(db, "2009-01", "102"), balance(db, "2008-13", "322")];
        assert_eq!(before, [Some((-800, -800)), Some((3_800, 4_500)), Some((0, -800))]);
        close_month(db, "2008-13").unwrap();
        let after = [balance(db, "2009-01", "32202"), balance(db, "2009-01", "102"), balance(db, "2008-13", "322")];
        assert_eq!(before, after, "closing changes no balance");
    });
}

#[test]
fn who_prepares_does_not_review_and_the_cashier_signs() {
    in_hall(|hall| {
        let admin = actor("admin", "", "系统管理");
        hall.add_by(&admin, "qian", "", "钱会计", &[Post::Accountant]);
        hall.add_by(&admin, "sun", "", "孙出纳", &[Post::Cashier]);
        let (first, second, cashier) = (Hall::person("zhou"), actor("qian", "", "钱会计"), actor("sun", "", "孙出纳"));
        let open = |hall: &mut Hall<'_>, by| {
            let (code, name, kind) = ("hzs".to_owned(), "合作社账".to_owned(), BookKind::Cooperative);
            let request =
                tonggu::application::ledger::OpenRequest { code, name, kind, chart: None, first_year: year(2008) };
            hall.as_actor(by, |db, cooperative, context| {
                tonggu::application::ledger::open_book(db, cooperative, &request, context)
            })
        };
        assert_eq!(refused_codes(open(hall, &cashier)), ["not_permitted"], "the cashier keeps no ledger");
        assert_eq!(refused_codes(open(hall, &admin)), ["not_permitted"]);
        open(hall, &first).unwrap();
        assert_eq!(refused_codes(open(hall, &first)), ["book_exists"]);
        let source = EntryRequest { source: "回单88".to_owned(), ..request("2008-12-05", pair("513", "102", 900)) };
        let put = |hall: &mut Hall<'_>| {
            hall.as_actor(&first, |db, cooperative, context| enter(db, cooperative, &source, context))
        };
        let entry = put(hall).unwrap();
        assert_eq!(refused_codes(put(hall)), ["source_booked_twice"]);
        let bare = EntryRequest { attachment_count: 0, ..request("2008-12-06", pair("513", "102", 1)) };
        let bare = hall.as_actor(&first, |db, cooperative, context| enter(db, cooperative, &bare, context)).unwrap();
        let mut check = |by, which: &Which, signs: bool| {
            hall.as_actor(by, |db, cooperative, context| -> Outcome<Marked> {
                if signs { sign(db, cooperative, which, context) } else { review(db, cooperative, which, context) }
            })
        };
        assert_eq!(refused_codes(check(&first, &Which::Entry(entry), false)), ["own_review"]);
        assert_eq!(refused_codes(check(&cashier, &Which::Entry(entry), false)), ["not_permitted"]);
        assert_eq!(refused_codes(check(&second, &Which::Entry(entry), true)), ["not_permitted"]);
        assert_eq!(refused_codes(check(&second, &Which::Entry(bare), false)), ["attachment_missing"]);
        check(&second, &Which::Entry(entry), false).unwrap();
        check(&cashier, &Which::Entry(entry), true).unwrap();
        assert_eq!(refused_codes(check(&second, &Which::Entry(entry), false)), ["no_vouchers"], "once is enough");
        hall.as_actor(&first, |db, cooperative, context| post(db, cooperative, ("hzs", period("2008-12")), context))
            .unwrap();
    });
}

/// Balances by account as an outside program has them.
fn outside(command: &mut Command, separator: char) -> BTreeMap<String, String> {
    let output = command.env("LC_ALL", "C.UTF-8").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| {
        let fields: Vec<&str> = line.split(separator).map(|field| field.trim_matches('"')).collect();
        let amount = *fields.last().unwrap();
        let amount = if amount == "0" { "0.00" } else { amount };
        (fields[0].to_owned(), amount.to_owned())
    };
    text.lines().filter(|line| !line.starts_with("\"account\"")).map(read).collect()
}

/// Whether the program that reads a format is installed, which CI does not forgive if it is not.
fn is_installed(format: PlainTextFormat) -> bool {
    let (program, argument) = match format {
        PlainTextFormat::Hledger => ("hledger", "--version"),
        PlainTextFormat::Beancount => ("python3", "-cimport beancount"),
    };
    let is_there = Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success());
    assert!(is_there || std::env::var("CI").is_err(), "{format:?} is missing: scripts/test installs it");
    is_there
}

/// The balances that a program comes to, once it has checked the file.
fn balances_outside(format: PlainTextFormat, file: &std::path::Path) -> BTreeMap<String, String> {
    match format {
        PlainTextFormat::Hledger => {
            let checked = Command::new("hledger")
                .env("LC_ALL", "C.UTF-8")
                .arg("-f")
                .arg(file)
                .args(["check", "--strict"])
                .output();
            assert!(checked.unwrap().status.success());
            let mut command = Command::new("hledger");
            command.arg("-f").arg(file).args(["balance", "--flat", "--no-total", "-E", "--layout=bare", "-O", "csv"]);
            outside(&mut command, ',')
        }
        PlainTextFormat::Beancount => {
            let mut command = Command::new("python3");
            outside(command.arg(root().join("tests/checker/beancount_balances.py")).arg(file), '\t')
        }
    }
}

#[test]
fn hledger_and_beancount_come_to_the_same_balances_account_by_account() {
    with_book(|db, cooperative| {
        open_a_book(db, cooperative, "公司", BookKind::Company);
        for (position, (debit, credit)) in
            [("102", "50102"), ("513", "102"), ("102", "11302"), ("32202", "11301")].iter().enumerate()
        {
            let fen = 12_345 + position as i64;
            with_context(|context| enter(db, cooperative, &request("2008-05-06", pair(debit, credit, fen)), context))
                .unwrap();
        }
        settle(db, cooperative, "2008-05");
        let first = query::vouchers(db, cooperative, ("hzs", None)).unwrap()[0].entry_no;
        with_context(|context| reverse(db, cooperative, first, (day("2008-06-01"), "“记错”"), context)).unwrap();
        settle(db, cooperative, "2008-06");
        let mut own = BTreeMap::new();
        let (mut books, mut views) = (Vec::new(), Vec::new());
        for code in ["hzs", "公司"] {
            let range = (AccountingPeriod::opening(year(2008)), period("2008-12"));
            let (book, balances) = query::book_balances(db, cooperative, (code, range.0, range.1)).unwrap();
            for account in book.chart.accounts().filter(|account| !book.chart.is_parent(&account.code)) {
                let movement = balances.account(&account.code).unwrap();
                if !movement.turnover.debit.is_zero() || !movement.turnover.credit.is_zero() || account.code == "102" {
                    own.insert((code, account.code.to_string()), movement.closing().unwrap().to_string());
                }
            }
            views.push(query::vouchers(db, cooperative, (code, None)).unwrap());
            books.push(book);
        }
        let folder = tempfile::tempdir().unwrap();
        for format in [PlainTextFormat::Hledger, PlainTextFormat::Beancount] {
            let posted = books.iter().zip(&views).map(|(book, views)| {
                let posted = views.iter().map(|view| PostedVoucher { name: view.name(), voucher: &view.voucher });
                (book, posted.collect())
            });
            let mut text = String::new();
            plain_text_ledger::write(&mut text, format, &posted.collect::<Vec<_>>());
            let file = folder.path().join("books.txt");
            std::fs::write(&file, text).unwrap();
            if !is_installed(format) {
                continue;
            }
            let found = balances_outside(format, &file);
            for ((code, account), balance) in &own {
                let book = books.iter().find(|book| book.code == *code).unwrap();
                let name = plain_text_ledger::account_name(book, account, format, true);
                assert_eq!(found.get(&name), Some(balance), "{name}");
            }
            let unlike = found.iter().filter(|(_, balance)| *balance != "0.00").count();
            assert_eq!(unlike, own.values().filter(|balance| *balance != "0.00").count(), "and no others");
        }
    });
}

/// One thing that may happen to the books.
#[derive(Clone, Debug)]
enum Event {
    Enter(u32, usize, i64),
    Settle(u32),
    Reverse(usize, u32),
    Close(u32),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let month = 1_u32..5;
    let one = prop_oneof![
        4 => (month.clone(), 0_usize..4, 1_i64..1_000_000).prop_map(|(month, pair, fen)| Event::Enter(month, pair, fen)),
        2 => month.clone().prop_map(Event::Settle),
        1 => (0_usize..8, month.clone()).prop_map(|(which, month)| Event::Reverse(which, month)),
        1 => month.prop_map(Event::Close),
    ];
    proptest::collection::vec(one, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens in whatever order: debits equal credits, sub-ledgers their accounts, numbers have no gap, closed periods stand still.
    #[test]
    fn no_sequence_of_events_breaks_the_books(events in events()) {
        let mut db = Db::open_in_memory().unwrap();
        tonggu::storage::migration::migrate(&mut db).unwrap();
        let cooperative = crate::support::example_cooperative(&mut db);
        open_a_book(&mut db, &cooperative, "hzs", BookKind::Cooperative);
        let pairs = [("102", "50102"), ("513", "102"), ("102", "11302"), ("32202", "11301")];
        let mut closed: BTreeMap<u32, tonggu::domain::ledger::balance::TrialBalance> = BTreeMap::new();
        let (db, cooperative) = (&mut db, &cooperative);
        for event in events {
            match event {
                Event::Enter(month, pair_no, fen) => {
                    let (debit, credit) = pairs[pair_no];
                    let request = request(&format!("2008-{month:02}-07"), pair(debit, credit, fen));
                    let entered = with_context(|context| enter(db, cooperative, &request, context));
                    prop_assert_eq!(entered.is_ok(), !closed.contains_key(&month));
                }
                Event::Settle(month) => {
                    let which = Which::Period("hzs".to_owned(), period(&format!("2008-{month:02}")));
                    let _ = with_context(|context| review(db, cooperative, &which, context));
                    let _ = with_context(|context| sign(db, cooperative, &which, context));
                    let _ = with_context(|context| post(db, cooperative, ("hzs", period(&format!("2008-{month:02}"))), context));
                }
                Event::Reverse(which, month) => {
                    let views = query::vouchers(db, cooperative, ("hzs", None)).unwrap();
                    if let Some(view) = views.get(which) {
                        let date = day(&format!("2008-{month:02}-09"));
                        let _ = with_context(|context| reverse(db, cooperative, view.entry_no, (date, ""), context));
                    }
                }
                Event::Close(month) => {
                    let month_period = period(&format!("2008-{month:02}"));
                    if with_context(|context| close(db, cooperative, ("hzs", month_period), context)).is_ok() {
                        let (_, trial) = query::trial_balance(db, cooperative, ("hzs", month_period, month_period)).unwrap();
                        closed.insert(month, trial);
                    }
                }
            }
        }
        let range = (period("2008-01"), period("2008-12"));
        let (book, balances) = query::book_balances(db, cooperative, ("hzs", range.0, range.1)).unwrap();
        let trial = balances.trial_balance(&book).unwrap();
        prop_assert!(trial.total.is_balanced());
        for (code, movement) in &trial.rows {
            let parts = balances.by_dimensions(code).unwrap();
            let sum = Money::sum(parts.values().map(|part| part.closing().unwrap())).unwrap();
            prop_assert_eq!(sum, movement.closing().unwrap(), "{} is the sum of its sub-ledger", code);
        }
        let mut numbers: BTreeMap<AccountingPeriod, Vec<u32>> = BTreeMap::new();
        for view in query::vouchers(db, cooperative, ("hzs", None)).unwrap() {
            if let Some(number) = view.number {
                numbers.entry(view.voucher.head().period).or_default().push(number.number);
            }
        }
        for given in numbers.values() {
            prop_assert_eq!(given.clone(), (1..=given.len() as u32).collect::<Vec<_>>());
        }
        for (month, kept) in &closed {
            let month = period(&format!("2008-{month:02}"));
            let (_, now) = query::trial_balance(db, cooperative, ("hzs", month, month)).unwrap();
            prop_assert_eq!(&now, kept, "{} stands still", month);
        }
        prop_assert_eq!(verify(db, cooperative, None, &mut |_, _, _| {}).unwrap().findings, vec![]);
    }
}
