//! The description of the interface (OpenAPI 3.1), made of the operations themselves: it cannot say anything else than what is checked and routed.

use super::operation::{Operation, Parameter, Place};
use super::shape::Shape::{self, Code, List, Maybe, Number, Object, Optional, Text};
use super::{operations, page, problem, repetition, vocabulary};
use crate::rendering::speech::Language;
use crate::web::route_table::{Verb, Who};
use serde_json::{Map, Value, json};

const PLACE: Shape = Object(&[("file", Maybe(&Text)), ("sheet", Maybe(&Text)), ("cell", Maybe(&Text))]);
/// What stands against a request.
const PROBLEM: Shape = Object(&[
    ("code", Text),
    ("severity", Code(severities)),
    ("what", Text),
    ("given", Text),
    ("expected", Text),
    ("mend", Text),
    ("place", Maybe(&PLACE)),
]);
const DETAILS: Shape = Object(&[
    ("type", Text),
    ("title", Text),
    ("status", Number(400, 599)),
    ("detail", Text),
    ("problems", List(&PROBLEM)),
    ("instance", Optional(&Text)),
]);

fn severities() -> Vec<&'static str> {
    vec!["error", "warning"]
}

/// The document, in a language.
pub fn document(t: Language) -> Value {
    let mut named = Map::new();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations() {
        let method = if operation.verb == Verb::Get { "get" } else { "post" };
        let described = described(operation, (t, &mut named));
        let entry = paths.entry(operation.path).or_insert_with(|| json!({}));
        entry[method] = described;
    }
    named.insert("ProblemDetails".to_owned(), DETAILS.schema("", (t, &mut Map::new())));
    let mut nouns: Vec<&'static str> = operations().map(Operation::noun).collect();
    nouns.dedup();
    let tag = |noun: &'static str| json!({ "name": noun, "description": vocabulary::noun(noun, t) });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": t.say("同股接口", "The tonggu interface"), "version": env!("CARGO_PKG_VERSION"),
            "description": about(t), "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "bearer": [] }],
        "tags": nouns.into_iter().map(tag).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": {
                "type": "http", "scheme": "bearer",
                "description": t.say(
                    "一天有效的令牌：POST /api/v1/users/tokens，或 tonggu --as 用户 user token",
                    "A token of the day: POST /api/v1/users/tokens, or tonggu --as USER user token",
                ),
            } },
            "responses": { "Problem": {
                "description": t.say("不能办理的原因（RFC 9457）", "What stands against it (RFC 9457)"),
                "content": { problem::MEDIA_TYPE: { "schema": { "$ref": "#/components/schemas/ProblemDetails" } } },
            } },
            "parameters": {
                "AcceptLanguage": {
                    "name": "Accept-Language", "in": "header", "schema": { "type": "string" }, "example": "zh-CN",
                    "description": t.say("说明文字的语言：zh（不写时）或 en", "The language of words: zh (where nothing is said) or en"),
                },
                "IdempotencyKey": {
                    "name": "Idempotency-Key", "in": "header", "example": "2009-02-11-0001",
                    "schema": { "type": "string", "pattern": "^[!-~]{1,255}$" }, "description": repeated(t),
                },
            },
            "schemas": named,
        },
    })
}

/// What goes for all operations.
fn about(t: Language) -> String {
    let most = page::MOST;
    match t {
        Language::Chinese => format!(
            "金额和数量都是十进制字符串，日期是 2008-12-31 的样子。长的列表分页：limit 最多 {most}，下一页把 next 写进 after。\
             Authorization: Bearer 令牌；网站的登录只用于查询，或从本站页面提交。不能办理时回答 application/problem+json，文字按 Accept-Language。"
        ),
        Language::English => format!(
            "Money and quantities are decimal strings, days are written 2008-12-31. Long lists come in pages: limit is {most} at most, and next goes into after. \
             Authorization: Bearer TOKEN; the site's own sign-in is for reading, or for what its own pages send. What is refused is answered with application/problem+json, in the language of Accept-Language."
        ),
    }
}

fn repeated(t: Language) -> String {
    let hours = repetition::HOURS;
    match t {
        Language::Chinese => format!(
            "同一用户用同样的键再次提交同样的内容，{hours} 小时内不会办第二次，回答与第一次相同；服务重新启动后不再记得。\
             同样的文件、同一原始凭证号（source）、已经结束的环节，没有键也不会办两次"
        ),
        Language::English => format!(
            "The same request of a user with the same key is not done twice within {hours} hours, and gets the same answer; a restart of the server forgets keys. \
             The same file, the same source document (source) and a stage that is over are not done twice without a key either"
        ),
    }
}

fn described(operation: &Operation, (t, named): (Language, &mut Map<String, Value>)) -> Value {
    let (zh, en) = operation.says;
    let mut parameters: Vec<Value> = operation
        .parameters()
        .filter(|one| one.place != Place::Body)
        .map(|one| parameter(one, (t, &mut *named)))
        .collect();
    parameters.push(json!({ "$ref": "#/components/parameters/AcceptLanguage" }));
    if operation.verb == Verb::Post && operation.who != Who::Anyone {
        parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    let gives = operation.gives.schema("", (t, &mut *named));
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        json!({
            "description": t.say(zh, en),
            "content": { "application/json": { "schema": gives, "example": operation.gives.example("") } },
        }),
    );
    for status in refused_with(operation) {
        responses.insert(status.to_string(), json!({ "$ref": "#/components/responses/Problem" }));
    }
    let mut value = json!({
        "operationId": operation.name, "tags": [operation.noun()], "summary": t.say(zh, en),
        "description": vocabulary::who(operation.who, t), "parameters": parameters, "responses": responses,
    });
    if operation.who == Who::Anyone {
        value["security"] = json!([]);
    }
    if operation.has_body() {
        value["requestBody"] = asked(operation, (t, named));
    }
    value
}

/// The statuses besides 200.
fn refused_with(operation: &Operation) -> Vec<u16> {
    let mut statuses = vec![403, 409, 422, 429, 500, 504];
    if operation.takes.iter().any(|one| one.place == Place::Path) {
        statuses.push(404);
    }
    // A password that does not fit is none that was not sent.
    if operation.who != Who::Anyone || operation.verb == Verb::Post {
        statuses.push(401);
    }
    if operation.verb != Verb::Get {
        statuses.extend([400, 413, 415]);
    }
    statuses.sort_unstable();
    statuses
}

fn parameter(one: &Parameter, (t, named): (Language, &mut Map<String, Value>)) -> Value {
    let mut value = json!({
        "name": one.name, "in": if one.place == Place::Path { "path" } else { "query" },
        "required": one.is_required(), "schema": one.shape.schema("", (t, named)),
        "example": one.shape.example(one.name),
    });
    if let Some(meaning) = vocabulary::meaning(one.name, t) {
        value["description"] = json!(meaning);
    }
    value
}

fn asked(operation: &Operation, (t, named): (Language, &mut Map<String, Value>)) -> Value {
    let of_body = || operation.takes.iter().filter(|one| one.place == Place::Body);
    let is_file = |one: &&Parameter| matches!(one.shape, Shape::File | Optional(Shape::File));
    let mut content = Map::new();
    let mut schema = |with_files: bool| {
        let wanted = || of_body().filter(|one| with_files || !is_file(one));
        let mut properties = Map::new();
        for one in wanted() {
            properties.insert(one.name.to_owned(), one.shape.schema(one.name, (t, &mut *named)));
        }
        let required: Vec<&str> = wanted().filter(|one| one.is_required()).map(|one| one.name).collect();
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    };
    if !of_body().any(|one| is_file(&one) && one.is_required()) {
        let example: Map<String, Value> = of_body()
            .filter(|one| !is_file(one))
            .map(|one| (one.name.to_owned(), one.shape.example(one.name)))
            .collect();
        content.insert("application/json".to_owned(), json!({ "schema": schema(false), "example": example }));
    }
    if operation.is_upload() {
        content.insert("multipart/form-data".to_owned(), json!({ "schema": schema(true) }));
    }
    json!({ "required": of_body().any(Parameter::is_required), "content": content })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_has_a_name_of_its_own_and_says_what_it_takes() {
        let names: BTreeSet<&str> = operations().map(|operation| operation.name).collect();
        assert_eq!(names.len(), operations().count());
        for operation in operations() {
            assert!(!operation.says.0.is_empty() && !operation.says.1.is_empty(), "{}", operation.name);
            assert!(vocabulary::noun(operation.noun(), Language::Chinese) != operation.noun(), "{}", operation.noun());
            for one in operation.parameters() {
                assert!(vocabulary::meaning(one.name, Language::Chinese).is_some(), "{}: {}", operation.name, one.name);
                let is_file = matches!(one.shape, Shape::File | Optional(Shape::File));
                assert!(is_file || one.shape.check(one.name, &one.shape.example(one.name)).is_ok(), "{}", one.name);
            }
        }
    }

    #[test]
    fn both_languages_describe_the_same() {
        let [zh, en] = [Language::Chinese, Language::English].map(document);
        let keys = |document: &Value| document["paths"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&zh), keys(&en));
        assert!(zh["info"]["title"] != en["info"]["title"]);
    }
}
