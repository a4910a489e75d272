//! The overview that pages rest on: followed act by act it says what it says when it is read anew.

use crate::payments::{ACCOUNTS, answers, book, book_the_run, company_pays, dividend, make, send, with_run};
use crate::support::{day, import_sheets, with_context};
use tonggu::application::import::undo;
use tonggu::application::overview::Overview;
use tonggu::application::payment::{BatchRequest, MarkRequest, cancel_batch, mark_unpaid};
use tonggu::domain::payment::unpaid_mark::UnpaidState;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// An overview that is followed after every act, and held against one that is read anew.
struct Followed<'d> {
    db: &'d mut Db,
    cooperative: &'d Cooperative,
    overview: Overview,
}

fn told(overview: &Overview) -> String {
    let rules = overview.rules();
    let affairs = (overview.motions(), overview.records(), rules.terms, rules.seats, overview.books());
    format!("{:#?}\n{affairs:#?}", (overview.head(), overview.runs(), overview.counting(), overview.claims()))
}

impl<'d> Followed<'d> {
    fn new(db: &'d mut Db, cooperative: &'d Cooperative) -> Followed<'d> {
        let overview = Overview::load(db, cooperative).unwrap();
        Followed { db, cooperative, overview }
    }

    fn after<T>(&mut self, act: impl FnOnce(&mut Db, &Cooperative) -> T) -> T {
        let done = act(self.db, self.cooperative);
        let followed = self.overview.follow(self.db, self.cooperative).unwrap();
        let followed = followed.unwrap_or_else(|| panic!("an act is in the log"));
        let anew = Overview::load(self.db, self.cooperative).unwrap();
        assert_eq!(told(&followed), told(&anew));
        assert_eq!(followed.as_of(), anew.as_of(), "what was made before it is out of date");
        self.overview = followed;
        done
    }

    fn import(&mut self, name: &str, sheet: &str) -> i64 {
        let report = self.after(|db, cooperative| import_sheets(db, cooperative, &[(name, sheet)]));
        assert!(!report.has_errors(), "{name}: {:?}", report.problems);
        report.batch_no.unwrap()
    }

    fn undo(&mut self, batch_no: i64) {
        self.after(|db, cooperative| with_context(|context| undo(db, cooperative, batch_no, context))).unwrap();
    }
}

#[test]
fn an_overview_that_is_followed_misses_nothing() {
    with_run(|db, cooperative, run| {
        let mut all = Followed::new(db, cooperative);
        // Of the register it keeps nothing.
        let members = all.import("成员名册", "成员编号,姓名,户号\nM901,来人甲,H901\nM902,来人乙,H901\n");
        all.undo(members);
        all.import("成员名册", &ACCOUNTS.replace("6217000000000000003", "6217000000000000033"));
        // What it keeps comes in with sheets, too, and is taken back with them.
        let charter = all.import("章程参数", "项目,值,生效日期,依据\n公示天数,10,2009-01-01,办法\n");
        all.undo(charter);
        let seats =
            all.import("机构成员", "机构,成员编号,姓名,职务,任期起,任期止\n监事会,M001,陈国强,监事长,2009-03-01,\n");
        all.undo(seats);
        all.after(|db, cooperative| book_the_run(db, cooperative, run));
        let declared = all.after(|db, cooperative| {
            let declared = dividend(db, cooperative, run);
            company_pays(db, cooperative, declared, "回单 1");
            declared
        });
        assert!(declared > 0 && all.overview.counting().iter().all(|run| !run.awaits_company));
        let mark = MarkRequest {
            member_no: "M004".to_owned(),
            state: UnpaidState::Disputed,
            since: day("2009-01-12"),
            reason: "子女有异议".to_owned(),
        };
        all.after(|db, cooperative| with_context(|context| mark_unpaid(db, cooperative, &mark, context))).unwrap();
        let first = all.after(|db, cooperative| make(db, cooperative, BatchRequest::default())).unwrap();
        let cancel = (first, "重编");
        all.after(|db, cooperative| with_context(|context| cancel_batch(db, cooperative, cancel, context))).unwrap();
        let second = all.after(|db, cooperative| make(db, cooperative, BatchRequest::default())).unwrap();
        all.after(|db, cooperative| send(db, cooperative, second)).unwrap();
        let failed = answers(all.db, cooperative, second, |_| ("失败", "系统维护"));
        let failed = all.import("回盘", &failed);
        all.undo(failed);
        let paid = answers(all.db, cooperative, second, |_| ("成功", ""));
        all.import("回盘", &paid);
        all.after(|db, cooperative| book(db, cooperative, second));
    });
}
