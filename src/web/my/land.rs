//! What one brought in: parcels, shops, cash, and the contracts that they stand under.

use super::whose;
use crate::application::member;
use crate::domain::contract::Contract;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contribution::cash::CashContribution;
use crate::domain::quantity::Area;
use crate::rendering::amount;
use crate::rendering::speech::Language;
use crate::rendering::term::term;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "my/land.html")]
struct LandPage {
    t: Language,
    frame: Frame,
    member_no: String,
    objects: Vec<Object>,
    cash: Vec<CashContribution>,
}

/// A parcel or a shop.
struct Object {
    name: String,
    area: Area,
    unit: &'static str,
    entry_date: NaiveDate,
    exit_date: Option<NaiveDate>,
    is_over: bool,
    contract: Option<Contract>,
    kind: String,
    rents: Vec<(NaiveDate, String, bool)>,
}

/// The page.
pub fn land(visit: &mut Visit<'_>) -> Answered {
    let (t, today) = (visit.t(), visit.today());
    let member_no = whose(visit)?;
    let found = visit.read(|db, cooperative| member::contributions(db, cooperative, &member_no))?;
    let land = found.land.iter().map(|one| (one.contribution(), t.say("地块", "Parcel"), t.say("亩", "mu")));
    let shops = found.shops.iter().map(|one| (one.contribution(), t.say("商铺", "Shop"), t.say("㎡", "m²")));
    let objects = land.chain(shops).map(|(one, kind, unit)| {
        let under = found.contracts.get(one.contract_no);
        Object {
            name: format!("{kind} {}", one.object_no),
            area: one.area,
            unit,
            entry_date: one.entry_date,
            exit_date: one.exit_date,
            is_over: one.exit_date.is_some_and(|exit| exit < today),
            kind: under.map(|(contract, _)| term(contract.kind.zh(), t).to_owned()).unwrap_or_default(),
            rents: under.map(|(_, steps)| rents(steps, today, t)).unwrap_or_default(),
            contract: under.map(|(contract, _)| contract.clone()),
        }
    });
    let objects = objects.collect();
    page(&LandPage { t, frame: visit.frame(), member_no, objects, cash: found.cash })
}

/// The rents of a contract, each with its first day and whether it is today's.
fn rents(steps: &[RentStep], today: NaiveDate, t: Language) -> Vec<(NaiveDate, String, bool)> {
    let now = steps.iter().rposition(|step| step.start_date <= today);
    let told = steps.iter().enumerate().map(|(position, step)| {
        let words = match (&step.standard, t) {
            (RentStandard::Money(price), Language::Chinese) => format!("{} 元", amount::price(price)),
            (RentStandard::Money(price), Language::English) => format!("{} yuan", amount::price(price)),
            (RentStandard::InKind { kilograms, grain }, Language::Chinese) => {
                format!("{grain} {} 公斤（按当年粮价折算）", amount::quantity(kilograms))
            }
            (RentStandard::InKind { kilograms, grain }, Language::English) => {
                format!("{} kg of {grain}, at the year's price", amount::quantity(kilograms))
            }
        };
        (step.start_date, words, Some(position) == now)
    });
    told.collect()
}
