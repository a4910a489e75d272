//! What a change of posting rules may say (规则修订). Which legs an event has, on which side each stands, whose book it is about and into which period it
//! goes are the event's own; a change gives its rule another name, other accounts, another basis, and the next version.

use super::account::Side;
use super::book::{Book, BookKind, Books};
use super::posting_rule::{LegAccount, PeriodRule, PostingRule};
use super::refusal::LedgerRefusal;
use super::rules_in_force::PostingRules;
use crate::domain::nearest::nearest;
use crate::domain::period::AccountingPeriod;
use chrono::NaiveDate;
use compact_str::CompactString;

/// A row of a sheet of rules: one leg, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleRow {
    /// 规则.
    pub code: CompactString,
    /// 名称.
    pub name: String,
    /// 版本.
    pub version: CompactString,
    /// 账套类别.
    pub book_kind: CompactString,
    /// 期间.
    pub period: CompactString,
    /// 腿.
    pub leg: CompactString,
    /// 方向.
    pub side: CompactString,
    /// 科目.
    pub account: CompactString,
    /// 依据.
    pub basis: String,
}

/// A column of such a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleColumn {
    /// 规则.
    Code,
    /// 名称.
    Name,
    /// 版本.
    Version,
    /// 账套类别.
    BookKind,
    /// 期间.
    Period,
    /// 腿.
    Leg,
    /// 方向.
    Side,
    /// 科目.
    Account,
    /// 依据.
    Basis,
}

impl RuleColumn {
    /// Its heading.
    pub const fn zh(self) -> &'static str {
        match self {
            RuleColumn::Code => "规则",
            RuleColumn::Name => "名称",
            RuleColumn::Version => "版本",
            RuleColumn::BookKind => "账套类别",
            RuleColumn::Period => "期间",
            RuleColumn::Leg => "腿",
            RuleColumn::Side => "方向",
            RuleColumn::Account => "科目",
            RuleColumn::Basis => "依据",
        }
    }
}

/// What should stand in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleNeed {
    /// The version after the one that is held.
    Version(u32),
    /// The event's kind of book.
    BookKind(BookKind),
    /// The event's period.
    Period(PeriodRule),
    /// The event's side.
    Side(Side),
    /// One of the event's legs.
    Leg(Vec<CompactString>),
    /// A leg that no row had before.
    LegOnce,
    /// All of the event's legs, a row each.
    AllLegs(Vec<CompactString>),
    /// A summary, of two hundred characters at most.
    Name,
    /// The name in the rule's first row.
    OneName(String),
    /// Where it is laid down.
    Basis,
    /// Something else than what is held.
    Change,
}

/// The longest name: it becomes the summary of vouchers.
const LONGEST_NAME: usize = 200;

/// What is wrong with a row: its position, the column, and what.
pub type RowFlaw = (usize, RuleColumn, LedgerRefusal);

/// The rules that rows make: each whole, in its next version.
///
/// # Errors
/// Everything that is wrong with the rows.
pub fn revised(rows: &[RuleRow], rules: &PostingRules, books: &Books) -> Result<Vec<PostingRule>, Vec<RowFlaw>> {
    let mut codes: Vec<&CompactString> = Vec::new();
    for row in rows {
        if !codes.contains(&&row.code) {
            codes.push(&row.code);
        }
    }
    let (mut found, mut flaws) = (Vec::new(), Vec::new());
    for code in codes {
        let own: Vec<(usize, &RuleRow)> = rows.iter().enumerate().filter(|(_, row)| row.code == *code).collect();
        found.extend(of_rule(code, &own, (rules, books), &mut flaws));
    }
    flaws.sort_by_key(|(position, column, _)| (*position, *column));
    if flaws.is_empty() { Ok(found) } else { Err(flaws) }
}

/// One rule of its rows; what is wrong with them is added.
fn of_rule(
    code: &CompactString,
    rows: &[(usize, &RuleRow)],
    (rules, books): (&PostingRules, &Books),
    flaws: &mut Vec<RowFlaw>,
) -> Option<PostingRule> {
    let (first, top) = *rows.first()?;
    let Some(held) = rules.latest(code) else {
        flaws.push((first, RuleColumn::Code, unknown(code, rules)));
        return None;
    };
    let unfit = |column: RuleColumn, given: &str, need| unfit(code, column, given, need);
    if of_kind(held.book_kind, books).next().is_none() {
        flaws.push((first, RuleColumn::BookKind, LedgerRefusal::BookOfKindMissing { kind: held.book_kind }));
    }
    let next = held.version + 1;
    let mut new = PostingRule { name: top.name.clone(), version: next, legs: Default::default(), ..held.clone() };
    for (position, row) in rows {
        let mut find = |column, given: &str, need| flaws.push((*position, column, unfit(column, given, need)));
        if row.version.parse() != Ok(next) {
            find(RuleColumn::Version, &row.version, RuleNeed::Version(next));
        }
        if BookKind::lookup(&row.book_kind) != Some(held.book_kind) {
            find(RuleColumn::BookKind, &row.book_kind, RuleNeed::BookKind(held.book_kind));
        }
        if PeriodRule::lookup(&row.period) != Some(held.period) {
            find(RuleColumn::Period, &row.period, RuleNeed::Period(held.period));
        }
        if row.name.is_empty() || row.name.chars().count() > LONGEST_NAME {
            find(RuleColumn::Name, &row.name, RuleNeed::Name);
        } else if row.name != top.name {
            find(RuleColumn::Name, &row.name, RuleNeed::OneName(top.name.clone()));
        }
        if row.basis.is_empty() {
            find(RuleColumn::Basis, &row.basis, RuleNeed::Basis);
        }
        let Some(place) = held.legs.get(row.leg.as_str()) else {
            find(RuleColumn::Leg, &row.leg, RuleNeed::Leg(legs(held)));
            continue;
        };
        if Side::lookup(&row.side) != Some(place.side) {
            find(RuleColumn::Side, &row.side, RuleNeed::Side(place.side));
        }
        let own = LegAccount { side: place.side, account: row.account.clone(), basis: row.basis.clone() };
        if new.legs.insert(row.leg.to_string(), own).is_some() {
            find(RuleColumn::Leg, &row.leg, RuleNeed::LegOnce);
        }
        let against = account_flaws(&row.account, (held.book_kind, &place.account), books);
        flaws.extend(against.into_iter().map(|refusal| (*position, RuleColumn::Account, refusal)));
    }
    if new.legs.len() < held.legs.len() {
        let given: Vec<&str> = new.legs.keys().map(String::as_str).collect();
        flaws.push((first, RuleColumn::Leg, unfit(RuleColumn::Leg, &given.join("、"), RuleNeed::AllLegs(legs(held)))));
    } else if new.name == held.name && new.legs == held.legs {
        flaws.push((first, RuleColumn::Version, unfit(RuleColumn::Version, &top.version, RuleNeed::Change)));
    }
    Some(new)
}

/// What stands against rules now that was not against them when they were proposed: a version that was approved meanwhile, an account that can no
/// longer be posted to, a month that was closed.
pub fn obstacles(
    proposed: &[PostingRule],
    since: Option<NaiveDate>,
    (rules, books): (&PostingRules, &Books),
) -> Vec<LedgerRefusal> {
    let mut found = Vec::new();
    for rule in proposed {
        let Some(held) = rules.latest(&rule.code) else {
            found.push(unknown(&rule.code, rules));
            continue;
        };
        let next = held.version + 1;
        if rule.version != next {
            let given = rule.version.to_string();
            found.push(unfit(&rule.code, RuleColumn::Version, &given, RuleNeed::Version(next)));
        }
        for (leg, place) in &rule.legs {
            let before = held.legs.get(leg).map_or("", |place| place.account.as_str());
            found.extend(account_flaws(&place.account, (rule.book_kind, before), books));
        }
        found.extend(since.into_iter().flat_map(|since| closed(rule.book_kind, since, books)));
    }
    let mut once: Vec<LedgerRefusal> = Vec::new();
    for refusal in found {
        if !once.contains(&refusal) {
            once.push(refusal);
        }
    }
    once
}

/// Books of a kind in which the month of a day is closed: what was booked in it stands.
fn closed(kind: BookKind, since: NaiveDate, books: &Books) -> Vec<LedgerRefusal> {
    let period = AccountingPeriod::from(since);
    let closed = of_kind(kind, books).filter(|book| book.is_closed(period));
    closed
        .map(|book| LedgerRefusal::PeriodClosed { book: book.code.clone(), period, open: book.open_period() })
        .collect()
}

/// What stands against an account in the books of a kind. One that a rule has already may have got sub-accounts since: booking chooses among them.
fn account_flaws(account: &str, (kind, before): (BookKind, &str), books: &Books) -> Vec<LedgerRefusal> {
    let flaw = |book: &Book| match account == before && book.chart.lookup(account).is_some() {
        true => None,
        false => book.chart.postable(&book.code, account).err(),
    };
    of_kind(kind, books).filter_map(flaw).collect()
}

fn of_kind(kind: BookKind, books: &Books) -> impl Iterator<Item = &Book> {
    books.values().filter(move |book| book.kind == kind)
}

fn legs(rule: &PostingRule) -> Vec<CompactString> {
    rule.legs.keys().map(|leg| leg.as_str().into()).collect()
}

fn unfit(rule: &str, column: RuleColumn, given: &str, need: RuleNeed) -> LedgerRefusal {
    LedgerRefusal::RuleRowUnfit { rule: rule.into(), column, given: given.to_owned(), need }
}

/// That there is no such rule.
pub fn unknown(given: &str, rules: &PostingRules) -> LedgerRefusal {
    let nearest = nearest(given, rules.codes().map(CompactString::as_str));
    LedgerRefusal::RuleUnknown { given: given.into(), nearest }
}
