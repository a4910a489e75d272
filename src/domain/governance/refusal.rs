//! What stands against an act of a body, by name.

use super::body::Body;
use super::charter::CharterItem;
use super::procedure::{MotionKind, Stage};
use super::proposal::Payer;
use super::seal::Hash;
use super::supervision::SupervisionKind;
use chrono::NaiveDate;

/// Why an act is refused (`governance.md`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
#[error("{}", <&'static str>::from(self))]
pub enum GovernanceRefusal {
    /// No motion with that number.
    MotionUnknown {
        /// The number.
        motion_no: u32,
        /// The last number there is.
        last: u32,
    },
    /// Neither charter nor program says how a kind of motion proceeds.
    ProcedureMissing {
        /// The kind.
        kind: MotionKind,
    },
    /// The procedure has a notice, and the charter does not say how long.
    NoticeDaysMissing,
    /// Neither charter nor law says how a body decides.
    VotingRuleMissing {
        /// The body.
        body: Body,
        /// What is not said.
        item: CharterItem,
    },
    /// The run is already before the bodies.
    MotionOnSubject {
        /// The run.
        subject: String,
        /// The motion.
        motion_no: u32,
    },
    /// Somebody votes on what they saw, which is not what stands now.
    ContentSeenDiffers {
        /// The motion.
        motion_no: u32,
        /// The hash of what was seen.
        seen: Hash,
        /// The hash of what stands.
        content: Hash,
    },
    /// What was put forward has been replaced since: every vote is void.
    ContentChanged {
        /// The motion.
        motion_no: u32,
        /// What it was about.
        subject: String,
        /// What replaced it.
        by: String,
    },
    /// The motion is effective or rejected.
    MotionDecided {
        /// The motion.
        motion_no: u32,
    },
    /// Whose money it is does not fit the kind of motion.
    PayerUnfit {
        /// The kind.
        kind: MotionKind,
        /// Who would pay.
        payer: Payer,
    },
    /// An amendment that pays somebody else, from another purse, or more.
    AmendmentTooFar {
        /// The motion.
        motion_no: u32,
    },
    /// A file that is to be kept has nothing in it.
    FileEmpty {
        /// The file.
        file: String,
    },
    /// A new term of the charter that would count from before it was decided on.
    TermBackdated {
        /// The item.
        item: CharterItem,
        /// From when it would count; none: always.
        effective_date: Option<NaiveDate>,
        /// The day of the decision.
        day: NaiveDate,
    },
    /// A term of office that begins before the votes for it were counted.
    TermBeforeCount {
        /// The first day.
        first_day: NaiveDate,
        /// The day of the count.
        counted_on: NaiveDate,
    },
    /// A term of office that ends before it begins.
    TermEndsEarly {
        /// The first day.
        first_day: NaiveDate,
        /// The last day.
        last_day: NaiveDate,
    },
    /// Another stage's turn.
    OtherStage {
        /// The motion.
        motion_no: u32,
        /// The stage whose turn it is.
        stage: Stage,
    },
    /// The voter's body comes later.
    NotYetTheirTurn {
        /// The motion.
        motion_no: u32,
        /// Whose turn it is.
        body: Body,
    },
    /// The voter's stage is over.
    StageClosed {
        /// The motion.
        motion_no: u32,
        /// The stage.
        stage: Stage,
        /// When it ended.
        on: NaiveDate,
    },
    /// The voter has no seat in the body.
    SeatNotHeld {
        /// The voter.
        name: String,
        /// The body.
        body: Body,
        /// The day.
        day: NaiveDate,
    },
    /// One vote a seat.
    VotedAlready {
        /// The motion.
        motion_no: u32,
        /// The voter.
        name: String,
        /// The body.
        body: Body,
    },
    /// Who prepared it never votes on it.
    PreparerVotes {
        /// The motion.
        motion_no: u32,
        /// The user.
        user: String,
    },
    /// Votes are signed in: a cooperative without users records meetings instead.
    NobodySignedIn,
    /// The deadline has passed.
    VoteLate {
        /// The motion.
        motion_no: u32,
        /// Until when.
        deadline: NaiveDate,
    },
    /// A deadline in the past.
    DeadlinePassed {
        /// The deadline.
        given: NaiveDate,
        /// Today.
        day: NaiveDate,
    },
    /// A vote is closed by the chair or its deadline.
    ChairCloses {
        /// The motion.
        motion_no: u32,
        /// Whose chair.
        body: Body,
        /// The deadline, where there is one.
        deadline: Option<NaiveDate>,
    },
    /// The chair of the body says until when it votes.
    ChairSetsDeadline {
        /// The motion.
        motion_no: u32,
        /// Whose chair.
        body: Body,
    },
    /// Who records a vote on paper sits in the body, and did not prepare the motion.
    RecorderUnfit {
        /// Who it was.
        name: String,
        /// The body.
        body: Body,
    },
    /// A motion without a title, an answer without words, a payment without its number.
    TextMissing,
    /// What an objection is about is a name: a parcel, a contract, a line.
    ObjectLineTooLong {
        /// How many letters it has.
        letters: usize,
        /// How many it may have.
        most: usize,
    },
    /// A procedure in which nobody votes pays nothing.
    PaymentNeedsVote {
        /// The kind whose procedure it is.
        kind: MotionKind,
    },
    /// Runs and holds are put forward as what they are, not as words.
    KindNeedsSubject {
        /// The kind.
        kind: MotionKind,
    },
    /// The charter lets a body decide on this.
    ChangeNeedsMotion {
        /// The kind of motion.
        kind: MotionKind,
    },
    /// A motion of another kind.
    OtherKind {
        /// The motion.
        motion_no: u32,
        /// What it is.
        kind: MotionKind,
        /// What it would have to be.
        expected: MotionKind,
    },
    /// Not the file that the bodies decided on, alone.
    FileNotDecided {
        /// The motion.
        motion_no: u32,
    },
    /// What was decided is entered once.
    CarriedOutAlready {
        /// The motion.
        motion_no: u32,
        /// When it was.
        on: NaiveDate,
        /// By which batch.
        batch_no: i64,
    },
    /// The run that it rests on is not effective.
    SubjectNotEffective {
        /// The run.
        subject: String,
    },
    /// The run has no levy.
    NoLevy {
        /// The run.
        subject: String,
    },
    /// Nothing is decided on a run while it is held.
    SubjectHeld {
        /// The run.
        subject: String,
        /// The hold.
        hold: u32,
    },
    /// Each wishes a hold once.
    CosignerTwice {
        /// Who.
        name: String,
    },
    /// Nobody is a relative of their own.
    KinshipWithSelf {
        /// Who.
        name: String,
    },
    /// Seats are filled by an assembly.
    ElectorsUnfit {
        /// Who would elect.
        body: Body,
    },
    /// Votes were cast one by one: they cannot be recorded as a meeting too.
    VotesCastAlready {
        /// The motion.
        motion_no: u32,
        /// How many.
        votes: usize,
    },
    /// More votes than seats.
    MoreVotesThanSeats {
        /// The body.
        body: Body,
        /// The votes.
        given: u64,
        /// The seats.
        seats: u64,
    },
    /// It is up already.
    PublishedAlready {
        /// The motion.
        motion_no: u32,
        /// Until when.
        last_day: NaiveDate,
    },
    /// It is not up yet.
    NotPublished {
        /// The motion.
        motion_no: u32,
    },
    /// The days for objections are over.
    ObjectionLate {
        /// The motion.
        motion_no: u32,
        /// From when.
        first_day: NaiveDate,
        /// Until when.
        last_day: NaiveDate,
    },
    /// No objection with that number.
    ObjectionUnknown {
        /// The motion.
        motion_no: u32,
        /// The number.
        objection_no: u32,
    },
    /// One answer an objection.
    AnsweredAlready {
        /// The motion.
        motion_no: u32,
        /// The number.
        objection_no: u32,
    },
    /// The notice runs on.
    NoticeNotOver {
        /// The motion.
        motion_no: u32,
        /// Until when.
        last_day: NaiveDate,
    },
    /// Objections without an answer.
    ObjectionsOpen {
        /// The motion.
        motion_no: u32,
        /// Their numbers.
        objections: Vec<u32>,
    },
    /// The hold is not effective, was lifted, or is none.
    NothingHeld {
        /// The motion.
        motion_no: u32,
    },
    /// Nothing is to be paid by it.
    NothingToPay {
        /// The motion.
        motion_no: u32,
    },
    /// It has not been decided yet.
    NotEffective {
        /// The motion.
        motion_no: u32,
    },
    /// Paid once is enough.
    PaidAlready {
        /// The motion.
        motion_no: u32,
        /// When.
        paid_on: NaiveDate,
    },
    /// It is held: neither payable nor free.
    PaymentHeld {
        /// The motion.
        motion_no: u32,
        /// The hold.
        hold: u32,
    },
    /// Its day has not come.
    NotYetDue {
        /// The motion.
        motion_no: u32,
        /// When it is.
        due: NaiveDate,
    },
    /// It is held already, or a hold is before the bodies.
    HeldAlready {
        /// The hold.
        hold: u32,
    },
    /// A hold that says neither why nor until what.
    HoldUnexplained,
    /// Who inspects sits in the body that wished the hold.
    InspectorUnfit {
        /// Who it was.
        name: String,
        /// The body.
        body: Body,
    },
    /// No election with that number.
    ElectionUnknown {
        /// The number.
        election_no: u32,
        /// The last number there is.
        last: u32,
    },
    /// The election is at another stage.
    ElectionStage {
        /// The election.
        election_no: u32,
        /// When this may be done, as people say it.
        expected: &'static str,
    },
    /// The charter does not say how many more candidates than seats there must be.
    CandidateMarginMissing,
    /// Named already.
    CandidateTwice {
        /// Who.
        name: String,
    },
    /// A vote for somebody who is no candidate.
    CandidateUnknown {
        /// Who.
        name: String,
    },
    /// Fewer candidates than the charter asks for.
    TooFewCandidates {
        /// How many there are.
        given: u64,
        /// How many there must be.
        least: u64,
    },
    /// The list of candidates is still up.
    CandidatesStillUp {
        /// The election.
        election_no: u32,
        /// Until when.
        last_day: NaiveDate,
    },
    /// Counts that cannot be.
    BallotsImpossible {
        /// Ballots issued.
        issued: u64,
        /// Valid ones.
        valid: u64,
        /// Votes in all.
        votes: u64,
    },
    /// No record of supervision with that number.
    RecordUnknown {
        /// The number.
        record_no: u32,
        /// The last number there is.
        last: u32,
    },
    /// It has been answered.
    RecordEnded {
        /// The record.
        record_no: u32,
    },
    /// Only reports are stood behind.
    NoReport {
        /// The record.
        record_no: u32,
    },
    /// Each stands behind a report once.
    EndorsedAlready {
        /// The record.
        record_no: u32,
        /// Who.
        name: String,
    },
    /// More seats are held than the charter establishes.
    MoreSeatsThanCharter {
        /// The body.
        body: Body,
        /// From which day on.
        day: NaiveDate,
        /// How many are held.
        held: u64,
        /// How many there are.
        seats: u64,
    },
    /// It is sent where its kind does not go.
    RouteUnfit {
        /// The kind.
        kind: SupervisionKind,
        /// Where it was sent.
        given: String,
        /// Where it may go.
        routes: &'static [&'static str],
    },
    /// A file that an act names, such as scanned minutes, cannot be read.
    FileUnreadable {
        /// The file.
        file: String,
        /// What the system said.
        reason: String,
    },
}
