//! What a running site has (站点): one cooperative's data, the clock, chance, and what it remembers between requests.

use super::account::Offers;
use super::api::Repetitions;
use super::defence::{Limits, UPLOADS_AT_ONCE};
use super::desk::draft::Drafts;
use super::metrics::Metrics;
use super::once::Once;
use super::trouble::Trouble;
use crate::application::desk::{self, Waiting};
use crate::application::overview::Overview;
use crate::application::verify::{VerifyReport, verify};
use crate::application::{Chance, Clock, Failure};
use crate::rendering::pdf::Fonts;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Place};
use chrono::{DateTime, NaiveDate, Utc};
use rustc_hash::FxHashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many requests read at once: more than there are processors, since some wait for a disk or a server.
const READERS: usize = 8;

/// Bytes of parts of pages that are kept at most.
const MOST_REMEMBERED: usize = 16 * 1024 * 1024;

/// What a site is started with.
pub struct Settings {
    /// Where the data is.
    pub place: Place,
    /// Whose site it is.
    pub cooperative: Cooperative,
    /// The clock.
    pub clock: Clock,
    /// The source of chance.
    pub chance: Chance,
    /// Whether it is reached through TLS: cookies and addresses are for that alone then.
    pub is_secure: bool,
    /// Reverse proxies that hand requests on, and are believed when they say from whom.
    pub proxies: Vec<IpAddr>,
    /// What is printed with.
    pub fonts: Fonts,
    /// How many requests a second one address may send, over a while.
    pub requests_per_second: u32,
}

/// A running site.
pub struct Site {
    pub(super) cooperative: Cooperative,
    pub(super) clock: Clock,
    pub(super) chance: Chance,
    pub(super) is_secure: bool,
    pub(super) proxies: Vec<IpAddr>,
    pub(super) limits: Limits,
    pub(super) metrics: Metrics,
    pub(super) fonts: Fonts,
    pub(super) repetitions: Repetitions,
    pub(super) offers: Offers,
    pub(super) once: Once,
    place: Place,
    /// When it began, and how many pages with forms it has shown since: no two pages have the same number.
    began: i64,
    pages: AtomicU64,
    idle: Mutex<Vec<Db>>,
    readers: Arc<Semaphore>,
    writers: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
    overview: RwLock<Option<Arc<Overview>>>,
    /// Held by the request that brings the overview up to now.
    following: Mutex<()>,
    /// What costs much to make and is the same for everybody, each with the event up to which it was made.
    remembered: Mutex<FxHashMap<String, (i64, Arc<str>)>>,
    verification: Arc<Mutex<Verification>>,
    waiting: Mutex<Option<(i64, NaiveDate, Arc<Waiting>)>>,
    pub(super) drafts: Drafts,
}

/// How far the last verification on demand has come (核验).
#[derive(Clone, Debug, Default)]
pub(super) enum Verification {
    /// Nobody has asked for one since the site began.
    #[default]
    None,
    /// It goes on: since when, and how many rows were verified.
    Running(DateTime<Utc>, u64),
    /// It ended: when, with what.
    Done(DateTime<Utc>, Arc<VerifyReport>),
    /// The data could not be read.
    Failed(DateTime<Utc>),
}

/// What work needs that goes on beside the requests.
pub(super) struct Surroundings {
    pub place: Place,
    pub cooperative: Cooperative,
    pub chance: Chance,
}

impl Site {
    /// A site that nobody has been to yet.
    pub fn new(settings: Settings) -> Site {
        Site {
            cooperative: settings.cooperative,
            limits: Limits::new(Arc::clone(&settings.clock), settings.requests_per_second),
            began: (settings.clock)().timestamp(),
            clock: settings.clock,
            chance: settings.chance,
            is_secure: settings.is_secure,
            proxies: settings.proxies,
            metrics: Metrics::default(),
            fonts: settings.fonts,
            repetitions: Repetitions::default(),
            offers: Offers::default(),
            once: Once::default(),
            pages: AtomicU64::new(0),
            uploads: Arc::new(Semaphore::new(UPLOADS_AT_ONCE)),
            place: settings.place,
            idle: Mutex::default(),
            readers: Arc::new(Semaphore::new(READERS)),
            // One writes at a time anyway: who waits for that keeps nobody from reading.
            writers: Arc::new(Semaphore::new(1)),
            overview: RwLock::default(),
            following: Mutex::default(),
            remembered: Mutex::default(),
            verification: Arc::default(),
            waiting: Mutex::default(),
            drafts: Drafts::default(),
        }
    }

    /// How far the last verification has come.
    pub(super) fn verification(&self) -> Verification {
        self.verification.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Begins to verify everything, on a thread and with a connection of its own: nobody waits for it. One at a time.
    pub(super) fn begin_verification(&self) {
        let kept = Arc::clone(&self.verification);
        let set = move |now: Verification| *kept.lock().unwrap_or_else(PoisonError::into_inner) = now;
        let began = (self.clock)();
        if matches!(self.verification(), Verification::Running(..)) {
            return;
        }
        set(Verification::Running(began, 0));
        let (place, cooperative, clock) = (self.place.clone(), self.cooperative.clone(), Arc::clone(&self.clock));
        std::thread::spawn(move || {
            let mut progress = |_, done, _| set(Verification::Running(began, done));
            let report = Db::open(&place).map_err(Failure::from);
            let report = report.and_then(|mut db| verify(&mut db, &cooperative, None, &mut progress));
            set(match report {
                Ok(report) => Verification::Done((clock)(), Arc::new(report)),
                Err(_) => Verification::Failed((clock)()),
            });
        });
    }

    /// A number that no other page has.
    pub(super) fn next_once(&self) -> String {
        format!("{:x}.{:x}", self.began, self.pages.fetch_add(1, Ordering::Relaxed))
    }

    /// A turn to send large files.
    pub(super) async fn turn_to_upload(&self) -> Result<OwnedSemaphorePermit, Trouble> {
        Arc::clone(&self.uploads).acquire_owned().await.map_err(Trouble::fault)
    }

    /// What work takes along that goes on beside the requests.
    pub(super) fn surroundings(&self) -> Surroundings {
        let (place, cooperative) = (self.place.clone(), self.cooperative.clone());
        Surroundings { place, cooperative, chance: Arc::clone(&self.chance) }
    }

    /// What waits at the desk on a day, as of an event of the log. Whoever comes while it is put together waits for it, too.
    pub(super) fn waiting(&self, db: &mut Db, (as_of, day): (i64, NaiveDate)) -> Result<Arc<Waiting>, Trouble> {
        let mut known = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of_event, of_day, waiting)) if (*of_event, *of_day) == (as_of, day) => Ok(Arc::clone(waiting)),
            _ => {
                let waiting = Arc::new(desk::waiting(db, &self.cooperative, day)?);
                *known = Some((as_of, day, Arc::clone(&waiting)));
                Ok(waiting)
            }
        }
    }

    /// Does something with a connection on a thread that may block. Readers take turns among themselves, and so do writers.
    pub(super) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        writes: bool,
        work: impl FnOnce(&Site, &mut Db) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let turns = if writes { &self.writers } else { &self.readers };
        let turn = Arc::clone(turns).acquire_owned().await.map_err(Trouble::fault)?;
        let site = Arc::clone(self);
        let work = move || {
            let _turn = turn;
            let mut db = site.connection()?;
            let outcome = work(&site, &mut db);
            // After a fault the connection may be in any state.
            if !matches!(outcome, Err(Trouble::Fault(_))) {
                site.idle.lock().unwrap_or_else(PoisonError::into_inner).push(db);
            }
            outcome
        };
        tokio::task::spawn_blocking(work).await.map_err(Trouble::fault)?
    }

    fn connection(&self) -> Result<Db, Trouble> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| Db::open(&self.place).map_err(|error| Failure::from(error).into()), Ok)
    }

    /// What was made under a name while the log's last event was the same.
    pub(super) fn recall(&self, name: &str, head: i64) -> Option<Arc<str>> {
        let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.get(name).filter(|(made_at, _)| *made_at == head).map(|(_, made)| Arc::clone(made))
    }

    /// Keeps what was made, and forgets what is out of date; everything else, where it becomes too much.
    pub(super) fn remember(&self, name: &str, head: i64, made: &Arc<str>) {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.retain(|_, (made_at, _)| *made_at == head);
        let size = |name: &str, made: &str| name.len() + made.len();
        let bytes: usize = remembered.iter().map(|(name, (_, made))| size(name, made)).sum();
        if bytes + size(name, made) > MOST_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(name.to_owned(), (head, Arc::clone(made)));
    }

    /// The overview, for reading: as of now, or, while another request reads what has just happened, as of a moment before. Nobody who reads
    /// waits for what others do; what was done here is in it, since whoever did it has followed it.
    pub(super) fn overview(&self, db: &mut Db) -> Result<Arc<Overview>, Trouble> {
        match self.known() {
            Some(known) if known.is_of_now(db, &self.cooperative)? => Ok(known),
            Some(known) => match self.following.try_lock() {
                Ok(turn) => self.follow(db, turn),
                Err(TryLockError::Poisoned(turn)) => self.follow(db, turn.into_inner()),
                Err(TryLockError::WouldBlock) => Ok(known),
            },
            None => self.overview_of_now(db),
        }
    }

    /// The overview as of now, for whoever writes, and after they have written.
    pub(super) fn overview_of_now(&self, db: &mut Db) -> Result<Arc<Overview>, Trouble> {
        self.follow(db, self.following.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn known(&self) -> Option<Arc<Overview>> {
        self.overview.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads what has happened since; one request at a time.
    fn follow(&self, db: &mut Db, _turn: MutexGuard<'_, ()>) -> Result<Arc<Overview>, Trouble> {
        let now = match self.known() {
            Some(known) => match known.follow(db, &self.cooperative)? {
                Some(now) => now,
                None => return Ok(known),
            },
            None => Overview::load(db, &self.cooperative)?,
        };
        let now = Arc::new(now);
        *self.overview.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&now));
        Ok(now)
    }
}
