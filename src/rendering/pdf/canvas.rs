//! A page under way: text, rules, areas. Places are in points from the top left corner.

use super::font::{Set, Typesetter, code_point};
use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Name, Str};

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Colour(pub f32, pub f32, pub f32);

/// Dark ink.
pub(super) const INK: Colour = Colour(0.11, 0.1, 0.09);
/// What stands beside.
pub(super) const MUTED: Colour = Colour(0.38, 0.34, 0.3);
/// Between rows.
pub(super) const HAIRLINE: Colour = Colour(0.84, 0.8, 0.73);
/// Behind headings and notes.
pub(super) const PAPER: Colour = Colour(0.97, 0.95, 0.91);
/// 一次分配: land green.
pub(super) const LAND: Colour = Colour(0.22, 0.42, 0.25);
/// 二次分配: ochre.
pub(super) const OCHRE: Colour = Colour(0.66, 0.42, 0.1);
/// Red letters (红字).
pub(super) const RED: Colour = Colour(0.72, 0.1, 0.1);

/// A rule between rows.
pub(super) const THIN: (Colour, f32) = (HAIRLINE, 0.5);
/// A rule above and below tables and totals.
pub(super) const STRONG: (Colour, f32) = (INK, 0.8);

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// In points.
    pub size: f32,
    pub colour: Colour,
    pub is_bold: bool,
}

impl Style {
    pub(super) const fn new(size: f32, colour: Colour) -> Style {
        Style { size, colour, is_bold: false }
    }

    pub(super) const fn bold(size: f32, colour: Colour) -> Style {
        Style { size, colour, is_bold: true }
    }

    /// From the top of a line to the top of the next.
    pub(super) const fn leading(self) -> f32 {
        self.size * 1.55
    }
}

/// Where a text stands against its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Begins there.
    Left,
    /// Its middle is there.
    Centre,
    /// Ends there.
    Right,
}

/// From the top of a line to the foot of its letters, of the size.
const ASCENT: f32 = 1.15;
/// How thick the strokes of bold letters are added to, of the size.
const BOLD: f32 = 0.026;

/// A page under way.
pub(super) struct Canvas {
    content: Content,
    width: f32,
    height: f32,
    /// Where the last text began, as it was written; none outside of text.
    text_at: Option<(f32, f32)>,
    font: Option<(usize, f32)>,
    colour: Option<Colour>,
    stroke: Option<(Colour, f32)>,
    is_bold: bool,
    /// The glyphs of a run, two bytes each.
    run: Vec<u8>,
}

/// A hundredth of a point is finer than any printer.
fn hundredths(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

impl Canvas {
    pub(super) fn new((width, height): (f32, f32)) -> Canvas {
        Canvas {
            content: Content::with_settings(pdf_writer::Settings { pretty: false }),
            width,
            height,
            text_at: None,
            font: None,
            colour: None,
            stroke: None,
            is_bold: false,
            run: Vec::new(),
        }
    }

    /// Width and height.
    pub(super) const fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    fn up(&self, y: f32) -> f32 {
        hundredths(self.height - y)
    }

    fn fill(&mut self, colour: Colour) {
        if self.colour != Some(colour) {
            self.content.set_fill_rgb(colour.0, colour.1, colour.2);
            self.colour = Some(colour);
        }
    }

    fn pen(&mut self, colour: Colour, width: f32) {
        if self.stroke != Some((colour, width)) {
            self.content.set_stroke_rgb(colour.0, colour.1, colour.2).set_line_width(hundredths(width));
            self.stroke = Some((colour, width));
        }
    }

    fn leave_text(&mut self) {
        if self.text_at.take().is_some() {
            self.content.end_text();
        }
    }

    /// Text on one line; `y` is the top of the line.
    pub(super) fn text(
        &mut self,
        typesetter: &mut Typesetter<'_>,
        (x, y): (f32, f32),
        anchor: Anchor,
        style: Style,
        text: &str,
    ) {
        let x = match anchor {
            Anchor::Left => x,
            Anchor::Centre => x - typesetter.width(text, style.size) / 2.0,
            Anchor::Right => x - typesetter.width(text, style.size),
        };
        let baseline = y + style.size * ASCENT;
        let (mut begun, mut end) = (x, x);
        let mut font_at_hand = 0;
        for character in text.chars() {
            match typesetter.set(character) {
                Set::Glyph { font, number, width } => {
                    if font != font_at_hand {
                        self.show((begun, baseline), font_at_hand, style);
                        (begun, font_at_hand) = (end, font);
                    }
                    self.run.extend(number.to_be_bytes());
                    end += f32::from(width) * style.size / 1000.0;
                }
                Set::Missing => {
                    self.show((begun, baseline), font_at_hand, style);
                    self.missing_box((end, baseline), style);
                    end += style.size;
                    let named = code_point(character);
                    self.text(typesetter, (end, y), Anchor::Left, style, &named);
                    end += typesetter.width(&named, style.size);
                    begun = end;
                }
            }
        }
        self.show((begun, baseline), font_at_hand, style);
    }

    /// Writes the run at hand and begins another.
    fn show(&mut self, (x, baseline): (f32, f32), font: usize, style: Style) {
        if self.run.is_empty() {
            return;
        }
        self.fill(style.colour);
        if style.is_bold {
            self.pen(style.colour, style.size * BOLD);
        }
        let (from_x, from_y) = self.text_at.unwrap_or_else(|| {
            self.content.begin_text();
            (0.0, 0.0)
        });
        if self.is_bold != style.is_bold {
            let mode = if style.is_bold { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
            self.content.set_text_rendering_mode(mode);
            self.is_bold = style.is_bold;
        }
        if self.font != Some((font, style.size)) {
            self.content.set_font(Name(format!("F{font}").as_bytes()), hundredths(style.size));
            self.font = Some((font, style.size));
        }
        let (x, y) = (hundredths(x), self.up(baseline));
        self.content.next_line(hundredths(x - from_x), hundredths(y - from_y)).show(Str(&self.run));
        self.text_at = Some((x, y));
        self.run.clear();
    }

    /// What stands for a character that no font has.
    fn missing_box(&mut self, (x, baseline): (f32, f32), style: Style) {
        self.leave_text();
        self.pen(style.colour, style.size * 0.06);
        let inset = style.size * 0.08;
        let side = style.size - 2.0 * inset;
        self.content.rect(hundredths(x + inset), self.up(baseline), hundredths(side), hundredths(side)).stroke();
    }

    /// A level rule.
    pub(super) fn rule(&mut self, (from, to): (f32, f32), y: f32, (colour, width): (Colour, f32)) {
        self.leave_text();
        self.pen(colour, width);
        let y = self.up(y);
        self.content.move_to(hundredths(from), y).line_to(hundredths(to), y).stroke();
    }

    /// A filled area; `y` is its top.
    pub(super) fn area(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), colour: Colour) {
        self.leave_text();
        self.fill(colour);
        self.content.rect(hundredths(x), self.up(y + height), hundredths(width), hundredths(height)).fill_nonzero();
    }

    /// The border of an area.
    pub(super) fn frame(
        &mut self,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        (colour, thickness): (Colour, f32),
    ) {
        self.leave_text();
        self.pen(colour, thickness);
        self.content.rect(hundredths(x), self.up(y + height), hundredths(width), hundredths(height)).stroke();
    }

    /// What the page is made of.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.leave_text();
        self.content.finish().into_vec()
    }
}
