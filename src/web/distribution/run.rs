//! One run: the waterfall on the left, batches, classes and control totals on the right, every figure opening to what it sums.

use super::drill_down::lines_of;
use super::members::counted;
use super::{RunHead, address, find};
use crate::application::distribution::drill_down::{LineFigure, basis};
use crate::application::distribution::query::{RunView, Standing};
use crate::domain::access::permission::Action;
use crate::domain::distribution::money_terms::MoneyTerms;
use crate::domain::distribution::plan::PlanItem;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::MotionKind;
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, china_time};
use crate::domain::statement::run_summary::RunSummary;
use crate::rendering::equal_rights_chart::{self, Chart};
use crate::rendering::motion_text::{self, StageText};
use crate::rendering::run_text;
use crate::rendering::speech::Language;
use crate::rendering::waterfall_text::{self, Step};
use crate::web::address::with;
use crate::web::boards;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::grid::Grid;
use crate::web::route_table::Who;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "distribution/run.html")]
pub(super) struct RunPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    head: RunHead,
    prepared: String,
    record_date: NaiveDate,
    cut_off: NaiveDate,
    /// Whether the plan was held against books.
    checked: &'static str,
    follows: Option<RunNumber>,
    replaced_by: Option<(String, String)>,
    /// The steps, each with what its figure opens to.
    steps: Vec<(Step, String)>,
    year_line: String,
    batches: Grid,
    classes: Grid,
    control_totals: Grid,
    /// How many members are listed, and how many are not, since it comes to nothing for them.
    members: i64,
    left_out: i64,
    has_tier_two: bool,
    tier_one: Money,
    tier_two: Money,
    tax: Money,
    recovered: Money,
    net: Money,
    charts: Vec<Chart>,
    rights: Grid,
    same_share: String,
    motions: Vec<MotionCard>,
    may_put_forward: bool,
    may_propose_levy: bool,
    levy: Money,
    due: String,
    form: Form,
}

/// A motion that is about it, and how far it has come.
struct MotionCard {
    motion_no: u32,
    /// Its page; empty where whoever asks does not come there.
    address: String,
    title: String,
    question: String,
    state: String,
    stages: Vec<StageText>,
    /// Objections in all, and those without an answer.
    objections: (usize, usize),
}

impl MotionCard {
    fn new(visit: &Visit<'_>, motion: &Motion, summary: &RunSummary) -> MotionCard {
        let (t, may_read) = (visit.t(), visit.is_for(Who::StaffOrSeat));
        let open = motion.objections.iter().filter(|(_, answer)| answer.is_none()).count();
        MotionCard {
            motion_no: motion.motion_no,
            address: if may_read { boards::motion::address(motion.motion_no) } else { String::new() },
            title: motion.proposal.matter.title.clone(),
            question: motion_text::question(motion, Some(summary), t),
            state: motion_text::state(motion, t),
            stages: motion_text::stages(motion, t),
            objections: (motion.objections.len(), open),
        }
    }
}

/// The page.
pub fn run(visit: &mut Visit<'_>) -> Answered {
    let view = find(visit)?;
    page(&page_of(visit, &view, Form::default())?)
}

/// The page, with what stands against what was just asked.
pub(super) fn page_of(visit: &mut Visit<'_>, view: &RunView, form: Form) -> Result<RunPage, Trouble> {
    let t = visit.t();
    let summary = &view.summary;
    let listed = counted(visit, view)?;
    let (plan, terms) = visit.read(|db, cooperative| {
        basis(db, cooperative, view.run.run, |inputs| {
            (inputs.plan.clone().unwrap_or_default(), MoneyTerms::try_new(inputs.charter.iter().copied()).ok())
        })
    })?;
    let steps = terms.as_ref().map(|terms| waterfall_text::explained(summary, &plan, terms, t)).unwrap_or_default();
    let leads = steps.iter().enumerate().map(|(position, _)| opens_to(view, position)).collect::<Vec<_>>();
    let at = china_time(view.run.occurred_at).format("%Y-%m-%d %H:%M");
    let motions = visit.overview.motions().iter().filter(|motion| is_about(motion, view));
    let levy = summary.waterfall.as_ref().map(|fall| fall.levy).unwrap_or_default();
    let is_open = |motion: &&Motion| !matches!(motion.state, MotionState::Rejected(..) | MotionState::Void { .. });
    let has_levy_motion = motions.clone().filter(is_open).any(|motion| motion.proposal.kind == MotionKind::Levy);
    let may_propose = visit.is_for(Who::May(Action::Propose)) && view.run.superseded_by.is_none();
    let totals = &summary.totals;
    Ok(RunPage {
        t,
        frame: visit.frame(),
        tab: "run",
        head: RunHead::new(visit, view),
        prepared: format!("{} {at}", view.run.actor),
        record_date: summary.header.record_date,
        cut_off: summary.header.cut_off,
        checked: run_text::checked(summary, t),
        follows: view.run.follows.map(|number| RunNumber { year: view.run.run.year, number }),
        replaced_by: view.run.superseded_by.map(|by| (run_name::slug(by), by.to_string())),
        steps: steps.into_iter().zip(leads).collect(),
        year_line: run_text::year_line(summary, t),
        batches: batches(view, t),
        classes: classes(view, t),
        control_totals: Grid::from(&run_text::control_totals(summary, t)),
        members: listed,
        left_out: totals.count - listed,
        has_tier_two: summary.tier_two.is_some(),
        tier_one: totals.tier_one,
        tier_two: totals.tier_two,
        tax: totals.tax,
        recovered: totals.recovered,
        net: totals.net,
        charts: terms.map(|terms| equal_rights_chart::charts(summary, &terms, t)).unwrap_or_default(),
        rights: Grid::from(&run_text::batch_table(summary, t)),
        same_share: run_text::same_share(summary, t),
        motions: motions.map(|motion| MotionCard::new(visit, motion, summary)).collect(),
        may_put_forward: may_propose && matches!(view.standing, Standing::Draft | Standing::Rejected(_)),
        may_propose_levy: may_propose && !levy.is_zero() && !has_levy_motion,
        levy,
        due: form.value("due").to_owned(),
        form,
    })
}

fn is_about(motion: &Motion, view: &RunView) -> bool {
    let kind = motion.proposal.kind;
    matches!(kind, MotionKind::Distribution | MotionKind::Levy) && motion.proposal.subject == view.run.run.to_string()
}

/// What the figure of a step opens to: the book that says it, or the members who get it.
fn opens_to(view: &RunView, position: usize) -> String {
    let summary = &view.summary;
    let period = AccountingPeriod::december(view.run.run.year).to_string();
    let of_book = |item: PlanItem| {
        let figure = summary.books.iter().find(|figure| figure.item == item);
        let address = |book: &str| with("/desk/books/statements", &[("book", book), ("to", &period)]);
        figure.map(|figure| address(&figure.book)).unwrap_or_default()
    };
    match position {
        0 => of_book(PlanItem::CompanyProfit),
        4 => of_book(PlanItem::OtherNetIncome),
        5 => of_book(PlanItem::Undistributed),
        12 => format!("{}/members", address(view)),
        _ => String::new(),
    }
}

/// Batches, each figure opening to the lines, contracts or receipts that it sums.
fn batches(view: &RunView, t: Language) -> Grid {
    let here = address(view);
    let opened = |column: usize, batch: &str| match column {
        0 | 1 | 7 => with(&format!("{here}/contracts"), &[("batch", batch)]),
        3 => lines_of(view, ("batch", batch), LineFigure::Due),
        4 => with(&format!("{here}/receipts"), &[("batch", batch)]),
        5 => lines_of(view, ("batch", batch), LineFigure::Payable),
        6 => lines_of(view, ("batch", batch), LineFigure::Fee),
        _ => String::new(),
    };
    let table = run_text::batches(&view.summary, t);
    (0..table.headings().len()).fold(Grid::from(&table), |grid, column| {
        grid.leading(column, |cells| opened(column, cells.first().map_or("", |cell| &cell.text)))
    })
}

/// Classes, each opening to those who hold it. A run without a second tier asks for none.
fn classes(view: &RunView, t: Language) -> Grid {
    let here = format!("{}/members", address(view));
    let mut classes = view.summary.classes.iter().map(|(class, ..)| with(&here, &[("class", class)]));
    Grid::from(&run_text::classes(&view.summary, t)).leading(1, |_| classes.next().unwrap_or_default())
}
