//! Who may do what: accounts, posts, seats, relatives, and who watches over whom. On both databases.

use crate::support::hall::{Hall, actor, in_hall};
use crate::support::{example_cooperative, import_sheets, on_each_database, refused_codes, request, run, shown_code};
use std::collections::BTreeSet;
use tonggu::application::access::{
    Actor, Credentials, add_user, check_reading, close_sessions, confirm_second_factor, open_session,
    remove_second_factor, resume_session, set_password, set_posts, set_second_factor, sign_in,
};
use tonggu::application::distribution::distribute;
use tonggu::application::governance::{kinship, supervision, vote};
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::governance::act::Choice;
use tonggu::domain::governance::kinship::Kinship;
use tonggu::domain::governance::supervision::SupervisionKind;
use tonggu::domain::person::Named;
use tonggu::storage::db::Db;

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
        // An account of the name alone is another person's: it has neither the seat nor the vote.
        hall.add_by(&admin, "chen2", "", "陈国强", &[]);
        let run = {
            give(hall, "zhou", &[Post::Accountant]).unwrap();
            hall.draft()
        };
        hall.propose("zhou", run).unwrap();
        let second = actor("chen2", "", "陈国强");
        let cast =
            hall.as_actor(&second, |db, cooperative, context| vote(db, cooperative, 1, (Choice::For, ""), context));
        assert_eq!(refused_codes(cast), ["not_permitted"]);
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
        let declare = |db: &mut Db, kinship: &Kinship| {
            crate::support::with_context(|context| kinship::declare(db, &cooperative, kinship, context))
        };
        assert_eq!(declare(db, &kinship).unwrap().1, vec![], "neither holds what the other excludes");
        let own = Kinship { other: named("M005"), ..kinship.clone() };
        assert_eq!(refused_codes(declare(db, &own)), ["kinship_with_self"]);
        assert_eq!(refused_codes(declare(db, &Kinship { relation: " ".to_owned(), ..kinship })), ["text_missing"]);
        assert_eq!(codes(db, "董事会,M005,刘德明,董事,2009-07-01,\n"), [("relative_excluded", "A2".to_owned())]);
        assert_eq!(codes(db, "董事会,M004,赵玉珍,董事,2009-07-01,\n"), []);
        assert_eq!(codes(db, "监督委员会,,王五,委员,2008-10-31,\n"), [("seat_excluded", "A2".to_owned())]);
        // What is declared after the seats were given is kept, and told.
        let late = Kinship { one: named("M004"), other: named("M001"), relation: "姐弟".to_owned() };
        let (_, conflicts) = declare(db, &late).unwrap();
        let told: Vec<&str> = conflicts.iter().map(Into::into).collect();
        assert_eq!(told, ["relative_excluded"]);
    });
}

#[test]
fn no_more_seats_are_held_than_the_charter_establishes() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let seats = |rows: &str| format!("机构,成员编号,姓名,职务,任期起,任期止\n{rows}");
        let charter = "项目,值,生效日期\n董事会.席位数,1,\n董事会.席位数,2,2009-07-01\n";
        assert!(!import_sheets(db, &cooperative, &[("章程参数", charter)]).has_errors());
        let codes = |db: &mut Db, rows: &str| {
            crate::support::codes(&import_sheets(db, &cooperative, &[("机构成员", &seats(rows))]))
        };
        let two = "董事会,M001,陈国强,董事,2008-06-30,\n董事会,M003,王建华,董事,2008-07-01,\n";
        assert_eq!(codes(db, two), [("more_seats_than_charter", "A3".to_owned())]);
        let in_turn = "董事会,M001,陈国强,董事,2008-06-30,\n董事会,M003,王建华,董事,2009-07-01,\n";
        assert_eq!(codes(db, in_turn), []);
        // One that began earlier is too many on the day on which the third one takes the seat.
        assert_eq!(codes(db, "董事会,M004,赵玉珍,董事,2009-06-30,\n").len(), 2);
    });
}

#[test]
fn a_post_is_not_given_to_a_close_relative_of_who_watches() {
    in_hall(|hall| {
        let admin = actor("admin", "", "系统管理");
        let named = |member_no: &str| Named { member_no: member_no.to_owned(), name: String::new() };
        let kinship = Kinship { one: named("M006"), other: named("M005"), relation: "母女".to_owned() };
        let (_, conflicts) = hall
            .as_actor(&Hall::person("chen"), |db, cooperative, context| {
                kinship::declare(db, cooperative, &kinship, context)
            })
            .unwrap();
        assert_eq!(conflicts.len(), 1, "the accountant's mother supervises: {conflicts:?}");
        let posts = BTreeSet::from([Post::Cashier]);
        let given =
            hall.as_actor(&admin, |db, cooperative, context| set_posts(db, cooperative, "zhou", &posts, context));
        assert_eq!(refused_codes(given), ["relative_excluded"]);
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
                sign_in(db, cooperative, credentials(secret, None), context)
            })
        };
        let choose = |hall: &mut Hall<'_>, old: &str, new: &str| {
            hall.as_actor(&Actor::Local, |db, cooperative, context| {
                set_password(db, cooperative, credentials(old, None), new, context)
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
        assert_eq!(refused_codes(open(hall, "zhao", (SupervisionKind::Question, "M005", ""))), ["not_their_own"]);
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
        // A report is published once more than half of the three seats stand behind it.
        open(hall, "zhao", (SupervisionKind::Report, "M004", "")).unwrap();
        let endorse = |hall: &mut Hall<'_>, user: &str, record_no| {
            hall.as_actor(&Hall::person(user), |db, cooperative, context| {
                supervision::endorse(db, cooperative, record_no, context)
            })
        };
        assert_eq!(refused_codes(endorse(hall, "zhao", 3)), ["endorsed_already"]);
        assert_eq!(refused_codes(endorse(hall, "liu", 1)), ["no_report"]);
        assert_eq!(refused_codes(endorse(hall, "chen", 3)), ["not_permitted"]);
        assert!(endorse(hall, "liu", 3).unwrap().published_on.is_some());
        let all = supervision::list(hall.db, &hall.cooperative).unwrap();
        assert_eq!(all.iter().filter(|record| record.answer.is_none()).count(), 2);
    });
}

fn credentials<'c>(secret: &'c str, code: Option<&'c str>) -> Credentials<'c> {
    Credentials { user: "admin", secret, code }
}

/// A hall with one administrator who has a password.
fn with_administrator(story: impl Fn(&mut Hall<'_>)) {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let mut hall = Hall { db, cooperative, now: "2009-01-05T09:00:00+08:00" };
        let person = Named { member_no: String::new(), name: "系统管理".to_owned() };
        let posts = BTreeSet::from([Post::Administrator]);
        let code = hall.as_actor(&Actor::Local, |db, cooperative, context| {
            add_user(db, cooperative, ("admin", &person), &posts, context)
        });
        let code = code.unwrap();
        hall.as_actor(&Actor::Local, |db, cooperative, context| {
            set_password(db, cooperative, credentials(&code, None), "long enough", context)
        })
        .unwrap();
        story(&mut hall);
        hall.assert_sound();
    });
}

#[test]
fn a_token_stands_for_the_password_for_a_working_day() {
    with_administrator(|hall| {
        let admin = actor("admin", "", "系统管理");
        let nobody = hall.as_actor(&Actor::Local, open_session);
        assert_eq!(refused_codes(nobody), ["sign_in_needed"]);
        let open = |hall: &mut Hall<'_>| hall.as_actor(&admin, open_session).unwrap().0;
        let token = open(hall);
        let resume = |hall: &mut Hall<'_>, user: &str, token: &str| {
            hall.as_actor(&Actor::Local, |db, cooperative, context| {
                resume_session(db, cooperative, (user, token), context)
            })
        };
        assert_eq!(resume(hall, "admin", &token).unwrap().person.name, "系统管理");
        assert_eq!(refused_codes(resume(hall, "admin", &token.replace(['0', '1', '2'], "3"))), ["session_unknown"]);
        assert_eq!(refused_codes(resume(hall, "ghost", &token)), ["session_unknown"]);
        hall.now = "2009-01-05T21:00:00+08:00";
        assert_eq!(refused_codes(resume(hall, "admin", &token)), ["session_unknown"]);
        let token = open(hall);
        hall.as_actor(&admin, close_sessions).unwrap();
        assert_eq!(refused_codes(resume(hall, "admin", &token)), ["session_unknown"]);
    });
}

#[test]
fn a_second_factor_counts_once_it_is_confirmed_and_no_code_counts_twice() {
    with_administrator(|hall| {
        let admin = actor("admin", "", "系统管理");
        let enter = |hall: &mut Hall<'_>, code: Option<&str>| {
            hall.as_actor(&Actor::Local, |db, cooperative, context| {
                sign_in(db, cooperative, credentials("long enough", code), context)
            })
        };
        let confirm = |hall: &mut Hall<'_>, code: &str| {
            hall.as_actor(&admin, |db, cooperative, context| confirm_second_factor(db, cooperative, code, context))
        };
        assert_eq!(refused_codes(confirm(hall, "123456")), ["no_second_factor"]);
        let secret = hall.as_actor(&admin, set_second_factor).unwrap();
        assert!(enter(hall, None).is_ok(), "a secret that nobody has entered anywhere locks nobody out");
        assert_eq!(refused_codes(confirm(hall, "12345")), ["code_wrong"]);
        confirm(hall, &shown_code(&secret, hall.now)).unwrap();
        assert_eq!(refused_codes(enter(hall, None)), ["second_factor_needed"]);
        assert_eq!(refused_codes(enter(hall, Some(&shown_code(&secret, hall.now)))), ["code_taken"]);
        hall.now = "2009-01-05T09:01:00+08:00";
        assert_eq!(refused_codes(enter(hall, Some("000000"))), ["sign_in_failed"]);
        let code = shown_code(&secret, hall.now);
        assert!(enter(hall, Some(&code)).is_ok());
        assert_eq!(refused_codes(enter(hall, Some(&code))), ["code_taken"]);
        hall.as_actor(&admin, |db, cooperative, context| remove_second_factor(db, cooperative, "admin", context))
            .unwrap();
        assert!(enter(hall, None).is_ok());
    });
}

#[test]
fn whoever_guesses_fast_waits_and_unknown_names_tell_nothing() {
    with_administrator(|hall| {
        let guess = |hall: &mut Hall<'_>, user: &str| {
            hall.as_actor(&Actor::Local, |db, cooperative, context| {
                sign_in(db, cooperative, Credentials { user, secret: "guess", code: None }, context)
            })
        };
        assert_eq!(refused_codes(guess(hall, "ghost")), ["sign_in_failed"], "as with a name that somebody has");
        let admin = actor("admin", "", "系统管理");
        for number in 0..25 {
            let user = format!("clerk{number}");
            hall.add_by(&admin, &user, "", &user, &[]);
            // One more, and that account alone would rest.
            for _ in 0..4 {
                assert_eq!(refused_codes(guess(hall, &user)), ["sign_in_failed"]);
            }
        }
        assert_eq!(refused_codes(guess(hall, "admin")), ["sign_ins_rest"]);
        hall.now = "2009-01-05T09:01:00+08:00";
        assert_eq!(refused_codes(guess(hall, "admin")), ["sign_in_failed"]);
    });
}

#[test]
fn a_shareholder_sees_their_household_and_an_administrator_no_money() {
    in_hall(|hall| {
        let reads = |hall: &mut Hall<'_>, actor: &Actor, member_no: Option<&str>| {
            hall.as_actor(actor, |db, cooperative, context| check_reading(db, cooperative, context, member_no))
        };
        let admin = actor("admin", "", "系统管理");
        assert_eq!(refused_codes(reads(hall, &admin, None)), ["not_permitted"]);
        assert_eq!(refused_codes(reads(hall, &admin, Some("M001"))), ["not_permitted"]);
        reads(hall, &Hall::person("zhou"), None).unwrap();
        reads(hall, &Hall::person("zhao"), Some("M001")).unwrap();
        reads(hall, &Actor::Local, None).unwrap();
        // M006 gives up the post: a shareholder like any other.
        hall.as_actor(&admin, |db, cooperative, context| set_posts(db, cooperative, "zhou", &BTreeSet::new(), context))
            .unwrap();
        assert_eq!(refused_codes(reads(hall, &Hall::person("zhou"), None)), ["not_permitted"]);
        assert_eq!(refused_codes(reads(hall, &Hall::person("zhou"), Some("M001"))), ["household_not_own"]);
        reads(hall, &Hall::person("zhou"), Some("M006")).unwrap();
    });
}

#[test]
fn a_token_changes_nothing_about_signing_in() {
    with_administrator(|hall| {
        let mut by_token = actor("admin", "", "系统管理");
        if let Actor::User(signed_in) = &mut by_token {
            signed_in.by_token = true;
        }
        assert_eq!(refused_codes(hall.as_actor(&by_token, open_session)), ["password_needed"]);
        assert_eq!(refused_codes(hall.as_actor(&by_token, set_second_factor)), ["password_needed"]);
        let blank = Named { member_no: String::new(), name: " ".to_owned() };
        let add = |hall: &mut Hall<'_>, user: &str, person: &Named| {
            hall.as_actor(&by_token, |db, cooperative, context| {
                add_user(db, cooperative, (user, person), &BTreeSet::new(), context)
            })
        };
        assert_eq!(refused_codes(add(hall, "x", &blank)), ["text_missing"]);
        let somebody = Named { name: "某人".to_owned(), ..blank };
        assert_eq!(refused_codes(add(hall, "Ｍ001", &somebody)), ["user_name_unfit"]);
    });
}
