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
    required: &[
        &[Column::Date],
        &[Column::Debit, Column::Amount],
        &[Column::Credit, Column::Amount],
        &[Column::Balance, Column::SerialNo],
    ],
    optional: &[
        Column::Direction,
        Column::Summary,
        Column::SerialNo,
        Column::Counterparty,
        Column::Book,
        Column::AccountCode,
        Column::Remark,
    ],
};

/// Of a bank's statement, headings of which it may have several: the first of them counts, the others are passed over.
pub(super) const fn statement_headings(column: Column) -> &'static [&'static str] {
    match column {
        Column::Date => &["日期", "交易日期", "交易时间", "记账日期"],
        Column::Amount => &["交易金额", "金额", "金额(元)"],
        Column::Summary => &["摘要", "交易摘要"],
        Column::Counterparty => {
            &["往来对象", "对方户名", "对方单位名称", "对方单位", "对方账户名称", "对方名称", "对方账户"]
        }
        Column::SerialNo => &["流水号", "交易流水号", "银行流水号"],
        _ => &[],
    }
}

/// Which way money went (借贷标志).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Out,
    In,
}

impl Flow {
    fn lookup(text: &str) -> Option<Flow> {
        match text {
            "借" | "借方" | "支" | "支出" | "出" | "出账" | "付" | "付款" | "转出" | "D" | "d" => {
                Some(Flow::Out)
            }
            "贷" | "贷方" | "收" | "收入" | "入" | "入账" | "收款" | "转入" | "C" | "c" => Some(Flow::In),
            _ => None,
        }
    }
}

pub(super) fn read_bank_entry(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let date = row.required_date(Column::Date);
    let has_sides = row.has(Column::Debit) && row.has(Column::Credit);
    let amount = if has_sides { amount_of_sides(row) } else { signed_amount(row) };
    let balance = row.money(Column::Balance, true);
    let (book, account) = (row.identifier(Column::Book), row.identifier(Column::AccountCode));
    let (summary, counterparty) = (row.text(Column::Summary), row.text(Column::Counterparty));
    let serial_no = row.identifier(Column::SerialNo);
    let (Some(date), Some(amount)) = (date, amount) else { return };
    let entry = BankEntry { book, account, date, summary, amount, balance, serial_no, counterparty };
    drafts.push(Draft::new(row.row, Fact::BankEntry(Box::new(entry))));
}

/// What banks call debits went out of the account, what they call credits came in.
fn amount_of_sides(row: &mut RowReader<'_>) -> Option<Money> {
    let (paid, received) = (row.money(Column::Debit, true), row.money(Column::Credit, true));
    let zero = |amount: Option<Money>| amount.unwrap_or(Money::ZERO);
    match (zero(paid), zero(received)) {
        (paid, received) if paid.is_zero() && received.is_zero() => {
            if row.is_blank(Column::Debit) && row.is_blank(Column::Credit) {
                row.refuse(Column::Debit, CellFlaw::ValueMissing);
            }
            None
        }
        (paid, received) if paid.is_zero() => Some(received),
        (paid, received) if received.is_zero() => Some(Money::from_fen(-paid.fen())),
        (debit, credit) => {
            row.refuse_row(Column::Debit, LedgerRefusal::LineOnBothSides { debit, credit });
            None
        }
    }
}

/// One column of amounts: above zero what came in, or as a mark beside it says. A mark and a sign could mean either, so that both are refused.
fn signed_amount(row: &mut RowReader<'_>) -> Option<Money> {
    let has_mark = row.has(Column::Direction);
    let amount = row.required_money(Column::Amount, !has_mark);
    let flow = match has_mark {
        true => row.required_choice(Column::Direction, Flow::lookup, &["借", "贷", "支", "收"])?,
        false => Flow::In,
    };
    let amount = amount.filter(|amount| !amount.is_zero())?;
    Some(if flow == Flow::Out { Money::from_fen(-amount.fen()) } else { amount })
}
