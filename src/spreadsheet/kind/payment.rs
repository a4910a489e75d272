//! 待付登记, 代发回盘, 银行对账单: what waits, and what banks say.

use super::KindColumns;
use super::register::person;
use crate::domain::fact::Fact;
use crate::domain::ledger::bank_entry::BankEntry;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::money::Money;
use crate::domain::payment::bank_answer::{AnswerKind, BankAnswer};
use crate::domain::payment::batch::LineKey;
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::unpaid_mark::{UnpaidMark, UnpaidState};
use crate::domain::sheet::CellFlaw;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::Draft;
use crate::spreadsheet::row::RowReader;
use compact_str::CompactString;

pub(super) const UNPAID_MARKS: KindColumns = KindColumns {
    required: &[&[Column::MemberNo, Column::IdNumber], &[Column::UnpaidState], &[Column::Date], &[Column::Reason]],
    optional: &[Column::Name, Column::IdNumber, Column::Remark],
};

pub(super) fn read_unpaid_mark(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let person = person(row);
    let states = UnpaidState::lookup;
    let state = row.required_choice(Column::UnpaidState, states, &["已故", "继承待定", "账户不明", "有争议", "可付"]);
    let since = row.required_date(Column::Date);
    let reason = row.required_text(Column::Reason);
    let (Some(person), Some(state), Some(since), Some(reason)) = (person, state, since, reason) else { return };
    let mark = UnpaidMark { member_no: CompactString::default(), state, since, reason };
    drafts.push(Draft::of(row.row, person, Fact::UnpaidMark(mark)));
}

pub(super) const BANK_ANSWERS: KindColumns = KindColumns {
    required: &[
        &[Column::PaymentLine],
        &[Column::PaymentState, Column::IsReturned],
        &[Column::Amount],
        &[Column::Date],
    ],
    optional: &[
        Column::IsReturned,
        Column::BankAccount,
        Column::AccountName,
        Column::Bank,
        Column::Reason,
        Column::Name,
        Column::Remark,
    ],
};

pub(super) fn read_bank_answer(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let given = row.required_identifier(Column::PaymentLine);
    let line = given.as_ref().and_then(|given| LineKey::parse(given));
    if let (Some(given), None) = (given, line) {
        row.refuse_row(Column::PaymentLine, PaymentRefusal::LineUnfit { given });
    }
    let is_returned = match row.has(Column::IsReturned) {
        true => row.choice(Column::IsReturned, yes_or_no, &["是", "否"]).unwrap_or(false),
        false => false,
    };
    // A file of returns alone tells nothing else: what it does not call returned was paid.
    let kind = match (is_returned, row.has(Column::PaymentState)) {
        (true, _) => Some(AnswerKind::Returned),
        (false, true) => row.required_choice(Column::PaymentState, AnswerKind::lookup, &["成功", "失败", "退票"]),
        (false, false) => Some(AnswerKind::Paid),
    };
    let (amount, date) = (row.required_money(Column::Amount, false), row.required_date(Column::Date));
    let (account, reason) = (row.identifier(Column::BankAccount), row.text(Column::Reason));
    let (Some(line), Some(kind), Some(amount), Some(date)) = (line, kind, amount, date) else { return };
    drafts.push(Draft::new(row.row, Fact::BankAnswer(BankAnswer { line, kind, date, amount, account, reason })));
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "是" | "Y" | "y" | "1" => Some(true),
        "否" | "N" | "n" | "0" => Some(false),
        _ => None,
    }
}

pub(super) const BANK_STATEMENT: KindColumns = KindColumns {
    required: &[&[Column::Date], &[Column::Debit], &[Column::Credit], &[Column::Balance, Column::SerialNo]],
    optional: &[
        Column::Summary,
        Column::SerialNo,
        Column::Counterparty,
        Column::Book,
        Column::AccountCode,
        Column::Remark,
    ],
};

/// What banks call debits went out of the account, what they call credits came in.
pub(super) fn read_bank_entry(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let date = row.required_date(Column::Date);
    let (paid, received) = (row.money(Column::Debit, true), row.money(Column::Credit, true));
    let balance = row.money(Column::Balance, true);
    let (book, account) = (row.identifier(Column::Book), row.identifier(Column::AccountCode));
    let (summary, counterparty) = (row.text(Column::Summary), row.text(Column::Counterparty));
    let serial_no = row.identifier(Column::SerialNo);
    let zero = |amount: Option<Money>| amount.unwrap_or(Money::ZERO);
    let amount = match (zero(paid), zero(received)) {
        (paid, received) if paid.is_zero() && received.is_zero() => {
            if row.is_blank(Column::Debit) && row.is_blank(Column::Credit) {
                row.refuse(Column::Debit, CellFlaw::ValueMissing);
            }
            return;
        }
        (paid, received) if paid.is_zero() => received,
        (paid, received) if received.is_zero() => Money::from_fen(-paid.fen()),
        (debit, credit) => {
            row.refuse_row(Column::Debit, LedgerRefusal::LineOnBothSides { debit, credit });
            return;
        }
    };
    let Some(date) = date else { return };
    let entry = BankEntry { book, account, date, summary, amount, balance, serial_no, counterparty };
    drafts.push(Draft::new(row.row, Fact::BankEntry(Box::new(entry))));
}
