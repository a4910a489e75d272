//! 银行对账的问题。

use super::super::{Words, list};
use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn reconciliation(refusal: &ReconciliationRefusal) -> Words {
    match refusal {
        ReconciliationRefusal::BankBalanceGap { found, expected, date } => Words::new(
            format!("{date} 的余额 {found} 接不上前一笔"),
            expected.to_string(),
            "可能漏了行或重了行，请对照银行的原件补齐；接不上时调节表不能确认。",
        ),
        ReconciliationRefusal::BankStatementMissing { book, account } => Words::new(
            format!("账套 {book} 的科目 {account} 还没有导入银行对账单"),
            "导入过对账单的银行科目",
            "先用 tonggu import 导入银行对账单；几个账户的，在“账套”“科目编码”列写明是哪个。",
        ),
        ReconciliationRefusal::BankLineUnknown { entry_no, account } => Words::new(
            format!("科目 {account} 的对账单里没有 #{entry_no}"),
            "调节表里列出的银行行号",
            "用 tonggu ledger reconcile show 看每一行的编号。",
        ),
        ReconciliationRefusal::BookLineUnknown { given, account } => Words::new(
            format!("科目 {account} 没有已记账的分录“{given}”"),
            "已记账的凭证，如 2008-03 记-1，或加行号 2008-03 记-1/2",
            "用 tonggu ledger reconcile show 看未达的凭证。",
        ),
        ReconciliationRefusal::BookLineUnclear { given, lines } => Words::new(
            format!("凭证“{given}”在这个科目上有几行"),
            list(lines),
            "请写明是哪一行；要整张勾对的，把各行都写上。",
        ),
        ReconciliationRefusal::LineMatchedAlready { given, match_no } => Words::new(
            format!("“{given}”已在第 {match_no} 号勾对里"),
            "还没有勾对的行",
            format!("配错了的，先用 tonggu ledger reconcile withdraw {match_no} --reason 原因 撤销。"),
        ),
        ReconciliationRefusal::MatchUneven { bank, book } => Words::new(
            format!("银行一方合计 {bank}，账面一方合计 {book}"),
            "两方合计相等",
            "请核对所选的行；差额是手续费等没有入账的，先补记凭证。",
        ),
        ReconciliationRefusal::MatchEmpty => Words::new(
            "没有写要勾对的行",
            "至少一行银行对账单，或合计为零的几行账面记录",
            "用 --bank 写银行行号，用 --line 写凭证。",
        ),
        ReconciliationRefusal::MatchUnknown { match_no, last } => Words::new(
            format!("没有第 {match_no} 号勾对，或已经撤销"),
            if *last == 0 {
                "先用 tonggu ledger reconcile match 勾对".to_owned()
            } else {
                format!("1 到 {last} 中没有撤销的")
            },
            "用 tonggu ledger reconcile matches 看所有勾对。",
        ),
        ReconciliationRefusal::WithdrawalReasonMissing => {
            Words::new("没有写撤销勾对的原因", "一句话的原因", "用 --reason 写明，原因记入日志。")
        }
        ReconciliationRefusal::BankBalanceMissing { account, on } => Words::new(
            format!("科目 {account} 的对账单没有余额，不知道 {on} 银行有多少"),
            "对账单上当日的余额",
            "用 --bank-balance 写对账单上的余额。",
        ),
        ReconciliationRefusal::BankBalanceDiffers { on, given, found } => Words::new(
            format!("填的 {on} 银行余额为 {given}"),
            format!("对账单上的 {found}"),
            "请核对日期和余额；对账单漏了行的，先导入。",
        ),
        ReconciliationRefusal::StatementHasGaps { gaps } => {
            let days: Vec<_> =
                gaps.iter().map(|gap| format!("{}（应为 {}，写着 {}）", gap.date, gap.expected, gap.found)).collect();
            Words::new(
                format!("对账单的余额在 {} 接不上", days.join("、")),
                "每笔余额等于上一笔加收入、减支出",
                "请对照银行的原件，导入漏掉的行，或撤销重了的那次导入。",
            )
        }
        ReconciliationRefusal::StatementIncomplete { since, expected, found } => Words::new(
            format!("银行余额 {found} 与 {since} 确认的余额加其后各笔的合计不符"),
            expected.to_string(),
            format!("{since} 之后的对账单有漏行或重行，请对照银行的原件。"),
        ),
        ReconciliationRefusal::ConfirmedAlready { on } => Words::new(
            format!("{on} 的余额调节表已经确认，内容没有变"),
            "还没有确认的日期，或有变化的表",
            "不用再确认。",
        ),
        ReconciliationRefusal::DayNotReached { on, reached } => Words::new(
            format!("还不能确认 {on} 的余额调节表"),
            format!("{reached} 或更早的日期"),
            "请等到那一天，对账单导入到那一天后再确认。",
        ),
        ReconciliationRefusal::BankLineMatched { entry_no, match_no } => Words::new(
            format!("对账单的 #{entry_no} 已在第 {match_no} 号勾对里"),
            "没有勾对的导入",
            format!("先用 tonggu ledger reconcile withdraw {match_no} --reason 原因 撤销勾对，再撤销导入。"),
        ),
        ReconciliationRefusal::BankLineConfirmed { entry_no, on } => Words::new(
            format!("对账单的 #{entry_no} 已列入 {on} 确认的余额调节表"),
            "没有确认过的导入",
            "已确认的资料不撤销；银行更正的，导入更正的行。",
        ),
    }
}
