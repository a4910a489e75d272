//! What values look like (形状): told to programs as JSON Schema, and what is asked is held against it.

use super::vocabulary;
use crate::domain::governance::seal::Hash;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::domain::quantity::parse_scaled;
use crate::domain::request::{Expected, RequestRefusal};
use crate::rendering::speech::Language;
use crate::web::run_name;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// A value's shape.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any text that is answered.
    Text,
    /// A text that is asked, of so many characters.
    Words(usize, usize),
    /// A password, taken to the letter.
    Secret(usize, usize),
    /// Whatever it is.
    Anything,
    /// `2008-12-31`.
    Day,
    /// A moment (RFC 3339).
    Moment,
    /// Yuan with two decimals, as a string.
    Money,
    /// Yuan as they are asked: two decimals at most, as a string.
    Amount,
    /// A decimal number, as a string.
    Decimal,
    /// SHA-256 in hexadecimal digits.
    Hash,
    /// 2008, in an address.
    Year,
    /// `2008-03`; 00 is the opening, 13 the distribution period.
    Period,
    /// `2008`, or one run of it: `2008-1`.
    Run,
    /// A whole number that is answered.
    Whole,
    /// A whole number that is asked, with its limits.
    Number(i64, i64),
    /// True or false.
    Flag,
    /// One of some words.
    Code(fn() -> Vec<&'static str>),
    /// A file that is uploaded.
    File,
    /// This or nothing.
    Maybe(&'static Shape),
    /// This, or the name is left out.
    Optional(&'static Shape),
    /// Any number of these.
    List(&'static Shape),
    /// These by names of their own.
    ByName(&'static Shape),
    /// These names and no others.
    Object(&'static [(&'static str, Shape)]),
    /// A shape that has a name.
    Named(&'static str, &'static Shape),
}

/// How many things a list that is asked may have.
const LONGEST_LIST: usize = 500;
/// No control characters: databases and logs have no place for them.
const WORDS: &str = r"^[^\u0000-\u001F\u007F]*$";
const YEAR: &str = "^(19[0-9]{2}|2[01][0-9]{2})$";
const PERIOD: &str = "^(19[0-9]{2}|2[01][0-9]{2})-(0[0-9]|1[0-3])$";
const RUN: &str = "^(19[0-9]{2}|2[01][0-9]{2})([-#][1-9][0-9]{0,3})?$";
const AMOUNT: &str = r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$";

impl Shape {
    /// As JSON Schema (2020-12); shapes with names are collected and referred to.
    pub fn schema(self, name: &str, (t, named): (Language, &mut Map<String, Value>)) -> Value {
        let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
        let mut schema = match self {
            Shape::Text => json!({ "type": "string" }),
            Shape::Words(least, most) => {
                json!({ "type": "string", "minLength": least, "maxLength": most, "pattern": WORDS })
            }
            Shape::Secret(least, most) => {
                json!({ "type": "string", "minLength": least, "maxLength": most, "format": "password" })
            }
            Shape::Anything => json!({ "type": "object" }),
            Shape::Day => json!({ "type": "string", "format": "date" }),
            Shape::Moment => json!({ "type": "string", "format": "date-time" }),
            Shape::Money => text(r"^-?[0-9]+\.[0-9]{2}$"),
            Shape::Amount => text(AMOUNT),
            Shape::Decimal => text(r"^-?[0-9]+(\.[0-9]+)?$"),
            Shape::Hash => text("^[0-9a-f]{64}$"),
            Shape::Year => text(YEAR),
            Shape::Period => text(PERIOD),
            Shape::Run => text(RUN),
            Shape::Whole => json!({ "type": "integer" }),
            Shape::Number(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Code(words) => json!({ "type": "string", "enum": words() }),
            Shape::File => json!({ "type": "string", "format": "binary" }),
            Shape::Maybe(inner) => return or_nothing(inner.schema(name, (t, named))),
            Shape::Optional(inner) => return inner.schema(name, (t, named)),
            Shape::List(inner) => json!({ "type": "array", "items": inner.schema("", (t, named)) }),
            Shape::ByName(inner) => json!({ "type": "object", "additionalProperties": inner.schema("", (t, named)) }),
            Shape::Object(fields) => object(fields, (t, named)),
            Shape::Named(known, inner) => {
                if !named.contains_key(known) {
                    named.insert(known.to_owned(), Value::Null);
                    let schema = inner.schema("", (t, named));
                    named.insert(known.to_owned(), schema);
                }
                return json!({ "$ref": format!("#/components/schemas/{known}") });
            }
        };
        if let Some(meaning) = vocabulary::meaning(name, t) {
            schema["description"] = json!(meaning);
        }
        schema
    }

    /// A value of this shape, as the sample data has it.
    pub fn example(self, name: &str) -> Value {
        match self {
            Shape::Maybe(inner) | Shape::Optional(inner) | Shape::Named(_, inner) => inner.example(name),
            Shape::List(inner) => json!([inner.example(name)]),
            Shape::ByName(inner) => json!({ vocabulary::example(name).unwrap_or("…"): inner.example("") }),
            Shape::Object(fields) => {
                fields.iter().map(|(field, shape)| ((*field).to_owned(), shape.example(field))).collect()
            }
            Shape::Whole | Shape::Number(..) => {
                let least = if let Shape::Number(least, _) = self { least } else { 1 };
                json!(vocabulary::example(name).and_then(|text| text.parse::<i64>().ok()).unwrap_or(least))
            }
            Shape::Flag => json!(true),
            Shape::Anything => json!({}),
            Shape::Code(words) => json!(words().first()),
            _ => json!(vocabulary::example(name).unwrap_or_else(|| self.usual())),
        }
    }

    /// How a text of this shape is written.
    const fn usual(self) -> &'static str {
        match self {
            Shape::Day => "2008-12-31",
            Shape::Moment => "2009-01-05T09:00:00+08:00",
            Shape::Money | Shape::Amount => "1234.50",
            Shape::Decimal => "12.5",
            Shape::Hash => "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
            Shape::Year => "2008",
            Shape::Period => "2008-12",
            Shape::Run => "2008-1",
            _ => "…",
        }
    }

    /// What a value of this shape should have been.
    fn expected(self) -> Expected {
        match self {
            Shape::Words(least, most) | Shape::Secret(least, most) => Expected::Characters(least, most),
            Shape::Whole => Expected::Between(i64::MIN, i64::MAX),
            Shape::Number(least, most) => Expected::Between(least, most),
            Shape::Flag => Expected::Flag,
            Shape::Code(words) => Expected::OneOf(words()),
            Shape::File => Expected::File,
            Shape::List(_) => Expected::List(LONGEST_LIST),
            Shape::ByName(_) | Shape::Object(_) => Expected::Object,
            Shape::Maybe(inner) | Shape::Optional(inner) | Shape::Named(_, inner) => inner.expected(),
            _ => Expected::Like(self.usual()),
        }
    }

    /// That a value must be there.
    pub fn missing(self, name: &str) -> RequestRefusal {
        RequestRefusal::ParameterMissing { name: name.to_owned(), expected: self.expected() }
    }

    /// What stands in an address or a form, as JSON has it.
    pub fn read(self, text: &str) -> Value {
        match self {
            Shape::Number(..) => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
            Shape::Flag => text.parse::<bool>().map_or_else(|_| json!(text), |flag| json!(flag)),
            Shape::Optional(inner) => inner.read(text),
            _ => json!(text),
        }
    }

    /// Holds what is asked against the shape.
    ///
    /// # Errors
    /// The first thing that does not fit, by its name.
    pub fn check(self, name: &str, value: &Value) -> Result<(), RequestRefusal> {
        let unfit = || {
            let given = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let given = given.chars().take(80).collect();
            RequestRefusal::ParameterUnfit { name: name.to_owned(), given, expected: self.expected() }
        };
        let fits = match self {
            Shape::Maybe(_) if value.is_null() => true,
            Shape::Maybe(inner) | Shape::Optional(inner) | Shape::Named(_, inner) => return inner.check(name, value),
            Shape::Whole => value.is_i64(),
            Shape::Number(least, most) => value.as_i64().is_some_and(|number| (least..=most).contains(&number)),
            Shape::Flag => value.is_boolean(),
            Shape::Code(words) => value.as_str().is_some_and(|text| words().contains(&text)),
            Shape::List(inner) => {
                let list = value.as_array().filter(|list| list.len() <= LONGEST_LIST).ok_or_else(unfit)?;
                return list.iter().try_for_each(|one| inner.check(name, one));
            }
            Shape::ByName(inner) => {
                let map = value.as_object().filter(|map| map.len() <= LONGEST_LIST).ok_or_else(unfit)?;
                let names = Shape::Words(1, 200);
                return map
                    .iter()
                    .try_for_each(|(own, one)| names.check(name, &json!(own)).and_then(|()| inner.check(own, one)));
            }
            Shape::Object(fields) => return check_fields(fields, value.as_object().ok_or_else(unfit)?),
            _ => value.as_str().is_some_and(|text| self.fits(text)),
        };
        if fits { Ok(()) } else { Err(unfit()) }
    }

    fn fits(self, text: &str) -> bool {
        match self {
            Shape::Words(least, most) => {
                let count = text.chars().count();
                (least..=most).contains(&count) && !text.chars().any(|one| one < ' ' || one == '\u{7f}')
            }
            Shape::Secret(least, most) => (least..=most).contains(&text.chars().count()),
            Shape::Day => text.len() == 10 && text.parse::<NaiveDate>().is_ok(),
            Shape::Amount => text.len() <= 16 && !text.starts_with('+') && parse_scaled(text, 2).is_ok(),
            Shape::Hash => text.bytes().all(|one| one.is_ascii_hexdigit()) && text.parse::<Hash>().is_ok(),
            Shape::Year => text.len() == 4 && run_name::parse_year(text).is_some(),
            Shape::Period => text.len() == 7 && AccountingPeriod::parse(text).is_some(),
            Shape::Run => run(text).is_some(),
            _ => true,
        }
    }
}

/// A year, or one run of it.
pub fn run(text: &str) -> Option<(AccountingYear, Option<u32>)> {
    match text.split_once(['-', '#']) {
        Some((year, number)) => {
            let number = number.parse().ok().filter(|number| (1..=9_999).contains(number));
            Some((run_name::parse_year(year)?, Some(number?)))
        }
        None => Some((run_name::parse_year(text)?, None)),
    }
}

fn check_fields(fields: &'static [(&'static str, Shape)], given: &Map<String, Value>) -> Result<(), RequestRefusal> {
    if let Some(name) = given.keys().find(|name| !fields.iter().any(|(known, _)| known == name)) {
        let known = fields.iter().map(|(known, _)| *known).collect();
        return Err(RequestRefusal::ParameterNameWrong { name: name.chars().take(80).collect(), known });
    }
    fields.iter().try_for_each(|(name, shape)| match (given.get(*name), shape) {
        (Some(value), shape) => shape.check(name, value),
        (None, Shape::Optional(_)) => Ok(()),
        (None, shape) => Err(shape.missing(name)),
    })
}

fn object(fields: &[(&str, Shape)], (t, named): (Language, &mut Map<String, Value>)) -> Value {
    let mut properties = Map::new();
    for (name, shape) in fields {
        properties.insert((*name).to_owned(), shape.schema(name, (t, &mut *named)));
    }
    let required = fields.iter().filter(|(_, shape)| !matches!(shape, Shape::Optional(_)));
    json!({
        "type": "object", "properties": properties, "required": required.map(|(name, _)| name).collect::<Vec<_>>(),
        "additionalProperties": false,
    })
}

fn or_nothing(mut schema: Value) -> Value {
    match schema.get("type").cloned() {
        Some(own) => {
            schema["type"] = json!([own, "null"]);
            if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                words.push(Value::Null);
            }
            schema
        }
        None => json!({ "oneOf": [schema, { "type": "null" }] }),
    }
}
