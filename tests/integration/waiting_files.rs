//! Files that wait to be imported: what is stored is what was looked at, nothing that waits is lost, and a sheet that is taken for something else is put right.

use crate::desk::{batches, outcome, upload};
use crate::support::site::{Page, on_each_site, player};
use rust_xlsxwriter::{Format, Workbook};

#[test]
fn a_preview_that_others_have_overtaken_is_shown_again_and_stores_nothing() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        // Everybody as held, and somebody new; then the name is put right while the preview waits.
        let (first, _) = upload(&mut browser, "名册.csv", "成员编号,姓名\nM070,旧名\n".as_bytes());
        assert!(first.has("新增 1"), "{}", first.body);
        let begun = browser.post(&format!("{}/commit", waiting(&first)), &[]);
        assert!(outcome(&mut browser, begun).has("已存入"));
        let old = "成员编号,姓名\nM070,旧名\nM071,新来的\n";
        let (preview, address) = upload(&mut browser, "一月名册.csv", old.as_bytes());
        assert!(preview.has("新增 1 · 变更 0"), "{}", preview.body);
        let (correction, other) = upload(&mut browser, "更正.csv", "成员编号,姓名\nM070,新名\n".as_bytes());
        assert!(correction.has("旧名") && correction.has("变更 1"));
        let begun = browser.post(&format!("{other}/commit"), &[]);
        assert!(outcome(&mut browser, begun).has("已存入"));
        assert_eq!(batches(site), before + 2);
        let begun = browser.post(&format!("{address}/commit"), &[]);
        let again = outcome(&mut browser, begun);
        assert!(again.has("登记有了变化") && again.has(&format!("第 {} 批存入", before + 2)), "{}", again.body);
        assert!(again.has("新增 1 · 变更 1") && again.has("新名"), "the change back is seen: {}", again.body);
        assert_eq!(batches(site), before + 2, "nothing was stored");
        assert!(browser.get("/desk/register?q=M070&on=2009-01-06").status == 200);
        // Looked at again, it is stored.
        let begun = browser.post(&format!("{address}/commit"), &[]);
        assert!(outcome(&mut browser, begun).has("已存入"));
        assert_eq!(batches(site), before + 3);
        // What others stored that has nothing to do with it does not stand in the way.
        let (_, mine) = upload(&mut browser, "再来.csv", "成员编号,姓名\nM072,又一位\n".as_bytes());
        let (_, theirs) = upload(&mut browser, "别的.csv", "成员编号,姓名\nM073,另一位\n".as_bytes());
        for address in [theirs, mine] {
            let begun = browser.post(&format!("{address}/commit"), &[]);
            assert!(outcome(&mut browser, begun).has("已存入"));
        }
        assert_eq!(batches(site), before + 5);
    });
}

/// The address of the preview that a page shows.
fn waiting(page: &Page) -> String {
    let from = page.body.find("/desk/imports/drafts/").unwrap();
    page.body[from..].split(['/', '"', '?']).take(5).collect::<Vec<_>>().join("/")
}

#[test]
fn nothing_that_waits_makes_room_by_itself_and_too_many_files_are_refused() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let sheet = |number: usize| format!("成员编号,姓名\nM08{number},第{number}位\n");
        let addresses: Vec<String> =
            (0..5).map(|number| upload(&mut browser, "名册.csv", sheet(number).as_bytes()).1).collect();
        let sixth = browser.upload("/desk/imports", &[], ("files", "名册.csv", sheet(5).as_bytes()));
        assert!(sixth.status == 422 && sixth.has("已有 5 次上传等着存入"), "{}", sixth.body);
        for address in &addresses {
            assert_eq!(browser.get(address).status, 200, "all that waited still waits");
            assert_eq!(browser.post(&format!("{address}/discard"), &[]).status, 303);
        }
        let many: Vec<(&str, &str, &[u8])> = (0..201).map(|_| ("files", "同名.csv", &b"1"[..])).collect();
        let refused = browser.upload_all("/desk/imports", &[], &many);
        assert!(refused.status == 422 && refused.has("201 个文件") && refused.has("200 个"), "{}", refused.body);
        assert!(!browser.get("/desk/imports").has("您待导入的文件"));
    });
}

#[test]
fn what_is_being_stored_is_not_thrown_away_from_another_window() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let (_, address) = upload(&mut browser, "名册.csv", "成员编号,姓名\nM090,某人\n".as_bytes());
        let mut database = site.database();
        // Somebody else is writing, so that the storing has to wait.
        let mut writing = database.begin_write().unwrap();
        tonggu::storage::cooperative::lock(&mut writing, site.cooperative.id).unwrap();
        let begun = browser.post(&format!("{address}/commit"), &[]);
        let refused = browser.post(&format!("{address}/discard"), &[]);
        assert!(
            refused.status == 409 && refused.has("正在存入，不能放弃") && refused.has("名册.csv"),
            "{}",
            refused.body
        );
        drop(writing);
        assert!(outcome(&mut browser, begun).has("已存入"));
        assert_eq!(batches(site), before + 1);
    });
}

/// A ledger of receipts as an office keeps it: a merged title, and headings that no rule knows.
fn ledger_of_rents() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("收租").unwrap();
    sheet.merge_range(0, 0, 0, 5, "2009年收租登记", &Format::new()).unwrap();
    for (column, heading) in ["收款日", "合同号", "归属年份", "收到金额", "交款人", "银行流水"].iter().enumerate()
    {
        sheet.write_string(1, column as u16, *heading).unwrap();
    }
    for (column, cell) in ["2009-01-05", "TD-2003-01", "2008", "1000", "卫鑫置业", "R0777"].iter().enumerate() {
        sheet.write_string(2, column as u16, *cell).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_merged_title_is_no_heading_and_whoever_knows_the_sheet_says_what_it_is() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let (page, address) = upload(&mut browser, "收租.xlsx", &ledger_of_rents());
        assert!(page.has("收款日=") && !page.has("2009年收租登记="), "the title is no heading: {}", page.body);
        assert!(
            page.has("是哪种表") && page.has("<option value=\"receipts\">收款台账") && !page.has("name=\"encoding\"")
        );
        let of_sheet = [("sheet", "1"), ("of_file", "收租.xlsx"), ("of_sheet", "收租"), ("kind", "receipts")];
        let wrong = browser.post(&address, &[&of_sheet[..], &[("heading_row", "第二行")]].concat());
        assert!(wrong.status == 422 && wrong.has("这不是行号") && wrong.has("第二行"), "{}", wrong.body);
        let begun = browser.post(&address, &[&of_sheet[..], &[("heading_row", "2")]].concat());
        let said = outcome(&mut browser, begun);
        assert!(
            said.has("<option value=\"收到金额=金额\">") && !said.has("=股种\">"),
            "columns of that kind: {}",
            said.body
        );
        let headings = [
            ("收款日", "日期"),
            ("合同号", "合同编号"),
            ("归属年份", "所属年度"),
            ("收到金额", "金额"),
            ("交款人", "付款方"),
            ("银行流水", "流水号"),
        ];
        let choices = headings.map(|(heading, column)| format!("{heading}={column}"));
        let mut fields = [&of_sheet[..], &[("heading_row", "2")]].concat();
        fields.extend(choices.iter().map(|choice| ("choice", choice.as_str())));
        let begun = browser.post(&address, &fields);
        let chosen = outcome(&mut browser, begun);
        assert!(chosen.has("新增 1 · 变更 0") && chosen.has("1,000.00 元"), "{}", chosen.body);
        let begun = browser.post(&format!("{address}/commit"), &[]);
        assert!(outcome(&mut browser, begun).has("已存入"));
        assert_eq!(batches(site), before + 1);
        assert!(browser.get("/desk/receipts?q=R0777").has("1,000.00"));
    });
}

#[test]
fn an_encoding_that_is_wrong_says_so_and_everything_is_found_out_again() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let (page, address) = upload(&mut browser, "名册.csv", "成员编号,姓名\nM091,某人\n".as_bytes());
        assert!(page.has("name=\"encoding\"") && page.has("<option value=\"Big5\">"), "{}", page.body);
        assert!(!page.has("取得日期") && !page.has("议题编号"), "only where a sheet needs them");
        let fields = [("sheet", "1"), ("of_file", "名册.csv"), ("of_sheet", "名册"), ("encoding", "UTF-16LE")];
        let begun = browser.post(&address, &fields);
        let wrong = outcome(&mut browser, begun);
        assert!(wrong.has("按 UTF-16LE 编码读不成表格") && wrong.has("恢复自动识别"), "{}", wrong.body);
        let begun = browser.post(&address, &[("automatic", "yes")]);
        assert!(outcome(&mut browser, begun).has("新增 1"));
    });
}

#[test]
fn a_blank_cell_that_takes_something_away_stands_out() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::ACCOUNTANT);
        let (first, _) = upload(&mut browser, "名册.csv", "成员编号,姓名,手机号\nM092,某人,13800000000\n".as_bytes());
        let begun = browser.post(&format!("{}/commit", waiting(&first)), &[]);
        assert!(outcome(&mut browser, begun).has("已存入"));
        let (blank, _) = upload(&mut browser, "名册.csv", "成员编号,姓名,手机号\nM092,某人,\n".as_bytes());
        assert!(blank.has("变更 1 · 清空 1") && blank.has("清空 1 处"), "{}", blank.body);
        assert!(blank.has("<span class=\"tag\">清空</span>") && blank.has("13800000000"));
        let english = browser.get_in_english(&format!("{}?sheet=1", waiting(&blank)));
        assert!(english.has("emptied 1") && !english.has("清空"), "{}", english.body);
    });
}

#[test]
fn all_that_stands_against_an_undo_is_listed_before_its_button() {
    on_each_site(|site| {
        let before = batches(site);
        let mut browser = site.signed_in(player::ACCOUNTANT);
        // The first batch: motions rest on it, later batches too.
        let first = browser.get("/desk/imports/1/undo");
        assert!(first.status == 200 && first.has("现在不能撤销") && first.has("议题 1 依据第 1 批"), "{}", first.body);
        assert!(!first.has("确定撤销"), "no button for what cannot be done");
        for sheet in ["成员编号,姓名\nM093,某人\n", "成员编号,姓名\nM093,某某人\n"] {
            let (page, _) = upload(&mut browser, "名册.csv", sheet.as_bytes());
            let begun = browser.post(&format!("{}/commit", waiting(&page)), &[]);
            assert!(outcome(&mut browser, begun).has("已存入"));
        }
        let changed = browser.get(&format!("/desk/imports/{}/undo", before + 1));
        assert!(changed.has(&format!("第 {} 批改动过", before + 2)) && !changed.has("确定撤销"), "{}", changed.body);
        assert!(browser.get(&format!("/desk/imports/{}/undo", before + 2)).has("确定撤销"));
    });
}
