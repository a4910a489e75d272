//! Booking what happened elsewhere (业务生成凭证): receipts as they come in, and a run once it is effective. Each event has a source that is booked
//! once: asking again adds what is new, and names what no longer says what was booked.

use super::books;
use super::open::begin;
use super::query::summed;
use super::rules::posting_rules;
use super::voucher::{enter_all, load, refused};
use crate::application::distribution::earlier::has_bodies;
use crate::application::distribution::query::{Standing, find_run, statements_in};
use crate::application::{Context, Failure, Outcome};
use crate::domain::contract::ContractKind;
use crate::domain::contract::receipt::Receipt;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::book::{Book, BookKind, Books, find};
use crate::domain::ledger::booked_otherwise::{BookedMend, BookedOtherwise, EventOrigin, corrected};
use crate::domain::ledger::posting_rule::{
    BusinessEvent, ChosenAccounts, CompanyRentReceived, CompanyReserve, DividendAccrued, DividendDeclared, LevyAccrued,
    LevyApproved, ManagementFee, MemberDistribution, Occasion, OtherAppropriated, RentAllotted, RentReceived,
    ReserveAppropriated, TaxWithheld,
};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::rules_in_force::PostingRules;
use crate::domain::ledger::voucher::{Voucher, VoucherKind};
use crate::domain::money::{Money, Overflow};
use crate::domain::period::{AccountingPeriod, china_day};
use crate::domain::refusal::Problem;
use crate::domain::statement::member_statement::MemberStatement;
use crate::domain::statement::run_summary::RunSummary;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use crate::storage::ledger as ledgers;
use crate::storage::voucher_source::{RestsOn, resting_on};
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What came of booking events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booked {
    /// Drafts: entry, the rule that made it, its amount.
    pub entered: Vec<(i64, CompactString, Money)>,
    /// Events that were booked before.
    pub known: usize,
    /// Events of a body that keeps no book.
    pub without_book: BTreeMap<BookKind, usize>,
    /// Of what was entered, what came too late for its own period.
    pub late: Vec<LateEvent>,
    /// Events that were booked before and say something else now: each names its voucher, and nothing is entered for it.
    pub differing: Vec<Problem>,
}

/// An event that is booked in another period than its own (补记).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateEvent {
    /// Its draft.
    pub entry_no: i64,
    /// Its day.
    pub date: NaiveDate,
    /// The period that it belongs to.
    pub own: AccountingPeriod,
    /// Whether that is from before the book; else it is closed.
    pub is_before_book: bool,
    /// The period that it is booked in.
    pub period: AccountingPeriod,
}

/// A run, and when it was effective.
#[derive(Clone, Copy, Debug)]
struct RunOccasion {
    run: RunNumber,
    date: NaiveDate,
}

/// Vouchers under way.
pub(super) struct Booking<'b> {
    rules: PostingRules,
    books: &'b Books,
    chosen: &'b ChosenAccounts,
    origin: EventOrigin,
    /// Each with the day of its event, and the period that it belongs to.
    vouchers: Vec<(Voucher, NaiveDate, AccountingPeriod)>,
    without_book: BTreeMap<BookKind, usize>,
}

impl Booking<'_> {
    pub(super) fn book(&self, kind: BookKind) -> Option<&Book> {
        self.books.values().find(|book| book.kind == kind)
    }

    /// The voucher of an event, by the rule in force on its day, in the book that the rule is about; where there is no such book, none.
    pub(super) fn add<E: BusinessEvent>(&mut self, event: &E, occasion: &Occasion) -> Outcome<()> {
        let rule = self.rules.rule_of::<E>(occasion.date).map_err(refused)?;
        let Some(book) = self.books.values().find(|book| book.kind == rule.book_kind) else {
            let is_nothing = event.legs().iter().all(|leg| leg.amount.is_zero());
            if is_nothing {
                return Ok(());
            }
            *self.without_book.entry(rule.book_kind).or_default() += 1;
            return Ok(());
        };
        let voucher = rule.voucher(book, event.legs(), (occasion, self.chosen)).map_err(refused)?;
        self.vouchers.extend(voucher.map(|voucher| (voucher, occasion.date, rule.own_period(occasion))));
        Ok(())
    }

    /// The same of an event of a run.
    fn add_of_run<E: BusinessEvent>(&mut self, event: &E, RunOccasion { run, date }: RunOccasion) -> Outcome<()> {
        let occasion = Occasion { date, year: run.year, source: source_of(run, E::RULE), attachment_count: 1 };
        self.add(event, &occasion)
    }

    /// Enters what is not booked yet; what was booked otherwise is named beside it.
    fn enter(self, tx: &mut Tx<'_>, cooperative: &Cooperative, context: &Context<'_>) -> Outcome<Booked> {
        let mut booked = Booked { without_book: self.without_book, ..Booked::default() };
        let (mut new, mut told) = (Vec::with_capacity(self.vouchers.len()), Vec::new());
        for (voucher, date, own) in self.vouchers {
            match booked_from(tx, cooperative, self.books, &voucher.head().source)? {
                None => {
                    told.push((date, own));
                    new.push(voucher);
                }
                Some((_, held)) if is_same(&voucher, &held) => booked.known += 1,
                Some(held) => match otherwise(tx, cooperative, (self.books, self.origin), (&voucher, held))? {
                    None => booked.known += 1,
                    Some(refusal) => booked.differing.push(Problem::new(refusal)),
                },
            }
        }
        if new.is_empty() {
            return Ok(booked);
        }
        let heads: Vec<_> = new.iter().map(|voucher| (voucher.head().clone(), voucher.total())).collect();
        let entries = enter_all(tx, cooperative, new, context)?;
        for ((entry_no, (date, own)), (head, total)) in entries.into_iter().zip(told).zip(heads) {
            if head.period != own {
                let is_before_book = self.books.get(&head.book).is_some_and(|book| own.year() < book.first_year);
                booked.late.push(LateEvent { entry_no, date, own, is_before_book, period: head.period });
            }
            booked.entered.push((entry_no, head.rule, summed(total)?));
        }
        Ok(booked)
    }
}

/// What is said of an event that was booked otherwise; nothing where a posted correction of its voucher brought it to what the event says now.
fn otherwise(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (books, origin): (&Books, EventOrigin),
    (voucher, (entry_no, held)): (&Voucher, (i64, Voucher)),
) -> Outcome<Option<LedgerRefusal>> {
    let posted = ledgers::posted(tx, cooperative.id)?;
    let place = |entry_no: i64| posted.iter().find(|posted| posted.entry_no == entry_no);
    let mut corrections = Vec::new();
    for other in resting_on(tx, cooperative.id, &held.head().book, RestsOn::Voucher(entry_no))? {
        if place(other).is_some() {
            let correction = load(tx, cooperative, other)?;
            if correction.head().kind == VoucherKind::Correction {
                corrections.push(correction);
            }
        }
    }
    let (now, stands) = (summed(voucher.total())?, summed(corrected(&held, &corrections))?);
    if !corrections.is_empty() && stands.contains(&now) {
        return Ok(None);
    }
    let own = place(entry_no);
    let name =
        own.map_or_else(|| held.draft_name(entry_no), |posted| format_compact!("{} {}", posted.period, posted.number));
    let book = find(books, &held.head().book).map_err(refused)?;
    Ok(Some(LedgerRefusal::BookedOtherwise(BookedOtherwise {
        origin,
        mend: BookedMend::of(book, held.head().period, own.is_some()),
        source: voucher.head().source.clone(),
        voucher: name,
        booked: stands.first().copied().unwrap_or_default(),
        now,
    })))
}

/// Whether a voucher says what another does of its event: the same amount to the same book, about the same members and contracts. Which accounts take it
/// may have been chosen otherwise.
fn is_same(one: &Voucher, other: &Voucher) -> bool {
    let about = |voucher: &Voucher| -> BTreeSet<CompactString> {
        voucher.lines().iter().map(|line| line.dimensions.as_str().into()).collect()
    };
    one.head().book == other.head().book && one.total() == other.total() && about(one) == about(other)
}

/// The voucher that counts and was booked from a source, in whichever book.
fn booked_from(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    books: &Books,
    source: &str,
) -> Outcome<Option<(i64, Voucher)>> {
    for book in books.keys() {
        let held = resting_on(tx, cooperative.id, book, RestsOn::Source(source))?;
        if let Some(entry_no) = held.first() {
            return Ok(Some((*entry_no, load(tx, cooperative, *entry_no)?)));
        }
    }
    Ok(None)
}

/// Names receipts as sources, in the order in which they were entered: the same receipt has the same name, however often its sheet is taken back and
/// imported again.
#[derive(Default)]
pub(crate) struct ReceiptSources {
    unnumbered: FxHashMap<(CompactString, NaiveDate), u32>,
}

impl ReceiptSources {
    /// The source that the next receipt is.
    pub fn next(&mut self, receipt: &Receipt) -> CompactString {
        if !receipt.serial_no.is_empty() {
            return format_compact!("收款 {}", receipt.serial_no);
        }
        let count = self.unnumbered.entry((receipt.contract_no.clone(), receipt.date)).or_default();
        *count += 1;
        format_compact!("收款 {} {} 第{count}笔", receipt.contract_no, receipt.date)
    }
}

/// The source of what a rule books of a run.
pub(crate) fn source_of(run: RunNumber, rule: &str) -> CompactString {
    format_compact!("{run}/{rule}")
}

/// A voucher that counts and was booked from a run.
pub(crate) fn booked_by_run(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    run: RunNumber,
) -> Outcome<Option<CompactString>> {
    let books = books(tx, cooperative.id)?;
    for rule in posting_rules(tx, cooperative.id)?.codes() {
        if let Some((entry_no, voucher)) = booked_from(tx, cooperative, &books, &source_of(run, rule))? {
            return Ok(Some(voucher.draft_name(entry_no)));
        }
    }
    Ok(None)
}

/// Books in one transaction what `happened` adds, and enters what is not booked yet.
pub(super) fn book_events(
    db: &mut Db,
    cooperative: &Cooperative,
    (origin, chosen): (EventOrigin, &ChosenAccounts),
    context: &mut Context<'_>,
    happened: impl FnOnce(&mut Tx<'_>, &mut Booking<'_>) -> Outcome<()>,
) -> Outcome<Booked> {
    let mut tx = begin(db, cooperative, context)?;
    let books = books(&mut tx, cooperative.id)?;
    let rules = posting_rules(&mut tx, cooperative.id)?;
    let (vouchers, without_book) = Default::default();
    let mut booking = Booking { rules, books: &books, chosen, origin, vouchers, without_book };
    if booking.book(BookKind::Cooperative).is_none() {
        return Err(refused(LedgerRefusal::BookOfKindMissing { kind: BookKind::Cooperative }));
    }
    happened(&mut tx, &mut booking)?;
    let booked = booking.enter(&mut tx, cooperative, context)?;
    tx.commit()?;
    Ok(booked)
}

/// Books the receipts of a month: contributors' rent passes through, the company's is its revenue. What comes in once its month is closed is booked in
/// the first open one.
///
/// # Errors
/// Where the cooperative has no book. A receipt that was booked and says something else now is named in what comes of it.
pub fn book_receipts(
    db: &mut Db,
    cooperative: &Cooperative,
    (month, chosen): (AccountingPeriod, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, (EventOrigin::Receipts, chosen), context, |tx, booking| {
        let mut kinds: FxHashMap<CompactString, ContractKind> = FxHashMap::default();
        entry::each_live(tx, cooperative.id, FactKind::Contract, |entry| {
            if let Fact::Contract(contract) = entry.fact {
                kinds.insert(contract.contract_no, contract.kind);
            }
            Ok::<(), Failure>(())
        })?;
        let mut sources = ReceiptSources::default();
        for receipt in entry::live(tx, cooperative.id, FactKind::Receipt)? {
            let Fact::Receipt(one) = receipt.fact else { continue };
            let source = sources.next(&one);
            if AccountingPeriod::from(one.date) != month {
                continue;
            }
            let occasion = Occasion { date: one.date, year: one.year, source, attachment_count: 1 };
            let (contract_no, amount) = (one.contract_no.as_str(), one.amount);
            match kinds.get(&one.contract_no).is_some_and(|kind| kind.is_lease_out()) {
                true => booking.add(&CompanyRentReceived { contract_no, amount }, &occasion)?,
                false => booking.add(&RentReceived { contract_no, amount }, &occasion)?,
            }
        }
        Ok(())
    })
}

/// Books a run that is effective: tier one in the month, everything that appropriates the year's income in its distribution period. Of a correction,
/// what it changes.
///
/// # Errors
/// Where it does not count, the cooperative has no book, or a period is closed.
pub fn book_run(
    db: &mut Db,
    cooperative: &Cooperative,
    (run, chosen): (RunNumber, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, (EventOrigin::Run, chosen), context, |tx, booking| {
        let view = find_run(tx, cooperative, run)?;
        if let Some(by) = view.run.superseded_by {
            return Err(Failure::refused(DistributionRefusal::RunSuperseded { run, by }));
        }
        let date = match view.standing {
            Standing::Effective(_, since) => since,
            _ if !has_bodies(tx, cooperative.id)? => china_day(view.run.occurred_at),
            _ => return Err(Failure::refused(DistributionRefusal::RunNotEffective { run })),
        };
        // The run itself, with its seal, is what the vouchers rest on.
        let occasion = RunOccasion { run, date };
        let before = match followed(&view.summary) {
            Some(followed) => Some(find_run(tx, cooperative, followed)?.summary),
            None => None,
        };
        let owner = cooperative.name.as_str();
        let appropriations = summed(Appropriations::try_new(&view.summary, before.as_ref()))?;
        add_appropriations(booking, (appropriations, owner), occasion)?;
        let statements = statements_in(tx, cooperative, run)?;
        add_members(booking, &statements, occasion)?;
        Ok(())
    })
}

/// The run of the same year whose appropriations a run sets right: the latest of both tiers that it rests on.
fn followed(summary: &RunSummary) -> Option<RunNumber> {
    let own = summary.header.run;
    let of_year = summary.earlier.iter().map(|(run, _)| *run).filter(|run| run.year == own.year);
    summary.waterfall.and_then(|_| of_year.max())
}

/// What a run appropriates of the company's and the cooperative's income; of a correction, what it changes.
#[derive(Clone, Copy, Debug, Default)]
struct Appropriations {
    statutory: Money,
    discretionary: Money,
    dividend: Money,
    reserve: Money,
    levy: Money,
    other: Money,
}

impl Appropriations {
    fn try_new(summary: &RunSummary, before: Option<&RunSummary>) -> Result<Appropriations, Overflow> {
        let now = Appropriations::of(summary);
        let before = before.map(Appropriations::of).unwrap_or_default();
        Ok(Appropriations {
            statutory: now.statutory.minus(before.statutory)?,
            discretionary: now.discretionary.minus(before.discretionary)?,
            dividend: now.dividend.minus(before.dividend)?,
            reserve: now.reserve.minus(before.reserve)?,
            levy: now.levy.minus(before.levy)?,
            other: now.other.minus(before.other)?,
        })
    }

    fn of(summary: &RunSummary) -> Appropriations {
        let mut found = Appropriations::default();
        if let Some(company) = summary.company {
            (found.statutory, found.discretionary) = (company.statutory_reserve, company.discretionary_reserve);
            found.dividend = company.dividend;
        }
        if let Some(fall) = summary.waterfall {
            (found.reserve, found.levy, found.other) = (fall.reserve, fall.levy, fall.other);
        }
        found
    }
}

fn add_appropriations(
    booking: &mut Booking<'_>,
    (amounts, owner): (Appropriations, &str),
    occasion: RunOccasion,
) -> Outcome<()> {
    let (statutory, discretionary) = (amounts.statutory, amounts.discretionary);
    booking.add_of_run(&CompanyReserve { statutory, discretionary }, occasion)?;
    booking.add_of_run(&DividendDeclared { amount: amounts.dividend, owner }, occasion)?;
    let payer = booking.book(BookKind::Company).map_or("公司", |book| &book.name).to_owned();
    booking.add_of_run(&DividendAccrued { amount: amounts.dividend, company: &payer }, occasion)?;
    booking.add_of_run(&ReserveAppropriated { amount: amounts.reserve }, occasion)?;
    booking.add_of_run(&LevyApproved { amount: amounts.levy }, occasion)?;
    booking.add_of_run(&LevyAccrued { amount: amounts.levy, cooperative: owner }, occasion)?;
    booking.add_of_run(&OtherAppropriated { amount: amounts.other }, occasion)
}

/// What the statements of a run come to, member by member and contract by contract.
fn add_members(booking: &mut Booking<'_>, statements: &[MemberStatement], occasion: RunOccasion) -> Outcome<()> {
    let (mut rents, mut fees) = (BTreeMap::new(), BTreeMap::new());
    let (mut allotted, mut shares, mut taxes) = (Vec::new(), Vec::new(), Vec::new());
    for statement in statements {
        let mut own = Money::ZERO;
        for line in &statement.lines {
            let net = summed(line.payable.minus(line.fee))?;
            own = summed(own.plus(net))?;
            for (sums, amount) in [(&mut rents, net), (&mut fees, line.fee)] {
                let sum: &mut Money = sums.entry(line.contract_no.clone()).or_default();
                *sum = summed(sum.plus(amount))?;
            }
        }
        let member_no = &statement.member_no;
        let lists = [(&mut allotted, own), (&mut shares, statement.tier_two), (&mut taxes, statement.tax)];
        for (list, amount) in lists.into_iter().filter(|(_, amount)| !amount.is_zero()) {
            list.push((member_no.clone(), amount));
        }
    }
    let allotment = RentAllotted { contracts: rents.into_iter().collect(), members: allotted };
    booking.add_of_run(&allotment, occasion)?;
    booking.add_of_run(&summed(ManagementFee::try_new(fees.into_iter().collect()))?, occasion)?;
    booking.add_of_run(&summed(MemberDistribution::try_new(shares))?, occasion)?;
    booking.add_of_run(&summed(TaxWithheld::try_new(taxes))?, occasion)
}
