//! The books (账簿) to read and to print: statements, balances, ledgers, vouchers, consolidation, bank reconciliation, posting rules.

pub mod bank;
pub mod ledgers;
pub mod papers;
pub mod rules;
pub mod vouchers;

use crate::application::ledger::query::all_books;
use crate::domain::ledger::book::{Book, Books};
use crate::domain::period::AccountingPeriod;
use crate::rendering::speech::Language;
use crate::rendering::table::Table;
use crate::web::address::{changed, with};
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::grid::{Grid, table_file};
use crate::web::paging::Pages;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use chrono::NaiveDate;

/// A field of the chooser above a paper.
struct Choice {
    name: &'static str,
    label: &'static str,
    value: String,
    /// What may be chosen, value and name; none where it is typed.
    options: Vec<(String, String)>,
}

/// A table of a paper, with what is said of it.
struct Part {
    heading: String,
    notes: Vec<String>,
    table: Table,
    grid: Grid,
}

impl Part {
    fn new(heading: impl Into<String>, table: Table) -> Part {
        Part { heading: heading.into(), notes: Vec::new(), grid: Grid::from(&table), table }
    }

    fn noting(mut self, notes: impl IntoIterator<Item = String>) -> Part {
        self.notes.extend(notes);
        self
    }
}

/// What a paper is: its tab, its name, what it is for.
struct Paper {
    tab: &'static str,
    name: &'static str,
    purpose: &'static str,
    /// Which fields its chooser has.
    fields: &'static [&'static str],
}

/// What stands on a paper.
#[derive(Default)]
struct Drawn {
    /// Whose, of when.
    about: String,
    /// The account that it is of, where it is of one.
    account: String,
    parts: Vec<Part>,
    pages: Pages,
    /// The same on paper; empty where there is none.
    pdf: String,
}

/// What was chosen: fields that were left empty have their usual value.
struct Chosen {
    books: Books,
    book: Option<Book>,
    range: (AccountingPeriod, AccountingPeriod),
    account: String,
    /// The day, where one was typed.
    on: Option<NaiveDate>,
}

impl Chosen {
    /// The code of the book, as queries take it; what was typed where there is no such book, so that they refuse it.
    fn code(&self, visit: &Visit<'_>) -> String {
        self.book.as_ref().map_or_else(|| visit.asked.query.get("book").to_owned(), |book| book.code.to_string())
    }
}

#[derive(Template)]
#[template(path = "books/paper.html")]
struct PaperPage {
    t: Language,
    frame: Frame,
    tab: &'static str,
    /// What every tab keeps: the book and the periods.
    kept: String,
    name: &'static str,
    purpose: &'static str,
    about: String,
    here: String,
    form: Form,
    fields: Vec<Choice>,
    parts: Vec<(Part, [String; 2])>,
    pages: Pages,
    pdf: String,
    has_books: bool,
}

/// The periods that are looked at where nobody says which: the book's latest year, as far as it is closed.
fn usual_range(book: Option<&Book>, visit: &Visit<'_>) -> (AccountingPeriod, AccountingPeriod) {
    let last = book.map_or_else(
        || AccountingPeriod::from(visit.today()),
        |book| {
            let distribution = book.closed_distributions.iter().max().map(|year| AccountingPeriod::distribution(*year));
            book.closed_to.into_iter().chain(distribution).max().unwrap_or_else(|| book.open_period())
        },
    );
    (AccountingPeriod::opening(last.year()).next(), last)
}

/// Reads what was chosen; what cannot be read is said at its field.
fn choose(visit: &mut Visit<'_>, mut form: Form) -> Result<(Chosen, Form), Trouble> {
    let t = visit.t();
    let on = form.day("on", t);
    let books = visit.read(all_books)?;
    let asked = &visit.asked.query;
    let given = asked.get("book");
    let book = match given {
        "" => books.values().min_by_key(|book| book.kind).cloned(),
        given => crate::domain::ledger::book::find(&books, given).ok().cloned(),
    };
    let usual = usual_range(book.as_ref(), visit);
    let mut read =
        |name: &'static str, usual: AccountingPeriod| match (asked.get(name), AccountingPeriod::parse(asked.get(name)))
        {
            ("", _) => usual,
            (_, Some(period)) => period,
            (_, None) => {
                form = std::mem::take(&mut form).say(
                    name,
                    t.say("期间不对", "That is no period"),
                    t.say("请写成 2008-03；13 是年终分配期。", "Write it as 2008-03; 13 is the distribution period."),
                );
                usual
            }
        };
    let last = read("to", usual.1);
    // A year that is asked for begins with its first month.
    let first = read("from", AccountingPeriod::opening(last.year()).next());
    let account = asked.get("account").to_owned();
    Ok((Chosen { books, book, range: (first, last), account, on }, form))
}

/// Says that a period has not begun: neither the calendar nor the book has come to it.
fn refuse_to_come(form: Form, chosen: &Chosen, visit: &Visit<'_>) -> Form {
    let (t, last) = (visit.t(), chosen.range.1);
    let reached = usual_range(chosen.book.as_ref(), visit).1.max(AccountingPeriod::from(visit.today()));
    if last <= reached || form.is_wrong("to") {
        return form;
    }
    let (what, mend) = match t {
        Language::Chinese => (format!("{last} 这一期还没有开始"), format!("最近的一期是 {reached}。")),
        Language::English => (format!("The period {last} has not begun"), format!("The latest is {reached}.")),
    };
    form.say("to", &what, &mend)
}

/// Which field a refusal is about.
fn field(code: &str) -> &'static str {
    match code {
        "book_unknown" => "book",
        "range_unfit" | "period_before_book" => "to",
        "account_unknown" | "account_not_cash" | "account_is_parent" | "bank_account_unclear" => "account",
        _ => "",
    }
}

/// Shows a paper: with its chooser, what `draw` puts on it, and each table as a file where one is asked for.
fn show(
    visit: &mut Visit<'_>,
    paper: &Paper,
    draw: impl FnOnce(&mut Visit<'_>, &Chosen) -> Result<Drawn, Trouble>,
) -> Answered {
    let t = visit.t();
    let (mut chosen, mut form) = choose(visit, Form::of(&visit.asked.query))?;
    let mut status = StatusCode::OK;
    let mut drawn = Drawn::default();
    let has_books = !chosen.books.is_empty();
    // What is drawn up as of the end of a period has none to come.
    if paper.fields.contains(&"to") && !paper.fields.contains(&"from") {
        form = refuse_to_come(form, &chosen, visit);
    }
    if form.has_flaws() {
        status = StatusCode::UNPROCESSABLE_ENTITY;
    } else if has_books {
        match draw(visit, &chosen) {
            Ok(found) => {
                chosen.account.clone_from(&found.account);
                drawn = found;
            }
            Err(trouble) => {
                status = trouble.status_of_form();
                form = form.refuse(trouble, t, field)?;
            }
        }
    }
    let position = visit.asked.query.get("part").parse::<usize>().unwrap_or_default();
    if let Some(part) = drawn.parts.get(position) {
        let name = [drawn.about.as_str(), paper.name, &part.heading];
        let name = name.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        if let Some(file) = table_file(visit, &name, &part.table)? {
            return Ok(file);
        }
    }
    let here = visit.asked.here.clone();
    let files = |position: usize| {
        let part = position.to_string();
        ["xlsx", "csv"].map(|format| changed(&here, &[("format", format), ("part", &part), ("page", "")]))
    };
    let parts = drawn.parts.into_iter().enumerate().map(|(position, part)| (part, files(position))).collect();
    let (from, to) = (chosen.range.0.to_string(), chosen.range.1.to_string());
    let code = chosen.code(visit);
    let answer = page(&PaperPage {
        t,
        frame: visit.frame(),
        tab: paper.tab,
        kept: with("", &[("book", &code), ("from", &from), ("to", &to)]),
        name: paper.name,
        purpose: paper.purpose,
        about: drawn.about,
        here: here.split('?').next().unwrap_or_default().to_owned(),
        fields: paper.fields.iter().map(|name| choice(visit, name, &chosen)).collect(),
        form,
        parts,
        pages: drawn.pages,
        pdf: drawn.pdf,
        has_books,
    })?;
    Ok(answer.with_status(status))
}

/// A field with what was typed, else with its usual value.
fn choice(visit: &Visit<'_>, name: &'static str, chosen: &Chosen) -> Choice {
    let t = visit.t();
    let typed = visit.asked.query.get(name);
    let or = |usual: String| if typed.is_empty() { usual } else { typed.to_owned() };
    let (label, value, options) = match name {
        "book" => {
            let all = chosen.books.values().map(|book| (book.code.to_string(), book.name.to_string())).collect();
            (t.say("账套", "Book"), or(chosen.code(visit)), all)
        }
        "account" => {
            let account = |account: &crate::domain::ledger::account::Account| {
                let name = t.say(&account.name, account.english_name());
                (account.code.to_string(), format!("{} {name}", account.code))
            };
            let all = chosen.book.iter().flat_map(|book| book.chart.accounts()).map(account).collect();
            (t.say("科目", "Account"), or(chosen.account.clone()), all)
        }
        "from" => (t.say("从", "From"), or(chosen.range.0.to_string()), Vec::new()),
        "to" => (t.say("到", "To"), or(chosen.range.1.to_string()), Vec::new()),
        "on" => (t.say("哪一天", "On"), typed.to_owned(), Vec::new()),
        _ => ("", typed.to_owned(), Vec::new()),
    };
    Choice { name, label, value, options }
}

/// The unit line of a paper: whose, from when to when.
fn headed(t: Language, book: &str, (first, last): (AccountingPeriod, AccountingPeriod)) -> String {
    match t {
        Language::Chinese if first == last => format!("{book} {last}"),
        Language::Chinese => format!("{book} {first} 至 {last}"),
        Language::English if first == last => format!("{book} {last}"),
        Language::English => format!("{book}, {first} to {last}"),
    }
}
