//! The levy (公益建设资金): the public-welfare payment to the residents' committee, by the charter.

use crate::domain::money::{Money, Overflow, round_half_up};
use crate::domain::quantity::Rate;

/// `rate × base`, rounded half up.
pub fn levy_by_rate(rate: Rate, base: Money) -> Result<Money, Overflow> {
    round_half_up(i128::from(rate.millionths()) * i128::from(base.fen()), Rate::ONE_E6)
}

/// The levy as it is due: never above the charter's ceiling, never above what is left after the reserve.
pub fn levy_within(levy: Money, ceiling: Option<Money>, left_after_reserve: Money) -> Money {
    levy.min(ceiling.unwrap_or(levy)).min(left_after_reserve.or_zero())
}
