//! What lines of a bank statement are held against: the book's bank accounts, what was matched, and each other's balances.

use super::check::Placed;
use super::known::{Known, Located, Origin};
use crate::application::Outcome;
use crate::application::ledger::work;
use crate::domain::ledger::bank_deed::{BankAccount, BankWork};
use crate::domain::ledger::bank_entry::BankEntry;
use crate::domain::ledger::reconciliation::{BankLine, balance_gaps};
use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::money::Money;
use crate::spreadsheet::column::Column;
use crate::storage::db::Tx;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is known of bank statements while an import is checked.
#[derive(Default)]
pub struct BankKnown {
    work: BankWork,
    /// Lines, held and new.
    pub lines: Vec<Located<BankEntry>>,
}

impl BankKnown {
    /// Reads what has been matched and confirmed.
    pub fn load(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<BankKnown> {
        Ok(BankKnown { work: work(tx, cooperative_id)?, lines: Vec::new() })
    }

    /// Whether a line that is new may come in now.
    pub fn check_new(&self, entry: &BankEntry) -> Result<(), ReconciliationRefusal> {
        self.work.check_new(entry)
    }

    /// Whether a held line may be replaced by what a statement says now.
    pub fn replaceable(&self, entry_no: i64, entry: &BankEntry) -> Result<(), ReconciliationRefusal> {
        self.work.check_free(entry_no, entry)
    }
}

/// The line of a bank statement as the book has its account: where the sheet names none, the cooperative's only one.
///
/// # Errors
/// Where there is no such book or account, or several that could be meant.
pub(super) fn settle_bank_entry(known: &Known, mut entry: BankEntry) -> Result<BankEntry, (Column, LedgerRefusal)> {
    let (book, account) = known.ledger.bank_account(&entry.book, &entry.account)?;
    (entry.book, entry.account) = (book, account);
    Ok(entry)
}

/// The same lines with what came in gone out.
fn turned(lines: &[BankLine]) -> Vec<BankLine> {
    let turn = |line: &BankLine| {
        let mut line = line.clone();
        line.entry.amount = Money::from_fen(line.entry.amount.fen().saturating_neg());
        line
    };
    lines.iter().map(turn).collect()
}

/// New lines whose balance does not follow from the line before.
pub(super) fn balances_that_do_not_follow(known: &Known) -> Vec<Placed> {
    let mut accounts: BTreeMap<BankAccount, Vec<&Located<BankEntry>>> = BTreeMap::new();
    for located in known.counting(&known.bank.lines) {
        accounts.entry((located.fact.book.clone(), located.fact.account.clone())).or_default().push(located);
    }
    let mut found = Vec::new();
    for mut located in accounts.into_values() {
        located.sort_by_key(|located| located.origin);
        let numbered: Vec<BankLine> =
            (0..).zip(&located).map(|(at, line)| BankLine { entry_no: at, entry: line.fact.clone() }).collect();
        // A sum that leaves the range of money is no balance that a bank states.
        let gaps = balance_gaps(&numbered).unwrap_or_default();
        if !gaps.is_empty() && balance_gaps(&turned(&numbered)).is_ok_and(|gaps| gaps.is_empty()) {
            let row = located.iter().map(|line| line.origin).find(|origin| matches!(origin, Origin::Row { .. }));
            let refusal = ReconciliationRefusal::StatementSidesTurned;
            found.extend(row.map(|origin| (origin, Column::Debit, refusal.into())));
            continue;
        }
        for gap in gaps {
            let origin = usize::try_from(gap.entry_no).ok().and_then(|at| located.get(at)).map(|line| line.origin);
            let (found_balance, expected, date) = (gap.found, gap.expected, gap.date);
            let refusal = ReconciliationRefusal::BankBalanceGap { found: found_balance, expected, date };
            let row = origin.filter(|origin| matches!(origin, Origin::Row { .. }));
            found.extend(row.map(|origin| (origin, Column::Balance, refusal.into())));
        }
    }
    found
}
