//! A request: what it says of itself is read at once, what is sent along once it is known how much of whom is taken.

use super::api::is_for_programs;
use super::origin::Origin;
use super::session::{bearer_of, is_from_here, language_for, own_page, session_of};
use super::trouble::Trouble;
use crate::domain::governance::seal::Hash;
use crate::rendering::speech::Language;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use serde_json::{Map, Value};
use std::future::poll_fn;
use std::pin::Pin;

/// Names and values, as forms and addresses have them.
#[derive(Clone, Debug, Default)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads `one=1&two=2`.
    pub fn parse(text: &[u8]) -> Pairs {
        Pairs(form_urlencoded::parse(text).map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// The first value of a name, blanks around it taken off; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The first value of a name to the letter: secrets may begin with blanks.
    pub fn exact(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// All names and values in their order, blanks around the values taken off.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.trim()))
    }

    /// All values of a name, blanks around them taken off.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }
}

impl FromIterator<(String, String)> for Pairs {
    fn from_iter<P: IntoIterator<Item = (String, String)>>(pairs: P) -> Pairs {
        Pairs(pairs.into_iter().collect())
    }
}

/// A file that was uploaded.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field of the form.
    pub field: String,
    /// What it is called where it comes from.
    pub file_name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A request.
#[derive(Debug)]
pub struct Asked {
    /// What the address says in place of the route's names.
    pub parameters: Pairs,
    /// What stands after the question mark.
    pub query: Pairs,
    /// What was typed.
    pub form: Pairs,
    /// What was uploaded.
    pub uploads: Vec<Upload>,
    /// What a program sent.
    pub json: Option<Map<String, Value>>,
    /// What all of the body comes to, with the address: the same request has the same.
    pub fingerprint: Hash,
    /// By what a program knows the request again.
    pub idempotency_key: Option<String>,
    /// The token that a program sent.
    pub bearer: Option<String>,
    /// The language chosen.
    pub language: Language,
    /// User and token.
    pub session: Option<(String, String)>,
    /// The address.
    pub here: String,
    /// A page to come back to: the address itself, or the page from which something was sent.
    pub back: String,
    /// From where it comes.
    pub origin: Origin,
}

/// What is sent along with a request, and not read yet.
pub struct Sent {
    parts: Parts,
    body: Body,
}

impl Sent {
    /// Whether it may have files.
    pub fn has_files(&self) -> bool {
        self.header(CONTENT_TYPE).starts_with("multipart/form-data")
    }

    fn header(&self, name: HeaderName) -> &str {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Lets it come and keeps nothing of it, up to a size: a browser hears the answer only when it has sent what it has.
    pub async fn pass_over(mut self, most: usize) {
        let mut passed = 0;
        while let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut self.body).poll_frame(context)).await {
            passed += frame.data_ref().map_or(0, |part| part.len());
            if passed > most {
                return;
            }
        }
    }
}

impl Asked {
    /// Reads what a request says of itself.
    pub async fn of(request: Request) -> Result<(Asked, Sent), Trouble> {
        let origin = Origin::of(&request);
        let (mut parts, body) = request.into_parts();
        let parameters = RawPathParams::from_request_parts(&mut parts, &()).await.map_err(|_| Trouble::NotFound)?;
        let parameters = parameters.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let is_for_programs = is_for_programs(parts.uri.path());
        // A program's writes want its token: a browser sends a cookie along wherever the request comes from.
        let takes_cookie = !is_for_programs || parts.method == Method::GET || is_from_here(&parts.headers);
        let key = parts.headers.get("idempotency-key").filter(|_| is_for_programs);
        let here = parts.uri.path_and_query().map_or("/", |address| address.as_str()).to_owned();
        let asked = Asked {
            parameters: Pairs(parameters),
            query: Pairs::parse(parts.uri.query().unwrap_or_default().as_bytes()),
            form: Pairs::default(),
            uploads: Vec::new(),
            json: None,
            fingerprint: Hash::of(b""),
            idempotency_key: key.map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned()),
            bearer: bearer_of(&parts.headers).filter(|_| is_for_programs),
            language: language_for(parts.uri.path(), &parts.headers),
            session: session_of(&parts.headers, origin.is_secure).filter(|_| takes_cookie),
            back: if parts.method == Method::GET { here.clone() } else { own_page(&parts.headers) },
            here,
            origin,
        };
        Ok((asked, Sent { parts, body }))
    }

    /// Reads what was sent, where it is not too large.
    pub async fn read(&mut self, sent: Sent, limit: usize) -> Result<(), Trouble> {
        // What is announced as too large is not waited for.
        if sent.header(CONTENT_LENGTH).parse::<usize>().is_ok_and(|length| length > limit) {
            return Err(Trouble::TooLarge(limit));
        }
        if !sent.has_files() {
            let media_type = sent.header(CONTENT_TYPE).to_owned();
            let bytes = to_bytes(sent.body, limit).await.map_err(|_| Trouble::TooLarge(limit))?;
            return self.read_form(&media_type, &bytes);
        }
        let trouble = |error: MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge(limit),
            _ => Trouble::Unreadable,
        };
        let mut request = Request::from_parts(sent.parts, sent.body);
        DefaultBodyLimit::max(limit).apply(&mut request);
        let mut fields = Multipart::from_request(request, &()).await.map_err(|_| Trouble::Unreadable)?;
        while let Some(part) = fields.next_field().await.map_err(trouble)? {
            let field = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(trouble)?.to_vec();
            match file_name {
                Some(file_name) => self.uploads.push(Upload { field, file_name, bytes }),
                None => self.form.0.push((field, String::from_utf8(bytes).map_err(|_| Trouble::Unreadable)?)),
            }
        }
        let files =
            self.uploads.iter().flat_map(|file| [file.field.as_bytes(), file.file_name.as_bytes(), &file.bytes]);
        let fields = self.form.0.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
        let hashes: Vec<u8> = fields.chain(files).flat_map(|part| *Hash::of(part).bytes()).collect();
        self.fingerprint = Hash::of_parts([self.here.as_bytes(), &hashes[..]]);
        Ok(())
    }

    /// A body without files: a form, or what a program sends.
    fn read_form(&mut self, media_type: &str, bytes: &[u8]) -> Result<(), Trouble> {
        self.fingerprint = Hash::of_parts([self.here.as_bytes(), bytes]);
        let path = self.here.split('?').next().unwrap_or_default();
        if !is_for_programs(path) {
            self.form = Pairs::parse(bytes);
            return Ok(());
        }
        match media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            _ if bytes.is_empty() => Ok(()),
            "application/json" => {
                self.json = Some(serde_json::from_slice(bytes).map_err(|_| Trouble::Unreadable)?);
                Ok(())
            }
            _ => Err(Trouble::OtherMediaType),
        }
    }
}
