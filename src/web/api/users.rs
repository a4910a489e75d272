//! Users (用户), and the tokens by which programs act for them.

use super::NEXT;
use super::given::Given;
use super::operation::{Gave, Operation, Parameter, body, path};
use super::shape::Shape::{self, Code, Flag, List, Moment, Named, Object, Optional, Secret, Text, Words};
use crate::application::access::{self, Actor, Credentials};
use crate::domain::access::permission::Action;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::Post;
use crate::domain::person::Named as Person;
use crate::json::access as values;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use serde_json::json;
use std::collections::BTreeSet;
use strum::IntoEnumIterator;

const USER: Shape = Named(
    "User",
    &Object(&[
        ("user", Text),
        ("member_no", Text),
        ("name", Text),
        ("posts", List(&Code(posts))),
        ("roles", List(&Text)),
        ("second_factor", Flag),
        ("has_password", Flag),
        ("closed", Flag),
    ]),
);

const CODE: Shape = Object(&[("user", Text), ("one_time_code", Text)]);
const USER_NAME: Parameter = path("user", Words(1, 40));
const MANAGER: Who = Who::May(Action::ManageUsers);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/users", Who::May(Action::ManageUsers), "listUsers", list)
        .says("用户，今日的岗位和席位", "Users, with the posts and seats of today")
        .paged("users", &["user"])
        .gives(Object(&[("users", List(&USER)), NEXT])),
    Operation::post("/api/v1/users", MANAGER, "addUser", add)
        .says(
            "建立用户：成员写 member_no，别人写 name；一次性登录码当面交给本人；只在这里答，和再用同一个 Idempotency-Key 时",
            "Add a user: a member by member_no, somebody else by name; the one-time code is handed over in person; it is answered here, and to the same Idempotency-Key, alone",
        )
        .takes(&[
            body("user", Words(1, 40)),
            body("member_no", Optional(&Words(1, 40))),
            body("name", Optional(&Words(1, 80))),
            body("posts", Optional(&List(&Code(posts)))),
        ])
        .gives(CODE),
    Operation::post("/api/v1/users/{user}/posts", MANAGER, "setPosts", set_posts)
        .says("定岗位：就是这些，没有别的", "Set the posts: these and no others")
        .takes(&[USER_NAME, body("posts", List(&Code(posts)))])
        .gives(USER),
    Operation::post("/api/v1/users/{user}/code", MANAGER, "giveCode", give_code)
        .says("忘记密码：给新的一次性登录码，原来的密码和登录都失效", "A forgotten password: a new one-time code; the old password and all sessions end")
        .takes(&[USER_NAME])
        .gives(CODE),
    Operation::post("/api/v1/users/{user}/closure", MANAGER, "closeUser", close_user)
        .says("停用，不能恢复", "Close it for good")
        .takes(&[USER_NAME])
        .gives(USER),
    Operation::get("/api/v1/users/me", Who::SignedIn, "showMyself", myself)
        .says("令牌是谁的", "Whose the token is")
        .gives(Object(&[("user", Text), ("member_no", Text), ("name", Text), ("roles", List(&Text))])),
    Operation::post("/api/v1/users/tokens", Who::Anyone, "openSession", open)
        .says(
            "用密码换一天的令牌；以后的请求写 Authorization: Bearer 令牌",
            "A token of the day for a password; what follows is sent with Authorization: Bearer TOKEN",
        )
        .takes(&[body("user", Words(1, 40)), body("password", Secret(1, 1_000)), body("code", Optional(&Words(6, 6)))])
        .gives(Object(&[("token", Text), ("until", Moment)])),
    Operation::post("/api/v1/users/me/sign-out", Who::SignedIn, "closeSessions", close)
        .says("结束自己的全部令牌和登录", "End all one's tokens and sign-ins")
        .gives(Object(&[("user", Text)])),
];

fn posts() -> Vec<&'static str> {
    Post::iter().map(Post::code).collect()
}

fn list(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::users(&visit.act(|db, cooperative, context| access::users(db, cooperative, context))?))
}

/// The posts that are given.
fn given_posts(given: &Given<'_>) -> BTreeSet<Post> {
    given.texts("posts").iter().filter_map(|code| Post::lookup(code)).collect()
}

fn add(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let person = Person { member_no: given.text("member_no").to_owned(), name: given.text("name").to_owned() };
    let (user, posts) = (given.text("user"), given_posts(given));
    let added = (user, &person);
    let code = visit.act(|db, cooperative, context| access::add_user(db, cooperative, added, &posts, context))?;
    Ok(json!({ "user": user, "one_time_code": code }))
}

fn set_posts(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (user, posts) = (given.text("user"), given_posts(given));
    visit.act(|db, cooperative, context| access::set_posts(db, cooperative, user, &posts, context))?;
    one(visit, user)
}

fn give_code(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let user = given.text("user");
    let code = visit.act(|db, cooperative, context| access::new_code(db, cooperative, user, context))?;
    Ok(json!({ "user": user, "one_time_code": code }))
}

fn close_user(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let user = given.text("user");
    visit.act(|db, cooperative, context| access::close_user(db, cooperative, user, context))?;
    one(visit, user)
}

/// A user as they stand now.
fn one(visit: &mut Visit<'_>, user: &str) -> Gave {
    let all = visit.act(|db, cooperative, context| access::users(db, cooperative, context))?;
    let found = all.iter().find(|view| view.user == user);
    found.map(values::user).ok_or_else(|| Trouble::refused(AccessRefusal::UserUnknown { user: user.to_owned() }))
}

fn myself(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    let person = visit.actor.person().cloned().unwrap_or_default();
    let roles: Vec<&str> = visit.roles.iter().map(|role| role.zh()).collect();
    Ok(json!({ "user": visit.actor.name(), "member_no": person.member_no, "name": person.name, "roles": roles }))
}

fn open(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    // To the letter: a password may begin with blanks.
    let credentials =
        Credentials { user: given.text("user"), secret: given.text("password"), code: given.maybe_text("code") };
    let signed_in = visit
        .act_as(&Actor::Local, |db, cooperative, context| access::sign_in(db, cooperative, credentials, context))?;
    let (token, until) = visit.act_as(&Actor::User(signed_in), access::open_session)?;
    Ok(json!({ "token": token, "until": until.to_rfc3339() }))
}

fn close(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    visit.act(access::close_sessions)?;
    Ok(json!({ "user": visit.actor.name() }))
}
