//! Tables of the share register.

use super::db::{Row, Value};
use super::entry::{FactTable, broken};
use super::error::Stored;
use crate::domain::fact::Fact;
use crate::domain::money::Money;
use crate::domain::person::{IdNumber, Relation};
use crate::domain::quantity::Shares;
use crate::domain::register::member::Member;
use crate::domain::register::movement::{Movement, MovementKind, MovementSource};
use crate::domain::register::quantification::AssetQuantification;
use crate::domain::register::share_class::ShareClass;
use chrono::NaiveDate;

pub(super) const MEMBER: FactTable = FactTable {
    name: "member",
    columns: &[
        "member_no",
        "name",
        "id_number",
        "household_no",
        "relation",
        "resident_group",
        "phone",
        "bank",
        "bank_account",
        "account_name",
    ],
    write: write_member,
    read: read_member,
};

fn write_member<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::Member(member) = fact else { return };
    values.extend([
        Value::text(&member.member_no),
        Value::text(&member.name),
        member.id_number.map_or(Value::text(""), |id_number| Value::owned(id_number.to_string())),
        Value::text(&member.household_no),
        Value::text(member.relation.as_ref().map_or("", Relation::as_str)),
        Value::text(&member.group),
        Value::text(&member.phone),
        Value::text(&member.bank),
        Value::text(&member.bank_account),
        Value::text(&member.account_name),
    ]);
}

fn read_member(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let id_number = match row.text(first + 2)? {
        "" => None,
        // It was checked against the day it came in; here only its form matters.
        stored => Some(IdNumber::try_new(stored, NaiveDate::MAX).map_err(|_| broken("member", "id_number", stored))?),
    };
    let relation = Some(row.text(first + 4)?).filter(|relation| !relation.is_empty()).map(Relation::new);
    Ok(Fact::Member(Member {
        member_no: row.text(first)?.into(),
        name: row.text(first + 1)?.into(),
        id_number,
        household_no: row.text(first + 3)?.into(),
        relation,
        group: row.text(first + 5)?.into(),
        phone: row.text(first + 6)?.into(),
        bank: row.text(first + 7)?.into(),
        bank_account: row.text(first + 8)?.into(),
        account_name: row.text(first + 9)?.into(),
    }))
}

pub(super) const ASSET_QUANTIFICATION: FactTable = FactTable {
    name: "asset_quantification",
    columns: &[
        "asset",
        "original_value_fen",
        "appraised_value_fen",
        "share_class",
        "total_shares_e4",
        "shares_per_person_e4",
        "base_date",
    ],
    write: write_asset,
    read: read_asset,
};

fn write_asset<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::AssetQuantification(asset) = fact else { return };
    values.extend([
        Value::text(&asset.asset),
        Value::optional_int(asset.original_value.map(Money::fen)),
        Value::Int(asset.appraised_value.fen()),
        Value::text(asset.class.as_str()),
        Value::Int(asset.total_shares.e4()),
        Value::optional_int(asset.shares_per_person.map(Shares::e4)),
        Value::Date(asset.base_date),
    ]);
}

fn read_asset(row: &Row<'_>, first: usize) -> Stored<Fact> {
    Ok(Fact::AssetQuantification(AssetQuantification {
        asset: row.text(first)?.into(),
        original_value: row.optional_int(first + 1)?.map(Money::from_fen),
        appraised_value: Money::from_fen(row.int(first + 2)?),
        class: ShareClass::new(row.text(first + 3)?),
        total_shares: Shares::from_e4(row.int(first + 4)?),
        shares_per_person: row.optional_int(first + 5)?.map(Shares::from_e4),
        base_date: row.date(first + 6)?,
    }))
}

pub(super) const SHARE_MOVEMENT: FactTable = FactTable {
    name: "share_movement",
    columns: &[
        "is_acquisition",
        "movement_date",
        "kind",
        "from_member_no",
        "to_member_no",
        "share_class",
        "shares_e4",
        "basis",
        "certificate_no",
    ],
    write: write_movement,
    read: read_movement,
};

fn write_movement<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::Movement(movement) = fact else { return };
    values.extend([
        Value::Bool(movement.source == MovementSource::Holdings),
        Value::Date(movement.date),
        Value::text(movement.kind.zh()),
        Value::optional_text(movement.from_member_no.as_deref()),
        Value::optional_text(movement.to_member_no.as_deref()),
        Value::text(movement.class.as_str()),
        Value::Int(movement.shares.e4()),
        Value::text(&movement.basis),
        Value::text(&movement.certificate_no),
    ]);
}

fn read_movement(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let kind = row.text(first + 2)?;
    Ok(Fact::Movement(Movement {
        source: if row.bool(first)? { MovementSource::Holdings } else { MovementSource::Movements },
        date: row.date(first + 1)?,
        kind: MovementKind::lookup(kind).ok_or_else(|| broken("share_movement", "kind", kind))?,
        from_member_no: row.optional_text(first + 3)?.map(Into::into),
        to_member_no: row.optional_text(first + 4)?.map(Into::into),
        class: ShareClass::new(row.text(first + 5)?),
        shares: Shares::from_e4(row.int(first + 6)?),
        basis: row.text(first + 7)?.into(),
        certificate_no: row.text(first + 8)?.into(),
    }))
}
