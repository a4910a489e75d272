//! The distribution list (分配表) of a run on paper: a line a member, sums on every page, and places to sign.

use super::document::{Document, Paper};
use super::file::PdfFile;
use super::font::Fonts;
use super::member_statement::RunOnPaper;
use super::table::{self, PageTotals, TableSetting};
use crate::domain::distribution::run::RunKind;
use crate::domain::money::Money;
use crate::domain::refusal::Problem;
use crate::domain::statement::member_statement::MemberStatement;
use crate::rendering::amount::{capital, quantity, yuan};
use crate::rendering::run_text::list_headings;
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use std::io::{Result, Write};

/// The first column of amounts; those before it say who the member is and how many shares take part.
const FIRST_AMOUNT: usize = 5;
const AMOUNTS: [usize; 5] = [FIRST_AMOUNT, FIRST_AMOUNT + 1, FIRST_AMOUNT + 2, FIRST_AMOUNT + 3, FIRST_AMOUNT + 4];

/// Writes the list.
///
/// # Errors
/// Where it cannot be written.
pub fn write<W: Write>(
    target: W,
    fonts: &Fonts,
    run: &RunOnPaper<'_>,
    statements: &[MemberStatement],
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let header = &run.summary.header;
    let (cooperative, year) = (&header.cooperative_name, header.run.year);
    let title = match (language, header.kind) {
        (Language::Chinese, RunKind::Annual) => format!("{cooperative} {year} 年度分配表"),
        (Language::Chinese, RunKind::Arrears) => format!("{cooperative} {year} 年度欠租补发分配表"),
        (Language::Chinese, RunKind::Correction) => format!("{cooperative} {year} 年度分配更正表"),
        (Language::English, RunKind::Annual) => format!("{cooperative}: distribution list {year}"),
        (Language::English, RunKind::Arrears) => format!("{cooperative}: arrears of {year}, paid later"),
        (Language::English, RunKind::Correction) => format!("{cooperative}: distribution list {year}, set right"),
    };
    let listed: Vec<&MemberStatement> = statements.iter().filter(|statement| run.summary.lists(statement)).collect();
    let left_out = statements.len() - listed.len();
    let mut file = PdfFile::begin(target, fonts, &title, language)?;
    file.typesetter.subject.clone_from(cooperative);
    let foot = (format!("{cooperative}　{}", header.run), title.clone());
    let mut document = Document::begin(&mut file, Paper::A4Landscape, foot);
    let (record, cut_off) = (header.record_date, header.cut_off);
    let about = match language {
        Language::Chinese => {
            format!("{} {}　股权登记日 {record}　收款截止日 {cut_off}　{}", header.run, header.kind.zh(), run.standing)
        }
        Language::English => {
            format!(
                "{} {}, record date {record}, receipts up to {cut_off}, {}",
                header.run,
                header.kind.code(),
                run.standing
            )
        }
    };
    document.title(&title, (&about, language.say("单位：元", "in yuan")));
    let amounts: Vec<Vec<Money>> = listed.iter().map(|statement| amounts(statement).to_vec()).collect();
    let setting = TableSetting {
        page_totals: Some(PageTotals { columns: &AMOUNTS, amounts: &amounts }),
        subject_columns: 2,
        ..TableSetting::plain(8.5)
    };
    table::set(&mut document, &list(run, &listed, language), &setting);
    document.file.typesetter.subject.clone_from(cooperative);
    document.skip(6.0);
    let net = run.summary.totals.net;
    document.note(&match language {
        Language::Chinese => format!("共 {} 人，实发合计 {} 元，人民币{}。", listed.len(), yuan(net), capital(net)),
        Language::English => format!("{} members, {} yuan in all, RMB {}.", listed.len(), yuan(net), capital(net)),
    });
    if left_out > 0 {
        document.note(&match language {
            Language::Chinese => format!("另有 {left_out} 人本次为 0.00 元，不在此列，他们的对账单同样封存。"),
            Language::English => {
                format!(
                    "Another {left_out} members come to 0.00 and are not listed; their statements are sealed as well."
                )
            }
        });
    }
    run.approvals.iter().for_each(|approval| document.note(approval));
    document.note(&format!("{} {}", language.say("封存号", "Seal"), run.seal));
    document.signatures(&[
        (language.say("编制", "Prepared"), ""),
        (language.say("复核", "Reviewed"), ""),
        (language.say("董事长", "Chair of the board"), ""),
        (language.say("监事会主席", "Chair of the supervisors"), ""),
    ]);
    document.finish()?;
    file.finish()
}

/// What is summed of each member.
fn amounts(statement: &MemberStatement) -> [Money; 5] {
    [statement.tier_one, statement.tier_two, statement.tax, statement.recovered, statement.net]
}

fn list(run: &RunOnPaper<'_>, statements: &[&MemberStatement], language: Language) -> Table {
    let align = |column: usize| if column + 1 < FIRST_AMOUNT { Align::Left } else { Align::Right };
    let headings = list_headings(language).into_iter().enumerate().map(|(column, heading)| (heading, align(column)));
    // Who gets their money by hand signs for it, and wants room to do so.
    let mut table = Table::new(headings.chain([(language.say("签收　　　　　　", "received　　　　　"), Align::Left)]));
    for statement in statements {
        let texts = [&statement.member_no, &statement.name, &statement.household_no, &statement.group];
        let cells = texts.into_iter().cloned().chain([quantity(statement.shares)]);
        table.row(cells.chain(amounts(statement).map(yuan)).chain([String::new()]));
    }
    let totals = &run.summary.totals;
    let sums = [totals.tier_one, totals.tier_two, totals.tax, totals.recovered, totals.net].map(yuan);
    let blank = std::iter::repeat_n(String::new(), FIRST_AMOUNT - 1);
    let caption = language.say("合计", "total").to_owned();
    table.total(std::iter::once(caption).chain(blank).chain(sums).chain([String::new()]));
    table
}
