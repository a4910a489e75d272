//! The property fee of 450,000 yuan, December 2008 to January 2009, day by day: proposed, published, heard, amended, adopted, held, not paid on its day,
//! inspected, lifted, paid. On both databases.

use crate::support::{day, example_cooperative, import_sheets, on_each_database, refused_codes, with_context_of};
use std::path::Path;
use tonggu::application::access::{Actor, SignedIn, add_user};
use tonggu::application::governance::{
    HoldRequest, HoldRequestTarget, MatterRequest, ProposalRequest, amend, answer, close, inspect, object, pay,
    place_hold, propose, publish, query, record, record_meeting, vote,
};
use tonggu::application::verify::verify;
use tonggu::application::{Context, Outcome};
use tonggu::domain::access::role::Post;
use tonggu::domain::governance::act::Choice;
use tonggu::domain::governance::motion::{Motion, MotionState};
use tonggu::domain::governance::procedure::MotionKind;
use tonggu::domain::governance::proposal::{Matter, Payer, PaymentTerms};
use tonggu::domain::governance::voting_rule::Counts;
use tonggu::domain::money::Money;
use tonggu::domain::person::Named;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// Seven watch, five execute, seventy-eight represent; those who matter here have names.
const SEATS: &str = "机构,姓名,职务,任期起\n\
    监督委员会,钱一,主任,2008-10-31\n监督委员会,钱二,委员,2008-10-31\n监督委员会,钱三,委员,2008-10-31\n\
    监督委员会,钱四,委员,2008-10-31\n监督委员会,钱五,委员,2008-10-31\n监督委员会,钱六,委员,2008-10-31\n\
    监督委员会,钱七,委员,2008-10-31\n居民委员会,孙主任,主任,2008-01-10\n居民代表大会,代表甲,召集人,2008-01-10\n\
    董事会,孙主任,董事长,2008-06-30\n";
const CHARTER: &str = "项目,值\n公示天数,7\n\
    监督委员会.法定到会比例,1/2\n监督委员会.通过比例,1/2\n监督委员会.席位数,7\n\
    居民代表大会.法定到会比例,1/2\n居民代表大会.通过比例,1/2\n居民代表大会.席位数,78\n";

fn person(name: &str) -> Actor {
    let person = Named { member_no: String::new(), name: name.to_owned() };
    Actor::User(SignedIn { user: name.to_owned(), person, by_token: false })
}

struct Story<'d> {
    db: &'d mut Db,
    cooperative: Cooperative,
    minutes: &'d Path,
}

impl Story<'_> {
    /// Somebody does something on a day, at nine in the morning.
    fn on<T>(
        &mut self,
        date: &str,
        name: &str,
        act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let now = format!("{date}T09:00:00+08:00").parse().unwrap();
        let actor = if name.is_empty() { Actor::Local } else { person(name) };
        with_context_of(&actor, now, |context| act(self.db, &self.cooperative, context))
    }

    fn add(&mut self, by: &str, name: &str, posts: &[Post]) {
        let who = Named { member_no: String::new(), name: name.to_owned() };
        let posts = posts.iter().copied().collect();
        self.on("2008-12-01", by, |db, cooperative, context| add_user(db, cooperative, (name, &who), &posts, context))
            .unwrap();
    }

    /// The congress meets on paper: its counts and its minutes.
    fn congress(&mut self, date: &str, motion_no: u32, for_votes: u64, against: u64, abstained: u64) -> Motion {
        let minutes = self.minutes;
        let counts = Counts { for_votes, against, abstained, ..Counts::default() };
        self.on(date, "代表甲", |db, cooperative, context| {
            record_meeting(db, cooperative, motion_no, (counts, minutes), context)
        })
        .unwrap()
    }

    fn pay(&mut self, date: &str) -> Outcome<Motion> {
        self.on(date, "出纳", |db, cooperative, context| pay(db, cooperative, 1, "转账 2009-0117", context))
    }

    fn place(&mut self, name: &str, hold: &HoldRequest) -> Outcome<Motion> {
        self.on("2009-01-10", name, |db, cooperative, context| place_hold(db, cooperative, hold, context))
    }

    /// Four of the seven vote for the hold, and the chair closes.
    fn committee_agrees(&mut self) -> Motion {
        for name in ["钱一", "钱二", "钱三", "钱四"] {
            let cast = self.on("2009-01-10", name, |db, cooperative, context| {
                vote(db, cooperative, 2, (Choice::For, ""), context)
            });
            cast.unwrap();
        }
        self.on("2009-01-10", "钱一", |db, cooperative, context| close(db, cooperative, 2, context)).unwrap()
    }

    fn look(&mut self, date: &str, name: &str, text: &str, satisfies: bool) -> Outcome<Motion> {
        self.on(date, name, |db, cooperative, context| inspect(db, cooperative, 2, (text, satisfies), context))
    }

    /// Residents complain of cleaning, parking and safety at the counter, and are answered.
    fn complaints(&mut self) {
        for (member_no, text) in [("M001", "保洁不到位"), ("M002", "停车乱"), ("M003", "门禁坏了，不安全")]
        {
            let raised = self.on("2008-12-15", "窗口", |db, cooperative, context| {
                object(db, cooperative, 1, (member_no, "", text), context)
            });
            raised.unwrap();
        }
        for objection_no in 1..=3 {
            let answered = self.on("2008-12-16", "孙主任", |db, cooperative, context| {
                answer(db, cooperative, (1, objection_no), "提交协商议事会", context)
            });
            answered.unwrap();
        }
    }

    fn hear(&mut self, date: &str, text: &str) -> Motion {
        self.on(date, "孙主任", |db, cooperative, context| record(db, cooperative, 1, (text, None), context)).unwrap()
    }
}

fn fee(due: &str) -> MatterRequest {
    let payment = PaymentTerms {
        payer: Payer::ResidentsCommittee,
        payee: "物业管理公司".to_owned(),
        amount: Money::from_fen(45_000_000),
        due: day(due),
    };
    MatterRequest { title: "支付 2008 年度物业管理费".to_owned(), payment: Some(payment), file: None }
}

fn the_fee(due: &str) -> ProposalRequest {
    ProposalRequest::Matter(MotionKind::MajorMatter, fee(due))
}

fn the_hold(cosigners: &[&str]) -> HoldRequest {
    HoldRequest {
        target: HoldRequestTarget::Motion(1),
        proposer: None,
        cosigners: cosigners.iter().map(|name| (*name).to_owned()).collect(),
        reason: "承诺的整修没有完成".to_owned(),
        condition: "查验合格".to_owned(),
    }
}

fn in_the_community(tell: impl Fn(&mut Story<'_>)) {
    let folder = tempfile::tempdir().unwrap();
    let minutes = folder.path().join("居民代表大会记录.pdf");
    std::fs::write(&minutes, "%PDF-1.4 签到和计票").unwrap();
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        assert!(!import_sheets(db, &cooperative, &[("机构成员", SEATS), ("章程参数", CHARTER)]).has_errors());
        let mut story = Story { db, cooperative, minutes: &minutes };
        story.add("", "系统管理", &[Post::Administrator]);
        for name in ["孙主任", "钱一", "钱二", "钱三", "钱四", "钱五", "代表甲"] {
            story.add("系统管理", name, &[]);
        }
        story.add("系统管理", "出纳", &[Post::Cashier]);
        story.add("系统管理", "窗口", &[Post::WindowClerk]);
        tell(&mut story);
        assert_eq!(verify(story.db, &story.cooperative, None, &mut |_, _, _| {}).unwrap().findings, vec![]);
    });
}

#[test]
fn the_fee_is_heard_amended_adopted_held_inspected_and_paid() {
    in_the_community(|story| {
        // December: proposed and published; residents complain.
        let proposed = story.on("2008-12-10", "孙主任", |db, cooperative, context| {
            propose(db, cooperative, &the_fee("2008-12-31"), context)
        });
        assert_eq!(proposed.unwrap().proposal.notice_days, Some(7));
        assert_eq!(refused_codes(story.pay("2008-12-10")), ["not_effective"]);
        story.on("2008-12-10", "孙主任", |db, cooperative, context| publish(db, cooperative, 1, context)).unwrap();
        story.complaints();
        story.on("2008-12-18", "孙主任", |db, cooperative, context| close(db, cooperative, 1, context)).unwrap();
        // The council hears the manager, who promises repairs; the joint meeting puts the day off until after them.
        story.hear("2008-12-19", "物业经理到会，承诺先整修保洁、停车和门禁");
        // What was published is put off, and not made another payment.
        let mut more = fee("2009-01-15");
        more.payment.as_mut().unwrap().amount = Money::from_fen(90_000_000);
        let beyond =
            story.on("2008-12-22", "孙主任", |db, cooperative, context| amend(db, cooperative, 1, &more, context));
        assert_eq!(refused_codes(beyond), ["amendment_too_far"]);
        let motion = story
            .on("2008-12-22", "孙主任", |db, cooperative, context| {
                amend(db, cooperative, 1, &fee("2009-01-15"), context)
            })
            .unwrap();
        let MatterRequest { title, payment, .. } = fee("2009-01-15");
        assert_eq!(motion.proposal.content, Matter { title, payment, ..Matter::default() }.content());
        story.hear("2008-12-22", "两委联席会修改：整修后于 2009-01-15 支付");
        let adopted = story.congress("2008-12-28", 1, 52, 3, 6);
        assert_eq!(adopted.effective_since(), Some(day("2008-12-28")));
        assert_eq!(refused_codes(story.pay("2009-01-09")), ["not_yet_due"]);
        // One of seven and three others wish it held; four of seven agree, the congress assents.
        let hold = the_hold(&["钱二", "钱三", "钱四"]);
        let unexplained = HoldRequest { condition: " ".to_owned(), ..hold.clone() };
        assert_eq!(refused_codes(story.place("钱一", &unexplained)), ["hold_unexplained"]);
        assert_eq!(refused_codes(story.place("钱一", &the_hold(&["代表甲"]))), ["seat_not_held"]);
        assert_eq!(refused_codes(story.place("代表甲", &hold)), ["not_permitted"]);
        let motion = story.place("钱一", &hold).unwrap();
        assert_eq!(motion.proposal.procedure.to_string(), "监督委员会表决→居民代表大会表决");
        assert_eq!(refused_codes(story.place("钱二", &hold)), ["held_already"]);
        let decided = story.committee_agrees();
        assert!(matches!(decided.state, MotionState::UnderProcedure(_)), "four of seven, and the congress to come");
        assert!(story.congress("2009-01-10", 2, 60, 0, 1).holds().is_some());
        // The day passes, and nothing is paid. Nobody but the committee inspects.
        assert_eq!(refused_codes(story.pay("2009-01-15")), ["payment_held"]);
        assert_eq!(refused_codes(story.look("2009-01-23", "孙主任", "可以了", true)), ["not_permitted"]);
        let seen = story.look("2009-01-23", "钱三", "门禁已修，停车线未划完", false).unwrap();
        assert!(seen.holds().is_some());
        assert_eq!(refused_codes(story.pay("2009-01-23")), ["payment_held"]);
        let lifted = story.look("2009-01-24", "钱一", "全部整修完成", true).unwrap();
        assert_eq!(lifted.holds(), None);
        let paid = story.pay("2009-01-24").unwrap();
        assert_eq!(paid.paid, Some((day("2009-01-24"), "转账 2009-0117".to_owned())));
        assert_eq!(refused_codes(story.pay("2009-01-25")), ["paid_already"]);
        assert_eq!(refused_codes(story.look("2009-01-25", "钱一", "再看", true)), ["nothing_held"]);
    });
}

#[test]
fn what_the_congress_does_not_assent_to_is_not_held() {
    in_the_community(|story| {
        let propose_fee = |db: &mut Db, cooperative: &Cooperative, context: &mut Context<'_>| {
            propose(db, cooperative, &the_fee("2009-01-15"), context)
        };
        story.on("2008-12-10", "孙主任", propose_fee).unwrap();
        story.on("2008-12-10", "孙主任", |db, cooperative, context| publish(db, cooperative, 1, context)).unwrap();
        story.on("2008-12-18", "孙主任", |db, cooperative, context| close(db, cooperative, 1, context)).unwrap();
        story.hear("2008-12-19", "听取意见");
        story.hear("2008-12-22", "形成决议草案");
        // After a vote nothing is put otherwise.
        story.congress("2008-12-28", 1, 50, 0, 0);
        let late = story.on("2008-12-29", "孙主任", |db, cooperative, context| {
            amend(db, cooperative, 1, &fee("2009-02-15"), context)
        });
        assert_eq!(refused_codes(late), ["motion_decided"]);
        let by_name = HoldRequest { proposer: Some("钱五".to_owned()), ..the_hold(&[]) };
        story.place("钱五", &by_name).unwrap();
        story.committee_agrees();
        let refused = story.congress("2009-01-11", 2, 30, 20, 10);
        assert!(matches!(refused.state, MotionState::Rejected(..)));
        story.pay("2009-01-15").unwrap();
        let held = query::list(story.db, &story.cooperative).unwrap();
        assert!(held.iter().all(|motion| motion.holds().is_none()));
    });
}
