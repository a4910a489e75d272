//! Member numbers as people type them: in full width, with blanks, in small letters.

use super::trouble::Trouble;
use super::visit::Visit;
use crate::application::distribution::query::{self, RunView, StatementView};

/// What was typed without its blanks, in half width: what a Chinese keyboard makes of a number.
pub fn half_width(typed: &str) -> String {
    let letter = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        letter => letter,
    };
    typed.chars().filter(|letter| !letter.is_whitespace()).map(letter).collect()
}

/// A member's statement of a run, by a number as it was typed: the very number first, then in capitals, then in small letters.
pub fn statement_of(visit: &mut Visit<'_>, view: &RunView, typed: &str) -> Result<Option<StatementView>, Trouble> {
    let number = half_width(typed);
    let mut tried: Vec<String> = vec![number.to_uppercase(), number.to_lowercase()];
    tried.retain(|other| *other != number);
    tried.insert(0, number);
    for number in tried {
        let found = visit.read(|db, cooperative| query::statement_of(db, cooperative, view, &number))?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::half_width;

    #[test]
    fn a_number_is_read_as_it_was_meant() {
        assert_eq!(half_width(" ｍ０００１ 0 "), "m00010");
    }
}
