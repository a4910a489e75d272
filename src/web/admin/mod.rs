//! Where administrators work (管理): who may sign in, and the state of the system. No money is seen here.

pub mod system;
pub mod users;

use super::answer::Answer;
use super::frame::Way;
use super::visit::{Answered, Visit};

/// Their work begins with the users.
pub fn home(_: &mut Visit<'_>) -> Answered {
    Ok(Answer::go_to("/admin/users"))
}

/// The ways on within the family.
fn family(visit: &Visit<'_>) -> Vec<Way> {
    let t = visit.t();
    let pages = [("/admin/users", t.say("用户", "Users")), ("/admin/system", t.say("系统", "System"))];
    pages.map(|(address, name)| Way { address, name, is_here: visit.asked.here.starts_with(address) }).into()
}
