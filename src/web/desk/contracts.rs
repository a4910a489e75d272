//! Contracts (合同): by batch, with rent due, collected and in arrears of a year, and each with everything under it.

use super::listing::{Field, Listing, Section, table};
use super::receipts::collected_cell;
use super::register::member_cell;
use super::segment;
use super::timeline::{self, Span};
use crate::application::contract::{self, ContractDetail, ContractView, ContractYear};
use crate::application::{Failure, register};
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contribution::Contribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingYear;
use crate::domain::refusal::Problem;
use crate::rendering::amount::{price, quantity, yuan};
use crate::rendering::data_table::{DataCell, DataTable};
use crate::rendering::speech::{Language, Words, words};
use crate::rendering::table::Align;
use crate::rendering::term::term;
use crate::web::form::Form;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What was asked for, and the year: else the last whole one.
fn year_asked(visit: &Visit<'_>) -> (Form, AccountingYear) {
    let this_year = AccountingYear::from(visit.today());
    let last_year = AccountingYear::try_new(this_year.number() - 1).unwrap_or(this_year);
    let mut form = Form::of(&visit.asked.query);
    let year = form.year("year", visit.t()).unwrap_or(last_year);
    (form, year)
}

/// A contract's number, leading to its page.
pub(super) fn contract_cell(contract_no: &str) -> DataCell {
    DataCell::text(contract_no).leading_to(format!("/desk/contracts/{}", segment(contract_no)))
}

fn too_large(_: Overflow) -> Trouble {
    Trouble::refused(DistributionRefusal::AmountTooLarge)
}

fn said(problems: &[Problem], t: Language) -> Vec<Words> {
    problems.iter().map(|problem| words(&problem.refusal, t)).collect()
}

/// What figures of a year do not say: it is not over, or nothing was recorded of it.
fn limits(year: AccountingYear, recorded_from: Option<AccountingYear>, day: NaiveDate, t: Language) -> Option<Words> {
    let (what, mend) = match (recorded_from.filter(|first| year < *first), t) {
        (Some(first), Language::Chinese) => (
            format!("{year} 年没有收款记录：收款台账从 {first} 年记起"),
            "这一年的“欠租”只是没有记录，不等于没有交。要核对，请导入当年的收款台账。".to_owned(),
        ),
        (Some(first), Language::English) => (
            format!("Nothing is recorded as received for {year}: receipts begin with {first}"),
            "What is shown as arrears has no record, which is not to say that it was not paid. Import that year's receipts to know.".to_owned(),
        ),
        (None, _) if day >= year.range().last => return None,
        (None, Language::Chinese) => (
            format!("{year} 年还没有过完：应收和欠租只算到 {day}"),
            "全年的应收到年底才全部到期。".to_owned(),
        ),
        (None, Language::English) => (
            format!("{year} is not over: what is due and in arrears is counted up to {day}"),
            "The whole year's rent is due at its end.".to_owned(),
        ),
    };
    Some(Words { what, expected: String::new(), mend })
}

/// 800.00 元, or 500 公斤 稻谷.
fn standard(step: &RentStep, t: Language) -> String {
    match &step.standard {
        RentStandard::Money(standard) => format!("{} {}", price(standard), t.say("元", "yuan")),
        RentStandard::InKind { kilograms, grain } => format!("{} {} {grain}", quantity(kilograms), t.say("公斤", "kg")),
    }
}

/// The ledger of contracts, batch by batch, with a year's rents.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let (t, (form, year)) = (visit.t(), year_asked(visit));
    let mut contracts = visit.read(contract::list)?;
    let only_arrears = visit.asked.query.get("show") == "arrears";
    let typed = visit.asked.query.get("q").to_uppercase();
    let outcome = contract::years(visit.db, &visit.site.cooperative, year, Some(visit.today()));
    let recorded_from = visit.read(contract::receipts)?.iter().map(|receipt| receipt.year).min();
    let (years, notes) = match outcome {
        Ok(years) => (years, Vec::new()),
        Err(Failure::Refused(problems)) => (Vec::new(), said(&problems, t)),
        Err(fault) => return Err(fault.into()),
    };
    let notes: Vec<Words> = limits(year, recorded_from, visit.today(), t).into_iter().chain(notes).collect();
    let years: BTreeMap<&str, &ContractYear> =
        years.iter().map(|of_year| (of_year.contract.contract_no.as_str(), of_year)).collect();
    // What contributors are paid by, batch after batch as they came; then what the company lets out.
    contracts.sort_by_key(|view| {
        let one = &view.contract;
        (one.kind.is_lease_out(), one.start_date, one.batch.clone(), one.contract_no.clone())
    });
    contracts.retain(|view| {
        let one = &view.contract;
        let texts = [&*one.contract_no, one.batch_name(), &one.lessor, &one.lessee];
        let arrears = years.get(&*one.contract_no).and_then(|of_year| of_year.arrears_so_far().ok());
        texts.iter().any(|text| text.to_uppercase().contains(&typed))
            && (!only_arrears || arrears.is_some_and(|arrears| !arrears.is_zero()))
    });
    let (mut shown, sums) = ledger(&contracts, (year, &years), t)?;
    if years.is_empty() {
        shown.total = None;
    }
    let [due, collected, missing] = sums.map(|sum| format!("{} {}", yuan(sum), t.say("元", "yuan")));
    let mut section = Section::new(
        "",
        shown,
        t.say(
            "没有符合的合同。导入合同台账以后，合同按批次列在这里。",
            "No contract fits. Once a ledger of contracts is imported, they stand here by batch.",
        ),
    );
    section.chart = Some(timeline::chart(
        visit,
        &contracts.iter().map(|view| Span::of(&view.contract, &view.steps, t)).collect::<Vec<_>>(),
    )?);
    let all = [("", t.say("全部", "All")), ("arrears", t.say("只看欠租", "In arrears"))];
    let listing = Listing {
        title: format!("{} · {year}", t.say("合同", "Contracts")),
        help: t.say("每一批合同的承租方、租金标准和所选年度的应收、已收、欠租。应收按入股面积、在股天数和租金标准算出。", "Each batch's lessee and rents, and what is due, collected and in arrears for the chosen year. What is due follows from areas, days and rents."),
        words: vec![
            (t.say("批次", "Batch"), t.say("同一批入股的地块或商铺，条件相同。", "Land or shops that came in together, on the same terms.")),
            (t.say("欠租", "Arrears"), t.say("应收减已收，多收不算负数。", "Due less collected, never below zero.")),
        ],
        fields: vec![
            Field::new(visit, "search", ("q", t.say("编号、批次、承租方", "Number, batch, lessee")), ""),
            Field::new(visit, "number", ("year", t.say("年度", "Year")), &year.to_string()),
            Field::new(visit, "select", ("show", t.say("显示", "Show")), "").with(all.map(|(value, name)| (value.to_owned(), name.to_owned()))),
        ],
        figures: if !years.is_empty() {
            vec![(t.say("应收", "Due").to_owned(), due), (t.say("已收", "Collected").to_owned(), collected), (t.say("欠租", "Arrears").to_owned(), missing)]
        } else {
            Vec::new()
        },
        form,
        notes,
        sections: vec![section],
        ..Listing::default()
    };
    listing.answer(visit)
}

fn ledger(
    contracts: &[ContractView],
    (year, years): (AccountingYear, &BTreeMap<&str, &ContractYear>),
    t: Language,
) -> Result<(DataTable, [Money; 3]), Trouble> {
    let mut shown = table(
        t,
        ("合同台账", "contracts"),
        [
            ("批次", "Batch", Align::Left),
            ("合同编号", "Contract", Align::Left),
            ("类型", "Kind", Align::Left),
            ("承租方", "Lessee", Align::Left),
            ("开始", "From", Align::Left),
            ("结束", "Until", Align::Left),
            ("租金标准（年）", "Rent (a year)", Align::Left),
            ("面积", "Size", Align::Right),
            ("单位", "Unit", Align::Left),
            ("应收", "Due", Align::Right),
            ("已收", "Collected", Align::Right),
            ("欠租", "Arrears", Align::Right),
        ],
    );
    let mut sums = [Money::ZERO; 3];
    for view in contracts {
        let one = &view.contract;
        let mut cells = vec![
            DataCell::text(one.batch_name()),
            contract_cell(&one.contract_no),
            DataCell::text(term(one.kind.zh(), t)),
            DataCell::text(one.lessee.as_str()),
            DataCell::day(one.start_date),
            DataCell::day(one.end_date),
            DataCell::text(view.steps.iter().map(|step| standard(step, t)).collect::<Vec<_>>().join(" → ")),
        ];
        let of_year = years.get(&*one.contract_no);
        cells.push(DataCell::quantity(of_year.map_or(view.area, |of_year| of_year.area)));
        cells.push(DataCell::text(term(one.unit.zh(), t)));
        match of_year {
            Some(of_year) => {
                let missing = of_year.arrears_so_far().map_err(too_large)?;
                let (due, collected) = (of_year.due_so_far, of_year.account.collected);
                for (sum, amount) in sums.iter_mut().zip([due, collected, missing]) {
                    *sum = sum.plus(amount).map_err(too_large)?;
                }
                let collected = collected_cell(collected, &one.contract_no, &year.to_string());
                cells.extend([DataCell::money(due), collected, DataCell::money(missing)]);
            }
            None => cells.extend([(); 3].map(|()| DataCell::blank())),
        }
        shown.rows.push(cells);
    }
    let mut total = vec![DataCell::text(t.say("合计", "Total"))];
    total.extend([(); 8].map(|()| DataCell::blank()));
    total.extend(sums.map(DataCell::money));
    shown.total = Some(total);
    Ok((shown, sums))
}

/// One contract: its terms and rents, what is under it, what every year came to, and what came in.
pub fn one(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let contract_no = visit.asked.parameters.get("contract").to_owned();
    let until = visit.today();
    let detail = visit.read(|db, cooperative| contract::detail(db, cooperative, (&contract_no, until)))?;
    let members = visit.read(register::all_members)?;
    let one = &detail.contract;
    let name = |member_no: &str| members.get(member_no).map_or("", |member| member.name.as_str());
    let (years, notes) = years(&detail, until, t)?;
    let signed = one.signed_date.map(|day| day.to_string()).unwrap_or_default();
    let size =
        one.contract_area.map(|area| format!("{} {}", quantity(area), term(one.unit.zh(), t))).unwrap_or_default();
    let figures = [
        (t.say("批次", "Batch"), one.batch_name().to_owned()),
        (t.say("类型", "Kind"), term(one.kind.zh(), t).to_owned()),
        (t.say("出租方", "Lessor"), one.lessor.to_string()),
        (t.say("承租方", "Lessee"), one.lessee.to_string()),
        (t.say("期限", "Term"), format!("{} – {}", one.start_date, one.end_date)),
        (t.say("签订", "Signed"), signed),
        (t.say("合同面积", "Size by the contract"), size),
        (
            t.say("管理费", "Fee"),
            t.say(if one.fee_allowed { "可收" } else { "不收" }, if one.fee_allowed { "allowed" } else { "none" })
                .to_owned(),
        ),
    ];
    let mut rents = Section::new(
        t.say("租金标准", "Rents"),
        steps(&detail, t),
        t.say("还没有租金标准，导入租金标准表以后列在这里。", "No rent so far; it comes with a sheet of rent steps."),
    );
    rents.chart = Some(timeline::chart(visit, &[Span::of(one, &detail.steps, t)])?);
    let listing = Listing {
        title: format!("{} {}", t.say("合同", "Contract"), one.contract_no),
        above: Some(("/desk/contracts".to_owned(), t.say("全部合同", "All contracts").to_owned())),
        help: t.say(
            "一份合同的条款、租金标准、名下的地块和商铺、每年的应收已收，以及每一笔收款。",
            "One contract: its terms and rents, land and shops under it, what each year came to, and every receipt.",
        ),
        figures: figures
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(label, text)| (label.to_owned(), text))
            .collect(),
        notes,
        sections: vec![
            rents,
            Section::new(t.say("各年应收已收", "Year by year"), years, t.say("还没有年度。", "No year so far.")),
            Section::new(
                t.say("名下入股", "Contributions"),
                contributions(&detail, (t, &name)),
                t.say("名下没有入股的地块或商铺。", "No land or shops stand under it."),
            ),
            Section::new(
                t.say("收款", "Receipts"),
                super::receipts::receipt_table(&detail.receipts, t),
                t.say("还没有收款。", "Nothing has come in."),
            ),
        ],
        ..Listing::default()
    };
    listing.answer(visit)
}

fn steps(detail: &ContractDetail, t: Language) -> DataTable {
    let columns = [
        ("起始日期", "From", Align::Left),
        ("计租方式", "Method", Align::Left),
        ("每亩（㎡）每年", "A unit and year", Align::Left),
    ];
    let mut shown = table(t, ("租金标准", "rents"), columns);
    for step in &detail.steps {
        let method = match step.standard {
            RentStandard::Money(_) => t.say("货币", "money"),
            RentStandard::InKind { .. } => t.say("实物", "in kind"),
        };
        shown.row([DataCell::day(step.start_date), DataCell::text(method), DataCell::text(standard(step, t))]);
    }
    shown
}

fn years(detail: &ContractDetail, day: NaiveDate, t: Language) -> Result<(DataTable, Vec<Words>), Trouble> {
    let columns = [
        ("年度", "Year", Align::Left),
        ("标的", "Objects", Align::Right),
        ("面积", "Size", Align::Right),
        ("全年应收", "Due for the year", Align::Right),
        ("到今天应收", "Due so far", Align::Right),
        ("已收", "Collected", Align::Right),
        ("欠租", "Arrears", Align::Right),
        ("", "", Align::Left),
    ];
    let mut shown = table(t, ("各年应收已收", "years"), columns);
    let mut notes = Vec::new();
    for (year, outcome) in &detail.years {
        match outcome {
            Ok(of_year) => {
                let is_recorded = detail.recorded_from.is_some_and(|first| *year >= first);
                let missing = of_year.arrears_so_far().map_err(too_large)?;
                let said = match is_recorded {
                    false => {
                        t.say("没有收款记录，欠不欠租不知道", "nothing recorded: whether it was paid is not known")
                    }
                    true if day < year.range().last => t.say("还没有过完", "not over yet"),
                    true => "",
                };
                shown.row([
                    DataCell::text(year.to_string()),
                    DataCell::quantity(of_year.objects),
                    DataCell::quantity(of_year.area),
                    DataCell::money(of_year.account.due),
                    DataCell::money(of_year.due_so_far),
                    collected_cell(of_year.account.collected, &detail.contract.contract_no, &year.to_string()),
                    if is_recorded { DataCell::money(missing) } else { DataCell::blank() },
                    DataCell::text(said),
                ]);
            }
            Err(problems) => notes.extend(said(problems, t)),
        }
    }
    Ok((shown, notes))
}

fn contributions<'m>(detail: &ContractDetail, (t, name): (Language, &dyn Fn(&str) -> &'m str)) -> DataTable {
    let columns = [
        ("成员编号", "Member", Align::Left),
        ("姓名", "Name", Align::Left),
        ("标的", "What", Align::Left),
        ("编号", "Number", Align::Left),
        ("面积", "Size", Align::Right),
        ("单位", "Unit", Align::Left),
        ("入股日期", "Since", Align::Left),
        ("退出日期", "Until", Align::Left),
    ];
    let mut shown = table(t, ("名下入股", "contributions"), columns);
    let land = detail.land.iter().map(LandContribution::contribution);
    for one in land.chain(detail.shops.iter().map(ShopContribution::contribution)) {
        let Contribution { object, member_no, object_no, area, entry_date, exit_date, .. } = one;
        shown.row([
            member_cell(member_no),
            DataCell::text(name(member_no)),
            DataCell::text(term(object.zh(), t)),
            DataCell::text(object_no),
            DataCell::quantity(area),
            DataCell::text(term(object.unit().zh(), t)),
            DataCell::day(entry_date),
            DataCell::day(exit_date),
        ]);
    }
    for content in &detail.contents {
        let (what, number) =
            content.object.as_ref().map_or((t.say("全部", "all"), ""), |(kind, no)| (term(kind.zh(), t), no));
        let source = &content.source_contract_no;
        let mut cells = vec![if source.is_empty() { DataCell::blank() } else { contract_cell(source) }];
        cells.extend([DataCell::blank(), DataCell::text(what), DataCell::text(number)]);
        cells.extend([(); 4].map(|()| DataCell::blank()));
        shown.rows.push(cells);
    }
    shown
}
