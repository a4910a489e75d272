//! One's household: who belongs to it, and what each was given in the latest year.

use super::statements;
use crate::application::member;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::person::Relation;
use crate::domain::register::member::Member;
use crate::rendering::speech::Language;
use crate::rendering::term::term;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

#[derive(Template)]
#[template(path = "my/household.html")]
struct HouseholdPage {
    t: Language,
    frame: Frame,
    household_no: String,
    group: String,
    people: Vec<Person>,
    year: Option<AccountingYear>,
    total: Money,
    /// What is still up; nothing where nothing is.
    pending: Option<Money>,
}

/// Somebody of the household.
struct Person {
    member: Member,
    relation: String,
    /// What is effective.
    net: Option<Money>,
    /// What is still up and may yet change.
    pending: Option<Money>,
}

/// The page.
pub fn household(visit: &mut Visit<'_>) -> Answered {
    let (t, own) = (visit.t(), visit.member_no());
    let members = visit.read(|db, cooperative| member::household(db, cooperative, &own))?;
    let day = visit.today();
    let year = visit.overview.shown_to_members(day).first().map(|view| view.run.run.year);
    let mut people = Vec::new();
    for member in members {
        let of_year = statements(visit, &member.member_no)?;
        let of_year = of_year.iter().filter(|view| Some(view.run.run.run.year) == year);
        let (pending, effective): (Vec<_>, Vec<_>) = of_year.partition(|view| view.run.standing.is_under_procedure());
        let [net, pending] = [effective, pending].map(|views| sum(views.iter().map(|view| view.statement.net)));
        let relation = term(member.relation.as_ref().map_or("", Relation::as_str), t).to_owned();
        people.push(Person { relation, net, pending, member });
    }
    let total = sum(people.iter().filter_map(|person| person.net)).unwrap_or(Money::ZERO);
    let pending = sum(people.iter().filter_map(|person| person.pending));
    let head = people.first().map(|person| (person.member.household_no.to_string(), person.member.group.to_string()));
    let (household_no, group) = head.unwrap_or_default();
    page(&HouseholdPage { t, frame: visit.frame(), household_no, group, people, year, total, pending })
}

/// What some amounts come to; nothing where there is none.
fn sum(amounts: impl Iterator<Item = Money>) -> Option<Money> {
    let amounts: Vec<Money> = amounts.collect();
    if amounts.is_empty() { None } else { Some(Money::sum(amounts).unwrap_or(Money::ZERO)) }
}
