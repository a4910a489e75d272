//! Where administrators begin: what is to be done about users. No money is seen here.

use crate::application::waiting::about_users;
use crate::rendering::speech::Language;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use crate::web::waiting_list::{Line, lines};
use askama::Template;

#[derive(Template)]
#[template(path = "admin/home.html")]
struct AdminPage {
    t: Language,
    frame: Frame,
    waiting: Vec<Line>,
    users: usize,
}

/// The page.
pub fn admin(visit: &mut Visit<'_>) -> Answered {
    let waiting = lines(visit, about_users(&visit.overview, visit.now));
    let users = visit.overview.accounts().values().filter(|account| !account.is_closed).count();
    page(&AdminPage { t: visit.t(), frame: visit.frame(), waiting, users })
}
