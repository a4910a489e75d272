//! The supervisory committee of autumn 2008: announced, candidates named and published, elected by the congress in a secret ballot, appointed.

use crate::support::{postgres, printed, tonggu};
use serde_json::Value;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tonggu::cli::World;

/// A congress of ten, and a committee of three whose candidates must be a fifth more.
const CHARTER: &str =
    "项目,值\n候选人差额比例,20\n居民代表大会.法定到会比例,1/2\n居民代表大会.通过比例,1/2\n居民代表大会.席位数,10\n";
const SEATS: &str = "机构,姓名,职务,任期起\n党总支,赵书记,书记,2008-01-01\n";

struct Hall {
    data: String,
    folder: tempfile::TempDir,
}

impl Hall {
    fn new(data: String, folder: tempfile::TempDir) -> Hall {
        let hall = Hall { data, folder };
        hall.done(&["init", "--code", "demo", "--name", "示例"]);
        for (name, text) in [("章程参数", CHARTER), ("机构成员", SEATS)] {
            let path = hall.write(&format!("{name}.csv"), text);
            hall.done(&["import", &path]);
        }
        hall
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    fn call(&self, words: &[&str]) -> (i32, Value) {
        let output = tonggu(&self.data, &[words, &["--json"]].concat());
        (output.status.code().unwrap(), serde_json::from_str(&printed(&output)).unwrap())
    }

    fn done(&self, words: &[&str]) -> Value {
        let (code, value) = self.call(words);
        assert_eq!(code, 0, "{words:?} {value}");
        value
    }

    /// The moment so many days from now.
    fn moment(days: i64) -> chrono::DateTime<chrono::Utc> {
        #[expect(clippy::disallowed_methods, reason = "days from the moment at which the program itself ran before")]
        let now = chrono::SubsecRound::trunc_subsecs(chrono::Utc::now(), 3);
        now + chrono::Duration::days(days)
    }

    /// The day there, so many days from now.
    fn day(days: i64) -> String {
        tonggu::domain::period::china_day(Hall::moment(days)).to_string()
    }

    /// The same program, so many days from now.
    fn later(&self, days: i64, words: &[&str]) {
        let typed = ["tonggu", "--data", &self.data].iter().chain(words).map(OsString::from).collect();
        let now = Hall::moment(days);
        let random = |bytes: &mut [u8]| getrandom::fill(bytes).unwrap();
        let code = tonggu::cli::run(World { words: typed, clock: Arc::new(move || now), chance: Arc::new(random) });
        assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::SUCCESS), "{words:?}");
    }

    fn refused(&self, words: &[&str]) -> String {
        let (code, value) = self.call(words);
        assert_eq!(code, 1, "{words:?} {value}");
        value["problems"][0]["code"].as_str().unwrap().to_owned()
    }
}

fn elect(hall: &Hall) {
    let announced =
        hall.done(&["election", "announce", "--body", "监督委员会", "--seats", "3", "--electors", "居民代表大会"]);
    assert_eq!(announced["least_candidates"], 4);
    for name in ["钱一", "钱二", "钱三"] {
        hall.done(&["election", "nominate", "1", "--name", name, "--by", "居民推荐"]);
    }
    assert_eq!(hall.refused(&["election", "nominate", "1", "--name", "钱一"]), "candidate_twice");
    assert_eq!(hall.refused(&["election", "nominate", "1", "--name", "赵书记"]), "seat_excluded");
    assert_eq!(hall.refused(&["election", "publish", "1"]), "too_few_candidates");
    hall.done(&["election", "nominate", "1", "--name", "钱四"]);
    let minutes = hall.write("计票.txt", "公开计票");
    let count = |votes: &[&str], valid: &str| {
        let mut words = vec!["election", "count", "1", "--issued", "9", "--valid", valid, "--minutes", &minutes];
        votes.iter().for_each(|votes| words.extend(["--votes", votes]));
        words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>()
    };
    let votes = ["钱一=9", "钱二=7", "钱三=6", "钱四=4"];
    let words = count(&votes, "9");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(hall.refused(&words), "election_stage");
    hall.done(&["election", "publish", "1", "--days", "3"]);
    // The list is up until the day after tomorrow: today nobody votes.
    assert_eq!(hall.refused(&words), "candidates_still_up");
    assert_eq!(hall.refused(&["election", "nominate", "1", "--name", "钱五"]), "election_stage");
    let csv = hall.folder.path().join("当选.csv").display().to_string();
    assert_eq!(hall.refused(&["election", "appoint", "1", "--from", "2008-10-31", "--csv", &csv]), "election_stage");
    assert!(!Path::new(&csv).exists(), "nothing is written before there is somebody to appoint");
    assert_eq!(hall.refused(&["election", "show", "2"]), "election_unknown");
    // Four days later nine of ten vote; three have enough, and take their seats like anybody whose seat is imported.
    hall.later(4, &words);
    assert_eq!(hall.done(&["election", "show", "1"])["ballots"]["majority_required"], 6);
    let first_day = Hall::day(4);
    assert_eq!(hall.refused(&["election", "appoint", "1", "--from", "2008-10-31", "--csv", &csv]), "term_before_count");
    hall.later(4, &["election", "appoint", "1", "--from", &first_day, "--csv", &csv]);
    let seats = hall.done(&["body", "--on", &first_day])["seats"].clone();
    let named = seats.as_array().unwrap().iter().filter(|seat| seat["body"] == "监督委员会");
    let names: Vec<&str> = named.map(|seat| seat["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["钱一", "钱三", "钱二"]);
    assert_eq!(hall.done(&["verify"])["sound"], true);
}

#[test]
fn candidates_are_named_published_and_not_voted_on_too_early() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    elect(&Hall::new(data, folder));
    if let Some(address) = postgres::fresh_database() {
        elect(&Hall::new(address, tempfile::tempdir().unwrap()));
    }
}
