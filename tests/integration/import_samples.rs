//! The samples in `import-samples/`: clerks' sheets hold what their clean twins hold, and every flaw of the dirty ones is found where it is.

use crate::refusals::problems_of_a_sheet;
use crate::support::{import_request, memory_cooperative, open_a_book, sample};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use strum::IntoEnumIterator;
use strum::VariantNames;
use tonggu::application::import::{ImportReport, ImportRequest};
use tonggu::domain::fact::FactKind;
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::refusal::LedgerRefusal;
use tonggu::domain::refusal::{Problem, Severity};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;
use tonggu::storage::entry;

/// What stands beside a sample in `NAME.arguments`: --map and --as-of, one word a line.
fn request(file: &Path) -> ImportRequest {
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let mut request = ImportRequest { files: vec![(file.to_owned(), name)], ..ImportRequest::default() };
    let words = std::fs::read_to_string(file.with_extension("arguments")).unwrap_or_default();
    let words: Vec<&str> = words.lines().collect();
    for pair in words.chunks(2) {
        match pair {
            ["--as-of", day] => request.as_of = Some(day.parse().unwrap()),
            ["--map", choice] => {
                let (heading, column) = choice.split_once('=').unwrap();
                request.choices.push((heading.to_owned(), column.to_owned()));
            }
            other => panic!("{}: {other:?}", file.display()),
        }
    }
    request
}

fn import_sample(file: &Path) -> (Db, Cooperative, ImportReport) {
    let (db, cooperative) = memory_cooperative();
    imported((db, cooperative), file)
}

/// The same where the cooperative keeps a book.
fn import_with_book(file: &Path) -> (Db, Cooperative, ImportReport) {
    let (mut db, cooperative) = memory_cooperative();
    open_a_book(&mut db, &cooperative, "hzs", BookKind::Cooperative);
    imported((db, cooperative), file)
}

fn imported((mut db, cooperative): (Db, Cooperative), file: &Path) -> (Db, Cooperative, ImportReport) {
    let report = import_request(&mut db, &cooperative, &request(file));
    (db, cooperative, report)
}

fn files(folder: &str, keep: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(sample(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = listed.filter(|path| keep(&path.file_name().unwrap().to_string_lossy())).collect();
    found.sort();
    found
}

/// Severity, name, sheet and cell of a problem, as `NAME.problems.tsv` writes them.
fn line(problem: &Problem) -> String {
    let place = problem.place.clone().unwrap_or_default();
    let severity = if problem.severity() == Severity::Error { "error" } else { "warning" };
    let cell = place.cell.map(|cell| cell.to_string()).unwrap_or_default();
    format!("{severity}\t{}\t{}\t{cell}", problem.refusal.code(), place.sheet)
}

#[test]
fn every_flaw_of_a_dirty_sheet_is_found_where_it_is() {
    let lists = files("dirty", |name| name.ends_with(".problems.tsv"));
    assert!(lists.len() >= 25);
    let mut failures = Vec::new();
    for list in lists {
        let name = list.file_name().unwrap().to_string_lossy().replace(".problems.tsv", "");
        let found = files("dirty", |other| {
            other.rsplit_once('.').is_some_and(|(stem, ending)| stem == name && !["tsv", "arguments"].contains(&ending))
        });
        let file = found.first().cloned().unwrap_or_else(|| sample("dirty").join(format!("{name}.xlsx")));
        let (_, _, report) = import_sample(&file);
        let mut given: Vec<String> = report.problems.iter().map(line).collect();
        let text = std::fs::read_to_string(&list).unwrap();
        let mut expected: Vec<String> = text.lines().map(str::to_owned).collect();
        given.sort();
        expected.sort();
        if given != expected {
            let only = |one: &[String], other: &[String]| {
                one.iter().filter(|line| !other.contains(line)).cloned().collect::<Vec<_>>().join("\n    ")
            };
            let (extra, lost) = (only(&given, &expected), only(&expected, &given));
            failures.push(format!("{name}:\n  not expected:\n    {extra}\n  not found:\n    {lost}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Everything that counts, noun by noun.
fn held(db: &mut Db, cooperative: &Cooperative) -> Vec<String> {
    let mut tx = db.begin_read().unwrap();
    let mut found = Vec::new();
    for kind in FactKind::iter() {
        let mut facts: Vec<String> = entry::live(&mut tx, cooperative.id, kind)
            .unwrap()
            .iter()
            .map(|entry| format!("{:?}", entry.fact))
            .collect();
        facts.sort();
        found.extend(facts);
    }
    found
}

#[test]
fn a_clerk_s_sheet_holds_what_its_clean_twin_holds() {
    let twins = files("clerk", |name| name.contains("-clean."));
    assert!(twins.len() >= 25);
    let mut failures = Vec::new();
    for twin in twins {
        let name = twin.file_stem().unwrap().to_string_lossy().replace("-clean", "");
        let endings = ["xlsx", "xls", "ods", "csv"];
        let file = endings.iter().map(|ending| sample("clerk").join(format!("{name}.{ending}")));
        let file = file.into_iter().find(|path| path.exists()).unwrap();
        let (mut db, cooperative, report) = import_with_book(&file);
        let (mut clean_db, clean_cooperative, clean_report) = import_with_book(&twin);
        let errors = |report: &ImportReport| {
            let errors = report.problems.iter().filter(|problem| problem.severity() == Severity::Error);
            errors.map(line).collect::<Vec<_>>().join("; ")
        };
        let (clerk, clean) = (held(&mut db, &cooperative), held(&mut clean_db, &clean_cooperative));
        if report.has_errors() || clean_report.has_errors() || clerk != clean {
            let only = |one: &[String], other: &[String]| {
                one.iter().filter(|fact| !other.contains(fact)).take(4).cloned().collect::<Vec<_>>().join("\n    ")
            };
            failures.push(format!(
                "{name}: [{}] [{}]\n  clerk only:\n    {}\n  clean only:\n    {}",
                errors(&report),
                errors(&clean_report),
                only(&clerk, &clean),
                only(&clean, &clerk)
            ));
            continue;
        }
        // The same again, in either dress, changes nothing.
        for again in [&file, &twin] {
            let report = import_request(&mut db, &cooperative, &request(again));
            if report.batch_no.is_some() || report.has_errors() {
                failures.push(format!("{name}: again changes something: {:?} {}", report.changes, errors(&report)));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What only a test makes: it is about size, the disk, what a person says beside the files, or the day. `hostile_files`, `command_line`, `imports` and
/// `waiting_files` have it.
const MADE_BY_TESTS: [&str; 15] = [
    "being_stored",
    "cell_too_long",
    "copy_not_written",
    "encoding_unfit",
    "file_too_large",
    "heading_row_unfit",
    "more_problems",
    "nothing_to_read",
    "quote_not_closed",
    "receipt_dated_ahead",
    "receipt_of_nothing",
    "sheet_too_wide",
    "too_many_cells",
    "too_many_files",
    "too_many_waiting",
];

#[test]
fn the_samples_plant_every_problem_of_a_sheet() {
    let lists = files("dirty", |name| name.ends_with(".problems.tsv"));
    let texts: Vec<String> = lists.iter().map(|list| std::fs::read_to_string(list).unwrap()).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    // What goes against an open book, `books` plants.
    let of_books = |name: &&str| LedgerRefusal::VARIANTS.contains(name);
    let planted = lines.filter_map(|line| line.split('\t').nth(1)).filter(|name| !of_books(name));
    let planted: BTreeSet<&str> = planted.chain(MADE_BY_TESTS).collect();
    assert_eq!(planted, problems_of_a_sheet().into_iter().collect());
}
