//! Cookies: the session, and the language.

use super::api::is_for_programs;
use crate::rendering::speech::Language;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE, HOST, HeaderName, REFERER};
use chrono::{DateTime, Utc};

/// The name of the session's cookie. Under TLS a browser keeps it to this very host.
const fn session_name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-tonggu" } else { "tonggu" }
}

const LANGUAGE: &str = "tonggu-language";
/// A year, in seconds.
const LANGUAGE_SECONDS: i64 = 31_536_000;

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(known, value)| (known == name).then_some(value))
}

fn attributes(is_secure: bool) -> &'static str {
    if is_secure { "Path=/; HttpOnly; SameSite=Lax; Secure" } else { "Path=/; HttpOnly; SameSite=Lax" }
}

/// User and token of the session, where the browser has one.
pub fn session_of(headers: &HeaderMap, is_secure: bool) -> Option<(String, String)> {
    let (token, user) = cookie(headers, session_name(is_secure))?.split_once('.')?;
    let user = form_urlencoded::parse(user.as_bytes()).next()?.0.into_owned();
    Some((user, token.to_owned()))
}

/// The cookie that keeps a session until its end.
pub fn session_cookie((user, token): (&str, &str), seconds: i64, is_secure: bool) -> String {
    let user: String = form_urlencoded::byte_serialize(user.as_bytes()).collect();
    format!("{}={token}.{user}; Max-Age={}; {}", session_name(is_secure), seconds.max(0), attributes(is_secure))
}

/// How many seconds are left until a moment.
pub fn seconds_until(until: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (until - now).num_seconds()
}

/// The language that was chosen before.
pub fn language_of(headers: &HeaderMap) -> Language {
    match cookie(headers, LANGUAGE) {
        Some("en") => Language::English,
        _ => Language::Chinese,
    }
}

/// The language to answer in: of pages the one that was chosen, of programs the first of those they take.
pub fn language_for(path: &str, headers: &HeaderMap) -> Language {
    if !is_for_programs(path) {
        return language_of(headers);
    }
    let taken = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = taken.split(',').find_map(|one| match one.trim().get(..2)?.to_ascii_lowercase().as_str() {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    });
    known.unwrap_or_default()
}

/// The token that a program sends.
pub fn bearer_of(headers: &HeaderMap) -> Option<String> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// Whether a browser says that a request comes from a page of this site.
pub fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text("origin")
            .and_then(|origin| origin.split_once("://"))
            .is_some_and(|(_, host)| text("host").is_some_and(|own| own == host)),
    }
}

/// The page of this site from which a browser says that something was sent; the first one where it says none.
pub fn own_page(headers: &HeaderMap) -> String {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let (_, referer) = text(REFERER).and_then(|referer| referer.split_once("://")).unwrap_or_default();
    let path = referer.find('/').map(|at| referer.split_at(at)).filter(|(host, _)| text(HOST) == Some(host));
    path.and_then(|(_, path)| own_address(path)).unwrap_or("/").to_owned()
}

/// The cookie that keeps a language.
pub fn language_cookie(language: Language, is_secure: bool) -> String {
    format!("{LANGUAGE}={}; Max-Age={LANGUAGE_SECONDS}; {}", language.code(), attributes(is_secure))
}

/// An address of this site to go back to: never one of another.
pub fn own_address(given: &str) -> Option<&str> {
    let is_own = given.starts_with('/') && !given.starts_with("//") && !given.contains('\\');
    (is_own && !given.chars().any(char::is_control)).then_some(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_read_back_from_its_cookie() {
        let mut headers = HeaderMap::new();
        let set = session_cookie(("王 小明=1", "abc123"), 60, false);
        let kept = set.split(';').next().unwrap().to_owned();
        headers.insert(COOKIE, format!("other=1; {kept}; tonggu-language=en").parse().unwrap());
        assert_eq!(session_of(&headers, false), Some(("王 小明=1".to_owned(), "abc123".to_owned())));
        assert_eq!(session_of(&headers, true), None, "under TLS it is another cookie");
        assert_eq!(language_of(&headers), Language::English);
        assert!(set.contains("HttpOnly; SameSite=Lax") && !set.contains("Secure"));
        assert!(session_cookie(("a", "b"), 60, true).starts_with("__Host-tonggu=b.a;"));
    }

    #[test]
    fn who_sends_something_comes_back_to_the_page_it_was_typed_on() {
        let page = |referer: &str| {
            let headers = [(HOST, "hx.example:8080".parse().unwrap()), (REFERER, referer.parse().unwrap())];
            own_page(&headers.into_iter().collect())
        };
        assert_eq!(page("https://hx.example:8080/boards/motions/5?x=1"), "/boards/motions/5?x=1");
        for other in
            ["https://x.example/boards", "https://hx.example:8080", "/boards", "https://hx.example:8080//x.example"]
        {
            assert_eq!(page(other), "/", "{other}");
        }
        assert_eq!(own_page(&HeaderMap::new()), "/");
    }

    #[test]
    fn one_goes_back_to_this_site_only() {
        assert_eq!(own_address("/my?x=1"), Some("/my?x=1"));
        for other in ["https://x.example", "//x.example", "/\\x.example", "my", "", "/a\nb"] {
            assert_eq!(own_address(other), None, "{other}");
        }
    }
}
