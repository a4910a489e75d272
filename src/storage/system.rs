//! What the database says of itself.

use super::db::Tx;
use super::error::Stored;

/// The version of the database's program, and how many bytes the data take there.
pub fn version_and_size(tx: &mut Tx<'_>) -> Stored<(String, i64)> {
    let sql = match tx.is_postgres() {
        true => "select current_setting('server_version'), pg_database_size(current_database())",
        false => "select sqlite_version(), page_count * page_size from pragma_page_count(), pragma_page_size()",
    };
    Ok(tx.first(sql, &[], |row| Ok((row.text(0)?.to_owned(), row.int(1)?)))?.unwrap_or_default())
}
