//! Automatic matching (自动勾对): which open lines of the bank and of the book are the same money, from the surest ground to the weakest. What could be
//! meant twice is left to a person.

use super::reconciliation::{BankLine, BankMatch, BookLine, BookLineKey, MatchGround};
use crate::domain::money::{Money, Overflow};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Finds matches among open lines. `within`: by how many days the bank and the book may differ.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn propose(bank: &[&BankLine], book: &[&BookLine], within: u32) -> Result<Vec<BankMatch>, Overflow> {
    let mut open = Open { bank: bank.to_vec(), book: book.to_vec(), within: i64::from(within), found: Vec::new() };
    open.match_reversals();
    open.match_serials();
    open.match_whole_vouchers()?;
    open.match_days()?;
    (0..=i64::from(within)).for_each(|distance| open.match_at(distance));
    Ok(open.found)
}

/// What is still open, and what has been found.
struct Open<'l> {
    bank: Vec<&'l BankLine>,
    book: Vec<&'l BookLine>,
    within: i64,
    found: Vec<BankMatch>,
}

impl Open<'_> {
    fn take(&mut self, ground: MatchGround, bank: Vec<i64>, book: Vec<BookLineKey>) {
        self.bank.retain(|line| !bank.contains(&line.entry_no));
        self.book.retain(|line| !book.contains(&line.key));
        self.found.push(BankMatch { bank, book, ground });
    }

    fn is_near(&self, one: NaiveDate, other: NaiveDate) -> bool {
        (one - other).num_days().abs() <= self.within
    }

    /// What was reversed never reaches the bank: both lines go.
    fn match_reversals(&mut self) {
        let reds: Vec<(i64, i64)> =
            self.book.iter().filter_map(|line| Some((line.key.entry_no, line.reverses?))).collect();
        for (red, original) in BTreeSet::from_iter(reds) {
            let of = |entry_no: i64| self.book.iter().filter(move |line| line.key.entry_no == entry_no);
            let lines: Vec<&&BookLine> = of(original).chain(of(red)).collect();
            let is_nothing = Money::sum(lines.iter().map(|line| line.amount)) == Ok(Money::ZERO);
            if of(original).next().is_some() && is_nothing {
                let keys = lines.into_iter().map(|line| line.key).collect();
                self.take(MatchGround::Reversal, Vec::new(), keys);
            }
        }
    }

    /// The voucher's source names the bank's number, and nothing else does.
    fn match_serials(&mut self) {
        for line in self.bank.clone() {
            let serial_no = line.entry.serial_no.as_str();
            if serial_no.is_empty() {
                continue;
            }
            let names_it = |other: &&&BookLine| {
                other.amount == line.entry.amount
                    && self.is_near(line.entry.date, other.date)
                    && other.source.split(' ').any(|word| word == serial_no)
            };
            let mut named = self.book.iter().filter(names_it).map(|line| line.key);
            let mut same = self.bank.iter().filter(|other| other.entry.serial_no == serial_no);
            if let (Some(key), None, Some(_), None) = (named.next(), named.next(), same.next(), same.next()) {
                self.take(MatchGround::Serial, vec![line.entry_no], vec![key]);
            }
        }
    }

    /// All lines that a voucher has of the account, where it has several, are one line of the bank.
    fn match_whole_vouchers(&mut self) -> Result<(), Overflow> {
        let mut vouchers: BTreeMap<i64, Vec<&BookLine>> = BTreeMap::new();
        self.book.iter().for_each(|line| vouchers.entry(line.key.entry_no).or_default().push(line));
        for lines in vouchers.into_values().filter(|lines| lines.len() > 1) {
            let (total, date) = (Money::sum(lines.iter().map(|line| line.amount))?, lines[0].date);
            let mut meant =
                self.bank.iter().filter(|line| line.entry.amount == total && self.is_near(line.entry.date, date));
            if let (Some(line), None) = (meant.next(), meant.next()) {
                let (bank, book) = (vec![line.entry_no], lines.iter().map(|line| line.key).collect());
                self.take(MatchGround::Voucher, bank, book);
            }
        }
        Ok(())
    }

    /// The bank's lines of a day with one summary, where there are several, are one line of the book: a batch that the bank paid one by one.
    fn match_days(&mut self) -> Result<(), Overflow> {
        let mut days: BTreeMap<(NaiveDate, &str), Vec<&BankLine>> = BTreeMap::new();
        for line in &self.bank {
            days.entry((line.entry.date, line.entry.summary.as_str())).or_default().push(line);
        }
        for ((date, _), lines) in days.into_iter().filter(|(_, lines)| lines.len() > 1) {
            let total = Money::sum(lines.iter().map(|line| line.entry.amount))?;
            let mut meant = self.book.iter().filter(|line| line.amount == total && self.is_near(line.date, date));
            if let (Some(line), None) = (meant.next(), meant.next()) {
                let (bank, book) = (lines.iter().map(|line| line.entry_no).collect(), vec![line.key]);
                self.take(MatchGround::SameDay, bank, book);
            }
        }
        Ok(())
    }

    /// Lines of the same amount that lie `distance` days apart, where there is no choice: a day of the bank faces one day of the book with as many lines.
    fn match_at(&mut self, distance: i64) {
        let mut bank: BTreeMap<(Money, NaiveDate), Vec<i64>> = BTreeMap::new();
        for line in &self.bank {
            bank.entry((line.entry.amount, line.entry.date)).or_default().push(line.entry_no);
        }
        let mut book: BTreeMap<(Money, NaiveDate), Vec<BookLineKey>> = BTreeMap::new();
        self.book.iter().for_each(|line| book.entry((line.amount, line.date)).or_default().push(line.key));
        for ((amount, date), entries) in &bank {
            let [days, back] = facing(*date, distance, |day| book.contains_key(&(*amount, day)));
            let (Some(day), None) = (days, back) else { continue };
            let is_mutual = facing(day, distance, |other| bank.contains_key(&(*amount, other)))[1].is_none();
            let keys = book.get(&(*amount, day)).map(Vec::as_slice).unwrap_or_default();
            if is_mutual && keys.len() == entries.len() {
                for (entry_no, key) in entries.iter().zip(keys) {
                    self.take(MatchGround::AmountAndDate, vec![*entry_no], vec![*key]);
                }
            }
        }
    }
}

/// The days that lie `distance` from a day and are there, the found ones first.
fn facing(day: NaiveDate, distance: i64, is_there: impl Fn(NaiveDate) -> bool) -> [Option<NaiveDate>; 2] {
    let span = chrono::Duration::days(distance);
    let mut days = [day.checked_sub_signed(span), day.checked_add_signed(span)];
    if distance == 0 {
        days[1] = None;
    }
    let mut there = days.into_iter().flatten().filter(|day| is_there(*day));
    [there.next(), there.next()]
}

#[cfg(test)]
mod tests {
    use super::super::bank_entry::BankEntry;
    use super::*;

    fn bank(entry_no: i64, date: &str, fen: i64, (summary, serial_no): (&str, &str)) -> BankLine {
        let entry = BankEntry {
            book: "hzs".into(),
            account: "102".into(),
            date: date.parse().unwrap(),
            summary: summary.into(),
            amount: Money::from_fen(fen),
            balance: None,
            serial_no: serial_no.into(),
            counterparty: Default::default(),
        };
        BankLine { entry_no, entry }
    }

    fn book(entry_no: i64, date: &str, fen: i64, source: &str) -> BookLine {
        BookLine {
            key: BookLineKey { entry_no, line_no: 1 },
            voucher: Default::default(),
            date: date.parse().unwrap(),
            summary: Default::default(),
            amount: Money::from_fen(fen),
            source: source.into(),
            reverses: None,
        }
    }

    fn found(bank: &[BankLine], book: &[BookLine]) -> Vec<(MatchGround, Vec<i64>, Vec<i64>)> {
        let (bank, book): (Vec<&BankLine>, Vec<&BookLine>) = (bank.iter().collect(), book.iter().collect());
        let matches = propose(&bank, &book, 5).unwrap();
        let entries = |one: &BankMatch| one.book.iter().map(|key| key.entry_no).collect();
        matches.iter().map(|one| (one.ground, one.bank.clone(), entries(one))).collect()
    }

    #[test]
    fn the_number_of_the_bank_goes_before_the_day() {
        let statement = [bank(1, "2008-03-02", 500, ("租金", "R2")), bank(2, "2008-03-03", 500, ("租金", "R1"))];
        let lines = [book(10, "2008-03-02", 500, "收款 R1"), book(11, "2008-03-03", 500, "收款 R2")];
        let expected = [(MatchGround::Serial, vec![1], vec![11]), (MatchGround::Serial, vec![2], vec![10])];
        assert_eq!(found(&statement, &lines), expected);
    }

    #[test]
    fn the_nearest_day_matches_and_what_could_be_meant_twice_is_left_to_a_person() {
        let statement = [bank(1, "2008-03-05", -700, ("付", "")), bank(2, "2008-03-09", -300, ("付", ""))];
        let near =
            [book(10, "2008-03-04", -700, ""), book(11, "2008-03-01", -700, ""), book(12, "2008-03-30", -300, "")];
        assert_eq!(found(&statement, &near), [(MatchGround::AmountAndDate, vec![1], vec![10])]);
        let equally_near = [book(10, "2008-03-04", -700, ""), book(11, "2008-03-06", -700, "")];
        assert_eq!(found(&statement, &equally_near), []);
        let one_of_two = [bank(1, "2008-03-05", -700, ("付甲", "")), bank(2, "2008-03-05", -700, ("付乙", ""))];
        assert_eq!(found(&one_of_two, &[book(10, "2008-03-05", -700, "")]), []);
    }

    #[test]
    fn a_batch_that_the_bank_pays_one_by_one_is_one_line_of_the_book() {
        let statement = [bank(1, "2009-02-02", -300, ("代发", "")), bank(2, "2009-02-02", -450, ("代发", ""))];
        let lines = [book(10, "2009-02-02", -750, "")];
        assert_eq!(found(&statement, &lines), [(MatchGround::SameDay, vec![1, 2], vec![10])]);
        let mut halves = [book(11, "2009-02-02", -500, ""), book(11, "2009-02-02", -250, "")];
        halves[1].key.line_no = 2;
        let whole = [bank(3, "2009-02-03", -750, ("代发", ""))];
        assert_eq!(found(&whole, &halves), [(MatchGround::Voucher, vec![3], vec![11, 11])]);
    }

    #[test]
    fn what_was_reversed_never_reaches_the_bank() {
        let mut red = book(11, "2008-03-20", -500, "");
        red.reverses = Some(10);
        let lines = [book(10, "2008-03-02", 500, ""), red];
        assert_eq!(
            found(&[bank(1, "2008-03-02", 500, ("租金", ""))], &lines),
            [(MatchGround::Reversal, vec![], vec![10, 11])]
        );
    }
}
