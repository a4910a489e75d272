//! Tables of contributions.

use super::db::{Row, Value};
use super::entry::FactTable;
use super::error::Stored;
use crate::domain::contribution::cash::CashContribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::fact::Fact;
use crate::domain::money::Money;
use crate::domain::quantity::Area;

pub(super) const LAND_CONTRIBUTION: FactTable = FactTable {
    name: "land_contribution",
    columns: &["member_no", "parcel_no", "area_mu_e4", "contract_no", "entry_date", "exit_date"],
    write: write_land,
    read: read_land,
};

fn write_land<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::LandContribution(land) = fact else { return };
    values.extend([
        Value::text(&land.member_no),
        Value::text(&land.parcel_no),
        Value::Int(land.area.e4()),
        Value::text(&land.contract_no),
        Value::Date(land.entry_date),
        Value::optional_date(land.exit_date),
    ]);
}

fn read_land(row: &Row<'_>, first: usize) -> Stored<Fact> {
    Ok(Fact::LandContribution(LandContribution {
        member_no: row.text(first)?.into(),
        parcel_no: row.text(first + 1)?.into(),
        area: Area::from_e4(row.int(first + 2)?),
        contract_no: row.text(first + 3)?.into(),
        entry_date: row.date(first + 4)?,
        exit_date: row.optional_date(first + 5)?,
    }))
}

pub(super) const SHOP_CONTRIBUTION: FactTable = FactTable {
    name: "shop_contribution",
    columns: &[
        "member_no",
        "shop_no",
        "floor_area_m2_e4",
        "appraised_value_fen",
        "contract_no",
        "entry_date",
        "exit_date",
    ],
    write: write_shop,
    read: read_shop,
};

fn write_shop<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::ShopContribution(shop) = fact else { return };
    values.extend([
        Value::text(&shop.member_no),
        Value::text(&shop.shop_no),
        Value::Int(shop.floor_area.e4()),
        Value::optional_int(shop.appraised_value.map(Money::fen)),
        Value::text(&shop.contract_no),
        Value::Date(shop.entry_date),
        Value::optional_date(shop.exit_date),
    ]);
}

fn read_shop(row: &Row<'_>, first: usize) -> Stored<Fact> {
    Ok(Fact::ShopContribution(ShopContribution {
        member_no: row.text(first)?.into(),
        shop_no: row.text(first + 1)?.into(),
        floor_area: Area::from_e4(row.int(first + 2)?),
        appraised_value: row.optional_int(first + 3)?.map(Money::from_fen),
        contract_no: row.text(first + 4)?.into(),
        entry_date: row.date(first + 5)?,
        exit_date: row.optional_date(first + 6)?,
    }))
}

pub(super) const CASH_CONTRIBUTION: FactTable = FactTable {
    name: "cash_contribution",
    columns: &["member_no", "amount_fen", "contribution_date", "receipt_no"],
    write: write_cash,
    read: read_cash,
};

fn write_cash<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::CashContribution(cash) = fact else { return };
    values.extend([
        Value::text(&cash.member_no),
        Value::Int(cash.amount.fen()),
        Value::Date(cash.date),
        Value::text(&cash.receipt_no),
    ]);
}

fn read_cash(row: &Row<'_>, first: usize) -> Stored<Fact> {
    Ok(Fact::CashContribution(CashContribution {
        member_no: row.text(first)?.into(),
        amount: Money::from_fen(row.int(first + 1)?),
        date: row.date(first + 2)?,
        receipt_no: row.text(first + 3)?.into(),
    }))
}
