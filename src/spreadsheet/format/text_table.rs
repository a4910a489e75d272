//! Text tables (CSV) with comma, semicolon or tab, in UTF-8, GB18030, UTF-16 or Big5; read as a stream.
//!
//! The encoding is decided over the whole file: Chinese may begin after megabytes of digits, and a sample would then be wrong.

use super::{Content, MAX_COLUMNS, SheetInfo, TakeRow, Workbook, text_cell};
use crate::domain::refusal::CellAddress;
use crate::domain::sheet::{Cell, SheetRefusal};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use strum::IntoEnumIterator;

/// An encoding of text tables (编码) that a person can say a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum TextEncoding {
    /// UTF-8.
    Utf8,
    /// GB18030, and GBK and GB2312, which are parts of it.
    Gb18030,
    /// UTF-16, the low byte first, as Excel writes Unicode text.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Big5.
    Big5,
}

impl TextEncoding {
    const fn encoding(self) -> &'static Encoding {
        match self {
            TextEncoding::Utf8 => UTF_8,
            TextEncoding::Gb18030 => GB18030,
            TextEncoding::Utf16Le => UTF_16LE,
            TextEncoding::Utf16Be => UTF_16BE,
            TextEncoding::Big5 => BIG5,
        }
    }

    /// Its name: UTF-8, gb18030.
    pub fn name(self) -> &'static str {
        self.encoding().name()
    }

    /// The encoding with this name, or with another that it has: GBK, UTF-16.
    pub fn lookup(name: &str) -> Option<TextEncoding> {
        let found = Encoding::for_label(name.trim().as_bytes())?;
        let found = if found == GBK { GB18030 } else { found };
        TextEncoding::iter().find(|one| one.encoding() == found)
    }
}

pub(super) struct TextTable {
    path: PathBuf,
    encoding: &'static Encoding,
    delimiter: u8,
}

pub(super) fn open(path: &Path, said: Option<TextEncoding>) -> Result<Workbook, SheetRefusal> {
    let mut detector = EncodingDetector::default();
    let mut as_said = said.map(|said| Strict::new(said.encoding()));
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    let mut has_quotes = false;
    loop {
        let length = file.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        has_quotes |= memchr::memchr(b'"', &buffer[..length]).is_some();
        detector.feed(&buffer[..length]);
        if let Some(as_said) = &mut as_said {
            as_said.feed(&buffer[..length]);
        }
    }
    // What a byte-order mark says is not guessed, and nobody knows it better.
    let encoding = match (Encoding::for_bom(&detector.start), said, as_said) {
        (Some((marked, _)), Some(_), _) => marked,
        (None, Some(said), Some(mut as_said)) => match as_said.finish() {
            true => said.encoding(),
            false => return Err(SheetRefusal::EncodingUnfit { given: said.name().to_owned() }),
        },
        _ => detector.finish().ok_or(SheetRefusal::NotAWorkbook)?,
    };
    let mut table = TextTable { path: path.to_owned(), encoding, delimiter: b',' };
    table.delimiter = table.guess_delimiter()?;
    if has_quotes {
        table.check_quotes()?;
    }
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Workbook {
        sheets: vec![SheetInfo { name, merges: Vec::new() }],
        is_1904: false,
        knows_merges: false,
        encoding: Some(encoding.name()),
        content: Content::Text(table),
    })
}

/// The encoding of bytes that are all there; UTF-8 where nothing fits.
pub(super) fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::default();
    detector.feed(bytes);
    detector.finish().unwrap_or(UTF_8)
}

impl TextTable {
    fn decoded(&self) -> std::io::Result<UnixLines<impl Read>> {
        let file = File::open(&self.path)?;
        // A byte-order mark is taken off, and wins over the guess.
        let decoded = DecodeReaderBytesBuilder::new().encoding(Some(self.encoding)).bom_override(true).build(file);
        Ok(UnixLines { inner: decoded, after_return: false, last: b'\n', since_line: 0 })
    }

    /// The one of comma, semicolon, tab and stroke that the first lines have most of.
    fn guess_delimiter(&self) -> std::io::Result<u8> {
        let mut lines = String::new();
        let mut reader = BufReader::new(self.decoded()?.take(1 << 16));
        for _ in 0..20 {
            let mut line = Vec::new();
            if reader.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            lines.push_str(&String::from_utf8_lossy(&line));
        }
        let count = |delimiter: u8| lines.bytes().filter(|byte| *byte == delimiter).count();
        let most = [b'|', b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter));
        Ok(most.unwrap_or(b','))
    }

    /// Refuses quotation marks without a partner, which would make one cell of all that follows.
    fn check_quotes(&self) -> Result<(), SheetRefusal> {
        let mut reader = BufReader::with_capacity(1 << 16, self.decoded()?);
        let mut quotes = Quotes::default();
        loop {
            let bytes = reader.fill_buf()?;
            let length = bytes.len();
            if length == 0 {
                return quotes.finish();
            }
            for byte in bytes {
                quotes.take(*byte, self.delimiter)?;
            }
            reader.consume(length);
        }
    }

    pub(super) fn each_row(&mut self, take: &mut TakeRow<'_>) -> Result<(), SheetRefusal> {
        let damaged = |error: csv::Error| match error.into_kind() {
            csv::ErrorKind::Io(error) => SheetRefusal::FileDamaged { reason: error.to_string() },
            _ => SheetRefusal::FileDamaged { reason: "not one table".to_owned() },
        };
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(1 << 18)
            .from_reader(self.decoded()?);
        let mut record = csv::StringRecord::new();
        let mut cells = Vec::new();
        while reader.read_record(&mut record).map_err(damaged)? {
            if record.len() > MAX_COLUMNS {
                return Err(SheetRefusal::SheetTooWide { limit: MAX_COLUMNS as u32 });
            }
            // The reader stands behind the row's end: lines are counted back from there, those within its cells too.
            let lines_within = memchr::memchr_iter(b'\n', record.as_slice().as_bytes()).count() as u64;
            let row = (reader.position().line() - 2 - lines_within) as u32;
            cells.clear();
            for (column, field) in record.iter().enumerate() {
                cells.push(if field.is_empty() { Cell::Empty } else { text_cell(unwrapped(field), row, column)? });
            }
            if take(row, &mut cells).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// `="001"` is how programs keep Excel from taking a text for a number.
fn unwrapped(field: &str) -> &str {
    field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|rest| !rest.contains('"'))
        .unwrap_or(field)
}

/// A line that is longer is no row of a table, in bytes.
const LONGEST_LINE: usize = 16 << 20;

/// Text with every line ended by a line feed alone, the last one too: line numbers are then those that an editor shows.
struct UnixLines<R> {
    inner: R,
    after_return: bool,
    last: u8,
    since_line: usize,
}

impl<R: Read> Read for UnixLines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let length = self.inner.read(buffer)?;
            if length == 0 {
                if self.last == b'\n' || buffer.is_empty() {
                    return Ok(0);
                }
                (self.last, buffer[0]) = (b'\n', b'\n');
                return Ok(1);
            }
            let written = self.unify(&mut buffer[..length]);
            if written == 0 {
                continue;
            }
            self.last = buffer[written - 1];
            self.since_line = match memchr::memrchr(b'\n', &buffer[..written]) {
                Some(at) => written - at - 1,
                None => self.since_line + written,
            };
            if self.since_line > LONGEST_LINE {
                return Err(std::io::ErrorKind::FileTooLarge.into());
            }
            return Ok(written);
        }
    }
}

impl<R> UnixLines<R> {
    /// Makes the line ends of some bytes one, in place; tells how many are left.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_return && memchr::memchr(b'\r', bytes).is_none() {
            return bytes.len();
        }
        let mut written = 0;
        for position in 0..bytes.len() {
            let byte = bytes[position];
            let is_second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !is_second_half {
                bytes[written] = if byte == b'\r' { b'\n' } else { byte };
                written += 1;
            }
        }
        written
    }
}

/// Follows quotation marks through a text table, byte by byte.
#[derive(Default)]
struct Quotes {
    state: QuoteState,
    line: u32,
    column: u32,
    /// Where the open cell began, and how long it is.
    opened: CellAddress,
    length: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum QuoteState {
    #[default]
    CellStart,
    Plain,
    Quoted,
    /// Behind a mark that ends the cell, unless it is doubled.
    MaybeClosed,
}

impl Quotes {
    fn take(&mut self, byte: u8, delimiter: u8) -> Result<(), SheetRefusal> {
        self.state = match (self.state, byte) {
            (QuoteState::CellStart, b'"') => {
                self.opened = CellAddress { row: self.line, column: self.column };
                self.length = 0;
                QuoteState::Quoted
            }
            (QuoteState::Quoted, b'"') => QuoteState::MaybeClosed,
            (QuoteState::MaybeClosed, b'"') | (QuoteState::Quoted, _) => QuoteState::Quoted,
            (_, byte) if byte == delimiter || byte == b'\n' => QuoteState::CellStart,
            (QuoteState::MaybeClosed, b' ') => QuoteState::MaybeClosed,
            (QuoteState::MaybeClosed, _) => return Err(SheetRefusal::QuoteNotClosed { cell: self.opened }),
            (QuoteState::CellStart | QuoteState::Plain, _) => QuoteState::Plain,
        };
        self.length += 1;
        if self.state == QuoteState::Quoted && self.length > LONGEST_QUOTED {
            return Err(SheetRefusal::QuoteNotClosed { cell: self.opened });
        }
        match (byte, self.state) {
            (b'\n', _) => {
                self.line += 1;
                if self.state == QuoteState::CellStart {
                    self.column = 0;
                }
            }
            (_, QuoteState::CellStart) => self.column += 1,
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<(), SheetRefusal> {
        match self.state {
            QuoteState::Quoted => Err(SheetRefusal::QuoteNotClosed { cell: self.opened }),
            _ => Ok(()),
        }
    }
}

/// Bytes that a quoted cell can have: as many characters as a cell holds, of four bytes each.
const LONGEST_QUOTED: usize = 4 * super::MOST_CHARACTERS;

/// Watches a whole file go by and tells its encoding.
struct EncodingDetector {
    start: Vec<u8>,
    utf8: Strict,
    gb18030: Strict,
    big5: Strict,
    guess: chardetng::EncodingDetector,
    guessed: usize,
    has_nul: bool,
    is_ascii: bool,
}

/// What is seen of Chinese text until Big5 is told from GB18030, in bytes.
const MOST_GUESSED: usize = 4 << 20;

impl Default for EncodingDetector {
    fn default() -> EncodingDetector {
        EncodingDetector {
            start: Vec::new(),
            utf8: Strict::new(UTF_8),
            gb18030: Strict::new(GB18030),
            big5: Strict::new(BIG5),
            guess: chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny),
            guessed: 0,
            has_nul: false,
            is_ascii: true,
        }
    }
}

impl EncodingDetector {
    fn feed(&mut self, bytes: &[u8]) {
        if self.start.len() < 4 {
            self.start.extend(bytes.iter().take(4));
        }
        self.has_nul |= memchr::memchr(0, bytes).is_some();
        self.utf8.feed(bytes);
        self.is_ascii &= bytes.is_ascii();
        if !self.is_ascii {
            self.gb18030.feed(bytes);
            self.big5.feed(bytes);
            if self.guessed < MOST_GUESSED {
                self.guess.feed(bytes, false);
                self.guessed += bytes.len();
            }
        }
    }

    /// The encoding; none where the bytes are no text.
    fn finish(mut self) -> Option<&'static Encoding> {
        match self.start.as_slice() {
            [0xFF, 0xFE, ..] => return Some(UTF_16LE),
            [0xFE, 0xFF, ..] => return Some(UTF_16BE),
            // UTF-16 without a mark: a table begins with a Chinese heading or a letter, neither with two zero bytes.
            [0, second, ..] if *second != 0 && self.has_nul => return Some(UTF_16BE),
            [first, 0, ..] if *first != 0 && self.has_nul => return Some(UTF_16LE),
            _ if self.has_nul => return None,
            _ => {}
        }
        if self.utf8.finish() {
            return Some(UTF_8);
        }
        self.guess.feed(b"", true);
        let looks_big5 = self.guess.guess(None, chardetng::Utf8Detection::Deny) == BIG5;
        match (self.gb18030.finish(), self.big5.finish() && looks_big5) {
            (_, true) => Some(BIG5),
            (true, false) => Some(GB18030),
            (false, false) => None,
        }
    }
}

/// A decoder that bears no error.
struct Strict {
    decoder: Option<encoding_rs::Decoder>,
    sink: String,
}

impl Strict {
    fn new(encoding: &'static Encoding) -> Strict {
        Strict { decoder: Some(encoding.new_decoder_without_bom_handling()), sink: String::with_capacity(1 << 17) }
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.decode(bytes, false);
    }

    fn finish(&mut self) -> bool {
        self.decode(b"", true);
        self.decoder.is_some()
    }

    fn decode(&mut self, mut bytes: &[u8], last: bool) {
        while let Some(decoder) = &mut self.decoder {
            self.sink.clear();
            let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut self.sink, last);
            bytes = &bytes[read..];
            match result {
                encoding_rs::DecoderResult::InputEmpty => return,
                encoding_rs::DecoderResult::OutputFull => {}
                encoding_rs::DecoderResult::Malformed(..) => self.decoder = None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart_over_the_whole_file() {
        let digits = "1234567890,".repeat(10_000);
        let chinese = format!("{digits}\n成员编号,姓名,陈国强,㛃,𬭎\n");
        let (gb18030, _, _) = GB18030.encode(&chinese);
        assert_eq!(encoding_of(&gb18030), GB18030);
        assert_eq!(encoding_of(chinese.as_bytes()), UTF_8);
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(chinese.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(encoding_of(&utf16), UTF_16LE);
        let (big5, _, _) = BIG5.encode("姓名,身分證字號,電話號碼,地址,備註\n陳國強,無,無,臺北市中正區,無\n");
        assert_eq!(encoding_of(&big5), BIG5);
    }

    #[test]
    fn an_encoding_is_known_by_its_names() {
        for (name, encoding) in [
            ("gbk", TextEncoding::Gb18030),
            ("GB18030", TextEncoding::Gb18030),
            ("utf-16", TextEncoding::Utf16Le),
            ("Big5", TextEncoding::Big5),
        ] {
            assert_eq!(TextEncoding::lookup(name), Some(encoding), "{name}");
        }
        assert_eq!(TextEncoding::lookup("windows-1252"), None);
    }

    #[test]
    fn bytes_that_are_no_text_are_no_table() {
        let mut detector = EncodingDetector::default();
        detector.feed(&[0x89, b'P', b'N', b'G', 0, 0, 0, 1, 0xFF]);
        assert_eq!(detector.finish(), None);
    }
}
