//! What a running site has (站点): one cooperative's data, the clock, chance, and what it remembers between requests.

use super::defence::Limits;
use super::desk::draft::Drafts;
use super::metrics::Metrics;
use super::trouble::Trouble;
use crate::application::desk::{self, Waiting};
use crate::application::overview::Overview;
use crate::application::{Chance, Clock, Failure};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Place};
use chrono::NaiveDate;
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
    place: Place,
    idle: Mutex<Vec<Db>>,
    readers: Arc<Semaphore>,
    writers: Arc<Semaphore>,
    overview: RwLock<Option<Arc<Overview>>>,
    waiting: Mutex<Option<(i64, NaiveDate, Arc<Waiting>)>>,
    pub(super) drafts: Drafts,
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
            clock: settings.clock,
            chance: settings.chance,
            is_secure: settings.is_secure,
            metrics: Metrics::default(),
            place: settings.place,
            idle: Mutex::default(),
            readers: Arc::new(Semaphore::new(READERS)),
            // One writes at a time anyway: who waits for that keeps nobody from reading.
            writers: Arc::new(Semaphore::new(1)),
            overview: RwLock::default(),
            waiting: Mutex::default(),
            drafts: Drafts::default(),
        }
    }

    /// What work takes along that goes on beside the requests.
    pub(super) fn surroundings(&self) -> Surroundings {
        let (place, cooperative) = (self.place.clone(), self.cooperative.clone());
        Surroundings { place, cooperative, chance: Arc::clone(&self.chance) }
    }

    /// What waits at the desk on a day, as of the log's last event.
    pub(super) fn waiting(&self, db: &mut Db, (head, day): (i64, NaiveDate)) -> Result<Arc<Waiting>, Trouble> {
        let known = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, _, waiting)) = known.filter(|(of_head, of_day, _)| (*of_head, *of_day) == (head, day)) {
            return Ok(waiting);
        }
        let waiting = Arc::new(desk::waiting(db, &self.cooperative, day)?);
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = Some((head, day, Arc::clone(&waiting)));
        Ok(waiting)
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
