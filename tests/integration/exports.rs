//! What leaves the program: all data, documented, the same from either database.

use crate::flips::{Whole, tables as schema};
use crate::support::{postgres, printed, refused_codes, tonggu};
use rusqlite::Connection;
use rusqlite::types::Value as Held;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tonggu::application::export::export;
use tonggu::domain::governance::seal::Hash;
use tonggu::rendering::dictionary::tables;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place, Value};
use tonggu::storage::migration::migrate;

/// A table's columns, the cooperative's id apart, and how many of them are its key.
type Documented = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

fn documented() -> Documented {
    let of = |table: tonggu::rendering::dictionary::Table| {
        let names = |keys_alone: bool| {
            let wanted = table.columns.iter().filter(|column| column.is_key || !keys_alone);
            wanted.map(|column| column.name.clone()).filter(|name| name != "cooperative_id").collect()
        };
        (table.name.clone(), (names(false), names(true)))
    };
    tables().into_iter().map(of).collect()
}

/// What a database has, from a query of table, column and whether it belongs to the primary key.
fn held(db: &mut Db, sql: &str) -> Documented {
    let read =
        |row: &tonggu::storage::db::Row<'_>| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.int(2)? > 0));
    let mut found = Documented::new();
    for (table, column, is_key) in db.begin_read().unwrap().all(sql, &[], read).unwrap() {
        // What migrations were applied is the database's affair, not a cooperative's.
        if table == "schema_migration" {
            continue;
        }
        let (columns, keys) = found.entry(table).or_default();
        if column != "cooperative_id" {
            columns.insert(column.clone());
            if is_key {
                keys.insert(column);
            }
        }
    }
    found
}

#[test]
fn every_column_of_either_database_is_explained_and_no_other() {
    let mut db = Db::open_in_memory().unwrap();
    migrate(&mut db).unwrap();
    let sqlite = "select tables.name, columns.name, columns.pk from sqlite_schema tables join pragma_table_info(tables.name) columns \
                  where tables.type = 'table'";
    assert_eq!(held(&mut db, sqlite), documented());
    let Some(address) = postgres::fresh_database() else { return };
    let mut db = Db::open(&Place::new(&address)).unwrap();
    migrate(&mut db).unwrap();
    let postgres = "select columns.table_name::text, columns.column_name::text, count(part.column_name)::bigint \
                    from information_schema.columns columns left join information_schema.table_constraints keys \
                    on keys.table_schema = columns.table_schema and keys.table_name = columns.table_name \
                    and keys.constraint_type = 'PRIMARY KEY' left join information_schema.key_column_usage part \
                    on part.constraint_name = keys.constraint_name and part.table_schema = keys.table_schema \
                    and part.column_name = columns.column_name where columns.table_schema = current_schema() \
                    group by columns.table_name, columns.column_name";
    assert_eq!(held(&mut db, postgres), documented());
}

/// Every row of a SQLite file, put into a PostgreSQL database as it is.
pub fn copy(file: &Path, db: &mut Db) {
    let plain = Connection::open(file).unwrap();
    let schema: BTreeMap<String, Vec<String>> = schema(&plain).into_iter().collect();
    let mut tx = db.begin_write().unwrap();
    // The dictionary's order is the migrations': what is referred to comes first.
    for table in tables().iter().map(|table| table.name.as_str()) {
        let sql = "select column_name::text, data_type::text from information_schema.columns where table_schema = current_schema() and table_name = $1";
        let types = tx.all(sql, &[Value::text(table)], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())));
        let types: BTreeMap<String, String> = types.unwrap().into_iter().collect();
        let columns: Vec<&str> = schema[table].iter().map(String::as_str).collect();
        let mut select = plain.prepare(&format!("select {} from {table}", columns.join(", "))).unwrap();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<Held> = (0..columns.len()).map(|at| row.get(at).unwrap()).collect();
            let typed = columns.iter().zip(&values).map(|(column, value)| match (types[*column].as_str(), value) {
                (_, Held::Null) => Value::Null,
                ("boolean", Held::Integer(number)) => Value::Bool(*number == 1),
                ("date", Held::Text(text)) => Value::Date(text.parse().unwrap()),
                ("timestamp with time zone", Held::Text(text)) => Value::Time(text.parse().unwrap()),
                ("uuid", Held::Blob(bytes)) => Value::Id(uuid::Uuid::from_slice(bytes).unwrap()),
                (_, Held::Integer(number)) => Value::Int(*number),
                (_, Held::Text(text)) => Value::text(text),
                (_, Held::Blob(bytes)) => Value::Bytes(bytes),
                (kind, other) => panic!("{table}.{column} of {kind} holds {other:?}"),
            });
            tx.insert_many(table, &columns, &typed.collect::<Vec<_>>()).unwrap();
        }
    }
    tx.commit().unwrap();
}

/// Names, with `/` between, and contents of all files under a folder.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(above) = folders.pop() {
        for entry in std::fs::read_dir(above).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                    found.insert(name, std::fs::read(&path).unwrap());
                }
            }
        }
    }
    found
}

fn exported(db: &mut Db, cooperative: &Cooperative, folder: &Path) -> BTreeMap<String, Vec<u8>> {
    export(db, cooperative, folder).unwrap();
    contents(folder)
}

pub fn rows(content: &[u8]) -> Vec<csv::StringRecord> {
    let text = std::str::from_utf8(content).unwrap().strip_prefix('\u{feff}').unwrap();
    csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap).collect()
}

#[test]
fn the_same_data_export_to_the_same_bytes_from_either_database() {
    let whole = Whole::new();
    let mut sqlite = Db::open(&Place::new(whole.file.to_str().unwrap())).unwrap();
    let one = exported(&mut sqlite, &whole.cooperative, &whole.folder.path().join("one"));
    let again = exported(&mut sqlite, &whole.cooperative, &whole.folder.path().join("again"));
    assert_eq!(one, again);
    // Something of every table is there, and the manifest names every file with its content's hash.
    for table in tables() {
        assert!(!rows(&one[&format!("{}.csv", table.name)]).is_empty(), "{}", table.name);
    }
    let manifest = rows(&one["manifest.csv"]);
    assert_eq!(manifest.len(), one.len());
    for line in &manifest[..manifest.len() - 1] {
        let content = &one[&line[0]];
        assert_eq!((line[2].parse(), &line[3]), (Ok(content.len()), &*Hash::of(content).to_string()), "{}", &line[0]);
        let counted = if line[0].ends_with(".csv") { rows(content).len().to_string() } else { String::new() };
        assert_eq!(line[1], counted, "{}", &line[0]);
    }
    let Some(address) = postgres::fresh_database() else { return };
    let mut server = Db::open(&Place::new(&address)).unwrap();
    migrate(&mut server).unwrap();
    copy(&whole.file, &mut server);
    let other = exported(&mut server, &whole.cooperative, &whole.folder.path().join("other"));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, content) in &one {
        assert!(*content == other[name], "{name} differs");
    }
}

#[test]
fn an_export_holds_the_log_and_every_file_as_its_explanation_says_and_no_secret() {
    let whole = Whole::new();
    let mut db = Db::open(&Place::new(whole.file.to_str().unwrap())).unwrap();
    let found = exported(&mut db, &whole.cooperative, &whole.folder.path().join("out"));
    // The chain of the log, computed as the explanation tells an outsider to.
    let mut previous = Hash::NONE;
    for event in rows(&found["event.csv"]) {
        assert_eq!(event[5], previous.to_string());
        let head = format!("event\t{}\t{}\t{}\t{}\n", &event[0], &event[1], &event[2], &event[3]);
        previous = Hash::of_parts([previous.bytes().as_slice(), head.as_bytes(), event[4].as_bytes()]);
        assert_eq!(event[6], previous.to_string(), "entry {}", &event[0]);
    }
    let files: Vec<(&str, &Vec<u8>)> =
        found.iter().filter_map(|(name, content)| Some((name.strip_prefix("files/")?, content))).collect();
    assert!(files.iter().all(|(name, content)| Hash::of(content).to_string() == *name));
    for named in rows(&found["import_file.csv"]).iter().map(|row| row[4].to_owned()) {
        assert!(files.iter().any(|(name, _)| *name == named), "{named}");
    }
    for run in rows(&found["distribution_run.csv"]) {
        assert!(files.iter().any(|(name, _)| *name == &run[6]), "what {}#{} rests on", &run[0], &run[1]);
    }
    assert!(!rows(&found["user_secret.csv"]).is_empty());
    for (name, content) in &found {
        assert!(!content.windows(7).any(|part| part == b"$argon2"), "{name} has a secret");
    }
    for explanation in ["说明.md", "README.en.md"] {
        let text = std::str::from_utf8(&found[explanation]).unwrap();
        for table in tables() {
            assert!(text.contains(&format!("\n## {}.csv\n", table.name)), "{}", table.name);
            assert!(table.columns.iter().all(|column| text.contains(&format!("\n| {} | ", column.name))));
        }
    }
}

#[test]
fn an_export_writes_over_nothing_and_is_for_nobody_unproved() {
    let whole = Whole::new();
    let mut db = Db::open(&Place::new(whole.file.to_str().unwrap())).unwrap();
    let taken = whole.folder.path().join("taken");
    std::fs::create_dir(&taken).unwrap();
    std::fs::write(taken.join("旧账.txt"), "旧账").unwrap();
    assert_eq!(refused_codes(export(&mut db, &whole.cooperative, &taken)), ["folder_in_use"]);
    assert_eq!(refused_codes(export(&mut db, &whole.cooperative, &whole.file)), ["file_not_written"]);
    assert_eq!(contents(&taken).len(), 1);
    let data = whole.file.to_str().unwrap();
    let out = whole.folder.path().join("空的");
    std::fs::create_dir(&out).unwrap();
    let said = tonggu(data, &["export", out.to_str().unwrap()]);
    assert!(said.status.success() && printed(&said).contains("manifest.csv"), "{said:?}");
    // The user who is named must prove who they are before anything is written.
    let unproved = whole.folder.path().join("unproved");
    let said = tonggu(data, &["export", unproved.to_str().unwrap(), "--as", "admin"]);
    assert!(!said.status.success() && !unproved.exists());
}
