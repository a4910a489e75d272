//! One motion (议题): what is asked, what it rests on, how far it has come, what can be done with it now, and the whole record.

use super::content::{self, RunContent};
use super::questions::QuestionLine;
use super::{family, motion_of};
use crate::application::boards::{self, Possible, VoteView};
use crate::application::governance::query::{self, RecordedAct};
use crate::domain::governance::execution;
use crate::domain::governance::motion::{Motion, MotionState};
use crate::domain::governance::procedure::Stage;
use crate::domain::governance::proposal::HoldTarget;
use crate::domain::governance::supervision::{SupervisionKind, SupervisionRecord};
use crate::domain::period::china_time;
use crate::rendering::motion_text::{self, StageText};
use crate::rendering::speech::{self, Language, Words};
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
    question: String,
    seal: String,
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
    /// Why whoever asks cannot vote; nothing where they can.
    pub obstacle: Vec<Words>,
}

/// A notice that is up, or will be.
struct NoticeCard {
    days: u32,
    first: NaiveDate,
    last: NaiveDate,
    is_up: bool,
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
        notice: notice_card(&motion, today),
        possible: boards::possible(&overview, &visit.actor, &motion, today),
        questions: overview.records().iter().filter(is_open).map(QuestionLine::new).collect(),
        record: acts.iter().map(|act| record_line(visit, act)).collect(),
        motion,
    })
}

fn is_about(record: &SupervisionRecord, name: &str) -> bool {
    !name.is_empty() && record.about.contains(name)
}

/// What a trouble says, where it is a refusal.
fn in_words(trouble: &Trouble, t: Language) -> Vec<Words> {
    let Trouble::Refused(problems) = trouble else { return Vec::new() };
    problems.iter().map(|problem| speech::words(&problem.refusal, t)).collect()
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
    let rule = match &view.rule {
        Ok(rule) => motion_text::rule(rule, view.seats, t) + &t.bracketed(motion_text::rule_source(rule, t)),
        Err(missing) => {
            format!("{}{}", t.say("章程和法律都没有规定：", "Neither charter nor law says: "), missing.item.zh())
        }
    };
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
        obstacle: obstacle.map(|trouble| in_words(&trouble, t)).unwrap_or_default(),
        view,
    })
}

fn notice_card(motion: &Motion, today: NaiveDate) -> Option<NoticeCard> {
    let (Some(Stage::Notice), MotionState::UnderProcedure(open)) = (motion.stage(), &motion.state) else { return None };
    let days = motion.proposal.notice_days.unwrap_or_default();
    let (first, last) = open.notice.unwrap_or((today + Days::new(1), today + Days::new(u64::from(days))));
    let unanswered = motion.objections.iter().filter(|(_, answer)| answer.is_none()).count();
    Some(NoticeCard { days, first, last, is_up: open.notice.is_some(), open: unanswered })
}

fn record_line(visit: &Visit<'_>, recorded: &RecordedAct) -> RecordLine {
    let t = visit.t();
    let person = visit.overview.account(&recorded.actor).map(|account| account.person.name.clone());
    RecordLine {
        event_no: recorded.event_no,
        moment: china_time(recorded.occurred_at).format("%Y-%m-%d %H:%M").to_string(),
        who: person.unwrap_or_else(|| recorded.actor.clone()),
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
