//! Bodies (机构) on a day: who holds which seat, by which rule each decides; and the elections that filled them.

use super::{day_of, family};
use crate::application::boards::vote_view;
use crate::application::governance::election;
use crate::domain::governance::body::{Body, Seat};
use crate::domain::governance::election::Election;
use crate::domain::person::Named;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::frame::{Frame, Way};
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;
use strum::IntoEnumIterator;

#[derive(Template)]
#[template(path = "boards/bodies.html")]
struct BodiesPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    on: NaiveDate,
    bodies: Vec<BodyCard>,
    elections: Vec<ElectionCard>,
}

/// A body on a day.
struct BodyCard {
    name: &'static str,
    seats: u64,
    rule: String,
    holders: Vec<Seat>,
    vacant: u64,
}

/// An election, as far as it has come.
struct ElectionCard {
    election: Election,
    body: &'static str,
    electors: &'static str,
    /// Candidate, who named them, votes, whether they are elected.
    candidates: Vec<(String, String, String, bool)>,
}

/// The page; `?on=` is the day.
pub fn bodies(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let on = day_of(visit.asked.query.get("on")).unwrap_or_else(|| visit.today());
    let elections = visit.read(election::list)?;
    let cards = Body::iter().filter_map(|body| {
        let view = vote_view(&visit.overview, body, &[], on);
        let rule = view
            .rule
            .as_ref()
            .map(|rule| motion_text::rule(rule, view.seats, t) + &t.bracketed(motion_text::rule_source(rule, t)));
        let holders: Vec<Seat> = view.holders.iter().map(|(seat, _)| seat.clone()).collect();
        (!holders.is_empty() || view.seats > 0).then(|| BodyCard {
            name: motion_text::body_name(body, t),
            seats: view.seats,
            rule: rule.unwrap_or_default(),
            vacant: view.seats.saturating_sub(holders.len() as u64),
            holders,
        })
    });
    page(&BodiesPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        on,
        bodies: cards.collect(),
        elections: elections.into_iter().rev().map(|election| card(election, t)).collect(),
    })
}

fn card(election: Election, t: Language) -> ElectionCard {
    let elected = election.elected();
    let candidate = |(position, (person, by)): (usize, &(Named, String))| {
        let votes = election.ballots.as_ref().and_then(|(_, ballots)| ballots.votes.get(position));
        let votes = votes.map(ToString::to_string).unwrap_or_default();
        (format!("{} {}", person.member_no, person.name), by.clone(), votes, elected.contains(&person))
    };
    ElectionCard {
        body: motion_text::body_name(election.announcement.body, t),
        electors: motion_text::body_name(election.announcement.electors, t),
        candidates: election.candidates.iter().enumerate().map(candidate).collect(),
        election,
    }
}
