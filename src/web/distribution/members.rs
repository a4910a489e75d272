//! The members of a run: the list, paged and searched, and one statement step by step.

use super::{RunHead, address, find, find_in};
use crate::application::distribution::drill_down::{StatementFilter, each_statement, statements};
use crate::application::distribution::query::{self, RunView};
use crate::domain::governance::proof::VerificationCode;
use crate::domain::statement::member_statement::{MemberStatement, StatementLine};
use crate::rendering::amount::{quantity, yuan};
use crate::rendering::explanation::{line_formula, line_name, line_notes, taken_off, tier_two};
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::table_file::TableFormat;
use crate::web::address::changed;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, GridCell, file_addresses, file_answer, format_of};
use crate::web::paging::Pages;
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
    section: &'static str,
    tab: &'static str,
    head: RunHead,
    text: String,
    class: String,
    /// How many members the run has.
    count: i64,
    content: Arc<str>,
    files: [String; 2],
}

/// The lines of one page of the list: the same for everybody, since a run is sealed.
#[derive(Template)]
#[template(path = "distribution/members_content.html")]
struct Content {
    t: Language,
    grid: Grid,
    pages: Pages,
}

fn headings(t: Language) -> Vec<(String, Align)> {
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
    named.map(|(name, align)| (name.to_owned(), align)).to_vec()
}

fn cells(statement: &MemberStatement, code: VerificationCode) -> [String; 11] {
    let [tier_one, tier_two, tax, recovered, net] =
        [statement.tier_one, statement.tier_two, statement.tax, statement.recovered, statement.net].map(yuan);
    let [member_no, name, household_no, group] =
        [&statement.member_no, &statement.name, &statement.household_no, &statement.group].map(Clone::clone);
    let shares = quantity(statement.shares);
    [member_no, name, household_no, group, shares, tier_one, tier_two, tax, recovered, net, code.to_string()]
}

/// What the whole run comes to.
fn total_cells(view: &RunView, t: Language) -> Vec<String> {
    let totals = &view.summary.totals;
    let shares = view.summary.tier_two.as_ref().map(|tier| quantity(tier.eligible_shares)).unwrap_or_default();
    let sums = [totals.tier_one, totals.tier_two, totals.tax, totals.recovered, totals.net].map(yuan);
    let words = [t.say("全部合计", "all members"), "", "", ""].map(str::to_owned);
    words.into_iter().chain([shares]).chain(sums).chain([String::new()]).collect()
}

/// The list.
pub fn members(visit: &mut Visit<'_>) -> Answered {
    let (t, overview) = (visit.t(), Arc::clone(&visit.overview));
    let view = find_in(&overview, visit)?;
    visit.check_reading(None)?;
    let asked = &visit.asked.query;
    let filter = StatementFilter { text: asked.get("q").to_owned(), class: asked.get("class").to_owned() };
    if let Some(format) = format_of(visit) {
        return file(visit, view, (&filter, format));
    }
    let name = format!("members {} {}", t.code(), visit.asked.here);
    let content = visit.remembered(&name, |visit| content(visit, view, &filter))?;
    page(&MembersPage {
        t,
        frame: visit.frame(),
        section: "distributions",
        tab: "members",
        head: RunHead::new(visit, view),
        count: view.summary.totals.count,
        content,
        files: file_addresses(visit),
        text: filter.text,
        class: filter.class,
    })
}

/// Everybody who is looked for, as a file.
fn file(visit: &mut Visit<'_>, view: &RunView, (filter, format): (&StatementFilter, TableFormat)) -> Answered {
    let (t, run) = (visit.t(), view.run.run);
    let title = format!("{run} {}", t.say("成员分配表", "members"));
    file_answer(format, &title, headings(t), |file| {
        let mut written = Ok(());
        visit.read(|db, cooperative| {
            each_statement(db, cooperative, (run, ""), |statement, code| {
                if filter.finds(&statement) {
                    written = file.row(cells(&statement, code));
                }
                Ok(written.is_ok())
            })
        })?;
        if filter.finds_all() && written.is_ok() {
            written = file.row(total_cells(view, t));
        }
        written.map_err(Trouble::fault)
    })
}

/// The lines of the page that is asked for.
fn content(visit: &mut Visit<'_>, view: &RunView, filter: &StatementFilter) -> Result<String, Trouble> {
    let (t, run, after) = (visit.t(), view.run.run, visit.asked.query.get("after"));
    let (found, has_more) =
        visit.read(|db, cooperative| statements(db, cooperative, (run, filter), (after, MEMBERS)))?;
    let last = found.last().map(|(statement, _)| statement.member_no.as_str()).unwrap_or_default();
    let mut table = Table::new(headings(t));
    found.iter().for_each(|(statement, code)| table.row(cells(statement, *code)));
    if filter.finds_all() {
        table.total(total_cells(view, t));
    }
    let here = address(view);
    let to_member = |cells: &[GridCell]| format!("{here}/members/{}", cells.first().map_or("", |cell| &cell.text));
    let grid = Grid::from(&table).stacking();
    let content = Content {
        t,
        grid: [0, 5, 6, 9].into_iter().fold(grid, |grid, column| grid.leading(column, to_member)),
        pages: Pages {
            first: if after.is_empty() { String::new() } else { changed(&visit.asked.here, &[("after", "")]) },
            back: String::new(),
            next: if has_more { changed(&visit.asked.here, &[("after", last)]) } else { String::new() },
        },
    };
    Ok(content.render()?)
}

#[derive(Template)]
#[template(path = "distribution/member.html")]
struct MemberPage {
    t: Language,
    frame: Frame,
    section: &'static str,
    tab: &'static str,
    head: RunHead,
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
        section: "distributions",
        tab: "members",
        head: RunHead::new(visit, &view),
        code: found.code,
        lines: statement.lines.iter().map(row).collect(),
        tier_two: tier_two(summary, &statement, t),
        taken_off: taken_off(&statement, t),
        statement,
    })
}
