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
    get("/desk", Who::Staff, desk::desk),
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
    post("/boards/motions/{motion}/close", Who::May(Action::CloseVote), boards::act::close),
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
];

/// Every address.
pub fn routes() -> &'static [Route] {
    ROUTES
}
