//! 提取公积公益金 (农村集体经济组织法 art. 42).

use super::{BusinessEvent, Leg};
use crate::domain::money::Money;

/// The reserve of a year.
#[derive(Clone, Copy, Debug)]
pub struct ReserveAppropriated {
    /// How much.
    pub amount: Money,
}

impl BusinessEvent for ReserveAppropriated {
    const RULE: &'static str = "reserve_appropriated";

    fn legs(&self) -> Vec<Leg> {
        vec![Leg::new("appropriation", self.amount), Leg::new("reserve", self.amount)]
    }
}
