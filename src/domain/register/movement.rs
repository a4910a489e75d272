//! Movements of shares (股权变动): the register's truth. A movement is never changed; a wrong one is corrected by another.

use super::share_class::ShareClass;
use crate::domain::quantity::Shares;
use chrono::NaiveDate;
use compact_str::CompactString;

/// What kind of movement it is (变动类型).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum MovementKind {
    /// 量化: shares from quantified assets.
    Quantify,
    /// 入股: shares for land, a shop or cash brought in.
    Contribute,
    /// 内部转让: from one holder to another inside the cooperative.
    Transfer,
    /// 继承.
    Inherit,
    /// 赠与.
    Gift,
    /// 退股: shares given back; nobody receives them.
    Withdraw,
    /// 冻结: shares that may not move. They still earn.
    Freeze,
    /// 解冻.
    Unfreeze,
    /// 更正: sets a wrong register right, upward or downward.
    Correct,
}

impl MovementKind {
    /// As accountants write it.
    pub const fn zh(self) -> &'static str {
        match self {
            MovementKind::Quantify => "量化",
            MovementKind::Contribute => "入股",
            MovementKind::Transfer => "内部转让",
            MovementKind::Inherit => "继承",
            MovementKind::Gift => "赠与",
            MovementKind::Withdraw => "退股",
            MovementKind::Freeze => "冻结",
            MovementKind::Unfreeze => "解冻",
            MovementKind::Correct => "更正",
        }
    }

    /// The kind written in the 变动类型 column.
    pub fn lookup(text: &str) -> Option<MovementKind> {
        Some(match text {
            "量化" | "股权量化" | "资产量化" => MovementKind::Quantify,
            "入股" | "新增入股" => MovementKind::Contribute,
            "内部转让" | "转让" => MovementKind::Transfer,
            "继承" => MovementKind::Inherit,
            "赠与" | "赠予" => MovementKind::Gift,
            "退股" | "退出" => MovementKind::Withdraw,
            "冻结" => MovementKind::Freeze,
            "解冻" => MovementKind::Unfreeze,
            "更正" => MovementKind::Correct,
            _ => return None,
        })
    }

    /// The kind of an acquisition (取得方式) in a ledger of holdings; where none is written the class tells.
    pub fn of_acquisition(written: &str, class: &ShareClass) -> Option<MovementKind> {
        Some(match written {
            "" if ["土地股", "商铺股", "资金股"].contains(&class.as_str()) => MovementKind::Contribute,
            "" => MovementKind::Quantify,
            text if text.contains("入股") || ["出资", "投资"].contains(&text) => MovementKind::Contribute,
            text if text.contains("量化") || ["配股", "配置", "原始取得", "分配"].contains(&text) => {
                MovementKind::Quantify
            }
            "继承" => MovementKind::Inherit,
            "赠与" | "赠予" | "受赠" => MovementKind::Gift,
            "转让" | "受让" | "内部转让" | "购买" => MovementKind::Transfer,
            "更正" => MovementKind::Correct,
            _ => return None,
        })
    }

    /// Who must be named: the giving side, the receiving side.
    pub const fn parties(self) -> Parties {
        match self {
            MovementKind::Quantify | MovementKind::Contribute => Parties::ReceiverOnly,
            MovementKind::Transfer | MovementKind::Inherit | MovementKind::Gift => Parties::Both,
            MovementKind::Withdraw => Parties::GiverOnly,
            MovementKind::Freeze | MovementKind::Unfreeze | MovementKind::Correct => Parties::ExactlyOne,
        }
    }
}

/// Which sides of a movement are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parties {
    /// Only who receives (转入).
    ReceiverOnly,
    /// Only who gives (转出).
    GiverOnly,
    /// Giver and receiver, two different members.
    Both,
    /// One of the two; a downward correction names the giver alone.
    ExactlyOne,
}

impl Parties {
    /// Whether the named sides are the ones this kind asks for.
    pub fn accepts(self, giver: Option<&str>, receiver: Option<&str>) -> bool {
        match (self, giver, receiver) {
            (Parties::Both, Some(giver), Some(receiver)) => giver != receiver,
            (Parties::ReceiverOnly, None, Some(_)) | (Parties::GiverOnly, Some(_), None) => true,
            (Parties::ExactlyOne, giver, receiver) => giver.is_some() != receiver.is_some(),
            _ => false,
        }
    }
}

/// Where a movement was written down: 股权台账 lists acquisitions without a giver, 股权变动 names both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MovementSource {
    /// 股权台账.
    Holdings,
    /// 股权变动.
    Movements,
}

/// One movement (变动).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Which ledger it stands in.
    pub source: MovementSource,
    /// 日期: the day from which it counts.
    pub date: NaiveDate,
    /// 变动类型.
    pub kind: MovementKind,
    /// 转出成员编号.
    pub from_member_no: Option<CompactString>,
    /// 转入成员编号.
    pub to_member_no: Option<CompactString>,
    /// 股种.
    pub class: ShareClass,
    /// 股数, not negative: the direction is in the sides.
    pub shares: Shares,
    /// 依据 or 取得方式, as written.
    pub basis: CompactString,
    /// 股权证号, of acquisitions.
    pub certificate_no: CompactString,
}

impl Movement {
    /// What the movement does to holdings: member and change, at most one down and one up. Freezing changes no holding.
    pub fn effects(&self) -> impl Iterator<Item = (&str, i64)> {
        let moves = !matches!(self.kind, MovementKind::Freeze | MovementKind::Unfreeze);
        let down = self.from_member_no.iter().map(|member| (member.as_str(), -self.shares.e4()));
        let up = self.to_member_no.iter().map(|member| (member.as_str(), self.shares.e4()));
        down.chain(up).filter(move |_| moves)
    }

    /// What the movement does to frozen shares: the member and the change.
    pub fn frozen_effect(&self) -> Option<(&str, i64)> {
        let member = self.from_member_no.as_ref().or(self.to_member_no.as_ref())?;
        match self.kind {
            MovementKind::Freeze => Some((member, self.shares.e4())),
            MovementKind::Unfreeze => Some((member, -self.shares.e4())),
            _ => None,
        }
    }
}
