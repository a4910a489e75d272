//! 成员名册, 资产量化, 股权台账, 股权变动.

use super::KindColumns;
use crate::domain::fact::Fact;
use crate::domain::person::Relation;
use crate::domain::quantity::Shares;
use crate::domain::register::member::Member;
use crate::domain::register::movement::{Movement, MovementKind, MovementSource};
use crate::domain::register::quantification::AssetQuantification;
use crate::domain::register::refusal::RegisterRefusal;
use crate::domain::register::share_class::ShareClass;
use crate::domain::sheet::CellFlaw;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::{Draft, HeadRef, PersonRef};
use crate::spreadsheet::row::RowReader;
use crate::spreadsheet::unit::Measure;
use crate::spreadsheet::value;
use chrono::NaiveDate;
use compact_str::CompactString;
use strum::IntoEnumIterator;

pub(super) const MEMBERS: KindColumns = KindColumns {
    required: &[&[Column::MemberNo, Column::IdNumber], &[Column::Name]],
    optional: &[
        Column::HouseholdNo,
        Column::HeadName,
        Column::HeadIdNumber,
        Column::Relation,
        Column::Group,
        Column::Phone,
        Column::Bank,
        Column::BankAccount,
        Column::AccountName,
        Column::Remark,
    ],
};

/// The person that a row names; a row that names nobody is refused.
pub(in crate::spreadsheet) fn person(row: &mut RowReader<'_>) -> Option<PersonRef> {
    let person = PersonRef {
        member_no: row.identifier(Column::MemberNo),
        id_number: row.id_number(Column::IdNumber),
        name: row.person_name(Column::Name),
    };
    if person.member_no.is_empty() && person.id_number.is_none() {
        match (row.is_blank(Column::MemberNo), row.is_blank(Column::IdNumber)) {
            (true, true) if row.has(Column::MemberNo) && !row.has(Column::IdNumber) => {
                row.refuse(Column::MemberNo, CellFlaw::ValueMissing);
            }
            (true, true) => {
                let column = if row.has(Column::MemberNo) { Column::MemberNo } else { Column::IdNumber };
                row.refuse_row(column, RegisterRefusal::MemberNotNamed);
            }
            // What is wrong with the cell that stands has been said.
            _ => {}
        }
        return None;
    }
    Some(person)
}

pub(super) fn read_member(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let person = person(row);
    let name = row.required_text(Column::Name).map(|name| value::person_name(&name));
    let relation =
        Some(row.person_name(Column::Relation)).filter(|text| !text.is_empty()).map(|text| Relation::new(&text));
    let head = HeadRef { id_number: row.id_number(Column::HeadIdNumber), name: row.person_name(Column::HeadName) };
    let member = Member {
        member_no: CompactString::default(),
        name: name.clone().unwrap_or_default(),
        id_number: None,
        household_no: row.identifier(Column::HouseholdNo),
        relation,
        group: row.text(Column::Group),
        phone: row.identifier(Column::Phone),
        bank: row.text(Column::Bank),
        bank_account: row.identifier(Column::BankAccount),
        account_name: row.person_name(Column::AccountName),
    };
    let (Some(person), Some(_)) = (person, name) else { return };
    let member = Member { id_number: person.id_number, ..member };
    drafts.push(Draft { head: Some(head), ..Draft::of(row.row, person, Fact::Member(member)) });
}

pub(super) const ASSET_QUANTIFICATION: KindColumns = KindColumns {
    required: &[
        &[Column::Asset],
        &[Column::AppraisedValue],
        &[Column::QuantifiedClass],
        &[Column::TotalShares],
        &[Column::BaseDate],
    ],
    optional: &[Column::OriginalValue, Column::SharesPerPerson, Column::Remark],
};

pub(super) fn read_asset(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let asset = row.required_text(Column::Asset);
    let original_value = row.money(Column::OriginalValue, false);
    let appraised_value = row.required_money(Column::AppraisedValue, false);
    let class = row.required_text(Column::QuantifiedClass);
    let total_shares = row.required_e4(Column::TotalShares, Measure::Shares);
    let shares_per_person = row.e4(Column::SharesPerPerson, Measure::Shares);
    let base_date = row.required_date(Column::BaseDate);
    let (Some(asset), Some(appraised_value), Some(class), Some(total_shares), Some(base_date)) =
        (asset, appraised_value, class, total_shares, base_date)
    else {
        return;
    };
    let fact = AssetQuantification {
        asset,
        original_value,
        appraised_value,
        class: ShareClass::new(&class),
        total_shares: Shares::from_e4(total_shares),
        shares_per_person: shares_per_person.map(Shares::from_e4),
        base_date,
    };
    drafts.push(Draft::new(row.row, Fact::AssetQuantification(fact)));
}

pub(super) const HOLDINGS: KindColumns = KindColumns {
    required: &[
        &[Column::MemberNo, Column::IdNumber],
        &[Column::ShareClass],
        &[Column::Shares, Column::SharesInAll],
        &[Column::AcquisitionDate],
    ],
    optional: &[Column::Name, Column::IdNumber, Column::AcquisitionKind, Column::CertificateNo, Column::Remark],
};

/// The day on which shares were acquired: the row's, else the one that `--as-of` gives.
fn acquisition_date(row: &mut RowReader<'_>) -> Option<NaiveDate> {
    match row.sheet.as_of {
        Some(as_of) if row.is_blank(Column::AcquisitionDate) => Some(as_of),
        _ => row.required_date(Column::AcquisitionDate),
    }
}

/// The kind of an acquisition; a word that means none is refused.
fn acquisition(row: &mut RowReader<'_>, class: &ShareClass) -> Option<(MovementKind, CompactString)> {
    let basis = row.text(Column::AcquisitionKind);
    let kind = MovementKind::of_acquisition(&basis, class);
    if kind.is_none() {
        let choices =
            ["量化", "土地入股", "商铺入股", "资金入股", "转让", "继承", "赠与"].map(CompactString::const_new).to_vec();
        row.refuse(Column::AcquisitionKind, CellFlaw::NotAChoice { choices });
    }
    kind.map(|kind| (kind, basis))
}

fn holding(date: NaiveDate, class: ShareClass, shares: i64, kind: MovementKind) -> Movement {
    Movement {
        source: MovementSource::Holdings,
        date,
        kind,
        from_member_no: None,
        to_member_no: None,
        class,
        shares: Shares::from_e4(shares),
        basis: CompactString::default(),
        certificate_no: CompactString::default(),
    }
}

pub(super) fn read_holding(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let person = person(row);
    let class = row.required_text(Column::ShareClass).map(|class| ShareClass::new(&class));
    let column = if row.has(Column::Shares) { Column::Shares } else { Column::SharesInAll };
    let shares = row.required_e4(column, Measure::Shares);
    let date = acquisition_date(row);
    let kind = class.as_ref().and_then(|class| acquisition(row, class));
    let certificate_no = row.identifier(Column::CertificateNo);
    let (Some(person), Some(class), Some(shares), Some(date), Some((kind, basis))) =
        (person, class, shares, date, kind)
    else {
        return;
    };
    let movement = Movement { basis, certificate_no, ..holding(date, class, shares, kind) };
    drafts.push(Draft::of(row.row, person, Fact::Movement(movement)));
}

pub(super) fn read_wide_holding(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let person = person(row);
    let date = acquisition_date(row);
    let certificate_no = row.identifier(Column::CertificateNo);
    let classes = row.sheet.layout.classes.clone();
    let mut sum = 0_i64;
    for (position, class) in classes {
        let Some(shares) = row.shares_at(position, class.as_str()) else { continue };
        sum += shares;
        let kind = acquisition(row, &class);
        let (Some(person), Some(date), Some((kind, basis))) = (&person, date, kind) else { continue };
        if shares == 0 {
            continue;
        }
        let certificate_no = certificate_no.clone();
        let movement = Movement { basis, certificate_no, ..holding(date, class, shares, kind) };
        let draft = Draft::of(row.row, person.clone(), Fact::Movement(movement));
        drafts.push(Draft { column: Some(u32::from(position)), ..draft });
    }
    let total = if row.has(Column::SharesInAll) { Column::SharesInAll } else { Column::Shares };
    if let Some(given) = row.e4(total, Measure::Shares).filter(|given| *given != sum) {
        let shown = |e4| CompactString::from(Shares::from_e4(e4).to_string());
        let (given, computed) = (shown(given), shown(sum));
        let column = total.heading().into();
        row.refuse_row(total, crate::domain::sheet::SheetRefusal::TotalDiffers { column, given, computed });
    }
}

pub(super) const SHARE_MOVEMENTS: KindColumns = KindColumns {
    required: &[
        &[Column::Date],
        &[Column::MovementKind],
        &[Column::FromMemberNo, Column::ToMemberNo],
        &[Column::ShareClass],
        &[Column::Shares],
    ],
    optional: &[Column::ToMemberNo, Column::Basis, Column::Remark],
};

pub(super) fn read_movement(row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
    let date = row.required_date(Column::Date);
    let kinds: Vec<&str> = MovementKind::iter().map(MovementKind::zh).collect();
    let kind = row.required_choice(Column::MovementKind, MovementKind::lookup, &kinds);
    let from = Some(row.identifier(Column::FromMemberNo)).filter(|member_no| !member_no.is_empty());
    let to = Some(row.identifier(Column::ToMemberNo)).filter(|member_no| !member_no.is_empty());
    let class = row.required_text(Column::ShareClass).map(|class| ShareClass::new(&class));
    let shares = row.required_e4(Column::Shares, Measure::Shares);
    let basis = row.text(Column::Basis);
    let (Some(date), Some(kind), Some(class), Some(shares)) = (date, kind, class, shares) else { return };
    let movement = Movement {
        source: MovementSource::Movements,
        from_member_no: from,
        to_member_no: to,
        basis,
        ..holding(date, class, shares, kind)
    };
    drafts.push(Draft::new(row.row, Fact::Movement(movement)));
}
