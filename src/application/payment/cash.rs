//! Cash paid at the counter (现金发放): made for one member by who keeps the books, handed over by the cashier against a signed slip (领款单).

use super::batch::{begin, check_open, check_other, log, make, said};
use super::query::check_payable;
use super::query::payables_in;
use super::{check_member, find, refused, standings};
use crate::application::governance::keep_file;
use crate::application::{Context, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::payment::batch::{Channel, Payee, PaymentBatch};
use crate::domain::payment::claim::Tier;
use crate::domain::payment::deed::{HandedOver, PaymentDeed};
use crate::domain::payment::payable::{Obstacle, PayableState};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::unpaid_mark::UnpaidState;
use crate::domain::period::AccountingYear;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use compact_str::CompactString;
use std::path::PathBuf;

/// Whose claims are paid in cash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CashRequest {
    /// 成员编号.
    pub member_no: String,
    /// Of one year.
    pub year: Option<AccountingYear>,
    /// Of one tier.
    pub tier: Option<Tier>,
}

/// Who receives cash, and what they signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverRequest {
    /// 领款人.
    pub receiver: String,
    /// 与成员的关系, where it is not the member.
    pub relation: String,
    /// 领款单, scanned.
    pub slip: PathBuf,
}

/// Makes a batch of one member's claims that are payable now. An account is not needed; whatever else stands against a claim, does so for cash too.
///
/// # Errors
/// Where there is no such member, or nothing is payable to them.
pub fn make_cash(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &CashRequest,
    context: &mut Context<'_>,
) -> Outcome<PaymentBatch> {
    let mut tx = begin(db, cooperative, (context, Action::KeepBooks))?;
    let found = payables_in(&mut tx, cooperative, (request.year, context.today()))?;
    check_member(&found, &request.member_no)?;
    let name = found.members.get(request.member_no.as_str()).map(|member| member.name.clone()).unwrap_or_default();
    let claims = found.payables.into_iter().filter(|payable| {
        let key = &payable.claim.key;
        let is_meant = key.member_no == request.member_no && request.tier.is_none_or(|tier| key.tier == tier);
        is_meant && is_ready(&payable.state)
    });
    let claims: Vec<_> = claims.map(|payable| payable.claim).collect();
    let payee = Payee { name, ..Payee::default() };
    let transfers = if claims.is_empty() { Vec::new() } else { vec![(payee, claims)] };
    make(tx, cooperative, (Channel::Cash, transfers), context)
}

/// Whether nothing stands against a claim but an account.
const fn is_ready(state: &PayableState) -> bool {
    matches!(
        state,
        PayableState::Ready
            | PayableState::Waiting(Obstacle::AccountMissing | Obstacle::Marked(UnpaidState::AccountUnknown, _))
    )
}

/// Records that cash was handed over, to the member or to somebody for them (代领).
///
/// # Errors
/// Where the batch goes through the bank, is handed over or cancelled already, pays of a run that is held or is one's own; where the receiver is not
/// named, or how they are related; where the slip cannot be read.
pub fn hand_over(
    db: &mut Db,
    cooperative: &Cooperative,
    (batch_no, request): (u32, &HandOverRequest),
    context: &mut Context<'_>,
) -> Outcome<()> {
    let mut tx = begin(db, cooperative, (context, Action::Pay))?;
    let standing = find(standings(&mut tx, cooperative.id)?, batch_no)?;
    standing.check_channel(true).map_err(refused)?;
    check_open(&standing)?;
    check_other(&standing, context)?;
    check_payable(&mut tx, cooperative, (&standing, context.today()))?;
    let receiver: CompactString = said(&request.receiver)?.into();
    let relation: CompactString = one_line(&request.relation).into();
    let holder = standing.batch.line(1).map(|line| line.payee.name.clone()).unwrap_or_default();
    if receiver != holder && relation.is_empty() {
        return Err(refused(PaymentRefusal::RelationMissing { receiver, holder }));
    }
    let slip = keep_file(&mut tx, cooperative, &request.slip)?;
    let handed = HandedOver { day: context.today(), receiver, relation, slip };
    log(&mut tx, cooperative, context, &PaymentDeed::HandOver { batch_no, handed })?;
    tx.commit()?;
    Ok(())
}
