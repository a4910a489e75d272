//! 表格和单元格的问题。

use super::super::{Words, list, megabytes};
use super::perhaps;
use crate::domain::sheet::{CellFlaw, CellRefusal, FileFlaw, SheetRefusal};
use crate::rendering::amount::grouped;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn sheet(refusal: &SheetRefusal) -> Words {
    match refusal {
        SheetRefusal::FileMissing { flaw } => {
            let what = match flaw {
                FileFlaw::NotFound => "没有这个文件",
                FileFlaw::Folder => "这是文件夹，不是文件",
                FileFlaw::NotAllowed => "没有读取这个文件的权限",
                FileFlaw::Unreadable { .. } => "文件打不开",
            };
            Words::new(what, "可以读取的文件", "请核对路径和权限。")
        }
        SheetRefusal::FileWithoutContent => {
            Words::new("文件是空的，一个字也没有", "有表头和数据的表", "请核对是否选错文件，或重新保存、重新下载。")
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
        SheetRefusal::FileDamaged { .. } => Words::new(
            "文件已损坏或不完整，读到中途停止",
            "完整的工作簿",
            "请重新取得文件，或用 Excel、WPS 打开后另存一份。",
        ),
        SheetRefusal::NothingToRead => {
            Words::new("文件里没有表格", "至少一张有表头的表", "请核对是否选错文件；旧格式请另存为 xlsx。")
        }
        SheetRefusal::SheetTooWide { limit } => {
            Words::new("列数太多", format!("不超过 {limit} 列"), "请用 Excel 或 WPS 打开后删去多余的列，另存为 xlsx。")
        }
        SheetRefusal::TooManyCells { limit } => Words::new(
            "单元格太多",
            format!("不超过 {} 万个", limit / 10_000),
            "请删去表外零星的单元格，或另存为 xlsx。",
        ),
        SheetRefusal::CellTooLong { limit, .. } => {
            Words::new("单元格里的文字太长", format!("不超过 {limit} 字"), "请核对这一格；可能是粘贴错误。")
        }
        SheetRefusal::QuoteNotClosed { .. } => Words::new(
            "引号没有成对，后面的内容会并成一格",
            "成对的英文双引号",
            "请删去多余的引号，或用 Excel、WPS 另存为 xlsx。",
        ),
        SheetRefusal::HoldingDateMissing { columns } => Words::new(
            format!("“{}”是股数，但没有取得日期", list(columns)),
            "“取得日期”一列，或导入时写明的取得日期",
            "请加上“取得日期”一列，或写明取得日期；不需要这些股数的，在列名下选“忽略”。",
        ),
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
                true if closest.is_none() => {
                    "请说明是哪种表、表头在第几行，再选定各列是什么；或照空白模板填写。".to_owned()
                }
                true => "请补上所缺的列（写作“甲/乙”的，有一列即可），或照空白模板填写。".to_owned(),
                false => format!(
                    "请核对表的种类和表头所在的行，补上所缺的列，或在列名下选定不认识的表头“{}”是哪一列。",
                    list(unknown)
                ),
            };
            Words::new(format!("认不出是哪种表，{found}"), expected, mend)
        }
        SheetRefusal::HeadingAmbiguous { headings, column } => Words::new(
            format!("“{}”都可以是“{column}”", list(headings)),
            "其中一列",
            "请在列名下选定一列；选择会被记住。",
        ),
        SheetRefusal::HeadingUnknown { heading, candidates } => Words::new(
            format!("不认识表头“{heading}”，这一列没有读入"),
            match candidates.is_empty() {
                true => String::new(),
                false => format!("“{}”之类", list(candidates)),
            },
            "请在列名下选定它是哪一列，不需要就选“忽略”。选择会被记住。",
        ),
        SheetRefusal::HeadingChoiceUnfit { given } => {
            Words::new(format!("表头选择“{given}”不成立"), "“表头=列名”或“表头=忽略”", "列名见空白模板。")
        }
        SheetRefusal::HeadingRowUnfit { given, last } => Words::new(
            format!("第 {given} 行不能作表头"),
            format!("第 {last} 行以前、写有表头的一行"),
            "请核对表头在第几行；表头有几行的，填最下面一行。",
        ),
        SheetRefusal::EncodingUnfit { given } => Words::new(
            format!("文件按 {given} 编码读不成表格"),
            "文件本来的编码",
            "请恢复自动识别或另选一种编码；也可以用 Excel、WPS 打开后另存为 xlsx。",
        ),
        SheetRefusal::TooManyFiles { given, limit } => Words::new(
            format!("一次选了 {given} 个文件"),
            format!("一次不超过 {limit} 个"),
            "请分几次上传，或把同类的表放进一个工作簿。",
        ),
        SheetRefusal::TooManyWaiting { given } => Words::new(
            format!("您已有 {given} 次上传等着存入"),
            format!("少于 {given} 次"),
            "请先存入或放弃其中一次，再上传；等着的都没有动。",
        ),
        SheetRefusal::BeingStored { files } => Words::new(
            format!("“{}”正在存入，不能放弃", list(files)),
            "还没有存入的文件",
            "请等它存完；不要的，存完以后在这一批的页面上整批撤销。",
        ),
        SheetRefusal::HeadingsOnly => {
            Words::new("只有表头，没有数据", "至少一行数据", "如果本来就没有数据，可以不理会。")
        }
        SheetRefusal::CarriedBalanceDiffers { given, computed } => Words::new(
            format!("结转的余额是 {given} 元，和相邻一笔接不上", given = grouped(given)),
            format!("{computed} 元", computed = grouped(computed)),
            "请向银行核对是否少了一页或漏了行；各行照样读入。",
        ),
        SheetRefusal::TotalDiffers { column, given, computed } => Words::new(
            format!("“{column}”的合计为 {}", grouped(given)),
            format!("各行相加的 {}", grouped(computed)),
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
        SheetRefusal::CopyNotWritten { .. } => Words::new(
            "标注副本没有写成，导入的结果不受影响",
            "可以写入的文件夹",
            "请核对 --marked-copy 的文件夹和磁盘空间，再导入一次。",
        ),
        SheetRefusal::MoreProblems { count, .. } => {
            Words::new(format!("还有 {count} 个问题没有列出"), "", "请先更正已列出的问题再导入。")
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn cell(refusal: &CellRefusal) -> Words {
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
            let mend = match column.as_str() {
                "金额" => "请核对正负号；收款台账中的退款请在备注写“退款”或填写流水号。",
                _ => "请核对正负号。",
            };
            Words::new(format!("{value}是负数"), "不小于零的数", mend)
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
            Words::new(format!("{value}不是 18 位身份证号"), " 17 位数字加 1 位校验码", "请核对证件。")
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
            format!("{value}曾被当作数字，末几位已失真"),
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
        CellFlaw::UnitDiffers { given: unit, expected } => Words::new(
            format!("{value}的单位是“{unit}”"),
            expected.as_str(),
            "请换算成这个单位，并更正单元格或表头里的单位。",
        ),
        CellFlaw::RentNotExact { size } if size.is_empty() => {
            Words::new(format!("{value}没有面积，无法折算为单价"), "填了面积的年租金", "请补填面积，或另用租金标准表。")
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
