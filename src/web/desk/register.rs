//! The share register (股权登记): holdings on any day, movements, households, quantification, certificates.

use super::listing::{Field, Listing, Section, table};
use super::segment;
use crate::application::register;
use crate::domain::quantity::Shares;
use crate::domain::register::certificate::Certificate;
use crate::domain::register::member::Member;
use crate::domain::register::movement::{Movement, MovementKind};
use crate::domain::register::share_class::ShareClass;
use crate::rendering::data_table::{DataCell, DataTable};
use crate::rendering::speech::Language;
use crate::rendering::table::Align;
use crate::rendering::term::term;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeMap;
use strum::IntoEnumIterator;

/// The pages of the register, and the one that is looked at.
pub(super) fn beside(visit: &Visit<'_>) -> Vec<Way> {
    let path = visit.asked.here.split('?').next().unwrap_or_default();
    let pages = [
        ("/desk/register", "持股", "Holdings"),
        ("/desk/register/movements", "变动", "Movements"),
        ("/desk/register/households", "户", "Households"),
        ("/desk/register/quantification", "资产量化", "Quantification"),
        ("/desk/register/certificates", "股权证", "Certificates"),
    ];
    let way = |(address, zh, en)| Way { address, name: visit.t().say(zh, en), is_here: path == address };
    pages.map(way).to_vec()
}

/// What was asked for, and the day: else today.
pub(super) fn day_asked(visit: &Visit<'_>) -> (Form, NaiveDate) {
    let mut form = Form::of(&visit.asked.query);
    let on = form.day("on", visit.t()).unwrap_or_else(|| visit.today());
    (form, on)
}

/// A member's number, leading to their page.
pub(super) fn member_cell(member_no: &str) -> DataCell {
    DataCell::text(member_no).leading_to(format!("/desk/register/members/{}", segment(member_no)))
}

fn sum(shares: impl Iterator<Item = Shares>) -> Shares {
    Shares::from_e4(shares.map(Shares::e4).sum())
}

/// Whether a member is meant by what was typed: number, name, household or group.
fn is_meant(member: &Member, typed: &str) -> bool {
    let has = |text: &str| text.to_uppercase().contains(typed);
    typed.is_empty()
        || [&member.member_no, &member.name, &member.household_no, &member.group].iter().any(|text| has(text))
}

/// 持股: everybody's shares at the end of a day, a column a class.
pub fn holdings(visit: &mut Visit<'_>) -> Answered {
    let (t, (form, on)) = (visit.t(), day_asked(visit));
    let view = visit.read(|db, cooperative| register::holdings(db, cooperative, on))?;
    let typed = visit.asked.query.get("q").to_uppercase();
    let classes: Vec<ShareClass> = view.holdings.by_class().into_keys().cloned().collect();
    let named = [("成员编号", "Member"), ("姓名", "Name"), ("户号", "Household"), ("居民小组", "Group")];
    let named = named.map(|(zh, en)| (t.say(zh, en).to_owned(), Align::Left));
    let of_classes = classes.iter().map(|class| (term(class.as_str(), t).to_owned(), Align::Right));
    let last = (t.say("合计（股）", "In all (shares)").to_owned(), Align::Right);
    let name = format!("{}{on}", t.say("持股", "holdings-"));
    let mut shown = DataTable::new(name, named.into_iter().chain(of_classes).chain([last]));
    let mut totals: BTreeMap<&ShareClass, i64> = BTreeMap::new();
    for (member_no, held) in view.holdings.by_member() {
        let member = view.members.get(member_no);
        if !member.is_none_or(|member| is_meant(member, &typed)) {
            continue;
        }
        let held: BTreeMap<&ShareClass, Shares> = held.collect();
        let text =
            |field: fn(&Member) -> &CompactString| DataCell::text(member.map_or("", |member| field(member).as_str()));
        let names = [
            member_cell(member_no),
            text(|member| &member.name),
            text(|member| &member.household_no),
            text(|member| &member.group),
        ];
        let cells = classes.iter().map(|class| held.get(class).map_or_else(DataCell::blank, DataCell::quantity));
        held.iter().for_each(|(class, shares)| *totals.entry(class).or_default() += shares.e4());
        let all = DataCell::quantity(sum(held.values().copied()));
        shown.rows.push(names.into_iter().chain(cells).chain([all]).collect());
    }
    let total = |class: &ShareClass| Shares::from_e4(totals.get(class).copied().unwrap_or_default());
    let blanks = [DataCell::text(t.say("合计", "Total")), DataCell::blank(), DataCell::blank(), DataCell::blank()];
    let sums: Vec<Shares> = classes.iter().map(total).collect();
    let cells = sums.iter().map(DataCell::quantity).chain([DataCell::quantity(sum(sums.iter().copied()))]);
    shown.total = Some(blanks.into_iter().chain(cells).collect());
    let nobody = match typed.is_empty() {
        true => t.say("这一天还没有人持股。导入股权台账以后，每人每个股种的股数列在这里。", "Nobody holds shares on this day. Once a ledger of holdings is imported, everybody's shares by class stand here."),
        false => t.say("没有符合的成员。可以输入编号、姓名、户号或小组的一部分。", "No member fits. Type a part of the number, name, household or group."),
    };
    let listing = Listing {
        title: t.say("股权登记", "The share register").to_owned(),
        help: t.say(
            "任何一天日终的持股：由全部股权变动累加得到，不另存余额。",
            "Holdings at the end of any day: the sum of all movements up to it; no balance is kept beside them.",
        ),
        words: vec![
            (
                t.say("股种", "Class"),
                t.say(
                    "资产量化股、土地股等；每股的权利相同。",
                    "Quantified assets, land and so on; every share has the same rights.",
                ),
            ),
            (
                t.say("股权登记日", "Record date"),
                t.say("分配按这一天日终的持股计算。", "A distribution counts the holdings at the end of this day."),
            ),
        ],
        beside: beside(visit),
        fields: vec![
            Field::new(visit, "search", ("q", t.say("编号、姓名、户号", "Number, name, household")), ""),
            Field::new(visit, "date", ("on", t.say("日终", "End of")), &on.to_string()),
        ],
        form,
        sections: vec![Section::new("", shown, nobody)],
        ..Listing::default()
    };
    listing.answer(visit)
}

/// The columns of movements, and one of them as a row.
pub(super) fn movement_table(t: Language, movements: &[(i64, Movement)]) -> DataTable {
    let columns = [
        ("登记号", "Entry", Align::Right),
        ("日期", "Date", Align::Left),
        ("变动类型", "Kind", Align::Left),
        ("转出", "From", Align::Left),
        ("转入", "To", Align::Left),
        ("股种", "Class", Align::Left),
        ("股数", "Shares", Align::Right),
        ("依据", "Basis", Align::Left),
        ("股权证号", "Certificate", Align::Left),
    ];
    let mut shown = table(t, ("股权变动", "movements"), columns);
    let side = |member_no: &Option<CompactString>| member_no.as_deref().map_or_else(DataCell::blank, member_cell);
    for (entry_no, movement) in movements {
        let paper = &movement.certificate_no;
        shown.row([
            DataCell::text(entry_no.to_string()),
            DataCell::day(movement.date),
            DataCell::text(term(movement.kind.zh(), t)),
            side(&movement.from_member_no),
            side(&movement.to_member_no),
            DataCell::text(term(movement.class.as_str(), t)),
            DataCell::quantity(movement.shares),
            DataCell::text(movement.basis.as_str()),
            if paper.is_empty() { DataCell::blank() } else { certificate_cell(paper) },
        ]);
    }
    shown
}

fn certificate_cell(certificate_no: &str) -> DataCell {
    DataCell::text(certificate_no).leading_to(format!("/desk/register/certificates/{}", segment(certificate_no)))
}

/// 变动: every movement that counts.
pub fn movements(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let mut movements = visit.read(register::movements)?;
    let query = &visit.asked.query;
    let (typed, kind) = (query.get("q").to_uppercase(), query.get("kind").to_owned());
    let mut form = Form::of(query);
    let (first, last) = (form.day("from", t), form.day("until", t));
    let has = |text: &str| text.to_uppercase().contains(&typed);
    movements.retain(|(_, movement)| {
        let sides = [&movement.from_member_no, &movement.to_member_no].into_iter().flatten();
        let texts = sides.chain([&movement.basis, &movement.certificate_no]);
        (typed.is_empty() || texts.into_iter().any(|text| has(text)))
            && (kind.is_empty() || movement.kind.zh() == kind)
            && first.is_none_or(|day| movement.date >= day)
            && last.is_none_or(|day| movement.date <= day)
    });
    let shown = movement_table(t, &movements);
    let kinds = MovementKind::iter().map(|kind| (kind.zh().to_owned(), term(kind.zh(), t).to_owned()));
    let all = (String::new(), t.say("全部", "All").to_owned());
    let listing = Listing {
        title: t.say("股权变动", "Movements of shares").to_owned(),
        help: t.say(
            "登记簿的原始记录：只增不改，错了用“更正”登记。",
            "The register's own record: only ever added to; what was wrong is set right by a correction.",
        ),
        beside: beside(visit),
        fields: vec![
            Field::new(visit, "search", ("q", t.say("编号、依据、股权证", "Number, basis, certificate")), ""),
            Field::new(visit, "select", ("kind", t.say("变动类型", "Kind")), "").with([all].into_iter().chain(kinds)),
            Field::new(visit, "date", ("from", t.say("从", "From")), ""),
            Field::new(visit, "date", ("until", t.say("到", "Until")), ""),
        ],
        form,
        sections: vec![Section::new("", shown, t.say("没有符合的变动。", "No movement fits."))],
        ..Listing::default()
    };
    listing.answer(visit)
}

/// Members of a household that are named; those without a household may be many.
const MOST_NAMES: usize = 20;

/// Who is of a household.
fn names(members: &[&Member]) -> String {
    let named = members.iter().take(MOST_NAMES).map(|one| format!("{} {}", one.member_no, one.name));
    let more = (members.len() > MOST_NAMES).then(|| "……".to_owned());
    named.chain(more).collect::<Vec<_>>().join("、")
}

/// 户: households with their members and shares.
pub fn households(visit: &mut Visit<'_>) -> Answered {
    let (t, (form, on)) = (visit.t(), day_asked(visit));
    let view = visit.read(|db, cooperative| register::holdings(db, cooperative, on))?;
    let held: BTreeMap<&str, Shares> =
        view.holdings.by_member().map(|(member_no, held)| (member_no, sum(held.map(|(_, shares)| shares)))).collect();
    let typed = visit.asked.query.get("q").to_uppercase();
    let mut households: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
    for member in view.members.values() {
        households.entry(&member.household_no).or_default().push(member);
    }
    let columns = [
        ("户号", "Household", Align::Left),
        ("户主", "Head", Align::Left),
        ("居民小组", "Group", Align::Left),
        ("人数", "Members", Align::Right),
        ("成员", "Who", Align::Left),
        ("股数", "Shares", Align::Right),
    ];
    let mut shown = table(t, ("户", "households"), columns);
    let (mut people, mut shares) = (0, Vec::new());
    for (household_no, members) in
        households.iter().filter(|(_, members)| members.iter().any(|one| is_meant(one, &typed)))
    {
        let head = members.iter().find(|member| member.relation.as_ref().is_some_and(|relation| relation.is_head()));
        let own = sum(members.iter().filter_map(|member| held.get(member.member_no.as_str()).copied()));
        let head_cell = head.map_or_else(DataCell::blank, |head| {
            DataCell::text(head.name.as_str())
                .leading_to(format!("/desk/register/members/{}", segment(&head.member_no)))
        });
        people += members.len();
        shares.push(own);
        shown.row([
            DataCell::text(if household_no.is_empty() { t.say("未编户", "none") } else { household_no }),
            head_cell,
            DataCell::text(members.first().map_or("", |member| member.group.as_str())),
            DataCell::quantity(members.len()),
            DataCell::text(names(members)),
            DataCell::quantity(own),
        ]);
    }
    let (sums, mut total) = (vec![DataCell::text(t.say("合计", "Total"))], vec![DataCell::blank(); 2]);
    total.extend([DataCell::quantity(people), DataCell::blank(), DataCell::quantity(sum(shares.into_iter()))]);
    shown.total = Some([sums, total].concat());
    let listing = Listing {
        title: t.say("户", "Households").to_owned(),
        help: t.say(
            "按户号归在一起的成员和他们日终的股数。",
            "Members by household, and their shares at the end of a day.",
        ),
        beside: beside(visit),
        fields: vec![
            Field::new(visit, "search", ("q", t.say("编号、姓名、户号", "Number, name, household")), ""),
            Field::new(visit, "date", ("on", t.say("日终", "End of")), &on.to_string()),
        ],
        form,
        sections: vec![Section::new(
            "",
            shown,
            t.say(
                "没有符合的户。导入成员名册以后，各户列在这里。",
                "No household fits. Once a register of members is imported, households stand here.",
            ),
        )],
        ..Listing::default()
    };
    listing.answer(visit)
}

/// 资产量化: assets, what they were turned into, and what persons were given of it.
pub fn quantification(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let (assets, classes) = visit.read(register::quantification)?;
    let columns = [
        ("资产项目", "Asset", Align::Left),
        ("原值", "Original value", Align::Right),
        ("评估值", "Appraised", Align::Right),
        ("量化股种", "Class", Align::Left),
        ("总股数", "Shares", Align::Right),
        ("人均股数", "A person", Align::Right),
        ("基准日", "Base date", Align::Left),
    ];
    let mut shown = table(t, ("资产量化", "quantification"), columns);
    for asset in &assets {
        shown.row([
            DataCell::text(asset.asset.as_str()),
            asset.original_value.map_or_else(DataCell::blank, DataCell::money),
            DataCell::money(asset.appraised_value),
            DataCell::text(term(asset.class.as_str(), t)),
            DataCell::quantity(asset.total_shares),
            asset.shares_per_person.map_or_else(DataCell::blank, DataCell::quantity),
            DataCell::day(asset.base_date),
        ]);
    }
    let columns = [
        ("股种", "Class", Align::Left),
        ("评估值", "Appraised", Align::Right),
        ("量化总股数", "Quantified", Align::Right),
        ("已量化到人", "Given to persons", Align::Right),
        ("人数", "Persons", Align::Right),
        ("核对", "Agrees", Align::Left),
    ];
    let mut beside_register = table(t, ("量化核对", "quantified-and-given"), columns);
    for class in &classes {
        let agrees =
            if class.agrees() { t.say("✓ 一致", "✓ agrees") } else { t.say("✗ 不一致", "✗ differs") };
        beside_register.row([
            DataCell::text(term(class.class.as_str(), t)),
            DataCell::money(class.appraised_value),
            DataCell::quantity(class.total_shares),
            DataCell::quantity(class.given_shares),
            DataCell::quantity(class.persons),
            DataCell::text(agrees),
        ]);
    }
    let empty = t.say(
        "还没有资产量化。导入资产量化表以后列在这里。",
        "No assets are quantified. Once a sheet of them is imported, they stand here.",
    );
    let listing = Listing {
        title: t.say("资产量化", "Quantification of assets").to_owned(),
        help: t.say(
            "集体资产评估后量化成股：每一项资产折成多少股，登记簿里实际量化到人多少股。",
            "Appraised assets turned into shares: how many each became, and how many the register gave to persons.",
        ),
        beside: beside(visit),
        sections: vec![
            Section::new(t.say("资产", "Assets"), shown, empty),
            Section::new(t.say("与登记簿核对", "Beside the register"), beside_register, empty),
        ],
        ..Listing::default()
    };
    listing.answer(visit)
}

/// 股权证: every paper that acquisitions name.
pub fn certificates(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let (certificates, members) = visit.read(register::certificates)?;
    let typed = visit.asked.query.get("q").to_uppercase();
    let name = |member_no: &CompactString| members.get(member_no).map_or("", |member| member.name.as_str());
    let columns = [
        ("股权证号", "Certificate", Align::Left),
        ("登记日期", "Registered", Align::Left),
        ("持有人", "Holders", Align::Left),
        ("股数", "Shares", Align::Right),
    ];
    let mut shown = table(t, ("股权证", "certificates"), columns);
    for paper in &certificates {
        let holders: Vec<String> =
            paper.shares.keys().map(|member_no| format!("{member_no} {}", name(member_no))).collect();
        let holders = holders.join("、");
        if [&*paper.certificate_no, &holders].iter().any(|text| text.to_uppercase().contains(&typed)) {
            shown.row([
                certificate_cell(&paper.certificate_no),
                DataCell::day(paper.first_date),
                DataCell::text(holders),
                DataCell::quantity(sum(paper.shares.values().flat_map(BTreeMap::values).copied())),
            ]);
        }
    }
    let listing = Listing {
        title: t.say("股权证", "Share certificates").to_owned(),
        help: t.say(
            "股权台账写明的每一张股权证；点编号可以打印。",
            "Every certificate that the ledger of holdings names; its number leads to the paper.",
        ),
        beside: beside(visit),
        fields: vec![Field::new(visit, "search", ("q", t.say("证号、编号、姓名", "Certificate, number, name")), "")],
        sections: vec![Section::new(
            "",
            shown,
            t.say(
                "没有符合的股权证。台账填了股权证号的取得列在这里。",
                "No certificate fits. Acquisitions with a certificate number stand here.",
            ),
        )],
        ..Listing::default()
    };
    listing.answer(visit)
}

#[derive(Template)]
#[template(path = "desk/certificate.html")]
struct CertificatePage {
    t: Language,
    frame: Frame,
    paper: Certificate,
    members: BTreeMap<CompactString, Member>,
    total: Shares,
    today: NaiveDate,
}

impl CertificatePage {
    fn name(&self, member_no: &CompactString) -> &str {
        self.members.get(member_no).map_or("", |member| member.name.as_str())
    }
}

/// A certificate as it is printed.
pub fn certificate(visit: &mut Visit<'_>) -> Answered {
    let certificate_no = visit.asked.parameters.get("certificate").to_owned();
    let (paper, members) = visit.read(|db, cooperative| register::certificate_of(db, cooperative, &certificate_no))?;
    let total = sum(paper.shares.values().flat_map(BTreeMap::values).copied());
    page(&CertificatePage { t: visit.t(), frame: visit.frame(), paper, members, total, today: visit.today() })
}
