//! Finding the person that a row names, and the household of a member.

use super::entering::Entering;
use super::known::Origin;
use super::report::{MOST_SHOWN, NumberedMember};
use super::sheets::Task;
use crate::domain::fact::FactKind;
use crate::domain::refusal::{Problem, Refusal};
use crate::domain::register::member::{Member, next_member_no};
use crate::domain::register::refusal::RegisterRefusal;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::{HeadRef, PersonRef};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The columns of a member register whose values stay where a sheet leaves them out.
pub(super) const MEMBER_COLUMNS: [Column; 8] = [
    Column::IdNumber,
    Column::HouseholdNo,
    Column::Relation,
    Column::Group,
    Column::Phone,
    Column::Bank,
    Column::BankAccount,
    Column::AccountName,
];

/// A row of a sheet.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    pub task: &'t Task,
    pub task_no: u32,
    pub row: u32,
}

impl Row<'_> {
    pub fn origin(&self) -> Origin {
        Origin::Row { task: self.task_no, row: self.row }
    }

    pub fn problem(&self, column: Column, refusal: impl Into<Refusal>) -> Problem {
        Problem::at(self.task.place(self.row, column), refusal)
    }
}

impl Entering<'_, '_> {
    /// Where a sheet of members leaves a column out, what is held stays.
    pub(super) fn keep_left_out(&self, task: &Task, member: &mut Member) {
        let Some(held) = self.held_members.as_ref().and_then(|held| held.get(&member.member_no)) else { return };
        let has = |column| task.layout.has(column);
        let keep = |column: Column, own: &mut CompactString, held: &CompactString| {
            if !has(column) {
                own.clone_from(held);
            }
        };
        keep(Column::Group, &mut member.group, &held.group);
        keep(Column::Phone, &mut member.phone, &held.phone);
        keep(Column::Bank, &mut member.bank, &held.bank);
        keep(Column::BankAccount, &mut member.bank_account, &held.bank_account);
        keep(Column::AccountName, &mut member.account_name, &held.account_name);
        if !has(Column::HouseholdNo) && !has(Column::HeadName) && !has(Column::HeadIdNumber) {
            member.household_no.clone_from(&held.household_no);
        }
        if !has(Column::Relation) {
            member.relation.clone_from(&held.relation);
        }
        if !has(Column::IdNumber) {
            member.id_number = held.id_number;
        }
    }

    /// The number of the member that a row of another ledger names. An unknown one, or another name, is refused.
    pub(super) fn find_member(&mut self, row: Row<'_>, person: &PersonRef) -> Option<CompactString> {
        let members = &self.known.members;
        let position = match person.id_number {
            _ if !person.member_no.is_empty() => members.index.lookup(&person.member_no),
            Some(id_number) => members.with_id_number(id_number),
            None => None,
        };
        let Some(position) = position else {
            let id_number = person.id_number.map(|id_number| id_number.to_string());
            if self.known.is_broken(FactKind::Member, id_number.as_deref().unwrap_or(&person.member_no)) {
                return None;
            }
            let refusal = match person.id_number {
                Some(id_number) if person.member_no.is_empty() => {
                    RegisterRefusal::IdNumberUnknown { id_number: id_number.to_string().into() }
                }
                _ => self.known.member_unknown(&person.member_no),
            };
            let column = if person.member_no.is_empty() { Column::IdNumber } else { Column::MemberNo };
            self.say(row.problem(column, refusal));
            return None;
        };
        let member = members.index.at(position);
        let (member_no, held) = (member.member_no.clone(), member.name.clone());
        if !person.name.is_empty() && person.name != held {
            let (given, member_no) = (person.name.clone(), member_no.clone());
            self.say(row.problem(Column::Name, RegisterRefusal::NameDiffers { member_no, given, held }));
        }
        Some(member_no)
    }

    /// The person of a seat: a member by number, or by a name that only one has; else nobody the register knows.
    pub(super) fn find_seated(&mut self, row: Row<'_>, person: &PersonRef) -> Option<(CompactString, CompactString)> {
        if !person.member_no.is_empty() {
            let member_no = self.find_member(row, person)?;
            let position = self.known.members.index.lookup(&member_no)?;
            return Some((member_no, self.known.members.index.at(position).name.clone()));
        }
        let members = self.known.members.index.members();
        let same_name = members.iter().filter(|member| member.name == person.name);
        let member_nos: Vec<CompactString> = same_name.map(|member| member.member_no.clone()).collect();
        match member_nos.as_slice() {
            [] => Some((CompactString::default(), person.name.clone())),
            [only] => Some((only.clone(), person.name.clone())),
            _ => {
                let name = person.name.clone();
                self.say(row.problem(Column::Name, RegisterRefusal::NameAmbiguous { name, member_nos }));
                None
            }
        }
    }

    /// The number of the member that a row of the member register is about: the row's own, the one with its identification number,
    /// or the next free one.
    pub(super) fn number_of_member(&mut self, row: Row<'_>, person: &PersonRef) -> CompactString {
        if !person.member_no.is_empty() {
            return person.member_no.clone();
        }
        if let Some(position) = person.id_number.and_then(|id_number| self.known.members.with_id_number(id_number)) {
            let known = self.known.members.at(position);
            // Another name in the same import is another person, whose number is wrong or shared; of one held it is a new name.
            let is_of_this_import = matches!(self.known.members.sides[position].said.origin, Origin::Row { .. });
            if !is_of_this_import || known.name == person.name {
                return known.member_no.clone();
            }
        }
        let next = match &self.last_given_member_no {
            Some(last) => next_member_no(std::iter::once(last.as_str())),
            None => next_member_no(self.known.members.index.members().iter().map(|member| member.member_no.as_str())),
        };
        self.last_given_member_no = Some(next.clone());
        if self.numbered.len() < MOST_SHOWN {
            self.numbered.push(NumberedMember {
                member_no: next.clone(),
                name: person.name.clone(),
                file: row.task.file.clone(),
                sheet: row.task.sheet.clone(),
                row: row.row + 1,
            });
        }
        next
    }

    /// Fills in the household of a member whose row names its head instead of its number. False where the head has still to come.
    pub(super) fn find_household(&mut self, member: &mut Member, head: &HeadRef) -> bool {
        let names_nobody = head.name.is_empty() && head.id_number.is_none();
        let is_head = member.relation.as_ref().is_some_and(|relation| relation.is_head());
        if !member.household_no.is_empty() || names_nobody {
            if is_head && !member.household_no.is_empty() {
                self.note_head(&member.name, member.household_no.clone());
            }
            return true;
        }
        let is_own = is_head || (head.id_number.is_some() && head.id_number == member.id_number);
        if is_own {
            let members = &self.known.members;
            let held = members.index.lookup(&member.member_no).and_then(|position| members.sides[position].household);
            member.household_no = match held {
                Some(household) => members.household_no(household).clone(),
                None => self.next_household_no(),
            };
            self.note_head(&member.name, member.household_no.clone());
            return true;
        }
        let members = &self.known.members;
        let by_id = head.id_number.and_then(|id_number| members.with_id_number(id_number));
        let household = by_id.and_then(|position| members.sides[position].household);
        if let Some(household) = household {
            member.household_no = members.household_no(household).clone();
            return true;
        }
        if head.id_number.is_some() {
            return false;
        }
        // Rows stand below their head. Elsewhere a name will do where only one head has it.
        if let Some((_, household_no)) = self.last_head.as_ref().filter(|(name, _)| *name == head.name) {
            member.household_no = household_no.clone();
            return true;
        }
        let households = self.heads_by_name().get(&head.name);
        match households.map(|households| households.iter().collect::<Vec<_>>()).as_deref() {
            Some([only]) => {
                member.household_no = (*only).clone();
                true
            }
            _ => false,
        }
    }

    /// Takes note of a head whose household is known.
    pub(super) fn note_head(&mut self, name: &CompactString, household_no: CompactString) {
        if let Some(heads) = &mut self.heads_by_name {
            heads.entry(name.clone()).or_default().insert(household_no.clone());
        }
        self.last_head = Some((name.clone(), household_no));
    }

    /// Households by the name of their head.
    fn heads_by_name(&mut self) -> &FxHashMap<CompactString, BTreeSet<CompactString>> {
        let members = &self.known.members;
        self.heads_by_name.get_or_insert_with(|| {
            let mut by_name: FxHashMap<CompactString, BTreeSet<CompactString>> = FxHashMap::default();
            for (household, head) in members.heads() {
                let name = members.at(head).name.clone();
                by_name.entry(name).or_default().insert(members.household_no(household).clone());
            }
            by_name
        })
    }

    fn next_household_no(&mut self) -> CompactString {
        let next = match &self.last_given_household_no {
            Some(last) => next_member_no(std::iter::once(last.as_str())),
            None if self.known.members.households.is_empty() => CompactString::const_new("H0001"),
            None => next_member_no(self.known.members.households.iter().map(CompactString::as_str)),
        };
        self.last_given_household_no = Some(next.clone());
        next
    }
}
