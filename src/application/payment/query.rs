//! Asking what is payable, where each member's money is, and how far batches have come.

use super::company_paid::{company_dividends, company_has_paid};
use super::tie::Earned;
use super::write_off::{claims_written_off, write_offs};
use super::{find, refused, standings};
use crate::application::distribution::earlier::has_bodies;
use crate::application::distribution::query::{RunView, Standing, statement_within, statements_in, views};
use crate::application::ledger::summed;
use crate::application::member;
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
use crate::domain::statement::member_statement::MemberStatement;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What is payable, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payables {
    /// By run, member and tier.
    pub payables: Vec<Payable>,
    /// Everybody in the register, by number.
    pub members: BTreeMap<CompactString, Member>,
    /// Who of them can be paid.
    pub(super) payees: Payees,
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
    Ok((found, member::all(&mut tx, cooperative.id)?))
}

/// Every claim of the runs that count, with where its money is on a day; of one year, where one is given.
pub(crate) fn payables_in(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (year, day): (Option<AccountingYear>, NaiveDate),
) -> Outcome<Payables> {
    let history = ClaimHistory::load(tx, cooperative.id)?;
    let members = member::all(tx, cooperative.id)?;
    let payees = Payees::load(tx, cooperative, &members)?;
    let decided_by_bodies = has_bodies(tx, cooperative.id)?;
    let views = views(tx, cooperative)?;
    let all = counting_runs(tx, cooperative, (&views, decided_by_bodies))?;
    let (mut found, mut earned) = (Vec::new(), Vec::new());
    for run in all.iter().filter(|run| year.is_none_or(|year| run.view.run.run.year == year)) {
        for statement in statements_in(tx, cooperative, run.view.run.run)? {
            earned.push(Earned {
                run: run.view.run.run,
                member_no: statement.member_no.as_str().into(),
                tier_one: statement.tier_one,
                tier_two: statement.tier_two,
                tax: statement.tax,
                net: statement.net,
            });
            found.extend(payables_of_statement(run, &statement, (&payees, day), &history)?);
        }
    }
    Ok(Payables { payables: found, members, payees, earned })
}

/// What became of every claim: its transfers, and whether it was written off.
#[derive(Clone, Debug, Default)]
pub struct ClaimHistory {
    /// The transfers of each claim, in the order in which they were made.
    pub transfers: FxHashMap<ClaimKey, Vec<(LineKey, LineState)>>,
    /// By which motion, and when.
    pub written_off: FxHashMap<ClaimKey, (u32, NaiveDate)>,
}

impl ClaimHistory {
    pub(crate) fn load(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<ClaimHistory> {
        let standings = standings(tx, cooperative_id)?;
        let written = write_offs(tx, cooperative_id)?;
        Ok(ClaimHistory {
            transfers: transfers(&standings).into_iter().map(|(key, lines)| (key.clone(), lines)).collect(),
            written_off: claims_written_off(&written).into_iter().map(|(key, by)| (key.clone(), by)).collect(),
        })
    }
}

/// What a statement leaves to be paid, and where it is.
fn payables_of_statement(
    run: &CountingRun,
    statement: &MemberStatement,
    (payees, day): (&Payees, NaiveDate),
    history: &ClaimHistory,
) -> Outcome<Vec<Payable>> {
    let (mark, has_account) = (payees.mark(&statement.member_no, day), payees.have_account(&statement.member_no));
    let CountingRun { view, since, awaits_company } = run;
    let second = summed(statement.tier_two.minus(statement.tax))?;
    let claims = summed(claims(view.run.run, &statement.member_no, (statement.net, second)))?;
    let payable = |claim: Claim| {
        let obstacle = match (view.held_by, mark) {
            (Some(hold), _) => Some(Obstacle::Held(hold)),
            _ if *awaits_company && claim.key.tier == Tier::Two => Some(Obstacle::CompanyUnpaid),
            (_, Some(mark)) => Some(Obstacle::Marked(mark.state, mark.since)),
            _ if !has_account => Some(Obstacle::AccountMissing),
            _ => None,
        };
        let transfers = history.transfers.get(&claim.key).cloned().unwrap_or_default();
        let state = state(&transfers, history.written_off.get(&claim.key).copied(), obstacle);
        let (name, household_no) = (statement.name.as_str().into(), statement.household_no.as_str().into());
        Payable { claim, name, household_no, since: *since, state, transfers }
    };
    Ok(claims.into_iter().map(payable).collect())
}

/// The claims of a member alone, with where their money is on a day; the runs that count and what became of claims are known already.
///
/// # Errors
/// Where a statement or a book cannot be read.
pub fn payables_of(
    db: &mut Db,
    cooperative: &Cooperative,
    (all, member_no, day): (&[CountingRun], &str, NaiveDate),
    history: &ClaimHistory,
) -> Outcome<Vec<Payable>> {
    let mut tx = db.begin_read()?;
    let mut given = Vec::new();
    for run in all {
        let statement = statement_within(&mut tx, cooperative, &run.view, member_no)?.map(|sealed| sealed.statement);
        given.extend(statement.map(|statement| (run, statement)));
    }
    let with = |payees: &Payees| -> Outcome<Vec<Payable>> {
        let of = |(run, statement): &(&CountingRun, MemberStatement)| {
            payables_of_statement(run, statement, (payees, day), history)
        };
        Ok(given.iter().map(of).collect::<Outcome<Vec<_>>>()?.into_iter().flatten().collect())
    };
    // Who is paid already is paid whatever stands against it now: nobody looks them up.
    let settled = with(&Payees::default())?;
    match settled.iter().any(|payable| matches!(payable.state, PayableState::Waiting(_))) {
        true => with(&Payees::alone(&mut tx, cooperative, member_no)?),
        false => Ok(settled),
    }
}

/// Who can be paid (收款人): those who have an account, and how each is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Payees {
    with_account: FxHashSet<CompactString>,
    marks: BTreeMap<CompactString, Vec<UnpaidMark>>,
}

impl Payees {
    /// Those of the members who can be paid.
    fn load(tx: &mut Tx<'_>, cooperative: &Cooperative, members: &BTreeMap<CompactString, Member>) -> Outcome<Payees> {
        let with_account = members.values().filter(|member| !member.bank_account.is_empty());
        let with_account = with_account.map(|member| member.member_no.clone()).collect();
        Ok(Payees { with_account, marks: marks(tx, cooperative)? })
    }

    /// A member alone.
    fn alone(tx: &mut Tx<'_>, cooperative: &Cooperative, member_no: &str) -> Outcome<Payees> {
        let member = member::find(tx, cooperative.id, member_no)?;
        let members = member.map(|member| (member.member_no.clone(), member)).into_iter().collect();
        Payees::load(tx, cooperative, &members)
    }

    pub(super) fn have_account(&self, member_no: &str) -> bool {
        self.with_account.contains(member_no)
    }

    pub(super) fn mark(&self, member_no: &str, day: NaiveDate) -> Option<&UnpaidMark> {
        standing_mark(self.marks.get(member_no)?, day)
    }
}

/// A run that counts: what it gave is to be paid.
#[derive(Clone, Debug)]
pub struct CountingRun {
    /// The run.
    pub view: RunView,
    /// Since when it counts.
    pub since: NaiveDate,
    /// Whether its second tier waits for the company's money (待公司付款).
    pub awaits_company: bool,
}

/// Those of the runs that count, and what they wait for.
pub(crate) fn counting_runs(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (views, decided_by_bodies): (&[RunView], bool),
) -> Outcome<Vec<CountingRun>> {
    let since = |view: &RunView| Some((view.clone(), counts_since(view, decided_by_bodies)?));
    let counting: Vec<(RunView, NaiveDate)> = views.iter().filter_map(since).collect();
    let dividends = company_dividends(tx, cooperative, (&counting, ""))?;
    let has_paid = |year| company_has_paid(dividends.as_ref(), (&counting, year));
    let awaiting = counting
        .iter()
        .map(|(view, _)| Ok(view.run.kind.has_tier_two() && !has_paid(view.run.run.year)?))
        .collect::<Outcome<Vec<bool>>>()?;
    let with = |((view, since), awaits_company)| CountingRun { view, since, awaits_company };
    Ok(counting.into_iter().zip(awaiting).map(with).collect())
}

/// The runs that count, each with the day since when.
pub(crate) fn counting(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<(RunView, NaiveDate)>> {
    let decided_by_bodies = has_bodies(tx, cooperative.id)?;
    let counts = |view: RunView| counts_since(&view, decided_by_bodies).map(|since| (view, since));
    Ok(views(tx, cooperative)?.into_iter().filter_map(counts).collect())
}

/// Since when a run counts.
fn counts_since(view: &RunView, decided_by_bodies: bool) -> Option<NaiveDate> {
    match view.standing {
        _ if view.run.superseded_by.is_some() => None,
        Standing::Effective(_, since) => Some(since),
        _ if decided_by_bodies => None,
        _ => Some(china_day(view.run.occurred_at)),
    }
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
    standing.check_channel(false).map_err(refused)?;
    if let Some(reason) = standing.cancelled {
        return Err(refused(PaymentRefusal::BatchCancelled { batch_no, reason }));
    }
    if standing.sent.is_none() {
        check_payable(&mut tx, cooperative, (&standing, day))?;
    }
    Ok((standing, member::all(&mut tx, cooperative.id)?))
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
