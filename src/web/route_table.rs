//! Every address of the site: how it is asked, who may, and what answers. Nothing is reachable that does not stand here.

use super::visit::{Answered, Visit};
use super::{admin, api, assets, boards, books, desk, distribution, my, papers, payments, public};
use crate::domain::access::permission::Action;
use std::sync::LazyLock;

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
    pub(super) answer: Answers,
}

/// What answers at an address.
#[derive(Clone, Copy)]
pub enum Answers {
    /// A page or file for people.
    Page(fn(&mut Visit<'_>) -> Answered),
    /// An operation of the interface for programs.
    Operation(&'static api::Operation),
}

const fn get(path: &'static str, who: Who, answer: fn(&mut Visit<'_>) -> Answered) -> Route {
    Route { verb: Verb::Get, path, who, answer: Answers::Page(answer) }
}

const fn post(path: &'static str, who: Who, answer: fn(&mut Visit<'_>) -> Answered) -> Route {
    Route { verb: Verb::Post, path, who, answer: Answers::Page(answer) }
}

const fn ask(path: &'static str, who: Who, answer: fn(&mut Visit<'_>) -> Answered) -> Route {
    Route { verb: Verb::Ask, path, who, answer: Answers::Page(answer) }
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
    // The distribution desk.
    get("/desk/distributions", Who::May(Action::SeeMoney), distribution::list::list),
    get("/desk/distributions/new", Who::May(Action::Distribute), distribution::prepare::form),
    post("/desk/distributions/new", Who::May(Action::Distribute), distribution::prepare::prepare),
    get("/desk/distributions/{run}", Who::May(Action::SeeMoney), distribution::run::run),
    post("/desk/distributions/{run}/motions", Who::May(Action::Propose), distribution::prepare::put_forward),
    get("/desk/distributions/{run}/contracts", Who::May(Action::SeeMoney), distribution::drill_down::contracts),
    get("/desk/distributions/{run}/lines", Who::May(Action::SeeMoney), distribution::drill_down::lines),
    get("/desk/distributions/{run}/receipts", Who::May(Action::SeeMoney), distribution::drill_down::receipts),
    get("/desk/distributions/{run}/members", Who::May(Action::SeeMoney), distribution::members::members),
    get("/desk/distributions/{run}/members/{member}", Who::May(Action::SeeMoney), distribution::members::member),
    get("/desk/distributions/{run}/what-if", Who::May(Action::SeeMoney), distribution::what_if::what_if),
    get("/desk/distributions/{run}/compare", Who::May(Action::SeeMoney), distribution::compare::compare),
    get("/desk/distributions/{run}/evidence", Who::May(Action::SeeMoney), distribution::files::evidence),
    get("/desk/distributions/{run}/notice", Who::May(Action::SeeMoney), distribution::files::notice),
    get("/desk/distributions/{run}/workbook", Who::May(Action::SeeMoney), distribution::files::whole),
    // The books.
    get("/desk/books", Who::May(Action::SeeMoney), books::papers::books),
    get("/desk/books/statements", Who::May(Action::SeeMoney), books::papers::statements),
    get("/desk/books/trial-balance", Who::May(Action::SeeMoney), books::papers::trial_balance),
    get("/desk/books/general", Who::May(Action::SeeMoney), books::ledgers::general),
    get("/desk/books/detail", Who::May(Action::SeeMoney), books::ledgers::detail),
    get("/desk/books/journal", Who::May(Action::SeeMoney), books::ledgers::journal),
    get("/desk/books/vouchers", Who::May(Action::SeeMoney), books::vouchers::vouchers),
    get("/desk/books/vouchers/{entry}", Who::May(Action::SeeMoney), books::vouchers::voucher),
    get("/desk/books/consolidation", Who::May(Action::SeeMoney), books::papers::consolidation),
    get("/desk/books/reconciliation", Who::May(Action::SeeMoney), books::bank::reconciliation),
    get("/desk/books/rules", Who::May(Action::SeeMoney), books::rules::rules),
    // Payments.
    get("/desk/payments", Who::May(Action::SeeMoney), payments::payables::payables),
    get("/desk/payments/tie", Who::May(Action::SeeMoney), payments::payables::tie),
    get("/desk/payments/batches", Who::May(Action::SeeMoney), payments::batches::batches),
    get("/desk/payments/batches/{batch}", Who::May(Action::SeeMoney), payments::batches::batch),
    get("/boards", Who::Seat, boards::boards),
    get("/admin", Who::May(Action::ManageUsers), admin::admin),
    // The interface for programs: its operations come with it.
    get(api::READER, Who::Anyone, api::reader),
];

/// Every address, those for programs after those for people.
pub fn routes() -> &'static [Route] {
    static ALL: LazyLock<Vec<Route>> =
        LazyLock::new(|| ROUTES.iter().copied().chain(api::operations().map(api::Operation::route)).collect());
    &ALL
}
