//! What stands against reconciling a bank account, in English.

use super::super::{Words, list_en};
use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal;
use crate::rendering::amount::yuan;

fn days(known: &[chrono::NaiveDate]) -> String {
    known.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn reconciliation(refusal: &ReconciliationRefusal) -> Words {
    match refusal {
        ReconciliationRefusal::BankBalanceGap { found, expected, date } => Words::new(
            format!("the balance {found} on {date} does not follow from the line before", found = yuan(*found)),
            yuan(*expected),
            "A line may be missing, or one too many: compare with the bank's original. No table is confirmed on a gap.",
        ),
        ReconciliationRefusal::StatementSidesTurned => Words::new(
            "the statement's sides are turned: every balance follows once what came in is what went out",
            "a bank's debits to be what went out, its credits what came in",
            "Name the columns 支出 and 收入, or choose under their headings that 借方 is 收入 and 贷方 is 支出.",
        ),
        ReconciliationRefusal::BankLineLate { date, on } => Words::new(
            format!("a line of {date}, and the table of {on} is confirmed"),
            format!("lines after {on}"),
            format!(
                "If it was missing, retract the table with tonggu ledger reconcile retract --on {on} --reason TEXT, import, and confirm again."
            ),
        ),
        ReconciliationRefusal::BankAccountUnnamed { book, given, accounts } => Words::new(
            if given.is_empty() {
                format!("which bank account of book {book} is meant is not said")
            } else {
                format!("book {book} has no bank account \"{given}\"")
            },
            if accounts.is_empty() {
                "a book with a bank account".to_owned()
            } else {
                format!("one of {}", list_en(accounts))
            },
            "Name its code with --account.",
        ),
        ReconciliationRefusal::OpeningUnexplained { given, found } => Words::new(
            match given {
                Some(given) => format!("what was open before the book began was stated as {given}"),
                None => format!("when the book began, bank and book differed by {found}, and nobody says why"),
            },
            found.to_string(),
            "The statement should begin where the book does. If something was open then, state it with --opening-difference: later tables start from it.",
        ),
        ReconciliationRefusal::OpeningMoved { on, before, now } => Words::new(
            format!("what was open when the book began now comes to {now}"),
            format!("{before}, as the table of {on} has it"),
            "Since then an opening voucher was posted or an earlier statement imported: check it, and retract that table if need be.",
        ),
        ReconciliationRefusal::OpeningExceeded { given, remaining } => Words::new(
            format!("the lines come to {given}, and do not settle what was open before the book began"),
            format!("the other sign, and no more than {remaining}"),
            "What was open is the bank's balance less the book's: above zero, the bank's later payments settle it; below, its receipts.",
        ),
        ReconciliationRefusal::TableUnknown { on, known } => Words::new(
            format!("no table of {on} is confirmed"),
            if known.is_empty() { "a day that was confirmed".to_owned() } else { format!("one of {}", days(known)) },
            "See how far accounts are confirmed with tonggu ledger reconcile list.",
        ),
        ReconciliationRefusal::TableNotLast { on, last } => Words::new(
            format!("after that of {on} the table of {last} was confirmed"),
            "the last that was confirmed",
            format!("Retract that of {last} first."),
        ),
        ReconciliationRefusal::BankStatementMissing { book, account } => Words::new(
            format!("no bank statement has been imported for account {account} of book {book}"),
            "a bank account with a statement",
            "Import the statement first; where there are several accounts, name book and account in its columns.",
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
            "no reason was given for taking it back",
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
            "Import the statement up to that day; if the bank did nothing until then, give its balance with --bank-balance.",
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
            format!(
                "Retract the table with tonggu ledger reconcile retract --on {on} --reason TEXT first, and confirm again afterwards."
            ),
        ),
    }
}
