//! Register entries (登记): facts of every noun in the tables of their nouns, with the place they came from. Entered, reversed, never changed.

use super::db::{Row, Tx, Value};
use super::error::{StorageError, Stored};
use super::{contract, contribution, governance, ledger, payment, plan_and_charter, register};
use crate::domain::fact::{Fact, FactKind, Fingerprint};
use crate::domain::register::member::Member;
use strum::IntoEnumIterator;
use uuid::Uuid;

/// A fact, entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 登记号: running over all nouns of a cooperative.
    pub entry_no: i64,
    /// The sheet of its batch.
    pub sheet_no: i64,
    /// The row of the sheet, from 1.
    pub row_no: i64,
    /// Of its canonical text.
    pub fingerprint: Fingerprint,
    /// What it says.
    pub fact: Fact,
}

/// How the facts of one noun stand in their table.
pub(super) struct FactTable {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    /// Adds the values of a fact, in the order of the columns. Facts of other nouns add nothing.
    pub write: for<'f> fn(&'f Fact, &mut Vec<Value<'f>>),
    /// Reads a fact; its first column is the given one.
    pub read: fn(&Row<'_>, usize) -> Stored<Fact>,
}

const OWN_COLUMNS: [&str; 5] = ["cooperative_id", "entry_no", "sheet_no", "row_no", "fingerprint"];

const fn table(kind: FactKind) -> &'static FactTable {
    match kind {
        FactKind::Member => &register::MEMBER,
        FactKind::AssetQuantification => &register::ASSET_QUANTIFICATION,
        FactKind::Movement => &register::SHARE_MOVEMENT,
        FactKind::Contract => &contract::CONTRACT,
        FactKind::LeaseOutContent => &contract::LEASE_OUT_CONTENT,
        FactKind::RentStep => &contract::RENT_STEP,
        FactKind::GrainPrice => &contract::GRAIN_PRICE,
        FactKind::Receipt => &contract::RECEIPT,
        FactKind::LandContribution => &contribution::LAND_CONTRIBUTION,
        FactKind::ShopContribution => &contribution::SHOP_CONTRIBUTION,
        FactKind::CashContribution => &contribution::CASH_CONTRIBUTION,
        FactKind::CharterTerm => &plan_and_charter::CHARTER_TERM,
        FactKind::Plan => &plan_and_charter::DISTRIBUTION_PLAN,
        FactKind::Seat => &governance::SEAT,
        FactKind::Voucher => &ledger::VOUCHER,
        FactKind::UnpaidMark => &payment::UNPAID_MARK,
        FactKind::BankAnswer => &payment::BANK_ANSWER,
        FactKind::BankEntry => &payment::BANK_ENTRY,
    }
}

/// The table of a noun, for whoever must name it.
pub const fn table_name(kind: FactKind) -> &'static str {
    table(kind).name
}

/// Enters facts of one noun.
pub fn append(tx: &mut Tx<'_>, cooperative_id: Uuid, kind: FactKind, entries: &[Entry]) -> Stored<()> {
    let table = table(kind);
    let columns: Vec<&str> = OWN_COLUMNS.iter().chain(table.columns).copied().collect();
    let mut values = Vec::with_capacity(entries.len() * columns.len());
    for entry in entries {
        values.push(Value::Id(cooperative_id));
        values.extend([Value::Int(entry.entry_no), Value::Int(entry.sheet_no), Value::Int(entry.row_no)]);
        values.push(Value::Bytes(&entry.fingerprint));
        (table.write)(&entry.fact, &mut values);
    }
    assert_eq!(values.len(), entries.len() * columns.len(), "every fact fills the columns of its table");
    tx.insert_many(table.name, &columns, &values)?;
    if kind == FactKind::Voucher { ledger::append_lines(tx, cooperative_id, entries) } else { Ok(()) }
}

/// Reverses entries: from now on they do not count.
pub fn reverse(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64, entry_nos: &[i64]) -> Stored<()> {
    let row = |entry_no: &i64| [Value::Id(cooperative_id), Value::Int(*entry_no), Value::Int(batch_no)];
    let values: Vec<Value<'_>> = entry_nos.iter().flat_map(row).collect();
    tx.insert_many("entry_reversal", &["cooperative_id", "entry_no", "batch_no"], &values)
}

/// Which of the entries `first` to `last` were reversed, and by which batches, in the order of the entries.
pub fn reversals(tx: &mut Tx<'_>, cooperative_id: Uuid, first: i64, last: i64) -> Stored<Vec<(i64, i64)>> {
    let sql = "select entry_no, batch_no from entry_reversal \
               where cooperative_id = $1 and entry_no between $2 and $3 order by entry_no";
    let arguments = [Value::Id(cooperative_id), Value::Int(first), Value::Int(last)];
    tx.all(sql, &arguments, |row| Ok((row.int(0)?, row.int(1)?)))
}

/// How many entries were reversed in all.
pub fn reversal_count(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<i64> {
    let sql = "select count(*) from entry_reversal where cooperative_id = $1";
    Ok(tx.first(sql, &[Value::Id(cooperative_id)], |row| row.int(0))?.unwrap_or_default())
}

/// The entries that a batch reversed.
pub fn reversed_by(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64) -> Stored<Vec<i64>> {
    let sql = "select entry_no from entry_reversal where cooperative_id = $1 and batch_no = $2 order by entry_no";
    tx.all(sql, &[Value::Id(cooperative_id), Value::Int(batch_no)], |row| row.int(0))
}

/// That an entry was not reversed.
const COUNTS: &str = "and not exists (select 1 from entry_reversal reversal \
                      where reversal.cooperative_id = entry.cooperative_id and reversal.entry_no = entry.entry_no)";

/// That an entry is a member of a number. The entry comes from an index alone: asked for the row at once, SQLite would go through the table.
const OF_NUMBER: &str = "entry.entry_no in (select entry_no from member where cooperative_id = $1 and member_no = $2)";

/// Hands over every entry of a noun that counts, in the order they were entered.
pub fn each_live<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    kind: FactKind,
    take: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    each(tx, kind, COUNTS, &[Value::Id(cooperative_id)], take)
}

/// Every fact of a noun that counts and names a member; of a noun that names none, nothing.
pub fn live_of_member(tx: &mut Tx<'_>, cooperative_id: Uuid, kind: FactKind, member_no: &str) -> Stored<Vec<Entry>> {
    let is_named = match kind {
        FactKind::Member => OF_NUMBER,
        FactKind::Movement => "$2 in (entry.from_member_no, entry.to_member_no)",
        FactKind::LandContribution | FactKind::ShopContribution | FactKind::CashContribution | FactKind::UnpaidMark => {
            "entry.member_no = $2"
        }
        _ => return Ok(Vec::new()),
    };
    let mut found = Vec::new();
    let arguments = [Value::Id(cooperative_id), Value::text(member_no)];
    each(tx, kind, &format!("and {is_named} {COUNTS}"), &arguments, |entry| {
        found.push(entry);
        Ok::<(), StorageError>(())
    })?;
    Ok(found)
}

/// The members of a household that count.
pub fn live_members_of_household(tx: &mut Tx<'_>, cooperative_id: Uuid, household_no: &str) -> Stored<Vec<Member>> {
    let mut found = Vec::new();
    let arguments = [Value::Id(cooperative_id), Value::text(household_no)];
    each(tx, FactKind::Member, &format!("and entry.household_no = $2 {COUNTS}"), &arguments, |entry| {
        if let Fact::Member(member) = entry.fact {
            found.push(member);
        }
        Ok::<(), StorageError>(())
    })?;
    Ok(found)
}

/// Hands over the entries of a noun for which a condition holds.
fn each<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    kind: FactKind,
    condition: &str,
    arguments: &[Value<'_>],
    mut take: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let sql = select(table(kind), condition);
    match kind {
        FactKind::Voucher => ledger::each_with_lines(tx, &sql, arguments, take),
        _ => tx.each(&sql, arguments, |row| take(read(kind, row)?)),
    }
}

/// Every fact of a noun that counts.
pub fn live(tx: &mut Tx<'_>, cooperative_id: Uuid, kind: FactKind) -> Stored<Vec<Entry>> {
    let mut found = Vec::new();
    each_live(tx, cooperative_id, kind, |entry| {
        found.push(entry);
        Ok::<(), StorageError>(())
    })?;
    Ok(found)
}

/// Hands over the entries `first` to `last` of a noun, those that no longer count included.
pub fn each_between<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    kind: FactKind,
    (first, last): (i64, i64),
    take: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let arguments = [Value::Id(cooperative_id), Value::Int(first), Value::Int(last)];
    each(tx, kind, "and entry.entry_no between $2 and $3", &arguments, take)
}

/// Every query of this module, for the test that prepares each on both databases.
pub fn queries() -> Vec<String> {
    FactKind::iter().map(|kind| select(table(kind), "")).collect()
}

fn select(table: &FactTable, condition: &str) -> String {
    if table.name == ledger::VOUCHER.name {
        return ledger::select_with_lines(condition);
    }
    let columns = table.columns.join(", ");
    let name = table.name;
    format!(
        "select entry_no, sheet_no, row_no, fingerprint, {columns} from {name} entry \
         where cooperative_id = $1 {condition} order by entry_no"
    )
}

fn read(kind: FactKind, row: &Row<'_>) -> Stored<Entry> {
    let table = table(kind);
    let entry_no = row.int(0)?;
    let read = || {
        let (sheet_no, row_no) = (row.int(1)?, row.int(2)?);
        let fingerprint = fingerprint(row, table.name)?;
        Ok(Entry { entry_no, sheet_no, row_no, fingerprint, fact: (table.read)(row, 4)? })
    };
    ledger::in_row(read(), table.name, || entry_no.to_string())
}

/// The fingerprint in the fourth column.
pub(super) fn fingerprint(row: &Row<'_>, table: &'static str) -> Stored<Fingerprint> {
    let bytes = row.bytes(3)?;
    bytes.try_into().map_err(|_| broken(table, "fingerprint", &format!("{bytes:02x?}")))
}

/// A value that this program would never have written.
pub(super) fn broken(table: &'static str, column: &'static str, value: &str) -> StorageError {
    StorageError::BrokenValue { table, column, value: value.to_owned() }
}
