//! Payments as people read them: what is payable and where it is, and batches with what the bank said.

use super::amount::{capital, yuan};
use super::bank_file::masked_account;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::money::Money;
use crate::domain::payment::deed::HandedOver;
use crate::domain::payment::payable::{BatchStanding, LineState, Obstacle, Payable, PayableState};
use crate::domain::payment::sub_ledger_tie::{SubLedgerTie, Tie};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

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
        PayableState::WrittenOff(motion_no, date) if is_zh => format!("已核销 {date}（议题 {motion_no}）"),
        PayableState::WrittenOff(motion_no, date) => format!("written off {date} (motion {motion_no})"),
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
        PayableState::WrittenOff(..) => "written_off",
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
        "under_way" => ("已编批，未付讫", "in a batch, not paid yet"),
        "written_off" => ("已核销", "written off"),
        _ => ("已付", "paid"),
    };
    if language == Language::Chinese { zh } else { en }
}

/// Where a line of a batch is, in words.
pub fn line_state(state: &LineState, language: Language) -> String {
    let with = |said: &str, date: &NaiveDate, reason: &str| match reason.is_empty() {
        true => format!("{said} {date}"),
        false if language == Language::Chinese => format!("{said} {date}：{reason}"),
        false => format!("{said} {date}: {reason}"),
    };
    let pick = |zh: &'static str, en: &'static str| if language == Language::Chinese { zh } else { en };
    match state {
        LineState::NotSent => pick("待付", "not handed over yet").to_owned(),
        LineState::Waiting => pick("待回盘", "unanswered").to_owned(),
        LineState::Paid(date) => with(pick("已付", "paid"), date, ""),
        LineState::Failed(date, reason) => with(pick("失败", "failed"), date, reason),
        LineState::Returned(date, reason) => with(pick("退票", "returned"), date, reason),
        LineState::Cancelled => pick("作废", "cancelled").to_owned(),
    }
}

/// Who received cash, and for the member as whose what.
pub fn receiver(handed: &HandedOver) -> String {
    match handed.relation.is_empty() {
        true => handed.receiver.to_string(),
        false => format!("{}（{}）", handed.receiver, handed.relation),
    }
}

/// A claim for programs.
pub fn payable_value(payable: &Payable, day: NaiveDate) -> Value {
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

/// What a batch is called: its number, when and by whom it was made, how many lines it has and what they come to.
pub fn batch_title(standing: &BatchStanding, language: Language) -> String {
    let (batch, made_by) = (&standing.batch, &standing.made_by);
    let (batch_no, day, count) = (batch.batch_no, batch.day, batch.lines.len());
    let total = batch.total().unwrap_or_default();
    let (amount, capitals) = (yuan(total), capital(total));
    match language {
        Language::Chinese => {
            format!(
                "{}批次 {batch_no}　{day} 由 {made_by} 编制　{count} 笔，合计 {amount} 元（{capitals}）",
                batch.channel.zh()
            )
        }
        Language::English => format!("Batch {batch_no}, made on {day} by {made_by}: {count} lines, {amount} yuan"),
    }
}

/// Since when the bank has a batch; nothing before.
pub fn batch_sent(standing: &BatchStanding, language: Language) -> Option<String> {
    let (day, reference) = standing.sent.as_ref()?;
    Some(match language {
        Language::Chinese => format!("{day} 交银行，银行编号 {reference}"),
        Language::English => format!("With the bank since {day}, its number {reference}"),
    })
}

/// The rows of a tie by which the book comes to what is unpaid: code, name, amount. Those between that are nothing are left out.
fn tie_rows(tie: &SubLedgerTie, language: Language) -> Vec<(&'static str, &'static str, Money)> {
    let pick = |zh: &'static str, en: &'static str| if language == Language::Chinese { zh } else { en };
    let owed = ("owed", pick("账面应付", "owed by the book"), tie.owed);
    let between = [
        ("runs_unposted", pick("加：分配未记账", "plus runs that are not posted"), tie.runs_unposted),
        (
            "payments_unposted",
            pick("减：付款、核销未记账", "less payments and write-offs not posted"),
            tie.payments_unposted,
        ),
        ("before_runs", pick("减：分配入账前的应付", "less what was owed before"), tie.before_runs),
        ("recovery", pick("加：应追回未抵扣", "plus what is wanted back"), tie.recovery),
    ];
    let unpaid = ("unpaid", pick("未付", "unpaid"), tie.unpaid);
    let difference = ("difference", pick("差额", "difference"), tie.difference().unwrap_or_default());
    let shown = between.into_iter().filter(|(.., amount)| !amount.is_zero());
    [owed].into_iter().chain(shown).chain([unpaid, difference]).collect()
}

/// The tie as people read it: the rows, whom something is left over of, and what is not booked yet.
pub fn tie(tie: &Tie, language: Language) -> String {
    let notes = tie_notes(tie, language).into_iter().map(|note| format!("{note}\n"));
    tie_table(tie, language).render() + &notes.collect::<String>()
}

/// The rows of a tie.
pub fn tie_table(tie: &Tie, language: Language) -> Table {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let (book, accounts, total) = (&tie.book, tie.accounts.join(" "), tie.total().unwrap_or_default());
    let mut table = Table::new([
        (
            pick(format!("与账面核对（{book} {accounts}）"), format!("against the book ({book} {accounts})")),
            Align::Left,
        ),
        (pick("金额".to_owned(), "amount".to_owned()), Align::Right),
    ]);
    for (_, name, amount) in tie_rows(&total, language) {
        table.row([name.to_owned(), yuan(amount)]);
    }
    table
}

/// Whom something is left over of, and what is not booked yet.
pub fn tie_notes(tie: &Tie, language: Language) -> Vec<String> {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let mut notes = Vec::new();
    for (member_no, row) in tie.differing() {
        let (owed, unpaid) = (yuan(row.owed), yuan(row.unpaid));
        let difference = yuan(row.difference().unwrap_or_default());
        notes.push(pick(
            format!("✗ 成员 {member_no} 差 {difference} 元：账面应付 {owed} 元，未付 {unpaid} 元"),
            format!("✗ member {member_no} differs by {difference} yuan: owed by the book {owed}, unpaid {unpaid}"),
        ));
    }
    for (_, source) in &tie.not_booked {
        notes.push(pick(format!("尚未入账：{source}"), format!("Not booked yet: {source}")));
    }
    notes
}

/// Claims with where their money is on a day.
pub fn payable_table(payables: &[&Payable], day: NaiveDate, language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("成员", "member"), Align::Left),
        (say("姓名", "name"), Align::Left),
        (say("分配", "run"), Align::Left),
        (say("类别", "tier"), Align::Left),
        (say("金额", "amount"), Align::Right),
        (say("账龄（天）", "age in days"), Align::Right),
        (say("状态", "state"), Align::Left),
        (say("以前的代发", "earlier transfers"), Align::Left),
    ]);
    for payable in payables {
        let key = &payable.claim.key;
        // What the state tells already is not told again.
        let is_told = matches!(payable.state, PayableState::UnderWay(_) | PayableState::Paid(..));
        let earlier = payable.transfers.iter().take(payable.transfers.len() - usize::from(is_told));
        let earlier = earlier.map(|(line, state)| format!("{line} {}", line_state(state, language)));
        table.row([
            key.member_no.to_string(),
            payable.name.to_string(),
            key.run.to_string(),
            say(key.tier.zh(), key.tier.en()).to_owned(),
            yuan(payable.claim.amount().unwrap_or_default()),
            if payable.is_unpaid() { payable.age(day).to_string() } else { String::new() },
            state(&payable.state, language),
            earlier.collect::<Vec<_>>().join(say("；", "; ")),
        ]);
    }
    table
}

/// How many claims are in which state, and what they come to.
pub fn state_table(payables: &[&Payable], language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut sums: BTreeMap<&'static str, (usize, Money)> = BTreeMap::new();
    let (mut count, mut sum) = (0, Money::ZERO);
    for payable in payables {
        let amount = payable.claim.amount().unwrap_or_default();
        let (of, held) = sums.entry(state_code(&payable.state)).or_default();
        (*of, *held) = (*of + 1, held.plus(amount).unwrap_or(*held));
        (count, sum) = (count + 1, sum.plus(amount).unwrap_or(sum));
    }
    let mut totals = Table::new([
        (say("状态", "state"), Align::Left),
        (say("笔数", "count"), Align::Right),
        (say("金额", "amount"), Align::Right),
    ]);
    for (code, (of, amount)) in sums {
        totals.row([state_name(code, language).to_owned(), of.to_string(), yuan(amount)]);
    }
    totals.total([say("合计", "total").to_owned(), count.to_string(), yuan(sum)]);
    totals
}

/// Batches with how far each has come.
pub fn batches_table(found: &[BatchStanding], language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("批次", "batch"), Align::Right),
        (say("编制", "made"), Align::Left),
        (say("笔数", "lines"), Align::Right),
        (say("金额", "amount"), Align::Right),
        (say("方式", "by"), Align::Left),
        (say("交出", "left on"), Align::Left),
        (say("银行编号、领款人", "bank's number, receiver"), Align::Left),
        (say("结果", "came to"), Align::Left),
    ]);
    for standing in found {
        let (day, reference) = match (&standing.sent, &standing.handed_over) {
            (Some((day, reference)), _) => (day.to_string(), reference.clone()),
            (None, Some(handed)) => (handed.day.to_string(), receiver(handed)),
            (None, None) => (String::new(), String::new()),
        };
        table.row([
            standing.batch.batch_no.to_string(),
            format!("{} {}", standing.batch.day, standing.made_by),
            standing.batch.lines.len().to_string(),
            yuan(standing.batch.total().unwrap_or_default()),
            say(standing.batch.channel.zh(), standing.batch.channel.en()).to_owned(),
            day,
            reference,
            answers(standing, language),
        ]);
    }
    table
}

/// How many lines were paid, failed, came back and wait.
pub fn answers(standing: &BatchStanding, language: Language) -> String {
    if let Some(reason) = &standing.cancelled {
        return format!("{}{reason}", language.say("作废：", "cancelled: "));
    }
    let mut counts = [0; 5];
    for (key, _) in standing.batch.numbered() {
        let position = match standing.line_state(key.line_no) {
            LineState::Paid(_) => 0,
            LineState::Failed(..) => 1,
            LineState::Returned(..) => 2,
            LineState::Waiting | LineState::Cancelled => 3,
            LineState::NotSent => 4,
        };
        counts[position] += 1;
    }
    let names = [
        ("已付", "paid"),
        ("失败", "failed"),
        ("退票", "returned"),
        ("待回盘", "unanswered"),
        ("待付", "not handed over yet"),
    ];
    let parts = names.iter().zip(counts).filter(|(_, count)| *count > 0);
    let parts = parts.map(|((zh, en), count)| format!("{} {count}", language.say(zh, en)));
    parts.collect::<Vec<_>>().join(language.say("，", ", "))
}

/// The lines of a batch, accounts masked, each with what the bank said of it.
pub fn batch_table(standing: &BatchStanding, language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("明细id", "line"), Align::Left),
        (say("户名", "payee"), Align::Left),
        (say("账号", "account"), Align::Left),
        (say("开户银行", "bank"), Align::Left),
        (say("金额", "amount"), Align::Right),
        (say("成员", "members"), Align::Left),
        (say("状态", "state"), Align::Left),
    ]);
    for (key, line) in standing.batch.numbered() {
        let mut members: Vec<&str> = line.claims.iter().map(|claim| claim.key.member_no.as_str()).collect();
        members.dedup();
        table.row([
            key.to_string(),
            line.payee.name.to_string(),
            masked_account(&line.payee.account),
            line.payee.bank.to_string(),
            yuan(line.amount),
            members.join(" "),
            line_state(&standing.line_state(key.line_no), language),
        ]);
    }
    table
}

/// The tie for programs.
pub fn tie_value(tie: &Tie) -> Value {
    let row = |row: &SubLedgerTie| -> Value {
        let rows = tie_rows(row, Language::English).into_iter();
        rows.map(|(code, _, amount)| (code.to_owned(), Value::from(amount.to_string()))).collect()
    };
    let differing: serde_json::Map<String, Value> =
        tie.differing().map(|(member_no, found)| (member_no.to_string(), row(found))).collect();
    let not_booked: Vec<&str> = tie.not_booked.iter().map(|(_, source)| source.as_str()).collect();
    let accounts: Vec<&str> = tie.accounts.iter().map(|account| account.as_str()).collect();
    json!({
        "book": tie.book.as_str(), "accounts": accounts, "total": row(&tie.total().unwrap_or_default()), "differing": differing,
        "not_booked": not_booked,
    })
}

/// A batch for programs, accounts masked.
pub fn batch_value(standing: &BatchStanding, with_lines: bool) -> Value {
    let batch = &standing.batch;
    let mut value = json!({
        "batch_no": batch.batch_no, "made_on": batch.day.to_string(), "made_by": standing.made_by,
        "channel": batch.channel.code(), "lines": batch.lines.len(),
        "total": batch.total().map(|total| total.to_string()).unwrap_or_default(),
        "sent": standing.sent.as_ref().map(|(day, reference)| json!({ "on": day.to_string(), "reference": reference })),
        "handed_over": standing.handed_over.as_ref().map(|handed| json!({
            "on": handed.day.to_string(), "receiver": handed.receiver.as_str(), "relation": handed.relation.as_str(),
            "slip": handed.slip.to_string(),
        })),
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
