//! One request being answered: who asks, what for, and what may be done for them.

use super::answer::Answer;
use super::asked::{Asked, Upload};
use super::frame::Frame;
use super::route_table::Who;
use super::site::Site;
use super::trouble::Trouble;
use crate::application::access::Actor;
use crate::application::overview::Overview;
use crate::application::{Context, Outcome};
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::{Post, Role};
use crate::domain::period::china_day;
use crate::rendering::speech::Language;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What pages answer.
pub type Answered = Result<Answer, Trouble>;

/// A visit.
pub struct Visit<'v> {
    /// The site.
    pub site: &'v Site,
    /// A connection of its own.
    pub db: &'v mut Db,
    /// As everything stands.
    pub overview: Arc<Overview>,
    /// What was asked for.
    pub asked: &'v Asked,
    /// Who asks; `Local` is nobody here.
    pub actor: Actor,
    /// What they are today.
    pub roles: BTreeSet<Role>,
    /// The moment.
    pub now: DateTime<Utc>,
}

impl<'v> Visit<'v> {
    /// A visit of whoever the session is of, where it is still open.
    pub fn begin(site: &'v Site, db: &'v mut Db, (asked, writes): (&'v Asked, bool)) -> Result<Visit<'v>, Trouble> {
        let now = (site.clock)();
        let overview = if writes { site.overview_of_now(db)? } else { site.overview(db)? };
        let session = asked.session.as_ref().map(|(user, token)| (user.as_str(), token.as_str()));
        let signed_in = match &asked.bearer {
            Some(token) => overview.bearer(token, now),
            None => session.and_then(|session| overview.resume(session, now).ok()),
        };
        let roles = signed_in.as_ref().map(|one| overview.roles(&one.user, china_day(now))).unwrap_or_default();
        let actor = signed_in.map_or(Actor::Local, Actor::User);
        Ok(Visit { site, db, overview, asked, actor, roles, now })
    }

    /// The language spoken.
    pub const fn t(&self) -> Language {
        self.asked.language
    }

    /// The day there.
    pub fn today(&self) -> NaiveDate {
        china_day(self.now)
    }

    /// Whether somebody is signed in.
    pub const fn is_signed_in(&self) -> bool {
        matches!(self.actor, Actor::User(_))
    }

    /// Whether a page is for whoever asks.
    pub fn is_for(&self, who: Who) -> bool {
        self.admit(who).is_ok()
    }

    /// Lets whoever asks come to a page.
    ///
    /// # Errors
    /// Where nobody is signed in, or the page is for others.
    pub fn admit(&self, who: Who) -> Result<(), Trouble> {
        if who == Who::Anyone {
            return Ok(());
        }
        if !self.overview.has_users() {
            return Err(Trouble::refused(AccessRefusal::NoUsersYet));
        }
        let Actor::User(signed_in) = &self.actor else { return Err(Trouble::refused(AccessRefusal::SignInNeeded)) };
        let works = |role: &Role| matches!(role, Role::Post(Post::Accountant | Post::Cashier | Post::WindowClerk));
        let sits = |role: &Role| matches!(role, Role::Seat(_));
        let has = |role: &Role| match who {
            Who::Shareholder => *role == Role::Shareholder,
            Who::Staff => works(role),
            Who::StaffOrSeat => works(role) || sits(role),
            Who::Anyone | Who::SignedIn | Who::May(_) => true,
        };
        match who {
            Who::May(action) => Ok(self.overview.permit(&self.actor, action, self.today())?),
            _ if who == Who::SignedIn || self.roles.iter().any(has) => Ok(()),
            _ => {
                let (user, roles) = (signed_in.user.clone(), self.roles.iter().copied().collect());
                Err(Trouble::refused(AccessRefusal::PageOfOthers { user, roles }))
            }
        }
    }

    /// Lets whoever asks see everybody's money, or that of a member.
    ///
    /// # Errors
    /// Where none of their roles shows it, and it is not their own household's.
    pub fn check_reading(&mut self, member_no: Option<&str>) -> Result<(), Trouble> {
        let asked = (member_no, self.today());
        Ok(self.overview.check_reading((self.db, &self.site.cooperative), &self.actor, asked)?)
    }

    /// The file that was uploaded in a field of the form; nothing where it is empty.
    pub fn upload(&self, field: &str) -> Option<&'v Upload> {
        self.asked.uploads.iter().find(|upload| upload.field == field && !upload.bytes.is_empty())
    }

    /// The number of the member who asks; empty where they are none.
    pub fn member_no(&self) -> String {
        self.actor.person().map(|person| person.member_no.clone()).unwrap_or_default()
    }

    /// Does something as whoever asks.
    pub fn act<T>(&mut self, act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<T>) -> Outcome<T> {
        let actor = self.actor.clone();
        self.act_as(&actor, act)
    }

    /// Does something as somebody who has just said who they are.
    pub fn act_as<T>(
        &mut self,
        actor: &Actor,
        act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut random = |bytes: &mut [u8]| (self.site.chance)(bytes);
        act(self.db, &self.site.cooperative, &mut Context { actor, now: self.now, random: &mut random })
    }

    /// Looks something up.
    pub fn read<T>(&mut self, read: impl FnOnce(&mut Db, &Cooperative) -> Outcome<T>) -> Result<T, Trouble> {
        read(self.db, &self.site.cooperative).map_err(Trouble::from)
    }

    /// A part of a page that is the same for everybody and costs much to make: made once for as long as nothing is done in the cooperative. The name says
    /// all that it depends on besides.
    pub fn remembered(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut Self) -> Result<String, Trouble>,
    ) -> Result<Arc<str>, Trouble> {
        let as_of = self.overview.as_of();
        if let Some(made) = self.site.recall(name, as_of) {
            return Ok(made);
        }
        let made: Arc<str> = make(self)?.into();
        self.site.remember(name, as_of, &made);
        Ok(made)
    }

    /// What stands around the page.
    pub fn frame(&self) -> Frame {
        Frame::of(self)
    }
}

/// A page of a template.
pub fn page(template: &impl Template) -> Answered {
    Ok(Answer::html(template.render()?))
}
