//! The dictionary of the data (数据字典): every table and column that an export has, in Chinese and English. It is data, `reports/export.csv`; what
//! explains an export to its reader is made of it.

use super::speech::Language;
use strum::IntoEnumIterator;

const SHIPPED: &str = include_str!("../../reports/export.csv");

/// What a value is measured in, or how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Unit {
    /// Text.
    Text,
    /// A whole number.
    Number,
    /// Hundredths of a yuan.
    Fen,
    /// Ten-thousandths of a yuan.
    YuanE4,
    /// Ten-thousandths.
    E4,
    /// Ten-thousandths of a mu.
    MuE4,
    /// Ten-thousandths of a square metre.
    #[strum(serialize = "m2_e4")]
    M2E4,
    /// Ten-thousandths of a kilogram.
    KgE4,
    /// Bytes.
    Bytes,
    /// A day.
    Date,
    /// A moment.
    Moment,
    /// An accounting period.
    Period,
    /// 1 or 0.
    YesNo,
    /// Bytes as digits.
    Hex,
    /// A hash.
    Sha256,
    /// Records of one line each.
    Canonical,
    /// Bytes that stand in a file of their own.
    File,
    /// What nobody may take along.
    Secret,
}

impl Unit {
    /// What it is called, and how it is read.
    const fn words(self, language: Language) -> (&'static str, &'static str) {
        let (zh, en) = match self {
            Unit::Text => (("文本", "照原样"), ("text", "as it is")),
            Unit::Number => (("数", "整数"), ("number", "a whole number")),
            Unit::Fen => {
                (("分", "人民币分，整数，除以 100 为元"), ("fen", "a whole number of fen; divide by 100 for yuan"))
            }
            Unit::YuanE4 => {
                (("元/10000", "整数，除以 10000 为元"), ("yuan/10000", "a whole number; divide by 10,000 for yuan"))
            }
            Unit::E4 => (("1/10000", "整数，除以 10000"), ("1/10000", "a whole number; divide by 10,000")),
            Unit::MuE4 => (
                ("亩/10000", "整数，除以 10000 为亩"),
                ("mu/10000", "a whole number; divide by 10,000 for mu, each 1/15 hectare"),
            ),
            Unit::M2E4 => (
                ("㎡/10000", "整数，除以 10000 为平方米"),
                ("m²/10000", "a whole number; divide by 10,000 for square metres"),
            ),
            Unit::KgE4 => (
                ("公斤/10000", "整数，除以 10000 为公斤"),
                ("kg/10000", "a whole number; divide by 10,000 for kilograms"),
            ),
            Unit::Bytes => (("字节", "整数"), ("bytes", "a whole number")),
            Unit::Date => (("日期", "如 2008-12-31"), ("date", "such as 2008-12-31")),
            Unit::Moment => (
                ("时间", "世界时，如 2008-12-31T01:30:00.000Z，北京时间早八小时"),
                ("moment", "in UTC, such as 2008-12-31T01:30:00.000Z; China is eight hours ahead"),
            ),
            Unit::Period => (
                ("期间", "年度 × 100 + 月份；00 为年初，13 为年终分配期"),
                ("period", "year × 100 + month; 00 is what the year begins with, 13 the year-end distribution period"),
            ),
            Unit::YesNo => (("是否", "1 为是，0 为否"), ("yes or no", "1 is yes, 0 is no")),
            Unit::Hex => (("十六进制", "字节按十六进制写出"), ("hexadecimal", "bytes as hexadecimal digits")),
            Unit::Sha256 => (("SHA-256", "64 位十六进制"), ("SHA-256", "64 hexadecimal digits")),
            Unit::Canonical => (
                ("规范文本", "每行一条记录，字段以制表符分开"),
                ("canonical text", "a record a line, its fields with a tab between"),
            ),
            Unit::File => (
                ("文件", "不在表里，各段依次相接，放在 files 里"),
                ("file", "not in the table; the parts, joined, are a file under files"),
            ),
            Unit::Secret => (("不导出", "保密内容，不导出"), ("left out", "a secret, which is not exported")),
        };
        match language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Whether it stands in its table's file.
    pub const fn is_written(self) -> bool {
        !matches!(self, Unit::File | Unit::Secret)
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As the database names it.
    pub name: String,
    /// Whether rows are told apart by it.
    pub is_key: bool,
    /// What it is, in Chinese and in English.
    pub meaning: [String; 2],
    /// What it is measured in.
    pub unit: Unit,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// As the database names it.
    pub name: String,
    /// What it holds, in Chinese and in English.
    pub meaning: [String; 2],
    /// Its columns, the keys first; the cooperative's id, which leads every table, stands in that of the cooperative alone.
    pub columns: Vec<Column>,
}

impl Table {
    /// The columns that stand in its file.
    pub fn written(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.unit.is_written())
    }
}

/// Every table.
pub fn tables() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for record in csv::Reader::from_reader(SHIPPED.as_bytes()).into_records().flatten() {
        let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let meaning = [field(3), field(4)];
        match tables.last_mut() {
            Some(table) if !field(1).is_empty() => table.columns.push(Column {
                name: field(1),
                is_key: field(2) == "key",
                meaning,
                unit: field(5).parse().unwrap_or(Unit::Secret),
            }),
            _ => tables.push(Table { name: field(0), meaning, columns: Vec::new() }),
        }
    }
    tables
}

/// What explains an export to its reader, as Markdown.
pub fn explanation(tables: &[Table], language: Language) -> String {
    let at = usize::from(language == Language::English);
    let mut text = preface(language).to_owned();
    let cell = |text: &str| text.replace('|', "\\|");
    for unit in Unit::iter() {
        let (name, reading) = unit.words(language);
        text.push_str(&format!("| {name} | {reading} |\n"));
    }
    let (heading, key) = match language {
        Language::Chinese => ("| 列 | 键 | 含义 | 单位 |", "键"),
        Language::English => ("| column | key | meaning | unit |", "key"),
    };
    for table in tables {
        text.push_str(&format!(
            "\n## {}.csv\n\n{}\n\n{heading}\n| --- | --- | --- | --- |\n",
            table.name, table.meaning[at]
        ));
        for column in &table.columns {
            let (unit, key) = (column.unit.words(language).0, if column.is_key { key } else { "" });
            text.push_str(&format!("| {} | {key} | {} | {unit} |\n", column.name, cell(&column.meaning[at])));
        }
    }
    text
}

const fn preface(language: Language) -> &'static str {
    match language {
        Language::Chinese => include_str!("../../reports/export.zh.md"),
        Language::English => include_str!("../../reports/export.en.md"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_known_unit_and_both_languages() {
        for record in csv::Reader::from_reader(SHIPPED.as_bytes()).into_records() {
            let record = record.unwrap();
            assert!(!record[3].is_empty() && !record[4].is_empty(), "{record:?}");
            assert_eq!(record[1].is_empty(), record[5].is_empty(), "{record:?}");
            assert!(record[5].is_empty() || record[5].parse::<Unit>().is_ok(), "{record:?}");
        }
        assert_eq!("m2_e4".parse(), Ok(Unit::M2E4));
    }

    #[test]
    fn rows_have_an_order_and_keys_come_first() {
        for table in tables() {
            let keys = table.columns.iter().take_while(|column| column.is_key).count();
            let all = table.columns.iter().filter(|column| column.is_key).count();
            assert!(keys == all && keys > 0, "{}", table.name);
        }
    }
}
