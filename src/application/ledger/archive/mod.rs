//! The yearly archive (会计档案): what a closed year leaves, in files that are read without this program, with a manifest that ties them to the log.

mod bank;
mod book;
mod retention;

pub use crate::rendering::package::{PackageCheck, PackageFlaw};

use super::books;
use super::query::{VoucherView, views};
use super::rules::{changes, posting_rules, rule_headings, rule_rows};
use crate::application::distribution::evidence::run_evidence;
use crate::application::distribution::query::{Standing, find_run};
use crate::application::export::write_kept;
use crate::application::{Failure, Outcome};
use crate::domain::governance::seal::Hash;
use crate::domain::ledger::book::Book;
use crate::domain::ledger::deed::VoucherMark;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::rule_change::Decision;
use crate::domain::period::{AccountingPeriod, AccountingYear, china_time};
use crate::domain::refusal::{CooperativeRefusal, Problem};
use crate::rendering::package::{self, Package, PackageFile, Written};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use crate::storage::import_batch::{self, Batch};
use crate::storage::{distribution as runs, ledger as ledgers};
use chrono::{DateTime, Utc};
use retention::{Document, Retention, retentions};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveReport {
    /// The books, by code.
    pub books: Vec<String>,
    /// Every file but the manifest.
    pub files: Vec<Written>,
    /// The hash of the manifest.
    pub manifest: Hash,
    /// The last entry of the log at that time: its number and hash.
    pub log_head: (i64, Hash),
}

/// Archives a year of every book. The same data give the same bytes.
///
/// # Errors
/// Where no book has that year, one is not closed to its distribution period, or the folder is in use.
pub fn archive(db: &mut Db, cooperative: &Cooperative, year: AccountingYear, folder: &Path) -> Outcome<ArchiveReport> {
    let mut tx = db.begin_read()?;
    let held: Vec<Book> =
        books(&mut tx, cooperative.id)?.into_values().filter(|book| book.first_year <= year).collect();
    check_closed(&held, year)?;
    let acts = Acts::load(&mut tx, cooperative)?;
    let vouchers = posted_until(&mut tx, cooperative, year)?;
    let mut archive = Archive::begin(Package::create(folder)?, year, acts);
    for (position, book) in held.iter().enumerate() {
        let folder = format!("{}-{}", position + 1, safe(&book.code));
        let own: Vec<&VoucherView> = vouchers.iter().filter(|view| view.voucher.head().book == book.code).collect();
        archive.book(&mut tx, cooperative, (book, &folder), &own)?;
        archive.bank(&mut tx, cooperative, (book, &folder))?;
    }
    archive.attachments(&mut tx, cooperative, &vouchers)?;
    archive.posting_rules(&mut tx, cooperative, &vouchers)?;
    archive.distribution(&mut tx, cooperative)?;
    let log_head = archive.acts.head;
    let (files, manifest) = archive.seal()?;
    let books = held.iter().map(|book| book.code.to_string()).collect();
    Ok(ArchiveReport { books, files, manifest, log_head })
}

/// Holds an archive, or an export, against its manifest. No data is needed.
///
/// # Errors
/// Where there is no manifest, or a file cannot be read.
pub fn check_archive(folder: &Path) -> Outcome<PackageCheck> {
    let path = |path: &Path| path.display().to_string();
    match package::check(folder) {
        Ok(Some(checked)) => Ok(checked),
        Ok(None) => Err(Failure::refused(CooperativeRefusal::ManifestMissing { path: path(folder) })),
        Err((at, error)) => {
            let (path, reason) = (path(&at), error.to_string());
            Err(Failure::refused(CooperativeRefusal::ArchiveUnreadable { path, reason }))
        }
    }
}

/// Only what is closed for good is archived.
fn check_closed(books: &[Book], year: AccountingYear) -> Outcome<()> {
    if books.is_empty() {
        return Err(super::voucher::refused(LedgerRefusal::YearWithoutBooks { year }));
    }
    let distribution = AccountingPeriod::distribution(year);
    let open = |book: &Book| match book.is_closed(AccountingPeriod::december(year)) {
        false => Some(book.open_period()),
        true => (!book.is_closed(distribution)).then_some(distribution),
    };
    let still_open = |book: &Book| {
        let (book, open) = (book.code.clone(), open(book)?);
        Some(Problem::new(LedgerRefusal::YearNotFinished { book, year, open }))
    };
    let problems: Vec<Problem> = books.iter().filter_map(still_open).collect();
    if problems.is_empty() { Ok(()) } else { Err(Failure::Refused(problems)) }
}

/// Posted vouchers of all books up to a year, in the order of periods, words and numbers.
fn posted_until(tx: &mut Tx<'_>, cooperative: &Cooperative, year: AccountingYear) -> Outcome<Vec<VoucherView>> {
    let mut found = views(tx, cooperative)?;
    found.retain(|view| view.number.is_some() && view.voucher.head().period.year() <= year);
    found.sort_by_key(|view| (view.voucher.head().period, view.number, view.entry_no));
    Ok(found)
}

/// A code as a part of a file's name.
fn safe(code: &str) -> String {
    let is_safe = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_');
    code.chars().map(|character| if is_safe(character) { character } else { '_' }).collect()
}

/// Who did what with vouchers, and when.
struct Acts {
    batches: Vec<Batch>,
    /// By entry: the events that reviewed, signed and posted it.
    events_of: FxHashMap<i64, [Option<i64>; 3]>,
    /// By event: who, and when.
    events: BTreeMap<i64, [String; 2]>,
    head: (i64, Hash),
}

impl Acts {
    fn load(tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<Acts> {
        let mut events_of: FxHashMap<i64, [Option<i64>; 3]> = FxHashMap::default();
        for (entry_no, mark, event_no) in ledgers::marks(tx, cooperative.id)? {
            events_of.entry(entry_no).or_default()[usize::from(mark == VoucherMark::Signed)] = Some(event_no);
        }
        for posted in ledgers::posted(tx, cooperative.id)? {
            events_of.entry(posted.entry_no).or_default()[2] = Some(posted.event_no);
        }
        let log = event_log::all(tx, cooperative.id)?;
        let head = log.last().map_or((0, Hash::NONE), |event| (event.event_no, event.hash));
        let of = |event: event_log::Event| (event.event_no, [event.actor, china_time(event.occurred_at).to_string()]);
        let batches = import_batch::all(tx, cooperative.id)?;
        Ok(Acts { batches, events_of, events: log.into_iter().map(of).collect(), head })
    }

    /// Who prepared, reviewed, signed and posted a voucher, each with the moment in China.
    fn of(&self, entry_no: i64) -> [String; 8] {
        let batch = import_batch::holding(&self.batches, entry_no);
        let [by, at] = batch
            .map_or_else(Default::default, |batch| [batch.actor.clone(), china_time(batch.occurred_at).to_string()]);
        let event = |event_no: Option<i64>| event_no.and_then(|event_no| self.events.get(&event_no)).cloned();
        let events = self.events_of.get(&entry_no).copied().unwrap_or_default();
        let [[reviewed, then], [signed, after], [posted, last]] =
            events.map(|number| event(number).unwrap_or_default());
        [by, at, reviewed, then, signed, after, posted, last]
    }
}

/// An archive under way.
struct Archive {
    package: Package,
    year: AccountingYear,
    acts: Acts,
    retentions: Vec<(Document, Retention)>,
    files: Vec<(Written, Vec<String>)>,
}

impl Archive {
    fn begin(package: Package, year: AccountingYear, acts: Acts) -> Archive {
        Archive { package, year, acts, retentions: retentions(), files: Vec::new() }
    }

    /// Notes a file for the manifest. `names` say more than its kind does, in Chinese and in English.
    fn note(&mut self, written: Written, document: Document, book: &str, names: [&str; 2]) {
        let known = self.retentions.iter().find(|(known, _)| *known == document);
        let Retention { titles: [zh, en], term } = known.map(|(_, found)| found.clone()).unwrap_or_default();
        let titled = |title: String, name: &str| if name.is_empty() { title } else { format!("{title} {name}") };
        let (event_no, hash) = self.acts.head;
        let cells = [titled(zh, names[0]), titled(en, names[1]), book.to_owned(), self.year.to_string(), term];
        let head = [event_no.to_string(), hash.to_string()];
        self.files.push((written, cells.into_iter().chain(head).collect()));
    }

    /// Ends a table and notes it.
    fn end(&mut self, table: PackageFile, document: Document, book: &str) -> Outcome<()> {
        let written = table.finish()?;
        self.note(written, document, book, ["", ""]);
        Ok(())
    }

    /// Kept files that vouchers of the year rest on, and which voucher each is of.
    fn attachments(&mut self, tx: &mut Tx<'_>, cooperative: &Cooperative, vouchers: &[VoucherView]) -> Outcome<()> {
        let headings = ["账套", "会计期间", "凭证字号", "附件", "SHA-256"];
        let mut index = self.package.table("attachments.csv", headings)?;
        let mut kept = BTreeSet::new();
        for view in vouchers.iter().filter(|view| view.voucher.head().period.year() == self.year) {
            let head = view.voucher.head();
            for hash in &head.attachments {
                kept.insert(*hash);
                let (file, hash) = (format!("attachments/{hash}"), hash.to_string());
                index.row([head.book.to_string(), head.period.to_string(), number(view), file, hash])?;
            }
        }
        self.end(index, Document::AttachmentIndex, "")?;
        for hash in kept {
            let written = write_kept(tx, cooperative, (&self.package, "attachments"), &hash)?;
            self.note(written, Document::Attachment, "", ["", ""]);
        }
        Ok(())
    }

    /// 记账规则: every version that a voucher of the year was made by, or that was in force in the year, with who set it.
    fn posting_rules(&mut self, tx: &mut Tx<'_>, cooperative: &Cooperative, vouchers: &[VoucherView]) -> Outcome<()> {
        let more = ["起用日", "规则变更", "提出人", "提出时间", "批准人", "批准时间"];
        let headings = rule_headings().into_iter().chain(more);
        let mut table = self.package.table("posting-rules.csv", headings)?;
        let heads = vouchers.iter().map(|view| view.voucher.head()).filter(|head| head.period.year() == self.year);
        let used: BTreeSet<&str> = heads.map(|head| head.rule.as_str()).collect();
        let last_day = self.year.range().last;
        let changes = changes(tx, cooperative.id)?;
        for version in posting_rules(tx, cooperative.id)?.all() {
            let begun = version.change.is_none_or(|(_, since)| since <= last_day);
            if !begun && !used.contains(version.rule.name_with_version().as_str()) {
                continue;
            }
            let set = version.change.and_then(|(change_no, since)| {
                let change = changes.iter().find(|change| change.change_no == change_no)?;
                let Some(Decision::Approved(approved, _)) = &change.decision else { return None };
                let told = |(by, at): &(String, DateTime<Utc>)| [by.clone(), china_time(*at).to_string()];
                let [by, at] = told(&change.proposed);
                let [approver, then] = told(approved);
                Some([since.to_string(), change_no.to_string(), by, at, approver, then])
            });
            for row in rule_rows(&version.rule) {
                table.row(row.into_iter().chain(set.clone().unwrap_or_default()))?;
            }
        }
        self.end(table, Document::PostingRule, "")
    }

    /// The year's runs with their seals; of those that count, the evidence with which anybody computes them again.
    fn distribution(&mut self, tx: &mut Tx<'_>, cooperative: &Cooperative) -> Outcome<()> {
        let headings = [
            "分配",
            "种类",
            "编制时间",
            "编制人",
            "状态",
            "被替代",
            "对账单份数",
            "依据哈希",
            "结果哈希",
            "对账单根哈希",
            "封存号",
        ];
        let mut table = self.package.table("distribution.csv", headings)?;
        let mut counted = Vec::new();
        for run in runs::all(tx, cooperative.id)?.into_iter().filter(|run| run.run.year == self.year) {
            let standing = match find_run(tx, cooperative, run.run)?.standing {
                Standing::Draft => "草案".to_owned(),
                Standing::UnderProcedure(motion_no) => format!("审议中（议题 {motion_no}）"),
                Standing::Rejected(motion_no) => format!("未通过（议题 {motion_no}）"),
                Standing::Effective(motion_no, since) => format!("{since} 生效（议题 {motion_no}）"),
                Standing::Void(motion_no) => format!("作废（议题 {motion_no}）"),
            };
            let replaced = run.superseded_by.map(|by| by.to_string()).unwrap_or_default();
            let about = [run.run.to_string(), run.kind.zh().to_owned(), china_time(run.occurred_at).to_string()];
            let hashes = [run.seal.inputs, run.seal.worksheet, run.seal.statements, run.seal.hash()];
            let more = [run.actor.clone(), standing, replaced, run.statement_count.to_string()];
            table.row(about.into_iter().chain(more).chain(hashes.map(|hash| hash.to_string())))?;
            counted.extend(run.superseded_by.is_none().then_some(run.run));
        }
        self.end(table, Document::Distribution, "")?;
        for run in counted {
            let evidence = run_evidence(tx, cooperative, (run.year, Some(run.number)))?.write();
            let name = format!("distribution/{}-{}.evidence.txt", run.year, run.number);
            let written = self.package.whole(&name, evidence)?;
            let run = run.to_string();
            self.note(written, Document::Distribution, "", [&run, &run]);
        }
        Ok(())
    }

    fn seal(self) -> Outcome<(Vec<Written>, Hash)> {
        let more = ["title", "title_en", "book", "year", "retention", "log_entry", "log_hash"];
        let manifest = self.package.seal(&more, &self.files)?;
        Ok((self.files.into_iter().map(|(written, _)| written).collect(), manifest.hash))
    }
}

/// 凭证字号 of a posted voucher.
fn number(view: &VoucherView) -> String {
    view.number.map(|number| number.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn a_code_names_no_other_folder() {
        assert_eq!(["合作社", "../x", "a/b:c"].map(safe), ["合作社", "___x", "a_b_c"]);
    }
}
