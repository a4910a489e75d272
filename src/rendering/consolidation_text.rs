//! The consolidated statement as tables of text and as values: every book beside the others, what was taken out, and what is left.

use super::amount::yuan;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::ledger::account::Side;
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::money::{Money, Overflow};
use crate::domain::statement::consolidation::layout::GroupClass;
use crate::domain::statement::consolidation::{
    Columns, Consolidation, Elimination, EliminationSide, GroupItem, GroupLine, UnplacedAccount,
};
use serde_json::{Value, json};

/// The English words where there are any.
fn caption<'t>(language: Language, zh: &'t str, en: &'t str) -> &'t str {
    match language.say(zh, en) {
        "" => zh,
        words => words,
    }
}

const fn kind_name(kind: BookKind, language: Language) -> &'static str {
    language.say(kind.zh(), kind.en())
}

fn amounts(columns: &Columns) -> Result<Vec<Money>, Overflow> {
    let last = [columns.sum()?, columns.eliminated, columns.consolidated()?];
    Ok(columns.books.iter().copied().chain(last).collect())
}

/// 借 1,234.56.
fn sided(amount: Money, language: Language) -> String {
    let side = if amount.is_negative() { Side::Credit } else { Side::Debit };
    let written = yuan(amount);
    format!("{} {}", language.say(side.zh(), side.en()), written.strip_prefix('-').unwrap_or(&written))
}

/// The statement: a column a book, then 合计, 抵销, 合并数. Rows in which nothing stands are left out.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn table((books, found): (&[Book], &Consolidation), language: Language) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let headings = [(say("项目", "item"), Align::Left)].into_iter();
    let headings = headings.chain(books.iter().map(|book| (book.code.as_str(), Align::Right)));
    let last = [say("合计", "sum"), say("抵销", "eliminated"), say("合并数", "consolidated")];
    let mut table = Table::new(headings.chain(last.map(|heading| (heading, Align::Right))));
    for GroupLine { item, columns } in &found.lines {
        let amounts = amounts(columns)?;
        let is_nothing = amounts.iter().all(|amount| amount.is_zero());
        let words = match item {
            GroupItem::Row(_) if is_nothing => continue,
            GroupItem::Row(row) => {
                let less = if row.class == GroupClass::Appropriation { say("减：", "Less: ") } else { "" };
                format!("　{less}{}", caption(language, &row.caption, &row.caption_en))
            }
            GroupItem::Figure(figure) => say(figure.zh(), figure.en()).to_owned(),
        };
        let is_row = matches!(item, GroupItem::Row(_));
        let cell = |amount: Money| if is_row && amount.is_zero() { String::new() } else { yuan(amount) };
        table.row([words].into_iter().chain(amounts.into_iter().map(cell)));
    }
    Ok(table)
}

/// What was taken out, side by side. Eliminations of nothing, and of books that are not kept, are left out.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn elimination_table(found: &Consolidation, language: Language) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("抵销项目", "elimination"), Align::Left),
        (say("一方", "one side"), Align::Left),
        (say("金额", "amount"), Align::Right),
        (say("对方", "the other side"), Align::Left),
        (say("金额", "amount"), Align::Right),
        (say("未抵平", "not eliminated evenly"), Align::Right),
    ]);
    for one in &found.eliminations {
        let [Some(first), Some(second)] = one.sides.clone().map(|side| side.amount) else { continue };
        if first.is_zero() && second.is_zero() {
            continue;
        }
        let unmatched = one.unmatched()?.unwrap_or_default();
        let [one_side, other] = one.sides.each_ref().map(|side| side_name(side, language));
        let over = if unmatched.is_zero() { String::new() } else { sided(unmatched, language) };
        let name = caption(language, &one.caption, &one.caption_en).to_owned();
        table.row([name, one_side, sided(first, language), other, sided(second, language), over]);
    }
    Ok(table)
}

/// `公司 3001`.
fn side_name(side: &EliminationSide, language: Language) -> String {
    format!("{} {}", kind_name(side.kind, language), side.accounts.join(" "))
}

/// The kinds of books that there are none of, in a row of words; nothing where all are there.
pub fn missing(found: &Consolidation, language: Language) -> String {
    let names: Vec<&str> = found.missing.iter().map(|kind| kind_name(*kind, language)).collect();
    names.join(language.say("、", ", "))
}

/// Accounts that feed no row: `公司 9001（借 5.00）`; nothing in a sound layout.
pub fn unplaced(found: &Consolidation, language: Language) -> String {
    let told = |one: &UnplacedAccount| match language {
        Language::Chinese => format!("{} {}（{}）", one.book, one.account, sided(one.balance, language)),
        Language::English => format!("{} {} ({})", one.book, one.account, sided(one.balance, language)),
    };
    found.unplaced.iter().map(told).collect::<Vec<_>>().join(language.say("、", ", "))
}

/// What programs read: amounts as decimal strings, those of eliminations debits above zero.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn value((books, found): (&[Book], &Consolidation)) -> Result<Value, Overflow> {
    let lines = found.lines.iter().map(|line| line_value(books, line)).collect::<Result<Vec<_>, _>>()?;
    let eliminations = found.eliminations.iter().map(elimination_value).collect::<Result<Vec<_>, _>>()?;
    let of_book = |book: &Book| json!({ "code": book.code.as_str(), "kind": book.kind.code() });
    let unplaced = found.unplaced.iter().map(
        |one| json!({ "book": one.book.as_str(), "account": one.account.as_str(), "balance": one.balance.to_string() }),
    );
    Ok(json!({
        "books": books.iter().map(of_book).collect::<Vec<_>>(),
        "missing": found.missing.iter().map(|kind| kind.code()).collect::<Vec<_>>(),
        "lines": lines, "eliminations": eliminations, "unplaced": unplaced.collect::<Vec<_>>(),
    }))
}

fn line_value(books: &[Book], GroupLine { item, columns }: &GroupLine) -> Result<Value, Overflow> {
    let (class, figure, caption, caption_en) = match item {
        GroupItem::Row(row) => (Some(row.class.code()), None, row.caption.as_str(), row.caption_en.as_str()),
        GroupItem::Figure(figure) => (None, Some(figure.code()), figure.zh(), figure.en()),
    };
    let own = books.iter().zip(&columns.books);
    let own: serde_json::Map<String, Value> =
        own.map(|(book, amount)| (book.code.to_string(), json!(amount.to_string()))).collect();
    Ok(json!({
        "class": class, "figure": figure, "caption": caption, "caption_en": caption_en, "books": own,
        "sum": columns.sum()?.to_string(), "eliminated": columns.eliminated.to_string(),
        "consolidated": columns.consolidated()?.to_string(),
    }))
}

fn elimination_value(one: &Elimination) -> Result<Value, Overflow> {
    let sides = one.sides.iter().map(|side| {
        json!({
            "kind": side.kind.code(), "accounts": side.accounts,
            "amount": side.amount.map(|amount| amount.to_string()),
        })
    });
    Ok(json!({
        "caption": one.caption, "caption_en": one.caption_en,
        "reads": if one.is_turnover { "turnover" } else { "balance" }, "sides": sides.collect::<Vec<_>>(),
        "unmatched": one.unmatched()?.map(|amount| amount.to_string()),
    }))
}
