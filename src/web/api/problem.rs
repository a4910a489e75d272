//! What stands against a request, for programs: problem details (RFC 9457).

use crate::domain::refusal::Problem;
use crate::rendering::json;
use crate::rendering::speech::{self, Language};
use crate::web::answer::Answer;
use crate::web::trouble::Trouble;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// The media type.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A trouble at an address as problem details, in a language. A fault says its incident number and nothing else.
pub fn answer(trouble: &Trouble, (path, t): (&str, Language), incident: &str) -> Answer {
    let status = if is_about_address(trouble, path) { trouble.status() } else { trouble.status_of_form() };
    let said = trouble.sentences(t);
    let mut value = json!({
        "type": "about:blank", "title": title(status, t), "status": status.as_u16(),
        "detail": said.iter().map(|words| words.what.as_str()).collect::<Vec<_>>().join(t.say("；", "; ")),
        "problems": problems(trouble, t),
    });
    if matches!(trouble, Trouble::Fault(_)) {
        value["instance"] = json!(format!("urn:incident:{incident}"));
    }
    let answer = Answer::json(MEDIA_TYPE, &value).with_status(status);
    let answer = match trouble {
        Trouble::TooOften(seconds) => answer.with_header("retry-after", &seconds.to_string()),
        _ => answer,
    };
    match status {
        StatusCode::UNAUTHORIZED => answer.with_header("www-authenticate", "Bearer"),
        _ => answer,
    }
}

/// Whether it is about what the address names. What is unknown may stand in the body or after the question mark as well.
fn is_about_address(trouble: &Trouble, path: &str) -> bool {
    let Trouble::Refused(problems) = trouble else { return true };
    let unknown = problems.first().and_then(|problem| problem.refusal.code().strip_suffix("_unknown"));
    let Some(noun) = unknown else { return true };
    let mut names = path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    names.any(|name| match name.trim_end_matches("_no") {
        "run" | "year" => ["run", "statement"].contains(&noun),
        "entry" => noun == "voucher",
        // A batch may be one of payments, a change one of rules.
        name => noun == name || noun.strip_suffix(name).is_some_and(|kind| kind.ends_with('_')),
    })
}

fn problems(trouble: &Trouble, t: Language) -> Vec<Value> {
    match trouble {
        Trouble::Refused(problems) => problems.iter().map(|problem| refused(problem, t)).collect(),
        _ => Vec::new(),
    }
}

fn refused(problem: &Problem, t: Language) -> Value {
    let words = speech::words(&problem.refusal, t);
    let place = problem.place.as_ref().map(json::place);
    json!({
        "code": problem.refusal.code(), "severity": problem.severity().code(), "what": words.what,
        "given": speech::given(&problem.refusal), "expected": words.expected, "mend": words.mend, "place": place,
    })
}

fn title(status: StatusCode, t: Language) -> &'static str {
    match status {
        StatusCode::BAD_REQUEST => t.say("读不出来", "It cannot be read"),
        StatusCode::UNAUTHORIZED => t.say("需要登录", "A sign-in is needed"),
        StatusCode::FORBIDDEN => t.say("没有权限", "It is not permitted"),
        StatusCode::NOT_FOUND => t.say("没有这一项", "There is no such thing"),
        StatusCode::METHOD_NOT_ALLOWED => t.say("不接受这种方法", "The method is not taken"),
        StatusCode::CONFLICT => t.say("与现状不符", "It does not fit what stands"),
        StatusCode::PAYLOAD_TOO_LARGE => t.say("太大", "It is too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => t.say("不接受这种格式", "The media type is not taken"),
        StatusCode::UNPROCESSABLE_ENTITY => t.say("不能办理", "It is refused"),
        StatusCode::TOO_MANY_REQUESTS => t.say("太频繁", "Too many requests"),
        StatusCode::GATEWAY_TIMEOUT => t.say("时间太长", "It took too long"),
        _ => t.say("系统故障", "Something failed"),
    }
}
