//! The accountant's desk: workbooks dropped, looked at in their cells, stored and undone; the register, contracts, receipts and the charter looked up.

use crate::support::site::{Browser, Page, TestSite, on_each_site, player};
use crate::support::{sample, worked_example};
use tonggu::application::import;

/// How many batches there are.
pub fn batches(site: &TestSite) -> usize {
    let listed =
        site.as_actor(&TestSite::person(player::ACCOUNTANT), |db, cooperative, _| import::list(db, cooperative));
    listed.unwrap().len()
}

/// What comes of work that was begun: the page looks again by itself until it is done.
pub fn outcome(browser: &mut Browser<'_>, begun: Page) -> Page {
    let mut page = begun;
    loop {
        let next = match page.status {
            303 => page.goes_to().to_owned(),
            _ if page.header("refresh").is_empty() => return page,
            _ => page
                .body
                .split("<a class=\"button light\" href=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .to_owned(),
        };
        page = browser.get(&next);
    }
}

/// Uploads one file, and waits until it is checked: the page and its address.
pub fn upload(browser: &mut Browser<'_>, name: &str, bytes: &[u8]) -> (Page, String) {
    let begun = browser.upload("/desk/imports", &[], ("files", name, bytes));
    let address = begun.goes_to().to_owned();
    (outcome(browser, begun), address)
}

#[test]
fn every_problem_of_a_dirty_workbook_stands_in_its_cell_and_nothing_is_stored() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let bytes = std::fs::read(sample("dirty/身份证号码.xlsx")).unwrap();
        let (page, address) = upload(&mut browser, "身份证号码.xlsx", &bytes);
        assert_eq!(page.status, 200);
        let list = std::fs::read_to_string(sample("dirty/身份证号码.problems.tsv")).unwrap();
        for line in list.lines() {
            let [severity, _, _, cell] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let mark = if severity == "error" { "✗ 错误" } else { "! 提醒" };
            assert!(page.has(&format!("<b>{mark} {cell}</b>")), "{line}: {}", page.body);
        }
        assert!(
            page.has("<td class=\"error\"><b>✗</b> ") && page.has("href=\"#p2\""),
            "cells are marked, one leads to the next"
        );
        assert!(page.has("disabled"), "what has errors cannot be stored");
        let warnings = browser.get(&format!("{address}?sheet=1&show=warnings"));
        assert!(warnings.has("! 提醒 C16") && !warnings.has("✗ 错误 C7"), "{}", warnings.body);
        let whole = browser.get(&format!("{address}?sheet=1&show=all"));
        assert!(whole.has("id=\"r2\"") && whole.has("id=\"r16\""));
        let stubborn = browser.post(&format!("{address}/commit"), &[]);
        assert_eq!((stubborn.status, stubborn.goes_to()), (303, address.as_str()));
        let copy = browser.get(&format!("{address}/marked/1"));
        assert!(
            copy.status == 200 && copy.body.starts_with("PK") && copy.header("content-disposition").contains(".xlsx")
        );
        assert_eq!(batches(site), before);
        assert_eq!(browser.post(&format!("{address}/discard"), &[]).goes_to(), "/desk/imports");
        assert_eq!(browser.get(&address).status, 404, "what was thrown away is gone");
    });
}

#[test]
fn what_is_mended_is_stored_as_it_was_shown_and_undone_again() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let sheet = |amount: &str| {
            format!(
                "日期,合同编号,所属年度,金额,付款方,流水号\n2009-01-05,TD-2003-01,2008,{amount},卫鑫置业有限公司,R0991\n"
            )
        };
        let (dirty, _) = upload(&mut browser, "收款.csv", sheet("一千块").as_bytes());
        assert!(dirty.has("✗ 错误 D2") && dirty.has("一千块"), "{}", dirty.body);
        let (clean, address) = upload(&mut browser, "收款.csv", sheet("1000").as_bytes());
        assert!(
            clean.has("收款台账") && clean.has("新增 1") && clean.has("1,000.00 元") && !clean.has("disabled"),
            "{}",
            clean.body
        );
        assert_eq!(batches(site), before, "nothing is stored by looking");
        let begun = browser.post(&format!("{address}/commit"), &[]);
        let stored = outcome(&mut browser, begun);
        assert!(stored.status == 200 && stored.has("已存入") && stored.has("收款.csv"), "{}", stored.body);
        assert_eq!(batches(site), before + 1);
        let batch = format!("/desk/imports/{}", before + 1);
        assert!(browser.get("/desk/receipts?q=R0991").has("1,000.00"));
        assert_eq!(browser.get(&format!("{batch}/files/1")).body, sheet("1000"), "the file is kept as it came");
        assert!(browser.get(&format!("{batch}/files/1?marked=yes")).body.starts_with("PK"));
        assert_eq!(browser.get(&format!("{batch}/files/2")).status, 404);
        let look = browser.get(&format!("{batch}/undo"));
        assert!(look.has("确定撤销") && batches(site) == before + 1, "a second look");
        assert_eq!(browser.post(&format!("{batch}/undo"), &[]).status, 200, "nothing is undone by a slip");
        let undone = browser.post(&format!("{batch}/undo"), &[("sure", "yes")]);
        assert_eq!((undone.status, undone.goes_to()), (303, &*format!("/desk/imports/{}", before + 2)));
        assert!(!browser.get("/desk/receipts?q=R0991").has("1,000.00"));
        assert!(browser.get(&batch).has("已经撤销"));
        let again = browser.post(&format!("{batch}/undo"), &[("sure", "yes")]);
        assert!(again.status != 303 && again.has("role=\"alert\""), "{}", again.body);
    });
}

#[test]
fn what_rests_on_a_batch_is_named_and_nothing_is_undone() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let member = "成员编号,姓名\nM050,新成员\n";
        let land = "成员编号,姓名,地块编号,面积(亩),合同编号,入股日期\nM050,新成员,9-001,1,TD-2003-01,2009-01-01\n";
        for (name, sheet) in [("成员.csv", member), ("土地.csv", land)] {
            let (_, address) = upload(&mut browser, name, sheet.as_bytes());
            let begun = browser.post(&format!("{address}/commit"), &[]);
            assert!(outcome(&mut browser, begun).has("已存入"));
        }
        let look = browser.get(&format!("/desk/imports/{}/undo", before + 1));
        assert!(look.has("土地.csv") && !look.has("确定撤销"), "{}", look.body);
        let refused = browser.post(&format!("/desk/imports/{}/undo", before + 1), &[("sure", "yes")]);
        assert!(refused.status != 303 && refused.has("土地.csv") && refused.has("以它为依据"), "{}", refused.body);
        assert_eq!(batches(site), before + 2);
    });
}

#[test]
fn an_unknown_heading_is_chosen_once_and_remembered() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let (page, address) = upload(&mut browser, "小队.csv", "成员编号,姓名,小队\nM001,陈国强,甲队\n".as_bytes());
        assert!(page.has("不认得，略过") && page.has("<option value=\"小队=居民小组\">"), "{}", page.body);
        let begun =
            browser.post(&address, &[("sheet", "1"), ("as_of", ""), ("motion", ""), ("choice", "小队=居民小组")]);
        let chosen = outcome(&mut browser, begun);
        assert!(chosen.has("选定或记住的") && chosen.has("变更 1") && chosen.has("甲队"), "{}", chosen.body);
        let begun = browser.post(&format!("{address}/commit"), &[]);
        assert!(outcome(&mut browser, begun).has("已存入"));
        let (next, _) = upload(&mut browser, "小队.csv", "成员编号,姓名,小队\nM002,李素芳,乙队\n".as_bytes());
        assert!(next.has("选定或记住的") && !next.has("不认得，略过"), "{}", next.body);
        assert!(browser.get("/desk/imports").has("记住的表头"));
        assert!(browser.get("/desk/register/members/M001").has("甲队"));
        let mistyped = browser.post(&address, &[("as_of", "去年")]);
        assert_eq!(mistyped.status, 404, "what is stored waits no more");
    });
}

#[test]
fn an_option_that_is_mistyped_is_said_beside_its_field() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let wide = "成员编号,姓名,资产量化股\nM001,陈国强,1\n";
        let (page, address) = upload(&mut browser, "持股.csv", wide.as_bytes());
        assert!(page.has("✗ 错误 C1"), "a ledger without a day: {}", page.body);
        let wrong = browser.post(&address, &[("as_of", "去年"), ("motion", "")]);
        assert!(wrong.status == 422 && wrong.has("这不是一个日期") && wrong.has("去年"));
        let begun = browser.post(&address, &[("as_of", "2009-01-02"), ("motion", "")]);
        let dated = outcome(&mut browser, begun);
        assert!(dated.has("资产量化股") && dated.has("新增 1"), "{}", dated.body);
        let begun = browser.post(&address, &[("as_of", "2009-01-02"), ("motion", "99")]);
        assert!(outcome(&mut browser, begun).has("99"), "a motion that there is not");
    });
}

#[test]
fn a_wrong_upload_says_so_at_the_field_and_stores_nothing() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let none = browser.upload("/desk/imports", &[], ("files", "", b""));
        assert!(none.status == 422 && none.has("没有选择文件") && none.has("aria-invalid"));
        for (name, said) in
            [("空文件.xlsx", "空"), ("有密码.xlsx", "密码"), ("图片.xlsx", "图片.xlsx"), ("截断.xlsx", "截断.xlsx")]
        {
            let bytes = std::fs::read(sample("dirty").join(name)).unwrap();
            let (page, _) = upload(&mut browser, name, &bytes);
            assert!(page.has("role=\"alert\"") && page.has(name) && page.has(said), "{name}: {}", page.body);
        }
        let large = browser.upload("/desk/imports", &[], ("files", "大.csv", &vec![b'1'; (64 << 20) + 1]));
        assert!(large.status == 413 && large.has("64 MB"));
        assert_eq!(batches(site), before);
    });
}

#[test]
fn several_files_come_at_once_in_any_order_and_the_same_again_changes_nothing() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let files: Vec<(String, Vec<u8>)> = worked_example()
            .iter()
            .rev()
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
            .filter(|(name, _)| !["章程参数.csv", "机构成员.csv"].contains(&name.as_str()))
            .collect();
        let parts: Vec<(&str, &str, &[u8])> = files.iter().map(|(name, bytes)| ("files", &**name, &**bytes)).collect();
        let begun = browser.upload_all("/desk/imports", &[], &parts);
        let page = outcome(&mut browser, begun);
        assert!(page.has("没有变化，不需要存入") && page.has("成员名册") && page.has("收款台账"), "{}", page.body);
        assert!(browser.get("/desk").has("待导入的文件"));
        site.set_clock("2009-01-07T09:00:01+08:00");
        let mut tomorrow = site.signed_in(player::ACCOUNTANT);
        assert!(!tomorrow.get("/desk/imports").has("您待导入的文件"), "files wait for a day");
        site.set_clock("2009-01-06T09:00:00+08:00");
    });
}

#[test]
fn what_one_brought_another_does_not_see() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let (_, address) = upload(&mut browser, "成员.csv", "成员编号,姓名\nM060,某人\n".as_bytes());
        for user in [player::SHAREHOLDER, player::DIRECTOR, player::CASHIER, player::CLERK, player::ADMINISTRATOR] {
            let mut other = site.signed_in(user);
            for path in [address.as_str(), "/desk/imports", "/desk/imports/1"] {
                assert_eq!(other.get(path).status, 403, "{user} {path}");
            }
            assert_eq!(other.post(&format!("{address}/commit"), &[]).status, 403, "{user}");
        }
        let mut shareholder = site.signed_in(player::SHAREHOLDER);
        for path in [
            "/desk",
            "/desk/register",
            "/desk/register/members/M001",
            "/desk/contracts",
            "/desk/receipts",
            "/desk/charter",
        ] {
            assert_eq!(shareholder.get(path).status, 403, "{path}");
        }
        assert_eq!(
            site.signed_in(player::CASHIER).get("/desk/register").status,
            200,
            "whoever sees the money sees the register"
        );
    });
}

#[test]
fn the_register_is_looked_up_on_any_day() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let now = browser.get("/desk/register");
        assert!(now.has("陈国强") && now.has("资产量化股") && now.has("土地股"));
        let before = browser.get("/desk/register?on=1990-01-01");
        assert!(before.has("还没有人持股") && !before.has("陈国强"));
        let found = browser.get("/desk/register?q=m002");
        assert!(found.has("李素芳") && !found.has(">陈国强<"));
        assert!(browser.get("/desk/register/movements?kind=%E9%87%8F%E5%8C%96").has("GQ-001"));
        assert!(browser.get("/desk/register/households").has("H001"));
        assert!(browser.get("/desk/register/quantification").status == 200);
        assert!(browser.get("/desk/register/certificates?q=gq-001").has("陈国强"));
        let paper = browser.get("/desk/register/certificates/GQ-001");
        assert!(paper.has("GQ-001") && paper.has("陈国强") && paper.has("class=\"print\""));
        let member = browser.get("/desk/register/members/M001");
        assert!(member.has("1-001") && member.has("2008 年度分配") && member.has("TD-2003-01"), "{}", member.body);
        assert_eq!(browser.get("/desk/register/members/M999").status, 404);
        assert_eq!(browser.get("/desk/register/certificates/none").status, 404);
    });
}

#[test]
fn contracts_receipts_and_the_charter_are_looked_up_and_taken_along() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let contracts = browser.get("/desk/contracts?year=2008");
        assert!(contracts.has("第一批") && contracts.has("<svg") && contracts.has("欠租"), "{}", contracts.body);
        let one = browser.get("/desk/contracts/TD-2003-01");
        assert!(one.has("陈国强") && one.has("800.00") && one.has("R0801") && one.has("4,480.00"), "{}", one.body);
        assert_eq!(browser.get("/desk/contracts/none").status, 404);
        assert!(
            browser.get("/desk/receipts?year=2008").has("R0801")
                && !browser.get("/desk/receipts?year=2007").has("R0801")
        );
        let charter = browser.get("/desk/charter");
        assert!(charter.has("公示天数") && charter.has("董事会") && charter.has("怎样表决"));
        assert!(browser.get("/desk/charter?on=2026-01-01").has("低于"), "the law of that day asks for more");
        for path in
            ["/desk/register?", "/desk/contracts?", "/desk/receipts?", "/desk/charter?table=1&", "/desk/imports?"]
        {
            let book = browser.get(&format!("{path}format=xlsx"));
            assert!(book.status == 200 && book.body.starts_with("PK"), "{path}");
            assert!(book.header("content-type").contains("spreadsheetml"), "{path}");
        }
        let blank = browser.get("/desk/imports/templates/members");
        assert!(blank.body.starts_with("PK") && blank.header("content-disposition").contains(".xlsx"));
        assert_eq!(browser.get("/desk/imports/templates/none").status, 404);
        let desk = browser.get("/desk");
        assert!(
            desk.has("欠租") && desk.has("分配办理中") && desk.has("2008#1") && desk.has("href=\"/desk/imports\""),
            "{}",
            desk.body
        );
    });
}

#[test]
fn the_desk_has_one_navigation_and_what_waits_leads_to_where_it_is() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let parts = |page: &Page| {
            let nav =
                page.body.split("<nav class=\"family\"").nth(1).unwrap().split("</nav>").next().unwrap().to_owned();
            nav.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let all = parts(&browser.get("/desk"));
        assert!(all.len() >= 9, "{all:?}");
        for address in
            ["/desk/register", "/desk/distributions", "/desk/distributions/2008-1", "/desk/books", "/desk/payments"]
        {
            assert_eq!(parts(&browser.get(address)), all, "{address}");
        }
        let home = browser.get("/desk");
        for address in ["/desk/distributions/2008-1", "/boards/objections"] {
            assert!(home.has(&format!("href=\"{address}\"")), "{address}: {}", home.body);
        }
        let run = browser.get("/desk/distributions/2008-1");
        for paper in ["/papers/lists/2008-1", "/papers/statements/2008-1"] {
            assert!(
                run.has(&format!("href=\"{paper}\"")) && browser.get(paper).header("content-type") == "application/pdf"
            );
        }
    });
}

#[test]
fn a_year_that_is_not_over_owes_what_is_due_so_far_and_one_without_records_is_no_arrears() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let this_year = browser.get("/desk/contracts?year=2009");
        assert!(this_year.has("2009 年还没有过完"), "{}", this_year.body);
        let before = browser.get("/desk/contracts?year=2004");
        assert!(before.has("2004 年没有收款记录：收款台账从"), "{}", before.body);
        let last = browser.get("/desk/contracts?year=2008");
        assert!(!last.has("还没有过完") && !last.has("没有收款记录"), "{}", last.body);
        let one = browser.get("/desk/contracts/TD-2003-01");
        assert!(one.has("到今天应收") && one.has("没有收款记录，欠不欠租不知道"), "{}", one.body);
        // What came in opens to what it sums.
        let receipts = browser.get("/desk/receipts?contract=TD-2003-01&year=2008");
        assert!(
            one.has("/desk/receipts?contract=TD-2003-01&#38;year=2008") && receipts.has("TD-2003-01"),
            "{}",
            one.body
        );
        assert!(!receipts.has("TD-2006-01"), "{}", receipts.body);
    });
}
