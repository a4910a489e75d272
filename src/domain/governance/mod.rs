//! Bodies (机构), the charter (章程), votes (表决), and the seal (封存) that binds what is approved.

pub mod act;
pub mod body;
pub mod charter;
pub mod election;
pub mod execution;
pub mod kinship;
pub mod law;
pub mod motion;
pub mod procedure;
pub mod proof;
pub mod proposal;
pub mod refusal;
pub mod seal;
pub mod supervision;
pub mod voting_rule;
