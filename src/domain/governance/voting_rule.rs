//! Voting rules (表决规则): how many must be there, and how many must agree, each a fraction and a basis (`governance.md`, Charter, Counting).

use super::body::Body;
use super::law;
use crate::domain::governance::charter::{CharterItem, CharterTerm, in_force};
use crate::domain::quantity::Rate;
use chrono::NaiveDate;
use std::fmt;

/// A part of a whole (比例), such as two thirds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    part: u64,
    whole: u64,
}

impl Fraction {
    /// One half.
    pub const HALF: Fraction = Fraction::new(1, 2);
    /// Two thirds.
    pub const TWO_THIRDS: Fraction = Fraction::new(2, 3);

    /// `part` of `whole`; `whole` is above zero.
    pub const fn new(part: u64, whole: u64) -> Fraction {
        Fraction { part, whole }
    }

    /// Reads a charter's value in its standard form: `2/3`, or per cent as `66.6667`.
    pub fn parse(text: &str) -> Option<Fraction> {
        match text.split_once('/') {
            Some((part, whole)) => {
                let (part, whole) = (part.parse().ok()?, whole.parse().ok().filter(|whole| *whole > 0)?);
                Some(Fraction { part, whole })
            }
            None => {
                let e6 = crate::domain::quantity::parse_scaled(text, 4).ok()?;
                Some(Fraction { part: u64::try_from(e6).ok()?, whole: Rate::ONE_E6 as u64 })
            }
        }
    }

    /// The least number that is this part of `count` or more.
    pub const fn at_least(self, count: u64) -> u64 {
        (count * self.part).div_ceil(self.whole)
    }

    /// The least number that decides: *more than* half of `count` where the part is one half, else this part of it or more.
    pub const fn decides(self, count: u64) -> u64 {
        if self.is_half() { count / 2 + 1 } else { self.at_least(count) }
    }

    /// Whether it is one half, however it is written.
    pub const fn is_half(self) -> bool {
        self.part * 2 == self.whole
    }

    /// Whether it asks for less than another.
    pub const fn is_below(self, other: Fraction) -> bool {
        self.part * other.whole < other.part * self.whole
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.part, self.whole)
    }
}

/// What the votes for are counted against (计票基数).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountingBasis {
    /// 席位: all seats, vacancies and recusals included.
    Seats,
    /// 到会: those present.
    Present,
    /// 投票: votes for and against.
    Cast,
}

impl CountingBasis {
    /// As a charter writes it.
    pub const fn zh(self) -> &'static str {
        match self {
            CountingBasis::Seats => "席位",
            CountingBasis::Present => "到会",
            CountingBasis::Cast => "投票",
        }
    }

    /// The basis that a charter names.
    pub fn lookup(text: &str) -> Option<CountingBasis> {
        [CountingBasis::Seats, CountingBasis::Present, CountingBasis::Cast].into_iter().find(|basis| basis.zh() == text)
    }
}

/// The rule by which a body decides on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VotingRule {
    /// Which part of the seats must be present (法定到会比例).
    pub quorum: Fraction,
    /// Which part must agree (通过比例): more than half where it says one half.
    pub majority: Fraction,
    /// Of what.
    pub basis: CountingBasis,
    /// The article of the law that the quorum is from; empty where it is the charter's.
    pub quorum_article: &'static str,
    /// The same for the majority.
    pub majority_article: &'static str,
}

/// What neither charter nor law says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleMissing {
    /// The item that the charter would have to have.
    pub item: CharterItem,
}

/// The rule of a body on a day: the charter's, else the law's of that day.
///
/// # Errors
/// The first item that neither of them says.
pub fn voting_rule(terms: &[CharterTerm], body: Body, day: NaiveDate) -> Result<VotingRule, RuleMissing> {
    let terms = in_force(terms, day);
    let said = |item| terms.iter().find(|term| term.item == item).map(|term| term.value.as_str());
    let of_law = law::voting_rule(body, day);
    let article = of_law.map_or("", |rule| rule.article);
    let fraction = |item, of_law: Option<Fraction>| match (said(item).and_then(Fraction::parse), of_law) {
        (Some(fraction), _) => Ok((fraction, "")),
        (None, Some(fraction)) => Ok((fraction, article)),
        (None, None) => Err(RuleMissing { item }),
    };
    let (quorum, quorum_article) = fraction(CharterItem::Quorum(body), of_law.and_then(|rule| rule.quorum))?;
    let (majority, majority_article) = fraction(CharterItem::Majority(body), of_law.map(|rule| rule.majority))?;
    let basis = said(CharterItem::CountingBasis(body)).and_then(CountingBasis::lookup).unwrap_or(CountingBasis::Seats);
    Ok(VotingRule { quorum, majority, basis, quorum_article, majority_article })
}

/// Where a charter asks for less than the law of the day: shown, and no obstacle (`governance.md`, Charter).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeakerThanLaw {
    /// The item of the charter.
    pub item: CharterItem,
    /// What the charter says.
    pub charter: Fraction,
    /// What the law says.
    pub law: Fraction,
    /// The article.
    pub article: &'static str,
}

/// What of a body's rule is weaker than the law of the day.
pub fn weaker_than_law(rule: &VotingRule, body: Body, day: NaiveDate) -> Vec<WeakerThanLaw> {
    let Some(of_law) = law::voting_rule(body, day) else { return Vec::new() };
    let weaker = |item, charter: Fraction, law: Fraction| {
        charter.is_below(law).then_some(WeakerThanLaw { item, charter, law, article: of_law.article })
    };
    let quorum = of_law.quorum.and_then(|law| weaker(CharterItem::Quorum(body), rule.quorum, law));
    let majority = weaker(CharterItem::Majority(body), rule.majority, of_law.majority);
    quorum.into_iter().chain(majority).collect()
}

/// How the votes of a stage came out (计票).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 席位: the seats that the charter establishes; vacancies and recusals stay in.
    pub seats: u64,
    /// 赞成.
    pub for_votes: u64,
    /// 反对.
    pub against: u64,
    /// 弃权: present, and no assent.
    pub abstained: u64,
    /// 回避.
    pub recused: u64,
}

impl Counts {
    /// 到会: for, against and abstained.
    pub const fn present(&self) -> u64 {
        self.for_votes + self.against + self.abstained
    }
}

/// Why a stage did not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum NotPassed {
    /// Too few were there.
    QuorumNotMet {
        /// How many were.
        present: u64,
        /// How many had to be.
        required: u64,
    },
    /// Too few agreed.
    MajorityNotMet {
        /// How many did.
        for_votes: u64,
        /// How many had to.
        required: u64,
    },
}

impl VotingRule {
    /// How many must be present.
    pub fn quorum_of(&self, counts: &Counts) -> u64 {
        self.quorum.at_least(counts.seats)
    }

    /// How many must agree; at least one.
    pub fn majority_of(&self, counts: &Counts) -> u64 {
        let whole = match self.basis {
            CountingBasis::Seats => counts.seats,
            CountingBasis::Present => counts.present(),
            CountingBasis::Cast => counts.for_votes + counts.against,
        };
        self.majority.decides(whole).max(1)
    }

    /// Whether the counts decide.
    ///
    /// # Errors
    /// Why they do not.
    pub fn decide(&self, counts: &Counts) -> Result<(), NotPassed> {
        let (present, required) = (counts.present(), self.quorum_of(counts));
        if present < required {
            return Err(NotPassed::QuorumNotMet { present, required });
        }
        let (for_votes, required) = (counts.for_votes, self.majority_of(counts));
        if for_votes < required { Err(NotPassed::MajorityNotMet { for_votes, required }) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn term(item: CharterItem, value: &str) -> CharterTerm {
        CharterTerm { item, value: value.into(), effective_date: None }
    }

    fn of_2008() -> VotingRule {
        let board = Body::BoardOfDirectors;
        let terms = [term(CharterItem::Quorum(board), "1/2"), term(CharterItem::Majority(board), "1/2")];
        voting_rule(&terms, board, day(2008, 12, 20)).unwrap()
    }

    #[test]
    fn of_nine_seats_five_must_be_there_and_five_must_agree() {
        let rows = [
            // for, against, abstained, recused → outcome
            ((5, 0, 0, 0), Ok(())),
            ((5, 4, 0, 0), Ok(())),
            ((4, 0, 1, 0), Err(NotPassed::MajorityNotMet { for_votes: 4, required: 5 })),
            ((4, 1, 0, 4), Err(NotPassed::MajorityNotMet { for_votes: 4, required: 5 })),
            ((4, 0, 0, 5), Err(NotPassed::QuorumNotMet { present: 4, required: 5 })),
            ((0, 0, 0, 0), Err(NotPassed::QuorumNotMet { present: 0, required: 5 })),
        ];
        for ((for_votes, against, abstained, recused), outcome) in rows {
            let counts = Counts { seats: 9, for_votes, against, abstained, recused };
            assert_eq!(of_2008().decide(&counts), outcome, "{counts:?}");
        }
    }

    #[test]
    fn the_law_speaks_where_the_charter_is_silent_and_only_from_its_day_on() {
        let board = Body::BoardOfDirectors;
        let silent = voting_rule(&[], board, day(2025, 4, 30));
        assert_eq!(silent, Err(RuleMissing { item: CharterItem::Quorum(board) }));
        let rule = voting_rule(&[], board, day(2025, 5, 1)).unwrap();
        assert_eq!(
            (rule.quorum, rule.majority, rule.basis),
            (Fraction::TWO_THIRDS, Fraction::HALF, CountingBasis::Seats)
        );
        assert_eq!(rule.quorum_article, "农村集体经济组织法第三十一条");
        // The board of supervisors decides by its charter, whatever the day.
        assert!(voting_rule(&[], Body::BoardOfSupervisors, day(2026, 1, 1)).is_err());
    }

    #[test]
    fn a_charter_weaker_than_the_law_is_named() {
        let found = weaker_than_law(&of_2008(), Body::BoardOfDirectors, day(2026, 1, 1));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].item, found[0].law), (CharterItem::Quorum(Body::BoardOfDirectors), Fraction::TWO_THIRDS));
        assert_eq!(weaker_than_law(&of_2008(), Body::BoardOfDirectors, day(2008, 12, 31)), vec![]);
    }

    #[test]
    fn more_than_half_of_those_present_or_of_the_votes_cast() {
        let counts = Counts { seats: 78, for_votes: 21, against: 20, abstained: 19, recused: 0 };
        let required = |basis| VotingRule { basis, ..of_2008() }.majority_of(&counts);
        assert_eq!([CountingBasis::Seats, CountingBasis::Present, CountingBasis::Cast].map(required), [40, 31, 21]);
    }

    proptest! {
        #[test]
        fn one_more_vote_for_never_undoes_a_decision(
            seats in 1_u64..200, for_votes in 0_u64..200, against in 0_u64..200, abstained in 0_u64..200,
            part in 1_u64..10, more in 0_u64..10, basis in 0_usize..3,
        ) {
            let basis = [CountingBasis::Seats, CountingBasis::Present, CountingBasis::Cast][basis];
            let majority = Fraction::new(part, part + more);
            let rule = VotingRule { majority, basis, ..of_2008() };
            let counts = Counts { seats, for_votes, against, abstained, recused: 0 };
            let with_one_more = Counts { for_votes: for_votes + 1, ..counts };
            prop_assert!(rule.decide(&counts).is_err() || rule.decide(&with_one_more).is_ok());
        }
    }
}
