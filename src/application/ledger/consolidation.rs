//! Consolidation (合并) of all books that are kept of a year.

use super::query::{all_books, summed};
use super::rules::posting_rules;
use super::statement::{layout_text, year_figures};
use super::voucher::refused;
use crate::application::{Failure, Outcome};
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::ledger::posting_rule::{DividendAccrued, DividendDeclared};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::period::AccountingPeriod;
use crate::domain::statement::consolidation::layout::{ConsolidationFlaw, ConsolidationFlawKind, ConsolidationLayout};
use crate::domain::statement::consolidation::{self, BookFigures, Consolidation, DividendAccounts, known_names};
use crate::domain::statement::refusal::{ConsolidationNeed, StatementRefusal};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use std::path::Path;

pub(super) const NAME: &str = "consolidation";

/// Books as one.
#[derive(Clone, Debug)]
pub struct ConsolidatedBooks {
    /// The books, in the order of their columns.
    pub books: Vec<Book>,
    /// What they come to.
    pub consolidation: Consolidation,
}

/// Consolidates the books from the year's beginning to the end of a period. A folder may hold another layout in place of the shipped one.
///
/// # Errors
/// Where no book is kept of the year, or the layout cannot be read.
pub fn consolidate(
    db: &mut Db,
    cooperative: &Cooperative,
    last: AccountingPeriod,
    layouts: Option<&Path>,
) -> Outcome<ConsolidatedBooks> {
    let all = all_books(db, cooperative)?;
    let names = known_names(all.values(), &cooperative.name);
    let mut books: Vec<Book> = all.into_values().filter(|book| book.first_year <= last.year()).collect();
    books.sort_by_key(|book| book.kind);
    if books.is_empty() {
        return Err(refused(LedgerRefusal::BookOfKindMissing { kind: BookKind::Cooperative }));
    }
    let layout =
        ConsolidationLayout::parse(&layout_text(NAME, layouts)?).map_err(|flaw| Failure::refused(flawed(flaw)))?;
    let mut tx = db.begin_read()?;
    let rules = posting_rules(&mut tx, cooperative.id)?;
    let dividend = DividendAccounts {
        income: rules.accounts_of::<DividendAccrued>("income").map_err(refused)?,
        appropriation: rules.accounts_of::<DividendDeclared>("appropriation").map_err(refused)?,
    };
    let mut figures = Vec::with_capacity(books.len());
    for book in &books {
        figures.push(year_figures(&mut tx, cooperative, (book, last))?);
    }
    let of_books = books.iter().zip(&figures);
    let of_books: Vec<BookFigures<'_>> =
        of_books.map(|(book, (balances, turnovers))| BookFigures { book, balances, turnovers }).collect();
    let consolidation = summed(consolidation::consolidate(&layout, &of_books, &names, &dividend))?;
    Ok(ConsolidatedBooks { books, consolidation })
}

/// A row that cannot be read, with what stands there and what should.
fn flawed(ConsolidationFlaw { row, kind }: ConsolidationFlaw) -> StatementRefusal {
    let (column, given, need) = match kind {
        ConsolidationFlawKind::Unreadable(given) => ("类别", given, ConsolidationNeed::Readable),
        ConsolidationFlawKind::NoRows => ("类别", String::new(), ConsolidationNeed::Class),
        ConsolidationFlawKind::ClassUnknown(given) => ("类别", given, ConsolidationNeed::Class),
        ConsolidationFlawKind::CaptionMissing => ("项目", String::new(), ConsolidationNeed::Caption),
        ConsolidationFlawKind::TermUnfit(kind, given) => (kind.zh(), given, ConsolidationNeed::Accounts),
        ConsolidationFlawKind::AccountTwice(kind, given) => (kind.zh(), given, ConsolidationNeed::ListedOnce),
        ConsolidationFlawKind::SideMissing(kind, given) => (kind.zh(), given, ConsolidationNeed::BothSides),
        ConsolidationFlawKind::NotTwoBooks(count) => ("抵销", count.to_string(), ConsolidationNeed::TwoBooks),
        ConsolidationFlawKind::AccountWithoutRow(kind, given) => (kind.zh(), given, ConsolidationNeed::PlacedAccount),
        ConsolidationFlawKind::NatureMixed(kind, given) => (kind.zh(), given, ConsolidationNeed::OneNature),
        ConsolidationFlawKind::UndistributedUnfit(kind) => {
            (kind.zh(), String::new(), ConsolidationNeed::OneUndistributed)
        }
    };
    StatementRefusal::ConsolidationUnfit { file: format!("{NAME}.csv"), row, column, given, need }
}
