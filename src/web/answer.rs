//! What is sent back.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, Response, StatusCode};

/// An answer: a page, a file, or where to go.
#[derive(Debug)]
pub struct Answer {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
}

impl Answer {
    fn new(media_type: &'static str, body: Vec<u8>) -> Answer {
        let headers = vec![(CONTENT_TYPE, HeaderValue::from_static(media_type))];
        Answer { status: StatusCode::OK, headers, body }
    }

    /// A page.
    pub fn html(page: String) -> Answer {
        Answer::new("text/html; charset=utf-8", page.into_bytes())
    }

    /// A drawing.
    pub fn svg(drawing: String) -> Answer {
        Answer::new("image/svg+xml", drawing.into_bytes())
    }

    /// Plain text.
    pub fn text(text: String) -> Answer {
        Answer::new("text/plain; charset=utf-8", text.into_bytes())
    }

    /// JSON, of one of its media types.
    pub fn json(media_type: &'static str, value: &serde_json::Value) -> Answer {
        Answer::new(media_type, value.to_string().into_bytes())
    }

    /// A file of the site's own, which never changes under its address.
    pub fn asset(media_type: &'static str, bytes: &'static [u8]) -> Answer {
        Answer::new(media_type, bytes.to_vec())
            .with_header(CACHE_CONTROL.as_str(), "public, max-age=31536000, immutable")
    }

    /// A file to keep, under its name; programs that only know ASCII get one without the other letters.
    pub fn file(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Answer {
        let is_plain =
            |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.' | ' ');
        let plain: String = name.chars().map(|character| if is_plain(character) { character } else { '_' }).collect();
        // A blank is a plus sign in forms alone.
        let name = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
        let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{name}");
        Answer::new(media_type, bytes).with_header(CONTENT_DISPOSITION.as_str(), &disposition)
    }

    /// A workbook to keep.
    pub fn workbook(name: &str, bytes: Vec<u8>) -> Answer {
        Answer::file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name, bytes)
    }

    /// What was sent is done; the browser goes to see it (303).
    pub fn go_to(address: &str) -> Answer {
        let answer = Answer { status: StatusCode::SEE_OTHER, headers: Vec::new(), body: Vec::new() };
        answer.with_header(LOCATION.as_str(), address)
    }

    /// Where a browser is sent.
    pub fn address(&self) -> Option<&str> {
        let (_, address) = self.headers.iter().find(|(name, _)| *name == LOCATION)?;
        address.to_str().ok()
    }

    /// The same with another status.
    pub fn with_status(mut self, status: StatusCode) -> Answer {
        self.status = status;
        self
    }

    /// The same with one more header. What cannot stand in a header is left out.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Answer {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((HeaderName::from_static(name), value));
        }
        self
    }

    /// The same with a cookie set.
    pub fn with_cookie(self, cookie: &str) -> Answer {
        self.with_header(SET_COOKIE.as_str(), cookie)
    }

    pub(super) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        response
    }
}
