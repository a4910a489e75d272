//! Imports (导入): tried, stored, listed, undone.

use super::NEXT;
use super::given::Given;
use super::operation::{Gave, Operation, body, path};
use super::shape::Shape::{
    self, Code, Day, Decimal, File, Flag, Hash, List, Maybe, Moment, Money, Named, Number, Object, Optional, Text,
    Whole, Words,
};
use crate::application::import::{self, ImportRequest};
use crate::domain::access::permission::Action;
use crate::json::import as values;
use crate::spreadsheet::format::Limits;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;

/// A problem as a report has it.
pub const PROBLEM: Shape = Named(
    "ReportedProblem",
    &Object(&[
        ("severity", Code(severities)),
        ("code", Text),
        ("file", Maybe(&Text)),
        ("sheet", Maybe(&Text)),
        ("cell", Maybe(&Text)),
        ("given", Text),
        ("expected", Text),
        ("message_zh", Text),
        ("message_en", Text),
    ]),
);
const FILE: Shape = Object(&[("name", Text), ("size", Whole), ("sha256", Hash), ("encoding", Maybe(&Text))]);
const SHEET: Shape = Object(&[
    ("file", Text),
    ("sheet", Text),
    ("kind", Text),
    ("rows", Whole),
    ("new", Whole),
    ("changed", Whole),
    ("unchanged", Whole),
    ("filled_rows", List(&Whole)),
    ("dropped_rows", List(&Whole)),
]);
const CHANGE: Shape = Object(&[
    ("file", Text),
    ("sheet", Text),
    ("row", Whole),
    ("subject", Text),
    ("fields", List(&Object(&[("field", Text), ("old", Text), ("new", Text)]))),
]);
const NUMBERED: Shape = Object(&[("member_no", Text), ("name", Text), ("file", Text), ("sheet", Text), ("row", Whole)]);
const TOTALS: Shape = Object(&[
    ("people", Whole),
    ("shares", List(&Object(&[("class", Text), ("shares", Decimal)]))),
    ("areas", List(&Object(&[("batch", Text), ("unit", Text), ("size", Decimal)]))),
    ("receipts", Money),
    ("cash", Money),
]);
const REPORT: Shape = Named(
    "ImportReport",
    &Object(&[
        ("batch", Maybe(&Whole)),
        ("dry_run", Flag),
        ("files", List(&FILE)),
        ("sheets", List(&SHEET)),
        ("passed_over", List(&Object(&[("file", Text), ("sheet", Text)]))),
        ("repeated_files", List(&Object(&[("file", Text), ("same_as", Text)]))),
        ("changes", List(&CHANGE)),
        ("numbered_members", List(&NUMBERED)),
        ("totals", TOTALS),
        ("marked_copies", List(&Text)),
        ("problems", List(&PROBLEM)),
    ]),
);
const BATCH: Shape = Named(
    "ImportBatch",
    &Object(&[
        ("batch", Whole),
        ("occurred_at", Moment),
        ("actor", Text),
        ("undoes", Maybe(&Whole)),
        ("undone_by", Maybe(&Whole)),
        ("entries", Whole),
        ("files", List(&Object(&[("name", Text), ("size", Whole), ("sha256", Hash)]))),
        (
            "sheets",
            List(&Object(&[
                ("sheet", Text),
                ("kind", Text),
                ("rows", Whole),
                ("new", Whole),
                ("changed", Whole),
                ("unchanged", Whole),
            ])),
        ),
    ]),
);
const IMPORTER: Who = Who::May(Action::Import);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/imports", IMPORTER, "listImports", batches)
        .says("导入批次，从最早的起", "Batches, the oldest first")
        .paged("batches", &["batch"])
        .gives(Object(&[("batches", List(&BATCH)), NEXT])),
    Operation::post("/api/v1/imports", IMPORTER, "import", import)
        .says(
            "导入电子表格；dry_run 只检查，不存入。有错误时什么也不存入（422）。同样的文件再次导入没有变化",
            "Import spreadsheets; with dry_run they are checked and nothing is stored. With an error nothing is stored (422). The same files again change nothing",
        )
        .takes(&[
            body("file", File),
            body("dry_run", Optional(&Flag)),
            body("as_of", Optional(&Day)),
            body("motion_no", Optional(&Number(1, 1_000_000))),
            body("choices", Optional(&List(&Words(3, 200)))),
        ])
        .gives(REPORT),
    Operation::post("/api/v1/imports/{batch_no}/undo", IMPORTER, "undoImport", undo)
        .says("撤销一批导入；已撤销的不能再撤销", "Undo a batch; what is undone is not undone again")
        .takes(&[path("batch_no", Number(1, i64::MAX))])
        .gives(Object(&[("undone_batch", Whole), ("batch", Whole), ("reversed", Whole), ("restored", Whole)])),
];

fn severities() -> Vec<&'static str> {
    vec!["error", "warning"]
}

fn batches(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::batches(&visit.read(import::list)?))
}

fn import(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (_folder, files) = given.files("file")?;
    let choices = given.texts("choices");
    let halves = choices.iter().filter_map(|text| text.split_once(['=', '＝']));
    let request = ImportRequest {
        files,
        dry_run: given.flag("dry_run"),
        as_of: given.maybe_day("as_of"),
        choices: halves.map(|(heading, column)| (heading.to_owned(), column.to_owned())).collect(),
        motion_no: given.maybe_number("motion_no"),
        limits: Limits::default(),
        by_election: false,
        ..ImportRequest::default()
    };
    let report = visit.act(|db, cooperative, context| {
        import::import(db, cooperative, &request, context, (&values::speak, &mut |_, _, _| {}))
    })?;
    match report.has_errors() && !request.dry_run {
        true => Err(Trouble::Refused(report.problems)),
        false => Ok(values::report(&report, &[])),
    }
}

fn undo(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let batch_no = given.number("batch_no")?;
    let undone = visit.act(|db, cooperative, context| import::undo(db, cooperative, batch_no, context))?;
    Ok(values::undone(&undone))
}
