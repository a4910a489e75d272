//! What was imported (导入历史): batches with their files, sheets and warnings, the files themselves, and what people said about headings.

use super::marked_copy::marked_copy;
use crate::application::{Failure, Outcome};
use crate::domain::refusal::{CellAddress, CooperativeRefusal, Severity};
use crate::rendering::marked_copy::Mark;
use crate::rendering::speech::Language;
use crate::spreadsheet::format::Limits;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::error::StorageError;
use crate::storage::import_batch::{self as batches, Batch, HeadingChoice};
use std::io::Write;

/// A batch with its files and sheets.
pub type ListedBatch = (Batch, Vec<batches::File>, Vec<batches::Sheet>);

/// All batches, oldest first.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<ListedBatch>> {
    let mut tx = db.begin_read()?;
    let mut listed = Vec::new();
    for batch in batches::all(&mut tx, cooperative.id)? {
        let files = batches::files(&mut tx, cooperative.id, batch.batch_no)?;
        let sheets = batches::sheets(&mut tx, cooperative.id, batch.batch_no)?;
        listed.push((batch, files, sheets));
    }
    Ok(listed)
}

/// One batch, with everything that was kept of it.
#[derive(Clone, Debug)]
pub struct BatchView {
    /// The batch.
    pub batch: Batch,
    /// Its files.
    pub files: Vec<batches::File>,
    /// What was read from them.
    pub sheets: Vec<batches::Sheet>,
    /// What was to be known of it.
    pub warnings: Vec<batches::Warning>,
    /// The batch that took it back.
    pub undone_by: Option<i64>,
}

/// A batch.
///
/// # Errors
/// Where there is none with that number.
pub fn batch(db: &mut Db, cooperative: &Cooperative, batch_no: i64) -> Outcome<BatchView> {
    view(&mut db.begin_read()?, cooperative, batch_no)
}

fn view(tx: &mut Tx<'_>, cooperative: &Cooperative, batch_no: i64) -> Outcome<BatchView> {
    let all = batches::all(tx, cooperative.id)?;
    let last = all.last().map_or(0, |last| last.batch_no);
    let unknown = || Failure::refused(CooperativeRefusal::BatchUnknown { batch_no, last });
    let batch = all.iter().find(|batch| batch.batch_no == batch_no).ok_or_else(unknown)?.clone();
    Ok(BatchView {
        files: batches::files(tx, cooperative.id, batch_no)?,
        sheets: batches::sheets(tx, cooperative.id, batch_no)?,
        warnings: batches::warnings(tx, cooperative.id, batch_no)?,
        undone_by: all.iter().find(|other| other.undoes_batch_no == Some(batch_no)).map(|other| other.batch_no),
        batch,
    })
}

/// The name and the bytes of a batch's file, as it came; none where the batch has no such file.
///
/// # Errors
/// Where there is no such batch.
pub fn original_file(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, file_no): (i64, i64),
) -> Outcome<Option<(String, Vec<u8>)>> {
    let mut tx = db.begin_read()?;
    let view = view(&mut tx, cooperative, batch_no)?;
    let Some(file) = view.files.into_iter().find(|file| file.file_no == file_no) else { return Ok(None) };
    let mut bytes = Vec::new();
    batches::each_part(&mut tx, cooperative.id, &file.content_hash, |part| {
        bytes.extend_from_slice(part);
        Ok::<(), StorageError>(())
    })?;
    Ok(Some((file.name, bytes)))
}

/// The name of a batch's file, and a copy of it with the cells marked that its warnings are about.
///
/// # Errors
/// Where there is no such batch, or the copy cannot be written.
pub fn marked_file(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, file_no): (i64, i64),
    language: Language,
) -> Outcome<Option<(String, Vec<u8>)>> {
    let Some((name, bytes)) = original_file(db, cooperative, (batch_no, file_no))? else { return Ok(None) };
    let warnings = batch(db, cooperative, batch_no)?.warnings;
    let [zh, en] = [0, 1];
    let marks = warnings.iter().filter(|warning| warning.file == name).map(|warning| Mark {
        sheet: warning.sheet.clone(),
        cell: CellAddress::parse(&warning.cell),
        severity: Severity::Warning,
        message: warning.messages[if language == Language::Chinese { zh } else { en }].clone(),
    });
    // A text table is read by its name.
    let folder = tempfile::tempdir().map_err(StorageError::from)?;
    let path = folder.path().join(name.rsplit(['/', '\\']).next().unwrap_or("1"));
    std::fs::File::create(&path).and_then(|mut file| file.write_all(&bytes)).map_err(StorageError::from)?;
    let copy = marked_copy((&path, None), marks.collect(), &Limits::default()).map_err(Failure::refused)?;
    Ok(Some((name, copy)))
}

/// What each heading was last said to mean.
///
/// # Errors
/// Where it cannot be read.
pub fn heading_choices(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<HeadingChoice>> {
    let mut tx = db.begin_read()?;
    let mut last: Vec<HeadingChoice> = Vec::new();
    for choice in batches::heading_choices(&mut tx, cooperative.id)? {
        last.retain(|known| known.heading != choice.heading);
        last.push(choice);
    }
    Ok(last)
}
