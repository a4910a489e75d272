//! Posting rules (记账规则) as they are in force, and every change of them.

use super::{Drawn, Paper, Part, show};
use crate::application::ledger::{all_posting_rules, usual_charts};
use crate::domain::ledger::rules_in_force::RuleVersion;
use crate::rendering::rule_text::{change_table, rule_table};
use crate::web::visit::{Answered, Visit};

/// The page.
pub fn rules(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let paper = Paper {
        tab: "rules",
        name: t.say("记账规则", "Posting rules"),
        purpose: t.say(
            "业务按哪条规则记到哪个科目。规则的每一版都保留，凭证上写着它按哪一版生成；变更要两个人，列在下面。",
            "Which rule books what to which account. Every version stays, and a voucher names the one that made it; a change takes two people and is listed below.",
        ),
        fields: &[],
    };
    show(visit, &paper, |visit, chosen| {
        let (rules, changes) = visit.read(all_posting_rules)?;
        let charts = usual_charts()?;
        let shown = |version: &RuleVersion| (version.change.map(|(_, since)| since), version.change.is_none());
        let in_force: Vec<&RuleVersion> = rules.in_force(visit.today()).collect();
        let of_force = in_force.iter().map(|version| {
            let (since, is_shipped) = shown(version);
            (&version.rule, since, is_shipped)
        });
        let parts = vec![
            Part::new(t.say("现行规则", "In force"), rule_table((&chosen.books, &charts), of_force, t)),
            Part::new(t.say("变更记录", "Changes"), change_table(&changes, t)),
        ];
        Ok(Drawn { about: visit.today().to_string(), parts, ..Drawn::default() })
    })
}
