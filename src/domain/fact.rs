//! Facts (登记事项): what the rows of the sheets say, whatever the noun. A fact is entered once, and never changed: a later one with the
//! same natural key supersedes it, an undo reverses it.

use super::canonical::CanonicalText;
use super::contract::grain_price::GrainPrice;
use super::contract::lease_out::LeaseOutContent;
use super::contract::receipt::Receipt;
use super::contract::rent_step::{RentStandard, RentStep};
use super::contract::{Contract, ContractKind};
use super::contribution::cash::CashContribution;
use super::contribution::land::LandContribution;
use super::contribution::shop::ShopContribution;
use super::distribution::charter_terms::CharterTerm;
use super::distribution::plan::Plan;
use super::governance::body::Seat;
use super::governance::seal::Hash;
use super::money::Money;
use super::period::AccountingYear;
use super::register::member::Member;
use super::register::movement::{Movement, MovementSource};
use super::register::quantification::AssetQuantification;

/// A fact of any noun. `FactKind` names the nouns alone; each is a table of the storage.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(name(FactKind), derive(PartialOrd, Ord, Hash, strum::EnumIter))]
pub enum Fact {
    /// 成员名册.
    Member(Member),
    /// 资产量化.
    AssetQuantification(AssetQuantification),
    /// 股权台账 and 股权变动.
    Movement(Movement),
    /// 合同台账.
    Contract(Contract),
    /// 转租标的.
    LeaseOutContent(LeaseOutContent),
    /// 租金标准.
    RentStep(RentStep),
    /// 粮价.
    GrainPrice(GrainPrice),
    /// 土地入股台账.
    LandContribution(LandContribution),
    /// 商铺入股台账.
    ShopContribution(ShopContribution),
    /// 资金入股台账.
    CashContribution(CashContribution),
    /// 收款台账.
    Receipt(Receipt),
    /// 章程参数.
    CharterTerm(CharterTerm),
    /// 分配方案.
    Plan(AccountingYear, Plan),
    /// 机构成员.
    Seat(Seat),
}

/// The first sixteen bytes of a SHA-256 hash: enough to tell facts and keys apart, half as long to keep beside a million of them.
pub type Fingerprint = [u8; 16];

/// The fingerprint of a canonical text.
pub fn fingerprint(text: &CanonicalText) -> Fingerprint {
    let hash = Hash::of(text.as_str().as_bytes());
    *hash.bytes().first_chunk().unwrap_or(&[0; 16])
}

impl Fact {
    /// Writes its natural key: what makes it the same thing, whatever else is said of it (`spreadsheets.md`, Row identity). False where all
    /// of it is its key, so that equal ones are told apart by occurrence.
    pub fn write_key(&self, text: &mut CanonicalText) -> bool {
        match self {
            Fact::Member(member) => text.record("member").text(&member.member_no).end(),
            Fact::AssetQuantification(asset) => {
                text.record("asset").text(&asset.asset).text(asset.class.as_str()).date(asset.base_date).end();
            }
            Fact::Contract(contract) => text.record("contract").text(&contract.contract_no).end(),
            Fact::RentStep(step) => text.record("step").text(&step.contract_no).date(step.start_date).end(),
            Fact::GrainPrice(price) => {
                text.record("price").text(&price.grain).number(i64::from(price.year.number())).end()
            }
            Fact::LandContribution(land) => {
                let text = text.record("land").text(&land.member_no).text(&land.parcel_no).text(&land.contract_no);
                text.date(land.entry_date).end();
            }
            Fact::ShopContribution(shop) => {
                let text = text.record("shop").text(&shop.member_no).text(&shop.shop_no).text(&shop.contract_no);
                text.date(shop.entry_date).end();
            }
            Fact::CashContribution(cash) if !cash.receipt_no.is_empty() => {
                text.record("cash").text(&cash.receipt_no).end();
            }
            Fact::Receipt(receipt) if !receipt.serial_no.is_empty() => {
                text.record("receipt").text(&receipt.serial_no).end();
            }
            Fact::CharterTerm(term) => {
                text.record("charter").text(&term.item.zh()).optional_date(term.effective_date).end();
            }
            Fact::Plan(year, _) => text.record("plan").number(i64::from(year.number())).end(),
            Fact::Seat(seat) => {
                let text = text.record("seat").text(seat.body.zh()).text(&seat.member_no).text(&seat.name);
                text.text(&seat.office).date(seat.first_day).end();
            }
            Fact::Movement(_) | Fact::LeaseOutContent(_) | Fact::CashContribution(_) | Fact::Receipt(_) => {
                self.write_content(text);
                return false;
            }
        }
        true
    }

    /// Writes all that it says.
    pub fn write_content(&self, text: &mut CanonicalText) {
        match self {
            Fact::Member(member) => write_member(text, member),
            Fact::AssetQuantification(asset) => write_asset(text, asset),
            Fact::Movement(movement) => write_movement(text, movement),
            Fact::Contract(contract) => write_contract(text, contract),
            Fact::LeaseOutContent(content) => {
                let (kind, object_no) = match &content.object {
                    Some((kind, object_no)) => (kind.zh(), object_no.as_str()),
                    None => ("", ""),
                };
                let text = text.record("lease-out").text(&content.contract_no).text(&content.source_contract_no);
                text.text(kind).text(object_no).end();
            }
            Fact::RentStep(step) => write_step(text, step),
            Fact::GrainPrice(price) => {
                let text = text.record("price").text(&price.grain).number(i64::from(price.year.number()));
                text.e4(price.price.e4()).text(&price.source).end();
            }
            Fact::LandContribution(land) => {
                let text = text.record("land").text(&land.member_no).text(&land.parcel_no).e4(land.area.e4());
                text.text(&land.contract_no).date(land.entry_date).optional_date(land.exit_date).end();
            }
            Fact::ShopContribution(shop) => {
                let text = text.record("shop").text(&shop.member_no).text(&shop.shop_no).e4(shop.floor_area.e4());
                optional_money(text, shop.appraised_value);
                text.text(&shop.contract_no).date(shop.entry_date).optional_date(shop.exit_date).end();
            }
            Fact::CashContribution(cash) => {
                let text = text.record("cash").text(&cash.member_no).money(cash.amount).date(cash.date);
                text.text(&cash.receipt_no).end();
            }
            Fact::Receipt(receipt) => {
                let text = text.record("receipt").date(receipt.date).text(&receipt.contract_no);
                text.number(i64::from(receipt.year.number())).money(receipt.amount);
                text.text(&receipt.payer).text(&receipt.serial_no).end();
            }
            Fact::CharterTerm(term) => {
                text.record("charter").text(&term.item.zh()).text(&term.value).optional_date(term.effective_date).end();
            }
            Fact::Plan(year, plan) => {
                text.record("plan").number(i64::from(year.number()));
                plan.items().iter().for_each(|(item, value)| {
                    text.text(item.zh()).text(value);
                });
                text.end();
            }
            Fact::Seat(seat) => {
                let text = text.record("seat").text(seat.body.zh()).text(&seat.member_no).text(&seat.name);
                text.text(&seat.office).date(seat.first_day).optional_date(seat.last_day).end();
            }
        }
    }

    /// The fingerprint of all that it says.
    pub fn fingerprint(&self, scratch: &mut CanonicalText) -> Fingerprint {
        scratch.clear();
        self.write_content(scratch);
        fingerprint(scratch)
    }
}

fn optional_money(text: &mut CanonicalText, amount: Option<Money>) {
    match amount {
        Some(amount) => text.money(amount),
        None => text.text(""),
    };
}

fn write_member(text: &mut CanonicalText, member: &Member) {
    text.record("member").text(&member.member_no).text(&member.name);
    match member.id_number {
        Some(id_number) => text.text(&id_number.to_string()),
        None => text.text(""),
    };
    text.text(&member.household_no).text(member.relation.as_ref().map_or("", |relation| relation.as_str()));
    text.text(&member.group)
        .text(&member.phone)
        .text(&member.bank)
        .text(&member.bank_account)
        .text(&member.account_name)
        .end();
}

fn write_asset(text: &mut CanonicalText, asset: &AssetQuantification) {
    text.record("asset").text(&asset.asset);
    optional_money(text, asset.original_value);
    text.money(asset.appraised_value).text(asset.class.as_str()).e4(asset.total_shares.e4());
    match asset.shares_per_person {
        Some(shares) => text.e4(shares.e4()),
        None => text.text(""),
    };
    text.date(asset.base_date).end();
}

fn write_movement(text: &mut CanonicalText, movement: &Movement) {
    let source = match movement.source {
        MovementSource::Holdings => "holding",
        MovementSource::Movements => "movement",
    };
    text.record(source).date(movement.date).text(movement.kind.zh());
    text.text(movement.from_member_no.as_deref().unwrap_or_default());
    text.text(movement.to_member_no.as_deref().unwrap_or_default());
    text.text(movement.class.as_str())
        .e4(movement.shares.e4())
        .text(&movement.basis)
        .text(&movement.certificate_no)
        .end();
}

fn write_contract(text: &mut CanonicalText, contract: &Contract) {
    let kind: ContractKind = contract.kind;
    text.record("contract").text(&contract.contract_no).text(&contract.batch).text(kind.zh()).text(&contract.lessor);
    text.text(&contract.lessee).optional_date(contract.signed_date).date(contract.start_date).date(contract.end_date);
    text.text(contract.unit.zh()).text(if contract.fee_allowed { "是" } else { "否" });
    match contract.contract_area {
        Some(area) => text.e4(area.e4()),
        None => text.text(""),
    };
    text.end();
}

fn write_step(text: &mut CanonicalText, step: &RentStep) {
    text.record("step").text(&step.contract_no).date(step.start_date).text(step.standard.method_zh());
    match &step.standard {
        RentStandard::Money(yuan) => text.e4(yuan.e4()).text("").end(),
        RentStandard::InKind { kilograms, grain } => text.e4(kilograms.e4()).text(grain).end(),
    }
}
