//! `--as USER`: by password and code, or by the token of a session.

use super::Session;
use crate::application::access::{Actor, Credentials, resume_session, sign_in};
use crate::application::{Failure, Outcome};
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::refusal::{Problem, Refusal};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use std::io::IsTerminal;

/// Where programs put the password, the new one, the code of the second factor, and the token of a session.
const PASSWORD: &str = "TONGGU_PASSWORD";
const NEW_PASSWORD: &str = "TONGGU_NEW_PASSWORD";
const CODE: &str = "TONGGU_CODE";
const TOKEN: &str = "TONGGU_TOKEN";

/// What somebody typed, or the environment has.
pub(super) struct Typed {
    pub user: String,
    pub secret: String,
    pub code: Option<String>,
}

impl Typed {
    pub fn credentials(&self) -> Credentials<'_> {
        Credentials { user: &self.user, secret: &self.secret, code: self.code.as_deref() }
    }
}

impl Session<'_> {
    /// Signs in, and is that user from here on.
    pub(super) fn sign_in(&mut self, db: &mut Db, cooperative: &Cooperative, user: &str) -> Outcome<()> {
        if let Ok(token) = std::env::var(TOKEN) {
            let signed_in = resume_session(db, cooperative, (user, &token), &self.context())?;
            self.actor = Actor::User(signed_in);
            return Ok(());
        }
        let typed = self.typed(user, &format!("{user} 的密码："), &format!("Password of {user}: "))?;
        let signed_in = self
            .with_code(typed, |session, typed| sign_in(db, cooperative, typed.credentials(), &mut session.context()))?;
        self.actor = Actor::User(signed_in);
        Ok(())
    }

    /// Does something with a password; where the code of a second factor is wanted besides, asks for it and tries again.
    pub(super) fn with_code<T>(
        &mut self,
        mut typed: Typed,
        mut act: impl FnMut(&mut Self, &Typed) -> Outcome<T>,
    ) -> Outcome<T> {
        match act(self, &typed) {
            Err(Failure::Refused(problems)) if typed.code.is_none() && problems.iter().any(wants_code) => {
                if !std::io::stdin().is_terminal() {
                    return Err(Failure::Refused(problems));
                }
                typed.code = Some(self.secret(CODE, "动态口令：", "Code: ")?);
                act(self, &typed)
            }
            outcome => outcome,
        }
    }

    /// A user's password, or code from the counter.
    pub(super) fn typed(&self, user: &str, zh: &str, en: &str) -> Outcome<Typed> {
        let secret = self.secret(PASSWORD, zh, en)?;
        Ok(Typed { user: user.to_owned(), secret, code: std::env::var(CODE).ok() })
    }

    /// A password to be.
    pub(super) fn new_password(&self) -> Outcome<String> {
        self.secret(NEW_PASSWORD, "新密码：", "New password: ")
    }

    /// The code of a second factor, which is about to be confirmed.
    pub(super) fn code(&self) -> Outcome<String> {
        self.secret(CODE, "认证器上的六位数字：", "The six digits of the authenticator: ")
    }

    /// A secret: of the environment, else typed unseen.
    fn secret(&self, variable: &str, zh: &str, en: &str) -> Outcome<String> {
        if let Ok(secret) = std::env::var(variable) {
            return Ok(secret);
        }
        let untyped = |_| Failure::refused(AccessRefusal::PasswordNotTyped);
        rpassword::prompt_password(self.output.pick(zh, en)).map_err(untyped)
    }
}

fn wants_code(problem: &Problem) -> bool {
    matches!(problem.refusal, Refusal::Access(AccessRefusal::SecondFactorNeeded { .. }))
}
