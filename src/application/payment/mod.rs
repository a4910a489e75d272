//! Paying (付款): what is payable, batches for the bank and what it says of them, cash at the counter, what waits and why.

mod batch;
mod cash;
mod company_paid;
mod levy;
mod mark;
mod query;
mod tie;
mod write_off;

pub use batch::{BatchRequest, cancel_batch, make_batch, record_sent};
pub use cash::{CashRequest, HandOverRequest, hand_over, make_cash};
pub(crate) use company_paid::company_dividends;
pub use levy::{fund_of_year, levy_report};
pub use mark::{MarkRequest, mark_unpaid};
pub use query::{
    ClaimHistory, CountingRun, Payables, batch, batch_for_bank, batches, check_household, check_member, payables_of,
};
pub(crate) use query::{counting, counting_runs, payables_in};
pub use tie::payables;
pub(crate) use tie::tie;
pub use write_off::{WriteOffRequest, carry_out_write_off};
pub(crate) use write_off::{recoveries_written_off, write_off, write_offs};

use super::{Failure, Outcome, log};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::payment::bank_answer::BankAnswer;
use crate::domain::payment::deed::PaymentDeed;
use crate::domain::payment::payable::{self, BatchStanding};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::storage::db::Tx;
use crate::storage::entry;
use uuid::Uuid;

/// All batches, with what the bank said of them.
pub(crate) fn standings(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<BatchStanding>> {
    let mut answers: Vec<BankAnswer> = Vec::new();
    entry::each_live(tx, cooperative_id, FactKind::BankAnswer, |entry| {
        if let Fact::BankAnswer(answer) = entry.fact {
            answers.push(answer);
        }
        Ok::<(), Failure>(())
    })?;
    Ok(payable::batches(deeds(tx, cooperative_id)?, answers))
}

/// What was done with batches, and by whom.
pub(crate) fn deeds(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<(String, PaymentDeed)>> {
    log::deeds(tx, cooperative_id, &PaymentDeed::ACTIONS, |event| {
        Ok(PaymentDeed::parse(&event.content)?.map(|deed| (event.actor.clone(), deed)))
    })
}

/// The batch of a number.
pub(crate) fn find(standings: Vec<BatchStanding>, batch_no: u32) -> Outcome<BatchStanding> {
    let last = standings.last().map_or(0, |standing| standing.batch.batch_no);
    let found = standings.into_iter().find(|standing| standing.batch.batch_no == batch_no);
    found.ok_or_else(|| refused(PaymentRefusal::PaymentBatchUnknown { batch_no, last }))
}

fn refused(refusal: PaymentRefusal) -> Failure {
    Failure::refused(refusal)
}
