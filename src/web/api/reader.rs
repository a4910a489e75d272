//! The page on which people read what programs may ask.

use super::operation::{Operation, Place};
use super::shape::Shape;
use super::{operations, vocabulary};
use crate::rendering::speech::Language;
use crate::web::frame::Frame;
use crate::web::route_table::{Verb, Who};
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use serde_json::{Map, Value};

#[derive(Template)]
#[template(path = "api/reader.html")]
struct ReaderPage {
    t: Language,
    frame: Frame,
    nouns: Vec<Noun>,
}

struct Noun {
    code: &'static str,
    name: &'static str,
    operations: Vec<Described>,
}

struct Described {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    says: &'static str,
    who: String,
    takes: Vec<Taken>,
    call: String,
    answer: String,
}

struct Taken {
    name: &'static str,
    place: &'static str,
    is_required: bool,
    form: String,
    meaning: &'static str,
}

/// The page.
pub fn reader(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let mut nouns: Vec<Noun> = Vec::new();
    for operation in operations() {
        let code = operation.noun();
        if nouns.last().is_none_or(|noun| noun.code != code) {
            nouns.push(Noun { code, name: vocabulary::noun(code, t), operations: Vec::new() });
        }
        nouns.last_mut().into_iter().for_each(|noun| noun.operations.push(described(operation, t)));
    }
    page(&ReaderPage { t, frame: visit.frame(), nouns })
}

fn described(operation: &Operation, t: Language) -> Described {
    let taken = operation.parameters().map(|one| Taken {
        name: one.name,
        place: match one.place {
            Place::Path => t.say("地址", "address"),
            Place::Query => t.say("查询", "query"),
            Place::Body => t.say("正文", "body"),
        },
        is_required: one.is_required(),
        form: form(one.shape, t),
        meaning: vocabulary::meaning(one.name, t).unwrap_or_default(),
    });
    let (zh, en) = operation.says;
    Described {
        name: operation.name,
        method: if operation.verb == Verb::Get { "GET" } else { "POST" },
        path: operation.path,
        says: t.say(zh, en),
        who: vocabulary::who(operation.who, t),
        takes: taken.collect(),
        call: call(operation),
        answer: serde_json::to_string_pretty(&operation.gives.example("")).unwrap_or_default(),
    }
}

/// How a value is written.
fn form(shape: Shape, t: Language) -> String {
    match shape {
        Shape::Optional(inner) | Shape::Maybe(inner) | Shape::Named(_, inner) => form(*inner, t),
        Shape::Words(_, most) | Shape::Secret(_, most) => match t {
            Language::Chinese => format!("文字，最多 {most} 个字"),
            Language::English => format!("text, {most} characters at most"),
        },
        Shape::Number(least, i64::MAX) => match t {
            Language::Chinese => format!("整数，从 {least} 起"),
            Language::English => format!("a whole number from {least} on"),
        },
        Shape::Number(least, most) => match t {
            Language::Chinese => format!("整数，{least} 到 {most}"),
            Language::English => format!("a whole number, {least} to {most}"),
        },
        Shape::Flag => "true / false".to_owned(),
        Shape::Code(words) => words().join(" / "),
        Shape::List(inner) => match t {
            Language::Chinese => format!("列表：{}", form(*inner, t)),
            Language::English => format!("a list: {}", form(*inner, t)),
        },
        Shape::File => t.say("文件（multipart/form-data）", "a file (multipart/form-data)").to_owned(),
        Shape::Object(fields) => {
            format!("{{ {} }}", fields.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "))
        }
        Shape::ByName(_) => "{ … }".to_owned(),
        other => other.example("").as_str().unwrap_or_default().to_owned(),
    }
}

/// The same with curl.
fn call(operation: &Operation) -> String {
    let example = |name: &str, shape: Shape| match shape.example(name) {
        Value::String(text) => text,
        Value::Array(list) => list.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    let (mut address, mut query, mut body) = (operation.path.to_owned(), Vec::new(), Map::new());
    for one in operation.takes.iter().filter(|one| one.is_required()) {
        match one.place {
            Place::Path => {
                let value = encoded(&example(one.name, one.shape));
                address = address.replace(&format!("{{{}}}", one.name), &value);
            }
            Place::Query => query.push(format!("{}={}", one.name, encoded(&example(one.name, one.shape)))),
            Place::Body => _ = body.insert(one.name.to_owned(), one.shape.example(one.name)),
        }
    }
    if !query.is_empty() {
        address = format!("{address}?{}", query.join("&"));
    }
    let mut lines = vec![format!("curl \"$SITE{address}\"")];
    if operation.who != Who::Anyone {
        lines.push("  -H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    match operation.verb {
        Verb::Get => {}
        _ if operation.takes.iter().any(|one| matches!(one.shape, Shape::File)) => {
            lines.push(format!("  -F file=@{}", example("file", Shape::Text)));
        }
        _ if body.is_empty() => lines.push("  -X POST".to_owned()),
        _ => {
            lines.push("  -H \"Content-Type: application/json\"".to_owned());
            lines.push(format!("  -d '{}'", Value::Object(body)));
        }
    }
    lines.join(" \\\n")
}
