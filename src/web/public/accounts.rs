//! A closed year's accounts for everybody (财务公开): the cooperative's statements, and what became of the levy.

use crate::application::ledger::{self, Statement};
use crate::application::payment::levy_report;
use crate::domain::ledger::book::BookKind;
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::domain::statement::layout::StatementLine;
use crate::domain::statement::levy_report::FundReport;
use crate::rendering::levy_text;
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "public/accounts.html")]
struct AccountsPage {
    t: Language,
    frame: Frame,
    year: AccountingYear,
    content: Arc<str>,
}

/// What the page says, whoever reads it: made once for as long as nothing changes.
#[derive(Template)]
#[template(path = "public/accounts_content.html")]
struct Content {
    t: Language,
    statements: Vec<Table>,
    levies: Vec<(String, Money, Vec<String>)>,
    fund: Option<FundReport>,
}

/// A statutory statement.
struct Table {
    name: String,
    has_opening: bool,
    lines: Vec<StatementLine>,
}

/// The page; a year whose distribution period is not closed is not there.
pub fn accounts(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let year = run_name::parse_year(visit.asked.parameters.get("year")).ok_or(Trouble::NotFound)?;
    let overview = Arc::clone(&visit.overview);
    let book = overview.books().values().find(|book| book.kind == BookKind::Cooperative);
    let book = book.filter(|book| book.closed_distributions.contains(&year)).ok_or(Trouble::NotFound)?;
    let name = format!("accounts {year} {}", t.code());
    let content = visit.remembered(&name, |visit| {
        let period = (book.code.as_str(), AccountingPeriod::distribution(year));
        let found = visit.read(|db, cooperative| ledger::statements(db, cooperative, period, None))?;
        let levy = visit.read(|db, cooperative| levy_report(db, cooperative, year))?;
        let lines = |one| levy_text::steps(one, t).iter().map(|step| step.line(t)).collect();
        let told = levy.runs.iter().map(|one| (one.run.to_string(), one.amount, lines(one)));
        let content = Content {
            t,
            statements: found.statements.iter().map(|statement| table(statement, t)).collect(),
            levies: told.collect(),
            fund: levy.fund,
        };
        Ok(content.render()?)
    })?;
    page(&AccountsPage { t, frame: visit.frame(), year, content })
}

fn table(statement: &Statement, t: Language) -> Table {
    Table {
        name: t.say(&statement.layout.name, &statement.layout.name_en).to_owned(),
        has_opening: statement.lines.iter().any(|line| line.opening.is_some()),
        lines: statement.lines.clone(),
    }
}
