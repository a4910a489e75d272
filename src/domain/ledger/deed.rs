//! What is done with books, as the log keeps it. Books are the fold of these deeds; which vouchers were reviewed, signed and posted is told by them too.

use super::account::{Account, AccountClass, Dimension, Purpose, Side};
use super::book::{Book, BookKind, Books};
use super::chart::Chart;
use super::voucher::VoucherWord;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::governance::seal::Hash;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use compact_str::CompactString;

/// A mark that a voucher needs before it is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VoucherMark {
    /// 复核.
    Reviewed,
    /// 出纳签字.
    Signed,
}

impl VoucherMark {
    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            VoucherMark::Reviewed => "reviewed",
            VoucherMark::Signed => "signed",
        }
    }

    /// The mark with this code.
    pub fn lookup(code: &str) -> Option<VoucherMark> {
        [VoucherMark::Reviewed, VoucherMark::Signed].into_iter().find(|mark| mark.code() == code)
    }
}

/// Vouchers that were posted one after the other: entries and numbers both run on from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostedRange {
    /// 会计期间.
    pub period: AccountingPeriod,
    /// 凭证字.
    pub word: VoucherWord,
    /// The first number.
    pub first_number: u32,
    /// The first entry.
    pub first_entry_no: i64,
    /// How many.
    pub count: i64,
}

/// Something done with books (账务操作).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerDeed {
    /// 建账: the book with the chart that it begins with.
    Open(Box<Book>),
    /// 增设明细科目.
    AddAccount(CompactString, Account),
    /// 复核, 出纳签字: entries from … to.
    Mark(VoucherMark, Vec<(i64, i64)>),
    /// 记账: of a book.
    Post(CompactString, Vec<PostedRange>),
    /// 结账: a period, with the hash of its turnover.
    Close(CompactString, AccountingPeriod, Hash),
}

impl LedgerDeed {
    /// The actions that books are folded from. The others say what became of vouchers, at length.
    pub const OF_BOOKS: [&str; 3] = ["book-opened", "account-added", "period-closed"];

    /// As the log names it.
    pub const fn action(&self) -> &'static str {
        match self {
            LedgerDeed::Open(_) => "book-opened",
            LedgerDeed::AddAccount(..) => "account-added",
            LedgerDeed::Mark(VoucherMark::Reviewed, _) => "vouchers-reviewed",
            LedgerDeed::Mark(VoucherMark::Signed, _) => "vouchers-signed",
            LedgerDeed::Post(..) => "vouchers-posted",
            LedgerDeed::Close(..) => "period-closed",
        }
    }

    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        text.record("ledger").text(self.action()).end();
        match self {
            LedgerDeed::Open(book) => {
                let record = text.record("book").text(&book.code).text(&book.name).text(book.kind.code());
                record.number(i64::from(book.first_year.number())).end();
                book.chart.accounts().for_each(|account| write_account(&mut text, account));
            }
            LedgerDeed::AddAccount(book, account) => {
                text.record("book").text(book).end();
                write_account(&mut text, account);
            }
            LedgerDeed::Mark(_, ranges) => {
                ranges.iter().for_each(|(first, last)| text.record("vouchers").number(*first).number(*last).end());
            }
            LedgerDeed::Post(book, ranges) => {
                text.record("book").text(book).end();
                for range in ranges {
                    let record = text.record("posted").text(&range.period.to_string()).text(range.word.zh());
                    record.number(i64::from(range.first_number)).number(range.first_entry_no).number(range.count).end();
                }
            }
            LedgerDeed::Close(book, period, hash) => {
                text.record("book").text(book).end();
                text.record("period").text(&period.to_string()).text(&hash.to_string()).end();
            }
        }
        text.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where a deed is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<LedgerDeed>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("ledger", mut head)) = found.next() else { return Ok(None) };
        let action = head.text()?;
        let mark = match action {
            "vouchers-reviewed" => Some(VoucherMark::Reviewed),
            "vouchers-signed" => Some(VoucherMark::Signed),
            _ => None,
        };
        if let Some(mark) = mark {
            let ranges = found.map(|(_, mut fields)| Ok((fields.number()?, fields.number()?)));
            return Ok(Some(LedgerDeed::Mark(mark, ranges.collect::<Result<_, CanonicalFlaw>>()?)));
        }
        let Some(("book", mut book)) = found.next() else { return Err(head.flaw("a deed of no book")) };
        let code: CompactString = book.text()?.into();
        let deed = match action {
            "book-opened" => {
                let (name, kind) = (book.text()?.into(), book.known(BookKind::lookup)?);
                let first_year = book.known(|text| text.parse().ok().and_then(AccountingYear::try_new))?;
                let mut chart = Chart::default();
                for (_, mut fields) in found {
                    let account = read_account(&mut fields)?;
                    chart.add(account).map_err(|_| fields.flaw("an account that does not fit"))?;
                }
                let (closed_to, closed_distributions) = (None, Vec::new());
                LedgerDeed::Open(Box::new(Book {
                    code,
                    name,
                    kind,
                    first_year,
                    chart,
                    closed_to,
                    closed_distributions,
                }))
            }
            "account-added" => match found.next() {
                Some((_, mut fields)) => LedgerDeed::AddAccount(code, read_account(&mut fields)?),
                None => return Err(book.flaw("no account")),
            },
            "vouchers-posted" => {
                let read = |(_, mut fields): (&str, Fields<'_>)| {
                    Ok(PostedRange {
                        period: fields.known(AccountingPeriod::parse)?,
                        word: fields.known(VoucherWord::lookup)?,
                        first_number: fields.known(|text| text.parse().ok())?,
                        first_entry_no: fields.number()?,
                        count: fields.number()?,
                    })
                };
                LedgerDeed::Post(code, found.map(read).collect::<Result<_, CanonicalFlaw>>()?)
            }
            "period-closed" => match found.next() {
                Some((_, mut fields)) => {
                    let period = fields.known(AccountingPeriod::parse)?;
                    LedgerDeed::Close(code, period, fields.known(|text| text.parse().ok())?)
                }
                None => return Err(book.flaw("no period")),
            },
            _ => return Err(head.flaw("no such deed")),
        };
        Ok(Some(deed))
    }
}

fn write_account(text: &mut CanonicalText, account: &Account) {
    let record = text.record("account").text(&account.code).text(&account.name).text(&account.name_en);
    record.text(account.class.zh()).text(account.side.zh());
    record.text(account.dimension.map_or("", Dimension::zh)).text(account.purpose.map_or("", Purpose::zh));
    record.text(&account.basis).text(&account.row.map(|row| row.to_string()).unwrap_or_default()).end();
}

fn read_account(fields: &mut Fields<'_>) -> Result<Account, CanonicalFlaw> {
    Ok(Account {
        code: fields.text()?.into(),
        name: fields.text()?.into(),
        name_en: fields.text()?.into(),
        class: fields.known(AccountClass::lookup)?,
        side: fields.known(Side::lookup)?,
        dimension: fields.known(|text| if text.is_empty() { Some(None) } else { Dimension::lookup(text).map(Some) })?,
        purpose: fields.known(|text| if text.is_empty() { Some(None) } else { Purpose::lookup(text).map(Some) })?,
        basis: fields.text()?.into(),
        row: fields.known(|text| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) })?,
    })
}

/// Books as a deed leaves them.
pub fn fold(books: &mut Books, deed: LedgerDeed) {
    match deed {
        LedgerDeed::Open(book) => {
            books.insert(book.code.clone(), *book);
        }
        LedgerDeed::AddAccount(code, account) => {
            if let Some(book) = books.get_mut(&code) {
                // It fitted when it was added.
                let _ = book.chart.add(account);
            }
        }
        LedgerDeed::Close(code, period, _) => {
            let Some(book) = books.get_mut(&code) else { return };
            match period.number() {
                AccountingPeriod::DISTRIBUTION => book.closed_distributions.push(period.year()),
                _ => book.closed_to = Some(period),
            }
        }
        LedgerDeed::Mark(..) | LedgerDeed::Post(..) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(code: &str, name: &str) -> Account {
        Account {
            code: code.into(),
            name: name.into(),
            name_en: CompactString::default(),
            class: AccountClass::Asset,
            side: Side::Debit,
            dimension: (code.len() > 3).then_some(Dimension::Member),
            purpose: (code == "102").then_some(Purpose::Bank),
            basis: "自设".into(),
            row: (code.len() > 5).then_some(14),
        }
    }

    #[test]
    fn every_deed_is_read_back_as_it_was_written() {
        let year = AccountingYear::try_new(2008).unwrap();
        let mut chart = Chart::default();
        chart.add(account("102", "银行存款")).unwrap();
        chart.add(account("11301", "应付分红")).unwrap();
        let book = Book {
            code: "hzs".into(),
            name: "合作社".into(),
            kind: BookKind::Cooperative,
            first_year: year,
            chart,
            closed_to: None,
            closed_distributions: Vec::new(),
        };
        let period = AccountingPeriod::december(year);
        let range =
            PostedRange { period, word: VoucherWord::BankPayment, first_number: 3, first_entry_no: 40, count: 7 };
        for deed in [
            LedgerDeed::Open(Box::new(book)),
            LedgerDeed::AddAccount("hzs".into(), account("1130101", "一组")),
            LedgerDeed::Mark(VoucherMark::Reviewed, vec![(1, 9), (12, 12)]),
            LedgerDeed::Mark(VoucherMark::Signed, vec![(2, 2)]),
            LedgerDeed::Post("hzs".into(), vec![range]),
            LedgerDeed::Close("hzs".into(), period, Hash::of(b"turnover")),
        ] {
            assert_eq!(LedgerDeed::parse(&deed.write()), Ok(Some(deed.clone())));
            let is_of_voucher = matches!(deed, LedgerDeed::Mark(..) | LedgerDeed::Post(..));
            assert_eq!(LedgerDeed::OF_BOOKS.contains(&deed.action()), !is_of_voucher);
        }
        assert_eq!(LedgerDeed::parse("batch\t1\n"), Ok(None));
    }
}
