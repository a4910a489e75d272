//! Recognising a sheet by its headings: where they stand, which kind it is, which column is where.

use super::column::Column;
use super::heading::{Choice, Heading, Match, clean_heading};
use super::kind;
use crate::domain::distribution::plan::PlanItem;
use crate::domain::governance::charter::CharterItem;
use crate::domain::nearest::nearest;
use crate::domain::register::share_class::ShareClass;
use crate::domain::sheet::{Cell, SheetKind, SheetRefusal};
use compact_str::CompactString;
use std::sync::Arc;
use strum::{EnumCount, IntoEnumIterator};

/// Rows that are searched for headings.
pub const HEADING_ROWS: usize = 40;
/// The lowest row, from 1, that a person can say holds the headings.
pub const LOWEST_HEADING_ROW: u32 = 1_000;

/// Where everything stands in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What the sheet holds: one kind, or two that share their rows.
    pub kinds: Vec<SheetKind>,
    /// The lowest row of the headings, from 0.
    pub heading_row: u32,
    /// What stands over each column.
    pub headings: Arc<[Heading]>,
    /// The filled cells of every row down to the headings, cleaned, to know them again where a page begins anew.
    pub top_rows: Vec<Vec<(u16, CompactString)>>,
    positions: [Option<u16>; Column::COUNT],
    /// Columns of a wide sheet, one a share class.
    pub classes: Vec<(u16, ShareClass)>,
}

impl Layout {
    /// Where a column stands.
    pub fn position(&self, column: Column) -> Option<usize> {
        self.positions[column as usize].map(usize::from)
    }

    /// Whether a column stands.
    pub fn has(&self, column: Column) -> bool {
        self.positions[column as usize].is_some()
    }

    /// Whether there is a column for each class of shares.
    pub fn is_wide(&self) -> bool {
        !self.classes.is_empty()
    }

    /// The unit that a column's heading names.
    pub fn unit(&self, column: Column) -> Option<&str> {
        self.headings.get(self.position(column)?)?.unit()
    }
}

/// What recognising a sheet came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Recognition {
    /// It is laid out so; warnings with their heading's column.
    Recognised(Box<Layout>, Vec<(u32, SheetRefusal)>),
    /// It has nothing in it, or only text that is no table.
    PassedOver,
    /// It cannot be received; with the row and column that show why.
    Refused(Option<(u32, u32)>, SheetRefusal),
}

/// What a person has said about headings and dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    /// Headings, cleaned, and what was chosen for them.
    pub choices: Vec<(CompactString, Choice)>,
    /// Whether `--as-of` gives the date that a sheet leaves out.
    pub has_as_of: bool,
}

/// What a person says of a sheet that is not taken for what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetSaid {
    /// What kind of sheet it is.
    pub kind: Option<SheetKind>,
    /// The lowest row of its headings, from 0.
    pub heading_row: Option<u32>,
}

impl SheetSaid {
    /// Whether anything is said.
    pub fn is_empty(self) -> bool {
        self == SheetSaid::default()
    }

    /// The kinds that the sheet is tried as: the one that is said, and the one that may share its rows. A plan looks like a charter until its items are read.
    fn tries(self, kind: SheetKind) -> bool {
        match self.kind {
            Some(said) => kind == said || partner(said) == Some(kind),
            None => kind != SheetKind::Plan,
        }
    }
}

/// One way to read the headings.
struct Candidate {
    kind: SheetKind,
    heading_row: u32,
    /// Over how many rows the headings stand.
    depth: usize,
    headings: Arc<[Heading]>,
    positions: [Option<u16>; Column::COUNT],
    classes: Vec<(u16, ShareClass)>,
    ambiguous: Option<(Vec<CompactString>, Column, u32)>,
    /// Of each group one.
    missing: Vec<&'static [Column]>,
    matched: usize,
}

/// Recognises a sheet by its first rows (merged ranges filled), each with its number, and by what a person says of it.
pub fn recognise(rows: &[(u32, Vec<Cell>)], guidance: &Guidance, said: SheetSaid) -> Recognition {
    if !looks_like_a_table(rows) {
        return Recognition::PassedOver;
    }
    if let Some(row) = said.heading_row.filter(|row| !rows.iter().any(|(known, _)| known == row)) {
        return Recognition::Refused(None, SheetRefusal::HeadingRowUnfit { given: row + 1, last: LOWEST_HEADING_ROW });
    }
    let candidates = candidates(rows, guidance, said);
    let own = candidates.iter().filter(|candidate| said.kind.is_none_or(|kind| kind == candidate.kind));
    let complete = own.clone().filter(|candidate| candidate.missing.is_empty());
    // The first of equals, which stands highest.
    let best = complete.rev().max_by_key(|candidate| candidate.rank());
    let same_rows = |best: &Candidate| {
        let (row, depth) = (best.heading_row, best.depth);
        candidates.iter().filter(move |candidate| (candidate.heading_row, candidate.depth) == (row, depth))
    };
    let Some(best) = best else {
        let missing = |candidate: &Candidate| std::cmp::Reverse(candidate.missing.len());
        let closest = own.rev().max_by_key(|candidate| (candidate.matched, missing(candidate), candidate.rank()));
        if let Some(undated) = closest.and_then(|closest| same_rows(closest).find(|other| other.lacks_only_its_date()))
        {
            return undated.without_date();
        }
        return not_recognised(rows, closest);
    };
    // What has more of a voucher or of a receipt than of a bank's statement is a sheet of those that lacks something.
    let is_like = |kind| matches!(kind, SheetKind::Vouchers | SheetKind::Receipts | SheetKind::CashContributions);
    let other = same_rows(best).find(|other| is_like(other.kind) && other.matched > best.matched);
    if let Some(other) = other.filter(|_| best.kind == SheetKind::BankStatement && said.kind.is_none()) {
        return not_recognised(rows, Some(other));
    }
    if let Some((headings, column, position)) = &best.ambiguous {
        let refusal = SheetRefusal::HeadingAmbiguous { headings: headings.clone(), column: column.heading().into() };
        return Recognition::Refused(Some((best.heading_row, *position)), refusal);
    }
    // Shares beside the members, and no day since when: to read the members alone would lose the shares.
    if let Some(undated) = same_rows(best).find(|other| best.kind == SheetKind::Members && other.lacks_only_its_date())
    {
        return undated.without_date();
    }
    let is_guessed = best.kind == SheetKind::Charter && said.kind.is_none();
    let kind = if is_guessed { charter_or_plan(rows, best) } else { best.kind };
    let mut layout = together(kind, best, &same_rows(best).collect::<Vec<_>>());
    let top_rows = rows.iter().take_while(|(row, _)| *row <= layout.heading_row);
    layout.top_rows = top_rows.map(|(_, cells)| cleaned(cells)).collect();
    let warnings = unknown_headings(&layout);
    Recognition::Recognised(Box::new(layout), warnings)
}

/// The filled cells of a row of headings, cleaned.
fn cleaned(cells: &[Cell]) -> Vec<(u16, CompactString)> {
    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank());
    filled.map(|(position, cell)| (position as u16, clean_heading(&cell.shown()))).collect()
}

/// A table has at least two filled cells in some row; a page of notes has one a row.
fn looks_like_a_table(rows: &[(u32, Vec<Cell>)]) -> bool {
    rows.iter().any(|(_, cells)| !is_title(cells))
}

/// What the filled cells of a row hold; a text that is merged over several of them counts once.
fn texts(cells: &[Cell]) -> Vec<CompactString> {
    let mut filled: Vec<CompactString> = cells.iter().filter(|cell| !cell.is_blank()).map(Cell::shown).collect();
    filled.dedup();
    filled
}

/// A row of one text, in one cell or merged over several, is a title.
fn is_title(cells: &[Cell]) -> bool {
    texts(cells).len() < 2
}

/// Whether a row stands over the headings and is none of them: a title, or a line such as 单位：花溪社区股份经济合作社 · 单位：元. A group reaches over a part of the
/// headings, a title from the first of them or to the last.
fn is_caption(cells: &[Cell], below: &[Cell]) -> bool {
    let is_filled = |cell: &Cell| !cell.is_blank();
    let first = |cells: &[Cell]| cells.iter().position(is_filled);
    let last = |cells: &[Cell]| cells.iter().rposition(is_filled);
    let texts = texts(cells);
    if texts.len() < 2 {
        let is_alone = first(cells) == last(cells);
        return first(cells) <= first(below) && (is_alone || last(cells) >= last(below));
    }
    let is_labelled = |text: &CompactString| text.contains([':', '：']);
    let is_heading = |text: &CompactString| {
        let heading = Heading::new(CompactString::default(), clean_heading(text), None);
        heading.is_known() || heading.is_passed_over() || heading.share_class().is_some()
    };
    texts.iter().any(is_labelled) && texts.iter().all(|text| is_labelled(text) || !is_heading(text))
}

/// Every kind tried on headings of one, two and three rows, wherever they could stand or where a person says that they do.
fn candidates(rows: &[(u32, Vec<Cell>)], guidance: &Guidance, said: SheetSaid) -> Vec<Candidate> {
    let mut found = Vec::new();
    // What nobody has spoken of has to show by two of its headings what it is.
    let least = if said.is_empty() { 2 } else { 0 };
    for start in 0..rows.len() {
        for depth in 1..=3.min(rows.len() - start) {
            let (heading_row, lowest) = &rows[start + depth - 1];
            let above = &rows[start..start + depth - 1];
            let stands_there = said.heading_row.map_or(depth > 1 || !is_title(lowest), |row| row == *heading_row);
            if !stands_there || above.iter().any(|(_, cells)| is_caption(cells, lowest)) {
                continue;
            }
            let headings: Arc<[Heading]> = headings(&rows[start..start + depth], guidance).into();
            let filled = headings.iter().filter(|heading| !heading.is_blank()).count();
            if filled < 2 {
                continue;
            }
            let tried = SheetKind::iter().filter(|kind| said.tries(*kind));
            let fits = tried.map(|kind| candidate(kind, (*heading_row, depth), &headings, guidance));
            found.extend(fits.filter(|candidate| candidate.matched >= least));
        }
    }
    found
}

/// The headings of rows that belong together: the lowest text, and the group above it. Groups reach to the right over blanks.
fn headings(rows: &[(u32, Vec<Cell>)], guidance: &Guidance) -> Vec<Heading> {
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or_default();
    let text = |row: &(u32, Vec<Cell>), column: usize| {
        row.1.get(column).map(|cell| clean_heading(&cell.shown())).unwrap_or_default()
    };
    let mut groups: Vec<CompactString> = vec![CompactString::default(); rows.len()];
    let mut headings = Vec::with_capacity(width);
    for column in 0..width {
        let texts: Vec<CompactString> = rows.iter().map(|row| text(row, column)).collect();
        let depth = texts.iter().rposition(|text| !text.is_empty());
        for (level, text) in texts.iter().enumerate() {
            if !text.is_empty() {
                groups[level] = text.clone();
                groups[level + 1..].iter_mut().for_each(CompactString::clear);
            }
        }
        let leaf = depth.map(|depth| texts[depth].clone()).unwrap_or_default();
        let above = depth.filter(|depth| *depth > 0).map(|depth| groups[depth - 1].clone()).unwrap_or_default();
        let group = if above == leaf { CompactString::default() } else { above };
        let shown = clean_heading(&compact_str::format_compact!("{group}·{leaf}"));
        let is_meant = |(chosen, _): &&(CompactString, Choice)| *chosen == leaf || *chosen == shown;
        let chosen = guidance.choices.iter().rev().find(is_meant).map(|(_, choice)| choice.clone());
        headings.push(Heading::new(group, leaf, chosen));
    }
    headings
}

/// How well headings fit a kind.
fn candidate(
    kind: SheetKind,
    (heading_row, depth): (u32, usize),
    headings: &Arc<[Heading]>,
    guidance: &Guidance,
) -> Candidate {
    let columns = kind::columns(kind);
    let mut candidate = Candidate {
        kind,
        heading_row,
        depth,
        headings: headings.clone(),
        positions: [None; Column::COUNT],
        classes: Vec::new(),
        ambiguous: None,
        missing: Vec::new(),
        matched: 0,
    };
    for column in columns.all() {
        let means =
            headings.iter().enumerate().filter_map(|(position, heading)| Some((heading.means(column)?, position)));
        let mut matches: Vec<(Match, usize)> = means.collect();
        let preferred = kind::preferred_headings(kind, column);
        let preference = |position: usize| preferred.iter().position(|known| headings[position].leaf == *known);
        matches.sort_by_key(|(how, position)| {
            let is_chosen = *how == Match::Chosen;
            (!is_chosen, preference(*position).unwrap_or(usize::MAX), std::cmp::Reverse(*how), *position)
        });
        let Some((how, position)) = matches.first().copied() else { continue };
        let equals: Vec<_> = matches.iter().filter(|(other, _)| *other == how).collect();
        // Remarks are passed over, so it does not matter which of two it is.
        let is_preferred = how != Match::Chosen && preference(position).is_some();
        if equals.len() > 1 && !is_preferred && candidate.ambiguous.is_none() && column != Column::Remark {
            let names = equals.iter().map(|(_, position)| headings[*position].shown()).collect();
            candidate.ambiguous = Some((names, column, position as u32));
        }
        candidate.positions[column as usize] = Some(position as u16);
        candidate.matched += 1;
    }
    if kind == SheetKind::Holdings {
        candidate.find_classes();
    }
    candidate.missing = candidate.missing_columns(columns.required, guidance);
    candidate
}

impl Candidate {
    /// In a wide sheet every class of shares has a column of its own: 人口股, 农龄股 …
    fn find_classes(&mut self) {
        let has = |column: Column| self.positions[column as usize].is_some();
        if has(Column::ShareClass) {
            return;
        }
        for (position, heading) in self.headings.iter().enumerate() {
            if let Some(class) = heading.share_class() {
                self.classes.push((position as u16, class));
                self.matched += 1;
            }
        }
    }

    /// The most columns, then the fewest headings that mean nothing, then the fewest rows of headings.
    fn rank(&self) -> (usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
        let is_unknown = |heading: &&Heading| !heading.is_blank() && !heading.is_known() && !heading.is_passed_over();
        let unknown = self.headings.iter().filter(is_unknown).count();
        (self.matched, std::cmp::Reverse(unknown), std::cmp::Reverse(self.depth))
    }

    /// A ledger of holdings that is complete but for the day since when.
    fn lacks_only_its_date(&self) -> bool {
        self.kind == SheetKind::Holdings && self.missing == [&[Column::AcquisitionDate]]
    }

    fn without_date(&self) -> Recognition {
        let classes = self.classes.iter().map(|(_, class)| CompactString::new(class.as_str()));
        let named = [Column::Shares, Column::SharesInAll].into_iter();
        let named = named.filter(|column| self.positions[*column as usize].is_some());
        let columns = match self.classes.is_empty() {
            true => named.map(|column| column.heading().into()).collect(),
            false => classes.collect(),
        };
        let first = self.classes.first().map_or(0, |(position, _)| u32::from(*position));
        Recognition::Refused(Some((self.heading_row, first)), SheetRefusal::HoldingDateMissing { columns })
    }

    fn missing_columns(&self, required: &'static [&'static [Column]], guidance: &Guidance) -> Vec<&'static [Column]> {
        let has = |column: &Column| self.positions[*column as usize].is_some();
        let is_wide = !self.classes.is_empty();
        let excused = |column: Column| match column {
            Column::ShareClass | Column::Shares => is_wide,
            Column::AcquisitionDate => guidance.has_as_of,
            _ => false,
        };
        let missing = required.iter().copied().filter(|group| !group.iter().any(has));
        let mut missing: Vec<&'static [Column]> = missing.filter(|group| !excused(group[0])).collect();
        // Whether an amount went out or came in shows by a mark, or proves right by the balance behind it.
        let has_one_amount = has(&Column::Amount) && !(has(&Column::Debit) && has(&Column::Credit));
        const SIGN: &[Column] = &[Column::Balance, Column::Direction];
        if self.kind == SheetKind::BankStatement && has_one_amount && !SIGN.iter().any(has) {
            missing.push(SIGN);
        }
        missing
    }
}

/// Charters and plans have the same two headings; the items tell them apart.
fn charter_or_plan(rows: &[(u32, Vec<Cell>)], candidate: &Candidate) -> SheetKind {
    if candidate.positions[Column::EffectiveDate as usize].is_some() {
        return SheetKind::Charter;
    }
    let position = candidate.positions[Column::Item as usize].unwrap_or_default() as usize;
    let items =
        rows.iter().filter(|(row, _)| *row > candidate.heading_row).filter_map(|(_, cells)| cells.get(position));
    let (mut charter, mut plan) = (0, 0);
    for item in items.map(|cell| super::value::identifier(&cell.shown())) {
        charter += usize::from(CharterItem::lookup(&item).is_some());
        plan += usize::from(item == PlanItem::YEAR || PlanItem::iter().any(|known| known.zh() == item));
    }
    if plan > charter { SheetKind::Plan } else { SheetKind::Charter }
}

/// The kind that may share the rows of another, and is found by headings of its own.
const fn partner(kind: SheetKind) -> Option<SheetKind> {
    match kind {
        SheetKind::Members => Some(SheetKind::Holdings),
        SheetKind::Holdings => Some(SheetKind::Members),
        _ => None,
    }
}

/// The layout of the kind, and of the kind that shares its rows: members with their holdings, contracts with their first rent.
fn together(kind: SheetKind, best: &Candidate, others: &[&Candidate]) -> Layout {
    let mut layout = Layout {
        kinds: vec![kind],
        heading_row: best.heading_row,
        headings: best.headings.clone(),
        top_rows: Vec::new(),
        positions: best.positions,
        classes: best.classes.clone(),
    };
    let details = [
        Column::HouseholdNo,
        Column::HeadName,
        Column::HeadIdNumber,
        Column::Relation,
        Column::Group,
        Column::Phone,
        Column::BankAccount,
    ];
    let partner = partner(kind).and_then(|partner| {
        others.iter().find(|other| {
            let has = |column: &Column| other.positions[*column as usize].is_some();
            let says_more = partner != SheetKind::Members || details.iter().any(has);
            other.kind == partner && other.missing.is_empty() && other.ambiguous.is_none() && says_more
        })
    });
    if let Some(partner) = partner {
        for (own, more) in layout.positions.iter_mut().zip(partner.positions) {
            *own = own.or(more);
        }
        if layout.classes.is_empty() {
            layout.classes.clone_from(&partner.classes);
        }
        layout.kinds = vec![SheetKind::Members, SheetKind::Holdings];
    }
    if kind == SheetKind::Contracts && (layout.has(Column::UnitRent) || layout.has(Column::YearlyRent)) {
        layout.kinds.push(SheetKind::RentSteps);
    }
    layout
}

/// A warning for every heading that no rule knows.
fn unknown_headings(layout: &Layout) -> Vec<(u32, SheetRefusal)> {
    let taken = |position: usize| {
        layout.positions.contains(&Some(position as u16))
            || layout.classes.iter().any(|(class, _)| usize::from(*class) == position)
    };
    let free = || {
        let columns = layout.kinds.iter().flat_map(|kind| kind::columns(*kind).all().collect::<Vec<_>>());
        columns.filter(|column| !layout.has(*column))
    };
    // Where a sheet may have several headings of one column, those that do not count are passed over.
    let is_second = |heading: &Heading| {
        let preferred = |column: &Column| {
            layout.kinds.iter().any(|kind| kind::preferred_headings(*kind, *column).contains(&heading.leaf.as_str()))
        };
        Column::iter().filter(preferred).any(|column| layout.has(column) && heading.means(column).is_some())
    };
    let unknown = layout.headings.iter().enumerate().filter(|(position, heading)| {
        !heading.is_blank()
            && !taken(*position)
            && !heading.is_passed_over()
            && heading.means(Column::Remark).is_none()
            && !is_second(heading)
    });
    let warning = unknown.map(|(position, heading)| {
        let candidates = nearest(&heading.leaf, free().map(Column::heading));
        (position as u32, SheetRefusal::HeadingUnknown { heading: heading.shown(), candidates })
    });
    warning.collect()
}

fn not_recognised(rows: &[(u32, Vec<Cell>)], closest: Option<&Candidate>) -> Recognition {
    let is_caption = |at: usize| rows.get(at + 1).is_some_and(|(_, below)| is_caption(&rows[at].1, below));
    let first = (0..rows.len()).find(|at| !is_title(&rows[*at].1) && !is_caption(*at)).map(|at| &rows[at]);
    let row = closest.map_or(first.map_or(0, |(row, _)| *row), |candidate| candidate.heading_row);
    let shown = |cells: &[Cell]| {
        cells.iter().map(|cell| clean_heading(&cell.shown())).filter(|text| !text.is_empty()).take(12).collect()
    };
    let (headings, unknown, missing) = match closest {
        Some(candidate) => {
            let named = candidate.headings.iter().filter(|heading| !heading.is_blank());
            let is_known = |heading: &&Heading| heading.is_passed_over() || heading.is_known();
            let unknown = named.clone().filter(|heading| !is_known(heading)).map(Heading::shown).collect();
            let any_of = |group: &&[Column]| group.iter().map(|column| column.heading()).collect::<Vec<_>>().join("/");
            let missing = candidate.missing.iter().map(|group| any_of(group).into()).collect();
            (named.map(Heading::shown).take(12).collect(), unknown, missing)
        }
        None => (first.map(|(_, cells)| shown(cells)).unwrap_or_default(), Vec::new(), Vec::new()),
    };
    let closest = closest.map(|candidate| candidate.kind);
    Recognition::Refused(Some((row, 0)), SheetRefusal::SheetNotRecognised { headings, closest, missing, unknown })
}
