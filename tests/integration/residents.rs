//! What somebody before the pages reads: figures that come out again on a calculator, money that is paid apart from money that may yet change, a paper
//! that is compared by its code, and refusals that are seen.

use crate::support::site::{TestSite, on_each_site, on_each_site_after, play_until_the_draft, player};

/// The code of the shareholder's statement, as their page shows it.
fn own_code(site: &TestSite) -> String {
    let statement = site.signed_in(player::SHAREHOLDER).get("/my/statements/2008").body;
    let (_, rest) = statement.split_once("核对码 <strong class=\"nowrap\">").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

#[test]
fn a_code_shows_the_amounts_of_the_sealed_statement_however_it_is_typed() {
    on_each_site(|site| {
        let code = own_code(site);
        let full_width: String =
            code.chars().map(|one| char::from_u32(u32::from(one) + 0xfee0).unwrap_or(one)).collect();
        let mut anybody = site.browser();
        for (number, code) in [("M006", code.clone()), ("m006", code.to_lowercase()), ("Ｍ００６", full_width)] {
            let page = anybody.post("/verify", &[("number", number), ("code", &code)]);
            assert!(page.status == 200 && page.has("✓"), "{number} {code}: {}", page.body);
            // A forged paper with the true code says something else than this.
            assert!(page.has("34,099.30") && page.has("周*燕") && !page.has("周晓燕"), "{}", page.body);
        }
        assert!(anybody.get("/notices/2008-1?number=m006").has("34,099.30"));
        let mut director = site.signed_in(player::DIRECTOR);
        assert!(director.get("/boards/motions/1/statements?number=ｍ006").has("34,099.30"));
    });
}

#[test]
fn a_statement_as_pdf_is_no_evidence_and_no_forgery_either() {
    on_each_site(|site| {
        let mut anybody = site.browser();
        let pdf = anybody.upload("/verify", &[], ("file", "对账单.pdf", b"%PDF-1.7 and so on"));
        assert!(pdf.status == 422 && pdf.has("这是对账单 PDF") && !pdf.has("✗"), "{}", pdf.body);
        let empty = anybody.upload("/verify", &[], ("file", "证据.txt", b""));
        assert!(empty.status == 422 && empty.has("没有选文件") && empty.has("href=\"#wrong-file\""), "{}", empty.body);
        assert!(empty.has("aria-describedby=\"wrong-file\" autofocus"));
    });
}

#[test]
fn what_is_on_notice_stands_apart_from_what_is_effective() {
    on_each_site(|site| {
        site.set_clock("2009-01-08T09:00:00+08:00");
        let mut browser = site.signed_in(player::SHAREHOLDER);
        let home = browser.get("/my");
        assert!(home.has("还在公示，没有生效") && home.has("公示中，还没有生效"), "{}", home.body);
        assert!(browser.get("/my/household").has("公示中，还没有生效（元）"));
        site.set_clock("2009-01-12T09:00:00+08:00");
        let ended = site.signed_in(player::ACCOUNTANT).post("/boards/motions/1/end-notice", &[]);
        assert_eq!(ended.status, 303, "{}", ended.body);
        let mut browser = site.signed_in(player::SHAREHOLDER);
        let home = browser.get("/my");
        assert!(!home.has("公示中") && home.has("34,099.30"), "{}", home.body);
        // The step says on which days it was up, and not on which day somebody ended it.
        assert!(home.has("2009-01-06</span> 至 <span class=\"nowrap\">2009-01-10"), "{}", home.body);
        assert!(!browser.get("/my/household").has("公示中"));
    });
}

#[test]
fn a_group_of_the_list_is_read_by_itself() {
    on_each_site(|site| {
        let mut anybody = site.browser();
        let all = anybody.get("/notices/2008-1");
        assert!(all.has("M001") && all.has("M006") && all.has("为什么和邻居不一样"), "{}", all.body);
        let one = anybody.get("/notices/2008-1?group=1");
        assert!(one.has("M001") && one.has("<option value=\"1\" selected>"), "{}", one.body);
        assert!(anybody.get("/notices/2008-1?group=9").status == 200);
        // After the last of the list there is nothing, and the way back is there.
        let end = anybody.get("/notices/2008-1?after=M999");
        assert!(end.has("从头看") && !end.has("下一页"), "{}", end.body);
    });
}

#[test]
fn what_is_refused_is_said_at_the_top_and_leads_to_its_field() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        let line = "字".repeat(61);
        let page = browser.post("/my/objections", &[("motion", "1"), ("line", &line), ("text", "面积少了")]);
        assert!(page.status == 422 && page.has("“哪一项”写了 61 个字"), "{}", page.body);
        let (top, field) = (page.body.find("href=\"#wrong-line\""), page.body.find("id=\"line\""));
        assert!(top.is_some() && top < field && page.has("id=\"wrong-line\""), "{}", page.body);
        assert!(page.has("aria-describedby=\"wrong-line\" autofocus"));
        let line = "字".repeat(60);
        let fits = browser.post("/my/objections", &[("motion", "1"), ("line", &line), ("text", "面积少了")]);
        assert_eq!(fits.status, 303, "{}", fits.body);
        // Who must answer it finds it among what waits for them.
        let inbox = site.signed_in(player::DIRECTOR).get("/boards");
        let (_, waiting) = inbox.body.split_once("等您办理").unwrap();
        assert!(waiting.contains("/boards/motions/1"), "{}", inbox.body);
    });
}

#[test]
fn a_vote_is_closed_after_a_second_look_at_the_count_that_was_seen() {
    on_each_site_after(play_until_the_draft, |site| {
        let proposed =
            site.signed_in(player::ACCOUNTANT).post("/boards/motions/new", &[("what", "run"), ("run", "2008-1")]);
        assert_eq!(proposed.status, 303, "{}", proposed.body);
        let vote = |user: &str, choice: &str| {
            let mut browser = site.signed_in(user);
            let page = browser.get("/boards/motions/1").body;
            let (_, rest) = page.split_once("<code title=\"").unwrap();
            let cast =
                browser.post("/boards/motions/1/vote", &[("choice", choice), ("reason", ""), ("seal", &rest[..64])]);
            assert_eq!(cast.status, 303, "{}", cast.body);
        };
        vote("chen", "for");
        vote("li", "against");
        let mut chair = site.signed_in("chen");
        assert!(chair.get("/boards/motions/1").has("您已投：赞成"));
        assert!(site.signed_in("zhou").get("/boards/motions/1").status == 403, "no seat, no post");
        let look = chair.post("/boards/motions/1/close/look", &[]);
        assert!(look.status == 200 && look.has("不通过") && look.has("须重新提出") && look.has("王"), "{}", look.body);
        assert!(look.has("name=\"cast\" value=\"2\""));
        assert!(chair.get("/boards/motions/1").has("还差"), "to look is not to close");
        vote("wang", "for");
        let late = chair.post("/boards/motions/1/close", &[("cast", "2")]);
        assert!(late.status == 422 && late.has("刚才又有人投了票"), "{}", late.body);
        let other = site.signed_in("li").post("/boards/motions/1/close/look", &[]);
        assert!(other.status == 422 && other.has("负责人"), "{}", other.body);
        assert_eq!(chair.post("/boards/motions/1/close", &[("cast", "3")]).status, 303);
    });
}

#[test]
fn what_a_question_is_about_is_there_and_its_page_is_one_click_away() {
    on_each_site(|site| {
        let mut committee = site.signed_in(player::COMMITTEE);
        for about in ["2009#7", "2008#1 M999", "议题 9", "凭证 #99", "凭证 2008-03 记-1", "代发批次 3"] {
            let page = committee.post("/boards/questions", &[("about", about), ("text", "为什么？")]);
            assert!(page.has("id=\"wrong-about\"") && page.status == 422, "{about} {}: {}", page.status, page.body);
        }
        for about in ["2008#1 M001", "议题 １", "收款 R0802"] {
            let page = committee.post("/boards/questions", &[("about", about), ("text", "为什么？")]);
            assert_eq!(page.status, 303, "{about}: {}", page.body);
        }
        let list = committee.get("/boards/questions");
        assert!(
            list.has("href=\"/boards/motions/1/statements/M001\"") && list.has("href=\"/boards/motions/1\">议题 1")
        );
    });
}

#[test]
fn who_wishes_a_hold_says_who_wishes_it_too_and_nobody_signs_for_them() {
    on_each_site(|site| {
        let mut supervisor = site.signed_in(player::SUPERVISOR);
        let fields = [("target", "2008-1"), ("reason", "凭证不全"), ("condition", "补齐"), ("cosigner", "M005")];
        assert_eq!(supervisor.post("/boards/holds", &fields).status, 303);
        let motion = supervisor.get("/boards/motions/2");
        assert!(motion.has("附议（各人以自己的票为准）"), "{}", motion.body);
        assert!(motion.has("暂缓的是") && motion.has("href=\"/boards/motions/1\">2008#1"), "{}", motion.body);
        let english = supervisor.get_in_english("/boards/motions/2");
        assert!(english.has("hold: 2008#1") && !english.has("暂缓："), "{}", english.body);
    });
}
