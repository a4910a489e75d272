//! The share register (股权登记) for programs.

use crate::application::register::HoldingsView;
use crate::domain::quantity::Shares;
use crate::domain::register::certificate::Certificate;
use crate::domain::register::member::Member;
use crate::domain::register::movement::Movement;
use crate::domain::register::quantification::{AssetQuantification, ClassQuantification};
use crate::domain::register::share_class::ShareClass;
use crate::storage::cooperative::Cooperative;
use chrono::NaiveDate;
use compact_str::CompactString;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn of_classes<'c>(held: impl Iterator<Item = (&'c ShareClass, Shares)>) -> Vec<Value> {
    held.map(|(class, shares)| json!({ "class": class.as_str(), "shares": shares.to_string() })).collect()
}

fn name(members: &BTreeMap<CompactString, Member>, member_no: &str) -> String {
    members.get(member_no).map(|member| member.name.to_string()).unwrap_or_default()
}

/// What everybody holds at the end of a day, and each class in all.
pub fn holdings(view: &HoldingsView, on: NaiveDate) -> Value {
    let holders = view.holdings.by_member().map(|(member_no, held)| {
        json!({ "member_no": member_no, "name": name(&view.members, member_no), "holdings": of_classes(held) })
    });
    json!({
        "on": on.to_string(),
        "holders": holders.collect::<Vec<_>>(),
        "classes": of_classes(view.holdings.by_class().into_iter()),
    })
}

/// Movements in their order.
pub fn movements(movements: &[(i64, Movement)]) -> Value {
    let values = movements.iter().map(|(entry_no, movement)| {
        json!({
            "entry_no": entry_no,
            "date": movement.date.to_string(),
            "kind": movement.kind.zh(),
            "from_member_no": movement.from_member_no.as_deref(),
            "to_member_no": movement.to_member_no.as_deref(),
            "class": movement.class.as_str(),
            "shares": movement.shares.to_string(),
            "basis": movement.basis.as_str(),
            "certificate_no": movement.certificate_no.as_str(),
        })
    });
    json!({ "movements": values.collect::<Vec<_>>() })
}

/// A certificate (股权证) and whom it names.
pub fn certificate(
    cooperative: &Cooperative,
    (certificate, members): (&Certificate, &BTreeMap<CompactString, Member>),
) -> Value {
    let holders = certificate.shares.iter().map(|(member_no, held)| {
        json!({ "member_no": member_no.as_str(), "name": name(members, member_no), "holdings": of_classes(held.iter().map(|(class, shares)| (class, *shares))) })
    });
    json!({
        "certificate_no": certificate.certificate_no.as_str(),
        "cooperative": cooperative.name,
        "date": certificate.first_date.to_string(),
        "holders": holders.collect::<Vec<_>>(),
    })
}

/// Assets that were quantified (折股量化), and whether their shares were given.
pub fn quantification((assets, classes): (&[AssetQuantification], &[ClassQuantification])) -> Value {
    json!({
        "assets": assets.iter().map(|asset| json!({
            "asset": asset.asset.as_str(),
            "original_value": asset.original_value.map(|value| value.to_string()),
            "appraised_value": asset.appraised_value.to_string(),
            "class": asset.class.as_str(),
            "total_shares": asset.total_shares.to_string(),
            "shares_per_person": asset.shares_per_person.map(|shares| shares.to_string()),
            "base_date": asset.base_date.to_string(),
        })).collect::<Vec<_>>(),
        "classes": classes.iter().map(|class| json!({
            "class": class.class.as_str(),
            "appraised_value": class.appraised_value.to_string(),
            "total_shares": class.total_shares.to_string(),
            "given_shares": class.given_shares.to_string(),
            "persons": class.persons,
            "agrees": class.agrees(),
        })).collect::<Vec<_>>(),
    })
}
