//! What keeps money from whom it is not for: a receivable that was written off pays nobody, a mark stops a batch that is made already, no dividend comes
//! in twice, and what a bank alone calls returned is paid again.

use crate::books::pair;
use crate::payments::{
    ACCOUNTS, book, book_the_run, company_pays, dividend, make, owed, send, settle, states, unpaid, with_run,
};
use crate::support::{
    codes, day, example_cooperative, import_sheets, open_a_book, printed, refused_codes, run, tonggu, with_context,
    year,
};
use tonggu::application::import::undo;
use tonggu::application::ledger::{DividendPayment, EntryRequest, book_dividend, enter};
use tonggu::application::payment::{BatchRequest, MarkRequest, batch, batch_for_bank, mark_unpaid};
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::ledger::account::{Dimension, Dimensions};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::domain::money::Money;
use tonggu::domain::payment::claim::Tier;
use tonggu::domain::payment::payable::{Obstacle, PayableState};
use tonggu::domain::payment::unpaid_mark::UnpaidState;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place};
use tonggu::storage::migration::migrate;

fn enter_pair(db: &mut Db, cooperative: &Cooperative, (debit, credit): (&str, &str), fen: i64) {
    let mut lines = pair(debit, credit, fen);
    for line in lines.iter_mut().filter(|line| line.account.starts_with("112")) {
        line.dimensions = Dimensions::one(Dimension::Counterparty, "公司");
    }
    let request = EntryRequest { attachment_count: 1, ..EntryRequest::ordinary("hzs", day("2009-01-20"), lines) };
    with_context(|context| enter(db, cooperative, &request, context)).unwrap();
    settle(db, cooperative, "2009-01");
}

#[test]
fn what_was_written_off_is_not_what_the_company_paid() {
    with_run(|db, cooperative, run| {
        book_the_run(db, cooperative, run);
        let declared = dividend(db, cooperative, run);
        let waits = |db: &mut Db| states(db, cooperative)["M001 2"] == PayableState::Waiting(Obstacle::CompanyUnpaid);
        let second = || BatchRequest { tier: Some(Tier::Two), ..BatchRequest::default() };
        enter_pair(db, cooperative, ("515", "11201"), declared);
        assert!(waits(db), "a write-off brings no money");
        assert_eq!(make(db, cooperative, second()), Err(vec!["nothing_payable"]));
        enter_pair(db, cooperative, ("515", "11201"), -declared);
        enter_pair(db, cooperative, ("102", "11201"), declared - 100);
        assert!(waits(db), "a yuan is missing");
        enter_pair(db, cooperative, ("101", "11201"), 100);
        assert!(!waits(db), "cash is money as well as the bank's");
        enter_pair(db, cooperative, ("102", "11201"), -1);
        assert!(waits(db), "a fen went back");
    });
}

#[test]
fn no_more_dividend_comes_in_than_was_declared() {
    with_run(|db, cooperative, run| {
        let book = |db: &mut Db, number: i32, fen, source: &str| {
            let (year, date, amount) = (year(number), day("2009-01-20"), Money::from_fen(fen));
            let payment = DividendPayment { year, date, amount, source: source.to_owned() };
            let chosen = ChosenAccounts::new();
            with_context(|context| book_dividend(db, cooperative, (&payment, &chosen), context)).map(|done| done.known)
        };
        book_the_run(db, cooperative, run);
        let declared = dividend(db, cooperative, run);
        assert_eq!(refused_codes(book(db, 2008, declared + 1, "回单 1")), ["dividend_beyond_declared"]);
        assert_eq!(refused_codes(book(db, 2004, 100, "回单 1")), ["dividend_beyond_declared"], "a year without a run");
        assert_eq!(book(db, 2008, declared - 500, "回单 1").unwrap(), 0);
        assert_eq!(book(db, 2008, declared - 500, "回单 1").unwrap(), 2, "the same again is known, not more");
        assert_eq!(refused_codes(book(db, 2008, 501, "回单 2")), ["dividend_beyond_declared"], "drafts count");
        enter_pair(db, cooperative, ("102", "11201"), 200);
        assert_eq!(
            refused_codes(book(db, 2008, 301, "回单 2")),
            ["dividend_beyond_declared"],
            "so does what was typed"
        );
        assert_eq!(book(db, 2008, 300, "回单 2").unwrap(), 0);
    });
}

#[test]
fn a_mark_stops_a_batch_that_is_made_already() {
    with_run(|db, cooperative, _| {
        let first = make(db, cooperative, BatchRequest::default()).unwrap();
        let mark = |db: &mut Db, state, since: &str| {
            let (member_no, since) = ("M003".to_owned(), day(since));
            let request = MarkRequest { member_no, state, since, reason: "子女有异议".to_owned() };
            with_context(|context| mark_unpaid(db, cooperative, &request, context)).unwrap();
        };
        let file = |db: &mut Db, batch_no| batch_for_bank(db, cooperative, (batch_no, day("2008-12-01"))).map(|_| ());
        mark(db, UnpaidState::Disputed, "2008-12-02");
        file(db, first).unwrap();
        mark(db, UnpaidState::Disputed, "2008-12-01");
        assert_eq!(refused_codes(file(db, first)), ["batch_marked"]);
        assert_eq!(send(db, cooperative, first), Err(vec!["batch_marked"]));
        with_context(|context| {
            tonggu::application::payment::cancel_batch(db, cooperative, (first, "M003 有争议"), context)
        })
        .unwrap();
        let second = make(db, cooperative, BatchRequest::default()).unwrap();
        let paid = batch(db, cooperative, second).unwrap().0.batch;
        assert!(paid.lines.iter().flat_map(|line| &line.claims).all(|claim| claim.key.member_no != "M003"));
        file(db, second).unwrap();
        send(db, cooperative, second).unwrap();
        mark(db, UnpaidState::Deceased, "2008-12-01");
        file(db, second).unwrap();
    });
}

#[test]
fn what_the_bank_only_calls_returned_is_paid_again_and_not_booked() {
    with_run(|db, cooperative, run| {
        book_the_run(db, cooperative, run);
        let declared = dividend(db, cooperative, run);
        company_pays(db, cooperative, declared, "回单 1");
        let first = make(db, cooperative, BatchRequest::default()).unwrap();
        send(db, cooperative, first).unwrap();
        let (standing, _) = batch(db, cooperative, first).unwrap();
        let told = |is_returned: &dyn Fn(u32) -> &'static str| {
            let rows = standing.batch.numbered();
            let rows =
                rows.map(|(key, line)| format!("{key},{},{},2009-02-02\n", line.amount, is_returned(key.line_no)));
            format!("明细id,金额,是否退票,支付日期\n{}", rows.collect::<String>())
        };
        let sheet = told(&|line_no| if line_no == 1 { "是" } else { "否" });
        let import = import_sheets(db, cooperative, &[("回盘", &sheet)]);
        assert_eq!(codes(&import), []);
        assert_eq!(codes(&import_sheets(db, cooperative, &[("回盘", &sheet)])), [], "the same again says nothing new");
        assert_eq!(book(db, cooperative, first).entered.len(), 1, "what was paid, and no return");
        assert_eq!(owed(db, cooperative, "2009-02"), unpaid(db, cooperative));
        let again = make(db, cooperative, BatchRequest::default()).unwrap();
        let again = batch(db, cooperative, again).unwrap().0.batch;
        assert_eq!((again.lines.len(), &again.lines[0].claims), (1, &standing.batch.lines[0].claims));
    });
}

#[test]
fn a_payment_that_was_returned_since_is_not_taken_back() {
    with_run(|db, cooperative, _| {
        let request = BatchRequest { members: vec!["M003".to_owned()], ..BatchRequest::default() };
        let batch_no = make(db, cooperative, request).unwrap();
        send(db, cooperative, batch_no).unwrap();
        let amount = batch(db, cooperative, batch_no).unwrap().0.batch.lines[0].amount;
        let say = |db: &mut Db, state: &str, date: &str| {
            let sheet = format!("明细id,金额,支付状态,支付日期\nDF1-1,{amount},{state},{date}\n");
            import_sheets(db, cooperative, &[("回盘", &sheet)])
        };
        // The two come in the other way round: what they say together is the same.
        assert_eq!(codes(&say(db, "退票", "2009-02-05")), []);
        let paid = say(db, "成功", "2009-02-02");
        assert_eq!(codes(&paid), []);
        let taken_back = with_context(|context| undo(db, cooperative, paid.batch_no.unwrap(), context)).map(|_| ());
        assert_eq!(refused_codes(taken_back), ["batch_needed"]);
    });
}

#[test]
fn a_clerk_is_told_the_whole_command_and_where_a_batch_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let mut db = Db::open(&Place::new(data.to_str().unwrap())).unwrap();
    migrate(&mut db).unwrap();
    let cooperative = example_cooperative(&mut db);
    assert!(!import_sheets(&mut db, &cooperative, &[("成员名册", ACCOUNTS)]).has_errors());
    run(&mut db, &cooperative, crate::support::request(2008, RunKind::Annual, None, None)).unwrap();
    open_a_book(&mut db, &cooperative, "hzs", BookKind::Cooperative);
    drop(db);
    let say = |words: &[&str]| {
        let output = tonggu(data.to_str().unwrap(), words);
        (output.status.code().unwrap(), printed(&output), String::from_utf8(output.stderr).unwrap())
    };
    let (_, made, _) = say(&["payment", "batch", "--tier", "1"]);
    assert!(made.contains("payment sent 1 --reference 银行编号") && made.contains("待付"), "{made}");
    assert!(!made.contains("待回盘"), "{made}");
    let (_, listed, _) = say(&["payment", "batches"]);
    assert!(listed.contains("待付") && !listed.contains("待回盘"), "{listed}");
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (code, _, wrong) = say(&["payment", "file", "1", &file("代发.txt")]);
    assert!(code == 1 && wrong.contains("xlsx"), "{wrong}");
    assert!(!folder.path().join("代发.txt").exists());
    let (code, written, _) = say(&["payment", "file", "1", &file("代发.xlsx")]);
    assert!(code == 0 && written.contains("--reference"), "{written}");
    let (code, _, nobody) = say(&["payment", "list", "--household", "H9"]);
    assert!(code == 1 && nobody.contains("H9"), "{nobody}");
    let (code, _, asleep) = say(&["payment", "mark", "M003", "--state", "睡觉", "--reason", "病"]);
    assert!(code == 2 && asleep.contains("应为"), "{asleep}");
    let (code, _, no_month) = say(&["ledger", "book", "--receipts", "2008-13"]);
    assert!(code == 2 && no_month.contains("月份"), "{no_month}");
    let voucher = ["voucher", "add", "--book", "hzs", "--date", "2008-03-05", "--summary", "办公费"];
    let (code, _, too_fine) = say(&[&voucher[..], &["--debit", "513=1.005", "--credit", "101=1.005"]].concat());
    assert!(code == 2 && too_fine.contains("两位小数"), "{too_fine}");
    let (_, entered, _) =
        say(&[&voucher[..5], &["2099-03-05"], &voucher[6..], &["--debit", "513=1", "--credit", "101=1"]].concat());
    assert!(entered.contains("2099-03-05 还没有到"), "{entered}");
    say(&["ledger", "open", "--code", "gyjs", "--name", "公益账", "--kind", "welfare_fund", "--year", "2008"]);
    let (_, books, _) = say(&["--language", "en", "ledger", "list"]);
    assert!(books.contains("welfare fund") && !books.contains("welfare_fund"), "{books}");
}
