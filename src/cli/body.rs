//! `body` and `kinship`: who holds which seat, and who is whose relative.

use super::Session;
use super::arguments::{BodyArguments, KinshipAction, KinshipArguments};
use crate::application::governance::kinship;
use crate::application::{Outcome, governance, register};
use crate::domain::governance::kinship::Kinship;
use crate::domain::person::Named;
use crate::domain::refusal::Problem;
use crate::json;
use crate::rendering::table::{Align, Table};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn body(&mut self, arguments: &BodyArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let on = arguments.on.unwrap_or_else(|| self.context().today());
        let seats = governance::query::bodies(&mut db, &cooperative, on)?;
        if self.output.json {
            self.output.json(&json::governance::seats(&seats, on));
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("机构", "body"), Align::Left),
            (pick("职务", "office"), Align::Left),
            (pick("成员编号", "member"), Align::Left),
            (pick("姓名", "name"), Align::Left),
            (pick("任期起", "since"), Align::Left),
        ]);
        for seat in &seats {
            let named = [seat.body.zh().to_owned(), seat.office.to_string(), seat.member_no.to_string()];
            table.row(named.into_iter().chain([seat.name.to_string(), seat.first_day.to_string()]));
        }
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }

    pub(super) fn kinship(&mut self, arguments: &KinshipArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let mut conflicts = Vec::new();
        let declared = match &arguments.action {
            KinshipAction::List => kinship::list(&mut db, &cooperative)?,
            KinshipAction::Declare { one, other, relation } => {
                let numbers = self.member_numbers(&mut db, &cooperative, [one, other])?;
                let [one, other] = numbers;
                let declared = Kinship { one, other, relation: relation.clone() };
                let (declared, found) = kinship::declare(&mut db, &cooperative, &declared, &mut self.context())?;
                conflicts.extend(found.into_iter().map(Problem::new));
                vec![declared]
            }
        };
        if self.output.json {
            self.output.json(&json::governance::kinship(&declared, &conflicts));
        } else {
            for Kinship { one, other, relation } in &declared {
                let line = [&one.member_no, &one.name, &other.member_no, &other.name, relation].map(String::as_str);
                self.output.print(&format!("{}\n", line.join(" ")));
            }
            if !conflicts.is_empty() {
                self.output.say(
                    "已登记。按这层亲属关系，现有的席位或岗位要调整：",
                    "Declared. By this kinship, seats or posts that are held have to change:",
                );
            }
            for conflict in &conflicts {
                self.output.print(&format!("{}\n", self.output.problem_line(conflict)));
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Persons as they were typed: a member where the number is one, else a name.
    fn member_numbers(&mut self, db: &mut Db, cooperative: &Cooperative, given: [&String; 2]) -> Outcome<[Named; 2]> {
        let today = self.context().today();
        let known = register::holdings(db, cooperative, today)?.members;
        Ok(given.map(|text| match known.contains_key(text.as_str()) {
            true => Named { member_no: text.clone(), name: String::new() },
            false => Named { member_no: String::new(), name: text.clone() },
        }))
    }
}
