//! Members' statements (对账单). A shareholder sees their household's, of what was put up; who sees everybody's money sees them all.

use super::NEXT;
use super::distributions::EXPLAINED;
use super::given::Given;
use super::operation::{Gave, Operation, path};
use super::shape::Shape::{self, Day, Flag, Hash, List, Money, Named, Object, Text, Whole, Words, Year};
use crate::application::distribution::query;
use crate::domain::access::permission::Action;
use crate::domain::distribution::run::RunNumber;
use crate::json::distribution as values;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use serde_json::json;

const NOTICE: Shape = Named(
    "Notice",
    &Object(&[
        ("run", Text),
        ("kind", Text),
        ("first_day", Day),
        ("last_day", Day),
        ("open", Flag),
        ("statements", Whole),
        ("net", Money),
        ("seal", Hash),
    ]),
);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/statements/{year}/{member_no}", Who::SignedIn, "showStatement", show)
        .says("一个成员一年的对账单，逐项写明怎样算出", "A member's statements of a year, every figure explained")
        .takes(&[path("year", Year), path("member_no", Words(1, 40))])
        .gives(EXPLAINED),
    Operation::get("/api/v1/notices", Who::Anyone, "listNotices", notices)
        .says("公示过的分配，最近的在前", "Runs that were put up for everybody, the latest first")
        .paged("notices", &["run"])
        .gives(Object(&[("notices", List(&NOTICE)), NEXT])),
];

fn show(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (year, member_no, today) = (given.year("year")?, given.text("member_no"), visit.today());
    visit.check_reading(Some(member_no))?;
    let mut found = visit.read(|db, cooperative| query::statements_of(db, cooperative, (year, None), member_no))?;
    if visit.overview.permit(&visit.actor, Action::SeeMoney, today).is_err() {
        let shown: Vec<RunNumber> =
            visit.overview.shown_to_members(today).into_iter().map(|view| view.run.run).collect();
        found.retain(|one| shown.contains(&one.run.run.run));
    }
    if found.is_empty() {
        return Err(Trouble::NotFound);
    }
    Ok(values::statements(&found))
}

fn notices(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    let notices = visit.overview.published(visit.today()).map(|one| {
        json!({
            "run": one.view.run.run.to_string(), "kind": one.view.run.kind.code(),
            "first_day": one.days.0.to_string(), "last_day": one.days.1.to_string(), "open": one.is_open,
            "statements": one.view.run.statement_count, "net": one.view.summary.totals.net.to_string(),
            "seal": one.view.run.seal.hash().to_string(),
        })
    });
    Ok(json!({ "notices": notices.collect::<Vec<_>>() }))
}
