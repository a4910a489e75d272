//! Quantification of assets into shares (股权量化): assets → total shares → shares per person.

use super::movement::{Movement, MovementKind};
use super::share_class::ShareClass;
use crate::domain::money::Money;
use crate::domain::quantity::Shares;
use chrono::NaiveDate;
use compact_str::CompactString;

/// One asset whose income right was turned into shares (资产量化).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetQuantification {
    /// 资产项目.
    pub asset: CompactString,
    /// 原值.
    pub original_value: Option<Money>,
    /// 评估值.
    pub appraised_value: Money,
    /// 量化股种.
    pub class: ShareClass,
    /// 总股数 that this asset was turned into.
    pub total_shares: Shares,
    /// 人均股数.
    pub shares_per_person: Option<Shares>,
    /// 基准日.
    pub base_date: NaiveDate,
}

/// A class's assets and shares set beside what the register gave to persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassQuantification {
    /// The class.
    pub class: ShareClass,
    /// All its assets at their appraised value.
    pub appraised_value: Money,
    /// What its assets were turned into.
    pub total_shares: Shares,
    /// What movements of kind 量化 have given to persons.
    pub given_shares: Shares,
    /// How many persons received any.
    pub persons: usize,
}

impl ClassQuantification {
    /// Whether the register gave exactly what the assets were turned into.
    pub fn agrees(&self) -> bool {
        self.total_shares == self.given_shares
    }
}

/// Every quantified class, its assets beside the register, in the order of the class names.
pub fn by_class<'a>(
    assets: &'a [AssetQuantification],
    movements: impl IntoIterator<Item = &'a Movement>,
) -> Vec<ClassQuantification> {
    let mut classes: std::collections::BTreeMap<&ShareClass, ClassQuantification> = Default::default();
    for asset in assets {
        let class = classes.entry(&asset.class).or_insert_with(|| ClassQuantification {
            class: asset.class.clone(),
            appraised_value: Money::ZERO,
            total_shares: Shares::ZERO,
            given_shares: Shares::ZERO,
            persons: 0,
        });
        class.appraised_value =
            Money::from_fen(class.appraised_value.fen().saturating_add(asset.appraised_value.fen()));
        class.total_shares = Shares::from_e4(class.total_shares.e4() + asset.total_shares.e4());
    }
    let mut persons = std::collections::BTreeSet::new();
    for movement in movements.into_iter().filter(|movement| movement.kind == MovementKind::Quantify) {
        let Some(class) = classes.get_mut(&movement.class) else { continue };
        class.given_shares = Shares::from_e4(class.given_shares.e4() + movement.shares.e4());
        class.persons += usize::from(persons.insert((&movement.class, &movement.to_member_no)));
    }
    classes.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::super::movement::MovementSource;
    use super::*;

    #[test]
    fn assets_beside_the_register() {
        let class = ShareClass::new("资产量化股");
        let date: NaiveDate = "2008-06-30".parse().unwrap();
        let asset = |asset: &str, shares| AssetQuantification {
            asset: asset.into(),
            original_value: None,
            appraised_value: Money::from_fen(1_000_000),
            class: class.clone(),
            total_shares: Shares::from_e4(shares),
            shares_per_person: None,
            base_date: date,
        };
        let given = |member: &str, shares| Movement {
            source: MovementSource::Holdings,
            date,
            kind: MovementKind::Quantify,
            from_member_no: None,
            to_member_no: Some(member.into()),
            class: class.clone(),
            shares: Shares::from_e4(shares),
            basis: "量化".into(),
            certificate_no: "".into(),
        };
        let assets = [asset("市场", 60), asset("厂房", 40)];
        let movements = [given("M001", 50), given("M002", 30), given("M002", 20)];
        let classes = by_class(&assets, &movements);
        assert_eq!(classes.len(), 1);
        assert!(classes[0].agrees());
        assert_eq!((classes[0].persons, classes[0].appraised_value.fen()), (2, 2_000_000));
    }
}
