//! What can go wrong with the database. None of it is a user's mistake; nothing of it reaches a page.

/// A fault of the storage.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The embedded database failed.
    #[error("SQLite failed")]
    Sqlite(#[from] rusqlite::Error),
    /// The server failed or is gone.
    #[error("PostgreSQL failed")]
    Postgres(#[from] postgres::Error),
    /// A folder or file of the data cannot be made or read.
    #[error("the data folder cannot be used")]
    Folder(#[from] std::io::Error),
    /// A stored value that this program would never have written.
    // What stands there may be somebody's identification number: it is not said.
    #[error("a stored value of {table}.{column} is broken")]
    BrokenValue {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
    /// The database has migrations that this program does not know.
    #[error("the data was written by a newer program: {unknown:?}")]
    NewerData {
        /// Their names.
        unknown: Vec<String>,
    },
    /// The clock stands before the last entry of the log.
    #[error("the clock says {now}, and the last entry of the log is of {last}")]
    ClockBehind {
        /// What the clock says.
        now: chrono::DateTime<chrono::Utc>,
        /// The moment of the last entry.
        last: chrono::DateTime<chrono::Utc>,
    },
    /// A row of a table that cannot be read.
    #[error("row {row} of {table} cannot be read")]
    BrokenRow {
        /// The table.
        table: &'static str,
        /// The row, by its number or key.
        row: String,
    },
    /// An applied migration is not the one this program carries.
    #[error("migration {name} was applied in another form")]
    ChangedMigration {
        /// Its name.
        name: String,
    },
}

/// What storage functions return.
pub type Stored<T> = Result<T, StorageError>;
