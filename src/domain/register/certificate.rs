//! Share certificates (股权证): paper proof of the acquisitions that name it.

use super::movement::Movement;
use super::share_class::ShareClass;
use crate::domain::quantity::Shares;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A certificate (股权证) as the register's acquisitions make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// 股权证号.
    pub certificate_no: CompactString,
    /// The first day of an acquisition that it proves.
    pub first_date: NaiveDate,
    /// Member number → class → shares that the paper proves.
    pub shares: BTreeMap<CompactString, BTreeMap<ShareClass, Shares>>,
}

/// All certificates that movements name, by number.
pub fn certificates<'a>(movements: impl IntoIterator<Item = &'a Movement>) -> Vec<Certificate> {
    let mut found: BTreeMap<&'a str, Vec<&'a Movement>> = BTreeMap::new();
    for movement in movements.into_iter().filter(|movement| !movement.certificate_no.is_empty()) {
        found.entry(&movement.certificate_no).or_default().push(movement);
    }
    found.into_iter().filter_map(|(certificate_no, named)| certificate(certificate_no, named)).collect()
}

/// The certificate with this number, where any of the movements names it.
pub fn certificate<'a>(certificate_no: &str, movements: impl IntoIterator<Item = &'a Movement>) -> Option<Certificate> {
    let mut found: Option<Certificate> = None;
    for movement in movements.into_iter().filter(|movement| movement.certificate_no == certificate_no) {
        let paper = found.get_or_insert_with(|| Certificate {
            certificate_no: CompactString::new(certificate_no),
            first_date: movement.date,
            shares: BTreeMap::new(),
        });
        paper.first_date = paper.first_date.min(movement.date);
        if let Some(member_no) = &movement.to_member_no {
            let held = paper.shares.entry(member_no.clone()).or_default().entry(movement.class.clone()).or_default();
            *held = Shares::from_e4(held.e4() + movement.shares.e4());
        }
    }
    found
}
