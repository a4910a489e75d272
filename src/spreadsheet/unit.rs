//! Units as clerks write them, behind a number or in a heading's brackets: 万元, 元/亩·年, 公斤/亩.

use crate::domain::quantity::AreaUnit;
use compact_str::CompactString;

/// What a number stands in, as far as it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Yuan, in how many decimals more than one yuan has: 0 for 元, 4 for 万元.
    pub yuan_decimals: Option<u32>,
    /// Grain, in half kilograms (斤) or kilograms.
    pub weight: Option<Weight>,
    /// Land or floor.
    pub area: Option<AreaUnit>,
    /// Shares.
    pub shares: bool,
}

/// What grain is weighed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 公斤.
    Kilogram,
    /// 斤: half a kilogram.
    Jin,
}

/// Characters that units end in: a word in brackets that ends in none of them is no unit but a remark.
const UNIT_ENDS: &str = "元圆角分亿万千百吨斤两克顷亩尺里米方币股月季天";

impl Unit {
    /// The unit that is written; none where it is no unit known here.
    pub fn parse(written: &str) -> Option<Unit> {
        let mut unit = Unit::default();
        for part in written.split(['/', '·', '每', '.', ' ']).filter(|part| !part.is_empty()) {
            match part {
                "元" | "圆" | "元整" | "圆整" | "人民币" | "RMB" | "整" => unit.yuan_decimals = Some(0),
                "百元" => unit.yuan_decimals = Some(2),
                "千元" => unit.yuan_decimals = Some(3),
                "万元" | "万" => unit.yuan_decimals = Some(4),
                "百万元" => unit.yuan_decimals = Some(6),
                "亿元" => unit.yuan_decimals = Some(8),
                "公斤" | "千克" | "kg" | "KG" | "Kg" => unit.weight = Some(Weight::Kilogram),
                "斤" | "市斤" => unit.weight = Some(Weight::Jin),
                "股" => unit.shares = true,
                "年" | "人" | "户" | "份" => {}
                area => unit.area = Some(AreaUnit::lookup(area)?),
            }
        }
        Some(unit)
    }

    /// The unit that a heading's brackets name: nothing where they hold a remark such as 必填, an error where they hold another unit.
    pub fn of_heading(written: Option<&str>) -> Result<Unit, CompactString> {
        let Some(written) = written else { return Ok(Unit::default()) };
        Unit::parse(written).map_or_else(
            || match written.ends_with(|last| UNIT_ENDS.contains(last)) {
                true => Err(written.into()),
                false => Ok(Unit::default()),
            },
            Ok,
        )
    }

    /// What is not said here is taken from the heading.
    pub fn or(self, heading: Unit) -> Unit {
        Unit {
            yuan_decimals: self.yuan_decimals.or(heading.yuan_decimals),
            weight: self.weight.or(heading.weight),
            area: self.area.or(heading.area),
            shares: self.shares || heading.shares,
        }
    }
}

/// What the numbers of a column may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// 元.
    Money,
    /// 元/亩 or 元/㎡, of the unit that is known, or of any.
    RentInMoney(Option<AreaUnit>),
    /// 公斤/亩 or 公斤/㎡.
    RentInKind,
    /// 元/公斤.
    GrainPrice,
    /// 亩 or ㎡.
    Area(AreaUnit),
    /// 股.
    Shares,
}

impl Measure {
    /// Whether a number in this unit fits.
    pub fn fits(self, unit: Unit) -> bool {
        let [money, weight, area] = match self {
            Measure::Money => [true, false, false],
            Measure::RentInMoney(_) => [true, false, true],
            Measure::RentInKind => [false, true, true],
            Measure::GrainPrice => [true, true, false],
            Measure::Area(_) => [false, false, true],
            Measure::Shares => [false, false, unit.area.is_none()],
        };
        let right_area = match self {
            Measure::Area(own) | Measure::RentInMoney(Some(own)) => unit.area.is_none_or(|area| area == own),
            _ => true,
        };
        let is_allowed = |said: bool, allowed: bool| allowed || !said;
        is_allowed(unit.yuan_decimals.is_some(), money)
            && is_allowed(unit.weight.is_some(), weight)
            && is_allowed(unit.area.is_some(), area)
            && is_allowed(unit.shares, self == Measure::Shares)
            && right_area
    }

    /// As it is shown to who must mend a number.
    pub const fn shown(self) -> &'static str {
        match self {
            Measure::Money => "元",
            Measure::RentInMoney(None) => "元",
            Measure::RentInMoney(Some(AreaUnit::Mu)) => "元/亩",
            Measure::RentInMoney(Some(AreaUnit::SquareMetre)) => "元/㎡",
            Measure::RentInKind => "公斤",
            Measure::GrainPrice => "元/公斤",
            Measure::Area(unit) => unit.zh(),
            Measure::Shares => "股",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_as_clerks_write_them() {
        let money = |decimals| Unit { yuan_decimals: Some(decimals), ..Unit::default() };
        assert_eq!(Unit::parse("万元"), Some(money(4)));
        assert_eq!(Unit::parse("元/亩·年"), Some(Unit { area: Some(AreaUnit::Mu), ..money(0) }));
        assert_eq!(Unit::parse("元/斤"), Some(Unit { weight: Some(Weight::Jin), ..money(0) }));
        assert_eq!(Unit::parse("㎡"), Some(Unit { area: Some(AreaUnit::SquareMetre), ..Unit::default() }));
        assert_eq!(Unit::parse("公顷"), None);
        assert_eq!(Unit::parse(""), Some(Unit::default()));
    }

    #[test]
    fn a_remark_in_a_heading_is_no_unit_and_an_unknown_unit_is_no_remark() {
        assert_eq!(Unit::of_heading(Some("必填")), Ok(Unit::default()));
        assert_eq!(Unit::of_heading(Some("公顷")), Err("公顷".into()));
    }

    #[test]
    fn a_cell_s_own_unit_goes_before_the_heading_s_and_the_rest_is_added() {
        let (cell, heading) = (Unit::parse("元").unwrap(), Unit::parse("元/斤").unwrap());
        assert_eq!(cell.or(heading).weight, Some(Weight::Jin));
        let (cell, heading) = (Unit::parse("元").unwrap(), Unit::parse("万元").unwrap());
        assert_eq!(cell.or(heading).yuan_decimals, Some(0));
    }

    #[test]
    fn what_a_column_holds_decides_which_units_fit() {
        let fits = |measure: Measure, unit: &str| measure.fits(Unit::parse(unit).unwrap());
        assert!(fits(Measure::RentInMoney(None), "元/㎡"));
        assert!(!fits(Measure::RentInMoney(Some(AreaUnit::Mu)), "元/㎡"));
        assert!(!fits(Measure::RentInKind, "元/斤"));
        assert!(!fits(Measure::Area(AreaUnit::Mu), "㎡"));
        assert!(!fits(Measure::Money, "公斤"));
        assert!(fits(Measure::Shares, "股"));
    }
}
