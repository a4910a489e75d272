//! Tables of the charter's terms and the years' plans.

use super::contract::year;
use super::db::{Row, Value};
use super::entry::{FactTable, broken};
use super::error::Stored;
use crate::domain::distribution::plan::{Plan, PlanItem};
use crate::domain::fact::Fact;
use crate::domain::governance::charter::{CharterItem, CharterTerm};
use crate::domain::money::Money;

pub(super) const CHARTER_TERM: FactTable = FactTable {
    name: "charter_term",
    columns: &["item", "value", "effective_date"],
    write: write_term,
    read: read_term,
};

fn write_term<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::CharterTerm(term) = fact else { return };
    let item = Value::owned(term.item.zh().into_string());
    values.extend([item, Value::text(&term.value), Value::optional_date(term.effective_date)]);
}

fn read_term(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let item = row.text(first)?;
    Ok(Fact::CharterTerm(CharterTerm {
        item: CharterItem::lookup(item).ok_or_else(|| broken("charter_term", "item", item))?,
        value: row.text(first + 1)?.into(),
        effective_date: row.optional_date(first + 2)?,
    }))
}

/// The amounts of a plan, in the order of their columns.
const AMOUNTS: [PlanItem; 12] = [
    PlanItem::CompanyCapital,
    PlanItem::CompanyReserveBalance,
    PlanItem::CompanyProfit,
    PlanItem::CompanyUncoveredLoss,
    PlanItem::CompanyUndistributed,
    PlanItem::CompanyDiscretionaryReserve,
    PlanItem::CompanyDividend,
    PlanItem::OtherNetIncome,
    PlanItem::UncoveredLoss,
    PlanItem::Undistributed,
    PlanItem::OtherAppropriations,
    PlanItem::TierTwoPool,
];

pub(super) const DISTRIBUTION_PLAN: FactTable = FactTable {
    name: "distribution_plan",
    columns: &[
        "plan_year",
        "record_date",
        "cut_off_date",
        "company_capital_fen",
        "company_reserve_balance_fen",
        "company_profit_fen",
        "company_uncovered_loss_fen",
        "company_undistributed_fen",
        "company_discretionary_reserve_fen",
        "company_dividend_fen",
        "other_net_income_fen",
        "uncovered_loss_fen",
        "undistributed_fen",
        "other_appropriations_fen",
        "tier_two_pool_fen",
    ],
    write: write_plan,
    read: read_plan,
};

fn write_plan<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::Plan(year, plan) = fact else { return };
    values.push(Value::Int(i64::from(year.number())));
    values.extend([Value::optional_date(plan.record_date), Value::optional_date(plan.cut_off)]);
    values.extend(AMOUNTS.iter().map(|item| Value::optional_int(plan.given(*item).map(Money::fen))));
}

fn read_plan(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let mut plan =
        Plan { record_date: row.optional_date(first + 1)?, cut_off: row.optional_date(first + 2)?, ..Plan::default() };
    for (position, item) in AMOUNTS.iter().enumerate() {
        if let Some(fen) = row.optional_int(first + 3 + position)? {
            plan.amounts.insert(*item, Money::from_fen(fen));
        }
    }
    Ok(Fact::Plan(year("distribution_plan", "plan_year", row.int(first)?)?, plan))
}
