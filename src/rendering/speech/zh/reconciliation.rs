//! 银行对账的问题。

use super::super::{Words, list};
use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal;
use crate::rendering::amount::yuan;

fn days(known: &[chrono::NaiveDate]) -> String {
    known.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn reconciliation(refusal: &ReconciliationRefusal) -> Words {
    match refusal {
        ReconciliationRefusal::BankBalanceGap { found, expected, date } => Words::new(
            format!("{date} 的余额 {found} 接不上前一笔", found = yuan(*found)),
            yuan(*expected),
            "可能漏了行或重了行，请对照银行的原件补齐；接不上时调节表不能确认。",
        ),
        ReconciliationRefusal::StatementSidesTurned => Words::new(
            "对账单的借贷方反了：把收入和支出对调，余额就全都接得上",
            "银行的借方是支出，贷方是收入",
            "请改表头为“支出”“收入”，或在列名下把“借方”选作“收入”、“贷方”选作“支出”。",
        ),
        ReconciliationRefusal::BankLineLate { date, on } => Words::new(
            format!("{date} 的行，而 {on} 的余额调节表已经确认"),
            format!("{on} 以后的行"),
            format!(
                "确是漏了的，先用 tonggu ledger reconcile retract --on {on} --reason 原因 撤回确认，导入后再确认。"
            ),
        ),
        ReconciliationRefusal::BankAccountUnnamed { book, given, accounts } => Words::new(
            if given.is_empty() {
                format!("没有写明是账套 {book} 的哪个银行科目")
            } else {
                format!("账套 {book} 没有银行科目“{given}”")
            },
            if accounts.is_empty() {
                "有银行科目的账套".to_owned()
            } else {
                format!("{}之一", list(accounts))
            },
            "用 --account 写科目编码。",
        ),
        ReconciliationRefusal::OpeningUnexplained { given, found } => Words::new(
            match given {
                Some(given) => format!("所写的启用前未达为 {given}"),
                None => format!("账套启用时，银行余额与账面差 {found}，没有说明"),
            },
            found.to_string(),
            "对账单应从账套启用时起；从那时起的确有未达，用 --opening-difference 写明，以后的表都从它算起。",
        ),
        ReconciliationRefusal::OpeningMoved { on, before, now } => Words::new(
            format!("启用前未达现在算得 {now}"),
            format!("{on} 的表确认的 {before}"),
            "确认以后又记了启用时的凭证，或补了更早的对账单：请核对，必要时撤回那次确认。",
        ),
        ReconciliationRefusal::OpeningExceeded { given, remaining } => Words::new(
            format!("所选的行合计 {given}，不是启用前未达的收付"),
            format!("方向相反、不多于 {remaining} 的"),
            "启用前未达是银行余额减账面余额：为正时，了结它的是银行后来的支出；为负时，是收入。",
        ),
        ReconciliationRefusal::TableUnknown { on, known } => Words::new(
            format!("没有确认过 {on} 的余额调节表"),
            if known.is_empty() { "确认过的日期".to_owned() } else { days(known) },
            "用 tonggu ledger reconcile list 看各账户确认到哪一天。",
        ),
        ReconciliationRefusal::TableNotLast { on, last } => {
            Words::new(format!("{on} 以后还确认了 {last} 的表"), "最后确认的一张", format!("请先撤回 {last} 的。"))
        }
        ReconciliationRefusal::BankStatementMissing { book, account } => Words::new(
            format!("账套 {book} 的科目 {account} 还没有导入银行对账单"),
            "导入过对账单的银行科目",
            "请先导入银行对账单；几个账户的，在“账套”“科目编码”列写明是哪个。",
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
            Words::new("没有写撤销的原因", "一句话的原因", "用 --reason 写明，原因记入日志。")
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
            "对账单要导入到那一天；银行到那天没有收付的，用 --bank-balance 写明当日余额。",
        ),
        ReconciliationRefusal::BankLineMatched { entry_no, match_no } => Words::new(
            format!("对账单的 #{entry_no} 已在第 {match_no} 号勾对里"),
            "没有勾对的导入",
            format!("先用 tonggu ledger reconcile withdraw {match_no} --reason 原因 撤销勾对，再撤销导入。"),
        ),
        ReconciliationRefusal::BankLineConfirmed { entry_no, on } => Words::new(
            format!("对账单的 #{entry_no} 已列入 {on} 确认的余额调节表"),
            "没有确认过的导入",
            format!("先用 tonggu ledger reconcile retract --on {on} --reason 原因 撤回确认；改好后再确认。"),
        ),
    }
}
