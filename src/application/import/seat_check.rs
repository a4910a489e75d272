//! Seats that exclude each other (回避) are not held by one person on one day, whoever imports them.

use super::check::Placed;
use super::known::{Known, Located, Origin};
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::{Role, exclude, excludes_relatives};
use crate::domain::governance::body::Seat;
use crate::domain::governance::charter::{CharterItem, CharterTerm};
use crate::domain::governance::kinship;
use crate::domain::governance::procedure::seat_count;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::period::DateRange;
use crate::domain::person::Named;
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
        for other in &seats[..position] {
            if days(&one.fact).intersection(days(&other.fact)).is_some() {
                found.extend(relatives(known, (one, other)));
            }
        }
        for (person, post) in &known.posts {
            let roles = (Role::Seat(one.fact.body), Role::Post(*post));
            if is_row(one.origin) && !one.fact.is_of(person) && excludes_relatives(roles.0, roles.1) {
                let relation = relation(known, &one.fact.holder(), person);
                found.extend(relation.and_then(|relation| relative(one, &person.name, relation, roles.1)));
            }
            if is_row(one.origin) && one.fact.is_of(person) && exclude(Role::Seat(one.fact.body), Role::Post(*post)) {
                found.extend(place(one.origin, &one.fact, Role::Post(*post), one.fact.first_day));
            }
        }
    }
    found
}

/// Two seats of two relatives that must not be, at the row that brings it about.
fn relatives(known: &Known, (one, other): (&Located<Seat>, &Located<Seat>)) -> Option<Placed> {
    let roles = (Role::Seat(one.fact.body), Role::Seat(other.fact.body));
    if is_same_person(&one.fact, &other.fact) || !excludes_relatives(roles.0, roles.1) {
        return None;
    }
    let relation = relation(known, &one.fact.holder(), &other.fact.holder())?;
    match is_row(one.origin) {
        true => relative(one, &other.fact.name, relation, roles.1),
        false => relative(other, &one.fact.name, relation, roles.0),
    }
}

fn relative(seat: &Located<Seat>, relative: &str, relation: String, other: Role) -> Option<Placed> {
    let (name, role) = (seat.fact.name.to_string(), Role::Seat(seat.fact.body));
    let refusal = AccessRefusal::RelativeExcluded { name, role, relative: relative.to_owned(), relation, other };
    is_row(seat.origin).then(|| (seat.origin, Column::Body, refusal.into()))
}

/// How two persons are related, by what the import knows.
fn relation(known: &Known, one: &Named, other: &Named) -> Option<String> {
    let members = &known.members;
    let household = |person: &Named| {
        let position = members.index.lookup(&person.member_no)?;
        members.sides[position].household
    };
    kinship::relation(&known.kinship, [(one, household(one)), (other, household(other))])
}

fn place(origin: Origin, seat: &Seat, other: Role, day: NaiveDate) -> Option<Placed> {
    let (name, body) = (seat.name.to_string(), seat.body);
    is_row(origin).then(|| (origin, Column::Body, AccessRefusal::SeatExcluded { name, body, other, day }.into()))
}

const fn is_row(origin: Origin) -> bool {
    matches!(origin, Origin::Row { .. })
}

/// On no day are more seats of a body held than the charter of that day establishes: on which a term of office begins, or a number of seats.
pub(super) fn seats_beyond_charter(known: &Known) -> Vec<Placed> {
    let located: Vec<&Located<CharterTerm>> = known.counting(&known.terms).collect();
    let terms: Vec<CharterTerm> = located.iter().map(|term| term.fact.clone()).collect();
    let seats: Vec<&Located<Seat>> = known.counting(&known.seats).collect();
    let begins = |seat: &&Located<Seat>| (seat.fact.body, seat.fact.first_day, (seat.origin, Column::Body));
    let established = located.iter().filter_map(|term| match term.fact.item {
        CharterItem::Seats(body) => Some((body, term.fact.effective_date?, (term.origin, Column::Value))),
        _ => None,
    });
    let mut found = Vec::new();
    for (body, day, (origin, column)) in seats.iter().map(begins).chain(established) {
        let held: Vec<_> = seats.iter().filter(|one| one.fact.body == body && one.fact.is_held_on(day)).collect();
        let (count, own) = (held.len() as u64, held.iter().find(|one| is_row(one.origin)));
        let seats = seat_count(&terms, body, day, count);
        let place = match is_row(origin) {
            true => Some((origin, column)),
            false => own.map(|own| (own.origin, Column::Body)),
        };
        let Some((origin, column)) = place.filter(|_| count > seats) else { continue };
        let refusal = GovernanceRefusal::MoreSeatsThanCharter { body, day, held: count, seats }.into();
        let placed = (origin, column, refusal);
        if !found.contains(&placed) {
            found.push(placed);
        }
    }
    found
}

fn is_same_person(one: &Seat, other: &Seat) -> bool {
    one.is_of(&other.holder())
}

fn days(seat: &Seat) -> DateRange {
    DateRange { first: seat.first_day, last: seat.last_day.unwrap_or(NaiveDate::MAX) }
}
