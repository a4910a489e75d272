//! 成员、股权、入股和合同的问题。

use super::super::{Words, list};
use super::perhaps;
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contribution::refusal::ContributionRefusal;
use crate::domain::register::movement::Parties;
use crate::domain::register::refusal::RegisterRefusal;
use crate::rendering::amount::{quantity, yuan};

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn register(refusal: &RegisterRefusal) -> Words {
    match refusal {
        RegisterRefusal::MemberNumberRepeated { member_no, first } => Words::new(
            format!("成员编号 {member_no} 与第 {first} 行重复"),
            "每人一个编号",
            "请更正编号或删去重复的行。",
        ),
        RegisterRefusal::MemberNotNamed => Words::new("没有成员编号，也没有身份证号", "两者之一", "请补填。"),
        RegisterRefusal::MemberUnknown { member_no, nearest } => Words::new(
            format!("没有编号为 {member_no} 的成员"),
            "成员名册中的编号",
            format!("{}请更正编号，或先导入成员名册。", perhaps(nearest)),
        ),
        RegisterRefusal::IdNumberUnknown { id_number } => Words::new(
            format!("没有身份证号为 {id_number} 的成员"),
            "成员名册中的身份证号",
            "请更正，或先导入成员名册。",
        ),
        RegisterRefusal::NameDiffers { member_no, given, held } => Words::new(
            format!("{member_no} 的姓名写作“{given}”"),
            format!("成员名册中的“{held}”"),
            "请核对是编号错还是姓名错。",
        ),
        RegisterRefusal::NameAmbiguous { name, member_nos } => Words::new(
            format!("有几位成员都叫“{name}”"),
            format!("成员编号（{}）", list(member_nos)),
            "请填写成员编号。",
        ),
        RegisterRefusal::IdNumberShared { id_number, other } => Words::new(
            format!("身份证号 {id_number} 也是 {other} 的"),
            "每人一个号码",
            "请核对证件；可能是同一人登记了两次。",
        ),
        RegisterRefusal::TwoHeads { household_no, other } => Words::new(
            format!("户 {household_no} 有两个户主，另一个是 {other}"),
            "每户一个户主",
            "请更正与户主关系或户号。",
        ),
        RegisterRefusal::HeadNotFound { head } => {
            Words::new(format!("找不到户主“{head}”"), "名册中唯一的户主", "请核对户主姓名，或填写户号、户主身份证号。")
        }
        RegisterRefusal::ShareClassUnknown { class, known } => Words::new(
            format!("没有“{class}”这个股种"),
            format!("“{}”之一", list(known)),
            "请更正，或在章程参数的“股种”中加上它。",
        ),
        RegisterRefusal::MovementSidesUnfit { kind, expected } => Words::new(
            format!("“{}”的转出、转入方填得不对", kind.zh()),
            match expected {
                Parties::ReceiverOnly => "只填转入成员",
                Parties::GiverOnly => "只填转出成员",
                Parties::Both => "转出、转入两个不同的成员",
                Parties::ExactlyOne => "转出、转入只填一个；减少的更正填转出",
            },
            "请更正。",
        ),
        RegisterRefusal::HoldingFallsBelowZero { member_no, class, date, held } => Words::new(
            format!("到 {date}，{member_no} 的{class}将为 {held} 股", held = quantity(held)),
            "任何一天都不小于零",
            "请核对股数、日期和成员编号。",
        ),
        RegisterRefusal::FrozenSharesMove { member_no, class, date, held, frozen } => Words::new(
            format!(
                "到 {date}，{member_no} 的{class}有 {held} 股，其中冻结 {frozen} 股",
                held = quantity(held),
                frozen = quantity(frozen)
            ),
            "冻结的股不转出，解冻不多于冻结",
            "请先解冻，或更正股数。",
        ),
        RegisterRefusal::CertificateShared { certificate_no, other } => Words::new(
            format!("股权证 {certificate_no} 也写在另一户的 {other} 名下"),
            "一证一户",
            "请核对证号；换证后请用新证号。",
        ),
        RegisterRefusal::SharesUnlikeArea { member_no, class, held, by_area } => Words::new(
            format!("{member_no} 登记的{class}为 {held} 股", held = quantity(held)),
            format!("按入股面积折算的 {by_area} 股", by_area = quantity(by_area)),
            "请核对面积、折股比例和股数。",
        ),
        RegisterRefusal::SharesUnlikeQuantification { class, total, given } => Words::new(
            format!("{class}量化总股数为 {total}", total = quantity(total)),
            format!("已量化到人的 {given}", given = quantity(given)),
            "请核对量化方案和股权台账。",
        ),
    }
}

pub(super) fn contribution(refusal: &ContributionRefusal) -> Words {
    match refusal {
        ContributionRefusal::ExitBeforeEntry { entry_date, exit_date } => {
            Words::new(format!("退出日期 {exit_date} 早于入股日期 {entry_date}"), "不早于入股日期", "请更正日期。")
        }
        ContributionRefusal::OutsideContract { contract_no, range, given } => Words::new(
            format!("{given} 不在合同 {contract_no} 的期限内"),
            format!("{} 至 {}", range.first, range.last),
            "请更正日期或合同编号。",
        ),
        ContributionRefusal::ContractLeasesOut { contract_no, kind } => Words::new(
            format!("合同 {contract_no} 是“{}”，不能入股", kind.zh()),
            "土地流转或商铺租赁合同",
            "请改填入股所依据的合同。",
        ),
        ContributionRefusal::ContractUnlike { contract_no, kind, unit, object } => Words::new(
            format!("{}不能入到合同 {contract_no}（{}，按{}计）", object.zh(), kind.zh(), unit.zh()),
            format!("按{}计的合同", object.unit().zh()),
            "请更正合同编号，或合同台账的类型和计量单位。",
        ),
        ContributionRefusal::ActiveTwice { object, object_no, other_member_no, other, days } => Words::new(
            format!(
                "{} {object_no} 在 {} 至 {} 同时在 {other_member_no} 名下（第 {other} 行）",
                object.zh(),
                days.first,
                days.last
            ),
            "同一天只入股一次",
            "请填写前一次的退出日期，或更正编号。",
        ),
        ContributionRefusal::AreaUnlikeContract { contract_no, contract_area, contributed } => Words::new(
            format!("合同 {contract_no} 下入股面积达 {contributed}", contributed = quantity(contributed)),
            format!("不超过合同面积 {contract_area}", contract_area = quantity(contract_area)),
            "请核对入股面积和合同面积。",
        ),
    }
}

pub(super) fn contract(refusal: &ContractRefusal) -> Words {
    match refusal {
        ContractRefusal::ContractUnknown { contract_no, nearest } => Words::new(
            format!("没有编号为 {contract_no} 的合同"),
            "合同台账中的编号",
            format!("{}请更正，或先导入合同台账。", perhaps(nearest)),
        ),
        ContractRefusal::EndBeforeStart { start_date, end_date } => {
            Words::new(format!("结束日期 {end_date} 早于开始日期 {start_date}"), "不早于开始日期", "请更正日期。")
        }
        ContractRefusal::GrainNotNamed => Words::new("实物计租没有填品种", "品种，如 黄谷", "请补填。"),
        ContractRefusal::RentStepNotInForce { contract_no, days } => Words::new(
            format!("合同 {contract_no} 在 {} 至 {} 没有租金标准，而其间有人入股", days.first, days.last),
            "每一天都有租金标准",
            "请在租金标准表补上；否则分配时会被拒绝。",
        ),
        ContractRefusal::GrainPriceNotKnown { contract_no, grain, year } => Words::new(
            format!("合同 {contract_no} 按{grain}计租，没有 {year} 年的粮价"),
            "当年粮价",
            "请在粮价表补上；否则分配时会被拒绝。",
        ),
        ContractRefusal::ReceiptsAboveDue { contract_no, year, collected, due } => Words::new(
            format!("合同 {contract_no} 的 {year} 年度已收 {collected} 元", collected = yuan(*collected)),
            format!("不超过应收 {due} 元", due = yuan(*due)),
            "多收的留存在合同上；请核对年度和金额。",
        ),
        ContractRefusal::ReceiptDatedAhead { date, today } => Words::new(
            format!("收款日期 {date} 还没有到"),
            format!("今天 {today} 或以前"),
            "请核对年月日，可能写错了年份。",
        ),
        ContractRefusal::ReceiptOfNothing { amount } => Words::new(
            format!("收款金额是 {} 元", yuan(*amount)),
            "收到或退回的金额",
            "请核对是否漏填；没有收到钱的行可以删去。",
        ),
        ContractRefusal::ContractDoesNotLeaseOut { contract_no, kind } => Words::new(
            format!("合同 {contract_no} 是“{}”，没有转租标的", kind.zh()),
            "土地转租或商铺打包转租合同",
            "请更正合同编号或类型。",
        ),
        ContractRefusal::ContentNotNamed => {
            Words::new("没有说明转租的是什么，或地块、商铺同时填了", "原合同编号，或地块编号、商铺编号之一", "请更正。")
        }
        ContractRefusal::ContentNotContributed { object, object_no } => Words::new(
            format!("转租的{} {object_no} 没有人入股", object.zh()),
            "已入股的编号",
            "请核对编号；没有入股的不计入转租差额。",
        ),
    }
}
