//! Opening books (建账), and giving them sub-accounts.

use super::statement::check_row;
use super::{books, chart};
use crate::application::access::authorize;
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::account::{Account, Dimension, Purpose};
use crate::domain::ledger::book::{Book, BookKind, find};
use crate::domain::ledger::deed::LedgerDeed;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::period::AccountingYear;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::{entry, event_log, ledger};

/// What book is to be opened.
#[derive(Clone, Debug)]
pub struct OpenRequest {
    /// As sheets and commands name it.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Whose it is.
    pub kind: BookKind,
    /// A chart that the program carries, or a file; the usual one where it is not said.
    pub chart: Option<String>,
    /// The year that it begins with.
    pub first_year: AccountingYear,
}

/// Opens a book with a chart of accounts.
///
/// # Errors
/// Where the code is taken or unfit, the cooperative or the company has its book, or the chart cannot be had.
pub fn open_book(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &OpenRequest,
    context: &mut Context<'_>,
) -> Outcome<Book> {
    let is_line = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
    let is_code =
        is_line(&request.code) && !request.code.contains(char::is_whitespace) && request.code.chars().count() <= 40;
    for (given, fits) in [(&request.code, is_code), (&request.name, is_line(&request.name))] {
        if !fits {
            return Err(Failure::refused(LedgerRefusal::BookCodeUnfit { given: given.as_str().into() }));
        }
    }
    let chart = chart::chart(request.chart.as_deref().unwrap_or(request.kind.usual_chart()))?;
    if !chart.accounts().any(|account| account.purpose == Some(Purpose::Undistributed)) {
        let (book, purpose) = (request.code.as_str().into(), Purpose::Undistributed);
        return Err(Failure::refused(LedgerRefusal::PurposeMissing { book, purpose }));
    }
    chart.accounts().try_for_each(|account| check_row(request.kind, account)).map_err(Failure::refused)?;
    let mut tx = begin(db, cooperative, context)?;
    let held = books(&mut tx, cooperative.id)?;
    if held.values().any(|book| book.code == request.code || book.name == request.name.trim()) {
        return Err(Failure::refused(LedgerRefusal::BookExists { book: request.code.as_str().into() }));
    }
    let is_one_of_a_kind = matches!(request.kind, BookKind::Cooperative | BookKind::Company);
    if let Some(other) = held.values().find(|book| is_one_of_a_kind && book.kind == request.kind) {
        return Err(Failure::refused(LedgerRefusal::BookOfKindExists { kind: request.kind, book: other.code.clone() }));
    }
    let book = Book {
        code: request.code.as_str().into(),
        name: request.name.trim().into(),
        kind: request.kind,
        first_year: request.first_year,
        chart,
        closed_to: None,
        closed_distributions: Vec::new(),
    };
    log(&mut tx, cooperative, context, &LedgerDeed::Open(Box::new(book.clone())))?;
    tx.commit()?;
    Ok(book)
}

/// A sub-account that is to be added: class and side are its parent's.
#[derive(Clone, Debug)]
pub struct SubAccount {
    /// 科目编码.
    pub code: String,
    /// 科目名称.
    pub name: String,
    /// 辅助核算.
    pub dimension: Option<Dimension>,
    /// 归入行次.
    pub row: Option<u32>,
}

/// Adds a sub-account (增设明细科目).
///
/// # Errors
/// Where there is no parent, it has lines of its own, the code is taken, or no row of a statement takes it in.
pub fn add_account(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, sub): (&str, &SubAccount),
    context: &mut Context<'_>,
) -> Outcome<Account> {
    let mut tx = begin(db, cooperative, context)?;
    let mut held = books(&mut tx, cooperative.id)?;
    let code = find(&held, book).map_err(Failure::refused)?.code.clone();
    let Some(book) = held.get_mut(&code) else { return Err(Failure::Refused(Vec::new())) };
    let Some(parent) = book.chart.parent(&sub.code).cloned() else {
        return Err(Failure::refused(LedgerRefusal::AccountWithoutParent { code: sub.code.as_str().into() }));
    };
    let mut lines = ledger::line_count(&mut tx, cooperative.id, (&code, &parent.code))?;
    // A bank statement of the account would be of none, too.
    entry::each_live(&mut tx, cooperative.id, FactKind::BankEntry, |entry| {
        if let Fact::BankEntry(line) = entry.fact {
            lines += i64::from(line.book == code && line.account == parent.code);
        }
        Ok::<(), Failure>(())
    })?;
    if lines > 0 && !book.chart.is_parent(&parent.code) {
        return Err(Failure::refused(LedgerRefusal::AccountHasLines { code: parent.code, lines }));
    }
    let account = Account {
        code: sub.code.as_str().into(),
        name: one_line(&sub.name).into(),
        name_en: Default::default(),
        basis: "自设明细".into(),
        dimension: sub.dimension.or(parent.dimension),
        row: sub.row,
        ..parent
    };
    check_row(book.kind, &account).map_err(Failure::refused)?;
    book.chart.add(account.clone()).map_err(Failure::refused)?;
    log(&mut tx, cooperative, context, &LedgerDeed::AddAccount(code, account.clone()))?;
    tx.commit()?;
    Ok(account)
}

/// Begins to write in the books.
pub(super) fn begin<'d>(db: &'d mut Db, cooperative: &Cooperative, context: &Context<'_>) -> Outcome<Tx<'d>> {
    begin_as(db, cooperative, (context, Action::KeepBooks))
}

/// The same, for something that wants another permission.
pub(super) fn begin_as<'d>(
    db: &'d mut Db,
    cooperative: &Cooperative,
    (context, action): (&Context<'_>, Action),
) -> Outcome<Tx<'d>> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, action)?;
    Ok(tx)
}

/// Adds to the log what is done with books; the number of the event.
pub(super) fn log(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    context: &Context<'_>,
    deed: &LedgerDeed,
) -> Outcome<i64> {
    let content = deed.write();
    let event = (deed.action(), content.as_str());
    Ok(event_log::append(tx, cooperative.id, context.now, context.actor.name(), event)?.event_no)
}
