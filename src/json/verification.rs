//! What verifying found (核验), for programs; and each finding in words.

use crate::application::verify::{Finding, Flaw, Tied, VerifyReport};
use crate::rendering::amount::yuan;
use serde_json::{Value, json};

/// What was verified, and everything that is not as it was written.
pub fn report(report: &VerifyReport) -> Value {
    let findings = report.findings.iter().map(|finding| {
        let flaw: &'static str = finding.flaw.into();
        json!({
            "table": finding.table, "row": finding.row, "flaw": flaw,
            "message_zh": flaw_zh(finding), "message_en": flaw_en(finding),
        })
    });
    json!({
        "sound": report.findings.is_empty(),
        "head": report.head.map(|head| head.to_string()),
        "events": report.events, "batches": report.batches, "entries": report.entries, "files": report.files,
        "runs": report.runs, "statements": report.statements, "findings": findings.collect::<Vec<_>>(),
        "members_tied": match report.tied { Tied::Members(count) => Some(count), Tied::Nothing | Tied::NoBook => None },
        "payments_not_booked": report.not_booked.iter().map(|(_, source)| source.as_str()).collect::<Vec<_>>(),
    })
}

/// A finding in Chinese.
pub fn flaw_zh(finding: &Finding) -> String {
    let Finding { table, row, flaw } = finding;
    let said = match flaw {
        Flaw::HashDiffers => "内容与哈希不符，被改动过",
        Flaw::ChainBroken => "与上一条不相接",
        Flaw::Missing => "不见了",
        Flaw::Stray => "没有来历，是绕过程序加进去的",
        Flaw::LogDiffers => "与日志所记不符",
        Flaw::ComputedDiffers => "与重算结果不符",
        Flaw::Unreadable => "读不出来",
        Flaw::HoldingBelowZero => "使持股小于零",
        Flaw::BookedTwice => "同一笔付款记了两张凭证",
        Flaw::NothingPaid => "记的付款在批次和回盘里没有",
        Flaw::OwedDiffers { owed, expected } => {
            let (owed, expected) = (yuan(*owed), yuan(*expected));
            let said = format!("账面应付 {owed} 元，按付款应为 {expected} 元");
            return format!("✗ {table} {row}：{said}。看 tonggu payment list --member 的核对和 tonggu ledger detail。");
        }
        Flaw::PaidDiffers { booked, paid } => {
            return format!("✗ {table} {row}：凭证记 {} 元，实付 {} 元", yuan(*booked), yuan(*paid));
        }
    };
    format!("✗ {table} {row}：{said}")
}

/// A finding in English.
pub fn flaw_en(finding: &Finding) -> String {
    let Finding { table, row, flaw } = finding;
    let said = match flaw {
        Flaw::HashDiffers => "its content does not fit its hash, it was changed",
        Flaw::ChainBroken => "it does not follow the one before",
        Flaw::Missing => "it is gone",
        Flaw::Stray => "nothing accounts for it, it was added around the program",
        Flaw::LogDiffers => "it is not what the log says",
        Flaw::ComputedDiffers => "computed again it comes out otherwise",
        Flaw::Unreadable => "it cannot be read",
        Flaw::HoldingBelowZero => "it takes a holding below zero",
        Flaw::BookedTwice => "one payment stands in two vouchers",
        Flaw::NothingPaid => "it books a payment that no batch and no answer has",
        Flaw::OwedDiffers { owed, expected } => {
            let (owed, expected) = (yuan(*owed), yuan(*expected));
            let said = format!("the book owes {owed} yuan, by payment it must be {expected} yuan");
            return format!("✗ {table} {row}: {said}. See tonggu payment list --member and tonggu ledger detail.");
        }
        Flaw::PaidDiffers { booked, paid } => {
            return format!("✗ {table} {row}: the voucher says {} yuan, paid were {} yuan", yuan(*booked), yuan(*paid));
        }
    };
    format!("✗ {table} {row}: {said}")
}
