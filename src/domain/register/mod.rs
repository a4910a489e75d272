//! The share register (股权登记): who the members are and which shares they hold. Movements are the truth; holdings are their fold.

pub mod certificate;
pub mod holding;
pub mod member;
pub mod movement;
pub mod quantification;
pub mod refusal;
pub mod share_class;
