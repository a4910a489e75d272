//! Contracts along the years, as a picture: how long each runs, where its rent rises, and where today is.

use super::segment;
use crate::domain::contract::Contract;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::rendering::amount::{price, quantity};
use crate::rendering::speech::Language;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use askama::Template;
use chrono::{Datelike, NaiveDate};

/// A contract to be drawn.
pub struct Span {
    contract_no: String,
    first: NaiveDate,
    last: NaiveDate,
    /// From when which rent is paid.
    rents: Vec<(NaiveDate, String)>,
}

impl Span {
    /// Of a contract with its rents.
    pub fn of(contract: &Contract, steps: &[RentStep], t: Language) -> Span {
        let rent = |step: &RentStep| match &step.standard {
            RentStandard::Money(standard) => price(standard),
            RentStandard::InKind { kilograms, grain } => {
                format!("{} {} {grain}", quantity(kilograms), t.say("公斤", "kg"))
            }
        };
        Span {
            contract_no: contract.contract_no.to_string(),
            first: contract.start_date,
            last: contract.end_date,
            rents: steps.iter().map(|step| (step.start_date, rent(step))).collect(),
        }
    }
}

/// Contracts that one picture shows.
const MOST_SPANS: usize = 60;
/// Where the bars begin, how wide they are in all, and how high a row is.
const LEFT: i64 = 150;
const WIDTH: i64 = 830;
const ROW: i64 = 26;
/// Years that lie before or behind every other are drawn at the edge.
const MOST_YEARS: i32 = 60;

struct Bar {
    address: String,
    name: String,
    y: i64,
    x: i64,
    width: i64,
    steps: Vec<Step>,
    said: String,
}

struct Step {
    x: i64,
    rent: String,
    has_room: bool,
}

#[derive(Template)]
#[template(path = "desk/timeline.html")]
struct Timeline {
    t: Language,
    years: Vec<(i64, i32)>,
    bars: Vec<Bar>,
    today: i64,
    day: NaiveDate,
    height: i64,
    left_out: usize,
}

/// How wide a text is on a bar.
fn width(text: &str) -> i64 {
    text.chars().map(|letter| if letter.is_ascii() { 7 } else { 13 }).sum()
}

/// The picture; empty without contracts.
pub fn chart(visit: &Visit<'_>, spans: &[Span]) -> Result<String, Trouble> {
    let (t, day) = (visit.t(), visit.today());
    let shown = &spans[..spans.len().min(MOST_SPANS)];
    let (Some(first), Some(last)) =
        (shown.iter().map(|span| span.first.year()).min(), shown.iter().map(|span| span.last.year()).max())
    else {
        return Ok(String::new());
    };
    let first = first.max(day.year() - MOST_YEARS / 2).min(day.year());
    let last = last.min(first + MOST_YEARS).max(day.year());
    let origin = NaiveDate::from_ymd_opt(first, 1, 1).unwrap_or_default();
    let days = NaiveDate::from_ymd_opt(last + 1, 1, 1).map_or(1, |end| (end - origin).num_days()).max(1);
    let x = |day: NaiveDate| LEFT + ((day - origin).num_days() * WIDTH / days).clamp(0, WIDTH);
    let apart = ((last - first) / 12).max(0) + 1;
    let years = (first..=last).filter(|year| (year - first) % apart == 0);
    let years = years.filter_map(|year| Some((x(NaiveDate::from_ymd_opt(year, 1, 1)?), year))).collect();
    let bar = |(position, span): (usize, &Span)| {
        let y = 28 + position as i64 * ROW;
        let starts: Vec<i64> = span.rents.iter().map(|(since, _)| x((*since).max(span.first))).collect();
        let end = x(span.last);
        // A rent for which there is no room stands before the next one.
        let mut waiting = String::new();
        let mut step = |(at, (_, rent)): (usize, &(NaiveDate, String))| {
            let room = starts.get(at + 1).copied().unwrap_or(end) - starts[at];
            let said = if waiting.is_empty() { rent.clone() } else { format!("{waiting} → {rent}") };
            let has_room = room > width(&said) + 8;
            waiting = if has_room { String::new() } else { said.clone() };
            Step { x: starts[at], has_room, rent: said }
        };
        let steps: Vec<Step> = span.rents.iter().enumerate().map(&mut step).collect();
        let rents: Vec<String> = span.rents.iter().map(|(since, rent)| format!("{since} {rent}")).collect();
        Bar {
            address: format!("/desk/contracts/{}", segment(&span.contract_no)),
            name: span.contract_no.chars().take(16).collect(),
            y,
            x: x(span.first),
            width: (end - x(span.first)).max(2),
            steps,
            said: format!("{} {} – {}：{}", span.contract_no, span.first, span.last, rents.join("；")),
        }
    };
    let bars: Vec<Bar> = shown.iter().enumerate().map(bar).collect();
    let height = 36 + bars.len() as i64 * ROW;
    let left_out = spans.len() - shown.len();
    Ok(Timeline { t, years, bars, today: x(day), day, height, left_out }.render()?)
}
