//! 资产量化: assets that were set apart for it become capital by their appraised value.

use super::{BusinessEvent, Leg};
use crate::domain::money::Money;

/// An asset that is quantified.
#[derive(Clone, Copy, Debug)]
pub struct AssetQuantified {
    /// 评估值.
    pub appraised_value: Money,
}

impl BusinessEvent for AssetQuantified {
    const RULE: &'static str = "asset_quantified";

    fn legs(&self) -> Vec<Leg> {
        vec![Leg::new("prepared", self.appraised_value), Leg::new("capital", self.appraised_value)]
    }
}
