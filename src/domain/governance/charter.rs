//! The charter (章程) by date: what the law leaves to it (农村集体经济组织法 art. 20, 42), item by item.

use super::body::Body;
use super::procedure::{MotionKind, Procedure};
use crate::domain::money::Money;
use crate::domain::quantity::{NumberFlaw, PerShare, Rate, Shares, parse_scaled};
use chrono::NaiveDate;
use compact_str::{CompactString, ToCompactString, format_compact};
use strum::IntoEnumIterator;

/// One of the items that a charter sheet may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CharterItem {
    /// 公积公益金提取比例.
    ReserveRate,
    /// 公益建设资金基数.
    LevyBase,
    /// 公益建设资金比例.
    LevyRate,
    /// 公益建设资金固定金额.
    LevyFixedSum,
    /// 公益建设资金上限.
    LevyCeiling,
    /// 一次分配管理费率.
    FeeRate,
    /// 二次分配规则.
    TierTwoRule,
    /// 每股红利精度.
    PerSharePrecision,
    /// 代扣个人所得税率.
    WithholdingTaxRate,
    /// 股种.
    ShareClasses,
    /// 参加二次分配股种.
    EligibleClasses,
    /// 每亩折股.
    SharesPerMu,
    /// 每平方米折股.
    SharesPerSquareMetre,
    /// 公示天数.
    NoticeDays,
    /// 候选人差额比例.
    CandidateMargin,
    /// 机构.法定到会比例.
    Quorum(Body),
    /// 机构.通过比例.
    Majority(Body),
    /// 机构.计票基数.
    CountingBasis(Body),
    /// 机构.席位数.
    Seats(Body),
    /// 程序.议题类别: the stages of a kind of motion.
    Procedure(MotionKind),
}

/// What the value of an item looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermValue {
    /// Per cent, at most four decimals.
    Percent,
    /// Yuan.
    Money,
    /// Yuan with six decimals, above zero.
    Precision,
    /// Shares with four decimals, above zero.
    Shares,
    /// Whole days.
    Days,
    /// One of the listed words.
    Choice(&'static [&'static str]),
    /// A list of share classes.
    Classes,
    /// A fraction as `2/3` or per cent.
    Fraction,
    /// A whole number above zero.
    Count,
    /// Stages in their order: 董事会表决→监事会表决→公示.
    Procedure,
}

/// The levy bases that a charter may name, in the words of the sheet.
const LEVY_BASES: [&str; 4] = ["弥补亏损后收益", "提取公积金后收益", "公司分回利润", "固定金额"];
const TIER_TWO_RULES: [&str; 2] = ["每股定额", "最大余数"];
const COUNTING_BASES: [&str; 3] = ["席位", "到会", "投票"];
const SIMPLE_ITEMS: [CharterItem; 15] = [
    CharterItem::ReserveRate,
    CharterItem::LevyBase,
    CharterItem::LevyRate,
    CharterItem::LevyFixedSum,
    CharterItem::LevyCeiling,
    CharterItem::FeeRate,
    CharterItem::TierTwoRule,
    CharterItem::PerSharePrecision,
    CharterItem::WithholdingTaxRate,
    CharterItem::ShareClasses,
    CharterItem::EligibleClasses,
    CharterItem::SharesPerMu,
    CharterItem::SharesPerSquareMetre,
    CharterItem::NoticeDays,
    CharterItem::CandidateMargin,
];

impl CharterItem {
    /// Every item, those of the bodies included.
    pub fn all() -> impl Iterator<Item = CharterItem> {
        let of_body = |body| {
            [
                CharterItem::Quorum(body),
                CharterItem::Majority(body),
                CharterItem::CountingBasis(body),
                CharterItem::Seats(body),
            ]
        };
        let procedures = MotionKind::iter().map(CharterItem::Procedure);
        SIMPLE_ITEMS.into_iter().chain(Body::iter().flat_map(of_body)).chain(procedures)
    }

    /// As the sheet writes it.
    pub fn zh(self) -> CompactString {
        CompactString::const_new(match self {
            CharterItem::ReserveRate => "公积公益金提取比例",
            CharterItem::LevyBase => "公益建设资金基数",
            CharterItem::LevyRate => "公益建设资金比例",
            CharterItem::LevyFixedSum => "公益建设资金固定金额",
            CharterItem::LevyCeiling => "公益建设资金上限",
            CharterItem::FeeRate => "一次分配管理费率",
            CharterItem::TierTwoRule => "二次分配规则",
            CharterItem::PerSharePrecision => "每股红利精度",
            CharterItem::WithholdingTaxRate => "代扣个人所得税率",
            CharterItem::ShareClasses => "股种",
            CharterItem::EligibleClasses => "参加二次分配股种",
            CharterItem::SharesPerMu => "每亩折股",
            CharterItem::SharesPerSquareMetre => "每平方米折股",
            CharterItem::NoticeDays => "公示天数",
            CharterItem::CandidateMargin => "候选人差额比例",
            CharterItem::Quorum(body) => return format_compact!("{}.法定到会比例", body.zh()),
            CharterItem::Majority(body) => return format_compact!("{}.通过比例", body.zh()),
            CharterItem::CountingBasis(body) => return format_compact!("{}.计票基数", body.zh()),
            CharterItem::Seats(body) => return format_compact!("{}.席位数", body.zh()),
            CharterItem::Procedure(kind) => return format_compact!("程序.{}", kind.zh()),
        })
    }

    /// The item that the sheet names.
    pub fn lookup(text: &str) -> Option<CharterItem> {
        if let Some((body, item)) = text.split_once(['.', '．', '·']) {
            if body.trim() == "程序" {
                return MotionKind::lookup(item.trim()).map(CharterItem::Procedure);
            }
            let body = Body::lookup(body.trim())?;
            return match item.trim() {
                "法定到会比例" => Some(CharterItem::Quorum(body)),
                "通过比例" => Some(CharterItem::Majority(body)),
                "计票基数" => Some(CharterItem::CountingBasis(body)),
                "席位数" => Some(CharterItem::Seats(body)),
                _ => None,
            };
        }
        SIMPLE_ITEMS.into_iter().find(|item| item.zh() == text)
    }

    /// What its value looks like.
    pub const fn value(self) -> TermValue {
        match self {
            CharterItem::ReserveRate
            | CharterItem::LevyRate
            | CharterItem::FeeRate
            | CharterItem::CandidateMargin
            | CharterItem::WithholdingTaxRate => TermValue::Percent,
            CharterItem::LevyFixedSum | CharterItem::LevyCeiling => TermValue::Money,
            CharterItem::PerSharePrecision => TermValue::Precision,
            CharterItem::SharesPerMu | CharterItem::SharesPerSquareMetre => TermValue::Shares,
            CharterItem::NoticeDays => TermValue::Days,
            CharterItem::LevyBase => TermValue::Choice(&LEVY_BASES),
            CharterItem::TierTwoRule => TermValue::Choice(&TIER_TWO_RULES),
            CharterItem::CountingBasis(_) => TermValue::Choice(&COUNTING_BASES),
            CharterItem::ShareClasses | CharterItem::EligibleClasses => TermValue::Classes,
            CharterItem::Quorum(_) | CharterItem::Majority(_) => TermValue::Fraction,
            CharterItem::Seats(_) => TermValue::Count,
            CharterItem::Procedure(_) => TermValue::Procedure,
        }
    }
}

/// Why a value does not fit its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermFlaw {
    /// It is no number of that kind.
    Number(NumberFlaw),
    /// It is below zero, or zero where that makes no sense, or above what is whole.
    OutOfRange,
    /// It is none of the words that may stand there.
    NotAChoice,
}

impl TermValue {
    /// The value in its standard form, or why it is none.
    pub fn standard(self, text: &str) -> Result<CompactString, TermFlaw> {
        let number = |decimals| parse_scaled(text, decimals).map_err(TermFlaw::Number);
        let within = |value: i64, range: std::ops::RangeInclusive<i64>| match range.contains(&value) {
            true => Ok(value),
            false => Err(TermFlaw::OutOfRange),
        };
        match self {
            TermValue::Percent => {
                within(number(4)?, 0..=1_000_000).map(|e6| Rate::from_millionths(e6).to_compact_string())
            }
            TermValue::Money => within(number(2)?, 0..=i64::MAX).map(|fen| Money::from_fen(fen).to_compact_string()),
            TermValue::Precision => {
                within(number(6)?, 1..=i64::MAX).map(|e6| PerShare::from_e6(i128::from(e6)).to_compact_string())
            }
            TermValue::Shares => within(number(4)?, 1..=i64::MAX).map(|e4| Shares::from_e4(e4).to_compact_string()),
            TermValue::Days => within(number(0)?, 0..=366).map(|days| days.to_compact_string()),
            TermValue::Choice(words) => words
                .iter()
                .find(|word| **word == text)
                .map(|word| CompactString::const_new(word))
                .ok_or(TermFlaw::NotAChoice),
            TermValue::Classes => {
                let classes: Vec<&str> = list(text).collect();
                if classes.is_empty() {
                    Err(TermFlaw::NotAChoice)
                } else {
                    Ok(CompactString::from(classes.join("、")))
                }
            }
            TermValue::Count => within(number(0)?, 1..=100_000).map(|count| count.to_compact_string()),
            TermValue::Procedure => {
                let procedure = Procedure::parse(text).ok_or(TermFlaw::NotAChoice)?;
                Ok(procedure.to_compact_string())
            }
            TermValue::Fraction => match text.split_once('/') {
                Some((part, whole)) => {
                    let parse = |text: &str| parse_scaled(text.trim(), 0).map_err(TermFlaw::Number);
                    let (part, whole) = (parse(part)?, within(parse(whole)?, 1..=1_000)?);
                    within(part, 1..=whole).map(|part| format_compact!("{part}/{whole}"))
                }
                None => within(number(4)?, 1..=1_000_000).map(|e6| Rate::from_millionths(e6).to_compact_string()),
            },
        }
    }
}

/// The words of a list as a charter writes it: 、 ; ； , or ， between.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ';', '；', ',', '，']).map(str::trim).filter(|name| !name.is_empty())
}

/// One row of the charter sheet: an item's value from a day on, or always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharterTerm {
    /// 项目.
    pub item: CharterItem,
    /// 值, in its standard form.
    pub value: CompactString,
    /// 生效日期; none means always.
    pub effective_date: Option<NaiveDate>,
}

/// The terms in force on `day`: of each item the version that took effect last.
pub fn in_force(terms: &[CharterTerm], day: NaiveDate) -> Vec<&CharterTerm> {
    let mut found: std::collections::BTreeMap<CharterItem, &CharterTerm> = Default::default();
    for term in terms.iter().filter(|term| term.effective_date.is_none_or(|from| from <= day)) {
        let slot = found.entry(term.item).or_insert(term);
        if term.effective_date >= slot.effective_date {
            *slot = term;
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(item: CharterItem, value: &str, from: Option<&str>) -> CharterTerm {
        CharterTerm { item, value: value.into(), effective_date: from.map(|date| date.parse().unwrap()) }
    }

    #[test]
    fn the_version_in_force_on_the_record_date_counts() {
        let terms = [
            term(CharterItem::ReserveRate, "20.0000", Some("2009-06-01")),
            term(CharterItem::ReserveRate, "10.0000", None),
            term(CharterItem::ReserveRate, "15.0000", Some("2008-12-31")),
        ];
        let on = |day: &str| in_force(&terms, day.parse().unwrap()).first().map(|term| term.value.to_string());
        assert_eq!(on("2008-12-30").as_deref(), Some("10.0000"));
        assert_eq!(on("2008-12-31").as_deref(), Some("15.0000"));
        assert_eq!(on("2010-01-01").as_deref(), Some("20.0000"));
    }

    #[test]
    fn values_are_put_into_standard_form_or_refused() {
        assert_eq!(TermValue::Percent.standard("12.5").as_deref(), Ok("12.5000"));
        assert_eq!(TermValue::Percent.standard("120"), Err(TermFlaw::OutOfRange));
        assert_eq!(TermValue::Fraction.standard("2/3").as_deref(), Ok("2/3"));
        assert_eq!(TermValue::Fraction.standard("3/2"), Err(TermFlaw::OutOfRange));
        assert_eq!(TermValue::Classes.standard("资产量化股; 土地股").as_deref(), Ok("资产量化股、土地股"));
        assert_eq!(TermValue::Choice(&LEVY_BASES).standard("净利润"), Err(TermFlaw::NotAChoice));
        assert_eq!(TermValue::Precision.standard("0"), Err(TermFlaw::OutOfRange));
        assert_eq!(TermValue::Count.standard("0"), Err(TermFlaw::OutOfRange));
        assert_eq!(TermValue::Procedure.standard("董事会表决、公示").as_deref(), Ok("董事会表决→公示"));
        assert_eq!(TermValue::Procedure.standard("董事会"), Err(TermFlaw::NotAChoice));
    }

    #[test]
    fn every_item_is_found_by_its_name() {
        for item in CharterItem::all() {
            assert_eq!(CharterItem::lookup(&item.zh()), Some(item));
        }
        assert_eq!(CharterItem::lookup("理事会.通过比例"), Some(CharterItem::Majority(Body::BoardOfDirectors)));
    }
}
