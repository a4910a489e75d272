//! Paying: what is payable, a batch that comes home, money that comes back once, what waits and why, and books that agree with all of it.

use crate::books::period;
use crate::support::hall::{Hall, in_hall};
use crate::support::{
    codes, day, example_cooperative, import_request, import_sheets, on_each_database, open_a_book, refused_codes,
    request, run, with_context, year,
};
use std::collections::BTreeMap;
use tonggu::application::access::{Actor, set_posts};
use tonggu::application::governance::{HoldRequest, HoldRequestTarget, place_hold};
use tonggu::application::import::{ImportRequest, list, undo};
use tonggu::application::ledger::{
    Booked, DividendPayment, SubAccount, Which, add_account, book_batch, book_dividend, book_run, post, query, review,
    sign,
};
use tonggu::application::payment::{
    BatchRequest, MarkRequest, batch, batches, cancel_batch, make_batch, mark_unpaid, payables, record_sent,
};
use tonggu::application::verify::verify;
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::governance::act::Choice;
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::domain::money::Money;
use tonggu::domain::payment::claim::Tier;
use tonggu::domain::payment::payable::{Obstacle, Payable, PayableState};
use tonggu::domain::payment::unpaid_mark::UnpaidState;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// Five of the six have an account; 李素芳's money goes to her husband's, and 周晓燕 has none.
pub const ACCOUNTS: &str = "成员编号,姓名,开户银行,银行账号,开户名称\n\
    M001,陈国强,成都银行,6217000000000000001,\nM002,李素芳,成都银行,6217000000000000001,陈国强\n\
    M003,王建华,成都银行,6217000000000000003,\nM004,赵玉珍,农商银行,6217000000000000004,\n\
    M005,刘德明,农商银行,6217000000000000005,\n";

/// The example's run, effective, with the cooperative's and the company's book, the run booked and posted.
pub fn with_run(story: impl Fn(&mut Db, &Cooperative, RunNumber)) {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        assert!(!import_sheets(db, &cooperative, &[("成员名册", ACCOUNTS)]).has_errors());
        let run = run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        open_a_book(db, &cooperative, "hzs", BookKind::Cooperative);
        open_a_book(db, &cooperative, "gs", BookKind::Company);
        story(db, &cooperative, run);
        assert_eq!(verify(db, &cooperative, None, &mut |_, _, _| {}).unwrap().findings, vec![]);
    });
}

pub fn payable_now(db: &mut Db, cooperative: &Cooperative) -> Vec<Payable> {
    payables(db, cooperative, day("2009-02-01")).unwrap().0.payables
}

pub fn states(db: &mut Db, cooperative: &Cooperative) -> BTreeMap<String, PayableState> {
    let name = |one: &Payable| format!("{} {}", one.claim.key.member_no, one.claim.key.tier.number());
    payable_now(db, cooperative).into_iter().map(|one| (name(&one), one.state)).collect()
}

/// Reviews, signs and posts everything that waits in a period of both books.
pub fn settle(db: &mut Db, cooperative: &Cooperative, text: &str) {
    for book in ["hzs", "gs"] {
        let which = Which::Period(book.to_owned(), period(text));
        let _ = with_context(|context| review(db, cooperative, &which, context));
        let _ = with_context(|context| sign(db, cooperative, &which, context));
        let _ = with_context(|context| post(db, cooperative, (book, period(text)), context));
    }
}

pub fn book_the_run(db: &mut Db, cooperative: &Cooperative, run: RunNumber) {
    with_context(|context| book_run(db, cooperative, (run, &ChosenAccounts::new()), context)).unwrap();
    settle(db, cooperative, "2008-12");
    settle(db, cooperative, "2008-13");
}

/// The company pays over what it declared.
pub fn company_pays(db: &mut Db, cooperative: &Cooperative, fen: i64, source: &str) -> Booked {
    let (year, date, amount) = (year(2008), day("2009-01-20"), Money::from_fen(fen));
    let payment = DividendPayment { year, date, amount, source: source.to_owned() };
    let chosen = ChosenAccounts::new();
    let booked = with_context(|context| book_dividend(db, cooperative, (&payment, &chosen), context)).unwrap();
    settle(db, cooperative, "2009-01");
    booked
}

pub fn dividend(db: &mut Db, cooperative: &Cooperative, run: RunNumber) -> i64 {
    let view = tonggu::application::distribution::query::run(db, cooperative, run.year, Some(run.number)).unwrap();
    view.summary.company.unwrap().dividend.fen()
}

/// What members are owed by the book, in fen: both accounts, credits above zero.
pub fn owed(db: &mut Db, cooperative: &Cooperative, to: &str) -> i64 {
    let range = (period(&format!("{}-01", &to[..4])), period(to));
    let (_, trial) = query::trial_balance(db, cooperative, ("hzs", range.0, range.1)).unwrap();
    let rows = trial.rows.iter().filter(|(code, _)| **code == "11301" || **code == "11303");
    -rows.map(|(_, movement)| movement.closing().unwrap().fen()).sum::<i64>()
}

pub fn unpaid(db: &mut Db, cooperative: &Cooperative) -> i64 {
    let found = payable_now(db, cooperative);
    found.iter().filter(|one| one.is_unpaid()).map(|one| one.claim.amount().unwrap().fen()).sum()
}

/// The bank's file of a batch: every line with what `said` makes of it, and a reason.
pub fn answers(db: &mut Db, cooperative: &Cooperative, batch_no: u32, said: impl Fn(&str) -> (&str, &str)) -> String {
    let (standing, _) = batch(db, cooperative, batch_no).unwrap();
    let mut sheet = "明细id,收款账户名称,收方银行账号,金额,支付状态,支付日期,失败原因\n".to_owned();
    for (key, line) in standing.batch.numbered() {
        let (state, reason) = said(&line.claims[0].key.member_no);
        let (name, account, amount) = (&line.payee.name, &line.payee.account, line.amount);
        sheet.push_str(&format!("{key},{name},{account},{amount},{state},2009-02-02,{reason}\n"));
    }
    sheet
}

pub fn make(db: &mut Db, cooperative: &Cooperative, request: BatchRequest) -> Result<u32, Vec<&'static str>> {
    let made = with_context(|context| make_batch(db, cooperative, &request, context));
    made.map(|batch| batch.batch_no).map_err(|failure| refused_codes::<()>(Err(failure)))
}

pub fn send(db: &mut Db, cooperative: &Cooperative, batch_no: u32) -> Result<(), Vec<&'static str>> {
    let done = with_context(|context| record_sent(db, cooperative, (batch_no, "代发 0812"), context));
    done.map_err(|failure| refused_codes::<()>(Err(failure)))
}

pub fn book(db: &mut Db, cooperative: &Cooperative, batch_no: u32) -> Booked {
    let chosen = ChosenAccounts::new();
    let booked = with_context(|context| book_batch(db, cooperative, (batch_no, &chosen), context)).unwrap();
    settle(db, cooperative, "2009-02");
    booked
}

#[test]
fn a_batch_comes_home_and_what_came_back_is_paid_again_once() {
    with_run(|db, cooperative, run| {
        book_the_run(db, cooperative, run);
        let declared = dividend(db, cooperative, run);
        company_pays(db, cooperative, declared, "回单 1");
        assert_eq!(owed(db, cooperative, "2009-01"), unpaid(db, cooperative), "the book owes what is unpaid");
        let first = make(db, cooperative, BatchRequest::default()).unwrap();
        assert_eq!(make(db, cooperative, BatchRequest::default()), Err(vec!["nothing_payable"]), "all is in the batch");
        let paid = answers(db, cooperative, first, |_| ("成功", ""));
        assert_eq!(codes(&import_sheets(db, cooperative, &[("回盘", &paid)]))[0].0, "batch_not_sent");
        send(db, cooperative, first).unwrap();
        assert_eq!(send(db, cooperative, first), Err(vec!["batch_sent_already"]));
        let some_failed = answers(db, cooperative, first, |member| match member {
            "M003" => ("交易失败", "户名不符"),
            _ => ("成功", ""),
        });
        assert!(!import_sheets(db, cooperative, &[("回盘", &some_failed)]).has_errors());
        assert_eq!(book(db, cooperative, first).entered.len(), 1);
        let came_back = "明细id,金额,是否退票,退票日期,退票原因\n";
        let line =
            batch(db, cooperative, first).unwrap().0.batch.numbered().last().map(|(key, line)| (key, line.amount));
        let (key, amount) = line.unwrap();
        let returned = format!("{came_back}{key},{amount},是,2009-02-06,账户已销户\n");
        assert!(!import_sheets(db, cooperative, &[("退票", &returned)]).has_errors());
        let booked = book(db, cooperative, first);
        assert_eq!((booked.entered.len(), booked.known), (1, 1), "the return alone is new");
        assert_eq!(owed(db, cooperative, "2009-02"), unpaid(db, cooperative));
        let second = make(db, cooperative, BatchRequest::default()).unwrap();
        let again = batch(db, cooperative, second).unwrap().0;
        let members: Vec<&str> = again.batch.lines.iter().map(|line| line.claims[0].key.member_no.as_str()).collect();
        assert_eq!(members, ["M003", "M005"], "what failed and what came back, and nothing else");
        assert_eq!(make(db, cooperative, BatchRequest::default()), Err(vec!["nothing_payable"]), "once");
        send(db, cooperative, second).unwrap();
        let paid = answers(db, cooperative, second, |_| ("全部成功", ""));
        assert!(!import_sheets(db, cooperative, &[("回盘2", &paid)]).has_errors());
        book(db, cooperative, second);
        let left = states(db, cooperative);
        let waiting: Vec<&String> =
            left.iter().filter(|(_, state)| !matches!(state, PayableState::Paid(..))).map(|(name, _)| name).collect();
        assert!(waiting.iter().all(|name| name.starts_with("M006")), "{waiting:?}");
        assert_eq!(owed(db, cooperative, "2009-02"), unpaid(db, cooperative));
        assert_eq!(book(db, cooperative, second).entered, vec![], "asking again adds nothing");
    });
}

#[test]
fn tier_two_waits_for_all_of_the_companys_money() {
    with_run(|db, cooperative, run| {
        let waits = |db: &mut Db| {
            let found = states(db, cooperative);
            let second = found.iter().filter(|(name, _)| name.ends_with('2'));
            let waiting = second.clone().filter(|(_, state)| **state == PayableState::Waiting(Obstacle::CompanyUnpaid));
            (waiting.count(), second.count())
        };
        let (all, of) = waits(db);
        assert!(all == of && of == 6, "nothing is booked");
        book_the_run(db, cooperative, run);
        assert_eq!(waits(db), (6, 6), "declared is not paid");
        let declared = dividend(db, cooperative, run);
        company_pays(db, cooperative, declared - 1, "回单 1");
        assert_eq!(waits(db), (6, 6), "one fen is missing");
        let batch_no = make(db, cooperative, BatchRequest::default()).unwrap();
        let made = batch(db, cooperative, batch_no).unwrap().0;
        assert!(made.batch.lines.iter().flat_map(|line| &line.claims).all(|claim| claim.key.tier == Tier::One));
        company_pays(db, cooperative, 1, "回单 2");
        assert_eq!(waits(db), (0, 6));
    });
}

#[test]
fn what_the_bank_says_must_fit_what_it_was_told() {
    with_run(|db, cooperative, _| {
        let batch_no =
            make(db, cooperative, BatchRequest { tier: Some(Tier::One), ..BatchRequest::default() }).unwrap();
        send(db, cooperative, batch_no).unwrap();
        let (standing, _) = batch(db, cooperative, batch_no).unwrap();
        let (amount, account) = (standing.batch.lines[0].amount, standing.batch.lines[0].payee.account.clone());
        let mut refused = |row: &str| {
            let sheet = format!("明细id,金额,收方银行账号,支付状态,支付日期,失败原因\n{row}\n");
            codes(&import_sheets(db, cooperative, &[("回盘", &sheet)]))
        };
        for (row, code, cell) in [
            (format!("三,{amount},,成功,2009-02-02,"), "line_unfit", "A2"),
            (format!("DF9-1,{amount},,成功,2009-02-02,"), "payment_batch_unknown", "A2"),
            (format!("DF1-99,{amount},,成功,2009-02-02,"), "line_unknown", "A2"),
            ("DF1-1,0.01,,成功,2009-02-02,".to_owned(), "answer_amount_differs", "B2"),
            (format!("DF1-1,{amount},6217000000000000009,成功,2009-02-02,"), "answer_account_differs", "C2"),
            (format!("DF1-1,{amount},{account},成功,2008-11-30,"), "answer_too_early", "E2"),
            (format!("DF1-1,{amount},,部分成功,2009-02-02,"), "not_a_choice", "D2"),
        ] {
            assert_eq!(refused(&row), [(code, cell.to_owned())], "{row}");
        }
        assert_eq!(refused(&format!("DF1-1,{amount},{account},成功,2009-02-02,")), []);
        assert_eq!(
            refused(&format!("DF1-1,{amount},{account},成功,2009-02-03,")),
            [("answer_changed", "A2".to_owned())]
        );
        assert_eq!(
            refused(&format!("DF1-1,{amount},,失败,2009-02-03,余额不足")),
            [("answer_out_of_order", "D2".to_owned())]
        );
        assert_eq!(refused(&format!("DF1-1,{amount},,退票,2009-02-05,销户")), []);
        assert_eq!(refused(&format!("DF1-1,{amount},,退票,2009-02-05,销户")), [], "the same again says nothing new");
    });
}

#[test]
fn an_answer_is_taken_back_only_while_nothing_rests_on_it() {
    with_run(|db, cooperative, run| {
        book_the_run(db, cooperative, run);
        let batch_no = make(db, cooperative, BatchRequest::default()).unwrap();
        send(db, cooperative, batch_no).unwrap();
        let failed = answers(db, cooperative, batch_no, |_| ("失败", "系统维护"));
        let import = import_sheets(db, cooperative, &[("回盘", &failed)]).batch_no.unwrap();
        let again = make(db, cooperative, BatchRequest::default()).unwrap();
        let take_back =
            |db: &mut Db, import| with_context(|context| undo(db, cooperative, import, context)).map(|_| ());
        assert_eq!(refused_codes(take_back(db, import)), ["paid_again"; 5], "its claims lie in another batch");
        with_context(|context| cancel_batch(db, cooperative, (again, "重编"), context)).unwrap();
        take_back(db, import).unwrap();
        let paid = answers(db, cooperative, batch_no, |_| ("成功", ""));
        let import = import_sheets(db, cooperative, &[("回盘", &paid)]).batch_no.unwrap();
        assert_eq!(book(db, cooperative, batch_no).entered.len(), 1);
        assert_eq!(refused_codes(take_back(db, import)), ["batch_needed"], "a voucher rests on it");
    });
}

#[test]
fn a_batch_can_be_cancelled_until_the_bank_has_it() {
    with_run(|db, cooperative, _| {
        let cancel = |db: &mut Db, batch_no, reason: &str| {
            let done = with_context(|context| cancel_batch(db, cooperative, (batch_no, reason), context));
            done.map_err(|failure| refused_codes::<()>(Err(failure)))
        };
        assert_eq!(cancel(db, 1, "重编"), Err(vec!["payment_batch_unknown"]));
        let first = make(db, cooperative, BatchRequest::default()).unwrap();
        assert_eq!(cancel(db, first, " "), Err(vec!["payment_text_missing"]));
        cancel(db, first, "账号有误").unwrap();
        assert_eq!(cancel(db, first, "重编"), Err(vec!["batch_cancelled"]));
        assert_eq!(send(db, cooperative, first), Err(vec!["batch_cancelled"]));
        let second = make(db, cooperative, BatchRequest::default()).unwrap();
        send(db, cooperative, second).unwrap();
        assert_eq!(cancel(db, second, "重编"), Err(vec!["batch_sent_already"]));
        let all = batches(db, cooperative).unwrap();
        assert_eq!(all[0].batch.lines, all[1].batch.lines, "the same claims, paid by the second alone");
    });
}

#[test]
fn nobodys_line_disappears_while_it_waits() {
    with_run(|db, cooperative, _| {
        let sheet = "成员编号,姓名,待付状态,日期,原因\nM003,王建华,死亡,2009-01-10,病故\nM004,赵玉珍,争议,2009-01-12,子女有异议\n";
        assert!(!import_sheets(db, cooperative, &[("待付登记", sheet)]).has_errors());
        let found = states(db, cooperative);
        let waiting = |state, since| PayableState::Waiting(Obstacle::Marked(state, day(since)));
        assert_eq!(found["M003 1"], waiting(UnpaidState::Deceased, "2009-01-10"));
        assert_eq!(found["M004 1"], waiting(UnpaidState::Disputed, "2009-01-12"));
        let mark = |db: &mut Db, state, reason: &str| {
            let (member_no, since) = ("M003".to_owned(), day("2009-01-31"));
            let request = MarkRequest { member_no, state, since, reason: reason.to_owned() };
            let done = with_context(|context| mark_unpaid(db, cooperative, &request, context));
            done.map_err(|failure| refused_codes::<()>(Err(failure)))
        };
        assert_eq!(mark(db, UnpaidState::Cleared, ""), Err(vec!["payment_text_missing"]));
        mark(db, UnpaidState::HeirsPending, "公证中").unwrap();
        assert_eq!(states(db, cooperative)["M003 1"], waiting(UnpaidState::HeirsPending, "2009-01-31"));
        mark(db, UnpaidState::Cleared, "继承公证办结").unwrap();
        assert_eq!(states(db, cooperative)["M003 1"], PayableState::Ready, "the mark of the same day is replaced");
        let oldest = payable_now(db, cooperative).into_iter().find(|one| one.claim.key.member_no == "M004").unwrap();
        assert_eq!(oldest.age(day("2009-02-01")), 62, "since the run was effective");
    });
}

#[test]
fn a_household_is_paid_to_its_head_in_one_transfer() {
    with_run(|db, cooperative, _| {
        let own = make(db, cooperative, BatchRequest::default()).unwrap();
        let by_member = batch(db, cooperative, own).unwrap().0.batch;
        with_context(|context| cancel_batch(db, cooperative, (own, "按户发放"), context)).unwrap();
        let request = BatchRequest { by_household: true, ..BatchRequest::default() };
        let by_household = make(db, cooperative, request).unwrap();
        let by_household = batch(db, cooperative, by_household).unwrap().0.batch;
        assert_eq!(by_household.total(), by_member.total(), "the same money");
        let members = |claims: &[tonggu::domain::payment::claim::Claim]| {
            let mut found: Vec<String> = claims.iter().map(|claim| claim.key.member_no.to_string()).collect();
            found.dedup();
            found
        };
        let head = by_household.lines.iter().find(|line| line.payee.name == "陈国强").unwrap();
        assert_eq!(members(&head.claims), ["M001", "M002"]);
        assert_eq!(by_household.lines.len() + 1, by_member.lines.len());
    });
}

#[test]
fn a_household_whose_head_has_died_is_paid_to_each_of_its_members() {
    with_run(|db, cooperative, _| {
        let mark = "成员编号,姓名,待付状态,日期,原因\nM001,陈国强,死亡,2008-12-01,病故\n";
        let account = "成员编号,姓名,开户银行,银行账号,开户名称\nM002,李素芳,成都银行,6217000000000000002,\n";
        assert!(!import_sheets(db, cooperative, &[("待付登记", mark), ("成员名册", account)]).has_errors());
        let request = BatchRequest { by_household: true, ..BatchRequest::default() };
        let by_household = make(db, cooperative, request).unwrap();
        let by_household = batch(db, cooperative, by_household).unwrap().0.batch;
        let paid: Vec<&str> =
            by_household.lines.iter().flat_map(|line| &line.claims).map(|one| one.key.member_no.as_str()).collect();
        assert!(!paid.contains(&"M001"), "their own money waits");
        // The wife's account is her own since she changed it; her money goes there and not where the household's went before.
        let own = by_household
            .lines
            .iter()
            .find(|line| line.claims.iter().any(|claim| claim.key.member_no == "M002"))
            .unwrap();
        assert_eq!((own.payee.name.as_str(), own.claims.len()), ("李素芳", 1));
    });
}

/// Both boards vote for a motion.
pub fn both_boards_agree(hall: &mut Hall<'_>, motion_no: u32) {
    for (users, body) in [(["chen", "li", "wang"].as_slice(), "chen"), (["zhao", "liu"].as_slice(), "zhao")] {
        users.iter().for_each(|user| {
            hall.vote(user, motion_no, Choice::For).unwrap();
        });
        hall.close(body, motion_no).unwrap();
    }
}

/// The board of supervisors holds a run: the motion.
pub fn hold_the_run(hall: &mut Hall<'_>, run: RunNumber) -> u32 {
    let hold = HoldRequest {
        target: HoldRequestTarget::Run(run),
        proposer: None,
        cosigners: Vec::new(),
        reason: "名单有误".to_owned(),
        condition: "核对完毕".to_owned(),
    };
    let placed = hall
        .as_actor(&Hall::person("zhao"), |db, cooperative, context| place_hold(db, cooperative, &hold, context))
        .unwrap();
    ["zhao", "liu"].iter().for_each(|user| {
        hall.vote(user, placed.motion_no, Choice::For).unwrap();
    });
    hall.close("zhao", placed.motion_no).unwrap();
    placed.motion_no
}

/// A run that both boards approved, and whose notice is over.
pub fn effective_run(hall: &mut Hall<'_>) -> RunNumber {
    let run = hall.draft();
    hall.propose("zhou", run).unwrap();
    both_boards_agree(hall, 1);
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
        tonggu::application::governance::publish(db, cooperative, 1, context)
    })
    .unwrap();
    hall.now = "2009-01-15T09:00:00+08:00";
    hall.close("zhou", 1).unwrap();
    run
}

#[test]
fn a_held_run_is_neither_payable_nor_handed_to_the_bank() {
    in_hall(|hall| {
        let cashier = ("kong", "孔秀兰");
        let admin = crate::support::hall::actor("admin", "", "系统管理");
        hall.add_by(&admin, cashier.0, "", cashier.1, &[Post::Cashier]);
        let zhou = Hall::person("zhou");
        let accounts = ACCOUNTS.to_owned();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("成员名册.csv");
        std::fs::write(&file, accounts).unwrap();
        let imported = hall.as_actor(&zhou, |db, cooperative, context| {
            use tonggu::application::import::{ImportRequest, import};
            let files = vec![(file.clone(), "成员名册.csv".to_owned())];
            let request = ImportRequest { files, ..ImportRequest::default() };
            import(db, cooperative, &request, context, (&crate::support::speak, &mut |_, _, _| {}))
        });
        assert!(!imported.unwrap().has_errors());
        let run = effective_run(hall);
        let made = hall
            .as_actor(&zhou, |db, cooperative, context| make_batch(db, cooperative, &BatchRequest::default(), context));
        let batch_no = made.unwrap().batch_no;
        let send = |hall: &mut Hall<'_>, actor: &Actor| {
            hall.as_actor(actor, |db, cooperative, context| record_sent(db, cooperative, (batch_no, "1"), context))
        };
        assert_eq!(
            refused_codes(send(hall, &zhou)),
            ["not_permitted"],
            "who keeps the books hands nothing to the bank"
        );
        hold_the_run(hall, run);
        // Who made the batch and became the cashier since does not hand it over either.
        let set = |hall: &mut Hall<'_>, post| {
            let posts = std::collections::BTreeSet::from([post]);
            hall.as_actor(&admin, |db, cooperative, context| set_posts(db, cooperative, "zhou", &posts, context))
                .unwrap();
        };
        set(hall, Post::Cashier);
        assert_eq!(refused_codes(send(hall, &zhou)), ["own_batch"]);
        set(hall, Post::Accountant);
        let cashier = crate::support::hall::actor(cashier.0, "", cashier.1);
        assert_eq!(refused_codes(send(hall, &cashier)), ["batch_held"]);
        hall.as_actor(&zhou, |db, cooperative, context| cancel_batch(db, cooperative, (batch_no, "暂缓"), context))
            .unwrap();
        let again = hall
            .as_actor(&zhou, |db, cooperative, context| make_batch(db, cooperative, &BatchRequest::default(), context));
        assert_eq!(refused_codes(again), ["nothing_payable"]);
    });
}

#[test]
fn what_was_not_paid_is_not_booked_and_a_statement_says_whose_account_it_is() {
    with_run(|db, cooperative, _| {
        let dividend = |db: &mut Db, fen, source: &str| {
            let (year, date, amount) = (year(2008), day("2009-01-20"), Money::from_fen(fen));
            let payment = DividendPayment { year, date, amount, source: source.to_owned() };
            let chosen = ChosenAccounts::new();
            with_context(|context| book_dividend(db, cooperative, (&payment, &chosen), context)).map(|_| ())
        };
        assert_eq!(refused_codes(dividend(db, 0, "回单 1")), ["dividend_unfit"]);
        assert_eq!(refused_codes(dividend(db, 100, " ")), ["dividend_unfit"]);
        let statement = |account: &str| {
            format!("日期,摘要,支出,收入,余额,流水号,科目编码\n2008-01-20,分红,,100,100,B1,{account}\n")
        };
        let received =
            |db: &mut Db, account: &str| codes(&import_sheets(db, cooperative, &[("银行对账单", &statement(account))]));
        assert_eq!(received(db, "513"), [("bank_account_unclear", "G2".to_owned())]);
        assert_eq!(received(db, ""), [], "the cooperative has one bank account");
        assert_eq!(received(db, "102"), [], "and the same line again says nothing new");
        // The account gets sub-accounts: its statement is taken back before, and is one of theirs afterwards.
        let batch_no = list(db, cooperative).unwrap().last().unwrap().0.batch_no;
        with_context(|context| undo(db, cooperative, batch_no, context)).unwrap();
        for (code, name) in [("10201", "工行"), ("10202", "农行")] {
            let sub = SubAccount { code: code.to_owned(), name: name.to_owned(), dimension: None, row: None };
            with_context(|context| add_account(db, cooperative, ("hzs", &sub), context)).unwrap();
        }
        assert_eq!(received(db, ""), [("bank_account_unclear", "G2".to_owned())], "now it has two");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("农行.csv");
        std::fs::write(&file, "日期,摘要,支出,收入,余额\n2008-01-21,分红,,200,200\n2008-12-02,分红,,300,500\n")
            .unwrap();
        let files = vec![(file, "农行.csv".to_owned())];
        let said = |book: &str, account: &str| ImportRequest {
            files: files.clone(),
            bank_account: (book.into(), account.into()),
            ..ImportRequest::default()
        };
        let mut import = |book, account| codes(&import_request(db, cooperative, &said(book, account)));
        assert_eq!(import("gs", "10202")[0].0, "bank_account_unclear", "the company has no such account");
        assert_eq!(import("", "10202"), [("dated_ahead", "A3".to_owned())], "a day to come is only said");
        assert_eq!(import("hzs", "10202"), [], "said once for all rows");
    });
}
