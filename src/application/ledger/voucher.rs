//! The verbs of a voucher: entered, posted; discarded while it is a draft, reversed or corrected once it is posted.

use super::books;
use super::open::{begin, log};
use super::overdrawn::overdrawn;
use super::review::Which;
use crate::application::governance::keep_file;
use crate::application::import::{ByHand, Known, LedgerKnown, enter_by_hand, settle};
use crate::application::{Context, Failure, Outcome};
use crate::domain::canonical::one_line;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::balance::{Turnover, Turnovers};
use crate::domain::ledger::book::{Book, Books, find};
use crate::domain::ledger::deed::{LedgerDeed, PostedRange, VoucherMark};
use crate::domain::ledger::numbering::{Draft, number};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::reversal::{check_prior_year, red_copy};
use crate::domain::ledger::voucher::{Line, Voucher, VoucherHead, VoucherKind, VoucherNumber, VoucherWord};
use crate::domain::money::Overflow;
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::{Place, Problem};
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::LineSource;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use crate::storage::ledger::{self as ledgers, Posted};
use crate::storage::voucher_source::{RestsOn, resting_on};
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// A voucher that a person types.
#[derive(Clone, Debug)]
pub struct EntryRequest {
    /// 账套: code or name.
    pub book: String,
    /// 日期.
    pub date: NaiveDate,
    /// The period, where it is not the day's month: the year-end distribution period.
    pub period: Option<AccountingPeriod>,
    /// 凭证字.
    pub word: VoucherWord,
    /// What it is for.
    pub kind: VoucherKind,
    /// 原始凭证号.
    pub source: String,
    /// The voucher that it corrects.
    pub corrects: Option<i64>,
    /// 附件张数, files apart.
    pub attachment_count: u32,
    /// Files to be kept.
    pub files: Vec<PathBuf>,
    /// 分录.
    pub lines: Vec<Line>,
}

impl EntryRequest {
    /// An ordinary voucher of a day's month, with nothing behind it yet.
    pub fn ordinary(book: &str, date: NaiveDate, lines: Vec<Line>) -> EntryRequest {
        EntryRequest {
            book: book.to_owned(),
            date,
            period: None,
            word: VoucherWord::General,
            kind: VoucherKind::Ordinary,
            source: String::new(),
            corrects: None,
            attachment_count: 0,
            files: Vec::new(),
            lines,
        }
    }
}

pub(crate) fn refused(refusal: LedgerRefusal) -> Failure {
    Failure::refused(refusal)
}

/// A voucher by its entry; discarded ones are not found.
pub(super) fn load(tx: &mut Tx<'_>, cooperative: &Cooperative, entry_no: i64) -> Outcome<Voucher> {
    let mut found = None;
    entry::each_between(tx, cooperative.id, FactKind::Voucher, (entry_no, entry_no), |entry| {
        if let Fact::Voucher(voucher) = entry.fact {
            found = Some(*voucher);
        }
        Ok::<(), Failure>(())
    })?;
    let is_gone = !entry::reversals(tx, cooperative.id, entry_no, entry_no)?.is_empty();
    let unknown = || refused(LedgerRefusal::VoucherUnknown { given: format_compact!("#{entry_no}") });
    found.filter(|_| !is_gone).ok_or_else(unknown)
}

/// Everything that vouchers by hand are held against.
fn known(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Known> {
    let mut known = Known::default();
    known.ledger = LedgerKnown::load(tx, cooperative.id)?;
    for kind in [FactKind::Member, FactKind::Contract] {
        entry::each_live(tx, cooperative.id, kind, |entry| {
            known.hold(entry, Default::default());
            Ok::<(), Failure>(())
        })?;
    }
    Ok(known)
}

/// Enters a voucher as a draft; its entry.
///
/// # Errors
/// Where it does not hold together, does not fit its book, or its source document is booked already.
pub fn enter(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &EntryRequest,
    context: &mut Context<'_>,
) -> Outcome<i64> {
    let mut tx = begin(db, cooperative, context)?;
    let mut attachments = Vec::with_capacity(request.files.len());
    for file in &request.files {
        attachments.push(keep_file(&mut tx, cooperative, file)?);
    }
    let head = VoucherHead {
        period: request.period.unwrap_or_else(|| request.date.into()),
        kind: request.kind,
        word: request.word,
        source: one_line(&request.source).into(),
        linked: request.corrects,
        attachment_count: request.attachment_count + attachments.len() as u32,
        attachments,
        ..VoucherHead::ordinary(&request.book, request.date)
    };
    let typed = |line: &Line| Line { summary: one_line(&line.summary).into(), ..line.clone() };
    let voucher = Voucher::try_new(head, request.lines.iter().map(typed).collect()).map_err(refused)?;
    if let Some(corrected) = request.corrects {
        let original = load(&mut tx, cooperative, corrected)?;
        let held = books(&mut tx, cooperative.id)?;
        let book = find(&held, &request.book).map_err(refused)?;
        if original.head().book != book.code {
            return Err(refused(LedgerRefusal::VoucherUnknown {
                given: format_compact!("{} #{corrected}", book.code),
            }));
        }
        check_prior_year(book, &original, &voucher).map_err(refused)?;
        posted_name(&mut tx, cooperative, corrected)?;
    }
    let entries = enter_all(&mut tx, cooperative, vec![voucher], context)?;
    tx.commit()?;
    Ok(entries.first().copied().unwrap_or_default())
}

/// Enters vouchers as drafts, each held against its book and the register.
pub(super) fn enter_all(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    vouchers: Vec<Voucher>,
    context: &Context<'_>,
) -> Outcome<Vec<i64>> {
    enter_in_place(tx, cooperative, (vouchers, &[]), context)
}

/// The same, in the place of drafts that no longer count.
fn enter_in_place(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (vouchers, reversed): (Vec<Voucher>, &[i64]),
    context: &Context<'_>,
) -> Outcome<Vec<i64>> {
    let known = known(tx, cooperative)?;
    let mut facts = Vec::with_capacity(vouchers.len());
    for voucher in vouchers {
        let row = |row: usize| LineSource { row: row as u32, title: CompactString::default() };
        let rows: Vec<LineSource> = (0..voucher.lines().len()).map(row).collect();
        // A line is named as it is typed.
        let typed: Vec<String> =
            voucher.lines().iter().map(|line| format!("{}={}", line.account, line.amount)).collect();
        let settled = settle(&known, voucher, &rows);
        let settled = settled.map_err(|found| {
            let at_line = |(row, column, refusal): (u32, Column, LedgerRefusal)| {
                let line = typed.get(row as usize).filter(|_| column != Column::Book);
                let place = line.map(|line| Place { file: line.as_str().into(), ..Place::default() });
                Problem { refusal: refusal.into(), place }
            };
            Failure::Refused(found.into_iter().map(at_line).collect())
        })?;
        known.ledger.check_open(&settled).map_err(refused)?;
        check_rests(tx, cooperative, (&settled, reversed))?;
        facts.push(Fact::Voucher(Box::new(settled)));
    }
    let by_hand = ByHand { action: "vouchers-entered", facts: (FactKind::Voucher, facts), reversed };
    enter_by_hand(tx, cooperative, by_hand, context)
}

/// Nothing is booked twice from one source document, and nothing is reversed twice.
///
/// `replaced` are vouchers that no longer count once this one does.
pub(crate) fn check_rests(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (voucher, replaced): (&Voucher, &[i64]),
) -> Outcome<()> {
    let head = voucher.head();
    let source = Some(head.source.as_str()).filter(|source| !source.is_empty()).map(RestsOn::Source);
    let files = head.attachments.iter().map(|hash| RestsOn::File(*hash));
    for rest in source.into_iter().chain(files) {
        let others = resting_on(tx, cooperative.id, &head.book, rest)?;
        let Some(other) = others.into_iter().find(|other| !replaced.contains(other)) else { continue };
        let source = match rest {
            RestsOn::File(hash) => hash.to_string().into(),
            RestsOn::Source(_) | RestsOn::Voucher(_) => head.source.clone(),
        };
        return Err(refused(LedgerRefusal::SourceBookedTwice { source, voucher: format_compact!("#{other}") }));
    }
    let Some(linked) = head.linked.filter(|_| head.kind == VoucherKind::Reversal) else { return Ok(()) };
    for other in resting_on(tx, cooperative.id, &head.book, RestsOn::Voucher(linked))? {
        if !replaced.contains(&other) && load(tx, cooperative, other)?.head().kind == VoucherKind::Reversal {
            let voucher = posted_name(tx, cooperative, linked)?;
            return Err(refused(LedgerRefusal::ReversedAlready { voucher, by: format_compact!("#{other}") }));
        }
    }
    Ok(())
}

/// The name of a posted voucher.
fn posted_name(tx: &mut Tx<'_>, cooperative: &Cooperative, entry_no: i64) -> Outcome<CompactString> {
    let given = ledgers::posted(tx, cooperative.id)?.into_iter().find(|posted| posted.entry_no == entry_no);
    let name = given.map(|posted| format_compact!("{} {}", posted.period, posted.number));
    name.ok_or_else(|| refused(LedgerRefusal::VoucherNotPosted { voucher: format_compact!("#{entry_no}") }))
}

/// The drafts that are meant, their book and period.
pub(super) fn drafts(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    books: &Books,
    which: &Which,
) -> Outcome<(Vec<Draft>, CompactString, AccountingPeriod)> {
    let mut found = Vec::new();
    let (book, period) = match which {
        Which::Period(book, period) => (find(books, book).map_err(refused)?.code.clone(), *period),
        Which::Entry(entry_no) => {
            let voucher = load(tx, cooperative, *entry_no)?;
            (voucher.head().book.clone(), voucher.head().period)
        }
    };
    ledgers::each_draft(tx, cooperative.id, (&book, period), |entry| {
        let is_meant = match which {
            Which::Entry(entry_no) => entry.entry_no == *entry_no,
            Which::Period(..) => true,
        };
        if let (true, Fact::Voucher(voucher)) = (is_meant, entry.fact) {
            found.push(Draft { entry_no: entry.entry_no, voucher: *voucher });
        }
        Ok::<(), Failure>(())
    })?;
    match (found.is_empty(), which) {
        (true, Which::Entry(entry_no)) => {
            let voucher = posted_name(tx, cooperative, *entry_no)?;
            Err(refused(LedgerRefusal::VoucherPosted { voucher }))
        }
        (true, Which::Period(..)) => Err(refused(LedgerRefusal::NoVouchers { book, period })),
        _ => Ok((found, book, period)),
    }
}

/// Which drafts of a book and period have a mark.
pub(super) fn marked(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    place: (&str, AccountingPeriod),
    mark: VoucherMark,
) -> Outcome<FxHashSet<i64>> {
    Ok(ledgers::marked(tx, cooperative.id, place, mark)?.into_iter().collect())
}

/// Whether the cashier signs it.
pub(super) fn touches_cash(book: &Book, voucher: &Voucher) -> bool {
    let purpose = |line: &Line| book.chart.lookup(&line.account).and_then(|account| account.purpose);
    // What a book begins with was signed in the book before.
    let is_opening = voucher.head().kind == VoucherKind::Opening;
    !is_opening && voucher.lines().iter().filter_map(purpose).any(|purpose| purpose.is_cash())
}

/// Vouchers of days to come that are named one by one.
const MOST_AHEAD: usize = 20;

/// What came of posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostReport {
    /// The vouchers with the numbers they were given.
    pub posted: Vec<(VoucherNumber, i64)>,
    /// Drafts that are not reviewed, and wait.
    pub waiting: usize,
    /// Days that have not come, and accounts of cash and banks that fall below zero: they stop nothing.
    pub warnings: Vec<Problem>,
}

/// Posts the reviewed vouchers of a book and period (记账): numbers are given, and from then on nothing of them changes.
///
/// # Errors
/// Where the period is closed, nothing is reviewed, the cashier has not signed, or a sheet's number is not the one that comes next.
pub fn post(
    db: &mut Db,
    cooperative: &Cooperative,
    (book, period): (&str, AccountingPeriod),
    context: &mut Context<'_>,
) -> Outcome<PostReport> {
    let mut tx = begin(db, cooperative, context)?;
    let held = books(&mut tx, cooperative.id)?;
    let (found, code, _) = drafts(&mut tx, cooperative, &held, &Which::Period(book.to_owned(), period))?;
    let book = find(&held, &code).map_err(refused)?;
    book.check_open(period).map_err(refused)?;
    let reviewed = marked(&mut tx, cooperative, (&code, period), VoucherMark::Reviewed)?;
    let signed = marked(&mut tx, cooperative, (&code, period), VoucherMark::Signed)?;
    let (mut ready, waiting): (Vec<Draft>, Vec<Draft>) =
        found.into_iter().partition(|draft| reviewed.contains(&draft.entry_no));
    if ready.is_empty() {
        let vouchers = waiting.iter().map(Draft::name).take(20).collect();
        return Err(refused(LedgerRefusal::NotReviewed { vouchers }));
    }
    let unsigned = |draft: &&Draft| touches_cash(book, &draft.voucher) && !signed.contains(&draft.entry_no);
    let vouchers: Vec<CompactString> = ready.iter().filter(unsigned).map(Draft::name).take(20).collect();
    if !vouchers.is_empty() {
        return Err(refused(LedgerRefusal::CashierHasNotSigned { vouchers }));
    }
    let last = ledgers::last_numbers(&mut tx, cooperative.id, (&code, period))?;
    let numbers = number(&mut ready, &waiting, &last).map_err(refused)?;
    let event_no =
        log(&mut tx, cooperative, context, &LedgerDeed::Post(code.clone(), posted_ranges(period, &numbers)))?;
    let given = numbers.iter().map(|(number, entry_no)| Posted {
        book: code.clone(),
        period,
        number: *number,
        entry_no: *entry_no,
        event_no,
    });
    ledgers::add_posted(&mut tx, cooperative.id, &given.collect::<Vec<_>>())?;
    let summary = summary(&ready).map_err(|Overflow| refused(LedgerRefusal::VoucherTooLarge))?;
    ledgers::add_summary(&mut tx, cooperative.id, (&code, period, event_no), &summary)?;
    let today = context.today();
    let ahead = ready.iter().filter(|draft| draft.voucher.head().date > today).take(MOST_AHEAD);
    let ahead = ahead.map(|draft| {
        let place = Place { file: draft.name().as_str().into(), ..Place::default() };
        Problem::at(place, LedgerRefusal::DatedAhead { date: draft.voucher.head().date, today })
    });
    let mut warnings: Vec<Problem> = ahead.collect();
    let vouchers: Vec<&Voucher> = ready.iter().map(|draft| &draft.voucher).collect();
    warnings.extend(overdrawn(&mut tx, cooperative, (book, period), &vouchers)?.into_iter().map(Problem::new));
    tx.commit()?;
    Ok(PostReport { posted: numbers, waiting: waiting.len(), warnings })
}

fn posted_ranges(period: AccountingPeriod, numbers: &[(VoucherNumber, i64)]) -> Vec<PostedRange> {
    let mut found: Vec<PostedRange> = Vec::new();
    for (number, entry_no) in numbers {
        match found.last_mut() {
            Some(range) if range.word == number.word && range.first_entry_no + range.count == *entry_no => {
                range.count += 1
            }
            _ => found.push(PostedRange {
                period,
                word: number.word,
                first_number: number.number,
                first_entry_no: *entry_no,
                count: 1,
            }),
        }
    }
    found
}

/// 科目汇总: what vouchers come to, by account and dimensions.
fn summary(drafts: &[Draft]) -> Result<Turnovers, Overflow> {
    let mut found = Turnovers::default();
    for line in drafts.iter().flat_map(|draft| draft.voucher.lines()) {
        let mut turnover = Turnover::default();
        turnover.add(line.side, line.amount)?;
        found.add(&line.account, &line.dimensions, turnover)?;
    }
    Ok(found)
}

/// Discards a draft: it stays readable, and no longer counts.
///
/// # Errors
/// Where it is posted, or there is none.
pub fn discard(db: &mut Db, cooperative: &Cooperative, entry_no: i64, context: &mut Context<'_>) -> Outcome<()> {
    let mut tx = begin(db, cooperative, context)?;
    load(&mut tx, cooperative, entry_no)?;
    if let Ok(voucher) = posted_name(&mut tx, cooperative, entry_no) {
        return Err(refused(LedgerRefusal::VoucherPosted { voucher }));
    }
    let by_hand =
        ByHand { action: "vouchers-discarded", facts: (FactKind::Voucher, Vec::new()), reversed: &[entry_no] };
    enter_by_hand(&mut tx, cooperative, by_hand, context)?;
    tx.commit()?;
    Ok(())
}

/// Keeps a file with a draft that is not reviewed: a new draft takes its place.
///
/// # Errors
/// Where it is reviewed or posted, or the file is empty, cannot be read, or is a source document that is booked already.
pub fn attach(
    db: &mut Db,
    cooperative: &Cooperative,
    (entry_no, file): (i64, &Path),
    context: &mut Context<'_>,
) -> Outcome<i64> {
    let mut tx = begin(db, cooperative, context)?;
    let (mut head, lines) = load(&mut tx, cooperative, entry_no)?.into_parts();
    LedgerKnown::load(&mut tx, cooperative.id)?.replaceable(entry_no).map_err(refused)?;
    head.attachments.push(keep_file(&mut tx, cooperative, file)?);
    head.attachment_count += 1;
    let voucher = Voucher::try_new(head, lines).map_err(refused)?;
    let entries = enter_in_place(&mut tx, cooperative, (vec![voucher], &[entry_no]), context)?;
    tx.commit()?;
    Ok(entries.first().copied().unwrap_or_default())
}

/// Reverses a posted voucher by a red copy (红字冲销), which is a draft like any other; its entry.
///
/// # Errors
/// Where it is not posted, has been reversed, is of an earlier year, or the period of the day is closed.
pub fn reverse(
    db: &mut Db,
    cooperative: &Cooperative,
    entry_no: i64,
    (date, reason): (NaiveDate, &str),
    context: &mut Context<'_>,
) -> Outcome<i64> {
    let mut tx = begin(db, cooperative, context)?;
    let voucher = load(&mut tx, cooperative, entry_no)?;
    let name = posted_name(&mut tx, cooperative, entry_no)?;
    let red = red_copy(&voucher, (entry_no, &name), date, &one_line(reason)).map_err(refused)?;
    let entries = enter_all(&mut tx, cooperative, vec![red], context)?;
    tx.commit()?;
    Ok(entries.first().copied().unwrap_or_default())
}
