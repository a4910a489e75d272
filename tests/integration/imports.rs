//! Importing: templates and filled workbooks, choices that are remembered, what a preview shows, what only a whole import can tell.

use crate::support::{codes, import_request, import_sheets, memory_cooperative, named, sample};
use strum::IntoEnumIterator;
use tonggu::application::import::ImportRequest;
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::sheet::SheetKind;

/// Every kind but the bank's answers: they are about batches that were made before.
fn kinds() -> impl Iterator<Item = SheetKind> {
    SheetKind::iter().filter(|kind| *kind != SheetKind::BankAnswers)
}

#[test]
fn every_kind_has_a_filled_workbook_and_they_come_in_together() {
    let (mut db, cooperative) = memory_cooperative();
    crate::support::open_a_book(&mut db, &cooperative, "hzs", BookKind::Cooperative);
    let files: Vec<_> = kinds().map(|kind| sample(&format!("filled/{}.xlsx", kind.zh()))).collect();
    let request = ImportRequest { files: named(&files), ..ImportRequest::default() };
    let report = import_request(&mut db, &cooperative, &request);
    assert_eq!(report.batch_no, Some(1), "{:?}", codes(&report));
    for kind in kinds() {
        let sheet = report.sheets.iter().find(|sheet| *sheet.sheet == *kind.zh()).unwrap();
        assert_eq!(sheet.kind, kind);
        assert!(sheet.rows > 0 && sheet.new == sheet.rows, "{}", kind.zh());
    }
}

#[test]
fn every_kind_has_a_blank_template_that_is_known_again() {
    for kind in SheetKind::iter() {
        let (mut db, cooperative) = memory_cooperative();
        let files = named(&[sample(&format!("templates/{}.xlsx", kind.zh()))]);
        let report = import_request(&mut db, &cooperative, &ImportRequest { files, ..ImportRequest::default() });
        assert_eq!(codes(&report), [("headings_only", "A1".to_owned())], "{}", kind.zh());
        // Charter and plan have the same headings; without an item a sheet is taken for a charter.
        let expected = if kind == SheetKind::Plan { SheetKind::Charter } else { kind };
        assert_eq!(report.sheets[0].kind, expected);
    }
}

#[test]
fn a_preview_shows_what_would_change_and_stores_nothing() {
    let (mut db, cooperative) = memory_cooperative();
    let first = [("成员名册", "成员编号,姓名,居民小组\nM1,甲,1\nM2,乙,1\n")];
    assert_eq!(import_sheets(&mut db, &cooperative, &first).batch_no, Some(1));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("成员名册.csv");
    std::fs::write(&path, "成员编号,姓名,居民小组\nM1,甲,2\nM2,乙,1\nM3,丙,1\n").unwrap();
    let request = ImportRequest { files: named(&[path]), dry_run: true, ..ImportRequest::default() };
    for _ in 0..2 {
        let report = import_request(&mut db, &cooperative, &request);
        assert_eq!((report.batch_no, report.totals.people), (None, 3));
        assert_eq!(
            report.sheets.iter().map(|sheet| (sheet.new, sheet.changed, sheet.unchanged)).next(),
            Some((1, 1, 1))
        );
        let change = &report.changes[0];
        assert_eq!((change.row, change.fields[0].old.as_str(), change.fields[0].new.as_str()), (2, "1", "2"));
    }
}

#[test]
fn a_choice_about_a_heading_is_remembered() {
    let (mut db, cooperative) = memory_cooperative();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("名单.csv");
    std::fs::write(&path, "成员编号,姓名,小队\nM1,甲,3\n").unwrap();
    let plain = ImportRequest { files: named(&[path]), dry_run: true, ..ImportRequest::default() };
    let before = import_request(&mut db, &cooperative, &plain);
    assert_eq!(codes(&before), [("heading_unknown", "C1".to_owned())]);
    let choices = vec![("小队".to_owned(), "居民小组".to_owned())];
    let chosen = ImportRequest { choices, dry_run: false, ..plain.clone() };
    assert_eq!(import_request(&mut db, &cooperative, &chosen).batch_no, Some(1));
    let after = import_request(&mut db, &cooperative, &plain);
    assert_eq!((codes(&after).len(), after.sheets[0].unchanged), (0, 1));
}

#[test]
fn the_same_rows_in_two_sheets_are_as_many_facts_and_the_same_file_twice_is_one() {
    let (mut db, cooperative) = memory_cooperative();
    let members = ("成员名册", "成员编号,姓名\nM1,甲\n");
    let cash = "成员编号,姓名,金额,日期\nM1,甲,100,2008-09-28\n";
    let other = "成员编号,姓名,金额,日期,备注\nM1,甲,100,2008-09-28,转账\n";
    let report = import_sheets(&mut db, &cooperative, &[members, ("现金", cash), ("转账", other)]);
    assert_eq!(report.totals.cash.to_string(), "200.00");
    assert_eq!(report.sheets.iter().map(|sheet| sheet.new).collect::<Vec<_>>(), [1, 1, 1]);
    let twice = import_sheets(&mut db, &cooperative, &[("一", cash), ("二", cash)]);
    assert_eq!((twice.repeated_files.len(), twice.batch_no), (1, None));
}

#[test]
fn two_heads_of_one_name_are_told_apart_by_where_their_rows_stand_or_refused() {
    let (mut db, cooperative) = memory_cooperative();
    let below =
        "成员编号,姓名,户主姓名,与户主关系\nM1,王强,王强,户主\nM2,甲,王强,配偶\nM3,王强,王强,户主\nM4,乙,王强,配偶\n";
    let report = import_sheets(&mut db, &cooperative, &[("成员名册", below)]);
    assert_eq!(report.batch_no, Some(1), "{:?}", codes(&report));
    let apart = "成员编号,姓名,户主姓名,与户主关系\nM5,丙,王强,子女\n";
    let report = import_sheets(&mut db, &cooperative, &[("成员名册", apart)]);
    assert_eq!(codes(&report), [("head_not_found", "C2".to_owned())]);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for (ending, name) in [("\n", "unix"), ("\r\n", "windows"), ("\r", "mac")] {
        let (mut db, cooperative) = memory_cooperative();
        let lines = ["成员编号,姓名", "M1,甲", "", "M2,\"乙", "丙\"", "M3,"];
        let sheet = lines.join(ending);
        let report = import_sheets(&mut db, &cooperative, &[("成员名册", &sheet)]);
        assert_eq!(codes(&report), [("value_missing", "B6".to_owned())], "{name}");
        assert_eq!(report.sheets[0].rows, 2, "{name}");
    }
}
