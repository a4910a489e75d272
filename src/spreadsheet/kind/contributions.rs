//! 土地入股台账, 商铺入股台账, 资金入股台账.

use super::KindColumns;
use super::register::person;
use crate::domain::contribution::cash::CashContribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::fact::Fact;
use crate::domain::quantity::{Area, AreaUnit};
use crate::domain::sheet::CellFlaw;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::Draft;
use crate::spreadsheet::row::RowReader;
use crate::spreadsheet::unit::Measure;
use compact_str::CompactString;

pub(super) const LAND: KindColumns = KindColumns {
    required: &[
        &[Column::MemberNo, Column::IdNumber],
        &[Column::ParcelNo],
        &[Column::LandArea, Column::Quantity],
        &[Column::ContractNo],
        &[Column::EntryDate],
    ],
    optional: &[Column::Name, Column::IdNumber, Column::ExitDate, Column::QuantityUnit, Column::Remark],
};

/// The size, from its own column or from 数量 with a 单位; a unit other than the kind's is refused.
fn area(row: &mut RowReader<'_>, column: Column, unit: AreaUnit) -> Option<Area> {
    if row.has(column) {
        return row.required_e4(column, Measure::Area(unit)).map(Area::from_e4);
    }
    let given = row.required_choice(Column::QuantityUnit, AreaUnit::lookup, &["亩", "㎡"]);
    if let Some(given) = given.filter(|given| *given != unit) {
        let (given, expected) = (given.zh().into(), unit.zh().into());
        row.refuse(Column::QuantityUnit, CellFlaw::UnitDiffers { given, expected });
    }
    row.required_e4(Column::Quantity, Measure::Area(unit)).map(Area::from_e4)
}

pub(super) fn read_land(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let person = person(row);
    let parcel_no = row.required_identifier(Column::ParcelNo);
    let area = area(row, Column::LandArea, AreaUnit::Mu);
    let contract_no = row.required_identifier(Column::ContractNo);
    let (entry_date, exit_date) = (row.required_date(Column::EntryDate), row.date(Column::ExitDate));
    let (Some(person), Some(parcel_no), Some(area), Some(contract_no), Some(entry_date)) =
        (person, parcel_no, area, contract_no, entry_date)
    else {
        return;
    };
    let member_no = CompactString::default();
    let land = LandContribution { member_no, parcel_no, area, contract_no, entry_date, exit_date };
    drafts.push(Draft::of(row.row, person, Fact::LandContribution(land)));
}

pub(super) const SHOPS: KindColumns = KindColumns {
    required: &[
        &[Column::MemberNo, Column::IdNumber],
        &[Column::ShopNo],
        &[Column::FloorArea, Column::Quantity],
        &[Column::ContractNo],
        &[Column::EntryDate],
    ],
    optional: &[
        Column::Name,
        Column::IdNumber,
        Column::ShopValue,
        Column::ExitDate,
        Column::QuantityUnit,
        Column::Remark,
    ],
};

pub(super) fn read_shop(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let person = person(row);
    let shop_no = row.required_identifier(Column::ShopNo);
    let floor_area = area(row, Column::FloorArea, AreaUnit::SquareMetre);
    let appraised_value = row.money(Column::ShopValue, false);
    let contract_no = row.required_identifier(Column::ContractNo);
    let (entry_date, exit_date) = (row.required_date(Column::EntryDate), row.date(Column::ExitDate));
    let (Some(person), Some(shop_no), Some(floor_area), Some(contract_no), Some(entry_date)) =
        (person, shop_no, floor_area, contract_no, entry_date)
    else {
        return;
    };
    let member_no = CompactString::default();
    let shop = ShopContribution { member_no, shop_no, floor_area, appraised_value, contract_no, entry_date, exit_date };
    drafts.push(Draft::of(row.row, person, Fact::ShopContribution(shop)));
}

pub(super) const CASH: KindColumns = KindColumns {
    required: &[&[Column::MemberNo, Column::IdNumber], &[Column::Amount], &[Column::Date]],
    optional: &[Column::Name, Column::IdNumber, Column::CashReceiptNo, Column::Remark],
};

pub(super) fn read_cash(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let person = person(row);
    let amount = row.required_money(Column::Amount, false);
    let date = row.required_date(Column::Date);
    let receipt_no = row.identifier(Column::CashReceiptNo);
    let (Some(person), Some(amount), Some(date)) = (person, amount, date) else { return };
    let cash = CashContribution { member_no: CompactString::default(), amount, date, receipt_no };
    drafts.push(Draft::of(row.row, person, Fact::CashContribution(cash)));
}
