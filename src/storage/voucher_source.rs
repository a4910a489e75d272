//! What vouchers rest on: source documents, files, rules, and other vouchers.

use super::db::{Tx, Value};
use super::error::Stored;
use super::ledger::{in_row, period};
use crate::domain::governance::seal::Hash;
use crate::domain::period::AccountingPeriod;
use compact_str::CompactString;
use uuid::Uuid;

/// Vouchers that count and say that they rest on a source document, or on a file by its hash, or that they are linked to a voucher. One that a posted
/// reversal cancelled rests on nothing any more.
pub fn resting_on(tx: &mut Tx<'_>, cooperative_id: Uuid, book: &str, rest: RestsOn<'_>) -> Stored<Vec<i64>> {
    let (condition, value) = match rest {
        RestsOn::Source(source) => ("source = $3", Value::text(source)),
        RestsOn::File(hash) => ("attachments like $3", Value::owned(format!("%{hash}%"))),
        RestsOn::Voucher(entry_no) => ("linked_entry_no = $3", Value::Int(entry_no)),
    };
    let sql = format!(
        "select entry_no from voucher entry where cooperative_id = $1 and book = $2 and {condition} and not exists \
         (select 1 from entry_reversal reversal where reversal.cooperative_id = entry.cooperative_id \
         and reversal.entry_no = entry.entry_no) and entry_no not in ({CANCELLED}) order by entry_no"
    );
    tx.all(&sql, &[Value::Id(cooperative_id), Value::text(book), value], |row| row.int(0))
}

/// A voucher that a rule made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleVoucher {
    /// 原始凭证号: what was booked by it.
    pub source: CompactString,
    /// Its entry.
    pub entry_no: i64,
    /// 会计期间.
    pub period: AccountingPeriod,
    /// Whether it is posted.
    pub is_posted: bool,
}

/// The vouchers of a book that a rule made, in whatever version, and that count. One that a posted reversal cancelled counts no more.
pub fn made_by_rule(tx: &mut Tx<'_>, cooperative_id: Uuid, book: &str, rule: &str) -> Stored<Vec<RuleVoucher>> {
    let sql = format!(
        "select entry.source, entry.entry_no, entry.period, given.event_no from voucher entry left join posted_voucher given \
         on given.cooperative_id = entry.cooperative_id and given.entry_no = entry.entry_no \
         where entry.cooperative_id = $1 and entry.book = $2 and entry.rule like $3 and not exists \
         (select 1 from entry_reversal reversal where reversal.cooperative_id = entry.cooperative_id \
         and reversal.entry_no = entry.entry_no) and entry.entry_no not in ({CANCELLED}) order by entry.entry_no"
    );
    let arguments = [Value::Id(cooperative_id), Value::text(book), Value::owned(format!("{rule} v%"))];
    tx.all(&sql, &arguments, |row| {
        let (entry_no, is_posted) = (row.int(1)?, row.optional_int(3)?.is_some());
        let period = in_row(period("voucher", row.int(2)?), "voucher", || entry_no.to_string())?;
        Ok(RuleVoucher { source: row.text(0)?.into(), entry_no, period, is_posted })
    })
}

/// Vouchers that a posted reversal cancelled.
const CANCELLED: &str = "select red.linked_entry_no from voucher red join posted_voucher given \
    on given.cooperative_id = red.cooperative_id and given.entry_no = red.entry_no \
    where red.cooperative_id = $1 and red.kind = 'reversal' and red.linked_entry_no is not null";

/// The vouchers that a posted reversal cancelled.
pub fn cancelled(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<i64>> {
    tx.all(CANCELLED, &[Value::Id(cooperative_id)], |row| row.int(0))
}

/// What a voucher can rest on.
#[derive(Clone, Copy, Debug)]
pub enum RestsOn<'r> {
    /// 原始凭证号.
    Source(&'r str),
    /// A file that is kept.
    File(Hash),
    /// The voucher that it reverses or corrects.
    Voucher(i64),
}
