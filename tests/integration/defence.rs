//! What keeps the site from harm: forms sent twice, files of those who may send none, names that nobody has, sessions that have ended.

use crate::support::site::{Browser, TestSite, on_each_site, player};
use axum::http::Method;

/// The number that a page gives its forms.
fn once(browser: &mut Browser<'_>, path: &str) -> String {
    let page = browser.get(path);
    let (_, after) = page.body.split_once("name=\"once\" value=\"").unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[test]
fn a_form_that_is_sent_twice_is_carried_out_once() {
    on_each_site(|site| {
        let mut committee = site.signed_in(player::COMMITTEE);
        let number = once(&mut committee, "/boards/questions");
        let asks = |text: &'static str, number: &str| {
            [("about", "2008#1".to_owned()), ("text", text.to_owned()), ("once", number.to_owned())]
        };
        let mut ask = |text, number: &str| {
            let fields = asks(text, number);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let page = committee.post("/boards/questions", &fields);
            (page.status, page.goes_to().to_owned())
        };
        let first = ask("租金为什么少了？", &number);
        assert_eq!(first, (303, "/boards/questions#question-1".to_owned()));
        assert_eq!(ask("租金为什么少了？", &number), first, "pressed twice");
        let other = ask("什么时候发放？", &number);
        assert_eq!(other.1, "/boards/questions#question-2", "gone back, and something else asked");
        let next = once(&mut committee, "/boards/questions");
        assert_ne!(next, number);
        let mut again = site.signed_in(player::COMMITTEE);
        let fields = [("about", "2008#1"), ("text", "租金为什么少了？"), ("once", next.as_str())];
        assert_eq!(again.post("/boards/questions", &fields).goes_to(), "/boards/questions#question-3", "meant anew");
    });
}

#[test]
fn every_form_that_does_something_has_a_number() {
    on_each_site(|site| {
        let pages = [
            (player::COMMITTEE, "/boards/questions"),
            (player::DIRECTOR, "/boards/motions/1"),
            (player::DIRECTOR, "/boards/motions/new"),
            (player::ACCOUNTANT, "/desk/imports"),
            (player::ACCOUNTANT, "/desk/distributions/new?year=2008"),
            (player::ACCOUNTANT, "/desk/distributions/2008-1"),
            (player::ADMINISTRATOR, "/admin/users"),
            (player::SHAREHOLDER, "/my/objections"),
            (player::SHAREHOLDER, "/account"),
        ];
        for (user, path) in pages {
            let page = site.signed_in(user).get(path);
            // Who signs out twice is out.
            let does = |form: &&str| {
                let head = form.split('>').next().unwrap();
                head.contains("post") && !head.contains("/sign-out")
            };
            let forms = page.body.split("<form").skip(1).filter(does);
            for form in forms.map(|form| form.split("</form>").next().unwrap()) {
                let numbers = form.matches("name=\"once\" value=\"").count();
                assert_eq!(numbers, 1, "{path}: {form}");
            }
        }
    });
}

#[test]
fn nothing_is_kept_of_files_whose_sender_may_send_none() {
    on_each_site(|site| {
        let large = vec![b'1'; 5 << 20];
        let file = ("files", "名册.csv", large.as_slice());
        let nobody = site.browser().upload("/desk/imports", &[], file);
        assert!(nobody.status == 401 && nobody.has("这一页要登录后才能看"), "{}", nobody.status);
        assert_eq!(site.signed_in(player::SHAREHOLDER).upload("/desk/imports", &[], file).status, 403);
        let taken = site.signed_in(player::ACCOUNTANT).upload("/desk/imports", &[], file);
        assert_eq!(taken.status, 303, "who works here sends large files: {}", taken.body);
        let evidence = site.browser().upload("/verify", &[], ("file", "对账单.txt", &large));
        assert!(evidence.status == 413 && evidence.has("4 MB"), "{}", evidence.body);
    });
}

#[test]
fn what_was_typed_as_a_name_that_nobody_has_is_not_kept() {
    on_each_site(|site| {
        assert_eq!(site.browser().sign_in("MySecretPassw0rd!", "zhou").status, 401);
        assert_eq!(site.browser().sign_in("zhou", "guess").status, 401);
        let log = site.signed_in(player::SUPERVISOR).get("/boards/log");
        assert!(log.status == 200 && log.has("zhou") && !log.has("MySecretPassw0rd"), "{}", log.body);
    });
}

#[test]
fn one_address_alone_locks_nobody_out() {
    on_each_site(|site| {
        site.give_password("zhou", "long enough");
        let mut browser = site.browser();
        for user in (0..30).map(|number| format!("M{number:04}")) {
            assert_eq!(browser.sign_in(&user, "guess").status, 401, "{user}");
        }
        assert_eq!(browser.sign_in("M0031", "guess").status, 429, "this address waits");
        site.set_clock("2009-01-06T09:00:10+08:00");
        assert_eq!(browser.sign_in("zhou", "long enough").status, 303, "and the site rests for nobody else");
    });
}

#[test]
fn whose_session_ended_comes_back_to_the_page_that_they_sent_something_from() {
    on_each_site(|site: &TestSite| {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("referer", "https://tonggu.example/boards/motions/1"),
        ];
        let page = site.browser().send(Method::POST, "/boards/motions/1/publish", &headers, Vec::new());
        assert_eq!(page.status, 401);
        assert!(page.has("name=\"next\" value=\"/boards/motions/1\""), "{}", page.body);
        assert!(page.has("/language/en?back=%2Fboards%2Fmotions%2F1"), "{}", page.body);
        let mut director = site.signed_in(player::DIRECTOR);
        let refused = director.send(Method::POST, "/boards/motions/1/close", &headers, Vec::new());
        assert!(refused.status >= 400 && refused.has("back=%2Fboards%2Fmotions%2F1\""), "{}", refused.body);
    });
}
