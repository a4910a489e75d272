//! The second factor (动态口令, RFC 6238): handed out, confirmed by its first code, taken away.

use super::sign_in::{Credentials, kept_under, sign_in, signed_in_by_password};
use super::{Actor, accounts, log, secret};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::account::AccountDeed;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::governance::seal::Hash;
use crate::storage::access as secrets;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};

/// A second factor to be entered in an authenticator (base 32; SHA-1, six digits, thirty seconds). Nothing is kept of it.
pub fn offer_second_factor(context: &mut Context<'_>) -> String {
    let mut chance = [0; 20];
    (context.random)(&mut chance);
    secret::second_factor(chance)
}

/// Hands out a second factor to whoever is signed in. It counts once it is confirmed.
///
/// # Errors
/// Where nobody is signed in, or with a token.
pub fn set_second_factor(db: &mut Db, cooperative: &Cooperative, context: &mut Context<'_>) -> Outcome<String> {
    let user = &signed_in_by_password(context)?;
    let kept = offer_second_factor(context);
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    keep(&mut tx, cooperative, (user, &kept), context)?;
    tx.commit()?;
    Ok(kept)
}

/// Confirms the second factor by its first code: from now on every sign-in wants one.
///
/// # Errors
/// Where nobody is signed in, or with a token, none was handed out, or the code does not fit.
pub fn confirm_second_factor(
    db: &mut Db,
    cooperative: &Cooperative,
    code: &str,
    context: &mut Context<'_>,
) -> Outcome<()> {
    let user = &signed_in_by_password(context)?;
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    let account = accounts(&mut tx, cooperative.id)?.remove(user).unwrap_or_default();
    let kept = secrets::secrets(&mut tx, cooperative.id)?;
    let factor = kept_under(&kept, account.second_factor);
    let factor = factor.ok_or_else(|| Failure::refused(AccessRefusal::NoSecondFactor { user: user.clone() }))?;
    let step = first_step(user, (factor, code), context)?;
    log(&mut tx, cooperative, context, user, &AccountDeed::ConfirmSecondFactor(step))?;
    tx.commit()?;
    Ok(())
}

/// Keeps a second factor that was offered, confirmed by its first code and by the password: both in one, and nothing where either does not fit.
///
/// # Errors
/// Where the code does not fit the offer, or as [`sign_in`].
pub fn enrol_second_factor(
    db: &mut Db,
    cooperative: &Cooperative,
    (offered, first_code): (&str, &str),
    credentials: Credentials<'_>,
    context: &mut Context<'_>,
) -> Outcome<()> {
    let user = credentials.user;
    let step = first_step(user, (offered, first_code), context)?;
    let actor = Actor::User(sign_in(db, cooperative, credentials, context)?);
    let context = Context { actor: &actor, now: context.now, random: &mut *context.random };
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    keep(&mut tx, cooperative, (user, offered), &context)?;
    log(&mut tx, cooperative, &context, user, &AccountDeed::ConfirmSecondFactor(step))?;
    tx.commit()?;
    Ok(())
}

fn keep(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (user, factor): (&str, &str),
    context: &Context<'_>,
) -> Outcome<()> {
    let deed = AccountDeed::SetSecondFactor(Hash::of(factor.as_bytes()));
    let event_no = log(tx, cooperative, context, user, &deed)?;
    Ok(secrets::add_secret(tx, cooperative.id, event_no, factor)?)
}

/// The step of time of the first code of a second factor.
fn first_step(user: &str, (factor, code): (&str, &str), context: &Context<'_>) -> Outcome<u64> {
    let step = secret::step_of_code(code, factor, context.now);
    step.ok_or_else(|| Failure::refused(AccessRefusal::CodeWrong { user: user.to_owned() }))
}
