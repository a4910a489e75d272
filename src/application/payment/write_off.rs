//! Writing off (核销): what is left of members' claims is put before the bodies, and given up once their motion is effective. Nothing is given up otherwise.

use super::batch::{begin, log};
use super::query::{counting, payables_in};
use super::{check_member, deeds, refused};
use crate::application::distribution::query::{RunView, statements_in, views};
use crate::application::governance::motions;
use crate::application::ledger::summed;
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::money::Money;
use crate::domain::payment::claim::ClaimKey;
use crate::domain::payment::deed::PaymentDeed;
use crate::domain::payment::payable::PayableState;
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::write_off::{Destination, Recovery, WriteOff, WrittenOff};
use crate::domain::period::AccountingYear;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use uuid::Uuid;

/// What is to be put before the bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOffRequest {
    /// Whose: 成员编号.
    pub members: Vec<String>,
    /// Claims of one year.
    pub year: Option<AccountingYear>,
    /// What corrections want back, and no claims.
    pub is_recovery: bool,
    /// Where it goes.
    pub destination: Destination,
    /// Why: the title of the motion.
    pub reason: String,
    /// 附件.
    pub file: Option<PathBuf>,
}

/// What was written off, by the log.
pub(crate) fn write_offs(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<WrittenOff>> {
    let written = deeds(tx, cooperative_id)?.into_iter().filter_map(|(_, deed)| match deed {
        PaymentDeed::WriteOff(written) => Some(written),
        _ => None,
    });
    Ok(written.collect())
}

/// The claims that were written off: by which motion, and when.
pub(super) fn claims_written_off(written: &[WrittenOff]) -> BTreeMap<&ClaimKey, (u32, NaiveDate)> {
    let of_motion = |one: &'_ WrittenOff| (one.motion_no, one.day);
    written.iter().flat_map(|one| one.what.claims.iter().map(move |claim| (&claim.key, of_motion(one)))).collect()
}

/// What was written off of what a run wants back of its members.
pub(crate) fn recoveries_written_off(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    run: RunNumber,
) -> Outcome<BTreeMap<CompactString, Money>> {
    let mut found: BTreeMap<CompactString, Money> = BTreeMap::new();
    let written = write_offs(tx, cooperative_id)?;
    for recovery in written.iter().flat_map(|one| &one.what.recoveries).filter(|recovery| recovery.run == run) {
        let sum = found.entry(recovery.member_no.clone()).or_default();
        *sum = summed(sum.plus(recovery.amount))?;
    }
    Ok(found)
}

/// What is left of members to be written off: claims that lie in no transfer, or what is wanted back.
///
/// # Errors
/// Where a member is unknown, or nothing is left of one.
pub(crate) fn write_off(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    request: &WriteOffRequest,
    day: NaiveDate,
) -> Outcome<WriteOff> {
    let found = payables_in(tx, cooperative, (request.year, day))?;
    request.members.iter().try_for_each(|member_no| check_member(&found, member_no))?;
    let members: BTreeSet<&str> = request.members.iter().map(String::as_str).collect();
    let mut what = WriteOff { destination: request.destination, ..WriteOff::default() };
    if request.is_recovery {
        what.recoveries = recoveries(tx, cooperative)?;
        what.recoveries.retain(|recovery| members.contains(recovery.member_no.as_str()));
    } else {
        let is_left = |state: &PayableState| matches!(state, PayableState::Ready | PayableState::Waiting(_));
        let left = found.payables.into_iter().filter(|one| is_left(&one.state)).map(|one| one.claim);
        what.claims = left.filter(|claim| members.contains(claim.key.member_no.as_str())).collect();
    }
    let given_up: BTreeSet<&str> = match request.is_recovery {
        true => what.recoveries.iter().map(|recovery| recovery.member_no.as_str()).collect(),
        false => what.claims.iter().map(|claim| claim.key.member_no.as_str()).collect(),
    };
    match members.difference(&given_up).next() {
        Some(member_no) => Err(refused(PaymentRefusal::NothingToWriteOff { member_no: (*member_no).to_owned() })),
        None => Ok(what),
    }
}

/// Everything that is wanted back: the latest run that counts and speaks of a member knows all of it.
fn recoveries(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<Recovery>> {
    let mut runs: Vec<RunView> = counting(tx, cooperative)?.into_iter().map(|(view, _)| view).collect();
    runs.sort_by_key(|view| (view.run.occurred_at, view.run.run));
    let mut found: BTreeMap<CompactString, Recovery> = BTreeMap::new();
    for view in runs.iter().filter(|view| !view.summary.totals.recovery.is_zero()) {
        let run = view.run.run;
        let written_off = recoveries_written_off(tx, cooperative.id, run)?;
        for statement in statements_in(tx, cooperative, run)?.iter().filter(|one| !one.recovery.is_zero()) {
            let member_no: CompactString = statement.member_no.as_str().into();
            let left = summed(statement.recovery.minus(statement.recovered))?;
            let amount = summed(left.minus(written_off.get(&member_no).copied().unwrap_or_default()))?;
            found.insert(member_no.clone(), Recovery { run, member_no, amount });
        }
    }
    Ok(found.into_values().filter(|recovery| recovery.amount > Money::ZERO).collect())
}

/// Writes off what an effective motion gave up: all of it still is as it was decided.
///
/// # Errors
/// Where there is no such motion, it is of another kind, not effective or carried out; where something of it was paid or changed since, or a run that does
/// not count yet takes it back.
pub fn carry_out_write_off(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    context: &mut Context<'_>,
) -> Outcome<WrittenOff> {
    let mut tx = begin(db, cooperative, (context, Action::KeepBooks))?;
    let day = context.today();
    let what = decided(&mut tx, cooperative, motion_no)?;
    if let Some(done) = write_offs(&mut tx, cooperative.id)?.into_iter().find(|one| one.motion_no == motion_no) {
        return Err(refused(PaymentRefusal::WrittenOffAlready { motion_no, day: done.day }));
    }
    let left = payables_in(&mut tx, cooperative, (None, day))?.payables.into_iter();
    let left = left.filter(|one| matches!(one.state, PayableState::Ready | PayableState::Waiting(_)));
    let claims = left.map(|one| one.claim).collect();
    let now = WriteOff { claims, recoveries: recoveries(&mut tx, cooperative)?, ..WriteOff::default() };
    if let Some(member_no) = what.changed(&now) {
        return Err(refused(PaymentRefusal::WriteOffChanged { motion_no, member_no }));
    }
    if !what.recoveries.is_empty() {
        check_no_draft(&mut tx, cooperative, &what)?;
    }
    let written = WrittenOff { motion_no, day, what };
    log(&mut tx, cooperative, context, &PaymentDeed::WriteOff(written.clone()))?;
    tx.commit()?;
    Ok(written)
}

/// What an effective motion gives up.
fn decided(tx: &mut Tx<'_>, cooperative: &Cooperative, motion_no: u32) -> Outcome<WriteOff> {
    let all = motions(tx, cooperative.id)?;
    let last = all.len() as u32;
    let motion = all.into_iter().find(|motion| motion.motion_no == motion_no);
    let motion = motion.ok_or_else(|| Failure::refused(GovernanceRefusal::MotionUnknown { motion_no, last }))?;
    let (kind, expected) = (motion.proposal.kind, MotionKind::WriteOff);
    let is_effective = motion.effective_since().is_some();
    let decided = WriteOff::parse(&motion.proposal.matter.write_off);
    match decided.map_err(DistributionRefusal::from).map_err(Failure::refused)? {
        Some(_) if !is_effective => Err(Failure::refused(GovernanceRefusal::NotEffective { motion_no })),
        Some(what) => Ok(what),
        None => Err(Failure::refused(GovernanceRefusal::OtherKind { motion_no, kind, expected })),
    }
}

/// No run that does not count yet takes back what is given up: it would take it once it counts.
fn check_no_draft(tx: &mut Tx<'_>, cooperative: &Cooperative, what: &WriteOff) -> Outcome<()> {
    let counts: BTreeSet<RunNumber> = counting(tx, cooperative)?.into_iter().map(|(view, _)| view.run.run).collect();
    for view in views(tx, cooperative)? {
        let run = view.run.run;
        if counts.contains(&run) || view.run.superseded_by.is_some() || view.summary.totals.recovery.is_zero() {
            continue;
        }
        for statement in statements_in(tx, cooperative, run)?.iter().filter(|one| !one.recovery.is_zero()) {
            if let Some(one) = what.recoveries.iter().find(|one| one.member_no == statement.member_no) {
                return Err(refused(PaymentRefusal::RecoveryInDraft { member_no: one.member_no.clone(), run }));
            }
        }
    }
    Ok(())
}
