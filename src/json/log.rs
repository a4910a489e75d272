//! The log (日志) for programs.

use crate::application::log::Event;
use serde_json::{Value, json};

/// What the log says, oldest first.
pub fn events(log: &[Event]) -> Value {
    let events = log.iter().map(|event| {
        json!({
            "event_no": event.event_no, "occurred_at": event.occurred_at.to_rfc3339(), "actor": event.actor,
            "action": event.action, "content": event.content,
            "previous_hash": event.previous_hash.to_string(), "hash": event.hash.to_string(),
        })
    });
    json!({ "events": events.collect::<Vec<_>>() })
}
