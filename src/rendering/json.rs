//! What programs read: money and quantities as decimal strings, names in English with underscores.

use super::speech::{self, Language};
use crate::domain::distribution::control_total::ControlTotal;
use crate::domain::distribution::inputs::Given;
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::governance::act::Vote;
use crate::domain::governance::motion::{EndedStage, Evidence, Motion, MotionState};
use crate::domain::governance::proposal::HoldTarget;
use crate::domain::governance::seal::Seal;
use crate::domain::money::Money;
use crate::domain::person::Named;
use crate::domain::refusal::{Place, Problem};
use crate::domain::statement::member_statement::{MemberStatement, StatementLine};
use crate::domain::statement::run_summary::{BatchSummary, RunSummary};
use serde_json::{Map, Value, json};

/// A problem, with both sentences.
pub fn problem(problem: &Problem) -> Value {
    let place = problem.place.as_ref().map(place).unwrap_or_default();
    json!({
        "severity": problem.severity().code(),
        "code": problem.refusal.code(),
        "file": place["file"], "sheet": place["sheet"], "cell": place["cell"],
        "given": speech::given(&problem.refusal),
        "expected": speech::words(&problem.refusal, Language::Chinese).expected,
        "message_zh": speech::sentence(problem, Language::Chinese),
        "message_en": speech::sentence(problem, Language::English),
    })
}

/// Where a problem is.
pub fn place(place: &Place) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    json!({
        "file": text(&place.file), "sheet": text(&place.sheet), "cell": place.cell.map(|cell| cell.to_string()),
    })
}

/// Problems alone, for any refusal.
pub fn problems(problems: &[Problem]) -> Value {
    json!({ "problems": problems.iter().map(problem).collect::<Vec<_>>() })
}

/// A run with all that it says.
pub fn run(
    (summary, seal): (&RunSummary, &Seal),
    (superseded_by, supersedes): (Option<RunNumber>, &[RunNumber]),
    statements: &[MemberStatement],
) -> Value {
    let header = &summary.header;
    let mut contracts = Map::new();
    for contract in &summary.contracts {
        contracts.insert(
            contract.contract_no.clone(),
            json!({
                "batch": contract.batch,
                "unit": contract.unit,
                "size": contract.area.to_string(),
                "due": contract.due.to_string(),
                "collected": contract.collected.to_string(),
                "paid_before": contract.given.to_string(),
                "payable": contract.payable.to_string(),
                "fee": contract.fee.to_string(),
                "left_on_contract": contract.left.to_string(),
            }),
        );
    }
    json!({
        "year": header.run.year.number(),
        "run": header.run.to_string(),
        "kind": header.kind.code(),
        "follows": header.follows.map(|number| format!("{}#{number}", header.run.year)),
        "superseded_by": superseded_by.map(|by| by.to_string()),
        "supersedes": supersedes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "record_date": header.record_date.to_string(),
        "cut_off": header.cut_off.to_string(),
        "cooperative_code": header.cooperative_code,
        "cooperative_name": header.cooperative_name,
        "tier_one": { "contracts": contracts, "lines": lines(statements) },
        "company": company(summary),
        "cooperative": cooperative(summary),
        "statements": statements.iter().map(|one| statement(one, header.kind)).collect::<Vec<_>>(),
        "share_classes": summary.classes.iter().map(|(class, shares, takes_part)| json!({
            "class": class, "shares": shares.to_string(), "takes_part": takes_part,
        })).collect::<Vec<_>>(),
        "totals": totals(summary),
        "equal_rights": equal_rights(summary),
        "control_totals": summary.control_totals.iter().map(control_total).collect::<Vec<_>>(),
        "rests_on": summary.earlier.iter().map(|(run, seal)| json!({
            "run": run.to_string(), "seal": seal.to_string(),
        })).collect::<Vec<_>>(),
        "seal": seal_hashes(seal),
    })
}

/// What a run comes to: company, cooperative and totals.
pub fn figures(summary: &RunSummary) -> Value {
    json!({ "company": company(summary), "cooperative": cooperative(summary), "totals": totals(summary) })
}

fn totals(summary: &RunSummary) -> Value {
    json!({
        "statements": summary.totals.count,
        "tier_one": summary.totals.tier_one.to_string(),
        "tier_two": summary.totals.tier_two.to_string(),
        "tax": summary.totals.tax.to_string(),
        "recovery": summary.totals.recovery.to_string(),
        "recovered": summary.totals.recovered.to_string(),
        "net": summary.totals.net.to_string(),
    })
}

fn seal_hashes(seal: &Seal) -> Value {
    json!({
        "seal": seal.hash().to_string(),
        "inputs_hash": seal.inputs.to_string(),
        "worksheet_hash": seal.worksheet.to_string(),
        "statements_root": seal.statements.to_string(),
    })
}

/// All lines by contract, member and object. Statements are in member order and their lines in contract order, so a stable sort will do.
fn lines(statements: &[MemberStatement]) -> Vec<Value> {
    let mut all: Vec<(&MemberStatement, &StatementLine)> =
        statements.iter().flat_map(|statement| statement.lines.iter().map(move |line| (statement, line))).collect();
    all.sort_by(|(_, one), (_, other)| one.contract_no.cmp(&other.contract_no));
    let line = |(statement, line): (&MemberStatement, &StatementLine)| {
        let mut value = line_value(line);
        value["member_no"] = json!(statement.member_no);
        value
    };
    all.into_iter().map(line).collect()
}

fn line_value(line: &StatementLine) -> Value {
    json!({
        "member_no": null,
        "contract_no": line.contract_no,
        "batch": line.batch,
        "object": line.object,
        "object_no": line.object_no,
        "entry_date": line.entry_date.to_string(),
        "size": line.area.to_string(),
        "unit": line.unit,
        "days": line.days,
        "rents": line.rents.iter().map(|rent| json!({
            "method": rent.method,
            "standard": rent.standard.to_string(),
            "grain": if rent.grain.is_empty() { Value::Null } else { json!(rent.grain) },
            "grain_price": rent.grain_price.map(|price| price.to_string()),
            "days": rent.days,
        })).collect::<Vec<_>>(),
        "due": line.due.to_string(),
        "paid_before": line.given.map(|given| given.amount.to_string()),
        "payable": line.payable.to_string(),
        "fee": line.fee.to_string(),
    })
}

fn company(summary: &RunSummary) -> Value {
    summary.company.map_or(Value::Null, |company| {
        json!({
            "profit": company.profit.to_string(),
            "statutory_reserve": company.statutory_reserve.to_string(),
            "discretionary_reserve": company.discretionary_reserve.to_string(),
            "largest_dividend": company.largest_dividend.to_string(),
            "dividend": company.dividend.to_string(),
            "carried_forward": company.carried_forward.to_string(),
        })
    })
}

fn cooperative(summary: &RunSummary) -> Value {
    let (Some(fall), Some(tier)) = (&summary.waterfall, &summary.tier_two) else { return Value::Null };
    let is_nothing = fall.available_to_members <= Money::ZERO;
    json!({
        "net_income": fall.net_income.to_string(),
        "brought_forward": fall.brought_forward.to_string(),
        "distributable_before_reserve": fall.distributable_before_reserve.to_string(),
        "reserve": fall.reserve.to_string(),
        "levy": fall.levy.to_string(),
        "other": fall.other.to_string(),
        "available_to_members": fall.available_to_members.to_string(),
        "tier_two": fall.pool.to_string(),
        "tier_two_note": is_nothing.then_some("nothing_available"),
        "rule": if tier.per_share.is_some() { "per_share_rate" } else { "largest_remainder" },
        "eligible_shares": tier.eligible_shares.to_string(),
        "per_share": tier.per_share.map(|rate| rate.to_string()),
        "paid": tier.paid.to_string(),
        "residue": tier.residue.to_string(),
        "undistributed": fall.undistributed.to_string(),
        "extra_fen": tier.extra_fen,
        "cash": "awaiting_company_payment",
    })
}

/// One member's statement.
pub fn statement(statement: &MemberStatement, kind: RunKind) -> Value {
    let given = |given: Option<Given>| given.map(|given| given.amount.to_string());
    json!({
        "member_no": statement.member_no,
        "name": statement.name,
        "household_no": statement.household_no,
        "group": statement.group,
        "shares": statement.shares.to_string(),
        "holdings": statement.holdings.iter().map(|(class, shares, takes_part)| json!({
            "class": class, "shares": shares.to_string(), "takes_part": takes_part,
        })).collect::<Vec<_>>(),
        "lines": statement.lines.iter().map(|line| {
            let mut value = line_value(line);
            value["member_no"] = json!(statement.member_no);
            value
        }).collect::<Vec<_>>(),
        "tier_one": statement.tier_one.to_string(),
        "per_share": statement.per_share.map(|rate| rate.to_string()),
        "tier_two": statement.tier_two.to_string(),
        "tier_two_before": if kind == RunKind::Correction { given(statement.given_tier_two) } else { None },
        "tax": statement.tax.to_string(),
        "recovery": statement.recovery.to_string(),
        "recovered": statement.recovered.to_string(),
        "net": statement.net.to_string(),
    })
}

/// The equal-rights report.
pub fn equal_rights(summary: &RunSummary) -> Value {
    let batch = |batch: &BatchSummary| {
        json!({
            "batch": batch.batch,
            "unit": batch.unit,
            "size": batch.area.to_string(),
            "unit_rents": batch.unit_rents.split('→').collect::<Vec<_>>(),
            "tier_one_net": batch.tier_one_net.to_string(),
            "tier_one_net_per_unit": batch.net_per_unit.to_string(),
            "per_share_before": batch.per_share_before.map(|rate| rate.to_string()),
            "per_share_after": batch.per_share_after.map(|rate| rate.to_string()),
        })
    };
    json!({
        "batches": summary.batches.iter().map(batch).collect::<Vec<_>>(),
        "per_share": summary.tier_two.as_ref().and_then(|tier| tier.per_share).map(|rate| rate.to_string()),
        "spread": summary.tier_two.as_ref().map(|tier| tier.spread.to_string()),
    })
}

fn control_total(total: &ControlTotal) -> Value {
    json!({
        "number": total.number,
        "subject": total.subject.as_str(),
        "left": total.left.as_str(),
        "right": total.right.as_str(),
        "holds": total.holds(),
    })
}

/// A motion, with every vote, count, notice and objection.
pub fn motion(motion: &Motion) -> Value {
    let proposal = &motion.proposal;
    let (state, since, reason) = match &motion.state {
        MotionState::UnderProcedure(_) => ("under_procedure", None, None),
        MotionState::Effective(since) => ("effective", Some(since.to_string()), None),
        MotionState::Void { on, .. } => ("void", Some(on.to_string()), None),
        MotionState::Rejected(on, reason) => ("rejected", Some(on.to_string()), Some(<&'static str>::from(*reason))),
    };
    let objections = motion.objections.iter().map(|(objection, answer)| {
        json!({
            "objection_no": objection.objection_no, "member_no": objection.by.member_no, "name": objection.by.name,
            "line": objection.line, "text": objection.text, "answer": answer,
        })
    });
    json!({
        "motion": motion.motion_no,
        "kind": proposal.kind.code(),
        "title": proposal.matter.title,
        "payment": payment(motion),
        "hold": hold(motion),
        "file": proposal.matter.file.map(|file| file.to_string()),
        "carried_out": motion.carried_out.map(|(on, batch_no)| json!({ "on": on.to_string(), "batch": batch_no })),
        "subject": proposal.subject,
        "content": proposal.content.to_string(),
        "proposed_on": motion.proposed_on.to_string(),
        "procedure": proposal.procedure.stages.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "notice_days": proposal.notice_days,
        "preparers": proposal.preparers.iter().map(|preparer| preparer.user.as_str()).collect::<Vec<_>>(),
        "state": state,
        "since": since,
        "reason": reason,
        "stage": motion.stage().map(|stage| stage.to_string()),
        "open": open_stage(motion),
        "ended": motion.ended.iter().map(ended_stage).collect::<Vec<_>>(),
        "objections": objections.collect::<Vec<_>>(),
    })
}

fn payment(motion: &Motion) -> Value {
    let Some(payment) = &motion.proposal.matter.payment else { return Value::Null };
    json!({
        "payer": payment.payer.zh(), "payee": payment.payee, "amount": payment.amount.to_string(),
        "due": payment.due.to_string(),
        "paid_on": motion.paid.as_ref().map(|(on, _)| on.to_string()),
        "reference": motion.paid.as_ref().map(|(_, reference)| reference),
    })
}

fn hold(motion: &Motion) -> Value {
    let Some(hold) = &motion.proposal.matter.hold else { return Value::Null };
    let person = |person: &Named| json!({ "member_no": person.member_no, "name": person.name });
    let target = match &hold.target {
        HoldTarget::Motion(motion_no) => json!({ "motion": motion_no }),
        HoldTarget::Run(run) => json!({ "run": run }),
    };
    let inspections = motion
        .inspections
        .iter()
        .map(|(on, text, satisfies)| json!({ "on": on.to_string(), "text": text, "satisfied": satisfies }));
    json!({
        "target": target, "proposer": person(&hold.proposer),
        "cosigners": hold.cosigners.iter().map(person).collect::<Vec<_>>(),
        "reason": hold.reason, "condition": hold.condition, "holds": motion.holds().is_some(),
        "inspections": inspections.collect::<Vec<_>>(),
    })
}

fn open_stage(motion: &Motion) -> Value {
    let MotionState::UnderProcedure(open) = &motion.state else { return Value::Null };
    json!({
        "votes": open.votes.iter().map(vote).collect::<Vec<_>>(),
        "deadline": open.deadline.map(|day| day.to_string()),
        "notice": open.notice.map(|(first, last)| json!({ "first_day": first.to_string(), "last_day": last.to_string() })),
    })
}

fn ended_stage(ended: &EndedStage) -> Value {
    let mut value = json!({ "stage": ended.stage.to_string(), "on": ended.on.to_string() });
    match &ended.evidence {
        Evidence::Voted(tally, votes) => {
            let (counts, rule) = (&tally.counts, &tally.rule);
            value["tally"] = json!({
                "seats": counts.seats, "present": counts.present(), "for": counts.for_votes, "against": counts.against,
                "abstained": counts.abstained, "recused": counts.recused,
                "quorum_required": rule.quorum_of(counts), "majority_required": rule.majority_of(counts),
                "quorum": rule.quorum.to_string(), "majority": rule.majority.to_string(), "basis": rule.basis.zh(),
                "passed": tally.outcome().is_ok(), "reason": tally.outcome().err().map(<&'static str>::from),
                "minutes": tally.minutes.map(|hash| hash.to_string()),
            });
            value["votes"] = votes.iter().map(vote).collect();
        }
        Evidence::Published(first, last) => {
            value["notice"] = json!({ "first_day": first.to_string(), "last_day": last.to_string() });
        }
        Evidence::Heard(text, minutes) => {
            value["text"] = json!(text);
            value["minutes"] = json!(minutes.map(|hash| hash.to_string()));
        }
        Evidence::Filed(text) => value["text"] = json!(text),
    }
    value
}

fn vote(vote: &Vote) -> Value {
    json!({
        "body": vote.body.zh(), "member_no": vote.voter.member_no, "name": vote.voter.name, "choice": vote.choice.code(),
        "reason": vote.reason,
    })
}
