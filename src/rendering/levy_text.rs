//! The levy of a year on one page (公益建设资金报告), as the notice board shows it.

use super::amount::{capital, yuan};
use super::motion_text;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::governance::motion::MotionState;
use crate::domain::money::Money;
use crate::domain::statement::levy_report::{FundReport, LevyOfRun, LevyReport, VoucherMention};
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

/// A step of a levy.
#[derive(Clone, Debug)]
pub struct LevyStep<'l> {
    /// What it is called.
    pub name: &'static str,
    /// How it stands.
    pub said: String,
    /// What it came to; none where it has not been done.
    pub amount: Option<Money>,
    /// The motion that decided on it.
    pub motion_no: Option<u32>,
    /// In which voucher, where in any.
    pub voucher: Option<&'l VoucherMention>,
}

impl LevyStep<'_> {
    /// As a line.
    pub fn line(&self, language: Language) -> String {
        match language {
            Language::Chinese => format!("{}　{}", self.name, self.said),
            Language::English => format!("{}: {}", self.name, self.said),
        }
    }
}

/// What was set aside, approval, payment and receipt: each as it is, or as missing.
pub fn steps(levy: &LevyOfRun, language: Language) -> [LevyStep<'_>; 4] {
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
                MotionState::Rejected(..) | MotionState::UnderProcedure(_) | MotionState::Void { .. } => {
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
    let set_aside = pick(&format!("{amount} 元　{run}"), &format!("{amount} yuan, {run}"));
    let motion_no = levy.motion.as_ref().map(|motion| motion.motion_no);
    let has_passed = levy.motion.as_ref().is_some_and(|motion| motion.effective_since().is_some());
    let is_paid = levy.motion.as_ref().is_some_and(|motion| motion.paid.is_some());
    let when = |is_done: bool| is_done.then_some(levy.amount);
    [
        (("一、提取", "1. set aside"), set_aside, Some(levy.amount), (None, None)),
        (("二、表决", "2. approval"), approved, when(has_passed), (motion_no, None)),
        (("三、拨付", "3. payment"), paid, when(is_paid), (motion_no, levy.paid.as_ref())),
        (("四、收到", "4. receipt"), received, when(levy.received.is_some()), (None, levy.received.as_ref())),
    ]
    .map(|((zh, en), said, amount, (motion_no, voucher))| {
        let name = language.say(zh, en);
        LevyStep { name, said, amount, motion_no, voucher }
    })
}

/// The steps of a year's levies as a table.
pub fn step_table(levies: &[LevyOfRun], language: Language) -> Table {
    let mut table = Table::new([
        (language.say("分配", "run"), Align::Left),
        (language.say("环节", "step"), Align::Left),
        (language.say("情况", "how it stands"), Align::Left),
        (language.say("凭证", "voucher"), Align::Left),
        (language.say("金额（元）", "amount (yuan)"), Align::Right),
    ]);
    for levy in levies {
        for step in steps(levy, language) {
            let voucher = step.voucher.map(|voucher| voucher.name.clone()).unwrap_or_default();
            let amount = step.amount.map(yuan).unwrap_or_default();
            table.row([levy.run.to_string(), step.name.to_owned(), step.said, voucher, amount]);
        }
    }
    table
}

/// What the fund had, was given, spent and has left.
pub fn fund_line(fund: &FundReport, language: Language) -> String {
    let year = fund.spent_in;
    let [opening, received, paid, left] = [fund.opening, fund.received, fund.paid, fund.left].map(yuan);
    match language {
        Language::Chinese => {
            format!("{year} 年：年初结余 {opening} + 收到 {received} − 付出 {paid} = 结余 {left} 元")
        }
        Language::English => {
            format!("{year}: opening {opening} + came in {received} − paid {paid} = left {left} yuan")
        }
    }
}

/// What the fund spent, voucher by voucher, with its total.
pub fn spending_table(fund: &FundReport, language: Language) -> Table {
    let mut table = Table::new([
        (language.say("科目", "account"), Align::Left),
        (language.say("支出类别", "kind"), Align::Left),
        (language.say("日期", "date"), Align::Left),
        (language.say("用途", "what for"), Align::Left),
        (language.say("凭证", "voucher"), Align::Left),
        (language.say("金额（元）", "amount (yuan)"), Align::Right),
    ]);
    for kind in &fund.kinds {
        for one in &kind.vouchers {
            let name = language.say(&kind.name, &kind.english_name);
            let draft = if one.is_posted { "" } else { language.say("（未记账）", " (not posted)") };
            let voucher = format!("{}{draft}", one.name);
            let words = [kind.account.as_str(), name, &one.date.to_string(), &one.about, &voucher].map(str::to_owned);
            table.row(words.into_iter().chain([yuan(one.amount)]));
        }
    }
    let name = language.say("合计", "total").to_owned();
    table.total([name].into_iter().chain([(); 4].map(|()| String::new())).chain([yuan(fund.total)]));
    table
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
        lines.extend(steps(levy, language).iter().map(|step| format!("  {}", step.line(language))));
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
            lines.push(format!("  {}", fund_line(fund, language)));
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
        "entry_no": voucher.entry_no, "voucher": voucher.name.as_str(), "date": voucher.date.to_string(), "posted": voucher.is_posted,
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
            "opening": fund.opening.to_string(), "received": fund.received.to_string(),
            "paid": fund.paid.to_string(), "left": fund.left.to_string(),
            "kinds": kinds.collect::<Vec<_>>(),
        })
    });
    json!({ "year": report.year.to_string(), "levies": levies.collect::<Vec<_>>(), "fund": fund })
}
