//! The one test binary: architecture, the storage contract on both databases, stories, imports, the command line, crashes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod architecture;
mod archives;
mod booking;
mod books;
mod command_line;
mod consolidation;
mod cooperative_refusals;
mod crash;
mod elections;
mod evidence;
mod exports;
mod flips;
mod governance;
mod hostile_files;
mod import_samples;
mod imports;
mod journals;
mod papers;
mod payment_refusals;
mod payments;
mod property_fee;
mod purity;
mod refusals;
mod refused_layouts;
mod rights;
mod storage_contract;
mod stories;
mod support;
mod voucher_commands;
mod voucher_sheets;
mod vouchers;
mod year_end;
