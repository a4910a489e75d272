//! The books against the log: what was reviewed, signed and posted, under which numbers, and what every posting and period came to.

use super::{Flaw, VerifyReport};
use crate::application::Outcome;
use crate::application::ledger::query::balances;
use crate::application::ledger::{broken_matches, ranges};
use crate::domain::governance::seal::Hash;
use crate::domain::ledger::balance::{Object, Turnover, Turnovers};
use crate::domain::ledger::book::{Book, Books};
use crate::domain::ledger::deed::{LedgerDeed, PostedRange, VoucherMark, fold};
use crate::domain::ledger::period_close::carried_forward;
use crate::domain::ledger::rule_change::RuleDeed;
use crate::domain::ledger::voucher::{VoucherNumber, VoucherWord};
use crate::domain::period::AccountingPeriod;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::event_log::Event;
use crate::storage::ledger::{self as ledgers, Act, ActSource, Posted, TurnoverSource};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// What the log says of the books.
#[derive(Default)]
struct Said {
    books: Books,
    marks: BTreeMap<(i64, VoucherMark), i64>,
    posted: BTreeMap<(CompactString, AccountingPeriod, VoucherWord, u32), (i64, i64)>,
    closed: BTreeMap<(CompactString, AccountingPeriod), Hash>,
    /// Acts of posting.
    acts: BTreeSet<Act>,
}

impl Said {
    fn read(log: &[Event], report: &mut VerifyReport) -> Said {
        let mut said = Said::default();
        for event in log {
            match LedgerDeed::parse(&event.content) {
                Ok(Some(deed)) => said.take(event.event_no, deed),
                Ok(None) if RuleDeed::parse(&event.content).is_ok() => {}
                Ok(None) | Err(_) => report.find("event", event.event_no, Flaw::Unreadable),
            }
        }
        said
    }

    fn take(&mut self, event_no: i64, deed: LedgerDeed) {
        match &deed {
            LedgerDeed::Mark(mark, ranges) => {
                let entries = ranges.iter().flat_map(|(first, last)| *first..=*last);
                self.marks.extend(entries.map(|entry_no| ((entry_no, *mark), event_no)));
            }
            LedgerDeed::Post(book, ranges) => ranges.iter().for_each(|range| self.take_range(book, *range, event_no)),
            LedgerDeed::Close(book, period, hash) => {
                self.closed.insert((book.clone(), *period), *hash);
            }
            LedgerDeed::Open(_) | LedgerDeed::AddAccount(..) => {}
        }
        fold(&mut self.books, deed);
    }

    fn take_range(&mut self, book: &CompactString, range: PostedRange, event_no: i64) {
        self.acts.insert((book.clone(), range.period, event_no));
        for step in 0..range.count {
            let number = range.first_number + step as u32;
            let key = (book.clone(), range.period, range.word, number);
            self.posted.insert(key, (range.first_entry_no + step, event_no));
        }
    }
}

/// Holds the tables of the books against the log and against the lines.
pub(super) fn verify_books(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    log: &[Event],
    report: &mut VerifyReport,
) -> Outcome<()> {
    let mut said = Said::read(log, report);
    verify_marks(tx, cooperative, &mut said, report)?;
    verify_numbers(tx, cooperative, &mut said, report)?;
    verify_acts(tx, cooperative, &said, report)?;
    verify_turnovers(tx, cooperative, &said, report)?;
    for match_no in broken_matches(tx, cooperative)? {
        report.find("bank_match", match_no, Flaw::LogDiffers);
    }
    Ok(())
}

/// Who reviewed and signed what. Vouchers that follow each other are one finding: an event that is gone had marked thousands.
fn verify_marks(tx: &mut Tx<'_>, cooperative: &Cooperative, said: &mut Said, report: &mut VerifyReport) -> Outcome<()> {
    let mut found: BTreeMap<(VoucherMark, bool), Vec<i64>> = BTreeMap::new();
    for (entry_no, mark, event_no) in ledgers::marks(tx, cooperative.id)? {
        if said.marks.remove(&(entry_no, mark)) != Some(event_no) {
            found.entry((mark, false)).or_default().push(entry_no);
        }
    }
    for (entry_no, mark) in said.marks.keys() {
        found.entry((*mark, true)).or_default().push(*entry_no);
    }
    for ((mark, is_missing), entries) in found {
        let flaw = if is_missing { Flaw::Missing } else { Flaw::LogDiffers };
        for range in ranges(&entries) {
            report.find("voucher_mark", format!("{} {}", span("#", range), mark.code()), flaw);
        }
    }
    Ok(())
}

/// Which numbers were given to what; those that follow each other are one finding.
fn verify_numbers(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    said: &mut Said,
    report: &mut VerifyReport,
) -> Outcome<()> {
    let mut found: BTreeMap<(CompactString, AccountingPeriod, VoucherWord, bool), Vec<i64>> = BTreeMap::new();
    for Posted { book, period, number: VoucherNumber { word, number }, entry_no, event_no } in
        ledgers::posted(tx, cooperative.id)?
    {
        if said.posted.remove(&(book.clone(), period, word, number)) != Some((entry_no, event_no)) {
            found.entry((book, period, word, false)).or_default().push(i64::from(number));
        }
    }
    for (book, period, word, number) in said.posted.keys() {
        found.entry((book.clone(), *period, *word, true)).or_default().push(i64::from(*number));
    }
    for ((book, period, word, is_missing), numbers) in found {
        let flaw = if is_missing { Flaw::Missing } else { Flaw::LogDiffers };
        for range in ranges(&numbers) {
            report.find("posted_voucher", format!("{book} {period} {}-{}", word.zh(), span("", range)), flaw);
        }
    }
    Ok(())
}

/// `#3–#9`.
fn span(mark: &str, (first, last): (i64, i64)) -> String {
    if first == last { format!("{mark}{first}") } else { format!("{mark}{first}–{mark}{last}") }
}

/// What every act of posting kept is what the lines of its vouchers come to.
fn verify_acts(tx: &mut Tx<'_>, cooperative: &Cooperative, said: &Said, report: &mut VerifyReport) -> Outcome<()> {
    let kept = ledgers::by_act(tx, cooperative.id, ActSource::Summaries)?;
    let lines = ledgers::by_act(tx, cooperative.id, ActSource::Postings)?;
    let none = Turnovers::default();
    let acts: BTreeSet<&Act> = kept.keys().chain(lines.keys()).chain(&said.acts).collect();
    for act in acts {
        let (book, period, event_no) = act;
        let name = format!("{book} {period} @{event_no}");
        let (kept, lines) = (kept.get(act).unwrap_or(&none), lines.get(act).unwrap_or(&none));
        for account in differing(kept, lines) {
            report.find("account_summary", format!("{name} {account}"), Flaw::ComputedDiffers);
        }
        if !said.acts.contains(act) {
            report.find("account_summary", name, Flaw::LogDiffers);
        }
    }
    Ok(())
}

/// Accounts of which one says something else than the other.
fn differing<'t>(one: &'t Turnovers, other: &'t Turnovers) -> BTreeSet<&'t str> {
    let unlike = |(of, against): (&'t Turnovers, &'t Turnovers)| {
        let differs = |(object, turnover): &(&Object, &Turnover)| against.0.get(*object) != Some(*turnover);
        of.0.iter().filter(differs).map(|((account, _), _)| account.as_str()).collect::<Vec<_>>()
    };
    [(one, other), (other, one)].into_iter().flat_map(unlike).collect()
}

/// Closed periods come to what their lines come to.
fn verify_turnovers(tx: &mut Tx<'_>, cooperative: &Cooperative, said: &Said, report: &mut VerifyReport) -> Outcome<()> {
    let mut periods: BTreeSet<(CompactString, AccountingPeriod)> = said.closed.keys().cloned().collect();
    for source in [TurnoverSource::Closed, TurnoverSource::Postings] {
        periods.extend(ledgers::periods(tx, cooperative.id, source)?);
    }
    for (book, period) in &periods {
        let name = format!("{book} {period}");
        let mut of = |source| ledgers::turnovers(tx, cooperative.id, (book, source), (*period, *period));
        let (lines, kept) = (of(TurnoverSource::Postings)?, of(TurnoverSource::Closed)?);
        let expected = match said.books.get(book) {
            Some(held) => expected(tx, cooperative, (held, *period), lines)?,
            None => Turnovers::default(),
        };
        let hash = said.closed.get(&(book.clone(), *period));
        // Nobody closed it, as the log says: that is said once, and not of every account.
        if expected.0.is_empty() && hash.is_none() && !kept.0.is_empty() {
            report.find("closed_turnover", &name, Flaw::LogDiffers);
            continue;
        }
        let unlike = differing(&kept, &expected);
        for account in &unlike {
            report.find("closed_turnover", format!("{name} {account}"), Flaw::ComputedDiffers);
        }
        if unlike.is_empty() && hash.is_some_and(|hash| *hash != kept.hash()) {
            report.find("closed_turnover", &name, Flaw::LogDiffers);
        }
    }
    Ok(())
}

/// What must be kept of a period: its lines once it is closed, of a later year's beginning what the year before left.
fn expected(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, period): (&Book, AccountingPeriod),
    lines: Turnovers,
) -> Outcome<Turnovers> {
    if period.number() > 0 || period.year() == book.first_year {
        return Ok(if book.is_closed(period) { lines } else { Turnovers::default() });
    }
    let ended = book
        .closed_distributions
        .iter()
        .find(|year| AccountingPeriod::distribution(**year).next().year() == period.year());
    let Some(ended) = ended else { return Ok(Turnovers::default()) };
    let range = (AccountingPeriod::opening(*ended), AccountingPeriod::distribution(*ended));
    let balances = balances(tx, cooperative, book, range)?;
    crate::application::ledger::query::summed(carried_forward(&balances))
}
