//! QR codes (二维码, ISO/IEC 18004), as drawings.

use qrcode::QrCode;
use qrcode::render::svg::Color;

/// How wide a drawing is at least, in pixels: a phone at arm's length reads it.
const WIDTH: u32 = 280;

/// A text as a drawing (SVG) with its quiet zone; none where it is too long for any code.
pub fn svg(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    Some(code.render::<Color<'_>>().min_dimensions(WIDTH, WIDTH).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_is_a_finer_drawing_and_one_without_end_is_none() {
        let [short, long] = [20, 200].map(|length| svg(&"字".repeat(length)).unwrap_or_default());
        assert!(short.contains("<svg xmlns=\"http://www.w3.org/2000/svg\"") && short.len() < long.len());
        assert!(!short.contains("style"), "the site's policy forbids it");
        assert_eq!(svg(&"字".repeat(2_000)), None);
    }
}
