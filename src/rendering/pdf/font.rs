//! Fonts (字体): which glyph a character has, how wide it is, and what of it goes into a file. Chinese needs no shaping: one character, one glyph.

use super::file::{Deflater, chunk};
use crate::domain::refusal::{CooperativeRefusal, Problem};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Name, Rect, Ref, Str};
use read_fonts::types::Tag;
use read_fonts::{FontRef, ReadError, TableProvider};
use std::borrow::Cow;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use subsetter::GlyphRemapper;

/// The characters that names are made of, and everything that is printed besides; `assets/fonts/README.md` says which.
const BUILT_IN: &[u8] = include_bytes!("../../../assets/fonts/NotoSansCJKsc-Regular.otf");

/// A glyph of a font; 0 is no glyph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Glyph {
    id: u16,
    /// In thousandths of the font's size.
    width: u16,
}

/// As wide as high, as Chinese is, in thousandths.
const SQUARE: u16 = 1000;

/// A block of 256 characters.
type Block = Box<[Glyph; 256]>;

/// A font file.
struct Font {
    data: Cow<'static, [u8]>,
    glyph_count: u16,
    blocks: Vec<Option<Block>>,
    /// How far it reaches: left, bottom, right, top, in thousandths.
    reach: [f32; 4],
}

impl Font {
    fn read(data: Cow<'static, [u8]>) -> std::result::Result<Font, ReadError> {
        let font = FontRef::from_index(&data, 0)?;
        let (head, metrics, cmap) = (font.head()?, font.hmtx()?, font.cmap()?);
        let scale = 1000.0 / f32::from(head.units_per_em().max(16));
        let thousandths = |units: i16| (f32::from(units) * scale).round();
        let mut blocks: Vec<Option<Block>> = Vec::new();
        let (_, _, characters) = cmap.best_subtable().ok_or(ReadError::ValidationError)?;
        for (character, glyph) in characters.iter() {
            let (block, place) = ((character >> 8) as usize, (character & 0xFF) as usize);
            let Ok(id) = u16::try_from(glyph.to_u32()) else { continue };
            if character > char::MAX.into() || id == 0 {
                continue;
            }
            if blocks.len() <= block {
                blocks.resize(block + 1, None);
            }
            let width = (f32::from(metrics.advance(glyph).unwrap_or_default()) * scale).round() as u16;
            blocks[block].get_or_insert_with(|| Box::new([Glyph::default(); 256]))[place] = Glyph { id, width };
        }
        let reach = [head.x_min(), head.y_min(), head.x_max(), head.y_max()].map(thousandths);
        let glyph_count = font.maxp()?.num_glyphs();
        Ok(Font { glyph_count, blocks, reach, data })
    }

    fn glyph(&self, character: char) -> Option<Glyph> {
        let character = u32::from(character);
        let block = self.blocks.get((character >> 8) as usize)?.as_ref()?;
        Some(block[(character & 0xFF) as usize]).filter(|glyph| glyph.id != 0)
    }
}

/// The fonts that are printed with: the program's own, then those for characters that it lacks.
pub struct Fonts {
    fonts: Vec<Font>,
}

impl Fonts {
    /// The program's own font.
    pub fn built_in() -> Fonts {
        let fonts: Vec<Font> = Font::read(Cow::Borrowed(BUILT_IN)).into_iter().collect();
        assert!(!fonts.is_empty(), "the program's own font can be read");
        Fonts { fonts }
    }

    /// The program's own font, those of a folder by name, then those that were named.
    ///
    /// # Errors
    /// The first file that is no font, and why.
    pub fn load(folder: &Path, named: &[PathBuf]) -> std::result::Result<Fonts, (PathBuf, String)> {
        let mut fonts = Fonts::built_in();
        let is_font = |path: &PathBuf| {
            let suffix = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            ["ttf", "otf", "ttc"].contains(&suffix.as_str())
        };
        let mut files: Vec<PathBuf> = match std::fs::read_dir(folder) {
            Ok(entries) => entries.flatten().map(|entry| entry.path()).filter(is_font).collect(),
            Err(_) => Vec::new(),
        };
        files.sort();
        for path in files.iter().chain(named) {
            let unreadable = |reason: String| (path.clone(), reason);
            let data = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
            fonts.add(data).map_err(unreadable)?;
        }
        Ok(fonts)
    }

    /// Adds a font for what those before it lack: TrueType or OpenType; of a collection its first.
    ///
    /// # Errors
    /// Where it is no font, or nothing can be taken out of it.
    pub fn add(&mut self, data: Vec<u8>) -> std::result::Result<(), String> {
        let font = Font::read(Cow::Owned(data)).map_err(|error| error.to_string())?;
        subsetter::subset(&font.data, 0, &GlyphRemapper::new()).map_err(|error| error.to_string())?;
        self.fonts.push(font);
        Ok(())
    }
}

/// What of a font a file uses.
struct UsedGlyphs {
    /// By the font's numbers, the file's; 0 where it is not used.
    numbers: Vec<u16>,
    /// Character, the font's number and width, in the file's order, which begins at 1.
    order: Vec<(char, Glyph)>,
}

/// A character as it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// With a glyph: which font, the file's number, its width in thousandths.
    Glyph { font: usize, number: u16, width: u16 },
    /// With a box.
    Missing,
}

/// Finds the glyphs of a file's text, and keeps which of them it uses.
pub(super) struct Typesetter<'f> {
    fonts: &'f Fonts,
    used: Vec<UsedGlyphs>,
    /// Whom the text at hand is about.
    pub(super) subject: String,
    /// Every character that no font has (缺字), once for everybody whom it is about.
    missing: Vec<Problem>,
}

/// How a character that no font has is shown, after its box.
pub(super) fn code_point(character: char) -> String {
    format!("〔U+{:04X}〕", u32::from(character))
}

impl<'f> Typesetter<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Typesetter<'f> {
        let unused = |font: &Font| UsedGlyphs { numbers: vec![0; font.glyph_count.into()], order: Vec::new() };
        let used = fonts.fonts.iter().map(unused).collect();
        Typesetter { fonts, used, subject: String::new(), missing: Vec::new() }
    }

    fn find(&self, character: char) -> Option<(usize, Glyph)> {
        self.fonts.fonts.iter().enumerate().find_map(|(font, one)| Some((font, one.glyph(character)?)))
    }

    /// How wide a text is at a size.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let thousandths: u32 = text.chars().map(|character| self.thousandths(character)).sum();
        thousandths as f32 * size / 1000.0
    }

    fn thousandths(&self, character: char) -> u32 {
        match self.find(character) {
            Some((_, glyph)) => glyph.width.into(),
            None => {
                u32::from(SQUARE)
                    + code_point(character)
                        .chars()
                        .filter_map(|one| self.find(one))
                        .map(|(_, glyph)| u32::from(glyph.width))
                        .sum::<u32>()
            }
        }
    }

    /// Takes a character into the file.
    pub(super) fn set(&mut self, character: char) -> Set {
        let Some((font, glyph)) = self.find(character) else {
            let subject = self.subject.clone();
            let missing = Problem::new(CooperativeRefusal::CharacterMissing { subject, character });
            if !self.missing.contains(&missing) {
                self.missing.push(missing);
            }
            return Set::Missing;
        };
        let used = &mut self.used[font];
        let Some(number) = used.numbers.get_mut(usize::from(glyph.id)) else { return Set::Missing };
        if *number == 0 {
            used.order.push((character, glyph));
            *number = used.order.len() as u16;
        }
        Set::Glyph { font, number: *number, width: glyph.width }
    }

    /// What was missing, in the order in which it was met.
    pub(super) fn into_missing(self) -> Vec<Problem> {
        self.missing
    }

    /// The fonts of which anything is used.
    pub(super) fn used_fonts(&self) -> impl Iterator<Item = usize> {
        (0..self.used.len()).filter(|font| !self.used[*font].order.is_empty())
    }

    /// What a font takes in a file: its five objects, the first of which is the font itself.
    pub(super) fn embed(&self, font: usize, ids: [Ref; 5], deflater: &mut Deflater) -> Result<[Chunk; 5]> {
        let (own, used) = (&self.fonts.fonts[font], &self.used[font]);
        let mut remapper = GlyphRemapper::new();
        used.order.iter().for_each(|(_, glyph)| {
            remapper.remap(glyph.id);
        });
        let subset = subsetter::subset(&own.data, 0, &remapper).map_err(Error::other)?;
        let outlines = FontRef::new(&subset).ok().and_then(|subset| subset.table_data(Tag::new(b"CFF ")));
        let is_truetype = outlines.is_none();
        let program = outlines.as_ref().map_or(subset.as_slice(), |outlines| outlines.as_bytes());
        let name = format!("AAAA{}+Font{font}", ["AA", "AB", "AC", "AD", "AE", "AF"].get(font).unwrap_or(&"AG"));
        let name = Name(name.as_bytes());
        let [id, cid_id, descriptor_id, program_id, unicode_id] = ids;
        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

        let mut whole = chunk();
        let mut writer = whole.type0_font(id);
        writer.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid_id).to_unicode(unicode_id);
        drop(writer);

        let mut characters = chunk();
        let mut writer = characters.cid_font(cid_id);
        writer.subtype(if is_truetype { CidFontType::Type2 } else { CidFontType::Type0 });
        writer.base_font(name).system_info(system).font_descriptor(descriptor_id).default_width(SQUARE.into());
        if is_truetype {
            writer.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let mut widths = writer.widths();
        for (number, (_, glyph)) in (1..).zip(&used.order).filter(|(_, (_, glyph))| glyph.width != SQUARE) {
            widths.same(number, number, glyph.width.into());
        }
        drop(widths);
        drop(writer);

        let [left, bottom, right, top] = own.reach;
        let mut descriptor = chunk();
        let mut writer = descriptor.font_descriptor(descriptor_id);
        writer.name(name).flags(FontFlags::SYMBOLIC).bbox(Rect::new(left, bottom, right, top)).italic_angle(0.0);
        writer.ascent(880.0).descent(-120.0).cap_height(733.0).stem_v(80.0);
        if is_truetype {
            writer.font_file2(program_id)
        } else {
            writer.font_file3(program_id)
        };
        drop(writer);

        let mut embedded = chunk();
        let packed = deflater.deflate(program)?;
        let mut writer = embedded.stream(program_id, &packed);
        writer.filter(Filter::FlateDecode);
        match is_truetype {
            true => writer.pair(Name(b"Length1"), program.len() as i32),
            false => writer.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
        };
        drop(writer);

        let mut unicode = chunk();
        let mut map: UnicodeCmap = UnicodeCmap::new(Name(b"Unicode"), system);
        (1..).zip(&used.order).for_each(|(number, (character, _))| map.pair(number, *character));
        let packed = deflater.deflate(&map.finish())?;
        unicode.stream(unicode_id, &packed).filter(Filter::FlateDecode);
        Ok([whole, characters, descriptor, embedded, unicode])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_font_has_what_names_are_made_of() {
        let fonts = Fonts::built_in();
        let typesetter = Typesetter::new(&fonts);
        // Given names that older systems cannot print, and what this one prints.
        let wanted = "㛃𬭎㐂䶮𣲗𬘓陳國强〇壹贰叁肆伍陆柒捌玖拾佰仟元角分整亩㎡股×÷−✓□〔〕（）《》：；→·—¥";
        let lacking: String = wanted.chars().filter(|character| typesetter.find(*character).is_none()).collect();
        assert_eq!(lacking, "");
    }

    #[test]
    fn digits_are_equally_wide_and_chinese_is_square() {
        let fonts = Fonts::built_in();
        let typesetter = Typesetter::new(&fonts);
        let widths: Vec<u32> = ('0'..='9').map(|digit| typesetter.thousandths(digit)).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
        assert_eq!(typesetter.width("陈国强", 10.0), 30.0);
    }

    #[test]
    fn a_character_that_no_font_has_is_a_box_with_its_code_point() {
        let fonts = Fonts::built_in();
        let mut typesetter = Typesetter::new(&fonts);
        typesetter.subject = "M001 陈𪚥".to_owned();
        assert_eq!(typesetter.set('𪚥'), Set::Missing);
        assert_eq!(typesetter.set('𪚥'), Set::Missing);
        assert!(typesetter.width("𪚥", 10.0) > 50.0);
        let refusal = CooperativeRefusal::CharacterMissing { subject: "M001 陈𪚥".to_owned(), character: '𪚥' };
        assert_eq!(typesetter.into_missing(), [Problem::new(refusal)]);
        assert_eq!(code_point('𪚥'), "〔U+2A6A5〕");
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(Fonts::built_in().add(b"no font".to_vec()).is_err());
    }
}
