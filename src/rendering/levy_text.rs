//! The levy of a year on one page (公益建设资金报告), as the notice board shows it.

use super::amount::{capital, yuan};
use super::motion_text;
use super::speech::Language;
use crate::domain::governance::motion::MotionState;
use crate::domain::statement::levy_report::{LevyOfRun, LevyReport, VoucherMention};
use serde_json::{Value, json};

fn voucher(voucher: &VoucherMention, language: Language) -> String {
    let draft = match (voucher.is_posted, language) {
        (true, _) => "",
        (false, Language::Chinese) => "，未记账",
        (false, Language::English) => ", not posted",
    };
    match language {
        Language::Chinese => format!("凭证 {}{draft}", voucher.name),
        Language::English => format!("voucher {}{draft}", voucher.name),
    }
}

/// Approval, payment and receipt: each as it is, or as missing.
pub fn steps(levy: &LevyOfRun, language: Language) -> Vec<String> {
    let pick = |zh: &str, en: &str| if language == Language::Chinese { zh.to_owned() } else { en.to_owned() };
    let amount = yuan(levy.amount);
    let run = match levy.effective {
        Some(since) => pick(&format!("分配 {since} 生效"), &format!("the run is effective since {since}")),
        None => pick("分配未生效", "the run is not effective"),
    };
    let approved = match &levy.motion {
        None => pick("未提请表决", "not put to a vote"),
        Some(motion) => {
            let (motion_no, state) = (motion.motion_no, &motion.state);
            match state {
                MotionState::Effective(since) => pick(
                    &format!("{since} 通过（议题 {motion_no}）"),
                    &format!("passed on {since} (motion {motion_no})"),
                ),
                MotionState::Rejected(..) | MotionState::UnderProcedure(_) => {
                    let state = motion_text::state(motion, language);
                    pick(
                        &format!("未通过（议题 {motion_no}：{state}）"),
                        &format!("not passed (motion {motion_no}: {state})"),
                    )
                }
            }
        }
    };
    let in_book = |found: &Option<VoucherMention>| match found {
        Some(found) => voucher(found, language),
        None => pick("未入账", "not booked"),
    };
    let paid = match levy.motion.as_ref().and_then(|motion| motion.paid.as_ref()) {
        Some((on, reference)) => {
            let booked = in_book(&levy.paid);
            pick(&format!("{on} 付（{reference}），{booked}"), &format!("paid on {on} ({reference}), {booked}"))
        }
        None => pick("未付", "not paid"),
    };
    let received = match &levy.received {
        Some(receipt) => {
            let (date, booked) = (receipt.date, voucher(receipt, language));
            pick(&format!("{date} 收，{booked}"), &format!("received on {date}, {booked}"))
        }
        None => pick("未收", "not received"),
    };
    [
        ("一、提取", "1. set aside", pick(&format!("{amount} 元　{run}"), &format!("{amount} yuan, {run}"))),
        ("二、表决", "2. approval", approved),
        ("三、拨付", "3. payment", paid),
        ("四、收到", "4. receipt", received),
    ]
    .into_iter()
    .map(|(zh, en, said)| pick(&format!("{zh}　{said}"), &format!("{en}: {said}")))
    .collect()
}

/// The page.
pub fn page(report: &LevyReport, cooperative: &str, language: Language) -> String {
    let year = report.year;
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let mut lines = vec![pick(
        format!("{cooperative}　{year} 年度公益建设资金"),
        format!("{cooperative}: the public-welfare levy of {year}"),
    )];
    if report.runs.is_empty() {
        lines.push(pick(
            "  未提取：这一年没有提取公益建设资金的分配。".into(),
            "  Nothing set aside: no run of the year has a levy.".into(),
        ));
    }
    for levy in &report.runs {
        let (run, amount) = (&levy.run, levy.amount);
        lines.push(pick(
            format!("分配 {run}　{} 元（{}）", yuan(amount), capital(amount)),
            format!("Run {run}: {} yuan", yuan(amount)),
        ));
        lines.extend(steps(levy, language).into_iter().map(|step| format!("  {step}")));
    }
    match &report.fund {
        None => lines.push(pick(
            "五、使用　居民委员会公益建设资金没有账套。".into(),
            "5. spending: the fund keeps no book.".into(),
        )),
        Some(fund) if fund.kinds.is_empty() => lines.push(pick(
            format!("五、使用　{} 年尚无支出。", fund.spent_in),
            format!("5. spending: nothing yet in {}.", fund.spent_in),
        )),
        Some(fund) => {
            let (spent_in, total, book) = (fund.spent_in, yuan(fund.total), &fund.book);
            lines.push(pick(
                format!("五、使用　账套 {book} {spent_in} 年支出 {total} 元"),
                format!("5. spending: {total} yuan in {spent_in}, book {book}"),
            ));
            for kind in &fund.kinds {
                let (zh, en, account, amount) = (&kind.name, &kind.english_name, &kind.account, yuan(kind.amount));
                lines.push(pick(format!("  {account} {zh}　{amount} 元"), format!("  {account} {en}: {amount} yuan")));
                for one in &kind.vouchers {
                    let (date, amount, about) = (one.date, yuan(one.amount), &one.about);
                    lines.push(pick(
                        format!("    {date}　{amount} 元　{about}　{}", voucher(one, language)),
                        format!("    {date}  {amount} yuan  {about}  {}", voucher(one, language)),
                    ));
                }
            }
        }
    }
    lines.join("\n") + "\n"
}

fn voucher_value(voucher: &VoucherMention) -> Value {
    json!({
        "voucher": voucher.name.as_str(), "date": voucher.date.to_string(), "posted": voucher.is_posted,
        "amount": voucher.amount.to_string(), "about": voucher.about.as_str(),
    })
}

/// The page for programs.
pub fn value(report: &LevyReport) -> Value {
    let levies = report.runs.iter().map(|levy| {
        let motion = levy.motion.as_ref().map(|motion| {
            let passed = motion.effective_since().map(|since| since.to_string());
            let paid =
                motion.paid.as_ref().map(|(on, reference)| json!({ "on": on.to_string(), "reference": reference }));
            json!({ "motion_no": motion.motion_no, "passed": passed, "paid": paid })
        });
        json!({
            "run": levy.run.to_string(), "amount": levy.amount.to_string(), "motion": motion,
            "effective": levy.effective.map(|since| since.to_string()),
            "paid": levy.paid.as_ref().map(voucher_value), "received": levy.received.as_ref().map(voucher_value),
        })
    });
    let fund = report.fund.as_ref().map(|fund| {
        let kinds = fund.kinds.iter().map(|kind| {
            json!({
                "account": kind.account.as_str(), "name_zh": kind.name, "name_en": kind.english_name,
                "amount": kind.amount.to_string(), "vouchers": kind.vouchers.iter().map(voucher_value).collect::<Vec<_>>(),
            })
        });
        json!({
            "book": fund.book.as_str(), "spent_in": fund.spent_in.to_string(), "total": fund.total.to_string(),
            "kinds": kinds.collect::<Vec<_>>(),
        })
    });
    json!({ "year": report.year.to_string(), "levies": levies.collect::<Vec<_>>(), "fund": fund })
}
