//! What a running site has (站点): one cooperative's data, the clock, chance, and what it remembers between requests.

use super::api::Repetitions;
use super::defence::Limits;
use super::metrics::Metrics;
use super::trouble::Trouble;
use crate::application::overview::Overview;
use crate::application::{Chance, Clock, Failure};
use crate::rendering::pdf::Fonts;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Place};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::Semaphore;

/// How many requests read at once: more than there are processors, since some wait for a disk or a server.
const READERS: usize = 8;

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
    pub(super) limits: Limits,
    pub(super) metrics: Metrics,
    pub(super) fonts: Fonts,
    pub(super) repetitions: Repetitions,
    place: Place,
    idle: Mutex<Vec<Db>>,
    readers: Arc<Semaphore>,
    writers: Arc<Semaphore>,
    overview: RwLock<Option<Arc<Overview>>>,
    /// What costs much to make and is the same for everybody, each with the event up to which it was made.
    remembered: Mutex<FxHashMap<String, (i64, Arc<str>)>>,
}

impl Site {
    /// A site that nobody has been to yet.
    pub fn new(settings: Settings) -> Site {
        Site {
            cooperative: settings.cooperative,
            limits: Limits::new(Arc::clone(&settings.clock), settings.requests_per_second),
            clock: settings.clock,
            chance: settings.chance,
            is_secure: settings.is_secure,
            metrics: Metrics::default(),
            fonts: settings.fonts,
            repetitions: Repetitions::default(),
            place: settings.place,
            idle: Mutex::default(),
            readers: Arc::new(Semaphore::new(READERS)),
            // One writes at a time anyway: who waits for that keeps nobody from reading.
            writers: Arc::new(Semaphore::new(1)),
            overview: RwLock::default(),
            remembered: Mutex::default(),
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

    /// Keeps what was made, and forgets what is out of date.
    pub(super) fn remember(&self, name: &str, head: i64, made: &Arc<str>) {
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.retain(|_, (made_at, _)| *made_at == head);
        remembered.insert(name.to_owned(), (head, Arc::clone(made)));
    }

    /// The overview of now.
    pub(super) fn overview(&self, db: &mut Db) -> Result<Arc<Overview>, Trouble> {
        let known = self.overview.read().unwrap_or_else(PoisonError::into_inner).clone();
        let now = match &known {
            Some(known) => known.follow(db, &self.cooperative)?,
            None => Some(Overview::load(db, &self.cooperative)?),
        };
        match (now, known) {
            (Some(now), _) => {
                let now = Arc::new(now);
                *self.overview.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&now));
                Ok(now)
            }
            (None, Some(known)) => Ok(known),
            (None, None) => Ok(Arc::new(Overview::load(db, &self.cooperative)?)),
        }
    }
}
