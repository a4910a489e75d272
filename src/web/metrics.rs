//! What the site has done, in numbers (Prometheus text), and the lines of its log. Neither says who somebody is or what they looked at.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Bounds of how long requests took, in milliseconds.
const BOUNDS: [u64; 8] = [1, 5, 10, 25, 100, 500, 2_500, 10_000];

#[derive(Clone, Copy, Default)]
struct Series {
    count: u64,
    microseconds: u64,
    within: [u64; BOUNDS.len()],
}

/// A request that was answered, as far as log and numbers know of it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// GET or POST.
    pub method: &'static str,
    /// The address as the route table has it: without numbers and names.
    pub route: &'static str,
    /// What kind of person asked.
    pub role: &'static str,
}

/// Counts of answered requests.
#[derive(Default)]
pub struct Metrics {
    answered: Mutex<BTreeMap<(&'static str, &'static str, u16), Series>>,
}

impl Metrics {
    /// Counts a request.
    pub fn count(&self, seen: Seen, status: u16, took: Duration) {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        let series = answered.entry((seen.route, seen.method, status)).or_default();
        series.count += 1;
        series.microseconds += u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        for (bound, within) in BOUNDS.iter().zip(&mut series.within) {
            *within += u64::from(took <= Duration::from_millis(*bound));
        }
    }

    /// All of it as Prometheus reads it.
    pub fn text(&self) -> String {
        let mut text = "# HELP tonggu_requests Requests that were answered, by how long it took.\n\
                        # TYPE tonggu_requests histogram\n"
            .to_owned();
        for ((route, method, status), series) in &*self.answered.lock().unwrap_or_else(PoisonError::into_inner) {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            for (bound, within) in BOUNDS.iter().zip(series.within) {
                let (whole, rest) = (bound / 1_000, bound % 1_000);
                let _ = writeln!(text, "tonggu_requests_bucket{{{labels},le=\"{whole}.{rest:03}\"}} {within}");
            }
            let Series { count, microseconds, .. } = series;
            let (whole, rest) = (microseconds / 1_000_000, microseconds % 1_000_000);
            let _ = writeln!(text, "tonggu_requests_bucket{{{labels},le=\"+Inf\"}} {count}");
            let _ = writeln!(text, "tonggu_requests_sum{{{labels}}} {whole}.{rest:06}");
            let _ = writeln!(text, "tonggu_requests_count{{{labels}}} {count}");
        }
        text
    }
}

/// Writes a request to the log.
pub fn log(seen: Seen, status: u16, took: Duration) {
    let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let Seen { method, route, role } = seen;
    tracing::info!(method, route, role, status, microseconds, "answered");
}

/// Writes a fault to the log, with everything that caused it.
pub fn log_fault(seen: Seen, incident: &str, fault: &(dyn std::error::Error + 'static)) {
    let causes: Vec<String> =
        std::iter::successors(Some(fault), |error| error.source()).map(ToString::to_string).collect();
    let causes = causes.join(": ");
    tracing::error!(incident, method = seen.method, route = seen.route, causes, "fault");
}
