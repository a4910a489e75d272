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
    #[error("the stored value of {table}.{column} is broken: {value}")]
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
    /// An applied migration is not the one this program carries.
    #[error("migration {name} was applied in another form")]
    ChangedMigration {
        /// Its name.
        name: String,
    },
}

/// What storage functions return.
pub type Stored<T> = Result<T, StorageError>;
