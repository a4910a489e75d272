//! Tie-outs (勾稽关系): what has to be equal between the statements of a book, and between them and its accounts.

use super::layout::StatementLine;
use crate::domain::ledger::account::Purpose;
use crate::domain::ledger::balance::{Balances, Object, Turnovers};
use crate::domain::ledger::book::Book;
use crate::domain::money::{Money, Overflow};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TieOutName {
    /// Debits and credits of all balances.
    TrialBalance,
    /// Assets, and liabilities with equity.
    BalanceSheet,
    /// The same, at the year's beginning.
    BalanceSheetAtBeginning,
    /// What is undistributed, on the balance sheet and in the accounts.
    UndistributedInAccounts,
    /// What is undistributed, on both statements.
    Undistributed,
    /// What was undistributed at the year's beginning, on both statements.
    UndistributedAtBeginning,
    /// Net income, and the turnover of all accounts of income and expense.
    NetIncome,
    /// Net income, on the statements of income and of distribution.
    NetIncomeDistributed,
    /// What detail rows (其中) come to, and at least as much in the row above them.
    DetailRows,
    /// What the statement appropriates to the reserve, and at least as much on the credit side of its account.
    ReserveAppropriated,
    /// What vouchers other than closing ones brought to the year's income, and nothing.
    YearIncomeByHand,
    /// After closing: balances of income and expense, and nothing.
    IncomeClosed,
    /// After closing: the balance of the year's income, and nothing.
    YearIncomeClosed,
    /// After closing: balances of appropriations, and nothing.
    AppropriationsClosed,
    /// Of all books together, before eliminations: assets, and liabilities with net assets.
    GroupSum,
    /// Consolidated: assets, and liabilities with net assets.
    GroupBalanceSheet,
    /// Consolidated: what is undistributed as a balance, and as what the year leaves.
    GroupUndistributed,
    /// What sides of eliminations of balances are over, and nothing.
    BalancesEliminated,
    /// What sides of eliminations of turnover are over, and nothing.
    TurnoverEliminated,
    /// What consolidated income still has of the company's dividend, and nothing.
    DividendInIncome,
    /// What consolidated appropriations still have of it, and nothing.
    DividendInAppropriation,
    /// Balances of accounts that feed no row, and nothing.
    AccountsPlaced,
}

impl TieOutName {
    /// As accountants say it.
    pub const fn zh(self) -> &'static str {
        match self {
            TieOutName::TrialBalance => "全部科目借方余额＝贷方余额",
            TieOutName::BalanceSheet => "资产总计＝负债和所有者权益总计（期末）",
            TieOutName::BalanceSheetAtBeginning => "资产总计＝负债和所有者权益总计（年初）",
            TieOutName::UndistributedInAccounts => "资产负债表未分配收益＝账簿余额",
            TieOutName::Undistributed => "资产负债表未分配收益＝年末未分配收益",
            TieOutName::UndistributedAtBeginning => "资产负债表未分配收益年初余额＝年初未分配收益",
            TieOutName::NetIncome => "净收益＝损益类科目本年发生额",
            TieOutName::NetIncomeDistributed => "利润表净利润＝利润分配表净利润",
            TieOutName::DetailRows => "明细行合计≤上级行",
            TieOutName::ReserveAppropriated => "提取公积公益金≤公积公益金科目贷方发生额",
            TieOutName::YearIncomeByHand => "本年收益科目只由结账凭证记入",
            TieOutName::IncomeClosed => "损益类科目已结平",
            TieOutName::YearIncomeClosed => "本年收益已结平",
            TieOutName::AppropriationsClosed => "各项分配已结平",
            TieOutName::GroupSum => "各账套合计：资产＝负债和净资产",
            TieOutName::GroupBalanceSheet => "合并数：资产＝负债和净资产",
            TieOutName::GroupUndistributed => "合并数：未分配余额＝年末未分配",
            TieOutName::BalancesEliminated => "余额的抵销没有未抵平",
            TieOutName::TurnoverEliminated => "发生额的抵销没有未抵平",
            TieOutName::DividendInIncome => "合并收入中不含公司分红",
            TieOutName::DividendInAppropriation => "合并分配中不含公司分红",
            TieOutName::AccountsPlaced => "每个科目都列入了一行",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            TieOutName::TrialBalance => "debit balances = credit balances",
            TieOutName::BalanceSheet => "assets = liabilities and equity (closing)",
            TieOutName::BalanceSheetAtBeginning => "assets = liabilities and equity (opening)",
            TieOutName::UndistributedInAccounts => "undistributed on the balance sheet = in the accounts",
            TieOutName::Undistributed => "undistributed on the balance sheet = on the income statement",
            TieOutName::UndistributedAtBeginning => "undistributed at the beginning = on the income statement",
            TieOutName::NetIncome => "net income = turnover of income and expense",
            TieOutName::NetIncomeDistributed => "net income = on the statement of distribution",
            TieOutName::DetailRows => "detail rows ≤ the row above them",
            TieOutName::ReserveAppropriated => "appropriated to the reserve ≤ credits of its account",
            TieOutName::YearIncomeByHand => "only closing vouchers touch the year's income",
            TieOutName::IncomeClosed => "income and expense are closed",
            TieOutName::YearIncomeClosed => "the year's income is closed",
            TieOutName::AppropriationsClosed => "appropriations are closed",
            TieOutName::GroupSum => "all books together: assets = liabilities and net assets",
            TieOutName::GroupBalanceSheet => "consolidated: assets = liabilities and net assets",
            TieOutName::GroupUndistributed => "consolidated: undistributed as a balance = as what the year leaves",
            TieOutName::BalancesEliminated => "balances are eliminated evenly",
            TieOutName::TurnoverEliminated => "turnover is eliminated evenly",
            TieOutName::DividendInIncome => "consolidated income has nothing of the company’s dividend",
            TieOutName::DividendInAppropriation => "consolidated appropriations have nothing of it",
            TieOutName::AccountsPlaced => "every account feeds a row",
        }
    }

    /// As programs write it.
    pub fn code(self) -> &'static str {
        self.into()
    }
}

/// Two amounts that have to be equal, or the first no more than the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TieOut {
    /// What is compared.
    pub name: TieOutName,
    /// None where the statement has no row for it: then it cannot be said to hold.
    pub left: Option<Money>,
    /// The same.
    pub right: Option<Money>,
    /// 行次 that it is about; none where it is about a statement as a whole.
    pub row: Option<u32>,
}

impl TieOut {
    /// Whether both are there, and are as they have to be.
    pub fn holds(&self) -> bool {
        match self.name {
            TieOutName::DetailRows | TieOutName::ReserveAppropriated => self.left.is_some() && self.left <= self.right,
            _ => self.left.is_some() && self.left == self.right,
        }
    }
}

// Rows are found by what they are called, whatever their number: numbering, signs and brackets around a caption do not count.
const ASSETS: &[&str] = &["资产总计"];
const SOURCES: &[&str] = &["负债和所有者权益总计", "负债和净资产总计"];
const UNDISTRIBUTED: &[&str] = &["未分配收益", "未分配利润", "公益建设资金结余"];
const NET: &[&str] = &["净收益", "净利润", "本年结余"];
const RESERVE: &[&str] = &["提取公积公益金"];
const AT_END: &[&str] = &["年末未分配收益", "年末未分配利润", "年末结余"];
const AT_BEGINNING: &[&str] = &["年初未分配收益", "年初未分配利润", "年初结余"];

/// Compares the statements of a book with each other and with what they were made of; after the year is closed, whether it left nothing behind.
///
/// `statements` are its balance sheet, its statement of income, and that of distribution where it has one by itself. Where neither goes on to what is
/// undistributed, that is not compared.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn tie_outs(
    book: &Book,
    (balances, turnovers): (&Balances, &Turnovers),
    statements: &[&[StatementLine]],
    is_year_closed: bool,
) -> Result<Vec<TieOut>, Overflow> {
    let of = |position: usize| statements.get(position).copied().unwrap_or_default();
    let (balance_sheet, income, distribution) = (of(0), of(1), of(2));
    let closing = |lines, captions| find(lines, captions).and_then(|line| line.closing);
    let opening = |lines, captions| find(lines, captions).and_then(|line| line.opening);
    let accounts = Accounts::of(book);
    let total = balances.trial_balance(book)?.total.closing;
    let mut found = Vec::new();
    let mut compare = |name, left, right| found.push(TieOut { name, left, right, row: None });
    compare(TieOutName::TrialBalance, Some(total.debit), Some(total.credit));
    compare(TieOutName::BalanceSheet, closing(balance_sheet, ASSETS), closing(balance_sheet, SOURCES));
    compare(TieOutName::BalanceSheetAtBeginning, opening(balance_sheet, ASSETS), opening(balance_sheet, SOURCES));
    let undistributed = closing(balance_sheet, UNDISTRIBUTED);
    compare(TieOutName::UndistributedInAccounts, undistributed, Some(accounts.undistributed(balances)?));
    let at_beginning = opening(balance_sheet, UNDISTRIBUTED);
    if !distribution.is_empty() {
        compare(TieOutName::Undistributed, undistributed, closing(distribution, UNDISTRIBUTED));
        compare(TieOutName::UndistributedAtBeginning, at_beginning, closing(distribution, AT_BEGINNING));
        compare(TieOutName::NetIncomeDistributed, closing(income, NET), closing(distribution, NET));
    } else if [AT_END, AT_BEGINNING].iter().any(|captions| find(income, captions).is_some()) {
        compare(TieOutName::Undistributed, undistributed, closing(income, AT_END));
        compare(TieOutName::UndistributedAtBeginning, at_beginning, closing(income, AT_BEGINNING));
    }
    compare(TieOutName::NetIncome, closing(income, NET), Some(accounts.net_income(turnovers)?));
    compare(TieOutName::YearIncomeByHand, Some(accounts.year_income_by_hand(turnovers)?), Some(Money::ZERO));
    if is_year_closed {
        let left = left_over(balances, |code| book.class(code).is_income_or_expense())?;
        compare(TieOutName::IncomeClosed, Some(left), Some(Money::ZERO));
        let left = left_over(balances, |code| accounts.is_year_income(code))?;
        compare(TieOutName::YearIncomeClosed, Some(left), Some(Money::ZERO));
        let left = left_over(balances, |code| book.is_appropriation(code))?;
        compare(TieOutName::AppropriationsClosed, Some(left), Some(Money::ZERO));
    }
    for lines in statements {
        found.extend(detail_rows(lines)?);
    }
    Ok(found)
}

/// What a statement appropriates to the reserve against what went to the credit side of its account; none where it has no such row. More may have gone
/// there: the row is never more.
pub fn reserve_tie_out(income: &[StatementLine], credits: Money) -> Option<TieOut> {
    let line = find(income, RESERVE)?;
    let (name, row) = (TieOutName::ReserveAppropriated, line.row_no);
    Some(TieOut { name, left: line.closing, right: Some(credits), row })
}

/// Detail rows (其中) against the row above them, where both say something. A row that is below zero has parts of either sign: it bounds nothing.
fn detail_rows(lines: &[StatementLine]) -> Result<Vec<TieOut>, Overflow> {
    let indent = |line: &StatementLine| line.caption.chars().take_while(|character| character.is_whitespace()).count();
    let mut found = Vec::new();
    for (position, first) in lines.iter().enumerate() {
        let Some(above) = position.checked_sub(1).and_then(|above| lines.get(above)) else { continue };
        if !first.caption.trim_start().starts_with("其中") {
            continue;
        }
        let more = lines.iter().skip(position + 1).take_while(|line| indent(line) > indent(first));
        let details = Money::sum([first].into_iter().chain(more).filter_map(|line| line.closing))?;
        if !details.is_zero() && above.closing.is_some_and(|total| !total.is_negative()) {
            let (left, right, row) = (Some(details), above.closing, above.row_no);
            found.push(TieOut { name: TieOutName::DetailRows, left, right, row });
        }
    }
    Ok(found)
}

/// The line with one of these captions.
fn find<'l>(lines: &'l [StatementLine], captions: &[&str]) -> Option<&'l StatementLine> {
    lines.iter().find(|line| captions.contains(&bare(&line.caption).as_str()))
}

/// `四、净利润（净亏损以“-”号填列）` is 净利润.
fn bare(caption: &str) -> String {
    let mut depth = 0_u32;
    let mut found = String::new();
    for character in caption.chars().filter(|character| !character.is_whitespace()) {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '：' | ':' if depth == 0 => found.clear(),
            _ if depth == 0 => found.push(character),
            _ => {}
        }
    }
    found
}

/// The accounts that a year's income goes through.
struct Accounts<'b> {
    book: &'b Book,
    year_income: Option<&'b str>,
    /// The account that what is undistributed and the appropriations are under.
    root: Option<&'b str>,
}

impl<'b> Accounts<'b> {
    fn of(book: &'b Book) -> Accounts<'b> {
        let code = |purpose| book.account_for(purpose).map(|account| account.code.as_str());
        Accounts { book, year_income: code(Purpose::YearIncome), root: book.distribution_account() }
    }

    fn is_year_income(&self, code: &str) -> bool {
        self.year_income.is_some_and(|own| code.starts_with(own))
    }

    /// With income and expense that are not closed yet.
    fn undistributed(&self, balances: &Balances) -> Result<Money, Overflow> {
        let is_meant = |((code, _), _): &(&Object, _)| {
            self.root.is_some_and(|root| code.starts_with(root))
                || self.is_year_income(code)
                || self.book.class(code).is_income_or_expense()
        };
        let mut meant = balances.0.iter().filter(is_meant);
        meant.try_fold(Money::ZERO, |sum, (_, movement)| sum.minus(movement.closing()?))
    }

    fn net_income(&self, turnovers: &Turnovers) -> Result<Money, Overflow> {
        let mut meant = turnovers.0.iter().filter(|((code, _), _)| self.book.class(code).is_income_or_expense());
        meant.try_fold(Money::ZERO, |sum, (_, turnover)| sum.minus(turnover.balance()?))
    }

    fn year_income_by_hand(&self, turnovers: &Turnovers) -> Result<Money, Overflow> {
        let meant = turnovers.0.iter().filter(|((code, _), _)| self.is_year_income(code));
        let sides = meant.flat_map(|(_, turnover)| [turnover.debit, turnover.credit]);
        sides.into_iter().try_fold(Money::ZERO, |sum, amount| sum.plus(size(amount)?))
    }
}

/// The sizes of all closing balances of some accounts.
fn left_over(balances: &Balances, is_meant: impl Fn(&str) -> bool) -> Result<Money, Overflow> {
    let mut meant = balances.0.iter().filter(|((code, _), _)| is_meant(code));
    meant.try_fold(Money::ZERO, |sum, (_, movement)| sum.plus(size(movement.closing()?)?))
}

fn size(amount: Money) -> Result<Money, Overflow> {
    if amount.is_negative() { Money::ZERO.minus(amount) } else { Ok(amount) }
}
