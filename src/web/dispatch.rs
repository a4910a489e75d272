//! The one way in and out: a request is counted, read, given its turn with the data, answered, and written to the log.

use super::answer::Answer;
use super::api::{self, is_for_programs};
use super::asked::{Asked, Sent};
use super::defence::{LARGEST_FORM, LARGEST_UPLOAD, LARGEST_UPLOAD_OF_VISITORS, LONGEST_SECONDS, add_headers};
use super::frame::{Frame, kind_of};
use super::metrics::{Seen, log, log_fault};
use super::origin::Origin;
use super::public::sign_in;
use super::route_table::{Answers, Route, Verb, Who, routes};
use super::session::language_for;
use super::site::Site;
use super::trouble::Trouble;
use super::visit::Visit;
use crate::domain::access::refusal::AccessRefusal;
use crate::rendering::speech::Language;
use crate::storage::db::Db;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Response};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodFilter, on};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// The site as a service.
pub fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let filter = if route.verb == Verb::Get { MethodFilter::GET } else { MethodFilter::POST };
        let answer = move |State(site): State<Arc<Site>>, request: Request| answer(site, route, request);
        router = router.route(route.path, on(filter, answer));
    }
    let no_page = |State(site): State<Arc<Site>>, request: Request| nothing(site, Trouble::NotFound, request);
    let no_method = |State(site): State<Arc<Site>>, request: Request| nothing(site, Trouble::OtherMethod, request);
    router
        .fallback(no_page)
        .method_not_allowed_fallback(no_method)
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(Arc::clone(&site), observe))
        .with_state(site)
}

/// What the log and the headers are to know of an answer.
#[derive(Clone, Copy)]
struct Told {
    seen: Seen,
    is_private: bool,
}

/// Around every request: how often, how long, where from, and what browsers are told.
async fn observe(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response<Body> {
    let began = Instant::now();
    let method = if *request.method() == Method::POST { "POST" } else { "GET" };
    let bare = Seen { method, route: "unmatched", role: "none" };
    let here = request.uri().path().to_owned();
    let language = language_for(&here, request.headers());
    let trouble = |trouble: Trouble| told_of(&trouble, &site, (language, &here), "").into_response();
    let origin = Origin::find(&request, &site.proxies, site.is_secure);
    let is_secure = origin.as_ref().map_or(site.is_secure, |origin| origin.is_secure);
    let admitted = origin.and_then(|origin| {
        request.extensions_mut().insert(origin);
        site.limits.check_reading(origin.address).map_err(Trouble::TooOften)
    });
    let mut response = match admitted {
        Err(refused) => trouble(refused),
        Ok(()) => match tokio::time::timeout(Duration::from_secs(LONGEST_SECONDS), next.run(request)).await {
            Err(_) => trouble(Trouble::TooLong),
            Ok(response) if response.extensions().get::<ProtectionError>().is_some() => trouble(Trouble::CrossSite),
            Ok(response) => response,
        },
    };
    let told = response.extensions().get::<Told>().copied().unwrap_or(Told { seen: bare, is_private: false });
    add_headers(response.headers_mut(), is_secure, told.is_private);
    let (status, took) = (response.status().as_u16(), began.elapsed());
    site.metrics.count(told.seen, status, took);
    log(told.seen, status, took);
    response
}

async fn nothing(site: Arc<Site>, trouble: Trouble, request: Request) -> Response<Body> {
    let path = request.uri().path();
    told_of(&trouble, &site, (language_for(path, request.headers()), path), "").into_response()
}

/// What somebody gets for whom nothing was done: programs problem details, people a page.
fn told_of(trouble: &Trouble, site: &Site, (t, path): (Language, &str), incident: &str) -> Answer {
    match is_for_programs(path) {
        true => api::problem::answer(trouble, (path, t), incident),
        false => trouble.page(&Frame::bare(t, &site.cooperative.name, path), incident),
    }
}

async fn answer(site: Arc<Site>, route: &'static Route, request: Request) -> Response<Body> {
    let method = if route.verb == Verb::Get { "GET" } else { "POST" };
    let seen = Seen { method, route: route.path, role: "none" };
    let language = language_for(route.path, request.headers());
    let (answer, told) = match find_answer(&site, route, request).await {
        Ok((answer, role)) => {
            let is_private = role != "none" || route.verb == Verb::Post;
            (answer, Told { seen: Seen { role, ..seen }, is_private })
        }
        Err(trouble) => {
            let incident = incident(&site);
            if let Trouble::Fault(fault) = &trouble {
                log_fault(seen, &incident, &**fault);
            }
            (told_of(&trouble, &site, (language, route.path), &incident), Told { seen, is_private: true })
        }
    };
    let mut response = answer.into_response();
    response.extensions_mut().insert(told);
    response
}

/// A number by which a fault is found in the log.
fn incident(site: &Site) -> String {
    let mut chance = [0; 4];
    (site.chance)(&mut chance);
    chance.iter().map(|byte| format!("{byte:02X}")).collect()
}

async fn find_answer(
    site: &Arc<Site>,
    route: &'static Route,
    request: Request,
) -> Result<(Answer, &'static str), Trouble> {
    if route.verb != Verb::Get && route.who == Who::Anyone {
        site.limits.check_sending(Origin::of(&request).address).map_err(Trouble::TooOften)?;
    }
    let (mut asked, sent) = Asked::of(request).await?;
    let _turn;
    let is_read = match route.verb {
        Verb::Get => Ok(()),
        Verb::Post | Verb::Ask if !sent.has_files() => asked.read(sent, LARGEST_FORM).await,
        Verb::Post | Verb::Ask if matches!(route.who, Who::Anyone | Who::SignedIn | Who::Shareholder) => {
            asked.read(sent, LARGEST_UPLOAD_OF_VISITORS).await
        }
        Verb::Post | Verb::Ask => {
            let admitted;
            (asked, admitted) = is_admitted(site, route, asked).await?;
            _turn = site.turn_to_upload().await?;
            read_upload(&mut asked, sent, admitted).await
        }
    };
    let writes = route.verb == Verb::Post && is_read.is_ok();
    site.work(writes, move |site, db| respond(site, db, (route, &asked, is_read))).await
}

/// Whether whoever asks may come to an address, before anything is kept of what they send.
async fn is_admitted(site: &Arc<Site>, route: &'static Route, asked: Asked) -> Result<(Asked, bool), Trouble> {
    let look = move |site: &Site, db: &mut Db| {
        let is_admitted = Visit::begin(site, db, (&asked, false))?.is_for(route.who);
        Ok((asked, is_admitted))
    };
    site.work(false, look).await
}

/// Reads large files of those who may send them; of others nothing is kept.
async fn read_upload(asked: &mut Asked, sent: Sent, is_admitted: bool) -> Result<(), Trouble> {
    if is_admitted {
        return asked.read(sent, LARGEST_UPLOAD).await;
    }
    sent.pass_over(LARGEST_UPLOAD).await;
    Err(Trouble::Unreadable)
}

/// With the data at hand: who is it, may they, and what do they get. Whose body could not be read is told so, where they may come at all.
fn respond(
    site: &Site,
    db: &mut Db,
    (route, asked, is_read): (&Route, &Asked, Result<(), Trouble>),
) -> Result<(Answer, &'static str), Trouble> {
    let writes = route.verb == Verb::Post && is_read.is_ok();
    let mut visit = Visit::begin(site, db, (asked, writes))?;
    let role = kind_of(&visit.roles);
    let admitted = match route.verb {
        Verb::Post if !visit.overview.has_users() => Err(Trouble::refused(AccessRefusal::NoUsersYet)),
        _ => visit.admit(route.who),
    };
    let once = Some(&visit.actor).and_then(|actor| site.once.key(actor, asked)).filter(|_| writes);
    let before = once.as_ref().and_then(|key| site.once.find(key, visit.now));
    let answered = admitted.and(is_read).and_then(|()| match (route.answer, before) {
        (_, Some(address)) => Ok(Answer::go_to(&address)),
        (Answers::Page(page), None) => page(&mut visit),
        (Answers::Operation(operation), None) => api::answer(operation, &mut visit),
    });
    if let (Some(key), Ok(answer)) = (once, &answered)
        && let Some(address) = answer.address()
    {
        site.once.keep(key, address, visit.now);
    }
    if writes {
        // What was done stays done: a fault in reading it back is told to whoever asks next.
        drop(site.overview_of_now(visit.db));
    }
    let answer = match answered {
        Ok(answer) => answer,
        Err(fault @ Trouble::Fault(_)) => return Err(fault),
        Err(trouble) if is_for_programs(route.path) => api::problem::answer(&trouble, (route.path, visit.t()), ""),
        Err(trouble) if trouble.wants_sign_in() => sign_in::instead(&visit, &trouble)?,
        Err(trouble) => trouble.page(&visit.frame(), ""),
    };
    Ok((answer, role))
}
