//! Signing in, accounts, and whether somebody may do what they ask for.

mod account;
mod second_factor;
mod secret;
mod sign_in;

pub use account::{AccountView, add_user, close_user, new_code, remove_second_factor, set_posts, users};
pub use second_factor::{confirm_second_factor, enrol_second_factor, offer_second_factor, set_second_factor};
pub use sign_in::{Credentials, SignedIn, close_sessions, open_session, resume_session, set_password, sign_in};
pub(crate) use sign_in::{resume, whose};

use super::governance::seats;
use super::member::household_no;
use super::{Context, Failure, Outcome};
use crate::domain::access::account::{Account, AccountDeed};
use crate::domain::access::permission::{Action, allows};
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::{Post, roles};
use crate::domain::governance::body::Seat;
use crate::domain::person::Named;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::event_log::{self, Event};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use strum::VariantNames;
use uuid::Uuid;

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whoever holds the data, while the cooperative has no users.
    Local,
    /// A user who has signed in.
    User(SignedIn),
}

impl Actor {
    /// As the log names them.
    pub fn name(&self) -> &str {
        match self {
            Actor::Local => "local",
            Actor::User(signed_in) => &signed_in.user,
        }
    }

    /// Who they are, where somebody is signed in.
    pub fn person(&self) -> Option<&Named> {
        match self {
            Actor::Local => None,
            Actor::User(signed_in) => Some(&signed_in.person),
        }
    }
}

/// All accounts of a cooperative, by user name, the closed ones included.
pub(crate) fn accounts(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<BTreeMap<String, Account>> {
    Ok(Account::fold(deeds(tx, cooperative_id)?))
}

/// What was done with accounts: when, with whose, what.
fn deeds(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<(DateTime<Utc>, String, AccountDeed)>> {
    deeds_after(tx, cooperative_id, 0)
}

/// The same of what was done after an event.
pub(crate) fn deeds_after(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    event_no: i64,
) -> Outcome<Vec<(DateTime<Utc>, String, AccountDeed)>> {
    let parse = |event: &Event| {
        let deed = AccountDeed::parse(&event.content)?;
        Ok(deed.map(|(user, deed)| (event.occurred_at, user, deed)))
    };
    super::log::deeds_after(tx, cooperative_id, (AccountDeed::VARIANTS, event_no), parse)
}

/// Whether a text may be the name of a user: forty characters at most, no blanks, and no full-width letters, which look like others.
fn is_user_name(text: &str) -> bool {
    let is_full_width = |character: char| ('\u{ff00}'..='\u{ffef}').contains(&character);
    let is_fit = |character: char| !character.is_whitespace() && !character.is_control() && !is_full_width(character);
    !text.is_empty() && text.chars().count() <= 40 && text.chars().all(is_fit)
}

/// Adds to the log what is done with an account; the number of the event.
fn log(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    context: &Context<'_>,
    user: &str,
    deed: &AccountDeed,
) -> Outcome<i64> {
    let content = deed.write(user);
    let event = (deed.action(), content.as_str());
    Ok(event_log::append(tx, cooperative.id, context.now, context.actor.name(), event)?.event_no)
}

/// Who has which post now.
pub(crate) fn posts(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<(Named, Post)>> {
    let open = accounts(tx, cooperative_id)?.into_values().filter(|account| !account.is_closed);
    Ok(open.flat_map(|account| account.posts.into_iter().map(move |post| (account.person.clone(), post))).collect())
}

/// Lets an act pass, or says why it may not: once a cooperative has users, every act wants one with the right to it.
///
/// # Errors
/// Where nobody is signed in, or none of their roles of the day allows it.
pub fn authorize(tx: &mut Tx<'_>, cooperative_id: Uuid, context: &Context<'_>, action: Action) -> Outcome<()> {
    let accounts = accounts(tx, cooperative_id)?;
    if accounts.is_empty() && *context.actor == Actor::Local {
        return Ok(());
    }
    permit((&accounts, &seats(tx, cooperative_id)?), context.actor, (action, context.today()))
}

/// Whether somebody may do something on a day, by the accounts and seats there are.
///
/// # Errors
/// As [`authorize`].
pub(crate) fn permit(
    (accounts, seats): (&BTreeMap<String, Account>, &[Seat]),
    actor: &Actor,
    (action, day): (Action, NaiveDate),
) -> Outcome<()> {
    let Actor::User(SignedIn { user, .. }) = actor else {
        return Err(Failure::refused(AccessRefusal::SignInNeeded));
    };
    let user = user.clone();
    let Some(account) = accounts.get(&user).filter(|account| !account.is_closed) else {
        return Err(Failure::refused(AccessRefusal::UserUnknown { user }));
    };
    let roles = roles(&account.person, &account.posts, seats, day);
    match allows(&roles, action) {
        true => Ok(()),
        false => {
            let roles = roles.into_iter().collect();
            Err(Failure::refused(AccessRefusal::NotPermitted { user, action, roles }))
        }
    }
}

/// Whether an account is of the person who is signed in: another account of the same person is no second pair of eyes.
pub(crate) fn is_of_person(accounts: &BTreeMap<String, Account>, user: &str, signed_in: &SignedIn) -> bool {
    let person = accounts.get(user).map(|account| &account.person);
    user == signed_in.user || person.is_some_and(|person| signed_in.person.is_same(&person.member_no, &person.name))
}

/// Lets somebody who is signed in see everybody's money, or that of a member. Whoever holds the data folder and names nobody reads as they like.
///
/// # Errors
/// Where none of their roles shows it, and it is not their own household's.
pub fn check_reading(
    db: &mut Db,
    cooperative: &Cooperative,
    context: &Context<'_>,
    member_no: Option<&str>,
) -> Outcome<()> {
    let Actor::User(SignedIn { person, .. }) = context.actor else { return Ok(()) };
    let mut tx = db.begin_read()?;
    let Err(refused) = authorize(&mut tx, cooperative.id, context, Action::SeeMoney) else { return Ok(()) };
    check_household(&mut tx, cooperative.id, (person, member_no), refused)
}

/// Lets a member see what is their household's; who has no right to see more, and why, is known.
pub(crate) fn check_household(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (person, member_no): (&Named, Option<&str>),
    refused: Failure,
) -> Outcome<()> {
    match member_no {
        Some(member_no) if is_of_household(tx, cooperative_id, (person, member_no))? => Ok(()),
        Some(member_no) if !person.member_no.is_empty() => {
            Err(Failure::refused(AccessRefusal::HouseholdNotOwn { member_no: member_no.to_owned() }))
        }
        _ => Err(refused),
    }
}

/// Whether a member is somebody themself, or one of their household.
fn is_of_household(tx: &mut Tx<'_>, cooperative_id: Uuid, (person, member_no): (&Named, &str)) -> Outcome<bool> {
    if person.member_no.is_empty() || member_no == person.member_no {
        return Ok(!person.member_no.is_empty());
    }
    let own = household_no(tx, cooperative_id, &person.member_no)?;
    Ok(own.is_some() && own == household_no(tx, cooperative_id, member_no)?)
}

/// Shareholders act for themselves; who has the post of a window clerk acts for others, and is named as such in the log.
///
/// # Errors
/// Where somebody else's affair is meant.
pub(crate) fn check_own(tx: &mut Tx<'_>, cooperative: &Cooperative, actor: &Actor, whose: &Named) -> Outcome<()> {
    let Actor::User(signed_in) = actor else { return Ok(()) };
    let account = accounts(tx, cooperative.id)?.remove(&signed_in.user).unwrap_or_default();
    if signed_in.person.is_same(&whose.member_no, &whose.name) || account.posts.contains(&Post::WindowClerk) {
        return Ok(());
    }
    let whose = if whose.member_no.is_empty() { whose.name.clone() } else { whose.member_no.clone() };
    Err(Failure::refused(AccessRefusal::NotTheirOwn { user: signed_in.user.clone(), whose }))
}
