//! Rent due (应付租金): a pure function of size, rent steps, prices and days (`distribution.md`, Tier one, 1 and 2).

use super::grain_price::GrainPrice;
use super::rent_step::{RentStandard, RentStep};
use crate::domain::money::{Money, Overflow, round_half_up};
use crate::domain::period::{AccountingYear, DateRange};
use crate::domain::quantity::Area;
use chrono::{Days, NaiveDate};

/// What a unit of area earns in a year, in hundred-millionths of a yuan: exact for kilograms × price as for money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitRent(i64);

impl UnitRent {
    /// In hundred-millionths of a yuan.
    pub const fn e8(self) -> i64 {
        self.0
    }
}

/// Days on which one unit rent is in force; `step` is its place among the contract's steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RentPeriod {
    /// The days.
    pub days: DateRange,
    /// The rent in force.
    pub unit_rent: UnitRent,
    /// Which of the contract's steps it is.
    pub step: usize,
}

/// Days of a contract for which no unit rent can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RentGap {
    /// The days.
    pub days: DateRange,
    /// Why.
    pub reason: GapReason,
}

/// Why a day has no unit rent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapReason {
    /// No rent step is in force yet.
    NoStep,
    /// The step is in kind, and the grain has no price for the year.
    NoPrice {
        /// 品种.
        grain: compact_str::CompactString,
    },
    /// Kilograms × price is more than can be held.
    TooLarge,
}

/// The rents of one contract in one year: where they are known, and where not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearOfRent {
    /// The days with a unit rent, in order.
    pub periods: Vec<RentPeriod>,
    /// The days without one, in order.
    pub gaps: Vec<RentGap>,
}

impl YearOfRent {
    /// The rents of a contract on the days `range` (its part of the year). `steps` are the contract's own, by start date.
    pub fn new(range: DateRange, year: AccountingYear, steps: &[&RentStep], prices: &[&GrainPrice]) -> YearOfRent {
        let mut rents = YearOfRent::default();
        let first_start = steps.first().map_or(NaiveDate::MAX, |step| step.start_date);
        if let Some(days) =
            day_before(first_start).and_then(|eve| range.intersection(DateRange { first: range.first, last: eve }))
        {
            rents.gaps.push(RentGap { days, reason: GapReason::NoStep });
        }
        for (position, step) in steps.iter().enumerate() {
            let next_start = steps.get(position + 1).map_or(NaiveDate::MAX, |next| next.start_date);
            let in_force = day_before(next_start).and_then(|eve| DateRange::try_new(step.start_date, eve));
            let Some(days) = in_force.and_then(|in_force| in_force.intersection(range)) else { continue };
            match unit_rent(&step.standard, year, prices) {
                Ok(unit_rent) => rents.periods.push(RentPeriod { days, unit_rent, step: position }),
                Err(reason) => rents.gaps.push(RentGap { days, reason }),
            }
        }
        rents
    }

    /// The gaps that `active` days fall into.
    pub fn gaps_within(&self, active: DateRange) -> impl Iterator<Item = RentGap> {
        self.gaps.iter().filter_map(move |gap| {
            gap.days.intersection(active).map(|days| RentGap { days, reason: gap.reason.clone() })
        })
    }

    /// The rent due (应得) for `area` on the `active` days: Σ over days (size × unit rent of the day) / days of the year, one rounding
    /// at the end.
    pub fn due(&self, area: Area, active: DateRange, year: AccountingYear) -> Result<Money, Overflow> {
        // ten-thousandths of area × hundred-millionths of yuan × days, against fen × days of the year
        const AREA_E4_TIMES_RENT_E8_PER_FEN: i128 = 10_000_000_000;
        let mut rent_days: i128 = 0;
        for period in &self.periods {
            if let Some(days) = period.days.intersection(active) {
                rent_days += i128::from(period.unit_rent.0) * i128::from(days.days());
            }
        }
        let product = rent_days.checked_mul(i128::from(area.e4())).ok_or(Overflow)?;
        round_half_up(product, AREA_E4_TIMES_RENT_E8_PER_FEN * i128::from(year.days()))
    }
}

/// What a unit earns in `year` under a standard; in kind it is kilograms × the grain's price for the year.
fn unit_rent(standard: &RentStandard, year: AccountingYear, prices: &[&GrainPrice]) -> Result<UnitRent, GapReason> {
    let product = match standard {
        RentStandard::Money(yuan) => yuan.e4().checked_mul(10_000),
        RentStandard::InKind { kilograms, grain } => {
            let price = prices.iter().find(|price| price.grain == *grain && price.year == year);
            let price = price.ok_or_else(|| GapReason::NoPrice { grain: grain.clone() })?;
            kilograms.e4().checked_mul(price.price.e4())
        }
    };
    product.map(UnitRent).ok_or(GapReason::TooLarge)
}

fn day_before(day: NaiveDate) -> Option<NaiveDate> {
    match day == NaiveDate::MAX {
        true => Some(NaiveDate::MAX),
        false => day.checked_sub_days(Days::new(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quantity::{Kilograms, UnitPrice};

    fn range(first: &str, last: &str) -> DateRange {
        DateRange { first: first.parse().unwrap(), last: last.parse().unwrap() }
    }

    fn money_step(start: &str, yuan: i64) -> RentStep {
        let standard = RentStandard::Money(UnitPrice::from_e4(yuan * 10_000));
        RentStep { contract_no: "TD".into(), start_date: start.parse().unwrap(), standard }
    }

    fn year(number: i32) -> AccountingYear {
        AccountingYear::try_new(number).unwrap()
    }

    #[test]
    fn a_rent_that_steps_up_within_the_year_is_weighed_by_days() {
        let steps = [money_step("2008-04-01", 1500), money_step("2008-10-01", 1650)];
        let steps: Vec<&RentStep> = steps.iter().collect();
        let rents = YearOfRent::new(range("2008-04-01", "2008-12-31"), year(2008), &steps, &[]);
        let due = |area, first| rents.due(Area::from_e4(area), range(first, "2008-12-31"), year(2008));
        assert_eq!(due(25_000, "2008-04-01").map(Money::fen), Ok(291_189));
        assert_eq!(due(8_000, "2008-05-16").map(Money::fen), Ok(78_426));
        assert_eq!(rents.gaps, vec![]);
    }

    #[test]
    fn grain_is_worth_its_price_of_the_year_and_a_year_without_price_is_a_gap() {
        let standard = RentStandard::InKind { kilograms: Kilograms::from_e4(5_000_000), grain: "黄谷".into() };
        let step = RentStep { contract_no: "TD".into(), start_date: "2006-07-01".parse().unwrap(), standard };
        let price =
            GrainPrice {
                grain: "黄谷".into(), year: year(2008), price: UnitPrice::from_e4(18_800), source: "".into()
            };
        let whole_year = year(2008).range();
        let rents = YearOfRent::new(whole_year, year(2008), &[&step], &[&price]);
        assert_eq!(rents.due(Area::from_e4(13_333), whole_year, year(2008)).map(Money::fen), Ok(125_330));
        let unpriced = YearOfRent::new(year(2009).range(), year(2009), &[&step], &[&price]);
        assert_eq!(
            unpriced.gaps,
            vec![RentGap { days: year(2009).range(), reason: GapReason::NoPrice { grain: "黄谷".into() } }]
        );
    }

    #[test]
    fn days_before_the_first_step_are_a_gap() {
        let step = money_step("2008-07-01", 800);
        let rents = YearOfRent::new(year(2008).range(), year(2008), &[&step], &[]);
        assert_eq!(rents.gaps.len(), 1);
        assert_eq!(rents.gaps[0].days, range("2008-01-01", "2008-06-30"));
        assert_eq!(rents.gaps_within(range("2008-07-01", "2008-12-31")).count(), 0);
        assert_eq!(YearOfRent::new(year(2008).range(), year(2008), &[], &[]).gaps[0].days, year(2008).range());
    }
}
