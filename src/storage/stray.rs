//! Rows that nothing accounts for: entries of no batch, parts of no run, files that nothing names. Only somebody who goes around the program
//! makes them.

use super::db::{Tx, Value};
use super::entry::table_name;
use super::error::Stored;
use crate::domain::fact::FactKind;
use crate::domain::governance::seal::Hash;
use std::collections::BTreeSet;
use strum::IntoEnumIterator;
use uuid::Uuid;

/// Table and row.
pub type Stray = (&'static str, String);

const OF_BATCHES: [&str; 3] = ["import_file", "import_sheet", "import_warning"];
const OF_RUNS: [&str; 3] = ["distribution_run_superseded", "pinned_input_part", "statement"];

/// Entries before the first or after the last of all batches, and what is kept of batches that there are not.
pub fn of_batches(tx: &mut Tx<'_>, cooperative_id: Uuid, last_entry_no: i64) -> Stored<Vec<Stray>> {
    let mut found = Vec::new();
    for kind in FactKind::iter() {
        let table = table_name(kind);
        let sql = format!(
            "select entry_no from {table} where cooperative_id = $1 and (entry_no < 1 or entry_no > $2) order by entry_no"
        );
        let arguments = [Value::Id(cooperative_id), Value::Int(last_entry_no)];
        found.extend(tx.all(&sql, &arguments, |row| Ok((table, row.int(0)?.to_string())))?);
    }
    let lines = "select distinct entry_no from posting where cooperative_id = $1 and entry_no not in (select entry_no from voucher where cooperative_id = $1) order by entry_no";
    found.extend(tx.all(lines, &[Value::Id(cooperative_id)], |row| Ok(("posting", row.int(0)?.to_string())))?);
    for table in OF_BATCHES {
        let sql = format!(
            "select distinct batch_no from {table} where cooperative_id = $1 and batch_no not in (select batch_no from import_batch where cooperative_id = $1) order by batch_no"
        );
        found.extend(tx.all(&sql, &[Value::Id(cooperative_id)], |row| Ok((table, row.int(0)?.to_string())))?);
    }
    Ok(found)
}

/// What is kept of runs that there are not.
pub fn of_runs(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<Stray>> {
    let mut found = Vec::new();
    for table in OF_RUNS {
        let sql = format!(
            "select distinct run_year, run_no from {table} as part where cooperative_id = $1 and not exists (select 1 from distribution_run as run where run.cooperative_id = part.cooperative_id and run.run_year = part.run_year and run.run_no = part.run_no) order by run_year, run_no"
        );
        let row = |row: &super::db::Row<'_>| Ok((table, format!("{}#{}", row.int(0)?, row.int(1)?)));
        found.extend(tx.all(&sql, &[Value::Id(cooperative_id)], row)?);
    }
    Ok(found)
}

/// Kept files whose hash is none of those that anything names.
pub fn of_files(tx: &mut Tx<'_>, cooperative_id: Uuid, named: &BTreeSet<Hash>) -> Stored<Vec<Stray>> {
    let sql = "select distinct content_hash from import_file_part where cooperative_id = $1 order by content_hash";
    let kept = tx.all(sql, &[Value::Id(cooperative_id)], |row| Ok(Hash::from_bytes(row.bytes(0)?)))?;
    let stray = kept.into_iter().filter(|hash| hash.is_none_or(|hash| !named.contains(&hash)));
    Ok(stray.map(|hash| ("import_file_part", hash.unwrap_or(Hash::NONE).to_string())).collect())
}
