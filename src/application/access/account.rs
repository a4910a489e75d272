//! Accounts: added, given posts and codes, closed.

use super::sign_in::{keep_secret, signed_in_by_password};
use super::{Actor, accounts, authorize, is_user_name, log};
use crate::application::governance::kinship::check_relatives;
use crate::application::governance::{member_named, seats};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::account::{Account, AccountDeed};
use crate::domain::access::permission::Action;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::{Post, Role, incompatible, roles};
use crate::domain::person::Named;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use std::collections::BTreeSet;

/// An account, for whoever manages them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountView {
    /// 用户名.
    pub user: String,
    /// As it stands.
    pub account: Account,
    /// The roles of today.
    pub roles: BTreeSet<Role>,
}

/// Letters of a one-time code: none that is taken for another.
const CODE_LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE_LENGTH: usize = 10;

/// Adds a user for a person: a member by number, or somebody by name. Gives a one-time code, to be handed over at the counter.
///
/// # Errors
/// Where the name is taken or unfit, the person is unknown, the posts exclude each other or a seat, or the first user is no administrator.
pub fn add_user(
    db: &mut Db,
    cooperative: &Cooperative,
    (user, person): (&str, &Named),
    posts: &BTreeSet<Post>,
    context: &mut Context<'_>,
) -> Outcome<String> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::ManageUsers)?;
    let held = accounts(&mut tx, cooperative.id)?;
    if !is_user_name(user) || user == Actor::Local.name() {
        return Err(Failure::refused(AccessRefusal::UserNameUnfit { given: user.to_owned() }));
    }
    if held.contains_key(user) {
        return Err(Failure::refused(AccessRefusal::UserExists { user: user.to_owned() }));
    }
    if held.is_empty() && !posts.contains(&Post::Administrator) {
        return Err(Failure::refused(AccessRefusal::FirstUserNoAdministrator));
    }
    let person = member_named(&mut tx, cooperative.id, person)?;
    let same =
        held.iter().find(|(_, account)| !account.is_closed && account.person.is_same(&person.member_no, &person.name));
    if let Some((other, _)) = same {
        return Err(Failure::refused(AccessRefusal::PersonHasUser { name: person.name, user: other.clone() }));
    }
    check_posts(&mut tx, cooperative, (user, &person), posts, context)?;
    log(&mut tx, cooperative, context, user, &AccountDeed::Add(person))?;
    log(&mut tx, cooperative, context, user, &AccountDeed::SetPosts(posts.clone()))?;
    let code = give_code(&mut tx, cooperative, user, context)?;
    tx.commit()?;
    Ok(code)
}

fn check_posts(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (user, person): (&str, &Named),
    posts: &BTreeSet<Post>,
    context: &Context<'_>,
) -> Outcome<()> {
    let seats = seats(tx, cooperative.id)?;
    if let Some((one, other)) = incompatible(&roles(person, posts, &seats, context.today())) {
        return Err(Failure::refused(AccessRefusal::RolesIncompatible { user: user.to_owned(), one, other }));
    }
    posts.iter().try_for_each(|post| check_relatives(tx, cooperative.id, (person, Role::Post(*post)), context.today()))
}

/// The right to other people's accounts.
const MANAGE: Option<Action> = Some(Action::ManageUsers);

/// Changes what somebody may do and be: their account, where there is one, and who acts has the right where it wants one.
fn change(
    db: &mut Db,
    cooperative: &Cooperative,
    (user, right): (&str, Option<Action>),
    context: &mut Context<'_>,
    act: impl FnOnce(&mut Tx<'_>, &Account, &mut Context<'_>) -> Outcome<String>,
) -> Outcome<String> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    right.map_or(Ok(()), |right| authorize(&mut tx, cooperative.id, context, right))?;
    let account = accounts(&mut tx, cooperative.id)?.remove(user);
    let Some(account) = account.filter(|account| !account.is_closed) else {
        return Err(Failure::refused(AccessRefusal::UserUnknown { user: user.to_owned() }));
    };
    let said = act(&mut tx, &account, context)?;
    tx.commit()?;
    Ok(said)
}

/// Gives a user other posts.
///
/// # Errors
/// Where they exclude each other or a seat, or nobody would be left to manage users.
pub fn set_posts(
    db: &mut Db,
    cooperative: &Cooperative,
    user: &str,
    posts: &BTreeSet<Post>,
    context: &mut Context<'_>,
) -> Outcome<()> {
    change(db, cooperative, (user, MANAGE), context, |tx, account, context| {
        check_posts(tx, cooperative, (user, &account.person), posts, context)?;
        if !posts.contains(&Post::Administrator) {
            keep_an_administrator(tx, cooperative, user)?;
        }
        log(tx, cooperative, context, user, &AccountDeed::SetPosts(posts.clone()))?;
        Ok(String::new())
    })
    .map(|_| ())
}

/// Gives a user a new one-time code, in place of a forgotten password.
///
/// # Errors
/// Where there is no such user.
pub fn new_code(db: &mut Db, cooperative: &Cooperative, user: &str, context: &mut Context<'_>) -> Outcome<String> {
    change(db, cooperative, (user, MANAGE), context, |tx, _, context| give_code(tx, cooperative, user, context))
}

/// Takes a second factor away: one's own with the password and a code, that of who lost the device by whoever manages users.
///
/// # Errors
/// Where there is no such user, or no second factor, or one's own would be taken away with a token.
pub fn remove_second_factor(
    db: &mut Db,
    cooperative: &Cooperative,
    user: &str,
    context: &mut Context<'_>,
) -> Outcome<()> {
    let is_own = context.actor.name() == user;
    if is_own {
        signed_in_by_password(context)?;
    }
    let right = MANAGE.filter(|_| !is_own);
    change(db, cooperative, (user, right), context, |tx, account, context| {
        if account.second_factor.is_none() {
            return Err(Failure::refused(AccessRefusal::NoSecondFactor { user: user.to_owned() }));
        }
        log(tx, cooperative, context, user, &AccountDeed::RemoveSecondFactor)?;
        Ok(String::new())
    })
    .map(|_| ())
}

/// Closes an account for good.
///
/// # Errors
/// Where there is no such user.
pub fn close_user(db: &mut Db, cooperative: &Cooperative, user: &str, context: &mut Context<'_>) -> Outcome<()> {
    change(db, cooperative, (user, MANAGE), context, |tx, _, context| {
        keep_an_administrator(tx, cooperative, user)?;
        log(tx, cooperative, context, user, &AccountDeed::Close)?;
        Ok(String::new())
    })
    .map(|_| ())
}

/// Somebody else must be left who manages users.
fn keep_an_administrator(tx: &mut Tx<'_>, cooperative: &Cooperative, user: &str) -> Outcome<()> {
    let others = accounts(tx, cooperative.id)?.into_iter().filter(|(name, account)| name != user && !account.is_closed);
    let mut administrators = others.filter(|(_, account)| account.posts.contains(&Post::Administrator));
    match administrators.next() {
        Some(_) => Ok(()),
        None => Err(Failure::refused(AccessRefusal::LastAdministrator { user: user.to_owned() })),
    }
}

fn give_code(tx: &mut Tx<'_>, cooperative: &Cooperative, user: &str, context: &mut Context<'_>) -> Outcome<String> {
    let mut chance = [0; CODE_LENGTH];
    (context.random)(&mut chance);
    let letter = |byte: &u8| char::from(CODE_LETTERS[usize::from(*byte) % CODE_LETTERS.len()]);
    let code: String = chance.iter().map(letter).collect();
    keep_secret(tx, cooperative, (user, &code), true, context)?;
    Ok(code)
}

/// All accounts, with the roles of today.
///
/// # Errors
/// Where the log cannot be read.
pub fn users(db: &mut Db, cooperative: &Cooperative, context: &Context<'_>) -> Outcome<Vec<AccountView>> {
    let mut tx = db.begin_read()?;
    let seats = seats(&mut tx, cooperative.id)?;
    let view = |(user, account): (String, Account)| {
        let roles = roles(&account.person, &account.posts, &seats, context.today());
        AccountView { user, account, roles }
    };
    Ok(accounts(&mut tx, cooperative.id)?.into_iter().map(view).collect())
}
