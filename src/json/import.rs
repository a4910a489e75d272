//! Imports (导入) for programs.

use crate::application::import::{ImportReport, ListedBatch, Spoken, UndoReport};
use crate::domain::refusal::Problem;
use crate::rendering::json as of_domain;
use crate::rendering::speech::{self, Language};
use serde_json::{Value, json};
use std::path::PathBuf;

/// All batches, with what undid them.
pub fn batches(listed: &[ListedBatch]) -> Value {
    let undone_by = |batch_no: i64| listed.iter().find(|(other, ..)| other.undoes_batch_no == Some(batch_no));
    let batches = listed.iter().map(|(batch, files, sheets)| {
        json!({
            "batch": batch.batch_no,
            "occurred_at": batch.occurred_at.to_rfc3339(),
            "actor": batch.actor,
            "undoes": batch.undoes_batch_no,
            "undone_by": undone_by(batch.batch_no).map(|(by, ..)| by.batch_no),
            "entries": batch.last_entry_no - batch.first_entry_no + 1,
            "files": files.iter().map(|file| json!({
                "name": file.name, "size": file.size, "sha256": file.content_hash.to_string(),
            })).collect::<Vec<_>>(),
            "sheets": sheets.iter().map(|sheet| json!({
                "sheet": sheet.sheet, "kind": sheet.kind, "rows": sheet.counts[0], "new": sheet.counts[1],
                "changed": sheet.counts[2], "unchanged": sheet.counts[3],
            })).collect::<Vec<_>>(),
        })
    });
    json!({ "batches": batches.collect::<Vec<_>>() })
}

/// What came of an import.
pub fn report(report: &ImportReport, copies: &[PathBuf]) -> Value {
    json!({
        "batch": report.batch_no,
        "dry_run": report.dry_run,
        "files": report.files.iter().map(|file| json!({
            "name": &*file.name, "size": file.size, "sha256": file.content_hash.to_string(), "encoding": file.encoding,
        })).collect::<Vec<_>>(),
        "sheets": report.sheets.iter().map(|sheet| json!({
            "file": &*sheet.file, "sheet": &*sheet.sheet, "kind": sheet.kind.code(), "rows": sheet.rows, "new": sheet.new,
            "changed": sheet.changed, "unchanged": sheet.unchanged, "filled_rows": sheet.filled_rows,
            "dropped_rows": sheet.dropped_rows,
        })).collect::<Vec<_>>(),
        "passed_over": report.passed_over.iter().map(|(file, sheet)| json!({ "file": &**file, "sheet": &**sheet })).collect::<Vec<_>>(),
        "repeated_files": report.repeated_files.iter().map(|(file, first)| json!({
            "file": &**file, "same_as": &**first,
        })).collect::<Vec<_>>(),
        "changes": report.changes.iter().map(|change| json!({
            "file": &*change.file, "sheet": &*change.sheet, "row": change.row, "subject": change.subject,
            "fields": change.fields.iter().map(|field| json!({
                "field": field.field, "old": field.old, "new": field.new,
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "numbered_members": report.numbered.iter().map(|member| json!({
            "member_no": member.member_no.as_str(), "name": member.name.as_str(), "file": &*member.file,
            "sheet": &*member.sheet, "row": member.row,
        })).collect::<Vec<_>>(),
        "totals": totals(report),
        "marked_copies": copies.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
        "problems": report.problems.iter().map(of_domain::problem).collect::<Vec<_>>(),
    })
}

fn totals(report: &ImportReport) -> Value {
    let totals = &report.totals;
    json!({
        "people": totals.people,
        "shares": totals.shares.iter().map(|(class, shares)| json!({
            "class": class.as_str(), "shares": shares.to_string(),
        })).collect::<Vec<_>>(),
        "areas": totals.areas.iter().map(|((batch, unit), area)| json!({
            "batch": batch.as_str(), "unit": unit.zh(), "size": area.to_string(),
        })).collect::<Vec<_>>(),
        "receipts": totals.receipts.to_string(),
        "cash": totals.cash.to_string(),
    })
}

/// What was undone (撤销).
pub fn undone(undone: &UndoReport) -> Value {
    json!({
        "undone_batch": undone.undone_batch_no, "batch": undone.batch_no, "reversed": undone.reversed,
        "restored": undone.restored,
    })
}

/// A problem in both languages, as it is kept with its batch.
pub fn speak(problem: &Problem) -> Spoken {
    Spoken {
        given: speech::given(&problem.refusal),
        expected: speech::words(&problem.refusal, Language::Chinese).expected,
        zh: speech::sentence(problem, Language::Chinese),
        en: speech::sentence(problem, Language::English),
    }
}
