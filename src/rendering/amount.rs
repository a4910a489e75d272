//! Amounts and quantities as people read them.

use crate::domain::distribution::plan::PlanItem;
use crate::domain::money::Money;
use crate::domain::quantity::shortest;
use strum::IntoEnumIterator;

/// With thousands separators: `12,158.37`. What has them already keeps them, and what is no number stays as it is.
pub fn grouped(written: &str) -> String {
    let is_plain = |character: char| character.is_ascii_digit() || matches!(character, '.' | '-');
    if !written.chars().all(is_plain) {
        return written.to_owned();
    }
    let (sign, unsigned) = written.strip_prefix('-').map_or(("", written), |rest| ("-", rest));
    let (whole, fraction) =
        unsigned.split_once('.').map_or((unsigned, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::from(sign);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// Yuan with two decimals and thousands separators.
pub fn yuan(amount: Money) -> String {
    grouped(&amount.to_string())
}

/// A quantity without the zeros that say nothing, with thousands separators.
pub fn quantity(written: impl ToString) -> String {
    grouped(shortest(&written.to_string()))
}

/// A price, a rent or a rate in yuan: two decimals at least, more where they say something.
pub fn price(written: impl ToString) -> String {
    let written = written.to_string();
    let short = shortest(&written);
    let decimals = short.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    grouped(&match decimals {
        0 => format!("{short}.00"),
        1 => format!("{short}0"),
        _ => short.to_owned(),
    })
}

/// What is held of a field, as people read it: amounts and quantities with thousands separators, everything else as it stands.
pub fn value_of(field: &str, held: &str) -> String {
    match field {
        "原值" | "评估值" | "评估价值" | "金额" | "余额" => grouped(held),
        "总股数" | "人均股数" | "股数" | "合同面积" | "面积" | "建筑面积" => quantity(held),
        "标准" | "单价" if !held.is_empty() => price(held),
        _ if PlanItem::iter().any(|item| item.zh() == field) => grouped(held),
        _ => held.to_owned(),
    }
}

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const SECTIONS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];

/// The amount in capital characters (人民币大写), as vouchers and statements ask for: 壹万贰仟壹佰伍拾捌元叁角柒分.
pub fn capital(amount: Money) -> String {
    let fen = amount.fen().unsigned_abs();
    let (mut yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut sections = Vec::new();
    while yuan > 0 {
        sections.push(yuan % 10_000);
        yuan /= 10_000;
    }
    let mut written = String::new();
    for (position, section) in sections.iter().enumerate().rev() {
        if *section == 0 {
            continue;
        }
        if !written.is_empty() && (*section < 1_000 || sections.get(position + 1) == Some(&0)) {
            written.push('零');
        }
        written.push_str(&section_in_words(*section));
        written.push_str(SECTIONS[position.min(4)]);
    }
    if !written.is_empty() {
        written.push('元');
    }
    match (written.is_empty(), jiao, fen) {
        (true, 0, 0) => written.push_str("零元整"),
        (false, 0, 0) => written.push('整'),
        (_, jiao, 0) => written.push_str(&format!("{}角整", DIGITS[jiao as usize])),
        (true, 0, fen) => written.push_str(&format!("{}分", DIGITS[fen as usize])),
        (false, 0, fen) => written.push_str(&format!("零{}分", DIGITS[fen as usize])),
        (_, jiao, fen) => written.push_str(&format!("{}角{}分", DIGITS[jiao as usize], DIGITS[fen as usize])),
    }
    if amount.is_negative() { format!("负{written}") } else { written }
}

/// One to 9,999.
fn section_in_words(section: u64) -> String {
    let mut written = String::new();
    let mut skipped = false;
    for place in (0..4_u32).rev() {
        let digit = section / 10_u64.pow(place) % 10;
        if digit == 0 {
            skipped |= !written.is_empty();
            continue;
        }
        if skipped {
            written.push('零');
            skipped = false;
        }
        written.push_str(DIGITS[digit as usize]);
        written.push_str(PLACES[place as usize]);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_capitals_as_banks_write_them() {
        let capital = |fen| capital(Money::from_fen(fen));
        assert_eq!(capital(1_215_837), "壹万贰仟壹佰伍拾捌元叁角柒分");
        assert_eq!(capital(0), "零元整");
        assert_eq!(capital(10_000_000_000), "壹亿元整");
        assert_eq!(capital(100_000_100), "壹佰万零壹元整");
        assert_eq!(capital(1_005_000), "壹万零伍拾元整");
        assert_eq!(capital(3_005), "叁拾元零伍分");
        assert_eq!(capital(50), "伍角整");
        assert_eq!(capital(5), "伍分");
        assert_eq!(capital(-120), "负壹元贰角整");
    }

    #[test]
    fn what_is_set_apart_already_is_not_set_apart_again() {
        for written in ["1,000.01", "1,234", "-1,234.50", "三百", "1 000"] {
            assert_eq!(grouped(written), written);
        }
        assert_eq!(grouped("1000.01"), "1,000.01");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(yuan(Money::from_fen(123_456_789)), "1,234,567.89");
        assert_eq!(yuan(Money::from_fen(-99_999)), "-999.99");
        assert_eq!(quantity("1250.5000"), "1,250.5");
        assert_eq!(
            (price("800.0000"), price("630.700000"), price("0.9450")),
            ("800.00".into(), "630.70".into(), "0.945".into())
        );
    }
}
