//! Some rows of a sheet as they stand, for showing them beside what is wrong with them.

use super::format::{Limits, TextEncoding, Workbook};
use crate::domain::sheet::{Cell, SheetRefusal};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;

/// Rows of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The rows, each with its number from 0. Empty ones are left out.
    pub rows: Vec<(u32, Vec<Cell>)>,
    /// Whether more rows with anything in them follow.
    pub has_more: bool,
}

/// The sheet that the rows stand in.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    /// Its file.
    pub path: &'s Path,
    /// How much of it is read.
    pub limits: &'s Limits,
    /// What somebody says that it is encoded in.
    pub encoding: Option<TextEncoding>,
    /// Its name.
    pub sheet: &'s str,
}

/// The rows of a sheet with these numbers, from 0: the file is read as far as the last of them.
///
/// # Errors
/// Where the file cannot be opened, or breaks off before.
pub fn numbered(source: Source<'_>, wanted: &BTreeSet<u32>) -> Result<Excerpt, SheetRefusal> {
    let last = wanted.last().copied().unwrap_or_default();
    each_filled(source, |excerpt, row, cells| {
        if row > last {
            excerpt.has_more = true;
            return ControlFlow::Break(());
        }
        if wanted.contains(&row) {
            excerpt.rows.push((row, std::mem::take(cells)));
        }
        ControlFlow::Continue(())
    })
}

/// So many rows of a sheet that hold anything, from a number (from 0) on.
///
/// # Errors
/// As [`numbered`].
pub fn following(source: Source<'_>, (first, most): (u32, usize)) -> Result<Excerpt, SheetRefusal> {
    each_filled(source, |excerpt, row, cells| {
        if row >= first && excerpt.rows.len() == most {
            excerpt.has_more = true;
            return ControlFlow::Break(());
        }
        if row >= first {
            excerpt.rows.push((row, std::mem::take(cells)));
        }
        ControlFlow::Continue(())
    })
}

fn each_filled(
    source: Source<'_>,
    mut take: impl FnMut(&mut Excerpt, u32, &mut Vec<Cell>) -> ControlFlow<()>,
) -> Result<Excerpt, SheetRefusal> {
    let Source { path, limits, encoding, sheet } = source;
    let mut workbook = Workbook::open(path, limits, encoding)?;
    let mut excerpt = Excerpt::default();
    let Some(position) = workbook.sheets.iter().position(|one| one.name == sheet) else { return Ok(excerpt) };
    workbook.each_row(position, &mut |row, cells| {
        if cells.iter().all(Cell::is_blank) {
            return ControlFlow::Continue(());
        }
        take(&mut excerpt, row, cells)
    })?;
    Ok(excerpt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_taken_by_their_numbers_and_empty_ones_are_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("名册.csv");
        std::fs::write(&path, "成员编号,姓名\nM001,陈国强\n,\nM002,李素芳\nM003,王建华\n").unwrap();
        let limits = Limits::default();
        let of = |sheet| Source { path: &path, limits: &limits, encoding: None, sheet };
        let rows = |excerpt: &Excerpt| excerpt.rows.iter().map(|(row, _)| *row).collect::<Vec<_>>();
        let some = numbered(of("名册"), &BTreeSet::from([0, 2, 3])).unwrap();
        assert_eq!((rows(&some), some.has_more), (vec![0, 3], true));
        let rest = following(of("名册"), (1, 2)).unwrap();
        assert_eq!((rows(&rest), rest.has_more), (vec![1, 3], true));
        let end = following(of("名册"), (4, 2)).unwrap();
        assert_eq!((rows(&end), end.has_more), (vec![4], false));
        assert_eq!(numbered(of("别的"), &BTreeSet::from([0])).unwrap(), Excerpt::default());
    }
}
