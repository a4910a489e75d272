//! Users (用户): added with their posts, given codes, closed; a code is shown once, to be handed over in person.

use super::family;
use crate::application::access::{self, AccountView};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::{Post, Role};
use crate::domain::person::Named;
use crate::domain::request::{Expected, RequestRefusal};
use crate::rendering::act_text::post_name;
use crate::rendering::speech::Language;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::web::answer::Answer;
use crate::web::asked::Pairs;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::collections::BTreeSet;
use strum::IntoEnumIterator;

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    users: Vec<UserLine>,
    posts: Vec<PostChoice>,
}

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    line: UserLine,
    posts: Vec<PostChoice>,
    /// Whether it is that of who looks: their own second factor is theirs to take away.
    is_own: bool,
    /// A code that was just made: it is shown once.
    code: Option<String>,
}

/// A post to choose: code, name, whether it is chosen.
type PostChoice = (&'static str, String, bool);

/// A user in the list.
struct UserLine {
    view: AccountView,
    address: String,
    roles: String,
}

impl UserLine {
    fn new(view: AccountView, t: Language) -> UserLine {
        let name = |role: &Role| match t {
            Language::Chinese => role.zh().to_owned(),
            Language::English => role.en(),
        };
        let roles: Vec<String> = view.roles.iter().map(name).collect();
        UserLine { address: address(&view.user), roles: roles.join(t.say("、", ", ")), view }
    }
}

/// The address of a user's page.
fn address(user: &str) -> String {
    let user: String = form_urlencoded::byte_serialize(user.as_bytes()).collect();
    format!("/admin/users/{user}")
}

fn all(visit: &mut Visit<'_>) -> Result<Vec<AccountView>, Trouble> {
    Ok(visit.act(|db, cooperative, context| access::users(db, cooperative, context))?)
}

fn choices(chosen: &BTreeSet<Post>, t: Language) -> Vec<PostChoice> {
    Post::iter().map(|post| (post.code(), post_name(post, t), chosen.contains(&post))).collect()
}

/// The posts that were ticked; one that there is none of is refused: who lets it pass would take a post away.
fn posts(given: &Pairs) -> Outcome<BTreeSet<Post>> {
    let unfit = |given: &str| RequestRefusal::ParameterUnfit {
        name: "post".to_owned(),
        given: given.to_owned(),
        expected: Expected::OneOf(Post::iter().map(Post::code).collect()),
    };
    let post = |given| Post::lookup(given).ok_or_else(|| Failure::refused(unfit(given)));
    given.all("post").map(post).collect()
}

/// The list, and the form that adds one.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    show(visit, Form::default(), &BTreeSet::new())
}

fn show(visit: &mut Visit<'_>, form: Form, chosen: &BTreeSet<Post>) -> Answered {
    let t = visit.t();
    let mut users = all(visit)?;
    users.sort_by_key(|view| (view.account.is_closed, view.user.clone()));
    page(&UsersPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        form,
        users: users.into_iter().map(|view| UserLine::new(view, t)).collect(),
        posts: choices(chosen, t),
    })
}

/// Adds a user, and shows the code.
pub fn add(visit: &mut Visit<'_>) -> Answered {
    let (t, given) = (visit.t(), visit.asked.form.clone());
    let user = given.get("user").to_owned();
    let person = Named { member_no: given.get("member").to_uppercase(), name: given.get("name").to_owned() };
    let added = visit
        .act(|db, cooperative, context| access::add_user(db, cooperative, (&user, &person), &posts(&given)?, context));
    match added {
        Ok(code) => show_one(visit, &user, Form::default(), Some(code)),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let field = |code: &str| match code {
                "user_name_unfit" | "user_exists" => "user",
                "member_unknown" => "member",
                "text_missing" | "person_has_user" => "name",
                _ => "post",
            };
            let form = Form::of(&given).refuse(trouble, t, field)?;
            let chosen = given.all("post").filter_map(Post::lookup).collect();
            Ok(show(visit, form, &chosen)?.with_status(status))
        }
    }
}

/// A user.
pub fn one(visit: &mut Visit<'_>) -> Answered {
    let user = visit.asked.parameters.get("user").to_owned();
    show_one(visit, &user, Form::default(), None)
}

fn show_one(visit: &mut Visit<'_>, user: &str, form: Form, code: Option<String>) -> Answered {
    let t = visit.t();
    let unknown = || Trouble::refused(AccessRefusal::UserUnknown { user: user.to_owned() });
    let view = all(visit)?.into_iter().find(|view| view.user == user).ok_or_else(unknown)?;
    page(&UserPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        form,
        posts: choices(&view.account.posts, t),
        line: UserLine::new(view, t),
        is_own: visit.actor.name() == user,
        code,
    })
}

/// Does something with the user of the address; what stands against it is said beside `field`.
fn act<T>(
    visit: &mut Visit<'_>,
    field: &'static str,
    act: impl FnOnce(&mut Db, &Cooperative, &str, &mut Context<'_>) -> Outcome<T>,
    done: impl FnOnce(&mut Visit<'_>, &str, T) -> Answered,
) -> Answered {
    let user = visit.asked.parameters.get("user").to_owned();
    match visit.act(|db, cooperative, context| act(db, cooperative, &user, context)) {
        Ok(found) => done(visit, &user, found),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let form = Form::of(&visit.asked.form).refuse(trouble, visit.t(), |_| field)?;
            Ok(show_one(visit, &user, form, None)?.with_status(status))
        }
    }
}

fn back(_: &mut Visit<'_>, user: &str, (): ()) -> Answered {
    Ok(Answer::go_to(&address(user)))
}

/// A new code, in place of a forgotten password.
pub fn code(visit: &mut Visit<'_>) -> Answered {
    act(visit, "code", access::new_code, |visit, user, code| show_one(visit, user, Form::default(), Some(code)))
}

/// Other posts.
pub fn set_posts(visit: &mut Visit<'_>) -> Answered {
    let given = &visit.asked.form;
    let set = |db: &mut Db, cooperative: &Cooperative, user: &str, context: &mut Context<'_>| {
        access::set_posts(db, cooperative, user, &posts(given)?, context)
    };
    act(visit, "post", set, back)
}

/// The second factor is taken away, from who lost the device.
pub fn second_factor(visit: &mut Visit<'_>) -> Answered {
    act(visit, "second_factor", access::remove_second_factor, back)
}

/// Closed for good. It wants a tick: nothing opens it again.
pub fn close(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    if visit.asked.form.get("sure") != "yes" {
        let user = visit.asked.parameters.get("user").to_owned();
        let form = Form::of(&visit.asked.form).say(
            "close",
            t.say("还没有确认停用", "Closing was not confirmed"),
            t.say("停用以后不能恢复；确实要停用，请先打勾。", "It cannot be undone; tick the box if it is meant."),
        );
        return Ok(show_one(visit, &user, form, None)?.with_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY));
    }
    act(visit, "close", access::close_user, back)
}
