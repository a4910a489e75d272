//! Files that were broken or made to hurt: each is refused by name, nothing is stored, and the process lives on.

use crate::support::{codes, import_request, memory_cooperative, sample};
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use tonggu::application::import::{ImportReport, ImportRequest};
use tonggu::spreadsheet::format::Limits;
use zip::write::SimpleFileOptions;

fn import_bytes(name: &str, bytes: &[u8], limits: Limits) -> ImportReport {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let (mut db, cooperative) = memory_cooperative();
    let request = ImportRequest { files: vec![(path, name.to_owned())], limits, ..ImportRequest::default() };
    let report = import_request(&mut db, &cooperative, &request);
    assert_eq!(report.batch_no, None, "{name}");
    report
}

/// The names and cells of what refuses a file.
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> Vec<(&'static str, String)> {
    codes(&import_bytes(name, bytes.as_ref(), Limits::default()))
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet, from its XML.
fn xlsx(sheet: &str, shared_strings: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"成员名册\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>");
    let strings = format!("<sst xmlns=\"{MAIN}\">{shared_strings}</sst>");
    package(&[
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", &strings),
    ])
}

fn text(cell: &str, text: &str) -> String {
    format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn headings() -> String {
    format!("<row r=\"1\">{}{}</row>", text("A1", "成员编号"), text("B1", "姓名"))
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet><table:table table:name=\"成员名册\">{table}</table:table></office:spreadsheet></office:body>\
         </office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ])
}

#[test]
fn a_workbook_as_these_tests_make_it_can_be_read() {
    let row = format!("<row r=\"2\">{}{}</row>", text("A2", "M001"), text("B2", "陈国强"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("good.xlsx");
    std::fs::write(&path, xlsx(&format!("<sheetData>{}{row}</sheetData>", headings()), "")).unwrap();
    let (mut db, cooperative) = memory_cooperative();
    let request = ImportRequest { files: vec![(path, "good.xlsx".to_owned())], ..ImportRequest::default() };
    assert_eq!(import_request(&mut db, &cooperative, &request).batch_no, Some(1));
}

#[test]
fn cells_that_come_twice_or_out_of_order_are_not_guessed_at() {
    let rows = |second: &str| format!("<sheetData>{}{second}</sheetData>", headings());
    let row = |number: u64, name: &str| {
        format!(
            "<row r=\"{number}\">{}{}</row>",
            text(&format!("A{number}"), "M001"),
            text(&format!("B{number}"), name)
        )
    };
    for second in [row(3, "甲") + &row(2, "乙"), row(2, "甲") + &row(2, "乙"), row(4_294_967_296, "甲")] {
        assert_eq!(refused("order.xlsx", xlsx(&rows(&second), "")), [("file_damaged", String::new())], "{second}");
    }
}

#[test]
fn a_text_longer_than_a_cell_can_hold_is_refused_where_it_stands() {
    let long = "长".repeat(40_000);
    let sheet = format!(
        "<sheetData>{}<row r=\"2\">{}<c r=\"B2\" t=\"s\"><v>0</v></c></row></sheetData>",
        headings(),
        text("A2", "M001")
    );
    let expected = [("cell_too_long", "B2".to_owned())];
    assert_eq!(refused("long.xlsx", xlsx(&sheet, &format!("<si><t>{long}</t></si>"))), expected);
    assert_eq!(refused("long.csv", format!("成员编号,姓名\nM001,{long}\n")), expected);
    let table = format!("<table><tr><td>成员编号<td>姓名<tr><td>M001<td>{long}</table>");
    assert_eq!(refused("long.xls", table), expected);
}

#[test]
fn merged_ranges_over_everything_cost_nothing() {
    let merge = "<mergeCells count=\"1\"><mergeCell ref=\"C1:XFD1048576\"/></mergeCells>";
    let title = text("C1", &"题".repeat(30_000));
    let first = format!("<row r=\"1\">{}{}{title}</row>", text("A1", "成员编号"), text("B1", "姓名"));
    let rows: String =
        (2..2_000).map(|row| format!("<row r=\"{row}\">{}</row>", text(&format!("A{row}"), "M001"))).collect();
    let report = import_bytes(
        "merge.xlsx",
        &xlsx(&format!("<sheetData>{first}{rows}</sheetData>{merge}"), ""),
        Limits::default(),
    );
    assert!(report.has_errors());
}

#[test]
fn repeated_cells_are_counted_before_they_are_made() {
    let row = |attributes: &str, cell: &str| format!("<table:table-row {attributes}>{cell}</table:table-row>");
    let filled = "<table:table-cell office:value-type='string' table:number-columns-repeated='1000'><text:p>x</text:p></table:table-cell>";
    let formula = "<table:table-cell table:number-columns-repeated = \"1000\" table:formula=\"of:=1>0\"/>";
    for cell in [filled, formula] {
        let table = row("table:number-rows-repeated='90000'", cell);
        assert_eq!(refused("repeat.ods", ods(&table)), [("too_many_cells", String::new())], "{cell}");
    }
    // One cell far to the right makes every row that wide.
    let wide =
        row("", "<table:table-cell table:number-columns-repeated=\"16000\"/><table:table-cell office:value=\"1\"/>");
    let narrow = row("table:number-rows-repeated=\"1000000\"", "<table:table-cell office:value=\"1\"/>");
    assert_eq!(refused("wide.ods", ods(&(wide + &narrow))), [("too_many_cells", String::new())]);
    // Empty rows and cells at the end are what every program writes.
    let heading = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let end =
        row("table:number-rows-repeated=\"1048570\"", "<table:table-cell table:number-columns-repeated=\"16384\"/>");
    let table = row("", &(heading("成员编号") + &heading("姓名"))) + &end;
    assert_eq!(refused("end.ods", ods(&table)), [("headings_only", "A1".to_owned())]);
}

#[test]
fn a_stray_cell_of_the_old_format_is_seen_before_its_sheet_is_made() {
    // The first cell with a text is moved: to a column there is none of, then far down and right.
    let moved = |row: u16, column: u16| {
        let bytes = std::fs::read(sample("clerk/金额写法.xls")).unwrap();
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).unwrap();
        let mut records = Vec::new();
        file.open_stream("/Workbook").unwrap().read_to_end(&mut records).unwrap();
        let mut at = 0;
        while u16::from_le_bytes([records[at], records[at + 1]]) != 0x00FD {
            at += 4 + usize::from(u16::from_le_bytes([records[at + 2], records[at + 3]]));
        }
        let mut stream = file.open_stream("/Workbook").unwrap();
        stream.seek(SeekFrom::Start(at as u64 + 4)).unwrap();
        stream.write_all(&[row.to_le_bytes(), column.to_le_bytes()].concat()).unwrap();
        stream.flush().unwrap();
        drop(stream);
        file.into_inner().into_inner()
    };
    assert_eq!(refused("column.xls", moved(1, 65_535)), [("sheet_too_wide", String::new())]);
    assert_eq!(refused("corner.xls", moved(65_535, 255)), [("too_many_cells", String::new())]);
}

#[test]
fn a_page_of_nested_tables_or_endless_spans_has_a_bottom() {
    assert_eq!(refused("nested.xls", "<table>".repeat(50_000)), [("not_a_workbook", String::new())]);
    let deep = format!("<table><tr><td>{}甲<td>乙</table>", "<div>".repeat(200_000));
    assert!(import_bytes("deep.xls", deep.as_bytes(), Limits::default()).has_errors());
    let spans = format!("<table>{}</table>", "<tr><td rowspan=1000 colspan=1000>甲".repeat(20_000));
    let codes: Vec<&str> = refused("spans.xls", spans).into_iter().map(|(code, _)| code).collect();
    assert!(codes == ["too_many_cells"] || codes == ["sheet_too_wide"], "{codes:?}");
}

#[test]
fn a_text_table_has_so_many_columns_and_quotation_marks_in_pairs() {
    let wide = format!("成员编号,姓名\n{}\n", ",".repeat(100_000));
    assert_eq!(refused("wide.csv", wide), [("sheet_too_wide", String::new())]);
    let stray = "成员编号,姓名\r\nM001,\"陈国强\r\nM002,李素芳\r\nM003,王建华\r\n";
    assert_eq!(refused("stray.csv", stray), [("quote_not_closed", "B2".to_owned())]);
    let behind = "成员编号,姓名\nM001,陈国强\nM002,\"李\"素芳\n";
    assert_eq!(refused("behind.csv", behind), [("quote_not_closed", "B3".to_owned())]);
}

#[test]
fn a_file_over_the_configured_size_is_not_opened() {
    let limits = Limits { file_bytes: 100, ..Limits::default() };
    let report = import_bytes("large.csv", "成员编号,姓名\n".repeat(100).as_bytes(), limits);
    assert_eq!(codes(&report), [("file_too_large", String::new())]);
}

#[test]
fn a_workbook_without_a_table_is_said_to_be_one() {
    let note = format!("<sheetData><row r=\"1\">{}</row></sheetData>", text("A1", "请见附件"));
    assert_eq!(refused("note.xlsx", xlsx(&note, "")), [("nothing_to_read", String::new())]);
    assert_eq!(refused("note.txt", "请见附件\n"), [("not_a_workbook", String::new())]);
}

#[test]
fn thousands_of_flaws_are_counted_when_they_are_no_longer_listed() {
    let rows: String = (0..100_500).map(|row| format!("M{row},\n")).collect();
    let report = import_bytes("flaws.csv", format!("成员编号,姓名\n{rows}").as_bytes(), Limits::default());
    assert_eq!(report.problems.len(), 100_001);
    let unlisted = report.problems.iter().find(|problem| problem.refusal.code() == "more_problems").unwrap();
    assert_eq!(tonggu::rendering::speech::given(&unlisted.refusal), "500");
}

#[test]
fn a_sheet_of_unknown_numbers_is_told_in_time() {
    let rows: String = (0..5_000).map(|row| format!("X{row},土地股,1,2008-01-01\n")).collect();
    let report =
        import_bytes("unknown.csv", format!("成员编号,股种,股数,取得日期\n{rows}").as_bytes(), Limits::default());
    assert_eq!(report.problems.len(), 5_000);
}
