//! Where those who work here begin: what waits for them.

use crate::rendering::speech::Language;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

#[derive(Template)]
#[template(path = "desk/home.html")]
struct DeskPage {
    t: Language,
    frame: Frame,
}

/// The page.
pub fn desk(visit: &mut Visit<'_>) -> Answered {
    page(&DeskPage { t: visit.t(), frame: visit.frame() })
}
