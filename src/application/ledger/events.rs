//! Booking what happened elsewhere (业务生成凭证): receipts as they come in, and a run once it is effective. Each event has a source that is booked
//! once, so that asking again adds only what is new.

use super::books;
use super::open::begin;
use super::query::summed;
use super::rules::posting_rules;
use super::voucher::{enter_all, refused};
use crate::application::distribution::earlier::has_bodies;
use crate::application::distribution::query::{Standing, find_run, statements_in};
use crate::application::{Context, Failure, Outcome};
use crate::domain::contract::ContractKind;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::book::{Book, BookKind, Books};
use crate::domain::ledger::posting_rule::{
    BusinessEvent, CompanyRentReceived, CompanyReserve, DividendAccrued, DividendDeclared, LevyApproved, ManagementFee,
    MemberDistribution, Occasion, OtherAppropriated, PostingRules, RentAllotted, RentReceived, ReserveAppropriated,
    TaxWithheld, rule_of,
};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::Voucher;
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, china_day};
use crate::domain::statement::member_statement::MemberStatement;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use crate::storage::ledger::{self as ledgers, RestsOn};
use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What came of booking events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booked {
    /// Drafts: entry, the rule that made it, its amount.
    pub entered: Vec<(i64, CompactString, Money)>,
    /// Events that were booked before.
    pub known: usize,
}

/// Vouchers under way.
struct Booking<'b> {
    rules: PostingRules,
    books: &'b Books,
    vouchers: Vec<Voucher>,
}

impl Booking<'_> {
    fn book(&self, kind: BookKind) -> Option<&Book> {
        self.books.values().find(|book| book.kind == kind)
    }

    /// The voucher of an event in the book that its rule is about; where there is no such book, none.
    fn add<E: BusinessEvent>(&mut self, event: &E, occasion: &Occasion) -> Outcome<()> {
        let rule = rule_of::<E>(&self.rules).map_err(refused)?;
        let Some(book) = self.book(rule.book_kind) else { return Ok(()) };
        let source = format_compact!("{}/{}", occasion.source, E::RULE);
        let occasion = Occasion { source, ..occasion.clone() };
        let voucher = rule.voucher(book, event.legs(), &occasion).map_err(refused)?;
        self.vouchers.extend(voucher);
        Ok(())
    }

    /// Enters what is not booked yet.
    fn enter(self, tx: &mut Tx<'_>, cooperative: &Cooperative, context: &Context<'_>) -> Outcome<Booked> {
        let mut booked = Booked::default();
        let mut new = Vec::with_capacity(self.vouchers.len());
        for voucher in self.vouchers {
            let head = voucher.head();
            match ledgers::resting_on(tx, cooperative.id, &head.book, RestsOn::Source(&head.source))?.is_empty() {
                true => new.push(voucher),
                false => booked.known += 1,
            }
        }
        let told: Vec<_> = new.iter().map(|voucher| (voucher.head().rule.clone(), voucher.total())).collect();
        if new.is_empty() {
            return Ok(booked);
        }
        let entries = enter_all(tx, cooperative, new, context)?;
        for (entry_no, (rule, total)) in entries.into_iter().zip(told) {
            booked.entered.push((entry_no, rule, summed(total)?));
        }
        Ok(booked)
    }
}

fn booking<'b>(books: &'b Books) -> Outcome<Booking<'b>> {
    let booking = Booking { rules: posting_rules().map_err(refused)?, books, vouchers: Vec::new() };
    match booking.book(BookKind::Cooperative) {
        Some(_) => Ok(booking),
        None => Err(refused(LedgerRefusal::BookOfKindMissing { kind: BookKind::Cooperative })),
    }
}

/// Books the receipts of a month: contributors' rent passes through, the company's is its revenue.
///
/// # Errors
/// Where the cooperative has no book, or a month is closed.
pub fn book_receipts(
    db: &mut Db,
    cooperative: &Cooperative,
    month: AccountingPeriod,
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    let mut tx = begin(db, cooperative, context)?;
    let held = books(&mut tx, cooperative.id)?;
    let mut booking = booking(&held)?;
    let mut kinds: FxHashMap<CompactString, ContractKind> = FxHashMap::default();
    entry::each_live(&mut tx, cooperative.id, FactKind::Contract, |entry| {
        if let Fact::Contract(contract) = entry.fact {
            kinds.insert(contract.contract_no, contract.kind);
        }
        Ok::<(), Failure>(())
    })?;
    for receipt in entry::live(&mut tx, cooperative.id, FactKind::Receipt)? {
        let Fact::Receipt(one) = receipt.fact else { continue };
        if AccountingPeriod::from(one.date) != month {
            continue;
        }
        let source = match one.serial_no.is_empty() {
            true => format_compact!("收款 #{}", receipt.entry_no),
            false => one.serial_no.clone(),
        };
        let occasion = Occasion { date: one.date, year: one.year, source, attachment_count: 1 };
        let (contract_no, amount) = (one.contract_no.as_str(), one.amount);
        match kinds.get(&one.contract_no).is_some_and(|kind| kind.is_lease_out()) {
            true => booking.add(&CompanyRentReceived { contract_no, amount }, &occasion)?,
            false => booking.add(&RentReceived { contract_no, amount }, &occasion)?,
        }
    }
    let booked = booking.enter(&mut tx, cooperative, context)?;
    tx.commit()?;
    Ok(booked)
}

/// Books a run that is effective: tier one in the month, everything that appropriates the year's income in its distribution period.
///
/// # Errors
/// Where it does not count, the cooperative has no book, or a period is closed.
pub fn book_run(db: &mut Db, cooperative: &Cooperative, run: RunNumber, context: &mut Context<'_>) -> Outcome<Booked> {
    let mut tx = begin(db, cooperative, context)?;
    let view = find_run(&mut tx, cooperative, run)?;
    let date = match view.standing {
        Standing::Effective(_, since) => since,
        _ if !has_bodies(&mut tx, cooperative.id)? && view.run.superseded_by.is_none() => {
            china_day(view.run.occurred_at)
        }
        _ => return Err(Failure::refused(DistributionRefusal::RunNotEffective { run })),
    };
    let held = books(&mut tx, cooperative.id)?;
    let mut booking = booking(&held)?;
    let source = format_compact!("{run}");
    // The run itself, with its seal, is what the vouchers rest on.
    let occasion = Occasion { date, year: run.year, source, attachment_count: 1 };
    if let Some(company) = view.summary.company {
        let (statutory, discretionary) = (company.statutory_reserve, company.discretionary_reserve);
        booking.add(&CompanyReserve { statutory, discretionary }, &occasion)?;
        let owner = cooperative.name.as_str();
        booking.add(&DividendDeclared { amount: company.dividend, owner }, &occasion)?;
        let payer = booking.book(BookKind::Company).map_or("公司", |book| &book.name).to_owned();
        booking.add(&DividendAccrued { amount: company.dividend, company: &payer }, &occasion)?;
    }
    if let Some(fall) = view.summary.waterfall {
        booking.add(&ReserveAppropriated { amount: fall.reserve }, &occasion)?;
        booking.add(&LevyApproved { amount: fall.levy }, &occasion)?;
        booking.add(&OtherAppropriated { amount: fall.other }, &occasion)?;
    }
    let statements = statements_in(&mut tx, cooperative, run)?;
    add_members(&mut booking, &statements, &occasion)?;
    let booked = booking.enter(&mut tx, cooperative, context)?;
    tx.commit()?;
    Ok(booked)
}

/// What the statements of a run come to, member by member and contract by contract.
fn add_members(booking: &mut Booking<'_>, statements: &[MemberStatement], occasion: &Occasion) -> Outcome<()> {
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
    booking.add(&allotment, occasion)?;
    booking.add(&summed(ManagementFee::try_new(fees.into_iter().collect()))?, occasion)?;
    booking.add(&summed(MemberDistribution::try_new(shares))?, occasion)?;
    booking.add(&summed(TaxWithheld::try_new(taxes))?, occasion)
}
