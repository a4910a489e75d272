//! One published run: what everybody may see of it, and one's own line of the list.

use crate::application::distribution::drill_down::each_statement;
use crate::application::distribution::query;
use crate::domain::distribution::run::RunNumber;
use crate::rendering::motion_text;
use crate::rendering::notice;
use crate::rendering::run_text;
use crate::rendering::speech::Language;
use crate::web::address::changed;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::member_number::{half_width, statement_of};
use crate::web::paging::Pages;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;
use std::sync::Arc;

/// Lines of the list on one page.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "public/notice.html")]
struct NoticePage {
    t: Language,
    frame: Frame,
    slug: String,
    name: String,
    state: String,
    days: (NaiveDate, NaiveDate),
    is_open: bool,
    /// What took its place, and where that is published; empty where it is not yet.
    replaced_by: Option<(RunNumber, String)>,
    record_date: NaiveDate,
    cut_off: NaiveDate,
    figures: Vec<(&'static str, String)>,
    year_line: String,
    batch_headings: Vec<&'static str>,
    batches: Vec<Vec<String>>,
    same_share: String,
    why: Vec<String>,
    headings: [&'static str; 9],
    list: Vec<[String; 9]>,
    number: String,
    own: Option<[String; 9]>,
    /// Members whom the run gives something or takes something from, and those of its statements that it does not touch.
    count: usize,
    without: usize,
    /// The resident groups of the list, and the one that is shown; empty is all.
    groups: Vec<String>,
    group: String,
    pages: Pages,
    seal: String,
    short_seal: String,
}

/// The page; what was never put up is not there.
pub fn notice(visit: &mut Visit<'_>) -> Answered {
    let (t, today) = (visit.t(), visit.today());
    let run = run_name::parse(visit.asked.parameters.get("run")).ok_or(Trouble::NotFound)?;
    let overview = Arc::clone(&visit.overview);
    let published = overview.published(today).find(|one| one.view.run.run == run).ok_or(Trouble::NotFound)?;
    let summary = &published.view.summary;
    let number = half_width(visit.asked.query.get("number"));
    let group = visit.asked.query.get("group").to_owned();
    let directory = directory(visit, run)?;
    let members: Vec<(&str, &str)> = directory.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut groups: Vec<String> = members.iter().map(|(_, group)| (*group).to_owned()).collect();
    groups.sort_by_key(|group| (group.parse().unwrap_or(u32::MAX), group.clone()));
    groups.dedup();
    let shown: Vec<&str> = members.iter().filter(|(_, of)| group.is_empty() || *of == group).map(|one| one.0).collect();
    // Who looks for their own line is shown that, and not the list besides.
    let (own, (list, pages)) = match number.as_str() {
        "" => (None, lines(visit, run, &shown)?),
        number => {
            let found = statement_of(visit, published.view, number)?;
            (found.map(|one| notice::row(&one.statement, one.code)), Default::default())
        }
    };
    let without = usize::try_from(summary.totals.count).unwrap_or_default().saturating_sub(members.len());
    let (batch_headings, batches) = run_text::batch_rows(summary, t);
    let published_as = |by| {
        let found = overview.published(today).find(|published| published.view.run.run == by);
        found.map(|_| run_name::slug(by)).unwrap_or_default()
    };
    let seal = published.view.run.seal.hash().to_string();
    page(&NoticePage {
        t,
        frame: visit.frame(),
        slug: run_name::slug(run),
        name: run_name::name(published.view, t),
        state: motion_text::state(published.motion, t),
        days: published.days,
        is_open: published.is_open,
        replaced_by: published.view.run.superseded_by.map(|by| (by, published_as(by))),
        record_date: summary.header.record_date,
        cut_off: summary.header.cut_off,
        figures: notice::figures(summary, t),
        year_line: run_text::year_line(summary, t),
        batch_headings,
        batches,
        same_share: run_text::same_share(summary, t),
        headings: notice::list_headings(t),
        why: run_text::why_they_differ(summary, t),
        list,
        number,
        own,
        count: members.len(),
        without,
        groups,
        group,
        pages,
        short_seal: seal.chars().take(12).collect(),
        seal,
    })
}

/// Whom a run gives something or takes something from, in its order: a line each, number and resident group.
fn directory(visit: &mut Visit<'_>, run: RunNumber) -> Result<Arc<str>, Trouble> {
    visit.remembered(&format!("list {run}"), |visit| {
        let mut written = String::new();
        visit.read(|db, cooperative| {
            each_statement(db, cooperative, (run, ""), |statement, _| {
                if !statement.moves_nothing() {
                    written.push_str(&format!("{}\t{}\n", statement.member_no, statement.group));
                }
                Ok(true)
            })
        })?;
        Ok(written)
    })
}

/// A page of the list, after the number of the address, and the ways to other pages.
fn lines(visit: &mut Visit<'_>, run: RunNumber, members: &[&str]) -> Result<(Vec<[String; 9]>, Pages), Trouble> {
    let after = visit.asked.query.get("after");
    let begins = members.partition_point(|number| *number <= after);
    let ends = (begins + LINES).min(members.len());
    let to = |is_there: bool, before: usize| {
        let last = before.checked_sub(1).and_then(|last| members.get(last)).copied().unwrap_or_default();
        if is_there { changed(&visit.asked.here, &[("after", last)]) + "#list" } else { String::new() }
    };
    let pages = Pages {
        first: to(begins > 0, 0),
        back: to(begins > LINES, begins.saturating_sub(LINES)),
        next: to(ends < members.len(), ends),
    };
    let page = members[begins..ends].iter().copied();
    let found = visit.read(|db, cooperative| query::statements_of_members(db, cooperative, run, page))?;
    Ok((found.iter().map(|(statement, code)| notice::row(statement, *code)).collect(), pages))
}
