//! One motion (议题): what is asked, what it rests on, how far it has come, what can be done with it now, and the whole record.

use super::content::{self, RunContent};
use super::questions::QuestionLine;
use super::{family, motion_of};
use crate::application::boards::{self, Possible, VoteView};
use crate::application::governance::query::{self, RecordedAct};
use crate::application::overview::Overview;
use crate::domain::governance::act::Vote;
use crate::domain::governance::execution;
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::Stage;
use crate::domain::governance::proposal::HoldTarget;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::domain::money::Money;
use crate::domain::period::china_time;
use crate::domain::refusal::Refusal;
use crate::rendering::amount::yuan;
use crate::rendering::motion_text::{self, StageText};
use crate::rendering::speech::{self, Language, Words};
use crate::rendering::term::term;
use crate::rendering::{act_text, deed_text};
use crate::web::answer::Answer;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// Letters of a seal by which people tell contents apart.
const SHORT_SEAL: usize = 12;

#[derive(Template)]
#[template(path = "boards/motion.html")]
struct MotionPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    today: NaiveDate,
    motion: Motion,
    kind: &'static str,
    title: String,
    question: String,
    seal: String,
    /// What a hold holds: its page, what it is and how much.
    held: Option<(String, String)>,
    state: String,
    /// Why nothing can be done with it: its content was replaced.
    changed: Vec<Words>,
    /// The hold by which it is held.
    held_by: Option<u32>,
    file: Option<String>,
    run: Option<RunContent>,
    stages: Vec<StageText>,
    vote: Option<VoteCard>,
    vote_deadline: Option<NaiveDate>,
    notice: Option<NoticeCard>,
    possible: Possible,
    questions: Vec<QuestionLine>,
    record: Vec<RecordLine>,
}

/// A vote under way, as seats.
pub struct VoteCard {
    /// As it stands.
    pub view: VoteView,
    /// The body.
    pub body: &'static str,
    /// The rule in words, and where it is from; what is missing where nothing says.
    pub rule: String,
    /// How many more must be there, and how many more must agree, where the rule counts seats.
    pub missing: String,
    /// Seats that nobody holds.
    pub vacant: u64,
    /// Whether it passes as it stands.
    pub passes: bool,
    /// Why whoever asks cannot vote, or how they did; nothing where they can.
    pub obstacle: Vec<String>,
}

/// A notice that is up, or will be.
struct NoticeCard {
    days: u32,
    first: NaiveDate,
    last: NaiveDate,
    is_up: bool,
    /// Which of its days today is.
    passed: String,
    open: usize,
}

/// A line of the record.
struct RecordLine {
    event_no: i64,
    moment: String,
    who: String,
    what: String,
    said: String,
    file: Option<String>,
}

/// The page.
pub fn show(visit: &mut Visit<'_>) -> Answered {
    let motion = motion_of(visit)?.clone();
    show_with(visit, motion, Form::default())
}

/// The page again, with what stands against an act beside the field that it is about.
pub fn refused(visit: &mut Visit<'_>, field: &'static str, trouble: Trouble) -> Answered {
    let status = trouble.status_of_form();
    let form = Form::of(&visit.asked.form).refuse(trouble, visit.t(), |_| field)?;
    again(visit, form).map(|answer| answer.with_status(status))
}

/// The page again, with a form that was filled in.
pub fn again(visit: &mut Visit<'_>, form: Form) -> Answered {
    let motion = motion_of(visit)?.clone();
    show_with(visit, motion, form)
}

fn show_with(visit: &mut Visit<'_>, motion: Motion, form: Form) -> Answered {
    let (t, today, overview) = (visit.t(), visit.today(), Arc::clone(&visit.overview));
    let motion_no = motion.motion_no;
    let view = overview.runs().iter().find(|view| view.run.run.to_string() == motion.proposal.subject);
    let run = view.map(|view| content::of_run(visit, view)).transpose()?;
    let acts = visit.read(|db, cooperative| query::record(db, cooperative, motion_no))?;
    let changed = boards::check_content(&overview, &motion).err().map(Trouble::from);
    let names = [motion.proposal.subject.clone(), boards::agenda_of(&motion)];
    let is_open = |record: &&SupervisionRecord| {
        record.kind == SupervisionKind::Question
            && record.answer.is_none()
            && names.iter().any(|name| is_about(record, name))
    };
    let open = if let MotionState::UnderProcedure(open) = &motion.state { Some(open) } else { None };
    page(&MotionPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        form,
        today,
        kind: motion_text::kind(&motion, t),
        title: motion_text::title(&motion, t),
        held: held(&motion, &overview, t),
        question: motion_text::question(&motion, view.map(|view| &view.summary), t),
        seal: motion.proposal.content.to_string(),
        state: motion_text::state(&motion, t),
        changed: changed.map(|trouble| in_words(&trouble, t)).unwrap_or_default(),
        held_by: held_by(&motion, overview.motions()),
        file: motion.proposal.matter.file.map(|hash| hash.to_string()),
        run,
        stages: motion_text::stages(&motion, t),
        vote: vote_card(visit, &motion),
        vote_deadline: open.and_then(|open| open.deadline),
        notice: notice_card(&motion, today, t),
        possible: boards::possible(&overview, &visit.actor, &motion, today),
        questions: overview.records().iter().filter(is_open).map(|one| QuestionLine::new(one, &overview)).collect(),
        record: acts.iter().map(|act| record_line(visit, act)).collect(),
        motion,
    })
}

fn is_about(record: &SupervisionRecord, name: &str) -> bool {
    !name.is_empty() && names(&record.about, name)
}

/// Whether a text names something whole: 2008#1 is not named by 2008#12, nor 议题 1 by 议题 12.
fn names(text: &str, name: &str) -> bool {
    let goes_on = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '#');
    text.match_indices(name).any(|(at, found)| {
        !goes_on(text[..at].chars().next_back()) && !goes_on(text[at + found.len()..].chars().next())
    })
}

/// What a trouble says, where it is a refusal.
fn in_words(trouble: &Trouble, t: Language) -> Vec<Words> {
    let Trouble::Refused(problems) = trouble else { return Vec::new() };
    problems.iter().map(|problem| speech::words(&problem.refusal, t)).collect()
}

/// What a hold holds: its page, what it is and how much; nothing where the motion is none.
fn held(motion: &Motion, overview: &Overview, t: Language) -> Option<(String, String)> {
    let said = |what: &str, amount: Money| match t {
        Language::Chinese => format!("{what}，{} 元", yuan(amount)),
        Language::English => format!("{what}, {} yuan", yuan(amount)),
    };
    match &motion.proposal.matter.hold.as_ref()?.target {
        HoldTarget::Motion(motion_no) => {
            let held = overview.motion(*motion_no)?;
            let amount = held.proposal.matter.payment.as_ref()?.amount;
            let named = format!("{} {motion_no} {}", t.say("议题", "motion"), motion_text::title(held, t));
            Some((address(*motion_no), said(&named, amount)))
        }
        HoldTarget::Run(run) => {
            let view = overview.runs().iter().find(|view| view.run.run.to_string() == *run)?;
            let leads = view.standing.motion_no().map(address).unwrap_or_default();
            Some((leads, said(run, view.summary.totals.net)))
        }
    }
}

fn held_by(motion: &Motion, all: &[Motion]) -> Option<u32> {
    let targets = [HoldTarget::Motion(motion.motion_no), HoldTarget::Run(motion.proposal.subject.clone())];
    targets.iter().find_map(|target| execution::held_by(all, target)).map(|hold| hold.motion_no)
}

/// The vote whose turn it is.
pub fn vote_card(visit: &Visit<'_>, motion: &Motion) -> Option<VoteCard> {
    let (Some(Stage::Vote(body)), MotionState::UnderProcedure(open)) = (motion.stage(), &motion.state) else {
        return None;
    };
    let (t, today, overview) = (visit.t(), visit.today(), &visit.overview);
    let view = boards::vote_view(overview, body, &open.votes, today);
    let obstacle = boards::check_vote(overview, &visit.actor, (motion, None), today).err().map(Trouble::from);
    let obstacle = obstacle.map(|trouble| obstacle_in_words(visit, &trouble, &open.votes)).unwrap_or_default();
    let rule = match &view.rule {
        Ok(rule) => motion_text::rule(rule, view.seats, t) + &t.bracketed(motion_text::rule_source(rule, t)),
        Err(missing) => {
            format!("{}{}", t.say("章程和法律都没有规定：", "Neither charter nor law says: "), missing.item.zh())
        }
    };
    let passes = view.rule.as_ref().is_ok_and(|rule| {
        view.counts.present() >= rule.quorum_of(&view.counts) && view.counts.for_votes >= rule.majority_of(&view.counts)
    });
    let missing = view.rule.as_ref().map(|rule| {
        let present = rule.quorum_of(&view.counts).saturating_sub(view.counts.present());
        let agree = rule.majority_of(&view.counts).saturating_sub(view.counts.for_votes);
        match (present, agree, t) {
            (0, 0, _) => t.say("到会和赞成都已够数", "Enough are there, and enough agree").to_owned(),
            (present, agree, Language::Chinese) => format!("到会还差 {present} 席，赞成还差 {agree} 席"),
            (present, agree, Language::English) => format!("{present} more must be there, {agree} more must agree"),
        }
    });
    Some(VoteCard {
        body: motion_text::body_name(body, t),
        rule,
        missing: missing.unwrap_or_default(),
        vacant: view.seats.saturating_sub(view.holders.len() as u64),
        passes,
        obstacle,
        view,
    })
}

/// Why who asks cannot vote, said to them: what they voted already, that it is their own work.
fn obstacle_in_words(visit: &Visit<'_>, trouble: &Trouble, votes: &[Vote]) -> Vec<String> {
    let (t, person) = (visit.t(), visit.actor.person());
    let Trouble::Refused(problems) = trouble else { return Vec::new() };
    let said = problems.iter().map(|problem| match &problem.refusal {
        Refusal::Governance(GovernanceRefusal::VotedAlready { .. }) => {
            let is_own =
                |vote: &&Vote| person.is_some_and(|person| vote.voter.is_same(&person.member_no, &person.name));
            let choice = votes.iter().find(is_own).map(|vote| motion_text::choice_name(vote.choice, t));
            format!("{}{}", t.say("您已投：", "You voted: "), choice.unwrap_or_default())
        }
        Refusal::Governance(GovernanceRefusal::PreparerVotes { .. }) => t
            .say(
                "这件事是您编制或提出的，您不能参加表决。",
                "You prepared this or put it forward, and take no part in the vote.",
            )
            .to_owned(),
        refusal => {
            let words = speech::words(refusal, t);
            format!("{}{}{}{}", t.say("您不能投票：", "You cannot vote: "), words.what, t.say("。", ". "), words.mend)
        }
    });
    said.collect()
}

fn notice_card(motion: &Motion, today: NaiveDate, t: Language) -> Option<NoticeCard> {
    let (Some(Stage::Notice), MotionState::UnderProcedure(open)) = (motion.stage(), &motion.state) else { return None };
    let days = motion.proposal.notice_days.unwrap_or_default();
    let (first, last) = open.notice.unwrap_or((today + Days::new(1), today + Days::new(u64::from(days))));
    let unanswered = motion.objections.iter().filter(|(_, answer)| answer.is_none()).count();
    let today_is = (today - first).num_days() + 1;
    let passed = match (today_is < 1, today > last) {
        (true, _) => t.say("还没有开始", "which has not begun").to_owned(),
        (_, true) => t.say("已经期满", "which is over").to_owned(),
        _ => format!("{}{today_is}{}", t.say("今天是第 ", "today is day "), t.say(" 天", "")),
    };
    Some(NoticeCard { days, first, last, is_up: open.notice.is_some(), passed, open: unanswered })
}

fn record_line(visit: &Visit<'_>, recorded: &RecordedAct) -> RecordLine {
    let t = visit.t();
    let person = visit.overview.account(&recorded.actor).map(|account| account.person.name.clone());
    RecordLine {
        event_no: recorded.event_no,
        moment: china_time(recorded.occurred_at).format("%Y-%m-%d %H:%M").to_string(),
        who: person.map_or_else(|| recorded.actor.clone(), |name| term(&name, t).to_owned()),
        what: deed_text::action_name(recorded.act.action(), t).into_owned(),
        said: act_text::act(&recorded.act, t),
        file: recorded.act.file().map(|hash| hash.to_string()),
    }
}

/// A file that an act of the motion names: scanned minutes, or what is put before the bodies.
pub fn file(visit: &mut Visit<'_>) -> Answered {
    let motion_no = motion_of(visit)?.motion_no;
    let hash = visit.asked.parameters.get("hash").parse().map_err(|_| Trouble::NotFound)?;
    let found =
        visit.read(|db, cooperative| query::file(db, cooperative, (motion_no, hash)))?.ok_or(Trouble::NotFound)?;
    let (media_type, suffix) = match found.as_slice() {
        [b'%', b'P', b'D', b'F', ..] => ("application/pdf", "pdf"),
        [0x89, b'P', b'N', b'G', ..] => ("image/png", "png"),
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", "jpg"),
        _ => ("application/octet-stream", "bin"),
    };
    Ok(Answer::file(
        media_type,
        &format!("{motion_no}-{}.{suffix}", hash.to_string().get(..SHORT_SEAL).unwrap_or_default()),
        found,
    ))
}

/// The address of a motion's page.
pub fn address(motion_no: u32) -> String {
    format!("/boards/motions/{motion_no}")
}

/// Whether a form that was refused was about an objection.
fn is_about_objection(form: &Form, objection_no: &u32) -> bool {
    form.value("objection") == objection_no.to_string()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_is_named_whole_or_not_at_all() {
        assert!(
            names("2008#1 M0000010", "2008#1") && names("议题 12", "议题 12") && names("问 议题 1，见附件", "议题 1")
        );
        assert!(!names("2008#12", "2008#1") && !names("议题 12", "议题 1") && !names("12008#1", "2008#1"));
        assert!(names("2008#12、2008#1", "2008#1"), "the second is whole");
    }
}
