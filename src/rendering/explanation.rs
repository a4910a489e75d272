//! A dividend explained in words and numbers, so that anybody can work it out again on paper.

use super::amount::{self, price, quantity, yuan};
use super::speech::Language;
use super::term::term;
use crate::domain::distribution::run::RunKind;
use crate::domain::money::Money;
use crate::domain::quantity::{PerShare, Shares};
use crate::domain::statement::member_statement::{MemberStatement, RentOperand, StatementLine};
use crate::domain::statement::run_summary::RunSummary;

/// One line of tier one with its operands: `2.5 亩 × 1,500.00 元 × 183/366 天 + …`.
pub fn line_formula(line: &StatementLine, days_of_year: i32, language: Language) -> String {
    let size = format!("{} {}", quantity(line.area), term(&line.unit, language));
    let parts = line.rents.iter().map(|rent| {
        let rate = rent_in_words(rent, language);
        match (rent.days == i64::from(days_of_year), language) {
            (true, Language::Chinese) => format!("{size} × {rate}（全年）"),
            (true, Language::English) => format!("{size} × {rate} (the whole year)"),
            (false, Language::Chinese) => format!("{size} × {rate} × {}/{days_of_year} 天", rent.days),
            (false, Language::English) => format!("{size} × {rate} × {}/{days_of_year} days", rent.days),
        }
    });
    parts.collect::<Vec<_>>().join(" + ")
}

/// The same up to what it comes to; what is then paid of it, [`line_notes`] say.
pub fn line_working(line: &StatementLine, days_of_year: i32, language: Language) -> String {
    let (formula, due) = (line_formula(line, days_of_year, language), yuan(line.due));
    match language {
        Language::Chinese => format!("{formula} = 应得 {due} 元"),
        Language::English => format!("{formula} = {due} yuan due"),
    }
}

/// What a line pays in the end, its fee taken off.
pub const fn line_net(line: &StatementLine) -> Money {
    Money::from_fen(line.payable.fen() - line.fee.fen())
}

fn rent_in_words(rent: &RentOperand, language: Language) -> String {
    let standard = rent.standard.to_string();
    match (rent.grain_price, language) {
        (Some(price), Language::Chinese) => {
            format!("{} 公斤{} × {} 元/公斤", quantity(&standard), rent.grain, amount::price(price))
        }
        (Some(price), Language::English) => {
            format!("{} kg of {} × {} yuan/kg", quantity(&standard), rent.grain, amount::price(price))
        }
        (None, Language::Chinese) => format!("{} 元", price(&standard)),
        (None, Language::English) => format!("{} yuan", price(&standard)),
    }
}

/// A whole statement, step by step.
pub fn explain(summary: &RunSummary, statement: &MemberStatement, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for line in &statement.lines {
        let working = line_working(line, summary.header.run.year.days(), language);
        lines.push(format!("{}{}{working}", line_name(line, language), language.say("：", ": ")));
        lines.extend(line_notes(summary, line, language).into_iter().map(|note| format!("  {note}")));
    }
    if !statement.lines.is_empty() {
        lines.push(match language {
            Language::Chinese => format!("一次分配合计 {} 元", yuan(statement.tier_one)),
            Language::English => format!("Tier one in all: {} yuan", yuan(statement.tier_one)),
        });
    }
    let [first, rest @ ..] = &*tier_two(summary, statement, language) else {
        return closing(lines, statement, language);
    };
    lines.push(match language {
        Language::Chinese => format!("二次分配：{first}"),
        Language::English => format!("Tier two: {first}"),
    });
    lines.extend(rest.iter().map(|note| format!("  {note}")));
    closing(lines, statement, language)
}

/// What is taken off, and what is paid.
fn closing(mut lines: Vec<String>, statement: &MemberStatement, language: Language) -> Vec<String> {
    lines.extend(taken_off(statement, language));
    let (net, capital) = (yuan(statement.net), amount::capital(statement.net));
    lines.push(match language {
        Language::Chinese => format!("本次实发 {net} 元（{capital}）"),
        Language::English => format!("Paid: {net} yuan ({capital})"),
    });
    lines
}

/// Tax, and what was paid too much before.
pub fn taken_off(statement: &MemberStatement, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    if !statement.tax.is_zero() {
        let tax = yuan(statement.tax);
        lines.push(match language {
            Language::Chinese => format!("代扣个人所得税 {tax} 元"),
            Language::English => format!("Tax withheld: {tax} yuan"),
        });
    }
    lines.extend(recovery_note(statement, language));
    lines
}

/// What was paid too much before, and how much of it is taken back.
pub fn recovery_note(statement: &MemberStatement, language: Language) -> Option<String> {
    if statement.recovery.is_zero() {
        return None;
    }
    let left = Money::from_fen(statement.recovery.fen() - statement.recovered.fen());
    let [wanted, taken, left] = [statement.recovery, statement.recovered, left].map(yuan);
    Some(match language {
        Language::Chinese => format!("以前多付、应扣回 {wanted} 元，本次扣回 {taken} 元，余 {left} 元待下次扣回"),
        Language::English => {
            format!(
                "Paid too much before: {wanted} yuan, taken back now {taken} yuan, {left} yuan wait for the next run"
            )
        }
    })
}

/// What a line of tier one is for, and under which contract.
pub fn line_name(line: &StatementLine, language: Language) -> String {
    let (object, batch, contract) = (term(&line.object, language), &line.batch, &line.contract_no);
    match language {
        Language::Chinese => format!("{object} {}（{batch}，合同 {contract}）", line.object_no),
        Language::English => format!("{object} {} ({batch}, contract {contract})", line.object_no),
    }
}

/// What follows from what came in, from what was paid before, and from the fee.
pub fn line_notes(summary: &RunSummary, line: &StatementLine, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    let contract = summary.contracts.iter().find(|contract| contract.contract_no == line.contract_no);
    if let Some(contract) = contract.filter(|contract| contract.collected < contract.due) {
        let given = line.given.map_or(0, |given| given.amount.fen());
        let payable = yuan(Money::from_fen(line.payable.fen() + given));
        let (collected, due) = (yuan(contract.collected), yuan(contract.due));
        said.push(match language {
            Language::Chinese => format!("合同只收到 {collected} 元，应付 {due} 元，按同一比例付：{payable} 元"),
            Language::English => format!(
                "{collected} of {due} yuan due came in, so every claim is paid in the same proportion: {payable} yuan"
            ),
        });
    }
    if let Some(given) = line.given {
        let (before, now) = (yuan(given.amount), yuan(line.payable));
        said.push(match language {
            Language::Chinese => format!("此前已付 {before} 元，本次付 {now} 元"),
            Language::English => format!("{before} yuan were paid before, {now} yuan now"),
        });
    }
    if !line.fee.is_zero() {
        let (fee, net) = (yuan(line.fee), yuan(line_net(line)));
        said.push(match language {
            Language::Chinese => format!("扣管理费 {fee} 元，得 {net} 元"),
            Language::English => format!("less a management fee of {fee} yuan: {net} yuan"),
        });
    }
    said
}

/// Which of the shares that are held take no part in tier two, so that a statement has fewer than the register; nothing where all of them do.
pub fn not_taking_part<'h>(
    held: impl IntoIterator<Item = (&'h str, Shares, bool)>,
    language: Language,
) -> Option<String> {
    let (mut left, mut taking) = (Vec::new(), 0);
    for (class, shares, takes_part) in held {
        match (takes_part, language) {
            (true, _) => taking += shares.e4(),
            (false, Language::Chinese) => left.push(format!("{class} {} 股", quantity(shares))),
            (false, Language::English) => left.push(format!("{} {}", quantity(shares), term(class, language))),
        }
    }
    let taking = quantity(Shares::from_e4(taking));
    (!left.is_empty()).then(|| match language {
        Language::Chinese => {
            format!("持有的股份里，{}按章程不参加二次分配；参加二次分配的是 {taking} 股。", left.join("、"))
        }
        Language::English => format!(
            "Of the shares held, {} take no part in tier two by the charter; {taking} shares do.",
            left.join(" and ")
        ),
    })
}

/// Tier two: the shares, what they earn and how it is rounded, and what was paid of it before. Nothing where a run has none, or the member no part in
/// it.
pub fn tier_two(summary: &RunSummary, statement: &MemberStatement, language: Language) -> Vec<String> {
    if !summary.header.kind.has_tier_two() {
        return Vec::new();
    }
    let taking_part = statement.holdings.iter().filter(|(_, _, takes_part)| *takes_part);
    let held: Vec<String> = taking_part
        .map(|(class, shares, _)| match language {
            Language::Chinese => format!("{class} {} 股", quantity(shares)),
            Language::English => format!("{} {}", quantity(shares), term(class, language)),
        })
        .collect();
    if held.is_empty() && statement.tier_two.is_zero() {
        return Vec::new();
    }
    let mut said = Vec::new();
    let shares = format!("{} {}", quantity(statement.shares), language.say("股", "shares"));
    match &*held {
        [] => {}
        [only] => said.push(only.clone()),
        several => said.push(format!("{} = {shares}", several.join(" + "))),
    }
    let before = statement.given_tier_two.filter(|_| summary.header.kind == RunKind::Correction);
    let entitled = Money::from_fen(statement.tier_two.fen() + before.map_or(0, |given| given.amount.fen()));
    said.push(match statement.per_share {
        Some(rate) => by_rate((&shares, statement.shares), rate, entitled, language),
        None => by_largest_remainder(summary, &shares, entitled, language),
    });
    if let Some(before) = before {
        let (before, amount) = (yuan(before.amount), yuan(statement.tier_two));
        said.push(match language {
            Language::Chinese => format!("此前已付 {before} 元，本次 {amount} 元"),
            Language::English => format!("{before} yuan were paid before, {amount} yuan now"),
        });
    }
    said
}

/// 每股定额: shares × rate to the last digit, and, where that is no whole fen, that the rest of a fen is not paid (`distribution.md`, Tier two).
fn by_rate((shares, held): (&str, Shares), rate: PerShare, entitled: Money, language: Language) -> String {
    const FEN_E10: i128 = 100_000_000;
    let exact = i128::from(held.e4()) * rate.e6();
    let rate = price(rate);
    let product = quantity(format!("{}.{:010}", exact / (100 * FEN_E10), exact % (100 * FEN_E10)));
    let entitled = yuan(entitled);
    match (exact % FEN_E10 == 0, language) {
        (true, Language::Chinese) => format!("{shares} × 每股 {rate} 元 = {entitled} 元。每位股东每股都是这个数。"),
        (true, Language::English) => {
            format!("{shares} × {rate} yuan = {entitled} yuan, the same for every share.")
        }
        (false, Language::Chinese) => format!(
            "{shares} × 每股 {rate} 元 = {product} 元，不足一分的舍去，得 {entitled} 元。每位股东每股都是这个数；舍去的零头合在一起是尾差，结转下年。"
        ),
        (false, Language::English) => format!(
            "{shares} × {rate} yuan = {product} yuan; a part of a fen is not paid: {entitled} yuan. The rate is the same for every share; what everybody's parts of a fen sum to is carried forward to the next year."
        ),
    }
}

/// 最大余数: the member's part of the pool, and where the odd fen go.
fn by_largest_remainder(summary: &RunSummary, shares: &str, entitled: Money, language: Language) -> String {
    let pool = yuan(summary.waterfall.map_or(Money::ZERO, |fall| fall.pool));
    let all = summary.tier_two.as_ref().map_or_else(String::new, |tier| quantity(tier.eligible_shares));
    let entitled = yuan(entitled);
    match language {
        Language::Chinese => format!(
            "{pool} 元 × {shares} ÷ 全部 {all} 股，按最大余数法分得 {entitled} 元：先付到分，剩下的几分从零头最大的人起各补一分。"
        ),
        Language::English => format!(
            "{pool} yuan × {shares} ÷ {all} shares in all, by largest remainder: {entitled} yuan. Whole fen are paid first; the fen that are left go to the largest parts of a fen, one each."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(shares: &str, rate: i128, fen: i64, language: Language) -> String {
        let held: Shares = shares.parse().unwrap();
        by_rate((&format!("{shares} 股"), held), PerShare::from_e6(rate), Money::from_fen(fen), language)
    }

    #[test]
    fn shares_times_the_rate_come_out_on_a_calculator_and_the_rest_of_a_fen_is_said() {
        let said = by("24.6538", 23_260_000, 57_344, Language::Chinese);
        assert!(
            said.starts_with("24.6538 股 × 每股 23.26 元 = 573.447388 元，不足一分的舍去，得 573.44 元。"),
            "{said}"
        );
        assert!(said.ends_with("尾差，结转下年。"));
        assert!(by("24.6538", 23_260_000, 57_344, Language::English).contains("a part of a fen is not paid"));
        let whole = by("10", 23_260_000, 23_260, Language::Chinese);
        assert_eq!(whole, "10 股 × 每股 23.26 元 = 232.60 元。每位股东每股都是这个数。");
    }
}
