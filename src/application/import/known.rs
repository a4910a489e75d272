//! What is known while an import is checked: what the register holds, and what the sheets have said so far.

use super::bank_check::BankKnown;
use super::payment_check::PaymentKnown;
use super::voucher_check::LedgerKnown;
use crate::domain::access::role::Post;
use crate::domain::contract::Contract;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::lease_out::LeaseOutContent;
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::rent_step::RentStep;
use crate::domain::contribution::Contribution;
use crate::domain::contribution::land::LandContribution;
use crate::domain::contribution::shop::ShopContribution;
use crate::domain::distribution::plan::Plan;
use crate::domain::fact::{Fact, FactKind, Fingerprint};
use crate::domain::governance::body::Seat;
use crate::domain::governance::charter::{CharterItem, CharterTerm};
use crate::domain::governance::kinship::Kinship;
use crate::domain::nearest::nearest;
use crate::domain::period::AccountingYear;
use crate::domain::person::{IdNumber, Named};
use crate::domain::register::holding::Change;
use crate::domain::register::member::{KnownMember, Member, MemberIndex};
use crate::domain::register::movement::Movement;
use crate::domain::register::quantification::AssetQuantification;
use crate::domain::register::refusal::RegisterRefusal;
use crate::domain::register::share_class::ShareClass;
use crate::storage::entry::Entry;
use compact_str::CompactString;
use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It is held, under this entry number.
    Held(i64),
    /// A row of a sheet of this import.
    Row {
        /// Which sheet.
        task: u32,
        /// Which row, from 0.
        row: u32,
    },
}

/// A fact and where it comes from.
#[derive(Clone, Debug)]
pub struct Located<T> {
    pub fact: T,
    pub origin: Origin,
}

/// What is said under a natural key, and where.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    pub content: Fingerprint,
    pub origin: Origin,
}

/// What is said, by key: a dense list and a table of positions, since a million must fit in tens of megabytes.
#[derive(Default)]
struct ByKey {
    said: Vec<(Fingerprint, Said)>,
    positions: HashTable<u32>,
}

impl ByKey {
    fn position(&self, key: &Fingerprint) -> Option<usize> {
        let same = |position: &u32| self.said[*position as usize].0 == *key;
        self.positions.find(hash(key), same).map(|position| *position as usize)
    }

    fn insert(&mut self, key: Fingerprint, said: Said) {
        if let Some(position) = self.position(&key) {
            self.said[position].1 = said;
            return;
        }
        let position = self.said.len() as u32;
        self.said.push((key, said));
        let all = &self.said;
        self.positions.insert_unique(hash(&key), position, |other| hash(&all[*other as usize].0));
    }
}

/// A fingerprint is random already: its first bytes serve as its hash.
fn hash(key: &Fingerprint) -> u64 {
    u64::from_le_bytes(*key.first_chunk().unwrap_or(&[0; 8]))
}

/// What is known of a member beside number and name.
#[derive(Clone, Copy, Debug)]
pub struct MemberSide {
    pub id_number: Option<IdNumber>,
    /// A position in `households`; none where no household is known.
    pub household: Option<u32>,
    pub is_head: bool,
    pub said: Said,
}

/// Members, found by number and by identification number, and their households.
#[derive(Default)]
pub struct Members {
    pub index: MemberIndex,
    pub sides: Vec<MemberSide>,
    by_id: HashTable<u32>,
    pub households: Vec<CompactString>,
    household_positions: HashTable<u32>,
}

impl Members {
    /// The position of a household, adding it where it is new.
    fn household(&mut self, household_no: &str) -> Option<u32> {
        if household_no.is_empty() {
            return None;
        }
        let households = &self.households;
        let same = |position: &u32| households[*position as usize] == household_no;
        if let Some(position) = self.household_positions.find(FxBuildHasher.hash_one(household_no), same) {
            return Some(*position);
        }
        let position = households.len() as u32;
        let rehash = |other: &u32| FxBuildHasher.hash_one(households[*other as usize].as_str());
        self.household_positions.insert_unique(FxBuildHasher.hash_one(household_no), position, rehash);
        self.households.push(household_no.into());
        Some(position)
    }

    /// The position of the member with an identification number.
    pub fn with_id_number(&self, id_number: IdNumber) -> Option<usize> {
        let same = |position: &u32| self.sides[*position as usize].id_number == Some(id_number);
        self.by_id.find(FxBuildHasher.hash_one(Some(id_number)), same).map(|position| *position as usize)
    }

    /// Adds a member, or takes what is newly said of one. Tells another member with the same identification number.
    pub fn put(&mut self, member: &Member, said: Said) -> Option<usize> {
        let household = self.household(&member.household_no);
        let is_head = member.relation.as_ref().is_some_and(|relation| relation.is_head());
        let other = member.id_number.and_then(|id_number| self.with_id_number(id_number));
        let known = KnownMember { member_no: member.member_no.clone(), name: member.name.clone() };
        let position = self.index.insert(known);
        let side = MemberSide { id_number: member.id_number, household, is_head, said };
        match self.sides.get_mut(position) {
            Some(held) => *held = side,
            None => self.sides.push(side),
        }
        if member.id_number.is_some() && other.is_none() {
            let sides = &self.sides;
            let rehash = |other: &u32| FxBuildHasher.hash_one(sides[*other as usize].id_number);
            self.by_id.insert_unique(FxBuildHasher.hash_one(member.id_number), position as u32, rehash);
        }
        other.filter(|other| *other != position)
    }

    /// The heads of households, with the positions of their households and their own.
    pub fn heads(&self) -> impl Iterator<Item = (u32, usize)> {
        let sides = self.sides.iter().enumerate().filter(|(_, side)| side.is_head);
        sides.filter_map(|(position, side)| side.household.map(|household| (household, position)))
    }

    /// The number of a household.
    pub fn household_no(&self, household: u32) -> &CompactString {
        &self.households[household as usize]
    }

    /// The member at a position.
    pub fn at(&self, position: usize) -> &KnownMember {
        self.index.at(position)
    }
}

/// Unknown names for which similar ones are looked up.
const MOST_COMPARED: u32 = 100;

/// Everything that is known.
#[derive(Default)]
pub struct Known {
    loaded: BTreeSet<FactKind>,
    pub members: Members,
    pub contracts: BTreeMap<CompactString, Located<Contract>>,
    pub steps: Vec<Located<RentStep>>,
    pub prices: Vec<Located<GrainPrice>>,
    pub contents: Vec<Located<LeaseOutContent>>,
    pub land: Vec<Located<LandContribution>>,
    pub shops: Vec<Located<ShopContribution>>,
    pub receipts: Vec<Located<Receipt>>,
    pub assets: Vec<Located<AssetQuantification>>,
    pub terms: Vec<Located<CharterTerm>>,
    pub seats: Vec<Located<Seat>>,
    /// What kinship was declared.
    pub kinship: Vec<Kinship>,
    /// Who has which post.
    pub posts: Vec<(Named, Post)>,
    pub plans: BTreeMap<AccountingYear, Located<Plan>>,
    /// The books, once a sheet is about them.
    pub ledger: LedgerKnown,
    /// The batches, once a sheet is about them.
    pub payment: PaymentKnown,
    /// Bank statements, once a sheet is one.
    pub bank: BankKnown,
    /// Changes of holdings; their `movement` is a position in `movement_origins`.
    pub changes: Vec<Change>,
    pub movement_origins: Vec<Origin>,
    /// Quantified shares given, by class.
    pub quantified: BTreeMap<ShareClass, i64>,
    pub classes: Vec<ShareClass>,
    /// The share classes there can be, once asked for; a new term of the charter may change them.
    share_classes: OnceCell<Vec<ShareClass>>,
    /// Certificate → a household or a member that it was seen with.
    pub certificates: FxHashMap<CompactString, u32>,
    /// How many unknown names have been compared with known ones.
    compared: Cell<u32>,
    /// Members and contracts of rows of which a cell is wrong: they are not unknown to the rows that name them.
    pub broken: BTreeSet<(FactKind, CompactString)>,
    /// Held entries that this import replaces.
    pub superseded: FxHashSet<i64>,
    /// What is said of everything but members, who are found by their number.
    by_key: BTreeMap<FactKind, ByKey>,
}

impl Known {
    /// Whether the facts of a noun have been loaded.
    pub fn has_loaded(&self, kind: FactKind) -> bool {
        self.loaded.contains(&kind)
    }

    /// Says that the facts of a noun have been loaded.
    pub fn mark_loaded(&mut self, kind: FactKind) {
        self.loaded.insert(kind);
    }

    /// Takes a held entry.
    pub fn hold(&mut self, entry: Entry, key: Fingerprint) {
        let said = Said { content: entry.fingerprint, origin: Origin::Held(entry.entry_no) };
        let is_cancelled =
            matches!(&entry.fact, Fact::Voucher(voucher) if self.ledger.is_cancelled_opening(entry.entry_no, voucher));
        if !is_cancelled {
            self.say(&entry.fact, key, said);
        }
        self.put(&entry.fact, said);
    }

    /// What is said under the natural key of a fact.
    pub fn said(&self, fact: &Fact, key: &Fingerprint) -> Option<Said> {
        match fact {
            Fact::Member(member) => {
                self.members.index.lookup(&member.member_no).map(|position| self.members.sides[position].said)
            }
            _ => {
                let by_key = self.by_key.get(&FactKind::from(fact))?;
                by_key.position(key).map(|position| by_key.said[position].1)
            }
        }
    }

    /// Takes what is said under the natural key of a fact. What is said of a member is taken with the member.
    pub fn say(&mut self, fact: &Fact, key: Fingerprint, said: Said) {
        match fact {
            Fact::Member(member) => {
                if let Some(position) = self.members.index.lookup(&member.member_no) {
                    self.members.sides[position].said = said;
                }
            }
            _ => self.by_key.entry(FactKind::from(fact)).or_default().insert(key, said),
        }
    }

    /// Takes a fact. Facts of a noun that no check looks at are not kept.
    pub fn put(&mut self, fact: &Fact, said: Said) -> Option<usize> {
        if let Fact::Member(member) = fact {
            return self.members.put(member, said);
        }
        let origin = said.origin;
        if let Fact::Voucher(voucher) = fact {
            self.ledger.put(voucher, origin);
            return None;
        }
        match fact.clone() {
            Fact::Contract(fact) => {
                self.contracts.insert(fact.contract_no.clone(), Located { fact, origin });
            }
            Fact::RentStep(fact) => self.steps.push(Located { fact, origin }),
            Fact::GrainPrice(fact) => self.prices.push(Located { fact, origin }),
            Fact::LeaseOutContent(fact) => self.contents.push(Located { fact, origin }),
            Fact::LandContribution(fact) => self.land.push(Located { fact, origin }),
            Fact::ShopContribution(fact) => self.shops.push(Located { fact, origin }),
            Fact::Receipt(fact) => self.receipts.push(Located { fact, origin }),
            Fact::AssetQuantification(fact) => self.assets.push(Located { fact, origin }),
            Fact::CharterTerm(fact) => {
                self.share_classes.take();
                self.terms.push(Located { fact, origin });
            }
            Fact::Plan(year, fact) => {
                self.plans.insert(year, Located { fact, origin });
            }
            Fact::Movement(movement) => self.put_movement(&movement, origin),
            Fact::Seat(fact) => self.seats.push(Located { fact, origin }),
            Fact::BankEntry(fact) => self.bank.lines.push(Located { fact: *fact, origin }),
            Fact::BankAnswer(fact) => self.payment.answers.push(Located { fact, origin }),
            Fact::Member(_) | Fact::CashContribution(_) | Fact::Voucher(_) | Fact::UnpaidMark(_) => {}
        }
        None
    }

    fn put_movement(&mut self, movement: &Movement, origin: Origin) {
        let class = self.class_position(&movement.class);
        let number = self.movement_origins.len() as u32;
        self.movement_origins.push(origin);
        for (member_no, held_e4) in movement.effects() {
            if let Some(member) = self.members.index.lookup(member_no) {
                let member = member as u32;
                self.changes.push(Change {
                    member,
                    class,
                    date: movement.date,
                    held_e4,
                    frozen_e4: 0,
                    movement: number,
                });
            }
        }
        if let Some((member_no, frozen_e4)) = movement.frozen_effect()
            && let Some(member) = self.members.index.lookup(member_no)
        {
            let member = member as u32;
            self.changes.push(Change { member, class, date: movement.date, held_e4: 0, frozen_e4, movement: number });
        }
        if movement.kind == crate::domain::register::movement::MovementKind::Quantify {
            *self.quantified.entry(movement.class.clone()).or_default() += movement.shares.e4();
        }
    }

    fn class_position(&mut self, class: &ShareClass) -> u16 {
        let known = self.classes.iter().position(|known| known == class);
        known.unwrap_or_else(|| {
            self.classes.push(class.clone());
            self.classes.len() - 1
        }) as u16
    }

    /// Names like a given one that nothing has, for the first of them: comparing each of thousands with a large register would take long.
    pub fn nearest<'n>(&self, given: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<CompactString> {
        let compared = self.compared.get();
        self.compared.set(compared + 1);
        if compared < MOST_COMPARED { nearest(given, names.into_iter().take(20_000)) } else { Vec::new() }
    }

    /// The refusal of a number that no member has.
    pub fn member_unknown(&self, member_no: &str) -> RegisterRefusal {
        let known = self.members.index.members().iter().map(|member| member.member_no.as_str());
        RegisterRefusal::MemberUnknown { member_no: member_no.into(), nearest: self.nearest(member_no, known) }
    }

    /// Whether a row speaks of it of which a cell is wrong.
    pub fn is_broken(&self, kind: FactKind, number: &str) -> bool {
        !self.broken.is_empty() && self.broken.contains(&(kind, number.into()))
    }

    /// Whether a fact still counts.
    pub fn counts(&self, origin: Origin) -> bool {
        match origin {
            Origin::Held(entry_no) => !self.superseded.contains(&entry_no),
            Origin::Row { .. } => true,
        }
    }

    /// The facts of a list that count.
    pub fn counting<'k, T>(&'k self, facts: &'k [Located<T>]) -> impl Iterator<Item = &'k Located<T>> {
        facts.iter().filter(|located| self.counts(located.origin))
    }

    /// Every land and shop contribution that counts, with where it comes from.
    pub fn contributions(&self) -> Vec<(Contribution<'_>, Origin)> {
        let land = self.counting(&self.land).map(|located| (located.fact.contribution(), located.origin));
        let shops = self.counting(&self.shops).map(|located| (located.fact.contribution(), located.origin));
        land.chain(shops).collect()
    }

    /// The share classes of the cooperative: those that its charter lists at any time, else the default ones.
    pub fn share_classes(&self) -> &[ShareClass] {
        self.share_classes.get_or_init(|| {
            let listed = self.counting(&self.terms).filter(|term| term.fact.item == CharterItem::ShareClasses);
            let mut classes: Vec<ShareClass> =
                listed.flat_map(|term| ShareClass::parse_list(&term.fact.value)).collect();
            if classes.is_empty() {
                classes = ShareClass::defaults();
            }
            classes.dedup();
            classes
        })
    }
}
