//! One face for SQLite and PostgreSQL: the same SQL with `$1` arguments, typed values in, typed values out.
//!
//! SQLite is spoken to through rusqlite and PostgreSQL through the postgres crate, both blocking and without a layer between: a bound row
//! costs about a microsecond, which is what imports and runs of a million rows need.

use super::error::{StorageError, Stored};
use chrono::{DateTime, NaiveDate, Utc};
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Where the data is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file of the embedded database.
    File(PathBuf),
    /// The address of a server.
    Server(String),
}

impl Place {
    /// Reads `--data`: a `postgres://` address; a file that ends in a database suffix or is one; else a folder, with `tonggu.db` in it.
    pub fn new(data: &str) -> Place {
        if data.starts_with("postgres://") || data.starts_with("postgresql://") {
            return Place::Server(data.to_owned());
        }
        let path = Path::new(data);
        let is_file = path.is_file()
            || path.extension().is_some_and(|suffix| ["db", "sqlite", "sqlite3"].iter().any(|known| suffix == *known));
        Place::File(if is_file { path.to_owned() } else { path.join("tonggu.db") })
    }

    /// Whether something is there already. A server is taken to be.
    pub fn exists(&self) -> bool {
        match self {
            Place::File(path) => path.exists(),
            Place::Server(_) => true,
        }
    }
}

/// An open database.
pub enum Db {
    /// Embedded.
    Sqlite(rusqlite::Connection),
    /// A server.
    Postgres(Box<postgres::Client>),
}

/// How long a writer waits for another one, in milliseconds.
const BUSY_TIMEOUT_MS: u32 = 60_000;

impl Db {
    /// Opens what is at the place, making the folder and file where there are none.
    pub fn open(place: &Place) -> Stored<Db> {
        match place {
            Place::File(path) => {
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    std::fs::create_dir_all(folder)?;
                }
                Db::open_sqlite(rusqlite::Connection::open(path)?)
            }
            Place::Server(address) => {
                let client = postgres::Client::connect(address, tls())?;
                Ok(Db::Postgres(Box::new(client)))
            }
        }
    }

    /// Opens an embedded database in memory, for tests.
    pub fn open_in_memory() -> Stored<Db> {
        Db::open_sqlite(rusqlite::Connection::open_in_memory()?)
    }

    fn open_sqlite(connection: rusqlite::Connection) -> Stored<Db> {
        connection.execute_batch(&format!(
            "pragma busy_timeout = {BUSY_TIMEOUT_MS}; pragma journal_mode = wal; pragma synchronous = full; \
             pragma foreign_keys = on; pragma cache_size = -8192; pragma temp_store = memory;"
        ))?;
        // A statement keeps its plan whatever it is asked for: otherwise one that names an argument twice is planned anew each time.
        connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Db::Sqlite(connection))
    }

    /// Begins to read: one unchanging view until the transaction ends.
    pub fn begin_read(&mut self) -> Stored<Tx<'_>> {
        Ok(match self {
            Db::Sqlite(connection) => Tx::Sqlite(connection.transaction()?),
            Db::Postgres(client) => Tx::Postgres(
                client
                    .build_transaction()
                    .isolation_level(postgres::IsolationLevel::RepeatableRead)
                    .read_only(true)
                    .start()?,
            ),
        })
    }

    /// Begins to write. All or nothing: what is not committed is rolled back.
    pub fn begin_write(&mut self) -> Stored<Tx<'_>> {
        Ok(match self {
            // A deferred transaction that reads first and writes later fails at once when another has written.
            Db::Sqlite(connection) => {
                Tx::Sqlite(connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?)
            }
            Db::Postgres(client) => Tx::Postgres(client.transaction()?),
        })
    }

    /// `sqlite` or `postgres`: the folder of migrations.
    pub const fn engine(&self) -> &'static str {
        match self {
            Db::Sqlite(_) => "sqlite",
            Db::Postgres(_) => "postgres",
        }
    }
}

fn tls() -> tokio_postgres_rustls::MakeRustlsConnect {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|builder| builder.with_root_certificates(roots).with_no_client_auth());
    match config {
        Ok(config) => tokio_postgres_rustls::MakeRustlsConnect::new(config),
        Err(error) => unreachable!("ring offers the default protocol versions: {error}"),
    }
}

/// A value to bind.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A date.
    Date(NaiveDate),
    /// A moment.
    Time(DateTime<Utc>),
    /// An id.
    Id(Uuid),
}

impl<'a> Value<'a> {
    /// Text that is borrowed.
    pub fn text(text: &'a str) -> Value<'a> {
        Value::Text(Cow::Borrowed(text))
    }

    /// Text that was made for this.
    pub fn owned(text: String) -> Value<'a> {
        Value::Text(Cow::Owned(text))
    }

    /// A whole number, or nothing.
    pub fn optional_int(number: Option<i64>) -> Value<'a> {
        number.map_or(Value::Null, Value::Int)
    }

    /// A date, or nothing.
    pub fn optional_date(date: Option<NaiveDate>) -> Value<'a> {
        date.map_or(Value::Null, Value::Date)
    }

    /// Text, or nothing.
    pub fn optional_text(text: Option<&'a str>) -> Value<'a> {
        text.map_or(Value::Null, Value::text)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Value::Bool(yes) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*yes))),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Value::Date(date) => return rusqlite::ToSql::to_sql(date),
            Value::Time(time) => ToSqlOutput::Owned(moment(time).into()),
            Value::Id(id) => ToSqlOutput::Borrowed(ValueRef::Blob(id.as_bytes())),
        })
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        sql_type: &Type,
        out: &mut postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => number.to_sql(sql_type, out),
            Value::Bool(yes) => yes.to_sql(sql_type, out),
            Value::Text(text) => text.as_ref().to_sql(sql_type, out),
            Value::Bytes(bytes) => bytes.to_sql(sql_type, out),
            Value::Date(date) => date.to_sql(sql_type, out),
            Value::Time(time) => time.to_sql(sql_type, out),
            Value::Id(id) => id.to_sql(sql_type, out),
        }
    }

    /// Each value is written as its own type; a column of another type is refused by the server.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// One row of an answer.
pub enum Row<'r> {
    /// From SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// From PostgreSQL.
    Postgres(&'r postgres::Row),
}

macro_rules! column {
    ($(#[$doc:meta])* $name:ident -> $type:ty) => {
        $(#[$doc])*
        pub fn $name(&self, column: usize) -> Stored<$type> {
            match self {
                Row::Sqlite(row) => Ok(row.get(column)?),
                Row::Postgres(row) => Ok(row.try_get(column)?),
            }
        }
    };
}

impl<'r> Row<'r> {
    column!(
        /// A whole number.
        int -> i64
    );
    column!(
        /// A whole number, or nothing.
        optional_int -> Option<i64>
    );
    column!(
        /// Yes or no.
        bool -> bool
    );
    column!(
        /// A date.
        date -> NaiveDate
    );
    column!(
        /// A date, or nothing.
        optional_date -> Option<NaiveDate>
    );
    column!(
        /// A moment.
        time -> DateTime<Utc>
    );
    column!(
        /// An id.
        id -> Uuid
    );

    /// Text.
    pub fn text(&self, column: usize) -> Stored<&'r str> {
        match self {
            Row::Sqlite(row) => Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?),
            Row::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// Text, or nothing.
    pub fn optional_text(&self, column: usize) -> Stored<Option<&'r str>> {
        match self {
            Row::Sqlite(row) => Ok(row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?),
            Row::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// Whatever stands there as text, the same from either database: bytes as hexadecimal digits, yes and no as 1 and 0, moments in UTC to the
    /// millisecond.
    pub(super) fn written(&self, column: usize) -> Stored<Option<Cow<'r, str>>> {
        match self {
            Row::Sqlite(row) => written_by_sqlite(row.get_ref(column)?),
            Row::Postgres(row) => written_by_postgres(row, column),
        }
    }

    /// Bytes.
    pub fn bytes(&self, column: usize) -> Stored<&'r [u8]> {
        match self {
            Row::Sqlite(row) => Ok(row.get_ref(column)?.as_blob().map_err(rusqlite::Error::from)?),
            Row::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

fn written_by_sqlite(value: rusqlite::types::ValueRef<'_>) -> Stored<Option<Cow<'_, str>>> {
    use rusqlite::types::ValueRef;
    Ok(match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(Cow::Owned(number.to_string())),
        ValueRef::Real(number) => Some(Cow::Owned(number.to_string())),
        ValueRef::Text(_) => Some(Cow::Borrowed(value.as_str().map_err(rusqlite::Error::from)?)),
        ValueRef::Blob(bytes) => Some(Cow::Owned(hexadecimal(bytes))),
    })
}

fn written_by_postgres(row: &postgres::Row, column: usize) -> Stored<Option<Cow<'_, str>>> {
    Ok(match *row.columns()[column].type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(column)?.map(|number| Cow::Owned(number.to_string())),
        Type::BOOL => row.try_get::<_, Option<bool>>(column)?.map(|yes| Cow::Borrowed(if yes { "1" } else { "0" })),
        Type::BYTEA => row.try_get::<_, Option<&[u8]>>(column)?.map(|bytes| Cow::Owned(hexadecimal(bytes))),
        Type::UUID => row.try_get::<_, Option<Uuid>>(column)?.map(|id| Cow::Owned(hexadecimal(id.as_bytes()))),
        Type::DATE => row.try_get::<_, Option<NaiveDate>>(column)?.map(|date| Cow::Owned(date.to_string())),
        Type::TIMESTAMPTZ => row.try_get::<_, Option<DateTime<Utc>>>(column)?.map(|time| Cow::Owned(moment(&time))),
        _ => row.try_get::<_, Option<&str>>(column)?.map(Cow::Borrowed),
    })
}

fn moment(time: &DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut written, byte| {
        let _ = write!(written, "{byte:02x}");
        written
    })
}

/// A transaction.
pub enum Tx<'d> {
    /// Of SQLite.
    Sqlite(rusqlite::Transaction<'d>),
    /// Of PostgreSQL.
    Postgres(postgres::Transaction<'d>),
}

impl Tx<'_> {
    /// Runs a statement and tells how many rows it touched.
    pub fn execute(&mut self, sql: &str, arguments: &[Value<'_>]) -> Stored<u64> {
        match self {
            Tx::Sqlite(tx) => {
                let mut statement = tx.prepare_cached(sql)?;
                bind(&mut statement, arguments)?;
                Ok(statement.raw_execute()? as u64)
            }
            Tx::Postgres(tx) => Ok(tx.execute(sql, &references(arguments))?),
        }
    }

    /// Runs a query and hands over its rows one by one, none of them kept.
    pub fn each<E: From<StorageError>>(
        &mut self,
        sql: &str,
        arguments: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Tx::Sqlite(tx) => {
                let mut statement = tx.prepare_cached(sql).map_err(StorageError::from)?;
                bind(&mut statement, arguments)?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next().map_err(StorageError::from)? {
                    take(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Tx::Postgres(tx) => {
                use postgres::fallible_iterator::FallibleIterator;
                let mut rows = tx.query_raw(sql, arguments.iter()).map_err(StorageError::from)?;
                while let Some(row) = rows.next().map_err(StorageError::from)? {
                    take(&Row::Postgres(&row))?;
                }
                Ok(())
            }
        }
    }

    /// All rows of a query, read by `read`.
    pub fn all<T>(
        &mut self,
        sql: &str,
        arguments: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Stored<T>,
    ) -> Stored<Vec<T>> {
        let mut found = Vec::new();
        self.each(sql, arguments, |row| {
            found.push(read(row)?);
            Ok::<(), StorageError>(())
        })?;
        Ok(found)
    }

    /// All rows of a table's query, each named by its first column where it cannot be read.
    pub fn all_named<T>(
        &mut self,
        (table, sql): (&'static str, &str),
        arguments: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Stored<T>,
    ) -> Stored<Vec<T>> {
        self.all(sql, arguments, |row| {
            let name = row.int(0)?;
            read(row).map_err(|_| StorageError::BrokenRow { table, row: name.to_string() })
        })
    }

    /// The first row of a query, where there is one.
    pub fn first<T>(
        &mut self,
        sql: &str,
        arguments: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Stored<T>,
    ) -> Stored<Option<T>> {
        Ok(self.all(sql, arguments, read)?.into_iter().next())
    }

    /// Adds many rows to a table, `width` values each: prepared once on SQLite, in one COPY on PostgreSQL.
    pub fn insert_many(&mut self, table: &str, columns: &[&str], values: &[Value<'_>]) -> Stored<()> {
        let list = columns.join(", ");
        match self {
            Tx::Sqlite(tx) => {
                let marks = vec!["?"; columns.len()].join(", ");
                let mut statement = tx.prepare_cached(&format!("insert into {table} ({list}) values ({marks})"))?;
                for row in values.chunks_exact(columns.len()) {
                    for (position, value) in row.iter().enumerate() {
                        statement.raw_bind_parameter(position + 1, value)?;
                    }
                    statement.raw_execute()?;
                }
                Ok(())
            }
            Tx::Postgres(tx) => {
                let shape = tx.prepare(&format!("select {list} from {table} limit 0"))?;
                let types: Vec<Type> = shape.columns().iter().map(|column| column.type_().clone()).collect();
                let sink = tx.copy_in(&format!("copy {table} ({list}) from stdin binary"))?;
                let mut writer = postgres::binary_copy::BinaryCopyInWriter::new(sink, &types);
                for row in values.chunks_exact(columns.len()) {
                    writer.write(&references(row))?;
                }
                writer.finish()?;
                Ok(())
            }
        }
    }

    /// Runs several statements of a migration.
    pub fn run_script(&mut self, script: &str) -> Stored<()> {
        match self {
            Tx::Sqlite(tx) => Ok(tx.execute_batch(script)?),
            Tx::Postgres(tx) => Ok(tx.batch_execute(script)?),
        }
    }

    /// Checks that a statement can be run, without running it.
    pub fn prepare_only(&mut self, sql: &str) -> Stored<()> {
        match self {
            Tx::Sqlite(tx) => tx.prepare(sql).map(|_| ()).map_err(StorageError::from),
            Tx::Postgres(tx) => tx.prepare(sql).map(|_| ()).map_err(StorageError::from),
        }
    }

    /// Whether PostgreSQL answers. Only for what the two cannot say alike.
    pub const fn is_postgres(&self) -> bool {
        matches!(self, Tx::Postgres(_))
    }

    /// Makes it all count.
    pub fn commit(self) -> Stored<()> {
        match self {
            Tx::Sqlite(tx) => Ok(tx.commit()?),
            Tx::Postgres(tx) => Ok(tx.commit()?),
        }
    }
}

fn references<'v>(values: &'v [Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Binds `$1 …` by number. SQLite takes `$1` for a name, so the number is read from it.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, arguments: &[Value<'_>]) -> Stored<()> {
    let mut bound = 0;
    for index in 1..=statement.parameter_count() {
        let name = statement.parameter_name(index).and_then(|name| name.strip_prefix('$'));
        let number = name.and_then(|number| number.parse::<usize>().ok()).unwrap_or(index);
        assert!((1..=arguments.len()).contains(&number), "every argument of a statement is given");
        statement.raw_bind_parameter(index, &arguments[number - 1])?;
        bound = bound.max(number);
    }
    assert_eq!(bound, arguments.len(), "every given argument stands in the statement");
    Ok(())
}
