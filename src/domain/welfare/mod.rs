//! The public-welfare fund (公益建设资金): what the cooperative pays to the residents' committee.

pub mod levy;
