//! The demonstration as a running site: who can sign in, and a clock that goes on from the story's last moment.

use super::super::Session;
use super::open_matters::{PUT_UP, UP};
use super::sample_year;
use super::story::{self, ADMINISTRATOR, Community, morning};
use crate::application::access::{AccountView, Actor, Credentials, add_user, set_password, sign_in, users};
use crate::application::distribution as runs;
use crate::application::governance::query::bodies;
use crate::application::overview::last_moment;
use crate::application::{Clock, Context, Outcome};
use crate::domain::access::role::{Post, Role};
use crate::domain::governance::body::{Body, Seat};
use crate::domain::person::Named;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::web::Listening;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

/// Requests a second that one address may send: whoever tries it out is alone.
const REQUESTS_PER_SECOND: u32 = 1_000;

impl Session<'_> {
    /// Ends the demonstration in a running site.
    pub(super) fn demo_site(
        &mut self,
        db: &mut Db,
        cooperative: Cooperative,
        (listen, shareholder): (SocketAddr, &str),
    ) -> Outcome<ExitCode> {
        self.now = morning(UP);
        let last = last_moment(db, &cooperative)?.unwrap_or(self.now);
        // Once, and only while the log has not gone on by itself.
        if runs::query::list(db, &cooperative)?.len() == 1 && last < morning(PUT_UP) {
            let mut community = Community::seated(db, &cooperative, &mut *self.random)?;
            community.call_together()?;
            community.publish_the_arrears(sample_year())?;
            community.propose_the_contract()?;
            community.report()?;
        }
        let last = last.max(self.now);
        self.now = last;
        self.welcome_more(db, &cooperative, shareholder)?;
        let (clock, begun) = (Arc::clone(self.clock), (self.clock)());
        let story_clock: Clock = Arc::new(move || last + ((clock)() - begun));
        let views = users(db, &cooperative, &self.context())?;
        self.chapter("十、网站", "10. The site");
        self.print_sign_ins(&views, shareholder);
        let listening = Listening { address: listen, tls: None, proxies: Vec::new() };
        self.serve_site(cooperative, (&listening, REQUESTS_PER_SECOND), story_clock)
    }

    /// Those who had no part in the story: a shareholder like any other, and the residents' committee.
    fn welcome_more(&mut self, db: &mut Db, cooperative: &Cooperative, shareholder: &str) -> Outcome<()> {
        let known = users(db, cooperative, &self.context())?;
        let seats = bodies(db, cooperative, self.now.date_naive())?;
        let committee = seats.iter().find(|seat| seat.body == Body::ResidentsCommittee).map(Seat::holder);
        let member = Named { member_no: shareholder.to_owned(), name: String::new() };
        let missing =
            |person: &Named| !known.iter().any(|view| view.account.person.is_same(&person.member_no, &person.name));
        let more: Vec<Named> = [Some(member), committee].into_iter().flatten().filter(missing).collect();
        if more.is_empty() {
            return Ok(());
        }
        let password = story::password(ADMINISTRATOR);
        let credentials = Credentials { user: ADMINISTRATOR, secret: &password, code: None };
        let administrator = Actor::User(sign_in(db, cooperative, credentials, &mut self.context())?);
        for person in more {
            let user = if person.member_no.is_empty() { person.name.clone() } else { person.member_no.clone() };
            let mut context = Context { actor: &administrator, now: self.now, random: &mut *self.random };
            let code = add_user(db, cooperative, (&user, &person), &BTreeSet::new(), &mut context)?;
            let by_code = Credentials { user: &user, secret: &code, code: None };
            set_password(db, cooperative, by_code, &story::password(&user), &mut context)?;
        }
        Ok(())
    }

    /// One sign-in for each role.
    fn print_sign_ins(&self, views: &[AccountView], shareholder: &str) {
        let with = |role: Role| views.iter().find(|view| view.roles.contains(&role));
        let only_shareholder = views.iter().find(|view| view.user == shareholder);
        let sign_ins = [
            ("股东", "a shareholder", only_shareholder),
            ("会计", "the accountant", with(Role::Post(Post::Accountant))),
            ("出纳", "the cashier", with(Role::Post(Post::Cashier))),
            ("窗口人员", "the window clerk", with(Role::Post(Post::WindowClerk))),
            ("董事", "a director", with(Role::Seat(Body::BoardOfDirectors))),
            ("监事", "a supervisor", with(Role::Seat(Body::BoardOfSupervisors))),
            ("监督委员会委员", "of the supervisory committee", with(Role::Seat(Body::SupervisoryCommittee))),
            ("居民委员会委员", "of the residents' committee", with(Role::Seat(Body::ResidentsCommittee))),
            ("管理员", "the administrator", with(Role::Post(Post::Administrator))),
        ];
        self.output.say("用户名和密码：", "User names and passwords:");
        for (zh, en, view) in sign_ins {
            let Some(AccountView { user, account, .. }) = view else { continue };
            let (role, name) = (self.output.pick(zh, en), &account.person.name);
            self.output.print(&format!("  {user}　{}　{role} {name}\n", story::password(user)));
        }
    }
}
