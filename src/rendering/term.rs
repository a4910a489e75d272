//! The fixed terms that data and sealed text hold in Chinese, for readers of English.

use super::speech::Language;

const ENGLISH: &[(&str, &str)] = &[
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
    // Share classes: those that charters usually have.
    ("资产量化股", "quantified shares"),
    ("土地股", "land shares"),
    ("商铺股", "shop shares"),
    ("资金股", "cash shares"),
    ("集体股", "collective shares"),
    ("人口股", "per-capita shares"),
    ("农龄股", "farming-years shares"),
    ("成员股", "member shares"),
    // The charter's items, and the words that some of them choose among.
    ("公积公益金提取比例", "reserve rate"),
    ("公益建设资金基数", "levy: on what"),
    ("公益建设资金比例", "levy rate"),
    ("公益建设资金固定金额", "levy: fixed sum"),
    ("公益建设资金上限", "levy: ceiling"),
    ("一次分配管理费率", "management fee of tier one"),
    ("二次分配规则", "rounding rule of tier two"),
    ("每股红利精度", "precision of the rate per share"),
    ("代扣个人所得税率", "income tax withheld"),
    ("股种", "share classes"),
    ("参加二次分配股种", "classes that take part in tier two"),
    ("每亩折股", "shares per mu"),
    ("每平方米折股", "shares per m²"),
    ("公示天数", "days of notice"),
    ("候选人差额比例", "more candidates than seats"),
    ("法定到会比例", "quorum"),
    ("通过比例", "majority"),
    ("计票基数", "counted by"),
    ("席位数", "seats"),
    ("弥补亏损后收益", "income after losses"),
    ("提取公积金后收益", "income after the reserve"),
    ("公司分回利润", "the company's dividend"),
    ("固定金额", "a fixed sum"),
    ("每股定额", "the same rate per share"),
    ("最大余数", "largest remainder"),
    ("席位", "seats"),
    ("到会", "those present"),
    ("投票", "votes cast"),
    // The plan's items that can be tried.
    ("公司任意公积金", "the company's discretionary reserve"),
    ("其他分配", "other appropriations"),
    ("二次分配金额", "amount of tier two"),
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
