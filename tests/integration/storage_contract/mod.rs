//! The storage contract: every public function of the floor, called on SQLite and on PostgreSQL, with the same outcome.

mod vouchers;

use crate::support::{day, now, on_each_database, year};
use std::collections::BTreeSet;
use strum::IntoEnumIterator;
use tonggu::domain::canonical::CanonicalText;
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::fact::{Fact, FactKind};
use tonggu::domain::governance::seal::{Hash, Seal};
use tonggu::domain::ledger::book::BookKind;
use tonggu::storage::cooperative::{self, Cooperative};
use tonggu::storage::db::{Db, Place, Value};
use tonggu::storage::distribution::{self, Run};
use tonggu::storage::entry::{self, Entry};
use tonggu::storage::error::StorageError;
use tonggu::storage::import_batch::{self, Batch, File, Sheet, Warning};
use tonggu::storage::{access, event_log, ledger, migration, stray, system, table, voucher_page};
use uuid::Uuid;

fn id() -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001)
}

fn founded(db: &mut Db) {
    let mut tx = db.begin_write().unwrap();
    let one = Cooperative { id: id(), code: "demo".to_owned(), name: "示例".to_owned() };
    cooperative::add(&mut tx, &one).unwrap();
    tx.commit().unwrap();
}

/// One fact of every noun, with and without what may be absent.
fn facts() -> Vec<Fact> {
    let worked = crate::support::worked_example();
    let mut db = Db::open_in_memory().unwrap();
    migration::migrate(&mut db).unwrap();
    let cooperative = crate::support::found(&mut db);
    let extra: Vec<_> =
        ["filled/资产量化.xlsx", "filled/资金入股台账.xlsx", "filled/机构成员.xlsx", "filled/转租标的.xlsx"]
            .map(crate::support::sample)
            .into_iter()
            .filter(|path| path.exists())
            .collect();
    let report = crate::support::import_files(&mut db, &cooperative, &worked);
    assert!(!report.has_errors());
    if !extra.is_empty() {
        crate::support::import_files(&mut db, &cooperative, &extra);
    }
    crate::support::open_a_book(&mut db, &cooperative, "hzs", BookKind::Cooperative);
    let red = "账套,日期,凭证字号,摘要,科目编码,借方,贷方,往来对象,附件张数\n\
               hzs,2008-01-05,记-1,退租金,102,-80,,,1\nhzs,2008-01-05,记-1,退租金,11302,,-80,合同:TD-2003-01,1\n";
    assert!(!crate::support::import_sheets(&mut db, &cooperative, &[("凭证", red)]).has_errors());
    let mut tx = db.begin_read().unwrap();
    FactKind::iter()
        .flat_map(|kind| entry::live(&mut tx, cooperative.id, kind).unwrap())
        .map(|entry| entry.fact)
        .collect()
}

#[test]
fn cooperatives_are_found_by_code() {
    on_each_database(|db| {
        assert!(["sqlite", "postgres"].contains(&db.engine()));
        founded(db);
        let mut tx = db.begin_write().unwrap();
        cooperative::lock(&mut tx, id()).unwrap();
        assert_eq!(cooperative::all(&mut tx).unwrap().len(), 1);
        assert_eq!(cooperative::lookup(&mut tx, "demo").unwrap().map(|one| one.id), Some(id()));
        assert_eq!(cooperative::lookup(&mut tx, "other").unwrap(), None);
    });
}

#[test]
fn entries_of_every_noun_are_read_as_they_were_written() {
    let facts = facts();
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let mut scratch = CanonicalText::default();
        for (position, fact) in facts.iter().enumerate() {
            let number = position as i64 + 1;
            let fingerprint = fact.fingerprint(&mut scratch);
            let one = Entry { entry_no: number, sheet_no: 1, row_no: number + 1, fingerprint, fact: fact.clone() };
            entry::append(&mut tx, id(), FactKind::from(fact), &[one]).unwrap();
        }
        let mut read: Vec<Entry> = Vec::new();
        for kind in FactKind::iter() {
            let live = entry::live(&mut tx, id(), kind).unwrap();
            assert!(live.iter().all(|entry| FactKind::from(&entry.fact) == kind), "{}", entry::table_name(kind));
            entry::each_between(&mut tx, id(), kind, (1, facts.len() as i64), |entry| {
                read.push(entry);
                Ok::<(), StorageError>(())
            })
            .unwrap();
        }
        read.sort_by_key(|entry| entry.entry_no);
        assert_eq!(read.iter().map(|entry| entry.fact.clone()).collect::<Vec<_>>(), facts);
        tx.commit().unwrap();
    });
}

#[test]
fn reversed_entries_no_longer_count_but_stay() {
    let facts = facts();
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let members: Vec<Entry> = facts
            .iter()
            .filter(|fact| FactKind::from(*fact) == FactKind::Member)
            .enumerate()
            .map(|(position, fact)| {
                let fingerprint = fact.fingerprint(&mut CanonicalText::default());
                Entry { entry_no: position as i64 + 1, sheet_no: 1, row_no: 2, fingerprint, fact: fact.clone() }
            })
            .collect();
        entry::append(&mut tx, id(), FactKind::Member, &members).unwrap();
        entry::reverse(&mut tx, id(), 2, &[2, 4]).unwrap();
        let mut live = Vec::new();
        entry::each_live(&mut tx, id(), FactKind::Member, |entry| {
            live.push(entry.entry_no);
            Ok::<(), StorageError>(())
        })
        .unwrap();
        assert_eq!(live, [1, 3, 5, 6]);
        assert_eq!(entry::reversals(&mut tx, id(), 1, 3).unwrap(), [(2, 2)]);
        assert_eq!(entry::reversed_by(&mut tx, id(), 2).unwrap(), [2, 4]);
        assert_eq!(entry::reversal_count(&mut tx, id()).unwrap(), 2);
    });
}

#[test]
fn what_names_a_member_is_found_by_their_number() {
    let facts = facts();
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let mut found = |kind: FactKind, member_no: &str| {
            let own = facts.iter().filter(|fact| FactKind::from(*fact) == kind).enumerate();
            let entries: Vec<Entry> = own
                .map(|(position, fact)| {
                    let fingerprint = fact.fingerprint(&mut CanonicalText::default());
                    Entry { entry_no: position as i64 + 1, sheet_no: 1, row_no: 2, fingerprint, fact: fact.clone() }
                })
                .collect();
            entry::append(&mut tx, id(), kind, &entries).unwrap();
            let named = |fact: &Fact| match fact {
                Fact::Member(member) => member.member_no == member_no,
                Fact::Movement(movement) => [&movement.from_member_no, &movement.to_member_no]
                    .iter()
                    .any(|one| one.as_deref() == Some(member_no)),
                Fact::LandContribution(land) => land.member_no == member_no,
                _ => false,
            };
            let expected: Vec<i64> =
                entries.iter().filter(|entry| named(&entry.fact)).map(|entry| entry.entry_no).collect();
            let found = entry::live_of_member(&mut tx, id(), kind, member_no).unwrap();
            (found.iter().map(|entry| entry.entry_no).collect::<Vec<i64>>(), expected)
        };
        for kind in [FactKind::Member, FactKind::Movement, FactKind::LandContribution, FactKind::Contract] {
            let (found, expected) = found(kind, "M001");
            assert_eq!(found, expected, "{kind:?}");
            assert_eq!(found.is_empty(), kind == FactKind::Contract, "{kind:?}");
        }
        let of_household =
            |entry: &&Entry| matches!(&entry.fact, Fact::Member(member) if member.household_no == "H001");
        let all = entry::live(&mut tx, id(), FactKind::Member).unwrap();
        let expected: Vec<&Fact> = all.iter().filter(of_household).map(|entry| &entry.fact).collect();
        let found = entry::live_members_of_household(&mut tx, id(), "H001").unwrap().into_iter().map(Fact::Member);
        let found: Vec<Fact> = found.collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected);
        assert!(!expected.is_empty());
    });
}

#[test]
fn secrets_are_kept_beside_the_event_that_set_them() {
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let event = event_log::append(&mut tx, id(), now(), "admin", ("user-secret-set", "user\tchen\n")).unwrap();
        access::add_secret(&mut tx, id(), event.event_no, "$argon2id$…").unwrap();
        assert_eq!(access::secrets(&mut tx, id()).unwrap(), [(event.event_no, "$argon2id$…".to_owned())]);
        assert!(access::add_secret(&mut tx, id(), event.event_no + 1, "of no event").is_err());
    });
}

#[test]
fn the_log_is_chained() {
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        event_log::append(&mut tx, id(), now(), "local", ("imported", "batch\t1\n")).unwrap();
        event_log::append(&mut tx, id(), now(), "local", ("imported", "batch\t2\n")).unwrap();
        let log = event_log::all(&mut tx, id()).unwrap();
        let mut of = |actions: &[&str]| event_log::of_actions(&mut tx, id(), actions).unwrap();
        assert_eq!((of(&["imported", "user-added"]), of(&["user-added"])), (log.clone(), Vec::new()));
        assert_eq!(log.len(), 2);
        assert_eq!(event_log::of_actions_after(&mut tx, id(), &["imported"], 1).unwrap(), log[1..]);
        assert_eq!(event_log::head(&mut tx, id()).unwrap(), Some((2, log[1].occurred_at)));
        assert_eq!(event_log::head(&mut tx, Uuid::nil()).unwrap(), None);
        assert_eq!(event_log::of_number(&mut tx, id(), 2).unwrap().as_ref(), log.last());
        assert_eq!(event_log::of_number(&mut tx, id(), 9).unwrap(), None);
        assert_eq!(event_log::before(&mut tx, id(), i64::MAX, 1).unwrap(), log[1..]);
        assert_eq!(event_log::before(&mut tx, id(), 2, 10).unwrap(), log[..1]);
        event_log::append(&mut tx, id(), now(), "local", ("signed-in", "user\tchen\n")).unwrap();
        assert_eq!(event_log::actions_after(&mut tx, id(), 0).unwrap(), ["imported", "signed-in"]);
        assert_eq!(event_log::actions_after(&mut tx, id(), 2).unwrap(), ["signed-in"]);
        assert_eq!((log[0].previous_hash, log[1].previous_hash), (Hash::NONE, log[0].hash));
        assert!(
            log.iter().all(|event| event.hash == event.computed_hash()),
            "the moment survives the database to the millisecond"
        );
    });
}

#[test]
fn batches_files_sheets_warnings_and_choices_are_kept() {
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let batch = Batch {
            batch_no: 1,
            occurred_at: now(),
            actor: "local".to_owned(),
            undoes_batch_no: None,
            first_entry_no: 1,
            last_entry_no: 9,
            digest: Hash::of(b"entries"),
        };
        import_batch::add(&mut tx, id(), &batch).unwrap();
        assert_eq!(import_batch::all(&mut tx, id()).unwrap(), std::slice::from_ref(&batch));
        // The second batch entered nothing, as an undo may.
        let numbers = |batch_no, first_entry_no, last_entry_no| Batch {
            batch_no,
            first_entry_no,
            last_entry_no,
            ..batch.clone()
        };
        let batches = [numbers(1, 1, 9), numbers(2, 10, 9), numbers(3, 10, 12)];
        let holding = |entry_no| import_batch::holding(&batches, entry_no).map(|batch| batch.batch_no);
        assert_eq!([0, 1, 9, 10, 12, 13].map(holding), [None, Some(1), Some(1), Some(3), Some(3), None]);
        let bytes = vec![7_u8; (1 << 20) + 3];
        let file =
            File { file_no: 1, name: "册.xlsx".to_owned(), size: bytes.len() as i64, content_hash: Hash::of(&bytes) };
        import_batch::add_files(&mut tx, id(), 1, std::slice::from_ref(&file)).unwrap();
        assert_eq!(import_batch::files(&mut tx, id(), 1).unwrap(), std::slice::from_ref(&file));
        import_batch::keep_content(&mut tx, id(), &file.content_hash, bytes.as_slice()).unwrap();
        import_batch::keep_content(&mut tx, id(), &file.content_hash, bytes.as_slice()).unwrap();
        let mut kept = Vec::new();
        import_batch::each_part(&mut tx, id(), &file.content_hash, |part| {
            kept.extend_from_slice(part);
            Ok::<(), StorageError>(())
        })
        .unwrap();
        assert_eq!(kept, bytes);
        let sheet = Sheet {
            sheet_no: 1,
            file_no: 1,
            sheet: "名册".to_owned(),
            kind: "members".to_owned(),
            counts: [4, 1, 2, 1],
        };
        import_batch::add_sheets(&mut tx, id(), 1, std::slice::from_ref(&sheet)).unwrap();
        assert_eq!(import_batch::kinds_after(&mut tx, id(), 0).unwrap(), (1, vec![sheet.kind.clone()]));
        assert_eq!(import_batch::kinds_after(&mut tx, id(), 1).unwrap(), (1, Vec::new()));
        assert_eq!(import_batch::sheets(&mut tx, id(), 1).unwrap(), [sheet]);
        let text = |text: &str| text.to_owned();
        let warning = Warning {
            code: text("headings_only"),
            file: text("册.xlsx"),
            sheet: text("名册"),
            cell: text("A1"),
            given: text(""),
            expected: text("数据"),
            messages: [text("只有表头"), text("headings only")],
        };
        import_batch::add_warnings(&mut tx, id(), 1, std::slice::from_ref(&warning)).unwrap();
        assert_eq!(import_batch::warnings(&mut tx, id(), 1).unwrap(), [warning]);
        import_batch::add_heading_choice(&mut tx, id(), ("亩数", "面积(亩)"), ("local", now())).unwrap();
        import_batch::add_heading_choice(&mut tx, id(), ("亩数", "忽略"), ("local", now())).unwrap();
        let last = import_batch::heading_choices(&mut tx, id()).unwrap().pop().unwrap();
        assert_eq!((last.heading, last.column), (text("亩数"), text("忽略")));
    });
}

#[test]
fn runs_and_statements_are_kept_as_they_were_sealed() {
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let number = |number| RunNumber { year: year(2008), number };
        let seal = Seal { inputs: Hash::of(b"inputs"), worksheet: Hash::of(b"summary"), statements: Hash::of(b"root") };
        let run = Run {
            run: number(1),
            kind: RunKind::Annual,
            follows: None,
            occurred_at: now(),
            actor: "local".to_owned(),
            seal,
            statement_count: 2,
            summary: "summary\t2008\n".to_owned(),
            superseded_by: None,
        };
        distribution::add(&mut tx, id(), &run).unwrap();
        let second = Run { run: number(2), kind: RunKind::Arrears, follows: Some(1), ..run.clone() };
        distribution::add(&mut tx, id(), &second).unwrap();
        distribution::supersede(&mut tx, id(), number(1), number(2)).unwrap();
        let expected = [Run { superseded_by: Some(number(2)), ..run }, second];
        assert_eq!(distribution::all(&mut tx, id()).unwrap(), expected);
        let inputs = vec![b'x'; (1 << 20) + 1];
        distribution::add_pinned_inputs(&mut tx, id(), number(1), &inputs).unwrap();
        assert_eq!(distribution::pinned_inputs(&mut tx, id(), number(1)).unwrap(), inputs);
        let mut parts = Vec::new();
        distribution::each_pinned_part(&mut tx, id(), number(1), |part| {
            parts.extend_from_slice(part);
            Ok::<(), StorageError>(())
        })
        .unwrap();
        assert_eq!(parts, inputs);
        let statements = [("M10", [1; 16], "statement\tM10\n"), ("M2", [2; 16], "statement\tM2\n")];
        distribution::add_statements(&mut tx, id(), number(1), &statements).unwrap();
        let mut order = Vec::new();
        distribution::each_statement(&mut tx, id(), number(1), |member_no, salt, _| {
            order.push((member_no.to_owned(), salt[0]));
            Ok::<(), StorageError>(())
        })
        .unwrap();
        assert_eq!(
            order,
            [("M10".to_owned(), 1), ("M2".to_owned(), 2)],
            "member numbers sort as bytes on both databases"
        );
        let found = distribution::statement(&mut tx, id(), number(1), "M2").unwrap();
        assert_eq!(found.map(|statement| statement.content), Some("statement\tM2\n".to_owned()));
        assert_eq!(distribution::statement(&mut tx, id(), number(1), "M3").unwrap(), None);
        let mut after = |member_no: &str, most| {
            let found = distribution::statements_after(&mut tx, id(), number(1), (member_no, most)).unwrap();
            found.into_iter().map(|statement| statement.member_no).collect::<Vec<String>>()
        };
        assert_eq!(after("", 5), ["M10", "M2"]);
        assert_eq!(after("", 1), ["M10"]);
        assert_eq!(after("M10", 5), ["M2"]);
        assert_eq!(after("M2", 5), Vec::<String>::new());
    });
}

#[test]
fn what_nothing_accounts_for_is_found() {
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let term = facts().into_iter().find(|fact| matches!(fact, Fact::CharterTerm(_))).unwrap();
        let mut scratch = CanonicalText::default();
        let fingerprint = term.fingerprint(&mut scratch);
        let entry = Entry { entry_no: 1, sheet_no: 1, row_no: 2, fingerprint, fact: term };
        entry::append(&mut tx, id(), FactKind::CharterTerm, &[entry]).unwrap();
        assert_eq!(stray::of_batches(&mut tx, id(), 1).unwrap(), vec![]);
        assert_eq!(stray::of_batches(&mut tx, id(), 0).unwrap(), vec![("charter_term", "1".to_owned())]);
        let run = RunNumber { year: year(2008), number: 1 };
        distribution::supersede(&mut tx, id(), run, RunNumber { number: 2, ..run }).unwrap();
        let of_runs = stray::of_runs(&mut tx, id()).unwrap();
        assert_eq!(of_runs, vec![("distribution_run_superseded", "2008#1".to_owned())]);
        let kept = Hash::of(b"minutes");
        import_batch::keep_content(&mut tx, id(), &kept, b"minutes".as_slice()).unwrap();
        assert_eq!(stray::of_files(&mut tx, id(), &BTreeSet::from([kept])).unwrap(), vec![]);
        assert_eq!(import_batch::kept(&mut tx, id()).unwrap(), [kept]);
        let mut rows = Vec::new();
        table::each_row(&mut tx, id(), ("import_file_part", &["content_hash", "part_no", "content"], 2), |row| {
            rows.push(row.iter().map(|value| value.as_deref().unwrap_or("-").to_owned()).collect::<Vec<_>>());
            Ok::<(), StorageError>(())
        })
        .unwrap();
        assert_eq!(rows, [[kept.to_string(), "1".to_owned(), "6d696e75746573".to_owned()]]);
        let stray = stray::of_files(&mut tx, id(), &BTreeSet::new()).unwrap();
        assert_eq!(stray, vec![("import_file_part", kept.to_string())]);
    });
}

#[test]
fn values_of_every_type_survive() {
    on_each_database(|db| {
        let mut tx = db.begin_write().unwrap();
        let types = match tx.is_postgres() {
            true => "a bigint, b boolean, c text, d bytea, e date, f timestamptz, g uuid",
            false => "a integer, b integer, c text, d blob, e text, f text, g blob",
        };
        tx.run_script(&format!("create temporary table sample ({types})")).unwrap();
        let bytes = [0_u8, 255];
        let columns = ["a", "b", "c", "d", "e", "f", "g"];
        let full = [
            Value::Int(-5),
            Value::Bool(true),
            Value::owned("陈国强𬭎".to_owned()),
            Value::Bytes(&bytes),
            Value::Date(day("2008-02-29")),
            Value::Time(now()),
            Value::Id(id()),
        ];
        tx.insert_many("sample", &columns, &full).unwrap();
        let none = [
            Value::optional_int(None),
            Value::Null,
            Value::optional_text(None),
            Value::Null,
            Value::optional_date(None),
            Value::Null,
            Value::Null,
        ];
        tx.insert_many("sample", &columns, &none).unwrap();
        let read = tx.all("select a, b, c, d, e, f, g from sample where a is not null", &[], |row| {
            Ok((
                row.int(0)?,
                row.bool(1)?,
                row.text(2)?.to_owned(),
                row.bytes(3)?.to_vec(),
                row.date(4)?,
                row.time(5)?,
                row.id(6)?,
            ))
        });
        let expected = (-5, true, "陈国强𬭎".to_owned(), bytes.to_vec(), day("2008-02-29"), now(), id());
        assert_eq!(read.unwrap(), [expected]);
        let absent = tx.first("select a, c, e from sample where a is null", &[], |row| {
            Ok((row.optional_int(0)?, row.optional_text(1)?.map(str::to_owned), row.optional_date(2)?))
        });
        assert_eq!(absent.unwrap(), Some((None, None, None)));
        let changed = tx.execute("update sample set a = $2 where c = $1", &[Value::text("陈国强𬭎"), Value::Int(6)]);
        assert_eq!(changed.unwrap(), 1, "arguments are bound by number, not by place");
        let mut seen = 0;
        let named = tx.all_named(("sample", "select a, c from sample where a = 6"), &[], |row| row.date(1));
        assert!(
            matches!(named, Err(StorageError::BrokenRow { table: "sample", row }) if row == "6"),
            "a text is no date"
        );
        tx.each("select a from sample where a = $1", &[Value::Int(6)], |row| {
            seen = row.int(0)?;
            Ok::<(), StorageError>(())
        })
        .unwrap();
        assert_eq!(seen, 6);
    });
}

#[test]
fn nothing_that_was_entered_can_be_changed_or_deleted() {
    let facts = facts();
    on_each_database(|db| {
        founded(db);
        let mut tx = db.begin_write().unwrap();
        let mut tables = Vec::new();
        for (position, fact) in facts.iter().enumerate() {
            let kind = FactKind::from(fact);
            let fingerprint = [0; 16];
            let one = Entry { entry_no: position as i64 + 1, sheet_no: 1, row_no: 1, fingerprint, fact: fact.clone() };
            entry::append(&mut tx, id(), kind, &[one]).unwrap();
            tables.push(entry::table_name(kind));
        }
        event_log::append(&mut tx, id(), now(), "local", ("imported", "")).unwrap();
        entry::reverse(&mut tx, id(), 1, &[1]).unwrap();
        tx.commit().unwrap();
        tables.dedup();
        for table in tables.into_iter().chain(["event", "entry_reversal", "cooperative"]) {
            for change in
                [format!("delete from {table}"), format!("update {table} set cooperative_id = cooperative_id")]
            {
                let mut tx = db.begin_write().unwrap();
                assert!(tx.execute(&change, &[]).is_err(), "{change}");
            }
        }
    });
}

#[test]
fn every_query_can_be_prepared_and_the_database_says_what_it_is_and_how_large() {
    on_each_database(|db| {
        let mut tx = db.begin_read().unwrap();
        for sql in entry::queries().into_iter().chain(ledger::queries()).chain(voucher_page::queries()) {
            tx.prepare_only(&sql).unwrap();
        }
        let (version, bytes) = system::version_and_size(&mut tx).unwrap();
        assert!(version.starts_with(|first: char| first.is_ascii_digit()) && bytes > 0, "{version} {bytes}");
    });
}

#[test]
fn migrating_twice_changes_nothing_and_a_newer_database_is_refused() {
    on_each_database(|db| {
        migration::migrate(db).unwrap();
        let mut tx = db.begin_write().unwrap();
        let row = [Value::text("9999_future"), Value::text("x")];
        tx.insert_many("schema_migration", &["name", "content_hash"], &row).unwrap();
        tx.commit().unwrap();
        assert!(
            matches!(migration::migrate(db), Err(StorageError::NewerData { unknown }) if unknown == ["9999_future"])
        );
    });
}

#[test]
fn places_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(&folder.path().display().to_string());
    assert!(!place.exists());
    drop(Db::open(&place).unwrap());
    assert!(place.exists());
    assert!(Place::new("postgres://x@127.0.0.1/y").exists());
    assert!(matches!(Place::new("books.db"), Place::File(path) if path.ends_with("books.db")));
}
