//! One published run: what everybody may see of it, and one's own line of the list.

use crate::application::distribution::query;
use crate::domain::distribution::run::RunNumber;
use crate::rendering::motion_text;
use crate::rendering::notice;
use crate::rendering::run_text;
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

/// Lines of the list on one page.
const LINES: u32 = 50;

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
    headings: [&'static str; 9],
    list: Vec<[String; 9]>,
    number: String,
    own: Option<[String; 9]>,
    is_first: bool,
    next: Option<String>,
    seal: String,
    short_seal: String,
}

/// The page; what was never put up is not there.
pub fn notice(visit: &mut Visit<'_>) -> Answered {
    let (t, today) = (visit.t(), visit.today());
    let run = run_name::parse(visit.asked.parameters.get("run")).ok_or(Trouble::NotFound)?;
    let overview = std::sync::Arc::clone(&visit.overview);
    let published = overview.published(today).find(|one| one.view.run.run == run).ok_or(Trouble::NotFound)?;
    let summary = &published.view.summary;
    let number = half_width(visit.asked.query.get("number"));
    let after = visit.asked.query.get("after").to_owned();
    // Who looks for their own line is shown that, and not the list besides.
    let (own, (list, next)) = match number.as_str() {
        "" => (None, lines(visit, run, &after)?),
        number => (own_line(visit, run, number)?, (Vec::new(), None)),
    };
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
        is_first: after.is_empty(),
        list,
        number,
        own,
        next,
        short_seal: seal.chars().take(12).collect(),
        seal,
    })
}

/// The line of a number, where the list has one.
fn own_line(visit: &mut Visit<'_>, run: RunNumber, number: &str) -> Result<Option<[String; 9]>, Trouble> {
    let overview = std::sync::Arc::clone(&visit.overview);
    let view = overview.runs().iter().find(|view| view.run.run == run).ok_or(Trouble::NotFound)?;
    let found = visit.read(|db, cooperative| query::statement_of(db, cooperative, view, number))?;
    Ok(found.map(|one| notice::row(&one.statement, one.code)))
}

/// The lines of the list after a number, and the number after which the next page begins.
fn lines(visit: &mut Visit<'_>, run: RunNumber, after: &str) -> Result<(Vec<[String; 9]>, Option<String>), Trouble> {
    let found = visit.read(|db, cooperative| query::statements_after(db, cooperative, run, (after, LINES)))?;
    let next = found.last().filter(|_| found.len() == LINES as usize).map(|(last, _)| last.member_no.clone());
    Ok((found.iter().map(|(statement, code)| notice::row(statement, *code)).collect(), next))
}

/// A number as it was meant, whatever the keyboard made of it.
fn half_width(typed: &str) -> String {
    let letter = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        letter => letter,
    };
    typed.chars().filter(|letter| !letter.is_whitespace()).map(letter).collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_was_meant() {
        assert_eq!(half_width(" ｍ０００１ 0 "), "M00010");
    }
}
