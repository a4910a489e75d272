//! The books: opened, given vouchers, reviewed, posted, closed and asked.

mod archive;
mod chart;
mod close;
mod consolidation;
mod events;
mod figures;
mod history;
pub mod journal;
mod member_payments;
mod open;
mod overdrawn;
mod payments;
pub mod query;
mod reconciliation;
mod review;
mod rules;
mod statement;
mod voucher;

pub use archive::{ArchiveReport, PackageCheck, PackageFlaw, archive, check_archive};
pub use close::{CloseReport, close, close_income};
pub use consolidation::{ConsolidatedBooks, consolidate};
pub use events::{Booked, LateEvent, book_receipts, book_run};
pub(crate) use events::{ReceiptSources, booked_by_run, source_of};
pub(crate) use figures::figures;
pub use history::{Act, SheetRow, VoucherHistory, history};
pub use member_payments::book_batch;
pub(crate) use member_payments::{PAYMENT_RULES, answer_source, booked_payments, member_payments, paying_accounts};
pub use open::{OpenRequest, SubAccount, add_account, open_book};
pub(crate) use payments::dividend_year;
pub use payments::{DividendPayment, book_contributions, book_dividend, book_motion};
pub(crate) use query::summed;
pub use reconciliation::{
    BankView, BankWhere, ConfirmRequest, MatchRequest, bank_accounts, confirm, match_automatically, match_by_hand,
    reconcile, retract, withdraw_match,
};
pub(crate) use reconciliation::{broken_matches, check_bank_entries_free, work};
pub(crate) use review::ranges;
pub use review::{Marked, Which, review, sign};
pub(crate) use rules::posting_rules;
pub use rules::{
    all_posting_rules, approve_rules, propose_rules, reject_rules, rule_headings, rule_rows, usual_charts,
};
pub use statement::{Statement, Statements, statements};
pub use voucher::{EntryRequest, PostReport, attach, discard, enter, post, reverse};
pub(crate) use voucher::{check_rests, refused};

use super::log::deeds;
use super::{Failure, Outcome, file_name};
use crate::domain::ledger::book::Books;
use crate::domain::ledger::deed::{LedgerDeed, fold};
use crate::domain::refusal::{Place, Problem};
use crate::spreadsheet::plain_table::comma_separated;
use crate::storage::db::Tx;
use std::path::Path;
use uuid::Uuid;

/// All books, as the log leaves them.
pub(crate) fn books(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Books> {
    let deeds = deeds(tx, cooperative_id, &LedgerDeed::OF_BOOKS, |event| LedgerDeed::parse(&event.content))?;
    let mut books = Books::new();
    deeds.into_iter().for_each(|deed| fold(&mut books, deed));
    Ok(books)
}

/// The first table of somebody's own file as comma-separated text; what is wrong with the file names it.
fn table_of(path: &Path) -> Outcome<String> {
    comma_separated(path).map_err(|refusal| {
        let file = file_name(path).as_str().into();
        Failure::Refused(vec![Problem::at(Place { file, cell: refusal.cell(), ..Place::default() }, refusal)])
    })
}
