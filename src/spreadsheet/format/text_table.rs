//! Text tables (CSV) with comma, semicolon or tab, in UTF-8, GB18030, UTF-16 or Big5; read as a stream.
//!
//! The encoding is decided over the whole file: Chinese may begin after megabytes of digits, and a sample would then be wrong.

use super::{Content, SheetInfo, TakeRow, Workbook};
use crate::domain::sheet::{Cell, SheetRefusal};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

pub(super) struct TextTable {
    path: PathBuf,
    encoding: &'static Encoding,
    delimiter: u8,
}

pub(super) fn open(path: &Path) -> Result<Workbook, SheetRefusal> {
    let missing = |error: std::io::Error| SheetRefusal::FileMissing { reason: error.to_string() };
    let mut detector = EncodingDetector::default();
    let mut file = File::open(path).map_err(missing)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut buffer).map_err(missing)?;
        if length == 0 {
            break;
        }
        detector.feed(&buffer[..length]);
    }
    let encoding = detector.finish().ok_or(SheetRefusal::NotAWorkbook)?;
    let mut table = TextTable { path: path.to_owned(), encoding, delimiter: b',' };
    table.delimiter = table.guess_delimiter().map_err(missing)?;
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
    fn decoded(&self) -> std::io::Result<impl Read> {
        let file = File::open(&self.path)?;
        // A byte-order mark is taken off, and wins over the guess.
        Ok(DecodeReaderBytesBuilder::new().encoding(Some(self.encoding)).bom_override(true).build(file))
    }

    /// The one of comma, semicolon and tab that the first lines have most of.
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
        let most = [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter));
        Ok(most.unwrap_or(b','))
    }

    pub(super) fn each_row(&mut self, take: &mut TakeRow<'_>) -> Result<(), SheetRefusal> {
        let damaged = |error: &dyn std::fmt::Display| SheetRefusal::FileDamaged { reason: error.to_string() };
        let decoded = self.decoded().map_err(|error| damaged(&error))?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(1 << 18)
            .from_reader(decoded);
        let mut record = csv::StringRecord::new();
        let mut cells = Vec::new();
        while reader.read_record(&mut record).map_err(|error| damaged(&error))? {
            let line = record.position().map_or(1, csv::Position::line);
            cells.clear();
            cells.extend(
                record.iter().map(|field| if field.is_empty() { Cell::Empty } else { Cell::Text(field.into()) }),
            );
            if take((line - 1) as u32, &mut cells).is_break() {
                break;
            }
        }
        Ok(())
    }
}

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
    fn bytes_that_are_no_text_are_no_table() {
        let mut detector = EncodingDetector::default();
        detector.feed(&[0x89, b'P', b'N', b'G', 0, 0, 0, 1, 0xFF]);
        assert_eq!(detector.finish(), None);
    }
}
