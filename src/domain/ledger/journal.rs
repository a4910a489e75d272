//! Journals (日记账), detail ledgers (明细账) and the general ledger (总账): what an account's lines come to by day, by month and in the year so far.
//!
//! 会计基础工作规范: a journal of cash or of a bank has its balance for every day, and a balance says on which side it is, 平 where there is none
//! (art. 60); the turnover of a month is 本月合计, that of the year so far 本年累计 (art. 63).

use super::balance::{Balances, Movement, Turnover, Turnovers};
use super::chart::Chart;
use super::voucher::{Line, Voucher, VoucherNumber};
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingPeriod;
use chrono::NaiveDate;
use compact_str::CompactString;

/// A posted line of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    /// 会计期间.
    pub period: AccountingPeriod,
    /// 日期.
    pub date: NaiveDate,
    /// 凭证字号.
    pub number: VoucherNumber,
    /// The line itself.
    pub line: Line,
    /// 对方科目, each once.
    pub counter_accounts: Vec<CompactString>,
}

/// The lines that a posted voucher has of an account and of what is under it, in its order.
pub fn account_lines(voucher: &Voucher, number: VoucherNumber, account: &str) -> Vec<AccountLine> {
    whole_lines(voucher, number).filter(|line| line.line.account.starts_with(account)).collect()
}

/// All lines of a posted voucher, in its order, as ledgers show them.
pub fn whole_lines(voucher: &Voucher, number: VoucherNumber) -> impl Iterator<Item = AccountLine> {
    voucher.lines().iter().map(move |line| AccountLine {
        period: voucher.head().period,
        date: voucher.head().date,
        number,
        line: line.clone(),
        counter_accounts: counter_accounts(voucher, line),
    })
}

/// The accounts against which a line is booked: those of the lines that count the other way. A red debit counts as a credit does, so that no line is
/// without any.
fn counter_accounts(voucher: &Voucher, line: &Line) -> Vec<CompactString> {
    let is_against = |other: &&Line| other.signed().is_negative() != line.signed().is_negative();
    let mut found: Vec<CompactString> = Vec::new();
    for other in voucher.lines().iter().filter(is_against) {
        if !found.contains(&other.account) {
            found.push(other.account.clone());
        }
    }
    found
}

/// What a total is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// 本日合计.
    Day(NaiveDate),
    /// 本月合计; of the distribution period, which is no month, that period's.
    Month,
    /// 本年累计: from the year's first month.
    YearToDate,
}

/// A total, and the balance after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanTotal {
    /// Over what.
    pub span: Span,
    /// The period in which it ends.
    pub period: AccountingPeriod,
    /// 借方, 贷方.
    pub turnover: Turnover,
    /// 余额: debits above zero.
    pub balance: Money,
}

/// A row of a journal or of a detail ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalRow {
    /// A line, and the balance after it: debits above zero.
    Line(AccountLine, Money),
    /// A total.
    Total(SpanTotal),
}

impl JournalRow {
    /// The balance after it: debits above zero.
    pub const fn balance(&self) -> Money {
        match self {
            JournalRow::Line(_, balance) => *balance,
            JournalRow::Total(total) => total.balance,
        }
    }
}

/// What has come before a page (承前页) of the day and of the month that its first line is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Of the day.
    pub day: Turnover,
    /// Of the month.
    pub month: Turnover,
}

/// An account over some periods of a year, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// The year before these periods: what it began with, what came since.
    pub begun: Movement,
    /// Lines by period, day and voucher, with their totals.
    pub rows: Vec<JournalRow>,
}

impl Journal {
    /// A journal of lines in whatever order. `has_days`: with totals for every day (日记账), else for months alone (明细账).
    ///
    /// # Errors
    /// Where a sum leaves the range of money.
    pub fn try_new(begun: Movement, mut lines: Vec<AccountLine>, has_days: bool) -> Result<Journal, Overflow> {
        lines.sort_by_key(|line| (line.period, line.date, line.number));
        Journal::page(begun, Carried::default(), (lines, None), has_days)
    }

    /// A page of a journal: some of its lines, in their order. `begun` is the year before the first of them; `carried` what has come of its day and
    /// its month before it, and the period and day of the line after the last say which totals end with the page.
    ///
    /// # Errors
    /// Where a sum leaves the range of money.
    pub fn page(
        begun: Movement,
        carried: Carried,
        (lines, after): (Vec<AccountLine>, Option<(AccountingPeriod, NaiveDate)>),
        has_days: bool,
    ) -> Result<Journal, Overflow> {
        let (mut balance, mut year) = (begun.closing()?, begun.turnover);
        let Carried { mut day, mut month } = carried;
        let mut rows = Vec::new();
        let mut following = lines.into_iter().peekable();
        while let Some(line) = following.next() {
            let (period, date) = (line.period, line.date);
            for sum in [&mut day, &mut month, &mut year] {
                sum.add(line.line.side, line.line.amount)?;
            }
            balance = balance.plus(line.line.signed())?;
            rows.push(JournalRow::Line(line, balance));
            let next = following.peek().map(|next| (next.period, next.date)).or(after);
            let total = |span, turnover| JournalRow::Total(SpanTotal { span, period, turnover, balance });
            if next != Some((period, date)) {
                if has_days {
                    rows.push(total(Span::Day(date), day));
                }
                day = Turnover::default();
            }
            if next.is_none_or(|(next, _)| next != period) {
                rows.extend([total(Span::Month, month), total(Span::YearToDate, year)]);
                month = Turnover::default();
            }
        }
        Ok(Journal { begun, rows })
    }

    /// The balance that the periods end with: debits above zero.
    pub fn closing(&self) -> Result<Money, Overflow> {
        self.rows.last().map_or_else(|| self.begun.closing(), |row| Ok(row.balance()))
    }
}

/// An account of the general ledger, month by month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneralAccount {
    /// 科目编码.
    pub account: CompactString,
    /// The year before the first of the periods: what the account began with, what came since.
    pub begun: Movement,
    /// 本月合计 and 本年累计 of each period in which something came to it.
    pub totals: Vec<SpanTotal>,
}

impl GeneralAccount {
    /// The balance that the periods end with: debits above zero.
    pub fn closing(&self) -> Result<Money, Overflow> {
        self.totals.last().map_or_else(|| self.begun.closing(), |total| Ok(total.balance))
    }
}

/// The general ledger (总账): of an account with everything under it, or of every account that is under no other and that anything happened to.
///
/// `begun` is the year before the first of the periods, `periods` are what each of them brought, in their order.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn general_ledger(
    chart: &Chart,
    chosen: Option<&str>,
    begun: &Balances,
    periods: &[(AccountingPeriod, Turnovers)],
) -> Result<Vec<GeneralAccount>, Overflow> {
    let is_chosen = |code: &str| chosen.map_or_else(|| chart.parent(code).is_none(), |chosen| chosen == code);
    let mut found = Vec::new();
    for account in chart.accounts().filter(|account| is_chosen(&account.code)) {
        let begun = begun.account(&account.code)?;
        let (mut balance, mut year) = (begun.closing()?, begun.turnover);
        let mut totals = Vec::new();
        for (period, turnovers) in periods {
            let month = turnovers.account(&account.code)?;
            if month == Turnover::default() {
                continue;
            }
            (balance, year) = (balance.plus(month.balance()?)?, year.plus(month)?);
            let total = |span, turnover| SpanTotal { span, period: *period, turnover, balance };
            totals.extend([total(Span::Month, month), total(Span::YearToDate, year)]);
        }
        if chosen.is_some() || begun != Movement::default() || !totals.is_empty() {
            found.push(GeneralAccount { account: account.code.clone(), begun, totals });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::account::Side;
    use super::super::voucher::VoucherWord;
    use super::super::voucher::tests::{head, line};
    use super::*;
    use crate::domain::ledger::account::{Account, AccountClass};
    use crate::domain::ledger::voucher::VoucherHead;

    fn voucher(date: &str, lines: Vec<Line>) -> Voucher {
        Voucher::try_new(head(date), lines).unwrap()
    }

    fn number(number: u32) -> VoucherNumber {
        VoucherNumber { word: VoucherWord::General, number }
    }

    fn begun(opening: i64, debit: i64, credit: i64) -> Movement {
        let turnover = Turnover { debit: Money::from_fen(debit), credit: Money::from_fen(credit) };
        Movement { opening: Money::from_fen(opening), turnover }
    }

    /// Span, period, debit, credit, balance.
    fn told(rows: impl IntoIterator<Item = SpanTotal>) -> Vec<String> {
        let told = |total: SpanTotal| {
            let SpanTotal { span, period, turnover, balance } = total;
            let span = match span {
                Span::Day(date) => date.to_string(),
                Span::Month => format!("{period} month"),
                Span::YearToDate => format!("{period} year"),
            };
            format!("{span} {} {} {}", turnover.debit.fen(), turnover.credit.fen(), balance.fen())
        };
        rows.into_iter().map(told).collect()
    }

    fn totals(journal: &Journal) -> Vec<String> {
        told(journal.rows.iter().filter_map(|row| match row {
            JournalRow::Total(total) => Some(*total),
            JournalRow::Line(..) => None,
        }))
    }

    /// Rent of 80 and 20 comes in on one day, 30 and then all the rest go out on others; a mistake of 20 was put right by a red voucher.
    fn lines() -> Vec<AccountLine> {
        let vouchers = [
            (voucher("2008-04-02", vec![line("513", Side::Debit, 170), line("102", Side::Credit, 170)]), 1),
            (voucher("2008-03-05", vec![line("102", Side::Debit, 80), line("11302", Side::Credit, 80)]), 2),
            (voucher("2008-03-05", vec![line("102", Side::Debit, 20), line("50102", Side::Credit, 20)]), 1),
            (voucher("2008-03-06", vec![line("513", Side::Debit, 30), line("102", Side::Credit, 30)]), 3),
            (voucher("2008-04-01", vec![line("102", Side::Debit, -20), line("11302", Side::Credit, -20)]), 2),
        ];
        vouchers.iter().flat_map(|(voucher, no)| account_lines(voucher, number(*no), "102")).collect()
    }

    #[test]
    fn a_journal_has_the_totals_of_every_day_month_and_year_so_far() {
        let journal = Journal::try_new(begun(50, 120, 50), lines(), true).unwrap();
        let expected = [
            "2008-03-05 100 0 220",
            "2008-03-06 0 30 190",
            "2008-03 month 100 30 190",
            "2008-03 year 220 80 190",
            "2008-04-01 -20 0 170",
            "2008-04-02 0 170 0",
            "2008-04 month -20 170 0",
            "2008-04 year 200 250 0",
        ];
        assert_eq!(totals(&journal), expected);
        let numbers = journal.rows.iter().filter_map(|row| match row {
            JournalRow::Line(line, balance) => Some((line.number.number, balance.fen())),
            JournalRow::Total(_) => None,
        });
        assert_eq!(numbers.collect::<Vec<_>>(), [(1, 140), (2, 220), (3, 190), (2, 170), (1, 0)]);
        assert_eq!(journal.closing(), Ok(Money::ZERO));
        let detail = Journal::try_new(begun(50, 120, 50), lines(), false).unwrap();
        assert_eq!(totals(&detail), [expected[2], expected[3], expected[6], expected[7]], "months alone");
        // Cut into pages anywhere, it says the same.
        let mut sorted = lines();
        sorted.sort_by_key(|line| (line.period, line.date, line.number));
        for cut in 1..sorted.len() {
            let (first, second) = sorted.split_at(cut);
            let is_before = |line: &&AccountLine| line.period == second[0].period;
            let turnover = |lines: Vec<&AccountLine>| {
                lines.iter().fold(Turnover::default(), |mut sum, line| {
                    sum.add(line.line.side, line.line.amount).unwrap();
                    sum
                })
            };
            let month: Vec<&AccountLine> = first.iter().filter(is_before).collect();
            let day = turnover(month.iter().filter(|line| line.date == second[0].date).copied().collect());
            let carried = Carried { day, month: turnover(month) };
            let before = begun(50, 120, 50);
            let turned = before.turnover.plus(turnover(first.iter().collect())).unwrap();
            let after = Some((second[0].period, second[0].date));
            let one = Journal::page(before, Carried::default(), (first.to_vec(), after), true).unwrap();
            let begun = Movement { turnover: turned, ..before };
            let other = Journal::page(begun, carried, (second.to_vec(), None), true).unwrap();
            assert_eq!([one.rows, other.rows].concat(), journal.rows, "{cut}");
        }
        let quiet = Journal::try_new(begun(50, 120, 50), Vec::new(), true).unwrap();
        assert_eq!((quiet.rows.len(), quiet.closing()), (0, Ok(Money::from_fen(120))));
    }

    #[test]
    fn the_distribution_period_is_totalled_by_itself_whatever_the_days_of_its_vouchers() {
        let december = voucher("2008-12-31", vec![line("102", Side::Debit, 5), line("504", Side::Credit, 5)]);
        let decided = VoucherHead { period: AccountingPeriod::parse("2008-13").unwrap(), ..head("2008-12-31") };
        let decided =
            Voucher::try_new(decided, vec![line("32202", Side::Debit, 3), line("102", Side::Credit, 3)]).unwrap();
        let lines = [december, decided].iter().flat_map(|voucher| account_lines(voucher, number(1), "102")).collect();
        let journal = Journal::try_new(Movement::default(), lines, true).unwrap();
        let expected = [
            "2008-12-31 5 0 5",
            "2008-12 month 5 0 5",
            "2008-12 year 5 0 5",
            "2008-12-31 0 3 2",
            "2008-13 month 0 3 2",
            "2008-13 year 5 3 2",
        ];
        assert_eq!(totals(&journal), expected);
    }

    #[test]
    fn a_line_is_booked_against_what_counts_the_other_way() {
        let against = |lines: Vec<Line>| {
            let found = account_lines(&voucher("2008-03-05", lines), number(1), "102");
            found.into_iter().map(|line| line.counter_accounts.join("+")).collect::<Vec<_>>()
        };
        let (debit, credit) = (Side::Debit, Side::Credit);
        let split = vec![
            line("102", debit, 90),
            line("513", debit, 10),
            line("50102", credit, 60),
            line("504", credit, 30),
            line("504", credit, 10),
        ];
        assert_eq!(against(split), ["50102+504"]);
        assert_eq!(against(vec![line("102", debit, -5), line("513", debit, 5)]), ["513"], "a red line");
        assert_eq!(against(vec![line("102", debit, -5), line("504", credit, -5)]), ["504"], "a red copy");
        assert_eq!(against(vec![line("10201", debit, 5), line("10202", credit, 5)]), ["10202", "10201"]);
    }

    #[test]
    fn the_general_ledger_sums_what_is_under_an_account_month_by_month() {
        let mut chart = Chart::default();
        for code in ["102", "113", "11301", "11302", "121"] {
            let account = Account {
                code: code.into(),
                name: "科目".into(),
                name_en: CompactString::default(),
                class: AccountClass::Asset,
                side: Side::Debit,
                dimension: None,
                purpose: None,
                basis: CompactString::default(),
                row: None,
            };
            chart.add(account).unwrap();
        }
        let turnovers = |lines: &[(&str, i64, i64)]| {
            let mut found = Turnovers::default();
            for (account, debit, credit) in lines {
                found.add(account, &Default::default(), begun(0, *debit, *credit).turnover).unwrap();
            }
            found
        };
        let before =
            Balances::new(&turnovers(&[("102", 40, 0)]), &turnovers(&[("102", 9, 0), ("11301", 0, 9)])).unwrap();
        let period = |text| AccountingPeriod::parse(text).unwrap();
        let months = [
            (period("2008-02"), turnovers(&[("102", 7, 0), ("11301", 0, 4), ("11302", 0, 3)])),
            (period("2008-03"), turnovers(&[("11301", 16, 0), ("11302", 0, 16)])),
        ];
        let all = general_ledger(&chart, None, &before, &months).unwrap();
        let codes: Vec<&str> = all.iter().map(|one| one.account.as_str()).collect();
        assert_eq!(codes, ["102", "113"], "an account that nothing happened to is left out");
        assert_eq!(told(all[0].totals.clone()), ["2008-02 month 7 0 56", "2008-02 year 16 0 56"]);
        let current =
            ["2008-02 month 0 7 -16", "2008-02 year 0 16 -16", "2008-03 month 16 16 -16", "2008-03 year 16 32 -16"];
        assert_eq!(told(all[1].totals.clone()), current);
        let chosen = general_ledger(&chart, Some("11302"), &before, &months).unwrap();
        assert_eq!((chosen.len(), chosen[0].closing()), (1, Ok(Money::from_fen(-19))));
        let quiet = general_ledger(&chart, Some("121"), &before, &months).unwrap();
        assert_eq!((quiet.len(), quiet[0].totals.len()), (1, 0), "a chosen one is shown however quiet");
    }
}
