//! The boards' table and the administrator's pages: stories that happen by the site alone, without a script, on both databases.

use crate::support::site::{Browser, Page, TestSite, on_each_site, on_each_site_after, play_until_the_draft, player};
use tonggu::application::governance::object;
use tonggu::storage::event_log;

/// The seal that the page of a motion shows.
fn seal(browser: &mut Browser<'_>, motion_no: u32) -> String {
    let page = browser.get(&format!("/boards/motions/{motion_no}"));
    let (_, rest) = page.body.split_once("<code title=\"").unwrap();
    rest[..64].to_owned()
}

/// Looks at a vote, and casts it where nothing stands against it.
fn vote(site: &TestSite, user: &str, motion_no: u32, choice: &str) -> Page {
    let mut browser = site.signed_in(user);
    let address = format!("/boards/motions/{motion_no}/vote");
    let seal = seal(&mut browser, motion_no);
    let fields = [("choice", choice), ("reason", "账目清楚"), ("seal", seal.as_str())];
    let look = browser.post(&format!("{address}/look"), &fields);
    if look.status != 200 {
        return look;
    }
    assert!(look.has("再看一遍") && look.has(&seal[..12]) && look.has("账目清楚"), "{}", look.body);
    browser.post(&address, &fields)
}

fn act(site: &TestSite, user: &str, motion_no: u32, what: &str) -> Page {
    site.signed_in(user).post(&format!("/boards/motions/{motion_no}/{what}"), &[])
}

fn done(page: &Page) {
    assert_eq!(page.status, 303, "{}", page.body);
}

fn refused(page: &Page, status: u16, words: &str) {
    assert!(page.status == status && page.has(words), "{} {words}: {}", page.status, page.body);
}

#[test]
fn a_run_goes_from_motion_to_effective_by_the_site_alone() {
    on_each_site_after(play_until_the_draft, |site| {
        let mut accountant = site.signed_in(player::ACCOUNTANT);
        assert!(accountant.get("/boards/motions/new").has("2008-1"));
        let proposed = accountant.post("/boards/motions/new", &[("what", "run"), ("run", "2008-1")]);
        assert_eq!((proposed.status, proposed.goes_to()), (303, "/boards/motions/1"));
        let again = accountant.post("/boards/motions/new", &[("what", "run"), ("run", "2008-1")]);
        refused(&again, 422, "已经由第 1 号议题提出");

        let mut chair = site.signed_in(player::DIRECTOR);
        let inbox = chair.get("/boards");
        assert!(inbox.has("/boards/motions/1") && inbox.has("2008#1"), "{}", inbox.body);
        let motion = chair.get("/boards/motions/1");
        for words in [
            "是否同意分配 2008#1",
            "5 席，到会 3 席以上，3 席以上赞成通过（章程）",
            "到会还差 3 席",
            "周晓燕",
            "吴会计",
            "控制总数",
        ] {
            assert!(motion.has(words), "{words}: {}", motion.body);
        }
        assert!(!motion.has(" style=") && !motion.has("<script>") && !motion.has(" onclick"));
        refused(&chair.post("/boards/motions/1/vote/look", &[]), 422, "还没有选择怎样表决");
        let fields = [("choice", "for"), ("reason", ""), ("seal", "")];
        refused(&chair.post("/boards/motions/1/vote", &fields), 422, "还没有选择怎样表决");
        assert!(chair.get("/boards/motions/1").has("到会还差 3 席"), "to look is not to vote");

        refused(&vote(site, player::SUPERVISOR, 1, "for"), 422, "现在由董事会表决");
        for stranger in [player::ACCOUNTANT, player::CASHIER, player::SHAREHOLDER, player::ADMINISTRATOR] {
            let page = site.signed_in(stranger).post("/boards/motions/1/vote", &[("choice", "for")]);
            assert_eq!(page.status, 403, "{stranger}");
        }
        refused(&vote(site, player::COMMITTEE, 1, "for"), 422, "不是董事会的成员");
        done(&vote(site, "chen", 1, "for"));
        refused(&vote(site, "chen", 1, "against"), 409, "投过票");
        done(&vote(site, "li", 1, "for"));
        refused(&act(site, "li", 1, "close"), 422, "负责人");
        done(&vote(site, "wang", 1, "abstain"));
        done(&act(site, "chen", 1, "close"));
        // Two of five for it are too few: the run is put forward once more.
        assert!(chair.get("/boards/motions/1").has("未通过：赞成 2 票，须有 3 票"));
        done(&accountant.post("/boards/motions/new", &[("what", "run"), ("run", "2008-1")]));
        ["chen", "li", "wang"].iter().for_each(|user| done(&vote(site, user, 2, "for")));
        done(&act(site, "chen", 2, "close"));
        refused(&vote(site, "li", 2, "for"), 422, "已在 2009-01-06 结束");
        ["zhao", "liu"].iter().for_each(|user| done(&vote(site, user, 2, "for")));
        done(&act(site, "zhao", 2, "close"));
        let unpublished = accountant.get("/boards/motions/2");
        assert!(unpublished.has("2009-01-07") && unpublished.has("2009-01-11") && unpublished.has("今天发布公示"));
        done(&act(site, player::ACCOUNTANT, 2, "publish"));
        refused(&act(site, player::ACCOUNTANT, 2, "end-notice"), 422, "2009-01-11");

        notice_is_objected_to_and_ends(site);
        // The sealed list, member by member.
        let mut chair = site.signed_in(player::DIRECTOR);
        let list = chair.get("/boards/motions/2/statements");
        assert!(list.has("陈国强") && list.has("/boards/motions/2/statements/M001"));
        assert!(chair.get("/boards/motions/2/statements/M001").has("一次分配合计"));
        assert_eq!(chair.get("/boards/motions/2/statements/M999").status, 404);
    });
}

fn notice_is_objected_to_and_ends(site: &TestSite) {
    site.set_clock("2009-01-11T09:00:00+08:00");
    site.as_actor(&TestSite::person("wang"), |db, cooperative, context| {
        object(db, cooperative, 2, ("M003", "TD-2006-01", "只收到三千五"), context)
    })
    .unwrap();
    site.set_clock("2009-01-12T09:00:00+08:00");
    refused(&act(site, player::ACCOUNTANT, 2, "end-notice"), 422, "异议");
    let mut chair = site.signed_in(player::DIRECTOR);
    assert!(chair.get("/boards/objections").has("只收到三千五"));
    refused(&chair.post("/boards/motions/2/answer", &[("objection", "1"), ("answer", " ")]), 422, "还没有写");
    done(&chair.post("/boards/motions/2/answer", &[("objection", "1"), ("answer", "欠租正在追收")]));
    done(&act(site, player::ACCOUNTANT, 2, "end-notice"));
    let motion = chair.get("/boards/motions/2");
    assert!(motion.has("2009-01-12 生效") && motion.has("欠租正在追收"), "{}", motion.body);
    let record = motion.body.split_once("全部记录").unwrap().1;
    let order = ["提出议题", "投票", "结束表决", "公示", "提出异议", "答复异议", "公示期满"];
    assert!(order.windows(2).all(|pair| record.find(pair[0]) < record.find(pair[1])), "{record}");
    assert!(chair.get("/boards/motions?kind=distribution&state=effective&body=监事会").has("/boards/motions/2"));
    assert!(!chair.get("/boards/motions?state=open").has("/boards/motions/2\""));
}

#[test]
fn a_vote_counts_for_the_seal_that_was_seen_and_for_no_other() {
    on_each_site_after(play_until_the_draft, |site| {
        let mut chair = site.signed_in("chen");
        done(&chair.post("/boards/motions/new", &[("what", "run"), ("run", "2008-1")]));
        refused(&vote(site, "chen", 1, "for"), 422, "编制");
        let mut director = site.signed_in("li");
        let seen = seal(&mut director, 1);
        let other = "0".repeat(64);
        let cast = |browser: &mut Browser<'_>, seal: &str| {
            browser.post("/boards/motions/1/vote", &[("choice", "for"), ("reason", ""), ("seal", seal)])
        };
        refused(&cast(&mut director, &other), 409, &seen);
        // Meanwhile the run is prepared anew.
        let mut accountant = site.signed_in("wu");
        assert!(accountant.get("/desk/distributions/new?year=2008").has("作废的议题"));
        let anew = [("year", "2008"), ("kind", "annual")];
        refused(&accountant.post("/desk/distributions/new", &anew), 422, "正由机构审议");
        done(&accountant.post("/desk/distributions/new", &[anew[0], anew[1], ("voids", "1")]));
        refused(&cast(&mut director, &seen), 422, "2008#2");
        assert!(director.get("/boards/motions/1").has("作废：已由 2008#2 代替"));
        assert!(director.get("/boards/motions?state=void").has("/boards/motions/1\""));
        assert!(!director.get("/boards").has("/boards/motions/1"), "nothing waits for a vote that cannot count");

        // The new run: a deadline, and a meeting on paper.
        done(&site.signed_in("wu").post("/boards/motions/new", &[("what", "run"), ("run", "2008-2")]));
        refused(&director.post("/boards/motions/2/deadline", &[("deadline", "2009-01-07")]), 422, "负责人");
        refused(&chair.post("/boards/motions/2/deadline", &[("deadline", "明天")]), 422, "截止日不是日期");
        done(&chair.post("/boards/motions/2/deadline", &[("deadline", "2009-01-06")]));
        site.set_clock("2009-01-07T09:00:00+08:00");
        refused(&vote(site, "li", 2, "for"), 422, "已在 2009-01-06 截止");
    });
}

#[test]
fn a_meeting_on_paper_is_recorded_with_its_minutes() {
    on_each_site_after(play_until_the_draft, |site| {
        done(&site.signed_in("wu").post("/boards/motions/new", &[("what", "run"), ("run", "2008-1")]));
        let mut director = site.signed_in("li");
        let counts = [("for", "4"), ("against", "1")];
        refused(&director.post("/boards/motions/1/meeting", &counts), 422, "会议记录");
        let minutes = ("minutes", "董事会.pdf", b"%PDF-1.4 scanned".as_slice());
        refused(&director.upload("/boards/motions/1/meeting", &[("for", "五")], minutes), 422, "票数不是数");
        refused(&director.upload("/boards/motions/1/meeting", &[("for", "6")], minutes), 422, "董事会");
        let mut elsewhere = site.signed_in("zhao");
        refused(&elsewhere.upload("/boards/motions/1/meeting", &counts, minutes), 422, "不能记录董事会");
        done(&director.upload("/boards/motions/1/meeting", &counts, minutes));
        let page = director.get("/boards/motions/1");
        assert!(page.has("纸质会议"), "{}", page.body);
        let (_, rest) = page.body.split_once("/boards/motions/1/files/").unwrap();
        let file = director.get(&format!("/boards/motions/1/files/{}", &rest[..64]));
        assert!(file.body == "%PDF-1.4 scanned" && file.header("content-type") == "application/pdf");
        assert_eq!(director.get(&format!("/boards/motions/1/files/{}", "0".repeat(64))).status, 404);
    });
}

#[test]
fn a_question_is_asked_and_answered() {
    on_each_site(|site| {
        let mut committee = site.signed_in(player::COMMITTEE);
        assert!(committee.get("/boards/questions?about=2008%231%20M001").has("value=\"2008#1 M001\""));
        let blank = committee.post("/boards/questions", &[("about", "收款 R0802"), ("text", "")]);
        refused(&blank, 422, "value=\"收款 R0802\"");
        done(&committee.post("/boards/questions", &[("about", "2008#1 M001"), ("text", "租金为什么少了？")]));
        for other in [player::ACCOUNTANT, player::DIRECTOR, player::SHAREHOLDER, player::ADMINISTRATOR] {
            let asked = site.signed_in(other).post("/boards/questions", &[("about", "x"), ("text", "y")]);
            assert_eq!(asked.status, 403, "{other}");
        }
        assert!(site.signed_in(player::DIRECTOR).get("/boards/motions/1").has("租金为什么少了？"));
        let mut accountant = site.signed_in(player::ACCOUNTANT);
        assert!(accountant.get("/boards").has("租金为什么少了？"));
        assert!(accountant.get("/desk/questions").has("租金为什么少了？"));
        refused(&accountant.post("/desk/questions", &[("record", "1"), ("answer", "")]), 422, "还没有写");
        refused(&accountant.post("/desk/questions", &[("record", "9"), ("answer", "x")]), 422, "9");
        done(&accountant.post("/desk/questions", &[("record", "1"), ("answer", "承租方分两次付")]));
        refused(&accountant.post("/desk/questions", &[("record", "1"), ("answer", "又答")]), 409, "1");
        assert_eq!(committee.post("/desk/questions", &[("record", "1"), ("answer", "x")]).status, 403);
        assert!(committee.get("/boards/questions").has("承租方分两次付"));
    });
}

#[test]
fn a_run_is_held_inspected_and_goes_on() {
    on_each_site(|site| {
        let mut supervisor = site.signed_in(player::SUPERVISOR);
        let form = supervisor.get("/boards/holds?about=2008-1");
        assert!(form.has("<option value=\"2008-1\" selected>") && form.has("刘德明"), "{}", form.body);
        let hold = |reason: &'static str, cosigner: &'static str| {
            [("target", "2008-1"), ("reason", reason), ("condition", "凭证补齐"), ("cosigner", cosigner)]
        };
        refused(&supervisor.post("/boards/holds", &hold("", "M005")), 422, "理由");
        refused(&supervisor.post("/boards/holds", &hold("收款凭证不全", "M004")), 422, "赵玉珍");
        refused(&supervisor.post("/boards/holds", &[("target", "")]), 422, "没有选暂缓什么");
        let placed = supervisor.post("/boards/holds", &hold("收款凭证不全", "M005"));
        assert_eq!(placed.goes_to(), "/boards/motions/2", "{}", placed.body);
        ["zhao", "liu"].iter().for_each(|user| done(&vote(site, user, 2, "for")));
        done(&act(site, "zhao", 2, "close"));
        let held = supervisor.get("/boards/holds");
        assert!(held.has("2009-01-06 起暂缓") && held.has("收款凭证不全") && held.has("凭证补齐"), "{}", held.body);
        assert!(site.signed_in(player::DIRECTOR).get("/boards").has("收款凭证不全"));
        site.set_clock("2009-01-12T09:00:00+08:00");
        refused(&act(site, player::ACCOUNTANT, 1, "end-notice"), 422, "2008#1");
        let mut other = site.signed_in("liu");
        refused(&other.post("/boards/motions/2/inspect", &[("seen", ""), ("satisfies", "yes")]), 422, "还没有写");
        done(&other.post("/boards/motions/2/inspect", &[("seen", "还缺两张"), ("satisfies", "no")]));
        assert!(other.get("/boards/holds").has("还缺两张"));
        done(&other.post("/boards/motions/2/inspect", &[("seen", "凭证已补齐"), ("satisfies", "yes")]));
        assert!(other.get("/boards/holds").has("2009-01-12 解除"));
        done(&act(site, player::ACCOUNTANT, 1, "end-notice"));
    });
}

#[test]
fn a_report_is_stood_behind_and_stands_on_the_notice_board() {
    on_each_site(|site| {
        let mut supervisor = site.signed_in(player::SUPERVISOR);
        let fields = [("kind", "report"), ("about", "第一季度"), ("text", "账目与凭证相符")];
        let opened = supervisor.post("/boards/supervision", &fields);
        assert_eq!(opened.goes_to(), "/boards/supervision/1", "{}", opened.body);
        refused(&supervisor.post("/boards/supervision/1/endorse", &[]), 409, "联署");
        assert!(!site.browser().get("/").has("账目与凭证相符"));
        let mut other = site.signed_in("liu");
        assert!(other.get("/boards").has("/boards/supervision/1"));
        done(&other.post("/boards/supervision/1/endorse", &[]));
        assert!(site.browser().get("/").has("账目与凭证相符"));
        assert!(other.get("/boards/supervision?kind=report").has("2009-01-06 公布"));
        assert!(!other.get("/boards/supervision?kind=complaint").has("第一季度"));
    });
}

#[test]
fn an_event_a_little_before_the_one_it_follows_hides_nothing() {
    on_each_site(|site| {
        site.as_actor(&TestSite::person("wu"), |db, cooperative, _| {
            let moments = [("2009-01-09T00:03:00+08:00", "bank-reconciled"), ("2009-01-08T23:58:00+08:00", "imported")];
            for (moment, action) in moments {
                let at = moment.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
                let mut tx = db.begin_write().unwrap();
                event_log::append(&mut tx, cooperative.id, at, "wu", (action, "batch\t1\n")).unwrap();
                tx.commit().unwrap();
            }
            Ok(())
        })
        .unwrap();
        site.set_clock("2009-01-09T09:00:00+08:00");
        let page = site.signed_in(player::SUPERVISOR).get("/boards/log?since=2009-01-09");
        assert!(page.has("00:03") && !page.has("23:58"), "{}", page.body);
    });
}

#[test]
fn the_log_is_searched_by_who_when_and_in_words() {
    on_each_site(|site| {
        let mut supervisor = site.signed_in(player::SUPERVISOR);
        let by = supervisor.get("/boards/log?who=陈国强&words=赞成");
        assert!(by.has("董事会 M001 陈国强：赞成") && !by.has("M002 李素芳：赞成"), "{}", by.body);
        assert!(supervisor.get("/boards/log?since=2009-01-07").has("没有找到"));
        assert!(supervisor.get("/boards/log?words=编制分配").has("2008#1"), "what was done is a word, too");
        let last = supervisor.get("/boards/log?before=3");
        assert!(last.has("data-label=\"序号\">2</td>") && !last.has("data-label=\"序号\">3</td>"));
        let csv = supervisor.get("/boards/log.csv?words=投票");
        assert!(csv.header("content-disposition").starts_with("attachment"));
        assert_eq!(csv.body.lines().count(), 6, "a heading and five votes: {}", csv.body);
        assert!(supervisor.get("/boards/bodies?on=2009-02-01").has("空缺 2"));
        assert_eq!(site.signed_in(player::ADMINISTRATOR).get("/boards/log").status, 403);
    });
}

#[test]
fn the_administrator_manages_users_and_sees_no_money() {
    on_each_site(|site| {
        let mut admin = site.signed_in(player::ADMINISTRATOR);
        let fields = [("user", "he"), ("member", ""), ("name", "何接班"), ("post", "cashier")];
        let added = admin.post("/admin/users", &fields);
        assert!(added.status == 200 && added.has("一次性登录码") && added.header("cache-control") == "no-store");
        let (_, rest) = added.body.split_once("<p class=\"amount\"><code>").unwrap();
        let code = rest[..10].to_owned();
        assert!(!admin.get("/admin/users/he").has(&code), "it is shown once");
        assert!(site.browser().sign_in("he", &code).has("登录码正确"));
        refused(&admin.post("/admin/users", &fields), 422, "he");
        let nobody_s = [("user", "ma"), ("member", "M999"), ("post", "cashier")];
        refused(&admin.post("/admin/users", &nobody_s), 422, "M999");
        assert_eq!(admin.post("/admin/users/nobody/code", &[]).status, 404, "the address names nobody");
        let both = [("post", "cashier"), ("post", "accountant")];
        refused(&admin.post("/admin/users/he/posts", &both), 422, "会计");
        done(&admin.post("/admin/users/he/posts", &[("post", "window_clerk")]));
        assert!(admin.get("/admin/users").has("窗口人员"));
        refused(&admin.post("/admin/users/he/second-factor", &[]), 422, "he");
        let new = admin.post("/admin/users/he/code", &[]);
        assert!(new.status == 200 && !new.has(&code) && new.has("只显示这一次"));
        refused(&admin.post("/admin/users/he/close", &[]), 422, "还没有确认停用");
        done(&admin.post("/admin/users/he/close", &[("sure", "yes")]));
        assert!(admin.get("/admin/users").has("已停用"));
        refused(&admin.post("/admin/users/admin/close", &[("sure", "yes")]), 422, "admin");
        for path in
            ["/boards", "/boards/motions/1", "/boards/motions/1/statements", "/boards/log.csv", "/desk/questions"]
        {
            assert_eq!(admin.get(path).status, 403, "{path}");
        }
    });
}

#[test]
fn everything_is_verified_on_demand_while_the_site_goes_on() {
    on_each_site(|site| {
        let mut admin = site.signed_in(player::ADMINISTRATOR);
        let before = admin.get("/admin/system");
        assert!(before.has("没有核验过") && (before.has("SQLite 3") || before.has("PostgreSQL ")), "{}", before.body);
        done(&admin.post("/admin/system/verify", &[]));
        let sound = (0..100_000).map(|_| admin.get("/admin/system")).find(|page| !page.has("正在核验"));
        assert!(sound.unwrap().has("全部一致"));
    });
}

#[test]
fn a_notice_whose_run_is_prepared_anew_has_ended_for_everybody() {
    on_each_site(|site| {
        let mut accountant = site.signed_in(player::ACCOUNTANT);
        assert!(
            site.browser().get("/").has("/notices/2008-1") && site.browser().get("/notices/2008-1").has("我有异议")
        );
        let anew = [("year", "2008"), ("kind", "annual"), ("voids", "1")];
        done(&accountant.post("/desk/distributions/new", &anew));
        let notice = site.browser().get("/notices/2008-1");
        assert!(notice.has("作废：已由 2008#2 代替") && notice.has("（还没有公示）"), "{}", notice.body);
        assert!(!notice.has("/notices/2008-2") && !notice.has("我有异议"), "{}", notice.body);
        assert!(site.browser().get("/").has("已被替代"), "it stays to be read among the earlier ones");
        let inbox = site.signed_in(player::DIRECTOR).get("/boards");
        assert!(inbox.has("作废：已由 2008#2 代替") && !inbox.has("公示至"), "{}", inbox.body);
        let late = site.signed_in(player::SHAREHOLDER).post("/my/objections", &[("motion", "1"), ("text", "租金少了")]);
        assert!(late.status >= 400, "{}", late.status);
    });
}
