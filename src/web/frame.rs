//! What stands around every page: the name, the ways on, the language, who is signed in.

use super::assets;
use super::desk;
use super::route_table::Who;
use super::visit::Visit;
use crate::domain::access::role::{Post, Role};
use crate::rendering::speech::Language;
use std::collections::BTreeSet;

/// A way on.
#[derive(Clone, Debug)]
pub struct Way {
    /// Where it leads.
    pub address: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Whether one is there.
    pub is_here: bool,
}

/// What stands around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language spoken.
    pub t: Language,
    /// The cooperative's name.
    pub cooperative: String,
    /// The address, without what stands after a question mark.
    pub path: String,
    /// The ways on.
    pub ways: Vec<Way>,
    /// The parts of the desk, on its pages.
    pub desk: Vec<Way>,
    /// Whether whoever asks works here: they are shown the way to the interface for programs.
    pub is_for_staff: bool,
    /// Who is signed in: name and roles.
    pub person: Option<(String, String)>,
    /// The address of the same page in the other language.
    pub in_other_language: String,
    /// By which a form of this page is known again when it is sent twice; empty where nobody in particular sees it.
    pub once: String,
    /// What the site's own files are of.
    pub version: &'static str,
}

/// The families of pages, each for whom it is.
const FAMILIES: [(Who, &str, &str, &str); 6] = [
    (Who::Anyone, "/", "公示栏", "Notices"),
    (Who::Shareholder, "/my", "我的分红", "My account"),
    (Who::Staff, "/desk", "工作台", "Desk"),
    (Who::StaffOrSeat, "/boards", "议事", "Boards"),
    (Who::May(crate::domain::access::permission::Action::ManageUsers), "/admin", "用户管理", "Users"),
    (Who::Anyone, "/verify", "核对", "Verify"),
];

impl Frame {
    /// Around a page that nobody in particular sees.
    pub fn bare(t: Language, cooperative: &str, here: &str) -> Frame {
        let back: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
        let other = if t == Language::Chinese { "en" } else { "zh" };
        Frame {
            t,
            cooperative: cooperative.to_owned(),
            path: here.split('?').next().unwrap_or_default().to_owned(),
            ways: Vec::new(),
            desk: Vec::new(),
            is_for_staff: false,
            person: None,
            in_other_language: format!("/language/{other}?back={back}"),
            once: String::new(),
            version: assets::version(),
        }
    }

    /// Around a page of a visit.
    pub fn of(visit: &Visit<'_>) -> Frame {
        let t = visit.t();
        let path = visit.asked.here.split('?').next().unwrap_or_default();
        let is_here = |address: &str| match address {
            "/" => path == "/" || path.starts_with("/notices"),
            address => path == address || path.starts_with(&format!("{address}/")),
        };
        let open = FAMILIES.iter().filter(|(who, ..)| visit.is_for(*who));
        let ways = open.map(|(_, address, zh, en)| Way { address, name: t.say(zh, en), is_here: is_here(address) });
        let person = visit.actor.person().map(|person| (person.name.clone(), roles_in_words(&visit.roles, t)));
        let is_for_staff = visit.is_for(Who::Staff);
        Frame {
            ways: ways.collect(),
            desk: desk::parts(visit),
            is_for_staff,
            person,
            once: visit.site.next_once(),
            path: path.to_owned(),
            ..Frame::bare(t, &visit.site.cooperative.name, &visit.asked.back)
        }
    }
}

/// Where somebody begins: at what their work is.
pub fn home(roles: &BTreeSet<Role>) -> &'static str {
    let has_post = |post| roles.contains(&Role::Post(post));
    if has_post(Post::Administrator) {
        "/admin"
    } else if [Post::Accountant, Post::Cashier, Post::WindowClerk].into_iter().any(has_post) {
        "/desk"
    } else if roles.iter().any(|role| matches!(role, Role::Seat(_))) {
        "/boards"
    } else {
        "/my"
    }
}

/// What kind of person somebody is, as the log may say it.
pub fn kind_of(roles: &BTreeSet<Role>) -> &'static str {
    match home(roles) {
        _ if roles.is_empty() => "none",
        "/admin" => "administrator",
        "/desk" => "staff",
        "/boards" => "board",
        _ => "shareholder",
    }
}

/// Roles as they are called.
pub fn roles_in_words(roles: &BTreeSet<Role>, t: Language) -> String {
    let names: Vec<String> = roles
        .iter()
        .map(|role| match t {
            Language::Chinese => role.zh().to_owned(),
            Language::English => role.en(),
        })
        .collect();
    names.join(t.say("、", ", "))
}
