//! How what was typed is understood: a value of the domain, or what was expected in its place.

use super::super::language_of;
use crate::domain::governance::seal::Hash;
use crate::domain::period::AccountingYear;
use crate::domain::sheet::SheetKind;
use crate::rendering::speech::Language;
use crate::spreadsheet::format::TextEncoding;
use crate::spreadsheet::layout::LOWEST_HEADING_ROW;
use chrono::NaiveDate;
use std::net::IpAddr;
use std::path::PathBuf;
use strum::IntoEnumIterator;

pub(super) fn parse_language(text: &str) -> Result<Language, String> {
    language_of(text).ok_or_else(|| "zh or en".to_owned())
}

pub(super) fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let cell = crate::domain::sheet::Cell::Text(text.into());
    crate::spreadsheet::value::date(&cell, false)
        .ok_or_else(|| "日期应如 2008-12-31 · a date such as 2008-12-31".to_owned())
}

pub(super) fn parse_proxy(text: &str) -> Result<IpAddr, String> {
    let address = text.parse::<IpAddr>().ok().map(|address| address.to_canonical());
    // Whoever believed every address would believe every visitor.
    let address = address.filter(|address| !address.is_unspecified() && !address.is_multicast());
    address
        .ok_or_else(|| "代理服务器自己的 IP 地址，如 127.0.0.1 · the proxy's own address, such as 127.0.0.1".to_owned())
}

pub(super) fn parse_hash(text: &str) -> Result<Hash, String> {
    text.trim().parse().map_err(|_| "哈希是 64 位十六进制 · a hash has 64 hexadecimal digits".to_owned())
}

pub(super) fn parse_year(text: &str) -> Result<AccountingYear, String> {
    let year = text.trim_end_matches('年').parse().ok().and_then(AccountingYear::try_new);
    year.ok_or_else(|| "年度应如 2008 · a year such as 2008".to_owned())
}

pub(super) fn parse_run(text: &str) -> Result<(AccountingYear, Option<u32>), String> {
    match text.split_once('#') {
        Some((year, number)) => {
            let number = number.parse().map_err(|_| "编号应如 2008#2 · a run such as 2008#2".to_owned())?;
            Ok((parse_year(year)?, Some(number)))
        }
        None => Ok((parse_year(text)?, None)),
    }
}

pub(super) fn parse_choice(text: &str) -> Result<(String, String), String> {
    let halves = text.split_once(['=', '＝']).map(|(heading, column)| (heading.to_owned(), column.to_owned()));
    halves.ok_or_else(|| "应为 表头=列名 · HEADING=COLUMN".to_owned())
}

/// A sheet's name, empty where all are meant, and what is said of it.
fn of_sheet(text: &str) -> (String, &str) {
    text.rsplit_once(['=', '＝']).map_or_else(|| (String::new(), text), |(sheet, said)| (sheet.to_owned(), said))
}

pub(super) fn parse_sheet_kind(text: &str) -> Result<(String, SheetKind), String> {
    let (sheet, kind) = of_sheet(text);
    Ok((sheet, parse_kind(kind)?))
}

pub(super) fn parse_heading_row(text: &str) -> Result<(String, u32), String> {
    let (sheet, row) = of_sheet(text);
    let row = row.trim().parse().ok().filter(|row| (1..=LOWEST_HEADING_ROW).contains(row));
    let expected = || format!("应为 1 到 {LOWEST_HEADING_ROW} 的行号 · a row from 1 to {LOWEST_HEADING_ROW}");
    row.map(|row| (sheet, row)).ok_or_else(expected)
}

pub(super) fn parse_encoding(text: &str) -> Result<TextEncoding, String> {
    let names = || TextEncoding::iter().map(TextEncoding::name).collect::<Vec<_>>().join(", ");
    TextEncoding::lookup(text).ok_or_else(names)
}

pub(super) fn parse_kind(text: &str) -> Result<SheetKind, String> {
    let names: Vec<String> = SheetKind::iter().map(|kind| format!("{} ({})", kind.code(), kind.zh())).collect();
    SheetKind::lookup(text).ok_or_else(|| names.join(", "))
}

pub(super) fn parse_template_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let known = |suffix: &std::ffi::OsStr| ["xlsx", "csv"].iter().any(|known| suffix.eq_ignore_ascii_case(known));
    if path.extension().is_some_and(known) {
        return Ok(path);
    }
    Err("文件名应以 .xlsx 或 .csv 结尾 · a file ending in .xlsx or .csv".to_owned())
}
