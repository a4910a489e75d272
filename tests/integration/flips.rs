//! Somebody goes around the program: in every column of every table one value is changed, the triggers dropped first. `verify` names the table
//! each time.

use crate::support::{
    day, example_cooperative, import_request, import_sheets, named as named_files, open_a_book, request, with_context,
    with_context_of,
};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tonggu::application::access::{Actor, SignedIn, add_user};
use tonggu::application::distribution::distribute;
use tonggu::application::governance::{ProposalRequest, propose, record_meeting};
use tonggu::application::import::{ImportRequest, undo};
use tonggu::application::ledger::{EntryRequest, Which, close, enter, post, review, sign};
use tonggu::application::payment::{BatchRequest, make_batch, record_sent};
use tonggu::application::verify::verify;
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::governance::voting_rule::Counts;
use tonggu::domain::ledger::account::{Dimensions, Side};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::voucher::Line;
use tonggu::domain::money::Money;
use tonggu::domain::period::AccountingPeriod;
use tonggu::domain::person::Named;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place};
use tonggu::storage::migration::migrate;

const BODIES: &str = "机构,成员编号,姓名,职务,任期起\n董事会,M001,陈国强,董事长,2008-06-30\n";
const CHARTER: &str = "项目,值\n公示天数,7\n董事会.法定到会比例,1/2\n董事会.通过比例,1/2\n";
/// A sheet with a heading that nobody knows: a warning and nothing else.
const REMARKED: &str = "品种,年度,单价(元/公斤),来源,备忘录\n玉米,2008,1.5,示例,一\n";

/// Data with something in every table.
fn build(file: &Path) -> Cooperative {
    let mut db = Db::open(&Place::new(&file.display().to_string())).unwrap();
    migrate(&mut db).unwrap();
    let cooperative = example_cooperative(&mut db);
    let sheets = [("章程参数", CHARTER), ("粮价", REMARKED)];
    assert!(!import_sheets(&mut db, &cooperative, &sheets).has_errors());
    let prices = file.with_extension("csv");
    std::fs::write(&prices, "品种,年度,单价(元/公斤),备忘录\n小麦,2008,1.6,二\n").unwrap();
    let choices = vec![("备忘录".to_owned(), "忽略".to_owned())];
    let chosen = ImportRequest { files: named_files(&[prices]), choices, ..ImportRequest::default() };
    assert!(!import_request(&mut db, &cooperative, &chosen).has_errors());
    let cash = ("资金入股台账", "成员编号,金额,日期,收据号\nM001,1000,2008-02-01,S1\n");
    let assets = ("资产量化", "资产项目,评估值,量化股种,总股数,基准日\n集体资产,625000,资产量化股,62.5,2008-06-30\n");
    let lets = ("转租标的", "合同编号,原合同编号\nZZ-1,TD-2003-01\n");
    let sublease =
        ("合同台账", "合同编号,合同类型,开始日期,结束日期,计量单位\nZZ-1,土地转租,2008-01-01,2012-12-31,亩\n");
    let report = import_sheets(&mut db, &cooperative, &[cash, assets, sublease, lets]);
    assert!(!report.has_errors(), "{:?}", report.problems);
    let mistaken = [("收款台账", "日期,合同编号,所属年度,金额,流水号\n2008-12-30,TD-2006-01,2008,5,R9\n")];
    let batch_no = import_sheets(&mut db, &cooperative, &mistaken).batch_no.unwrap();
    with_context(|context| undo(&mut db, &cooperative, batch_no, context)).unwrap();
    for _ in 0..2 {
        let annual = request(2008, RunKind::Annual, None, None);
        with_context(|context| distribute(&mut db, &cooperative, annual, context, &mut |_, _, _| {})).unwrap();
    }
    keep_books(&mut db, &cooperative, file);
    pay(&mut db, &cooperative);
    assert!(!import_sheets(&mut db, &cooperative, &[("机构成员", BODIES)]).has_errors());
    let minutes = file.with_extension("pdf");
    std::fs::write(&minutes, "会议记录").unwrap();
    let run = tonggu::application::distribution::query::list(&mut db, &cooperative).unwrap().pop().unwrap().run.run;
    with_context(|context| propose(&mut db, &cooperative, &ProposalRequest::Run(run), context)).unwrap();
    let counts = Counts { for_votes: 1, ..Counts::default() };
    with_context(|context| record_meeting(&mut db, &cooperative, 1, (counts, &minutes), context)).unwrap();
    let person = Named { member_no: String::new(), name: "系统管理".to_owned() };
    let posts = BTreeSet::from([Post::Administrator]);
    with_context(|context| add_user(&mut db, &cooperative, ("admin", &person), &posts, context)).unwrap();
    let admin = Actor::User(SignedIn { user: "admin".to_owned(), person: person.clone(), by_token: false });
    let clerk = Named { member_no: "M002".to_owned(), name: String::new() };
    let moment = "2009-02-02T01:00:00Z".parse().unwrap();
    with_context_of(&admin, moment, |context| {
        add_user(&mut db, &cooperative, ("clerk", &clerk), &BTreeSet::from([Post::WindowClerk]), context)
    })
    .unwrap();
    assert_eq!(day("2009-02-02"), tonggu::domain::period::china_day(moment));
    cooperative
}

/// A book with a closed month, an open one, and a draft that rests on a file.
fn keep_books(db: &mut Db, cooperative: &Cooperative, file: &Path) {
    open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
    let vouchers = "账套,日期,凭证字号,摘要,科目编码,借方,贷方,往来对象,附件张数\n\
        hzs,2008-01-05,记-1,收租金,102,80,,,1\nhzs,2008-01-05,记-1,收租金,11302,,80,合同:TD-2003-01,1\n\
        hzs,2008-02-05,记-1,收租金,102,90,,,1\nhzs,2008-02-05,记-1,收租金,11302,,90,合同:TD-2003-01,1\n";
    assert!(!import_sheets(db, cooperative, &[("凭证", vouchers)]).has_errors());
    for month in ["2008-01", "2008-02"] {
        let period = AccountingPeriod::parse(month).unwrap();
        let which = Which::Period("hzs".to_owned(), period);
        with_context(|context| review(db, cooperative, &which, context)).unwrap();
        with_context(|context| sign(db, cooperative, &which, context)).unwrap();
        with_context(|context| post(db, cooperative, ("hzs", period), context)).unwrap();
    }
    let january = AccountingPeriod::parse("2008-01").unwrap();
    with_context(|context| close(db, cooperative, ("hzs", january), context)).unwrap();
    let scan = file.with_extension("tif");
    std::fs::write(&scan, "回单").unwrap();
    let line = |account: &str, side| Line {
        summary: "付手续费".into(),
        account: account.into(),
        side,
        amount: Money::from_fen(500),
        dimensions: Dimensions::default(),
    };
    let request = EntryRequest {
        source: "HD-1".to_owned(),
        files: vec![scan],
        ..EntryRequest::ordinary("hzs", day("2008-02-06"), vec![line("513", Side::Debit), line("102", Side::Credit)])
    };
    with_context(|context| enter(db, cooperative, &request, context)).unwrap();
}

/// A batch that the bank has answered, a bank statement, and somebody whose money waits.
fn pay(db: &mut Db, cooperative: &Cooperative) {
    let accounts = ("成员名册", "成员编号,姓名,银行账号\nM003,王建华,6217000000000000003\n");
    let statement = ("银行对账单", "日期,摘要,支出,收入,余额,流水号,对方户名\n2008-01-05,租金,,80,80,B1,甲\n");
    let mark = ("待付登记", "成员编号,待付状态,日期,原因\nM004,有争议,2009-01-10,子女有异议\n");
    assert!(!import_sheets(db, cooperative, &[accounts, statement, mark]).has_errors());
    let batch = with_context(|context| make_batch(db, cooperative, &BatchRequest::default(), context)).unwrap();
    with_context(|context| record_sent(db, cooperative, (batch.batch_no, "1"), context)).unwrap();
    let amount = batch.lines[0].amount;
    let answers =
        format!("明细id,金额,支付状态,日期,账号,原因\nDF1-1,{amount},失败,2009-02-02,6217000000000000003,户名不符\n");
    assert!(!import_sheets(db, cooperative, &[("代发回盘", &answers)]).has_errors());
}

/// A file of data with something in every table, and the place of a copy to be tampered with.
pub struct Whole {
    /// Is gone with it.
    pub folder: tempfile::TempDir,
    pub file: PathBuf,
    copy: PathBuf,
    pub cooperative: Cooperative,
}

impl Whole {
    pub fn new() -> Whole {
        let folder = tempfile::tempdir().unwrap();
        let [file, copy] = ["whole.db", "copy.db"].map(|name| folder.path().join(name));
        let cooperative = build(&file);
        let plain = Connection::open(&file).unwrap();
        plain.execute_batch("pragma wal_checkpoint(truncate)").unwrap();
        Whole { folder, file, copy, cooperative }
    }
}

/// Another value of the same type.
fn flipped(value: &Value) -> Value {
    match value {
        Value::Null => Value::Integer(1),
        // A yes becomes a no.
        Value::Integer(number @ 0..=1) => Value::Integer(1 - number),
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Real(number) => Value::Real(number + 1.0),
        Value::Text(text) => match text.chars().last() {
            // A date stays a date, a moment a moment.
            Some(last) if last.is_ascii_digit() && text.len() == 10 => {
                let other = if text.ends_with("01") { "02" } else { "01" };
                Value::Text(format!("{}{other}", &text[..8]))
            }
            Some('Z') => Value::Text(text.replacen('2', "1", 1)),
            _ => Value::Text(format!("{text}1")),
        },
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            match bytes.last_mut() {
                Some(last) => *last ^= 1,
                None => bytes.push(1),
            }
            Value::Blob(bytes)
        }
    }
}

pub fn tables(connection: &Connection) -> Vec<(String, Vec<String>)> {
    let mut names = connection.prepare("select name from sqlite_schema where type = 'table' order by name").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let columns = |table: &String| {
        let mut found = connection.prepare(&format!("select name from pragma_table_info('{table}')")).unwrap();
        found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    names.iter().map(|table| (table.clone(), columns(table))).collect()
}

fn unguarded(file: &Path, copy: &PathBuf) -> Connection {
    std::fs::copy(file, copy).unwrap();
    let connection = Connection::open(copy).unwrap();
    let mut triggers = connection.prepare("select name from sqlite_schema where type = 'trigger'").unwrap();
    let names: Vec<String> = triggers.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    drop(triggers);
    connection.execute_batch("pragma foreign_keys = off; pragma ignore_check_constraints = on").unwrap();
    names.iter().for_each(|name| connection.execute_batch(&format!("drop trigger {name}")).unwrap());
    connection
}

/// What `verify` says of a file: the tables it names; none where it cannot even be read, which shows too.
fn named(copy: &Path, cooperative: &Cooperative) -> Option<BTreeSet<&'static str>> {
    let mut db = Db::open(&Place::new(&copy.display().to_string())).ok()?;
    migrate(&mut db).ok()?;
    let report = verify(&mut db, cooperative, None, &mut |_, _, _| {}).ok()?;
    Some(report.findings.iter().map(|finding| finding.table).collect())
}

/// Columns that say to what a row belongs: a row that is moved is missed where it was, and named there.
const PLACES: [&str; 5] = ["cooperative_id", "entry_no", "sheet_no", "row_no", "salt"];

/// Columns of keys, by which a row is another one.
const KEYS: [&str; 11] = [
    "event_no",
    "batch_no",
    "entry_no",
    "file_no",
    "sheet_no",
    "warning_no",
    "choice_no",
    "content_hash",
    "run_no",
    "part_no",
    "member_no",
];

/// The parts of a file are named as the file.
fn of_whole(table: &str) -> &str {
    match table {
        "import_file_part" => "import_file",
        "posting" => "voucher",
        table => table,
    }
}

#[test]
fn no_value_can_be_changed_unnoticed() {
    let Whole { folder: _folder, file, copy, cooperative } = Whole::new();
    let plain = Connection::open(&file).unwrap();
    let (mut unnoticed, mut elsewhere) = (Vec::new(), Vec::new());
    for (table, columns) in tables(&plain) {
        let key = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        let count: i64 = plain.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).unwrap();
        if count == 0 {
            unnoticed.push(format!("{table} has no row to be changed"));
            continue;
        }
        for column in &columns {
            let connection = unguarded(&file, &copy);
            // The last row, by all its columns: every one is some table's key.
            let select = format!("select {key} from {table} order by {key} desc limit 1");
            let row: Vec<Value> =
                connection.query_row(&select, [], |row| (0..columns.len()).map(|at| row.get(at)).collect()).unwrap();
            let at = columns.iter().position(|known| known == column).unwrap();
            let matches = columns.iter().enumerate().map(|(at, name)| format!("\"{name}\" is ?{}", at + 2));
            let condition = matches.collect::<Vec<_>>().join(" and ");
            let mut arguments = vec![flipped(&row[at])];
            arguments.extend(row);
            let update = format!("update {table} set \"{column}\" = ?1 where {condition}");
            match connection.execute(&update, rusqlite::params_from_iter(arguments)) {
                Ok(changed) => assert_eq!(changed, 1, "{table}.{column}"),
                // STRICT tables and keys stand in the way of some.
                Err(_) => continue,
            }
            drop(connection);
            match named(&copy, &cooperative) {
                Some(tables) if tables.is_empty() => unnoticed.push(format!("{table}.{column}")),
                Some(tables)
                    if !tables.contains(of_whole(&table))
                        && !tables.contains(&*table)
                        && !PLACES.contains(&column.as_str()) =>
                {
                    elsewhere.push(format!("{table}.{column}: {tables:?}"));
                }
                _ => {}
            }
        }
    }
    assert_eq!(unnoticed, Vec::<String>::new());
    assert_eq!(elsewhere, Vec::<String>::new());
}

/// A day that no calendar has cannot be read: `verify` names the table and the row, and goes on.
#[test]
fn a_day_that_cannot_be_read_is_named() {
    let Whole { folder: _folder, file, copy, cooperative } = Whole::new();
    let plain = Connection::open(&file).unwrap();
    let mut tried = BTreeSet::new();
    for (table, columns) in tables(&plain) {
        for column in columns {
            let is_day = |value: &str| value.len() == 10 && value.parse::<chrono::NaiveDate>().is_ok();
            let select = format!("select \"{column}\" from {table} where typeof(\"{column}\") = 'text' limit 1");
            let first: Option<String> = plain.query_row(&select, [], |row| row.get(0)).ok();
            let Some(first) = first.filter(|value| is_day(value)) else { continue };
            let connection = unguarded(&file, &copy);
            let update = format!("update {table} set \"{column}\" = ?1 || '1' where \"{column}\" = ?1");
            assert!(connection.execute(&update, [&first]).unwrap() > 0, "{table}.{column}");
            drop(connection);
            let found = named(&copy, &cooperative);
            assert!(found.is_some_and(|tables| tables.contains(&*table)), "{table}.{column}");
            tried.insert(table.clone());
        }
    }
    for table in
        ["voucher", "bank_entry", "bank_answer", "unpaid_mark", "receipt", "contract", "seat", "share_movement"]
    {
        assert!(tried.contains(table), "{table}: {tried:?}");
    }
}

/// Rows are put in around the program: a copy of the last row of every table, under another key.
#[test]
fn no_row_can_be_added_unnoticed() {
    let Whole { folder: _folder, file, copy, cooperative } = Whole::new();
    let plain = Connection::open(&file).unwrap();
    let (mut unnoticed, mut added) = (Vec::new(), 0);
    for (table, columns) in tables(&plain) {
        // Another cooperative's, or a migration's, is nobody's row here.
        let keys = columns.iter().filter(|column| KEYS.contains(&column.as_str())).collect::<Vec<_>>();
        for key in keys {
            let connection = unguarded(&file, &copy);
            let others = columns.iter().map(|column| match column == key {
                true => format!("case typeof(\"{column}\") when 'integer' then \"{column}\" + 1000 when 'blob' then zeroblob(32) else \"{column}\" || 'x' end"),
                false => format!("\"{column}\""),
            });
            let insert = format!(
                "insert into {table} select {} from {table} order by {key} desc limit 1",
                others.collect::<Vec<_>>().join(", ")
            );
            if connection.execute(&insert, []).is_err() {
                continue;
            }
            drop(connection);
            added += 1;
            if named(&copy, &cooperative).is_some_and(|tables| tables.is_empty()) {
                unnoticed.push(format!("{table}.{key}"));
            }
        }
    }
    assert_eq!(unnoticed, Vec::<String>::new());
    assert!(added > 20, "{added} rows were added");
}

/// The log is cut after some entry: whoever kept the hash of its last one sees it.
#[test]
fn a_log_that_was_cut_shows_to_who_kept_its_head() {
    let Whole { folder: _folder, file, copy, cooperative } = Whole::new();
    let check = |place: &Path, head| {
        let mut db = Db::open(&Place::new(&place.display().to_string())).unwrap();
        verify(&mut db, &cooperative, head, &mut |_, _, _| {}).unwrap()
    };
    let head = check(&file, None).head;
    assert_eq!(check(&file, head).findings, vec![]);
    let connection = unguarded(&file, &copy);
    // The last things that were done were an account and its code.
    connection.execute_batch("delete from user_secret where event_no > (select max(event_no) - 3 from event); delete from event where event_no > (select max(event_no) - 3 from event)").unwrap();
    drop(connection);
    assert_eq!(check(&copy, None).findings, vec![], "a log that ends earlier is whole in itself");
    let findings = check(&copy, head).findings;
    assert_eq!((findings.len(), findings[0].table), (1, "event"));
}

/// What means the same to a reader, and not to a query, is not let pass either.
#[test]
fn another_spelling_of_the_same_does_not_pass() {
    let Whole { folder: _folder, file, copy, cooperative } = Whole::new();
    let spellings = [
        ("voucher", "update voucher set kind = '普通' where kind = 'ordinary'"),
        ("voucher", "update voucher set attachments = attachments || ' ' where attachments <> ''"),
        ("posting", "update posting set dimensions = replace(dimensions, ':', '：') where dimensions <> ''"),
        (
            "account_summary",
            "update account_summary set dimensions = replace(dimensions, ':', '：') where dimensions <> ''",
        ),
        ("closed_turnover", "update closed_turnover set dimensions = dimensions || '|' where dimensions <> ''"),
        ("account_summary", "update account_summary set event_no = event_no + 1"),
        ("posted_voucher", "update posted_voucher set word = '記' where word = '记'"),
    ];
    for (table, sql) in spellings {
        let connection = unguarded(&file, &copy);
        assert!(connection.execute(sql, []).unwrap() > 0, "{sql}");
        drop(connection);
        let found = named(&copy, &cooperative);
        assert!(found.as_ref().is_some_and(|tables| tables.contains(table)), "{sql}: {found:?}");
    }
}

/// A broken value is found by its row, and a deleted event once for all that it did.
#[test]
fn a_finding_names_a_row_and_thousands_are_one() {
    let Whole { folder: _folder, file, copy, cooperative } = Whole::new();
    let found = |sql: &str| {
        let connection = unguarded(&file, &copy);
        connection.execute_batch(sql).unwrap();
        drop(connection);
        let mut db = Db::open(&Place::new(&copy.display().to_string())).unwrap();
        let report = verify(&mut db, &cooperative, None, &mut |_, _, _| {}).unwrap();
        report.findings.into_iter().map(|finding| (finding.table, finding.row)).collect::<Vec<_>>()
    };
    let first: i64 = Connection::open(&file)
        .unwrap()
        .query_row("select min(entry_no) from voucher_mark", [], |row| row.get(0))
        .unwrap();
    for (table, column, row) in [
        ("voucher_mark", "mark = '看过'", format!("#{first}")),
        ("posted_voucher", "word = '记2'", format!("#{first}")),
        ("voucher", "kind = '凭证'", first.to_string()),
        ("posting", "dimensions = '甲'", format!("{first}.1")),
    ] {
        let only = if table == "voucher_mark" { "and mark = 'reviewed'" } else { "" };
        let sql = format!("update {table} set {column} where entry_no = {first} {only}");
        assert!(found(&sql).contains(&(table, row.clone())), "{sql}: {row} in {:?}", found(&sql));
    }
    let whole = found("delete from event where action in ('vouchers-reviewed', 'vouchers-posted', 'period-closed')");
    let reviewed = format!("#{first}–#{} reviewed", first + 1);
    let expected =
        [("voucher_mark", &*reviewed), ("posted_voucher", "hzs 2008-01 记-1"), ("closed_turnover", "hzs 2008-01")];
    for (table, row) in expected {
        let rows: Vec<&String> = whole.iter().filter(|(known, _)| *known == table).map(|(_, row)| row).collect();
        assert_eq!(rows.first().map(|row| row.as_str()), Some(row), "{table}: {rows:?}");
        assert!(rows.len() == 1 || table == "posted_voucher", "a number a month, else one finding: {rows:?}");
    }
}
