//! `template`: blank sheets to fill in.

use super::arguments::TemplateArguments;
use super::{Session, not_written};
use crate::application::Outcome;
use crate::rendering::template::write_template;
use crate::spreadsheet::template::template;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn template(&mut self, arguments: &TemplateArguments) -> Outcome<ExitCode> {
        let columns: Vec<(&str, bool)> =
            template(arguments.kind).iter().map(|column| (column.heading, column.required)).collect();
        let written = write_template(&arguments.file, arguments.kind, &columns);
        written.map_err(|error| not_written(&arguments.file, error))?;
        let (file, kind) = (arguments.file.display(), arguments.kind);
        self.output.say(
            &format!("已写出{}的空白模板 {file}", kind.zh()),
            &format!("A blank template of {} is written to {file}", kind.code()),
        );
        Ok(ExitCode::SUCCESS)
    }
}
