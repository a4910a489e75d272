//! For whoever watches over the server.

use crate::web::answer::Answer;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};

/// That the site and its data answer.
pub fn health(visit: &mut Visit<'_>) -> Answered {
    let head = visit.overview.head();
    Ok(Answer::text(format!("ok {head}\n")))
}

/// The numbers of the site, for a program on the same machine.
pub fn metrics(visit: &mut Visit<'_>) -> Answered {
    match visit.asked.origin.address.is_loopback() {
        true => Ok(Answer::text(visit.site.metrics.text())),
        false => Err(Trouble::NotFound),
    }
}
