//! Where members of bodies begin: what waits for them.

use crate::rendering::speech::Language;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

#[derive(Template)]
#[template(path = "boards/home.html")]
struct BoardsPage {
    t: Language,
    frame: Frame,
}

/// The page.
pub fn boards(visit: &mut Visit<'_>) -> Answered {
    page(&BoardsPage { t: visit.t(), frame: visit.frame() })
}
