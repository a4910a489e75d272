//! What is held of one member (户档): who they are, their shares and how they came, what they brought in and under which contracts.

use super::Outcome;
use crate::domain::contract::Contract;
use crate::domain::contract::rent_step::RentStep;
use crate::domain::contribution::cash::CashContribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::quantity::Shares;
use crate::domain::register::holding::Holdings;
use crate::domain::register::member::Member;
use crate::domain::register::movement::Movement;
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

/// Members by their numbers; whom the register does not have is left out.
///
/// # Errors
/// Where they cannot be read.
pub fn members(db: &mut Db, cooperative: &Cooperative, member_nos: &[String]) -> Outcome<Vec<Member>> {
    let mut tx = db.begin_read()?;
    let mut found = Vec::new();
    for member_no in member_nos {
        let facts = facts(&mut tx, cooperative.id, FactKind::Member, member_no)?;
        found.extend(
            facts.into_iter().filter_map(|fact| if let Fact::Member(member) = fact { Some(member) } else { None }),
        );
    }
    Ok(found)
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
