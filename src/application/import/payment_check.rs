//! What the bank's answers are held against: the batches that were made.

use super::check::Placed;
use super::known::{Known, Located, Origin};
use crate::application::Outcome;
use crate::application::payment::{deeds, write_offs};
use crate::domain::payment::bank_answer::{BankAnswer, check_order};
use crate::domain::payment::batch::LineKey;
use crate::domain::payment::claim::ClaimKey;
use crate::domain::payment::payable::{BatchStanding, LineState, batches, transfers};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::write_off::WrittenOff;
use crate::spreadsheet::column::Column;
use crate::storage::db::Tx;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is known of payments while an import is checked.
#[derive(Default)]
pub struct PaymentKnown {
    /// Batches, without what the bank said.
    batches: Vec<BatchStanding>,
    /// Claims that motions gave up.
    written_off: BTreeMap<ClaimKey, u32>,
    /// What it said, held and new.
    pub answers: Vec<Located<BankAnswer>>,
}

impl PaymentKnown {
    /// Reads the batches.
    pub fn load(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<PaymentKnown> {
        let mut written_off = BTreeMap::new();
        for WrittenOff { motion_no, what, .. } in write_offs(tx, cooperative_id)? {
            written_off.extend(what.claims.into_iter().map(|claim| (claim.key, motion_no)));
        }
        let batches = batches(deeds(tx, cooperative_id)?, []);
        Ok(PaymentKnown { batches, written_off, answers: Vec::new() })
    }

    /// Whether an answer is about a line that is with the bank.
    pub fn check(&self, answer: &BankAnswer) -> Result<(), PaymentRefusal> {
        let batch_no = answer.line.batch_no;
        let standing = self.batches.iter().find(|standing| standing.batch.batch_no == batch_no);
        let last = self.batches.last().map_or(0, |standing| standing.batch.batch_no);
        let standing = standing.ok_or(PaymentRefusal::PaymentBatchUnknown { batch_no, last })?;
        match &standing.cancelled {
            Some(reason) => Err(PaymentRefusal::BatchCancelled { batch_no, reason: reason.clone() }),
            None => standing.check_answer(answer),
        }
    }
}

/// The column that shows what is wrong with an answer.
pub(super) const fn column_of(refusal: &PaymentRefusal) -> Column {
    match refusal {
        PaymentRefusal::AnswerAmountDiffers { .. } => Column::Amount,
        PaymentRefusal::AnswerAccountDiffers { .. } => Column::BankAccount,
        PaymentRefusal::AnswerTooEarly { .. } => Column::Date,
        PaymentRefusal::AnswerOutOfOrder { .. } => Column::PaymentState,
        _ => Column::PaymentLine,
    }
}

/// Answers of one line that cannot follow each other, and claims that would be paid twice.
pub(super) fn answers_out_of_order(known: &Known) -> Vec<Placed> {
    let mut by_line: BTreeMap<LineKey, Vec<&Located<BankAnswer>>> = BTreeMap::new();
    for answer in known.counting(&known.payment.answers) {
        by_line.entry(answer.fact.line).or_default().push(answer);
    }
    let mut found = Vec::new();
    for answers in by_line.values() {
        if let Err((answer, refusal)) = check_order(answers.iter().map(|located| &located.fact).collect()) {
            // Where the one that does not fit is held, the row that came to it shows it.
            let newest = answers.iter().map(|located| located.origin).max();
            let own = answers.iter().find(|located| located.fact == *answer).map(|located| located.origin);
            let origin = own.filter(|origin| matches!(origin, Origin::Row { .. })).or(newest);
            found.extend(origin.map(|origin| (origin, column_of(&refusal), refusal.into())));
        }
    }
    for (lines, refusal) in settled_twice(known) {
        let about = lines.iter().find_map(|line| by_line.get(line)).into_iter().flatten();
        let origin = about.map(|located| located.origin).max();
        found.extend(origin.map(|origin| (origin, Column::PaymentLine, refusal.into())));
    }
    found
}

/// Claims that would lie in two transfers at once, or in one although a motion gave them up: the lines, and what stands against them.
pub(super) fn settled_twice(known: &Known) -> Vec<(Vec<LineKey>, PaymentRefusal)> {
    let mut standings = known.payment.batches.clone();
    for answer in known.counting(&known.payment.answers).map(|located| &located.fact) {
        if let Some(standing) = standings.iter_mut().find(|one| one.batch.batch_no == answer.line.batch_no) {
            standing.answers.entry(answer.line.line_no).or_default().push(answer.clone());
        }
    }
    let live = |state: &LineState| matches!(state, LineState::NotSent | LineState::Waiting | LineState::Paid(_));
    let twice = |(key, transfers): (&ClaimKey, Vec<(LineKey, LineState)>)| {
        let mut lines = transfers.iter().filter(|(_, state)| live(state)).map(|(line, _)| *line);
        let line = lines.next()?;
        match (lines.next(), known.payment.written_off.get(key)) {
            (Some(again), _) => Some((vec![line, again], PaymentRefusal::PaidAgain { line, again })),
            (None, Some(motion_no)) => {
                Some((vec![line], PaymentRefusal::ClaimWrittenOff { line, motion_no: *motion_no }))
            }
            (None, None) => None,
        }
    };
    transfers(&standings).into_iter().filter_map(twice).collect()
}
