//! What stands against payments, in English.

use super::super::Words;
use super::perhaps;
use crate::domain::payment::bank_answer::AnswerKind;
use crate::domain::payment::refusal::PaymentRefusal;
use crate::rendering::amount::yuan;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn payment(refusal: &PaymentRefusal) -> Words {
    match refusal {
        PaymentRefusal::NothingPayable => Words::new(
            "nothing is payable now",
            "claims of effective runs that are unpaid, not held, and have an account",
            "See why each waits with tonggu payment list --unpaid.",
        ),
        PaymentRefusal::ClaimInBatch { claim, batch_no } => Words::new(
            format!("{} of member {} in {} is in batch {batch_no}", claim.tier.en(), claim.member_no, claim.run),
            "each claim in one batch at a time",
            "Wait for the bank's answer; a batch that is not with the bank can be cancelled and made anew.",
        ),
        PaymentRefusal::PaymentBatchUnknown { batch_no, last } => Words::new(
            format!("there is no batch {batch_no}"),
            if *last == 0 { "a batch, once one is made".to_owned() } else { format!("1 to {last}") },
            "Look for it among the batches.",
        ),
        PaymentRefusal::BatchSentAlready { batch_no, sent } => Words::new(
            format!("batch {batch_no} has been with the bank since {sent}"),
            "a batch that is not with the bank",
            "Wait for the bank's answers and import their file with tonggu import.",
        ),
        PaymentRefusal::BatchNotSent { batch_no } => Words::new(
            format!("batch {batch_no} is not with the bank, so there is nothing to answer"),
            "a batch that is with the bank",
            format!("Check the line's id; if the bank has batch {batch_no}, record that first, with its number there."),
        ),
        PaymentRefusal::BatchCancelled { batch_no, reason } => Words::new(
            format!("batch {batch_no} was cancelled ({reason})"),
            "a batch that counts",
            "Check the number; its claims are in another batch.",
        ),
        PaymentRefusal::OwnBatch { batch_no, user } => Words::new(
            format!("{user} made batch {batch_no} themselves"),
            "another person to hand it over",
            "Let the cashier hand it over; who prepares a payment does not make it.",
        ),
        PaymentRefusal::OtherChannel { batch_no, is_cash: true } => Words::new(
            format!("batch {batch_no} is paid in cash"),
            "a batch that goes through the bank",
            format!("Cash goes to no bank and has no answers; record batch {batch_no} once it is handed over."),
        ),
        PaymentRefusal::OtherChannel { batch_no, is_cash: false } => Words::new(
            format!("batch {batch_no} goes through the bank"),
            "a batch made with tonggu payment cash",
            format!(
                "Record with tonggu payment sent {batch_no}; to pay cash, first cancel a batch that the bank does not have."
            ),
        ),
        PaymentRefusal::CashHandedOver { batch_no, day, receiver } => Words::new(
            format!("{receiver} received the cash of batch {batch_no} on {day}"),
            "a batch that nobody has received",
            format!("See the slip with tonggu payment show {batch_no}."),
        ),
        PaymentRefusal::RelationMissing { receiver, holder } => Words::new(
            format!("{receiver} is not the member {holder}, and how they are related is not said"),
            "how the receiver is related to the member, such as daughter",
            "Say so with --relation, and check their papers.",
        ),
        PaymentRefusal::BatchHeld { batch_no, run, hold } => Words::new(
            format!("batch {batch_no} pays of {run}, which motion {hold} holds"),
            "claims that are not held",
            "Nothing is paid before the hold is lifted; the batch can be cancelled with tonggu payment cancel.",
        ),
        PaymentRefusal::HouseholdUnknown { household_no, nearest } => Words::new(
            format!("no household has the number {household_no}"),
            "a household of the member register",
            format!("{}Correct it by the member register.", perhaps(nearest)),
        ),
        PaymentRefusal::BatchMarked { line, member_no, state, since } => Words::new(
            format!("{line} pays member {member_no}, who has been marked since {since}: {}", state.en()),
            "members whose money does not wait on the day of handing over",
            format!(
                "Cancel the batch with tonggu payment cancel {} and make it anew without the member; what is settled is marked cleared with payment mark first.",
                line.batch_no
            ),
        ),
        PaymentRefusal::BankFileUnfit { given } => Words::new(
            format!("the bank file {given} ends in neither csv nor xlsx"),
            "a name that ends in .csv or .xlsx",
            "Choose another name; where the bank wants another format, write csv and save it as that.",
        ),
        PaymentRefusal::LineUnknown { line, last } => Words::new(
            format!("batch {} has no line {} ({line})", line.batch_no, line.line_no),
            format!("DF{}-1 to DF{}-{last}", line.batch_no, line.batch_no),
            "Check the line's id.",
        ),
        PaymentRefusal::LineUnfit { given } => Words::new(
            format!("the line's id is written {given}"),
            "the id in the bank file, such as DF3-17",
            "Fill in the id as the bank file has it; a spreadsheet may have made a date of it.",
        ),
        PaymentRefusal::AnswerAmountDiffers { line, given, expected } => Words::new(
            format!("the bank answers {given} yuan for {line}", given = yuan(*given)),
            format!("the {expected} yuan of the line", expected = yuan(*expected)),
            "Ask the bank; an answer of another amount is not booked.",
        ),
        PaymentRefusal::AnswerAccountDiffers { line, given, expected } => Words::new(
            format!("the bank answers account {given} for {line}"),
            format!("{expected}, as the line has it"),
            "Check the line's id, and ask the bank who was paid.",
        ),
        PaymentRefusal::AnswerTooEarly { line, date, sent } => Words::new(
            format!("the answer for {line} is of {date}"),
            format!("{sent}, when the batch was handed over, or later"),
            "Correct the date.",
        ),
        PaymentRefusal::AnswerOutOfOrder { line, kind, date, before } => Words::new(
            match before {
                Some(before) => {
                    format!("{line} was answered {} and is answered {} again on {date}", before.code(), kind.code())
                }
                None => format!("{line} was never paid and is answered {} on {date}", kind.code()),
            },
            match before {
                Some(AnswerKind::Paid) => "one return at most",
                Some(_) => "nothing after it: another batch pays the claim",
                None => "a payment first, then a return",
            },
            "Check the line's id; import a missing answer first.",
        ),
        PaymentRefusal::AnswerChanged { line } => Words::new(
            format!("{line} was answered before, and this row says something else"),
            "what was said before",
            "Ask the bank; where the earlier import was wrong, undo it first.",
        ),
        PaymentRefusal::PaidAgain { line, again } => Words::new(
            format!("what {line} was to pay is paid by {again}"),
            "the failure or return as it stands",
            format!("Deal with {again} first: a batch that is not with the bank can be cancelled."),
        ),
        PaymentRefusal::NothingToWriteOff { member_no } => Words::new(
            format!("nothing is left of member {member_no} to write off"),
            "claims that are unpaid and in no batch, or what corrections want back",
            format!(
                "See where each claim is with tonggu payment list --member {member_no}; for what is wanted back use --recovery."
            ),
        ),
        PaymentRefusal::WriteOffChanged { motion_no, member_no } => Words::new(
            format!("what is left of member {member_no} is not what motion {motion_no} decided on"),
            "claims that are unpaid still, as they were voted on",
            "Settle the batches under way first; put forward anew what has changed.",
        ),
        PaymentRefusal::RecoveryInDraft { member_no, run } => Words::new(
            format!("{run}, which does not count yet, takes it back from member {member_no}"),
            "what no draft takes back",
            format!("Wait until {run} is effective, and put forward what it leaves."),
        ),
        PaymentRefusal::WrittenOffAlready { motion_no, day } => Words::new(
            format!("motion {motion_no} was carried out on {day}"),
            "a write-off that is not carried out",
            format!("Book it with tonggu ledger book --motion {motion_no}."),
        ),
        PaymentRefusal::NotWrittenOff { motion_no } => Words::new(
            format!("the write-off of motion {motion_no} is not carried out"),
            "a write-off that was carried out",
            format!("Once the motion is effective: tonggu payment carry-out {motion_no}."),
        ),
        PaymentRefusal::ClaimWrittenOff { line, motion_no } => Words::new(
            format!("the claims of {line} were written off by motion {motion_no}"),
            "the answer as it is",
            "After a write-off this answer is neither taken back nor changed.",
        ),
        PaymentRefusal::PaymentTextMissing => {
            Words::new("a text is empty", "the bank's number, or why it is cancelled", "Fill it in and try again.")
        }
        PaymentRefusal::BankColumnUnknown { given, known } => Words::new(
            format!("bank files have no field {given}"),
            known.join(", "),
            "Correct --columns; FIELD=HEADING gives a field another heading.",
        ),
        PaymentRefusal::AmountOverflow => Words::new(
            "a sum is larger than money can be",
            "less than 10^12 yuan",
            "Make several batches, or check the amounts.",
        ),
    }
}
