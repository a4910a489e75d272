//! Bank answers (代发回盘): what a bank says of a line of a batch. A line is paid, or fails; what was paid may come back once (退票).

use super::batch::LineKey;
use super::refusal::PaymentRefusal;
use crate::domain::money::Money;
use chrono::NaiveDate;
use compact_str::CompactString;
use strum::IntoEnumIterator;

/// What became of a line (支付状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum AnswerKind {
    /// 成功.
    Paid,
    /// 失败: the money never left.
    Failed,
    /// 退票: it left and came back.
    Returned,
}

impl AnswerKind {
    /// As banks write it.
    pub const fn zh(self) -> &'static str {
        match self {
            AnswerKind::Paid => "成功",
            AnswerKind::Failed => "失败",
            AnswerKind::Returned => "退票",
        }
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            AnswerKind::Paid => "paid",
            AnswerKind::Failed => "failed",
            AnswerKind::Returned => "returned",
        }
    }

    /// The kind that is written so.
    pub fn lookup(text: &str) -> Option<AnswerKind> {
        let text = match text {
            "全部成功" | "交易成功" | "支付成功" | "付款成功" | "处理成功" | "已支付" | "已入账" => {
                "成功"
            }
            "全部失败" | "交易失败" | "支付失败" | "付款失败" | "处理失败" => "失败",
            "已退票" | "退汇" | "已退汇" => "退票",
            other => other,
        };
        AnswerKind::iter().find(|kind| kind.zh() == text || kind.code() == text)
    }
}

/// An answer (代发回盘): a row of the bank's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankAnswer {
    /// The line it is about (明细id).
    pub line: LineKey,
    /// 支付状态.
    pub kind: AnswerKind,
    /// The day of the payment, or of the return.
    pub date: NaiveDate,
    /// 金额.
    pub amount: Money,
    /// 收方银行账号, where the file has it.
    pub account: CompactString,
    /// Why it failed or came back.
    pub reason: CompactString,
}

/// The answers of one line in the order of their days: paid, failed or returned, and after a payment at most one return. A bank that tells returns alone,
/// or in its only file calls a transfer returned, says that the money is not with the payee; the payment before it may come in later.
///
/// # Errors
/// The first answer that cannot be.
pub fn check_order(mut answers: Vec<&BankAnswer>) -> Result<(), (&BankAnswer, PaymentRefusal)> {
    answers.sort_by_key(|answer| (answer.date, answer.kind));
    let mut before: Option<AnswerKind> = None;
    for answer in answers {
        let fits = matches!((before, answer.kind), (None, _) | (Some(AnswerKind::Paid), AnswerKind::Returned));
        if !fits {
            let (line, kind, date) = (answer.line, answer.kind, answer.date);
            return Err((answer, PaymentRefusal::AnswerOutOfOrder { line, kind, date, before }));
        }
        before = Some(answer.kind);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(kind: AnswerKind, date: &str) -> BankAnswer {
        let (account, reason) = Default::default();
        let line = LineKey { batch_no: 1, line_no: 3 };
        BankAnswer { line, kind, date: date.parse().unwrap(), amount: Money::from_fen(100), account, reason }
    }

    #[test]
    fn money_comes_back_once_and_nothing_follows() {
        let (paid, returned) = (answer(AnswerKind::Paid, "2009-02-01"), answer(AnswerKind::Returned, "2009-02-05"));
        let (failed, again) = (answer(AnswerKind::Failed, "2009-02-01"), answer(AnswerKind::Returned, "2009-02-09"));
        assert!(check_order(vec![&returned, &paid]).is_ok());
        assert!(check_order(vec![&failed]).is_ok());
        assert!(check_order(vec![&returned]).is_ok(), "the bank's only word");
        for (answers, named) in [
            (vec![&again, &returned], &again),
            (vec![&paid, &returned, &again], &again),
            (vec![&failed, &returned], &returned),
            (vec![&failed, &paid], &failed),
        ] {
            let (found, refusal) = check_order(answers).unwrap_err();
            assert_eq!(found, named);
            assert!(matches!(refusal, PaymentRefusal::AnswerOutOfOrder { .. }));
        }
    }
}
