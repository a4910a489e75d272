//! 中文.

use super::{Words, list, megabytes};
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contribution::refusal::ContributionRefusal;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::refusal::{CooperativeRefusal, Refusal};
use crate::domain::register::movement::Parties;
use crate::domain::register::refusal::RegisterRefusal;
use crate::domain::sheet::{CellFlaw, CellRefusal, SheetRefusal};
use compact_str::CompactString;

pub(super) fn words(refusal: &Refusal) -> Words {
    match refusal {
        Refusal::Sheet(refusal) => sheet(refusal),
        Refusal::Cell(refusal) => cell(refusal),
        Refusal::Register(refusal) => register(refusal),
        Refusal::Contribution(refusal) => contribution(refusal),
        Refusal::Contract(refusal) => contract(refusal),
        Refusal::Distribution(refusal) => distribution(refusal),
        Refusal::Cooperative(refusal) => cooperative(refusal),
    }
}

fn perhaps(nearest: &[CompactString]) -> String {
    match nearest.is_empty() {
        true => String::new(),
        false => format!("是否想填“{}”？", list(nearest)),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn sheet(refusal: &SheetRefusal) -> Words {
    match refusal {
        SheetRefusal::FileMissing { reason } => {
            Words::new(format!("文件打不开（{reason}）"), "可以读取的文件", "请核对路径和权限。")
        }
        SheetRefusal::FileTooLarge { size, limit } => Words::new(
            format!("文件有 {}，太大", megabytes(*size)),
            format!("不超过 {}", megabytes(*limit)),
            "请分成几个文件导入。",
        ),
        SheetRefusal::FileExpandsTooFar { limit, .. } => Words::new(
            "文件解开后大得不像工作簿，可能是压缩炸弹，已停止读取",
            format!("解开后不超过 {}", megabytes(*limit)),
            "请用 Excel 或 WPS 打开后另存一份再导入。",
        ),
        SheetRefusal::PasswordProtected => {
            Words::new("文件有密码保护", "没有密码的工作簿", "请在 Excel 或 WPS 中取消密码后另存。")
        }
        SheetRefusal::NotAWorkbook => {
            Words::new("不是能读取的表格文件", "xlsx、xls、ods 或 csv", "请在 Excel 或 WPS 中另存为 xlsx。")
        }
        SheetRefusal::FileDamaged { reason } => {
            Words::new(format!("文件已损坏或不完整（{reason}）"), "完整的工作簿", "请重新取得文件，或打开后另存一份。")
        }
        SheetRefusal::SheetNotRecognised { headings, closest, missing, unknown } => {
            let found = if headings.is_empty() {
                "没有表头".to_owned()
            } else {
                format!("表头为“{}”", list(headings))
            };
            let expected = match closest {
                Some(kind) => format!("{}，还缺“{}”列", kind.zh(), list(missing)),
                None => "成员名册、股权台账、合同台账等表的表头".to_owned(),
            };
            let mend = match unknown.is_empty() {
                true => {
                    "请补上所缺的列，或用 template 命令取得空白模板；股权台账缺取得日期时可用 --as-of 指定。".to_owned()
                }
                false => format!("请补上所缺的列，或用 --map 表头=列名 说明不认识的表头“{}”。", list(unknown)),
            };
            Words::new(format!("认不出是哪种表，{found}"), expected, mend)
        }
        SheetRefusal::KindNotYetReceived { kind } => Words::new(
            format!("这是“{}”，账套启用之前不能导入", kind.zh()),
            "分配业务用的表",
            "请先去掉这张表，待启用账套后再导入。",
        ),
        SheetRefusal::HeadingAmbiguous { headings, column } => Words::new(
            format!("表头“{}”都可以是“{column}”", list(headings)),
            "其中一列",
            format!(
                "请选定一列，例如 --map {}={column}；选择会被记住。",
                headings.first().map_or("", CompactString::as_str)
            ),
        ),
        SheetRefusal::HeadingUnknown { heading, candidates } => Words::new(
            format!("不认识表头“{heading}”，这一列没有读入"),
            format!("“{}”等", list(candidates)),
            format!("如需读入，请用 --map {heading}=列名 指定；不需要请用 --map {heading}=忽略。选择会被记住。"),
        ),
        SheetRefusal::HeadingChoiceUnfit { given } => {
            Words::new(format!("表头选择“{given}”不成立"), "“表头=列名”或“表头=忽略”", "列名见空白模板。")
        }
        SheetRefusal::HeadingsOnly => {
            Words::new("只有表头，没有数据", "至少一行数据", "如果本来就没有数据，可以不理会。")
        }
        SheetRefusal::TotalDiffers { column, given, computed } => Words::new(
            format!("“{column}”的合计为 {given}"),
            format!("各行相加的 {computed}"),
            "请核对是否漏行、重复行或合计公式有误；导入以各行为准。",
        ),
        SheetRefusal::QuantityMerged { column, rows } => Words::new(
            format!("“{column}”合并了 {rows} 行，每一行都按这个数读入"),
            "每行一个数",
            "如果这是几行合起来的数，请拆开单元格分别填写。",
        ),
        SheetRefusal::RowRepeated { first } => {
            Words::new(format!("与第 {first} 行重复"), "每项只有一行", "请删去重复的行，或更正其编号、日期。")
        }
        SheetRefusal::MoreProblems { count } => {
            Words::new(format!("还有 {count} 个问题没有列出"), "", "请先更正已列出的问题再导入。")
        }
    }
}

fn cell(refusal: &CellRefusal) -> Words {
    let CellRefusal { column, given, flaw } = refusal;
    let value = format!("“{column}”的“{given}”");
    match flaw {
        CellFlaw::ValueMissing => Words::new(format!("“{column}”没有填"), "有内容", "请补填。"),
        CellFlaw::NotANumber => Words::new(format!("{value}不是数字"), "数字，如 1234.56", "请改为数字。"),
        CellFlaw::TooManyDecimals { decimals } => Words::new(
            format!("{value}小数位太多"),
            format!("最多 {decimals} 位小数"),
            "请按规定的位数填写，系统不代为四舍五入。",
        ),
        CellFlaw::NumberTooLarge { limit } => {
            Words::new(format!("{value}太大"), format!("不超过 {limit}"), "请核对是否多打了数字。")
        }
        CellFlaw::NegativeNumber => {
            Words::new(format!("{value}是负数"), "不小于零的数", "请更正；退款请在备注写“退款”或填写流水号。")
        }
        CellFlaw::NotADate => {
            Words::new(format!("{value}不是日期"), "日期，如 2008-12-31", "请改为年、月、日齐全的日期。")
        }
        CellFlaw::NotAYear => Words::new(format!("{value}不是年度"), "年度，如 2008", "请改为四位数的年份。"),
        CellFlaw::NotAChoice { choices } => {
            Words::new(format!("{value}不在可选范围"), format!("“{}”之一", list(choices)), "请改为其中一个。")
        }
        CellFlaw::ItemUnknown { nearest } => Words::new(
            format!("不认识项目“{given}”"),
            "已有的项目名称",
            format!("{}项目名称见空白模板。", perhaps(nearest)),
        ),
        CellFlaw::ValueOutOfRange { allowed } => Words::new(format!("{value}超出范围"), allowed.as_str(), "请更正。"),
        CellFlaw::IdNumberShape => {
            Words::new(format!("{value}不是 18 位身份证号"), "17 位数字加 1 位校验码", "请核对证件；没有号码可以留空。")
        }
        CellFlaw::IdNumberBirthDate => {
            Words::new(format!("{value}第 7 至 14 位不是有效的出生日期"), "不晚于今天的日期", "请核对证件。")
        }
        CellFlaw::IdNumberCheckCharacter { expected } => Words::new(
            format!("{value}校验码不对"),
            format!("末位 {expected}（前 17 位无误时）"),
            "请核对证件，可能有数字抄错。",
        ),
        CellFlaw::DigitsLostInNumberCell => Words::new(
            format!("{value}在表中是数字格式，末几位已失真"),
            "文本格式的号码",
            "请把单元格设为文本，按证件或存折重新填写。",
        ),
        CellFlaw::FormulaError => {
            Words::new(format!("“{column}”的公式出错：{given}"), "公式的结果", "请更正公式或改填数值。")
        }
        CellFlaw::FormulaWithoutResult { formula } => Words::new(
            format!("“{column}”的公式 ={formula} 没有保存结果"),
            "公式的结果",
            "请用 Excel 或 WPS 打开并保存一次，或改填数值。",
        ),
        CellFlaw::UnitDiffers { expected } => {
            Words::new(format!("{value}的单位不对"), expected.as_str(), "请换算成这个单位后填写。")
        }
        CellFlaw::RentNotExact { size } => Words::new(
            format!("{value}除以面积 {size} 得不到四位以内的小数"),
            "能整除的年租金",
            "请另用租金标准表填写每亩或每平方米的标准。",
        ),
        CellFlaw::TextLikeFormula => {
            Words::new(format!("{value}像公式，按文字保存"), "普通文字", "如果不是有意填写，请更正；导出时会加以转义。")
        }
        CellFlaw::RateLikeFraction { as_percent } => Words::new(
            format!("{value}按百分之 {given} 读入"),
            "百分数，10% 填 10",
            format!("如果单元格是百分比格式、本意是 {as_percent}%，请改填 {as_percent}。"),
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn register(refusal: &RegisterRefusal) -> Words {
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
            format!("到 {date}，{member_no} 的{class}将为 {held} 股"),
            "任何一天都不小于零",
            "请核对股数、日期和成员编号。",
        ),
        RegisterRefusal::FrozenSharesMove { member_no, class, date, held, frozen } => Words::new(
            format!("到 {date}，{member_no} 的{class}有 {held} 股，其中冻结 {frozen} 股"),
            "冻结的股不转出，解冻不多于冻结",
            "请先解冻，或更正股数。",
        ),
        RegisterRefusal::CertificateShared { certificate_no, other } => Words::new(
            format!("股权证 {certificate_no} 也写在另一户的 {other} 名下"),
            "一证一户",
            "请核对证号；换证后请用新证号。",
        ),
        RegisterRefusal::SharesUnlikeArea { member_no, class, held, by_area } => Words::new(
            format!("{member_no} 登记的{class}为 {held} 股"),
            format!("按入股面积折算的 {by_area} 股"),
            "请核对面积、折股比例和股数。",
        ),
        RegisterRefusal::SharesUnlikeQuantification { class, total, given } => Words::new(
            format!("{class}量化总股数为 {total}"),
            format!("已量化到人的 {given}"),
            "请核对量化方案和股权台账。",
        ),
    }
}

fn contribution(refusal: &ContributionRefusal) -> Words {
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
            format!("合同 {contract_no} 下入股面积达 {contributed}"),
            format!("不超过合同面积 {contract_area}"),
            "请核对入股面积和合同面积。",
        ),
    }
}

fn contract(refusal: &ContractRefusal) -> Words {
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
            format!("合同 {contract_no} 的 {year} 年度已收 {collected} 元"),
            format!("不超过应收 {due} 元"),
            "多收的留存在合同上；请核对年度和金额。",
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

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn distribution(refusal: &DistributionRefusal) -> Words {
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
        DistributionRefusal::HoldingBelowZero { member_no, class, held } => {
            Words::new(format!("{member_no} 的{class}为 {held} 股"), "不小于零", "请导入更正的股权变动。")
        }
        DistributionRefusal::CollectedBelowZero { contract_no, collected } => {
            Words::new(format!("合同 {contract_no} 本年度收款合计 {collected} 元"), "不小于零", "请核对退款。")
        }
        DistributionRefusal::DividendTooLarge { given, largest } => {
            Words::new(format!("公司分回利润 {given} 元"), format!("不超过可分的 {largest} 元"), "请更正分配方案。")
        }
        DistributionRefusal::PoolTooLarge { given, available } => Words::new(
            format!("二次分配金额 {given} 元"),
            format!("不超过可供成员分配的 {available} 元"),
            "请更正分配方案；可以少分，不能多分。",
        ),
        DistributionRefusal::NoEligibleShares { pool } => Words::new(
            format!("有 {pool} 元可分，但没有人持有参加二次分配的股"),
            "股权登记日有人持股",
            "请核对股权登记日、股权台账和参加二次分配股种。",
        ),
        DistributionRefusal::OpeningDiffers { item, given, expected, run } => Words::new(
            format!("“{}”为 {given} 元", item.zh()),
            format!("{run} 结转的 {expected} 元"),
            "请更正分配方案，或先更正上年分配。",
        ),
        DistributionRefusal::FollowedRunUnknown { run, counting } => Words::new(
            format!("没有可以接续的分配 {run}"),
            runs(counting),
            "请用 distribution list 查看，然后更正编号。",
        ),
        DistributionRefusal::RunNotEffective { run } => Words::new(
            format!("{run} 还没有经机构审议生效"),
            "已生效的分配",
            "已登记机构成员的合作社，草稿不算已付；请先提交审议。",
        ),
        DistributionRefusal::CutOffBeforeEarlier { given, latest } => Words::new(
            format!("收款截止日 {given} 早于已作分配的截止日"),
            format!("不早于 {latest}"),
            "请核对 --cut-off 的年份。",
        ),
        DistributionRefusal::RunUnknown { year, number, known } => {
            let asked = number.map_or_else(|| format!("{year} 年度"), |number| format!("{year}#{number}"));
            Words::new(format!("没有 {asked} 的分配"), runs(known), "请用 distribute 命令先做，或更正年度和编号。")
        }
        DistributionRefusal::StatementUnknown { member_no, run } => Words::new(
            format!("{run} 中没有 {member_no} 的对账单"),
            "参加了分配的成员编号",
            "请核对编号；既无入股又无股份的成员没有对账单。",
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

fn runs(runs: &[crate::domain::distribution::run::RunNumber]) -> String {
    match runs.is_empty() {
        true => "已有的分配（目前没有）".to_owned(),
        false => runs.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
    }
}

fn cooperative(refusal: &CooperativeRefusal) -> Words {
    match refusal {
        CooperativeRefusal::NoData { place } => Words::new(
            format!("“{place}”还没有数据"),
            "已建立的数据",
            "请先运行 tonggu init --code 代码 --name 名称，或用 --data 指明位置。",
        ),
        CooperativeRefusal::DataUnreachable { place, reason } => {
            Words::new(format!("打不开数据“{place}”（{reason}）"), "可以读写的位置", "请核对 --data 和权限。")
        }
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
            Words::new(format!("没有第 {batch_no} 批导入"), format!("1 至 {last}"), "请用 import list 查看。")
        }
        CooperativeRefusal::BatchNotUndoable { batch_no, undone_by: Some(by) } => {
            Words::new(format!("第 {batch_no} 批已被第 {by} 批撤销"), "还没有撤销的导入", "不需要再撤销。")
        }
        CooperativeRefusal::BatchNotUndoable { batch_no, undone_by: None } => {
            Words::new(format!("第 {batch_no} 批本身是撤销"), "一次导入", "如需恢复，请重新导入原来的文件。")
        }
        CooperativeRefusal::BatchChangedLater { batch_no, later } => {
            let later = later.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
            Words::new(
                format!("第 {later} 批改动过第 {batch_no} 批的内容"),
                "之后没有改动",
                format!("请先撤销第 {later} 批。"),
            )
        }
        CooperativeRefusal::BatchNeeded { batch_no, dependents } => {
            let named = dependents.iter().map(|dependent| {
                let place = super::place_in_words(&dependent.place, super::Language::Chinese);
                format!("第 {} 批 {place}（{}）", dependent.batch_no, words(&dependent.refusal).what)
            });
            let named = named.collect::<Vec<_>>().join("；");
            Words::new(
                format!("还有别的内容以第 {batch_no} 批为依据：{named}"),
                "没有别的内容依据它",
                "请先撤销或更正这些内容。",
            )
        }
        CooperativeRefusal::CertificateUnknown { certificate_no } => {
            Words::new(format!("没有股权证 {certificate_no}"), "股权台账中的证号", "请核对证号。")
        }
    }
}

fn known_codes(known: &[String]) -> String {
    match known.is_empty() {
        true => "已有的代码（目前没有）".to_owned(),
        false => known.join("、"),
    }
}
