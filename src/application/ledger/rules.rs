//! The posting rules that the program carries, as an accountant reads them.

use super::chart::chart;
use crate::application::Outcome;
use crate::domain::ledger::account::Side;
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::chart::Chart;
use crate::domain::ledger::posting_rule::{LegAccount, PeriodRule, PostingRule, PostingRules};
use crate::domain::ledger::refusal::LedgerRefusal;
use std::collections::BTreeMap;
use strum::IntoEnumIterator;

const SHIPPED: &str = include_str!("../../../reports/posting-rules.csv");

/// All rules.
///
/// # Errors
/// Where a row is no leg of a rule.
pub fn posting_rules() -> Result<PostingRules, LedgerRefusal> {
    parse(SHIPPED)
}

/// The chart that a book of each kind usually has, for the names of the accounts that rules post to.
///
/// # Errors
/// Where a chart cannot be read.
pub fn usual_charts() -> Outcome<BTreeMap<BookKind, Chart>> {
    BookKind::iter().map(|kind| Ok((kind, chart(kind.usual_chart())?))).collect()
}

/// Reads 规则, 名称, 版本, 账套类别, 期间, 腿, 方向, 科目, 依据; a row a leg.
fn parse(text: &str) -> Result<PostingRules, LedgerRefusal> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut rules = PostingRules::new();
    for (position, record) in reader.records().enumerate() {
        let row = position as u64 + 2;
        let unfit = |column, given: &str| LedgerRefusal::ChartRowUnfit { row, column, given: given.to_owned() };
        let record = record.map_err(|error| unfit("规则", &error.to_string()))?;
        let field = |at: usize| record.get(at).unwrap_or_default().trim();
        let rule = PostingRule {
            code: field(0).into(),
            name: field(1).to_owned(),
            version: field(2).parse().map_err(|_| unfit("版本", field(2)))?,
            book_kind: BookKind::lookup(field(3)).ok_or_else(|| unfit("账套类别", field(3)))?,
            period: PeriodRule::lookup(field(4)).ok_or_else(|| unfit("期间", field(4)))?,
            legs: BTreeMap::new(),
        };
        let leg = LegAccount {
            side: Side::lookup(field(6)).ok_or_else(|| unfit("方向", field(6)))?,
            account: field(7).into(),
            basis: field(8).to_owned(),
        };
        rules.entry(rule.code.clone()).or_insert(rule).legs.insert(field(5).to_owned(), leg);
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leg_of_every_rule_goes_to_an_account_that_can_be_posted_to() {
        let rules = posting_rules().unwrap();
        assert!(rules.len() >= 12);
        for rule in rules.values() {
            // Rules are listed by code: what refers to the row above would point elsewhere.
            assert!(
                rule.legs.values().all(|leg| !leg.basis.is_empty() && !leg.basis.contains("同上")),
                "{}",
                rule.code
            );
            let chart = chart(rule.book_kind.usual_chart()).unwrap();
            for leg in rule.legs.values() {
                assert!(chart.postable("", &leg.account).is_ok(), "{} {}", rule.code, leg.account);
            }
            let has = |side| rule.legs.values().any(|leg| leg.side == side);
            assert!(has(Side::Debit) && has(Side::Credit), "{} has both sides", rule.code);
        }
        assert!(matches!(parse("规则\nx,甲,一"), Err(LedgerRefusal::ChartRowUnfit { row: 2, column: "版本", .. })));
    }
}
