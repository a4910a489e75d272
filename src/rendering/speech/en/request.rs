//! Requests of programs.

use super::super::Words;
use crate::domain::request::{Expected, RequestRefusal};

pub(super) fn request(refusal: &RequestRefusal) -> Words {
    match refusal {
        RequestRefusal::ParameterMissing { name, expected } => {
            Words::new(format!("{name} is not there"), wanted(expected), "Add it, and send it again.")
        }
        RequestRefusal::ParameterUnfit { name, given, expected } => {
            Words::new(format!("{name} is \"{given}\""), wanted(expected), "Correct it, and send it again.")
        }
        RequestRefusal::ParameterNameWrong { name, known } => Words::new(
            format!("the name {name} is not known here"),
            if known.is_empty() {
                "nothing beside the address".to_owned()
            } else {
                format!("one of {}", known.join(", "))
            },
            "Check the name; the interface is described at /api/v1/.",
        ),
        RequestRefusal::CursorWrong { given } => Words::new(
            format!("this list has no cursor \"{given}\""),
            "next, as the page before had it",
            "Leave after out, and begin with the first page.",
        ),
        RequestRefusal::IdempotencyKeyReused { key } => Words::new(
            format!("the Idempotency-Key \"{key}\" was sent with something else"),
            "a key for each request",
            "What is sent again must be what was sent first; for something else take another key.",
        ),
    }
}

fn wanted(expected: &Expected) -> String {
    match expected {
        Expected::Like(example) => format!("something like {example}"),
        Expected::OneOf(words) => format!("one of {}", words.join(", ")),
        Expected::Between(i64::MIN, _) => "a whole number".to_owned(),
        Expected::Between(least, i64::MAX) => format!("a whole number from {least} on"),
        Expected::Between(least, most) => format!("a whole number from {least} to {most}"),
        Expected::Characters(least, most) => format!("{least} to {most} characters, none of them a control character"),
        Expected::Flag => "true or false".to_owned(),
        Expected::List(most) => format!("a list of {most} at most"),
        Expected::Object => "an object".to_owned(),
        Expected::File => "a file, as multipart/form-data".to_owned(),
    }
}
