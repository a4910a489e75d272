//! Bodies (机构) for programs: charter, seats, kinship, motions, supervision, elections.

use crate::application::governance::query::CharterView;
use crate::domain::governance::body::Seat;
use crate::domain::governance::election::Election;
use crate::domain::governance::kinship::Kinship;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::supervision::SupervisionRecord;
use crate::domain::person::Named;
use crate::domain::refusal::Problem;
use crate::rendering::json as of_domain;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The charter (章程) of a day, and how each body decides.
pub fn charter(view: &CharterView, on: NaiveDate) -> Value {
    let terms = view.terms.iter().map(|term| {
        json!({
            "item": term.item.zh().as_str(), "value": term.value.as_str(),
            "effective_date": term.effective_date.map(|day| day.to_string()),
        })
    });
    let bodies = view.bodies.iter().map(|body| {
        json!({
            "body": body.body.zh(), "seats": body.seats, "quorum": body.rule.quorum.to_string(),
            "majority": body.rule.majority.to_string(), "basis": body.rule.basis.zh(),
            "quorum_article": body.rule.quorum_article, "majority_article": body.rule.majority_article,
        })
    });
    let procedures = view
        .procedures
        .iter()
        .map(|(kind, procedure)| json!({ "kind": kind.code(), "stages": procedure.as_ref().map(ToString::to_string) }));
    let weaker = view.weaker.iter().map(|weaker| {
        json!({
            "item": weaker.item.zh().as_str(), "charter": weaker.charter.to_string(), "law": weaker.law.to_string(),
            "article": weaker.article,
        })
    });
    let unreserved = view.unreserved.iter().map(|(kind, matter)| {
        let bodies = matter.bodies.iter().map(|body| body.zh()).collect::<Vec<_>>();
        json!({ "kind": kind.code(), "bodies": bodies, "article": matter.article })
    });
    json!({
        "on": on.to_string(), "reserved_by_law": unreserved.collect::<Vec<_>>(), "terms": terms.collect::<Vec<_>>(), "bodies": bodies.collect::<Vec<_>>(),
        "procedures": procedures.collect::<Vec<_>>(), "weaker_than_law": weaker.collect::<Vec<_>>(),
    })
}

/// Who holds which seat (席位) on a day.
pub fn seats(seats: &[Seat], on: NaiveDate) -> Value {
    let values = seats.iter().map(|seat| {
        json!({
            "body": seat.body.zh(), "member_no": seat.member_no.as_str(), "name": seat.name.as_str(),
            "office": seat.office.as_str(), "first_day": seat.first_day.to_string(),
            "last_day": seat.last_day.map(|day| day.to_string()),
        })
    });
    json!({ "on": on.to_string(), "seats": values.collect::<Vec<_>>() })
}

/// Declared kinship (亲属), and what has to change by it.
pub fn kinship(declared: &[Kinship], conflicts: &[Problem]) -> Value {
    let person = |person: &Named| json!({ "member_no": person.member_no, "name": person.name });
    let values = declared.iter().map(
        |kinship| json!({ "one": person(&kinship.one), "other": person(&kinship.other), "relation": kinship.relation }),
    );
    let conflicts: Vec<_> = conflicts.iter().map(of_domain::problem).collect();
    json!({ "kinship": values.collect::<Vec<_>>(), "conflicts": conflicts })
}

/// Motions (议题) in their order.
pub fn motions(motions: &[Motion]) -> Value {
    json!({ "motions": motions.iter().map(of_domain::motion).collect::<Vec<_>>() })
}

/// Records of those who watch (监督).
pub fn supervision(records: &[SupervisionRecord]) -> Value {
    let value = |record: &SupervisionRecord| {
        json!({
            "record": record.record_no, "kind": record.kind.code(), "opened_on": record.opened_on.to_string(),
            "member_no": record.by.member_no, "name": record.by.name, "about": record.about, "text": record.text,
            "route": record.route,
            "endorsed": record.endorsed.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
            "published_on": record.published_on.map(|on| on.to_string()),
            "answered_on": record.answer.as_ref().map(|(on, _)| on.to_string()),
            "answer": record.answer.as_ref().map(|(_, text)| text),
        })
    };
    json!({ "records": records.iter().map(value).collect::<Vec<_>>() })
}

/// Elections (选举) in their order.
pub fn elections(elections: &[Election]) -> Value {
    json!({ "elections": elections.iter().map(election).collect::<Vec<_>>() })
}

/// An election.
pub fn election(election: &Election) -> Value {
    let elected = election.elected();
    let candidates = election.candidates.iter().enumerate().map(|(position, (candidate, by))| {
        json!({
            "member_no": candidate.member_no, "name": candidate.name, "named_by": by,
            "votes": election.ballots.as_ref().and_then(|(_, ballots)| ballots.votes.get(position)),
            "elected": elected.contains(&candidate),
        })
    });
    json!({
        "election": election.election_no, "body": election.announcement.body.zh(),
        "seats": election.announcement.seats, "electors": election.announcement.electors.zh(),
        "least_candidates": election.announcement.least_candidates(),
        "announced_on": election.announced_on.to_string(),
        "candidates": candidates.collect::<Vec<_>>(),
        "published_until": election.published_until.map(|day| day.to_string()),
        "ballots": election.ballots.as_ref().map(|(on, ballots)| json!({
            "on": on.to_string(), "issued": ballots.issued, "valid": ballots.valid, "electors": ballots.electors,
            "quorum_required": ballots.quorum, "majority_required": ballots.majority,
            "minutes": ballots.minutes.to_string(),
        })),
        "appointed": election.appointed.map(|(from, until)| json!({
            "first_day": from.to_string(), "last_day": until.map(|day| day.to_string()),
        })),
    })
}
