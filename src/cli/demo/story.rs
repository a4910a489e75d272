//! What happens in the sample community, in the order of the days: the fee of 450,000 yuan from December on, the year's run from January on.

use crate::application::access::{Actor, Credentials, add_user, set_password, sign_in};
use crate::application::distribution::{DistributionRequest, distribute};
use crate::application::governance::{
    HoldRequest, HoldRequestTarget, MatterRequest, ProposalRequest, amend, answer, close, inspect, object, pay,
    place_hold, propose, publish, query, record, record_meeting, vote,
};
use crate::application::{Context, Failure, Outcome};
use crate::domain::access::role::Post;
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::governance::act::Choice;
use crate::domain::governance::body::{Body, Seat};
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proposal::{Payer, PaymentTerms};
use crate::domain::governance::voting_rule::Counts;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::person::Named;
use crate::domain::refusal::Problem;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Posts that have no seat: a member each.
pub(super) const ACCOUNTANT: &str = "M0000001";
pub(super) const CASHIER: &str = "M0000002";
/// Keeps the books too: nobody reviews their own vouchers.
pub(super) const REVIEWER: &str = "M0000004";
pub(super) const CLERK: &str = "M0000003";
pub(super) const ADMINISTRATOR: &str = "admin";
/// The fee is the first motion, the run the second, the hold the third, the levy the fourth.
pub(super) const FEE: u32 = 1;
const RUN: u32 = 2;
const HOLD: u32 = 3;
pub(super) const LEVY: u32 = 4;

/// Nine in the morning of a day, as people there read it.
pub fn morning(date: &str) -> DateTime<Utc> {
    format!("{date}T09:00:00+08:00").parse().unwrap_or_default()
}

/// Everybody's password in the story.
pub(super) fn password(user: &str) -> String {
    format!("demo-{user}")
}

/// The community under way: data, chance, and everybody who has signed in, by member number.
pub struct Community<'c> {
    pub db: &'c mut Db,
    pub cooperative: &'c Cooperative,
    pub random: &'c mut dyn FnMut(&mut [u8]),
    pub(super) actors: BTreeMap<String, Actor>,
    seats: Vec<Seat>,
}

impl<'c> Community<'c> {
    /// With everybody's seats, before anybody has signed in.
    pub fn seated(
        db: &'c mut Db,
        cooperative: &'c Cooperative,
        random: &'c mut dyn FnMut(&mut [u8]),
    ) -> Outcome<Community<'c>> {
        let seats = query::bodies(db, cooperative, morning("2009-01-01").date_naive())?;
        Ok(Community { db, cooperative, random, actors: BTreeMap::new(), seats })
    }

    /// Gives everybody who matters an account, and lets them sign in.
    pub fn gather(
        db: &'c mut Db,
        cooperative: &'c Cooperative,
        random: &'c mut dyn FnMut(&mut [u8]),
    ) -> Outcome<Community<'c>> {
        let mut community = Community::seated(db, cooperative, random)?;
        let administrator = Named { member_no: String::new(), name: "系统管理员".to_owned() };
        community.welcome(ADMINISTRATOR, &administrator, &[Post::Administrator])?;
        for (member_no, post) in [
            (ACCOUNTANT, Post::Accountant),
            (CASHIER, Post::Cashier),
            (CLERK, Post::WindowClerk),
            (REVIEWER, Post::Accountant),
        ] {
            community.welcome_member(member_no, &[post])?;
        }
        for body in [Body::BoardOfDirectors, Body::BoardOfSupervisors, Body::SupervisoryCommittee] {
            for member_no in community.of(body) {
                community.welcome_member(&member_no, &[])?;
            }
        }
        community.welcome_member(&community.convener(), &[])?;
        Ok(community)
    }

    fn welcome_member(&mut self, member_no: &str, posts: &[Post]) -> Outcome<()> {
        let person = Named { member_no: member_no.to_owned(), name: String::new() };
        match self.actors.contains_key(member_no) {
            true => Ok(()),
            false => self.welcome(member_no, &person, posts),
        }
    }

    /// An account, a code over the counter, a password of their own, and the first time they sign in.
    fn welcome(&mut self, user: &str, person: &Named, posts: &[Post]) -> Outcome<()> {
        let actor = self.actors.get(ADMINISTRATOR).cloned().unwrap_or(Actor::Local);
        let posts: BTreeSet<Post> = posts.iter().copied().collect();
        let mut context = Context { actor: &actor, now: morning("2008-12-09"), random: &mut *self.random };
        let code = add_user(self.db, self.cooperative, (user, person), &posts, &mut context)?;
        let password = password(user);
        let by_code = Credentials { user, secret: &code, code: None };
        set_password(self.db, self.cooperative, by_code, &password, &mut context)?;
        let by_password = Credentials { secret: &password, ..by_code };
        let signed_in = sign_in(self.db, self.cooperative, by_password, &mut context)?;
        self.actors.insert(user.to_owned(), Actor::User(signed_in));
        Ok(())
    }

    /// Who sits in a body, the chair first.
    pub(super) fn of(&self, body: Body) -> Vec<String> {
        self.seats.iter().filter(|seat| seat.body == body).map(|seat| seat.member_no.to_string()).collect()
    }

    /// Who convenes the congress, and records what it decides.
    fn convener(&self) -> String {
        self.of(Body::RepresentativesCongress).first().cloned().unwrap_or_default()
    }

    /// Somebody does something on a day.
    pub(super) fn on<T>(
        &mut self,
        date: &str,
        user: &str,
        act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let actor = self.actors.get(user).cloned().unwrap_or(Actor::Local);
        let mut context = Context { actor: &actor, now: morning(date), random: &mut *self.random };
        act(self.db, self.cooperative, &mut context)
    }

    pub(super) fn all_vote(&mut self, date: &str, (motion_no, body, votes): (u32, Body, usize)) -> Outcome<()> {
        let members = self.of(body);
        for member_no in members.iter().take(votes) {
            let cast = (Choice::For, "");
            self.on(date, member_no, |db, cooperative, context| vote(db, cooperative, motion_no, cast, context))?;
        }
        let chair = members.first().cloned().unwrap_or_default();
        self.on(date, &chair, |db, cooperative, context| close(db, cooperative, motion_no, context))?;
        Ok(())
    }

    /// December: the fee is proposed, published, heard, amended and adopted.
    pub fn adopt_the_fee(&mut self, minutes: &Path) -> Outcome<()> {
        let chair = self.of(Body::BoardOfDirectors).first().cloned().unwrap_or_default();
        let proposal = |due| ProposalRequest::Matter(MotionKind::MajorMatter, the_fee(due));
        self.on("2008-12-10", &chair, |db, cooperative, context| {
            propose(db, cooperative, &proposal("2008-12-31"), context)
        })?;
        self.on("2008-12-10", &chair, |db, cooperative, context| publish(db, cooperative, FEE, context))?;
        for (member_no, text) in [("M0000010", "保洁不到位"), ("M0000020", "停车乱"), ("M0000030", "门禁坏了，不安全")]
        {
            self.on("2008-12-15", CLERK, |db, cooperative, context| {
                object(db, cooperative, FEE, (member_no, "", text), context)
            })?;
        }
        for objection_no in 1..=3 {
            self.on("2008-12-16", &chair, |db, cooperative, context| {
                answer(db, cooperative, (FEE, objection_no), "提交协商议事会", context)
            })?;
        }
        self.on("2008-12-18", &chair, |db, cooperative, context| close(db, cooperative, FEE, context))?;
        let heard = ("物业经理到会，承诺先整修保洁、停车和门禁", None);
        self.on("2008-12-19", &chair, |db, cooperative, context| record(db, cooperative, FEE, heard, context))?;
        self.on("2008-12-22", &chair, |db, cooperative, context| {
            amend(db, cooperative, FEE, &the_fee("2009-01-15"), context)
        })?;
        let drafted = ("两委联席会修改草案：整修之后，2009 年 1 月 15 日支付", None);
        self.on("2008-12-22", &chair, |db, cooperative, context| record(db, cooperative, FEE, drafted, context))?;
        self.congress("2008-12-28", FEE, (52, 3, 6), minutes)
    }

    /// The congress meets on paper.
    fn congress(&mut self, date: &str, motion_no: u32, votes: (u64, u64, u64), minutes: &Path) -> Outcome<()> {
        let convener = self.convener();
        let (for_votes, against, abstained) = votes;
        let counts = Counts { for_votes, against, abstained, ..Counts::default() };
        self.on(date, &convener, |db, cooperative, context| {
            record_meeting(db, cooperative, motion_no, (counts, minutes), context)
        })?;
        Ok(())
    }

    /// January: the year's run is prepared and put before both boards, then published.
    pub fn approve_the_run(&mut self, year: AccountingYear) -> Outcome<RunNumber> {
        let request = DistributionRequest { year, kind: RunKind::Annual, follows: None, cut_off: None, voids: None };
        let run = self.on("2009-01-05", ACCOUNTANT, |db, cooperative, context| {
            distribute(db, cooperative, request, context, &mut |_, _, _| {})
        })?;
        self.on("2009-01-05", ACCOUNTANT, |db, cooperative, context| {
            propose(db, cooperative, &ProposalRequest::Run(run), context)
        })?;
        self.all_vote("2009-01-06", (RUN, Body::BoardOfDirectors, 7))?;
        self.all_vote("2009-01-07", (RUN, Body::BoardOfSupervisors, 4))?;
        self.on("2009-01-07", ACCOUNTANT, |db, cooperative, context| publish(db, cooperative, RUN, context))?;
        Ok(run)
    }

    /// The payment is held, and its day passes; meanwhile the run's notice ends. What was refused on the day.
    pub fn hold_the_fee(&mut self, minutes: &Path) -> Outcome<Vec<Problem>> {
        let watchers = self.of(Body::SupervisoryCommittee);
        let first = watchers.first().cloned().unwrap_or_default();
        let hold = HoldRequest {
            target: HoldRequestTarget::Motion(FEE),
            proposer: None,
            cosigners: watchers.iter().skip(1).take(3).cloned().collect(),
            reason: "承诺的整修没有完成".to_owned(),
            condition: "整修完成，查验合格".to_owned(),
        };
        self.on("2009-01-10", &first, |db, cooperative, context| place_hold(db, cooperative, &hold, context))?;
        self.all_vote("2009-01-10", (HOLD, Body::SupervisoryCommittee, 4))?;
        self.congress("2009-01-10", HOLD, (60, 2, 4), minutes)?;
        let refused = self.pay_the_fee("2009-01-15");
        self.on("2009-01-15", ACCOUNTANT, |db, cooperative, context| close(db, cooperative, RUN, context))?;
        match refused {
            Err(Failure::Refused(problems)) => Ok(problems),
            Err(fault) => Err(fault),
            Ok(()) => Ok(Vec::new()),
        }
    }

    /// The repairs are inspected, and the fee is paid.
    pub fn inspect_and_pay(&mut self) -> Outcome<()> {
        let first = self.of(Body::SupervisoryCommittee).first().cloned().unwrap_or_default();
        for (date, text, satisfies) in
            [("2009-01-23", "门禁已修好，停车线还没有划完", false), ("2009-01-24", "整修全部完成", true)]
        {
            self.on(date, &first, |db, cooperative, context| {
                inspect(db, cooperative, HOLD, (text, satisfies), context)
            })?;
        }
        self.pay_the_fee("2009-01-24")
    }

    /// The levy that the run comes to is voted on by both boards, and paid to the residents' committee.
    pub fn pay_the_levy(&mut self, run: RunNumber) -> Outcome<()> {
        let due = "2009-01-20".parse().unwrap_or_default();
        self.on("2009-01-16", ACCOUNTANT, |db, cooperative, context| {
            propose(db, cooperative, &ProposalRequest::Levy(run, due), context)
        })?;
        self.all_vote("2009-01-16", (LEVY, Body::BoardOfDirectors, 6))?;
        self.all_vote("2009-01-17", (LEVY, Body::BoardOfSupervisors, 3))?;
        self.on("2009-01-20", CASHIER, |db, cooperative, context| pay(db, cooperative, LEVY, "转账 0901-21", context))?;
        Ok(())
    }

    fn pay_the_fee(&mut self, date: &str) -> Outcome<()> {
        self.on(date, CASHIER, |db, cooperative, context| pay(db, cooperative, FEE, "转账 0901-17", context))
            .map(|_| ())
    }
}

/// What the residents' committee is to pay the property manager.
fn the_fee(due: &str) -> MatterRequest {
    let payment = PaymentTerms {
        payer: Payer::ResidentsCommittee,
        payee: "物业管理公司".to_owned(),
        amount: Money::from_fen(45_000_000),
        due: due.parse::<NaiveDate>().unwrap_or_default(),
    };
    let title = "支付物业管理公司 2008 年度物业管理费".to_owned();
    MatterRequest { title, payment: Some(payment), file: None }
}
