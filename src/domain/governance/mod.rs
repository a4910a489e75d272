//! Bodies (机构) and the seal (封存) that binds what they approve.

pub mod body;
pub mod seal;
