//! Elections (选举) of a body's seats: announced, candidates named and published, a secret ballot counted in public, the elected appointed.

use super::body::Body;
use super::refusal::GovernanceRefusal;
use super::seal::Hash;
use super::voting_rule::VotingRule;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::person::Named;
use chrono::NaiveDate;

/// One thing done in an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectionAct {
    /// 选举编号.
    pub election_no: u32,
    /// The day on which it was done.
    pub day: NaiveDate,
    /// What was done.
    pub deed: ElectionDeed,
}

/// What can be done in an election.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum ElectionDeed {
    /// 公告: which seats, and who elects.
    #[strum(serialize = "election-announced")]
    Announce(Announcement),
    /// 推荐: somebody is named as a candidate.
    #[strum(serialize = "candidate-named")]
    Nominate {
        /// The candidate.
        candidate: Named,
        /// Who names them.
        by: String,
    },
    /// 公布候选人: the list is fixed, and up until the last day.
    #[strum(serialize = "candidates-published")]
    Publish {
        /// The last day.
        last_day: NaiveDate,
    },
    /// 计票.
    #[strum(serialize = "ballots-counted")]
    Count(Ballots),
    /// 任命: the elected hold their seats from this day on.
    #[strum(serialize = "elected-appointed")]
    Appoint {
        /// The first day.
        first_day: NaiveDate,
        /// The last day of their term.
        last_day: Option<NaiveDate>,
    },
}

/// What is elected, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The body whose seats are filled.
    pub body: Body,
    /// How many.
    pub seats: u64,
    /// Who elects.
    pub electors: Body,
    /// How many more candidates than seats there must be, in ten-thousandths of a per cent (20 % is 200,000).
    pub margin_e6: u64,
}

impl Announcement {
    /// The least number of candidates: the seats and the charter's margin, a part of a candidate counted as one.
    pub const fn least_candidates(&self) -> u64 {
        self.seats + (self.seats * self.margin_e6).div_ceil(1_000_000)
    }
}

/// A secret ballot, counted in public (无记名投票，公开计票).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballots {
    /// 发出: as many electors were there.
    pub issued: u64,
    /// 有效.
    pub valid: u64,
    /// Votes by candidate, in the order of the list.
    pub votes: Vec<u64>,
    /// The seats of the electing body on that day.
    pub electors: u64,
    /// The least number of ballots issued, by the rule of the day.
    pub quorum: u64,
    /// The least number of votes for a seat, by the rule of the day.
    pub majority: u64,
    /// The scanned minutes.
    pub minutes: Hash,
}

/// An election, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// 选举编号.
    pub election_no: u32,
    /// What is elected.
    pub announcement: Announcement,
    /// When it was announced.
    pub announced_on: NaiveDate,
    /// Candidates, and who named them.
    pub candidates: Vec<(Named, String)>,
    /// Until when the list is up.
    pub published_until: Option<NaiveDate>,
    /// The count, and when.
    pub ballots: Option<(NaiveDate, Ballots)>,
    /// From when to when the elected hold their seats.
    pub appointed: Option<(NaiveDate, Option<NaiveDate>)>,
}

impl Election {
    /// Folds the acts of all elections, in their order.
    pub fn fold(acts: impl IntoIterator<Item = ElectionAct>) -> Vec<Election> {
        let mut elections: Vec<Election> = Vec::new();
        for act in acts {
            let open = elections.iter_mut().find(|election| election.election_no == act.election_no);
            match (act.deed, open) {
                (ElectionDeed::Announce(announcement), _) => elections.push(Election {
                    election_no: act.election_no,
                    announcement,
                    announced_on: act.day,
                    candidates: Vec::new(),
                    published_until: None,
                    ballots: None,
                    appointed: None,
                }),
                (_, None) => {}
                (ElectionDeed::Nominate { candidate, by }, Some(election)) => election.candidates.push((candidate, by)),
                (ElectionDeed::Publish { last_day }, Some(election)) => election.published_until = Some(last_day),
                (ElectionDeed::Count(ballots), Some(election)) => election.ballots = Some((act.day, ballots)),
                (ElectionDeed::Appoint { first_day, last_day }, Some(election)) => {
                    election.appointed = Some((first_day, last_day));
                }
            }
        }
        elections
    }

    fn act(&self, day: NaiveDate, deed: ElectionDeed) -> ElectionAct {
        ElectionAct { election_no: self.election_no, day, deed }
    }

    fn wrong_stage(&self, expected: &'static str) -> GovernanceRefusal {
        GovernanceRefusal::ElectionStage { election_no: self.election_no, expected }
    }

    /// Somebody is named.
    ///
    /// # Errors
    /// Once the list is fixed, or where they are on it.
    pub fn nominate(&self, candidate: Named, by: &str, day: NaiveDate) -> Result<ElectionAct, GovernanceRefusal> {
        if self.published_until.is_some() {
            return Err(self.wrong_stage("公布候选人之前推荐"));
        }
        if candidate.name.trim().is_empty() {
            return Err(GovernanceRefusal::TextMissing);
        }
        if self.candidates.iter().any(|(known, _)| *known == candidate) {
            return Err(GovernanceRefusal::CandidateTwice { name: candidate.name });
        }
        Ok(self.act(day, ElectionDeed::Nominate { candidate, by: by.to_owned() }))
    }

    /// The list is fixed and put up for days.
    ///
    /// # Errors
    /// With fewer candidates than the charter asks for, or a second time.
    pub fn publish(&self, days: u32, day: NaiveDate) -> Result<ElectionAct, GovernanceRefusal> {
        if self.published_until.is_some() {
            return Err(self.wrong_stage("只公布一次"));
        }
        let (given, least) = (self.candidates.len() as u64, self.announcement.least_candidates());
        if given < least {
            return Err(GovernanceRefusal::TooFewCandidates { given, least });
        }
        Ok(self.act(day, ElectionDeed::Publish { last_day: day + chrono::Days::new(u64::from(days)) }))
    }

    /// The ballot is counted. `votes` are by candidate, in the order of the list.
    ///
    /// # Errors
    /// Before the list has been up, twice, or with counts that cannot be.
    pub fn count(
        &self,
        (issued, valid, votes): (u64, u64, Vec<u64>),
        (rule, electors): (&VotingRule, u64),
        minutes: Hash,
        day: NaiveDate,
    ) -> Result<ElectionAct, GovernanceRefusal> {
        let Some(last_day) = self.published_until.filter(|_| self.ballots.is_none()) else {
            return Err(self.wrong_stage("公布候选人之后计票，只计一次"));
        };
        if day <= last_day {
            return Err(GovernanceRefusal::CandidatesStillUp { election_no: self.election_no, last_day });
        }
        let most = valid * self.announcement.seats;
        let all: u64 = votes.iter().sum();
        let fits = issued <= electors && valid <= issued && all <= most && votes.iter().all(|one| *one <= valid);
        if !fits || votes.len() != self.candidates.len() {
            return Err(GovernanceRefusal::BallotsImpossible { issued, valid, votes: all });
        }
        let counts = super::voting_rule::Counts { seats: electors, for_votes: valid, ..Default::default() };
        let (quorum, majority) = (rule.quorum_of(&counts), rule.majority_of(&counts));
        let ballots = Ballots { issued, valid, votes, electors, quorum, majority, minutes };
        Ok(self.act(day, ElectionDeed::Count(ballots)))
    }

    /// Who is elected: those with the most votes and enough of them, as many as there are seats. Of candidates who tie for the last seat
    /// nobody is; where too few electors came, nobody at all.
    pub fn elected(&self) -> Vec<&Named> {
        let Some((_, ballots)) = &self.ballots else { return Vec::new() };
        if ballots.issued < ballots.quorum {
            return Vec::new();
        }
        let seats = self.announcement.seats as usize;
        let mut ranked: Vec<(u64, &Named)> =
            ballots.votes.iter().copied().zip(self.candidates.iter().map(|(candidate, _)| candidate)).collect();
        ranked.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
        ranked.retain(|(votes, _)| *votes >= ballots.majority);
        if let Some((next, _)) = ranked.get(seats).copied() {
            ranked.truncate(seats);
            ranked.retain(|(votes, _)| *votes > next);
        }
        ranked.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// The elected are appointed.
    ///
    /// # Errors
    /// Before the count, twice, where nobody was elected, or with a term that begins before the count or ends before it begins.
    pub fn appoint(
        &self,
        (first_day, last_day): (NaiveDate, Option<NaiveDate>),
        day: NaiveDate,
    ) -> Result<ElectionAct, GovernanceRefusal> {
        if self.ballots.is_none() || self.appointed.is_some() || self.elected().is_empty() {
            return Err(self.wrong_stage("计票之后，有人当选，只任命一次"));
        }
        if let Some((counted_on, _)) = self.ballots.as_ref().filter(|(counted_on, _)| first_day < *counted_on) {
            return Err(GovernanceRefusal::TermBeforeCount { first_day, counted_on: *counted_on });
        }
        match last_day.filter(|last_day| *last_day < first_day) {
            Some(last_day) => Err(GovernanceRefusal::TermEndsEarly { first_day, last_day }),
            None => Ok(self.act(day, ElectionDeed::Appoint { first_day, last_day })),
        }
    }
}

impl ElectionAct {
    /// The name under which the log keeps it.
    pub fn action(&self) -> &'static str {
        (&self.deed).into()
    }

    /// The hash of the scanned minutes that it names.
    pub const fn minutes(&self) -> Option<Hash> {
        match &self.deed {
            ElectionDeed::Count(ballots) => Some(ballots.minutes),
            _ => None,
        }
    }

    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        text.record("election").number(i64::from(self.election_no)).date(self.day).end();
        match &self.deed {
            ElectionDeed::Announce(announced) => {
                let record = text.record("announcement").text(announced.body.zh()).text(announced.electors.zh());
                record.number(announced.seats as i64).number(announced.margin_e6 as i64).end();
            }
            ElectionDeed::Nominate { candidate, by } => {
                text.record("candidate").text(&candidate.member_no).text(&candidate.name).text(by).end();
            }
            ElectionDeed::Publish { last_day } => text.record("candidates").date(*last_day).end(),
            ElectionDeed::Count(ballots) => {
                let record = text.record("ballots").number(ballots.issued as i64).number(ballots.valid as i64);
                let record = record.number(ballots.electors as i64).number(ballots.quorum as i64);
                record.number(ballots.majority as i64).text(&ballots.minutes.to_string()).end();
                ballots.votes.iter().for_each(|votes| text.record("votes").number(*votes as i64).end());
            }
            ElectionDeed::Appoint { first_day, last_day } => {
                text.record("appointment").date(*first_day).optional_date(*last_day).end();
            }
        }
        text.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where an act is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<ElectionAct>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("election", mut head)) = found.next() else { return Ok(None) };
        let election_no = head.known(|text| text.parse().ok())?;
        let day = head.date()?;
        let Some((name, mut fields)) = found.next() else { return Err(head.flaw("an act without a deed")) };
        let count = |fields: &mut Fields<'_>| fields.known(|text| text.parse::<u64>().ok());
        let deed = match name {
            "announcement" => {
                let (body, electors) = (fields.known(Body::lookup)?, fields.known(Body::lookup)?);
                let (seats, margin_e6) = (count(&mut fields)?, count(&mut fields)?);
                ElectionDeed::Announce(Announcement { body, seats, electors, margin_e6 })
            }
            "candidate" => ElectionDeed::Nominate {
                candidate: super::proposal::named(&mut fields)?,
                by: fields.text()?.to_owned(),
            },
            "candidates" => ElectionDeed::Publish { last_day: fields.date()? },
            "ballots" => {
                let [issued, valid, electors, quorum, majority] = [(); 5].map(|()| count(&mut fields));
                let minutes = fields.known(|text| text.parse().ok())?;
                let votes = found.map(|(_, mut fields)| count(&mut fields)).collect::<Result<Vec<u64>, _>>()?;
                let (issued, valid, electors) = (issued?, valid?, electors?);
                let (quorum, majority) = (quorum?, majority?);
                ElectionDeed::Count(Ballots { issued, valid, votes, electors, quorum, majority, minutes })
            }
            "appointment" => ElectionDeed::Appoint { first_day: fields.date()?, last_day: fields.optional_date()? },
            _ => return Err(fields.flaw("no such deed")),
        };
        Ok(Some(ElectionAct { election_no, day, deed }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Seven seats, nine candidates, and what each was given.
    fn counted(votes: [u64; 9], issued: u64) -> Election {
        let announcement = Announcement {
            body: Body::SupervisoryCommittee,
            seats: 7,
            electors: Body::RepresentativesCongress,
            margin_e6: 200_000,
        };
        let named = |number: usize| Named { member_no: String::new(), name: format!("候选人{number}") };
        let minutes = Hash::of(b"minutes");
        let (quorum, majority) = (39, 40);
        let ballots = Ballots { issued, valid: issued, votes: votes.to_vec(), electors: 78, quorum, majority, minutes };
        Election {
            election_no: 1,
            announcement,
            announced_on: day("2008-10-20"),
            candidates: (1..=9).map(|number| (named(number), String::new())).collect(),
            published_until: Some(day("2008-10-30")),
            ballots: Some((day("2008-10-31"), ballots)),
            appointed: None,
        }
    }

    #[test]
    fn seven_seats_want_nine_candidates() {
        let announcement = counted([0; 9], 0).announcement;
        assert_eq!(announcement.least_candidates(), 9, "a fifth of seven is one and two fifths: two more");
    }

    #[test]
    fn the_most_voted_for_are_elected_where_enough_voted_for_them() {
        let names = |election: &Election| election.elected().iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        let clear = counted([70, 69, 68, 67, 66, 65, 64, 41, 10], 78);
        assert_eq!(names(&clear).len(), 7);
        assert!(!names(&clear).contains(&"候选人8".to_owned()));
        // Two tie for the last seat: it stays open. So does a seat for which nobody has enough.
        assert_eq!(names(&counted([70, 69, 68, 67, 66, 65, 50, 50, 10], 78)).len(), 6);
        assert_eq!(names(&counted([70, 69, 68, 67, 66, 65, 39, 38, 10], 78)).len(), 6);
        assert_eq!(names(&counted([38, 38, 38, 38, 38, 38, 38, 0, 0], 38)).len(), 0, "too few electors came");
    }

    #[test]
    fn every_act_is_read_back_as_it_was_written() {
        let election = counted([70, 69, 68, 67, 66, 65, 64, 41, 10], 78);
        let deeds = [
            ElectionDeed::Announce(election.announcement),
            ElectionDeed::Nominate { candidate: election.candidates[0].0.clone(), by: "居民推荐".to_owned() },
            ElectionDeed::Publish { last_day: day("2008-10-30") },
            ElectionDeed::Count(election.ballots.clone().unwrap().1),
            ElectionDeed::Appoint { first_day: day("2008-10-31"), last_day: None },
        ];
        for deed in deeds {
            let act = ElectionAct { election_no: 1, day: day("2008-10-20"), deed };
            assert_eq!(ElectionAct::parse(&act.write()), Ok(Some(act)));
        }
    }
}
