//! All years and their runs.

use super::{address, motion_of, state};
use crate::application::distribution::query::{RunView, Standing};
use crate::domain::access::permission::Action;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::quantity::PerShare;
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::route_table::Who;
use crate::web::run_name;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "distribution/list.html")]
struct ListPage {
    t: Language,
    frame: Frame,
    runs: Vec<RunRow>,
    may_prepare: bool,
    /// The year that other terms are tried on: the latest that has a run, else the one before this.
    tried_year: i32,
}

struct RunRow {
    address: String,
    name: String,
    number: String,
    state: String,
    motion: String,
    /// Whether it neither counts nor waits: it was replaced.
    is_replaced: bool,
    is_effective: bool,
    record_date: NaiveDate,
    members: i64,
    per_share: Option<PerShare>,
    tier_one: Money,
    tier_two: Money,
    net: Money,
}

/// The page.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let row = |view: &RunView| {
        let summary = &view.summary;
        RunRow {
            address: address(view),
            name: run_name::name(view, t),
            number: view.run.run.to_string(),
            state: state(visit, view),
            motion: motion_of(visit, view),
            is_replaced: view.run.superseded_by.is_some(),
            is_effective: matches!(view.standing, Standing::Effective(..)),
            record_date: summary.header.record_date,
            members: summary.totals.count,
            per_share: summary.tier_two.as_ref().and_then(|tier| tier.per_share),
            tier_one: summary.totals.tier_one,
            tier_two: summary.totals.tier_two,
            net: summary.totals.net,
        }
    };
    let runs: Vec<RunRow> = visit.overview.runs().iter().rev().map(row).collect();
    let last = visit.overview.runs().iter().map(|view| view.run.run.year.number()).max();
    page(&ListPage {
        t,
        frame: visit.frame(),
        may_prepare: visit.is_for(Who::May(Action::Distribute)),
        tried_year: last.unwrap_or(AccountingYear::from(visit.today()).number() - 1),
        runs,
    })
}
