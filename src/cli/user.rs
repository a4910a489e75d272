//! `user`: who may sign in, with which posts.

use super::Session;
use super::arguments::{UserAction, UserArguments};
use crate::application::access::{self, AccountView};
use crate::application::{Failure, Outcome};
use crate::domain::person::Named;
use crate::rendering::table::{Align, Table};
use serde_json::json;
use std::collections::BTreeSet;
use std::process::ExitCode;

impl Session<'_> {
    /// A password: of the environment, else typed unseen.
    pub(super) fn password(&self, zh: &str, en: &str) -> Outcome<String> {
        self.secret("TONGGU_PASSWORD", zh, en)
    }

    fn secret(&self, variable: &str, zh: &str, en: &str) -> Outcome<String> {
        match std::env::var(variable) {
            Ok(secret) => Ok(secret),
            Err(_) => {
                rpassword::prompt_password(self.output.pick(zh, en)).map_err(|error| Failure::Fault(error.into()))
            }
        }
    }

    pub(super) fn user(&mut self, arguments: &UserArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        match &arguments.action {
            UserAction::Add { user_name, member, name, posts } => {
                let member_no = member.clone().unwrap_or_default();
                let person = Named { member_no, name: name.clone().unwrap_or_default() };
                let posts: BTreeSet<_> = posts.iter().copied().collect();
                let code = access::add_user(&mut db, &cooperative, (user_name, &person), &posts, &mut self.context())?;
                self.say_code(user_name, &code);
            }
            UserAction::Code { user_name } => {
                let code = access::new_code(&mut db, &cooperative, user_name, &mut self.context())?;
                self.say_code(user_name, &code);
            }
            UserAction::Posts { user_name, posts } => {
                let posts: BTreeSet<_> = posts.iter().copied().collect();
                access::set_posts(&mut db, &cooperative, user_name, &posts, &mut self.context())?;
                self.say_done(user_name);
            }
            UserAction::Close { user_name } => {
                access::close_user(&mut db, &cooperative, user_name, &mut self.context())?;
                self.say_done(user_name);
            }
            UserAction::Password { user_name } => {
                let old = self.password("登录码或旧密码：", "One-time code or old password: ")?;
                let new = self.secret("TONGGU_NEW_PASSWORD", "新密码：", "New password: ")?;
                access::set_password(&mut db, &cooperative, user_name, (&old, &new), &mut self.context())?;
                self.say_done(user_name);
            }
            UserAction::List => {
                let users = access::users(&mut db, &cooperative, &self.context())?;
                self.print_users(&users);
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn say_code(&self, user: &str, code: &str) {
        if self.output.json {
            return self.output.json(&json!({ "user": user, "one_time_code": code }));
        }
        self.output.say(
            &format!("{user} 的一次性登录码：{code}\n请当面交给本人，由本人用 tonggu user password {user} 设定密码。"),
            &format!("One-time code of {user}: {code}\nHand it over in person; tonggu user password {user} sets the password."),
        );
    }

    fn say_done(&self, user: &str) {
        match self.output.json {
            true => self.output.json(&json!({ "user": user })),
            false => self.output.say(&format!("{user}：已改。"), &format!("{user}: done.")),
        }
    }

    fn print_users(&self, users: &[AccountView]) {
        let roles = |view: &AccountView| view.roles.iter().map(|role| role.zh()).collect::<Vec<_>>();
        if self.output.json {
            let users = users.iter().map(|view| {
                json!({
                    "user": view.user, "member_no": view.account.person.member_no, "name": view.account.person.name,
                    "posts": view.account.posts.iter().map(|post| post.code()).collect::<Vec<_>>(),
                    "roles": roles(view), "has_password": !view.account.is_one_time, "closed": view.account.is_closed,
                })
            });
            return self.output.json(&json!({ "users": users.collect::<Vec<_>>() }));
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("用户", "user"), Align::Left),
            (pick("成员编号", "member"), Align::Left),
            (pick("姓名", "name"), Align::Left),
            (pick("今日岗位和席位", "posts and seats today"), Align::Left),
            (pick("状态", "state"), Align::Left),
        ]);
        for view in users {
            let state = match (view.account.is_closed, view.account.is_one_time) {
                (true, _) => pick("已停用", "closed"),
                (false, true) => pick("未设密码", "no password yet"),
                (false, false) => "",
            };
            let person = &view.account.person;
            let cells = [&view.user, &person.member_no, &person.name].map(String::clone);
            table.row(cells.into_iter().chain([roles(view).join("、"), state.to_owned()]));
        }
        self.output.print(&table.render());
    }
}
