//! Motions (议题): each the fold of its acts, stage after stage. What is asked of a motion is decided here, and comes out as the next act.

use super::act::{Act, Choice, Deed, Objection, Tally, Vote};
use super::body::{Body, Seat};
use super::charter::{CharterItem, CharterTerm};
use super::procedure::{MotionKind, Stage, seat_count};
use super::proposal::{Matter, Preparer, Proposal};
use super::refusal::GovernanceRefusal;
use super::seal::Hash;
use super::voting_rule::{Counts, NotPassed, voting_rule};
use crate::domain::person::Named;
use chrono::NaiveDate;

/// A motion, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    /// 议题编号: 1, 2, 3 … within the cooperative.
    pub motion_no: u32,
    /// What was put forward.
    pub proposal: Proposal,
    /// When.
    pub proposed_on: NaiveDate,
    /// Objections with their answers, of all notices.
    pub objections: Vec<(Objection, Option<String>)>,
    /// The stages that have ended, in their order, each with its evidence.
    pub ended: Vec<EndedStage>,
    /// 查验: of a hold, when, what was seen, and whether it satisfied.
    pub inspections: Vec<(NaiveDate, String, bool)>,
    /// When it was paid, and under which number.
    pub paid: Option<(NaiveDate, String)>,
    /// When it was carried out, and by which batch.
    pub carried_out: Option<(NaiveDate, i64)>,
    /// Where it stands.
    pub state: MotionState,
}

/// Where a motion stands (办理状态). What it rests on is inside, so that nothing can be skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MotionState {
    /// 办理中: the stage that follows the ended ones is open.
    UnderProcedure(OpenStage),
    /// 生效: every stage has ended well; since when.
    Effective(NaiveDate),
    /// 未通过.
    Rejected(NaiveDate, NotPassed),
    /// 作废: what it is about was replaced.
    Void {
        /// When.
        on: NaiveDate,
        /// By what: a run.
        by: String,
        /// What had been done in the stage at hand.
        left: OpenStage,
    },
}

/// What has been done in the stage at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenStage {
    /// Votes that were cast.
    pub votes: Vec<Vote>,
    /// The last day for votes.
    pub deadline: Option<NaiveDate>,
    /// The first and the last day of the notice.
    pub notice: Option<(NaiveDate, NaiveDate)>,
}

/// A stage that has ended, with what it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedStage {
    /// Which.
    pub stage: Stage,
    /// When it ended.
    pub on: NaiveDate,
    /// What it came to.
    pub evidence: Evidence,
}

/// What a stage came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A vote, with every vote that was cast one by one.
    Voted(Tally, Vec<Vote>),
    /// A notice, from its first to its last day.
    Published(NaiveDate, NaiveDate),
    /// A hearing, and its minutes.
    Heard(String, Option<Hash>),
    /// A filing.
    Filed(String),
}

/// What a body's rule is looked up in, on a day.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'r> {
    /// The charter, all versions.
    pub terms: &'r [CharterTerm],
    /// Everybody's seats, at all times.
    pub seats: &'r [Seat],
}

impl Rules<'_> {
    /// The seats of a body that are held on a day.
    pub fn held(&self, body: Body, day: NaiveDate) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(move |seat| seat.body == body && seat.is_held_on(day))
    }

    fn holds(&self, person: &Named, body: Body, day: NaiveDate) -> bool {
        self.held(body, day).any(|seat| seat.is_of(person))
    }

    fn is_chair(&self, person: &Named, body: Body, day: NaiveDate) -> bool {
        self.held(body, day).any(|seat| seat.is_of(person) && seat.is_chair())
    }

    /// Whether somebody may record what a body decided on paper: who sits in it; of an assembly whose seats nobody holds by name, who
    /// watches over its count.
    fn may_record(&self, person: &Named, body: Body, day: NaiveDate) -> bool {
        match self.held(body, day).next() {
            Some(_) => self.holds(person, body, day),
            None => [Body::BoardOfSupervisors, Body::SupervisoryCommittee]
                .iter()
                .any(|watch| self.holds(person, *watch, day)),
        }
    }

    fn tally(
        &self,
        body: Body,
        day: NaiveDate,
        counts: Counts,
        minutes: Option<Hash>,
    ) -> Result<Tally, GovernanceRefusal> {
        let held = self.held(body, day).count() as u64;
        let counts = Counts { seats: seat_count(self.terms, body, day, held), ..counts };
        let rule = voting_rule(self.terms, body, day)
            .map_err(|missing| GovernanceRefusal::VotingRuleMissing { body, item: missing.item })?;
        if counts.seats == 0 {
            return Err(GovernanceRefusal::VotingRuleMissing { body, item: CharterItem::Seats(body) });
        }
        if counts.present() + counts.recused > counts.seats {
            let given = counts.present() + counts.recused;
            return Err(GovernanceRefusal::MoreVotesThanSeats { body, given, seats: counts.seats });
        }
        Ok(Tally { body, counts, rule, minutes })
    }
}

impl Motion {
    /// Folds the acts of all motions, in their order.
    pub fn fold(acts: impl IntoIterator<Item = Act>) -> Vec<Motion> {
        let mut motions: Vec<Motion> = Vec::new();
        acts.into_iter().for_each(|act| Motion::apply_to(&mut motions, act));
        motions
    }

    /// Adds one more act.
    pub fn apply_to(motions: &mut Vec<Motion>, act: Act) {
        match act.deed {
            Deed::Propose(proposal) => motions.push(Motion {
                motion_no: act.motion_no,
                proposal,
                proposed_on: act.day,
                objections: Vec::new(),
                ended: Vec::new(),
                inspections: Vec::new(),
                paid: None,
                carried_out: None,
                state: MotionState::UnderProcedure(OpenStage::default()),
            }),
            deed => {
                if let Some(motion) = motions.iter_mut().find(|motion| motion.motion_no == act.motion_no) {
                    motion.apply(deed, act.day);
                }
            }
        }
    }

    fn apply(&mut self, deed: Deed, day: NaiveDate) {
        let open = match (&mut self.state, deed) {
            (_, Deed::Inspect { text, satisfies }) => return self.inspections.push((day, text, satisfies)),
            (_, Deed::Pay { reference }) => {
                self.paid = Some((day, reference));
                return;
            }
            (_, Deed::CarryOut { batch_no }) => {
                self.carried_out = Some((day, batch_no));
                return;
            }
            (MotionState::UnderProcedure(open), Deed::BecomeVoid { by }) => {
                self.state = MotionState::Void { on: day, by, left: std::mem::take(open) };
                return;
            }
            (MotionState::UnderProcedure(open), deed) => (open, deed),
            _ => return,
        };
        let (open, deed) = open;
        match deed {
            Deed::Propose(_)
            | Deed::Inspect { .. }
            | Deed::Pay { .. }
            | Deed::CarryOut { .. }
            | Deed::BecomeVoid { .. } => {}
            Deed::Amend(matter, preparer) => {
                self.proposal.content = matter.content();
                self.proposal.matter = matter;
                let is_new = |preparer: &Preparer| !self.proposal.preparers.contains(preparer);
                self.proposal.preparers.extend(preparer.filter(is_new));
            }
            Deed::SetDeadline(deadline) => open.deadline = Some(deadline),
            Deed::Vote(vote) => open.votes.push(vote),
            Deed::Publish { first_day, last_day } => open.notice = Some((first_day, last_day)),
            Deed::Object(objection) => self.objections.push((objection, None)),
            Deed::Answer { objection_no, text } => {
                let objection = self.objections.iter_mut().find(|(one, _)| one.objection_no == objection_no);
                if let Some((_, answer)) = objection {
                    *answer = Some(text);
                }
            }
            Deed::CloseVote(tally) => {
                let votes = std::mem::take(&mut open.votes);
                let outcome = tally.outcome();
                self.end(day, Evidence::Voted(tally, votes), outcome);
            }
            Deed::EndNotice => {
                let (first_day, last_day) = open.notice.unwrap_or((day, day));
                self.end(day, Evidence::Published(first_day, last_day), Ok(()));
            }
            Deed::Hear { text, minutes } => self.end(day, Evidence::Heard(text, minutes), Ok(())),
            Deed::File { text } => self.end(day, Evidence::Filed(text), Ok(())),
        }
    }

    fn end(&mut self, on: NaiveDate, evidence: Evidence, outcome: Result<(), NotPassed>) {
        let Some(stage) = self.stage() else { return };
        self.ended.push(EndedStage { stage, on, evidence });
        self.state = match outcome {
            Err(reason) => MotionState::Rejected(on, reason),
            Ok(()) if self.ended.len() == self.proposal.procedure.stages.len() => MotionState::Effective(on),
            Ok(()) => MotionState::UnderProcedure(OpenStage::default()),
        };
    }

    /// The stage at hand.
    pub fn stage(&self) -> Option<Stage> {
        match self.state {
            MotionState::UnderProcedure(_) => self.proposal.procedure.stages.get(self.ended.len()).copied(),
            _ => None,
        }
    }

    /// Since when it is effective.
    pub const fn effective_since(&self) -> Option<NaiveDate> {
        match self.state {
            MotionState::Effective(on) => Some(on),
            _ => None,
        }
    }

    /// The days on which it is or was published, the last time.
    pub fn notice(&self) -> Option<(NaiveDate, NaiveDate)> {
        let ended = self.ended.iter().rev().find_map(|ended| match ended.evidence {
            Evidence::Published(first_day, last_day) => Some((first_day, last_day)),
            _ => None,
        });
        match &self.state {
            MotionState::UnderProcedure(open) | MotionState::Void { left: open, .. } => open.notice.or(ended),
            _ => ended,
        }
    }

    /// Whether anybody has voted on it.
    pub fn has_votes(&self) -> bool {
        let is_vote = |ended: &EndedStage| matches!(ended.evidence, Evidence::Voted(..));
        matches!(&self.state, MotionState::UnderProcedure(open) if !open.votes.is_empty())
            || self.ended.iter().any(is_vote)
    }

    /// What is voted on must be what was put forward: the run that it is about, by its seal, and not replaced since. `held` is that run's seal and
    /// what replaced it; none where there is no such run any more.
    ///
    /// # Errors
    /// Where it is not.
    pub fn check_content(&self, held: Option<(Hash, Option<String>)>) -> Result<(), GovernanceRefusal> {
        if self.proposal.subject.is_empty() {
            return Ok(());
        }
        let is_about_run = self.proposal.kind == MotionKind::Distribution;
        let by = match held {
            Some((seal, _)) if is_about_run && seal != self.proposal.content => seal.to_string(),
            Some((_, None)) => return Ok(()),
            Some((_, Some(by))) => by,
            None => String::new(),
        };
        let subject = self.proposal.subject.clone();
        Err(GovernanceRefusal::ContentChanged { motion_no: self.motion_no, subject, by })
    }

    /// Whoever votes has seen what is voted on.
    ///
    /// # Errors
    /// Where they saw something else.
    pub fn check_seen(&self, seen: Hash) -> Result<(), GovernanceRefusal> {
        if seen == self.proposal.content {
            return Ok(());
        }
        let (motion_no, content) = (self.motion_no, self.proposal.content);
        Err(GovernanceRefusal::ContentSeenDiffers { motion_no, seen, content })
    }

    /// It becomes void, since something took the place of what it is about.
    pub fn become_void(&self, by: &str, day: NaiveDate) -> Act {
        self.act(day, Deed::BecomeVoid { by: by.to_owned() })
    }

    fn open(&self) -> Result<(&OpenStage, Stage), GovernanceRefusal> {
        match (&self.state, self.stage()) {
            (MotionState::UnderProcedure(open), Some(stage)) => Ok((open, stage)),
            _ => Err(GovernanceRefusal::MotionDecided { motion_no: self.motion_no }),
        }
    }

    pub(super) fn act(&self, day: NaiveDate, deed: Deed) -> Act {
        Act { motion_no: self.motion_no, day, deed }
    }

    /// A vote of the body whose turn it is.
    fn open_vote(&self) -> Result<(&OpenStage, Body), GovernanceRefusal> {
        match self.open()? {
            (open, Stage::Vote(body)) => Ok((open, body)),
            (_, stage) => Err(GovernanceRefusal::OtherStage { motion_no: self.motion_no, stage }),
        }
    }

    /// Somebody votes, signed in as themself.
    ///
    /// # Errors
    /// Without the seat, twice, too early, too late, or as the one who prepared it (`governance.md`, Vote).
    pub fn vote(
        &self,
        (user, voter): (&str, &Named),
        (choice, reason): (Choice, &str),
        rules: Rules<'_>,
        day: NaiveDate,
    ) -> Result<Act, GovernanceRefusal> {
        let motion_no = self.motion_no;
        let votes_at = |stage: &Stage| matches!(stage, Stage::Vote(body) if rules.holds(voter, *body, day));
        let own_closed = self.ended.iter().rfind(|ended| votes_at(&ended.stage));
        let open = match self.open_vote() {
            Ok(open) => open,
            // Of a stage that is over it is said that it is over, and when.
            Err(_) if own_closed.is_some() => return Err(closed(motion_no, own_closed)),
            Err(refusal) => return Err(refusal),
        };
        let (open, body) = open;
        if self.proposal.is_prepared_by(user, voter) {
            return Err(GovernanceRefusal::PreparerVotes { motion_no, user: user.to_owned() });
        }
        if !rules.holds(voter, body, day) {
            if own_closed.is_some() {
                return Err(closed(motion_no, own_closed));
            }
            let comes_later = self.proposal.procedure.stages.iter().skip(self.ended.len()).any(votes_at);
            return Err(match comes_later {
                true => GovernanceRefusal::NotYetTheirTurn { motion_no, body },
                false => GovernanceRefusal::SeatNotHeld { name: voter.name.clone(), body, day },
            });
        }
        if let Some(deadline) = open.deadline.filter(|deadline| day > *deadline) {
            return Err(GovernanceRefusal::VoteLate { motion_no, deadline });
        }
        if open.votes.iter().any(|vote| vote.voter.is_same(&voter.member_no, &voter.name)) {
            return Err(GovernanceRefusal::VotedAlready { motion_no, name: voter.name.clone(), body });
        }
        let vote = Vote { body, voter: voter.clone(), choice, reason: reason.to_owned() };
        Ok(self.act(day, Deed::Vote(vote)))
    }

    /// The chair says until when votes are taken.
    ///
    /// # Errors
    /// Where it is no vote's turn, somebody else says it, or the day has passed.
    pub fn set_deadline(
        &self,
        deadline: NaiveDate,
        by: Option<&Named>,
        rules: Rules<'_>,
        day: NaiveDate,
    ) -> Result<Act, GovernanceRefusal> {
        let (open, body) = self.open_vote()?;
        if !by.is_some_and(|person| rules.is_chair(person, body, day)) {
            return Err(GovernanceRefusal::ChairSetsDeadline { motion_no: self.motion_no, body });
        }
        // A vote that its deadline has ended is not opened again.
        match open.deadline.filter(|earlier| *earlier < day).or(Some(deadline).filter(|given| *given < day)) {
            Some(given) => Err(GovernanceRefusal::DeadlinePassed { given, day }),
            None => Ok(self.act(day, Deed::SetDeadline(deadline))),
        }
    }

    /// A vote is closed: by the body's chair, or once its deadline has passed. Its count is fixed with it.
    ///
    /// # Errors
    /// Where it is no vote's turn, it is neither chair nor deadline, or no rule says how to count.
    pub fn close_vote(&self, by: Option<&Named>, rules: Rules<'_>, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        let (open, body) = self.open_vote()?;
        let is_over = open.deadline.is_some_and(|deadline| day > deadline);
        if !is_over && !by.is_some_and(|person| rules.is_chair(person, body, day)) {
            return Err(GovernanceRefusal::ChairCloses { motion_no: self.motion_no, body, deadline: open.deadline });
        }
        // A seat votes once: who has left it since does not count beside who holds it now.
        let last = open.deadline.map_or(day, |deadline| deadline.min(day));
        let counts_as = |vote: &&Vote, choice| vote.choice == choice && rules.holds(&vote.voter, body, last);
        let count = |choice| open.votes.iter().filter(|vote| counts_as(vote, choice)).count() as u64;
        let counts = Counts {
            seats: 0,
            for_votes: count(Choice::For),
            against: count(Choice::Against),
            abstained: count(Choice::Abstain),
            recused: count(Choice::Recuse),
        };
        Ok(self.act(day, Deed::CloseVote(rules.tally(body, day, counts, None)?)))
    }

    /// A meeting that was held on paper: its counts and its scanned minutes, marked as such.
    ///
    /// # Errors
    /// Where it is no vote's turn, votes have been cast one by one, the counts cannot be, or who records it does not sit in the body or
    /// prepared the motion. Whoever holds the data records it while there are no users.
    pub fn record_meeting(
        &self,
        by: Option<(&str, &Named)>,
        (counts, minutes): (Counts, Hash),
        rules: Rules<'_>,
        day: NaiveDate,
    ) -> Result<Act, GovernanceRefusal> {
        let (open, body) = self.open_vote()?;
        if let Some((user, person)) = by
            && (!rules.may_record(person, body, day) || self.proposal.is_prepared_by(user, person))
        {
            return Err(GovernanceRefusal::RecorderUnfit { name: person.name.clone(), body });
        }
        if !open.votes.is_empty() {
            return Err(GovernanceRefusal::VotesCastAlready { motion_no: self.motion_no, votes: open.votes.len() });
        }
        let preparing =
            rules.held(body, day).filter(|seat| self.proposal.is_prepared_by("", &seat.holder())).count() as u64;
        let tally = rules.tally(body, day, counts, Some(minutes))?;
        // Who prepared it does not vote on paper either.
        let (given, seats) = (counts.present(), tally.counts.seats.saturating_sub(preparing));
        match given > seats {
            true => Err(GovernanceRefusal::MoreVotesThanSeats { body, given, seats }),
            false => Ok(self.act(day, Deed::CloseVote(tally))),
        }
    }

    /// Puts it up for the days that the charter says: from the day after.
    ///
    /// # Errors
    /// Where it is no notice's turn, or it is up already.
    pub fn publish(&self, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        let open = self.open_notice()?;
        if let Some((_, last_day)) = open.notice {
            return Err(GovernanceRefusal::PublishedAlready { motion_no: self.motion_no, last_day });
        }
        let days = u64::from(self.proposal.notice_days.unwrap_or_default());
        let (first_day, last_day) = (day + chrono::Days::new(1), day + chrono::Days::new(days));
        Ok(self.act(day, Deed::Publish { first_day, last_day }))
    }

    fn open_notice(&self) -> Result<&OpenStage, GovernanceRefusal> {
        match self.open()? {
            (open, Stage::Notice) => Ok(open),
            (_, stage) => Err(GovernanceRefusal::OtherStage { motion_no: self.motion_no, stage }),
        }
    }

    fn published(&self) -> Result<(NaiveDate, NaiveDate), GovernanceRefusal> {
        let motion_no = self.motion_no;
        self.open_notice()?.notice.ok_or(GovernanceRefusal::NotPublished { motion_no })
    }

    /// Somebody objects, to a line or to the whole.
    ///
    /// # Errors
    /// Outside the days of the notice, or where nothing is said.
    pub fn object(&self, by: Named, line: &str, text: &str, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        let (first_day, last_day) = self.published()?;
        if day > last_day {
            return Err(GovernanceRefusal::ObjectionLate { motion_no: self.motion_no, first_day, last_day });
        }
        let letters = line.chars().count();
        if letters > Objection::LONGEST_LINE {
            return Err(GovernanceRefusal::ObjectLineTooLong { letters, most: Objection::LONGEST_LINE });
        }
        let objection_no = self.objections.len() as u32 + 1;
        let objection = Objection { objection_no, by, line: line.to_owned(), text: said(text)? };
        Ok(self.act(day, Deed::Object(objection)))
    }

    /// The board answers an objection.
    ///
    /// # Errors
    /// Where there is no such objection, it has been answered, or nothing is said.
    pub fn answer(&self, objection_no: u32, text: &str, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        self.open()?;
        let objection = self.objections.iter().find(|(one, _)| one.objection_no == objection_no);
        match objection {
            Some((_, None)) => Ok(self.act(day, Deed::Answer { objection_no, text: said(text)? })),
            Some((_, Some(_))) => Err(GovernanceRefusal::AnsweredAlready { motion_no: self.motion_no, objection_no }),
            None => Err(GovernanceRefusal::ObjectionUnknown { motion_no: self.motion_no, objection_no }),
        }
    }

    /// A notice ends: its days have passed, and every objection is answered.
    ///
    /// # Errors
    /// Where that is not so.
    pub fn end_notice(&self, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        let (_, last_day) = self.published()?;
        let motion_no = self.motion_no;
        if day <= last_day {
            return Err(GovernanceRefusal::NoticeNotOver { motion_no, last_day });
        }
        let unanswered: Vec<u32> =
            self.objections.iter().filter(|(_, answer)| answer.is_none()).map(|(one, _)| one.objection_no).collect();
        match unanswered.is_empty() {
            true => Ok(self.act(day, Deed::EndNotice)),
            false => Err(GovernanceRefusal::ObjectionsOpen { motion_no, objections: unanswered }),
        }
    }

    /// What a hearing came to, or with whom it was filed.
    ///
    /// # Errors
    /// Where it is neither a hearing's nor a filing's turn, or nothing is said.
    pub fn record(&self, text: &str, minutes: Option<Hash>, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        let text = said(text)?;
        match self.open()?.1 {
            Stage::Hearing(_) => Ok(self.act(day, Deed::Hear { text, minutes })),
            Stage::Filing => Ok(self.act(day, Deed::File { text })),
            stage => Err(GovernanceRefusal::OtherStage { motion_no: self.motion_no, stage }),
        }
    }

    /// What is decided is put otherwise: at a hearing, before anybody has voted. Who puts it so does not vote on it.
    ///
    /// # Errors
    /// Where it is no hearing's turn, votes have been given, it is a run or a hold, or the matter cannot be put before the bodies or is another one.
    pub fn amend(&self, matter: Matter, by: Option<Preparer>, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        let (_, stage) = self.open()?;
        matter.check(self.proposal.kind, &self.proposal.procedure)?;
        matter.check_amendment(&self.proposal.matter, self.motion_no)?;
        let is_hearing = matches!(stage, Stage::Hearing(_));
        let is_free = self.proposal.subject.is_empty() && self.proposal.matter.hold.is_none();
        match is_hearing && is_free && !self.has_votes() {
            true => Ok(self.act(day, Deed::Amend(matter, by))),
            false => Err(GovernanceRefusal::OtherStage { motion_no: self.motion_no, stage }),
        }
    }
}

/// What somebody says, which is not nothing.
pub(super) fn said(text: &str) -> Result<String, GovernanceRefusal> {
    if text.is_empty() { Err(GovernanceRefusal::TextMissing) } else { Ok(text.to_owned()) }
}

fn closed(motion_no: u32, ended: Option<&EndedStage>) -> GovernanceRefusal {
    match ended {
        Some(EndedStage { stage, on, .. }) => GovernanceRefusal::StageClosed { motion_no, stage: *stage, on: *on },
        None => GovernanceRefusal::MotionDecided { motion_no },
    }
}
