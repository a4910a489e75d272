//! Printing: the fonts there are, the file that is written, and the characters that no font had.

use super::arguments::{FontArguments, PaperArguments};
use super::{Session, not_written};
use crate::application::{Failure, Outcome};
use crate::domain::refusal::{CooperativeRefusal, Problem};
use crate::rendering::json;
use crate::rendering::pdf::Fonts;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Result};
use std::path::Path;

/// A document on its way into a file.
pub(super) type PaperFile = BufWriter<File>;

impl Session<'_> {
    /// Writes a document where it is wanted on paper; tells whether it was.
    pub(super) fn print_on_paper(
        &self,
        paper: &PaperArguments,
        write: impl FnOnce(PaperFile, &Fonts) -> Result<(PaperFile, Vec<Problem>)>,
    ) -> Outcome<bool> {
        let Some(path) = &paper.pdf else { return Ok(false) };
        let fonts = self.fonts(&paper.fonts)?;
        let file = File::create(path).map_err(|error| not_written(path, error))?;
        let (_, warnings) = write(BufWriter::new(file), &fonts).map_err(|error| not_written(path, error))?;
        self.say_printed(path, &warnings);
        Ok(true)
    }

    /// What was printed, and what of it is a box.
    pub(super) fn say_printed(&self, path: &Path, warnings: &[Problem]) {
        if self.output.json {
            let mut value = json::problems(warnings);
            value["file"] = json!(path.display().to_string());
            return self.output.json(&value);
        }
        self.say_written([path]);
        self.output.problems(warnings);
    }

    /// The program's own font, those of the data folder by name, then those that were named.
    pub(super) fn fonts(&self, named: &FontArguments) -> Outcome<Fonts> {
        let folder = Path::new(self.arguments.data()).join("fonts");
        Fonts::load(&folder, &named.fonts).map_err(|(path, reason)| {
            Failure::refused(CooperativeRefusal::FontUnreadable { path: path.display().to_string(), reason })
        })
    }
}
