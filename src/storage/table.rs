//! Tables as they are, for whoever takes the data elsewhere.

use super::db::{Tx, Value};
use super::error::{StorageError, Stored};
use std::borrow::Cow;
use uuid::Uuid;

/// Hands over the rows of a table that are a cooperative's, in the order of its first `keys` columns, every value as text: the same from either
/// database. No row is kept.
pub fn each_row<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (table, columns, keys): (&str, &[&str], usize),
    mut take: impl FnMut(&[Option<Cow<'_, str>>]) -> Result<(), E>,
) -> Result<(), E> {
    let (list, order) = (columns.join(", "), columns[..keys].join(", "));
    let sql = format!("select {list} from {table} where cooperative_id = $1 order by {order}");
    tx.each(&sql, &[Value::Id(cooperative_id)], |row| {
        let values: Vec<Option<Cow<'_, str>>> =
            (0..columns.len()).map(|column| row.written(column)).collect::<Stored<_>>()?;
        take(&values)
    })
}
