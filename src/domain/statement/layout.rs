//! Statutory statements (会计报表) as data: rows that an accountant may change, each with a formula over accounts and other rows.
//!
//! Columns, by their headings: 行次, 项目, 英文, 公式, 依据 (英文 and 依据 may be left out). The first row has neither number nor formula: it names the statement. A row without a formula is a heading.
//!
//! A formula is terms joined by + and -. `科目 101`: the balance of an account with everything under it, on its normal side. `借 113`, `贷 113`: its
//! debit, its credit balances, each account and what it is about by itself, never netted. `发生 501`: what the year so far brought, on its normal
//! side. `归入 借`, `归入 贷`: the balances, as debits or as credits, of the accounts whose 归入行次 is this row's: they stand here, and in no other row of
//! the statement. `归入 发生`: what the year so far brought to such accounts of income and expense, of which this row is a detail. `年初 32202`: the balance that the year began with. `行 5`, `行 1:9`: other rows, by number; those without a formula count as nothing.
//! `0` is nothing: spreadsheets take a text that begins with - for a formula of theirs, so that `0 - 发生 3220101` is the better way to turn a sign.

use crate::domain::ledger::chart::Chart;
use crate::domain::money::Money;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// What a formula reads of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// 科目.
    Balance,
    /// 借.
    Debits,
    /// 贷.
    Credits,
    /// 发生.
    Turnover,
    /// 年初.
    Beginning,
}

const READINGS: [(&str, Reading); 5] = [
    ("科目", Reading::Balance),
    ("借", Reading::Debits),
    ("贷", Reading::Credits),
    ("发生", Reading::Turnover),
    ("年初", Reading::Beginning),
];

/// What a formula reads of the accounts that its row takes in (归入).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intake {
    /// 借.
    Debits,
    /// 贷.
    Credits,
    /// 发生.
    Turnover,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    Account(Reading, CompactString),
    /// 归入.
    Intake(Intake),
    /// From a row's number to another's.
    Rows(u32, u32),
    /// 0.
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) is_minus: bool,
    pub(super) operand: Operand,
}

/// A row of a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutRow {
    /// Its line in the file, from 1.
    pub(super) line: u64,
    /// 行次; headings may have none.
    pub row_no: Option<u32>,
    /// 项目, blanks before it kept.
    pub caption: String,
    /// Its English name; may be empty.
    pub caption_en: String,
    /// 依据.
    pub basis: String,
    pub(super) terms: Vec<Term>,
}

/// The layout of a statement (报表格式).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLayout {
    /// 报表名称.
    pub name: String,
    /// Its English name; may be empty.
    pub name_en: String,
    pub(super) rows: Vec<LayoutRow>,
    /// Positions of rows, each after those it reads.
    pub(super) order: Vec<usize>,
}

/// What is wrong with a row of a layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// A column that must stand has no heading.
    HeadingMissing(&'static str),
    /// The first row has a number or a formula, or no name: it should name the statement.
    NameMissing,
    /// No row follows the name.
    NoRows,
    /// 项目 is empty.
    CaptionMissing,
    /// 行次 is no number.
    NumberUnfit(String),
    /// 行次 is another row's.
    NumberTaken(u32),
    /// A part of 公式 that is no term.
    TermUnfit(String),
    /// 行 that there is none of.
    RowUnknown(u32),
    /// It reads itself, if only through other rows.
    Circular,
    /// An account that the chart of the book does not have: it would count as nothing.
    AccountUnknown(CompactString),
}

/// A layout that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutFlaw {
    /// The row of the file, from 1: the headings.
    pub row: u64,
    /// What is wrong with it.
    pub kind: FlawKind,
}

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// 行次.
    pub row_no: Option<u32>,
    /// 项目.
    pub caption: String,
    /// Its English name; may be empty.
    pub caption_en: String,
    /// 期末余额, or 本年累计; a heading has none.
    pub closing: Option<Money>,
    /// 年初余额; what is read from turnover has none.
    pub opening: Option<Money>,
}

impl StatementLayout {
    /// Reads a layout, its first row the headings.
    ///
    /// # Errors
    /// The first row that is none, and what is wrong with it.
    pub fn parse(text: &str) -> Result<StatementLayout, LayoutFlaw> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut records = reader.records().filter_map(Result::ok).filter(|record| !record.iter().all(str::is_empty));
        let line = |record: &csv::StringRecord| record.position().map_or(1, csv::Position::line);
        let headings = records.next().unwrap_or_default();
        let columns = Columns::find(&headings).map_err(|kind| LayoutFlaw { row: line(&headings), kind })?;
        let (mut name, mut rows) = (None, Vec::new());
        let mut row_nos: BTreeMap<u32, usize> = BTreeMap::new();
        for record in records {
            let flaw = |kind| LayoutFlaw { row: line(&record), kind };
            let read = columns.row(&record, line(&record)).map_err(flaw)?;
            if name.is_none() {
                if read.row_no.is_some() || !read.terms.is_empty() {
                    return Err(flaw(FlawKind::NameMissing));
                }
                name = Some((read.caption, read.caption_en));
                continue;
            }
            if let Some(row_no) = read.row_no
                && row_nos.insert(row_no, rows.len()).is_some()
            {
                return Err(flaw(FlawKind::NumberTaken(row_no)));
            }
            rows.push(read);
        }
        let (name, name_en) = name.ok_or(LayoutFlaw { row: 2, kind: FlawKind::NameMissing })?;
        if rows.is_empty() {
            return Err(LayoutFlaw { row: 3, kind: FlawKind::NoRows });
        }
        let order = order(&rows, &row_nos).map_err(|(position, kind)| LayoutFlaw { row: rows[position].line, kind })?;
        Ok(StatementLayout { name, name_en, rows, order })
    }

    /// Its rows, in the order of the statement.
    pub fn rows(&self) -> &[LayoutRow] {
        &self.rows
    }

    /// Numbers of the rows that take in accounts: of the balance sheet by balance, of the income statement by turnover.
    pub fn intake_rows(&self) -> impl Iterator<Item = u32> {
        let takes_in = |row: &&LayoutRow| row.terms.iter().any(|term| matches!(term.operand, Operand::Intake(_)));
        self.rows.iter().filter(takes_in).filter_map(|row| row.row_no)
    }

    /// Whether somebody has yet to compare it with the official form (待核对).
    pub fn awaits_check(&self) -> bool {
        self.rows.iter().any(|row| row.basis.contains("待核对"))
    }

    /// Accounts that it reads and a chart does not have, each with its row: they would count as nothing.
    pub fn unknown_accounts(&self, chart: &Chart) -> Vec<LayoutFlaw> {
        let read = self.rows.iter().flat_map(|row| row.terms.iter().map(|term| (row.line, &term.operand)));
        let unknown = read.filter_map(|(row, operand)| match operand {
            Operand::Account(_, code) if chart.lookup(code).is_none() => {
                Some(LayoutFlaw { row, kind: FlawKind::AccountUnknown(code.clone()) })
            }
            _ => None,
        });
        unknown.collect()
    }
}

impl LayoutRow {
    pub(super) fn is_within(&self, first: u32, last: u32) -> bool {
        self.row_no.is_some_and(|row_no| (first..=last).contains(&row_no))
    }
}

/// Where the columns stand. 英文 and 依据 may be left out.
struct Columns {
    row_no: usize,
    caption: usize,
    caption_en: Option<usize>,
    formula: usize,
    basis: Option<usize>,
}

impl Columns {
    fn find(headings: &csv::StringRecord) -> Result<Columns, FlawKind> {
        let find = |name: &str| headings.iter().position(|heading| heading.trim() == name);
        let must = |name: &'static str| find(name).ok_or(FlawKind::HeadingMissing(name));
        let (row_no, caption, formula) = (must("行次")?, must("项目")?, must("公式")?);
        Ok(Columns { row_no, caption, caption_en: find("英文"), formula, basis: find("依据") })
    }

    fn row(&self, record: &csv::StringRecord, line: u64) -> Result<LayoutRow, FlawKind> {
        let field = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim_end().to_owned();
        let row_no = match field(Some(self.row_no)).trim() {
            "" => None,
            number => Some(number.parse().map_err(|_| FlawKind::NumberUnfit(number.to_owned()))?),
        };
        let caption = field(Some(self.caption));
        if caption.is_empty() {
            return Err(FlawKind::CaptionMissing);
        }
        let terms = terms(&field(Some(self.formula)))?;
        Ok(LayoutRow { line, row_no, caption, caption_en: field(self.caption_en), basis: field(self.basis), terms })
    }
}

fn terms(formula: &str) -> Result<Vec<Term>, FlawKind> {
    let plain = formula.replace('＋', "+").replace(['－', '−', '–'], "-").replace('：', ":");
    let mut rest = plain.trim();
    let mut found = Vec::new();
    if rest.is_empty() {
        return Ok(found);
    }
    let mut is_minus = rest.starts_with('-');
    rest = rest.strip_prefix('-').unwrap_or(rest);
    loop {
        let (term, after) = rest.split_at(rest.find(['+', '-']).unwrap_or(rest.len()));
        let operand = operand(term.trim()).ok_or_else(|| FlawKind::TermUnfit(term.trim().to_owned()))?;
        found.push(Term { is_minus, operand });
        match after.chars().next() {
            Some(sign) => (is_minus, rest) = (sign == '-', &after[1..]),
            None => return Ok(found),
        }
    }
}

fn operand(term: &str) -> Option<Operand> {
    if term == "0" {
        return Some(Operand::Nothing);
    }
    if let Some(rows) = term.strip_prefix('行') {
        let (first, last) = rows.split_once(':').unwrap_or((rows, rows));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        return (first <= last).then_some(Operand::Rows(first, last));
    }
    if let Some(intake) = term.strip_prefix("归入") {
        return match intake.trim() {
            "借" => Some(Operand::Intake(Intake::Debits)),
            "贷" => Some(Operand::Intake(Intake::Credits)),
            "发生" => Some(Operand::Intake(Intake::Turnover)),
            _ => None,
        };
    }
    let (reading, code) =
        READINGS.iter().find_map(|(word, reading)| term.strip_prefix(word).map(|code| (*reading, code.trim())))?;
    let is_code = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| Operand::Account(reading, code.into()))
}

/// Positions of rows, each after those it reads; or the position of one that cannot be computed, and why.
fn order(rows: &[LayoutRow], row_nos: &BTreeMap<u32, usize>) -> Result<Vec<usize>, (usize, FlawKind)> {
    let mut wanted: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    for (position, row) in rows.iter().enumerate() {
        let mut reads = Vec::new();
        for term in &row.terms {
            let Operand::Rows(first, last) = term.operand else { continue };
            if let Some(unknown) = [first, last].into_iter().find(|row_no| !row_nos.contains_key(row_no)) {
                return Err((position, FlawKind::RowUnknown(unknown)));
            }
            reads.extend(row_nos.range(first..=last).map(|(_, read)| *read));
        }
        wanted.push(reads);
    }
    let mut is_done = vec![false; rows.len()];
    let mut order = Vec::with_capacity(rows.len());
    while order.len() < rows.len() {
        let before = order.len();
        for position in 0..rows.len() {
            if !is_done[position] && wanted[position].iter().all(|read| is_done[*read]) {
                is_done[position] = true;
                order.push(position);
            }
        }
        if order.len() == before {
            let stuck = is_done.iter().position(|is_done| !is_done).unwrap_or_default();
            return Err((stuck, FlawKind::Circular));
        }
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(rows: &str) -> Result<StatementLayout, LayoutFlaw> {
        StatementLayout::parse(&format!("\u{feff}行次,项目,英文,公式,依据\n,资产负债表,Balance sheet,,\n{rows}"))
    }

    fn flaw(row: u64, kind: FlawKind) -> Result<StatementLayout, LayoutFlaw> {
        Err(LayoutFlaw { row, kind })
    }

    #[test]
    fn a_layout_is_what_an_accountant_types() {
        let layout =
            parse(",流动资产：,,,\n1,　货币资金,Cash,科目 101 ＋ 科目102,待核对\n2,合计,,行 1：1 － 借 113,\n")
                .unwrap();
        assert_eq!((layout.name.as_str(), layout.name_en.as_str()), ("资产负债表", "Balance sheet"));
        assert_eq!(layout.rows()[1].caption, "　货币资金");
        assert!(layout.awaits_check());
        let unknown = |row, code: &str| LayoutFlaw { row, kind: FlawKind::AccountUnknown(code.into()) };
        assert_eq!(
            layout.unknown_accounts(&Chart::default()),
            [unknown(4, "101"), unknown(4, "102"), unknown(5, "113")]
        );
        let minus = Term { is_minus: true, operand: Operand::Account(Reading::Debits, "113".into()) };
        assert_eq!(layout.rows()[2].terms[1], minus);
    }

    #[test]
    fn rows_that_go_in_a_circle_are_refused() {
        assert_eq!(parse("1,甲,,行 2,\n2,乙,,行 3 + 科目 101,\n3,丙,,行 1,\n"), flaw(3, FlawKind::Circular));
        assert_eq!(parse("1,甲,,科目 101,\n2,合计,,行 1:2,\n"), flaw(4, FlawKind::Circular));
        assert!(parse("1,合计,,行 2:3,\n2,甲,,科目 101,\n3,乙,,科目 102,\n").is_ok(), "a total may stand above");
    }

    #[test]
    fn a_flaw_names_its_row() {
        assert_eq!(parse("1,甲,,行 7,\n"), flaw(3, FlawKind::RowUnknown(7)));
        assert_eq!(parse("1,甲,,,\n3,合计,,行 1:2,\n"), flaw(4, FlawKind::RowUnknown(2)));
        assert_eq!(parse("1,甲,,科目 现金,\n"), flaw(3, FlawKind::TermUnfit("科目 现金".into())));
        assert_eq!(parse("1,甲,,科目 101 + ,\n"), flaw(3, FlawKind::TermUnfit(String::new())));
        assert_eq!(parse("1,甲,,行 3:1,\n"), flaw(3, FlawKind::TermUnfit("行 3:1".into())));
        assert_eq!(parse("1,甲,,,\n1,乙,,,\n"), flaw(4, FlawKind::NumberTaken(1)));
        assert_eq!(parse("一,甲,,,\n"), flaw(3, FlawKind::NumberUnfit("一".into())));
        assert_eq!(parse("1,,,科目 101,\n"), flaw(3, FlawKind::CaptionMissing));
        assert_eq!(parse(""), flaw(3, FlawKind::NoRows));
        assert_eq!(StatementLayout::parse(""), flaw(1, FlawKind::HeadingMissing("行次")));
        assert_eq!(StatementLayout::parse("行次,项目,英文,依据\n"), flaw(1, FlawKind::HeadingMissing("公式")));
        assert_eq!(
            parse("\"\"\n1,甲,,科目 现金,\n"),
            flaw(4, FlawKind::TermUnfit("科目 现金".into())),
            "an empty line counts"
        );
        assert_eq!(StatementLayout::parse("行次,项目,英文,公式,依据\n1,货币资金,,,\n"), flaw(2, FlawKind::NameMissing));
    }
}
