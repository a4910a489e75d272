//! Seats that exclude each other (回避) are not held by one person on one day, whoever imports them.

use super::check::Placed;
use super::known::{Known, Located, Origin};
use crate::domain::access::role::{INCOMPATIBLE, Role};
use crate::domain::governance::body::Seat;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::period::DateRange;
use crate::spreadsheet::column::Column;
use chrono::NaiveDate;

/// Every pair of seats, and of a seat and a post, that exclude each other, at the row that brings it about.
pub(super) fn seats_that_exclude(known: &Known) -> Vec<Placed> {
    let seats: Vec<&Located<Seat>> = known.counting(&known.seats).collect();
    let mut found = Vec::new();
    for (position, one) in seats.iter().enumerate() {
        let others = seats[..position].iter().filter(|other| is_same_person(&one.fact, &other.fact));
        for other in others {
            let Some(days) = days(&one.fact).intersection(days(&other.fact)) else { continue };
            if exclude(Role::Seat(one.fact.body), Role::Seat(other.fact.body)) {
                let origin = if is_row(one.origin) { one.origin } else { other.origin };
                found.extend(place(origin, &one.fact, Role::Seat(other.fact.body), days.first));
            }
        }
        for (person, post) in &known.posts {
            if is_row(one.origin) && one.fact.is_of(person) && exclude(Role::Seat(one.fact.body), Role::Post(*post)) {
                found.extend(place(one.origin, &one.fact, Role::Post(*post), one.fact.first_day));
            }
        }
    }
    found
}

fn place(origin: Origin, seat: &Seat, other: Role, day: NaiveDate) -> Option<Placed> {
    let (name, body) = (seat.name.to_string(), seat.body);
    is_row(origin).then(|| {
        (origin, Column::Body, GovernanceRefusal::SeatExcluded { name, body, other: other.zh().to_owned(), day }.into())
    })
}

const fn is_row(origin: Origin) -> bool {
    matches!(origin, Origin::Row { .. })
}

fn exclude(one: Role, other: Role) -> bool {
    INCOMPATIBLE.contains(&(one, other)) || INCOMPATIBLE.contains(&(other, one))
}

/// Two members by number, two strangers by name: a stranger of a member's name may be another.
fn is_same_person(one: &Seat, other: &Seat) -> bool {
    match (one.member_no.is_empty(), other.member_no.is_empty()) {
        (false, false) => one.member_no == other.member_no,
        (true, true) => one.name == other.name,
        _ => false,
    }
}

fn days(seat: &Seat) -> DateRange {
    DateRange { first: seat.first_day, last: seat.last_day.unwrap_or(NaiveDate::MAX) }
}
