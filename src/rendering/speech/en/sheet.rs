//! Sheets and their cells.

use super::super::{Words, list_en, megabytes};
use super::perhaps;
use crate::domain::sheet::{CellFlaw, CellRefusal, FileFlaw, SheetRefusal};
use crate::rendering::amount::grouped;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn sheet(refusal: &SheetRefusal) -> Words {
    match refusal {
        SheetRefusal::FileMissing { flaw } => Words::new(
            match flaw {
                FileFlaw::NotFound => "there is no such file".to_owned(),
                FileFlaw::Folder => "this is a folder and no file".to_owned(),
                FileFlaw::NotAllowed => "the file may not be read".to_owned(),
                FileFlaw::Unreadable { reason } => format!("the file cannot be opened ({reason})"),
            },
            "a file that can be read",
            "Check the path and the permissions.",
        ),
        SheetRefusal::FileWithoutContent => Words::new(
            "the file is empty, there is not one character in it",
            "a sheet with headings and data",
            "Check whether it is the right file, or save or fetch it again.",
        ),
        SheetRefusal::FileTooLarge { size, limit } => Words::new(
            format!("the file has {}, which is too large", megabytes(*size)),
            format!("at most {}", megabytes(*limit)),
            "Split it into several files.",
        ),
        SheetRefusal::FileExpandsTooFar { limit, .. } => Words::new(
            "the file unpacks to more than a workbook would, perhaps a zip bomb; reading was stopped",
            format!("at most {} unpacked", megabytes(*limit)),
            "Open it in Excel or WPS and save a copy.",
        ),
        SheetRefusal::PasswordProtected => Words::new(
            "the file is protected by a password",
            "a workbook without one",
            "Remove the password and save a copy.",
        ),
        SheetRefusal::NotAWorkbook => {
            Words::new("this is no table that can be read", "xlsx, xls, ods or csv", "Save it as xlsx in Excel or WPS.")
        }
        SheetRefusal::FileDamaged { reason } => Words::new(
            format!("the file is broken or cut off ({reason})"),
            "a complete workbook",
            "Fetch it again, or open it and save a copy.",
        ),
        SheetRefusal::NothingToRead => Words::new(
            "no sheet of the file holds a table",
            "at least one sheet with headings",
            "Check whether it is the right file; save old formats as xlsx.",
        ),
        SheetRefusal::SheetTooWide { limit } => Words::new(
            "there are too many columns",
            format!("at most {limit}"),
            "Remove the columns outside of the table and save it as xlsx.",
        ),
        SheetRefusal::TooManyCells { limit } => Words::new(
            "there are too many cells",
            format!("at most {limit}"),
            "Remove stray cells outside of the table, or save it as xlsx.",
        ),
        SheetRefusal::CellTooLong { limit, .. } => Words::new(
            "the text of a cell is too long",
            format!("at most {limit} characters"),
            "Look at the cell; something may have been pasted by mistake.",
        ),
        SheetRefusal::QuoteNotClosed { .. } => Words::new(
            "a quotation mark has no partner, and what follows would be taken for one cell",
            "quotation marks in pairs",
            "Remove the mark, or save the table as xlsx.",
        ),
        SheetRefusal::HoldingDateMissing { columns } => Words::new(
            format!("{} hold shares, and no column says since when", list_en(columns)),
            "a column 取得日期, or the day they were acquired",
            "Add a column 取得日期, or say the day they were acquired; to pass over the shares, choose 忽略 under their heading.",
        ),
        SheetRefusal::SheetNotRecognised { headings, closest, missing, unknown } => {
            let found =
                if headings.is_empty() { "no headings".to_owned() } else { format!("headings {}", list_en(headings)) };
            let expected = match closest {
                Some(kind) => format!("{}, which still lacks {}", kind.zh(), list_en(missing)),
                None => "the headings of one of the known kinds".to_owned(),
            };
            let mend = match unknown.is_empty() {
                true if closest.is_none() => {
                    "Say what kind of sheet it is and which row holds its headings, then what its columns are; or fill in a blank form."
                        .to_owned()
                }
                true => {
                    "Add the missing columns, or fill in a blank form; of columns with a stroke between, one will do."
                        .to_owned()
                }
                false => format!(
                    "Check the kind of sheet and the row of its headings, add the missing columns, or choose under its heading what {} means.",
                    list_en(unknown)
                ),
            };
            Words::new(format!("the kind of sheet is not recognised, {found}"), expected, mend)
        }
        SheetRefusal::HeadingAmbiguous { headings, column } => Words::new(
            format!("the headings {} can both mean {column}", list_en(headings)),
            "one of them",
            "Choose one under its heading; the choice is remembered.",
        ),
        SheetRefusal::HeadingUnknown { heading, candidates } => Words::new(
            format!("the heading {heading} is not known, its column was not read"),
            match candidates.is_empty() {
                true => String::new(),
                false => format!("{} or the like", list_en(candidates)),
            },
            "Choose under the heading which column it is, or 忽略 to pass over it. The choice is remembered.",
        ),
        SheetRefusal::HeadingChoiceUnfit { given } => Words::new(
            format!("the choice {given} cannot be"),
            "HEADING=COLUMN or HEADING=忽略",
            "The blank templates name the columns.",
        ),
        SheetRefusal::HeadingRowUnfit { given, last } => Words::new(
            format!("row {given} cannot hold the headings"),
            format!("a row with headings in it, not below row {last}"),
            "Check which row holds them; of several rows it is the lowest.",
        ),
        SheetRefusal::EncodingUnfit { given } => Words::new(
            format!("read in the encoding {given}, the file is no table"),
            "the encoding that the file has",
            "Let it be found out, or choose another; or open the file in Excel or WPS and save it as xlsx.",
        ),
        SheetRefusal::TooManyFiles { given, limit } => Words::new(
            format!("{given} files came at once"),
            format!("at most {limit} at once"),
            "Upload them in several goes, or put sheets of a kind into one workbook.",
        ),
        SheetRefusal::TooManyWaiting { given } => Words::new(
            format!("{given} of your uploads wait to be stored already"),
            format!("fewer than {given}"),
            "Store or throw away one of them first; those that wait were not touched.",
        ),
        SheetRefusal::BeingStored { files } => Words::new(
            format!("{} cannot be thrown away while being stored", list_en(files)),
            "files that are not stored yet",
            "Wait until it is done; a batch that is not wanted is undone on its own page.",
        ),
        SheetRefusal::HeadingsOnly => {
            Words::new("there are headings and no rows", "at least one row", "If there is nothing to say, ignore this.")
        }
        SheetRefusal::CarriedBalanceDiffers { given, computed } => Words::new(
            format!(
                "the balance carried over is {given} yuan, which the line beside it does not follow",
                given = grouped(given)
            ),
            format!("{computed} yuan", computed = grouped(computed)),
            "Ask the bank whether a page or a row is missing; the rows are read as they are.",
        ),
        SheetRefusal::TotalDiffers { column, given, computed } => Words::new(
            format!("the total of {column} is {}", grouped(given)),
            format!("{}, the sum of the rows", grouped(computed)),
            "Look for missing or repeated rows, or a wrong formula; the rows are what counts.",
        ),
        SheetRefusal::QuantityMerged { column, rows } => Words::new(
            format!("{column} is merged over {rows} rows and was read into each of them"),
            "one number a row",
            "If it is the sum of the rows, split the cell.",
        ),
        SheetRefusal::RowRepeated { first } => Words::new(
            format!("the same as row {first}"),
            "one row for each",
            "Remove the row, or correct its number or date.",
        ),
        SheetRefusal::CopyNotWritten { reason } => Words::new(
            format!("the marked copy could not be written ({reason}); what was imported is not touched by it"),
            "a folder that can be written to",
            "Check the folder of --marked-copy and the disk, then import again.",
        ),
        SheetRefusal::MoreProblems { count, .. } => {
            Words::new(format!("{count} more problems are not listed"), "", "Mend the listed ones first.")
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn cell(refusal: &CellRefusal) -> Words {
    let CellRefusal { column, given, flaw } = refusal;
    let value = format!("{column} is “{given}”");
    match flaw {
        CellFlaw::ValueMissing => Words::new(format!("{column} is empty"), "a value", "Fill it in."),
        CellFlaw::NotANumber => {
            Words::new(format!("{value}, which is no number"), "a number such as 1234.56", "Write a number.")
        }
        CellFlaw::TooManyDecimals { decimals } => Words::new(
            format!("{value}, which has too many decimals"),
            format!("at most {decimals} decimals"),
            "Write it as it is meant; nothing is rounded on the way in.",
        ),
        CellFlaw::NumberTooLarge { limit } => {
            Words::new(format!("{value}, which is too large"), format!("at most {limit}"), "Look for a digit too many.")
        }
        CellFlaw::NegativeNumber => Words::new(
            format!("{value}, which is below zero"),
            "zero or more",
            match column.as_str() {
                "金额" => "Check the sign; a refund in the ledger of receipts has 退款 in 备注 or a serial number.",
                _ => "Check the sign.",
            },
        ),
        CellFlaw::NotADate => {
            Words::new(format!("{value}, which is no date"), "a date such as 2008-12-31", "Write year, month and day.")
        }
        CellFlaw::NotAYear => {
            Words::new(format!("{value}, which is no year"), "a year such as 2008", "Write four digits.")
        }
        CellFlaw::NotAChoice { choices } => Words::new(
            format!("{value}, which cannot stand there"),
            format!("one of {}", list_en(choices)),
            "Write one of these.",
        ),
        CellFlaw::ItemUnknown { nearest } => Words::new(
            format!("the item {given} is not known"),
            "the name of an item",
            format!("{}The blank template names them.", perhaps(nearest)),
        ),
        CellFlaw::ValueOutOfRange { allowed } => {
            Words::new(format!("{value}, which is out of range"), allowed.as_str(), "Correct it.")
        }
        CellFlaw::IdNumberShape => Words::new(
            format!("{value}, which is no identification number of 18 characters"),
            "17 digits and a check character",
            "Check the card.",
        ),
        CellFlaw::IdNumberBirthDate => Words::new(
            format!("{value}, whose digits 7 to 14 are no birth date"),
            "a day not after today",
            "Check the card.",
        ),
        CellFlaw::IdNumberCheckCharacter { expected } => Words::new(
            format!("{value}, whose check character is wrong"),
            format!("{expected} at the end, if the first 17 digits are right"),
            "Check the card; a digit may have been copied wrongly.",
        ),
        CellFlaw::DigitsLostInNumberCell => Words::new(
            format!("{value}, which was taken for a number, and its last digits are lost"),
            "the number as text",
            "Format the cell as text and copy the number from the card or bank book again.",
        ),
        CellFlaw::FormulaError => Words::new(
            format!("the formula of {column} failed: {given}"),
            "its result",
            "Mend the formula or write the value.",
        ),
        CellFlaw::FormulaWithoutResult { formula } => Words::new(
            format!("the formula ={formula} of {column} was saved without its result"),
            "its result",
            "Open and save the file once in Excel or WPS, or write the value.",
        ),
        CellFlaw::UnitDiffers { given: unit, expected } => Words::new(
            format!("{value}, whose unit is {unit}"),
            expected.as_str(),
            "Convert it, and correct the unit in the cell or the heading.",
        ),
        CellFlaw::RentNotExact { size } if size.is_empty() => Words::new(
            format!("{value}, and there is no size to divide it by"),
            "a yearly rent beside a size",
            "Fill in the size, or give the rent per unit in a sheet of rent steps.",
        ),
        CellFlaw::RentNotExact { size } => Words::new(
            format!("{value}, which divided by the size {size} is no number of at most four decimals"),
            "a yearly rent that divides exactly",
            "Give the rent per unit in a sheet of rent steps.",
        ),
        CellFlaw::TextLikeFormula => Words::new(
            format!("{value}, which looks like a formula and is kept as text"),
            "plain text",
            "Correct it if that was not meant; exports escape it.",
        ),
        CellFlaw::RateLikeFraction { as_percent } => Words::new(
            format!("{value}, which is read as {given} per cent"),
            "per cent: 10 for 10 %",
            format!("If the cell is formatted as per cent and means {as_percent} %, write {as_percent}."),
        ),
    }
}
