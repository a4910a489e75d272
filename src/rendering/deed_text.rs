//! What was done, in a few words, as a list of the log shows it: here with books and batches, in `act_text` by bodies, users and the bank.

use super::act_text;
use super::speech::Language;
use crate::domain::canonical::records;
use crate::domain::ledger::deed::{LedgerDeed, PostedRange};
use crate::domain::ledger::posting_rule::PostingRule;
use crate::domain::ledger::rule_change::RuleDeed;
use chrono::NaiveDate;
use compact_str::CompactString;
use std::borrow::Cow;

/// What an action of the log is called.
pub fn action_name(action: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::Chinese => Cow::Borrowed(action_zh(action)),
        Language::English => Cow::Owned(action.replace('-', " ")),
    }
}

fn action_zh(action: &str) -> &str {
    match action {
        "cooperative-founded" => "建立合作社",
        "imported" => "导入",
        "import-undone" => "撤销导入",
        "distribution-prepared" => "编制分配",
        "motion-proposed" => "提出议题",
        "vote-deadline-set" => "定表决截止日",
        "vote-cast" => "投票",
        "vote-closed" => "结束表决",
        "notice-published" => "公示",
        "objection-raised" => "提出异议",
        "objection-answered" => "答复异议",
        "notice-ended" => "公示期满",
        "hearing-recorded" => "记录议事",
        "filing-recorded" => "备案",
        "motion-amended" => "修改议题",
        "motion-voided" => "议题作废",
        "inspection-recorded" => "查验",
        "motion-carried-out" => "执行议题",
        "payment-made" => "付讫",
        "kinship-declared" => "申报亲属",
        "supervision-opened" => "监督记录",
        "report-endorsed" => "联署监督报告",
        "supervision-answered" => "答复监督",
        "election-announced" => "公告选举",
        "candidate-named" => "推荐候选人",
        "candidates-published" => "公布候选人",
        "ballots-counted" => "计票",
        "elected-appointed" => "任命",
        "book-opened" => "建账",
        "account-added" => "增设科目",
        "vouchers-entered" => "录入凭证",
        "vouchers-discarded" => "作废凭证",
        "vouchers-reviewed" => "复核凭证",
        "vouchers-signed" => "出纳签字",
        "vouchers-posted" => "记账",
        "period-closed" => "结账",
        "posting-rules-proposed" => "提出记账规则",
        "posting-rules-approved" => "批准记账规则",
        "posting-rules-rejected" => "驳回记账规则",
        "payment-batch-made" => "编发放批次",
        "payment-batch-sent" => "代发交银行",
        "payment-batch-cancelled" => "作废发放批次",
        "payment-cash-handed-over" => "发放现金",
        "claims-written-off" => "核销",
        "bank-lines-matched" => "银行勾对",
        "bank-match-withdrawn" => "撤销勾对",
        "bank-reconciled" => "确认余额调节表",
        "bank-reconciliation-retracted" => "撤回余额调节表",
        "unpaid-marked" => "待付登记",
        "user-added" => "建立用户",
        "user-posts-set" => "定岗位",
        "user-secret-set" => "设登录码",
        "second-factor-set" => "领取动态口令",
        "second-factor-confirmed" => "启用动态口令",
        "second-factor-removed" => "取消动态口令",
        "session-opened" => "领取登录凭证",
        "sessions-closed" => "结束登录凭证",
        "user-closed" => "停用用户",
        "signed-in" => "登录",
        "sign-in-failed" => "登录失败",
        other => other,
    }
}

/// An event in words; none where it is none that this program writes.
pub fn deed(action: &str, content: &str, language: Language) -> Option<String> {
    let is_chinese = language == Language::Chinese;
    let between = if is_chinese { "、" } else { ", " };
    if let "vouchers-entered" | "vouchers-discarded" | "imported" | "import-undone" = action {
        let (_, mut fields) = records(content).next()?;
        let (batch_no, first, last) = (fields.number().ok()?, fields.number().ok()?, fields.number().ok()?);
        let entries = if first <= last { format!(" {}", numbers(&[(first, last)], between)) } else { String::new() };
        return Some(match is_chinese {
            true => format!("第 {batch_no} 批{entries}"),
            false => format!("batch {batch_no}{entries}"),
        });
    }
    if let Some(said) = act_text::event(action, content, language) {
        return Some(said);
    }
    if let Some(deed) = RuleDeed::parse(content).ok()? {
        return Some(rules(&deed, is_chinese));
    }
    let said = match LedgerDeed::parse(content).ok()?? {
        LedgerDeed::Open(book) => {
            let (code, name, accounts) = (&book.code, &book.name, book.chart.accounts().count());
            match is_chinese {
                true => format!("{code} {name}（{}），{} 年启用，科目 {accounts} 个", book.kind.zh(), book.first_year),
                false => format!("{code} {name} ({}), from {}, {accounts} accounts", book.kind.code(), book.first_year),
            }
        }
        LedgerDeed::AddAccount(book, account) => match is_chinese {
            true => format!("{book} 科目 {} {}", account.code, account.name),
            false => format!("{book} account {} {}", account.code, account.english_name()),
        },
        LedgerDeed::Mark(_, ranges) => numbers(&ranges, between),
        LedgerDeed::Post(book, ranges) => {
            let period = ranges.first().map(|range| format!(" {}", range.period)).unwrap_or_default();
            let posted: Vec<String> = ranges.iter().map(range).collect();
            format!("{book}{period} {}", posted.join(between))
        }
        LedgerDeed::Close(book, period, _) => format!("{book} {period}"),
    };
    Some(said)
}

/// What was done about posting rules.
fn rules(deed: &RuleDeed, is_chinese: bool) -> String {
    let from = |from: &Option<NaiveDate>| match (from, is_chinese) {
        (Some(day), true) => format!("，{day} 起用"),
        (Some(day), false) => format!(", from {day}"),
        (None, _) => String::new(),
    };
    match deed {
        RuleDeed::Propose(rules, day) => {
            let names: Vec<CompactString> = rules.iter().map(PostingRule::name_with_version).collect();
            format!("{}{}", names.join(if is_chinese { "、" } else { ", " }), from(day))
        }
        RuleDeed::Approve(change_no, since) => format!("{}{}", change(*change_no, is_chinese), from(&Some(*since))),
        RuleDeed::Reject(change_no, reason) => {
            format!("{}{}{reason}", change(*change_no, is_chinese), if is_chinese { "：" } else { ": " })
        }
    }
}

fn change(change_no: u32, is_chinese: bool) -> String {
    if is_chinese { format!("规则变更 {change_no}") } else { format!("rule change {change_no}") }
}

/// `#3–#9、#12`.
fn numbers(ranges: &[(i64, i64)], between: &str) -> String {
    let shown = ranges.iter().map(|(first, last)| match first == last {
        true => format!("#{first}"),
        false => format!("#{first}–#{last}"),
    });
    shown.collect::<Vec<_>>().join(between)
}

/// `记-3–9`.
fn range(range: &PostedRange) -> String {
    let (word, first) = (range.word.zh(), range.first_number);
    match range.count {
        1 => format!("{word}-{first}"),
        count => format!("{word}-{first}–{}", i64::from(first) + count - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::deed::VoucherMark;
    use crate::domain::ledger::voucher::VoucherWord;
    use crate::domain::period::AccountingPeriod;

    #[test]
    fn every_action_has_a_name() {
        use crate::domain::access::account::AccountDeed;
        use crate::domain::governance::act::Deed;
        use crate::domain::governance::election::ElectionDeed;
        use crate::domain::governance::supervision::SupervisionDeed;
        use crate::domain::ledger::bank_deed::BankDeed;
        use crate::domain::payment::deed::PaymentDeed;
        use strum::VariantNames;
        let of_acts = [Deed::VARIANTS, AccountDeed::VARIANTS, ElectionDeed::VARIANTS, SupervisionDeed::VARIANTS];
        let of_money = [&PaymentDeed::ACTIONS[..], &BankDeed::ACTIONS, &RuleDeed::ACTIONS];
        for action in of_acts.into_iter().flatten().copied().chain(of_money.into_iter().flatten().copied()) {
            assert_ne!(action_name(action, Language::Chinese), action);
            assert!(!action_name(action, Language::English).contains('-'));
        }
    }

    #[test]
    fn deeds_are_said_in_a_few_words() {
        let said = |done: &LedgerDeed| deed(done.action(), &done.write(), Language::Chinese).unwrap();
        assert_eq!(said(&LedgerDeed::Mark(VoucherMark::Reviewed, vec![(3, 9), (12, 12)])), "#3–#9、#12");
        let period = AccountingPeriod::parse("2008-03").unwrap();
        let range = |first_number, count| {
            let word = VoucherWord::General;
            PostedRange { period, word, first_number, first_entry_no: 7, count }
        };
        assert_eq!(said(&LedgerDeed::Post("hzs".into(), vec![range(1, 4), range(5, 1)])), "hzs 2008-03 记-1–4、记-5");
        let entered = deed("vouchers-entered", "batch\t2\t5\t5\tx\n", Language::English);
        assert_eq!(entered.as_deref(), Some("batch 2 #5"));
        let ruled = |done: &RuleDeed| deed(done.action(), &done.write(), Language::Chinese).unwrap();
        assert_eq!(ruled(&RuleDeed::Approve(1, "2009-01-01".parse().unwrap())), "规则变更 1，2009-01-01 起用");
        assert_eq!(ruled(&RuleDeed::Reject(2, "科目不对".to_owned())), "规则变更 2：科目不对");
        assert_eq!(deed("vote-cast", "vote\t1\n", Language::English), None);
    }
}
