//! Every address of the site: how it is asked, who may, and what answers. Nothing is reachable that does not stand here.

use super::visit::{Answered, Visit};
use super::{admin, assets, boards, desk, my, public};
use crate::domain::access::permission::Action;

/// How an address is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// To look.
    Get,
    /// To do something.
    Post,
    /// To look with what was typed or uploaded: nothing is done.
    Ask,
}

/// Who may come to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// 股东.
    Shareholder,
    /// Whoever works here: accountant, cashier, window clerk.
    Staff,
    /// Whoever has a seat in a body.
    Seat,
    /// Whoever has a right.
    May(Action),
}

/// An address.
#[derive(Clone, Copy)]
pub struct Route {
    /// How it is asked.
    pub verb: Verb,
    /// The address, names in braces.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// What answers.
    pub(super) answer: fn(&mut Visit<'_>) -> Answered,
}

const fn get(path: &'static str, who: Who, answer: fn(&mut Visit<'_>) -> Answered) -> Route {
    Route { verb: Verb::Get, path, who, answer }
}

const fn post(path: &'static str, who: Who, answer: fn(&mut Visit<'_>) -> Answered) -> Route {
    Route { verb: Verb::Post, path, who, answer }
}

const fn ask(path: &'static str, who: Who, answer: fn(&mut Visit<'_>) -> Answered) -> Route {
    Route { verb: Verb::Ask, path, who, answer }
}

const ROUTES: &[Route] = &[
    // The site itself.
    get("/assets/{name}", Who::Anyone, assets::asset),
    get("/language/{code}", Who::Anyone, public::language::choose),
    get("/health", Who::Anyone, public::health::health),
    get("/metrics", Who::Anyone, public::health::metrics),
    // Anybody.
    get("/", Who::Anyone, public::notice_board::board),
    get("/notices/{run}", Who::Anyone, public::notice::notice),
    get("/verify", Who::Anyone, public::verify::form),
    ask("/verify", Who::Anyone, public::verify::check),
    get("/sign-in", Who::Anyone, public::sign_in::form),
    post("/sign-in", Who::Anyone, public::sign_in::sign_in),
    post("/sign-out", Who::SignedIn, public::sign_in::sign_out),
    get("/password", Who::Anyone, public::password::form),
    post("/password", Who::Anyone, public::password::set),
    // A shareholder's own.
    get("/my", Who::Shareholder, my::home::home),
    // Those who work here, sit in bodies, manage users.
    get("/desk", Who::Staff, desk::home::home),
    // The accountant's desk: what comes in, the register, contracts, the charter.
    get("/desk/imports", Who::May(Action::Import), desk::imports::history),
    ask("/desk/imports", Who::May(Action::Import), desk::imports::upload),
    get("/desk/imports/templates/{kind}", Who::May(Action::Import), desk::imports::template),
    get("/desk/imports/drafts/{draft}", Who::May(Action::Import), desk::draft_page::show),
    ask("/desk/imports/drafts/{draft}", Who::May(Action::Import), desk::draft_page::check_again),
    post("/desk/imports/drafts/{draft}/commit", Who::May(Action::Import), desk::draft_page::commit),
    ask("/desk/imports/drafts/{draft}/discard", Who::May(Action::Import), desk::draft_page::discard),
    get("/desk/imports/drafts/{draft}/marked/{file}", Who::May(Action::Import), desk::draft_page::marked),
    get("/desk/imports/{batch}", Who::May(Action::Import), desk::batch::show),
    get("/desk/imports/{batch}/files/{file}", Who::May(Action::Import), desk::batch::file),
    get("/desk/imports/{batch}/undo", Who::May(Action::Import), desk::batch::ask_undo),
    post("/desk/imports/{batch}/undo", Who::May(Action::Import), desk::batch::undo),
    get("/desk/register", Who::May(Action::SeeMoney), desk::register::holdings),
    get("/desk/register/movements", Who::May(Action::SeeMoney), desk::register::movements),
    get("/desk/register/households", Who::May(Action::SeeMoney), desk::register::households),
    get("/desk/register/quantification", Who::May(Action::SeeMoney), desk::register::quantification),
    get("/desk/register/certificates", Who::May(Action::SeeMoney), desk::register::certificates),
    get("/desk/register/certificates/{certificate}", Who::May(Action::SeeMoney), desk::register::certificate),
    get("/desk/register/members/{member}", Who::May(Action::SeeMoney), desk::member::show),
    get("/desk/contracts", Who::May(Action::SeeMoney), desk::contracts::list),
    get("/desk/contracts/{contract}", Who::May(Action::SeeMoney), desk::contracts::one),
    get("/desk/receipts", Who::May(Action::SeeMoney), desk::receipts::list),
    get("/desk/charter", Who::May(Action::SeeMoney), desk::charter::charter),
    get("/boards", Who::Seat, boards::boards),
    get("/admin", Who::May(Action::ManageUsers), admin::admin),
];

/// What answers to looking at an address.
pub fn find(address: &str) -> Option<&'static Route> {
    let fits = |path: &str| {
        let (mut own, mut asked) = (path.split('/'), address.split('/'));
        let parts_fit = own.by_ref().zip(asked.by_ref()).all(|(own, asked)| own == asked || own.starts_with('{'));
        parts_fit && path.split('/').count() == address.split('/').count()
    };
    ROUTES.iter().find(|route| route.verb == Verb::Get && fits(route.path))
}

/// Every address.
pub fn routes() -> &'static [Route] {
    ROUTES
}
