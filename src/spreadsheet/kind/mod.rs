//! One file a kind of sheet: which columns it has, and what its rows say.

mod contracts;
mod contributions;
mod governance;
mod ledger;
mod payment;
mod register;

pub(super) use register::person as named_person;

use super::column::Column;
use super::draft::Draft;
use super::layout::Layout;
use super::row::RowReader;
use crate::domain::sheet::SheetKind;

/// The columns of a kind.
pub struct KindColumns {
    /// Of each group one column must stand.
    pub required: &'static [&'static [Column]],
    /// These may stand.
    pub optional: &'static [Column],
}

impl KindColumns {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = Column> {
        let required = self.required.iter().flat_map(|group| group.iter());
        let mut seen = Vec::new();
        required.chain(self.optional).copied().filter(move |column| {
            let is_new = !seen.contains(column);
            seen.push(*column);
            is_new
        })
    }
}

/// The columns of each kind.
pub const fn columns(kind: SheetKind) -> KindColumns {
    match kind {
        SheetKind::Members => register::MEMBERS,
        SheetKind::AssetQuantification => register::ASSET_QUANTIFICATION,
        SheetKind::Holdings => register::HOLDINGS,
        SheetKind::ShareMovements => register::SHARE_MOVEMENTS,
        SheetKind::Contracts => contracts::CONTRACTS,
        SheetKind::LeaseOutContents => contracts::LEASE_OUT_CONTENTS,
        SheetKind::RentSteps => contracts::RENT_STEPS,
        SheetKind::GrainPrices => contracts::GRAIN_PRICES,
        SheetKind::Receipts => contracts::RECEIPTS,
        SheetKind::LandContributions => contributions::LAND,
        SheetKind::ShopContributions => contributions::SHOPS,
        SheetKind::CashContributions => contributions::CASH,
        SheetKind::Charter => governance::CHARTER,
        SheetKind::Plan => governance::PLAN,
        SheetKind::Bodies => governance::BODIES,
        SheetKind::OpeningBalances => ledger::OPENING_BALANCES,
        SheetKind::Vouchers => ledger::VOUCHERS,
        SheetKind::UnpaidMarks => payment::UNPAID_MARKS,
        SheetKind::BankAnswers => payment::BANK_ANSWERS,
        SheetKind::BankStatement => payment::BANK_STATEMENT,
    }
}

/// Headings of a column of which a sheet of the kind may have several: the first of them counts. Of everything else two are one too many.
pub const fn preferred_headings(kind: SheetKind, column: Column) -> &'static [&'static str] {
    match kind {
        SheetKind::BankStatement => payment::statement_headings(column),
        _ => &[],
    }
}

/// What the rows of a sheet say of one kind. Rows of plans are gathered until the sheet ends.
pub enum KindReader {
    /// Every row speaks for itself.
    ByRow(fn(&mut RowReader<'_>, &mut Vec<Draft>)),
    /// The sheet is one fact.
    Plan(governance::PlanReader),
    /// Rows are gathered to vouchers.
    Voucher(ledger::VoucherReader),
}

impl KindReader {
    /// The reader of a kind, for a sheet laid out so.
    pub fn new(kind: SheetKind, layout: &Layout) -> KindReader {
        KindReader::ByRow(match kind {
            SheetKind::Members => register::read_member,
            SheetKind::AssetQuantification => register::read_asset,
            SheetKind::Holdings if layout.is_wide() => register::read_wide_holding,
            SheetKind::Holdings => register::read_holding,
            SheetKind::ShareMovements => register::read_movement,
            SheetKind::Contracts => contracts::read_contract,
            // A ledger of contracts that names rents: the rent in force from the first day.
            SheetKind::RentSteps if layout.has(Column::UnitRent) || layout.has(Column::YearlyRent) => {
                contracts::read_rent_of_contract
            }
            SheetKind::RentSteps => contracts::read_rent_step,
            SheetKind::LeaseOutContents => contracts::read_content,
            SheetKind::GrainPrices => contracts::read_price,
            SheetKind::Receipts => contracts::read_receipt,
            SheetKind::LandContributions => contributions::read_land,
            SheetKind::ShopContributions => contributions::read_shop,
            SheetKind::CashContributions => contributions::read_cash,
            SheetKind::Charter => governance::read_term,
            SheetKind::Bodies => governance::read_seat,
            SheetKind::Plan => return KindReader::Plan(governance::PlanReader::default()),
            SheetKind::OpeningBalances => return KindReader::Voucher(ledger::VoucherReader::new(true)),
            SheetKind::Vouchers => return KindReader::Voucher(ledger::VoucherReader::new(false)),
            SheetKind::UnpaidMarks => payment::read_unpaid_mark,
            SheetKind::BankAnswers => payment::read_bank_answer,
            SheetKind::BankStatement => payment::read_bank_entry,
        })
    }
}
