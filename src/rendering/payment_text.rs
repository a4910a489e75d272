//! Payments as people read them: what is payable and where it is, and batches with what the bank said.

use super::amount::yuan;
use super::bank_file::masked_account;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::money::Money;
use crate::domain::payment::payable::{BatchStanding, LineState, Obstacle, Payable, PayableState};
use crate::domain::payment::sub_ledger_tie::SubLedgerTie;
use serde_json::{Value, json};

/// Where a claim's money is, in words.
pub fn state(state: &PayableState, language: Language) -> String {
    let is_zh = language == Language::Chinese;
    match state {
        PayableState::Ready => if is_zh { "可付" } else { "payable" }.to_owned(),
        PayableState::Waiting(obstacle) => obstacle_in_words(obstacle, language),
        PayableState::UnderWay(line) if is_zh => format!("已编批 {line}"),
        PayableState::UnderWay(line) => format!("in batch, {line}"),
        PayableState::Paid(line, date) if is_zh => format!("已付 {date}（{line}）"),
        PayableState::Paid(line, date) => format!("paid {date} ({line})"),
    }
}

fn obstacle_in_words(obstacle: &Obstacle, language: Language) -> String {
    match (obstacle, language) {
        (Obstacle::Held(motion_no), Language::Chinese) => format!("暂缓（议题 {motion_no}）"),
        (Obstacle::Held(motion_no), Language::English) => format!("held (motion {motion_no})"),
        (Obstacle::CompanyUnpaid, Language::Chinese) => "待公司付款".to_owned(),
        (Obstacle::CompanyUnpaid, Language::English) => "waits for the company's money".to_owned(),
        (Obstacle::Marked(state, since), Language::Chinese) => format!("{}（{since} 起）", state.zh()),
        (Obstacle::Marked(state, since), Language::English) => format!("{} (since {since})", state.en()),
        (Obstacle::AccountMissing, Language::Chinese) => "账户不明".to_owned(),
        (Obstacle::AccountMissing, Language::English) => "account unknown".to_owned(),
    }
}

/// The name of a state, for programs and for totals.
pub const fn state_code(state: &PayableState) -> &'static str {
    match state {
        PayableState::Ready => "ready",
        PayableState::Waiting(Obstacle::Held(_)) => "held",
        PayableState::Waiting(Obstacle::CompanyUnpaid) => "company_unpaid",
        PayableState::Waiting(Obstacle::Marked(..)) => "marked",
        PayableState::Waiting(Obstacle::AccountMissing) => "account_missing",
        PayableState::UnderWay(_) => "under_way",
        PayableState::Paid(..) => "paid",
    }
}

/// The same as people call it.
pub fn state_name(code: &str, language: Language) -> &'static str {
    let (zh, en) = match code {
        "ready" => ("可付", "payable"),
        "held" => ("暂缓", "held"),
        "company_unpaid" => ("待公司付款", "waits for the company's money"),
        "marked" => ("待付登记", "marked as waiting"),
        "account_missing" => ("账户不明", "account unknown"),
        "under_way" => ("已编批", "in a batch"),
        _ => ("已付", "paid"),
    };
    if language == Language::Chinese { zh } else { en }
}

/// Where a line of a batch is, in words.
pub fn line_state(state: &LineState, language: Language) -> String {
    let with = |said: &str, date: &chrono::NaiveDate, reason: &str| match reason.is_empty() {
        true => format!("{said} {date}"),
        false if language == Language::Chinese => format!("{said} {date}：{reason}"),
        false => format!("{said} {date}: {reason}"),
    };
    let pick = |zh: &'static str, en: &'static str| if language == Language::Chinese { zh } else { en };
    match state {
        LineState::NotSent => pick("待交银行", "not with the bank yet").to_owned(),
        LineState::Waiting => pick("待回盘", "unanswered").to_owned(),
        LineState::Paid(date) => with(pick("已付", "paid"), date, ""),
        LineState::Failed(date, reason) => with(pick("失败", "failed"), date, reason),
        LineState::Returned(date, reason) => with(pick("退票", "returned"), date, reason),
        LineState::Cancelled => pick("作废", "cancelled").to_owned(),
    }
}

/// A claim for programs.
pub fn payable_value(payable: &Payable, day: chrono::NaiveDate) -> Value {
    let claim = &payable.claim;
    let transfers = payable
        .transfers
        .iter()
        .map(|(line, state)| json!({ "line": line.to_string(), "state": line_state(state, Language::English) }));
    json!({
        "run": claim.key.run.to_string(), "tier": claim.key.tier.number(), "member_no": claim.key.member_no.as_str(),
        "name": payable.name.as_str(), "household_no": payable.household_no.as_str(),
        "amount": claim.amount().map(|amount| amount.to_string()).unwrap_or_default(),
        "state": state_code(&payable.state), "state_in_words": state(&payable.state, Language::English),
        "due_since": payable.since.to_string(), "age_days": payable.age(day),
        "transfers": transfers.collect::<Vec<_>>(),
    })
}

/// The rows of a tie by which the book comes to what is unpaid: code, name, amount. Those between that are nothing are left out.
fn tie_rows(tie: &SubLedgerTie, language: Language) -> Vec<(&'static str, &'static str, Money)> {
    let pick = |zh: &'static str, en: &'static str| if language == Language::Chinese { zh } else { en };
    let owed = ("owed", pick("账面应付", "owed by the book"), tie.owed);
    let between = [
        ("runs_unposted", pick("加：分配未记账", "plus runs that are not posted"), tie.runs_unposted),
        ("payments_unposted", pick("减：付款未记账", "less payments that are not posted"), tie.payments_unposted),
        ("before_runs", pick("减：分配入账前的应付", "less what was owed before"), tie.before_runs),
        ("recovery", pick("加：应追回未抵扣", "plus what is wanted back"), tie.recovery),
    ];
    let unpaid = ("unpaid", pick("未付", "unpaid"), tie.unpaid);
    let difference = ("difference", pick("差额", "difference"), tie.difference().unwrap_or_default());
    let shown = between.into_iter().filter(|(.., amount)| !amount.is_zero());
    [owed].into_iter().chain(shown).chain([unpaid, difference]).collect()
}

/// The tie as people read it: the rows, whom something is left over of, and what is not booked yet.
pub fn tie(tie: &Tied<'_>, language: Language) -> String {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let Tied { book, accounts, total, differing, not_booked } = tie;
    let mut table = Table::new([
        (
            pick(format!("与账面核对（{book} {accounts}）"), format!("against the book ({book} {accounts})")),
            Align::Left,
        ),
        (pick("金额".to_owned(), "amount".to_owned()), Align::Right),
    ]);
    for (_, name, amount) in tie_rows(total, language) {
        table.row([name.to_owned(), yuan(amount)]);
    }
    let mut text = table.render();
    for (member_no, row) in differing {
        let (owed, unpaid) = (yuan(row.owed), yuan(row.unpaid));
        let difference = yuan(row.difference().unwrap_or_default());
        text.push_str(&pick(
            format!("✗ 成员 {member_no} 差 {difference} 元：账面应付 {owed} 元，未付 {unpaid} 元\n"),
            format!("✗ member {member_no} differs by {difference} yuan: owed by the book {owed}, unpaid {unpaid}\n"),
        ));
    }
    for source in not_booked {
        text.push_str(&pick(format!("尚未入账：{source}\n"), format!("Not booked yet: {source}\n")));
    }
    text
}

/// What is shown of a tie.
pub struct Tied<'t> {
    /// The cooperative's book.
    pub book: &'t str,
    /// Its accounts from which members are paid.
    pub accounts: String,
    /// All members in one row.
    pub total: SubLedgerTie,
    /// Of whom something is left over.
    pub differing: Vec<(&'t str, SubLedgerTie)>,
    /// What was paid and is not booked yet.
    pub not_booked: Vec<&'t str>,
}

/// The tie for programs.
pub fn tie_value(tie: &Tied<'_>) -> Value {
    let row = |row: &SubLedgerTie| -> Value {
        let rows = tie_rows(row, Language::English).into_iter();
        rows.map(|(code, _, amount)| (code.to_owned(), Value::from(amount.to_string()))).collect()
    };
    let differing: serde_json::Map<String, Value> =
        tie.differing.iter().map(|(member_no, found)| ((*member_no).to_owned(), row(found))).collect();
    json!({
        "book": tie.book, "accounts": tie.accounts, "total": row(&tie.total), "differing": differing,
        "not_booked": tie.not_booked,
    })
}

/// A batch for programs, accounts masked.
pub fn batch_value(standing: &BatchStanding, with_lines: bool) -> Value {
    let batch = &standing.batch;
    let mut value = json!({
        "batch_no": batch.batch_no, "made_on": batch.day.to_string(), "made_by": standing.made_by,
        "by_household": batch.by_household, "lines": batch.lines.len(),
        "total": batch.total().map(|total| total.to_string()).unwrap_or_default(),
        "sent": standing.sent.as_ref().map(|(day, reference)| json!({ "on": day.to_string(), "reference": reference })),
        "cancelled": standing.cancelled,
    });
    if with_lines {
        let lines = batch.numbered().map(|(key, line)| {
            let members: Vec<&str> = line.claims.iter().map(|claim| claim.key.member_no.as_str()).collect();
            json!({
                "line": key.to_string(), "payee": line.payee.name.as_str(), "bank": line.payee.bank.as_str(),
                "account": masked_account(&line.payee.account), "amount": line.amount.to_string(), "members": members,
                "state": line_state(&standing.line_state(key.line_no), Language::English),
            })
        });
        value["transfers"] = Value::Array(lines.collect());
    }
    value
}
