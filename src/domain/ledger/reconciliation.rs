//! Bank reconciliation (银行存款余额调节表): lines of the bank's statement against the book's own lines, and what is left open on either side (未达账项).
//!
//! 财会〔2024〕12号 art. 23 asks that a program matches them and lets a person help; 会计基础工作规范 art. 60 and 62 that the two balances are explained.
//!
//! A match (勾对) takes whole lines of both sides that come to the same sum. What is matched only after a day is open on that day, so that the table of any
//! day can be drawn up later, too.

use super::bank_entry::BankEntry;
use crate::domain::money::{Money, Overflow};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// A line of a posted voucher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookLineKey {
    /// The voucher's entry.
    pub entry_no: i64,
    /// Its line, from 1.
    pub line_no: u32,
}

/// A line of the bank's statement, with the number of its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankLine {
    /// Its entry.
    pub entry_no: i64,
    /// What it says.
    pub entry: BankEntry,
}

/// A line that the book has of a bank account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLine {
    /// Which it is.
    pub key: BookLineKey,
    /// 凭证字号, with its period.
    pub voucher: CompactString,
    /// The voucher's day.
    pub date: NaiveDate,
    /// 摘要.
    pub summary: CompactString,
    /// Came in above zero, went out below.
    pub amount: Money,
    /// 原始凭证号.
    pub source: CompactString,
    /// The voucher that it reverses.
    pub reverses: Option<i64>,
}

/// Lines of both sides that are the same money (勾对).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankMatch {
    /// Entries of the bank's statement.
    pub bank: Vec<i64>,
    /// Lines of the book.
    pub book: Vec<BookLineKey>,
    /// How it was found.
    pub ground: MatchGround,
}

/// How a match was found (勾对依据).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum MatchGround {
    /// 人工.
    #[default]
    ByHand,
    /// 期初未达: the bank's lines settle what was open before the book began.
    Opening,
    /// 冲销: a voucher and what reversed it.
    Reversal,
    /// 流水号: the voucher's source names the bank's number.
    Serial,
    /// 整张凭证: all of a voucher's lines are one of the bank's.
    Voucher,
    /// 同日同摘要: the bank's lines of a day with one summary are one of the book's.
    SameDay,
    /// 金额和日期: nothing else of that amount is as near.
    AmountAndDate,
}

impl MatchGround {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            MatchGround::ByHand => "人工",
            MatchGround::Opening => "期初未达",
            MatchGround::Reversal => "冲销",
            MatchGround::Serial => "流水号",
            MatchGround::Voucher => "整张凭证",
            MatchGround::SameDay => "同日同摘要",
            MatchGround::AmountAndDate => "金额和日期",
        }
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            MatchGround::ByHand => "by_hand",
            MatchGround::Opening => "opening",
            MatchGround::Reversal => "reversal",
            MatchGround::Serial => "serial",
            MatchGround::Voucher => "voucher",
            MatchGround::SameDay => "same_day",
            MatchGround::AmountAndDate => "amount_and_date",
        }
    }
}

/// Both sides of a bank account: what is held of it, whatever is matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BankAccountLines {
    /// The bank's lines, in the order in which they were entered.
    pub bank: Vec<BankLine>,
    /// The book's posted lines.
    pub book: Vec<BookLine>,
    /// What the book began with.
    pub opening: Money,
}

/// A place where the bank's balances do not follow from each other: a line is missing, or one too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BalanceGap {
    /// The entry whose balance does not follow.
    pub entry_no: i64,
    /// Its day.
    pub date: NaiveDate,
    /// What the line before and its own amount come to.
    pub expected: Money,
    /// What the statement says.
    pub found: Money,
}

/// The bank's lines as they followed each other, and where they do not. A bank numbers its lines as it likes, and its statements begin with the oldest or
/// with the newest: within a day the balances tell the order.
fn in_order(bank: &[BankLine]) -> Result<(Vec<&BankLine>, Vec<BalanceGap>), Overflow> {
    let mut days: BTreeMap<NaiveDate, Vec<&BankLine>> = BTreeMap::new();
    bank.iter().for_each(|line| days.entry(line.entry.date).or_default().push(line));
    let (mut ordered, mut gaps) = (Vec::with_capacity(bank.len()), Vec::new());
    let mut before: Option<Money> = None;
    for mut forward in days.into_values() {
        forward.sort_by_key(|line| line.entry_no);
        let backward = forward.iter().rev().copied().collect();
        let mut best: Option<Followed<'_>> = None;
        for order in [by_balance(&forward, before)?, forward, backward] {
            let followed = follow(order, before)?;
            if best.as_ref().is_none_or(|best| followed.gaps.len() < best.gaps.len()) {
                best = Some(followed);
            }
        }
        if let Some(best) = best {
            ordered.extend(best.lines);
            gaps.extend(best.gaps);
            before = best.balance;
        }
    }
    Ok((ordered, gaps))
}

/// Lines in an order, where their balances do not follow, and the balance after the last.
struct Followed<'l> {
    lines: Vec<&'l BankLine>,
    gaps: Vec<BalanceGap>,
    balance: Option<Money>,
}

fn follow(lines: Vec<&BankLine>, before: Option<Money>) -> Result<Followed<'_>, Overflow> {
    let (mut gaps, mut balance) = (Vec::new(), before);
    for line in &lines {
        let expected = balance.map(|balance| balance.plus(line.entry.amount)).transpose()?;
        if let (Some(expected), Some(found)) = (expected, line.entry.balance)
            && expected != found
        {
            gaps.push(BalanceGap { entry_no: line.entry_no, date: line.entry.date, expected, found });
        }
        balance = line.entry.balance.or(expected);
    }
    Ok(Followed { lines, gaps, balance })
}

/// A day's lines as their balances lead from one to the next: a walk over all of them from the balance before, each line a step from its balance without
/// it to its balance. Lines that no walk reaches come after it, in their own walks.
fn by_balance<'l>(lines: &[&'l BankLine], before: Option<Money>) -> Result<Vec<&'l BankLine>, Overflow> {
    let mut steps: Vec<(Money, Money, &'l BankLine)> = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(balance) = line.entry.balance else { return Ok(lines.to_vec()) };
        steps.push((balance.minus(line.entry.amount)?, balance, line));
    }
    let mut order = Vec::with_capacity(lines.len());
    let mut at = before;
    while !steps.is_empty() {
        let leads_from = |at: Money| steps.iter().any(|(from, ..)| *from == at);
        let is_head = |(from, ..): &&(Money, Money, &BankLine)| steps.iter().all(|(_, to, _)| to != from);
        let start = at.filter(|at| leads_from(*at)).or(steps.iter().find(is_head).map(|(from, ..)| *from));
        let start = start.unwrap_or(steps[0].0);
        let walked = walk(&mut steps, start);
        at = walked.last().and_then(|line| line.entry.balance);
        order.extend(walked);
    }
    Ok(order)
}

/// Takes from the steps a walk that begins at a balance and uses each of them once, as far as it comes.
fn walk<'l>(steps: &mut Vec<(Money, Money, &'l BankLine)>, start: Money) -> Vec<&'l BankLine> {
    let mut way: Vec<(Money, Option<&'l BankLine>)> = vec![(start, None)];
    let mut walked = Vec::new();
    while let Some((at, by)) = way.last().copied() {
        match steps.iter().position(|(from, ..)| *from == at) {
            Some(next) => {
                let (_, to, line) = steps.remove(next);
                way.push((to, Some(line)));
            }
            None => {
                walked.extend(by);
                way.pop();
            }
        }
    }
    walked.reverse();
    walked
}

/// Where the bank's balances do not follow from each other.
///
/// # Errors
/// Where a sum leaves the range of money.
pub fn balance_gaps(bank: &[BankLine]) -> Result<Vec<BalanceGap>, Overflow> {
    in_order(bank).map(|(_, gaps)| gaps)
}

/// What the bank says it held at the end of a day: none where the statement has no balances, or begins later.
fn bank_balance(bank: &[BankLine], on: NaiveDate) -> Result<Option<Money>, Overflow> {
    let (ordered, _) = in_order(bank)?;
    let mut balance: Option<Money> = None;
    for line in ordered.iter().filter(|line| line.entry.date <= on) {
        let follows = balance.map(|balance| balance.plus(line.entry.amount)).transpose()?;
        balance = line.entry.balance.or(follows);
    }
    Ok(balance)
}

/// What stands on the table: an open line of either side (未达账项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenItem {
    /// 银行已收付、单位未收付.
    Bank(BankLine),
    /// 单位已收付、银行未收付.
    Book(BookLine),
}

/// The reconciliation of a bank account on a day (银行存款余额调节表).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciliation {
    /// The day.
    pub on: NaiveDate,
    /// 单位账面余额.
    pub book_balance: Money,
    /// 银行对账单余额; none where nobody has said it.
    pub bank_balance: Option<Money>,
    /// What was open when the book began (启用前未达): the bank's balance then, less the book's.
    pub first_difference: Money,
    /// What of it still is.
    pub opening_difference: Money,
    /// The bank's lines that the book does not have.
    pub bank_open: Vec<BankLine>,
    /// The book's lines that the bank does not have.
    pub book_open: Vec<BookLine>,
    /// Where the statement's balances do not follow from each other, up to the day.
    pub gaps: Vec<BalanceGap>,
}

impl Reconciliation {
    /// Draws up the table of a day. `given`: the statement's balance, where its lines have none.
    ///
    /// # Errors
    /// Where a sum leaves the range of money.
    pub fn on(
        lines: &BankAccountLines,
        matches: &[&BankMatch],
        on: NaiveDate,
        given: Option<Money>,
    ) -> Result<Reconciliation, Overflow> {
        let bank: Vec<&BankLine> = lines.bank.iter().filter(|line| line.entry.date <= on).collect();
        let book: Vec<&BookLine> = lines.book.iter().filter(|line| line.date <= on).collect();
        let (bank_held, book_held): (BTreeSet<i64>, BTreeSet<BookLineKey>) =
            (bank.iter().map(|line| line.entry_no).collect(), book.iter().map(|line| line.key).collect());
        let is_settled = |one: &&&BankMatch| {
            one.bank.iter().all(|entry_no| bank_held.contains(entry_no))
                && one.book.iter().all(|key| book_held.contains(key))
        };
        let settled: Vec<&&BankMatch> = matches.iter().filter(is_settled).collect();
        let bank_matched: BTreeSet<i64> = settled.iter().flat_map(|one| one.bank.iter().copied()).collect();
        let book_matched: BTreeSet<BookLineKey> = settled.iter().flat_map(|one| one.book.iter().copied()).collect();
        let of_opening = settled.iter().filter(|one| one.ground == MatchGround::Opening);
        let of_opening: BTreeSet<i64> = of_opening.flat_map(|one| one.bank.iter().copied()).collect();
        let (ordered, mut gaps) = in_order(&lines.bank)?;
        gaps.retain(|gap| gap.date <= on);
        let first = ordered.first().and_then(|line| Some((line.entry.balance?, line.entry.amount)));
        let began = first.map(|(balance, amount)| balance.minus(amount)).transpose()?;
        let began = match (began, given) {
            (Some(began), _) => Some(began),
            (None, Some(given)) => Some(given.minus(Money::sum(bank.iter().map(|line| line.entry.amount))?)?),
            (None, None) => None,
        };
        let opening_lines = bank.iter().filter(|line| of_opening.contains(&line.entry_no));
        let cleared = Money::sum(opening_lines.map(|line| line.entry.amount))?;
        let first_difference = began.map_or(Ok(Money::ZERO), |began| began.minus(lines.opening))?;
        let is_open = |line: &&&BankLine| !bank_matched.contains(&line.entry_no);
        let is_unmatched = |line: &&&BookLine| !book_matched.contains(&line.key);
        let mut bank_open: Vec<BankLine> = bank.iter().filter(is_open).map(|line| (*line).clone()).collect();
        bank_open.sort_by_key(|line| (line.entry.date, line.entry_no));
        Ok(Reconciliation {
            on,
            book_balance: lines.opening.plus(Money::sum(book.iter().map(|line| line.amount))?)?,
            bank_balance: bank_balance(&lines.bank, on)?.or(given).or(if bank.is_empty() { began } else { None }),
            first_difference,
            opening_difference: first_difference.plus(cleared)?,
            bank_open,
            book_open: book.iter().filter(is_unmatched).map(|line| (*line).clone()).collect(),
            gaps,
        })
    }

    /// Everything open, the bank's first.
    pub fn open_items(&self) -> Vec<OpenItem> {
        let bank = self.bank_open.iter().cloned().map(OpenItem::Bank);
        bank.chain(self.book_open.iter().cloned().map(OpenItem::Book)).collect()
    }

    /// 调节后的单位账面余额: the book's balance with what the bank has and it does not.
    ///
    /// # Errors
    /// Where a sum leaves the range of money.
    pub fn adjusted_book(&self) -> Result<Money, Overflow> {
        let open = Money::sum(self.bank_open.iter().map(|line| line.entry.amount))?;
        self.book_balance.plus(open)?.plus(self.opening_difference)
    }

    /// 调节后的银行对账单余额: the bank's balance with what the book has and it does not.
    ///
    /// # Errors
    /// Where a sum leaves the range of money.
    pub fn adjusted_bank(&self) -> Result<Option<Money>, Overflow> {
        let open = Money::sum(self.book_open.iter().map(|line| line.amount))?;
        self.bank_balance.map(|balance| balance.plus(open)).transpose()
    }

    /// By how much the two differ once everything open is taken into account: what is missing on the statement, or one too many.
    ///
    /// # Errors
    /// Where a sum leaves the range of money.
    pub fn difference(&self) -> Result<Option<Money>, Overflow> {
        let book = self.adjusted_book()?;
        self.adjusted_bank()?.map(|bank| bank.minus(book)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank(entry_no: i64, date: &str, fen: i64, balance: Option<i64>) -> BankLine {
        let entry = BankEntry {
            book: "hzs".into(),
            account: "102".into(),
            date: date.parse().unwrap(),
            summary: "转账".into(),
            amount: Money::from_fen(fen),
            balance: balance.map(Money::from_fen),
            serial_no: CompactString::default(),
            counterparty: CompactString::default(),
        };
        BankLine { entry_no, entry }
    }

    fn book(entry_no: i64, date: &str, fen: i64) -> BookLine {
        BookLine {
            key: BookLineKey { entry_no, line_no: 1 },
            voucher: "2008-01 记-1".into(),
            date: date.parse().unwrap(),
            summary: "收租".into(),
            amount: Money::from_fen(fen),
            source: CompactString::default(),
            reverses: None,
        }
    }

    fn pair(bank: i64, entry_no: i64) -> BankMatch {
        let book = vec![BookLineKey { entry_no, line_no: 1 }];
        BankMatch { bank: vec![bank], book, ground: MatchGround::ByHand }
    }

    #[test]
    fn what_one_side_alone_has_explains_the_difference() {
        let lines = BankAccountLines {
            bank: vec![bank(1, "2008-01-05", 300, Some(1300)), bank(2, "2008-01-30", -20, Some(1280))],
            book: vec![book(10, "2008-01-05", 300), book(11, "2008-01-31", -500)],
            opening: Money::from_fen(1000),
        };
        let matched = pair(1, 10);
        let found = Reconciliation::on(&lines, &[&matched], "2008-01-31".parse().unwrap(), None).unwrap();
        assert_eq!((found.book_balance, found.bank_balance), (Money::from_fen(800), Some(Money::from_fen(1280))));
        assert_eq!((found.bank_open.len(), found.book_open.len()), (1, 1));
        assert_eq!(found.adjusted_book().unwrap(), Money::from_fen(780));
        assert_eq!(found.adjusted_bank().unwrap(), Some(Money::from_fen(780)));
        assert_eq!(found.difference().unwrap(), Some(Money::ZERO));
        // On the fifth nothing was open yet.
        let early = Reconciliation::on(&lines, &[&matched], "2008-01-05".parse().unwrap(), None).unwrap();
        assert!(early.bank_open.is_empty() && early.book_open.is_empty());
    }

    #[test]
    fn what_is_matched_later_is_open_before() {
        let lines = BankAccountLines {
            bank: vec![bank(1, "2008-02-02", -500, Some(500))],
            book: vec![book(11, "2008-01-31", -500)],
            opening: Money::from_fen(1000),
        };
        let matched = pair(1, 11);
        let january = Reconciliation::on(&lines, &[&matched], "2008-01-31".parse().unwrap(), None).unwrap();
        assert_eq!(january.book_open.len(), 1);
        assert_eq!(january.bank_balance, Some(Money::from_fen(1000)), "what the bank held before its first line");
        assert_eq!(january.difference().unwrap(), Some(Money::ZERO));
        let february = Reconciliation::on(&lines, &[&matched], "2008-02-29".parse().unwrap(), None).unwrap();
        assert!(february.book_open.is_empty());
    }

    #[test]
    fn a_line_that_is_missing_from_the_statement_shows_in_its_balances() {
        let lines = [bank(1, "2008-01-05", 300, Some(1300)), bank(2, "2008-01-09", 50, Some(1850))];
        let gaps = balance_gaps(&lines).unwrap();
        assert_eq!((gaps.len(), gaps[0].expected, gaps[0].found), (1, Money::from_fen(1350), Money::from_fen(1850)));
        // A statement with the newest line first is as good as one with the oldest first.
        let newest_first = [bank(1, "2008-01-05", 50, Some(1350)), bank(2, "2008-01-05", 300, Some(1300))];
        assert!(balance_gaps(&newest_first).unwrap().is_empty());
        // The line that was missing comes in later, under a later number; the next month has the oldest line first.
        let mended = [
            bank(1, "2008-01-05", 300, Some(1300)),
            bank(2, "2008-01-05", 50, Some(1850)),
            bank(3, "2008-01-05", 500, Some(1800)),
            bank(4, "2008-02-01", 10, Some(1860)),
            bank(5, "2008-02-01", 20, Some(1880)),
        ];
        assert!(balance_gaps(&mended).unwrap().is_empty());
        // Money that comes and goes within a day leads through the same balance twice.
        let to_and_fro = [
            bank(1, "2008-01-05", -100, Some(900)),
            bank(2, "2008-01-05", 100, Some(1000)),
            bank(3, "2008-01-05", 100, Some(1000)),
            bank(4, "2008-01-05", -100, Some(900)),
            bank(5, "2008-01-06", 5, Some(1005)),
        ];
        assert!(balance_gaps(&to_and_fro).unwrap().is_empty());
    }

    #[test]
    fn what_was_open_before_the_book_began_is_settled_by_the_bank_s_later_line() {
        // A cheque of 100 was written before the book began with 900; the bank still held 1,000 and paid it in January.
        let lines = BankAccountLines {
            bank: vec![bank(1, "2008-01-08", -100, Some(900))],
            book: Vec::new(),
            opening: Money::from_fen(900),
        };
        let on = "2008-01-31".parse().unwrap();
        let open = Reconciliation::on(&lines, &[], on, None).unwrap();
        assert_eq!((open.opening_difference, open.bank_open.len()), (Money::from_fen(100), 1));
        assert_eq!(open.difference().unwrap(), Some(Money::ZERO));
        let settled = BankMatch { bank: vec![1], book: Vec::new(), ground: MatchGround::Opening };
        let found = Reconciliation::on(&lines, &[&settled], on, None).unwrap();
        assert_eq!((found.opening_difference, found.bank_open.len()), (Money::ZERO, 0));
        assert_eq!(found.difference().unwrap(), Some(Money::ZERO));
    }
}
