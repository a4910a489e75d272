//! Two runs side by side: as they are and as they would be, or this year's and the last one's.

use super::amount::{price, quantity, yuan};
use super::run_text::steps;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::money::{Money, Overflow};
use crate::domain::statement::comparison::{ChangeReason, MemberChange};
use crate::domain::statement::run_summary::RunSummary;
use serde_json::{Value, json};

/// The steps of both runs with what they differ by; then the sum per share.
///
/// # Errors
/// Where a difference leaves the range of money.
pub fn step_table(
    (before, after): (&RunSummary, &RunSummary),
    headings: [&str; 2],
    language: Language,
) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("项目", "item"), Align::Left),
        (headings[0], Align::Right),
        (headings[1], Align::Right),
        (say("相差", "difference"), Align::Right),
    ]);
    let mut row = |name: &str, before: Money, after: Money| {
        let difference = after.minus(before)?;
        table.row([name.to_owned(), yuan(before), yuan(after), signed(difference)]);
        Ok::<(), Overflow>(())
    };
    let totals = (&before.totals, &after.totals);
    row(say("一次分配", "tier one"), totals.0.tier_one, totals.1.tier_one)?;
    for ((name, before), (_, after)) in steps(before, language).into_iter().zip(steps(after, language)) {
        row(name, before, after)?;
    }
    row(say("代扣个人所得税", "tax withheld"), totals.0.tax, totals.1.tax)?;
    row(say("实发合计", "paid in all"), totals.0.net, totals.1.net)?;
    let per_share = |summary: &RunSummary| {
        let tier = summary.tier_two.as_ref();
        tier.and_then(|tier| tier.per_share).map_or_else(|| "-".to_owned(), price)
    };
    table.row([say("每股红利", "per share").to_owned(), per_share(before), per_share(after), String::new()]);
    Ok(table)
}

/// Tier one of both runs, batch by batch, with what they differ by. The runs rest on the same contracts.
///
/// # Errors
/// Where a difference leaves the range of money.
pub fn batch_table((before, after): (&RunSummary, &RunSummary), language: Language) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("批次", "batch"), Align::Left),
        (say("一次分配", "tier one"), Align::Right),
        (say("试算", "tried"), Align::Right),
        (say("相差", "difference"), Align::Right),
    ]);
    for (now, then) in before.batches.iter().zip(&after.batches) {
        let difference = then.tier_one_net.minus(now.tier_one_net)?;
        table.row([now.batch.clone(), yuan(now.tier_one_net), yuan(then.tier_one_net), signed(difference)]);
    }
    let (now, then) = (before.totals.tier_one, after.totals.tier_one);
    table.total([say("合计", "total").to_owned(), yuan(now), yuan(then), signed(then.minus(now)?)]);
    Ok(table)
}

/// `+1.00`, `-1.00`, nothing for nothing.
fn signed(difference: Money) -> String {
    match difference.fen() {
        0 => String::new(),
        fen if fen > 0 => format!("+{}", yuan(difference)),
        _ => yuan(difference),
    }
}

/// Members with what they got and get, and why.
///
/// # Errors
/// Where a difference leaves the range of money.
pub fn change_table(changes: &[MemberChange], language: Language) -> Result<Table, Overflow> {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("成员", "member"), Align::Left),
        (say("姓名", "name"), Align::Left),
        (say("以前", "before"), Align::Right),
        (say("本次", "now"), Align::Right),
        (say("相差", "difference"), Align::Right),
        (say("原因", "why"), Align::Left),
    ]);
    for change in changes {
        let amount = |amount: Option<Money>| amount.map(yuan).unwrap_or_default();
        let why: Vec<String> = change.reasons.iter().map(|reason| reason_in_words(reason, language)).collect();
        table.row([
            change.member_no.clone(),
            change.name.clone(),
            amount(change.before),
            amount(change.after),
            signed(change.difference()?),
            why.join(say("；", "; ")),
        ]);
    }
    Ok(table)
}

/// Why, in a few words.
pub fn reason_in_words(reason: &ChangeReason, language: Language) -> String {
    let zh = language == Language::Chinese;
    let between = |name: &str, before: String, after: String| format!("{name} {before} → {after}");
    match reason {
        ChangeReason::ObjectNew(object, net) if zh => format!("新增 {object}（{}）", yuan(*net)),
        ChangeReason::ObjectNew(object, net) => format!("{object} is new ({})", yuan(*net)),
        ChangeReason::ObjectGone(object, net) if zh => format!("退出 {object}（{}）", yuan(*net)),
        ChangeReason::ObjectGone(object, net) => format!("{object} is gone ({})", yuan(*net)),
        ChangeReason::AreaChanged(object, before, after) => {
            let name = if zh { format!("{object} 面积") } else { format!("{object} size") };
            between(&name, quantity(before), quantity(after))
        }
        ChangeReason::DaysChanged(object, before, after) => {
            let name = if zh { format!("{object} 天数") } else { format!("{object} days") };
            between(&name, before.to_string(), after.to_string())
        }
        ChangeReason::RentChanged(object, before, after) => {
            let name =
                if zh { format!("{object} 租金标准不同，应得") } else { format!("{object} other rent, due") };
            between(&name, yuan(*before), yuan(*after))
        }
        ChangeReason::CollectedChanged(object, before, after) => {
            let name = if zh {
                format!("{object} 收款不同，应付")
            } else {
                format!("{object} other receipts, payable")
            };
            between(&name, yuan(*before), yuan(*after))
        }
        ChangeReason::FeeChanged(object, before, after) => {
            let name = if zh { format!("{object} 管理费") } else { format!("{object} fee") };
            between(&name, yuan(*before), yuan(*after))
        }
        ChangeReason::SharesChanged(before, after) => {
            between(language.say("股数", "shares"), quantity(before), quantity(after))
        }
        ChangeReason::PerShareChanged(before, after) => {
            let rate = |rate: &Option<_>| rate.map_or_else(|| "-".to_owned(), price);
            between(language.say("每股红利", "per share"), rate(before), rate(after))
        }
        ChangeReason::TaxChanged(before, after) => between(language.say("税", "tax"), yuan(*before), yuan(*after)),
        ChangeReason::RecoveredChanged(before, after) => {
            between(language.say("扣回", "taken back"), yuan(*before), yuan(*after))
        }
    }
}

/// Changes for programs.
///
/// # Errors
/// Where a difference leaves the range of money.
pub fn changes_value(changes: &[MemberChange]) -> Result<Vec<Value>, Overflow> {
    let value = |change: &MemberChange| {
        let amount = |amount: Option<Money>| amount.map(|amount| amount.to_string());
        let reasons = change.reasons.iter().map(|reason| reason_in_words(reason, Language::English));
        Ok(json!({
            "member_no": change.member_no, "name": change.name, "before": amount(change.before),
            "after": amount(change.after), "difference": change.difference()?.to_string(),
            "reasons": reasons.collect::<Vec<_>>(),
        }))
    };
    changes.iter().map(value).collect()
}
