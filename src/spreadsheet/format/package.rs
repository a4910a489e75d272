//! Looking through a zip package before anything unpacks it into memory: what it is, and whether it is a bomb.

use super::Limits;
use crate::domain::sheet::SheetRefusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

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
/// A part that is held in memory as a whole: everything but sheets.
const MOST_PART_BYTES: u64 = 512 << 20;
/// Files of a package that a workbook would never reach.
const MOST_PARTS: usize = 10_000;
/// Text without a tag between: a cell can hold 32,767 characters, and this is far more.
const LONGEST_TEXT_BYTES: u64 = 1 << 20;

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
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let part = match archive.by_index(index) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(SheetRefusal::PasswordProtected);
            }
            Err(error) => return Err(damaged(&error)),
        };
        let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
        let packed = part.compressed_size().max(1);
        let is_sheet = name.starts_with("xl/worksheets/");
        let limit = if is_sheet { limits.unpacked_bytes } else { limits.unpacked_bytes.min(MOST_PART_BYTES) };
        let mut part = Unpacking { part, packed, limit, grown: 0, without_tag: 0, refusal: None };
        let read = match name.as_str() {
            "content.xml" => count_cells(BufReader::new(&mut part), limits.cells),
            _ if is_sheet && !package.has_merges => find_merges(&mut part).map(|found| package.has_merges = found),
            _ => std::io::copy(&mut part, &mut std::io::sink()).map(|_| ()).map_err(|error| damaged(&error)),
        };
        unpacked += part.grown;
        if let Some(refusal) = part.refusal {
            return Err(refusal);
        }
        read?;
        if unpacked > limits.unpacked_bytes {
            return Err(SheetRefusal::FileExpandsTooFar { size: unpacked, limit: limits.unpacked_bytes });
        }
    }
    Ok(package)
}

/// A part as it unpacks; it breaks off where it goes too far, and says why.
struct Unpacking<R> {
    part: R,
    packed: u64,
    limit: u64,
    grown: u64,
    without_tag: u64,
    refusal: Option<SheetRefusal>,
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.part.read(buffer)?;
        self.grown += length as u64;
        self.without_tag = match memchr::memchr(b'<', &buffer[..length]) {
            Some(_) => 0,
            None => self.without_tag + length as u64,
        };
        let grows_too_much = self.grown > SMALL_BYTES && self.grown / self.packed > LARGEST_GROWTH;
        if self.grown > self.limit || grows_too_much || self.without_tag > LONGEST_TEXT_BYTES {
            self.refusal = Some(SheetRefusal::FileExpandsTooFar { size: self.grown, limit: self.limit });
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        Ok(length)
    }
}

/// Whether a sheet has merged cells. It is read to its end all the same.
fn find_merges(part: &mut impl Read) -> Result<bool, SheetRefusal> {
    let (mut buffer, mut tail, mut found) = (vec![0; 1 << 16], Vec::new(), false);
    loop {
        let length = part.read(&mut buffer).map_err(|error| SheetRefusal::FileDamaged { reason: error.to_string() })?;
        if length == 0 {
            return Ok(found);
        }
        if !found {
            // A mark may be cut by the edge of the buffer: the end of the last one is searched again.
            tail.extend_from_slice(&buffer[..length]);
            found = memchr::memmem::find(&tail, b"mergeCell ").is_some();
            tail.drain(..tail.len().saturating_sub(16));
        }
    }
}

/// Refuses an ods table whose repeated rows and cells would make more cells than can be held, before they are made.
///
/// A repeated empty cell at the end of a row, or a repeated empty row at the end of a table, makes none: every program writes those.
fn count_cells(content: impl BufRead, limit: u64) -> Result<(), SheetRefusal> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().check_end_names = false;
    let mut table = TableSize::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|error| SheetRefusal::FileDamaged { reason: error.to_string() })? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "table-row" => table.begin_row(repeats(&tag, "number-rows-repeated")),
                "table-cell" | "covered-table-cell" => table.cell(&tag, true),
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "table-row" => {
                    table.begin_row(repeats(&tag, "number-rows-repeated"));
                    table.end_row();
                }
                "table-cell" | "covered-table-cell" => table.cell(&tag, false),
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "table-row" => table.end_row(),
                "table" => table = TableSize { before: table.most(), ..TableSize::default() },
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
        if table.most() > limit {
            return Err(SheetRefusal::TooManyCells { limit });
        }
    }
}

/// How large the rectangle of a table's filled cells is, and those of the tables before it.
#[derive(Default)]
struct TableSize {
    before: u64,
    rows: u64,
    empty_rows: u64,
    widest: u64,
    row_repeats: u64,
    width: u64,
    filled_width: u64,
}

impl TableSize {
    fn begin_row(&mut self, repeats: u64) {
        (self.row_repeats, self.width, self.filled_width) = (repeats, 0, 0);
    }

    fn cell(&mut self, tag: &BytesStart<'_>, has_content: bool) {
        self.width = self.width.saturating_add(repeats(tag, "number-columns-repeated"));
        let holds = |name: &str| name.starts_with("value") || name.ends_with("-value") || name == "formula";
        let mut attributes = tag.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        if has_content || attributes.any(|attribute| holds(attribute.key.local_name().as_ref())) {
            self.filled_width = self.width;
        }
    }

    fn end_row(&mut self) {
        match self.filled_width {
            0 => self.empty_rows = self.empty_rows.saturating_add(self.row_repeats),
            filled => {
                self.widest = self.widest.max(filled);
                let more = self.row_repeats.saturating_add(std::mem::take(&mut self.empty_rows));
                self.rows = self.rows.saturating_add(more);
            }
        }
    }

    fn most(&self) -> u64 {
        self.before.saturating_add(self.rows.saturating_mul(self.widest))
    }
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> u64 {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
    let number = found.and_then(|attribute| attribute.value.trim().parse().ok());
    number.unwrap_or(1)
}
