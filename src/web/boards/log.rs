//! The log (日志): who did what and when, searched by who, time and words, the latest first, page by page or as CSV.

use super::{day_of, family};
use crate::application::log::{self, Event, LogSearch};
use crate::domain::period::china_time;
use crate::rendering::deed_text::{action_name, deed};
use crate::rendering::speech::Language;
use crate::rendering::term::term;
use crate::rendering::workbook::write_csv;
use crate::web::answer::Answer;
use crate::web::filters;
use crate::web::frame::{Frame, Way};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

/// Events on a page.
const LINES: usize = 100;

#[derive(Template)]
#[template(path = "boards/log.html")]
struct LogPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    who: String,
    since: String,
    until: String,
    words: String,
    lines: Vec<LogLine>,
    csv: String,
    next: Option<String>,
}

/// An event in the list.
struct LogLine {
    event_no: i64,
    moment: String,
    user: String,
    name: String,
    what: String,
    said: String,
    hash: String,
}

/// What is searched for, as the address says it.
fn search(visit: &Visit<'_>) -> LogSearch {
    let query = &visit.asked.query;
    let given = |name: &str| Some(query.get(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let by = given("who").map(|who| visit.overview.find_user(&who).map_or(who.clone(), str::to_owned));
    LogSearch { by, since: day_of(query.get("since")), until: day_of(query.get("until")), about: given("words") }
}

/// What an event says in words; as it is kept where no words are known.
fn said(event: &Event, t: Language) -> String {
    let name = action_name(&event.action, t);
    let words = deed(&event.action, &event.content, t);
    let plain = || event.content.replace('\t', " ").trim_end().replace('\n', "; ");
    match words.unwrap_or_else(plain) {
        words if words.is_empty() => name.into_owned(),
        words => words,
    }
}

/// Name and sentence, both searched.
fn searched(event: &Event, t: Language) -> String {
    format!("{} {}", action_name(&event.action, t), said(event, t))
}

fn line(visit: &Visit<'_>, event: &Event) -> LogLine {
    let t = visit.t();
    let person = visit.overview.account(&event.actor).map(|account| account.person.name.clone());
    LogLine {
        event_no: event.event_no,
        moment: china_time(event.occurred_at).format("%Y-%m-%d %H:%M:%S").to_string(),
        user: event.actor.clone(),
        name: person.map(|name| term(&name, t).to_owned()).unwrap_or_default(),
        what: action_name(&event.action, t).into_owned(),
        said: said(event, t),
        hash: event.hash.to_string(),
    }
}

/// The address of the log with what is searched for and where a page begins.
fn address(path: &str, visit: &Visit<'_>, before: Option<i64>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["who", "since", "until", "words"] {
        let given = visit.asked.query.get(name);
        if !given.is_empty() {
            query.append_pair(name, given);
        }
    }
    if let Some(before) = before {
        query.append_pair("before", &before.to_string());
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The page.
pub fn log(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let search = search(visit);
    let before = visit.asked.query.get("before").parse().ok();
    let found = visit
        .read(|db, cooperative| log::page(db, cooperative, &search, (before, LINES), |event| searched(event, t)))?;
    let query = &visit.asked.query;
    page(&LogPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        who: query.get("who").to_owned(),
        since: query.get("since").to_owned(),
        until: query.get("until").to_owned(),
        words: query.get("words").to_owned(),
        lines: found.events.iter().map(|event| line(visit, event)).collect(),
        csv: address("/boards/log.csv", visit, None),
        next: found.next.map(|before| address("/boards/log", visit, Some(before))),
    })
}

/// Everything that is found, as CSV, with the hashes.
pub fn csv(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let search = search(visit);
    let found = visit
        .read(|db, cooperative| log::page(db, cooperative, &search, (None, usize::MAX), |event| searched(event, t)))?;
    let headings = match t {
        Language::Chinese => ["序号", "时间", "用户", "姓名", "事项", "内容", "上一条哈希", "哈希"],
        Language::English => ["no", "when", "user", "name", "what", "said", "previous hash", "hash"],
    };
    let rows = found.events.iter().map(|event| {
        let LogLine { event_no, moment, user, name, what, said, hash } = line(visit, event);
        [event_no.to_string(), moment, user, name, what, said, event.previous_hash.to_string(), hash]
    });
    let mut bytes = Vec::new();
    write_csv(&mut bytes, &headings, rows).map_err(Trouble::fault)?;
    Ok(Answer::file("text/csv; charset=utf-8", &format!("{}.csv", t.say("日志", "log")), bytes))
}
