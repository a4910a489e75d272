//! The one test binary: architecture, the storage contract on both databases, stories, imports, the command line, the site, crashes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod access_refusals;
mod architecture;
mod archives;
mod booking;
mod books;
mod command_line;
mod comparisons;
mod consolidation;
mod crash;
mod desk;
mod elections;
mod evidence;
mod exports;
mod flips;
mod governance;
mod hostile_files;
mod http;
mod import_samples;
mod imports;
mod journals;
mod payment_refusals;
mod payments;
mod property_fee;
mod purity;
mod reconciliation;
mod refusals;
mod refused_layouts;
mod rights;
mod rule_changes;
mod sheet_refusals;
mod statement_rows;
mod storage_contract;
mod stories;
mod sub_ledger_ties;
mod support;
mod voucher_commands;
mod voucher_sheets;
mod vouchers;
mod year_end;
