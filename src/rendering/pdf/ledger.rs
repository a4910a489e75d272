//! Journals, detail ledgers, the general ledger and the trial balance on paper (日记账、明细账、总账、科目余额表).

use super::document::{Document, Paper};
use super::file::PdfFile;
use super::font::Fonts;
use super::table::{self, TableSetting};
use crate::domain::refusal::Problem;
use crate::rendering::ledger_text::LedgerHeading;
use crate::rendering::speech::Language;
use crate::rendering::table::Table;
use std::io::{Result, Write};

/// Writes a ledger under its heading.
///
/// # Errors
/// Where it cannot be written.
pub fn write<W: Write>(
    target: W,
    fonts: &Fonts,
    (heading, rows): (&LedgerHeading<'_>, &Table),
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let line = heading.line(language);
    let mut file = PdfFile::begin(target, fonts, &line, language)?;
    file.typesetter.subject.clone_from(&line);
    let mut document = Document::begin(&mut file, Paper::A4Landscape, (heading.book.to_owned(), line));
    let (first, last) = heading.range;
    let range = match language {
        Language::Chinese => format!("{first} 至 {last}"),
        Language::English => format!("{first} to {last}"),
    };
    let whose: Vec<&str> = std::iter::once(heading.book).chain(heading.account.as_deref()).collect();
    let about = format!("{}　{range}", whose.join("　"));
    // In English it is a word within a line, and the title here.
    let (initial, rest) = heading.what.split_at(heading.what.chars().next().map_or(0, char::len_utf8));
    let title = format!("{}{rest}", initial.to_uppercase());
    document.title(&title, (&about, language.say("单位：元", "in yuan")));
    table::set(&mut document, rows, &TableSetting { has_red_letters: true, ..TableSetting::plain(8.5) });
    document.signatures(&[
        (language.say("会计主管", "Chief accountant"), ""),
        (language.say("记账", "Posted"), ""),
        (language.say("打印日期", "Printed on"), ""),
    ]);
    document.finish()?;
    file.finish()
}
