//! What the tests stand on: both databases, a fixed clock, the sample files, the program itself.

pub mod hall;
pub mod postgres;
pub mod site;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU8, Ordering};
use tonggu::application::access::Actor;
use tonggu::application::cooperative::init;
use tonggu::application::distribution::{DistributionRequest, distribute};
use tonggu::application::import::{ImportReport, ImportRequest, import};
use tonggu::application::ledger::{OpenRequest, open_book};
use tonggu::application::{Context, Failure};
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::period::AccountingYear;
use tonggu::domain::refusal::Problem;
pub use tonggu::json::import::speak;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place};
use tonggu::storage::migration::migrate;

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file under `import-samples`.
pub fn sample(path: &str) -> PathBuf {
    root().join("import-samples").join(path)
}

/// The moment at which all stories begin.
pub fn now() -> DateTime<Utc> {
    "2008-12-01T00:30:00Z".parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn year(number: i32) -> AccountingYear {
    AccountingYear::try_new(number).unwrap()
}

/// Runs a story on every database there is, each time on an empty one.
pub fn on_each_database(story: impl Fn(&mut Db)) {
    let mut sqlite = Db::open_in_memory().unwrap();
    migrate(&mut sqlite).unwrap();
    story(&mut sqlite);
    if let Some(address) = postgres::fresh_database() {
        let mut db = Db::open(&Place::new(&address)).unwrap();
        migrate(&mut db).unwrap();
        story(&mut db);
    }
}

/// Where the next act's chance begins: never the same twice, or two cooperatives would get one id.
static CHANCE: AtomicU8 = AtomicU8::new(0);

/// Does something as the local actor at the fixed moment, with chance that needs no luck.
pub fn with_context<T>(act: impl FnOnce(&mut Context<'_>) -> T) -> T {
    with_context_of(&Actor::Local, now(), act)
}

/// Does something as somebody, at a moment.
pub fn with_context_of<T>(actor: &Actor, now: DateTime<Utc>, act: impl FnOnce(&mut Context<'_>) -> T) -> T {
    let mut next = CHANCE.fetch_add(1, Ordering::Relaxed);
    let mut random = |bytes: &mut [u8]| {
        for byte in bytes {
            next = next.wrapping_mul(31).wrapping_add(7);
            *byte = next;
        }
    };
    act(&mut Context { actor, now, random: &mut random })
}

/// Founds the cooperative of the worked example.
pub fn found(db: &mut Db) -> Cooperative {
    with_context(|context| init(db, context, "demo", "示例社区集体经济股份合作社")).unwrap()
}

/// Imports files as they are.
pub fn import_files(db: &mut Db, cooperative: &Cooperative, files: &[PathBuf]) -> ImportReport {
    import_request(db, cooperative, &ImportRequest { files: named(files), ..ImportRequest::default() })
}

/// A cooperative in memory.
pub fn memory_cooperative() -> (Db, Cooperative) {
    let mut db = Db::open_in_memory().unwrap();
    migrate(&mut db).unwrap();
    let cooperative = found(&mut db);
    (db, cooperative)
}

/// Files with their own names.
pub fn named(files: &[PathBuf]) -> Vec<(PathBuf, String)> {
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (path.clone(), name(path))).collect()
}

pub fn import_request(db: &mut Db, cooperative: &Cooperative, request: &ImportRequest) -> ImportReport {
    with_context(|context| import(db, cooperative, request, context, (&speak, &mut |_, _, _| {}))).unwrap()
}

/// Imports sheets that are written out in the story: name and CSV text.
pub fn import_sheets(db: &mut Db, cooperative: &Cooperative, sheets: &[(&str, &str)]) -> ImportReport {
    let folder = tempfile::tempdir().unwrap();
    let write = |(name, text): &(&str, &str)| {
        let path = folder.path().join(format!("{name}.csv"));
        std::fs::write(&path, text).unwrap();
        path
    };
    let files: Vec<PathBuf> = sheets.iter().map(write).collect();
    import_files(db, cooperative, &files)
}

/// The eleven sheets of the worked example.
pub fn worked_example() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(sample("worked-example")).unwrap();
    let mut files: Vec<PathBuf> = folder
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "csv"))
        .collect();
    files.sort();
    assert_eq!(files.len(), 11);
    files
}

/// A cooperative that holds the worked example.
pub fn example_cooperative(db: &mut Db) -> Cooperative {
    let cooperative = found(db);
    let report = import_files(db, &cooperative, &worked_example());
    assert!(!report.has_errors(), "{:?}", report.problems);
    cooperative
}

pub fn request(number: i32, kind: RunKind, follows: Option<u32>, cut_off: Option<&str>) -> DistributionRequest {
    DistributionRequest { year: year(number), kind, follows, cut_off: cut_off.map(day), voids: None }
}

pub fn run(db: &mut Db, cooperative: &Cooperative, request: DistributionRequest) -> Result<RunNumber, Failure> {
    with_context(|context| distribute(db, cooperative, request, context, &mut |_, _, _| {}))
}

/// Opens a book of 2008 with the usual chart.
pub fn open_a_book(db: &mut Db, cooperative: &Cooperative, code: &str, kind: BookKind) {
    let (code, name) = (code.to_owned(), kind.zh().to_owned());
    let request = OpenRequest { code, name, kind, chart: None, first_year: year(2008) };
    with_context(|context| open_book(db, cooperative, &request, context)).unwrap();
}

/// The names of the problems that refused something.
pub fn refused_codes<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> Vec<&'static str> {
    match outcome {
        Err(Failure::Refused(problems)) => problems.iter().map(|problem| problem.refusal.code()).collect(),
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// Names and cells of the problems of a report.
pub fn codes(report: &ImportReport) -> Vec<(&'static str, String)> {
    let cell = |problem: &Problem| {
        problem.place.as_ref().and_then(|place| place.cell).map(|cell| cell.to_string()).unwrap_or_default()
    };
    report.problems.iter().map(|problem| (problem.refusal.code(), cell(problem))).collect()
}

/// Runs the program as a person would.
pub fn tonggu(data: &str, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonggu"));
    command.args(["--data", data]).args(words).env_remove("TONGGU_LANGUAGE").output().unwrap()
}

/// What the program printed.
pub fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The object that the worked example's run must print.
pub fn expected_run() -> Value {
    serde_json::from_str(&std::fs::read_to_string(sample("worked-example/expected.json")).unwrap()).unwrap()
}

/// Every key of `expected` is in `got` with the same value; decimals by value, lists in the documented order.
pub fn assert_holds(expected: &Value, got: &Value, path: &str) {
    match (expected, got) {
        (Value::Object(expected), Value::Object(_)) => {
            expected.iter().for_each(|(key, value)| assert_holds(value, &got[key], &format!("{path}.{key}")));
        }
        (Value::Array(expected), Value::Array(got)) => {
            assert_eq!(expected.len(), got.len(), "{path}");
            let key = |value: &Value| {
                ["contract_no", "member_no", "object_no"].map(|key| value[key].as_str().unwrap_or_default().to_owned())
            };
            let mut sorted = expected.clone();
            sorted.sort_by_key(key);
            sorted.iter().zip(got).for_each(|(one, other)| assert_holds(one, other, path));
        }
        (Value::String(expected), Value::String(got)) if expected != got => {
            let decimal = |text: &str| text.parse::<rust_decimal::Decimal>().unwrap();
            assert_eq!(decimal(expected), decimal(got), "{path}");
        }
        _ => assert_eq!(expected, got, "{path}"),
    }
}

/// The code that an authenticator shows at a moment.
pub fn shown_code(secret: &str, now: &str) -> String {
    let moment: DateTime<Utc> = now.parse().unwrap();
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let factor = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    factor.generate(moment.timestamp() as u64).to_string()
}
