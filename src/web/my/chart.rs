//! Years side by side, as bars that print: green and full for tier one, ochre and hatched for tier two.

use crate::application::distribution::query::StatementView;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use std::collections::BTreeMap;

/// Where bars begin and how long the longest is, in units of the drawing.
const LEFT: i64 = 70;
const LONGEST: i64 = 420;
const ROW: i64 = 40;

/// A year's row: what is effective, or what is still up and may yet change.
pub struct YearRow {
    pub year: AccountingYear,
    pub is_effective: bool,
    pub one: Money,
    pub two: Money,
    pub net: Money,
    /// From the top of the drawing.
    pub y: i64,
    pub text_y: i64,
    pub one_width: i64,
    pub two_x: i64,
    pub two_width: i64,
    pub text_x: i64,
}

/// A chart of years, the latest first.
pub struct YearChart {
    pub rows: Vec<YearRow>,
    pub height: i64,
    pub left: i64,
}

impl YearChart {
    /// Of everything that a member was given.
    pub fn new(statements: &[StatementView]) -> YearChart {
        let mut years: BTreeMap<(AccountingYear, bool), [i64; 3]> = BTreeMap::new();
        for view in statements {
            let key = (view.run.run.run.year, !view.run.standing.is_under_procedure());
            let of_year = years.entry(key).or_default();
            let statement = &view.statement;
            let amounts = [statement.tier_one, statement.tier_two, statement.net];
            of_year.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount.fen());
        }
        let longest = years.values().map(|[one, two, _]| one.max(&0) + two.max(&0)).max().unwrap_or_default().max(1);
        // Through the wide product: a fen more or less is no longer seen, and nothing overflows.
        let width = |fen: i64| {
            let scaled = i128::from(fen.max(0)) * i128::from(LONGEST) / i128::from(longest);
            i64::try_from(scaled).unwrap_or(LONGEST)
        };
        let row = |(position, ((year, is_effective), [one, two, net])): (usize, ((AccountingYear, bool), [i64; 3]))| {
            let y = i64::try_from(position).unwrap_or_default() * ROW + 12;
            let (one_width, two_width) = (width(one), width(two));
            YearRow {
                year,
                is_effective,
                one: Money::from_fen(one),
                two: Money::from_fen(two),
                net: Money::from_fen(net),
                y,
                text_y: y + 17,
                one_width,
                two_x: LEFT + one_width,
                two_width,
                text_x: LEFT + one_width + two_width + 8,
            }
        };
        let rows: Vec<YearRow> = years.into_iter().rev().enumerate().map(row).collect();
        let height = i64::try_from(rows.len()).unwrap_or_default() * ROW + 12;
        YearChart { rows, height, left: LEFT }
    }
}
