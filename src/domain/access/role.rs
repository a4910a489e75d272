//! Posts (岗位) that a cooperative gives, and the roles (角色) that posts and seats give on a day. There is no free list of roles.

use crate::domain::governance::body::{Body, Seat};
use crate::domain::person::Named;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A staff post (岗位).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Post {
    /// 会计.
    Accountant,
    /// 出纳.
    Cashier,
    /// 窗口人员: acts for shareholders at the counter.
    WindowClerk,
    /// 管理员: manages accounts, sees no money.
    Administrator,
}

impl Post {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            Post::Accountant => "会计",
            Post::Cashier => "出纳",
            Post::WindowClerk => "窗口人员",
            Post::Administrator => "管理员",
        }
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Post::Accountant => "accountant",
            Post::Cashier => "cashier",
            Post::WindowClerk => "window_clerk",
            Post::Administrator => "administrator",
        }
    }

    /// The post that somebody names.
    pub fn lookup(text: &str) -> Option<Post> {
        use strum::IntoEnumIterator;
        Post::iter().find(|post| post.zh() == text || post.code() == text)
    }
}

/// What somebody is on a day (角色).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// By a post.
    Post(Post),
    /// By a seat of a body.
    Seat(Body),
    /// 股东: by being a member.
    Shareholder,
}

impl Role {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            Role::Post(post) => post.zh(),
            Role::Seat(body) => body.zh(),
            Role::Shareholder => "股东",
        }
    }

    /// In English.
    pub fn en(self) -> String {
        match self {
            Role::Post(post) => post.code().replace('_', " "),
            Role::Seat(body) => format!("a member of the {}", body.en()),
            Role::Shareholder => "a shareholder".to_owned(),
        }
    }
}

/// The roles of a person on a day.
pub fn roles(person: &Named, posts: &BTreeSet<Post>, seats: &[Seat], day: NaiveDate) -> BTreeSet<Role> {
    let of_seats = seats.iter().filter(|seat| seat.is_held_on(day) && seat.is_of(person));
    let mut roles: BTreeSet<Role> = of_seats.map(|seat| Role::Seat(seat.body)).collect();
    roles.extend(posts.iter().map(|post| Role::Post(*post)));
    if !person.member_no.is_empty() {
        roles.insert(Role::Shareholder);
    }
    roles
}

/// Pairs that nobody may be at once (回避): who keeps the books does not keep the cash, and neither supervises; nobody sits on both boards; who sits in the
/// Party branch or the residents' committee does not watch over it (`governance.md`, Incompatibility; 农村集体经济组织法 art. 34).
const INCOMPATIBLE: [(Role, Role); 7] = [
    (Role::Post(Post::Accountant), Role::Post(Post::Cashier)),
    (Role::Post(Post::Accountant), Role::Post(Post::Administrator)),
    (Role::Post(Post::Cashier), Role::Post(Post::Administrator)),
    (Role::Post(Post::Accountant), Role::Seat(Body::BoardOfSupervisors)),
    (Role::Seat(Body::BoardOfDirectors), Role::Seat(Body::BoardOfSupervisors)),
    (Role::Seat(Body::PartyBranchCommittee), Role::Seat(Body::SupervisoryCommittee)),
    (Role::Seat(Body::ResidentsCommittee), Role::Seat(Body::SupervisoryCommittee)),
];

/// Pairs that close relatives are not: who decides or keeps the books has none among those who supervise them.
pub const EXCLUDES_RELATIVES: [(Role, Role); 5] = [
    (Role::Seat(Body::BoardOfDirectors), Role::Seat(Body::BoardOfSupervisors)),
    (Role::Post(Post::Accountant), Role::Seat(Body::BoardOfSupervisors)),
    (Role::Post(Post::Cashier), Role::Seat(Body::BoardOfSupervisors)),
    (Role::Seat(Body::PartyBranchCommittee), Role::Seat(Body::SupervisoryCommittee)),
    (Role::Seat(Body::ResidentsCommittee), Role::Seat(Body::SupervisoryCommittee)),
];

/// Whether nobody may be both at once. Who manages accounts holds no seat, since they could make themselves anybody; who keeps the cash holds none
/// but in an assembly, since they would approve.
pub fn exclude(one: Role, other: Role) -> bool {
    let by_post = |post: Role, seat: Role| match (post, seat) {
        (Role::Post(Post::Administrator), Role::Seat(_)) => true,
        (Role::Post(Post::Cashier), Role::Seat(body)) => !body.is_assembly(),
        _ => false,
    };
    let is_named = INCOMPATIBLE.contains(&(one, other)) || INCOMPATIBLE.contains(&(other, one));
    is_named || by_post(one, other) || by_post(other, one)
}

/// Whether close relatives may not be the one and the other.
pub fn excludes_relatives(one: Role, other: Role) -> bool {
    EXCLUDES_RELATIVES.contains(&(one, other)) || EXCLUDES_RELATIVES.contains(&(other, one))
}

/// The first pair of roles that exclude each other.
pub fn incompatible(roles: &BTreeSet<Role>) -> Option<(Role, Role)> {
    let pairs = roles.iter().flat_map(|one| roles.iter().map(move |other| (*one, *other)));
    pairs.into_iter().find(|(one, other)| one < other && exclude(*one, *other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_pair_that_is_named_excludes_each_other_and_no_other_does() {
        let all: Vec<Role> = Post::iter().map(Role::Post).chain(Body::iter().map(Role::Seat)).collect();
        for one in &all {
            for other in &all {
                let is_found = incompatible(&BTreeSet::from([*one, *other])).is_some();
                assert_eq!(is_found, exclude(*one, *other), "{one:?} {other:?}");
                assert_eq!(exclude(*one, *other), exclude(*other, *one));
            }
        }
        for body in Body::iter() {
            assert!(exclude(Role::Post(Post::Administrator), Role::Seat(body)), "{body:?}");
            assert_eq!(exclude(Role::Post(Post::Cashier), Role::Seat(body)), !body.is_assembly(), "{body:?}");
        }
    }

    #[test]
    fn a_seat_gives_its_role_while_it_is_held() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let seat = Seat {
            body: Body::BoardOfDirectors,
            member_no: "M001".into(),
            name: "陈国强".into(),
            office: "董事长".into(),
            first_day: day("2008-06-30"),
            last_day: Some(day("2008-12-31")),
        };
        let person = Named { member_no: "M001".to_owned(), name: "陈国强".to_owned() };
        let on = |text: &str| roles(&person, &BTreeSet::new(), std::slice::from_ref(&seat), day(text));
        assert_eq!(on("2008-12-31"), BTreeSet::from([Role::Seat(Body::BoardOfDirectors), Role::Shareholder]));
        assert_eq!(on("2009-01-01"), BTreeSet::from([Role::Shareholder]));
    }
}
