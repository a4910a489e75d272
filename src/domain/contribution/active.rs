//! Contributions on the days on which they are active (有效期间), found by contract and by object.

use super::{Contribution, ObjectKind};
use crate::domain::period::DateRange;
use crate::domain::quantity::Area;
use std::collections::BTreeMap;

/// A contribution, and the days on which it is active under its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActiveContribution<'a> {
    /// Whose, what and under which contract.
    pub contribution: Contribution<'a>,
    /// The days.
    pub days: DateRange,
}

/// Contributions of a cooperative. Positions are those of the list it was made from.
#[derive(Clone, Debug, Default)]
pub struct ActiveContributions<'a> {
    all: Vec<ActiveContribution<'a>>,
    by_contract: BTreeMap<&'a str, Vec<usize>>,
    by_object: BTreeMap<ObjectKind, BTreeMap<&'a str, Vec<usize>>>,
}

impl<'a> ActiveContributions<'a> {
    /// Of this list.
    pub fn new(all: Vec<ActiveContribution<'a>>) -> ActiveContributions<'a> {
        let mut by_contract: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        let mut by_object: BTreeMap<_, BTreeMap<_, Vec<usize>>> = BTreeMap::new();
        for (position, ActiveContribution { contribution, .. }) in all.iter().enumerate() {
            by_contract.entry(contribution.contract_no).or_default().push(position);
            by_object.entry(contribution.object).or_default().entry(contribution.object_no).or_default().push(position);
        }
        ActiveContributions { all, by_contract, by_object }
    }

    /// The one at a position.
    pub fn at(&self, position: usize) -> &ActiveContribution<'a> {
        &self.all[position]
    }

    /// Positions of those under a contract.
    pub fn under(&self, contract_no: &str) -> &[usize] {
        self.by_contract.get(contract_no).map(Vec::as_slice).unwrap_or_default()
    }

    /// Positions of those of a parcel or shop.
    pub fn of_object(&self, object: ObjectKind, object_no: &str) -> &[usize] {
        let of_kind = self.by_object.get(&object);
        of_kind.and_then(|objects| objects.get(object_no)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The greatest size that is active on one day: a parcel handed on within the year counts once.
pub fn greatest_area(contributions: impl IntoIterator<Item = (DateRange, Area)>) -> Area {
    let mut changes = Vec::new();
    for (days, area) in contributions {
        let area = i128::from(area.e4());
        changes.push((days.first, area));
        changes.extend(days.last.succ_opt().map(|after| (after, -area)));
    }
    // On the same day what leaves goes before what comes.
    changes.sort_unstable();
    let (mut area, mut greatest) = (0, 0);
    for (_, change) in changes {
        area += change;
        greatest = greatest.max(area);
    }
    Area::from_e4(i64::try_from(greatest).unwrap_or(i64::MAX))
}
