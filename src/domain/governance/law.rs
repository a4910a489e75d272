//! What the law says of votes, as dated data (农村集体经济组织法, in force since 2025-05-01). Before that day only the charter speaks.

use super::body::Body;
use super::voting_rule::Fraction;
use chrono::NaiveDate;

/// What a law asks of a body's votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LawfulRule {
    /// The first day on which it is in force: year, month, day.
    since: (i32, u32, u32),
    body: Body,
    /// Which part of the seats must be present; none where the law asks for assent alone.
    pub quorum: Option<Fraction>,
    /// Which part of all seats must agree; more than half where it says one half.
    pub majority: Fraction,
    /// Law and article.
    pub article: &'static str,
}

const SINCE_2025: (i32, u32, u32) = (2025, 5, 1);

const RULES: [LawfulRule; 3] = [
    LawfulRule {
        since: SINCE_2025,
        body: Body::BoardOfDirectors,
        quorum: Some(Fraction::TWO_THIRDS),
        majority: Fraction::HALF,
        article: "农村集体经济组织法第三十一条",
    },
    LawfulRule {
        since: SINCE_2025,
        body: Body::ShareholdersMeeting,
        quorum: Some(Fraction::TWO_THIRDS),
        majority: Fraction::TWO_THIRDS,
        article: "农村集体经济组织法第二十七条",
    },
    LawfulRule {
        since: SINCE_2025,
        body: Body::ShareholdersDelegates,
        quorum: Some(Fraction::TWO_THIRDS),
        majority: Fraction::TWO_THIRDS,
        article: "农村集体经济组织法第二十八条",
    },
];

/// What the law of a day asks of a body.
pub fn voting_rule(body: Body, day: NaiveDate) -> Option<&'static LawfulRule> {
    let is_in_force = |rule: &&LawfulRule| {
        let (year, month, date) = rule.since;
        rule.body == body && NaiveDate::from_ymd_opt(year, month, date).is_some_and(|since| since <= day)
    };
    RULES.iter().filter(is_in_force).max_by_key(|rule| rule.since)
}

/// The article of this name; the empty one, which stands for the charter, included.
pub fn article(name: &str) -> Option<&'static str> {
    RULES.iter().map(|rule| rule.article).chain([""]).find(|article| *article == name)
}
