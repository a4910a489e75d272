//! Posting rules (记账规则): one file a business event that may touch the books; the list of files is the list of what can. An event says how much goes
//! to which leg; accounts and sides are data (`reports/posting-rules.csv`), so that an accountant can read them in one place. They come with the program;
//! what was approved since takes their place (`rules_in_force.rs`), and a book chooses among the sub-accounts of a rule's account.

mod asset_quantification;
mod bank_return;
mod cash_contribution;
mod cash_payment;
mod company_reserve;
mod dividend;
mod dividend_received;
mod fund_spending;
mod levy_approved;
mod levy_paid;
mod management_fee;
mod member_distribution;
mod member_payment;
mod other_appropriated;
mod property_fee;
mod rent_allotted;
mod rent_received;
mod reserve_appropriated;
mod tax_withheld;
mod write_off;

pub use asset_quantification::AssetQuantified;
pub use bank_return::BankReturn;
pub use cash_contribution::CashContributed;
pub use cash_payment::CashPayment;
pub use company_reserve::CompanyReserve;
pub use dividend::{DividendAccrued, DividendDeclared};
pub use dividend_received::{DividendPaid, DividendReceived};
pub use fund_spending::FundSpending;
pub use levy_approved::{LevyAccrued, LevyApproved};
pub use levy_paid::{LevyPaid, LevyReceived};
pub use management_fee::ManagementFee;
pub use member_distribution::MemberDistribution;
pub use member_payment::MemberPayment;
pub use other_appropriated::OtherAppropriated;
pub use property_fee::{PropertyFeePaid, PropertyFeeReceived};
pub use rent_allotted::RentAllotted;
pub use rent_received::{CompanyRentReceived, RentReceived};
pub use reserve_appropriated::ReserveAppropriated;
pub use tax_withheld::TaxWithheld;
pub use write_off::ClaimsWrittenOff;

use super::account::{Dimensions, Purpose, Side};
use super::book::{Book, BookKind};
use super::refusal::LedgerRefusal;
use super::voucher::{Line, Voucher, VoucherHead};
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use std::collections::BTreeMap;

/// What one leg of an event comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// As the rule's data names it.
    pub name: &'static str,
    /// Below zero: red.
    pub amount: Money,
    /// 辅助核算.
    pub dimensions: Dimensions,
}

impl Leg {
    fn new(name: &'static str, amount: Money) -> Leg {
        Leg { name, amount, dimensions: Dimensions::default() }
    }
}

/// Something that happened and is booked.
pub trait BusinessEvent {
    /// The rule that books it.
    const RULE: &'static str;

    /// How much goes where.
    fn legs(&self) -> Vec<Leg>;
}

/// Into which period a rule books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodRule {
    /// 当月: the month of its day.
    Month,
    /// 年终分配期: of the year that the event is about.
    Distribution,
}

impl PeriodRule {
    /// As the data writes it.
    pub const fn zh(self) -> &'static str {
        match self {
            PeriodRule::Month => "当月",
            PeriodRule::Distribution => "年终分配期",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            PeriodRule::Month => "month",
            PeriodRule::Distribution => "year-end distribution",
        }
    }

    /// The rule that is written so.
    pub fn lookup(text: &str) -> Option<PeriodRule> {
        [PeriodRule::Month, PeriodRule::Distribution].into_iter().find(|rule| rule.zh() == text)
    }
}

/// Where a leg goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegAccount {
    /// 方向.
    pub side: Side,
    /// 科目编码.
    pub account: CompactString,
    /// Where that is laid down.
    pub basis: String,
}

/// A posting rule (记账规则), as its data has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingRule {
    /// As events name it.
    pub code: CompactString,
    /// 名称: the summary of its vouchers.
    pub name: String,
    /// 版本: vouchers keep it.
    pub version: u32,
    /// Whose book it is about.
    pub book_kind: BookKind,
    /// 期间.
    pub period: PeriodRule,
    /// By name.
    pub legs: BTreeMap<String, LegAccount>,
}

/// When and of what an event is booked.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// 日期.
    pub date: NaiveDate,
    /// The year that it is about.
    pub year: AccountingYear,
    /// 原始凭证号: nothing is booked twice from one.
    pub source: CompactString,
    /// Sheets or files behind it.
    pub attachment_count: u32,
}

/// Which sub-account (明细科目) takes what a rule books to an account that has several: by the account of the rule.
pub type ChosenAccounts = BTreeMap<CompactString, CompactString>;

impl PostingRule {
    /// Code and version, as vouchers keep them: `rent_received v1`.
    pub fn name_with_version(&self) -> CompactString {
        format_compact!("{} v{}", self.code, self.version)
    }

    /// The voucher of an event; none where it comes to nothing.
    ///
    /// # Errors
    /// Where the data lacks a leg, an account has several sub-accounts and none is chosen, or the legs do not balance.
    pub fn voucher(
        &self,
        book: &Book,
        legs: Vec<Leg>,
        (occasion, chosen): (&Occasion, &ChosenAccounts),
    ) -> Result<Option<Voucher>, LedgerRefusal> {
        let (date, period) = self.day(book, occasion);
        let is_late = period != self.own_period(occasion);
        let summary: CompactString = match is_late {
            true => format_compact!("{}（补记 {}，{}年度）", self.name, occasion.date, occasion.year),
            false => self.name.as_str().into(),
        };
        let mut lines = Vec::with_capacity(legs.len());
        for leg in legs.into_iter().filter(|leg| !leg.amount.is_zero()) {
            let Some(place) = self.legs.get(leg.name) else {
                return Err(LedgerRefusal::RuleLegMissing { rule: self.code.clone(), leg: leg.name.into() });
            };
            lines.push(Line {
                summary: summary.clone(),
                account: match is_late && self.period == PeriodRule::Distribution {
                    true => of_an_ended_year(book, &place.account, chosen)?,
                    false => postable(book, &place.account, chosen)?,
                },
                side: place.side,
                amount: leg.amount,
                dimensions: leg.dimensions,
            });
        }
        if lines.is_empty() {
            return Ok(None);
        }
        let head = VoucherHead {
            period,
            source: occasion.source.clone(),
            rule: self.name_with_version(),
            attachment_count: occasion.attachment_count,
            ..VoucherHead::ordinary(&book.code, date)
        };
        Voucher::try_new(head, lines).map(Some)
    }

    /// The period that an event belongs to.
    pub fn own_period(&self, occasion: &Occasion) -> AccountingPeriod {
        match self.period {
            PeriodRule::Month => AccountingPeriod::from(occasion.date),
            // A year's income is not appropriated before the year has ended.
            PeriodRule::Distribution => AccountingPeriod::distribution(occasion.year),
        }
    }

    /// When an event is booked: what became known after its period was closed, in the first month that is open.
    fn day(&self, book: &Book, occasion: &Occasion) -> (NaiveDate, AccountingPeriod) {
        let own = self.own_period(occasion);
        if book.check_open(own).is_err() {
            let open = book.open_period();
            return (open.first_day(), open);
        }
        match self.period {
            PeriodRule::Month => (occasion.date, own),
            PeriodRule::Distribution => (occasion.date.max(own.last_day()), own),
        }
    }
}

/// Of a year that has ended, what would be income or expense is what that year left: this year's are its own.
fn of_an_ended_year(
    book: &Book,
    account: &CompactString,
    chosen: &ChosenAccounts,
) -> Result<CompactString, LedgerRefusal> {
    if !book.class(account).is_income_or_expense() {
        return postable(book, account, chosen);
    }
    let missing = || LedgerRefusal::PurposeMissing { book: book.code.clone(), purpose: Purpose::Undistributed };
    book.postable_for(Purpose::Undistributed).map(|account| account.code.clone()).ok_or_else(missing)
}

/// The account that takes what a rule books to an account: it, its only sub-account, or the one that is chosen.
fn postable(book: &Book, account: &CompactString, chosen: &ChosenAccounts) -> Result<CompactString, LedgerRefusal> {
    if let Some(chosen) = chosen.get(account) {
        return Ok(chosen.clone());
    }
    let mut below = book.chart.sub_accounts(account).filter(|sub| !book.chart.is_parent(&sub.code));
    match (below.next(), below.next()) {
        (Some(only), None) => Ok(only.code.clone()),
        _ => book.chart.postable(&book.code, account).map(|account| account.code.clone()),
    }
}
