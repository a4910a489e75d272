//! Looking through a zip package before anything unpacks it into memory: what it is, and whether it is a bomb.

use super::Limits;
use crate::domain::sheet::SheetRefusal;
use std::fs::File;
use std::io::{BufReader, Read};

/// What a package holds.
pub(super) enum Kind {
    Xlsx,
    Ods,
    Other,
}

pub(super) struct Package {
    pub kind: Kind,
    /// Whether any sheet has merged cells; asking for them means reading the sheet twice.
    pub has_merges: bool,
}

/// A part that grows more than this much while it is large is made to hurt: spreadsheets shrink to a tenth, or a fiftieth.
const LARGEST_GROWTH: u64 = 400;
/// Parts below this size may grow as they like.
const SMALL_BYTES: u64 = 64 << 20;
/// Files of a package that a workbook would never reach.
const MOST_PARTS: usize = 10_000;

/// Unpacks every part once, keeping nothing, and stops where it goes too far.
pub(super) fn inspect(file: &File, limits: &Limits) -> Result<Package, SheetRefusal> {
    let damaged = |error: &dyn std::fmt::Display| SheetRefusal::FileDamaged { reason: error.to_string() };
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(SheetRefusal::NotAWorkbook);
    }
    let names: Vec<String> = archive.file_names().filter_map(|name| name.ok().map(Into::into)).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let kind = match () {
        () if has("xl/workbook.xml") => Kind::Xlsx,
        () if has("content.xml") && has("mimetype") => Kind::Ods,
        () => Kind::Other,
    };
    let mut package = Package { kind, has_merges: false };
    let mut unpacked = 0_u64;
    let mut buffer = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(SheetRefusal::PasswordProtected);
            }
            Err(error) => return Err(damaged(&error)),
        };
        let (packed, mut grown) = (part.compressed_size().max(1), 0_u64);
        let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
        let (is_sheet, is_content) = (name.starts_with("xl/worksheets/"), name == "content.xml");
        let mut cells = OdsCells::default();
        let mut tail = Vec::new();
        loop {
            let length = part.read(&mut buffer).map_err(|error| damaged(&error))?;
            if length == 0 {
                break;
            }
            grown += length as u64;
            unpacked += length as u64;
            if unpacked > limits.unpacked_bytes || (grown > SMALL_BYTES && grown / packed > LARGEST_GROWTH) {
                return Err(SheetRefusal::FileExpandsTooFar { size: unpacked, limit: limits.unpacked_bytes });
            }
            if is_sheet && !package.has_merges {
                // A mark may be cut by the edge of the buffer: the end of the last one is searched again.
                tail.extend_from_slice(&buffer[..length]);
                package.has_merges = memchr::memmem::find(&tail, b"mergeCell ").is_some();
                tail.drain(..tail.len().saturating_sub(16));
            }
            if is_content {
                cells.count(&buffer[..length]);
                if cells.most() > limits.cells {
                    return Err(SheetRefusal::FileExpandsTooFar { size: cells.most(), limit: limits.cells });
                }
            }
        }
    }
    Ok(package)
}

/// How many cells the repeats of an ods table can make, reckoned from its tags alone, high rather than low.
///
/// A repeated empty cell at the end of a row, or a repeated empty row at the end of a table, makes none: every program writes those.
#[derive(Default)]
struct OdsCells {
    pending: Vec<u8>,
    row_repeat: u64,
    row_width: u64,
    row_filled: u64,
    empty_rows: u64,
    widest: u64,
    total: u64,
}

impl OdsCells {
    fn most(&self) -> u64 {
        self.total
    }

    fn count(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        let mut start = 0;
        while let Some(open) = memchr::memchr(b'<', &self.pending[start..]).map(|at| start + at) {
            let Some(close) = memchr::memchr(b'>', &self.pending[open..]).map(|at| open + at) else { break };
            let tag: Vec<u8> = self.pending[open + 1..close].to_vec();
            self.tag(&tag);
            start = close + 1;
        }
        self.pending.drain(..start);
    }

    fn tag(&mut self, tag: &[u8]) {
        if tag.starts_with(b"table:table-row ") || tag == b"table:table-row" {
            (self.row_repeat, self.row_width, self.row_filled) = (repeat(tag, b"number-rows-repeated=\""), 0, 0);
        } else if tag.starts_with(b"table:table-cell") || tag.starts_with(b"table:covered-table-cell") {
            self.row_width = self.row_width.saturating_add(repeat(tag, b"number-columns-repeated=\""));
            if memchr::memmem::find(tag, b"office:value").is_some() {
                self.row_filled = self.row_width;
            }
        } else if tag == b"/table:table-row" {
            match self.row_filled {
                0 => self.empty_rows = self.empty_rows.saturating_add(self.row_repeat),
                filled => {
                    self.widest = self.widest.max(filled);
                    let rows = self.row_repeat.saturating_add(std::mem::take(&mut self.empty_rows));
                    self.total = self.total.saturating_add(rows.saturating_mul(self.widest));
                }
            }
        } else if tag == b"/table:table" {
            (self.empty_rows, self.widest) = (0, 0);
        }
    }
}

fn repeat(tag: &[u8], attribute: &[u8]) -> u64 {
    let Some(at) = memchr::memmem::find(tag, attribute) else { return 1 };
    let digits = tag[at + attribute.len()..].iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))).max(1)
}
