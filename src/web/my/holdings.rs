//! One's shares, and how they came.

use super::whose;
use crate::application::governance::query::charter;
use crate::application::member::{self, SharesOfMember};
use crate::domain::governance::charter::CharterItem;
use crate::domain::quantity::Shares;
use crate::domain::register::movement::Movement;
use crate::domain::register::share_class::ShareClass;
use crate::rendering::explanation;
use crate::rendering::speech::Language;
use crate::rendering::term::term;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "my/holdings.html")]
struct HoldingsPage {
    t: Language,
    frame: Frame,
    member_no: String,
    today: NaiveDate,
    held: Vec<(ShareClass, Shares)>,
    total: Shares,
    /// Which of them take no part in tier two.
    not_taking_part: Option<String>,
    movements: Vec<Line>,
}

/// One movement, seen from one side.
struct Line {
    date: NaiveDate,
    what: String,
    class: ShareClass,
    shares: Shares,
    is_more: bool,
    /// Whether the shares stay where they are: they may not move, or may again.
    is_freeze: bool,
    basis: String,
    certificate_no: String,
}

/// The page.
pub fn holdings(visit: &mut Visit<'_>) -> Answered {
    let (t, today) = (visit.t(), visit.today());
    let member_no = whose(visit)?;
    let found = visit.read(|db, cooperative| member::shares(db, cooperative, &member_no, today))?;
    let SharesOfMember { held, movements } = found;
    let total = Shares::from_e4(held.iter().map(|(_, shares)| shares.e4()).sum());
    // By the charter of the day; where it says nothing, nothing is said.
    let charter = visit.read(|db, cooperative| charter(db, cooperative, today))?;
    let eligible = charter.terms.iter().find(|term| term.item == CharterItem::EligibleClasses);
    let not_taking_part = eligible.and_then(|eligible| {
        let eligible = ShareClass::parse_list(&eligible.value);
        let held = held.iter().map(|(class, shares)| (class.as_str(), *shares, eligible.contains(class)));
        explanation::not_taking_part(held, t)
    });
    let mut movements: Vec<Line> = movements.iter().map(|movement| line(movement, &member_no, t)).collect();
    movements.reverse();
    page(&HoldingsPage { t, frame: visit.frame(), member_no, today, held, total, not_taking_part, movements })
}

/// The other side of a transfer is somebody else's affair: it is not named.
fn line(movement: &Movement, member_no: &str, t: Language) -> Line {
    let is_more = movement.to_member_no.as_deref() == Some(member_no);
    let kind = term(movement.kind.zh(), t);
    let has_other = movement.from_member_no.is_some() && movement.to_member_no.is_some();
    let what = match (has_other, is_more) {
        (true, true) => format!("{kind}{}", t.say("（由另一位成员转入）", " (from another member)")),
        (true, false) => format!("{kind}{}", t.say("（转给另一位成员）", " (to another member)")),
        (false, _) => kind.to_owned(),
    };
    Line {
        date: movement.date,
        what,
        class: movement.class.clone(),
        shares: movement.shares,
        is_more,
        is_freeze: movement.effects().next().is_none(),
        basis: term(&movement.basis, t).to_owned(),
        certificate_no: movement.certificate_no.to_string(),
    }
}
