//! The verbs of a batch: made by who keeps the books, handed to the bank by the cashier, cancelled while the bank does not have it.

use super::query::{Payables, check_payable, payables_in};
use super::{find, refused, standings};
use crate::application::access::{Actor, authorize};
use crate::application::{Context, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::payment::batch::{Channel, Payee, PaymentBatch};
use crate::domain::payment::claim::{Claim, Tier};
use crate::domain::payment::deed::PaymentDeed;
use crate::domain::payment::payable::{BatchStanding, Obstacle, Payable, PayableState};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::period::AccountingYear;
use crate::domain::register::member::Member;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Which claims go into a batch: of those that are payable now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchRequest {
    /// Of one year.
    pub year: Option<AccountingYear>,
    /// Of one tier.
    pub tier: Option<Tier>,
    /// Of these members; of all where none is named.
    pub members: Vec<String>,
    /// Whether a household's claims go to the account of its head (按户发放).
    pub by_household: bool,
}

/// Makes a batch of everything that is payable now, a transfer a payee.
///
/// # Errors
/// Where nothing is.
pub fn make_batch(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &BatchRequest,
    context: &mut Context<'_>,
) -> Outcome<PaymentBatch> {
    let mut tx = begin(db, cooperative, (context, Action::KeepBooks))?;
    let day = context.today();
    let found = payables_in(&mut tx, cooperative, (request.year, day))?;
    let heads = if request.by_household { heads(&found, day) } else { BTreeMap::new() };
    let mut transfers: BTreeMap<CompactString, (Payee, Vec<Claim>)> = BTreeMap::new();
    for payable in &found.payables {
        let claim = &payable.claim;
        let is_meant = request.tier.is_none_or(|tier| claim.key.tier == tier)
            && (request.members.is_empty()
                || request.members.iter().any(|member_no| *member_no == claim.key.member_no));
        let Some(own) = found.members.get(&claim.key.member_no).filter(|_| is_meant) else { continue };
        let payee = heads.get(&own.household_no).copied().unwrap_or(own);
        if is_ready(payable, payee) {
            let transfer = transfers.entry(payee.member_no.clone()).or_insert_with(|| (account_of(payee), Vec::new()));
            transfer.1.push(payable.claim.clone());
        }
    }
    let channel = if request.by_household { Channel::BankByHousehold } else { Channel::Bank };
    make(tx, cooperative, (channel, transfers.into_values().collect()), context)
}

/// Makes the next batch.
pub(super) fn make(
    mut tx: Tx<'_>,
    cooperative: &Cooperative,
    (channel, transfers): (Channel, Vec<(Payee, Vec<Claim>)>),
    context: &Context<'_>,
) -> Outcome<PaymentBatch> {
    let batch_no = standings(&mut tx, cooperative.id)?.len() as u32 + 1;
    let batch = PaymentBatch::try_new(batch_no, (context.today(), channel), transfers).map_err(refused)?;
    log(&mut tx, cooperative, context, &PaymentDeed::Make(batch.clone()))?;
    tx.commit()?;
    Ok(batch)
}

/// Whether a claim can be paid to a payee: nothing stands against it but, at most, an account that the payee has.
fn is_ready(payable: &Payable, payee: &Member) -> bool {
    match &payable.state {
        PayableState::Ready => true,
        PayableState::Waiting(Obstacle::AccountMissing) => !payee.bank_account.is_empty(),
        _ => false,
    }
}

/// Heads who have an account that nothing stands against (not 已故, 账户不明 and the like), by household. The others' households are paid to each
/// member's own.
fn heads(found: &Payables, day: NaiveDate) -> BTreeMap<CompactString, &Member> {
    let is_head = |member: &&Member| {
        let leads = member.relation.as_ref().is_some_and(|relation| relation.is_head());
        let is_payable =
            found.payees.have_account(&member.member_no) && found.payees.mark(&member.member_no, day).is_none();
        leads && !member.household_no.is_empty() && is_payable
    };
    found.members.values().filter(is_head).map(|member| (member.household_no.clone(), member)).collect()
}

/// Where a member is paid: the account may be in another's name (代领).
fn account_of(member: &Member) -> Payee {
    let name = if member.account_name.is_empty() { &member.name } else { &member.account_name };
    Payee { name: name.clone(), bank: member.bank.clone(), account: member.bank_account.clone() }
}

/// Records that a batch is with the bank.
///
/// # Errors
/// Where it is sent or cancelled already, pays of a run that is held or a member whose money waits, or is one's own.
pub fn record_sent(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, reference): (u32, &str),
    context: &mut Context<'_>,
) -> Outcome<()> {
    let mut tx = begin(db, cooperative, (context, Action::Pay))?;
    let standing = find(standings(&mut tx, cooperative.id)?, batch_no)?;
    standing.check_channel(false).map_err(refused)?;
    check_open(&standing)?;
    check_other(&standing, context)?;
    check_payable(&mut tx, cooperative, (&standing, context.today()))?;
    let reference = said(reference)?;
    let deed = PaymentDeed::Send { batch_no, day: context.today(), reference };
    log(&mut tx, cooperative, context, &deed)?;
    tx.commit()?;
    Ok(())
}

/// A batch that is neither cancelled nor out of the house.
pub(super) fn check_open(standing: &BatchStanding) -> Outcome<()> {
    let batch_no = standing.batch.batch_no;
    if let Some(reason) = standing.cancelled.clone() {
        return Err(refused(PaymentRefusal::BatchCancelled { batch_no, reason }));
    }
    if let Some(handed) = &standing.handed_over {
        let (day, receiver) = (handed.day, handed.receiver.clone());
        return Err(refused(PaymentRefusal::CashHandedOver { batch_no, day, receiver }));
    }
    match standing.sent {
        Some((sent, _)) => Err(refused(PaymentRefusal::BatchSentAlready { batch_no, sent })),
        None => Ok(()),
    }
}

/// Who made a batch does not hand it over.
///
/// # Errors
/// Where it is one's own.
pub(super) fn check_other(standing: &BatchStanding, context: &Context<'_>) -> Outcome<()> {
    match context.actor {
        Actor::User(signed_in) if signed_in.user == standing.made_by => {
            let (batch_no, user) = (standing.batch.batch_no, signed_in.user.clone());
            Err(refused(PaymentRefusal::OwnBatch { batch_no, user }))
        }
        _ => Ok(()),
    }
}

/// Cancels a batch that the bank does not have and nobody received: its claims can be paid by another.
///
/// # Errors
/// Where the bank has it, it was handed over, or no reason is given.
pub fn cancel_batch(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, reason): (u32, &str),
    context: &mut Context<'_>,
) -> Outcome<()> {
    let mut tx = begin(db, cooperative, (context, Action::KeepBooks))?;
    check_open(&find(standings(&mut tx, cooperative.id)?, batch_no)?)?;
    let deed = PaymentDeed::Cancel { batch_no, reason: said(reason)? };
    log(&mut tx, cooperative, context, &deed)?;
    tx.commit()?;
    Ok(())
}

pub(super) fn begin<'d>(
    db: &'d mut Db,
    cooperative: &Cooperative,
    (context, action): (&Context<'_>, Action),
) -> Outcome<Tx<'d>> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, action)?;
    Ok(tx)
}

pub(super) fn said(text: &str) -> Outcome<String> {
    let text = one_line(text);
    if text.is_empty() { Err(refused(PaymentRefusal::PaymentTextMissing)) } else { Ok(text) }
}

pub(super) fn log(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    context: &Context<'_>,
    deed: &PaymentDeed,
) -> Outcome<()> {
    let content = deed.write();
    event_log::append(tx, cooperative.id, context.now, context.actor.name(), (deed.action(), content.as_str()))?;
    Ok(())
}
