//! Gathering what a run rests on, and writing it as canonical text.

use super::DistributionRequest;
use super::earlier::{Earlier, GivenToMember, LineKey};
use crate::application::ledger::figures;
use crate::application::{Failure, Outcome};
use crate::domain::contract::Contract;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::rent_step::RentStep;
use crate::domain::contribution::Contribution;
use crate::domain::distribution::inputs::{Inputs, Opening};
use crate::domain::distribution::pin::Pin;
use crate::domain::distribution::plan::Plan;
use crate::domain::distribution::run::{RunHeader, RunKind};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::governance::charter::{CharterTerm, in_force};
use crate::domain::period::AccountingYear;
use crate::domain::quantity::Shares;
use crate::domain::register::member::{KnownMember, Member, MemberIndex};
use crate::domain::register::movement::{Movement, MovementKind};
use crate::domain::register::share_class::ShareClass;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::{distribution as runs, entry};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The pinned inputs of a run.
pub(super) fn pin(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (request, today): (DistributionRequest, NaiveDate),
    earlier: &Earlier,
) -> Outcome<String> {
    let plan = plan(tx, cooperative.id, request.year)?;
    let header = header(cooperative, (request, today), earlier, plan.as_ref());
    let terms: Vec<CharterTerm> = facts(tx, cooperative.id, FactKind::CharterTerm, |fact| match fact {
        Fact::CharterTerm(term) => Some(term),
        _ => None,
    })?;
    let mut roll = Roll::load(tx, cooperative.id)?;
    if request.kind.has_tier_two() {
        roll.hold(tx, cooperative.id, header.record_date)?;
    }
    let mut contracts = TierOneContracts::load(tx, cooperative.id, request.year, header.cut_off)?;
    let lines = Lines::load(tx, cooperative.id, (&roll, &mut contracts), request.year, earlier)?;
    let mut pin = Pin::new(&header, lines.size() + roll.size());
    earlier.rests_on.iter().for_each(|(run, seal)| pin.earlier(*run, seal));
    let books = match request.kind.has_tier_two() {
        true => figures(tx, cooperative, request.year)?,
        false => Vec::new(),
    };
    // Where books are kept they say what a year begins with: what was corrected since the earlier run stands in them.
    let is_kept = |opening: &&Opening| books.iter().any(|figure| figure.item == opening.item);
    earlier.openings.iter().filter(|opening| !is_kept(opening)).for_each(|opening| pin.opening(opening));
    books.iter().for_each(|figure| pin.book(figure));
    in_force(&terms, header.record_date).into_iter().for_each(|term| pin.charter(term));
    if let Some(plan) = &plan {
        pin.plan(request.year, plan);
    }
    contracts.write(&mut pin);
    for ((class, kind), shares) in &roll.by_kind {
        pin.movements(class, *kind, Shares::from_e4(*shares));
    }
    write_members(&mut pin, &roll, &lines, earlier);
    Ok(pin.into_string())
}

fn header(
    cooperative: &Cooperative,
    (request, today): (DistributionRequest, NaiveDate),
    earlier: &Earlier,
    plan: Option<&Plan>,
) -> RunHeader {
    let year_end = request.year.range().last;
    let planned_record_date = plan.and_then(|plan| plan.record_date);
    let planned_cut_off = plan.map_or(year_end, |plan| plan.cut_off(request.year));
    let cut_off = request.cut_off.unwrap_or(match request.kind {
        RunKind::Annual => planned_cut_off,
        // All that has come in by now: that is what arrears are for.
        RunKind::Arrears => today,
        // What arrears have already paid must not look like too much.
        RunKind::Correction => earlier.latest_cut_off.unwrap_or(planned_cut_off),
    });
    RunHeader {
        cooperative_code: cooperative.code.clone(),
        cooperative_name: cooperative.name.clone(),
        run: earlier.run,
        kind: request.kind,
        follows: request.follows,
        record_date: planned_record_date.or(earlier.followed_record_date).unwrap_or(year_end),
        cut_off,
    }
}

fn facts<T>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    kind: FactKind,
    pick: impl Fn(Fact) -> Option<T>,
) -> Outcome<Vec<T>> {
    let mut found = Vec::new();
    entry::each_live(tx, cooperative_id, kind, |entry| {
        found.extend(pick(entry.fact));
        Ok::<(), Failure>(())
    })?;
    Ok(found)
}

fn plan(tx: &mut Tx<'_>, cooperative_id: Uuid, year: AccountingYear) -> Outcome<Option<Plan>> {
    let plans = facts(tx, cooperative_id, FactKind::Plan, |fact| match fact {
        Fact::Plan(of, plan) if of == year => Some(plan),
        _ => None,
    })?;
    Ok(plans.into_iter().next())
}

/// The members and what they hold on the record date.
struct Roll {
    index: MemberIndex,
    /// Household and group, by position.
    households: Vec<[CompactString; 2]>,
    /// Positions in byte order of member numbers.
    order: Vec<u32>,
    /// Class, then shares by position.
    holdings: BTreeMap<ShareClass, Vec<i64>>,
    by_kind: BTreeMap<(ShareClass, MovementKind), i64>,
}

impl Roll {
    fn load(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Roll> {
        let (mut index, mut households) = (MemberIndex::default(), Vec::new());
        entry::each_live(tx, cooperative_id, FactKind::Member, |entry| {
            if let Fact::Member(Member { member_no, name, household_no, group, .. }) = entry.fact {
                let position = index.insert(KnownMember { member_no, name });
                if position == households.len() {
                    households.push([household_no, group]);
                } else {
                    households[position] = [household_no, group];
                }
            }
            Ok::<(), Failure>(())
        })?;
        let mut order: Vec<u32> = (0..households.len() as u32).collect();
        let number = |position: &u32| index.at(*position as usize).member_no.as_str();
        if !order.is_sorted_by_key(number) {
            order.sort_unstable_by(|one, other| number(one).cmp(number(other)));
        }
        Ok(Roll { index, households, order, holdings: BTreeMap::new(), by_kind: BTreeMap::new() })
    }

    /// Folds the movements up to the record date.
    fn hold(&mut self, tx: &mut Tx<'_>, cooperative_id: Uuid, record_date: NaiveDate) -> Outcome<()> {
        let members = self.households.len();
        let (index, holdings, by_kind) = (&self.index, &mut self.holdings, &mut self.by_kind);
        entry::each_live(tx, cooperative_id, FactKind::Movement, |entry| {
            let Fact::Movement(movement) = entry.fact else { return Ok::<(), Failure>(()) };
            if movement.date <= record_date {
                let Movement { class, kind, .. } = &movement;
                let held = holdings.entry(class.clone()).or_insert_with(|| vec![0; members]);
                let sum = by_kind.entry((class.clone(), *kind)).or_default();
                for (member_no, change) in movement.effects() {
                    *sum += change;
                    if let Some(position) = index.lookup(member_no) {
                        held[position] += change;
                    }
                }
            }
            Ok(())
        })
    }

    /// About how many bytes the members will take.
    fn size(&self) -> usize {
        self.order.len() * 80
    }
}

/// The contracts of tier one, with their rents and the receipts that count.
struct TierOneContracts {
    contracts: BTreeMap<CompactString, Contract>,
    steps: BTreeMap<CompactString, Vec<RentStep>>,
    receipts: BTreeMap<CompactString, Vec<Receipt>>,
    prices: Vec<GrainPrice>,
    /// Contracts that a line names.
    named: std::collections::BTreeSet<CompactString>,
}

impl TierOneContracts {
    fn load(
        tx: &mut Tx<'_>,
        cooperative_id: Uuid,
        year: AccountingYear,
        cut_off: NaiveDate,
    ) -> Outcome<TierOneContracts> {
        let contracts = facts(tx, cooperative_id, FactKind::Contract, |fact| match fact {
            Fact::Contract(contract) if !contract.kind.is_lease_out() => Some((contract.contract_no.clone(), contract)),
            _ => None,
        })?;
        let mut steps: BTreeMap<CompactString, Vec<RentStep>> = BTreeMap::new();
        for step in facts(tx, cooperative_id, FactKind::RentStep, |fact| match fact {
            Fact::RentStep(step) => Some(step),
            _ => None,
        })? {
            steps.entry(step.contract_no.clone()).or_default().push(step);
        }
        steps.values_mut().for_each(|steps| steps.sort_by_key(|step| step.start_date));
        let mut receipts: BTreeMap<CompactString, Vec<Receipt>> = BTreeMap::new();
        for receipt in facts(tx, cooperative_id, FactKind::Receipt, |fact| match fact {
            Fact::Receipt(receipt) if receipt.year == year && receipt.date <= cut_off => Some(receipt),
            _ => None,
        })? {
            receipts.entry(receipt.contract_no.clone()).or_default().push(receipt);
        }
        let key = |receipt: &Receipt| (receipt.date, receipt.serial_no.clone(), receipt.amount);
        receipts.values_mut().for_each(|receipts| receipts.sort_by_key(key));
        let mut prices = facts(tx, cooperative_id, FactKind::GrainPrice, |fact| match fact {
            Fact::GrainPrice(price) if price.year == year => Some(price),
            _ => None,
        })?;
        prices.sort_by(|one, other| one.grain.cmp(&other.grain));
        Ok(TierOneContracts {
            contracts: contracts.into_iter().collect(),
            steps,
            receipts,
            prices,
            named: Default::default(),
        })
    }

    fn write(&self, pin: &mut Pin) {
        for (contract_no, contract) in &self.contracts {
            let receipts: Vec<&Receipt> = self.receipts.get(contract_no).into_iter().flatten().collect();
            if receipts.is_empty() && !self.named.contains(contract_no) {
                continue;
            }
            let steps: Vec<&RentStep> = self.steps.get(contract_no).into_iter().flatten().collect();
            pin.contract(contract, &steps, &receipts);
        }
        self.prices.iter().for_each(|price| pin.price(price));
    }
}

/// Contributions with an active day in the year; their places are sorted, not they.
struct Lines {
    contributions: Vec<OwnedLine>,
    /// By member position, contract, object and entry date.
    order: Vec<u32>,
}

/// A contribution as it is kept until it is written: what it names is compact.
struct OwnedLine {
    member: u32,
    object: crate::domain::contribution::ObjectKind,
    object_no: CompactString,
    contract_no: CompactString,
    area: crate::domain::quantity::Area,
    entry_date: NaiveDate,
    exit_date: Option<NaiveDate>,
}

impl OwnedLine {
    fn contribution<'l>(&'l self, member_no: &'l str) -> Contribution<'l> {
        Contribution {
            object: self.object,
            member_no,
            object_no: &self.object_no,
            area: self.area,
            contract_no: &self.contract_no,
            entry_date: self.entry_date,
            exit_date: self.exit_date,
        }
    }

    fn key(&self) -> LineKey {
        (self.contract_no.clone(), self.object, self.object_no.clone(), self.entry_date)
    }
}

impl Lines {
    fn load(
        tx: &mut Tx<'_>,
        cooperative_id: Uuid,
        (roll, contracts): (&Roll, &mut TierOneContracts),
        year: AccountingYear,
        earlier: &Earlier,
    ) -> Outcome<Lines> {
        let mut contributions = Vec::new();
        for kind in [FactKind::LandContribution, FactKind::ShopContribution] {
            entry::each_live(tx, cooperative_id, kind, |entry| {
                let contribution = match &entry.fact {
                    Fact::LandContribution(land) => land.contribution(),
                    Fact::ShopContribution(shop) => shop.contribution(),
                    _ => return Ok::<(), Failure>(()),
                };
                let active = contracts
                    .contracts
                    .get(contribution.contract_no)
                    .and_then(|contract| contribution.active_range(contract.range()));
                let is_active = active.is_some_and(|active| active.intersection(year.range()).is_some());
                if let Some(member) = roll.index.lookup(contribution.member_no).filter(|_| is_active) {
                    if !contracts.named.contains(contribution.contract_no) {
                        contracts.named.insert(contribution.contract_no.into());
                    }
                    contributions.push(OwnedLine {
                        member: member as u32,
                        object: contribution.object,
                        object_no: contribution.object_no.into(),
                        contract_no: contribution.contract_no.into(),
                        area: contribution.area,
                        entry_date: contribution.entry_date,
                        exit_date: contribution.exit_date,
                    });
                }
                Ok(())
            })?;
        }
        let given =
            earlier.given.values().flat_map(|given| given.lines.keys()).map(|(contract_no, ..)| contract_no.clone());
        contracts.named.extend(given);
        revive_contracts(tx, cooperative_id, contracts, earlier)?;
        let mut order: Vec<u32> = (0..contributions.len() as u32).collect();
        let key = |position: &u32| {
            let line: &OwnedLine = &contributions[*position as usize];
            (line.member, line.contract_no.as_str(), line.object, line.object_no.as_str(), line.entry_date)
        };
        order.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
        Ok(Lines { contributions, order })
    }

    fn size(&self) -> usize {
        self.contributions.len() * 70
    }

    /// A member's contributions.
    fn of(&self, member: u32) -> impl Iterator<Item = &OwnedLine> {
        let start = self.order.partition_point(|position| self.contributions[*position as usize].member < member);
        let lines = self.order[start..].iter().map(|position| &self.contributions[*position as usize]);
        lines.take_while(move |line| line.member == member)
    }
}

/// Contracts that earlier runs paid under and that the register no longer has: as those runs pinned them.
fn revive_contracts(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    contracts: &mut TierOneContracts,
    earlier: &Earlier,
) -> Outcome<()> {
    let lost =
        |contracts: &TierOneContracts| contracts.named.iter().any(|named| !contracts.contracts.contains_key(named));
    for (run, _) in earlier.rests_on.iter().rev() {
        if !lost(contracts) {
            break;
        }
        let bytes = runs::pinned_inputs(tx, cooperative_id, *run)?;
        let text = String::from_utf8_lossy(&bytes);
        let inputs = Inputs::parse(&text).map_err(super::query::broken)?;
        for pinned in &inputs.contracts {
            if contracts.named.contains(pinned.contract_no) && !contracts.contracts.contains_key(pinned.contract_no) {
                let contract = Contract {
                    contract_no: pinned.contract_no.into(),
                    batch: pinned.batch.into(),
                    kind: pinned.kind,
                    lessor: CompactString::default(),
                    lessee: CompactString::default(),
                    signed_date: None,
                    start_date: pinned.range.first,
                    end_date: pinned.range.last,
                    unit: pinned.unit,
                    fee_allowed: pinned.fee_allowed,
                    contract_area: None,
                };
                contracts.contracts.insert(contract.contract_no.clone(), contract);
            }
        }
    }
    Ok(())
}

/// Every member with a holding, a contribution, or something from earlier runs, in byte order of their numbers.
fn write_members(pin: &mut Pin, roll: &Roll, lines: &Lines, earlier: &Earlier) {
    let nothing = GivenToMember::default();
    let mut gone: BTreeMap<&CompactString, &GivenToMember> = earlier.given.iter().collect();
    for position in &roll.order {
        let member = roll.index.at(*position as usize);
        // Members who have left the register since they were paid stand between those who are in it.
        while let Some((member_no, given)) =
            gone.first_key_value().filter(|(member_no, _)| ***member_no < member.member_no)
        {
            let (member_no, given) = (*member_no, *given);
            let [name, household_no, group] = &given.identity;
            write_member(pin, (member_no, name, household_no, group), std::iter::empty(), std::iter::empty(), given);
            gone.pop_first();
        }
        let given = gone.remove(&member.member_no).unwrap_or(&nothing);
        let [household_no, group] = &roll.households[*position as usize];
        let holdings = roll.holdings.iter().map(|(class, held)| (class.as_str(), held[*position as usize]));
        let holdings = holdings.filter(|(_, shares)| *shares != 0);
        let identity = (member.member_no.as_str(), member.name.as_str(), household_no.as_str(), group.as_str());
        write_member(pin, identity, holdings, lines.of(*position), given);
    }
    for (member_no, given) in gone {
        let [name, household_no, group] = &given.identity;
        write_member(pin, (member_no, name, household_no, group), std::iter::empty(), std::iter::empty(), given);
    }
}

fn write_member<'m>(
    pin: &mut Pin,
    (member_no, name, household_no, group): (&'m str, &str, &str, &str),
    holdings: impl Iterator<Item = (&'m str, i64)>,
    lines: impl Iterator<Item = &'m OwnedLine>,
    given: &GivenToMember,
) {
    let (mut holdings, mut lines) = (holdings.peekable(), lines.peekable());
    if holdings.peek().is_none() && lines.peek().is_none() && *given == GivenToMember::default() {
        return;
    }
    pin.member(member_no, name, household_no, group);
    holdings.for_each(|(class, shares)| pin.holding(class, Shares::from_e4(shares)));
    let mut left = given.lines.clone();
    let mut all: Vec<(LineKey, Option<&OwnedLine>)> = lines.map(|line| (line.key(), Some(line))).collect();
    all.extend(
        given
            .lines
            .keys()
            .filter(|key| !all.iter().any(|(known, _)| known == *key))
            .cloned()
            .map(|key| (key, None))
            .collect::<Vec<_>>(),
    );
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    for (key, line) in &all {
        let earlier = left.remove(key);
        match line {
            Some(line) => pin.contribution(&line.contribution(member_no), false, earlier.map(|(given, _)| given)),
            None => {
                let (contract_no, object, object_no, entry_date) = key;
                let (given, area) = earlier.unwrap_or_default();
                let contribution = Contribution {
                    object: *object,
                    member_no,
                    object_no,
                    area,
                    contract_no,
                    entry_date: *entry_date,
                    exit_date: None,
                };
                pin.contribution(&contribution, true, Some(given));
            }
        }
    }
    if let Some(given) = given.tier_two {
        pin.given_tier_two(given);
    }
    if !given.recovery.is_zero() {
        pin.recovery(given.recovery);
    }
}
