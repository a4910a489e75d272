//! What a run is handed out as: its evidence, its notice, the whole of it as a workbook.

use super::{find, named};
use crate::application::distribution::{evidence as evidence_of, query};
use crate::rendering::notice::{self, NoticeSource};
use crate::rendering::table_file::TableFormat;
use crate::rendering::workbook;
use crate::web::answer::Answer;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};

/// The evidence of the whole run, or of one statement.
pub fn evidence(visit: &mut Visit<'_>) -> Answered {
    let (view, run) = (find(visit)?, named(visit)?);
    let slug = run_name::slug(view.run.run);
    let member_no = visit.asked.query.get("member").to_owned();
    visit.check_reading(Some(member_no.as_str()).filter(|member_no| !member_no.is_empty()))?;
    let (name, text) = match member_no.as_str() {
        "" => {
            let found = visit.read(|db, cooperative| evidence_of::of_run(db, cooperative, run))?;
            (format!("tonggu-run-{slug}.txt"), found.write())
        }
        member_no => {
            let found = visit.read(|db, cooperative| evidence_of::of_statement(db, cooperative, run, member_no))?;
            (format!("tonggu-statement-{slug}-{member_no}.txt"), found.write())
        }
    };
    Ok(Answer::file("text/plain; charset=utf-8", &name, text.into_bytes()))
}

/// The notice to print or to put up elsewhere, as a page that stands alone, or as CSV.
pub fn notice(visit: &mut Visit<'_>) -> Answered {
    let run = named(visit)?;
    let found = visit.read(|db, cooperative| query::run_for_notice(db, cooperative, run))?;
    let source = NoticeSource {
        summary: &found.view.summary,
        seal: found.view.run.seal.hash(),
        statements: &found.statements,
        days: found.days,
        where_to_object: &notice::where_to_object(found.days),
    };
    let name = format!("{} 公示", run_name::slug(found.view.run.run));
    if visit.asked.query.get("format") == TableFormat::Csv.suffix() {
        let mut bytes = Vec::new();
        notice::write_csv(&mut bytes, &source).map_err(Trouble::fault)?;
        return Ok(Answer::file(TableFormat::Csv.media_type(), &format!("{name}.csv"), bytes));
    }
    let html = notice::html(&source)?;
    Ok(Answer::file("text/html; charset=utf-8", &format!("{name}.html"), html.into_bytes()))
}

/// The whole run as a workbook: year, contracts, lines, members, equal rights, control totals.
pub fn whole(visit: &mut Visit<'_>) -> Answered {
    let (year, number) = named(visit)?;
    let found = visit.read(|db, cooperative| query::run_with_statements(db, cooperative, year, number))?;
    let (view, statements) = found;
    let bytes = workbook::run_bytes(&view.summary, &statements).map_err(Trouble::fault)?;
    let name = format!("{}.xlsx", run_name::slug(view.run.run));
    Ok(Answer::file(TableFormat::Xlsx.media_type(), &name, bytes))
}
