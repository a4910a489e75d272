//! Users (用户) for programs.

use crate::application::access::AccountView;
use serde_json::{Value, json};

/// All users, with the roles of today.
pub fn users(users: &[AccountView]) -> Value {
    json!({ "users": users.iter().map(user).collect::<Vec<_>>() })
}

/// A user.
pub fn user(view: &AccountView) -> Value {
    json!({
        "user": view.user, "member_no": view.account.person.member_no, "name": view.account.person.name,
        "posts": view.account.posts.iter().map(|post| post.code()).collect::<Vec<_>>(),
        "roles": view.roles.iter().map(|role| role.zh()).collect::<Vec<_>>(),
        "second_factor": view.account.has_second_factor, "has_password": !view.account.is_one_time,
        "closed": view.account.is_closed,
    })
}
