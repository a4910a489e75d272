//! Runs (分配), their pinned inputs and their statements: stored as they were sealed.

use super::db::{Row, Tx, Value};
use super::entry::broken;
use super::error::{StorageError, Stored};
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::governance::seal::{Hash, Salt, Seal};
use crate::domain::period::AccountingYear;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A run as it is stored, its pinned inputs and statements apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Year and number.
    pub run: RunNumber,
    /// What kind.
    pub kind: RunKind,
    /// The run of the same year that it follows.
    pub follows: Option<u32>,
    /// When it was prepared.
    pub occurred_at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
    /// The hashes that the seal is made of.
    pub seal: Seal,
    /// How many statements it has.
    pub statement_count: i64,
    /// Canonical text, as the domain's run summary writes it.
    pub summary: String,
    /// The run that replaced it, if one did. It no longer counts then.
    pub superseded_by: Option<RunNumber>,
}

/// Bytes of pinned inputs that stand in one row.
const PART_BYTES: usize = 1 << 20;

const COLUMNS: [&str; 13] = [
    "cooperative_id",
    "run_year",
    "run_no",
    "kind",
    "follows_run_no",
    "occurred_at",
    "actor",
    "inputs_hash",
    "worksheet_hash",
    "statements_root",
    "seal",
    "statement_count",
    "summary",
];

fn key(cooperative_id: Uuid, run: RunNumber) -> [Value<'static>; 3] {
    [Value::Id(cooperative_id), Value::Int(i64::from(run.year.number())), Value::Int(i64::from(run.number))]
}

/// Adds a run.
pub fn add(tx: &mut Tx<'_>, cooperative_id: Uuid, run: &Run) -> Stored<()> {
    let seal = run.seal.hash();
    let mut values = key(cooperative_id, run.run).to_vec();
    values.extend([
        Value::text(run.kind.code()),
        Value::optional_int(run.follows.map(i64::from)),
        Value::Time(run.occurred_at),
        Value::text(&run.actor),
        Value::Bytes(run.seal.inputs.bytes()),
        Value::Bytes(run.seal.worksheet.bytes()),
        Value::Bytes(run.seal.statements.bytes()),
        Value::Bytes(seal.bytes()),
        Value::Int(run.statement_count),
        Value::text(&run.summary),
    ]);
    tx.insert_many("distribution_run", &COLUMNS, &values)
}

/// Marks a run as replaced by another: it no longer counts.
pub fn supersede(tx: &mut Tx<'_>, cooperative_id: Uuid, run: RunNumber, by: RunNumber) -> Stored<()> {
    let mut values = key(cooperative_id, run).to_vec();
    values.extend([Value::Int(i64::from(by.year.number())), Value::Int(i64::from(by.number))]);
    let columns = ["cooperative_id", "run_year", "run_no", "by_run_year", "by_run_no"];
    tx.insert_many("distribution_run_superseded", &columns, &values)
}

/// All runs, by year and number.
pub fn all(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<Run>> {
    let sql = "select run.run_year, run.run_no, run.kind, run.follows_run_no, run.occurred_at, run.actor, run.inputs_hash, \
               run.worksheet_hash, run.statements_root, run.seal, run.statement_count, run.summary, \
               superseded.by_run_year, superseded.by_run_no \
               from distribution_run run left join distribution_run_superseded superseded \
               on superseded.cooperative_id = run.cooperative_id and superseded.run_year = run.run_year \
               and superseded.run_no = run.run_no \
               where run.cooperative_id = $1 order by run.run_year, run.run_no";
    tx.all_named(("distribution_run", sql), &[Value::Id(cooperative_id)], read)
}

fn read(row: &Row<'_>) -> Stored<Run> {
    let kind = row.text(2)?;
    let seal = Seal {
        inputs: hash(row, 6, "inputs_hash")?,
        worksheet: hash(row, 7, "worksheet_hash")?,
        statements: hash(row, 8, "statements_root")?,
    };
    if seal.hash() != hash(row, 9, "seal")? {
        return Err(broken("distribution_run", "seal", &format!("{}#{}", row.int(0)?, row.int(1)?)));
    }
    let superseded_by = match (row.optional_int(12)?, row.optional_int(13)?) {
        (Some(year), Some(number)) => Some(run_number(year, number)?),
        _ => None,
    };
    Ok(Run {
        run: run_number(row.int(0)?, row.int(1)?)?,
        kind: RunKind::lookup(kind).ok_or_else(|| broken("distribution_run", "kind", kind))?,
        follows: row.optional_int(3)?.map(small).transpose()?,
        occurred_at: row.time(4)?,
        actor: row.text(5)?.to_owned(),
        seal,
        statement_count: row.int(10)?,
        summary: row.text(11)?.to_owned(),
        superseded_by,
    })
}

fn run_number(year: i64, number: i64) -> Stored<RunNumber> {
    let known = i32::try_from(year).ok().and_then(AccountingYear::try_new);
    let year = known.ok_or_else(|| broken("distribution_run", "run_year", &year.to_string()))?;
    Ok(RunNumber { year, number: small(number)? })
}

fn small(number: i64) -> Stored<u32> {
    u32::try_from(number).map_err(|_| broken("distribution_run", "run_no", &number.to_string()))
}

fn hash(row: &Row<'_>, column: usize, name: &'static str) -> Stored<Hash> {
    let bytes = row.bytes(column)?;
    Hash::from_bytes(bytes).ok_or_else(|| broken("distribution_run", name, &format!("{bytes:02x?}")))
}

/// Keeps the pinned inputs of a run.
pub fn add_pinned_inputs(tx: &mut Tx<'_>, cooperative_id: Uuid, run: RunNumber, inputs: &[u8]) -> Stored<()> {
    let columns = ["cooperative_id", "run_year", "run_no", "part_no", "content"];
    for (position, part) in inputs.chunks(PART_BYTES).enumerate() {
        let mut values = key(cooperative_id, run).to_vec();
        values.extend([Value::Int(position as i64 + 1), Value::Bytes(part)]);
        tx.insert_many("pinned_input_part", &columns, &values)?;
    }
    Ok(())
}

/// The pinned inputs of a run, joined.
pub fn pinned_inputs(tx: &mut Tx<'_>, cooperative_id: Uuid, run: RunNumber) -> Stored<Vec<u8>> {
    let mut inputs = Vec::new();
    each_pinned_part(tx, cooperative_id, run, |part| {
        inputs.extend_from_slice(part);
        Ok::<(), StorageError>(())
    })?;
    Ok(inputs)
}

/// Hands over the pinned inputs of a run, part by part.
pub fn each_pinned_part<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    run: RunNumber,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "select content, part_no from pinned_input_part where cooperative_id = $1 and run_year = $2 and run_no = $3 order by part_no";
    let mut next_part = 1..;
    tx.each(sql, &key(cooperative_id, run), |row| {
        let part_no = row.int(1)?;
        match next_part.next() == Some(part_no) {
            true => take(row.bytes(0)?),
            false => Err(broken("pinned_input_part", "part_no", &part_no.to_string()).into()),
        }
    })
}

/// One statement: member number, salt, canonical text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedStatement {
    /// 成员编号.
    pub member_no: String,
    /// Kept beside it.
    pub salt: Salt,
    /// As it was sealed.
    pub content: String,
}

/// Adds statements of a run; `statements` come in member-number order.
pub fn add_statements(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    run: RunNumber,
    statements: &[(&str, Salt, &str)],
) -> Stored<()> {
    let columns = ["cooperative_id", "run_year", "run_no", "member_no", "salt", "content"];
    let mut values = Vec::with_capacity(statements.len() * columns.len());
    for (member_no, salt, content) in statements {
        values.extend(key(cooperative_id, run));
        values.extend([Value::text(member_no), Value::Bytes(salt), Value::text(content)]);
    }
    tx.insert_many("statement", &columns, &values)
}

/// Hands over the statements of a run in member-number order: number, salt, text.
pub fn each_statement<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    run: RunNumber,
    mut take: impl FnMut(&str, Salt, &str) -> Result<(), E>,
) -> Result<(), E> {
    let sql = "select member_no, salt, content from statement \
               where cooperative_id = $1 and run_year = $2 and run_no = $3 order by member_no";
    tx.each(sql, &key(cooperative_id, run), |row| take(row.text(0)?, salt(row)?, row.text(2)?))
}

/// One member's statement of a run.
pub fn statement(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    run: RunNumber,
    member_no: &str,
) -> Stored<Option<SealedStatement>> {
    let sql = "select member_no, salt, content from statement \
               where cooperative_id = $1 and run_year = $2 and run_no = $3 and member_no = $4";
    let mut arguments = key(cooperative_id, run).to_vec();
    arguments.push(Value::text(member_no));
    tx.first(sql, &arguments, sealed)
}

/// The statements of a run after a member number, as many as are wanted.
pub fn statements_after(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    run: RunNumber,
    (member_no, most): (&str, u32),
) -> Stored<Vec<SealedStatement>> {
    let sql = "select member_no, salt, content from statement \
               where cooperative_id = $1 and run_year = $2 and run_no = $3 and member_no > $4 order by member_no limit $5";
    let mut arguments = key(cooperative_id, run).to_vec();
    arguments.extend([Value::text(member_no), Value::Int(i64::from(most))]);
    tx.all(sql, &arguments, sealed)
}

fn sealed(row: &Row<'_>) -> Stored<SealedStatement> {
    Ok(SealedStatement { member_no: row.text(0)?.to_owned(), salt: salt(row)?, content: row.text(2)?.to_owned() })
}

fn salt(row: &Row<'_>) -> Stored<Salt> {
    let bytes = row.bytes(1)?;
    bytes.try_into().map_err(|_| broken("statement", "salt", &format!("{bytes:02x?}")))
}
