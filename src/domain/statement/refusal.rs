//! What stands against statements and their layouts, by name.

use super::layout::FlawKind;

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
}
