//! `charter`: what is in force on a day, how each body decides, and where the charter asks for less than the law.

use super::Session;
use super::arguments::CharterArguments;
use crate::application::Outcome;
use crate::application::governance::query::{self, CharterView};
use crate::json;
use crate::rendering::charter_text::rule_in_words;
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use chrono::NaiveDate;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn charter(&mut self, arguments: &CharterArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let today = self.context().today();
        let on = arguments.on.unwrap_or(today);
        let view = query::charter(&mut db, &cooperative, on)?;
        match self.output.json {
            true => self.output.json(&json::governance::charter(&view, on)),
            false => self.print_charter(&view, on),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn print_charter(&self, view: &CharterView, on: NaiveDate) {
        let pick = |zh, en| self.output.pick(zh, en);
        self.output.say(&format!("{on} 的章程"), &format!("The charter on {on}"));
        let mut table = Table::new([
            (pick("项目", "item"), Align::Left),
            (pick("值", "value"), Align::Left),
            (pick("生效日期", "since"), Align::Left),
        ]);
        for term in &view.terms {
            let since = term.effective_date.map(|day| day.to_string()).unwrap_or_default();
            table.row([term.item.zh().to_string(), term.value.to_string(), since]);
        }
        self.output.print(&table.render());
        self.output.say("\n怎样表决", "\nHow bodies decide");
        for body in &view.bodies {
            let words = rule_in_words((body.seats, &body.rule), self.output.language);
            self.output.print(&format!("  {}：{words}\n", self.output.pick(body.body.zh(), body.body.en())));
        }
        self.output.say("\n程序", "\nProcedures");
        for (kind, procedure) in &view.procedures {
            let stages = procedure.as_ref().map_or_else(
                || pick("章程没有规定", "not set").to_owned(),
                |procedure| match self.output.language {
                    Language::Chinese => procedure.to_string(),
                    Language::English => {
                        procedure.stages.iter().map(|stage| stage.en()).collect::<Vec<_>>().join(" → ")
                    }
                },
            );
            self.output.print(&format!("  {}：{stages}\n", pick(kind.zh(), kind.code())));
        }
        for weaker in &view.weaker {
            let (item, charter, law, article) = (weaker.item.zh(), weaker.charter, weaker.law, weaker.article);
            self.output.say(
                &format!("! 提醒 章程的“{item}”是 {charter}，低于{article}的 {law}；法律有规定的从其规定。"),
                &format!(
                    "! warning {item} of the charter is {charter}, below the {law} of {article}; the law prevails."
                ),
            );
        }
        for (kind, matter) in &view.unreserved {
            let bodies = matter.bodies.iter().map(|body| body.zh()).collect::<Vec<_>>().join("或");
            let english = matter.bodies.iter().map(|body| body.en()).collect::<Vec<_>>().join(" or ");
            self.output.say(
                &format!("! 提醒 “{}”依{}由{bodies}决定，程序里没有这一环。", kind.zh(), matter.article),
                &format!(
                    "! warning {} leave {} to the {english}; the procedure does not.",
                    matter.article,
                    kind.code()
                ),
            );
        }
    }
}
