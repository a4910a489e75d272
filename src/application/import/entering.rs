//! Entering facts one by one: the person found, references checked, new told from changed and unchanged, and all of it queued for storage.

use super::bank_check::{BankKnown, settle_bank_entry};
use super::binding::bind_entry;
use super::check;
use super::known::{Known, Located, Origin, Said};
use super::natural_key::{key, key_column, needed_facts, set_member};
use super::payment_check::PaymentKnown;
use super::person::{MEMBER_COLUMNS, Row};
use super::report::{ChangedRow, FieldChange, ImportReport, ImportTotals, MOST_SHOWN, NumberedMember};
use super::sheets::Task;
use super::voucher_check::{LedgerKnown, openings_of_income, settle};
use crate::application::{Outcome, access, governance};
use crate::domain::canonical::CanonicalText;
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::fact::{Fact, FactKind, Fingerprint};
use crate::domain::governance::charter::CharterTerm;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::VoucherKind;
use crate::domain::money::Money;
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::quantity::Area;
use crate::domain::refusal::{Problem, Refusal, Severity};
use crate::domain::register::member::Member;
use crate::domain::register::movement::MovementSource;
use crate::domain::register::refusal::RegisterRefusal;
use crate::domain::sheet::{SheetKind, SheetRefusal};
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::{Draft, HeadRef, LineSource};
use crate::storage::db::Tx;
use crate::storage::entry::{self, Entry};
use crate::storage::import_batch;
use chrono::NaiveDate;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Problems that are listed; the rest is counted.
const MOST_PROBLEMS: usize = 100_000;
/// Entries of one noun that are queued before they are written together.
const QUEUE: usize = 2_000;

/// An import under way.
pub(super) struct Entering<'t, 'd> {
    pub(super) tx: &'t mut Tx<'d>,
    pub(super) cooperative_id: Uuid,
    /// Nothing has happened after it.
    today: NaiveDate,
    /// Whose a bank statement is that says it nowhere: 账套, 科目编码.
    pub(super) bank_account: (CompactString, CompactString),
    pub(super) known: Known,
    problems: Vec<Problem>,
    /// Errors and warnings beyond those that are listed.
    unlisted: [u64; 2],
    /// Whether entries are written as they come. Once anything is refused they need not be.
    pub(super) stores: bool,
    pub(super) numbered: Vec<NumberedMember>,
    pub(super) last_given_member_no: Option<CompactString>,
    pub(super) last_given_household_no: Option<CompactString>,
    /// The household whose head stood last in the sheet, by the head's name: the rows below are most likely of the same household.
    pub(super) last_head: Option<(CompactString, CompactString)>,
    /// Households by the name of their head, once a row names one.
    pub(super) heads_by_name: Option<FxHashMap<CompactString, BTreeSet<CompactString>>>,
    counts: Vec<[u64; 4]>,
    queues: BTreeMap<FactKind, Vec<Entry>>,
    first_entry_no: i64,
    next_entry_no: i64,
    batch_no: i64,
    digest: Sha256,
    changes: Vec<(Origin, i64, Fact)>,
    totals: ImportTotals,
    /// How often each content without a key of its own has come.
    occurrences: FxHashMap<Fingerprint, u32>,
    /// Members whose head has still to come.
    waiting: Vec<(u32, u32, Member, HeadRef)>,
    /// Held members in full, where a sheet leaves columns out and their values must stay.
    pub(super) held_members: Option<FxHashMap<CompactString, Member>>,
    scratch: CanonicalText,
}

/// What an import came to.
pub(super) struct Entered {
    pub batch_no: i64,
    pub first_entry_no: i64,
    pub last_entry_no: i64,
    pub digest: Hash,
    pub counts: Vec<[u64; 4]>,
}

impl<'t, 'd> Entering<'t, 'd> {
    pub fn new(
        tx: &'t mut Tx<'d>,
        (cooperative_id, today): (Uuid, NaiveDate),
        tasks: &[Task],
    ) -> Outcome<Entering<'t, 'd>> {
        let last = import_batch::all(tx, cooperative_id)?.pop();
        let (batch_no, first_entry_no) = last.map_or((1, 1), |last| (last.batch_no + 1, last.last_entry_no + 1));
        let kinds = tasks.iter().map(|task| task.layout.kinds.len()).sum();
        Ok(Entering {
            tx,
            cooperative_id,
            today,
            bank_account: Default::default(),
            known: Known::default(),
            problems: Vec::new(),
            unlisted: [0; 2],
            stores: true,
            numbered: Vec::new(),
            last_given_member_no: None,
            last_given_household_no: None,
            last_head: None,
            heads_by_name: None,
            counts: vec![[0; 4]; kinds],
            queues: BTreeMap::new(),
            first_entry_no,
            next_entry_no: first_entry_no,
            batch_no,
            digest: Sha256::new(),
            changes: Vec::new(),
            totals: ImportTotals::default(),
            occurrences: FxHashMap::default(),
            waiting: Vec::new(),
            held_members: None,
            scratch: CanonicalText::default(),
        })
    }

    /// Notes a problem. After an error nothing more needs to be written.
    pub fn say(&mut self, problem: Problem) {
        self.stores &= problem.severity() == Severity::Warning;
        match self.problems.len() < MOST_PROBLEMS {
            true => self.problems.push(problem),
            false => self.unlisted[problem.severity() as usize] += 1,
        }
    }

    /// Whether a problem is among the latest that were said.
    pub(super) fn has_just_said(&self, problem: &Problem, latest: usize) -> bool {
        let same = |said: &Problem| said.place == problem.place && said.refusal == problem.refusal;
        self.problems.iter().rev().take(latest).any(same)
    }

    /// Loads what the sheet's kinds are checked against.
    pub fn begin(&mut self, position: usize, tasks: &[Task]) -> Outcome<()> {
        let task = &tasks[position];
        self.last_head = None;
        let is_of_books = |kind: &SheetKind| {
            matches!(kind, SheetKind::OpeningBalances | SheetKind::Vouchers | SheetKind::BankStatement)
        };
        let has_books = self.known.has_loaded(FactKind::Voucher) || self.known.has_loaded(FactKind::BankEntry);
        if task.layout.kinds.iter().any(is_of_books) && !has_books {
            self.known.ledger = LedgerKnown::load(self.tx, self.cooperative_id)?;
        }
        if task.layout.kinds.contains(&SheetKind::BankStatement) && !self.known.has_loaded(FactKind::BankEntry) {
            self.known.bank = BankKnown::load(self.tx, self.cooperative_id)?;
        }
        if task.layout.kinds.contains(&SheetKind::BankAnswers) && !self.known.has_loaded(FactKind::BankAnswer) {
            self.known.payment = PaymentKnown::load(self.tx, self.cooperative_id)?;
        }
        for kind in &task.layout.kinds {
            for needed in needed_facts(*kind) {
                self.load(needed)?;
            }
        }
        if task.layout.kinds.contains(&SheetKind::Bodies) {
            self.known.posts = access::posts(self.tx, self.cooperative_id)?;
            self.known.kinship = governance::kinship::declared(self.tx, self.cooperative_id)?;
        }
        let leaves_out = |column: &Column| !task.layout.has(*column);
        if task.layout.kinds.contains(&SheetKind::Members)
            && MEMBER_COLUMNS.iter().any(leaves_out)
            && self.held_members.is_none()
        {
            let mut held = FxHashMap::default();
            for entry in entry::live(self.tx, self.cooperative_id, FactKind::Member)? {
                if let Fact::Member(member) = entry.fact {
                    held.insert(member.member_no.clone(), member);
                }
            }
            self.held_members = Some(held);
        }
        Ok(())
    }

    fn load(&mut self, kind: FactKind) -> Outcome<()> {
        if self.known.has_loaded(kind) {
            return Ok(());
        }
        self.known.mark_loaded(kind);
        let mut occurrences: FxHashMap<Fingerprint, u32> = FxHashMap::default();
        let (known, scratch) = (&mut self.known, &mut self.scratch);
        entry::each_live(self.tx, self.cooperative_id, kind, |held| {
            let key = key(&held.fact, scratch, &mut occurrences);
            known.hold(held, key);
            Ok::<(), crate::application::Failure>(())
        })?;
        Ok(())
    }

    /// Takes what a row says.
    pub fn take(&mut self, (position, task): (usize, &Task), kind: usize, mut draft: Draft) -> Outcome<()> {
        let row = Row { task, task_no: position as u32, row: draft.row };
        let sheet_no = task.first_sheet_no + kind as i64;
        if let (Fact::Member(member), Some(person)) = (&mut draft.fact, &draft.person) {
            member.member_no = self.number_of_member(row, person);
            if self.is_named_in_another_register(row, &member.member_no) {
                self.counts[(sheet_no - 1) as usize][0] += 1;
                self.counts[(sheet_no - 1) as usize][3] += 1;
                self.find_member(row, person);
                return Ok(());
            }
            self.keep_left_out(task, member);
            let head = draft.head.take().unwrap_or_default();
            if !self.find_household(member, &head) {
                self.waiting.push((row.task_no, row.row, member.clone(), head));
                return Ok(());
            }
        } else if let Some(person) = &draft.person {
            let found = match &mut draft.fact {
                Fact::Seat(seat) => {
                    let found = self.find_seated(row, person);
                    found.map(|(member_no, name)| {
                        seat.name = name;
                        member_no
                    })
                }
                _ => self.find_member(row, person),
            };
            let Some(member_no) = found else {
                self.say_references(row, &draft);
                return Ok(());
            };
            set_member(&mut draft.fact, member_no);
        }
        let Some(fact) = self.settled(row, draft.fact, &draft.lines) else { return Ok(()) };
        draft.fact = fact;
        self.say_references(row, &draft);
        if let (Fact::RentStep(step), Some(per_area)) = (&draft.fact, draft.per_area)
            && let Some(refusal) = check::unit_of_rent(&self.known, step, per_area)
        {
            self.say(row.problem(Column::RentStandard, refusal));
        }
        self.enter(row, sheet_no, draft.fact, u64::from(draft.rows))
    }

    /// A fact as its book has it, where it is one of the books; none where it does not fit, which has been said.
    fn settled(&mut self, row: Row<'_>, fact: Fact, lines: &[LineSource]) -> Option<Fact> {
        let problems: Vec<Problem> = match fact {
            Fact::Voucher(voucher) => match settle(&self.known, *voucher, lines) {
                Ok(settled) => {
                    for (at, column, warning) in openings_of_income(&self.known, &settled, lines) {
                        self.say(Problem::at(row.task.place(at, column), warning));
                    }
                    return Some(Fact::Voucher(Box::new(settled)));
                }
                Err(found) => {
                    let problem = |(at, column, refusal)| Problem::at(row.task.place(at, column), refusal);
                    found.into_iter().map(problem).collect()
                }
            },
            Fact::BankEntry(mut entry) => {
                let (book, account) = &self.bank_account;
                for (own, said) in [(&mut entry.book, book), (&mut entry.account, account)] {
                    if own.is_empty() {
                        own.clone_from(said);
                    }
                }
                match settle_bank_entry(&self.known, *entry) {
                    Ok(settled) => return Some(Fact::BankEntry(Box::new(settled))),
                    Err((column, refusal)) => vec![row.problem(column, refusal)],
                }
            }
            fact => return Some(fact),
        };
        problems.into_iter().for_each(|problem| self.say(problem));
        None
    }

    /// A ledger of shares that names its holders too is no second register beside the one that this import has: there they stand in full.
    fn is_named_in_another_register(&self, row: Row<'_>, member_no: &str) -> bool {
        if row.task.layout.kinds.len() == 1 {
            return false;
        }
        let members = &self.known.members;
        let origin = members.index.lookup(member_no).map(|position| members.sides[position].said.origin);
        matches!(origin, Some(Origin::Row { task, .. }) if task != row.task_no)
    }

    /// Tells new from changed and unchanged, and queues what is to be stored.
    fn enter(&mut self, row: Row<'_>, sheet_no: i64, fact: Fact, rows: u64) -> Outcome<()> {
        let content = fact.fingerprint(&mut self.scratch);
        let key = key(&fact, &mut self.scratch, &mut self.occurrences);
        let said = Said { content, origin: row.origin() };
        let held = self.known.said(&fact, &key).map(|held| (held.content, held.origin));
        let counts = &mut self.counts[(sheet_no - 1) as usize];
        counts[0] += rows;
        match held {
            Some((same, Origin::Row { task, row: first })) => {
                let is_other_sheet = task != row.task_no;
                let is_shared_row = row.task.layout.kinds.len() > 1;
                if same == content && (is_other_sheet || is_shared_row) {
                    counts[3] += rows;
                    return Ok(());
                }
                self.say_repeated(row, &fact, first + 1);
                return Ok(());
            }
            Some((same, Origin::Held(_))) if same == content => {
                counts[3] += rows;
                self.total(&fact);
                // From now on the row speaks for it: a second row with the same key would be a repetition.
                self.known.say(&fact, key, said);
                // Numbers and names of unchanged members are known; other unchanged facts are, too.
                return Ok(());
            }
            Some((_, Origin::Held(entry_no))) => {
                if let Err((column, refusal)) = self.replaceable(&fact, entry_no) {
                    self.say(row.problem(column, refusal));
                    return Ok(());
                }
                let changed = self.count_changes(&fact, entry_no, rows)?;
                let counts = &mut self.counts[(sheet_no - 1) as usize];
                counts[2] += changed;
                counts[3] += rows - changed;
                self.known.superseded.insert(entry_no);
                if self.changes.len() < MOST_SHOWN {
                    self.changes.push((said.origin, entry_no, fact.clone()));
                }
            }
            None => {
                counts[1] += rows;
                if let Fact::BankEntry(entry) = &fact
                    && let Err(refusal) = self.known.bank.check_new(entry)
                {
                    self.say(row.problem(Column::Date, refusal));
                    return Ok(());
                }
            }
        }
        if let Fact::Receipt(receipt) = &fact {
            self.doubt(row, receipt);
        }
        let date = match &fact {
            Fact::Voucher(voucher) => Some(voucher.head().date),
            Fact::BankEntry(entry) => Some(entry.date),
            _ => None,
        };
        if let Some(date) = date.filter(|date| *date > self.today) {
            self.say(row.problem(Column::Date, LedgerRefusal::DatedAhead { date, today: self.today }));
        }
        if let Fact::Voucher(voucher) = &fact
            && let Err(refusal) = self.known.ledger.check_open(voucher)
        {
            let is_opening = voucher.head().kind == VoucherKind::Opening;
            self.say(row.problem(if is_opening { Column::Book } else { Column::Date }, refusal));
        }
        self.known.say(&fact, key, said);
        self.queue(row, sheet_no, fact, said)
    }

    /// What is said of a receipt that can hardly be meant so.
    fn doubt(&mut self, row: Row<'_>, receipt: &Receipt) {
        let (date, amount, today) = (receipt.date, receipt.amount, self.today);
        if date > today {
            self.say(row.problem(Column::Date, ContractRefusal::ReceiptDatedAhead { date, today }));
        }
        if amount.is_zero() {
            self.say(row.problem(Column::Amount, ContractRefusal::ReceiptOfNothing { amount }));
        }
    }

    /// Whether a fact may take the place of an entry; where it may not, the column that says so.
    fn replaceable(&self, fact: &Fact, entry_no: i64) -> Result<(), (Column, Refusal)> {
        match fact {
            Fact::Voucher(_) => {
                self.known.ledger.replaceable(entry_no).map_err(|refusal| (Column::VoucherNo, refusal.into()))
            }
            Fact::BankAnswer(answer) => {
                Err((Column::PaymentLine, PaymentRefusal::AnswerChanged { line: answer.line }.into()))
            }
            Fact::BankEntry(entry) => {
                self.known.bank.replaceable(entry_no, entry).map_err(|refusal| (Column::SerialNo, refusal.into()))
            }
            _ => Ok(()),
        }
    }

    /// Of a plan, the rows that differ from what is held; of everything else the one row there is.
    fn count_changes(&mut self, fact: &Fact, entry_no: i64, rows: u64) -> Outcome<u64> {
        if rows == 1 || matches!(fact, Fact::Voucher(_)) {
            return Ok(rows);
        }
        let held = self.held_fact(FactKind::from(fact), entry_no)?;
        Ok(held.map_or(rows, |held| (fact.differences(&held).len() as u64).clamp(1, rows)))
    }

    fn held_fact(&mut self, kind: FactKind, entry_no: i64) -> Outcome<Option<Fact>> {
        let mut found = None;
        entry::each_between(self.tx, self.cooperative_id, kind, (entry_no, entry_no), |entry| {
            found = Some(entry.fact);
            Ok::<(), crate::application::Failure>(())
        })?;
        Ok(found)
    }

    fn say_repeated(&mut self, row: Row<'_>, fact: &Fact, first: u32) {
        let first = format!("{first}");
        match fact {
            // Without a column of numbers it is the identification number that repeats.
            Fact::Member(_) if !row.task.layout.has(Column::MemberNo) => {
                self.say(row.problem(Column::IdNumber, SheetRefusal::RowRepeated { first }));
            }
            Fact::Member(member) => {
                let member_no = member.member_no.clone();
                self.say(row.problem(Column::MemberNo, RegisterRefusal::MemberNumberRepeated { member_no, first }));
            }
            Fact::Voucher(voucher) if voucher.wanted_number().is_some() => {
                let number = voucher.wanted_number().unwrap_or_default();
                self.say(row.problem(Column::VoucherNo, LedgerRefusal::VoucherScattered { number, first }));
            }
            _ => {
                let column = key_column(fact);
                self.say(row.problem(column, SheetRefusal::RowRepeated { first }));
            }
        }
    }

    fn queue(&mut self, row: Row<'_>, sheet_no: i64, fact: Fact, said: Said) -> Outcome<()> {
        let kind = FactKind::from(&fact);
        self.total(&fact);
        if let Some(other) = self.known.put(&fact, said)
            && let Fact::Member(Member { id_number: Some(id_number), .. }) = &fact
        {
            let other = self.known.members.at(other).member_no.clone();
            let id_number = id_number.to_string().into();
            self.say(row.problem(Column::IdNumber, RegisterRefusal::IdNumberShared { id_number, other }));
        }
        if let Fact::Movement(movement) = &fact {
            self.check_certificate(row, &movement.certificate_no, movement.to_member_no.as_deref());
        }
        let entry_no = self.next_entry_no;
        self.next_entry_no += 1;
        bind_entry(&mut self.digest, &said.content, (sheet_no, i64::from(row.row) + 1));
        if !self.stores {
            return Ok(());
        }
        let queue = self.queues.entry(kind).or_default();
        queue.push(Entry { entry_no, sheet_no, row_no: i64::from(row.row) + 1, fingerprint: said.content, fact });
        if queue.len() >= QUEUE {
            entry::append(self.tx, self.cooperative_id, kind, queue)?;
            queue.clear();
        }
        Ok(())
    }

    /// One certificate belongs to one household.
    fn check_certificate(&mut self, row: Row<'_>, certificate_no: &CompactString, member_no: Option<&str>) {
        let members = &self.known.members;
        let Some(member) = member_no.and_then(|member_no| members.index.lookup(member_no)) else { return };
        if certificate_no.is_empty() {
            return;
        }
        let other = *self.known.certificates.entry(certificate_no.clone()).or_insert(member as u32);
        let household = |member: u32| members.sides[member as usize].household;
        if other != member as u32 && (household(other).is_none() || household(other) != household(member as u32)) {
            let (certificate_no, other) = (certificate_no.clone(), members.at(other as usize).member_no.clone());
            self.say(row.problem(Column::CertificateNo, RegisterRefusal::CertificateShared { certificate_no, other }));
        }
    }

    /// Adds a fact to the sums that the import shows. A repetition within the import is not counted again.
    fn total(&mut self, fact: &Fact) {
        let add = |sum: Money, more: Money| sum.plus(more).unwrap_or(sum);
        match fact {
            Fact::Member(_) => self.totals.people += 1,
            Fact::Movement(movement) if movement.source == MovementSource::Holdings => {
                let sum = self.totals.shares.entry(movement.class.as_str().into()).or_default();
                *sum = sum.checked_add(movement.shares).unwrap_or(*sum);
            }
            Fact::LandContribution(land) => {
                self.total_area(&land.contract_no, land.contribution().object.unit(), land.area)
            }
            Fact::ShopContribution(shop) => {
                self.total_area(&shop.contract_no, shop.contribution().object.unit(), shop.floor_area);
            }
            Fact::Receipt(receipt) => self.totals.receipts = add(self.totals.receipts, receipt.amount),
            Fact::CashContribution(cash) => self.totals.cash = add(self.totals.cash, cash.amount),
            _ => {}
        }
    }

    fn total_area(&mut self, contract_no: &CompactString, unit: crate::domain::quantity::AreaUnit, area: Area) {
        let batch =
            self.known.contracts.get(contract_no).map_or(contract_no.as_str(), |contract| contract.fact.batch_name());
        let sum = self.totals.areas.entry((batch.into(), unit)).or_default();
        *sum = sum.checked_add(area).unwrap_or(*sum);
    }

    /// After a sheet of members: those whose head came later, or not at all.
    pub fn end(&mut self, position: usize, tasks: &[Task]) -> Outcome<()> {
        let more_members = tasks[position + 1..].iter().any(|task| task.layout.kinds.contains(&SheetKind::Members));
        if more_members || self.waiting.is_empty() {
            return Ok(());
        }
        // Heads have all come: those that are still looked for have to be the only one of their name.
        self.last_head = None;
        for (task_no, row, mut member, head) in std::mem::take(&mut self.waiting) {
            let task = &tasks[task_no as usize];
            let row = Row { task, task_no, row };
            if !self.find_household(&mut member, &head) {
                let column = if task.layout.has(Column::HeadName) { Column::HeadName } else { Column::HeadIdNumber };
                let by_id = head.id_number.map(|id_number| CompactString::from(id_number.to_string()));
                let head = if head.name.is_empty() { by_id.unwrap_or_default() } else { head.name };
                self.say(row.problem(column, RegisterRefusal::HeadNotFound { head }));
            }
            let sheet_no = task.first_sheet_no;
            self.enter(row, sheet_no, Fact::Member(member), 1)?;
        }
        Ok(())
    }

    /// Checks the whole, writes what is still queued, and moves everything that was noted into the report.
    pub fn finish(&mut self, tasks: &[Task], report: &mut ImportReport) -> Outcome<()> {
        for (origin, refusal) in self.known.ledger.gaps() {
            let Origin::Row { task, row } = origin else { continue };
            self.say(Problem::at(tasks[task as usize].place(row, Column::VoucherNo), refusal));
        }
        for (origin, column, refusal) in check::whole(&mut self.known) {
            let Origin::Row { task, row } = origin else { continue };
            let place = tasks[task as usize].place(row, column);
            self.say(Problem::at(place, refusal));
        }
        if self.stores {
            for (kind, queue) in std::mem::take(&mut self.queues) {
                entry::append(self.tx, self.cooperative_id, kind, &queue)?;
            }
            let mut superseded: Vec<i64> = self.known.superseded.iter().copied().collect();
            superseded.sort_unstable();
            entry::reverse(self.tx, self.cooperative_id, self.batch_no, &superseded)?;
        }
        for (origin, entry_no, fact) in std::mem::take(&mut self.changes) {
            let Some(held) = self.held_fact(FactKind::from(&fact), entry_no)? else { continue };
            let Origin::Row { task, row } = origin else { continue };
            let differences = fact.differences(&held).into_iter();
            let fields = differences.map(|(field, new, old)| FieldChange { field, old, new }).collect();
            let task = &tasks[task as usize];
            report.changes.push(ChangedRow {
                file: task.file.clone(),
                sheet: task.sheet.clone(),
                row: row + 1,
                subject: fact.subject(),
                fields,
            });
        }
        report.problems.append(&mut self.problems);
        for (severity, count) in [Severity::Error, Severity::Warning].into_iter().zip(self.unlisted) {
            if count > 0 {
                report.problems.push(Problem::new(SheetRefusal::MoreProblems { count, severity }));
            }
        }
        report.numbered = std::mem::take(&mut self.numbered);
        report.totals = std::mem::take(&mut self.totals);
        Ok(())
    }

    /// New terms of the charter that would count from before a day.
    pub fn backdated(&self, day: NaiveDate, tasks: &[Task]) -> Vec<Problem> {
        let terms = self.known.counting(&self.known.terms);
        let early = terms.filter(|term| term.fact.effective_date.is_none_or(|from| from < day));
        let problem = |term: &Located<CharterTerm>| {
            let Origin::Row { task, row } = term.origin else { return None };
            let (item, effective_date) = (term.fact.item, term.fact.effective_date);
            let refusal = GovernanceRefusal::TermBackdated { item, effective_date, day };
            Some(Problem::at(tasks[task as usize].place(row, Column::EffectiveDate), refusal))
        };
        early.filter_map(problem).collect()
    }

    /// What was entered.
    pub fn outcome(self) -> Entered {
        Entered {
            batch_no: self.batch_no,
            first_entry_no: self.first_entry_no,
            last_entry_no: self.next_entry_no - 1,
            digest: Hash::from_bytes(&self.digest.finalize()).unwrap_or(Hash::NONE),
            counts: self.counts,
        }
    }
}
