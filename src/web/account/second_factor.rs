//! The second factor (动态口令) of whoever is signed in: offered as a code to scan, kept once its first code was typed, taken away with the password.

use super::has_second_factor;
use crate::application::access::{self, Actor, Credentials};
use crate::rendering::qr_code;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::asked::Pairs;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::public::sign_in::WRONG;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use chrono::{DateTime, Duration, Utc};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// For how many minutes an offer stands.
const OFFERED_MINUTES: i64 = 15;

const ADDRESS: &str = "/account/second-factor";

/// User and token of a session.
type Session = (String, String);

/// Second factors that were shown and not yet confirmed, each to one session. They are in memory alone: nothing is kept before its first code was typed.
#[derive(Default)]
pub struct Offers(Mutex<HashMap<Session, (DateTime<Utc>, String)>>);

impl Offers {
    /// What a session was offered, while it stands.
    fn find(&self, session: &Session, now: DateTime<Utc>) -> Option<String> {
        let mut offers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        offers.retain(|_, (offered_at, _)| now - *offered_at < Duration::minutes(OFFERED_MINUTES));
        offers.get(session).map(|(_, factor)| factor.clone())
    }

    fn keep(&self, session: &Session, factor: &str, now: DateTime<Utc>) {
        let mut offers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        offers.insert(session.clone(), (now, factor.to_owned()));
    }

    fn remove(&self, session: &Session) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(session);
    }
}

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct SecondFactorPage {
    t: Language,
    frame: Frame,
    form: Form,
    /// What is offered; none where there is a second factor already.
    offer: Option<Offer>,
}

/// A second factor as it is shown.
struct Offer {
    /// In groups of four.
    spelled: String,
    /// For an authenticator on this very device.
    address: String,
}

/// The session that asks.
fn session<'v>(visit: &Visit<'v>) -> Result<&'v Session, Trouble> {
    visit.asked.session.as_ref().ok_or(Trouble::NotFound)
}

/// A second factor as authenticators take it, from a picture or a link (the `otpauth` address of the Key Uri Format).
fn address((user, factor): (&str, &str), cooperative: &str) -> String {
    // A blank is a plus sign in forms alone.
    let plain = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    format!("otpauth://totp/{}?secret={factor}&issuer={}", plain(user), plain(cooperative))
}

/// What is offered to the session that asks: the same until it is confirmed, or too old.
fn offered(visit: &mut Visit<'_>) -> Result<String, Trouble> {
    let session = session(visit)?;
    if let Some(factor) = visit.site.offers.find(session, visit.now) {
        return Ok(factor);
    }
    let factor = visit.act(|_, _, context| Ok(access::offer_second_factor(context)))?;
    visit.site.offers.keep(session, &factor, visit.now);
    Ok(factor)
}

/// The form.
pub fn form(visit: &mut Visit<'_>) -> Answered {
    show(visit, Form::default())
}

fn show(visit: &mut Visit<'_>, form: Form) -> Answered {
    let offer = if has_second_factor(visit) { None } else { Some(offered(visit)?) };
    let offer = offer.map(|factor| Offer {
        spelled: factor.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" "),
        address: address((visit.actor.name(), &factor), &visit.site.cooperative.name),
    });
    page(&SecondFactorPage { t: visit.t(), frame: visit.frame(), form, offer })
}

/// What is offered, as a picture to scan.
pub fn picture(visit: &mut Visit<'_>) -> Answered {
    let factor = visit.site.offers.find(session(visit)?, visit.now).ok_or(Trouble::NotFound)?;
    let address = address((visit.actor.name(), &factor), &visit.site.cooperative.name);
    Ok(Answer::svg(qr_code::svg(&address).ok_or(Trouble::NotFound)?))
}

/// Keeps what was offered, once its first code and the password are right.
pub fn enrol(visit: &mut Visit<'_>) -> Answered {
    let (t, given) = (visit.t(), visit.asked.form.clone());
    let session = session(visit)?;
    let Some(factor) = visit.site.offers.find(session, visit.now) else {
        let form = Form::of(&given).say(
            "",
            t.say("刚才的二维码已经过期", "The code that was shown has lapsed"),
            t.say(
                "请删掉手机里刚加的那一条，重新扫描下面的。",
                "Take it out of the phone again, and scan the one below.",
            ),
        );
        return Ok(show(visit, form)?.with_status(WRONG));
    };
    let user = visit.actor.name().to_owned();
    let credentials = Credentials { user: &user, secret: given.exact("password"), code: None };
    let first = (factor.as_str(), given.get("code"));
    let enrolled =
        visit.act(|db, cooperative, context| access::enrol_second_factor(db, cooperative, first, credentials, context));
    match enrolled {
        Ok(()) => {
            visit.site.offers.remove(session);
            Ok(Answer::go_to("/account"))
        }
        Err(failure) => refused(visit, &given, failure.into()),
    }
}

/// Takes one's own away, with the password and a code of it.
pub fn remove(visit: &mut Visit<'_>) -> Answered {
    let given = visit.asked.form.clone();
    let user = visit.actor.name().to_owned();
    let code = Some(given.get("code")).filter(|code| !code.is_empty());
    let credentials = Credentials { user: &user, secret: given.exact("password"), code };
    let signed_in = visit.act(|db, cooperative, context| access::sign_in(db, cooperative, credentials, context));
    let removed = signed_in.and_then(|signed_in| {
        visit.act_as(&Actor::User(signed_in), |db, cooperative, context| {
            access::remove_second_factor(db, cooperative, &user, context)
        })
    });
    match removed {
        Ok(()) => Ok(Answer::go_to(ADDRESS)),
        Err(failure) => refused(visit, &given, failure.into()),
    }
}

fn refused(visit: &mut Visit<'_>, given: &Pairs, trouble: Trouble) -> Answered {
    // Whoever is here has signed in: what is wrong is what was typed.
    let status = Some(trouble.status_of_form()).filter(|status| *status != StatusCode::UNAUTHORIZED).unwrap_or(WRONG);
    let field = |code: &str| match code {
        "code_wrong" | "code_taken" | "second_factor_needed" => "code",
        "sign_in_failed" => "password",
        _ => "",
    };
    let form = Form::of(given).refuse(trouble, visit.t(), field)?;
    Ok(show(visit, form)?.with_status(status))
}
