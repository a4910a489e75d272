//! The equal-rights chart (同股同权图): a bar a batch, what a mu or a square metre earned in tier one, and what it earns with tier two. Coordinates are whole
//! numbers; bars are compared within one unit.

use super::amount::yuan;
use super::speech::Language;
use super::term::term;
use crate::domain::distribution::money_terms::MoneyTerms;
use crate::domain::money::{Money, round_half_up};
use crate::domain::quantity::{PerShare, Shares};
use crate::domain::statement::run_summary::{BatchSummary, RunSummary};

/// Where bars begin, how long the longest is, how far they lie apart, how high they are.
const LEFT: i64 = 100;
const LONGEST: i64 = 230;
const APART: i64 = 34;
const HEIGHT: i64 = 22;
/// Above the first bar of a chart.
const TOP: i64 = 10;

/// A chart of the batches of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// 亩 or ㎡, as readers call it.
    pub unit: String,
    /// Its bars.
    pub bars: Vec<Bar>,
    /// How wide it is.
    pub width: i64,
    /// How high it is.
    pub height: i64,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// 批次.
    pub batch: String,
    /// Where it begins.
    pub left: i64,
    /// Its upper edge.
    pub top: i64,
    /// Where text stands beside it.
    pub text_top: i64,
    /// How high it is.
    pub height: i64,
    /// How long its part of tier one is.
    pub tier_one: i64,
    /// Where its part of tier two begins.
    pub middle: i64,
    /// How long that is.
    pub tier_two: i64,
    /// Where its figures stand.
    pub right: i64,
    /// Its figures: tier one, and with tier two.
    pub figures: String,
}

/// The charts of a run, one a unit. Tier two shows where the charter says how many shares a unit brings.
pub fn charts(summary: &RunSummary, terms: &MoneyTerms, language: Language) -> Vec<Chart> {
    let mut units: Vec<&str> = Vec::new();
    for batch in &summary.batches {
        if !units.contains(&batch.unit.as_str()) {
            units.push(&batch.unit);
        }
    }
    let of_unit = |unit: &&str| {
        let batches: Vec<&BatchSummary> = summary.batches.iter().filter(|batch| batch.unit == **unit).collect();
        let ratio = if *unit == "亩" { terms.shares_per_mu } else { terms.shares_per_square_metre };
        chart(unit, &batches, tier_two_per_unit(summary, ratio), language)
    };
    units.iter().map(of_unit).collect()
}

/// What tier two gives for a unit: per share × shares that it brought, to the fen.
fn tier_two_per_unit(summary: &RunSummary, ratio: Option<Shares>) -> Option<Money> {
    let rate: PerShare = summary.tier_two.as_ref()?.per_share?;
    round_half_up(rate.e6().checked_mul(i128::from(ratio?.e4()))?, 100_000_000).ok()
}

fn chart(unit: &str, batches: &[&BatchSummary], tier_two: Option<Money>, language: Language) -> Chart {
    let more = tier_two.unwrap_or_default().fen();
    let largest = batches.iter().map(|batch| batch.net_per_unit.fen().saturating_add(more)).max().unwrap_or_default();
    let long = |fen: i64| i64::try_from(i128::from(fen.max(0)) * i128::from(LONGEST) / i128::from(largest.max(1)));
    let bars = (0..).zip(batches).map(|(position, batch)| {
        let top = TOP + position * APART;
        let (one, two) = (long(batch.net_per_unit.fen()).unwrap_or_default(), long(more).unwrap_or_default());
        let (net, with) = (yuan(batch.net_per_unit), Money::from_fen(batch.net_per_unit.fen().saturating_add(more)));
        Bar {
            batch: batch.batch.clone(),
            left: LEFT,
            top,
            text_top: top + HEIGHT - 7,
            height: HEIGHT,
            tier_one: one,
            middle: LEFT + one,
            tier_two: two,
            right: LEFT + one + two + 10,
            figures: if tier_two.is_some() { format!("{net} → {}", yuan(with)) } else { net },
        }
    });
    let bars: Vec<Bar> = bars.collect();
    let height = TOP + bars.len() as i64 * APART;
    Chart { unit: term(unit, language).to_owned(), bars, width: LEFT + LONGEST + 170, height }
}
