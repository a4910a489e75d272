//! What the charter leaves to bodies (表决事项): a sheet that changes it is entered as the motion says that they decided, and in no other way.

use super::ImportRequest;
use super::report::ImportReport;
use crate::application::governance::Governance;
use crate::domain::governance::act::Act;
use crate::domain::governance::charter::{CharterItem, in_force};
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::sheet::SheetKind;
use chrono::NaiveDate;

/// The kind of motion that decides on what a kind of sheet says, and whether it always does: once bodies act, charter and seats are theirs alone.
const fn decided_by(kind: SheetKind) -> Option<(MotionKind, bool)> {
    match kind {
        SheetKind::Charter => Some((MotionKind::CharterChange, true)),
        SheetKind::Bodies => Some((MotionKind::Appointment, true)),
        SheetKind::Holdings | SheetKind::ShareMovements => Some((MotionKind::ShareMovement, false)),
        _ => None,
    }
}

/// What tells whether a body has to decide on a sheet.
pub(super) struct Deciding<'d> {
    pub governance: &'d Governance,
    /// Whether the cooperative has users: from then on nobody changes alone what bodies rest on.
    pub has_users: bool,
    pub day: NaiveDate,
}

impl Deciding<'_> {
    /// The kinds of motion that these sheets ask for.
    pub fn needed(&self, sheets: impl Iterator<Item = SheetKind>) -> Vec<MotionKind> {
        let terms = in_force(&self.governance.terms, self.day);
        let is_said = |kind: MotionKind| terms.iter().any(|term| term.item == CharterItem::Procedure(kind));
        let acts = self.has_users && !terms.is_empty() && !self.governance.seats.is_empty();
        let kinds = sheets.filter_map(decided_by).filter(|(kind, always)| is_said(*kind) || (acts && *always));
        let mut kinds: Vec<MotionKind> = kinds.map(|(kind, _)| kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
    /// Whether a batch may be entered: no body has to decide on it, or the motion that is named did, on exactly this file.
    ///
    /// # Errors
    /// Where a motion is needed and not named, or another was decided.
    pub fn decided(
        &self,
        report: &ImportReport,
        (request, batch_no): (&ImportRequest, i64),
    ) -> Result<Option<Act>, GovernanceRefusal> {
        let (governance, day, motion_no) = (self.governance, self.day, request.motion_no);
        let changed = report.sheets.iter().filter(|sheet| sheet.new + sheet.changed > 0).map(|sheet| sheet.kind);
        let mut needed = self.needed(changed);
        // Whom an election has given a seat no motion gives it again.
        needed.retain(|kind| *kind != MotionKind::Appointment || !request.by_election);
        let Some(motion_no) = motion_no else {
            return match needed.first() {
                Some(kind) => Err(GovernanceRefusal::ChangeNeedsMotion { kind: *kind }),
                None => Ok(None),
            };
        };
        let last = governance.motions.len() as u32;
        let motion = governance.motions.iter().find(|motion| motion.motion_no == motion_no);
        let motion = motion.ok_or(GovernanceRefusal::MotionUnknown { motion_no, last })?;
        let files: Vec<Hash> = report.files.iter().map(|file| file.content_hash).collect();
        let mut act =
            motion.carry_out(needed.first().copied().unwrap_or(motion.proposal.kind), &files, batch_no, day)?;
        for kind in needed.iter().skip(1) {
            act = motion.carry_out(*kind, &files, batch_no, day)?;
        }
        Ok(Some(act))
    }
}
