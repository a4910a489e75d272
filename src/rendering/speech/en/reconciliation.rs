//! What stands against reconciling a bank account, in English.

use super::super::{Words, list_en};
use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn reconciliation(refusal: &ReconciliationRefusal) -> Words {
    match refusal {
        ReconciliationRefusal::BankBalanceGap { found, expected, date } => Words::new(
            format!("the balance {found} on {date} does not follow from the line before"),
            expected.to_string(),
            "A line may be missing, or one too many: compare with the bank's original. No table is confirmed on a gap.",
        ),
        ReconciliationRefusal::BankStatementMissing { book, account } => Words::new(
            format!("no bank statement has been imported for account {account} of book {book}"),
            "a bank account with a statement",
            "Import the statement with tonggu import; where there are several accounts, name book and account in its columns.",
        ),
        ReconciliationRefusal::BankLineUnknown { entry_no, account } => Words::new(
            format!("the statement of account {account} has no line #{entry_no}"),
            "a number that the table shows",
            "See the numbers with tonggu ledger reconcile show.",
        ),
        ReconciliationRefusal::BookLineUnknown { given, account } => Words::new(
            format!("account {account} has no posted line \"{given}\""),
            "a posted voucher such as \"2008-03 记-1\", or a line of it: \"2008-03 记-1/2\"",
            "See the open ones with tonggu ledger reconcile show.",
        ),
        ReconciliationRefusal::BookLineUnclear { given, lines } => Words::new(
            format!("voucher \"{given}\" has several lines on this account"),
            list_en(lines),
            "Name the line; to match the whole voucher, name each.",
        ),
        ReconciliationRefusal::LineMatchedAlready { given, match_no } => Words::new(
            format!("\"{given}\" is in match {match_no} already"),
            "lines that are open",
            format!("If that is wrong, withdraw it with tonggu ledger reconcile withdraw {match_no} --reason TEXT."),
        ),
        ReconciliationRefusal::MatchUneven { bank, book } => Words::new(
            format!("the bank's lines come to {bank}, the book's to {book}"),
            "the same sum on both sides",
            "Check the lines; if the difference is a charge that is not booked yet, book it first.",
        ),
        ReconciliationRefusal::MatchEmpty => Words::new(
            "no lines were named",
            "at least one line of the bank, or lines of the book that come to nothing",
            "Name the bank's with --bank, the book's with --line.",
        ),
        ReconciliationRefusal::MatchUnknown { match_no, last } => Words::new(
            format!("there is no match {match_no}, or it was withdrawn"),
            if *last == 0 { "a match made before".to_owned() } else { format!("one of 1 to {last} that stands") },
            "See them with tonggu ledger reconcile matches.",
        ),
        ReconciliationRefusal::WithdrawalReasonMissing => Words::new(
            "no reason was given for withdrawing the match",
            "a reason in one line",
            "Give it with --reason; the log keeps it.",
        ),
        ReconciliationRefusal::BankBalanceMissing { account, on } => Words::new(
            format!("the statement of account {account} has no balances, so what the bank held on {on} is not known"),
            "the statement's balance of that day",
            "Give it with --bank-balance.",
        ),
        ReconciliationRefusal::BankBalanceDiffers { on, given, found } => Words::new(
            format!("the bank's balance on {on} was given as {given}"),
            format!("{found}, as the statement says"),
            "Check day and balance; if lines are missing, import them first.",
        ),
        ReconciliationRefusal::StatementHasGaps { gaps } => {
            let days: Vec<_> = gaps
                .iter()
                .map(|gap| format!("{} ({} expected, {} found)", gap.date, gap.expected, gap.found))
                .collect();
            Words::new(
                format!("the statement's balances do not follow from each other on {}", days.join(", ")),
                "each balance to be the one before with what came in and went out",
                "Compare with the bank's original: import what is missing, or undo what came in twice.",
            )
        }
        ReconciliationRefusal::StatementIncomplete { since, expected, found } => Words::new(
            format!("the bank's balance {found} is not the confirmed one of {since} with the lines since"),
            expected.to_string(),
            format!("Lines after {since} are missing, or came in twice: compare with the bank's original."),
        ),
        ReconciliationRefusal::ConfirmedAlready { on } => Words::new(
            format!("the table of {on} is confirmed already, and nothing has changed"),
            "a day that is not confirmed, or a table that changed",
            "There is nothing to do.",
        ),
        ReconciliationRefusal::DayNotReached { on, reached } => Words::new(
            format!("the table of {on} cannot be confirmed yet"),
            format!("{reached} or a day before"),
            "Wait for that day, and import the statement up to it.",
        ),
        ReconciliationRefusal::BankLineMatched { entry_no, match_no } => Words::new(
            format!("line #{entry_no} of the statement is in match {match_no}"),
            "an import whose lines are open",
            format!(
                "Withdraw it with tonggu ledger reconcile withdraw {match_no} --reason TEXT, then undo the import."
            ),
        ),
        ReconciliationRefusal::BankLineConfirmed { entry_no, on } => Words::new(
            format!("line #{entry_no} of the statement is part of the table confirmed on {on}"),
            "an import that no confirmed table rests on",
            "What is confirmed is not undone; where the bank corrected something, import its correcting lines.",
        ),
    }
}
