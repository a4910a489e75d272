//! The statutory statements (会计报表) of a book on paper, a page each, and whether their figures agree.

use super::canvas::{Anchor, INK, Style};
use super::document::{Document, Paper};
use super::file::PdfFile;
use super::font::Fonts;
use super::table::{self, TableSetting};
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::Problem;
use crate::domain::statement::layout::StatementLine;
use crate::domain::statement::tie_out::TieOut;
use crate::rendering::speech::Language;
use crate::rendering::statement_text;
use std::io::{Result, Write};

/// A statement to print.
pub struct StatutoryStatement<'s> {
    /// What it is called, in the language that is printed.
    pub name: &'s str,
    /// Its figures.
    pub lines: &'s [StatementLine],
    /// Whether somebody has yet to compare its rows with the official form.
    pub awaits_check: bool,
}

/// Writes the statements of a book (its name) up to a period.
///
/// # Errors
/// Where it cannot be written.
pub fn write<W: Write>(
    target: W,
    fonts: &Fonts,
    (book, last): (&str, AccountingPeriod),
    (statements, tie_outs): (&[StatutoryStatement<'_>], &[TieOut]),
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let mut file = PdfFile::begin(target, fonts, &format!("{book} {last}"), language)?;
    file.typesetter.subject = book.to_owned();
    for (position, statement) in statements.iter().enumerate() {
        let foot = (format!("{book}　{last}"), format!("{}　{book}　{last}", statement.name));
        let mut document = Document::begin(&mut file, Paper::A4, foot);
        let about = format!("{}{book}　{last}", language.say("编制单位：", "Entity: "));
        document.title(statement.name, (&about, language.say("单位：元", "in yuan")));
        let rows = statement_text::table(statement.lines, language);
        let is_last = position + 1 == statements.len() && !tie_outs.is_empty();
        let of_tie_outs = if is_last { tie_outs.len() as f32 * 16.0 + 60.0 } else { 0.0 };
        // On one page where that can be read.
        let below = 62.0 + of_tie_outs + if statement.awaits_check { 16.0 } else { 0.0 };
        let setting = TableSetting::filling(document.room() - below, rows.rows().len() + 1);
        table::set(&mut document, &rows, &setting);
        document.skip(4.0);
        if statement.awaits_check {
            document.note(statement_text::awaits_check(language));
        }
        document.signatures(&[
            (language.say("单位负责人", "Head"), ""),
            (language.say("会计主管", "Chief accountant"), ""),
            (language.say("制表", "Prepared"), ""),
        ]);
        if is_last {
            let rows = statement_text::tie_out_table(tie_outs, language);
            document.need(of_tie_outs);
            document.skip(14.0);
            let left = document.left();
            document.text(left, Anchor::Left, Style::bold(10.0, INK), language.say("勾稽关系", "Tie-outs"));
            document.skip(20.0);
            table::set(&mut document, &rows, &TableSetting::plain(8.5));
        }
        let page = document.finish()?;
        file.bookmark(None, statement.name.to_owned(), page);
    }
    file.finish()
}
