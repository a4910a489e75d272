//! What is printed: read back by another program, so that names, operands and totals are there as text, and the pages as they should be.

use crate::support::hall::in_hall;
use crate::support::{example_cooperative, printed, request, root, run, tonggu, worked_example};
use serde_json::Value;
use std::process::Command;
use tonggu::application::distribution::query::{RunForNotice, run_for_notice};
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::governance::act::Choice;
use tonggu::domain::money::Money;
use tonggu::domain::refusal::{CooperativeRefusal, Problem};
use tonggu::domain::statement::member_statement::StatementLine;
use tonggu::rendering::amount::{capital, yuan};
use tonggu::rendering::explanation::{line_formula, tier_two};
use tonggu::rendering::motion_text;
use tonggu::rendering::pdf::member_statement::{RunOnPaper, write_member, write_run};
use tonggu::rendering::pdf::{Fonts, distribution_list};
use tonggu::rendering::speech::Language;
use tonggu::storage::db::Db;
use tonggu::storage::migration::migrate;

/// Whether the program that reads pages is installed, which CI does not forgive if it is not.
fn is_reader_installed() -> bool {
    let is_there = Command::new("pdftotext").arg("-v").output().is_ok();
    assert!(is_there || std::env::var("CI").is_err(), "pdftotext is missing: scripts/test installs it");
    is_there
}

/// The pages of a document as text, line by line; nothing where nobody can read them.
fn pages(document: &[u8]) -> Vec<String> {
    if !is_reader_installed() {
        return Vec::new();
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, document).unwrap();
    let read = Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    assert!(read.status.success() && read.stderr.is_empty(), "{}", String::from_utf8_lossy(&read.stderr));
    let text = String::from_utf8(read.stdout).unwrap();
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// Without blanks, since text is broken and lined up on paper.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Every text stands on the paper.
fn assert_shows(page: &str, texts: &[String]) {
    let page = squeezed(page);
    for text in texts {
        assert!(page.contains(&squeezed(text)), "{text} is not in {page}");
    }
}

fn on_paper(found: &RunForNotice) -> RunOnPaper<'_> {
    RunOnPaper {
        summary: &found.view.summary,
        seal: found.view.run.seal.hash(),
        standing: "草案".to_owned(),
        is_effective: false,
        approvals: Vec::new(),
        where_to_object: "到窗口提出".to_owned(),
    }
}

/// The worked example's run, with everything that is printed of it.
fn printed_run() -> RunForNotice {
    let mut db = Db::open_in_memory().unwrap();
    migrate(&mut db).unwrap();
    let cooperative = example_cooperative(&mut db);
    let number = run(&mut db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
    run_for_notice(&mut db, &cooperative, (number.year, Some(number.number))).unwrap()
}

#[test]
fn a_statement_on_paper_says_all_that_its_text_says() {
    let found = printed_run();
    let (fonts, own) = (Fonts::built_in(), on_paper(&found));
    for language in [Language::Chinese, Language::English] {
        for (statement, code) in &found.statements {
            let one = [(&own, statement, *code)];
            let (document, missing) = write_member(Vec::new(), &fonts, &one, language).unwrap();
            assert_eq!(missing, []);
            assert!(document.len() < 32 * 1024, "{} bytes", document.len());
            let pages = pages(&document);
            let Some(page) = pages.first() else { return };
            assert_eq!(pages.len(), 1, "{}", statement.member_no);
            let mut wanted = vec![
                statement.name.clone(),
                statement.member_no.clone(),
                capital(statement.net),
                code.to_string(),
                own.seal.to_string()[..12].to_owned(),
            ];
            wanted.extend([statement.net, statement.tier_one, statement.tier_two].map(yuan));
            wanted.extend(statement.lines.iter().map(|line| line_formula(line, 366, language)));
            wanted.extend(tier_two(own.summary, statement, language));
            assert_shows(page, &wanted);
        }
    }
}

#[test]
fn the_same_statements_are_the_same_bytes() {
    let found = printed_run();
    let own = on_paper(&found);
    let print = || write_run(Vec::new(), &Fonts::built_in(), &own, &found.statements, Language::Chinese).unwrap().0;
    assert!(print() == print());
}

#[test]
fn all_statements_stand_in_one_file_group_by_group_with_bookmarks() {
    let mut found = printed_run();
    let groups = ["10", "2", "2", "10", "", "2"];
    found.statements.iter_mut().zip(groups).for_each(|((statement, _), group)| statement.group = group.to_owned());
    let own = on_paper(&found);
    let (document, _) = write_run(Vec::new(), &Fonts::built_in(), &own, &found.statements, Language::Chinese).unwrap();
    let pages = pages(&document);
    if pages.is_empty() {
        return;
    }
    let order: Vec<usize> = pages
        .iter()
        .map(|page| found.statements.iter().position(|(statement, _)| page.contains(&statement.member_no)).unwrap())
        .collect();
    assert_eq!(order, [1, 2, 5, 0, 3, 4], "group 2, group 10, then who is in none");
    // A title is written as UTF-16.
    let title = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04X}")).collect::<String>();
    let written = String::from_utf8_lossy(&document).into_owned();
    for bookmark in ["第 2 居民小组", "第 10 居民小组", "M001 陈国强"] {
        assert!(written.contains(&title(bookmark)), "{bookmark}");
    }
}

#[test]
fn rare_names_are_printed_and_what_no_font_has_is_a_box_and_said() {
    let mut found = printed_run();
    found.statements[0].0.name = "㛃𬭎㐂䶮𣲗𬘓".to_owned();
    found.statements[1].0.name = "李𪚥芳".to_owned();
    let own = on_paper(&found);
    let (document, missing) =
        write_run(Vec::new(), &Fonts::built_in(), &own, &found.statements, Language::Chinese).unwrap();
    let subject = format!("{} 李𪚥芳", found.statements[1].0.member_no);
    assert_eq!(missing, [Problem::new(CooperativeRefusal::CharacterMissing { subject, character: '𪚥' })]);
    let pages = pages(&document).concat();
    if !pages.is_empty() {
        assert_shows(&pages, &["㛃𬭎㐂䶮𣲗𬘓".to_owned(), "李〔U+2A6A5〕芳".to_owned()]);
    }
}

/// The program's own font, in which a character stands for another: a font that has what the first lacks.
fn font_with(character: char, instead_of: char) -> Vec<u8> {
    let mut font = std::fs::read(root().join("assets/fonts/NotoSansCJKsc-Regular.otf")).unwrap();
    // A group of the character map is its first character and its last.
    let group = |character: char| u32::from(character).to_be_bytes().repeat(2);
    let places: Vec<usize> = memchr::memmem::find_iter(&font, &group(instead_of)).collect();
    assert_eq!(places.len(), 1);
    font[places[0]..places[0] + 8].copy_from_slice(&group(character));
    font
}

#[test]
fn a_further_font_gives_what_the_first_one_lacks() {
    let mut found = printed_run();
    found.statements[0].0.name = "陈𪚥强".to_owned();
    let own = on_paper(&found);
    let mut fonts = Fonts::built_in();
    fonts.add(font_with('𪚥', '𪟝')).unwrap();
    let (document, missing) = write_run(Vec::new(), &fonts, &own, &found.statements, Language::Chinese).unwrap();
    assert_eq!(missing, []);
    if let Some(page) = pages(&document).first() {
        assert_shows(page, &["陈𪚥强".to_owned()]);
    }
}

/// A folder with the worked example and its run.
fn desk() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    let done = |words: &[&str]| {
        let output = tonggu(&data, words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    done(&["init", "--code", "demo", "--name", "示例社区集体经济股份合作社"]);
    let files: Vec<String> = worked_example().iter().map(|path| path.display().to_string()).collect();
    let words: Vec<&str> = std::iter::once("import").chain(files.iter().map(String::as_str)).collect();
    done(&words);
    done(&["distribute", "--year", "2008"]);
    (folder, data)
}

#[test]
fn the_command_line_prints_and_reports_in_both_languages_and_as_json() {
    let (folder, data) = desk();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let members = "成员编号,姓名,身份证号,户号,与户主关系,居民小组,电话,开户银行,银行账号\nM001,陈国𪚥,,,,,,,\n";
    std::fs::write(path("成员名册.csv"), members).unwrap();
    assert!(tonggu(&data, &["import", &path("成员名册.csv")]).status.success());
    assert!(tonggu(&data, &["distribute", "--year", "2008"]).status.success());
    let file = path("一.pdf");
    let words = ["statement", "M001", "--year", "2008", "--pdf", &file];
    let output = tonggu(&data, &words);
    assert!(output.status.success() && printed(&output).contains(&file));
    assert!(String::from_utf8_lossy(&output.stderr).contains("! 提醒 M001 陈国𪚥：打印用的字体里没有“𪚥”（U+2A6A5）"));
    let english = tonggu(&data, &[&["--language", "en"], words.as_slice()].concat());
    assert!(String::from_utf8_lossy(&english.stderr).contains("no font has the character 𪚥 (U+2A6A5)"));
    let value: Value =
        serde_json::from_str(&printed(&tonggu(&data, &[words.as_slice(), &["--json"]].concat()))).unwrap();
    assert_eq!(
        (value["file"].as_str(), value["problems"][0]["code"].as_str()),
        (Some(file.as_str()), Some("character_missing"))
    );
    // Whatever is no font is refused by name; a font of one's own is taken.
    let none = root().join("Cargo.toml").display().to_string();
    let refused = tonggu(&data, &[words.as_slice(), &["--font", &none]].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Cargo.toml 用不上"));
    std::fs::create_dir(path("data/fonts")).unwrap();
    std::fs::copy(root().join("assets/fonts/NotoSansCJKsc-Regular.otf"), path("data/fonts/再.OTF")).unwrap();
    assert!(tonggu(&data, &words).status.success());
}

#[test]
fn every_member_gets_a_file_of_their_own() {
    let (folder, data) = desk();
    let each = folder.path().join("对账单");
    let words = ["distribution", "statements", "2008#1", "--pdf-folder", &each.display().to_string()];
    let output = tonggu(&data, &words);
    assert!(printed(&output).contains("已写出 6 份对账单"), "{}", String::from_utf8_lossy(&output.stderr));
    let statement = std::fs::read(each.join("M001 陈国强.pdf")).unwrap();
    assert!(statement.starts_with(b"%PDF-1.7"));
    let manifest = std::fs::read_to_string(each.join("manifest.csv")).unwrap();
    assert!(manifest.contains("M001 陈国强.pdf"));
    assert_eq!(tonggu(&data, &words).status.code(), Some(1), "the folder has something in it");
}

#[test]
fn a_statement_says_who_has_passed_it() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        for user in ["chen", "li", "wang"] {
            hall.vote(user, 1, Choice::For).unwrap();
        }
        let motion = hall.close("chen", 1).unwrap();
        let passed = ["董事会表决　2009-01-05　5 席，到会 3，赞成 3"];
        assert_eq!(motion_text::passed(&motion, Language::Chinese), passed);
        let english = motion_text::passed(&motion, Language::English);
        assert_eq!(english, ["vote of the board of directors, 2009-01-05: 5 seats, 3 present, 3 for"]);
        let found = run_for_notice(hall.db, &hall.cooperative, (run.year, Some(run.number))).unwrap();
        let approvals = passed.map(str::to_owned).to_vec();
        let own = RunOnPaper { approvals, ..on_paper(&found) };
        let (statement, code) = &found.statements[0];
        let (document, _) =
            write_member(Vec::new(), &Fonts::built_in(), &[(&own, statement, *code)], Language::Chinese).unwrap();
        if let Some(page) = pages(&document).first() {
            assert_shows(page, &["草案".to_owned(), passed[0].to_owned(), "到窗口提出".to_owned()]);
        }
    });
}

#[test]
fn many_lines_flow_to_a_second_page_that_says_whose_it_is() {
    let mut found = printed_run();
    let (statement, _) = &mut found.statements[0];
    let line = statement.lines[0].clone();
    statement.lines =
        (0..40).map(|number| StatementLine { object_no: format!("D-{number:02}"), ..line.clone() }).collect();
    let own = on_paper(&found);
    let (statement, code) = &found.statements[0];
    let (document, _) =
        write_member(Vec::new(), &Fonts::built_in(), &[(&own, statement, *code)], Language::Chinese).unwrap();
    let pages = pages(&document);
    if pages.is_empty() {
        return;
    }
    assert!(pages.len() > 1);
    let every: Vec<String> = (0..40).map(|number| format!("D-{number:02}")).collect();
    assert_shows(&pages.concat(), &every);
    for (position, page) in pages.iter().enumerate() {
        assert_shows(page, &[statement.name.clone(), format!("第 {} 页　共 {} 页", position + 1, pages.len())]);
        assert_eq!(page.contains("（续）"), position > 0);
    }
}

/// The last amount of a row that begins so.
fn sum_of(page: &str, caption: &str) -> Option<i64> {
    let row = page.lines().find(|line| line.trim_start().starts_with(caption))?;
    let amount = row.split_whitespace().last()?.replace(',', "");
    let (yuan, fen) = amount.split_once('.')?;
    Some(yuan.parse::<i64>().ok()? * 100 + fen.parse::<i64>().ok()?)
}

#[test]
fn a_list_repeats_its_headings_and_its_sums_add_up_from_page_to_page() {
    let mut found = printed_run();
    let mut statements = Vec::new();
    for number in 1..=200 {
        let (mut statement, _) = found.statements[number % found.statements.len()].clone();
        statement.member_no = format!("M{number:03}");
        statement.net = Money::from_fen(12_345 * number as i64);
        statements.push(statement);
    }
    let total = Money::sum(statements.iter().map(|statement| statement.net)).unwrap();
    found.view.summary.totals.net = total;
    let own = on_paper(&found);
    let (document, _) =
        distribution_list::write(Vec::new(), &Fonts::built_in(), &own, &statements, Language::Chinese).unwrap();
    let pages = pages(&document);
    if pages.is_empty() {
        return;
    }
    assert!(pages.len() > 5);
    let mut carried = 0;
    for (position, page) in pages.iter().enumerate() {
        assert_shows(page, &["成员编号".to_owned(), "参加分配股数".to_owned(), "实发".to_owned()]);
        assert_eq!(sum_of(page, "承前页").unwrap_or_default(), carried, "page {}", position + 1);
        let own: i64 =
            page.lines().filter(|line| line.trim_start().starts_with('M')).map(|line| sum_of(line, "M").unwrap()).sum();
        assert_eq!(sum_of(page, "本页小计"), Some(own), "page {}", position + 1);
        carried += own;
    }
    let last = pages.last().unwrap();
    assert_eq!((sum_of(last, "合计"), carried), (Some(total.fen()), total.fen()));
    assert_shows(last, &[capital(total), "编制：".to_owned(), "监事会主席：".to_owned(), own.seal.to_string()]);
}

/// What the pages are drawn with.
fn drawn(document: &[u8]) -> String {
    let mut drawn = String::new();
    let begins = memchr::memmem::find_iter(document, b"stream\n").filter(|at| !document[..*at].ends_with(b"end"));
    for at in begins {
        let mut inflated = Vec::new();
        let mut decoder = flate2::read::ZlibDecoder::new(&document[at + 7..]);
        std::io::Read::read_to_end(&mut decoder, &mut inflated).unwrap();
        drawn.push_str(&String::from_utf8_lossy(&inflated));
    }
    drawn
}

#[test]
fn a_voucher_has_every_place_to_sign_and_red_letters_below_zero() {
    let (folder, data) = desk();
    let done = |words: &[&str]| {
        let output = tonggu(&data, words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        printed(&output)
    };
    done(&["ledger", "open", "--code", "hzs", "--name", "合作社", "--kind", "合作社", "--year", "2008"]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let print = |amount: &str, number: &str| {
        let (debit, credit) = (format!("513={amount}"), format!("101={amount}"));
        let line =
            ["voucher", "add", "--book", "hzs", "--date", "2008-03-05", "--summary", "付办公费", "--debit", &debit];
        done(&[line.as_slice(), &["--credit", &credit]].concat());
        let file = path(&format!("{number}.pdf"));
        done(&["voucher", "show", &format!("#{number}"), "--pdf", &file]);
        std::fs::read(file).unwrap()
    };
    let listed = done(&["voucher", "list", "--book", "hzs", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&listed).unwrap()["vouchers"].as_array().map(Vec::len), Some(0));
    let first = entry_after(&data);
    let (plain, red) = (print("1234.56", &first.to_string()), print("-1234.56", &(first + 1).to_string()));
    let is_red = |document: &[u8]| drawn(document).contains("0.72 0.1 0.1 rg");
    assert_eq!((is_red(&plain), is_red(&red)), (false, true));
    if let Some(page) = pages(&red).first() {
        let slots = ["会计主管：", "记账：", "出纳：", "复核：", "制单：", "未复核", "附件 0 张"].map(str::to_owned);
        assert_shows(page, &slots);
        let lines = ["513 管理费用", "101 库存现金", "-1,234.56", "负壹仟贰佰叁拾肆元伍角陆分"].map(str::to_owned);
        assert_shows(page, &lines);
    }
    let file = path("余额.pdf");
    done(&["ledger", "trial-balance", "--book", "hzs", "--to", "2008-12", "--pdf", &file]);
    if let Some(page) = pages(&std::fs::read(&file).unwrap()).first() {
        assert_shows(page, &["科目余额表", "2008-01 至 2008-12", "期末贷方", "合计", "第 1 页"].map(str::to_owned));
    }
    let file = path("报表.pdf");
    done(&["ledger", "statement", "--book", "hzs", "--to", "2008-12", "--pdf", &file]);
    let statements = pages(&std::fs::read(&file).unwrap());
    if let [balance, income] = statements.as_slice() {
        assert_shows(
            balance,
            &["资产负债表", "编制单位：合作社", "货币资金", "单位负责人：", "制表："].map(str::to_owned),
        );
        assert_shows(income, &["收益及收益分配表", "勾稽关系", "相符"].map(str::to_owned));
    } else {
        assert_eq!(statements, Vec::<String>::new(), "a statement fits a page");
    }
}

/// The number that the next entry gets.
fn entry_after(data: &str) -> i64 {
    let database = rusqlite::Connection::open(std::path::Path::new(data).join("tonggu.db")).unwrap();
    database.query_row("select max(last_entry_no) + 1 from import_batch", [], |row| row.get(0)).unwrap()
}

#[test]
fn certificates_lists_and_payment_batches_go_on_paper() {
    let (folder, data) = desk();
    let print = |words: &[&str]| {
        let file = folder.path().join("印.pdf").display().to_string();
        let output = tonggu(&data, &[words, &["--pdf", &file]].concat());
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        pages(&std::fs::read(&file).unwrap()).concat()
    };
    let certificate = print(&["register", "certificate", "GQ-001"]);
    let list = print(&["distribution", "show", "2008"]);
    let account = folder.path().join("成员名册.csv");
    std::fs::write(&account, "成员编号,姓名,开户银行,银行账号\nM001,陈国强,成都银行,6217000000000000001\n").unwrap();
    assert!(tonggu(&data, &["import", &account.display().to_string()]).status.success());
    assert!(tonggu(&data, &["payment", "batch"]).status.success());
    let batch = print(&["payment", "show", "1"]);
    if !certificate.is_empty() {
        assert_shows(&certificate, &["股权证", "编号 GQ-001", "资产量化股", "法定代表人："].map(str::to_owned));
        assert_shows(
            &list,
            &["2008 年度分配表", "陈国强", "85,654.68", "捌万伍仟陆佰伍拾肆元陆角捌分"].map(str::to_owned),
        );
        assert_shows(&batch, &["代发批次 1", "合计", "DF1-1", "…0001", "未交银行", "出纳："].map(str::to_owned));
    }
}
