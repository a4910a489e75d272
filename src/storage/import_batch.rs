//! Import batches (导入批次), the original files, and what people chose about headings.

use super::db::{Row, Tx, Value};
use super::entry::broken;
use super::error::{StorageError, Stored};
use crate::domain::governance::seal::Hash;
use chrono::{DateTime, Utc};
use std::io::Read;
use uuid::Uuid;

/// A batch: an import, or the undo of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// 1, 2, 3 …
    pub batch_no: i64,
    /// When.
    pub occurred_at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// The batch that it takes back.
    pub undoes_batch_no: Option<i64>,
    /// Its first entry.
    pub first_entry_no: i64,
    /// Its last entry; one less than the first where it entered nothing.
    pub last_entry_no: i64,
    /// Over the fingerprints of its entries.
    pub digest: Hash,
}

/// An original file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// 1, 2, 3 … within the batch.
    pub file_no: i64,
    /// As it was named.
    pub name: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256.
    pub content_hash: Hash,
}

/// A kind of sheet read from a file, and what became of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// 1, 2, 3 … within the batch.
    pub sheet_no: i64,
    /// The file.
    pub file_no: i64,
    /// The sheet's name.
    pub sheet: String,
    /// Its kind.
    pub kind: String,
    /// Rows read, and of them new, changed and unchanged.
    pub counts: [i64; 4],
}

/// A warning that stays with its batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Its name.
    pub code: String,
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// In A1 form, or empty.
    pub cell: String,
    /// The value found.
    pub given: String,
    /// What was expected.
    pub expected: String,
    /// The sentence, in Chinese and in English.
    pub messages: [String; 2],
}

/// Bytes of a file that stand in one row.
const PART_BYTES: usize = 1 << 20;

/// Adds a batch.
pub fn add(tx: &mut Tx<'_>, cooperative_id: Uuid, batch: &Batch) -> Stored<()> {
    let arguments = [
        Value::Id(cooperative_id),
        Value::Int(batch.batch_no),
        Value::Time(batch.occurred_at),
        Value::text(&batch.actor),
        Value::optional_int(batch.undoes_batch_no),
        Value::Int(batch.first_entry_no),
        Value::Int(batch.last_entry_no),
        Value::Bytes(batch.digest.bytes()),
    ];
    let sql = "insert into import_batch (cooperative_id, batch_no, occurred_at, actor, undoes_batch_no, first_entry_no, \
               last_entry_no, digest) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.execute(sql, &arguments).map(|_| ())
}

/// All batches, oldest first.
pub fn all(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<Batch>> {
    let sql = "select batch_no, occurred_at, actor, undoes_batch_no, first_entry_no, last_entry_no, digest from import_batch \
               where cooperative_id = $1 order by batch_no";
    tx.all_named(("import_batch", sql), &[Value::Id(cooperative_id)], |row| {
        Ok(Batch {
            batch_no: row.int(0)?,
            occurred_at: row.time(1)?,
            actor: row.text(2)?.to_owned(),
            undoes_batch_no: row.optional_int(3)?,
            first_entry_no: row.int(4)?,
            last_entry_no: row.int(5)?,
            digest: hash(row, 6, ("import_batch", "digest"))?,
        })
    })
}

/// The batch that entered an entry, among all batches, oldest first.
pub fn holding(batches: &[Batch], entry_no: i64) -> Option<&Batch> {
    let at = batches.partition_point(|batch| batch.last_entry_no < entry_no);
    batches.get(at).filter(|batch| batch.first_entry_no <= entry_no)
}

/// Adds the files of a batch, without their bytes.
pub fn add_files(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64, files: &[File]) -> Stored<()> {
    let row = |file: &File| {
        let ids = [Value::Id(cooperative_id), Value::Int(batch_no), Value::Int(file.file_no)];
        ids.into_iter().chain([Value::owned(file.name.clone()), Value::Int(file.size)])
    };
    let values = files.iter().flat_map(|file| row(file).chain([Value::Bytes(file.content_hash.bytes())]));
    let columns = ["cooperative_id", "batch_no", "file_no", "name", "size", "content_hash"];
    tx.insert_many("import_file", &columns, &values.collect::<Vec<_>>())
}

/// The files of a batch.
pub fn files(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64) -> Stored<Vec<File>> {
    let sql = "select file_no, name, size, content_hash from import_file where cooperative_id = $1 and batch_no = $2 order by file_no";
    tx.all(sql, &[Value::Id(cooperative_id), Value::Int(batch_no)], |row| {
        Ok(File {
            file_no: row.int(0)?,
            name: row.text(1)?.to_owned(),
            size: row.int(2)?,
            content_hash: hash(row, 3, ("import_file", "content_hash"))?,
        })
    })
}

/// Keeps the bytes of a file, unless the same bytes are kept already.
///
/// # Errors
/// Where `content` cannot be read, too.
pub fn keep_content(tx: &mut Tx<'_>, cooperative_id: Uuid, content_hash: &Hash, mut content: impl Read) -> Stored<()> {
    let known = "select part_no from import_file_part where cooperative_id = $1 and content_hash = $2 and part_no = 1";
    if tx.first(known, &[Value::Id(cooperative_id), Value::Bytes(content_hash.bytes())], |_| Ok(()))?.is_some() {
        return Ok(());
    }
    let mut part = Vec::with_capacity(PART_BYTES);
    for part_no in 1.. {
        part.clear();
        content.by_ref().take(PART_BYTES as u64).read_to_end(&mut part)?;
        if part.is_empty() && part_no > 1 {
            break;
        }
        let values =
            [Value::Id(cooperative_id), Value::Bytes(content_hash.bytes()), Value::Int(part_no), Value::Bytes(&part)];
        tx.insert_many("import_file_part", &["cooperative_id", "content_hash", "part_no", "content"], &values)?;
    }
    Ok(())
}

/// The hashes of all kept files.
pub fn kept(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<Hash>> {
    let sql =
        "select content_hash from import_file_part where cooperative_id = $1 and part_no = 1 order by content_hash";
    tx.all(sql, &[Value::Id(cooperative_id)], |row| hash(row, 0, ("import_file_part", "content_hash")))
}

/// Hands over the bytes of a kept file, part by part.
pub fn each_part<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    content_hash: &Hash,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "select content, part_no from import_file_part where cooperative_id = $1 and content_hash = $2 order by part_no";
    let arguments = [Value::Id(cooperative_id), Value::Bytes(content_hash.bytes())];
    let mut next_part = 1..;
    tx.each(sql, &arguments, |row| {
        let part_no = row.int(1)?;
        match next_part.next() == Some(part_no) {
            true => take(row.bytes(0)?),
            false => Err(broken("import_file_part", "part_no", &part_no.to_string()).into()),
        }
    })
}

/// Adds what was read from the sheets of a batch.
pub fn add_sheets(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64, sheets: &[Sheet]) -> Stored<()> {
    let row = |sheet: &Sheet| {
        let ids =
            [Value::Id(cooperative_id), Value::Int(batch_no), Value::Int(sheet.sheet_no), Value::Int(sheet.file_no)];
        let names = [Value::owned(sheet.sheet.clone()), Value::owned(sheet.kind.clone())];
        ids.into_iter().chain(names).chain(sheet.counts.map(Value::Int))
    };
    let columns = [
        "cooperative_id",
        "batch_no",
        "sheet_no",
        "file_no",
        "sheet",
        "kind",
        "row_count",
        "new_count",
        "changed_count",
        "unchanged_count",
    ];
    tx.insert_many("import_sheet", &columns, &sheets.iter().flat_map(row).collect::<Vec<_>>())
}

/// What was read from the sheets of a batch.
pub fn sheets(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64) -> Stored<Vec<Sheet>> {
    let sql = "select sheet_no, file_no, sheet, kind, row_count, new_count, changed_count, unchanged_count from import_sheet \
               where cooperative_id = $1 and batch_no = $2 order by sheet_no";
    tx.all(sql, &[Value::Id(cooperative_id), Value::Int(batch_no)], |row| {
        Ok(Sheet {
            sheet_no: row.int(0)?,
            file_no: row.int(1)?,
            sheet: row.text(2)?.to_owned(),
            kind: row.text(3)?.to_owned(),
            counts: [row.int(4)?, row.int(5)?, row.int(6)?, row.int(7)?],
        })
    })
}

/// The kinds of sheets that came in, or were taken back, after a batch; and the number of the last batch, that one where none came after it.
pub fn kinds_after(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64) -> Stored<(i64, Vec<String>)> {
    let sql = "select batch.batch_no, sheet.kind from import_batch batch left join import_sheet sheet \
               on sheet.cooperative_id = batch.cooperative_id and sheet.batch_no = coalesce(batch.undoes_batch_no, batch.batch_no) \
               where batch.cooperative_id = $1 and batch.batch_no > $2 order by batch.batch_no, sheet.sheet_no";
    let arguments = [Value::Id(cooperative_id), Value::Int(batch_no)];
    let found = tx.all(sql, &arguments, |row| Ok((row.int(0)?, row.optional_text(1)?.map(str::to_owned))))?;
    let last = found.last().map_or(batch_no, |(last, _)| *last);
    Ok((last, found.into_iter().filter_map(|(_, kind)| kind).collect()))
}

/// Keeps the warnings of a batch.
pub fn add_warnings(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64, warnings: &[Warning]) -> Stored<()> {
    let row = |(position, warning): (usize, &Warning)| {
        let ids = [Value::Id(cooperative_id), Value::Int(batch_no), Value::Int(position as i64 + 1)];
        let [zh, en] = &warning.messages;
        let texts =
            [&warning.code, &warning.file, &warning.sheet, &warning.cell, &warning.given, &warning.expected, zh, en];
        ids.into_iter().chain(texts.map(|text| Value::owned(text.clone())))
    };
    let columns = [
        "cooperative_id",
        "batch_no",
        "warning_no",
        "code",
        "file",
        "sheet",
        "cell",
        "given",
        "expected",
        "message_zh",
        "message_en",
    ];
    tx.insert_many("import_warning", &columns, &warnings.iter().enumerate().flat_map(row).collect::<Vec<_>>())
}

/// The warnings of a batch.
pub fn warnings(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64) -> Stored<Vec<Warning>> {
    let sql = "select code, file, sheet, cell, given, expected, message_zh, message_en, warning_no from import_warning \
               where cooperative_id = $1 and batch_no = $2 order by warning_no";
    let next = std::cell::Cell::new(1);
    tx.all(sql, &[Value::Id(cooperative_id), Value::Int(batch_no)], |row| {
        let warning_no = row.int(8)?;
        if next.replace(warning_no + 1) != warning_no {
            return Err(broken("import_warning", "warning_no", &warning_no.to_string()));
        }
        let text = |column| row.text(column).map(str::to_owned);
        Ok(Warning {
            code: text(0)?,
            file: text(1)?,
            sheet: text(2)?,
            cell: text(3)?,
            given: text(4)?,
            expected: text(5)?,
            messages: [text(6)?, text(7)?],
        })
    })
}

/// Remembers which column a heading means.
pub fn add_heading_choice(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (heading, column): (&str, &str),
    (actor, occurred_at): (&str, DateTime<Utc>),
) -> Stored<()> {
    let last = "select cast(coalesce(max(choice_no), 0) as bigint) from heading_choice where cooperative_id = $1";
    let last = tx.first(last, &[Value::Id(cooperative_id)], |row| row.int(0))?.unwrap_or_default();
    let arguments = [
        Value::Id(cooperative_id),
        Value::Int(last + 1),
        Value::text(heading),
        Value::text(column),
        Value::text(actor),
        Value::Time(occurred_at),
    ];
    let sql = "insert into heading_choice (cooperative_id, choice_no, heading, column_name, actor, occurred_at) \
               values ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, &arguments).map(|_| ())
}

/// What somebody said that a heading means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingChoice {
    /// 1, 2, 3 … within the cooperative.
    pub choice_no: i64,
    /// The heading.
    pub heading: String,
    /// The column it means.
    pub column: String,
    /// Who said so.
    pub actor: String,
    /// When.
    pub occurred_at: DateTime<Utc>,
}

/// Every choice, oldest first: the latest of a heading counts.
pub fn heading_choices(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<HeadingChoice>> {
    let sql = "select choice_no, heading, column_name, actor, occurred_at from heading_choice \
               where cooperative_id = $1 order by choice_no";
    tx.all_named(("heading_choice", sql), &[Value::Id(cooperative_id)], |row| {
        Ok(HeadingChoice {
            choice_no: row.int(0)?,
            heading: row.text(1)?.to_owned(),
            column: row.text(2)?.to_owned(),
            actor: row.text(3)?.to_owned(),
            occurred_at: row.time(4)?,
        })
    })
}

fn hash(row: &Row<'_>, column: usize, (table, name): (&'static str, &'static str)) -> Stored<Hash> {
    let bytes = row.bytes(column)?;
    Hash::from_bytes(bytes).ok_or_else(|| broken(table, name, &format!("{bytes:02x?}")))
}
