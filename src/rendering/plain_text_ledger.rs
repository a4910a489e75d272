//! Books in plain-text accounting (纯文本记账), so that programs of others can check them: hledger and beancount read what is written here.

use crate::domain::ledger::account::{AccountClass, Purpose};
use crate::domain::ledger::book::Book;
use crate::domain::ledger::voucher::Voucher;
use std::collections::{BTreeMap, BTreeSet};

/// Whose plain text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlainTextFormat {
    /// The journal of hledger.
    Hledger,
    /// The ledger of beancount, version 2 or 3.
    Beancount,
}

impl PlainTextFormat {
    /// The format with this name.
    pub fn lookup(text: &str) -> Option<PlainTextFormat> {
        match text {
            "hledger" => Some(PlainTextFormat::Hledger),
            "beancount" => Some(PlainTextFormat::Beancount),
            _ => None,
        }
    }
}

/// A voucher with the name that posting gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedVoucher<'v> {
    /// Period and number: `2008-03 记-1`.
    pub name: String,
    /// The voucher.
    pub voucher: &'v Voucher,
}

/// The name of an account, one an account whatever else is in the chart: `Assets:102 银行存款` for hledger, `Assets:102-银行存款` for beancount; with
/// more than one book `Assets:HZS:102 银行存款`, `Assets:HZS:102-银行存款`.
pub fn account_name(book: &Book, code: &str, format: PlainTextFormat, all_books: bool) -> String {
    let account = book.chart.lookup(code);
    let name = account.map(|account| account.name.as_str()).unwrap_or_default();
    let (component, own) = match format {
        // Two blanks would end the name, a colon divide it.
        PlainTextFormat::Hledger => (escaped(&book.code), format!("{code} {}", one_line(name, &[':', ';']))),
        PlainTextFormat::Beancount => {
            let words = name.split(|character| !is_letter_or_digit(character)).filter(|word| !word.is_empty());
            (encoded(&book.code), [code].into_iter().chain(words).collect::<Vec<_>>().join("-"))
        }
    };
    let (root, own) = (book.class(code).root(), own.trim_end());
    if all_books { format!("{root}:{component}:{own}") } else { format!("{root}:{own}") }
}

/// Writes books with their vouchers as one file. The names of its accounts have the book in them where there is more than one.
pub fn write(out: &mut String, format: PlainTextFormat, books: &[(&Book, Vec<PostedVoucher<'_>>)]) {
    match format {
        PlainTextFormat::Hledger => out.push_str("commodity CNY 1000.00\n"),
        PlainTextFormat::Beancount => {
            let title = books.iter().map(|(book, _)| book.name.as_str()).collect::<Vec<_>>().join("、");
            out.push_str(&format!("option \"title\" {}\noption \"operating_currency\" \"CNY\"\n", quoted(&title)));
        }
    }
    for (book, vouchers) in books {
        let mut codes: BTreeSet<&str> = book.chart.accounts().map(|account| account.code.as_str()).collect();
        codes.extend(vouchers.iter().flat_map(|posted| posted.voucher.lines()).map(|line| line.account.as_str()));
        let name = |code| (code, account_name(book, code, format, books.len() > 1));
        let names: BTreeMap<&str, String> = codes.into_iter().map(name).collect();
        out.push('\n');
        for (code, name) in &names {
            out.push_str(&match format {
                PlainTextFormat::Hledger => format!("account {name}  ; type: {}\n", hledger_type(book, code)),
                // The day before the book begins.
                PlainTextFormat::Beancount => format!("{}-12-31 open {name} CNY\n", book.first_year.number() - 1),
            });
        }
        for posted in vouchers {
            out.push('\n');
            match format {
                PlainTextFormat::Hledger => write_hledger(out, posted, &names),
                PlainTextFormat::Beancount => write_beancount(out, posted, &names),
            }
        }
    }
}

fn write_hledger(out: &mut String, posted: &PostedVoucher<'_>, names: &BTreeMap<&str, String>) {
    let (date, summary) = (posted.voucher.head().date, summary(posted.voucher));
    out.push_str(format!("{date} ({}) {}", posted.name, one_line(summary, &[';'])).trim_end());
    out.push('\n');
    for line in posted.voucher.lines() {
        out.push_str(&format!("    {}  CNY {}", names[line.account.as_str()], line.signed()));
        // In a comment a comma ends a tag, and `date:` or a day in brackets would date the posting.
        let tag = |name: &str, value: &str| format!("{name}:{}", one_line(value, &[',', ':', '[']));
        let mut tags: Vec<String> =
            line.dimensions.iter().map(|(dimension, value)| tag(dimension.zh(), value)).collect();
        if line.summary != summary {
            tags.push(tag("摘要", &line.summary));
        }
        if !tags.is_empty() {
            out.push_str(&format!("  ; {}", tags.join(", ")));
        }
        out.push('\n');
    }
}

fn write_beancount(out: &mut String, posted: &PostedVoucher<'_>, names: &BTreeMap<&str, String>) {
    let (date, summary) = (posted.voucher.head().date, summary(posted.voucher));
    out.push_str(&format!("{date} * {}\n  voucher: {}\n", quoted(summary), quoted(&posted.name)));
    for line in posted.voucher.lines() {
        out.push_str(&format!("  {}  {} CNY\n", names[line.account.as_str()], line.signed()));
        for (dimension, value) in line.dimensions.iter() {
            out.push_str(&format!("    {}: {}\n", dimension.en(), quoted(value)));
        }
        if line.summary != summary {
            out.push_str(&format!("    summary: {}\n", quoted(&line.summary)));
        }
    }
}

/// What a voucher is about: its first line's summary. Lines that say the same do not repeat it.
fn summary(voucher: &Voucher) -> &str {
    voucher.lines().first().map(|line| line.summary.as_str()).unwrap_or_default()
}

/// The type of an account as hledger's statements ask for it; cash and money in banks make its statement of cash flows.
fn hledger_type(book: &Book, code: &str) -> char {
    let purpose = book.chart.lookup(code).and_then(|account| account.purpose);
    match book.class(code) {
        AccountClass::Asset if purpose.is_some_and(Purpose::is_cash) => 'C',
        AccountClass::Asset | AccountClass::Cost => 'A',
        AccountClass::Liability => 'L',
        AccountClass::Equity => 'E',
        AccountClass::Income => 'R',
        AccountClass::Expense => 'X',
    }
}

/// The code of a book as a part of a name for hledger; no two codes become one. It has no blanks, as the book's opening checked.
fn escaped(code: &str) -> String {
    code.replace('%', "%25").replace(':', "%3A").replace(';', "%3B")
}

/// The code of a book as a part of a name for beancount: of letters, digits and hyphens, the first a capital letter or a digit. `HZS` and `HZS-2` stay,
/// `hzs` is `B--hzs`, `GS_2` is `GS--5F-2`. No two codes become one, since each can be read back from the left: after two hyphens stand a sign's number
/// in hexadecimal capitals and one more hyphen; only after the `B--` that codes get which begin otherwise no such number stands, but a small letter, a
/// Chinese one or a hyphen.
fn encoded(code: &str) -> String {
    let begins_well = code.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit());
    let mut name = String::from(if begins_well { "" } else { "B--" });
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        let is_single_hyphen = character == '-' && characters.peek().is_none_or(|next| is_letter_or_digit(*next));
        if is_letter_or_digit(character) || is_single_hyphen {
            name.push(character);
        } else {
            name.push_str(&format!("--{:X}-", u32::from(character)));
        }
    }
    name
}

/// What beancount takes in names for certain. It takes more, but not all that Rust calls a letter: 〇 is a number to it.
const fn is_letter_or_digit(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Text on one line with single blanks, and the signs that hledger would read otherwise in full width: ；.
fn one_line(text: &str, signs: &[char]) -> String {
    let is_blank = |character: char| character.is_whitespace() || character.is_control();
    let words: Vec<&str> = text.split(is_blank).filter(|word| !word.is_empty()).collect();
    // The full-width forms stand in the order of ASCII.
    let full_width = |sign: char| char::from_u32(u32::from(sign) + 0xfee0).unwrap_or(sign);
    words.join(" ").chars().map(|sign| if signs.contains(&sign) { full_width(sign) } else { sign }).collect()
}

/// Text as beancount quotes it.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::account::{Account, Dimension, Dimensions, Side};
    use crate::domain::ledger::book::BookKind;
    use crate::domain::ledger::chart::Chart;
    use crate::domain::ledger::voucher::{Line, VoucherHead};
    use crate::domain::money::Money;
    use crate::domain::period::AccountingYear;
    use compact_str::CompactString;

    const FORMATS: [PlainTextFormat; 2] = [PlainTextFormat::Hledger, PlainTextFormat::Beancount];

    fn book(code: &str, accounts: &[(&str, &str, AccountClass)]) -> Book {
        let mut chart = Chart::default();
        for (code, name, class) in accounts {
            let account = Account {
                code: (*code).into(),
                name: (*name).into(),
                name_en: CompactString::default(),
                class: *class,
                side: Side::Debit,
                dimension: None,
                purpose: (*code == "102").then_some(Purpose::Bank),
                basis: CompactString::default(),
                row: None,
            };
            chart.add(account).unwrap();
        }
        Book {
            code: code.into(),
            name: "前进村\"股份\"合作社".into(),
            kind: BookKind::Cooperative,
            first_year: AccountingYear::try_new(2008).unwrap(),
            chart,
            closed_to: None,
            closed_distributions: Vec::new(),
        }
    }

    fn usual(code: &str) -> Book {
        let accounts = [("102", "银行存款", AccountClass::Asset), ("501", "经营收入", AccountClass::Income)];
        book(code, &accounts)
    }

    fn voucher(summaries: [&str; 2], dimensions: Dimensions) -> Voucher {
        let head = VoucherHead::ordinary("HZS", "2008-03-05".parse().unwrap());
        let line = |summary: &str, account: &str, side, dimensions| Line {
            summary: summary.into(),
            account: account.into(),
            side,
            amount: Money::from_fen(1_234),
            dimensions,
        };
        let debit = line(summaries[0], "102", Side::Debit, Dimensions::default());
        Voucher::try_new(head, vec![debit, line(summaries[1], "501", Side::Credit, dimensions)]).unwrap()
    }

    fn written(format: PlainTextFormat, book: &Book, voucher: &Voucher) -> String {
        let mut out = String::new();
        write(&mut out, format, &[(book, vec![PostedVoucher { name: "2008-03 记-1".to_owned(), voucher }])]);
        out
    }

    #[test]
    fn formats_are_found_by_their_names() {
        assert_eq!(["hledger", "beancount"].map(PlainTextFormat::lookup), FORMATS.map(Some));
        assert_eq!(PlainTextFormat::lookup("ledger"), None);
    }

    #[test]
    fn a_name_says_class_book_code_and_name() {
        let names = |code: &str, all_books| FORMATS.map(|format| account_name(&usual(code), "102", format, all_books));
        assert_eq!(names("HZS", false), ["Assets:102 银行存款", "Assets:102-银行存款"]);
        assert_eq!(names("HZS", true), ["Assets:HZS:102 银行存款", "Assets:HZS:102-银行存款"]);
        assert_eq!(names("合作社", true), ["Assets:合作社:102 银行存款", "Assets:B--合作社:102-银行存款"]);
        assert_eq!(account_name(&usual("HZS"), "501", PlainTextFormat::Hledger, false), "Income:501 经营收入");
        // An account that the chart does not have.
        assert_eq!(FORMATS.map(|format| account_name(&usual("HZS"), "9", format, false)), ["Assets:9", "Assets:9"]);
    }

    #[test]
    fn odd_names_of_accounts_are_names_still() {
        let names = |name: &str| {
            let book = book("HZS", &[("32201", name, AccountClass::Equity)]);
            FORMATS.map(|format| account_name(&book, "32201", format, false))
        };
        assert_eq!(
            names("公积金:  2008;\n（老）"),
            ["Equity:32201 公积金： 2008； （老）", "Equity:32201-公积金-2008-老"]
        );
        assert_eq!(
            names("二〇〇八年\u{3000}\u{3000}往来"),
            ["Equity:32201 二〇〇八年 往来", "Equity:32201-二-八年-往来"]
        );
        assert_eq!(names("（）"), ["Equity:32201 （）", "Equity:32201"]);
    }

    #[test]
    fn no_two_accounts_have_one_name() {
        // Books of every code of up to four signs, from those that the encoding itself uses.
        let signs = ['B', 'b', '-', '2', 'D', '_', ':', ';', '%', '社', '：', '〇'];
        let mut codes: BTreeSet<String> = BTreeSet::from([String::new()]);
        for _ in 0..4 {
            codes.extend(codes.clone().iter().flat_map(|code| signs.map(|sign| format!("{code}{sign}"))));
        }
        // And those that look like what others become.
        codes.extend(
            ["B--hzs", "hzs", "B--2D-", "-", "--2D-", "B--B--hzs", "B--3A-", "b--3A-", "B%3A"].map(str::to_owned),
        );
        for encoding in [escaped, encoded] {
            assert_eq!(codes.iter().map(|code| encoding(code)).collect::<BTreeSet<_>>().len(), codes.len());
        }
        for name in codes.iter().map(|code| encoded(code)) {
            assert!(name.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit()), "{name}");
            assert!(name.chars().all(|character| character == '-' || is_letter_or_digit(character)), "{name}");
        }
        // Accounts of one name, and names that begin like another's code.
        let accounts =
            [("1", "02 款"), ("102", "款"), ("10201", "款"), ("112", "款"), ("11201", "款:"), ("11202", "款：")];
        let book = book("HZS", &accounts.map(|(code, name)| (code, name, AccountClass::Asset)));
        for format in FORMATS {
            let names: BTreeSet<String> =
                book.chart.accounts().map(|account| account_name(&book, &account.code, format, true)).collect();
            assert_eq!(names.len(), accounts.len());
        }
    }

    #[test]
    fn a_voucher_as_hledger_reads_it() {
        let about = Dimensions::one(Dimension::Member, "M001").with(Dimension::Contract, "TD-2003-01");
        let expected = "commodity CNY 1000.00\n\
            \n\
            account Assets:102 银行存款  ; type: C\n\
            account Income:501 经营收入  ; type: R\n\
            \n\
            2008-03-05 (2008-03 记-1) 收租金\n    \
                Assets:102 银行存款  CNY 12.34\n    \
                Income:501 经营收入  CNY -12.34  ; 成员:M001, 合同:TD-2003-01, 摘要:三月\n";
        assert_eq!(written(PlainTextFormat::Hledger, &usual("HZS"), &voucher(["收租金", "三月"], about)), expected);
    }

    #[test]
    fn a_voucher_as_beancount_reads_it() {
        let about = Dimensions::one(Dimension::Member, "M001").with(Dimension::Contract, "TD-2003-01");
        let expected = "option \"title\" \"前进村\\\"股份\\\"合作社\"\n\
            option \"operating_currency\" \"CNY\"\n\
            \n\
            2007-12-31 open Assets:102-银行存款 CNY\n\
            2007-12-31 open Income:501-经营收入 CNY\n\
            \n\
            2008-03-05 * \"收租金\"\n  \
              voucher: \"2008-03 记-1\"\n  \
              Assets:102-银行存款  12.34 CNY\n  \
              Income:501-经营收入  -12.34 CNY\n    \
                member: \"M001\"\n    \
                contract: \"TD-2003-01\"\n    \
                summary: \"三月\"\n";
        assert_eq!(written(PlainTextFormat::Beancount, &usual("HZS"), &voucher(["收租金", "三月"], about)), expected);
    }

    #[test]
    fn every_book_of_several_is_named_in_its_accounts() {
        let (first, second) = (usual("HZS"), usual("wy"));
        let voucher = voucher(["收租金", "收租金"], Dimensions::default());
        let posted = || vec![PostedVoucher { name: "2008-03 记-1".to_owned(), voucher: &voucher }];
        let mut out = String::new();
        write(&mut out, PlainTextFormat::Beancount, &[(&first, posted()), (&second, posted())]);
        assert_eq!(out.matches("  Assets:HZS:102-银行存款  12.34 CNY\n").count(), 1);
        assert_eq!(out.matches("  Assets:B--wy:102-银行存款  12.34 CNY\n").count(), 1);
        assert_eq!(out.matches(" open ").count(), 4);
    }

    #[test]
    fn an_account_that_the_chart_lost_is_opened_all_the_same() {
        let book = book("HZS", &[("501", "经营收入", AccountClass::Income)]);
        let voucher = voucher(["收", "收"], Dimensions::default());
        let hledger = written(PlainTextFormat::Hledger, &book, &voucher);
        assert!(
            hledger.contains("account Assets:102  ; type: A\n") && hledger.contains("(2008-03 记-1) 收\n"),
            "{hledger}"
        );
        let beancount = written(PlainTextFormat::Beancount, &book, &voucher);
        assert!(
            beancount.contains("2007-12-31 open Assets:102 CNY\n") && beancount.contains(" * \"收\"\n"),
            "{beancount}"
        );
    }

    #[test]
    fn what_people_write_breaks_no_line() {
        let about = Dimensions::one(Dimension::Counterparty, "甲, date:[2008-13-40]\n;\"乙\"");
        let voucher = voucher(["付\"款\"\\;\n  二", "date:x, [1/2]"], about);
        let hledger = written(PlainTextFormat::Hledger, &usual("HZS"), &voucher);
        assert!(hledger.contains("(2008-03 记-1) 付\"款\"\\； 二\n"), "{hledger}");
        let tags = "  ; 往来单位:甲， date·［2008-13-40] ;\"乙\", 摘要:date：x， ［1/2]\n";
        assert!(hledger.ends_with(tags), "{hledger}");
        let beancount = written(PlainTextFormat::Beancount, &usual("HZS"), &voucher);
        assert!(beancount.contains("* \"付\\\"款\\\"\\\\;\\n  二\"\n"), "{beancount}");
        assert!(beancount.contains("counterparty: \"甲, date·[2008-13-40] ;\\\"乙\\\"\"\n"), "{beancount}");
        assert!(beancount.ends_with("    summary: \"date:x, [1/2]\"\n"), "{beancount}");
    }
}
