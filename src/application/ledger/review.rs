//! Reviewing and signing drafts (复核, 出纳签字): each act marks vouchers, and is logged.

use super::books;
use super::open::log;
use super::voucher::{drafts, marked, refused, touches_cash};
use crate::application::access::{Actor, accounts, authorize, is_of_person};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::account::Account;
use crate::domain::access::permission::Action;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::book::find;
use crate::domain::ledger::deed::{LedgerDeed, VoucherMark};
use crate::domain::ledger::numbering::Draft;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::{Line, Voucher, VoucherNumber};
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::{Place, Problem};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use crate::storage::import_batch::{self, Batch};
use crate::storage::ledger as ledgers;
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// What came of reviewing or signing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// How many vouchers were marked.
    pub count: usize,
    /// Vouchers of the period that wait for somebody else: to be reviewed by another, or before they are signed.
    pub left: Vec<CompactString>,
}

/// Reviews vouchers (复核). Of a period, what the reviewer prepared is left to others.
///
/// # Errors
/// Where there are none, one rests on nothing, or who reviews prepared all of them.
pub fn review(db: &mut Db, cooperative: &Cooperative, which: &Which, context: &mut Context<'_>) -> Outcome<Marked> {
    let mut preparers: Option<Preparers> = None;
    mark(db, cooperative, (which, VoucherMark::Reviewed, Action::ReviewVoucher), context, |tx, draft, context| {
        let head = draft.voucher.head();
        if head.kind.needs_source_document() && head.attachment_count == 0 {
            return Ok(Some(LedgerRefusal::AttachmentMissing));
        }
        let Actor::User(signed_in) = context.actor else { return Ok(None) };
        let preparers = match &mut preparers {
            Some(loaded) => loaded,
            empty => empty.insert(Preparers::load(tx, cooperative)?),
        };
        let mut users = preparers.of(tx, cooperative, draft)?.into_iter();
        let own = users.find(|user| is_of_person(&preparers.accounts, user, signed_in));
        Ok(own.map(|user| LedgerRefusal::OwnReview { voucher: draft.name(), user }))
    })
}

/// The cashier signs reviewed vouchers that touch cash or a bank account (出纳签字).
///
/// # Errors
/// Where there are none, or none is reviewed.
pub fn sign(db: &mut Db, cooperative: &Cooperative, which: &Which, context: &mut Context<'_>) -> Outcome<Marked> {
    let mut reviewed: Option<FxHashSet<i64>> = None;
    mark(db, cooperative, (which, VoucherMark::Signed, Action::SignVoucher), context, |tx, draft, _| {
        let reviewed = match &mut reviewed {
            Some(loaded) => loaded,
            empty => {
                let head = draft.voucher.head();
                empty.insert(marked(tx, cooperative, (&head.book, head.period), VoucherMark::Reviewed)?)
            }
        };
        let is_reviewed = reviewed.contains(&draft.entry_no);
        Ok((!is_reviewed).then(|| LedgerRefusal::NotReviewed { vouchers: vec![draft.name()] }))
    })
}

/// Which vouchers are meant.
#[derive(Clone, Debug)]
pub enum Which {
    /// One, by the number of its entry.
    Entry(i64),
    /// All of a book and period that wait for it.
    Period(String, AccountingPeriod),
}

fn mark(
    db: &mut Db,
    cooperative: &Cooperative,
    (which, mark, action): (&Which, VoucherMark, Action),
    context: &mut Context<'_>,
    mut check: impl FnMut(&mut Tx<'_>, &Draft, &Context<'_>) -> Outcome<Option<LedgerRefusal>>,
) -> Outcome<Marked> {
    let mut tx = db.begin_write()?;
    crate::storage::cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, action)?;
    let held = books(&mut tx, cooperative.id)?;
    let (found, book, period) = drafts(&mut tx, cooperative, &held, which)?;
    let done = marked(&mut tx, cooperative, (&book, period), mark)?;
    let book_held = find(&held, &book).map_err(refused)?;
    let wants = |draft: &&Draft| {
        !done.contains(&draft.entry_no) && (mark == VoucherMark::Reviewed || touches_cash(book_held, &draft.voucher))
    };
    let (mut entries, mut problems, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for draft in found.iter().filter(wants) {
        match check(&mut tx, draft, context)? {
            Some(refusal @ (LedgerRefusal::OwnReview { .. } | LedgerRefusal::NotReviewed { .. })) => {
                left.push((draft.name(), named(draft, refusal)));
            }
            Some(refusal) => problems.push(named(draft, refusal)),
            None => entries.push(draft.entry_no),
        }
    }
    let (left, waiting): (Vec<CompactString>, Vec<Problem>) = left.into_iter().unzip();
    if entries.is_empty() {
        problems.extend(waiting);
    }
    if !problems.is_empty() {
        return Err(Failure::Refused(problems));
    }
    if entries.is_empty() {
        return Err(refused(LedgerRefusal::NoVouchers { book, period }));
    }
    let event_no = log(&mut tx, cooperative, context, &LedgerDeed::Mark(mark, ranges(&entries)))?;
    ledgers::add_marks(&mut tx, cooperative.id, (mark, event_no), &entries)?;
    tx.commit()?;
    Ok(Marked { count: entries.len(), left })
}

/// A problem of a draft, with its name as the place.
fn named(draft: &Draft, refusal: LedgerRefusal) -> Problem {
    let place = Place { file: draft.name().as_str().into(), ..Place::default() };
    Problem::at(place, refusal)
}

/// Numbers that follow each other, from … to.
pub(crate) fn ranges(numbers: &[i64]) -> Vec<(i64, i64)> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    for number in numbers {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => found.push((*number, *number)),
        }
    }
    found
}

/// What makes two drafts the same voucher at sight: where it stands, and the number that a sheet gives it, or else what its lines say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Standing {
    book: CompactString,
    period: AccountingPeriod,
    number: Option<VoucherNumber>,
    /// Of a voucher without a number: among ten thousand of a month, each is found by them.
    lines: Vec<Line>,
}

impl Standing {
    fn of(voucher: &Voucher) -> Standing {
        let (head, number) = (voucher.head(), voucher.wanted_number());
        let lines = if number.is_some() { Vec::new() } else { voucher.lines().to_vec() };
        Standing { book: head.book.clone(), period: head.period, number, lines }
    }
}

/// Who prepared drafts (制单人): who entered one, and who entered what it took the place of.
pub(super) struct Preparers {
    accounts: BTreeMap<String, Account>,
    batches: Vec<Batch>,
    /// The entries that a batch took away, read once.
    replaced: FxHashMap<i64, FxHashMap<Standing, Vec<i64>>>,
}

impl Preparers {
    pub(super) fn load(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Preparers> {
        let accounts = accounts(tx, cooperative.id)?;
        let batches = import_batch::all(tx, cooperative.id)?;
        Ok(Preparers { accounts, batches, replaced: FxHashMap::default() })
    }

    pub(super) fn of(
        &mut self,
        tx: &mut Tx<'_>,
        cooperative: &Cooperative,
        draft: &Draft,
    ) -> Outcome<BTreeSet<String>> {
        let (mut users, mut known) = (BTreeSet::new(), FxHashSet::default());
        let mut waiting = vec![draft.entry_no];
        while let Some(entry_no) = waiting.pop() {
            let Some(batch) = import_batch::holding(&self.batches, entry_no) else { continue };
            if !known.insert(entry_no) {
                continue;
            }
            users.insert(batch.actor.clone());
            // An undo brings back what the undone batch had taken away.
            for batch_no in [Some(batch.batch_no), batch.undoes_batch_no].into_iter().flatten() {
                let replaced = match self.replaced.entry(batch_no) {
                    Entry::Occupied(read) => read.into_mut(),
                    Entry::Vacant(place) => place.insert(replaced(tx, cooperative, batch_no)?),
                };
                // Most batches took nothing away.
                if !replaced.is_empty() {
                    waiting.extend(replaced.get(&Standing::of(&draft.voucher)).into_iter().flatten());
                }
            }
        }
        Ok(users)
    }
}

/// The vouchers that a batch took away.
fn replaced(tx: &mut Tx<'_>, cooperative: &Cooperative, batch_no: i64) -> Outcome<FxHashMap<Standing, Vec<i64>>> {
    let gone: BTreeSet<i64> = entry::reversed_by(tx, cooperative.id, batch_no)?.into_iter().collect();
    let mut found: FxHashMap<Standing, Vec<i64>> = FxHashMap::default();
    let (Some(first), Some(last)) = (gone.first(), gone.last()) else { return Ok(found) };
    entry::each_between(tx, cooperative.id, FactKind::Voucher, (*first, *last), |entry| {
        if let (true, Fact::Voucher(voucher)) = (gone.contains(&entry.entry_no), entry.fact) {
            found.entry(Standing::of(&voucher)).or_default().push(entry.entry_no);
        }
        Ok::<(), Failure>(())
    })?;
    Ok(found)
}
