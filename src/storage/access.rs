//! The table of secrets.

use super::db::{Tx, Value};
use super::error::Stored;
use uuid::Uuid;

/// Keeps what is kept of a secret, beside the event that set it.
pub fn add_secret(tx: &mut Tx<'_>, cooperative_id: Uuid, event_no: i64, secret: &str) -> Stored<()> {
    let values = [Value::Id(cooperative_id), Value::Int(event_no), Value::text(secret)];
    tx.insert_many("user_secret", &["cooperative_id", "event_no", "secret"], &values)
}

/// Everything that is kept, oldest first: the number of the event that set it, and what is kept.
pub fn secrets(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<(i64, String)>> {
    let sql = "select event_no, secret from user_secret where cooperative_id = $1 order by event_no";
    tx.all(sql, &[Value::Id(cooperative_id)], |row| Ok((row.int(0)?, row.text(1)?.to_owned())))
}
