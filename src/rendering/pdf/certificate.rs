//! A share certificate (股权证) on paper. The register decides; the paper proves what it was given for.

use super::canvas::{Anchor, INK, LAND, MUTED, Style};
use super::document::{Document, Paper};
use super::file::PdfFile;
use super::font::Fonts;
use super::table::{self, TableSetting};
use crate::domain::refusal::Problem;
use crate::domain::register::certificate::Certificate;
use crate::domain::register::member::Member;
use crate::rendering::certificate_text;
use crate::rendering::speech::Language;
use compact_str::CompactString;
use std::collections::BTreeMap;
use std::io::{Result, Write};

/// Writes a certificate of a cooperative, with the members whom it names.
///
/// # Errors
/// Where it cannot be written.
pub fn write<W: Write>(
    target: W,
    fonts: &Fonts,
    cooperative: &str,
    (certificate, members): (&Certificate, &BTreeMap<CompactString, Member>),
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let number = &certificate.certificate_no;
    let name = language.say("股权证", "Share certificate");
    let title = format!("{name} {number}");
    let mut file = PdfFile::begin(target, fonts, &title, language)?;
    file.typesetter.subject.clone_from(&title);
    let mut document = Document::begin(&mut file, Paper::A4Landscape, (cooperative.to_owned(), title));
    let (left, right, width) = (document.left(), document.right(), document.width());
    let middle = (left + right) / 2.0;
    document.canvas().frame((left - 22.0, 26.0), (width + 44.0, 516.0), (LAND, 1.6));
    document.canvas().frame((left - 17.0, 31.0), (width + 34.0, 506.0), (LAND, 0.5));
    document.skip(20.0);
    document.text(middle, Anchor::Centre, Style::new(13.0, MUTED), cooperative);
    document.skip(26.0);
    document.text(middle, Anchor::Centre, Style::bold(30.0, INK), name);
    document.skip(58.0);
    let (numbered, date) = (language.say("编号", "No."), certificate.first_date);
    document.text(left, Anchor::Left, Style::new(10.5, INK), &format!("{numbered} {number}"));
    let registered = format!("{} {date}", language.say("登记日期", "Registered on"));
    document.text(right, Anchor::Right, Style::new(10.5, INK), &registered);
    document.skip(30.0);
    let proves = language.say(
        "兹证明下列成员持有本社股份，已载入股权登记簿。",
        "This certifies that the members below hold shares of this cooperative, as entered in its register.",
    );
    document.text(left, Anchor::Left, Style::new(11.5, INK), proves);
    document.skip(28.0);
    let setting = TableSetting { subject_columns: 2, ..TableSetting::plain(11.0) };
    table::set(&mut document, &certificate_text::table(certificate, members, language), &setting);
    document.file.typesetter.subject = format!("{name} {number}");
    document.skip(10.0);
    document.note(language.say(
        "股权以股权登记簿为准；转让、继承、赠与按章程办理登记。",
        "The register decides. Transfers, inheritance and gifts are entered as the charter says.",
    ));
    let below = document.room() - 62.0;
    document.skip(below.max(0.0));
    document.signatures(&[
        (language.say("合作社（公章）", "Cooperative (seal)"), ""),
        (language.say("法定代表人", "Legal representative"), ""),
        (language.say("发证日期", "Issued on"), ""),
    ]);
    document.finish()?;
    file.finish()
}
