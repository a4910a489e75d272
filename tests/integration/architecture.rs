//! The house rules as tests. Each failure names the file, the rule and the reason.

use crate::support::root;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|suffix| suffix == "rs") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// All tokens of a file, groups opened; comments and the contents of strings are not among them.
fn tokens(path: &Path) -> Vec<TokenTree> {
    fn flatten(stream: TokenStream, found: &mut Vec<TokenTree>) {
        for tree in stream {
            match tree {
                TokenTree::Group(group) => flatten(group.stream(), found),
                other => found.push(other),
            }
        }
    }
    let mut found = Vec::new();
    flatten(TokenStream::from_str(&std::fs::read_to_string(path).unwrap()).unwrap(), &mut found);
    found
}

/// The floors and nouns that a file names after `crate::`, one or two steps deep.
fn named_paths(path: &Path) -> BTreeSet<String> {
    let words: Vec<String> = tokens(path).iter().map(ToString::to_string).collect();
    let mut found = BTreeSet::new();
    for at in 0..words.len() {
        if words[at] == "crate" && words.get(at + 1).is_some_and(|word| word == ":") {
            let floor = words.get(at + 3).cloned().unwrap_or_default();
            let noun = words.get(at + 4).filter(|word| *word == ":").and_then(|_| words.get(at + 6)).cloned();
            found.insert(floor.clone());
            found.extend(noun.map(|noun| format!("{floor}::{noun}")));
        }
    }
    found
}

#[test]
fn a_floor_uses_only_the_floors_below_it() {
    let rules: [(&str, &[&str], &str); 8] = [
        (
            "domain",
            &["storage", "spreadsheet", "rendering", "application", "json", "cli", "web"],
            "the rules must be readable without any machinery",
        ),
        (
            "storage",
            &["spreadsheet", "rendering", "application", "json", "cli", "web"],
            "SQL knows the rules' words and nothing above it",
        ),
        (
            "spreadsheet",
            &["storage", "rendering", "application", "json", "cli", "web"],
            "files come in whatever is done with them",
        ),
        (
            "rendering",
            &["storage", "spreadsheet", "application", "json", "cli", "web"],
            "words and tables are made of the rules' values alone",
        ),
        ("application", &["json", "cli", "web"], "acts do not know who asked for them"),
        ("json", &["cli", "web"], "command line and site hand out the same values"),
        ("web", &["cli"], "a site does not know how it was started"),
        ("cli", &[], "the top floor: it starts the site"),
    ];
    let mut broken = Vec::new();
    for (floor, forbidden, reason) in rules {
        for file in rust_files(&format!("src/{floor}")) {
            let named = named_paths(&file);
            let upward = forbidden.iter().filter(|above| named.contains(**above));
            broken.extend(upward.map(|above| format!("{} names crate::{above}: {reason}", shown(&file))));
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn the_command_line_starts_the_site_and_knows_no_more_of_it() {
    let named = rust_files("src/cli").into_iter().filter(|file| named_paths(file).contains("web"));
    let named: Vec<String> = named.map(|file| shown(&file)).collect();
    assert_eq!(named, ["src/cli/demo/site.rs", "src/cli/serve.rs"]);
}

#[test]
fn the_top_floor_names_storage_only_for_what_it_hands_through() {
    // A cooperative and an open database pass through its hands; what is done with them is the application's.
    let mut broken = Vec::new();
    for file in rust_files("src/cli").into_iter().chain(rust_files("src/web")).chain(rust_files("src/json")) {
        let named = named_paths(&file);
        let other = named
            .iter()
            .filter(|path| path.starts_with("storage::"))
            .filter(|path| !["storage::cooperative", "storage::db"].contains(&path.as_str()));
        broken.extend(other.map(|path| format!("{} names crate::{path}", shown(&file))));
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn the_nouns_of_the_domain_know_only_the_ground_below_them() {
    let nouns: [(&str, &[&str]); 10] = [
        ("register", &[]),
        ("welfare", &[]),
        // A land contribution is made under a contract, and a contract says what its contributions earn.
        ("contribution", &["contract"]),
        ("contract", &["contribution"]),
        // Hashes of evidence and of files, and who may vote.
        ("governance", &[]),
        // Roles come from seats.
        ("access", &["governance"]),
        ("ledger", &["governance"]),
        ("distribution", &["register", "contribution", "contract", "welfare", "governance"]),
        // Claims are of runs; a signed slip is kept by its hash.
        ("payment", &["distribution", "governance"]),
        ("statement", &["contract", "distribution", "governance", "ledger"]),
    ];
    let elements = ["allotment", "canonical", "money", "nearest", "period", "person", "quantity"]
        .map(|name| format!("domain::{name}"));
    let mut broken = Vec::new();
    for (noun, known) in nouns {
        let own = format!("domain::{noun}");
        for file in rust_files(&format!("src/domain/{noun}")) {
            let above = named_paths(&file).into_iter().filter(|path| path.starts_with("domain::")).filter(|path| {
                *path != own
                    && !elements.contains(path)
                    && !known.iter().any(|below| *path == format!("domain::{below}"))
            });
            broken.extend(above.map(|path| format!("{} names crate::{path}", shown(&file))));
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn no_module_is_a_drawer_for_odds_and_ends() {
    let banned = ["utils", "util", "helpers", "helper", "common", "types", "manager", "misc", "shared"];
    let drawers: Vec<String> = rust_files("src")
        .iter()
        .filter(|path| {
            path.components().any(|part| banned.contains(&part.as_os_str().to_string_lossy().trim_end_matches(".rs")))
        })
        .map(|path| shown(path))
        .collect();
    assert_eq!(drawers, Vec::<String>::new(), "a module is named for what it holds");
}

#[test]
fn no_binary_float_comes_near_the_rules() {
    let mut found = Vec::new();
    for file in rust_files("src/domain").iter().chain(&rust_files("src/storage")) {
        let floats = tokens(file).into_iter().filter(|token| match token {
            TokenTree::Ident(word) => *word == "f32" || *word == "f64",
            // 1.0 and 1e3 are floats; 1_000, 0_usize and "1.0" are not.
            TokenTree::Literal(literal) => {
                let written = literal.to_string();
                let is_exponent =
                    |pair: &[u8]| pair[0].eq_ignore_ascii_case(&b'e') && (pair[1].is_ascii_digit() || pair[1] == b'-');
                written.starts_with(|first: char| first.is_ascii_digit())
                    && !written.starts_with("0x")
                    && (written.contains('.') || written.as_bytes().windows(2).any(is_exponent))
            }
            _ => false,
        });
        found.extend(floats.map(|token| format!("{}: {token}", shown(file))));
    }
    assert_eq!(found, Vec::<String>::new(), "money and quantities are whole numbers of their smallest unit");
}

#[test]
fn the_rules_know_no_clock_no_chance_and_no_files() {
    let banned = [
        "std::fs",
        "std::io",
        "std::net",
        "std::env",
        "std::thread",
        "SystemTime",
        "Instant",
        "getrandom",
        "rand_chacha",
        "rusqlite",
        "postgres",
    ];
    let mut found = Vec::new();
    for file in rust_files("src/domain") {
        let text: String = tokens(&file).iter().map(ToString::to_string).collect();
        found.extend(banned.iter().filter(|word| text.contains(*word)).map(|word| format!("{}: {word}", shown(&file))));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn sql_stands_in_storage_alone() {
    let mut found = Vec::new();
    for file in rust_files("src").iter().filter(|path| !shown(path).starts_with("src/storage")) {
        let texts = tokens(file).into_iter().filter_map(|token| match token {
            TokenTree::Literal(literal) => Some(literal.to_string()),
            _ => None,
        });
        let sql = texts.filter(|text| {
            ["\"select ", "\"insert into ", "\"update ", "\"delete from ", "\"create table "]
                .iter()
                .any(|verb| text.starts_with(verb))
        });
        found.extend(sql.map(|text| format!("{}: {text}", shown(file))));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn no_file_is_two_rooms() {
    // Clippy counts the lines of functions.
    let lines = |path: &PathBuf| std::fs::read_to_string(path).unwrap().lines().count();
    let files = rust_files("src").into_iter().chain(rust_files("tests"));
    let found: Vec<String> = files
        .filter(|path| lines(path) > 600)
        .map(|path| format!("{} has {} lines", shown(&path), lines(&path)))
        .collect();
    assert_eq!(found, Vec::<String>::new(), "a file over 600 lines holds two things");
}

/// Table, then its columns in order, without types.
fn tables(script: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut open = false;
    for line in script.lines() {
        if let Some(rest) = line.strip_prefix("create table ") {
            found.push((rest.split(' ').next().unwrap().to_owned(), Vec::new()));
            open = true;
        } else if line.starts_with(')') {
            open = false;
        } else if open && !line.trim_start().starts_with("--") {
            let column = line.split_whitespace().next().unwrap().to_owned();
            if !["primary", "check", "unique", "foreign"].contains(&column.as_str()) {
                found.last_mut().unwrap().1.push(column);
            }
        }
    }
    found
}

#[test]
fn migrations_are_twins() {
    let read = |engine: &str| {
        let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("migrations").join(engine))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
            .collect::<Vec<_>>()
    };
    let (sqlite, postgres) = (read("sqlite"), read("postgres"));
    assert_eq!(sqlite.len(), postgres.len());
    for ((name, one), (other_name, other)) in sqlite.iter().zip(&postgres) {
        assert_eq!(name, other_name);
        assert_eq!(tables(one), tables(other), "{name:?} has the same tables and columns for both databases");
        for (table, _) in tables(one) {
            let guards = one.matches(&format!(" on {table} begin select raise(abort, 'append-only')")).count();
            assert_eq!(guards, 2, "{table} refuses update and delete in SQLite");
            assert!(
                other.contains(&format!("on {table} for each statement execute function refuse_change()")),
                "{table} in PostgreSQL"
            );
            assert!(
                one.contains(&format!("create table {table} (\n    cooperative_id ")),
                "{table} leads with the cooperative"
            );
        }
    }
}

#[test]
fn the_contract_suite_calls_every_public_function_of_storage() {
    let suite: String = rust_files("tests/integration/storage_contract")
        .into_iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let mut uncalled = Vec::new();
    for file in rust_files("src/storage") {
        let module = file.file_stem().unwrap().to_string_lossy().into_owned();
        let words: Vec<String> = tokens(&file).iter().map(ToString::to_string).collect();
        for at in 0..words.len() {
            let is_public = words[at] == "pub" && words[at + 1] == "fn"
                || (words[at] == "pub" && words[at + 1] == "const" && words[at + 2] == "fn");
            if !is_public {
                continue;
            }
            let name = if words[at + 1] == "fn" { &words[at + 2] } else { &words[at + 3] };
            let called = [format!("{module}::{name}("), format!(".{name}("), format!("::{name}(")];
            let is_of_a_macro = name == "$";
            if !is_of_a_macro && !called.iter().any(|call| suite.contains(call)) {
                uncalled.push(format!("{module}::{name}"));
            }
        }
    }
    assert_eq!(
        uncalled,
        Vec::<String>::new(),
        "SQL is not checked at compile time: each function is called on both databases"
    );
}
