//! What a shareholder sees first: this year's money, where it came from, and where it is now.

use super::chart::YearChart;
use super::statement::{Step, steps};
use super::{payables, statements};
use crate::application::distribution::query::StatementView;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::money::Money;
use crate::domain::payment::payable::Payable;
use crate::rendering::payment_text;
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

#[derive(Template)]
#[template(path = "my/home.html")]
struct HomePage {
    t: Language,
    frame: Frame,
    name: String,
    latest: Vec<Latest>,
    chart: YearChart,
    of_member: &'static str,
}

/// A run of the latest year.
struct Latest {
    title: String,
    view: StatementView,
    steps: Vec<Step>,
    /// Whether one may object to it now.
    is_open: bool,
    /// Whether the bodies are still about it.
    is_under_procedure: bool,
    /// Whether it gives nothing.
    is_nothing: bool,
    /// Tier, amount, and where the money is.
    money: Vec<(&'static str, Money, String)>,
}

/// The page.
pub fn home(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let member_no = visit.member_no();
    let statements = statements(visit, &member_no)?;
    let payables = payables(visit, &member_no)?;
    let open = visit.overview.open_to_objections(visit.today());
    let open = open.filter(|motion| motion.proposal.kind == MotionKind::Distribution);
    let open: Vec<&str> = open.map(|motion| motion.proposal.subject.as_str()).collect();
    let latest_year = statements.first().map(|view| view.run.run.run.year);
    let of_latest = statements.iter().filter(|view| Some(view.run.run.run.year) == latest_year);
    // Late rent of somebody else's land gives nothing: it stands there only where nothing else does.
    let is_nothing = |view: &StatementView| !view.run.run.kind.has_tier_two() && view.statement.net.is_zero();
    let has_some = of_latest.clone().any(|view| !is_nothing(view));
    let latest = of_latest.filter(|view| !has_some || !is_nothing(view)).map(|view| Latest {
        title: run_name::name(&view.run, t),
        steps: steps(&visit.overview, view, &payables, t),
        money: money(view, &payables, t),
        is_open: open.iter().any(|subject| *subject == view.run.run.run.to_string()),
        is_under_procedure: view.run.standing.is_under_procedure(),
        is_nothing: is_nothing(view),
        view: view.clone(),
    });
    page(&HomePage {
        t,
        name: visit.actor.person().map(|person| person.name.clone()).unwrap_or_default(),
        latest: latest.collect(),
        chart: YearChart::new(&statements),
        of_member: "",
        frame: visit.frame(),
    })
}

/// Where the money of a statement is.
fn money(view: &StatementView, payables: &[Payable], t: Language) -> Vec<(&'static str, Money, String)> {
    let of_run = payables.iter().filter(|payable| payable.claim.key.run == view.run.run.run);
    let told = of_run.map(|payable| {
        let tier = payable.claim.key.tier;
        let amount = payable.claim.amount().unwrap_or(Money::ZERO);
        (t.say(tier.zh(), tier.en()), amount, payment_text::state(&payable.state, t))
    });
    told.collect()
}
