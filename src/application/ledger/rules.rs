//! Posting rules (记账规则): those that the program carries, and how a cooperative sets its own: a sheet is proposed, somebody else approves it, and from
//! its day on it is in force. Vouchers keep the version that made them.

use super::chart::chart;
use super::open::{begin, begin_as};
use super::{books, table_of};
use crate::application::access::{Actor, accounts, is_of_person};
use crate::application::log::deeds;
use crate::application::{Context, Failure, Outcome, file_name};
use crate::domain::access::permission::Action;
use crate::domain::canonical::one_line;
use crate::domain::ledger::account::Side;
use crate::domain::ledger::book::BookKind;
use crate::domain::ledger::chart::Chart;
use crate::domain::ledger::posting_rule::{LegAccount, PeriodRule, PostingRule};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::rule_change::{Decision, RuleChange, RuleDeed};
use crate::domain::ledger::rule_revision::{RuleColumn, RuleRow, obstacles, revised};
use crate::domain::ledger::rules_in_force::PostingRules;
use crate::domain::refusal::{CellAddress, Place, Problem};
use crate::domain::sheet::SheetRefusal;
use crate::spreadsheet::plain_table::{HeadingsMissing, PlainTable};
use crate::spreadsheet::value::identifier;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;
use strum::IntoEnumIterator;
use uuid::Uuid;

const SHIPPED: &str = include_str!("../../../reports/posting-rules.csv");

/// The columns of a sheet of rules, each by its heading, then others that mean it.
const COLUMNS: [(RuleColumn, &[&str]); 9] = [
    (RuleColumn::Code, &["规则"]),
    (RuleColumn::Name, &["名称"]),
    (RuleColumn::Version, &["版本"]),
    (RuleColumn::BookKind, &["账套类别"]),
    (RuleColumn::Period, &["期间"]),
    (RuleColumn::Leg, &["腿", "内容"]),
    (RuleColumn::Side, &["方向"]),
    (RuleColumn::Account, &["科目", "科目编码"]),
    (RuleColumn::Basis, &["依据"]),
];

/// The headings of a sheet of rules.
pub fn rule_headings() -> [&'static str; 9] {
    COLUMNS.map(|(column, _)| column.zh())
}

/// The rows of a rule in such a sheet, a leg each.
pub fn rule_rows(rule: &PostingRule) -> Vec<[String; 9]> {
    let row = |(leg, place): (&String, &LegAccount)| {
        let (kind, period) = (rule.book_kind.zh(), rule.period.zh());
        let of_rule = [rule.code.as_str(), &rule.name, &rule.version.to_string(), kind, period].map(str::to_owned);
        let [code, name, version, kind, period] = of_rule;
        let (side, account) = (place.side.zh().to_owned(), place.account.to_string());
        [code, name, version, kind, period, leg.clone(), side, account, place.basis.clone()]
    };
    rule.legs.iter().map(row).collect()
}

/// All posting rules, in every version, and the changes that brought them.
///
/// # Errors
/// Where the log cannot be read.
pub fn all_posting_rules(db: &mut Db, cooperative: &Cooperative) -> Outcome<(PostingRules, Vec<RuleChange>)> {
    let mut tx = db.begin_read()?;
    let changes = changes(&mut tx, cooperative.id)?;
    Ok((PostingRules::new(shipped().map_err(Failure::refused)?, &changes), changes))
}

/// The same, within a transaction under way, without the changes.
pub(crate) fn posting_rules(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<PostingRules> {
    let changes = changes(tx, cooperative_id)?;
    Ok(PostingRules::new(shipped().map_err(Failure::refused)?, &changes))
}

/// All changes of posting rules, each as far as it has come.
pub(super) fn changes(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<RuleChange>> {
    let deeds = deeds(tx, cooperative_id, &RuleDeed::ACTIONS, |event| {
        let deed = RuleDeed::parse(&event.content)?;
        Ok(deed.map(|deed| ((event.actor.clone(), event.occurred_at), deed)))
    })?;
    Ok(RuleChange::fold(deeds))
}

/// The chart that a book of each kind usually has, for the names of the accounts that rules post to.
///
/// # Errors
/// Where a chart cannot be read.
pub fn usual_charts() -> Outcome<BTreeMap<BookKind, Chart>> {
    BookKind::iter().map(|kind| Ok((kind, chart(kind.usual_chart())?))).collect()
}

/// Proposes the rules of a sheet, laid out as the shipped ones are (CSV or a workbook), to be in force from a day, or from the day of their approval.
///
/// # Errors
/// Everything that is wrong with the sheet, cell by cell, or the day's month is closed.
pub fn propose_rules(
    db: &mut Db,
    cooperative: &Cooperative,
    (file, from): (&Path, Option<NaiveDate>),
    context: &mut Context<'_>,
) -> Outcome<RuleChange> {
    let text = table_of(file)?;
    let mut tx = begin(db, cooperative, context)?;
    let held = books(&mut tx, cooperative.id)?;
    let rules = posting_rules(&mut tx, cooperative.id)?;
    let (table, rows) = read_rows(&text)?;
    let name = file_name(file);
    let proposed = revised(&rows, &rules, &held).map_err(|flaws| {
        let at = |(position, column, refusal): (usize, RuleColumn, LedgerRefusal)| {
            let row = table.rows.get(position).map_or(0, |(line, _)| line.saturating_sub(1) as u32);
            let place = COLUMNS.iter().position(|(known, _)| *known == column).and_then(|at| table.places[at]);
            let cell = place.map(|column| CellAddress { row, column: column as u32 });
            Problem::at(Place { file: name.as_str().into(), cell, ..Place::default() }, refusal)
        };
        Failure::Refused(flaws.into_iter().map(at).collect())
    })?;
    check(obstacles(&proposed, from, (&rules, &held)))?;
    log(&mut tx, cooperative, context, &RuleDeed::Propose(proposed, from))?;
    last(tx, cooperative, None)
}

/// Approves a change (批准): from its day on it is in force.
///
/// # Errors
/// Where it is one's own or decided already, or no longer fits the rules, the charts and the periods as they stand.
pub fn approve_rules(
    db: &mut Db,
    cooperative: &Cooperative,
    change_no: u32,
    context: &mut Context<'_>,
) -> Outcome<RuleChange> {
    let mut tx = begin_as(db, cooperative, (context, Action::ApproveRules))?;
    let change = waiting(&mut tx, cooperative, change_no)?;
    if let Actor::User(signed_in) = context.actor
        && is_of_person(&accounts(&mut tx, cooperative.id)?, &change.proposed.0, signed_in)
    {
        let user = change.proposed.0;
        return Err(Failure::refused(LedgerRefusal::OwnRuleChange { change_no, user }));
    }
    let held = books(&mut tx, cooperative.id)?;
    let rules = posting_rules(&mut tx, cooperative.id)?;
    let since = change.from.unwrap_or(context.today());
    check(obstacles(&change.rules, Some(since), (&rules, &held)))?;
    log(&mut tx, cooperative, context, &RuleDeed::Approve(change_no, since))?;
    last(tx, cooperative, Some(change_no))
}

/// Rejects a change (驳回); who proposed it takes it back so.
///
/// # Errors
/// Where it is decided already, or no reason is given.
pub fn reject_rules(
    db: &mut Db,
    cooperative: &Cooperative,
    (change_no, reason): (u32, &str),
    context: &mut Context<'_>,
) -> Outcome<RuleChange> {
    let mut tx = begin_as(db, cooperative, (context, Action::ApproveRules))?;
    waiting(&mut tx, cooperative, change_no)?;
    let reason = one_line(reason);
    if reason.is_empty() {
        return Err(Failure::refused(LedgerRefusal::RejectionUnexplained { change_no }));
    }
    log(&mut tx, cooperative, context, &RuleDeed::Reject(change_no, reason))?;
    last(tx, cooperative, Some(change_no))
}

/// A change that is not decided.
fn waiting(tx: &mut Tx<'_>, cooperative: &Cooperative, change_no: u32) -> Outcome<RuleChange> {
    let change = find(changes(tx, cooperative.id)?, change_no)?;
    let (by, is_approved) = match &change.decision {
        None => return Ok(change),
        Some(Decision::Approved((by, _), _)) => (by.clone(), true),
        Some(Decision::Rejected((by, _), _)) => (by.clone(), false),
    };
    Err(Failure::refused(LedgerRefusal::RuleChangeDecided { change_no, by, is_approved }))
}

fn find(changes: Vec<RuleChange>, change_no: u32) -> Outcome<RuleChange> {
    let last = changes.len() as u32;
    let found = changes.into_iter().find(|change| change.change_no == change_no);
    found.ok_or_else(|| Failure::refused(LedgerRefusal::RuleChangeUnknown { change_no, last }))
}

/// Ends the transaction; the change that it was about, or the one that it added.
fn last(mut tx: Tx<'_>, cooperative: &Cooperative, change_no: Option<u32>) -> Outcome<RuleChange> {
    let changes = changes(&mut tx, cooperative.id)?;
    let change_no = change_no.unwrap_or(changes.len() as u32);
    let change = find(changes, change_no)?;
    tx.commit()?;
    Ok(change)
}

fn check(refusals: Vec<LedgerRefusal>) -> Outcome<()> {
    match refusals.is_empty() {
        true => Ok(()),
        false => Err(Failure::Refused(refusals.into_iter().map(Problem::new).collect())),
    }
}

fn log(tx: &mut Tx<'_>, cooperative: &Cooperative, context: &Context<'_>, deed: &RuleDeed) -> Outcome<()> {
    let content = deed.write();
    event_log::append(tx, cooperative.id, context.now, context.actor.name(), (deed.action(), content.as_str()))?;
    Ok(())
}

/// A sheet of rules, and its rows.
fn read_rows(text: &str) -> Outcome<(PlainTable<9>, Vec<RuleRow>)> {
    let table = PlainTable::read(text, &COLUMNS.map(|(_, names)| names), COLUMNS.len()).map_err(
        |HeadingsMissing { headings, missing }| {
            Failure::refused(LedgerRefusal::RuleHeadingMissing { headings, missing })
        },
    )?;
    let rows: Vec<RuleRow> = table.rows.iter().map(|(_, cells)| row(cells)).collect();
    match rows.is_empty() {
        false => Ok((table, rows)),
        true => Err(Failure::refused(SheetRefusal::HeadingsOnly)),
    }
}

fn row(cells: &[String; 9]) -> RuleRow {
    let [code, name, version, book_kind, period, leg, side, account, basis] = cells;
    RuleRow {
        code: identifier(code),
        name: one_line(name),
        version: identifier(version),
        book_kind: identifier(book_kind),
        period: identifier(period),
        leg: identifier(leg),
        side: identifier(side),
        account: identifier(account),
        basis: one_line(basis),
    }
}

/// The rules that the program carries.
fn shipped() -> Result<Vec<PostingRule>, LedgerRefusal> {
    let missing = |HeadingsMissing { headings, missing }| LedgerRefusal::RuleHeadingMissing { headings, missing };
    let table = PlainTable::read(SHIPPED, &COLUMNS.map(|(_, names)| names), COLUMNS.len()).map_err(missing)?;
    let mut rules: BTreeMap<_, PostingRule> = BTreeMap::new();
    for cells in table.rows.iter().map(|(_, cells)| row(cells)) {
        let unknown = || LedgerRefusal::RuleUnknown { given: cells.code.clone(), nearest: Vec::new() };
        let rule = PostingRule {
            code: cells.code.clone(),
            name: cells.name.clone(),
            version: cells.version.parse().map_err(|_| unknown())?,
            book_kind: BookKind::lookup(&cells.book_kind).ok_or_else(unknown)?,
            period: PeriodRule::lookup(&cells.period).ok_or_else(unknown)?,
            legs: BTreeMap::new(),
        };
        let side = Side::lookup(&cells.side).ok_or_else(unknown)?;
        let leg = LegAccount { side, account: cells.account.clone(), basis: cells.basis.clone() };
        rules.entry(rule.code.clone()).or_insert(rule).legs.insert(cells.leg.to_string(), leg);
    }
    Ok(rules.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leg_of_every_rule_goes_to_an_account_that_can_be_posted_to() {
        let rules = shipped().unwrap();
        assert!(rules.len() >= 12);
        for rule in &rules {
            // Rules are listed by code: what refers to the row above would point elsewhere.
            assert!(
                rule.legs.values().all(|leg| !leg.basis.is_empty() && !leg.basis.contains("同上")),
                "{}",
                rule.code
            );
            let chart = chart(rule.book_kind.usual_chart()).unwrap();
            for leg in rule.legs.values() {
                assert!(chart.postable("", &leg.account).is_ok(), "{} {}", rule.code, leg.account);
            }
            let has = |side| rule.legs.values().any(|leg| leg.side == side);
            assert!(has(Side::Debit) && has(Side::Credit), "{} has both sides", rule.code);
        }
    }

    #[test]
    fn what_is_written_of_a_rule_is_read_back_as_the_same() {
        let mut text = rule_headings().join(",");
        let rules = shipped().unwrap();
        for row in rules.iter().flat_map(rule_rows) {
            text.push_str(&format!("\n{}", row.join(",")));
        }
        assert_eq!(text.lines().collect::<std::collections::BTreeSet<_>>(), SHIPPED.lines().collect());
    }
}
