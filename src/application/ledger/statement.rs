//! Statutory statements (会计报表): their rows are data, their figures the books'.

use super::consolidation;
use super::query::{balances, book, summed};
use super::rules::posting_rules;
use super::table_of;
use crate::application::{Failure, Outcome};
use crate::domain::ledger::account::Account;
use crate::domain::ledger::balance::{Balances, Turnovers};
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::ledger::chart::Chart;
use crate::domain::ledger::posting_rule::ReserveAppropriated;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::Problem;
use crate::domain::statement::layout::{LayoutFlaw, StatementLayout, StatementLine};
use crate::domain::statement::refusal::StatementRefusal;
use crate::domain::statement::tie_out::{TieOut, reserve_tie_out, tie_outs};
use crate::rendering::pdf::statutory_statement::StatutoryStatement;
use crate::rendering::speech::Language;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use std::path::{Path, PathBuf};

/// The statements of a kind of book, as files of the folder of layouts: its balance sheet, its statement of income, and that of its distribution where
/// the statement of income does not go on to it.
const fn names(kind: BookKind) -> &'static [&'static str] {
    match kind {
        BookKind::Cooperative => &["collective-balance-sheet", "collective-income-distribution"],
        BookKind::Company | BookKind::PropertyManager => {
            &["small-enterprise-balance-sheet", "small-enterprise-income", "small-enterprise-profit-distribution"]
        }
        BookKind::WelfareFund => &["welfare-fund-balance-sheet", "welfare-fund-income"],
    }
}

const SHIPPED: [(&str, &str); 8] = [
    (consolidation::NAME, include_str!("../../../reports/consolidation.csv")),
    ("collective-balance-sheet", include_str!("../../../reports/statements/collective-balance-sheet.csv")),
    ("collective-income-distribution", include_str!("../../../reports/statements/collective-income-distribution.csv")),
    ("small-enterprise-balance-sheet", include_str!("../../../reports/statements/small-enterprise-balance-sheet.csv")),
    ("small-enterprise-income", include_str!("../../../reports/statements/small-enterprise-income.csv")),
    (
        "small-enterprise-profit-distribution",
        include_str!("../../../reports/statements/small-enterprise-profit-distribution.csv"),
    ),
    ("welfare-fund-balance-sheet", include_str!("../../../reports/statements/welfare-fund-balance-sheet.csv")),
    ("welfare-fund-income", include_str!("../../../reports/statements/welfare-fund-income.csv")),
];

fn file_name(name: &str) -> String {
    format!("{name}.csv")
}

/// A statement with its figures.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What a file of its layout is called in a folder of layouts.
    pub file_name: String,
    /// The file that its layout was read from; none where the program carries it.
    pub own_file: Option<PathBuf>,
    /// What rows it has.
    pub layout: StatementLayout,
    /// Its figures, a line a row.
    pub lines: Vec<StatementLine>,
}

impl Statement {
    /// As it is printed.
    pub fn on_paper(&self, language: Language) -> StatutoryStatement<'_> {
        StatutoryStatement {
            name: language.say(&self.layout.name, &self.layout.name_en),
            lines: &self.lines,
            awaits_check: self.layout.awaits_check(),
        }
    }
}

/// A book's statements up to a period, and whether their figures agree.
#[derive(Clone, Debug)]
pub struct Statements {
    /// The book.
    pub book: Book,
    /// 资产负债表, the statement of income, and that of distribution where it stands by itself.
    pub statements: Vec<Statement>,
    /// 勾稽关系.
    pub tie_outs: Vec<TieOut>,
}

/// The statements of a book from the year's beginning to the end of a period. A folder may hold layouts in place of the shipped ones.
///
/// # Errors
/// Where there is no such book, the folder or a layout cannot be read, or a layout names accounts that the book does not have.
pub fn statements(
    db: &mut Db,
    cooperative: &Cooperative,
    (given, last): (&str, AccountingPeriod),
    layouts: Option<&Path>,
) -> Outcome<Statements> {
    let book = book(db, cooperative, given)?;
    check_folder(layouts)?;
    statements_in(&mut db.begin_read()?, cooperative, (&book, last), layouts)
}

/// The statements of a book, within a transaction under way.
pub(super) fn statements_in(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, last): (&Book, AccountingPeriod),
    layouts: Option<&Path>,
) -> Outcome<Statements> {
    let (held, turnovers) = year_figures(tx, cooperative, (book, last))?;
    let mut statements = Vec::new();
    for name in names(book.kind) {
        let (layout, own_file) = layout(name, &book.chart, layouts)?;
        let lines = summed(layout.evaluate(book, &held, &turnovers))?;
        statements.push(Statement { file_name: file_name(name), own_file, layout, lines });
    }
    let lines: Vec<&[StatementLine]> = statements.iter().map(|statement| statement.lines.as_slice()).collect();
    let is_closed = book.is_closed(last) && last.number() == AccountingPeriod::DISTRIBUTION;
    let mut tie_outs = summed(tie_outs(book, (&held, &turnovers), &lines, is_closed))?;
    if book.kind == BookKind::Cooperative {
        let reserve = posting_rules(tx, cooperative.id)?.accounts_of::<ReserveAppropriated>("reserve");
        let reserve = reserve.map_err(Failure::refused)?;
        let is_meant = |code: &str| reserve.iter().any(|account| code.starts_with(account.as_str()));
        let of_reserve = turnovers.0.iter().filter(|((code, _), _)| is_meant(code));
        let credits = summed(Money::sum(of_reserve.map(|(_, turnover)| turnover.credit)))?;
        tie_outs.extend(reserve_tie_out(lines.get(1).copied().unwrap_or_default(), credits));
    }
    Ok(Statements { book: book.clone(), statements, tie_outs })
}

/// The layout of a name: a folder's own where it has one, else the shipped one. The file, where it is the folder's.
fn layout(name: &str, chart: &Chart, folder: Option<&Path>) -> Outcome<(StatementLayout, Option<PathBuf>)> {
    let file = folder.map(|folder| folder.join(file_name(name)));
    let Some(file) = file.filter(|file| !matches!(file.try_exists(), Ok(false))) else {
        let shipped = SHIPPED.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text);
        return Ok((StatementLayout::parse(shipped).map_err(|flaw| unfit(&file_name(name), vec![flaw]))?, None));
    };
    let shown = file.display().to_string();
    let own = StatementLayout::parse(&table_of(&file)?).map_err(|flaw| unfit(&shown, vec![flaw]))?;
    match own.unknown_accounts(chart) {
        unknown if unknown.is_empty() => Ok((own, Some(file))),
        unknown => Err(unfit(&shown, unknown)),
    }
}

/// Lets an account be taken in by a row (归入行次): of the income statement where it is income or expense, else of the balance sheet.
///
/// # Errors
/// Where the shipped statements of such a book have no such row.
pub(super) fn check_row(kind: BookKind, account: &Account) -> Result<(), LedgerRefusal> {
    let Some(given) = account.row else { return Ok(()) };
    let name = names(kind).get(usize::from(account.class.is_income_or_expense()));
    let shipped = SHIPPED.iter().find(|(known, _)| Some(known) == name).map_or("", |(_, text)| *text);
    let rows: Vec<u32> = StatementLayout::parse(shipped).iter().flat_map(StatementLayout::intake_rows).collect();
    match rows.contains(&given) {
        true => Ok(()),
        false => {
            let rows = rows.iter().map(|row| row.to_string().into()).collect();
            Err(LedgerRefusal::StatementRowUnfit { code: account.code.clone(), given, rows })
        }
    }
}

/// Rows of a layout that cannot be used.
fn unfit(file: &str, flaws: Vec<LayoutFlaw>) -> Failure {
    let refusal = |LayoutFlaw { row, kind: flaw }| StatementRefusal::LayoutUnfit { file: file.to_owned(), row, flaw };
    Failure::Refused(flaws.into_iter().map(|flaw| Problem::new(refusal(flaw))).collect())
}

/// A book's balances from the year's beginning to the end of a period, and what the same months brought without the vouchers that close income and
/// expense.
pub(super) fn year_figures(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, last): (&Book, AccountingPeriod),
) -> Outcome<(Balances, Turnovers)> {
    let range = (AccountingPeriod::opening(last.year()).next(), last);
    let held = balances(tx, cooperative, book, range)?;
    let closing = ledgers::turnovers(tx, cooperative.id, (&book.code, TurnoverSource::ClosingVouchers), range)?;
    let mut turnovers = Turnovers::default();
    for (object, movement) in &held.0 {
        let closed = closing.0.get(object).copied().unwrap_or_default();
        turnovers.0.insert(object.clone(), summed(movement.turnover.minus(closed))?);
    }
    Ok((held, turnovers))
}

/// The text of a layout as a folder has it, else as the program carries it.
///
/// # Errors
/// Where there is no such folder, or its file cannot be read: nobody is shown the shipped layout who asked for another.
pub(super) fn layout_text(name: &str, folder: Option<&Path>) -> Outcome<String> {
    check_folder(folder)?;
    let file = folder.map(|folder| folder.join(file_name(name)));
    match file.filter(|file| !matches!(file.try_exists(), Ok(false))) {
        Some(file) => table_of(&file),
        None => Ok(SHIPPED.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text).to_owned()),
    }
}

fn check_folder(folder: Option<&Path>) -> Outcome<()> {
    match folder.filter(|folder| std::fs::read_dir(folder).is_err()) {
        Some(folder) => {
            let folder = folder.display().to_string();
            Err(Failure::refused(StatementRefusal::LayoutFolderMissing { folder }))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::chart::chart;
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_shipped_layout_is_read_and_names_only_accounts_of_its_chart() {
        for kind in BookKind::iter() {
            let chart = chart(kind.usual_chart()).unwrap();
            for name in names(kind) {
                let (layout, _) = layout(name, &chart, None).unwrap();
                assert_eq!(layout.unknown_accounts(&chart), [], "{name}");
                assert!(layout.rows().len() > 5, "{name}");
            }
        }
    }
}
