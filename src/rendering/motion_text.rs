//! A motion in words: how far it has come, and on what each step rests.

use super::amount::{price, yuan};
use super::speech::Language;
use super::term::term;
use crate::domain::governance::act::{Choice, Tally, Vote};
use crate::domain::governance::body::Body;
use crate::domain::governance::motion::{EndedStage, Evidence, Motion, MotionState, OpenStage};
use crate::domain::governance::procedure::{MotionKind, Stage};
use crate::domain::governance::proposal::Proposal;
use crate::domain::governance::voting_rule::{CountingBasis, Counts, NotPassed, VotingRule};
use crate::domain::payment::write_off::WriteOff;
use crate::domain::person::Named;
use crate::domain::statement::run_summary::RunSummary;
use chrono::NaiveDate;

/// What kind of motion it is.
pub const fn kind(motion: &Motion, language: Language) -> &'static str {
    kind_name(motion.proposal.kind, language)
}

/// What a kind of motion is called.
pub const fn kind_name(kind: MotionKind, language: Language) -> &'static str {
    language.say(kind.zh(), kind.en())
}

/// What a body is called.
pub const fn body_name(body: Body, language: Language) -> &'static str {
    language.say(body.zh(), body.en())
}

/// What a vote is called.
pub const fn choice_name(choice: Choice, language: Language) -> &'static str {
    language.say(choice.zh(), choice.code())
}

/// What it is called. Titles that the program gave are said in the reader's language, those that people wrote as they wrote them.
pub fn title(motion: &Motion, language: Language) -> String {
    given_title(&motion.proposal, language)
}

/// The same of what is put forward.
pub fn given_title(proposal: &Proposal, language: Language) -> String {
    let title = &proposal.matter.title;
    let by_program = matches!(proposal.kind, MotionKind::Distribution | MotionKind::Levy | MotionKind::Hold);
    if language == Language::Chinese || !by_program {
        return title.clone();
    }
    let (before, rest) = title.strip_prefix("暂缓：").map_or(("", title.as_str()), |rest| ("hold: ", rest));
    let named = rest.split_once(' ').filter(|(run, _)| run.contains('#'));
    match named {
        Some((run, what)) => format!("{before}{run} {}", term(what, language)),
        None => format!("{before}{rest}"),
    }
}

/// What is asked, in one sentence; `summary` is of the run that it is about.
pub fn question(motion: &Motion, summary: Option<&RunSummary>, language: Language) -> String {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let (proposal, matter) = (&motion.proposal, &motion.proposal.matter);
    let title = given_title(proposal, language);
    match (proposal.kind, summary, &matter.payment, &matter.hold) {
        (MotionKind::Distribution, Some(summary), ..) => {
            let (run, count, net) = (summary.header.run, summary.totals.count, yuan(summary.totals.net));
            let per_share = summary.tier_two.as_ref().and_then(|tier| tier.per_share).map(price);
            let share = per_share
                .map(|rate| pick(format!("，二次分配每股 {rate} 元"), format!(", {rate} yuan a share in tier two")));
            let share = share.unwrap_or_default();
            pick(
                format!("是否同意分配 {run}：{count} 人，实发合计 {net} 元{share}？"),
                format!("Shall run {run} be adopted: {count} members, {net} yuan in all{share}?"),
            )
        }
        (_, _, Some(payment), _) => {
            let (payee, amount, due) = (term(&payment.payee, language), yuan(payment.amount), payment.due);
            pick(
                format!("是否同意由{}付给{payee} {amount} 元，{due} 起支付（{title}）？", payment.payer.zh()),
                format!("Shall {} pay {payee} {amount} yuan from {due} on ({title})?", payment.payer.en()),
            )
        }
        (_, _, _, Some(hold)) => pick(
            format!("是否同意{title}：{}，直到{}？", hold.reason, hold.condition),
            format!("Shall it be held ({title}): {}, until {}?", hold.reason, hold.condition),
        ),
        _ => pick(format!("是否同意：{title}？"), format!("Shall it be so: {title}?")),
    }
}

/// By which rule a body of so many seats decides: how many must be there, and how many must agree, as seats.
pub fn rule(rule: &VotingRule, seats: u64, language: Language) -> String {
    let quorum = rule.quorum_of(&Counts { seats, ..Counts::default() });
    let majority = rule.majority_of(&Counts { seats, ..Counts::default() });
    let fraction = rule.majority;
    let part = |of_zh: &str, of_en: &str| match (fraction.is_half(), language) {
        (true, Language::Chinese) => format!("{of_zh}过半数赞成通过"),
        (false, Language::Chinese) => format!("{of_zh}的 {fraction} 以上赞成通过"),
        (true, Language::English) => format!("more than half of {of_en} for it to pass"),
        (false, Language::English) => format!("{fraction} of {of_en} or more for it to pass"),
    };
    let agree = match (rule.basis, language) {
        (CountingBasis::Seats, Language::Chinese) => format!("{majority} 席以上赞成通过"),
        (CountingBasis::Seats, Language::English) => format!("{majority} or more for it to pass"),
        (CountingBasis::Present, _) => part("到会席位", "those present"),
        (CountingBasis::Cast, _) => part("赞成和反对票", "the votes for and against"),
    };
    match language {
        Language::Chinese => format!("{seats} 席，到会 {quorum} 席以上，{agree}"),
        Language::English => format!("{seats} seats, {quorum} or more present, {agree}"),
    }
}

/// Where a rule is from.
pub fn rule_source(rule: &VotingRule, language: Language) -> String {
    let source =
        |article: &'static str| if article.is_empty() { language.say("章程", "the charter") } else { article };
    let (quorum, majority) = (source(rule.quorum_article), source(rule.majority_article));
    if quorum == majority { quorum.to_owned() } else { format!("{quorum}{}{majority}", language.say("、", ", ")) }
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
        (MotionState::UnderProcedure(OpenStage { notice: Some((_, last)), .. }), language) => match language {
            Language::Chinese => format!("公示至 {last}"),
            Language::English => format!("up until {last}"),
        },
        (MotionState::UnderProcedure(_), Language::Chinese) => format!("待{stage}"),
        (MotionState::UnderProcedure(_), Language::English) => format!("awaiting {stage}"),
        (MotionState::Effective(since), language) => effective(motion, *since, language),
        (MotionState::Rejected(on, reason), language) => rejected(*on, *reason, language),
        (MotionState::Void { on, by, .. }, Language::Chinese) => format!("{on} 作废：已由 {by} 代替"),
        (MotionState::Void { on, by, .. }, Language::English) => format!("void since {on}: replaced by {by}"),
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

/// How far a stage has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// It ended well.
    Passed,
    /// It did not pass.
    Failed,
    /// It is its turn.
    Open,
    /// Others come first; or the motion never came to it.
    Later,
}

impl StageState {
    /// What is said of it; nothing of what is still to come.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            StageState::Passed => language.say("✓ 通过", "✓ passed"),
            StageState::Failed => language.say("✗ 未通过", "✗ not passed"),
            StageState::Open => language.say("→ 办理中", "→ open"),
            StageState::Later => "",
        }
    }
}

/// A stage in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageText {
    /// What it is called.
    pub name: String,
    /// How far it has come.
    pub state: StageState,
    /// When it ended.
    pub on: Option<NaiveDate>,
    /// How many days after what came before it.
    pub took: String,
    /// What it came to, or what has been done in it.
    pub lines: Vec<String>,
}

/// A motion's stages, in their order.
pub fn stages(motion: &Motion, language: Language) -> Vec<StageText> {
    let mut began = motion.proposed_on;
    let stage = |(position, stage): (usize, &Stage)| {
        let name = stage_name(*stage, language);
        let unended = |state, lines| StageText { name: name.clone(), state, on: None, took: String::new(), lines };
        let is_turn = position == motion.ended.len() && motion.stage().is_some();
        match motion.ended.get(position) {
            Some(ended) => {
                let has_failed = matches!(&ended.evidence, Evidence::Voted(tally, _) if tally.outcome().is_err());
                let state = if has_failed { StageState::Failed } else { StageState::Passed };
                let took = days((ended.on - began).num_days(), language);
                began = ended.on;
                StageText { name, state, on: Some(ended.on), took, lines: evidence(&ended.evidence, language) }
            }
            None if is_turn => unended(StageState::Open, open(motion, *stage, language)),
            None => unended(StageState::Later, Vec::new()),
        }
    };
    motion.proposal.procedure.stages.iter().enumerate().map(stage).collect()
}

fn days(count: i64, language: Language) -> String {
    match (count, language) {
        (0, _) => language.say("当天", "the same day").to_owned(),
        (_, Language::Chinese) => format!("{count} 天"),
        (1, Language::English) => "1 day".to_owned(),
        (_, Language::English) => format!("{count} days"),
    }
}

/// The whole motion, step by step.
pub fn motion(motion: &Motion, language: Language) -> String {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let proposal = &motion.proposal;
    let mut lines = vec![pick(
        format!(
            "议题 {}　{}（{}，{} 提出）",
            motion.motion_no,
            title(motion, language),
            kind(motion, language),
            motion.proposed_on
        ),
        format!(
            "Motion {}: {} ({}, put forward on {})",
            motion.motion_no,
            title(motion, language),
            kind(motion, language),
            motion.proposed_on
        ),
    )];
    lines.push(pick(format!("  内容 {}", proposal.content), format!("  content {}", proposal.content)));
    for (position, stage) in stages(motion, language).into_iter().enumerate() {
        let mark = match stage.state {
            StageState::Passed => "✓",
            StageState::Failed => "✗",
            StageState::Open => "→",
            StageState::Later => " ",
        };
        let on = stage.on.map(|on| format!("　{on}")).unwrap_or_default();
        lines.push(format!("  {} {mark} {}{on}", position + 1, stage.name));
        lines.extend(stage.lines.into_iter().map(|line| format!("      {line}")));
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
        let (payee, amount, due) = (term(&payment.payee, language), yuan(payment.amount), payment.due);
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
        // Only who proposes has said so under their own name; what the others say, they say by their votes.
        let others = match cosigners.as_str() {
            "" => String::new(),
            _ => pick(format!("，称 {cosigners} 附议"), format!(", who says that {cosigners} wish it too")),
        };
        lines.push(pick(
            format!("  暂缓：{proposer} 提出{others}；理由：{}；解除条件：{}", hold.reason, hold.condition),
            format!("  hold wished by {proposer}{others}, because: {}; until: {}", hold.reason, hold.condition),
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
    let choice = choice_name(vote.choice, language);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::governance::voting_rule::Fraction;

    #[test]
    fn a_rule_is_said_as_seats() {
        let half = VotingRule {
            quorum: Fraction::HALF,
            majority: Fraction::HALF,
            basis: CountingBasis::Seats,
            quorum_article: "",
            majority_article: "",
        };
        let said = |one: VotingRule| rule(&one, 9, Language::Chinese);
        assert_eq!(said(half), "9 席，到会 5 席以上，5 席以上赞成通过");
        let present = VotingRule { basis: CountingBasis::Present, ..half };
        assert_eq!(said(present), "9 席，到会 5 席以上，到会席位过半数赞成通过");
        let cast = VotingRule { basis: CountingBasis::Cast, majority: Fraction::TWO_THIRDS, ..half };
        assert_eq!(said(cast), "9 席，到会 5 席以上，赞成和反对票的 2/3 以上赞成通过");
        let by_law = VotingRule { quorum_article: "农村集体经济组织法第三十一条", ..half };
        assert_eq!(rule_source(&by_law, Language::Chinese), "农村集体经济组织法第三十一条、章程");
        assert_eq!(rule(&half, 9, Language::English), "9 seats, 5 or more present, 5 or more for it to pass");
    }
}
