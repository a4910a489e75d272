//! What waits for those who keep the books (待办): looked up for the desk's first page.

use super::contract::{ContractYear, years};
use super::governance::supervision;
use super::ledger::bank_accounts;
use super::ledger::query::{VoucherView, all_books, vouchers};
use super::payment::payables;
use super::{Failure, Outcome, import};
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::domain::ledger::reconciliation::Reconciliation;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::{AccountingPeriod, AccountingYear, china_day};
use crate::domain::refusal::Problem;
use crate::rendering::payment_text::state_code;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What waits.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    /// The last import: its batch, the day, and how many warnings are kept with it.
    pub last_import: Option<LastImport>,
    /// Rent of the last whole year that has not come in; or why it cannot be told.
    pub arrears: Option<Result<Arrears, Vec<Problem>>>,
    /// Questions, complaints and losses without an answer.
    pub questions: usize,
    /// Vouchers that are not reviewed.
    pub to_review: VouchersWaiting,
    /// Vouchers that the cashier has to sign.
    pub to_sign: VouchersWaiting,
    /// Vouchers that are reviewed, signed where they must be, and not posted.
    pub to_post: VouchersWaiting,
    /// What is unpaid, by where its money is: how many claims, and how much.
    pub unpaid: BTreeMap<&'static str, (usize, Money)>,
    /// Bank accounts with lines that are open.
    pub bank: Vec<BankWaiting>,
}

/// Vouchers that wait for the same.
#[derive(Clone, Debug, Default)]
pub struct VouchersWaiting {
    /// How many.
    pub count: usize,
    /// Book and period of the first of them.
    pub first: Option<(String, AccountingPeriod)>,
}

impl VouchersWaiting {
    fn add(&mut self, book: &str, voucher: &VoucherView) {
        self.count += 1;
        let period = voucher.voucher.head().period;
        if self.first.as_ref().is_none_or(|(first, earliest)| first == book && period < *earliest) {
            self.first = Some((book.to_owned(), period));
        }
    }
}

/// The last import.
#[derive(Clone, Debug)]
pub struct LastImport {
    /// The batch.
    pub batch_no: i64,
    /// When.
    pub on: NaiveDate,
    /// Warnings that are kept with it.
    pub warnings: usize,
}

/// Rent that has not come in.
#[derive(Clone, Debug)]
pub struct Arrears {
    /// Of which year.
    pub year: AccountingYear,
    /// Of how many contracts.
    pub contracts: usize,
    /// In all.
    pub amount: Money,
}

/// A bank account with open lines.
#[derive(Clone, Debug)]
pub struct BankWaiting {
    /// The book's code.
    pub book: String,
    /// The account's code and name.
    pub account: (String, String),
    /// Open lines, of the bank and of the book.
    pub open: usize,
    /// The last day that was confirmed.
    pub confirmed_to: Option<NaiveDate>,
}

/// Everything that waits on a day.
///
/// # Errors
/// Where it cannot be read.
pub fn waiting(db: &mut Db, cooperative: &Cooperative, day: NaiveDate) -> Outcome<Waiting> {
    let mut waiting = Waiting { last_import: last_import(db, cooperative)?, ..Waiting::default() };
    let last_year = AccountingYear::try_new(AccountingYear::from(day).number() - 1);
    waiting.arrears = last_year.map(|year| arrears(db, cooperative, year)).transpose()?.flatten();
    waiting.questions = supervision::list(db, cooperative)?.iter().filter(|record| is_open(record)).count();
    for code in all_books(db, cooperative)?.keys() {
        for voucher in vouchers(db, cooperative, (code, None))?.iter().filter(|voucher| voucher.number.is_none()) {
            let waits = [
                (!voucher.is_reviewed, &mut waiting.to_review),
                (voucher.wants_signature, &mut waiting.to_sign),
                (voucher.is_reviewed && !voucher.wants_signature, &mut waiting.to_post),
            ];
            waits.into_iter().filter(|(waits, _)| *waits).for_each(|(_, waiting)| waiting.add(code, voucher));
        }
    }
    for payable in payables(db, cooperative, day)?.0.payables.iter().filter(|payable| payable.is_unpaid()) {
        let (count, amount) = waiting.unpaid.entry(state_code(&payable.state)).or_default();
        *count += 1;
        *amount = payable.claim.amount().and_then(|own| amount.plus(own)).map_err(too_large)?;
    }
    let accounts = bank_accounts(db, cooperative)?.into_iter();
    let open = |table: &Reconciliation| table.bank_open.len() + table.book_open.len();
    let accounts = accounts.filter(|(_, table)| open(table) > 0).map(|(view, table)| BankWaiting {
        confirmed_to: view.last_confirmed().map(|confirmed| confirmed.on),
        book: view.book.code.to_string(),
        account: (view.account.code.to_string(), view.account.name.to_string()),
        open: open(&table),
    });
    waiting.bank = accounts.collect();
    Ok(waiting)
}

fn too_large(_: Overflow) -> Failure {
    Failure::refused(LedgerRefusal::VoucherTooLarge)
}

/// Whether a record waits for an answer.
fn is_open(record: &SupervisionRecord) -> bool {
    let wants_answer = !matches!(record.kind, SupervisionKind::Report | SupervisionKind::AgendaReview);
    wants_answer && record.answer.is_none()
}

fn last_import(db: &mut Db, cooperative: &Cooperative) -> Outcome<Option<LastImport>> {
    let listed = import::list(db, cooperative)?;
    // What was undone warns of nothing any more.
    let undone: BTreeSet<i64> = listed.iter().filter_map(|(batch, ..)| batch.undoes_batch_no).collect();
    let counts = |batch_no: i64, files: usize| files > 0 && !undone.contains(&batch_no);
    let last = listed.into_iter().rev().find(|(batch, files, _)| counts(batch.batch_no, files.len()));
    let Some((batch, ..)) = last else { return Ok(None) };
    let warnings = import::batch(db, cooperative, batch.batch_no)?.warnings.len();
    Ok(Some(LastImport { batch_no: batch.batch_no, on: china_day(batch.occurred_at), warnings }))
}

/// The year's arrears, or why they cannot be told; none where no rent is due in the year at all.
fn arrears(
    db: &mut Db,
    cooperative: &Cooperative,
    year: AccountingYear,
) -> Outcome<Option<Result<Arrears, Vec<Problem>>>> {
    let of_year: Vec<ContractYear> = match years(db, cooperative, year, None) {
        Ok(of_year) if of_year.is_empty() => return Ok(None),
        Ok(of_year) => of_year,
        Err(Failure::Refused(problems)) => return Ok(Some(Err(problems))),
        Err(fault) => return Err(fault),
    };
    let mut found = Arrears { year, contracts: 0, amount: Money::ZERO };
    for one in of_year {
        let missing = one.account.arrears().map_err(too_large)?;
        found.contracts += usize::from(!missing.is_zero());
        found.amount = found.amount.plus(missing).map_err(too_large)?;
    }
    Ok(Some(Ok(found)))
}
