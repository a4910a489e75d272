//! Import, distribution and what they write, for communities of three sizes, on both databases, beside the raw limit of each in the same
//! run. `cargo bench`, or `cargo bench -- import` for a part of it; `TONGGU_BENCH_MOST=100000` leaves the largest community out.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot go on stops")]

#[path = "../tests/integration/support/postgres.rs"]
mod cluster;
#[path = "../import-samples/generator/community.rs"]
mod community;
#[path = "../import-samples/generator/csv_sheets.rs"]
mod csv_sheets;

use divan::Bencher;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};
use tempfile::TempDir;
use tonggu::application::Context;
use tonggu::application::access::Actor;
use tonggu::application::cooperative::{init, open_or_create};
use tonggu::application::distribution::{DistributionRequest, distribute};
use tonggu::application::import::{ImportRequest, Spoken, import};
use tonggu::domain::canonical::CanonicalText;
use tonggu::domain::distribution::inputs::Inputs;
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::distribution::worksheet::compute;
use tonggu::domain::governance::proof::InclusionProof;
use tonggu::domain::governance::seal::{Hash, MerkleRoot, leaf};
use tonggu::domain::period::AccountingYear;
use tonggu::domain::statement::member_statement;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;
use tonggu::storage::distribution::{all, pinned_inputs};

const SIZES: [usize; 3] = [4_185, 100_000, 1_000_000];
/// The tables that an import of the sample community fills with many rows, the original files among them.
const FACT_TABLES: [&str; 5] =
    ["member", "share_movement", "land_contribution", "shop_contribution", "import_file_part"];
/// The tables that a run fills with many rows.
const RUN_TABLES: [&str; 2] = ["pinned_input_part", "statement"];

fn main() {
    divan::main();
}

/// The sizes to measure.
fn sizes() -> Vec<usize> {
    let most = std::env::var("TONGGU_BENCH_MOST").ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    SIZES.into_iter().filter(|size| *size <= most).collect()
}

/// A folder for everything that is made, gone with the program.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

/// Makes something once a size.
struct Once<T>(Mutex<BTreeMap<usize, T>>);

impl<T: Clone> Once<T> {
    const fn new() -> Once<T> {
        Once(Mutex::new(BTreeMap::new()))
    }

    fn get(&self, size: usize, make: impl FnOnce() -> T) -> T {
        self.0.lock().unwrap().entry(size).or_insert_with(make).clone()
    }
}

/// The workbooks of a community, as CSV.
fn files(size: usize) -> Vec<PathBuf> {
    static FILES: Once<Vec<PathBuf>> = Once::new();
    FILES.get(size, || {
        let mut sheets = csv_sheets::CsvSheets::new(&FOLDER.path().join(size.to_string()));
        community::write(community::Size::of(size), 2008, &mut sheets);
        sheets.finish()
    })
}

/// Where data can be kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// An empty place of its own.
    fn fresh(self) -> String {
        static NEXT: Mutex<u32> = Mutex::new(0);
        let mut next = NEXT.lock().unwrap();
        *next += 1;
        match self {
            Engine::Sqlite => FOLDER.path().join(format!("{next}.db")).display().to_string(),
            Engine::Postgres => match cluster::fresh_database() {
                Some(address) => address,
                None => panic!("PostgreSQL's server programs are missing"),
            },
        }
    }
}

fn with_context<T>(act: impl FnOnce(&mut Context<'_>) -> T) -> T {
    let mut random = |bytes: &mut [u8]| getrandom::fill(bytes).unwrap();
    act(&mut Context { actor: &Actor::Local, now: "2009-02-01T08:30:00Z".parse().unwrap(), random: &mut random })
}

fn found(place: &str) -> (Db, Cooperative) {
    let mut db = open_or_create(place).unwrap();
    let cooperative = with_context(|context| init(&mut db, context, "bench", "社区")).unwrap();
    (db, cooperative)
}

fn import_files(db: &mut Db, cooperative: &Cooperative, files: &[PathBuf]) {
    let named = files.iter().map(|path| (path.clone(), path.display().to_string())).collect();
    let request = ImportRequest { files: named, ..ImportRequest::default() };
    let silent = String::new;
    let speak = |_: &_| Spoken { given: silent(), expected: silent(), zh: silent(), en: silent() };
    let report =
        with_context(|context| import(db, cooperative, &request, context, (&speak, &mut |_, _, _| {}))).unwrap();
    assert!(report.batch_no.is_some());
}

fn distribute_2008(db: &mut Db, cooperative: &Cooperative) {
    let year = AccountingYear::try_new(2008).unwrap();
    let request = DistributionRequest { year, kind: RunKind::Annual, follows: None, cut_off: None, voids: None };
    with_context(|context| distribute(db, cooperative, request, context, &mut |_, _, _| {})).unwrap();
}

/// A place that holds a community.
fn imported(engine: Engine, size: usize) -> (String, Cooperative) {
    static SQLITE: Once<(String, Cooperative)> = Once::new();
    static POSTGRES: Once<(String, Cooperative)> = Once::new();
    let once = if engine == Engine::Sqlite { &SQLITE } else { &POSTGRES };
    once.get(size, || {
        let place = engine.fresh();
        let (mut db, cooperative) = found(&place);
        import_files(&mut db, &cooperative, &files(size));
        (place, cooperative)
    })
}

/// A place that holds a community and one run.
fn distributed(engine: Engine, size: usize) -> String {
    let place = engine.fresh();
    let (mut db, cooperative) = found(&place);
    import_files(&mut db, &cooperative, &files(size));
    distribute_2008(&mut db, &cooperative);
    place
}

fn bench_import(bencher: Bencher<'_, '_>, engine: Engine, files: &[PathBuf]) {
    let prepare = || found(&engine.fresh());
    bencher.with_inputs(prepare).bench_local_values(|(mut db, cooperative)| {
        import_files(&mut db, &cooperative, files);
        db
    });
}

fn bench_distribute(bencher: Bencher<'_, '_>, engine: Engine, size: usize) {
    let (place, cooperative) = imported(engine, size);
    let mut db = open_or_create(&place).unwrap();
    bencher.bench_local(|| distribute_2008(&mut db, &cooperative));
}

#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod import_all_sheets {
    use super::{Bencher, Engine, bench_import, files, sizes};

    #[divan::bench(args = sizes())]
    fn sqlite(bencher: Bencher<'_, '_>, size: usize) {
        bench_import(bencher, Engine::Sqlite, &files(size));
    }

    #[divan::bench(args = sizes())]
    fn postgres(bencher: Bencher<'_, '_>, size: usize) {
        bench_import(bencher, Engine::Postgres, &files(size));
    }
}

/// Rows that were written, written again with nothing else done: into the same tables, past the same triggers, in one transaction.
fn bench_raw_sqlite(bencher: Bencher<'_, '_>, source: &str, tables: &[&str]) {
    let source = rusqlite::Connection::open(source).unwrap();
    let read = |table: &&str| {
        let mut rows = source.prepare(&format!("select * from {table}")).unwrap();
        let columns = rows.column_count();
        let values = rows.query_map([], |row| (0..columns).map(|column| row.get(column)).collect()).unwrap();
        let marks = vec!["?"; columns].join(", ");
        let rows = values.map(Result::unwrap).collect::<Vec<Vec<rusqlite::types::Value>>>();
        (format!("insert into {table} values ({marks})"), rows)
    };
    let tables: Vec<_> = tables.iter().map(read).collect();
    let prepare = || {
        let place = Engine::Sqlite.fresh();
        drop(found(&place));
        let connection = rusqlite::Connection::open(place).unwrap();
        connection.execute_batch("pragma journal_mode = wal; pragma synchronous = full").unwrap();
        connection
    };
    bencher.with_inputs(prepare).bench_local_values(|mut connection| {
        let tx = connection.transaction().unwrap();
        for (insert, rows) in &tables {
            let mut statement = tx.prepare(insert).unwrap();
            for row in rows {
                statement.execute(rusqlite::params_from_iter(row)).unwrap();
            }
        }
        tx.commit().unwrap();
        connection
    });
}

/// The same on PostgreSQL, in its fastest form: one binary COPY a table.
fn bench_raw_postgres(bencher: Bencher<'_, '_>, source: &str, tables: &[&str]) {
    let connect = |place: &str| postgres::Client::connect(place, postgres::NoTls).unwrap();
    let mut source = connect(source);
    let mut read = |table: &&str| {
        let mut bytes = Vec::new();
        let mut rows = source.copy_out(&format!("copy {table} to stdout binary")).unwrap();
        rows.read_to_end(&mut bytes).unwrap();
        (format!("copy {table} from stdin binary"), bytes)
    };
    let tables: Vec<_> = tables.iter().map(&mut read).collect();
    let prepare = || {
        let place = Engine::Postgres.fresh();
        drop(found(&place));
        connect(&place)
    };
    bencher.with_inputs(prepare).bench_local_values(|mut client| {
        let mut tx = client.transaction().unwrap();
        for (copy, bytes) in &tables {
            let mut sink = tx.copy_in(copy).unwrap();
            sink.write_all(bytes).unwrap();
            sink.finish().unwrap();
        }
        tx.commit().unwrap();
    });
}

#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod import_rows_alone {
    use super::{Bencher, Engine, FACT_TABLES, bench_raw_postgres, bench_raw_sqlite, imported, sizes};

    #[divan::bench(args = sizes())]
    fn sqlite(bencher: Bencher<'_, '_>, size: usize) {
        bench_raw_sqlite(bencher, &imported(Engine::Sqlite, size).0, &FACT_TABLES);
    }

    #[divan::bench(args = sizes())]
    fn postgres(bencher: Bencher<'_, '_>, size: usize) {
        bench_raw_postgres(bencher, &imported(Engine::Postgres, size).0, &FACT_TABLES);
    }
}

#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod run_rows_alone {
    use super::{Bencher, Engine, RUN_TABLES, bench_raw_postgres, bench_raw_sqlite, distributed, sizes};

    #[divan::bench(args = sizes())]
    fn sqlite(bencher: Bencher<'_, '_>, size: usize) {
        bench_raw_sqlite(bencher, &distributed(Engine::Sqlite, size), &RUN_TABLES);
    }

    #[divan::bench(args = sizes())]
    fn postgres(bencher: Bencher<'_, '_>, size: usize) {
        bench_raw_postgres(bencher, &distributed(Engine::Postgres, size), &RUN_TABLES);
    }
}

#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod distribute_and_seal {
    use super::{Bencher, Engine, bench_distribute, sizes};

    #[divan::bench(args = sizes())]
    fn sqlite(bencher: Bencher<'_, '_>, size: usize) {
        bench_distribute(bencher, Engine::Sqlite, size);
    }

    #[divan::bench(args = sizes())]
    fn postgres(bencher: Bencher<'_, '_>, size: usize) {
        bench_distribute(bencher, Engine::Postgres, size);
    }
}

/// What a run is computed from.
fn pinned(size: usize) -> String {
    let (place, cooperative) = imported(Engine::Sqlite, size);
    let mut db = open_or_create(&place).unwrap();
    distribute_2008(&mut db, &cooperative);
    let mut tx = db.begin_read().unwrap();
    let run = all(&mut tx, cooperative.id).unwrap().pop().unwrap();
    String::from_utf8(pinned_inputs(&mut tx, cooperative.id, run.run).unwrap()).unwrap()
}

#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod run_in_memory {
    use super::{Bencher, Digest, Inputs, Sha256, compute, pinned, sizes};

    #[divan::bench(args = sizes())]
    fn read_pinned_inputs(bencher: Bencher<'_, '_>, size: usize) {
        let text = pinned(size);
        bencher.bench_local(|| Inputs::parse(&text).unwrap().members.len());
    }

    #[divan::bench(args = sizes())]
    fn compute_with_all_operands(bencher: Bencher<'_, '_>, size: usize) {
        let text = pinned(size);
        let inputs = Inputs::parse(&text).unwrap();
        bencher.bench_local(|| compute(&inputs).unwrap());
    }

    /// What hashing the pinned inputs costs by itself.
    #[divan::bench(args = sizes())]
    fn plain_sha256_of_pinned_inputs(bencher: Bencher<'_, '_>, size: usize) {
        let text = pinned(size);
        bencher.bench_local(|| Sha256::digest(text.as_bytes()));
    }
}

/// The statements of a run as they are sealed, in member-number order.
fn statements(size: usize) -> Vec<String> {
    let text = pinned(size);
    let inputs = Inputs::parse(&text).unwrap();
    let worksheet = compute(&inputs).unwrap();
    let mut written = CanonicalText::default();
    let write = |figures| {
        member_statement::write(&mut written, &inputs, &worksheet, figures);
        written.as_str().to_owned()
    };
    worksheet.statements.iter().map(write).collect()
}

const SALT: [u8; 16] = [7; 16];

#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod seal_of_statements {
    use super::{Bencher, Digest, Hash, InclusionProof, MerkleRoot, SALT, Sha256, leaf, sizes, statements};

    #[divan::bench(args = sizes())]
    fn salted_root(bencher: Bencher<'_, '_>, size: usize) {
        let statements = statements(size);
        bencher.bench_local(|| {
            let mut root = MerkleRoot::default();
            statements.iter().for_each(|text| root.push(&SALT, text.as_bytes()));
            root.root()
        });
    }

    /// One hash over the same bytes.
    #[divan::bench(args = sizes())]
    fn plain_sha256(bencher: Bencher<'_, '_>, size: usize) {
        let statements = statements(size);
        bencher.bench_local(|| {
            let mut hash = Sha256::new();
            statements.iter().for_each(|text| hash.update(text));
            hash.finalize()
        });
    }

    #[divan::bench(args = sizes())]
    fn one_proof_made(bencher: Bencher<'_, '_>, size: usize) {
        let leaves: Vec<Hash> = statements(size).iter().map(|text| leaf(&SALT, text.as_bytes())).collect();
        bencher.bench_local(|| InclusionProof::of(&leaves, leaves.len() / 3));
    }

    #[divan::bench(args = sizes(), sample_size = 1000)]
    fn one_proof_checked(bencher: Bencher<'_, '_>, size: usize) {
        let leaves: Vec<Hash> = statements(size).iter().map(|text| leaf(&SALT, text.as_bytes())).collect();
        let at = leaves.len() / 3;
        let proof = InclusionProof::of(&leaves, at).unwrap();
        bencher.bench_local(|| proof.root(leaves[at]));
    }
}
