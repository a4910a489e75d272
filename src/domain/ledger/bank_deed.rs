//! What is done to reconcile bank accounts, as the log keeps it. Matches are the fold of these deeds; a table that was confirmed stands as it was drawn up.

use super::bank_entry::BankEntry;
use super::reconciliation::{BankMatch, BookLineKey, MatchGround, OpenItem, Reconciliation};
use super::reconciliation_refusal::ReconciliationRefusal;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::money::Money;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;
use strum::IntoEnumIterator;

/// A bank account of a book: its code and the account's.
pub type BankAccount = (CompactString, CompactString);

/// Something done with a bank account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankDeed {
    /// 勾对. Matches are numbered on from the first.
    Match(BankAccount, u32, Vec<BankMatch>),
    /// 撤销勾对.
    Unmatch {
        /// 勾对编号.
        match_no: u32,
        /// Why.
        reason: String,
    },
    /// 确认余额调节表.
    Confirm(BankAccount, ConfirmedTable),
    /// 撤回确认: the table of a day counts no more; it stays in the log.
    Retract {
        /// Of which account.
        account: BankAccount,
        /// Its day.
        on: NaiveDate,
        /// Why.
        reason: String,
    },
}

/// A table that was confirmed (银行存款余额调节表), as it stood then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedTable {
    /// The day.
    pub on: NaiveDate,
    /// 单位账面余额.
    pub book_balance: Money,
    /// 银行对账单余额.
    pub bank_balance: Money,
    /// What was open when the book began.
    pub first_difference: Money,
    /// What of it still was.
    pub opening_difference: Money,
    /// 调节后余额, of both.
    pub adjusted: Money,
    /// 未达账项.
    pub open: Vec<OpenLine>,
}

/// An open line of a table that was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLine {
    /// Whether the bank has it and the book does not.
    pub is_of_bank: bool,
    /// Its day.
    pub date: NaiveDate,
    /// 凭证字号 or 流水号.
    pub name: CompactString,
    /// 摘要.
    pub summary: CompactString,
    /// Came in above zero.
    pub amount: Money,
}

impl OpenLine {
    /// What of an open item is kept.
    pub fn of(item: &OpenItem) -> OpenLine {
        match item {
            OpenItem::Bank(line) => OpenLine {
                is_of_bank: true,
                date: line.entry.date,
                name: line.entry.serial_no.clone(),
                summary: line.entry.summary.clone(),
                amount: line.entry.amount,
            },
            OpenItem::Book(line) => OpenLine {
                is_of_bank: false,
                date: line.date,
                name: line.voucher.clone(),
                summary: line.summary.clone(),
                amount: line.amount,
            },
        }
    }
}

impl ConfirmedTable {
    /// What of a table is kept; none where the bank's balance is not known.
    pub fn of(table: &Reconciliation, adjusted: Money) -> Option<ConfirmedTable> {
        Some(ConfirmedTable {
            on: table.on,
            book_balance: table.book_balance,
            bank_balance: table.bank_balance?,
            first_difference: table.first_difference,
            opening_difference: table.opening_difference,
            adjusted,
            open: table.open_items().iter().map(OpenLine::of).collect(),
        })
    }
}

impl BankDeed {
    /// As the log names them.
    pub const ACTIONS: [&str; 4] =
        ["bank-lines-matched", "bank-match-withdrawn", "bank-reconciled", "bank-reconciliation-retracted"];

    /// As the log names it.
    pub const fn action(&self) -> &'static str {
        match self {
            BankDeed::Match(..) => BankDeed::ACTIONS[0],
            BankDeed::Unmatch { .. } => BankDeed::ACTIONS[1],
            BankDeed::Confirm(..) => BankDeed::ACTIONS[2],
            BankDeed::Retract { .. } => BankDeed::ACTIONS[3],
        }
    }

    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        text.record("bank").text(self.action()).end();
        match self {
            BankDeed::Match((book, account), first, matches) => {
                text.record("account").text(book).text(account).number(i64::from(*first)).end();
                for one in matches {
                    text.record("match").text(one.ground.code()).end();
                    one.bank.iter().for_each(|entry_no| text.record("line").number(*entry_no).end());
                    for key in &one.book {
                        text.record("posting").number(key.entry_no).number(i64::from(key.line_no)).end();
                    }
                }
            }
            BankDeed::Unmatch { match_no, reason } => {
                text.record("match").number(i64::from(*match_no)).text(reason).end();
            }
            BankDeed::Confirm((book, account), table) => {
                text.record("account").text(book).text(account).date(table.on).end();
                let record = text.record("balances").money(table.book_balance).money(table.bank_balance);
                record.money(table.first_difference).money(table.opening_difference).money(table.adjusted).end();
                for line in &table.open {
                    let side = if line.is_of_bank { "bank" } else { "book" };
                    let record = text.record("open").text(side).date(line.date).text(&line.name);
                    record.text(&line.summary).money(line.amount).end();
                }
            }
            BankDeed::Retract { account: (book, account), on, reason } => {
                text.record("account").text(book).text(account).date(*on).text(reason).end();
            }
        }
        text.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where a deed is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<BankDeed>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("bank", mut head)) = found.next() else { return Ok(None) };
        let action = head.text()?;
        let Some((_, mut fields)) = found.next() else { return Err(head.flaw("a deed about nothing")) };
        let deed = match action {
            "bank-lines-matched" => {
                let account = (fields.text()?.into(), fields.text()?.into());
                let first = fields.known(|text| text.parse().ok())?;
                BankDeed::Match(account, first, read_matches(found)?)
            }
            "bank-match-withdrawn" => {
                let match_no = fields.known(|text| text.parse().ok())?;
                BankDeed::Unmatch { match_no, reason: fields.text()?.to_owned() }
            }
            "bank-reconciled" => {
                let account = (fields.text()?.into(), fields.text()?.into());
                BankDeed::Confirm(account, read_table(fields.date()?, found, &head)?)
            }
            "bank-reconciliation-retracted" => {
                let account = (fields.text()?.into(), fields.text()?.into());
                BankDeed::Retract { account, on: fields.date()?, reason: fields.text()?.to_owned() }
            }
            _ => return Err(head.flaw("no such deed")),
        };
        Ok(Some(deed))
    }
}

fn read_matches<'t>(found: impl Iterator<Item = (&'t str, Fields<'t>)>) -> Result<Vec<BankMatch>, CanonicalFlaw> {
    let mut matches: Vec<BankMatch> = Vec::new();
    for (name, mut fields) in found {
        match (name, matches.last_mut()) {
            ("match", _) => {
                let ground = fields.known(|code| MatchGround::iter().find(|ground| ground.code() == code))?;
                matches.push(BankMatch { ground, ..BankMatch::default() });
            }
            ("line", Some(last)) => last.bank.push(fields.number()?),
            ("posting", Some(last)) => {
                let entry_no = fields.number()?;
                last.book.push(BookLineKey { entry_no, line_no: fields.known(|text| text.parse().ok())? });
            }
            _ => return Err(fields.flaw("a line of no match")),
        }
    }
    Ok(matches)
}

fn read_table<'t>(
    on: NaiveDate,
    mut found: impl Iterator<Item = (&'t str, Fields<'t>)>,
    head: &Fields<'_>,
) -> Result<ConfirmedTable, CanonicalFlaw> {
    let Some(("balances", mut fields)) = found.next() else { return Err(head.flaw("a table without balances")) };
    let mut table = ConfirmedTable {
        on,
        book_balance: fields.money()?,
        bank_balance: fields.money()?,
        first_difference: fields.money()?,
        opening_difference: fields.money()?,
        adjusted: fields.money()?,
        open: Vec::new(),
    };
    for (_, mut fields) in found {
        let is_of_bank = fields.known(|side| match side {
            "bank" => Some(true),
            "book" => Some(false),
            _ => None,
        })?;
        let (date, name, summary) = (fields.date()?, fields.text()?.into(), fields.text()?.into());
        table.open.push(OpenLine { is_of_bank, date, name, summary, amount: fields.money()? });
    }
    Ok(table)
}

/// What has been done to reconcile bank accounts: the fold of the deeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankWork {
    /// Matches that stand, by number.
    pub matches: BTreeMap<u32, (BankAccount, BankMatch)>,
    /// Tables that were confirmed, the latest last: who, and of which account.
    pub confirmed: Vec<(String, BankAccount, ConfirmedTable)>,
    /// The number of the last match, withdrawn or not.
    pub last_match_no: u32,
}

impl BankWork {
    /// The work after one more deed.
    pub fn take(&mut self, actor: &str, deed: BankDeed) {
        match deed {
            BankDeed::Match(account, first, matches) => {
                for (step, one) in (0..).zip(matches) {
                    self.last_match_no = first + step;
                    self.matches.insert(self.last_match_no, (account.clone(), one));
                }
            }
            BankDeed::Unmatch { match_no, .. } => {
                self.matches.remove(&match_no);
            }
            BankDeed::Confirm(account, table) => self.confirmed.push((actor.to_owned(), account, table)),
            BankDeed::Retract { account, on, .. } => {
                self.confirmed.retain(|(_, of, table)| *of != account || table.on != on);
            }
        }
    }

    /// The matches of an account.
    pub fn matches_of(&self, account: &BankAccount) -> Vec<&BankMatch> {
        self.matches.values().filter(|(of, _)| of == account).map(|(_, one)| one).collect()
    }

    /// The tables of an account that were confirmed and not retracted, with who did, in the order of their days; of one day, the one confirmed last.
    pub fn confirmed_of(&self, account: &BankAccount) -> Vec<(&str, &ConfirmedTable)> {
        let of_account = self.confirmed.iter().filter(|(_, of, _)| of == account);
        let by_day: BTreeMap<NaiveDate, _> =
            of_account.map(|(by, _, table)| (table.on, (by.as_str(), table))).collect();
        by_day.into_values().collect()
    }

    /// The table of an account's last day that was confirmed.
    pub fn last_confirmed(&self, account: &BankAccount) -> Option<&ConfirmedTable> {
        self.confirmed_of(account).last().map(|(_, table)| *table)
    }

    /// Lets a new line of a statement in: its day lies after the last confirmed table.
    ///
    /// # Errors
    /// Where that table would not be the same any more.
    pub fn check_new(&self, entry: &BankEntry) -> Result<(), ReconciliationRefusal> {
        let confirmed = self.last_confirmed(&(entry.book.clone(), entry.account.clone()));
        match confirmed.filter(|table| entry.date <= table.on) {
            Some(table) => Err(ReconciliationRefusal::BankLineLate { date: entry.date, on: table.on }),
            None => Ok(()),
        }
    }

    /// The match that an entry of the bank's statement stands in.
    pub fn match_of_bank(&self, entry_no: i64) -> Option<u32> {
        let stands = self.matches.iter().find(|(_, (_, one))| one.bank.contains(&entry_no));
        stands.map(|(match_no, _)| *match_no)
    }

    /// Lets a line of a statement be replaced or taken back: it is neither matched nor part of a confirmed table.
    ///
    /// # Errors
    /// What it is part of.
    pub fn check_free(&self, entry_no: i64, entry: &BankEntry) -> Result<(), ReconciliationRefusal> {
        if let Some(match_no) = self.match_of_bank(entry_no) {
            return Err(ReconciliationRefusal::BankLineMatched { entry_no, match_no });
        }
        let confirmed = self.last_confirmed(&(entry.book.clone(), entry.account.clone()));
        match confirmed.filter(|table| entry.date <= table.on) {
            Some(table) => Err(ReconciliationRefusal::BankLineConfirmed { entry_no, on: table.on }),
            None => Ok(()),
        }
    }

    /// The match that a line of the book stands in.
    pub fn match_of_book(&self, key: BookLineKey) -> Option<u32> {
        self.matches.iter().find(|(_, (_, one))| one.book.contains(&key)).map(|(match_no, _)| *match_no)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> BankAccount {
        ("hzs".into(), "102".into())
    }

    fn deeds() -> [BankDeed; 4] {
        let posting = BookLineKey { entry_no: 40, line_no: 2 };
        let matches = vec![
            BankMatch { bank: vec![7], book: vec![posting], ground: MatchGround::Serial },
            BankMatch { bank: vec![8, 9], book: Vec::new(), ground: MatchGround::Opening },
        ];
        let open = OpenLine {
            is_of_bank: false,
            date: "2008-01-31".parse().unwrap(),
            name: "2008-01 记-4".into(),
            summary: "付管护费".into(),
            amount: Money::from_fen(-500),
        };
        let table = ConfirmedTable {
            on: "2008-01-31".parse().unwrap(),
            book_balance: Money::from_fen(800),
            bank_balance: Money::from_fen(1300),
            first_difference: Money::from_fen(20),
            opening_difference: Money::ZERO,
            adjusted: Money::from_fen(800),
            open: vec![open],
        };
        [
            BankDeed::Match(account(), 4, matches),
            BankDeed::Unmatch { match_no: 5, reason: "配错了".into() },
            BankDeed::Confirm(account(), table),
            BankDeed::Retract {
                account: ("hzs".into(), "10201".into()),
                on: "2008-01-31".parse().unwrap(),
                reason: "漏行".into(),
            },
        ]
    }

    #[test]
    fn every_deed_is_read_back_as_it_was_written() {
        for deed in deeds() {
            assert_eq!(BankDeed::parse(&deed.write()), Ok(Some(deed)));
        }
        assert_eq!(BankDeed::parse("ledger\tbook-opened\n"), Ok(None));
    }

    #[test]
    fn what_is_withdrawn_is_open_again_and_its_number_is_not_given_twice() {
        let mut work = BankWork::default();
        deeds().into_iter().for_each(|deed| work.take("chen", deed));
        assert_eq!(work.last_match_no, 5);
        assert_eq!((work.match_of_bank(7), work.match_of_bank(8)), (Some(4), None));
        assert_eq!(work.match_of_book(BookLineKey { entry_no: 40, line_no: 2 }), Some(4));
        assert_eq!(work.matches_of(&account()).len(), 1);
        assert_eq!(work.last_confirmed(&account()).map(|table| table.bank_balance), Some(Money::from_fen(1300)));
    }
}
