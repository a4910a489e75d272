//! Tables of contracts, their rents, prices and receipts.

use super::db::{Row, Value};
use super::entry::{FactTable, broken};
use super::error::Stored;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::lease_out::LeaseOutContent;
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contract::{Contract, ContractKind};
use crate::domain::contribution::ObjectKind;
use crate::domain::fact::Fact;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::quantity::{Area, AreaUnit, Kilograms, UnitPrice};

/// A stored year.
pub(super) fn year(table: &'static str, column: &'static str, stored: i64) -> Stored<AccountingYear> {
    let year = i32::try_from(stored).ok().and_then(AccountingYear::try_new);
    year.ok_or_else(|| broken(table, column, &stored.to_string()))
}

pub(super) const CONTRACT: FactTable = FactTable {
    name: "contract",
    columns: &[
        "contract_no",
        "batch",
        "kind",
        "lessor",
        "lessee",
        "signed_date",
        "start_date",
        "end_date",
        "unit",
        "fee_allowed",
        "contract_area_e4",
    ],
    write: write_contract,
    read: read_contract,
};

fn write_contract<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::Contract(contract) = fact else { return };
    values.extend([
        Value::text(&contract.contract_no),
        Value::text(&contract.batch),
        Value::text(contract.kind.zh()),
        Value::text(&contract.lessor),
        Value::text(&contract.lessee),
        Value::optional_date(contract.signed_date),
        Value::Date(contract.start_date),
        Value::Date(contract.end_date),
        Value::text(contract.unit.zh()),
        Value::Bool(contract.fee_allowed),
        Value::optional_int(contract.contract_area.map(Area::e4)),
    ]);
}

fn read_contract(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let (kind, unit) = (row.text(first + 2)?, row.text(first + 8)?);
    Ok(Fact::Contract(Contract {
        contract_no: row.text(first)?.into(),
        batch: row.text(first + 1)?.into(),
        kind: ContractKind::lookup(kind).ok_or_else(|| broken("contract", "kind", kind))?,
        lessor: row.text(first + 3)?.into(),
        lessee: row.text(first + 4)?.into(),
        signed_date: row.optional_date(first + 5)?,
        start_date: row.date(first + 6)?,
        end_date: row.date(first + 7)?,
        unit: AreaUnit::lookup(unit).ok_or_else(|| broken("contract", "unit", unit))?,
        fee_allowed: row.bool(first + 9)?,
        contract_area: row.optional_int(first + 10)?.map(Area::from_e4),
    }))
}

pub(super) const LEASE_OUT_CONTENT: FactTable = FactTable {
    name: "lease_out_content",
    columns: &["contract_no", "source_contract_no", "object_kind", "object_no"],
    write: write_content,
    read: read_content,
};

fn write_content<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::LeaseOutContent(content) = fact else { return };
    let (kind, object_no) = match &content.object {
        Some((kind, object_no)) => (kind.zh(), object_no.as_str()),
        None => ("", ""),
    };
    values.extend([
        Value::text(&content.contract_no),
        Value::text(&content.source_contract_no),
        Value::text(kind),
        Value::text(object_no),
    ]);
}

fn read_content(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let object_no = row.text(first + 3)?.into();
    Ok(Fact::LeaseOutContent(LeaseOutContent {
        contract_no: row.text(first)?.into(),
        source_contract_no: row.text(first + 1)?.into(),
        object: match row.text(first + 2)? {
            "" if row.text(first + 3)?.is_empty() => None,
            "地块" => Some((ObjectKind::Parcel, object_no)),
            "商铺" => Some((ObjectKind::Shop, object_no)),
            other => return Err(broken("lease_out_content", "object_kind", other)),
        },
    }))
}

pub(super) const RENT_STEP: FactTable = FactTable {
    name: "rent_step",
    columns: &["contract_no", "start_date", "yuan_e4", "kilograms_e4", "grain"],
    write: write_step,
    read: read_step,
};

fn write_step<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::RentStep(step) = fact else { return };
    let (yuan, kilograms, grain) = match &step.standard {
        RentStandard::Money(yuan) => (Value::Int(yuan.e4()), Value::Null, ""),
        RentStandard::InKind { kilograms, grain } => (Value::Null, Value::Int(kilograms.e4()), grain.as_str()),
    };
    values.extend([Value::text(&step.contract_no), Value::Date(step.start_date), yuan, kilograms, Value::text(grain)]);
}

fn read_step(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let standard = match (row.optional_int(first + 2)?, row.optional_int(first + 3)?) {
        (Some(yuan), None) if row.text(first + 4)?.is_empty() => RentStandard::Money(UnitPrice::from_e4(yuan)),
        (None, Some(kilograms)) => {
            RentStandard::InKind { kilograms: Kilograms::from_e4(kilograms), grain: row.text(first + 4)?.into() }
        }
        (yuan, _) => return Err(broken("rent_step", "yuan_e4", &format!("{yuan:?}"))),
    };
    Ok(Fact::RentStep(RentStep { contract_no: row.text(first)?.into(), start_date: row.date(first + 1)?, standard }))
}

pub(super) const GRAIN_PRICE: FactTable = FactTable {
    name: "grain_price",
    columns: &["grain", "price_year", "yuan_per_kilogram_e4", "source"],
    write: write_price,
    read: read_price,
};

fn write_price<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::GrainPrice(price) = fact else { return };
    values.extend([
        Value::text(&price.grain),
        Value::Int(i64::from(price.year.number())),
        Value::Int(price.price.e4()),
        Value::text(&price.source),
    ]);
}

fn read_price(row: &Row<'_>, first: usize) -> Stored<Fact> {
    Ok(Fact::GrainPrice(GrainPrice {
        grain: row.text(first)?.into(),
        year: year("grain_price", "price_year", row.int(first + 1)?)?,
        price: UnitPrice::from_e4(row.int(first + 2)?),
        source: row.text(first + 3)?.into(),
    }))
}

pub(super) const RECEIPT: FactTable = FactTable {
    name: "receipt",
    columns: &["receipt_date", "contract_no", "rent_year", "amount_fen", "payer", "serial_no"],
    write: write_receipt,
    read: read_receipt,
};

fn write_receipt<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::Receipt(receipt) = fact else { return };
    values.extend([
        Value::Date(receipt.date),
        Value::text(&receipt.contract_no),
        Value::Int(i64::from(receipt.year.number())),
        Value::Int(receipt.amount.fen()),
        Value::text(&receipt.payer),
        Value::text(&receipt.serial_no),
    ]);
}

fn read_receipt(row: &Row<'_>, first: usize) -> Stored<Fact> {
    Ok(Fact::Receipt(Receipt {
        date: row.date(first)?,
        contract_no: row.text(first + 1)?.into(),
        year: year("receipt", "rent_year", row.int(first + 2)?)?,
        amount: Money::from_fen(row.int(first + 3)?),
        payer: row.text(first + 4)?.into(),
        serial_no: row.text(first + 5)?.into(),
    }))
}
