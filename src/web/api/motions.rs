//! Motions (议题): proposed, heard and amended, voted on, closed, put up, paid.

use super::given::{Given, amount};
use super::operation::{Gave, Operation, Parameter, body, path};
use super::shape::Shape::{
    self, Amount, Code, Day, File, Flag, Hash, List, Maybe, Money, Named, Number, Object, Optional, Run, Text, Whole,
    Words,
};
use super::supervision::PERSON;
use super::{MONEY, NEXT};
use crate::application::governance::{self, MatterRequest, ProposalRequest, query};
use crate::application::{Context, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::act::Choice;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proposal::{Payer, PaymentTerms};
use crate::domain::governance::voting_rule::Counts;
use crate::json::governance as values;
use crate::rendering::json as of_domain;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use std::path::PathBuf;
use strum::IntoEnumIterator;

const VOTE: Shape =
    Object(&[("body", Text), ("member_no", Text), ("name", Text), ("choice", Code(choices)), ("reason", Text)]);
const DAYS: Shape = Object(&[("first_day", Day), ("last_day", Day)]);
const TALLY: Shape = Object(&[
    ("seats", Whole),
    ("present", Whole),
    ("for", Whole),
    ("against", Whole),
    ("abstained", Whole),
    ("recused", Whole),
    ("quorum_required", Whole),
    ("majority_required", Whole),
    ("quorum", Text),
    ("majority", Text),
    ("basis", Text),
    ("passed", Flag),
    ("reason", Maybe(&Text)),
    ("minutes", Maybe(&Hash)),
]);
const ENDED: Shape = Object(&[
    ("stage", Text),
    ("on", Day),
    ("tally", Optional(&TALLY)),
    ("votes", Optional(&List(&VOTE))),
    ("notice", Optional(&DAYS)),
    ("text", Optional(&Text)),
    ("minutes", Optional(&Maybe(&Hash))),
]);
const OPEN: Shape = Object(&[("votes", List(&VOTE)), ("deadline", Maybe(&Day)), ("notice", Maybe(&DAYS))]);
const PAYMENT: Shape = Object(&[
    ("payer", Text),
    ("payee", Text),
    ("amount", Money),
    ("due", Day),
    ("paid_on", Maybe(&Day)),
    ("reference", Maybe(&Text)),
]);
const HOLD: Shape = Object(&[
    ("target", Object(&[("motion", Optional(&Whole)), ("run", Optional(&Text))])),
    ("proposer", PERSON),
    ("cosigners", List(&PERSON)),
    ("reason", Text),
    ("condition", Text),
    ("holds", Flag),
    ("inspections", List(&Object(&[("on", Day), ("text", Text), ("satisfied", Flag)]))),
]);
const OBJECTION: Shape = Object(&[
    ("objection_no", Whole),
    ("member_no", Text),
    ("name", Text),
    ("line", Text),
    ("text", Text),
    ("answer", Maybe(&Text)),
]);
/// A motion with everything that was done with it.
pub const MOTION: Shape = Named(
    "Motion",
    &Object(&[
        ("motion", Whole),
        ("kind", Code(kinds)),
        ("title", Text),
        ("payment", Maybe(&PAYMENT)),
        ("hold", Maybe(&HOLD)),
        ("file", Maybe(&Hash)),
        ("carried_out", Maybe(&Object(&[("on", Day), ("batch", Whole)]))),
        ("subject", Text),
        ("content", Hash),
        ("proposed_on", Day),
        ("procedure", List(&Text)),
        ("notice_days", Maybe(&Whole)),
        ("preparers", List(&Text)),
        ("state", Code(states)),
        ("since", Maybe(&Day)),
        ("reason", Maybe(&Text)),
        ("stage", Maybe(&Text)),
        ("open", Maybe(&OPEN)),
        ("ended", List(&ENDED)),
        ("objections", List(&OBJECTION)),
    ]),
);
/// The number of a motion.
pub const MOTION_NO: Parameter = path("motion_no", Number(1, 1_000_000));

/// Seats that were counted.
const SEATS: Shape = Number(0, 100_000);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/motions", MONEY, "listMotions", list)
        .says("议题，按编号", "Motions, by their numbers")
        .paged("motions", &["motion"])
        .gives(Object(&[("motions", List(&MOTION)), NEXT])),
    Operation::post("/api/v1/motions", Who::May(Action::Propose), "propose", propose)
        .says(
            "提出议题：一次分配（run），它的公益金上缴（run 和 levy_due），或别的事项（kind 和 title，也许有付款和文件）",
            "Propose: a run, its levy (run and levy_due), or another matter (kind and title, perhaps what is paid, and a file)",
        )
        .takes(&[
            body("run", Optional(&Run)),
            body("levy_due", Optional(&Day)),
            body("kind", Optional(&Code(kinds))),
            body("title", Optional(&Words(1, 400))),
            body("payer", Optional(&Code(payers))),
            body("payee", Optional(&Words(1, 200))),
            body("amount", Optional(&Amount)),
            body("due", Optional(&Day)),
            body("file", Optional(&File)),
        ])
        .gives(MOTION),
    Operation::get("/api/v1/motions/{motion_no}", MONEY, "showMotion", show)
        .says("一个议题的每一票、每次计票、公示和异议", "A motion with every vote, count, notice and objection")
        .takes(&[MOTION_NO])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/votes", Who::May(Action::Vote), "vote", vote)
        .says(
            "投票；content 是所见议题的内容哈希，与现状不符时不计票（409）；每席一票",
            "Vote; content is the motion's as it was seen: where it has changed no vote is cast (409). One seat, one vote",
        )
        .takes(&[
            MOTION_NO,
            body("choice", Code(choices)),
            body("content", Hash),
            body("reason", Optional(&Words(0, 1_000))),
        ])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/deadline", Who::May(Action::CloseVote), "setDeadline", deadline)
        .says("定表决截止日", "Say until when votes are taken")
        .takes(&[MOTION_NO, body("deadline", Day)])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/meeting", Who::May(Action::RecordVote), "recordMeeting", meeting)
        .says(
            "登记纸质会议的表决和会议记录；只写有票的",
            "Record a vote that was held at a meeting on paper, with its minutes; what is none is left out",
        )
        .takes(&[
            MOTION_NO,
            body("for", Optional(&SEATS)),
            body("against", Optional(&SEATS)),
            body("abstained", Optional(&SEATS)),
            body("recused", Optional(&SEATS)),
            body("minutes", File),
        ])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/record", Who::May(Action::RecordMeeting), "recordStage", record)
        .says("登记议事结果或备案，也许有会议记录", "Record what a hearing came to or where it was filed, perhaps with minutes")
        .takes(&[MOTION_NO, body("text", Words(1, 4_000)), body("minutes", Optional(&File))])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/amendment", Who::May(Action::RecordMeeting), "amendMotion", amend)
        .says(
            "议事之后修改议题：题目，付款，文件；以前的票作废",
            "Amend a motion after it was heard: title, payment, file; earlier votes are void",
        )
        .takes(&[
            MOTION_NO,
            body("title", Words(1, 400)),
            body("payer", Optional(&Code(payers))),
            body("payee", Optional(&Words(1, 200))),
            body("amount", Optional(&Amount)),
            body("due", Optional(&Day)),
            body("file", Optional(&File)),
        ])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/close", Who::SignedIn, "closeStage", close)
        .says("结束当前环节：计票，或公示期满", "End the stage at hand: a vote is counted, a notice is over")
        .takes(&[MOTION_NO])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/publication", Who::May(Action::Publish), "publish", publish)
        .says("公示", "Put it up for everybody to see")
        .takes(&[MOTION_NO])
        .gives(MOTION),
    Operation::post("/api/v1/motions/{motion_no}/payment", Who::May(Action::Pay), "payMotion", pay)
        .says("登记议题的付款已付讫；一次", "Record that what was decided is paid, once")
        .takes(&[MOTION_NO, body("reference", Words(1, 80))])
        .gives(MOTION),
];

fn choices() -> Vec<&'static str> {
    Choice::iter().map(Choice::code).collect()
}

fn kinds() -> Vec<&'static str> {
    MotionKind::iter().map(MotionKind::code).collect()
}

fn payers() -> Vec<&'static str> {
    vec!["cooperative", "committee"]
}

fn states() -> Vec<&'static str> {
    vec!["under_procedure", "effective", "rejected"]
}

fn list(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::motions(visit.overview.motions()))
}

fn show(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let motion_no = given.number("motion_no")?;
    Ok(of_domain::motion(&visit.read(|db, cooperative| query::motion(db, cooperative, motion_no))?))
}

/// What is paid, where anything is; half of a payment is none.
fn terms(given: &Given<'_>) -> Result<Option<PaymentTerms>, Trouble> {
    if given.maybe_text("payer").is_none() {
        return Ok(None);
    }
    Ok(Some(PaymentTerms {
        payer: given.parsed("payer", Payer::lookup)?,
        payee: given.parsed("payee", |text| Some(text.to_owned()))?,
        amount: given.parsed("amount", amount)?,
        due: given.day("due")?,
    }))
}

/// What is to be decided, with the file that was sent with it.
fn matter(given: &Given<'_>, file: Option<PathBuf>) -> Result<MatterRequest, Trouble> {
    let title = given.parsed("title", |text| Some(text.to_owned()))?;
    Ok(MatterRequest { title, payment: terms(given)?, file })
}

fn propose(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (_folder, files) = given.files("file")?;
    let request = match given.maybe("run", super::shape::run) {
        Some((year, number)) => {
            let run = RunNumber { year, number: number.unwrap_or(1) };
            given.maybe_day("levy_due").map_or(ProposalRequest::Run(run), |due| ProposalRequest::Levy(run, due))
        }
        None => {
            let matter = matter(given, files.into_iter().next().map(|(path, _)| path))?;
            ProposalRequest::Matter(given.parsed("kind", MotionKind::lookup)?, matter)
        }
    };
    act(visit, |db, cooperative, context| governance::propose(db, cooperative, &request, context))
}

fn vote(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let seen = (given.number("motion_no")?, given.parsed("content", |text| text.parse().ok())?);
    let vote = (given.parsed("choice", Choice::lookup)?, given.text("reason"));
    act(visit, |db, cooperative, context| governance::vote_on_seen(db, cooperative, seen, vote, context))
}

fn deadline(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (motion_no, deadline) = (given.number("motion_no")?, given.day("deadline")?);
    act(visit, |db, cooperative, context| governance::set_deadline(db, cooperative, motion_no, deadline, context))
}

fn meeting(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let motion_no = given.number("motion_no")?;
    let (_folder, minutes) = given.file("minutes")?;
    let counted = |name: &str| given.maybe_number(name).unwrap_or_default();
    let counts = Counts {
        seats: 0,
        for_votes: counted("for"),
        against: counted("against"),
        abstained: counted("abstained"),
        recused: counted("recused"),
    };
    act(visit, |db, cooperative, context| {
        governance::record_meeting(db, cooperative, motion_no, (counts, &minutes), context)
    })
}

fn record(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let motion_no = given.number("motion_no")?;
    let (_folder, files) = given.files("minutes")?;
    let recorded = (given.text("text"), files.first().map(|(path, _)| path.as_path()));
    act(visit, |db, cooperative, context| governance::record(db, cooperative, motion_no, recorded, context))
}

fn amend(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let motion_no = given.number("motion_no")?;
    let (_folder, files) = given.files("file")?;
    let matter = matter(given, files.into_iter().next().map(|(path, _)| path))?;
    act(visit, |db, cooperative, context| governance::amend(db, cooperative, motion_no, &matter, context))
}

fn close(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let motion_no = given.number("motion_no")?;
    act(visit, |db, cooperative, context| governance::close(db, cooperative, motion_no, context))
}

fn publish(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let motion_no = given.number("motion_no")?;
    act(visit, |db, cooperative, context| governance::publish(db, cooperative, motion_no, context))
}

fn pay(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (motion_no, reference) = (given.number("motion_no")?, given.text("reference"));
    act(visit, |db, cooperative, context| governance::pay(db, cooperative, motion_no, reference, context))
}

/// Does something with a motion, and shows it as it stands then.
pub fn act(
    visit: &mut Visit<'_>,
    act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<Motion>,
) -> Gave {
    Ok(of_domain::motion(&visit.act(act)?))
}
