//! What the bank's answers are held against: the batches that were made.

use super::check::Placed;
use super::known::{Known, Located, Origin};
use crate::application::Outcome;
use crate::application::payment::deeds;
use crate::domain::payment::bank_answer::{BankAnswer, check_order};
use crate::domain::payment::batch::LineKey;
use crate::domain::payment::payable::{BatchStanding, LineState, batches, transfers};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::spreadsheet::column::Column;
use crate::storage::db::Tx;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is known of payments while an import is checked.
#[derive(Default)]
pub struct PaymentKnown {
    /// Batches, without what the bank said.
    batches: Vec<BatchStanding>,
    /// What it said, held and new.
    pub answers: Vec<Located<BankAnswer>>,
}

impl PaymentKnown {
    /// Reads the batches.
    pub fn load(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<PaymentKnown> {
        Ok(PaymentKnown { batches: batches(deeds(tx, cooperative_id)?, []), answers: Vec::new() })
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
    for (line, again) in paid_twice(known) {
        let about = by_line.get(&line).or(by_line.get(&again)).into_iter().flatten();
        let origin = about.map(|located| located.origin).max();
        let refusal = PaymentRefusal::PaidAgain { line, again };
        found.extend(origin.map(|origin| (origin, Column::PaymentLine, refusal.into())));
    }
    found
}

/// Claims that would lie in two transfers at once: the lines of both.
pub(super) fn paid_twice(known: &Known) -> Vec<(LineKey, LineKey)> {
    let mut standings = known.payment.batches.clone();
    for answer in known.counting(&known.payment.answers).map(|located| &located.fact) {
        if let Some(standing) = standings.iter_mut().find(|one| one.batch.batch_no == answer.line.batch_no) {
            standing.answers.entry(answer.line.line_no).or_default().push(answer.clone());
        }
    }
    transfers(&standings).values().filter_map(|lines| twice(lines)).collect()
}

/// Two transfers of one claim that both count.
fn twice(transfers: &[(LineKey, LineState)]) -> Option<(LineKey, LineKey)> {
    let live = |state: &LineState| matches!(state, LineState::NotSent | LineState::Waiting | LineState::Paid(_));
    let mut lines = transfers.iter().filter(|(_, state)| live(state)).map(|(line, _)| *line);
    Some((lines.next()?, lines.next()?))
}
