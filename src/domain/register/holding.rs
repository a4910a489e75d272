//! Holdings (持股): the fold of movements up to a date.

use super::movement::{Movement, MovementKind};
use super::share_class::ShareClass;
use crate::domain::quantity::Shares;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Shares by member and class on one day; members in byte order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    held: BTreeMap<CompactString, BTreeMap<ShareClass, i64>>,
    by_kind: BTreeMap<(ShareClass, MovementKind), i64>,
}

impl Holdings {
    /// Holdings at the end of `day`: every movement dated up to it, in whatever order they come.
    pub fn on<'a>(day: NaiveDate, movements: impl IntoIterator<Item = &'a Movement>) -> Holdings {
        let mut holdings = Holdings::default();
        movements.into_iter().filter(|movement| movement.date <= day).for_each(|movement| holdings.apply(movement));
        holdings
    }

    /// Adds one movement, whatever its date.
    pub fn apply(&mut self, movement: &Movement) {
        for (member_no, change) in movement.effects() {
            *self.by_kind.entry((movement.class.clone(), movement.kind)).or_default() += change;
            let classes = match self.held.get_mut(member_no) {
                Some(classes) => classes,
                None => self.held.entry(CompactString::new(member_no)).or_default(),
            };
            *classes.entry(movement.class.clone()).or_default() += change;
        }
    }

    /// What a member holds of a class.
    pub fn of(&self, member_no: &str, class: &ShareClass) -> Shares {
        let held = self.held.get(member_no).and_then(|classes| classes.get(class));
        Shares::from_e4(held.copied().unwrap_or_default())
    }

    /// Every member with what they hold, zero holdings left out.
    pub fn by_member(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = (&ShareClass, Shares)>)> {
        self.held.iter().filter(|(_, classes)| classes.values().any(|shares| *shares != 0)).map(|(member, classes)| {
            let held = classes.iter().filter(|(_, shares)| **shares != 0);
            (member.as_str(), held.map(|(class, shares)| (class, Shares::from_e4(*shares))))
        })
    }

    /// The net change of every class by kind of movement: the other side of control total 5.
    pub fn by_kind(&self) -> impl Iterator<Item = (&ShareClass, MovementKind, Shares)> {
        self.by_kind.iter().map(|((class, kind), shares)| (class, *kind, Shares::from_e4(*shares)))
    }

    /// All shares of every class.
    pub fn by_class(&self) -> BTreeMap<&ShareClass, Shares> {
        let mut totals: BTreeMap<&ShareClass, i64> = BTreeMap::new();
        for (class, shares) in self.held.values().flatten() {
            *totals.entry(class).or_default() += shares;
        }
        totals.into_iter().map(|(class, shares)| (class, Shares::from_e4(shares))).collect()
    }
}

/// A change of what one member holds of one class on one day, in ten-thousandths of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The member, by a position the caller chose.
    pub member: u32,
    /// The class, likewise.
    pub class: u16,
    /// The day it counts from.
    pub date: NaiveDate,
    /// More or fewer shares.
    pub held_e4: i64,
    /// More or fewer of them frozen.
    pub frozen_e4: i64,
    /// What the caller knows the movement by.
    pub movement: u32,
}

/// A day on which a member would hold less than nothing, or less than is frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The last change of that day, in the caller's terms.
    pub change: Change,
    /// What would be held at the end of the day.
    pub held: Shares,
    /// What is frozen at the end of the day.
    pub frozen: Shares,
}

/// The first day on which each member and class falls short; `changes` are put into order by member, class and day.
///
/// A day counts as a whole: shares that come and go on one day do so together.
pub fn shortfalls(changes: &mut [Change]) -> Vec<Shortfall> {
    changes.sort_unstable();
    let mut found = Vec::new();
    for holding in changes.chunk_by(|one, next| (one.member, one.class) == (next.member, next.class)) {
        let (mut held, mut frozen) = (0_i64, 0_i64);
        for day in holding.chunk_by(|one, next| one.date == next.date) {
            held += day.iter().map(|change| change.held_e4).sum::<i64>();
            frozen += day.iter().map(|change| change.frozen_e4).sum::<i64>();
            if held < 0 || frozen < 0 || frozen > held {
                let takes = day.iter().rfind(|change| change.held_e4 < 0 || change.frozen_e4 != 0);
                let change = *takes.unwrap_or(&day[day.len() - 1]);
                found.push(Shortfall { change, held: Shares::from_e4(held), frozen: Shares::from_e4(frozen) });
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::movement::MovementSource;
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn movement(date: &str, kind: MovementKind, from: Option<&str>, to: Option<&str>, shares: i64) -> Movement {
        Movement {
            source: MovementSource::Movements,
            date: day(date),
            kind,
            from_member_no: from.map(Into::into),
            to_member_no: to.map(Into::into),
            class: ShareClass::new("资产量化股"),
            shares: Shares::from_e4(shares * 10_000),
            basis: "".into(),
            certificate_no: "".into(),
        }
    }

    #[test]
    fn a_transfer_counts_from_its_day_and_never_twice() {
        let class = ShareClass::new("资产量化股");
        let movements = [
            movement("2008-06-30", MovementKind::Quantify, None, Some("M004"), 10),
            movement("2008-11-15", MovementKind::Transfer, Some("M004"), Some("M003"), 2),
        ];
        let before = Holdings::on(day("2008-11-14"), &movements);
        let after = Holdings::on(day("2008-11-15"), &movements);
        assert_eq!(before.of("M004", &class).e4(), 100_000);
        assert_eq!(after.of("M004", &class).e4(), 80_000);
        assert_eq!(after.of("M003", &class).e4(), 20_000);
        assert_eq!(after.by_class().values().map(|shares| shares.e4()).sum::<i64>(), 100_000);
    }

    #[test]
    fn frozen_shares_earn_but_do_not_move() {
        let change =
            |date, held_e4, frozen_e4| Change { member: 0, class: 0, date: day(date), held_e4, frozen_e4, movement: 0 };
        let mut lawful = [change("2008-01-01", 100, 0), change("2008-02-01", 0, 60), change("2008-03-01", -40, 0)];
        assert_eq!(shortfalls(&mut lawful), vec![]);
        let mut unlawful = [change("2008-01-01", 100, 0), change("2008-02-01", 0, 60), change("2008-03-01", -41, 0)];
        assert_eq!(
            shortfalls(&mut unlawful).first().map(|found| (found.change.date, found.held.e4())),
            Some((day("2008-03-01"), 59))
        );
    }

    proptest! {
        #[test]
        fn the_order_of_movements_does_not_matter(
            amounts in prop::collection::vec((0_usize..4, 0_usize..4, 1_i64..50), 1..30),
            rotation in 0_usize..30,
        ) {
            let members = ["M001", "M002", "M003", "M004"];
            let movements: Vec<Movement> = amounts
                .iter()
                .map(|(from, to, shares)| match from == to {
                    true => movement("2008-01-01", MovementKind::Quantify, None, Some(members[*to]), *shares),
                    false => movement("2008-01-01", MovementKind::Transfer, Some(members[*from]), Some(members[*to]), *shares),
                })
                .collect();
            let mut turned = movements.clone();
            turned.rotate_left(rotation % movements.len());
            let last = day("2008-12-31");
            prop_assert_eq!(Holdings::on(last, &movements), Holdings::on(last, &turned));
        }
    }
}
