//! Users (用户), and the tokens by which programs act for them.

use super::NEXT;
use super::given::Given;
use super::operation::{Gave, Operation, body};
use super::shape::Shape::{self, Code, Flag, List, Moment, Named, Object, Optional, Secret, Text, Words};
use crate::application::access::{self, Actor, Credentials};
use crate::domain::access::permission::Action;
use crate::domain::access::role::Post;
use crate::json::access as values;
use crate::web::route_table::Who;
use crate::web::visit::Visit;
use serde_json::json;
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

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/users", Who::May(Action::ManageUsers), "listUsers", list)
        .says("用户，今日的岗位和席位", "Users, with the posts and seats of today")
        .paged("users", &["user"])
        .gives(Object(&[("users", List(&USER)), NEXT])),
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
