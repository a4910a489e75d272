//! `supervision`: what those who watch have seen, asked and been answered.

use super::Session;
use super::arguments::{SupervisionAction, SupervisionArguments};
use crate::application::Outcome;
use crate::application::governance::supervision;
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::domain::person::Named;
use crate::json;
use crate::rendering::speech::Language;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn supervision(&mut self, arguments: &SupervisionArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let records = match &arguments.action {
            SupervisionAction::List => supervision::list(&mut db, &cooperative)?,
            SupervisionAction::Open { kind, member, name, about, text, route } => {
                let by =
                    Named { member_no: member.clone().unwrap_or_default(), name: name.clone().unwrap_or_default() };
                let said = (about.as_str(), text.as_str(), route.as_str());
                vec![supervision::open(&mut db, &cooperative, (*kind, &by), said, &mut self.context())?]
            }
            SupervisionAction::Endorse { record_no } => {
                vec![supervision::endorse(&mut db, &cooperative, *record_no, &mut self.context())?]
            }
            SupervisionAction::Answer { record_no, text } => {
                vec![supervision::answer(&mut db, &cooperative, (*record_no, text), &mut self.context())?]
            }
        };
        match self.output.json {
            true => self.output.json(&json::governance::supervision(&records)),
            false => records.iter().for_each(|record| self.print_record(record)),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn print_record(&self, record: &SupervisionRecord) {
        let kind = if self.output.language == Language::Chinese { record.kind.zh() } else { record.kind.code() };
        let (number, on, name) = (record.record_no, record.opened_on, &record.by.name);
        let route = if record.route.is_empty() { String::new() } else { format!(" → {}", record.route) };
        let about = if record.about.is_empty() { String::new() } else { format!("[{}] ", record.about) };
        self.output.print(&format!("{number} {on} {kind}{route}　{name}：{about}{}\n", record.text));
        if record.kind == SupervisionKind::Report {
            let names: Vec<&str> = record.endorsed.iter().map(|person| person.name.as_str()).collect();
            let names = names.join("、");
            match record.published_on {
                Some(on) => self.output.say(
                    &format!("  {on} 公布；联署：{names}"),
                    &format!("  published on {on}; with it stand {names}"),
                ),
                None if names.is_empty() => self.output.say(
                    "  还没有人联署；过半数席位联署后公布",
                    "  nobody stands with it yet; published once more than half of the seats do",
                ),
                None => self.output.say(
                    &format!("  联署：{names}；过半数席位联署后公布"),
                    &format!("  with it stand {names}; published once more than half of the seats do"),
                ),
            }
        }
        match &record.answer {
            None if record.kind == SupervisionKind::Report => {}
            Some((on, text)) => {
                self.output.say(&format!("  {on} 答复：{text}"), &format!("  answered on {on}: {text}"))
            }
            None => self.output.say("  尚未答复", "  no answer yet"),
        }
    }
}
