//! 分配、合作社和批次的问题。

use super::super::{Language, MOST_NAMED, Words, list, place_in_words};
use super::{perhaps, system};
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::period::china_time;
use crate::domain::refusal::CooperativeRefusal;
use crate::domain::statement::evidence::EvidenceFlaw;
use crate::rendering::amount::{quantity, yuan};

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn distribution(refusal: &DistributionRefusal) -> Words {
    match refusal {
        DistributionRefusal::PlanMissing { year } => {
            Words::new(format!("没有 {year} 年度的分配方案"), "分配方案表", "请导入该年度的分配方案。")
        }
        DistributionRefusal::PlanItemMissing { item } => {
            Words::new(format!("分配方案没有“{}”", item.zh()), "有这一项", "请补填后重新导入分配方案。")
        }
        DistributionRefusal::CharterTermMissing { item } => {
            Words::new(format!("股权登记日的章程没有“{}”", item.zh()), "有这一项，零也是决定", "请在章程参数中补上。")
        }
        DistributionRefusal::RentStepMissing { contract_no, days } => Words::new(
            format!("合同 {contract_no} 在 {} 至 {} 没有租金标准", days.first, days.last),
            "每一天都有租金标准",
            "请导入租金标准。",
        ),
        DistributionRefusal::GrainPriceMissing { contract_no, grain, year } => {
            Words::new(format!("合同 {contract_no} 按{grain}计租，没有 {year} 年的粮价"), "当年粮价", "请导入粮价。")
        }
        DistributionRefusal::HoldingBelowZero { member_no, class, held } => Words::new(
            format!("{member_no} 的{class}为 {held} 股", held = quantity(held)),
            "不小于零",
            "请导入更正的股权变动。",
        ),
        DistributionRefusal::CollectedBelowZero { contract_no, collected } => Words::new(
            format!("合同 {contract_no} 本年度收款合计 {collected} 元", collected = yuan(*collected)),
            "不小于零",
            "请核对退款。",
        ),
        DistributionRefusal::DividendTooLarge { given, largest } => Words::new(
            format!("公司分回利润 {given} 元", given = yuan(*given)),
            format!("不超过可分的 {largest} 元", largest = yuan(*largest)),
            "请更正分配方案。",
        ),
        DistributionRefusal::PoolTooLarge { given, available } => Words::new(
            format!("二次分配金额 {given} 元", given = yuan(*given)),
            format!("不超过可供成员分配的 {available} 元", available = yuan(*available)),
            "请更正分配方案；可以少分，不能多分。",
        ),
        DistributionRefusal::NoEligibleShares { pool } => Words::new(
            format!("有 {pool} 元可分，但没有人持有参加二次分配的股", pool = yuan(*pool)),
            "股权登记日有人持股",
            "请核对股权登记日、股权台账和参加二次分配股种。",
        ),
        DistributionRefusal::OpeningDiffers { item, given, expected, run } => Words::new(
            format!("“{}”为 {given} 元", item.zh(), given = yuan(*given)),
            format!("{run} 结转的 {expected} 元", expected = yuan(*expected)),
            "请更正分配方案，或先更正上年分配。",
        ),
        DistributionRefusal::FigureUnlikeBooks { item, given, books, book } => Words::new(
            format!("“{}”为 {given} 元", item.zh(), given = yuan(*given)),
            format!("账套 {book} 的 {books} 元", books = yuan(*books)),
            "请更正分配方案，或先更正账簿。",
        ),
        DistributionRefusal::FollowedRunUnknown { run, counting } => {
            Words::new(format!("没有可以接续的分配 {run}"), runs(counting), "请在历次分配里核对，然后更正编号。")
        }
        DistributionRefusal::RunEffectiveAlready { run } => Words::new(
            format!("{run} 已经机构审议生效"),
            "更正或补发",
            "生效的分配不能重新编制；资料改正了的编制“更正”，后来收到租金的编制“欠租补发”。",
        ),
        DistributionRefusal::RunUnderProcedure { run, motion_no } => Words::new(
            format!("{run} 正由机构审议（议题第 {motion_no} 号）"),
            format!("等审议结束，或者写明作废议题第 {motion_no} 号"),
            format!("确需重新编制的，请写明作废议题 {motion_no}：已有的表决和公示全部作废，从头审议。"),
        ),
        DistributionRefusal::NothingVoided { motion_no } => Words::new(
            format!("没有因此作废的议题第 {motion_no} 号"),
            "正在审议、将被这次编制替代的议题，或者不填",
            "请在议题列表里核对编号；没有要作废的就不填。",
        ),
        DistributionRefusal::NothingChanged { run, cut_off } => Words::new(
            format!("与 {run} 相比没有变化（收款截止日 {cut_off}）"),
            "至少一户的金额有增减",
            "请核对更正的资料是否已经导入、收款截止日是否在新收租金之后；没有变化就不必编制。",
        ),
        DistributionRefusal::RunNotEffective { run } => Words::new(
            format!("{run} 还没有经机构审议生效"),
            "已生效的分配",
            "登记了机构成员的合作社，分配须经审议才算数；请先把它提交机构审议。",
        ),
        DistributionRefusal::RunSuperseded { run, by } => {
            Words::new(format!("{run} 已经被 {by} 取代"), "没有被取代的分配", format!("请改用 {by}。"))
        }
        DistributionRefusal::RunBooked { run, voucher } => Words::new(
            format!("{run} 已经记账（凭证 {voucher}），不能重新编制"),
            "没有记账的草案",
            "请先作废它的凭证草稿，已经记账的红字冲销，再重新编制。",
        ),
        DistributionRefusal::CutOffBeforeEarlier { given, latest } => Words::new(
            format!("收款截止日 {given} 早于已作分配的截止日"),
            format!("不早于 {latest}"),
            "请核对收款截止日的年份。",
        ),
        DistributionRefusal::RunUnknown { year, number, known } => {
            let asked = number.map_or_else(|| format!("{year} 年度"), |number| format!("{year}#{number} "));
            Words::new(format!("没有 {asked}的分配"), runs(known), "请先编制这个年度的分配，或更正年度和编号。")
        }
        DistributionRefusal::StatementUnknown { member_no, run } => Words::new(
            format!("{run} 中没有 {member_no} 的对账单"),
            "参加了分配的成员编号",
            "请核对编号；既无入股又无股份的成员没有对账单。",
        ),
        DistributionRefusal::EarlierRunMissing { run } => Words::new(
            format!("{run} 之前的年度没有分配，没有可比的"),
            "以前年度的一次分配",
            "请指定要比的分配，写成 年度#编号。",
        ),
        DistributionRefusal::AssumptionUnknown { item, nearest, known } => Words::new(
            format!("“{item}”不能试算"),
            format!("{}之一", list(known)),
            format!("{}发生了的数，如利润和上年结转，以账簿为准，不能假设。", perhaps(nearest)),
        ),
        DistributionRefusal::AssumptionUnfit { item, given } => Words::new(
            format!("“{item}”不能是“{given}”"),
            "章程参数、分配方案里这一项可以填的值",
            "比例填 0–100，金额填元、最多两位小数，规则填每股定额或最大余数。",
        ),
        DistributionRefusal::AmountTooLarge => {
            Words::new("金额或数量大到无法准确计算", "一万亿元以内", "请核对面积、标准、粮价和股数。")
        }
        DistributionRefusal::PinnedInputsBroken(flaw) => Words::new(
            format!("封存的依据读不出来（第 {} 条记录：{}）", flaw.record, flaw.flaw),
            "与封存时一致",
            "数据可能被改动过，请运行 verify 并联系管理员。",
        ),
        DistributionRefusal::ControlTotalBroken { number, subject, left, right } => Words::new(
            format!("控制总数 {number}（{subject}）不平：{left}"),
            right.as_str(),
            "这是程序或数据的错误，不能分配；请运行 verify 并联系管理员。",
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn cooperative(refusal: &CooperativeRefusal) -> Words {
    match refusal {
        CooperativeRefusal::NoData { place } => Words::new(
            format!("“{place}”还没有数据"),
            "已建立的数据",
            "请先运行 tonggu init --code 代码 --name 名称，或用 --data 指明位置。",
        ),
        CooperativeRefusal::DataUnreachable { place, reason } => Words::new(
            format!("打不开数据“{place}”（{}）", system::reason(reason)),
            "可以读写的位置",
            "请核对 --data 和权限。",
        ),
        CooperativeRefusal::AddressUnusable { address, reason } => Words::new(
            format!("不能在 {address} 上提供网站：{}", system::reason(reason)),
            "本机没有被占用的地址和端口",
            "请换一个 --listen，或先停掉占用它的程序。",
        ),
        CooperativeRefusal::CertificateFileUnusable { file, reason } => Words::new(
            format!("证书文件 {file} 不能用：{}", system::reason(reason)),
            "PEM 格式的证书和与它相配的私钥",
            "请核对 --tls-certificate 和 --tls-key。",
        ),
        CooperativeRefusal::DataNewer { unknown } => {
            Words::new(format!("数据由更新的版本写成（{}）", unknown.join("、")), "本版本认识的数据", "请升级本程序。")
        }
        CooperativeRefusal::CooperativeUnknown { code: Some(code), known } => Words::new(
            format!("没有代码为“{code}”的合作社"),
            known_codes(known),
            "请更正 --cooperative，或先用 init 建立。",
        ),
        CooperativeRefusal::CooperativeUnknown { code: None, known } if known.is_empty() => {
            Words::new("还没有合作社", "至少一个", "请先运行 tonggu init --code 代码 --name 名称。")
        }
        CooperativeRefusal::CooperativeUnknown { code: None, known } => {
            Words::new("有几个合作社", known_codes(known), "请用 --cooperative 指明代码。")
        }
        CooperativeRefusal::CooperativeExists { code } => {
            Words::new(format!("代码“{code}”已被使用"), "没有用过的代码", "请换一个代码。")
        }
        CooperativeRefusal::CooperativeCodeUnfit { given } => {
            Words::new(format!("“{given}”不能作代码或名称"), "一行文字，代码不含空格且不超过 40 字", "请更正。")
        }
        CooperativeRefusal::BatchUnknown { batch_no, last } => {
            Words::new(format!("没有第 {batch_no} 批导入"), format!("1 至 {last}"), "请在导入历史里核对批次。")
        }
        CooperativeRefusal::BatchNotUndoable { batch_no, undone_by: Some(by) } => {
            Words::new(format!("第 {batch_no} 批已被第 {by} 批撤销"), "还没有撤销的导入", "不需要再撤销。")
        }
        CooperativeRefusal::BatchNotUndoable { batch_no, undone_by: None } => {
            Words::new(format!("第 {batch_no} 批本身是撤销"), "一次导入", "如需恢复，请重新导入原来的文件。")
        }
        CooperativeRefusal::ClockBehind { now, last } => Words::new(
            format!("电脑的时间是 {}", china_time(*now).format("%Y-%m-%d %H:%M")),
            format!("日志最后一条（{}）之后", china_time(*last).format("%Y-%m-%d %H:%M")),
            "请校准电脑的时间。",
        ),
        CooperativeRefusal::BatchDecidedOn { batch_no, motion_no } => Words::new(
            format!("议题 {motion_no} 依据第 {batch_no} 批的内容办理"),
            "没有议题依据它",
            "已经表决的不能撤销，请导入更正的内容。",
        ),
        CooperativeRefusal::BatchChangedLater { batch_no, later } => {
            let later = later.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
            Words::new(
                format!("第 {later} 批改动过第 {batch_no} 批的内容"),
                "之后没有改动",
                format!("请先撤销第 {later} 批。"),
            )
        }
        CooperativeRefusal::BatchNeeded { batch_no, dependents } => {
            let named = dependents.iter().take(MOST_NAMED).map(|dependent| {
                let place = place_in_words(&dependent.place, Language::Chinese);
                format!("第 {} 批 {place}（{}）", dependent.batch_no, super::words(&dependent.refusal).what)
            });
            let mut named = named.collect::<Vec<_>>().join("；");
            if dependents.len() > MOST_NAMED {
                named.push_str(&format!("；还有 {} 项", dependents.len() - MOST_NAMED));
            }
            Words::new(
                format!("还有别的内容以第 {batch_no} 批为依据：{named}"),
                "没有别的内容依据它",
                "请先撤销或更正这些内容。",
            )
        }
        CooperativeRefusal::CertificateUnknown { certificate_no } => {
            Words::new(format!("没有股权证 {certificate_no}"), "股权台账中的证号", "请核对证号。")
        }
        CooperativeRefusal::EvidenceUnreadable { path, reason } => Words::new(
            format!("{path} 打不开（{}）", system::reason(reason)),
            "distribution evidence 写出的文件",
            "请核对文件名和权限。",
        ),
        CooperativeRefusal::EvidenceBroken { path, flaw } => Words::new(
            format!("{path} 核对不符：{}", evidence_flaw(flaw)),
            "与封存时一字不差的文件",
            "这份文件被改动过，或不是证据文件；请向合作社重新要一份。",
        ),
        CooperativeRefusal::SealTooShort { given, least } => {
            Words::new(format!("封存号“{given}”太短"), format!("至少前 {least} 位"), "请照公示抄写。")
        }
        CooperativeRefusal::SealDiffers { given, found } => Words::new(
            format!("公示的封存号是 {given}"),
            format!("与文件的封存号 {found} 相同"),
            "这份文件不是公示的那一次分配；请核对公示，并告诉监事会。",
        ),
        CooperativeRefusal::ManifestMissing { path } => Words::new(
            format!("文件夹 {path} 里没有可读的清单 manifest.csv"),
            "归档（ledger archive）或导出（export）的文件夹，清单没有动过",
            "请核对文件夹；清单丢了或改坏了，就请用另一份副本。",
        ),
        CooperativeRefusal::ArchiveUnreadable { path, reason } => Words::new(
            format!("{path} 读不出来（{}）", system::reason(reason)),
            "可以读取的文件",
            "请核对权限和存储介质，或换一份副本。",
        ),
        CooperativeRefusal::FolderInUse { path } => Words::new(
            format!("文件夹 {path} 里已有东西"),
            "新的或空的文件夹",
            "请换一个文件夹，或先把里面的东西移走。",
        ),
        CooperativeRefusal::FontUnreadable { path, reason } => Words::new(
            format!("字体文件 {path} 用不上（{}）", system::reason(reason)),
            "ttf、otf 或 ttc 字体",
            "请核对文件，或换一个字体。",
        ),
        CooperativeRefusal::CharacterMissing { subject, character } => Words::new(
            format!(
                "{subject}：打印用的字体里没有“{character}”（U+{:04X}）这个字，已印成方框和它的编码",
                u32::from(*character)
            ),
            "",
            "请把有这个字的字体放进数据文件夹的 fonts 里，或用 --font 指明，再打印一次。",
        ),
        CooperativeRefusal::FileNotWritten { path, reason } => Words::new(
            format!("{path} 写不进去（{}）", system::reason(reason)),
            "可以写入的文件夹中的文件",
            "请核对文件夹、权限和磁盘空间，或换一个文件名。",
        ),
    }
}

fn evidence_flaw(flaw: &EvidenceFlaw) -> String {
    match flaw {
        EvidenceFlaw::Unreadable(flaw) if flaw.record > 0 => format!("第 {} 行读不出来，或多了东西", flaw.record),
        EvidenceFlaw::Unreadable(_) => "少了一部分，或多了东西".to_owned(),
        EvidenceFlaw::Seal => "封存号与各部分不符".to_owned(),
        EvidenceFlaw::Head => "开头写的分配或合作社与封存的不同".to_owned(),
        EvidenceFlaw::Proof => "对账单与证明对不上封存的名单".to_owned(),
        EvidenceFlaw::Inputs => "固定的依据与封存时不同".to_owned(),
        EvidenceFlaw::Worksheet => "按依据重算的结果与封存时不同".to_owned(),
        EvidenceFlaw::Statement(member_no) => format!("{member_no} 的对账单与封存时不同"),
    }
}

fn runs(runs: &[RunNumber]) -> String {
    match runs.is_empty() {
        true => "已有的分配（目前没有）".to_owned(),
        false => runs.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
    }
}

fn known_codes(known: &[String]) -> String {
    match known.is_empty() {
        true => "已有的代码（目前没有）".to_owned(),
        false => known.join("、"),
    }
}
