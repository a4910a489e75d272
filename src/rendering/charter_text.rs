//! What the charter says, and how bodies decide, in words.

use super::amount::{price, quantity};
use super::motion_text::kind_name;
use super::speech::Language;
use super::term::term;
use crate::domain::governance::body::Body;
use crate::domain::governance::charter::{CharterItem, CharterTerm, TermValue};
use crate::domain::governance::procedure::Procedure;
use crate::domain::governance::voting_rule::{CountingBasis, Counts, VotingRule};

/// 9 席，到会 5 席以上，赞成 5 席以上通过: the rule of a body with so many seats.
pub fn rule_in_words((seats, rule): (u64, &VotingRule), language: Language) -> String {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let counts = Counts { seats, ..Counts::default() };
    let (quorum, majority) = (rule.quorum_of(&counts), rule.majority_of(&counts));
    let basis = term(rule.basis.zh(), language);
    let articles = [rule.quorum_article, rule.majority_article];
    let article = articles.into_iter().find(|article| !article.is_empty());
    let source = article.map(|article| format!("（{article}）")).unwrap_or_default();
    match (seats, rule.basis) {
        (0, _) => pick(
            format!("席位数未定，到会 {}，赞成 {}{source}", rule.quorum, rule.majority),
            format!("seats not set, {} present, {} for{source}", rule.quorum, rule.majority),
        ),
        (_, CountingBasis::Seats) => pick(
            format!("{seats} 席，到会 {quorum} 席以上，赞成 {majority} 席以上通过{source}"),
            format!("{seats} seats, {quorum} present, {majority} for{source}"),
        ),
        _ => pick(
            format!("{seats} 席，到会 {quorum} 席以上，赞成达到{basis}的 {}{source}", rule.majority),
            format!("{seats} seats, {quorum} present, {} of {basis} for{source}", rule.majority),
        ),
    }
}

/// What an item of the charter is called: 公积公益金提取比例, 董事会.通过比例.
pub fn item_name(item: CharterItem, language: Language) -> String {
    let of_body = |body: Body, what: &str| format!("{}: {}", body.en(), term(what, language));
    match (language, item) {
        (Language::Chinese, item) => item.zh().into(),
        (Language::English, CharterItem::Quorum(body)) => of_body(body, "法定到会比例"),
        (Language::English, CharterItem::Majority(body)) => of_body(body, "通过比例"),
        (Language::English, CharterItem::CountingBasis(body)) => of_body(body, "计票基数"),
        (Language::English, CharterItem::Seats(body)) => of_body(body, "席位数"),
        (Language::English, CharterItem::Procedure(kind)) => format!("procedure: {}", kind_name(kind, language)),
        (Language::English, item) => term(&item.zh(), language).to_owned(),
    }
}

/// The stages of a procedure, in their order.
pub fn stages(procedure: &Procedure, language: Language) -> String {
    match language {
        Language::Chinese => procedure.to_string(),
        Language::English => procedure.stages.iter().map(|stage| stage.en()).collect::<Vec<_>>().join(" → "),
    }
}

/// 10%, 0.01 元, 7 天: a term's value with what it is measured in.
pub fn value_in_words(one: &CharterTerm, language: Language) -> String {
    item_value(one.item, &one.value, language)
}

/// The value of an item, in its standard form, with what it is measured in.
pub fn item_value(item: CharterItem, value: &str, language: Language) -> String {
    match item.value() {
        TermValue::Percent => format!("{}%", quantity(value)),
        TermValue::Money | TermValue::Precision => format!("{} {}", price(value), language.say("元", "yuan")),
        TermValue::Shares => {
            let shares = quantity(value);
            let unit = language.say("股", if shares == "1" { "share" } else { "shares" });
            format!("{shares} {unit}")
        }
        TermValue::Days => format!("{value} {}", language.say("天", "days")),
        TermValue::Choice(_) => term(value, language).to_owned(),
        TermValue::Classes => {
            let classes = value.split('、').map(|class| term(class, language));
            classes.collect::<Vec<_>>().join(language.say("、", ", "))
        }
        TermValue::Procedure => {
            Procedure::parse(value).map_or_else(|| value.to_owned(), |procedure| stages(&procedure, language))
        }
        TermValue::Fraction if !value.contains('/') => format!("{}%", quantity(value)),
        TermValue::Fraction | TermValue::Count => value.to_owned(),
    }
}
