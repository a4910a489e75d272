//! What becomes of a motion once it is decided (执行): held, inspected, paid, entered.

use super::act::{Act, Deed};
use super::motion::{Motion, said};
use super::procedure::MotionKind;
use super::proposal::HoldTarget;
use super::refusal::GovernanceRefusal;
use super::seal::Hash;
use chrono::NaiveDate;

impl Motion {
    /// Nothing is decided on a run while it is held.
    ///
    /// # Errors
    /// Where it is.
    pub fn not_held(&self, all: &[Motion]) -> Result<(), GovernanceRefusal> {
        let subject = &self.proposal.subject;
        match held_by(all, &HoldTarget::Run(subject.clone())) {
            Some(hold) => Err(GovernanceRefusal::SubjectHeld { subject: subject.clone(), hold: hold.motion_no }),
            None => Ok(()),
        }
    }

    /// What is paid out of a run waits until the run is effective, and not held.
    fn rests_on_effective(&self, all: &[Motion]) -> Result<(), GovernanceRefusal> {
        let subject = &self.proposal.subject;
        let decides = |motion: &Motion| {
            motion.proposal.kind == MotionKind::Distribution
                && motion.proposal.subject == *subject
                && motion.effective_since().is_some()
        };
        match subject.is_empty() || all.iter().any(decides) {
            true => self.not_held(all),
            false => Err(GovernanceRefusal::SubjectNotEffective { subject: subject.clone() }),
        }
    }

    /// What was decided is entered by a batch: exactly the file that was put before the bodies, and once.
    ///
    /// # Errors
    /// Where it is of another kind, not effective, about another file, or carried out already.
    pub fn carry_out(
        &self,
        kind: MotionKind,
        files: &[Hash],
        batch_no: i64,
        day: NaiveDate,
    ) -> Result<Act, GovernanceRefusal> {
        let motion_no = self.motion_no;
        if self.proposal.kind != kind {
            return Err(GovernanceRefusal::OtherKind { motion_no, kind: self.proposal.kind, expected: kind });
        }
        if self.effective_since().is_none() {
            return Err(GovernanceRefusal::NotEffective { motion_no });
        }
        if let Some((on, batch_no)) = self.carried_out {
            return Err(GovernanceRefusal::CarriedOutAlready { motion_no, on, batch_no });
        }
        match self.proposal.matter.file {
            Some(file) if files == [file] => Ok(self.act(day, Deed::CarryOut { batch_no })),
            _ => Err(GovernanceRefusal::FileNotDecided { motion_no }),
        }
    }

    /// Whether it holds something now: a hold that is effective and has not been lifted.
    pub fn holds(&self) -> Option<&HoldTarget> {
        let is_lifted = self.inspections.iter().any(|(_, _, satisfies)| *satisfies);
        let hold = self.proposal.matter.hold.as_ref().filter(|_| self.effective_since().is_some() && !is_lifted);
        hold.map(|hold| &hold.target)
    }

    /// What was seen of a hold's condition; it is lifted where that satisfies.
    ///
    /// # Errors
    /// Where nothing is held by it, or nothing is said.
    pub fn inspect(&self, text: &str, satisfies: bool, day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        match self.holds() {
            Some(_) => Ok(self.act(day, Deed::Inspect { text: said(text)?, satisfies })),
            None => Err(GovernanceRefusal::NothingHeld { motion_no: self.motion_no }),
        }
    }

    /// What was decided is paid.
    ///
    /// # Errors
    /// Where there is nothing to pay, it is not effective, not due, held, or paid already; or without the bank's or voucher's number.
    pub fn pay(&self, reference: &str, all: &[Motion], day: NaiveDate) -> Result<Act, GovernanceRefusal> {
        let motion_no = self.motion_no;
        let Some(payment) = &self.proposal.matter.payment else {
            return Err(GovernanceRefusal::NothingToPay { motion_no });
        };
        if self.effective_since().is_none() {
            return Err(GovernanceRefusal::NotEffective { motion_no });
        }
        if let Some((paid_on, _)) = &self.paid {
            return Err(GovernanceRefusal::PaidAlready { motion_no, paid_on: *paid_on });
        }
        if let Some(hold) = held_by(all, &HoldTarget::Motion(motion_no)) {
            return Err(GovernanceRefusal::PaymentHeld { motion_no, hold: hold.motion_no });
        }
        self.rests_on_effective(all)?;
        match day < payment.due {
            true => Err(GovernanceRefusal::NotYetDue { motion_no, due: payment.due }),
            false => Ok(self.act(day, Deed::Pay { reference: said(reference)? })),
        }
    }
}

/// The hold by which something is held now.
pub fn held_by<'m>(motions: &'m [Motion], target: &HoldTarget) -> Option<&'m Motion> {
    motions.iter().find(|motion| motion.proposal.kind == MotionKind::Hold && motion.holds() == Some(target))
}
