//! Accounts (用户): each tied to a person, folded from what the log says of it.

use super::role::Post;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, records};
use crate::domain::governance::seal::Hash;
use crate::domain::person::Named;
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of the shortest password.
pub const SHORTEST_PASSWORD: usize = 8;
/// Failures in a row after which an account rests.
const MOST_FAILURES: usize = 5;

/// How long failures count, and how long an account rests after too many.
fn rest() -> Duration {
    Duration::minutes(15)
}

/// Something that is done with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountDeed {
    /// It is added, for a person.
    Add(Named),
    /// It is given these posts, and no others.
    SetPosts(BTreeSet<Post>),
    /// A secret is set: the hash of what is kept of it, and whether it only serves to set another.
    SetSecret(Hash, bool),
    /// It is closed.
    Close,
    /// Somebody signed in.
    SignIn,
    /// Somebody tried to.
    FailToSignIn,
}

impl AccountDeed {
    /// The name under which the log keeps it.
    pub const fn action(&self) -> &'static str {
        match self {
            AccountDeed::Add(_) => "user-added",
            AccountDeed::SetPosts(_) => "user-posts-set",
            AccountDeed::SetSecret(..) => "user-secret-set",
            AccountDeed::Close => "user-closed",
            AccountDeed::SignIn => "signed-in",
            AccountDeed::FailToSignIn => "sign-in-failed",
        }
    }

    /// As the log keeps it.
    pub fn write(&self, user: &str) -> String {
        let mut text = CanonicalText::default();
        text.record("user").text(user).text(self.action()).end();
        match self {
            AccountDeed::Add(person) => text.record("person").text(&person.member_no).text(&person.name).end(),
            AccountDeed::SetPosts(posts) => posts.iter().for_each(|post| text.record("post").text(post.code()).end()),
            AccountDeed::SetSecret(digest, is_one_time) => {
                let kind = if *is_one_time { "one-time" } else { "password" };
                text.record("secret").text(kind).text(&digest.to_string()).end();
            }
            AccountDeed::Close | AccountDeed::SignIn | AccountDeed::FailToSignIn => {}
        }
        text.into_string()
    }

    /// Reads what the log keeps: user and deed; none where it is about something else.
    ///
    /// # Errors
    /// Where a deed is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<(String, AccountDeed)>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("user", mut head)) = found.next() else { return Ok(None) };
        let (user, action) = (head.text()?.to_owned(), head.text()?);
        let deed = match action {
            "user-added" => match found.next() {
                Some(("person", mut fields)) => {
                    AccountDeed::Add(Named { member_no: fields.text()?.to_owned(), name: fields.text()?.to_owned() })
                }
                _ => return Err(head.flaw("an account without a person")),
            },
            "user-posts-set" => {
                let posts = found.map(|(_, mut fields)| fields.known(Post::lookup));
                AccountDeed::SetPosts(posts.collect::<Result<BTreeSet<Post>, CanonicalFlaw>>()?)
            }
            "user-secret-set" => match found.next() {
                Some(("secret", mut fields)) => {
                    let is_one_time = fields.text()? == "one-time";
                    AccountDeed::SetSecret(fields.known(|text| text.parse().ok())?, is_one_time)
                }
                _ => return Err(head.flaw("no secret")),
            },
            "user-closed" => AccountDeed::Close,
            "signed-in" => AccountDeed::SignIn,
            "sign-in-failed" => AccountDeed::FailToSignIn,
            _ => return Err(head.flaw("no such deed")),
        };
        Ok(Some((user, deed)))
    }
}

/// An account (用户), as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub person: Named,
    /// 岗位.
    pub posts: BTreeSet<Post>,
    /// The hash of what is kept of the secret.
    pub secret: Option<Hash>,
    /// Whether the secret only serves to set another.
    pub is_one_time: bool,
    /// Closed for good.
    pub is_closed: bool,
    failures: Vec<DateTime<Utc>>,
}

impl Account {
    /// Folds accounts by user name from deeds in their order.
    pub fn fold(deeds: impl IntoIterator<Item = (DateTime<Utc>, String, AccountDeed)>) -> BTreeMap<String, Account> {
        let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
        for (moment, user, deed) in deeds {
            let account = accounts.entry(user).or_default();
            match deed {
                AccountDeed::Add(person) => account.person = person,
                AccountDeed::SetPosts(posts) => account.posts = posts,
                AccountDeed::SetSecret(digest, is_one_time) => {
                    (account.secret, account.is_one_time) = (Some(digest), is_one_time);
                    account.failures.clear();
                }
                AccountDeed::Close => account.is_closed = true,
                AccountDeed::SignIn => account.failures.clear(),
                AccountDeed::FailToSignIn => account.failures.push(moment),
            }
        }
        accounts
    }

    /// Until when nobody can sign in, after too many failures.
    pub fn rests_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let recent = self.failures.iter().filter(|failure| **failure + rest() > now);
        let until = self.failures.last().map(|last| *last + rest());
        until.filter(|until| recent.count() >= MOST_FAILURES && *until > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_in_a_row_and_the_account_rests() {
        let at = |minute: i64| DateTime::<Utc>::UNIX_EPOCH + Duration::minutes(minute);
        let failed = |minute| (at(minute), "chen".to_owned(), AccountDeed::FailToSignIn);
        let account = |deeds: Vec<_>| Account::fold(deeds).remove("chen").unwrap_or_default();
        assert_eq!(account((0..4).map(failed).collect()).rests_until(at(5)), None);
        assert_eq!(account((0..5).map(failed).collect()).rests_until(at(5)), Some(at(19)));
        assert_eq!(account((0..5).map(failed).collect()).rests_until(at(19)), None);
        let mut deeds: Vec<_> = (0..4).map(failed).collect();
        deeds.push((at(4), "chen".to_owned(), AccountDeed::SignIn));
        deeds.push(failed(5));
        assert_eq!(account(deeds).rests_until(at(6)), None);
    }

    #[test]
    fn every_deed_is_read_back_as_it_was_written() {
        let person = Named { member_no: "M001".to_owned(), name: "陈国强".to_owned() };
        for deed in [
            AccountDeed::Add(person),
            AccountDeed::SetPosts(BTreeSet::from([Post::Accountant, Post::WindowClerk])),
            AccountDeed::SetPosts(BTreeSet::new()),
            AccountDeed::SetSecret(Hash::of(b"x"), true),
            AccountDeed::Close,
            AccountDeed::SignIn,
            AccountDeed::FailToSignIn,
        ] {
            assert_eq!(AccountDeed::parse(&deed.write("chen")), Ok(Some(("chen".to_owned(), deed))));
        }
        assert_eq!(AccountDeed::parse("batch\t1\n"), Ok(None));
    }
}
