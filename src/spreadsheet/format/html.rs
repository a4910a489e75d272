//! HTML saved with the ending xls, as many portals export: its tables, one sheet each.

use super::{Content, Limits, MAX_COLUMNS, SheetInfo, Workbook, text_cell};
use crate::domain::sheet::{Cell, Merge, SheetRefusal};
use html5gum::{StartTag, Token, Tokenizer};
use std::path::Path;

/// Held in memory, so kept small.
const MOST_BYTES: u64 = 32 << 20;
/// Tables within cells of tables: layout pages have two or three.
const DEEPEST: usize = 16;
/// Cells of all tables together, those that a span covers included.
const MOST_CELLS: u64 = 4_000_000;
/// Rows and columns that one cell may span.
const WIDEST_SPAN: u32 = 1_000;

pub(super) fn looks_like_html(start: &[u8]) -> bool {
    let (text, _, _) = super::text_table::encoding_of(start).decode(start);
    let text = text.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start().to_lowercase();
    let names_a_tag = |tag: &str| text.starts_with(&format!("<{tag}")) || text.contains(&format!("<{tag}>"));
    text.starts_with('<')
        && (text.starts_with("<!")
            || ["html", "table", "head", "meta", "body", "style", "div"].iter().any(|tag| names_a_tag(tag)))
}

pub(super) fn open(path: &Path, limits: &Limits) -> Result<Workbook, SheetRefusal> {
    let bytes = std::fs::read(path)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(SheetRefusal::FileTooLarge { size: bytes.len() as u64, limit: MOST_BYTES.min(limits.file_bytes) });
    }
    let encoding = super::text_table::encoding_of(&bytes);
    let (text, encoding, _) = encoding.decode(&bytes);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (mut sheets, mut tables) = (Vec::new(), Vec::new());
    for table in read_tables(&text)? {
        let name = if sheets.is_empty() { stem.clone() } else { format!("{stem}-{}", sheets.len() + 1) };
        sheets.push(SheetInfo { name, merges: table.merges });
        tables.push(table.rows);
    }
    match sheets.is_empty() {
        true => Err(SheetRefusal::NotAWorkbook),
        false => Ok(Workbook {
            sheets,
            is_1904: false,
            knows_merges: true,
            encoding: Some(encoding.name()),
            content: Content::Tables(tables),
        }),
    }
}

/// One table under way.
#[derive(Default)]
struct Table {
    rows: Vec<(u32, Vec<Cell>)>,
    merges: Vec<Merge>,
    /// By column, the row (not included) down to which an earlier cell reaches.
    covered_to: Vec<u32>,
    /// The cell that is open, its text as it comes.
    open: Option<String>,
}

/// All tables, each where it begins. The tags are taken as they come: tables need no tree, and a tree of a hostile page has no bottom.
fn read_tables(text: &str) -> Result<Vec<Table>, SheetRefusal> {
    let (mut done, mut open): (Vec<Option<Table>>, Vec<(usize, Table)>) = (Vec::new(), Vec::new());
    let (mut hidden, mut cells) = (0_usize, 0_u64);
    for token in Tokenizer::new(text) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => match &**tag.name {
                b"table" if open.len() < DEEPEST => {
                    open.push((done.len(), Table::default()));
                    done.push(None);
                }
                b"table" => return Err(SheetRefusal::NotAWorkbook),
                b"style" | b"script" | b"title" if !tag.self_closing => hidden += 1,
                name => {
                    if let Some((_, table)) = open.last_mut() {
                        cells += table.begin(name, &tag)?;
                    }
                }
            },
            Token::EndTag(tag) => match &**tag.name {
                b"table" => {
                    if let Some((place, mut table)) = open.pop() {
                        table.close_cell()?;
                        done[place] = Some(table);
                    }
                }
                b"style" | b"script" | b"title" => hidden = hidden.saturating_sub(1),
                b"td" | b"th" | b"tr" => {
                    if let Some((_, table)) = open.last_mut() {
                        table.close_cell()?;
                    }
                }
                _ => {}
            },
            Token::String(string) if hidden == 0 => {
                if let Some(text) = open.last_mut().and_then(|(_, table)| table.open.as_mut()) {
                    text.push_str(&String::from_utf8_lossy(&string));
                }
            }
            _ => {}
        }
        if cells > MOST_CELLS {
            return Err(SheetRefusal::TooManyCells { limit: MOST_CELLS });
        }
    }
    // A page that is cut off leaves its tables open.
    for (place, mut table) in open {
        table.close_cell()?;
        done[place] = Some(table);
    }
    Ok(done.into_iter().flatten().collect())
}

impl Table {
    /// Takes a tag; tells how many cells it made.
    fn begin(&mut self, name: &[u8], tag: &StartTag<()>) -> Result<u64, SheetRefusal> {
        match name {
            b"tr" => {
                self.close_cell()?;
                self.rows.push((self.rows.len() as u32, Vec::new()));
            }
            b"td" | b"th" => {
                self.close_cell()?;
                return self.begin_cell(tag);
            }
            b"br" | b"p" | b"div" => {
                if let Some(text) = &mut self.open {
                    text.push(' ');
                }
            }
            _ => {}
        }
        Ok(0)
    }

    /// Cells that an earlier row or cell covers are left for the merges to fill.
    fn begin_cell(&mut self, tag: &StartTag<()>) -> Result<u64, SheetRefusal> {
        if self.rows.is_empty() {
            self.rows.push((0, Vec::new()));
        }
        let Some((row, cells)) = self.rows.last_mut() else { return Ok(0) };
        let before = cells.len();
        let is_covered = |column: usize| self.covered_to.get(column).is_some_and(|to| *to > *row);
        while is_covered(cells.len()) {
            cells.push(Cell::Empty);
        }
        let (rows, columns) = (span(tag, b"rowspan"), span(tag, b"colspan"));
        let (first, end) = (cells.len(), cells.len() + columns as usize);
        if end > MAX_COLUMNS {
            return Err(SheetRefusal::SheetTooWide { limit: MAX_COLUMNS as u32 });
        }
        if rows > 1 || columns > 1 {
            let (last_row, last_column) = (*row + rows - 1, (end - 1) as u32);
            self.merges.push(Merge { first_row: *row, first_column: first as u32, last_row, last_column });
            self.covered_to.resize(self.covered_to.len().max(end), 0);
            self.covered_to[first..end].fill(*row + rows);
        }
        cells.push(Cell::Empty);
        self.open = Some(String::new());
        Ok((cells.len() - before) as u64)
    }

    fn close_cell(&mut self) -> Result<(), SheetRefusal> {
        let Some(text) = self.open.take() else { return Ok(()) };
        let Some((row, cells)) = self.rows.last_mut() else { return Ok(()) };
        let column = cells.len().saturating_sub(1);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(last) = cells.last_mut().filter(|_| !text.is_empty()) {
            *last = text_cell(&text, *row, column)?;
        }
        Ok(())
    }
}

fn span(tag: &StartTag<()>, name: &[u8]) -> u32 {
    let value = tag.attributes.iter().find(|(key, _)| ***key == *name).map(|(_, value)| value);
    let number = value.and_then(|value| String::from_utf8_lossy(value).trim().parse().ok());
    number.unwrap_or(1).clamp(1, WIDEST_SPAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<Vec<Vec<String>>> {
        let tables = read_tables(text).unwrap();
        let rows = |table: Table| {
            let cells = |(_, cells): (u32, Vec<Cell>)| cells.iter().map(|cell| cell.shown().to_string()).collect();
            table.rows.into_iter().map(cells).collect()
        };
        tables.into_iter().map(rows).collect()
    }

    #[test]
    fn a_portal_s_table_needs_no_closing_tags() {
        let page =
            "<!-- 导出 --><style>td{}</style><table><tr><td>成员编号<td>姓名<tr><td>M001<td>陈&nbsp;国<br>强</table>";
        assert_eq!(shown(page), [vec![vec!["成员编号", "姓名"], vec!["M001", "陈 国 强"]]]);
    }

    #[test]
    fn a_cell_over_rows_moves_the_cells_below_it() {
        let page =
            "<table><tr><td rowspan=2>H001</td><td>甲</td></tr><tr><td>乙</td></tr><tr><td>H002</td></tr></table>";
        assert_eq!(shown(page), [vec![vec!["H001", "甲"], vec!["", "乙"], vec!["H002"]]]);
    }

    #[test]
    fn tables_within_a_layout_stand_for_themselves() {
        let page = "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>";
        assert_eq!(shown(page), [vec![vec![String::new()]], vec![vec!["甲".to_owned(), "乙".to_owned()]]]);
        assert!(read_tables(&"<table>".repeat(100)).is_err());
    }
}
