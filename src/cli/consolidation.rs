//! `ledger consolidate`: all books as one.

use super::Session;
use crate::application::Outcome;
use crate::application::ledger::ConsolidatedBooks;
use crate::application::ledger::query::summed;
use crate::domain::period::AccountingPeriod;
use crate::json;
use crate::rendering::{consolidation_text, statement_text};

impl Session<'_> {
    pub(super) fn print_consolidation(
        &self,
        name: &str,
        last: AccountingPeriod,
        found: &ConsolidatedBooks,
    ) -> Outcome<()> {
        let (shown, language) = ((&found.books[..], &found.consolidation), self.output.language);
        let tie_outs = &found.consolidation.tie_outs;
        if self.output.json {
            self.output.json(&json::ledger::consolidation(last, found)?);
            return Ok(());
        }
        self.output.say(
            &format!("{name} 合并报表　{last}　单位：元"),
            &format!("{name}: consolidated statement, {last}, in yuan"),
        );
        self.output.print(&summed(consolidation_text::table(shown, language))?.render());
        let missing = consolidation_text::missing(shown.1, language);
        if !missing.is_empty() {
            self.output.say(
                &format!("（没有{missing}的账套：合并数不含它们，与它们之间的往来没有抵销）"),
                &format!("(No book of {missing}: they are not in it, and nothing is eliminated against them.)"),
            );
        }
        let unplaced = consolidation_text::unplaced(shown.1, language);
        if !unplaced.is_empty() {
            self.output.say(
                &format!("（没有列入任何一行的科目：{unplaced}。请在 consolidation.csv 里列入）"),
                &format!("(Accounts that feed no row: {unplaced}. List them in consolidation.csv.)"),
            );
        }
        self.output.print("\n");
        let eliminations = summed(consolidation_text::elimination_table(shown.1, language))?;
        if eliminations.is_empty() {
            self.output.say("没有要抵销的往来。\n", "There is nothing to eliminate.\n");
        } else {
            self.output.print(&format!("{}\n", eliminations.render()));
        }
        self.output.print(&statement_text::tie_out_table(tie_outs, language).render());
        Ok(())
    }
}
