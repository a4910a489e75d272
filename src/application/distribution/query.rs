//! Looking at runs and statements, as they are stored.

use crate::application::governance::motions;
use crate::application::{Failure, Outcome};
use crate::domain::canonical::CanonicalFlaw;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::execution::held_by;
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proof::VerificationCode;
use crate::domain::governance::proposal::HoldTarget;
use crate::domain::governance::seal::leaf;
use crate::domain::period::AccountingYear;
use crate::domain::statement::member_statement::MemberStatement;
use crate::domain::statement::run_summary::RunSummary;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::distribution::{self as runs, Run};
use chrono::NaiveDate;

/// A run with its figures read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunView {
    /// As stored.
    pub run: Run,
    /// Its summary.
    pub summary: RunSummary,
    /// The runs that it replaced, and those that rested on them.
    pub supersedes: Vec<RunNumber>,
    /// How far the bodies have come with it.
    pub standing: Standing,
    /// The motion by which it is held now: neither decided on nor paid.
    pub held_by: Option<u32>,
}

/// How far the bodies have come with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// 草案: not before them, or rejected.
    Draft,
    /// 审议中: before them as this motion.
    UnderProcedure(u32),
    /// 未通过, as this motion.
    Rejected(u32),
    /// 生效, as this motion, since a day.
    Effective(u32, NaiveDate),
    /// 作废: this motion became void when the run was replaced.
    Void(u32),
}

impl Standing {
    /// Whether the bodies are still about it: what it gives is not yet to be paid.
    pub const fn is_under_procedure(self) -> bool {
        matches!(self, Standing::UnderProcedure(_))
    }

    /// The motion as which it came before the bodies.
    pub const fn motion_no(self) -> Option<u32> {
        match self {
            Standing::Draft => None,
            Standing::UnderProcedure(motion_no)
            | Standing::Rejected(motion_no)
            | Standing::Effective(motion_no, _)
            | Standing::Void(motion_no) => Some(motion_no),
        }
    }

    /// The latest motion that is about a run says how far it has come.
    pub(super) fn of(run: &Run, motions: &[Motion]) -> Standing {
        let subject = run.run.to_string();
        let is_about = |motion: &&Motion| {
            motion.proposal.kind == MotionKind::Distribution
                && motion.proposal.subject == subject
                && motion.proposal.content == run.seal.hash()
        };
        match motions.iter().rev().find(is_about) {
            None => Standing::Draft,
            Some(motion) => match motion.state {
                MotionState::UnderProcedure(_) => Standing::UnderProcedure(motion.motion_no),
                MotionState::Rejected(..) => Standing::Rejected(motion.motion_no),
                MotionState::Effective(since) => Standing::Effective(motion.motion_no, since),
                MotionState::Void { .. } => Standing::Void(motion.motion_no),
            },
        }
    }
}

/// What was sealed cannot be read: it was changed.
pub(crate) fn broken(flaw: CanonicalFlaw) -> Failure {
    Failure::refused(DistributionRefusal::PinnedInputsBroken(flaw))
}

/// All runs, oldest first.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<RunView>> {
    let mut tx = db.begin_read()?;
    views(&mut tx, cooperative)
}

/// All runs within a transaction under way, oldest first.
pub(crate) fn views(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<RunView>> {
    let motions = motions(tx, cooperative.id)?;
    views_beside(tx, cooperative, &motions)
}

/// All runs, each with how far the motions have come that are about it.
pub(crate) fn views_beside(tx: &mut Tx<'_>, cooperative: &Cooperative, motions: &[Motion]) -> Outcome<Vec<RunView>> {
    let all = runs::all(tx, cooperative.id)?;
    let replaced: Vec<(RunNumber, RunNumber)> =
        all.iter().filter_map(|run| Some((run.superseded_by?, run.run))).collect();
    let view = |run: Run| {
        let supersedes = replaced.iter().filter(|(by, _)| *by == run.run).map(|(_, replaced)| *replaced).collect();
        let standing = Standing::of(&run, motions);
        let held_by = held_by(motions, &HoldTarget::Run(run.run.to_string())).map(|hold| hold.motion_no);
        Ok(RunView { summary: RunSummary::parse(&run.summary).map_err(broken)?, run, supersedes, standing, held_by })
    };
    all.into_iter().map(view).collect()
}

/// A year's run of a number; without one, the year's latest run of both tiers that counts.
pub(crate) fn find(views: &[RunView], year: AccountingYear, number: Option<u32>) -> Outcome<&RunView> {
    let mut of_year = views.iter().filter(|view| view.run.run.year == year);
    let found = match number {
        Some(number) => of_year.find(|view| view.run.run.number == number),
        None => of_year.rfind(|view| view.run.superseded_by.is_none() && view.run.kind.has_tier_two()),
    };
    let known = || views.iter().map(|view| view.run.run).collect();
    found.ok_or_else(|| Failure::refused(DistributionRefusal::RunUnknown { year, number, known: known() }))
}

/// A run by its number, within a transaction under way.
pub(crate) fn find_run(tx: &mut Tx<'_>, cooperative: &Cooperative, run: RunNumber) -> Outcome<RunView> {
    find_run_or_latest(tx, cooperative, (run.year, Some(run.number)))
}

/// A year's run of a number, or its latest of both tiers, within a transaction under way.
pub(super) fn find_run_or_latest(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (year, number): (AccountingYear, Option<u32>),
) -> Outcome<RunView> {
    let all = views(tx, cooperative)?;
    find(&all, year, number).cloned()
}

/// A run, without its statements.
pub fn run(db: &mut Db, cooperative: &Cooperative, year: AccountingYear, number: Option<u32>) -> Outcome<RunView> {
    find_run_or_latest(&mut db.begin_read()?, cooperative, (year, number))
}

/// A run with all its statements, in member-number order.
pub fn run_with_statements(
    db: &mut Db,
    cooperative: &Cooperative,
    year: AccountingYear,
    number: Option<u32>,
) -> Outcome<(RunView, Vec<MemberStatement>)> {
    let mut tx = db.begin_read()?;
    let view = find_run_or_latest(&mut tx, cooperative, (year, number))?;
    let statements = statements_in(&mut tx, cooperative, view.run.run)?;
    Ok((view, statements))
}

/// All statements of a run, in member-number order.
pub(crate) fn statements_in(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    run: RunNumber,
) -> Outcome<Vec<MemberStatement>> {
    let mut statements = Vec::new();
    runs::each_statement(tx, cooperative.id, run, |_, _, content| {
        statements.push(MemberStatement::parse(content).map_err(broken)?);
        Ok::<(), Failure>(())
    })?;
    Ok(statements)
}

/// A run with all its statements and their codes, in member-number order, and the days of its notice, once it is up.
///
/// # Errors
/// Where there is no such run.
pub fn run_for_notice(
    db: &mut Db,
    cooperative: &Cooperative,
    run: (AccountingYear, Option<u32>),
) -> Outcome<RunForNotice> {
    let mut tx = db.begin_read()?;
    let view = find_run_or_latest(&mut tx, cooperative, run)?;
    let mut statements = Vec::with_capacity(view.run.statement_count as usize);
    runs::each_statement(&mut tx, cooperative.id, view.run.run, |_, salt, content| {
        let code = VerificationCode::of(leaf(&salt, content.as_bytes()));
        statements.push((MemberStatement::parse(content).map_err(broken)?, code));
        Ok::<(), Failure>(())
    })?;
    let subject = view.run.run.to_string();
    let about = motions(&mut tx, cooperative.id)?.into_iter().rfind(|motion| motion.proposal.subject == subject);
    let days = about.and_then(|motion| motion.notice());
    Ok(RunForNotice { view, statements, days })
}

/// What a notice is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunForNotice {
    /// The run.
    pub view: RunView,
    /// Every statement with its code.
    pub statements: Vec<(MemberStatement, VerificationCode)>,
    /// The first and the last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// A member's statement of a run, with the code by which it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementView {
    /// The run.
    pub run: RunView,
    /// The statement.
    pub statement: MemberStatement,
    /// 核对码.
    pub code: VerificationCode,
}

/// A member's statements of a year: of the latest run of both tiers, then of every later run that counts.
///
/// # Errors
/// Where the year has no run, or the member no statement in it.
pub fn statements_of(
    db: &mut Db,
    cooperative: &Cooperative,
    (year, number): (AccountingYear, Option<u32>),
    member_no: &str,
) -> Outcome<Vec<StatementView>> {
    let mut tx = db.begin_read()?;
    let all = views(&mut tx, cooperative)?;
    let first = find(&all, year, number)?.clone();
    let run = first.run.run;
    let is_later = |view: &RunView| {
        number.is_none() && view.run.run.year == year && view.run.superseded_by.is_none() && view.run.run != run
    };
    let mut found = Vec::new();
    for view in std::iter::once(first).chain(all.into_iter().filter(is_later)) {
        found.extend(statement_within(&mut tx, cooperative, &view, member_no)?);
    }
    match found.is_empty() {
        true => {
            Err(Failure::refused(DistributionRefusal::StatementUnknown { member_no: member_no.to_owned().into(), run }))
        }
        false => Ok(found),
    }
}

/// A member's statement of a run, where there is one.
///
/// # Errors
/// Where it cannot be read.
pub fn statement_of(
    db: &mut Db,
    cooperative: &Cooperative,
    view: &RunView,
    member_no: &str,
) -> Outcome<Option<StatementView>> {
    statement_within(&mut db.begin_read()?, cooperative, view, member_no)
}

/// The same within a transaction under way.
pub(crate) fn statement_within(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    view: &RunView,
    member_no: &str,
) -> Outcome<Option<StatementView>> {
    let Some(stored) = runs::statement(tx, cooperative.id, view.run.run, member_no)? else { return Ok(None) };
    let code = VerificationCode::of(leaf(&stored.salt, stored.content.as_bytes()));
    let statement = MemberStatement::parse(&stored.content).map_err(broken)?;
    Ok(Some(StatementView { run: view.clone(), statement, code }))
}

/// The statements of some members of a run with their codes, in the order in which they are asked for; who has none is left out.
///
/// # Errors
/// Where they cannot be read.
pub fn statements_of_members<'n>(
    db: &mut Db,
    cooperative: &Cooperative,
    run: RunNumber,
    numbers: impl IntoIterator<Item = &'n str>,
) -> Outcome<Vec<(MemberStatement, VerificationCode)>> {
    let mut tx = db.begin_read()?;
    let mut found = Vec::new();
    for member_no in numbers {
        let Some(stored) = runs::statement(&mut tx, cooperative.id, run, member_no)? else { continue };
        let code = VerificationCode::of(leaf(&stored.salt, stored.content.as_bytes()));
        found.push((MemberStatement::parse(&stored.content).map_err(broken)?, code));
    }
    Ok(found)
}
