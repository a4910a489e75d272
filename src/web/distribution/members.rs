//! The members of a run: the list, paged and searched, and one statement step by step.

use super::drill_down::compared;
use super::{RunHead, address, find, find_in};
use crate::application::distribution::drill_down::{
    StatementFilter, StatementSums, amounts, each_statement, shares_of, statements, sum_statements,
};
use crate::application::distribution::query::{self, RunView};
use crate::domain::governance::proof::VerificationCode;
use crate::domain::statement::member_statement::{MemberStatement, StatementLine};
use crate::rendering::amount::{quantity, yuan};
use crate::rendering::explanation::{line_formula, line_name, line_notes, taken_off, tier_two};
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::table_file::TableFormat;
use crate::rendering::term::term;
use crate::web::address::{changed, with};
use crate::web::desk::segment;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, GridCell, file_addresses, file_answer, format_of};
use crate::web::paging::Pages;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

/// Members on one page.
const MEMBERS: usize = 50;

#[derive(Template)]
#[template(path = "distribution/members.html")]
struct MembersPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    head: RunHead,
    text: String,
    class: String,
    /// Whether those are shown too whom the run gives nothing.
    is_all: bool,
    content: Arc<str>,
    files: [String; 2],
}

/// The lines of one page of the list: the same for everybody, since a run is sealed.
#[derive(Template)]
#[template(path = "distribution/members_content.html")]
struct Content {
    t: Language,
    notes: Vec<String>,
    /// How many are left out, since the run gives them nothing; and where they are shown.
    left_out: i64,
    all: String,
    grid: Grid,
    pages: Pages,
}

/// Which members of a run somebody looks for; of a run of tier one alone those whom it gives something, unless all are asked for.
fn filter_of(visit: &Visit<'_>, view: &RunView) -> StatementFilter {
    let asked = &visit.asked.query;
    StatementFilter {
        text: asked.get("q").to_owned(),
        class: asked.get("class").to_owned(),
        leaves_out_nothing: view.summary.tier_two.is_none() && asked.get("all") != "yes",
    }
}

/// How many members a run lists: all of a run with both tiers, else those whom it gives something.
pub(super) fn counted(visit: &mut Visit<'_>, view: &RunView) -> Result<i64, Trouble> {
    if view.summary.tier_two.is_some() {
        return Ok(view.summary.totals.count);
    }
    let run = view.run.run;
    let filter = StatementFilter { leaves_out_nothing: true, ..StatementFilter::default() };
    let count = visit.remembered(&format!("listed {run}"), |visit| {
        let sums = visit.read(|db, cooperative| sum_statements(db, cooperative, (run, &filter)))?;
        Ok(sums.count.to_string())
    })?;
    count.parse().map_err(Trouble::fault)
}

fn headings(class: &str, t: Language) -> Vec<(String, Align)> {
    let named = [
        (t.say("成员编号", "member"), Align::Left),
        (t.say("姓名", "name"), Align::Left),
        (t.say("户号", "household"), Align::Left),
        (t.say("居民小组", "group"), Align::Left),
        (t.say("参加分配股数", "shares"), Align::Right),
        (t.say("一次分配", "tier one"), Align::Right),
        (t.say("二次分配", "tier two"), Align::Right),
        (t.say("代扣税", "tax"), Align::Right),
        (t.say("扣回", "taken back"), Align::Right),
        (t.say("实发", "paid"), Align::Right),
        (t.say("核对码", "code"), Align::Left),
    ];
    let mut named = named.map(|(name, align)| (name.to_owned(), align)).to_vec();
    if !class.is_empty() {
        named.insert(CLASS, (format!("{}{}", term(class, t), t.say("（股）", " (shares)")), Align::Right));
    }
    named
}

/// The column of the class that is looked for: before the shares that take part.
const CLASS: usize = 4;

fn cells(statement: &MemberStatement, code: VerificationCode, class: &str) -> Vec<String> {
    let named = [&statement.member_no, &statement.name, &statement.household_no, &statement.group];
    let of_class = (!class.is_empty()).then(|| quantity(shares_of(statement, class)));
    let figures = of_class.into_iter().chain([quantity(statement.shares)]).chain(amounts(statement).map(yuan));
    named.into_iter().cloned().chain(figures).chain([code.to_string()]).collect()
}

/// What the whole run comes to; or those of a class.
fn total_cells(view: &RunView, of_class: Option<&StatementSums>, t: Language) -> Vec<String> {
    let totals = &view.summary.totals;
    let (name, shares, sums) = match of_class {
        Some(sums) => {
            let name = format!("{} {} {}", t.say("合计", "total"), quantity(sums.count), t.say("人", "members"));
            (name, vec![quantity(sums.of_class), quantity(sums.shares)], sums.amounts)
        }
        None => {
            let shares = view.summary.tier_two.as_ref().map(|tier| quantity(tier.eligible_shares)).unwrap_or_default();
            let sums = [totals.tier_one, totals.tier_two, totals.tax, totals.recovered, totals.net];
            (t.say("全部合计", "all members").to_owned(), vec![shares], sums)
        }
    };
    let blank = [(); 3].map(|()| String::new());
    [name].into_iter().chain(blank).chain(shares).chain(sums.map(yuan)).chain([String::new()]).collect()
}

/// The list.
pub fn members(visit: &mut Visit<'_>) -> Answered {
    let (t, overview) = (visit.t(), Arc::clone(&visit.overview));
    let view = find_in(&overview, visit)?;
    visit.check_reading(None)?;
    let filter = filter_of(visit, view);
    if let Some(format) = format_of(visit) {
        return file(visit, view, (&filter, format));
    }
    let name = format!("members {} {}", t.code(), visit.asked.here);
    let content = visit.remembered(&name, |visit| content(visit, view, &filter))?;
    page(&MembersPage {
        t,
        frame: visit.frame(),
        tab: "members",
        head: RunHead::new(visit, view),
        is_all: view.summary.tier_two.is_none() && !filter.leaves_out_nothing,
        content,
        files: file_addresses(visit),
        text: filter.text,
        class: filter.class,
    })
}

/// How many are left out of a list.
fn said_left_out(left_out: i64, t: Language) -> String {
    match t {
        Language::Chinese => format!("另有 {} 人本次为 0.00 元，不在此列", quantity(left_out)),
        Language::English => format!("another {} members come to 0.00 and are not listed", quantity(left_out)),
    }
}

/// What those come to who hold a class that is looked for.
fn sums_of_class(
    visit: &mut Visit<'_>,
    view: &RunView,
    filter: &StatementFilter,
) -> Result<Option<StatementSums>, Trouble> {
    if filter.class.is_empty() {
        return Ok(None);
    }
    visit.read(|db, cooperative| sum_statements(db, cooperative, (view.run.run, filter))).map(Some)
}

/// Everybody who is looked for, as a file.
fn file(visit: &mut Visit<'_>, view: &RunView, (filter, format): (&StatementFilter, TableFormat)) -> Answered {
    let (t, run) = (visit.t(), view.run.run);
    let title = format!("{run} {}", t.say("成员分配表", "members"));
    let of_class = sums_of_class(visit, view, filter)?;
    let left_out = if filter.leaves_out_nothing { view.summary.totals.count - counted(visit, view)? } else { 0 };
    file_answer(format, &title, headings(&filter.class, t), |file| {
        let mut written = Ok(());
        visit.read(|db, cooperative| {
            each_statement(db, cooperative, (run, ""), |statement, code| {
                if filter.finds(&statement) {
                    written = file.row(cells(&statement, code, &filter.class));
                }
                Ok(written.is_ok())
            })
        })?;
        if written.is_ok() && (filter.finds_all() || of_class.is_some()) {
            written = file.row(total_cells(view, of_class.as_ref(), t));
        }
        if written.is_ok() && left_out > 0 {
            let blank = vec![String::new(); headings(&filter.class, t).len() - 1];
            written = file.row([said_left_out(left_out, t)].into_iter().chain(blank));
        }
        written.map_err(Trouble::fault)
    })
}

/// The lines of the page that is asked for.
fn content(visit: &mut Visit<'_>, view: &RunView, filter: &StatementFilter) -> Result<String, Trouble> {
    let (t, run, after) = (visit.t(), view.run.run, visit.asked.query.get("after"));
    let (found, has_more) =
        visit.read(|db, cooperative| statements(db, cooperative, (run, filter), (after, MEMBERS)))?;
    let of_class = sums_of_class(visit, view, filter)?;
    let listed = counted(visit, view)?;
    let left_out = if filter.leaves_out_nothing { view.summary.totals.count - listed } else { 0 };
    let last = found.last().map(|(statement, _)| statement.member_no.as_str()).unwrap_or_default();
    let mut table = Table::new(headings(&filter.class, t));
    found.iter().for_each(|(statement, code)| table.row(cells(statement, *code, &filter.class)));
    if filter.finds_all() || of_class.is_some() {
        table.total(total_cells(view, of_class.as_ref(), t));
    }
    let here = address(view);
    let to_member =
        |cells: &[GridCell]| format!("{here}/members/{}", segment(cells.first().map_or("", |cell| &cell.text)));
    let grid = Grid::from(&table).stacking();
    let shift = usize::from(of_class.is_some());
    let all = match (&of_class, filter.leaves_out_nothing) {
        (Some(sums), _) => i64::try_from(sums.count).ok(),
        (None, true) => Some(listed),
        (None, false) => Some(view.summary.totals.count),
    };
    // Without a class nobody counts beyond the page: a search ends where the page is full.
    let count = match filter.text.is_empty() || of_class.is_some() {
        true => all,
        false => (after.is_empty() && !has_more).then_some(found.len() as i64),
    };
    let opened = of_class.as_ref().filter(|_| filter.text.is_empty());
    let content = Content {
        t,
        notes: said_found(count, has_more, t).into_iter().chain(agrees(view, filter, opened, t)).collect(),
        left_out,
        all: changed(&visit.asked.here, &[("all", "yes"), ("after", "")]),
        grid: [0, 5 + shift, 6 + shift, 9 + shift]
            .into_iter()
            .fold(grid, |grid, column| grid.leading(column, to_member)),
        pages: Pages {
            first: if after.is_empty() { String::new() } else { changed(&visit.asked.here, &[("after", "")]) },
            back: String::new(),
            next: if has_more { changed(&visit.asked.here, &[("after", last)]) } else { String::new() },
        },
    };
    Ok(content.render()?)
}

/// How many are found; of a search that goes on, that there are more than a page.
fn said_found(count: Option<i64>, has_more: bool, t: Language) -> Option<String> {
    let number = match count {
        Some(count) => quantity(count),
        None if has_more => return Some(t.say("不止这一页，请再翻", "more than this page").to_owned()),
        None => return None,
    };
    Some(match t {
        Language::Chinese => format!("找到 {number} 人"),
        Language::English => format!("{number} members found"),
    })
}

/// Whether the shares of a class come to the figure that was opened: that of the run's summary.
fn agrees(view: &RunView, filter: &StatementFilter, sums: Option<&StatementSums>, t: Language) -> Option<String> {
    let figure = view.summary.classes.iter().find(|(class, ..)| *class == filter.class);
    let (class, shares, _) = figure?;
    let (sum, shares) = (quantity(sums?.of_class), quantity(shares));
    Some(compared(term(class, t), (&sum, &shares), t.say("股", "shares"), t))
}

#[derive(Template)]
#[template(path = "distribution/member.html")]
struct MemberPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    head: RunHead,
    /// Its number as a part of an address.
    segment: String,
    /// Statement and evidence as files.
    paper: String,
    evidence: String,
    statement: MemberStatement,
    code: VerificationCode,
    lines: Vec<LineRow>,
    tier_two: Vec<String>,
    taken_off: Vec<String>,
}

struct LineRow {
    name: String,
    working: String,
    notes: Vec<String>,
    line: StatementLine,
}

/// One statement: every line to its last operand.
pub fn member(visit: &mut Visit<'_>) -> Answered {
    let (t, view) = (visit.t(), find(visit)?);
    let member_no = visit.asked.parameters.get("member").to_owned();
    visit.check_reading(Some(&member_no))?;
    let found = visit.read(|db, cooperative| query::statement_of(db, cooperative, &view, &member_no))?;
    let found = found.ok_or(Trouble::NotFound)?;
    let (summary, statement) = (&view.summary, found.statement);
    let row = |line: &StatementLine| LineRow {
        name: line_name(line, t),
        working: line_formula(line, view.run.run.year.days(), t),
        notes: line_notes(summary, line, t),
        line: line.clone(),
    };
    page(&MemberPage {
        t,
        frame: visit.frame(),
        tab: "members",
        head: RunHead::new(visit, &view),
        segment: segment(&member_no),
        paper: with(&format!("/papers/statements/{}", run_name::slug(view.run.run)), &[("member", &member_no)]),
        evidence: with(&format!("{}/evidence", address(&view)), &[("member", &member_no)]),
        code: found.code,
        lines: statement.lines.iter().map(row).collect(),
        tier_two: tier_two(summary, &statement, t),
        taken_off: taken_off(&statement, t),
        statement,
    })
}
