//! The state of the data (系统状态), for whoever looks after the machine: no money in it.

use super::{Failure, Outcome};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::storage::event_log::{self, Event};
use crate::storage::system::version_and_size;

/// The state of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemView {
    /// `sqlite` or `postgres`.
    pub engine: &'static str,
    /// The version of the database's program.
    pub database_version: String,
    /// Bytes that the data take.
    pub bytes: i64,
    /// The log's last entry.
    pub head: Option<Event>,
}

/// The state of the data.
///
/// # Errors
/// Where it cannot be read.
pub fn view(db: &mut Db, cooperative: &Cooperative) -> Outcome<SystemView> {
    let engine = db.engine();
    let mut tx = db.begin_read()?;
    let (database_version, bytes) = version_and_size(&mut tx)?;
    let head = event_log::before(&mut tx, cooperative.id, i64::MAX, 1).map_err(Failure::from)?.pop();
    Ok(SystemView { engine, database_version, bytes, head })
}
