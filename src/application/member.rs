//! What is held of one member (户档): who they are, their shares and how they came, what they brought in and under which contracts.

use super::{Failure, Outcome};
use crate::domain::contract::Contract;
use crate::domain::contract::rent_step::RentStep;
use crate::domain::contribution::cash::CashContribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::nearest::nearest;
use crate::domain::quantity::Shares;
use crate::domain::register::holding::Holdings;
use crate::domain::register::member::Member;
use crate::domain::register::movement::Movement;
use crate::domain::register::refusal::RegisterRefusal;
use crate::domain::register::share_class::ShareClass;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A member's shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharesOfMember {
    /// By class, on the day asked for.
    pub held: Vec<(ShareClass, Shares)>,
    /// Every movement that names them, by date.
    pub movements: Vec<Movement>,
}

/// What a member brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContributionsOfMember {
    /// Parcels, the first entered first.
    pub land: Vec<LandContribution>,
    /// Shops.
    pub shops: Vec<ShopContribution>,
    /// Cash.
    pub cash: Vec<CashContribution>,
    /// The contracts that they stand under, each with its rents by start date.
    pub contracts: BTreeMap<CompactString, (Contract, Vec<RentStep>)>,
}

fn facts(tx: &mut Tx<'_>, cooperative_id: Uuid, kind: FactKind, member_no: &str) -> Outcome<Vec<Fact>> {
    let found = entry::live_of_member(tx, cooperative_id, kind, member_no)?;
    Ok(found.into_iter().map(|entry| entry.fact).collect())
}

/// Everybody in the register, by number.
///
/// # Errors
/// Where they cannot be read.
pub(crate) fn all(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<BTreeMap<CompactString, Member>> {
    let mut found = BTreeMap::new();
    entry::each_live(tx, cooperative_id, FactKind::Member, |entry| {
        if let Fact::Member(member) = entry.fact {
            found.insert(member.member_no.clone(), member);
        }
        Ok::<(), Failure>(())
    })?;
    Ok(found)
}

/// The member of a number; nothing where the register does not have it.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn find(tx: &mut Tx<'_>, cooperative_id: Uuid, member_no: &str) -> Outcome<Option<Member>> {
    let found = facts(tx, cooperative_id, FactKind::Member, member_no)?;
    Ok(found.into_iter().find_map(|fact| if let Fact::Member(member) = fact { Some(member) } else { None }))
}

/// The same on its own.
pub fn member(db: &mut Db, cooperative: &Cooperative, member_no: &str) -> Outcome<Option<Member>> {
    find(&mut db.begin_read()?, cooperative.id, member_no)
}

/// The member of a number.
///
/// # Errors
/// Where the register does not have it: which numbers are like it is said.
pub(crate) fn known(tx: &mut Tx<'_>, cooperative_id: Uuid, member_no: &str) -> Outcome<Member> {
    if let Some(member) = find(tx, cooperative_id, member_no)? {
        return Ok(member);
    }
    let all = all(tx, cooperative_id)?;
    let nearest = nearest(member_no, all.keys().map(CompactString::as_str).take(20_000));
    Err(Failure::refused(RegisterRefusal::MemberUnknown { member_no: member_no.into(), nearest }))
}

/// The number of a member's household (户号); nothing where the register does not have it.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn household_no(tx: &mut Tx<'_>, cooperative_id: Uuid, member_no: &str) -> Outcome<Option<CompactString>> {
    let member = find(tx, cooperative_id, member_no)?;
    Ok(member.map(|member| member.household_no).filter(|household_no| !household_no.is_empty()))
}

/// The members of somebody's household (户), themself first; nobody where the register does not have them.
///
/// # Errors
/// Where they cannot be read.
pub fn household(db: &mut Db, cooperative: &Cooperative, member_no: &str) -> Outcome<Vec<Member>> {
    household_within(&mut db.begin_read()?, cooperative.id, member_no)
}

/// The same within a transaction under way.
pub(crate) fn household_within(tx: &mut Tx<'_>, cooperative_id: Uuid, member_no: &str) -> Outcome<Vec<Member>> {
    let Some(own) = find(tx, cooperative_id, member_no)? else { return Ok(Vec::new()) };
    let mut others = match own.household_no.as_str() {
        "" => Vec::new(),
        household_no => entry::live_members_of_household(tx, cooperative_id, household_no)?,
    };
    others.retain(|other| other.member_no != own.member_no);
    others.sort_by(|one, other| one.member_no.cmp(&other.member_no));
    others.insert(0, own);
    Ok(others)
}

/// A member's shares on a day, and every movement of them.
///
/// # Errors
/// Where they cannot be read.
pub fn shares(db: &mut Db, cooperative: &Cooperative, member_no: &str, day: NaiveDate) -> Outcome<SharesOfMember> {
    let facts = facts(&mut db.begin_read()?, cooperative.id, FactKind::Movement, member_no)?;
    let mut movements: Vec<Movement> = facts
        .into_iter()
        .filter_map(|fact| if let Fact::Movement(movement) = fact { Some(movement) } else { None })
        .collect();
    movements.sort_by_key(|movement| movement.date);
    let holdings = Holdings::on(day, &movements);
    let own = holdings.by_member().find(|(holder, _)| *holder == member_no);
    let held = own.map(|(_, held)| held.map(|(class, shares)| (class.clone(), shares)).collect()).unwrap_or_default();
    Ok(SharesOfMember { held, movements })
}

/// What a member brought in, with the contracts that it stands under.
///
/// # Errors
/// Where it cannot be read.
pub fn contributions(db: &mut Db, cooperative: &Cooperative, member_no: &str) -> Outcome<ContributionsOfMember> {
    let mut tx = db.begin_read()?;
    let mut found = ContributionsOfMember::default();
    for kind in [FactKind::LandContribution, FactKind::ShopContribution, FactKind::CashContribution] {
        for fact in facts(&mut tx, cooperative.id, kind, member_no)? {
            match fact {
                Fact::LandContribution(land) => found.land.push(land),
                Fact::ShopContribution(shop) => found.shops.push(shop),
                Fact::CashContribution(cash) => found.cash.push(cash),
                _ => {}
            }
        }
    }
    let of_land = found.land.iter().map(|land| land.contract_no.clone());
    let named: Vec<CompactString> = of_land.chain(found.shops.iter().map(|shop| shop.contract_no.clone())).collect();
    for entry in entry::live(&mut tx, cooperative.id, FactKind::Contract)? {
        if let Fact::Contract(contract) = entry.fact
            && named.contains(&contract.contract_no)
        {
            found.contracts.insert(contract.contract_no.clone(), (contract, Vec::new()));
        }
    }
    for entry in entry::live(&mut tx, cooperative.id, FactKind::RentStep)? {
        if let Fact::RentStep(step) = entry.fact
            && let Some((_, steps)) = found.contracts.get_mut(&step.contract_no)
        {
            steps.push(step);
        }
    }
    found.contracts.values_mut().for_each(|(_, steps)| steps.sort_by_key(|step| step.start_date));
    Ok(found)
}
