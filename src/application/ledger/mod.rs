//! The books: opened, given vouchers, reviewed, posted, closed and asked.

mod chart;
mod close;
mod consolidation;
mod events;
mod figures;
pub mod journal;
mod open;
pub mod query;
mod review;
mod rules;
mod statement;
mod voucher;

pub use close::{CloseReport, close, close_income};
pub use consolidation::{ConsolidatedBooks, consolidate};
pub use events::{Booked, book_receipts, book_run};
pub(crate) use events::{ReceiptSources, booked_by_run};
pub(crate) use figures::figures;
pub use open::{OpenRequest, SubAccount, add_account, open_book};
pub use review::{Marked, Which, review, sign};
pub use rules::posting_rules;
pub use statement::{Statement, Statements, statements};
pub(crate) use voucher::check_rests;
pub use voucher::{EntryRequest, PostReport, attach, discard, enter, post, reverse};

use super::{Failure, Outcome};
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::ledger::book::Books;
use crate::domain::ledger::deed::{LedgerDeed, fold};
use crate::storage::db::Tx;
use crate::storage::event_log;
use uuid::Uuid;

/// All books, as the log leaves them.
pub(crate) fn books(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Books> {
    let mut books = Books::new();
    for event in event_log::all(tx, cooperative_id)? {
        let deed = LedgerDeed::parse(&event.content).map_err(DistributionRefusal::from).map_err(Failure::refused)?;
        deed.into_iter().for_each(|deed| fold(&mut books, deed));
    }
    Ok(books)
}
