//! One of each thing that can be wrong with a file, a sheet or a cell: `refusals` lets every one of them speak.

use tonggu::domain::refusal::{CellAddress, Refusal, Severity};
use tonggu::domain::sheet::{CellFlaw, CellRefusal, FileFlaw, SheetKind, SheetRefusal};

pub fn sheets() -> Vec<Refusal> {
    let cell = CellAddress { row: 3, column: 2 };
    let headings = || vec!["甲".into(), "乙".into()];
    [
        SheetRefusal::FileMissing { flaw: FileFlaw::NotFound },
        SheetRefusal::FileMissing { flaw: FileFlaw::Folder },
        SheetRefusal::FileMissing { flaw: FileFlaw::NotAllowed },
        SheetRefusal::FileMissing { flaw: FileFlaw::Unreadable { reason: "broken pipe".to_owned() } },
        SheetRefusal::FileTooLarge { size: 600 << 20, limit: 512 << 20 },
        SheetRefusal::FileExpandsTooFar { size: 5 << 30, limit: 4 << 30 },
        SheetRefusal::PasswordProtected,
        SheetRefusal::NotAWorkbook,
        SheetRefusal::FileDamaged { reason: "unexpected end".to_owned() },
        SheetRefusal::NothingToRead,
        SheetRefusal::SheetTooWide { limit: 16_384 },
        SheetRefusal::TooManyCells { limit: 8_000_000 },
        SheetRefusal::CellTooLong { cell, limit: 32_767 },
        SheetRefusal::QuoteNotClosed { cell },
        SheetRefusal::HoldingDateMissing { columns: headings() },
        SheetRefusal::SheetNotRecognised {
            headings: headings(),
            closest: None,
            missing: Vec::new(),
            unknown: headings(),
        },
        SheetRefusal::SheetNotRecognised {
            headings: Vec::new(),
            closest: Some(SheetKind::Members),
            missing: headings(),
            unknown: Vec::new(),
        },
        SheetRefusal::HeadingAmbiguous { headings: headings(), column: "面积(亩)".into() },
        SheetRefusal::HeadingUnknown { heading: "甲".into(), candidates: headings() },
        SheetRefusal::HeadingUnknown { heading: "甲".into(), candidates: Vec::new() },
        SheetRefusal::HeadingChoiceUnfit { given: "甲=丙".to_owned() },
        SheetRefusal::HeadingRowUnfit { given: 2_000, last: 1_000 },
        SheetRefusal::EncodingUnfit { given: "gb18030".to_owned() },
        SheetRefusal::TooManyFiles { given: 201, limit: 200 },
        SheetRefusal::TooManyWaiting { given: 5 },
        SheetRefusal::BeingStored { files: headings() },
        SheetRefusal::HeadingsOnly,
        SheetRefusal::CarriedBalanceDiffers { given: "500.00".into(), computed: "400.00".into() },
        SheetRefusal::TotalDiffers { column: "股数".into(), given: "12".into(), computed: "13".into() },
        SheetRefusal::QuantityMerged { column: "股数".into(), rows: 3 },
        SheetRefusal::RowRepeated { first: "7".to_owned() },
        SheetRefusal::CopyNotWritten { reason: "disk full".to_owned() },
        SheetRefusal::MoreProblems { count: 12, severity: Severity::Error },
    ]
    .map(Refusal::from)
    .to_vec()
}

pub fn cells() -> Vec<Refusal> {
    let flaws = [
        CellFlaw::NotANumber,
        CellFlaw::TooManyDecimals { decimals: 4 },
        CellFlaw::NumberTooLarge { limit: "1000000000".into() },
        CellFlaw::NegativeNumber,
        CellFlaw::NotADate,
        CellFlaw::NotAYear,
        CellFlaw::NotAChoice { choices: vec!["货币".into(), "实物".into()] },
        CellFlaw::ItemUnknown { nearest: vec!["公示天数".into()] },
        CellFlaw::ItemUnknown { nearest: Vec::new() },
        CellFlaw::ValueOutOfRange { allowed: "0–100".into() },
        CellFlaw::IdNumberShape,
        CellFlaw::IdNumberBirthDate,
        CellFlaw::IdNumberCheckCharacter { expected: 'X' },
        CellFlaw::DigitsLostInNumberCell,
        CellFlaw::FormulaError,
        CellFlaw::UnitDiffers { given: "公顷".into(), expected: "亩".into() },
        CellFlaw::RentNotExact { size: "3".into() },
        CellFlaw::RentNotExact { size: "".into() },
        CellFlaw::TextLikeFormula,
        CellFlaw::RateLikeFraction { as_percent: "10".into() },
    ];
    let refusal = |column: &str, given: &str, flaw: &CellFlaw| {
        CellRefusal { column: column.into(), given: given.into(), flaw: flaw.clone() }.into()
    };
    let of_amount = refusal("金额", "-1", &CellFlaw::NegativeNumber);
    let of_nothing = refusal("列名", "", &CellFlaw::ValueMissing);
    let of_formula = refusal("列名", "=A1+1", &CellFlaw::FormulaWithoutResult { formula: "A1+1".into() });
    flaws.iter().map(|flaw| refusal("列名", "填的值", flaw)).chain([of_amount, of_nothing, of_formula]).collect()
}
