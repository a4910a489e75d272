//! What can be wrong with the charts, layouts, rules and voucher sheets that people bring, for the suite of refusals.

use crate::support::day;
use strum::IntoEnumIterator;
use tonggu::domain::ledger::account::{Dimension, Side};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::posting_rule::PeriodRule;
use tonggu::domain::ledger::refusal::LedgerRefusal;
use tonggu::domain::ledger::rule_revision::{RuleColumn, RuleNeed};
use tonggu::domain::period::AccountingPeriod;
use tonggu::domain::refusal::Refusal;
use tonggu::domain::sheet::SheetRefusal;
use tonggu::domain::statement::layout::FlawKind;
use tonggu::domain::statement::refusal::{ConsolidationNeed, StatementRefusal};

pub fn of_layouts() -> Vec<Refusal> {
    let flaws = [
        FlawKind::HeadingMissing("公式"),
        FlawKind::NameMissing,
        FlawKind::NoRows,
        FlawKind::CaptionMissing,
        FlawKind::NumberUnfit("一".to_owned()),
        FlawKind::NumberTaken(4),
        FlawKind::TermUnfit("余额 101".to_owned()),
        FlawKind::RowUnknown(9),
        FlawKind::Circular,
        FlawKind::AccountUnknown("999".into()),
    ];
    let unfit = |flaw| StatementRefusal::LayoutUnfit { file: "格式/a.csv".to_owned(), row: 7, flaw };
    let missing = StatementRefusal::LayoutFolderMissing { folder: "格式".to_owned() };
    let rows = ConsolidationNeed::iter().map(|need| {
        let (file, given) = ("consolidation.csv".to_owned(), "113借".to_owned());
        Refusal::from(StatementRefusal::ConsolidationUnfit { file, row: 7, column: "公司", given, need })
    });
    flaws.map(unfit).into_iter().chain([missing]).map(Refusal::from).chain(rows).collect()
}

pub fn of_charts() -> Vec<Refusal> {
    let headings = vec!["科目编码".into(), "科目名称".into()];
    let row = |rows| LedgerRefusal::StatementRowUnfit { code: "112302".into(), given: 15, rows };
    let refusals = [
        LedgerRefusal::ChartHeadingMissing { headings, missing: vec!["类别".into()] },
        row(vec!["14".into(), "28".into()]),
        row(Vec::new()),
    ];
    refusals.map(Refusal::from).to_vec()
}

pub fn of_rules() -> Vec<Refusal> {
    let legs = || vec!["bank".into(), "collected".into()];
    let needs = [
        (RuleColumn::Version, "3", RuleNeed::Version(2)),
        (RuleColumn::BookKind, "公司", RuleNeed::BookKind(BookKind::Cooperative)),
        (RuleColumn::Period, "年终分配期", RuleNeed::Period(PeriodRule::Month)),
        (RuleColumn::Side, "贷", RuleNeed::Side(Side::Debit)),
        (RuleColumn::Leg, "fee", RuleNeed::Leg(legs())),
        (RuleColumn::Leg, "bank", RuleNeed::LegOnce),
        (RuleColumn::Leg, "bank", RuleNeed::AllLegs(legs())),
        (RuleColumn::Name, "", RuleNeed::Name),
        (RuleColumn::Name, "收租", RuleNeed::OneName("收租金".to_owned())),
        (RuleColumn::Basis, "", RuleNeed::Basis),
        (RuleColumn::Version, "2", RuleNeed::Change),
    ];
    let rows = needs.map(|(column, given, need)| LedgerRefusal::RuleRowUnfit {
        rule: "rent_received".into(),
        column,
        given: given.to_owned(),
        need,
    });
    let others = [
        LedgerRefusal::RuleUnknown { given: "rent_recieved".into(), nearest: vec!["rent_received".into()] },
        LedgerRefusal::RuleHeadingMissing { headings: vec!["规则".into()], missing: vec!["科目".into()] },
        LedgerRefusal::RuleChangeUnknown { change_no: 3, last: 2 },
        LedgerRefusal::RuleChangeUnknown { change_no: 3, last: 0 },
        LedgerRefusal::RuleChangeDecided { change_no: 3, by: "qian".to_owned(), is_approved: true },
        LedgerRefusal::RuleChangeDecided { change_no: 3, by: "qian".to_owned(), is_approved: false },
        LedgerRefusal::OwnRuleChange { change_no: 3, user: "zhou".to_owned() },
        LedgerRefusal::RejectionUnexplained { change_no: 3 },
    ];
    rows.into_iter().chain(others).map(Refusal::from).collect()
}

pub fn of_voucher_sheets() -> Vec<Refusal> {
    let refusals = [
        LedgerRefusal::DimensionUnfit { given: "部门:甲".into() },
        LedgerRefusal::DimensionRepeated { dimension: Dimension::Member, given: "成员:M002".into() },
        LedgerRefusal::OpeningOfIncome { code: "50102".into(), name: "租赁收入".into() },
        LedgerRefusal::VoucherOnTwoDays { number: "记-1".into(), first: day("2008-03-05"), date: day("2008-03-06") },
    ];
    let more = [
        LedgerRefusal::VoucherInSeveralBooks { given: "2008-03 记-1".into(), books: vec!["hzs".into(), "gs".into()] },
        LedgerRefusal::PeriodClosedAlready {
            book: "hzs".into(),
            period: AccountingPeriod::parse("2008-03").unwrap(),
            open: AccountingPeriod::parse("2008-04").unwrap(),
        },
    ];
    refusals.into_iter().chain(more).map(Refusal::from).chain([SheetRefusal::FileWithoutContent.into()]).collect()
}
