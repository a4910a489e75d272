//! Asking what is payable, where each member's money is, and how far batches have come.

use super::cash_test::company_has_paid;
use super::tie::Earned;
use super::write_off::{claims_written_off, write_offs};
use super::{find, standings};
use crate::application::distribution::earlier::has_bodies;
use crate::application::distribution::query::{RunView, Standing, statements_in, views};
use crate::application::ledger::summed;
use crate::application::{Failure, Outcome};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::nearest::nearest;
use crate::domain::payment::claim::{ClaimKey, Tier, claims};
use crate::domain::payment::payable::{BatchStanding, Obstacle, Payable, state, transfers};
use crate::domain::payment::unpaid_mark::{UnpaidMark, standing_mark};
use crate::domain::period::{AccountingYear, china_day};
use crate::domain::register::member::Member;
use crate::domain::register::refusal::RegisterRefusal;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

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
    let written = write_offs(tx, cooperative.id)?;
    let written_off = claims_written_off(&written);
    let members = members(tx, cooperative)?;
    let marks = marks(tx, cooperative)?;
    let all = counting(tx, cooperative)?;
    let (mut found, mut earned) = (Vec::new(), Vec::new());
    for (view, since) in all.iter().filter(|(view, _)| year.is_none_or(|year| view.run.run.year == year)) {
        let run = view.run.run;
        let company_unpaid = view.run.kind.has_tier_two() && !company_has_paid(tx, cooperative, (&all, run.year))?;
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
                let state = state(&own_transfers, written_off.get(&claim.key).copied(), obstacle);
                let (name, household_no) = (statement.name.as_str().into(), statement.household_no.as_str().into());
                found.push(Payable { claim, name, household_no, since: *since, state, transfers: own_transfers });
            }
        }
    }
    Ok(Payables { payables: found, members, earned })
}

/// The runs that count, each with the day since when.
pub(super) fn counting(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<(RunView, NaiveDate)>> {
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

/// The runs whose claims lie in a batch and that are held now.
pub(super) fn held_in(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    standing: &BatchStanding,
) -> Outcome<Option<(ClaimKey, u32)>> {
    let all = views(tx, cooperative)?;
    let claims = standing.batch.lines.iter().flat_map(|line| &line.claims);
    let held = |key: &ClaimKey| all.iter().find(|view| view.run.run == key.run).and_then(|view| view.held_by);
    Ok(claims.map(|claim| &claim.key).find_map(|key| held(key).map(|hold| (key.clone(), hold))))
}
