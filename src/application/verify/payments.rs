//! Payments against the books: each payment stands in one voucher, member by member, and what the book owes each member is what is unpaid.

use super::{Flaw, Tied, VerifyReport};
use crate::application::Outcome;
use crate::application::ledger::{PAYMENT_RULES, booked_payments, member_payments, summed};
use crate::application::payment::{payables_in, tie};
use crate::domain::payment::booked::{BookedFlaw, flaws};
use crate::domain::period::china_day;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::event_log::Event;

/// Holds payments against the cooperative's book.
pub(super) fn verify_payments(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    log: &[Event],
    report: &mut VerifyReport,
) -> Outcome<()> {
    let Some(last) = log.last() else { return Ok(()) };
    let found = payables_in(tx, cooperative, (None, china_day(last.occurred_at)))?;
    let Some(tie) = tie(tx, cooperative, &found)? else {
        report.tied = if found.payables.is_empty() { Tied::Nothing } else { Tied::NoBook };
        return Ok(());
    };
    for (member_no, row) in tie.differing() {
        let (owed, expected) = (row.owed, summed(row.owed.minus(summed(row.difference())?))?);
        report.find("posting", format!("{} {member_no}", tie.book), Flaw::OwedDiffers { owed, expected });
    }
    report.tied = if tie.members.is_empty() { Tied::Nothing } else { Tied::Members(tie.members.len()) };
    let paid = member_payments(tx, cooperative)?;
    for rule in PAYMENT_RULES {
        let of_rule = paid.iter().filter(|one| one.rule == rule);
        let of_rule = of_rule.map(|one| (one.source.as_str(), &one.members)).collect();
        let booked = booked_payments(tx, cooperative, (&tie.book, rule))?;
        for flaw in summed(flaws(&of_rule, booked))? {
            take(flaw, report);
        }
    }
    report.not_booked = tie.not_booked;
    Ok(())
}

fn take(flaw: BookedFlaw, report: &mut VerifyReport) {
    let (row, flaw) = match flaw {
        BookedFlaw::Differs { entry_no, member_no, booked, paid } => {
            (format!("#{entry_no} {member_no}"), Flaw::PaidDiffers { booked, paid })
        }
        BookedFlaw::Twice(entry_no, source) => (format!("#{entry_no} {source}"), Flaw::BookedTwice),
        BookedFlaw::NothingPaid(entry_no, source) => (format!("#{entry_no} {source}"), Flaw::NothingPaid),
    };
    report.find("voucher", row, flaw);
}
