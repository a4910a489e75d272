//! Bringing the database to the form that this program knows. The texts are in `migrations/`, one folder an engine.

use super::db::{Db, Value};
use super::error::{StorageError, Stored};

macro_rules! migrations {
    ($engine:literal) => {
        [
            migrations!($engine, "0001_cooperative"),
            migrations!($engine, "0002_event"),
            migrations!($engine, "0003_import"),
            migrations!($engine, "0004_register"),
            migrations!($engine, "0005_contract"),
            migrations!($engine, "0006_contribution"),
            migrations!($engine, "0007_governance"),
            migrations!($engine, "0008_distribution"),
            migrations!($engine, "0009_access"),
            migrations!($engine, "0010_ledger"),
            migrations!($engine, "0011_payment"),
        ]
    };
    ($engine:literal, $name:literal) => {
        ($name, include_str!(concat!("../../migrations/", $engine, "/", $name, ".sql")))
    };
}

const SQLITE: [(&str, &str); 11] = migrations!("sqlite");
const POSTGRES: [(&str, &str); 11] = migrations!("postgres");

/// Applies every migration that has not been applied, all in one transaction.
///
/// # Errors
/// Where the database knows migrations that this program does not, or another form of one.
pub fn migrate(db: &mut Db) -> Stored<()> {
    let migrations = match db {
        Db::Sqlite(_) => &SQLITE,
        Db::Postgres(_) => &POSTGRES,
    };
    if applied(db)?.is_some_and(|applied| applied.len() == migrations.len()) {
        return check(migrations, &applied(db)?.unwrap_or_default());
    }
    let mut tx = db.begin_write()?;
    if tx.is_postgres() {
        // Two programs that start at once must not both migrate; the number is this program's own.
        tx.run_script("select pg_advisory_xact_lock(2008123101)")?;
    }
    let text = if tx.is_postgres() { "text collate \"C\"" } else { "text" };
    tx.run_script(&format!(
        "create table if not exists schema_migration (name {text} primary key, content_hash {text} not null)"
    ))?;
    let known = tx.all("select name, content_hash from schema_migration order by name", &[], |row| {
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
    })?;
    check(migrations, &known)?;
    for (name, script) in &migrations[known.len()..] {
        tx.run_script(script)?;
        let arguments = [Value::text(name), Value::owned(content_hash(script))];
        tx.execute("insert into schema_migration (name, content_hash) values ($1, $2)", &arguments)?;
    }
    tx.commit()
}

/// The migrations that the database has, by name; none where it is empty.
fn applied(db: &mut Db) -> Stored<Option<Vec<(String, String)>>> {
    let table = match db {
        Db::Sqlite(_) => "select name from sqlite_master where type = 'table' and name = 'schema_migration'",
        Db::Postgres(_) => {
            "select table_name from information_schema.tables where table_schema = current_schema() and table_name = 'schema_migration'"
        }
    };
    let mut tx = db.begin_read()?;
    if tx.first(table, &[], |_| Ok(()))?.is_none() {
        return Ok(None);
    }
    tx.all("select name, content_hash from schema_migration order by name", &[], |row| {
        Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
    })
    .map(Some)
}

/// The applied migrations must be the first of ours, word for word.
fn check(ours: &[(&str, &str)], applied: &[(String, String)]) -> Stored<()> {
    let unknown: Vec<String> = applied
        .iter()
        .map(|(name, _)| name.clone())
        .filter(|name| !ours.iter().any(|(known, _)| known == name))
        .collect();
    if !unknown.is_empty() {
        return Err(StorageError::NewerData { unknown });
    }
    for ((name, script), (_, hash)) in ours.iter().zip(applied) {
        if content_hash(script) != *hash {
            return Err(StorageError::ChangedMigration { name: (*name).to_owned() });
        }
    }
    Ok(())
}

fn content_hash(script: &str) -> String {
    crate::domain::governance::seal::Hash::of(script.as_bytes()).to_string()
}
