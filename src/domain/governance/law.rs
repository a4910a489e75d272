//! What the law says of votes and of who decides what, as dated data (农村集体经济组织法, in force since 2025-05-01). Before that day only the charter speaks.

use super::body::Body;
use super::procedure::{MotionKind, Procedure, Stage};
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

/// What a law reserves to the meeting of all members, or of their delegates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReservedMatter {
    since: (i32, u32, u32),
    kind: MotionKind,
    /// One of them decides; the first where the charter names none.
    pub bodies: &'static [Body],
    /// For how many days what is decided is open to the members before.
    pub notice_days: u32,
    /// Law and article.
    pub article: &'static str,
}

const RESERVED: [ReservedMatter; 2] = [
    ReservedMatter {
        since: SINCE_2025,
        kind: MotionKind::Distribution,
        bodies: &[Body::ShareholdersMeeting, Body::ShareholdersDelegates],
        notice_days: 10,
        article: "农村集体经济组织法第二十六条、第四十六条",
    },
    ReservedMatter {
        since: SINCE_2025,
        kind: MotionKind::CharterChange,
        bodies: &[Body::ShareholdersMeeting],
        notice_days: 10,
        article: "农村集体经济组织法第二十六条、第二十七条",
    },
];

impl ReservedMatter {
    /// Whether a procedure lets one of the bodies decide.
    pub fn is_observed(&self, procedure: &Procedure) -> bool {
        self.bodies.iter().any(|body| procedure.stages.contains(&Stage::Vote(*body)))
    }
}

fn is_in_force((year, month, date): (i32, u32, u32), day: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(year, month, date).is_some_and(|since| since <= day)
}

/// What the law of a day asks of a body.
pub fn voting_rule(body: Body, day: NaiveDate) -> Option<&'static LawfulRule> {
    let of_body = RULES.iter().filter(|rule| rule.body == body && is_in_force(rule.since, day));
    of_body.max_by_key(|rule| rule.since)
}

/// What the law of a day reserves of a kind of motion.
pub fn reserved(kind: MotionKind, day: NaiveDate) -> Option<&'static ReservedMatter> {
    let of_kind = RESERVED.iter().filter(|matter| matter.kind == kind && is_in_force(matter.since, day));
    of_kind.max_by_key(|matter| matter.since)
}

/// The article of this name; the empty one, which stands for the charter, included.
pub fn article(name: &str) -> Option<&'static str> {
    RULES.iter().map(|rule| rule.article).chain([""]).find(|article| *article == name)
}
