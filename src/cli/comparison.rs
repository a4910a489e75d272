//! `distribution what-if` and `distribution compare`.

use super::Session;
use crate::application::distribution::comparison::{ComparedRuns, WhatIf, what_if};
use crate::application::ledger::query::summed;
use crate::application::{Failure, Outcome};
use crate::domain::distribution::assumption::Assumptions;
use crate::domain::period::AccountingYear;
use crate::domain::refusal::Problem;
use crate::json;
use crate::rendering::comparison_text;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;

impl Session<'_> {
    /// A run with what is assumed; everything that cannot be assumed is named at once.
    pub(super) fn tried(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        run: (AccountingYear, Option<u32>),
        assumed: &[(String, String)],
    ) -> Outcome<(Assumptions, WhatIf)> {
        let mut assumptions = Assumptions::default();
        let refused = assumed.iter().filter_map(|(item, value)| assumptions.assume(item, value).err());
        let problems: Vec<Problem> = refused.map(Problem::new).collect();
        if !problems.is_empty() {
            return Err(Failure::Refused(problems));
        }
        let found = what_if(db, cooperative, (run, &assumptions), &self.context())?;
        Ok((assumptions, found))
    }

    pub(super) fn print_what_if(&self, tried: &(Assumptions, WhatIf)) -> Outcome<()> {
        let (assumptions, found) = tried;
        let run = found.run.map(|run| run.to_string());
        if self.output.json {
            self.output.json(&json::distribution::what_if(tried));
            return Ok(());
        }
        for (item, value) in assumptions.items() {
            let value = if value.is_empty() { self.output.pick("（不填）", "(left out)") } else { value.as_str() };
            self.output.say(&format!("假设 {item} = {value}"), &format!("Assumed: {item} = {value}"));
        }
        let now = run.unwrap_or_else(|| self.output.pick("按现有资料", "as held").to_owned());
        let headings = [now.as_str(), self.output.pick("试算", "tried")];
        let table = summed(comparison_text::step_table((&found.now, &found.then), headings, self.output.language))?;
        self.output.print(&table.render());
        self.output.say("试算不改动任何资料，也不封存。", "Nothing is changed or sealed by trying.");
        Ok(())
    }

    pub(super) fn print_comparison(&self, found: &ComparedRuns, most: usize) -> Outcome<()> {
        let ComparedRuns { before, after, comparison } = found;
        let (earlier, later) = (before.run.run.to_string(), after.run.run.to_string());
        let changed = &comparison.changed[..most.min(comparison.changed.len())];
        if self.output.json {
            self.output.json(&summed(json::distribution::comparison(found, most))?);
            return Ok(());
        }
        let language = self.output.language;
        let headings = [earlier.as_str(), later.as_str()];
        let steps = summed(comparison_text::step_table((&before.summary, &after.summary), headings, language))?;
        self.output.print(&steps.render());
        for (zh, en, changes) in [
            ("新增", "New", &comparison.new[..most.min(comparison.new.len())]),
            ("退出", "Gone", &comparison.gone[..most.min(comparison.gone.len())]),
            ("变动最大", "Changed most", changed),
        ] {
            let of = match zh {
                "新增" => comparison.new.len(),
                "退出" => comparison.gone.len(),
                _ => comparison.changed.len(),
            };
            self.output.say(&format!("\n{zh}（{of} 人）"), &format!("\n{en} ({of} members)"));
            if !changes.is_empty() {
                self.output.print(&summed(comparison_text::change_table(changes, language))?.render());
            }
        }
        let same = comparison.same;
        self.output.say(&format!("{same} 人与以前一分不差。"), &format!("{same} members get the same to the fen."));
        Ok(())
    }
}
