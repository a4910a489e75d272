//! Every address of the site: how it is asked, who may, and what answers. Nothing is reachable that does not stand here.

use super::visit::{Answered, Visit};
use super::{admin, assets, boards, desk, my, papers, public};
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
    get("/accounts/{year}", Who::Anyone, public::accounts::accounts),
    get("/verify", Who::Anyone, public::verify::form),
    ask("/verify", Who::Anyone, public::verify::check),
    get("/sign-in", Who::Anyone, public::sign_in::form),
    post("/sign-in", Who::Anyone, public::sign_in::sign_in),
    post("/sign-out", Who::SignedIn, public::sign_in::sign_out),
    get("/password", Who::Anyone, public::password::form),
    post("/password", Who::Anyone, public::password::set),
    // A shareholder's own.
    get("/my", Who::Shareholder, my::home::home),
    get("/my/statements/{year}", Who::Shareholder, my::statement::statement),
    get("/my/evidence/{run}", Who::Shareholder, my::statement::evidence),
    get("/my/holdings", Who::Shareholder, my::holdings::holdings),
    get("/my/land", Who::Shareholder, my::land::land),
    get("/my/payments", Who::Shareholder, my::payments::payments),
    get("/my/household", Who::Shareholder, my::household::household),
    get("/my/objections", Who::Shareholder, my::objections::objections),
    post("/my/objections", Who::Shareholder, my::objections::object),
    get("/my/statements/{year}/pdf", Who::Shareholder, papers::own_statement),
    // Papers.
    get("/papers/statements/{run}", Who::May(Action::SeeMoney), papers::statements),
    get("/papers/lists/{run}", Who::May(Action::SeeMoney), papers::list),
    get("/papers/certificates/{certificate}", Who::May(Action::SeeMoney), papers::share_certificate),
    get("/papers/books/{book}/{period}", Who::May(Action::SeeMoney), papers::statutory_statements),
    get("/papers/batches/{batch}", Who::May(Action::SeeMoney), papers::batch),
    // Those who work here, sit in bodies, manage users.
    get("/desk", Who::Staff, desk::desk),
    get("/boards", Who::Seat, boards::boards),
    get("/admin", Who::May(Action::ManageUsers), admin::admin),
];

/// Every address.
pub fn routes() -> &'static [Route] {
    ROUTES
}
