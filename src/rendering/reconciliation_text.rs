//! The bank reconciliation statement (银行存款余额调节表) as a table of text and as a value.

use super::amount::yuan;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::ledger::bank_deed::OpenLine;
use crate::domain::ledger::reconciliation::{BalanceGap, BankMatch, MatchGround, OpenItem, Reconciliation};
use crate::domain::money::{Money, Overflow};
use serde_json::{Value, json};

/// What stands between a balance and the adjusted one: the open lines of one side that came in, then those that went out.
struct Side<'s> {
    balance: (&'s str, Option<Money>),
    /// 启用前未达: of the book's side alone.
    opening: Money,
    came_in: &'s str,
    went_out: &'s str,
    adjusted: (&'s str, Option<Money>),
}

/// The table: the book's balance, what the bank alone has, the adjusted balance; then the bank's.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn table(found: &Reconciliation, language: Language) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let headings = [
        (say("项目", "item"), Align::Left),
        (say("日期", "date"), Align::Left),
        (say("编号", "number"), Align::Left),
        (say("摘要", "summary"), Align::Left),
        (say("金额", "amount"), Align::Right),
    ];
    let mut table = Table::new(headings);
    let (bank, book): (Vec<OpenItem>, Vec<OpenItem>) =
        found.open_items().into_iter().partition(|item| matches!(item, OpenItem::Bank(_)));
    let of_book = Side {
        balance: (say("单位账面余额", "balance of the book"), Some(found.book_balance)),
        opening: found.opening_difference,
        came_in: say("加：银行已收、单位未收", "add: the bank received, the book did not"),
        went_out: say("减：银行已付、单位未付", "less: the bank paid, the book did not"),
        adjusted: (say("调节后余额", "adjusted balance"), Some(found.adjusted_book()?)),
    };
    side(&mut table, &of_book, &bank, language);
    table.row(["", "", "", "", ""]);
    let of_bank = Side {
        balance: (say("银行对账单余额", "balance of the statement"), found.bank_balance),
        opening: Money::ZERO,
        came_in: say("加：单位已收、银行未收", "add: the book received, the bank did not"),
        went_out: say("减：单位已付、银行未付", "less: the book paid, the bank did not"),
        adjusted: (say("调节后余额", "adjusted balance"), found.adjusted_bank()?),
    };
    side(&mut table, &of_bank, &book, language);
    Ok(table)
}

fn side(table: &mut Table, side: &Side<'_>, open: &[OpenItem], language: Language) {
    let amount = |amount: Option<Money>| amount.map_or_else(|| language.say("不知道", "unknown").to_owned(), yuan);
    let mut line =
        |item: &str, shown: String| table.row([item.to_owned(), String::new(), String::new(), String::new(), shown]);
    line(side.balance.0, amount(side.balance.1));
    if !side.opening.is_zero() {
        let words = match side.opening.is_negative() {
            true => language.say("减：启用前未达", "less: open before the book began"),
            false => language.say("加：启用前未达", "add: open before the book began"),
        };
        line(words, yuan(Money::from_fen(side.opening.fen().saturating_abs())));
    }
    for (heading, went_out) in [(side.came_in, false), (side.went_out, true)] {
        let mut heading = heading;
        for (item, kept) in open.iter().map(|item| (item, OpenLine::of(item))) {
            if kept.amount.is_negative() != went_out {
                continue;
            }
            let size = Money::from_fen(kept.amount.fen().saturating_abs());
            table.row([heading.to_owned(), kept.date.to_string(), number(item), kept.summary.to_string(), yuan(size)]);
            heading = "";
        }
    }
    table.row([side.adjusted.0.to_owned(), String::new(), String::new(), String::new(), amount(side.adjusted.1)]);
}

/// An open line as somebody names it to match it: `#12` of the bank, the voucher of the book.
fn number(item: &OpenItem) -> String {
    match item {
        OpenItem::Bank(line) => format!("#{}", line.entry_no),
        OpenItem::Book(line) => line.voucher.to_string(),
    }
}

/// How a match was found, in words.
pub const fn ground(ground: MatchGround, language: Language) -> &'static str {
    let en = match ground {
        MatchGround::ByHand => "by hand",
        MatchGround::Opening => "open before",
        MatchGround::Reversal => "reversal",
        MatchGround::Serial => "bank's number",
        MatchGround::Voucher => "whole voucher",
        MatchGround::SameDay => "same day and summary",
        MatchGround::AmountAndDate => "amount and day",
    };
    language.say(ground.zh(), en)
}

/// Matches by number: what was matched with what, on what ground.
pub fn match_table<'m>(
    matches: impl Iterator<Item = (u32, &'m BankMatch)>,
    (bank_line, book_line): (impl Fn(i64) -> String, impl Fn(&BankMatch) -> String),
    language: Language,
) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("勾对", "match"), Align::Right),
        (say("依据", "ground"), Align::Left),
        (say("银行对账单", "statement"), Align::Left),
        (say("账面", "book"), Align::Left),
    ]);
    for (match_no, one) in matches {
        let bank: Vec<String> = one.bank.iter().map(|entry_no| bank_line(*entry_no)).collect();
        table.row([
            match_no.to_string(),
            ground(one.ground, language).to_owned(),
            bank.join(say("、", ", ")),
            book_line(one),
        ]);
    }
    table
}

/// The table for programs.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn value(found: &Reconciliation) -> Result<Value, Overflow> {
    let amount = |amount: Option<Money>| amount.map(|amount| amount.to_string());
    let open = |item: &OpenItem| {
        let kept = OpenLine::of(item);
        json!({
            "side": if kept.is_of_bank { "bank" } else { "book" },
            "number": number(item), "date": kept.date.to_string(), "summary": kept.summary.as_str(),
            "serial_or_voucher": kept.name.as_str(), "amount": kept.amount.to_string(),
        })
    };
    let gap = |gap: &BalanceGap| json!({ "date": gap.date.to_string(), "expected": gap.expected.to_string(), "found": gap.found.to_string() });
    Ok(json!({
        "on": found.on.to_string(),
        "book_balance": found.book_balance.to_string(),
        "bank_balance": amount(found.bank_balance),
        "first_difference": found.first_difference.to_string(),
        "opening_difference": found.opening_difference.to_string(),
        "adjusted_book_balance": found.adjusted_book()?.to_string(),
        "adjusted_bank_balance": amount(found.adjusted_bank()?),
        "difference": amount(found.difference()?),
        "open": found.open_items().iter().map(open).collect::<Vec<_>>(),
        "gaps": found.gaps.iter().map(gap).collect::<Vec<_>>(),
    }))
}
