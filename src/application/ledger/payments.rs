//! Booking what was paid (付款入账): a batch as the bank answered it, a motion that was paid, a dividend that came over, and what members brought in.

use super::events::{Booked, book_events};
use super::query::summed;
use super::voucher::refused;
use crate::application::governance::motions;
use crate::application::payment::{find as find_batch, standings};
use crate::application::{Context, Failure, Outcome};
use crate::domain::canonical::one_line;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proposal::Payer;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::posting_rule::{
    AssetQuantified, BankReturn, BusinessEvent, CashContributed, ChosenAccounts, DividendPaid, DividendReceived,
    FundSpending, LevyPaid, LevyReceived, MemberPayment, Occasion, PropertyFeePaid, PropertyFeeReceived,
};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::money::Money;
use crate::domain::payment::bank_answer::{AnswerKind, BankAnswer};
use crate::domain::payment::payable::BatchStanding;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use crate::storage::import_batch::{self as import_batches, Batch};
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use std::collections::{BTreeMap, BTreeSet};

/// Answers that are booked together: what came with one import about one batch and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct AnswerGroup {
    batch_no: u32,
    date: NaiveDate,
    kind: AnswerKind,
    import_no: i64,
}

impl AnswerGroup {
    fn of(answer: &BankAnswer, entry_no: i64, imports: &[Batch]) -> AnswerGroup {
        let import_no = import_batches::holding(imports, entry_no).map_or(0, |batch| batch.batch_no);
        AnswerGroup { batch_no: answer.line.batch_no, date: answer.date, kind: answer.kind, import_no }
    }

    /// The source that its voucher has.
    fn source(self) -> CompactString {
        let AnswerGroup { batch_no, date, kind, import_no } = self;
        let said = if kind == AnswerKind::Returned { "退票" } else { "付款" };
        format_compact!("代发{batch_no} {date} {said}（导入{import_no}）")
    }
}

/// The source from which an answer is booked; none where nothing left the bank.
pub(crate) fn answer_source(answer: &BankAnswer, entry_no: i64, imports: &[Batch]) -> Option<CompactString> {
    (answer.kind != AnswerKind::Failed).then(|| AnswerGroup::of(answer, entry_no, imports).source())
}

/// Books a batch as the bank answered it: what was paid takes away what is owed, what came back is owed again.
///
/// # Errors
/// Where there is no such batch, the cooperative has no book, or an answer was booked otherwise.
pub fn book_batch(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, chosen): (u32, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, chosen, context, |tx, booking| {
        let standing = find_batch(standings(tx, cooperative.id)?, batch_no)?;
        let imports = import_batches::all(tx, cooperative.id)?;
        let mut groups: BTreeMap<AnswerGroup, Vec<BankAnswer>> = BTreeMap::new();
        entry::each_live(tx, cooperative.id, FactKind::BankAnswer, |entry| {
            if let Fact::BankAnswer(answer) = entry.fact
                && answer.line.batch_no == batch_no
            {
                groups.entry(AnswerGroup::of(&answer, entry.entry_no, &imports)).or_default().push(answer);
            }
            Ok::<(), Failure>(())
        })?;
        for (group, answers) in groups {
            let (date, year) = (group.date, AccountingYear::from(group.date));
            let occasion = Occasion { date, year, source: group.source(), attachment_count: 1 };
            let payment = paid(&standing, &answers)?;
            match group.kind {
                AnswerKind::Paid => booking.add(&payment, &occasion)?,
                AnswerKind::Returned => booking.add(&BankReturn(payment), &occasion)?,
                AnswerKind::Failed => {}
            }
        }
        Ok(())
    })
}

/// What the lines of some answers pay, member by member.
fn paid(standing: &BatchStanding, answers: &[BankAnswer]) -> Outcome<MemberPayment> {
    let mut members: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
    let lines = answers.iter().filter_map(|answer| standing.batch.line(answer.line.line_no));
    for claim in lines.flat_map(|line| &line.claims) {
        let (rent, dividend) = members.entry(&claim.key.member_no).or_default();
        *rent = summed(rent.plus(claim.rent))?;
        *dividend = summed(dividend.plus(claim.dividend))?;
    }
    let members = members.into_iter().map(|(member_no, (rent, dividend))| (member_no.to_owned(), rent, dividend));
    summed(MemberPayment::try_new(members.collect()))
}

/// Books the payment of a motion: the levy in the cooperative's book and the fund's; what the residents' committee pays in the fund's, and the property
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
    book_events(db, cooperative, chosen, context, |tx, booking| {
        let all = motions(tx, cooperative.id)?;
        let last = all.len() as u32;
        let motion = all.into_iter().find(|motion| motion.motion_no == motion_no);
        let motion = motion.ok_or_else(|| Failure::refused(GovernanceRefusal::MotionUnknown { motion_no, last }))?;
        let Motion { proposal, paid, .. } = motion;
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
/// Where the cooperative has no book, nothing is paid, or the bank's number is missing or booked otherwise.
pub fn book_dividend(
    db: &mut Db,
    cooperative: &Cooperative,
    (payment, chosen): (&DividendPayment, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, chosen, context, |_, booking| {
        let source = one_line(&payment.source);
        if source.is_empty() || payment.amount <= Money::ZERO {
            return Err(refused(LedgerRefusal::DividendUnfit { amount: payment.amount }));
        }
        let DividendPayment { year, date, amount, .. } = *payment;
        let occasion = |rule: &str| Occasion {
            date,
            year,
            source: format_compact!("{year}年度分红 {source}/{rule}"),
            attachment_count: 1,
        };
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
    book_events(db, cooperative, chosen, context, |tx, booking| {
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
