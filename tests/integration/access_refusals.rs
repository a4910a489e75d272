//! What can stand against a person, for the suite of refusals.

use crate::support::day;
use tonggu::domain::access::permission::Action;
use tonggu::domain::access::refusal::AccessRefusal;
use tonggu::domain::access::role::{Post, Role};
use tonggu::domain::governance::body::Body;
use tonggu::domain::refusal::Refusal;

pub fn access() -> Vec<Refusal> {
    let user = || "chen".to_owned();
    let (body, day) = (Body::BoardOfDirectors, day("2009-01-05"));
    let roles = || vec![Role::Post(Post::Cashier), Role::Shareholder];
    [
        AccessRefusal::SignInNeeded,
        AccessRefusal::PageOfOthers { user: user(), roles: roles() },
        AccessRefusal::HouseholdNotOwn { member_no: "M002".to_owned() },
        AccessRefusal::NoUsersYet,
        AccessRefusal::SignInFailed { user: user() },
        AccessRefusal::AccountRests { user: user(), until: crate::support::now() },
        AccessRefusal::SignInsRest { until: crate::support::now() },
        AccessRefusal::SecondFactorNeeded { user: user() },
        AccessRefusal::PasswordNeeded { user: user() },
        AccessRefusal::CodeWrong { user: user() },
        AccessRefusal::CodeTaken { user: user() },
        AccessRefusal::NoSecondFactor { user: user() },
        AccessRefusal::SessionUnknown { user: user() },
        AccessRefusal::PasswordNotTyped,
        AccessRefusal::PasswordNotSet { user: user() },
        AccessRefusal::NotPermitted { user: user(), action: Action::Vote, roles: roles() },
        AccessRefusal::NotPermitted { user: user(), action: Action::Vote, roles: Vec::new() },
        AccessRefusal::UserExists { user: user() },
        AccessRefusal::PersonHasUser { name: "陈国强".to_owned(), user: user() },
        AccessRefusal::NotTheirOwn { user: user(), whose: "M002".to_owned() },
        AccessRefusal::UserUnknown { user: user() },
        AccessRefusal::UserNameUnfit { given: "a b".to_owned() },
        AccessRefusal::FirstUserNoAdministrator,
        AccessRefusal::LastAdministrator { user: user() },
        AccessRefusal::PasswordTooShort { least: 8 },
        AccessRefusal::RelativeExcluded {
            name: user(),
            role: Role::Seat(body),
            relative: "李素芳".to_owned(),
            relation: "配偶".to_owned(),
            other: Role::Post(Post::Cashier),
        },
        AccessRefusal::SeatExcluded { name: user(), body, other: Role::Shareholder, day },
        AccessRefusal::RolesIncompatible {
            user: user(),
            one: Role::Post(Post::Cashier),
            other: Role::Seat(Body::BoardOfSupervisors),
        },
    ]
    .map(Refusal::from)
    .to_vec()
}
