//! A sheet as its accountant knows it (逐格标注): the same columns and row numbers, cells marked, what is wrong said under the row, and over each column what it
//! is taken for and why.

use super::draft::{Draft, LIMITS};
use super::draft_choice::SheetChoosers;
use super::kind_name;
use crate::application::import::ImportReport;
use crate::domain::refusal::{CellAddress, Problem, Refusal, Severity};
use crate::domain::register::share_class::ShareClass;
use crate::domain::sheet::{Cell, SheetKind, SheetRefusal};
use crate::rendering::speech::{self, Language, Words, words};
use crate::spreadsheet::column::Column;
use crate::spreadsheet::excerpt::{self, Excerpt, Source};
use crate::spreadsheet::heading::{Choice, Heading, Match, clean_heading};
use crate::spreadsheet::kind::columns;
use crate::spreadsheet::layout::Layout;
use crate::web::trouble::Trouble;
use std::collections::{BTreeMap, BTreeSet};
use strum::IntoEnumIterator;

/// Rows with problems that one page shows, rows that it shows of the whole sheet, and columns.
const PROBLEM_ROWS: usize = 60;
const ALL_ROWS: usize = 200;
const MOST_COLUMNS: usize = 60;
/// Rows that are shown above the headings.
const TITLE_ROWS: u32 = 3;

/// One sheet of the files that wait, in the list of them.
pub struct Tab {
    pub file: String,
    pub sheet: String,
    pub kinds: String,
    pub encoding: &'static str,
    /// Rows, new, changed, unchanged.
    pub counts: [u64; 4],
    pub errors: usize,
    pub warnings: usize,
    /// Whether it is the one that is shown.
    pub is_here: bool,
}

/// Which rows are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    Problems,
    Errors,
    Warnings,
    All,
}

impl Filter {
    pub fn parse(text: &str) -> Option<Filter> {
        [Filter::Problems, Filter::Errors, Filter::Warnings, Filter::All].into_iter().find(|one| one.code() == text)
    }

    pub const fn code(self) -> &'static str {
        match self {
            Filter::Problems => "problems",
            Filter::Errors => "errors",
            Filter::Warnings => "warnings",
            Filter::All => "all",
        }
    }

    fn takes(self, severity: Severity) -> bool {
        match self {
            Filter::Problems | Filter::All => true,
            Filter::Errors => severity == Severity::Error,
            Filter::Warnings => severity == Severity::Warning,
        }
    }
}

/// Something that is said of a cell, a sheet or a file.
pub struct Said {
    /// Its number on the page.
    pub number: usize,
    pub cell: String,
    /// How bad it is, with a sign: never the colour alone.
    pub mark: String,
    pub is_error: bool,
    pub words: Words,
}

/// How bad something is, in a word with its sign.
fn mark(severity: Severity, t: Language) -> String {
    let sign = if severity == Severity::Error { "✗" } else { "!" };
    format!("{sign} {}", speech::severity(severity, t))
}

/// What stands over a column.
pub struct ColumnHead {
    pub letters: String,
    pub heading: String,
    pub meaning: String,
    pub why: &'static str,
    pub wants_choice: bool,
    /// What can be chosen: `heading=column`, the column's name, and whether it is chosen.
    pub choices: Vec<(String, String, bool)>,
}

/// A row as it stands.
pub struct ShownRow {
    pub number: u32,
    pub is_heading: bool,
    /// Whether rows before it are left out.
    pub follows_gap: bool,
    /// Texts, each with `error`, `warning`, or nothing.
    pub cells: Vec<(String, &'static str)>,
    pub said: Vec<Said>,
}

/// A sheet, as far as one page shows it.
pub struct SheetView {
    pub columns: Vec<ColumnHead>,
    pub rows: Vec<ShownRow>,
    pub whole: Vec<Said>,
    pub next_row: Option<u32>,
    /// How many problems the page shows.
    pub said: usize,
    /// What the sheet can be said to be.
    pub choosers: SheetChoosers,
}

/// What is asked of a sheet.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub report: &'a ImportReport,
    pub draft: &'a Draft,
    pub tab: &'a Tab,
    pub filter: Filter,
    /// The first row, from 0.
    pub from: u32,
    /// Classes of shares that a column can be.
    pub classes: &'a [ShareClass],
    pub t: Language,
}

/// Whether a problem is about a sheet.
fn is_of(problem: &Problem, file: &str, sheet: &str) -> bool {
    problem.place.as_ref().is_some_and(|place| *place.file == *file && *place.sheet == *sheet)
}

/// All sheets with anything to show, in their order.
pub fn tabs(report: &ImportReport, t: Language) -> Vec<Tab> {
    let mut tabs: Vec<Tab> = Vec::new();
    let encoding = |file: &str| report.files.iter().find(|one| *one.name == *file).and_then(|one| one.encoding);
    let tab = |file: &str, sheet: &str| {
        let count = |severity: Severity| {
            report.problems.iter().filter(|one| is_of(one, file, sheet) && one.severity() == severity).count()
        };
        Tab {
            file: file.to_owned(),
            sheet: sheet.to_owned(),
            kinds: String::new(),
            encoding: encoding(file).unwrap_or_default(),
            counts: [0; 4],
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            is_here: false,
        }
    };
    for sheet in &report.sheets {
        let known = tabs.iter().position(|one| *one.file == *sheet.file && *one.sheet == *sheet.sheet);
        let position = known.unwrap_or_else(|| {
            tabs.push(tab(&sheet.file, &sheet.sheet));
            tabs.len() - 1
        });
        let own = &mut tabs[position];
        let between = if own.kinds.is_empty() { "" } else { " + " };
        own.kinds.push_str(&format!("{between}{}", kind_name(sheet.kind, t)));
        own.counts[0] = own.counts[0].max(sheet.rows);
        for (sum, count) in own.counts.iter_mut().skip(1).zip([sheet.new, sheet.changed, sheet.unchanged]) {
            *sum += count;
        }
    }
    // A text table that is none may be one in another encoding.
    for (file, sheet) in report.passed_over.iter().filter(|(file, _)| encoding(file).is_some()) {
        tabs.push(tab(file, sheet));
    }
    for place in report.problems.iter().filter_map(|problem| problem.place.as_ref()) {
        let is_known = tabs.iter().any(|one| *one.file == *place.file && *one.sheet == *place.sheet);
        if !place.sheet.is_empty() && !is_known {
            tabs.push(tab(&place.file, &place.sheet));
        }
    }
    tabs
}

/// What is said of files and of the whole, and of no sheet.
pub fn said_of_files(report: &ImportReport, t: Language) -> Vec<(String, String, Words)> {
    let is_of_no_sheet = |problem: &&Problem| problem.place.as_ref().is_none_or(|place| place.sheet.is_empty());
    let of_files = report.problems.iter().filter(is_of_no_sheet).map(|problem| {
        let file = problem.place.as_ref().map(|place| place.file.to_string()).unwrap_or_default();
        (file, mark(problem.severity(), t), words(&problem.refusal, t))
    });
    of_files.collect()
}

impl SheetView {
    /// The rows that are asked for, from the file itself.
    pub fn read(asked: Asked<'_>) -> Result<SheetView, Trouble> {
        let Asked { report, tab, filter, from, .. } = asked;
        let problems: Vec<&Problem> = report.problems.iter().filter(|one| is_of(one, &tab.file, &tab.sheet)).collect();
        let layout = report.layouts.iter().find(|one| *one.file == *tab.file && *one.sheet == *tab.sheet);
        let layout = layout.map(|one| &one.layout);
        let heading_row = layout.map(|layout| layout.heading_row).or_else(|| heading_row_of(&problems));
        let shown: Vec<&&Problem> = problems.iter().filter(|one| filter.takes(one.severity())).collect();
        let mut by_row: BTreeMap<u32, Vec<&Problem>> = BTreeMap::new();
        for problem in &shown {
            if let Some(cell) = problem.place.as_ref().and_then(|place| place.cell) {
                by_row.entry(cell.row).or_default().push(problem);
            }
        }
        let excerpt = rows(asked, &by_row, heading_row)?;
        let by_row: BTreeMap<u32, Vec<&Problem>> = by_row.into_iter().filter(|(row, _)| excerpt.shows(*row)).collect();
        let width = width(&excerpt.rows, &by_row);
        let said = asked.draft.options().of_sheet(&tab.file, &tab.sheet);
        let mut view = SheetView {
            columns: Vec::new(),
            rows: Vec::new(),
            whole: Vec::new(),
            next_row: excerpt.next,
            said: 0,
            choosers: SheetChoosers::new(&said, heading_row, tab.encoding, asked.t),
        };
        if from == 0 {
            let of_sheet = shown.iter().filter(|one| one.place.as_ref().is_some_and(|place| place.cell.is_none()));
            view.whole = of_sheet.map(|problem| view.say(problem, asked.t)).collect();
        }
        view.columns = heads(asked, &problems, (layout, heading_row, width), &excerpt.rows);
        let mut before = None;
        for (row, cells) in &excerpt.rows {
            let own = by_row.get(row).map(Vec::as_slice).unwrap_or_default();
            let follows_gap = before.is_some_and(|before: u32| before + 1 < *row);
            let is_heading = Some(*row) == heading_row;
            let said = own.iter().map(|problem| view.say(problem, asked.t)).collect();
            let cells = (0..width).map(|column| marked(cells, column, own)).collect();
            view.rows.push(ShownRow { number: row + 1, is_heading, follows_gap, cells, said });
            before = Some(*row);
        }
        Ok(view)
    }

    fn say(&mut self, problem: &Problem, t: Language) -> Said {
        self.said += 1;
        let cell = problem.place.as_ref().and_then(|place| place.cell);
        Said {
            number: self.said,
            cell: cell.map(|cell| cell.to_string()).unwrap_or_default(),
            mark: mark(problem.severity(), t),
            is_error: problem.severity() == Severity::Error,
            words: words(&problem.refusal, t),
        }
    }
}

/// The row of headings, of a sheet that was not recognised: where it is said.
fn heading_row_of(problems: &[&Problem]) -> Option<u32> {
    let is_of_headings = |problem: &&&Problem| {
        let Refusal::Sheet(refusal) = &problem.refusal else { return false };
        matches!(
            refusal,
            SheetRefusal::SheetNotRecognised { .. }
                | SheetRefusal::HeadingAmbiguous { .. }
                | SheetRefusal::HoldingDateMissing { .. }
        )
    };
    let found = problems.iter().find(is_of_headings)?;
    found.place.as_ref()?.cell.map(|cell| cell.row)
}

/// Rows of a page, and where the next one begins.
struct Rows {
    rows: Vec<(u32, Vec<Cell>)>,
    next: Option<u32>,
}

impl Rows {
    fn shows(&self, row: u32) -> bool {
        self.rows.iter().any(|(shown, _)| *shown == row)
    }
}

fn rows(asked: Asked<'_>, by_row: &BTreeMap<u32, Vec<&Problem>>, heading_row: Option<u32>) -> Result<Rows, Trouble> {
    let Asked { draft, tab, filter, from, .. } = asked;
    let Some(file) = draft.files.iter().find(|file| file.name == tab.file) else { return Err(Trouble::NotFound) };
    let heading = heading_row.unwrap_or_default();
    let top: BTreeSet<u32> = (heading.saturating_sub(TITLE_ROWS)..=heading).collect();
    let encoding = draft.options().encoding_of(&file.name);
    let source = Source { path: &file.path, limits: &LIMITS, encoding, sheet: &tab.sheet };
    let numbered = |wanted: &BTreeSet<u32>| excerpt::numbered(source, wanted);
    if filter == Filter::All {
        let Excerpt { mut rows, has_more } = excerpt::following(source, (from, ALL_ROWS)).map_err(Trouble::refused)?;
        let next = rows.last().filter(|_| has_more).map(|(row, _)| row + 1);
        if from > heading {
            let above = numbered(&top).map_err(Trouble::refused)?.rows;
            rows.splice(0..0, above.into_iter().filter(|(row, _)| *row < from));
        }
        return Ok(Rows { rows, next });
    }
    let marked: Vec<u32> = by_row.range(from..).map(|(row, _)| *row).take(PROBLEM_ROWS + 1).collect();
    let next = marked.get(PROBLEM_ROWS).copied();
    let mut wanted = top;
    for row in marked.iter().take(PROBLEM_ROWS) {
        wanted.extend(row.saturating_sub(1)..=row + 1);
    }
    let mut rows = numbered(&wanted).map_err(Trouble::refused)?.rows;
    // A row that is empty may have something said of it.
    for row in marked.iter().take(PROBLEM_ROWS) {
        if !rows.iter().any(|(shown, _)| shown == row) {
            rows.push((*row, Vec::new()));
        }
    }
    rows.sort_by_key(|(row, _)| *row);
    Ok(Rows { rows, next })
}

/// Columns up to the last with anything in it.
fn width(rows: &[(u32, Vec<Cell>)], by_row: &BTreeMap<u32, Vec<&Problem>>) -> usize {
    let filled = rows.iter().filter_map(|(_, cells)| cells.iter().rposition(|cell| !cell.is_blank())).max();
    let cells = by_row.values().flatten().filter_map(|problem| problem.place.as_ref()?.cell);
    let marked = cells.map(|cell| cell.column as usize).max();
    filled.max(marked).map_or(1, |last| last + 1).min(MOST_COLUMNS)
}

fn marked(cells: &[Cell], column: usize, problems: &[&Problem]) -> (String, &'static str) {
    let of_cell = |problem: &&&Problem| {
        problem.place.as_ref().and_then(|place| place.cell).is_some_and(|cell| cell.column as usize == column)
    };
    let worst = problems.iter().filter(of_cell).map(|problem| problem.severity()).min();
    (cells.get(column).map(|cell| cell.shown().to_string()).unwrap_or_default(), worst.map_or("", Severity::code))
}

/// What stands over each column: what it is taken for, and what else it could be.
fn heads(
    asked: Asked<'_>,
    problems: &[&Problem],
    (layout, heading_row, width): (Option<&Layout>, Option<u32>, usize),
    rows: &[(u32, Vec<Cell>)],
) -> Vec<ColumnHead> {
    let row = rows.iter().find(|(row, _)| Some(*row) == heading_row).map(|(_, cells)| cells.as_slice());
    let options = asked.draft.options();
    let said = options.of_sheet(&asked.tab.file, &asked.tab.sheet).said.kind;
    let kinds = said.filter(|_| layout.is_none()).map_or_else(|| kinds_of(layout, problems), |kind| vec![kind]);
    let head = |position: usize| {
        let letters = CellAddress { row: 0, column: position as u32 }.to_string();
        let letters = letters.trim_end_matches('1').to_owned();
        let heading = match layout {
            Some(layout) => layout.headings.get(position).cloned(),
            None => row.and_then(|cells| cells.get(position)).map(|cell| {
                let leaf = clean_heading(&cell.shown());
                let said = options.choices.iter().rev().find(|(known, _)| clean_heading(known) == leaf);
                Heading::new("".into(), leaf, said.and_then(|(_, column)| Choice::lookup(column)))
            }),
        };
        let Some(heading) = heading.filter(|heading| !heading.is_blank()) else {
            let (heading, meaning) = (String::new(), String::new());
            return ColumnHead { letters, heading, meaning, why: "", wants_choice: false, choices: Vec::new() };
        };
        let (meaning, why, is_sure) = meaning(&heading, position, (layout, &kinds), asked.t);
        let shown = heading.shown().to_string();
        let said = options.choices.iter().rev().find(|(known, _)| clean_heading(known) == clean_heading(&shown));
        let mut choices = alternatives(problems, (&shown, position), &kinds, asked.classes);
        choices.sort_by_key(|(_, is_near)| !is_near);
        let choice = |(column, _): (String, bool)| {
            let is_chosen = said.is_some_and(|(_, chosen)| *chosen == column);
            (format!("{shown}={column}"), column, is_chosen)
        };
        let choices = choices.into_iter().map(choice).collect();
        let wants_choice = !is_sure || said.is_some() || is_ambiguous(problems, &shown);
        ColumnHead { letters, heading: shown, meaning, why, wants_choice, choices }
    };
    (0..width).map(head).collect()
}

/// The kinds that a sheet is or comes closest to; all of them where it is like none.
fn kinds_of(layout: Option<&Layout>, problems: &[&Problem]) -> Vec<SheetKind> {
    if let Some(layout) = layout {
        return layout.kinds.clone();
    }
    let closest = problems.iter().find_map(|problem| match &problem.refusal {
        Refusal::Sheet(SheetRefusal::SheetNotRecognised { closest, .. }) => *closest,
        Refusal::Sheet(SheetRefusal::HoldingDateMissing { .. }) => Some(SheetKind::Holdings),
        _ => None,
    });
    closest.map_or_else(|| SheetKind::iter().collect(), |kind| vec![kind])
}

fn columns_of(kinds: &[SheetKind]) -> Vec<Column> {
    let mut found: Vec<Column> = kinds.iter().flat_map(|kind| columns(*kind).all().collect::<Vec<_>>()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What a column is taken for, why, and whether that is sure.
fn meaning(
    heading: &Heading,
    position: usize,
    (layout, kinds): (Option<&Layout>, &[SheetKind]),
    t: Language,
) -> (String, &'static str, bool) {
    let is_there = |column: &Column| match layout {
        Some(layout) => layout.position(*column) == Some(position),
        None => heading.means(*column).is_some(),
    };
    if let Some(column) = columns_of(kinds).into_iter().find(is_there) {
        let why = match heading.means(column) {
            Some(Match::Chosen) => t.say("选定或记住的", "chosen or remembered"),
            Some(Match::Canonical) => t.say("规范表头", "the heading itself"),
            _ => t.say("同义表头", "another heading for it"),
        };
        return (column.heading().to_owned(), why, true);
    }
    if let Some(class) = heading.share_class() {
        return (class.to_string(), t.say("每个股种一列", "a class in a column of its own"), true);
    }
    if heading.is_passed_over() || heading.means(Column::Remark).is_some() {
        return (t.say("略过", "passed over").to_owned(), t.say("不需要保存的列", "says nothing that is kept"), true);
    }
    if heading.is_known() {
        return (
            t.say("略过", "passed over").to_owned(),
            t.say("这类表用不到，或已有更像的列", "not of this kind, or another column fits better"),
            true,
        );
    }
    (
        t.say("不认得，略过", "unknown, passed over").to_owned(),
        t.say("请选它是哪一列", "choose which column it is"),
        false,
    )
}

fn is_ambiguous(problems: &[&Problem], heading: &str) -> bool {
    problems.iter().any(|problem| match &problem.refusal {
        Refusal::Sheet(SheetRefusal::HeadingAmbiguous { headings, .. }) => headings.iter().any(|one| one == heading),
        _ => false,
    })
}

/// What a column could be, each with whether its heading is like that one's.
fn alternatives(
    problems: &[&Problem],
    (heading, position): (&str, usize),
    kinds: &[SheetKind],
    classes: &[ShareClass],
) -> Vec<(String, bool)> {
    let near: Vec<&str> = problems
        .iter()
        .filter(|one| {
            one.place.as_ref().and_then(|place| place.cell).is_some_and(|cell| cell.column as usize == position)
        })
        .filter_map(|problem| match &problem.refusal {
            Refusal::Sheet(SheetRefusal::HeadingUnknown { heading: named, candidates }) if *named == heading => {
                Some(candidates)
            }
            _ => None,
        })
        .flatten()
        .map(|candidate| candidate.as_str())
        .collect();
    let columns = columns_of(kinds).into_iter().map(|column| column.heading().to_owned());
    let has_classes = kinds.iter().any(|kind| matches!(kind, SheetKind::Holdings | SheetKind::Members));
    let classes = classes.iter().filter(|_| has_classes).map(|class| class.as_str().to_owned());
    let all = columns.chain(classes).chain([Choice::PASS_OVER.to_owned()]);
    all.map(|column| {
        let is_near = near.contains(&column.as_str());
        (column, is_near)
    })
    .collect()
}
