//! What stands against a person, by name.

use super::permission::Action;
use super::role::Role;
use crate::domain::governance::body::Body;
use chrono::{DateTime, NaiveDate, Utc};

/// Why somebody may not (`governance.md`, People and rights).
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum AccessRefusal {
    /// The cooperative has users: every act wants one.
    SignInNeeded,
    /// Name or password are not right; which, is not said.
    SignInFailed {
        /// The name.
        user: String,
    },
    /// Too many failures.
    AccountRests {
        /// The name.
        user: String,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// Too many failures, of whoever.
    SignInsRest {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The password is right, and the code of the second factor is wanted, too.
    SecondFactorNeeded {
        /// The name.
        user: String,
    },
    /// A code does not fit the second factor that it is to confirm.
    CodeWrong {
        /// The name.
        user: String,
    },
    /// A code is taken once.
    CodeTaken {
        /// The name.
        user: String,
    },
    /// No second factor was handed out that could be confirmed or removed.
    NoSecondFactor {
        /// The name.
        user: String,
    },
    /// The session has ended, or never was.
    SessionUnknown {
        /// The name.
        user: String,
    },
    /// A token is not enough for this: the password is wanted.
    PasswordNeeded {
        /// The name.
        user: String,
    },
    /// A one-time code only serves to set a password.
    PasswordNotSet {
        /// The name.
        user: String,
    },
    /// None of the roles allows it.
    NotPermitted {
        /// The name.
        user: String,
        /// What was asked for.
        action: Action,
        /// The roles of the day.
        roles: Vec<Role>,
    },
    /// A page that is for others.
    PageOfOthers {
        /// The name.
        user: String,
        /// The roles of the day.
        roles: Vec<Role>,
    },
    /// What is one member's is for themself and their household.
    HouseholdNotOwn {
        /// Whose it is: a member's number.
        member_no: String,
    },
    /// The site has nobody yet who could sign in.
    NoUsersYet,
    /// A name that is taken.
    UserExists {
        /// The name.
        user: String,
    },
    /// One account a person: what excludes each other must show.
    PersonHasUser {
        /// Whose.
        name: String,
        /// The account they have.
        user: String,
    },
    /// Shareholders act for themselves; a window clerk acts for others.
    NotTheirOwn {
        /// Who acts.
        user: String,
        /// For whom: a member's number, or a name.
        whose: String,
    },
    /// No such user.
    UserUnknown {
        /// The name.
        user: String,
    },
    /// A name that is empty or has blanks.
    UserNameUnfit {
        /// What was given.
        given: String,
    },
    /// Nobody could manage users.
    FirstUserNoAdministrator,
    /// Nobody could manage users afterwards.
    LastAdministrator {
        /// The only administrator.
        user: String,
    },
    /// A password is wanted, and nobody sits at a terminal to type it.
    PasswordNotTyped,
    /// Too short a password.
    PasswordTooShort {
        /// Characters of the shortest.
        least: usize,
    },
    /// Two roles that exclude each other.
    RolesIncompatible {
        /// Whose.
        user: String,
        /// One.
        one: Role,
        /// The other.
        other: Role,
    },
    /// A close relative is what excludes it.
    RelativeExcluded {
        /// Who would have the seat or post.
        name: String,
        /// The seat or post.
        role: Role,
        /// The relative.
        relative: String,
        /// 关系.
        relation: String,
        /// What the relative is.
        other: Role,
    },
    /// Somebody would be two things that exclude each other.
    SeatExcluded {
        /// Who.
        name: String,
        /// The seat's body.
        body: Body,
        /// What they are besides.
        other: Role,
        /// From which day on.
        day: NaiveDate,
    },
}
