//! A dividend explained in words and numbers, so that anybody can work it out again on paper.

use super::amount::{self, price, quantity, yuan};
use super::speech::Language;
use super::term::term;
use crate::domain::distribution::run::RunKind;
use crate::domain::money::Money;
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
        lines.extend(explain_line(summary, line, language));
    }
    if !statement.lines.is_empty() {
        lines.push(match language {
            Language::Chinese => format!("一次分配合计 {} 元", yuan(statement.tier_one)),
            Language::English => format!("Tier one in all: {} yuan", yuan(statement.tier_one)),
        });
    }
    if summary.header.kind.has_tier_two() {
        lines.extend(explain_tier_two(summary, statement, language));
    }
    let say = |zh: String, en: String| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    if !statement.tax.is_zero() {
        lines.push(say(
            format!("代扣个人所得税 {} 元", yuan(statement.tax)),
            format!("Tax withheld: {} yuan", yuan(statement.tax)),
        ));
    }
    lines.extend(recovery_note(statement, language));
    lines.push(say(
        format!("本次实发 {} 元（{}）", yuan(statement.net), amount::capital(statement.net)),
        format!("Paid: {} yuan ({})", yuan(statement.net), amount::capital(statement.net)),
    ));
    lines
}

/// What a line of tier one is about: `地块 1-004（第二批，合同 TD-2006-01）`.
pub fn line_name(line: &StatementLine, language: Language) -> String {
    let object = term(&line.object, language);
    match language {
        Language::Chinese => format!("{object} {}（{}，合同 {}）", line.object_no, line.batch, line.contract_no),
        Language::English => format!("{object} {} ({}, contract {})", line.object_no, line.batch, line.contract_no),
    }
}

fn explain_line(summary: &RunSummary, line: &StatementLine, language: Language) -> Vec<String> {
    let formula = line_formula(line, summary.header.run.year.days(), language);
    let (name, due) = (line_name(line, language), yuan(line.due));
    let mut said = vec![match language {
        Language::Chinese => format!("{name}：{formula} = 应得 {due} 元"),
        Language::English => format!("{name}: {formula} = {due} yuan due"),
    }];
    said.extend(line_notes(summary, line, language).iter().map(|note| format!("  {note}")));
    said
}

/// What became of what a line is due: a part of it came in, a part was paid before, a fee was taken.
pub fn line_notes(summary: &RunSummary, line: &StatementLine, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    let contract = summary.contracts.iter().find(|contract| contract.contract_no == line.contract_no);
    if let Some(contract) = contract.filter(|contract| contract.collected < contract.due) {
        let given = line.given.map_or(0, |given| given.amount.fen());
        let payable = yuan(Money::from_fen(line.payable.fen() + given));
        let (collected, due) = (yuan(contract.collected), yuan(contract.due));
        said.push(match language {
            Language::Chinese => format!("合同只收到 {collected} 元，应付 {due} 元，按同一比例付：{payable} 元"),
            Language::English => {
                format!("{collected} of {due} yuan due came in, so every claim is paid in the same proportion: {payable} yuan")
            }
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
        let fee = yuan(line.fee);
        said.push(match language {
            Language::Chinese => format!("扣管理费 {fee} 元"),
            Language::English => format!("less a management fee of {fee} yuan"),
        });
    }
    said
}

/// Tier two as a sum that anybody can check; nothing where it gave nothing.
pub fn tier_two_formula(summary: &RunSummary, statement: &MemberStatement, language: Language) -> Option<String> {
    let held: Vec<String> = statement
        .holdings
        .iter()
        .filter(|(_, _, takes_part)| *takes_part)
        .map(|(class, shares, _)| match language {
            Language::Chinese => format!("{class} {} 股", quantity(shares)),
            Language::English => format!("{} of {class}", quantity(shares)),
        })
        .collect();
    if held.is_empty() && statement.tier_two.is_zero() {
        return None;
    }
    let before = given_before(summary, statement);
    let entitled = yuan(Money::from_fen(statement.tier_two.fen() + before.map_or(0, Money::fen)));
    let (shares, held) = (quantity(statement.shares), held.join(" + "));
    Some(match (statement.per_share, language) {
        (Some(rate), Language::Chinese) => {
            format!("{held} = {shares} 股 × 每股 {} 元 = {entitled} 元。每位股东每股都是这个数。", price(rate))
        }
        (Some(rate), Language::English) => {
            format!("{held} = {shares} shares × {} yuan = {entitled} yuan, the same for every share.", price(rate))
        }
        (None, Language::Chinese) => format!("{held} = {shares} 股，按最大余数法分得 {entitled} 元"),
        (None, Language::English) => format!("{held} = {shares} shares, by largest remainder {entitled} yuan"),
    })
}

/// What tier two gave before, of a correction.
fn given_before(summary: &RunSummary, statement: &MemberStatement) -> Option<Money> {
    statement.given_tier_two.filter(|_| summary.header.kind == RunKind::Correction).map(|given| given.amount)
}

/// What tier two gave before, in words, of a correction.
pub fn tier_two_note(summary: &RunSummary, statement: &MemberStatement, language: Language) -> Option<String> {
    let (before, amount) = (yuan(given_before(summary, statement)?), yuan(statement.tier_two));
    Some(match language {
        Language::Chinese => format!("此前已付 {before} 元，本次 {amount} 元"),
        Language::English => format!("{before} yuan were paid before, {amount} yuan now"),
    })
}

fn explain_tier_two(summary: &RunSummary, statement: &MemberStatement, language: Language) -> Vec<String> {
    let Some(formula) = tier_two_formula(summary, statement, language) else { return Vec::new() };
    let mut said = vec![match language {
        Language::Chinese => format!("二次分配：{formula}"),
        Language::English => format!("Tier two: {formula}"),
    }];
    said.extend(tier_two_note(summary, statement, language).map(|note| format!("  {note}")));
    said
}

/// What is left to be taken back, in words.
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
