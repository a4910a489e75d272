//! A parcel or shop can be active only once a day: it cannot earn rent twice.

use super::ObjectKind;
use crate::domain::period::DateRange;

/// The days on which one object is active, and where the caller finds the contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity<'a> {
    /// Parcel or shop.
    pub object: ObjectKind,
    /// 地块编号 or 商铺编号.
    pub object_no: &'a str,
    /// The active days.
    pub range: DateRange,
    /// The contribution, by a position the caller chose.
    pub contribution: usize,
}

/// Two contributions of one object, active on the same days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The one that began first.
    pub earlier: usize,
    /// The one that began while the other was active.
    pub later: usize,
    /// The days they share.
    pub days: DateRange,
}

/// Every pair of neighbours in time that are active together; `activities` are put into order by object and day.
pub fn overlaps(activities: &mut [Activity<'_>]) -> Vec<Overlap> {
    activities.sort_unstable_by_key(|activity| {
        (activity.object, activity.object_no, activity.range.first, activity.contribution)
    });
    let mut found = Vec::new();
    for object in activities.chunk_by(|one, next| (one.object, one.object_no) == (next.object, next.object_no)) {
        let mut longest = object[0];
        for activity in &object[1..] {
            if let Some(days) = longest.range.intersection(activity.range) {
                found.push(Overlap { earlier: longest.contribution, later: activity.contribution, days });
            }
            if activity.range.last > longest.range.last {
                longest = *activity;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity<'a>(object_no: &'a str, first: &str, last: &str, contribution: usize) -> Activity<'a> {
        let range = DateRange { first: first.parse().unwrap(), last: last.parse().unwrap() };
        Activity { object: ObjectKind::Parcel, object_no, range, contribution }
    }

    #[test]
    fn a_parcel_may_pass_on_the_next_day_but_not_the_same() {
        let mut passed_on = [
            activity("1-003", "2003-01-01", "2008-06-30", 0),
            activity("1-003", "2008-07-01", "2022-12-31", 1),
            activity("1-004", "2003-01-01", "2022-12-31", 2),
        ];
        assert_eq!(overlaps(&mut passed_on), vec![]);
        let mut doubled =
            [activity("1-003", "2008-06-30", "2022-12-31", 1), activity("1-003", "2003-01-01", "2008-06-30", 0)];
        let found = overlaps(&mut doubled);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].earlier, found[0].later, found[0].days.days()), (0, 1, 1));
    }

    #[test]
    fn a_long_activity_is_met_by_every_later_one() {
        let mut activities = [
            activity("A", "2000-01-01", "2020-12-31", 0),
            activity("A", "2001-01-01", "2001-12-31", 1),
            activity("A", "2005-01-01", "2005-12-31", 2),
        ];
        assert_eq!(overlaps(&mut activities).len(), 2);
    }
}
