//! One member (成员): who they are, what they hold and since when, what they brought in, what they were given and where it is.

use super::listing::{Field, Listing, Section, table};
use super::register::{day_asked, member_cell, movement_table};
use super::segment;
use crate::application::distribution::query;
use crate::application::register::{self, MemberView};
use crate::domain::contribution::ObjectKind;
use crate::domain::distribution::run::RunNumber;
use crate::domain::payment::claim::ClaimKey;
use crate::domain::payment::payable::Payable;
use crate::domain::quantity::{Area, Shares};
use crate::domain::register::share_class::ShareClass;
use crate::rendering::amount::quantity;
use crate::rendering::data_table::{DataCell, DataTable};
use crate::rendering::payment_text::{self, line_state};
use crate::rendering::speech::Language;
use crate::rendering::table::Align;
use crate::rendering::term::term;
use crate::web::my::payables;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};
use chrono::NaiveDate;
use std::sync::Arc;

/// The page.
pub fn show(visit: &mut Visit<'_>) -> Answered {
    let (t, (form, on)) = (visit.t(), day_asked(visit));
    let member_no = visit.asked.parameters.get("member").to_owned();
    visit.check_reading(Some(&member_no))?;
    let view = visit.read(|db, cooperative| register::member(db, cooperative, (&member_no, on)))?;
    let (statements, transfers) = given(visit, &member_no)?;
    let member = &view.member;
    let relation = member.relation.as_ref().map(|relation| relation.as_str().to_owned()).unwrap_or_default();
    let all: i64 = held(&view).iter().map(|(_, shares)| shares.e4()).sum();
    let figures = [
        (t.say("持股", "Shares"), format!("{} {}", quantity(Shares::from_e4(all)), t.say("股", ""))),
        (t.say("户号", "Household"), format!("{} {relation}", member.household_no)),
        (t.say("居民小组", "Group"), member.group.to_string()),
    ];
    let shown = figures.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let listing = Listing {
        title: format!("{} {}", member.member_no, member.name),
        above: Some(("/desk/register".to_owned(), t.say("股权登记", "The share register").to_owned())),
        help: t.say("一位成员的全部登记：持股和每一笔变动，入股的地块、商铺、资金，历年对账单和付款。", "Everything that is held of one member: shares and every movement, what they brought in, statements and payments."),
        fields: vec![Field::new(visit, "date", ("on", t.say("日终", "End of")), &on.to_string())],
        form,
        figures: shown.map(|(label, text)| (label.to_owned(), text)).collect(),
        sections: vec![
            Section::new(format!("{} · {on}", t.say("持股", "Shares")), holdings(&view, t), t.say("这一天没有持股。", "Nothing is held on this day.")),
            Section::new(t.say("同户", "Same household"), household(&view, t), t.say("户里没有别的成员。", "Nobody else is of the household.")),
            Section::new(t.say("变动", "Movements"), movement_table(t, &view.movements), t.say("没有股权变动。", "No movements.")),
            Section::new(t.say("入股的地块和商铺", "Land and shops brought in"), objects(&view, (t, on)), t.say("没有入股地块或商铺。", "No land or shops were brought in.")),
            Section::new(t.say("资金入股", "Cash brought in"), cash(&view, t), t.say("没有资金入股。", "No cash was brought in.")),
            Section::new(t.say("对账单", "Statements"), statements, t.say("还没有参加过分配。", "No distribution so far.")),
            Section::new(t.say("付款", "Payments"), transfers, t.say("还没有付过款。", "Nothing was transferred so far.")),
        ],
        ..Listing::default()
    };
    listing.answer(visit)
}

/// What is held of each class.
fn held(view: &MemberView) -> Vec<(&ShareClass, Shares)> {
    let own = view.holdings.by_member().find(|(member_no, _)| *member_no == view.member.member_no);
    own.map(|(_, held)| held.collect()).unwrap_or_default()
}

fn holdings(view: &MemberView, t: Language) -> DataTable {
    let columns = [("股种", "Class", Align::Left), ("股数", "Shares", Align::Right)];
    let mut shown = table(t, ("持股", "holdings"), columns);
    for (class, shares) in held(view) {
        shown.row([DataCell::text(term(class.as_str(), t)), DataCell::quantity(shares)]);
    }
    shown
}

fn household(view: &MemberView, t: Language) -> DataTable {
    let columns = [("成员编号", "Member", Align::Left), ("姓名", "Name", Align::Left)];
    let mut shown = table(t, ("同户", "household"), columns);
    for other in &view.household {
        shown.row([member_cell(&other.member_no), DataCell::text(other.name.as_str())]);
    }
    shown
}

fn objects(view: &MemberView, (t, on): (Language, NaiveDate)) -> DataTable {
    let mut brought = table(
        t,
        ("地块商铺", "land-and-shops"),
        [
            ("标的", "What", Align::Left),
            ("编号", "Number", Align::Left),
            ("面积", "Size", Align::Right),
            ("单位", "Unit", Align::Left),
            ("合同编号", "Contract", Align::Left),
            ("入股日期", "Since", Align::Left),
            ("退出日期", "Until", Align::Left),
            ("现状", "Now", Align::Left),
        ],
    );
    let land = view.land.iter().map(|land| {
        (ObjectKind::Parcel, &land.parcel_no, land.area, &land.contract_no, land.entry_date, land.exit_date)
    });
    let shops = view.shops.iter().map(|shop| {
        (ObjectKind::Shop, &shop.shop_no, shop.floor_area, &shop.contract_no, shop.entry_date, shop.exit_date)
    });
    for (object, object_no, area, contract_no, since, until) in land.chain(shops) {
        let area: Area = area;
        let is_in = since <= on && until.is_none_or(|until| on <= until);
        brought.row([
            DataCell::text(term(object.zh(), t)),
            DataCell::text(object_no.as_str()),
            DataCell::quantity(area),
            DataCell::text(term(object.unit().zh(), t)),
            DataCell::text(contract_no.as_str()).leading_to(format!("/desk/contracts/{}", segment(contract_no))),
            DataCell::day(since),
            DataCell::day(until),
            DataCell::text(if is_in { t.say("在股", "in") } else { t.say("不在", "out") }),
        ]);
    }
    brought
}

fn cash(view: &MemberView, t: Language) -> DataTable {
    let columns = [("日期", "Date", Align::Left), ("金额", "Amount", Align::Right), ("收据号", "Receipt", Align::Left)];
    let mut brought = table(t, ("资金入股", "cash"), columns);
    for one in &view.cash {
        brought.row([DataCell::day(one.date), DataCell::money(one.amount), DataCell::text(one.receipt_no.as_str())]);
    }
    brought
}

/// What runs gave, and what became of the money of each.
fn given(visit: &mut Visit<'_>, member_no: &str) -> Result<(DataTable, DataTable), Trouble> {
    let (t, overview) = (visit.t(), Arc::clone(&visit.overview));
    let mut statements = table(
        t,
        ("对账单", "statements"),
        [
            ("分配", "Distribution", Align::Left),
            ("股数", "Shares", Align::Right),
            ("一次分配", "Tier one", Align::Right),
            ("二次分配", "Tier two", Align::Right),
            ("代扣税", "Tax", Align::Right),
            ("扣回", "Taken back", Align::Right),
            ("实发", "Paid", Align::Right),
            ("核对码", "Code", Align::Left),
        ],
    );
    for run in overview.runs().iter().rev().filter(|view| view.run.superseded_by.is_none()) {
        let found = visit.read(|db, cooperative| query::statement_of(db, cooperative, run, member_no))?;
        let Some(found) = found else { continue };
        let (statement, name) = (&found.statement, run_name::name(run, t));
        statements.row([
            DataCell::text(name).leading_to(statement_address(run.run.run, member_no)),
            DataCell::quantity(statement.shares),
            DataCell::money(statement.tier_one),
            DataCell::money(statement.tier_two),
            DataCell::money(statement.tax),
            DataCell::money(statement.recovered),
            DataCell::money(statement.net),
            DataCell::text(found.code.to_string()),
        ]);
    }
    let payables = payables(visit, member_no)?;
    Ok((statements, transfers(&payables, t)))
}

fn statement_address(run: RunNumber, member_no: &str) -> String {
    format!("/desk/distributions/{}/members/{}", run_name::slug(run), segment(member_no))
}

/// What is to be paid of every run and tier, and what became of it.
fn transfers(payables: &[Payable], t: Language) -> DataTable {
    let columns = [
        ("分配", "Distribution", Align::Left),
        ("层次", "Tier", Align::Left),
        ("金额", "Amount", Align::Right),
        ("批次明细", "Transfer", Align::Left),
        ("状态", "State", Align::Left),
    ];
    let mut shown = table(t, ("付款", "payments"), columns);
    for payable in payables.iter().rev() {
        let ClaimKey { run, member_no, tier } = &payable.claim.key;
        let row = |transfer: DataCell, state: String| {
            [
                DataCell::text(run.to_string()).leading_to(statement_address(*run, member_no)),
                DataCell::text(t.say(tier.zh(), tier.en())),
                payable.claim.amount().map_or_else(|_| DataCell::blank(), DataCell::money),
                transfer,
                DataCell::text(state),
            ]
        };
        if payable.transfers.is_empty() {
            shown.row(row(DataCell::blank(), payment_text::state(&payable.state, t)));
        }
        for (line, state) in &payable.transfers {
            let batch = format!("/desk/payments/batches/{}", line.batch_no);
            shown.row(row(DataCell::text(line.to_string()).leading_to(batch), line_state(state, t)));
        }
    }
    shown
}
