//! Posting rules and their changes as tables.

use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::ledger::book::{BookKind, Books};
use crate::domain::ledger::chart::Chart;
use crate::domain::ledger::posting_rule::PostingRule;
use crate::domain::ledger::rule_change::{Act, Decision, RuleChange};
use crate::domain::period::china_time;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A rule, the day from which it is in force, and whether it comes with the program.
pub type ShownRule<'r> = (&'r PostingRule, Option<NaiveDate>, bool);

/// Rules, a leg a row. Accounts are named as a book of the kind has them, else as such books usually do.
pub fn rule_table<'r>(
    (books, charts): (&Books, &BTreeMap<BookKind, Chart>),
    rules: impl IntoIterator<Item = ShownRule<'r>>,
    language: Language,
) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("规则", "rule"), Align::Left),
        (say("名称", "name"), Align::Left),
        (say("账套", "book"), Align::Left),
        (say("期间", "period"), Align::Left),
        (say("起用日", "from"), Align::Left),
        (say("方向", "side"), Align::Left),
        (say("科目", "account"), Align::Left),
        (say("依据", "laid down in"), Align::Left),
    ]);
    for (rule, since, is_shipped) in rules {
        // A rule that comes with the program has an English name; one that was set here is called what it is.
        let english = if is_shipped { rule.code.replace('_', " ") } else { rule.name.clone() };
        for place in rule.legs.values() {
            table.row([
                rule.name_with_version().to_string(),
                language.say(&rule.name, &english).to_owned(),
                language.say(rule.book_kind.zh(), rule.book_kind.en()).to_owned(),
                language.say(rule.period.zh(), rule.period.en()).to_owned(),
                since.map(|day| day.to_string()).unwrap_or_default(),
                language.say(place.side.zh(), place.side.en()).to_owned(),
                account((books, charts), (rule.book_kind, &place.account), language),
                place.basis.clone(),
            ]);
        }
    }
    table
}

fn account(
    (books, charts): (&Books, &BTreeMap<BookKind, Chart>),
    (kind, code): (BookKind, &str),
    language: Language,
) -> String {
    let own = books.values().filter(|book| book.kind == kind).map(|book| &book.chart);
    let chart = own.chain(charts.get(&kind)).find(|chart| chart.lookup(code).is_some());
    let name = chart.map(|chart| (chart.full_name(code), chart.full_english_name(code))).unwrap_or_default();
    format!("{code} {}", language.say(&name.0, &name.1))
}

/// 会计政策变更: every change, as far as it has come.
pub fn change_table(changes: &[RuleChange], language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("变更", "change"), Align::Right),
        (say("规则", "rules"), Align::Left),
        (say("提出", "proposed"), Align::Left),
        (say("结果", "outcome"), Align::Left),
        (say("决定", "decided"), Align::Left),
        (say("起用日", "from"), Align::Left),
        (say("理由", "reason"), Align::Left),
    ]);
    let told = |(by, at): &Act| format!("{by} {}", china_time(*at).format("%Y-%m-%d %H:%M"));
    for change in changes {
        let day = |from: Option<NaiveDate>| from.map(|day| day.to_string()).unwrap_or_default();
        let (outcome, decided, from, reason) = match &change.decision {
            None => (say("待批准", "waiting"), String::new(), day(change.from), ""),
            Some(Decision::Approved(act, since)) => (say("批准", "approved"), told(act), since.to_string(), ""),
            Some(Decision::Rejected(act, reason)) => {
                (say("驳回", "rejected"), told(act), String::new(), reason.as_str())
            }
        };
        let rules: Vec<String> = change.rules.iter().map(|rule| rule.name_with_version().to_string()).collect();
        let rules = rules.join(say("、", ", "));
        let cells = [change.change_no.to_string(), rules, told(&change.proposed), outcome.to_owned(), decided];
        table.row(cells.into_iter().chain([from, reason.to_owned()]));
    }
    table
}
