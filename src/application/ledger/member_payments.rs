//! Booking what members were paid (发放入账): a batch as the bank answered it, or cash as it was handed over. What was paid, and from which source it is booked, is said here once:
//! booking, the tie of the sub-ledger and `verify` all read it.

use super::events::{Booked, Booking, book_events};
use super::query::summed;
use super::rules::posting_rules;
use super::voucher::{load, refused};
use crate::application::payment::{find as find_batch, standings, write_offs};
use crate::application::{Context, Failure, Outcome};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::account::{Dimension, Side};
use crate::domain::ledger::booked_otherwise::EventOrigin;
use crate::domain::ledger::posting_rule::{
    BankReturn, BusinessEvent, CashPayment, ChosenAccounts, ClaimsWrittenOff, MemberPayment, Occasion,
};
use crate::domain::money::{Money, Overflow};
use crate::domain::payment::bank_answer::{AnswerKind, BankAnswer};
use crate::domain::payment::booked::{BookedPayment, MemberAmounts, PaymentOrigin};
use crate::domain::payment::claim::Claim;
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::write_off::WrittenOff;
use crate::domain::period::AccountingYear;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use crate::storage::import_batch::{self as import_batches, Batch};
use crate::storage::voucher_source::{RuleVoucher, made_by_rule};
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

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
        let own = imports.iter().find(|batch| (batch.first_entry_no..=batch.last_entry_no).contains(&entry_no));
        let import_no = own.map_or(0, |batch| batch.batch_no);
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

/// What members were paid at once, or gave back, or what was given up: one voucher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemberPayments {
    /// What it was paid by.
    pub origin: PaymentOrigin,
    /// When.
    pub date: NaiveDate,
    /// The rule that books it.
    pub rule: &'static str,
    /// The source that its voucher has.
    pub source: CompactString,
    /// By member: of rents, of dividends.
    pub members: MemberAmounts,
}

impl MemberPayments {
    /// Whether it lessens what is owed; what comes back adds to it.
    pub fn is_paid(&self) -> bool {
        self.rule != BankReturn::RULE
    }

    fn take<'c>(&mut self, claims: impl IntoIterator<Item = &'c Claim>) -> Result<(), Overflow> {
        for claim in claims {
            let (rent, dividend) = self.members.entry(claim.key.member_no.clone()).or_default();
            (*rent, *dividend) = (rent.plus(claim.rent)?, dividend.plus(claim.dividend)?);
        }
        Ok(())
    }
}

/// Everything that members were paid, and what came back, in the order of batches and days.
pub(crate) fn member_payments(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<MemberPayments>> {
    let standings = standings(tx, cooperative.id)?;
    let imports = import_batches::all(tx, cooperative.id)?;
    let mut groups: BTreeMap<AnswerGroup, MemberPayments> = BTreeMap::new();
    entry::each_live(tx, cooperative.id, FactKind::BankAnswer, |entry| {
        let Fact::BankAnswer(answer) = entry.fact else { return Ok::<(), Failure>(()) };
        let group = AnswerGroup::of(&answer, entry.entry_no, &imports);
        let AnswerGroup { batch_no, date, kind, .. } = group;
        let rule = match kind {
            AnswerKind::Paid => MemberPayment::RULE,
            AnswerKind::Returned => BankReturn::RULE,
            AnswerKind::Failed => return Ok(()),
        };
        let standing = standings.iter().find(|standing| standing.batch.batch_no == batch_no);
        // What the bank calls returned and never called paid came to nothing: there is nothing to book.
        if !standing.is_some_and(|standing| standing.was_paid(answer.line.line_no)) {
            return Ok(());
        }
        let line = standing.and_then(|standing| standing.batch.line(answer.line.line_no));
        let origin = PaymentOrigin::Batch(batch_no);
        let new = || MemberPayments { origin, date, rule, source: group.source(), members: MemberAmounts::new() };
        summed(groups.entry(group).or_insert_with(new).take(line.into_iter().flat_map(|line| &line.claims)))
    })?;
    let mut found: Vec<MemberPayments> = groups.into_values().collect();
    for standing in &standings {
        let Some(handed) = &standing.handed_over else { continue };
        let (batch_no, date) = (standing.batch.batch_no, handed.day);
        let source = format_compact!("现金发放{batch_no} {date}");
        let origin = PaymentOrigin::Batch(batch_no);
        let mut cash = MemberPayments { origin, date, rule: CashPayment::RULE, source, members: MemberAmounts::new() };
        summed(cash.take(standing.batch.lines.iter().flat_map(|line| &line.claims)))?;
        found.push(cash);
    }
    for WrittenOff { motion_no, day: date, what } in write_offs(tx, cooperative.id)? {
        let source = write_off_source(motion_no);
        let (origin, members) = (PaymentOrigin::Motion(motion_no), summed(what.members())?);
        found.push(MemberPayments { origin, date, rule: ClaimsWrittenOff::RULE, source, members });
    }
    Ok(found)
}

/// Books a batch as the bank answered it, or as it was handed over: what was paid takes away what is owed, what came back is owed again.
///
/// # Errors
/// Where there is no such batch, the cooperative has no book, or an answer was booked otherwise.
pub fn book_batch(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, chosen): (u32, &ChosenAccounts),
    context: &mut Context<'_>,
) -> Outcome<Booked> {
    book_events(db, cooperative, (EventOrigin::BankAnswers, chosen), context, |tx, booking| {
        find_batch(standings(tx, cooperative.id)?, batch_no)?;
        for paid in
            member_payments(tx, cooperative)?.into_iter().filter(|paid| paid.origin == PaymentOrigin::Batch(batch_no))
        {
            let (date, year) = (paid.date, AccountingYear::from(paid.date));
            let occasion = Occasion { date, year, source: paid.source, attachment_count: 1 };
            let payment = payment(paid.members)?;
            match paid.rule {
                BankReturn::RULE => booking.add(&BankReturn(payment), &occasion)?,
                CashPayment::RULE => booking.add(&CashPayment(payment), &occasion)?,
                _ => booking.add(&payment, &occasion)?,
            }
        }
        Ok(())
    })
}

fn payment(members: MemberAmounts) -> Outcome<MemberPayment> {
    let members = members.into_iter().map(|(member_no, (rent, dividend))| (member_no.into(), rent, dividend));
    summed(MemberPayment::try_new(members.collect()))
}

/// The source of the voucher that books a write-off.
fn write_off_source(motion_no: u32) -> CompactString {
    format_compact!("议题{motion_no}/{}", ClaimsWrittenOff::RULE)
}

/// Books what a motion gave up, once it was carried out.
pub(super) fn add_write_off(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    motion_no: u32,
    booking: &mut Booking<'_>,
) -> Outcome<()> {
    let written = write_offs(tx, cooperative.id)?.into_iter().find(|written| written.motion_no == motion_no);
    let missing = || Failure::refused(PaymentRefusal::NotWrittenOff { motion_no });
    let WrittenOff { day: date, what, .. } = written.ok_or_else(missing)?;
    let year = AccountingYear::from(date);
    let occasion = Occasion { date, year, source: write_off_source(motion_no), attachment_count: 1 };
    let (members, destination) = (payment(summed(what.members())?)?, what.destination.code());
    booking.add(&ClaimsWrittenOff { members, destination }, &occasion)
}

/// The accounts from which members are paid, rents and dividends, whatever their codes are: every version of the rule of payments has them.
pub(crate) fn paying_accounts(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<[BTreeSet<CompactString>; 2]> {
    let rules = posting_rules(tx, cooperative_id)?;
    let of = |leg| rules.accounts_of::<MemberPayment>(leg).map_err(refused);
    Ok([of("rent")?, of("dividend")?])
}

/// The rules that book what members are paid.
pub(crate) const PAYMENT_RULES: [&str; 4] =
    [MemberPayment::RULE, CashPayment::RULE, BankReturn::RULE, ClaimsWrittenOff::RULE];

/// What the vouchers that count and were made by such a rule say that members were paid, or gave back.
pub(crate) fn booked_payments(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, rule): (&str, &str),
) -> Outcome<Vec<BookedPayment>> {
    let [rents, dividends] = paying_accounts(tx, cooperative.id)?;
    let is_of = |accounts: &BTreeSet<CompactString>, code: &str| {
        accounts.iter().any(|account| code.starts_with(account.as_str()))
    };
    let side = if rule == BankReturn::RULE { Side::Credit } else { Side::Debit };
    let mut found = Vec::new();
    for RuleVoucher { source, entry_no, .. } in made_by_rule(tx, cooperative.id, book, rule)? {
        let mut members = MemberAmounts::new();
        for line in load(tx, cooperative, entry_no)?.lines() {
            let Some(member_no) = line.dimensions.get(Dimension::Member) else { continue };
            let amount = if line.side == side { line.amount } else { summed(Money::ZERO.minus(line.amount))? };
            let (rent, dividend) = members.entry(member_no.into()).or_default();
            let sum = match () {
                () if is_of(&rents, &line.account) => rent,
                () if is_of(&dividends, &line.account) => dividend,
                () => continue,
            };
            *sum = summed(sum.plus(amount))?;
        }
        found.push(BookedPayment { entry_no, source, members });
    }
    Ok(found)
}
