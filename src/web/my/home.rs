//! What a shareholder sees first: this year's money, where it came from, and where it is now.

use crate::application::distribution::query::{self, StatementView};
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "my/home.html")]
struct HomePage {
    t: Language,
    frame: Frame,
    name: String,
    statements: Vec<Shown>,
}

struct Shown {
    title: String,
    view: StatementView,
}

/// The page.
pub fn home(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let member_no = visit.member_no();
    let statements = statements(visit, &member_no)?;
    let statements = statements.into_iter().map(|view| Shown { title: run_name::name(&view.run, t), view });
    let name = visit.actor.person().map(|person| person.name.clone()).unwrap_or_default();
    page(&HomePage { t, frame: visit.frame(), name, statements: statements.collect() })
}

/// Everything that a member was given, the latest first. Whoever asks may see it, or is refused.
pub fn statements(visit: &mut Visit<'_>, member_no: &str) -> Result<Vec<StatementView>, Trouble> {
    let overview = Arc::clone(&visit.overview);
    let day = visit.today();
    overview.check_reading(&visit.actor, Some(member_no), day)?;
    let mut found = Vec::new();
    for view in overview.shown_to_members(day) {
        found.extend(visit.read(|db, cooperative| query::statement_of(db, cooperative, view, member_no))?);
    }
    Ok(found)
}
