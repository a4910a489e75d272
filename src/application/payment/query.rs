//! Asking what is payable, where each member's money is, and how far batches have come.

use super::cash_test::{company_dividends, company_has_paid};
use super::tie::Earned;
use super::{find, refused, standings};
use crate::application::distribution::earlier::has_bodies;
use crate::application::distribution::query::{RunView, Standing, statements_in, views};
use crate::application::ledger::summed;
use crate::application::{Failure, Outcome};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::nearest::nearest;
use crate::domain::payment::batch::LineKey;
use crate::domain::payment::claim::{Claim, ClaimKey, Tier, claims};
use crate::domain::payment::payable::{BatchStanding, LineState, Obstacle, Payable, PayableState, state, transfers};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::unpaid_mark::{UnpaidMark, standing_mark};
use crate::domain::period::{AccountingYear, china_day};
use crate::domain::refusal::Problem;
use crate::domain::register::member::Member;
use crate::domain::register::refusal::RegisterRefusal;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// What is payable, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payables {
    /// By run, member and tier.
    pub payables: Vec<Payable>,
    /// Everybody in the register, by number.
    pub members: BTreeMap<CompactString, Member>,
    /// What the same runs give by which voucher.
    pub(super) earned: Vec<Earned>,
}

impl Payables {
    /// Whether a member is of a household.
    pub fn is_of_household(&self, member_no: &str, household_no: &str) -> bool {
        self.members.get(member_no).is_some_and(|member| member.household_no == household_no)
    }
}

/// Whether somebody is in the register.
///
/// # Errors
/// Where they are not.
pub fn check_member(found: &Payables, member_no: &str) -> Outcome<()> {
    if found.members.contains_key(member_no) {
        return Ok(());
    }
    let nearest = nearest(member_no, found.members.keys().map(CompactString::as_str).take(20_000));
    Err(Failure::refused(RegisterRefusal::MemberUnknown { member_no: member_no.into(), nearest }))
}

/// Whether somebody is of a household.
///
/// # Errors
/// Where nobody is.
pub fn check_household(found: &Payables, household_no: &str) -> Outcome<()> {
    if found.members.values().any(|member| member.household_no == household_no) {
        return Ok(());
    }
    let households: BTreeSet<&str> = found.members.values().map(|member| member.household_no.as_str()).collect();
    let nearest = nearest(household_no, households.into_iter().filter(|known| !known.is_empty()).take(20_000));
    Err(Failure::refused(PaymentRefusal::HouseholdUnknown { household_no: household_no.into(), nearest }))
}

/// All batches, the first one first.
///
/// # Errors
/// Where the log cannot be read.
pub fn batches(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<BatchStanding>> {
    standings(&mut db.begin_read()?, cooperative.id)
}

/// A batch, and everybody in the register.
///
/// # Errors
/// Where there is no such batch.
pub fn batch(
    db: &mut Db,
    cooperative: &Cooperative,
    batch_no: u32,
) -> Outcome<(BatchStanding, BTreeMap<CompactString, Member>)> {
    let mut tx = db.begin_read()?;
    let found = find(standings(&mut tx, cooperative.id)?, batch_no)?;
    Ok((found, members(&mut tx, cooperative)?))
}

/// Every claim of the runs that count, with where its money is on a day; of one year, where one is given.
pub(crate) fn payables_in(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (year, day): (Option<AccountingYear>, NaiveDate),
) -> Outcome<Payables> {
    let standings = standings(tx, cooperative.id)?;
    let transfers = transfers(&standings);
    let members = members(tx, cooperative)?;
    let marks = marks(tx, cooperative)?;
    let all = counting(tx, cooperative)?;
    let dividends = company_dividends(tx, cooperative, (&all, ""))?;
    let (mut found, mut earned) = (Vec::new(), Vec::new());
    for (view, since) in all.iter().filter(|(view, _)| year.is_none_or(|year| view.run.run.year == year)) {
        let run = view.run.run;
        let company_unpaid = view.run.kind.has_tier_two() && !company_has_paid(dividends.as_ref(), (&all, run.year))?;
        for statement in statements_in(tx, cooperative, run)? {
            let second = summed(statement.tier_two.minus(statement.tax))?;
            let (tier_one, tier_two) = (statement.tier_one, statement.tier_two);
            let (tax, net, member_no) = (statement.tax, statement.net, statement.member_no.as_str().into());
            earned.push(Earned { run, member_no, tier_one, tier_two, tax, net });
            for claim in summed(claims(run, &statement.member_no, (statement.net, second)))? {
                let own = members.get(statement.member_no.as_str());
                let mark = marks.get(statement.member_no.as_str());
                let mark = mark.and_then(|marks| standing_mark(marks, day));
                let obstacle = match (view.held_by, mark) {
                    (Some(hold), _) => Some(Obstacle::Held(hold)),
                    _ if company_unpaid && claim.key.tier == Tier::Two => Some(Obstacle::CompanyUnpaid),
                    (_, Some(mark)) => Some(Obstacle::Marked(mark.state, mark.since)),
                    _ if own.is_none_or(|member| member.bank_account.is_empty()) => Some(Obstacle::AccountMissing),
                    _ => None,
                };
                let own_transfers = transfers.get(&claim.key).cloned().unwrap_or_default();
                found.push(payable(
                    (claim, own_transfers),
                    (&statement.name, &statement.household_no),
                    *since,
                    obstacle,
                ));
            }
        }
    }
    Ok(Payables { payables: found, members, earned })
}

fn payable(
    (claim, transfers): (Claim, Vec<(LineKey, LineState)>),
    (name, household_no): (&str, &str),
    since: NaiveDate,
    obstacle: Option<Obstacle>,
) -> Payable {
    let state: PayableState = state(&transfers, obstacle);
    Payable { claim, name: name.into(), household_no: household_no.into(), since, state, transfers }
}

/// The runs that count, each with the day since when.
pub(crate) fn counting(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<(RunView, NaiveDate)>> {
    let decided_by_bodies = has_bodies(tx, cooperative.id)?;
    let counts = |view: RunView| match view.standing {
        _ if view.run.superseded_by.is_some() => None,
        Standing::Effective(_, since) => Some((view, since)),
        _ if decided_by_bodies => None,
        _ => {
            let since = china_day(view.run.occurred_at);
            Some((view, since))
        }
    };
    Ok(views(tx, cooperative)?.into_iter().filter_map(counts).collect())
}

/// Everybody in the register, by number.
pub(super) fn members(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<BTreeMap<CompactString, Member>> {
    let mut found = BTreeMap::new();
    entry::each_live(tx, cooperative.id, FactKind::Member, |entry| {
        if let Fact::Member(member) = entry.fact {
            found.insert(member.member_no.clone(), member);
        }
        Ok::<(), Failure>(())
    })?;
    Ok(found)
}

fn marks(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<BTreeMap<CompactString, Vec<UnpaidMark>>> {
    let mut found: BTreeMap<CompactString, Vec<UnpaidMark>> = BTreeMap::new();
    entry::each_live(tx, cooperative.id, FactKind::UnpaidMark, |entry| {
        if let Fact::UnpaidMark(mark) = entry.fact {
            found.entry(mark.member_no.clone()).or_default().push(mark);
        }
        Ok::<(), Failure>(())
    })?;
    Ok(found)
}

/// A batch as it is written for the bank, and everybody in the register.
///
/// # Errors
/// Where there is no such batch, it was cancelled, or it may not be handed over on the day. One that the bank has can be written again.
pub fn batch_for_bank(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, day): (u32, NaiveDate),
) -> Outcome<(BatchStanding, BTreeMap<CompactString, Member>)> {
    let mut tx = db.begin_read()?;
    let standing = find(standings(&mut tx, cooperative.id)?, batch_no)?;
    if let Some(reason) = standing.cancelled {
        return Err(refused(PaymentRefusal::BatchCancelled { batch_no, reason }));
    }
    if standing.sent.is_none() {
        check_payable(&mut tx, cooperative, (&standing, day))?;
    }
    Ok((standing, members(&mut tx, cooperative)?))
}

/// Lets a batch go to the bank on a day.
///
/// # Errors
/// Where a run of it is held, or the money of members waits: each is named.
pub(super) fn check_payable(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (standing, day): (&BatchStanding, NaiveDate),
) -> Outcome<()> {
    let batch_no = standing.batch.batch_no;
    if let Some((claim, hold)) = held_in(tx, cooperative, standing)? {
        return Err(refused(PaymentRefusal::BatchHeld { batch_no, run: claim.run, hold }));
    }
    let marks = marks(tx, cooperative)?;
    let mut problems = Vec::new();
    for (line, transfer) in standing.batch.numbered() {
        let members: BTreeSet<&CompactString> = transfer.claims.iter().map(|claim| &claim.key.member_no).collect();
        for member_no in members {
            let mark = marks.get(member_no).and_then(|marks| standing_mark(marks, day));
            problems.extend(mark.map(|mark| {
                let (member_no, state, since) = (member_no.clone(), mark.state, mark.since);
                Problem::new(PaymentRefusal::BatchMarked { line, member_no, state, since })
            }));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Refused(problems)) }
}

/// The runs whose claims lie in a batch and that are held now.
fn held_in(tx: &mut Tx<'_>, cooperative: &Cooperative, standing: &BatchStanding) -> Outcome<Option<(ClaimKey, u32)>> {
    let all = views(tx, cooperative)?;
    let claims = standing.batch.lines.iter().flat_map(|line| &line.claims);
    let held = |key: &ClaimKey| all.iter().find(|view| view.run.run == key.run).and_then(|view| view.held_by);
    Ok(claims.map(|claim| &claim.key).find_map(|key| held(key).map(|hold| (key.clone(), hold))))
}
