//! What can go wrong with a voucher: what it closes, who reviews it, how it is put right, and what nobody may type.

use crate::books::{pair, period, request, settle, with_book};
use crate::support::hall::{Hall, actor, in_hall};
use crate::support::{codes, day, import_sheets, open_a_book, refused_codes, with_context, year};
use tonggu::application::import::{list, undo};
use tonggu::application::ledger::query::{self, VoucherView};
use tonggu::application::ledger::{
    EntryRequest, OpenRequest, SubAccount, Which, add_account, attach, close, close_income, discard, enter, open_book,
    post, reverse, review, sign,
};
use tonggu::domain::access::role::Post;
use tonggu::domain::ledger::account::{Dimension, Dimensions};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::voucher::{VoucherKind, VoucherWord};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

const HEADINGS: &str = "账套,日期,凭证字号,摘要,科目编码,借方,贷方,附件张数\n";

fn typed(db: &mut Db, cooperative: &Cooperative, request: &EntryRequest) -> Result<i64, Vec<&'static str>> {
    let entered = with_context(|context| enter(db, cooperative, request, context));
    entered.map_err(|failure| refused_codes::<()>(Err(failure)))
}

fn views(db: &mut Db, cooperative: &Cooperative, book: &str) -> Vec<VoucherView> {
    query::vouchers(db, cooperative, (book, None)).unwrap()
}

#[test]
fn a_cost_that_is_carried_from_stock_closes_nothing() {
    with_book(|db, cooperative| {
        open_a_book(db, cooperative, "gs", BookKind::Company);
        let bare = "gs,2008-02-09,记-1,结转销售成本,5401,300,,0\ngs,2008-02-09,记-1,结转销售成本,1405,,300,0\n";
        let report = import_sheets(db, cooperative, &[("凭证", &format!("{HEADINGS}{bare}"))]);
        assert!(!report.has_errors(), "{:?}", codes(&report));
        let sale = views(db, cooperative, "gs").pop().unwrap();
        assert_eq!(sale.voucher.head().kind, VoucherKind::Ordinary, "whatever its summary says");
        let which = Which::Entry(sale.entry_no);
        let unsupported = with_context(|context| review(db, cooperative, &which, context));
        assert_eq!(refused_codes(unsupported), ["attachment_missing"]);
        with_context(|context| discard(db, cooperative, sale.entry_no, context)).unwrap();
        let income = "gs,2008-12-31,记-1,结转本年利润,5001,300,,0\ngs,2008-12-31,记-1,结转本年利润,3103,,300,0\n";
        assert!(!import_sheets(db, cooperative, &[("凭证", &format!("{HEADINGS}{income}"))]).has_errors());
        assert_eq!(views(db, cooperative, "gs")[0].voucher.head().kind, VoucherKind::Closing);
        // What a sheet calls a correction names nothing that it corrects: it needs its source document like any other.
        let correction = "gs,2008-12-30,记-1,更正上月,1002,5,,0\ngs,2008-12-30,记-1,更正上月,1405,,5,0\n";
        let report = import_sheets(db, cooperative, &[("凭证", &format!("{HEADINGS}{correction}"))]);
        assert_eq!(codes(&report)[0].0, "attachment_missing");
    });
}

#[test]
fn what_people_type_is_one_line_or_refused() {
    with_book(|db, cooperative| {
        let mut lines = pair("514", "102", 900);
        lines[0].summary = "付\t道路\r\n养护\u{1b}[31m".into();
        lines[1].dimensions = Dimensions::one(Dimension::Counterparty, "养护队\t一\n");
        let written = EntryRequest { source: " 回单\t7\n".to_owned(), ..request("2008-05-06", lines.clone()) };
        let entry = typed(db, cooperative, &written).unwrap();
        let view = query::voucher(db, cooperative, &entry.to_string(), None).unwrap();
        let head = view.voucher.head();
        assert_eq!((view.voucher.lines()[0].summary.as_str(), head.source.as_str()), ("付 道路  养护 [31m", "回单 7"));
        assert_eq!(view.voucher.lines()[1].dimensions.as_str(), "往来单位:养护队 一");
        settle(db, cooperative, "2008-05");
        with_context(|context| reverse(db, cooperative, entry, (day("2008-05-07"), "甲\n乙"), context)).unwrap();
        let sub = SubAccount { code: "51301".to_owned(), name: "办公\n费".to_owned(), dimension: None, row: None };
        let added = with_context(|context| add_account(db, cooperative, ("hzs", &sub), context)).unwrap();
        assert_eq!(added.name, "办公 费");
        for (summary, code) in [("", "summary_unfit"), ("\n", "summary_unfit"), (&*"长".repeat(201), "summary_unfit")]
        {
            lines[0].summary = summary.into();
            assert_eq!(typed(db, cooperative, &request("2008-06-06", lines.clone())), Err(vec![code]));
        }
        // A month whose sums nobody can hold is not let in.
        let most = 100_000_000_000_000;
        assert!(typed(db, cooperative, &request("2008-06-06", pair("514", "102", most))).is_ok());
        let above = typed(db, cooperative, &request("2008-06-06", pair("514", "102", most + 1)));
        assert_eq!(above, Err(vec!["voucher_too_large"]));
        let twice = [pair("514", "102", most), pair("514", "102", 1)].concat();
        assert_eq!(typed(db, cooperative, &request("2008-06-06", twice)), Err(vec!["voucher_too_large"]));
    });
}

#[test]
fn a_red_copy_sets_its_source_free_and_is_no_voucher_to_reverse() {
    with_book(|db, cooperative| {
        let written = EntryRequest { source: "回单7".to_owned(), ..request("2008-05-06", pair("513", "102", 900)) };
        let entry = typed(db, cooperative, &written).unwrap();
        settle(db, cooperative, "2008-05");
        let red_of = |db: &mut Db, entry, date| {
            with_context(|context| reverse(db, cooperative, entry, (day(date), "金额错"), context))
        };
        assert_eq!(refused_codes(red_of(db, entry, "2008-05-05")), ["reversed_before_itself"]);
        let red = red_of(db, entry, "2008-05-08").unwrap();
        assert_eq!(typed(db, cooperative, &written), Err(vec!["source_booked_twice"]), "not before it is posted");
        settle(db, cooperative, "2008-05");
        assert_eq!(refused_codes(red_of(db, red, "2008-05-09")), ["reversal_not_reversed"]);
        assert_eq!(refused_codes(red_of(db, entry, "2008-05-09")), ["reversed_already"]);
        typed(db, cooperative, &written).unwrap();
        open_a_book(db, cooperative, "gs", BookKind::Company);
        let elsewhere = EntryRequest {
            kind: VoucherKind::Correction,
            corrects: Some(entry),
            ..EntryRequest::ordinary("gs", day("2008-05-09"), request("2008-05-09", pair("5602", "1002", 5)).lines)
        };
        assert_eq!(typed(db, cooperative, &elsewhere), Err(vec!["voucher_unknown"]), "a book corrects its own");
    });
}

#[test]
fn a_wrong_opening_balance_is_reversed_where_it_stands_and_imported_anew() {
    with_book(|db, cooperative| {
        let opening = |fen: &str| format!("账套,科目编码,借方,贷方\nhzs,102,{fen},\nhzs,30101,,{fen}\n");
        assert!(!import_sheets(db, cooperative, &[("期初余额", &opening("1000"))]).has_errors());
        settle(db, cooperative, "2008-00");
        let report = import_sheets(db, cooperative, &[("期初余额", &opening("900"))]);
        assert_eq!(codes(&report)[0].0, "voucher_posted");
        let entry = views(db, cooperative, "hzs")[0].entry_no;
        with_context(|context| reverse(db, cooperative, entry, (day("2008-04-02"), "多打一百"), context)).unwrap();
        settle(db, cooperative, "2008-00");
        assert!(!import_sheets(db, cooperative, &[("期初余额", &opening("900"))]).has_errors());
        settle(db, cooperative, "2008-00");
        let range = ("hzs", period("2008-01"), period("2008-04"));
        let (_, trial) = query::trial_balance(db, cooperative, range).unwrap();
        assert_eq!((trial.rows["102"].opening.fen(), trial.rows.len()), (90_000, 3), "年初余额 is right");
        let names: Vec<String> = views(db, cooperative, "hzs").iter().map(VoucherView::name).collect();
        assert_eq!(names, ["2008-00 期初-1", "2008-00 期初-2", "2008-00 期初-3"]);
    });
}

#[test]
fn a_year_ends_after_the_year_before_and_closes_its_income_once() {
    with_book(|db, cooperative| {
        let closed = |db: &mut Db, month: &str| {
            with_context(|context| close(db, cooperative, ("hzs", period(month)), context)).map(|_| ())
        };
        let drafted = |db: &mut Db, month: &str| {
            with_context(|context| close_income(db, cooperative, ("hzs", period(month)), context))
        };
        for (date, fen) in [("2008-06-01", 5_000), ("2009-06-01", 700)] {
            typed(db, cooperative, &request(date, pair("102", "50102", fen))).unwrap();
            settle(db, cooperative, &date[..7]);
        }
        drafted(db, "2008-12").unwrap().unwrap();
        assert_eq!(refused_codes(drafted(db, "2008-12")), ["closing_waits"]);
        settle(db, cooperative, "2008-12");
        (1..=12).for_each(|month| closed(db, &format!("2008-{month:02}")).unwrap());
        (1..12).for_each(|month| closed(db, &format!("2009-{month:02}")).unwrap());
        assert_eq!(refused_codes(drafted(db, "2009-12")), ["period_not_next"], "2008 was not distributed");
        assert!(refused_codes(closed(db, "2009-12")).contains(&"period_not_next"));
        closed(db, "2008-13").unwrap();
        drafted(db, "2009-12").unwrap().unwrap();
        settle(db, cooperative, "2009-12");
        closed(db, "2009-12").unwrap();
        for (first, last) in [("2008-06", "2009-03"), ("2008-05", "2008-02")] {
            let asked = query::trial_balance(db, cooperative, ("hzs", period(first), period(last)));
            assert_eq!(refused_codes(asked.map(|_| ())), ["range_unfit"]);
        }
        let before = query::trial_balance(db, cooperative, ("hzs", period("2007-01"), period("2007-02")));
        assert_eq!(refused_codes(before.map(|_| ())), ["period_before_book"]);
    });
}

#[test]
fn a_sheet_s_numbers_wait_for_their_own_vouchers() {
    with_book(|db, cooperative| {
        let row = |number: u32, side: &str| format!("hzs,2008-02-09,记-{number},付办公费,{side},1\n");
        let rows: String = (1..=2).map(|number| row(number, "513,300,") + &row(number, "102,,300")).collect();
        assert!(!import_sheets(db, cooperative, &[("凭证", &format!("{HEADINGS}{rows}"))]).has_errors());
        let other = typed(db, cooperative, &request("2008-02-01", pair("513", "102", 5))).unwrap();
        let treat = |db: &mut Db, entry: i64| {
            let which = Which::Entry(entry);
            let early = with_context(|context| sign(db, cooperative, &which, context));
            assert_eq!(refused_codes(early), ["not_reviewed"], "the cashier signs what was reviewed");
            with_context(|context| review(db, cooperative, &which, context)).unwrap();
            with_context(|context| sign(db, cooperative, &which, context)).unwrap();
        };
        treat(db, other);
        let posted = with_context(|context| post(db, cooperative, ("hzs", period("2008-02")), context));
        assert_eq!(refused_codes(posted), ["not_reviewed"], "记-1 is the sheet's");
        settle(db, cooperative, "2008-02");
        let own = query::voucher(db, cooperative, &other.to_string(), None).unwrap();
        assert_eq!(own.number.map(|number| (number.word, number.number)), Some((VoucherWord::General, 3)));
    });
}

#[test]
fn who_prepared_a_voucher_does_not_review_it_under_any_other_name() {
    in_hall(|hall| {
        let admin = actor("admin", "", "系统管理");
        hall.add_by(&admin, "qian", "", "钱会计", &[Post::Accountant]);
        hall.add_by(&admin, "wu", "", "吴会计", &[Post::Accountant]);
        let (first, second, third) = (actor("qian", "", "钱会计"), Hall::person("zhou"), actor("wu", "", "吴会计"));
        let (code, name, kind) = ("hzs".to_owned(), "合作社账".to_owned(), BookKind::Cooperative);
        let open = OpenRequest { code, name, kind, chart: None, first_year: year(2008) };
        hall.as_actor(&first, |db, cooperative, context| open_book(db, cooperative, &open, context)).unwrap();
        let other = OpenRequest { code: "hzs2".to_owned(), name: "另账".to_owned(), ..open.clone() };
        let opened = hall.as_actor(&first, |db, cooperative, context| open_book(db, cooperative, &other, context));
        assert_eq!(refused_codes(opened), ["book_of_kind_exists"]);
        let mut entered = |by, fen| {
            let request = request("2008-12-05", pair("513", "102", fen));
            hall.as_actor(by, |db, cooperative, context| enter(db, cooperative, &request, context)).unwrap()
        };
        let (of_first, of_second) = (entered(&first, 900), entered(&second, 800));
        let folder = tempfile::tempdir().unwrap();
        let scan = folder.path().join("回单.jpg");
        std::fs::write(&scan, "回单").unwrap();
        // Another keeps a scan with it: it is still the first one's voucher, and now the other's too.
        let attached = hall
            .as_actor(&second, |db, cooperative, context| attach(db, cooperative, (of_first, &scan), context))
            .unwrap();
        let mut check =
            |by, which: Which| hall.as_actor(by, |db, cooperative, context| review(db, cooperative, &which, context));
        for by in [&first, &second] {
            assert_eq!(refused_codes(check(by, Which::Entry(attached))), ["own_review"]);
        }
        // Of a month, one's own vouchers are left to others.
        let december = || Which::Period("hzs".to_owned(), period("2008-12"));
        let marked = check(&first, december()).unwrap();
        assert_eq!((marked.count, marked.left), (1, vec![format!("#{attached}").into()]));
        assert_eq!(refused_codes(check(&first, december())), ["own_review"]);
        let marked = check(&third, december()).unwrap();
        assert_eq!((marked.count, marked.left.len()), (1, 0));
        assert_ne!(of_second, attached);
    });
}

#[test]
fn of_vouchers_without_numbers_each_is_told_by_its_lines_whoever_brought_it_back() {
    in_hall(|hall| {
        let admin = actor("admin", "", "系统管理");
        hall.add_by(&admin, "qian", "", "钱会计", &[Post::Accountant]);
        hall.add_by(&admin, "wu", "", "吴会计", &[Post::Accountant]);
        let (first, second, third) = (Hall::person("zhou"), actor("qian", "", "钱会计"), actor("wu", "", "吴会计"));
        let (code, name, kind) = ("hzs".to_owned(), "合作社账".to_owned(), BookKind::Cooperative);
        let open = OpenRequest { code, name, kind, chart: None, first_year: year(2008) };
        hall.as_actor(&first, |db, cooperative, context| open_book(db, cooperative, &open, context)).unwrap();
        let mut entered = |by, fen| {
            let request = request("2008-12-05", pair("513", "102", fen));
            hall.as_actor(by, |db, cooperative, context| enter(db, cooperative, &request, context)).unwrap()
        };
        let typed: Vec<i64> = (0..4).map(|step| entered(&first, 800 + step)).collect();
        // The second of four is taken away and brought back by another: it has two preparers, the others one.
        hall.as_actor(&second, |db, cooperative, context| discard(db, cooperative, typed[1], context)).unwrap();
        let batch = list(hall.db, &hall.cooperative).unwrap().last().unwrap().0.batch_no;
        hall.as_actor(&second, |db, cooperative, context| undo(db, cooperative, batch, context)).unwrap();
        let back = query::vouchers(hall.db, &hall.cooperative, ("hzs", None)).unwrap();
        let back = back.iter().map(|view| view.entry_no).max().unwrap();
        let mut check =
            |by, which: Which| hall.as_actor(by, |db, cooperative, context| review(db, cooperative, &which, context));
        for by in [&first, &second] {
            assert_eq!(refused_codes(check(by, Which::Entry(back))), ["own_review"]);
        }
        let december = || Which::Period("hzs".to_owned(), period("2008-12"));
        let marked = check(&second, december()).unwrap();
        assert_eq!((marked.count, marked.left), (3, vec![format!("#{back}").into()]));
        assert_eq!(check(&third, december()).unwrap().count, 1);
    });
}

#[test]
fn an_undo_brings_back_no_voucher_that_does_not_fit_and_takes_nothing_that_one_names() {
    with_book(|db, cooperative| {
        let last_batch = |db: &mut Db| list(db, cooperative).unwrap().last().unwrap().0.batch_no;
        let undone = |db: &mut Db, batch| with_context(|context| undo(db, cooperative, batch, context)).map(|_| ());
        let discarded = |db: &mut Db, entry| {
            with_context(|context| discard(db, cooperative, entry, context)).unwrap();
            last_batch(db)
        };
        // Twice from one source.
        let written = EntryRequest { source: "回单7".to_owned(), ..request("2008-01-06", pair("513", "102", 900)) };
        let entry = typed(db, cooperative, &written).unwrap();
        let batch = discarded(db, entry);
        let other = typed(db, cooperative, &written).unwrap();
        assert_eq!(refused_codes(undone(db, batch)), ["source_booked_twice"]);
        // Reversed twice.
        settle(db, cooperative, "2008-01");
        let red = |db: &mut Db| {
            with_context(|context| reverse(db, cooperative, other, (day("2008-01-08"), ""), context)).unwrap()
        };
        let first = red(db);
        let batch = discarded(db, first);
        red(db);
        assert_eq!(refused_codes(undone(db, batch)), ["reversed_already"]);
        settle(db, cooperative, "2008-01");
        // Into a closed month.
        let entry = typed(db, cooperative, &request("2008-01-09", pair("513", "102", 5))).unwrap();
        let batch = discarded(db, entry);
        with_context(|context| close(db, cooperative, ("hzs", period("2008-01")), context)).unwrap();
        assert_eq!(refused_codes(undone(db, batch)), ["batch_needed"]);
        // What a posted voucher names stays in the register.
        let member = "成员编号,姓名,户号,与户主关系\nM901,孙七,H901,户主\n";
        let batch = import_sheets(db, cooperative, &[("成员名册", member)]).batch_no.unwrap();
        let mut lines = pair("32202", "11301", 5);
        lines[1].dimensions = Dimensions::one(Dimension::Member, "M901");
        typed(db, cooperative, &request("2008-02-09", lines)).unwrap();
        settle(db, cooperative, "2008-02");
        assert_eq!(refused_codes(undone(db, batch)), ["batch_needed"]);
    });
}
