//! What a sheet's facts rest on, and by what they are known again.

use crate::domain::canonical::CanonicalText;
use crate::domain::fact::{Fact, FactKind, Fingerprint, fingerprint};
use crate::domain::sheet::SheetKind;
use crate::spreadsheet::column::Column;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// What a kind of sheet is checked against.
pub(super) fn needed_facts(kind: SheetKind) -> Vec<FactKind> {
    const RENT: &[FactKind] = &[
        FactKind::Contract,
        FactKind::RentStep,
        FactKind::GrainPrice,
        FactKind::LandContribution,
        FactKind::ShopContribution,
        FactKind::LeaseOutContent,
        FactKind::Receipt,
        FactKind::Plan,
        FactKind::CharterTerm,
    ];
    const SHARES: &[FactKind] =
        &[FactKind::Member, FactKind::CharterTerm, FactKind::AssetQuantification, FactKind::Movement];
    match kind {
        SheetKind::Members => vec![FactKind::Member],
        SheetKind::AssetQuantification | SheetKind::Holdings | SheetKind::ShareMovements => SHARES.to_vec(),
        SheetKind::Contracts
        | SheetKind::LeaseOutContents
        | SheetKind::RentSteps
        | SheetKind::GrainPrices
        | SheetKind::Receipts
        | SheetKind::Plan => RENT.to_vec(),
        SheetKind::LandContributions | SheetKind::ShopContributions => {
            [RENT, &[FactKind::Member, FactKind::Movement]].concat()
        }
        SheetKind::CashContributions => vec![FactKind::Member, FactKind::CashContribution],
        SheetKind::Charter | SheetKind::Bodies => vec![FactKind::Member, FactKind::Seat, FactKind::CharterTerm],
        SheetKind::OpeningBalances | SheetKind::Vouchers => {
            vec![FactKind::Member, FactKind::Contract, FactKind::Voucher]
        }
        SheetKind::UnpaidMarks => vec![FactKind::Member, FactKind::UnpaidMark],
        SheetKind::BankAnswers => vec![FactKind::BankAnswer],
        SheetKind::BankStatement => vec![FactKind::BankEntry],
    }
}

/// The fingerprint of a fact's natural key; equal facts without a key of their own are told apart by occurrence.
pub(super) fn key(
    fact: &Fact,
    scratch: &mut CanonicalText,
    occurrences: &mut FxHashMap<Fingerprint, u32>,
) -> Fingerprint {
    // A member is found by number.
    if matches!(fact, Fact::Member(_)) {
        return Fingerprint::default();
    }
    scratch.clear();
    if fact.write_key(scratch) {
        return fingerprint(scratch);
    }
    let content = fingerprint(scratch);
    let occurrence = occurrences.entry(content).or_default();
    *occurrence += 1;
    scratch.record("occurrence").number(i64::from(*occurrence)).end();
    fingerprint(scratch)
}

pub(super) fn set_member(fact: &mut Fact, member_no: CompactString) {
    match fact {
        Fact::Movement(movement) => movement.to_member_no = Some(member_no),
        Fact::LandContribution(land) => land.member_no = member_no,
        Fact::ShopContribution(shop) => shop.member_no = member_no,
        Fact::CashContribution(cash) => cash.member_no = member_no,
        Fact::Seat(seat) => seat.member_no = member_no,
        Fact::UnpaidMark(mark) => mark.member_no = member_no,
        _ => {}
    }
}

/// The column in which a repeated key is shown.
pub(super) const fn key_column(fact: &Fact) -> Column {
    match fact {
        Fact::Member(_) => Column::MemberNo,
        Fact::AssetQuantification(_) => Column::Asset,
        Fact::Movement(_) => Column::ShareClass,
        Fact::Contract(_) | Fact::RentStep(_) | Fact::LeaseOutContent(_) => Column::ContractNo,
        Fact::GrainPrice(_) => Column::Grain,
        Fact::LandContribution(_) => Column::ParcelNo,
        Fact::ShopContribution(_) => Column::ShopNo,
        Fact::CashContribution(_) => Column::CashReceiptNo,
        Fact::Receipt(_) => Column::SerialNo,
        Fact::CharterTerm(_) | Fact::Plan(..) => Column::Item,
        Fact::Seat(_) => Column::Body,
        Fact::Voucher(_) => Column::VoucherNo,
        Fact::UnpaidMark(_) => Column::Date,
        Fact::BankAnswer(_) => Column::PaymentLine,
        Fact::BankEntry(_) => Column::SerialNo,
    }
}
