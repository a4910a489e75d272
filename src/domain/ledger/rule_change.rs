//! Changes of posting rules (规则变更): proposed by somebody, approved or rejected by somebody else, in force from a day on. Every change is kept in the
//! log; the log of accounting methods (会计政策变更) is the fold of these deeds (财会〔2024〕12号 art. 20(1), 21(1)).

use super::posting_rule::{LegAccount, PeriodRule, PostingRule};
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, records};
use crate::domain::ledger::account::Side;
use crate::domain::ledger::book::BookKind;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// Something done about posting rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleDeed {
    /// 提出: rules whole, each in its next version; the day from which they shall be in force, or that of their approval.
    Propose(Vec<PostingRule>, Option<NaiveDate>),
    /// 批准: from which day they are in force.
    Approve(u32, NaiveDate),
    /// 驳回: why.
    Reject(u32, String),
}

impl RuleDeed {
    /// As the log names them.
    pub const ACTIONS: [&str; 3] = ["posting-rules-proposed", "posting-rules-approved", "posting-rules-rejected"];

    /// As the log names it.
    pub const fn action(&self) -> &'static str {
        match self {
            RuleDeed::Propose(..) => RuleDeed::ACTIONS[0],
            RuleDeed::Approve(..) => RuleDeed::ACTIONS[1],
            RuleDeed::Reject(..) => RuleDeed::ACTIONS[2],
        }
    }

    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        text.record("posting-rules").text(self.action()).end();
        match self {
            RuleDeed::Propose(rules, from) => {
                text.record("from").optional_date(*from).end();
                for rule in rules {
                    let record = text.record("rule").text(&rule.code).text(&rule.name);
                    record.number(i64::from(rule.version)).text(rule.book_kind.code()).text(rule.period.zh()).end();
                    for (leg, place) in &rule.legs {
                        let record = text.record("leg").text(leg).text(place.side.zh());
                        record.text(&place.account).text(&place.basis).end();
                    }
                }
            }
            RuleDeed::Approve(change_no, since) => {
                text.record("change").number(i64::from(*change_no)).date(*since).end();
            }
            RuleDeed::Reject(change_no, reason) => {
                text.record("change").number(i64::from(*change_no)).text(reason).end();
            }
        }
        text.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where a deed is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<RuleDeed>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("posting-rules", mut head)) = found.next() else { return Ok(None) };
        let action = head.text()?;
        let Some((_, mut fields)) = found.next() else { return Err(head.flaw("a deed about nothing")) };
        let number = |text: &str| text.parse::<u32>().ok();
        let deed = match action {
            "posting-rules-proposed" => {
                let from = fields.optional_date()?;
                let mut rules: Vec<PostingRule> = Vec::new();
                for (record, mut fields) in found {
                    match (record, rules.last_mut()) {
                        ("rule", _) => rules.push(PostingRule {
                            code: fields.text()?.into(),
                            name: fields.text()?.into(),
                            version: fields.known(number)?,
                            book_kind: fields.known(BookKind::lookup)?,
                            period: fields.known(PeriodRule::lookup)?,
                            legs: BTreeMap::new(),
                        }),
                        ("leg", Some(rule)) => {
                            let leg = fields.text()?.to_owned();
                            let side = fields.known(Side::lookup)?;
                            let (account, basis) = (fields.text()?.into(), fields.text()?.to_owned());
                            rule.legs.insert(leg, LegAccount { side, account, basis });
                        }
                        _ => return Err(fields.flaw("neither rule nor leg")),
                    }
                }
                RuleDeed::Propose(rules, from)
            }
            "posting-rules-approved" => RuleDeed::Approve(fields.known(number)?, fields.date()?),
            "posting-rules-rejected" => RuleDeed::Reject(fields.known(number)?, fields.text()?.to_owned()),
            _ => return Err(head.flaw("no such deed")),
        };
        Ok(Some(deed))
    }
}

/// Somebody's act, and when.
pub type Act = (String, DateTime<Utc>);

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// 批准: in force from this day on.
    Approved(Act, NaiveDate),
    /// 驳回: why.
    Rejected(Act, String),
}

/// A change of posting rules (规则变更), as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// 1, 2, 3 …
    pub change_no: u32,
    /// Rules whole, each in its next version.
    pub rules: Vec<PostingRule>,
    /// The day from which they shall be in force; none: that of their approval.
    pub from: Option<NaiveDate>,
    /// 提出.
    pub proposed: Act,
    /// 批准, 驳回; none while it waits.
    pub decision: Option<Decision>,
}

impl RuleChange {
    /// From which day it is in force; none where it is not approved.
    pub fn since(&self) -> Option<NaiveDate> {
        match &self.decision {
            Some(Decision::Approved(_, since)) => Some(*since),
            _ => None,
        }
    }

    /// Folds changes from deeds in their order.
    pub fn fold(deeds: impl IntoIterator<Item = (Act, RuleDeed)>) -> Vec<RuleChange> {
        let mut changes: Vec<RuleChange> = Vec::new();
        for (act, deed) in deeds {
            let (change_no, decision) = match deed {
                RuleDeed::Propose(rules, from) => {
                    let change_no = changes.len() as u32 + 1;
                    changes.push(RuleChange { change_no, rules, from, proposed: act, decision: None });
                    continue;
                }
                RuleDeed::Approve(change_no, since) => (change_no, Decision::Approved(act, since)),
                RuleDeed::Reject(change_no, reason) => (change_no, Decision::Rejected(act, reason)),
            };
            // What is decided stays so, whatever a log may say after it.
            if let Some(change) = changes.iter_mut().find(|change| change.change_no == change_no) {
                change.decision.get_or_insert(decision);
            }
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::super::rules_in_force::PostingRules;
    use super::*;

    fn rule(version: u32, account: &str) -> PostingRule {
        let leg =
            |side, account: &str| LegAccount { side, account: account.into(), basis: "董事会 3 号决议".into() };
        PostingRule {
            code: "rent_received".into(),
            name: "收代收流转费".into(),
            version,
            book_kind: BookKind::Cooperative,
            period: PeriodRule::Month,
            legs: [
                ("bank".to_owned(), leg(Side::Debit, account)),
                ("collected".to_owned(), leg(Side::Credit, "11302")),
            ]
            .into(),
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_deed_is_read_back_as_it_was_written() {
        for deed in [
            RuleDeed::Propose(vec![rule(2, "10201"), rule(3, "10202")], Some(day("2009-01-01"))),
            RuleDeed::Propose(vec![rule(2, "10201")], None),
            RuleDeed::Approve(1, day("2009-01-01")),
            RuleDeed::Reject(2, "科目不对".to_owned()),
        ] {
            assert!(RuleDeed::ACTIONS.contains(&deed.action()));
            assert_eq!(RuleDeed::parse(&deed.write()), Ok(Some(deed)));
        }
        assert_eq!(RuleDeed::parse("ledger\tbook-opened\n"), Ok(None));
        assert!(RuleDeed::parse("posting-rules\tposting-rules-approved\nchange\t1\n").is_err());
        assert!(RuleDeed::parse("posting-rules\tforgotten\nchange\t1\n").is_err());
    }

    #[test]
    fn the_latest_version_whose_day_has_come_is_in_force_and_the_others_stay() {
        let act = |user: &str| (user.to_owned(), DateTime::<Utc>::UNIX_EPOCH);
        let changes = RuleChange::fold([
            (act("a"), RuleDeed::Propose(vec![rule(2, "10201")], None)),
            (act("a"), RuleDeed::Propose(vec![rule(2, "10209")], None)),
            (act("b"), RuleDeed::Approve(1, day("2009-01-01"))),
            (act("b"), RuleDeed::Reject(2, "重复".to_owned())),
            (act("b"), RuleDeed::Approve(2, day("2001-01-01"))),
            (act("b"), RuleDeed::Propose(vec![rule(3, "10202")], None)),
        ]);
        assert_eq!(changes[1].decision, Some(Decision::Rejected(act("b"), "重复".to_owned())), "and stays so");
        assert_eq!(changes[2].since(), None, "it waits");
        let rules = PostingRules::new([rule(1, "102")], &changes);
        let on = |text: &str| rules.in_force(day(text)).map(|found| found.rule.legs["bank"].account.as_str()).collect();
        assert_eq!((on("2008-12-31"), on("2009-01-01")), (vec!["102"], vec!["10201"]));
        assert_eq!(rules.named("rent_received v1"), Some(&rule(1, "102")));
        assert_eq!(rules.named("rent_received v3"), None);
        assert_eq!(rules.latest("rent_received").map(|rule| rule.version), Some(2));
        assert_eq!(rules.all().count(), 2);
    }
}
