//! A small community that decides: seats, a charter, users, and the clock on the wall.

use super::{example_cooperative, import_sheets, on_each_database, request, with_context_of};
use tonggu::application::access::{Actor, SignedIn, add_user};
use tonggu::application::distribution::query::{self, Standing};
use tonggu::application::distribution::{DistributionRequest, distribute};
use tonggu::application::governance::{ProposalRequest, close, propose, vote};
use tonggu::application::verify::verify;
use tonggu::application::{Context, Outcome};
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::governance::act::Choice;
use tonggu::domain::governance::motion::Motion;
use tonggu::domain::person::Named;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// The example's six members make a small community: a board of five, a board of supervisors of three.
const SEATS: &str = "机构,成员编号,姓名,职务,任期起,任期止\n\
    董事会,M001,陈国强,董事长,2008-06-30,\n董事会,M002,李素芳,董事,2008-06-30,\n董事会,M003,王建华,董事,2008-06-30,\n\
    监事会,M004,赵玉珍,监事会主席,2008-06-30,\n监事会,M005,刘德明,监事,2008-06-30,2009-01-31\n";
const CHARTER: &str = "项目,值\n公示天数,5\n董事会.法定到会比例,1/2\n董事会.通过比例,1/2\n董事会.席位数,5\n\
    监事会.法定到会比例,1/2\n监事会.通过比例,1/2\n监事会.席位数,3\n";

/// The hall in which it all happens: what is held, and the clock on the wall.
pub struct Hall<'d> {
    pub db: &'d mut Db,
    pub cooperative: Cooperative,
    /// The moment, as people there read it.
    pub now: &'static str,
}

pub fn actor(user: &str, member_no: &str, name: &str) -> Actor {
    let person = Named { member_no: member_no.to_owned(), name: name.to_owned() };
    Actor::User(SignedIn { user: user.to_owned(), person, by_token: false })
}

impl<'d> Hall<'d> {
    /// With more rows of the charter than every hall has.
    pub fn with_charter(db: &'d mut Db, more: &str) -> Hall<'d> {
        Hall::with_seats_and_charter(db, ("", more))
    }

    /// With more rows of either sheet.
    pub fn with_seats_and_charter(db: &'d mut Db, (seats, charter): (&str, &str)) -> Hall<'d> {
        let cooperative = example_cooperative(db);
        let (seats, charter) = (format!("{SEATS}{seats}"), format!("{CHARTER}{charter}"));
        assert!(!import_sheets(db, &cooperative, &[("机构成员", &seats), ("章程参数", &charter)]).has_errors());
        let mut hall = Hall { db, cooperative, now: "2009-01-05T09:00:00+08:00" };
        hall.add_by(&Actor::Local, "admin", "", "系统管理", &[Post::Administrator]);
        let admin = actor("admin", "", "系统管理");
        let staff: [(&str, &str, &[Post]); 6] = [
            ("chen", "M001", &[]),
            ("li", "M002", &[]),
            ("wang", "M003", &[]),
            ("zhao", "M004", &[]),
            ("liu", "M005", &[]),
            ("zhou", "M006", &[Post::Accountant]),
        ];
        for (user, member_no, posts) in staff {
            let person = Named { member_no: member_no.to_owned(), name: String::new() };
            let posts = posts.iter().copied().collect();
            let added = hall.as_actor(&admin, |db, cooperative, context| {
                add_user(db, cooperative, (user, &person), &posts, context)
            });
            added.unwrap();
        }
        hall
    }

    pub fn add_by(&mut self, by: &Actor, user: &str, member_no: &str, name: &str, posts: &[Post]) {
        let person = Named { member_no: member_no.to_owned(), name: name.to_owned() };
        let posts = posts.iter().copied().collect();
        self.as_actor(by, |db, cooperative, context| add_user(db, cooperative, (user, &person), &posts, context))
            .unwrap();
    }

    pub fn as_actor<T>(
        &mut self,
        actor: &Actor,
        act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let now = self.now.parse().unwrap();
        with_context_of(actor, now, |context| act(self.db, &self.cooperative, context))
    }

    pub fn person(user: &str) -> Actor {
        let (member_no, name) = match user {
            "chen" => ("M001", "陈国强"),
            "li" => ("M002", "李素芳"),
            "wang" => ("M003", "王建华"),
            "zhao" => ("M004", "赵玉珍"),
            "liu" => ("M005", "刘德明"),
            "zhou" => ("M006", "周晓燕"),
            other => panic!("{other}"),
        };
        actor(user, member_no, name)
    }

    pub fn draft(&mut self) -> RunNumber {
        let annual = request(2008, RunKind::Annual, None, None);
        self.distribute(annual).unwrap()
    }

    pub fn distribute(&mut self, request: DistributionRequest) -> Outcome<RunNumber> {
        self.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
            distribute(db, cooperative, request, context, &mut |_, _, _| {})
        })
    }

    pub fn propose(&mut self, user: &str, run: RunNumber) -> Outcome<Motion> {
        self.as_actor(&Hall::person(user), |db, cooperative, context| {
            propose(db, cooperative, &ProposalRequest::Run(run), context)
        })
    }

    pub fn vote(&mut self, user: &str, motion_no: u32, choice: Choice) -> Outcome<Motion> {
        self.as_actor(&Hall::person(user), |db, cooperative, context| {
            vote(db, cooperative, motion_no, (choice, ""), context)
        })
    }

    pub fn close(&mut self, user: &str, motion_no: u32) -> Outcome<Motion> {
        self.as_actor(&Hall::person(user), |db, cooperative, context| close(db, cooperative, motion_no, context))
    }

    pub fn standing(&mut self, run: RunNumber) -> Standing {
        query::run(self.db, &self.cooperative, run.year, Some(run.number)).unwrap().standing
    }

    pub fn assert_sound(&mut self) {
        assert_eq!(verify(self.db, &self.cooperative, None, &mut |_, _, _| {}).unwrap().findings, vec![]);
    }
}

pub fn preparers(motion: &Motion) -> Vec<&str> {
    motion.proposal.preparers.iter().map(|preparer| preparer.user.as_str()).collect()
}

pub fn in_hall(story: impl Fn(&mut Hall<'_>)) {
    in_hall_with("", story);
}

/// A story under a charter that says more.
pub fn in_hall_with(charter: &str, story: impl Fn(&mut Hall<'_>)) {
    on_each_database(|db| {
        let mut hall = Hall::with_charter(db, charter);
        story(&mut hall);
        hall.assert_sound();
    });
}
