//! What nobody can be found for, or nobody will pay back, is given up by both boards and in no other way; then it is paid to nobody, and the book says where it went.

use crate::payments::{ACCOUNTS, both_boards_agree, effective_run};
use crate::support::hall::{Hall, actor, in_hall_with};
use crate::support::{day, refused_codes, request, year};
use tonggu::application::Outcome;
use tonggu::application::distribution::query;
use tonggu::application::governance::{MatterRequest, ProposalRequest, propose, publish};
use tonggu::application::import::{ImportRequest, import, undo};
use tonggu::application::ledger::{Booked, OpenRequest, book_motion, open_book, query as books};
use tonggu::application::payment::{
    BatchRequest, CashRequest, WriteOffRequest, batch, carry_out_write_off, make_batch, make_cash, payables,
    record_sent,
};
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::governance::motion::Motion;
use tonggu::domain::governance::procedure::MotionKind;
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::ChosenAccounts;
use tonggu::domain::money::Money;
use tonggu::domain::payment::payable::{Payable, PayableState};
use tonggu::domain::payment::write_off::{Destination, WriteOff, WrittenOff};
use tonggu::rendering::motion_text;
use tonggu::rendering::speech::Language;

const PROCEDURE: &str = "程序.核销,董事会表决→监事会表决\n";

fn of(members: &[&str]) -> WriteOffRequest {
    let members = members.iter().map(|member_no| (*member_no).to_owned()).collect();
    WriteOffRequest { members, reason: "多年查找无人领取".to_owned(), ..WriteOffRequest::default() }
}

fn put_forward(hall: &mut Hall<'_>, what: WriteOffRequest) -> Outcome<Motion> {
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
        propose(db, cooperative, &ProposalRequest::WriteOff(what), context)
    })
}

fn carry_out(hall: &mut Hall<'_>, motion_no: u32) -> Outcome<WrittenOff> {
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
        carry_out_write_off(db, cooperative, motion_no, context)
    })
}

fn book(hall: &mut Hall<'_>, motion_no: u32) -> Outcome<Booked> {
    let chosen = ChosenAccounts::new();
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
        book_motion(db, cooperative, (motion_no, &chosen), context)
    })
}

fn open(hall: &mut Hall<'_>) {
    let (code, name, kind) = ("hzs".to_owned(), "合作社".to_owned(), BookKind::Cooperative);
    let request = OpenRequest { code, name, kind, chart: None, first_year: year(2009) };
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| open_book(db, cooperative, &request, context))
        .unwrap();
}

fn enter(hall: &mut Hall<'_>, name: &str, sheet: &str) -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("{name}.csv"));
    std::fs::write(&file, sheet).unwrap();
    let request = ImportRequest { files: vec![(file, format!("{name}.csv"))], ..ImportRequest::default() };
    let report = hall
        .as_actor(&Hall::person("zhou"), |db, cooperative, context| {
            import(db, cooperative, &request, context, (&crate::support::speak, &mut |_, _, _| {}))
        })
        .unwrap();
    assert!(!report.has_errors(), "{:?}", report.problems);
    report.batch_no.unwrap()
}

fn of_member(hall: &mut Hall<'_>, member_no: &str) -> Vec<Payable> {
    let (mut found, tie) = payables(hall.db, &hall.cooperative, day("2009-01-31")).unwrap();
    if let Some(tie) = tie {
        assert_eq!(tie.differing().count(), 0, "{:?}", tie.members);
    }
    found.payables.retain(|one| one.claim.key.member_no == member_no);
    found.payables
}

/// The lines of the voucher that a motion was booked by: account and amount on its side.
fn booked_lines(hall: &mut Hall<'_>, motion_no: u32) -> Vec<(String, i64)> {
    let views = books::vouchers(hall.db, &hall.cooperative, ("hzs", None)).unwrap();
    let source = format!("议题{motion_no}/write_off");
    let view = views.iter().find(|view| view.voucher.head().source == source.as_str()).unwrap();
    let mut lines: Vec<_> =
        view.voucher.lines().iter().map(|line| (line.account.to_string(), line.amount.fen())).collect();
    lines.sort();
    lines
}

#[test]
fn a_claim_that_nobody_fetches_is_given_up_by_both_boards_and_goes_to_the_reserve() {
    in_hall_with(PROCEDURE, |hall| {
        open(hall);
        effective_run(hall);
        let bare = hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| {
            let matter = MatterRequest { title: "核销".to_owned(), ..MatterRequest::default() };
            propose(db, cooperative, &ProposalRequest::Matter(MotionKind::WriteOff, matter), context)
        });
        assert_eq!(refused_codes(bare), ["kind_needs_subject"], "what exactly is given up must be said");
        assert_eq!(refused_codes(put_forward(hall, of(&["M009"]))), ["member_unknown"]);
        let motion = put_forward(hall, of(&["M006"])).unwrap();
        let left = of_member(hall, "M006");
        let sum = Money::sum(left.iter().map(|one| one.claim.amount().unwrap())).unwrap();
        let decided = WriteOff::parse(&motion.proposal.matter.write_off).unwrap().unwrap();
        assert_eq!(decided.claims, left.iter().map(|one| one.claim.clone()).collect::<Vec<_>>());
        for (language, said) in [(Language::Chinese, "转入公积公益金"), (Language::English, "to reserve")] {
            assert!(motion_text::motion(&motion, language).contains(said));
        }
        assert_eq!(refused_codes(carry_out(hall, 2)), ["not_effective"]);
        assert_eq!(refused_codes(carry_out(hall, 1)), ["other_kind"]);
        assert_eq!(refused_codes(book(hall, 2)), ["not_written_off"]);
        both_boards_agree(hall, 2);
        assert!(of_member(hall, "M006").iter().all(Payable::is_unpaid), "decided is not carried out");
        carry_out(hall, 2).unwrap();
        assert_eq!(refused_codes(carry_out(hall, 2)), ["written_off_already"]);
        let given_up = |one: &Payable| one.state == PayableState::WrittenOff(2, day("2009-01-15"));
        assert!(of_member(hall, "M006").iter().all(|one| given_up(one) && !one.is_unpaid()));
        assert_eq!(refused_codes(put_forward(hall, of(&["M006"]))), ["nothing_to_write_off"]);
        let cash = CashRequest { member_no: "M006".to_owned(), ..CashRequest::default() };
        let paid =
            hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| make_cash(db, cooperative, &cash, context));
        assert_eq!(refused_codes(paid), ["nothing_payable"], "it is paid to nobody");
        assert_eq!(book(hall, 2).unwrap().entered.len(), 1);
        let lines = booked_lines(hall, 2);
        assert!(lines.contains(&("31101".to_owned(), sum.fen())), "{lines:?}");
        of_member(hall, "M006");
    });
}

#[test]
fn what_was_paid_since_the_vote_is_not_given_up_and_no_answer_is_taken_back_after_it() {
    in_hall_with(PROCEDURE, |hall| {
        let admin = actor("admin", "", "系统管理");
        hall.add_by(&admin, "kong", "", "孔秀兰", &[Post::Cashier]);
        enter(hall, "成员名册", ACCOUNTS);
        effective_run(hall);
        let zhou = Hall::person("zhou");
        for member_no in ["M003", "M004"] {
            put_forward(hall, of(&[member_no])).unwrap();
        }
        both_boards_agree(hall, 2);
        both_boards_agree(hall, 3);
        let request = BatchRequest { members: vec!["M003".to_owned(), "M004".to_owned()], ..BatchRequest::default() };
        let batch_no =
            hall.as_actor(&zhou, |db, cooperative, context| make_batch(db, cooperative, &request, context)).unwrap();
        let batch_no = batch_no.batch_no;
        assert_eq!(refused_codes(carry_out(hall, 2)), ["write_off_changed"], "its claims are in a batch");
        hall.as_actor(&actor("kong", "", "孔秀兰"), |db, cooperative, context| {
            record_sent(db, cooperative, (batch_no, "代发 1"), context)
        })
        .unwrap();
        let lines = batch(hall.db, &hall.cooperative, batch_no).unwrap().0.batch;
        let mut sheet = "明细id,金额,支付状态,支付日期,失败原因\n".to_owned();
        for (key, line) in lines.numbered() {
            let (state, reason) =
                if line.claims[0].key.member_no == "M003" { ("失败", "户名不符") } else { ("成功", "") };
            sheet.push_str(&format!("{key},{},{state},2009-01-16,{reason}\n", line.amount));
        }
        let import_no = enter(hall, "回盘", &sheet);
        assert_eq!(refused_codes(carry_out(hall, 3)), ["write_off_changed"], "the bank has paid it");
        carry_out(hall, 2).unwrap();
        let back = hall.as_actor(&zhou, |db, cooperative, context| undo(db, cooperative, import_no, context));
        assert_eq!(refused_codes(back.map(|_| ())), ["claim_written_off"], "it would be under way once more");
    });
}

/// The shop of M006 was measured wrongly; both boards correct the year, and 7,200 yuan are wanted back.
fn corrected(hall: &mut Hall<'_>) -> RunNumber {
    effective_run(hall);
    let shop = "成员编号,姓名,商铺编号,建筑面积(㎡),评估价值(元),合同编号,入股日期,退出日期\nM006,周晓燕,A-12,56.5,432500,SP-2008-01,2008-01-01,\n";
    enter(hall, "商铺入股台账", shop);
    let run = hall.distribute(request(2008, RunKind::Correction, Some(1), None)).unwrap();
    hall.propose("zhou", run).unwrap();
    both_boards_agree(hall, 2);
    hall.as_actor(&Hall::person("zhou"), |db, cooperative, context| publish(db, cooperative, 2, context)).unwrap();
    hall.now = "2009-01-25T09:00:00+08:00";
    hall.close("zhou", 2).unwrap();
    run
}

fn wanted_back() -> WriteOffRequest {
    WriteOffRequest { is_recovery: true, destination: Destination::OtherIncome, ..of(&["M006"]) }
}

#[test]
fn what_a_correction_wants_back_is_given_up_and_not_wanted_again() {
    in_hall_with(PROCEDURE, |hall| {
        open(hall);
        assert_eq!(refused_codes(put_forward(hall, wanted_back())), ["nothing_to_write_off"]);
        let run = corrected(hall);
        let motion = put_forward(hall, wanted_back()).unwrap();
        let decided = WriteOff::parse(&motion.proposal.matter.write_off).unwrap().unwrap();
        assert_eq!((decided.claims.len(), decided.recoveries[0].amount), (0, Money::from_fen(720_000)));
        assert!(motion_text::motion(&motion, Language::Chinese).contains("应追回 7,200.00 元"));
        both_boards_agree(hall, 3);
        carry_out(hall, 3).unwrap();
        assert_eq!(refused_codes(put_forward(hall, wanted_back())), ["nothing_to_write_off"]);
        assert_eq!(book(hall, 3).unwrap().entered.len(), 1);
        assert_eq!(booked_lines(hall, 3), [("11303".to_owned(), -720_000), ("504".to_owned(), -720_000)]);
        of_member(hall, "M006");
        let arrears = request(2008, RunKind::Arrears, Some(run.number), Some("2009-01-25"));
        let next = hall.distribute(arrears).unwrap();
        let (_, statements) =
            query::run_with_statements(hall.db, &hall.cooperative, year(2008), Some(next.number)).unwrap();
        let again = statements.iter().find(|statement| statement.member_no == "M006");
        assert!(again.is_none_or(|statement| statement.recovery.is_zero()), "{again:?}");
    });
}

#[test]
fn nothing_is_given_up_that_a_draft_takes_back() {
    in_hall_with(PROCEDURE, |hall| {
        let run = corrected(hall);
        put_forward(hall, wanted_back()).unwrap();
        both_boards_agree(hall, 3);
        hall.distribute(request(2008, RunKind::Arrears, Some(run.number), Some("2009-01-25"))).unwrap();
        assert_eq!(refused_codes(carry_out(hall, 3)), ["recovery_in_draft"]);
    });
}
