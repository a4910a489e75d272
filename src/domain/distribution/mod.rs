//! The two-tier distribution (两次分配): by contract first, then the company's profit equally per share.

pub mod assumption;
pub mod company_appropriation;
pub mod control_total;
pub mod equal_rights;
pub mod inputs;
pub mod money_terms;
pub mod pin;
pub mod plan;
pub mod refusal;
pub mod run;
pub mod tier_one;
pub mod tier_two;
pub mod waterfall;
pub mod worksheet;
