//! What if (试算): other terms, another amount to distribute, beside the run as it is. Nothing is changed.

use super::{address, named};
use crate::application::distribution::comparison::{WhatIf, what_if as try_terms};
use crate::application::distribution::drill_down::{basis, basis_of_year};
use crate::application::ledger::query::summed;
use crate::domain::distribution::assumption::Assumptions;
use crate::domain::distribution::inputs::Inputs;
use crate::domain::distribution::plan::PlanItem;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::charter::{CharterItem, TermValue};
use crate::domain::period::AccountingYear;
use crate::domain::statement::run_summary::RunSummary;
use crate::rendering::amount::{price, yuan};
use crate::rendering::charter_text::{item_name, item_value};
use crate::rendering::comparison_text;
use crate::rendering::speech::Language;
use crate::rendering::table::Table;
use crate::rendering::term::term;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, file_addresses, table_file};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;

/// An item that can be tried.
#[derive(Clone, Copy)]
enum Tried {
    Term(CharterItem),
    Figure(PlanItem),
}

/// What can be tried: its field, what it is, its unit in either language.
const FIELDS: [(&str, Tried, [&str; 2]); 13] = [
    ("reserve_rate", Tried::Term(CharterItem::ReserveRate), PER_CENT),
    ("levy_base", Tried::Term(CharterItem::LevyBase), NONE),
    ("levy_rate", Tried::Term(CharterItem::LevyRate), PER_CENT),
    ("levy_sum", Tried::Term(CharterItem::LevyFixedSum), YUAN),
    ("levy_ceiling", Tried::Term(CharterItem::LevyCeiling), YUAN),
    ("fee_rate", Tried::Term(CharterItem::FeeRate), PER_CENT),
    ("rule", Tried::Term(CharterItem::TierTwoRule), NONE),
    ("precision", Tried::Term(CharterItem::PerSharePrecision), YUAN),
    ("tax", Tried::Term(CharterItem::WithholdingTaxRate), PER_CENT),
    ("discretionary", Tried::Figure(PlanItem::CompanyDiscretionaryReserve), YUAN),
    ("dividend", Tried::Figure(PlanItem::CompanyDividend), YUAN),
    ("other", Tried::Figure(PlanItem::OtherAppropriations), YUAN),
    ("pool", Tried::Figure(PlanItem::TierTwoPool), YUAN),
];
const PER_CENT: [&str; 2] = ["%", "%"];
const YUAN: [&str; 2] = ["元", "yuan"];
const NONE: [&str; 2] = ["", ""];

/// A field of the form.
struct Field {
    name: &'static str,
    label: String,
    unit: &'static str,
    /// As it is now; shown in the empty field.
    now: String,
    /// What may be chosen, and what it is called; empty where it is typed.
    choices: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "distribution/what_if.html")]
struct WhatIfPage {
    t: Language,
    frame: Frame,
    year: AccountingYear,
    run: Option<RunNumber>,
    /// The page of the run; empty where there is none.
    back: String,
    here: String,
    form: Form,
    fields: Vec<Field>,
    assumed: Vec<(String, String)>,
    found: Option<Beside>,
    files: [String; 2],
}

/// The run as it is beside what would be.
struct Beside {
    steps: Grid,
    batches: Grid,
    per_share: [String; 2],
}

/// The page.
pub fn what_if(visit: &mut Visit<'_>) -> Answered {
    let (t, (year, number)) = (visit.t(), named(visit)?);
    // A year may have no run yet; a run that is named must be there.
    if number.is_some() {
        visit.overview.run(year, number)?;
    }
    let given = visit.asked.query.clone();
    let (mut form, mut assumptions) = (Form::of(&given), Assumptions::default());
    for (name, item, ..) in FIELDS {
        let value = given.get(name);
        let zh = match item {
            Tried::Term(item) => item.zh(),
            Tried::Figure(item) => item.zh().into(),
        };
        if !value.is_empty()
            && let Err(refusal) = assumptions.assume(&zh, value)
        {
            form = form.refuse(Trouble::refused(refusal), t, |_| name)?;
        }
    }
    let is_wrong = FIELDS.iter().any(|(name, ..)| form.is_wrong(name));
    let mut status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut tried = None;
    if !is_wrong {
        match visit.act(|db, cooperative, context| try_terms(db, cooperative, ((year, number), &assumptions), context))
        {
            Ok(found) => tried = Some(found),
            Err(failure) => {
                let trouble = Trouble::from(failure);
                status = trouble.status_of_form();
                form = form.refuse(trouble, t, |code| match code {
                    "pool_too_large" => "pool",
                    "dividend_too_large" => "dividend",
                    _ => "",
                })?;
            }
        }
    }
    let view = visit.overview.run(year, number).ok().cloned();
    let fields = fields(visit, year, view.as_ref().map(|view| view.run.run));
    if let Some(found) = &tried {
        let title = format!("{year} {}", t.say("试算", "what if"));
        if let Some(file) = table_file(visit, &title, &steps_of(found, t)?)? {
            return Ok(file);
        }
    }
    let answer = page(&WhatIfPage {
        t,
        frame: visit.frame(),
        year,
        run: view.as_ref().map(|view| view.run.run),
        back: view.as_ref().map(address).unwrap_or_default(),
        here: visit.asked.here.split('?').next().unwrap_or_default().to_owned(),
        form,
        fields,
        assumed: assumptions.items().iter().map(|(item, value)| assumed(item, value, t)).collect(),
        found: tried.map(|found| beside(&found, t)).transpose()?,
        files: file_addresses(visit),
    })?;
    Ok(answer.with_status(status))
}

/// The fields with what holds now. Where nothing can be drafted yet they are all empty.
fn fields(visit: &mut Visit<'_>, year: AccountingYear, run: Option<RunNumber>) -> Vec<Field> {
    let t = visit.t();
    let now = |inputs: &Inputs<'_>| {
        FIELDS.map(|(_, item, ..)| match item {
            Tried::Term(item) => {
                let held = inputs.charter.iter().find(|(known, _)| *known == item).map(|(_, value)| *value);
                let is_word = matches!(item.value(), TermValue::Choice(_));
                held.map(|value| if is_word { value.to_owned() } else { price(value) }).unwrap_or_default()
            }
            Tried::Figure(item) => {
                let planned = inputs.plan.as_ref().and_then(|plan| plan.given(item));
                planned.map(yuan).unwrap_or_default()
            }
        })
    };
    let held = match run {
        Some(run) => visit.read(|db, cooperative| basis(db, cooperative, run, now)),
        None => visit
            .act(|db, cooperative, context| basis_of_year(db, cooperative, year, (context, now)))
            .map_err(Trouble::from),
    };
    let held = held.unwrap_or_default();
    let field = |((name, item, unit), now): (&(&'static str, Tried, [&'static str; 2]), String)| {
        let (label, words) = match item {
            Tried::Term(item) => match item.value() {
                TermValue::Choice(words) => (item_name(*item, t), words),
                _ => (item_name(*item, t), &[] as &[&str]),
            },
            Tried::Figure(item) => (term(item.zh(), t).to_owned(), &[] as &[&str]),
        };
        let choices = words.iter().map(|word| (*word, term(word, t))).collect();
        Field { name, label, unit: t.say(unit[0], unit[1]), now: term(&now, t).to_owned(), choices }
    };
    FIELDS.iter().zip(held).map(field).collect()
}

/// An item that is assumed, with its value, as people read them.
fn assumed(item: &str, value: &str, t: Language) -> (String, String) {
    match CharterItem::lookup(item) {
        Some(known) => (item_name(known, t), item_value(known, value, t)),
        None => (term(item, t).to_owned(), format!("{} {}", price(value), t.say("元", "yuan"))),
    }
}

fn steps_of(found: &WhatIf, t: Language) -> Result<Table, Trouble> {
    let now = found.run.map_or_else(|| t.say("按现有资料", "as held").to_owned(), |run| run.to_string());
    let headings = [now.as_str(), t.say("试算", "tried")];
    Ok(summed(comparison_text::step_table((&found.now, &found.then), headings, t))?)
}

fn beside(found: &WhatIf, t: Language) -> Result<Beside, Trouble> {
    let rate = |summary: &RunSummary| {
        let tier = summary.tier_two.as_ref();
        tier.and_then(|tier| tier.per_share).map_or_else(|| "–".to_owned(), price)
    };
    Ok(Beside {
        steps: Grid::from(&steps_of(found, t)?).differing(3),
        batches: Grid::from(&summed(comparison_text::batch_table((&found.now, &found.then), t))?).differing(3),
        per_share: [rate(&found.now), rate(&found.then)],
    })
}
