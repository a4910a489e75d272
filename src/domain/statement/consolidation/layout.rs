//! The rows of the consolidated statement (合并报表格式) as data that an accountant may change: which accounts of which kind of book feed which row, and
//! which stand against each other between two books (抵销).
//!
//! Columns: 类别, 项目, 英文, one a kind of book (合作社, 公司, 物业公司, 公益建设资金), 依据. The columns of books hold account codes with blanks between. An
//! account feeds the row that lists the longest beginning of its code, so that a sub-account goes with its parent unless it is listed by itself.
//! `借113` and `贷113`: its debit and its credit balances, each account and what it is about by itself, in two rows.
//!
//! Rows of 收入, 费用 and 分配 show what the year brought; of those accounts, what is not closed yet stands in the row of 未分配 of their book. A row of 抵销
//! lists accounts of exactly two books that mirror each other: together their debits and credits come to nothing. `14101@公司`: only lines whose
//! counterparty (往来单位) is that kind's body, or is called exactly so.

use crate::domain::ledger::book::BookKind;
use compact_str::CompactString;
use std::collections::BTreeMap;
use strum::IntoEnumIterator;

/// What a row of the consolidated statement is of (类别).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum GroupClass {
    /// 资产.
    Asset,
    /// 负债.
    Liability,
    /// 净资产.
    Equity,
    /// 未分配: equity that the year's income is closed to.
    Undistributed,
    /// 收入.
    Income,
    /// 费用.
    Expense,
    /// 分配: what is appropriated of the year's income.
    Appropriation,
}

impl GroupClass {
    /// As the data writes it.
    pub const fn zh(self) -> &'static str {
        match self {
            GroupClass::Asset => "资产",
            GroupClass::Liability => "负债",
            GroupClass::Equity => "净资产",
            GroupClass::Undistributed => "未分配",
            GroupClass::Income => "收入",
            GroupClass::Expense => "费用",
            GroupClass::Appropriation => "分配",
        }
    }

    /// As programs write it.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Whether its rows show the year's turnover (发生额), not balances (余额).
    pub const fn is_turnover(self) -> bool {
        matches!(self, GroupClass::Income | GroupClass::Expense | GroupClass::Appropriation)
    }

    /// Whether debits make it greater.
    pub const fn is_debit(self) -> bool {
        matches!(self, GroupClass::Asset | GroupClass::Expense | GroupClass::Appropriation)
    }
}

/// A row of the consolidated statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// 类别.
    pub class: GroupClass,
    /// 项目.
    pub caption: String,
    /// Its English name; may be empty.
    pub caption_en: String,
}

/// Accounts of one side of an elimination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EliminationTerm {
    pub(super) code: CompactString,
    /// The counterparty that its lines name; any where none is said.
    pub(super) about: Option<CompactString>,
}

impl EliminationTerm {
    /// As the data writes it.
    pub(super) fn written(&self) -> String {
        match &self.about {
            Some(about) => format!("{}@{about}", self.code),
            None => self.code.to_string(),
        }
    }
}

/// Accounts of two books that mirror each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EliminationRow {
    pub(super) caption: String,
    pub(super) caption_en: String,
    pub(super) sides: [(BookKind, Vec<EliminationTerm>); 2],
    /// Whether they are accounts of turnover.
    pub(super) is_turnover: bool,
}

/// The rows that an account feeds, by their positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Row(usize),
    /// By the side on which each of its balances is.
    BySide {
        debit: usize,
        credit: usize,
    },
}

/// What the consolidated statement is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsolidationLayout {
    pub(super) rows: Vec<GroupRow>,
    pub(super) eliminations: Vec<EliminationRow>,
    places: BTreeMap<(BookKind, CompactString), Place>,
    /// Of each kind of book, the row that its income is closed to.
    undistributed: BTreeMap<BookKind, usize>,
}

/// What is wrong with a row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsolidationFlawKind {
    /// No row of comma-separated values.
    Unreadable(String),
    /// 类别 that is none.
    ClassUnknown(String),
    /// 项目 is empty.
    CaptionMissing,
    /// No account: what stands there.
    TermUnfit(BookKind, String),
    /// An account that another row, or the same, lists too.
    AccountTwice(BookKind, String),
    /// 借 without 贷, or the other way round.
    SideMissing(BookKind, String),
    /// An elimination of one book, or of more than two: how many.
    NotTwoBooks(usize),
    /// An elimination of an account that feeds no row.
    AccountWithoutRow(BookKind, String),
    /// An elimination of balances against turnover.
    NatureMixed(BookKind, String),
    /// Rows of turnover of a book, without exactly one row of 未分配.
    UndistributedUnfit(BookKind),
    /// No row at all.
    NoRows,
}

/// Data that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsolidationFlaw {
    /// The row of the file, from 1: the headings.
    pub row: u64,
    /// What is wrong with it.
    pub kind: ConsolidationFlawKind,
}

/// The column of the first kind of book.
const FIRST_BOOK: usize = 3;
const ELIMINATION: &str = "抵销";

/// A row as it stands, its terms by kind of book.
struct ReadRow {
    place: u64,
    class: Option<GroupClass>,
    caption: String,
    caption_en: String,
    columns: Vec<(BookKind, Vec<String>)>,
}

impl ConsolidationLayout {
    /// Reads the data, its first row the headings.
    ///
    /// # Errors
    /// The first row that is none, and what is wrong with it.
    pub fn parse(text: &str) -> Result<ConsolidationLayout, ConsolidationFlaw> {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let mut read = Vec::new();
        for (position, record) in reader.records().enumerate() {
            let place = position as u64 + 2;
            let flaw = |kind| ConsolidationFlaw { row: place, kind };
            let record = record.map_err(|error| flaw(ConsolidationFlawKind::Unreadable(error.to_string())))?;
            read.push(read_row(place, &record).map_err(flaw)?);
        }
        let (mut found, mut sides) = (Listing::default(), Vec::new());
        for row in &read {
            let Some(class) = row.class else { continue };
            found.add(class, row)?;
        }
        if found.rows.is_empty() {
            return Err(ConsolidationFlaw { row: 2, kind: ConsolidationFlawKind::NoRows });
        }
        let mut layout = found.finish()?;
        for row in read.iter().filter(|row| row.class.is_none()) {
            let elimination = layout.elimination(row, &mut sides);
            let elimination = elimination.map_err(|kind| ConsolidationFlaw { row: row.place, kind })?;
            layout.eliminations.push(elimination);
        }
        Ok(layout)
    }

    /// Its rows, in their order; those of eliminations apart.
    pub fn rows(&self) -> &[GroupRow] {
        &self.rows
    }

    /// The captions of the rows that an account of a kind of book feeds: one, or two by the side of its balance. None where it feeds none.
    pub fn rows_of(&self, kind: BookKind, account: &str) -> Vec<&str> {
        let caption = |position: usize| self.rows.get(position).map(|row| row.caption.as_str());
        match self.place(kind, account) {
            Some(Place::Row(position)) => caption(position).into_iter().collect(),
            Some(Place::BySide { debit, credit }) => [debit, credit].into_iter().filter_map(caption).collect(),
            None => Vec::new(),
        }
    }

    /// Where an account of a kind of book goes.
    pub(super) fn place(&self, kind: BookKind, account: &str) -> Option<Place> {
        let beginnings = (1..=account.len()).rev().filter_map(|end| account.get(..end));
        beginnings.into_iter().find_map(|beginning| self.places.get(&(kind, beginning.into())).copied())
    }

    /// The row that a kind of book's income is closed to.
    pub(super) fn undistributed(&self, kind: BookKind) -> Option<usize> {
        self.undistributed.get(&kind).copied()
    }

    fn is_turnover(&self, place: Place) -> bool {
        let Place::Row(position) = place else { return false };
        self.rows.get(position).is_some_and(|row| row.class.is_turnover())
    }

    /// Of an account and of everything under it that is listed by itself: whether it is turnover. None where they are unlike, or feed no row.
    fn nature(&self, kind: BookKind, code: &str) -> Result<Option<bool>, ()> {
        let below = self.places.iter().filter(|((of, listed), _)| *of == kind && listed.starts_with(code));
        let places = below.map(|(_, place)| *place).chain(self.place(kind, code));
        let mut found = None;
        for is_turnover in places.map(|place| self.is_turnover(place)) {
            if found.is_some_and(|known| known != is_turnover) {
                return Err(());
            }
            found = Some(is_turnover);
        }
        Ok(found)
    }

    fn elimination(
        &self,
        row: &ReadRow,
        taken: &mut Vec<(BookKind, EliminationTerm)>,
    ) -> Result<EliminationRow, ConsolidationFlawKind> {
        let mut nature = None;
        let mut sides = Vec::new();
        for (kind, terms) in &row.columns {
            let mut side = Vec::new();
            for written in terms {
                let term = elimination_term(written)
                    .ok_or_else(|| ConsolidationFlawKind::TermUnfit(*kind, written.clone()))?;
                let mixed = || ConsolidationFlawKind::NatureMixed(*kind, written.clone());
                let own = self.nature(*kind, &term.code).map_err(|()| mixed())?;
                let own = own.ok_or_else(|| ConsolidationFlawKind::AccountWithoutRow(*kind, written.clone()))?;
                if *nature.get_or_insert(own) != own {
                    return Err(mixed());
                }
                if taken.iter().any(|(of, other)| of == kind && overlap(other, &term)) {
                    return Err(ConsolidationFlawKind::AccountTwice(*kind, written.clone()));
                }
                taken.push((*kind, term.clone()));
                side.push(term);
            }
            sides.push((*kind, side));
        }
        let count = sides.len();
        let sides = <[_; 2]>::try_from(sides).map_err(|_| ConsolidationFlawKind::NotTwoBooks(count))?;
        let (caption, caption_en) = (row.caption.clone(), row.caption_en.clone());
        Ok(EliminationRow { caption, caption_en, sides, is_turnover: nature.unwrap_or_default() })
    }
}

/// Whether two terms would take the same line.
fn overlap(one: &EliminationTerm, other: &EliminationTerm) -> bool {
    let is_under = one.code.starts_with(other.code.as_str()) || other.code.starts_with(one.code.as_str());
    is_under && (one.about.is_none() || other.about.is_none() || one.about == other.about)
}

fn read_row(place: u64, record: &csv::StringRecord) -> Result<ReadRow, ConsolidationFlawKind> {
    let field = |at: usize| record.get(at).unwrap_or_default().trim();
    let class = match field(0) {
        ELIMINATION => None,
        given => {
            let class = GroupClass::iter().find(|class| class.zh() == given);
            Some(class.ok_or_else(|| ConsolidationFlawKind::ClassUnknown(given.to_owned()))?)
        }
    };
    let caption = field(1).to_owned();
    if caption.is_empty() {
        return Err(ConsolidationFlawKind::CaptionMissing);
    }
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|sign: char| sign.is_whitespace() || matches!(sign, '、' | '+' | '＋'));
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let columns = BookKind::iter().enumerate().map(|(position, kind)| (kind, words(field(FIRST_BOOK + position))));
    let columns = columns.filter(|(_, terms)| !terms.is_empty()).collect();
    Ok(ReadRow { place, class, caption, caption_en: field(2).to_owned(), columns })
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn elimination_term(written: &str) -> Option<EliminationTerm> {
    let (code, about) = match written.split_once(['@', '＠']) {
        Some((code, about)) => (code, Some(about)),
        None => (written, None),
    };
    let is_fit = is_code(code) && about.is_none_or(|about| !about.is_empty());
    is_fit.then(|| EliminationTerm { code: code.into(), about: about.map(Into::into) })
}

/// Where an account is listed so far: whole, or of its two sides those that were met, each with the row of the file.
#[derive(Clone, Copy, Debug)]
enum Listed {
    Whole(usize),
    Sides { debit: Option<usize>, credit: Option<usize>, first: u64 },
}

/// Rows under way.
#[derive(Default)]
struct Listing {
    rows: Vec<GroupRow>,
    listed: BTreeMap<(BookKind, CompactString), Listed>,
    undistributed: BTreeMap<BookKind, Vec<usize>>,
    /// Kinds of books that have accounts of turnover, and the first row of each.
    turnover: BTreeMap<BookKind, u64>,
}

impl Listing {
    fn add(&mut self, class: GroupClass, row: &ReadRow) -> Result<(), ConsolidationFlaw> {
        let position = self.rows.len();
        self.rows.push(GroupRow { class, caption: row.caption.clone(), caption_en: row.caption_en.clone() });
        for (kind, terms) in &row.columns {
            if class == GroupClass::Undistributed {
                self.undistributed.entry(*kind).or_default().push(position);
            }
            if class.is_turnover() {
                self.turnover.entry(*kind).or_insert(row.place);
            }
            for written in terms {
                let flaw = |kind| ConsolidationFlaw { row: row.place, kind };
                self.list((*kind, class), written, (position, row.place)).map_err(flaw)?;
            }
        }
        Ok(())
    }

    fn list(
        &mut self,
        (kind, class): (BookKind, GroupClass),
        written: &str,
        (position, place): (usize, u64),
    ) -> Result<(), ConsolidationFlawKind> {
        let (is_debit, code) = match (written.strip_prefix('借'), written.strip_prefix('贷')) {
            (Some(code), _) => (Some(true), code),
            (_, Some(code)) => (Some(false), code),
            _ => (None, written),
        };
        // A side is that of a balance: turnover has both.
        if !is_code(code) || (is_debit.is_some() && class.is_turnover()) {
            return Err(ConsolidationFlawKind::TermUnfit(kind, written.to_owned()));
        }
        let twice = || ConsolidationFlawKind::AccountTwice(kind, written.to_owned());
        let key = (kind, CompactString::new(code));
        let Some(is_debit) = is_debit else {
            return match self.listed.insert(key, Listed::Whole(position)) {
                None => Ok(()),
                Some(_) => Err(twice()),
            };
        };
        let none = Listed::Sides { debit: None, credit: None, first: place };
        match self.listed.entry(key).or_insert(none) {
            Listed::Sides { debit, credit, .. } => {
                let side = if is_debit { debit } else { credit };
                if side.replace(position).is_some() { Err(twice()) } else { Ok(()) }
            }
            Listed::Whole(_) => Err(twice()),
        }
    }

    fn finish(self) -> Result<ConsolidationLayout, ConsolidationFlaw> {
        let mut places = BTreeMap::new();
        for (key, listed) in self.listed {
            let place = match listed {
                Listed::Whole(position) => Place::Row(position),
                Listed::Sides { debit: Some(debit), credit: Some(credit), .. } => Place::BySide { debit, credit },
                Listed::Sides { first, .. } => {
                    let kind = ConsolidationFlawKind::SideMissing(key.0, key.1.into_string());
                    return Err(ConsolidationFlaw { row: first, kind });
                }
            };
            places.insert(key, place);
        }
        for (kind, first) in self.turnover {
            if self.undistributed.get(&kind).map_or(0, Vec::len) != 1 {
                return Err(ConsolidationFlaw { row: first, kind: ConsolidationFlawKind::UndistributedUnfit(kind) });
            }
        }
        let undistributed =
            self.undistributed.into_iter().filter_map(|(kind, rows)| rows.first().map(|row| (kind, *row))).collect();
        Ok(ConsolidationLayout { rows: self.rows, eliminations: Vec::new(), places, undistributed })
    }
}

#[cfg(test)]
mod tests {
    use super::ConsolidationFlawKind as Flaw;
    use super::*;

    const SHIPPED: &str = include_str!("../../../../reports/consolidation.csv");

    fn parse(rows: &str) -> Result<ConsolidationLayout, ConsolidationFlaw> {
        ConsolidationLayout::parse(&format!("\u{feff}类别,项目,英文,合作社,公司,物业公司,公益建设资金,依据\n{rows}"))
    }

    fn flaw(row: u64, kind: Flaw) -> Result<ConsolidationLayout, ConsolidationFlaw> {
        Err(ConsolidationFlaw { row, kind })
    }

    #[test]
    fn every_account_of_every_shipped_chart_feeds_exactly_one_row() {
        let layout = ConsolidationLayout::parse(SHIPPED).unwrap();
        let charts = [
            (BookKind::Cooperative, include_str!("../../../../reports/charts/collective-2023.csv")),
            (BookKind::Company, include_str!("../../../../reports/charts/small-enterprise.csv")),
            (BookKind::PropertyManager, include_str!("../../../../reports/charts/small-enterprise.csv")),
            (BookKind::WelfareFund, include_str!("../../../../reports/charts/welfare-fund.csv")),
        ];
        let mut by_side = Vec::new();
        for (kind, chart) in charts {
            for record in csv::Reader::from_reader(chart.as_bytes()).records().map(Result::unwrap) {
                let (code, class) = (&record[0], &record[3]);
                let rows = layout.rows_of(kind, code);
                match layout.place(kind, code) {
                    Some(Place::Row(position)) => {
                        let is_turnover = layout.rows[position].class.is_turnover();
                        let of_income = ["收入", "费用"].contains(&class);
                        assert!(is_turnover || !of_income, "{code} is turnover in {rows:?}");
                        assert!(!is_turnover || of_income || class == "净资产", "{code} is a balance in {rows:?}");
                    }
                    Some(Place::BySide { debit, credit }) => {
                        let classes = [debit, credit].map(|position| layout.rows[position].class);
                        assert_eq!(classes, [GroupClass::Asset, GroupClass::Liability], "{code}");
                        by_side.push(format!("{} {code}", kind.zh()));
                    }
                    None => panic!("{} {code} {} feeds no row", kind.zh(), &record[1]),
                }
            }
        }
        // Listed twice, an account is refused: what feeds a row feeds no other.
        assert!(by_side.contains(&"合作社 11301".to_owned()) && !by_side.contains(&"合作社 11201".to_owned()));
        assert!(layout.eliminations.len() >= 6);
    }

    #[test]
    fn a_sub_account_goes_with_its_parent_unless_it_is_listed() {
        let layout = parse("资产,应收,,112 借113,,,,\n负债,应付,,贷113 211,,,,\n资产,租金,,11202,,,,\n").unwrap();
        let rows = |account| layout.rows_of(BookKind::Cooperative, account);
        assert_eq!((rows("11201"), rows("11202"), rows("1120201")), (vec!["应收"], vec!["租金"], vec!["租金"]));
        assert_eq!((rows("11301"), rows("999")), (vec!["应收", "应付"], vec![]));
        assert_eq!(layout.rows_of(BookKind::Company, "112"), Vec::<&str>::new());
    }

    #[test]
    fn a_flaw_names_its_row_and_its_column() {
        let (own, company) = (BookKind::Cooperative, BookKind::Company);
        assert_eq!(parse("权益,资本,,301,,,,\n"), flaw(2, Flaw::ClassUnknown("权益".into())));
        assert_eq!(parse("资产,,,101,,,,\n"), flaw(2, Flaw::CaptionMissing));
        assert_eq!(parse("资产,现金,,现金,,,,\n"), flaw(2, Flaw::TermUnfit(own, "现金".into())));
        assert_eq!(
            parse("资产,现金,,101,,,,\n资产,银行,,102 101,,,,\n"),
            flaw(3, Flaw::AccountTwice(own, "101".into()))
        );
        assert_eq!(parse("资产,应收,,113 借113,,,,\n"), flaw(2, Flaw::AccountTwice(own, "借113".into())));
        assert_eq!(parse("资产,应收,,借113,,,,\n"), flaw(2, Flaw::SideMissing(own, "113".into())));
        assert_eq!(parse("收入,收入,,501,,,,\n"), flaw(2, Flaw::UndistributedUnfit(own)));
        assert_eq!(parse("收入,收入,,借501,,,,\n"), flaw(2, Flaw::TermUnfit(own, "借501".into())));
        assert_eq!(parse(""), flaw(2, Flaw::NoRows));
        let rows = "资产,投资,,141,1511,,,\n净资产,资本,,301,3001,,,\n未分配,未分配,,322,3104,,,\n收入,收入,,502,5111,,,\n分配,分配,,,310403,,,\n";
        let with = |elimination: &str| parse(&format!("{rows}抵销,投资,,{elimination}\n"));
        assert!(with("14101@公司,3001,,,").is_ok());
        assert!(with("502,310403,,,").is_ok());
        assert_eq!(with("141,,,,"), flaw(7, Flaw::NotTwoBooks(1)));
        assert_eq!(with("141@,3001,,,"), flaw(7, Flaw::TermUnfit(own, "141@".into())));
        assert_eq!(with("112,3001,,,"), flaw(7, Flaw::AccountWithoutRow(own, "112".into())));
        assert_eq!(with("502,3001,,,"), flaw(7, Flaw::NatureMixed(company, "3001".into())));
        assert_eq!(with("502,3104,,,"), flaw(7, Flaw::NatureMixed(company, "3104".into())), "turnover is under it");
        let twice = with("14101@公司,3001,,,\n抵销,又,,141,1511,,,");
        assert_eq!(twice, flaw(8, Flaw::AccountTwice(own, "141".into())));
        assert!(with("14101@公司,3001,,,\n抵销,又,,14101@物业公司,1511,,,").is_ok());
    }
}
