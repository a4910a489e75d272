//! Floor 3: what programs read of what acts and look-ups give: one shape for `--json` of the command line and for the site's interface. Money and quantities are
//! decimal strings, names English with underscores. One file a noun; what rests on the domain's values alone is in [`crate::rendering::json`].

pub mod access;
pub mod contract;
pub mod distribution;
pub mod governance;
pub mod import;
pub mod ledger;
pub mod log;
pub mod payment;
pub mod posting_rule;
pub mod reconciliation;
pub mod register;
pub mod verification;
pub mod voucher;
