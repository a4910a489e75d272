//! 期初余额, 凭证: rows are lines, and belong together by their voucher.

use super::KindColumns;
use crate::domain::fact::Fact;
use crate::domain::ledger::account::{Dimensions, Side};
use crate::domain::ledger::closing_voucher::SUMMARY;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::{Line, Voucher, VoucherHead, VoucherKind, VoucherNumber, VoucherWord};
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use crate::domain::refusal::{CellAddress, Refusal};
use crate::domain::sheet::CellFlaw;
use crate::spreadsheet::column::Column;
use crate::spreadsheet::draft::{Draft, LineSource};
use crate::spreadsheet::row::RowReader;
use crate::spreadsheet::value;
use chrono::NaiveDate;
use compact_str::{CompactString, format_compact};

pub(super) const OPENING_BALANCES: KindColumns = KindColumns {
    required: &[&[Column::Book], &[Column::AccountCode], &[Column::Debit], &[Column::Credit]],
    optional: &[Column::AccountTitle, Column::Counterparty, Column::Remark],
};

pub(super) const VOUCHERS: KindColumns = KindColumns {
    required: &[
        &[Column::Book],
        &[Column::Date],
        &[Column::VoucherNo],
        &[Column::Summary],
        &[Column::AccountCode],
        &[Column::Debit],
        &[Column::Credit],
    ],
    optional: &[Column::VoucherWord, Column::AccountTitle, Column::Counterparty, Column::Attachments, Column::Remark],
};

/// Gathers the rows of vouchers: those of one voucher stand together, and all opening balances of a book are one.
#[derive(Default)]
pub struct VoucherReader {
    /// Whether the sheet has what books begin with.
    is_opening: bool,
    /// The voucher whose rows are coming; of opening balances one a book.
    gathered: Vec<Gathered>,
}

/// Book as it is written, number as it is meant, and the day: numbers begin anew every month.
type Name = (CompactString, CompactString, Option<NaiveDate>);

struct Gathered {
    /// What tells it from the next.
    name: Name,
    head: VoucherHead,
    lines: Vec<Line>,
    sources: Vec<LineSource>,
    /// The row at which it begins, and where its debits stand.
    first: CellAddress,
    /// The summary that a row wrote last: rows below it may leave theirs blank.
    summary: CompactString,
    /// Where its number of attachments stands, where the sheet tells it.
    attachments: Option<CellAddress>,
    /// A row of it could not be read: then nothing is said of the whole.
    is_broken: bool,
}

impl VoucherReader {
    /// For a sheet of opening balances, or of vouchers.
    pub fn new(is_opening: bool) -> VoucherReader {
        VoucherReader { is_opening, gathered: Vec::new() }
    }

    /// Reads one row; a voucher that is complete becomes a draft.
    pub fn read(&mut self, row: &mut RowReader<'_>, drafts: &mut Vec<Draft>) {
        let name = self.name(row);
        if let Some(first) = self.other_day(&name) {
            let (number, date) = (name.1.clone(), name.2.unwrap_or_default());
            row.refuse_row(Column::Date, LedgerRefusal::VoucherOnTwoDays { number, first, date });
            self.gathered.iter_mut().for_each(|gathered| gathered.is_broken = true);
            return;
        }
        let position = self.gathered.iter().position(|known| known.name == name);
        let position = match position {
            Some(position) => position,
            None => {
                if !self.is_opening {
                    self.gathered
                        .drain(..)
                        .for_each(|whole| finish(whole, drafts, &mut |at, flaw| row.refuse_at(at, flaw)));
                }
                let Some(begun) = self.begin(name, row) else { return };
                self.gathered.push(begun);
                self.gathered.len() - 1
            }
        };
        let gathered = &mut self.gathered[position];
        if self.is_opening && row.is_blank(Column::Debit) && row.is_blank(Column::Credit) {
            return;
        }
        match read_line(row, self.is_opening, &mut gathered.summary) {
            Some((line, title)) => {
                gathered.lines.push(line);
                gathered.sources.push(LineSource { row: row.row, title });
            }
            None => gathered.is_broken = true,
        }
    }

    /// The day of the voucher that is under way, where a row of its number bears another day of that month.
    fn other_day(&self, name: &Name) -> Option<NaiveDate> {
        let last = self
            .gathered
            .last()
            .filter(|last| !self.is_opening && (&last.name.0, &last.name.1) == (&name.0, &name.1))?;
        let (first, date) = (last.name.2?, name.2?);
        (first != date && AccountingPeriod::from(first) == AccountingPeriod::from(date)).then_some(first)
    }

    /// The name of a row's voucher. Rows below the first of a voucher may leave all of it blank, where cells are merged.
    fn name(&self, row: &mut RowReader<'_>) -> Name {
        let written = |row: &RowReader<'_>, column| value::identifier(&row.cell(column).shown());
        let (mut book, number) = (written(row, Column::Book), number(row));
        let date = value::date(row.cell(Column::Date), row.sheet.is_1904);
        let Some(last) = self.gathered.last() else { return (book, number, date) };
        if book.is_empty() {
            book.clone_from(&last.name.0);
        }
        match number.is_empty() && book == last.name.0 && date.is_none_or(|date| last.name.2 == Some(date)) {
            true => last.name.clone(),
            false => (book, number, date),
        }
    }

    fn begin(&self, name: Name, row: &mut RowReader<'_>) -> Option<Gathered> {
        let first = row.address(Column::Debit);
        if name.0.is_empty() {
            row.refuse(Column::Book, CellFlaw::ValueMissing);
            return None;
        }
        let (date, period, number) = match self.is_opening {
            // The year that a book begins with is the book's to say.
            true => (NaiveDate::MIN, None, None),
            false => {
                let date = row.required_date(Column::Date);
                // The cell speaks for its own flaws; what it means, with a word beside it, is the name's.
                let number = row.required_identifier(Column::VoucherNo).and_then(|_| VoucherNumber::parse(&name.1));
                if number.is_none() && !row.is_blank(Column::VoucherNo) {
                    let given = name.1.clone();
                    row.refuse_row(Column::VoucherNo, LedgerRefusal::VoucherNumberUnfit { given });
                }
                let (date, number) = (date?, number?);
                (date, Some(AccountingPeriod::from(date)), Some(number))
            }
        };
        let has_attachments = row.has(Column::Attachments);
        let attachment_count = if has_attachments { row.count(Column::Attachments).unwrap_or_default() } else { 0 };
        let opening = AccountingPeriod::opening(NaiveDate::default().into());
        let head = VoucherHead {
            period: period.unwrap_or(opening),
            kind: if self.is_opening { VoucherKind::Opening } else { VoucherKind::Ordinary },
            word: number.map_or(VoucherWord::Opening, |number| number.word),
            number: number.map(|number| number.number),
            attachment_count,
            ..VoucherHead::ordinary(&name.0, date)
        };
        let attachments = has_attachments.then(|| row.address(Column::Attachments));
        let (lines, sources) = (Vec::new(), Vec::new());
        let summary = CompactString::default();
        Some(Gathered { name, head, lines, sources, first, summary, attachments, is_broken: false })
    }

    /// What was gathered last, once all rows are read.
    pub fn finish(self, drafts: &mut Vec<Draft>, refuse: &mut dyn FnMut(CellAddress, Refusal)) {
        self.gathered.into_iter().for_each(|whole| finish(whole, drafts, refuse));
    }
}

/// The number of a row's voucher as it is meant, with the word of a column beside it; as it is written where it is none.
fn number(row: &RowReader<'_>) -> CompactString {
    let written = |column| value::identifier(&row.cell(column).shown());
    let (number, word) = (written(Column::VoucherNo), written(Column::VoucherWord));
    let number = match number.starts_with(|first: char| first.is_ascii_digit()) && !word.is_empty() {
        true => format_compact!("{word}-{number}"),
        false => number,
    };
    VoucherNumber::parse(&number).map_or(number, |number| format_compact!("{number}"))
}

/// A line and the account's name beside it. A summary that is left blank is that of the rows above within the voucher.
fn read_line(row: &mut RowReader<'_>, is_opening: bool, above: &mut CompactString) -> Option<(Line, CompactString)> {
    let account = row.required_identifier(Column::AccountCode);
    let summary = match is_opening {
        true => Some(CompactString::const_new("期初余额")),
        false if row.is_blank(Column::Summary) && !above.is_empty() => Some(above.clone()),
        false => row.required_text(Column::Summary),
    };
    *above = summary.clone().unwrap_or_default();
    let (debit, credit) = (row.money(Column::Debit, true), row.money(Column::Credit, true));
    let about = row.text(Column::Counterparty);
    let title = value::identifier(&row.text(Column::AccountTitle));
    let side_is_broken = [(Column::Debit, debit), (Column::Credit, credit)]
        .iter()
        .any(|(column, read)| read.is_none() && !row.is_blank(*column));
    let (debit, credit) = (debit.unwrap_or(Money::ZERO), credit.unwrap_or(Money::ZERO));
    let (side, amount) = match (debit.is_zero(), credit.is_zero()) {
        _ if side_is_broken => return None,
        (false, true) => (Side::Debit, debit),
        (true, false) => (Side::Credit, credit),
        (true, true) => {
            row.refuse(Column::Debit, CellFlaw::ValueMissing);
            return None;
        }
        (false, false) => {
            row.refuse_row(Column::Debit, LedgerRefusal::LineOnBothSides { debit, credit });
            return None;
        }
    };
    let dimensions = match Dimensions::read(&about) {
        Ok(dimensions) => dimensions,
        Err(refusal) => {
            row.refuse_row(Column::Counterparty, refusal);
            return None;
        }
    };
    Some((Line { summary: summary?, account: account?, side, amount, dimensions }, title))
}

fn finish(mut whole: Gathered, drafts: &mut Vec<Draft>, refuse: &mut dyn FnMut(CellAddress, Refusal)) {
    if whole.is_broken {
        return;
    }
    // Closing income and expense rests on the books themselves; whether it does that, the chart says.
    let closes = whole.lines.iter().all(|line| line.summary.starts_with(SUMMARY));
    if let Some(at) = whole.attachments
        && whole.head.attachment_count == 0
        && whole.head.kind.needs_source_document()
        && !closes
    {
        return refuse(at, LedgerRefusal::AttachmentMissing.into());
    }
    if whole.head.kind == VoucherKind::Opening {
        // Set anew once the book is known.
        whole.head.date = NaiveDate::default();
    }
    match Voucher::try_new(whole.head, whole.lines) {
        Ok(voucher) => {
            let draft = Draft::new(whole.first.row, Fact::Voucher(Box::new(voucher)));
            drafts.push(Draft { rows: whole.sources.len() as u32, lines: whole.sources, ..draft });
        }
        Err(refusal) => refuse(whole.first, refusal.into()),
    }
}
