//! Everything that a cooperative has, in files that need no program of ours (全部数据导出).

use super::{Failure, Outcome};
use crate::domain::governance::seal::Hash;
use crate::domain::refusal::CooperativeRefusal;
use crate::rendering::dictionary::{Table, explanation, tables};
use crate::rendering::package::{Package, PackageError, Written};
use crate::rendering::speech::Language;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::{distribution as runs, import_batch, table};
use std::collections::BTreeSet;
use std::path::Path;

impl From<PackageError> for Failure {
    fn from(error: PackageError) -> Failure {
        Failure::refused(match error {
            PackageError::InUse(path) => CooperativeRefusal::FolderInUse { path: path.display().to_string() },
            PackageError::NotWritten(path, error) => {
                CooperativeRefusal::FileNotWritten { path: path.display().to_string(), reason: error.to_string() }
            }
        })
    }
}

/// Writes every table of a cooperative as CSV, every kept file under its hash, what explains them, and a manifest. One unchanging view, of which no more than
/// a row is held at a time; the same data give the same bytes, whichever database they are in.
///
/// # Errors
/// Where there is something in the folder already, or it cannot be written.
pub fn export(db: &mut Db, cooperative: &Cooperative, folder: &Path) -> Outcome<Vec<Written>> {
    let package = Package::create(folder)?;
    let tables = tables();
    let mut tx = db.begin_read()?;
    let mut written = vec![
        package.whole("说明.md", explanation(&tables, Language::Chinese))?,
        package.whole("README.en.md", explanation(&tables, Language::English))?,
    ];
    for table in &tables {
        written.push(write_table(&mut tx, cooperative, (&package, table))?);
    }
    write_files(&mut tx, cooperative, (&package, &mut written))?;
    let files: Vec<(Written, Vec<String>)> = written.into_iter().map(|file| (file, Vec::new())).collect();
    package.seal(&[], &files)?;
    Ok(files.into_iter().map(|(file, _)| file).collect())
}

fn write_table(tx: &mut Tx<'_>, cooperative: &Cooperative, (package, of): (&Package, &Table)) -> Outcome<Written> {
    let columns: Vec<&str> = of.written().map(|column| column.name.as_str()).collect();
    let keys = of.columns.iter().filter(|column| column.is_key).count();
    let mut file = package.table(&format!("{}.csv", of.name), &columns)?;
    table::each_row(tx, cooperative.id, (&of.name, &columns, keys), |row| {
        Ok::<(), Failure>(file.optional_row(row.iter().map(Option::as_deref))?)
    })?;
    Ok(file.finish()?)
}

/// Kept files, and what runs rest on: the same content once.
fn write_files(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (package, written): (&Package, &mut Vec<Written>),
) -> Outcome<()> {
    let mut known = BTreeSet::new();
    for hash in import_batch::kept(tx, cooperative.id)? {
        known.insert(hash);
        written.push(write_kept(tx, cooperative, (package, "files"), &hash)?);
    }
    for run in runs::all(tx, cooperative.id)? {
        if known.insert(run.seal.inputs) {
            let mut file = package.file(&format!("files/{}", run.seal.inputs))?;
            runs::each_pinned_part(tx, cooperative.id, run.run, |part| Ok::<(), Failure>(file.write(part)?))?;
            written.push(file.finish()?);
        }
    }
    Ok(())
}

/// A kept file under its hash.
pub(crate) fn write_kept(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (package, folder): (&Package, &str),
    hash: &Hash,
) -> Outcome<Written> {
    let mut file = package.file(&format!("{folder}/{hash}"))?;
    import_batch::each_part(tx, cooperative.id, hash, |part| Ok::<(), Failure>(file.write(part)?))?;
    Ok(file.finish()?)
}
