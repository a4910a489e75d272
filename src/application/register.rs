//! Looking at the share register (股权登记): holdings on a date, movements, certificates, quantification.

use super::{Failure, Outcome, member};
use crate::domain::contribution::cash::CashContribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::refusal::CooperativeRefusal;
use crate::domain::register::certificate::{Certificate, certificate, certificates as by_number};
use crate::domain::register::holding::Holdings;
use crate::domain::register::member::Member;
use crate::domain::register::movement::Movement;
use crate::domain::register::quantification::{AssetQuantification, ClassQuantification, by_class};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::entry;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Holdings on a day, with the members who hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldingsView {
    /// Members by number.
    pub members: BTreeMap<CompactString, Member>,
    /// What they hold.
    pub holdings: Holdings,
}

/// What everybody holds at the end of a day.
pub fn holdings(db: &mut Db, cooperative: &Cooperative, on: NaiveDate) -> Outcome<HoldingsView> {
    let mut tx = db.begin_read()?;
    let members = member::all(&mut tx, cooperative.id)?;
    let mut holdings = Holdings::default();
    entry::each_live(&mut tx, cooperative.id, FactKind::Movement, |entry| {
        if let Fact::Movement(movement) = entry.fact
            && movement.date <= on
        {
            holdings.apply(&movement);
        }
        Ok::<(), Failure>(())
    })?;
    Ok(HoldingsView { members, holdings })
}

/// Every movement that counts, by date and entry, with its entry number.
pub fn movements(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<(i64, Movement)>> {
    let mut tx = db.begin_read()?;
    let mut movements = all_movements(&mut tx, cooperative)?;
    movements.sort_by_key(|(entry_no, movement)| (movement.date, *entry_no));
    Ok(movements)
}

fn all_movements(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Vec<(i64, Movement)>> {
    let mut movements = Vec::new();
    entry::each_live(tx, cooperative.id, FactKind::Movement, |entry| {
        if let Fact::Movement(movement) = entry.fact {
            movements.push((entry.entry_no, movement));
        }
        Ok::<(), Failure>(())
    })?;
    Ok(movements)
}

/// Every member, by number.
pub fn all_members(db: &mut Db, cooperative: &Cooperative) -> Outcome<BTreeMap<CompactString, Member>> {
    member::all(&mut db.begin_read()?, cooperative.id)
}

/// One member, with everything that the register and the ledgers of contributions say of them.
#[derive(Clone, Debug)]
pub struct MemberView {
    /// The member.
    pub member: Member,
    /// The others of the household.
    pub household: Vec<Member>,
    /// What is held on the day.
    pub holdings: Holdings,
    /// Every movement, by date and entry.
    pub movements: Vec<(i64, Movement)>,
    /// Land brought in.
    pub land: Vec<LandContribution>,
    /// Shops brought in.
    pub shops: Vec<ShopContribution>,
    /// Cash brought in.
    pub cash: Vec<CashContribution>,
}

/// One member on a day.
///
/// # Errors
/// Where nobody has that number.
pub fn member(db: &mut Db, cooperative: &Cooperative, (member_no, on): (&str, NaiveDate)) -> Outcome<MemberView> {
    let mut tx = db.begin_read()?;
    member::known(&mut tx, cooperative.id, member_no)?;
    let mut household = member::household_within(&mut tx, cooperative.id, member_no)?;
    let member = household.remove(0);
    let mut view = MemberView {
        member,
        household,
        holdings: Holdings::default(),
        movements: Vec::new(),
        land: Vec::new(),
        shops: Vec::new(),
        cash: Vec::new(),
    };
    let kinds =
        [FactKind::Movement, FactKind::LandContribution, FactKind::ShopContribution, FactKind::CashContribution];
    for kind in kinds {
        for entry in entry::live_of_member(&mut tx, cooperative.id, kind, member_no)? {
            match entry.fact {
                Fact::Movement(movement) => view.movements.push((entry.entry_no, movement)),
                Fact::LandContribution(land) => view.land.push(land),
                Fact::ShopContribution(shop) => view.shops.push(shop),
                Fact::CashContribution(cash) => view.cash.push(cash),
                _ => {}
            }
        }
    }
    view.movements.sort_by_key(|(entry_no, movement)| (movement.date, *entry_no));
    view.holdings = Holdings::on(on, view.movements.iter().map(|(_, movement)| movement));
    Ok(view)
}

/// All certificates by number, and everybody's names.
pub fn certificates(
    db: &mut Db,
    cooperative: &Cooperative,
) -> Outcome<(Vec<Certificate>, BTreeMap<CompactString, Member>)> {
    let mut tx = db.begin_read()?;
    let movements = all_movements(&mut tx, cooperative)?;
    let found = by_number(movements.iter().map(|(_, movement)| movement));
    Ok((found, member::all(&mut tx, cooperative.id)?))
}

/// A certificate and the members it names.
///
/// # Errors
/// Where no acquisition names it.
pub fn certificate_of(
    db: &mut Db,
    cooperative: &Cooperative,
    certificate_no: &str,
) -> Outcome<(Certificate, BTreeMap<CompactString, Member>)> {
    let mut tx = db.begin_read()?;
    let movements = all_movements(&mut tx, cooperative)?;
    let found = certificate(certificate_no, movements.iter().map(|(_, movement)| movement));
    let certificate_no = certificate_no.to_owned();
    let found = found.ok_or_else(|| Failure::refused(CooperativeRefusal::CertificateUnknown { certificate_no }))?;
    let mut members = member::all(&mut tx, cooperative.id)?;
    members.retain(|member_no, _| found.shares.contains_key(member_no));
    Ok((found, members))
}

/// Quantified assets, and each class beside what the register gave to persons.
pub fn quantification(
    db: &mut Db,
    cooperative: &Cooperative,
) -> Outcome<(Vec<AssetQuantification>, Vec<ClassQuantification>)> {
    let mut tx = db.begin_read()?;
    let mut assets = Vec::new();
    entry::each_live(&mut tx, cooperative.id, FactKind::AssetQuantification, |entry| {
        if let Fact::AssetQuantification(asset) = entry.fact {
            assets.push(asset);
        }
        Ok::<(), Failure>(())
    })?;
    let movements = all_movements(&mut tx, cooperative)?;
    let classes = by_class(&assets, movements.iter().map(|(_, movement)| movement));
    Ok((assets, classes))
}
