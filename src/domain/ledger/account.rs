//! Accounts (会计科目) and the dimensions (辅助核算) that their lines are told apart by.

use super::refusal::LedgerRefusal;
use crate::domain::canonical::one_line;
use compact_str::CompactString;
use strum::IntoEnumIterator;

/// The class of an account (科目类别). It tells where the account stands in the statements, and whether it is closed with the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum AccountClass {
    /// 资产.
    Asset,
    /// 负债.
    Liability,
    /// 净资产, 所有者权益.
    Equity,
    /// 成本.
    Cost,
    /// 收入.
    Income,
    /// 费用.
    Expense,
}

impl AccountClass {
    /// As charts of accounts write it.
    pub const fn zh(self) -> &'static str {
        match self {
            AccountClass::Asset => "资产",
            AccountClass::Liability => "负债",
            AccountClass::Equity => "净资产",
            AccountClass::Cost => "成本",
            AccountClass::Income => "收入",
            AccountClass::Expense => "费用",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            AccountClass::Asset => "asset",
            AccountClass::Liability => "liability",
            AccountClass::Equity => "equity",
            AccountClass::Cost => "cost",
            AccountClass::Income => "income",
            AccountClass::Expense => "expense",
        }
    }

    /// As plain-text ledgers write the root of a name: `Assets`.
    pub const fn root(self) -> &'static str {
        match self {
            AccountClass::Asset | AccountClass::Cost => "Assets",
            AccountClass::Liability => "Liabilities",
            AccountClass::Equity => "Equity",
            AccountClass::Income => "Income",
            AccountClass::Expense => "Expenses",
        }
    }

    /// The class with this name.
    pub fn lookup(text: &str) -> Option<AccountClass> {
        let text = if text == "所有者权益" { "净资产" } else { text };
        AccountClass::iter().find(|class| class.zh() == text)
    }

    /// Whether its balance is closed to the year's income (损益类).
    pub const fn is_income_or_expense(self) -> bool {
        matches!(self, AccountClass::Income | AccountClass::Expense)
    }
}

/// The two sides of an account (借贷方向).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 借.
    Debit,
    /// 贷.
    Credit,
}

impl Side {
    /// As people write it.
    pub const fn zh(self) -> &'static str {
        match self {
            Side::Debit => "借",
            Side::Credit => "贷",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Side::Debit => "debit",
            Side::Credit => "credit",
        }
    }

    /// The side with this name.
    pub fn lookup(text: &str) -> Option<Side> {
        match text {
            "借" | "借方" | "debit" => Some(Side::Debit),
            "贷" | "贷方" | "credit" => Some(Side::Credit),
            _ => None,
        }
    }
}

/// What a line can be told apart by, beside its account (辅助核算).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Dimension {
    /// 成员.
    Member,
    /// 户.
    Household,
    /// 批次.
    Batch,
    /// 合同.
    Contract,
    /// 地块.
    Parcel,
    /// 商铺.
    Shop,
    /// 项目.
    Project,
    /// 往来单位.
    Counterparty,
}

impl Dimension {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            Dimension::Member => "成员",
            Dimension::Household => "户",
            Dimension::Batch => "批次",
            Dimension::Contract => "合同",
            Dimension::Parcel => "地块",
            Dimension::Shop => "商铺",
            Dimension::Project => "项目",
            Dimension::Counterparty => "往来单位",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Dimension::Member => "member",
            Dimension::Household => "household",
            Dimension::Batch => "batch",
            Dimension::Contract => "contract",
            Dimension::Parcel => "parcel",
            Dimension::Shop => "shop",
            Dimension::Project => "project",
            Dimension::Counterparty => "counterparty",
        }
    }

    /// The dimension with this name.
    pub fn lookup(text: &str) -> Option<Dimension> {
        Dimension::iter().find(|dimension| dimension.zh() == text || dimension.en() == text)
    }
}

/// What ends a part, and what ends its name.
const PART_ENDS: [char; 4] = ['|', '｜', ';', '；'];
const NAME_ENDS: [char; 2] = [':', '：'];

/// What a line is about, dimension by dimension: `成员:M001|合同:TD-2003-01`, in the order of the dimensions, each at most once. Empty: about nothing
/// in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions(CompactString);

impl Dimensions {
    /// One dimension.
    pub fn one(dimension: Dimension, value: &str) -> Dimensions {
        Dimensions::default().with(dimension, value)
    }

    /// With a dimension more; what it said of it before is replaced.
    pub fn with(&self, dimension: Dimension, value: &str) -> Dimensions {
        let mut all: Vec<(Dimension, &str)> = self.iter().filter(|(known, _)| *known != dimension).collect();
        all.push((dimension, value));
        all.sort_unstable();
        let mut text = CompactString::default();
        for (dimension, value) in all {
            if !text.is_empty() {
                text.push('|');
            }
            text.push_str(dimension.zh());
            text.push(':');
            // The two signs that divide the text cannot stand in a value.
            one_line(value)
                .chars()
                .for_each(|character| text.push(if matches!(character, '|' | ':') { '·' } else { character }));
        }
        Dimensions(text)
    }

    /// Reads what people write: `成员:M001|合同:TD-1`, with a full-width colon or ； too; a bare name is somebody's (往来单位), and the chart says whose.
    ///
    /// # Errors
    /// Where a part has no dimension that there is, no value, or one that was named before.
    pub fn read(text: &str) -> Result<Dimensions, LedgerRefusal> {
        let is_bare = !text.trim().is_empty() && !text.contains(PART_ENDS) && !text.contains(NAME_ENDS);
        if is_bare {
            return Ok(Dimensions::one(Dimension::Counterparty, text));
        }
        let mut read = Dimensions::default();
        for part in text.split(PART_ENDS).map(str::trim).filter(|part| !part.is_empty()) {
            let unfit = || LedgerRefusal::DimensionUnfit { given: part.into() };
            let (name, value) = part.split_once(NAME_ENDS).ok_or_else(unfit)?;
            let dimension = Dimension::lookup(name.trim()).ok_or_else(unfit)?;
            match value.trim() {
                "" => return Err(unfit()),
                _ if read.get(dimension).is_some() => {
                    return Err(LedgerRefusal::DimensionRepeated { dimension, given: part.into() });
                }
                value => read = read.with(dimension, value),
            }
        }
        Ok(read)
    }

    /// Reads what [`Dimensions::as_str`] writes, and nothing else.
    pub fn parse(text: &str) -> Option<Dimensions> {
        Dimensions::read(text).ok().filter(|read| read.as_str() == text)
    }

    /// As stored: canonical, so that equal ones are equal texts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What it says of a dimension.
    pub fn get(&self, dimension: Dimension) -> Option<&str> {
        self.iter().find(|(known, _)| *known == dimension).map(|(_, value)| value)
    }

    /// What it says, in the order of the dimensions.
    pub fn iter(&self) -> impl Iterator<Item = (Dimension, &str)> {
        let parts = self.0.split('|').filter_map(|part| part.split_once(':'));
        parts.filter_map(|(dimension, value)| Dimension::lookup(dimension).map(|dimension| (dimension, value)))
    }
}

/// What an account serves for (用途), where the program has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Purpose {
    /// 现金.
    Cash,
    /// 银行.
    Bank,
    /// 本年收益: what income and expense are closed to.
    YearIncome,
    /// 未分配收益: what the year's income is closed to.
    Undistributed,
    /// 实收资本: of a company, what its statutory reserve is measured by.
    Capital,
    /// 法定公积金: of a company.
    StatutoryReserve,
}

impl Purpose {
    /// As charts of accounts write it.
    pub const fn zh(self) -> &'static str {
        match self {
            Purpose::Cash => "现金",
            Purpose::Bank => "银行",
            Purpose::YearIncome => "本年收益",
            Purpose::Undistributed => "未分配收益",
            Purpose::Capital => "实收资本",
            Purpose::StatutoryReserve => "法定公积金",
        }
    }

    /// The purpose with this name.
    pub fn lookup(text: &str) -> Option<Purpose> {
        Purpose::iter().find(|purpose| purpose.zh() == text)
    }

    /// Whether it is money at hand: a voucher that touches it wants the cashier's signature, and it has a journal with a balance for every day.
    pub const fn is_cash(self) -> bool {
        matches!(self, Purpose::Cash | Purpose::Bank)
    }
}

/// An account (科目) of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// 科目编码: a sub-account's begins with its parent's.
    pub code: CompactString,
    /// 科目名称.
    pub name: CompactString,
    /// Its English name; may be empty.
    pub name_en: CompactString,
    /// 科目类别.
    pub class: AccountClass,
    /// The side on which its balance normally is (余额方向).
    pub side: Side,
    /// 辅助核算: what each of its lines must name.
    pub dimension: Option<Dimension>,
    /// 用途.
    pub purpose: Option<Purpose>,
    /// Where it is laid down.
    pub basis: CompactString,
    /// 归入行次: the row of a statement that takes it in. Of the balance sheet, in the place of the row where it would stand; of the income statement, as
    /// a detail of it.
    pub row: Option<u32>,
}

impl Account {
    /// Its English name; its own name where it has none.
    pub fn english_name(&self) -> &str {
        if self.name_en.is_empty() { &self.name } else { &self.name_en }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_are_one_text_however_they_were_given() {
        let one = Dimensions::one(Dimension::Contract, "TD-2003-01").with(Dimension::Member, "M001");
        assert_eq!(one.as_str(), "成员:M001|合同:TD-2003-01");
        assert_eq!(Dimensions::read("合同：TD-2003-01；成员：M001"), Ok(one.clone()));
        assert_eq!(Dimensions::parse("合同：TD-2003-01；成员：M001"), None, "only as it is stored");
        assert_eq!(Dimensions::parse(one.as_str()), Some(one.clone()));
        assert_eq!((one.get(Dimension::Member), one.get(Dimension::Shop)), (Some("M001"), None));
        assert_eq!(Dimensions::read("某某公司"), Ok(Dimensions::one(Dimension::Counterparty, "某某公司")));
        assert_eq!(Dimensions::parse("某某公司"), None);
        for given in ["部门:甲", "成员:", "成员:M001|某某公司"] {
            assert!(matches!(Dimensions::read(given), Err(LedgerRefusal::DimensionUnfit { .. })), "{given}");
        }
        let (dimension, given) = (Dimension::Member, "成员:M002".into());
        let twice = Err(LedgerRefusal::DimensionRepeated { dimension, given });
        assert_eq!(Dimensions::read("成员:M001|成员:M002"), twice);
        assert_eq!(Dimensions::parse(""), Some(Dimensions::default()));
        assert_eq!(Dimensions::one(Dimension::Counterparty, "甲|乙:丙").as_str(), "往来单位:甲·乙·丙");
    }
}
