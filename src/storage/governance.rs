//! The table of seats.

use super::db::{Row, Value};
use super::entry::{FactTable, broken};
use super::error::Stored;
use crate::domain::fact::Fact;
use crate::domain::governance::body::{Body, Seat};

pub(super) const SEAT: FactTable = FactTable {
    name: "seat",
    columns: &["body", "member_no", "name", "office", "first_day", "last_day"],
    write: write_seat,
    read: read_seat,
};

fn write_seat<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::Seat(seat) = fact else { return };
    values.extend([
        Value::text(seat.body.zh()),
        Value::text(&seat.member_no),
        Value::text(&seat.name),
        Value::text(&seat.office),
        Value::Date(seat.first_day),
        Value::optional_date(seat.last_day),
    ]);
}

fn read_seat(row: &Row<'_>, first: usize) -> Stored<Fact> {
    let body = row.text(first)?;
    Ok(Fact::Seat(Seat {
        body: Body::lookup(body).ok_or_else(|| broken("seat", "body", body))?,
        member_no: row.text(first + 1)?.into(),
        name: row.text(first + 2)?.into(),
        office: row.text(first + 3)?.into(),
        first_day: row.date(first + 4)?,
        last_day: row.optional_date(first + 5)?,
    }))
}
