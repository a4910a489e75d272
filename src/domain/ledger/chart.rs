//! The chart of accounts (会计科目表) of a book.

use super::account::Account;
use super::refusal::LedgerRefusal;
use crate::domain::nearest::nearest;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A chart of accounts: codes of digits, a sub-account's beginning with its parent's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    accounts: BTreeMap<CompactString, Account>,
}

impl Chart {
    /// The account with a code.
    pub fn lookup(&self, code: &str) -> Option<&Account> {
        self.accounts.get(code)
    }

    /// Whether it has no accounts.
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// All accounts, parents before their sub-accounts.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// The account that a code is directly under.
    pub fn parent(&self, code: &str) -> Option<&Account> {
        (1..code.len()).rev().filter_map(|end| code.get(..end)).find_map(|prefix| self.lookup(prefix))
    }

    /// Whether an account has sub-accounts: it is the sum of them, and nothing is posted to it.
    pub fn is_parent(&self, code: &str) -> bool {
        self.sub_accounts(code).next().is_some()
    }

    /// Everything under an account.
    pub fn sub_accounts<'c>(&'c self, code: &'c str) -> impl Iterator<Item = &'c Account> {
        let below = self.accounts.range::<str, _>((std::ops::Bound::Excluded(code), std::ops::Bound::Unbounded));
        below.take_while(move |(other, _)| other.starts_with(code)).map(|(_, account)| account)
    }

    /// The name of an account with those above it: `收益分配-各项分配`.
    pub fn full_name(&self, code: &str) -> String {
        let own = self.lookup(code).map(|account| account.name.to_string()).unwrap_or_default();
        match self.parent(code) {
            Some(parent) => format!("{}-{own}", self.full_name(&parent.code)),
            None => own,
        }
    }

    /// The English name of an account with those above it: `Income distribution: Distributions`.
    pub fn full_english_name(&self, code: &str) -> String {
        let own = self.lookup(code).map(Account::english_name).unwrap_or_default();
        match self.parent(code) {
            Some(parent) => format!("{}: {own}", self.full_english_name(&parent.code)),
            None => own.to_owned(),
        }
    }

    /// The row of a statement that takes an account in: its own, or that of the nearest account above it.
    pub fn statement_row(&self, code: &str) -> Option<u32> {
        let own = self.lookup(code).and_then(|account| account.row);
        own.or_else(|| self.statement_row(&self.parent(code)?.code))
    }

    /// An account that can be posted to.
    ///
    /// # Errors
    /// Where there is no such account, or it has sub-accounts.
    pub fn postable(&self, book: &str, code: &str) -> Result<&Account, LedgerRefusal> {
        let Some(account) = self.lookup(code) else {
            let mut close = nearest(code, self.accounts.keys().map(CompactString::as_str));
            close.extend(
                self.accounts.values().filter(|account| account.name == code).map(|account| account.code.clone()),
            );
            return Err(LedgerRefusal::AccountUnknown { book: book.into(), code: code.into(), nearest: close });
        };
        if self.is_parent(code) {
            let children = self.sub_accounts(code).map(|child| child.code.clone()).take(5).collect();
            return Err(LedgerRefusal::AccountIsParent { code: code.into(), name: account.name.clone(), children });
        }
        Ok(account)
    }

    /// Adds an account; its class and side are its parent's where it has one.
    ///
    /// # Errors
    /// Where the code is no code or taken, the name empty, or class or side unlike the parent's.
    pub fn add(&mut self, account: Account) -> Result<(), LedgerRefusal> {
        let is_code = (1..=20).contains(&account.code.len()) && account.code.bytes().all(|byte| byte.is_ascii_digit());
        if !is_code || account.name.trim().is_empty() {
            return Err(LedgerRefusal::AccountCodeUnfit { code: account.code, name: account.name });
        }
        if let Some(held) = self.lookup(&account.code) {
            return Err(LedgerRefusal::AccountExists { code: account.code, name: held.name.clone() });
        }
        if let Some(parent) = self.parent(&account.code).filter(|parent| parent.class != account.class) {
            return Err(LedgerRefusal::AccountUnlikeParent {
                code: account.code,
                class: account.class,
                parent: parent.code.clone(),
                parent_class: parent.class,
            });
        }
        self.accounts.insert(account.code.clone(), account);
        Ok(())
    }
}
