//! A motion in words: how far it has come, and on what each step rests.

use super::amount::yuan;
use super::speech::Language;
use crate::domain::governance::act::{Tally, Vote};
use crate::domain::governance::motion::{EndedStage, Evidence, Motion, MotionState};
use crate::domain::governance::procedure::Stage;
use crate::domain::governance::voting_rule::NotPassed;
use crate::domain::payment::write_off::WriteOff;
use crate::domain::person::Named;
use chrono::NaiveDate;

/// What kind of motion it is.
pub const fn kind(motion: &Motion, language: Language) -> &'static str {
    match language {
        Language::Chinese => motion.proposal.kind.zh(),
        Language::English => motion.proposal.kind.code(),
    }
}

/// What a stage is called.
pub fn stage_name(stage: Stage, language: Language) -> String {
    match language {
        Language::Chinese => stage.to_string(),
        Language::English => stage.en(),
    }
}

/// Where it stands, in a phrase.
pub fn state(motion: &Motion, language: Language) -> String {
    let stage = motion.stage().map(|stage| stage_name(stage, language)).unwrap_or_default();
    match (&motion.state, language) {
        (MotionState::UnderProcedure(_), Language::Chinese) => format!("待{stage}"),
        (MotionState::UnderProcedure(_), Language::English) => format!("awaiting {stage}"),
        (MotionState::Effective(since), language) => effective(motion, *since, language),
        (MotionState::Rejected(on, reason), language) => rejected(*on, *reason, language),
    }
}

/// What became of what was decided: paid, held, lifted, or in force.
fn effective(motion: &Motion, since: NaiveDate, language: Language) -> String {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let lifted = motion.inspections.iter().find(|(_, _, satisfies)| *satisfies);
    match (&motion.paid, &motion.proposal.matter.hold, lifted) {
        (Some((on, reference)), ..) => pick(format!("{on} 付讫（{reference}）"), format!("paid on {on} ({reference})")),
        (None, Some(_), Some((on, ..))) => pick(format!("{on} 解除"), format!("lifted on {on}")),
        (None, Some(_), None) => pick(format!("{since} 起暂缓"), format!("holds since {since}")),
        (None, None, _) => pick(format!("{since} 生效"), format!("effective since {since}")),
    }
}

fn rejected(on: NaiveDate, reason: NotPassed, language: Language) -> String {
    match (reason, language) {
        (NotPassed::QuorumNotMet { present, required }, Language::Chinese) => {
            format!("{on} 未通过：到会 {present} 人，须有 {required} 人")
        }
        (NotPassed::QuorumNotMet { present, required }, Language::English) => {
            format!("not passed on {on}: {present} present, {required} required")
        }
        (NotPassed::MajorityNotMet { for_votes, required }, Language::Chinese) => {
            format!("{on} 未通过：赞成 {for_votes} 票，须有 {required} 票")
        }
        (NotPassed::MajorityNotMet { for_votes, required }, Language::English) => {
            format!("not passed on {on}: {for_votes} for, {required} required")
        }
    }
}

/// What has been passed so far, in a line a stage: who, when, with how many votes.
pub fn passed(motion: &Motion, language: Language) -> Vec<String> {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let line = |ended: &EndedStage| {
        let (name, on) = (stage_name(ended.stage, language), ended.on);
        match &ended.evidence {
            Evidence::Voted(tally, _) => {
                let (seats, present, for_votes) = (tally.counts.seats, tally.counts.present(), tally.counts.for_votes);
                pick(
                    format!("{name}　{on}　{seats} 席，到会 {present}，赞成 {for_votes}"),
                    format!("{name}, {on}: {seats} seats, {present} present, {for_votes} for"),
                )
            }
            Evidence::Published(first, last) => {
                pick(format!("{name}　{first} 至 {last}"), format!("{name}, {first} to {last}"))
            }
            Evidence::Heard(..) | Evidence::Filed(_) => pick(format!("{name}　{on}"), format!("{name}, {on}")),
        }
    };
    motion.ended.iter().map(line).collect()
}

/// The whole motion, step by step.
pub fn motion(motion: &Motion, language: Language) -> String {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let proposal = &motion.proposal;
    let mut lines = vec![pick(
        format!(
            "议题 {}　{}（{}，{} 提出）",
            motion.motion_no,
            proposal.matter.title,
            kind(motion, language),
            motion.proposed_on
        ),
        format!(
            "Motion {}: {} ({}, put forward on {})",
            motion.motion_no,
            proposal.matter.title,
            kind(motion, language),
            motion.proposed_on
        ),
    )];
    lines.push(pick(format!("  内容 {}", proposal.content), format!("  content {}", proposal.content)));
    for (position, stage) in proposal.procedure.stages.iter().enumerate() {
        let number = position + 1;
        let name = stage_name(*stage, language);
        match motion.ended.get(position) {
            Some(ended) => {
                let mark = if matches!(&ended.evidence, Evidence::Voted(tally, _) if tally.outcome().is_err()) {
                    "✗"
                } else {
                    "✓"
                };
                lines.push(format!("  {number} {mark} {name}　{}", ended.on));
                lines.extend(evidence(&ended.evidence, language).into_iter().map(|line| format!("      {line}")));
            }
            None if position == motion.ended.len() => {
                lines.push(format!("  {number} → {name}"));
                lines.extend(open(motion, *stage, language).into_iter().map(|line| format!("      {line}")));
            }
            None => lines.push(format!("  {number}   {name}")),
        }
    }
    for (objection, answer) in &motion.objections {
        let (number, name) = (objection.objection_no, &objection.by.name);
        let line = if objection.line.is_empty() { String::new() } else { format!("[{}] ", objection.line) };
        lines.push(pick(
            format!("  异议 {number}　{name}：{line}{}", objection.text),
            format!("  objection {number} by {name}: {line}{}", objection.text),
        ));
        lines.push(match answer {
            Some(answer) => pick(format!("    答复：{answer}"), format!("    answer: {answer}")),
            None => pick("    尚未答复".to_owned(), "    no answer yet".to_owned()),
        });
    }
    lines.extend(payment_and_hold(motion, language));
    lines.push(format!("  {}", state(motion, language)));
    lines.join("\n") + "\n"
}

/// What is paid or held by it, and what became of that.
fn payment_and_hold(motion: &Motion, language: Language) -> Vec<String> {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let names = |people: &[Named]| people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join("、");
    let mut lines = Vec::new();
    if let Some(file) = &motion.proposal.matter.file {
        lines.push(pick(format!("  附件 {file}"), format!("  file {file}")));
    }
    if let Some((on, batch_no)) = &motion.carried_out {
        lines.push(pick(
            format!("  {on} 执行（第 {batch_no} 批导入）"),
            format!("  carried out on {on} by batch {batch_no}"),
        ));
    }
    if let Some(payment) = &motion.proposal.matter.payment {
        let payer = if language == Language::Chinese { payment.payer.zh() } else { payment.payer.en() };
        let (payee, amount, due) = (&payment.payee, yuan(payment.amount), payment.due);
        lines.push(pick(
            format!("  付款：{payer}付给{payee} {amount} 元，{due} 起"),
            format!("  payment: {amount} yuan from {payer} to {payee}, from {due} on"),
        ));
    }
    if let Ok(Some(what)) = WriteOff::parse(&motion.proposal.matter.write_off) {
        let (zh, en) = (what.destination.zh(), what.destination.code());
        let claims = what.claims.iter().map(|claim| {
            let (key, amount) = (&claim.key, yuan(claim.amount().unwrap_or_default()));
            pick(
                format!("  核销：成员 {} {} {} {amount} 元，转入{zh}", key.member_no, key.run, key.tier.zh()),
                format!(
                    "  write-off: {amount} yuan of member {}, {} {}, to {en}",
                    key.member_no,
                    key.run,
                    key.tier.en()
                ),
            )
        });
        let recoveries = what.recoveries.iter().map(|recovery| {
            let (run, member_no, amount) = (recovery.run, &recovery.member_no, yuan(recovery.amount));
            pick(
                format!("  核销：成员 {member_no} {run} 应追回 {amount} 元，由{zh}承担"),
                format!("  write-off: {amount} yuan that {run} wants back of member {member_no}, borne by {en}"),
            )
        });
        lines.extend(claims.chain(recoveries));
    }
    if let Some(hold) = &motion.proposal.matter.hold {
        let (proposer, cosigners) = (&hold.proposer.name, names(&hold.cosigners));
        lines.push(pick(
            format!("  暂缓：{proposer} 提出，{cosigners} 附议；理由：{}；解除条件：{}", hold.reason, hold.condition),
            format!(
                "  hold wished by {proposer}, with {cosigners}, because: {}; until: {}",
                hold.reason, hold.condition
            ),
        ));
    }
    for (on, text, satisfies) in &motion.inspections {
        let found = match (satisfies, language) {
            (true, Language::Chinese) => "合格，解除暂缓",
            (false, Language::Chinese) => "不合格",
            (true, Language::English) => "satisfied, lifted",
            (false, Language::English) => "not satisfied",
        };
        lines.push(pick(format!("  {on} 查验：{text}（{found}）"), format!("  inspected on {on}: {text} ({found})")));
    }
    lines
}

fn evidence(evidence: &Evidence, language: Language) -> Vec<String> {
    match (evidence, language) {
        (Evidence::Voted(tally, votes), language) => {
            let mut lines = vec![counts(tally, language)];
            lines.extend(votes.iter().map(|vote| vote_line(vote, language)));
            lines
        }
        (Evidence::Published(first, last), Language::Chinese) => vec![format!("公示 {first} 至 {last}")],
        (Evidence::Published(first, last), Language::English) => vec![format!("published from {first} to {last}")],
        (Evidence::Heard(text, _) | Evidence::Filed(text), _) => vec![text.clone()],
    }
}

/// The counts, and the rule that was applied.
pub fn counts(tally: &Tally, language: Language) -> String {
    let counts = &tally.counts;
    let rule = &tally.rule;
    let (seats, present) = (counts.seats, counts.present());
    let (quorum, majority) = (rule.quorum_of(counts), rule.majority_of(counts));
    match language {
        Language::Chinese => {
            let source = if rule.majority_article.is_empty() { "章程" } else { rule.majority_article };
            let paper = if tally.minutes.is_some() { "；纸质会议，有会议记录" } else { "" };
            format!(
                "{seats} 席，到会 {present}（须 {quorum}）：赞成 {}（须 {majority}）、反对 {}、弃权 {}、回避 {}；按{source}{paper}",
                counts.for_votes, counts.against, counts.abstained, counts.recused
            )
        }
        Language::English => {
            let source = if rule.majority_article.is_empty() { "charter" } else { rule.majority_article };
            let paper = if tally.minutes.is_some() { "; a meeting on paper, with minutes" } else { "" };
            format!(
                "{seats} seats, {present} present (of {quorum} required): {} for (of {majority} required), {} against, {} abstained, {} recused; by the {source}{paper}",
                counts.for_votes, counts.against, counts.abstained, counts.recused
            )
        }
    }
}

fn vote_line(vote: &Vote, language: Language) -> String {
    let choice = if language == Language::Chinese { vote.choice.zh() } else { vote.choice.code() };
    let reason = if vote.reason.is_empty() { String::new() } else { format!("　{}", vote.reason) };
    format!("{} {}　{choice}{reason}", vote.voter.member_no, vote.voter.name)
}

/// What has been done in the stage at hand.
fn open(motion: &Motion, stage: Stage, language: Language) -> Vec<String> {
    let MotionState::UnderProcedure(open) = &motion.state else { return Vec::new() };
    let mut lines: Vec<String> = open.votes.iter().map(|vote| vote_line(vote, language)).collect();
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    if let Some(deadline) = open.deadline {
        lines.push(pick(format!("表决到 {deadline} 为止"), format!("open until {deadline}")));
    }
    match (stage, open.notice) {
        (Stage::Notice, Some((first, last))) => {
            lines.push(pick(format!("公示 {first} 至 {last}"), format!("published from {first} to {last}")));
        }
        (Stage::Notice, None) => {
            let days = motion.proposal.notice_days.unwrap_or_default();
            lines.push(pick(
                format!("还没有公示，须公示 {days} 天"),
                format!("not published yet; {days} days are required"),
            ));
        }
        _ => {}
    }
    lines
}
