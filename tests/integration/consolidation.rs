//! Four books as one: the cooperative's, its company's, the property manager's and the welfare fund's.

use crate::books::period;
use crate::support::{day, memory_cooperative, open_a_book, refused_codes, with_context};
use tonggu::application::ledger::{
    ConsolidatedBooks, EntryRequest, Which, consolidate, enter, post, review, sign, statements,
};
use tonggu::domain::ledger::account::{Dimensions, Side};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::voucher::Line;
use tonggu::domain::money::Money;
use tonggu::domain::statement::consolidation::{GroupFigure, GroupItem};
use tonggu::domain::statement::tie_out::TieOutName;
use tonggu::rendering::consolidation_text;
use tonggu::rendering::speech::Language;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

const BOOKS: [(&str, BookKind); 4] = [
    ("hzs", BookKind::Cooperative),
    ("gs", BookKind::Company),
    ("wy", BookKind::PropertyManager),
    ("gy", BookKind::WelfareFund),
];

/// Book, period, debit, credit, yuan: a year in which the company and the property manager are founded, rents and fees come in, a dividend is declared
/// and a levy decided, of which the residents' committee pays for property services.
const YEAR: [(&str, &str, &str, &str, i64); 14] = [
    ("hzs", "2008-01", "102", "30101", 10_000),
    ("hzs", "2008-01", "14101@往来单位:公司", "102", 6_000),
    ("gs", "2008-01", "1002", "3001", 6_000),
    ("gs", "2008-02", "1511", "1002", 1_000),
    ("wy", "2008-02", "1002", "3001", 1_000),
    ("gs", "2008-06", "1002", "5001", 2_000),
    ("gs", "2008-06", "5602", "1002", 500),
    ("hzs", "2008-06", "513", "102", 300),
    ("gy", "2008-12", "50101@项目:物业服务", "201@往来单位:物业公司", 400),
    ("wy", "2008-12", "1122@往来单位:居民委员会", "5001@往来单位:居民委员会", 400),
    ("gs", "2008-13", "310403", "223201@往来单位:合作社", 900),
    ("hzs", "2008-13", "11201@往来单位:公司", "50201", 900),
    ("hzs", "2008-13", "3220103", "21101@往来单位:居民委员会", 450),
    ("gy", "2008-13", "112@往来单位:合作社", "401", 450),
];

fn line(written: &str, side: Side, yuan: i64) -> Line {
    let (account, about) = written.split_once('@').unwrap_or((written, ""));
    let dimensions = Dimensions::parse(about).unwrap();
    Line { summary: "记账".into(), account: account.into(), side, amount: Money::from_fen(yuan * 100), dimensions }
}

fn book_it(db: &mut Db, cooperative: &Cooperative, rows: &[(&str, &str, &str, &str, i64)]) {
    for (book, month, debit, credit, yuan) in rows {
        let lines = vec![line(debit, Side::Debit, *yuan), line(credit, Side::Credit, *yuan)];
        let month = period(month);
        let date = if month.number() == 13 { day("2009-01-20") } else { month.last_day() };
        let request =
            EntryRequest { period: Some(month), attachment_count: 1, ..EntryRequest::ordinary(book, date, lines) };
        with_context(|context| enter(db, cooperative, &request, context)).unwrap();
        let which = Which::Period((*book).to_owned(), month);
        with_context(|context| review(db, cooperative, &which, context)).unwrap();
        let _ = with_context(|context| sign(db, cooperative, &which, context));
        with_context(|context| post(db, cooperative, (book, month), context)).unwrap();
    }
}

fn keep(books: &[(&str, BookKind)]) -> (Db, Cooperative) {
    let (mut db, cooperative) = memory_cooperative();
    books.iter().for_each(|(code, kind)| open_a_book(&mut db, &cooperative, code, *kind));
    let rows: Vec<_> = YEAR.into_iter().filter(|row| books.iter().any(|(code, _)| *code == row.0)).collect();
    book_it(&mut db, &cooperative, &rows);
    (db, cooperative)
}

fn year(db: &mut Db, cooperative: &Cooperative) -> ConsolidatedBooks {
    consolidate(db, cooperative, period("2008-13"), None).unwrap()
}

fn broken(found: &ConsolidatedBooks) -> Vec<TieOutName> {
    let tie_outs = found.consolidation.tie_outs.iter();
    tie_outs.filter(|tie_out| !tie_out.holds()).map(|tie_out| tie_out.name).collect()
}

/// Lines with single blanks, without rules.
fn squeezed(text: &str) -> Vec<String> {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().filter(|line| !line.starts_with('─')).map(words).collect()
}

#[test]
fn four_books_are_one_and_what_is_between_them_is_shown() {
    let (mut db, cooperative) = keep(&BOOKS);
    let found = year(&mut db, &cooperative);
    assert_eq!((broken(&found), found.consolidation.missing.len()), (vec![], 0));
    let shown = (&found.books[..], &found.consolidation);
    let table = consolidation_text::table(shown, Language::Chinese).unwrap().render();
    let expected = "\
项目 hzs gs wy gy 合计 抵销 合并数
货币资金 3,700.00 6,500.00 1,000.00 11,200.00 11,200.00
应收款项 900.00 400.00 450.00 1,750.00 1,750.00
长期投资 6,000.00 1,000.00 7,000.00 7,000.00
资产总计 10,600.00 7,500.00 1,400.00 450.00 19,950.00 8,750.00 11,200.00
应付款项 450.00 900.00 400.00 1,750.00 1,750.00
负债合计 450.00 900.00 0.00 400.00 1,750.00 1,750.00 0.00
资本 10,000.00 6,000.00 1,000.00 17,000.00 7,000.00 10,000.00
未分配收益 150.00 600.00 400.00 1,150.00 1,150.00
公益建设资金结余 50.00 50.00 50.00
净资产合计 10,150.00 6,600.00 1,400.00 50.00 18,200.00 7,000.00 11,200.00
负债和净资产总计 10,600.00 7,500.00 1,400.00 450.00 19,950.00 8,750.00 11,200.00
经营收入 2,000.00 400.00 2,400.00 400.00 2,000.00
投资收益 900.00 900.00 900.00
公益建设资金收入 450.00 450.00 450.00
收入合计 900.00 2,000.00 400.00 450.00 3,750.00 1,750.00 2,000.00
管理费用 300.00 500.00 800.00 800.00
公益支出 400.00 400.00 400.00
费用合计 300.00 500.00 0.00 400.00 1,200.00 400.00 800.00
净收益 600.00 1,500.00 400.00 50.00 2,550.00 1,350.00 1,200.00
加：年初未分配（含结余） 0.00 0.00 0.00 0.00 0.00 0.00 0.00
加：其他转入 0.00 0.00 0.00 0.00 0.00 0.00 0.00
减：提取公益建设资金 450.00 450.00 450.00
减：应付利润 900.00 900.00 900.00
年末未分配（含结余） 150.00 600.00 400.00 50.00 1,200.00 0.00 1,200.00";
    assert_eq!(squeezed(&table), expected.lines().collect::<Vec<_>>());
    let eliminations = consolidation_text::elimination_table(shown.1, Language::Chinese).unwrap().render();
    let expected = "\
抵销项目 一方 金额 对方 金额 未抵平
对公司的投资与公司的资本 合作社 14101@公司 借 6,000.00 公司 3001 贷 6,000.00
对物业公司的投资与其资本 公司 1511 借 1,000.00 物业公司 3001 贷 1,000.00
应收公司分红与应付利润 合作社 11201 借 900.00 公司 223201 贷 900.00
公司分红收入与利润分配 合作社 50201 贷 900.00 公司 310403 借 900.00
应付居民委员会与应收合作社 合作社 21101 贷 450.00 公益建设资金 112@合作社 借 450.00
提取公益建设资金与其收入 合作社 3220103 借 450.00 公益建设资金 401 贷 450.00
物业费应收与应付 物业公司 1122@居民委员会 1122@公益建设资金 借 400.00 公益建设资金 201@物业公司 贷 400.00
物业费收入与支出 物业公司 5001@居民委员会 5001@公益建设资金 贷 400.00 公益建设资金 50101 借 400.00";
    assert_eq!(squeezed(&eliminations), expected.lines().collect::<Vec<_>>());
    // Each column is what the book's own statement says.
    let assets = found.consolidation.figure(GroupFigure::Assets).unwrap().clone();
    for (position, (book, _)) in BOOKS.iter().enumerate() {
        let own = statements(&mut db, &cooperative, (book, period("2008-13")), None).unwrap();
        let total = own.statements[0].lines.iter().find(|line| line.caption.trim() == "资产总计").unwrap();
        assert_eq!(total.closing, Some(assets.books[position]), "{book}");
    }
}

#[test]
fn what_one_book_has_and_the_other_has_not_stays_visible() {
    let (mut db, cooperative) = keep(&BOOKS);
    // The company owes more than the cooperative expects.
    book_it(&mut db, &cooperative, &[("gs", "2008-13", "310403", "223201@往来单位:合作社", 30)]);
    let found = year(&mut db, &cooperative);
    assert_eq!(broken(&found), [TieOutName::BalancesEliminated, TieOutName::TurnoverEliminated]);
    let shown = (&found.books[..], &found.consolidation);
    let (zh, en) = (Language::Chinese, Language::English);
    let table = squeezed(&consolidation_text::table(shown, zh).unwrap().render());
    let differs: Vec<&String> = table.iter().filter(|line| line.starts_with("未抵平差额")).collect();
    let expected =
        ["未抵平差额 0.00 0.00 0.00 0.00 0.00 -30.00 30.00", "未抵平差额 0.00 0.00 0.00 0.00 0.00 30.00 -30.00"];
    assert_eq!(differs, expected);
    let eliminations = squeezed(&consolidation_text::elimination_table(shown.1, zh).unwrap().render());
    let line = "应收公司分红与应付利润 合作社 11201 借 900.00 公司 223201 贷 930.00 贷 30.00".to_owned();
    assert!(eliminations.contains(&line), "{eliminations:?}");
    assert!(consolidation_text::table(shown, en).unwrap().render().contains("Not eliminated evenly"));
    let value = consolidation_text::value(shown).unwrap();
    assert_eq!(value["eliminations"][2]["unmatched"], "-30.00");
}

#[test]
fn books_that_are_not_kept_are_named_and_those_that_are_shown() {
    let (mut db, cooperative) = keep(&BOOKS[..2]);
    let found = year(&mut db, &cooperative);
    assert_eq!(found.consolidation.missing, [BookKind::PropertyManager, BookKind::WelfareFund]);
    assert_eq!((found.books.len(), broken(&found)), (2, vec![]));
    assert_eq!(consolidation_text::missing(&found.consolidation, Language::Chinese), "物业公司、公益建设资金");
    let liabilities = found.consolidation.figure(GroupFigure::Liabilities).unwrap();
    assert_eq!(liabilities.consolidated().unwrap(), Money::from_fen(45_000), "the levy is still owed");
    let before = consolidate(&mut db, &cooperative, period("2007-12"), None);
    assert_eq!(refused_codes(before.map(|_| ())), ["book_of_kind_missing"]);
}

#[test]
fn an_accountant_s_own_rows_take_the_place_of_the_shipped_ones() {
    let (mut db, cooperative) = keep(&BOOKS);
    let folder = tempfile::tempdir().unwrap();
    let shipped = std::fs::read_to_string(crate::support::root().join("reports/consolidation.csv")).unwrap();
    let mut ask = |text: &str| {
        std::fs::write(folder.path().join("consolidation.csv"), text).unwrap();
        consolidate(&mut db, &cooperative, period("2008-13"), Some(folder.path()))
    };
    let own = ask(&shipped.replace("资产,货币资金", "资产,现金和存款")).unwrap();
    let first = &own.consolidation.lines[0];
    assert!(matches!(&first.item, GroupItem::Row(row) if row.caption == "现金和存款"), "{first:?}");
    let dividend = shipped.lines().filter(|line| !line.contains("公司分红收入与利润分配"));
    let forgotten = ask(&dividend.collect::<Vec<_>>().join("\n")).unwrap();
    assert_eq!(broken(&forgotten)[..1], [TieOutName::DividendInIncome]);
    for unfit in [
        shipped.replace("资产,货币资金", "资金,货币资金"),
        shipped.replace("101 102", "101 102 101"),
        shipped.replace("50201,310403", "50201,3001"),
    ] {
        assert_eq!(refused_codes(ask(&unfit).map(|_| ())), ["consolidation_unfit"]);
    }
    assert_eq!(refused_codes(ask("").map(|_| ())), ["file_without_content"]);
    let mistyped = consolidate(&mut db, &cooperative, period("2008-13"), Some(&folder.path().join("合并")));
    assert_eq!(refused_codes(mistyped.map(|_| ())), ["layout_folder_missing"]);
}
