//! Turnover (发生额) and balances (余额) of accounts, by what their lines are about. Every balance is a fold of lines.

use super::account::{Dimensions, Side};
use super::book::Book;
use crate::domain::canonical::CanonicalText;
use crate::domain::governance::seal::Hash;
use crate::domain::money::{Money, Overflow};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// What went to the two sides (借方发生额, 贷方发生额). Red lines make either smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// 借方.
    pub debit: Money,
    /// 贷方.
    pub credit: Money,
}

impl Turnover {
    /// With an amount more on a side.
    pub fn add(&mut self, side: Side, amount: Money) -> Result<(), Overflow> {
        match side {
            Side::Debit => self.debit = self.debit.plus(amount)?,
            Side::Credit => self.credit = self.credit.plus(amount)?,
        }
        Ok(())
    }

    /// With another more.
    pub fn plus(self, other: Turnover) -> Result<Turnover, Overflow> {
        Ok(Turnover { debit: self.debit.plus(other.debit)?, credit: self.credit.plus(other.credit)? })
    }

    /// With another taken off.
    pub fn minus(self, other: Turnover) -> Result<Turnover, Overflow> {
        Ok(Turnover { debit: self.debit.minus(other.debit)?, credit: self.credit.minus(other.credit)? })
    }

    /// Debits less credits: above zero a debit balance.
    pub fn balance(self) -> Result<Money, Overflow> {
        self.debit.minus(self.credit)
    }
}

/// An account, and what the lines are about.
pub type Object = (CompactString, Dimensions);

/// Turnover by account and dimensions. Of a posting it is the 科目汇总表; of a period, what closing it keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnovers(pub BTreeMap<Object, Turnover>);

impl Turnovers {
    /// Adds a line.
    pub fn add(&mut self, account: &str, dimensions: &Dimensions, turnover: Turnover) -> Result<(), Overflow> {
        let key = (CompactString::new(account), dimensions.clone());
        let held = self.0.entry(key).or_default();
        *held = held.plus(turnover)?;
        Ok(())
    }

    /// An account with everything under it, whatever its lines are about.
    pub fn account(&self, code: &str) -> Result<Turnover, Overflow> {
        let of_account = self.0.iter().filter(|((account, _), _)| account.starts_with(code));
        of_account.map(|(_, turnover)| *turnover).try_fold(Turnover::default(), Turnover::plus)
    }

    /// All of it: debits equal credits, or somebody went around the program.
    pub fn total(&self) -> Result<Turnover, Overflow> {
        self.0.values().try_fold(Turnover::default(), |sum, more| sum.plus(*more))
    }

    /// The hash that the log keeps of a closed period.
    pub fn hash(&self) -> Hash {
        let mut text = CanonicalText::default();
        for ((account, dimensions), turnover) in &self.0 {
            let record = text.record("turnover").text(account).text(dimensions.as_str());
            record.money(turnover.debit).money(turnover.credit).end();
        }
        Hash::of(text.as_str().as_bytes())
    }
}

/// An account over some periods: what it began with, what went to its sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Movement {
    /// 期初余额: debits above zero.
    pub opening: Money,
    /// 本期发生额.
    pub turnover: Turnover,
}

impl Movement {
    /// 期末余额: debits above zero.
    pub fn closing(&self) -> Result<Money, Overflow> {
        self.opening.plus(self.turnover.balance()?)
    }

    fn plus(self, other: Movement) -> Result<Movement, Overflow> {
        Ok(Movement { opening: self.opening.plus(other.opening)?, turnover: self.turnover.plus(other.turnover)? })
    }

    const fn is_nothing(&self) -> bool {
        self.opening.is_zero() && self.turnover.debit.is_zero() && self.turnover.credit.is_zero()
    }
}

/// Balances of a book over some periods, by account and dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balances(pub BTreeMap<Object, Movement>);

impl Balances {
    /// From what lies before the periods, and in them.
    pub fn new(before: &Turnovers, during: &Turnovers) -> Result<Balances, Overflow> {
        let mut found = Balances::default();
        for (key, turnover) in &before.0 {
            found.0.entry(key.clone()).or_default().opening = turnover.balance()?;
        }
        for (key, turnover) in &during.0 {
            found.0.entry(key.clone()).or_default().turnover = *turnover;
        }
        Ok(found)
    }

    /// An account with everything under it, whatever its lines are about.
    pub fn account(&self, code: &str) -> Result<Movement, Overflow> {
        let of_account = self.0.iter().filter(|((account, _), _)| account.starts_with(code));
        of_account.map(|(_, movement)| *movement).try_fold(Movement::default(), Movement::plus)
    }

    /// An account with everything under it, by what its lines are about: the sub-ledger (明细账) of a control account.
    pub fn by_dimensions(&self, code: &str) -> Result<BTreeMap<Object, Movement>, Overflow> {
        let of_account =
            self.0.iter().filter(|((account, _), movement)| account.starts_with(code) && !movement.is_nothing());
        Ok(of_account.map(|(key, movement)| (key.clone(), *movement)).collect())
    }

    /// One row an account that anything happened to, parents with the sum of what is under them (科目余额表).
    pub fn trial_balance(&self, book: &Book) -> Result<TrialBalance, Overflow> {
        let mut rows: BTreeMap<CompactString, Movement> = BTreeMap::new();
        let mut total = TrialTotal::default();
        let mut leaves: BTreeMap<&CompactString, Movement> = BTreeMap::new();
        for ((account, _), movement) in &self.0 {
            let held = leaves.entry(account).or_default();
            *held = held.plus(*movement)?;
        }
        for (account, movement) in leaves {
            if movement.is_nothing() {
                continue;
            }
            total.add(&movement)?;
            let mut code = Some(account.clone());
            while let Some(own) = code {
                let held = rows.entry(own.clone()).or_default();
                *held = held.plus(movement)?;
                code = book.chart.parent(&own).map(|parent| parent.code.clone());
            }
        }
        Ok(TrialBalance { rows, total })
    }
}

/// 科目余额表.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrialBalance {
    /// By account code.
    pub rows: BTreeMap<CompactString, Movement>,
    /// Over all accounts that can be posted to.
    pub total: TrialTotal,
}

/// The last row of a trial balance: each pair is equal, or the books are broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrialTotal {
    /// 期初借方, 期初贷方.
    pub opening: Turnover,
    /// 本期借方, 本期贷方.
    pub turnover: Turnover,
    /// 期末借方, 期末贷方.
    pub closing: Turnover,
}

impl TrialTotal {
    fn add(&mut self, movement: &Movement) -> Result<(), Overflow> {
        self.turnover = self.turnover.plus(movement.turnover)?;
        for (sum, balance) in [(&mut self.opening, movement.opening), (&mut self.closing, movement.closing()?)] {
            match balance.is_negative() {
                true => sum.credit = sum.credit.minus(balance)?,
                false => sum.debit = sum.debit.plus(balance)?,
            }
        }
        Ok(())
    }

    /// Whether debits equal credits, three times.
    pub fn is_balanced(&self) -> bool {
        [self.opening, self.turnover, self.closing].iter().all(|sum| sum.debit == sum.credit)
    }
}
