//! Tables of what waits to be paid, and of what banks say.

use super::db::{Row, Value};
use super::entry::{FactTable, broken};
use super::error::Stored;
use crate::domain::fact::Fact;
use crate::domain::ledger::bank_entry::BankEntry;
use crate::domain::money::Money;
use crate::domain::payment::bank_answer::{AnswerKind, BankAnswer};
use crate::domain::payment::batch::LineKey;
use crate::domain::payment::unpaid_mark::{UnpaidMark, UnpaidState};

pub(super) const UNPAID_MARK: FactTable = FactTable {
    name: "unpaid_mark",
    columns: &["member_no", "state", "since", "reason"],
    write: write_mark,
    read: read_mark,
};

fn write_mark<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::UnpaidMark(mark) = fact else { return };
    values.extend([
        Value::text(&mark.member_no),
        Value::text(mark.state.zh()),
        Value::Date(mark.since),
        Value::text(&mark.reason),
    ]);
}

fn read_mark(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let state = row.text(first + 1)?;
    let known = UnpaidState::lookup(state).filter(|known| known.zh() == state);
    Ok(Fact::UnpaidMark(UnpaidMark {
        member_no: row.text(first)?.into(),
        state: known.ok_or_else(|| broken("unpaid_mark", "state", state))?,
        since: row.date(first + 2)?,
        reason: row.text(first + 3)?.into(),
    }))
}

pub(super) const BANK_ANSWER: FactTable = FactTable {
    name: "bank_answer",
    columns: &["batch_no", "line_no", "kind", "answer_date", "amount_fen", "account", "reason"],
    write: write_answer,
    read: read_answer,
};

fn write_answer<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::BankAnswer(answer) = fact else { return };
    values.extend([
        Value::Int(i64::from(answer.line.batch_no)),
        Value::Int(i64::from(answer.line.line_no)),
        Value::text(answer.kind.code()),
        Value::Date(answer.date),
        Value::Int(answer.amount.fen()),
        Value::text(&answer.account),
        Value::text(&answer.reason),
    ]);
}

fn read_answer(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let number = |column: usize, name| {
        let stored = row.int(first + column)?;
        u32::try_from(stored).map_err(|_| broken("bank_answer", name, &stored.to_string()))
    };
    let kind = row.text(first + 2)?;
    let known = AnswerKind::lookup(kind).filter(|known| known.code() == kind);
    Ok(Fact::BankAnswer(BankAnswer {
        line: LineKey { batch_no: number(0, "batch_no")?, line_no: number(1, "line_no")? },
        kind: known.ok_or_else(|| broken("bank_answer", "kind", kind))?,
        date: row.date(first + 3)?,
        amount: Money::from_fen(row.int(first + 4)?),
        account: row.text(first + 5)?.into(),
        reason: row.text(first + 6)?.into(),
    }))
}

pub(super) const BANK_ENTRY: FactTable = FactTable {
    name: "bank_entry",
    columns: &["book", "account", "entry_date", "summary", "amount_fen", "balance_fen", "serial_no", "counterparty"],
    write: write_entry,
    read: read_entry,
};

fn write_entry<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::BankEntry(entry) = fact else { return };
    values.extend([
        Value::text(&entry.book),
        Value::text(&entry.account),
        Value::Date(entry.date),
        Value::text(&entry.summary),
        Value::Int(entry.amount.fen()),
        Value::optional_int(entry.balance.map(Money::fen)),
        Value::text(&entry.serial_no),
        Value::text(&entry.counterparty),
    ]);
}

fn read_entry(row: &Row<'_>, first: usize) -> Stored<Fact> {
    Ok(Fact::BankEntry(Box::new(BankEntry {
        book: row.text(first)?.into(),
        account: row.text(first + 1)?.into(),
        date: row.date(first + 2)?,
        summary: row.text(first + 3)?.into(),
        amount: Money::from_fen(row.int(first + 4)?),
        balance: row.optional_int(first + 5)?.map(Money::from_fen),
        serial_no: row.text(first + 6)?.into(),
        counterparty: row.text(first + 7)?.into(),
    })))
}
