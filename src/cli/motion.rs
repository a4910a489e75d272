//! `motion`, `vote` and `objection`.

use super::Session;
use super::arguments::{
    HoldAction, HoldArguments, MotionAction, MotionArguments, ObjectionAction, ObjectionArguments, VoteArguments,
};
use crate::application::Outcome;
use crate::application::governance::{self, HoldRequest, HoldRequestTarget, MatterRequest, ProposalRequest, query};
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::voting_rule::Counts;
use crate::json;
use crate::rendering::table::{Align, Table};
use crate::rendering::{json as of_domain, motion_text};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn motion(&mut self, arguments: &MotionArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let motion = match &arguments.action {
            MotionAction::List => {
                self.print_motions(&query::list(&mut db, &cooperative)?);
                return Ok(ExitCode::SUCCESS);
            }
            action => self.act_on_motion(&mut db, &cooperative, action)?,
        };
        self.print_motion(&motion);
        Ok(ExitCode::SUCCESS)
    }

    fn act_on_motion(&mut self, db: &mut Db, cooperative: &Cooperative, action: &MotionAction) -> Outcome<Motion> {
        let context = &mut self.context();
        match action {
            MotionAction::Propose { run: Some((year, number)), levy_due, .. } => {
                let run = RunNumber { year: *year, number: number.unwrap_or(1) };
                let request = levy_due.map_or(ProposalRequest::Run(run), |due| ProposalRequest::Levy(run, due));
                governance::propose(db, cooperative, &request, context)
            }
            MotionAction::Propose { kind, title, payment, file, .. } => {
                let kind = kind.unwrap_or(MotionKind::GeneralMatter);
                let title = title.clone().unwrap_or_default();
                let matter = MatterRequest { title, payment: payment.terms(), file: file.clone() };
                governance::propose(db, cooperative, &ProposalRequest::Matter(kind, matter), context)
            }
            MotionAction::Amend { motion_no, title, payment, file } => {
                let matter = MatterRequest { title: title.clone(), payment: payment.terms(), file: file.clone() };
                governance::amend(db, cooperative, *motion_no, &matter, context)
            }
            MotionAction::Pay { motion_no, reference } => {
                governance::pay(db, cooperative, *motion_no, reference, context)
            }
            MotionAction::List => query::motion(db, cooperative, 0),
            MotionAction::Show { motion_no } => query::motion(db, cooperative, *motion_no),
            MotionAction::Deadline { motion_no, deadline } => {
                governance::set_deadline(db, cooperative, *motion_no, *deadline, context)
            }
            MotionAction::Close { motion_no } => governance::close(db, cooperative, *motion_no, context),
            MotionAction::Publish { motion_no } => governance::publish(db, cooperative, *motion_no, context),
            MotionAction::Meeting { motion_no, for_votes, against, abstain, recuse, minutes } => {
                let counts = Counts {
                    seats: 0,
                    for_votes: *for_votes,
                    against: *against,
                    abstained: *abstain,
                    recused: *recuse,
                };
                governance::record_meeting(db, cooperative, *motion_no, (counts, minutes), context)
            }
            MotionAction::Record { motion_no, text, minutes } => {
                governance::record(db, cooperative, *motion_no, (text, minutes.as_deref()), context)
            }
        }
    }

    pub(super) fn vote(&mut self, arguments: &VoteArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let vote = (arguments.choice, arguments.reason.as_str());
        let motion = governance::vote(&mut db, &cooperative, arguments.motion_no, vote, &mut self.context())?;
        self.print_motion(&motion);
        Ok(ExitCode::SUCCESS)
    }

    pub(super) fn objection(&mut self, arguments: &ObjectionArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let context = &mut self.context();
        let motion = match &arguments.action {
            ObjectionAction::Raise { motion_no, member, line, text } => {
                governance::object(&mut db, &cooperative, *motion_no, (member, line, text), context)?
            }
            ObjectionAction::Answer { motion_no, objection_no, text } => {
                governance::answer(&mut db, &cooperative, (*motion_no, *objection_no), text, context)?
            }
        };
        self.print_motion(&motion);
        Ok(ExitCode::SUCCESS)
    }

    pub(super) fn hold(&mut self, arguments: &HoldArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let motion = match &arguments.action {
            HoldAction::List => {
                let mut motions = query::list(&mut db, &cooperative)?;
                motions.retain(|motion| motion.holds().is_some());
                self.print_motions(&motions);
                return Ok(ExitCode::SUCCESS);
            }
            HoldAction::Place { motion, run, proposer, cosigners, reason, condition } => {
                let run = run.map(|(year, number)| RunNumber { year, number: number.unwrap_or(1) });
                let target = match run {
                    Some(run) => HoldRequestTarget::Run(run),
                    None => HoldRequestTarget::Motion(motion.unwrap_or_default()),
                };
                let (proposer, cosigners) = (proposer.clone(), cosigners.clone());
                let (reason, condition) = (reason.clone(), condition.clone());
                let request = HoldRequest { target, proposer, cosigners, reason, condition };
                governance::place_hold(&mut db, &cooperative, &request, &mut self.context())?
            }
            HoldAction::Inspect { motion_no, text, satisfied } => {
                governance::inspect(&mut db, &cooperative, *motion_no, (text, *satisfied), &mut self.context())?
            }
        };
        self.print_motion(&motion);
        Ok(ExitCode::SUCCESS)
    }

    pub(super) fn print_motion(&self, motion: &Motion) {
        match self.output.json {
            true => self.output.json(&of_domain::motion(motion)),
            false => self.output.print(&motion_text::motion(motion, self.output.language)),
        }
    }

    fn print_motions(&self, motions: &[Motion]) {
        if self.output.json {
            return self.output.json(&json::governance::motions(motions));
        }
        if motions.is_empty() {
            return self.output.say("没有议题。", "There are no motions.");
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("议题", "motion"), Align::Right),
            (pick("类别", "kind"), Align::Left),
            (pick("题目", "title"), Align::Left),
            (pick("提出", "proposed"), Align::Left),
            (pick("状态", "state"), Align::Left),
        ]);
        for motion in motions {
            table.row([
                motion.motion_no.to_string(),
                motion_text::kind(motion, self.output.language).to_owned(),
                motion.proposal.matter.title.clone(),
                motion.proposed_on.to_string(),
                motion_text::state(motion, self.output.language),
            ]);
        }
        self.output.print(&table.render());
    }
}
