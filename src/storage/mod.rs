//! Floor 1: SQL, and nothing else has any. One SQL text serves both databases; `db` hides which one answers.

mod contract;
mod contribution;
mod governance;
mod payment;
mod plan_and_charter;
mod register;

pub mod access;
pub mod cooperative;
pub mod db;
pub mod distribution;
pub mod entry;
pub mod error;
pub mod event_log;
pub mod import_batch;
pub mod ledger;
pub mod migration;
pub mod stray;
pub mod system;
pub mod table;
pub mod voucher_page;
pub mod voucher_source;
