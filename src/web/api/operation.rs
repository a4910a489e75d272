//! An operation of the interface (接口): its address, who may, what it takes and gives, and what answers. Documentation, checks and routes all come from here.

use super::given::Given;
use super::shape::Shape;
use crate::web::route_table::{Answers, Route, Verb, Who};
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use serde_json::Value;

/// What operations answer.
pub type Gave = Result<Value, Trouble>;

/// Where a value is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the address.
    Path,
    /// After the question mark.
    Query,
    /// In the body: JSON, or a form where there are files.
    Body,
}

/// A value that is asked.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Where it is given.
    pub place: Place,
    /// What it looks like; what may be left out is optional.
    pub shape: Shape,
}

impl Parameter {
    /// Whether it must be there.
    pub const fn is_required(&self) -> bool {
        !matches!(self.shape, Shape::Optional(_))
    }
}

/// A value in the address.
pub const fn path(name: &'static str, shape: Shape) -> Parameter {
    Parameter { name, place: Place::Path, shape }
}

/// A value after the question mark.
pub const fn query(name: &'static str, shape: Shape) -> Parameter {
    Parameter { name, place: Place::Query, shape }
}

/// A value in the body.
pub const fn body(name: &'static str, shape: Shape) -> Parameter {
    Parameter { name, place: Place::Body, shape }
}

/// How a list is paged: its name in the answer, and the fields of its things that make a cursor.
#[derive(Clone, Copy, Debug)]
pub struct Paged {
    /// The list.
    pub list: &'static str,
    /// The fields.
    pub key: &'static [&'static str],
}

/// An operation.
#[derive(Clone, Copy)]
pub struct Operation {
    /// How it is asked.
    pub verb: Verb,
    /// Its address.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// Its name, the same for good.
    pub name: &'static str,
    /// What it is for.
    pub says: (&'static str, &'static str),
    /// What it takes.
    pub takes: &'static [Parameter],
    /// What it gives.
    pub gives: Shape,
    /// How its list is paged.
    pub paged: Option<Paged>,
    /// What answers.
    pub answer: fn(&mut Visit<'_>, &Given<'_>) -> Gave,
}

type Answerer = fn(&mut Visit<'_>, &Given<'_>) -> Gave;

impl Operation {
    const fn new(verb: Verb, (path, who): (&'static str, Who), name: &'static str, answer: Answerer) -> Operation {
        Operation { verb, path, who, name, says: ("", ""), takes: &[], gives: Shape::Object(&[]), paged: None, answer }
    }

    /// One that looks something up.
    pub const fn get(path: &'static str, who: Who, name: &'static str, answer: Answerer) -> Operation {
        Operation::new(Verb::Get, (path, who), name, answer)
    }

    /// One that does something.
    pub const fn post(path: &'static str, who: Who, name: &'static str, answer: Answerer) -> Operation {
        Operation::new(Verb::Post, (path, who), name, answer)
    }

    /// One that is sent something and changes nothing.
    pub const fn ask(path: &'static str, who: Who, name: &'static str, answer: Answerer) -> Operation {
        Operation::new(Verb::Ask, (path, who), name, answer)
    }

    /// What it is for, in Chinese and English.
    pub const fn says(self, zh: &'static str, en: &'static str) -> Operation {
        Operation { says: (zh, en), ..self }
    }

    /// What it takes.
    pub const fn takes(self, takes: &'static [Parameter]) -> Operation {
        Operation { takes, ..self }
    }

    /// What it gives.
    pub const fn gives(self, gives: Shape) -> Operation {
        Operation { gives, ..self }
    }

    /// Its list comes in pages.
    pub const fn paged(self, list: &'static str, key: &'static [&'static str]) -> Operation {
        Operation { paged: Some(Paged { list, key }), ..self }
    }

    /// Everything that it takes, the page that is wanted included.
    pub fn parameters(&self) -> impl Iterator<Item = &'static Parameter> {
        const PAGE: &[Parameter] = &[
            query("after", Shape::Optional(&Shape::Words(1, 200))),
            query("limit", Shape::Optional(&Shape::Number(1, super::page::MOST))),
        ];
        self.takes.iter().chain(if self.paged.is_some() { PAGE } else { &[] })
    }

    /// Whether a file is sent with it.
    pub fn is_upload(&self) -> bool {
        self.takes.iter().any(|one| matches!(one.shape, Shape::File | Shape::Optional(Shape::File)))
    }

    /// Whether it has a body.
    pub fn has_body(&self) -> bool {
        self.takes.iter().any(|one| one.place == Place::Body)
    }

    /// The noun that it is about: the step of the address after the version.
    pub fn noun(&self) -> &'static str {
        self.path.split('/').nth(3).unwrap_or_default()
    }

    /// Its route.
    pub const fn route(&'static self) -> Route {
        Route { verb: self.verb, path: self.path, who: self.who, answer: Answers::Operation(self) }
    }
}
