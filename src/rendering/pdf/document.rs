//! One document within a file: set from the top down, page after page, each with a foot that says which page of how many it is.

use super::canvas::{Anchor, Canvas, Colour, INK, MUTED, Style, THIN};
use super::file::PdfFile;
use crate::rendering::speech::Language;
use pdf_writer::Ref;
use std::io::{Result, Write};
use unicode_linebreak::linebreaks;

/// A sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 297 × 210 mm.
    A4Landscape,
    /// 210 × 148 mm, as vouchers have it.
    A5Landscape,
}

impl Paper {
    /// Width and height in points.
    const fn size(self) -> (f32, f32) {
        match self {
            Paper::A4 => (595.28, 841.89),
            Paper::A4Landscape => (841.89, 595.28),
            Paper::A5Landscape => (595.28, 419.53),
        }
    }

    /// Left and right, top, bottom. Vouchers are bound, so that they keep what paper they have.
    const fn margins(self) -> (f32, f32, f32) {
        match self {
            Paper::A4 => (56.0, 48.0, 56.0),
            Paper::A4Landscape => (42.0, 38.0, 48.0),
            Paper::A5Landscape => (40.0, 26.0, 36.0),
        }
    }
}

/// What stands beside and below.
const BESIDE: Style = Style::new(8.5, MUTED);
/// The foot of every page.
const FOOT: Style = Style::new(8.0, MUTED);

/// A document under way.
pub(super) struct Document<'d, 'f, W: Write> {
    pub(super) file: &'d mut PdfFile<'f, W>,
    paper: Paper,
    pages: Vec<Canvas>,
    /// The page at hand.
    canvas: Canvas,
    /// From the top.
    y: f32,
    /// What the foot says on the left.
    foot: String,
    /// What stands above every page but the first.
    continued: String,
}

impl<'d, 'f, W: Write> Document<'d, 'f, W> {
    pub(super) fn begin(
        file: &'d mut PdfFile<'f, W>,
        paper: Paper,
        (foot, continued): (String, String),
    ) -> Document<'d, 'f, W> {
        let (_, top, _) = paper.margins();
        Document { file, paper, pages: Vec::new(), canvas: Canvas::new(paper.size()), y: top, foot, continued }
    }

    pub(super) const fn language(&self) -> Language {
        self.file.language
    }

    pub(super) const fn left(&self) -> f32 {
        self.paper.margins().0
    }

    pub(super) const fn right(&self) -> f32 {
        self.paper.size().0 - self.paper.margins().0
    }

    pub(super) const fn width(&self) -> f32 {
        self.right() - self.left()
    }

    /// Where the next thing goes, from the top.
    pub(super) const fn y(&self) -> f32 {
        self.y
    }

    /// How much is left of the page.
    pub(super) const fn room(&self) -> f32 {
        self.paper.size().1 - self.paper.margins().2 - self.y
    }

    pub(super) const fn skip(&mut self, points: f32) {
        self.y += points;
    }

    pub(super) const fn move_to(&mut self, y: f32) {
        self.y = y;
    }

    /// Ends the page unless so much fits on it; tells whether it did.
    pub(super) fn need(&mut self, height: f32) -> bool {
        let is_ended = self.room() < height;
        if is_ended {
            self.end_page();
        }
        is_ended
    }

    pub(super) fn end_page(&mut self) {
        let page = std::mem::replace(&mut self.canvas, Canvas::new(self.paper.size()));
        self.pages.push(page);
        self.y = self.paper.margins().1;
        let words = format!("{}{}", self.continued, self.language().say("（续）", " (continued)"));
        self.text(self.left(), Anchor::Left, BESIDE, &words);
        self.skip(BESIDE.leading() + 6.0);
    }

    pub(super) fn text_width(&self, style: Style, text: &str) -> f32 {
        self.file.typesetter.width(text, style.size)
    }

    /// A line of text at the height at hand, which stays.
    pub(super) fn text(&mut self, x: f32, anchor: Anchor, style: Style, text: &str) {
        self.canvas.text(&mut self.file.typesetter, (x, self.y), anchor, style, text);
    }

    /// Text that is broken into lines within `x` and `width`; what follows goes below it.
    pub(super) fn paragraph(&mut self, (x, width): (f32, f32), style: Style, text: &str) {
        let lines = self.broken(text, style.size, width);
        self.lines(x, style, &lines);
    }

    /// Lines, one below the other; what follows goes below them.
    pub(super) fn lines(&mut self, x: f32, style: Style, lines: &[&str]) {
        for line in lines {
            self.need(style.leading());
            self.text(x, Anchor::Left, style, line);
            self.y += style.leading();
        }
    }

    /// A text in lines that are no wider than they may be: broken where Unicode lets lines be broken, else between characters.
    pub(super) fn broken<'t>(&self, text: &'t str, size: f32, width: f32) -> Vec<&'t str> {
        let measure = |text: &str| self.file.typesetter.width(text, size);
        if measure(text) <= width {
            return vec![text];
        }
        let mut lines = Vec::new();
        // Where the line at hand begins, how far it goes, and how wide it is so far.
        let (mut begun, mut end, mut so_far) = (0, 0, 0.0);
        for (place, _) in linebreaks(text) {
            let part = &text[end..place];
            if so_far + measure(part.trim_end()) > width && end > begun {
                lines.push(text[begun..end].trim_end());
                (begun, so_far) = (end, 0.0);
            }
            if so_far + measure(part.trim_end()) > width {
                for (at, character) in part.char_indices() {
                    let wide = measure(character.encode_utf8(&mut [0; 4]));
                    if so_far + wide > width && end + at > begun {
                        lines.push(&text[begun..end + at]);
                        (begun, so_far) = (end + at, 0.0);
                    }
                    so_far += wide;
                }
            } else {
                so_far += measure(part);
            }
            end = place;
        }
        lines.push(text[begun..].trim_end());
        lines
    }

    /// A level rule over the whole width at the height at hand.
    pub(super) fn rule(&mut self, line: (Colour, f32)) {
        let (from, to) = (self.left(), self.right());
        self.canvas.rule((from, to), self.y, line);
    }

    /// A title in the middle, and below it what stands on the left and on the right.
    pub(super) fn title(&mut self, title: &str, (beside_left, beside_right): (&str, &str)) {
        let (left, right) = (self.left(), self.right());
        self.text((left + right) / 2.0, Anchor::Centre, Style::bold(16.0, INK), title);
        self.skip(28.0);
        self.text(left, Anchor::Left, BESIDE, beside_left);
        self.text(right, Anchor::Right, BESIDE, beside_right);
        self.skip(BESIDE.leading() + 3.0);
    }

    /// A line of small text, broken where it is too long.
    pub(super) fn note(&mut self, text: &str) {
        self.paragraph((self.left(), self.width()), BESIDE, text);
    }

    /// Places to sign, side by side: who signs, and their name where the program knows it.
    pub(super) fn signatures(&mut self, slots: &[(&str, &str)]) {
        self.need(34.0);
        self.skip(10.0);
        let each = self.width() / slots.len() as f32;
        for (position, (who, name)) in slots.iter().enumerate() {
            let x = self.left() + each * position as f32;
            let caption = format!("{who}{}", self.language().say("：", ": "));
            self.text(x, Anchor::Left, BESIDE, &caption);
            let beside = x + self.text_width(BESIDE, &caption) + 2.0;
            self.text(beside, Anchor::Left, Style::new(9.0, INK), name);
            let y = self.y + BESIDE.leading() + 1.0;
            self.canvas.rule((beside, x + each - 12.0), y, THIN);
        }
        self.skip(BESIDE.leading() + 6.0);
    }

    /// The page at hand, to draw on.
    pub(super) const fn canvas(&mut self) -> &mut Canvas {
        &mut self.canvas
    }

    /// Ends the document; gives its first page.
    pub(super) fn finish(self) -> Result<Ref> {
        let (left, right, count) = (self.left(), self.right(), self.pages.len() + 1);
        let y = self.paper.size().1 - self.paper.margins().2 + 16.0;
        let mut first = None;
        for (position, mut canvas) in self.pages.into_iter().chain([self.canvas]).enumerate() {
            let number = position + 1;
            let counted = match self.file.language {
                Language::Chinese => format!("第 {number} 页　共 {count} 页"),
                Language::English => format!("Page {number} of {count}"),
            };
            let typesetter = &mut self.file.typesetter;
            canvas.rule((left, right), y - 4.0, THIN);
            canvas.text(typesetter, (left, y), Anchor::Left, FOOT, &self.foot);
            canvas.text(typesetter, (right, y), Anchor::Right, FOOT, &counted);
            let page = self.file.page(canvas)?;
            first.get_or_insert(page);
        }
        first.ok_or_else(|| std::io::Error::other("a document without a page"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::font::Fonts;
    use super::*;

    /// A text in lines of so many points, at ten points.
    fn broken(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::built_in();
        let mut file = PdfFile::begin(Vec::new(), &fonts, "", Language::Chinese).unwrap();
        let document = Document::begin(&mut file, Paper::A4, (String::new(), String::new()));
        document.broken(text, 10.0, width).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn lines_are_broken_where_chinese_is_broken() {
        assert_eq!(broken("每股都是这个数", 100.0), ["每股都是这个数"]);
        assert_eq!(broken("每股都是这个数", 40.0), ["每股都是", "这个数"]);
        // No mark begins a line, no bracket ends one.
        assert_eq!(broken("每位股东，每股", 40.0), ["每位股", "东，每股"]);
        assert_eq!(broken("甲乙丙（丁戊）", 40.0), ["甲乙丙", "（丁戊）"]);
        // Neither a number nor a word is torn, and no blank begins a line.
        assert_eq!(broken("付 1,234.56 元", 45.0), ["付", "1,234.56", "元"]);
        assert_eq!(broken("the board of directors", 60.0), ["the board of", "directors"]);
    }

    #[test]
    fn what_is_too_long_for_a_line_is_broken_anywhere() {
        let account = "62170000000000000017";
        let lines = broken(account, 40.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat(), account);
        assert_eq!(broken("甲", 5.0), ["甲"], "one character at least");
        assert_eq!(broken("", 5.0), [""]);
    }
}
