//! The notice of a run (公示): what everybody may see, as a page and as CSV, names masked, nothing by which a person could be robbed.

use super::amount::{price, quantity, yuan};
use super::run_text;
use super::speech::Language;
use super::workbook::escaped;
use crate::domain::distribution::run::RunKind;
use crate::domain::governance::proof::VerificationCode;
use crate::domain::governance::seal::Hash;
use crate::domain::statement::member_statement::MemberStatement;
use crate::domain::statement::run_summary::RunSummary;
use askama::Template;
use chrono::NaiveDate;
use std::io::Write;

/// What a notice is made of.
pub struct NoticeSource<'n> {
    /// The run.
    pub summary: &'n RunSummary,
    /// Its seal.
    pub seal: Hash,
    /// Every statement with its code, in member-number order.
    pub statements: &'n [(MemberStatement, VerificationCode)],
    /// The first and the last day, once it is up.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Where and how to object.
    pub where_to_object: &'n str,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice {
    cooperative: String,
    run: String,
    title: String,
    days: String,
    figures: Vec<(&'static str, String)>,
    where_to_object: String,
    year_line: String,
    batch_headings: Vec<&'static str>,
    batches: Vec<Vec<String>>,
    equal_rights: String,
    list_headings: [&'static str; 9],
    list: Vec<[String; 9]>,
    seal: String,
    short_seal: String,
    record_date: String,
    cut_off: String,
}

/// What the list says of everybody.
pub const fn list_headings(language: Language) -> [&'static str; 9] {
    match language {
        Language::Chinese => {
            ["成员编号", "姓名", "居民小组", "参加分配股数", "一次分配", "二次分配", "扣税和扣回", "实发", "核对码"]
        }
        Language::English => {
            ["Member", "Name", "Group", "Shares", "Tier one", "Tier two", "Tax and taken back", "Paid", "Code"]
        }
    }
}

/// Where and how to object, where nobody says it otherwise.
pub fn where_to_object(days: Option<(NaiveDate, NaiveDate)>) -> String {
    let until = days.map(|(_, last)| format!("{last} 为止（含当天），")).unwrap_or_default();
    format!("{until}到政务服务站窗口提出，写明对哪一项有意见；董事会逐条答复，答复之前分配不生效。")
}

/// A name with what tells persons apart left in: 陈国强 as 陈*强, 李芳 as 李*.
pub fn masked_name(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    match characters.as_slice() {
        [] => String::new(),
        [first] | [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len())),
    }
}

/// Where and how to object, unless a cooperative says otherwise; until the last day of the notice, once that is known.
pub fn usual_way_to_object(last_day: Option<NaiveDate>, language: Language) -> String {
    match language {
        Language::Chinese => {
            let until = last_day.map(|last| format!("{last} 为止（含当天），")).unwrap_or_default();
            format!("{until}到政务服务站窗口提出，写明对哪一项有意见；董事会逐条答复，答复之前分配不生效。")
        }
        Language::English => {
            let until = last_day.map(|last| format!(", until {last} (included)")).unwrap_or_default();
            format!(
                "Go to the service station{until}, and say in writing which figure you object to: the board of directors answers each objection, and nothing takes effect before."
            )
        }
    }
}

impl Notice {
    fn new(source: &NoticeSource<'_>) -> Notice {
        let summary = source.summary;
        let header = &summary.header;
        let (batch_headings, batches) = run_text::batch_rows(summary, Language::Chinese);
        let days = source.days.map(|(first, last)| format!("公示 {first} 至 {last}")).unwrap_or_default();
        let seal = source.seal.to_string();
        Notice {
            cooperative: header.cooperative_name.clone(),
            run: header.run.to_string(),
            title: format!("{} {}", header.run, header.kind.zh()),
            days,
            figures: figures(summary, Language::Chinese),
            where_to_object: source.where_to_object.to_owned(),
            year_line: run_text::year_line(summary, Language::Chinese).trim_end().to_owned(),
            batch_headings,
            batches,
            equal_rights: run_text::same_share(summary, Language::Chinese).trim_end().to_owned(),
            list_headings: list_headings(Language::Chinese),
            list: source.statements.iter().map(|(statement, code)| row(statement, *code)).collect(),
            short_seal: seal.chars().take(12).collect(),
            seal,
            record_date: header.record_date.to_string(),
            cut_off: header.cut_off.to_string(),
        }
    }
}

/// What is read from two metres.
pub fn figures(summary: &RunSummary, language: Language) -> Vec<(&'static str, String)> {
    let money = |amount| match language {
        Language::Chinese => format!("{} 元", yuan(amount)),
        Language::English => format!("{} yuan", yuan(amount)),
    };
    let mut figures = Vec::new();
    if let Some(tier) = &summary.tier_two {
        let rate = match (tier.per_share, language) {
            (Some(rate), Language::Chinese) => format!("{} 元", price(rate)),
            (Some(rate), Language::English) => format!("{} yuan", price(rate)),
            (None, language) => language.say("最大余数法", "largest remainder").to_owned(),
        };
        figures.push((language.say("二次分配每股", "Tier two, a share"), rate));
        let shares = quantity(tier.eligible_shares);
        let shares = if language == Language::Chinese { format!("{shares} 股") } else { shares };
        figures.push((language.say("参加分配", "Shares that take part"), shares));
    }
    let totals = &summary.totals;
    figures.push((language.say("一次分配合计", "Tier one in all"), money(totals.tier_one)));
    if summary.header.kind.has_tier_two() {
        figures.push((language.say("二次分配合计", "Tier two in all"), money(totals.tier_two)));
    }
    figures.push((language.say("实发合计", "Paid in all"), money(totals.net)));
    // A later run has statements for many whom it gives nothing.
    let counted = match summary.header.kind {
        RunKind::Annual => language.say("人数", "Members"),
        RunKind::Arrears | RunKind::Correction => {
            language.say("对账单（份，含这次没有钱的）", "Statements, those of nothing included")
        }
    };
    figures.push((counted, quantity(totals.count)));
    if let Some(fall) = &summary.waterfall {
        figures.push((language.say("公积公益金", "Reserve"), money(fall.reserve)));
        figures.push((language.say("公益建设资金（居委会）", "Levy to the residents' committee"), money(fall.levy)));
    }
    figures
}

/// A statement's line of the list.
pub fn row(statement: &MemberStatement, code: VerificationCode) -> [String; 9] {
    let deductions = crate::domain::money::Money::from_fen(statement.tax.fen() + statement.recovered.fen());
    [
        statement.member_no.clone(),
        masked_name(&statement.name),
        statement.group.clone(),
        quantity(statement.shares),
        yuan(statement.tier_one),
        yuan(statement.tier_two),
        yuan(deductions),
        yuan(statement.net),
        code.to_string(),
    ]
}

/// A number without its thousands separators, which a spreadsheet would take for text; text as it is.
fn plain(cell: &str) -> String {
    let number = cell.replace(',', "");
    if number.parse::<rust_decimal::Decimal>().is_ok() { number } else { escaped(cell) }
}

/// The notice as a page that stands alone.
///
/// # Errors
/// Where the template fails.
pub fn html(source: &NoticeSource<'_>) -> Result<String, askama::Error> {
    Notice::new(source).render()
}

/// The notice as CSV: what it is about, the batches, the list.
///
/// # Errors
/// Where it cannot be written.
pub fn write_csv(target: impl Write, source: &NoticeSource<'_>) -> Result<(), csv::Error> {
    let notice = Notice::new(source);
    let mut target = target;
    target.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(target);
    let blank: [&str; 1] = [""];
    writer.write_record([notice.cooperative.as_str(), &notice.title, "公示"])?;
    writer.write_record(["公示期", &notice.days])?;
    writer.write_record(["异议", &notice.where_to_object])?;
    writer.write_record(["封存号", &notice.seal])?;
    writer.write_record(["股权登记日", &notice.record_date])?;
    writer.write_record(["收款截止日", &notice.cut_off])?;
    for (label, value) in &notice.figures {
        writer.write_record([label, value.as_str()])?;
    }
    writer.write_record(blank)?;
    writer.write_record(&notice.batch_headings)?;
    for batch in &notice.batches {
        writer.write_record(batch.iter().map(|cell| plain(cell)))?;
    }
    writer.write_record(blank)?;
    writer.write_record(notice.list_headings)?;
    for row in &notice.list {
        writer.write_record(row.iter().map(|cell| plain(cell)))?;
    }
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_masked_and_still_told_apart() {
        assert_eq!(masked_name("陈国强"), "陈*强");
        assert_eq!(masked_name("李芳"), "李*");
        assert_eq!(masked_name("欧阳小明"), "欧**明");
        assert_eq!(masked_name("王"), "王*");
    }
}
