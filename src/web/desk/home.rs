//! Where those who work here begin: what waits for them, each with the way to it.

use super::leads_on;
use crate::application::desk::Waiting;
use crate::application::distribution::query::Standing;
use crate::domain::governance::motion::MotionState;
use crate::domain::money::Money;
use crate::rendering::amount::{quantity, yuan};
use crate::rendering::motion_text;
use crate::rendering::payment_text::state_name;
use crate::rendering::speech::{Language, words};
use crate::web::address::with;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use std::sync::Arc;

/// Something that waits, or does not.
struct Item {
    /// How much: a number or an amount; empty where nothing waits.
    count: String,
    title: &'static str,
    detail: String,
    address: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/home.html")]
struct DeskPage {
    t: Language,
    frame: Frame,
    groups: [(&'static str, Vec<Item>); 3],
}

/// The page.
pub fn home(visit: &mut Visit<'_>) -> Answered {
    let (t, day) = (visit.t(), visit.today());
    let as_of = visit.overview.as_of();
    let waiting = visit.site.waiting(visit.db, (as_of, day))?;
    let groups = [
        (t.say("数据和合同", "Data and contracts"), data(visit, &waiting)),
        (t.say("分配和议事", "Distributions and motions"), decisions(visit, &waiting)),
        (t.say("账和钱", "Books and money"), money(visit, &waiting)),
    ];
    page(&DeskPage { t, frame: visit.frame(), groups })
}

/// An item that leads somewhere, where that is a page for whoever asks.
fn item(visit: &Visit<'_>, count: String, title: &'static str, (detail, address): (String, &str)) -> Item {
    let path = address.split('?').next().unwrap_or_default();
    let address = leads_on(visit, path).then(|| address.to_owned());
    Item { count, title, detail, address }
}

fn counted(count: usize) -> String {
    if count == 0 { String::new() } else { quantity(count) }
}

fn data(visit: &Visit<'_>, waiting: &Waiting) -> Vec<Item> {
    let t = visit.t();
    let user = visit.actor.name();
    let drafts = visit.site.drafts.of(user, visit.now).len();
    let mut items = Vec::new();
    if drafts > 0 {
        let detail = t.say("已上传、还没有存入的表格", "uploaded and not stored yet").to_owned();
        items.push(item(
            visit,
            drafts.to_string(),
            t.say("待导入的文件", "Files to import"),
            (detail, "/desk/imports"),
        ));
    }
    let title = t.say("最近一次导入的提醒", "Warnings of the last import");
    items.push(match &waiting.last_import {
        None => item(
            visit,
            String::new(),
            title,
            (
                t.say(
                    "还没有导入过，从成员名册和合同台账开始",
                    "nothing was imported; begin with members and contracts",
                )
                .to_owned(),
                "/desk/imports",
            ),
        ),
        Some(last) => {
            let detail = format!("{} {} · {}", t.say("批次", "batch"), last.batch_no, last.on);
            item(visit, counted(last.warnings), title, (detail, &format!("/desk/imports/{}", last.batch_no)))
        }
    });
    let title = t.say("欠租", "Rent in arrears");
    items.extend(waiting.arrears.as_ref().map(|arrears| match arrears {
        Ok(arrears) if arrears.amount.is_zero() => item(
            visit,
            String::new(),
            title,
            (
                match t {
                    Language::Chinese => format!("只看 {} 年：应收的租金全部收齐", arrears.year),
                    Language::English => format!("looking at {} alone: all rent due is collected", arrears.year),
                },
                &format!("/desk/contracts?year={}", arrears.year),
            ),
        ),
        Ok(arrears) => {
            let detail = format!("{} · {} {}", arrears.year, arrears.contracts, t.say("份合同", "contracts"));
            let address = format!("/desk/contracts?year={}&show=arrears", arrears.year);
            item(visit, in_yuan(arrears.amount, t), title, (detail, &address))
        }
        Err(problems) => {
            let first = problems.first().map(|problem| words(&problem.refusal, t).what).unwrap_or_default();
            item(
                visit,
                counted(problems.len()),
                t.say("算不出应收的租金", "Rent that cannot be told"),
                (first, "/desk/contracts"),
            )
        }
    }));
    items
}

fn in_yuan(amount: Money, t: Language) -> String {
    format!("{} {}", yuan(amount), t.say("元", "yuan"))
}

fn decisions(visit: &Visit<'_>, waiting: &Waiting) -> Vec<Item> {
    let (t, overview) = (visit.t(), Arc::clone(&visit.overview));
    let mut items = Vec::new();
    let on_their_way = overview
        .runs()
        .iter()
        .rev()
        .filter(|view| view.run.superseded_by.is_none() && !matches!(view.standing, Standing::Effective(..)));
    for view in on_their_way {
        let state = match view.standing {
            Standing::UnderProcedure(motion_no) | Standing::Rejected(motion_no) => {
                overview.motion(motion_no).map(|motion| motion_text::state(motion, t)).unwrap_or_default()
            }
            _ => t.say("草案，还没有提交表决", "a draft, not put forward yet").to_owned(),
        };
        let address = format!("/desk/distributions/{}", run_name::slug(view.run.run));
        let detail = format!("{} · {state}", run_name::name(view, t));
        items.push(item(
            visit,
            view.run.run.to_string(),
            t.say("分配办理中", "A distribution under way"),
            (detail, &address),
        ));
    }
    if items.is_empty() {
        let nothing = t.say("没有正在办理的分配", "no distribution is under way").to_owned();
        items.push(item(visit, String::new(), t.say("分配", "Distributions"), (nothing, "/desk/distributions")));
    }
    let under_way = overview.motions().iter().filter(|motion| matches!(motion.state, MotionState::UnderProcedure(_)));
    let objections = under_way.flat_map(|motion| &motion.objections).filter(|(_, answer)| answer.is_none()).count();
    let detail = t.say("公示期满前要逐条答复", "each is answered before the notice ends").to_owned();
    items.push(item(
        visit,
        counted(objections),
        t.say("没有答复的异议", "Objections without an answer"),
        (detail, "/boards/objections"),
    ));
    let detail = t.say("质询、投诉和损失移送", "questions, complaints and losses").to_owned();
    items.push(item(
        visit,
        counted(waiting.questions),
        t.say("没有答复的质询", "Questions without an answer"),
        (detail, "/boards/questions"),
    ));
    items
}

fn money(visit: &Visit<'_>, waiting: &Waiting) -> Vec<Item> {
    let t = visit.t();
    let vouchers = [
        (
            &waiting.to_review,
            t.say("待复核的凭证", "Vouchers to review"),
            t.say("制单人以外的人复核", "by somebody else than who made them"),
        ),
        (
            &waiting.to_sign,
            t.say("待出纳签字的凭证", "Vouchers to sign"),
            t.say("收付现金和银行存款的", "those that touch cash or the bank"),
        ),
        (
            &waiting.to_post,
            t.say("待记账的凭证", "Vouchers to post"),
            t.say("已复核，记账后才编号", "reviewed; posting gives the number"),
        ),
    ];
    let mut items: Vec<Item> = vouchers
        .into_iter()
        .map(|(waiting, title, detail)| {
            // The list of the book and the period in which the first of them stands.
            let (where_they_are, address) = match &waiting.first {
                Some((book, period)) => {
                    let period = period.to_string();
                    let chosen = [("book", book.as_str()), ("from", &period), ("to", &period)];
                    (format!(" · {book} {period}"), with("/desk/books/vouchers", &chosen))
                }
                None => (String::new(), "/desk/books/vouchers".to_owned()),
            };
            item(visit, counted(waiting.count), title, (format!("{detail}{where_they_are}"), &address))
        })
        .collect();
    for (state, (count, amount)) in &waiting.unpaid {
        let detail = format!("{} · {} {}", state_name(state, t), quantity(count), t.say("笔", "claims"));
        items.push(item(visit, in_yuan(*amount, t), t.say("没有付到手的", "Unpaid"), (detail, "/desk/payments")));
    }
    if waiting.unpaid.is_empty() {
        let detail = t.say("生效的分配都已付到手", "all that is effective has been paid").to_owned();
        items.push(item(visit, String::new(), t.say("没有付到手的", "Unpaid"), (detail, "/desk/payments")));
    }
    for account in &waiting.bank {
        let (code, name) = &account.account;
        let confirmed = account.confirmed_to.map_or_else(
            || t.say("还没有对过账", "never reconciled").to_owned(),
            |day| format!("{} {day}", t.say("对到", "reconciled up to")),
        );
        let detail = format!("{} {code} {name} · {confirmed}", account.book);
        items.push(item(
            visit,
            counted(account.open),
            t.say("银行未达账项", "Open lines of a bank account"),
            (detail, &with("/desk/books/reconciliation", &[("book", &account.book), ("account", code)])),
        ));
    }
    items
}
