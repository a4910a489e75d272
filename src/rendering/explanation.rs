//! A dividend explained in words and numbers, so that anybody can work it out again on paper.

use super::amount::{self, price, quantity, yuan};
use super::speech::Language;
use super::term::term;
use crate::domain::distribution::run::RunKind;
use crate::domain::money::Money;
use crate::domain::quantity::Shares;
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
        let formula = line_formula(line, summary.header.run.year.days(), language);
        let (name, due) = (line_name(line, language), yuan(line.due));
        lines.push(match language {
            Language::Chinese => format!("{name}：{formula} = 应得 {due} 元"),
            Language::English => format!("{name}: {formula} = {due} yuan due"),
        });
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
        let fee = yuan(line.fee);
        said.push(match language {
            Language::Chinese => format!("扣管理费 {fee} 元"),
            Language::English => format!("less a management fee of {fee} yuan"),
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

/// Tier two: shares × rate, and what was paid of it before. Nothing where a run has none, or the member no part in it.
pub fn tier_two(summary: &RunSummary, statement: &MemberStatement, language: Language) -> Vec<String> {
    if !summary.header.kind.has_tier_two() {
        return Vec::new();
    }
    let held: Vec<String> = statement
        .holdings
        .iter()
        .filter(|(_, _, takes_part)| *takes_part)
        .map(|(class, shares, _)| match language {
            Language::Chinese => format!("{class} {} 股", quantity(shares)),
            Language::English => format!("{} {}", quantity(shares), term(class, language)),
        })
        .collect();
    if held.is_empty() && statement.tier_two.is_zero() {
        return Vec::new();
    }
    let (shares, amount) = (quantity(statement.shares), yuan(statement.tier_two));
    let before = statement.given_tier_two.filter(|_| summary.header.kind == RunKind::Correction);
    let entitled = yuan(Money::from_fen(statement.tier_two.fen() + before.map_or(0, |given| given.amount.fen())));
    let held = held.join(" + ");
    let mut said = vec![match (statement.per_share, language) {
        (Some(rate), Language::Chinese) => {
            format!("{held} = {shares} 股 × 每股 {} 元 = {entitled} 元。每位股东每股都是这个数。", price(rate))
        }
        (Some(rate), Language::English) => {
            format!("{held} = {shares} shares × {} yuan = {entitled} yuan, the same for every share.", price(rate))
        }
        (None, Language::Chinese) => format!("{held} = {shares} 股，按最大余数法分得 {entitled} 元"),
        (None, Language::English) => {
            format!("{held} = {shares} shares, by largest remainder {entitled} yuan")
        }
    }];
    if let Some(before) = before {
        said.push(match language {
            Language::Chinese => format!("此前已付 {} 元，本次 {amount} 元", yuan(before.amount)),
            Language::English => format!("{} yuan were paid before, {amount} yuan now", yuan(before.amount)),
        });
    }
    said
}
