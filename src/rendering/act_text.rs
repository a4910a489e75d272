//! What bodies, those who watch, users, payers and the bank's reconcilers did, in a few words, as a list of the log shows it.

use super::amount::yuan;
use super::motion_text::{choice_name, given_title, kind_name};
use super::speech::Language;
use crate::domain::access::account::AccountDeed;
use crate::domain::access::role::Post;
use crate::domain::canonical::records;
use crate::domain::governance::act::{Act, Deed};
use crate::domain::governance::election::{ElectionAct, ElectionDeed};
use crate::domain::governance::kinship::Kinship;
use crate::domain::governance::supervision::{SupervisionAct, SupervisionDeed, SupervisionKind};
use crate::domain::ledger::bank_deed::BankDeed;
use crate::domain::payment::deed::PaymentDeed;
use crate::domain::person::Named;

/// What an event of the log says; none where it is about something else.
pub fn event(action: &str, content: &str, t: Language) -> Option<String> {
    if let Some(found) = Act::parse(action, content).ok()? {
        let motion_no = found.motion_no;
        let said = act(&found, t);
        return Some(match t {
            Language::Chinese => join(&format!("议题 {motion_no}"), &said, "："),
            Language::English => join(&format!("motion {motion_no}"), &said, ": "),
        });
    }
    if let Some(act) = SupervisionAct::parse(content).ok()? {
        return Some(supervision(&act, t));
    }
    if let Some((user, deed)) = AccountDeed::parse(content).ok()? {
        return Some(account(&user, &deed, t));
    }
    if let Some(act) = ElectionAct::parse(content).ok()? {
        return Some(election(&act, t));
    }
    if let Some(Kinship { one, other, relation }) = Kinship::parse(content).ok()? {
        return Some(format!("{} – {} {relation}", named(&one), named(&other)));
    }
    if let Some(deed) = PaymentDeed::parse(content).ok()? {
        return Some(payment(&deed, t));
    }
    if let Some(deed) = BankDeed::parse(content).ok()? {
        return Some(bank(&deed, t));
    }
    let (name, mut fields) = records(content).next()?;
    match name {
        "run" => fields.text().ok().map(str::to_owned),
        "cooperative" => Some(format!("{} {}", fields.text().ok()?, fields.text().ok()?)),
        _ => None,
    }
}

fn join(one: &str, other: &str, between: &str) -> String {
    if other.is_empty() { one.to_owned() } else { format!("{one}{between}{other}") }
}

fn named(person: &Named) -> String {
    format!("{} {}", person.member_no, person.name).trim_start().to_owned()
}

/// What was done with a motion, without its number.
pub fn act(act: &Act, t: Language) -> String {
    let is_chinese = t == Language::Chinese;
    let pick = |zh: String, en: String| if is_chinese { zh } else { en };
    match &act.deed {
        Deed::Propose(proposal) => format!("{}{}", given_title(proposal, t), t.bracketed(kind_name(proposal.kind, t))),
        Deed::Amend(matter, _) => {
            let amount = matter.payment.as_ref().map(|payment| (yuan(payment.amount), payment.due));
            let paid = amount.map(|(amount, due)| {
                pick(format!("，{amount} 元，{due} 起支付"), format!(", {amount} yuan from {due} on"))
            });
            format!("{}{}", matter.title, paid.unwrap_or_default())
        }
        Deed::SetDeadline(day) => pick(format!("表决到 {day} 为止"), format!("open until {day}")),
        Deed::Vote(vote) => {
            let (voter, choice) = (named(&vote.voter), choice_name(vote.choice, t));
            let body = if is_chinese { vote.body.zh() } else { vote.body.en() };
            let said = pick(format!("{body} {voter}：{choice}"), format!("{voter}, {body}: {choice}"));
            join(&said, &vote.reason, t.say("，", ", "))
        }
        Deed::CloseVote(tally) => super::motion_text::counts(tally, t),
        Deed::Publish { first_day, last_day } => {
            pick(format!("{first_day} 至 {last_day}"), format!("from {first_day} to {last_day}"))
        }
        Deed::Object(objection) => {
            let line = if objection.line.is_empty() { String::new() } else { format!("[{}] ", objection.line) };
            let (number, by) = (objection.objection_no, named(&objection.by));
            pick(
                format!("异议 {number}，{by}：{line}{}", objection.text),
                format!("objection {number}, {by}: {line}{}", objection.text),
            )
        }
        Deed::Answer { objection_no, text } => {
            pick(format!("异议 {objection_no}：{text}"), format!("objection {objection_no}: {text}"))
        }
        Deed::EndNotice => String::new(),
        Deed::Hear { text, .. } | Deed::File { text } => text.clone(),
        Deed::Inspect { text, satisfies } => {
            let found = if *satisfies {
                t.say("合格，解除暂缓", "satisfied, lifted")
            } else {
                t.say("不合格", "not satisfied")
            };
            pick(format!("{text}（{found}）"), format!("{text} ({found})"))
        }
        Deed::BecomeVoid { by } => pick(format!("由 {by} 代替"), format!("replaced by {by}")),
        Deed::CarryOut { batch_no } => pick(format!("第 {batch_no} 批导入"), format!("by batch {batch_no}")),
        Deed::Pay { reference } => reference.clone(),
    }
}

/// What kind of record of supervision it is.
pub const fn supervision_kind(kind: SupervisionKind, t: Language) -> &'static str {
    t.say(kind.zh(), kind.en())
}

fn supervision(act: &SupervisionAct, t: Language) -> String {
    let number = act.record_no;
    let said = match &act.deed {
        SupervisionDeed::Open { kind, by, about, text, route } => {
            let route = if route.is_empty() { String::new() } else { format!(" → {route}") };
            let about = if about.is_empty() { String::new() } else { format!("[{about}] ") };
            format!("{}{route} {} {about}{text}", supervision_kind(*kind, t), named(by))
        }
        SupervisionDeed::Endorse { by, publishes } => {
            let published = if *publishes { t.say("，公布", ", published with that") } else { "" };
            format!("{}{published}", named(by))
        }
        SupervisionDeed::Answer { text } => text.clone(),
    };
    match t {
        Language::Chinese => format!("监督记录 {number}：{said}"),
        Language::English => format!("record {number}: {said}"),
    }
}

/// What a post is called.
pub fn post_name(post: Post, t: Language) -> String {
    match t {
        Language::Chinese => post.zh().to_owned(),
        Language::English => post.code().replace('_', " "),
    }
}

fn account(user: &str, deed: &AccountDeed, t: Language) -> String {
    let more = match deed {
        AccountDeed::Add(person) => named(person),
        AccountDeed::SetPosts(posts) if posts.is_empty() => t.say("没有岗位", "no post").to_owned(),
        AccountDeed::SetPosts(posts) => {
            let names: Vec<String> = posts.iter().map(|post| post_name(*post, t)).collect();
            names.join(t.say("、", ", "))
        }
        AccountDeed::SetSecret(_, true) => t.say("一次性登录码", "a one-time code").to_owned(),
        AccountDeed::SetSecret(_, false) => t.say("本人的密码", "a password of their own").to_owned(),
        _ => String::new(),
    };
    join(user, &more, t.say("：", ": "))
}

fn election(act: &ElectionAct, t: Language) -> String {
    let is_chinese = t == Language::Chinese;
    let said = match &act.deed {
        ElectionDeed::Announce(one) if is_chinese => {
            format!("{} {} 席，由{}选举", one.body.zh(), one.seats, one.electors.zh())
        }
        ElectionDeed::Announce(one) => {
            format!("{} seats of the {}, by the {}", one.seats, one.body.en(), one.electors.en())
        }
        ElectionDeed::Nominate { candidate, by } => join(&named(candidate), by, t.say("，推荐：", ", named by ")),
        ElectionDeed::Publish { last_day } if is_chinese => format!("公布到 {last_day}"),
        ElectionDeed::Publish { last_day } => format!("up until {last_day}"),
        ElectionDeed::Count(one) if is_chinese => format!("发出 {} 张，有效 {} 张", one.issued, one.valid),
        ElectionDeed::Count(one) => format!("{} ballots issued, {} valid", one.issued, one.valid),
        ElectionDeed::Appoint { first_day, .. } if is_chinese => format!("{first_day} 起任职"),
        ElectionDeed::Appoint { first_day, .. } => format!("in office from {first_day} on"),
    };
    let number = act.election_no;
    if is_chinese { format!("选举 {number}：{said}") } else { format!("election {number}: {said}") }
}

fn payment(deed: &PaymentDeed, t: Language) -> String {
    let is_chinese = t == Language::Chinese;
    match deed {
        PaymentDeed::Make(batch) => {
            let (number, lines) = (batch.batch_no, batch.lines.len());
            let total = batch.total().map(yuan).unwrap_or_default();
            if is_chinese {
                format!("发放批次 {number}：{lines} 笔，{total} 元")
            } else {
                format!("payment batch {number}: {lines} payments, {total} yuan")
            }
        }
        PaymentDeed::Send { batch_no, reference: said, .. } | PaymentDeed::Cancel { batch_no, reason: said } => {
            join(&batch_name(*batch_no, t), said, t.say("：", ": "))
        }
        PaymentDeed::HandOver { batch_no, handed } => {
            join(&batch_name(*batch_no, t), &handed.receiver, t.say("，领款人 ", ", received by "))
        }
        PaymentDeed::WriteOff(written) => {
            let (motion_no, claims, recoveries) =
                (written.motion_no, written.what.claims.len(), written.what.recoveries.len());
            if is_chinese {
                format!("议题 {motion_no}：应付 {claims} 笔，应收 {recoveries} 笔")
            } else {
                format!("motion {motion_no}: {claims} payables, {recoveries} receivables")
            }
        }
    }
}

fn batch_name(batch_no: u32, t: Language) -> String {
    if t == Language::Chinese { format!("发放批次 {batch_no}") } else { format!("payment batch {batch_no}") }
}

fn bank(deed: &BankDeed, t: Language) -> String {
    let is_chinese = t == Language::Chinese;
    match deed {
        BankDeed::Match((book, account), first, matches) => {
            let last = i64::from(*first) + matches.len() as i64 - 1;
            let lines: usize = matches.iter().map(|one| one.bank.len()).sum();
            if is_chinese {
                format!("{book} {account}：勾对 {first}–{last}，银行 {lines} 笔")
            } else {
                format!("{book} {account}: matches {first}–{last}, {lines} lines of the bank")
            }
        }
        BankDeed::Unmatch { match_no, reason } if is_chinese => format!("勾对 {match_no}：{reason}"),
        BankDeed::Unmatch { match_no, reason } => format!("match {match_no}: {reason}"),
        BankDeed::Retract { account: (book, account), on, reason } => {
            join(&format!("{book} {account} {on}"), reason, t.say("：", ": "))
        }
        BankDeed::Confirm((book, account), table) => {
            let (on, adjusted, open) = (table.on, yuan(table.adjusted), table.open.len());
            if is_chinese {
                format!("{book} {account}：{on} 调节后余额 {adjusted} 元，未达账项 {open} 笔")
            } else {
                format!("{book} {account}: adjusted balance of {on} {adjusted} yuan, {open} open items")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::governance::act::{Choice, Vote};
    use crate::domain::governance::body::Body;

    #[test]
    fn acts_are_said_in_a_few_words() {
        let voter = Named { member_no: "M004".to_owned(), name: "赵玉珍".to_owned() };
        let vote =
            Vote { body: Body::BoardOfSupervisors, voter, choice: Choice::For, reason: "账目清楚".to_owned() };
        let act = Act { motion_no: 3, day: "2009-01-07".parse().unwrap(), deed: Deed::Vote(vote) };
        let said = |t| event(act.action(), &act.write(), t).unwrap();
        assert_eq!(said(Language::Chinese), "议题 3：监事会 M004 赵玉珍：赞成，账目清楚");
        assert_eq!(said(Language::English), "motion 3: M004 赵玉珍, board of supervisors: for, 账目清楚");
        let deed = BankDeed::Unmatch { match_no: 4, reason: "勾错了".to_owned() };
        let said = |t| event(deed.action(), &deed.write(), t).unwrap();
        assert_eq!(
            (said(Language::Chinese), said(Language::English)),
            ("勾对 4：勾错了".into(), "match 4: 勾错了".into())
        );
        let posts = AccountDeed::SetPosts([Post::Cashier].into());
        assert_eq!(event(posts.action(), &posts.write("qian"), Language::English).unwrap(), "qian: cashier");
        assert_eq!(event("imported", "batch\t1\t1\t2\n", Language::Chinese), None);
    }
}
