//! Posting rules (记账规则) for programs.

use crate::domain::ledger::posting_rule::{LegAccount, PostingRule};
use crate::domain::ledger::rule_change::{Act, Decision, RuleChange};
use crate::domain::ledger::rules_in_force::RuleVersion;
use serde_json::{Value, json};

/// Rules, and the changes that wait.
pub fn rules(rules: &[&RuleVersion], waiting: &[&RuleChange]) -> Value {
    let rules: Vec<Value> = rules.iter().map(|version| rule(version)).collect();
    let waiting: Vec<Value> = waiting.iter().map(|one| change(one)).collect();
    json!({ "rules": rules, "waiting": waiting })
}

/// Changes (会计政策变更) as far as they have come.
pub fn changes(changes: &[RuleChange]) -> Value {
    json!({ "changes": changes.iter().map(change).collect::<Vec<_>>() })
}

fn legs(rule: &PostingRule) -> Vec<Value> {
    let leg = |(leg, place): (&String, &LegAccount)| json!({ "leg": leg, "side": place.side.en(), "account": place.account.as_str(), "basis": place.basis });
    rule.legs.iter().map(leg).collect()
}

fn rule(RuleVersion { rule, change }: &RuleVersion) -> Value {
    json!({
        "rule": rule.code.as_str(), "name": rule.name, "version": rule.version, "book": rule.book_kind.code(),
        "period": rule.period.zh(), "change": change.map(|(change_no, _)| change_no),
        "since": change.map(|(_, since)| since.to_string()), "legs": legs(rule),
    })
}

/// A change as far as it has come.
pub fn change(change: &RuleChange) -> Value {
    let act = |(by, at): &Act| json!({ "by": by, "at": at.to_rfc3339() });
    let (outcome, decided, reason) = match &change.decision {
        None => ("waiting", None, None),
        Some(Decision::Approved(by, _)) => ("approved", Some(act(by)), None),
        Some(Decision::Rejected(by, reason)) => ("rejected", Some(act(by)), Some(reason)),
    };
    let rules = change.rules.iter().map(
        |rule| json!({ "rule": rule.code.as_str(), "name": rule.name, "version": rule.version, "legs": legs(rule) }),
    );
    json!({
        "change": change.change_no, "proposed": act(&change.proposed), "outcome": outcome, "decided": decided,
        "from": change.from.map(|day| day.to_string()), "since": change.since().map(|day| day.to_string()),
        "reason": reason, "rules": rules.collect::<Vec<_>>(),
    })
}
