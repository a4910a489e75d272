//! The boards' table (议事): what waits for a vote, motions with everything that is done with them, holds, questions, records of supervision, the log, and
//! who sits where.

pub mod act;
pub mod bodies;
pub mod close;
pub mod content;
pub mod holds;
pub mod inbox;
pub mod log;
pub mod motion;
pub mod motions;
pub mod objections;
pub mod propose;
pub mod questions;
pub mod statements;
pub mod subject;
pub mod supervision;
pub mod vote;

use super::frame::Way;
use super::route_table::Who;
use super::trouble::Trouble;
use super::visit::Visit;
use crate::domain::access::permission::Action;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::refusal::GovernanceRefusal;
use chrono::NaiveDate;
use std::io::Write;
use tempfile::NamedTempFile;

/// The pages of the family: for whom, address, and what it is called.
const PAGES: [(Who, &str, &str, &str); 9] = [
    (Who::StaffOrSeat, "/boards", "待办", "Inbox"),
    (Who::StaffOrSeat, "/boards/motions", "议题", "Motions"),
    (Who::StaffOrSeat, "/boards/objections", "异议", "Objections"),
    (Who::StaffOrSeat, "/boards/holds", "暂缓", "Holds"),
    (Who::StaffOrSeat, "/boards/questions", "质询", "Questions"),
    (Who::May(Action::AnswerQuestion), "/desk/questions", "答复质询", "Answering"),
    (Who::StaffOrSeat, "/boards/supervision", "监督记录", "Supervision"),
    (Who::StaffOrSeat, "/boards/bodies", "机构和选举", "Bodies"),
    (Who::May(Action::SeeMoney), "/boards/log", "日志", "Log"),
];

/// The ways on within the family, for whoever asks.
fn family(visit: &Visit<'_>) -> Vec<Way> {
    let path = visit.asked.here.split('?').next().unwrap_or_default();
    let is_here = |address: &str| match address {
        "/boards" => path == address,
        _ => path == address || path.starts_with(&format!("{address}/")),
    };
    let pages = PAGES.iter().filter(|(who, ..)| visit.is_for(*who));
    let t = visit.t();
    pages.map(|(_, address, zh, en)| Way { address, name: t.say(zh, en), is_here: is_here(address) }).collect()
}

/// The motion of the address.
fn motion_of<'v>(visit: &'v Visit<'_>) -> Result<&'v Motion, Trouble> {
    let motion_no: u32 = visit.asked.parameters.get("motion").parse().map_err(|_| Trouble::NotFound)?;
    let last = visit.overview.motions().len() as u32;
    let unknown = || Trouble::refused(GovernanceRefusal::MotionUnknown { motion_no, last });
    visit.overview.motion(motion_no).ok_or_else(unknown)
}

/// The file that was uploaded in a field, where one was, kept while the act reads it.
fn kept_upload(visit: &Visit<'_>, field: &str) -> Result<Option<NamedTempFile>, Trouble> {
    let Some(upload) = visit.upload(field) else { return Ok(None) };
    let mut file = NamedTempFile::new().map_err(Trouble::fault)?;
    file.write_all(&upload.bytes).map_err(Trouble::fault)?;
    Ok(Some(file))
}

/// A day as browsers write it.
fn day_of(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}
