//! The distribution desk of the site: the waterfall, what its figures sum, drafts, what-if, the year before.

use crate::support::hall::{Hall, actor};
use crate::support::site::{Browser, Page, TestSite, on_each_site, player};
use crate::support::{example_cooperative, expected_run, postgres, request};
use serde_json::Value;
use tonggu::application::access::Actor;
use tonggu::application::distribution::distribute;
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::RunKind;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place};

/// The cells of a page's tables, row by row.
pub fn rows(page: &Page) -> Vec<Vec<String>> {
    let row = |row: &str| {
        let row = row.split("</tr>").next().unwrap_or_default();
        let cells = row.split("<td").skip(1).map(|cell| {
            let text = cell.split_once('>').map_or("", |(_, rest)| rest).split("</td>").next().unwrap_or_default();
            let mut plain = String::new();
            let mut is_tag = false;
            for letter in text.chars() {
                match letter {
                    '<' => is_tag = true,
                    '>' => is_tag = false,
                    letter if !is_tag => plain.push(letter),
                    _ => {}
                }
            }
            plain.trim().to_owned()
        });
        cells.collect::<Vec<String>>()
    };
    page.body.split("<tr").skip(1).map(row).filter(|cells| !cells.is_empty()).collect()
}

/// An amount as pages write it, in fen.
pub fn fen(cell: &str) -> i64 {
    let plain = cell.replace(',', "");
    let (sign, plain) = plain.strip_prefix('-').map_or((1, plain.as_str()), |rest| (-1, rest));
    let (yuan, fen) = plain.split_once('.').unwrap_or_else(|| panic!("{cell}"));
    sign * (yuan.parse::<i64>().unwrap() * 100 + fen.parse::<i64>().unwrap())
}

/// Where a cell leads, of the row that begins with a text.
pub fn link(page: &Page, first: &str, column: usize) -> String {
    let row = page.body.split("<tr").find(|row| {
        let cell = row.split("<td").nth(1).unwrap_or_default();
        cell.contains(&format!(">{first}<"))
    });
    let row = row.unwrap_or_else(|| panic!("{first}\n{}", page.body));
    let cell = row.split("<td").nth(column + 1).unwrap();
    let address = cell.split("href=\"").nth(1).unwrap_or_else(|| panic!("{cell}")).split('"').next().unwrap();
    address.replace("&#38;", "&").replace("&amp;", "&")
}

fn money(value: &Value) -> i64 {
    fen(value.as_str().unwrap())
}

fn grouped(value: &Value) -> String {
    tonggu::rendering::amount::grouped(value.as_str().unwrap())
}

fn run_page(browser: &mut Browser<'_>) -> Page {
    let page = browser.get("/desk/distributions/2008-1");
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

#[test]
fn the_waterfall_stands_step_by_step_with_its_rules_and_its_figures() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let list = browser.get("/desk/distributions");
        assert!(list.status == 200 && list.has("2008#1") && list.has("href=\"/desk/distributions/2008-1\""));
        let page = run_page(&mut browser);
        let expected = expected_run();
        for (key, rule) in [
            ("levy", "× 比例"),
            ("reserve", "章程定的比例"),
            ("available_to_members", "− 其他分配"),
            ("tier_two", "可供成员分配的全部"),
            ("paid", "每股 630.70 元"),
            ("residue", "结转下年"),
        ] {
            let figure = grouped(&expected["cooperative"][key]);
            assert!(page.has(&figure) && page.has(rule), "{key} {figure} {rule}: {}", page.body);
        }
        assert!(!page.has("✗") && page.has("✓"), "the control totals hold");
        assert!(page.has("<svg class=\"chart\"") && page.has("每股"), "and the equal-rights chart stands below");
        assert!(page.has("公示至 2009-01-10"), "with how far the bodies have come: {}", page.body);
        assert!(!page.has(" style="), "nothing that the policy forbids");
    });
}

#[test]
fn every_drill_down_adds_up_to_the_figure_that_was_opened() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let page = run_page(&mut browser);
        let expected = expected_run();
        let batches: Vec<Vec<String>> = rows(&page).into_iter().filter(|row| row.len() == 8).collect();
        let (total, batches) = batches.split_last().unwrap();
        assert!(batches.len() > 1);
        for column in [3, 4, 5, 6, 7] {
            assert_eq!(batches.iter().map(|row| fen(&row[column])).sum::<i64>(), fen(&total[column]), "{column}");
        }
        for batch in batches {
            // The lines of a batch come to what is due, payable and taken as a fee: each opens to its own figure, and says which it is.
            for (column, own, name) in [(3, 5, "应得"), (5, 6, "本次应付"), (6, 7, "管理费")] {
                let lines = browser.get(&link(&page, &batch[0], column));
                let found: Vec<Vec<String>> = rows(&lines).into_iter().filter(|row| row.len() == 9).collect();
                let (sum, found) = found.split_last().unwrap();
                assert_eq!(found.iter().map(|row| fen(&row[own])).sum::<i64>(), fen(&batch[column]), "{batch:?}");
                assert_eq!(fen(&sum[own]), fen(&batch[column]));
                assert_eq!(fen(&sum[8]), fen(&sum[6]) - fen(&sum[7]), "净额 is what is paid less the fee");
                let said = format!("✓ 打开的是“{name}” {} 元", batch[column]);
                assert!(lines.has(&said), "{said}: {}", lines.body);
            }
            // The receipts come to what was collected.
            let receipts = browser.get(&link(&page, &batch[0], 4));
            let found: Vec<Vec<String>> = rows(&receipts).into_iter().filter(|row| row.len() == 5).collect();
            assert_eq!(fen(&found.last().unwrap()[4]), fen(&batch[4]), "{batch:?}");
            assert_eq!(found[..found.len() - 1].iter().map(|row| fen(&row[4])).sum::<i64>(), fen(&batch[4]));
            // The contracts of a batch come to the batch.
            let contracts = browser.get(&link(&page, &batch[0], 7));
            let found: Vec<Vec<String>> = rows(&contracts).into_iter().filter(|row| row.len() == 8).collect();
            assert_eq!(fen(&found.last().unwrap()[7]), fen(&batch[7]));
        }
        // All of tier one is the net of all lines.
        let all = browser.get("/desk/distributions/2008-1/lines?of=net");
        assert!(page.has("/desk/distributions/2008-1/lines?of=net") && all.has("✓ 打开的是“净额”"), "{}", all.body);
        assert_eq!(browser.get("/desk/distributions/2008-1/lines?of=nothing").status, 404);
        // A class opens to those who hold it, with their shares of it.
        for class in rows(&page).into_iter().filter(|row| row.len() == 3 && ["是", "否"].contains(&row[2].as_str())) {
            let holders = browser.get(&link(&page, &class[0], 1));
            let found: Vec<Vec<String>> = rows(&holders).into_iter().filter(|row| row.len() == 12).collect();
            let (sum, found) = found.split_last().unwrap();
            let shares = |cell: &String| cell.replace(',', "").parse::<f64>().unwrap();
            assert_eq!(sum[4], class[1], "{}", class[0]);
            assert_eq!(found.iter().map(|row| shares(&row[4])).sum::<f64>(), shares(&class[1]), "{}", class[0]);
            assert!(holders.has(&format!("找到 {} 人", found.len())) && holders.has("✓ 打开的是"), "{}", holders.body);
        }
        // Members come to both tiers.
        let members = browser.get("/desk/distributions/2008-1/members");
        let found: Vec<Vec<String>> = rows(&members).into_iter().filter(|row| row.len() == 11).collect();
        let (sum, found) = found.split_last().unwrap();
        for (column, key) in [(5, "tier_one"), (6, "tier_two"), (9, "net")] {
            assert_eq!(found.iter().map(|row| fen(&row[column])).sum::<i64>(), fen(&sum[column]), "{key}");
        }
        for statement in expected["statements"].as_array().unwrap() {
            let row = found.iter().find(|row| row[0] == statement["member_no"].as_str().unwrap()).unwrap();
            for (column, key) in [(5, "tier_one"), (6, "tier_two"), (7, "tax"), (9, "net")] {
                assert_eq!(fen(&row[column]), money(&statement[key]), "{} {key}", row[0]);
            }
        }
        // And a member's own lines, with the last operand of each.
        let member = browser.get("/desk/distributions/2008-1/members/M001");
        assert!(member.has("/366 天") || member.has("（全年）"), "{}", member.body);
        assert!(member.has("股 × 每股") && member.has("每位股东每股都是这个数"));
        assert_eq!(browser.get("/desk/distributions/2008-1/members/M999").status, 404);
    });
}

#[test]
fn arrears_say_what_they_are_and_list_whom_they_give_something() {
    // No body sits yet, so that a draft counts.
    let play = |db: &mut Db| {
        let cooperative = example_cooperative(db);
        let mut hall = Hall { db, cooperative, now: "2009-02-05T09:00:00+08:00" };
        for asked in
            [request(2008, RunKind::Annual, None, None), request(2008, RunKind::Arrears, Some(1), Some("2009-01-31"))]
        {
            let run = hall.as_actor(&Actor::Local, |db, cooperative, context| {
                distribute(db, cooperative, asked, context, &mut |_, _, _| {})
            });
            run.unwrap();
        }
        hall.add_by(&Actor::Local, "admin", "", "系统管理", &[Post::Administrator]);
        hall.add_by(&actor("admin", "", "系统管理"), "wu", "", "吴会计", &[Post::Accountant]);
        hall.cooperative.clone()
    };
    let folder = tempfile::tempdir().unwrap();
    let site = TestSite::open(Place::File(folder.path().join("site.db")), play);
    site.set_clock("2009-02-06T09:00:00+08:00");
    let mut browser = site.signed_in(player::ACCOUNTANT);
    let page = browser.get("/desk/distributions/2008-2");
    assert!(page.has("针对 2008#1") && page.has("本次没有"), "{}", page.body);
    for untrue in ["登记日没有股份", "二次分配后每股", "二次分配：股种"] {
        assert!(!page.has(untrue), "{untrue}: {}", page.body);
    }
    // Whoever gets nothing is counted, and shown where they are asked for.
    let listed = browser.get("/desk/distributions/2008-2/members");
    let everybody = browser.get("/desk/distributions/2008-2/members?all=yes");
    let of = |page: &Page| {
        rows(page).into_iter().filter(|row| row.len() == 11 && row[0].starts_with('M')).collect::<Vec<_>>()
    };
    let left_out = of(&everybody).len() - of(&listed).len();
    assert!(left_out > 0 && of(&listed).iter().all(|row| fen(&row[9]) != 0), "{}", listed.body);
    assert!(listed.has(&format!("{left_out} 人本次为 0.00 元")) && page.has(&format!("{left_out} 人本次为 0.00 元")));
    assert!(listed.has(&format!("找到 {} 人", of(&listed).len())));
    let csv = browser.get("/desk/distributions/2008-2/members?format=csv").body;
    assert_eq!(csv.lines().filter(|line| line.starts_with('M')).count(), of(&listed).len());
    assert!(csv.contains(&format!("另有 {left_out} 人本次为 0.00 元，不在此列")), "{csv}");
    // Figures of arrears open to what they sum as well.
    let batch = rows(&page).into_iter().find(|row| row.len() == 8 && fen(&row[5]) != 0).unwrap();
    for column in [3, 5] {
        let lines = browser.get(&link(&page, &batch[0], column));
        assert!(lines.has("✓ 打开的是") && !lines.has("✗"), "{}", lines.body);
    }
}

#[test]
fn members_are_searched_and_the_list_is_a_file() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let by_name = browser.get("/desk/distributions/2008-1/members?q=%E9%99%88");
        assert!(by_name.has("陈国强") && !by_name.has("李素芳"));
        let by_number = browser.get("/desk/distributions/2008-1/members?q=m002");
        assert!(by_number.has("李素芳") && !by_number.has("陈国强"));
        assert!(browser.get("/desk/distributions/2008-1/members?q=nobody").has("没有这样的成员"));
        let csv = browser.get("/desk/distributions/2008-1/members?format=csv");
        assert!(csv.header("content-type").starts_with("text/csv") && csv.has("陈国强"));
        assert!(csv.header("content-disposition").contains("filename*=UTF-8''2008%231"));
        for path in ["members", "lines", "contracts", "receipts", "what-if"] {
            let book = browser.get(&format!("/desk/distributions/2008-1/{path}?format=xlsx"));
            assert!(book.status == 200 && book.body.starts_with("PK"), "{path} {}", book.status);
        }
        assert!(browser.get("/desk/distributions/2008-1/workbook").body.starts_with("PK"));
        assert!(browser.get("/desk/distributions/2008-1/evidence").body.starts_with("tonggu-run\t1\n"));
        assert!(
            browser.get("/desk/distributions/2008-1/evidence?member=M001").body.starts_with("tonggu-statement\t1\n")
        );
        let notice = browser.get("/desk/distributions/2008-1/notice");
        assert!(notice.has("陈*强") && !notice.has("陈国强"), "names are masked in what is put up");
    });
}

/// The example with users and nothing drafted yet.
fn before_any_draft(db: &mut Db) -> Cooperative {
    let mut hall = Hall::with_charter(db, "");
    let admin = actor("admin", "", "系统管理");
    hall.add_by(&admin, "wu", "", "吴会计", &[Post::Accountant]);
    hall.cooperative.clone()
}

fn site_before_any_draft(story: impl Fn(&TestSite)) {
    let folder = tempfile::tempdir().unwrap();
    story(&TestSite::open(Place::File(folder.path().join("site.db")), before_any_draft));
    if let Some(address) = postgres::fresh_database() {
        story(&TestSite::open(Place::new(&address), before_any_draft));
    }
}

#[test]
fn what_if_shows_the_difference_and_changes_nothing() {
    site_before_any_draft(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        // Before there is any draft, from what is held.
        let none = browser.get("/desk/distributions/2008/what-if?reserve_rate=20");
        assert!(none.status == 200 && none.has("按现有资料") && none.has("试算不改动任何资料"), "{}", none.body);
        assert!(browser.get("/desk/distributions").has("还没有分配"), "nothing was drafted by it");
        let made = browser.post("/desk/distributions/new", &[("year", "2008"), ("kind", "annual")]);
        assert_eq!((made.status, made.goes_to()), (303, "/desk/distributions/2008-1"), "{}", made.body);
        let seal = |browser: &mut Browser<'_>| {
            let evidence = browser.get("/desk/distributions/2008-1/evidence").body;
            evidence.lines().find(|line| line.starts_with("seal\t")).unwrap().to_owned()
        };
        let before = seal(&mut browser);
        let same = browser.get("/desk/distributions/2008-1/what-if");
        let tried = browser.get(
            "/desk/distributions/2008-1/what-if?reserve_rate=20&pool=10000&rule=%E6%9C%80%E5%A4%A7%E4%BD%99%E6%95%B0",
        );
        let step = |page: &Page, name: &str| rows(page).into_iter().find(|row| row[0] == name).unwrap();
        let expected = expected_run();
        let reserve = step(&tried, "公积公益金");
        assert_eq!(fen(&reserve[1]), money(&expected["cooperative"]["reserve"]));
        assert_eq!(fen(&reserve[2]), fen(&reserve[1]) * 2, "a rate twice as high");
        assert_eq!(fen(reserve[3].trim_start_matches('+')), fen(&reserve[1]));
        assert_eq!(step(&tried, "二次分配金额")[2], "10,000.00");
        assert_eq!(step(&same, "公积公益金")[1], step(&same, "公积公益金")[2]);
        assert_eq!(seal(&mut browser), before, "what was drafted is as it was");
        // Bad values say so at their field, and what was typed stays.
        let wrong = browser.get("/desk/distributions/2008-1/what-if?reserve_rate=lots&levy_rate=5");
        assert!(wrong.status == 422 && wrong.has("value=\"lots\"") && wrong.has("value=\"5\""), "{}", wrong.status);
        assert!(wrong.has("name=\"reserve_rate\" value=\"lots\"") && wrong.has("aria-invalid"));
        let much = browser.get("/desk/distributions/2008-1/what-if?pool=99999999999");
        assert!(much.status == 422 && much.has("value=\"99999999999\"") && much.has("aria-invalid"));
    });
}

#[test]
fn a_draft_is_prepared_and_put_forward_and_what_is_wrong_is_said_at_its_field() {
    site_before_any_draft(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let wrong = browser.post(
            "/desk/distributions/new",
            &[("year", "MMVIII"), ("kind", "correction"), ("follows", ""), ("cut_off", "31.12.2008")],
        );
        assert!(wrong.status == 422 && wrong.has("年度不对") && wrong.has("日期不对") && wrong.has("针对哪一次分配"));
        assert!(wrong.has("value=\"MMVIII\"") && wrong.has("value=\"31.12.2008\""), "what was typed stays");
        // Everything that stands against a year is said at once.
        let missing = browser.post("/desk/distributions/new", &[("year", "2031"), ("kind", "annual")]);
        assert!(missing.status == 422 && missing.has("分配方案") && missing.has("value=\"2031\""), "{}", missing.body);
        browser.post("/desk/distributions/new", &[("year", "2008"), ("kind", "annual")]);
        let page = run_page(&mut browser);
        assert!(page.has("草案") && page.has("提交机构审议"));
        let no_day = browser.post("/desk/distributions/2008-1/motions", &[("what", "levy"), ("due", "soon")]);
        assert!(no_day.status == 422 && no_day.has("付款日期不对") && no_day.has("value=\"soon\""));
        let put = browser.post("/desk/distributions/2008-1/motions", &[("what", "run")]);
        assert_eq!((put.status, put.goes_to()), (303, "/desk/distributions/2008-1#motions"), "{}", put.body);
        let page = run_page(&mut browser);
        assert!(page.has("议题 1") && page.has("待董事会表决") && !page.has("提交机构审议"), "{}", page.body);
        let again = browser.post("/desk/distributions/2008-1/motions", &[("what", "run")]);
        assert!(again.status >= 400 && again.has("role=\"alert\""), "a motion is about it already");
        let levy = browser.post("/desk/distributions/2008-1/motions", &[("what", "levy"), ("due", "2009-01-20")]);
        assert_eq!(levy.status, 303, "{}", levy.body);
        assert!(run_page(&mut browser).has("2009-01-20 起"));
    });
}

#[test]
fn the_run_before_stands_beside_it_with_reasons() {
    // The first counts what came in by the end of June, the second everything.
    let play = |db: &mut Db| {
        let mut hall = Hall::with_charter(db, "");
        let admin = actor("admin", "", "系统管理");
        hall.add_by(&admin, "wu", "", "吴会计", &[Post::Accountant]);
        hall.distribute(request(2008, RunKind::Annual, None, Some("2008-06-30"))).unwrap();
        hall.draft();
        hall.cooperative.clone()
    };
    let folder = tempfile::tempdir().unwrap();
    let site = TestSite::open(Place::File(folder.path().join("site.db")), play);
    let mut browser = site.signed_in(player::ACCOUNTANT);
    let alone = browser.get("/desk/distributions/2008-2/compare");
    assert!(alone.status == 200 && alone.has("没有可比的") && alone.has("name=\"with\""), "{}", alone.status);
    let unknown = browser.get("/desk/distributions/2008-2/compare?with=2007-9");
    assert!(
        unknown.status == 422 && unknown.has("role=\"alert\"") && unknown.has("aria-invalid"),
        "{}",
        unknown.status
    );
    let page = browser.get("/desk/distributions/2008-2/compare?with=2008-1");
    assert!(
        page.status == 200 && page.has("收款不同") && page.has("href=\"/desk/distributions/2008-2/members/M00"),
        "{}",
        page.body
    );
    assert!(browser.get("/desk/distributions/2008-2/compare?with=2008-1&format=xlsx").body.starts_with("PK"));
}

#[test]
fn a_shareholder_and_the_administrator_see_nothing_of_it() {
    on_each_site(|site| {
        for user in [player::SHAREHOLDER, player::ADMINISTRATOR] {
            let mut browser = site.signed_in(user);
            for path in [
                "/desk/distributions",
                "/desk/distributions/2008-1",
                "/desk/distributions/2008-1/members",
                "/desk/distributions/2008-1/members/M001",
                "/desk/distributions/2008-1/lines?format=csv",
                "/desk/distributions/2008-1/evidence",
                "/desk/distributions/2008/what-if",
            ] {
                let page = browser.get(path);
                assert!(page.status == 403 && !page.has("陈国强"), "{user} {path} {}", page.status);
            }
            assert_eq!(browser.post("/desk/distributions/new", &[("year", "2008"), ("kind", "annual")]).status, 403);
        }
    });
}

#[test]
fn a_run_leads_to_its_motion_and_the_motion_back_to_the_run() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let motion = "href=\"/boards/motions/1\"";
        assert_eq!(run_page(&mut browser).body.matches(motion).count(), 2, "its state, and its part of the page");
        assert!(browser.get("/desk/distributions").has(motion));
        let back = "href=\"/desk/distributions/2008-1\"";
        assert!(browser.get("/boards/motions/1").has(back));
        assert!(site.signed_in(player::COMMITTEE).get("/boards/motions/1").has(back));
        for (user, works_here) in [(player::CASHIER, true), (player::DIRECTOR, false), (player::SHAREHOLDER, false)] {
            let page = site.signed_in(user).get("/");
            assert_eq!(page.has("href=\"/api/v1/\""), works_here, "programs are for those who work here: {user}");
        }
    });
}
