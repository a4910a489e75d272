//! The state of the system (系统): the database, the versions, the log's last entry, and a verification of everything, on demand and in the background.

use super::family;
use crate::application::system;
use crate::application::verify::{Finding, Flaw, VerifyReport};
use crate::domain::period::china_time;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::filters;
use crate::web::frame::{Frame, Way};
use crate::web::site::Verification;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Findings that are listed.
const MOST: usize = 50;
/// Seconds after which a page of something that goes on is loaded again.
const AGAIN_SECONDS: &str = "2";

#[derive(Template)]
#[template(path = "admin/system.html")]
struct SystemPage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    version: &'static str,
    database: String,
    megabytes: String,
    head: Option<HeadLine>,
    users: usize,
    moment: String,
    verification: Shown,
}

/// The log's last entry.
struct HeadLine {
    event_no: i64,
    moment: String,
    hash: String,
}

/// The verification, as the page shows it.
enum Shown {
    None,
    Running { since: String, done: u64 },
    Done { when: String, report: Arc<VerifyReport>, findings: Vec<(String, &'static str)> },
    Failed { when: String },
}

fn moment(moment: DateTime<Utc>) -> String {
    china_time(moment).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The page.
pub fn system(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let view = visit.read(system::view)?;
    let verification = match visit.site.verification() {
        Verification::None => Shown::None,
        Verification::Running(since, done) => Shown::Running { since: moment(since), done },
        Verification::Failed(when) => Shown::Failed { when: moment(when) },
        Verification::Done(when, report) => {
            let findings = report.findings.iter().take(MOST);
            let findings = findings.map(|finding| (row_name(finding), flaw_name(finding.flaw, t)));
            Shown::Done { when: moment(when), findings: findings.collect(), report: Arc::clone(&report) }
        }
    };
    let is_running = matches!(verification, Shown::Running { .. });
    let database = match view.engine {
        "sqlite" => format!("SQLite {}", view.database_version),
        _ => format!("PostgreSQL {}", view.database_version),
    };
    let tenths = view.bytes * 10 / (1 << 20);
    let answer = page(&SystemPage {
        t,
        frame: visit.frame(),
        family: family(visit),
        version: env!("CARGO_PKG_VERSION"),
        database,
        megabytes: format!("{}.{}", tenths / 10, tenths % 10),
        head: view.head.map(|event| HeadLine {
            event_no: event.event_no,
            moment: moment(event.occurred_at),
            hash: event.hash.to_string(),
        }),
        users: visit.overview.users(),
        moment: moment(visit.now),
        verification,
    })?;
    Ok(if is_running { answer.with_header("refresh", AGAIN_SECONDS) } else { answer })
}

/// Begins a verification.
pub fn verify(visit: &mut Visit<'_>) -> Answered {
    visit.site.begin_verification();
    Ok(Answer::go_to("/admin/system#verify"))
}

/// A row as it is named to whoever sees no money: its table and number.
fn row_name(finding: &Finding) -> String {
    format!("{} {}", finding.table, finding.row)
}

/// What is wrong with it, without sums.
const fn flaw_name(flaw: Flaw, t: Language) -> &'static str {
    match flaw {
        Flaw::HashDiffers => t.say("内容与哈希不符，被改动过", "its content does not fit its hash: it was changed"),
        Flaw::ChainBroken => t.say("与上一条不相接", "it does not follow the one before"),
        Flaw::Missing => t.say("不见了", "it is missing"),
        Flaw::Stray => {
            t.say("没有来历，是绕过程序加进去的", "nothing accounts for it: it was added around the program")
        }
        Flaw::LogDiffers => t.say("与日志所记不符", "it is not what the log says"),
        Flaw::ComputedDiffers => t.say("与重算结果不符", "computed again it comes out otherwise"),
        Flaw::Unreadable => t.say("读不出来", "it cannot be read"),
        Flaw::HoldingBelowZero => t.say("使持股小于零", "it makes a holding fall below zero"),
        Flaw::OwedDiffers { .. } => t.say("账面应付与付款不一致", "the book and the payments differ"),
        Flaw::PaidDiffers { .. } => t.say("凭证与付款不一致", "the voucher and the payment differ"),
        Flaw::BookedTwice => t.say("同一笔付款记了两张凭证", "a payment stands in two vouchers"),
        Flaw::NothingPaid => t.say("记的付款并没有付过", "it books a payment that nobody made"),
    }
}
