//! Headings as clerks write them, and what they mean.

use super::column::{Column, PASSED_OVER, PASSED_OVER_GROUPS};
use crate::domain::register::share_class::ShareClass;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use strum::IntoEnumIterator;

/// A heading, cleaned: blanks out, brackets and letters in their narrow form, marks of required columns off.
pub fn clean_heading(written: &str) -> CompactString {
    let mut cleaned = CompactString::default();
    for character in written.chars() {
        let narrow = super::value::narrow(character);
        match narrow {
            '*' | '﹡' => {}
            '【' | '〔' | '[' => cleaned.push('('),
            '】' | '〕' | ']' => cleaned.push(')'),
            character if character.is_whitespace() || character.is_control() || character == '\u{feff}' => {}
            '²' => cleaned.push('2'),
            character => cleaned.push(character),
        }
    }
    let trimmed = cleaned.trim_end_matches([':', '、']);
    CompactString::new(trimmed)
}

/// A heading without the unit in brackets or behind a stroke, and the unit: 面积(亩) is 面积 in 亩.
pub fn split_unit(heading: &str) -> (&str, Option<&str>) {
    if let Some((base, rest)) = heading.split_once('(')
        && let Some(unit) = rest.strip_suffix(')')
    {
        return (base, Some(unit));
    }
    match heading.split_once(['/', ':']) {
        Some((base, unit)) if ["元", "亩", "万元", "公斤", "斤", "股", "㎡", "m2"].contains(&unit) => {
            (base, Some(unit))
        }
        _ => (heading, None),
    }
}

/// One column of a sheet's heading rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The group that it stands under, where the heading has two or three rows.
    pub group: CompactString,
    /// The lowest row's text.
    pub leaf: CompactString,
    /// What a person has chosen for it.
    pub chosen: Option<Choice>,
    /// The columns that it can mean, and how surely.
    meanings: Vec<(Column, Match)>,
}

/// What a person has chosen for a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This column.
    Column(Column),
    /// A class of shares that has a column of its own.
    ShareClass(ShareClass),
    /// 忽略: to be passed over.
    PassOver,
}

impl Choice {
    /// How passing over is written.
    pub const PASS_OVER: &'static str = "忽略";

    /// The choice that was written: a column's canonical heading or another that means it alone, a class of shares such as 人口股, or 忽略.
    pub fn lookup(written: &str) -> Option<Choice> {
        match clean_heading(written).as_str() {
            Choice::PASS_OVER | "ignore" => Some(Choice::PassOver),
            heading => match (Column::lookup(heading), columns_of(heading)) {
                (Some(column), _) => Some(Choice::Column(column)),
                (None, [(column, _)]) => Some(Choice::Column(*column)),
                _ => share_class(heading).map(Choice::ShareClass),
            },
        }
    }
}

/// The class of shares that a heading names, if it names one: 人口股, 土地承包经营权股. 合计股 and 每股 are none.
pub fn share_class(heading: &str) -> Option<ShareClass> {
    let (name, unit) = split_unit(heading);
    let is_sum = ["合计", "小计", "总", "共", "每", "人均"].iter().any(|word| name.contains(word));
    let is_class = name.ends_with('股') && (2..=12).contains(&name.chars().count()) && !is_sum;
    (is_class && unit.is_none_or(|unit| unit == "股")).then(|| ShareClass::new(name))
}

/// How surely a heading means a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// By another heading for it.
    Alias,
    /// By the canonical heading.
    Canonical,
    /// By a person's choice.
    Chosen,
}

impl Heading {
    /// A heading under its group, and what was chosen for it.
    pub fn new(group: CompactString, leaf: CompactString, chosen: Option<Choice>) -> Heading {
        let mut heading = Heading { group, leaf, chosen, meanings: Vec::new() };
        heading.meanings = match &heading.chosen {
            Some(Choice::Column(column)) => vec![(*column, Match::Chosen)],
            Some(Choice::ShareClass(_) | Choice::PassOver) => Vec::new(),
            None => heading.known_meanings(),
        };
        heading
    }

    fn known_meanings(&self) -> Vec<(Column, Match)> {
        if PASSED_OVER_GROUPS.contains(&split_unit(&self.group).0) {
            return Vec::new();
        }
        // 户主 over 姓名 is 户主姓名; 股东 over 姓名 is 姓名.
        let joined = compact_str::format_compact!("{}{}", self.group, self.leaf);
        let by_joined = columns_of(&joined);
        if !by_joined.is_empty() {
            return by_joined.to_vec();
        }
        let mut found = columns_of(&self.leaf).to_vec();
        for (column, how) in columns_of(split_unit(&self.leaf).0) {
            if !found.iter().any(|(known, _)| known == column) {
                found.push((*column, *how));
            }
        }
        found
    }

    /// The whole heading, for people.
    pub fn shown(&self) -> CompactString {
        match self.group.is_empty() || self.group == self.leaf {
            true => self.leaf.clone(),
            false => compact_str::format_compact!("{}·{}", self.group, self.leaf),
        }
    }

    /// Whether there is no heading at all.
    pub fn is_blank(&self) -> bool {
        self.leaf.is_empty() && self.group.is_empty()
    }

    /// Whether it is known to say nothing that is kept.
    pub fn is_passed_over(&self) -> bool {
        let (base, _) = split_unit(&self.leaf);
        let (group, _) = split_unit(&self.group);
        self.chosen == Some(Choice::PassOver)
            || PASSED_OVER.contains(&self.leaf.as_str())
            || PASSED_OVER.contains(&base)
            || PASSED_OVER_GROUPS.contains(&base)
            || PASSED_OVER_GROUPS.contains(&group)
    }

    /// Whether, and how surely, it means `column`.
    pub fn means(&self, column: Column) -> Option<Match> {
        self.meanings.iter().find(|(known, _)| *known == column).map(|(_, how)| *how)
    }

    /// Whether it can mean any column.
    pub fn is_known(&self) -> bool {
        !self.meanings.is_empty()
    }

    /// The class of shares that it names, where a class has a column of its own.
    pub fn share_class(&self) -> Option<ShareClass> {
        match &self.chosen {
            Some(Choice::ShareClass(class)) => Some(class.clone()),
            Some(_) => None,
            None if self.is_known() || self.is_passed_over() => None,
            None => share_class(&self.leaf),
        }
    }

    /// The unit that it names.
    pub fn unit(&self) -> Option<&str> {
        split_unit(&self.leaf).1
    }
}

/// The columns that a heading is the canonical or another heading of.
fn columns_of(heading: &str) -> &'static [(Column, Match)] {
    static BY_HEADING: LazyLock<FxHashMap<&str, Vec<(Column, Match)>>> = LazyLock::new(|| {
        let mut by_heading: FxHashMap<&str, Vec<(Column, Match)>> = FxHashMap::default();
        for column in Column::iter() {
            for (position, heading) in column.headings().iter().enumerate() {
                let how = if position == 0 { Match::Canonical } else { Match::Alias };
                by_heading.entry(heading).or_default().push((column, how));
            }
        }
        by_heading
    });
    BY_HEADING.get(heading).map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(group: &str, leaf: &str) -> Heading {
        Heading::new(clean_heading(group), clean_heading(leaf), None)
    }

    #[test]
    fn headings_are_cleaned_before_they_are_compared() {
        assert_eq!(clean_heading(" 面 积（亩）* "), "面积(亩)");
        assert_eq!(clean_heading("建筑面积\n(m²)"), "建筑面积(m2)");
        assert_eq!(split_unit("面积(亩)"), ("面积", Some("亩")));
        assert_eq!(split_unit("单价(元/斤)"), ("单价", Some("元/斤")));
        assert_eq!(split_unit("权证/合同编号"), ("权证/合同编号", None));
    }

    #[test]
    fn a_group_heading_tells_the_head_from_the_member() {
        assert_eq!(heading("户主", "姓名").means(Column::HeadName), Some(Match::Canonical));
        assert_eq!(heading("户主", "姓名").means(Column::Name), None);
        assert_eq!(heading("股东", "姓名").means(Column::Name), Some(Match::Alias));
        assert_eq!(heading("成员", "身份证").means(Column::IdNumber), Some(Match::Alias));
        assert_eq!(heading("每股股值", "原值").means(Column::OriginalValue), None);
    }

    #[test]
    fn a_choice_wins_over_every_rule() {
        let chosen =
            |leaf: &str, choice| Heading::new(CompactString::default(), clean_heading(leaf), Choice::lookup(choice));
        assert_eq!(chosen("交易金额", "收入").means(Column::Credit), Some(Match::Chosen), "by another name of it");
        assert!(Choice::lookup("单价").is_some() && Choice::lookup("生效日期").is_some());
        assert_eq!(Choice::lookup("付讫"), None);
        assert_eq!(chosen("实际面积", "面积(亩)").means(Column::LandArea), Some(Match::Chosen));
        let registered = chosen("登记面积", "忽略");
        assert_eq!(registered.means(Column::LandArea), None);
        assert!(registered.is_passed_over());
        assert_eq!(chosen("承包地", "土地股").share_class(), Some(ShareClass::new("土地股")));
    }

    #[test]
    fn classes_of_shares_are_told_from_sums_of_shares() {
        let class = |heading: &str| share_class(heading).map(|class| class.as_str().to_owned());
        assert_eq!(class("人口股").as_deref(), Some("人口股"));
        assert_eq!(class("土地承包经营权股(股)").as_deref(), Some("土地承包经营权股"));
        for heading in ["户合计股", "总股", "每股", "股", "持股人"] {
            assert_eq!(class(heading), None, "{heading}");
        }
    }
}
