//! What is payable (应付明细): every claim with where its money is now. A claim lies in one live transfer at a time; what failed or came back can be
//! paid again, once.

use super::bank_answer::{AnswerKind, BankAnswer};
use super::batch::{Channel, LineKey, PaymentBatch};
use super::claim::{Claim, ClaimKey};
use super::deed::{HandedOver, PaymentDeed};
use super::refusal::PaymentRefusal;
use super::unpaid_mark::UnpaidState;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A batch with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchStanding {
    /// As it was made.
    pub batch: PaymentBatch,
    /// Who made it.
    pub made_by: String,
    /// When it was handed to the bank, and under which number.
    pub sent: Option<(NaiveDate, String)>,
    /// When cash was handed over, to whom.
    pub handed_over: Option<HandedOver>,
    /// Why it was cancelled.
    pub cancelled: Option<String>,
    /// What the bank said, by line.
    pub answers: BTreeMap<u32, Vec<BankAnswer>>,
}

/// Where a line of a batch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineState {
    /// 待付: not with the bank yet, nor handed over in cash.
    NotSent,
    /// 待回盘.
    Waiting,
    /// 已付.
    Paid(NaiveDate),
    /// 失败.
    Failed(NaiveDate, CompactString),
    /// 退票.
    Returned(NaiveDate, CompactString),
    /// 作废.
    Cancelled,
}

impl BatchStanding {
    /// Where a line is: the bank's last word on it.
    pub fn line_state(&self, line_no: u32) -> LineState {
        if self.cancelled.is_some() {
            return LineState::Cancelled;
        }
        if let Some(handed) = &self.handed_over {
            return LineState::Paid(handed.day);
        }
        let answers = self.answers.get(&line_no).into_iter().flatten();
        match answers.max_by_key(|answer| (answer.date, answer.kind)) {
            None if self.sent.is_none() => LineState::NotSent,
            None => LineState::Waiting,
            Some(BankAnswer { kind: AnswerKind::Paid, date, .. }) => LineState::Paid(*date),
            Some(BankAnswer { kind: AnswerKind::Failed, date, reason, .. }) => LineState::Failed(*date, reason.clone()),
            Some(BankAnswer { kind: AnswerKind::Returned, date, reason, .. }) => {
                LineState::Returned(*date, reason.clone())
            }
        }
    }

    /// Whether it goes through the bank, or is cash.
    ///
    /// # Errors
    /// Where it goes the other way.
    pub fn check_channel(&self, wants_cash: bool) -> Result<(), PaymentRefusal> {
        let (batch_no, is_cash) = (self.batch.batch_no, self.batch.channel == Channel::Cash);
        if is_cash == wants_cash { Ok(()) } else { Err(PaymentRefusal::OtherChannel { batch_no, is_cash }) }
    }

    /// Whether the bank said that a line was paid, whatever it said since.
    pub fn was_paid(&self, line_no: u32) -> bool {
        self.answers.get(&line_no).into_iter().flatten().any(|answer| answer.kind == AnswerKind::Paid)
    }

    /// Whether an answer fits the line that it is about.
    ///
    /// # Errors
    /// Where the batch is not with the bank, or line, amount, account or day are not those of the answer.
    pub fn check_answer(&self, answer: &BankAnswer) -> Result<(), PaymentRefusal> {
        let line_key = answer.line;
        let batch_no = line_key.batch_no;
        self.check_channel(false)?;
        let Some((sent, _)) = &self.sent else { return Err(PaymentRefusal::BatchNotSent { batch_no }) };
        let last = self.batch.lines.len() as u32;
        let Some(line) = self.batch.line(line_key.line_no) else {
            return Err(PaymentRefusal::LineUnknown { line: line_key, last });
        };
        if answer.amount != line.amount {
            let (given, expected) = (answer.amount, line.amount);
            return Err(PaymentRefusal::AnswerAmountDiffers { line: line_key, given, expected });
        }
        if !answer.account.is_empty() && answer.account != line.payee.account {
            let (given, expected) = (answer.account.clone(), line.payee.account.clone());
            return Err(PaymentRefusal::AnswerAccountDiffers { line: line_key, given, expected });
        }
        match answer.date < *sent {
            true => Err(PaymentRefusal::AnswerTooEarly { line: line_key, date: answer.date, sent: *sent }),
            false => Ok(()),
        }
    }
}

/// All batches, as deeds and answers leave them. An answer to a batch that is not there is left out: it was refused when it came.
pub fn batches(
    deeds: impl IntoIterator<Item = (String, PaymentDeed)>,
    answers: impl IntoIterator<Item = BankAnswer>,
) -> Vec<BatchStanding> {
    let mut found: Vec<BatchStanding> = Vec::new();
    for (actor, deed) in deeds {
        match deed {
            PaymentDeed::Make(batch) => found.push(BatchStanding {
                batch,
                made_by: actor,
                sent: None,
                handed_over: None,
                cancelled: None,
                answers: BTreeMap::new(),
            }),
            PaymentDeed::Send { batch_no, day, reference } => {
                if let Some(standing) = find(&mut found, batch_no) {
                    standing.sent = Some((day, reference));
                }
            }
            // It is about claims and no batch.
            PaymentDeed::WriteOff(_) => {}
            PaymentDeed::HandOver { batch_no, handed } => {
                if let Some(standing) = find(&mut found, batch_no) {
                    standing.handed_over = Some(handed);
                }
            }
            PaymentDeed::Cancel { batch_no, reason } => {
                if let Some(standing) = find(&mut found, batch_no) {
                    standing.cancelled = Some(reason);
                }
            }
        }
    }
    for answer in answers {
        if let Some(standing) = find(&mut found, answer.line.batch_no) {
            standing.answers.entry(answer.line.line_no).or_default().push(answer);
        }
    }
    found
}

fn find(batches: &mut [BatchStanding], batch_no: u32) -> Option<&mut BatchStanding> {
    batches.iter_mut().find(|standing| standing.batch.batch_no == batch_no)
}

/// Where the transfers of each claim are, in the order in which they were made.
pub fn transfers(batches: &[BatchStanding]) -> BTreeMap<&ClaimKey, Vec<(LineKey, LineState)>> {
    let mut found: BTreeMap<&ClaimKey, Vec<(LineKey, LineState)>> = BTreeMap::new();
    for standing in batches {
        for (line, transfer) in standing.batch.numbered() {
            for claim in &transfer.claims {
                found.entry(&claim.key).or_default().push((line, standing.line_state(line.line_no)));
            }
        }
    }
    found
}

/// Why a claim is not payable now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// 暂缓: the run is held by a motion.
    Held(u32),
    /// 待公司付款: tier two is not paid out of profit that the company has not paid over.
    CompanyUnpaid,
    /// The member's money waits, since a day.
    Marked(UnpaidState, NaiveDate),
    /// 账户不明: the register has no account to pay to.
    AccountMissing,
}

/// Where the money of a claim is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayableState {
    /// 可付.
    Ready,
    /// 待付: something stands against it.
    Waiting(Obstacle),
    /// 已编批: in a transfer that is under way.
    UnderWay(LineKey),
    /// 已付.
    Paid(LineKey, NaiveDate),
    /// 已核销: by a motion, on a day.
    WrittenOff(u32, NaiveDate),
}

/// A claim, and where its money is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payable {
    /// The claim.
    pub claim: Claim,
    /// 姓名.
    pub name: CompactString,
    /// 户号.
    pub household_no: CompactString,
    /// Since when it is due: the day on which its run became effective.
    pub since: NaiveDate,
    /// Where its money is.
    pub state: PayableState,
    /// Its transfers, the first one first.
    pub transfers: Vec<(LineKey, LineState)>,
}

impl Payable {
    /// Whether its money has not reached the payee, and was not given up.
    pub const fn is_unpaid(&self) -> bool {
        !matches!(self.state, PayableState::Paid(..) | PayableState::WrittenOff(..))
    }

    /// For how many days it has been waiting (账龄).
    pub fn age(&self, day: NaiveDate) -> i64 {
        (day - self.since).num_days().max(0)
    }
}

/// The state of a claim by its transfers; where none is live, by the motion that gave it up, or by what stands against it.
pub fn state(
    transfers: &[(LineKey, LineState)],
    written_off: Option<(u32, NaiveDate)>,
    obstacle: Option<Obstacle>,
) -> PayableState {
    let live = transfers.iter().rev().find_map(|(line, state)| match state {
        LineState::NotSent | LineState::Waiting => Some(PayableState::UnderWay(*line)),
        LineState::Paid(date) => Some(PayableState::Paid(*line, *date)),
        LineState::Failed(..) | LineState::Returned(..) | LineState::Cancelled => None,
    });
    let given_up = written_off.map(|(motion_no, day)| PayableState::WrittenOff(motion_no, day));
    live.or(given_up).unwrap_or(obstacle.map_or(PayableState::Ready, PayableState::Waiting))
}
