//! From a draft to an effective run: both boards, the notice, and everything that stands in the way, by name. On both databases.

use crate::support::{
    day, example_cooperative, import_sheets, named, on_each_database, refused_codes, request, run, speak,
    with_context_of, year,
};
use std::collections::BTreeSet;
use std::path::Path;
use tonggu::application::access::{Actor, SignedIn, add_user, set_password, set_posts, sign_in};
use tonggu::application::distribution::query::{self, Standing};
use tonggu::application::distribution::{DistributionRequest, distribute};
use tonggu::application::governance::kinship;
use tonggu::application::governance::supervision;
use tonggu::application::governance::{
    ProposalRequest, answer, close, election, object, propose, publish, record, record_meeting, set_deadline, vote,
};
use tonggu::application::import::{ImportRequest, import};
use tonggu::application::verify::verify;
use tonggu::application::{Context, Outcome};
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::governance::act::Choice;
use tonggu::domain::governance::body::Body;
use tonggu::domain::governance::kinship::Kinship;
use tonggu::domain::governance::motion::{Evidence, Motion, MotionState};
use tonggu::domain::governance::procedure::MotionKind;
use tonggu::domain::governance::proposal::Matter;
use tonggu::domain::governance::supervision::SupervisionKind;
use tonggu::domain::governance::voting_rule::{Counts, NotPassed};
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
struct Hall<'d> {
    db: &'d mut Db,
    cooperative: Cooperative,
    /// The moment, as people there read it.
    now: &'static str,
}

fn actor(user: &str, member_no: &str, name: &str) -> Actor {
    let person = Named { member_no: member_no.to_owned(), name: name.to_owned() };
    Actor::User(SignedIn { user: user.to_owned(), person })
}

impl<'d> Hall<'d> {
    fn new(db: &'d mut Db) -> Hall<'d> {
        let cooperative = example_cooperative(db);
        assert!(!import_sheets(db, &cooperative, &[("机构成员", SEATS), ("章程参数", CHARTER)]).has_errors());
        let mut hall = Hall { db, cooperative, now: "2009-01-05T09:00:00+08:00" };
        hall.add("admin", "", "系统管理", &[Post::Administrator]);
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

    fn add(&mut self, user: &str, member_no: &str, name: &str, posts: &[Post]) {
        let person = Named { member_no: member_no.to_owned(), name: name.to_owned() };
        let posts = posts.iter().copied().collect();
        self.as_actor(&Actor::Local, |db, cooperative, context| {
            add_user(db, cooperative, (user, &person), &posts, context)
        })
        .unwrap();
    }

    fn as_actor<T>(
        &mut self,
        actor: &Actor,
        act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let now = self.now.parse().unwrap();
        with_context_of(actor, now, |context| act(self.db, &self.cooperative, context))
    }

    fn person(user: &str) -> Actor {
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

    fn draft(&mut self) -> RunNumber {
        let annual = request(2008, RunKind::Annual, None, None);
        self.distribute(annual).unwrap()
    }

    fn distribute(&mut self, request: DistributionRequest) -> Outcome<RunNumber> {
        self.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
            distribute(db, cooperative, request, context, &mut |_, _, _| {})
        })
    }

    fn propose(&mut self, user: &str, run: RunNumber) -> Outcome<Motion> {
        self.as_actor(&Hall::person(user), |db, cooperative, context| {
            propose(db, cooperative, &ProposalRequest::Run(run), context)
        })
    }

    fn vote(&mut self, user: &str, motion_no: u32, choice: Choice) -> Outcome<Motion> {
        self.as_actor(&Hall::person(user), |db, cooperative, context| {
            vote(db, cooperative, motion_no, (choice, ""), context)
        })
    }

    fn close(&mut self, user: &str, motion_no: u32) -> Outcome<Motion> {
        self.as_actor(&Hall::person(user), |db, cooperative, context| close(db, cooperative, motion_no, context))
    }

    fn standing(&mut self, run: RunNumber) -> Standing {
        query::run(self.db, &self.cooperative, run.year, Some(run.number)).unwrap().standing
    }

    fn assert_sound(&mut self) {
        assert_eq!(verify(self.db, &self.cooperative, &mut |_, _, _| {}).unwrap().findings, vec![]);
    }
}

fn in_hall(story: impl Fn(&mut Hall<'_>)) {
    on_each_database(|db| {
        let mut hall = Hall::new(db);
        story(&mut hall);
        hall.assert_sound();
    });
}

#[test]
fn a_year_goes_from_draft_to_effective_through_both_boards_and_the_notice() {
    in_hall(|hall| {
        let first = hall.draft();
        assert_eq!(hall.standing(first), Standing::Draft);
        let motion = hall.propose("zhou", first).unwrap();
        assert_eq!(motion.proposal.preparers, ["zhou"]);
        assert_eq!(refused_codes(hall.propose("zhou", first)), ["motion_on_subject"]);
        // The supervisors wait for the board.
        assert_eq!(refused_codes(hall.vote("zhao", 1, Choice::For)), ["not_yet_their_turn"]);
        assert_eq!(refused_codes(hall.vote("zhou", 1, Choice::For)), ["not_permitted"]);
        hall.vote("chen", 1, Choice::For).unwrap();
        assert_eq!(refused_codes(hall.vote("chen", 1, Choice::Against)), ["voted_already"]);
        hall.vote("li", 1, Choice::For).unwrap();
        assert_eq!(refused_codes(hall.close("li", 1)), ["chair_closes"]);
        hall.vote("wang", 1, Choice::For).unwrap();
        let motion = hall.close("chen", 1).unwrap();
        let Evidence::Voted(tally, votes) = &motion.ended[0].evidence else { panic!("{motion:?}") };
        assert_eq!((tally.counts.seats, tally.counts.present(), votes.len()), (5, 3, 3));
        assert_eq!(refused_codes(hall.vote("li", 1, Choice::For)), ["stage_closed"]);
        hall.vote("zhao", 1, Choice::For).unwrap();
        hall.vote("liu", 1, Choice::For).unwrap();
        hall.close("zhao", 1).unwrap();
        assert_eq!(hall.standing(first), Standing::UnderProcedure(1));
        // Nobody can object to what is not up; then the days run from the day after.
        let raise = |hall: &mut Hall<'_>, user: &str, member_no: &str| {
            hall.as_actor(&Hall::person(user), |db, cooperative, context| {
                object(db, cooperative, 1, (member_no, "TD-2006-01", "只收到三千五"), context)
            })
        };
        assert_eq!(refused_codes(raise(hall, "wang", "M003")), ["not_published"]);
        hall.now = "2009-01-06T23:30:00+08:00";
        let motion = hall
            .as_actor(&Hall::person("zhou"), |db, cooperative, context| publish(db, cooperative, 1, context))
            .unwrap();
        let MotionState::UnderProcedure(open) = &motion.state else { panic!("{motion:?}") };
        assert_eq!(open.notice, Some((day("2009-01-07"), day("2009-01-11"))));
        assert_eq!(refused_codes(hall.close("zhou", 1)), ["notice_not_over"]);
        hall.now = "2009-01-11T23:59:00+08:00";
        assert_eq!(refused_codes(raise(hall, "wang", "M004")), ["not_their_own"]);
        raise(hall, "wang", "M003").unwrap();
        assert_eq!(refused_codes(hall.close("zhou", 1)), ["notice_not_over"]);
        hall.now = "2009-01-12T00:00:00+08:00";
        assert_eq!(refused_codes(raise(hall, "wang", "M003")), ["objection_late"]);
        assert_eq!(refused_codes(hall.close("zhou", 1)), ["objections_open"]);
        let reply = |hall: &mut Hall<'_>, objection_no| {
            hall.as_actor(&Hall::person("chen"), |db, cooperative, context| {
                answer(db, cooperative, (1, objection_no), "欠租正在追收，收到后补发", context)
            })
        };
        assert_eq!(refused_codes(reply(hall, 2)), ["objection_unknown"]);
        reply(hall, 1).unwrap();
        assert_eq!(refused_codes(reply(hall, 1)), ["answered_already"]);
        let motion = hall.close("zhou", 1).unwrap();
        assert_eq!(motion.effective_since(), Some(day("2009-01-12")));
        assert_eq!(hall.standing(first), Standing::Effective(1, day("2009-01-12")));
        assert_eq!(refused_codes(hall.vote("chen", 1, Choice::Against)), ["stage_closed"]);
        // What is effective is never prepared anew; late rent is paid after it.
        let again = hall.distribute(request(2008, RunKind::Annual, None, None));
        assert_eq!(refused_codes(again), ["run_effective_already"]);
        hall.distribute(request(2008, RunKind::Arrears, Some(1), Some("2009-01-31"))).unwrap();
    });
}

#[test]
fn too_few_there_and_too_few_for() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        hall.vote("chen", 1, Choice::For).unwrap();
        hall.vote("li", 1, Choice::For).unwrap();
        hall.vote("wang", 1, Choice::Recuse).unwrap();
        let motion = hall.close("chen", 1).unwrap();
        let no_quorum = NotPassed::QuorumNotMet { present: 2, required: 3 };
        assert_eq!(motion.state, MotionState::Rejected(day("2009-01-05"), no_quorum));
        assert_eq!(hall.standing(run), Standing::Rejected(1));
        // A rejected run may be put forward again. Three of five are there, and two are for it: three would have to be.
        hall.propose("zhou", run).unwrap();
        hall.vote("chen", 2, Choice::For).unwrap();
        hall.vote("li", 2, Choice::For).unwrap();
        hall.vote("wang", 2, Choice::Abstain).unwrap();
        let motion = hall.close("chen", 2).unwrap();
        let no_majority = NotPassed::MajorityNotMet { for_votes: 2, required: 3 };
        assert_eq!(motion.state, MotionState::Rejected(day("2009-01-05"), no_majority));
    });
}

#[test]
fn a_run_that_is_prepared_anew_voids_every_vote() {
    in_hall(|hall| {
        let first = hall.draft();
        hall.propose("zhou", first).unwrap();
        hall.vote("chen", 1, Choice::For).unwrap();
        let second = hall.draft();
        assert_eq!(refused_codes(hall.vote("li", 1, Choice::For)), ["content_changed"]);
        assert_eq!(refused_codes(hall.propose("zhou", first)), ["content_changed"]);
        let motion = hall.propose("zhou", second).unwrap();
        assert!(!motion.has_votes());
    });
}

#[test]
fn who_prepared_it_does_not_vote_on_it() {
    in_hall(|hall| {
        let run = hall.draft();
        // A director puts it forward: from then on it is his, too.
        let motion = hall.propose("chen", run).unwrap();
        assert_eq!(motion.proposal.preparers, ["chen", "zhou"]);
        assert_eq!(refused_codes(hall.vote("chen", 1, Choice::For)), ["preparer_votes"]);
    });
}

#[test]
fn a_deadline_closes_the_vote_for_everybody() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        let set = |hall: &mut Hall<'_>, deadline| {
            hall.as_actor(&Hall::person("chen"), |db, cooperative, context| {
                set_deadline(db, cooperative, 1, day(deadline), context)
            })
        };
        assert_eq!(refused_codes(set(hall, "2009-01-04")), ["deadline_passed"]);
        set(hall, "2009-01-05").unwrap();
        hall.vote("chen", 1, Choice::For).unwrap();
        hall.now = "2009-01-06T00:00:00+08:00";
        assert_eq!(refused_codes(hall.vote("li", 1, Choice::For)), ["vote_late"]);
        let motion = hall.close("wang", 1).unwrap();
        assert!(matches!(motion.state, MotionState::Rejected(..)), "one of five was there");
    });
}

#[test]
fn seats_are_held_from_day_to_day_and_vacancies_count() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.now = "2009-02-02T09:00:00+08:00";
        hall.propose("zhou", run).unwrap();
        ["chen", "li", "wang"].iter().for_each(|user| drop(hall.vote(user, 1, Choice::For).unwrap()));
        hall.close("chen", 1).unwrap();
        // Liu's term ended in January. One of three seats is there: too few.
        assert_eq!(refused_codes(hall.vote("liu", 1, Choice::For)), ["not_permitted"]);
        hall.vote("zhao", 1, Choice::For).unwrap();
        let motion = hall.close("zhao", 1).unwrap();
        let no_quorum = NotPassed::QuorumNotMet { present: 1, required: 2 };
        assert_eq!(motion.state, MotionState::Rejected(day("2009-02-02"), no_quorum));
    });
}

#[test]
fn meetings_on_paper_are_recorded_with_their_minutes() {
    in_hall(|hall| {
        let folder = tempfile::tempdir().unwrap();
        let minutes = folder.path().join("董事会记录.pdf");
        std::fs::write(&minutes, "%PDF-1.4 扫描").unwrap();
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        let meet = |hall: &mut Hall<'_>, for_votes, minutes: &Path| {
            let counts = Counts { for_votes, against: 1, ..Counts::default() };
            hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
                record_meeting(db, cooperative, 1, (counts, minutes), context)
            })
        };
        assert_eq!(refused_codes(meet(hall, 3, &folder.path().join("没有.pdf"))), ["minutes_unreadable"]);
        assert_eq!(refused_codes(meet(hall, 5, &minutes)), ["more_votes_than_seats"]);
        meet(hall, 3, &minutes).unwrap();
        hall.vote("zhao", 1, Choice::For).unwrap();
        assert_eq!(refused_codes(meet(hall, 2, &minutes)), ["votes_cast_already"]);
    });
}

#[test]
fn a_general_matter_is_settled_by_its_hearing_and_some_kinds_need_the_charter() {
    in_hall(|hall| {
        let matter = |hall: &mut Hall<'_>, kind| {
            hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
                let request = ProposalRequest::Matter(kind, Box::new(Matter::of_title("停车位重新划线".to_owned())));
                propose(db, cooperative, &request, context)
            })
        };
        matter(hall, MotionKind::GeneralMatter).unwrap();
        assert_eq!(refused_codes(hall.close("chen", 1)), ["other_stage"]);
        let heard = hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
            record(db, cooperative, 1, ("同意，\n由物业实施", None), context)
        });
        assert_eq!(heard.unwrap().effective_since(), Some(day("2009-01-05")));
        assert_eq!(refused_codes(matter(hall, MotionKind::Payment)), ["procedure_missing"]);
    });
}

#[test]
fn once_there_are_users_every_act_wants_one_with_the_right_to_it() {
    in_hall(|hall| {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        first.extend(refused_codes(run(hall.db, &hall.cooperative, request(2008, RunKind::Annual, None, None))));
        assert_eq!(first, ["sign_in_needed"]);
        let admin = actor("admin", "", "系统管理");
        second.extend(refused_codes(hall.as_actor(&admin, |db, cooperative, context| {
            let annual = request(2008, RunKind::Annual, None, None);
            distribute(db, cooperative, annual, context, &mut |_, _, _| {})
        })));
        assert_eq!(second, ["not_permitted"], "the administrator sees no money");
        // An account that nobody has ever added does nothing either.
        let ghost = actor("ghost", "M001", "陈国强");
        let refused =
            hall.as_actor(&ghost, |db, cooperative, context| vote(db, cooperative, 1, (Choice::For, ""), context));
        assert_eq!(refused_codes(refused), ["user_unknown"]);
    });
}

#[test]
fn posts_and_seats_that_exclude_each_other_are_not_given_to_one_person() {
    in_hall(|hall| {
        let admin = actor("admin", "", "系统管理");
        let give = |hall: &mut Hall<'_>, user: &str, posts: &[Post]| {
            let posts: BTreeSet<Post> = posts.iter().copied().collect();
            hall.as_actor(&admin, |db, cooperative, context| set_posts(db, cooperative, user, &posts, context))
        };
        assert_eq!(refused_codes(give(hall, "zhao", &[Post::Accountant])), ["roles_incompatible"]);
        assert_eq!(refused_codes(give(hall, "zhou", &[Post::Accountant, Post::Cashier])), ["roles_incompatible"]);
        give(hall, "zhou", &[Post::Cashier]).unwrap();
        let refused = hall.distribute(request(2008, RunKind::Annual, None, None));
        assert_eq!(refused_codes(refused), ["not_permitted"], "from that moment on");
        assert_eq!(refused_codes(give(hall, "admin", &[])), ["last_administrator"]);
        // A second account would hide what the first one shows.
        let person = Named { member_no: "M006".to_owned(), name: String::new() };
        let second = hall.as_actor(&admin, |db, cooperative, context| {
            add_user(db, cooperative, ("zhou2", &person), &BTreeSet::from([Post::Accountant]), context)
        });
        assert_eq!(refused_codes(second), ["person_has_user"]);
    });
}

#[test]
fn seats_that_exclude_each_other_are_refused_where_they_stand() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let seats = |rows: &str| format!("机构,成员编号,姓名,职务,任期起,任期止\n{rows}");
        let codes = |db: &mut Db, rows: &str| {
            let report = import_sheets(db, &cooperative, &[("机构成员", &seats(rows))]);
            crate::support::codes(&report)
        };
        let both_boards = "董事会,M001,陈国强,董事,2008-06-30,\n监事会,M001,陈国强,监事,2009-06-30,\n";
        assert_eq!(codes(db, both_boards), [("seat_excluded", "A3".to_owned())]);
        let one_after_the_other =
            "董事会,M001,陈国强,董事,2008-06-30,2009-06-29\n监事会,M001,陈国强,监事,2009-06-30,\n";
        assert_eq!(codes(db, one_after_the_other), []);
        // What is held counts, too; a stranger of the same name is another person.
        assert_eq!(codes(db, "董事会,M001,陈国强,董事,2009-07-01,\n"), [("seat_excluded", "A2".to_owned())]);
        assert_eq!(codes(db, "党总支,,王五,委员,2008-01-01,\n"), []);
        // M002 is of M001's household, and M001 supervises since 2009-06-30; M005 is declared to be a relative.
        assert_eq!(codes(db, "董事会,M002,李素芳,董事,2009-07-01,\n"), [("relative_excluded", "A2".to_owned())]);
        let named = |member_no: &str| Named { member_no: member_no.to_owned(), name: String::new() };
        let kinship = Kinship { one: named("M005"), other: named("M001"), relation: "兄弟".to_owned() };
        crate::support::with_context(|context| kinship::declare(db, &cooperative, &kinship, context)).unwrap();
        assert_eq!(codes(db, "董事会,M005,刘德明,董事,2009-07-01,\n"), [("relative_excluded", "A2".to_owned())]);
        assert_eq!(codes(db, "董事会,M004,赵玉珍,董事,2009-07-01,\n"), []);
        assert_eq!(codes(db, "监督委员会,,王五,委员,2008-10-31,\n"), [("seat_excluded", "A2".to_owned())]);
    });
}

#[test]
fn a_code_from_the_counter_sets_a_password_and_nothing_else() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let mut hall = Hall { db, cooperative, now: "2009-01-05T09:00:00+08:00" };
        let person = Named { member_no: String::new(), name: "系统管理".to_owned() };
        let add = |hall: &mut Hall<'_>, user: &str, posts: BTreeSet<Post>| {
            hall.as_actor(&Actor::Local, |db, cooperative, context| {
                add_user(db, cooperative, (user, &person), &posts, context)
            })
        };
        assert_eq!(refused_codes(add(&mut hall, "admin", BTreeSet::new())), ["first_user_no_administrator"]);
        assert_eq!(refused_codes(add(&mut hall, "two words", BTreeSet::new())), ["user_name_unfit"]);
        let code = add(&mut hall, "admin", BTreeSet::from([Post::Administrator])).unwrap();
        let enter = |hall: &mut Hall<'_>, secret: &str| {
            hall.as_actor(&Actor::Local, |db, cooperative, context| {
                sign_in(db, cooperative, ("admin", secret), context)
            })
        };
        let choose = |hall: &mut Hall<'_>, old: &str, new: &str| {
            hall.as_actor(&Actor::Local, |db, cooperative, context| {
                set_password(db, cooperative, "admin", (old, new), context)
            })
        };
        assert_eq!(refused_codes(enter(&mut hall, &code)), ["password_not_set"]);
        assert_eq!(refused_codes(choose(&mut hall, &code, "short")), ["password_too_short"]);
        choose(&mut hall, &code, "long enough").unwrap();
        assert_eq!(refused_codes(choose(&mut hall, &code, "once is enough")), ["sign_in_failed"]);
        assert!(enter(&mut hall, "long enough").is_ok());
        for _ in 0..5 {
            assert_eq!(refused_codes(enter(&mut hall, "guess")), ["sign_in_failed"]);
        }
        assert_eq!(refused_codes(enter(&mut hall, "long enough")), ["account_rests"]);
        hall.now = "2009-01-05T09:15:00+08:00";
        assert!(enter(&mut hall, "long enough").is_ok());
        hall.assert_sound();
    });
}

#[test]
fn motions_are_found_by_the_run_they_are_about() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        let motion = tonggu::application::governance::query::motion(hall.db, &hall.cooperative, 1).unwrap();
        let seal = query::run(hall.db, &hall.cooperative, year(2008), None).unwrap().run.seal.hash();
        assert_eq!((motion.proposal.subject.as_str(), motion.proposal.content), ("2008#1", seal));
        let unknown = tonggu::application::governance::query::motion(hall.db, &hall.cooperative, 2);
        assert_eq!(refused_codes(unknown), ["motion_unknown"]);
    });
}

#[test]
fn the_elected_are_those_for_whom_enough_voted() {
    in_hall(|hall| {
        let more = "项目,值\n候选人差额比例,20\n居民代表大会.法定到会比例,1/2\n居民代表大会.通过比例,1/2\n居民代表大会.席位数,10\n";
        let folder = tempfile::tempdir().unwrap();
        let (charter, minutes) = (folder.path().join("章程参数.csv"), folder.path().join("计票.pdf"));
        std::fs::write(&charter, more).unwrap();
        std::fs::write(&minutes, "公开计票").unwrap();
        let accountant = Hall::person("zhou");
        let request = ImportRequest { files: named(&[charter]), ..ImportRequest::default() };
        let silent = &mut |_, _, _| {};
        hall.as_actor(&accountant, |db, cooperative, context| {
            import(db, cooperative, &request, context, (&speak, silent))
        })
        .unwrap();
        let bodies = (Body::SupervisoryCommittee, 2, Body::RepresentativesCongress);
        hall.as_actor(&accountant, |db, cooperative, context| election::announce(db, cooperative, bodies, context))
            .unwrap();
        for name in ["钱一", "钱二", "钱三"] {
            let candidate = Named { member_no: String::new(), name: name.to_owned() };
            hall.as_actor(&accountant, |db, cooperative, context| {
                election::nominate(db, cooperative, 1, (&candidate, "居民推荐"), context)
            })
            .unwrap();
        }
        hall.as_actor(&accountant, |db, cooperative, context| {
            election::publish_candidates(db, cooperative, (1, 3), context)
        })
        .unwrap();
        hall.now = "2009-01-09T09:00:00+08:00";
        let count = |hall: &mut Hall<'_>, valid: u64, votes: &[(&str, u64)]| {
            let votes: Vec<(String, u64)> = votes.iter().map(|(name, votes)| ((*name).to_owned(), *votes)).collect();
            hall.as_actor(&accountant, |db, cooperative, context| {
                election::count_ballots(db, cooperative, 1, (9, valid, &votes), &minutes, context)
            })
        };
        assert_eq!(refused_codes(count(hall, 10, &[("钱一", 9)])), ["ballots_impossible"]);
        assert_eq!(refused_codes(count(hall, 9, &[("孙五", 9)])), ["candidate_unknown"]);
        let counted = count(hall, 9, &[("钱一", 8), ("钱二", 6), ("钱三", 4)]).unwrap();
        let elected: Vec<&str> = counted.elected().iter().map(|one| one.name.as_str()).collect();
        assert_eq!(elected, ["钱一", "钱二"]);
        let term = (day("2009-01-09"), None);
        hall.as_actor(&accountant, |db, cooperative, context| election::appoint(db, cooperative, 1, term, context))
            .unwrap();
        let twice =
            hall.as_actor(&accountant, |db, cooperative, context| election::appoint(db, cooperative, 1, term, context));
        assert_eq!(refused_codes(twice), ["election_stage"]);
    });
}

#[test]
fn who_watches_asks_and_who_is_asked_answers() {
    in_hall(|hall| {
        let open = |hall: &mut Hall<'_>, user: &str, (kind, member_no, route): (SupervisionKind, &str, &str)| {
            let by = Named { member_no: member_no.to_owned(), name: String::new() };
            hall.as_actor(&Hall::person(user), |db, cooperative, context| {
                let said = ("收款 R0802", "这笔租金为什么少了？", route);
                supervision::open(db, cooperative, (kind, &by), said, context)
            })
        };
        let asked = open(hall, "zhao", (SupervisionKind::Question, "M004", "")).unwrap();
        assert_eq!((asked.record_no, asked.by.name.as_str()), (1, "赵玉珍"));
        assert_eq!(refused_codes(open(hall, "wang", (SupervisionKind::Question, "M003", ""))), ["not_permitted"]);
        // Anybody may complain for themself, and to one of three.
        assert_eq!(
            refused_codes(open(hall, "wang", (SupervisionKind::Complaint, "M004", "党总支"))),
            ["not_their_own"]
        );
        assert_eq!(refused_codes(open(hall, "wang", (SupervisionKind::Complaint, "M003", ""))), ["route_unfit"]);
        open(hall, "wang", (SupervisionKind::Complaint, "M003", "党总支")).unwrap();
        let reply = |hall: &mut Hall<'_>, user: &str, record_no| {
            hall.as_actor(&Hall::person(user), |db, cooperative, context| {
                supervision::answer(db, cooperative, (record_no, "承租方分两次付"), context)
            })
        };
        assert_eq!(refused_codes(reply(hall, "zhao", 1)), ["not_permitted"], "who asks does not answer");
        assert_eq!(reply(hall, "chen", 1).unwrap().answer.unwrap().1, "承租方分两次付");
        assert_eq!(refused_codes(reply(hall, "chen", 1)), ["record_ended"]);
        assert_eq!(refused_codes(reply(hall, "chen", 3)), ["record_unknown"]);
        let all = supervision::list(hall.db, &hall.cooperative).unwrap();
        assert_eq!(all.iter().filter(|record| record.answer.is_none()).count(), 1);
    });
}
