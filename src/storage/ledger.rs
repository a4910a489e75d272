//! Tables of the books: vouchers with their lines, what was reviewed, signed and posted, and what periods came to.

use super::db::{Row, Tx, Value};
use super::entry::{Entry, FactTable, broken, fingerprint};
use super::error::{StorageError, Stored};
use crate::domain::fact::Fact;
use crate::domain::governance::seal::Hash;
use crate::domain::ledger::account::{Dimensions, Side};
use crate::domain::ledger::balance::{Turnover, Turnovers};
use crate::domain::ledger::deed::VoucherMark;
use crate::domain::ledger::voucher::{Line, Voucher, VoucherHead, VoucherKind, VoucherNumber, VoucherWord};
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use compact_str::CompactString;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) const VOUCHER: FactTable = FactTable {
    name: "voucher",
    columns: &[
        "book",
        "voucher_date",
        "period",
        "kind",
        "word",
        "wanted_number",
        "source",
        "rule",
        "linked_entry_no",
        "attachment_count",
        "attachments",
    ],
    write: write_head,
    // A voucher is read with its lines: `each_with_lines`.
    read: |_, _| Err(broken("voucher", "entry_no", "")),
};

/// A period as it is stored: year × 100 + number.
pub(super) fn stored(period: AccountingPeriod) -> i64 {
    i64::from(period.year().number()) * 100 + i64::from(period.number())
}

pub(super) fn period(table: &'static str, stored: i64) -> Stored<AccountingPeriod> {
    let year = i32::try_from(stored / 100).ok().and_then(AccountingYear::try_new);
    let number = u8::try_from(stored % 100).ok();
    let period = year.zip(number).and_then(|(year, number)| AccountingPeriod::try_new(year, number));
    period.ok_or_else(|| broken(table, "period", &stored.to_string()))
}

fn write_head<'f>(fact: &'f Fact, values: &mut Vec<Value<'f>>) {
    let Fact::Voucher(voucher) = fact else { return };
    let head = voucher.head();
    values.extend([
        Value::text(&head.book),
        Value::Date(head.date),
        Value::Int(stored(head.period)),
        Value::text(head.kind.code()),
        Value::text(head.word.zh()),
        Value::optional_int(head.number.map(i64::from)),
        Value::text(&head.source),
        Value::text(&head.rule),
        Value::optional_int(head.linked),
        Value::Int(i64::from(head.attachment_count)),
        Value::owned(hashes(&head.attachments)),
    ]);
}

/// Hashes with a blank between.
fn hashes(attachments: &[Hash]) -> String {
    attachments.iter().map(Hash::to_string).collect::<Vec<_>>().join(" ")
}

/// What was read of a row; where a value of it cannot be read, by this program or by its driver, the row is named.
pub(super) fn in_row<T>(read: Stored<T>, table: &'static str, row: impl FnOnce() -> String) -> Stored<T> {
    read.map_err(|_| StorageError::BrokenRow { table, row: row() })
}

/// A word as it is stored.
fn read_word(table: &'static str, text: &str) -> Stored<VoucherWord> {
    VoucherWord::lookup(text).filter(|word| word.zh() == text).ok_or_else(|| broken(table, "word", text))
}

/// Dimensions as they are stored: equal ones are equal texts.
fn read_dimensions(table: &'static str, text: &str) -> Stored<Dimensions> {
    Dimensions::parse(text).ok_or_else(|| broken(table, "dimensions", text))
}

/// Adds the lines of vouchers that are entered.
pub(super) fn append_lines(tx: &mut Tx<'_>, cooperative_id: Uuid, entries: &[Entry]) -> Stored<()> {
    let columns =
        ["cooperative_id", "entry_no", "line_no", "account", "debit_fen", "credit_fen", "dimensions", "summary"];
    let mut values = Vec::with_capacity(entries.len() * 2 * columns.len());
    for entry in entries {
        let Fact::Voucher(voucher) = &entry.fact else { continue };
        for (position, line) in voucher.lines().iter().enumerate() {
            let (debit, credit) = match line.side {
                Side::Debit => (line.amount.fen(), 0),
                Side::Credit => (0, line.amount.fen()),
            };
            values.extend([
                Value::Id(cooperative_id),
                Value::Int(entry.entry_no),
                Value::Int(position as i64 + 1),
                Value::text(&line.account),
                Value::Int(debit),
                Value::Int(credit),
                Value::text(line.dimensions.as_str()),
                Value::text(&line.summary),
            ]);
        }
    }
    tx.insert_many("posting", &columns, &values)
}

/// The query of vouchers with their lines, a row a line.
pub(super) fn select_with_lines(condition: &str) -> String {
    let columns: Vec<String> = VOUCHER.columns.iter().map(|column| format!("entry.{column}")).collect();
    let columns = columns.join(", ");
    format!(
        "select entry.entry_no, entry.sheet_no, entry.row_no, entry.fingerprint, {columns}, posting.account, \
         posting.debit_fen, posting.credit_fen, posting.dimensions, posting.summary, posting.line_no from voucher entry \
         join posting on posting.cooperative_id = entry.cooperative_id and posting.entry_no = entry.entry_no \
         where entry.cooperative_id = $1 {condition} order by entry.entry_no, posting.line_no"
    )
}

/// A voucher whose lines are still coming.
struct Gathering {
    entry: [i64; 3],
    fingerprint: [u8; 16],
    head: VoucherHead,
    lines: Vec<Line>,
}

impl Gathering {
    fn finish(self) -> Stored<Entry> {
        let [entry_no, sheet_no, row_no] = self.entry;
        let row = || StorageError::BrokenRow { table: "voucher", row: entry_no.to_string() };
        let voucher = Voucher::try_new(self.head, self.lines).map_err(|_| row())?;
        let fact = Fact::Voucher(Box::new(voucher));
        Ok(Entry { entry_no, sheet_no, row_no, fingerprint: self.fingerprint, fact })
    }
}

/// Hands over vouchers, each with its lines.
pub(super) fn each_with_lines<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    sql: &str,
    arguments: &[Value<'_>],
    mut take: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let mut gathering: Option<Gathering> = None;
    tx.each(sql, arguments, |row| {
        let entry_no = row.int(0)?;
        if gathering.as_ref().is_some_and(|known| known.entry[0] != entry_no)
            && let Some(whole) = gathering.take()
        {
            take(whole.finish()?)?;
        }
        let first = 4 + VOUCHER.columns.len();
        let before = gathering.as_ref().map_or(0, |known| known.lines.len() as i64);
        let line = in_row(read_line(row, first), "posting", || format!("{entry_no}.{}", before + 1))?;
        if in_row(row.int(first + 5), "posting", || format!("{entry_no}.{}", before + 1))? != before + 1 {
            return Err(StorageError::BrokenRow { table: "posting", row: format!("{entry_no}.{}", before + 1) }.into());
        }
        match &mut gathering {
            Some(known) => known.lines.push(line),
            None => {
                let own = || entry_no.to_string();
                let place = || Ok([entry_no, row.int(1)?, row.int(2)?]);
                gathering = Some(Gathering {
                    entry: in_row(place(), "voucher", own)?,
                    fingerprint: in_row(fingerprint(row, "voucher"), "voucher", own)?,
                    head: in_row(read_head(row, 4), "voucher", own)?,
                    lines: vec![line],
                });
            }
        }
        Ok::<(), E>(())
    })?;
    gathering.map_or(Ok(()), |last| take(last.finish()?))
}

fn read_head(row: &Row<'_>, first: usize) -> Stored<VoucherHead> {
    let unknown = |column, value: &str| broken("voucher", column, value);
    let (kind, word) = (row.text(first + 3)?, row.text(first + 4)?);
    let small = |column, number: i64| u32::try_from(number).map_err(|_| unknown(column, &number.to_string()));
    let written = row.text(first + 10)?;
    let mut attachments = Vec::new();
    for hash in written.split(' ').filter(|hash| !hash.is_empty()) {
        attachments.push(hash.parse::<Hash>().map_err(|_| unknown("attachments", hash))?);
    }
    // Queries compare what is stored: what is read must be written in the one way there is.
    if hashes(&attachments) != written {
        return Err(unknown("attachments", written));
    }
    Ok(VoucherHead {
        book: row.text(first)?.into(),
        date: row.date(first + 1)?,
        period: period("voucher", row.int(first + 2)?)?,
        kind: VoucherKind::lookup(kind).filter(|known| known.code() == kind).ok_or_else(|| unknown("kind", kind))?,
        word: read_word("voucher", word)?,
        number: row.optional_int(first + 5)?.map(|number| small("wanted_number", number)).transpose()?,
        source: row.text(first + 6)?.into(),
        rule: row.text(first + 7)?.into(),
        linked: row.optional_int(first + 8)?,
        attachment_count: small("attachment_count", row.int(first + 9)?)?,
        attachments,
    })
}

fn read_line(row: &Row<'_>, first: usize) -> Stored<Line> {
    let (debit, credit) = (row.int(first + 1)?, row.int(first + 2)?);
    let (side, fen) = match (debit, credit) {
        (debit, 0) => (Side::Debit, debit),
        (0, credit) => (Side::Credit, credit),
        _ => return Err(broken("posting", "credit_fen", &credit.to_string())),
    };
    Ok(Line {
        account: row.text(first)?.into(),
        side,
        amount: Money::from_fen(fen),
        dimensions: read_dimensions("posting", row.text(first + 3)?)?,
        summary: row.text(first + 4)?.into(),
    })
}

/// A voucher that was posted, and under which number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// 账套.
    pub book: CompactString,
    /// 会计期间.
    pub period: AccountingPeriod,
    /// 凭证字号.
    pub number: VoucherNumber,
    /// The voucher.
    pub entry_no: i64,
    /// The act of posting.
    pub event_no: i64,
}

/// Marks vouchers.
pub fn add_marks(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (mark, event_no): (VoucherMark, i64),
    entry_nos: &[i64],
) -> Stored<()> {
    let row = |entry_no: &i64| {
        [Value::Id(cooperative_id), Value::Int(*entry_no), Value::text(mark.code()), Value::Int(event_no)]
    };
    let values: Vec<Value<'_>> = entry_nos.iter().flat_map(row).collect();
    tx.insert_many("voucher_mark", &["cooperative_id", "entry_no", "mark", "event_no"], &values)
}

/// Every mark: of which voucher, which, and by which event.
pub fn marks(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<(i64, VoucherMark, i64)>> {
    let sql = "select entry_no, mark, event_no from voucher_mark where cooperative_id = $1 order by entry_no, mark";
    tx.all(sql, &[Value::Id(cooperative_id)], |row| {
        let (entry_no, mark) = (row.int(0)?, row.text(1)?);
        let known = VoucherMark::lookup(mark).ok_or_else(|| broken("voucher_mark", "mark", mark));
        Ok((entry_no, in_row(known, "voucher_mark", || format!("#{entry_no}"))?, row.int(2)?))
    })
}

/// The vouchers of a book and period that have a mark.
pub fn marked(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, period): (&str, AccountingPeriod),
    mark: VoucherMark,
) -> Stored<Vec<i64>> {
    let sql = "select mark.entry_no from voucher join voucher_mark mark on mark.cooperative_id = voucher.cooperative_id \
               and mark.entry_no = voucher.entry_no where voucher.cooperative_id = $1 and voucher.book = $2 \
               and voucher.period = $3 and mark.mark = $4 order by mark.entry_no";
    let arguments =
        [Value::Id(cooperative_id), Value::text(book), Value::Int(stored(period)), Value::text(mark.code())];
    tx.all(sql, &arguments, |row| row.int(0))
}

/// The last numbers that were given in a book and period, by word.
pub fn last_numbers(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, period): (&str, AccountingPeriod),
) -> Stored<Vec<VoucherNumber>> {
    let sql = "select word, max(number) from posted_voucher where cooperative_id = $1 and book = $2 and period = $3 \
               group by word order by word";
    let arguments = [Value::Id(cooperative_id), Value::text(book), Value::Int(stored(period))];
    tx.all(sql, &arguments, |row| number("posted_voucher", row.text(0)?, row.int(1)?))
}

fn number(table: &'static str, word: &str, number: i64) -> Stored<VoucherNumber> {
    let known = read_word(table, word)?;
    let number = u32::try_from(number).map_err(|_| broken(table, "number", &number.to_string()))?;
    Ok(VoucherNumber { word: known, number })
}

/// Gives numbers to vouchers.
pub fn add_posted(tx: &mut Tx<'_>, cooperative_id: Uuid, posted: &[Posted]) -> Stored<()> {
    let row = |one: &Posted| {
        [
            Value::Id(cooperative_id),
            Value::owned(one.book.to_string()),
            Value::Int(stored(one.period)),
            Value::text(one.number.word.zh()),
            Value::Int(i64::from(one.number.number)),
            Value::Int(one.entry_no),
            Value::Int(one.event_no),
        ]
    };
    let values: Vec<Value<'_>> = posted.iter().flat_map(row).collect();
    let columns = ["cooperative_id", "book", "period", "word", "number", "entry_no", "event_no"];
    tx.insert_many("posted_voucher", &columns, &values)
}

/// Every number that was given, in the order of books, periods, words and numbers.
pub fn posted(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Stored<Vec<Posted>> {
    let sql = "select book, period, word, number, entry_no, event_no from posted_voucher where cooperative_id = $1 \
               order by book, period, word, number";
    tx.all(sql, &[Value::Id(cooperative_id)], read_posted)
}

/// Book, period, word, number, entry and event.
pub(super) fn read_posted(row: &Row<'_>) -> Stored<Posted> {
    let entry_no = row.int(4)?;
    let own = || format!("#{entry_no}");
    Ok(Posted {
        book: row.text(0)?.into(),
        period: in_row(period("posted_voucher", row.int(1)?), "posted_voucher", own)?,
        number: in_row(number("posted_voucher", row.text(2)?, row.int(3)?), "posted_voucher", own)?,
        entry_no,
        event_no: row.int(5)?,
    })
}

const TURNOVER: [&str; 4] = ["account", "dimensions", "debit_fen", "credit_fen"];

fn turnover_values<'t>(turnovers: &'t Turnovers, before: &[Value<'t>]) -> Vec<Value<'t>> {
    let mut values = Vec::with_capacity(turnovers.0.len() * (before.len() + TURNOVER.len()));
    for ((account, dimensions), turnover) in &turnovers.0 {
        values.extend_from_slice(before);
        values.extend([
            Value::text(account),
            Value::text(dimensions.as_str()),
            Value::Int(turnover.debit.fen()),
            Value::Int(turnover.credit.fen()),
        ]);
    }
    values
}

/// Keeps what an act of posting came to (科目汇总).
pub fn add_summary(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, period, event_no): (&str, AccountingPeriod, i64),
    turnovers: &Turnovers,
) -> Stored<()> {
    let before = [Value::Id(cooperative_id), Value::text(book), Value::Int(stored(period)), Value::Int(event_no)];
    let columns = ["cooperative_id", "book", "period", "event_no"];
    let values = turnover_values(turnovers, &before);
    tx.insert_many("account_summary", &[&columns[..], &TURNOVER].concat(), &values)
}

/// An act of posting: book, period and event.
pub type Act = (CompactString, AccountingPeriod, i64);

/// What acts of posting came to, as summaries were kept or as the lines of their vouchers say.
pub fn by_act(tx: &mut Tx<'_>, cooperative_id: Uuid, source: ActSource) -> Stored<BTreeMap<Act, Turnovers>> {
    let mut found: BTreeMap<Act, Turnovers> = BTreeMap::new();
    tx.each(&act_query(source), &[Value::Id(cooperative_id)], |row| {
        let table = source.table();
        let (book, stored, event_no, account) = (row.text(0)?, row.int(1)?, row.int(2)?, row.text(3)?);
        let own = || format!("{book} {stored} @{event_no} {account}");
        let act = (book.into(), in_row(period(table, stored), table, own)?, event_no);
        let about = in_row(read_dimensions(table, row.text(4)?), table, own)?;
        let turnover = Turnover { debit: Money::from_fen(row.int(5)?), credit: Money::from_fen(row.int(6)?) };
        found.entry(act).or_default().0.insert((account.into(), about), turnover);
        Ok::<(), StorageError>(())
    })?;
    Ok(found)
}

/// Where what acts of posting came to is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActSource {
    /// What was kept with the act.
    Summaries,
    /// The lines of its vouchers.
    Postings,
}

impl ActSource {
    const fn table(self) -> &'static str {
        match self {
            ActSource::Summaries => "account_summary",
            ActSource::Postings => "posting",
        }
    }
}

fn act_query(source: ActSource) -> String {
    let from = match source {
        ActSource::Summaries => "account_summary part",
        ActSource::Postings => {
            "posted_voucher part join posting on posting.cooperative_id = part.cooperative_id \
             and posting.entry_no = part.entry_no"
        }
    };
    format!(
        "select part.book, part.period, part.event_no, account, dimensions, {SUMS} from {from} \
         where part.cooperative_id = $1 group by part.book, part.period, part.event_no, account, dimensions"
    )
}

/// Keeps what a closed period came to.
pub fn add_closed(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, period): (&str, AccountingPeriod),
    turnovers: &Turnovers,
) -> Stored<()> {
    let before = [Value::Id(cooperative_id), Value::text(book), Value::Int(stored(period))];
    let values = turnover_values(turnovers, &before);
    tx.insert_many("closed_turnover", &[&["cooperative_id", "book", "period"][..], &TURNOVER].concat(), &values)
}

/// Where the turnover of a period is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnoverSource {
    /// What closing kept.
    Closed,
    /// What the acts of posting came to.
    Summaries,
    /// The lines themselves: what the other two are proved by.
    Postings,
    /// The lines of closing vouchers alone, and of what reverses them: without them an account of income shows what came in.
    ClosingVouchers,
}

impl TurnoverSource {
    const fn table(self) -> &'static str {
        match self {
            TurnoverSource::Closed => "closed_turnover",
            TurnoverSource::Summaries => "account_summary",
            TurnoverSource::Postings | TurnoverSource::ClosingVouchers => "posting",
        }
    }
}

/// Every query that is put together, for the test that prepares each on both databases.
pub fn queries() -> Vec<String> {
    let sources =
        [TurnoverSource::Closed, TurnoverSource::Summaries, TurnoverSource::Postings, TurnoverSource::ClosingVouchers];
    let acts = [ActSource::Summaries, ActSource::Postings].map(act_query);
    let of_vouchers = [drafts_query(), touching_query(true), touching_query(false)];
    sources.map(turnover_query).into_iter().chain(acts).chain(of_vouchers).collect()
}

// The sum of whole numbers is a decimal in PostgreSQL.
const SUMS: &str = "cast(sum(debit_fen) as bigint), cast(sum(credit_fen) as bigint)";

fn turnover_query(source: TurnoverSource) -> String {
    let from = match source {
        TurnoverSource::Closed => "closed_turnover part where part.cooperative_id = $1",
        TurnoverSource::Summaries => "account_summary part where part.cooperative_id = $1",
        TurnoverSource::ClosingVouchers => {
            "posted_voucher part join voucher on voucher.cooperative_id = part.cooperative_id \
             and voucher.entry_no = part.entry_no and (voucher.kind = 'closing' or exists (select 1 from voucher original \
             where original.cooperative_id = voucher.cooperative_id and original.entry_no = voucher.linked_entry_no \
             and original.kind = 'closing')) join posting on posting.cooperative_id = part.cooperative_id and posting.entry_no = part.entry_no \
             where part.cooperative_id = $1"
        }
        TurnoverSource::Postings => {
            "posted_voucher part join posting on posting.cooperative_id = part.cooperative_id \
             and posting.entry_no = part.entry_no where part.cooperative_id = $1"
        }
    };
    format!(
        "select account, dimensions, {SUMS} from {from} and part.book = $2 and part.period between $3 and $4 \
         group by account, dimensions"
    )
}

/// Every book and period that something is kept of.
pub fn periods(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    source: TurnoverSource,
) -> Stored<Vec<(CompactString, AccountingPeriod)>> {
    let table = match source {
        TurnoverSource::Postings | TurnoverSource::ClosingVouchers => "posted_voucher",
        kept => kept.table(),
    };
    let sql = format!("select distinct book, period from {table} where cooperative_id = $1 order by book, period");
    tx.all(&sql, &[Value::Id(cooperative_id)], |row| {
        let (book, stored) = (row.text(0)?, row.int(1)?);
        Ok((book.into(), in_row(period(table, stored), table, || format!("{book} {stored}"))?))
    })
}

/// The turnover of a book from a period to a period.
pub fn turnovers(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, source): (&str, TurnoverSource),
    (first, last): (AccountingPeriod, AccountingPeriod),
) -> Stored<Turnovers> {
    let arguments = [Value::Id(cooperative_id), Value::text(book), Value::Int(stored(first)), Value::Int(stored(last))];
    let mut found = Turnovers::default();
    tx.each(&turnover_query(source), &arguments, |row| {
        let (table, account) = (source.table(), row.text(0)?);
        let about = in_row(read_dimensions(table, row.text(1)?), table, || format!("{book} {first}–{last} {account}"))?;
        let turnover = Turnover { debit: Money::from_fen(row.int(2)?), credit: Money::from_fen(row.int(3)?) };
        found.0.insert((account.into(), about), turnover);
        Ok::<(), StorageError>(())
    })?;
    Ok(found)
}

/// Hands over the vouchers of a book and period that count and are not posted.
pub fn each_draft<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, period): (&str, AccountingPeriod),
    take: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let arguments = [Value::Id(cooperative_id), Value::text(book), Value::Int(stored(period))];
    each_with_lines(tx, &drafts_query(), &arguments, take)
}

fn drafts_query() -> String {
    select_with_lines(
        "and entry.book = $2 and entry.period = $3 and not exists (select 1 from entry_reversal reversal \
         where reversal.cooperative_id = entry.cooperative_id and reversal.entry_no = entry.entry_no) \
         and not exists (select 1 from posted_voucher given where given.cooperative_id = entry.cooperative_id \
         and given.entry_no = entry.entry_no)",
    )
}

/// Hands over the vouchers of a book that count and have a line of an account or of what is under it: those that are posted, or those that are not.
pub fn each_touching<E: From<StorageError>>(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (book, account, is_posted): (&str, &str, bool),
    take: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let arguments = [Value::Id(cooperative_id), Value::text(book), Value::owned(format!("{account}%"))];
    each_with_lines(tx, &touching_query(is_posted), &arguments, take)
}

fn touching_query(is_posted: bool) -> String {
    let given = if is_posted { "exists" } else { "not exists" };
    select_with_lines(&format!(
        "and entry.book = $2 and entry.entry_no in (select line.entry_no from posting line \
         where line.cooperative_id = $1 and line.account like $3) and not exists (select 1 from entry_reversal reversal \
         where reversal.cooperative_id = entry.cooperative_id and reversal.entry_no = entry.entry_no) \
         and {given} (select 1 from posted_voucher given where given.cooperative_id = entry.cooperative_id \
         and given.entry_no = entry.entry_no)"
    ))
}

/// How many lines an account has, posted or not; those of discarded drafts apart.
pub fn line_count(tx: &mut Tx<'_>, cooperative_id: Uuid, (book, account): (&str, &str)) -> Stored<i64> {
    let sql = "select count(*) from posting join voucher on voucher.cooperative_id = posting.cooperative_id \
               and voucher.entry_no = posting.entry_no where posting.cooperative_id = $1 and voucher.book = $2 \
               and posting.account = $3 and not exists (select 1 from entry_reversal reversal \
               where reversal.cooperative_id = posting.cooperative_id and reversal.entry_no = posting.entry_no)";
    let arguments = [Value::Id(cooperative_id), Value::text(book), Value::text(account)];
    Ok(tx.first(sql, &arguments, |row| row.int(0))?.unwrap_or_default())
}
