//! Statements (对账单与报表): what a run says, to a member and to all, in the text that is sealed.

pub mod comparison;
pub mod consolidation;
pub mod evidence;
pub mod layout;
pub mod levy_report;
pub mod member_statement;
pub mod refusal;
pub mod run_summary;
pub mod statutory;
pub mod tie_out;
