//! Reading values as clerks write them: dates in ten forms, numbers with units, full-width characters, float tails.

use super::format::serial_date;
use crate::domain::period::AccountingYear;
use crate::domain::sheet::{Cell, CellFlaw};
use chrono::{Datelike, NaiveDate};
use compact_str::CompactString;
use rust_decimal::{Decimal, RoundingStrategy};
use std::borrow::Cow;

/// A full-width letter, digit or mark in its narrow form.
pub fn narrow(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        other => other,
    }
}

/// Text without blanks at its ends, characters narrow, control characters as blanks. Most text is clean already and only borrowed.
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
    let is_chinese = |character: char| matches!(character, '\u{4e00}'..='\u{9fff}');
    let needs_work =
        |character: char| narrow(character) != character || character.is_control() || is_invisible(character);
    let trimmed = text.trim();
    // Most text is quick to tell.
    if trimmed.bytes().all(is_plain)
        || !trimmed.chars().any(|character| !is_chinese(character) && needs_work(character))
    {
        return Cow::Borrowed(trimmed);
    }
    let cleaned: String = trimmed
        .chars()
        .filter(|character| !is_invisible(*character))
        .map(narrow)
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    Cow::Owned(cleaned.trim().to_owned())
}

/// Marks that take no room: byte-order marks, zero-width blanks, directions.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}')
}

/// Clean text with no blanks inside: numbers of members, contracts, accounts. An apostrophe in front, typed to force text, is off.
pub fn identifier(text: &str) -> CompactString {
    let cleaned = clean(text);
    let bare = cleaned.trim_start_matches(['\'', '‘', '’', '`']);
    match bare.contains(char::is_whitespace) {
        true => bare.chars().filter(|character| !character.is_whitespace()).collect(),
        false => CompactString::new(bare),
    }
}

/// A person's name: 张　三 is padded to the width of three characters, so blanks between Chinese characters are off.
pub fn person_name(text: &str) -> CompactString {
    let cleaned = clean(text);
    // The dot within a name of another people is typed in many ways.
    let is_dot = |character: char| matches!(character, '•' | '‧' | '・' | '∙' | '･');
    let cleaned = if cleaned.contains(is_dot) { Cow::Owned(cleaned.replace(is_dot, "·")) } else { cleaned };
    let is_latin = cleaned.chars().any(|character| character.is_ascii_alphabetic());
    match cleaned.contains(char::is_whitespace) && !is_latin {
        true => cleaned.chars().filter(|character| !character.is_whitespace()).collect(),
        false => CompactString::from(cleaned),
    }
}

/// The most decimals that a sheet's number is taken to mean; what is behind them is the tail of a binary float.
const MOST_DECIMALS: u32 = 9;

/// A number as clerks write it: the plain decimal and what stands behind it, a unit perhaps.
///
/// Takes signs, brackets for below zero, ¥, thousands separators, blanks inside, exponents; cuts float tails.
pub fn number(text: &str) -> Option<(CompactString, CompactString)> {
    let cleaned = clean(text);
    if is_plain_decimal(&cleaned) {
        return Some((CompactString::new(&cleaned), CompactString::default()));
    }
    let compact: String = cleaned.chars().filter(|character| !character.is_whitespace()).collect();
    let unsigned = compact.trim_start_matches(['¥', '￥']);
    let (negative, body) = match unsigned.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(bracketed) => (true, bracketed),
        None => match unsigned.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, unsigned.strip_prefix('+').unwrap_or(unsigned)),
        },
    };
    let body = body.trim_start_matches(['¥', '￥']);
    let is_part = |(at, character): &(usize, char)| {
        character.is_ascii_digit()
            || matches!(character, '.' | ',')
            || (matches!(character, 'e' | 'E') && *at > 0)
            || (matches!(character, '+' | '-') && body[..*at].ends_with(['e', 'E']))
    };
    let digits_end =
        body.char_indices().take_while(is_part).last().map_or(0, |(at, character)| at + character.len_utf8());
    let (digits, unit) = body.split_at(digits_end);
    let plain = without_separators(digits)?;
    let value = match plain.contains(['e', 'E']) {
        true => Decimal::from_scientific(&plain).ok()?,
        false => plain.parse::<Decimal>().ok()?,
    };
    let rounded = value.round_dp_with_strategy(MOST_DECIMALS, RoundingStrategy::MidpointAwayFromZero).normalize();
    let sign = if negative && !rounded.is_zero() { "-" } else { "" };
    Some((compact_str::format_compact!("{sign}{rounded}"), CompactString::new(unit)))
}

/// Digits, perhaps a sign and a point, no more decimals than are meant: nothing to be done.
fn is_plain_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(fraction) && fraction.len() <= MOST_DECIMALS as usize
}

/// Takes thousands separators out, where they stand where they should.
fn without_separators(digits: &str) -> Option<String> {
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut plain = first.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 {
            return None;
        }
        plain.push_str(group);
    }
    if (grouped && !(1..=3).contains(&first.len())) || rest.is_some_and(|rest| rest.contains(',')) {
        return None;
    }
    if let Some(rest) = rest {
        plain.push('.');
        plain.push_str(rest);
    }
    Some(plain)
}

const MOST_BYTES_FOR_NOTHING: usize = 24;

/// Words and strokes that clerks write where there is nothing to write.
pub fn means_nothing(text: &str) -> bool {
    // None of them is longer, even wide and with blanks around it.
    text.len() <= MOST_BYTES_FOR_NOTHING
        && matches!(clean(text).as_ref(), "-" | "--" | "---" | "/" | "\\" | "无" | "至今")
}

/// A date as clerks write it: a date cell, a date number of the workbook's system, or text in one of the usual forms.
pub fn date(cell: &Cell, is_1904: bool) -> Option<NaiveDate> {
    let found = match cell {
        Cell::Date(date) => Some(*date),
        Cell::Number(number) => date_from_digits(number, is_1904),
        Cell::Text(text) => date_from_text(&clean(text), is_1904),
        _ => None,
    };
    found.filter(|date| AccountingYear::RANGE.contains(&date.year()))
}

/// `20081231`, or a date number such as 39813.
fn date_from_digits(number: &str, is_1904: bool) -> Option<NaiveDate> {
    if number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits: u32 = number.parse().ok()?;
        return NaiveDate::from_ymd_opt((digits / 10_000) as i32, digits / 100 % 100, digits % 100);
    }
    let whole = number.split('.').next()?;
    // Five digits: between 1927 and 2173. Fewer or more would rather be a slip.
    let is_serial = whole.len() == 5 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_serial.then(|| serial_date(whole.parse().ok()?, is_1904)).flatten()
}

/// 2008-9-28, 2008/9/28, 2008.9.28, 2008年9月28日, each perhaps with a time of day behind it.
fn date_from_text(text: &str, is_1904: bool) -> Option<NaiveDate> {
    if let Some(date) = crate::domain::canonical::iso_date(text) {
        return Some(date);
    }
    let day = text.split_once(' ').map_or(text, |(day, rest)| if looks_like_time(rest) { day } else { text });
    let day = day.split_once('T').map_or(day, |(day, rest)| if looks_like_time(rest) { day } else { text });
    let compact: String = day.chars().filter(|character| !character.is_whitespace()).collect();
    if compact.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && compact.matches('.').count() < 2 {
        return date_from_digits(&compact, is_1904);
    }
    let unified = compact.replace(['年', '月', '/', '.', '、'], "-");
    let unified = unified.strip_suffix(['日', '号']).unwrap_or(&unified);
    let mut parts = unified.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if parts.next().is_some() || !is_number(year, 4..=4) || !is_number(month, 1..=2) || !is_number(day, 1..=2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn looks_like_time(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z' | b'+' | b' '))
}

/// A period as one text, `2003-01-01-2022-12-31`, or with 至, 到 or ~ between.
pub fn period(text: &str, is_1904: bool) -> Option<(NaiveDate, NaiveDate)> {
    let cleaned = clean(text).replace(['自', '起', '止'], "");
    for separator in ["至", "到", "~", "～", "--"] {
        if let Some((first, last)) = cleaned.split_once(separator) {
            return Some((date_from_text(first.trim(), is_1904)?, date_from_text(last.trim(), is_1904)?));
        }
    }
    let dashes: Vec<usize> = cleaned.match_indices('-').map(|(at, _)| at).collect();
    let middle = *dashes.get(dashes.len() / 2)?;
    let (first, last) = (&cleaned[..middle], &cleaned[middle + 1..]);
    Some((date_from_text(first.trim(), is_1904)?, date_from_text(last.trim(), is_1904)?))
}

/// A year: 2008, 2008年, 2008年度, or the year of a date cell.
pub fn year(cell: &Cell) -> Option<AccountingYear> {
    let number = match cell {
        Cell::Date(date) => return Some(AccountingYear::from(*date)),
        Cell::Number(number) => CompactString::new(number),
        Cell::Text(text) => CompactString::new(clean(text).trim_end_matches("度").trim_end_matches("年").trim()),
        _ => return None,
    };
    number.parse().ok().and_then(AccountingYear::try_new)
}

/// Yes or no.
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "是" | "有" | "可" | "可以" | "√" | "对" | "Y" | "y" | "TRUE" | "1" => Some(true),
        "否" | "无" | "不可" | "不可以" | "×" | "不" | "N" | "n" | "FALSE" | "0" => Some(false),
        _ => None,
    }
}

/// Error values that a format or a text export can only write as text.
pub fn is_formula_error(text: &str) -> bool {
    let text = text.trim();
    ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NULL!", "#NUM!"].contains(&text)
        || (text.starts_with("Err:") && text.len() == 7)
}

/// Text that a spreadsheet would take for a formula when it is opened again.
pub fn looks_like_formula(text: &str) -> bool {
    let cleaned = text.trim_start();
    cleaned.starts_with(['=', '+', '-', '@'])
        && cleaned.len() > 1
        && number(cleaned).is_none_or(|(_, unit)| unit.len() > 12)
}

/// A long number that went through a binary float: fifteen digits are all that such a cell keeps.
pub fn digits_are_lost(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => number.split('.').next().is_some_and(|whole| whole.len() > 15),
        // A text export of such a cell: 5.10104E+17.
        Cell::Text(text) => {
            let text = text.trim();
            let exponent = text.split_once(['E', 'e']).and_then(|(digits, power)| {
                let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !digits.is_empty();
                // Shop 2E12 has no plus.
                is_number.then(|| power.strip_prefix('+').and_then(|power| power.parse::<u32>().ok())).flatten()
            });
            exponent.is_some_and(|power| power >= 9)
        }
        _ => false,
    }
}

/// The flaw of a cell that holds an error value, or a formula without its result.
pub fn unusable(cell: &Cell) -> Option<CellFlaw> {
    match cell {
        Cell::Error(_) => Some(CellFlaw::FormulaError),
        Cell::Formula(formula) => Some(CellFlaw::FormulaWithoutResult { formula: formula.clone() }),
        Cell::Text(text) if is_formula_error(text) => Some(CellFlaw::FormulaError),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_clerks_write_them() {
        let expected = NaiveDate::from_ymd_opt(2008, 9, 28);
        for written in [
            "2008-9-28",
            "2008/9/28",
            "2008.9.28",
            "2008年9月28日",
            "20080928",
            "２００８－０９－２８",
            " 2008-09-28 00:00:00",
            "2008年09月28号",
        ] {
            assert_eq!(date(&Cell::Text(written.into()), false), expected, "{written}");
        }
        assert_eq!(date(&Cell::Number("39719".into()), false), expected);
        assert_eq!(date(&Cell::Number("38257".into()), true), expected);
        assert_eq!(date(&Cell::Number("20080928".into()), false), expected);
        for written in ["2008-13-1", "2008-2-30", "08-9-28", "九月", "", "2008-9", "1899-01-01"] {
            assert_eq!(date(&Cell::Text(written.into()), false), None, "{written}");
        }
    }

    #[test]
    fn numbers_as_clerks_write_them() {
        let read = |text: &str| number(text).map(|(value, unit)| (value.to_string(), unit.to_string()));
        let plain = |value: &str, unit: &str| Some((value.to_owned(), unit.to_owned()));
        assert_eq!(read("1,234,567.80元"), plain("1234567.8", "元"));
        assert_eq!(read(" ３．５ 亩"), plain("3.5", "亩"));
        assert_eq!(read("¥ 1,200.00"), plain("1200", ""));
        assert_eq!(read("(1,288.80)"), plain("-1288.8", ""));
        assert_eq!(read("0.30000000000000004"), plain("0.3", ""));
        assert_eq!(read("4513.299999999999"), plain("4513.3", ""));
        assert_eq!(read("0.94元/斤"), plain("0.94", "元/斤"));
        assert_eq!(read("1.5E+3"), plain("1500", ""));
        assert_eq!(read("12,34"), None);
        assert_eq!(read("约三亩"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("-0"), plain("-0", ""));
    }

    #[test]
    fn periods_written_as_one_text() {
        let expected =
            Some((NaiveDate::from_ymd_opt(2003, 1, 1).unwrap(), NaiveDate::from_ymd_opt(2022, 12, 31).unwrap()));
        assert_eq!(period("2003-01-01-2022-12-31", false), expected);
        assert_eq!(period("2003年1月1日至2022年12月31日", false), expected);
        assert_eq!(period("2003.1.1~2022.12.31", false), expected);
        assert_eq!(period("二十年", false), None);
    }

    #[test]
    fn names_and_numbers_lose_their_padding() {
        assert_eq!(person_name(" 李　芳 "), "李芳");
        assert_eq!(person_name("Maria Li"), "Maria Li");
        assert_eq!(identifier("'9001 0119"), "90010119");
        assert_eq!(clean("Ｍ００１\u{feff}\t"), "M001");
    }

    #[test]
    fn long_numbers_in_number_cells_have_lost_their_end() {
        assert!(digits_are_lost(&Cell::Number("510104194912310000".into())));
        assert!(digits_are_lost(&Cell::Text("5.10104E+17".into())));
        assert!(!digits_are_lost(&Cell::Number("13800138000".into())));
        assert!(!digits_are_lost(&Cell::Text("510104194912310021".into())));
    }

    #[test]
    fn formulas_are_told_from_numbers_below_zero() {
        assert!(looks_like_formula("=cmd|' /C calc'!A0"));
        assert!(looks_like_formula("@SUM(A1)"));
        assert!(!looks_like_formula("-1288.8"));
        assert!(!looks_like_formula("-"));
        assert!(!looks_like_formula("+86 13800138000"));
    }
}
