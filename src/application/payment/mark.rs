//! Marking by hand why a member's money waits, or that it waits no more; sheets (待付登记) do the same for many.

use super::refused;
use crate::application::access::authorize;
use crate::application::governance::member_named;
use crate::application::import::{ByHand, enter_by_hand};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::unpaid_mark::{UnpaidMark, UnpaidState};
use crate::domain::person::Named;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::Db;
use crate::storage::entry;
use chrono::NaiveDate;

/// Why whose money waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRequest {
    /// 成员编号.
    pub member_no: String,
    /// 待付状态.
    pub state: UnpaidState,
    /// From which day on.
    pub since: NaiveDate,
    /// 原因.
    pub reason: String,
}

/// Marks a member. A mark of the same day is replaced.
///
/// # Errors
/// Where there is no such member, or no reason is given.
pub fn mark_unpaid(
    db: &mut Db,
    cooperative: &Cooperative,
    request: &MarkRequest,
    context: &mut Context<'_>,
) -> Outcome<()> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::Import)?;
    let given = Named { member_no: request.member_no.clone(), name: String::new() };
    let member_no = member_named(&mut tx, cooperative.id, &given)?.member_no.into();
    let reason = one_line(&request.reason);
    if reason.is_empty() {
        return Err(refused(PaymentRefusal::PaymentTextMissing));
    }
    let mark = UnpaidMark { member_no, state: request.state, since: request.since, reason: reason.into() };
    let mut replaced = Vec::new();
    entry::each_live(&mut tx, cooperative.id, FactKind::UnpaidMark, |entry| {
        if let Fact::UnpaidMark(held) = entry.fact
            && (held.member_no == mark.member_no && held.since == mark.since)
        {
            replaced.push(entry.entry_no);
        }
        Ok::<(), Failure>(())
    })?;
    let facts = (FactKind::UnpaidMark, vec![Fact::UnpaidMark(mark)]);
    let by_hand = ByHand { action: "unpaid-marked", facts, reversed: &replaced };
    enter_by_hand(&mut tx, cooperative, by_hand, context)?;
    tx.commit()?;
    Ok(())
}
