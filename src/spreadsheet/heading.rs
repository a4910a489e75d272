//! Headings as clerks write them, and what they mean.

use super::column::{Column, PASSED_OVER, PASSED_OVER_GROUPS};
use compact_str::CompactString;

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
    /// The column that a person has chosen for it.
    pub chosen: Option<Choice>,
}

/// What a person has chosen for a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This column.
    Column(Column),
    /// 忽略: to be passed over.
    PassOver,
}

impl Choice {
    /// How passing over is written.
    pub const PASS_OVER: &'static str = "忽略";

    /// The choice that was written.
    pub fn lookup(written: &str) -> Option<Choice> {
        match clean_heading(written).as_str() {
            Choice::PASS_OVER | "ignore" => Some(Choice::PassOver),
            heading => Column::lookup(heading).map(Choice::Column),
        }
    }
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
        self.chosen == Some(Choice::PassOver)
            || PASSED_OVER.contains(&self.leaf.as_str())
            || PASSED_OVER.contains(&base)
            || PASSED_OVER_GROUPS.contains(&self.group.as_str())
    }

    /// Whether, and how surely, it means `column`.
    pub fn means(&self, column: Column) -> Option<Match> {
        match self.chosen {
            Some(Choice::Column(chosen)) => return (chosen == column).then_some(Match::Chosen),
            Some(Choice::PassOver) => return None,
            None => {}
        }
        if PASSED_OVER_GROUPS.contains(&self.group.as_str()) {
            return None;
        }
        // 户主 over 姓名 is 户主姓名; 股东 over 姓名 is 姓名.
        let joined = compact_str::format_compact!("{}{}", self.group, self.leaf);
        let known = |text: &str| column.headings().iter().position(|heading| *heading == text);
        let (base, _) = split_unit(&self.leaf);
        let other_column = |text: &str| {
            use strum::IntoEnumIterator;
            !self.group.is_empty() && Column::iter().any(|other| other != column && other.headings().contains(&text))
        };
        let position = known(&joined).or_else(|| match other_column(&joined) {
            true => None,
            false => known(&self.leaf).or_else(|| known(base)),
        });
        position.map(|position| if position == 0 { Match::Canonical } else { Match::Alias })
    }

    /// The unit that it names.
    pub fn unit(&self) -> Option<&str> {
        split_unit(&self.leaf).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(group: &str, leaf: &str) -> Heading {
        Heading { group: clean_heading(group), leaf: clean_heading(leaf), chosen: None }
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
        let mut actual = heading("", "实际面积");
        actual.chosen = Choice::lookup("面积(亩)");
        assert_eq!(actual.means(Column::LandArea), Some(Match::Chosen));
        let mut registered = heading("", "登记面积");
        registered.chosen = Choice::lookup("忽略");
        assert_eq!(registered.means(Column::LandArea), None);
        assert!(registered.is_passed_over());
    }
}
