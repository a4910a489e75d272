//! Floor 0: every rule, and no machinery. No I/O, clock, randomness, floats or SQL.

pub mod access;
pub mod allotment;
pub mod canonical;
pub mod contract;
pub mod contribution;
pub mod distribution;
pub mod fact;
pub mod governance;
pub mod ledger;
pub mod money;
pub mod nearest;
pub mod payment;
pub mod period;
pub mod person;
pub mod quantity;
pub mod refusal;
pub mod register;
pub mod request;
pub mod sheet;
pub mod statement;
pub mod welfare;
