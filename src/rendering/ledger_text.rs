//! Trial balances, journals, detail ledgers and the general ledger as tables and as values.

use super::amount::yuan;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::ledger::account::Side;
use crate::domain::ledger::balance::{TrialBalance, Turnover};
use crate::domain::ledger::book::Book;
use crate::domain::ledger::journal::{AccountLine, GeneralAccount, Journal, JournalRow, Span, SpanTotal};
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingPeriod;
use compact_str::CompactString;
use serde_json::{Value, json};

/// What stands beside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// 对方科目.
    CounterAccounts,
    /// 辅助核算.
    Dimensions,
}

/// What a ledger is called: whose it is, what it is, and when.
pub struct LedgerHeading<'h> {
    /// The name of the book.
    pub book: &'h str,
    /// The account with its name, where it is one account's.
    pub account: Option<String>,
    /// 日记账, 明细账, 总账, 科目余额表, in the language that is spoken.
    pub what: &'h str,
    /// From … to.
    pub range: (AccountingPeriod, AccountingPeriod),
}

impl LedgerHeading<'_> {
    /// In a line.
    pub fn line(&self, language: Language) -> String {
        let (book, what, (first, last)) = (self.book, self.what, self.range);
        match (&self.account, language) {
            (Some(account), Language::Chinese) => format!("{book} {account}　{what}　{first} 至 {last}　单位：元"),
            (Some(account), Language::English) => format!("{book}: {account}, {what}, {first} to {last}, in yuan"),
            (None, Language::Chinese) => format!("{book} {what}　{first} 至 {last}　单位：元"),
            (None, Language::English) => format!("{book}: {what}, {first} to {last}, in yuan"),
        }
    }
}

/// A balance as debit and credit, nothing where there is none.
fn split(balance: Money) -> [String; 2] {
    let shown = |amount: Money| if amount.is_zero() { String::new() } else { yuan(amount) };
    match balance.is_negative() {
        true => [String::new(), shown(Money::from_fen(-balance.fen()))],
        false => [shown(balance), String::new()],
    }
}

/// The trial balance (科目余额表), with all sides summed.
pub fn trial_balance_table(book: &Book, trial: &TrialBalance, language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("科目编码", "code"), Align::Left),
        (say("科目名称", "name"), Align::Left),
        (say("期初借方", "opening debit"), Align::Right),
        (say("期初贷方", "opening credit"), Align::Right),
        (say("本期借方", "debit"), Align::Right),
        (say("本期贷方", "credit"), Align::Right),
        (say("期末借方", "closing debit"), Align::Right),
        (say("期末贷方", "closing credit"), Align::Right),
    ]);
    for (code, movement) in &trial.rows {
        let account = book.chart.lookup(code);
        let name = account.map(|account| language.say(&account.name, account.english_name())).unwrap_or_default();
        let indent = "  ".repeat(code.len().saturating_sub(3) / 2);
        let (opening, closing) = (split(movement.opening), split(movement.closing().unwrap_or_default()));
        let amounts = opening.into_iter().chain(both(movement.turnover)).chain(closing);
        table.row([code.to_string(), format!("{indent}{name}")].into_iter().chain(amounts));
    }
    let total = &trial.total;
    let sums = [total.opening, total.turnover, total.closing].map(|sum| [sum.debit, sum.credit]).concat();
    let caption = [say("合计", "total").to_owned(), String::new()];
    table.total(caption.into_iter().chain(sums.into_iter().map(yuan)));
    table
}

/// 借, 贷 or, where there is none, 平; then the balance, which is never below zero.
fn balance(amount: Money, language: Language) -> [String; 2] {
    let (zh, en) = match amount.fen() {
        0 => ("平", "even"),
        fen if fen > 0 => (Side::Debit.zh(), Side::Debit.en()),
        _ => (Side::Credit.zh(), Side::Credit.en()),
    };
    let written = yuan(amount);
    [language.say(zh, en).to_owned(), written.strip_prefix('-').unwrap_or(&written).to_owned()]
}

fn both(turnover: Turnover) -> [String; 2] {
    [turnover.debit, turnover.credit].map(|amount| if amount.is_zero() { String::new() } else { yuan(amount) })
}

/// What a total is called.
const fn called(total: &SpanTotal, language: Language) -> &'static str {
    let is_month = total.period.number() != AccountingPeriod::DISTRIBUTION;
    let (zh, en) = match total.span {
        Span::Day(_) => ("本日合计", "total of the day"),
        Span::Month if is_month => ("本月合计", "total of the month"),
        Span::Month => ("分配期合计", "total of the distribution period"),
        Span::YearToDate => ("本年累计", "year to date"),
    };
    language.say(zh, en)
}

/// What the first row is called: of a year's first month 年初余额.
const fn began(first: AccountingPeriod, language: Language) -> &'static str {
    match first.number() {
        0 | 1 => language.say("年初余额", "opening of the year"),
        _ => language.say("期初余额", "opening"),
    }
}

/// Accounts in a row of words: `102 银行存款、513 管理费用`.
fn names(book: &Book, codes: &[CompactString], language: Language) -> String {
    codes.iter().map(|code| name(book, code, language)).collect::<Vec<_>>().join(language.say("、", ", "))
}

/// `102 银行存款`; in English where the chart says it.
fn name(book: &Book, code: &str, language: Language) -> String {
    let account = book.chart.lookup(code);
    let name = account.map_or("", |account| match language.say(&account.name, &account.name_en) {
        "" => &account.name,
        name => name,
    });
    format!("{code} {name}").trim_end().to_owned()
}

/// A journal or a detail ledger, from the balance that it begins with: that of the first period, or, where none is given, that of the page before (承前页).
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn running_table(
    (book, journal): (&Book, &Journal),
    first: Option<AccountingPeriod>,
    beside: Beside,
    language: Language,
) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let beside_heading = match beside {
        Beside::CounterAccounts => say("对方科目", "against"),
        Beside::Dimensions => say("辅助核算", "about"),
    };
    let mut table = Table::new([
        (say("日期", "date"), Align::Left),
        (say("凭证", "voucher"), Align::Left),
        (say("摘要", "summary"), Align::Left),
        (beside_heading, Align::Left),
        (say("借方", "debit"), Align::Right),
        (say("贷方", "credit"), Align::Right),
        (say("方向", "side"), Align::Left),
        (say("余额", "balance"), Align::Right),
    ]);
    let mut row = |words: [String; 4], sides: [String; 2], amount: Money| {
        table.row(words.into_iter().chain(sides).chain(balance(amount, language)));
    };
    let named = |date: String, words: &str| [date, String::new(), words.to_owned(), String::new()];
    let (words, turnover) = match first {
        Some(first) => (began(first, language), Turnover::default()),
        None => (language.say("承前页", "brought forward"), journal.begun.turnover),
    };
    row(named(String::new(), words), both(turnover), journal.begun.closing()?);
    for shown in &journal.rows {
        match shown {
            JournalRow::Line(line, amount) => {
                let about = match beside {
                    Beside::CounterAccounts => names(book, &line.counter_accounts, language),
                    Beside::Dimensions => line.line.dimensions.as_str().to_owned(),
                };
                let mut turnover = Turnover::default();
                turnover.add(line.line.side, line.line.amount)?;
                let words = [line.date.to_string(), voucher(line), line.line.summary.to_string(), about];
                row(words, both(turnover), *amount);
            }
            JournalRow::Total(total) => {
                let over = match total.span {
                    Span::Day(date) => date.to_string(),
                    Span::Month | Span::YearToDate => total.period.to_string(),
                };
                row(named(over, called(total, language)), both(total.turnover), total.balance);
            }
        }
    }
    Ok(table)
}

/// `2008-03 记-1`.
fn voucher(line: &AccountLine) -> String {
    format!("{} {}", line.period, line.number)
}

/// What programs read of a journal or a detail ledger: lines and totals, in their order; balances are debits above zero.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn running_value(journal: &Journal) -> Result<Value, Overflow> {
    let (mut lines, mut totals) = (Vec::new(), Vec::new());
    for row in &journal.rows {
        match row {
            JournalRow::Line(line, balance) => lines.push(json!({
                "voucher": voucher(line), "date": line.date.to_string(), "summary": line.line.summary.as_str(),
                "account": line.line.account.as_str(), "side": line.line.side.en(),
                "amount": line.line.amount.to_string(), "about": line.line.dimensions.as_str(),
                "counter_accounts": line.counter_accounts.iter().map(CompactString::as_str).collect::<Vec<_>>(),
                "balance": balance.to_string(),
            })),
            JournalRow::Total(total) => totals.push(total_value(total)),
        }
    }
    let (opening, closing) = (journal.begun.closing()?.to_string(), journal.closing()?.to_string());
    Ok(json!({ "opening": opening, "lines": lines, "totals": totals, "closing": closing }))
}

fn total_value(total: &SpanTotal) -> Value {
    let (span, date) = match total.span {
        Span::Day(date) => ("day", Some(date.to_string())),
        Span::Month => ("month", None),
        Span::YearToDate => ("year_to_date", None),
    };
    json!({
        "span": span, "period": total.period.to_string(), "date": date, "debit": total.turnover.debit.to_string(),
        "credit": total.turnover.credit.to_string(), "balance": total.balance.to_string(),
    })
}

/// The general ledger, an account after the other.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn general_table(
    (book, accounts): (&Book, &[GeneralAccount]),
    first: AccountingPeriod,
    language: Language,
) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("科目", "account"), Align::Left),
        (say("期间", "period"), Align::Left),
        (say("摘要", "summary"), Align::Left),
        (say("借方", "debit"), Align::Right),
        (say("贷方", "credit"), Align::Right),
        (say("方向", "side"), Align::Left),
        (say("余额", "balance"), Align::Right),
    ]);
    for one in accounts {
        let words = [name(book, &one.account, language), String::new(), began(first, language).to_owned()];
        let opening = balance(one.begun.closing()?, language);
        table.row(words.into_iter().chain(both(Turnover::default())).chain(opening));
        for total in &one.totals {
            let words = [String::new(), total.period.to_string(), called(total, language).to_owned()];
            table.row(words.into_iter().chain(both(total.turnover)).chain(balance(total.balance, language)));
        }
    }
    Ok(table)
}

/// What programs read of the general ledger.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn general_value(book: &Book, accounts: &[GeneralAccount]) -> Result<Value, Overflow> {
    let mut values = Vec::with_capacity(accounts.len());
    for one in accounts {
        values.push(json!({
            "account": one.account.as_str(), "name": book.chart.full_name(&one.account),
            "opening": one.begun.closing()?.to_string(),
            "totals": one.totals.iter().map(total_value).collect::<Vec<_>>(),
            "closing": one.closing()?.to_string(),
        }));
    }
    Ok(Value::Array(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balance_says_its_side_and_nothing_is_even() {
        let told = |fen| balance(Money::from_fen(fen), Language::Chinese).join(" ");
        assert_eq!([told(0), told(123_456), told(-5)], ["平 0.00", "借 1,234.56", "贷 0.05"]);
        assert_eq!(balance(Money::ZERO, Language::English)[0], "even");
    }
}
