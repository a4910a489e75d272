//! What the charter leaves to bodies (表决事项): a sheet that changes it is entered as the motion says that they decided, and in no other way.

use super::report::ImportReport;
use crate::application::governance::Governance;
use crate::domain::governance::act::Act;
use crate::domain::governance::charter::{CharterItem, in_force};
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::sheet::SheetKind;
use chrono::NaiveDate;

/// The kind of motion that decides on what a kind of sheet says.
const fn decided_by(kind: SheetKind) -> Option<MotionKind> {
    match kind {
        SheetKind::Charter => Some(MotionKind::CharterChange),
        SheetKind::Holdings | SheetKind::ShareMovements => Some(MotionKind::ShareMovement),
        _ => None,
    }
}

/// The kinds of motion that the charter of a day asks for, of what these sheets change.
pub(super) fn needed(
    governance: &Governance,
    sheets: impl Iterator<Item = SheetKind>,
    day: NaiveDate,
) -> Vec<MotionKind> {
    let terms = in_force(&governance.terms, day);
    let is_said = |kind: &MotionKind| terms.iter().any(|term| term.item == CharterItem::Procedure(*kind));
    let mut kinds: Vec<MotionKind> = sheets.filter_map(decided_by).filter(is_said).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Whether a batch may be entered: no body has to decide on it, or the motion that is named did, on exactly this file.
///
/// # Errors
/// Where a motion is needed and not named, or another was decided.
pub(super) fn decided(
    governance: &Governance,
    report: &ImportReport,
    (motion_no, batch_no): (Option<u32>, i64),
    day: NaiveDate,
) -> Result<Option<Act>, GovernanceRefusal> {
    let changed = report.sheets.iter().filter(|sheet| sheet.new + sheet.changed > 0).map(|sheet| sheet.kind);
    let needed = needed(governance, changed, day);
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
    let mut act = motion.carry_out(needed.first().copied().unwrap_or(motion.proposal.kind), &files, batch_no, day)?;
    for kind in needed.iter().skip(1) {
        act = motion.carry_out(*kind, &files, batch_no, day)?;
    }
    Ok(Some(act))
}
