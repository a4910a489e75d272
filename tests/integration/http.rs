//! The site: who comes in, who sees what, and what browsers are told.

use crate::support::site::{Browser, Page, TestSite, on_each_site, player};
use axum::http::Method;
use tonggu::storage::db::Place;
use tonggu::web::{Verb, Who, routes};

#[test]
fn anybody_reads_the_notice_board_and_finds_their_own_line() {
    on_each_site(|site| {
        let mut browser = site.browser();
        let board = browser.get("/");
        assert_eq!(board.status, 200);
        assert!(board.has("2008 年度分配") && board.has("2009-01-10") || board.has("2009-01-11"), "{}", board.body);
        let notice = browser.get("/notices/2008-1");
        assert!(notice.has("陈*强") && !notice.has("陈国强"), "names are masked");
        let own = browser.get("/notices/2008-1?number=ｍ００１");
        assert!(own.has("陈*强") && !own.has("李*芳"));
        let nobody = browser.get("/notices/2008-1?number=M999");
        assert!(nobody.status == 200 && nobody.has("M999"));
        for (path, status) in [("/notices/2008-2", 404), ("/notices/x", 404), ("/nowhere", 404), ("/sign-out", 405)] {
            assert_eq!(browser.get(path).status, status, "{path}");
        }
    });
}

#[test]
fn a_code_from_the_counter_leads_to_a_password_and_the_password_in() {
    on_each_site(|site| {
        let code = site.as_actor(&TestSite::person("admin"), |db, cooperative, context| {
            tonggu::application::access::new_code(db, cooperative, "zhou", context)
        });
        let code = code.unwrap();
        let mut browser = site.browser();
        let first = browser.sign_in("zhou", &code);
        assert!(first.status == 200 && first.has("登录码正确"), "{}", first.body);
        let fields = |new: &'static str, again: &'static str| {
            [("user", "zhou"), ("one_time_code", code.as_str()), ("new", new), ("again", again)]
        };
        let differ = browser.post("/password", &fields("long enough", "long enouhg"));
        assert!(differ.status == 422 && differ.has("两次输入的新密码不一样"));
        let short = browser.post("/password", &fields("short", "short"));
        assert!(short.status == 422 && short.has("aria-invalid"));
        let set = browser.post("/password", &fields("long enough", "long enough"));
        assert_eq!((set.status, set.goes_to()), (303, "/my"));
        assert!(browser.get("/my").has("周晓燕"));
        let out = browser.post("/sign-out", &[]);
        assert_eq!((out.status, out.goes_to()), (303, "/"));
        assert_eq!(browser.get("/my").status, 401);
        let back = browser.post("/sign-in", &[("user", "zhou"), ("password", "long enough"), ("next", "/my?x=1")]);
        assert_eq!((back.status, back.goes_to()), (303, "/my?x=1"), "one comes back to the page");
        let mut elsewhere = site.browser();
        let away =
            elsewhere.post("/sign-in", &[("user", "zhou"), ("password", "long enough"), ("next", "//x.example")]);
        assert_eq!(away.goes_to(), "/my", "and to no other site");
    });
}

#[test]
fn five_wrong_passwords_and_the_account_rests() {
    on_each_site(|site| {
        site.give_password("zhou", "long enough");
        let mut browser = site.browser();
        for _ in 0..5 {
            let wrong = browser.sign_in("zhou", "guess");
            assert!(wrong.status == 401 && wrong.has("value=\"zhou\"") && !wrong.has("guess"), "{}", wrong.body);
        }
        let rests = browser.sign_in("zhou", "long enough");
        assert!(rests.status == 429 && rests.has("09:15"), "{}", rests.body);
        site.set_clock("2009-01-06T09:16:00+08:00");
        assert_eq!(browser.sign_in("zhou", "long enough").status, 303);
    });
}

#[test]
fn what_another_site_sends_is_not_done() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        let mut send = |headers: &[(&str, &str)]| browser.send(Method::POST, "/sign-out", headers, Vec::new());
        let cross = send(&[("sec-fetch-site", "cross-site")]);
        assert!(cross.status == 403 && cross.has("另一个网站"));
        assert_eq!(send(&[("origin", "https://x.example")]).status, 403);
        assert_eq!(send(&[("sec-fetch-site", "same-site")]).status, 403);
        assert_eq!(send(&[("origin", "http://tonggu.example")]).status, 303, "an older browser of this site");
    });
}

#[test]
fn browsers_are_told_to_load_nothing_from_elsewhere_and_keep_nothing_of_anybody() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        for path in ["/", "/my", "/assets/site.css", "/nowhere", "/health"] {
            let page = browser.get(path);
            assert!(page.header("content-security-policy").starts_with("default-src 'none';"), "{path}");
            assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(page.header("x-frame-options"), "DENY", "{path}");
            assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
            assert_eq!(page.header("strict-transport-security"), "", "not without TLS: {path}");
        }
        assert_eq!(browser.get("/my").header("cache-control"), "no-store");
        assert_eq!(site.browser().get("/").header("cache-control"), "no-cache");
        assert!(browser.get("/assets/site.css").header("cache-control").contains("immutable"));
        assert_eq!(browser.get("/assets/../Cargo.toml").status, 404);
        let page = browser.get("/my");
        assert!(
            !page.has(" style=") && !page.has("<script>") && !page.has(" onclick"),
            "nothing that the policy forbids"
        );
    });
}

#[test]
fn english_is_one_click_away() {
    on_each_site(|site| {
        let mut browser = site.browser();
        assert!(browser.get("/sign-in").has("href=\"/language/en?back=%2Fsign-in\""));
        let chosen = browser.get("/language/en?back=/sign-in%3Fnext%3D%2Fmy");
        assert_eq!((chosen.status, chosen.goes_to()), (303, "/sign-in?next=/my"));
        assert!(browser.get("/sign-in").has("User name"));
        assert_eq!(browser.get("/language/en?back=//x.example").goes_to(), "/");
        browser.get("/language/zh?back=/");
        assert!(browser.get("/sign-in").has("用户名"));
    });
}

/// An address with something in place of its names.
fn sample_address(path: &str) -> String {
    let names = [
        ("{run}", "2008-1"),
        ("{year}", "2008"),
        ("{code}", "zh"),
        ("{batch}", "1"),
        ("{file}", "1"),
        ("{draft}", "none"),
        ("{kind}", "members"),
        ("{member}", "M001"),
        ("{contract}", "TD-2003-01"),
        ("{certificate}", "GQ-001"),
    ];
    names.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

#[test]
fn every_address_lets_in_whom_the_table_says_and_nobody_else() {
    on_each_site(|site| {
        let ask = |browser: &mut Browser<'_>, verb: Verb, path: &str| match verb {
            Verb::Get => browser.get(path),
            Verb::Post | Verb::Ask => browser.post(path, &[]),
        };
        for user in player::ALL.map(Some).into_iter().chain([None]) {
            for route in routes() {
                // A session that ended would tell nothing about the next address.
                let mut browser = user.map_or_else(|| site.browser(), |user| site.signed_in(user));
                let path = sample_address(route.path);
                let page = ask(&mut browser, route.verb, &path);
                assert!(page.status != 500, "{user:?} {path}: {}", page.body);
                let refused = [401, 403].contains(&page.status) && !route.path.starts_with("/sign-in");
                let is_in = match route.who {
                    Who::Anyone => true,
                    _ if user.is_none() => false,
                    Who::SignedIn => true,
                    Who::Shareholder => ["zhou", "chen", "zhao"].contains(&user.unwrap()),
                    Who::Staff => ["wu", "qian", "sun"].contains(&user.unwrap()),
                    Who::Seat => ["chen", "zhao", "zheng"].contains(&user.unwrap()),
                    Who::May(action) => site
                        .as_actor(&TestSite::person(user.unwrap()), |db, cooperative, context| {
                            let mut tx = db.begin_read()?;
                            tonggu::application::access::authorize(&mut tx, cooperative.id, context, action)
                        })
                        .is_ok(),
                };
                assert_eq!(refused, !is_in, "{user:?} {path}: {}", page.status);
            }
        }
    });
}

#[test]
fn a_cooperative_without_users_shows_what_is_public_and_says_how_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::File(folder.path().join("site.db"));
    let site = TestSite::open(place, crate::support::example_cooperative);
    let mut browser = site.browser();
    assert_eq!(browser.get("/").status, 200);
    assert_eq!(browser.get("/verify").status, 200);
    let refused = |page: Page| page.status == 403 && page.has("tonggu user add admin");
    assert!(refused(browser.get("/sign-in")) && refused(browser.get("/my")) && refused(browser.get("/admin")));
    assert!(refused(browser.sign_in("admin", "x")) && refused(browser.post("/password", &[("user", "admin")])));
    assert_eq!(browser.post("/verify", &[("code", "7F3KQ2MDXW"), ("number", "M001")]).status, 200);
}

#[test]
fn who_asks_too_often_is_told_when_to_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::File(folder.path().join("site.db"));
    let site = TestSite::with(place, crate::support::example_cooperative, 10);
    let mut browser = site.browser();
    assert!((0..20).all(|_| browser.get("/health").status == 200));
    let page = browser.get("/health");
    assert_eq!((page.status, page.header("retry-after")), (429, "1"));
    assert!(page.has("太频繁"));
    site.set_clock("2009-01-06T09:00:01+08:00");
    assert_eq!(browser.get("/health").status, 200);
}

#[test]
fn too_large_a_file_and_a_broken_form_are_said_to_be() {
    on_each_site(|site| {
        let mut browser = site.browser();
        let large = vec![b'x'; (64 << 20) + 1];
        let page = browser.upload("/verify", &[], ("file", "a.txt", &large));
        assert!(page.status == 413 && page.has("64 MB"), "{}", page.status);
        let headers = [("content-type", "multipart/form-data; boundary=cut"), ("sec-fetch-site", "same-origin")];
        assert_eq!(browser.send(Method::POST, "/verify", &headers, b"no form".to_vec()).status, 400);
    });
}

#[test]
fn numbers_and_health_are_for_who_watches_over_the_server() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        browser.get("/my?secret=1");
        assert!(browser.get("/health").body.starts_with("ok "));
        let numbers = browser.get("/metrics");
        assert!(
            numbers.has("tonggu_requests_count{route=\"/my\",method=\"GET\",status=\"200\"} 1"),
            "{}",
            numbers.body
        );
        assert!(!numbers.has("secret") && !numbers.has("zhou"));
    });
}
