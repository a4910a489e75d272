//! The voucher that closes income and expense (结转损益; 农村集体经济组织会计制度, 本年收益 and 收益分配).

use super::account::{Dimensions, Purpose, Side};
use super::balance::Balances;
use super::book::Book;
use super::refusal::LedgerRefusal;
use super::voucher::{Line, Voucher, VoucherHead, VoucherKind};
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;

/// What its lines say they are for.
pub const SUMMARY: &str = "结转";

/// Whether lines close income and expense: they say so, and touch nothing but accounts of income, expense and appropriation and those that take them in.
/// A cost that is carried from stock (结转成本) is none of them.
pub fn closes_income(book: &Book, lines: &[Line]) -> bool {
    let takes_in = |line: &Line| {
        let purpose = book.chart.lookup(&line.account).and_then(|account| account.purpose);
        matches!(purpose, Some(Purpose::YearIncome | Purpose::Undistributed))
    };
    let is_closed =
        |line: &Line| book.class(&line.account).is_income_or_expense() || book.is_appropriation(&line.account);
    lines.iter().all(|line| line.summary.starts_with(SUMMARY) && (takes_in(line) || is_closed(line)))
        && lines.iter().any(takes_in)
}

/// Each account of income and expense to nothing, their sum to the year's income, and that to what is undistributed; in the distribution period what was
/// appropriated, too. None where there is nothing to close.
///
/// # Errors
/// Where the chart names no account that takes it in, or a sum leaves the range of money.
pub fn closing_voucher(
    book: &Book,
    balances: &Balances,
    period: AccountingPeriod,
) -> Result<Option<Voucher>, LedgerRefusal> {
    let (mut lines, mut sum, mut appropriated) = (Vec::new(), Money::ZERO, Money::ZERO);
    let is_distribution = period.number() == AccountingPeriod::DISTRIBUTION;
    for ((account, dimensions), movement) in &balances.0 {
        let total = match (book.class(account).is_income_or_expense(), book.is_appropriation(account)) {
            (true, _) => &mut sum,
            (_, true) if is_distribution => &mut appropriated,
            _ => continue,
        };
        let balance = movement.closing()?;
        if !balance.is_zero() {
            lines.push(line(account, dimensions, balance));
            *total = total.plus(balance)?;
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let none = Dimensions::default();
    let missing = || LedgerRefusal::PurposeMissing { book: book.code.clone(), purpose: Purpose::Undistributed };
    let undistributed = book.postable_for(Purpose::Undistributed).ok_or_else(missing)?.code.as_str();
    if !sum.is_zero() {
        // A small chart has no account for the year's income: then it goes to what is undistributed at once.
        if let Some(income) = book.postable_for(Purpose::YearIncome) {
            lines.push(line(&income.code, &none, Money::ZERO.minus(sum)?));
            lines.push(line(&income.code, &none, sum));
        }
        lines.push(line(undistributed, &none, Money::ZERO.minus(sum)?));
    }
    if !appropriated.is_zero() {
        lines.push(line(undistributed, &none, Money::ZERO.minus(appropriated)?));
    }
    let head =
        VoucherHead { period, kind: VoucherKind::Closing, ..VoucherHead::ordinary(&book.code, period.last_day()) };
    Voucher::try_new(head, lines).map(Some)
}

/// A line that takes a balance away, on whichever side that is.
fn line(account: &str, dimensions: &Dimensions, balance: Money) -> Line {
    let (side, amount) = match balance.is_negative() {
        true => (Side::Debit, Money::from_fen(-balance.fen())),
        false => (Side::Credit, balance),
    };
    Line { summary: "结转损益".into(), account: account.into(), side, amount, dimensions: dimensions.clone() }
}
