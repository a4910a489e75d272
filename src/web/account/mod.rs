//! One's own account: who one is here, and how one signs in.

pub mod second_factor;

pub use second_factor::Offers;

use super::frame::{Frame, roles_in_words};
use super::visit::{Answered, Visit, page};
use crate::domain::person::Named;
use crate::rendering::speech::Language;
use askama::Template;

#[derive(Template)]
#[template(path = "account/home.html")]
struct HomePage {
    t: Language,
    frame: Frame,
    user: String,
    person: Named,
    roles: String,
    has_second_factor: bool,
}

/// The page.
pub fn home(visit: &mut Visit<'_>) -> Answered {
    page(&HomePage {
        t: visit.t(),
        frame: visit.frame(),
        user: visit.actor.name().to_owned(),
        person: visit.actor.person().cloned().unwrap_or_default(),
        roles: roles_in_words(&visit.roles, visit.t()),
        has_second_factor: has_second_factor(visit),
    })
}

fn has_second_factor(visit: &Visit<'_>) -> bool {
    visit.overview.account(visit.actor.name()).is_some_and(|account| account.has_second_factor)
}
