//! `user`: who may sign in, with which posts.

use super::Session;
use super::arguments::{UserAction, UserArguments};
use crate::application::Outcome;
use crate::application::access::{self, AccountView};
use crate::domain::period::china_time;
use crate::domain::person::Named;
use crate::json;
use crate::rendering::table::{Align, Table};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeSet;
use std::process::ExitCode;

impl Session<'_> {
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
                let old = self.typed(user_name, "登录码或旧密码：", "One-time code or old password: ")?;
                let new = self.new_password()?;
                self.with_code(old, |session, old| {
                    access::set_password(&mut db, &cooperative, old.credentials(), &new, &mut session.context())
                })?;
                self.say_done(user_name);
            }
            UserAction::Token => {
                let (token, until) = access::open_session(&mut db, &cooperative, &mut self.context())?;
                self.say_token(&token, until);
            }
            UserAction::SignOut => {
                access::close_sessions(&mut db, &cooperative, &mut self.context())?;
                self.say_done(self.actor.name());
            }
            UserAction::SecondFactor { confirm: false, remove: Some(user_name) } => {
                access::remove_second_factor(&mut db, &cooperative, user_name, &mut self.context())?;
                self.say_done(user_name);
            }
            UserAction::SecondFactor { confirm: true, .. } => {
                let code = self.code()?;
                access::confirm_second_factor(&mut db, &cooperative, &code, &mut self.context())?;
                self.say_done(self.actor.name());
            }
            UserAction::SecondFactor { .. } => {
                let secret = access::set_second_factor(&mut db, &cooperative, &mut self.context())?;
                self.say_second_factor(&secret);
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

    fn say_token(&self, token: &str, until: DateTime<Utc>) {
        if self.output.json {
            return self.output.json(&json!({ "token": token, "until": until.to_rfc3339() }));
        }
        let end = china_time(until).format("%Y-%m-%d %H:%M");
        self.output.say(
            &format!("{token}\n放在 TONGGU_TOKEN 里，--as 就不再问密码，到 {end} 为止；tonggu user sign-out 提前结束。"),
            &format!("{token}\nIn TONGGU_TOKEN it stands for the password of --as until {end}; tonggu user sign-out ends it earlier."),
        );
    }

    fn say_second_factor(&self, secret: &str) {
        let user = self.actor.name();
        if self.output.json {
            return self.output.json(&json!({ "user": user, "secret": secret }));
        }
        self.output.say(
            &format!("{secret}\n请在手机的认证器里手工输入（SHA-1，6 位，30 秒），再用 tonggu --as {user} user second-factor --confirm 确认；确认之后登录都要动态口令。"),
            &format!("{secret}\nEnter it in an authenticator (SHA-1, 6 digits, 30 seconds), then confirm it with tonggu --as {user} user second-factor --confirm; from then on every sign-in wants its code."),
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
            return self.output.json(&json::access::users(users));
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
