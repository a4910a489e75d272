//! `distribution`: runs listed, shown, explained.

use super::arguments::{DistributionAction, DistributionArguments};
use super::{Session, not_written};
use crate::application::Outcome;
use crate::application::distribution::paper::standing_in_words;
use crate::application::distribution::query::{self, RunView, StatementView};
use crate::application::distribution::{comparison, evidence};
use crate::domain::period::AccountingYear;
use crate::domain::period::china_time;
use crate::domain::statement::member_statement::MemberStatement;
use crate::json;
use crate::rendering::amount::yuan;
use crate::rendering::notice::{self, NoticeSource};
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::{explanation, json as of_domain, run_text, workbook};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

type RunName = (AccountingYear, Option<u32>);

impl Session<'_> {
    pub(super) fn distribution(&mut self, arguments: &DistributionArguments) -> Outcome<ExitCode> {
        let member_no = match &arguments.action {
            DistributionAction::Explain { member_no, .. } => Some(member_no.as_str()),
            DistributionAction::Evidence { member, .. } => member.as_deref(),
            _ => None,
        };
        let (mut db, cooperative) = self.open_to_read(member_no)?;
        match &arguments.action {
            DistributionAction::List => self.list_runs(&mut db, &cooperative)?,
            DistributionAction::Statements { run, pdf_folder: Some(folder), paper } => {
                self.print_each_statement((&mut db, &cooperative), *run, (folder, &paper.fonts))?;
            }
            DistributionAction::Statements { run, pdf_folder: None, paper } => {
                self.print_all_statements((&mut db, &cooperative), *run, paper)?;
            }
            DistributionAction::Show { run, csv, xlsx, paper } => {
                let files = (csv.as_deref(), xlsx.as_deref());
                if paper.pdf.is_some() {
                    self.print_list((&mut db, &cooperative), *run, paper)?;
                } else if files != (None, None) {
                    self.write_run(&mut db, &cooperative, *run, files)?;
                } else if self.output.json {
                    self.show_run_as_json(&mut db, &cooperative, *run)?;
                } else {
                    self.print_run(&query::run(&mut db, &cooperative, run.0, run.1)?);
                }
            }
            DistributionAction::Explain { run, member_no } => {
                let found = query::statements_of(&mut db, &cooperative, *run, member_no)?;
                match self.output.json {
                    true => self.output.json(&json::distribution::statements(&found)),
                    false => found.iter().for_each(|found| self.print_explanation(&found.run, &found.statement)),
                }
            }
            DistributionAction::Notice { run, html, csv, where_to_object } => {
                let files = (html.as_deref(), csv.as_deref());
                self.write_notice(&mut db, &cooperative, *run, files, where_to_object.as_deref())?;
            }
            DistributionAction::Evidence { run, member, file } => {
                let text = match member {
                    Some(member_no) => evidence::of_statement(&mut db, &cooperative, *run, member_no)?.write(),
                    None => evidence::of_run(&mut db, &cooperative, *run)?.write(),
                };
                std::fs::write(file, text).map_err(|error| not_written(file, error))?;
                self.say_written([file.as_path()]);
            }
            DistributionAction::WhatIf { run, assumed } => {
                let found = self.tried(&mut db, &cooperative, *run, assumed)?;
                self.print_what_if(&found)?;
            }
            DistributionAction::Compare { run, compare_with, most } => {
                let found = comparison::compare(&mut db, &cooperative, *run, *compare_with)?;
                self.print_comparison(&found, *most)?;
            }
            DistributionAction::EqualRights { run } => {
                let view = query::run(&mut db, &cooperative, run.0, run.1)?;
                match self.output.json {
                    true => self.output.json(&of_domain::equal_rights(&view.summary)),
                    false => self.print_equal_rights(&view),
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list_runs(&mut self, db: &mut Db, cooperative: &Cooperative) -> Outcome<()> {
        let runs = query::list(db, cooperative)?;
        if self.output.json {
            self.output.json(&json::distribution::runs(&runs));
            return Ok(());
        }
        if runs.is_empty() {
            self.output.say(
                "还没有分配。用 tonggu distribute --year 年度 编制。",
                "There are no runs. Prepare one with tonggu distribute --year YEAR.",
            );
            return Ok(());
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("分配", "run"), Align::Left),
            (pick("类别", "kind"), Align::Left),
            (pick("状态", "state"), Align::Left),
            (pick("编制时间", "prepared"), Align::Left),
            (pick("人数", "statements"), Align::Right),
            (pick("实发（元）", "net (yuan)"), Align::Right),
            (pick("封存号", "seal"), Align::Left),
        ]);
        for view in &runs {
            let state = standing_in_words(view, self.output.language);
            let kind = match self.output.language {
                Language::Chinese => view.run.kind.zh(),
                Language::English => view.run.kind.code(),
            };
            table.row([
                view.run.run.to_string(),
                kind.to_owned(),
                state,
                china_time(view.run.occurred_at).format("%Y-%m-%d %H:%M").to_string(),
                view.run.statement_count.to_string(),
                yuan(view.summary.totals.net),
                short_seal(view),
            ]);
        }
        self.output.print(&table.render());
        Ok(())
    }

    pub(super) fn show_run_as_json(&mut self, db: &mut Db, cooperative: &Cooperative, run: RunName) -> Outcome<()> {
        let found = query::run_with_statements(db, cooperative, run.0, run.1)?;
        self.output.json(&json::distribution::run(&found));
        Ok(())
    }

    fn write_run(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        run: RunName,
        (csv, xlsx): (Option<&Path>, Option<&Path>),
    ) -> Outcome<()> {
        let (view, statements) = query::run_with_statements(db, cooperative, run.0, run.1)?;
        if let Some(path) = csv {
            let file = std::fs::File::create(path).map_err(|error| not_written(path, error))?;
            workbook::write_list_csv(file, &view.summary, &statements).map_err(|error| not_written(path, error))?;
        }
        if let Some(path) = xlsx {
            workbook::write_run(path, &view.summary, &statements).map_err(|error| not_written(path, error))?;
        }
        if self.output.json {
            self.output.json(&json!({
                "csv": csv.map(|path| path.display().to_string()), "xlsx": xlsx.map(|path| path.display().to_string()),
            }));
        } else {
            self.say_written([csv, xlsx].into_iter().flatten());
        }
        Ok(())
    }

    fn write_notice(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        run: RunName,
        (html, csv): (Option<&Path>, Option<&Path>),
        where_to_object: Option<&str>,
    ) -> Outcome<()> {
        let found = query::run_for_notice(db, cooperative, run)?;
        let usual = notice::where_to_object(found.days);
        let source = NoticeSource {
            summary: &found.view.summary,
            seal: found.view.run.seal.hash(),
            statements: &found.statements,
            days: found.days,
            where_to_object: where_to_object.unwrap_or(&usual),
        };
        if let Some(path) = html {
            let page = notice::html(&source).map_err(|error| not_written(path, error))?;
            std::fs::write(path, page).map_err(|error| not_written(path, error))?;
        }
        if let Some(path) = csv {
            let file = std::fs::File::create(path).map_err(|error| not_written(path, error))?;
            notice::write_csv(file, &source).map_err(|error| not_written(path, error))?;
        }
        self.say_written([html, csv].into_iter().flatten());
        Ok(())
    }

    pub(super) fn say_written<'p>(&self, files: impl IntoIterator<Item = &'p Path>) {
        for path in files {
            let path = path.display();
            match self.output.json {
                true => self.output.json(&json!({ "file": path.to_string() })),
                false => self.output.say(&format!("已写出 {path}"), &format!("Written: {path}")),
            }
        }
    }

    /// A run in tables.
    pub(super) fn print_run(&self, view: &RunView) {
        let language = self.output.language;
        let summary = &view.summary;
        self.output.print(&format!("{}\n\n", run_text::title(summary, language)));
        self.output.say("一次分配（按合同）", "Tier one, by contract");
        self.output.print(&format!("{}\n", run_text::contracts(summary, language).render()));
        if summary.waterfall.is_some() {
            self.output.say("二次分配（按股）", "Tier two, by share");
            self.output.print(&format!("{}\n", run_text::waterfall(summary, language)));
            self.output.print(&format!("{}\n", run_text::year_line(summary, language)));
        }
        self.output.print(&run_text::control_totals(summary, language).render());
        let totals = &summary.totals;
        let (count, net) = (totals.count, yuan(totals.net));
        self.output.say(
            &format!("\n对账单 {count} 份，实发合计 {net} 元（{}）", crate::rendering::amount::capital(totals.net)),
            &format!("\n{count} statements, {net} yuan in all"),
        );
        let seal = view.run.seal.hash();
        self.output.say(&format!("封存号 {seal}"), &format!("Seal {seal}"));
        if let Some(by) = view.run.superseded_by {
            self.output.say(&format!("这次分配已被 {by} 取代。"), &format!("This run was replaced by {by}."));
        }
        self.say_superseded(view);
    }

    /// The runs that a run replaced, none of them effective: the one of its kind, and those that rested on it.
    fn say_superseded(&self, view: &RunView) {
        let names = view.supersedes.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        match view.supersedes.len() {
            0 => {}
            1 => self.output.say(&format!("取代了 {names}。"), &format!("Replaces {names}.")),
            _ => self.output.say(
                &format!("取代了 {names}：其中以前一草案为依据的一并作废，仍需要的请重新编制。"),
                &format!("Replaces {names}: those that rested on the earlier one no longer count; make again what is still needed."),
            ),
        }
    }

    /// The batches side by side.
    pub(super) fn print_equal_rights(&self, view: &RunView) {
        let language = self.output.language;
        self.output.print(&format!("{}\n", run_text::title(&view.summary, language)));
        self.output.print(&run_text::equal_rights(&view.summary, language));
    }

    /// A dividend step by step.
    pub(super) fn print_explanation(&self, view: &RunView, statement: &MemberStatement) {
        let language = self.output.language;
        self.output.print(&format!("{}\n", run_text::title(&view.summary, language)));
        self.output.print(&format!("{} {}\n", statement.member_no, statement.name));
        for line in explanation::explain(&view.summary, statement, language) {
            self.output.print(&format!("  {line}\n"));
        }
    }

    /// A statement as it would be handed out.
    pub(super) fn print_statement(&self, found: &StatementView) {
        let StatementView { run: view, statement, code } = found;
        let household = [statement.household_no.as_str(), statement.group.as_str()];
        self.print_explanation(view, statement);
        let seal = short_seal(view);
        let household = household.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        self.output.say(
            &format!("  户/组 {household}　封存号 {seal}　核对码 {code}"),
            &format!("  household/group {household}  seal {seal}  code {code}"),
        );
    }
}

/// The first digits of a seal, enough to tell runs apart by eye.
fn short_seal(view: &RunView) -> String {
    view.run.seal.hash().to_string().chars().take(12).collect()
}
