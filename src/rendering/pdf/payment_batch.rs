//! A payment batch (代发批次) on paper: a line a transfer, sums on every page, the total in capitals, and places to sign.

use super::document::{Document, Paper};
use super::file::PdfFile;
use super::font::Fonts;
use super::table::{self, PageTotals, TableSetting};
use crate::domain::money::Money;
use crate::domain::payment::payable::BatchStanding;
use crate::domain::refusal::Problem;
use crate::rendering::amount::yuan;
use crate::rendering::payment_text;
use crate::rendering::speech::Language;
use crate::rendering::table::Align;
use std::io::{Result, Write};

/// Writes a batch of a cooperative.
///
/// # Errors
/// Where it cannot be written.
pub fn write<W: Write>(
    target: W,
    fonts: &Fonts,
    (cooperative, standing): (&str, &BatchStanding),
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let batch = &standing.batch;
    let title = match language {
        Language::Chinese => format!("{cooperative} 代发批次 {}", batch.batch_no),
        Language::English => format!("{cooperative}: payment batch {}", batch.batch_no),
    };
    let mut file = PdfFile::begin(target, fonts, &title, language)?;
    file.typesetter.subject.clone_from(&title);
    let mut document = Document::begin(&mut file, Paper::A4Landscape, (title.clone(), title.clone()));
    let sent = payment_text::batch_sent(standing, language);
    let sent = sent.as_deref().unwrap_or(language.say("未交银行", "Not with the bank yet"));
    document.title(&title, (sent, language.say("单位：元", "in yuan")));
    let mut rows = payment_text::batch_table(standing, language);
    let columns: Vec<usize> =
        (0..rows.headings().len()).filter(|column| rows.headings()[*column].1 == Align::Right).collect();
    let mut total = vec![String::new(); rows.headings().len()];
    total[0] = language.say("合计", "total").to_owned();
    columns.iter().for_each(|column| total[*column] = yuan(batch.total().unwrap_or_default()));
    rows.total(total);
    let amounts: Vec<Vec<Money>> = batch.lines.iter().map(|line| vec![line.amount]).collect();
    let setting = TableSetting {
        page_totals: Some(PageTotals { columns: &columns, amounts: &amounts }),
        subject_columns: 2,
        ..TableSetting::plain(8.5)
    };
    table::set(&mut document, &rows, &setting);
    document.file.typesetter.subject.clone_from(&title);
    document.skip(6.0);
    document.note(&payment_text::batch_title(standing, language));
    document.signatures(&[
        (language.say("编制", "Prepared"), &standing.made_by),
        (language.say("复核", "Reviewed"), ""),
        (language.say("出纳", "Cashier"), ""),
        (language.say("负责人", "Head"), ""),
    ]);
    document.finish()?;
    file.finish()
}
