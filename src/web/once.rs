//! Once (只办一次): a form that is sent twice, by two clicks or a page that is loaded again, is carried out once. Scripts are not needed for it.

use super::asked::Asked;
use crate::application::access::Actor;
use crate::domain::governance::seal::Hash;
use chrono::{DateTime, Duration, Utc};
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

/// For how long a form is known again, in hours.
const HOURS: i64 = 12;
/// How many forms are known at most.
const MOST: usize = 10_000;

/// Who sent what: the user, and the form to the letter, with the number of the page that it stood on.
pub type Key = (String, Hash);

/// The forms that were carried out, and where each led.
#[derive(Default)]
pub struct Once {
    done: Mutex<FxHashMap<Key, (DateTime<Utc>, String)>>,
}

impl Once {
    /// By what a form is known again; nothing where it says no number, or nobody is signed in.
    pub fn key(&self, actor: &Actor, asked: &Asked) -> Option<Key> {
        let Actor::User(signed_in) = actor else { return None };
        (!asked.form.get("once").is_empty()).then(|| (signed_in.user.clone(), asked.fingerprint))
    }

    /// Where the form led when it was carried out.
    pub fn find(&self, key: &Key, now: DateTime<Utc>) -> Option<String> {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, address) = done.get(key)?;
        (now - at < Duration::hours(HOURS)).then(|| address.clone())
    }

    /// Keeps where a form led.
    pub fn keep(&self, key: Key, address: &str, now: DateTime<Utc>) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if done.len() >= MOST {
            done.retain(|_, (at, _)| now - *at < Duration::hours(HOURS));
        }
        if done.len() < MOST {
            done.insert(key, (now, address.to_owned()));
        }
    }
}
