//! `demo`: the sample community, from its workbook to the year's statement, through both boards.

mod books;
mod open_matters;
mod payments;
mod site;
mod story;

use super::Session;
use super::arguments::DemoArguments;
use super::import::print_report;
use crate::application::cooperative::{choose, init, open_or_create};
use crate::application::distribution::query;
use crate::application::governance::query::list as motions;
use crate::application::import::{self, ImportRequest};
use crate::application::ledger::{self, BankWhere};
use crate::application::payment;
use crate::application::{Failure, Outcome};
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::money::Money;
use crate::domain::payment::payable;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::domain::refusal::Problem;
use crate::domain::statement::member_statement::MemberStatement;
use crate::json;
use crate::spreadsheet::format::Limits;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use std::path::PathBuf;
use std::process::ExitCode;
use story::Community;

/// The workbook of the sample community, as `import-samples` has it.
const WORKBOOK: &[u8] = include_bytes!("../../../import-samples/community/花溪社区2008.xlsx");
const WORKBOOK_NAME: &str = "花溪社区2008.xlsx";
const CODE: &str = "huaxi";
const NAME: &str = "花溪社区集体经济股份合作社";

impl Session<'_> {
    pub(super) fn demo(&mut self, arguments: &DemoArguments) -> Outcome<ExitCode> {
        let data = self.arguments.data().to_owned();
        let mut db = open_or_create(&data)?;
        let year = sample_year();
        // Everything happens on the days of the story; what has happened is only shown again.
        self.now = story::morning("2008-12-09");
        let (cooperative, refused) = match choose(&mut db, Some(CODE)) {
            Ok(cooperative) => (cooperative, Vec::new()),
            Err(_) => {
                let cooperative = init(&mut db, &mut self.context(), CODE, NAME)?;
                self.chapter("一、导入样例社区的工作簿", "1. Importing the sample community's workbook");
                if !self.load_community(&mut db, &cooperative)? {
                    return Ok(ExitCode::from(super::REFUSED));
                }
                let refused = self.play(&mut db, &cooperative, year)?;
                (cooperative, refused)
            }
        };
        let (view, statements) = query::run_with_statements(&mut db, &cooperative, year, None)?;
        self.chapter("二、2008 年度两次分配", "2. The two-tier distribution of 2008");
        self.print_run(&view);
        self.chapter("三、同股同权", "3. Same share, same rights");
        self.print_equal_rights(&view);
        self.chapter("四、我的分红为什么是这个数", "4. Why is my dividend this?");
        let explained = statements.iter().max_by_key(|statement| interest(statement));
        if let Some(statement) = explained {
            self.print_explanation(&view, statement);
        }
        let motions = motions(&mut db, &cooperative)?;
        let about = |kind| motions.iter().filter(move |motion: &&Motion| motion.proposal.kind == kind);
        self.chapter("五、两个机构审议，公示，生效", "5. Two boards, a notice, and it is effective");
        about(MotionKind::Distribution).for_each(|motion| self.print_motion(motion));
        about(MotionKind::Levy).for_each(|motion| self.print_motion(motion));
        self.chapter(
            "六、四十五万元物业费：议事、通过、暂缓、查验、付讫",
            "6. The fee of 450,000 yuan: heard, adopted, held, inspected, paid",
        );
        about(MotionKind::MajorMatter).for_each(|motion| self.print_motion(motion));
        about(MotionKind::Hold).for_each(|motion| self.print_motion(motion));
        for problem in &refused {
            self.output.print(&format!("  2009-01-15 {}\n", self.output.problem_line(problem)));
        }
        self.chapter(
            "七、四本账：结到年终分配期，合并",
            "7. Four books, closed to the distribution period, and consolidated",
        );
        self.print_books_of(&mut db, &cooperative, year)?;
        self.chapter(
            "八、发放：一个批次交银行，一笔退票，重新付清；与银行对账",
            "8. Paid: a batch goes to the bank, one payment comes back and is made again; the bank is reconciled",
        );
        self.print_batches(&payment::batches(&mut db, &cooperative)?);
        self.print_what_came_back(&mut db, &cooperative, year)?;
        let place = BankWhere { book: books::COOPERATIVE, account: None };
        let day = story::morning(payments::RECONCILED).date_naive();
        let (bank, table) = ledger::reconcile(&mut db, &cooperative, place, (day, None))?;
        self.output.print("\n");
        self.print_bank_table(&bank, &table)?;
        self.chapter("九、接下来看什么", "9. Where to look next");
        let member_no = explained.map_or("M0000001", |statement| statement.member_no.as_str());
        self.say_next(&data, member_no);
        match arguments.serve {
            true => self.demo_site(&mut db, cooperative, (arguments.listen, member_no)),
            false => Ok(ExitCode::SUCCESS),
        }
    }

    /// The statements of each book over the year and its distribution period, and all four consolidated.
    fn print_books_of(&self, db: &mut Db, cooperative: &Cooperative, year: AccountingYear) -> Outcome<()> {
        let last = AccountingPeriod::distribution(year);
        for (book, ..) in books::BOOKS {
            let found = ledger::statements(db, cooperative, (book, last), None)?;
            self.print_statements(&found, last, false);
            self.output.print("\n");
        }
        let found = ledger::consolidate(db, cooperative, last, None)?;
        self.print_consolidation(&cooperative.name, last, &found)
    }

    /// Whose money came back, and where it is now; and what is still to be paid.
    fn print_what_came_back(&self, db: &mut Db, cooperative: &Cooperative, year: AccountingYear) -> Outcome<()> {
        let day = story::morning("2009-02-11").date_naive();
        let (mut found, tie) = payment::payables(db, cooperative, day)?;
        let is_told = |one: &payable::Payable| one.transfers.len() > 1 || one.is_unpaid();
        found.payables.retain(|one| one.claim.key.run.year == year && is_told(one));
        self.output.print("\n");
        self.print_payables(&found, tie.as_ref(), day);
        Ok(())
    }

    /// Lets it all happen, day by day. What was refused on the day of the payment.
    fn play(&mut self, db: &mut Db, cooperative: &Cooperative, year: AccountingYear) -> Outcome<Vec<Problem>> {
        let folder = self.temporary_folder()?;
        let minutes = folder.join("居民代表大会会议记录.txt");
        let fault = |error: std::io::Error| Failure::Fault(error.into());
        std::fs::write(&minutes, "到会签到、表决票和公开计票记录（样例）\n").map_err(fault)?;
        let mut community = Community::gather(db, cooperative, &mut *self.random)?;
        community.adopt_the_fee(&minutes)?;
        community.keep_the_books(year)?;
        let run = community.approve_the_run(year)?;
        let refused = community.hold_the_fee(&minutes)?;
        community.pay_the_levy(run)?;
        community.inspect_and_pay()?;
        community.book_the_run(run)?;
        let dividend = query::run(community.db, cooperative, run.year, Some(run.number))?.summary.company;
        community.book_what_came_over(run, dividend.map_or(Money::ZERO, |company| company.dividend))?;
        community.pay_the_members(&folder)?;
        community.reconcile_the_bank(&folder)?;
        std::fs::remove_dir_all(&folder).map_err(fault)?;
        Ok(refused)
    }

    fn temporary_folder(&mut self) -> Outcome<PathBuf> {
        let mut chance = [0; 8];
        (self.random)(&mut chance);
        let folder = std::env::temp_dir().join(format!("tonggu-{:016x}", u64::from_le_bytes(chance)));
        std::fs::create_dir_all(&folder).map_err(|error| Failure::Fault(error.into()))?;
        Ok(folder)
    }

    fn chapter(&self, zh: &str, en: &str) {
        self.output.say(&format!("\n【{zh}】"), &format!("\n== {en}"));
    }

    /// Imports the workbook that the program carries. False where it was refused, which has been said.
    fn load_community(&mut self, db: &mut Db, cooperative: &Cooperative) -> Outcome<bool> {
        let fault = |error: std::io::Error| Failure::Fault(error.into());
        let folder = self.temporary_folder()?;
        let path = folder.join(WORKBOOK_NAME);
        std::fs::write(&path, WORKBOOK).map_err(fault)?;
        let request = ImportRequest {
            files: vec![(path, WORKBOOK_NAME.to_owned())],
            limits: Limits::default(),
            ..ImportRequest::default()
        };
        let report =
            import::import(db, cooperative, &request, &mut self.context(), (&json::import::speak, &mut |_, _, _| {}));
        std::fs::remove_dir_all(&folder).map_err(fault)?;
        let report = report?;
        print_report(self.output, &report);
        Ok(!report.has_errors())
    }

    fn say_next(&self, data: &str, member_no: &str) {
        let program = format!("{} --data {data}", self.program);
        let lines = [
            (format!("statement {member_no} --year 2008"), "对账单", "a member's statement"),
            ("distribution show 2008 --xlsx 2008.xlsx".to_owned(), "整次分配写成工作簿", "the whole run as a workbook"),
            ("register holdings --on 2008-12-31".to_owned(), "股权登记日的持股", "holdings on the record date"),
            (
                "contract margin --year 2008".to_owned(),
                "转租差额：二次分配从哪里来",
                "the margin of what is let out: where tier two comes from",
            ),
            ("contract arrears --year 2008".to_owned(), "哪些租金还没有收到", "rents that have not come in yet"),
            (
                format!("distribution evidence 2008 evidence.txt --member {member_no}"),
                "对账单和它的证明，谁都能核对",
                "a statement with its proof",
            ),
            ("motion list".to_owned(), "议题办到哪一步", "how far the motions have come"),
            (
                "ledger list".to_owned(),
                "账套；ledger statement、trial-balance、detail",
                "the books; ledger statement, trial-balance, detail",
            ),
            (
                format!("payment list --member {member_no}"),
                "这位成员的每笔钱现在在哪里",
                "where each of this member's payments is",
            ),
            ("payment show 1".to_owned(), "代发批次和每笔回盘", "a batch and what the bank said of each line"),
            ("verify".to_owned(), "逐项核验，并重算每次分配", "hold everything against its hashes"),
            ("log".to_owned(), "做过的每一件事", "everything that was done"),
        ];
        let width = lines.iter().map(|(command, ..)| command.len()).max().unwrap_or_default();
        for (command, zh, en) in lines {
            let words = self.output.pick(zh, en);
            self.output.print(&format!("  {program} {command:width$}  {words}\n"));
        }
    }
}

/// The year of the sample.
fn sample_year() -> AccountingYear {
    AccountingYear::from(story::morning("2008-12-31").date_naive())
}

/// How much a statement has to tell: several rents, a fee, a contract paid short.
fn interest(statement: &MemberStatement) -> (usize, usize, std::cmp::Reverse<String>) {
    let rents = statement.lines.iter().map(|line| line.rents.len()).sum();
    (rents, statement.holdings.len(), std::cmp::Reverse(statement.member_no.clone()))
}
