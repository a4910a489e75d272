//! Vouchers and the lines of an account, a page at a time: of a book of any size no more is read than is shown.

use super::db::{Tx, Value};
use super::entry::broken;
use super::error::Stored;
use super::ledger::{Posted, in_row, read_posted, stored};
use crate::domain::ledger::balance::Turnover;
use crate::domain::ledger::deed::VoucherMark;
use crate::domain::ledger::voucher::VoucherWord;
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use chrono::NaiveDate;
use std::fmt::Write as _;
use strum::IntoEnumIterator;
use uuid::Uuid;

/// Periods from the first to the last.
type Periods = (AccountingPeriod, AccountingPeriod);

/// Words in the order in which vouchers are filed, whatever order a database has for letters.
fn word_order() -> String {
    let mut sql = "case given.word".to_owned();
    for (position, word) in VoucherWord::iter().enumerate() {
        let _ = write!(sql, " when '{}' then {position}", word.zh());
    }
    sql + " end"
}

const COUNTS: &str = "not exists (select 1 from entry_reversal reversal \
                      where reversal.cooperative_id = voucher.cooperative_id and reversal.entry_no = voucher.entry_no)";

fn of_book(cooperative_id: Uuid, book: &str, (first, last): Periods) -> [Value<'_>; 4] {
    [Value::Id(cooperative_id), Value::text(book), Value::Int(stored(first)), Value::Int(stored(last))]
}

fn count_query() -> String {
    format!(
        "select count(*) from voucher where cooperative_id = $1 and book = $2 and period between $3 and $4 and {COUNTS}"
    )
}

/// How many vouchers of a book count, posted or not.
pub fn voucher_count(tx: &mut Tx<'_>, cooperative_id: Uuid, (book, periods): (&str, Periods)) -> Stored<i64> {
    let arguments = of_book(cooperative_id, book, periods);
    Ok(tx.first(&count_query(), &arguments, |row| row.int(0))?.unwrap_or_default())
}

fn vouchers_query() -> String {
    format!(
        "select voucher.entry_no from voucher left join posted_voucher given \
         on given.cooperative_id = voucher.cooperative_id and given.entry_no = voucher.entry_no \
         where voucher.cooperative_id = $1 and voucher.book = $2 and voucher.period between $3 and $4 and {COUNTS} \
         order by voucher.period, case when given.number is null then 1 else 0 end, {}, given.number, voucher.entry_no \
         limit $5 offset $6",
        word_order()
    )
}

/// Vouchers of a book that count, in the order of periods, words and numbers, drafts at the end of their period: so many after so many.
pub fn vouchers(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, periods): (&str, Periods),
    (skip, most): (i64, i64),
) -> Stored<Vec<i64>> {
    let page = [Value::Int(most), Value::Int(skip)];
    let arguments: Vec<Value<'_>> = of_book(cooperative_id, book, periods).into_iter().chain(page).collect();
    tx.all(&vouchers_query(), &arguments, |row| row.int(0))
}

/// The posted lines of an account and of what is under it.
const LINES: &str = "from posted_voucher given join voucher on voucher.cooperative_id = given.cooperative_id \
                     and voucher.entry_no = given.entry_no join posting on posting.cooperative_id = given.cooperative_id \
                     and posting.entry_no = given.entry_no where given.cooperative_id = $1 and given.book = $2 \
                     and given.period between $3 and $4 and posting.account like $5";

fn line_order() -> String {
    format!("order by given.period, voucher.voucher_date, {}, given.number, posting.line_no", word_order())
}

/// An account of a book.
type AccountOf<'a> = (&'a str, &'a str);

fn of_account<'a>(cooperative_id: Uuid, (book, account): AccountOf<'a>, periods: Periods) -> Vec<Value<'a>> {
    let under = [Value::owned(format!("{account}%"))];
    of_book(cooperative_id, book, periods).into_iter().chain(under).collect()
}

/// How many lines an account has in some periods, with what is under it.
pub fn account_line_count(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    account: AccountOf<'_>,
    periods: Periods,
) -> Stored<i64> {
    let arguments = of_account(cooperative_id, account, periods);
    Ok(tx.first(&format!("select count(*) {LINES}"), &arguments, |row| row.int(0))?.unwrap_or_default())
}

fn lines_query() -> String {
    format!("select given.entry_no, posting.line_no {LINES} {} limit $6 offset $7", line_order())
}

/// The lines of an account by period, day and voucher, each with its voucher and its place in it: so many after so many.
pub fn account_lines(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (account, periods): (AccountOf<'_>, Periods),
    (skip, most): (i64, i64),
) -> Stored<Vec<(i64, i64)>> {
    let mut arguments = of_account(cooperative_id, account, periods);
    arguments.extend([Value::Int(most), Value::Int(skip)]);
    tx.all(&lines_query(), &arguments, |row| Ok((row.int(0)?, row.int(1)?)))
}

fn sums_query() -> String {
    let sum = |side: &str, when: &str| {
        format!("coalesce(cast(sum(case when {when} then line.{side} else 0 end) as bigint), 0)")
    };
    let of_day = "line.period = $6 and line.voucher_date = $7";
    let columns: Vec<String> = [of_day, "line.period = $6", "1 = 1"]
        .iter()
        .flat_map(|when| ["debit_fen", "credit_fen"].map(|side| sum(side, when)))
        .collect();
    format!(
        "select {} from (select posting.debit_fen, posting.credit_fen, given.period, voucher.voucher_date {LINES} {} \
         limit $8) line",
        columns.join(", "),
        line_order()
    )
}

/// What the first lines of an account come to: those of a day, those of its period, all.
pub fn sums_of_first(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (account, periods): (AccountOf<'_>, Periods),
    (first, (of, day)): (i64, (AccountingPeriod, NaiveDate)),
) -> Stored<[Turnover; 3]> {
    let mut arguments = of_account(cooperative_id, account, periods);
    arguments.extend([Value::Int(stored(of)), Value::Date(day), Value::Int(first)]);
    let found = tx.first(&sums_query(), &arguments, |row| {
        let amount = |column| row.int(column).map(Money::from_fen);
        let turnover = |column: usize| Stored::Ok(Turnover { debit: amount(column)?, credit: amount(column + 1)? });
        Ok([turnover(0)?, turnover(2)?, turnover(4)?])
    })?;
    Ok(found.unwrap_or_default())
}

/// What became of one voucher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoucherState {
    /// What it was marked with, each with the event.
    pub marks: Vec<(VoucherMark, i64)>,
    /// Under which number it was posted.
    pub posted: Option<Posted>,
}

/// What became of a voucher.
pub fn state_of(tx: &mut Tx<'_>, cooperative_id: Uuid, entry_no: i64) -> Stored<VoucherState> {
    let arguments = [Value::Id(cooperative_id), Value::Int(entry_no)];
    let sql = "select mark, event_no from voucher_mark where cooperative_id = $1 and entry_no = $2 order by mark";
    let marks = tx.all(sql, &arguments, |row| {
        let mark = row.text(0)?;
        let known = VoucherMark::lookup(mark).ok_or_else(|| broken("voucher_mark", "mark", mark));
        Ok((in_row(known, "voucher_mark", || format!("#{entry_no}"))?, row.int(1)?))
    })?;
    let sql = "select book, period, word, number, entry_no, event_no from posted_voucher \
               where cooperative_id = $1 and entry_no = $2";
    let posted = tx.first(sql, &arguments, read_posted)?;
    Ok(VoucherState { marks, posted })
}

/// Every query that is put together, for the test that prepares each on both databases.
pub fn queries() -> Vec<String> {
    vec![count_query(), vouchers_query(), lines_query(), sums_query(), format!("select count(*) {LINES}")]
}
