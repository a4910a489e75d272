//! Verifying (核验): the log, every entry, every file and every run are held against their hashes, and every run is computed again.

mod books;
mod logged;
mod payments;

use super::distribution::sealing::seal;
use super::import::{SURROUNDINGS, bind_entry, surroundings};
use super::ledger::ranges;
use super::{Failure, Outcome, Progress, Stage};
use crate::domain::access::account::AccountDeed;
use crate::domain::canonical::CanonicalText;
use crate::domain::distribution::inputs::Inputs;
use crate::domain::distribution::run::RunNumber;
use crate::domain::distribution::worksheet::{Worksheet, compute};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::governance::act::Act;
use crate::domain::governance::election::ElectionAct;
use crate::domain::governance::seal::{Hash, MerkleRoot};
use crate::domain::money::Money;
use crate::domain::payment::booked::PaymentOrigin;
use crate::domain::payment::deed::PaymentDeed;
use crate::domain::register::holding::{Change, shortfalls};
use crate::domain::statement::member_statement;
use crate::domain::statement::run_summary::RunSummary;
use crate::storage::access::secrets;
use crate::storage::cooperative::{self as cooperatives, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::distribution::{self as runs, Run};
use crate::storage::entry;
use crate::storage::error::StorageError;
use crate::storage::event_log::{self, Event};
use crate::storage::import_batch::{self as batches, Batch};
use crate::storage::stray;
use compact_str::CompactString;
use logged::{Logged, LoggedBatch, LoggedRun};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use strum::IntoEnumIterator;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The table.
    pub table: &'static str,
    /// The row, by its number or key.
    pub row: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Flaw {
    /// Its hash or fingerprint does not fit its content.
    HashDiffers,
    /// It does not follow the row before.
    ChainBroken,
    /// It is not there.
    Missing,
    /// Nothing accounts for it.
    Stray,
    /// It is not what the log says of it.
    LogDiffers,
    /// Computed again it comes out otherwise.
    ComputedDiffers,
    /// It cannot be read.
    Unreadable,
    /// A holding below zero, or below what is frozen.
    HoldingBelowZero,
    /// The book owes a member something else than what is unpaid.
    OwedDiffers {
        /// What the book says.
        owed: Money,
        /// What it must be, as payment says.
        expected: Money,
    },
    /// A voucher says of a member something else than what was paid.
    PaidDiffers {
        /// What the voucher says.
        booked: Money,
        /// What was paid.
        paid: Money,
    },
    /// A payment stands in two vouchers.
    BookedTwice,
    /// A voucher books a payment that nobody made.
    NothingPaid,
}

/// How far what members are owed was held against the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tied {
    /// Nothing is owed, or other findings come first.
    #[default]
    Nothing,
    /// The cooperative keeps no book.
    NoBook,
    /// So many members.
    Members(usize),
}

/// What was verified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Entries of the log.
    pub events: u64,
    /// The hash of its last entry: kept elsewhere, it shows later whether the log was cut or written anew.
    pub head: Option<Hash>,
    /// Batches.
    pub batches: u64,
    /// Register entries.
    pub entries: u64,
    /// Original files.
    pub files: u64,
    /// Runs, each computed again.
    pub runs: u64,
    /// Statements.
    pub statements: u64,
    /// Everything that is not as it was written, the first of each kind first.
    pub findings: Vec<Finding>,
    /// How far what members are owed was held against the book.
    pub tied: Tied,
    /// What was paid and is not booked yet, by the source that its voucher will have.
    pub not_booked: Vec<(PaymentOrigin, CompactString)>,
    /// Files that vouchers rest on.
    attached: BTreeSet<Hash>,
}

impl VerifyReport {
    fn find(&mut self, table: &'static str, row: impl ToString, flaw: Flaw) {
        self.findings.push(Finding { table, row: row.to_string(), flaw });
    }
}

/// Verifies everything that a cooperative holds. `known_head` is the hash that the log's last entry had at an earlier time.
///
/// # Errors
/// Where the data cannot be read.
pub fn verify(
    db: &mut Db,
    cooperative: &Cooperative,
    known_head: Option<Hash>,
    progress: &mut Progress<'_>,
) -> Outcome<VerifyReport> {
    let mut report = VerifyReport::default();
    let mut tx = db.begin_read()?;
    match verify_all(&mut tx, cooperative, known_head, (&mut report, progress)) {
        Err(Failure::Fault(StorageError::BrokenRow { table, row })) => report.find(table, row, Flaw::Unreadable),
        Err(Failure::Fault(StorageError::BrokenValue { table, column, .. })) => {
            report.find(table, column, Flaw::Unreadable);
        }
        outcome => outcome?,
    }
    Ok(report)
}

/// One part after the other. A row that cannot be read ends it: what would follow rests on it.
fn verify_all(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    known_head: Option<Hash>,
    (report, progress): (&mut VerifyReport, &mut Progress<'_>),
) -> Outcome<()> {
    let log = event_log::all(tx, cooperative.id)?;
    verify_log(&log, report);
    report.head = log.last().map(|event| event.hash);
    if let Some(known) = known_head.filter(|known| !log.iter().any(|event| event.hash == *known)) {
        report.find("event", known, Flaw::Missing);
    }
    let logged = Logged::read(&log);
    let all = batches::all(tx, cooperative.id)?;
    let mut next_entry_no = 1;
    for batch in &all {
        progress(Stage::Verifying, report.entries, None);
        if batch.first_entry_no != next_entry_no || batch.batch_no != report.batches as i64 + 1 {
            report.find("import_batch", batch.batch_no, Flaw::ChainBroken);
        }
        next_entry_no = batch.last_entry_no + 1;
        verify_batch(tx, cooperative, batch, &logged, report)?;
    }
    for batch_no in logged.batches.keys().filter(|batch_no| !all.iter().any(|batch| batch.batch_no == **batch_no)) {
        report.find("import_batch", batch_no, Flaw::Missing);
    }
    verify_rest(tx, cooperative, (&logged, &all), report)?;
    verify_folds(tx, cooperative, report)?;
    verify_secrets(tx, cooperative, &log, report)?;
    let mut files = verify_minutes(tx, cooperative, &log, report)?;
    for batch in &all {
        files.extend(batches::files(tx, cooperative.id, batch.batch_no)?.into_iter().map(|file| file.content_hash));
    }
    books::verify_books(tx, cooperative, &log, report)?;
    for hash in std::mem::take(&mut report.attached) {
        report.files += 1;
        if kept_hash(tx, cooperative, &hash)? != Some(hash) {
            report.find("import_file_part", hash, Flaw::HashDiffers);
        }
        files.insert(hash);
    }
    let strays = [
        stray::of_batches(tx, cooperative.id, next_entry_no - 1)?,
        stray::of_runs(tx, cooperative.id)?,
        stray::of_files(tx, cooperative.id, &files)?,
    ];
    for (table, row) in strays.into_iter().flatten() {
        report.find(table, row, Flaw::Stray);
    }
    let stored = runs::all(tx, cooperative.id)?;
    for run in &stored {
        progress(Stage::Verifying, report.entries + report.statements, None);
        verify_run(tx, cooperative, run, &logged, report)?;
    }
    for run in logged.runs.keys().filter(|run| !stored.iter().any(|known| known.run.to_string() == **run)) {
        report.find("distribution_run", run, Flaw::Missing);
    }
    // What is broken elsewhere would be found here once more, member by member.
    if report.findings.is_empty() {
        payments::verify_payments(tx, cooperative, &log, report)?;
    }
    Ok(())
}

/// Each entry follows the one before, and its hash fits it.
fn verify_log(log: &[Event], report: &mut VerifyReport) {
    let mut previous = (0, Hash::NONE);
    for event in log {
        report.events += 1;
        if event.event_no != previous.0 + 1 || event.previous_hash != previous.1 {
            report.find("event", event.event_no, Flaw::ChainBroken);
        } else if event.hash != event.computed_hash() {
            report.find("event", event.event_no, Flaw::HashDiffers);
        }
        previous = (event.event_no, event.hash);
    }
}

/// Every entry of a batch is there and fits its fingerprint; together they fit the digest that the log knows.
fn verify_batch(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    batch: &Batch,
    logged: &Logged,
    report: &mut VerifyReport,
) -> Outcome<()> {
    let held = LoggedBatch {
        first_entry_no: batch.first_entry_no,
        last_entry_no: batch.last_entry_no,
        digest: batch.digest.to_string(),
        surroundings: surroundings(tx, cooperative.id, batch.batch_no)?.map(|hash| hash.to_string()),
        undoes: batch.undoes_batch_no.map(|number| number.to_string()).unwrap_or_default(),
        occurred_at: batch.occurred_at,
        actor: batch.actor.clone(),
    };
    match logged.batches.get(&batch.batch_no) {
        Some(known) if *known == held => {}
        Some(known) if known.surroundings != held.surroundings => {
            for (table, (one, other)) in SURROUNDINGS.iter().zip(known.surroundings.iter().zip(&held.surroundings)) {
                if one != other {
                    report.find(table, batch.batch_no, Flaw::LogDiffers);
                }
            }
        }
        _ => report.find("import_batch", batch.batch_no, Flaw::LogDiffers),
    }
    let count = usize::try_from(batch.last_entry_no - batch.first_entry_no + 1).unwrap_or_default();
    let mut fingerprints = vec![None; count];
    let mut scratch = CanonicalText::default();
    for kind in FactKind::iter() {
        let range = (batch.first_entry_no, batch.last_entry_no);
        entry::each_between(tx, cooperative.id, kind, range, |entry| {
            report.entries += 1;
            if let Fact::Voucher(voucher) = &entry.fact {
                report.attached.extend(&voucher.head().attachments);
            }
            if entry.fact.fingerprint(&mut scratch) != entry.fingerprint {
                report.find(entry::table_name(kind), entry.entry_no, Flaw::HashDiffers);
            }
            let place = (entry.sheet_no, entry.row_no);
            let slot = &mut fingerprints[(entry.entry_no - batch.first_entry_no) as usize];
            if slot.replace((entry.fingerprint, place)).is_some() {
                report.find(entry::table_name(kind), entry.entry_no, Flaw::Stray);
            }
            Ok::<(), Failure>(())
        })?;
    }
    let (mut digest, mut missing) = (Sha256::new(), Vec::new());
    for (position, fingerprint) in fingerprints.iter().enumerate() {
        match fingerprint {
            Some((fingerprint, place)) => bind_entry(&mut digest, fingerprint, *place),
            None => missing.push(batch.first_entry_no + position as i64),
        }
    }
    for (first, last) in ranges(&missing) {
        let row = if first == last { first.to_string() } else { format!("{first}–{last}") };
        report.find("entry", row, Flaw::Missing);
    }
    if Hash::from_bytes(&digest.finalize()) != Some(batch.digest) {
        report.find("import_batch", batch.batch_no, Flaw::HashDiffers);
    }
    for file in batches::files(tx, cooperative.id, batch.batch_no)? {
        report.files += 1;
        if kept_hash(tx, cooperative, &file.content_hash)? != Some(file.content_hash) {
            report.find("import_file", format!("{}.{}", batch.batch_no, file.file_no), Flaw::HashDiffers);
        }
    }
    report.batches += 1;
    Ok(())
}

/// The cooperative, what headings mean, and that nothing was reversed by no batch.
fn verify_rest(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (logged, all): (&Logged, &[Batch]),
    report: &mut VerifyReport,
) -> Outcome<()> {
    let held = cooperatives::all(tx)?.into_iter().find(|held| held.id == cooperative.id);
    if held.map(|held| (held.code, held.name)) != logged.cooperative {
        report.find("cooperative", &cooperative.code, Flaw::LogDiffers);
    }
    if batches::heading_choices(tx, cooperative.id)? != logged.choices {
        report.find("heading_choice", &cooperative.code, Flaw::LogDiffers);
    }
    let mut reversed = 0;
    for batch in all {
        reversed += entry::reversed_by(tx, cooperative.id, batch.batch_no)?.len() as i64;
    }
    if reversed != entry::reversal_count(tx, cooperative.id)? {
        report.find("entry_reversal", &cooperative.code, Flaw::LogDiffers);
    }
    for run in logged.superseded.keys().filter(|run| !logged.runs.contains_key(*run)) {
        report.find("distribution_run_superseded", run, Flaw::Missing);
    }
    Ok(())
}

/// What is kept of every secret is what the log knows.
fn verify_secrets(tx: &mut Tx<'_>, cooperative: &Cooperative, log: &[Event], report: &mut VerifyReport) -> Outcome<()> {
    let mut kept: FxHashMap<i64, String> = secrets(tx, cooperative.id)?.into_iter().collect();
    for event in log {
        if let Ok(Some((_, AccountDeed::SetSecret(digest, _) | AccountDeed::SetSecondFactor(digest)))) =
            AccountDeed::parse(&event.content)
        {
            match kept.get(&event.event_no) {
                Some(secret) if Hash::of(secret.as_bytes()) == digest => {}
                Some(_) => report.find("user_secret", event.event_no, Flaw::HashDiffers),
                None => report.find("user_secret", event.event_no, Flaw::Missing),
            }
            kept.remove(&event.event_no);
        }
    }
    for event_no in kept.keys() {
        report.find("user_secret", event_no, Flaw::Stray);
    }
    Ok(())
}

/// Acts and deeds can be read, and the files that they name are kept as they were. The files.
fn verify_minutes(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    log: &[Event],
    report: &mut VerifyReport,
) -> Outcome<BTreeSet<Hash>> {
    let mut files = BTreeSet::new();
    for event in log {
        let of_motion = Act::parse(&event.action, &event.content).map(|act| act.and_then(|act| act.file()));
        let of_election = ElectionAct::parse(&event.content).map(|act| act.and_then(|act| act.minutes()));
        let of_payment = PaymentDeed::parse(&event.content).map(|deed| deed.and_then(|deed| deed.file()));
        let (Ok(of_motion), Ok(of_election), Ok(of_payment)) = (of_motion, of_election, of_payment) else {
            report.find("event", event.event_no, Flaw::Unreadable);
            continue;
        };
        let Some(minutes) = of_motion.or(of_election).or(of_payment) else { continue };
        report.files += 1;
        if kept_hash(tx, cooperative, &minutes)? != Some(minutes) {
            report.find("import_file_part", minutes, Flaw::HashDiffers);
        }
        files.insert(minutes);
    }
    Ok(files)
}

/// The hash of what is kept under a hash.
fn kept_hash(tx: &mut Tx<'_>, cooperative: &Cooperative, hash: &Hash) -> Outcome<Option<Hash>> {
    let mut content = Sha256::new();
    batches::each_part(tx, cooperative.id, hash, |part| {
        content.update(part);
        Ok::<(), Failure>(())
    })?;
    Ok(Hash::from_bytes(&content.finalize()))
}

/// No holding falls below zero on any day.
fn verify_folds(tx: &mut Tx<'_>, cooperative: &Cooperative, report: &mut VerifyReport) -> Outcome<()> {
    let mut members: FxHashMap<String, u32> = FxHashMap::default();
    let mut classes: Vec<String> = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    entry::each_live(tx, cooperative.id, FactKind::Movement, |entry| {
        let Fact::Movement(movement) = entry.fact else { return Ok::<(), Failure>(()) };
        let class = classes.iter().position(|class| class == movement.class.as_str()).unwrap_or_else(|| {
            classes.push(movement.class.as_str().to_owned());
            classes.len() - 1
        }) as u16;
        let held = movement.effects().map(|(member_no, change)| (member_no, change, 0));
        let frozen = movement.frozen_effect().map(|(member_no, change)| (member_no, 0, change));
        for (member_no, held_e4, frozen_e4) in held.chain(frozen) {
            let next = members.len() as u32;
            let member = *members.entry(member_no.to_owned()).or_insert(next);
            let movement_no = u32::try_from(entry.entry_no).unwrap_or(u32::MAX);
            changes.push(Change { member, class, date: movement.date, held_e4, frozen_e4, movement: movement_no });
        }
        Ok(())
    })?;
    for shortfall in shortfalls(&mut changes) {
        report.find("share_movement", shortfall.change.movement, Flaw::HoldingBelowZero);
    }
    Ok(())
}

/// A run is computed again from its pinned inputs: the same summary, the same statements, the same seal.
fn verify_run(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    run: &Run,
    logged: &Logged,
    report: &mut VerifyReport,
) -> Outcome<()> {
    report.runs += 1;
    let name = run.run.to_string();
    let held = LoggedRun {
        kind: run.kind.code().to_owned(),
        seal: run.seal.hash().to_string(),
        occurred_at: run.occurred_at,
        actor: run.actor.clone(),
    };
    if logged.runs.get(&name) != Some(&held) {
        report.find("distribution_run", &name, Flaw::LogDiffers);
    }
    if logged.superseded.get(&name) != run.superseded_by.map(|by| by.to_string()).as_ref() {
        report.find("distribution_run_superseded", &name, Flaw::LogDiffers);
    }
    let bytes = runs::pinned_inputs(tx, cooperative.id, run.run)?;
    if Hash::of(&bytes) != run.seal.inputs {
        report.find("pinned_input_part", &name, Flaw::HashDiffers);
    }
    if Hash::of(run.summary.as_bytes()) != run.seal.worksheet {
        report.find("distribution_run", &name, Flaw::HashDiffers);
    }
    let text = String::from_utf8_lossy(&bytes);
    let computed =
        Inputs::parse(&text).ok().and_then(|inputs| compute(&inputs).ok().map(|worksheet| (inputs, worksheet)));
    let Some((inputs, worksheet)) = computed else {
        report.find("pinned_input_part", &name, Flaw::Unreadable);
        return Ok(());
    };
    let summary = RunSummary::new(&inputs, &worksheet).map(|summary| summary.write()).unwrap_or_default();
    let is_as_computed = summary == run.summary
        && run.follows == inputs.header.follows
        && run.statement_count == worksheet.statements.len() as i64;
    if !is_as_computed {
        report.find("distribution_run", &name, Flaw::ComputedDiffers);
    }
    let root = verify_statements(tx, cooperative, run.run, (&inputs, &worksheet), report)?;
    if seal(&text, &summary, root) != run.seal {
        report.find("distribution_run", &name, Flaw::ComputedDiffers);
    }
    Ok(())
}

/// The stored statements, one by one beside the computed ones; the root over what is stored.
fn verify_statements(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    run: RunNumber,
    (inputs, worksheet): (&Inputs<'_>, &Worksheet),
    report: &mut VerifyReport,
) -> Outcome<Hash> {
    let mut expected = worksheet.statements.iter().peekable();
    let mut text = CanonicalText::default();
    let mut root = MerkleRoot::default();
    let number = |figures: &crate::domain::distribution::worksheet::StatementFigures| {
        inputs.members[figures.member as usize].member_no()
    };
    runs::each_statement(tx, cooperative.id, run, |member_no, salt, content| {
        report.statements += 1;
        root.push(&salt, content.as_bytes());
        while let Some(missing) = expected.next_if(|figures| number(figures) < member_no) {
            report.find("statement", format!("{run} {}", number(missing)), Flaw::Missing);
        }
        match expected.next_if(|figures| number(figures) == member_no) {
            Some(figures) => {
                member_statement::write(&mut text, inputs, worksheet, figures);
                if text.as_str() != content {
                    report.find("statement", format!("{run} {member_no}"), Flaw::ComputedDiffers);
                }
            }
            None => report.find("statement", format!("{run} {member_no}"), Flaw::ComputedDiffers),
        }
        Ok::<(), Failure>(())
    })?;
    for missing in expected {
        report.find("statement", format!("{run} {}", number(missing)), Flaw::Missing);
    }
    Ok(root.root())
}
