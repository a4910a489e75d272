//! The books: opened, given vouchers, reviewed, posted, closed and asked.

mod archive;
mod chart;
mod close;
mod events;
mod figures;
mod open;
pub mod query;
mod review;
mod rules;
mod statement;
mod voucher;

pub use archive::{ArchiveReport, PackageCheck, PackageFlaw, archive, check_archive};
pub use close::{CloseReport, close, close_income};
pub use events::{Booked, book_receipts, book_run};
pub(crate) use events::{ReceiptSources, booked_by_run};
pub(crate) use figures::figures;
pub use open::{OpenRequest, SubAccount, add_account, open_book};
pub use review::{Marked, Which, review, sign};
pub use rules::posting_rules;
pub use statement::{Statement, Statements, statements};
pub(crate) use voucher::check_rests;
pub use voucher::{EntryRequest, PostReport, attach, discard, enter, post, reverse};

use super::Outcome;
use super::log::deeds;
use crate::domain::ledger::book::Books;
use crate::domain::ledger::deed::{LedgerDeed, fold};
use crate::storage::db::Tx;
use uuid::Uuid;

/// All books, as the log leaves them.
pub(crate) fn books(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Books> {
    let deeds = deeds(tx, cooperative_id, &LedgerDeed::OF_BOOKS, |event| LedgerDeed::parse(&event.content))?;
    let mut books = Books::new();
    deeds.into_iter().for_each(|deed| fold(&mut books, deed));
    Ok(books)
}
