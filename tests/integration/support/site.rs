//! A site of the example's community in January 2009, while its run is up, and those who come to it: a browser for each, with cookies and a language.

use super::hall::{Hall, actor};
use super::postgres;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::runtime::Runtime;
use tonggu::application::access::{Actor, Credentials, new_code, open_session, set_password, set_posts};
use tonggu::application::governance::publish;
use tonggu::application::{Context, Outcome};
use tonggu::domain::access::role::Post;
use tonggu::domain::distribution::run::RunNumber;
use tonggu::domain::governance::act::Choice;
use tonggu::rendering::pdf::Fonts;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::{Db, Place};
use tonggu::storage::migration::migrate;
use tonggu::web::{Settings, Site, router};
use tower::ServiceExt;

/// The residents' committee has one seat that somebody holds by name.
const MORE_SEATS: &str = "居民委员会,,郑主任,主任,2008-06-30,\n监督委员会,,冯监督,主任,2008-06-30,\n";

/// Who comes to the site: user name, number, name.
const PEOPLE: [(&str, &str, &str); 11] = [
    ("admin", "", "系统管理"),
    ("chen", "M001", "陈国强"),
    ("li", "M002", "李素芳"),
    ("wang", "M003", "王建华"),
    ("zhao", "M004", "赵玉珍"),
    ("liu", "M005", "刘德明"),
    ("zhou", "M006", "周晓燕"),
    ("wu", "", "吴会计"),
    ("qian", "", "钱出纳"),
    ("sun", "", "孙窗口"),
    ("zheng", "", "郑主任"),
];

/// A running site, without a socket.
pub struct TestSite {
    runtime: Runtime,
    router: axum::Router,
    now: Arc<Mutex<DateTime<Utc>>>,
    place: Place,
    pub cooperative: Cooperative,
}

/// Whom a role is played by.
pub mod player {
    /// 股东 who is nothing else.
    pub const SHAREHOLDER: &str = "zhou";
    /// 董事长.
    pub const DIRECTOR: &str = "chen";
    /// 监事.
    pub const SUPERVISOR: &str = "zhao";
    /// 会计.
    pub const ACCOUNTANT: &str = "wu";
    /// 出纳.
    pub const CASHIER: &str = "qian";
    /// 窗口人员.
    pub const CLERK: &str = "sun";
    /// 居民委员会主任.
    pub const COMMITTEE: &str = "zheng";
    /// 管理员.
    pub const ADMINISTRATOR: &str = "admin";
    /// Everybody.
    pub const ALL: [&str; 8] =
        [SHAREHOLDER, DIRECTOR, SUPERVISOR, ACCOUNTANT, CASHIER, CLERK, COMMITTEE, ADMINISTRATOR];
}

/// Runs a story at a site on each database.
pub fn on_each_site(story: impl Fn(&TestSite)) {
    on_each_site_after(play_until_the_notice, story);
}

/// The same at a site of what `play` leaves in an empty database.
pub fn on_each_site_after(play: impl Fn(&mut Db) -> Cooperative, story: impl Fn(&TestSite)) {
    let folder = tempfile::tempdir().unwrap();
    let file = Place::File(folder.path().join("site.db"));
    story(&TestSite::open(file, &play));
    if let Some(address) = postgres::fresh_database() {
        story(&TestSite::open(Place::new(&address), &play));
    }
}

/// Everybody who comes to the site, and the run of 2008 as a draft.
fn gather(db: &mut Db) -> (Hall<'_>, RunNumber) {
    let mut hall = Hall::with_seats_and_charter(db, (MORE_SEATS, ""));
    let admin = actor("admin", "", "系统管理");
    for (user, name, posts) in [
        ("wu", "吴会计", &[Post::Accountant][..]),
        ("qian", "钱出纳", &[Post::Cashier]),
        ("sun", "孙窗口", &[Post::WindowClerk]),
        ("zheng", "郑主任", &[]),
    ] {
        hall.add_by(&admin, user, "", name, posts);
    }
    let run = hall.draft();
    (hall, run)
}

/// From now on a shareholder like any other.
fn leave_the_desk(hall: &mut Hall<'_>) {
    let (admin, none) = (actor("admin", "", "系统管理"), std::collections::BTreeSet::new());
    hall.as_actor(&admin, |db, cooperative, context| set_posts(db, cooperative, "zhou", &none, context)).unwrap();
}

/// The run of 2008 is prepared, and not yet before the bodies.
pub fn play_until_the_draft(db: &mut Db) -> Cooperative {
    let (mut hall, _) = gather(db);
    leave_the_desk(&mut hall);
    hall.cooperative.clone()
}

/// The run of 2008 is prepared, passed by both boards, and put up from the 6th of January on.
pub fn play_until_the_notice(db: &mut Db) -> Cooperative {
    let (mut hall, run) = gather(db);
    hall.propose("zhou", run).unwrap();
    for user in ["chen", "li", "wang"] {
        hall.vote(user, 1, Choice::For).unwrap();
    }
    hall.close("chen", 1).unwrap();
    for user in ["zhao", "liu"] {
        hall.vote(user, 1, Choice::For).unwrap();
    }
    hall.close("zhao", 1).unwrap();
    hall.as_actor(&Hall::person("chen"), |db, cooperative, context| publish(db, cooperative, 1, context)).unwrap();
    leave_the_desk(&mut hall);
    hall.cooperative.clone()
}

impl TestSite {
    /// A site of what `play` leaves in an empty database.
    pub fn open(place: Place, play: impl Fn(&mut Db) -> Cooperative) -> TestSite {
        TestSite::with(place, play, (1_000_000, &[]))
    }

    /// The same, with a limit on how often one address may ask, behind proxies.
    pub fn with(
        place: Place,
        play: impl Fn(&mut Db) -> Cooperative,
        (requests_per_second, proxies): (u32, &[IpAddr]),
    ) -> TestSite {
        let mut db = Db::open(&place).unwrap();
        migrate(&mut db).unwrap();
        let cooperative = play(&mut db);
        drop(db);
        let now = Arc::new(Mutex::new("2009-01-06T09:00:00+08:00".parse().unwrap()));
        let hand = Arc::clone(&now);
        // Never the same twice, and no luck needed.
        static CHANCE: AtomicU64 = AtomicU64::new(1);
        let chance = |bytes: &mut [u8]| {
            for byte in bytes {
                let next = CHANCE.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
                *byte = (next >> 32) as u8 ^ (next >> 56) as u8;
            }
        };
        let site = Site::new(Settings {
            place: place.clone(),
            cooperative: cooperative.clone(),
            clock: Arc::new(move || *hand.lock().unwrap()),
            chance: Arc::new(chance),
            is_secure: false,
            proxies: proxies.to_vec(),
            fonts: Fonts::built_in(),
            requests_per_second,
        });
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        TestSite { runtime, router: router(Arc::new(site)), now, place, cooperative }
    }

    /// Turns the clock on the wall.
    pub fn set_clock(&self, moment: &str) {
        *self.now.lock().unwrap() = moment.parse().unwrap();
    }

    /// Does something beside the site, as somebody at the moment on the wall.
    pub fn as_actor<T>(
        &self,
        actor: &Actor,
        act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut db = Db::open(&self.place).unwrap();
        super::with_context_of(actor, *self.now.lock().unwrap(), |context| act(&mut db, &self.cooperative, context))
    }

    /// The site's database, for whoever is at it beside the site.
    pub fn database(&self) -> Db {
        Db::open(&self.place).unwrap()
    }

    /// A user as they act.
    pub fn person(user: &str) -> Actor {
        let (user, member_no, name) = *PEOPLE.iter().find(|(known, ..)| *known == user).unwrap();
        actor(user, member_no, name)
    }

    /// Gives a user a password, by a code from the counter.
    pub fn give_password(&self, user: &str, password: &str) {
        let code = self
            .as_actor(&TestSite::person("admin"), |db, cooperative, context| new_code(db, cooperative, user, context));
        let code = code.unwrap();
        self.as_actor(&Actor::Local, |db, cooperative, context| {
            set_password(db, cooperative, Credentials { user, secret: &code, code: None }, password, context)
        })
        .unwrap();
    }

    /// A browser in which nobody has signed in.
    pub fn browser(&self) -> Browser<'_> {
        Browser { site: self, cookies: BTreeMap::new() }
    }

    /// A browser in which somebody is signed in.
    pub fn signed_in(&self, user: &str) -> Browser<'_> {
        let (token, _) = self.as_actor(&TestSite::person(user), open_session).unwrap();
        let mut browser = self.browser();
        browser.cookies.insert("tonggu".to_owned(), format!("{token}.{user}"));
        browser
    }
}

/// Somebody's browser: keeps cookies, follows nothing by itself.
pub struct Browser<'s> {
    site: &'s TestSite,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    /// Whether a text stands in it.
    pub fn has(&self, text: &str) -> bool {
        self.body.contains(text) || self.shown().contains(text)
    }

    /// What is read of it: the page without its tags.
    fn shown(&self) -> String {
        let after_tags = self.body.split('<').map(|part| part.split_once('>').map_or(part, |(_, after)| after));
        after_tags.collect()
    }

    /// Where the browser is sent on to.
    pub fn goes_to(&self) -> &str {
        self.headers.get(LOCATION).map(|location| location.to_str().unwrap()).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

impl Browser<'_> {
    /// Sends a request as it is, and keeps the cookies that come back.
    pub fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(HOST, "tonggu.example");
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let page = self.site.runtime.block_on(async {
            let response = self.site.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Page { status: parts.status.as_u16(), headers: parts.headers, body }
        });
        for set in page.headers.get_all(SET_COOKIE) {
            let (pair, attributes) = set.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match attributes.contains("Max-Age=0;") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        page
    }

    pub fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, &[], Vec::new())
    }

    pub fn get_in_english(&mut self, path: &str) -> Page {
        self.cookies.insert("tonggu-language".to_owned(), "en".to_owned());
        self.get(path)
    }

    /// Submits a form as a browser of today does.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let headers = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &headers, body.into_bytes())
    }

    /// Submits a form with a file.
    pub fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Page {
        self.upload_with(path, fields, &[file], &[("sec-fetch-site", "same-origin")])
    }

    /// Submits a form with several files.
    pub fn upload_all(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Page {
        self.upload_with(path, fields, files, &[("sec-fetch-site", "same-origin")])
    }

    /// The same with headers of its own.
    pub fn upload_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
        more: &[(&str, &str)],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for (field, name, bytes) in files {
            let head = format!("Content-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
            body.extend(format!("--cut\r\n{head}").bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        let headers = [&[(CONTENT_TYPE.as_str(), "multipart/form-data; boundary=cut")][..], more].concat();
        self.send(Method::POST, path, &headers, body)
    }

    /// Signs in through the form.
    pub fn sign_in(&mut self, user: &str, password: &str) -> Page {
        self.post("/sign-in", &[("user", user), ("password", password), ("next", "")])
    }
}
