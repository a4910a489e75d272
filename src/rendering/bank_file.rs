//! The file of a batch for the bank (代发文件): CSV or a workbook, with the columns that the bank asks for.

use super::workbook::escaped;
use crate::domain::payment::batch::{LineKey, PaymentBatch, PaymentLine};
use crate::domain::payment::claim::Tier;
use crate::domain::period::AccountingYear;
use crate::domain::register::member::Member;
use compact_str::CompactString;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use strum::IntoEnumIterator;

/// A field that a bank file can have (代发文件的项).
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum BankField {
    /// 明细id: the bank gives it back.
    Line,
    /// 序号.
    Number,
    /// 户名.
    Payee,
    /// 账号.
    Account,
    /// 开户银行.
    Bank,
    /// 金额.
    Amount,
    /// 用途.
    Purpose,
    /// 附言: which year's which distribution.
    Message,
    /// 证件号码 of the member who is paid.
    IdNumber,
    /// 成员编号.
    MemberNo,
}

impl BankField {
    /// As `--columns` names it.
    pub const fn zh(self) -> &'static str {
        match self {
            BankField::Line => "明细id",
            BankField::Number => "序号",
            BankField::Payee => "户名",
            BankField::Account => "账号",
            BankField::Bank => "开户银行",
            BankField::Amount => "金额",
            BankField::Purpose => "用途",
            BankField::Message => "附言",
            BankField::IdNumber => "证件号码",
            BankField::MemberNo => "成员编号",
        }
    }

    /// The heading that banks usually give it.
    const fn usual_heading(self) -> &'static str {
        match self {
            BankField::Payee => "收款账户名称",
            BankField::Account => "收方银行账号",
            BankField::Bank => "收方银行网点",
            other => other.zh(),
        }
    }

    /// The field of a name, or of a usual heading.
    pub fn lookup(text: &str) -> Option<BankField> {
        BankField::iter().find(|field| field.zh() == text || field.usual_heading() == text)
    }
}

/// A column of a bank file: its field and heading.
pub type BankColumn = (BankField, String);

/// The columns that banks usually ask for.
pub fn usual_columns() -> Vec<BankColumn> {
    use BankField::{Account, Amount, Bank, Line, Message, Payee, Purpose};
    let fields = [Line, Payee, Account, Bank, Amount, Purpose, Message];
    fields.into_iter().map(|field| (field, field.usual_heading().to_owned())).collect()
}

/// Reads `明细id,账号=收方银行账号,金额`.
///
/// # Errors
/// The first field that there is not.
pub fn parse_columns(text: &str) -> Result<Vec<BankColumn>, String> {
    let column = |part: &str| {
        let (field, heading) = part.split_once(['=', '＝']).map_or((part, None), |(field, own)| (field, Some(own)));
        let found = BankField::lookup(field.trim()).ok_or_else(|| field.trim().to_owned())?;
        let heading = heading.map_or(found.usual_heading(), str::trim);
        Ok((found, heading.to_owned()))
    };
    text.split([',', '，', '、']).map(column).collect()
}

/// Whether a file of that name can be written: one that ends in csv or xlsx.
pub fn is_writable(path: &Path) -> bool {
    ends_in(path, "csv") || ends_in(path, "xlsx")
}

fn ends_in(path: &Path, suffix: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(suffix))
}

/// Writes the file of a batch: a workbook where its name ends in xlsx, else CSV. Amounts and accounts are text in a workbook, so that no digit is lost.
///
/// # Errors
/// Where it cannot be written.
pub fn write(
    path: &Path,
    batch: &PaymentBatch,
    members: &BTreeMap<CompactString, Member>,
    columns: &[BankColumn],
) -> Result<(), XlsxError> {
    let rows = batch.numbered().map(|(key, line)| {
        let value = |(field, _): &BankColumn| value(*field, key, (line, members));
        columns.iter().map(value).collect::<Vec<String>>()
    });
    let headings = columns.iter().map(|(_, heading)| heading.clone());
    if ends_in(path, "xlsx") {
        let mut workbook = Workbook::new();
        let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
        let sheet = workbook.add_worksheet().set_name("代发明细")?;
        for (column, heading) in headings.enumerate() {
            sheet.set_column_width(column as u16, 24)?;
            sheet.write_with_format(0, column as u16, heading, &bold)?;
        }
        for (row, values) in rows.enumerate() {
            for (column, value) in values.into_iter().enumerate() {
                sheet.write_with_format(row as u32 + 1, column as u16, value, &text)?;
            }
        }
        return workbook.save(path);
    }
    let mut text = Vec::from("\u{feff}".as_bytes());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut text);
    let unfit = |error: csv::Error| XlsxError::IoError(std::io::Error::other(error));
    writer.write_record(headings).map_err(unfit)?;
    for values in rows {
        writer.write_record(values.iter().map(|value| escaped(value))).map_err(unfit)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(std::fs::write(path, text)?)
}

fn value(field: BankField, key: LineKey, (line, members): (&PaymentLine, &BTreeMap<CompactString, Member>)) -> String {
    let first = line.claims.first().map(|claim| claim.key.member_no.as_str()).unwrap_or_default();
    match field {
        BankField::Line => key.to_string(),
        BankField::Number => key.line_no.to_string(),
        BankField::Payee => line.payee.name.to_string(),
        BankField::Account => line.payee.account.to_string(),
        BankField::Bank => line.payee.bank.to_string(),
        BankField::Amount => line.amount.to_string(),
        BankField::Purpose => "分红".to_owned(),
        BankField::Message => message(line),
        BankField::IdNumber => {
            members.get(first).and_then(|member| member.id_number).map(|number| number.to_string()).unwrap_or_default()
        }
        BankField::MemberNo => first.to_owned(),
    }
}

/// What the payee reads on the bank's slip: `2008年度一次分配、二次分配`. Banks give it little room.
fn message(line: &PaymentLine) -> String {
    let mut by_year: BTreeMap<AccountingYear, BTreeSet<Tier>> = BTreeMap::new();
    for claim in &line.claims {
        by_year.entry(claim.key.run.year).or_default().insert(claim.key.tier);
    }
    let part = |(year, tiers): (&AccountingYear, &BTreeSet<Tier>)| {
        format!("{year}年度{}", tiers.iter().map(|tier| tier.zh()).collect::<Vec<_>>().join("、"))
    };
    by_year.iter().map(part).collect::<Vec<_>>().join("；")
}

/// An account number as a screen shows it: its last four digits.
pub fn masked_account(account: &str) -> String {
    let shown = account.chars().count().saturating_sub(4);
    let tail: String = account.chars().skip(shown).collect();
    if shown == 0 { "*".repeat(account.chars().count()) } else { format!("…{tail}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_names_its_columns_as_it_likes() {
        let columns = parse_columns("序号,账号=收款人账号，金额").unwrap();
        let expected = [(BankField::Number, "序号"), (BankField::Account, "收款人账号"), (BankField::Amount, "金额")];
        assert_eq!(columns, expected.map(|(field, heading)| (field, heading.to_owned())));
        assert_eq!(parse_columns("账号,手机"), Err("手机".to_owned()));
    }

    #[test]
    fn a_screen_shows_the_end_of_an_account() {
        assert_eq!(masked_account("6217003810012345678"), "…5678");
        assert_eq!(masked_account("1234"), "****");
        assert_eq!(masked_account(""), "");
    }
}
