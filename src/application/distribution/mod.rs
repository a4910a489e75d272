//! Preparing a distribution (编制分配): what it rests on is pinned, the run is computed from that and nothing else, sealed and stored.

pub mod comparison;
pub mod drill_down;
pub(crate) mod earlier;
pub mod evidence;
pub mod paper;
mod pinning;
pub mod query;
pub mod sealing;

use super::access::authorize;
use super::governance::motions;
use super::ledger::booked_by_run;
use super::{Context, Failure, Outcome, Progress, Stage};
use crate::domain::access::permission::Action;
use crate::domain::canonical::CanonicalText;
use crate::domain::distribution::inputs::Inputs;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::distribution::worksheet::compute;
use crate::domain::period::AccountingYear;
use crate::domain::refusal::Problem;
use crate::domain::statement::run_summary::RunSummary;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::distribution::{self as runs, Run};
use crate::storage::event_log;
use chrono::NaiveDate;
use earlier::Earlier;
use sealing::Salts;

/// What is to be distributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DistributionRequest {
    /// 年度.
    pub year: AccountingYear,
    /// What kind of run.
    pub kind: RunKind,
    /// The number of the run that arrears and corrections follow.
    pub follows: Option<u32>,
    /// The day up to which receipts count, if not the plan's.
    pub cut_off: Option<NaiveDate>,
    /// The motion before the bodies whose votes and notice become void, where the new run takes the place of what it is about:
    /// said by whoever prepares the run, so that nothing is taken from the bodies unawares.
    pub voids: Option<u32>,
}

/// Prepares a draft run from what is held, and tells its number.
///
/// # Errors
/// Everything that stands against it, at once.
pub fn distribute(
    db: &mut Db,
    cooperative: &Cooperative,
    request: DistributionRequest,
    context: &mut Context<'_>,
    progress: &mut Progress<'_>,
) -> Outcome<RunNumber> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::Distribute)?;
    progress(Stage::Pinning, 0, None);
    let earlier = Earlier::load(&mut tx, cooperative.id, request)?;
    check_voided(&earlier, request.voids)?;
    for replaced in &earlier.superseded {
        if let Some(voucher) = booked_by_run(&mut tx, cooperative, *replaced)? {
            return Err(Failure::refused(DistributionRefusal::RunBooked { run: *replaced, voucher }));
        }
    }
    let today = context.today();
    let text = pinning::pin(&mut tx, cooperative, (request, today), &earlier)?;
    progress(Stage::Computing, 0, None);
    let refuse = |refusals: Vec<_>| Failure::Refused(refusals.into_iter().map(Problem::new).collect());
    let inputs = Inputs::parse(&text).map_err(|flaw| refuse(vec![flaw.into()]))?;
    let worksheet = compute(&inputs).map_err(refuse)?;
    let summary = RunSummary::new(&inputs, &worksheet).map_err(|overflow| refuse(vec![overflow.into()]))?;
    if let Some(number) = request.follows
        && worksheet.moves_nothing()
        && earlier.has_the_year_of(&summary)
    {
        let run = RunNumber { year: request.year, number };
        return Err(Failure::refused(DistributionRefusal::NothingChanged { run, cut_off: inputs.header.cut_off }));
    }
    let summary = summary.write();
    progress(Stage::Storing, 0, Some(worksheet.statements.len() as u64));
    let mut seed = [0; 32];
    (context.random)(&mut seed);
    let run = inputs.header.run;
    let statements =
        sealing::store_statements(&mut tx, cooperative.id, (&inputs, &worksheet), Salts::new(seed), progress)?;
    let seal = sealing::seal(&text, &summary, statements);
    let stored = Run {
        run,
        kind: request.kind,
        follows: request.follows,
        occurred_at: context.now,
        actor: context.actor.name().to_owned(),
        seal,
        statement_count: worksheet.statements.len() as i64,
        summary,
        superseded_by: None,
    };
    runs::add(&mut tx, cooperative.id, &stored)?;
    runs::add_pinned_inputs(&mut tx, cooperative.id, run, text.as_bytes())?;
    for replaced in &earlier.superseded {
        runs::supersede(&mut tx, cooperative.id, *replaced, run)?;
    }
    log(&mut tx, cooperative, &stored, &earlier.superseded)?;
    let motions = motions(&mut tx, cooperative.id)?;
    for (_, motion_no) in &earlier.voided {
        if let Some(motion) = motions.iter().find(|motion| motion.motion_no == *motion_no) {
            let act = motion.become_void(&run.to_string(), today);
            let event = (act.action(), act.write());
            event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), (event.0, &event.1))?;
        }
    }
    tx.commit()?;
    Ok(run)
}

/// What is before the bodies is replaced only by whoever says which motion becomes void by it.
fn check_voided(earlier: &Earlier, said: Option<u32>) -> Outcome<()> {
    let refusal = match (earlier.voided.iter().find(|(_, motion_no)| said != Some(*motion_no)), said) {
        (Some((run, motion_no)), _) => DistributionRefusal::RunUnderProcedure { run: *run, motion_no: *motion_no },
        (None, Some(motion_no)) if earlier.voided.is_empty() => DistributionRefusal::NothingVoided { motion_no },
        (None, _) => return Ok(()),
    };
    Err(Failure::refused(refusal))
}

fn log(tx: &mut Tx<'_>, cooperative: &Cooperative, run: &Run, superseded: &[RunNumber]) -> Outcome<()> {
    let mut content = CanonicalText::default();
    content.record("run").text(&run.run.to_string()).text(run.kind.code()).text(&run.seal.hash().to_string()).end();
    for replaced in superseded {
        content.record("superseded").text(&replaced.to_string()).end();
    }
    event_log::append(tx, cooperative.id, run.occurred_at, &run.actor, ("distribution-prepared", content.as_str()))?;
    Ok(())
}
