//! Dividing money by weights so that the parts are exact (`distribution.md`, Tier two).

use super::money::{Money, Overflow};
use super::quantity::{PerShare, Shares};

/// Fen times ten-thousandths of a share, per yuan times millionths: what turns `rate × shares` into fen.
const RATE_E6_TIMES_SHARES_E4_PER_FEN: i128 = 100_000_000;

/// The rate that can be announced (每股红利): `pool / shares`, rounded down to a multiple of `precision`.
///
/// `pool` is not negative; `shares` and `precision` are above zero.
pub fn per_share_rate(pool: Money, shares: Shares, precision: PerShare) -> PerShare {
    assert!(shares.e4() > 0 && precision.e6() > 0 && !pool.is_negative(), "a rate divides a pool by shares");
    let exact_e6 = i128::from(pool.fen()) * RATE_E6_TIMES_SHARES_E4_PER_FEN / i128::from(shares.e4());
    PerShare::from_e6(exact_e6 / precision.e6() * precision.e6())
}

/// What a holder of `shares` is paid at `rate`: rounded down to the fen, once over all shares held.
pub fn pay_by_rate(rate: PerShare, shares: Shares) -> Result<Money, Overflow> {
    let product = rate.e6().checked_mul(i128::from(shares.e4())).ok_or(Overflow)?;
    super::money::floor(product, RATE_E6_TIMES_SHARES_E4_PER_FEN)
}

/// One part of a pool paid out by largest remainder (最大余数法).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What this weight is paid.
    pub amount: Money,
    /// Whether the amount holds one of the odd fen.
    pub extra_fen: bool,
}

/// Pays `pool` out to the last fen: the exact quota rounded down, then one fen each by largest fraction; equal fractions in the
/// order of `weights`, which callers give in member-number order. The sum of the parts is the pool, asserted.
///
/// The pool and the weights are not negative. Where every weight is zero nobody is paid, and the pool must be zero.
pub fn largest_remainder(pool: Money, weights: &[i64]) -> Result<Vec<Part>, Overflow> {
    assert!(
        !pool.is_negative() && weights.iter().all(|weight| *weight >= 0),
        "a pool is divided by weights that are not negative"
    );
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if total == 0 {
        assert!(pool.is_zero(), "a pool without holders cannot be paid out");
        return Ok(vec![Part { amount: Money::ZERO, extra_fen: false }; weights.len()]);
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut fractions = Vec::with_capacity(weights.len());
    let mut paid = 0_i64;
    for (index, weight) in weights.iter().enumerate() {
        let product = i128::from(pool.fen()).checked_mul(i128::from(*weight)).ok_or(Overflow)?;
        let (quota, fraction) = quotient_and_rest(product, total);
        paid += quota;
        parts.push(Part { amount: Money::from_fen(quota), extra_fen: false });
        fractions.push((std::cmp::Reverse(fraction), index));
    }
    // Every quota is less than one fen short, so fewer fen are left than there are holders.
    let odd_fen = (pool.fen() - paid) as usize;
    if odd_fen > 0 {
        fractions.select_nth_unstable(odd_fen - 1);
    }
    for (_, index) in &fractions[..odd_fen] {
        parts[*index] = Part { amount: Money::from_fen(parts[*index].amount.fen() + 1), extra_fen: true };
    }
    assert_eq!(Money::sum(parts.iter().map(|part| part.amount)), Ok(pool), "the parts sum to the pool");
    Ok(parts)
}

/// Quotient and rest of a product that is not negative; by 64-bit division where it fits, since that is many times quicker.
fn quotient_and_rest(product: i128, total: i128) -> (i64, i128) {
    match (u64::try_from(product), u64::try_from(total)) {
        (Ok(product), Ok(total)) => ((product / total) as i64, i128::from(product % total)),
        // The quotient is at most the pool, which is an i64.
        _ => ((product / total) as i64, product % total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fen(parts: &[Part]) -> Vec<i64> {
        parts.iter().map(|part| part.amount.fen()).collect()
    }

    #[test]
    fn share_days_are_divided_as_the_golden_vector_says() {
        let parts = largest_remainder(Money::from_fen(5_000_000), &[45600, 73200, 54900, 12200, 15500]);
        assert_eq!(parts.as_deref().map(fen), Ok(vec![1_132_076, 1_817_279, 1_362_959, 302_880, 384_806]));
    }

    #[test]
    fn ten_holders_are_paid_as_the_golden_vector_says() {
        let weights = [111406, 33469, 7918, 4523, 891, 15308, 8530, 1197, 987632, 497092];
        let expected = vec![6530983, 1962062, 464179, 265153, 52233, 897405, 500056, 70172, 57898203, 29141151];
        assert_eq!(largest_remainder(Money::from_fen(97_781_597), &weights).as_deref().map(fen), Ok(expected));
    }

    #[test]
    fn fifteen_fen_go_twelve_one_two() {
        assert_eq!(largest_remainder(Money::from_fen(15), &[80, 8, 12]).as_deref().map(fen), Ok(vec![12, 1, 2]));
    }

    #[test]
    fn equal_fractions_go_by_order_of_member_number() {
        let parts = largest_remainder(Money::from_fen(4), &[1, 1, 1]);
        assert_eq!(parts.as_deref().map(fen), Ok(vec![2, 1, 1]));
        assert_eq!(parts.map(|parts| parts.iter().filter(|part| part.extra_fen).count()), Ok(1));
    }

    #[test]
    fn the_announced_rate_never_promises_more_than_the_pool() {
        let cent = PerShare::from_e6(10_000);
        let rate = per_share_rate(Money::from_fen(5_369_408), Shares::from_e4(851_333), cent);
        assert_eq!(rate.to_string(), "630.700000");
        assert_eq!(pay_by_rate(rate, Shares::from_e4(93_333)).map(Money::fen), Ok(588_651));
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_pool_and_differ_from_the_quota_by_less_than_a_fen(
            pool in 0_i64..100_000_000_000_000,
            weights in prop::collection::vec(0_i64..1_000_000_000_000, 1..60),
        ) {
            let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
            prop_assume!(total > 0);
            let parts = largest_remainder(Money::from_fen(pool), &weights).unwrap();
            prop_assert_eq!(fen(&parts).iter().sum::<i64>(), pool);
            for (part, weight) in parts.iter().zip(&weights) {
                let difference = i128::from(part.amount.fen()) * total - i128::from(pool) * i128::from(*weight);
                prop_assert!(difference.abs() < total);
            }
        }

        #[test]
        fn equal_shares_earn_equal_pay_under_the_rate_and_the_pool_suffices(
            pool in 0_i64..100_000_000_000_000,
            shares in prop::collection::vec(1_i64..1_000_000_000, 1..60),
            precision in prop::sample::select(vec![1_i128, 100, 10_000, 1_000_000]),
        ) {
            let total = Shares::from_e4(shares.iter().sum());
            let rate = per_share_rate(Money::from_fen(pool), total, PerShare::from_e6(precision));
            let paid: Vec<i64> = shares.iter().map(|held| pay_by_rate(rate, Shares::from_e4(*held)).unwrap().fen()).collect();
            prop_assert!(paid.iter().sum::<i64>() <= pool);
            for (held, pay) in shares.iter().zip(&paid) {
                for (other, other_pay) in shares.iter().zip(&paid) {
                    prop_assert!(held != other || pay == other_pay);
                }
            }
        }
    }
}
