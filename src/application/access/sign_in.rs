//! Signing in: with a password and, where there is one, the code of a second factor; or with the token of a session.

use super::{Actor, accounts, deeds, log, secret};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::account::{Account, AccountDeed, SHORTEST_PASSWORD, all_rest_until, session_end};
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::person::Named;
use crate::storage::access as secrets;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// A user who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The name that the log knows them by.
    pub user: String,
    /// Who they are.
    pub person: Named,
    /// Whether it was with a token: then they do what they may, and change nothing about how they sign in.
    pub by_token: bool,
}

/// What somebody signs in with.
#[derive(Clone, Copy, Debug)]
pub struct Credentials<'c> {
    /// 用户名.
    pub user: &'c str,
    /// The password, or a one-time code.
    pub secret: &'c str,
    /// The six digits of the second factor (动态口令).
    pub code: Option<&'c str>,
}

/// Keeps a secret, and lets the log know its hash.
pub(super) fn keep_secret(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (user, given): (&str, &str),
    is_one_time: bool,
    context: &mut Context<'_>,
) -> Outcome<()> {
    let mut salt = [0; 16];
    (context.random)(&mut salt);
    let unkept = |error: argon2::password_hash::Error| Failure::Fault(std::io::Error::other(error.to_string()).into());
    let (kept, digest) = secret::keep(given, salt).map_err(unkept)?;
    let event_no = log(tx, cooperative, context, user, &AccountDeed::SetSecret(digest, is_one_time))?;
    Ok(secrets::add_secret(tx, cooperative.id, event_no, &kept)?)
}

/// Signs in with a password, and the code of the second factor where there is one.
///
/// # Errors
/// Where they do not fit, the account or all of them rest after too many failures, a code is wanted or was taken before, or the secret only serves to set a
/// password. A failure is kept in the log.
pub fn sign_in(
    db: &mut Db,
    cooperative: &Cooperative,
    credentials: Credentials<'_>,
    context: &mut Context<'_>,
) -> Outcome<SignedIn> {
    match check(db, cooperative, credentials, context)? {
        (signed_in, false) => Ok(signed_in),
        (_, true) => Err(Failure::refused(AccessRefusal::PasswordNotSet { user: credentials.user.to_owned() })),
    }
}

/// Who the credentials are of, and whether they only serve to set a password.
fn check(
    db: &mut Db,
    cooperative: &Cooperative,
    credentials: Credentials<'_>,
    context: &mut Context<'_>,
) -> Outcome<(SignedIn, bool)> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    let user = credentials.user;
    let deeds = deeds(&mut tx, cooperative.id)?;
    let failures = deeds.iter().filter(|(_, _, deed)| *deed == AccountDeed::FailToSignIn).map(|(moment, ..)| *moment);
    if let Some(until) = all_rest_until(failures, context.now) {
        return Err(Failure::refused(AccessRefusal::SignInsRest { until }));
    }
    let account = Account::fold(deeds).remove(user).filter(|account| !account.is_closed);
    if let Some(until) = account.as_ref().and_then(|account| account.rests_until(context.now)) {
        return Err(Failure::refused(AccessRefusal::AccountRests { user: user.to_owned(), until }));
    }
    let kept = secrets::secrets(&mut tx, cooperative.id)?;
    let fits = account.as_ref().map_or_else(
        // What is not known takes as long as what does not fit.
        || secret::fits_nothing(credentials.secret),
        |account| kept_under(&kept, account.secret).is_some_and(|kept| secret::fits(credentials.secret, kept)),
    );
    let step = match account.as_ref().filter(|_| fits) {
        Some(account) if account.has_second_factor => second_step(account, &kept, credentials, context.now)?,
        _ => Ok(None),
    };
    let deed = match (&account, fits, step) {
        (Some(_), true, Ok(step)) => AccountDeed::SignIn(step),
        _ => AccountDeed::FailToSignIn,
    };
    // What was typed where nobody has such a name may be anything, a password too: it is not for a log that keeps it for good.
    if account.is_some() {
        event_log::append(&mut tx, cooperative.id, context.now, user, (deed.action(), &deed.write(user)))?;
        tx.commit()?;
    }
    match (account, deed) {
        (Some(account), AccountDeed::SignIn(_)) => {
            let signed_in = SignedIn { user: user.to_owned(), person: account.person, by_token: false };
            Ok((signed_in, account.is_one_time))
        }
        _ => Err(Failure::refused(AccessRefusal::SignInFailed { user: user.to_owned() })),
    }
}

/// The code does not fit.
struct CodeDiffers;

/// The step of time of a code that fits; a missing code and one that was taken before are refused at once.
fn second_step(
    account: &Account,
    kept: &[(i64, String)],
    credentials: Credentials<'_>,
    now: DateTime<Utc>,
) -> Outcome<Result<Option<u64>, CodeDiffers>> {
    let user = || credentials.user.to_owned();
    let code = credentials.code.ok_or_else(|| Failure::refused(AccessRefusal::SecondFactorNeeded { user: user() }))?;
    let kept = kept_under(kept, account.second_factor).unwrap_or_default();
    match secret::step_of_code(code, kept, now) {
        Some(step) if account.has_taken(step) => Err(Failure::refused(AccessRefusal::CodeTaken { user: user() })),
        Some(step) => Ok(Ok(Some(step))),
        None => Ok(Err(CodeDiffers)),
    }
}

/// What is kept under a hash.
pub(super) fn kept_under(kept: &[(i64, String)], digest: Option<Hash>) -> Option<&str> {
    let found = kept.iter().rev().find(|(_, kept)| digest == Some(Hash::of(kept.as_bytes())));
    found.map(|(_, kept)| kept.as_str())
}

/// Sets one's own password, with the old one or a one-time code. Sessions end with it.
///
/// # Errors
/// As [`sign_in`], and where the new one is too short.
pub fn set_password(
    db: &mut Db,
    cooperative: &Cooperative,
    old: Credentials<'_>,
    new: &str,
    context: &mut Context<'_>,
) -> Outcome<()> {
    if new.chars().count() < SHORTEST_PASSWORD {
        return Err(Failure::refused(AccessRefusal::PasswordTooShort { least: SHORTEST_PASSWORD }));
    }
    let (signed_in, _) = check(db, cooperative, old, context)?;
    let actor = Actor::User(signed_in);
    let mut context = Context { actor: &actor, now: context.now, random: &mut *context.random };
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    keep_secret(&mut tx, cooperative, (old.user, new), false, &mut context)?;
    tx.commit()?;
    Ok(())
}

/// Opens a session for whoever is signed in: the token stands for the password until it ends.
///
/// # Errors
/// Where nobody is signed in, or with a token.
pub fn open_session(
    db: &mut Db,
    cooperative: &Cooperative,
    context: &mut Context<'_>,
) -> Outcome<(String, DateTime<Utc>)> {
    let mut chance = [0; 32];
    (context.random)(&mut chance);
    let token: String = chance.iter().map(|byte| format!("{byte:02x}")).collect();
    let until = session_end(context.now);
    let deed = AccountDeed::OpenSession(Hash::of(token.as_bytes()), until);
    signed_in_by_password(context)?;
    own_deed(db, cooperative, &deed, context)?;
    Ok((token, until))
}

/// Ends all sessions of whoever is signed in.
///
/// # Errors
/// Where nobody is.
pub fn close_sessions(db: &mut Db, cooperative: &Cooperative, context: &mut Context<'_>) -> Outcome<()> {
    own_deed(db, cooperative, &AccountDeed::CloseSessions, context).map(|_| ())
}

/// A token neither renews itself nor takes a second factor away: that wants the password, and the code where there is one.
pub(super) fn signed_in_by_password(context: &Context<'_>) -> Outcome<String> {
    match context.actor {
        Actor::Local => Err(Failure::refused(AccessRefusal::SignInNeeded)),
        Actor::User(SignedIn { user, by_token: true, .. }) => {
            Err(Failure::refused(AccessRefusal::PasswordNeeded { user: user.clone() }))
        }
        Actor::User(SignedIn { user, .. }) => Ok(user.clone()),
    }
}

fn own_deed(db: &mut Db, cooperative: &Cooperative, deed: &AccountDeed, context: &mut Context<'_>) -> Outcome<()> {
    let Actor::User(SignedIn { user, .. }) = context.actor else {
        return Err(Failure::refused(AccessRefusal::SignInNeeded));
    };
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    log(&mut tx, cooperative, context, user, deed)?;
    tx.commit()?;
    Ok(())
}

/// Signs in with the token of a session. Nothing is written: what is done with it is.
///
/// # Errors
/// Where the session is not open.
pub fn resume_session(
    db: &mut Db,
    cooperative: &Cooperative,
    (user, token): (&str, &str),
    context: &Context<'_>,
) -> Outcome<SignedIn> {
    resume(&accounts(&mut db.begin_read()?, cooperative.id)?, (user, token), context.now)
}

/// Whose session a token is of, by the accounts there are.
pub(crate) fn resume(
    accounts: &BTreeMap<String, Account>,
    (user, token): (&str, &str),
    now: DateTime<Utc>,
) -> Outcome<SignedIn> {
    let account = accounts.get(user).filter(|account| !account.is_closed);
    match account.filter(|account| account.has_session(Hash::of(token.as_bytes()), now)) {
        Some(account) => Ok(SignedIn { user: user.to_owned(), person: account.person.clone(), by_token: true }),
        None => Err(Failure::refused(AccessRefusal::SessionUnknown { user: user.to_owned() })),
    }
}

/// Whose session a token is of, where nothing else says it.
pub(crate) fn whose(accounts: &BTreeMap<String, Account>, token: &str, now: DateTime<Utc>) -> Option<SignedIn> {
    let digest = Hash::of(token.as_bytes());
    let has = |account: &Account| !account.is_closed && account.has_session(digest, now);
    let (user, account) = accounts.iter().find(|(_, account)| has(account))?;
    Some(SignedIn { user: user.clone(), person: account.person.clone(), by_token: true })
}
