//! The notice board (公示栏): what is being published now, until when one may object, and what was published before.

use crate::application::boards::fund_payments;
use crate::application::governance::supervision;
use crate::application::overview::PublishedRun;
use crate::application::payment::fund_of_year;
use crate::domain::distribution::run::RunKind;
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::domain::ledger::book::BookKind;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::quantity::PerShare;
use crate::rendering::speech::Language;
use crate::rendering::term::term;
use crate::rendering::{levy_text, motion_text};
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "public/notice_board.html")]
struct BoardPage {
    t: Language,
    frame: Frame,
    today: NaiveDate,
    open_runs: Vec<RunCard>,
    open_motions: Vec<MotionCard>,
    earlier: Vec<RunCard>,
    reports: Vec<SupervisionRecord>,
    /// Years whose accounts are closed, the latest first.
    years: Vec<AccountingYear>,
    /// What the residents' committee was given by the levy, and what it paid of it: the latest first.
    given: Vec<FundLine>,
    spent: Vec<FundLine>,
    /// What the fund had, was given, spent and has left this year, by its book; empty where it keeps none.
    fund: Arc<str>,
}

/// A payment into or out of the public-welfare fund.
struct FundLine {
    day: NaiveDate,
    title: String,
    payee: String,
    amount: Money,
}

impl FundLine {
    fn new(motion: &Motion, t: Language) -> Option<FundLine> {
        let payment = motion.proposal.matter.payment.as_ref()?;
        let (day, _) = motion.paid.as_ref()?;
        let (title, payee) = (motion_text::title(motion, t), term(&payment.payee, t).to_owned());
        Some(FundLine { day: *day, title, payee, amount: payment.amount })
    }
}

/// A run, as the board shows it.
struct RunCard {
    slug: String,
    name: String,
    state: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    per_share: Option<PerShare>,
    levy: Option<Money>,
    net: Money,
    /// How many get something; none in a later run, which has statements for many whom it gives nothing.
    members: Option<i64>,
    replaced: bool,
}

impl RunCard {
    fn new(run: PublishedRun<'_>, t: Language) -> RunCard {
        let summary = &run.view.summary;
        RunCard {
            slug: run_name::slug(run.view.run.run),
            name: run_name::name(run.view, t),
            state: motion_text::state(run.motion, t),
            first_day: run.days.0,
            last_day: run.days.1,
            per_share: summary.tier_two.as_ref().and_then(|tier| tier.per_share),
            levy: summary.waterfall.map(|fall| fall.levy),
            net: summary.totals.net,
            members: Some(summary.totals.count).filter(|_| summary.header.kind == RunKind::Annual),
            replaced: run.view.run.superseded_by.is_some(),
        }
    }
}

/// A motion that is no run.
struct MotionCard {
    title: String,
    kind: &'static str,
    first_day: NaiveDate,
    last_day: NaiveDate,
    objections: usize,
}

impl MotionCard {
    fn new(motion: &Motion, t: Language) -> Option<MotionCard> {
        let (first_day, last_day) = motion.notice()?;
        let kind = motion_text::kind(motion, t);
        let title = motion_text::title(motion, t);
        Some(MotionCard { title, kind, first_day, last_day, objections: motion.objections.len() })
    }
}

/// The board.
pub fn board(visit: &mut Visit<'_>) -> Answered {
    let (t, today, overview) = (visit.t(), visit.today(), Arc::clone(&visit.overview));
    let mut reports = visit.read(supervision::list)?;
    reports.retain(|record| record.kind == SupervisionKind::Report && record.published_on.is_some());
    reports.reverse();
    let book = overview.books().values().find(|book| book.kind == BookKind::Cooperative);
    let mut years = book.map(|book| book.closed_distributions.clone()).unwrap_or_default();
    years.sort_unstable_by(|one, other| other.cmp(one));
    let (open, earlier): (Vec<_>, Vec<_>) = overview.published(today).partition(|run| run.is_open);
    let others = overview.open_to_objections(today);
    let others = others.filter(|motion| motion.proposal.kind != MotionKind::Distribution);
    let (spent, given) = fund_payments(&overview);
    let (spent, given) = (fund_lines(spent, t), fund_lines(given, t));
    let fund = visit.remembered(&format!("fund {} {}", today.year(), t.code()), |visit| {
        let found = visit.read(|db, cooperative| fund_of_year(db, cooperative, AccountingYear::from(today)))?;
        Ok(found.map(|fund| levy_text::fund_line(&fund, t)).unwrap_or_default())
    })?;
    let card = |run: PublishedRun<'_>| RunCard::new(run, t);
    page(&BoardPage {
        t,
        frame: visit.frame(),
        today,
        open_runs: open.into_iter().map(card).collect(),
        open_motions: others.filter_map(|motion| MotionCard::new(motion, t)).collect(),
        earlier: earlier.into_iter().map(card).collect(),
        reports,
        years,
        given,
        spent,
        fund,
    })
}

fn fund_lines(motions: Vec<&Motion>, t: Language) -> Vec<FundLine> {
    motions.into_iter().filter_map(|motion| FundLine::new(motion, t)).collect()
}
