//! Consolidation (合并): the books of the cooperative, its companies and the welfare fund as one, with everything shown that is taken out (抵销).
//!
//! The consolidated column is the sum of the books less the eliminations. Either side of an elimination is taken out whole; where the two do not mirror
//! each other, what is over stands in a row of its own (未抵平差额), so that it is neither hidden nor spread.

mod work;

pub mod layout;

use super::tie_out::TieOut;
use crate::domain::ledger::balance::{Balances, Turnovers};
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::money::{Money, Overflow};
use compact_str::CompactString;
use layout::{ConsolidationLayout, GroupRow};
use std::collections::{BTreeMap, BTreeSet};
use strum::IntoEnumIterator;
use work::Work;

/// A book's figures of a year so far.
#[derive(Clone, Copy, Debug)]
pub struct BookFigures<'b> {
    /// The book.
    pub book: &'b Book,
    /// Those of the year's months so far, opening with what the year began with.
    pub balances: &'b Balances,
    /// What the same months brought without the vouchers that close income and expense.
    pub turnovers: &'b Turnovers,
}

/// What a body is called as a counterparty (往来单位), by the kind of its book.
pub type Names = BTreeMap<BookKind, BTreeSet<CompactString>>;

/// The names of bodies that keep books: a book's code and name, the name without 账, its kind; and the cooperative's own.
pub fn known_names<'b>(books: impl IntoIterator<Item = &'b Book>, cooperative: &str) -> Names {
    let mut names = Names::new();
    for kind in BookKind::iter() {
        names.entry(kind).or_default().insert(kind.zh().into());
    }
    names.entry(BookKind::Cooperative).or_default().insert(cooperative.into());
    for book in books {
        let own = names.entry(book.kind).or_default();
        let name = book.name.as_str();
        own.extend([book.code.clone(), book.name.clone()]);
        own.extend(["账套", "账"].into_iter().filter_map(|word| name.strip_suffix(word)).map(CompactString::from));
    }
    names
}

/// Amounts of a row: of each book, all together, taken out, and what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// In the order of the books.
    pub books: Vec<Money>,
    /// 抵销.
    pub eliminated: Money,
}

impl Columns {
    fn nothing(books: usize) -> Columns {
        Columns { books: vec![Money::ZERO; books], eliminated: Money::ZERO }
    }

    /// 合计: of all books.
    ///
    /// # Errors
    /// Where it leaves the range of money.
    pub fn sum(&self) -> Result<Money, Overflow> {
        Money::sum(self.books.iter().copied())
    }

    /// 合并数.
    ///
    /// # Errors
    /// Where it leaves the range of money.
    pub fn consolidated(&self) -> Result<Money, Overflow> {
        self.sum()?.minus(self.eliminated)
    }

    fn plus(&self, other: &Columns) -> Result<Columns, Overflow> {
        let books = self.books.iter().zip(&other.books).map(|(own, more)| own.plus(*more));
        Ok(Columns { books: books.collect::<Result<_, _>>()?, eliminated: self.eliminated.plus(other.eliminated)? })
    }

    fn minus(&self, other: &Columns) -> Result<Columns, Overflow> {
        let books = self.books.iter().zip(&other.books).map(|(own, less)| own.minus(*less));
        Ok(Columns { books: books.collect::<Result<_, _>>()?, eliminated: self.eliminated.minus(other.eliminated)? })
    }
}

/// A figure that rows come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum GroupFigure {
    /// 资产合计.
    Assets,
    /// 负债合计.
    Liabilities,
    /// 净资产合计.
    Equity,
    /// 余额抵销的未抵平差额.
    UnmatchedBalances,
    /// 负债和净资产总计.
    Sources,
    /// 收入合计.
    Income,
    /// 费用合计.
    Expenses,
    /// 净收益.
    NetIncome,
    /// 年初未分配.
    AtBeginning,
    /// 其他转入.
    Transfers,
    /// 发生额抵销的未抵平差额.
    UnmatchedTurnover,
    /// 年末未分配.
    AtEnd,
}

impl GroupFigure {
    /// As accountants say it.
    pub const fn zh(self) -> &'static str {
        match self {
            GroupFigure::Assets => "资产总计",
            GroupFigure::Liabilities => "负债合计",
            GroupFigure::Equity => "净资产合计",
            GroupFigure::UnmatchedBalances | GroupFigure::UnmatchedTurnover => "未抵平差额",
            GroupFigure::Sources => "负债和净资产总计",
            GroupFigure::Income => "收入合计",
            GroupFigure::Expenses => "费用合计",
            GroupFigure::NetIncome => "净收益",
            GroupFigure::AtBeginning => "加：年初未分配（含结余）",
            GroupFigure::Transfers => "加：其他转入",
            GroupFigure::AtEnd => "年末未分配（含结余）",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            GroupFigure::Assets => "Total assets",
            GroupFigure::Liabilities => "Total liabilities",
            GroupFigure::Equity => "Total net assets",
            GroupFigure::UnmatchedBalances | GroupFigure::UnmatchedTurnover => "Not eliminated evenly",
            GroupFigure::Sources => "Total liabilities and net assets",
            GroupFigure::Income => "Total income",
            GroupFigure::Expenses => "Total expenses",
            GroupFigure::NetIncome => "Net income",
            GroupFigure::AtBeginning => "Plus: undistributed at the beginning",
            GroupFigure::Transfers => "Plus: other transfers in",
            GroupFigure::AtEnd => "Undistributed at the end",
        }
    }

    /// As programs write it.
    pub fn code(self) -> &'static str {
        self.into()
    }
}

/// What a line of the consolidated statement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupItem {
    /// A row of the layout.
    Row(GroupRow),
    /// A figure that rows come to.
    Figure(GroupFigure),
}

/// A line of the consolidated statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLine {
    /// What it is.
    pub item: GroupItem,
    /// Its amounts.
    pub columns: Columns,
}

/// One side of an elimination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EliminationSide {
    /// Whose book.
    pub kind: BookKind,
    /// The accounts, as the layout writes them.
    pub accounts: Vec<String>,
    /// What is taken out: debits above zero. None where no such book is kept.
    pub amount: Option<Money>,
}

/// An elimination (抵销).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elimination {
    /// 项目.
    pub caption: String,
    /// Its English name; may be empty.
    pub caption_en: String,
    /// Whether turnover is taken out (发生额), not balances (余额).
    pub is_turnover: bool,
    /// Both sides. Where either has no book, nothing is taken out.
    pub sides: [EliminationSide; 2],
}

impl Elimination {
    /// The difference of the sides (未抵平), debits above zero; none where nothing is taken out.
    ///
    /// # Errors
    /// Where it leaves the range of money.
    pub fn unmatched(&self) -> Result<Option<Money>, Overflow> {
        match (self.sides[0].amount, self.sides[1].amount) {
            (Some(one), Some(other)) => one.plus(other).map(Some),
            _ => Ok(None),
        }
    }
}

/// An account that feeds no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnplacedAccount {
    /// 账套.
    pub book: CompactString,
    /// 科目编码.
    pub account: CompactString,
    /// Its balance: debits above zero.
    pub balance: Money,
}

/// The consolidated statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consolidation {
    /// Its lines: what there is and whose it is, then what the year brought.
    pub lines: Vec<GroupLine>,
    /// What is taken out.
    pub eliminations: Vec<Elimination>,
    /// Accounts that no row takes up; none in a sound layout.
    pub unplaced: Vec<UnplacedAccount>,
    /// Kinds of books that there are none of.
    pub missing: Vec<BookKind>,
    /// 勾稽关系.
    pub tie_outs: Vec<TieOut>,
}

impl Consolidation {
    /// The columns of a figure.
    pub fn figure(&self, figure: GroupFigure) -> Option<&Columns> {
        let mut lines = self.lines.iter();
        lines.find(|line| line.item == GroupItem::Figure(figure)).map(|line| &line.columns)
    }
}

/// The accounts that what the company gives the cooperative goes through: income here, appropriation there. Posting rules name
/// them, in each of their versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DividendAccounts {
    /// Of the cooperative.
    pub income: BTreeSet<CompactString>,
    /// Of the company.
    pub appropriation: BTreeSet<CompactString>,
}

/// Consolidates books by a layout.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn consolidate(
    layout: &ConsolidationLayout,
    books: &[BookFigures<'_>],
    names: &Names,
    dividend: &DividendAccounts,
) -> Result<Consolidation, Overflow> {
    let mut work = Work::new(layout, books, names);
    for position in 0..books.len() {
        work.add_book(position)?;
    }
    let eliminations = layout.eliminations.iter().map(|row| work.eliminate(row)).collect::<Result<Vec<_>, _>>()?;
    let lines = work.lines(&eliminations)?;
    let missing = BookKind::iter().filter(|kind| books.iter().all(|one| one.book.kind != *kind)).collect();
    let unplaced = std::mem::take(&mut work.unplaced);
    let mut found = Consolidation { lines, eliminations, unplaced, missing, tie_outs: Vec::new() };
    found.tie_outs = work.tie_outs(&found, dividend)?;
    Ok(found)
}
