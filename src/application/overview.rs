//! What every page rests on (总览), read once and followed from then on: while the log's last event is the same, nothing of it has changed.

use super::access::{self, Actor, SignedIn, check_household, deeds_after, permit, resume, whose};
use super::distribution::query::{RunView, Standing, find, views_beside};
use super::governance::{Governance, supervision};
use super::ledger::books;
use super::payment::{ClaimHistory, CountingRun, counting_runs};
use super::{Failure, Outcome};
use crate::domain::access::account::{Account, AccountDeed};
use crate::domain::access::permission::Action;
use crate::domain::access::role::{Role, roles};
use crate::domain::governance::body::Seat;
use crate::domain::governance::charter::CharterTerm;
use crate::domain::governance::motion::{Motion, Rules};
use crate::domain::governance::procedure::Stage;
use crate::domain::governance::supervision::SupervisionRecord;
use crate::domain::ledger::book::Books;
use crate::domain::payment::deed::PaymentDeed;
use crate::domain::period::AccountingYear;
use crate::domain::sheet::SheetKind;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::{event_log, import_batch};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use strum::VariantNames;

/// Who may do what, and how far everything has come, as of the log's last event.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The last event, 0 where there is none.
    head: i64,
    /// The last event that was no sign-in or its like.
    as_of: i64,
    /// The last batch of an import.
    batch_no: i64,
    accounts: BTreeMap<String, Account>,
    facts: Arc<Facts>,
}

/// A run that is or was put up for everybody to see (公示).
#[derive(Clone, Copy, Debug)]
pub struct PublishedRun<'o> {
    /// The run.
    pub view: &'o RunView,
    /// The motion that it was put up with.
    pub motion: &'o Motion,
    /// The first and the last day.
    pub days: (NaiveDate, NaiveDate),
    /// Whether one may object to it now.
    pub is_open: bool,
}

/// What neither sign-ins change nor the register.
#[derive(Clone, Debug)]
struct Facts {
    seats: Vec<Seat>,
    motions: Vec<Motion>,
    terms: Vec<CharterTerm>,
    records: Vec<SupervisionRecord>,
    runs: Vec<RunView>,
    counting: Vec<CountingRun>,
    claims: Arc<ClaimHistory>,
    books: Books,
}

/// The acts that enter or take back sheets, and nothing else.
const IMPORTS: [&str; 2] = ["imported", "import-undone"];

/// The sheets that facts come in with. All others are of the register: whoever needs it asks for the members they mean.
const OF_FACTS: [SheetKind; 5] =
    [SheetKind::Charter, SheetKind::Bodies, SheetKind::OpeningBalances, SheetKind::Vouchers, SheetKind::BankAnswers];

impl Facts {
    fn load(tx: &mut Tx<'_>, cooperative: &Cooperative, claims: Arc<ClaimHistory>) -> Outcome<Facts> {
        let Governance { motions, terms, seats } = Governance::load(tx, cooperative.id)?;
        let runs = views_beside(tx, cooperative, &motions)?;
        Ok(Facts {
            terms,
            records: supervision::all(tx, cooperative.id)?,
            counting: counting_runs(tx, cooperative, (&runs, !seats.is_empty()))?,
            claims,
            books: books(tx, cooperative.id)?,
            runs,
            seats,
            motions,
        })
    }
}

impl Overview {
    /// Reads it all.
    ///
    /// # Errors
    /// Where something cannot be read.
    pub fn load(db: &mut Db, cooperative: &Cooperative) -> Outcome<Overview> {
        let mut tx = db.begin_read()?;
        let head = event_log::head(&mut tx, cooperative.id)?.map_or(0, |(event_no, _)| event_no);
        let accounts = access::accounts(&mut tx, cooperative.id)?;
        let (batch_no, _) = import_batch::kinds_after(&mut tx, cooperative.id, 0)?;
        let claims = Arc::new(ClaimHistory::load(&mut tx, cooperative.id)?);
        let facts = Arc::new(Facts::load(&mut tx, cooperative, claims)?);
        Ok(Overview { head, as_of: head, batch_no, accounts, facts })
    }

    /// Whether nothing has happened since.
    ///
    /// # Errors
    /// Where the log cannot be read.
    pub fn is_of_now(&self, db: &mut Db, cooperative: &Cooperative) -> Outcome<bool> {
        let head = event_log::head(&mut db.begin_read()?, cooperative.id)?;
        Ok(head.map_or(0, |(event_no, _)| event_no) == self.head)
    }

    /// The overview as of now: nothing where it is as it was. Sign-ins, which are most of what happens, change the accounts alone, and the register
    /// nothing of it.
    ///
    /// # Errors
    /// As [`Overview::load`].
    pub fn follow(&self, db: &mut Db, cooperative: &Cooperative) -> Outcome<Option<Overview>> {
        let mut tx = db.begin_read()?;
        let head = event_log::head(&mut tx, cooperative.id)?.map_or(0, |(event_no, _)| event_no);
        if head == self.head {
            return Ok(None);
        }
        if head < self.head {
            drop(tx);
            return Overview::load(db, cooperative).map(Some);
        }
        let mut accounts = self.accounts.clone();
        for deed in deeds_after(&mut tx, cooperative.id, self.head)? {
            Account::apply_to(&mut accounts, deed);
        }
        let acts = event_log::actions_after(&mut tx, cooperative.id, self.head)?;
        let (batch_no, kinds) = import_batch::kinds_after(&mut tx, cooperative.id, self.batch_no)?;
        let is_sign_in = |act: &String| AccountDeed::VARIANTS.contains(&act.as_str());
        let as_of = if acts.iter().all(is_sign_in) { self.as_of } else { head };
        let has_kind = |of: &[SheetKind]| kinds.iter().any(|kind| of.iter().any(|one| one.code() == kind));
        let is_import = |act: &String| IMPORTS.contains(&act.as_str());
        let facts = match acts.iter().all(|act| is_sign_in(act) || is_import(act)) && !has_kind(&OF_FACTS) {
            true => Arc::clone(&self.facts),
            false => {
                let is_payment = |act: &String| PaymentDeed::ACTIONS.contains(&act.as_str());
                let claims = match acts.iter().any(is_payment) || has_kind(&[SheetKind::BankAnswers]) {
                    true => Arc::new(ClaimHistory::load(&mut tx, cooperative.id)?),
                    false => Arc::clone(&self.facts.claims),
                };
                Arc::new(Facts::load(&mut tx, cooperative, claims)?)
            }
        };
        Ok(Some(Overview { head, as_of, batch_no, accounts, facts }))
    }

    /// The number of the log's last event, by which what was made of the overview can be known again.
    pub const fn head(&self) -> i64 {
        self.head
    }

    /// The log's last event but for sign-ins and the like: what is made of the cooperative's affairs alone is the same while this is.
    pub const fn as_of(&self) -> i64 {
        self.as_of
    }

    /// Whether anybody can sign in.
    pub fn has_users(&self) -> bool {
        !self.accounts.is_empty()
    }

    /// How many can sign in.
    pub fn users(&self) -> usize {
        self.accounts.values().filter(|account| !account.is_closed).count()
    }

    /// All motions, in their order.
    pub fn motions(&self) -> &[Motion] {
        &self.facts.motions
    }

    /// All runs, oldest first.
    pub fn runs(&self) -> &[RunView] {
        &self.facts.runs
    }

    /// A year's run of a number; without one, the year's latest of both tiers that counts.
    ///
    /// # Errors
    /// Where there is none.
    pub fn run(&self, year: AccountingYear, number: Option<u32>) -> Outcome<&RunView> {
        find(&self.facts.runs, year, number)
    }

    /// The charter's terms and everybody's seats, at all times.
    pub fn rules(&self) -> Rules<'_> {
        Rules { terms: &self.facts.terms, seats: &self.facts.seats }
    }

    /// All records of supervision, in their order.
    pub fn records(&self) -> &[SupervisionRecord] {
        &self.facts.records
    }

    /// A motion by its number.
    pub fn motion(&self, motion_no: u32) -> Option<&Motion> {
        self.facts.motions.iter().find(|motion| motion.motion_no == motion_no)
    }

    /// The runs that are or were put up for everybody to see, the latest first.
    pub fn published(&self, day: NaiveDate) -> impl Iterator<Item = PublishedRun<'_>> {
        self.facts.runs.iter().rev().filter_map(move |view| self.published_run(view, day))
    }

    fn published_run<'o>(&'o self, view: &'o RunView, day: NaiveDate) -> Option<PublishedRun<'o>> {
        let motion_no = match view.standing {
            Standing::UnderProcedure(motion_no) | Standing::Effective(motion_no, _) | Standing::Void(motion_no) => {
                motion_no
            }
            Standing::Draft | Standing::Rejected(_) => return None,
        };
        let motion = self.motion(motion_no)?;
        let days = motion.notice().filter(|(first, _)| *first <= day)?;
        Some(PublishedRun { view, motion, days, is_open: may_object(motion, day) })
    }

    /// The runs whose statements members see, the latest first: those that were put up; while nobody has a seat, those that count.
    pub fn shown_to_members(&self, day: NaiveDate) -> Vec<&RunView> {
        let counts = |view: &&RunView| match self.facts.seats.is_empty() {
            true => view.run.superseded_by.is_none(),
            false => view.run.superseded_by.is_none() && self.published_run(view, day).is_some(),
        };
        self.facts.runs.iter().rev().filter(counts).collect()
    }

    /// The runs that count.
    pub fn counting(&self) -> &[CountingRun] {
        &self.facts.counting
    }

    /// The motions to which anybody may object now.
    pub fn open_to_objections(&self, day: NaiveDate) -> impl Iterator<Item = &Motion> {
        self.facts.motions.iter().filter(move |motion| may_object(motion, day))
    }

    /// The seats that are held on a day.
    pub fn seats(&self, day: NaiveDate) -> impl Iterator<Item = &Seat> {
        self.facts.seats.iter().filter(move |seat| seat.is_held_on(day))
    }

    /// All books, by code.
    pub fn books(&self) -> &Books {
        &self.facts.books
    }

    /// What became of every claim.
    pub fn claims(&self) -> &ClaimHistory {
        &self.facts.claims
    }

    /// All accounts by user name, the closed ones included.
    pub const fn accounts(&self) -> &BTreeMap<String, Account> {
        &self.accounts
    }

    /// Whose session a token is of.
    ///
    /// # Errors
    /// Where the session is not open.
    pub fn resume(&self, session: (&str, &str), now: DateTime<Utc>) -> Outcome<SignedIn> {
        resume(&self.accounts, session, now)
    }

    /// Whose session a token is of, where nothing else says it.
    pub fn bearer(&self, token: &str, now: DateTime<Utc>) -> Option<SignedIn> {
        whose(&self.accounts, token, now)
    }

    /// An account that is open.
    pub fn account(&self, user: &str) -> Option<&Account> {
        self.accounts.get(user).filter(|account| !account.is_closed)
    }

    /// An open account by user name, or by its person's number or name.
    pub fn find_user(&self, given: &str) -> Option<&str> {
        let is_meant = |(user, account): &(&String, &Account)| {
            let person = &account.person;
            !account.is_closed && (*user == given || person.name == given || person.member_no == given)
        };
        self.accounts.iter().find(is_meant).map(|(user, _)| user.as_str())
    }

    /// What somebody is on a day.
    pub fn roles(&self, user: &str, day: NaiveDate) -> BTreeSet<Role> {
        let of = |account: &Account| roles(&account.person, &account.posts, &self.facts.seats, day);
        self.account(user).map(of).unwrap_or_default()
    }

    /// Lets an act pass, or says why it may not.
    ///
    /// # Errors
    /// As [`access::authorize`].
    pub fn permit(&self, actor: &Actor, action: Action, day: NaiveDate) -> Outcome<()> {
        permit((&self.accounts, &self.facts.seats), actor, (action, day))
    }

    /// Lets somebody see everybody's money, or that of a member.
    ///
    /// # Errors
    /// Where nobody is signed in, none of their roles shows it, and it is not their own household's.
    pub fn check_reading(
        &self,
        (db, cooperative): (&mut Db, &Cooperative),
        actor: &Actor,
        (member_no, day): (Option<&str>, NaiveDate),
    ) -> Outcome<()> {
        let Err(refused) = self.permit(actor, Action::SeeMoney, day) else { return Ok(()) };
        match actor.person() {
            Some(person) => check_household(&mut db.begin_read()?, cooperative.id, (person, member_no), refused),
            None => Err(refused),
        }
    }
}

/// Whether a motion is up today.
fn may_object(motion: &Motion, day: NaiveDate) -> bool {
    let is_up = motion.notice().is_some_and(|(first, last)| (first..=last).contains(&day));
    is_up && motion.stage() == Some(Stage::Notice)
}

/// The moment of the log's last event.
///
/// # Errors
/// Where the log cannot be read.
pub fn last_moment(db: &mut Db, cooperative: &Cooperative) -> Outcome<Option<DateTime<Utc>>> {
    let mut tx = db.begin_read()?;
    event_log::head(&mut tx, cooperative.id).map(|head| head.map(|(_, moment)| moment)).map_err(Failure::from)
}
