//! How bodies decide, in words.

use super::speech::Language;
use crate::domain::governance::voting_rule::{CountingBasis, Counts, VotingRule};

/// 9 席，到会 5 席以上，赞成 5 席以上通过: the rule of a body with so many seats.
pub fn rule_in_words((seats, rule): (u64, &VotingRule), language: Language) -> String {
    let pick = |zh: String, en: String| if language == Language::Chinese { zh } else { en };
    let counts = Counts { seats, ..Counts::default() };
    let (quorum, majority) = (rule.quorum_of(&counts), rule.majority_of(&counts));
    let basis = rule.basis.zh();
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
