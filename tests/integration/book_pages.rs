//! The books and payments of the site, to read and to print: they say what the books say, a page at a time.

use crate::books::{pair, request, settle};
use crate::distribution_desk::{fen, link, rows};
use crate::support::hall::{Hall, actor};
use crate::support::site::{Browser, Page, TestSite, player};
use crate::support::{example_cooperative, open_a_book, postgres, with_context};
use tonggu::application::ledger::{enter, reverse};
use tonggu::domain::access::role::Post;
use tonggu::domain::ledger::book::BookKind;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place};

/// Vouchers of March: more than a page of them, and one that is taken back in red.
const MARCH: i64 = 230;

fn keep_books(db: &mut Db) -> Cooperative {
    let cooperative = example_cooperative(db);
    open_a_book(db, &cooperative, "hzs", BookKind::Cooperative);
    for number in 1..=MARCH {
        let day = format!("2008-03-{:02}", number % 28 + 1);
        let mut one = request(&day, pair("102", "504", number * 100));
        one.source = format!("SJ-{number}");
        with_context(|context| enter(db, &cooperative, &one, context)).unwrap();
    }
    settle(db, &cooperative, "2008-03");
    let first = with_context(|context| {
        let mut one = request("2008-04-02", pair("513", "102", 5_000));
        one.source = "SJ-A".into();
        enter(db, &cooperative, &one, context)
    });
    settle(db, &cooperative, "2008-04");
    let day = "2008-04-20".parse().unwrap();
    with_context(|context| reverse(db, &cooperative, first.unwrap(), (day, "金额有误"), context)).unwrap();
    settle(db, &cooperative, "2008-04");
    cooperative
}

/// Books are kept before anybody signs in; then the accountant and the others come.
fn with_staff(db: &mut Db) -> Cooperative {
    let cooperative = keep_books(db);
    let mut hall = Hall { db, cooperative, now: "2009-01-05T09:00:00+08:00" };
    hall.add_by(&tonggu::application::access::Actor::Local, "admin", "", "系统管理", &[Post::Administrator]);
    let admin = actor("admin", "", "系统管理");
    hall.add_by(&admin, "wu", "", "吴会计", &[Post::Accountant]);
    hall.add_by(&admin, "zhou", "M006", "", &[]);
    hall.cooperative.clone()
}

fn at_each_desk(story: impl Fn(&TestSite)) {
    let folder = tempfile::tempdir().unwrap();
    story(&TestSite::open(Place::File(folder.path().join("site.db")), with_staff));
    if let Some(address) = postgres::fresh_database() {
        story(&TestSite::open(Place::new(&address), with_staff));
    }
}

fn look(browser: &mut Browser<'_>, path: &str) -> Page {
    let page = browser.get(path);
    assert_eq!(page.status, 200, "{path}: {}", page.body);
    assert!(!page.has(" style="), "{path}: nothing that the policy forbids");
    page
}

const YEAR: &str = "from=2008-01&to=2008-04";

#[test]
fn balances_open_to_lines_and_lines_to_vouchers() {
    at_each_desk(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        assert!(look(&mut browser, "/desk/books").has("hzs"));
        let trial = look(&mut browser, &format!("/desk/books/trial-balance?book=hzs&{YEAR}"));
        assert!(trial.has("✓ 借贷相等"));
        let bank = rows(&trial).into_iter().find(|row| row[0] == "102").unwrap();
        // 1 + 2 + … + 230 yuan came in; fifty went out and came back.
        assert_eq!(fen(&bank[4]), MARCH * (MARCH + 1) / 2 * 100);
        let detail = look(&mut browser, &link(&trial, "102", 0));
        assert!(detail.has("年初余额") && detail.has("下一页"), "{}", detail.body);
        let voucher = look(&mut browser, &link(&detail, "2008-03-01", 1));
        assert!(voucher.has("SJ-") && voucher.has("已记账") && voucher.has("制单"), "{}", voucher.body);
        let statements = look(&mut browser, "/desk/books/statements?book=hzs&to=2008-04");
        assert!(statements.has("货币资金") && statements.has("勾稽关系") && !statements.has("不符"));
        let general = look(&mut browser, &format!("/desk/books/general?book=hzs&{YEAR}"));
        assert!(general.has("本月合计") && general.has("102 银行存款"));
        assert!(look(&mut browser, "/desk/books/consolidation?to=2008-04").has("合并数"));
        assert!(look(&mut browser, "/desk/books/reconciliation?book=hzs").has("还没有导入这个账户的银行对账单"));
        assert!(look(&mut browser, "/desk/books/rules").has("现行规则"));
    });
}

#[test]
fn a_ledger_is_read_page_by_page_and_the_pages_say_what_the_whole_says() {
    at_each_desk(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let whole = browser.get(&format!("/desk/books/journal?book=hzs&account=102&{YEAR}&format=csv")).body;
        let whole: Vec<Vec<String>> =
            whole.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let (mut path, mut pages) = (format!("/desk/books/journal?book=hzs&account=102&{YEAR}"), Vec::new());
        let mut found: Vec<Vec<String>> = Vec::new();
        loop {
            let page = look(&mut browser, &path);
            let mut on_page: Vec<Vec<String>> = rows(&page).into_iter().filter(|row| row.len() == 8).collect();
            if !pages.is_empty() {
                assert_eq!(on_page.remove(0)[2], "承前页");
            }
            found.extend(on_page);
            let next = page.body.split("<p class=\"pages\">").nth(1).unwrap().split("</p>").next().unwrap();
            let next = next.split("href=\"").skip(1).find(|link| link.contains("下一页"));
            pages.push(path);
            match next {
                Some(next) => path = next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"),
                None => break,
            }
        }
        assert_eq!(pages.len(), 2);
        let plain = |row: &Vec<String>| row.iter().map(|cell| cell.replace(',', "")).collect::<Vec<_>>();
        assert_eq!(found.iter().map(plain).collect::<Vec<_>>(), whole);
        let lines = found.iter().filter(|row| !row[1].is_empty());
        assert_eq!(lines.count() as i64, MARCH + 2);
        // 余额: what came in stays, fifty yuan went and came back.
        let last = found.last().unwrap();
        assert_eq!(fen(&last[7]), MARCH * (MARCH + 1) / 2 * 100);
        assert!(look(&mut browser, &format!("/desk/books/vouchers?book=hzs&{YEAR}")).has("下一页"));
        let third = look(&mut browser, &format!("/desk/books/vouchers?book=hzs&{YEAR}&page=3"));
        assert!(third.has("2008-04 记-1") && !third.has("下一页"));
    });
}

#[test]
fn a_red_voucher_is_printed_in_red_with_its_capitals_and_everybody_who_signed() {
    at_each_desk(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let list = look(&mut browser, "/desk/books/vouchers?book=hzs&from=2008-04&to=2008-04");
        let red = rows(&list).into_iter().find(|row| row[0] == "2008-04 记-2").unwrap();
        let page = look(&mut browser, &format!("/desk/books/vouchers/{}", red[1].trim_start_matches('#')));
        assert!(page.has("class=\"n red\"") && page.has("-50.00"), "{}", page.body);
        assert!(page.has("红字冲销") && page.has("伍拾元整"), "{}", page.body);
        for signature in ["记账", "复核", "出纳", "制单"] {
            assert!(page.has(signature), "{signature}");
        }
        assert_eq!(browser.get("/desk/books/vouchers/999999").status, 404);
        assert_eq!(browser.get("/desk/books/vouchers/x").status, 404);
    });
}

#[test]
fn bad_choices_say_so_at_their_field_and_stay() {
    at_each_desk(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let period = browser.get("/desk/books/trial-balance?book=hzs&from=spring&to=2008-04");
        assert!(period.status == 422 && period.has("期间不对") && period.has("value=\"spring\""), "{}", period.status);
        let years = browser.get("/desk/books/trial-balance?book=hzs&from=2007-01&to=2008-04");
        assert!(years.status == 422 && years.has("aria-invalid") && years.has("value=\"2007-01\""), "{}", years.body);
        let account = browser.get(&format!("/desk/books/journal?book=hzs&account=504&{YEAR}"));
        assert!(account.status == 422 && account.has("aria-invalid"), "a journal is of cash: {}", account.status);
        let book = browser.get("/desk/books/statements?book=nobody");
        assert!(book.status == 422 && book.has("nobody") && book.has("aria-invalid"), "{}", book.status);
    });
}

#[test]
fn every_table_of_the_books_is_a_file() {
    at_each_desk(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        for path in [
            "books?x=1",
            "books/statements?book=hzs&to=2008-04",
            "books/statements?book=hzs&to=2008-04&part=2",
            "books/trial-balance?book=hzs",
            "books/general?book=hzs",
            "books/detail?book=hzs&account=102&from=2008-01&to=2008-04",
            "books/vouchers?book=hzs&from=2008-01&to=2008-04",
            "books/consolidation?to=2008-04",
            "books/reconciliation?book=hzs",
            "books/rules?x=1",
            "payments?x=1",
            "payments/tie?x=1",
            "payments/batches?x=1",
            "payments/levy?year=2008",
        ] {
            let file = browser.get(&format!("/desk/{path}&format=xlsx"));
            assert!(file.status == 200 && file.body.starts_with("PK"), "{path} {}", file.status);
            let file = browser.get(&format!("/desk/{path}&format=csv"));
            assert!(file.status == 200 && file.body.starts_with('\u{feff}'), "{path} {}", file.status);
        }
    });
}

#[test]
fn payments_say_what_waits_and_that_nothing_has_been_paid_yet() {
    at_each_desk(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        assert!(look(&mut browser, "/desk/payments").has("还没有应付款"));
        assert!(look(&mut browser, "/desk/payments/batches").has("还没有代发批次"));
        assert!(look(&mut browser, "/desk/payments/tie").has("未付"));
        assert_eq!(browser.get("/desk/payments/batches/1").status, 404);
        for user in [player::SHAREHOLDER, player::ADMINISTRATOR] {
            let mut browser = site.signed_in(user);
            for path in ["books", "books/vouchers?book=hzs", "books/vouchers/1", "payments", "payments/tie"] {
                assert_eq!(browser.get(&format!("/desk/{path}")).status, 403, "{user} {path}");
            }
        }
    });
}
