//! Vouchers (记账凭证): a business event in debits and credits. One that does not balance, is empty or belongs to two books cannot be built.

use super::account::{Dimensions, Side};
use super::refusal::LedgerRefusal;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, records};
use crate::domain::governance::seal::Hash;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingPeriod;
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};
use std::fmt;
use strum::IntoEnumIterator;

/// 凭证字: vouchers of one word are numbered by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum VoucherWord {
    /// 记: any.
    #[default]
    General,
    /// 收.
    Receipt,
    /// 付.
    Payment,
    /// 转.
    Transfer,
    /// 现收.
    CashReceipt,
    /// 现付.
    CashPayment,
    /// 银收.
    BankReceipt,
    /// 银付.
    BankPayment,
    /// 期初: what a book begins with.
    Opening,
}

impl VoucherWord {
    /// As it is written.
    pub const fn zh(self) -> &'static str {
        match self {
            VoucherWord::General => "记",
            VoucherWord::Receipt => "收",
            VoucherWord::Payment => "付",
            VoucherWord::Transfer => "转",
            VoucherWord::CashReceipt => "现收",
            VoucherWord::CashPayment => "现付",
            VoucherWord::BankReceipt => "银收",
            VoucherWord::BankPayment => "银付",
            VoucherWord::Opening => "期初",
        }
    }

    /// The word that is written so.
    pub fn lookup(text: &str) -> Option<VoucherWord> {
        VoucherWord::iter().find(|word| word.zh() == text)
    }
}

/// 凭证字号: `记-3`. Numbers of a book, period and word run from 1 without a gap, and are given at posting
/// (会计软件基本功能和服务规范 art. 21; 会计基础工作规范 art. 51).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VoucherNumber {
    /// 凭证字.
    pub word: VoucherWord,
    /// 1, 2, 3 …
    pub number: u32,
}

impl VoucherNumber {
    /// Reads `记-3`, `记字第3号`, `记3`, `記-3`, `银收-0012`; without a word, `3`, it is 记. The sheets of a voucher of several, `记-3-1/2`, are one.
    pub fn parse(text: &str) -> Option<VoucherNumber> {
        let text = text.trim();
        let digits = text.find(|character: char| character.is_ascii_digit())?;
        let (word, rest) = text.split_at(digits);
        let word = word.trim();
        // One mark between word and number, not several: 记--2 may have lost something.
        let word = ["字第", "字-", "字", "第", "-", "—", "_", "#"]
            .iter()
            .find_map(|mark| word.strip_suffix(mark))
            .unwrap_or(word);
        let word = word.trim().replace('記', "记").replace('轉', "转").replace('現', "现").replace('銀', "银");
        let word = if digits == 0 { VoucherWord::General.zh() } else { &word };
        let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
        let (number, sheets) = rest.split_at(end);
        let sheets = sheets.trim_start_matches(['号', '號', '-', ' ']).trim_matches(['(', ')', '（', '）']);
        let is_part = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_one = sheets.is_empty() || sheets.split_once('/').is_some_and(|(one, of)| is_part(one) && is_part(of));
        let number = number.parse().ok().filter(|number| *number > 0 && is_one)?;
        Some(VoucherNumber { word: VoucherWord::lookup(word)?, number })
    }
}

impl fmt::Display for VoucherNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.word.zh(), self.number)
    }
}

/// What a voucher is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum VoucherKind {
    /// 普通.
    #[default]
    Ordinary,
    /// 期初: what a book begins with.
    Opening,
    /// 结账: closes income and expense. Needs no source document.
    Closing,
    /// 红字冲销: cancels another by its own lines in negative amounts.
    Reversal,
    /// 更正: puts right what another said. Needs no source document of its own.
    Correction,
}

impl VoucherKind {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            VoucherKind::Ordinary => "普通",
            VoucherKind::Opening => "期初",
            VoucherKind::Closing => "结账",
            VoucherKind::Reversal => "红字冲销",
            VoucherKind::Correction => "更正",
        }
    }

    /// In English, as programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            VoucherKind::Ordinary => "ordinary",
            VoucherKind::Opening => "opening",
            VoucherKind::Closing => "closing",
            VoucherKind::Reversal => "reversal",
            VoucherKind::Correction => "correction",
        }
    }

    /// The kind with this name.
    pub fn lookup(text: &str) -> Option<VoucherKind> {
        VoucherKind::iter().find(|kind| kind.zh() == text || kind.code() == text)
    }

    /// Whether it must rest on a source document (会计基础工作规范 art. 51).
    pub const fn needs_source_document(self) -> bool {
        matches!(self, VoucherKind::Ordinary)
    }
}

/// Characters of a summary: more is no summary.
const MOST_SUMMARY: usize = 200;

/// A line (分录): an amount on one side of one account. Below zero it is red (红字).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// 摘要.
    pub summary: CompactString,
    /// 科目编码.
    pub account: CompactString,
    /// 借 or 贷.
    pub side: Side,
    /// Never zero.
    pub amount: Money,
    /// 辅助核算.
    pub dimensions: Dimensions,
}

impl Line {
    /// As a person would read it out: `借 513 31.00 付办公费（往来单位:甲）`.
    fn told(&self) -> String {
        let about =
            if self.dimensions.is_empty() { String::new() } else { format!("（{}）", self.dimensions.as_str()) };
        format!("{} {} {} {}{about}", self.side.zh(), self.account, self.amount, self.summary)
    }

    /// The amount as it counts: debits above zero, credits below.
    pub fn signed(&self) -> Money {
        match self.side {
            Side::Debit => self.amount,
            // The amount of a line is far inside the range, as its making checked.
            Side::Credit => Money::from_fen(-self.amount.fen()),
        }
    }
}

/// The head of a voucher: everything but its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoucherHead {
    /// 账套.
    pub book: CompactString,
    /// 日期.
    pub date: NaiveDate,
    /// 会计期间.
    pub period: AccountingPeriod,
    /// What it is for.
    pub kind: VoucherKind,
    /// 凭证字.
    pub word: VoucherWord,
    /// The number that a sheet gave it; posting gives it exactly that one, or refuses.
    pub number: Option<u32>,
    /// 原始凭证号: the number of the source document; nothing is booked twice from one. May be empty.
    pub source: CompactString,
    /// The posting rule that made it and the version of the rule, `rent_received v1`; empty where a person did.
    pub rule: CompactString,
    /// The entry that it reverses or corrects.
    pub linked: Option<i64>,
    /// 附件张数: sheets of paper or files behind it.
    pub attachment_count: u32,
    /// The files that are kept.
    pub attachments: Vec<Hash>,
}

impl VoucherHead {
    /// The plain head of a day: a voucher of its month that no rule made, that no sheet numbered and nothing lies behind yet.
    pub fn ordinary(book: &str, date: NaiveDate) -> VoucherHead {
        VoucherHead {
            book: book.into(),
            date,
            period: date.into(),
            kind: VoucherKind::Ordinary,
            word: VoucherWord::General,
            number: None,
            source: CompactString::default(),
            rule: CompactString::default(),
            linked: None,
            attachment_count: 0,
            attachments: Vec::new(),
        }
    }
}

/// A voucher (记账凭证) that balances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    head: VoucherHead,
    lines: Vec<Line>,
}

impl Voucher {
    /// A voucher of one book.
    ///
    /// # Errors
    /// Where it has fewer than two lines, a line of nothing, a day outside of its period, or debits unlike credits.
    pub fn try_new(head: VoucherHead, lines: Vec<Line>) -> Result<Voucher, LedgerRefusal> {
        if lines.len() < 2 {
            return Err(LedgerRefusal::VoucherTooShort { lines: lines.len() });
        }
        if let Some(position) = lines.iter().position(|line| line.amount.is_zero()) {
            return Err(LedgerRefusal::LineEmpty { line: position + 1 });
        }
        let is_told = |line: &Line| (1..=MOST_SUMMARY).contains(&line.summary.chars().count());
        if let Some((position, line)) = lines.iter().enumerate().find(|(_, line)| !is_told(line)) {
            return Err(LedgerRefusal::SummaryUnfit { line: position + 1, given: line.summary.clone() });
        }
        if !head.period.has_day(head.date) {
            return Err(LedgerRefusal::DayOutsidePeriod { date: head.date, period: head.period });
        }
        let of = |side| Money::sum(lines.iter().filter(|line| line.side == side).map(|line| line.amount));
        let sums = (of(Side::Debit), of(Side::Credit));
        let (Ok(debit), Ok(credit)) = sums else { return Err(LedgerRefusal::VoucherTooLarge) };
        let amounts = lines.iter().map(|line| line.amount).chain([debit, credit]);
        if amounts.into_iter().any(|amount| amount.fen().unsigned_abs() > Money::LARGEST.fen().unsigned_abs()) {
            return Err(LedgerRefusal::VoucherTooLarge);
        }
        if debit != credit {
            return Err(LedgerRefusal::VoucherUnbalanced { debit, credit });
        }
        Ok(Voucher { head, lines })
    }

    /// Everything but its lines.
    pub const fn head(&self) -> &VoucherHead {
        &self.head
    }

    /// Both, to be put together otherwise.
    pub fn into_parts(self) -> (VoucherHead, Vec<Line>) {
        (self.head, self.lines)
    }

    /// Its lines, two at least.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Its debits, which are its credits.
    pub fn total(&self) -> Result<Money, Overflow> {
        Money::sum(self.lines.iter().filter(|line| line.side == Side::Debit).map(|line| line.amount))
    }

    /// The number that a sheet gave it.
    pub fn wanted_number(&self) -> Option<VoucherNumber> {
        self.head.number.map(|number| VoucherNumber { word: self.head.word, number })
    }

    /// As a draft is named: by its sheet's number where it has one.
    pub fn draft_name(&self, entry_no: i64) -> CompactString {
        match self.wanted_number() {
            Some(number) => format_compact!("{number}（#{entry_no}）"),
            None => format_compact!("#{entry_no}"),
        }
    }

    /// What differs from another: the field, what this one says, what the other says; lines one by one.
    pub fn differences(&self, other: &Voucher) -> Vec<(&'static str, String, String)> {
        let heads = |voucher: &Voucher| {
            let head = &voucher.head;
            let number = voucher.wanted_number().map(|number| number.to_string()).unwrap_or_default();
            [
                ("日期", head.date.to_string()),
                ("会计期间", head.period.to_string()),
                ("类别", head.kind.zh().to_owned()),
                ("凭证字号", number),
                ("原始凭证号", head.source.to_string()),
                ("附件张数", head.attachment_count.to_string()),
            ]
        };
        let mut found: Vec<(&'static str, String, String)> = Vec::new();
        for ((field, own), (_, others)) in heads(self).into_iter().zip(heads(other)) {
            if own != others {
                found.push((field, own, others));
            }
        }
        let line = |voucher: &Voucher, position: usize| voucher.lines.get(position).map(Line::told).unwrap_or_default();
        for position in 0..self.lines.len().max(other.lines.len()) {
            let (own, others) = (line(self, position), line(other, position));
            if own != others {
                found.push(("分录", own, others));
            }
        }
        found
    }

    /// Writes what makes it the same voucher, whatever else is said of it. False where it has no name of its own.
    pub fn write_key(&self, text: &mut CanonicalText) -> bool {
        let head = &self.head;
        text.record("voucher").text(&head.book);
        match (head.number, head.source.as_str()) {
            (Some(number), _) => {
                period(text, head.period).text(head.word.zh()).number(i64::from(number)).end();
                true
            }
            (None, _) if head.kind == VoucherKind::Opening => {
                text.text("opening").end();
                true
            }
            (None, "") => {
                text.end();
                self.write(text);
                false
            }
            (None, source) => {
                text.text("source").text(source).number(head.linked.unwrap_or_default()).end();
                true
            }
        }
    }

    /// Writes all that it says: a record `voucher`, then one `line` a line.
    pub fn write(&self, text: &mut CanonicalText) {
        let head = &self.head;
        let record = period(text.record("voucher").text(&head.book).date(head.date), head.period);
        record.text(head.kind.code()).text(head.word.zh());
        match head.number {
            Some(number) => record.number(i64::from(number)),
            None => record.text(""),
        };
        record.text(&head.source).text(&head.rule);
        match head.linked {
            Some(entry_no) => record.number(entry_no),
            None => record.text(""),
        };
        record.number(i64::from(head.attachment_count));
        head.attachments.iter().fold(record, |record, hash| record.text(&hash.to_string())).end();
        for line in &self.lines {
            let record = text.record("line").text(&line.account).text(line.side.en()).money(line.amount);
            record.text(line.dimensions.as_str()).text(&line.summary).end();
        }
    }

    /// Reads what [`Voucher::write`] writes.
    ///
    /// # Errors
    /// Where it is not as this program writes it.
    pub fn parse(text: &str) -> Result<Voucher, CanonicalFlaw> {
        let (mut head, mut lines) = (None, Vec::new());
        let mut last = None;
        for (name, mut fields) in records(text) {
            last = Some(fields.clone());
            match name {
                "voucher" => {
                    let optional = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
                    let mut read = VoucherHead {
                        book: fields.text()?.into(),
                        date: fields.date()?,
                        period: fields.known(AccountingPeriod::parse)?,
                        kind: fields.known(VoucherKind::lookup)?,
                        word: fields.known(VoucherWord::lookup)?,
                        number: fields.known(optional)?.map(|number: u32| number),
                        source: fields.text()?.into(),
                        rule: fields.text()?.into(),
                        linked: fields
                            .known(|text| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) })?,
                        attachment_count: fields.known(|text| text.parse().ok())?,
                        attachments: Vec::new(),
                    };
                    while let Ok(hash) = fields.known(|text| text.parse().ok()) {
                        read.attachments.push(hash);
                    }
                    head = Some(read);
                }
                "line" => lines.push(Line {
                    account: fields.text()?.into(),
                    side: fields.known(Side::lookup)?,
                    amount: fields.money()?,
                    dimensions: fields.known(Dimensions::parse)?,
                    summary: fields.text()?.into(),
                }),
                _ => return Err(fields.flaw("no record of a voucher")),
            }
        }
        let flaw = |what: &str| match &last {
            Some(fields) => fields.flaw(what),
            None => CanonicalFlaw { record: 0, flaw: what.to_owned() },
        };
        let head = head.ok_or_else(|| flaw("lines without a voucher"))?;
        Voucher::try_new(head, lines).map_err(|_| flaw("a voucher that does not hold together"))
    }
}

fn period(text: &mut CanonicalText, period: AccountingPeriod) -> &mut CanonicalText {
    text.text(&period.to_string())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::ledger::account::Dimension;

    pub fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    pub fn head(date: &str) -> VoucherHead {
        VoucherHead { attachment_count: 1, ..VoucherHead::ordinary("hzs", day(date)) }
    }

    pub fn line(account: &str, side: Side, fen: i64) -> Line {
        Line {
            summary: "收租金".into(),
            account: account.into(),
            side,
            amount: Money::from_fen(fen),
            dimensions: Dimensions::default(),
        }
    }

    #[test]
    fn what_does_not_balance_cannot_be_built() {
        let build = |lines| Voucher::try_new(head("2008-03-05"), lines);
        let both = |debit, credit| vec![line("102", Side::Debit, debit), line("11302", Side::Credit, credit)];
        assert!(build(both(100, 100)).is_ok());
        let unbalanced = LedgerRefusal::VoucherUnbalanced { debit: Money::from_fen(100), credit: Money::from_fen(99) };
        assert_eq!(build(both(100, 99)), Err(unbalanced));
        assert_eq!(build(both(0, 0)), Err(LedgerRefusal::LineEmpty { line: 1 }));
        assert_eq!(build(vec![line("102", Side::Debit, 5)]), Err(LedgerRefusal::VoucherTooShort { lines: 1 }));
        let other_month = VoucherHead { period: AccountingPeriod::parse("2008-04").unwrap(), ..head("2008-03-05") };
        assert!(matches!(Voucher::try_new(other_month, both(1, 1)), Err(LedgerRefusal::DayOutsidePeriod { .. })));
        assert_eq!(
            build(both(i64::MAX, i64::MAX)).and_then(|_| build([both(i64::MAX, 1), both(1, i64::MAX)].concat())),
            Err(LedgerRefusal::VoucherTooLarge)
        );
    }

    #[test]
    fn numbers_are_read_as_clerks_write_them() {
        for (written, number) in [
            ("记-3", "记-3"),
            ("记字第003号", "记-3"),
            ("记3", "记-3"),
            ("银收-0012", "银收-12"),
            ("付字5号", "付-5"),
            ("记-3-1/2", "记-3"),
            ("记-3(2/2)", "记-3"),
            ("3", "记-3"),
            ("007", "记-7"),
            ("記-3", "记-3"),
            ("銀收字第3號", "银收-3"),
            ("记 - 3", "记-3"),
        ] {
            assert_eq!(
                VoucherNumber::parse(written).map(|number| number.to_string()),
                Some(number.to_owned()),
                "{written}"
            );
        }
        for written in ["记--2", "-2", "#2", "记-0", "0", "记", "杂-1", "记-1.5", "1.5", ""] {
            assert_eq!(VoucherNumber::parse(written), None, "{written}");
        }
    }

    #[test]
    fn a_voucher_is_read_back_as_it_was_written() {
        let mut lines = vec![line("102", Side::Debit, -500), line("11301", Side::Credit, -500)];
        lines[1].dimensions = Dimensions::one(Dimension::Member, "M001");
        let head = VoucherHead {
            number: Some(7),
            source: "JS-1".into(),
            rule: "bank_return v1".into(),
            linked: Some(12),
            attachments: vec![Hash::of(b"one"), Hash::of(b"two")],
            ..head("2008-03-05")
        };
        let voucher = Voucher::try_new(head, lines).unwrap();
        let mut text = CanonicalText::default();
        voucher.write(&mut text);
        assert_eq!(Voucher::parse(text.as_str()), Ok(voucher));
    }
}
