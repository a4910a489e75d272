//! 账: books, their charts, vouchers and periods; debit equals credit, and what is posted is never changed.

pub mod account;
pub mod balance;
pub mod bank_deed;
pub mod bank_entry;
pub mod bank_matching;
pub mod book;
pub mod booked_otherwise;
pub mod chart;
pub mod closing_voucher;
pub mod deed;
pub mod journal;
pub mod numbering;
pub mod period_close;
pub mod posting_rule;
pub mod reconciliation;
pub mod reconciliation_refusal;
pub mod refusal;
pub mod reversal;
pub mod rule_change;
pub mod rule_revision;
pub mod rules_in_force;
pub mod settled_in_money;
pub mod voucher;
pub mod voucher_standing;
