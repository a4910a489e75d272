//! What waits, in words, for the first page of whoever has work here.

use super::run_name;
use super::visit::Visit;
use crate::application::distribution::query::RunView;
use crate::application::overview::Overview;
use crate::application::waiting::Waiting;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::period::china_time;
use crate::rendering::speech::Language;

/// Something that waits, as a line of a list.
pub struct Line {
    /// What is to be done.
    pub what: String,
    /// With which motion, run or user.
    pub about: String,
    /// Until or since when.
    pub when: String,
}

/// A list in words.
pub fn lines(visit: &Visit<'_>, waiting: Vec<Waiting>) -> Vec<Line> {
    waiting.iter().map(|one| line(&visit.overview, one, visit.t())).collect()
}

fn line(overview: &Overview, waiting: &Waiting, t: Language) -> Line {
    let of_motion = |motion_no: &u32| motion_title(overview, *motion_no, t);
    let of_run = |run: &RunNumber| run_title(overview, *run, t);
    let until = |day: Option<chrono::NaiveDate>| {
        day.map(|day| match t {
            Language::Chinese => format!("{day} 截止"),
            Language::English => format!("until {day}"),
        })
        .unwrap_or_default()
    };
    let (what, about, when) = match waiting {
        Waiting::Draft(run) => {
            (t.say("草案还没有提交审议", "A draft is to be put forward").to_owned(), of_run(run), String::new())
        }
        Waiting::Vote(motion_no, body, deadline) => {
            let what = match t {
                Language::Chinese => format!("等您在{}表决", body.zh()),
                Language::English => format!("Your vote in the {}", body.en()),
            };
            (what, of_motion(motion_no), until(*deadline))
        }
        Waiting::Answers(motion_no, count, last) => {
            let what = match t {
                Language::Chinese => format!("{count} 条异议等董事会答复"),
                Language::English => format!("{count} objections wait for the board's answer"),
            };
            (what, of_motion(motion_no), until(*last))
        }
        Waiting::Publish(motion_no) => {
            (t.say("表决通过，等公示", "Passed, and to be put up").to_owned(), of_motion(motion_no), String::new())
        }
        Waiting::EndNotice(motion_no, last) => {
            let over = format!("{} {last}", t.say("公示期满", "over since"));
            (t.say("公示可以结束", "The notice can be ended").to_owned(), of_motion(motion_no), over)
        }
        Waiting::Held(run, motion_no) => {
            let by = format!("{} {motion_no}", t.say("议题", "motion"));
            (t.say("被暂缓，不能付款", "Held: it is not paid").to_owned(), of_run(run), by)
        }
        Waiting::Unanswered(count) => {
            (t.say("已交银行，等回盘", "With the bank, unanswered").to_owned(), payments(*count, t), String::new())
        }
        Waiting::CameBack(count) => (
            t.say("退票或失败，要重新付", "Came back or failed, to be paid again").to_owned(),
            payments(*count, t),
            String::new(),
        ),
        Waiting::NoPassword(user) => (
            t.say("领了登录码，还没有设密码", "Has a code, and no password yet").to_owned(),
            user.clone(),
            String::new(),
        ),
        Waiting::Rests(user, end) => {
            let end = china_time(*end).format("%H:%M").to_string();
            (t.say("连错太多，账号暂停", "Rests after too many failures").to_owned(), user.clone(), until_time(&end, t))
        }
        Waiting::NoSecondFactor(user) => (
            t.say("管理员没有开通动态口令", "An administrator without a second factor").to_owned(),
            user.clone(),
            String::new(),
        ),
    };
    Line { what, about, when }
}

fn until_time(end: &str, t: Language) -> String {
    match t {
        Language::Chinese => format!("到 {end}"),
        Language::English => format!("until {end}"),
    }
}

fn payments(count: usize, t: Language) -> String {
    match t {
        Language::Chinese => format!("{count} 笔"),
        Language::English => format!("{count} payments"),
    }
}

fn run_title(overview: &Overview, run: RunNumber, t: Language) -> String {
    let view = overview.runs().iter().find(|view| view.run.run == run);
    view.map(|view| format!("{}（{run}）", run_name::name(view, t))).unwrap_or_default()
}

/// What a motion is called: a run by its year, anything else by its title.
pub fn motion_title(overview: &Overview, motion_no: u32, t: Language) -> String {
    let Some(motion) = overview.motion(motion_no) else { return String::new() };
    let is_of = |view: &&RunView| {
        motion.proposal.kind == MotionKind::Distribution && view.run.run.to_string() == motion.proposal.subject
    };
    let run = overview.runs().iter().find(is_of);
    run.map_or_else(|| motion.proposal.matter.title.clone(), |view| run_name::name(view, t))
}
