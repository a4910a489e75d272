//! How books become one: each account into its row, each elimination out of it, then what the rows come to.

use super::layout::{ConsolidationLayout, EliminationRow, EliminationTerm, GroupClass, Place};
use super::{
    BookFigures, Columns, Consolidation, DividendAccounts, Elimination, EliminationSide, GroupFigure, GroupItem,
    GroupLine, Names, UnplacedAccount,
};
use crate::domain::ledger::account::Dimension;
use crate::domain::ledger::balance::{Movement, Object, Turnovers};
use crate::domain::ledger::book::{Book, BookKind};
use crate::domain::money::{Money, Overflow};
use crate::domain::statement::tie_out::{TieOut, TieOutName};
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// A consolidation under way.
pub(super) struct Work<'w> {
    layout: &'w ConsolidationLayout,
    books: &'w [BookFigures<'w>],
    names: &'w Names,
    /// A row of the layout each, in the row's own sign.
    rows: Vec<Columns>,
    at_beginning: Columns,
    transfers: Columns,
    /// What eliminations took of accounts of turnover: debits above zero.
    taken: BTreeMap<(BookKind, CompactString), Money>,
    pub(super) unplaced: Vec<UnplacedAccount>,
}

/// An amount of debits in the sign of a class of rows.
fn in_sign(class: GroupClass, debits: Money) -> Result<Money, Overflow> {
    if class.is_debit() { Ok(debits) } else { Money::ZERO.minus(debits) }
}

/// The row that a balance goes to.
const fn row_of(place: Place, balance: Money) -> usize {
    match place {
        Place::Row(position) => position,
        Place::BySide { credit, .. } if balance.is_negative() => credit,
        Place::BySide { debit, .. } => debit,
    }
}

impl<'w> Work<'w> {
    /// Nothing of any book yet.
    pub(super) fn new(layout: &'w ConsolidationLayout, books: &'w [BookFigures<'w>], names: &'w Names) -> Work<'w> {
        let nothing = Columns::nothing(books.len());
        let rows = vec![nothing.clone(); layout.rows().len()];
        let (at_beginning, transfers) = (nothing.clone(), nothing);
        Work { layout, books, names, rows, at_beginning, transfers, taken: BTreeMap::new(), unplaced: Vec::new() }
    }

    /// Adds a book by its position.
    pub(super) fn add_book(&mut self, position: usize) -> Result<(), Overflow> {
        let BookFigures { book, balances, turnovers } = self.books[position];
        let undistributed = self.layout.undistributed(book.kind);
        for (object, movement) in &balances.0 {
            let (account, closing) = (&object.0, movement.closing()?);
            let Some(place) = self.layout.place(book.kind, account) else {
                self.leave_out(book, account, movement)?;
                continue;
            };
            let row = row_of(place, closing);
            let class = self.layout.rows()[row].class;
            let turnover = brought(turnovers, object)?;
            let shown = if class.is_turnover() { turnover } else { closing };
            add(&mut self.rows[row].books[position], in_sign(class, shown)?)?;
            if class.is_turnover()
                && let Some(undistributed) = undistributed
            {
                add(&mut self.rows[undistributed].books[position], in_sign(GroupClass::Undistributed, closing)?)?;
            }
            if class.is_turnover() || class == GroupClass::Undistributed {
                let began = in_sign(GroupClass::Undistributed, movement.opening)?;
                add(&mut self.at_beginning.books[position], began)?;
            }
            if class == GroupClass::Undistributed {
                add(&mut self.transfers.books[position], in_sign(class, turnover)?)?;
            }
        }
        Ok(())
    }

    fn leave_out(&mut self, book: &Book, account: &CompactString, movement: &Movement) -> Result<(), Overflow> {
        if *movement == Movement::default() {
            return Ok(());
        }
        let balance = movement.closing()?;
        match self.unplaced.iter_mut().find(|known| known.book == book.code && known.account == *account) {
            Some(known) => known.balance = known.balance.plus(balance)?,
            None => self.unplaced.push(UnplacedAccount { book: book.code.clone(), account: account.clone(), balance }),
        }
        Ok(())
    }

    /// Takes out both sides of an elimination, or neither.
    pub(super) fn eliminate(&mut self, row: &EliminationRow) -> Result<Elimination, Overflow> {
        let is_kept =
            |(kind, _): &(BookKind, Vec<EliminationTerm>)| self.books.iter().any(|one| one.book.kind == *kind);
        let is_whole = row.sides.iter().all(is_kept);
        let mut side = |(kind, terms): &(BookKind, Vec<EliminationTerm>)| {
            let amount = if is_whole { Some(self.take_side(*kind, terms, row.is_turnover)?) } else { None };
            Ok(EliminationSide { kind: *kind, accounts: terms.iter().map(EliminationTerm::written).collect(), amount })
        };
        let [first, second] = &row.sides;
        Ok(Elimination {
            caption: row.caption.clone(),
            caption_en: row.caption_en.clone(),
            is_turnover: row.is_turnover,
            sides: [side(first)?, side(second)?],
        })
    }

    /// What it came to: debits above zero.
    fn take_side(&mut self, kind: BookKind, terms: &[EliminationTerm], is_turnover: bool) -> Result<Money, Overflow> {
        let mut amount = Money::ZERO;
        for BookFigures { balances, turnovers, .. } in self.books.iter().filter(|one| one.book.kind == kind) {
            for (object, movement) in balances.0.iter().filter(|(object, _)| is_taken(object, terms, self.names)) {
                let Some(place) = self.layout.place(kind, &object.0) else { continue };
                let closing = movement.closing()?;
                let row = row_of(place, closing);
                let own = if is_turnover { brought(turnovers, object)? } else { closing };
                add(&mut self.rows[row].eliminated, in_sign(self.layout.rows()[row].class, own)?)?;
                if is_turnover {
                    add(self.taken.entry((kind, object.0.clone())).or_default(), own)?;
                }
                amount = amount.plus(own)?;
            }
        }
        Ok(amount)
    }

    /// All lines in their order.
    pub(super) fn lines(&self, eliminations: &[Elimination]) -> Result<Vec<GroupLine>, Overflow> {
        let mut lines = Vec::new();
        self.section(&mut lines, &[GroupClass::Asset], Some(GroupFigure::Assets))?;
        let liabilities = self.section(&mut lines, &[GroupClass::Liability], Some(GroupFigure::Liabilities))?;
        let of_equity = [GroupClass::Equity, GroupClass::Undistributed];
        let equity = self.section(&mut lines, &of_equity, Some(GroupFigure::Equity))?;
        let unmatched = self.unmatched(&mut lines, GroupFigure::UnmatchedBalances, eliminations)?;
        put(&mut lines, GroupFigure::Sources, &liabilities.plus(&equity)?.plus(&unmatched)?);
        let income = self.section(&mut lines, &[GroupClass::Income], Some(GroupFigure::Income))?;
        let expenses = self.section(&mut lines, &[GroupClass::Expense], Some(GroupFigure::Expenses))?;
        let net = income.minus(&expenses)?;
        put(&mut lines, GroupFigure::NetIncome, &net);
        put(&mut lines, GroupFigure::AtBeginning, &self.at_beginning);
        put(&mut lines, GroupFigure::Transfers, &self.transfers);
        let appropriations = self.section(&mut lines, &[GroupClass::Appropriation], None)?;
        let unmatched = self.unmatched(&mut lines, GroupFigure::UnmatchedTurnover, eliminations)?;
        let there = net.plus(&self.at_beginning)?.plus(&self.transfers)?;
        put(&mut lines, GroupFigure::AtEnd, &there.minus(&appropriations)?.plus(&unmatched)?);
        Ok(lines)
    }

    /// The rows of some classes, and what they come to.
    fn section(
        &self,
        lines: &mut Vec<GroupLine>,
        classes: &[GroupClass],
        figure: Option<GroupFigure>,
    ) -> Result<Columns, Overflow> {
        let mut sum = Columns::nothing(self.books.len());
        for (row, columns) in self.layout.rows().iter().zip(&self.rows).filter(|(row, _)| classes.contains(&row.class))
        {
            sum = sum.plus(columns)?;
            lines.push(GroupLine { item: GroupItem::Row(row.clone()), columns: columns.clone() });
        }
        if let Some(figure) = figure {
            put(lines, figure, &sum);
        }
        Ok(sum)
    }

    /// What sides of eliminations are over, as a row of its own: it stands on the side of credits, so that either statement still adds up. No row where
    /// there is nothing.
    fn unmatched(
        &self,
        lines: &mut Vec<GroupLine>,
        figure: GroupFigure,
        eliminations: &[Elimination],
    ) -> Result<Columns, Overflow> {
        let mut columns = Columns::nothing(self.books.len());
        let is_turnover = figure == GroupFigure::UnmatchedTurnover;
        for one in eliminations.iter().filter(|one| one.is_turnover == is_turnover) {
            add(&mut columns.eliminated, one.unmatched()?.unwrap_or_default())?;
        }
        if !columns.eliminated.is_zero() {
            put(lines, figure, &columns);
        }
        Ok(columns)
    }

    /// What has to be equal, now that everything is in its place.
    pub(super) fn tie_outs(&self, found: &Consolidation, dividend: &DividendAccounts) -> Result<Vec<TieOut>, Overflow> {
        let of = |figure, read: fn(&Columns) -> Result<Money, Overflow>| found.figure(figure).map(read).transpose();
        let mut tie_outs = Vec::new();
        let mut compare = |name, left, right| tie_outs.push(TieOut { name, left, right, row: None });
        let (assets, sources) = (GroupFigure::Assets, GroupFigure::Sources);
        compare(TieOutName::GroupSum, of(assets, Columns::sum)?, of(sources, Columns::sum)?);
        let consolidated = Columns::consolidated;
        compare(TieOutName::GroupBalanceSheet, of(assets, consolidated)?, of(sources, consolidated)?);
        let undistributed = self.section(&mut Vec::new(), &[GroupClass::Undistributed], None)?.consolidated()?;
        compare(TieOutName::GroupUndistributed, Some(undistributed), of(GroupFigure::AtEnd, consolidated)?);
        for (name, is_turnover) in [(TieOutName::BalancesEliminated, false), (TieOutName::TurnoverEliminated, true)] {
            let mut over = Money::ZERO;
            for one in found.eliminations.iter().filter(|one| one.is_turnover == is_turnover) {
                add(&mut over, size(one.unmatched()?.unwrap_or_default())?)?;
            }
            compare(name, Some(over), Some(Money::ZERO));
        }
        let given = [
            (TieOutName::DividendInIncome, BookKind::Cooperative, &dividend.income, GroupClass::Income),
            (
                TieOutName::DividendInAppropriation,
                BookKind::Company,
                &dividend.appropriation,
                GroupClass::Appropriation,
            ),
        ];
        if given.iter().all(|(_, kind, ..)| !found.missing.contains(kind)) {
            for (name, kind, accounts, class) in given {
                compare(name, Some(in_sign(class, self.left_of(kind, accounts)?)?), Some(Money::ZERO));
            }
        }
        let mut unplaced = Money::ZERO;
        for account in &found.unplaced {
            add(&mut unplaced, size(account.balance)?)?;
        }
        compare(TieOutName::AccountsPlaced, Some(unplaced), Some(Money::ZERO));
        Ok(tie_outs)
    }

    /// What the year brought to accounts of a kind of book, less what eliminations took of them: debits above zero.
    fn left_of(&self, kind: BookKind, accounts: &BTreeSet<CompactString>) -> Result<Money, Overflow> {
        let is_meant = |code: &str| accounts.iter().any(|account| code.starts_with(account.as_str()));
        let mut left = Money::ZERO;
        for one in self.books.iter().filter(|one| one.book.kind == kind) {
            for (_, turnover) in one.turnovers.0.iter().filter(|((code, _), _)| is_meant(code)) {
                left = left.plus(turnover.balance()?)?;
            }
        }
        let taken = self.taken.iter().filter(|((of, code), _)| *of == kind && is_meant(code));
        taken.map(|(_, amount)| *amount).try_fold(left, Money::minus)
    }
}

fn put(lines: &mut Vec<GroupLine>, figure: GroupFigure, columns: &Columns) {
    lines.push(GroupLine { item: GroupItem::Figure(figure), columns: columns.clone() });
}

fn add(sum: &mut Money, more: Money) -> Result<(), Overflow> {
    *sum = sum.plus(more)?;
    Ok(())
}

fn size(amount: Money) -> Result<Money, Overflow> {
    if amount.is_negative() { Money::ZERO.minus(amount) } else { Ok(amount) }
}

/// What the year brought to an account and what its lines are about: debits above zero.
fn brought(turnovers: &Turnovers, object: &Object) -> Result<Money, Overflow> {
    turnovers.0.get(object).copied().unwrap_or_default().balance()
}

/// Whether an elimination takes an account's lines about something.
fn is_taken((account, about): &Object, terms: &[EliminationTerm], names: &Names) -> bool {
    terms.iter().filter(|term| account.starts_with(term.code.as_str())).any(|term| {
        let Some(wanted) = &term.about else { return true };
        let is_wanted = |named: &str| match BookKind::lookup(wanted) {
            Some(kind) => names.get(&kind).is_some_and(|names| names.contains(named)),
            None => named == wanted,
        };
        about.get(Dimension::Counterparty).is_some_and(is_wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{consolidate, known_names};
    use super::*;
    use crate::domain::ledger::account::{Dimensions, Side};
    use crate::domain::ledger::balance::{Balances, Turnover};
    use crate::domain::ledger::chart::Chart;
    use crate::domain::period::AccountingYear;
    use proptest::prelude::*;

    const SHIPPED: &str = include_str!("../../../../reports/consolidation.csv");
    const KINDS: [BookKind; 4] =
        [BookKind::Cooperative, BookKind::Company, BookKind::PropertyManager, BookKind::WelfareFund];

    /// Debit, credit, yuan; an account may be told apart by its counterparty: `14101@公司`.
    type Pair = (&'static str, &'static str, i64);

    const COOPERATIVE: [Pair; 5] = [
        ("102", "30101", 1_000),
        ("14101@公司", "102", 600),
        ("513", "102", 30),
        ("11201@公司", "50201", 90),
        ("3220103", "21101@居民委员会", 50),
    ];
    const COMPANY: [Pair; 4] =
        [("1002", "3001", 600), ("1511", "1002", 100), ("1002", "5001", 200), ("310403", "223201@本村合作社", 90)];
    const MANAGER: [Pair; 4] = [
        ("1002", "3001", 100),
        ("1122@居民委员会", "5001@居民委员会", 40),
        ("1002", "5001@住户", 20),
        ("5602", "1002", 35),
    ];
    const FUND: [Pair; 2] = [("112@合作社", "401", 50), ("50101", "201@物业公司", 40)];

    fn book(kind: BookKind) -> Book {
        Book {
            code: kind.code().into(),
            name: kind.zh().into(),
            kind,
            first_year: AccountingYear::try_new(2008).unwrap(),
            chart: Chart::default(),
            closed_to: None,
            closed_distributions: Vec::new(),
        }
    }

    fn posted(pairs: &[Pair]) -> Turnovers {
        let mut found = Turnovers::default();
        for (debit, credit, yuan) in pairs {
            for (side, written) in [(Side::Debit, debit), (Side::Credit, credit)] {
                let (account, about) = written.split_once('@').unwrap_or((written, ""));
                let about = match about {
                    "" => Dimensions::default(),
                    about => Dimensions::one(Dimension::Counterparty, about),
                };
                let mut turnover = Turnover::default();
                turnover.add(side, Money::from_fen(yuan * 100)).unwrap();
                found.add(account, &about, turnover).unwrap();
            }
        }
        found
    }

    /// Books of these kinds as one: what the year brought, and the vouchers that closed it.
    fn one(layout: &str, kept: &[(BookKind, Vec<Pair>, Vec<Pair>)]) -> Consolidation {
        let layout = ConsolidationLayout::parse(layout).unwrap();
        let books: Vec<Book> = kept.iter().map(|(kind, ..)| book(*kind)).collect();
        let figures: Vec<(Balances, Turnovers)> = kept
            .iter()
            .map(|(_, ordinary, closing)| {
                let all = posted(&[&ordinary[..], closing].concat());
                (Balances::new(&Turnovers::default(), &all).unwrap(), posted(ordinary))
            })
            .collect();
        let of_books = books.iter().zip(&figures);
        let of_books: Vec<BookFigures<'_>> =
            of_books.map(|(book, (balances, turnovers))| BookFigures { book, balances, turnovers }).collect();
        let dividend = DividendAccounts { income: ["50201".into()].into(), appropriation: ["310403".into()].into() };
        consolidate(&layout, &of_books, &known_names(&books, "本村合作社"), &dividend).unwrap()
    }

    fn four() -> Vec<(BookKind, Vec<Pair>, Vec<Pair>)> {
        let pairs = [COOPERATIVE.to_vec(), COMPANY.to_vec(), MANAGER.to_vec(), FUND.to_vec()];
        KINDS.into_iter().zip(pairs).map(|(kind, pairs)| (kind, pairs, Vec::new())).collect()
    }

    /// 合计, 抵销, 合并数 of the first line of a caption, in yuan.
    fn row(found: &Consolidation, caption: &str) -> [i64; 3] {
        let is_meant = |line: &&GroupLine| match &line.item {
            GroupItem::Row(row) => row.caption == caption,
            GroupItem::Figure(figure) => figure.zh() == caption,
        };
        let columns = &found.lines.iter().find(is_meant).unwrap().columns;
        let amounts = [columns.sum().unwrap(), columns.eliminated, columns.consolidated().unwrap()];
        amounts.map(|amount| amount.fen() / 100)
    }

    fn broken(found: &Consolidation) -> Vec<TieOutName> {
        found.tie_outs.iter().filter(|tie_out| !tie_out.holds()).map(|tie_out| tie_out.name).collect()
    }

    #[test]
    fn four_books_that_mirror_each_other_leave_what_is_between_them_and_others() {
        let found = one(SHIPPED, &four());
        for (caption, expected) in [
            ("货币资金", [1_155, 0, 1_155]),
            ("应收款项", [180, 180, 0]),
            ("长期投资", [700, 700, 0]),
            ("应付款项", [180, 180, 0]),
            ("资本", [1_700, 700, 1_000]),
            ("未分配收益", [145, 0, 145]),
            ("公益建设资金结余", [10, 0, 10]),
            ("负债和净资产总计", [2_035, 880, 1_155]),
            ("经营收入", [260, 40, 220]),
            ("投资收益", [90, 90, 0]),
            ("公益建设资金收入", [50, 50, 0]),
            ("公益支出", [40, 40, 0]),
            ("净收益", [295, 140, 155]),
            ("提取公益建设资金", [50, 50, 0]),
            ("应付利润", [90, 90, 0]),
            ("年末未分配（含结余）", [155, 0, 155]),
        ] {
            assert_eq!(row(&found, caption), expected, "{caption}");
        }
        assert_eq!((broken(&found), found.missing.len(), found.unplaced.len()), (vec![], 0, 0));
        assert!(found.figure(GroupFigure::UnmatchedBalances).is_none());
        assert!(found.figure(GroupFigure::UnmatchedTurnover).is_none());
    }

    #[test]
    fn a_closed_year_says_what_the_open_one_said() {
        let mut books = four();
        books[0].2 = vec![("50201", "321", 90), ("321", "513", 30), ("321", "32202", 60), ("32202", "3220103", 50)];
        books[1].2 = vec![("5001", "3103", 200), ("3103", "310404", 200), ("310404", "310403", 90)];
        books[2].2 = vec![("5001@居民委员会", "3103", 40), ("5001@住户", "3103", 20), ("3103", "5602", 35)];
        books[3].2 = vec![("401", "301", 50), ("301", "50101", 40)];
        assert_eq!(one(SHIPPED, &books).lines, one(SHIPPED, &four()).lines);
    }

    #[test]
    fn what_does_not_mirror_is_shown_by_its_name_and_its_amount() {
        let mut books = four();
        books[0].1[3].2 = 100;
        let found = one(SHIPPED, &books);
        let told: Vec<(&str, i64)> = found
            .eliminations
            .iter()
            .map(|one| (one.caption.as_str(), one.unmatched().unwrap().unwrap().fen() / 100))
            .filter(|(_, over)| *over != 0)
            .collect();
        assert_eq!(told, [("应收公司分红与应付利润", 10), ("公司分红收入与利润分配", -10)]);
        assert_eq!(row(&found, "未抵平差额"), [0, 10, -10]);
        assert_eq!(row(&found, "负债和净资产总计")[2], row(&found, "资产总计")[2], "it stands in a row of its own");
        assert_eq!(broken(&found), [TieOutName::BalancesEliminated, TieOutName::TurnoverEliminated]);
        // What does not name its counterparty is not taken for somebody else's.
        let mut books = four();
        books[2].1[1] = ("1122@居民委员会", "5001", 40);
        let found = one(SHIPPED, &books);
        assert_eq!((row(&found, "经营收入"), broken(&found)), ([260, 0, 260], vec![TieOutName::TurnoverEliminated]));
    }

    #[test]
    fn against_a_book_that_is_not_kept_nothing_is_taken_out() {
        let found = one(SHIPPED, &four()[..2]);
        assert_eq!(found.missing, [BookKind::PropertyManager, BookKind::WelfareFund]);
        assert_eq!(row(&found, "应付款项"), [140, 90, 50], "the levy is owed to somebody outside");
        assert_eq!(row(&found, "长期投资"), [700, 600, 100]);
        assert_eq!(broken(&found), []);
        let open: Vec<_> = found
            .eliminations
            .iter()
            .filter(|one| one.unmatched().unwrap().is_none())
            .map(|one| &one.caption)
            .collect();
        assert!(open.iter().any(|caption| *caption == "提取公益建设资金与其收入"), "{open:?}");
    }

    #[test]
    fn a_layout_that_forgets_something_does_not_pass() {
        let without = |forgotten: &str| -> String {
            SHIPPED.lines().filter(|line| !line.contains(forgotten)).map(|line| format!("{line}\n")).collect()
        };
        let dividend = one(&without("公司分红收入与利润分配"), &four());
        assert_eq!(broken(&dividend), [TieOutName::DividendInIncome, TieOutName::DividendInAppropriation]);
        let spending = one(&SHIPPED.replace("费用,管理费用,Administrative expenses,513", "费用,管理费用,,"), &four());
        let unplaced: Vec<&str> = spending.unplaced.iter().map(|one| one.account.as_str()).collect();
        assert_eq!(unplaced, ["513"]);
        let expected = [TieOutName::GroupSum, TieOutName::GroupBalanceSheet, TieOutName::AccountsPlaced];
        assert_eq!(broken(&spending), expected);
    }

    #[test]
    fn a_body_is_known_by_its_book_s_name_code_and_kind() {
        let mut own = book(BookKind::Company);
        (own.code, own.name) = ("gs".into(), "卫鑫置业有限公司账".into());
        let names = known_names([&own], "花溪社区合作社");
        let company = &names[&BookKind::Company];
        assert!(["gs", "公司", "卫鑫置业有限公司", "卫鑫置业有限公司账"].iter().all(|name| company.contains(*name)));
        assert!(names[&BookKind::Cooperative].contains("花溪社区合作社"));
    }

    /// What happens between two books, both of which book it: the pair of the one, the pair of the other, and their books.
    const BETWEEN: [(usize, &str, &str, usize, &str, &str); 7] = [
        (0, "14101@公司", "102", 1, "1002", "3001"),
        (1, "1511", "1002", 2, "1002", "3001"),
        (0, "11201@公司", "50201", 1, "310403", "223201@本村合作社"),
        (0, "102", "11201@公司", 1, "223201@本村合作社", "1002"),
        (0, "3220103", "21101@居民委员会", 3, "112@合作社", "401"),
        (3, "50101", "201@物业公司", 2, "1122@居民委员会", "5001@居民委员会"),
        (3, "201@物业公司", "102", 2, "1002", "1122@居民委员会"),
    ];
    /// What happens to one book alone.
    const ALONE: [(usize, &str, &str); 8] = [
        (0, "102", "30101"),
        (0, "513", "102"),
        (0, "11309@甲", "11309@乙"),
        (1, "1002", "5001"),
        (1, "1122@丙", "5001"),
        (2, "5602", "2202@丙"),
        (3, "102", "402"),
        (1, "310401", "310101"),
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever happened between the books and to each: booked by both sides, all of it goes out and everything ties; booked by one side alone, the
        /// rest is named, and the balance sheet still adds up.
        #[test]
        fn what_both_sides_book_goes_out_whole(
            events in proptest::collection::vec((0_usize..15, 1_i64..1_000_000, any::<bool>()), 0..30),
            is_even in any::<bool>(),
        ) {
            let mut books: Vec<(BookKind, Vec<Pair>, Vec<Pair>)> = KINDS.map(|kind| (kind, vec![], vec![])).to_vec();
            let mut one_sided = 0;
            for (event, yuan, is_forgotten) in events {
                if let Some((own, debit, credit, other, other_debit, other_credit)) = BETWEEN.get(event) {
                    books[*own].1.push((debit, credit, yuan));
                    if is_even || !is_forgotten {
                        books[*other].1.push((other_debit, other_credit, yuan));
                    } else {
                        one_sided += 1;
                    }
                } else if let Some((own, debit, credit)) = ALONE.get(event - BETWEEN.len()) {
                    books[*own].1.push((debit, credit, yuan));
                }
            }
            let found = one(SHIPPED, &books);
            let figure = |figure| found.figure(figure).unwrap().consolidated().unwrap();
            prop_assert_eq!(figure(GroupFigure::Assets), figure(GroupFigure::Sources));
            for line in &found.lines {
                let (sum, left) = (line.columns.sum().unwrap(), line.columns.consolidated().unwrap());
                prop_assert_eq!(sum.minus(line.columns.eliminated), Ok(left));
            }
            let uneven = [TieOutName::BalancesEliminated, TieOutName::TurnoverEliminated];
            let others: Vec<TieOutName> = broken(&found).into_iter().filter(|name| !uneven.contains(name)).collect();
            prop_assert_eq!(others, vec![]);
            if one_sided == 0 {
                prop_assert_eq!(broken(&found), vec![]);
                prop_assert!(found.figure(GroupFigure::UnmatchedBalances).is_none());
            }
            let over = found.eliminations.iter().any(|one| one.unmatched().unwrap() != Some(Money::ZERO));
            prop_assert!(!over || !broken(&found).is_empty(), "what is over does not hold");
        }
    }
}
