//! 期初余额, 凭证: rows are lines, and belong together by their voucher.

use super::KindColumns;
use crate::domain::fact::Fact;
use crate::domain::ledger::account::{Dimension, Dimensions, Side};
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
use compact_str::CompactString;

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
    optional: &[Column::AccountTitle, Column::Counterparty, Column::Attachments, Column::Remark],
};

/// Gathers the rows of vouchers: those of one voucher stand together, and all opening balances of a book are one.
#[derive(Default)]
pub struct VoucherReader {
    /// Whether the sheet has what books begin with.
    is_opening: bool,
    /// The voucher whose rows are coming; of opening balances one a book.
    gathered: Vec<Gathered>,
}

/// Book and number as they are written, and the day: numbers begin anew every month.
type Name = (CompactString, CompactString, Option<NaiveDate>);

struct Gathered {
    /// What tells it from the next.
    name: Name,
    head: VoucherHead,
    lines: Vec<Line>,
    sources: Vec<LineSource>,
    /// The row at which it begins, and where its debits stand.
    first: CellAddress,
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
        match read_line(row, self.is_opening) {
            Some((line, title)) => {
                gathered.lines.push(line);
                gathered.sources.push(LineSource { row: row.row, title });
            }
            None => gathered.is_broken = true,
        }
    }

    /// The name of a row's voucher. Rows below the first of a voucher may leave all of it blank, where cells are merged.
    fn name(&self, row: &mut RowReader<'_>) -> Name {
        let written = |row: &RowReader<'_>, column| value::identifier(&row.cell(column).shown());
        let (mut book, number) = (written(row, Column::Book), written(row, Column::VoucherNo));
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
                let written = row.required_identifier(Column::VoucherNo);
                let number = written.as_ref().and_then(|written| VoucherNumber::parse(written));
                if let (Some(given), None) = (written, number) {
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
        Some(Gathered { name, head, lines, sources, first, attachments, is_broken: false })
    }

    /// What was gathered last, once all rows are read.
    pub fn finish(self, drafts: &mut Vec<Draft>, refuse: &mut dyn FnMut(CellAddress, Refusal)) {
        self.gathered.into_iter().for_each(|whole| finish(whole, drafts, refuse));
    }
}

/// A line and the account's name beside it.
fn read_line(row: &mut RowReader<'_>, is_opening: bool) -> Option<(Line, CompactString)> {
    let account = row.required_identifier(Column::AccountCode);
    let summary = match is_opening {
        true => Some(CompactString::const_new("期初余额")),
        false => row.required_text(Column::Summary),
    };
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
    // What is no list of dimensions is the name of somebody: the chart says whose.
    let dimensions = Dimensions::parse(&about).unwrap_or_else(|| Dimensions::one(Dimension::Counterparty, &about));
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
