//! Reading a sheet from its first row to its last: headings found, rows read, totals checked, households filled down.

use super::column::Column;
use super::draft::{BrokenRow, Draft};
use super::extra_rows::{Carried, Totals, is_carried, is_footnote, is_repeated_heading, is_total};
use super::format::Workbook;
use super::kind::{KindReader, columns, named_person};
use super::layout::{Guidance, HEADING_ROWS, LOWEST_HEADING_ROW, Layout, Recognition, SheetSaid, recognise};
use super::row::{RowReader, SheetContext};
use super::value;
use crate::domain::fact::Fact;
use crate::domain::person::Relation;
use crate::domain::refusal::{CellAddress, Refusal};
use crate::domain::sheet::{Cell, CellRefusal, PROBLEM_LIST, SheetKind, SheetRefusal};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::ops::ControlFlow;

/// The first rows of a sheet, and what they came to.
pub fn look_at(
    workbook: &mut Workbook,
    sheet: usize,
    guidance: &Guidance,
    said: SheetSaid,
) -> Result<Recognition, SheetRefusal> {
    if workbook.sheets[sheet].name == PROBLEM_LIST {
        return Ok(Recognition::PassedOver);
    }
    let mut rows: Vec<(u32, Vec<Cell>)> = Vec::new();
    workbook.each_row(sheet, &mut |row, cells| {
        if cells.iter().any(|cell| !cell.is_blank()) {
            rows.push((row, cells.clone()));
        }
        let is_above = said.heading_row.is_some_and(|wanted| row < wanted) && row < LOWEST_HEADING_ROW;
        if rows.len() < HEADING_ROWS || is_above { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(recognise(&rows, guidance, said))
}

/// What the rows of a sheet are handed to.
pub trait TakeRows {
    /// Takes what a row says of a kind: one of the layout's, by position.
    fn take(&mut self, kind: usize, draft: Draft);
    /// Takes what a row names that says nothing of a kind because a cell of it is wrong.
    fn take_broken(&mut self, kind: usize, broken: BrokenRow);
    /// Takes a problem.
    fn refuse(&mut self, address: CellAddress, refusal: Refusal);
}

/// What was done with the rows beside reading them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsDone {
    /// Rows of data.
    pub rows: u64,
    /// Rows (from 1) whose household was filled down from the row above.
    pub filled_rows: Vec<u32>,
    /// Rows (from 1) of totals that were checked and dropped, of headings repeated, and of footnotes.
    pub dropped_rows: Vec<u32>,
}

/// The days that a sheet is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The date that `--as-of` gives.
    pub as_of: Option<NaiveDate>,
    /// The day of the import.
    pub today: NaiveDate,
}

/// Reads all rows of a recognised sheet.
///
/// # Errors
/// Where the file breaks off.
pub fn read_rows(
    workbook: &mut Workbook,
    sheet: usize,
    layout: &Layout,
    days: Days,
    take: &mut dyn TakeRows,
) -> Result<RowsDone, SheetRefusal> {
    let context = SheetContext { layout, is_1904: workbook.is_1904, as_of: days.as_of, today: days.today };
    let fills_households = !workbook.knows_merges && layout.has(Column::Relation);
    let mut reading = Reading {
        context: &context,
        readers: layout.kinds.iter().map(|kind| KindReader::new(*kind, layout)).collect(),
        household: fills_households.then(HouseholdFiller::default),
        totals: Totals::default(),
        carried: Carried::default(),
        done: RowsDone::default(),
        problems: Vec::new(),
        numbers: Vec::new(),
        drafts: Vec::new(),
    };
    for (address, refusal) in merged_quantities(workbook, sheet, layout) {
        take.refuse(address, refusal.into());
    }
    workbook.each_row(sheet, &mut |row, cells| {
        if row > layout.heading_row && cells.iter().any(|cell| !cell.is_blank()) {
            reading.row(row, cells, take);
        }
        ControlFlow::Continue(())
    })?;
    reading.finish(take);
    Ok(reading.done)
}

/// Quantities that are merged over several rows of data, and would count in each.
fn merged_quantities(workbook: &Workbook, sheet: usize, layout: &Layout) -> Vec<(CellAddress, SheetRefusal)> {
    let quantities =
        [Column::Shares, Column::LandArea, Column::FloorArea, Column::Amount, Column::ShopValue, Column::Quantity];
    let named =
        quantities.into_iter().filter_map(|column| Some((layout.position(column)? as u32, column.heading().into())));
    let classes =
        layout.classes.iter().map(|(position, class)| (u32::from(*position), CompactString::new(class.as_str())));
    let positions: Vec<(u32, CompactString)> = named.chain(classes).collect();
    let merges = workbook.sheets[sheet].merges.iter().filter(|merge| merge.first_row > layout.heading_row);
    let found = merges.filter(|merge| merge.last_row > merge.first_row).filter_map(|merge| {
        let (_, column) =
            positions.iter().find(|(position, _)| (merge.first_column..=merge.last_column).contains(position))?;
        let address = CellAddress { row: merge.first_row, column: merge.first_column };
        let rows = merge.last_row - merge.first_row + 1;
        Some((address, SheetRefusal::QuantityMerged { column: column.clone(), rows }))
    });
    found.collect()
}

struct Reading<'c> {
    context: &'c SheetContext<'c>,
    readers: Vec<KindReader>,
    household: Option<HouseholdFiller>,
    totals: Totals,
    carried: Carried,
    done: RowsDone,
    problems: Vec<(CellAddress, Refusal)>,
    numbers: Vec<(u16, u32, i64)>,
    drafts: Vec<Draft>,
}

impl Reading<'_> {
    fn row(&mut self, row: u32, cells: &mut Vec<Cell>, take: &mut dyn TakeRows) {
        let layout = self.context.layout;
        if is_total(layout, cells) {
            for (address, refusal) in self.totals.check(layout, row, cells) {
                take.refuse(address, refusal.into());
            }
            self.done.dropped_rows.push(row + 1);
            return;
        }
        if is_repeated_heading(layout, cells) || is_footnote(layout, cells) {
            self.done.dropped_rows.push(row + 1);
            return;
        }
        if is_carried(layout, cells) {
            self.carry(row, cells, take);
            return;
        }
        if let Some(filler) = &mut self.household
            && filler.fill(layout, cells)
        {
            self.done.filled_rows.push(row + 1);
        }
        self.done.rows += 1;
        // Two readings of one cell find the same flaw: what was said once is not said twice.
        for kind in 0..self.readers.len() {
            let said = self.problems.len();
            let mut reader = RowReader::new(self.context, (row, cells), &mut self.problems, &mut self.numbers);
            match &mut self.readers[kind] {
                KindReader::ByRow(read) => read(&mut reader, &mut self.drafts),
                KindReader::Plan(plan) => plan.read(&mut reader),
                KindReader::Voucher(vouchers) => vouchers.read(&mut reader, &mut self.drafts),
            }
            for (position, (address, refusal)) in self.problems.iter().enumerate().skip(said) {
                if !self.problems[..position].iter().any(|before| *before == (*address, refusal.clone())) {
                    take.refuse(*address, refusal.clone());
                }
            }
            let is_broken = self.drafts.is_empty() && self.problems.len() > said;
            if is_broken && matches!(self.readers[kind], KindReader::ByRow(_)) {
                take.take_broken(kind, self.named_in(kind, row, cells));
            }
            for draft in self.drafts.drain(..) {
                if let Fact::BankEntry(entry) = &draft.fact
                    && let Some((address, refusal)) = self.carried.line(entry.amount, entry.balance)
                {
                    take.refuse(address, refusal.into());
                }
                take.take(kind, draft);
            }
        }
        self.totals.add(&self.numbers);
        self.problems.clear();
        self.numbers.clear();
    }

    /// Whom and what a broken row names; what is wrong with those cells has been said.
    fn named_in(&self, kind: usize, row: u32, cells: &[Cell]) -> BrokenRow {
        let (mut said, mut numbers) = (Vec::new(), Vec::new());
        let mut reader = RowReader::new(self.context, (row, cells), &mut said, &mut numbers);
        let has = |column| columns(self.context.layout.kinds[kind]).all().any(|known| known == column);
        let person = if has(Column::MemberNo) { named_person(&mut reader) } else { None };
        let contract_no =
            if has(Column::ContractNo) { reader.identifier(Column::ContractNo) } else { Default::default() };
        let class = [Column::ShareClass, Column::QuantifiedClass].into_iter().find(|column| has(*column));
        let class = class.map(|column| (column, reader.text(column))).filter(|(_, class)| !class.is_empty());
        BrokenRow { row, person, contract_no, class }
    }

    /// A balance that a bank's statement carries over is no line of it.
    fn carry(&mut self, row: u32, cells: &[Cell], take: &mut dyn TakeRows) {
        let mut reader = RowReader::new(self.context, (row, cells), &mut self.problems, &mut self.numbers);
        let (balance, address) = (reader.money(Column::Balance, true), reader.address(Column::Balance));
        if let Some(balance) = balance {
            self.carried.carry(address, balance);
        }
        self.problems.drain(..).for_each(|(address, refusal)| take.refuse(address, refusal));
        self.numbers.clear();
        self.done.dropped_rows.push(row + 1);
    }

    fn finish(&mut self, take: &mut dyn TakeRows) {
        let layout = self.context.layout;
        if let Some((address, refusal)) = std::mem::take(&mut self.carried).finish() {
            take.refuse(address, refusal.into());
        }
        let heading = CellAddress { row: layout.heading_row, column: 0 };
        if self.done.rows == 0 {
            take.refuse(heading, SheetRefusal::HeadingsOnly.into());
        }
        for (kind, reader) in std::mem::take(&mut self.readers).into_iter().enumerate() {
            let plan = match reader {
                KindReader::Plan(plan) => plan,
                KindReader::Voucher(vouchers) => {
                    let mut drafts = Vec::new();
                    vouchers.finish(&mut drafts, &mut |address, refusal| take.refuse(address, refusal));
                    drafts.into_iter().for_each(|draft| take.take(kind, draft));
                    continue;
                }
                KindReader::ByRow(_) => continue,
            };
            match plan.finish() {
                Ok(Some(draft)) => take.take(kind, draft),
                Ok(None) => {}
                Err(flaw) => {
                    let column = crate::domain::distribution::plan::PlanItem::YEAR.into();
                    take.refuse(heading, CellRefusal { column, given: CompactString::default(), flaw }.into());
                }
            }
        }
    }
}

/// Where a format does not say which cells are merged, a clerk's household stands in its first row only.
#[derive(Default)]
struct HouseholdFiller {
    last: Vec<(Column, Cell)>,
}

impl HouseholdFiller {
    const KEYS: [Column; 3] = [Column::HouseholdNo, Column::HeadName, Column::HeadIdNumber];
    const BESIDE: [Column; 2] = [Column::Group, Column::CertificateNo];

    /// Fills blank household columns from the row above, unless a new household begins. Tells whether it filled any.
    fn fill(&mut self, layout: &Layout, cells: &mut Vec<Cell>) -> bool {
        let cell_of =
            |column: Column, cells: &[Cell]| layout.position(column).and_then(|position| cells.get(position)).cloned();
        let relation = cell_of(Column::Relation, cells).unwrap_or_default().shown();
        let is_head = Relation::new(&value::person_name(&relation)).is_head();
        let keys = HouseholdFiller::KEYS.into_iter().filter(|column| layout.has(*column));
        let all_blank = keys.clone().all(|column| cell_of(column, cells).is_none_or(|cell| cell.is_blank()));
        let mut filled = false;
        if all_blank && !is_head && keys.clone().next().is_some() {
            for (column, value) in &self.last {
                let Some(position) = layout.position(*column).filter(|_| !value.is_blank()) else { continue };
                // Rows end at their last filled cell.
                if cells.len() <= position {
                    cells.resize(position + 1, Cell::Empty);
                }
                if cells[position].is_blank() {
                    cells[position] = value.clone();
                    filled = true;
                }
            }
        }
        if !all_blank || is_head {
            let columns = keys.chain(HouseholdFiller::BESIDE.into_iter().filter(|column| layout.has(*column)));
            self.last = columns.map(|column| (column, cell_of(column, cells).unwrap_or_default())).collect();
        }
        filled
    }
}

/// The kinds that a sheet holds, for whoever shows them.
pub fn kinds_shown(kinds: &[SheetKind]) -> String {
    kinds.iter().map(|kind| kind.zh()).collect::<Vec<_>>().join("、")
}
