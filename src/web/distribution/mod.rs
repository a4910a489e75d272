//! The distribution desk (分配): every run with its waterfall, what its figures sum, drafts, what-if, and the year before beside it.

pub mod compare;
pub mod drill_down;
pub mod files;
pub mod list;
pub mod members;
pub mod prepare;
pub mod run;
pub mod what_if;

use super::grid::{Grid, file_addresses};
use super::paging::Pages;
use super::run_name;
use super::trouble::Trouble;
use super::visit::Visit;
use crate::application::distribution::query::RunView;
use crate::application::overview::Overview;
use crate::domain::period::AccountingYear;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::boards;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::route_table::Who;
use askama::Template;

/// The address of a run's page.
pub fn address(view: &RunView) -> String {
    format!("/desk/distributions/{}", run_name::slug(view.run.run))
}

/// What stands above every page of a run: what it is, how far it has come, and the ways to its other pages.
struct RunHead {
    address: String,
    /// As addresses have it.
    slug: String,
    name: String,
    number: String,
    state: String,
    /// The motion that it waits for or counts by; empty where there is none, or whoever asks does not sit at the boards' table.
    motion: String,
    short_seal: String,
}

impl RunHead {
    fn new(visit: &Visit<'_>, view: &RunView) -> RunHead {
        RunHead {
            address: address(view),
            slug: run_name::slug(view.run.run),
            name: run_name::name(view, visit.t()),
            number: view.run.run.to_string(),
            state: state(visit, view),
            motion: motion_of(visit, view),
            short_seal: view.run.seal.hash().to_string().chars().take(12).collect(),
        }
    }
}

/// Where that motion is read; empty where there is none, or whoever asks does not come there.
fn motion_of(visit: &Visit<'_>, view: &RunView) -> String {
    let motion_no =
        view.standing.motion_no().filter(|_| view.run.superseded_by.is_none() && visit.is_for(Who::StaffOrSeat));
    motion_no.map(boards::motion::address).unwrap_or_default()
}

/// How far a run has come, in words.
fn state(visit: &Visit<'_>, view: &RunView) -> String {
    let t = visit.t();
    if let Some(by) = view.run.superseded_by {
        return format!("{} {by}", t.say("已被取代：", "replaced by"));
    }
    let Some(motion_no) = view.standing.motion_no() else { return t.say("草案", "draft").to_owned() };
    let said = visit.overview.motion(motion_no).map(|motion| motion_text::state(motion, t)).unwrap_or_default();
    let held = match (view.held_by, t) {
        (Some(hold), Language::Chinese) => format!("，暂缓（议题 {hold}）"),
        (Some(hold), Language::English) => format!(", held (motion {hold})"),
        (None, _) => String::new(),
    };
    match t {
        Language::Chinese => format!("议题 {motion_no}：{said}{held}"),
        Language::English => format!("motion {motion_no}: {said}{held}"),
    }
}

/// The year, and the number where there is one, that an address names: `2008`, `2008-1`.
fn named(visit: &Visit<'_>) -> Result<(AccountingYear, Option<u32>), Trouble> {
    let given = visit.asked.parameters.get("run");
    match run_name::parse(given) {
        Some(run) => Ok((run.year, Some(run.number))),
        None => Ok((run_name::parse_year(given).ok_or(Trouble::NotFound)?, None)),
    }
}

/// The run that an address names.
fn find(visit: &Visit<'_>) -> Result<RunView, Trouble> {
    find_in(&visit.overview, visit).cloned()
}

/// The same, as it stands in an overview.
fn find_in<'o>(overview: &'o Overview, visit: &Visit<'_>) -> Result<&'o RunView, Trouble> {
    let (year, number) = named(visit)?;
    Ok(overview.run(year, number)?)
}

/// A page of a run with one table: what a figure sums.
#[derive(Template)]
#[template(path = "distribution/table.html")]
struct TablePage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    head: RunHead,
    title: String,
    /// What the table is about, and what it comes to.
    notes: Vec<String>,
    grid: Grid,
    /// What stands there while it is empty.
    empty: &'static str,
    files: [String; 2],
    pages: Pages,
}

impl TablePage {
    fn new(visit: &Visit<'_>, view: &RunView, title: &str, (grid, empty): (Grid, &'static str)) -> TablePage {
        TablePage {
            t: visit.t(),
            frame: visit.frame(),
            tab: "run",
            head: RunHead::new(visit, view),
            title: title.trim().to_owned(),
            notes: Vec::new(),
            grid: grid.stacking(),
            empty,
            files: file_addresses(visit),
            pages: Pages::default(),
        }
    }
}
