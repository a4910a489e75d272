//! Where administrators begin: what waits for them.

use crate::rendering::speech::Language;
use crate::web::frame::Frame;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;

#[derive(Template)]
#[template(path = "admin/home.html")]
struct AdminPage {
    t: Language,
    frame: Frame,
}

/// The page.
pub fn admin(visit: &mut Visit<'_>) -> Answered {
    page(&AdminPage { t: visit.t(), frame: visit.frame() })
}
