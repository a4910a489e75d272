//! How runs are called, and the addresses of their pages.

use crate::application::distribution::query::RunView;
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::period::AccountingYear;
use crate::rendering::speech::Language;

/// `2008-1`, which can stand in an address, of `2008#1`, which cannot.
pub fn slug(run: RunNumber) -> String {
    format!("{}-{}", run.year, run.number)
}

/// The run of an address.
pub fn parse(slug: &str) -> Option<RunNumber> {
    let (year, number) = slug.split_once('-')?;
    Some(RunNumber { year: parse_year(year)?, number: number.parse().ok()? })
}

/// The year of an address.
pub fn parse_year(text: &str) -> Option<AccountingYear> {
    text.parse().ok().and_then(AccountingYear::try_new)
}

/// What people call a run.
pub fn name(view: &RunView, t: Language) -> String {
    let year = view.run.run.year;
    match (view.run.kind, t) {
        (RunKind::Annual, Language::Chinese) => format!("{year} 年度分配"),
        (RunKind::Arrears, Language::Chinese) => format!("{year} 年度欠租补发"),
        (RunKind::Correction, Language::Chinese) => format!("{year} 年度分配更正"),
        (RunKind::Annual, Language::English) => format!("The distribution of {year}"),
        (RunKind::Arrears, Language::English) => format!("Arrears of {year}, paid later"),
        (RunKind::Correction, Language::English) => format!("The distribution of {year}, set right"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_found_again_by_its_address() {
        let run = RunNumber { year: AccountingYear::try_new(2008).unwrap(), number: 12 };
        assert_eq!(parse(&slug(run)), Some(run));
        for other in ["2008", "2008-", "x-1", "2008#1", "2008-1-1", ""] {
            assert_eq!(parse(other), None, "{other}");
        }
    }
}
