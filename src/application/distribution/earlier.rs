//! What earlier runs leave to a new one: what they gave, what they still want back, what they carried forward, and which drafts are replaced.

use super::query::Standing;
use super::{DistributionRequest, query};
use crate::application::governance::motions;
use crate::application::payment::recoveries_written_off;
use crate::application::{Failure, Outcome};
use crate::domain::contribution::ObjectKind;
use crate::domain::distribution::inputs::{Given, Opening};
use crate::domain::distribution::plan::PlanItem;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::fact::FactKind;
use crate::domain::governance::seal::Hash;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::quantity::Area;
use crate::domain::statement::member_statement::MemberStatement;
use crate::domain::statement::run_summary::RunSummary;
use crate::storage::db::Tx;
use crate::storage::distribution::{self as runs, Run};
use crate::storage::entry;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What makes a line the same line in another run: contract, object, first day.
pub type LineKey = (CompactString, ObjectKind, CompactString, NaiveDate);

/// What a member was given by earlier runs, and what is wanted back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenToMember {
    /// Name, household and group as they stood on the last statement.
    pub identity: [CompactString; 3],
    /// Line by line, with the size it had.
    pub lines: BTreeMap<LineKey, (Given, Area)>,
    /// In tier two: amount and tax.
    pub tier_two: Option<Given>,
    /// What is still wanted back.
    pub recovery: Money,
}

/// Everything that earlier runs leave.
pub struct Earlier {
    /// The number of the new run.
    pub run: RunNumber,
    /// Drafts that the new one replaces, and those that rest on them.
    pub superseded: Vec<RunNumber>,
    /// Of those, what is before the bodies, and as which motion: votes and notice are void by it.
    pub voided: Vec<(RunNumber, u32)>,
    /// The runs that the new one rests on.
    pub rests_on: Vec<(RunNumber, Hash)>,
    /// What the plan's openings must be.
    pub openings: Vec<Opening>,
    /// By member number.
    pub given: BTreeMap<CompactString, GivenToMember>,
    /// The latest cut-off of the year's runs that count.
    pub latest_cut_off: Option<NaiveDate>,
    /// The record date of the run that is followed.
    pub followed_record_date: Option<NaiveDate>,
    /// The latest of the year's runs of both tiers that count.
    both_tiers: Option<RunSummary>,
}

impl Earlier {
    /// Reads the runs that count.
    ///
    /// # Errors
    /// Where the run that is to be followed is not there or no longer counts.
    pub fn load(tx: &mut Tx<'_>, cooperative_id: Uuid, request: DistributionRequest) -> Outcome<Earlier> {
        let all = runs::all(tx, cooperative_id)?;
        let motions = motions(tx, cooperative_id)?;
        let is_effective = |run: &Run| matches!(Standing::of(run, &motions), Standing::Effective(..));
        let of_year = all.iter().filter(|run| run.run.year == request.year);
        let number = of_year.map(|run| run.run.number).max().unwrap_or_default() + 1;
        let standing = summaries(&all)?;
        let is_same_annual =
            |run: &Run| request.kind == RunKind::Annual && run.kind == RunKind::Annual && run.run.year == request.year;
        if let Some((run, _)) = standing.iter().find(|(run, _)| is_same_annual(run) && is_effective(run)) {
            return Err(Failure::refused(DistributionRefusal::RunEffectiveAlready { run: run.run }));
        }
        let (effective, drafts): (Vec<_>, Vec<_>) = standing.into_iter().partition(|(run, _)| is_effective(run));
        let superseded = superseded_by(&drafts, request);
        let replaced = drafts.iter().map(|(run, _)| *run).filter(|run| superseded.contains(&run.run));
        let before_bodies = replaced.filter_map(|run| match Standing::of(run, &motions) {
            Standing::UnderProcedure(motion_no) => Some((run.run, motion_no)),
            _ => None,
        });
        let voided = before_bodies.collect();
        let mut drafts = drafts;
        drafts.retain(|(run, _)| !superseded.contains(&run.run));
        // Bodies approve runs: where there are any, only what they approved counts.
        let mut counting = effective;
        if !has_bodies(tx, cooperative_id)? {
            counting.append(&mut drafts);
            counting.sort_by_key(|(run, _)| run.run);
        }
        let mut earlier = Earlier {
            run: RunNumber { year: request.year, number },
            superseded: superseded.into_iter().collect(),
            voided,
            rests_on: Vec::new(),
            openings: Vec::new(),
            given: BTreeMap::new(),
            latest_cut_off: None,
            followed_record_date: None,
            both_tiers: None,
        };
        if request.kind.has_tier_two() {
            earlier.take_openings(&counting, request.year);
        }
        if let Some(follows) = request.follows {
            let followed = RunNumber { year: request.year, number: follows };
            if drafts.iter().any(|(run, _)| run.run == followed) {
                return Err(Failure::refused(DistributionRefusal::RunNotEffective { run: followed }));
            }
            earlier.follow(&counting, followed)?;
            if let (Some(given), Some(latest)) = (request.cut_off, earlier.latest_cut_off)
                && given < latest
            {
                return Err(Failure::refused(DistributionRefusal::CutOffBeforeEarlier { given, latest }));
            }
            for (run, summary) in counting.iter().filter(|(run, _)| run.run.year == request.year) {
                earlier.take_given(tx, cooperative_id, run)?;
                if summary.waterfall.is_some() {
                    earlier.both_tiers = Some(summary.clone());
                }
            }
        }
        let mut with_recoveries: Vec<&Run> =
            counting.iter().filter(|(_, summary)| !summary.totals.recovery.is_zero()).map(|(run, _)| *run).collect();
        with_recoveries.sort_by_key(|run| (run.occurred_at, run.run));
        for run in with_recoveries {
            earlier.take_recoveries(tx, cooperative_id, run)?;
        }
        earlier.rests_on.sort_unstable();
        earlier.rests_on.dedup();
        Ok(earlier)
    }

    /// Whether the company's and the cooperative's year stand in a run as they stood before; a run of tier one alone says nothing of them.
    pub fn has_the_year_of(&self, summary: &RunSummary) -> bool {
        let same = |before: &RunSummary| (&before.company, &before.waterfall) == (&summary.company, &summary.waterfall);
        summary.waterfall.is_none() || self.both_tiers.as_ref().is_some_and(same)
    }

    fn rest_on(&mut self, run: &Run) {
        self.rests_on.push((run.run, run.seal.hash()));
    }

    /// Next year opens with what last year's latest run of both tiers carried forward.
    fn take_openings(&mut self, counting: &[(&Run, RunSummary)], year: AccountingYear) {
        let last_year = counting.iter().filter(|(run, _)| run.run.year.number() == year.number() - 1);
        let latest = last_year.filter(|(_, summary)| summary.waterfall.is_some()).max_by_key(|(run, _)| run.run);
        let Some((run, RunSummary { company: Some(company), waterfall: Some(fall), tier_two: Some(tier), .. })) =
            latest
        else {
            return;
        };
        let carried = Money::from_fen(fall.undistributed.fen() + tier.residue.fen());
        let loss = |amount: Money| Money::from_fen(-amount.fen()).or_zero();
        self.openings = [
            (PlanItem::CompanyUncoveredLoss, loss(company.carried_forward)),
            (PlanItem::CompanyUndistributed, company.carried_forward.or_zero()),
            (PlanItem::UncoveredLoss, loss(carried)),
            (PlanItem::Undistributed, carried.or_zero()),
        ]
        .map(|(item, amount)| Opening { item, amount, run: run.run })
        .to_vec();
        self.rest_on(run);
    }

    fn follow(&mut self, counting: &[(&Run, RunSummary)], follows: RunNumber) -> Outcome<()> {
        let Some((_, followed)) = counting.iter().find(|(run, _)| run.run == follows) else {
            let counting = counting.iter().map(|(run, _)| run.run).filter(|run| run.year == follows.year).collect();
            return Err(Failure::refused(DistributionRefusal::FollowedRunUnknown { run: follows, counting }));
        };
        self.followed_record_date = Some(followed.header.record_date);
        let of_year = counting.iter().filter(|(run, _)| run.run.year == follows.year);
        self.latest_cut_off = of_year.map(|(_, summary)| summary.header.cut_off).max();
        Ok(())
    }

    /// Adds what a run gave, line by line.
    fn take_given(&mut self, tx: &mut Tx<'_>, cooperative_id: Uuid, run: &Run) -> Outcome<()> {
        self.rest_on(run);
        let given = &mut self.given;
        runs::each_statement(tx, cooperative_id, run.run, |member_no, _, content| {
            let statement = MemberStatement::parse(content).map_err(query::broken)?;
            let member = member(given, member_no, &statement);
            for line in &statement.lines {
                let object = if line.object == ObjectKind::Shop.zh() { ObjectKind::Shop } else { ObjectKind::Parcel };
                let key = (line.contract_no.as_str().into(), object, line.object_no.as_str().into(), line.entry_date);
                let (sum, area) = member.lines.entry(key).or_default();
                add(sum, line.payable, line.fee)?;
                *area = line.area;
            }
            if run.kind.has_tier_two() {
                add(member.tier_two.get_or_insert_default(), statement.tier_two, statement.tax)?;
            }
            Ok(())
        })
    }

    /// What is wanted back is carried from run to run: the latest that speaks of a member knows all of it, less
    /// what was written off since. The new run rests on each,
    /// also where nothing is left: it is left with nothing because of them.
    fn take_recoveries(&mut self, tx: &mut Tx<'_>, cooperative_id: Uuid, run: &Run) -> Outcome<()> {
        self.rest_on(run);
        let written_off = recoveries_written_off(tx, cooperative_id, run.run)?;
        let given = &mut self.given;
        runs::each_statement(tx, cooperative_id, run.run, |member_no, _, content| {
            // Parsing is only worth it for those who owe something.
            if content.contains("\nrecovery\t") {
                let statement = MemberStatement::parse(content).map_err(query::broken)?;
                let given_up = written_off.get(member_no).copied().unwrap_or_default();
                let left = Money::from_fen(statement.recovery.fen() - statement.recovered.fen() - given_up.fen());
                member(given, member_no, &statement).recovery = left;
            }
            Ok::<(), Failure>(())
        })
    }
}

fn member<'g>(
    given: &'g mut BTreeMap<CompactString, GivenToMember>,
    member_no: &str,
    statement: &MemberStatement,
) -> &'g mut GivenToMember {
    let member = given.entry(member_no.into()).or_default();
    member.identity =
        [statement.name.as_str().into(), statement.household_no.as_str().into(), statement.group.as_str().into()];
    member
}

fn add(sum: &mut Given, amount: Money, deduction: Money) -> Outcome<()> {
    let too_large = |_| Failure::refused(DistributionRefusal::AmountTooLarge);
    sum.amount = sum.amount.plus(amount).map_err(too_large)?;
    sum.deduction = sum.deduction.plus(deduction).map_err(too_large)?;
    Ok(())
}

/// Whether anybody has a seat in a body (机构).
pub(crate) fn has_bodies(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<bool> {
    Ok(!entry::live(tx, cooperative_id, FactKind::Seat)?.is_empty())
}

/// The runs that stand, with their summaries.
fn summaries(all: &[Run]) -> Outcome<Vec<(&Run, RunSummary)>> {
    let standing = all.iter().filter(|run| run.superseded_by.is_none());
    standing.map(|run| Ok((run, RunSummary::parse(&run.summary).map_err(query::broken)?))).collect()
}

/// The draft that a new one of the same kind replaces, and every draft that rests on it. None of them is effective.
fn superseded_by(counting: &[(&Run, RunSummary)], request: DistributionRequest) -> BTreeSet<RunNumber> {
    let is_same = |run: &Run| {
        run.run.year == request.year
            && run.kind == request.kind
            && (request.kind == RunKind::Annual || run.follows == request.follows)
    };
    let mut superseded: BTreeSet<RunNumber> =
        counting.iter().filter(|(run, _)| is_same(run)).map(|(run, _)| run.run).collect();
    loop {
        let rests = |summary: &RunSummary| summary.earlier.iter().any(|(run, _)| superseded.contains(run));
        let more: Vec<RunNumber> = counting
            .iter()
            .filter(|(run, summary)| !superseded.contains(&run.run) && rests(summary))
            .map(|(run, _)| run.run)
            .collect();
        if more.is_empty() {
            return superseded;
        }
        superseded.extend(more);
    }
}
