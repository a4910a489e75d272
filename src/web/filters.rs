//! How templates write amounts and quantities: `{{ statement.net|yuan }}`.

use crate::domain::money::Money;
use crate::rendering::amount;
use askama::{Result, Values};
use std::fmt::Display;

/// Yuan with two decimals and thousands set apart.
#[askama::filter_fn]
pub fn yuan(amount: &Money, _: &dyn Values) -> Result<String> {
    Ok(amount::yuan(*amount))
}

/// 人民币大写.
#[askama::filter_fn]
pub fn capital(amount: &Money, _: &dyn Values) -> Result<String> {
    Ok(amount::capital(*amount))
}

/// A quantity without the zeros that say nothing.
#[askama::filter_fn]
pub fn quantity(written: impl Display, _: &dyn Values) -> Result<String> {
    Ok(amount::quantity(written))
}

/// A price or a rate, two decimals at least.
#[askama::filter_fn]
pub fn price(written: impl Display, _: &dyn Values) -> Result<String> {
    Ok(amount::price(written))
}
