//! What stands against payments, by name.

use super::bank_answer::AnswerKind;
use super::batch::LineKey;
use super::claim::ClaimKey;
use super::unpaid_mark::UnpaidState;
use crate::domain::distribution::run::RunNumber;
use crate::domain::money::{Money, Overflow};
use chrono::NaiveDate;
use compact_str::CompactString;

/// Against batches and the bank's answers.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum PaymentRefusal {
    /// No claim is payable now.
    NothingPayable,
    /// A claim lies in a transfer that is under way.
    ClaimInBatch {
        /// The claim.
        claim: ClaimKey,
        /// 批次号.
        batch_no: u32,
    },
    /// No batch with that number.
    PaymentBatchUnknown {
        /// What was given.
        batch_no: u32,
        /// The last number there is.
        last: u32,
    },
    /// A batch is with the bank already.
    BatchSentAlready {
        /// 批次号.
        batch_no: u32,
        /// Since when.
        sent: NaiveDate,
    },
    /// A batch that was never handed to the bank has no answers.
    BatchNotSent {
        /// 批次号.
        batch_no: u32,
    },
    /// A cancelled batch is neither sent nor answered.
    BatchCancelled {
        /// 批次号.
        batch_no: u32,
        /// Why it was cancelled.
        reason: String,
    },
    /// Who made a batch does not hand it to the bank.
    OwnBatch {
        /// 批次号.
        batch_no: u32,
        /// Who made it.
        user: String,
    },
    /// A batch goes through the bank and is not cash, or the other way round.
    OtherChannel {
        /// 批次号.
        batch_no: u32,
        /// Whether it is cash.
        is_cash: bool,
    },
    /// Cash was handed over already.
    CashHandedOver {
        /// 批次号.
        batch_no: u32,
        /// When.
        day: NaiveDate,
        /// To whom.
        receiver: CompactString,
    },
    /// Somebody receives cash for a member, and how they are related is not said.
    RelationMissing {
        /// Who receives it.
        receiver: CompactString,
        /// Whose it is.
        holder: CompactString,
    },
    /// A batch pays of a run that is held.
    BatchHeld {
        /// 批次号.
        batch_no: u32,
        /// The run.
        run: RunNumber,
        /// The motion that holds it.
        hold: u32,
    },
    /// No member is of a household with that number.
    HouseholdUnknown {
        /// 户号.
        household_no: CompactString,
        /// Numbers like it.
        nearest: Vec<CompactString>,
    },
    /// A batch pays a member whose money waits since.
    BatchMarked {
        /// The line.
        line: LineKey,
        /// 成员编号.
        member_no: CompactString,
        /// Why it waits.
        state: UnpaidState,
        /// Since when.
        since: NaiveDate,
    },
    /// A file for the bank is a table of text or a workbook.
    BankFileUnfit {
        /// What was given.
        given: String,
    },
    /// A batch has no line with that number.
    LineUnknown {
        /// What was given.
        line: LineKey,
        /// The last number there is.
        last: u32,
    },
    /// A line is named by batch and number.
    LineUnfit {
        /// What was given.
        given: CompactString,
    },
    /// The bank's amount is not the line's.
    AnswerAmountDiffers {
        /// The line.
        line: LineKey,
        /// What the answer says.
        given: Money,
        /// What the line says.
        expected: Money,
    },
    /// The bank's account is not the line's.
    AnswerAccountDiffers {
        /// The line.
        line: LineKey,
        /// What the answer says.
        given: CompactString,
        /// What the line says.
        expected: CompactString,
    },
    /// An answer from before the batch was with the bank.
    AnswerTooEarly {
        /// The line.
        line: LineKey,
        /// What the answer says.
        date: NaiveDate,
        /// When the batch was handed over.
        sent: NaiveDate,
    },
    /// An answer that cannot follow what the bank said before.
    AnswerOutOfOrder {
        /// The line.
        line: LineKey,
        /// What the answer says.
        kind: AnswerKind,
        /// Of which day.
        date: NaiveDate,
        /// What the bank said before.
        before: Option<AnswerKind>,
    },
    /// What the bank said of a line is not said otherwise later.
    AnswerChanged {
        /// The line.
        line: LineKey,
    },
    /// What was returned or failed has been paid again by another batch.
    PaidAgain {
        /// The line.
        line: LineKey,
        /// The line that pays it again.
        again: LineKey,
    },
    /// Nothing is left to write off of a member.
    NothingToWriteOff {
        /// 成员编号.
        member_no: String,
    },
    /// What was decided to be written off is not what is left now.
    WriteOffChanged {
        /// The motion.
        motion_no: u32,
        /// Of whom.
        member_no: CompactString,
    },
    /// A run that does not count yet takes back what would be written off.
    RecoveryInDraft {
        /// Of whom.
        member_no: CompactString,
        /// The run.
        run: RunNumber,
    },
    /// A motion was carried out already.
    WrittenOffAlready {
        /// The motion.
        motion_no: u32,
        /// When.
        day: NaiveDate,
    },
    /// What a motion gives up was not written off yet.
    NotWrittenOff {
        /// The motion.
        motion_no: u32,
    },
    /// The claim of a line was written off since.
    ClaimWrittenOff {
        /// The line.
        line: LineKey,
        /// The motion.
        motion_no: u32,
    },
    /// A text that must be given is empty.
    PaymentTextMissing,
    /// No field of a bank file with that name.
    BankColumnUnknown {
        /// What was given.
        given: String,
        /// The fields there are.
        known: Vec<&'static str>,
    },
    /// A sum is larger than money can be.
    AmountOverflow,
}

impl From<Overflow> for PaymentRefusal {
    fn from(_: Overflow) -> PaymentRefusal {
        PaymentRefusal::AmountOverflow
    }
}
