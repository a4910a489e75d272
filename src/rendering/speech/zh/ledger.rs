//! 账套、科目、凭证和结账的问题。

use super::super::{Words, list};
use super::perhaps;
use crate::domain::ledger::account::{AccountClass, Dimension, Purpose};
use crate::domain::ledger::booked_otherwise::{BookedMend, BookedOtherwise, EventOrigin};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::rule_revision::RuleNeed;
use crate::domain::period::AccountingPeriod;
use crate::rendering::amount::yuan;
use compact_str::CompactString;
use strum::IntoEnumIterator;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn ledger(refusal: &LedgerRefusal) -> Words {
    match refusal {
        LedgerRefusal::BookUnknown { book, known } => {
            Words::new(format!("没有账套“{book}”"), one_of(known), "请更正账套；还没有的，先开账套。")
        }
        LedgerRefusal::BookExists { book } => Words::new(
            format!("账套 {book} 的编号或名称已经用了"),
            "没有用过的编号和名称",
            "请换编号和名称；已有的账套不用再开。",
        ),
        LedgerRefusal::BookCodeUnfit { given } => Words::new(
            format!("账套的编号或名称“{given}”不能用"),
            "四十个字以内、没有空格的编号，和不空的名称",
            "请更正后再用 tonggu ledger open 开账套。",
        ),
        LedgerRefusal::ChartUnknown { given, known } => Words::new(
            format!("没有科目表“{given}”，也没有这个能读的文件"),
            format!("“{}”之一，或一个文件（csv、xlsx）", list(known)),
            "请更正科目表的名称或文件名，再用 tonggu ledger open 开账套。",
        ),
        LedgerRefusal::ChartHeadingMissing { headings, missing } => Words::new(
            format!("科目表缺“{}”列，表头为“{}”", list(missing), list(headings)),
            "表头 科目编码、科目名称、类别、方向，次序不限",
            "请补上所缺的列，再用 tonggu ledger open 开账套。",
        ),
        LedgerRefusal::ChartRowUnfit { row, column, given } => Words::new(
            format!("科目表第 {row} 行的“{column}”写作“{given}”"),
            chart_values(column),
            "请在科目表里更正这一行，再用 tonggu ledger open 开账套。",
        ),
        LedgerRefusal::AccountUnknown { book, code, nearest } => Words::new(
            format!("账套 {book} 没有科目 {code}"),
            "科目表中的科目编码",
            format!("{}请在科目表里核对编码；确实没有的，先增设明细科目。", perhaps(nearest)),
        ),
        LedgerRefusal::AccountIsParent { code, name, children } => Words::new(
            format!("科目 {code} {name} 下有明细科目，不能直接记账"),
            format!("它的明细科目，如 {}", list(children)),
            format!("请改填明细科目的编码；由规则记账的，写明用哪个明细科目，如 {code}={code}01。"),
        ),
        LedgerRefusal::MotionUnpaid { motion_no } => Words::new(
            format!("第 {motion_no} 号议题还没有付讫"),
            "已登记付讫的议题",
            format!("先用 tonggu motion pay {motion_no} 登记付款，再入账。"),
        ),
        LedgerRefusal::MotionWithoutRule { motion_no, kind } => Words::new(
            format!("第 {motion_no} 号议题（{kind}）的付款没有记账规则"),
            "公益建设资金拨付，或居民委员会的公益支出",
            "请用 tonggu voucher add 填凭证。",
        ),
        LedgerRefusal::DividendUnfit { amount } => Words::new(
            format!("公司分红 {amount} 元不能入账，或没有填银行回单号", amount = yuan(*amount)),
            "大于零的金额，和银行回单号",
            "请用 --amount 和 --source 填写。",
        ),
        LedgerRefusal::DividendBeyondDeclared { year, declared, received, given } => Words::new(
            match declared.is_zero() {
                true => format!("{year}年度没有宣告过公司分红，要入账 {given} 元", given = yuan(*given)),
                false => format!(
                    "{year}年度公司分红宣告 {declared} 元，已收 {received} 元，又要入账 {given} 元",
                    given = yuan(*given),
                    declared = yuan(*declared),
                    received = yuan(*received)
                ),
            },
            format!("不超过已宣告、未收到的 {} 元", yuan(declared.minus(*received).unwrap_or_default())),
            "请核对年度、金额和银行回单；公司另外付来的款，用 tonggu voucher add 填凭证。",
        ),
        LedgerRefusal::BankAccountUnclear { book, given, accounts } => Words::new(
            match given.is_empty() {
                true => format!("账套 {book} 的哪个银行科目，对账单没有说明"),
                false => format!("账套 {book} 的科目 {given} 不是银行科目"),
            },
            one_of(accounts),
            "请在表里加“账套”“科目编码”两列写明；一张表一个账户的，用命令导入时也可以写 --account 科目编码。",
        ),
        LedgerRefusal::AccountNotCash { code, name, cash } => Words::new(
            format!("科目 {code} {name} 不是现金或银行科目，没有日记账"),
            format!("现金或银行科目：{}", list(cash)),
            format!("请换成现金或银行科目；{code} 这样的科目看明细账。"),
        ),
        LedgerRefusal::AccountNameDiffers { code, given, held } => Words::new(
            format!("科目 {code} 的名称写作“{given}”"),
            format!("科目表中的“{held}”"),
            "请核对是编码错还是名称错。",
        ),
        LedgerRefusal::AccountCodeUnfit { code, name } => Words::new(
            format!("科目编码“{code}”、名称“{name}”不能用"),
            "二十位以内的数字编码，和不空的名称",
            "请更正科目表；增设的科目用 tonggu ledger add-account 重新填写。",
        ),
        LedgerRefusal::AccountExists { code, name } => Words::new(
            format!("科目编码 {code} 已经是“{name}”的"),
            "没有用过的编码",
            "请换一个编码；tonggu ledger accounts 列出已有的科目。",
        ),
        LedgerRefusal::AccountUnlikeParent { code, class, parent, parent_class } => Words::new(
            format!("科目 {code} 的类别是“{}”", class.zh()),
            format!("上级科目 {parent} 的类别“{}”", parent_class.zh()),
            "请更正类别，或换一个编码。",
        ),
        LedgerRefusal::AccountWithoutParent { code } => Words::new(
            format!("科目 {code} 没有上级科目"),
            "以已有科目的编码开头的编码",
            "请用 tonggu ledger accounts 查看上级科目，再更正编码。",
        ),
        LedgerRefusal::StatementRowUnfit { code, given, rows } => Words::new(
            format!("科目 {code} 要归入报表第 {given} 行，这一行不按科目归入"),
            match rows.is_empty() {
                true => "没有归入行次的科目：这个账套的报表没有这样的行".to_owned(),
                false => format!("行次 {} 之一", list(rows)),
            },
            "请更正行次；别的行次，请用 --layouts 改报表格式的公式。",
        ),
        LedgerRefusal::AccountHasLines { code, lines } => Words::new(
            format!("科目 {code} 自己已有 {lines} 行分录，不能再分明细"),
            "没有分录的上级科目",
            "请用 tonggu ledger add-account 在别的科目下增设；记过的账不改动。",
        ),
        LedgerRefusal::DimensionMissing { code, name, dimension } => Words::new(
            format!("科目 {code} {name} 的分录没有写{}", dimension.zh()),
            format!("写明{}的辅助核算", dimension.zh()),
            format!("请在“往来对象”一栏补填；手工录入的，写作 科目=金额@{}:名称。", dimension.zh()),
        ),
        LedgerRefusal::DimensionUnknown { dimension, given } => Words::new(
            format!("辅助核算写的{}“{given}”没有登记", dimension.zh()),
            format!("成员名册或合同台账中的{}", dimension.zh()),
            "请更正，或先导入成员名册、合同台账。",
        ),
        LedgerRefusal::DimensionUnfit { given } => Words::new(
            format!("辅助核算“{given}”读不懂"),
            format!("名称:值，名称为{}之一", Dimension::iter().map(Dimension::zh).collect::<Vec<_>>().join("、")),
            "请更正，几项之间用 | 隔开；只写一个名字的，是往来单位。",
        ),
        LedgerRefusal::DimensionRepeated { dimension, given } => Words::new(
            format!("辅助核算写了两个{}，第二个是“{given}”", dimension.zh()),
            format!("一行分录一个{}", dimension.zh()),
            "请分成几行分录，各写各的金额。",
        ),
        LedgerRefusal::OpeningOfIncome { code, name } => Words::new(
            format!("期初余额里有损益类科目 {code} {name}"),
            "资产、负债、净资产和成本科目的余额",
            "损益每年结平，年初一般没有余额；请核对是否把本年发生额当作期初余额。",
        ),
        LedgerRefusal::VoucherOnTwoDays { number, first, date } => Words::new(
            format!("凭证 {number} 前面的行是 {first}，这一行是 {date}"),
            "同一张凭证同一个日期",
            "请更正日期；是另一张凭证的，请更正凭证字号。",
        ),
        LedgerRefusal::VoucherInSeveralBooks { given, books } => {
            Words::new(format!("几个账套都有凭证“{given}”"), format!("写明账套，“{}”之一", list(books)), "请写明账套。")
        }
        LedgerRefusal::PeriodClosedAlready { book, period, open } => Words::new(
            format!("账套 {book} 的 {period} 已经结过账"),
            format!("没有结账的期间，{open} 或以后"),
            "不用再结；tonggu ledger list 列出结到哪一期。",
        ),
        LedgerRefusal::VoucherTooShort { lines } => Words::new(
            format!("凭证只有 {lines} 行分录"),
            "两行以上，有借有贷",
            "请补上对应的分录；也可能是另一张凭证的一行写错了凭证字号。",
        ),
        LedgerRefusal::LineEmpty { line } => {
            Words::new(format!("凭证的第 {line} 行没有金额"), "不为零的借方或贷方金额", "请补填金额，或删去这一行。")
        }
        LedgerRefusal::SummaryUnfit { line, given } => Words::new(
            match given.is_empty() {
                true => format!("凭证的第 {line} 行没有摘要"),
                false => format!(
                    "凭证的第 {line} 行的摘要有 {} 个字：{}…",
                    given.chars().count(),
                    given.chars().take(20).collect::<String>()
                ),
            },
            "两百字以内的摘要",
            "请写明这一行记的是什么事，长的说明写在附件里。",
        ),
        LedgerRefusal::LineOnBothSides { debit, credit } => Words::new(
            format!("同一行填了借方 {debit} 元和贷方 {credit} 元", debit = yuan(*debit), credit = yuan(*credit)),
            "借方、贷方之一",
            "请删去一方，或分作两行。",
        ),
        LedgerRefusal::VoucherUnbalanced { debit, credit } => Words::new(
            format!(
                "借方合计 {debit} 元，贷方合计 {credit} 元，借贷不平",
                debit = yuan(*debit),
                credit = yuan(*credit)
            ),
            "相等的借方合计和贷方合计",
            "请核对各行的金额和借贷方向。",
        ),
        LedgerRefusal::VoucherTooLarge => {
            Words::new("金额合计大到账上记不下", "一万亿元以内的金额", "请核对各行的金额，可能多打了几位。")
        }
        LedgerRefusal::DayOutsidePeriod { date, period } => {
            Words::new(format!("凭证日期 {date} 不在会计期间 {period} 里"), days_of(*period), "请更正日期或会计期间。")
        }
        LedgerRefusal::VoucherNumberUnfit { given } => Words::new(
            format!("凭证字号“{given}”读不懂"),
            "凭证字加号数，如 记-3、银收-12",
            "请更正；凭证字有 记、收、付、转、现收、现付、银收、银付。",
        ),
        LedgerRefusal::VoucherNumberGap { book, period, given, expected } => Words::new(
            format!("账套 {book} 在 {period} 的凭证 {given} 没有接上前面的号"),
            expected.to_string(),
            "凭证按月按字连续编号，请补上缺的凭证，或更正凭证字号。",
        ),
        LedgerRefusal::VoucherScattered { number, first } => Words::new(
            format!("凭证 {number} 的分录没有排在一起，前面的从第 {first} 行开始"),
            "相连的各行",
            "请把这张凭证的分录排在一起，或更正凭证字号。",
        ),
        LedgerRefusal::AttachmentMissing => Words::new(
            "凭证没有附原始凭证",
            "一张以上的原始凭证",
            "请在表里填写附件张数再导入；已经录入的，附上扫描件。",
        ),
        LedgerRefusal::SourceBookedTwice { source, voucher } => Words::new(
            format!("原始凭证 {source} 已经记在凭证 {voucher} 上"),
            "没有入过账的原始凭证",
            "同一张单据不记两次；原来的记错了，请先红字冲销并记账（草稿作废即可）。",
        ),
        LedgerRefusal::PeriodClosed { book, period, open } => Words::new(
            format!("账套 {book} 的 {period} 已经结账"),
            format!("没有结账的期间，{open} 或以后"),
            "结账后不再改动；请更正日期；以前记错的，在没有结账的期间填更正凭证。",
        ),
        LedgerRefusal::PeriodBeforeBook { book, period, first_year } => Words::new(
            format!("账套 {book} 从 {first_year} 年建账，没有 {period}"),
            format!("{first_year} 年或以后的月份"),
            "请更正日期；建账以前的账只以期初余额导入。",
        ),
        LedgerRefusal::PeriodNotNext { book, period, next } => Words::new(
            format!("账套 {book} 还不能结 {period} 的账"),
            format!("轮到的期间 {next}"),
            format!("请先用 tonggu ledger close 结 {next}，再依次往后结。"),
        ),
        LedgerRefusal::VouchersNotPosted { book, period, vouchers } => Words::new(
            format!("账套 {book} 的 {period} 还有凭证没有记账：{}", list(vouchers)),
            "全部凭证已经记账的期间",
            "请用 tonggu voucher review 复核、tonggu voucher post 记账，不要的用 tonggu voucher discard 作废，再结账。",
        ),
        LedgerRefusal::IncomeNotClosed { book, period, accounts } => Words::new(
            format!("账套 {book} 到 {period} 还有收入、费用没有结转：{}", list(accounts)),
            "余额为零的收入、费用科目",
            "请先用 tonggu ledger close-income 编制结转凭证，复核、记账后，再用 tonggu ledger close 结账。",
        ),
        LedgerRefusal::PurposeMissing { book, purpose } => Words::new(
            format!("账套 {book} 的科目表没有用途是“{}”的科目", purpose.zh()),
            format!("有“{}”科目的科目表", purpose.zh()),
            "请在科目表的“用途”一栏写上，用这张表重新开一个账套，再导入期初余额和凭证。",
        ),
        LedgerRefusal::ClosingWaits { book, period, voucher } => Words::new(
            format!("账套 {book} 的 {period} 已经有结转凭证 {voucher}，还没有记账"),
            "一张结转凭证",
            "请复核、记账；要重新编制，请先用 tonggu voucher discard 作废。",
        ),
        LedgerRefusal::RangeUnfit { first, last } => {
            Words::new(format!("期间从 {first} 到 {last}"), "同一年里从先到后的期间", "请更正起止期间；每年另查。")
        }
        LedgerRefusal::YearNotClosed { book, year, open } => Words::new(
            format!("账套 {book} 的 {year} 年还没有结账，{open} 开着"),
            format!("{year}-12 已经结账的账套"),
            "请先逐月结账到 12 月；分配以账簿数为准。",
        ),
        LedgerRefusal::YearNotFinished { book, year, open } => Words::new(
            format!("账套 {book} 的 {year} 年还没有结到底，{open} 开着"),
            format!("连 {year}-13（年终分配期）也结了账的账套"),
            "请先用 tonggu ledger close 逐期结账，直到年终分配期，再归档。",
        ),
        LedgerRefusal::YearWithoutBooks { year } => {
            Words::new(format!("没有哪个账套有 {year} 年"), "账套启用以后的年度", "请核对各账套的启用年度。")
        }
        LedgerRefusal::BookOfKindExists { kind, book } => Words::new(
            format!("“{}”已经有账套 {book}", kind.zh()),
            format!("“{}”只有一个账套", kind.zh()),
            format!("请在账套 {book} 里记账，或换一个类别。"),
        ),
        LedgerRefusal::BookedOtherwise(found) => booked_otherwise(found),
        LedgerRefusal::AccountOverdrawn { code, name, date, balance } => Words::new(
            format!("科目 {code} {name} 在 {date} 的余额是 {balance} 元", balance = yuan(*balance)),
            "不小于零的余额：没有的钱付不出去",
            "请核对当日的收付款凭证，是否漏记了收款、记错了日期或科目。",
        ),
        LedgerRefusal::DatedAhead { date, today } => Words::new(
            format!("日期 {date} 还没有到"),
            format!("今天 {today} 或以前"),
            "请核对年月日，可能写错了年份。",
        ),
        LedgerRefusal::BookOfKindMissing { kind } => Words::new(
            format!("还没有“{}”的账套", kind.zh()),
            "先开的账套",
            format!("请用 tonggu ledger open --kind {} 开账套。", kind.zh()),
        ),
        LedgerRefusal::RuleMissing { rule } => Words::new(
            format!("没有记账规则“{rule}”"),
            "规则表里的规则",
            "规则表随程序发布；请换用规则表完整的版本，并把这句话报给维护程序的人。",
        ),
        LedgerRefusal::RuleLegMissing { rule, leg } => Words::new(
            format!("记账规则“{rule}”没有写“{leg}”记哪个科目"),
            "每一项都有科目的规则",
            "规则表随程序发布；请换用规则表完整的版本，并把这句话报给维护程序的人。",
        ),
        LedgerRefusal::RuleUnknown { given, nearest } => Words::new(
            format!("没有记账规则“{given}”"),
            "规则表里的规则，可带版本，如 rent_received v1",
            format!("{}tonggu ledger rules list 列出全部规则。", perhaps(nearest)),
        ),
        LedgerRefusal::RuleHeadingMissing { headings, missing } => Words::new(
            format!("规则表缺“{}”列，表头为“{}”", list(missing), list(headings)),
            "表头 规则、名称、版本、账套类别、期间、腿、方向、科目、依据，次序不限",
            "请补上所缺的列；tonggu ledger rules list --csv 文件 写出现行的规则表，可在上面改。",
        ),
        LedgerRefusal::RuleRowUnfit { rule, column, given, need } => Words::new(
            match (need, given.is_empty()) {
                (RuleNeed::Change, _) => format!("记账规则 {rule} 第 {given} 版与现行的一样"),
                (RuleNeed::LegOnce, _) => format!("记账规则 {rule} 的腿“{given}”写了两行"),
                (RuleNeed::AllLegs(_), _) => format!("记账规则 {rule} 只有“{given}”的行"),
                (_, true) => format!("记账规则 {rule} 没有填“{}”", column.zh()),
                (_, false) => format!("记账规则 {rule} 的“{}”写作“{given}”", column.zh()),
            },
            rule_value(need),
            "请更正，再用 tonggu ledger rules propose 提出。",
        ),
        LedgerRefusal::RuleChangeUnknown { change_no, last } => Words::new(
            format!("没有第 {change_no} 号规则变更"),
            if *last == 0 { "已提出的规则变更".to_owned() } else { format!("1 到 {last}") },
            "tonggu ledger rules list --history 列出全部规则变更。",
        ),
        LedgerRefusal::RuleChangeDecided { change_no, by, is_approved } => Words::new(
            format!("第 {change_no} 号规则变更已由 {by} {}", if *is_approved { "批准" } else { "驳回" }),
            "还没有决定的规则变更",
            "决定了的不再改动；要另行规定，请用 tonggu ledger rules propose 提出下一版。",
        ),
        LedgerRefusal::OwnRuleChange { change_no, user } => Words::new(
            format!("第 {change_no} 号规则变更是 {user} 提出的，不能自己批准"),
            "提出人以外的人",
            format!("请由另一名会计或董事登录，用 tonggu ledger rules approve {change_no} 批准。"),
        ),
        LedgerRefusal::RejectionUnexplained { change_no } => {
            Words::new(format!("驳回第 {change_no} 号规则变更没有写理由"), "理由", "请用 --reason 写明。")
        }
        LedgerRefusal::VoucherUnknown { given } => {
            Words::new(format!("没有凭证“{given}”"), "已有的凭证", "请在凭证列表里核对。")
        }
        LedgerRefusal::NoVouchers { book, period } => Words::new(
            format!("账套 {book} 的 {period} 没有等着办理的凭证"),
            "有凭证等着复核、签字或记账的期间",
            "请用 tonggu voucher list 查看，核对账套和期间。",
        ),
        LedgerRefusal::VoucherPosted { voucher } => Words::new(
            format!("凭证 {voucher} 已经记账"),
            "没有记账的凭证",
            "记账后不再改动；当年的用 tonggu voucher reverse 红字冲销，以前年度的用 tonggu voucher add --corrects 更正。",
        ),
        LedgerRefusal::VoucherReviewed { voucher } => Words::new(
            format!("凭证 {voucher} 已经复核，不能再改动"),
            "没有复核的凭证",
            "请用 tonggu voucher discard 作废，再导入改过的表，或重新录入并附上文件。",
        ),
        LedgerRefusal::VoucherNotPosted { voucher } => Words::new(
            format!("凭证 {voucher} 还没有记账，不用冲销或更正"),
            "已经记账的凭证",
            "请用 tonggu voucher discard 作废后重新填制，或先用 tonggu voucher post 记账。",
        ),
        LedgerRefusal::OwnReview { voucher, user } => Words::new(
            format!("凭证 {voucher} 是 {user} 填制的，不能自己复核"),
            "填制人以外的人",
            "请由另一个人登录，用 tonggu voucher review 复核。",
        ),
        LedgerRefusal::NotReviewed { vouchers } => Words::new(
            format!("凭证没有复核，不能记账：{}", list(vouchers)),
            "复核过的凭证",
            "请由填制人以外的人用 tonggu voucher review 复核，再记账。",
        ),
        LedgerRefusal::CashierHasNotSigned { vouchers } => Words::new(
            format!("凭证动用现金或银行存款，出纳没有签字：{}", list(vouchers)),
            "出纳签过字的凭证",
            "请由出纳登录，用 tonggu voucher sign 签字，再记账。",
        ),
        LedgerRefusal::ReversedAlready { voucher, by } => Words::new(
            format!("凭证 {voucher} 已经由 {by} 红字冲销"),
            "没有冲销过的凭证",
            "一张凭证只冲销一次；请用 tonggu voucher list 核对。",
        ),
        LedgerRefusal::ReversalNotReversed { voucher } => Words::new(
            format!("凭证 {voucher} 本身就是冲销凭证"),
            "不是冲销凭证的凭证",
            "冲销错了，请照原来的凭证用 tonggu voucher add 重新录入一张。",
        ),
        LedgerRefusal::ReversedBeforeItself { voucher, date, own } => Words::new(
            format!("冲销日期 {date} 早于凭证 {voucher} 的日期 {own}"),
            format!("{own} 或以后"),
            "请更正 --date。",
        ),
        LedgerRefusal::PriorYearNotReversed { voucher, year } => Words::new(
            format!("凭证 {voucher} 是 {year} 年的，不能在以后年度红字冲销"),
            "本年的凭证",
            "以前年度记错的，请用 tonggu voucher add --corrects 在本年更正。",
        ),
        LedgerRefusal::PriorYearTouchesIncome { account, year } => Words::new(
            format!("更正 {year} 年的账用了本年的收入、费用科目 {account}"),
            "收入、费用以外的科目，如 未分配收益",
            "请改填未分配收益科目，再用 tonggu voucher add --corrects 更正。",
        ),
    }
}

fn one_of(known: &[CompactString]) -> String {
    match known.is_empty() {
        true => "先开的账套（现在一个也没有）".to_owned(),
        false => format!("“{}”之一", list(known)),
    }
}

/// What a column of a chart of accounts holds.
fn chart_values(column: &str) -> String {
    let joined = |names: Vec<&str>| names.join("、");
    match column {
        "类别" => format!("{}之一", joined(AccountClass::iter().map(AccountClass::zh).collect())),
        "方向" => "借、贷之一".to_owned(),
        "辅助核算" => format!("空白，或{}之一", joined(Dimension::iter().map(Dimension::zh).collect())),
        "归入行次" => "空白，或报表的行次".to_owned(),
        "用途" => format!("空白，或{}之一", joined(Purpose::iter().map(Purpose::zh).collect())),
        _ => "科目编码、科目名称、英文名称、类别、方向、辅助核算、用途、依据各一列".to_owned(),
    }
}

/// The days that vouchers of a period bear.
fn days_of(period: AccountingPeriod) -> String {
    match period.number() {
        0 => format!("年初 {}", period.last_day()),
        AccountingPeriod::DISTRIBUTION => format!("{} 或以后", period.last_day()),
        _ => format!("{period} 月内的日期"),
    }
}

/// 规则表的一格应填什么。
fn rule_value(need: &RuleNeed) -> String {
    match need {
        RuleNeed::Version(next) => format!("{next}，现行版本的下一版"),
        RuleNeed::BookKind(kind) => format!("“{}”，账套类别由业务决定", kind.zh()),
        RuleNeed::Period(period) => format!("“{}”，期间由业务决定", period.zh()),
        RuleNeed::Side(side) => format!("“{}”，方向由业务决定", side.zh()),
        RuleNeed::Leg(legs) => format!("这种业务的腿“{}”之一", list(legs)),
        RuleNeed::LegOnce => "每条腿一行".to_owned(),
        RuleNeed::AllLegs(legs) => format!("“{}”各一行", list(legs)),
        RuleNeed::Name => "两百字以内的名称，它是凭证的摘要".to_owned(),
        RuleNeed::OneName(name) => format!("与这条规则第一行相同的“{name}”"),
        RuleNeed::Basis => "依据，如制度、决议的名称和条款".to_owned(),
        RuleNeed::Change => "名称、科目或依据有改动的规则".to_owned(),
    }
}

fn booked_otherwise(found: &BookedOtherwise) -> Words {
    let BookedOtherwise { origin, mend, source, voucher, booked, now } = found;
    Words::new(
        format!(
            "{source} 现在是 {now} 元，已经按 {booked} 元或别的科目、合同记在凭证 {voucher} 上",
            now = yuan(*now),
            booked = yuan(*booked)
        ),
        format!("和凭证一样的{}", booked_from(*origin)),
        format!("{}{}", put_right(*mend, voucher), said_wrongly(*origin)),
    )
}

/// What an event is called.
const fn booked_from(origin: EventOrigin) -> &'static str {
    match origin {
        EventOrigin::Receipts => "收款",
        EventOrigin::Contributions => "入股或量化",
        EventOrigin::Run => "分配",
        EventOrigin::BankAnswers => "回盘",
        EventOrigin::Motion => "议题付款",
        EventOrigin::Dividend => "公司分红",
    }
}

/// How the voucher is put right.
fn put_right(mend: BookedMend, voucher: &str) -> String {
    match mend {
        BookedMend::Discard => "请用 tonggu voucher discard 作废那张凭证，再记一次；".to_owned(),
        BookedMend::Reverse => "请用 tonggu voucher reverse 冲销那张凭证并记账，再记一次；".to_owned(),
        BookedMend::Correct => format!(
            "那张凭证的年度已经结账，请用 tonggu voucher add --corrects \"{voucher}\" 在本期补记差额并记账，记账后不再提示；"
        ),
    }
}

/// Where it is said, in case it is said wrongly.
const fn said_wrongly(origin: EventOrigin) -> &'static str {
    match origin {
        EventOrigin::Receipts => "收款台账写错了就改表，重新导入。",
        EventOrigin::Contributions => "资金入股表或资产量化表写错了就改表，重新导入。",
        EventOrigin::Run => "分配已经生效，不改；要改的另做更正分配。",
        EventOrigin::BankAnswers => "回盘导入错了，先用 tonggu import undo 撤销那一批。",
        EventOrigin::Motion => "议题的付款已经登记，不改。",
        EventOrigin::Dividend => "金额写错了就改 --amount；另一笔分红用它自己的银行回单号。",
    }
}
