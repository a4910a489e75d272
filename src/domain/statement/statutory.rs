//! Statutory statements (会计报表) of a book: what the formulas of a layout come to.

use super::layout::{Intake, LayoutRow, Operand, Reading, StatementLayout, StatementLine};
use crate::domain::ledger::account::Side;
use crate::domain::ledger::balance::{Balances, Turnover, Turnovers};
use crate::domain::ledger::book::Book;
use crate::domain::money::{Money, Overflow};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

impl StatementLayout {
    /// The statement of a book.
    ///
    /// `balances` are those of the year's months so far, opening with what the year began with; `turnovers` are what the same months brought without
    /// the vouchers that close income and expense, so that a closed year still says what it earned.
    ///
    /// # Errors
    /// Where a sum leaves the range of money.
    pub fn evaluate(
        &self,
        book: &Book,
        balances: &Balances,
        turnovers: &Turnovers,
    ) -> Result<Vec<StatementLine>, Overflow> {
        let figures = Figures::read(self, book, (balances, turnovers))?;
        let mut columns: Vec<Option<Columns>> = vec![None; self.rows.len()];
        for position in &self.order {
            let row = &self.rows[*position];
            let mut sum = Columns { closing: Money::ZERO, opening: Some(Money::ZERO) };
            for term in &row.terms {
                match &term.operand {
                    Operand::Account(reading, code) => {
                        sum.add(figures.columns(*reading, code)?, term.is_minus)?;
                    }
                    Operand::Intake(intake) => sum.add(figures.taken_in(row.row_no, *intake)?, term.is_minus)?,
                    Operand::Nothing => {}
                    Operand::Rows(first, last) => {
                        let named = self.rows.iter().zip(&columns).filter(|(row, _)| row.is_within(*first, *last));
                        named.filter_map(|(_, known)| *known).try_for_each(|known| sum.add(known, term.is_minus))?;
                    }
                }
            }
            columns[*position] = Some(sum).filter(|_| !row.terms.is_empty());
        }
        let line = |(row, columns): (&LayoutRow, Option<Columns>)| StatementLine {
            row_no: row.row_no,
            caption: row.caption.clone(),
            caption_en: row.caption_en.clone(),
            closing: columns.map(|columns| columns.closing),
            opening: columns.and_then(|columns| columns.opening),
        };
        Ok(self.rows.iter().zip(columns).map(line).collect())
    }
}

/// What a row says in its two columns; what is read from turnover has no 年初.
#[derive(Clone, Copy, Debug)]
struct Columns {
    closing: Money,
    opening: Option<Money>,
}

impl Columns {
    fn add(&mut self, more: Columns, is_minus: bool) -> Result<(), Overflow> {
        let signed = |sum: Money, more: Money| if is_minus { sum.minus(more) } else { sum.plus(more) };
        self.closing = signed(self.closing, more.closing)?;
        self.opening = match (self.opening, more.opening) {
            (Some(sum), Some(more)) => Some(signed(sum, more)?),
            _ => None,
        };
        Ok(())
    }
}

/// The amount of two sides, above zero on the one that is meant.
fn on(side: Side, sides: Turnover) -> Result<Money, Overflow> {
    match side {
        Side::Debit => sides.debit.minus(sides.credit),
        Side::Credit => sides.credit.minus(sides.debit),
    }
}

/// Of an account: its debit and its credit balances, each summed by itself, and what went to its sides.
#[derive(Clone, Copy, Debug, Default)]
struct Figure {
    opening: Turnover,
    closing: Turnover,
    moved: Turnover,
}

impl Figure {
    fn plus(self, more: Figure) -> Result<Figure, Overflow> {
        Ok(Figure {
            opening: self.opening.plus(more.opening)?,
            closing: self.closing.plus(more.closing)?,
            moved: self.moved.plus(more.moved)?,
        })
    }
}

/// Of all accounts, by code: the lines of a book are gone through once, however many rows a statement has.
struct Figures<'b> {
    book: &'b Book,
    accounts: BTreeMap<&'b str, Figure>,
    /// Accounts that a row of the layout takes in (归入), with its number.
    rows: BTreeMap<&'b str, u32>,
}

impl<'b> Figures<'b> {
    fn read(
        layout: &StatementLayout,
        book: &'b Book,
        (balances, turnovers): (&'b Balances, &'b Turnovers),
    ) -> Result<Figures<'b>, Overflow> {
        let mut found: BTreeMap<&str, Figure> = BTreeMap::new();
        for ((account, _), movement) in &balances.0 {
            let figure = found.entry(account).or_default();
            let closing = movement.closing()?;
            for (sum, balance) in [(&mut figure.opening, movement.opening), (&mut figure.closing, closing)] {
                match balance.is_negative() {
                    true => sum.add(Side::Credit, Money::ZERO.minus(balance)?)?,
                    false => sum.add(Side::Debit, balance)?,
                }
            }
        }
        for ((account, _), turnover) in &turnovers.0 {
            let figure = found.entry(account).or_default();
            figure.moved = figure.moved.plus(*turnover)?;
        }
        let taking: BTreeSet<u32> = layout.intake_rows().collect();
        let row = |account: &&'b str| book.chart.statement_row(account).filter(|row| taking.contains(row));
        let rows = found.keys().filter_map(|account| Some((*account, row(account)?))).collect();
        Ok(Figures { book, accounts: found, rows })
    }

    /// Whether a row of its own takes the balance of an account: income and expense are details in the statement of income, and stand in no row of the
    /// balance sheet.
    fn stands_elsewhere(&self, account: &str) -> bool {
        self.rows.contains_key(account) && !self.book.class(account).is_income_or_expense()
    }

    /// What a row takes in.
    fn taken_in(&self, row_no: Option<u32>, intake: Intake) -> Result<Columns, Overflow> {
        let own = self.rows.iter().filter(|(_, row)| Some(**row) == row_no).map(|(account, _)| *account);
        let of_income = intake == Intake::Turnover;
        let meant = own.filter(|account| self.book.class(account).is_income_or_expense() == of_income);
        let (mut sum, mut turnover) = (Figure::default(), Money::ZERO);
        for account in meant {
            let figure = self.accounts.get(account).copied().unwrap_or_default();
            turnover = turnover.plus(on(self.side(account), figure.moved)?)?;
            sum = sum.plus(figure)?;
        }
        let side = if intake == Intake::Debits { Side::Debit } else { Side::Credit };
        match of_income {
            true => Ok(Columns { closing: turnover, opening: None }),
            false => Ok(Columns { closing: on(side, sum.closing)?, opening: Some(on(side, sum.opening)?) }),
        }
    }

    fn side(&self, account: &str) -> Side {
        self.book.chart.lookup(account).map_or(Side::Debit, |account| account.side)
    }

    fn columns(&self, reading: Reading, code: &str) -> Result<Columns, Overflow> {
        let mut sum = Figure::default();
        let from = self.accounts.range::<str, _>((Bound::Included(code), Bound::Unbounded));
        for (account, figure) in from.take_while(|(account, _)| account.starts_with(code)) {
            if reading == Reading::Turnover || !self.stands_elsewhere(account) {
                sum = sum.plus(*figure)?;
            }
        }
        let side = self.side(code);
        let own = |sides: Turnover| on(side, sides);
        let (closing, opening) = match reading {
            Reading::Balance => (own(sum.closing)?, Some(own(sum.opening)?)),
            Reading::Debits => (sum.closing.debit, Some(sum.opening.debit)),
            Reading::Credits => (sum.closing.credit, Some(sum.opening.credit)),
            Reading::Turnover => (own(sum.moved)?, None),
            Reading::Beginning => (own(sum.opening)?, None),
        };
        Ok(Columns { closing, opening })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tie_out::{TieOutName, reserve_tie_out, tie_outs};
    use super::*;
    use crate::domain::ledger::account::{Account, AccountClass, Dimension, Dimensions, Purpose};
    use crate::domain::ledger::book::BookKind;
    use crate::domain::ledger::chart::Chart;
    use crate::domain::period::AccountingYear;

    /// Debit, credit, about which member or contract the current account is, yuan.
    type Pair = (&'static str, &'static str, &'static str, i64);
    type Vouchers<'v> = &'v [&'v [Pair]];

    const COLLECTIVE: &[&str] = &[
        include_str!("../../../reports/charts/collective-2023.csv"),
        include_str!("../../../reports/statements/collective-balance-sheet.csv"),
        include_str!("../../../reports/statements/collective-income-distribution.csv"),
    ];
    const SMALL: &[&str] = &[
        include_str!("../../../reports/charts/small-enterprise.csv"),
        include_str!("../../../reports/statements/small-enterprise-balance-sheet.csv"),
        include_str!("../../../reports/statements/small-enterprise-income.csv"),
        include_str!("../../../reports/statements/small-enterprise-profit-distribution.csv"),
    ];
    const WELFARE: &[&str] = &[
        include_str!("../../../reports/charts/welfare-fund.csv"),
        include_str!("../../../reports/statements/welfare-fund-balance-sheet.csv"),
        include_str!("../../../reports/statements/welfare-fund-income.csv"),
    ];
    const OPENING: [Pair; 2] = [("102", "30101", "", 1_000), ("102", "32202", "", 50)];
    const YEAR: [Pair; 5] = [
        ("102", "50102", "", 300),
        ("513", "102", "", 80),
        ("102", "11302", "TD-1", 40), // collected for contributors, not paid on yet
        ("11309", "102", "M001", 25), // lent to a member
        ("102", "11309", "M002", 25), // owed to another
    ];
    const CLOSING: [Pair; 3] = [("50102", "321", "", 300), ("321", "513", "", 80), ("321", "32202", "", 220)];
    const DECIDED: [Pair; 3] =
        [("3220101", "31101", "", 20), ("3220102", "11301", "M001", 100), ("3220103", "21101", "", 10)];
    const APPROPRIATIONS_CLOSED: [Pair; 3] =
        [("32202", "3220101", "", 20), ("32202", "3220102", "", 100), ("32202", "3220103", "", 10)];

    fn book(chart: &str) -> Book {
        let mut known = Chart::default();
        for record in csv::Reader::from_reader(chart.as_bytes()).records().map(Result::unwrap) {
            let account = Account {
                code: record[0].into(),
                name: record[1].into(),
                name_en: record[2].into(),
                class: AccountClass::lookup(&record[3]).unwrap(),
                side: Side::lookup(&record[4]).unwrap(),
                dimension: Dimension::lookup(&record[5]),
                purpose: Purpose::lookup(&record[6]),
                basis: record[7].into(),
                row: None,
            };
            known.add(account).unwrap();
        }
        Book {
            code: "hzs".into(),
            name: "合作社".into(),
            kind: BookKind::Cooperative,
            first_year: AccountingYear::try_new(2008).unwrap(),
            chart: known,
            closed_to: None,
            closed_distributions: Vec::new(),
        }
    }

    fn posted(vouchers: Vouchers<'_>) -> Turnovers {
        let mut found = Turnovers::default();
        for (debit, credit, about, yuan) in vouchers.iter().copied().flatten() {
            for (side, account) in [(Side::Debit, debit), (Side::Credit, credit)] {
                let about = match account.get(..3) {
                    Some("113") => Dimensions::one(Dimension::Member, about),
                    Some("112" | "220") => Dimensions::one(Dimension::Counterparty, about),
                    _ => Dimensions::default(),
                };
                let mut turnover = Turnover::default();
                turnover.add(side, Money::from_fen(yuan * 100)).unwrap();
                found.add(account, &about, turnover).unwrap();
            }
        }
        found
    }

    struct Year(Vec<Vec<StatementLine>>, Vec<TieOutName>);

    impl Year {
        /// The statements of vouchers of the year, and what does not tie out.
        fn of(texts: &[&str], vouchers: [Vouchers<'_>; 2], is_closed: bool) -> Year {
            Year::of_book(&book(texts[0]), texts, vouchers, is_closed)
        }

        fn of_book(book: &Book, texts: &[&str], [ordinary, closing]: [Vouchers<'_>; 2], is_closed: bool) -> Year {
            let before = if texts[0] == COLLECTIVE[0] { posted(&[&OPENING]) } else { Turnovers::default() };
            let balances = Balances::new(&before, &posted(&[ordinary, closing].concat())).unwrap();
            let turnovers = posted(ordinary);
            let evaluate = |text: &&str| {
                let layout = StatementLayout::parse(text).unwrap();
                assert_eq!(layout.unknown_accounts(&book.chart), []);
                layout.evaluate(book, &balances, &turnovers).unwrap()
            };
            let lines: Vec<Vec<StatementLine>> = texts[1..].iter().map(evaluate).collect();
            let read: Vec<&[StatementLine]> = lines.iter().map(Vec::as_slice).collect();
            let found = tie_outs(book, (&balances, &turnovers), &read, is_closed).unwrap();
            let broken = found.iter().filter(|tie_out| !tie_out.holds()).map(|tie_out| tie_out.name).collect();
            Year(lines, broken)
        }

        /// Yuan: 期末 and 年初 of a row by its caption.
        fn row(&self, caption: &str) -> (Option<i64>, Option<i64>) {
            let mut lines = self.0.iter().flatten();
            let line = lines.find(|line| line.caption.trim_start().starts_with(caption)).unwrap();
            let yuan = |amount: Option<Money>| amount.map(|amount| amount.fen() / 100);
            (yuan(line.closing), yuan(line.opening))
        }
    }

    #[test]
    fn current_accounts_are_not_netted_and_the_sheet_balances_in_mid_year() {
        let year = Year::of(COLLECTIVE, [&[&YEAR], &[]], false);
        assert_eq!(year.1, []);
        assert_eq!(year.row("应收款项"), (Some(25), Some(0)), "what one member owes");
        assert_eq!(year.row("应付款项"), (Some(65), Some(0)), "is not set off against what another is owed");
        assert_eq!(year.row("资产总计"), (Some(1_335), Some(1_050)));
        assert_eq!(year.row("未分配收益"), (Some(270), Some(50)), "income that is not closed yet is in it");
        assert_eq!(year.row("流动资产："), (None, None));
    }

    #[test]
    fn a_company_s_customers_and_suppliers_are_told_apart_by_who_they_are() {
        let book = book(SMALL[0]);
        let dimension = |code| book.chart.lookup(code).and_then(|account| account.dimension);
        assert!(
            ["1122", "1123", "2202", "2203"].map(dimension).iter().all(|told| *told == Some(Dimension::Counterparty))
        );
        let ordinary = [
            ("1122", "5001", "甲商户", 100),
            ("1002", "1122", "乙商户", 20), // paid too much
            ("1002", "2203", "丙商户", 30),
            ("5602", "2202", "保洁公司", 50),
            ("2202", "1002", "维修队", 15), // paid before it is owed
            ("1123", "1002", "电力公司", 5),
        ];
        let year = Year::of(SMALL, [&[&ordinary], &[]], false);
        assert_eq!(year.1, []);
        let said = ["应收账款", "预付账款", "应付账款", "预收账款"].map(|caption| year.row(caption).0);
        assert_eq!(said, [Some(100), Some(20), Some(50), Some(50)]);
        assert_eq!(year.row("资产总计").0, Some(150), "nobody's balance is set off against another's");
    }

    #[test]
    fn an_account_stands_in_the_row_that_takes_it_in_and_in_no_other() {
        let mut company = book(SMALL[0]);
        let mut add = |code: &str, row| {
            let parent = company.chart.parent(code).unwrap().clone();
            company.chart.add(Account { code: code.into(), name: "自设".into(), row: Some(row), ..parent }).unwrap();
        };
        // Prepaid for more than a year, taken in advance for more than a year, deductible tax, fees of the next year; then taxes and entertainment.
        let marked = [
            ("112302", 28),
            ("220302", 45),
            ("222101", 14),
            ("224102", 40),
            ("540301", 6),
            ("560201", 16),
            ("571101", 28),
        ];
        marked.into_iter().for_each(|(code, row)| add(code, row));
        let ordinary = [
            ("1002", "3001", "", 500),
            ("112302", "1002", "供电公司", 60),
            ("1123", "1002", "供电公司", 5),
            ("1002", "220302", "甲商户", 30),
            ("222101", "1002", "", 7),
            ("1002", "224102", "", 9),
            ("540301", "1002", "", 3),
            ("5403", "1002", "", 2),
            ("560201", "1002", "", 4),
            ("571101", "1002", "", 8),
        ];
        // 5403 keeps lines of its own here: what the shipped chart has as one account.
        let year = Year::of_book(&company, SMALL, [&[&ordinary], &[]], false);
        assert_eq!(year.1, []);
        let of_sheet = |caption| year.row(caption).0;
        assert_eq!((of_sheet("预付账款"), of_sheet("其他非流动资产")), (Some(5), Some(60)));
        assert_eq!((of_sheet("预收账款"), of_sheet("其他非流动负债")), (Some(0), Some(30)));
        assert_eq!((of_sheet("应交税费"), of_sheet("其他流动资产")), (Some(0), Some(7)));
        assert_eq!((of_sheet("其他应付款"), of_sheet("其他流动负债")), (Some(0), Some(9)));
        assert_eq!((of_sheet("资产总计"), of_sheet("未分配利润")), (Some(522), Some(-17)));
        let details = ["营业税金及附加", "城市维护建设税", "业务招待费", "自然灾害等不可抗力因素造成的损失"];
        assert_eq!(details.map(of_sheet), [Some(5), Some(3), Some(4), Some(8)]);
        // A detail that is none of its row's is found.
        let mut wrong = book(SMALL[0]);
        let parent = wrong.chart.lookup("5601").unwrap().clone();
        wrong.chart.add(Account { code: "560101".into(), name: "自设".into(), row: Some(16), ..parent }).unwrap();
        let odd = Year::of_book(&wrong, SMALL, [&[&[("560101", "1002", "", 4)]], &[]], false);
        assert_eq!(odd.1, [TieOutName::DetailRows], "selling expenses are no part of administrative ones");
    }

    #[test]
    fn a_closed_year_still_says_what_it_earned_and_gave() {
        let closed = Year::of(COLLECTIVE, [&[&YEAR, &DECIDED], &[&CLOSING, &APPROPRIATIONS_CLOSED]], true);
        assert_eq!(closed.1, []);
        let said =
            ["一、经营收入", "四、净收益", "加：年初未分配收益", "五、可分配收益", "减：提取公积公益金", "向成员分配"];
        assert_eq!(said.map(|caption| closed.row(caption).0.unwrap_or_default()), [300, 220, 50, 270, 20, 100]);
        assert_eq!(closed.row("其中：公益建设资金"), (Some(10), None), "what is read from turnover has no 年初");
        let reserve = |fen| reserve_tie_out(&closed.0[1], Money::from_fen(fen)).unwrap().holds();
        assert!(reserve(2_000) && reserve(2_500) && !reserve(1_999), "what the reserve got else is no matter");
        assert_eq!((closed.row("六、年末未分配收益").0, closed.row("未分配收益").0), (Some(140), Some(140)));
    }

    #[test]
    fn what_is_amiss_is_named() {
        let open = Year::of(COLLECTIVE, [&[&YEAR, &DECIDED], &[]], true);
        assert_eq!(open.1, [TieOutName::IncomeClosed, TieOutName::AppropriationsClosed]);
        let by_hand = Year::of(COLLECTIVE, [&[&YEAR, &CLOSING], &[]], true);
        assert_eq!(
            by_hand.1,
            [TieOutName::YearIncomeByHand],
            "closed by ordinary vouchers, the year says it earned nothing"
        );
        let pending = Year::of(COLLECTIVE, [&[&[("181", "102", "", 5)]], &[]], false);
        assert_eq!(pending.1, [TieOutName::BalanceSheet], "181 has no row: it is cleared first");
        let [chart, sheet, income] = [COLLECTIVE[0], COLLECTIVE[1], COLLECTIVE[2]];
        let without_tax = income.replace("发生 515", "发生 514");
        let forgotten = Year::of(&[chart, sheet, &without_tax], [&[&[("515", "102", "", 5)]], &[]], false);
        assert_eq!(forgotten.1, [TieOutName::Undistributed, TieOutName::NetIncome]);
        let renamed = sheet.replace("资产总计", "总资产");
        let nameless = Year::of(&[chart, &renamed, income], [&[&YEAR], &[]], false);
        assert_eq!(nameless.1, [TieOutName::BalanceSheet, TieOutName::BalanceSheetAtBeginning]);
    }

    #[test]
    fn a_company_and_a_welfare_fund_tie_out_before_and_after_closing() {
        let ordinary = [
            ("1002", "3001", "", 500),
            ("1002", "5001", "", 200),
            ("5602", "1002", "", 60),
            ("5602", "1602", "", 10),
            ("1601", "1002", "", 100),
            ("310403", "223201", "", 90),
        ];
        let closing = [
            ("5001", "3103", "", 200),
            ("3103", "5602", "", 70),
            ("3103", "310404", "", 130),
            ("310404", "310403", "", 90),
        ];
        let open = Year::of(SMALL, [&[&ordinary], &[]], false);
        let closed = Year::of(SMALL, [&[&ordinary], &[&closing]], true);
        for year in [open, closed] {
            assert_eq!(year.1, []);
            assert_eq!(year.row("固定资产账面价值"), (Some(90), Some(0)));
            assert_eq!((year.row("未分配利润").0, year.row("四、净利润").0), (Some(40), Some(130)));
            let said = ["一、净利润", "加：年初未分配利润", "二、可供分配的利润", "减：应付利润", "四、未分配利润"];
            assert_eq!(said.map(|caption| year.row(caption).0.unwrap_or_default()), [130, 0, 130, 90, 40]);
        }
        let levy = [("102", "401", "", 80), ("50103", "102", "", 30), ("50104", "201", "", 5)];
        let closing = [("401", "301", "", 80), ("301", "50103", "", 30), ("301", "50104", "", 5)];
        for (closing, is_closed) in [(&[][..], false), (&[&closing[..]][..], true)] {
            let fund = Year::of(WELFARE, [&[&levy], closing], is_closed);
            assert_eq!(fund.1, []);
            assert_eq!((fund.row("资产总计").0, fund.row("四、年末结余").0), (Some(50), Some(45)));
        }
    }
}
