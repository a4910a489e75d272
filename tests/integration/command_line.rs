//! The program as people and other programs use it: words typed, what is printed, how it ends.

use crate::support::{assert_holds, expected_run, postgres, printed, root, sample, tonggu, worked_example};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

/// A folder of data, on SQLite.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        desk.done(&["init", "--code", "demo", "--name", "示例社区集体经济股份合作社"]);
        desk
    }

    /// A desk with the worked example on it.
    fn with_example() -> Desk {
        let desk = Desk::new();
        desk.done(&example_words());
        desk
    }

    fn data(&self) -> String {
        self.path("data")
    }

    /// What somebody can open who goes around the program.
    fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(Path::new(&self.data()).join("tonggu.db")).unwrap()
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.folder.path().join(name), text).unwrap();
        self.path(name)
    }

    fn call(&self, words: &[impl AsRef<str>]) -> Output {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        tonggu(&self.data(), &words)
    }

    /// Prints what it should, and ends with 0.
    fn done(&self, words: &[impl AsRef<str>]) -> String {
        let output = self.call(words);
        assert!(output.status.success(), "{}{}", printed(&output), said(&output));
        printed(&output)
    }
}

fn example_words() -> Vec<String> {
    let files = worked_example().into_iter().map(|path| path.display().to_string());
    std::iter::once("import".to_owned()).chain(files).collect()
}

/// What the program said beside what it printed.
fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Everything that stands in a sheet.
fn cells(workbook: &Path, sheet: &str) -> Vec<String> {
    let mut workbook = calamine::open_workbook_auto(workbook).unwrap();
    let range = calamine::Reader::worksheet_range(&mut workbook, sheet).unwrap();
    range.used_cells().map(|(_, _, cell)| cell.to_string()).collect()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn from_files_to_a_sealed_run_on_each_database() {
    let folder = tempfile::tempdir().unwrap();
    let as_file = folder.path().join("2008.db").display().to_string();
    let as_folder = folder.path().join("data").display().to_string();
    let places = [Some(as_file), Some(as_folder), postgres::fresh_database()];
    for data in places.into_iter().flatten() {
        let done = |words: &[&str]| {
            let output = tonggu(&data, words);
            assert_eq!(code(&output), 0, "{data}: {}", said(&output));
            json(&printed(&output))
        };
        assert_eq!(done(&["init", "--code", "demo", "--name", "示例", "--json"])["code"], "demo");
        let words = example_words();
        let words: Vec<&str> = words.iter().map(String::as_str).chain(["--json"]).collect();
        let imported = done(&words);
        assert_eq!(imported["batch"], 1);
        let codes: Vec<&Value> =
            imported["problems"].as_array().unwrap().iter().map(|problem| &problem["code"]).collect();
        assert_eq!(codes, ["receipts_above_due", "receipts_above_due"]);
        let members = imported["sheets"].as_array().unwrap().iter().find(|sheet| sheet["kind"] == "members").unwrap();
        for (key, count) in [("rows", 6), ("new", 6), ("changed", 0), ("unchanged", 0)] {
            assert_eq!(members[key], count, "{key}");
        }
        let run = done(&["distribute", "--year", "2008", "--json"]);
        assert_holds(&expected_run(), &run, "");
        assert_eq!(done(&["distribution", "show", "2008", "--json"]), run);
        let list = done(&["distribution", "list", "--json"]);
        assert_eq!(list["runs"][0]["run"], "2008#1");
        assert_eq!(list["runs"][0]["seal"], run["seal"]["seal"]);
        let log = done(&["log", "--json"]);
        assert!(log["events"].as_array().unwrap().iter().all(|event| event["actor"] == "local"));
        let verified = done(&["verify", "--json"]);
        assert_eq!((&verified["sound"], &verified["statements"]), (&true.into(), &6.into()));
    }
}

#[test]
fn a_refusal_under_json_has_the_shape_of_a_problem_and_ends_with_1() {
    let desk = Desk::with_example();
    let bad = desk.write("成员名册.csv", "成员编号,姓名,身份证号\nM900,赵一,900101194912310022\n");
    desk.done(&["distribute", "--year", "2008"]);
    let folder = desk.path("");
    let refusals: [(&[&str], &str); 9] = [
        (&["import", &bad], "id_number_check_character"),
        (&["import", "没有.csv"], "file_missing"),
        (&["import", "undo", "9"], "batch_unknown"),
        (&["distribute", "--year", "2010"], "plan_missing"),
        (&["distribution", "show", "2009"], "run_unknown"),
        (&["statement", "M009", "--year", "2008"], "statement_unknown"),
        (&["distribution", "show", "2008", "--csv", &folder], "file_not_written"),
        (&["register", "certificate", "Z9"], "certificate_unknown"),
        (&["--cooperative", "other", "verify"], "cooperative_unknown"),
    ];
    for (words, expected) in refusals {
        let words = [words, &["--json"]].concat();
        let output = desk.call(&words);
        assert_eq!(code(&output), 1, "{words:?}");
        let problems = json(&printed(&output))["problems"].clone();
        let problem = problems.as_array().unwrap().iter().find(|problem| problem["code"] == expected);
        let problem = problem.unwrap_or_else(|| panic!("{expected} in {problems}"));
        for key in ["severity", "code", "file", "sheet", "cell", "given", "expected", "message_zh", "message_en"] {
            assert!(problem.get(key).is_some(), "{expected}: {key}");
        }
        assert_eq!(problem["severity"], "error");
        assert!(problem["message_zh"].as_str().unwrap().ends_with(['。', '？']));
    }
    let output = desk.call(&["import", "--json", &bad]);
    let import = json(&printed(&output));
    assert_eq!((&import["batch"], &import["problems"][0]["cell"]), (&Value::Null, &"C2".into()));
    let away = tonggu(&desk.path("nowhere"), &["verify", "--json"]);
    assert_eq!((code(&away), &json(&printed(&away))["problems"][0]["code"]), (1, &"no_data".into()));
}

#[test]
fn a_refusal_to_a_person_goes_to_the_error_stream_in_their_language() {
    let desk = Desk::with_example();
    let refused = desk.call(&["distribution", "explain", "2008", "M001"]);
    assert_eq!((code(&refused), printed(&refused).as_str()), (1, ""));
    assert!(said(&refused).contains("没有 2008 年度的分配"), "{}", said(&refused));
    let refused = desk.call(&["--language", "en", "distribution", "explain", "2008", "M001"]);
    assert!(said(&refused).contains("no run"), "{}", said(&refused));
}

#[test]
fn words_that_nobody_understands_end_with_2() {
    let desk = Desk::new();
    let misused: [&[&str]; 6] = [
        &["divide"],
        &["distribute"],
        &["distribute", "--year", "去年"],
        &["distribute", "--year", "2008", "--arrears", "1", "--correct", "1"],
        &["template", "没有这种表", "a.xlsx"],
        &["import"],
    ];
    for words in misused {
        let output = desk.call(words);
        assert_eq!((code(&output), printed(&output).as_str()), (2, ""), "{words:?}");
        assert!(said(&output).contains("--help 显示用法"), "{}", said(&output));
        assert!(!said(&output).contains("OPTIONS") && !said(&output).contains("error"), "{}", said(&output));
    }
    let output = desk.call(&["--language", "en", "divide"]);
    assert!(code(&output) == 2 && said(&output).contains("Usage:") && said(&output).is_ascii());
}

#[test]
fn what_cannot_be_helped_ends_with_3() {
    let desk = Desk::with_example();
    desk.database().execute_batch("drop table share_movement").unwrap();
    let output = desk.call(&["register", "movements"]);
    assert_eq!(code(&output), 3);
    assert!(said(&output).contains("故障"), "{}", said(&output));
}

#[test]
fn help_speaks_both_languages() {
    let desk = Desk::new();
    let chinese = desk.done(&["--help"]);
    let english = desk.done(&["--language", "en", "--help"]);
    for command in
        ["init", "import", "register", "contract", "distribute", "distribution", "statement", "verify", "log"]
    {
        assert!(chinese.contains(command) && english.contains(command), "{command}");
    }
    assert!(chinese.contains("用法：") && !chinese.contains("Usage"), "{chinese}");
    assert!(english.contains("Usage:") && english.is_ascii(), "{english}");
}

#[test]
fn a_run_goes_out_as_csv_and_as_a_workbook() {
    let desk = Desk::with_example();
    desk.done(&["distribute", "--year", "2008"]);
    let (csv, xlsx) = (desk.path("分配表.csv"), desk.path("分配.xlsx"));
    desk.done(&["distribution", "show", "2008", "--csv", &csv, "--xlsx", &xlsx]);
    let text = std::fs::read_to_string(&csv).unwrap();
    let golden = std::fs::read_to_string(root().join("tests/golden/2008年度分配表.csv")).unwrap();
    assert_eq!(text, golden);
    let cells = cells(Path::new(&xlsx), "成员分配表");
    for statement in expected_run()["statements"].as_array().unwrap() {
        let net = statement["net"].as_str().unwrap().trim_end_matches('0').trim_end_matches('.');
        assert!(cells.iter().any(|cell| cell == net), "{net} in {cells:?}");
    }
}

#[test]
fn what_people_read_is_what_it_was() {
    let desk = Desk::with_example();
    desk.done(&["distribute", "--year", "2008"]);
    let pages: [(&str, &[&str]); 7] = [
        ("run", &["distribution", "show", "2008"]),
        ("explanation", &["distribution", "explain", "2008", "M001"]),
        ("equal-rights", &["distribution", "equal-rights", "2008"]),
        ("statement", &["statement", "M003", "--year", "2008"]),
        ("holdings", &["register", "holdings", "--on", "2008-12-31"]),
        ("rent-due", &["contract", "due", "--year", "2008"]),
        ("rent-arrears", &["contract", "arrears", "--year", "2008"]),
    ];
    let folder = root().join("tests/golden");
    for (name, words) in pages {
        for (language, suffix) in [("zh", ""), ("en", ".en")] {
            let got = without_seal(&desk.done(&[&["--language", language], words].concat()));
            compare(&folder.join(format!("{name}{suffix}.txt")), &got);
        }
    }
}

/// A seal and a code are never the same twice, for statements are salted.
fn without_seal(text: &str) -> String {
    let masked = |word: &str| {
        let bare = word.trim_end();
        let is_seal = bare.len() >= 12 && bare.chars().all(|digit| digit.is_ascii_hexdigit());
        let is_code = bare.len() == 11
            && bare.as_bytes()[5] == b'-'
            && bare.bytes().all(|byte| byte == b'-' || byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if is_seal || is_code { word.replace(word.trim_end(), "…") } else { word.to_owned() }
    };
    text.split_inclusive([' ', '　', '\n']).map(masked).collect()
}

/// Holds what is printed against a file that a person has read. `UPDATE_GOLDEN=1` writes it anew, to be read again.
fn compare(golden: &Path, got: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, got).unwrap();
    }
    let expected = std::fs::read_to_string(golden).unwrap_or_default();
    assert_eq!(expected, got, "{}", golden.display());
}

#[test]
fn a_template_comes_back_filled_in() {
    let desk = Desk::new();
    let blank = desk.path("名册.csv");
    desk.done(&["template", "成员名册", &blank]);
    let headings = std::fs::read_to_string(&blank).unwrap();
    let first = headings.trim_start_matches('\u{feff}').lines().next().unwrap();
    let row: Vec<&str> = first
        .split(',')
        .map(|heading| match heading {
            "成员编号" => "M001",
            "姓名" => "陈国强",
            _ => "",
        })
        .collect();
    let filled = desk.write("filled.csv", &format!("{first}\n{}\n", row.join(",")));
    let report = json(&desk.done(&["import", &filled, "--json"]));
    assert_eq!((&report["sheets"][0]["kind"], &report["sheets"][0]["new"]), (&"members".into(), &1.into()));
}

#[test]
fn a_marked_copy_names_every_flaw_in_its_cell() {
    let desk = Desk::new();
    let dirty = sample("dirty/日期与金额.xls").display().to_string();
    let copies = desk.path("marked");
    let output = desk.call(&["import", &dirty, "--marked-copy", &copies, "--json"]);
    assert_eq!(code(&output), 1);
    let report = json(&printed(&output));
    let written: Vec<_> = std::fs::read_dir(&copies).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(written.len(), 1);
    let cells = cells(&written[0], "问题清单");
    for problem in report["problems"].as_array().unwrap() {
        let said = problem["message_zh"].as_str().unwrap();
        assert!(cells.iter().any(|cell| said.contains(cell.as_str()) || cell.contains(said)), "{said}");
    }
}

#[test]
fn a_marked_copy_that_cannot_be_written_is_said_and_stops_nothing() {
    let desk = Desk::with_example();
    let too_much = "日期,合同编号,所属年度,金额,付款方,流水号\n2008-12-30,TD-2003-01,2008,500,某,R9\n";
    let receipts = desk.write("收款台账.csv", too_much);
    let in_the_way = desk.write("marked", "a file where the folder should be");
    let report = json(&desk.done(&["import", &receipts, "--marked-copy", &in_the_way, "--json"]));
    assert_eq!(report["batch"], 2);
    let problems = report["problems"].as_array().unwrap();
    let problem = problems.iter().find(|problem| problem["code"] == "copy_not_written").unwrap();
    assert_eq!(problem["severity"], "warning");
}

#[test]
fn a_notice_shows_everything_and_nobody_s_full_name() {
    let desk = Desk::with_example();
    desk.done(&["distribute", "--year", "2008"]);
    let (html, csv) = (desk.path("公示.html"), desk.path("公示.csv"));
    desk.done(&["distribution", "notice", "2008", "--html", &html, "--csv", &csv, "--where", "三号窗口"]);
    let run = json(&desk.done(&["distribution", "show", "2008", "--json"]));
    let code = json(&desk.done(&["statement", "M003", "--year", "2008", "--json"]))["verification_code"].clone();
    for text in [std::fs::read_to_string(html).unwrap(), std::fs::read_to_string(csv).unwrap()] {
        let seal = run["seal"]["seal"].as_str().unwrap();
        for shown in [seal, "630.70 元", "2,826.00 元", "王*华", "M003", "三号窗口", "第二批", code.as_str().unwrap()]
        {
            assert!(text.contains(shown), "{shown}");
        }
        for hidden in ["王建华", "陈国强", "900101"] {
            assert!(!text.contains(hidden), "{hidden}");
        }
    }
}

#[test]
fn the_demonstration_goes_from_the_workbook_to_the_closed_books() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo").display().to_string();
    let first = tonggu(&data, &["demo"]);
    assert_eq!(code(&first), 0, "{}", said(&first));
    let told = printed(&first);
    for what in [
        "成员名册      成员名册      4185",
        "每股 23.26 元",
        "2009-01-15 生效",
        "2009-01-24 付讫",
        "被第 3 号议题暂缓",
        "已与账簿核对",
    ] {
        assert!(told.contains(what), "{what}");
    }
    let verified = json(&printed(&tonggu(&data, &["verify", "--json"])));
    assert_eq!((&verified["sound"], &verified["statements"]), (&true.into(), &4177.into()), "{verified}");
    // What the run carries forward is what the books leave undistributed.
    let trial = ["ledger", "trial-balance", "--book", "合作社", "--to", "2008-13", "--json"];
    let trial = json(&printed(&tonggu(&data, &trial)));
    let left = trial["rows"].as_array().unwrap().iter().find(|row| row["account"] == "322").unwrap();
    assert_eq!((&left["closing"], &trial["balanced"]), (&"-58.99".into(), &true.into()));
    assert!(told.contains("本期结转 58.99"));
    for book in ["合作社", "公司"] {
        let words = ["ledger", "statement", "--book", book, "--to", "2008-13", "--json"];
        let tied = json(&printed(&tonggu(&data, &words)))["tie_outs"].as_array().unwrap().clone();
        assert!(tied.len() >= 8 && tied.iter().all(|tie_out| tie_out["holds"] == true), "{book}: {tied:?}");
    }
    let group = json(&printed(&tonggu(&data, &["ledger", "consolidate", "--to", "2008-13", "--json"])));
    let holds = |name: &str| {
        group["tie_outs"].as_array().unwrap().iter().any(|one| one["name"] == name && one["holds"] == true)
    };
    let names = ["group_sum", "group_balance_sheet", "group_undistributed", "dividend_in_income", "accounts_placed"];
    assert!(names.into_iter().all(holds), "{group:#}");
    // Told again, it is only shown again.
    assert_eq!(code(&tonggu(&data, &["demo"])), 0);
    let runs = json(&printed(&tonggu(&data, &["distribution", "list", "--json"])));
    assert_eq!(runs["runs"].as_array().unwrap().len(), 1);
    assert_eq!(runs["runs"][0]["state"], "effective");
}

#[test]
fn an_import_is_listed_and_undone_whole() {
    let desk = Desk::with_example();
    let mistake =
        desk.write("收款台账.csv", "日期,合同编号,所属年度,金额,付款方,流水号\n2008-12-30,TD-2006-01,2008,500,某,R9\n");
    desk.done(&["import", &mistake]);
    let undone = desk.done(&["import", "undo", "2"]);
    assert!(undone.contains('2'), "{undone}");
    let list = json(&desk.done(&["import", "list", "--json"]));
    assert_eq!(list["batches"].as_array().unwrap().len(), 3, "{list}");
    let again = desk.call(&["import", "undo", "2", "--json"]);
    assert_eq!(json(&printed(&again))["problems"][0]["code"], "batch_not_undoable");
    assert_holds(&expected_run(), &json(&desk.done(&["distribute", "--year", "2008", "--json"])), "");
}

#[test]
fn whoever_changes_a_fen_behind_the_program_is_found_out() {
    let tampered = [
        ("statement", "update statement set content = replace(content, '12158.37', '12158.38')"),
        ("event", "update event set actor = 'someone' where event_no = 2"),
        ("distribution_run", "delete from event where event_no = (select max(event_no) from event)"),
        (
            "receipt",
            "update receipt set amount_fen = amount_fen + 1 where entry_no = (select min(entry_no) from receipt)",
        ),
        ("entry", "delete from member where entry_no = (select max(entry_no) from member)"),
        ("pinned_input_part", "delete from pinned_input_part"),
        ("import_file", "delete from import_file_part"),
    ];
    for (table, change) in tampered {
        let desk = Desk::with_example();
        desk.done(&["distribute", "--year", "2008"]);
        let db = desk.database();
        assert!(db.execute_batch(change).is_err(), "a trigger stands before {table}");
        let mut triggers = db.prepare("select name from sqlite_schema where type = 'trigger'").unwrap();
        let names: Vec<String> = triggers.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        names.iter().for_each(|name| db.execute_batch(&format!("drop trigger {name}")).unwrap());
        assert!(db.execute(change, []).unwrap() > 0, "{change}");
        let output = desk.call(&["verify", "--json"]);
        let verified = json(&printed(&output));
        assert_eq!((code(&output), &verified["sound"]), (1, &false.into()), "{change}");
        let findings = verified["findings"].as_array().unwrap();
        assert!(findings.iter().any(|finding| finding["table"] == table), "{change}: {findings:?}");
    }
}
