//! Every address of the site: how it is asked, who may, and what answers. Nothing is reachable that does not stand here.

use super::visit::{Answered, Visit};
use super::{account, admin, api, assets, boards, books, desk, distribution, my, papers, payments, public};
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
    /// Whoever works here or has a seat in a body.
    StaffOrSeat,
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
    // One's own account.
    get("/account", Who::SignedIn, account::home),
    get("/account/second-factor", Who::SignedIn, account::second_factor::form),
    post("/account/second-factor", Who::SignedIn, account::second_factor::enrol),
    get("/account/second-factor/qr.svg", Who::SignedIn, account::second_factor::picture),
    post("/account/second-factor/remove", Who::SignedIn, account::second_factor::remove),
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
    get("/desk/payments/levy", Who::May(Action::SeeMoney), payments::levy::levy),
    get("/desk/payments/batches", Who::May(Action::SeeMoney), payments::batches::batches),
    get("/desk/payments/batches/{batch}", Who::May(Action::SeeMoney), payments::batches::batch),
    // The boards' table.
    get("/boards", Who::StaffOrSeat, boards::inbox::inbox),
    get("/boards/motions", Who::StaffOrSeat, boards::motions::list),
    get("/boards/motions/new", Who::May(Action::Propose), boards::propose::form),
    post("/boards/motions/new", Who::May(Action::Propose), boards::propose::put),
    get("/boards/motions/{motion}", Who::StaffOrSeat, boards::motion::show),
    get("/boards/motions/{motion}/files/{hash}", Who::StaffOrSeat, boards::motion::file),
    get("/boards/motions/{motion}/statements", Who::May(Action::SeeMoney), boards::statements::list),
    get("/boards/motions/{motion}/statements/{member}", Who::May(Action::SeeMoney), boards::statements::one),
    ask("/boards/motions/{motion}/vote/look", Who::May(Action::Vote), boards::vote::look),
    post("/boards/motions/{motion}/vote", Who::May(Action::Vote), boards::vote::cast),
    post("/boards/motions/{motion}/deadline", Who::May(Action::CloseVote), boards::act::deadline),
    ask("/boards/motions/{motion}/close/look", Who::May(Action::CloseVote), boards::close::look),
    post("/boards/motions/{motion}/close", Who::May(Action::CloseVote), boards::close::close),
    post("/boards/motions/{motion}/meeting", Who::May(Action::RecordVote), boards::act::meeting),
    post("/boards/motions/{motion}/record", Who::May(Action::RecordMeeting), boards::act::record),
    post("/boards/motions/{motion}/publish", Who::May(Action::Publish), boards::act::publish),
    post("/boards/motions/{motion}/end-notice", Who::May(Action::Publish), boards::act::end_notice),
    post("/boards/motions/{motion}/answer", Who::May(Action::AnswerObjection), boards::act::answer),
    post("/boards/motions/{motion}/inspect", Who::May(Action::Inspect), boards::act::inspect),
    post("/boards/motions/{motion}/pay", Who::May(Action::Pay), boards::act::pay),
    get("/boards/objections", Who::StaffOrSeat, boards::objections::list),
    get("/boards/holds", Who::StaffOrSeat, boards::holds::list),
    post("/boards/holds", Who::May(Action::PlaceHold), boards::holds::place),
    get("/boards/questions", Who::StaffOrSeat, boards::questions::list),
    post("/boards/questions", Who::May(Action::AskQuestion), boards::questions::ask),
    get("/desk/questions", Who::May(Action::AnswerQuestion), boards::questions::answering),
    post("/desk/questions", Who::May(Action::AnswerQuestion), boards::questions::answer),
    get("/boards/supervision", Who::StaffOrSeat, boards::supervision::list),
    post("/boards/supervision", Who::May(Action::Inspect), boards::supervision::open),
    get("/boards/supervision/{record}", Who::StaffOrSeat, boards::supervision::one),
    post("/boards/supervision/{record}/endorse", Who::May(Action::Inspect), boards::supervision::endorse),
    post("/boards/supervision/{record}/answer", Who::May(Action::AnswerObjection), boards::supervision::answer),
    get("/boards/bodies", Who::StaffOrSeat, boards::bodies::bodies),
    get("/boards/log", Who::May(Action::SeeMoney), boards::log::log),
    get("/boards/log.csv", Who::May(Action::SeeMoney), boards::log::csv),
    // Users and the system: no money.
    get("/admin", Who::May(Action::ManageUsers), admin::home),
    get("/admin/users", Who::May(Action::ManageUsers), admin::users::list),
    post("/admin/users", Who::May(Action::ManageUsers), admin::users::add),
    get("/admin/users/{user}", Who::May(Action::ManageUsers), admin::users::one),
    post("/admin/users/{user}/code", Who::May(Action::ManageUsers), admin::users::code),
    post("/admin/users/{user}/posts", Who::May(Action::ManageUsers), admin::users::set_posts),
    post("/admin/users/{user}/second-factor", Who::May(Action::ManageUsers), admin::users::second_factor),
    post("/admin/users/{user}/close", Who::May(Action::ManageUsers), admin::users::close),
    get("/admin/system", Who::May(Action::ManageUsers), admin::system::system),
    post("/admin/system/verify", Who::May(Action::ManageUsers), admin::system::verify),
    // The interface for programs: its operations come with it.
    get(api::READER, Who::Anyone, api::reader),
];

/// What answers to looking at an address.
pub fn find(address: &str) -> Option<&'static Route> {
    let fits = |path: &str| {
        let (mut own, mut asked) = (path.split('/'), address.split('/'));
        let parts_fit = own.by_ref().zip(asked.by_ref()).all(|(own, asked)| own == asked || own.starts_with('{'));
        parts_fit && path.split('/').count() == address.split('/').count()
    };
    routes().iter().find(|route| route.verb == Verb::Get && fits(route.path))
}

/// Every address, those for programs after those for people.
pub fn routes() -> &'static [Route] {
    static ALL: LazyLock<Vec<Route>> =
        LazyLock::new(|| ROUTES.iter().copied().chain(api::operations().map(api::Operation::route)).collect());
    &ALL
}
