//! What can go against the share register.

use super::movement::{MovementKind, Parties};
use super::share_class::ShareClass;
use crate::domain::quantity::Shares;
use chrono::NaiveDate;
use compact_str::CompactString;

/// Against the share register.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum RegisterRefusal {
    /// A member number that stands in two rows.
    MemberNumberRepeated {
        /// 成员编号.
        member_no: CompactString,
        /// The other row.
        first: String,
    },
    /// A row that names nobody: no number and no identification number.
    MemberNotNamed,
    /// A number that no member has.
    MemberUnknown {
        /// 成员编号.
        member_no: CompactString,
        /// Numbers like it.
        nearest: Vec<CompactString>,
    },
    /// An identification number that no member has.
    IdNumberUnknown {
        /// 身份证号.
        id_number: CompactString,
    },
    /// A name that does not match its number.
    NameDiffers {
        /// 成员编号.
        member_no: CompactString,
        /// The name in the row.
        given: CompactString,
        /// The name in the member register.
        held: CompactString,
    },
    /// A name that several members have, where only the name is given.
    NameAmbiguous {
        /// 姓名.
        name: CompactString,
        /// The numbers of those who have it.
        member_nos: Vec<CompactString>,
    },
    /// One identification number for two people.
    IdNumberShared {
        /// 身份证号.
        id_number: CompactString,
        /// The other one's number.
        other: CompactString,
    },
    /// Two heads in one household.
    TwoHeads {
        /// 户号.
        household_no: CompactString,
        /// The other head's number.
        other: CompactString,
    },
    /// A head of household who is not found, or is one of several.
    HeadNotFound {
        /// 户主姓名 or 户主身份证号.
        head: CompactString,
    },
    /// A class that the charter does not know.
    ShareClassUnknown {
        /// 股种.
        class: CompactString,
        /// The classes there are.
        known: Vec<CompactString>,
    },
    /// A movement that names the wrong sides for its kind.
    MovementSidesUnfit {
        /// 变动类型.
        kind: MovementKind,
        /// The sides that it asks for.
        expected: Parties,
    },
    /// A holding below zero at the end of a day.
    HoldingFallsBelowZero {
        /// 成员编号.
        member_no: CompactString,
        /// 股种.
        class: ShareClass,
        /// The day.
        date: NaiveDate,
        /// What would be held.
        held: Shares,
    },
    /// Shares that are frozen would move, or more are unfrozen than were frozen.
    FrozenSharesMove {
        /// 成员编号.
        member_no: CompactString,
        /// 股种.
        class: ShareClass,
        /// The day.
        date: NaiveDate,
        /// What would be held.
        held: Shares,
        /// What is frozen.
        frozen: Shares,
    },
    /// One certificate for members of two households.
    CertificateShared {
        /// 股权证号.
        certificate_no: CompactString,
        /// The other member's number.
        other: CompactString,
    },
    /// Land or shop shares that are not what the charter's ratio gives for the contributed area.
    SharesUnlikeArea {
        /// 成员编号.
        member_no: CompactString,
        /// 股种.
        class: ShareClass,
        /// What is held.
        held: Shares,
        /// What the area would bring.
        by_area: Shares,
    },
    /// Quantified shares that are not what was given to persons.
    SharesUnlikeQuantification {
        /// 股种.
        class: ShareClass,
        /// What the assets were turned into.
        total: Shares,
        /// What the register gave.
        given: Shares,
    },
}

impl RegisterRefusal {
    /// Whether it is only said, and stops nothing.
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            RegisterRefusal::IdNumberShared { .. }
                | RegisterRefusal::CertificateShared { .. }
                | RegisterRefusal::SharesUnlikeArea { .. }
                | RegisterRefusal::SharesUnlikeQuantification { .. }
        )
    }
}
