//! What can be typed about users, motions, votes and objections.

use super::{parse_date, parse_run};
use crate::domain::access::role::Post;
use crate::domain::governance::act::Choice;
use crate::domain::governance::body::Body;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proposal::{Payer, PaymentTerms};
use crate::domain::governance::supervision::SupervisionKind;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::quantity::parse_scaled;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use strum::IntoEnumIterator;

/// `user`.
#[derive(Debug, Args)]
pub struct UserArguments {
    /// What to do
    #[command(subcommand)]
    pub action: UserAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `user …`.
#[derive(Debug, Subcommand)]
pub enum UserAction {
    /// Add a user for a person, and print a one-time code to hand over; the first user must be an administrator
    Add {
        /// The name to sign in with
        #[arg(value_name = "USER")]
        user_name: String,
        /// The member's number, where the person is a member
        #[arg(long, value_name = "MEMBER", required_unless_present = "name")]
        member: Option<String>,
        /// The person's name, where they are no member
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// A post: accountant, cashier, window_clerk, administrator (or in Chinese); may be given several times
        #[arg(long = "post", value_name = "POST", value_parser = parse_post)]
        posts: Vec<Post>,
    },
    /// Give a user these posts and no others
    Posts {
        /// The user
        #[arg(value_name = "USER")]
        user_name: String,
        /// A post; may be given several times
        #[arg(long = "post", value_name = "POST", value_parser = parse_post)]
        posts: Vec<Post>,
    },
    /// Print a new one-time code, for who forgot the password
    Code {
        /// The user
        #[arg(value_name = "USER")]
        user_name: String,
    },
    /// Close an account for good
    Close {
        /// The user
        #[arg(value_name = "USER")]
        user_name: String,
    },
    /// Set one's own password, with the one-time code or the old one
    Password {
        /// The user
        #[arg(value_name = "USER")]
        user_name: String,
    },
    /// Print a token that stands for the password until the end of the working day; sign in with --as
    Token,
    /// End all one's sessions; sign in with --as
    SignOut,
    /// Get a second factor for one's own account, to be entered in an authenticator; sign in with --as
    SecondFactor {
        /// Confirm it by its first code
        #[arg(long, conflicts_with = "remove")]
        confirm: bool,
        /// Take it away from a user who lost the device
        #[arg(long, value_name = "USER")]
        remove: Option<String>,
    },
    /// List all users, with their posts and the seats they hold today
    List,
}

/// `motion`.
#[derive(Debug, Args)]
pub struct MotionArguments {
    /// What to do
    #[command(subcommand)]
    pub action: MotionAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `motion …`.
#[derive(Debug, Subcommand)]
pub enum MotionAction {
    /// Put a run, or another matter, before the bodies
    Propose {
        /// A run: 2008#1; with --levy-due the levy that it comes to
        #[arg(long, value_name = "YEAR#N", value_parser = parse_run, conflicts_with_all = ["kind", "title", "payer", "file"], required_unless_present = "kind")]
        run: Option<(AccountingYear, Option<u32>)>,
        /// From which day on the levy of the run is to be paid
        #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "run")]
        levy_due: Option<NaiveDate>,
        /// What kind of matter: 一般事项, 重大事项, 付款 … (or in English)
        #[arg(long, value_name = "KIND", value_parser = parse_motion_kind, requires = "title")]
        kind: Option<MotionKind>,
        /// What is to be decided
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
        /// The file that says it all, such as the charter's new terms; it is kept, and imported as it is once it is decided
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// What is to be paid, where something is
        #[command(flatten)]
        payment: PaymentArguments,
    },
    /// Put what is decided otherwise, at a hearing
    Amend {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// What is to be decided
        #[arg(long, value_name = "TEXT")]
        title: String,
        /// The file that says it all
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// What is to be paid, where something is
        #[command(flatten)]
        payment: PaymentArguments,
    },
    /// Record that what was decided is paid
    Pay {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// The bank's number, or the voucher's
        #[arg(long, value_name = "NO")]
        reference: String,
    },
    /// List all motions
    List,
    /// Show how far a motion has come, with every vote, count, notice and objection
    Show {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
    },
    /// Say until when votes are taken
    Deadline {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// The last day
        #[arg(value_name = "DATE", value_parser = parse_date)]
        deadline: NaiveDate,
    },
    /// End the stage at hand: a vote by its chair or deadline, a notice once its days are over and every objection is answered
    Close {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
    },
    /// Record a vote of a meeting that was held on paper
    Meeting {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// Votes for
        #[arg(long = "for", value_name = "N")]
        for_votes: u64,
        /// Votes against
        #[arg(long, value_name = "N", default_value_t = 0)]
        against: u64,
        /// Abstentions
        #[arg(long, value_name = "N", default_value_t = 0)]
        abstain: u64,
        /// Recusals
        #[arg(long, value_name = "N", default_value_t = 0)]
        recuse: u64,
        /// The scanned minutes; the file is kept
        #[arg(long, value_name = "FILE")]
        minutes: PathBuf,
    },
    /// Record what a hearing came to, or with whom a motion was filed
    Record {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// What was said and agreed, or the office and its number
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// The scanned minutes; the file is kept
        #[arg(long, value_name = "FILE")]
        minutes: Option<PathBuf>,
    },
    /// Put a motion up for the days that the charter says
    Publish {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
    },
}

/// What is to be paid.
#[derive(Debug, Args)]
pub struct PaymentArguments {
    /// Who pays: 合作社 cooperative, 居民委员会 committee
    #[arg(long, value_name = "PAYER", value_parser = parse_payer, requires_all = ["payee", "amount", "due"])]
    pub payer: Option<Payer>,
    /// To whom
    #[arg(long, value_name = "PAYEE", requires = "payer")]
    pub payee: Option<String>,
    /// How much, in yuan
    #[arg(long, value_name = "YUAN", value_parser = parse_yuan, requires = "payer")]
    pub amount: Option<Money>,
    /// From which day on
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "payer")]
    pub due: Option<NaiveDate>,
}

impl PaymentArguments {
    /// The terms, where all of them were given.
    pub fn terms(&self) -> Option<PaymentTerms> {
        let payee = self.payee.clone()?;
        Some(PaymentTerms { payer: self.payer?, payee, amount: self.amount?, due: self.due? })
    }
}

/// `hold`.
#[derive(Debug, Args)]
pub struct HoldArguments {
    /// What to do
    #[command(subcommand)]
    pub action: HoldAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `hold …`.
#[derive(Debug, Subcommand)]
pub enum HoldAction {
    /// Propose to hold a payment or a run
    Place {
        /// The motion whose payment is to be held
        #[arg(long, value_name = "MOTION", conflicts_with = "run", required_unless_present = "run")]
        motion: Option<u32>,
        /// The run that is to be held: 2008#1
        #[arg(long, value_name = "YEAR#N", value_parser = parse_run)]
        run: Option<(AccountingYear, Option<u32>)>,
        /// Who proposes it, by member number or name; who is signed in where it is left out
        #[arg(long, value_name = "MEMBER")]
        proposer: Option<String>,
        /// Who wishes it with them, by member number or name; may be given several times
        #[arg(long = "cosigner", value_name = "MEMBER")]
        cosigners: Vec<String>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// What lifts it
        #[arg(long, value_name = "TEXT")]
        condition: String,
    },
    /// Record an inspection; with --satisfied it lifts the hold
    Inspect {
        /// The motion by which it is held
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// What was seen
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// The condition is met
        #[arg(long)]
        satisfied: bool,
    },
    /// List what is held now
    List,
}

/// `kinship`.
#[derive(Debug, Args)]
pub struct KinshipArguments {
    /// What to do
    #[command(subcommand)]
    pub action: KinshipAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `kinship …`.
#[derive(Debug, Subcommand)]
pub enum KinshipAction {
    /// Declare that two persons are close relatives; a household's members need no declaration
    Declare {
        /// One: a member's number, or a name
        #[arg(value_name = "PERSON")]
        one: String,
        /// The other: a member's number, or a name
        #[arg(value_name = "PERSON")]
        other: String,
        /// How they are related: 父子, 姐妹 …
        #[arg(long, value_name = "TEXT")]
        relation: String,
    },
    /// List what was declared
    List,
}

/// `supervision`.
#[derive(Debug, Args)]
pub struct SupervisionArguments {
    /// What to do
    #[command(subcommand)]
    pub action: SupervisionAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `supervision …`.
#[derive(Debug, Subcommand)]
pub enum SupervisionAction {
    /// Open a record: an agenda reviewed, a report, a complaint, a loss, a question
    Open {
        /// 议程审查, 监督报告, 投诉, 损失移送, 质询 (or in English)
        #[arg(long, value_name = "KIND", value_parser = parse_supervision)]
        kind: SupervisionKind,
        /// Who says it: a member's number
        #[arg(long, value_name = "MEMBER", required_unless_present = "name")]
        member: Option<String>,
        /// Who says it, where they are no member
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// About what: a motion, a voucher, a contract, a line, a meeting
        #[arg(long, value_name = "TEXT", default_value = "")]
        about: String,
        /// What is said
        #[arg(long, value_name = "TEXT")]
        text: String,
        /// Where a complaint is sent: 党总支, 居民委员会, 镇办公室
        #[arg(long, value_name = "WHERE", default_value = "")]
        route: String,
    },
    /// Stand behind a report; with more than half of the seats it is published
    Endorse {
        /// The record's number
        #[arg(value_name = "RECORD")]
        record_no: u32,
    },
    /// Answer a record, which ends with that
    Answer {
        /// The record's number
        #[arg(value_name = "RECORD")]
        record_no: u32,
        /// The answer
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    /// List all records
    List,
}

/// `election`.
#[derive(Debug, Args)]
pub struct ElectionArguments {
    /// What to do
    #[command(subcommand)]
    pub action: ElectionAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `election …`.
#[derive(Debug, Subcommand)]
pub enum ElectionAction {
    /// Announce an election of seats
    Announce {
        /// The body whose seats are filled: 监督委员会 …
        #[arg(long, value_name = "BODY", value_parser = parse_body)]
        body: Body,
        /// How many seats
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1000))]
        seats: u64,
        /// The body that elects: 居民代表大会 …
        #[arg(long, value_name = "BODY", value_parser = parse_body)]
        electors: Body,
    },
    /// Name a candidate
    Nominate {
        /// The election's number
        #[arg(value_name = "ELECTION")]
        election_no: u32,
        /// The candidate's member number
        #[arg(long, value_name = "MEMBER", required_unless_present = "name")]
        member: Option<String>,
        /// The candidate's name, where they are no member
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Who names them
        #[arg(long, value_name = "TEXT", default_value = "")]
        by: String,
    },
    /// Fix the list of candidates and put it up
    Publish {
        /// The election's number
        #[arg(value_name = "ELECTION")]
        election_no: u32,
        /// For how many days
        #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=90))]
        days: u32,
    },
    /// Enter the count of the secret ballot
    Count {
        /// The election's number
        #[arg(value_name = "ELECTION")]
        election_no: u32,
        /// Ballots issued
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=100_000))]
        issued: u64,
        /// Valid ballots
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=100_000))]
        valid: u64,
        /// Votes of a candidate, by name or member number: 张三=52; once for each
        #[arg(long = "votes", value_name = "NAME=N", value_parser = parse_votes)]
        votes: Vec<(String, u64)>,
        /// The scanned minutes; the file is kept
        #[arg(long, value_name = "FILE")]
        minutes: PathBuf,
    },
    /// Appoint the elected: writes their seats as a sheet, and imports it
    Appoint {
        /// The election's number
        #[arg(value_name = "ELECTION")]
        election_no: u32,
        /// The first day of their term
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        from: NaiveDate,
        /// The last day of their term
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        until: Option<NaiveDate>,
        /// The sheet to write
        #[arg(long, value_name = "FILE")]
        csv: PathBuf,
    },
    /// Show an election
    Show {
        /// The election's number
        #[arg(value_name = "ELECTION")]
        election_no: u32,
    },
    /// List all elections
    List,
}

/// `vote`.
#[derive(Debug, Args)]
pub struct VoteArguments {
    /// The motion's number
    #[arg(value_name = "MOTION")]
    pub motion_no: u32,
    /// 赞成 for, 反对 against, 弃权 abstain, 回避 recuse
    #[arg(value_name = "CHOICE", value_parser = parse_vote)]
    pub choice: Choice,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `objection`.
#[derive(Debug, Args)]
pub struct ObjectionArguments {
    /// What to do
    #[command(subcommand)]
    pub action: ObjectionAction,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// `objection …`.
#[derive(Debug, Subcommand)]
pub enum ObjectionAction {
    /// Object during a notice, to a line or to the whole
    Raise {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// Who objects: a member's number
        #[arg(long, value_name = "MEMBER")]
        member: String,
        /// To which line, such as a contract's or a parcel's number; the whole where it is left out
        #[arg(long, value_name = "LINE", default_value = "")]
        line: String,
        /// What is said
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    /// Answer an objection, for the board of directors
    Answer {
        /// The motion's number
        #[arg(value_name = "MOTION")]
        motion_no: u32,
        /// The objection's number
        #[arg(value_name = "OBJECTION")]
        objection_no: u32,
        /// The answer
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
}

/// `charter`.
#[derive(Debug, Args)]
pub struct CharterArguments {
    /// The day; today where none is given
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Option<NaiveDate>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `body`.
#[derive(Debug, Args)]
pub struct BodyArguments {
    /// Who held which seat on this day; today where none is given
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub on: Option<NaiveDate>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn parse_supervision(text: &str) -> Result<SupervisionKind, String> {
    let known: Vec<String> = SupervisionKind::iter().map(|kind| format!("{} ({})", kind.code(), kind.zh())).collect();
    SupervisionKind::lookup(text).ok_or_else(|| known.join(", "))
}

fn parse_body(text: &str) -> Result<Body, String> {
    let known: Vec<&str> = Body::iter().map(Body::zh).collect();
    Body::lookup(text).ok_or_else(|| known.join("、"))
}

fn parse_votes(text: &str) -> Result<(String, u64), String> {
    let halves = text.rsplit_once(['=', '＝']);
    let read =
        halves.and_then(|(name, votes)| Some((name.to_owned(), votes.parse().ok().filter(|votes| *votes <= 100_000)?)));
    read.ok_or_else(|| "应为 姓名=票数 · NAME=VOTES".to_owned())
}

fn parse_payer(text: &str) -> Result<Payer, String> {
    Payer::lookup(text).ok_or_else(|| "合作社 cooperative, 居民委员会 committee".to_owned())
}

fn parse_yuan(text: &str) -> Result<Money, String> {
    let plain = text.replace([',', '，'], "");
    let fen = parse_scaled(&plain, 2).ok().filter(|fen| *fen > 0).map(Money::from_fen);
    fen.ok_or_else(|| "金额应如 450000 或 1234.56 · an amount such as 1234.56".to_owned())
}

fn parse_post(text: &str) -> Result<Post, String> {
    let known: Vec<String> = Post::iter().map(|post| format!("{} ({})", post.code(), post.zh())).collect();
    Post::lookup(text).ok_or_else(|| known.join(", "))
}

fn parse_motion_kind(text: &str) -> Result<MotionKind, String> {
    let known: Vec<String> = MotionKind::iter().map(|kind| format!("{} ({})", kind.code(), kind.zh())).collect();
    MotionKind::lookup(text).ok_or_else(|| known.join(", "))
}

fn parse_vote(text: &str) -> Result<Choice, String> {
    let known: Vec<String> = Choice::iter().map(|choice| format!("{} ({})", choice.code(), choice.zh())).collect();
    Choice::lookup(text).ok_or_else(|| known.join(", "))
}
