//! Evidence that leaves the house is checked with nothing but the file: by this program, and by one that an outsider could write.

use crate::support::{example_cooperative, request, root, run, tonggu, year};
use std::path::Path;
use std::process::Command;
use tonggu::application::distribution::evidence::{of_run, of_statement};
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::statement::evidence::{EvidenceFlaw, RunEvidence, StatementEvidence};
use tonggu::storage::db::Db;
use tonggu::storage::migration::migrate;

/// The evidence of the worked example: every member's statement, and the run.
fn evidence() -> (Vec<String>, String) {
    let mut db = Db::open_in_memory().unwrap();
    migrate(&mut db).unwrap();
    let cooperative = example_cooperative(&mut db);
    run(&mut db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
    let members = ["M001", "M002", "M003", "M004", "M005", "M006"];
    let statement =
        |member_no: &&str| of_statement(&mut db, &cooperative, (year(2008), None), member_no).unwrap().write();
    let statements = members.iter().map(statement).collect();
    (statements, of_run(&mut db, &cooperative, (year(2008), None)).unwrap().write())
}

/// What the checker in the other language says: whether everything fits.
fn outsider_accepts(file: &Path, seal: &str) -> bool {
    let checker = root().join("tests/checker/check_evidence.py");
    let mut command = Command::new("python3");
    command.arg(checker).arg(file).arg(seal).output().unwrap().status.success()
}

#[test]
fn every_statement_is_proved_to_be_among_those_that_were_sealed() {
    let (statements, run) = evidence();
    let seal = RunEvidence::check(&run).unwrap().seal.hash().to_string();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.txt");
    for text in statements.iter().chain([&run]) {
        std::fs::write(&file, text).unwrap();
        assert!(outsider_accepts(&file, &seal[..12]));
        assert!(!outsider_accepts(&file, "0000"), "of another seal");
    }
    for text in &statements {
        let (evidence, _) = StatementEvidence::check(text).unwrap();
        assert_eq!(evidence.seal.hash().to_string(), seal);
        assert_eq!(evidence.write(), *text);
    }
}

#[test]
fn one_changed_fen_is_found_offline_by_both_checkers() {
    let (statements, _) = evidence();
    let statement = &statements[2];
    let changed = statement.replace("12716.21", "12716.22");
    assert_eq!(StatementEvidence::check(&changed), Err(EvidenceFlaw::Proof));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("王建华.txt");
    std::fs::write(&file, changed).unwrap();
    assert!(!outsider_accepts(&file, ""));
    let output = tonggu(
        &folder.path().join("no data").display().to_string(),
        &["verify", "statement", &file.display().to_string(), "--json"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(crate::support::printed(&output).contains("evidence_broken"));
}

#[test]
fn evidence_of_another_run_or_cooperative_than_it_says_is_refused() {
    let (statements, run) = evidence();
    let forge = |text: &str| text.replacen("run\t2008#1\t", "run\t2009#1\t", 1);
    assert_eq!(StatementEvidence::check(&forge(&statements[0])), Err(EvidenceFlaw::Head));
    assert_eq!(RunEvidence::check(&forge(&run)), Err(EvidenceFlaw::Head));
    let elsewhere = statements[0].replacen("示例社区", "别的社区", 1);
    assert_eq!(StatementEvidence::check(&elsewhere), Err(EvidenceFlaw::Head));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("forged.txt");
    std::fs::write(&file, elsewhere).unwrap();
    assert!(!outsider_accepts(&file, ""));
}

/// Every byte of a file that counts, changed in turn: none of them goes unnoticed.
#[test]
fn whatever_is_changed_in_a_file_shows() {
    let (statements, run) = evidence();
    for (text, check) in [
        (&statements[4], (|text: &str| StatementEvidence::check(text).is_ok()) as fn(&str) -> bool),
        (&run, |text: &str| RunEvidence::check(text).is_ok()),
    ] {
        assert!(check(text));
        let first = text.find("\nseal\t").unwrap();
        for (at, digit) in text.char_indices().skip_while(|(at, _)| *at < first).filter(|(_, one)| one.is_ascii_digit())
        {
            let mut changed = text.clone();
            changed.replace_range(at..=at, if digit == '7' { "8" } else { "7" });
            assert!(!check(&changed), "{at}: {}", &text[at.saturating_sub(20)..at + 1]);
        }
    }
}

#[test]
fn a_run_that_was_sealed_otherwise_than_it_computes_is_found() {
    let (_, run) = evidence();
    let evidence = RunEvidence::check(&run).unwrap();
    // Somebody changes a price, and all the hashes with it: then the worksheet is no longer what the inputs come to.
    let inputs = evidence.inputs.replace("1.8800", "1.9900");
    assert_ne!(inputs, evidence.inputs);
    let mut forged = evidence.clone();
    forged.seal.inputs = tonggu::domain::governance::seal::Hash::of(inputs.as_bytes());
    forged.inputs = inputs;
    assert_eq!(RunEvidence::check(&forged.write()), Err(EvidenceFlaw::Worksheet));
    let mut short = evidence;
    short.leaves.pop();
    assert_eq!(RunEvidence::check(&short.write()), Err(EvidenceFlaw::Statement("M006".to_owned())));
}

/// Nothing stands in a file that no hash binds: not a field more, not a digit written otherwise.
#[test]
fn a_file_says_nothing_that_was_not_sealed() {
    let (statements, run) = evidence();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changed.txt");
    let seal = RunEvidence::check(&run).unwrap().seal.hash().to_string();
    type Change = fn(&str) -> String;
    let changes: [(&str, Change); 5] = [
        ("a field more", |text| text.replacen("\nbeside\t", "\nremark\t人民币一百万\nbeside\t", 1)),
        ("a field longer", |text| text.replacen("\nbeside\tleft", "\nbeside\tleft\textra", 1)),
        ("the other side", |text| text.replacen("beside\tleft", "beside\tright", 1)),
        ("another name", |text| text.replacen("\nsalt\t", "\nsugar\t", 1)),
        ("large letters", |text| {
            let at = text.find("\nsalt\t").unwrap() + 6;
            format!("{}{}{}", &text[..at], text[at..at + 32].to_uppercase(), &text[at + 32..])
        }),
    ];
    for (name, change) in changes {
        let changed = change(&statements[4]);
        assert!(StatementEvidence::check(&changed).is_err(), "{name}");
        std::fs::write(&file, changed).unwrap();
        assert!(!outsider_accepts(&file, &seal), "{name}, elsewhere");
    }
    for changed in [run.replacen("run\t2008#1\t", "run\t2009#7\t", 1), run.replacen("\nlength\t", "\nlength\t0", 1)] {
        assert!(RunEvidence::check(&changed).is_err());
        std::fs::write(&file, changed).unwrap();
        assert!(!outsider_accepts(&file, &seal));
    }
}
