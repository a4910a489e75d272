//! What rows name that others hold: members, contracts, classes of shares. Everything that is not there is said at once, also of a row
//! that says nothing else because one of its cells is wrong.

use super::check;
use super::entering::Entering;
use super::person::Row;
use super::sheets::Task;
use crate::domain::fact::FactKind;
use crate::domain::refusal::Problem;
use crate::domain::register::share_class::ShareClass;
use crate::domain::sheet::SheetKind;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::{BrokenRow, Draft};

/// Problems looked through for one that was said already: the columns of a wide row have one heading.
const LATEST: usize = 50;

impl Entering<'_, '_> {
    /// Says what a row names and nobody knows.
    pub(super) fn say_references(&mut self, row: Row<'_>, draft: &Draft) {
        for (hint, refusal) in check::references(&self.known, &draft.fact) {
            let place = match draft.column {
                Some(column) if hint == Column::ShareClass => row.task.place_at(row.task.layout.heading_row, column),
                _ => row.task.place(row.row, hint),
            };
            let problem = Problem::at(place, refusal);
            if !self.has_just_said(&problem, LATEST) {
                self.say(problem);
            }
        }
    }

    /// Takes a row that says nothing because a cell of it is wrong.
    pub(super) fn take_broken(&mut self, (position, task): (usize, &Task), kind: usize, broken: &BrokenRow) {
        let row = Row { task, task_no: position as u32, row: broken.row };
        let contract_no = &broken.contract_no;
        match task.layout.kinds[kind] {
            SheetKind::Members => {
                let person = broken.person.as_ref();
                let id_number = person.and_then(|person| person.id_number).map(|number| number.to_string().into());
                let numbers = person.map(|person| person.member_no.clone()).into_iter().chain(id_number);
                self.known.broken.extend(numbers.map(|number| (FactKind::Member, number)));
            }
            SheetKind::Contracts => {
                self.known.broken.insert((FactKind::Contract, contract_no.clone()));
            }
            SheetKind::Bodies => {}
            _ => {
                if let Some(person) = &broken.person {
                    self.find_member(row, person);
                }
                if !contract_no.is_empty() {
                    for (column, refusal) in check::contract_unknown(&self.known, contract_no, Column::ContractNo) {
                        self.say(row.problem(column, refusal));
                    }
                }
                if let Some((column, class)) = &broken.class
                    && let Some(refusal) = check::class_unknown(&self.known, &ShareClass::new(class))
                {
                    self.say(row.problem(*column, refusal));
                }
            }
        }
    }
}
