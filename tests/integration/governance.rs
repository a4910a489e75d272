//! From a draft to an effective run: both boards, the notice, and everything that stands in the way, by name. On both databases.

use crate::support::hall::{Hall, actor, in_hall, in_hall_with, preparers};
use crate::support::{day, named, refused_codes, request, speak, year};
use std::path::Path;
use tonggu::application::Outcome;
use tonggu::application::distribution::DistributionRequest;
use tonggu::application::distribution::query::{self, Standing};
use tonggu::application::governance::query::motion;
use tonggu::application::governance::{
    HoldRequest, HoldRequestTarget, MatterRequest, ProposalRequest, answer, election, inspect, object, pay, place_hold,
    propose, publish, record, record_meeting, set_deadline,
};
use tonggu::application::import::{ImportRequest, import, undo};
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::governance::act::Choice;
use tonggu::domain::governance::body::Body;
use tonggu::domain::governance::motion::{Evidence, Motion, MotionState};
use tonggu::domain::governance::procedure::MotionKind;
use tonggu::domain::governance::proposal::{Payer, PaymentTerms};
use tonggu::domain::governance::voting_rule::{Counts, NotPassed};
use tonggu::domain::money::Money;
use tonggu::domain::person::Named;

#[test]
fn a_year_goes_from_draft_to_effective_through_both_boards_and_the_notice() {
    in_hall(|hall| {
        let first = hall.draft();
        assert_eq!(hall.standing(first), Standing::Draft);
        let motion = hall.propose("zhou", first).unwrap();
        assert_eq!(preparers(&motion), ["zhou"]);
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
        // Nobody takes it from the bodies unawares: who prepares it anew says what becomes void.
        let annual = |voids| DistributionRequest { voids, ..request(2008, RunKind::Annual, None, None) };
        assert_eq!(refused_codes(hall.distribute(annual(None))), ["run_under_procedure"]);
        assert_eq!(refused_codes(hall.distribute(annual(Some(9)))), ["run_under_procedure"]);
        hall.vote("wang", 1, Choice::For).unwrap();
        let second = hall.distribute(annual(Some(1))).unwrap();
        assert_eq!(refused_codes(hall.distribute(annual(Some(1)))), ["nothing_voided"]);
        let void = motion(hall.db, &hall.cooperative, 1).unwrap();
        let is_void =
            matches!(&void.state, MotionState::Void { by, left, .. } if by == "2008#2" && left.votes.len() == 2);
        assert!(is_void, "what was voted stays to be read: {:?}", void.state);
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
        assert_eq!(preparers(&motion), ["chen", "zhou"]);
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
        let set_by = |hall: &mut Hall<'_>, user: &str| {
            hall.as_actor(&Hall::person(user), |db, cooperative, context| {
                set_deadline(db, cooperative, 1, day("2009-01-06"), context)
            })
        };
        // Neither another director nor the chair of another board says until when this one votes.
        assert_eq!(refused_codes(set_by(hall, "li")), ["chair_sets_deadline"]);
        assert_eq!(refused_codes(set_by(hall, "zhao")), ["chair_sets_deadline"]);
        assert_eq!(refused_codes(set(hall, "2009-01-04")), ["deadline_passed"]);
        set(hall, "2009-01-05").unwrap();
        hall.vote("chen", 1, Choice::For).unwrap();
        hall.now = "2009-01-06T00:00:00+08:00";
        assert_eq!(refused_codes(hall.vote("li", 1, Choice::For)), ["vote_late"]);
        // Nor does the chair open it again.
        assert_eq!(refused_codes(set(hall, "2009-01-09")), ["deadline_passed"]);
        let motion = hall.close("wang", 1).unwrap();
        assert!(matches!(motion.state, MotionState::Rejected(..)), "one of five was there");
    });
}

#[test]
fn a_seat_that_was_left_does_not_count_beside_its_successor_s() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        ["chen", "li", "wang"].iter().for_each(|user| drop(hall.vote(user, 1, Choice::For).unwrap()));
        hall.close("chen", 1).unwrap();
        hall.now = "2009-01-31T09:00:00+08:00";
        ["zhao", "liu"].iter().for_each(|user| drop(hall.vote(user, 1, Choice::For).unwrap()));
        // Liu's term ends with the month, and the vote with it.
        hall.now = "2009-02-02T09:00:00+08:00";
        let motion = hall.close("zhao", 1).unwrap();
        assert!(matches!(motion.state, MotionState::Rejected(..)), "one of three is left: {:?}", motion.state);
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
        let meet_by = |hall: &mut Hall<'_>, by: &str, for_votes, minutes: &Path| {
            let counts = Counts { for_votes, against: 1, ..Counts::default() };
            hall.as_actor(&Hall::person(by), |db, cooperative, context| {
                record_meeting(db, cooperative, 1, (counts, minutes), context)
            })
        };
        let meet = |hall: &mut Hall<'_>, for_votes, minutes: &Path| meet_by(hall, "li", for_votes, minutes);
        // The accountant put it forward and has no seat; a supervisor sits elsewhere.
        assert_eq!(refused_codes(meet_by(hall, "zhou", 3, &minutes)), ["not_permitted"]);
        assert_eq!(refused_codes(meet_by(hall, "zhao", 3, &minutes)), ["recorder_unfit"]);
        assert_eq!(refused_codes(meet(hall, 3, &folder.path().join("没有.pdf"))), ["file_unreadable"]);
        let empty = folder.path().join("空.pdf");
        std::fs::write(&empty, "").unwrap();
        assert_eq!(refused_codes(meet(hall, 3, &empty)), ["file_empty"]);
        assert_eq!(refused_codes(meet(hall, 5, &minutes)), ["more_votes_than_seats"]);
        meet(hall, 3, &minutes).unwrap();
        hall.vote("zhao", 1, Choice::For).unwrap();
        assert_eq!(refused_codes(meet_by(hall, "liu", 2, &minutes)), ["votes_cast_already"]);
    });
}

#[test]
fn a_general_matter_is_settled_by_its_hearing_and_some_kinds_need_the_charter() {
    in_hall(|hall| {
        let matter = |hall: &mut Hall<'_>, kind| {
            hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
                let request = ProposalRequest::Matter(kind, matter_of("停车位重新划线"));
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
        assert_eq!(refused_codes(matter(hall, MotionKind::Distribution)), ["kind_needs_subject"]);
        assert_eq!(refused_codes(matter(hall, MotionKind::Hold)), ["kind_needs_subject"]);
        assert_eq!(refused_codes(propose_matter(hall, MotionKind::GeneralMatter, " ", false)), ["text_missing"]);
        // Nobody pays money by a hearing alone.
        assert_eq!(
            refused_codes(propose_matter(hall, MotionKind::GeneralMatter, "修路", true)),
            ["payment_needs_vote"]
        );
        // The committee's matters pay nothing out of the cooperative's purse.
        assert_eq!(refused_codes(propose_matter(hall, MotionKind::MajorMatter, "修路", true)), ["payer_unfit"]);
        propose_matter(hall, MotionKind::CompanyContract, "三处商铺整体出租", true).unwrap();
        assert_eq!(refused_codes(propose_matter(hall, MotionKind::Levy, "公益", true)), ["kind_needs_subject"]);
    });
}

fn matter_of(title: &str) -> MatterRequest {
    MatterRequest { title: title.to_owned(), ..MatterRequest::default() }
}

fn propose_matter(hall: &mut Hall<'_>, kind: MotionKind, title: &str, pays: bool) -> Outcome<Motion> {
    let payment = PaymentTerms {
        payer: Payer::Cooperative,
        payee: "社区居民委员会".to_owned(),
        amount: Money::from_fen(100_000),
        due: day("2009-02-01"),
    };
    let matter = MatterRequest { payment: pays.then_some(payment), ..matter_of(title) };
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
        propose(db, cooperative, &ProposalRequest::Matter(kind, matter), context)
    })
}

#[test]
fn nothing_is_decided_on_a_run_while_it_is_held() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        let hold = |cosigners: &[&str]| HoldRequest {
            target: HoldRequestTarget::Run(run),
            proposer: None,
            cosigners: cosigners.iter().map(|signer| (*signer).to_owned()).collect(),
            reason: "收款凭证不全".to_owned(),
            condition: "凭证补齐".to_owned(),
        };
        let place = |hall: &mut Hall<'_>, request: &HoldRequest| {
            hall.as_actor(&Hall::person("zhao"), |db, cooperative, context| {
                place_hold(db, cooperative, request, context)
            })
        };
        assert_eq!(refused_codes(place(hall, &hold(&["M005", "刘德明"]))), ["cosigner_twice"]);
        assert_eq!(refused_codes(place(hall, &hold(&["M004"]))), ["cosigner_twice"]);
        let for_another = HoldRequest { proposer: Some("刘德明".to_owned()), ..hold(&[]) };
        assert_eq!(refused_codes(place(hall, &for_another)), ["not_their_own"]);
        place(hall, &hold(&["M005"])).unwrap();
        ["zhao", "liu"].iter().for_each(|user| drop(hall.vote(user, 2, Choice::For).unwrap()));
        hall.close("zhao", 2).unwrap();
        assert_eq!(query::run(hall.db, &hall.cooperative, run.year, Some(1)).unwrap().held_by, Some(2));
        ["chen", "li", "wang"].iter().for_each(|user| drop(hall.vote(user, 1, Choice::For).unwrap()));
        assert_eq!(refused_codes(hall.close("chen", 1)), ["subject_held"]);
        let seen = |hall: &mut Hall<'_>, text: &str| {
            hall.as_actor(&Hall::person("liu"), |db, cooperative, context| {
                inspect(db, cooperative, 2, (text, true), context)
            })
        };
        assert_eq!(refused_codes(seen(hall, "")), ["text_missing"]);
        seen(hall, "凭证已补齐").unwrap();
        hall.close("chen", 1).unwrap();
        assert_eq!(query::run(hall.db, &hall.cooperative, run.year, Some(1)).unwrap().held_by, None);
    });
}

#[test]
fn motions_are_found_by_the_run_they_are_about() {
    in_hall(|hall| {
        let run = hall.draft();
        hall.propose("zhou", run).unwrap();
        let found = motion(hall.db, &hall.cooperative, 1).unwrap();
        let seal = query::run(hall.db, &hall.cooperative, year(2008), None).unwrap().run.seal.hash();
        assert_eq!((found.proposal.subject.as_str(), found.proposal.content), ("2008#1", seal));
        let unknown = motion(hall.db, &hall.cooperative, 2);
        assert_eq!(refused_codes(unknown), ["motion_unknown"]);
    });
}

#[test]
fn the_elected_are_those_for_whom_enough_voted() {
    let more = "候选人差额比例,20\n居民代表大会.法定到会比例,1/2\n居民代表大会.通过比例,1/2\n居民代表大会.席位数,10\n";
    in_hall_with(more, |hall| {
        let folder = tempfile::tempdir().unwrap();
        let minutes = folder.path().join("计票.pdf");
        std::fs::write(&minutes, "公开计票").unwrap();
        let accountant = Hall::person("zhou");
        let by_board = (Body::BoardOfSupervisors, 3, Body::BoardOfDirectors);
        let refused = hall
            .as_actor(&accountant, |db, cooperative, context| election::announce(db, cooperative, by_board, context));
        assert_eq!(refused_codes(refused), ["electors_unfit"], "nobody elects who watches over them");
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
fn the_levy_of_a_run_is_put_forward_with_its_amount_and_paid_once_the_run_is_effective() {
    in_hall(|hall| {
        let run = hall.draft();
        let levy = ProposalRequest::Levy(run, day("2009-01-20"));
        let put = |hall: &mut Hall<'_>| {
            hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| propose(db, cooperative, &levy, context))
        };
        hall.propose("zhou", run).unwrap();
        let motion = put(hall).unwrap();
        let payment = motion.proposal.matter.payment.as_ref().unwrap();
        let of_run = query::run(hall.db, &hall.cooperative, run.year, None).unwrap().summary.waterfall.unwrap().levy;
        assert_eq!((payment.amount, payment.payee.as_str()), (of_run, "居民委员会"));
        assert_eq!(refused_codes(put(hall)), ["motion_on_subject"]);
        let decide = |hall: &mut Hall<'_>, motion_no| {
            for (users, chair) in [(["chen", "li", "wang"].as_slice(), "chen"), (&["zhao", "liu"], "zhao")] {
                users.iter().for_each(|user| drop(hall.vote(user, motion_no, Choice::For).unwrap()));
                hall.close(chair, motion_no).unwrap();
            }
        };
        decide(hall, 2);
        hall.add_by(&actor("admin", "", "系统管理"), "cash", "", "出纳员", &[Post::Cashier]);
        let cashier = actor("cash", "", "出纳员");
        let pay = |hall: &mut Hall<'_>| {
            hall.as_actor(&cashier, |db, cooperative, context| pay(db, cooperative, 2, "转账 0120", context))
        };
        hall.now = "2009-01-20T09:00:00+08:00";
        assert_eq!(refused_codes(pay(hall)), ["subject_not_effective"]);
        decide(hall, 1);
        hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| publish(db, cooperative, 1, context)).unwrap();
        hall.now = "2009-01-26T09:00:00+08:00";
        hall.close("zhou", 1).unwrap();
        assert!(pay(hall).unwrap().paid.is_some());
    });
}

#[test]
fn a_charter_that_is_changed_by_a_vote_is_changed_in_no_other_way() {
    in_hall_with("程序.章程修改,董事会表决\n程序.股权变动,董事会表决\n", |hall| {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(format!("{name}.csv"));
            std::fs::write(&path, text).unwrap();
            path
        };
        let enter = |hall: &mut Hall<'_>, file: &Path, motion_no: Option<u32>| {
            let request = ImportRequest { files: named(&[file.to_owned()]), motion_no, ..ImportRequest::default() };
            let report = hall
                .as_actor(&Hall::person("zhou"), |db, cooperative, context| {
                    import(db, cooperative, &request, context, (&speak, &mut |_, _, _| {}))
                })
                .unwrap();
            report.problems.iter().map(|problem| problem.refusal.code()).collect::<Vec<_>>()
        };
        let longer = write("章程参数乙", "项目,值,生效日期\n公示天数,10,2009-02-01\n");
        let other = write("章程参数丙", "项目,值,生效日期\n公示天数,3,2009-02-01\n");
        assert_eq!(enter(hall, &longer, None), ["change_needs_motion"]);
        let moved = write(
            "股权变动",
            "日期,变动类型,转出成员编号,转入成员编号,股种,股数,依据\n2009-01-05,内部转让,M004,M003,资产量化股,1,转让协议2009-2\n",
        );
        assert_eq!(enter(hall, &moved, None), ["change_needs_motion"]);
        // Nobody seats themself, or lets a charter count from before it was decided on.
        let seated = write("机构成员", "机构,成员编号,姓名,职务,任期起,任期止\n董事会,M006,周晓燕,董事,2009-02-01,\n");
        assert_eq!(enter(hall, &seated, None), ["change_needs_motion"]);
        let early = write("章程参数戊", "项目,值,生效日期\n公示天数,1,2008-12-01\n");
        assert!(enter(hall, &early, Some(1)).contains(&"motion_unknown"));
        let request = MatterRequest { file: Some(longer.clone()), ..matter_of("公示改为十天") };
        let request = ProposalRequest::Matter(MotionKind::CharterChange, request);
        let put = hall
            .as_actor(&Hall::person("zhou"), |db, cooperative, context| propose(db, cooperative, &request, context));
        assert!(put.unwrap().proposal.matter.file.is_some());
        assert_eq!(enter(hall, &longer, Some(1)), ["not_effective"]);
        ["chen", "li", "wang"].iter().for_each(|user| drop(hall.vote(user, 1, Choice::For).unwrap()));
        hall.close("chen", 1).unwrap();
        assert_eq!(enter(hall, &other, Some(1)), ["file_not_decided"]);
        assert_eq!(enter(hall, &early, Some(1)), ["term_backdated", "file_not_decided"]);
        assert_eq!(enter(hall, &moved, Some(1)), ["other_kind"]);
        assert_eq!(enter(hall, &longer, Some(7)), ["motion_unknown"]);
        assert_eq!(enter(hall, &longer, Some(1)), [""; 0]);
        let carried_out = motion(hall.db, &hall.cooperative, 1).unwrap().carried_out.unwrap();
        // What was decided is not undone by one person; and it is carried out once.
        let undone = hall
            .as_actor(&Hall::person("zhou"), |db, cooperative, context| undo(db, cooperative, carried_out.1, context));
        assert_eq!(refused_codes(undone), ["change_needs_motion"]);
        // Nor is the ground pulled away on which the motion stands.
        let undone = hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| undo(db, cooperative, 1, context));
        assert_eq!(refused_codes(undone), ["batch_decided_on", "batch_needed"]);
        let again = write("章程参数丁", "项目,值,生效日期\n公示天数,10,2009-02-01\n公示天数,12,2009-03-01\n");
        assert_eq!(enter(hall, &again, Some(1)), ["carried_out_already"]);
    });
}
