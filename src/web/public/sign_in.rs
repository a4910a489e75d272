//! Signing in and out.

use super::password;
use crate::application::access::{self, Actor, Credentials, SignedIn};
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::refusal::Refusal;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::form::Form;
use crate::web::frame::{Frame, home};
use crate::web::session::{own_address, seconds_until, session_cookie};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;

#[derive(Template)]
#[template(path = "public/sign_in.html")]
struct SignInPage {
    t: Language,
    frame: Frame,
    form: Form,
    /// Where to go afterwards.
    next: String,
    /// Whether the code of a second factor is wanted.
    wants_code: bool,
}

/// The form.
pub fn form(visit: &mut Visit<'_>) -> Answered {
    if visit.is_signed_in() {
        return Ok(Answer::go_to(home(&visit.roles)));
    }
    let next = own_address(visit.asked.query.get("next")).unwrap_or_default().to_owned();
    show(visit, Form::default(), next, false)
}

/// The form in place of a page that wants somebody to be signed in.
pub fn instead(visit: &Visit<'_>, trouble: &Trouble) -> Answered {
    let t = visit.t();
    let form = match visit.asked.session {
        Some(_) => Form::default().say(
            "",
            t.say("登录已经到期", "Your session has ended"),
            t.say(
                "请重新登录，之后回到刚才的页面。如果刚才正在提交，那次没有存下来，请再提交一次。",
                "Sign in again to come back to the page. What you were sending was not stored: send it again.",
            ),
        ),
        None => Form::default().say(
            "",
            t.say("这一页要登录后才能看", "This page wants you to sign in"),
            t.say("登录后直接打开。", "It opens once you have."),
        ),
    };
    Ok(show(visit, form, visit.asked.back.clone(), false)?.with_status(trouble.status()))
}

fn show(visit: &Visit<'_>, form: Form, next: String, wants_code: bool) -> Answered {
    if !visit.overview.has_users() {
        return Err(Trouble::refused(AccessRefusal::NoUsersYet));
    }
    page(&SignInPage { t: visit.t(), frame: visit.frame(), form, next, wants_code })
}

/// Signs in: with a password into a session, with a code from the counter to choosing a password.
pub fn sign_in(visit: &mut Visit<'_>) -> Answered {
    let given = visit.asked.form.clone();
    let code = Some(given.get("code")).filter(|code| !code.is_empty());
    let credentials = Credentials { user: given.get("user"), secret: given.exact("password"), code };
    let next = own_address(given.get("next")).unwrap_or_default().to_owned();
    match visit.act(|db, cooperative, context| access::sign_in(db, cooperative, credentials, context)) {
        Ok(signed_in) => begin_session(visit, signed_in, &next),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            if is_refused_as(&trouble, |access| matches!(access, AccessRefusal::PasswordNotSet { .. })) {
                return password::first(visit, Form::of(&given));
            }
            let wants_code = code.is_some()
                || is_refused_as(&trouble, |access| matches!(access, AccessRefusal::SecondFactorNeeded { .. }));
            let status = trouble.status_of_form();
            let field = |code: &str| match code {
                "second_factor_needed" | "code_taken" => "code",
                "sign_in_failed" => "password",
                _ => "",
            };
            let form = Form::of(&given).refuse(trouble, visit.t(), field)?;
            Ok(show(visit, form, next, wants_code)?.with_status(status))
        }
    }
}

fn is_refused_as(trouble: &Trouble, is_it: impl Fn(&AccessRefusal) -> bool) -> bool {
    let Trouble::Refused(problems) = trouble else { return false };
    problems.iter().any(|problem| matches!(&problem.refusal, Refusal::Access(access) if is_it(access)))
}

/// Opens a session for who has just said who they are, and goes on.
pub fn begin_session(visit: &mut Visit<'_>, signed_in: SignedIn, next: &str) -> Answered {
    let roles = visit.overview.roles(&signed_in.user, visit.today());
    let user = signed_in.user.clone();
    let actor = Actor::User(signed_in);
    let (token, until) = visit.act_as(&actor, access::open_session)?;
    let seconds = seconds_until(until, visit.now);
    let address = if next.is_empty() { home(&roles) } else { next };
    Ok(Answer::go_to(address).with_cookie(&session_cookie((&user, &token), seconds, visit.asked.origin.is_secure)))
}

/// Ends all sessions of who asks.
pub fn sign_out(visit: &mut Visit<'_>) -> Answered {
    visit.act(access::close_sessions)?;
    Ok(Answer::go_to("/").with_cookie(&session_cookie(("", ""), 0, visit.asked.origin.is_secure)))
}

/// That what was given is wrong.
pub const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
