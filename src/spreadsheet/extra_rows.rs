//! Rows that say nothing of their own: totals, headings repeated on a new page, footnotes. A row is dropped only where it cannot be data.

use super::column::Column;
use super::heading::clean_heading;
use super::kind::columns;
use super::layout::Layout;
use super::unit::Unit;
use super::value;
use crate::domain::money::Money;
use crate::domain::quantity::parse_scaled;
use crate::domain::refusal::CellAddress;
use crate::domain::sheet::{Cell, SheetKind, SheetRefusal};
use compact_str::CompactString;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Words that a total's label begins or ends with.
const TOTAL_WORDS: [&str; 4] = ["合计", "小计", "总计", "共计"];
/// Characters of the longest label of a total.
const LONGEST_LABEL: usize = 10;

/// Columns of numbers: a total has them filled.
const NUMBERS: [Column; 15] = [
    Column::OriginalValue,
    Column::AppraisedValue,
    Column::TotalShares,
    Column::Shares,
    Column::SharesInAll,
    Column::RentStandard,
    Column::Price,
    Column::LandArea,
    Column::FloorArea,
    Column::Quantity,
    Column::Amount,
    Column::Debit,
    Column::Credit,
    Column::Balance,
    Column::ShopValue,
];

/// 合计, 第一组小计, 合计：, 合计12人.
fn is_total_label(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    // Most cells are longer, shorter or end otherwise; only few are looked at closely.
    if text.len() < 6 || text.len() > 4 * LONGEST_LABEL + 8 {
        return false;
    }
    let label = value::identifier(text);
    let begins = |word: &str| {
        let rest = label.strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with([':', '(']) || rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    label.chars().count() <= LONGEST_LABEL && TOTAL_WORDS.iter().any(|word| label.ends_with(word) || begins(word))
}

/// 3人, 5户, 12块: a number counted, not named.
fn is_count(cell: &Cell) -> bool {
    let shown = value::identifier(&cell.shown());
    let digits = shown.trim_end_matches(['人', '户', '块', '间', '笔', '项', '个', '宗', '名']);
    digits.len() < shown.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_bare_number(cell: &Cell) -> bool {
    matches!(cell, Cell::Number(_)) || value::number(&cell.shown()).is_some_and(|(_, unit)| unit.is_empty())
}

/// A row that totals others: it is labelled so, and does not name what a row of data names.
pub(super) fn is_total(layout: &Layout, cells: &[Cell]) -> bool {
    let first = cells.iter().position(|cell| !cell.is_blank());
    let may_hold_label = |position: &usize| Some(*position) != layout.position(Column::Remark);
    let label = cells.iter().enumerate().filter(|(_, cell)| is_total_label(cell)).map(|(position, _)| position);
    let Some(label) = label.into_iter().find(may_hold_label) else { return false };
    let is_leading = first == Some(label);
    let names = |cell: &Cell| {
        let is_number = is_leading && is_bare_number(cell);
        !cell.is_blank() && !is_total_label(cell) && !is_count(cell) && !is_number
    };
    let group_is_named = |group: &[Column]| {
        let positions = group.iter().filter_map(|column| layout.position(*column));
        positions.filter_map(|position| cells.get(position)).any(names)
    };
    layout.kinds.iter().all(|kind| {
        let mut groups =
            columns(*kind).required.iter().copied().filter(|group| !group.iter().all(|one| NUMBERS.contains(one)));
        match is_leading {
            // Everything named beside a label at the front: the label is a value.
            true => !groups.all(&group_is_named),
            // A label further in stands for what would be named first: a subtotal behind its merged group.
            false => {
                let first = groups.next().unwrap_or_default();
                let stands_for_it = first.iter().chain(&[Column::Name]).any(|one| layout.position(*one) == Some(label));
                !group_is_named(first) && (stands_for_it || !groups.any(&group_is_named))
            }
        }
    })
}

/// Words by which a bank's statement says what an account held before a page, or after it.
const CARRIED_WORDS: [&str; 12] = [
    "期初余额",
    "上期余额",
    "上年结转",
    "上期结转",
    "上页余额",
    "上页结转",
    "承前页",
    "承上页",
    "期末余额",
    "本页余额",
    "过次页",
    "转下页",
];

/// A row of a bank's statement that says a balance alone: 期初余额, 承前页. It is held against the line beside it.
pub(super) fn is_carried(layout: &Layout, cells: &[Cell]) -> bool {
    let is_labelled = |cell: &Cell| {
        let Cell::Text(text) = cell else { return false };
        let label = value::identifier(text);
        CARRIED_WORDS.iter().any(|word| label.starts_with(word))
    };
    let is_nothing = |column| {
        let cell = layout.position(column).and_then(|position| cells.get(position)).unwrap_or(&Cell::Empty);
        let number = value::number(&cell.shown()).map(|(plain, _)| parse_scaled(&plain, 2));
        cell.is_blank() || matches!(cell, Cell::Text(text) if value::means_nothing(text)) || number == Some(Ok(0))
    };
    layout.kinds == [SheetKind::BankStatement]
        && cells.iter().any(is_labelled)
        && [Column::Debit, Column::Credit, Column::Amount].into_iter().all(is_nothing)
}

/// Balances that a statement carries over, beside the lines that they stand between.
#[derive(Default)]
pub(super) struct Carried {
    /// Amount and balance of the line above.
    above: Option<(Money, Money)>,
    /// What waits for the line below.
    waiting: Option<(CellAddress, Money)>,
}

impl Carried {
    /// Takes a balance that is carried over. Statements begin with their oldest line, or with their newest.
    pub fn carry(&mut self, address: CellAddress, balance: Money) {
        let fits = self.above.is_some_and(|(amount, above)| above == balance || before(amount, above) == Some(balance));
        self.waiting = (!fits).then_some((address, balance));
    }

    /// Takes a line. Tells what was carried over before it and does not fit it.
    pub fn line(&mut self, amount: Money, balance: Option<Money>) -> Option<(CellAddress, SheetRefusal)> {
        let balance = balance?;
        self.above = Some((amount, balance));
        let (address, carried) = self.waiting.take()?;
        let expected = before(amount, balance).unwrap_or(balance);
        let fits = carried == expected || carried == balance;
        let (given, computed) = (carried.to_string().into(), expected.to_string().into());
        (!fits).then_some((address, SheetRefusal::CarriedBalanceDiffers { given, computed }))
    }

    /// What was carried over behind the last line and does not fit it.
    pub fn finish(self) -> Option<(CellAddress, SheetRefusal)> {
        let ((address, carried), (_, above)) = (self.waiting?, self.above?);
        let (given, computed) = (carried.to_string().into(), above.to_string().into());
        Some((address, SheetRefusal::CarriedBalanceDiffers { given, computed }))
    }
}

/// What an account held before an amount came.
fn before(amount: Money, balance: Money) -> Option<Money> {
    balance.minus(amount).ok()
}

/// A row that stands in the headings too, or above them: a page begins anew.
pub(super) fn is_repeated_heading(layout: &Layout, cells: &[Cell]) -> bool {
    let Some((first, cell)) = cells.iter().enumerate().find(|(_, cell)| !cell.is_blank()) else { return false };
    let Cell::Text(text) = cell else { return false };
    let cleaned = clean_heading(text);
    let begins_so = |row: &&Vec<(u16, CompactString)>| row.first() == Some(&(first as u16, cleaned.clone()));
    layout.top_rows.iter().filter(begins_so).any(|row| {
        let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
        let mut same = row.iter();
        let all_same = filled.into_iter().all(|(position, cell)| {
            same.next().is_some_and(|(at, text)| usize::from(*at) == position && *text == clean_heading(&cell.shown()))
        });
        all_same && same.next().is_none()
    })
}

/// Words by which whoever drew up a sheet signs it.
const SIGNING_WORDS: [&str; 16] = [
    "制表",
    "填表",
    "审核",
    "复核",
    "负责人",
    "填报",
    "经办",
    "主管",
    "审批",
    "盖章",
    "会计",
    "出纳",
    "制单",
    "记账",
    "会计主管",
    "财务主管",
];
/// Words that begin a remark below a table.
const REMARK_WORDS: [&str; 3] = ["注", "备注", "说明"];

/// Whether a cell signs or remarks, and whether it says so with a colon.
fn footnote_label(cell: &Cell) -> Option<bool> {
    let Cell::Text(text) = cell else { return None };
    let text = value::clean(text);
    match text.split_once(':') {
        Some((head, _)) => {
            let signs = head.chars().count() <= LONGEST_LABEL && SIGNING_WORDS.iter().any(|word| head.contains(word));
            (signs || REMARK_WORDS.contains(&head.trim())).then_some(true)
        }
        None => SIGNING_WORDS.contains(&text.trim_end_matches('人')).then_some(false),
    }
}

/// Who drew up the sheet, remarks below it: a label in front, and not everything there that a row of data must have.
pub(super) fn is_footnote(layout: &Layout, cells: &[Cell]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_blank());
    let Some(has_colon) = filled.next().and_then(footnote_label) else { return false };
    let labels = cells.iter().filter(|cell| footnote_label(cell).is_some()).count();
    let others = filled.count();
    let is_said = |cell: &Cell| !cell.is_blank() && footnote_label(cell).is_none();
    let is_data = layout.kinds.iter().any(|kind| {
        columns(*kind).required.iter().all(|group| {
            let positions = group.iter().filter_map(|column| layout.position(*column));
            positions.filter_map(|position| cells.get(position)).any(is_said)
        })
    });
    // An amount makes it a row of data whose voucher, household or contract stands above.
    let is_amount = |column| layout.position(column).and_then(|at| cells.get(at)).is_some_and(is_bare_number);
    let has_amount = [Column::Debit, Column::Credit, Column::Amount].into_iter().any(is_amount);
    !is_data && !has_amount && (has_colon || others <= 1 || labels > 1)
}

/// Running sums of the numbers that were read, by column, to hold against the sheet's own totals.
#[derive(Default)]
pub(super) struct Totals {
    sums: BTreeMap<u16, ColumnSum>,
}

#[derive(Default)]
struct ColumnSum {
    decimals: u32,
    since_total: i128,
    all: i128,
    /// The sums at which totals stood: a total may go back to any of them, for households within groups within the whole.
    marks: FxHashSet<i128>,
}

impl Totals {
    /// Adds the numbers of a row, each column once: column, decimals, scaled value.
    pub fn add(&mut self, numbers: &[(u16, u32, i64)]) {
        for (position, (column, decimals, value)) in numbers.iter().enumerate() {
            if numbers[..position].iter().any(|(earlier, ..)| earlier == column) {
                continue;
            }
            let sum = self.sums.entry(*column).or_default();
            sum.decimals = *decimals;
            sum.since_total += i128::from(*value);
            sum.all += i128::from(*value);
        }
    }

    /// Compares a total row with the rows above it. Tells the totals that differ.
    pub fn check(&mut self, layout: &Layout, row: u32, cells: &[Cell]) -> Vec<(CellAddress, SheetRefusal)> {
        let mut found = Vec::new();
        for (column, sum) in &mut self.sums {
            let cell = cells.get(usize::from(*column)).unwrap_or(&Cell::Empty);
            let heading = layout.headings.get(usize::from(*column));
            let unit = Unit::of_heading(heading.and_then(|heading| heading.unit())).unwrap_or_default();
            if sum.is_right(cell, unit) == Some(false) {
                let column_name = heading.map(|heading| heading.shown()).unwrap_or_default();
                let address = CellAddress { row, column: u32::from(*column) };
                let (given, computed) = (cell.shown(), sum.expected());
                found.push((address, SheetRefusal::TotalDiffers { column: column_name, given, computed }));
            }
            sum.since_total = 0;
            sum.marks.insert(sum.all);
        }
        found
    }
}

impl ColumnSum {
    /// Whether a total is the sum of the rows since some earlier total, or of all. Nothing where the cell claims no total.
    fn is_right(&self, cell: &Cell, heading: Unit) -> Option<bool> {
        let text = match cell {
            Cell::Number(text) | Cell::Text(text) => text,
            Cell::Error(_) | Cell::Formula(_) => return Some(false),
            Cell::Empty | Cell::Date(_) | Cell::Bool(_) => return None,
        };
        let (plain, behind) = value::number(text)?;
        let unit = Unit::parse(&behind)?.or(heading);
        let given = i128::from(parse_scaled(&plain, self.decimals + unit.yuan_decimals.unwrap_or_default()).ok()?);
        Some(given == self.all || self.marks.contains(&(self.all - given)))
    }

    /// What the total most likely should be: the sum since the last one, of all where nothing has come since.
    fn expected(&self) -> CompactString {
        let sum = if self.since_total == 0 { self.all } else { self.since_total };
        let one = 10_i128.pow(self.decimals);
        let sign = if sum < 0 { "-" } else { "" };
        let width = self.decimals as usize;
        let written = format!("{sign}{}.{:0width$}", sum.abs() / one, sum.abs() % one);
        CompactString::new(crate::domain::quantity::shortest(&written))
    }
}
