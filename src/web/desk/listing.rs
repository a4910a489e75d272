//! Pages that are a few figures and tables: searched by the same fields, turned over page by page, and taken along as a workbook.

use crate::rendering::data_table::DataTable;
use crate::rendering::speech::{Language, Words};
use crate::rendering::table::Align;
use crate::rendering::workbook::table_workbook;
use crate::web::address::changed;
use crate::web::answer::Answer;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::paging::{Pages, Paging};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;

/// Rows that one page shows.
const PAGE_ROWS: usize = 200;

/// What a page is.
#[derive(Default)]
pub struct Listing {
    /// What it is called.
    pub title: String,
    /// A way back to what it is a part of: address and name.
    pub above: Option<(String, String)>,
    /// What it is for.
    pub help: &'static str,
    /// Its words, explained.
    pub words: Vec<(&'static str, &'static str)>,
    /// Pages beside it.
    pub beside: Vec<Way>,
    /// What can be asked for.
    pub fields: Vec<Field>,
    /// What was typed, with what stands against it: then nothing is listed.
    pub form: Form,
    /// What has to be said first.
    pub notes: Vec<Words>,
    /// Figures: what they are called, and what they are.
    pub figures: Vec<(String, String)>,
    /// The tables.
    pub sections: Vec<Section>,
}

/// A field of the form that asks for what is shown.
pub struct Field {
    /// Its name in the address.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it holds.
    pub value: String,
    /// How it is typed: `search`, `date`, `number`, or `select`.
    pub kind: &'static str,
    /// What can be chosen: value and name.
    pub choices: Vec<(String, String)>,
}

impl Field {
    /// A field as it was asked for, or with what stands where nothing was.
    pub fn new(
        visit: &Visit<'_>,
        kind: &'static str,
        (name, label): (&'static str, &'static str),
        usual: &str,
    ) -> Field {
        let given = visit.asked.query.get(name);
        let value = if given.is_empty() { usual } else { given };
        Field { name, label, value: value.to_owned(), kind, choices: Vec::new() }
    }

    /// With what can be chosen.
    pub fn with(mut self, choices: impl IntoIterator<Item = (String, String)>) -> Field {
        self.choices = choices.into_iter().collect();
        self
    }
}

/// A table with what stands around it.
pub struct Section {
    /// Its heading; empty where the page's says it.
    pub heading: String,
    /// A picture over it: markup of this program's own.
    pub chart: Option<String>,
    /// The table.
    pub table: DataTable,
    /// What is said where it has no rows.
    pub empty: String,
}

impl Section {
    /// A table under a heading.
    pub fn new(heading: impl Into<String>, table: DataTable, empty: impl Into<String>) -> Section {
        Section { heading: heading.into(), chart: None, table, empty: empty.into() }
    }
}

/// A table without rows, called and headed in the language at hand.
pub fn table<const N: usize>(
    t: Language,
    (zh, en): (&'static str, &'static str),
    columns: [(&'static str, &'static str, Align); N],
) -> DataTable {
    DataTable::new(t.say(zh, en), columns.map(|(zh, en, align)| (t.say(zh, en), align)))
}

/// A table as far as one page shows it.
struct Shown {
    section: Section,
    rows: usize,
    workbook: String,
    pages: Pages,
}

#[derive(Template)]
#[template(path = "desk/listing.html")]
struct ListingPage {
    t: Language,
    frame: Frame,
    listing: Listing,
    shown: Vec<Shown>,
    path: String,
}

impl Listing {
    /// The page; or one of its tables, whole, as a workbook.
    pub fn answer(mut self, visit: &Visit<'_>) -> Answered {
        let query = &visit.asked.query;
        let is_wrong = self.form.has_flaws();
        let sections = if is_wrong { Vec::new() } else { std::mem::take(&mut self.sections) };
        if is_wrong {
            self.figures.clear();
            self.notes.clear();
            // A browser shows nothing in a field for days that holds no day.
            self.fields.iter_mut().filter(|field| self.form.is_wrong(field.name)).for_each(|field| field.kind = "text");
        }
        if query.get("format") == "xlsx" && !is_wrong {
            let position = query.get("table").parse().unwrap_or(0_usize);
            let section = sections.into_iter().nth(position).ok_or(Trouble::NotFound)?;
            let bytes = table_workbook(&section.table).map_err(Trouble::fault)?;
            return Ok(Answer::workbook(&format!("{}.xlsx", section.table.name), bytes));
        }
        let path = visit.asked.here.split('?').next().unwrap_or_default().to_owned();
        let here = &visit.asked.here;
        let paged = query.get("of").parse().unwrap_or(0_usize);
        let shown = sections.into_iter().enumerate().map(|(position, mut section)| {
            let (rows, of) = (section.table.rows.len(), position.to_string());
            let asked = if position == paged { Paging::of(visit, PAGE_ROWS) } else { Paging::first(PAGE_ROWS) };
            let paging = asked.within(rows);
            let (before, most) = paging.range();
            section.table.rows = section.table.rows.into_iter().skip(before).take(most).collect();
            let workbook = changed(here, &[("format", "xlsx"), ("table", &of), ("page", ""), ("of", "")]);
            let pages = paging.pages_at(&changed(here, &[("of", if position == 0 { "" } else { &of })]), rows);
            Shown { section, rows, workbook, pages }
        });
        let shown = shown.collect();
        let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let listed = ListingPage { t: visit.t(), frame: visit.frame(), listing: self, shown, path };
        Ok(page(&listed)?.with_status(status))
    }
}
