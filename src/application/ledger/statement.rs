//! Statutory statements (会计报表): their rows are data, their figures the books'.

use super::consolidation;
use super::query::{balances, book, summed};
use super::voucher::refused;
use crate::application::{Failure, Outcome};
use crate::domain::ledger::balance::{Balances, Turnovers};
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::ledger::refusal::{LayoutNeed, LedgerRefusal};
use crate::domain::period::AccountingPeriod;
use crate::domain::statement::layout::{FlawKind, LayoutFlaw, StatementLayout, StatementLine};
use crate::domain::statement::tie_out::{TieOut, tie_outs};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use std::path::Path;

/// The two statements of a kind of book, as files of the folder of layouts.
const fn names(kind: BookKind) -> [&'static str; 2] {
    match kind {
        BookKind::Cooperative => ["collective-balance-sheet", "collective-income-distribution"],
        BookKind::Company | BookKind::PropertyManager => ["small-enterprise-balance-sheet", "small-enterprise-income"],
        BookKind::WelfareFund => ["welfare-fund-balance-sheet", "welfare-fund-income"],
    }
}

const SHIPPED: [(&str, &str); 7] = [
    (consolidation::NAME, include_str!("../../../reports/consolidation.csv")),
    ("collective-balance-sheet", include_str!("../../../reports/statements/collective-balance-sheet.csv")),
    ("collective-income-distribution", include_str!("../../../reports/statements/collective-income-distribution.csv")),
    ("small-enterprise-balance-sheet", include_str!("../../../reports/statements/small-enterprise-balance-sheet.csv")),
    ("small-enterprise-income", include_str!("../../../reports/statements/small-enterprise-income.csv")),
    ("welfare-fund-balance-sheet", include_str!("../../../reports/statements/welfare-fund-balance-sheet.csv")),
    ("welfare-fund-income", include_str!("../../../reports/statements/welfare-fund-income.csv")),
];

/// A statement with its figures.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What rows it has.
    pub layout: StatementLayout,
    /// Its figures, a line a row.
    pub lines: Vec<StatementLine>,
}

/// A book's statements up to a period, and whether their figures agree.
#[derive(Clone, Debug)]
pub struct Statements {
    /// The book.
    pub book: Book,
    /// 资产负债表, and the statement of income.
    pub statements: [Statement; 2],
    /// 勾稽关系.
    pub tie_outs: Vec<TieOut>,
}

/// The statements of a book from the year's beginning to the end of a period. A folder may hold layouts in place of the shipped ones.
///
/// # Errors
/// Where there is no such book, or a layout cannot be read.
pub fn statements(
    db: &mut Db,
    cooperative: &Cooperative,
    (given, last): (&str, AccountingPeriod),
    layouts: Option<&Path>,
) -> Outcome<Statements> {
    let book = book(db, cooperative, given)?;
    let mut tx = db.begin_read()?;
    let (held, turnovers) = year_figures(&mut tx, cooperative, (&book, last))?;
    let [sheet, income] = names(book.kind).map(|name| {
        let layout = layout(name, layouts)?;
        let lines = summed(layout.evaluate(&book, &held, &turnovers))?;
        Ok::<_, Failure>(Statement { layout, lines })
    });
    let (sheet, income) = (sheet?, income?);
    let is_closed = book.is_closed(last) && last.number() == AccountingPeriod::DISTRIBUTION;
    let tie_outs = summed(tie_outs(&book, (&held, &turnovers), (&sheet.lines, &income.lines), is_closed))?;
    Ok(Statements { book, statements: [sheet, income], tie_outs })
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

/// A layout as a folder has it, else as the program carries it.
///
/// # Errors
/// Where there is no such folder: nobody is shown the shipped layout who asked for another.
pub(super) fn layout_text(name: &str, folder: Option<&Path>) -> Outcome<String> {
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(refused(LedgerRefusal::LayoutFolderMissing { folder: folder.display().to_string() }));
    }
    let own = folder.and_then(|folder| std::fs::read_to_string(folder.join(format!("{name}.csv"))).ok());
    let shipped = SHIPPED.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text);
    Ok(own.unwrap_or_else(|| shipped.to_owned()))
}

fn layout(name: &str, folder: Option<&Path>) -> Outcome<StatementLayout> {
    StatementLayout::parse(&layout_text(name, folder)?).map_err(|flaw| refused(flawed(name, flaw)))
}

/// A row of a statement's layout that cannot be read, with what stands there and what should.
fn flawed(name: &str, LayoutFlaw { row, kind }: LayoutFlaw) -> LedgerRefusal {
    let (column, given, need) = match kind {
        FlawKind::Unreadable(given) => ("行次", given, LayoutNeed::Readable),
        FlawKind::NameMissing => ("项目", String::new(), LayoutNeed::Name),
        FlawKind::NoRows | FlawKind::CaptionMissing => ("项目", String::new(), LayoutNeed::Caption),
        FlawKind::NumberUnfit(given) => ("行次", given, LayoutNeed::Number),
        FlawKind::NumberTaken(number) => ("行次", number.to_string(), LayoutNeed::NumberOnce),
        FlawKind::TermUnfit(given) => ("公式", given, LayoutNeed::Formula),
        FlawKind::RowUnknown(number) => ("公式", format!("行 {number}"), LayoutNeed::KnownRow),
        FlawKind::Circular => ("公式", String::new(), LayoutNeed::NoCircle),
    };
    unfit(name, row, (column, given), need)
}

/// A row of a layout by its file.
pub(super) fn unfit(name: &str, row: u64, (column, given): (&'static str, String), need: LayoutNeed) -> LedgerRefusal {
    LedgerRefusal::LayoutRowUnfit { file: format!("{name}.csv"), row, column, given, need }
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
                let layout = layout(name, None).unwrap();
                assert_eq!(layout.unknown_accounts(&chart), [], "{name}");
                assert!(layout.rows().len() > 5, "{name}");
            }
        }
    }
}
