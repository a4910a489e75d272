//! A year's statement: both tiers in words and numbers, with every operand, and what proves it.

use super::{payables, statements, whose};
use crate::application::distribution::evidence as evidences;
use crate::application::distribution::query::StatementView;
use crate::application::overview::Overview;
use crate::domain::governance::motion::{Evidence, MotionState};
use crate::domain::money::Money;
use crate::domain::payment::payable::{Payable, PayableState};
use crate::domain::period::AccountingYear;
use crate::domain::statement::member_statement::{MemberStatement, StatementLine};
use crate::domain::statement::run_summary::{ContractSummary, RunSummary};
use crate::rendering::explanation;
use crate::rendering::motion_text;
use crate::rendering::payment_text;
use crate::rendering::speech::Language;
use crate::rendering::term::term;
use crate::web::answer::Answer;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

#[derive(Template)]
#[template(path = "my/statement.html")]
struct StatementPage {
    t: Language,
    frame: Frame,
    year: AccountingYear,
    name: String,
    member_no: String,
    of_member: String,
    parts: Vec<Part>,
    others: Vec<AccountingYear>,
}

/// What one run gave.
struct Part {
    title: String,
    slug: String,
    view: StatementView,
    steps: Vec<Step>,
    votes: Vec<(String, String)>,
    lines: Vec<Line>,
    tier_two: Vec<String>,
    /// Whether it gives nothing: late rent of somebody else's land.
    is_nothing: bool,
    taken_off: Vec<String>,
    money: Vec<(Payable, String)>,
    bars: (i64, i64),
    seal: String,
}

/// One line of tier one.
struct Line {
    name: String,
    working: String,
    net: Money,
    line: StatementLine,
    unit: String,
    notes: Vec<String>,
    contract: Option<ContractSummary>,
}

/// How far something has come.
pub struct Step {
    /// What it is, and when.
    pub words: String,
    /// `done`, `now`, `failed`, or nothing.
    pub class: &'static str,
}

/// The page; a year without a statement is not there.
pub fn statement(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let year = run_name::parse_year(visit.asked.parameters.get("year")).ok_or(Trouble::NotFound)?;
    let member_no = whose(visit)?;
    let all = statements(visit, &member_no)?;
    let payables = payables(visit, &member_no)?;
    let mut others: Vec<AccountingYear> = all.iter().map(|view| view.run.run.run.year).collect();
    others.dedup();
    others.retain(|other| *other != year);
    // The year's first run first: what follows it is read after it.
    let of_year = all.into_iter().rev().filter(|view| view.run.run.run.year == year);
    let parts: Vec<Part> = of_year.map(|view| part(&visit.overview, view, &payables, t)).collect();
    let first = parts.first().ok_or(Trouble::NotFound)?;
    let of_member = if member_no == visit.member_no() { String::new() } else { format!("?member={member_no}") };
    page(&StatementPage {
        t,
        frame: visit.frame(),
        year,
        name: first.view.statement.name.clone(),
        member_no,
        of_member,
        parts,
        others,
    })
}

fn part(overview: &Overview, view: StatementView, payables: &[Payable], t: Language) -> Part {
    let (summary, statement) = (&view.run.summary, &view.statement);
    let of_run = payables.iter().filter(|payable| payable.claim.key.run == view.run.run.run);
    let seal = view.run.run.seal.hash().to_string();
    Part {
        title: run_name::name(&view.run, t),
        slug: run_name::slug(view.run.run.run),
        steps: steps(overview, &view, payables, t),
        votes: votes(overview, &view, t),
        lines: statement.lines.iter().map(|one| line(summary, one, t)).collect(),
        tier_two: tier_two(summary, statement, t),
        is_nothing: !view.run.run.kind.has_tier_two() && statement.net.is_zero(),
        taken_off: explanation::taken_off(statement, t),
        money: of_run.map(|payable| (payable.clone(), payment_text::state(&payable.state, t))).collect(),
        bars: bars(statement),
        seal: seal.chars().take(12).collect(),
        view,
    }
}

/// Tier two, and which shares it leaves out.
fn tier_two(summary: &RunSummary, statement: &MemberStatement, t: Language) -> Vec<String> {
    let mut said = explanation::tier_two(summary, statement, t);
    let held = statement.holdings.iter().map(|(class, shares, takes_part)| (class.as_str(), *shares, *takes_part));
    said.extend(explanation::not_taking_part(held, t).filter(|_| summary.header.kind.has_tier_two()));
    said
}

fn line(summary: &RunSummary, line: &StatementLine, t: Language) -> Line {
    Line {
        name: explanation::line_name(line, t),
        working: explanation::line_working(line, summary.header.run.year.days(), t),
        net: explanation::line_net(line),
        unit: term(&line.unit, t).to_owned(),
        notes: explanation::line_notes(summary, line, t),
        contract: summary.contracts.iter().find(|contract| contract.contract_no == line.contract_no).cloned(),
        line: line.clone(),
    }
}

/// The two tiers beside each other, in hundredths of both.
fn bars(statement: &MemberStatement) -> (i64, i64) {
    let (one, two) = (statement.tier_one.fen().max(0), statement.tier_two.fen().max(0));
    let whole = i128::from(one) + i128::from(two);
    let part = |fen: i64| match whole {
        0 => 0,
        whole => i64::try_from(i128::from(fen) * 100 / whole).unwrap_or_default(),
    };
    (part(one), part(two))
}

/// The motion's stages, and whether the money is out.
pub fn steps(overview: &Overview, view: &StatementView, payables: &[Payable], t: Language) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(motion) = view.run.standing.motion_no().and_then(|motion_no| overview.motion(motion_no)) {
        for (position, stage) in motion.proposal.procedure.stages.iter().enumerate() {
            let name = motion_text::stage_name(*stage, t);
            let (words, class) = match motion.ended.get(position) {
                Some(ended) if matches!(&ended.evidence, Evidence::Voted(tally, _) if tally.outcome().is_err()) => {
                    (format!("{name} {}", ended.on), "failed")
                }
                Some(ended) => match ended.evidence {
                    Evidence::Published(first, last) => {
                        (format!("{name} {first}{}{last}", t.say(" 至 ", " to ")), "done")
                    }
                    _ => (format!("{name} {}", ended.on), "done"),
                },
                None => match (&motion.state, position == motion.ended.len()) {
                    (MotionState::UnderProcedure(open), true) => match open.notice {
                        Some((_, last)) => (format!("{name}{}{last}", t.say("至 ", " until ")), "now"),
                        None => (name, "now"),
                    },
                    _ => (name, ""),
                },
            };
            steps.push(Step { words, class });
        }
    }
    let of_run = || payables.iter().filter(|payable| payable.claim.key.run == view.run.run.run);
    let last_paid = of_run().filter_map(|payable| match payable.state {
        PayableState::Paid(_, date) => Some(date),
        _ => None,
    });
    let paid = t.say("发放", "paid");
    steps.push(match last_paid.max().filter(|_| of_run().all(|payable| !payable.is_unpaid())) {
        Some(date) => Step { words: format!("{paid} {date}"), class: "done" },
        None => Step { words: paid.to_owned(), class: "" },
    });
    steps
}

/// How the bodies voted: the counts beside the rule.
fn votes(overview: &Overview, view: &StatementView, t: Language) -> Vec<(String, String)> {
    let Some(motion) = view.run.standing.motion_no().and_then(|motion_no| overview.motion(motion_no)) else {
        return Vec::new();
    };
    let tallies = motion.ended.iter().filter_map(|ended| match &ended.evidence {
        Evidence::Voted(tally, _) => {
            let name = format!("{} {}", motion_text::stage_name(ended.stage, t), ended.on);
            Some((name, motion_text::counts(tally, t)))
        }
        _ => None,
    });
    tallies.collect()
}

/// The file that proves a statement to anybody.
pub fn evidence(visit: &mut Visit<'_>) -> Answered {
    let run = run_name::parse(visit.asked.parameters.get("run")).ok_or(Trouble::NotFound)?;
    let member_no = whose(visit)?;
    let is_shown = visit.overview.shown_to_members(visit.today()).iter().any(|view| view.run.run == run);
    if !is_shown {
        return Err(Trouble::NotFound);
    }
    let asked = (run.year, Some(run.number));
    let evidence = visit.read(|db, cooperative| evidences::of_statement(db, cooperative, asked, &member_no))?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let number: String = member_no.chars().filter(|letter| is_plain(*letter)).collect();
    let name = format!("tonggu-{}-{number}.txt", run_name::slug(run));
    Ok(Answer::file("text/plain; charset=utf-8", &name, evidence.write().into_bytes()))
}
