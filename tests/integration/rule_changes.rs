//! Posting rules that a cooperative sets for itself: proposed, approved by somebody else, in force from a day on, and every version kept.

use crate::books::{period, settle, with_book};
use crate::support::hall::{Hall, actor, in_hall};
use crate::support::{codes, day, import_sheets, on_each_database, open_a_book, refused_codes, with_context, year};
use std::path::{Path, PathBuf};
use tonggu::application::access::close_user;
use tonggu::application::ledger::{
    OpenRequest, all_posting_rules, approve_rules, book_receipts, close, open_book, propose_rules, query, reject_rules,
};
use tonggu::application::{Failure, Outcome};
use tonggu::domain::access::role::Post;
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::domain::ledger::rule_change::{Decision, RuleChange};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

const HEADINGS: &str = "规则,名称,版本,账套类别,期间,腿,方向,科目,依据\n";

/// A table of rules as a file.
pub struct Sheet {
    _folder: tempfile::TempDir,
    pub path: PathBuf,
}

pub fn sheet(rows: &str) -> Sheet {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("规则.csv");
    std::fs::write(&path, format!("{HEADINGS}{rows}")).unwrap();
    Sheet { _folder: folder, path }
}

/// Rent that comes in as cash.
fn into_cash(version: u32) -> Sheet {
    let of_rule = format!("rent_received,收代收流转费（现金）,{version},合作社,当月");
    sheet(&format!(
        "{of_rule},bank,借,101,董事会 2009 年 1 号决议\n{of_rule},collected,贷,11302,董事会 2009 年 1 号决议\n"
    ))
}

/// The accountant opens the cooperative's book.
fn open_the_book(hall: &mut Hall<'_>) {
    let (code, name, kind) = ("hzs".to_owned(), "合作社账".to_owned(), BookKind::Cooperative);
    let open = OpenRequest { code, name, kind, chart: None, first_year: year(2008) };
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| open_book(db, cooperative, &open, context))
        .unwrap();
}

fn propose(hall: &mut Hall<'_>, user: &str, file: &Path) -> Outcome<RuleChange> {
    hall.as_actor(&Hall::person(user), |db, cooperative, context| propose_rules(db, cooperative, (file, None), context))
}

fn propose_here(db: &mut Db, cooperative: &Cooperative, sheet: &Sheet, from: Option<&str>) -> Outcome<RuleChange> {
    with_context(|context| propose_rules(db, cooperative, (&sheet.path, from.map(day)), context))
}

fn approve_here(db: &mut Db, cooperative: &Cooperative, change_no: u32) -> Outcome<RuleChange> {
    with_context(|context| approve_rules(db, cooperative, change_no, context))
}

/// Cells and codes of what was refused.
fn cells<T: std::fmt::Debug>(outcome: Outcome<T>) -> Vec<(String, &'static str)> {
    let Err(Failure::Refused(problems)) = outcome else { panic!("it passed") };
    let cell = |problem: &tonggu::domain::refusal::Problem| {
        problem.place.as_ref().and_then(|place| place.cell).map(|cell| cell.to_string()).unwrap_or_default()
    };
    problems.iter().map(|problem| (cell(problem), problem.refusal.code())).collect()
}

/// Rule and accounts of the vouchers that a month's receipts made.
fn booked(hall: &mut Hall<'_>, month: &str) -> Vec<(String, Vec<String>)> {
    let done = hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
        book_receipts(db, cooperative, (period(month), &ChosenAccounts::new()), context)
    });
    let entered = done.unwrap().entered;
    let told = |(entry_no, rule, _): (i64, compact_str::CompactString, _)| {
        let view = query::voucher(hall.db, &hall.cooperative, &entry_no.to_string(), None).unwrap();
        let accounts = view.voucher.lines().iter().map(|line| line.account.to_string()).collect();
        (rule.to_string(), accounts)
    };
    entered.into_iter().map(told).collect()
}

#[test]
fn one_proposes_another_approves_and_earlier_vouchers_stay_explained() {
    in_hall(|hall| {
        let admin = actor("admin", "", "系统管理");
        hall.add_by(&admin, "qian", "", "钱会计", &[Post::Accountant]);
        hall.add_by(&admin, "sun", "", "孙出纳", &[Post::Cashier]);
        let zhou = Hall::person("zhou");
        let (qian, cashier) = (actor("qian", "", "钱会计"), actor("sun", "", "孙出纳"));
        open_the_book(hall);
        let approve = |hall: &mut Hall<'_>, by: &_| {
            hall.as_actor(by, |db, cooperative, context| approve_rules(db, cooperative, 1, context))
        };
        assert_eq!(refused_codes(approve(hall, &qian)), ["rule_change_unknown"]);
        let table = into_cash(2);
        let by_cashier = hall.as_actor(&cashier, |db, cooperative, context| {
            propose_rules(db, cooperative, (&table.path, None), context)
        });
        assert_eq!(refused_codes(by_cashier), ["not_permitted"]);
        assert_eq!(propose(hall, "zhou", &table.path).unwrap().change_no, 1);
        let before = booked(hall, "2008-07");
        assert_eq!(before, [("rent_received v1".to_owned(), vec!["102".to_owned(), "11302".to_owned()])]);
        assert_eq!(refused_codes(approve(hall, &zhou)), ["own_rule_change"]);
        assert_eq!(refused_codes(approve(hall, &cashier)), ["not_permitted"]);
        assert_eq!(refused_codes(approve(hall, &admin)), ["not_permitted"]);
        // The same person under another name of a user is the same person.
        hall.as_actor(&admin, |db, cooperative, context| close_user(db, cooperative, "zhou", context)).unwrap();
        hall.add_by(&admin, "xiaoyan", "M006", "", &[Post::Accountant]);
        let again = actor("xiaoyan", "M006", "周晓燕");
        assert_eq!(refused_codes(approve(hall, &again)), ["own_rule_change"]);
        let change = approve(hall, &qian).unwrap();
        assert_eq!((change.proposed.0.as_str(), change.since()), ("zhou", Some(day("2009-01-05"))), "from that day on");
        assert!(matches!(&change.decision, Some(Decision::Approved((by, _), _)) if by == "qian"));
        assert_eq!(refused_codes(approve(hall, &qian)), ["rule_change_decided"]);
        // What happened before its day is booked as it was then.
        let book = |hall: &mut Hall<'_>, month| {
            let done = hall.as_actor(&again, |db, cooperative, context| {
                book_receipts(db, cooperative, (period(month), &ChosenAccounts::new()), context)
            });
            done.unwrap().entered.into_iter().map(|(_, rule, _)| rule.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(book(hall, "2008-12"), ["rent_received v1", "rent_received v1"]);
        assert_eq!(book(hall, "2009-01"), ["rent_received v2"]);
        assert_eq!(book(hall, "2008-07"), Vec::<String>::new(), "what is booked stays");
        let (rules, _) = all_posting_rules(hall.db, &hall.cooperative).unwrap();
        let account = |name: &str| rules.named(name).unwrap().legs["bank"].account.to_string();
        assert_eq!((account("rent_received v1"), account("rent_received v2")), ("102".to_owned(), "101".to_owned()));
    });
}

#[test]
fn a_director_may_approve_and_what_is_rejected_never_comes_into_force() {
    in_hall(|hall| {
        open_the_book(hall);
        for _ in 0..3 {
            propose(hall, "zhou", &into_cash(2).path).unwrap();
        }
        let reject = |hall: &mut Hall<'_>, by: &str, reason: &str| {
            hall.as_actor(&Hall::person(by), |db, cooperative, context| {
                reject_rules(db, cooperative, (1, reason), context)
            })
        };
        assert_eq!(refused_codes(reject(hall, "chen", " \n")), ["rejection_unexplained"]);
        assert_eq!(
            refused_codes(reject(hall, "zhao", "不同意")),
            ["not_permitted"],
            "supervisors watch, they do not set"
        );
        reject(hall, "chen", "先报\n监事会").unwrap();
        assert_eq!(refused_codes(reject(hall, "chen", "再驳")), ["rule_change_decided"]);
        let approve = |hall: &mut Hall<'_>, change_no| {
            hall.as_actor(&Hall::person("chen"), |db, cooperative, context| {
                approve_rules(db, cooperative, change_no, context)
            })
        };
        assert_eq!(refused_codes(approve(hall, 1)), ["rule_change_decided"]);
        assert_eq!(refused_codes(approve(hall, 9)), ["rule_change_unknown"]);
        approve(hall, 2).unwrap();
        // The other proposal wanted to be the second version, too: it is held against what is in force by now.
        assert_eq!(refused_codes(approve(hall, 3)), ["rule_row_unfit"]);
        let (rules, changes) = all_posting_rules(hall.db, &hall.cooperative).unwrap();
        assert_eq!(rules.versions("rent_received").len(), 2);
        let told = |change: &RuleChange| match &change.decision {
            Some(Decision::Rejected((by, _), reason)) => format!("{by} {reason}"),
            Some(Decision::Approved((by, _), since)) => format!("{by} {since}"),
            None => String::new(),
        };
        assert_eq!(changes.iter().map(told).collect::<Vec<_>>(), ["chen 先报 监事会", "chen 2009-01-05", ""]);
        assert_eq!(booked(hall, "2009-01")[0].0, "rent_received v2");
    });
}

#[test]
fn every_flaw_of_a_table_of_rules_is_found_in_its_cell() {
    with_book(|db, cooperative| {
        open_a_book(db, cooperative, "gs", BookKind::Company);
        let rows = "rent_recieved,收租,2,合作社,当月,bank,借,102,决议\n\
            rent_received,收租,3,合作社,当月,bank,借,103,决议\n\
            rent_received,收租金,二,公司,年终分配期,collected,借,113,\n\
            management_fee,管理费,2,合作社,当月,fee,借,102,决议\n\
            management_fee,管理费,2,合作社,当月,income,贷,50102,决议\n\
            rent_allotted,分配,2,合作社,当月,payable,贷,11303,决议\n\
            rent_allotted,分配,2,合作社,当月,payable,贷,11303,决议\n\
            company_rent_received,收转租租金,2,公司,当月,bank,借,1002,财会〔2011〕17号附录\n\
            company_rent_received,收转租租金,2,公司,当月,revenue,贷,5001,财会〔2011〕17号附录\n\
            property_fee_received,,2,物业公司,当月,bank,借,1002,决议\n\
            property_fee_received,,2,物业公司,当月,revenue,贷,5051,决议\n";
        let found = cells(propose_here(db, cooperative, &sheet(rows), None));
        let unfit = "rule_row_unfit";
        let expected = [
            ("A2", "rule_unknown"),
            ("C3", unfit),
            ("H3", "account_unknown"),
            ("B4", unfit),
            ("C4", unfit),
            ("D4", unfit),
            ("E4", unfit),
            ("G4", unfit),
            ("H4", "account_is_parent"),
            ("I4", unfit),
            ("F5", unfit),
            ("F5", unfit),
            ("F7", unfit),
            ("F8", unfit),
            ("C9", unfit),
            ("B11", unfit),
            ("D11", "book_of_kind_missing"),
            ("B12", unfit),
        ];
        assert_eq!(found.iter().map(|(cell, code)| (cell.as_str(), *code)).collect::<Vec<_>>(), expected);
        assert_eq!(cells(propose_here(db, cooperative, &sheet(""), None)), [(String::new(), "headings_only")]);
        let folder = tempfile::tempdir().unwrap();
        let bare = folder.path().join("规则.csv");
        std::fs::write(&bare, "规则,版本,腿,方向,科目\nrent_received,2,bank,借,101\n").unwrap();
        let lacking = with_context(|context| propose_rules(db, cooperative, (&bare, None), context));
        assert_eq!(refused_codes(lacking), ["rule_heading_missing"]);
        let (_, changes) = all_posting_rules(db, cooperative).unwrap();
        assert_eq!(changes, [], "nothing of it was kept");
    });
}

#[test]
fn while_nobody_is_a_user_whoever_holds_the_data_proposes_and_approves() {
    with_book(|db, cooperative| {
        // The same voucher review does: there is nobody to tell apart, and the log says who it was.
        propose_here(db, cooperative, &into_cash(2), Some("2008-04-01")).unwrap();
        let approved = approve_here(db, cooperative, 1).unwrap();
        assert_eq!((approved.proposed.0.as_str(), approved.since()), ("local", Some(day("2008-04-01"))));
        let rule_of = |db: &mut Db, month| {
            let none = ChosenAccounts::new();
            let done = with_context(|context| book_receipts(db, cooperative, (period(month), &none), context)).unwrap();
            done.entered.into_iter().map(|(_, rule, _)| rule.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(rule_of(db, "2008-01"), ["rent_received v1"]);
        settle(db, cooperative, "2008-01");
        assert_eq!(rule_of(db, "2008-04"), ["rent_received v2"]);
        // A closed month stands: no rule begins in it.
        with_context(|context| close(db, cooperative, ("hzs", period("2008-01")), context)).unwrap();
        let late = propose_here(db, cooperative, &into_cash(3), Some("2008-01-15"));
        assert_eq!(refused_codes(late), ["rule_row_unfit"], "it says nothing new, that comes first");
        let of_rule = "rent_received,收租,3,合作社,当月";
        let other = sheet(&format!("{of_rule},bank,借,102,决议\n{of_rule},collected,贷,11302,决议\n"));
        let late = propose_here(db, cooperative, &other, Some("2008-01-15"));
        assert_eq!(refused_codes(late), ["period_closed"]);
        propose_here(db, cooperative, &other, Some("2008-02-01")).unwrap();
        settle(db, cooperative, "2008-04");
        for month in ["2008-02", "2008-03"] {
            with_context(|context| close(db, cooperative, ("hzs", period(month)), context)).unwrap();
        }
        assert_eq!(refused_codes(approve_here(db, cooperative, 2)), ["period_closed"], "closed since it was proposed");
    });
}

#[test]
fn a_rule_keeps_an_account_that_got_sub_accounts_and_may_take_one_of_them() {
    with_book(|db, cooperative| {
        for (code, name) in [("10201", "工行"), ("10202", "农行")] {
            let sub = tonggu::application::ledger::SubAccount {
                code: code.into(),
                name: name.into(),
                dimension: None,
                row: None,
            };
            with_context(|context| tonggu::application::ledger::add_account(db, cooperative, ("hzs", &sub), context))
                .unwrap();
        }
        let rows = |bank: &str, collected: &str| {
            let of_rule = "rent_received,收代收流转费,2,合作社,当月";
            sheet(&format!("{of_rule},bank,借,{bank},决议\n{of_rule},collected,贷,{collected},决议\n"))
        };
        assert_eq!(
            cells(propose_here(db, cooperative, &rows("102", "102"), None)),
            [("H3".to_owned(), "account_is_parent")]
        );
        propose_here(db, cooperative, &rows("10202", "11302"), Some("2008-01-01")).unwrap();
        approve_here(db, cooperative, 1).unwrap();
        let none = ChosenAccounts::new();
        let done = with_context(|context| book_receipts(db, cooperative, (period("2008-01"), &none), context)).unwrap();
        let view = query::voucher(db, cooperative, &done.entered[0].0.to_string(), None).unwrap();
        assert_eq!(view.voucher.lines()[0].account, "10202", "no choice is needed any more");
    });
}

#[test]
fn the_cash_test_finds_the_dividend_wherever_a_version_has_booked_it() {
    on_each_database(|db| {
        let cooperative = &crate::support::example_cooperative(db);
        open_a_book(db, cooperative, "hzs", BookKind::Cooperative);
        let of_rule = "dividend_accrued,应收公司分红,2,合作社,年终分配期";
        let table = sheet(&format!("{of_rule},receivable,借,11209,决议\n{of_rule},income,贷,50201,决议\n"));
        propose_here(db, cooperative, &table, None).unwrap();
        approve_here(db, cooperative, 1).unwrap();
        let (rules, _) = all_posting_rules(db, cooperative).unwrap();
        let accounts =
            rules.accounts_of::<tonggu::domain::ledger::posting_rule::DividendAccrued>("receivable").unwrap();
        assert_eq!(accounts.into_iter().collect::<Vec<_>>(), ["11201", "11209"]);
        assert_eq!(codes(&import_sheets(db, cooperative, &[])), vec![], "and the data is sound");
    });
}
