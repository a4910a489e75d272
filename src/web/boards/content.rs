//! What a motion about a run decides: its totals, what changed against the year before, who stands out.

use crate::application::distribution::comparison::{ComparedRuns, compare};
use crate::application::distribution::query::RunView;
use crate::application::ledger::query::summed;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::money::Money;
use crate::domain::refusal::{Problem, Refusal};
use crate::domain::statement::comparison::MemberChange;
use crate::rendering::comparison_text::{change_table, step_table};
use crate::rendering::speech::Language;
use crate::rendering::table::Table;
use crate::rendering::{notice, run_text};
use crate::web::distribution;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;

/// Members that are listed of each kind of change.
const MOST: usize = 20;

/// A run, as a motion puts it before the bodies.
pub struct RunContent {
    /// What people call it.
    pub name: String,
    /// Its worksheet at the distribution desk; empty where whoever asks may not see it.
    pub worksheet: String,
    /// What is read first.
    pub figures: Vec<(&'static str, String)>,
    /// 实发合计.
    pub net: Money,
    /// From income to members.
    pub steps: Vec<(&'static str, Money)>,
    /// The year in a line.
    pub year_line: String,
    /// Whether it was held against the books.
    pub checked: &'static str,
    /// 控制总数.
    pub control_totals: Table,
    /// Whether all of them hold.
    pub is_sound: bool,
    /// The year before, where there is one to compare with and whoever asks may see it.
    pub compared: Option<Compared>,
}

/// A run beside that of an earlier year.
pub struct Compared {
    /// The earlier run.
    pub before: RunNumber,
    /// Step by step.
    pub steps: Table,
    /// New members, gone ones, those who stand out, those whose sum changed most: how many, and the first of them.
    pub lists: Vec<(&'static str, usize, Table)>,
    /// How many get the same to the fen.
    pub same: usize,
}

/// What the bodies see of a run.
pub fn of_run(visit: &mut Visit<'_>, view: &RunView) -> Result<RunContent, Trouble> {
    let t = visit.t();
    let summary = &view.summary;
    let may_see = visit.check_reading(None).is_ok();
    let compared = match may_see && view.run.kind.has_tier_two() {
        true => compared(visit, view.run.run)?,
        false => None,
    };
    Ok(RunContent {
        name: run_name::name(view, t),
        worksheet: if may_see { distribution::address(view) } else { String::new() },
        figures: notice::figures(summary, t),
        net: summary.totals.net,
        steps: run_text::steps(summary, t),
        year_line: run_text::year_line(summary, t),
        checked: run_text::checked(summary, t),
        control_totals: run_text::control_totals(summary, t),
        is_sound: summary.control_totals.iter().all(|total| total.holds()),
        compared,
    })
}

fn compared(visit: &mut Visit<'_>, run: RunNumber) -> Result<Option<Compared>, Trouble> {
    let t = visit.t();
    let named = (run.year, Some(run.number));
    match visit.read(|db, cooperative| compare(db, cooperative, named, None)) {
        Ok(found) => tables(&found, t).map(Some),
        Err(Trouble::Refused(problems)) if problems.iter().all(is_first_year) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

const fn is_first_year(problem: &Problem) -> bool {
    matches!(problem.refusal, Refusal::Distribution(DistributionRefusal::EarlierRunMissing { .. }))
}

fn tables(found: &ComparedRuns, t: Language) -> Result<Compared, Trouble> {
    let ComparedRuns { before, after, comparison } = found;
    let names = [before.run.run.to_string(), after.run.run.to_string()];
    let steps = step_table((&before.summary, &after.summary), [&names[0], &names[1]], t);
    let outliers: Vec<MemberChange> = comparison.outliers().cloned().collect();
    let mut lists = Vec::new();
    for (name, changes) in [
        (t.say("变动最大", "Changed most"), &comparison.changed),
        (
            t.say("异常变动：比上年多一倍以上，或少一半以上", "Standing out: more than twice, or less than half"),
            &outliers,
        ),
        (t.say("新增", "New"), &comparison.new),
        (t.say("退出", "Gone"), &comparison.gone),
    ] {
        let shown = &changes[..changes.len().min(MOST)];
        lists.push((name, changes.len(), summed(change_table(shown, t))?));
    }
    Ok(Compared { before: before.run.run, steps: summed(steps)?, lists, same: comparison.same })
}
