//! The fixed terms that data and sealed text hold in Chinese, for readers of English.

use super::speech::Language;

const ENGLISH: [(&str, &str); 22] = [
    ("亩", "mu"),
    ("㎡", "m²"),
    ("地块", "parcel"),
    ("商铺", "shop"),
    ("土地流转", "land transfer"),
    ("商铺租赁", "shop lease"),
    ("土地转租", "land sublease"),
    ("商铺打包转租", "shop package sublease"),
    ("其他", "other"),
    ("二次分配", "tier two"),
    ("可供成员分配", "available to members"),
    ("对账单", "statements"),
    ("净收益+上期结转", "net income + brought forward"),
    ("量化", "quantification"),
    ("入股", "contribution"),
    ("内部转让", "transfer"),
    ("继承", "inheritance"),
    ("赠与", "gift"),
    ("退股", "withdrawal"),
    ("冻结", "freeze"),
    ("解冻", "unfreeze"),
    ("更正", "correction"),
];

/// A fixed term in a language; names and everything else that people wrote stay as they are.
pub fn term(chinese: &str, language: Language) -> &str {
    match language {
        Language::Chinese => chinese,
        Language::English => {
            ENGLISH.iter().find(|(known, _)| *known == chinese).map_or(chinese, |(_, english)| english)
        }
    }
}
