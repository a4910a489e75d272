//! Lists a page at a time.

use super::address::changed;
use super::visit::Visit;

/// A page of a list that goes by numbers, from 1.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// Which page.
    pub page_no: usize,
    size: usize,
}

/// The ways to the first page, to the one before and to the next; empty where there is none.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// From the beginning.
    pub first: String,
    /// To the one before, where that is not the first.
    pub back: String,
    /// To the next one.
    pub next: String,
}

impl Paging {
    /// The page that is asked for, with `?page=`; each has so many rows.
    pub fn of(visit: &Visit<'_>, size: usize) -> Paging {
        let page_no = visit.asked.query.get("page").parse().ok().filter(|page| (1..=1_000_000).contains(page));
        Paging { page_no: page_no.unwrap_or(1), size }
    }

    /// The first page of a list.
    pub const fn first(size: usize) -> Paging {
        Paging { page_no: 1, size }
    }

    /// Rows that lie before it, and rows that it has at most.
    pub const fn range(self) -> (usize, usize) {
        ((self.page_no - 1) * self.size, self.size)
    }

    /// How many pages so many rows have: one at least.
    pub fn of_rows(self, rows: usize) -> usize {
        rows.div_ceil(self.size).max(1)
    }

    /// The same, of a list of so many rows: whoever asks for a page behind the last sees that one.
    pub fn within(self, rows: usize) -> Paging {
        Paging { page_no: self.page_no.min(self.of_rows(rows)), ..self }
    }

    /// The ways on, of a list of so many rows.
    pub fn pages(self, visit: &Visit<'_>, rows: usize) -> Pages {
        self.pages_at(&visit.asked.here, rows)
    }

    /// The same, of a list at an address: a page may have several lists.
    pub fn pages_at(self, here: &str, rows: usize) -> Pages {
        let to = |page_no: usize| {
            let number = if page_no == 1 { String::new() } else { page_no.to_string() };
            changed(here, &[("page", &number)])
        };
        let where_there_is = |is_there: bool, page_no: usize| if is_there { to(page_no) } else { String::new() };
        Pages {
            first: where_there_is(self.page_no > 1, 1),
            back: where_there_is(self.page_no > 2, self.page_no.saturating_sub(1)),
            next: where_there_is(self.page_no < self.of_rows(rows), self.page_no + 1),
        }
    }
}
