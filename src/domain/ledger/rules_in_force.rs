//! All versions of all posting rules, and which of them is in force on a day: those that the program carries, and what was approved since.
//!
//! A version stays: a voucher keeps the code and version of its rule, and is explained by them years later.

use super::posting_rule::{BusinessEvent, PostingRule};
use super::refusal::LedgerRefusal;
use super::rule_change::RuleChange;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// A version (版本) of a posting rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleVersion {
    /// What it says.
    pub rule: PostingRule,
    /// The change that brought it, and the day from which it is in force (起用日); none where it comes with the program.
    pub change: Option<(u32, NaiveDate)>,
}

impl RuleVersion {
    fn is_in_force(&self, day: NaiveDate) -> bool {
        self.change.is_none_or(|(_, since)| since <= day)
    }
}

/// Posting rules (记账规则), every version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostingRules {
    /// By code, the earliest version first.
    versions: BTreeMap<CompactString, Vec<RuleVersion>>,
}

impl PostingRules {
    /// Rules that the program carries, with what was approved since.
    pub fn new(shipped: impl IntoIterator<Item = PostingRule>, changes: &[RuleChange]) -> PostingRules {
        let mut rules = PostingRules::default();
        let shipped = shipped.into_iter().map(|rule| RuleVersion { rule, change: None });
        let approved = changes.iter().filter_map(|change| Some((change, change.since()?)));
        let approved = approved.flat_map(|(change, since)| {
            change
                .rules
                .iter()
                .map(move |rule| RuleVersion { rule: rule.clone(), change: Some((change.change_no, since)) })
        });
        for version in shipped.chain(approved) {
            rules.versions.entry(version.rule.code.clone()).or_default().push(version);
        }
        rules
    }

    /// The codes of all rules.
    pub fn codes(&self) -> impl Iterator<Item = &CompactString> {
        self.versions.keys()
    }

    /// Every version, rule by rule.
    pub fn all(&self) -> impl Iterator<Item = &RuleVersion> {
        self.versions.values().flatten()
    }

    /// The versions of a rule, the earliest first; none where there is no such rule.
    pub fn versions(&self, code: &str) -> &[RuleVersion] {
        self.versions.get(code).map_or(&[], Vec::as_slice)
    }

    /// The latest version of a rule, whether or not its day has come.
    pub fn latest(&self, code: &str) -> Option<&PostingRule> {
        self.versions(code).last().map(|version| &version.rule)
    }

    /// The rule that a voucher names: `rent_received v1`.
    pub fn named(&self, name: &str) -> Option<&PostingRule> {
        let (code, _) = name.split_once(' ')?;
        self.versions(code).iter().map(|version| &version.rule).find(|rule| rule.name_with_version() == name)
    }

    /// What is in force on a day: of each rule the latest version whose day has come.
    pub fn in_force(&self, day: NaiveDate) -> impl Iterator<Item = &RuleVersion> {
        self.versions
            .values()
            .filter_map(move |versions| versions.iter().rev().find(|version| version.is_in_force(day)))
    }

    /// The rule that books what happened on a day.
    ///
    /// # Errors
    /// Where the data has none.
    pub fn rule_of<E: BusinessEvent>(&self, day: NaiveDate) -> Result<&PostingRule, LedgerRefusal> {
        let found = self.versions(E::RULE).iter().rev().find(|version| version.is_in_force(day));
        let missing = || LedgerRefusal::RuleMissing { rule: E::RULE.into() };
        found.map(|version| &version.rule).ok_or_else(missing)
    }

    /// The accounts that a leg of an event goes to, or ever went to: by each version of its rule.
    ///
    /// # Errors
    /// Where the data has no such rule, or the rule no such leg.
    pub fn accounts_of<E: BusinessEvent>(&self, leg: &str) -> Result<BTreeSet<CompactString>, LedgerRefusal> {
        let versions = self.versions(E::RULE);
        if versions.is_empty() {
            return Err(LedgerRefusal::RuleMissing { rule: E::RULE.into() });
        }
        let account = |version: &RuleVersion| version.rule.legs.get(leg).map(|place| place.account.clone());
        let found: BTreeSet<CompactString> = versions.iter().filter_map(account).collect();
        match found.is_empty() {
            false => Ok(found),
            true => Err(LedgerRefusal::RuleLegMissing { rule: E::RULE.into(), leg: leg.into() }),
        }
    }
}
