//! Numbers of vouchers (凭证编号): of a book, period and word they run from 1 without a gap, and are given at posting
//! (会计软件基本功能和服务规范 art. 21; 会计基础工作规范 art. 51).

use super::refusal::LedgerRefusal;
use super::voucher::{Voucher, VoucherNumber, VoucherWord};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A voucher that is not posted.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its entry.
    pub entry_no: i64,
    /// What it says.
    pub voucher: Voucher,
}

impl Draft {
    /// As it is named: by its sheet's number where it has one.
    pub fn name(&self) -> CompactString {
        self.voucher.draft_name(self.entry_no)
    }

    fn wanted(&self) -> Option<u32> {
        self.voucher.head().number
    }
}

/// Gives numbers: those that sheets ask for first, then in the order in which drafts were entered.
///
/// `last` are the numbers that were given last, `waiting` drafts that are not reviewed yet: a number that one of them asks for is given to no other.
///
/// # Errors
/// Where a sheet's number does not come next, or has to wait for one that is not reviewed.
pub fn number(
    ready: &mut [Draft],
    waiting: &[Draft],
    last: &[VoucherNumber],
) -> Result<Vec<(VoucherNumber, i64)>, LedgerRefusal> {
    let mut last: BTreeMap<VoucherWord, u32> = last.iter().map(|given| (given.word, given.number)).collect();
    ready.sort_by_key(|draft| (draft.voucher.head().word, draft.wanted().unwrap_or(u32::MAX), draft.entry_no));
    let mut numbers = Vec::with_capacity(ready.len());
    for draft in ready.iter() {
        let head = draft.voucher.head();
        let before = |other: &&Draft| {
            let asked = other.wanted().filter(|_| other.voucher.head().word == head.word);
            asked.is_some_and(|asked| draft.wanted().is_none_or(|own| asked < own))
        };
        let vouchers: Vec<CompactString> = waiting.iter().filter(before).map(Draft::name).take(20).collect();
        if !vouchers.is_empty() {
            return Err(LedgerRefusal::NotReviewed { vouchers });
        }
        let last = last.entry(head.word).or_default();
        *last += 1;
        let expected = VoucherNumber { word: head.word, number: *last };
        if let Some(given) = draft.voucher.wanted_number().filter(|given| *given != expected) {
            let (book, period) = (head.book.clone(), head.period);
            return Err(LedgerRefusal::VoucherNumberGap { book, period, given, expected });
        }
        numbers.push((expected, draft.entry_no));
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::account::Side;
    use crate::domain::ledger::voucher::VoucherHead;
    use crate::domain::ledger::voucher::tests::{head, line};

    fn draft(entry_no: i64, number: Option<u32>) -> Draft {
        let lines = vec![line("102", Side::Debit, 5), line("501", Side::Credit, 5)];
        let voucher = Voucher::try_new(VoucherHead { number, ..head("2008-03-05") }, lines).unwrap();
        Draft { entry_no, voucher }
    }

    fn given(ready: &[Draft], waiting: &[Draft], last: u32) -> Result<Vec<(u32, i64)>, LedgerRefusal> {
        let last = VoucherNumber { word: VoucherWord::General, number: last };
        let numbers = number(&mut ready.to_vec(), waiting, &[last])?;
        Ok(numbers.into_iter().map(|(number, entry_no)| (number.number, entry_no)).collect())
    }

    #[test]
    fn numbers_of_sheets_come_first_and_the_others_follow() {
        let ready = [draft(7, None), draft(8, Some(5)), draft(9, Some(4)), draft(6, None)];
        assert_eq!(given(&ready, &[], 3), Ok(vec![(4, 9), (5, 8), (6, 6), (7, 7)]));
        assert!(matches!(given(&[draft(8, Some(5))], &[], 3), Err(LedgerRefusal::VoucherNumberGap { .. })));
    }

    #[test]
    fn a_number_that_a_sheet_asked_for_waits_for_its_voucher() {
        let waiting = [draft(1, Some(4))];
        let asked = Err(LedgerRefusal::NotReviewed { vouchers: vec!["记-4（#1）".into()] });
        assert_eq!(given(&[draft(7, None)], &waiting, 3), asked, "a rule's voucher does not take a sheet's number");
        assert_eq!(given(&[draft(2, Some(5))], &waiting, 3), asked);
        assert_eq!(given(&[draft(2, Some(4))], &[draft(3, Some(5)), draft(4, None)], 3), Ok(vec![(4, 2)]));
    }
}
