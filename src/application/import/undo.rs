//! Undoing a batch (撤销): its entries are reversed, what it replaced is entered again. All of it or nothing.

use super::binding::{batch_record, bind_entry, surroundings};
use super::check::{self, Placed};
use super::decided::Deciding;
use super::known::{Known, Origin, Said};
use super::payment_check::{PaymentKnown, settled_twice};
use super::voucher_check::{LedgerKnown, dimension_missing, settle};
use crate::application::access::{accounts, authorize};
use crate::application::governance::Governance;
use crate::application::ledger::{PAYMENT_RULES, ReceiptSources, answer_source, check_bank_entries_free, check_rests};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::{CanonicalText, records};
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::fact::{Fact, FactKind, Fingerprint};
use crate::domain::governance::act::{Act, Deed};
use crate::domain::governance::motion::MotionState;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::ledger::booked_otherwise::{BookedOtherwise, EventOrigin};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::Voucher;
use crate::domain::money::Money;
use crate::domain::payment::bank_answer::{AnswerKind, BankAnswer};
use crate::domain::payment::batch::LineKey;
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::refusal::{CellAddress, CooperativeRefusal, Dependent, Place, Problem, Refusal, Severity};
use crate::domain::sheet::SheetKind;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::LineSource;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::entry::{self, Entry};
use crate::storage::event_log;
use crate::storage::import_batch::{self as batches, Batch};
use chrono::NaiveDate;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};
use strum::IntoEnumIterator;

/// What an undo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoReport {
    /// The batch that was undone.
    pub undone_batch_no: i64,
    /// The batch that undoes it.
    pub batch_no: i64,
    /// Entries that no longer count.
    pub reversed: u64,
    /// Earlier entries that were replaced and count again, under new numbers.
    pub restored: u64,
}

/// What undoing a batch takes back and brings again.
struct Undoing {
    own: Vec<i64>,
    restored: Vec<(FactKind, Entry)>,
    /// The last batch, and its last entry.
    last: (i64, i64),
}

/// Whether a batch can be undone on a day.
///
/// # Errors
/// Everything that stands against it: see [`undo`].
pub fn check_undo(db: &mut Db, cooperative: &Cooperative, batch_no: i64, day: NaiveDate) -> Outcome<()> {
    let mut tx = db.begin_read()?;
    look(&mut tx, cooperative, batch_no, day).map(|_| ())
}

/// What undoing comes to, where nothing stands against it.
fn look(tx: &mut Tx<'_>, cooperative: &Cooperative, batch_no: i64, day: NaiveDate) -> Outcome<Undoing> {
    let all = batches::all(tx, cooperative.id)?;
    let batch = undoable(&all, batch_no)?;
    let sheets = batches::sheets(tx, cooperative.id, batch_no)?;
    let kinds: Vec<SheetKind> = sheets.iter().filter_map(|sheet| SheetKind::lookup(&sheet.kind)).collect();
    let governance = Governance::load(tx, cooperative.id)?;
    let mut against: Vec<Problem> = Vec::new();
    let decided = decided_on(tx, cooperative, &governance, (batch_no, &kinds))?;
    let is_decided_on = !decided.is_empty();
    let decided = decided.into_iter().map(|motion_no| CooperativeRefusal::BatchDecidedOn { batch_no, motion_no });
    against.extend(decided.map(Problem::new));
    let has_users = !accounts(tx, cooperative.id)?.is_empty();
    let deciding = Deciding { governance: &governance, has_users, day };
    // What motions rest on is not taken back by another.
    let needed = deciding.needed(kinds.iter().copied()).into_iter().filter(|_| !is_decided_on);
    against.extend(needed.map(|kind| Problem::new(GovernanceRefusal::ChangeNeedsMotion { kind })));
    let (own, reversed_later) = own_entries(tx, cooperative, &batch)?;
    let books = LedgerKnown::load(tx, cooperative.id)?;
    let fixed = own.iter().filter_map(|entry_no| books.replaceable(*entry_no).err());
    against.extend(fixed.take(MOST_DEPENDENTS).map(Problem::new));
    gather(&mut against, check_bank_entries_free(tx, cooperative, &own))?;
    let last = all.last().map_or((0, 0), |last| (last.batch_no, last.last_entry_no));
    let mut restored = Vec::new();
    // What rests on what later batches changed shows once these are undone.
    if reversed_later.is_empty() {
        let replaced: FxHashSet<i64> = entry::reversed_by(tx, cooperative.id, batch_no)?.into_iter().collect();
        restored = self::restored(tx, cooperative, &replaced, last.1 + 1)?;
        gather(&mut against, check_dependents(tx, cooperative, (&all, books), (batch_no, &own, &restored)))?;
        for (_, entry) in &restored {
            if let Fact::Voucher(voucher) = &entry.fact {
                gather(&mut against, check_rests(tx, cooperative, (voucher, &own)))?;
            }
        }
    } else {
        against.push(Problem::new(CooperativeRefusal::BatchChangedLater { batch_no, later: reversed_later }));
    }
    match against.is_empty() {
        true => Ok(Undoing { own, restored, last }),
        false => Err(Failure::Refused(against)),
    }
}

/// Puts what was refused beside what stands against it already.
fn gather(against: &mut Vec<Problem>, checked: Outcome<()>) -> Outcome<()> {
    match checked {
        Err(Failure::Refused(problems)) => against.extend(problems),
        other => return other,
    }
    Ok(())
}

/// Undoes a batch.
///
/// # Errors
/// Where the charter leaves what it says to a body, it is no import, has been undone, was changed by later batches, or others rest on what it entered: all of them are named.
pub fn undo(db: &mut Db, cooperative: &Cooperative, batch_no: i64, context: &mut Context<'_>) -> Outcome<UndoReport> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::Import)?;
    let Undoing { own, restored, last } = look(&mut tx, cooperative, batch_no, context.today())?;
    let mut digest = Sha256::new();
    for (_, entry) in &restored {
        bind_entry(&mut digest, &entry.fingerprint, (entry.sheet_no, entry.row_no));
    }
    let undoing = Batch {
        batch_no: last.0 + 1,
        occurred_at: context.now,
        actor: context.actor.name().to_owned(),
        undoes_batch_no: Some(batch_no),
        first_entry_no: last.1 + 1,
        last_entry_no: last.1 + restored.len() as i64,
        digest: Hash::from_bytes(&digest.finalize()).unwrap_or(Hash::NONE),
    };
    batches::add(&mut tx, cooperative.id, &undoing)?;
    entry::reverse(&mut tx, cooperative.id, undoing.batch_no, &own)?;
    for (kind, entry) in &restored {
        entry::append(&mut tx, cooperative.id, *kind, std::slice::from_ref(entry))?;
    }
    let mut content = CanonicalText::default();
    batch_record(&mut content, &undoing, surroundings(&mut tx, cooperative.id, undoing.batch_no)?);
    content.record("undone").number(batch_no).number(own.len() as i64).end();
    event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), ("import-undone", content.as_str()))?;
    tx.commit()?;
    let (reversed, restored) = (own.len() as u64, restored.len() as u64);
    Ok(UndoReport { undone_batch_no: batch_no, batch_no: undoing.batch_no, reversed, restored })
}

fn undoable(all: &[Batch], batch_no: i64) -> Outcome<Batch> {
    let last = all.last().map_or(0, |last| last.batch_no);
    let unknown = || Failure::refused(CooperativeRefusal::BatchUnknown { batch_no, last });
    let batch = all.iter().find(|batch| batch.batch_no == batch_no).ok_or_else(unknown)?;
    let undone_by = all.iter().find(|other| other.undoes_batch_no == Some(batch_no)).map(|other| other.batch_no);
    if undone_by.is_some() || batch.undoes_batch_no.is_some() {
        return Err(Failure::refused(CooperativeRefusal::BatchNotUndoable { batch_no, undone_by }));
    }
    Ok(batch.clone())
}

/// The motions that were put forward after the batch, were not rejected, and rest on it: every motion rests on members, charter and seats, a
/// distribution on everything.
fn decided_on(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    governance: &Governance,
    (batch_no, kinds): (i64, &[SheetKind]),
) -> Outcome<Vec<u32>> {
    let is_ground = |kind: &SheetKind| matches!(kind, SheetKind::Members | SheetKind::Charter | SheetKind::Bodies);
    let is_ground = kinds.iter().any(is_ground);
    let mut is_later = false;
    let mut resting = Vec::new();
    for event in event_log::all(tx, cooperative.id)? {
        is_later |= event.action == "imported" && names_batch(&event.content, batch_no);
        let act = Act::parse(&event.action, &event.content).ok().flatten().filter(|_| is_later);
        let Some(Act { motion_no, deed: Deed::Propose(proposal), .. }) = act else { continue };
        let motion = governance.motions.iter().find(|motion| motion.motion_no == motion_no);
        let counts =
            motion.is_some_and(|motion| !matches!(motion.state, MotionState::Rejected(..) | MotionState::Void { .. }));
        if counts && (is_ground || proposal.kind == MotionKind::Distribution) {
            resting.push(motion_no);
        }
    }
    Ok(resting)
}

fn names_batch(content: &str, batch_no: i64) -> bool {
    let mut batches = records(content).filter(|(name, _)| *name == "batch");
    batches.any(|(_, mut fields)| fields.number() == Ok(batch_no))
}

/// The entries of a batch that count, and the later batches that replaced others of them.
fn own_entries(tx: &mut Tx<'_>, cooperative: &Cooperative, batch: &Batch) -> Outcome<(Vec<i64>, Vec<i64>)> {
    let reversals = entry::reversals(tx, cooperative.id, batch.first_entry_no, batch.last_entry_no)?;
    let gone: FxHashSet<i64> = reversals.iter().map(|(entry_no, _)| *entry_no).collect();
    let mut later: Vec<i64> = reversals.iter().map(|(_, batch_no)| *batch_no).collect();
    later.sort_unstable();
    later.dedup();
    let own = (batch.first_entry_no..=batch.last_entry_no).filter(|entry_no| !gone.contains(entry_no));
    Ok((own.collect(), later))
}

/// What the batch replaced, as new entries.
fn restored(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    replaced: &FxHashSet<i64>,
    first: i64,
) -> Outcome<Vec<(FactKind, Entry)>> {
    let range = (replaced.iter().min().copied().unwrap_or(1), replaced.iter().max().copied().unwrap_or(0));
    let mut restored = Vec::with_capacity(replaced.len());
    if replaced.is_empty() {
        return Ok(restored);
    }
    for kind in FactKind::iter() {
        entry::each_between(tx, cooperative.id, kind, range, |entry| {
            if replaced.contains(&entry.entry_no) {
                restored.push((kind, entry));
            }
            Ok::<(), Failure>(())
        })?;
    }
    restored.sort_by_key(|(_, entry)| entry.entry_no);
    for (position, (_, entry)) in restored.iter_mut().enumerate() {
        entry.entry_no = first + position as i64;
    }
    Ok(restored)
}

/// Refuses where the register without the batch would name what is not there, or not hold together.
fn check_dependents(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (all, books): (&[Batch], LedgerKnown),
    (batch_no, own, restored): (i64, &[i64], &[(FactKind, Entry)]),
) -> Outcome<()> {
    let own: FxHashSet<i64> = own.iter().copied().collect();
    let mut known = Known::default();
    known.ledger = books;
    known.payment = PaymentKnown::load(tx, cooperative.id)?;
    let (mut before, mut after) = (Sources::default(), Sources::default());
    let mut facts: Vec<(i64, Fingerprint, Fact)> = Vec::new();
    let mut rows: FxHashMap<i64, (i64, i64)> = FxHashMap::default();
    // Members first: movements are only counted for members that are known.
    for kind in FactKind::iter() {
        entry::each_live(tx, cooperative.id, kind, |entry| {
            before.take((&entry.fact, entry.entry_no), all);
            if !own.contains(&entry.entry_no) {
                rows.insert(entry.entry_no, (entry.sheet_no, entry.row_no));
                facts.push((entry.entry_no, entry.fingerprint, entry.fact));
            }
            Ok::<(), Failure>(())
        })?;
    }
    facts.extend(restored.iter().map(|(_, entry)| (entry.entry_no, entry.fingerprint, entry.fact.clone())));
    for (entry_no, content, fact) in &facts {
        // Every fact is placed, as if it stood in a row of its own number: then every flaw is told.
        let origin = Origin::Row { task: 0, row: u32::try_from(*entry_no).unwrap_or(u32::MAX) };
        known.put(fact, Said { content: *content, origin });
    }
    // An answer that is gone may leave a claim in two transfers: no entry is left to show it.
    let twice = settled_twice(&known).into_iter().take(MOST_DEPENDENTS);
    let mut against: Vec<Problem> = twice.map(|(_, refusal)| Problem::new(refusal)).collect();
    let mut found: Vec<Placed> = Vec::new();
    facts.iter().for_each(|(entry_no, _, fact)| after.take((fact, *entry_no), all));
    let lost: FxHashSet<CompactString> = before.named.difference(&after.named).cloned().collect();
    for (entry_no, _, fact) in &facts {
        let origin = Origin::Row { task: 0, row: u32::try_from(*entry_no).unwrap_or(u32::MAX) };
        let mut refusals = member_missing(&known, fact);
        refusals.extend(check::references(&known, fact));
        if let Fact::Voucher(voucher) = fact {
            let is_restored = restored.iter().any(|(_, entry)| entry.entry_no == *entry_no);
            refusals.extend(voucher_unfit(&known, (voucher, *entry_no, is_restored), &lost));
        }
        found.extend(refusals.into_iter().map(|(column, refusal)| (origin, column, refusal)));
    }
    found.extend(check::whole(&mut known));
    found.extend(before.returns_without(&after, &facts));
    let errors =
        found.into_iter().filter(|(.., refusal)| refusal.severity() == Severity::Error || is_missing_rent(refusal));
    let mut dependents = Vec::new();
    for (origin, _, refusal) in errors.take(MOST_DEPENDENTS) {
        let Origin::Row { row, .. } = origin else { continue };
        dependents.push(dependent(
            tx,
            cooperative,
            all,
            (i64::from(row), rows.get(&i64::from(row)).copied()),
            refusal,
        )?);
    }
    if !dependents.is_empty() {
        against.push(Problem::new(CooperativeRefusal::BatchNeeded { batch_no, dependents }));
    }
    if against.is_empty() { Ok(()) } else { Err(Failure::Refused(against)) }
}

/// What receipts and the bank's answers are called where they are booked.
#[derive(Default)]
struct Sources {
    names: ReceiptSources,
    named: FxHashSet<CompactString>,
    /// Lines that the bank called paid.
    paid: FxHashSet<LineKey>,
}

impl Sources {
    fn take(&mut self, (fact, entry_no): (&Fact, i64), imports: &[Batch]) {
        match fact {
            Fact::Receipt(receipt) => {
                self.named.insert(self.names.next(receipt));
            }
            Fact::BankAnswer(answer) => {
                self.named.extend(answer_source(answer, entry_no, imports));
                if answer.kind == AnswerKind::Paid {
                    self.paid.insert(answer.line);
                }
            }
            _ => {}
        }
    }

    /// Returns whose payment would be gone afterwards.
    fn returns_without(&self, after: &Sources, facts: &[(i64, Fingerprint, Fact)]) -> Vec<Placed> {
        let is_lost = |line: &LineKey| self.paid.contains(line) && !after.paid.contains(line);
        let placed = |(entry_no, _, fact): &(i64, Fingerprint, Fact)| match fact {
            Fact::BankAnswer(BankAnswer { line, kind, date, .. }) if is_lost(line) => {
                let refusal = PaymentRefusal::AnswerOutOfOrder { line: *line, kind: *kind, date: *date, before: None };
                let origin = Origin::Row { task: 0, row: u32::try_from(*entry_no).unwrap_or(u32::MAX) };
                Some((origin, Column::PaymentState, refusal.into()))
            }
            _ => None,
        };
        facts.iter().filter_map(placed).collect()
    }
}

/// A voucher whose members and contracts would be gone, or the receipt that it was booked from; one that would count again and does not fit any more.
fn voucher_unfit(
    known: &Known,
    (voucher, entry_no, is_restored): (&Voucher, i64, bool),
    lost: &FxHashSet<CompactString>,
) -> Vec<(Column, Refusal)> {
    let head = voucher.head();
    let mut found: Vec<(Column, Refusal)> = Vec::new();
    if lost.contains(&head.source) && !known.ledger.is_cancelled(entry_no) {
        let (source, booked) = (head.source.clone(), voucher.total().unwrap_or_default());
        let is_answer = PAYMENT_RULES.iter().any(|rule| head.rule.split(' ').next() == Some(*rule));
        let refusal = LedgerRefusal::BookedOtherwise(BookedOtherwise {
            origin: if is_answer { EventOrigin::BankAnswers } else { EventOrigin::Receipts },
            mend: known.ledger.mend(entry_no, voucher),
            source,
            voucher: voucher.draft_name(entry_no),
            booked,
            now: Money::ZERO,
        });
        found.push((Column::VoucherNo, refusal.into()));
    }
    if is_restored {
        found.extend(known.ledger.check_open(voucher).err().map(|refusal| (Column::Date, refusal.into())));
        let rows: Vec<LineSource> = voucher.lines().iter().map(|_| LineSource::default()).collect();
        let flaws = settle(known, voucher.clone(), &rows).err().unwrap_or_default();
        found.extend(flaws.into_iter().map(|(_, column, refusal)| (column, refusal.into())));
    } else {
        found.extend(dimension_missing(known, voucher).map(|refusal| (Column::Counterparty, refusal.into())));
    }
    found
}

/// Dependents that are named one by one.
const MOST_DEPENDENTS: usize = 200;

/// Contributions whose rent would be gone rest on it, although a missing rent is only a warning when it comes in.
const fn is_missing_rent(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Contract(ContractRefusal::RentStepNotInForce { .. }))
}

fn member_missing(known: &Known, fact: &Fact) -> Vec<(Column, Refusal)> {
    use crate::domain::register::refusal::RegisterRefusal;
    let member_no = match fact {
        Fact::Movement(movement) => movement.to_member_no.as_ref(),
        Fact::LandContribution(land) => Some(&land.member_no),
        Fact::ShopContribution(shop) => Some(&shop.member_no),
        Fact::CashContribution(cash) => Some(&cash.member_no),
        Fact::Seat(seat) if !seat.member_no.is_empty() => Some(&seat.member_no),
        Fact::UnpaidMark(mark) => Some(&mark.member_no),
        _ => None,
    };
    let missing = member_no.filter(|member_no| known.members.index.lookup(member_no).is_none());
    let refusal = |member_no: &CompactString| RegisterRefusal::MemberUnknown {
        member_no: member_no.clone(),
        nearest: Vec::new(),
    };
    missing.map(|member_no| (Column::MemberNo, refusal(member_no).into())).into_iter().collect()
}

/// Where a dependent entry stood: its batch, file, sheet and row.
fn dependent(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    all: &[Batch],
    (entry_no, row): (i64, Option<(i64, i64)>),
    refusal: Refusal,
) -> Outcome<Dependent> {
    let owner = all.iter().find(|batch| (batch.first_entry_no..=batch.last_entry_no).contains(&entry_no));
    let batch_no = owner.map_or(0, |batch| batch.batch_no);
    let mut place = Place::default();
    if let (Some(_), Some((sheet_no, row_no))) = (owner, row) {
        let sheets = batches::sheets(tx, cooperative.id, batch_no)?;
        let files = batches::files(tx, cooperative.id, batch_no)?;
        if let Some(sheet) = sheets.iter().find(|sheet| sheet.sheet_no == sheet_no) {
            let file = files.iter().find(|file| file.file_no == sheet.file_no);
            place.file = file.map(|file| file.name.as_str()).unwrap_or_default().into();
            place.sheet = sheet.sheet.as_str().into();
            place.cell = Some(CellAddress { row: (row_no - 1) as u32, column: 0 });
        }
    }
    Ok(Dependent { batch_no, place, refusal: Box::new(refusal) })
}
