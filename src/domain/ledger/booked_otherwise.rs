//! What was booked and says something else now (入账后变动): where it is said, how its voucher is put right, and when it has been.

use super::book::Book;
use super::voucher::{Line, Voucher};
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingPeriod;
use compact_str::CompactString;

/// Where what is booked is said (业务来源).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventOrigin {
    /// 收款台账.
    Receipts,
    /// 资金入股, 资产量化.
    Contributions,
    /// 分配.
    Run,
    /// 代发回盘.
    BankAnswers,
    /// 议题付款.
    Motion,
    /// 公司分红.
    Dividend,
}

/// How a voucher is put right (会计基础工作规范 art. 51).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookedMend {
    /// 作废: it is a draft.
    Discard,
    /// 红字冲销: its year is open.
    Reverse,
    /// 更正: its year is closed, and the open period takes the difference.
    Correct,
}

/// What was booked from a source, and what it says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookedOtherwise {
    /// Where it is said.
    pub origin: EventOrigin,
    /// How the voucher is put right.
    pub mend: BookedMend,
    /// 原始凭证号.
    pub source: CompactString,
    /// The voucher.
    pub voucher: CompactString,
    /// What it comes to.
    pub booked: Money,
    /// What is said now.
    pub now: Money,
}

impl BookedMend {
    /// How a voucher of a period is put right.
    pub fn of(book: &Book, period: AccountingPeriod, is_posted: bool) -> BookedMend {
        let is_year_open = match period.number() {
            AccountingPeriod::DISTRIBUTION => !book.is_closed(period),
            _ => book.open_period().year() <= period.year(),
        };
        match (is_posted, is_year_open) {
            (false, _) => BookedMend::Discard,
            (true, true) => BookedMend::Reverse,
            (true, false) => BookedMend::Correct,
        }
    }
}

/// What a voucher comes to with its corrections: on each of its accounts that they touch. Its own total where they touch none.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn corrected(voucher: &Voucher, corrections: &[Voucher]) -> Result<Vec<Money>, Overflow> {
    let total = voucher.total()?;
    let of = |voucher: &Voucher, account: &str| {
        Money::sum(voucher.lines().iter().filter(|line| line.account == account).map(Line::signed))
    };
    let mut found = Vec::new();
    for line in voucher.lines() {
        let is_touched = corrections.iter().flat_map(Voucher::lines).any(|other| other.account == line.account);
        if !is_touched {
            continue;
        }
        let mut more = Money::ZERO;
        for correction in corrections {
            more = more.plus(of(correction, &line.account)?)?;
        }
        found.push(match of(voucher, &line.account)?.is_negative() {
            true => total.minus(more)?,
            false => total.plus(more)?,
        });
    }
    if found.is_empty() {
        found.push(total);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::account::Side::{Credit, Debit};
    use super::super::voucher::tests::{head, line};
    use super::*;

    #[test]
    fn a_correction_changes_what_its_voucher_comes_to() {
        let voucher = |lines| Voucher::try_new(head("2008-03-05"), lines).unwrap();
        let booked = voucher(vec![line("102", Debit, 3000), line("11302", Credit, 3000)]);
        let comes_to = |corrections: &[Voucher]| -> Vec<i64> {
            corrected(&booked, corrections).unwrap().iter().map(|amount| amount.fen()).collect()
        };
        assert_eq!(comes_to(&[]), [3000]);
        let more = voucher(vec![line("102", Debit, 100), line("11302", Credit, 100)]);
        assert_eq!(comes_to(std::slice::from_ref(&more)), [3100, 3100]);
        let owing = voucher(vec![line("112", Debit, 100), line("11302", Credit, 100)]);
        assert_eq!(comes_to(&[owing]), [3100], "the bank's side may be another account");
        let red = voucher(vec![line("102", Debit, -50), line("11302", Credit, -50)]);
        assert_eq!(comes_to(&[more, red]), [3050, 3050]);
        let elsewhere = voucher(vec![line("513", Debit, 5), line("504", Credit, 5)]);
        assert_eq!(comes_to(&[elsewhere]), [3000], "what touches neither account corrects nothing");
    }
}
