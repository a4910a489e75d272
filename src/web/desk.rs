//! Where those who work here begin: what waits for them.

use crate::application::waiting::at_the_desk;
use crate::rendering::speech::Language;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use crate::web::waiting_list::{Line, lines};
use askama::Template;

#[derive(Template)]
#[template(path = "desk/home.html")]
struct DeskPage {
    t: Language,
    frame: Frame,
    waiting: Vec<Line>,
}

/// The page.
pub fn desk(visit: &mut Visit<'_>) -> Answered {
    let waiting = lines(visit, at_the_desk(&visit.overview, visit.today()));
    page(&DeskPage { t: visit.t(), frame: visit.frame(), waiting })
}
