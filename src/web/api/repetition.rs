//! Requests that are sent again (重复提交): with the same `Idempotency-Key` they are done once. What the data itself keeps from being done twice (the same
//! file, a source document, a stage that is over) needs no key.

use crate::domain::governance::seal::Hash;
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// For how many hours a key is known.
pub const HOURS: i64 = 24;
/// How many are known at once.
const MOST: usize = 10_000;

struct Done {
    at: DateTime<Utc>,
    request: Hash,
    answer: Value,
}

/// What was done by key, each of one user. It is known while the program runs: writers take turns, so that looking here and doing it are one.
#[derive(Default)]
pub struct Repetitions {
    done: Mutex<HashMap<(String, String), Done>>,
}

/// What is known of a key.
pub enum Known {
    /// Nothing.
    New,
    /// What was answered to the same request.
    Answered(Value),
    /// Something else was asked with it.
    Other,
}

impl Repetitions {
    /// What is known of a user's key.
    pub fn find(&self, (user, key): (&str, &str), request: Hash, now: DateTime<Utc>) -> Known {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        match done.get(&(user.to_owned(), key.to_owned())) {
            Some(before) if now - before.at >= Duration::hours(HOURS) => Known::New,
            Some(before) if before.request == request => Known::Answered(before.answer.clone()),
            Some(_) => Known::Other,
            None => Known::New,
        }
    }

    /// Keeps what was answered.
    pub fn keep(&self, (user, key): (&str, &str), request: Hash, answer: &Value, now: DateTime<Utc>) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.len() >= MOST {
            done.retain(|_, before| now - before.at < Duration::hours(HOURS));
        }
        if done.len() >= MOST {
            let oldest = done.iter().min_by_key(|(_, before)| before.at).map(|(key, _)| key.clone());
            oldest.map(|key| done.remove(&key));
        }
        done.insert((user.to_owned(), key.to_owned()), Done { at: now, request, answer: answer.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_key_is_one_user_s_and_lasts_a_day() {
        let (known, now) = (Repetitions::default(), DateTime::UNIX_EPOCH);
        let (one, other) = (Hash::of(b"1"), Hash::of(b"2"));
        known.keep(("wu", "k"), one, &json!(1), now);
        assert!(matches!(known.find(("wu", "k"), one, now), Known::Answered(value) if value == json!(1)));
        assert!(matches!(known.find(("wu", "k"), other, now), Known::Other));
        assert!(matches!(known.find(("chen", "k"), one, now), Known::New));
        assert!(matches!(known.find(("wu", "k"), one, now + Duration::hours(HOURS)), Known::New));
    }
}
