//! Floor 1: bytes in; rows with cell addresses, or problems, out. What the rows mean is decided here; whether it may stand, in the domain.

pub mod column;
pub mod draft;
pub mod excerpt;
mod extra_rows;
pub mod format;
pub mod heading;
pub mod kind;
pub mod layout;
pub mod plain_table;
pub mod reading;
pub mod row;
pub mod template;
pub mod unit;
pub mod value;
