//! 付款、代发和银行对账的问题。

use super::super::Words;
use super::perhaps;
use crate::domain::payment::bank_answer::AnswerKind;
use crate::domain::payment::refusal::PaymentRefusal;
use crate::rendering::amount::yuan;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn payment(refusal: &PaymentRefusal) -> Words {
    match refusal {
        PaymentRefusal::NothingPayable => Words::new(
            "没有现在可以付的款项",
            "已生效、未付、无暂缓、账户齐全的应付款",
            "用 tonggu payment list --unpaid 看每笔未付的原因。",
        ),
        PaymentRefusal::ClaimInBatch { claim, batch_no } => Words::new(
            format!("成员 {} 在 {} 的{}已在代发批次 {batch_no} 里", claim.member_no, claim.run, claim.tier.zh()),
            "每笔应付款同时只在一个批次里",
            "请等银行回盘；没有交银行的批次可以作废后重编。",
        ),
        PaymentRefusal::PaymentBatchUnknown { batch_no, last } => Words::new(
            format!("没有代发批次 {batch_no}"),
            if *last == 0 { "先编一个代发批次".to_owned() } else { format!("批次号 1 到 {last}") },
            "请在代发批次里核对。",
        ),
        PaymentRefusal::BatchSentAlready { batch_no, sent } => Words::new(
            format!("代发批次 {batch_no} 已于 {sent} 交银行"),
            "还没有交银行的批次",
            "请等银行回盘，用 tonggu import 导入回盘文件。",
        ),
        PaymentRefusal::BatchNotSent { batch_no } => Words::new(
            format!("代发批次 {batch_no} 还没有交银行，不会有回盘"),
            "已交银行的批次",
            format!("请核对明细id；批次 {batch_no} 确已交银行的，先登记交银行和银行编号。"),
        ),
        PaymentRefusal::BatchCancelled { batch_no, reason } => Words::new(
            format!("代发批次 {batch_no} 已作废（{reason}）"),
            "有效的批次",
            "请核对批次号；款项已进入新的批次。",
        ),
        PaymentRefusal::OwnBatch { batch_no, user } => Words::new(
            format!("代发批次 {batch_no} 是 {user} 自己编制的"),
            "由另一个人交银行或发放",
            "请由出纳办理；编制与支付不得由一人办理。",
        ),
        PaymentRefusal::OtherChannel { batch_no, is_cash: true } => Words::new(
            format!("批次 {batch_no} 是现金发放"),
            "由银行代发的批次",
            format!("现金不交银行，也没有回盘；批次 {batch_no} 当面发放后登记发放。"),
        ),
        PaymentRefusal::OtherChannel { batch_no, is_cash: false } => Words::new(
            format!("批次 {batch_no} 由银行代发"),
            "用 tonggu payment cash 编的现金批次",
            format!("交银行用 tonggu payment sent {batch_no}；要改付现金，先作废没有交银行的批次。"),
        ),
        PaymentRefusal::CashHandedOver { batch_no, day, receiver } => Words::new(
            format!("批次 {batch_no} 的现金已于 {day} 由 {receiver} 领走"),
            "还没有发放的批次",
            format!("用 tonggu payment show {batch_no} 看领款单。"),
        ),
        PaymentRefusal::RelationMissing { receiver, holder } => Words::new(
            format!("领款人 {receiver} 不是成员 {holder} 本人，没有写关系"),
            "代领人与成员的关系，如 女儿",
            "请用 --relation 写明，并核对代领人的证件和委托。",
        ),
        PaymentRefusal::BatchHeld { batch_no, run, hold } => Words::new(
            format!("代发批次 {batch_no} 里有 {run} 的款项，该分配被第 {hold} 号议题暂缓"),
            "没有被暂缓的款项",
            "暂缓解除以前不能付款；批次可以用 tonggu payment cancel 作废。",
        ),
        PaymentRefusal::HouseholdUnknown { household_no, nearest } => Words::new(
            format!("没有户号为 {household_no} 的户"),
            "成员名册中的户号",
            format!("{}请按成员名册更正户号。", perhaps(nearest)),
        ),
        PaymentRefusal::BatchMarked { line, member_no, state, since } => Words::new(
            format!("代发的 {line} 付给成员 {member_no}，该成员 {since} 起登记为“{}”", state.zh()),
            "交银行之日没有待付登记的成员",
            format!(
                "请用 tonggu payment cancel {} 作废后重编，重编的批次不含该成员；已经解决的，先用 payment mark 登记为“可付”。",
                line.batch_no
            ),
        ),
        PaymentRefusal::BankFileUnfit { given } => Words::new(
            format!("代发文件名“{given}”不以 csv 或 xlsx 结尾"),
            "以 .csv 或 .xlsx 结尾的文件名",
            "请换一个文件名；银行只收别的格式的，先写成 csv 再另存。",
        ),
        PaymentRefusal::LineUnknown { line, last } => Words::new(
            format!("代发批次 {} 没有第 {} 笔（{line}）", line.batch_no, line.line_no),
            format!("DF{}-1 到 DF{}-{last}", line.batch_no, line.batch_no),
            "请核对明细id。",
        ),
        PaymentRefusal::LineUnfit { given } => Words::new(
            format!("明细id写作“{given}”"),
            "代发文件里的明细id，如 DF3-17",
            "请按代发文件填回；表格软件可能把它改成了日期。",
        ),
        PaymentRefusal::AnswerAmountDiffers { line, given, expected } => Words::new(
            format!("{line} 的回盘金额是 {given} 元", given = yuan(*given)),
            format!("代发的 {expected} 元", expected = yuan(*expected)),
            "请向银行核对；金额不符的回盘不能入账。",
        ),
        PaymentRefusal::AnswerAccountDiffers { line, given, expected } => Words::new(
            format!("{line} 的回盘账号是 {given}"),
            format!("代发的 {expected}"),
            "请核对明细id，并向银行核对收款人。",
        ),
        PaymentRefusal::AnswerTooEarly { line, date, sent } => {
            Words::new(format!("{line} 的回盘日期是 {date}"), format!("交银行的 {sent} 当天或以后"), "请更正日期。")
        }
        PaymentRefusal::AnswerOutOfOrder { line, kind, date, before } => Words::new(
            match before {
                Some(before) => format!("{line} 已经{}，{date} 又说{}", before.zh(), kind.zh()),
                None => format!("{line} 还没有成功过，{date} 就说{}", kind.zh()),
            },
            match before {
                Some(AnswerKind::Paid) => "至多一次退票",
                Some(_) => "此后没有回盘：款项由新的批次支付",
                None => "先成功，后退票",
            },
            "请核对明细id；缺的回盘先导入。",
        ),
        PaymentRefusal::AnswerChanged { line } => Words::new(
            format!("{line} 已经导入过回盘，这一行写得不一样"),
            "与上次相同的内容",
            "请向银行核对；上次导入有误的，先撤销那一批导入。",
        ),
        PaymentRefusal::PaidAgain { line, again } => Words::new(
            format!("{line} 的款项已由 {again} 重新支付"),
            "失败或退票的回盘保持不变",
            format!("请先处理 {again}：没有交银行的批次可以作废。"),
        ),
        PaymentRefusal::NothingToWriteOff { member_no } => Words::new(
            format!("成员 {member_no} 没有可以核销的款项"),
            "未付、不在批次里的应付款，或更正后应追回的款项",
            format!("用 tonggu payment list --member {member_no} 看每笔款项在哪里；应追回的用 --recovery。"),
        ),
        PaymentRefusal::WriteOffChanged { motion_no, member_no } => Words::new(
            format!("成员 {member_no} 的款项和议题 {motion_no} 表决时不一样了"),
            "与表决时相同、仍未付的款项",
            "请先处理在途的批次；已经付了或有变动的，按现状重新提请核销。",
        ),
        PaymentRefusal::RecoveryInDraft { member_no, run } => Words::new(
            format!("还没有生效的 {run} 已经从成员 {member_no} 扣回"),
            "没有草案扣回的款项",
            format!("请等 {run} 生效，再按扣回以后的余额提请核销。"),
        ),
        PaymentRefusal::WrittenOffAlready { motion_no, day } => Words::new(
            format!("议题 {motion_no} 已于 {day} 执行"),
            "还没有执行的核销议题",
            format!("入账用 tonggu ledger book --motion {motion_no}。"),
        ),
        PaymentRefusal::NotWrittenOff { motion_no } => Words::new(
            format!("议题 {motion_no} 的核销还没有执行"),
            "已执行的核销",
            format!("议题生效后先用 tonggu payment carry-out {motion_no}。"),
        ),
        PaymentRefusal::ClaimWrittenOff { line, motion_no } => Words::new(
            format!("{line} 的款项已由议题 {motion_no} 核销"),
            "失败或退票的回盘保持不变",
            "核销以后，这笔回盘不能撤销或更改。",
        ),
        PaymentRefusal::PaymentTextMissing => Words::new("没有填写文字", "银行编号或作废原因", "请填写后再提交。"),
        PaymentRefusal::BankColumnUnknown { given, known } => Words::new(
            format!("代发文件没有“{given}”这一项"),
            known.join("、"),
            "请更正 --columns；可写“项=表头”，如 账号=收方银行账号。",
        ),
        PaymentRefusal::AmountOverflow => {
            Words::new("合计超出了金额的范围", "一万亿元以内", "请分成几个批次，或核对金额。")
        }
    }
}
