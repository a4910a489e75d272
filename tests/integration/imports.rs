//! Importing: templates and filled workbooks, choices that are remembered, what a preview shows, what only a whole import can tell.

use crate::support::{codes, import_request, import_sheets, memory_cooperative, named, sample};
use strum::IntoEnumIterator;
use tonggu::application::import::{ImportRequest, SheetChoice};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::sheet::SheetKind;
use tonggu::spreadsheet::layout::SheetSaid;

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
fn everything_that_is_wrong_with_a_row_is_said_at_once() {
    let (mut db, cooperative) = memory_cooperative();
    let members = ("成员名册", "成员编号,姓名\nM1,甲\nM2,\n");
    let contracts = (
        "合同台账",
        "合同编号,批次,合同类型,出租方,承租方,签订日期,开始日期,结束日期,计量单位,可收管理费\n\
         TD-1,第一批,土地流转,合作社,公司,2008-01-01,2008-01-01,2018-12-31,亩,否\n\
         TD-2,第二批,土地流转,合作社,公司,2008-01-01,某日,2018-12-31,亩,否\n",
    );
    // Of each row one cell is wrong, and what it names is looked up all the same; a contract or a member whose own row is wrong is not unknown as well.
    let receipts = (
        "收款台账",
        "日期,合同编号,所属年度,金额\n某日,TD-9,2008,100\n2008-02-01,TD-9,2008,一百多\n2008-02-01,TD-2,2008,100\n",
    );
    let land = (
        "土地入股台账",
        "成员编号,地块编号,面积(亩),合同编号,入股日期\nM9,1-001,一点,TD-9,2008-01-01\nM9,1-002,1,TD-9,2008-01-01\nM2,1-003,1,TD-1,2008-01-01\n",
    );
    let report = import_sheets(&mut db, &cooperative, &[members, contracts, receipts, land]);
    let mut said = codes(&report);
    said.sort();
    let expected = [
        ("contract_unknown", "B2"),
        ("contract_unknown", "B3"),
        ("contract_unknown", "D2"),
        ("contract_unknown", "D3"),
        ("member_unknown", "A2"),
        ("member_unknown", "A3"),
        ("not_a_date", "A2"),
        ("not_a_date", "G3"),
        ("not_a_number", "C2"),
        ("not_a_number", "D3"),
        ("value_missing", "B3"),
    ];
    assert_eq!(said, expected.map(|(code, cell)| (code, cell.to_owned())));
    assert_eq!(report.batch_no, None);
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

#[test]
fn a_title_and_the_office_s_name_are_no_headings() {
    let (mut db, cooperative) = memory_cooperative();
    let office = "单位：花溪社区股份经济合作社,,,,单位：元\n";
    let known = format!("资金入股登记,,,,\n{office}成员编号,姓名,金额,日期,经手\nM1,甲,100,2008-09-28,乙\n");
    let report = import_sheets(&mut db, &cooperative, &[("成员名册", "成员编号,姓名\nM1,甲\n"), ("资金", &known)]);
    assert_eq!(codes(&report), [("heading_unknown", "E3".to_owned())]);
    let heading = &report.layouts.iter().find(|one| *one.sheet == *"资金").unwrap().layout.headings[4];
    assert_eq!(heading.shown(), "经手", "the office's name is no group of it");
    let unknown = format!("{office}收款日,合同号,归属年份,收到金额,交款人\n2009-01-05,TD-1,2008,1000,甲\n");
    let report = import_sheets(&mut db, &cooperative, &[("收租", &unknown)]);
    assert_eq!(codes(&report), [("sheet_not_recognised", "A2".to_owned())]);
    assert!(!format!("{:?}", report.problems).contains("花溪社区"));
}

#[test]
fn what_is_said_of_a_sheet_counts_more_than_what_it_looks_like() {
    let (mut db, cooperative) = memory_cooperative();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("名单.csv");
    std::fs::write(&path, "一,二,三\n编号,称呼,小队\nM1,甲,3\n").unwrap();
    let said = |kind, heading_row| SheetChoice {
        sheet: "名单".to_owned(),
        said: SheetSaid { kind, heading_row },
        ..SheetChoice::default()
    };
    let choices = [("编号", "成员编号"), ("称呼", "姓名"), ("小队", "居民小组")];
    let request = ImportRequest {
        files: named(&[path]),
        choices: choices.map(|(heading, column)| (heading.to_owned(), column.to_owned())).to_vec(),
        sheets: vec![said(Some(SheetKind::Members), Some(1))],
        ..ImportRequest::default()
    };
    let too_low = ImportRequest { sheets: vec![said(None, Some(8))], ..request.clone() };
    let report = import_request(&mut db, &cooperative, &too_low);
    assert_eq!(codes(&report), [("heading_row_unfit", String::new())]);
    let other = ImportRequest { sheets: vec![said(Some(SheetKind::Receipts), None)], ..request.clone() };
    let report = import_request(&mut db, &cooperative, &other);
    assert_eq!(codes(&report)[0].0, "sheet_not_recognised");
    let report = import_request(&mut db, &cooperative, &request);
    assert_eq!((report.batch_no, report.sheets[0].kind, report.sheets[0].new), (Some(1), SheetKind::Members, 1));
}

#[test]
fn a_row_with_an_unknown_class_and_no_number_of_shares_is_told_both() {
    let (mut db, cooperative) = memory_cooperative();
    let members = ("成员名册", "成员编号,姓名\nM1,甲\n");
    let holdings = ("股权台账", "成员编号,股种,股数,取得日期\nM1,某某股,十几,2008-01-01\n");
    let report = import_sheets(&mut db, &cooperative, &[members, holdings]);
    let mut said = codes(&report);
    said.sort();
    assert_eq!(said, [("not_a_number", "C2".to_owned()), ("share_class_unknown", "B2".to_owned())]);
}

#[test]
fn a_receipt_of_tomorrow_or_of_nothing_is_doubted_and_stored() {
    let (mut db, cooperative) = memory_cooperative();
    let contracts = (
        "合同台账",
        "合同编号,批次,合同类型,出租方,承租方,签订日期,开始日期,结束日期,计量单位,可收管理费\n\
         TD-1,第一批,土地流转,合作社,公司,2008-01-01,2008-01-01,2018-12-31,亩,否\n",
    );
    let receipts =
        ("收款台账", "日期,合同编号,所属年度,金额,流水号\n2029-02-01,TD-1,2008,1,R1\n2008-02-01,TD-1,2008,0,R2\n");
    let report = import_sheets(&mut db, &cooperative, &[contracts, receipts]);
    let said = codes(&report);
    for expected in [("receipt_dated_ahead", "A2"), ("receipt_of_nothing", "D3")] {
        assert!(said.contains(&(expected.0, expected.1.to_owned())), "{said:?}");
    }
    assert_eq!(report.batch_no, Some(1));
}
