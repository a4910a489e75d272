//! Holds (暂缓): what is held now and since when, what was, and the form that wishes one.

use super::{family, motion};
use crate::application::boards::{self, Holdable};
use crate::application::governance::{HoldRequest, HoldRequestTarget, place_hold};
use crate::application::overview::Overview;
use crate::domain::access::permission::Action;
use crate::domain::governance::body::Seat;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proposal::HoldTarget;
use crate::rendering::amount::yuan;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::route_table::Who;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use chrono::NaiveDate;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "boards/holds.html")]
struct HoldsPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    held: Vec<HoldLine>,
    others: Vec<HoldLine>,
    may_place: bool,
    /// Value, name, whether it is chosen.
    targets: Vec<(String, String, bool)>,
    /// Value, name, whether it is chosen.
    signers: Vec<(String, String, bool)>,
}

/// A hold in a list.
pub struct HoldLine {
    /// The motion by which it is held.
    pub motion_no: u32,
    /// What is held.
    pub title: String,
    /// The motion whose payment is held, where it is one.
    pub target: Option<u32>,
    /// Since when; none while it is before the bodies.
    pub since: Option<NaiveDate>,
    /// When an inspection lifted it; none where none has.
    pub lifted: Option<NaiveDate>,
    /// 提出人.
    pub proposer: String,
    /// 附议人.
    pub cosigners: String,
    /// 理由.
    pub reason: String,
    /// 解除条件.
    pub condition: String,
    /// When, what was seen, whether it satisfied.
    pub inspections: Vec<(NaiveDate, String, bool)>,
    /// How far it has come, in words.
    pub state: String,
}

impl HoldLine {
    /// A hold in a list; none where the motion is none.
    pub fn new(motion: &Motion, overview: &Overview, t: Language) -> Option<HoldLine> {
        let hold = motion.proposal.matter.hold.as_ref()?;
        let (title, target) = match &hold.target {
            HoldTarget::Run(run) => (run.clone(), None),
            HoldTarget::Motion(motion_no) => {
                let held = overview.motion(*motion_no);
                (held.map(|held| motion_text::title(held, t)).unwrap_or_default(), Some(*motion_no))
            }
        };
        Some(HoldLine {
            motion_no: motion.motion_no,
            title,
            target,
            since: motion.effective_since(),
            lifted: motion.inspections.iter().find(|(_, _, satisfies)| *satisfies).map(|(day, ..)| *day),
            proposer: hold.proposer.name.clone(),
            cosigners: hold.cosigners.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("、"),
            reason: hold.reason.clone(),
            condition: hold.condition.clone(),
            inspections: motion.inspections.clone(),
            state: String::new(),
        })
    }
}

/// The page; `?about=` names what the form is about.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let about = visit.asked.query.get("about").to_owned();
    show(visit, Form::default(), &about, &[])
}

fn show(visit: &mut Visit<'_>, form: Form, about: &str, signed: &[String]) -> Answered {
    let (t, today, overview) = (visit.t(), visit.today(), Arc::clone(&visit.overview));
    let (mut held, mut others) = (Vec::new(), Vec::new());
    for motion in overview.motions().iter().rev().filter(|motion| motion.proposal.kind == MotionKind::Hold) {
        let list = if motion.holds().is_some() { &mut held } else { &mut others };
        let line = HoldLine::new(motion, &overview, t);
        list.extend(line.map(|line| HoldLine { state: motion_text::state(motion, t), ..line }));
    }
    let found = visit.actor.person().map(|person| boards::holdable(&overview, person, today)).unwrap_or_default();
    let Holdable { motions, runs, signers } = found;
    let payments = motions.iter().map(|motion| {
        let amount = motion.proposal.matter.payment.as_ref().map(|payment| yuan(payment.amount));
        let (number, title, amount) = (motion.motion_no, motion_text::title(motion, t), amount.unwrap_or_default());
        (number.to_string(), format!("{} {number}：{title}，{amount} {}", t.say("议题", "Motion"), t.say("元", "yuan")))
    });
    let runs = runs.into_iter().map(|run| (run_name::slug(run), format!("{} {run}", t.say("分配", "Run"))));
    let targets = payments.chain(runs).map(|(value, name)| {
        let is_chosen = value == about;
        (value, name, is_chosen)
    });
    let signer = |seat: &&Seat| {
        let value = if seat.member_no.is_empty() { seat.name.to_string() } else { seat.member_no.to_string() };
        let is_chosen = signed.contains(&value);
        (
            value,
            format!("{} {}{}", seat.member_no, seat.name, t.bracketed(motion_text::body_name(seat.body, t))),
            is_chosen,
        )
    };
    page(&HoldsPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        form,
        held,
        others,
        may_place: visit.is_for(Who::May(Action::PlaceHold)),
        targets: targets.collect(),
        signers: signers.iter().map(signer).collect(),
    })
}

/// What is to be held: a motion by its number, a run by its address.
fn target(text: &str) -> Option<HoldRequestTarget> {
    let motion = text.parse().ok().map(HoldRequestTarget::Motion);
    motion.or_else(|| run_name::parse(text).map(HoldRequestTarget::Run))
}

/// Wishes a hold.
pub fn place(visit: &mut Visit<'_>) -> Answered {
    let (t, given) = (visit.t(), visit.asked.form.clone());
    let cosigners: Vec<String> = given.all("cosigner").map(str::to_owned).collect();
    let about = given.get("target").to_owned();
    let Some(target) = target(&about) else {
        let mend = t.say("请从列出的付款和分配里选一项。", "Choose one of the payments and runs.");
        let form = Form::of(&given).say("target", t.say("没有选暂缓什么", "What is to be held was not chosen"), mend);
        return Ok(show(visit, form, &about, &cosigners)?.with_status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (reason, condition) = (given.get("reason").to_owned(), given.get("condition").to_owned());
    let request = HoldRequest { target, proposer: None, cosigners: cosigners.clone(), reason, condition };
    match visit.act(|db, cooperative, context| place_hold(db, cooperative, &request, context)) {
        Ok(motion) => Ok(Answer::go_to(&motion::address(motion.motion_no))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let field = |code: &str| match code {
                "hold_unexplained" => "reason",
                "cosigner_twice" => "cosigner",
                _ => "target",
            };
            let form = Form::of(&given).refuse(trouble, t, field)?;
            Ok(show(visit, form, &about, &cosigners)?.with_status(status))
        }
    }
}
