//! 章程参数, 分配方案, 机构成员.

use super::KindColumns;
use crate::domain::distribution::plan::{Plan, PlanItem};
use crate::domain::fact::Fact;
use crate::domain::governance::body::{Body, Seat};
use crate::domain::governance::charter::{CharterItem, CharterTerm, TermFlaw, TermValue};
use crate::domain::nearest::nearest;
use crate::domain::period::AccountingYear;
use crate::domain::sheet::{Cell, CellFlaw, SheetRefusal};
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::{Draft, PersonRef};
use crate::spreadsheet::row::RowReader;
use crate::spreadsheet::value;
use compact_str::CompactString;
use strum::IntoEnumIterator;

pub(super) const CHARTER: KindColumns =
    KindColumns { required: &[&[Column::Item], &[Column::Value]], optional: &[Column::EffectiveDate, Column::Remark] };

pub(super) fn read_term(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let name = row.required_identifier(Column::Item);
    let effective_date = row.date(Column::EffectiveDate);
    let Some(name) = name else { return };
    let Some(item) = CharterItem::lookup(&name) else {
        let known: Vec<CompactString> = CharterItem::all().map(CharterItem::zh).collect();
        let nearest = nearest(&name, known.iter().map(CompactString::as_str));
        return row.refuse(Column::Item, CellFlaw::ItemUnknown { nearest });
    };
    let Some(written) = row.required_text(Column::Value) else { return };
    let plain = plain_value(row, item.value(), &written);
    match item.value().standard(&plain) {
        Ok(value) => {
            warn_of_fraction(row, item.value(), &plain);
            drafts.push(Draft::new(row.row, Fact::CharterTerm(CharterTerm { item, value, effective_date })));
        }
        Err(flaw) => row.refuse(Column::Value, cell_flaw(item.value(), flaw)),
    }
}

/// The value without the unit behind it, where it is a number.
fn plain_value(row: &RowReader<'_>, kind: TermValue, written: &str) -> CompactString {
    let units: &[&str] = match kind {
        TermValue::Percent | TermValue::Fraction => &["%"],
        TermValue::Money | TermValue::Precision => &["元", "元/股"],
        TermValue::Shares => &["股", "股/亩", "股/㎡"],
        TermValue::Days => &["天", "日"],
        TermValue::Count => &["席", "人"],
        TermValue::Choice(_) | TermValue::Classes | TermValue::Procedure => return CompactString::new(written),
    };
    match (row.cell(Column::Value), value::number(written)) {
        (Cell::Text(_) | Cell::Number(_), Some((plain, unit))) if unit.is_empty() || units.contains(&unit.as_str()) => {
            plain
        }
        _ => CompactString::new(written),
    }
}

/// A cell formatted as per cent holds 0.1 for 10 %, and the format is not read: a rate below one is pointed out.
fn warn_of_fraction(row: &mut RowReader<'_>, kind: TermValue, plain: &str) {
    let is_number_cell = matches!(row.cell(Column::Value), Cell::Number(_));
    let scaled = crate::domain::quantity::parse_scaled(plain, 4).unwrap_or_default();
    if kind == TermValue::Percent && is_number_cell && (1..10_000).contains(&scaled) {
        let as_percent = crate::domain::quantity::Rate::from_millionths(scaled.saturating_mul(100)).to_string();
        let as_percent = CompactString::new(crate::domain::quantity::shortest(&as_percent));
        row.refuse(Column::Value, CellFlaw::RateLikeFraction { as_percent });
    }
}

fn cell_flaw(kind: TermValue, flaw: TermFlaw) -> CellFlaw {
    let decimals = match kind {
        TermValue::Precision => 6,
        TermValue::Money => 2,
        TermValue::Days | TermValue::Count => 0,
        _ => 4,
    };
    let allowed = match kind {
        TermValue::Percent | TermValue::Fraction => "0–100",
        TermValue::Days => "0–366",
        TermValue::Precision | TermValue::Shares | TermValue::Count => "> 0",
        _ => "≥ 0",
    };
    match (flaw, kind) {
        (TermFlaw::Number(flaw), _) => CellFlaw::of_number(flaw, decimals, allowed),
        (TermFlaw::OutOfRange, _) => CellFlaw::ValueOutOfRange { allowed: allowed.into() },
        (TermFlaw::NotAChoice, TermValue::Choice(words)) => {
            CellFlaw::NotAChoice { choices: words.iter().map(|word| CompactString::const_new(word)).collect() }
        }
        (TermFlaw::NotAChoice, TermValue::Procedure) => {
            let stages = ["董事会表决", "监事会表决", "公示", "协商议事会议事", "备案"];
            CellFlaw::NotAChoice { choices: stages.map(CompactString::const_new).to_vec() }
        }
        (TermFlaw::NotAChoice, _) => CellFlaw::ValueMissing,
    }
}

pub(super) const PLAN: KindColumns =
    KindColumns { required: &[&[Column::Item], &[Column::Value]], optional: &[Column::Remark] };

/// Gathers the rows of a plan: together they are one fact.
#[derive(Default)]
pub struct PlanReader {
    plan: Plan,
    year: Option<AccountingYear>,
    first_row: Option<u32>,
    rows: u32,
    seen: Vec<(CompactString, u32)>,
}

impl PlanReader {
    /// Reads one row.
    pub fn read(&mut self, row: &mut RowReader<'_>) {
        let Some(name) = row.required_identifier(Column::Item) else { return };
        self.first_row.get_or_insert(row.row);
        self.rows += 1;
        if let Some((_, first)) = self.seen.iter().find(|(known, _)| *known == name) {
            let first = format!("{}", first + 1);
            return row.refuse_row(Column::Item, SheetRefusal::RowRepeated { first });
        }
        self.seen.push((name.clone(), row.row));
        if name == PlanItem::YEAR {
            self.year = row.required_year(Column::Value);
            return;
        }
        let Some(item) = PlanItem::iter().find(|item| item.zh() == name) else {
            let known = PlanItem::iter().map(PlanItem::zh).chain([PlanItem::YEAR]);
            let nearest = nearest(&name, known);
            return row.refuse(Column::Item, CellFlaw::ItemUnknown { nearest });
        };
        match item {
            // A blank value means that the default counts.
            _ if row.is_blank(Column::Value) && !item.is_mandatory() => {}
            PlanItem::RecordDate => self.plan.record_date = row.required_date(Column::Value),
            PlanItem::CutOff => self.plan.cut_off = row.required_date(Column::Value),
            item => {
                if let Some(amount) = row.required_money(Column::Value, item.may_be_negative()) {
                    self.plan.amounts.insert(item, amount);
                }
            }
        }
    }

    /// The plan, once all rows are read. Without a year it belongs nowhere.
    pub fn finish(self) -> Result<Option<Draft>, CellFlaw> {
        match (self.year, self.first_row) {
            (_, None) => Ok(None),
            (Some(year), Some(row)) => {
                Ok(Some(Draft { rows: self.rows, ..Draft::new(row, Fact::Plan(year, self.plan)) }))
            }
            // A year that stands and cannot be read has been refused.
            (None, Some(_)) if self.seen.iter().any(|(name, _)| name == PlanItem::YEAR) => Ok(None),
            (None, Some(_)) => Err(CellFlaw::ValueMissing),
        }
    }
}

pub(super) const BODIES: KindColumns = KindColumns {
    required: &[&[Column::Body], &[Column::MemberNo, Column::Name], &[Column::TermStart]],
    optional: &[Column::Name, Column::Office, Column::TermEnd, Column::Remark],
};

pub(super) fn read_seat(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let names: Vec<&str> = Body::iter().map(Body::zh).collect();
    let body = row.required_choice(Column::Body, Body::lookup, &names);
    let member_no = row.identifier(Column::MemberNo);
    let name = row.person_name(Column::Name);
    if member_no.is_empty() && name.is_empty() {
        let column = if row.has(Column::MemberNo) { Column::MemberNo } else { Column::Name };
        row.refuse(column, CellFlaw::ValueMissing);
        return;
    }
    let office = row.text(Column::Office);
    let (first_day, last_day) = (row.required_date(Column::TermStart), row.date(Column::TermEnd));
    let (Some(body), Some(first_day)) = (body, first_day) else { return };
    if last_day.is_some_and(|last| last < first_day) {
        let allowed = compact_str::format_compact!("≥ {first_day}");
        row.refuse(Column::TermEnd, CellFlaw::ValueOutOfRange { allowed });
    }
    let person = PersonRef { member_no, id_number: None, name: name.clone() };
    let seat = Seat { body, member_no: CompactString::default(), name, office, first_day, last_day };
    drafts.push(Draft::of(row.row, person, Fact::Seat(seat)));
}
