//! Holds (暂缓): wished by members of a body that watches, decided by it and by whom it answers to, lifted by an inspection.

use super::Governance;
use super::motion::{act, append, refused};
use crate::application::access::{Actor, authorize, check_own};
use crate::application::distribution::query;
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::act::{Act, Deed};
use crate::domain::governance::body::{Body, Seat};
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::{MotionKind, Stage};
use crate::domain::governance::proposal::{HoldTarget, HoldTerms, Matter, Payer, Proposal};
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::person::Named;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::Db;
use chrono::NaiveDate;

/// What is to be held, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRequest {
    /// The payment of a motion, or a run.
    pub target: HoldRequestTarget,
    /// Who proposes it, by member number or name; none where it is the one who is signed in.
    pub proposer: Option<String>,
    /// Who wishes it with them, by member number or name.
    pub cosigners: Vec<String>,
    /// 理由.
    pub reason: String,
    /// 解除条件.
    pub condition: String,
}

/// What is to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldRequestTarget {
    /// The payment of a motion.
    Motion(u32),
    /// A run.
    Run(RunNumber),
}

/// Proposes a hold: it is decided like any motion, by the bodies whose task it is.
///
/// # Errors
/// Where there is nothing to hold, it is held already, reason or condition are missing, or a signer has no seat in the body that watches,
/// signs twice, or is said to propose what another proposes.
pub fn place_hold(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &HoldRequest,
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::PlaceHold)?;
    let governance = Governance::load(&mut tx, cooperative.id)?;
    let day = context.today();
    let (target, payer, what) = match request.target {
        HoldRequestTarget::Run(run) => {
            query::find_run(&mut tx, cooperative, run)?;
            (HoldTarget::Run(run.to_string()), Payer::Cooperative, run.to_string())
        }
        HoldRequestTarget::Motion(motion_no) => {
            let last = governance.motions.len() as u32;
            let motion = governance.motions.iter().find(|motion| motion.motion_no == motion_no);
            let motion = motion.ok_or_else(|| refused(GovernanceRefusal::MotionUnknown { motion_no, last }))?;
            let payment = motion.proposal.matter.payment.as_ref();
            let payment = payment.ok_or_else(|| refused(GovernanceRefusal::NothingToPay { motion_no }))?;
            if let Some((paid_on, _)) = motion.paid {
                return Err(refused(GovernanceRefusal::PaidAlready { motion_no, paid_on }));
            }
            (HoldTarget::Motion(motion_no), payment.payer, motion.proposal.matter.title.clone())
        }
    };
    let is_about = |motion: &&Motion| {
        let is_open = matches!(motion.state, MotionState::UnderProcedure(_)) || motion.holds().is_some();
        is_open && motion.proposal.matter.hold.as_ref().is_some_and(|hold| hold.target == target)
    };
    if let Some(motion) = governance.motions.iter().find(is_about) {
        return Err(refused(GovernanceRefusal::HeldAlready { hold: motion.motion_no }));
    }
    let (reason, condition) = (one_line(&request.reason), one_line(&request.condition));
    let (body, procedure) = HoldTerms::procedure(payer);
    let signer = |given: &str| {
        let rules = governance.rules();
        let seat = rules.held(body, day).find(|seat| seat.member_no == given || seat.name == given);
        seat.map(Seat::holder)
            .ok_or_else(|| refused(GovernanceRefusal::SeatNotHeld { name: given.to_owned(), body, day }))
    };
    let proposer = match (&request.proposer, context.actor) {
        (Some(given), actor) => {
            let proposer = signer(given)?;
            check_own(&mut tx, cooperative, actor, &proposer)?;
            proposer
        }
        (None, Actor::User(signed_in)) => {
            has_seat(&governance, &signed_in.person, body, day)?;
            signed_in.person.clone()
        }
        (None, Actor::Local) => return Err(refused(GovernanceRefusal::NobodySignedIn)),
    };
    let cosigners = request.cosigners.iter().map(|given| signer(given)).collect::<Outcome<Vec<Named>>>()?;
    let title = format!("暂缓：{what}");
    let hold = HoldTerms { target, proposer, cosigners, reason, condition };
    hold.check().map_err(refused)?;
    let matter = Matter { title, hold: Some(hold), ..Matter::default() };
    let proposal = Proposal {
        kind: MotionKind::Hold,
        subject: String::new(),
        content: matter.content(),
        matter,
        procedure,
        notice_days: None,
        // Who wishes a hold votes on it, too: it is their body's task, and nothing is paid by it.
        preparers: Vec::new(),
    };
    let motion_no = governance.motions.len() as u32 + 1;
    append(tx, cooperative, governance, Act { motion_no, day, deed: Deed::Propose(proposal) }, context)
}

fn has_seat(governance: &Governance, person: &Named, body: Body, day: NaiveDate) -> Outcome<()> {
    match governance.rules().held(body, day).any(|seat| seat.is_of(person)) {
        true => Ok(()),
        false => Err(Failure::refused(GovernanceRefusal::SeatNotHeld { name: person.name.clone(), body, day })),
    }
}

/// What somebody of the body that wished a hold saw of its condition; it is lifted where that satisfies.
///
/// # Errors
/// Where nothing is held by it, or somebody else inspects.
pub fn inspect(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    (text, satisfies): (&str, bool),
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let actor = context.actor.clone();
    act(db, cooperative, (motion_no, Action::Inspect), context, |_, motion, governance, day| {
        let first = motion.proposal.procedure.stages.first();
        if let (Actor::User(signed_in), Some(Stage::Vote(body))) = (&actor, first)
            && has_seat(governance, &signed_in.person, *body, day).is_err()
        {
            let name = signed_in.person.name.clone();
            return Err(refused(GovernanceRefusal::InspectorUnfit { name, body: *body }));
        }
        motion.inspect(&one_line(text), satisfies, day).map_err(refused)
    })
}
