//! 公司提取盈余公积 (公司法 art. 210).

use super::{BusinessEvent, Leg};
use crate::domain::money::Money;

/// The company's two reserves of a year.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompanyReserve {
    /// 法定盈余公积.
    pub statutory: Money,
    /// 任意盈余公积.
    pub discretionary: Money,
}

impl BusinessEvent for CompanyReserve {
    const RULE: &'static str = "company_reserve";

    fn legs(&self) -> Vec<Leg> {
        vec![
            Leg::new("statutory_appropriation", self.statutory),
            Leg::new("statutory_reserve", self.statutory),
            Leg::new("discretionary_appropriation", self.discretionary),
            Leg::new("discretionary_reserve", self.discretionary),
        ]
    }
}
