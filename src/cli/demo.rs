//! `demo`: the sample community, from its workbooks to the year's statement.

use super::Session;
use super::arguments::DemoArguments;
use crate::application::Outcome;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn demo(&mut self, _: &DemoArguments) -> Outcome<ExitCode> {
        Ok(ExitCode::SUCCESS)
    }
}
