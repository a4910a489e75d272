//! Cooperatives (合作社): many may live in one database.

use super::db::{Row, Tx, Value};
use super::error::Stored;
use uuid::Uuid;

/// A cooperative, as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooperative {
    /// Its id: the first part of every key.
    pub id: Uuid,
    /// What people type.
    pub code: String,
    /// 名称.
    pub name: String,
}

const COLUMNS: &str = "select cooperative_id, code, name from cooperative";

fn read(row: &Row<'_>) -> Stored<Cooperative> {
    Ok(Cooperative { id: row.id(0)?, code: row.text(1)?.to_owned(), name: row.text(2)?.to_owned() })
}

/// Adds a cooperative.
pub fn add(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Stored<()> {
    let arguments = [Value::Id(cooperative.id), Value::text(&cooperative.code), Value::text(&cooperative.name)];
    let sql = "insert into cooperative (cooperative_id, code, name) values ($1, $2, $3)";
    tx.execute(sql, &arguments).map(|_| ())
}

/// All cooperatives, by code.
pub fn all(tx: &mut Tx<'_>) -> Stored<Vec<Cooperative>> {
    tx.all(&format!("{COLUMNS} order by code"), &[], read)
}

/// The cooperative with this code.
pub fn lookup(tx: &mut Tx<'_>, code: &str) -> Stored<Option<Cooperative>> {
    tx.first(&format!("{COLUMNS} where code = $1"), &[Value::text(code)], read)
}

/// Lets only one writer at a time work on a cooperative, until the transaction ends. SQLite has one writer anyway.
pub fn lock(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<()> {
    if tx.is_postgres() {
        tx.execute("select 1 from cooperative where cooperative_id = $1 for update", &[Value::Id(cooperative_id)])?;
    }
    Ok(())
}
