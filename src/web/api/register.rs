//! The share register (股权登记).

use super::given::Given;
use super::operation::{Gave, Operation, path, query};
use super::shape::Shape::{
    self, Code, Day, Decimal, Flag, List, Maybe, Money, Named, Object, Optional, Text, Whole, Words,
};
use super::{MONEY, NEXT};
use crate::application::register;
use crate::domain::register::movement::MovementKind;
use crate::json::register as values;
use crate::web::visit::Visit;
use strum::IntoEnumIterator;

/// Shares of a class.
const OF_CLASS: Shape = Named("SharesOfClass", &Object(&[("class", Text), ("shares", Decimal)]));
const HOLDER: Shape = Named("Holder", &Object(&[("member_no", Text), ("name", Text), ("holdings", List(&OF_CLASS))]));
const MOVEMENT: Shape = Named(
    "Movement",
    &Object(&[
        ("entry_no", Whole),
        ("date", Day),
        ("kind", Code(movement_kinds)),
        ("from_member_no", Maybe(&Text)),
        ("to_member_no", Maybe(&Text)),
        ("class", Text),
        ("shares", Decimal),
        ("basis", Text),
        ("certificate_no", Text),
    ]),
);
const ASSET: Shape = Object(&[
    ("asset", Text),
    ("original_value", Maybe(&Money)),
    ("appraised_value", Money),
    ("class", Text),
    ("total_shares", Decimal),
    ("shares_per_person", Maybe(&Decimal)),
    ("base_date", Day),
]);
const QUANTIFIED: Shape = Object(&[
    ("class", Text),
    ("appraised_value", Money),
    ("total_shares", Decimal),
    ("given_shares", Decimal),
    ("persons", Whole),
    ("agrees", Flag),
]);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/register/holdings", MONEY, "listHoldings", holdings)
        .says("某日日终每个成员的持股", "What everybody holds at the end of a day")
        .takes(&[query("on", Optional(&Day))])
        .paged("holders", &["member_no"])
        .gives(Object(&[("on", Day), ("holders", List(&HOLDER)), ("classes", List(&OF_CLASS)), NEXT])),
    Operation::get("/api/v1/register/movements", MONEY, "listMovements", movements)
        .says("股权变动，按日期和登记号", "Movements of shares, by date and entry")
        .paged("movements", &["entry_no"])
        .gives(Object(&[("movements", List(&MOVEMENT)), NEXT])),
    Operation::get("/api/v1/register/certificates/{certificate_no}", MONEY, "showCertificate", certificate)
        .says("一本股权证和它写明的人", "A share certificate, and whom it names")
        .takes(&[path("certificate_no", Words(1, 80))])
        .gives(Object(&[("certificate_no", Text), ("cooperative", Text), ("date", Day), ("holders", List(&HOLDER))])),
    Operation::get("/api/v1/register/quantification", MONEY, "showQuantification", quantification)
        .says("折股量化：资产、各股种和已量化到人的股数", "Quantification: assets, classes, and the shares given")
        .gives(Object(&[("assets", List(&ASSET)), ("classes", List(&QUANTIFIED))])),
];

fn movement_kinds() -> Vec<&'static str> {
    MovementKind::iter().map(MovementKind::zh).collect()
}

fn holdings(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let on = given.maybe_day("on").unwrap_or(visit.today());
    let view = visit.read(|db, cooperative| register::holdings(db, cooperative, on))?;
    Ok(values::holdings(&view, on))
}

fn movements(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::movements(&visit.read(register::movements)?))
}

fn certificate(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let number = given.text("certificate_no");
    let (certificate, members) = visit.read(|db, cooperative| register::certificate_of(db, cooperative, number))?;
    Ok(values::certificate(&visit.site.cooperative, (&certificate, &members)))
}

fn quantification(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    let (assets, classes) = visit.read(register::quantification)?;
    Ok(values::quantification((&assets, &classes)))
}
