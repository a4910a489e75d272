//! Vouchers (记账凭证) on paper, with every place to sign (会计基础工作规范 art. 51) and red letters where an amount is below zero.

use super::canvas::{Anchor, INK, MUTED, OCHRE, Style};
use super::document::{Document, Paper};
use super::file::PdfFile;
use super::font::Fonts;
use super::table::{self, TableSetting};
use crate::domain::ledger::book::Book;
use crate::domain::ledger::voucher::Voucher;
use crate::domain::refusal::Problem;
use crate::rendering::amount::capital;
use crate::rendering::speech::Language;
use crate::rendering::voucher_text;
use std::io::{Result, Write};

/// A voucher to print.
pub struct VoucherOnPaper<'v> {
    /// What it says.
    pub voucher: &'v Voucher,
    /// `2008-03 记-1` once it is posted, before that `#12`.
    pub name: String,
    /// How far it has come, where it is not posted.
    pub unposted: Option<&'v str>,
    /// What it reverses or corrects, in words.
    pub linked: Option<String>,
    /// 制单.
    pub prepared_by: String,
    /// 复核.
    pub reviewed_by: String,
    /// 出纳.
    pub signed_by: String,
    /// 记账.
    pub posted_by: String,
}

/// Writes vouchers of a book, each on sheets of its own.
///
/// # Errors
/// Where it cannot be written.
pub fn write<W: Write>(
    target: W,
    fonts: &Fonts,
    (book, vouchers): (&Book, &[VoucherOnPaper<'_>]),
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let title = language.say("记账凭证", "Voucher");
    let named = vouchers.first().map(|voucher| voucher.name.as_str()).unwrap_or_default();
    let mut file = PdfFile::begin(target, fonts, &format!("{title} {} {named}", book.name), language)?;
    for voucher in vouchers {
        write_one(&mut file, book, voucher)?;
    }
    file.finish()
}

fn write_one<W: Write>(file: &mut PdfFile<'_, W>, book: &Book, one: &VoucherOnPaper<'_>) -> Result<()> {
    let (language, head) = (file.language, one.voucher.head());
    let title = language.say("记账凭证", "Voucher");
    let whose = format!("{title} {} {}", book.name, one.name);
    file.typesetter.subject.clone_from(&whose);
    let mut document = Document::begin(file, Paper::A5Landscape, (format!("{}　{}", book.name, one.name), whose));
    let (left, right) = (document.left(), document.right());
    let (date, count) = (head.date, head.attachment_count);
    if let Some(state) = one.unposted {
        document.text(left, Anchor::Left, Style::new(9.0, OCHRE), state);
    }
    let attached = match language {
        Language::Chinese => format!("附件 {count} 张"),
        Language::English => format!("{count} attached"),
    };
    document.text(right, Anchor::Right, Style::new(9.0, MUTED), &attached);
    document.title(title, (&book.name, &one.name));
    document.skip(-18.0);
    document.text((left + right) / 2.0, Anchor::Centre, Style::new(9.5, INK), &date.to_string());
    document.skip(18.0);
    let setting = TableSetting { has_red_letters: true, least_rows: 9, ..TableSetting::plain(9.5) };
    let rows = voucher_text::table(one.voucher, &book.chart, language);
    table::set(&mut document, &rows, &setting);
    document.skip(4.0);
    let total = one.voucher.total().unwrap_or_default();
    document.note(&format!("{}{}", language.say("合计人民币（大写）", "Total: RMB "), capital(total)));
    if let Some(linked) = &one.linked {
        document.note(linked);
    }
    document.signatures(&[
        (language.say("会计主管", "Chief accountant"), ""),
        (language.say("记账", "Posted"), &one.posted_by),
        (language.say("出纳", "Cashier"), &one.signed_by),
        (language.say("复核", "Reviewed"), &one.reviewed_by),
        (language.say("制单", "Prepared"), &one.prepared_by),
    ]);
    document.finish()?;
    Ok(())
}
