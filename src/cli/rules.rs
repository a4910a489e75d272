//! `ledger rules …`: posting rules, what is in force, how it came to be so, and how it is changed.

use super::arguments::RulesAction;
use super::{Session, not_written};
use crate::application::ledger::{
    all_posting_rules, approve_rules, propose_rules, query, reject_rules, rule_headings, rule_rows, usual_charts,
};
use crate::application::{Failure, Outcome};
use crate::domain::ledger::book::Books;
use crate::domain::ledger::rule_change::RuleChange;
use crate::domain::ledger::rule_revision::unknown;
use crate::domain::ledger::rules_in_force::{PostingRules, RuleVersion};
use crate::domain::period::china_day;
use crate::json;
use crate::rendering::rule_text;
use crate::rendering::workbook::write_csv;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use serde_json::json;
use std::path::Path;

impl Session<'_> {
    pub(super) fn rules(&mut self, db: &mut Db, cooperative: &Cooperative, action: &RulesAction) -> Outcome<()> {
        match action {
            RulesAction::List { history: true, .. } => {
                let (_, changes) = all_posting_rules(db, cooperative)?;
                self.print_changes(&changes);
                Ok(())
            }
            RulesAction::List { on, csv, .. } => {
                let (rules, changes) = all_posting_rules(db, cooperative)?;
                let in_force: Vec<&RuleVersion> = rules.in_force(on.unwrap_or(china_day(self.now))).collect();
                if let Some(path) = csv {
                    return self.write_rules(path, &in_force);
                }
                let waiting: Vec<&RuleChange> = changes.iter().filter(|change| change.decision.is_none()).collect();
                self.print_rules(&query::all_books(db, cooperative)?, (&in_force, &waiting))
            }
            RulesAction::Show { rule, version } => {
                let (rules, changes) = all_posting_rules(db, cooperative)?;
                let found = versions(&rules, rule, version.as_deref())?;
                self.print_rules(&query::all_books(db, cooperative)?, (&found, &[]))?;
                if !self.output.json {
                    let brought = |change: &&RuleChange| {
                        found.iter().any(|version| version.change.is_some_and(|(no, _)| no == change.change_no))
                    };
                    let brought: Vec<RuleChange> = changes.iter().filter(brought).cloned().collect();
                    if !brought.is_empty() {
                        self.output.print("\n");
                        self.print_changes(&brought);
                    }
                }
                Ok(())
            }
            RulesAction::Propose { file, from } => {
                let change = propose_rules(db, cooperative, (file, *from), &mut self.context())?;
                let change_no = change.change_no;
                self.print_change(
                    &change,
                    &format!("等待另一名会计或董事批准：tonggu ledger rules approve {change_no}"),
                    &format!("Another accountant or a director approves it: tonggu ledger rules approve {change_no}"),
                );
                Ok(())
            }
            RulesAction::Approve { change_no } => {
                let change = approve_rules(db, cooperative, *change_no, &mut self.context())?;
                let said = "已批准；以前的凭证仍按原来的版本说明。";
                self.print_change(
                    &change,
                    said,
                    "It is approved; earlier vouchers stay explained by their own version.",
                );
                Ok(())
            }
            RulesAction::Reject { change_no, reason } => {
                let change = reject_rules(db, cooperative, (*change_no, reason), &mut self.context())?;
                self.print_change(&change, "已驳回。", "It is rejected.");
                Ok(())
            }
        }
    }

    fn write_rules(&self, path: &Path, rules: &[&RuleVersion]) -> Outcome<()> {
        let file = std::fs::File::create(path).map_err(|error| not_written(path, error))?;
        let rows = rules.iter().flat_map(|version| rule_rows(&version.rule));
        write_csv(file, &rule_headings(), rows).map_err(|error| not_written(path, error))?;
        if self.output.json {
            self.output.json(&json!({ "csv": path.display().to_string() }));
        } else {
            self.say_written([path]);
        }
        Ok(())
    }

    fn print_rules(&self, books: &Books, (rules, waiting): (&[&RuleVersion], &[&RuleChange])) -> Outcome<()> {
        if self.output.json {
            self.output.json(&json::posting_rule::rules(rules, waiting));
            return Ok(());
        }
        let charts = usual_charts()?;
        let since = |version: &&RuleVersion| version.change.map(|(_, since)| since);
        let rules = rules.iter().map(|version| (&version.rule, since(version), version.change.is_none()));
        let language = self.output.language;
        self.output.print(&rule_text::rule_table((books, &charts), rules, language).render());
        for change in waiting {
            let (change_no, (by, at)) = (change.change_no, &change.proposed);
            let day = china_day(*at);
            self.output.say(
                &format!("\n等待批准：第 {change_no} 号规则变更，{by} 于 {day} 提出。"),
                &format!("\nWaiting: change {change_no}, proposed by {by} on {day}."),
            );
            let proposed = change.rules.iter().map(|rule| (rule, change.from, false));
            self.output.print(&rule_text::rule_table((books, &charts), proposed, language).render());
        }
        Ok(())
    }

    fn print_change(&self, change: &RuleChange, zh: &str, en: &str) {
        self.print_changes(std::slice::from_ref(change));
        if !self.output.json {
            self.output.say(zh, en);
        }
    }

    /// 会计政策变更: every change, as far as it has come.
    fn print_changes(&self, changes: &[RuleChange]) {
        if self.output.json {
            return self.output.json(&json::posting_rule::changes(changes));
        }
        if changes.is_empty() {
            return self.output.say(
                "还没有规则变更：现行的都是程序自带的规则。",
                "No rule was changed: those in force come with the program.",
            );
        }
        self.output.print(&rule_text::change_table(changes, self.output.language).render());
    }
}

/// The versions of a rule, or the one that was named: `rent_received v1`, in one word or two.
fn versions<'r>(rules: &'r PostingRules, rule: &str, version: Option<&str>) -> Outcome<Vec<&'r RuleVersion>> {
    let whole = version.map_or_else(|| rule.to_owned(), |version| format!("{rule} {version}"));
    let (code, version) = whole.split_once(' ').unwrap_or((whole.as_str(), ""));
    let number = version.trim_start_matches('v');
    let is_meant = |found: &&RuleVersion| version.is_empty() || found.rule.version.to_string() == number;
    let found: Vec<&RuleVersion> = rules.versions(code).iter().filter(is_meant).collect();
    if found.is_empty() { Err(Failure::refused(unknown(&whole, rules))) } else { Ok(found) }
}
