//! Runs (分配) and statements for programs.

use crate::application::distribution::comparison::{ComparedRuns, WhatIf};
use crate::application::distribution::query::{RunView, Standing, StatementView};
use crate::domain::distribution::assumption::Assumptions;
use crate::domain::money::Overflow;
use crate::domain::statement::comparison::MemberChange;
use crate::domain::statement::member_statement::MemberStatement;
use crate::rendering::speech::Language;
use crate::rendering::{comparison_text, explanation, json as of_domain};
use serde_json::{Map, Value, json};

/// All runs, and how far each has come.
pub fn runs(runs: &[RunView]) -> Value {
    let values = runs.iter().map(|view| {
        json!({
            "run": view.run.run.to_string(),
            "kind": view.run.kind.code(),
            "follows": view.run.follows,
            "superseded_by": view.run.superseded_by.map(|by| by.to_string()),
            "state": standing_code(view),
            "motion": view.standing.motion_no(),
            "held_by": view.held_by,
            "prepared_at": view.run.occurred_at.to_rfc3339(),
            "prepared_by": view.run.actor,
            "statements": view.run.statement_count,
            "net": view.summary.totals.net.to_string(),
            "seal": view.run.seal.hash().to_string(),
        })
    });
    json!({ "runs": values.collect::<Vec<_>>() })
}

/// A run with all that it says.
pub fn run((view, statements): &(RunView, Vec<MemberStatement>)) -> Value {
    of_domain::run((&view.summary, &view.run.seal), (view.run.superseded_by, view.supersedes.as_slice()), statements)
}

/// Statements of several runs of a year: the first is the year's own.
pub fn statements(found: &[StatementView]) -> Value {
    let one = |StatementView { run: view, statement, code }: &StatementView| {
        let mut value = of_domain::statement(statement, view.run.kind);
        value["year"] = json!(view.run.run.year.number());
        value["run"] = json!(view.run.run.to_string());
        value["kind"] = json!(view.run.kind.code());
        value["seal"] = json!(view.run.seal.hash().to_string());
        value["verification_code"] = json!(code.to_string());
        value["explanation_zh"] = json!(explanation::explain(&view.summary, statement, Language::Chinese));
        value["explanation_en"] = json!(explanation::explain(&view.summary, statement, Language::English));
        value
    };
    let mut values = found.iter().map(one);
    let mut first = values.next().unwrap_or_default();
    first["later_runs"] = values.collect();
    first
}

/// A run as it is, and as it would be.
pub fn what_if((assumptions, found): &(Assumptions, WhatIf)) -> Value {
    let items = assumptions.items().into_iter();
    let assumed: Map<_, _> = items.map(|(item, value)| (item.to_string(), json!(value.as_str()))).collect();
    json!({
        "run": found.run.map(|run| run.to_string()), "assumed": assumed,
        "now": of_domain::figures(&found.now), "then": of_domain::figures(&found.then),
    })
}

/// Two runs beside each other, with so many of the largest changes.
///
/// # Errors
/// Where a difference grows too large.
pub fn comparison(found: &ComparedRuns, most: usize) -> Result<Value, Overflow> {
    let ComparedRuns { before, after, comparison } = found;
    let changed = &comparison.changed[..most.min(comparison.changed.len())];
    let changes = |changes: &[MemberChange]| comparison_text::changes_value(changes);
    Ok(json!({
        "before": before.run.run.to_string(), "after": after.run.run.to_string(), "same": comparison.same,
        "changed": comparison.changed.len(), "new": changes(&comparison.new)?, "gone": changes(&comparison.gone)?,
        "largest_changes": changes(changed)?,
    }))
}

/// How far a run has come.
const fn standing_code(view: &RunView) -> &'static str {
    match (view.run.superseded_by, view.standing) {
        (Some(_), _) => "superseded",
        (None, Standing::Draft) => "draft",
        (None, Standing::UnderProcedure(_)) => "under_procedure",
        (None, Standing::Rejected(_)) => "rejected",
        (None, Standing::Effective(..)) => "effective",
        (None, Standing::Void(_)) => "void",
    }
}
