//! The power goes at any moment: afterwards all of an import or a run is there, or nothing, and `verify` says so.

use crate::support::{postgres, printed, tonggu};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

#[path = "../../import-samples/generator/community.rs"]
mod community;
#[path = "../../import-samples/generator/csv_sheets.rs"]
mod csv_sheets;

use community::Size;
use csv_sheets::CsvSheets;

/// How often the program is killed in the middle of its work, on each database.
const KILLS: u32 = 20;
const PEOPLE: usize = 100_000;

fn write_community(folder: &Path) -> Vec<String> {
    let mut sheets = CsvSheets::new(folder);
    community::write(Size::of(PEOPLE), 7, &mut sheets);
    sheets.finish().into_iter().map(|path| path.display().to_string()).collect()
}

/// Runs the program, and kills it once `limit` has passed. Tells whether it had ended by itself, and how long it ran.
fn run_until(data: &str, words: &[&str], limit: Option<Duration>) -> (bool, Duration) {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonggu"));
    let mut child =
        command.args(["--data", data]).args(words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let pid = child.id().to_string();
    let (send, ended) = mpsc::channel();
    let waiter = std::thread::spawn(move || {
        let status = child.wait().unwrap();
        // Nobody listens any more where the limit has passed.
        let _ = send.send(());
        status
    });
    let in_time = match limit {
        Some(limit) => ended.recv_timeout(limit).is_ok(),
        None => ended.recv().is_ok(),
    };
    if !in_time {
        assert!(Command::new("kill").args(["-9", &pid]).status().is_ok());
    }
    let status = waiter.join().unwrap();
    (status.success(), start.elapsed())
}

fn json(data: &str, words: &[&str]) -> Value {
    serde_json::from_str(&printed(&tonggu(data, words))).unwrap()
}

/// Moments from just after the start to just after the end, the early and late ones a little closer together.
fn moments(whole: Duration) -> impl Iterator<Item = Duration> {
    (1..=KILLS).map(move |kill| whole.mul_f64(f64::from(kill) / f64::from(KILLS) * 1.04))
}

fn an_import_is_all_or_nothing(data: &str, members: &str) {
    let begin = |code: &str| assert!(tonggu(data, &["init", "--code", code, "--name", "社区"]).status.success());
    begin("whole");
    let (done, whole) = run_until(data, &["--cooperative", "whole", "import", members], None);
    assert!(done);
    let mut outcomes = [0; 2];
    for (kill, moment) in moments(whole).enumerate() {
        let code = format!("kill{kill}");
        begin(&code);
        let (done, _) = run_until(data, &["--cooperative", &code, "import", members], Some(moment));
        let verified = json(data, &["--cooperative", &code, "verify", "--json"]);
        assert_eq!(verified["sound"], true, "{verified}");
        let entries = verified["entries"].as_u64().unwrap();
        assert!(entries == 0 || entries == PEOPLE as u64, "{entries} entries are there after kill {kill}");
        assert!(!done || entries > 0, "what was reported as stored is stored");
        assert_eq!(entries > 0, verified["batches"] == 1);
        outcomes[usize::from(entries > 0)] += 1;
    }
    assert!(outcomes[0] > 0, "kills came before the end: {outcomes:?}");
}

fn a_run_is_all_or_nothing(data: &str, files: &[String]) {
    assert!(tonggu(data, &["init", "--code", "runs", "--name", "社区"]).status.success());
    let mut words = vec!["--cooperative", "runs", "import"];
    words.extend(files.iter().map(String::as_str));
    let imported = tonggu(data, &words);
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let distribute = ["--cooperative", "runs", "distribute", "--year", "2008"];
    let (done, whole) = run_until(data, &distribute, None);
    assert!(done);
    let counted =
        || json(data, &["--cooperative", "runs", "distribution", "list", "--json"])["runs"].as_array().unwrap().len();
    for (kill, moment) in moments(whole).enumerate() {
        let before = counted();
        let (done, _) = run_until(data, &distribute, Some(moment));
        let after = counted();
        assert!(after == before || after == before + 1, "kill {kill}");
        assert!(!done || after == before + 1);
    }
    let verified = json(data, &["--cooperative", "runs", "verify", "--json"]);
    assert_eq!(verified["sound"], true, "{verified}");
}

fn on_data(data: &str) {
    let folder = tempfile::tempdir().unwrap();
    let files = write_community(folder.path());
    let members = files.iter().find(|path| path.ends_with("成员名册.csv")).unwrap();
    an_import_is_all_or_nothing(data, members);
    a_run_is_all_or_nothing(data, &files);
}

#[test]
fn killed_at_any_moment_sqlite_has_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    on_data(&folder.path().display().to_string());
}

#[test]
fn killed_at_any_moment_postgres_has_all_or_nothing() {
    if let Some(address) = postgres::fresh_database() {
        on_data(&address);
    }
}
