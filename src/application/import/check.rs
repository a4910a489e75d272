//! The checks of an import: what a fact names must be there, and the whole must hold together. The rules are the domain's; here they are
//! put to everything that is known, and what is found is placed at a row of the import.

use super::bank_check::balances_that_do_not_follow;
use super::known::{Known, Origin};
use super::payment_check::{self, answers_out_of_order};
use super::rent_check;
use super::seat_check::{seats_beyond_charter, seats_that_exclude};
use crate::domain::contract::Contract;
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contribution::active::{ActiveContribution, ActiveContributions};
use crate::domain::contribution::overlap::{Activity, overlaps};
use crate::domain::contribution::refusal::ContributionRefusal;
use crate::domain::contribution::{ContractMisfit, Contribution, ObjectKind};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::governance::charter::CharterItem;
use crate::domain::quantity::{AreaUnit, Shares, shortest};
use crate::domain::refusal::Refusal;
use crate::domain::register::holding::{Shortfall, shortfalls};
use crate::domain::register::movement::Movement;
use crate::domain::register::refusal::RegisterRefusal;
use crate::domain::register::share_class::ShareClass;
use crate::domain::sheet::{CellFlaw, CellRefusal};
use crate::spreadsheet::column::Column;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A refusal, where it is placed.
pub type Placed = (Origin, Column, Refusal);

/// Everything that a fact names and that is not there, or goes against it.
pub fn references(known: &Known, fact: &Fact) -> Vec<(Column, Refusal)> {
    match fact {
        Fact::Movement(movement) => movement_references(known, movement),
        Fact::AssetQuantification(asset) => {
            class_unknown(known, &asset.class).map(|refusal| (Column::QuantifiedClass, refusal)).into_iter().collect()
        }
        Fact::LandContribution(land) => contribution_references(known, &land.contribution()),
        Fact::ShopContribution(shop) => contribution_references(known, &shop.contribution()),
        Fact::RentStep(step) => contract_unknown(known, &step.contract_no, Column::ContractNo),
        Fact::Receipt(receipt) => contract_unknown(known, &receipt.contract_no, Column::ContractNo),
        Fact::LeaseOutContent(content) => {
            let mut found = contract_unknown(known, &content.contract_no, Column::ContractNo);
            if !content.source_contract_no.is_empty() {
                found.extend(contract_unknown(known, &content.source_contract_no, Column::SourceContractNo));
            }
            if let Some(contract) = known.contracts.get(&content.contract_no)
                && !contract.fact.kind.is_lease_out()
            {
                let (contract_no, kind) = (content.contract_no.clone(), contract.fact.kind);
                found.push((Column::ContractNo, ContractRefusal::ContractDoesNotLeaseOut { contract_no, kind }.into()));
            }
            found
        }
        Fact::BankAnswer(answer) => match known.payment.check(answer) {
            Ok(()) => Vec::new(),
            Err(refusal) => vec![(payment_check::column_of(&refusal), refusal.into())],
        },
        _ => Vec::new(),
    }
}

fn movement_references(known: &Known, movement: &Movement) -> Vec<(Column, Refusal)> {
    let mut found = Vec::new();
    if let Some(refusal) = class_unknown(known, &movement.class) {
        found.push((Column::ShareClass, refusal));
    }
    if movement.source == crate::domain::register::movement::MovementSource::Holdings {
        return found;
    }
    let sides = [(Column::FromMemberNo, &movement.from_member_no), (Column::ToMemberNo, &movement.to_member_no)];
    for (column, member_no) in sides {
        let is_unknown = |member_no: &&CompactString| {
            known.members.index.lookup(member_no).is_none() && !known.is_broken(FactKind::Member, member_no)
        };
        if let Some(member_no) = member_no.as_ref().filter(is_unknown) {
            found.push((column, known.member_unknown(member_no).into()));
        }
    }
    let expected = movement.kind.parties();
    if !expected.accepts(movement.from_member_no.as_deref(), movement.to_member_no.as_deref()) {
        found
            .push((Column::MovementKind, RegisterRefusal::MovementSidesUnfit { kind: movement.kind, expected }.into()));
    }
    found
}

/// That there is no such class of shares, if so.
pub fn class_unknown(known: &Known, class: &ShareClass) -> Option<Refusal> {
    let classes = known.share_classes();
    if classes.contains(class) {
        return None;
    }
    let names = classes.iter().map(|class| CompactString::new(class.as_str())).collect();
    Some(RegisterRefusal::ShareClassUnknown { class: class.as_str().into(), known: names }.into())
}

/// That there is no such contract, if so.
pub fn contract_unknown(known: &Known, contract_no: &CompactString, column: Column) -> Vec<(Column, Refusal)> {
    if known.contracts.contains_key(contract_no) || known.is_broken(FactKind::Contract, contract_no) {
        return Vec::new();
    }
    let nearest = known.nearest(contract_no, known.contracts.keys().map(CompactString::as_str));
    vec![(column, ContractRefusal::ContractUnknown { contract_no: contract_no.clone(), nearest }.into())]
}

/// A rent that is said to be for another unit of area than its contract measures in.
pub fn unit_of_rent(known: &Known, step: &RentStep, per_area: AreaUnit) -> Option<CellRefusal> {
    let unit = known.contracts.get(&step.contract_no)?.fact.unit;
    let amount = match &step.standard {
        RentStandard::Money(yuan) => yuan.to_string(),
        RentStandard::InKind { kilograms, .. } => kilograms.to_string(),
    };
    let flaw = CellFlaw::UnitDiffers { given: per_area.zh().into(), expected: unit.zh().into() };
    let (column, given) = (Column::RentStandard.heading().into(), shortest(&amount).into());
    (unit != per_area).then_some(CellRefusal { column, given, flaw })
}

fn contribution_references(known: &Known, contribution: &Contribution<'_>) -> Vec<(Column, Refusal)> {
    let contract_no = CompactString::new(contribution.contract_no);
    match known.contracts.get(&contract_no) {
        Some(contract) => misfits(contribution, &contract.fact),
        None => contract_unknown(known, &contract_no, Column::ContractNo),
    }
}

fn misfits(contribution: &Contribution<'_>, contract: &Contract) -> Vec<(Column, Refusal)> {
    let contract_no = contract.contract_no.clone();
    let (entry_date, range) = (contribution.entry_date, contract.range());
    let exit_date = contribution.exit_date.unwrap_or(entry_date);
    let refusal = |misfit| match misfit {
        ContractMisfit::ExitBeforeEntry => {
            (Column::ExitDate, ContributionRefusal::ExitBeforeEntry { entry_date, exit_date })
        }
        ContractMisfit::OutsideContract if !range.contains(entry_date) => (
            Column::EntryDate,
            ContributionRefusal::OutsideContract { contract_no: contract_no.clone(), range, given: entry_date },
        ),
        ContractMisfit::OutsideContract => (
            Column::ExitDate,
            ContributionRefusal::OutsideContract { contract_no: contract_no.clone(), range, given: exit_date },
        ),
        ContractMisfit::LeasedOut => {
            let kind = contract.kind;
            (Column::ContractNo, ContributionRefusal::ContractLeasesOut { contract_no: contract_no.clone(), kind })
        }
        ContractMisfit::OtherUnit => {
            let (kind, unit, object) = (contract.kind, contract.unit, contribution.object);
            let contract_no = contract_no.clone();
            (Column::ContractNo, ContributionRefusal::ContractUnlike { contract_no, kind, unit, object })
        }
    };
    let found = contribution.misfits(contract).into_iter().map(refusal);
    found.map(|(column, refusal)| (column, refusal.into())).collect()
}

/// Everything that does not hold together, placed at a row of this import. What only held facts are to blame for is not said again.
pub fn whole(known: &mut Known) -> Vec<Placed> {
    let mut found = holdings_fall_short(known);
    found.extend(two_heads(known));
    found.extend(active_twice(known));
    found.extend(changed_contracts(known));
    found.extend(eligible_classes(known));
    found.extend(quantifications(known));
    found.extend(shares_unlike_area(known));
    found.extend(rent_check::rent_checks(known));
    found.extend(seats_that_exclude(known));
    found.extend(seats_beyond_charter(known));
    found.extend(answers_out_of_order(known));
    found.extend(balances_that_do_not_follow(known));
    found
}

const fn is_row(origin: Origin) -> bool {
    matches!(origin, Origin::Row { .. })
}

fn holdings_fall_short(known: &mut Known) -> Vec<Placed> {
    let mut changes = std::mem::take(&mut known.changes);
    let found = shortfalls(&mut changes);
    let placed = found.iter().filter_map(|shortfall| place_shortfall(known, &changes, shortfall)).collect();
    known.changes = changes;
    placed
}

fn place_shortfall(
    known: &Known,
    changes: &[crate::domain::register::holding::Change],
    shortfall: &Shortfall,
) -> Option<Placed> {
    let change = &shortfall.change;
    let origin_of = |movement: u32| known.movement_origins[movement as usize];
    // The movement that takes too much; if it is held, whichever row of this import changed the same holding.
    let same = |other: &&crate::domain::register::holding::Change| {
        (other.member, other.class) == (change.member, change.class)
    };
    let origin = Some(origin_of(change.movement)).filter(|origin| is_row(*origin)).or_else(|| {
        changes.iter().filter(same).map(|other| origin_of(other.movement)).find(|origin| is_row(*origin))
    })?;
    let member_no = known.members.at(change.member as usize).member_no.clone();
    let class = known.classes[change.class as usize].clone();
    let (date, held, frozen) = (change.date, shortfall.held, shortfall.frozen);
    let refusal = match held < Shares::ZERO {
        true => RegisterRefusal::HoldingFallsBelowZero { member_no, class, date, held },
        false => RegisterRefusal::FrozenSharesMove { member_no, class, date, held, frozen },
    };
    Some((origin, Column::Shares, refusal.into()))
}

fn two_heads(known: &Known) -> Vec<Placed> {
    let members = &known.members;
    let mut first_heads: Vec<Option<usize>> = vec![None; members.households.len()];
    let mut more: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (household, head) in members.heads() {
        match first_heads[household as usize] {
            Some(first) => more.entry(household).or_insert_with(|| vec![first]).push(head),
            None => first_heads[household as usize] = Some(head),
        }
    }
    let mut found = Vec::new();
    for (household, heads) in more {
        for head in heads.iter().skip(1).chain(heads.first()) {
            let origin = members.sides[*head].said.origin;
            let other = heads.iter().find(|other| *other != head).unwrap_or(head);
            // Only one of them is shown, at a row of this import: the later one where both are.
            if is_row(origin) {
                let household_no = members.household_no(household).clone();
                let other = members.at(*other).member_no.clone();
                found.push((origin, Column::Relation, RegisterRefusal::TwoHeads { household_no, other }.into()));
                break;
            }
        }
    }
    found
}

fn active_twice(known: &Known) -> Vec<Placed> {
    let (contributions, origins) = active_contributions(known);
    let activity = |position: usize| {
        let ActiveContribution { contribution, days } = *contributions.at(position);
        Activity { object: contribution.object, object_no: contribution.object_no, range: days, contribution: position }
    };
    let mut activities: Vec<Activity<'_>> = (0..origins.len()).map(activity).collect();
    let placed = overlaps(&mut activities).into_iter().filter_map(|overlap| {
        let is_later_shown = is_row(origins[overlap.later]);
        let (shown, hidden) =
            if is_later_shown { (overlap.later, overlap.earlier) } else { (overlap.earlier, overlap.later) };
        let (origin, other) = (origins[shown], place_in_words(origins[hidden]));
        let [shown, hidden] = [shown, hidden].map(|position| contributions.at(position).contribution);
        let column = match shown.object {
            ObjectKind::Parcel => Column::ParcelNo,
            ObjectKind::Shop => Column::ShopNo,
        };
        let refusal = ContributionRefusal::ActiveTwice {
            object: shown.object,
            object_no: shown.object_no.into(),
            other_member_no: hidden.member_no.into(),
            other,
            days: overlap.days,
        };
        is_row(origin).then(|| (origin, column, refusal.into()))
    });
    placed.collect()
}

/// Where a fact stands, for a sentence about another.
fn place_in_words(origin: Origin) -> String {
    match origin {
        Origin::Held(entry_no) => format!("#{entry_no}"),
        Origin::Row { row, .. } => format!("{}", row + 1),
    }
}

/// Held contributions that a changed contract no longer fits.
fn changed_contracts(known: &Known) -> Vec<Placed> {
    let mut found = Vec::new();
    for (contribution, origin) in known.contributions() {
        let Some(contract) = known.contracts.get(contribution.contract_no) else { continue };
        if is_row(contract.origin) && !is_row(origin) {
            let refusals = misfits(&contribution, &contract.fact).into_iter();
            found.extend(refusals.map(|(_, refusal)| (contract.origin, Column::ContractNo, refusal)));
        }
    }
    found
}

/// The classes that take part in tier two must be classes of the cooperative.
fn eligible_classes(known: &Known) -> Vec<Placed> {
    let terms = known
        .counting(&known.terms)
        .filter(|term| term.fact.item == CharterItem::EligibleClasses && is_row(term.origin));
    let unknown = terms.flat_map(|term| {
        let classes = ShareClass::parse_list(&term.fact.value);
        classes.into_iter().filter_map(|class| Some((term.origin, Column::Value, class_unknown(known, &class)?)))
    });
    unknown.collect()
}

/// What assets were turned into beside what the register gave.
fn quantifications(known: &Known) -> Vec<Placed> {
    let mut totals: BTreeMap<&ShareClass, (i64, Option<Origin>)> = BTreeMap::new();
    for asset in known.counting(&known.assets) {
        let (total, origin) = totals.entry(&asset.fact.class).or_default();
        *total += asset.fact.total_shares.e4();
        *origin = Some(asset.origin).filter(|origin| is_row(*origin)).or(*origin);
    }
    let unlike = totals.into_iter().filter_map(|(class, (total, origin))| {
        let given = known.quantified.get(class).copied().unwrap_or_default();
        let refusal = RegisterRefusal::SharesUnlikeQuantification {
            class: class.clone(),
            total: Shares::from_e4(total),
            given: Shares::from_e4(given),
        };
        (given != total).then_some((origin?, Column::TotalShares, refusal.into()))
    });
    unlike.collect()
}

/// Where the charter says how many shares a unit of area brings, what members hold should follow from what they contributed.
fn shares_unlike_area(known: &Known) -> Vec<Placed> {
    let ratio = |item: CharterItem| {
        let terms = known.counting(&known.terms).filter(|term| term.fact.item == item);
        let latest = terms.max_by_key(|term| term.fact.effective_date)?;
        latest.fact.value.parse::<Shares>().ok()
    };
    let mut found = Vec::new();
    for (item, class_name, object) in [
        (CharterItem::SharesPerMu, "土地股", ObjectKind::Parcel),
        (CharterItem::SharesPerSquareMetre, "商铺股", ObjectKind::Shop),
    ] {
        let class = ShareClass::new(class_name);
        let (Some(ratio), Some(position)) = (ratio(item), known.classes.iter().position(|known| *known == class))
        else {
            continue;
        };
        let mut by_area: BTreeMap<u32, (i128, Option<Origin>)> = BTreeMap::new();
        for (contribution, origin) in known.contributions() {
            let Some(member) = known.members.index.lookup(contribution.member_no) else { continue };
            if contribution.object == object && contribution.exit_date.is_none() {
                let (shares, placed) = by_area.entry(member as u32).or_default();
                *shares += i128::from(contribution.area.e4()) * i128::from(ratio.e4());
                *placed = Some(origin).filter(|origin| is_row(*origin)).or(*placed);
            }
        }
        let mut held: BTreeMap<u32, i64> = BTreeMap::new();
        for change in known.changes.iter().filter(|change| usize::from(change.class) == position) {
            *held.entry(change.member).or_default() += change.held_e4;
        }
        for (member, (shares_e8, origin)) in by_area {
            let held = held.get(&member).copied().unwrap_or_default();
            let Some(origin) = origin.filter(|_| i128::from(held) * 10_000 != shares_e8) else { continue };
            let refusal = RegisterRefusal::SharesUnlikeArea {
                member_no: known.members.at(member as usize).member_no.clone(),
                class: class.clone(),
                held: Shares::from_e4(held),
                by_area: Shares::from_e4(i64::try_from(shares_e8 / 10_000).unwrap_or(i64::MAX)),
            };
            let column = if object == ObjectKind::Parcel { Column::LandArea } else { Column::FloorArea };
            found.push((origin, column, refusal.into()));
        }
    }
    found
}

/// Contributions that count, on the days on which they are active, and where each comes from.
pub(super) fn active_contributions(known: &Known) -> (ActiveContributions<'_>, Vec<Origin>) {
    let active = known.contributions().into_iter().filter_map(|(contribution, origin)| {
        let contract = known.contracts.get(contribution.contract_no)?;
        let days = contribution.active_range(contract.fact.range())?;
        Some((ActiveContribution { contribution, days }, origin))
    });
    let (active, origins) = active.unzip();
    (ActiveContributions::new(active), origins)
}
