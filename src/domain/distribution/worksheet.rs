//! The worksheet (分配计算表): a run computed, every figure with its operands.

use super::company_appropriation::CompanyAppropriation;
use super::control_total::{ControlTotal, control_totals};
use super::equal_rights::{EqualRights, equal_rights};
use super::inputs::Inputs;
use super::money_terms::MoneyTerms;
use super::plan::{Plan, PlanItem};
use super::refusal::DistributionRefusal;
use super::tier_one::{TierOne, TierOneLine, tier_one};
use super::tier_two::{TierTwo, holdings_below_zero, tier_two};
use super::waterfall::Waterfall;
use crate::domain::money::{Money, round_half_up};
use crate::domain::quantity::{Rate, Shares};
use std::ops::Range;

/// One member's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementFigures {
    /// A position in [`Inputs::members`].
    pub member: u32,
    /// Their lines, positions in [`TierOne::lines`].
    pub lines: Range<u32>,
    /// Shares that take part in tier two.
    pub shares: Shares,
    /// 一次分配: payable less fees, over all lines; below zero where earlier runs gave more than too little.
    pub tier_one: Money,
    /// 二次分配 of this run.
    pub tier_two: Money,
    /// 代扣个人所得税 of this run.
    pub tax: Money,
    /// What this run newly wants back: every difference below zero, taken positive.
    pub reclaimed: Money,
    /// 应扣回: what is wanted back in all, by this run and earlier ones.
    pub recovery: Money,
    /// 本次扣回: taken from this run's net.
    pub recovered: Money,
    /// 实发: what is paid.
    pub net: Money,
}

impl StatementFigures {
    /// What waits to be taken from the next run.
    pub fn recovery_carried(&self) -> Money {
        Money::from_fen(self.recovery.fen() - self.recovered.fen())
    }
}

/// A run, computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worksheet {
    /// The charter's terms that were applied.
    pub terms: MoneyTerms,
    /// By contract and line.
    pub tier_one: TierOne,
    /// The company's year; none in an arrears run, as for the two below.
    pub company: Option<CompanyAppropriation>,
    /// The cooperative's year.
    pub waterfall: Option<Waterfall>,
    /// By share.
    pub tier_two: Option<TierTwo>,
    /// In member-number order; members with neither tier are left out.
    pub statements: Vec<StatementFigures>,
    /// 同股同权.
    pub equal_rights: EqualRights,
    /// All of them hold.
    pub control_totals: Vec<ControlTotal>,
}

impl Worksheet {
    /// Whether no member gets or owes anything by it: no line and no share pays, nothing is newly wanted back and nothing taken.
    pub fn moves_nothing(&self) -> bool {
        let pays_nothing = |line: &TierOneLine| line.payable.is_zero() && line.fee.is_zero();
        let gives_nothing = |one: &StatementFigures| {
            [one.tier_two, one.tax, one.reclaimed, one.recovered].into_iter().all(|amount| amount.is_zero())
        };
        self.tier_one.lines.iter().all(pays_nothing) && self.statements.iter().all(gives_nothing)
    }
}

/// Computes a run from its pinned inputs, or names everything that stands against it.
pub fn compute(inputs: &Inputs<'_>) -> Result<Worksheet, Vec<DistributionRefusal>> {
    let (plan, terms) = preconditions(inputs);
    let fee_rate = terms.as_ref().map_or(Rate::ZERO, |terms| terms.fee_rate);
    let tier_one = tier_one(inputs, fee_rate);
    let below_zero = holdings_below_zero(inputs);
    let company = match &plan {
        Ok(plan) if inputs.header.kind.has_tier_two() => CompanyAppropriation::try_new(plan).map(Some).map_err(one),
        _ => Ok(None),
    };
    let waterfall = match (&plan, &terms, &company) {
        (Ok(plan), Ok(terms), Ok(Some(company))) => {
            Waterfall::try_new(plan, terms, company.dividend).map(Some).map_err(one)
        }
        _ => Ok(None),
    };
    let below_zero = if below_zero.is_empty() { Ok(()) } else { Err(below_zero) };
    let (terms, tier_one, company, waterfall) = match (plan, terms, tier_one, company, waterfall, below_zero) {
        (Ok(_), Ok(terms), Ok(tier_one), Ok(company), Ok(waterfall), Ok(())) => (terms, tier_one, company, waterfall),
        (plan, terms, tier_one, company, waterfall, below_zero) => {
            let refusals = [plan.err(), terms.err(), tier_one.err(), company.err(), waterfall.err(), below_zero.err()];
            return Err(each_once(refusals.into_iter().flatten().flatten()));
        }
    };
    let second = match &waterfall {
        Some(fall) => Some(tier_two(inputs, &terms, fall.pool).map_err(one)?),
        None => None,
    };
    let statements = statements(inputs, &terms, &tier_one, second.as_ref()).map_err(one)?;
    let equal_rights = equal_rights(inputs, &terms, &tier_one, second.as_ref()).map_err(one)?;
    let mut worksheet = Worksheet {
        terms,
        tier_one,
        company,
        waterfall,
        tier_two: second,
        statements,
        equal_rights,
        control_totals: Vec::new(),
    };
    worksheet.control_totals = control_totals(inputs, &worksheet).map_err(|overflow| one(overflow.into()))?;
    let broken: Vec<_> =
        worksheet.control_totals.iter().filter(|total| !total.holds()).map(ControlTotal::refusal).collect();
    if broken.is_empty() { Ok(worksheet) } else { Err(broken) }
}

fn one(refusal: DistributionRefusal) -> Vec<DistributionRefusal> {
    vec![refusal]
}

fn each_once(refusals: impl Iterator<Item = DistributionRefusal>) -> Vec<DistributionRefusal> {
    let mut found = Vec::new();
    for refusal in refusals {
        if !found.contains(&refusal) {
            found.push(refusal);
        }
    }
    found
}

type Precondition<T> = Result<T, Vec<DistributionRefusal>>;

/// The plan and the terms, where they are complete.
fn preconditions<'i>(inputs: &'i Inputs<'_>) -> (Precondition<&'i Plan>, Precondition<MoneyTerms>) {
    let terms = MoneyTerms::try_new(inputs.charter.iter().copied())
        .map_err(|missing| missing.into_iter().map(|item| DistributionRefusal::CharterTermMissing { item }).collect());
    let Some(plan) = &inputs.plan else {
        return (Err(vec![DistributionRefusal::PlanMissing { year: inputs.year() }]), terms);
    };
    let mut refusals: Vec<DistributionRefusal> = match inputs.header.kind.has_tier_two() {
        true => plan.missing().into_iter().map(|item| DistributionRefusal::PlanItemMissing { item }).collect(),
        false => Vec::new(),
    };
    let opening_of = |item: PlanItem| plan.amount(item);
    refusals.extend(inputs.openings.iter().filter(|opening| opening_of(opening.item) != opening.amount).map(
        |opening| {
            let (item, given) = (opening.item, opening_of(opening.item));
            DistributionRefusal::OpeningDiffers { item, given, expected: opening.amount, run: opening.run }
        },
    ));
    let unlike = inputs.books.iter().filter(|figure| plan.amount(figure.item) != figure.amount);
    refusals.extend(unlike.map(|figure| DistributionRefusal::FigureUnlikeBooks {
        item: figure.item,
        given: plan.amount(figure.item),
        books: figure.amount,
        book: figure.book.clone(),
    }));
    (if refusals.is_empty() { Ok(plan) } else { Err(refusals) }, terms)
}

/// One statement for every member with a line, shares that take part, or something to give back.
fn statements(
    inputs: &Inputs<'_>,
    terms: &MoneyTerms,
    tier_one: &TierOne,
    tier_two: Option<&TierTwo>,
) -> Result<Vec<StatementFigures>, DistributionRefusal> {
    let mut statements = Vec::with_capacity(inputs.members.len());
    let mut next_line = 0_usize;
    for member in 0..inputs.members.len() {
        let first_line = next_line;
        let inputs_end = inputs.lines_of(member).end;
        while tier_one.lines.get(next_line).is_some_and(|line| (line.input as usize) < inputs_end) {
            next_line += 1;
        }
        let shares = tier_two.map_or(Shares::ZERO, |tier| tier.shares[member]);
        let given_tier_two = inputs.given_tier_two.get(&(member as u32)).copied().unwrap_or_default();
        let recovery = inputs.recoveries.get(&(member as u32)).copied().unwrap_or_default();
        let takes_part = tier_two.is_some() && (shares > Shares::ZERO || !given_tier_two.amount.is_zero());
        if first_line == next_line && !takes_part && recovery.is_zero() {
            continue;
        }
        let mut figures = StatementFigures {
            member: member as u32,
            lines: first_line as u32..next_line as u32,
            shares,
            tier_one: Money::ZERO,
            tier_two: Money::ZERO,
            tax: Money::ZERO,
            reclaimed: Money::ZERO,
            recovery,
            recovered: Money::ZERO,
            net: Money::ZERO,
        };
        if let Some(tier) = tier_two {
            let entitled = tier.entitlements[member];
            let tax_e6 = i128::from(terms.withholding_tax_rate.millionths()) * i128::from(entitled.fen());
            figures.tier_two = entitled.minus(given_tier_two.amount)?;
            figures.tax = round_half_up(tax_e6, Rate::ONE_E6)?.minus(given_tier_two.deduction)?;
        }
        settle(&mut figures, &tier_one.lines[first_line..next_line])?;
        statements.push(figures);
    }
    Ok(statements)
}

/// Differences above zero are paid, those below zero reclaimed; the net is never below zero, and what is left waits for the next run.
fn settle(figures: &mut StatementFigures, lines: &[TierOneLine]) -> Result<(), DistributionRefusal> {
    let mut earned = Money::ZERO;
    for line in lines {
        let net = line.net()?;
        figures.tier_one = figures.tier_one.plus(net)?;
        earned = earned.plus(net.or_zero())?;
    }
    let second = figures.tier_two.minus(figures.tax)?;
    earned = earned.plus(second.or_zero())?;
    figures.reclaimed = earned.minus(figures.tier_one)?.minus(second)?;
    figures.recovery = figures.recovery.plus(figures.reclaimed)?;
    figures.recovered = figures.recovery.min(earned);
    figures.net = earned.minus(figures.recovered)?;
    Ok(())
}
