//! Putting something before the bodies, bound to its exact content; and putting it otherwise, at a hearing.

use super::motion::{act, append, refused};
use super::{Governance, keep_file};
use crate::application::access::{accounts, authorize};
use crate::application::distribution::query;
use crate::application::payment::{self, WriteOffRequest};
use crate::application::{Context, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::{CanonicalText, one_line};
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::act::{Act, Deed};
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::{MotionKind, Stage, notice_days, procedure};
use crate::domain::governance::proposal::{Matter, Payer, PaymentTerms, Preparer, Proposal};
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use chrono::NaiveDate;
use std::path::PathBuf;

/// What is put forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProposalRequest {
    /// A run.
    Run(RunNumber),
    /// The levy of a run, to be paid to the residents' committee from a day on.
    Levy(RunNumber, NaiveDate),
    /// Claims, or what is wanted back, to be written off.
    WriteOff(WriteOffRequest),
    /// Anything else: its kind and what is decided.
    Matter(MotionKind, MatterRequest),
}

/// What is decided, in words, with what is paid by it and the file that says it all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatterRequest {
    /// 题目.
    pub title: String,
    /// What is to be paid.
    pub payment: Option<PaymentTerms>,
    /// 附件.
    pub file: Option<PathBuf>,
}

/// What a motion is about, before its procedure is looked up.
struct Content {
    kind: MotionKind,
    matter: Matter,
    /// The run, as `2008#1`; empty where there is none.
    subject: String,
    hash: Hash,
    /// Users who prepared it.
    users: Vec<String>,
}

/// Puts a motion forward.
///
/// # Errors
/// Where the run is not there, was replaced, or is before the bodies; where nothing is said, or money would be paid without a vote; where the charter
/// lacks a procedure or the days of its notice.
pub fn propose(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &ProposalRequest,
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::Propose)?;
    let governance = Governance::load(&mut tx, cooperative.id)?;
    let motion_no = governance.motions.len() as u32 + 1;
    let day = context.today();
    let Content { kind, matter, subject, hash: content, mut users } = match request {
        ProposalRequest::Run(run) => of_run(&mut tx, cooperative, &governance, *run)?,
        ProposalRequest::Levy(run, due) => of_levy(&mut tx, cooperative, &governance, (*run, *due))?,
        ProposalRequest::WriteOff(write_off) => {
            let title = one_line(&write_off.reason);
            let file = write_off.file.as_deref().map(|path| keep_file(&mut tx, cooperative, path)).transpose()?;
            let mut what = CanonicalText::default();
            payment::write_off(&mut tx, cooperative, write_off, day)?.write(&mut what);
            let matter = Matter { title, write_off: what.into_string(), file, ..Matter::default() };
            let (kind, hash) = (MotionKind::WriteOff, matter.content());
            Content { kind, hash, matter, subject: String::new(), users: Vec::new() }
        }
        ProposalRequest::Matter(
            kind @ (MotionKind::Distribution | MotionKind::Levy | MotionKind::Hold | MotionKind::WriteOff),
            _,
        ) => {
            return Err(refused(GovernanceRefusal::KindNeedsSubject { kind: *kind }));
        }
        ProposalRequest::Matter(kind, matter) => {
            let matter = keep_matter(&mut tx, cooperative, matter)?;
            Content { kind: *kind, hash: matter.content(), matter, subject: String::new(), users: Vec::new() }
        }
    };
    users.push(context.actor.name().to_owned());
    let preparers = preparers(&mut tx, cooperative, users)?;
    let missing = || refused(GovernanceRefusal::ProcedureMissing { kind });
    let procedure = procedure(&governance.terms, kind, day).ok_or_else(missing)?;
    let notice_days = notice_days(&governance.terms, kind, day);
    matter.check(kind, &procedure).map_err(refused)?;
    if procedure.stages.contains(&Stage::Notice) && notice_days.is_none() {
        return Err(refused(GovernanceRefusal::NoticeDaysMissing));
    }
    let proposal = Proposal { kind, subject, content, matter, procedure, notice_days, preparers };
    append(tx, cooperative, governance, Act { motion_no, day, deed: Deed::Propose(proposal) }, context)
}

/// A run that is put before the bodies, or something of it: it was not replaced, and no other motion is about the same.
fn open_run(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    governance: &Governance,
    (run, kind): (RunNumber, MotionKind),
) -> Outcome<query::RunView> {
    let view = query::find_run(tx, cooperative, run)?;
    let subject = run.to_string();
    if let Some(by) = view.run.superseded_by {
        let (motion_no, by) = (governance.motions.len() as u32 + 1, by.to_string());
        return Err(refused(GovernanceRefusal::ContentChanged { motion_no, subject, by }));
    }
    let is_on_it = |motion: &&Motion| {
        let proposal = &motion.proposal;
        proposal.kind == kind
            && proposal.subject == subject
            && !matches!(motion.state, MotionState::Rejected(..) | MotionState::Void { .. })
    };
    match governance.motions.iter().find(is_on_it) {
        Some(motion) => Err(refused(GovernanceRefusal::MotionOnSubject { subject, motion_no: motion.motion_no })),
        None => Ok(view),
    }
}

fn of_run(tx: &mut Tx<'_>, cooperative: &Cooperative, governance: &Governance, run: RunNumber) -> Outcome<Content> {
    let kind = MotionKind::Distribution;
    let view = open_run(tx, cooperative, governance, (run, kind))?;
    let title = format!("{} {}", view.summary.header.run, view.summary.header.kind.zh());
    let (matter, subject, hash) = (Matter::of_title(title), run.to_string(), view.run.seal.hash());
    Ok(Content { kind, matter, subject, hash, users: vec![view.run.actor] })
}

/// The levy that a run comes to: its amount is the run's, nobody types it.
fn of_levy(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    governance: &Governance,
    (run, due): (RunNumber, NaiveDate),
) -> Outcome<Content> {
    let kind = MotionKind::Levy;
    let view = open_run(tx, cooperative, governance, (run, kind))?;
    let subject = run.to_string();
    let levy = view.summary.waterfall.as_ref().map(|fall| fall.levy).filter(|levy| !levy.is_zero());
    let amount = levy.ok_or_else(|| refused(GovernanceRefusal::NoLevy { subject: subject.clone() }))?;
    let (payer, payee) = (Payer::Cooperative, Payer::ResidentsCommittee.zh().to_owned());
    let payment = Some(PaymentTerms { payer, payee, amount, due });
    let matter = Matter { title: format!("{subject} {}", kind.zh()), payment, ..Matter::default() };
    Ok(Content { kind, hash: matter.content(), matter, subject, users: vec![view.run.actor] })
}

/// Who prepared something, and who puts it forward: none of them votes on it.
fn preparers(tx: &mut Tx<'_>, cooperative: &Cooperative, users: Vec<String>) -> Outcome<Vec<Preparer>> {
    let accounts = accounts(tx, cooperative.id)?;
    let known = |user: String| {
        let person = accounts.get(&user)?.person.clone();
        Some(Preparer { user, person })
    };
    let mut preparers: Vec<Preparer> = users.into_iter().filter_map(known).collect();
    preparers.sort();
    preparers.dedup();
    Ok(preparers)
}

/// A matter whose texts are lines, and whose file is kept.
fn keep_matter(tx: &mut Tx<'_>, cooperative: &Cooperative, request: &MatterRequest) -> Outcome<Matter> {
    let mut payment = request.payment.clone();
    if let Some(payment) = &mut payment {
        payment.payee = one_line(&payment.payee);
    }
    let file = request.file.as_deref().map(|path| keep_file(tx, cooperative, path)).transpose()?;
    Ok(Matter { title: one_line(&request.title), payment, file, ..Matter::default() })
}

/// A hearing puts what is decided otherwise.
///
/// # Errors
/// As [`Motion::amend`].
pub fn amend(
    db: &mut Db,
    cooperative: &Cooperative,
    motion_no: u32,
    request: &MatterRequest,
    context: &mut Context<'_>,
) -> Outcome<Motion> {
    let user = context.actor.name().to_owned();
    act(db, cooperative, (motion_no, Action::RecordMeeting), context, |tx, motion, _, day| {
        let by = preparers(tx, cooperative, vec![user])?.pop();
        // What is written off stays what was put forward.
        let write_off = motion.proposal.matter.write_off.clone();
        let matter = Matter { write_off, ..keep_matter(tx, cooperative, request)? };
        motion.amend(matter, by, day).map_err(refused)
    })
}
