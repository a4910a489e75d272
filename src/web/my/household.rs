//! One's household: who belongs to it, and what each was given in the latest year.

use super::statements;
use crate::application::member;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::person::Relation;
use crate::domain::register::member::Member;
use crate::rendering::speech::Language;
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
}

/// Somebody of the household.
struct Person {
    member: Member,
    relation: String,
    net: Option<Money>,
}

/// The page.
pub fn household(visit: &mut Visit<'_>) -> Answered {
    let own = visit.member_no();
    let members = visit.read(|db, cooperative| member::household(db, cooperative, &own))?;
    let day = visit.today();
    let year = visit.overview.shown_to_members(day).first().map(|view| view.run.run.year);
    let mut people = Vec::new();
    for member in members {
        let of_year = statements(visit, &member.member_no)?;
        let of_year = of_year.iter().filter(|view| Some(view.run.run.run.year) == year);
        let amounts: Vec<Money> = of_year.map(|view| view.statement.net).collect();
        let net = Some(amounts).filter(|amounts| !amounts.is_empty());
        let relation = member.relation.as_ref().map_or("", Relation::as_str).to_owned();
        people.push(Person { relation, net: net.map(|amounts| Money::sum(amounts).unwrap_or(Money::ZERO)), member });
    }
    let total = Money::sum(people.iter().filter_map(|person| person.net)).unwrap_or(Money::ZERO);
    let head = people.first().map(|person| (person.member.household_no.to_string(), person.member.group.to_string()));
    let (household_no, group) = head.unwrap_or_default();
    page(&HouseholdPage { t: visit.t(), frame: visit.frame(), household_no, group, people, year, total })
}
