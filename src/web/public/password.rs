//! A password of one's own: with the code from the counter the first time, with the old one later.

use super::sign_in::{WRONG, begin_session};
use crate::application::access::{self, Credentials};
use crate::domain::access::account::SHORTEST_PASSWORD;
use crate::domain::access::refusal::AccessRefusal;
use crate::rendering::speech::Language;
use crate::web::asked::Pairs;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

#[derive(Template)]
#[template(path = "public/password.html")]
struct PasswordPage {
    t: Language,
    frame: Frame,
    form: Form,
    user: String,
    /// The code from the counter that was just typed; empty where it is to be typed here.
    one_time_code: String,
    wants_code: bool,
    shortest: usize,
}

/// The form.
pub fn form(visit: &mut Visit<'_>) -> Answered {
    show(visit, Form::default(), &Pairs::default())
}

/// The form for who has just given a code from the counter.
pub fn first(visit: &Visit<'_>, form: Form) -> Answered {
    let given = Pairs::parse(b"");
    let mut shown = page_of(visit, form, &given)?;
    shown.user = visit.asked.form.get("user").to_owned();
    shown.one_time_code = visit.asked.form.exact("password").to_owned();
    page(&shown)
}

fn page_of(visit: &Visit<'_>, form: Form, given: &Pairs) -> Result<PasswordPage, Trouble> {
    if !visit.overview.has_users() {
        return Err(Trouble::refused(AccessRefusal::NoUsersYet));
    }
    let signed_in = if let access::Actor::User(signed_in) = &visit.actor { signed_in.user.as_str() } else { "" };
    let user = if given.get("user").is_empty() { signed_in } else { given.get("user") };
    let has_factor = visit.overview.account(user).is_some_and(|account| account.has_second_factor);
    Ok(PasswordPage {
        t: visit.t(),
        frame: visit.frame(),
        user: user.to_owned(),
        one_time_code: given.exact("one_time_code").to_owned(),
        // Whether others have a second factor is nobody's business.
        wants_code: (visit.is_signed_in() && has_factor) || form.is_wrong("code"),
        form,
        shortest: SHORTEST_PASSWORD,
    })
}

fn show(visit: &Visit<'_>, form: Form, given: &Pairs) -> Answered {
    page(&page_of(visit, form, given)?)
}

/// Sets it, and signs in with it.
pub fn set(visit: &mut Visit<'_>) -> Answered {
    let given = visit.asked.form.clone();
    let t = visit.t();
    let new = given.exact("new");
    if new != given.exact("again") {
        let form = Form::of(&given).say(
            "again",
            t.say("两次输入的新密码不一样", "The two new passwords differ"),
            t.say("请再输一遍。", "Type it again."),
        );
        return Ok(show(visit, form, &given)?.with_status(WRONG));
    }
    let code = Some(given.get("code")).filter(|code| !code.is_empty());
    let typed = given.exact("one_time_code");
    let secret = if typed.is_empty() { given.exact("old") } else { typed };
    let old = Credentials { user: given.get("user"), secret, code };
    let set = visit.act(|db, cooperative, context| access::set_password(db, cooperative, old, new, context));
    if let Err(failure) = set {
        let trouble = Trouble::from(failure);
        let status = trouble.status_of_form();
        let field = |code: &str| match code {
            "password_too_short" => "new",
            "sign_in_failed" => "old",
            "second_factor_needed" | "code_taken" => "code",
            _ => "",
        };
        let form = Form::of(&given).refuse(trouble, t, field)?;
        return Ok(show(visit, form, &given)?.with_status(status));
    }
    let user = given.get("user");
    let signed_in = match visit.overview.account(user) {
        // Without a second factor the new password signs in at once; a code that was just taken would not be taken twice.
        Some(account) if !account.has_second_factor => {
            let credentials = Credentials { user, secret: new, code: None };
            visit.act(|db, cooperative, context| access::sign_in(db, cooperative, credentials, context))?
        }
        _ => return Ok(crate::web::answer::Answer::go_to("/sign-in")),
    };
    begin_session(visit, signed_in, "")
}
