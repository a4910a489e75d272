//! Booking what was paid (付款入账): a motion that was paid, a dividend that came over, and what members brought in.

use super::events::{Booked, book_events};
use super::member_payments::add_write_off;
use super::query::summed;
use super::voucher::refused;
use crate::application::governance::motions;
use crate::application::payment::{company_dividends, counting};
use crate::application::{Context, Failure, Outcome};
use crate::domain::canonical::one_line;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proposal::Payer;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::booked_otherwise::EventOrigin;
use crate::domain::ledger::posting_rule::{
    AssetQuantified, BusinessEvent, CashContributed, ChosenAccounts, DividendPaid, DividendReceived, FundSpending,
    LevyPaid, LevyReceived, Occasion, PropertyFeePaid, PropertyFeeReceived,
};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use std::collections::BTreeSet;

/// Books the payment of a motion, or what it gave up: the levy in the cooperative's book and the fund's; what the residents' committee pays in the fund's, and the property
/// manager's where it is the payee.
///
/// # Errors
/// Where there is no such motion, it is not paid, or no rule is about such payments.
pub fn book_motion(
    db: &mut Db,
    cooperative: &Cooperative,
    (motion_no, chosen): (u32, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, (EventOrigin::Motion, chosen), context, |tx, booking| {
        let all = motions(tx, cooperative.id)?;
        let last = all.len() as u32;
        let motion = all.into_iter().find(|motion| motion.motion_no == motion_no);
        let motion = motion.ok_or_else(|| Failure::refused(GovernanceRefusal::MotionUnknown { motion_no, last }))?;
        let Motion { proposal, paid, .. } = motion;
        if proposal.kind == MotionKind::WriteOff {
            return add_write_off(tx, cooperative, motion_no, booking);
        }
        let Some(terms) = &proposal.matter.payment else {
            return Err(Failure::refused(GovernanceRefusal::NothingToPay { motion_no }));
        };
        let Some((date, _)) = paid else { return Err(refused(LedgerRefusal::MotionUnpaid { motion_no })) };
        let (amount, project) = (terms.amount, proposal.matter.title.as_str());
        let occasion = |rule: &str| Occasion {
            date,
            year: AccountingYear::from(date),
            source: format_compact!("议题{motion_no}/{rule}"),
            attachment_count: 1,
        };
        let manager = booking.book(BookKind::PropertyManager);
        let is_for_manager =
            manager.is_some_and(|book| [&book.name, &book.code].iter().any(|name| **name == terms.payee));
        match (terms.payer, proposal.kind) {
            (Payer::Cooperative, MotionKind::Levy) => {
                booking.add(&LevyPaid { amount }, &occasion(LevyPaid::RULE))?;
                let cooperative = cooperative.name.as_str();
                booking.add(&LevyReceived { amount, cooperative }, &occasion(LevyReceived::RULE))?;
            }
            (Payer::ResidentsCommittee, _) if is_for_manager => {
                booking.add(&PropertyFeePaid { amount, project }, &occasion(PropertyFeePaid::RULE))?;
                booking.add(&PropertyFeeReceived { amount }, &occasion(PropertyFeeReceived::RULE))?;
            }
            (Payer::ResidentsCommittee, _) => {
                booking.add(&FundSpending { amount, project }, &occasion(FundSpending::RULE))?;
            }
            (Payer::Cooperative, kind) => {
                return Err(refused(LedgerRefusal::MotionWithoutRule { motion_no, kind: kind.zh() }));
            }
        }
        Ok(())
    })
}

/// What stands behind the year in the source of a dividend.
const OF_DIVIDEND: &str = "年度分红";

/// The year whose dividend a source is.
pub(crate) fn dividend_year(source: &str) -> Option<AccountingYear> {
    let (year, _) = source.split_once(OF_DIVIDEND)?;
    AccountingYear::try_new(year.parse().ok()?)
}

/// A dividend that the company paid over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DividendPayment {
    /// Of which year.
    pub year: AccountingYear,
    /// When.
    pub date: NaiveDate,
    /// How much.
    pub amount: Money,
    /// The bank's number.
    pub source: String,
}

/// Books a dividend that the company paid over, in both books.
///
/// # Errors
/// Where the cooperative has no book, nothing is paid, more than was declared and has not come in, or the bank's number is missing.
pub fn book_dividend(
    db: &mut Db,
    cooperative: &Cooperative,
    (payment, chosen): (&DividendPayment, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, (EventOrigin::Dividend, chosen), context, |tx, booking| {
        let source = one_line(&payment.source);
        if source.is_empty() || payment.amount <= Money::ZERO {
            return Err(refused(LedgerRefusal::DividendUnfit { amount: payment.amount }));
        }
        let DividendPayment { year, date, amount, .. } = *payment;
        let source_of = |rule: &str| format_compact!("{year}{OF_DIVIDEND} {source}/{rule}");
        let runs = counting(tx, cooperative)?;
        let dividends = company_dividends(tx, cooperative, (&runs, &source_of(DividendReceived::RULE)))?;
        if let Some(dividends) = dividends {
            let (declared, received) = summed(dividends.of_year(year))?;
            if amount > summed(declared.minus(received))? {
                return Err(refused(LedgerRefusal::DividendBeyondDeclared { year, declared, received, given: amount }));
            }
        }
        let occasion = |rule: &str| Occasion { date, year, source: source_of(rule), attachment_count: 1 };
        let owner = cooperative.name.as_str();
        let company = booking.book(BookKind::Company).map_or("公司", |book| &book.name).to_owned();
        booking.add(&DividendPaid { amount, owner }, &occasion(DividendPaid::RULE))?;
        booking.add(&DividendReceived { amount, company: &company }, &occasion(DividendReceived::RULE))?;
        Ok(())
    })
}

/// Books what members brought in in cash in a month, and the assets that were quantified in it.
///
/// # Errors
/// Where the cooperative has no book, or something was booked and says otherwise now.
pub fn book_contributions(
    db: &mut Db,
    cooperative: &Cooperative,
    (month, chosen): (AccountingPeriod, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, (EventOrigin::Contributions, chosen), context, |tx, booking| {
        let occasion = |date: NaiveDate, source: CompactString| {
            let is_meant = AccountingPeriod::from(date) == month;
            is_meant.then(|| Occasion { date, year: AccountingYear::from(date), source, attachment_count: 1 })
        };
        let mut sources = ContributionSources::default();
        for fact in contributions(tx, cooperative)? {
            let source = sources.next(&fact);
            match fact {
                Fact::CashContribution(cash) => {
                    if let Some(occasion) = occasion(cash.date, source) {
                        booking.add(&CashContributed { member_no: &cash.member_no, amount: cash.amount }, &occasion)?;
                    }
                }
                Fact::AssetQuantification(asset) => {
                    if let Some(occasion) = occasion(asset.base_date, source) {
                        booking.add(&AssetQuantified { appraised_value: asset.appraised_value }, &occasion)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })
}

fn contributions(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<Fact>> {
    let mut found = Vec::new();
    for kind in [FactKind::CashContribution, FactKind::AssetQuantification] {
        found.extend(entry::live(tx, cooperative.id, kind)?.into_iter().map(|entry| entry.fact));
    }
    Ok(found)
}

/// Names contributions as sources, in the order in which they were entered.
#[derive(Default)]
struct ContributionSources {
    seen: BTreeSet<CompactString>,
}

impl ContributionSources {
    fn next(&mut self, fact: &Fact) -> CompactString {
        let name = match fact {
            Fact::CashContribution(cash) if !cash.receipt_no.is_empty() => format_compact!("入股 {}", cash.receipt_no),
            Fact::CashContribution(cash) => format_compact!("入股 {} {}", cash.member_no, cash.date),
            Fact::AssetQuantification(asset) => {
                format_compact!("量化 {} {} {}", asset.asset, asset.class.as_str(), asset.base_date)
            }
            _ => CompactString::default(),
        };
        let mut count = 1;
        let mut numbered = name.clone();
        while !self.seen.insert(numbered.clone()) {
            count += 1;
            numbered = format_compact!("{name} 第{count}笔");
        }
        numbered
    }
}
