//! Files that wait to be imported (待导入): they are checked as they would be imported, and imported byte for byte as they were checked. The work is done on
//! a thread of its own, so that it goes on when nobody looks. What waits belongs to who brought it, and is gone after a day.

use crate::application::access::Actor;
use crate::application::import::{self, ImportReport, ImportRequest, SheetChoice};
use crate::application::{Context, Failure, Outcome, Stage};
use crate::domain::governance::seal::Hash;
use crate::domain::refusal::Problem;
use crate::domain::sheet::SheetRefusal;
use crate::json;
use crate::spreadsheet::format::{Limits, TextEncoding};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::web::asked::{Pairs, Upload};
use crate::web::defence::LARGEST_UPLOAD;
use crate::web::metrics::{Seen, log_fault};
use crate::web::site::Site;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rustc_hash::{FxHashMap, FxHashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tempfile::TempDir;

/// For how long files wait.
const KEPT: TimeDelta = TimeDelta::days(1);
/// How many drafts of one user wait at once.
const MOST_OF_ONE_USER: usize = 5;
/// How many files are received at once.
const MOST_FILES: usize = 200;
/// Characters of a file's name that are kept, its ending among them: a file system takes 255 bytes.
const LONGEST_NAME: usize = 60;

/// How much of an uploaded file is read: no more than can be uploaded, and what that may unpack to.
pub const LIMITS: Limits = Limits { file_bytes: LARGEST_UPLOAD as u64, unpacked_bytes: 2 << 30, cells: 4_000_000 };

/// All that waits.
#[derive(Default)]
pub struct Drafts(Mutex<Vec<Arc<Draft>>>);

/// Files that wait, and how far they have come.
pub struct Draft {
    /// Nobody guesses it.
    pub id: String,
    /// Who brought them.
    pub user: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// The files.
    pub files: Vec<WaitingFile>,
    work: Mutex<Work>,
    changed: Condvar,
    /// Where they are: the folder goes with the draft.
    _folder: TempDir,
}

/// A file that waits.
#[derive(Clone, Debug)]
pub struct WaitingFile {
    /// What it is called where it comes from.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of what was uploaded.
    pub content_hash: Hash,
}

/// What was said beside the files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The date that sheets without a date column mean.
    pub as_of: Option<NaiveDate>,
    /// The motion that decided on what they say.
    pub motion_no: Option<u32>,
    /// Headings, and the columns that they mean.
    pub choices: Vec<(String, String)>,
    /// What kinds of sheet they are, where their headings stand, how files are encoded: where that was not found out rightly.
    pub sheets: Vec<SheetChoice>,
}

impl Options {
    /// What was said of a sheet.
    pub fn of_sheet(&self, file: &str, sheet: &str) -> SheetChoice {
        let own = self.sheets.iter().find(|choice| choice.file == file && choice.sheet == sheet);
        own.cloned().unwrap_or_default()
    }

    /// How a file is said to be encoded.
    pub fn encoding_of(&self, file: &str) -> Option<TextEncoding> {
        self.sheets.iter().find(|choice| choice.file == file && choice.encoding.is_some())?.encoding
    }

    /// Day and motion as somebody would type them; a choice stands with its heading.
    pub fn as_typed(&self) -> Pairs {
        let as_of = self.as_of.map(|day| ("as_of".to_owned(), day.to_string()));
        let motion = self.motion_no.map(|motion_no| ("motion".to_owned(), motion_no.to_string()));
        as_of.into_iter().chain(motion).collect()
    }
}

/// How far they have come.
#[derive(Clone, Debug)]
pub enum State {
    /// Being checked, or stored.
    Working {
        /// Whether they are being stored.
        stores: bool,
        /// What is being done.
        stage: Stage,
        /// How much of it.
        done: u64,
        /// Of how much.
        of: Option<u64>,
    },
    /// Checked; nothing is stored.
    Checked(Arc<ImportReport>),
    /// Something else stands against it.
    Refused(Vec<Problem>),
    /// Stored, as this batch.
    Stored(i64),
    /// The files are not what was uploaded any more, or not there.
    Lost,
    /// The program failed; the number by which the log says how.
    Failed(String),
}

struct Work {
    options: Options,
    state: State,
}

/// What is to be done with the files.
enum Task {
    /// They are checked, as something else is said beside them or as before.
    Check(Option<Options>),
    /// They are stored as a preview shows, or checked again where it would come out otherwise by now.
    Store(Arc<ImportReport>),
}

/// What a thread takes along.
struct Errand {
    actor: Actor,
    now: DateTime<Utc>,
    shown: Option<Arc<ImportReport>>,
    incident: String,
}

impl Drafts {
    fn held(&self, now: DateTime<Utc>) -> MutexGuard<'_, Vec<Arc<Draft>>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|draft| now - draft.created_at < KEPT);
        held
    }

    /// What somebody has waiting, the oldest first.
    pub fn of(&self, user: &str, now: DateTime<Utc>) -> Vec<Arc<Draft>> {
        self.held(now).iter().filter(|draft| draft.user == user).cloned().collect()
    }

    /// What whoever asks has waiting under an id.
    pub fn find(visit: &Visit<'_>, id: &str) -> Option<Arc<Draft>> {
        let own = visit.site.drafts.of(user_of(&visit.actor), visit.now);
        own.into_iter().find(|draft| draft.id == id)
    }

    /// Throws something away.
    pub fn remove(&self, id: &str, now: DateTime<Utc>) {
        self.held(now).retain(|draft| draft.id != id);
    }

    /// Keeps a draft, where its user has room for one more: nothing that waits makes room by itself.
    fn add(&self, draft: &Arc<Draft>) -> Result<(), SheetRefusal> {
        let mut held = self.held(draft.created_at);
        let given = held.iter().filter(|other| other.user == draft.user).count();
        if given >= MOST_OF_ONE_USER {
            return Err(SheetRefusal::TooManyWaiting { given });
        }
        held.push(Arc::clone(draft));
        Ok(())
    }
}

fn user_of(actor: &Actor) -> &str {
    if let Actor::User(signed_in) = actor { &signed_in.user } else { "" }
}

impl Draft {
    /// Keeps uploaded files, and begins to check them.
    ///
    /// # Errors
    /// Where there are too many of them, too many wait already, or they cannot be kept.
    pub fn begin(visit: &Visit<'_>, uploads: &[&Upload], options: Options) -> Result<Arc<Draft>, Trouble> {
        if uploads.len() > MOST_FILES {
            return Err(Trouble::refused(SheetRefusal::TooManyFiles { given: uploads.len(), limit: MOST_FILES }));
        }
        let folder = tempfile::Builder::new().prefix("tonggu-import-").tempdir().map_err(Trouble::fault)?;
        let mut files: Vec<WaitingFile> = Vec::new();
        let mut names = Names::default();
        for (position, upload) in uploads.iter().enumerate() {
            let own = folder.path().join(position.to_string());
            let name = names.free(&clean_name(&upload.file_name));
            let path = own.join(&name);
            std::fs::create_dir(&own).and_then(|()| std::fs::write(&path, &upload.bytes)).map_err(Trouble::fault)?;
            files.push(WaitingFile { name, path, content_hash: Hash::of_parts([upload.bytes.as_slice()]) });
        }
        let mut chance = [0; 16];
        (visit.site.chance)(&mut chance);
        let draft = Arc::new(Draft {
            id: chance.iter().map(|byte| format!("{byte:02x}")).collect(),
            user: user_of(&visit.actor).to_owned(),
            created_at: visit.now,
            files,
            work: Mutex::new(Work { options, state: State::Refused(Vec::new()) }),
            changed: Condvar::new(),
            _folder: folder,
        });
        visit.site.drafts.add(&draft).map_err(Trouble::refused)?;
        draft.start(visit, Task::Check(None))?;
        Ok(draft)
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        self.work().state = state;
        self.changed.notify_all();
    }

    /// How far it has come.
    pub fn state(&self) -> State {
        self.work().state.clone()
    }

    /// How far it has come; work under way is waited for a little.
    pub fn wait(&self, most: Duration) -> State {
        let is_working = |work: &mut Work| matches!(work.state, State::Working { .. });
        let waited = self.changed.wait_timeout_while(self.work(), most, is_working);
        let (work, _) = waited.unwrap_or_else(PoisonError::into_inner);
        work.state.clone()
    }

    /// What was said beside the files.
    pub fn options(&self) -> Options {
        self.work().options.clone()
    }

    /// Checks the files again, perhaps with something else said beside them.
    ///
    /// # Errors
    /// Where no thread can be had.
    pub fn check_again(self: &Arc<Draft>, visit: &Visit<'_>, options: Options) -> Result<(), Trouble> {
        self.start(visit, Task::Check(Some(options)))
    }

    /// Stores the files, as long as that does what the preview shows.
    ///
    /// # Errors
    /// Where no thread can be had.
    pub fn store(self: &Arc<Draft>, visit: &Visit<'_>, shown: Arc<ImportReport>) -> Result<(), Trouble> {
        self.start(visit, Task::Store(shown))
    }

    /// Gives the files up: nothing is begun with them any more.
    ///
    /// # Errors
    /// Where they are being stored; what they are stored as is said by their state.
    pub fn give_up(&self) -> Result<(), SheetRefusal> {
        let mut work = self.work();
        if matches!(work.state, State::Working { stores: true, .. } | State::Stored(_)) {
            let files = self.files.iter().map(|file| file.name.as_str().into()).collect();
            return Err(SheetRefusal::BeingStored { files });
        }
        work.state = State::Lost;
        Ok(())
    }

    /// Begins work on a thread of its own; while one is at it, nothing is begun.
    fn start(self: &Arc<Draft>, visit: &Visit<'_>, task: Task) -> Result<(), Trouble> {
        let (shown, options) = match task {
            Task::Check(options) => (None, options),
            Task::Store(shown) => (Some(shown), None),
        };
        {
            let mut work = self.work();
            if matches!(work.state, State::Working { .. } | State::Stored(_) | State::Lost) {
                return Ok(());
            }
            work.state = State::Working { stores: shown.is_some(), stage: Stage::Opening, done: 0, of: None };
            work.options = options.unwrap_or_else(|| work.options.clone());
        }
        let errand = Errand { actor: visit.actor.clone(), now: visit.now, shown, incident: incident(visit.site) };
        let draft = Arc::clone(self);
        let surroundings = visit.site.surroundings();
        let work = move || {
            let mut random = |bytes: &mut [u8]| (surroundings.chance)(bytes);
            let run = || {
                // What is stored is what was shown, to the byte.
                if errand.shown.is_some() && !draft.is_whole() {
                    return Ok(None);
                }
                let mut db = Db::open(&surroundings.place).map_err(Failure::from)?;
                let mut context = Context { actor: &errand.actor, now: errand.now, random: &mut random };
                draft.import(&mut db, &surroundings.cooperative, &mut context, errand.shown.clone()).map(Some)
            };
            let state = match catch_unwind(AssertUnwindSafe(run)) {
                Ok(Ok(None)) => State::Lost,
                Ok(Ok(Some(report))) => report.batch_no.map_or_else(|| State::Checked(Arc::new(report)), State::Stored),
                Ok(Err(Failure::Refused(problems))) => State::Refused(problems),
                Ok(Err(Failure::Fault(error))) => {
                    let seen = Seen { method: "POST", route: "/desk/imports/drafts/{draft}", role: "staff" };
                    log_fault(seen, &errand.incident, &error);
                    State::Failed(errand.incident)
                }
                Err(_) => State::Failed(errand.incident),
            };
            draft.set(state);
        };
        let spawned = std::thread::Builder::new().name("import".to_owned()).spawn(work);
        spawned.map(|_| ()).map_err(Trouble::fault)
    }

    fn is_whole(&self) -> bool {
        let is_same = |file: &WaitingFile| {
            std::fs::read(&file.path).is_ok_and(|bytes| Hash::of_parts([bytes.as_slice()]) == file.content_hash)
        };
        self.files.iter().all(is_same)
    }

    fn import(
        &self,
        db: &mut Db,
        cooperative: &Cooperative,
        context: &mut Context<'_>,
        shown: Option<Arc<ImportReport>>,
    ) -> Outcome<ImportReport> {
        let (options, stores) = (self.options(), shown.is_some());
        let request = ImportRequest {
            files: self.files.iter().map(|file| (file.path.clone(), file.name.clone())).collect(),
            dry_run: !stores,
            as_of: options.as_of,
            choices: options.choices,
            sheets: options.sheets,
            shown,
            limits: LIMITS,
            motion_no: options.motion_no,
            by_election: false,
            bank_account: Default::default(),
        };
        let mut progress = |stage, done, of| self.set(State::Working { stores, stage, done, of });
        import::import(db, cooperative, &request, context, (&json::import::speak, &mut progress))
    }
}

fn incident(site: &Site) -> String {
    let mut chance = [0; 4];
    (site.chance)(&mut chance);
    chance.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// A name without folders and without what no file system takes.
fn clean_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|character| !character.is_control()).collect();
    let clean = clean.trim().trim_start_matches('.');
    let length = clean.chars().count();
    let short: String = clean.chars().skip(length.saturating_sub(LONGEST_NAME)).collect();
    if short.is_empty() { "未命名".to_owned() } else { short }
}

/// The names that files have, and the number that the next of each name gets.
#[derive(Default)]
struct Names {
    taken: FxHashSet<String>,
    next: FxHashMap<String, usize>,
}

impl Names {
    /// The name, or one like it that none of the files before has.
    fn free(&mut self, name: &str) -> String {
        let (stem, ending) =
            name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
        let next = self.next.entry(name.to_owned()).or_insert(1);
        loop {
            let free = if *next == 1 { name.to_owned() } else { format!("{stem}({next}){ending}") };
            *next += 1;
            if self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_elsewhere_stays_in_its_folder() {
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("C:\\表\\成员 名册.xlsx"), "成员 名册.xlsx");
        for empty in ["", "..", "/", "\u{0}"] {
            assert_eq!(clean_name(empty), "未命名");
        }
        let long = clean_name(&format!("{}.xlsx", "表".repeat(300)));
        assert!(long.ends_with(".xlsx") && long.len() < 255);
        let mut names = Names::default();
        let given = ["a.csv", "a(2).csv", "a.csv", "a.csv", "b"].map(|name| names.free(name));
        assert_eq!(given, ["a.csv", "a(2).csv", "a(3).csv", "a(4).csv", "b"]);
    }
}
