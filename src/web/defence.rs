//! What keeps the site from harm whoever asks: how often one address may ask, and what browsers are told to do.

use crate::application::Clock;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use governor::clock::{Clock as Time, Reference};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

/// Bytes that a form may have without files.
pub const LARGEST_FORM: usize = 1 << 20;
/// Bytes that an upload may have of whoever works here or has a seat.
pub const LARGEST_UPLOAD: usize = 64 << 20;
/// Bytes that an upload may have of anybody else: a statement to verify.
pub const LARGEST_UPLOAD_OF_VISITORS: usize = 4 << 20;
/// Large uploads that are taken at once: more would be held in memory while they wait for each other.
pub const UPLOADS_AT_ONCE: usize = 4;
/// After how many seconds nobody waits any longer.
pub const LONGEST_SECONDS: u64 = 120;
/// What anybody may send without signing in, such as passwords: so many at once, and so many a minute.
const SENDING_A_MINUTE: NonZeroU32 = NonZeroU32::new(30).unwrap();
/// After so many requests the addresses are forgotten that have not been heard of for a while.
const FORGET_EVERY: u32 = 4096;

/// The clock that was handed in, as the limiter reads it.
#[derive(Clone)]
struct Ticking(Clock);

impl Time for Ticking {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let milliseconds = u64::try_from((self.0)().timestamp_millis()).unwrap_or_default();
        Nanos::from(std::time::Duration::from_millis(milliseconds))
    }
}

type Limiter = RateLimiter<IpAddr, HashMapStateStore<IpAddr>, Ticking, NoOpMiddleware<Nanos>>;

/// How often each address may ask.
pub struct Limits {
    reading: Limiter,
    sending: Limiter,
    clock: Ticking,
    asked: AtomicU32,
}

impl Limits {
    pub fn new(clock: Clock, requests_per_second: u32) -> Limits {
        let clock = Ticking(clock);
        let per_second = NonZeroU32::new(requests_per_second).unwrap_or(NonZeroU32::MIN);
        let reading = Quota::per_second(per_second).allow_burst(per_second.saturating_add(requests_per_second));
        let limiter = |quota| RateLimiter::new(quota, HashMapStateStore::default(), clock.clone());
        Limits {
            reading: limiter(reading),
            sending: limiter(Quota::per_minute(SENDING_A_MINUTE)),
            asked: AtomicU32::new(0),
            clock: clock.clone(),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// In how many seconds the next one is taken, where this one is not.
    pub fn check_reading(&self, address: IpAddr) -> Result<(), u64> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.reading.retain_recent();
            self.sending.retain_recent();
        }
        self.check(&self.reading, address)
    }

    /// Counts what is sent without signing in.
    ///
    /// # Errors
    /// As [`Limits::check_reading`].
    pub fn check_sending(&self, address: IpAddr) -> Result<(), u64> {
        self.check(&self.sending, address)
    }

    fn check(&self, limiter: &Limiter, address: IpAddr) -> Result<(), u64> {
        let wait = |refused: governor::NotUntil<Nanos>| {
            let wait = refused.earliest_possible().duration_since(self.clock.now());
            wait.as_u64().div_ceil(1_000_000_000).max(1)
        };
        limiter.check_key(&household(address)).map_err(wait)
    }
}

/// What one household or office has: an IPv6 network counts as one.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address => address,
    }
}

/// What pages may load, and from where: nothing but this site's own.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Adds to every answer what browsers are told. What is about somebody is kept by nobody.
pub fn add_headers(headers: &mut HeaderMap, is_secure: bool, is_private: bool) {
    let fixed = |name: HeaderName, value: &'static str| (name, HeaderValue::from_static(value));
    headers.extend([
        fixed(CONTENT_SECURITY_POLICY, POLICY),
        fixed(X_CONTENT_TYPE_OPTIONS, "nosniff"),
        fixed(X_FRAME_OPTIONS, "DENY"),
        // With none at all, browsers would not say from where a form is sent.
        fixed(REFERRER_POLICY, "same-origin"),
        fixed(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        fixed(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        fixed(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ]);
    if is_secure {
        headers.extend([fixed(STRICT_TRANSPORT_SECURITY, "max-age=31536000")]);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.extend([fixed(CACHE_CONTROL, if is_private { "no-store" } else { "no-cache" }), fixed(VARY, "cookie")]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Duration, Utc};
    use std::sync::Arc;
    use std::sync::atomic::AtomicI64;

    #[test]
    fn who_asks_too_often_waits_and_others_do_not() {
        let seconds = Arc::new(AtomicI64::new(1_000_000));
        let hand = Arc::clone(&seconds);
        let clock: Clock =
            Arc::new(move || DateTime::<Utc>::UNIX_EPOCH + Duration::seconds(hand.load(Ordering::Relaxed)));
        let limits = Limits::new(clock, 5);
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        assert!((0..10).all(|_| limits.check_reading(one).is_ok()));
        assert_eq!(limits.check_reading(one), Err(1));
        assert_eq!(limits.check_reading(other), Ok(()));
        seconds.fetch_add(1, Ordering::Relaxed);
        assert_eq!((0..9).filter(|_| limits.check_reading(one).is_ok()).count(), 5);
        assert!((0..30).all(|_| limits.check_sending(one).is_ok()));
        assert_eq!(limits.check_sending(one), Err(2));
    }

    #[test]
    fn a_network_of_the_new_kind_is_one_household() {
        let [one, same, other] = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"].map(|text| text.parse().unwrap());
        assert_eq!(household(one), household(same));
        assert_ne!(household(one), household(other));
    }
}
