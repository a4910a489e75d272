//! A run beside another: what would be with other terms, and what changed since the year before.

use super::earlier::Earlier;
use super::query::{RunView, broken, find_run_or_latest, statements_in, views};
use super::{DistributionRequest, pinning};
use crate::application::{Context, Failure, Outcome};
use crate::domain::distribution::assumption::Assumptions;
use crate::domain::distribution::inputs::Inputs;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::distribution::worksheet::compute;
use crate::domain::period::AccountingYear;
use crate::domain::refusal::Problem;
use crate::domain::statement::comparison::Comparison;
use crate::domain::statement::run_summary::RunSummary;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::storage::distribution as runs;

/// A run as it is, and as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// The run that was computed again; none where the year has no run yet: it is computed from what is held.
    pub run: Option<RunNumber>,
    /// As it is.
    pub now: RunSummary,
    /// As it would be.
    pub then: RunSummary,
}

/// Computes a run with other terms or another amount to distribute. Nothing is stored.
///
/// # Errors
/// Where there is no such run and none could be drafted, or the assumptions stand against the rules.
pub fn what_if(
    db: &mut Db,
    cooperative: &Cooperative,
    ((year, number), assumptions): ((AccountingYear, Option<u32>), &Assumptions),
    context: &Context<'_>,
) -> Outcome<WhatIf> {
    let mut tx = db.begin_read()?;
    let has_run = views(&mut tx, cooperative)?.iter().any(|view| view.run.run.year == year);
    let (run, text) = match has_run || number.is_some() {
        true => {
            let run = find_run_or_latest(&mut tx, cooperative, (year, number))?.run.run;
            let text = runs::pinned_inputs(&mut tx, cooperative.id, run)?;
            (Some(run), String::from_utf8_lossy(&text).into_owned())
        }
        false => {
            let request =
                DistributionRequest { year, kind: RunKind::Annual, follows: None, cut_off: None, voids: None };
            let earlier = Earlier::load(&mut tx, cooperative.id, request)?;
            (None, pinning::pin(&mut tx, cooperative, (request, context.today()), &earlier)?)
        }
    };
    let now = summary(&text, &Assumptions::default())?;
    let then = summary(&text, assumptions)?;
    Ok(WhatIf { run, now, then })
}

fn summary(text: &str, assumptions: &Assumptions) -> Outcome<RunSummary> {
    let mut inputs = Inputs::parse(text).map_err(broken)?;
    if !assumptions.is_empty() {
        assumptions.apply(&mut inputs);
    }
    let refuse =
        |refusals: Vec<DistributionRefusal>| Failure::Refused(refusals.into_iter().map(Problem::new).collect());
    let worksheet = compute(&inputs).map_err(refuse)?;
    RunSummary::new(&inputs, &worksheet).map_err(|overflow| refuse(vec![overflow.into()]))
}

/// Two runs, and what changed for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRuns {
    /// The earlier run.
    pub before: RunView,
    /// The later run.
    pub after: RunView,
    /// Member by member.
    pub comparison: Comparison,
}

/// A run beside an earlier one: the one that is named, else the last of both tiers of an earlier year that counts.
///
/// # Errors
/// Where there is no such run, or no earlier one to compare with.
pub fn compare(
    db: &mut Db,
    cooperative: &Cooperative,
    (year, number): (AccountingYear, Option<u32>),
    with: Option<(AccountingYear, Option<u32>)>,
) -> Outcome<ComparedRuns> {
    let mut tx = db.begin_read()?;
    let after = find_run_or_latest(&mut tx, cooperative, (year, number))?;
    let before = match with {
        Some(named) => find_run_or_latest(&mut tx, cooperative, named)?,
        None => {
            let is_earlier = |view: &RunView| {
                view.run.run.year < year && view.run.superseded_by.is_none() && view.run.kind.has_tier_two()
            };
            let earlier = views(&mut tx, cooperative)?.into_iter().filter(is_earlier);
            let last = earlier.max_by_key(|view| (view.run.run.year, view.run.run.number));
            last.ok_or_else(|| Failure::refused(DistributionRefusal::EarlierRunMissing { run: after.run.run }))?
        }
    };
    let earlier = statements_in(&mut tx, cooperative, before.run.run)?;
    let later = statements_in(&mut tx, cooperative, after.run.run)?;
    let comparison = Comparison::of(&earlier, &later);
    let comparison = comparison.map_err(|overflow| Failure::refused(DistributionRefusal::from(overflow)))?;
    Ok(ComparedRuns { before, after, comparison })
}
