//! How templates write amounts and quantities: `{{ statement.net|yuan }}`.

use crate::domain::money::Money;
use crate::rendering::amount;
use askama::filters::{Escaper, Html, Safe};
use askama::{Result, Values};
use std::fmt::Display;

/// Letters that what is read as one may have before it is too long for a line of a narrow screen.
const LONGEST_UNBROKEN: usize = 24;

/// Yuan with two decimals and thousands set apart.
#[askama::filter_fn]
pub fn yuan(amount: &Money, _: &dyn Values) -> Result<String> {
    Ok(amount::yuan(*amount))
}

/// 人民币大写.
#[askama::filter_fn]
pub fn capital(amount: &Money, _: &dyn Values) -> Result<String> {
    Ok(amount::capital(*amount))
}

/// A quantity without the zeros that say nothing.
#[askama::filter_fn]
pub fn quantity(written: impl Display, _: &dyn Values) -> Result<String> {
    Ok(amount::quantity(written))
}

/// A price or a rate, two decimals at least.
#[askama::filter_fn]
pub fn price(written: impl Display, _: &dyn Values) -> Result<String> {
    Ok(amount::price(written))
}

/// A text in which no day, number or code is broken at its hyphens: 2009-02-03, TD-2003-01.
#[askama::filter_fn]
pub fn unbroken(text: impl Display, _: &dyn Values) -> Result<Safe<String>> {
    whole(&text.to_string()).map(Safe)
}

fn whole(text: &str) -> Result<String> {
    let is_of_code = |letter: char| letter.is_ascii_alphanumeric() || "-.,#".contains(letter);
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|letter| is_of_code(letter) != is_of_code(first)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let is_whole = part.contains('-') && part.contains(|letter: char| letter.is_ascii_digit());
        if is_whole && part.len() <= LONGEST_UNBROKEN {
            written.push_str("<span class=\"nowrap\">");
            Html.write_escaped_str(&mut written, part)?;
            written.push_str("</span>");
        } else {
            Html.write_escaped_str(&mut written, part)?;
        }
        rest = after;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_day_stays_whole_and_what_was_typed_stays_text() {
        assert_eq!(
            whole("已付 2009-02-03（DF1-98）").unwrap(),
            "已付 <span class=\"nowrap\">2009-02-03</span>（<span class=\"nowrap\">DF1-98</span>）"
        );
        assert_eq!(whole("a<b>-1&").unwrap(), "a&#60;b&#62;<span class=\"nowrap\">-1</span>&#38;");
        assert_eq!(whole("到会 7（须 5）").unwrap(), "到会 7（须 5）");
    }
}
