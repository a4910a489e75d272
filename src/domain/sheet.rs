//! What can be wrong with files, sheets and cells, whatever they are about (`spreadsheets.md`). The kinds of sheet are here too.

use super::quantity::NumberFlaw;
use super::refusal::{CellAddress, Severity};
use compact_str::CompactString;

/// The kinds of sheet that come in (表类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SheetKind {
    /// 成员名册.
    Members,
    /// 资产量化.
    AssetQuantification,
    /// 股权台账.
    Holdings,
    /// 股权变动.
    ShareMovements,
    /// 合同台账.
    Contracts,
    /// 转租标的.
    LeaseOutContents,
    /// 租金标准.
    RentSteps,
    /// 粮价.
    GrainPrices,
    /// 土地入股台账.
    LandContributions,
    /// 商铺入股台账.
    ShopContributions,
    /// 资金入股台账.
    CashContributions,
    /// 收款台账.
    Receipts,
    /// 章程参数.
    Charter,
    /// 分配方案.
    Plan,
    /// 机构成员.
    Bodies,
    /// 期初余额.
    OpeningBalances,
    /// 凭证.
    Vouchers,
    /// 待付登记.
    UnpaidMarks,
    /// 代发回盘.
    BankAnswers,
    /// 银行对账单.
    BankStatement,
}

impl SheetKind {
    /// As programs write it.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// As accountants call it.
    pub const fn zh(self) -> &'static str {
        match self {
            SheetKind::Members => "成员名册",
            SheetKind::AssetQuantification => "资产量化",
            SheetKind::Holdings => "股权台账",
            SheetKind::ShareMovements => "股权变动",
            SheetKind::Contracts => "合同台账",
            SheetKind::LeaseOutContents => "转租标的",
            SheetKind::RentSteps => "租金标准",
            SheetKind::GrainPrices => "粮价",
            SheetKind::LandContributions => "土地入股台账",
            SheetKind::ShopContributions => "商铺入股台账",
            SheetKind::CashContributions => "资金入股台账",
            SheetKind::Receipts => "收款台账",
            SheetKind::Charter => "章程参数",
            SheetKind::Plan => "分配方案",
            SheetKind::Bodies => "机构成员",
            SheetKind::OpeningBalances => "期初余额",
            SheetKind::Vouchers => "凭证",
            SheetKind::UnpaidMarks => "待付登记",
            SheetKind::BankAnswers => "代发回盘",
            SheetKind::BankStatement => "银行对账单",
        }
    }

    /// The kind with this code or Chinese name.
    pub fn lookup(name: &str) -> Option<SheetKind> {
        use strum::IntoEnumIterator;
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        SheetKind::iter().find(|kind| kind.code() == name || kind.zh() == name)
    }
}

/// Why a file or sheet cannot be received, or what about it should be known.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum SheetRefusal {
    /// There is no such file, or it may not be read.
    FileMissing {
        /// Why.
        flaw: FileFlaw,
    },
    /// It has no content at all.
    FileWithoutContent,
    /// Larger than the configured size.
    FileTooLarge {
        /// Its size in bytes.
        size: u64,
        /// The largest that is read.
        limit: u64,
    },
    /// Its contents unpack to more than a workbook can hold.
    FileExpandsTooFar {
        /// How large it would become, as far as it was followed.
        size: u64,
        /// The largest that is read.
        limit: u64,
    },
    /// It is protected by a password.
    PasswordProtected,
    /// It is no workbook and no table: a picture, a program, a document.
    NotAWorkbook,
    /// It is cut off or broken.
    FileDamaged {
        /// What the reader said.
        reason: String,
    },
    /// A workbook in which no sheet holds a table.
    NothingToRead,
    /// Cells in more columns than a sheet can have.
    SheetTooWide {
        /// The most columns.
        limit: u32,
    },
    /// More cells than a format that is held in memory as a whole may have.
    TooManyCells {
        /// The most cells.
        limit: u64,
    },
    /// A cell with more text than one can hold.
    CellTooLong {
        /// Where.
        cell: CellAddress,
        /// The most characters.
        limit: u32,
    },
    /// A text table whose quotation marks do not pair: what follows would be taken for one cell.
    QuoteNotClosed {
        /// Where the mark stands that was never closed, or closed too early.
        cell: CellAddress,
    },
    /// A ledger of holdings that says nowhere on which day the shares were acquired.
    HoldingDateMissing {
        /// The columns that hold shares.
        columns: Vec<CompactString>,
    },
    /// No known kind of sheet has these headings.
    SheetNotRecognised {
        /// The headings, or the first filled row.
        headings: Vec<CompactString>,
        /// The kind that comes closest.
        closest: Option<SheetKind>,
        /// What it would still need.
        missing: Vec<CompactString>,
        /// The headings that no rule knows.
        unknown: Vec<CompactString>,
    },
    /// Two headings mean the same column, and nobody has chosen.
    HeadingAmbiguous {
        /// The headings.
        headings: Vec<CompactString>,
        /// The column.
        column: CompactString,
    },
    /// A heading that no rule knows; its column is passed over.
    HeadingUnknown {
        /// The heading.
        heading: CompactString,
        /// The columns it could be.
        candidates: Vec<CompactString>,
    },
    /// A choice of heading and column that cannot be.
    HeadingChoiceUnfit {
        /// What was given.
        given: String,
    },
    /// A row that somebody says holds the headings, and that holds nothing or stands too low.
    HeadingRowUnfit {
        /// The row, from 1.
        given: u32,
        /// The lowest that can be said.
        last: u32,
    },
    /// A text table that is not in the encoding that somebody says.
    EncodingUnfit {
        /// The encoding.
        given: String,
    },
    /// More files at once than are received.
    TooManyFiles {
        /// How many came.
        given: usize,
        /// The most.
        limit: usize,
    },
    /// Files that came while as many imports of the same person wait as may wait.
    TooManyWaiting {
        /// How many wait.
        given: usize,
    },
    /// Files that cannot be thrown away any more: they are being stored.
    BeingStored {
        /// The files.
        files: Vec<CompactString>,
    },
    /// Headings and nothing under them.
    HeadingsOnly,
    /// A total that is not the sum of what stands above it.
    TotalDiffers {
        /// The column.
        column: CompactString,
        /// What the sheet says.
        given: CompactString,
        /// What the rows sum to.
        computed: CompactString,
    },
    /// A balance that a bank's statement carries over and that is not what the line beside it begins with or leaves.
    CarriedBalanceDiffers {
        /// What the sheet says.
        given: CompactString,
        /// What the line says.
        computed: CompactString,
    },
    /// A quantity merged over several rows, which then stands in each of them.
    QuantityMerged {
        /// The column.
        column: CompactString,
        /// Over how many rows.
        rows: u32,
    },
    /// A row whose natural key stands in an earlier row of the same batch.
    RowRepeated {
        /// Where.
        first: String,
    },
    /// A marked copy that could not be written; the import itself is not touched by it.
    CopyNotWritten {
        /// What the system said.
        reason: String,
    },
    /// More problems than are listed.
    MoreProblems {
        /// How many.
        count: u64,
        /// Whether they stop the batch.
        severity: Severity,
    },
}

impl SheetRefusal {
    /// The cell that it is about, where it knows one.
    pub const fn cell(&self) -> Option<CellAddress> {
        match self {
            SheetRefusal::CellTooLong { cell, .. } | SheetRefusal::QuoteNotClosed { cell } => Some(*cell),
            _ => None,
        }
    }

    /// Whether it is only said, and stops nothing.
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            SheetRefusal::HeadingUnknown { .. }
                | SheetRefusal::HeadingsOnly
                | SheetRefusal::CopyNotWritten { .. }
                | SheetRefusal::TotalDiffers { .. }
                | SheetRefusal::CarriedBalanceDiffers { .. }
                | SheetRefusal::QuantityMerged { .. }
                | SheetRefusal::MoreProblems { severity: Severity::Warning, .. }
        )
    }
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFlaw {
    /// There is none of that name.
    NotFound,
    /// It is a folder.
    Folder,
    /// Whoever runs the program may not read it.
    NotAllowed,
    /// Anything else.
    Unreadable {
        /// What the system said.
        reason: String,
    },
}

/// The sheet that a marked copy lists its problems in. It is never read back.
pub const PROBLEM_LIST: &str = "问题清单";

/// A cell that does not hold what its column asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRefusal {
    /// The column.
    pub column: CompactString,
    /// What the cell holds.
    pub given: CompactString,
    /// What is wrong with it.
    pub flaw: CellFlaw,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum CellFlaw {
    /// Empty where something must stand.
    ValueMissing,
    /// No number.
    NotANumber,
    /// More decimals than the quantity has.
    TooManyDecimals {
        /// How many it has.
        decimals: u32,
    },
    /// A number beyond what the column can hold.
    NumberTooLarge {
        /// The largest.
        limit: CompactString,
    },
    /// Below zero where that cannot be.
    NegativeNumber,
    /// No day of the calendar.
    NotADate,
    /// No year.
    NotAYear,
    /// None of the words that may stand there.
    NotAChoice {
        /// The words.
        choices: Vec<CompactString>,
    },
    /// An item that the sheet does not know.
    ItemUnknown {
        /// Items like it.
        nearest: Vec<CompactString>,
    },
    /// A value outside of what its item allows.
    ValueOutOfRange {
        /// What it allows.
        allowed: CompactString,
    },
    /// An identification number that has not eighteen characters.
    IdNumberShape,
    /// An identification number whose birth date does not exist or lies in the future.
    IdNumberBirthDate,
    /// An identification number whose check character is wrong.
    IdNumberCheckCharacter {
        /// The one it should be.
        expected: char,
    },
    /// A long number in a number cell: its last digits are already lost.
    DigitsLostInNumberCell,
    /// An error value such as #REF!.
    FormulaError,
    /// A formula without its result.
    FormulaWithoutResult {
        /// The formula.
        formula: CompactString,
    },
    /// A unit other than the column's or the contract's.
    UnitDiffers {
        /// The unit that is written.
        given: CompactString,
        /// The unit that was expected.
        expected: CompactString,
    },
    /// A yearly rent that the size does not divide exactly at four decimals.
    RentNotExact {
        /// The size.
        size: CompactString,
    },
    /// Text that begins like a formula. It is kept as text.
    TextLikeFormula,
    /// A rate below one per cent in a number cell: perhaps a cell formatted as per cent.
    RateLikeFraction {
        /// What it would be as per cent.
        as_percent: CompactString,
    },
}

impl CellFlaw {
    /// Whether it is only said, and stops nothing.
    pub const fn is_warning(&self) -> bool {
        matches!(self, CellFlaw::TextLikeFormula | CellFlaw::RateLikeFraction { .. })
    }

    /// The flaw of a text that is no number with so many decimals.
    pub fn of_number(flaw: NumberFlaw, decimals: u32, limit: &str) -> CellFlaw {
        match flaw {
            NumberFlaw::NotANumber => CellFlaw::NotANumber,
            NumberFlaw::TooManyDecimals => CellFlaw::TooManyDecimals { decimals },
            NumberFlaw::TooLarge => CellFlaw::NumberTooLarge { limit: limit.into() },
        }
    }
}

/// What a cell of a sheet holds, whatever the file's format. Numbers are decimal text: binary floats end where files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as it stands.
    Text(CompactString),
    /// A number, in decimals.
    Number(CompactString),
    /// A date; a time of day is left out.
    Date(chrono::NaiveDate),
    /// True or false.
    Bool(bool),
    /// An error value such as #REF!.
    Error(CompactString),
    /// A formula whose result the file does not hold.
    Formula(CompactString),
}

impl Cell {
    /// Whether it holds nothing, or only blanks.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// As a person would read it.
    pub fn shown(&self) -> CompactString {
        match self {
            Cell::Empty => CompactString::default(),
            Cell::Text(text) | Cell::Number(text) | Cell::Error(text) => text.clone(),
            Cell::Date(date) => compact_str::format_compact!("{date}"),
            Cell::Bool(yes) => CompactString::const_new(if *yes { "TRUE" } else { "FALSE" }),
            Cell::Formula(formula) => compact_str::format_compact!("={formula}"),
        }
    }
}

/// A range of cells that are shown as one: rows and columns from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The first row.
    pub first_row: u32,
    /// The first column.
    pub first_column: u32,
    /// The last row.
    pub last_row: u32,
    /// The last column.
    pub last_column: u32,
}
