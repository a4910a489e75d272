//! What a voucher takes from a receivable against money at hand. A write-off or a set-off brings none, so that nothing is paid out of it.

use super::voucher::{Line, Voucher};
use crate::domain::money::{Money, Overflow};

/// What a voucher took from the receivable against money at hand: the lesser of both where it has other lines as well. Below zero, it gave money back.
///
/// # Errors
/// Where a sum is larger than money can be.
pub fn settled_in_money(
    voucher: &Voucher,
    is_receivable: impl Fn(&str) -> bool,
    is_money: impl Fn(&str) -> bool,
) -> Result<Money, Overflow> {
    let sum = |is_meant: &dyn Fn(&str) -> bool| {
        let lines = voucher.lines().iter().filter(|line| is_meant(&line.account));
        Money::sum(lines.map(Line::signed))
    };
    let settled = Money::ZERO.minus(sum(&is_receivable)?)?;
    let came = sum(&is_money)?;
    Ok(match settled.is_negative() {
        true => settled.max(came).min(Money::ZERO),
        false => settled.min(came).max(Money::ZERO),
    })
}

#[cfg(test)]
mod tests {
    use super::super::account::Side::{Credit, Debit};
    use super::super::voucher::tests::{head, line};
    use super::*;

    #[test]
    fn money_alone_settles_what_the_company_owes() {
        let of = |lines: Vec<Line>| {
            let voucher = Voucher::try_new(head("2008-03-05"), lines).unwrap();
            settled_in_money(&voucher, |code| code == "11201", |code| code == "102").unwrap().fen()
        };
        assert_eq!(of(vec![line("102", Debit, 80), line("11201", Credit, 80)]), 80);
        assert_eq!(of(vec![line("515", Debit, 80), line("11201", Credit, 80)]), 0, "written off");
        let partly = vec![line("102", Debit, 30), line("515", Debit, 50), line("11201", Credit, 80)];
        assert_eq!(of(partly), 30, "what was written off beside it came in from nobody");
        let more = vec![line("102", Debit, 90), line("11201", Credit, 80), line("504", Credit, 10)];
        assert_eq!(of(more), 80, "what came in for something else is no dividend");
        assert_eq!(of(vec![line("102", Debit, -80), line("11201", Credit, -80)]), -80, "a red copy");
        assert_eq!(of(vec![line("11201", Debit, 80), line("102", Credit, 80)]), -80, "paid back");
        assert_eq!(of(vec![line("11201", Debit, 80), line("504", Credit, 80)]), 0, "declared");
    }
}
