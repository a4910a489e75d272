//! What stands against statements and their layouts, by name.

use super::layout::FlawKind;

/// What a cell of the consolidation's layout (合并格式) should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum ConsolidationNeed {
    /// Comma-separated values.
    Readable,
    /// 项目.
    Caption,
    /// A class of rows of the consolidated statement, or 抵销.
    Class,
    /// Account codes.
    Accounts,
    /// An account that is listed nowhere else.
    ListedOnce,
    /// 借 and 贷, each in a row.
    BothSides,
    /// Accounts of two books.
    TwoBooks,
    /// An account that feeds a row.
    PlacedAccount,
    /// Balances alone, or turnover alone.
    OneNature,
    /// One row of 未分配.
    OneUndistributed,
}

/// Against the layout of a statement (报表格式).
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum StatementRefusal {
    /// The folder that should hold layouts is none, or may not be read.
    LayoutFolderMissing {
        /// The folder.
        folder: String,
    },
    /// A row of a layout that cannot be used.
    LayoutUnfit {
        /// The file.
        file: String,
        /// The row, from 1: the headings.
        row: u64,
        /// What is wrong with it.
        flaw: FlawKind,
    },
    /// A row of the consolidation's layout that cannot be used.
    ConsolidationUnfit {
        /// The file.
        file: String,
        /// The row, from 1.
        row: u64,
        /// Its heading.
        column: &'static str,
        /// What stands there.
        given: String,
        /// What should.
        need: ConsolidationNeed,
    },
}
