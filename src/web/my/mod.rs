//! A shareholder's own pages: their household's and nobody else's.

pub mod holdings;
pub mod home;
pub mod household;
pub mod land;
pub mod objections;
pub mod payments;
pub mod statement;

mod chart;

use super::trouble::Trouble;
use super::visit::Visit;
use crate::application::distribution::query::{self, StatementView};
use crate::application::payment::payables_of;
use crate::domain::payment::payable::Payable;
use std::sync::Arc;

/// Whose page is asked for: one's own, or that of a member of the household.
///
/// # Errors
/// Where it is somebody else's.
pub(super) fn whose(visit: &mut Visit<'_>) -> Result<String, Trouble> {
    let member_no = match visit.asked.query.get("member") {
        "" => visit.member_no(),
        given => given.to_owned(),
    };
    visit.check_reading(Some(&member_no))?;
    Ok(member_no)
}

/// Everything that a member was given, the latest run first. `member_no` has been found to be one that who asks may see.
pub(super) fn statements(visit: &mut Visit<'_>, member_no: &str) -> Result<Vec<StatementView>, Trouble> {
    let overview = Arc::clone(&visit.overview);
    let mut found = Vec::new();
    for view in overview.shown_to_members(visit.today()) {
        found.extend(visit.read(|db, cooperative| query::statement_of(db, cooperative, view, member_no))?);
    }
    Ok(found)
}

/// What a member is or was to be paid, and where it is today.
pub(crate) fn payables(visit: &mut Visit<'_>, member_no: &str) -> Result<Vec<Payable>, Trouble> {
    let overview = Arc::clone(&visit.overview);
    let asked = (overview.counting(), member_no, visit.today());
    visit.read(|db, cooperative| payables_of(db, cooperative, asked, overview.claims()))
}
