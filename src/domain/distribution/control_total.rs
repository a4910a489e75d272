//! The five control totals (控制总数) of a run: exact, checked before it can be put forward, printed on it, checked again by `verify`.

use super::inputs::Inputs;
use super::refusal::DistributionRefusal;
use super::worksheet::Worksheet;
use crate::domain::money::{Money, Overflow};
use crate::domain::quantity::Shares;
use compact_str::{CompactString, ToCompactString};
use std::collections::BTreeMap;

/// One equation of a run, both sides written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlTotal {
    /// Which of the five.
    pub number: u8,
    /// What it is about: a contract, a class, or the whole run.
    pub subject: CompactString,
    /// Its left side.
    pub left: CompactString,
    /// Its right side.
    pub right: CompactString,
}

impl ControlTotal {
    fn new(number: u8, subject: &str, left: impl ToCompactString, right: impl ToCompactString) -> ControlTotal {
        ControlTotal {
            number,
            subject: subject.into(),
            left: left.to_compact_string(),
            right: right.to_compact_string(),
        }
    }

    /// Whether the sides are equal.
    pub fn holds(&self) -> bool {
        self.left == self.right
    }

    /// The refusal that a broken total is.
    pub fn refusal(&self) -> DistributionRefusal {
        DistributionRefusal::ControlTotalBroken {
            number: self.number,
            subject: self.subject.clone(),
            left: self.left.clone(),
            right: self.right.clone(),
        }
    }
}

/// Draws up every control total of a computed run, each side from its own source.
pub fn control_totals(inputs: &Inputs<'_>, worksheet: &Worksheet) -> Result<Vec<ControlTotal>, Overflow> {
    let mut totals = per_contract(inputs, worksheet)?;
    if let (Some(fall), Some(tier)) = (&worksheet.waterfall, &worksheet.tier_two) {
        let paid = Money::sum(tier.entitlements.iter().copied())?;
        totals.push(ControlTotal::new(2, "二次分配", paid.plus(tier.residue)?, fall.pool));
        totals.push(ControlTotal::new(
            2,
            "可供成员分配",
            fall.pool.plus(fall.undistributed)?,
            fall.available_to_members,
        ));
    }
    totals.push(statements(worksheet)?);
    if let (Some(fall), Some(tier)) = (&worksheet.waterfall, &worksheet.tier_two) {
        let income = fall.net_income.plus(fall.brought_forward)?;
        let carried_forward = fall.undistributed.plus(tier.residue)?;
        let uses = Money::sum([fall.reserve, fall.levy, fall.other, tier.paid, carried_forward])?;
        totals.push(ControlTotal::new(4, "净收益+上期结转", income, uses));
    }
    totals.extend(per_class(inputs));
    Ok(totals)
}

/// 1. Σ lines, earlier runs included, + left on the contract = collected.
fn per_contract(inputs: &Inputs<'_>, worksheet: &Worksheet) -> Result<Vec<ControlTotal>, Overflow> {
    let mut given = vec![Money::ZERO; inputs.contracts.len()];
    for line in &worksheet.tier_one.lines {
        let contract = &mut given[inputs.lines[line.input as usize].contract as usize];
        let before = inputs.given_lines.get(&line.input).map_or(Money::ZERO, |given| given.amount);
        *contract = contract.plus(line.payable)?.plus(before)?;
    }
    let one = |((contract, totals), given): (
        (&super::inputs::ContractInput<'_>, &super::tier_one::ContractTotals),
        Money,
    )| {
        let received = Money::sum(contract.receipts.iter().map(|(_, amount, _)| *amount))?;
        Ok(ControlTotal::new(1, contract.contract_no, given.plus(totals.left)?, received))
    };
    inputs.contracts.iter().zip(&worksheet.tier_one.contracts).zip(given).map(one).collect()
}

/// 3. Σ statements = Σ tier one net + Σ tier two, less tax and what is recovered.
fn statements(worksheet: &Worksheet) -> Result<ControlTotal, Overflow> {
    let net = Money::sum(worksheet.statements.iter().map(|statement| statement.net))?;
    let recovered = Money::sum(worksheet.statements.iter().map(|statement| statement.recovered))?;
    let tax = Money::sum(worksheet.statements.iter().map(|statement| statement.tax))?;
    let mut lines = worksheet.tier_one.lines.iter();
    let tier_one = lines.try_fold(Money::ZERO, |sum, line| sum.plus(line.payable.minus(line.fee)?))?;
    let tier_two = Money::sum(worksheet.statements.iter().map(|statement| statement.tier_two))?;
    // What a run newly wants back lowers the tiers themselves, so only what stays open of it is added again.
    let reclaimed = Money::sum(worksheet.statements.iter().map(|statement| statement.reclaimed))?;
    let left = net.plus(tax)?.plus(recovered)?;
    let right = tier_one.plus(tier_two)?.plus(reclaimed)?;
    Ok(ControlTotal::new(3, "对账单", left, right))
}

/// 5. Holdings by class on the record date = Σ movements by kind.
fn per_class(inputs: &Inputs<'_>) -> Vec<ControlTotal> {
    let mut held: BTreeMap<&str, i64> = BTreeMap::new();
    for holding in &inputs.holdings {
        *held.entry(inputs.classes[holding.class as usize].as_str()).or_default() += holding.shares.e4();
    }
    let mut moved: BTreeMap<&str, i64> = BTreeMap::new();
    for (class, _, shares) in &inputs.movements {
        *moved.entry(class.as_str()).or_default() += shares.e4();
    }
    let classes: std::collections::BTreeSet<&str> = held.keys().chain(moved.keys()).copied().collect();
    let shares = |side: &BTreeMap<&str, i64>, class| Shares::from_e4(side.get(class).copied().unwrap_or_default());
    classes.into_iter().map(|class| ControlTotal::new(5, class, shares(&held, class), shares(&moved, class))).collect()
}
