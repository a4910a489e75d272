//! Evidence for the world outside: one statement with its proof, or a whole run.

use super::query::find_run_or_latest;
use crate::application::{Failure, Outcome};
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::governance::proof::InclusionProof;
use crate::domain::governance::seal::leaf;
use crate::domain::period::AccountingYear;
use crate::domain::statement::evidence::{RunEvidence, StatementEvidence};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::distribution as runs;

/// One member's statement, with the proof that it is among those of the run.
///
/// # Errors
/// Where there is no such run or statement.
pub fn of_statement(
    db: &mut Db,
    cooperative: &Cooperative,
    run: (AccountingYear, Option<u32>),
    member_no: &str,
) -> Outcome<StatementEvidence> {
    let mut tx = db.begin_read()?;
    let view = find_run_or_latest(&mut tx, cooperative, run)?;
    let mut leaves = Vec::with_capacity(view.run.statement_count as usize);
    let mut found = None;
    runs::each_statement(&mut tx, cooperative.id, view.run.run, |number, salt, content| {
        if number == member_no {
            found = Some((leaves.len(), salt, content.to_owned()));
        }
        leaves.push(leaf(&salt, content.as_bytes()));
        Ok::<(), Failure>(())
    })?;
    let proved =
        found.and_then(|(position, salt, statement)| Some((InclusionProof::of(&leaves, position)?, salt, statement)));
    let Some((proof, salt, statement)) = proved else {
        let (member_no, run) = (member_no.into(), view.run.run);
        return Err(Failure::refused(DistributionRefusal::StatementUnknown { member_no, run }));
    };
    let cooperative = view.summary.header.cooperative_name.clone();
    Ok(StatementEvidence { run: view.run.run.to_string(), cooperative, seal: view.run.seal, proof, salt, statement })
}

/// A whole run: for the bodies, since it tells everybody's share.
///
/// # Errors
/// Where there is no such run.
pub fn of_run(db: &mut Db, cooperative: &Cooperative, run: (AccountingYear, Option<u32>)) -> Outcome<RunEvidence> {
    run_evidence(&mut db.begin_read()?, cooperative, run)
}

/// A whole run, within a transaction under way.
pub(crate) fn run_evidence(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    run: (AccountingYear, Option<u32>),
) -> Outcome<RunEvidence> {
    let view = find_run_or_latest(tx, cooperative, run)?;
    let mut leaves = Vec::with_capacity(view.run.statement_count as usize);
    runs::each_statement(tx, cooperative.id, view.run.run, |number, salt, content| {
        leaves.push((number.to_owned(), salt, leaf(&salt, content.as_bytes())));
        Ok::<(), Failure>(())
    })?;
    let inputs = runs::pinned_inputs(tx, cooperative.id, view.run.run)?;
    let cooperative = view.summary.header.cooperative_name.clone();
    Ok(RunEvidence {
        run: view.run.run.to_string(),
        cooperative,
        seal: view.run.seal,
        leaves,
        inputs: String::from_utf8_lossy(&inputs).into_owned(),
        summary: view.run.summary,
    })
}
