//! Vouchers on the command line: what is listed and shown of them, by which names they are found, and what is said of what was left out.

use crate::support::{printed, tonggu};
use std::path::Path;

/// A cooperative with two books, and what the program prints there.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Office {
        let office = Office { folder: tempfile::tempdir().unwrap() };
        office.done(&["init", "--code", "demo", "--name", "测试合作社"]);
        office.done(&["ledger", "open", "--code", "hzs", "--name", "合作社账", "--kind", "合作社", "--year", "2008"]);
        office.done(&["ledger", "open", "--code", "gs", "--name", "公司账", "--kind", "公司", "--year", "2008"]);
        office
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn done(&self, words: &[&str]) -> String {
        let output = tonggu(&self.data(), words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        printed(&output)
    }

    /// What is said against it.
    fn refused(&self, words: &[&str]) -> String {
        let output = tonggu(&self.data(), words);
        assert!(!output.status.success(), "{words:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Path::new(&path).display().to_string()
    }

    /// 513 or 5602 from the bank, on a day of March.
    fn paid(&self, book: &str, fen: &str) {
        let (debit, credit) = if book == "hzs" { ("513", "102") } else { ("5602", "1002") };
        let (debit, credit) = (format!("{debit}={fen}"), format!("{credit}={fen}"));
        let head = ["voucher", "add", "--book", book, "--date", "2008-03-09", "--summary", "付水电费"];
        let lines = ["--debit", &debit, "--credit", &credit, "--attachments", "1", "--source", "回单7"];
        self.done(&[&head[..], &lines[..]].concat());
    }

    fn settle(&self, book: &str) {
        for verb in ["review", "sign", "post"] {
            self.done(&["voucher", verb, "--book", book, "--period", "2008-03"]);
        }
    }
}

const SHEET: &str = "账套,日期,凭证字号,摘要,科目编码,借方,贷方,附件张数\n\
    hzs,2008-03-05,记-1,付办公费,513,30,,1\nhzs,2008-03-05,记-1,付办公费,102,,30,1\n";

#[test]
fn a_voucher_is_shown_with_its_accounts_its_people_and_where_it_came_from() {
    let office = Office::new();
    office.done(&["import", &office.file("三月凭证.csv", SHEET)]);
    office.paid("hzs", "5");
    let list = office.done(&["voucher", "list", "--book", "hzs"]);
    assert!(list.contains("（2008-03 记-1）") && list.contains("未复核，要出纳签字"), "{list}");
    let scan = office.file("回单.jpg", "回单");
    let attached = office.done(&["voucher", "attach", "2008-03 记-1", &scan]);
    assert!(attached.contains("回单.jpg 已保存") && attached.contains("现在是 #3"), "{attached}");
    office.done(&["voucher", "review", "--book", "hzs", "--period", "2008-03"]);
    assert!(office.done(&["voucher", "list", "--book", "hzs"]).contains("已复核，待出纳签字"));
    for verb in ["sign", "post"] {
        office.done(&["voucher", verb, "--book", "hzs", "--period", "2008-03"]);
    }
    let shown = office.done(&["voucher", "show", "2008-03 记-2"]);
    for part in ["513 管理费用", "102 银行存款", "制单：local　", "复核：local　", "出纳：local　", "记账：local　"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(shown.contains("来源：录入，原始凭证号 回单7"), "{shown}");
    let english = office.done(&["--language", "en", "voucher", "show", "#2"]);
    assert!(english.contains("513 Administrative expenses") && english.contains("reviewed by: local, "), "{english}");
    let listed = office.done(&["import", "list"]);
    assert!(listed.contains("录入凭证 #2"), "{listed}");
    let log = office.done(&["log"]);
    let rows: Vec<&str> = log.lines().collect();
    assert!(rows.iter().any(|row| row.contains("记账") && row.contains("hzs 2008-03 记-1、记-2")), "{log}");
    assert!(rows.iter().any(|row| row.contains("复核凭证") && row.contains("#2–#3")), "{log}");
    assert!(!log.contains("ledger ") && !log.contains("batch "), "{log}");
}

#[test]
fn a_voucher_that_came_with_a_sheet_says_which() {
    let office = Office::new();
    office.done(&["import", &office.file("三月凭证.csv", SHEET)]);
    let shown = office.done(&["voucher", "show", "2008-03 记-1"]);
    assert!(shown.contains("三月凭证.csv「三月凭证」第 2 行起"), "{shown}");
    assert!(shown.contains("复核：还没有") && shown.contains("出纳：还没有"), "{shown}");
}

#[test]
fn a_voucher_is_found_by_its_number_wherever_one_is_asked_for() {
    let office = Office::new();
    office.paid("hzs", "5");
    office.settle("hzs");
    assert!(office.done(&["voucher", "show", "2008-03 记-1"]).contains("合作社账"), "only one book has it");
    office.paid("gs", "7");
    office.settle("gs");
    let both = office.refused(&["voucher", "show", "2008-03 记-1"]);
    assert!(both.contains("gs、hzs") && both.contains("--book"), "{both}");
    assert!(office.done(&["voucher", "show", "2008-03 记-1", "--book", "公司账"]).contains("7.00"));
    let reversed = office.done(&["voucher", "reverse", "2008-03 记-1", "--book", "hzs", "--date", "2008-03-31"]);
    assert!(reversed.contains("#3 已录入"), "{reversed}");
    office.done(&["voucher", "discard", "#3"]);
    assert!(office.done(&["import", "list"]).contains("作废凭证"));
    let head = ["voucher", "add", "--book", "gs", "--date", "2009-01-09", "--summary", "更正", "--attachments", "1"];
    let lines = ["--debit", "310404=1", "--credit", "1002=1", "--corrects", "2008-03 记-1"];
    office.done(&[&head[..], &lines[..]].concat());
    assert!(office.done(&["voucher", "show", "#4"]).contains("更正：针对 #2"));
    assert!(office.refused(&["voucher", "show", "2008-03 记-9"]).contains("没有凭证“2008-03 记-9”"));
}

#[test]
fn what_is_left_out_or_mistyped_is_said_in_plain_words() {
    let office = Office::new();
    let zh = office.refused(&["voucher", "add", "--book", "hzs"]);
    assert!(
        zh.contains("--date <DATE>") && zh.contains("日期") && zh.contains("--summary <TEXT>") && zh.contains("摘要")
    );
    assert!(!zh.contains("required") && !zh.contains("[不写为"), "{zh}");
    let en = office.refused(&["--language", "en", "voucher", "add", "--book", "hzs"]);
    assert!(en.starts_with("Missing:") && en.contains("The day") && en.contains("What it is about"), "{en}");
    let line = |about: &str| format!("102=1{about}");
    let typed = |credit: &str, count: &str| {
        let head = ["voucher", "add", "--book", "hzs", "--date", "2008-03-09", "--summary", "付款"];
        office.refused(&[&head[..], &["--debit", "11301=1", "--credit", credit, "--attachments", count]].concat())
    };
    assert!(typed(&line("@部门:甲"), "1").contains("名称为成员、户"));
    assert!(typed(&line("@成员:A|成员:B"), "1").contains("写了两个成员"));
    assert!(typed(&line(""), "一张").contains("应为 0 到 10000 的张数"));
    let unnamed = typed(&line(""), "1");
    assert!(unnamed.contains("11301=1.00：科目 11301"), "which line: {unnamed}");
    let kind = office.refused(&["ledger", "open", "--code", "a", "--name", "b", "--kind", "集体", "--year", "2008"]);
    assert!(kind.contains("应为合作社、公司、物业公司、公益建设资金之一"), "{kind}");
    let format = office.refused(&["ledger", "export", "--format", "excel"]);
    assert!(format.contains("应为 hledger 或 beancount"), "{format}");
    let help = office.done(&["voucher", "reverse", "--help"]);
    assert!(!help.contains("\"\"") && help.contains("“2008-03 记-1”"), "{help}");
}

#[test]
fn a_period_that_is_closed_is_not_to_be_closed_again() {
    let office = Office::new();
    let close = ["ledger", "close", "--book", "hzs", "--period", "2008-01"];
    office.done(&close);
    let again = office.refused(&close);
    assert!(again.contains("2008-01 已经结过账") && !again.contains("更正日期"), "{again}");
    for number in 2..=13 {
        let period = format!("2008-{number:02}");
        office.done(&["ledger", "close", "--book", "hzs", "--period", &period]);
    }
    let list = office.done(&["ledger", "list"]);
    assert!(list.contains("2008-12、2008-13"), "the distribution period is closed too: {list}");
}

#[test]
fn accounts_and_rules_are_english_where_english_is_asked_for() {
    let office = Office::new();
    let accounts = office.done(&["--language", "en", "ledger", "accounts", "--book", "hzs"]);
    assert!(accounts.contains("Bank deposits") && accounts.contains("asset"), "{accounts}");
    assert!(!accounts.contains("银行存款") && !accounts.contains("资产"), "{accounts}");
    let rules = office.done(&["--language", "en", "ledger", "rules", "list"]);
    assert!(rules.contains("rent received") && rules.contains("11302 "), "{rules}");
    assert!(!rules.contains("收代收流转费") && !rules.contains("当月") && !rules.contains("同上"), "{rules}");
}

#[test]
fn a_rule_is_written_out_changed_proposed_approved_and_shown() {
    let office = Office::new();
    let table = office.folder.path().join("规则.csv").display().to_string();
    office.done(&["ledger", "rules", "list", "--csv", &table]);
    let written = std::fs::read_to_string(&table).unwrap();
    assert!(written.starts_with("\u{feff}规则,名称,版本"), "as Excel reads it: {written}");
    let own = written.lines().filter(|line| line.starts_with("rent_received,"));
    let own: Vec<String> =
        own.map(|line| line.replace(",1,合作社", ",2,合作社").replace(",借,102,", ",借,101,")).collect();
    let changed = office.file("新规则.csv", &format!("{}\n{}\n", written.lines().next().unwrap(), own.join("\n")));
    let proposed = office.done(&["ledger", "rules", "propose", &changed, "--from", "2008-04-01"]);
    assert!(proposed.contains("待批准") && proposed.contains("tonggu ledger rules approve 1"), "{proposed}");
    let list = office.done(&["ledger", "rules", "list"]);
    assert!(list.contains("等待批准：第 1 号规则变更，local") && list.contains("101 库存现金"), "{list}");
    office.done(&["ledger", "rules", "approve", "1"]);
    let on = |day: &str| office.done(&["ledger", "rules", "list", "--on", day]);
    assert!(on("2008-03-31").contains("rent_received v1") && on("2008-04-01").contains("rent_received v2"));
    let history = office.done(&["ledger", "rules", "list", "--history"]);
    assert!(history.contains("批准") && history.contains("2008-04-01") && history.contains("local"), "{history}");
    let first = office.done(&["ledger", "rules", "show", "rent_received", "v1"]);
    assert!(first.contains("102 银行存款") && !first.contains("101 库存现金"), "{first}");
    let both = office.done(&["ledger", "rules", "show", "rent_received"]);
    assert!(both.contains("102 银行存款") && both.contains("101 库存现金") && both.contains("起用日"), "{both}");
    assert_eq!(office.done(&["ledger", "rules", "show", "rent_received v1"]), first, "as vouchers write it");
    let unknown = office.refused(&["ledger", "rules", "show", "rent_recieved"]);
    assert!(unknown.contains("是否想填“rent_received、"), "{unknown}");
    let log = office.done(&["log", "--about", "posting-rules"]);
    assert!(log.contains("提出记账规则") && log.contains("批准记账规则"), "{log}");
    office.done(&["verify"]);
}
