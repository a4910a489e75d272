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
use super::distribution::plan::Plan;
use super::governance::body::Seat;
use super::governance::charter::CharterTerm;
use super::governance::seal::Hash;
use super::ledger::bank_entry::BankEntry;
use super::ledger::voucher::Voucher;
use super::money::Money;
use super::payment::bank_answer::BankAnswer;
use super::payment::unpaid_mark::UnpaidMark;
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
    /// 凭证 and 期初余额: a whole voucher with its lines.
    Voucher(Box<Voucher>),
    /// 待付登记.
    UnpaidMark(UnpaidMark),
    /// 代发回盘.
    BankAnswer(BankAnswer),
    /// 银行对账单.
    BankEntry(Box<BankEntry>),
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
            Fact::Voucher(voucher) => return voucher.write_key(text),
            Fact::UnpaidMark(mark) => text.record("unpaid").text(&mark.member_no).date(mark.since).end(),
            Fact::BankAnswer(answer) => {
                text.record("answer").text(&answer.line.to_string()).text(answer.kind.code()).end();
            }
            Fact::BankEntry(entry) if !entry.serial_no.is_empty() => {
                // Banks begin their numbers anew; a charge has the number of its payment.
                let text = text.record("bank-entry").text(&entry.book).text(&entry.account).date(entry.date);
                text.money(entry.amount).text(&entry.serial_no).end();
            }
            Fact::BankEntry(_)
            | Fact::Movement(_)
            | Fact::LeaseOutContent(_)
            | Fact::CashContribution(_)
            | Fact::Receipt(_) => {
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
            Fact::Voucher(voucher) => voucher.write(text),
            Fact::UnpaidMark(mark) => {
                let text = text.record("unpaid").text(&mark.member_no).text(mark.state.zh()).date(mark.since);
                text.text(&mark.reason).end();
            }
            Fact::BankAnswer(answer) => {
                let text = text.record("answer").text(&answer.line.to_string()).text(answer.kind.zh());
                text.date(answer.date).money(answer.amount).text(&answer.account).text(&answer.reason).end();
            }
            Fact::BankEntry(entry) => {
                let text = text.record("bank-entry").text(&entry.book).text(&entry.account).date(entry.date);
                optional_money(text.text(&entry.summary).money(entry.amount), entry.balance);
                text.text(&entry.serial_no).text(&entry.counterparty).end();
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

    /// What it is about, in a few words: the values of its natural key.
    pub fn subject(&self) -> String {
        let mut text = CanonicalText::default();
        self.write_key(&mut text);
        text.as_str()
            .trim_end()
            .split('\t')
            .skip(1)
            .filter(|value| !value.is_empty())
            .take(4)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The fields in which it differs from another fact of the same kind: the field, what this one says, what the other says.
    pub fn differences(&self, other: &Fact) -> Vec<(&'static str, String, String)> {
        if let (Fact::Plan(_, own), Fact::Plan(_, others)) = (self, other) {
            let value =
                |plan: &Plan, item| plan.items().into_iter().find(|(known, _)| *known == item).map(|(_, value)| value);
            use strum::IntoEnumIterator;
            let pairs = super::distribution::plan::PlanItem::iter();
            let pairs = pairs
                .map(|item| (item.zh(), value(own, item).unwrap_or_default(), value(others, item).unwrap_or_default()));
            return pairs.filter(|(_, own, other)| own != other).collect();
        }
        if let (Fact::Voucher(own), Fact::Voucher(others)) = (self, other) {
            return own.differences(others);
        }
        let written = |fact: &Fact| {
            let mut text = CanonicalText::default();
            fact.write_content(&mut text);
            text.into_string()
        };
        let (own, other) = (written(self), written(other));
        let values = own.trim_end_matches('\n').split('\t').zip(other.trim_end_matches('\n').split('\t')).skip(1);
        let named = FactKind::from(self).field_names().iter().zip(values);
        named
            .filter(|(_, (own, other))| own != other)
            .map(|(name, (own, other))| (*name, own.to_owned(), other.to_owned()))
            .collect()
    }

    /// The fingerprint of all that it says.
    pub fn fingerprint(&self, scratch: &mut CanonicalText) -> Fingerprint {
        scratch.clear();
        self.write_content(scratch);
        fingerprint(scratch)
    }
}

impl FactKind {
    /// The fields of its canonical text, in order, as accountants call them. Of a plan the items tell themselves.
    pub const fn field_names(self) -> &'static [&'static str] {
        match self {
            FactKind::Member => &[
                "成员编号",
                "姓名",
                "身份证号",
                "户号",
                "与户主关系",
                "居民小组",
                "手机号",
                "开户银行",
                "银行账号",
                "开户名称",
            ],
            FactKind::AssetQuantification => {
                &["资产项目", "原值", "评估值", "量化股种", "总股数", "人均股数", "基准日"]
            }
            FactKind::Movement => {
                &["日期", "变动类型", "转出成员编号", "转入成员编号", "股种", "股数", "依据", "股权证号"]
            }
            FactKind::Contract => &[
                "合同编号",
                "批次",
                "合同类型",
                "出租方",
                "承租方",
                "签订日期",
                "开始日期",
                "结束日期",
                "计量单位",
                "可收管理费",
                "合同面积",
            ],
            FactKind::LeaseOutContent => &["合同编号", "原合同编号", "标的类型", "标的编号"],
            FactKind::RentStep => &["合同编号", "起始日期", "计租方式", "标准", "品种"],
            FactKind::GrainPrice => &["品种", "年度", "单价", "来源"],
            FactKind::LandContribution => &["成员编号", "地块编号", "面积", "合同编号", "入股日期", "退出日期"],
            FactKind::ShopContribution => {
                &["成员编号", "商铺编号", "建筑面积", "评估价值", "合同编号", "入股日期", "退出日期"]
            }
            FactKind::CashContribution => &["成员编号", "金额", "日期", "收据号"],
            FactKind::Receipt => &["日期", "合同编号", "所属年度", "金额", "付款方", "流水号"],
            FactKind::CharterTerm => &["项目", "值", "生效日期"],
            FactKind::Plan => &["年度"],
            FactKind::Seat => &["机构", "成员编号", "姓名", "职务", "任期起", "任期止"],
            // Its lines differ one by one.
            FactKind::Voucher => &[],
            FactKind::UnpaidMark => &["成员编号", "待付状态", "起始日期", "原因"],
            FactKind::BankAnswer => &["明细id", "支付状态", "日期", "金额", "收方银行账号", "原因"],
            FactKind::BankEntry => &["账套", "科目编码", "日期", "摘要", "金额", "余额", "流水号", "对方户名"],
        }
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
