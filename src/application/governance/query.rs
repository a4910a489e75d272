//! Looking at motions and bodies.

use super::{motions, seats};
use crate::application::{Failure, Outcome};
use crate::domain::governance::body::Seat;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::NaiveDate;

/// All motions, in their order.
///
/// # Errors
/// Where the log cannot be read.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<Motion>> {
    motions(&mut db.begin_read()?, cooperative.id)
}

/// A motion.
///
/// # Errors
/// Where there is none with that number.
pub fn motion(db: &mut Db, cooperative: &Cooperative, motion_no: u32) -> Outcome<Motion> {
    let mut all = list(db, cooperative)?;
    match all.iter().position(|motion| motion.motion_no == motion_no) {
        Some(position) => Ok(all.swap_remove(position)),
        None => Err(Failure::refused(GovernanceRefusal::MotionUnknown { motion_no, last: all.len() as u32 })),
    }
}

/// The seats that are held on a day, body by body.
///
/// # Errors
/// Where they cannot be read.
pub fn bodies(db: &mut Db, cooperative: &Cooperative, day: NaiveDate) -> Outcome<Vec<Seat>> {
    let mut held = seats(&mut db.begin_read()?, cooperative.id)?;
    held.retain(|seat| seat.is_held_on(day));
    held.sort_by(|one, other| {
        let key = |seat: &Seat| (seat.body, !seat.is_chair(), seat.member_no.clone(), seat.name.clone());
        key(one).cmp(&key(other))
    });
    Ok(held)
}
