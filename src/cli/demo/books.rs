//! The four books of the sample community: the year 2008 of the cooperative, the company, its property manager and the residents' committee's fund, from
//! what they begin with to what the run leaves.

use super::story::{ACCOUNTANT, CASHIER, Community, REVIEWER};
use crate::application::ledger::{
    self, EntryRequest, OpenRequest, Which, book_receipts, book_run, close, close_income, enter, post, query, review,
    sign,
};
use crate::application::{Failure, Outcome};
use crate::domain::distribution::run::RunNumber;
use crate::domain::ledger::account::{Dimension, Dimensions, Side};
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::posting_rule::ChosenAccounts;
use crate::domain::ledger::voucher::{Line, VoucherKind, VoucherWord};
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};

/// The cooperative's book, the company's, its property manager's, and the fund's.
pub(super) const BOOKS: [(&str, &str, BookKind); 4] = [
    ("合作社", "花溪社区集体经济股份合作社", BookKind::Cooperative),
    ("公司", "卫鑫置业有限公司", BookKind::Company),
    ("物业", "物业管理公司", BookKind::PropertyManager),
    ("公益金", "居民委员会公益建设资金", BookKind::WelfareFund),
];
pub(super) const COOPERATIVE: &str = BOOKS[0].0;
const COMPANY: &str = BOOKS[1].0;
const MANAGER: &str = BOOKS[2].0;
const FUND: &str = BOOKS[3].0;
/// What the sample's plan says of the company's year: the books come to the same.
const COMPANY_PROFIT: Money = Money::from_fen(148_653_275);

fn line(account: &str, side: Side, fen: i64) -> Line {
    let dimensions = match account {
        "14101" => Dimensions::one(Dimension::Counterparty, BOOKS[1].1),
        "50103" => Dimensions::one(Dimension::Project, "社区保洁"),
        _ => Dimensions::default(),
    };
    Line { summary: "期初余额".into(), account: account.into(), side, amount: Money::from_fen(fen), dimensions }
}

/// What each book begins 2008 with.
fn openings() -> [(&'static str, Vec<Line>); 4] {
    let (debit, credit) = (Side::Debit, Side::Credit);
    let cooperative = vec![
        line("102", debit, 48_632_015),
        line("14101", debit, 1_000_000_000),
        line("32202", debit, 1_230_000),
        line("151", debit, 3_600_000_000),
        line("30101", credit, 4_649_862_015),
    ];
    let company = vec![
        line("1002", debit, 966_140_000),
        line("1511", debit, 30_000_000),
        line("310404", debit, 3_860_000),
        line("3001", credit, 1_000_000_000),
    ];
    let manager = vec![line("1002", debit, 30_000_000), line("3001", credit, 30_000_000)];
    let fund = vec![line("102", debit, 62_000_000), line("301", credit, 62_000_000)];
    [(COOPERATIVE, cooperative), (COMPANY, company), (MANAGER, manager), (FUND, fund)]
}

impl Community<'_> {
    /// The year 2008 in both books, closed to its last month: the figures from which the distribution starts.
    pub fn keep_the_books(&mut self, year: AccountingYear) -> Outcome<()> {
        for (code, name, kind) in BOOKS {
            let (code, name) = (code.to_owned(), name.to_owned());
            let request = OpenRequest { code, name, kind, chart: None, first_year: year };
            self.on("2009-01-02", ACCOUNTANT, |db, cooperative, context| {
                ledger::open_book(db, cooperative, &request, context)
            })?;
        }
        for (book, lines) in openings() {
            self.begin_with(book, year, lines)?;
        }
        for month in 1..=12 {
            let Some(month) = AccountingPeriod::try_new(year, month) else { continue };
            self.on("2009-01-02", ACCOUNTANT, |db, cooperative, context| {
                book_receipts(db, cooperative, (month, &ChosenAccounts::new()), context)
            })?;
        }
        self.spend(COOPERATIVE, ("付办公、公示和会议费", "513", "102"), Money::from_fen(2_145_060))?;
        let range = (AccountingPeriod::opening(year).next(), AccountingPeriod::december(year));
        let collected = self.revenue_in_drafts(range)?;
        let costs = Money::from_fen(collected.fen() - COMPANY_PROFIT.fen());
        self.spend(COMPANY, ("付维修、物业和工资", "5602", "1002"), costs)?;
        self.spend(MANAGER, ("收业主物业费", "1002", "5001"), Money::from_fen(38_640_000))?;
        self.spend(MANAGER, ("付保洁保安工资", "5602", "1002"), Money::from_fen(37_215_000))?;
        self.spend(FUND, ("付社区保洁", "50103", "102"), Money::from_fen(4_800_000))?;
        BOOKS.into_iter().try_for_each(|(book, ..)| self.close_year(book, year))
    }

    fn begin_with(&mut self, book: &str, year: AccountingYear, lines: Vec<Line>) -> Outcome<()> {
        let period = AccountingPeriod::opening(year);
        let request = EntryRequest {
            period: Some(period),
            word: VoucherWord::Opening,
            kind: VoucherKind::Opening,
            ..request(book, period.last_day(), lines)
        };
        self.enter("2009-01-02", &request)
    }

    /// What came to or went out of a bank account over the year, in one voucher of December. Below zero: the year brought in more than rents.
    fn spend(&mut self, book: &str, (summary, debit, credit): (&str, &str, &str), amount: Money) -> Outcome<()> {
        let of = |account: &str, side| Line { summary: summary.into(), amount, ..line(account, side, 1) };
        let date = AccountingPeriod::december(super::sample_year()).last_day();
        let request = request(book, date, vec![of(debit, Side::Debit), of(credit, Side::Credit)]);
        if amount.is_zero() { Ok(()) } else { self.enter("2009-01-02", &request) }
    }

    fn enter(&mut self, date: &str, request: &EntryRequest) -> Outcome<()> {
        self.on(date, ACCOUNTANT, |db, cooperative, context| enter(db, cooperative, request, context)).map(|_| ())
    }

    /// What the company's drafts say it collected.
    fn revenue_in_drafts(&mut self, (first, last): (AccountingPeriod, AccountingPeriod)) -> Outcome<Money> {
        let drafts = query::vouchers(self.db, self.cooperative, (COMPANY, None))?;
        let in_year = drafts.iter().filter(|view| (first..=last).contains(&view.voucher.head().period));
        let lines = in_year.flat_map(|view| view.voucher.lines()).filter(|line| line.account == "5001");
        Ok(lines.fold(Money::ZERO, |sum, line| sum.plus(line.amount).unwrap_or(sum)))
    }

    /// Reviews, signs and posts what waits in a period; nothing where nothing does.
    pub(super) fn settle(&mut self, date: &str, book: &str, period: AccountingPeriod) -> Outcome<()> {
        let waiting = query::vouchers(self.db, self.cooperative, (book, Some(period)))?;
        if waiting.iter().all(|view| view.number.is_some()) {
            return Ok(());
        }
        let which = Which::Period(book.to_owned(), period);
        self.on(date, REVIEWER, |db, cooperative, context| review(db, cooperative, &which, context))?;
        match self.on(date, CASHIER, |db, cooperative, context| sign(db, cooperative, &which, context)) {
            // Where nothing touches cash there is nothing to sign.
            Err(Failure::Refused(problems)) if problems.iter().all(|one| one.refusal.code() == "no_vouchers") => {}
            signed => signed.map(|_| ())?,
        }
        self.on(date, ACCOUNTANT, |db, cooperative, context| post(db, cooperative, (book, period), context)).map(|_| ())
    }

    fn close_year(&mut self, book: &str, year: AccountingYear) -> Outcome<()> {
        self.settle("2009-01-03", book, AccountingPeriod::opening(year))?;
        for month in (1..=12).filter_map(|month| AccountingPeriod::try_new(year, month)) {
            self.settle("2009-01-03", book, month)?;
            if month == AccountingPeriod::december(year) {
                self.on("2009-01-03", ACCOUNTANT, |db, cooperative, context| {
                    close_income(db, cooperative, (book, month), context)
                })?;
                self.settle("2009-01-03", book, month)?;
            }
            self.on("2009-01-03", ACCOUNTANT, |db, cooperative, context| {
                close(db, cooperative, (book, month), context)
            })?;
        }
        Ok(())
    }

    /// The run is booked: tier one in its month, the rest in the distribution period, which then closes for good in all four books.
    pub fn book_the_run(&mut self, run: RunNumber) -> Outcome<()> {
        let date = "2009-01-26";
        self.on(date, ACCOUNTANT, |db, cooperative, context| {
            book_run(db, cooperative, (run, &ChosenAccounts::new()), context)
        })?;
        let distribution = AccountingPeriod::distribution(run.year);
        for (book, ..) in BOOKS {
            self.settle(date, book, distribution.next())?;
            self.settle(date, book, distribution)?;
            self.on(date, ACCOUNTANT, |db, cooperative, context| {
                close_income(db, cooperative, (book, distribution), context)
            })?;
            self.settle(date, book, distribution)?;
            self.on(date, ACCOUNTANT, |db, cooperative, context| {
                close(db, cooperative, (book, distribution), context)
            })?;
        }
        Ok(())
    }
}

fn request(book: &str, date: chrono::NaiveDate, lines: Vec<Line>) -> EntryRequest {
    EntryRequest { attachment_count: 1, ..EntryRequest::ordinary(book, date, lines) }
}
