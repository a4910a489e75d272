//! The other language, one click away.

use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::session::{language_cookie, own_address};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};

/// Keeps the language and goes back.
pub fn choose(visit: &mut Visit<'_>) -> Answered {
    let language = match visit.asked.parameters.get("code") {
        "zh" => Language::Chinese,
        "en" => Language::English,
        _ => return Err(Trouble::NotFound),
    };
    let back = own_address(visit.asked.query.get("back")).unwrap_or("/");
    Ok(Answer::go_to(back).with_cookie(&language_cookie(language, visit.asked.origin.is_secure)))
}
