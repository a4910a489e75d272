//! What a question is about (质询对象): a voucher, a motion, a run or a member's line of it, a payment batch. What has a number must be there.

use crate::application::Failure;
use crate::application::distribution::query;
use crate::application::ledger::query::{VoucherView, voucher};
use crate::application::overview::Overview;
use crate::application::payment;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::web::member_number::half_width;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;

/// The words that a voucher, a motion and a payment batch are named with.
const VOUCHER: &str = "凭证";
const MOTION: &str = "议题";
const BATCH: &str = "代发批次";

/// How a question names a voucher.
pub fn of_voucher(view: &VoucherView) -> String {
    match view.number {
        Some(_) => format!("{VOUCHER} #{} {}", view.entry_no, view.name()),
        None => format!("{VOUCHER} {}", view.name()),
    }
}

/// Whether a question is about a voucher.
pub fn is_about_voucher(about: &str, entry_no: i64) -> bool {
    entry_of(about) == Some(entry_no)
}

/// The entry of the voucher that a question names.
fn entry_of(about: &str) -> Option<i64> {
    about.strip_prefix(VOUCHER)?.trim_start().strip_prefix('#')?.split_whitespace().next()?.parse().ok()
}

fn number_after(about: &str, word: &str) -> Option<u32> {
    half_width(about.strip_prefix(word)?).parse().ok()
}

/// The run that a question names, and the member's number behind it; empty where it is about the whole run.
fn run_of(about: &str) -> Option<(RunNumber, &str)> {
    let (run, member_no) = about.split_once(char::is_whitespace).unwrap_or((about, ""));
    let (year, number) = run.split_once('#')?;
    let run = RunNumber { year: crate::web::run_name::parse_year(year)?, number: number.parse().ok()? };
    Some((run, member_no.trim()))
}

/// What was typed, as the record names it.
///
/// # Errors
/// Where it has a number, and nothing has that number.
pub fn checked(visit: &mut Visit<'_>, typed: &str) -> Result<String, Trouble> {
    let overview = std::sync::Arc::clone(&visit.overview);
    if let Some(named) = typed.strip_prefix(VOUCHER) {
        let named = named.trim();
        let named = if named.starts_with('#') { named.split_whitespace().next().unwrap_or(named) } else { named };
        return visit.read(|db, cooperative| voucher(db, cooperative, named, None)).map(|view| of_voucher(&view));
    }
    if let Some(motion_no) = number_after(typed, MOTION) {
        let last = overview.motions().len() as u32;
        return match overview.motion(motion_no) {
            Some(_) => Ok(format!("{MOTION} {motion_no}")),
            None => Err(Trouble::refused(GovernanceRefusal::MotionUnknown { motion_no, last })),
        };
    }
    if let Some(batch_no) = number_after(typed, BATCH) {
        visit.read(|db, cooperative| payment::batch(db, cooperative, batch_no))?;
        return Ok(format!("{BATCH} {batch_no}"));
    }
    if let Some((run, member_no)) = run_of(typed) {
        let view = overview.run(run.year, Some(run.number)).map_err(Trouble::from)?;
        if !member_no.is_empty() {
            visit.read(|db, cooperative| {
                let found = query::statement_of(db, cooperative, view, member_no)?;
                let unknown = DistributionRefusal::StatementUnknown { member_no: member_no.into(), run };
                found.map(|_| ()).ok_or_else(|| Failure::refused(unknown))
            })?;
        }
    }
    Ok(typed.to_owned())
}

/// The page of what a question is about; empty where it has none.
pub fn address(overview: &Overview, about: &str) -> String {
    if let Some(entry_no) = entry_of(about) {
        return format!("/desk/books/vouchers/{entry_no}");
    }
    if let Some(motion_no) = number_after(about, MOTION) {
        return super::motion::address(motion_no);
    }
    if let Some(batch_no) = number_after(about, BATCH) {
        return format!("/desk/payments/batches/{batch_no}");
    }
    let run =
        run_of(about).and_then(|(run, member_no)| Some((overview.run(run.year, Some(run.number)).ok()?, member_no)));
    match run.and_then(|(view, member_no)| Some((view.standing.motion_no()?, member_no))) {
        Some((motion_no, "")) => super::motion::address(motion_no),
        Some((motion_no, member_no)) => format!("{}/statements/{member_no}", super::motion::address(motion_no)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voucher_and_a_run_are_known_by_how_they_are_named() {
        assert!(is_about_voucher("凭证 #12 2008-03 记-1", 12) && !is_about_voucher("凭证 #12", 1));
        assert!(!is_about_voucher("2008#12", 12));
        let (run, member_no) = run_of("2008#1 M0000010").unwrap();
        assert_eq!((run.to_string().as_str(), member_no), ("2008#1", "M0000010"));
        assert_eq!(run_of("合同 TD-2006-01"), None);
        assert_eq!(number_after("议题１２", MOTION), Some(12));
    }
}
