//! Accounts (用户): each tied to a person, folded from what the log says of it.

use super::role::Post;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::governance::seal::Hash;
use crate::domain::person::Named;
use chrono::{DateTime, Duration, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Characters of the shortest password.
pub const SHORTEST_PASSWORD: usize = 8;
/// Failures in a row after which an account rests.
const MOST_FAILURES: usize = 5;
/// Failures of all accounts together, within a minute, after which nobody signs in until the minute is over: more than one address can cause.
const MOST_FAILURES_A_MINUTE: usize = 100;
/// For how long a session lasts, in hours: a working day.
const SESSION_HOURS: i64 = 12;

/// How long failures count, and how long an account rests after too many.
fn rest() -> Duration {
    Duration::minutes(15)
}

/// Something that is done with an account.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum AccountDeed {
    /// It is added, for a person.
    #[strum(serialize = "user-added")]
    Add(Named),
    /// It is given these posts, and no others.
    #[strum(serialize = "user-posts-set")]
    SetPosts(BTreeSet<Post>),
    /// A secret is set: the hash of what is kept of it, and whether it only serves to set another.
    #[strum(serialize = "user-secret-set")]
    SetSecret(Hash, bool),
    /// A second factor is handed out: the hash of what is kept of it. It counts once it is confirmed.
    #[strum(serialize = "second-factor-set")]
    SetSecondFactor(Hash),
    /// The second factor is confirmed by a code of this step of time.
    #[strum(serialize = "second-factor-confirmed")]
    ConfirmSecondFactor(u64),
    /// The second factor counts no more.
    #[strum(serialize = "second-factor-removed")]
    RemoveSecondFactor,
    /// A session is opened: the hash of its token, and until when it lasts.
    #[strum(serialize = "session-opened")]
    OpenSession(Hash, DateTime<Utc>),
    /// All sessions end.
    #[strum(serialize = "sessions-closed")]
    CloseSessions,
    /// It is closed.
    #[strum(serialize = "user-closed")]
    Close,
    /// Somebody signed in; the step of time of the code, where there is a second factor.
    #[strum(serialize = "signed-in")]
    SignIn(Option<u64>),
    /// Somebody tried to.
    #[strum(serialize = "sign-in-failed")]
    FailToSignIn,
}

impl AccountDeed {
    /// The name under which the log keeps it.
    pub fn action(&self) -> &'static str {
        self.into()
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
            AccountDeed::SetSecondFactor(digest) => text.record("secret").text("totp").text(&digest.to_string()).end(),
            AccountDeed::ConfirmSecondFactor(step) | AccountDeed::SignIn(Some(step)) => {
                text.record("step").text(&step.to_string()).end();
            }
            AccountDeed::OpenSession(token, until) => {
                text.record("session").text(&token.to_string()).text(&until.to_rfc3339()).end();
            }
            AccountDeed::RemoveSecondFactor
            | AccountDeed::CloseSessions
            | AccountDeed::Close
            | AccountDeed::SignIn(None)
            | AccountDeed::FailToSignIn => {}
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
            "second-factor-set" => match found.next() {
                Some(("secret", mut fields)) => {
                    fields.text()?;
                    AccountDeed::SetSecondFactor(fields.known(|text| text.parse().ok())?)
                }
                _ => return Err(head.flaw("no secret")),
            },
            "second-factor-confirmed" => match step(&mut found)? {
                Some(step) => AccountDeed::ConfirmSecondFactor(step),
                None => return Err(head.flaw("no step of time")),
            },
            "second-factor-removed" => AccountDeed::RemoveSecondFactor,
            "session-opened" => match found.next() {
                Some(("session", mut fields)) => {
                    let token = fields.known(|text| text.parse().ok())?;
                    let until = fields.known(|text| DateTime::parse_from_rfc3339(text).ok())?;
                    AccountDeed::OpenSession(token, until.to_utc())
                }
                _ => return Err(head.flaw("no session")),
            },
            "sessions-closed" => AccountDeed::CloseSessions,
            "user-closed" => AccountDeed::Close,
            "signed-in" => AccountDeed::SignIn(step(&mut found)?),
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
    /// The hash of what is kept of the second factor.
    pub second_factor: Option<Hash>,
    /// Whether the second factor has been confirmed: from then on every sign-in wants its code.
    pub has_second_factor: bool,
    /// Closed for good.
    pub is_closed: bool,
    failures: Vec<DateTime<Utc>>,
    /// The last step of time whose code was taken: none is taken twice.
    last_step: Option<u64>,
    sessions: Vec<(Hash, DateTime<Utc>)>,
}

impl Account {
    /// Folds accounts by user name from deeds in their order.
    pub fn fold(deeds: impl IntoIterator<Item = (DateTime<Utc>, String, AccountDeed)>) -> BTreeMap<String, Account> {
        let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
        deeds.into_iter().for_each(|deed| Account::apply_to(&mut accounts, deed));
        accounts
    }

    /// Adds one more deed.
    pub fn apply_to(
        accounts: &mut BTreeMap<String, Account>,
        (moment, user, deed): (DateTime<Utc>, String, AccountDeed),
    ) {
        // A name that nobody has may have been tried.
        if !accounts.contains_key(&user) && !matches!(deed, AccountDeed::Add(_)) {
            return;
        }
        let account = accounts.entry(user).or_default();
        match deed {
            AccountDeed::Add(person) => account.person = person,
            AccountDeed::SetPosts(posts) => account.posts = posts,
            AccountDeed::SetSecret(digest, is_one_time) => {
                (account.secret, account.is_one_time) = (Some(digest), is_one_time);
                account.failures.clear();
                account.sessions.clear();
            }
            AccountDeed::SetSecondFactor(digest) => {
                (account.second_factor, account.has_second_factor) = (Some(digest), false);
            }
            AccountDeed::ConfirmSecondFactor(step) => {
                (account.has_second_factor, account.last_step) = (true, Some(step));
            }
            AccountDeed::RemoveSecondFactor => {
                (account.second_factor, account.has_second_factor) = (None, false);
            }
            AccountDeed::OpenSession(token, until) => {
                // Those that have ended are of no use to anybody.
                account.sessions.retain(|(_, end)| *end > moment);
                account.sessions.push((token, until));
            }
            AccountDeed::CloseSessions => account.sessions.clear(),
            AccountDeed::Close => {
                account.is_closed = true;
                account.sessions.clear();
            }
            AccountDeed::SignIn(step) => {
                account.failures.clear();
                account.last_step = step.or(account.last_step);
            }
            AccountDeed::FailToSignIn => account.failures.push(moment),
        }
    }

    /// Whether a code of a step of time was taken already, or an older one.
    pub fn has_taken(&self, step: u64) -> bool {
        self.last_step.is_some_and(|last| step <= last)
    }

    /// Whether a token's session is open.
    pub fn has_session(&self, token: Hash, now: DateTime<Utc>) -> bool {
        self.sessions.iter().any(|(known, until)| *known == token && now < *until)
    }

    /// Until when it cannot be signed in to, after too many failures.
    pub fn rests_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let recent = self.failures.iter().filter(|failure| **failure + rest() > now);
        let until = self.failures.last().map(|last| *last + rest());
        until.filter(|until| recent.count() >= MOST_FAILURES && *until > now)
    }
}

/// The step of time of a code, where one is said.
fn step<'t>(found: &mut impl Iterator<Item = (&'t str, Fields<'t>)>) -> Result<Option<u64>, CanonicalFlaw> {
    match found.next() {
        Some((_, mut fields)) => fields.known(|text| text.parse().ok().map(Some)),
        None => Ok(None),
    }
}

/// Until when a session that is opened now lasts.
pub fn session_end(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::hours(SESSION_HOURS)
}

/// Until when nobody signs in, after too many failures of whoever.
pub fn all_rest_until(failures: impl Iterator<Item = DateTime<Utc>>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let minute = Duration::minutes(1);
    let recent: Vec<DateTime<Utc>> = failures.filter(|failure| *failure + minute > now).collect();
    let first = recent.iter().min().filter(|_| recent.len() >= MOST_FAILURES_A_MINUTE);
    first.map(|first| *first + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_in_a_row_and_the_account_rests() {
        let at = |minute: i64| DateTime::<Utc>::UNIX_EPOCH + Duration::minutes(minute);
        let failed = |minute| (at(minute), "chen".to_owned(), AccountDeed::FailToSignIn);
        let account = |deeds: Vec<_>| {
            let added = (at(0), "chen".to_owned(), AccountDeed::Add(Named::default()));
            Account::fold([added].into_iter().chain(deeds)).remove("chen").unwrap_or_default()
        };
        assert_eq!(account((0..4).map(failed).collect()).rests_until(at(5)), None);
        assert_eq!(account((0..5).map(failed).collect()).rests_until(at(5)), Some(at(19)));
        assert_eq!(account((0..5).map(failed).collect()).rests_until(at(19)), None);
        let mut deeds: Vec<_> = (0..4).map(failed).collect();
        deeds.push((at(4), "chen".to_owned(), AccountDeed::SignIn(None)));
        deeds.push(failed(5));
        assert_eq!(account(deeds).rests_until(at(6)), None);
    }

    #[test]
    fn a_hundred_failures_within_a_minute_and_everybody_waits() {
        let at = |second: i64| DateTime::<Utc>::UNIX_EPOCH + Duration::seconds(second);
        let failures = |many: i64| (0..many).map(|number| at(number / 4));
        assert_eq!(all_rest_until(failures(99), at(40)), None);
        assert_eq!(all_rest_until(failures(100), at(40)), Some(at(60)));
        assert_eq!(all_rest_until(failures(100), at(60)), None);
    }

    #[test]
    fn sessions_end_with_their_day_and_with_the_password() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let token = Hash::of(b"token");
        let of = |deeds: &[AccountDeed]| {
            let all = [AccountDeed::Add(Named::default())].into_iter().chain(deeds.iter().cloned());
            Account::fold(all.map(|deed| (now, "chen".to_owned(), deed))).remove("chen").unwrap_or_default()
        };
        let opened = AccountDeed::OpenSession(token, session_end(now));
        assert!(of(std::slice::from_ref(&opened)).has_session(token, now));
        assert!(!of(std::slice::from_ref(&opened)).has_session(token, session_end(now)));
        for end in [AccountDeed::CloseSessions, AccountDeed::SetSecret(Hash::of(b"new"), false), AccountDeed::Close] {
            assert!(!of(&[opened.clone(), end]).has_session(token, now));
        }
    }

    #[test]
    fn every_deed_is_read_back_as_it_was_written() {
        let person = Named { member_no: "M001".to_owned(), name: "陈国强".to_owned() };
        for deed in [
            AccountDeed::Add(person),
            AccountDeed::SetPosts(BTreeSet::from([Post::Accountant, Post::WindowClerk])),
            AccountDeed::SetPosts(BTreeSet::new()),
            AccountDeed::SetSecret(Hash::of(b"x"), true),
            AccountDeed::SetSecondFactor(Hash::of(b"y")),
            AccountDeed::ConfirmSecondFactor(41_000_000),
            AccountDeed::RemoveSecondFactor,
            AccountDeed::OpenSession(Hash::of(b"z"), DateTime::<Utc>::UNIX_EPOCH),
            AccountDeed::CloseSessions,
            AccountDeed::Close,
            AccountDeed::SignIn(None),
            AccountDeed::SignIn(Some(41_000_000)),
            AccountDeed::FailToSignIn,
        ] {
            assert_eq!(AccountDeed::parse(&deed.write("chen")), Ok(Some(("chen".to_owned(), deed))));
        }
        assert_eq!(AccountDeed::parse("batch\t1\n"), Ok(None));
    }
}
