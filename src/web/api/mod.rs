//! The interface for programs (接口): JSON under `/api/v1`. A file a noun says what may be asked and answers it; `operation.rs` is what routes, checks
//! (`given.rs`) and the document (`document.rs`) are made of. What stands against a request comes as problem details (`problem.rs`).

mod charter;
mod contracts;
mod distributions;
mod document;
mod elections;
mod given;
mod holds;
mod imports;
mod ledger;
mod log;
mod motions;
mod objections;
mod operation;
mod page;
mod payments;
pub(super) mod problem;
mod reader;
mod receipts;
mod reconciliation;
mod register;
mod repetition;
mod rules;
mod shape;
mod statements;
mod supervision;
mod users;
mod vocabulary;
mod vouchers;

pub use operation::Operation;
pub use reader::reader;
pub use repetition::Repetitions;

use crate::domain::access::permission::Action;
use crate::domain::request::{Expected, RequestRefusal};
use crate::web::answer::Answer;
use crate::web::route_table::{Verb, Who};
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};
use axum::http::StatusCode;
use given::Given;
use operation::Gave;
use repetition::Known;
use shape::Shape;

/// Where the page for people is.
pub const READER: &str = "/api/v1/";
/// Who sees everybody's shares, rents and statements.
const MONEY: Who = Who::May(Action::SeeMoney);
/// The cursor of the next page.
const NEXT: (&str, Shape) = ("next", Shape::Maybe(&Shape::Text));
/// Characters that an `Idempotency-Key` may have.
const LONGEST_KEY: usize = 255;

/// The document itself.
const DOCUMENT: &[Operation] = &[Operation::get("/api/v1/openapi.json", Who::Anyone, "showDocument", document)
    .says("这份接口说明（OpenAPI 3.1）", "This description of the interface (OpenAPI 3.1)")
    .gives(Shape::Anything)];

/// Everything that may be asked, noun by noun.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    let nouns = [
        register::OPERATIONS,
        contracts::OPERATIONS,
        receipts::OPERATIONS,
        charter::OPERATIONS,
        imports::OPERATIONS,
        distributions::OPERATIONS,
        statements::OPERATIONS,
        motions::OPERATIONS,
        objections::OPERATIONS,
        holds::OPERATIONS,
        supervision::OPERATIONS,
        elections::OPERATIONS,
        payments::OPERATIONS,
        ledger::OPERATIONS,
        rules::OPERATIONS,
        vouchers::OPERATIONS,
        reconciliation::OPERATIONS,
        log::OPERATIONS,
        users::OPERATIONS,
        DOCUMENT,
    ];
    nouns.into_iter().flatten()
}

/// Whether an address is asked by programs.
pub fn is_for_programs(path: &str) -> bool {
    path.starts_with("/api/") && path != READER
}

/// Answers an operation: what is given is checked, what was done before by the same key is not done again.
pub fn answer(operation: &'static Operation, visit: &mut Visit<'_>) -> Answered {
    let given = Given::read(operation, visit.asked)?;
    let key = match (&visit.asked.idempotency_key, operation.verb) {
        (Some(key), Verb::Post) if visit.is_signed_in() => Some(key.clone()),
        _ => None,
    };
    let Some(key) = key else { return Ok(as_json(&gave(operation, visit, &given)?)) };
    if key.is_empty() || key.chars().count() > LONGEST_KEY {
        let (name, given) = ("Idempotency-Key".to_owned(), key.chars().take(80).collect());
        let expected = Expected::Characters(1, LONGEST_KEY);
        return Err(Trouble::refused(RequestRefusal::ParameterUnfit { name, given, expected }));
    }
    let (user, request, now) = (visit.actor.name().to_owned(), visit.asked.fingerprint, visit.now);
    match visit.site.repetitions.find((&user, &key), request, now) {
        Known::Answered(value) => Ok(as_json(&value).with_header("idempotency-replayed", "true")),
        Known::Other => Err(Trouble::refused(RequestRefusal::IdempotencyKeyReused { key })),
        Known::New => {
            let value = gave(operation, visit, &given)?;
            visit.site.repetitions.keep((&user, &key), request, &value, now);
            Ok(as_json(&value))
        }
    }
}

fn gave(operation: &Operation, visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let value = (operation.answer)(visit, given)?;
    match operation.paged {
        Some(paged) => page::cut(value, paged, given),
        None => Ok(value),
    }
}

fn as_json(value: &serde_json::Value) -> Answer {
    Answer::json("application/json", value).with_status(StatusCode::OK)
}

fn document(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(document::document(visit.t()))
}
