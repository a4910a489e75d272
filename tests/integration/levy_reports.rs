//! The levy of a year on one page: what has not happened yet is said at each step, what has is named with its day and voucher.

use crate::books::pair;
use crate::payments::{both_boards_agree, effective_run};
use crate::support::hall::{Hall, actor, in_hall};
use crate::support::site::on_each_site_after;
use crate::support::{day, year};
use tonggu::application::governance::{ProposalRequest, pay, propose};
use tonggu::application::ledger::{EntryRequest, OpenRequest, book_motion, enter, open_book};
use tonggu::application::payment::levy_report;
use tonggu::domain::access::role::Post;
use tonggu::domain::ledger::account::{Dimension, Dimensions};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::rendering::levy_text::{page, value};
use tonggu::rendering::speech::Language;
use tonggu::storage::db::Db;

fn shown(hall: &mut Hall<'_>) -> [String; 2] {
    let report = levy_report(hall.db, &hall.cooperative, year(2008)).unwrap();
    [Language::Chinese, Language::English].map(|language| page(&report, &hall.cooperative.name, language))
}

fn assert_says(hall: &mut Hall<'_>, zh: &[&str], en: &[&str]) {
    let pages = shown(hall);
    for (page, said) in pages.iter().zip([zh, en]) {
        said.iter().for_each(|said| assert!(page.contains(said), "{said}\n{page}"));
    }
}

/// From the run that sets it aside to the first money that the fund spends.
fn tell(hall: &mut Hall<'_>) {
    let admin = actor("admin", "", "系统管理");
    hall.add_by(&admin, "kong", "", "孔秀兰", &[Post::Cashier]);
    let zhou = Hall::person("zhou");
    assert_says(hall, &["未提取", "没有账套"], &["Nothing set aside", "keeps no book"]);
    let run = hall.draft();
    assert_says(
        hall,
        &["分配未生效", "未提请表决", "未付", "未收"],
        &["not effective", "not put to a vote", "not paid", "not received"],
    );
    assert_eq!(effective_run(hall).year, run.year);
    for (code, kind) in [("hzs", BookKind::Cooperative), ("gyj", BookKind::WelfareFund)] {
        let request = OpenRequest {
            code: code.to_owned(),
            name: kind.zh().to_owned(),
            kind,
            chart: None,
            first_year: year(2009),
        };
        hall.as_actor(&zhou, |db, cooperative, context| open_book(db, cooperative, &request, context)).unwrap();
    }
    let run = levy_report(hall.db, &hall.cooperative, year(2008)).unwrap().runs[0].run;
    let levy = ProposalRequest::Levy(run, day("2009-01-15"));
    hall.as_actor(&zhou, |db, cooperative, context| propose(db, cooperative, &levy, context)).unwrap();
    assert_says(
        hall,
        &["分配 2009-01-15 生效", "未通过（议题 2", "尚无支出"],
        &["effective since 2009-01-15", "not passed (motion 2", "nothing yet in 2009"],
    );
    both_boards_agree(hall, 2);
    assert_says(hall, &["2009-01-15 通过（议题 2）", "未付"], &["passed on 2009-01-15 (motion 2)", "not paid"]);
    hall.as_actor(&actor("kong", "", "孔秀兰"), |db, cooperative, context| {
        pay(db, cooperative, 2, "转账 0115", context)
    })
    .unwrap();
    assert_says(
        hall,
        &["2009-01-15 付（转账 0115），未入账", "未收"],
        &["paid on 2009-01-15 (转账 0115), not booked", "not received"],
    );
    let chosen = ChosenAccounts::new();
    hall.as_actor(&zhou, |db, cooperative, context| book_motion(db, cooperative, (2, &chosen), context)).unwrap();
    let mut lines = pair("50103", "102", 1_234_500);
    lines[0].dimensions = Dimensions::one(Dimension::Project, "河道清理");
    let spent = EntryRequest { attachment_count: 1, ..EntryRequest::ordinary("gyj", day("2009-03-05"), lines) };
    hall.as_actor(&zhou, |db, cooperative, context| enter(db, cooperative, &spent, context)).unwrap();
    assert_says(
        hall,
        &[
            "2009-01-15 收，凭证 #",
            "50103 环境卫生　12,345.00 元",
            "2009-03-05　12,345.00 元　河道清理　凭证 #",
            "未记账",
        ],
        &["received on 2009-01-15, voucher #", "50103 Cleaning and environment: 12,345.00 yuan", "not posted"],
    );
    let told = value(&levy_report(hall.db, &hall.cooperative, year(2008)).unwrap());
    assert_eq!(told["fund"]["total"], "12345.00");
    // A book that began with nothing: what the levy brought, less what was paid.
    let fund = ["opening", "received", "paid", "left"].map(|name| told["fund"][name].as_str().unwrap().to_owned());
    let yuan = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    assert_eq!((fund[0].as_str(), fund[2].as_str()), ("0.00", "12345.00"));
    assert_eq!(fund[1], told["levies"][0]["amount"].as_str().unwrap());
    assert_eq!(yuan(&fund[3]), yuan(&fund[1]) - yuan(&fund[2]));
    assert_says(hall, &["年初结余 0.00 + 收到"], &["opening 0.00 + came in"]);
    assert_eq!(told["levies"][0]["motion"]["paid"]["reference"], "转账 0115");
}

#[test]
fn every_step_of_the_levy_is_told_and_what_is_missing_is_said() {
    in_hall(tell);
}

#[test]
fn the_desk_opens_the_levy_to_its_run_its_motion_and_its_vouchers() {
    let play = |db: &mut Db| {
        let mut hall = Hall::with_charter(db, "");
        tell(&mut hall);
        hall.cooperative.clone()
    };
    on_each_site_after(play, |site| {
        site.set_clock("2009-03-06T09:00:00+08:00");
        let mut browser = site.signed_in("zhou");
        let page = browser.get("/desk/payments/levy");
        let run = "href=\"/desk/distributions/2008-2\"";
        assert!(page.status == 200 && page.has(run) && page.has("2009-01-15 付（转账 0115）"), "{}", page.body);
        assert_eq!(page.body.matches("href=\"/boards/motions/2\"").count(), 2, "what was decided, and what was paid");
        // Paid, received, spent: each with its voucher.
        assert_eq!(page.body.matches("href=\"/desk/books/vouchers/").count(), 3, "{}", page.body);
        assert!(page.has("河道清理") && page.has("12,345.00"));
        for (part, said) in [("", "三、拨付"), ("1", "50103,环境卫生,2009-03-05,河道清理")] {
            let file = browser.get(&format!("/desk/payments/levy?year=2008&part={part}&format=csv"));
            assert!(file.status == 200 && file.has(said), "{}", file.body);
            let workbook = browser.get(&format!("/desk/payments/levy?year=2008&part={part}&format=xlsx"));
            assert!(workbook.body.starts_with("PK"));
        }
        assert!(browser.get("/desk/payments/levy?year=2009").has("没有提取"));
        assert_eq!(browser.get("/desk/payments/levy?year=x").status, 404);
        assert!(browser.get_in_english("/desk/payments/levy").has("3. payment"));
    });
}
