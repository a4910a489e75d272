//! Everything that a request can come to nothing by, and the one place that turns it into a page.

use super::answer::Answer;
use super::frame::Frame;
use super::route_table;
use crate::application::Failure;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::refusal::{Problem, Refusal};
use crate::rendering::speech::{self, Language, Words};
use askama::Template;
use axum::http::StatusCode;

/// Why a request came to nothing.
#[derive(Debug)]
pub enum Trouble {
    /// The input or the rules stand against it.
    Refused(Vec<Problem>),
    /// The program or its storage failed.
    Fault(Box<dyn std::error::Error + Send + Sync>),
    /// There is nothing at the address.
    NotFound,
    /// Another method than the address takes.
    OtherMethod,
    /// It was sent from another site.
    CrossSite,
    /// Too many requests from one address; after how many seconds again.
    TooOften(u64),
    /// More bytes than are taken.
    TooLarge(usize),
    /// It cannot be read.
    Unreadable,
    /// It is of a media type that the address does not take.
    OtherMediaType,
    /// It took too long.
    TooLong,
    /// The proxy before the site does not say clearly from whom it comes.
    ProxyUnclear,
}

impl Trouble {
    /// A fault of the program.
    pub fn fault(error: impl std::error::Error + Send + Sync + 'static) -> Trouble {
        Trouble::Fault(Box::new(error))
    }

    /// One refusal.
    pub fn refused(refusal: impl Into<Refusal>) -> Trouble {
        Trouble::Refused(vec![Problem::new(refusal)])
    }

    /// Whether signing in would help.
    pub fn wants_sign_in(&self) -> bool {
        let wants = |problem: &Problem| {
            let access = if let Refusal::Access(access) = &problem.refusal { Some(access) } else { None };
            matches!(access, Some(AccessRefusal::SignInNeeded | AccessRefusal::SessionUnknown { .. }))
        };
        matches!(self, Trouble::Refused(problems) if problems.iter().any(wants))
    }

    /// The status that fits where it is about the form: what is unknown was typed there, and the address is right.
    pub fn status_of_form(&self) -> StatusCode {
        match self.status() {
            StatusCode::NOT_FOUND => StatusCode::UNPROCESSABLE_ENTITY,
            status => status,
        }
    }

    /// The status that fits where it is about what the address names.
    pub fn status(&self) -> StatusCode {
        match self {
            Trouble::Refused(problems) => {
                problems.first().map_or(StatusCode::UNPROCESSABLE_ENTITY, |problem| refused_status(&problem.refusal))
            }
            Trouble::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Trouble::NotFound => StatusCode::NOT_FOUND,
            Trouble::OtherMethod => StatusCode::METHOD_NOT_ALLOWED,
            Trouble::CrossSite => StatusCode::FORBIDDEN,
            Trouble::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Trouble::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Trouble::Unreadable | Trouble::ProxyUnclear => StatusCode::BAD_REQUEST,
            Trouble::OtherMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Trouble::TooLong => StatusCode::GATEWAY_TIMEOUT,
        }
    }

    /// The page that says it. A fault says its incident number and nothing else.
    pub fn page(&self, frame: &Frame, incident: &str) -> Answer {
        let t = frame.t;
        let status = self.status();
        let said = self.sentences(t);
        let incident = if matches!(self, Trouble::Fault(_)) { incident } else { "" };
        // What was too large is chosen anew where it was chosen.
        let has_form = matches!(self, Trouble::TooLarge(_)) && route_table::find(&frame.path).is_some();
        let back = if has_form { frame.path.as_str() } else { "" };
        let page = TroublePage { t, frame, heading: self.heading(t), said, incident, back };
        let answer = match page.render() {
            Ok(html) => Answer::html(html).with_status(status),
            Err(_) => Answer::text(status.to_string()).with_status(status),
        };
        match self {
            Trouble::TooOften(seconds) => answer.with_header("retry-after", &seconds.to_string()),
            _ => answer,
        }
    }

    /// What the page is called that says it.
    fn heading(&self, t: Language) -> &'static str {
        let is_closed = |problem: &Problem| {
            let access = if let Refusal::Access(access) = &problem.refusal { Some(access) } else { None };
            matches!(access, Some(AccessRefusal::PageOfOthers { .. } | AccessRefusal::HouseholdNotOwn { .. }))
        };
        match self {
            Trouble::Refused(problems) if problems.iter().any(is_closed) => {
                t.say("这一页不是给您看的", "This page is not yours to see")
            }
            Trouble::Refused(_) | Trouble::NotFound if self.status() == StatusCode::NOT_FOUND => {
                t.say("没有找到", "Not found")
            }
            _ => t.say("没有办成", "Not done"),
        }
    }

    /// What is said, problem by problem.
    pub fn sentences(&self, t: Language) -> Vec<Words> {
        match self {
            Trouble::Refused(problems) => problems.iter().map(|problem| speech::words(&problem.refusal, t)).collect(),
            other => vec![other.words(t)],
        }
    }

    /// What is said where no refusal of the rules says it.
    fn words(&self, t: Language) -> Words {
        let (what, mend) = match self {
            Trouble::NotFound => (
                t.say("没有这一页", "There is no such page"),
                t.say("请核对网址，或从首页进入。", "Check the address, or start from the front page."),
            ),
            Trouble::OtherMethod => (
                t.say("这个网址不接受这样的操作", "This address does not take that"),
                t.say("请从页面上的按钮办理。", "Use the buttons of the page."),
            ),
            Trouble::CrossSite => (
                t.say("这次提交来自另一个网站，没有办理", "This came from another site and was not done"),
                t.say("请在本网站的页面上重新提交。", "Submit it again from a page of this site."),
            ),
            Trouble::TooOften(_) => (
                t.say("您的操作太频繁", "Too many requests"),
                t.say("请稍等片刻再试。", "Please wait a moment and try again."),
            ),
            Trouble::TooLarge(limit) => return too_large(*limit, t),
            Trouble::Unreadable => (
                t.say("提交的内容读不出来", "What was sent cannot be read"),
                t.say("请返回上一页重新提交。", "Go back and submit it again."),
            ),
            Trouble::OtherMediaType => (
                t.say("不接受这种格式的内容", "What was sent is of a kind that is not taken"),
                t.say(
                    "请按接口说明提交 JSON 或表单。",
                    "Send JSON or a form, as the description of the interface says.",
                ),
            ),
            Trouble::TooLong => (
                t.say("办理时间太长，没有等到结果", "It took too long, and the outcome is not known"),
                t.say(
                    "请先查看是否已经办好，再决定要不要重新提交。",
                    "See whether it was done before you submit it again.",
                ),
            ),
            Trouble::ProxyUnclear => (
                t.say("代理服务器没有说清楚访客的地址", "The proxy does not say clearly from whom this comes"),
                t.say(
                    "请管理员核对代理服务器转来的 X-Forwarded-For、X-Forwarded-Proto 和 Forwarded。",
                    "Ask the administrator to see to the X-Forwarded-For, X-Forwarded-Proto and Forwarded that it hands on.",
                ),
            ),
            Trouble::Fault(_) | Trouble::Refused(_) => (
                t.say("系统出了故障", "Something failed"),
                t.say("请把下面的编号告诉管理员。", "Please tell the administrator the number below."),
            ),
        };
        Words { what: what.to_owned(), expected: String::new(), mend: mend.to_owned() }
    }
}

fn too_large(limit: usize, t: Language) -> Words {
    let megabytes = limit >> 20;
    let what = match t {
        Language::Chinese => format!("文件太大，最多 {megabytes} MB"),
        Language::English => format!("The file is too large; at most {megabytes} MB are taken"),
    };
    let mend =
        t.say("请拆成几个文件，或去掉图片后再上传。", "Split it, or take the pictures out, and upload it again.");
    Words { what, expected: String::new(), mend: mend.to_owned() }
}

/// The status of a refusal: who is missing, may not, came too often, asks for what is not there or has been decided; else what was given is wrong.
fn refused_status(refusal: &Refusal) -> StatusCode {
    if let Refusal::Access(access) = refusal {
        match access {
            AccessRefusal::SignInNeeded
            | AccessRefusal::SignInFailed { .. }
            | AccessRefusal::SecondFactorNeeded { .. }
            | AccessRefusal::CodeTaken { .. }
            | AccessRefusal::SessionUnknown { .. } => return StatusCode::UNAUTHORIZED,
            AccessRefusal::NotPermitted { .. }
            | AccessRefusal::NotTheirOwn { .. }
            | AccessRefusal::PageOfOthers { .. }
            | AccessRefusal::HouseholdNotOwn { .. }
            | AccessRefusal::NoUsersYet
            | AccessRefusal::PasswordNeeded { .. } => return StatusCode::FORBIDDEN,
            AccessRefusal::AccountRests { .. } | AccessRefusal::SignInsRest { .. } => {
                return StatusCode::TOO_MANY_REQUESTS;
            }
            _ => {}
        }
    }
    let code = refusal.code();
    match code {
        _ if code.ends_with("_unknown") => StatusCode::NOT_FOUND,
        "content_seen_differs" => StatusCode::CONFLICT,
        _ if code.ends_with("_already") || code.ends_with("_decided") || code.ends_with("_ended") => {
            StatusCode::CONFLICT
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        match failure {
            Failure::Refused(problems) => Trouble::Refused(problems),
            Failure::Fault(error) => Trouble::fault(error),
        }
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Trouble {
        Trouble::fault(error)
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'p> {
    t: Language,
    frame: &'p Frame,
    heading: &'static str,
    said: Vec<Words>,
    incident: &'p str,
    /// Where to try again; empty where nowhere.
    back: &'p str,
}
