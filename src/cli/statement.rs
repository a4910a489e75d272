//! `statement` and `distribution statements`: what members are handed.

use super::arguments::{FontArguments, PaperArguments, StatementArguments};
use super::{Session, not_written};
use crate::application::Outcome;
use crate::application::distribution::paper::run_on_paper;
use crate::application::distribution::query::{self, RunView, StatementView};
use crate::application::governance::query::motion;
use crate::domain::period::AccountingYear;
use crate::domain::refusal::Problem;
use crate::domain::statement::member_statement::MemberStatement;
use crate::json as values;
use crate::rendering::json;
use crate::rendering::package::{Package, Written};
use crate::rendering::pdf::distribution_list;
use crate::rendering::pdf::member_statement::{self, RunOnPaper};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn statement(&mut self, arguments: &StatementArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(Some(&arguments.member_no))?;
        let found = query::statements_of(&mut db, &cooperative, (arguments.year, None), &arguments.member_no)?;
        if arguments.paper.pdf.is_some() {
            self.print_statements_of_member((&mut db, &cooperative), &found, &arguments.paper)?;
        } else if self.output.json {
            self.output.json(&values::distribution::statements(&found));
        } else {
            found.iter().for_each(|found| self.print_statement(found));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn print_statements_of_member(
        &self,
        (db, cooperative): (&mut Db, &Cooperative),
        found: &[StatementView],
        paper: &PaperArguments,
    ) -> Outcome<()> {
        let mut runs = Vec::with_capacity(found.len());
        for one in found {
            runs.push(self.run_on_paper((db, cooperative), &one.run)?);
        }
        let statements: Vec<_> = runs.iter().zip(found).map(|(run, one)| (run, &one.statement, one.code)).collect();
        self.print_on_paper(paper, |file, fonts| {
            member_statement::write_member(file, fonts, &statements, self.output.language)
        })?;
        Ok(())
    }

    /// All statements of a run in one file.
    pub(super) fn print_all_statements(
        &self,
        (db, cooperative): (&mut Db, &Cooperative),
        run: (AccountingYear, Option<u32>),
        paper: &PaperArguments,
    ) -> Outcome<()> {
        let found = query::run_for_notice(db, cooperative, run)?;
        let own = self.run_on_paper((db, cooperative), &found.view)?;
        self.print_on_paper(paper, |file, fonts| {
            member_statement::write_run(file, fonts, &own, &found.statements, self.output.language)
        })?;
        Ok(())
    }

    /// The list of a run's members.
    pub(super) fn print_list(
        &self,
        (db, cooperative): (&mut Db, &Cooperative),
        run: (AccountingYear, Option<u32>),
        paper: &PaperArguments,
    ) -> Outcome<()> {
        let (view, statements) = query::run_with_statements(db, cooperative, run.0, run.1)?;
        let own = self.run_on_paper((db, cooperative), &view)?;
        self.print_on_paper(paper, |file, fonts| {
            distribution_list::write(file, fonts, &own, &statements, self.output.language)
        })?;
        Ok(())
    }

    /// All statements of a run, a file each, in a new folder with a manifest.
    pub(super) fn print_each_statement(
        &self,
        (db, cooperative): (&mut Db, &Cooperative),
        run: (AccountingYear, Option<u32>),
        (folder, fonts): (&Path, &FontArguments),
    ) -> Outcome<()> {
        let found = query::run_for_notice(db, cooperative, run)?;
        let own = self.run_on_paper((db, cooperative), &found.view)?;
        let fonts = self.fonts(fonts)?;
        let package = Package::create(folder)?;
        let (mut names, mut warnings) = (BTreeSet::new(), Vec::new());
        let mut written: Vec<(Written, Vec<String>)> = Vec::with_capacity(found.statements.len());
        for (statement, code) in &found.statements {
            let one = [(&own, statement, *code)];
            let (bytes, missing) = member_statement::write_member(Vec::new(), &fonts, &one, self.output.language)
                .map_err(|error| not_written(folder, error))?;
            warnings.extend(missing);
            written.push((package.whole(&file_name(statement, &mut names), bytes)?, Vec::new()));
        }
        package.seal(&[], &written)?;
        self.say_printed_into(folder, written.len(), &warnings);
        Ok(())
    }

    fn say_printed_into(&self, folder: &Path, count: usize, warnings: &[Problem]) {
        let folder = folder.display();
        if self.output.json {
            let mut value = json::problems(warnings);
            (value["folder"], value["files"]) = (json!(folder.to_string()), json!(count));
            return self.output.json(&value);
        }
        self.output.say(
            &format!("已写出 {count} 份对账单到 {folder}，manifest.csv 列出每个文件的哈希。"),
            &format!("{count} statements are written to {folder}; manifest.csv has the hash of each file."),
        );
        self.output.problems(warnings);
    }

    /// What every statement of a run says alike: the bodies' decisions so far, and where to object.
    fn run_on_paper<'r>(
        &self,
        (db, cooperative): (&mut Db, &Cooperative),
        view: &'r RunView,
    ) -> Outcome<RunOnPaper<'r>> {
        let motion = view.standing.motion_no().map(|number| motion(db, cooperative, number)).transpose()?;
        Ok(run_on_paper(view, motion.as_ref(), self.output.language))
    }
}

/// What the file of a statement is called: the member's number and name, without what file systems do not take, never twice the same.
fn file_name(statement: &MemberStatement, names: &mut BTreeSet<String>) -> String {
    let is_fit = |character: char| !character.is_control() && !"/\\:*?\"<>|".contains(character);
    let whose = format!("{} {}", statement.member_no, statement.name);
    let whose: String = whose.chars().map(|character| if is_fit(character) { character } else { '_' }).collect();
    let mut name = format!("{whose}.pdf");
    let mut number = 2;
    while !names.insert(name.to_lowercase()) {
        name = format!("{whose} ({number}).pdf");
        number += 1;
    }
    name
}
