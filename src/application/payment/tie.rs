//! Holding what the book owes members against what is unpaid, member by member (应付款与账面核对).

use super::query::{Payables, payables_in};
use crate::application::Outcome;
use crate::application::ledger::query::{balances, previous};
use crate::application::ledger::{PAYMENT_RULES, books, member_payments, paying_accounts, source_of, summed};
use crate::domain::distribution::run::RunNumber;
use crate::domain::ledger::account::Dimension;
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::ledger::posting_rule::{BusinessEvent, MemberDistribution, RentAllotted, TaxWithheld};
use crate::domain::money::Money;
use crate::domain::payment::sub_ledger_tie::SubLedgerTie;
use crate::domain::period::AccountingPeriod;
use crate::rendering::payment_text::Tied;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::ledger::{self as ledgers, TurnoverSource};
use crate::storage::voucher_source::made_by_rule;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// The sub-ledger beside the claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// The cooperative's book.
    pub book: CompactString,
    /// The accounts from which members are paid.
    pub accounts: Vec<CompactString>,
    /// By member number.
    pub members: BTreeMap<CompactString, SubLedgerTie>,
    /// What was paid and is not booked, by the source that its voucher will have, with the batch.
    pub not_booked: Vec<(u32, CompactString)>,
}

impl Tie {
    /// All members in one row.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn total(&self) -> Outcome<SubLedgerTie> {
        summed(self.members.values().try_fold(SubLedgerTie::default(), |sum, one| sum.plus(*one)))
    }

    /// What is shown of it.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn shown(&self) -> Outcome<Tied<'_>> {
        Ok(Tied {
            book: &self.book,
            accounts: self.accounts.join(" "),
            total: self.total()?,
            differing: self.differing().map(|(member_no, row)| (member_no.as_str(), *row)).collect(),
            not_booked: self.not_booked.iter().map(|(_, source)| source.as_str()).collect(),
        })
    }

    /// The members of whom something is left over.
    pub fn differing(&self) -> impl Iterator<Item = (&CompactString, &SubLedgerTie)> {
        self.members.iter().filter(|(_, tie)| tie.difference() != Ok(Money::ZERO))
    }
}

/// What a statement gives a member by each voucher of its run, and what of it is to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Earned {
    pub run: RunNumber,
    pub member_no: CompactString,
    pub tier_one: Money,
    pub tier_two: Money,
    pub tax: Money,
    pub net: Money,
}

/// Every claim with where its money is on a day, and the tie; none where the cooperative keeps no book.
///
/// # Errors
/// Where a run, the log or the book cannot be read.
pub fn payables(db: &mut Db, cooperative: &Cooperative, day: NaiveDate) -> Outcome<(Payables, Option<Tie>)> {
    let mut tx = db.begin_read()?;
    let found = payables_in(&mut tx, cooperative, (None, day))?;
    let tie = tie(&mut tx, cooperative, &found)?;
    Ok((found, tie))
}

/// The tie of all claims.
pub(crate) fn tie(tx: &mut Tx<'_>, cooperative: &Cooperative, found: &Payables) -> Outcome<Option<Tie>> {
    let held = books(tx, cooperative.id)?;
    let Some(book) = held.values().find(|book| book.kind == BookKind::Cooperative) else { return Ok(None) };
    let accounts: Vec<CompactString> = paying_accounts(tx, cooperative.id)?.into_iter().flatten().collect();
    let mut tie = Tie { book: book.code.clone(), accounts, ..Tie::default() };
    let first_booked = take_runs(tx, cooperative, found, &mut tie)?;
    take_payments(tx, cooperative, &mut tie)?;
    let periods = ledgers::periods(tx, cooperative.id, TurnoverSource::Summaries)?;
    let last = periods.into_iter().filter(|(of, _)| *of == book.code).map(|(_, period)| period).max();
    let owed = owed_through(tx, cooperative, (book, last), &tie.accounts)?;
    // Until a run is booked, all that the book owes is from before.
    let before = first_booked.map_or(last, previous);
    let earlier = owed_through(tx, cooperative, (book, before), &tie.accounts)?;
    for (member_no, amount) in owed {
        tie.members.entry(member_no).or_default().owed = amount;
    }
    for (member_no, held) in &mut tie.members {
        *held = summed(held.with_earlier(earlier.get(member_no).copied().unwrap_or_default()))?;
    }
    Ok(Some(tie))
}

/// What runs give and leave unpaid. The period in which the first of them is booked.
fn take_runs(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    found: &Payables,
    tie: &mut Tie,
) -> Outcome<Option<AccountingPeriod>> {
    let mut posted: BTreeMap<CompactString, AccountingPeriod> = BTreeMap::new();
    for rule in [RentAllotted::RULE, MemberDistribution::RULE, TaxWithheld::RULE] {
        let made = made_by_rule(tx, cooperative.id, &tie.book, rule)?;
        posted.extend(
            made.into_iter().filter(|voucher| voucher.is_posted).map(|voucher| (voucher.source, voucher.period)),
        );
    }
    for one in &found.earned {
        let tax = summed(Money::ZERO.minus(one.tax))?;
        let parts =
            [(RentAllotted::RULE, one.tier_one), (MemberDistribution::RULE, one.tier_two), (TaxWithheld::RULE, tax)];
        let held = tie.members.entry(one.member_no.clone()).or_default();
        // What is paid of what was earned, and what is taken back later instead, are the same in the end.
        held.recovery = summed(held.recovery.plus(one.net))?;
        for (rule, amount) in parts {
            held.recovery = summed(held.recovery.minus(amount))?;
            if !posted.contains_key(&source_of(one.run, rule)) {
                held.runs_unposted = summed(held.runs_unposted.plus(amount))?;
            }
        }
    }
    for payable in found.payables.iter().filter(|payable| payable.is_unpaid()) {
        let held = tie.members.entry(payable.claim.key.member_no.clone()).or_default();
        held.unpaid = summed(held.unpaid.plus(summed(payable.claim.amount())?))?;
    }
    Ok(posted.into_values().min())
}

/// What was paid, as far as it is not posted.
fn take_payments(tx: &mut Tx<'_>, cooperative: &Cooperative, tie: &mut Tie) -> Outcome<()> {
    let mut booked: BTreeMap<CompactString, bool> = BTreeMap::new();
    for rule in PAYMENT_RULES {
        let made = made_by_rule(tx, cooperative.id, &tie.book, rule)?;
        booked.extend(made.into_iter().map(|voucher| (voucher.source, voucher.is_posted)));
    }
    for paid in member_payments(tx, cooperative)? {
        let is_posted = booked.get(&paid.source).copied();
        if is_posted == Some(true) {
            continue;
        }
        for (member_no, (rent, dividend)) in &paid.members {
            let amount = summed(rent.plus(*dividend))?;
            let held = tie.members.entry(member_no.clone()).or_default();
            held.payments_unposted = summed(match paid.is_paid() {
                true => held.payments_unposted.plus(amount),
                false => held.payments_unposted.minus(amount),
            })?;
        }
        if is_posted.is_none() {
            tie.not_booked.push((paid.batch_no, paid.source));
        }
    }
    Ok(())
}

/// What the book owes by what is posted through a period, member by member: credits above zero.
fn owed_through(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, last): (&Book, Option<AccountingPeriod>),
    accounts: &[CompactString],
) -> Outcome<BTreeMap<CompactString, Money>> {
    let mut found: BTreeMap<CompactString, Money> = BTreeMap::new();
    let Some(last) = last.filter(|last| last.year() >= book.first_year) else { return Ok(found) };
    let held = balances(tx, cooperative, book, (AccountingPeriod::opening(last.year()), last))?;
    for account in accounts {
        for ((_, dimensions), movement) in summed(held.by_dimensions(account))? {
            let owed = found.entry(dimensions.get(Dimension::Member).unwrap_or_default().into()).or_default();
            *owed = summed(owed.minus(summed(movement.closing())?))?;
        }
    }
    Ok(found)
}
