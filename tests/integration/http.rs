//! The site: who comes in, who sees what, and what browsers are told.

use crate::desk::{outcome, upload};
use crate::support::site::{
    Browser, Page, TestSite, on_each_site, on_each_site_after, play_until_the_draft, play_until_the_notice, player,
};
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
        for (path, status) in [
            ("/notices/2008-2", 404),
            ("/notices/x", 404),
            ("/accounts/2008", 404),
            ("/nowhere", 404),
            ("/sign-out", 405),
        ] {
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
    // What is not there is nobody's.
    let nobody = "0".repeat(64);
    let names = [
        ("{run}", "2008-1"),
        ("{year}", "2008"),
        ("{code}", "zh"),
        ("{batch}", "1"),
        ("{file}", "1"),
        ("{draft}", "none"),
        ("{kind}", "members"),
        ("{member}", "M001"),
        ("{member_no}", "M006"),
        ("{contract}", "TD-2003-01"),
        ("{certificate}", "GQ-001"),
        ("{period}", "2008-12"),
        ("{book}", "x"),
        ("{motion}", "1"),
        ("{record}", "1"),
        ("{user}", "nobody"),
        ("{hash}", &nobody),
        ("{motion_no}", "999"),
        ("{objection_no}", "999"),
        ("{batch_no}", "999"),
        ("{record_no}", "999"),
        ("{entry_no}", "999"),
        ("{match_no}", "999"),
        ("{certificate_no}", "999"),
    ];
    names.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value))
}

#[test]
fn every_address_lets_in_whom_the_table_says_and_nobody_else() {
    on_each_site(|site| {
        let ask = |browser: &mut Browser<'_>, verb: Verb, path: &str| match verb {
            Verb::Get => browser.get(path),
            Verb::Post | Verb::Ask if path.starts_with("/api/") => {
                let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
                browser.send(Method::POST, path, &headers, b"{}".to_vec())
            }
            Verb::Post | Verb::Ask => browser.post(path, &[]),
        };
        // Whom a single member's money concerns is said by its data; the story of the interface tells it.
        let of_a_member = ["/api/v1/statements/{year}/{member_no}", "/api/v1/payments"];
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
                    Who::SignedIn if of_a_member.contains(&route.path) => continue,
                    Who::SignedIn => true,
                    Who::Shareholder => ["zhou", "chen", "zhao"].contains(&user.unwrap()),
                    Who::Staff => ["wu", "qian", "sun"].contains(&user.unwrap()),
                    Who::StaffOrSeat => !["zhou", "admin"].contains(&user.unwrap()),
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
    let site = TestSite::with(place, crate::support::example_cooperative, (10, &[]));
    let mut browser = site.browser();
    assert!((0..20).all(|_| browser.get("/health").status == 200));
    let page = browser.get("/health");
    assert_eq!((page.status, page.header("retry-after")), (429, "1"));
    assert!(page.has("太频繁"));
    site.set_clock("2009-01-06T09:00:01+08:00");
    assert_eq!(browser.get("/health").status, 200);
}

/// A sign-in that fails, as a proxy hands it on.
fn guess(browser: &mut Browser<'_>, from: &str) -> u16 {
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("x-forwarded-for", from),
    ];
    browser.send(Method::POST, "/sign-in", &headers, b"user=nobody&password=guess".to_vec()).status
}

#[test]
fn behind_a_proxy_the_visitor_is_counted_and_not_the_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str, proxies: &[std::net::IpAddr]| {
        TestSite::with(Place::File(folder.path().join(name)), play_until_the_notice, (1_000_000, proxies))
    };
    let (behind, alone) = (open("a.db", &["127.0.0.1".parse().unwrap()]), open("b.db", &[]));
    let mut browser = behind.browser();
    assert!((0..30).all(|_| guess(&mut browser, "192.0.2.1") != 429));
    assert_eq!(guess(&mut browser, "192.0.2.1"), 429);
    assert_eq!(guess(&mut browser, "203.0.113.5, 192.0.2.1"), 429, "whatever they write before it");
    behind.set_clock("2009-01-06T09:20:00+08:00");
    assert!((0..30).all(|_| guess(&mut browser, "192.0.2.1") != 429));
    behind.set_clock("2009-01-06T09:40:00+08:00");
    assert_ne!(guess(&mut browser, "192.0.2.2"), 429, "others are not shut out");
    let unclear = browser.send(Method::GET, "/", &[("x-forwarded-for", "somebody")], Vec::new());
    assert!(unclear.status == 400 && unclear.has("代理服务器"), "{}", unclear.body);
    let numbers = browser.send(Method::GET, "/metrics", &[("x-forwarded-for", "192.0.2.1")], Vec::new());
    assert_eq!(numbers.status, 404, "they are for this machine alone");
    // Without a proxy anybody could write that.
    let mut browser = alone.browser();
    assert!((0..30).all(|number| guess(&mut browser, &format!("192.0.2.{number}")) != 429));
    assert_eq!(guess(&mut browser, "192.0.2.77"), 429);
}

#[test]
fn where_the_proxy_speaks_tls_cookies_are_for_tls_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::File(folder.path().join("site.db"));
    let site = TestSite::with(place, play_until_the_notice, (1_000_000, &["127.0.0.1".parse().unwrap()]));
    site.give_password("zhou", "long enough");
    let mut browser = site.browser();
    let mut send = |method: Method, path: &str, scheme: &str, body: &str| {
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", "192.0.2.1"),
            ("x-forwarded-proto", scheme),
        ];
        browser.send(method, path, &headers, body.as_bytes().to_vec())
    };
    let form = "user=zhou&password=long+enough&next=";
    let secure = send(Method::POST, "/sign-in", "https", form);
    assert!(secure.header("set-cookie").starts_with("__Host-tonggu="), "{secure:?}");
    assert!(
        secure.header("set-cookie").ends_with("; Secure") && !secure.header("strict-transport-security").is_empty()
    );
    assert_eq!(send(Method::GET, "/my", "https", "").status, 200);
    let plain = send(Method::GET, "/my", "http", "");
    assert_eq!((plain.status, plain.header("strict-transport-security")), (401, ""), "it is another cookie");
}

#[test]
fn too_large_a_file_and_a_broken_form_are_said_to_be() {
    on_each_site(|site| {
        let mut browser = site.browser();
        let large = vec![b'x'; (64 << 20) + 1];
        let page = browser.upload("/verify", &[], ("file", "a.txt", &large));
        assert!(page.status == 413 && page.has("4 MB") && page.has("class=\"button\" href=\"/verify\""), "{page:?}");
        let mut accountant = site.signed_in(player::ACCOUNTANT);
        let page = accountant.upload("/desk/imports", &[], ("files", "名册.xlsx", &large));
        assert!(page.status == 413 && page.has("最多 64 MB") && page.has("请拆成几个文件"), "{}", page.body);
        assert!(page.has("吴会计") && page.has("class=\"button\" href=\"/desk/imports\""), "{}", page.body);
        let page = site.signed_in(player::SHAREHOLDER).upload("/desk/imports", &[], ("files", "名册.xlsx", &large));
        assert_eq!(page.status, 403, "who may not come is told that");
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

/// Everybody of another household than zhou's, by number and by name, and what is theirs alone.
const OTHERS: [&str; 12] =
    ["M001", "M002", "M003", "M004", "M005", "陈国强", "李素芳", "王建华", "赵玉珍", "刘德明", "1-001", "2-002"];

#[test]
fn a_shareholder_sees_their_own_household_and_nothing_of_anybody_else() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        let own = ["/my", "/my/statements/2008", "/my/holdings", "/my/land", "/my/payments", "/my/household"];
        for path in own.iter().chain(&["/my/objections", "/my/evidence/2008-1"]) {
            let page = browser.get(path);
            assert_eq!(page.status, 200, "{path}");
            assert!(OTHERS.iter().all(|other| !page.has(other)), "{path}: {}", page.body);
        }
        for path in own.iter().filter(|path| !["/my", "/my/household"].contains(*path)) {
            let page = browser.get(&format!("{path}?member=M001"));
            assert_eq!(page.status, 403, "{path}");
            assert!(OTHERS.iter().skip(5).all(|other| !page.has(other)), "{path}");
        }
        assert_eq!(browser.get("/my/evidence/2008-1?member=M001").status, 403);
        assert_eq!(browser.get("/my/statements/2007").status, 404);
        assert_eq!(browser.get("/my/statements/year").status, 404);
        assert_eq!(site.browser().get("/my/statements/2008").status, 401);
    });
}

#[test]
fn a_statement_shows_every_operand_and_what_the_boards_said() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::DIRECTOR);
        let home = browser.get("/my");
        assert!(
            home.has("12,158.37") && home.has("壹万贰仟壹佰伍拾捌元叁角柒分") && home.has("公示至 "),
            "{}",
            home.body
        );
        let statement = browser.get("/my/statements/2008");
        for part in [
            "3.2 亩 × 800.00 元（全年）",
            "2,560.00",
            "× 1,500.00 元 × 138/366 天",
            "14 股 × 每股 630.70 元",
            "3,328.57",
        ] {
            assert!(statement.has(part), "{part}: {}", statement.body);
        }
        assert!(statement.has("5 席，到会 3（须 3）：赞成 3（须 3）") && statement.has("监事会"), "{}", statement.body);
        let english = site.signed_in(player::DIRECTOR).get_in_english("/my/statements/2008");
        assert!(english.has("the same for every share") && !english.has("二次分配"), "{}", english.body);
    });
}

#[test]
fn a_statement_is_proved_by_its_code_or_its_file_and_a_changed_one_is_not() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        let evidence = browser.get("/my/evidence/2008-1");
        assert!(evidence.header("content-disposition").contains("tonggu-2008-1-M006.txt"));
        let mut anybody = site.browser();
        let sound = anybody.upload("/verify", &[], ("file", "证据.txt", evidence.body.as_bytes()));
        assert!(
            sound.status == 200 && sound.has("✓") && sound.has("34,099.30") && sound.has("证据.txt"),
            "{}",
            sound.body
        );
        let forged = evidence.body.replace("34099.30", "34099.40");
        assert!(anybody.upload("/verify", &[], ("file", "a.txt", forged.as_bytes())).has("✗"));
        assert!(anybody.upload("/verify", &[], ("file", "a.txt", b"hello")).has("不是证据文件"));
        let statement = browser.get("/my/statements/2008").body;
        let (_, rest) = statement.split_once("核对码 <strong class=\"nowrap\">").unwrap();
        let (code, _) = rest.split_once('<').unwrap();
        let mut checked = |number: &str, code: &str| anybody.post("/verify", &[("number", number), ("code", code)]);
        assert!(checked("m006", &code.to_lowercase()).has("✓"));
        assert!(checked("M001", code).has("✗"), "the code of one member is none of another");
        let short = checked("M006", "7F3");
        assert!(short.status == 422 && short.has("value=\"7F3\"") && short.has("aria-invalid"));
    });
}

#[test]
fn an_objection_is_raised_while_the_run_is_up_and_its_answer_comes_back() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        let empty = browser.post("/my/objections", &[("motion", "1"), ("line", "SP-2008"), ("text", " ")]);
        assert!(empty.status == 422 && empty.has("value=\"SP-2008\"") && empty.has("aria-invalid"), "{}", empty.body);
        let raised =
            browser.post("/my/objections", &[("motion", "1"), ("line", ""), ("text", "面积少了 <b>十平方米</b>")]);
        assert_eq!((raised.status, raised.goes_to()), (303, "/my/objections?raised=yes"));
        let page = browser.get("/my/objections?raised=yes");
        assert!(page.has("已经登记") && page.has("还没有答复"));
        assert!(page.has("&#60;b&#62;十平方米") && !page.has("<b>十"), "what people write is text, and nothing else");
        let answered = site.as_actor(&TestSite::person("chen"), |db, cooperative, context| {
            tonggu::application::governance::answer(db, cooperative, (1, 1), "复测后更正", context)
        });
        answered.unwrap();
        assert!(browser.get("/my/objections").has("复测后更正"));
        let theirs = site.signed_in(player::ACCOUNTANT).post("/my/objections", &[("motion", "1"), ("text", "x")]);
        assert_eq!(theirs.status, 403);
        site.set_clock("2009-02-01T09:00:00+08:00");
        let late = site.signed_in(player::SHAREHOLDER).post("/my/objections", &[("motion", "1"), ("text", "还有一处")]);
        assert!(late.status == 422 && late.has("2009-01-"), "{}", late.body);
        assert_eq!(
            browser.post("/my/objections", &[("motion", "99"), ("text", "x")]).status,
            401,
            "the session has ended"
        );
    });
}

#[test]
fn what_has_not_been_put_up_is_seen_by_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let play = |db: &mut tonggu::storage::db::Db| {
        let mut hall = crate::support::hall::Hall::with_charter(db, "");
        hall.draft();
        hall.cooperative.clone()
    };
    let site = TestSite::open(Place::File(folder.path().join("site.db")), play);
    assert_eq!(site.browser().get("/notices/2008-1").status, 404);
    let mut browser = site.signed_in(player::SHAREHOLDER);
    assert!(browser.get("/my").has("还没有公示过"));
    assert_eq!(browser.get("/my/statements/2008").status, 404);
    assert_eq!(browser.get("/my/evidence/2008-1").status, 404);
}

#[test]
fn a_paper_says_which_characters_no_font_has_before_it_is_had() {
    on_each_site_after(play_until_the_draft, |site| {
        let mut accountant = site.signed_in(player::ACCOUNTANT);
        let (checked, draft) = upload(&mut accountant, "成员名册.csv", "成员编号,姓名\nM006,周𪚥燕\n".as_bytes());
        assert!(!checked.has("disabled"), "{}", checked.body);
        let begun = accountant.post(&format!("{draft}/commit"), &[]);
        let stored = outcome(&mut accountant, begun);
        assert!(accountant.get("/desk/register/members/M006").has("周𪚥燕"), "{}", stored.body);
        let prepared = accountant.post("/desk/distributions/new", &[("year", "2008"), ("kind", "annual")]);
        assert_eq!((prepared.status, prepared.goes_to()), (303, "/desk/distributions/2008-2"));
        let paper = "/papers/statements/2008-2?member=M006";
        let page = accountant.get(paper);
        assert!(page.has("𪚥") && page.has("打不出的字"), "it is said first");
        assert!(accountant.get_in_english(paper).has("no font"), "in English, too");
        let anyway = accountant.get(&format!("{paper}&anyway=yes"));
        assert!(anyway.body.starts_with("%PDF-") && anyway.header("x-missing-characters") == "1");
    });
}

#[test]
fn a_statement_is_handed_out_as_pdf_to_the_household_and_to_nobody_else() {
    on_each_site(|site| {
        let mut shareholder = site.signed_in(player::SHAREHOLDER);
        let own = shareholder.get("/my/statements/2008/pdf");
        assert_eq!((own.status, own.header("content-type")), (200, "application/pdf"));
        assert!(own.body.starts_with("%PDF-"), "{}", &own.body[..20]);
        assert_eq!(own.header("x-missing-characters"), "0");
        assert_eq!(shareholder.get("/my/statements/2007/pdf").status, 404);
        assert_eq!(shareholder.get("/my/statements/2008/pdf?member=M001").status, 403);
        assert_eq!(shareholder.get("/papers/statements/2008-1").status, 403);
        let mut accountant = site.signed_in(player::ACCOUNTANT);
        for path in ["/papers/statements/2008-1", "/papers/lists/2008-1", "/papers/statements/2008-1?member=M001"] {
            let paper = accountant.get(path);
            assert!(paper.status == 200 && paper.body.starts_with("%PDF-"), "{path}: {}", paper.status);
        }
        for path in ["/papers/statements/2008-9", "/papers/statements/2008-1?member=M999", "/papers/batches/x"] {
            assert_eq!(accountant.get(path).status, 404, "{path}");
        }
    });
}
