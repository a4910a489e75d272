//! The waterfall (分配顺序) step by step: each with its rule in words, its operands, its figure.

use super::amount::{price, quantity, yuan};
use super::run_text::steps;
use super::speech::Language;
use crate::domain::distribution::money_terms::{LevyBase, LevyTerm, MoneyTerms};
use crate::domain::distribution::plan::{Plan, PlanItem};
use crate::domain::money::Money;
use crate::domain::statement::run_summary::RunSummary;

/// A step of the waterfall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub name: &'static str,
    /// By which rule.
    pub rule: String,
    /// Its operands; empty where the rule says it all.
    pub working: String,
    /// What it comes to.
    pub amount: Money,
    /// Whether it is part of the step before it.
    pub is_part: bool,
}

/// Rule and operands.
type Said = (String, String);

/// The steps of a run from the company's profit to what is carried forward. None where it has no second tier.
pub fn explained(summary: &RunSummary, plan: &Plan, terms: &MoneyTerms, language: Language) -> Vec<Step> {
    let mut said = company(summary, plan, language);
    said.extend(cooperative(summary, plan, terms, language));
    said.extend(pool(summary, language));
    let steps = steps(summary, language).into_iter().zip(said);
    let step = |((name, amount), (rule, working)): ((&'static str, Money), Said)| Step {
        is_part: name.starts_with(' '),
        name: name.trim_start(),
        rule,
        working,
        amount,
    };
    steps.map(step).collect()
}

fn company(summary: &RunSummary, plan: &Plan, language: Language) -> Vec<Said> {
    let Some(company) = &summary.company else { return Vec::new() };
    let say = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let loss = plan.amount(PlanItem::CompanyUncoveredLoss);
    let [profit, held_loss, brought, capital, held, statutory, discretionary, largest, kept] = [
        company.profit,
        loss,
        plan.amount(PlanItem::CompanyUndistributed),
        plan.amount(PlanItem::CompanyCapital),
        plan.amount(PlanItem::CompanyReserveBalance),
        company.statutory_reserve,
        company.discretionary_reserve,
        company.largest_dividend,
        company.carried_forward,
    ]
    .map(yuan);
    let book = summary.books.iter().find(|figure| figure.item == PlanItem::CompanyProfit);
    let from = match book {
        Some(figure) => say(format!("与账套“{}”相符", figure.book), format!("as in the book {}", figure.book)),
        None => say("分配方案填列，没有账簿核对".to_owned(), "as the plan says; no book to compare with".to_owned()),
    };
    let mut rule = say("公司全年的税后利润".to_owned(), "what the company earned in the year, after tax".to_owned());
    if !loss.is_zero() {
        rule.push_str(&say(
            format!("，先弥补以前亏损 {held_loss}"),
            format!("; losses of {held_loss} are covered first"),
        ));
    }
    vec![
        (rule, from),
        (
            say(
                "（利润 − 以前亏损）× 10%，累计到注册资本的一半为止（公司法第 210 条）".to_owned(),
                "(profit − earlier losses) × 10 %, until half of the registered capital (Company Law art. 210)"
                    .to_owned(),
            ),
            say(
                format!("({profit} − {held_loss}) × 10%；注册资本 {capital}，已提 {held}"),
                format!("({profit} − {held_loss}) × 10 %; capital {capital}, held {held}"),
            ),
        ),
        (say("分配方案决定".to_owned(), "as the plan resolves".to_owned()), String::new()),
        (
            say(
                format!("最多可分 {largest}，方案可以少分；留在公司 {kept}"),
                format!("at most {largest}, less where the plan says so; {kept} stays with the company"),
            ),
            format!("{profit} − {held_loss} + {brought} − {statutory} − {discretionary}"),
        ),
    ]
}

fn cooperative(summary: &RunSummary, plan: &Plan, terms: &MoneyTerms, language: Language) -> Vec<Said> {
    let (Some(company), Some(fall)) = (&summary.company, &summary.waterfall) else { return Vec::new() };
    let say = |zh: &str, en: &str| language.say(zh, en).to_owned();
    let [dividend, other_income, brought, loss, income, carried, distributable, reserve, levy, other] = [
        company.dividend,
        plan.amount(PlanItem::OtherNetIncome),
        plan.amount(PlanItem::Undistributed),
        plan.amount(PlanItem::UncoveredLoss),
        fall.net_income,
        fall.brought_forward,
        fall.distributable_before_reserve,
        fall.reserve,
        fall.levy,
        fall.other,
    ]
    .map(signed);
    let rate = quantity(terms.reserve_rate);
    vec![
        (
            say("公司分回利润 + 合作社其他净收益", "the company's dividend + other net income"),
            format!("{dividend} + {other_income}"),
        ),
        (
            say("年初未分配收益 − 年初未弥补亏损", "undistributed brought forward − uncovered losses"),
            format!("{brought} − {loss}"),
        ),
        (say("净收益 + 上期结转", "net income + brought forward"), format!("{income} + {carried}")),
        (
            say(
                "（净收益 − 年初未弥补亏损）× 章程定的比例，四舍五入到分",
                "(net income − uncovered losses) × the charter's rate, rounded half up to the fen",
            ),
            format!("({income} − {loss}) × {rate}%"),
        ),
        levy_said(summary, plan, terms, language),
        (say("分配方案列明", "as the plan names them"), String::new()),
        (
            say("可分配收益 − 公积公益金 − 公益建设资金 − 其他分配", "distributable − reserve − levy − other"),
            format!("{distributable} − {reserve} − {levy} − {other}"),
        ),
    ]
}

/// What the levy is reckoned on, and within which bounds.
fn levy_said(summary: &RunSummary, plan: &Plan, terms: &MoneyTerms, language: Language) -> Said {
    let (Some(company), Some(fall)) = (&summary.company, &summary.waterfall) else { return Said::default() };
    let say = |zh: &str, en: &str| language.say(zh, en).to_owned();
    let [income, loss, reserve, dividend] =
        [fall.net_income, plan.amount(PlanItem::UncoveredLoss), fall.reserve, company.dividend].map(signed);
    let (base, operands) = match &terms.levy {
        LevyTerm::FixedSum(sum) => (say("章程定的固定金额", "the fixed sum of the charter"), signed(*sum)),
        LevyTerm::Rate(base, rate) => {
            let (words, base) = match base {
                LevyBase::AfterLosses => {
                    (say("弥补亏损后收益 × 比例", "income after losses × rate"), format!("({income} − {loss})"))
                }
                LevyBase::AfterReserve => (
                    say("提取公积金后收益 × 比例", "income after the reserve × rate"),
                    format!("({income} − {loss} − {reserve})"),
                ),
                LevyBase::CompanyDividend => (say("公司分回利润 × 比例", "the company's dividend × rate"), dividend),
            };
            (words, format!("{base} × {}%", quantity(*rate)))
        }
    };
    let ceiling = match (terms.levy_ceiling, language) {
        (Some(ceiling), Language::Chinese) => format!("，不超过 {}", yuan(ceiling)),
        (Some(ceiling), Language::English) => format!(", at most {}", yuan(ceiling)),
        (None, _) => String::new(),
    };
    (
        format!("{base}{ceiling}{}", say("；不超过提取公积金后的余额", "; never more than is left after the reserve")),
        operands,
    )
}

fn pool(summary: &RunSummary, language: Language) -> Vec<Said> {
    let (Some(fall), Some(tier)) = (&summary.waterfall, &summary.tier_two) else { return Vec::new() };
    let say = |zh: &str, en: &str| language.say(zh, en).to_owned();
    let (pool, paid, available) = (signed(fall.pool), signed(tier.paid), signed(fall.available_to_members));
    let shares = quantity(tier.eligible_shares);
    let members = match (tier.per_share, language) {
        (Some(rate), Language::Chinese) => (
            "每股定额 × 股数，每人舍去不足一分的部分".to_owned(),
            format!("{pool} ÷ {shares} 股，每股 {} 元", price(rate)),
        ),
        (Some(rate), Language::English) => (
            "rate per share × shares, each member's fraction of a fen left out".to_owned(),
            format!("{pool} ÷ {shares} shares, {} yuan each", price(rate)),
        ),
        (None, Language::Chinese) => (
            "最大余数法：按股数分到每一分".to_owned(),
            format!("{pool} 按 {shares} 股，{} 人各多一分", tier.extra_fen.len()),
        ),
        (None, Language::English) => (
            "largest remainder: by shares, to the last fen".to_owned(),
            format!("{pool} by {shares} shares, an odd fen for {}", tier.extra_fen.len()),
        ),
    };
    vec![
        (
            say("方案定的金额；没有定就是可供成员分配的全部", "as the plan says, else all that is available"),
            String::new(),
        ),
        members,
        (
            say("二次分配金额 − 成员分得，结转下年", "pool − given to members, carried forward"),
            format!("{pool} − {paid}"),
        ),
        (
            say("可供成员分配 − 二次分配金额，结转下年", "available − pool, carried forward"),
            format!("{available} − {pool}"),
        ),
    ]
}

/// An operand: what is below zero stands in brackets, so that no two signs meet.
fn signed(amount: Money) -> String {
    if amount.is_negative() { format!("({})", yuan(amount)) } else { yuan(amount) }
}
