//! Putting right what was posted (会计基础工作规范 art. 51): within the year by a red copy and a correct blue voucher; what an earlier year got wrong, by a
//! correcting voucher of the open period.

use super::book::Book;
use super::refusal::LedgerRefusal;
use super::voucher::{Line, Voucher, VoucherHead, VoucherKind};
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};

/// The red copy (红字冲销) of a posted voucher: its lines with their amounts below zero, linked to it.
///
/// # Errors
/// Where it is a red copy itself, or the day lies before its own or in another year: an earlier year's error is corrected, not reversed.
pub fn red_copy(
    voucher: &Voucher,
    (entry_no, name): (i64, &str),
    date: NaiveDate,
    reason: &str,
) -> Result<Voucher, LedgerRefusal> {
    let head = voucher.head();
    if head.kind == VoucherKind::Reversal {
        return Err(LedgerRefusal::ReversalNotReversed { voucher: name.into() });
    }
    if date < head.date {
        return Err(LedgerRefusal::ReversedBeforeItself { voucher: name.into(), date, own: head.date });
    }
    // What a book begins with is put right where it stands: it belongs to no month.
    let (date, period) = match head.period.number() {
        0 => (head.date, head.period),
        AccountingPeriod::DISTRIBUTION => (date, head.period),
        _ => (date, AccountingPeriod::from(date)),
    };
    if period.year() != head.period.year() {
        return Err(LedgerRefusal::PriorYearNotReversed { voucher: name.into(), year: head.period.year() });
    }
    let summary = |line: &Line| -> CompactString {
        match reason {
            "" => format_compact!("冲销 {name} {}", line.summary),
            reason => format_compact!("冲销 {name} {}（{reason}）", line.summary),
        }
    };
    let red =
        |line: &Line| Line { summary: summary(line), amount: Money::from_fen(-line.amount.fen()), ..line.clone() };
    let red_head = VoucherHead {
        date,
        period,
        kind: VoucherKind::Reversal,
        number: None,
        source: CompactString::default(),
        linked: Some(entry_no),
        attachments: Vec::new(),
        attachment_count: 0,
        ..head.clone()
    };
    Voucher::try_new(red_head, voucher.lines().iter().map(red).collect())
}

/// A correction of an earlier year touches what that year left (未分配收益), not this year's income and expense.
///
/// # Errors
/// Where a line is one of income or expense.
pub fn check_prior_year(book: &Book, original: &Voucher, correction: &Voucher) -> Result<(), LedgerRefusal> {
    if original.head().period.year() == correction.head().period.year() {
        return Ok(());
    }
    let is_of_the_year =
        |line: &&Line| book.chart.lookup(&line.account).is_some_and(|account| account.class.is_income_or_expense());
    match correction.lines().iter().find(is_of_the_year) {
        Some(line) => Err(LedgerRefusal::PriorYearTouchesIncome {
            account: line.account.clone(),
            year: original.head().period.year(),
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::account::Side;
    use crate::domain::ledger::voucher::tests::{day, head, line};

    #[test]
    fn a_voucher_and_its_red_copy_come_to_nothing() {
        let lines = vec![line("102", Side::Debit, 500), line("11302", Side::Credit, 500)];
        let voucher = Voucher::try_new(head("2008-03-05"), lines).unwrap();
        let red = red_copy(&voucher, (9, "2008-03 记-1"), day("2008-04-01"), "记错合同").unwrap();
        for (one, other) in voucher.lines().iter().zip(red.lines()) {
            assert_eq!(one.signed().plus(other.signed()), Ok(Money::ZERO));
            assert_eq!((&one.account, one.side), (&other.account, other.side));
        }
        assert_eq!((red.head().linked, red.head().kind), (Some(9), VoucherKind::Reversal));
        let again = red_copy(&red, (10, "2008-04 记-1"), day("2008-04-02"), "");
        assert_eq!(again, Err(LedgerRefusal::ReversalNotReversed { voucher: "2008-04 记-1".into() }));
        let earlier = red_copy(&voucher, (9, "2008-03 记-1"), day("2008-03-04"), "");
        assert!(matches!(earlier, Err(LedgerRefusal::ReversedBeforeItself { .. })));
        let later = red_copy(&voucher, (9, "2008-03 记-1"), day("2009-01-05"), "");
        assert!(matches!(later, Err(LedgerRefusal::PriorYearNotReversed { .. })));
    }
}
