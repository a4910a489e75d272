//! 合同台账, 转租标的, 租金标准, 粮价, 收款台账.

use super::KindColumns;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::lease_out::LeaseOutContent;
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contract::{Contract, ContractKind};
use crate::domain::contribution::ObjectKind;
use crate::domain::fact::Fact;
use crate::domain::money::Money;
use crate::domain::quantity::{Area, AreaUnit, Kilograms, UnitPrice};
use crate::domain::sheet::CellFlaw;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::Draft;
use crate::spreadsheet::row::RowReader;
use crate::spreadsheet::unit::Measure;
use crate::spreadsheet::value;
use chrono::NaiveDate;
use strum::IntoEnumIterator;

pub(super) const CONTRACTS: KindColumns = KindColumns {
    required: &[
        &[Column::ContractNo],
        &[Column::ContractKind],
        &[Column::StartDate, Column::Period],
        &[Column::EndDate, Column::Period],
        &[Column::Unit, Column::QuantityUnit],
    ],
    optional: &[
        Column::Batch,
        Column::Lessor,
        Column::Lessee,
        Column::SignedDate,
        Column::QuantityUnit,
        Column::FeeAllowed,
        Column::ContractArea,
        Column::Quantity,
        Column::UnitRent,
        Column::YearlyRent,
        Column::Remark,
    ],
};

/// The first and last day, from two columns or from one text.
fn contract_range(row: &mut RowReader<'_>) -> Option<(NaiveDate, NaiveDate)> {
    // 合同期限 may say 20年 beside the two dates: then they are what counts.
    if row.has(Column::StartDate) && row.has(Column::EndDate) {
        let (start, end) = (row.required_date(Column::StartDate), row.required_date(Column::EndDate));
        return Some((start?, end?));
    }
    let text = row.required_text(Column::Period)?;
    let period = value::period(&text, row.sheet.is_1904);
    if period.is_none() {
        row.refuse(Column::Period, CellFlaw::NotADate);
    }
    period
}

/// The unit that the contract measures in; where two columns say it they must agree.
fn unit(row: &mut RowReader<'_>) -> Option<AreaUnit> {
    let choices = ["亩", "㎡"];
    let by_quantity = row.choice(Column::QuantityUnit, AreaUnit::lookup, &choices);
    if !row.has(Column::Unit) {
        return row.required_choice(Column::QuantityUnit, AreaUnit::lookup, &choices);
    }
    let unit = row.required_choice(Column::Unit, AreaUnit::lookup, &choices)?;
    if let Some(other) = by_quantity.filter(|other| *other != unit) {
        let (given, expected) = (other.zh().into(), unit.zh().into());
        row.refuse(Column::QuantityUnit, CellFlaw::UnitDiffers { given, expected });
    }
    Some(unit)
}

/// The size that the contract itself names.
fn contract_area(row: &mut RowReader<'_>, unit: AreaUnit) -> Option<Area> {
    let column = if row.has(Column::ContractArea) { Column::ContractArea } else { Column::Quantity };
    // A bare number counts only where a unit stands beside it.
    if column == Column::Quantity && row.is_blank(Column::QuantityUnit) && !row.has(Column::Unit) {
        return None;
    }
    row.e4(column, Measure::Area(unit)).map(Area::from_e4)
}

pub(super) fn read_contract(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let contract_no = row.required_identifier(Column::ContractNo);
    let kinds: Vec<&str> = ContractKind::iter().map(ContractKind::zh).collect();
    let kind = row.required_choice(Column::ContractKind, ContractKind::lookup, &kinds);
    let range = contract_range(row);
    let unit = unit(row);
    let contract_area = unit.and_then(|unit| contract_area(row, unit));
    let fee_allowed = row.choice(Column::FeeAllowed, value::yes_or_no, &["是", "否"]).unwrap_or_default();
    let (batch, lessor, lessee) = (row.text(Column::Batch), row.text(Column::Lessor), row.text(Column::Lessee));
    let signed_date = row.date(Column::SignedDate);
    let (Some(contract_no), Some(kind), Some((start_date, end_date)), Some(unit)) = (contract_no, kind, range, unit)
    else {
        return;
    };
    if end_date < start_date {
        let column = if row.has(Column::EndDate) { Column::EndDate } else { Column::Period };
        row.refuse_row(column, ContractRefusal::EndBeforeStart { start_date, end_date });
    }
    let contract = Contract {
        contract_no,
        batch,
        kind,
        lessor,
        lessee,
        signed_date,
        start_date,
        end_date,
        unit,
        fee_allowed,
        contract_area,
    };
    drafts.push(Draft::new(row.row, Fact::Contract(contract)));
}

/// The rent that a ledger of contracts names beside each: 单价, or 年租金 where it divides by the size exactly.
pub(super) fn read_rent_of_contract(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    // What else is wrong with the row has been said by the contract's reader; here only the rent is looked at.
    let contract_no = value::identifier(&row.cell(Column::ContractNo).shown());
    let is_blank = row.is_blank(Column::UnitRent) && row.is_blank(Column::YearlyRent);
    if contract_no.is_empty() || is_blank {
        return;
    }
    let start = match row.has(Column::StartDate) && row.has(Column::EndDate) {
        true => value::date(row.cell(Column::StartDate), row.sheet.is_1904),
        false => value::period(&row.cell(Column::Period).shown(), row.sheet.is_1904).map(|(start, _)| start),
    };
    let unit = match row.has(Column::Unit) {
        true => AreaUnit::lookup(&value::identifier(&row.cell(Column::Unit).shown())),
        false => AreaUnit::lookup(&value::identifier(&row.cell(Column::QuantityUnit).shown())),
    };
    let yuan = match row.is_blank(Column::UnitRent) {
        false => row.e4(Column::UnitRent, Measure::RentInMoney(unit)),
        true => yearly_rent_per_unit(row),
    };
    let (Some(start_date), Some(yuan)) = (start, yuan) else { return };
    let step = RentStep { contract_no, start_date, standard: RentStandard::Money(UnitPrice::from_e4(yuan)) };
    drafts.push(Draft::new(row.row, Fact::RentStep(step)));
}

fn yearly_rent_per_unit(row: &mut RowReader<'_>) -> Option<i64> {
    let rent = row.money(Column::YearlyRent, false).map(Money::fen)?;
    let column = if row.has(Column::ContractArea) { Column::ContractArea } else { Column::Quantity };
    let size = value::number(&row.cell(column).shown()).and_then(|(plain, _)| plain.parse::<Area>().ok());
    // fen × 100 are ten-thousandths of a yuan; divided by ten-thousandths of a unit they want another 10,000.
    let product = i128::from(rent) * 100 * 10_000;
    let shown = size.map(|size| size.to_string()).unwrap_or_default();
    match size
        .filter(|size| size.e4() > 0)
        .map(|size| (product / i128::from(size.e4()), product % i128::from(size.e4())))
    {
        Some((per_unit, 0)) => i64::try_from(per_unit).ok(),
        _ => {
            row.refuse(Column::YearlyRent, CellFlaw::RentNotExact { size: shown.into() });
            None
        }
    }
}

pub(super) const LEASE_OUT_CONTENTS: KindColumns = KindColumns {
    required: &[&[Column::ContractNo], &[Column::SourceContractNo, Column::ParcelNo, Column::ShopNo]],
    optional: &[Column::ParcelNo, Column::ShopNo, Column::Remark],
};

pub(super) fn read_content(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let contract_no = row.required_identifier(Column::ContractNo);
    let source_contract_no = row.identifier(Column::SourceContractNo);
    let (parcel_no, shop_no) = (row.identifier(Column::ParcelNo), row.identifier(Column::ShopNo));
    let object = match (parcel_no.is_empty(), shop_no.is_empty()) {
        (false, true) => Some((ObjectKind::Parcel, parcel_no)),
        (true, false) => Some((ObjectKind::Shop, shop_no)),
        (true, true) if source_contract_no.is_empty() => {
            row.refuse_row(Column::ContractNo, ContractRefusal::ContentNotNamed);
            return;
        }
        (true, true) => None,
        (false, false) => {
            row.refuse_row(Column::ShopNo, ContractRefusal::ContentNotNamed);
            return;
        }
    };
    let Some(contract_no) = contract_no else { return };
    drafts
        .push(Draft::new(row.row, Fact::LeaseOutContent(LeaseOutContent { contract_no, source_contract_no, object })));
}

pub(super) const RENT_STEPS: KindColumns = KindColumns {
    required: &[&[Column::ContractNo], &[Column::StepDate], &[Column::RentMethod], &[Column::RentStandard]],
    optional: &[Column::Grain, Column::Remark],
};

pub(super) fn read_rent_step(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let contract_no = row.required_identifier(Column::ContractNo);
    let start_date = row.required_date(Column::StepDate);
    let lookup = |text: &str| match text {
        "货币" | "现金" | "货币租金" => Some(false),
        "实物" | "实物租金" | "粮食" => Some(true),
        _ => None,
    };
    let in_kind = row.required_choice(Column::RentMethod, lookup, &["货币", "实物"]);
    let grain = row.text(Column::Grain);
    let standard = match in_kind {
        Some(false) => row
            .required_e4(Column::RentStandard, Measure::RentInMoney(None))
            .map(|yuan| RentStandard::Money(UnitPrice::from_e4(yuan))),
        Some(true) => {
            let kilograms = row.required_e4(Column::RentStandard, Measure::RentInKind);
            if grain.is_empty() {
                row.refuse_row(Column::Grain, ContractRefusal::GrainNotNamed);
            }
            kilograms.map(|kilograms| RentStandard::InKind { kilograms: Kilograms::from_e4(kilograms), grain })
        }
        None => None,
    };
    let (Some(contract_no), Some(start_date), Some(standard)) = (contract_no, start_date, standard) else { return };
    let per_area = row.area_unit(Column::RentStandard);
    let draft = Draft::new(row.row, Fact::RentStep(RentStep { contract_no, start_date, standard }));
    drafts.push(Draft { per_area, ..draft });
}

pub(super) const GRAIN_PRICES: KindColumns = KindColumns {
    required: &[&[Column::Grain], &[Column::PriceYear], &[Column::Price]],
    optional: &[Column::PriceSource, Column::Remark],
};

pub(super) fn read_price(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let grain = row.required_text(Column::Grain);
    let year = row.required_year(Column::PriceYear);
    let price = row.required_e4(Column::Price, Measure::GrainPrice);
    let source = row.text(Column::PriceSource);
    let (Some(grain), Some(year), Some(price)) = (grain, year, price) else { return };
    let fact = GrainPrice { grain, year, price: UnitPrice::from_e4(price), source };
    drafts.push(Draft::new(row.row, Fact::GrainPrice(fact)));
}

pub(super) const RECEIPTS: KindColumns = KindColumns {
    required: &[&[Column::Date], &[Column::ContractNo], &[Column::RentYear], &[Column::Amount]],
    optional: &[Column::Payer, Column::SerialNo, Column::Remark],
};

pub(super) fn read_receipt(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let date = row.required_date(Column::Date);
    let contract_no = row.required_identifier(Column::ContractNo);
    let year = row.required_year(Column::RentYear);
    let serial_no = row.identifier(Column::SerialNo);
    let is_refund = row.text(Column::Remark).contains("退款");
    // A refund says so, or is below zero and can be traced by its serial number.
    let may_be_negative = is_refund || !serial_no.is_empty();
    let amount = row.required_money(Column::Amount, may_be_negative);
    let amount = match amount {
        Some(amount) if is_refund && !amount.is_negative() => Some(Money::from_fen(-amount.fen())),
        other => other,
    };
    let payer = row.text(Column::Payer);
    let (Some(date), Some(contract_no), Some(year), Some(amount)) = (date, contract_no, year, amount) else { return };
    drafts.push(Draft::new(row.row, Fact::Receipt(Receipt { date, contract_no, year, amount, payer, serial_no })));
}
