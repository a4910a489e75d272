//! Motions' kinds and the procedures (程序) they go through: stages in an order that the charter may set (`governance.md`, Procedure).

use super::body::Body;
use super::law;
use crate::domain::governance::charter::{CharterItem, CharterTerm, in_force};
use chrono::NaiveDate;
use std::fmt;

/// What a motion is about (议题类别).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum MotionKind {
    /// 分配.
    Distribution,
    /// 公益建设资金: the levy that is paid to the residents' committee.
    Levy,
    /// 公司合同: a sub-lease of land, a package let of shops.
    CompanyContract,
    /// 公司分红.
    CompanyDividend,
    /// 股权变动.
    ShareMovement,
    /// 章程修改.
    CharterChange,
    /// 任免: seats that are given or ended in another way than by an election.
    Appointment,
    /// 核销.
    WriteOff,
    /// 付款.
    Payment,
    /// 重大事项.
    MajorMatter,
    /// 一般事项.
    GeneralMatter,
    /// 暂缓: of a payment or a run.
    Hold,
}

impl MotionKind {
    /// As a charter writes it.
    pub const fn zh(self) -> &'static str {
        match self {
            MotionKind::Distribution => "分配",
            MotionKind::Levy => "公益建设资金",
            MotionKind::CompanyContract => "公司合同",
            MotionKind::CompanyDividend => "公司分红",
            MotionKind::ShareMovement => "股权变动",
            MotionKind::CharterChange => "章程修改",
            MotionKind::Appointment => "任免",
            MotionKind::WriteOff => "核销",
            MotionKind::Payment => "付款",
            MotionKind::MajorMatter => "重大事项",
            MotionKind::GeneralMatter => "一般事项",
            MotionKind::Hold => "暂缓",
        }
    }

    /// Whether it moves money or rights, which nobody does without a vote.
    pub const fn needs_vote(self) -> bool {
        !matches!(self, MotionKind::MajorMatter | MotionKind::GeneralMatter)
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            MotionKind::Distribution => "distribution",
            MotionKind::Levy => "levy",
            MotionKind::CompanyContract => "company_contract",
            MotionKind::CompanyDividend => "company_dividend",
            MotionKind::ShareMovement => "share_movement",
            MotionKind::CharterChange => "charter_change",
            MotionKind::Appointment => "appointment",
            MotionKind::WriteOff => "write_off",
            MotionKind::Payment => "payment",
            MotionKind::MajorMatter => "major_matter",
            MotionKind::GeneralMatter => "general_matter",
            MotionKind::Hold => "hold",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            MotionKind::Distribution => "distribution",
            MotionKind::Levy => "public-welfare levy",
            MotionKind::CompanyContract => "company contract",
            MotionKind::CompanyDividend => "company dividend",
            MotionKind::ShareMovement => "share movement",
            MotionKind::CharterChange => "charter change",
            MotionKind::Appointment => "appointment",
            MotionKind::WriteOff => "write-off",
            MotionKind::Payment => "payment",
            MotionKind::MajorMatter => "major matter",
            MotionKind::GeneralMatter => "general matter",
            MotionKind::Hold => "hold",
        }
    }

    /// The kind that somebody names, in either way.
    pub fn lookup(text: &str) -> Option<MotionKind> {
        use strum::IntoEnumIterator;
        MotionKind::iter().find(|kind| kind.zh() == text || kind.code() == text)
    }
}

/// A stage (环节) of a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 表决: a vote of a body.
    Vote(Body),
    /// 公示: published for days, open to objections.
    Notice,
    /// 议事: a hearing before a body, without a vote.
    Hearing(Body),
    /// 备案: filed with an office outside.
    Filing,
}

impl Stage {
    /// The stage that a charter names: 董事会表决, 公示, 协商议事会议事, 备案.
    pub fn lookup(text: &str) -> Option<Stage> {
        match text {
            "公示" => return Some(Stage::Notice),
            "备案" => return Some(Stage::Filing),
            _ => {}
        }
        let vote = text.strip_suffix("表决").and_then(Body::lookup).map(Stage::Vote);
        // 协商议事会 ends like the word for a hearing.
        vote.or_else(|| text.strip_suffix("议事").and_then(Body::lookup).map(Stage::Hearing))
    }
}

impl Stage {
    /// In English.
    pub fn en(self) -> String {
        match self {
            Stage::Vote(body) => format!("vote of the {}", body.en()),
            Stage::Notice => "public notice".to_owned(),
            Stage::Hearing(body) => format!("hearing before the {}", body.en()),
            Stage::Filing => "filing".to_owned(),
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stage::Vote(body) => write!(formatter, "{}表决", body.zh()),
            Stage::Notice => formatter.write_str("公示"),
            Stage::Hearing(body) => write!(formatter, "{}议事", body.zh()),
            Stage::Filing => formatter.write_str("备案"),
        }
    }
}

/// The stages of a kind of motion, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    /// At least one.
    pub stages: Vec<Stage>,
}

impl Procedure {
    /// Reads `董事会表决→监事会表决→公示`; arrows, semicolons and 、 stand between stages.
    pub fn parse(text: &str) -> Option<Procedure> {
        let words = text.split(['→', '>', '；', ';', '、', ',', '，']).map(|word| word.trim().trim_end_matches('-'));
        let stages = words.map(Stage::lookup).collect::<Option<Vec<Stage>>>()?;
        (!stages.is_empty()).then_some(Procedure { stages })
    }
}

impl fmt::Display for Procedure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, stage) in self.stages.iter().enumerate() {
            let arrow = if position == 0 { "" } else { "→" };
            write!(formatter, "{arrow}{stage}")?;
        }
        Ok(())
    }
}

/// The stages that a kind of motion has where the charter sets none; for some kinds the charter must.
const fn shipped(kind: MotionKind) -> &'static [Stage] {
    const BOARDS: [Stage; 2] = [Stage::Vote(Body::BoardOfDirectors), Stage::Vote(Body::BoardOfSupervisors)];
    const BOARDS_AND_NOTICE: [Stage; 3] =
        [Stage::Vote(Body::BoardOfDirectors), Stage::Vote(Body::BoardOfSupervisors), Stage::Notice];
    const ONE_AND_THREE: [Stage; 4] = [
        Stage::Notice,
        Stage::Hearing(Body::DeliberationCouncil),
        Stage::Hearing(Body::JointMeeting),
        Stage::Vote(Body::RepresentativesCongress),
    ];
    match kind {
        MotionKind::Distribution => &BOARDS_AND_NOTICE,
        MotionKind::Levy | MotionKind::CompanyContract | MotionKind::CompanyDividend => &BOARDS,
        MotionKind::MajorMatter => &ONE_AND_THREE,
        MotionKind::GeneralMatter => &[Stage::Hearing(Body::DeliberationCouncil)],
        // It elects both boards and adopts the charter.
        MotionKind::CharterChange => &[Stage::Notice, Stage::Vote(Body::ShareholdersMeeting)],
        MotionKind::Appointment => &[Stage::Vote(Body::ShareholdersMeeting)],
        MotionKind::ShareMovement
        | MotionKind::WriteOff
        | MotionKind::Payment
        // Who decides a hold depends on whose money it is.
        | MotionKind::Hold => &[],
    }
}

/// The procedure of a kind of motion on a day: the charter's, else the shipped one, with what the law of the day reserves to a meeting; none
/// where the charter must say and does not.
pub fn procedure(terms: &[CharterTerm], kind: MotionKind, day: NaiveDate) -> Option<Procedure> {
    let terms = in_force(terms, day);
    let of_charter = terms.iter().find(|term| term.item == CharterItem::Procedure(kind));
    match of_charter {
        Some(term) => Procedure::parse(&term.value),
        None => {
            let mut procedure = Procedure { stages: shipped(kind).to_vec() };
            if let Some(matter) = law::reserved(kind, day).filter(|matter| !matter.is_observed(&procedure)) {
                if !procedure.stages.contains(&Stage::Notice) {
                    procedure.stages.push(Stage::Notice);
                }
                procedure.stages.extend(matter.bodies.first().map(|body| Stage::Vote(*body)));
            }
            Some(procedure).filter(|procedure| !procedure.stages.is_empty())
        }
    }
}

/// Days for which a motion is published, by the charter; the agenda of a major matter at least seven, and what the law of the day reserves to a
/// meeting at least as long as it says.
pub fn notice_days(terms: &[CharterTerm], kind: MotionKind, day: NaiveDate) -> Option<u32> {
    const AGENDA_DAYS: u32 = 7;
    let terms = in_force(terms, day);
    let said = terms.iter().find(|term| term.item == CharterItem::NoticeDays);
    let said: Option<u32> = said.and_then(|term| term.value.parse().ok());
    let least = match kind {
        MotionKind::MajorMatter => Some(AGENDA_DAYS),
        kind => law::reserved(kind, day).map(|matter| matter.notice_days),
    };
    said.max(least)
}

/// The seats of a body (席位数): as the charter establishes them, else as many as are held that day.
pub fn seat_count(terms: &[CharterTerm], body: Body, day: NaiveDate, held: u64) -> u64 {
    let terms = in_force(terms, day);
    let said = terms.iter().find(|term| term.item == CharterItem::Seats(body));
    said.and_then(|term| term.value.parse().ok()).unwrap_or(held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use compact_str::ToCompactString;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_charter_may_order_the_stages_otherwise() {
        let value = Procedure::parse("监事会表决、董事会表决；公示 → 股东大会表决").unwrap().to_compact_string();
        assert_eq!(value, "监事会表决→董事会表决→公示→股东大会表决");
        let term = CharterTerm { item: CharterItem::Procedure(MotionKind::Distribution), value, effective_date: None };
        let of_charter = procedure(&[term], MotionKind::Distribution, day(2008, 12, 1)).unwrap();
        assert_eq!(of_charter.stages[0], Stage::Vote(Body::BoardOfSupervisors));
        let shipped = procedure(&[], MotionKind::Distribution, day(2008, 12, 1)).unwrap();
        assert_eq!(shipped.to_string(), "董事会表决→监事会表决→公示");
        assert_eq!(procedure(&[], MotionKind::Payment, day(2008, 12, 1)), None);
    }

    #[test]
    fn a_hearing_of_the_council_is_no_vote() {
        assert_eq!(Stage::lookup("协商议事会议事"), Some(Stage::Hearing(Body::DeliberationCouncil)));
        assert_eq!(Stage::lookup("协商议事会表决"), Some(Stage::Vote(Body::DeliberationCouncil)));
        assert_eq!(Stage::lookup("董事会"), None);
    }

    #[test]
    fn since_2025_the_members_decide_on_a_distribution_that_they_have_seen_for_ten_days() {
        let on = |day| procedure(&[], MotionKind::Distribution, day).unwrap().to_string();
        assert_eq!(on(day(2025, 4, 30)), "董事会表决→监事会表决→公示");
        assert_eq!(on(day(2025, 5, 1)), "董事会表决→监事会表决→公示→股东大会表决");
        let term = |item, value: &str| CharterTerm { item, value: value.into(), effective_date: None };
        let five = [term(CharterItem::NoticeDays, "5")];
        assert_eq!(notice_days(&five, MotionKind::Distribution, day(2025, 4, 30)), Some(5));
        assert_eq!(notice_days(&five, MotionKind::Distribution, day(2025, 5, 1)), Some(10));
        assert_eq!(notice_days(&five, MotionKind::Levy, day(2025, 5, 1)), Some(5));
        // Delegates decide where the charter says so, and a charter itself is changed by all.
        let matter = law::reserved(MotionKind::Distribution, day(2026, 1, 1)).unwrap();
        assert!(matter.is_observed(&Procedure::parse("董事会表决→公示→股东代表大会表决").unwrap()));
        assert!(!matter.is_observed(&Procedure::parse("董事会表决→监事会表决→公示").unwrap()));
        let change = procedure(&[], MotionKind::CharterChange, day(2026, 1, 1)).unwrap();
        assert_eq!(change.to_string(), "公示→股东大会表决");
    }

    #[test]
    fn the_agenda_of_a_major_matter_is_out_for_seven_days() {
        assert_eq!(notice_days(&[], MotionKind::MajorMatter, day(2008, 12, 1)), Some(7));
        assert_eq!(notice_days(&[], MotionKind::Distribution, day(2008, 12, 1)), None);
    }
}
