//! Opening a file by what it holds, not by its name: xlsx, xls, ods, HTML saved as xls, or a text table.

mod html;
mod package;
mod tables;
mod text_table;
mod xlsx;

pub use text_table::TextEncoding;

use crate::domain::refusal::CellAddress;
use crate::domain::sheet::{Cell, FileFlaw, Merge, SheetRefusal};
use std::cell::Cell as Flag;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// The largest that its contents may unpack to, in bytes.
    pub unpacked_bytes: u64,
    /// The most cells of a format that is held in memory as a whole.
    pub cells: u64,
}

impl Default for Limits {
    /// Room for a million rows, and no more than a small server can hold.
    fn default() -> Limits {
        Limits { file_bytes: 512 << 20, unpacked_bytes: 4 << 30, cells: 8_000_000 }
    }
}

/// One sheet of a workbook, before its rows are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name; of a text table the file's name without the ending.
    pub name: String,
    /// Cells shown as one, where the format tells.
    pub merges: Vec<Merge>,
}

/// An open workbook.
pub struct Workbook {
    /// Its sheets, in order.
    pub sheets: Vec<SheetInfo>,
    /// Whether day 0 of its date numbers is 1904-01-01.
    pub is_1904: bool,
    /// Whether the format can say which cells are merged; where not, clerks' merged households are filled down by rule.
    pub knows_merges: bool,
    /// How a text table is encoded.
    pub encoding: Option<&'static str>,
    content: Content,
}

enum Content {
    Xlsx(Box<calamine::Xlsx<BufReader<File>>>),
    Text(text_table::TextTable),
    Tables(Vec<Vec<(u32, Vec<Cell>)>>),
}

/// What the caller does with a row: its number from 0 and its cells, which it may change.
pub type TakeRow<'f> = dyn FnMut(u32, &mut Vec<Cell>) -> ControlFlow<()> + 'f;

impl Workbook {
    /// Opens the file at `path`; a text table in the encoding that somebody says, else in the one that its bytes show.
    ///
    /// # Errors
    /// Where it is missing, too large, protected, broken, no workbook at all, or not in that encoding.
    pub fn open(path: &Path, limits: &Limits, encoding: Option<TextEncoding>) -> Result<Workbook, SheetRefusal> {
        let metadata = std::fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(SheetRefusal::FileMissing { flaw: FileFlaw::Folder });
        }
        if metadata.len() == 0 {
            return Err(SheetRefusal::FileWithoutContent);
        }
        if metadata.len() > limits.file_bytes {
            return Err(SheetRefusal::FileTooLarge { size: metadata.len(), limit: limits.file_bytes });
        }
        let mut file = File::open(path)?;
        let mut start = [0; 512];
        let length = read_start(&mut file, &mut start)?;
        let start = &start[..length];
        file.rewind()?;
        if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
            return open_package(file, limits);
        }
        if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return guarded(|| tables::open_xls(path, limits));
        }
        if html::looks_like_html(start) {
            return html::open(path, limits);
        }
        text_table::open(path, encoding)
    }

    /// Hands over the rows of a sheet in order, merged ranges filled. Empty rows may be left out.
    ///
    /// # Errors
    /// Where the file breaks off.
    pub fn each_row(&mut self, sheet: usize, take: &mut TakeRow<'_>) -> Result<(), SheetRefusal> {
        let mut merges = MergeFiller::new(&self.sheets[sheet].merges);
        let mut filled = |row: u32, cells: &mut Vec<Cell>| {
            merges.fill(row, cells);
            take(row, cells)
        };
        match &mut self.content {
            Content::Xlsx(workbook) => xlsx::each_row(workbook, &self.sheets[sheet].name, &mut filled),
            Content::Text(table) => table.each_row(&mut filled),
            Content::Tables(tables) => {
                for (row, cells) in &tables[sheet] {
                    if filled(*row, &mut cells.clone()).is_break() {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}

impl From<std::io::Error> for SheetRefusal {
    fn from(error: std::io::Error) -> SheetRefusal {
        let flaw = match error.kind() {
            std::io::ErrorKind::NotFound => FileFlaw::NotFound,
            std::io::ErrorKind::IsADirectory => FileFlaw::Folder,
            std::io::ErrorKind::PermissionDenied => FileFlaw::NotAllowed,
            _ => FileFlaw::Unreadable { reason: error.to_string() },
        };
        SheetRefusal::FileMissing { flaw }
    }
}

fn read_start(file: &mut File, start: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < start.len() {
        match file.read(&mut start[length..])? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

fn open_package(file: File, limits: &Limits) -> Result<Workbook, SheetRefusal> {
    let package = package::inspect(&file, limits)?;
    match package.kind {
        package::Kind::Xlsx => guarded(|| xlsx::open(file, package.has_merges)),
        package::Kind::Ods => guarded(|| tables::open_ods(file)),
        package::Kind::Other => Err(SheetRefusal::NotAWorkbook),
    }
}

thread_local! {
    /// Whether a library reads on this thread that may give up on a hostile file.
    static IS_GUARDED: Flag<bool> = const { Flag::new(false) };
}

/// Runs a library that reads a file which may be hostile: if it panics, the file is refused and the process lives on.
fn guarded<T>(read: impl FnOnce() -> Result<T, SheetRefusal>) -> Result<T, SheetRefusal> {
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                loud(panic);
            }
        }));
    });
    IS_GUARDED.set(true);
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    IS_GUARDED.set(false);
    result.unwrap_or_else(|_| Err(SheetRefusal::FileDamaged { reason: "the reader gave up".to_owned() }))
}

/// Characters that a cell can hold, in every spreadsheet program.
const MOST_CHARACTERS: usize = 32_767;

/// A cell of text; more text than a cell can hold is refused.
fn text_cell(text: &str, row: u32, column: usize) -> Result<Cell, SheetRefusal> {
    match text.len() > MOST_CHARACTERS && text.chars().count() > MOST_CHARACTERS {
        true => {
            let cell = CellAddress { row, column: column as u32 };
            Err(SheetRefusal::CellTooLong { cell, limit: MOST_CHARACTERS as u32 })
        }
        false => Ok(Cell::Text(text.into())),
    }
}

/// Columns over which a merged cell is filled: more are a title, and nothing is read there.
const WIDEST_MERGE: u32 = 64;
/// Text that is longer is no household or contract that several rows share.
const LONGEST_MERGED_BYTES: usize = 1_000;

/// Gives every cell of a merged range the value of its first.
struct MergeFiller {
    /// By first row, the next to come last.
    ahead: Vec<Merge>,
    /// Those that reach into the current row, with their value.
    open: Vec<(Merge, Cell)>,
}

impl MergeFiller {
    fn new(merges: &[Merge]) -> MergeFiller {
        let mut ahead = merges.to_vec();
        ahead.sort_unstable_by(|one, other| other.cmp(one));
        MergeFiller { ahead, open: Vec::new() }
    }

    fn fill(&mut self, row: u32, cells: &mut Vec<Cell>) {
        self.open.retain(|(merge, _)| merge.last_row >= row);
        while let Some(merge) = self.ahead.pop_if(|merge| merge.first_row <= row) {
            if merge.last_row >= row {
                let is_first_row = merge.first_row == row;
                let value = if is_first_row { cells.get(merge.first_column as usize).cloned() } else { None };
                let value = value.filter(|value| value.shown().len() <= LONGEST_MERGED_BYTES);
                self.open.push((merge, value.unwrap_or_default()));
            }
        }
        for (merge, value) in self.open.iter().filter(|(_, value)| !value.is_blank()) {
            let widest = merge.last_column.min(merge.first_column.saturating_add(WIDEST_MERGE));
            let last = (widest as usize).min(MAX_COLUMNS - 1);
            if cells.len() <= last {
                cells.resize(last + 1, Cell::Empty);
            }
            let first = merge.first_column as usize;
            let covered = cells.iter_mut().enumerate().take(last + 1).skip(first);
            let is_first = |column: usize| (row, column) == (merge.first_row, first);
            covered.filter(|(column, _)| !is_first(*column)).for_each(|(_, cell)| cell.clone_from(value));
        }
    }
}

/// Columns that a sheet can have.
const MAX_COLUMNS: usize = 16_384;

/// A decimal for a number that the file holds as a binary float: the shortest that reads back as the same float.
fn decimal(value: f64) -> compact_str::CompactString {
    compact_str::format_compact!("{value}")
}

/// The day of a date number, counted from 1900 or 1904. None where it is no day.
pub fn serial_date(serial: f64, is_1904: bool) -> Option<chrono::NaiveDate> {
    let whole = serial.floor();
    if !(0.0..=3_000_000.0).contains(&whole) {
        return None;
    }
    let days = whole as u64;
    let (year, month, day) = match (is_1904, days) {
        (true, _) => (1904, 1, 1),
        // The 1900 system has a 29 February 1900 that never was: day 60.
        (false, 0 | 60) => return None,
        (false, 1..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    chrono::NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(chrono::Days::new(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_numbers_of_both_systems() {
        let date = |serial, is_1904| serial_date(serial, is_1904).map(|date| date.to_string());
        assert_eq!(date(39_813.0, false).as_deref(), Some("2008-12-31"));
        assert_eq!(date(38_351.5, true).as_deref(), Some("2008-12-31"));
        assert_eq!(date(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(date(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(date(60.0, false), None);
        assert_eq!(date(-1.0, false), None);
    }

    #[test]
    fn a_merged_household_fills_its_rows() {
        let merge = Merge { first_row: 1, first_column: 0, last_row: 2, last_column: 0 };
        let mut filler = MergeFiller::new(&[merge]);
        let text = |text: &str| Cell::Text(text.into());
        let mut first = vec![text("H001"), text("陈国强")];
        filler.fill(1, &mut first);
        let mut second = vec![Cell::Empty, text("李素芳")];
        filler.fill(2, &mut second);
        let mut third = vec![Cell::Empty, text("王建华")];
        filler.fill(3, &mut third);
        assert_eq!((first[0].clone(), second[0].clone(), third[0].clone()), (text("H001"), text("H001"), Cell::Empty));
    }
}
