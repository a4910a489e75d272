//! Who may do what (权限): accounts, the roles that seats and posts give, and one table of roles and actions.

pub mod account;
pub mod permission;
pub mod refusal;
pub mod role;
